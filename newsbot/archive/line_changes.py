"""What a new extraction changes against an earlier one: per field, how many articles, with examples.

On both sides the newest line of each article counts. Lines are kept on disk, so their number does not matter.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from newsbot.batches import SUFFIXES, read_lines
from newsbot.exceptions import StorageError
from newsbot.text import clean_line

# Fields that describe how a line was made, not the article.
_NOT_COMPARED = frozenset(
    "schemaVersion id version changed metadata warc contentHash wordCount dateFirstSeen provenance clusterId"
    " duplicateOf discovery".split()
)
_EXAMPLES = 5
_SHOWN_CHARS = 160
_BEFORE_CHANGE = 40
_MISSING = "(none)"


@dataclass(slots=True)
class Example:
    """One article whose field changed: its address and both values, shortened to where they differ."""

    url: str
    before: str
    after: str


@dataclass(slots=True)
class FieldChange:
    """How many articles have another value, gained one or lost it."""

    changed: int = 0
    gained: int = 0
    lost: int = 0
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Differences:
    """The comparison: articles on both sides, unchanged ones, those on one side only, and each field's changes."""

    compared: int = 0
    same: int = 0
    only_before: int = 0
    only_after: int = 0
    missing: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    damaged_files: list[str] = field(default_factory=list)
    fields: dict[str, FieldChange] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """Return everything for programs."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)

    def table(self) -> str:
        """Return everything for people."""
        lines = [
            f"{self.compared} articles compared: {self.same} as before, {self.compared - self.same} changed;"
            f" {self.only_before} only before, {self.only_after} only now"
        ]
        if self.fields:
            lines += ["", f"{'field':<24} {'changed':>8} {'gained':>8} {'lost':>8}   share"]
        ordered = sorted(self.fields.items(), key=lambda entry: (-_total(entry[1]), entry[0]))
        for name, change in ordered:
            share = _total(change) / self.compared if self.compared else 0.0
            lines.append(f"{name:<24} {change.changed:>8} {change.gained:>8} {change.lost:>8}   {share:.1%}")
        for name, change in ordered:
            lines += ["", f"{name}:"]
            for example in change.examples:
                lines += [f"  {example.url}", f"    - {example.before}", f"    + {example.after}"]
        for title, urls in (("only before", self.missing), ("only now", self.new)):
            if urls:
                lines += ["", f"{title}:", *(f"  {url}" for url in urls)]
        for file in self.damaged_files:
            lines.append(f"{file} could not be read completely")
        return "\n".join(lines)


def _total(change: FieldChange) -> int:
    return change.changed + change.gained + change.lost


class LineChanges:
    """Collects the lines of both sides in a file at `path`; `earlier` is a file or a folder of lines."""

    def __init__(self, path: Path, earlier: Path) -> None:
        self._earlier = earlier
        self._damaged: list[str] = []
        try:
            self._database = sqlite3.connect(path, check_same_thread=False)
            self._database.execute("PRAGMA synchronous = OFF")
            for side in ("earlier", "later"):
                self._database.execute(
                    f"CREATE TABLE IF NOT EXISTS {side} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, line BLOB)"
                )
        except sqlite3.Error as error:
            raise StorageError(f"{path} cannot be used: {error}.") from None

    def load_earlier(self) -> None:
        """Read the lines to compare with; a damaged file is read as far as possible."""
        for path in _line_files(self._earlier):
            try:
                for data in read_lines(path):
                    self._put("earlier", msgspec.json.decode(data), data)
            except Exception:  # noqa: BLE001 - whatever is wrong with a file, it is named, and the others are read
                self._damaged.append(str(path))
        self._database.commit()

    def add(self, line: dict[str, Any]) -> None:
        """Add a new line."""
        self._put("later", line, msgspec.json.encode(line))

    def _put(self, side: str, line: object, data: bytes) -> None:
        if not isinstance(line, dict) or not isinstance(line.get("id"), str):
            return
        version = line.get("version", 1)
        statement = f"""INSERT INTO {side} VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
            SET version = excluded.version, line = excluded.line WHERE excluded.version >= {side}.version"""  # noqa: S608
        try:
            self._database.execute(statement, (line["id"], version if isinstance(version, int) else 1, data))
        except sqlite3.Error as error:
            raise StorageError(f"Lines cannot be compared: {error}.") from None

    def report(self) -> Differences:
        """Return the comparison."""
        self._database.commit()
        pairs = self._database.execute(
            """SELECT earlier.line, later.line FROM earlier LEFT JOIN later USING (id)
               UNION ALL SELECT NULL, later.line FROM later WHERE id NOT IN (SELECT id FROM earlier)"""
        )
        found = compare_lines((_decoded(before), _decoded(after)) for before, after in pairs)
        found.damaged_files = self._damaged
        return found

    def close(self) -> None:
        """Release the file."""
        self._database.commit()
        self._database.close()


def _decoded(data: bytes | None) -> dict[str, Any] | None:
    return msgspec.json.decode(data) if data is not None else None


def _line_files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    yield from sorted(file for file in path.rglob("*") if file.name.endswith(SUFFIXES))


def compare_lines(pairs: Iterable[tuple[dict[str, Any] | None, dict[str, Any] | None]]) -> Differences:
    """Compare lines before and now; None in a pair means that side has no such article."""
    found = Differences()
    for before, after in pairs:
        if before is None and after is not None:
            found.only_after += 1
            _keep(found.new, after.get("url", ""))
        elif after is None and before is not None:
            found.only_before += 1
            _keep(found.missing, before.get("url", ""))
        elif before is not None and after is not None:
            found.compared += 1
            names = [name for name in {**before, **after} if name not in _NOT_COMPARED]
            changed = [name for name in names if _comparable(before.get(name)) != _comparable(after.get(name))]
            found.same += not changed
            for name in changed:
                change = found.fields.setdefault(name, FieldChange())
                _note(change, after.get("url", ""), before.get(name), after.get(name))
    return found


def _keep(urls: list[str], url: str) -> None:
    if len(urls) < _EXAMPLES:
        urls.append(url)


def _note(change: FieldChange, url: str, before: Any, after: Any) -> None:
    if not before:
        change.gained += 1
    elif not after:
        change.lost += 1
    else:
        change.changed += 1
    if len(change.examples) < _EXAMPLES:
        change.examples.append(Example(url, *_where_they_part(_shown(before), _shown(after))))


def _comparable(value: Any) -> Any:
    return value or None


def _shown(value: Any) -> str:
    if not value:
        return _MISSING
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _where_they_part(before: str, after: str) -> tuple[str, str]:
    """Return both texts on one line each, from a little before the first difference on."""
    pairs = enumerate(zip(before, after, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, at - _BEFORE_CHANGE)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    end = start + _SHOWN_CHARS
    middle = clean_line(text[start:end])
    return f"{'…' if start else ''}{middle}{'…' if len(text) > end else ''}"
