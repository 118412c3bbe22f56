"""A PostgreSQL server as a `Database`: the tables are in a schema of their own, `newsbot`.

Two connections, so that the reactor's lookups of single articles never wait for a write. A lost connection is
reopened and its statement repeated: every write of the state is idempotent.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import islice
from threading import RLock, get_ident
from typing import TYPE_CHECKING, Any

from newsbot.exceptions import StorageError
from newsbot.state.databases import PARCEL, Row, T
from newsbot.state.schema import FIRST_OF_POSTGRES, MIGRATIONS, SCHEMA_VERSION, for_postgres

if TYPE_CHECKING:
    import psycopg

logger = logging.getLogger(__name__)

SCHEMES = ("postgresql", "postgres")
SCHEMA = "newsbot"
# How long a server may be away, as during a restart, before a crawl gives up.
PATIENCE_S = 45.0
_PAUSES_S = (0.05, 0.2, 0.5, 1.0, 2.0)
# How soon a dead machine is noticed; the address in the settings may override these.
_OPTIONS = {
    "application_name": "newsbot",
    "client_encoding": "UTF8",
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
# Without these, a process that is stopped or cut off within a transaction would keep its locks.
_SERVER_OPTIONS = {
    "idle_in_transaction_session_timeout": 30_000,
    "tcp_keepalives_idle": 20,
    "tcp_keepalives_interval": 10,
    "tcp_keepalives_count": 3,
}
_COLUMNS = """SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?
    ORDER BY ordinal_position"""
# Columns that number the rows of their table.
_NUMBERED = {"text_groups": ("number",)}
_KEYS_PER_QUERY = 5_000
# Server errors that may have passed a minute later: it is starting or stopping, is out of connections, or let another
# writer go first.
_PASSING = ("57P01", "57P02", "57P03", "57P05", "53300", "40001", "40P01", "55P03")
_REASON = re.compile(r"(?:FATAL|ERROR|PANIC): +|\bfailed: |^connection is bad: ")


class PostgresDatabase:
    """The database at `address`, "postgresql://user:password@host:port/database"; its tables are migrated.

    An unreachable server is waited for, except on opening: whoever made a mistake is told at once, unless `waits`.
    """

    def __init__(self, address: str, *, waits: bool = False) -> None:
        self._use(_parameters(address))
        try:
            with self.one_sentence():
                if not waits:
                    self._writer.open()
                self._writer.transact(self._prepare)
        except StorageError:
            self.close()
            raise

    def _use(self, parameters: dict[str, Any]) -> None:
        self._parameters = parameters
        self._name = _name(parameters)
        self._reader, self._writer = _Session(self.connect), _Session(self.connect)

    def another(self, patience_s: float) -> "PostgresDatabase":
        """Return the same database over connections of its own, for transactions that stay open no longer than that."""
        other = object.__new__(PostgresDatabase)
        other._use(_with_options(self._parameters, idle_in_transaction_session_timeout=int(patience_s * 1000)))
        return other

    def connect(self) -> "psycopg.Connection[Row]":
        """Return a new connection in autocommit mode."""
        import psycopg

        db = psycopg.connect(**self._parameters, autocommit=True)
        db.execute(f"SET search_path TO {SCHEMA}")
        return db

    def _prepare(self) -> None:
        """Check that the schema is newsbot's before changing anything in it, then bring its tables up to date."""
        db = self._writer.connection
        self._lock("schema")
        version = self._version()
        if version == SCHEMA_VERSION:
            return
        if version == 0:
            db.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for statements in (FIRST_OF_POSTGRES if version == 0 else (), *MIGRATIONS[version:]):
            for statement in statements:
                db.execute(for_postgres(statement))
        db.execute("UPDATE state_version SET version = %s", (SCHEMA_VERSION,))

    def _version(self) -> int:
        """Return the schema version, 0 if there are no tables yet."""
        db = self._writer.connection
        # Text in any script is stored as it comes.
        (encoding,) = db.execute("SHOW server_encoding").fetchone() or ("",)
        if encoding != "UTF8":
            raise StorageError(f"The database {self._name} must have the encoding UTF8, not {encoding}.")
        tables = {name for (name,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (SCHEMA,))}
        if "state_version" not in tables:
            if {"pages", "articles", "sources"} & tables:
                raise StorageError(f"The schema {SCHEMA} of the database {self._name} belongs to another program.")
            return 0
        (version,) = db.execute("SELECT version FROM state_version").fetchone() or (0,)
        if version > SCHEMA_VERSION:
            raise StorageError(
                f"The state in {self._name} was written by a newer newsbot (schema {version}, this one knows"
                f" {SCHEMA_VERSION}): upgrade newsbot."
            )
        return int(version)

    def _lock(self, name: str) -> None:
        self._writer.connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"newsbot/{name}",))

    @contextmanager
    def one_sentence(self) -> Iterator[None]:
        """Turn errors into a `StorageError` with one sentence."""
        import psycopg

        try:
            yield
        except (psycopg.Error, UnicodeError) as error:
            raise StorageError(f"The state in {self._name} cannot be used: {_reason(error)}.") from error

    def _session(self) -> "_Session":
        return self._writer if self._writer.is_mine else self._reader

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""
        return self._fetched(_marked(query), _sent(values))

    def _fetched(self, question: bytes, values: Sequence[Any]) -> list[Row]:
        with self.one_sentence():
            return self._session().ask(lambda db: db.execute(question, values).fetchall())

    def rows_in(self, query: str, keys: Iterable[Any], values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query that ends in "IN", for any number of keys; a COUNT may come in several rows."""
        rows: list[Row] = []
        rest = iter(set(keys))
        question = _marked(f"{query.removesuffix('IN')}= ANY(?)")
        while some := list(islice(rest, _KEYS_PER_QUERY)):
            rows += self._fetched(question, [*_sent(values), some])
        return rows

    def rows_of_each(self, query: str, keys: Iterable[int], values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query whose first value is a number, for each of these; one round trip, in any order."""
        wanted = list(keys)
        if not wanted:
            return []
        each = query.replace("?", "wanted.key", 1)
        question = f"SELECT found.* FROM unnest(CAST(? AS BIGINT[])) AS wanted (key), LATERAL ({each}) AS found"  # noqa: S608 - our own names
        return self._fetched(_marked(question), [wanted, *_sent(values)])

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Execute one write."""
        with self.one_sentence():
            self._writer.ask(lambda db: db.execute(_marked(statement), _sent(values)))

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute the same write with each of these values."""
        sent = [_sent(row) for row in rows]
        if sent:
            with self.one_sentence():
                self._writer.ask(lambda db: db.cursor().executemany(_marked(statement), sent))

    def insert(self, statement: str, values: Sequence[Any], column: str) -> int:
        """Insert one row; returns the number that its column was given."""
        question = _marked(f"{statement} RETURNING {column}")
        with self.one_sentence():
            return int(self._writer.ask(lambda db: db.execute(question, _sent(values)).fetchall())[0][0])

    def transact(self, work: Callable[[], T], *, writes: bool = True) -> T:
        """Return what `work` returns, run as one transaction; it may run again if another writer was in the way."""
        session = self._writer if writes else self._reader
        with self.one_sentence():
            # A reader sees each row whole; a common snapshot of all of them is not worth two more round trips.
            return session.transact(work) if writes else session.own(work)

    def columns(self, table: str) -> list[str]:
        """Return the names of the table's columns, except those that only number its rows."""
        rows = self.rows(_COLUMNS, (SCHEMA, table))
        return [name for (name,) in rows if name != "rowid"]

    def stream(self, query: str) -> Iterator[list[Row]]:
        """Yield the rows of a query in chunks, all from one snapshot."""
        with self.one_sentence(), self.connect() as db, db.transaction(), db.cursor("rows") as found:
            found.execute(_marked(query))
            while some := found.fetchmany(PARCEL):
                yield some

    def load(self, table: str, columns: Sequence[str], parcels: Iterable[list[Row]]) -> int:
        """Write rows into a table, all or none; returns how many there were."""
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        count = 0
        with self.one_sentence(), self.connect() as db, db.transaction():
            with db.cursor().copy(statement) as copy:
                for row in (row for some in parcels for row in some):
                    copy.write_row(_sent(row))
                    count += 1
            for column in _NUMBERED.get(table, ()):
                db.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), MAX({column})) FROM {table}"  # noqa: S608 - our own names
                )
        return count

    def take_turn(self, name: str) -> None:
        """Within a write transaction, wait until no other one holds a turn of this name."""
        with self.one_sentence():
            self._lock(name)

    def close(self) -> None:
        """Close both connections."""
        self._reader.close()
        self._writer.close()


