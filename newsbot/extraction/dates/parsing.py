"""Parse one written date into an aware datetime.

A time without a zone is not a moment: such a date is kept as the day that was written, never moved to another zone.
Day precision is midnight UTC of that day. `dates.choice` chooses among the dates of a page.
"""

import re
import unicodedata
import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.extraction.dates.eras import in_figures
from newsbot.extraction.vocabulary.date_words import (
    MONTH_FIRST,
    MONTHS,
    MONTHS_OF,
    RELATIVE,
    SOLAR_MONTHS,
    TWO_WORDS,
    WELL_KNOWN,
    YEAR_FIRST,
    ZONE_HOURS,
    ZONE_HOURS_OF,
    ZONE_PLACES,
)
from newsbot.text import WORD_MARKS, clean_line

Precision = Literal["second", "minute", "day"]

MAX_CHARS = 160
_LAST_DAY = 31
_MAX_WORDS = 60

_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:T|t| |T? at |, )\s*(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?"
    r"\s*(Z|z|UTC|GMT|[+\- ]\d\d:?\d\d|[+-]\d\d)?(?:\[[^\]]*\])?)?\Z"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?\Z")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?\Z")
# A year of three or four digits does not begin with zero: "01 Jan 0001" is how Go writes a date that is not set.
_MAIL = re.compile(r"(?:[A-Za-z]{3,9}, ?)?\d{1,2}[ -][A-Za-z]{3,9}[ -](?:\d\d|[1-9]\d{2,3}) \d\d?:\d\d")
_CJK = re.compile(r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
_NUMERIC = re.compile(
    r"(?<!\d)(?:(\d{4})\s?([./|-])\s?(\d{1,2})\s?\2\s?(\d{1,2})|(\d{1,2})\s?([./|-])\s?(\d{1,2})\s?\6\s?(\d{4}|\d\d(?!:\d\d)))(?!\d)"
)
# "16/6 2026", the Swedish form; "Heft 3/4 2026" is an issue.
_SPACED_YEAR = re.compile(
    r"(?<!heft\s)(?<!issue\s)(?<!ausgabe\s)(?<!nummer\s)(?<!nr\s)(?<!nr\.\s)(?<!no\.\s)(?<!part\s)(?<![\d/.])(\d{1,2})/(\d{1,2})\s((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d.])([01]?\d|2[0-4])\s?(?:[:.hH時시点點]|Uhr )\s?([0-5]\d)(?:[:.分분]\s?([0-5]\d))?(?![\d])")
# Words for p.m., for a.m., and for night, which may be either.
_MERIDIEM = re.compile(
    r"(?<![^\W\d_])(?:(p\.? ?m\b|下午|午後|中午|傍晚|오후|مساءً|مساء|م(?![^\W\d_])|بعدازظهر|بعد از ظهر|ب\.ظ|شام"
    r"|سہ پہر|دوپہر"
    r"|दोपहर|शाम|μ\.?μ\b|(?-i:ÖS|CH)\b)"
    r"|(a\.? ?m\b|上午|午前|凌晨|清晨|早上|오전|새벽|صباحًا|صباحا|ص(?![^\W\d_])|صبح|ق\.ظ|सुबह|तड़के|π\.?μ\b|(?-i:ÖÖ|SA)\b)"
    r"|(晚上|밤|رات|रात|شب(?![^\W\d_])))\.?",
    re.IGNORECASE,
)
# "오후 3시 5분": minutes below ten have one digit.
_SPOKEN_TIME = re.compile(r"(?<!\d)(\d{1,2})\s?[시時时点點]\s?(\d{1,2})\s?[분分](?:\s?(\d{1,2})\s?[초秒])?")
_HOUR = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s?([ap])\.?m\b\.?", re.IGNORECASE)
_OFFSET = re.compile(
    r"(?:(?:GMT|UTC)\s?([+-]\d{1,2}(?::?\d\d)?)|(?<=[\d ])([+-]\d\d:?\d\d)|(?<=\d )([+-]\d\d)(?![\d:.-]))(?!\d)",
    re.IGNORECASE,
)
_WORD = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|['’{WORD_MARKS}])*")

_DIGIT = re.compile(r"\d")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Languages whose lower-case "I" has no dot.
_DOTLESS = frozenset(("tr", "az"))
# "05-May-24": only in this form does a two-digit year follow a month's name.
_SHORT_YEAR = re.compile(r"(?<![\d-])(?P<day>\d{1,2})-(?P<month>[^\W\d_]{3,9})-(?P<year>\d\d)(?![\d-])")
# The one zone that pages write in lower case.
_MOSCOW = "мск"
_TWO_WORDS_START = "ن "
# A number with a colon on one side, except Swedish "6:e".
_IN_TIME = re.compile(r":\d|.?\d{1,2}:(?!e\b)|\d:")
# The day on which a newspaper printed the article says nothing about when it was published.
_PRINTED = re.compile(
    r"\b(?:appear(?:s|ed)\s+(?:in|on)\s+(?:the\s+)?print|(?:in|from)\s+the\s+print\s+edition|printausgabe\s+vom|print-ausgabe\s+vom|gedruckten\s+ausgabe\s+vom"
    r"|édition\s+(?:papier|imprimée)\s+du|edición\s+impresa\s+del?|edição\s+impressa\s+de)\b[^.;]*",
    re.IGNORECASE,
)
_FIRST_SOLAR_YEAR = 1300
_LAST_SOLAR_YEAR = 1472
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_DATEPARSER_SETTINGS = {
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["custom-formats", "absolute-time"],
    "DATE_ORDER": "DMY",
}


@dataclass(slots=True)
class ParsedDate:
    """A moment, or a day as its midnight UTC.

    `clock` is the time if it was written without a zone. `other` is the day with day and month swapped, if the digits
    allow both; `is_open` says that the language does not decide either, `has_dots` that the date is written as in most
    languages ("3.4.2026"): the day comes first unless the page itself shows otherwise.
    """

    value: datetime
    precision: Precision
    clock: time | None = None
    other: date | None = None
    is_open: bool = False
    has_dots: bool = False


class ImpossibleDateError(ValueError):
    """Raised by `read_date` for a clearly written date that does not exist (30 February)."""


def parse_date(raw: str, language: str | None = None) -> ParsedDate | None:
    """The date written in `raw`; its time is kept only if its zone is written, too.

    `language` (BCP 47) decides 03/04/2026: month first for en-US, en-CA and en-PH, day first for other languages and
    regions; with an unknown language, or English without a region, it may be either and gives None.
    Relative dates ("2 hours ago"), times alone and days that do not exist also give None.
    """
    try:
        parsed = read_date(raw, language)
    except ImpossibleDateError:
        return None
    return parsed if parsed is None or not parsed.is_open else None


def read_date(raw: str, language: str | None = None) -> ParsedDate | None:
    """The date in `raw` with whatever is ambiguous about it; raises `ImpossibleDateError` if the day does not exist."""
    found = read_known_date(raw, language)
    if found is not None or (language or "").partition("-")[0].lower() in WELL_KNOWN:
        return found
    text = _normalise(_cut(raw))
    return None if RELATIVE.search(text) else _from_dateparser(text, language)


def read_known_date(raw: str, language: str | None = None) -> ParsedDate | None:
    """Do what `read_date` does with newsbot's own tables alone: a hundred times as fast as dateparser."""
    text = _cut(raw)
    if iso := _ISO.match(text):
        is_solar = (language or "")[:2].lower() == "fa" and _FIRST_SOLAR_YEAR <= int(iso[1]) <= _LAST_SOLAR_YEAR
        return _from_solar(iso) if is_solar else _from_parts(*iso.groups())
    if _EPOCH.match(text):
        return ParsedDate(datetime.fromtimestamp(int(text[:10]), UTC), "second")
    if compact := _COMPACT.match(text):
        year, month, day, hour, minute, second, zone = compact.groups()
        return _from_parts(year, month, day, hour, minute, second, None, zone)
    if text.isascii() and _MAIL.match(text) and (mailed := _from_mail(text)):
        return mailed
    return _from_words(_normalise(text), language)


def _cut(raw: str) -> str:
    return _PRINTED.sub("", raw[: 2 * MAX_CHARS].strip()[:MAX_CHARS])


@lru_cache(maxsize=64)
def _offset(text: str) -> timezone:
    """The zone of "Z", "UTC", "+05:00", "+0500", "+05" or " 0500" (a plus sign that a URL decoded)."""
    text = text.strip() if text[:1] != " " else "+" + text.strip()
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:-2] or 0), int(digits[-2:])
    if len(digits) <= 2:
        hours, minutes = int(digits), 0
    if hours > 14 or minutes > 59:
        raise ImpossibleDateError(text)
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if text[0] == "-" else delta)


