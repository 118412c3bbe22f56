"""What is in an archive, kept on disk while it is read: where each capture is, and which files are done.

Built in one pass over the files before their pages are read: only that tells which captures share an address, in
which order they were made, what a revisit refers to, and which pages teach a site's template.
"""

import hashlib
import heapq
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import urlsplit

from newsbot.exceptions import StorageError
from newsbot.pagination import first_pages
from newsbot.urls import article_key, key_digest, site_name
from newsbot.warc.pages import ArchivedPage, PageReader
from newsbot.warc.reading import Place

_ROWS_AT_ONCE = 1_000
_MAX_SITE_FILE_BYTES = 524_288
# How many pages of a site are sampled for teaching: all pages of a smaller site, and only so many of a larger one.
SAMPLES = 96
_MAX_SAMPLED_SITES = 2_000
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS files (
        path TEXT PRIMARY KEY, size INTEGER NOT NULL, begun INTEGER, rank INTEGER,
        is_done INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS captures (
        key BLOB NOT NULL, date INTEGER NOT NULL, file TEXT NOT NULL, place INTEGER NOT NULL, inside INTEGER NOT NULL,
        record BLOB NOT NULL, digest BLOB NOT NULL, is_later INTEGER NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS site_files (url TEXT PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS later (file TEXT, place INTEGER, inside INTEGER, key BLOB, date INTEGER)",
    "CREATE TABLE IF NOT EXISTS cleaned (record BLOB PRIMARY KEY, version TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS profiles (version TEXT PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS used (key BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS by_key ON captures (key, date)",
    "CREATE INDEX IF NOT EXISTS by_record ON captures (record)",
    "CREATE INDEX IF NOT EXISTS by_digest ON captures (digest)",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a capture in the archive."""

    file: str
    place: Place
    date: int = 0
    key: bytes = b""


@dataclass(slots=True)
class Scan:
    """What one pass over the files found besides the captures: pages to learn from, by site."""

    samples: dict[str, list[tuple[bytes, str, int, int, str]]] = field(default_factory=dict)
    pages: Counter[str] = field(default_factory=Counter)

    def add(self, page: ArchivedPage, file: str) -> None:
        """Offer a page to the sample of its site: the choice is pseudo-random, but always the same."""
        if urlsplit(page.url).path in ("", "/"):
            return
        site = site_name(page.url)
        self.pages[site] += 1
        kept = self.samples.get(site)
        if kept is None:
            if len(self.samples) >= _MAX_SAMPLED_SITES:
                return
            kept = self.samples[site] = []
        # The heap drops its smallest entry; with inverted bytes that is the page with the largest digest.
        turned = bytes(255 - byte for byte in _short(article_key(page.url)))
        entry = (turned, file, page.place.offset, page.place.inside, page.record_id)
        if len(kept) < SAMPLES:
            heapq.heappush(kept, entry)
        elif entry > kept[0]:
            heapq.heapreplace(kept, entry)

    def spots(self, site: str, is_cleaned: Callable[[str], bool]) -> list[Spot]:
        """Return the site's sampled pages, without those known to have been cleaned already."""
        chosen = sorted(self.samples.get(site, ()), reverse=True)
        left = [entry for entry in chosen if not is_cleaned(entry[-1])]
        return [Spot(file, Place(offset, inside)) for _, file, offset, inside, _ in left]


class ArchiveIndex:
    """The index of one job, in one file; all methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        try:
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            for statement in _SCHEMA:
                self._database.execute(statement)
        except sqlite3.Error as error:
            raise StorageError(f"{path} cannot be used: {error}.") from None

    # --------------------------------------------------------------------------------------- filling

    def begin(self, files: Sequence[Path]) -> bool:
        """Register the files; return whether they were completely scanned before and have not changed."""
        known = {row[0]: row[1] for row in self._ask("SELECT path, size FROM files")}
        now = {str(path): path.stat().st_size for path in files}
        if known == now and self.note("scanned"):
            return True
        with self._transaction():
            for table in ("files", "captures", "later", "used", "site_files", "cleaned", "profiles"):
                self._ask(f"DELETE FROM {table}")  # noqa: S608 - names of this module
            self._many("INSERT INTO files (path, size) VALUES (?, ?)", list(now.items()))
        return False

    def scan(self, reader: PageReader, scan: Scan) -> Iterator[int]:
        """Index the captures of one file; yields their number now and then, so that the caller may stop."""
        file, first = str(reader.path), None
        rows: list[tuple[object, ...]] = []
        for count, page in enumerate(reader.pages()):
            seconds = int(page.date.timestamp())
            first = seconds if first is None else min(first, seconds)
            if page.kind != "revisit":
                is_later = page.evidence is not None and page.evidence.number > 1
                key = key_digest(article_key(page.url))
                where = (page.place.offset, page.place.inside)
                rows.append((key, seconds, file, *where, _short(page.record_id), _short(page.digest), is_later))
                if page.kind == "page" and not is_later:
                    scan.add(page, file)
            if len(rows) >= _ROWS_AT_ONCE:
                self._insert(rows)
                rows = []
            yield count
        self._insert(rows)
        with self._transaction():
            self._ask("UPDATE files SET begun = ? WHERE path = ?", (first, file))
            small = [(url, body) for url, body in reader.site_files.items() if len(body) <= _MAX_SITE_FILE_BYTES]
            self._many("INSERT OR REPLACE INTO site_files VALUES (?, ?)", small)
            for told in reader.cleanings:
                rows = [(_short(record), version) for record, version in told.records.items()]
                self._many("INSERT OR REPLACE INTO cleaned VALUES (?, ?)", rows)
                self._many("INSERT OR REPLACE INTO profiles VALUES (?, ?)", list(told.profiles.items()))

    def _insert(self, rows: Sequence[tuple[object, ...]]) -> None:
        with self._transaction():
            self._many("INSERT INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def finish(self) -> None:
        """After all files were scanned, order the files by their first capture, and index the captures."""
        for statement in _INDEXES:
            self._ask(statement)
        files = self._ask("SELECT path FROM files ORDER BY begun IS NULL, begun, path")
        with self._transaction():
            self._many("UPDATE files SET rank = ? WHERE path = ?", [(at, row[0]) for at, row in enumerate(files)])
        self.set_note("scanned", "1")

    # --------------------------------------------------------------------------------------- asking

    def files_left(self) -> list[Path]:
        """Return the files that are not done, in chronological order."""
        return [Path(row[0]) for row in self._ask("SELECT path FROM files WHERE NOT is_done ORDER BY rank")]

    def set_done(self, file: str) -> None:
        """Record that all of a file's lines are delivered."""
        self._ask("UPDATE files SET is_done = 1 WHERE path = ?", (file,))

    def crossed_keys(self) -> set[bytes]:
        """Return the keys of addresses whose captures are not in chronological order."""
        query = """SELECT key, date FROM captures JOIN files ON path = file
            WHERE key IN (SELECT key FROM captures GROUP BY key HAVING COUNT(*) > 1)
            ORDER BY key, rank, place, inside"""
        found: set[bytes] = set()
        before: tuple[bytes, int] = (b"", 0)
        for key, date in self._each(query):
            if key == before[0] and date < before[1]:
                found.add(key)
            before = (key, date)
        return found

    def is_known(self, key: bytes) -> bool:
        """Whether an address was captured."""
        return bool(self._ask("SELECT 1 FROM captures WHERE key = ? LIMIT 1", (key,)))

    def may_be_later_page(self, url: str) -> bool:
        """Whether the address looks like a further page of an article whose first page was captured."""
        own = article_key(url)
        keys = (article_key(first) for first in first_pages(url))
        return any(key != own and self.is_known(key_digest(key)) for key in keys)

    def nearest(self, url: str, moment: datetime) -> Spot | None:
        """Return the capture of an address nearest to a moment."""
        key, seconds = key_digest(article_key(url)), int(moment.timestamp())
        query = "SELECT file, place, inside, date, key FROM captures WHERE key = ? ORDER BY ABS(date - ?) LIMIT 1"
        return _spot(self._ask(query, (key, seconds)))

    def original(self, page: ArchivedPage) -> Spot | None:
        """Return the capture that a revisit refers to: by its record ID, by its digest, or by address and date."""
        record_id, url, _ = page.refers_to
        columns = "SELECT file, place, inside, date, key FROM captures"
        found = _spot(self._ask(f"{columns} WHERE record = ? LIMIT 1", (_short(record_id),))) if record_id else None
        if found is None and page.digest:
            found = _spot(self._ask(f"{columns} WHERE digest = ? LIMIT 1", (_short(page.digest),)))
        if found is None and url:
            before = int(page.date.timestamp())
            query = f"{columns} WHERE key = ? AND date <= ? ORDER BY date DESC LIMIT 1"
            found = _spot(self._ask(query, (key_digest(article_key(url)), before)))
        return found

    def cleaned_with(self, record_id: str) -> str | None:
        """Return the profile version that a crawl cleaned a page with, "" for no profile; None if unknown."""
        rows = self._ask("SELECT version FROM cleaned WHERE record = ?", (_short(record_id),))
        return rows[0][0] if rows else None

    def profile(self, version: str) -> bytes | None:
        """Return a profile version stored in the archive."""
        rows = self._ask("SELECT data FROM profiles WHERE version = ?", (version,))
        return rows[0][0] if rows else None

    def site_file(self, url: str) -> bytes | None:
        """Return the bytes of a robots.txt or a TDM file."""
        rows = self._ask("SELECT body FROM site_files WHERE url = ?", (url,))
        return rows[0][0] if rows else None

    # ---------------------------------------------------------------------------------------- later

    def put_off(self, page: ArchivedPage, file: str) -> None:
        """Leave a capture for the end: one out of chronological order, or one that may be part of another page."""
        row = (
            file,
            page.place.offset,
            page.place.inside,
            key_digest(article_key(page.url)),
            int(page.date.timestamp()),
        )
        self._ask("INSERT INTO later VALUES (?, ?, ?, ?, ?)", row)

    def set_used(self, url: str) -> None:
        """Record that a page was read as a part of another."""
        self._ask("INSERT OR IGNORE INTO used VALUES (?)", (key_digest(article_key(url)),))

    def put_off_ones(self) -> list[Spot]:
        """Return the captures left for the end that are not part of another page, in chronological order."""
        query = """SELECT DISTINCT file, place, inside, date FROM later
            WHERE key NOT IN (SELECT key FROM used) ORDER BY date, file, place, inside"""
        return [Spot(file, Place(place, inside), date) for file, place, inside, date in self._ask(query)]

    # ---------------------------------------------------------------------------------------- notes

    def note(self, name: str) -> str:
        """Return the note under a name, empty if there is none."""
        rows = self._ask("SELECT value FROM notes WHERE name = ?", (name,))
        return rows[0][0] if rows else ""

    def set_note(self, name: str, value: str) -> None:
        """Store a note under a name."""
        self._ask("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._database.close()

    # -------------------------------------------------------------------------------------- database

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._ask("BEGIN")
            try:
                yield
            except BaseException:
                self._ask("ROLLBACK")
                raise
            self._ask("COMMIT")

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise _unusable(error) from None

    def _many(self, query: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._lock:
            try:
                self._database.executemany(query, rows)
            except sqlite3.Error as error:
                raise _unusable(error) from None

    def _each(self, query: str) -> Iterator[Any]:
        """Yield the rows one by one; no other query may run until all are taken."""
        with self._lock:
            try:
                yield from self._database.execute(query)
            except sqlite3.Error as error:
                raise _unusable(error) from None


def _unusable(error: sqlite3.Error) -> StorageError:
    return StorageError(f"The index of the archive cannot be used: {error}.")


def _spot(rows: Sequence[Any]) -> Spot | None:
    return Spot(rows[0][0], Place(rows[0][1], rows[0][2]), rows[0][3], rows[0][4]) if rows else None


def _short(text: str) -> bytes:
    """Return an eight-byte digest of a text."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
