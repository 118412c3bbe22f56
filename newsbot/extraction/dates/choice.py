"""Choose among the dates that a page and its sources offer.

The publication and modification dates are chosen separately, and neither is filled in from the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

from newsbot.extraction.dates.features import url_date, url_day
from newsbot.extraction.dates.parsing import MAX_CHARS, ImpossibleDateError, ParsedDate, Precision, read_date
from newsbot.extraction.dates.zones import is_day_of, offset_between, zone_of_site
from newsbot.extraction.vocabulary.date_words import ISSUED, LABEL_AFTER, find_issue_behind, find_update_label
from newsbot.items import Candidate
from newsbot.text import clean_line

Field = Literal["published", "modified"]

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Newsrooms' clocks run fast, and a day without a zone can already be tomorrow's.
_AHEAD = timedelta(hours=24)
# Two dates of one article may be written in zones this far apart.
_SAME_DAY = timedelta(hours=36)
_HALF_HOUR = timedelta(minutes=30)
# Origins in the order of trust.
_TRUST = ("json-ld", "meta", "microdata", "visible", "wp-rest", "feed")
_LAST = len(_TRUST)
# A date that is surely the article's beats one metadata origin, which may give when the page was made; two beat it.
_SURE = 0.9
_SURE_VOICE = 1.5
# Less is needed to tell the day on which local readers saw it.
_FAIRLY_SURE = 0.7
# More is needed to overrule a declared moment: on synthetic pages today's date and those of teasers reach 0.92.
_OVERRULES = 0.93
# Dates of one page whose chances differ by more than this are not of the same article.
_CLOSE = 0.05


@dataclass(slots=True)
class DateHints:
    """What else is known about a page's dates: its address, its order of day and month, and its site's zone if learned.

    `changed` is the page's declared time of modification.
    """

    url: str = ""
    month_first: bool | None = None
    zone: tzinfo | None = None
    changed: datetime | None = None


@dataclass(slots=True)
class DateChoice:
    """The date that won: RFC 3339 with offset, the string it was read from, and that string's origin."""

    value: str
    raw: str
    precision: Precision
    origin: str


@dataclass(slots=True)
class DateOption:
    """A readable candidate, and its rank in the order of trust (0 first)."""

    candidate: Candidate
    parsed: ParsedDate
    rank: int

    def agrees(self, other: "DateOption") -> bool:
        return abs(self.parsed.value - other.parsed.value) <= _SAME_DAY

    @property
    def is_sure(self) -> bool:
        """Whether it surely reads as the article's own date."""
        return (self.candidate.chance or 0) >= _SURE


@dataclass(slots=True)
class DateWeighing:
    """How a date was chosen: the readable candidates with the support of each, best rank first, and which one won.

    `refused` cannot be the date, each with its reason; `aside` are of another day than the likeliest visible one.
    """

    choice: DateChoice | None = None
    winner: DateOption | None = None
    options: list[DateOption] = field(default_factory=list)
    support: list[float] = field(default_factory=list)
    refused: list[tuple[Candidate, str]] = field(default_factory=list)
    aside: list[DateOption] = field(default_factory=list)


def choose_date(
    candidates: Sequence[Candidate],
    now: datetime,
    language: str | None = None,
    field: Field = "published",
    hints: DateHints | None = None,
) -> tuple[DateChoice | None, list[str]]:
    """The article's date among the candidates, and why others were refused: see `weigh_dates`."""
    weighing = weigh_dates(candidates, now, language, field, hints)
    return weighing.choice, [reason for _, reason in weighing.refused]


