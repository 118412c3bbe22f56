"""The reports of runs as files: `<run>.json` and `<run>.html`, of which the latest are kept."""

from contextlib import suppress
from pathlib import Path

import msgspec

from newsbot.exceptions import ArgumentError
from newsbot.reports.figures import RunReport
from newsbot.reports.history import write_whole

_KEPT = 1_000
_SHOWN = 5


def write_report(folder: Path, report: RunReport) -> Path:
    """Write both files, and delete the oldest; returns the path of the page. Raises `OSError` if that fails."""
    from newsbot.reports.web import report_page

    write_whole(folder / f"{report.run}.json", msgspec.json.encode(report))
    page = folder / f"{report.run}.html"
    write_whole(page, report_page(report).encode())
    for old in _runs(folder)[:-_KEPT]:
        for ending in ("json", "html"):
            with suppress(OSError):
                (folder / f"{old}.{ending}").unlink(missing_ok=True)
    return page


def read_report(folder: Path, run: str | None) -> RunReport:
    """Return the report of a run, named by its ID or the start of it; the latest if none is named.

    Raises ArgumentError with a sentence if there is none.
    """
    runs = _runs(folder)
    if not runs:
        raise ArgumentError(f"There is no report in {folder} yet: scrapy crawl news -a site=URL writes one.")
    found = [name for name in runs if run is None or name.startswith(run)]
    if not found or (run is not None and len(found) > 1 and run not in found):
        latest = ", ".join(reversed(runs[-_SHOWN:]))
        problem = f"{len(found)} runs begin with" if found else "There is no run"
        raise ArgumentError(f"{problem} {run}: the latest are {latest}.")
    name = run if run in found else found[-1]
    try:
        return msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=RunReport)
    except (OSError, msgspec.DecodeError) as error:
        raise ArgumentError(f"The report {folder / f'{name}.json'} cannot be read: {error}.") from None


def _runs(folder: Path) -> list[str]:
    """Return the runs that have left a report, the oldest first: their IDs begin with their time."""
    try:
        return sorted(path.stem for path in folder.glob("*.json"))
    except OSError:
        return []