class _Session:
    """One connection, used by one thread at a time; reopened if it was lost."""

    def __init__(self, connect: "Callable[[], psycopg.Connection[Row]]") -> None:
        self._connect = connect
        self._db: psycopg.Connection[Row] | None = None
        self._turn = RLock()
        # Within a transaction a single statement cannot be repeated by itself.
        self._thread: int | None = None

    @property
    def is_mine(self) -> bool:
        """Whether this thread is within a transaction here."""
        return self._thread == get_ident()

    @property
    def connection(self) -> "psycopg.Connection[Row]":
        """The connection of the transaction."""
        assert self._db is not None
        return self._db

    def open(self) -> "psycopg.Connection[Row]":
        """Return the connection, opened if need be."""
        if self._db is None:
            self._db = self._connect()
        return self._db

    def ask(self, work: "Callable[[psycopg.Connection[Row]], T]") -> T:
        """Return what `work` returns for the connection."""
        if self.is_mine:
            return work(self.connection)
        with self._turn:
            return self._patiently(lambda: work(self.open()))

    def own(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, while this thread has the connection to itself."""
        with self._turn:
            return self._patiently(lambda: self._owned(work))

    def transact(self, work: Callable[[], T]) -> T:
        """The same, within one transaction."""

        def attempt() -> T:
            with self.open().transaction():
                return self._owned(work)

        with self._turn:
            return work() if self.is_mine else self._patiently(attempt)

    def _owned(self, work: Callable[[], T]) -> T:
        self.open()
        self._thread = get_ident()
        try:
            return work()
        finally:
            self._thread = None

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """Return what the attempt returns; retry if the server was away or let another writer go first."""
        import psycopg

        end = time.monotonic() + PATIENCE_S
        pauses = iter(_PAUSES_S)
        while True:
            try:
                return attempt()
            except (psycopg.Error, StorageError) as error:
                cause = error.__cause__ if isinstance(error, StorageError) else error
                is_lost = self._db is None or self._db.closed
                if not isinstance(cause, psycopg.Error) or not (is_lost or cause.sqlstate in _PASSING):
                    raise
                if is_lost:
                    self.close()
                if time.monotonic() > end:
                    raise
                if is_lost:
                    logger.warning("The connection to PostgreSQL was lost and is being restored: %s", _reason(cause))
            time.sleep(next(pauses, _PAUSES_S[-1]))

    def close(self) -> None:
        """Close the connection."""
        if self._db is not None:
            with suppress(Exception):  # it may be broken already
                self._db.close()
            self._db = None


@cache
def _marked(statement: str) -> bytes:
    """Return a statement with psycopg's placeholders; none of ours has "?" or "%" within a string."""
    return statement.replace("?", "%s").encode()


def _sent(values: Sequence[Any]) -> list[Any]:
    # PostgreSQL's text cannot hold NUL.
    return [value.replace("\0", "") if isinstance(value, str) else value for value in values]


def _parameters(address: str) -> dict[str, Any]:
    """Return the connection parameters; errors never show the address, as it may hold a password."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise StorageError(
            "NEWSBOT_STATE names PostgreSQL, but psycopg is not installed: pip install 'newsbot[postgresql]'."
        ) from None
    try:
        given = conninfo_to_dict(address)
    except psycopg.Error:
        given = {}
    if not given.get("dbname"):
        raise StorageError("NEWSBOT_STATE must be like postgresql://user:password@host:5432/database.")
    return _with_options({**_OPTIONS, **given}, **_SERVER_OPTIONS)


def connection_parameters(address: str) -> dict[str, Any]:
    """Return the parameters of a connection to the state's tables, for others who keep their own tables there too."""
    given = _parameters(address)
    return {**given, "options": f"{given['options']} -c search_path={SCHEMA}"}


def _with_options(parameters: dict[str, Any], **options: int) -> dict[str, Any]:
    """Return the parameters with options for the server's end of the connection."""
    words = [f"-c {name}={value}" for name, value in options.items()]
    return {**parameters, "options": " ".join(filter(None, [parameters.get("options"), *words]))}


def _name(parameters: Mapping[str, Any]) -> str:
    """Return the database's name for messages."""
    return f"postgresql://{parameters.get('host') or ''}:{parameters.get('port') or 5432}/{parameters['dbname']}"


def _reason(error: BaseException) -> str:
    """Return the part of an error's message that a person needs."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return _REASON.split(lines[0])[-1].strip().rstrip(".")
