"""The commands that newsbot adds to `scrapy`, or puts in the place of Scrapy's own."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from newsbot.exceptions import ArgumentError
from newsbot.scrapy_settings import check_scrapy_settings


class Sentences:
    """How every command says what is wrong: one sentence on standard error, and the exit code."""

    settings: Any
    exitcode: int = 0

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """As Scrapy does; a setting of Scrapy's that is wrong ends the command here."""
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


@contextmanager
def told_signals(tell: Callable[[], None]) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM told, and nothing else done."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, lambda *_: tell())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
