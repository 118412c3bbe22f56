"""What newsbot remembers between runs: pages, articles, finished batches, runs, and who is crawling a site.

`Storage` is what the rest of newsbot may ask; `SqliteStorage` keeps it in one file. What counts as a change
is for `revisions`, when to record is for `feeds`. A storage is used from one thread, that of the reactor.
"""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, Protocol, Self
from urllib.parse import quote

from newsbot.duplicates import Neighbours, Sketch, SketchState
from newsbot.exceptions import SiteBusyError, StorageError
from newsbot.sketches import Sketches
from newsbot.urls import article_id

SCHEMA_VERSION = 1
# Writers of other sites hold the file for milliseconds; a backup may hold it for seconds.
_BUSY_TIMEOUT_S = 30
# SQLite before 3.32 takes 999 variables a statement.
_KEYS_PER_QUERY = 500


@dataclass(slots=True)
class PageState:
    """What is known of one page: `outcome` is "article" or the reason why it is none.

    `link_modified` is the date that the page's source gave, as it gave it; `etag` and `last_modified` are the
    response's headers, for a conditional request.
    """

    url: str
    site: str
    outcome: str
    checked_at: datetime
    article_id: str | None = None
    link_modified: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    extractor_version: str | None = None


@dataclass(slots=True)
class ArticleState:
    """What is known of one article: its newest delivered version, and a fingerprint of each field that makes one."""

    id: str
    site: str
    url: str
    version: int
    content_hash: str
    fingerprints: dict[str, str]
    first_seen: datetime
    pub_status: str = "usable"


@dataclass(slots=True)
class Delivery:
    """Lines that are safe on disk, as the state keeps them; `batch` names the file when it is one of the batches."""

    articles: list[ArticleState] = field(default_factory=list)
    pages: list[PageState] = field(default_factory=list)
    sketches: list[SketchState] = field(default_factory=list)
    batch: str | None = None


class SiteLock(Protocol):
    """The right to crawl one site, until released or until its process ends."""

    def release(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


class Storage(Protocol):
    """What a backend offers. Calls are cheap and synchronous; each raises `StorageError` when the state fails.

    Recording is idempotent: the same delivery again, or an older one later, leaves the newest knowledge.
    """

    def known_pages(self, urls: Iterable[str]) -> dict[str, PageState]:
        """What is known of each of these URLs, under the URL as given; unknown ones are absent."""

    def article(self, article_id: str) -> ArticleState | None:
        """The newest delivered version of the article."""

    def record(self, delivery: Delivery) -> None:
        """Remember delivered lines: all of the delivery or, on an error, nothing."""

    def note_pages(self, pages: Iterable[PageState]) -> None:
        """Remember pages that gave no line, which a crash can not lose."""

    def recorded_batches(self, names: Iterable[str]) -> set[str]:
        """Those of the names that were recorded as a delivery's `batch`."""

    def neighbours(self, article_id: str, sketch: Sketch | None, seen: datetime) -> Neighbours:
        """The texts of all sites that share much with a sketch, delivered or expected, and the article's own last."""

    def expect(self, state: SketchState, joined: Iterable[str] = ()) -> None:
        """Let a text be a neighbour before it is recorded, and the joined clusters be of its own; not kept on disk."""

    def lock_site(self, site: str) -> SiteLock:
        """The site for this process alone; raises `SiteBusyError` when another crawl has it."""

    def start_run(self, run_id: str, sites: Sequence[str], started: datetime) -> None:
        """Remember that a run began."""

    def finish_run(self, run_id: str, finished: datetime, counters: Mapping[str, Any]) -> None:
        """Remember how a run ended; counters are JSON values."""

    def close(self) -> None:
        """Release every lock and the connection; the storage is not used afterwards."""


def open_storage(address: str) -> Storage:
    """The state at `address`, made when it is not there: "sqlite:///relative/path" or "sqlite:////absolute/path".

    Raises `StorageError` with one sentence when there is no such backend or the state can not be used.
    """
    scheme, separator, path = address.partition(":///")
    if scheme != "sqlite" or not separator or not path or path == ":memory:":
        # The address may hold a password, so only its scheme is repeated.
        raise StorageError(
            f"NEWSBOT_STATE must be sqlite:///PATH, not an address that starts with {address.partition(':')[0]!r}."
        )
    return SqliteStorage(Path(path))


def try_lock(file: IO[Any]) -> bool:
    """Whether this open file now has the lock; the kernel frees it when the file is closed or the process ends."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_SCHEMA = (
    """CREATE TABLE pages (
        key BLOB PRIMARY KEY, url TEXT NOT NULL, site TEXT NOT NULL, outcome TEXT NOT NULL,
        checked_at BIGINT NOT NULL, article_id TEXT, link_modified TEXT, etag TEXT, last_modified TEXT,
        extractor_version TEXT
    ) WITHOUT ROWID""",
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY, site TEXT NOT NULL, url TEXT NOT NULL, version INTEGER NOT NULL,
        content_hash TEXT NOT NULL, fingerprints TEXT NOT NULL, first_seen BIGINT NOT NULL,
        pub_status TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE batches (name TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE runs (
        id TEXT PRIMARY KEY, sites TEXT NOT NULL, started BIGINT NOT NULL, finished BIGINT, counters TEXT
    )""",
)
_SELECT_PAGES = """
    SELECT key, url, site, outcome, checked_at, article_id, link_modified, etag, last_modified,
        extractor_version FROM pages WHERE key IN"""
