"""The state in one SQLite file, with the locks of its sites beside it.

Every call holds one lock, so that it may come from any thread: the reactor's looks at single articles, long lookups
and writes come from a thread of their own.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar
from urllib.parse import quote

from newsbot.duplicates import Neighbours, Sketch, SketchState
from newsbot.exceptions import StorageError
from newsbot.locks import SiteFileLock, one_at_a_time
from newsbot.sketches import Sketches
from newsbot.sqlite_schema import MIGRATIONS, SCHEMA_VERSION
from newsbot.states import (
    ArticleState,
    Delivery,
    PageState,
    SiteLock,
    SiteSchedule,
    SiteSummary,
    SourceSchedule,
    SourceState,
    TemplateState,
)
from newsbot.urls import article_key, key_digest

# Writers of other sites hold the file for milliseconds; a backup may hold it for seconds.
_BUSY_TIMEOUT_S = 30
# SQLite before 3.32 takes 999 variables a statement.
_KEYS_PER_QUERY = 500
# An article whose last look is overdue for longer is let go: its site was not crawled for a month.
_OVERDUE = timedelta(days=30)


def _names(state: type) -> list[str]:
    return [field.name for field in fields(state)]


def _query(names: Sequence[str], rest: str) -> str:
    return f"SELECT {', '.join(names)} FROM {rest}"  # noqa: S608 - names of columns, and questions of this module


def _upsert(table: str, key: str, names: Sequence[str], merged: Mapping[str, str], newer: str) -> str:
    """The statement that writes a row over an older one; `merged` are columns that are not simply replaced."""
    sets = ", ".join(
        f"{name} = {merged.get(name, f'excluded.{name}')}" for name in names if name not in key.split(", ")
    )
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - as above
        f" ON CONFLICT ({key}) DO UPDATE SET {sets} WHERE excluded.{newer} >= {table}.{newer}"
    )


_PAGE, _SOURCE, _ARTICLE = map(_names, (PageState, SourceState, ArticleState))
_SITE_DUE, _SOURCE_DUE = map(_names, (SiteSchedule, SourceSchedule))
_KNOWN_PAGES = _query(["key", *_PAGE], "pages WHERE key IN")
_OWN_PAGE = _query(_PAGE, "pages WHERE key = ?")
_TAKEN_BACK = _query(_PAGE, "pages WHERE site = ? AND outcome = 'canceled' AND checked_at <= ?")
_LISTED_KEYS = _query(["key"], "pages WHERE sitemap = ?")
_AGING_PAGES = (
    _query(_PAGE, "pages WHERE site = ? AND published_at > ? AND checked_at < published_at + ?")
    + " AND article_id IS NOT NULL UNION "
    + _query(_PAGE, "pages WHERE site = ? AND (failures > 0 OR missing_since IS NOT NULL) ORDER BY published_at DESC")
)
_ALIVE = """SELECT COUNT(*) FROM pages WHERE site = ? AND published_at IS NOT NULL AND outcome = 'article'
    AND (checked_at >= ? OR sitemap IN (SELECT value FROM json_each(?)))"""
_ARTICLES = _query(_ARTICLE, "articles WHERE id IN")
_SITE_SOURCES = _query(_SOURCE, "sources WHERE site = ?")
# A page of an article that fails later is still that article's page.
_KEPT = {
    name: f"COALESCE(excluded.{name}, pages.{name})"
    for name in ("article_id", "link_modified", "published_at", "sitemap", "profile")
}
# An article is looked at for days after its line: so many versions are never made in that time.
_KEPT_PROFILES = 32
_FORGET_PROFILES = """DELETE FROM profiles WHERE site = ? AND rowid NOT IN
    (SELECT rowid FROM profiles WHERE site = ? ORDER BY made_at DESC, rowid DESC LIMIT ?)"""
_ARTICLE_COUNTS = "SELECT site, COUNT(*) FROM articles WHERE pub_status = 'usable' GROUP BY site"
_UPSERT_PAGE = _upsert("pages", "key", ["key", *_PAGE], _KEPT, "checked_at")
_UPSERT_SOURCE = _upsert("sources", "url", _SOURCE, {}, "checked_at")
# A line that takes an article back says neither when it was first seen nor what it was: one that comes back is
# compared with what it was before.
_LASTING = {
    "first_seen": "MIN(excluded.first_seen, articles.first_seen)",
    **{
        name: f"CASE excluded.pub_status WHEN 'canceled' THEN articles.{name} ELSE excluded.{name} END"
        for name in ("content_hash", "fingerprints")
    },
}
_UPSERT_ARTICLE = _upsert("articles", "id", _ARTICLE, _LASTING, "version")

_UPSERT_SITE_DUE = _upsert("schedules", "site", _SITE_DUE, {}, "checked_at")
_UPSERT_SOURCE_DUE = _upsert("source_schedules", "site, url", _SOURCE_DUE, {}, "checked_at")
# A source that its site names no more.
_FORGET_SOURCE_DUE = "DELETE FROM source_schedules WHERE site = ? AND checked_at < ?"
_KEPT_SOURCE_DUE = timedelta(days=60)
# A run is a row of a kilobyte, and a site that is watched has hundreds a day.
KEPT_RUNS = 10_000
_FORGET_RUNS = "DELETE FROM runs WHERE started < (SELECT started FROM runs ORDER BY started DESC LIMIT 1 OFFSET ?)"

_State = TypeVar("_State", PageState, SourceState, ArticleState, SiteSchedule, SourceSchedule)


class SqliteStorage:
    """The state in one SQLite file, locks in the folder `locks` beside it.

    WAL with `synchronous=NORMAL`: a killed process loses nothing, a power cut may lose the last commits but
    not the batches, from which `feeds.recover_batches` restores them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._locks: list[SiteFileLock] = []
        self._turn = RLock()
        with self._one_sentence():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        self._sketches = Sketches(self._db)
        try:
            with self._one_sentence(), one_at_a_time(path.with_name(f"{path.name}.lock")):
                self._prepare()
        except StorageError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        """Check whose file this is before anything in it changes, then bring its tables up to date."""
        with self._transaction("DEFERRED"):
            version = self._version()
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        if version < SCHEMA_VERSION:
            with self._transaction():
                # Another process may have done it while this one waited.
                for statements in MIGRATIONS[self._version() :]:
                    for statement in statements:
                        self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        with self._transaction():
            self._sketches.prepare()

    def _version(self) -> int:
        """The schema version, 0 for an empty file; inside a transaction, so that both looks see one moment."""
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise StorageError(
                f"The state in {self._path} was written by a newer newsbot (schema {version}, this one knows"
                f" {SCHEMA_VERSION}): upgrade newsbot."
            )
        if version == 0 and self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise StorageError(f"{self._path} is a database of another program.")
        return int(version)

    @contextmanager
    def _one_sentence(self) -> Iterator[None]:
        try:
            with self._turn:
                yield
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"The state in {self._path} can not be used: {error}.") from error

    @contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        with self._one_sentence():
            self._db.execute(f"BEGIN {kind}")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk ends the transaction by itself.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def known_pages(self, urls: Iterable[str]) -> dict[str, PageState]:
        """What is known of each of these URLs, under the URL as given; unknown ones are absent."""
        keys = {url: page_key(url) for url in urls}
        rows = self._select(_KNOWN_PAGES, keys.values())
        known = {key: _state(PageState, row) for key, *row in rows}
        return {url: known[key] for url, key in keys.items() if key in known}

    def aging_pages(self, site: str, now: datetime, last_look: timedelta) -> list[PageState]:
        """The site's pages that may be due without a source's word, the newest articles first."""
        oldest, look = _seconds(now - last_look - _OVERDUE), int(last_look.total_seconds())
        return self._pages(_AGING_PAGES, (site, oldest, look, site))

    def pages(self, keys: Iterable[bytes]) -> list[PageState]:
        """What is known of the pages with these keys (`urls.key_digest`)."""
        return [_state(PageState, row) for _, *row in self._select(_KNOWN_PAGES, keys)]

    def listed_keys(self, sitemap: str) -> list[bytes]:
        """The keys of the pages that this sitemap listed when they were last looked up in one."""
        with self._one_sentence():
            return [key for (key,) in self._db.execute(_LISTED_KEYS, (sitemap,))]

    def own_page(self, article_id: str) -> PageState | None:
        """The page at the address that gives the article its id."""
        return next(iter(self._pages(_OWN_PAGE, (bytes.fromhex(article_id),))), None)

    def pages_taken_back(self, site: str, before: datetime) -> list[PageState]:
        """The site's pages of articles that it took back, last looked at before then."""
        return self._pages(_TAKEN_BACK, (site, _seconds(before)))

    def count_alive(self, site: str, sitemaps: Sequence[str], since: datetime) -> int:
        """How many articles of the site were last listed by one of these sitemaps, or were had since then."""
        with self._one_sentence():
            (count,) = self._db.execute(_ALIVE, (site, _seconds(since), json.dumps(list(sitemaps)))).fetchone()
        return int(count)

    def _pages(self, query: str, values: Sequence[Any]) -> list[PageState]:
        with self._one_sentence():
            return [_state(PageState, row) for row in self._db.execute(query, values)]

    def article_urls(self, site: str, count: int) -> list[str]:
        """Addresses of some articles of the site."""
        with self._one_sentence():
            return [
                url for (url,) in self._db.execute("SELECT url FROM articles WHERE site = ? LIMIT ?", (site, count))
            ]

    def article(self, article_id: str) -> ArticleState | None:
        """The newest delivered version of the article."""
        rows = self._select(_ARTICLES, [article_id])
        return next((_state(ArticleState, row) for row in rows), None)

    def sources(self, site: str) -> dict[str, SourceState]:
        """What is known of the site's sources, by their URL."""
        with self._one_sentence():
            rows = self._db.execute(_SITE_SOURCES, (site,)).fetchall()
        return {row[0]: _state(SourceState, row) for row in rows}

    def note_sources(self, sources: Iterable[SourceState]) -> None:
        """Remember sources as they are given."""
        with self._transaction() as db:
            db.executemany(_UPSERT_SOURCE, map(_row, sources))

    def recorded_batches(self, names: Iterable[str]) -> set[str]:
        """Those of the names that were recorded as a delivery's `batch`."""
        return {name for (name,) in self._select("SELECT name FROM batches WHERE name IN", names)}

    def _select(self, query: str, keys: Iterable[bytes | str]) -> list[tuple[Any, ...]]:
        """The rows of a query that ends in "IN", for any number of keys."""
        rows: list[tuple[Any, ...]] = []
        rest = iter(set(keys))
        with self._one_sentence():
            while some := list(islice(rest, _KEYS_PER_QUERY)):
                marks = ", ".join("?" * len(some))
                rows += self._db.execute(f"{query} ({marks})", some).fetchall()
        return rows

    def record(self, delivery: Delivery) -> None:
        """Remember delivered lines: all of the delivery or, on an error, nothing."""
        with self._turn:
            with self._transaction() as db:
                db.executemany(_UPSERT_PAGE, ((page_key(page.url), *_row(page)) for page in delivery.pages))
                db.executemany(_UPSERT_ARTICLE, map(_row, delivery.articles))
                if delivery.batch is not None:
                    db.execute(
                        "INSERT INTO batches (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
                        (delivery.batch,),
                    )
                self._sketches.record(delivery.sketches)
            self._sketches.delivered(delivery.sketches)

    def neighbours(self, article_id: str, sketch: Sketch | None, seen: datetime) -> Neighbours:
        """The texts of all sites that share much with a sketch, delivered or expected, and the article's own last."""
        with self._transaction("DEFERRED"):
            return self._sketches.neighbours(article_id, sketch, seen)

    def expect(self, state: SketchState, joined: Iterable[str] = ()) -> None:
        """Let a text be a neighbour before it is recorded, and the joined clusters be of its own; not kept on disk."""
        with self._transaction("DEFERRED"):
            self._sketches.expect(state, joined)

    def note_pages(self, pages: Iterable[PageState]) -> None:
        """Remember pages that gave no line, which a crash can not lose."""
        self.record(Delivery(pages=list(pages)))

    def site_profiles(self, site: str) -> dict[str, bytes]:
        """The versions of the site's profile by their names, the newest last."""
        query = "SELECT version, data FROM profiles WHERE site = ? ORDER BY made_at, rowid"
        with self._one_sentence():
            return dict(self._db.execute(query, (site,)).fetchall())

    def site_learner(self, site: str) -> bytes | None:
        """What was learned of the site's template so far."""
        with self._one_sentence():
            row = self._db.execute("SELECT data FROM learners WHERE site = ?", (site,)).fetchone()
        return row[0] if row else None

    def note_template(self, state: TemplateState, now: datetime) -> None:
        """Remember what was learned of a site's template, and a version of its profile where there is one."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO learners VALUES (?, ?)", (state.site, state.learner))
            if state.version is not None:
                row = (state.site, state.version, _seconds(now), state.profile)
                db.execute("INSERT OR IGNORE INTO profiles VALUES (?, ?, ?, ?)", row)
                db.execute(_FORGET_PROFILES, (state.site, state.site, _KEPT_PROFILES))

    def site_summaries(self) -> list[SiteSummary]:
        """All sites that are known, by name."""
        with self._one_sentence():
            runs = self._db.execute("SELECT sites, started, finished FROM runs ORDER BY started").fetchall()
            counts = dict(self._db.execute(_ARTICLE_COUNTS))
            profiles = dict(self._db.execute("SELECT site, version FROM profiles ORDER BY made_at, rowid"))
            per_day = dict(self._db.execute("SELECT site, SUM(per_day) FROM source_schedules GROUP BY site"))
            due = self.schedules()
        found = {site: SiteSummary(site) for site in counts}
        for site, known in due.items():
            found[site] = SiteSummary(
                site,
                started=known.started_at,
                finished=known.checked_at,
                next_due=known.next_due,
                per_day=per_day.get(site),
                failures=known.failures,
                problem=known.problem,
                tallies=known.tallies,
            )
        for sites, started, finished in runs:
            for site in json.loads(sites):
                summary = found.setdefault(site, SiteSummary(site))
                summary.started, summary.finished = _moment(started), None if finished is None else _moment(finished)
        for site, summary in found.items():
            summary.articles, summary.profile = counts.get(site, 0), profiles.get(site)
        return sorted(found.values(), key=lambda summary: summary.site)

    def schedules(self, sites: Iterable[str] | None = None) -> dict[str, SiteSchedule]:
        """When each of these sites, or every site, is crawled again; without those of which nothing is decided."""
        if sites is not None:
            rows = self._select(_query(_SITE_DUE, "schedules WHERE site IN"), sites)
        else:
            with self._one_sentence():
                rows = self._db.execute(_query(_SITE_DUE, "schedules")).fetchall()
        return {state.site: state for state in (_state(SiteSchedule, row) for row in rows)}

    def source_schedules(self, site: str) -> dict[str, SourceSchedule]:
        """When each source of the site is asked again, by its URL."""
        with self._one_sentence():
            rows = self._db.execute(_query(_SOURCE_DUE, "source_schedules WHERE site = ?"), (site,)).fetchall()
        return {state.url: state for state in (_state(SourceSchedule, row) for row in rows)}

    def note_schedule(self, schedule: SiteSchedule, sources: Iterable[SourceSchedule] = ()) -> None:
        """Remember when a site and its sources are due; sources that were not asked for long are forgotten."""
        with self._transaction() as db:
            db.execute(_UPSERT_SITE_DUE, _row(schedule))
            db.executemany(_UPSERT_SOURCE_DUE, map(_row, sources))
            db.execute(_FORGET_SOURCE_DUE, (schedule.site, _seconds(schedule.checked_at - _KEPT_SOURCE_DUE)))

    def lock_site(self, site: str) -> SiteLock:
        """The site for this process alone; raises `SiteBusyError` when another crawl has it."""
        path = self._path.parent / "locks" / f"{quote(site, safe='')}.lock"
        with self._one_sentence():
            path.parent.mkdir(exist_ok=True)
            lock = SiteFileLock(path, site)
        self._locks.append(lock)
        return lock

    def start_run(self, run_id: str, sites: Sequence[str], started: datetime) -> None:
        """Remember that a run began; runs of long ago are forgotten."""
        with self._transaction() as db:
            db.execute(_FORGET_RUNS, (KEPT_RUNS - 1,))
            db.execute(
                "INSERT INTO runs (id, sites, started) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (run_id, json.dumps(list(sites)), _seconds(started)),
            )

    def finish_run(self, run_id: str, finished: datetime, counters: Mapping[str, Any]) -> None:
        """Remember how a run ended; counters are JSON values, anything else is written as its text."""
        with self._transaction() as db:
            db.execute(
                "UPDATE runs SET finished = ?, counters = ? WHERE id = ?",
                (_seconds(finished), json.dumps(dict(counters), default=str), run_id),
            )

    def close(self) -> None:
        """Release every lock and the connection; the storage is not used afterwards."""
        for lock in self._locks:
            lock.release()
        self._db.close()


def page_key(url: str) -> bytes:
    """The 16 bytes under which the page at this URL is kept, one for all spellings of its address."""
    return key_digest(article_key(url))


# How the values of states are kept: moments as seconds since 1970, what is no plain value as JSON.
_MOMENTS = frozenset(
    ("checked_at", "published_at", "missing_since", "first_seen", "since", "next_due", "started_at"),
)
_JSON = frozenset(("fingerprints", "further", "tallies"))


def _row(state: _State) -> tuple[Any, ...]:
    return tuple(_stored(field.name, getattr(state, field.name)) for field in fields(state))


def _stored(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return None if value is None else _seconds(value)
    return json.dumps(value) if name in _JSON else value


def _state(kind: type[_State], row: Sequence[Any]) -> _State:
    readers = _READERS[kind]
    values: list[Any] = [value if value is None else read(value) for read, value in zip(readers, row, strict=True)]
    return kind(*values)


def _as_it_is(value: Any) -> Any:
    return value


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _entries(text: str) -> list[tuple[Any, ...]]:
    return [tuple(entry) for entry in json.loads(text)]


# How the value of each column is read; None is None in every one.
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_MOMENTS, _moment),
    **dict.fromkeys(_JSON, json.loads),
    "further": _entries,
    "settled": bool,
}
_READERS: dict[type, list[Callable[[Any], Any]]] = {
    kind: [_READ.get(name, _as_it_is) for name in _names(kind)] for kind in _State.__constraints__
}


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