def weigh_dates(
    candidates: Sequence[Candidate],
    now: datetime,
    language: str | None = None,
    field: Field = "published",
    hints: DateHints | None = None,
) -> DateWeighing:
    """Choose among the candidates and report everything that was weighed.

    Reasons: "future" (over a day after `now`), "epoch" (before 1990), "impossible" (30 February), "ambiguous"
    (03/04/2026 if nothing tells which is the month), "modified" (a published date labelled as an update, or one that
    is shown and declared as the date of change), "unreadable". The order of trust decides unless more origins agree on
    another day; among the dates of that day one with a time beats one without.
    """
    hints = hints or DateHints()
    weighing = _read_all(candidates, now, language, field, hints)
    written = url_date(hints.url) if field == "published" else None
    options = _likeliest(weighing.options, written)
    weighing.aside = [option for option in weighing.options if option not in options]
    if hints.changed is not None and field == "published":
        kept = _without_changes(options, hints.changed)
        weighing.refused += [(option.candidate, "modified") for option in options if option not in kept]
        options = kept
    weighing.options = options = sorted(options, key=lambda option: option.rank)
    if not options:
        return weighing
    weighing.support = [_support(option, options, written) for option in options]
    winner = options[max(range(len(options)), key=lambda at: (weighing.support[at], -options[at].rank))]
    if winner.parsed.value == hints.changed and winner.parsed.precision != "day":
        winner = next((o for o in options if _precedes(o, winner)), winner)
    if winner.parsed.precision == "day":
        winner = next((o for o in options if _details(o, winner)), winner)
    if not _is_of_day(winner, written):
        winner = _shown_instead(winner, options, language, hints) or winner
    weighing.winner = winner
    weighing.choice = DateChoice(
        value=_local(winner.parsed, options, language, hints).isoformat(),
        raw=clean_line(winner.candidate.value[:MAX_CHARS]),
        precision=winner.parsed.precision,
        origin=winner.candidate.origin,
    )
    return weighing


def weigh_address(weighing: DateWeighing, now: datetime, hints: DateHints) -> DateWeighing:
    """The same weighing if it made a choice; else the publication day that only the address gives, if any.

    A day after the page's modification does not count.
    """
    written = url_day(hints.url)
    if weighing.choice is not None or written is None:
        return weighing
    parts = re.split(r"\D", written)
    candidate = Candidate("-".join([parts[0], *(part.zfill(2) for part in parts[1:])]), "url")
    found = weigh_dates([candidate], now, hints=hints)
    if found.winner and hints.changed and found.winner.parsed.value - hints.changed > _SAME_DAY:
        return weighing
    return replace(found, refused=weighing.refused + found.refused)


def _read_all(
    candidates: Sequence[Candidate], now: datetime, language: str | None, field: Field, hints: DateHints
) -> DateWeighing:
    """All readable candidates as options, and why the others could not be read."""
    found = DateWeighing()
    unsure: list[tuple[Candidate, ParsedDate]] = []
    for candidate in candidates:
        parsed = _read(candidate.value, now, language, field)
        if isinstance(parsed, str):
            found.refused.append((candidate, parsed))
        elif parsed.other is not None:
            unsure.append((candidate, parsed))
        else:
            found.options.append(_option(candidate, parsed, hints))
    known = [option.parsed.value.date() for option in found.options]
    for candidate, parsed in unsure:
        settled = _settle(parsed, known, hints)
        if isinstance(settled, str):
            found.refused.append((candidate, settled))
        elif settled.value > now + _AHEAD:
            found.refused.append((candidate, "future"))
        else:
            found.options.append(_option(candidate, settled, hints))
    return found


def _read(raw: str, now: datetime, language: str | None, field: Field) -> ParsedDate | str:
    """The candidate's date for this field, or the reason why there is none."""
    text = clean_line(raw[:MAX_CHARS])
    if label := find_update_label(text):
        before, after = _around(text, label)
        text = before if field == "published" and _has_digit(before) else after
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
    return "future" if parsed.value > now + _AHEAD and parsed.other is None else parsed


