"""A run's report as one HTML page: monitors that failed first, then figures, charts and examples."""

from collections.abc import Iterable, Mapping, Sequence
from shlex import quote

from newsbot.html_page import table, text, whole_page
from newsbot.items import EXPORTED_FIELDS
from newsbot.reports.figures import Check, Example, RunReport
from newsbot.reports.summary import site_words

_MAX_BARS = 15
_MAX_SITES = 100
_BAR, _GAP, _LABEL, _WIDTH = 18, 6, 150, 440
_HOURS = 24
_PERCENT = 100
_STYLE = """
.charts{display:grid;gap:1rem 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
figure{margin:0}
figcaption{font-weight:600;margin:.6rem 0}
dl.figures{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:.6rem 0}
dl.figures div{min-width:6rem}
dl.figures dt{color:var(--muted);font-size:.88rem}
dl.figures dd{margin:0;font-size:1.3rem;font-variant-numeric:tabular-nums}
ul.checks{list-style:none;padding:0}
"""


def report_page(report: RunReport) -> str:
    """Return the whole page."""
    again = f"<code>scrapy report {text(report.run)}</code> shows it again"
    parts = [
        _head(report),
        "<main id=main>",
        _checks(report),
        _figures(report),
        _charts(report),
        _sites(report),
        _fields(report),
        _drops(report),
        _pages(report),
        _other(report),
        "</main>",
        f"<footer>Made by newsbot {text(report.version)}; {again}.</footer>",
    ]
    return whole_page(f"Run {report.run}", "\n".join(part for part in parts if part), style=_STYLE)


def _head(report: RunReport) -> str:
    names = ", ".join(site.site for site in report.sites[:5])
    more = f" and {len(report.sites) - 5} more sites" if len(report.sites) > 5 else ""
    ended = "" if report.ended == "finished" else f" <strong class=warn>ended early: {text(report.ended)}</strong>"
    return (
        f"<header>\n<h1>Run of {text(names)}{more}</h1>\n"
        f"<p class=muted>{text(report.run)} · {text(report.started[:19])} UTC · {report.elapsed_s:.1f} s{ended}</p>"
        "\n</header>"
    )


def _checks(report: RunReport) -> str:
    failed = report.failed
    well = [check for check in report.checks if check.is_well]
    title = f"{len(failed)} of {len(report.checks)} monitors failed" if failed else f"All {len(well)} monitors passed"
    items = "".join(map(_check, failed))
    good = "".join(map(_check, well))
    rest = f"<details><summary>{len(well)} passed</summary><ul class=checks>{good}</ul></details>"
    return (
        f"<section>\n<h2 class={'bad' if failed else 'good'}>{title}</h2>\n"
        f"{f'<ul class=checks>{items}</ul>' if items else ''}\n{rest if well else ''}\n</section>"
    )


def _check(check: Check) -> str:
    colour = "good" if check.is_well else "bad"
    word = "" if check.is_well else "Failed: "
    of = f" · {text(check.site)}" if check.site else ""
    advice = f"<br>{text(check.advice)}" if check.advice else ""
    name = f"<strong class={colour}>{word}{text(check.name)}</strong>{of}"
    return f'<li class="note {colour}">{name}<br>{text(check.said)}{advice}</li>'


def _figures(report: RunReport) -> str:
    figures = [
        ("new", report.total("new")),
        ("updated", report.total("updated")),
        ("taken back", report.total("removed")),
        ("unchanged", report.total("unchanged")),
        ("pages read", report.total("read")),
        ("not fetched", report.total("failed")),
        ("copies of others", report.total("copies")),
    ]
    items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in figures)
    return f"<section aria-label=Figures><dl class=figures>{items}</dl></section>"


def _charts(report: RunReport) -> str:
    hours = report.merged("hours")
    by_site = {site.site: site.lines for site in sorted(report.sites, key=lambda site: -site.lines) if site.lines}
    charts = [
        ("Articles by site", by_site if len(by_site) > 1 else {}),
        ("Articles by section", report.merged("sections")),
        ("Articles by language", report.merged("languages")),
        ("Articles by day of publication", dict(sorted(report.merged("days").items(), reverse=True))),
        ("Pages without a line, by reason", report.merged("dropped")),
    ]
    made = [_bars(title, counts) for title, counts in charts if counts]
    if hours:
        made.insert(
            0, _columns("Articles by hour of publication (UTC)", [hours.get(f"{hour:02}", 0) for hour in range(_HOURS)])
        )
    return f"<section>\n<h2>Articles</h2>\n<div class=charts>{''.join(made)}</div>\n</section>" if made else ""


def _bars(title: str, counts: Mapping[str, int]) -> str:
    """Return bars from left to right, each with its name and its count."""
    shown = list(counts.items())[:_MAX_BARS]
    most = max(count for _, count in shown)
    rows = []
    for at, (name, count) in enumerate(shown):
        y, width = at * (_BAR + _GAP), max(2, round(count / most * (_WIDTH - _LABEL - 50)))
        rows.append(
            f'<text x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">{text(_short(name))}</text>'
            f'<rect class="bar" x="{_LABEL}" y="{y}" width="{width}" height="{_BAR}"/>'
            f'<text x="{_LABEL + width + 6}" y="{y + 13}">{count}</text>'
        )
    left_out = f" (the first {_MAX_BARS} of {len(counts)})" if len(counts) > _MAX_BARS else ""
    height = len(shown) * (_BAR + _GAP)
    said = ", ".join(f"{name} {count}" for name, count in shown)
    return _figure(f"{title}{left_out}", said, height, "".join(rows))