def _from_solar(iso: re.Match[str]) -> ParsedDate:
    """A numeric date whose year only makes sense in the Persian calendar."""
    year, month, day, hour, minute, second, _, zone = iso.groups()
    found = _solar_or_day(int(year), int(month), int(day))
    return _from_parts(
        str(found.value.year), str(found.value.month), str(found.value.day), hour, minute, second, None, zone
    )


def _from_parts(*parts: str | None) -> ParsedDate:
    """Build a date from year, month, day, hour, minute, second, fraction and zone, all as digits."""
    year, month, day, hour, minute, second, fraction, zone = parts
    if hour is None or zone is None:
        found = _day(int(year or 0), int(month or 0), int(day or 0))
        found.clock = _time(int(hour), int(minute or 0), int(second or 0)) if hour is not None else None
        return found
    try:
        value = datetime(
            _common_year(int(year or 0)),
            int(month or 0),
            int(day or 0),
            int(hour),
            int(minute or 0),
            int(second or 0),
            int((fraction or "0")[:6].ljust(6, "0")),
            tzinfo=_offset(zone),
        )
    except ValueError as error:
        raise ImpossibleDateError(str(error)) from error
    return _moment(value, "second" if second else "minute")


def _moment(value: datetime, precision: Precision) -> ParsedDate:
    """The moment, or only its day if it is exactly midnight: systems write a day of unknown time like that."""
    if value.hour == value.minute == value.second == value.microsecond == 0:
        return _day(value.year, value.month, value.day)
    return ParsedDate(value, precision)