def _around(text: str, label: re.Match[str]) -> tuple[str, str]:
    """The parts of a line about publication and about modification."""
    before, after = text[: label.start()], text[label.start() :]
    if not _has_digit(before) and (issue := find_issue_behind(after)):
        return after[issue.start() :], after[: issue.start()]  # "Updated on Tuesday, published on Monday"
    if not LABEL_AFTER.match(after) or _has_digit(after):
        return before, after
    # "2026年11月20日公開 2026年11月21日更新": the labels follow their dates.
    issued = ISSUED.search(before)
    if issued and _has_digit(before[: issued.start()]) and _has_digit(before[issued.end() :]):
        return before[: issued.start()], before[issued.end() :]
    return "", before


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _option(candidate: Candidate, parsed: ParsedDate, hints: DateHints) -> DateOption:
    """The candidate as an option; a time without a zone becomes a moment if the site's zone on that day is known."""
    if hints.zone is not None and parsed.clock is not None:
        value = datetime.combine(parsed.value.date(), parsed.clock, hints.zone)
        if (offset := value.utcoffset()) is not None:
            parsed = ParsedDate(value.replace(tzinfo=timezone(offset)), "second" if parsed.clock.second else "minute")
    return DateOption(candidate, parsed, _rank(candidate, parsed))


def _settle(parsed: ParsedDate, known: Sequence[date], hints: DateHints) -> ParsedDate | str:
    """The day meant by an ambiguous numeric date, decided by the page's other dates, else by its language."""
    first, second = parsed.value.date(), parsed.other
    if second is None:
        return parsed
    fits = [day for day in (first, second) if day in known]
    written = url_date(hints.url)
    if written and len(fits) != 1:
        fits = [day for day in (first, second) if (day.year, day.month) == written[:2] and written[2] in (0, day.day)]
    if len(fits) != 1:
        if parsed.is_open and hints.month_first is None:
            return "ambiguous"
        fits = [second if hints.month_first and (parsed.is_open or parsed.has_dots) else first]
    if fits[0] == first:
        return parsed
    return ParsedDate(datetime.combine(second, time.min, UTC), "day", parsed.clock)


def _likeliest(options: list[DateOption], written: tuple[int, int, int] | None) -> list[DateOption]:
    """The options without visible dates of something else: those on another day than the likeliest visible one.

    The likeliest is one on the address's day, if any: a page may show its last change as if that were its publication.
    """
    seen = [option for option in options if option.candidate.chance is not None]
    if not seen:
        return options
    best = max(seen, key=lambda option: (_is_of_day(option, written), option.candidate.chance or 0))
    least = (best.candidate.chance or 0) - _CLOSE
    return [
        option
        for option in options
        if option.candidate.chance is None or (option.candidate.chance >= least and option.agrees(best))
    ]


def _without_changes(options: list[DateOption], changed: datetime) -> list[DateOption]:
    """The options without visible dates on the day of the change, if the page declares another publication date."""
    declared = [option for option in options if option.candidate.chance is None]
    if not declared:
        return options
    days = {changed.date(), changed.astimezone(UTC).date()}
    return [
        option
        for option in options
        if option.candidate.chance is None
        or option.parsed.value.date() not in days
        or any(option.agrees(other) for other in declared)
    ]


def _rank(candidate: Candidate, parsed: ParsedDate) -> int:
    """The place in the order of trust; a visible day without a time comes after all machine-readable dates."""
    if candidate.origin == "visible" and parsed.precision == "day":
        return _LAST
    return _TRUST.index(candidate.origin) if candidate.origin in _TRUST else _LAST


def _support(option: DateOption, options: list[DateOption], written: tuple[int, int, int] | None) -> float:
    """How many origins give the option's day; everything visible is one origin, and the address counts half."""
    voices: dict[str, float] = {}
    for other in options:
        if option.agrees(other):
            is_seen = other.candidate.chance is not None
            origin = "visible" if is_seen else other.candidate.origin
            voices[origin] = max(voices.get(origin, 0), _SURE_VOICE if other.is_sure else 1)
    return sum(voices.values()) + (0.5 if _is_of_day(option, written) else 0)


def _is_of_day(option: DateOption, written: tuple[int, int, int] | None) -> bool:
    day = option.parsed.value.date()
    return written == (day.year, day.month, day.day)


