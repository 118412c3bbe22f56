"""What the state needs of any database: `database_sqlite` is one in a file, `database_postgres` one on a server.

Statements are written once, in the SQL that both understand: "?" stands for a value, rows are replaced by
`INSERT … ON CONFLICT`. `schema` handles the differences in types, these methods all others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Row = tuple[Any, ...]
T = TypeVar("T")

# How many rows are in memory at once when a whole table is read.
PARCEL = 2_000


class Database(Protocol):
    """One database; calls may come from any thread and raise `StorageError` on failure.

    Calls within `transact` are part of its transaction; any other call is a transaction of its own.
    """

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""

    def rows_in(self, query: str, keys: Iterable[Any], values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query that ends in "IN", for any number of keys; a COUNT may come in several rows."""

    def rows_of_each(self, query: str, keys: Iterable[int], values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query whose first value is a number, for each of these; in any order."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Execute one write."""

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute the same write with each of these values."""

    def insert(self, statement: str, values: Sequence[Any], column: str) -> int:
        """Insert one row; returns the number that its column was given."""

    def transact(self, work: Callable[[], T], *, writes: bool = True) -> T:
        """Return what `work` returns, run as one transaction; it may run again if another writer was in the way."""

    def columns(self, table: str) -> list[str]:
        """Return the names of the table's columns, except those that only number its rows."""

    def stream(self, query: str) -> Iterator[list[Row]]:
        """Yield the rows of a query in chunks, all from one snapshot."""

    def load(self, table: str, columns: Sequence[str], parcels: Iterable[list[Row]]) -> int:
        """Write rows into a table, all or none; returns how many there were."""

    def take_turn(self, name: str) -> None:
        """Within a write transaction, wait until no other one holds a turn of this name."""

    def close(self) -> None:
        """Release the connection; the database is not used afterwards."""