def _day(year: int, month: int, day: int) -> ParsedDate:
    try:
        return ParsedDate(datetime(_common_year(year), month, day, tzinfo=UTC), "day")
    except ValueError as error:
        raise ImpossibleDateError(str(error)) from error


def _common_year(year: int) -> int:
    """The year of the common era, converted if it is of the Buddhist era."""
    return year - 543 if 2400 <= year <= 2700 else year


def _time(hour: int, minute: int, second: int) -> time | None:
    """The time of day; None if it does not exist, and for exactly midnight."""
    if hour < 24 and minute < 60 and second < 60 and (hour or minute or second):
        return time(hour, minute, second)
    return None


def _from_mail(text: str) -> ParsedDate | None:
    """An RFC 2822 date (feeds, HTTP headers)."""
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if value.tzinfo is None:
        # "-0000" says UTC without a local zone; an unknown zone name says nothing.
        if not text.endswith("-0000"):
            return None
        value = value.replace(tzinfo=UTC)
    return _moment(value, "second" if text.count(":") > 1 else "minute")


def _normalise(text: str) -> str:
    """The text with plain digits, and without labels that contain digits or month-like words."""
    text = clean_line(text)
    if "/" in text:
        text = _SPACED_YEAR.sub(r"\1/\2/\3", text)
    if not text.isascii():
        if _FOREIGN_DIGIT.search(text):
            text = "".join(
                str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, None) is not None else c for c in text
            )
        if _TWO_WORDS_START in text:
            for words, month in TWO_WORDS.items():
                text = text.replace(words, month)
        text = in_figures(text)
    return text


