"""Dates as pages write them."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extraction.date_words import MONTH_FORMS
from newsbot.extraction.dates import parse_date

# Naive on purpose: the tests write zones themselves.
DATETIMES = st.datetimes(datetime(1985, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001
DAY = "2026-11-23T00:00:00+00:00"

MOMENTS = [
    ("2026-11-23T10:00:00Z", None, "2026-11-23T10:00:00+00:00", "second"),
    ("2026-11-23T10:00:00+05:00", None, "2026-11-23T10:00:00+05:00", "second"),
    ("2026-11-23T10:00:00+0530", None, "2026-11-23T10:00:00+05:30", "second"),
    ("2026-11-23T10:00:00-08", None, "2026-11-23T10:00:00-08:00", "second"),
    ("2026-11-23 10:00:00 +0500", None, "2026-11-23T10:00:00+05:00", "second"),
    ("2026-11-23T10:00:00 05:00", None, "2026-11-23T10:00:00+05:00", "second"),
    ("2026-11-23T10:00:00.123Z", None, "2026-11-23T10:00:00.123000+00:00", "second"),
    ("2026-11-23T10:00:00.1234567Z", None, "2026-11-23T10:00:00.123456+00:00", "second"),
    ("2026-11-23T10:00Z", None, "2026-11-23T10:00:00+00:00", "minute"),
    ("2026-11-23 10:00:00 UTC", None, "2026-11-23T10:00:00+00:00", "second"),
    ("2026-11-23T10:00:00+01:00[Europe/Berlin]", None, "2026-11-23T10:00:00+01:00", "second"),
    ("20261123T101010Z", None, "2026-11-23T10:10:10+00:00", "second"),
    ("1795000000", None, "2026-11-18T11:06:40+00:00", "second"),
    ("1795000000000", None, "2026-11-18T11:06:40+00:00", "second"),
    ("Mon, 23 Nov 2026 10:15:00 +0100", None, "2026-11-23T10:15:00+01:00", "second"),
    ("Mon, 23 Nov 2026 10:15:00 GMT", None, "2026-11-23T10:15:00+00:00", "second"),
    ("23 Nov 2026 10:15 EST", None, "2026-11-23T10:15:00-05:00", "minute"),
    ("Tue Nov 24 2026 01:30:00 GMT+0100 (Central European Time)", None, "2026-11-24T01:30:00+01:00", "second"),
    ("Published: Nov 23, 2026 9:15am PKT", "en", "2026-11-23T09:15:00+05:00", "minute"),
    ("Nov. 23, 2026, 3:05 p.m. EST", "en", "2026-11-23T15:05:00-05:00", "minute"),
    ("November 23, 2026 12:05 AM UTC", "en", "2026-11-23T00:05:00+00:00", "minute"),
    ("November 23, 2026 at 3 p.m. GMT", "en", "2026-11-23T15:00:00+00:00", "minute"),
    ("July 4, 2026 10:00 ET", "en", "2026-07-04T10:00:00-04:00", "minute"),
    ("January 4, 2026 10:00 ET", "en", "2026-01-04T10:00:00-05:00", "minute"),
    ("GMT+7 10:30 23/11/2026", "vi", "2026-11-23T10:30:00+07:00", "minute"),
    ("23.11.2026, 10:30 Uhr MEZ", "de", "2026-11-23T10:30:00+01:00", "minute"),
    ("23 ноября 2026 г. 12:40 МСК", "ru", "2026-11-23T12:40:00+03:00", "minute"),
    ("23/11/2026 14:20 WIB", "id", "2026-11-23T14:20:00+07:00", "minute"),
]
DAYS = [
    ("2026-11-23", None),
    ("2026-11-23T10:00", None),
    ("2026-11-23 10:00:00", None),
    # Midnight sharp is how systems write a day they know no time for.
    ("2026-11-23T00:00:00+01:00", None),
    ("20261123", None),
    ("23 November 2026", None),
    ("Nov 23 2026", None),
    ("Fri Nov 23 10:27:24 2026", None),
    ("23-Nov-2026", None),
    ("November 23rd, 2026", "en"),
    ("Monday, November 23, 2026, 9:15 am", "en"),
    ("10:30 November 23 2026", "en"),
    ("23.11.2026", "de"),
    ("23.11.26", "de"),
    ("Montag, 23. November 2026, 10:30 Uhr", "de"),
    ("23 novembre 2026 à 10h30", "fr"),
    ("Publié le 23/11/2026", "fr"),
    ("23 de noviembre de 2026", "es"),
    ("23 de novembro de 2026", "pt"),
    ("Lunedì 23 Novembre 2026", "it"),
    ("23 november 2026", "nl"),
    ("23. november 2026", "da"),
    ("23. marraskuuta 2026", "fi"),
    ("23 listopada 2026", "pl"),
    ("23. listopadu 2026", "cs"),
    ("2026. november 23.", "hu"),
    ("2026. 11. 23.", "hu"),
    ("23 noiembrie 2026", "ro"),
    ("23 Kasım 2026", "tr"),
    ("23 ноября 2026", "ru"),
    ("23 листопада 2026, 10:30", "uk"),
    ("23 Νοεμβρίου 2026", "el"),
    ("23. studenoga 2026.", "hr"),
    ("23 نوفمبر 2026", "ar"),
    ("٢٣ نوفمبر ٢٠٢٦", "ar"),
    ("23 تشرين الثاني 2026", "ar"),
    ("23 نومبر 2026", "ur"),
    ("۲۳ نوامبر ۲۰۲۶", "fa"),
    ("۲ آذر ۱۴۰۵", "fa"),
    ("1405/09/02", "fa"),
    ("23 नवंबर 2026", "hi"),
    ("२३ नवंबर २०२६", "hi"),
    ("23 November 2026 10.30", "id"),
    ("23 tháng 11, 2026", "vi"),
    ("2026年11月23日 10:30", "ja"),
    ("2026년 11월 23일 오후 3:20", "ko"),
    ("2026/11/23", "zh"),
    ("23 พฤศจิกายน 2569", "th"),
    ("23 ноември 2026", "bg"),
    ("11/23/2026", "en"),
    ("11/23/2026", "en-US"),
]


@pytest.mark.parametrize(("raw", "language", "expected", "precision"), MOMENTS)
def test_a_time_with_its_zone_is_a_moment(raw, language, expected, precision):
    parsed = parse_date(raw, language)
    assert (parsed.value.isoformat(), parsed.precision) == (expected, precision)


@pytest.mark.parametrize(("raw", "language"), DAYS)
def test_a_day_or_a_time_without_a_zone_is_that_day(raw, language):
    parsed = parse_date(raw, language)
    assert (parsed.value.isoformat(), parsed.precision) == (DAY, "day")


@pytest.mark.parametrize("language", MONTH_FORMS)
def test_each_language_has_twelve_months(language):
    assert len(MONTH_FORMS[language].split()) == 12


@pytest.mark.parametrize(
    ("language", "expected"),
    [(None, 4), ("en", 4), ("en-GB", 4), ("de", 4), ("en-US", 3), ("en_CA", 3), ("en-PH", 3)],
)
def test_the_language_decides_which_figure_is_the_month(language, expected):
    assert parse_date("03/04/2026", language).value.month == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "-",
        "today",
        "2 hours ago",
        "vor 3 Stunden",
        "10:30",
        "May",
        "2026",
        "Feb 30, 2026",
        "2026-02-30",
        "30/02/2026",
        "2026-11-23T25:00:00Z",
        "12345",
        "Ali Raza",
        "99.99.2026",
        "Malcolm X, 5 to 7, 2026",
        "1405/13/40",
        "29 Feb 2025",
    ],
)
def test_what_is_no_date_gives_none(raw):
    assert parse_date(raw, "en") is None


@settings(max_examples=300, deadline=None)
@given(
    raw=st.text(max_size=60) | st.text("0123456789-/.: TZ+,年月日Novmber", max_size=40),
    language=st.sampled_from([None, "en", "en-US", "fa", "ko"]),
)
def test_any_text_gives_an_aware_date_or_none(raw, language):
    parsed = parse_date(raw, language)
    assert parsed is None or parsed.value.utcoffset() is not None


@given(moment=DATETIMES, hours=st.integers(-12, 14))
def test_iso_dates_survive(moment, hours):
    text = moment.isoformat() + f"{hours:+03}:00"
    parsed = parse_date(text)
    assert parsed.value == datetime.fromisoformat(text) or parsed.precision == "day"


@given(day=st.dates(date(1995, 1, 1), date(2035, 1, 1)))
def test_written_days_survive(day):
    for form in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%B %d, %Y}", f"{day:%d %b %Y}"):
        assert parse_date(form, "de").value.date() == day
