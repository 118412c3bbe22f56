"""`scrapy explain FILE_OR_URL`: why a page yields the article it does, or none."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsbot.commands import extract, refuse_options
from newsbot.exceptions import ArgumentError

if TYPE_CHECKING:
    from newsbot.extraction.article import ExtractOptions


class Command(extract.Command):
    """Exit code 1 when the page could not be fetched, 2 for a wrong argument; other pages are explained, too."""

    def syntax(self) -> str:
        return "[--html OUT.html | --find TEXT | --json] [--url URL] [--profile] [--overrides FILE] FILE_OR_URL"

    def short_desc(self) -> str:
        return "Explain a page: why each block was kept or removed, and each field with its candidates"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--html", metavar="OUT.html", help="write one self-contained page instead of text")
        parser.add_argument(
            "--find", metavar="TEXT", help="only the blocks that contain these words, with all their reasons"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("explain", args)
        if len(args) != 1:
            raise ArgumentError("Name one file or address to explain; - reads standard input.")
        if sum(map(bool, (opts.html is not None, opts.find is not None, opts.json))) > 1:
            raise ArgumentError("Choose one of --html, --find and --json.")
        if opts.find is not None and not opts.find.strip():
            raise ArgumentError("--find needs words to look for.")
        if opts.html is not None and not (opts.html and Path(opts.html).absolute().parent.is_dir()):
            raise ArgumentError(f"--html {opts.html} cannot be written: there is no such folder.")

    def take(self, page: extract.Page, options: "ExtractOptions", opts: argparse.Namespace) -> None:
        from newsbot.explanation.page import explain_page

        story = explain_page(page.body, page.url, page.content_type, options)
        if opts.json:
            print(msgspec.json.encode(asdict(story)).decode())
        elif opts.html is not None:
            from newsbot.explanation.web import story_page

            try:
                Path(opts.html).write_text(story_page(story), encoding="utf-8")
            except OSError as error:
                self.fail(f"{opts.html} cannot be written: {error.strerror}.", 2)
                return
            print(f"{story.verdict} {opts.html} shows why.", file=sys.stderr)
        else:
            from newsbot.explanation.terminal import print_story

            print_story(story, sys.stdout, opts.find)