def _from_words(text: str, language: str | None) -> ParsedDate | None:
    """A date as people write it: digits or a month's name, perhaps with a time and a zone."""
    if not _DIGIT.search(text):
        return None
    found = _written_day(text, language)
    if found is None:
        return None
    day, rest = found
    clock = _clock(rest)
    if clock is None:
        return day
    hour, minute, second = clock
    zone = _zone(rest, day.value.replace(hour=hour, minute=minute), language) if not day.is_open else None
    if zone is None:
        day.clock = _time(hour, minute, second or 0)
        return day
    precision: Precision = "minute" if second is None else "second"
    return _moment(day.value.replace(hour=hour, minute=minute, second=second or 0, tzinfo=zone), precision)


def _written_day(text: str, language: str | None) -> tuple[ParsedDate, str] | None:
    """The day in the text, and the text without it."""
    if match := _CJK.search(text):
        year, month, day = (int(part) for part in match.groups())
        return _day(_full_year(year), month, day), _without(text, match)
    figures = _NUMERIC.search(text)
    if figures and (figures[1] or len(figures[8]) == 4):
        return _figures(figures, language), _without(text, figures)
    if named := _named_month(text, language):
        return named  # "5. jan. 2023 15.07.00"
    return (_figures(figures, language), _without(text, figures)) if figures else None


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} | {text[match.end() :]}"


def _full_year(year: int) -> int:
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def _figures(match: re.Match[str], language: str | None) -> ParsedDate:
    year, _, month, day, first, _, second, last = match.groups()
    if year:
        return _solar_or_day(int(year), int(month), int(day))
    a, b, c = int(first), int(second), int(last)
    tag = (language or "").lower().replace("_", "-")
    if len(last) == 2 and tag.partition("-")[0] in YEAR_FIRST and b <= 12:
        return _day(_full_year(a), b, c)
    if (tag in MONTH_FIRST or b > 12) and a <= 12:
        a, b = b, a
    found = _day(_full_year(c), b, a)
    found.has_dots = match[6] == "."
    if a <= 12 and a != b and (not found.has_dots or tag.partition("-")[0] in ("", "en")):
        found.other = date(found.value.year, a, b)
        found.is_open = tag in ("", "en") and not found.has_dots
    return found


def _named_month(text: str, language: str | None) -> tuple[ParsedDate, str] | None:
    """A day next to a month's name, with a year after or before them; of several the closest together."""
    if (language or "")[:2].lower() in _DOTLESS:
        text = text.replace("İ", "i").replace("I", "ı")  # "MAYIS"
    text = _SHORT_YEAR.sub(r"\g<day> \g<month> 20\g<year>", text)
    words = list(_WORD.finditer(text))
    own = MONTHS_OF.get((language or "").partition("-")[0].lower(), {})
    best: tuple[int, int, int, int, int] | None = None
    for at, word in enumerate(words[:_MAX_WORDS]):
        name = word.group().casefold()
        solar = SOLAR_MONTHS.get(name, 0)
        month = solar or own.get(name) or MONTHS.get(name)
        if not month:
            continue
        day = _near_day(words, at)
        year = _near_year(words, at)
        if day is None or year is None:
            continue
        # In "mar. 5 dic. 2026" the abbreviation for Tuesday looks like a month, too.
        spread = max(at, day, year) - min(at, day, year)
        if best is None or spread < best[0]:
            best = spread, at, day, year, -month if solar else month
    if best is None:
        return None
    _, at, day, year, month = best
    ends = [words[at], words[day], words[year]]
    start, end = min(word.start() for word in ends), max(word.end() for word in ends)
    number, written = int(words[year].group()), int(words[day].group())
    found = _solar_or_day(number, -month, written) if month < 0 else _day(number, month, written)
    return found, f"{text[:start]} | {text[end:]}"


def _near_day(words: list[re.Match[str]], at: int) -> int | None:
    """The index of a day within three words of the month: the closer one of two ("7 min read · Sep 29, 2026")."""
    before = _near(words, range(at - 1, at - 4, -1), 1, _LAST_DAY)
    after = _near(words, range(at + 1, at + 4), 1, _LAST_DAY)
    if before is None or (after is not None and after - at < at - before):
        return after
    return before


def _near_year(words: list[re.Match[str]], at: int) -> int | None:
    """The index of a year within six words after the month, else before it."""
    after = _near(words, range(at + 1, at + 7), 1300, 9999)
    return _near(words, range(at - 1, at - 7, -1), 1300, 9999) if after is None else after


