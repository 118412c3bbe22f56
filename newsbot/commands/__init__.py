"""The commands that newsbot adds to `scrapy`, or that replace Scrapy's own."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any, NoReturn

from newsbot.exceptions import ArgumentError
from newsbot.scrapy_settings import check_scrapy_settings


class Sentences:
    """How every command says what is wrong: one sentence on standard error, and the exit code."""

    settings: Any
    exitcode: int = 0

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """As Scrapy does; a setting of Scrapy's that is wrong ends the command here."""
        open_streams()
        try:
            super().process_options(args, opts)  # type: ignore[misc]  # of the command with these sentences
            check_scrapy_settings(self.settings)
        except ArgumentError as error:
            self._refuse(str(error))
        except OSError as error:
            # The --pidfile is the only file opened here.
            self._refuse(f"--pidfile {opts.pidfile}: {error.strerror}.")

    def _refuse(self, sentence: str) -> NoReturn:
        self.fail(sentence, 2)
        raise SystemExit(2) from None

    def fail(self, sentence: str, code: int) -> None:
        """Print the sentence to standard error; the command exits with the code, unless an earlier one was higher."""
        print(f"newsbot: {sentence}", file=sys.stderr)
        self.exitcode = max(self.exitcode, code)


def open_streams() -> None:
    """Open /dev/null for standard streams the caller closed (`2>&-`), since logs and messages are written to them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - until the process ends


def add_profile_option(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add `--profile` (the site profile) as `opts.site_profile`; it replaces Scrapy's, which profiles CPU time."""
    parser.add_argument("--profile", action="store_true", dest="site_profile", help=meaning)
    parser.set_defaults(profile=None)


def refuse_options(command: str, args: list[str]) -> None:
    """Raise ArgumentError for an unknown option, which Scrapy passes on as an argument."""
    unknown = [arg for arg in args if arg.startswith("-") and arg != "-"]
    if unknown:
        raise ArgumentError(f"Unknown option {unknown[0]}: see scrapy {command} -h.")


@contextmanager
def stoppable() -> Iterator[None]:
    """Make SIGTERM, which service managers send, stop a long-running command as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Stops:
    """The stop requests received since the last call of `wait`, one for each signal."""

    def __init__(self) -> None:
        # SimpleQueue.put() is reentrant, so a signal handler may call it during another put() or a get(). Event.set()
        # is not: two signals at once, or one during wait(), would deadlock.
        self._told: SimpleQueue[None] = SimpleQueue()

    def tell(self, *_: object) -> None:
        """Record a stop request; used as a signal handler."""
        self._told.put(None)

    def wait(self, seconds: float) -> int:
        """Return how many requests have arrived; if none has, wait up to `seconds` for the first."""
        with suppress(Empty):
            self._told.get(timeout=seconds)
            return 1 + sum(self._told.get_nowait() is None for _ in range(self._told.qsize()))
        return 0


@contextmanager
def told_signals() -> Iterator[Stops]:
    """Record Ctrl-C and SIGTERM in the `Stops` this yields, and suppress their usual effect."""
    stops = Stops()
    before = {number: signal.signal(number, stops.tell) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stops
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
