"""The links of one site during its crawl: each article once, with everything that its sources say about it.

Links are kept in a temporary SQLite file that exists only while it is open: a sitemap has up to 50,000 links, and a
site may have many sitemaps. Methods may be called from any thread.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from itertools import islice
from operator import attrgetter
from threading import RLock
from typing import Any, TypeVar

from newsbot.exceptions import StorageError
from newsbot.items import Link, Source
from newsbot.urls import article_key, is_variant, key_digest

_Value = TypeVar("_Value")

# SQLite before 3.32 allows 999 variables per statement.
_CHUNK = 500
_CACHE_KB = 4_000
# The order of trust if two sources list the same article.
_TRUST: tuple[Source, ...] = ("wp-rest", "news-sitemap", "feed", "sitemap", "section")
# Dates outside these years are wrong; arithmetic on one at the end of the calendar fails.
_FIRST_YEAR, _LAST_YEAR = 1970, 2100

_FIELDS = [field.name for field in fields(Link)]
_COLUMNS = ", ".join(_FIELDS)
_values = attrgetter(*_FIELDS)
_TABLE = f"""CREATE TABLE links (
    number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, moment INTEGER, latest INTEGER, {_COLUMNS}
)"""
_ADD = (
    f"INSERT OR REPLACE INTO links (number, key, moment, latest, {_COLUMNS})"  # noqa: S608 - names of columns
    f" VALUES (?, ?, ?, ?, {', '.join('?' * len(_FIELDS))})"
)
_BY_KEY = f"SELECT key, number, {_COLUMNS} FROM links WHERE key IN"  # noqa: S608 - as above
_BY_NUMBER = f"SELECT number, {_COLUMNS} FROM links WHERE number IN"  # noqa: S608 - as above
_SINCE = "(? IS NULL OR latest IS NULL OR latest >= ?)"
# Undated links come last, in the order of their sources.
_NEWEST = f"SELECT number FROM links WHERE {_SINCE} ORDER BY moment IS NULL, moment DESC, number"  # noqa: S608 - as above


@dataclass(slots=True)
class Added:
    """The result of adding links; `refused` counts those that the full book had no room for.

    `news` counts the links about which something was said that no source had said before. What a section says about an
    article that others list does not count: sections are read to find other articles.
    """

    news: int = 0
    refused: int = 0


class LinkBook:
    """At most `limit` links, by `urls.article_key`; what several sources say about one article is merged."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._count = 0
        self._turn = RLock()
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        # The file does not outlive a crash, so it needs no protection against one.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KB}"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(_TABLE)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: object) -> bool:
        """Whether a source lists the article with this `urls.article_key`."""
        return isinstance(key, str) and bool(self._rows(_BY_KEY, [key_digest(key)]))

    def add(self, links: Iterable[Link]) -> Added:
        """Add links, merging them with those already known."""
        added = Added()
        for some in chunks(links, _CHUNK):
            self._add(some, added)
        return added

    def _add(self, links: list[Link], added: Added) -> None:
        """Look up and write under one lock: several sources are read at the same time."""
        by_key: dict[bytes, tuple[int, Link]] = {}
        keys = [key_digest(article_key(link.url)) for link in links]
        with self._one_sentence():
            known = {key: (number, Link(*values)) for key, number, *values in self._rows(_BY_KEY, keys)}
            for key, link in zip(keys, links, strict=True):
                number, other = by_key.get(key) or known.get(key) or (0, None)
                if other is None and self._count >= self._limit:
                    added.refused += 1
                    continue
                self._count += other is None
                merged = _merged(other, link) if other else link
                added.news += other is None or (link.method != "section" and merged != other)
                by_key[key] = (number or self._count, merged)
            self._db.execute("BEGIN")
            self._db.executemany(_ADD, (_row(number, key, link) for key, (number, link) in by_key.items()))
            self._db.execute("COMMIT")

    def newest(self, since: datetime | None = None) -> Iterator[Link]:
        """The links, newest first; undated ones last, in the order of their sources.

        `since` leaves out links that were neither published nor modified since then.
        """
        with self._one_sentence():
            limit = None if since is None else int(since.timestamp())
            numbers = array("q", (number for (number,) in self._db.execute(_NEWEST, (limit, limit))))
        for some in chunks(numbers, _CHUNK):
            links = {number: values for number, *values in self._rows(_BY_NUMBER, some)}
            yield from (Link(*links[number]) for number in some)

    def count_before(self, since: datetime) -> int:
        """How many links `newest` leaves out."""
        with self._one_sentence():
            (count,) = self._db.execute(
                "SELECT COUNT(*) FROM links WHERE latest < ?", (int(since.timestamp()),)
            ).fetchone()
        return int(count)

    def of(self, urls: Iterable[str]) -> Iterator[Link]:
        """What the sources say about the articles at these addresses, nearly in the state's own order."""
        keys = sorted(key_digest(article_key(url)) for url in urls)
        for some in chunks(keys, _CHUNK):
            yield from (Link(*values) for _, _, *values in self._rows(_BY_KEY, some))

    def urls(self, methods: Iterable[Source], count: int, since: datetime | None = None) -> list[str]:
        """The addresses of up to `count` links that such sources list, in their order; `since` as for `newest`."""
        wanted, limit = tuple(methods), None if since is None else int(since.timestamp())
        query = f"SELECT url FROM links WHERE method IN ({_marks(wanted)}) AND {_SINCE} ORDER BY number LIMIT ?"  # noqa: S608
        with self._one_sentence():
            return [url for (url,) in self._db.execute(query, (*wanted, limit, limit, count))]

    def oldest(self, sitemap: str) -> datetime | None:
        """The date of the oldest link that the sitemap lists."""
        with self._one_sentence():
            found = self._db.execute("SELECT MIN(moment) FROM links WHERE sitemap = ?", (sitemap,)).fetchone()
        return None if found[0] is None else datetime.fromtimestamp(found[0], UTC)

    def unlisted(self, keys: Iterable[bytes]) -> Iterator[bytes]:
        """Those of the keys (`urls.key_digest`) that no source lists."""
        for some in chunks(keys, _CHUNK):
            listed = {key for key, *_ in self._rows("SELECT key FROM links WHERE key IN", some)}
            yield from (key for key in some if key not in listed)

    def close(self) -> None:
        """Discard everything; the book cannot be used afterwards."""
        self._db.close()

    def _rows(self, query: str, values: Sequence[int | bytes]) -> list[tuple[Any, ...]]:
        """The rows of a query that ends in "IN", for any number of values."""
        rows: list[tuple[Any, ...]] = []
        with self._one_sentence():
            for some in chunks(values, _CHUNK):
                rows += self._db.execute(f"{query} ({_marks(some)})", some).fetchall()
        return rows

    @contextmanager
    def _one_sentence(self) -> Iterator[None]:
        try:
            with self._turn:
                yield
        except sqlite3.Error as error:
            raise StorageError(f"The links of a site cannot be stored in a temporary file: {error}.") from error


