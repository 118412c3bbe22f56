"""`scrapy demo`: the bundled sample site, served on loopback, crawled twice and searched by the real commands."""

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import msgspec
from scrapy.commands import ScrapyCommand

from newsbot.commands import Sentences

_SHOWN = 3
# A query for readers who have seen the lines.
_QUERIES = ("ferry strike author:raza", "faehre streik")


class Command(Sentences, ScrapyCommand):
    """Everything it writes lies in `data/demo`, which it clears first."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Crawl the bundled sample site twice, show the lines, then index and search them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--serve", type=int, metavar="PORT", help="only serve the sample site, on this port, until Ctrl-C"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsbot.sample_site.server import SampleSite

        if args:
            self.fail(f"scrapy demo takes no argument {args[0]!r}.", 2)
            return
        if opts.serve is not None:
            self._serve(opts.serve)
            return
        folder = Path("data", "demo")
        shutil.rmtree(folder, ignore_errors=True)
        with SampleSite() as site:
            print(f"The sample site is at {site.url} while this command runs.\n")
            for title in ("First crawl: everything is new.", "Second crawl: nothing changed, so nothing is written."):
                print(title)
                if not self._do(folder, "crawl", "news", "-a", f"site={site.url}", "-L", "WARNING"):
                    return
        self._show(folder)
        print("\nDeliver the lines to an index, and search it:", flush=True)
        if self._do(folder, "index"):
            for query in _QUERIES:
                self._do(folder, "search", query, "--limit", "2")

    def _serve(self, port: int) -> None:
        """Only serve the site, for use from a second terminal."""
        from newsbot.sample_site.server import SampleSite

        ends = {signal.SIGINT, signal.SIGTERM}
        # Blocked before the address is known to anybody: one that comes at once is waited for, too.
        signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        try:
            with SampleSite(port) as site:
                print(f"The sample site is at {site.url} until Ctrl-C.", flush=True)
                signal.sigwait(ends)
        except (OSError, OverflowError) as error:
            said = getattr(error, "strerror", None) or str(error).rstrip(".")
            self.fail(f"The sample site cannot be served on port {port}: {said}. Choose another port.", 2)

    def _do(self, folder: Path, *arguments: str) -> bool:
        """Run the command as a user would, and return whether it succeeded."""
        print(f"  $ scrapy {shlex.join(arguments)}", flush=True)
        environment = {
            "NEWSBOT_STATE": f"sqlite:///{folder / 'state.db'}",
            "NEWSBOT_DATA": str(folder),
            "NEWSBOT_INDEX": "",
        }
        done = subprocess.run(  # noqa: S603 - our own interpreter and command
            [sys.executable, "-m", "scrapy", *arguments], env={**os.environ, **environment}, check=False
        )
        print(flush=True)
        self.exitcode = done.returncode
        return done.returncode == 0

    def _show(self, folder: Path) -> None:
        from newsbot.batches import batches_in, read_lines

        files = [batch.path for batch in batches_in(folder / "articles")]
        lines = [line for file in files for line in map(msgspec.json.decode, read_lines(file))]
        print(f"{len(lines)} lines were written to:")
        for file in files:
            print(f"  {file}")
        print("\nThree of them:")
        by_language: dict[str, Any] = {}
        for line in lines:
            by_language.setdefault(line.get("inLanguage", "").split("-")[0], line)
        for line in [*by_language.values(), *lines][:_SHOWN]:
            print(f"\n{_readable(line)}")
        print("\nOne line as it is written, shortened:")
        line = {**lines[0], "articleBody": lines[0]["articleBody"][:120] + "…"}
        print(msgspec.json.encode(line).decode(), flush=True)


def _readable(line: dict[str, Any]) -> str:
    authors = ", ".join(author["name"] for author in line.get("authors", [])) or "no author"
    opening = line["articleBody"].split("\n\n")[0]
    return "\n".join(
        [
            f"  {line['headline']}",
            f"  {authors} · {line.get('datePublished', 'no date')} · {line.get('inLanguage', '?')}"
            f" · {line.get('wordCount', 0)} words",
            textwrap.fill(opening, 100, initial_indent="  ", subsequent_indent="  ", max_lines=3, placeholder=" …"),
        ]
    )
