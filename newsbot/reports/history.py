"""The results of a site's latest runs: one line per run, in a file beside the reports."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import msgspec

from newsbot.reports.figures import RunReport, SiteFigures

_KEPT = 90
_MAX_BYTES = 1_000_000


@dataclass(slots=True)
class Past:
    """One run of one site, for comparison with later runs; `words` is the median length of its new texts."""

    run: str
    finished: str
    new: int = 0
    lines: int = 0
    read: int = 0
    failed: int = 0
    articles: int = 0
    authors: int = 0
    dates: int = 0
    words: int | None = None
    newest: str | None = None
    profile: str | None = None


def past_of(report: RunReport, site: SiteFigures) -> Past:
    """Return the history line of a run."""
    return Past(
        report.run,
        report.finished,
        new=site.new,
        lines=site.lines,
        read=site.read,
        failed=site.failed,
        articles=site.lines + site.unchanged,
        authors=site.fields.get("authors", 0),
        dates=site.fields.get("datePublished", 0),
        words=site.median_words,
        newest=site.newest,
        profile=site.profile,
    )


def read_history(folder: Path, site: str) -> list[Past]:
    """Return the earlier runs of a site, the oldest first; unreadable ones are left out."""
    try:
        with _file(folder, site).open("rb") as file:
            lines = file.read(_MAX_BYTES).splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        with suppress(msgspec.DecodeError, msgspec.ValidationError):
            found.append(msgspec.json.decode(line, type=Past))
    return found[-_KEPT:]


def add_to_history(folder: Path, site: str, known: Sequence[Past], latest: Past) -> None:
    """Write the history with one more run; raises `OSError` if that fails."""
    kept = [*(past for past in known[-_KEPT + 1 :] if past.run != latest.run), latest]
    write_whole(_file(folder, site), b"".join(msgspec.json.encode(past) + b"\n" for past in kept))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _file(folder: Path, site: str) -> Path:
    return folder / "history" / f"{quote(site, safe='')}.jsonl"
