"""Copies a whole state into an empty one, whatever databases they are in: from file to server and back."""

from collections.abc import Iterator

from newsbot.exceptions import StorageError
from newsbot.state.databases import Database

# Every table except the sketch version, of which each state has its own, and the answers kept only during a crawl.
TABLES = (
    *("pages", "articles", "batches", "runs", "sources", "profiles", "learners", "schedules", "source_schedules"),
    *("archive_jobs", "text_groups", "sketches", "shingles"),
)
# The order of a profile's versions is the order of their rows.
_ORDERED = {"profiles": " ORDER BY made_at, rowid"}


def copy_state(source: Database, target: Database) -> Iterator[tuple[str, int]]:
    """Copy table by table; yields each table's name and its number of rows. Raises StorageError for a non-empty target.

    A copy that was cut short has to be restarted with another empty target.
    """
    for table in TABLES:
        if target.rows(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 - our own names
            raise StorageError(f"The state to copy to is not empty: its table {table} has rows.")
    for table in TABLES:
        names = target.columns(table)
        question = f"SELECT {', '.join(names)} FROM {table}{_ORDERED.get(table, '')}"  # noqa: S608 - as above
        yield table, target.load(table, names, source.stream(question))
