"""The next crawl of a site with a large archive: `python benchmarks/archive.py`.

A generated site's sitemaps list 200,000 articles that newsbot knows, none of them due, and 50 new ones. Prints what
was fetched and what it cost; exit code 1 if a floor is missed.
"""

import argparse
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawl import Cost, crawl

from newsbot import __version__
from newsbot.crawl.site_memory import sitemap_key
from newsbot.state.states import PageState
from newsbot.state.storage import open_storage
from newsbot.urls import article_id, site_name

MAX_PAGES_BEYOND_NEW = 10
MAX_MEMORY_MB = 250
_SITEMAP_ENTRIES = 50_000
_NOTED_AT_ONCE = 50_000
# An article is checked for the last time when it is a week old.
_YOUNGEST = timedelta(days=9)
_PER_ARTICLE = timedelta(minutes=40)
_LAST_CRAWL = timedelta(hours=20)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(slots=True)
class Archive:
    """A generated site: articles 0 to `known` - 1 were crawled, the newest first; `new` ones were added since."""

    known: int
    new: int
    now: datetime
    url: str = ""
    pages: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def sitemaps(self) -> int:
        return -(-(self.known + self.new) // _SITEMAP_ENTRIES)

    def address(self, number: int) -> str:
        """The address of an article; new ones have numbers from `known` on."""
        return f"{self.url}2026/{1 + number % 11:02}/story-number-{number}-of-the-valley-gazette"

    def published(self, number: int) -> datetime:
        if number >= self.known:
            return self.now - timedelta(minutes=number - self.known)
        return self.now - _YOUNGEST - number * _PER_ARTICLE

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, type and body of a path."""
        if path.startswith("/2026/"):
            self.pages.append(path)
            return 200, "text/html", _page(int(path.split("-")[2])).encode()
        self.other.append(path)
        if path == "/robots.txt":
            return 200, "text/plain", f"Sitemap: {self.url}index.xml\n".encode()
        if path == "/index.xml":
            parts = "".join(f"<sitemap><loc>{self.sitemap(n)}</loc></sitemap>" for n in range(self.sitemaps))
            return 200, "application/xml", f'<sitemapindex xmlns="{_NAMESPACE}">{parts}</sitemapindex>'.encode()
        if path.startswith("/map-"):
            return 200, "application/xml", b"".join(self._entries(int(path[5:-4])))
        return (200, "text/html", b"<h1>Valley Gazette</h1>") if path == "/" else (404, "text/html", b"")

    def sitemap(self, number: int) -> str:
        return f"{self.url}map-{number}.xml"

    def _entries(self, sitemap: int) -> Iterator[bytes]:
        yield f'<urlset xmlns="{_NAMESPACE}">'.encode()
        end = min((sitemap + 1) * _SITEMAP_ENTRIES, self.known + self.new)
        for number in range(sitemap * _SITEMAP_ENTRIES, end):
            day = self.published(number).isoformat(timespec="seconds")
            yield f"<url><loc>{self.address(number)}</loc><lastmod>{day}</lastmod></url>".encode()
        yield b"</urlset>"

    def remember(self, state: str) -> None:
        """Write the state that yesterday's crawl would have left."""
        storage = open_storage(state)
        keyed = sorted(range(self.known), key=lambda number: article_id(self.address(number)))
        for start in range(0, self.known, _NOTED_AT_ONCE):
            storage.note_pages(map(self._page_state, keyed[start : start + _NOTED_AT_ONCE]))
        storage.close()

    def _page_state(self, number: int) -> PageState:
        url = self.address(number)
        return PageState(
            url,
            site_name(self.url),
            "article",
            self.now - _LAST_CRAWL,
            article_id=article_id(url),
            link_modified=self.published(number).isoformat(timespec="seconds"),
            extractor_version=__version__,
            published_at=self.published(number),
            sitemap=sitemap_key(self.sitemap(number // _SITEMAP_ENTRIES)),
        )


def _page(number: int) -> str:
    sentences = [f"Sentence {n} of story {number} says what happened in the valley that day." for n in range(9)]
    text = "".join(f"<p>{' '.join(sentences[n : n + 3])}</p>" for n in (0, 3, 6))
    headline = f"Story number {number} of the valley"
    return f"<html lang=en><title>{headline}</title><article><h1>{headline}</h1>{text}</article></html>"


@contextmanager
def serve(archive: Archive) -> Iterator[None]:
    """The archive on loopback, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = archive.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Log nothing: requests are counted instead."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    archive.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(known: int, new: int) -> tuple[Archive, int, Cost]:
    """The archive with its requests, the lines written and the cost of the crawl."""
    archive = Archive(known, new, datetime.now(UTC).replace(microsecond=0))
    with serve(archive), tempfile.TemporaryDirectory() as folder:
        archive.remember(f"sqlite:///{folder}/state.db")
        out, cost = crawl(archive.url, Path(folder))
        lines = len(out.read_text(encoding="utf-8").splitlines())
    return archive, lines, cost


def main() -> int:
    """Print what was fetched and what it cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", type=int, default=199_950, metavar="N", help="articles that newsbot knows")
    parser.add_argument("--new", type=int, default=50, metavar="N", help="articles that came since")
    options = parser.parse_args()
    archive, lines, cost = run(options.known, options.new)
    print(f"pages      {len(archive.pages)} fetched, {options.new} are new; {lines} lines")
    print(f"other      {len(archive.other)} requests for sources and rules")
    print(f"cost       {cost}")
    is_cheap = cost.memory_mb <= MAX_MEMORY_MB and len(archive.pages) <= options.new + MAX_PAGES_BEYOND_NEW
    return 0 if is_cheap and lines == options.new else 1


if __name__ == "__main__":
    raise SystemExit(main())
