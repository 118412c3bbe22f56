"""Articles as files in another format: `ninjs:///folder` and `schemaorg:///folder`.

Each article is one file, `<first two digits of its ID>/<ID>.json`, replaced by each newer version; a withdrawn article
keeps a file that says so. `.newsbot.db` beside them records what has been written.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes.formats import FORMATS
from newsbot.indexes.lines import IndexLine
from newsbot.indexes.protocol import BatchMark, Refusal

_KEYS_PER_QUERY = 500
_ENDINGS = {"ninjs": ".json", "schemaorg": ".jsonld"}
_TABLES = """
    CREATE TABLE IF NOT EXISTS docs (id TEXT PRIMARY KEY, rank INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS batches (
        name TEXT PRIMARY KEY, stamp TEXT NOT NULL, lines INTEGER NOT NULL, is_whole INTEGER NOT NULL
    ) WITHOUT ROWID;
"""


def open_folder(address: str) -> "FolderTarget":
    """Open the target at "ninjs:///relative/folder"; an absolute folder has four slashes."""
    scheme, _, path = address.partition(":///")
    if scheme not in FORMATS or not path:
        raise ArgumentError(
            f"{address!r} is not the address of a folder: write ninjs:///folder or schemaorg:///folder."
        )
    return FolderTarget(Path(path), scheme)


class FolderTarget:
    """Implements `protocol.Feedable`, which documents each call."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._convert = FORMATS[name]
        self._ending = _ENDINGS[name]
        self._written: set[Path] = set()
        with self._translated():
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / ".newsbot.db", timeout=30, isolation_level=None)
            self._db.executescript(_TABLES)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise IndexUnavailableError(f"The folder {self._folder} cannot be used: {error}.") from error

    def marks(self, names: Iterable[str]) -> dict[str, BatchMark]:
        """Return the marks of those of the named batches that have one."""
        with self._translated():
            rows = self._select_many("SELECT name, stamp, lines, is_whole FROM batches WHERE name IN", names)
            return {row[0]: BatchMark(row[0], row[1], row[2], bool(row[3])) for row in rows}

    def apply(self, lines: Sequence[IndexLine]) -> list[Refusal]:
        """Write the files of the lines that are newer; nothing is refused."""
        newest: dict[str, IndexLine] = {}
        for line in lines:
            if line.id not in newest or line.rank > newest[line.id].rank:
                newest[line.id] = line
        with self._translated():
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            ranks = dict(self._select_many("SELECT id, rank FROM docs WHERE id IN", newest))
            newer = [line for line in newest.values() if line.rank > ranks.get(line.id, -1)]
            for line in newer:
                self._write(line)
            rows = [(line.id, line.rank) for line in newer]
            self._db.executemany("INSERT OR REPLACE INTO docs (id, rank) VALUES (?, ?)", rows)
        return []

    def _write(self, line: IndexLine) -> None:
        path = self._folder / line.id[:2] / f"{line.id}{self._ending}"
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(msgspec.json.format(msgspec.json.encode(self._convert(line.line))) + b"\n")
        part.replace(path)
        self._written.add(path)

    def commit(self, mark: BatchMark | None) -> None:
        """Make the files durable, then the record of them and the mark."""
        with self._translated():
            for path in self._written:
                self._sync(path)
            for folder in {path.parent for path in self._written}:
                self._sync(folder)
            self._written.clear()
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            if mark is not None:
                row = (mark.name, mark.stamp, mark.lines, mark.is_whole)
                self._db.execute("INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?)", row)
            self._db.execute("COMMIT")

    def _sync(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def forget_marks(self) -> None:
        """Mark every batch as undelivered; files stay."""
        with self._translated():
            self._db.execute("DELETE FROM batches")

    def close(self) -> None:
        """Discard what was not committed; files that were written already will be written again."""
        with suppress(sqlite3.Error):
            self._db.close()

    def _select_many(self, select: str, keys: Iterable[object]) -> Iterator[Any]:
        waiting = iter(keys)
        while some := list(islice(waiting, _KEYS_PER_QUERY)):
            yield from self._db.execute(f"{select} ({','.join('?' * len(some))})", some)