def _near(words: list[re.Match[str]], indices: range, low: int, high: int) -> int | None:
    """The first of these indices that holds a number between `low` and `high`."""
    for i in indices:
        if not 0 <= i < len(words):
            break
        number = words[i].group()
        if number.isdecimal() and len(number) <= 4 and low <= int(number) <= high:
            # "10:30 May 5": a number next to a colon belongs to a time.
            text = words[i].string
            if high == _LAST_DAY and _IN_TIME.match(text, max(0, words[i].start() - 1)):
                continue
            return i
    return None


def _solar_or_day(year: int, month: int, day: int) -> ParsedDate:
    """The day, converted if its year is in the Persian solar calendar."""
    if not _FIRST_SOLAR_YEAR <= year <= 1500:
        return _day(year, month, day)
    longest = 31 if month <= 6 else 30 if month < 12 else 29 + _solar_leaps(year + 1) - _solar_leaps(year)
    if year > _LAST_SOLAR_YEAR or not (1 <= month <= 12 and 1 <= day <= longest):
        raise ImpossibleDateError(f"{year}-{month}-{day}")
    days = 365 * (year - 1) + _solar_leaps(year) + sum(31 if m <= 6 else 30 for m in range(1, month)) + day
    value = date(622, 3, 21) + timedelta(days=days - 1)
    return _day(value.year, value.month, value.day)


def _solar_leaps(year: int) -> int:
    """The number of leap years before a solar year by the 33-year rule: exact for 1300 to 1472."""
    return (year - 1) // 33 * 8 + ((year - 1) % 33 + 3) // 4


def _clock(text: str) -> tuple[int, int, int | None] | None:
    """Hour, minute and second of the time in the text."""
    if match := _SPOKEN_TIME.search(text) or _TIME.search(text):
        hour, minute = int(match[1]), int(match[2])
        second = int(match[3]) if match[3] else None
        if (half := _MERIDIEM.search(text)) and hour <= 12:
            is_late = half[1] or (half[3] and 5 < hour < 12)
            hour = hour % 12 + (12 if is_late else 0)
        return (hour, minute, second) if hour < 24 and minute < 60 and (second or 0) < 60 else None
    if match := _HOUR.search(text):
        return int(match[1]) % 12 + (12 if match[2].lower() == "p" else 0), 0, None
    return None


def _zone(text: str, local: datetime, language: str | None) -> timezone | None:
    """The zone named in the text, at that local time; the meaning of some abbreviations depends on the region."""
    if match := _OFFSET.search(text):
        return _offset(match[1] or match[2] or match[3])
    tag = (language or "").lower().replace("_", "-")
    own = ZONE_HOURS_OF.get(tag) or ZONE_HOURS_OF.get(tag.partition("-")[0], {})
    for word in reversed(_WORD.findall(text)):
        if not word.isupper() and word != _MOSCOW:
            continue
        name = word.lower()
        hours = own.get(name, ZONE_HOURS.get(name))
        if hours is not None:
            return timezone(timedelta(hours=hours))
        if name in ZONE_PLACES:
            return _place_zone(ZONE_PLACES[name], local)
    return None


def _place_zone(name: str, local: datetime) -> timezone | None:
    try:
        delta = local.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except ZoneInfoNotFoundError:  # a machine without the time zone database
        return None
    return timezone(delta) if delta is not None else None


def _from_dateparser(text: str, language: str | None) -> ParsedDate | None:
    """Last resort for languages without a table of our own; slow, so only used if the text contains a year."""
    if not language or not _YEAR.search(text):
        return None
    from dateparser.date import DateDataParser  # slow to import, and most crawls never need it

    try:
        with warnings.catch_warnings():
            # dateparser's own use of strptime without a year warns on Python 3.13 and later.
            warnings.simplefilter("ignore", DeprecationWarning)
            parser = DateDataParser(languages=[language.partition("-")[0].lower()], settings=_DATEPARSER_SETTINGS)
            found = parser.get_date_data(text).date_obj
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError):
        return None
    return _solar_or_day(found.year, found.month, found.day) if found else None
