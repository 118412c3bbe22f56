"""The commands that newsbot adds to `scrapy`, or puts in the place of Scrapy's own."""

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
            # Of what is opened here, there is only the file of --pidfile.
            self._refuse(f"--pidfile {opts.pidfile}: {error.strerror}.")

    def _refuse(self, sentence: str) -> NoReturn:
        self.fail(sentence, 2)
        raise SystemExit(2) from None

    def fail(self, sentence: str, code: int) -> None:
        """Say the sentence; the command ends with the code, unless a higher one was said before."""
        print(f"newsbot: {sentence}", file=sys.stderr)
        self.exitcode = max(self.exitcode, code)


def open_streams() -> None:
    """Open to nowhere the streams that whoever started this has closed (`2>&-`): logs and sentences go there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - until the process ends


def add_profile_option(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add `--profile`, for the site's profile: as `opts.site_profile`, in the place of Scrapy's, which times itself."""
    parser.add_argument("--profile", action="store_true", dest="site_profile", help=meaning)
    parser.set_defaults(profile=None)


def refuse_options(command: str, args: list[str]) -> None:
    """Raise ArgumentError for an option that the command does not have: Scrapy hands it on as an argument."""
    unknown = [arg for arg in args if arg.startswith("-") and arg != "-"]
    if unknown:
        raise ArgumentError(f"Unknown option {unknown[0]}: see scrapy {command} -h.")


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM, which service managers send, stop what runs until it is stopped as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Stops:
    """The requests to stop that have come since somebody last looked, one for each signal."""

    def __init__(self) -> None:
        # Its put() may be called in the middle of a call of it, or of get(), as handlers are; an Event's set() may not:
        # two signals at once, or one in the middle of wait(), and it waits for itself for ever.
        self._told: SimpleQueue[None] = SimpleQueue()

    def tell(self, *_: object) -> None:
        """Note one; a handler of signals."""
        self._told.put(None)

    def wait(self, seconds: float) -> int:
        """How many have come; where none has, wait for the first, no longer than so many seconds."""
        with suppress(Empty):
            self._told.get(timeout=seconds)
            return 1 + sum(self._told.get_nowait() is None for _ in range(self._told.qsize()))
        return 0


@contextmanager
def told_signals() -> Iterator[Stops]:
    """Have Ctrl-C and SIGTERM told, and nothing else done."""
    stops = Stops()
    before = {number: signal.signal(number, stops.tell) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stops
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
