"""Fuzz the code that reads bytes from the web: `python benchmarks/fuzz.py --minutes 10`; or a part: `extract robots`.

Hypothesis cuts, duplicates, moves and corrupts the sample site's pages, sitemaps, feeds and bylines, or generates
bytes. Each example must give a valid result within `LIMIT_S` seconds of CPU time. A failing example is shrunk and
printed; the exit code is then 1.
"""

import argparse
import json
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fastjsonschema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsbot import extract
from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.extraction.bylines import parse_byline
from newsbot.fetching.robots import UsageRobotParser
from newsbot.items import article_schema, to_line
from newsbot.sample_site.pages import build_pages
from newsbot.text import clean_line
from newsbot.urls import same_site

BASE = "https://news.example"
URL = f"{BASE}/2026/11/harbour-strike"
# CPU time for one example: no page of this size should take a tenth of it.
LIMIT_S = 5.0
_CRAWLER: Any = SimpleNamespace(settings=Settings({"ROBOTSTXT_USER_AGENT": "newsbot"}), spider=None)
_MAX_EDITS = 6
_EXAMPLES = 200  # between two checks of the clock

_validate = fastjsonschema.compile(article_schema())
_PAGES = build_pages(BASE)
# Strings that are special to a parser, or have caused trouble before.
_SALT = [
    *(b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&#0;", b"&#xD800;", b"&amp", b"\x00", b"\xff\xfe"),
    *(b"<p>", b"</p>", b"<div>", b"<table><tr><td>", b"<svg>", b"<math>", b"<template>", b"<plaintext>", b"<br><br>"),
    *(
        b"<script type='application/ld+json'>",
        b"</script>",
        b"<article>",
        b"<h1>",
        b"<time datetime='",
        b"<base href='",
    ),
    *(
        b'{"@type":"NewsArticle","author":[',
        b'"headline":',
        b'"datePublished":',
        b"[[[[[[[[",
        b'{"a":' * 50,
        b"NaN",
        b"1e999",
    ),
    *(b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<loc>", b"<lastmod>", b"<item>"),
    *(b"<link>", b"http://", b"https://[::1", b"//", b"?a=b&a=b", b"javascript:", b"9999-12-31", b"2026-02-30T25:61"),
    *(
        b"User-agent: *\n",
        b"Disallow: /*$*$",
        b"Sitemap: ",
        b"Crawl-delay: 1e99",
        b"Content-Usage: ",
        b"\r",
        b"\xe2\x80\xae",
    ),
    *(b" and ", b", ", b"By ", b"|", b"@", b"(", b")", "é".encode(), "يقول".encode(), "記者".encode(), b"\xed\xa0\x80"),
]


def _seeds(*endings: str) -> list[bytes]:
    return [page.body for path, page in _PAGES.items() if path.endswith(endings)]


@st.composite
def _edited(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A document with a few edits: parts cut, duplicated, moved, corrupted, or inserted from another one."""
    document = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, _MAX_EDITS))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(document))] * 2)))
        part = document[start:end]
        match draw(st.sampled_from(("salt", "cut", "end", "double", "move", "flip", "graft"))):
            case "salt":
                salt = draw(st.lists(st.sampled_from(_SALT), min_size=1, max_size=4).map(b"".join))
                document = document[:start] + salt * draw(st.sampled_from((1, 1, 1, 50))) + document[start:]
            case "cut":
                document = document[:start] + document[end:]
            case "end":
                document = document[:end]
            case "double":
                document = document[:end] + part[:20_000] + document[end:]
            case "move":
                document = document[end:] + part + document[:start]
            case "flip":
                document = document[:start] + draw(st.binary(min_size=1, max_size=3)) + document[start + 1 :]
            case _:
                other = draw(st.sampled_from(seeds))
                document = document[:start] + other[: end - start] + document[start:]
    return document


def _documents(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    made_up = st.lists(st.sampled_from(_SALT), max_size=60).map(b"".join)
    return st.one_of(_edited(seeds), _edited(seeds), made_up, st.binary(max_size=2_000))


def try_extract(page: bytes) -> None:
    """A page gives an article whose line is valid and can be written, or no article."""
    article = extract(page, URL)
    if article is not None:
        line = to_line(article)
        _validate(line)
        assert json.loads(json.dumps(line, ensure_ascii=False, allow_nan=False).encode()) == line


def try_byline(text: str) -> None:
    """A line gives clean names that consist of its own letters."""
    byline = parse_byline(text, None)
    # A line may contain character references, including some that were escaped twice.
    letters = {
        letter for line in (text, unescape(text), unescape(unescape(text))) for letter in clean_line(line).casefold()
    }
    for name in (*(author.name for author in byline.authors), *(source.name for source in byline.organizations)):
        assert name
        assert name == clean_line(name)
        assert set(name.casefold()) <= letters | set(" .,-'’"), name


def try_sitemap(body: bytes) -> None:
    """A sitemap gives addresses of its site, or a reason."""
    _check_source(read_source(SourceRef(f"{BASE}/sitemap.xml", "sitemap"), body, f"{BASE}/sitemap.xml", None))


def try_feed(body: bytes) -> None:
    """A feed gives addresses of its site, or a reason."""
    _check_source(read_source(SourceRef(f"{BASE}/feed/", "feed"), body, f"{BASE}/feed/", "application/rss+xml"))


def _check_source(contents: SourceContents) -> None:
    assert contents.links or contents.sources or contents.reason or contents.refused
    for url in (*(link.url for link in contents.links), *(source.url for source in contents.sources)):
        assert url.startswith(("http://", "https://"))
        assert same_site(url, BASE)


def try_robots(body: bytes) -> None:
    """A robots.txt gives rules that answer for any address."""
    rules = UsageRobotParser.from_crawler(_CRAWLER, body)
    for url in (URL, f"{BASE}/", f"{BASE}/%ff?a=b"):
        assert rules.allowed(url, "newsbot") in (True, False)
    assert all(rule.path.startswith(("/", "*")) or not rule.path for rule in rules.usage)
    list(rules.rp.sitemaps)


@dataclass(frozen=True, slots=True)
class Target:
    """The function under test, its check, and the documents to edit; `is_text` if it takes text instead of bytes."""

    try_one: Callable[..., None]
    examples: st.SearchStrategy[bytes] | st.SearchStrategy[str]
    seeds: list[bytes]
    is_text: bool = False


def _target(try_one: Callable[[bytes], None], *endings: str) -> Target:
    seeds = _seeds(*endings)
    return Target(try_one, _documents(seeds), seeds)


_BYLINES = [
    line.encode()
    for line in (
        "By Ali Raza and Jane Doe, Reuters in Lahore | Staff writer",
        "Von Anna Schmidt, dpa",
        "記者 王小明／台北報導",
    )
]
_LINES = _documents(_BYLINES).map(lambda line: line.decode("utf-8", "replace"))
TARGETS = {
    "extract": _target(try_extract, "/", ".htm", ".html"),
    "byline": Target(try_byline, st.one_of(_LINES, st.text(max_size=300)), _BYLINES, is_text=True),
    "sitemap": _target(try_sitemap, ".xml"),
    "feed": _target(try_feed, "/feed/"),
    "robots": _target(try_robots, "robots.txt"),
}


@contextmanager
def in_time() -> Iterator[None]:
    """Raise TimeoutError if the block takes more than `LIMIT_S` seconds of CPU time."""

    def end(*_: object) -> None:
        raise TimeoutError(f"more than {LIMIT_S} s")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def fuzz(name: str, examples: int, start: int) -> None:
    """Try this many examples of one target; raises what the smallest failing one raises."""
    target = TARGETS[name]

    @seed(start)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(target.examples)
    def run(example: bytes | str) -> None:
        with in_time():
            target.try_one(example)

    run()


def main() -> int:
    """Fuzz until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[], help="default: all")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = False
    for name in options.targets or TARGETS:
        end, count = time.monotonic() + 60 * options.minutes, 0
        try:
            while time.monotonic() < end:
                fuzz(name, _EXAMPLES, options.seed + count)
                count += _EXAMPLES
        except Exception:  # noqa: BLE001 - any is a finding
            failed = True
            Path(f"fuzz-{name}.txt").write_text(traceback.format_exc(), encoding="utf-8")
            print(f"{name:<8} failed after {count} examples, see fuzz-{name}.txt")
        else:
            print(f"{name:<8} {count} examples, no failure", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
