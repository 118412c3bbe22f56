"""What is known about each site, as a table for a person: on a terminal, in a pipe, or as one HTML page."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import IO

from newsbot.html_page import table, text, whole_page
from newsbot.state.states import SiteSummary
from newsbot.text import clean_line, counted

HEAD = ("site", "articles", "a day", "yield", "authors", "dates", "last run", "next due", "profile", "problem")
_NUMBERS = (1, 2, 3, 4, 5)
_WIDTH = 160
_DAY_S = 86_400


def site_row(summary: SiteSummary, now: datetime) -> tuple[str, ...]:
    """Return one site's cells, in the order of `HEAD`; "-" for unknown values."""
    tallies = summary.tallies
    return (
        summary.site,
        str(summary.articles),
        f"{summary.per_day:.1f}" if summary.per_day is not None else "-",
        _share(tallies.get("articles"), tallies.get("pages")),
        _share(tallies.get("bylines"), tallies.get("articles")),
        _share(tallies.get("dates"), tallies.get("articles")),
        _last_run(summary),
        _in(summary.next_due, now),
        summary.profile or "-",
        _problem(summary),
    )


def _problem(summary: SiteSummary) -> str:
    """Return what is wrong with a site, and for how many crawls: "http_503, 3 times in a row"."""
    if not summary.failures:
        return summary.problem or ""
    times = "once" if summary.failures == 1 else f"{summary.failures} times in a row"
    return f"{(summary.problem or 'failed').rstrip('.')}, {times}"


def print_sites(summaries: Sequence[SiteSummary], file: IO[str], now: datetime | None = None) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    now = now or datetime.now(UTC)
    console = Console(file=file, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDTH
    rows = [site_row(summary, now) for summary in summaries]
    shown = [at for at in range(len(HEAD)) if at < 2 or any(row[at] not in ("-", "") for row in rows)]
    made = Table(box=None, pad_edge=False, header_style="bold")
    for at in shown:
        made.add_column(Text(HEAD[at]), justify="right" if at in _NUMBERS else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(clean_line(row[at]), style="red" if at == len(HEAD) - 1 else "") for at in shown))
    console.print(made)


def sites_page(summaries: Sequence[SiteSummary], now: datetime | None = None) -> str:
    """Return the table as a page, sites with a problem first."""
    now = now or datetime.now(UTC)
    ranked = sorted(summaries, key=lambda summary: (not summary.failures, summary.site))
    rows = []
    for summary in ranked:
        cells = [text(cell) for cell in site_row(summary, now)]
        cells[-1] = f'<span class="bad">{cells[-1]}</span>' if cells[-1] else ""
        rows.append(cells)
    articles = sum(summary.articles for summary in summaries)
    failing = sum(bool(summary.failures) for summary in summaries)
    verb = "has" if failing == 1 else "have"
    said = (
        f'<strong class="bad">{failing} {verb} a problem</strong>'
        if failing
        else '<span class="good">none has a problem</span>'
    )
    sites = counted(len(summaries), "site")
    body = (
        f"<header><h1>Sites</h1><p>{sites}, {articles} articles; {said}</p>"
        f'<p class="muted small">As of {now:%Y-%m-%d %H:%M} UTC</p></header>\n'
        f"<main id=main>{table(map(str.capitalize, HEAD), rows, _NUMBERS)}\n"
        '<p class="muted small">A day: new articles expected from its sources. Yield: pages that gave an'
        " article; authors, dates: recent articles that have them.</p></main>\n"
        "<footer>Made by <code>scrapy sites --html</code>.</footer>"
    )
    return whole_page("Sites", body)


def _share(part: float | None, whole: float | None) -> str:
    return f"{(part or 0) / whole:.0%}" if whole else "-"


def _last_run(summary: SiteSummary) -> str:
    moment = summary.finished or summary.started
    if moment is None:
        return "-"
    said = f"{moment:%Y-%m-%d %H:%M}"
    return said if summary.finished else f"{said} (did not finish)"


def _in(moment: datetime | None, now: datetime) -> str:
    """Return how far away a moment is: "in 12 min", "now"."""
    if moment is None:
        return "-"
    seconds = (moment - now).total_seconds()
    if seconds <= 0:
        return "now"
    if seconds < 2 * 3600:
        return f"in {max(1, round(seconds / 60))} min"
    return f"in {seconds / 3600:.0f} h" if seconds < 2 * _DAY_S else f"in {seconds / _DAY_S:.0f} days"
