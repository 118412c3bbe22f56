"""What the state asks of a database, whatever it is: `database_sqlite` is one in a file, `database_postgres` a server.

Statements are written once, in the SQL that both know: "?" stands for a value, rows are replaced by
`INSERT … ON CONFLICT`. Of what they do not share, `schema` knows the types, and these methods the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Row = tuple[Any, ...]
T = TypeVar("T")

# How many rows are in memory at once where all of a table are read.
PARCEL = 2_000


class Database(Protocol):
    """One database; calls may come from any thread and raise `StorageError` on failure.

    What is called within `transact` is part of its transaction; outside of one, each call is one by itself.
    """

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query."""

    def rows_in(self, query: str, keys: Iterable[Any], values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query that ends in "IN", for any number of keys; more than one answer where it counts."""

    def rows_of_each(self, query: str, keys: Iterable[int], values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query whose first value is a number, for each of these; in whatever order."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Write."""

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write the same with each of these values."""

    def insert(self, statement: str, values: Sequence[Any], column: str) -> int:
        """Write one row; the number that its column was given."""

    def transact(self, work: Callable[[], T], *, writes: bool = True) -> T:
        """What `work` returns, all of it done or nothing; it may be done again when another writer was in the way."""

    def columns(self, table: str) -> list[str]:
        """The names of the table's columns, but for those that only number its rows."""

    def stream(self, query: str) -> Iterator[list[Row]]:
        """The rows of a query in parcels, all of one moment."""

    def load(self, table: str, columns: Sequence[str], parcels: Iterable[list[Row]]) -> int:
        """Write rows into a table, all or none; how many they were."""

    def take_turn(self, name: str) -> None:
        """Within a transaction that writes: wait until no other one has a turn of this name."""

    def close(self) -> None:
        """Release the connection; the database is not used afterwards."""
