"""How the values of states are stored in table rows: the columns are the fields, in order.

Moments are whole seconds since 1970; values that are not plain are JSON. The statements for such rows are made here.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from newsbot.state.states import ArticleState, PageState, SiteSchedule, SourceSchedule, SourceState
from newsbot.urls import article_key, key_digest

State = TypeVar("State", PageState, SourceState, ArticleState, SiteSchedule, SourceSchedule)


def columns_of(kind: type) -> list[str]:
    """Return the columns of the table that stores such states."""
    return [field.name for field in fields(kind)]


def query(names: Sequence[str], rest: str) -> str:
    """Return the query for these columns."""
    return f"SELECT {', '.join(names)} FROM {rest}"  # noqa: S608 - names of columns, and questions of our own


def upsert(table: str, key: str, names: Sequence[str], merged: Mapping[str, str], newer: str) -> str:
    """Return the statement that writes a row over an older one; `merged` are columns that are not simply replaced."""
    kept = [name for name in names if name not in key.split(", ")]
    sets = ", ".join(f"{name} = {merged.get(name, f'excluded.{name}')}" for name in kept)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - as above
        f" ON CONFLICT ({key}) DO UPDATE SET {sets} WHERE excluded.{newer} >= {table}.{newer}"
    )


def page_key(url: str) -> bytes:
    """Return the 16-byte key of the page at this URL, the same for all spellings of its address."""
    return key_digest(article_key(url))


_MOMENTS = frozenset(
    ("checked_at", "published_at", "missing_since", "missing_crawl", "first_seen", "since", "next_due", "started_at"),
)
_JSON = frozenset(("fingerprints", "further", "tallies", "told"))


def row_of(state: State) -> tuple[Any, ...]:
    """Return the state as a row."""
    return tuple(_stored(field.name, getattr(state, field.name)) for field in fields(state))


def _stored(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return None if value is None else seconds(value)
    if isinstance(value, bool):
        return int(value)
    return json.dumps(value) if name in _JSON and value is not None else value


def state_of(kind: type[State], row: Sequence[Any]) -> State:
    """Return the state stored in a row."""
    readers = _READERS[kind]
    values: list[Any] = [value if value is None else read(value) for read, value in zip(readers, row, strict=True)]
    return kind(*values)


def _as_it_is(value: Any) -> Any:
    return value


def _entries(text: str) -> list[tuple[Any, ...]]:
    return [tuple(entry) for entry in json.loads(text)]


def seconds(moment: datetime) -> int:
    """Return a moment as stored."""
    return int(moment.timestamp())


def moment(value: int) -> datetime:
    """Return a moment from its stored form."""
    return datetime.fromtimestamp(value, UTC)


# How the value of each column is read; None stays None in all of them.
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_MOMENTS, moment),
    **dict.fromkeys(_JSON, json.loads),
    "further": _entries,
    "settled": bool,
}
_READERS: dict[type, list[Callable[[Any], Any]]] = {
    kind: [_READ.get(name, _as_it_is) for name in columns_of(kind)] for kind in State.__constraints__
}
