"""The index in PostgreSQL, which several machines may feed and search: its full-text search with our tokens.

The lines of a batch and its mark are one transaction. `postgres_schema.sql` defines the tables; `postgres_search`
translates queries.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from threading import RLock
from typing import Any

import msgspec
import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import postgres_search
from newsbot.indexes.lines import IndexLine
from newsbot.indexes.postgres_search import Connection, token_vector
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
from newsbot.indexes.tokens import TOKENS_VERSION, index_tokens

logger = logging.getLogger(__name__)

_SCHEMA_VERSION = 1
_ROWS_PER_QUERY = 500
# Defaults that the address may override. Keep-alives detect a dead server when no response comes.
_CONNECTION: dict[str, Any] = {
    "application_name": "newsbot",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
# The errors for a line that PostgreSQL cannot store, now or later.
_OF_THE_LINE = (psycopg.DataError, errors.ProgramLimitExceeded, UnicodeEncodeError)
# Writers take turns: two that write the same articles in different orders would deadlock.
_LOCK = b"SELECT pg_advisory_xact_lock(hashtextextended('newsbot index ' || current_schema(), 0))"
_UPSERT_ARTICLES = b"""
    INSERT INTO newsbot_articles AS known (id, rank, usable, site, language, published, authors, cluster,
        headline_tokens, author_tokens, tokens, line)
    SELECT id, rank, usable, site, language, to_timestamp(published), string_to_array(authors, E'\\n'), cluster,
        headline_tokens, author_tokens, tokens, line
    FROM unnest(%s::text[], %s::bigint[], %s::boolean[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[],
        %s::tsvector[], %s::tsvector[], %s::tsvector[], %s::jsonb[])
        AS new (id, rank, usable, site, language, published, authors, cluster,
            headline_tokens, author_tokens, tokens, line)
    ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, usable = excluded.usable, site = excluded.site,
        language = excluded.language, published = excluded.published, authors = excluded.authors,
        cluster = excluded.cluster, headline_tokens = excluded.headline_tokens,
        author_tokens = excluded.author_tokens, tokens = excluded.tokens, line = excluded.line
    WHERE known.rank < excluded.rank"""
_UPSERT_VERSIONS = b"""
    INSERT INTO newsbot_article_versions AS known (id, version, rank, note)
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::jsonb[])
    ON CONFLICT (id, version) DO UPDATE SET rank = excluded.rank, note = excluded.note
    WHERE known.rank < excluded.rank"""
_UPSERT_MARK = b"""
    INSERT INTO newsbot_index_marks (name, stamp, lines, is_whole) VALUES (%s, %s, %s, %s)
    ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, lines = excluded.lines, is_whole = excluded.is_whole"""
_WORD_INDEXES = ["newsbot_articles_tokens", "newsbot_articles_authors"]
_UPSERT_FACT = b"""
    INSERT INTO newsbot_index_facts (name, value) VALUES (%s, %s)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
_REPLACE_TOKENS = b"""
    UPDATE newsbot_articles AS known SET headline_tokens = new.headline_tokens, author_tokens = new.author_tokens,
        tokens = new.tokens
    FROM unnest(%s::text[], %s::tsvector[], %s::tsvector[], %s::tsvector[])
        AS new (id, headline_tokens, author_tokens, tokens)
    WHERE known.id = new.id"""


def open_postgres_index(address: str, *, create: bool = True) -> "PostgresIndex":
    """Open the index at "postgresql://user:password@host:port/database?libpq=options"."""
    try:
        parameters = conninfo_to_dict(address)
    except psycopg.Error as error:
        raise ArgumentError(f"This is not the address of a PostgreSQL database: {_first_line(error)}.") from None
    return PostgresIndex({**_CONNECTION, **parameters}, create=create)