def _columns(title: str, counts: Sequence[int]) -> str:
    """Return columns side by side, one per hour."""
    most, step = max(counts), _WIDTH / len(counts)
    columns = [
        f'<rect class="bar" x="{at * step:.1f}" y="{120 - height}" width="{step - 3:.1f}" height="{height}"/>'
        for at, count in enumerate(counts)
        if (height := round(count / most * 110))
    ]
    labels = [f'<text x="{at * step:.1f}" y="138">{at:02}</text>' for at in range(0, len(counts), 6)]
    axis = f'<line class="axis" x1="0" y1="121" x2="{_WIDTH}" y2="121"/>'
    said = ", ".join(f"{at} h: {count}" for at, count in enumerate(counts) if count)
    return _figure(title, said, 145, "".join([*columns, axis, *labels]))


def _figure(title: str, said: str, height: int, content: str) -> str:
    return (
        f"<figure><figcaption>{text(title)}</figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" aria-label="{text(said)}">'
        f"{content}</svg></figure>"
    )


def _short(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:19]}…"


def _sites(report: RunReport) -> str:
    head = ["Site", "Lines", "Authors", "Dates", "Words", "Newest", "Profile", "Results of its pages"]
    rows = [
        [
            text(site.site),
            str(site.lines),
            _share(site.share("authors")),
            _share(site.share("datePublished")),
            str(site.median_words or "-"),
            text((site.newest or "-")[:16].replace("T", " ")),
            text(site.profile or "-"),
            text(site_words(site)),
        ]
        for site in report.sites[:_MAX_SITES]
    ]
    more = f"<p class=muted>and {len(report.sites) - _MAX_SITES} more</p>" if len(report.sites) > _MAX_SITES else ""
    return f"<section>\n<h2>Sites</h2>\n{table(head, rows, (1, 2, 3, 4))}{more}\n</section>"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _fields(report: RunReport) -> str:
    lines = report.total("lines")
    if not lines:
        return ""
    counts = report.merged("fields")
    rows = [
        [
            f"<code>{name}</code>",
            str(counts.get(name, 0)),
            f"{counts.get(name, 0) / lines:.0%}",
            _meter(counts.get(name, 0) / lines),
        ]
        for name in EXPORTED_FIELDS
    ]
    made = table(["Field", "Lines", "Share", ""], rows, (1, 2))
    return f"<section>\n<h2>How many lines have each field</h2>\n{made}\n</section>"


def _meter(share: float) -> str:
    width = round(share * _PERCENT)
    bar = f'<rect class="bar" width="{width}" height="10"/>'
    return f'<svg width="100" height="10" viewBox="0 0 100 10" aria-hidden="true">{bar}</svg>'


def _drops(report: RunReport) -> str:
    if not report.examples:
        return ""
    counts = report.merged("dropped")
    rows = [
        [
            text(example.reason),
            str(counts.get(example.reason, 0)),
            text(example.url),
            f"<code>{text(explain_command(example.url))}</code>",
        ]
        for example in sorted(report.examples, key=lambda example: (-counts.get(example.reason, 0), example.reason))
    ]
    head = ["Reason", "Pages", "Example", "Why"]
    return f"<section>\n<h2>Pages that gave no article</h2>\n{table(head, rows, (1,))}\n</section>"


def explain_command(url: str) -> str:
    """Return the command that explains why, safe to paste into a shell."""
    return f"scrapy explain {quote(url)}"


def _pages(report: RunReport) -> str:
    slow = table(["Seconds", "Page"], [[f"{seconds:.2f}", text(url)] for seconds, url in report.slow], (0,))
    parts = [f"<section>\n<h2>The slowest responses</h2>\n{slow}\n</section>"] if report.slow else []
    if report.failing:
        parts.append(f"<section>\n<h2>Pages that could not be fetched</h2>\n{_failing(report.failing)}\n</section>")
    return "\n".join(parts)


def _failing(failing: Iterable[Example]) -> str:
    return table(["Reason", "Page"], [[text(page.reason), text(page.url)] for page in failing])


def _other(report: RunReport) -> str:
    """Return small tables of counts."""
    groups = [
        ("Answers by HTTP status", report.statuses),
        ("robots.txt", report.robots),
        ("Rights that pages declare", report.rights),
        ("Near-duplicates", report.duplicates),
        ("Site profiles", report.profiles),
        ("All of newsbot's counters", report.counters),
    ]
    parts = [
        f"<details><summary>{title}</summary>"
        f"{table(['', 'Count'], [[text(name), text(count)] for name, count in counts.items()], (1,))}</details>"
        for title, counts in groups
        if counts
    ]
    files = "".join(f"<li><code>{text(file)}</code></li>" for file in report.files[:50])
    lines = f"<h2>Where the lines are</h2><ul>{files}</ul>" if files else ""
    return f"<section>\n{lines}<h2>More figures</h2>\n{''.join(parts)}\n</section>"
