"""The last response from each address, next to a folder's files: an identical response is not stored twice.

Only what is safely on the disk is remembered; entries for files that have been removed no longer count.
"""

import hashlib
import logging
import sqlite3
from pathlib import Path

from newsbot.warc.exchanges import Capture

logger = logging.getLogger(__name__)

_NAME = "captures.db"
_BUSY_TIMEOUT_S = 30
_TABLE = """CREATE TABLE IF NOT EXISTS captures (
    url BLOB PRIMARY KEY, date TEXT NOT NULL, record_id TEXT NOT NULL, digest TEXT NOT NULL, file TEXT NOT NULL
) WITHOUT ROWID"""


class Captures:
    """The captures of one folder of WARC files; without its database all responses are stored whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new: dict[bytes, tuple[str, str, str, str]] = {}
        self._there: set[str] = set()
        self._database: sqlite3.Connection | None = None
        try:
            # Used by several threads, but never by two at once.
            self._database = sqlite3.connect(folder / _NAME, timeout=_BUSY_TIMEOUT_S, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute(_TABLE)
        except sqlite3.Error as error:
            self._give_up(error)

    def last(self, url: str) -> Capture | None:
        """Return the last response with a body from the address, if its file still exists."""
        key = _key(url)
        row = self._new.get(key)
        if row is None and self._database is not None:
            try:
                query = "SELECT date, record_id, digest, file FROM captures WHERE url = ?"
                row = self._database.execute(query, (key,)).fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
        if row is None or not self._is_there(row[3]):
            return None
        return Capture(*row)

    def note(self, url: str, capture: Capture) -> None:
        """Remember a response in place of an earlier one; it is written with the next `commit`."""
        self._there.add(capture.file)
        self._new[_key(url)] = (capture.date, capture.record_id, capture.payload_digest, capture.file)

    def commit(self) -> None:
        """Write the new entries, for later crawls."""
        if self._database is None or not self._new:
            return
        rows = [(key, *row) for key, row in self._new.items()]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            self._give_up(error)
        self._new.clear()

    def close(self) -> None:
        """Release the database."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _is_there(self, name: str) -> bool:
        if name not in self._there:
            if not (self._folder / name).exists():
                return False
            self._there.add(name)
        return True

    def _give_up(self, error: sqlite3.Error) -> None:
        logger.warning("%s cannot be used, so unchanged responses are archived again in full: %s", self._folder, error)
        self.close()


def _key(url: str) -> bytes:
    return hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=16).digest()
