"""The whole of a state copied into an empty one, whatever databases they are in: from file to server and back."""

from collections.abc import Iterator

from newsbot.exceptions import StorageError
from newsbot.state.databases import Database

# Every table but that of the sketches' version, of which each state has its own, and what crawls keep until they end.
TABLES = (
    *("pages", "articles", "batches", "runs", "sources", "profiles", "learners", "schedules", "source_schedules"),
    *("archive_jobs", "text_groups", "sketches", "shingles"),
)
# The order of a profile's versions is that of its rows.
_ORDERED = {"profiles": " ORDER BY made_at, rowid"}


def copy_state(source: Database, target: Database) -> Iterator[tuple[str, int]]:
    """Copy table by table; of each its name and how many rows it has. Raises StorageError for a target that has any.

    A copy that was cut short is begun anew with another empty target.
    """
    for table in TABLES:
        if target.rows(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 - our own names
            raise StorageError(f"The state to copy to is not empty: its table {table} has rows.")
    for table in TABLES:
        names = target.columns(table)
        question = f"SELECT {', '.join(names)} FROM {table}{_ORDERED.get(table, '')}"  # noqa: S608 - as above
        yield table, target.load(table, names, source.stream(question))
