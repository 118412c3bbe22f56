"""The choice among the dates that a page and its sources offer.

Dates of publication and of change are chosen apart, and nothing here fills one from the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Literal

from newsbot.extraction.date_words import UPDATED
from newsbot.extraction.dates import MAX_CHARS, ImpossibleDateError, ParsedDate, Precision, read_date
from newsbot.items import Candidate
from newsbot.text import clean_line

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Clocks of newsrooms run ahead, and a day without a zone can be tomorrow's already.
_AHEAD = timedelta(hours=24)
# Two dates of one article may stand in zones as far apart as this.
_SAME_DAY = timedelta(hours=36)
_WIDEST_ZONE = timedelta(hours=14)
_ZONE_STEP = timedelta(minutes=15)
# A wall clock to the second, without a zone.
_WALL_CLOCK = re.compile(r"\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?\s*\Z")
# Origins in the order of trust.
_TRUST = ("json-ld", "meta", "microdata", "visible", "wp-rest", "feed")
_LAST = len(_TRUST)


@dataclass(slots=True)
class DateChoice:
    """The date that won: RFC 3339 with offset, the string it was read from, and where that stood."""

    value: str
    raw: str
    precision: Precision
    origin: str


@dataclass(slots=True)
class _Option:
    """A readable candidate, and its rank in the order of trust (0 first)."""

    candidate: Candidate
    parsed: ParsedDate
    rank: int

    def agrees(self, other: "_Option") -> bool:
        return abs(self.parsed.value - other.parsed.value) <= _SAME_DAY


def choose_date(
    candidates: Sequence[Candidate],
    now: datetime,
    language: str | None = None,
    field: Literal["published", "modified"] = "published",
) -> tuple[DateChoice | None, list[str]]:
    """The date of the article among the candidates, and why others were refused.

    Reasons: "future" (over a day after `now`), "epoch" (before 1990), "impossible" (30 February),
    "modified" (a published date labelled as an update), "unreadable". The order of trust decides unless
    more origins agree on another day; of the dates of that day one with a time beats one without.
    """
    options: list[_Option] = []
    reasons: list[str] = []
    for candidate in candidates:
        parsed = _read(candidate.value, now, language, field)
        if isinstance(parsed, str):
            reasons.append(parsed)
        else:
            options.append(_Option(candidate, parsed, _rank(candidate, parsed)))
    if not options:
        return None, reasons
    options.sort(key=lambda option: option.rank)
    winner = max(options, key=lambda option: (_support(option, options), -option.rank))
    if winner.parsed.precision == "day":
        winner = next((o for o in options if _details(o, winner)), winner)
    chosen = DateChoice(
        value=_local(winner.parsed, options).isoformat(),
        raw=clean_line(winner.candidate.value[:MAX_CHARS]),
        precision=winner.parsed.precision,
        origin=winner.candidate.origin,
    )
    return chosen, reasons


def _read(raw: str, now: datetime, language: str | None, field: Literal["published", "modified"]) -> ParsedDate | str:
    """The date of this field in the candidate, or why there is none."""
    text = clean_line(raw[:MAX_CHARS])
    if label := UPDATED.search(text):
        before, after = text[: label.start()], text[label.start() :]
        text = before if field == "published" and any(c.isdigit() for c in before) else after
        if field == "published" and text is after:
            return "modified"
    try:
        parsed = read_date(text, language)
    except ImpossibleDateError:
        return "impossible"
    if parsed is None:
        return "unreadable"
    if parsed.value < _EARLIEST:
        return "epoch"
    return "future" if parsed.value > now + _AHEAD else parsed


def _rank(candidate: Candidate, parsed: ParsedDate) -> int:
    """The place in the order of trust; a visible day without a time comes after all that machines wrote."""
    if candidate.origin == "visible" and parsed.precision == "day":
        return _LAST
    return _TRUST.index(candidate.origin) if candidate.origin in _TRUST else _LAST


def _support(option: _Option, options: list[_Option]) -> int:
    """How many origins offer the option's day."""
    return len({other.candidate.origin for other in options if option.agrees(other)})


def _local(parsed: ParsedDate, options: list[_Option]) -> datetime:
    """The moment in the newsroom's own zone, where another candidate shows it: machines often write UTC.

    "18:09:55" beside "01:09:55Z" says that the clocks there are seven hours behind.
    """
    value = parsed.value
    if parsed.precision == "day" or value.utcoffset():
        return value
    for option in options:
        other = option.parsed
        if other.precision != "day" and other.value.utcoffset() and other.value == value:
            return other.value
        shown = _wall_clock(option.candidate.value) if other.precision == "day" else None
        if shown is not None:
            ahead = shown - value.replace(microsecond=0)
            if ahead and abs(ahead) <= _WIDEST_ZONE and not ahead % _ZONE_STEP:
                return value.astimezone(timezone(ahead))
    return value


def _wall_clock(raw: str) -> datetime | None:
    """The time of day that a date without a zone shows, as if it were UTC's; None for none, and for midnight sharp."""
    match = _WALL_CLOCK.match(raw[:MAX_CHARS])
    try:
        shown = datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00") if match else None
    except ValueError:
        return None
    return shown if shown is not None and shown.time() != time.min else None


def _details(option: _Option, day: _Option) -> bool:
    """Whether the option says at what time of that day it was."""
    if option.parsed.precision == "day":
        return False
    value = option.parsed.value
    return day.parsed.value.date() in (value.date(), value.astimezone(UTC).date())