class PostgresIndex:
    """Safe from any thread; implements `protocol.Index`, which documents each call. Reopens a lost connection."""

    def __init__(self, parameters: dict[str, Any], *, create: bool = True) -> None:
        self._parameters = parameters
        self._name = f"{parameters.get('dbname') or 'the database'} at {parameters.get('host') or 'this machine'}"
        self._lock = RLock()
        self._connection: Connection | None = None
        try:
            with self._working() as db:
                self._prepare(db, create=create)
        except BaseException:
            self.close()
            raise

    def _prepare(self, db: Connection, *, create: bool) -> None:
        encoding = db.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise IndexUnavailableError(f"The database {self._name} has the encoding {encoding}, but must have UTF8.")
        if not _has_tables(db):
            if not create:
                raise IndexUnavailableError(f"There is no index in {self._name} yet: scrapy index creates it.")
            self._make_tables(db)
        facts: dict[str, str] = dict(db.execute(b"SELECT name, value FROM newsbot_index_facts").fetchall())
        if int(facts.get("schema", "0")) > _SCHEMA_VERSION:
            raise IndexUnavailableError(f"The index in {self._name} was written by a newer newsbot: upgrade this one.")
        if create and _is_newer(TOKENS_VERSION, facts.get("tokens", "")):
            self._renew_tokens(db)

    def _make_tables(self, db: Connection) -> None:
        with db.transaction():
            db.execute(_LOCK)
            # Another process may have created them while this one waited for its turn.
            if not _has_tables(db):
                db.execute(files("newsbot.indexes").joinpath("postgres_schema.sql").read_bytes())
                for fact in (("schema", str(_SCHEMA_VERSION)), ("tokens", TOKENS_VERSION)):
                    db.execute(_UPSERT_FACT, fact)

    def _renew_tokens(self, db: Connection) -> None:
        """Tokenise all texts again: this newsbot, or this Python, splits some of them differently from before."""
        logger.info("The words of the index in %s are rebuilt", self._name)
        with db.transaction():
            db.execute(_LOCK)
            for rows in self._pages(db):
                lines = [IndexLine(data.encode(), msgspec.json.decode(data)) for _, data in rows]
                columns = zip(*((line.id, *_vectors(line)) for line in lines), strict=True)
                db.execute(_REPLACE_TOKENS, [list(column) for column in columns])
            db.execute(_UPSERT_FACT, ("tokens", TOKENS_VERSION))

    @contextmanager
    def _working(self) -> Iterator[Connection]:
        """Allow one call at a time; any error closes the connection, discarding what was not committed."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = _connect(self._parameters)
                yield self._connection
            except psycopg.Error as error:
                self.close()
                raise IndexUnavailableError(
                    f"The index in {self._name} cannot be used: {_first_line(error)}."
                ) from error

    # ---- Feeding ----

    def marks(self, names: Iterable[str]) -> dict[str, BatchMark]:
        """Return the marks of those of the named batches that have one."""
        select = b"SELECT name, stamp, lines, is_whole FROM newsbot_index_marks WHERE name = ANY(%s)"
        with self._working() as db:
            return {row[0]: BatchMark(*row) for row in db.execute(select, (list(names),))}

    def apply(self, lines: Sequence[IndexLine]) -> list[Refusal]:
        """Take the lines that are newer; refuses what PostgreSQL cannot store."""
        newest: dict[str, IndexLine] = {}
        versions: dict[tuple[str, int], IndexLine] = {}
        for line in lines:
            _keep_higher(newest, line.id, line)
            _keep_higher(versions, (line.id, line.version), line)
        with self._working() as db:
            _begin(db)
            rows = db.execute(b"SELECT id, rank FROM newsbot_articles WHERE id = ANY(%s)", (list(newest),))
            ranks: dict[str, int] = dict(rows.fetchall())
            newer = [line for line in newest.values() if line.rank > ranks.get(line.id, -1)]
            refusals = _refused(db, _upsert_articles, newer)
            refused = {id(refusal.line) for refusal in refusals}
            refusals += _refused(db, _upsert_versions, [line for line in versions.values() if id(line) not in refused])
        return refusals

    def commit(self, mark: BatchMark | None) -> None:
        """Make what was applied durable, together with the mark."""
        with self._working() as db:
            if mark is not None:
                _begin(db)
                db.execute(_UPSERT_MARK, (mark.name, mark.stamp, mark.lines, mark.is_whole))
            db.commit()
            if mark is not None and mark.is_whole:
                _tidy(db)

    def forget_marks(self) -> None:
        """Mark every batch as undelivered; articles stay."""
        with self._working() as db:
            db.execute(b"DELETE FROM newsbot_index_marks")

    def close(self) -> None:
        """Discard what was not committed."""
        with self._lock:
            if self._connection is not None:
                with suppress(psycopg.Error):
                    self._connection.close()
                self._connection = None

    # ---- Reading ----

    def search(self, query: Query, wish: SearchWish) -> SearchAnswer:
        """Return the articles that match the query, the best first."""
        with self._working() as db:
            return postgres_search.find(db, query, wish)

    def article(self, article_id: str) -> IndexedArticle | None:
        """Return the newest line of the article, and its versions."""
        notes = b"SELECT note::text FROM newsbot_article_versions WHERE id = %s ORDER BY version DESC"
        if "\0" in article_id:
            return None
        with self._working() as db:
            row = db.execute(b"SELECT line::text FROM newsbot_articles WHERE id = %s", (article_id,)).fetchone()
            if row is None:
                return None
            versions = [msgspec.json.decode(note, type=ArticleVersion) for (note,) in db.execute(notes, (article_id,))]
            return IndexedArticle(msgspec.json.decode(row[0]), tuple(versions))

    def counts(self) -> IndexCounts:
        """Return how many articles are valid and how many were withdrawn."""
        select = b"SELECT count(*) FILTER (WHERE usable), count(*) FILTER (WHERE NOT usable) FROM newsbot_articles"
        with self._working() as db:
            row = db.execute(select).fetchone()
        return IndexCounts(*row) if row else IndexCounts()

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the newest line of each ID, in ID order."""
        pages = self._pages(None)
        while True:
            with self._working():
                rows = next(pages, None)
            if rows is None:
                return
            for _, data in rows:
                yield msgspec.json.decode(data)

    def _pages(self, db: Connection | None) -> Iterator[list[tuple[str, str]]]:
        """Yield all IDs and lines, some hundred at a time, over this connection or whichever is open then."""
        select = b"SELECT id, line::text FROM newsbot_articles WHERE id > %s ORDER BY id LIMIT %s"
        last = ""
        while True:
            connection = db or self._connection
            assert connection is not None
            rows = connection.execute(select, (last, _ROWS_PER_QUERY)).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield rows