def _row(number: int, key: bytes, link: Link) -> tuple[Any, ...]:
    published, modified = link_moment(link.published), link_moment(link.modified)
    moments = [moment for date in (link.published, link.modified) if (moment := link_moment(date, latest=True))]
    moment = published or modified
    return (
        number,
        key,
        None if moment is None else int(moment.timestamp()),
        int(max(moments).timestamp()) if moments else None,
        *_values(link),
    )


def _merged(known: Link, other: Link) -> Link:
    """Merge what two sources say, preferring the more trusted one; of the two addresses a plain one is preferred."""
    first, second = sorted((known, other), key=lambda link: _TRUST.index(link.method))
    is_plainer = first.url != second.url and is_variant(first.url) and not is_variant(second.url)
    changed_by = first.modified_by
    if second.modified and not first.modified:
        changed_by = second.modified_by or second.method
    return Link(
        second.url if is_plainer else first.url,
        first.method,
        first.source,
        first.published or second.published,
        first.modified or second.modified,
        first.title or second.title,
        first.author or second.author,
        first.language or second.language,
        first.sitemap or second.sitemap,
        first.content or second.content,
        first.post or second.post,
        changed_by,
    )


def link_moment(date: str | None, *, latest: bool = False) -> datetime | None:
    """The moment that a source's date means; a date without a time is midnight UTC, or the day's end if `latest`."""
    if not date:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    if len(date) == 10 and latest:
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def chunks(values: Iterable[_Value], size: int) -> Iterator[list[_Value]]:
    """The values in lists of `size`, the last one shorter; values are consumed lazily."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
