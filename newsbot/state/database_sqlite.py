"""One SQLite file as a `Database`.

Every call holds one lock, so that it may come from any thread: the reactor looks up single articles, long lookups and
writes come from a thread of their own.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any

from newsbot.exceptions import StorageError
from newsbot.locks import one_at_a_time
from newsbot.state.databases import PARCEL, Row, T
from newsbot.state.schema import MIGRATIONS, SCHEMA_VERSION

# Crawls of other sites lock the file for milliseconds; a backup may lock it for seconds.
_BUSY_TIMEOUT_S = 30
# SQLite before 3.32 allows 999 variables per statement.
_KEYS_PER_QUERY = 500


class SqliteDatabase:
    """The file at `path`, created if missing, its tables migrated.

    WAL with `synchronous=NORMAL`: a killed process loses nothing; a power cut may lose the last commits but
    not the batches, from which `feeds.recover_batches` restores them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = RLock()
        with self._one_sentence():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        try:
            with self._one_sentence(), one_at_a_time(path.with_name(f"{path.name}.lock")):
                self._prepare()
        except StorageError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        """Check that the file is newsbot's before changing anything in it, then bring its tables up to date."""
        with self._transaction("DEFERRED"):
            version = self._version()
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        if version < SCHEMA_VERSION:
            with self._transaction("IMMEDIATE"):
                # Another process may have done it while this one waited.
                for statements in MIGRATIONS[self._version() :]:
                    for statement in statements:
                        self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

    def _version(self) -> int:
        """Return the schema version, 0 for an empty file; in a transaction, so that both queries see one snapshot."""
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
            raise StorageError(f"The state in {self._path} cannot be used: {error}.") from error

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[None]:
        with self._one_sentence():
            self._db.execute(f"BEGIN {kind}")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""
        with self._one_sentence():
            return self._db.execute(query, values).fetchall()

    def rows_in(self, query: str, keys: Iterable[Any], values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query that ends in "IN", for any number of keys; a COUNT may come in several rows."""
        rows: list[Row] = []
        rest = iter(set(keys))
        with self._one_sentence():
            while some := list(islice(rest, _KEYS_PER_QUERY)):
                rows += self._db.execute(f"{query} ({', '.join('?' * len(some))})", [*values, *some]).fetchall()
        return rows

    def rows_of_each(self, query: str, keys: Iterable[int], values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query whose first value is a number, for each of these."""
        return [row for key in keys for row in self.rows(query, (key, *values))]

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Execute one write."""
        with self._one_sentence():
            self._db.execute(statement, values)

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute the same write with each of these values."""
        with self._one_sentence():
            self._db.executemany(statement, rows)

    def insert(self, statement: str, values: Sequence[Any], column: str) -> int:
        """Insert one row; returns the number that its column was given."""
        with self._one_sentence():
            return int(self._db.execute(statement, values).lastrowid or 0)

    def transact(self, work: Callable[[], T], *, writes: bool = True) -> T:
        """Return what `work` returns, run as one transaction."""
        with self._transaction("IMMEDIATE" if writes else "DEFERRED"):
            return work()

    def columns(self, table: str) -> list[str]:
        """Return the names of the table's columns."""
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]

    def stream(self, query: str) -> Iterator[list[Row]]:
        """Yield the rows of a query in chunks, all from one snapshot."""
        with self._one_sentence():
            found = self._db.execute(query)
            while some := found.fetchmany(PARCEL):
                yield some

    def load(self, table: str, columns: Sequence[str], parcels: Iterable[list[Row]]) -> int:
        """Write rows into a table, all or none; returns how many there were."""
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
        count = 0
        with self._transaction("IMMEDIATE"):
            for some in parcels:
                self._db.executemany(statement, some)
                count += len(some)
        return count

    def take_turn(self, name: str) -> None:
        """Do nothing: SQLite allows only one writer at a time."""

    def close(self) -> None:
        """Close the file."""
        self._db.close()
