"""Monitors: whether a run is well, and whether each of its sites is as it was before.

A site is compared with its own history, never with others: what is usual differs widely. Each check is silent until
there is enough to compare, so that a quiet site raises no alarm.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import sqrt
from statistics import median

from newsbot.reports.figures import Check, RunReport, SiteFigures
from newsbot.reports.history import Past
from newsbot.reports.summary import sentence

# The earlier runs, lines or pages from which a share is meaningful.
_MIN_RUNS = 3
_MIN_LINES = 8
_MIN_PAST_LINES = 20
_MIN_PAGES = 10
# A share has fallen if it is this much lower, and chance alone would do that once in a thousand cases.
_FALL = 0.25
_CHANCE = 3.0
_MANY_ERRORS = 0.2
_ERRORS_AGAINST_USUAL = 3.0
_SHORTER, _LONGER = 0.5, 2.0
# A site has fallen silent if this many new articles were expected, and less than this share of them came.
_EXPECTED = 10.0
_SILENT = 0.1
_DAY = timedelta(days=1)
_TIMES_USUAL_GAP = 5


def check_run(report: RunReport) -> list[Check]:
    """Return the checks of the run as a whole."""
    counters = report.counters
    failed = counters.get("feed/failed", 0) + counters.get("state/failed", 0)
    damaged = counters.get("feed/damaged", 0)
    held = counters.get("guard/mass_deletion", 0)
    return [
        Check(
            "storage",
            "",
            not failed,
            f"{failed} lines or pages could not be stored." if failed else "All lines and pages were stored.",
            "Free disk space, check the permissions of the folder; the log says why." if failed else "",
        ),
        Check(
            "batches",
            "",
            not damaged,
            f"{damaged} finished batches cannot be read." if damaged else "All batches can be read.",
            "Restore them from a copy, or move them away; the log names them." if damaged else "",
        ),
        Check(
            "mass deletion",
            "",
            not held,
            f"{held} articles disappeared at once; none was taken back."
            if held
            else "No site lost many articles at once.",
            "Check the site. If they really are gone, crawl it once with -s NEWSBOT_MAX_GONE_SHARE=1." if held else "",
        ),
        Check(
            "end",
            "",
            report.ended in ("finished", "shutdown"),
            "The run ended normally." if report.ended == "finished" else f"The run ended early ({report.ended}).",
        ),
    ]


def check_site(site: SiteFigures, past: Sequence[Past], now: datetime) -> list[Check]:
    """Return the checks of one site; `past` are its earlier runs, the oldest first."""
    return [
        *_reached(site),
        *_errors(site, past),
        *_articles(site, past),
        *_new_ones(site, past, now),
        *_length(site, past),
        *_share(site, past, "bylines", "authors", "Run scrapy explain on a line without authors."),
        *_share(site, past, "dates", "datePublished", "Run scrapy explain on a line without a date."),
        *_freshness(site, past, now),
    ]


def failures_first(checks: Sequence[Check]) -> list[Check]:
    """Return the checks, failed ones first."""
    return sorted(checks, key=lambda check: check.is_well)


def _reached(site: SiteFigures) -> Iterator[Check]:
    if site.problem is not None:
        yield Check("reachable", site.site, False, f"{sentence(site.problem)}.", "Open the address in a browser.")


def _errors(site: SiteFigures, past: Sequence[Past]) -> Iterator[Check]:
    asked = site.read + site.failed
    if asked < _MIN_PAGES:
        return
    share = site.failed / asked
    had = sum(run.read + run.failed for run in past)
    usual = sum(run.failed for run in past) / had if had else 0.0
    is_well = share <= max(_MANY_ERRORS, _ERRORS_AGAINST_USUAL * usual)
    said = f"{site.failed} of {asked} pages could not be fetched ({share:.0%}; usually {usual:.0%})."
    yield Check("errors", site.site, is_well, said, "" if is_well else "See the list of failing pages.")


def _articles(site: SiteFigures, past: Sequence[Past]) -> Iterator[Check]:
    """Whether pages still are articles: a redesign, a paywall or a block shows here first."""
    usual = _rate(sum(run.articles for run in past), sum(run.read for run in past), len(past), _MIN_PAST_LINES)
    if usual is None or site.read < _MIN_PAGES:
        return
    count = site.lines + site.unchanged
    is_well = not _has_fallen(count, site.read, usual)
    said = f"{count} of {site.read} pages gave an article ({count / site.read:.0%}; usually {usual:.0%})."
    yield Check(
        "yield", site.site, is_well, said, "" if is_well else "Run scrapy explain on the examples of dropped pages."
    )


def _new_ones(site: SiteFigures, past: Sequence[Past], now: datetime) -> Iterator[Check]:
    """Whether a site that brings articles every day has fallen silent; a night or a quiet hour does not count."""
    if len(past) < _MIN_RUNS:
        return
    start = min(now - _DAY, _moment(past[-1].finished))
    # The first run's articles had accumulated over years.
    older = [run for run in past[1:] if _moment(run.finished) <= start]
    recent = [run for run in past[1:] if _moment(run.finished) > start]
    span = start - _moment(past[0].finished)
    if span < _DAY:
        return
    window = now - start
    expected = sum(run.new for run in older) * (window / span)
    if expected < _EXPECTED:
        return
    came = site.new + sum(run.new for run in recent)
    is_well = came >= _SILENT * expected
    said = f"{came} new articles in {_age(window)}, where about {expected:.0f} were expected."
    yield Check(
        "new articles",
        site.site,
        is_well,
        said,
        "" if is_well else "Check whether its sources still list new articles.",
    )


def _length(site: SiteFigures, past: Sequence[Past]) -> Iterator[Check]:
    known = [run.words for run in past if run.words and run.lines]
    words = site.median_words
    if words is None or site.lines < _MIN_LINES or len(known) < _MIN_RUNS:
        return
    usual = median(known)
    is_well = _SHORTER * usual <= words <= _LONGER * usual
    said = f"The median text has {words} words (usually {usual:.0f})."
    yield Check("body length", site.site, is_well, said, "" if is_well else "Run scrapy explain on some of its lines.")


def _share(site: SiteFigures, past: Sequence[Past], name: str, field: str, advice: str) -> Iterator[Check]:
    found = sum(getattr(run, "authors" if field == "authors" else "dates") for run in past)
    usual = _rate(found, sum(run.lines for run in past), len(past), _MIN_PAST_LINES)
    share = site.share(field)
    if usual is None or share is None or site.lines < _MIN_LINES:
        return
    is_well = not _has_fallen(site.fields.get(field, 0), site.lines, usual)
    said = f"{share:.0%} of the lines have {field} (usually {usual:.0%})."
    yield Check(name, site.site, is_well, said, "" if is_well else advice)


def _freshness(site: SiteFigures, past: Sequence[Past], now: datetime) -> Iterator[Check]:
    """Whether the newest article is older than usual for the site."""
    dates = sorted({run.newest for run in past if run.newest} | ({site.newest} if site.newest else set()))
    if len(dates) <= _MIN_RUNS or len(past) < _MIN_RUNS:
        return
    moments = [_moment(date) for date in dates]
    gap = (moments[-1] - moments[0]) / (len(moments) - 1)
    age = now - moments[-1]
    is_well = age <= max(_DAY, _TIMES_USUAL_GAP * gap)
    said = f"The newest article is {_age(age)} old; a newer one usually comes within {_age(gap)}."
    yield Check(
        "freshness", site.site, is_well, said, "" if is_well else "Check whether its sources still list new articles."
    )


def _rate(found: int, of: int, runs: int, least: int) -> float | None:
    """Return the usual share, None if too little is known."""
    return found / of if runs >= _MIN_RUNS and of >= least else None


def _has_fallen(count: int, of: int, usual: float) -> bool:
    """Whether a share is lower than usual by more than a little and more than chance."""
    deviation = sqrt(max(usual * (1 - usual), 0.01) / of)
    return count / of < usual - max(_FALL, _CHANCE * deviation)


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _age(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"