def _local(parsed: ParsedDate, options: list[DateOption], language: str | None, hints: DateHints) -> datetime:
    """The moment in the newsroom's own zone, if the page reveals it: machines often write UTC.

    "18:09:55" beside "01:09:55Z" says that local time is seven hours behind. If the page shows only a day, the one
    before or after, the zone of the site's country is used. The moment stays the same.
    """
    value = parsed.value
    if parsed.precision == "day" or value.utcoffset():
        return value
    shown = None
    for option in options:
        other = option.parsed
        if other.precision != "day":
            if other.value.utcoffset() and other.value == value:
                return other.value
            continue
        if other.clock is not None and (ahead := _ahead(option, value)):
            return value.astimezone(timezone(ahead))
        if shown is None and (option.candidate.chance or 0) >= _FAIRLY_SURE:
            shown = other.value.date()
    if shown is not None and shown != value.date() and _host(hints.url):
        zone = zone_of_site(_host(hints.url), language)
        there = value.astimezone(zone) if zone is not None else value
        if there.date() == shown:
            return there.astimezone(timezone(there.utcoffset() or timedelta(0)))
    return value


def _shown_instead(
    winner: DateOption, options: list[DateOption], language: str | None, hints: DateHints
) -> DateOption | None:
    """The day that local readers saw, if the winner is a moment in UTC on the day before or after.

    No known zone maps one to the other: the moment is right, but its UTC day is no reader's. If no zone in which the
    language is written does either, the day is that of something else: a change, the printed paper, an event.
    """
    parsed = winner.parsed
    if parsed.precision == "day" or parsed.value.utcoffset():
        return None
    local = _local(parsed, options, language, hints)
    seen = [o for o in options if o.parsed.precision == "day" and (o.candidate.chance or 0) >= _OVERRULES]
    if local.utcoffset() or not seen:
        return None
    shown = max(seen, key=lambda option: option.candidate.chance or 0)
    day = shown.parsed.value.date()
    return shown if day != parsed.value.date() and is_day_of(day, parsed.value, language) else None


def _ahead(option: DateOption, moment: datetime) -> timedelta | None:
    """How far the option's visible clock is ahead of UTC, if it means the same moment."""
    clock = option.parsed.clock
    if clock is None:
        return None
    ahead = offset_between(datetime.combine(option.parsed.value.date(), clock), moment)
    # One in fifteen random differences in minutes looks like a zone's; zones not in whole half hours are rare.
    if ahead is None or (not clock.second and (not option.is_sure or ahead % _HALF_HOUR)):
        return None
    return ahead


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]


def _precedes(option: DateOption, change: DateOption) -> bool:
    """Whether the option is a declared time shortly before one that is also the declared change."""
    declared = option.candidate.chance is None and option.parsed.precision != "day"
    return declared and option.parsed.value < change.parsed.value and option.agrees(change)


def _details(option: DateOption, day: DateOption) -> bool:
    """Whether the option gives the time of day for that day."""
    if option.parsed.precision == "day":
        return False
    value = option.parsed.value
    return day.parsed.value.date() in (value.date(), value.astimezone(UTC).date())


def clock_pairs(candidates: Sequence[Candidate], language: str | None = None) -> list[tuple[datetime, datetime]]:
    """A page's evidence for its site's zone: (naive clock, aware moment) pairs of a date that it gives both ways.

    For `zones.learn_zone`; the candidates are those of one field, including those of its feed or sitemap.
    """
    clocks: list[datetime] = []
    moments: list[datetime] = []
    for candidate in candidates:
        try:
            parsed = read_date(candidate.value, language)
        except ImpossibleDateError:
            continue
        if parsed is None or parsed.is_open:
            continue
        if parsed.clock is not None:
            clocks.append(datetime.combine(parsed.value.date(), parsed.clock))
        elif parsed.precision != "day" and candidate.chance is None:
            moments.append(parsed.value)
    return [(clock, moment) for clock in clocks for moment in moments[:1] if offset_between(clock, moment) is not None]
