"""The index in one SQLite file, using its full-text search (FTS5): no server, no further package.

FTS5 stores only the words ("contentless"): the line itself is stored compressed beside them, and from it come the words
to remove when a newer version arrives. Writers take turns; readers never wait for them.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from threading import RLock
from typing import Any

import msgspec

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import sqlite_search
from newsbot.indexes.lines import IndexLine
from newsbot.indexes.protocol import (
    ArticleVersion,
    BatchMark,
    IndexCounts,
    IndexedArticle,
    Refusal,
    SearchAnswer,
    SearchWish,
)
from newsbot.indexes.queries import Query
from newsbot.indexes.tokens import TOKENS_VERSION, index_text
from newsbot.zstandard import zstd

# "nwsb": distinguishes an index from other SQLite files.
_APPLICATION_ID = 0x6E777362
_SCHEMA_VERSION = 2
_BUSY_TIMEOUT_S = 30
_KEYS_PER_QUERY = 500
# Compression halves an article; level 3 saves another 4 % and takes twice as long.
_ZSTD_LEVEL = 1
# Keeps phrases from matching across two authors' names. Only FTS5 takes it for a letter.
_AUTHOR_BREAK = " \ue000 "
_TABLES = (
    """CREATE TABLE docs (
        doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, is_usable INTEGER NOT NULL,
        site TEXT NOT NULL, language TEXT NOT NULL, published INTEGER, cluster TEXT NOT NULL, authors TEXT NOT NULL
    )""",
    "CREATE TABLE lines (doc INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    """CREATE TABLE versions (
        doc INTEGER NOT NULL, version INTEGER NOT NULL, rank INTEGER NOT NULL, note BLOB NOT NULL,
        PRIMARY KEY (doc, version)
    ) WITHOUT ROWID""",
    """CREATE TABLE batches (
        name TEXT PRIMARY KEY, stamp TEXT NOT NULL, lines INTEGER NOT NULL, is_whole INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX docs_by_date ON docs (published DESC) WHERE is_usable",
    "CREATE INDEX docs_by_site ON docs (site, published DESC) WHERE is_usable",
)
_WORD_TABLES = {
    "words": (
        # The tokeniser splits at spaces and ASCII punctuation only: `tokens.index_text` has done the rest.
        "CREATE VIRTUAL TABLE words USING fts5 (headline, body, further, authors, content='', tokenize='ascii')",
        # Words are buffered up to this many bytes: larger segments need less merging.
        "INSERT INTO words (words, rank) VALUES ('hashsize', 16000000)",
    ),
    # Headlines again: a common word has a hundredth of the occurrences there.
    "heads": ("CREATE VIRTUAL TABLE heads USING fts5 (headline, authors, content='', tokenize='ascii')",),
}
_UPSERT_DOC = """INSERT INTO docs (doc, id, rank, is_usable, site, language, published, cluster, authors)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (doc) DO UPDATE SET rank = excluded.rank, is_usable = excluded.is_usable, site = excluded.site,
    language = excluded.language, published = excluded.published, cluster = excluded.cluster,
    authors = excluded.authors"""
_UPSERT_LINE = "INSERT INTO lines (doc, data) VALUES (?, ?) ON CONFLICT (doc) DO UPDATE SET data = excluded.data"
_UPSERT_VERSION = """INSERT INTO versions (doc, version, rank, note) VALUES (?, ?, ?, ?)
    ON CONFLICT (doc, version) DO UPDATE SET rank = excluded.rank, note = excluded.note WHERE excluded.rank > rank"""
_UPSERT_BATCH = """INSERT INTO batches (name, stamp, lines, is_whole) VALUES (?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, lines = excluded.lines, is_whole = excluded.is_whole"""
_ADD = {
    "words": "INSERT INTO words (rowid, headline, body, further, authors) VALUES (?, ?, ?, ?, ?)",
    "heads": "INSERT INTO heads (rowid, headline, authors) VALUES (?, ?, ?)",
}
_REMOVE = {
    "words": "INSERT INTO words (words, rowid, headline, body, further, authors) VALUES ('delete', ?, ?, ?, ?, ?)",
    "heads": "INSERT INTO heads (heads, rowid, headline, authors) VALUES ('delete', ?, ?, ?)",
}


def open_sqlite_index(address: str, *, create: bool = True) -> "SqliteIndex":
    """Open the index at "sqlite:///relative/path" or "sqlite:////absolute/path"."""
    scheme, _, path = address.partition(":///")
    if scheme != "sqlite" or not path or path == ":memory:":
        raise ArgumentError(f"{address!r} is not the address of an index: write sqlite:///data/index.db.")
    return SqliteIndex(Path(path), create=create)


