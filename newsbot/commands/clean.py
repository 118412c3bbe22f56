"""`scrapy clean [FILE]`: the plain text of an article page in, one JSON line out."""

import argparse
import codecs
import sys
from pathlib import Path

import msgspec
from scrapy.commands import ScrapyCommand

from newsbot.commands import Sentences, refuse_options
from newsbot.exceptions import ArgumentError

# UTF-32 first: its byte order mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REASONS = {"empty": "the text is empty", "no_text": "none of its paragraphs looks like part of an article"}


class Command(Sentences, ScrapyCommand):
    """Exit code 1 when the text holds no article, 2 for a wrong argument."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[FILE] (standard input if FILE is - or missing)"

    def short_desc(self) -> str:
        return "Clean the plain text of an article page into a JSON line"

    def long_desc(self) -> str:
        return (
            "Find the article in the plain text of a page whose markup is gone, and write its headline, body and "
            "authors as one JSON line without id and url. The text is read as UTF-8, UTF-16 with a byte order mark, "
            "or windows-1252."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsbot.extraction.plaintext import clean_plain_text
        from newsbot.items import to_line

        try:
            name = _file_name(args)
            text = _decode(_read(name))
        except ArgumentError as error:
            self.fail(str(error), 2)
            return
        report = clean_plain_text(text)
        if report.article is None:
            source = "standard input" if name == "-" else name
            self.fail(f"{source}: no article ({_REASONS.get(report.reason or '', report.reason)}).", 1)
            return
        sys.stdout.buffer.write(msgspec.json.encode(to_line(report.article)) + b"\n")
        sys.stdout.buffer.flush()


def _file_name(args: list[str]) -> str:
    """Return the only argument, "-" if there is none."""
    refuse_options("clean", args)
    if len(args) > 1:
        raise ArgumentError(f"scrapy clean reads only one file: leave out {args[1]!r}.")
    return args[0] if args else "-"


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ArgumentError(f"{name} cannot be read: {reason}.") from None


def _decode(data: bytes) -> str:
    """Decode by byte order mark, else as UTF-8, else as windows-1252, which never fails."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
