"""A site whose articles change, vanish, redirect and come back between two crawls."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from crawl_host import Crawled, CrawlHost
from loopback import Answer, Server, article_page, serve

from newsbot.batches import read_lines

# The articles of the site that most tests begin with: see the fixture `site`.
STORIES = ("harbour-strike", "valley-road", "town-budget")
LONG_AGO = "2020-03-01T08:00:00+00:00"
NOW = datetime.now(UTC)
JUST_NOW = (NOW - timedelta(minutes=1)).isoformat(timespec="seconds")
# A modification date later than any check by a test.
SOON = (NOW + timedelta(hours=1)).isoformat(timespec="seconds")
NOINDEX = '<meta name="robots" content="noindex">'
# The columns of the state that hold moments, by table.
_MOMENTS = {
    "pages": ("checked_at", "published_at", "missing_since", "missing_crawl"),
    "articles": ("first_seen",),
    "sources": ("checked_at",),
}


@dataclass
class MadeSite:
    """A site listed in a sitemap, and crawled with its state in `folder`."""

    server: Server
    host: CrawlHost
    folder: Path
    listed: dict[str, str] = field(default_factory=dict)
    crawled: Crawled | None = None
    _files: set[Path] = field(default_factory=set)

    def publish(self, *names: str, changed: str = LONG_AGO, headers: dict[str, str] | None = None, **page: str) -> None:
        """Publish or replace articles by name; the sitemap has the date of the change."""
        for name in names:
            headline = page.get("headline") or name.replace("-", " ").capitalize()
            rest = {key: value for key, value in page.items() if key != "headline"}
            self.answer(name, Answer(article_page(headline, **rest), headers=headers or {}))
            self.enlist(name, changed)

    def answer(self, name: str, answer: Answer) -> None:
        """Set the response at the article's URL."""
        self.server.answers[path_of(name)] = answer

    def redirect(self, name: str, to: str, status: int) -> None:
        """Redirect the article's URL."""
        self.answer(name, Answer("", status=status, headers={"Location": to}))

    def remove(self, *names: str, status: int = 404, is_listed: bool = False) -> None:
        """Remove articles, also from the sitemap unless `is_listed`."""
        for name in names:
            self.answer(name, Answer("<h1>Gone</h1>", status=status))
        if not is_listed:
            self.unlist(*names)

    def enlist(self, name: str, changed: str = LONG_AGO) -> None:
        """List the article in the sitemap, with this date of change."""
        self.listed[name] = changed
        self._write_sitemap()

    def unlist(self, *names: str) -> None:
        """Take articles out of the sitemap."""
        for name in names:
            self.listed.pop(name, None)
        self._write_sitemap()

    def _write_sitemap(self) -> None:
        entries = "".join(
            f"<url><loc>{{base}}{path_of(name)}</loc><lastmod>{changed}</lastmod></url>"
            for name, changed in self.listed.items()
        )
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
        self.server.answers["/sitemap.xml"] = Answer(body, "application/xml", headers={"ETag": f'"{hash(body)}"'})

    def crawl(self, settings: dict[str, Any] | None = None, **arguments: str) -> list[dict[str, Any]]:
        """Crawl and return the lines; `asked`, `stats` and `log` then refer to this crawl."""
        self.server.requests.clear()
        self.server.statuses.clear()
        arguments = {"site": self.server.url, **arguments}
        self.crawled = self.host.crawl(self.folder, arguments, settings)
        assert self.crawled.refusal is None
        files = sorted(file for file in self.folder.rglob("*.jsonl.zst") if file not in self._files)
        self._files.update(files)
        return [json.loads(line) for file in files for line in read_lines(file)]

    @contextmanager
    def as_it_is(self, folder: Path) -> Iterator[None]:
        """Use a copy of the state in `folder` within the block, then restore the site as it was."""
        before = self.folder, dict(self.server.answers), dict(self.listed)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        self._files = set(folder.rglob("*.jsonl.zst"))
        self.folder = folder
        try:
            yield
        finally:
            self.folder, self.server.answers, self.listed = before

    @property
    def asked(self) -> set[str]:
        """The names of the articles that the crawl requested."""
        return {name_of(path) for path in self.server.requests if path.startswith("/2026/")}

    @property
    def stats(self) -> dict[str, Any]:
        """The stats of the crawl."""
        assert self.crawled
        return {name.removeprefix("newsbot/"): value for name, value in self.crawled.stats.items()}

    @property
    def log(self) -> str:
        """The warnings of the crawl."""
        assert self.crawled
        return "\n".join(self.crawled.log)

    def pass_time(self, **age: float) -> None:
        """Make the state older by this much, so that no test waits for an hour."""
        seconds = int(timedelta(**age).total_seconds())
        with closing(sqlite3.connect(self.folder / "state.db", isolation_level=None)) as db:
            for table, columns in _MOMENTS.items():
                for column in columns:
                    db.execute(f"UPDATE {table} SET {column} = {column} - {seconds}")

    def draw_out(self, **time: float) -> None:
        """Make the last crawl take this long: what it missed was missed at its end, everything else fetched before."""
        seconds = int(timedelta(**time).total_seconds())
        with closing(sqlite3.connect(self.folder / "state.db", isolation_level=None)) as db:
            db.execute(f"UPDATE pages SET checked_at = checked_at - {seconds} WHERE missing_since IS NULL")
            db.execute(f"UPDATE pages SET missing_crawl = missing_crawl - {seconds}")


@contextmanager
def made_site(host: CrawlHost, folder: Path, *names: str, **page: str) -> Iterator[MadeSite]:
    """Return a site with these articles, not crawled yet."""
    front = Answer("<h1>Front</h1>", headers={"ETag": '"front"'})
    with serve({"/": front}) as server:
        site = MadeSite(server, host, folder)
        site.publish(*names, **page)
        yield site


def path_of(name: str) -> str:
    """Return the path of the article of this name."""
    return f"/2026/11/{name}"


def name_of(url: str) -> str:
    """Return the name of the article at this path."""
    return url.rstrip("/").rsplit("/", 1)[1]


def told(lines: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """Return each line's version, status and reason or changes, by article; two lines for one article are a defect."""
    found = {
        name_of(line["url"]): (line["version"], line["pubStatus"], line.get("reason") or line.get("changed"))
        for line in lines
    }
    assert len(found) == len(lines)
    return found


def new(*names: str) -> dict[str, tuple[Any, ...]]:
    """What the first lines of articles say."""
    return dict.fromkeys(names, (1, "usable", None))


@pytest.fixture(name="crawled", scope="module")
def crawled_fixture(crawl_host: CrawlHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeSite]:
    with made_site(crawl_host, tmp_path_factory.mktemp("three"), *STORIES) as site:
        assert told(site.crawl()) == new(*STORIES)
        yield site


@pytest.fixture(name="site")
def site_fixture(crawled: MadeSite, tmp_path: Path) -> Iterator[MadeSite]:
    """Three old articles, crawled once."""
    with crawled.as_it_is(tmp_path):
        yield crawled