class SqliteIndex:
    """Safe from any thread; implements `protocol.Index`, which documents each call."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._path = path
        self._lock = RLock()
        if not create and not path.exists():
            raise IndexUnavailableError(f"There is no index at {path} yet: scrapy index sqlite:///{path} creates it.")
        with self._translated():
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(create=create)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self, *, create: bool) -> None:
        self._db.execute("PRAGMA cache_size = -32000")
        if not create:
            # A reader shares the pages that the system has in memory anyway.
            self._db.execute("PRAGMA mmap_size = 1000000000")
        if create:
            # If a power cut loses the last seconds, the cursor loses them too.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
        if not self._is_ours():
            if not create:
                raise IndexUnavailableError(f"{self._path} is not an index of newsbot.")
            self._make_tables()
        if self._pragma("user_version") > _SCHEMA_VERSION:
            raise IndexUnavailableError(f"The index {self._path} was written by a newer newsbot: upgrade this one.")
        if create and self._behind():
            self._rebuild_words()
        # A reader has to cope with what an older newsbot wrote.
        self._headlines = "words" if self._pragma("user_version") == 1 else "heads"

    def _is_ours(self) -> bool:
        return self._pragma("application_id") == _APPLICATION_ID

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])

    def _fact(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _make_tables(self) -> None:
        self._begin()
        # Another process may have created them while this one waited for its turn.
        if not self._is_ours():
            if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise IndexUnavailableError(f"{self._path} is another database, not an index of newsbot.")
            for statement in chain(_TABLES, *_WORD_TABLES.values()):
                self._db.execute(statement)
            self._db.execute("INSERT INTO facts VALUES ('tokens', ?)", (TOKENS_VERSION,))
            self._db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        self._db.execute("COMMIT")

    def _behind(self) -> list[str]:
        """Return the word tables to rebuild: all if this newsbot, or this Python, splits texts differently."""
        if self._fact("tokens") != TOKENS_VERSION:
            return list(_WORD_TABLES)
        return ["heads"] if self._pragma("user_version") < _SCHEMA_VERSION else []

    def _rebuild_words(self) -> None:
        """Rebuild word tables from the lines."""
        self._begin()
        for table in self._behind():
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _WORD_TABLES[table]:
                self._db.execute(statement)
            rows = self._db.execute("SELECT doc, data FROM docs JOIN lines USING (doc) WHERE is_usable")
            self._db.executemany(_ADD[table], (_ROWS[table](doc, _unpacked(data)) for doc, data in rows))
        self._db.execute("UPDATE facts SET value = ? WHERE name = 'tokens'", (TOKENS_VERSION,))
        self._db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        self._db.execute("COMMIT")

    def _write_words(self, statements: dict[str, str], lines: Iterable[tuple[int, IndexLine]]) -> None:
        """Add or remove the words of articles, as the statements say."""
        rows = [_words_of(doc, line) for doc, line in lines]
        self._db.executemany(statements["words"], rows)
        self._db.executemany(statements["heads"], [(doc, headline, authors) for doc, headline, _, _, authors in rows])

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Allow one call at a time, and turn SQLite's errors into one sentence."""
        with self._lock:
            try:
                yield
            except (sqlite3.Error, OSError, zstd.ZstdError) as error:
                raise IndexUnavailableError(f"The index {self._path} cannot be used: {error}.") from error

    # ---- Feeding ----

    def marks(self, names: Iterable[str]) -> dict[str, BatchMark]:
        """Return the marks of those of the named batches that have one."""
        with self._translated():
            rows = self._select_many("SELECT name, stamp, lines, is_whole FROM batches WHERE name IN", names)
            return {name: BatchMark(name, stamp, lines, bool(is_whole)) for name, stamp, lines, is_whole in rows}

    def apply(self, lines: Sequence[IndexLine]) -> list[Refusal]:
        """Take the lines that are newer; nothing is refused."""
        newest: dict[str, IndexLine] = {}
        for line in lines:
            known = newest.setdefault(line.id, line)
            if known is not line and line.rank > known.rank:
                newest[line.id] = line
        with self._translated():
            self._begin()
            docs = self._docs_of(newest)
            newer = [(docs[line.id][0], line) for line in newest.values() if line.rank > docs[line.id][1]]
            self._remove_words([doc for doc, line in newer if docs[line.id][2]])
            self._db.executemany(_UPSERT_DOC, [_doc_row(doc, line) for doc, line in newer])
            self._db.executemany(_UPSERT_LINE, [(doc, zstd.compress(line.data, _ZSTD_LEVEL)) for doc, line in newer])
            usable = ((doc, line) for doc, line in newer if line.pub_status == "usable")
            self._write_words(_ADD, usable)
            self._db.executemany(_UPSERT_VERSION, [_version_row(docs[line.id][0], line) for line in lines])
        return []

    def _docs_of(self, ids: Iterable[str]) -> dict[str, tuple[int, int, bool]]:
        """Return number, rank and searchability of each ID; new ones get the next numbers and the lowest rank."""
        rows = self._select_many("SELECT id, doc, rank, is_usable FROM docs WHERE id IN", ids)
        docs = {article: (doc, rank, bool(is_usable)) for article, doc, rank, is_usable in rows}
        last = self._db.execute("SELECT max(doc) FROM docs").fetchone()[0] or 0
        for article in ids:
            if article not in docs:
                last += 1
                docs[article] = (last, -1, False)
        return docs

    def _remove_words(self, docs: list[int]) -> None:
        rows = self._select_many("SELECT doc, data FROM lines WHERE doc IN", docs)
        self._write_words(_REMOVE, ((doc, _unpacked(data)) for doc, data in rows))

    def commit(self, mark: BatchMark | None) -> None:
        """Make what was applied durable, together with the mark."""
        with self._translated():
            self._begin()
            if mark is not None:
                self._db.execute(_UPSERT_BATCH, (mark.name, mark.stamp, mark.lines, mark.is_whole))
            self._db.execute("COMMIT")

    def forget_marks(self) -> None:
        """Mark every batch as undelivered; articles stay."""
        with self._translated():
            self._db.execute("DELETE FROM batches")

    def close(self) -> None:
        """Discard what was not committed."""
        with self._lock, suppress(sqlite3.Error):
            self._db.close()

    # ---- Reading ----

    def search(self, query: Query, wish: SearchWish) -> SearchAnswer:
        """Return the articles that match the query, the best first."""
        with self._translated():
            found = sqlite_search.find(self._db, query, wish, self._headlines)
            rows = self._select_many("SELECT doc, data FROM lines WHERE doc IN", [match.doc for match in found.matches])
            lines = {doc: _unpacked(data).line for doc, data in rows}
        return sqlite_search.answer(query, found, lines)

    def article(self, article_id: str) -> IndexedArticle | None:
        """Return the newest line of the article, and its versions."""
        with self._translated():
            row = self._db.execute(
                "SELECT doc, data FROM docs JOIN lines USING (doc) WHERE id = ?", (article_id,)
            ).fetchone()
            if row is None:
                return None
            notes = self._db.execute("SELECT note FROM versions WHERE doc = ? ORDER BY version DESC", (row[0],))
            versions = tuple(msgspec.json.decode(note, type=ArticleVersion) for (note,) in notes)
            return IndexedArticle(_unpacked(row[1]).line, versions)

    def counts(self) -> IndexCounts:
        """Return how many articles are valid and how many were withdrawn."""
        with self._translated():
            total, usable = self._db.execute("SELECT count(*), coalesce(sum(is_usable), 0) FROM docs").fetchone()
            return IndexCounts(usable, total - usable)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the newest line of each ID, in ID order."""
        with self._translated():
            rows = self._db.execute("SELECT data FROM docs JOIN lines USING (doc) ORDER BY id")
        while some := self._fetch(rows.fetchmany):
            for (data,) in some:
                yield _unpacked(data).line

    def _fetch(self, fetch: Callable[[int], list[Any]]) -> list[Any]:
        with self._translated():
            return fetch(_KEYS_PER_QUERY)

    def _select_many(self, select: str, keys: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        waiting = iter(keys)
        while some := list(islice(waiting, _KEYS_PER_QUERY)):
            yield from self._db.execute(f"{select} ({','.join('?' * len(some))})", some)


def _unpacked(data: bytes) -> IndexLine:
    line = zstd.decompress(data)
    return IndexLine(line, msgspec.json.decode(line))


def _doc_row(doc: int, line: IndexLine) -> tuple[object, ...]:
    is_usable = line.pub_status == "usable"
    authors = "\n".join(line.authors)
    return doc, line.id, line.rank, is_usable, line.site, line.language, line.published, line.cluster, authors


def _words_of(doc: int, line: IndexLine) -> tuple[int, str, str, str, str]:
    """Return the words of a line as FTS5 takes them, in the order of the columns of `words`."""
    return doc, index_text(line.headline), index_text(line.body), index_text(line.further_text), _names_of(line)


def _head_of(doc: int, line: IndexLine) -> tuple[int, str, str]:
    """Return the same for `heads`."""
    return doc, index_text(line.headline), _names_of(line)


def _names_of(line: IndexLine) -> str:
    return _AUTHOR_BREAK.join(map(index_text, line.authors))


_ROWS: dict[str, Callable[[int, IndexLine], tuple[object, ...]]] = {"words": _words_of, "heads": _head_of}


def _version_row(doc: int, line: IndexLine) -> tuple[object, ...]:
    return doc, line.version, line.rank, msgspec.json.encode(line.version_note)