def _connect(parameters: dict[str, Any]) -> Connection:
    # No server-side prepared statements: poolers such as PgBouncer switch connections between transactions.
    return psycopg.connect(**parameters, autocommit=True, prepare_threshold=None)


def _has_tables(db: Connection) -> bool:
    # Not to_regclass: it may still return what was true before this transaction waited for another.
    tables = (
        b"SELECT FROM pg_tables WHERE tablename = 'newsbot_index_facts' AND schemaname = ANY(current_schemas(false))"
    )
    return db.execute(tables).fetchone() is not None


def _begin(db: Connection) -> None:
    if db.info.transaction_status == TransactionStatus.IDLE:
        db.execute(b"BEGIN")
        db.execute(_LOCK)


def _tidy(db: Connection) -> None:
    """Merge recent writes into the index of words: until then each search scans all of them."""
    # Only the owner may do this; otherwise PostgreSQL does it in its own time.
    with suppress(errors.InsufficientPrivilege):
        db.execute(b"SELECT gin_clean_pending_list(index) FROM unnest(%s::regclass[]) AS index", (_WORD_INDEXES,))


def _keep_higher(kept: dict[Any, IndexLine], key: object, line: IndexLine) -> None:
    known = kept.setdefault(key, line)
    if known is not line and line.rank > known.rank:
        kept[key] = line


def _refused(
    db: Connection, insert: Callable[[Connection, Sequence[IndexLine]], None], lines: Sequence[IndexLine]
) -> list[Refusal]:
    """Insert the lines; one that cannot be inserted is returned, and all others are inserted."""
    if not lines:
        return []
    try:
        with db.transaction():
            insert(db, lines)
    except _OF_THE_LINE as error:
        if len(lines) == 1:
            return [Refusal(lines[0], f"PostgreSQL cannot store it: {_first_line(error)}")]
        half = len(lines) // 2
        return _refused(db, insert, lines[:half]) + _refused(db, insert, lines[half:])
    return []


def _upsert_articles(db: Connection, lines: Sequence[IndexLine]) -> None:
    columns = zip(*map(_article_row, lines), strict=True)
    db.execute(_UPSERT_ARTICLES, [list(column) for column in columns])


def _article_row(line: IndexLine) -> tuple[object, ...]:
    usable = line.pub_status == "usable"
    # A line break within a name would split it into several names.
    authors = "\n".join(" ".join(name.split()) for name in line.authors)
    facts = (line.id, line.rank, usable, line.site, line.language, line.published, authors, line.cluster)
    return (*facts, *_vectors(line), line.data.decode())


def _vectors(line: IndexLine) -> tuple[str, str, str]:
    """Return the tokens of the headline, of the authors, and of all that is searched; none for a withdrawn article."""
    if line.pub_status != "usable":
        return "", "", ""
    headline, body, further = map(index_tokens, (line.headline, line.body, line.further_text))
    authors = [index_tokens(name) for name in line.authors]
    everything = [("A", headline), *(("B", name) for name in authors), ("C", further), ("D", body)]
    return token_vector([("A", headline)]), token_vector([("B", name) for name in authors]), token_vector(everything)


def _upsert_versions(db: Connection, lines: Sequence[IndexLine]) -> None:
    rows = ((line.id, line.version, line.rank, msgspec.json.encode(line.version_note).decode()) for line in lines)
    db.execute(_UPSERT_VERSIONS, [list(column) for column in zip(*rows, strict=True)])


def _is_newer(version: str, other: str) -> bool:
    """Whether one version's tokens succeed the other's, so that machines with both do not keep rewriting them."""
    return _numbers(version) > _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.replace("-", ".").split(".") if part.isdigit()]


def _first_line(error: Exception) -> str:
    """Return what a server or the driver says, as a clause without the statement concerned."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].strip().rstrip(".")
