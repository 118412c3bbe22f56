"""Checks whether a folder of batches is intact: every line against the schema, every file against its manifest."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from newsbot.batches import Batch, batches_in, numbered_lines
from newsbot.exceptions import DamagedBatchError, LineError
from newsbot.indexes.lines import MAX_LINE_BYTES, read_line
from newsbot.manifests import BatchEntry, contents_at, manifests_of, read_manifest

_SHOWN = 100


@dataclass(slots=True)
class CheckReport:
    """What was checked, and the first problems as sentences that say where they are."""

    batches: int = 0
    lines: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    problem_count: int = 0

    def note(self, problem: str) -> None:
        """Count a problem."""
        self.problem_count += 1
        if len(self.problems) < _SHOWN:
            self.problems.append(problem)


def check_batches(folder: Path) -> CheckReport:
    """Return the report on a folder of batches. A batch that is in no manifest is still valid."""
    report = CheckReport()
    entries = _manifest_entries(folder, report)
    for batch in batches_in(folder):
        report.batches += 1
        lines = _check_lines(batch, report)
        entry = entries.pop(batch.name, None)
        if entry is not None:
            _compare(batch, lines, entry, report)
    for name in sorted(entries):
        report.note(f"{name}: its run's manifest lists it, but it is missing")
    return report


def _manifest_entries(folder: Path, report: CheckReport) -> dict[str, BatchEntry]:
    entries: dict[str, BatchEntry] = {}
    for path in manifests_of(folder):
        try:
            # Batches stored elsewhere have an address, and cannot be checked here.
            entries |= {entry.name: entry for entry in read_manifest(path).files if "://" not in entry.name}
        except (OSError, msgspec.DecodeError) as error:
            report.note(f"{path}: it is not a manifest: {error}")
    return entries


def _check_lines(batch: Batch, report: CheckReport) -> int:
    """Check the batch's lines and note those that break the schema; return their number."""
    number = 0
    try:
        for number, data in enumerate(numbered_lines(batch.path, MAX_LINE_BYTES), 1):
            report.lines += 1
            try:
                report.statuses[read_line(data).pub_status] += 1
            except LineError as error:
                report.note(f"{batch.name}:{number}: {error}")
            if not data.endswith(b"\n") and len(data) <= MAX_LINE_BYTES:
                report.note(f"{batch.name}:{number}: the line is incomplete")
    except (DamagedBatchError, OSError) as error:
        report.note(f"{batch.name}: after {number:,} lines {error}")
    return number


def _compare(batch: Batch, lines: int, entry: BatchEntry, report: CheckReport) -> None:
    if batch.size_bytes != entry.bytes or contents_at(batch.path).sha256 != entry.sha256:
        report.note(f"{batch.name}: it is not the file that its run's manifest lists")
    elif lines != entry.lines:
        report.note(f"{batch.name}: it has {lines:,} lines, its run's manifest says {entry.lines:,}")
