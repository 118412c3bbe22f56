"""A run's report for a terminal, and the difference between two."""

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from newsbot.reports.figures import RunReport
from newsbot.reports.summary import quality_words, sentence, site_words
from newsbot.reports.web import explain_command
from newsbot.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console

_MAX_ROWS = 20
_WIDTH = 120
_FIGURES = ("new", "updated", "removed", "unchanged", "read", "failed", "copies")


def print_report(report: RunReport, file: IO[str]) -> None:
    """Print the report: monitors that failed first."""
    from rich.console import Console

    console = Console(file=file, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDTH
    _say(console, f"Run {report.run}, {report.started[:19]} UTC, {report.elapsed_s:.1f} s, {report.ended}", "bold")
    for check in report.failed:
        of = f" of {check.site}" if check.site else ""
        _say(console, f"FAILED {check.name}{of}: {check.said} {check.advice}", "red")
    well = len(report.checks) - len(report.failed)
    _say(console, f"{well} of {len(report.checks)} monitors passed.", "green" if not report.failed else "")
    if report.total("lines"):
        _say(console, sentence(quality_words(report)) + ".")
    _print_table(
        console,
        ("site", "lines", "authors", "dates", "words", "newest", "pages"),
        [
            (
                site.site,
                str(site.lines),
                _share(site.share("authors")),
                _share(site.share("datePublished")),
                str(site.median_words or "-"),
                (site.newest or "-")[:16].replace("T", " "),
                site_words(site),
            )
            for site in report.sites[:_MAX_ROWS]
        ],
    )
    counts = report.merged("dropped")
    if counts:
        first = {example.reason: explain_command(example.url) for example in reversed(report.examples)}
        rows = [(reason, str(count), first.get(reason, "")) for reason, count in list(counts.items())[:_MAX_ROWS]]
        _print_table(console, ("no line: reason", "pages", "why"), rows)
    if report.statuses:
        _say(console, "HTTP: " + ", ".join(f"{count} × {status}" for status, count in report.statuses.items()))
    for name in report.files[:3]:
        _say(console, f"lines: {name}")


def print_comparison(report: RunReport, other: RunReport, file: IO[str]) -> None:
    """Print what of the figures differs between a run and an earlier one."""
    from rich.console import Console

    console = Console(file=file, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDTH
    rows = [(name, *_pair(other.total(name), report.total(name))) for name in _FIGURES]
    for kind in ("fields", "dropped", "languages"):
        before, now = other.merged(kind), report.merged(kind)
        for name in sorted(before.keys() | now.keys()):
            was, is_now = before.get(name, 0), now.get(name, 0)
            rows += [(f"{kind}: {name}", *_pair(was, is_now))] if was != is_now else []
    _print_table(console, ("figure", other.run, report.run, "difference"), rows)


def _pair(before: int, now: int) -> tuple[str, str, str]:
    return str(before), str(now), f"{now - before:+d}" if now != before else ""


def _print_table(console: "Console", head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean_line(cell)) for cell in row))
    console.print()
    console.print(table)


def _say(console: "Console", said: str, style: str = "") -> None:
    console.print(clean_line(said), style=style or None, soft_wrap=True)


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"