_SELECT_ARTICLES = """
    SELECT id, site, url, version, content_hash, fingerprints, first_seen, pub_status
        FROM articles WHERE id IN"""
# A page of an article that fails later is still that article's page.
_UPSERT_PAGE = """
    INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET
        url = excluded.url, site = excluded.site, outcome = excluded.outcome,
        checked_at = excluded.checked_at, article_id = COALESCE(excluded.article_id, pages.article_id),
        link_modified = COALESCE(excluded.link_modified, pages.link_modified), etag = excluded.etag,
        last_modified = excluded.last_modified, extractor_version = excluded.extractor_version
    WHERE excluded.checked_at >= pages.checked_at"""
_UPSERT_ARTICLE = """
    INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        site = excluded.site, url = excluded.url, version = excluded.version,
        content_hash = excluded.content_hash, fingerprints = excluded.fingerprints,
        first_seen = excluded.first_seen, pub_status = excluded.pub_status
    WHERE excluded.version >= articles.version"""


class SqliteStorage:
    """The state in one SQLite file, locks in the folder `locks` beside it.

    WAL with `synchronous=NORMAL`: a killed process loses nothing, a power cut may lose the last commits but
    not the batches, from which `feeds.recover_batches` restores them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._locks: list[_SiteFileLock] = []
        with self._one_sentence():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
        self._sketches = Sketches(self._db)
        try:
            with self._one_sentence(), _gate(path.with_name(f"{path.name}.lock")):
                self._prepare()
        except StorageError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        """Check whose file this is before anything in it changes, then make the tables when it is new."""
        with self._transaction("DEFERRED"):
            version = self._version()
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        if version == 0:
            with self._transaction():
                # Another process may have made them while this one waited.
                if self._version() == 0:
                    for statement in _SCHEMA:
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
        rows = self._select(_SELECT_PAGES, keys.values())
        known = {key: _page_from_row(*row) for key, *row in rows}
        return {url: known[key] for url, key in keys.items() if key in known}

    def article(self, article_id: str) -> ArticleState | None:
        """The newest delivered version of the article."""
        rows = self._select(_SELECT_ARTICLES, [article_id])
        return next((_article_from_row(*row) for row in rows), None)

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
        with self._transaction() as db:
            db.executemany(_UPSERT_PAGE, map(_page_row, delivery.pages))
            db.executemany(_UPSERT_ARTICLE, map(_article_row, delivery.articles))
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

    def lock_site(self, site: str) -> SiteLock:
        """The site for this process alone; raises `SiteBusyError` when another crawl has it."""
        path = self._path.parent / "locks" / f"{quote(site, safe='')}.lock"
        with self._one_sentence():
            path.parent.mkdir(exist_ok=True)
            lock = _SiteFileLock(path, site)
        self._locks.append(lock)
        return lock

    def start_run(self, run_id: str, sites: Sequence[str], started: datetime) -> None:
        """Remember that a run began."""
        with self._transaction() as db:
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


@contextmanager
def _gate(path: Path) -> Iterator[None]:
    """One process at a time: SQLite does not wait, but fails, when two of them switch a file to WAL."""
    with path.open("a") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


class _SiteFileLock:
    """A lock file that stays: removing it would let two processes lock two files of one name."""

    def __init__(self, path: Path, site: str) -> None:
        self._file = path.open("a+", encoding="ascii")
        if not try_lock(self._file):
            self._file.seek(0)
            holder = self._file.read(20).strip() or "unknown"
            self._file.close()
            raise SiteBusyError(f"Another crawl of {site} is running (process {holder}): wait for it, or stop it.")
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Free the site; again is harmless."""
        # The number inside is only for people, so a full disk is no reason to keep a site locked.
        with suppress(OSError):
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.release()


def page_key(url: str) -> bytes:
    """The 16 bytes under which the page at this URL is kept, one for all spellings of its address."""
    return bytes.fromhex(article_id(url))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _page_row(page: PageState) -> tuple[Any, ...]:
    return (
        page_key(page.url),
        page.url,
        page.site,
        page.outcome,
        _seconds(page.checked_at),
        page.article_id,
        page.link_modified,
        page.etag,
        page.last_modified,
        page.extractor_version,
    )


def _page_from_row(*row: Any) -> PageState:
    page = PageState(*row)
    page.checked_at = _moment(row[3])
    return page


def _article_row(article: ArticleState) -> tuple[Any, ...]:
    return (
        article.id,
        article.site,
        article.url,
        article.version,
        article.content_hash,
        json.dumps(article.fingerprints),
        _seconds(article.first_seen),
        article.pub_status,
    )


def _article_from_row(*row: Any) -> ArticleState:
    article = ArticleState(*row)
    article.fingerprints, article.first_seen = json.loads(row[5]), _moment(row[6])
    return article
