"""Crawls of a site that changes between them: `python benchmarks/crawl_rounds.py SITE TRUTH --mutate COMMAND`.

TRUTH is as for `crawl.py`; COMMAND changes the site and rewrites TRUTH. The difference between the two truths is what a
round did. Prints the floors of a first crawl, of a second one and of each round; with `--alone` also what each kind of
source shows by itself, in a separate state. Exit code 1 if a floor is missed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import read_lines
from crawl import compare
from scores import same_words

from newsbot.urls import article_key

_REQUESTS = re.compile(r"'downloader/request_count': (\d+)")
# An edited field of the truth, and its name in a line.
_EDITS = {"title": "headline", "text": "articleBody", "authors": "authors"}
_SOURCES = ("feed", "sitemap", "wp-rest", "section")
_MAX_SHARE = 0.15
# A missing article is taken back when it is missing twice; here, without an hour in between.
_AT_ONCE = ("-s", "NEWSBOT_MISSING_AFTER=0m")

Truth = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Round:
    """What a round did to the site: the articles that are new, gone, and changed with the names of what changed."""

    new: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    changed: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """Which changes of a round the lines show; each list names articles."""

    new: int = 0
    gone: int = 0
    changed: int = 0
    wrong_names: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def articles(truth: Iterable[dict[str, Any]]) -> Truth:
    """The articles of a truth by the key of their address."""
    return {article_key(page["url"]): page for page in truth if page.get("expect", "article") == "article"}


def differences(before: Truth, after: Truth) -> Round:
    """The changes to a site, from its truth before and after."""
    result = Round(set(after) - set(before), set(before) - set(after))
    for key in set(before) & set(after):
        names = sorted(name for entry, name in _EDITS.items() if not _is_same(before[key][entry], after[key][entry]))
        if names:
            result.changed[key] = names
    return result


def _is_same(one: str | list[str], other: str | list[str]) -> bool:
    texts = ["\n".join(value) if isinstance(value, list) else value for value in (one, other)]
    return same_words(*texts)


def judge(lines: Iterable[dict[str, Any]], done: Round) -> Outcome:
    """Which changes the lines of the crawls after a round show, and what else they contain."""
    result, seen = Outcome(), set()
    for line in lines:
        key = article_key(line["url"])
        is_again = key in seen
        seen.add(key)
        if is_again:
            result.others.append(line["url"])
        elif key in done.new and line["pubStatus"] == "usable":
            result.new += 1
        elif key in done.gone and line["pubStatus"] == "canceled":
            result.gone += 1
        elif key in done.changed and line["pubStatus"] == "usable":
            result.changed += 1
            if line.get("changed") != done.changed[key]:
                result.wrong_names.append(f"{line['url']} {line.get('changed')}, not {done.changed[key]}")
        else:
            result.others.append(line["url"])
    result.missing = sorted({*done.new, *done.gone, *done.changed} - seen)
    return result


@dataclass(slots=True)
class Crawler:
    """One state of newsbot, and the crawls that use it."""

    site: str
    folder: Path
    arguments: tuple[str, ...] = ()
    requests: int = 0
    lines: list[dict[str, Any]] = field(default_factory=list)

    def crawl(self) -> list[dict[str, Any]]:
        """Crawl as a user would; `lines` and `requests` are then this crawl's."""
        self.folder.mkdir(exist_ok=True)
        out, log = self.folder / "out.jsonl", self.folder / "log"
        log.unlink(missing_ok=True)
        command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"site={self.site}", *self.arguments]
        output = ["-O", str(out), "-L", "INFO", "--logfile", str(log), *_AT_ONCE]
        environment = {"NEWSBOT_STATE": f"sqlite:///{self.folder}/state.db", "NEWSBOT_DATA": str(self.folder)}
        subprocess.run([*command, *output], env={**os.environ, **environment}, check=True, capture_output=True)
        found = _REQUESTS.search(log.read_text(encoding="utf-8"))
        self.requests = int(found[1]) if found else 0
        self.lines = read_lines(out)
        return self.lines


def main() -> int:
    """Print the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="address of the site")
    parser.add_argument("truth", type=Path)
    parser.add_argument("--mutate", metavar="COMMAND", help="changes the site and rewrites TRUTH")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="also each kind of source by itself")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        crawler = Crawler(options.site, Path(folder) / "all")
        sources = _SOURCES if options.alone else ()
        alone = [Crawler(options.site, Path(folder) / name, ("-a", f"sources={name}")) for name in sources]
        is_right = _first_crawls(crawler, alone, options.truth)
        for number in range(1, options.rounds + 1 if options.mutate else 1):
            before = articles(read_lines(options.truth))
            subprocess.run(options.mutate, shell=True, check=True, stdout=subprocess.DEVNULL)
            done = differences(before, articles(read_lines(options.truth)))
            print(f"round {number}: {len(done.changed)} changed, {len(done.new)} new, {len(done.gone)} gone")
            is_right &= _print_round("all sources", crawler, done)
            for one in alone:
                _print_round(one.folder.name, one, done)
    return 0 if is_right else 1


def _first_crawls(crawler: Crawler, alone: list[Crawler], truth: Path) -> bool:
    result = compare(crawler.crawl(), read_lines(truth))
    first = crawler.requests
    others = len(result.repeated) + len(result.unexpected)
    print(f"first crawl     {result.expected - len(result.missing)} of {result.expected} found, {others} others")
    crawler.crawl()
    share = crawler.requests / first if first else 1.0
    print(f"second crawl    {len(crawler.lines)} lines, {crawler.requests} of {first} requests ({share:.1%})")
    for one in alone:
        found = compare(one.crawl(), read_lines(truth))
        print(f"  {one.folder.name:<12}  {found.expected - len(found.missing)} of {found.expected} found", end="")
        print(f", {len(found.repeated) + len(found.unexpected)} others, {one.requests} requests")
    return not (result.missing or others or crawler.lines) and share <= _MAX_SHARE


def _print_round(name: str, crawler: Crawler, done: Round) -> bool:
    """Crawl twice, as an article is taken back after answering 404 twice; return whether all changes were found."""
    lines = crawler.crawl()
    requests = crawler.requests
    result = judge([*lines, *crawler.crawl()], done)
    print(
        f"  {name:<12}  {result.changed} of {len(done.changed)} changed ({len(result.wrong_names)} wrongly named),"
        f" {result.new} of {len(done.new)} new, {result.gone} of {len(done.gone)} taken back,"
        f" {len(result.others)} others; {requests} and {crawler.requests} requests"
    )
    for text in [*result.wrong_names, *result.others][:5]:
        print(f"    {text}")
    is_whole = (result.changed, result.new, result.gone) == (len(done.changed), len(done.new), len(done.gone))
    return is_whole and not result.wrong_names and not result.others


if __name__ == "__main__":
    raise SystemExit(main())
