"""Dates as pages write them, and the choice among those that a page offers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extraction.date_words import MONTH_FORMS
from newsbot.extraction.dates import choose_date, parse_date
from newsbot.items import Candidate

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
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


# --- The choice ---------------------------------------------------------------------------------


def choose(*said, field="published", language="en"):
    return choose_date([Candidate(value, origin) for origin, value in said], NOW, language, field)


def value_of(*said, **options):
    choice, _ = choose(*said, **options)
    return choice and (choice.value, choice.precision, choice.origin)


def test_the_order_of_trust_decides():
    said = ("visible", "2026-11-20T08:00:00Z"), ("meta", "2026-11-20T09:00:00Z"), ("json-ld", "2026-11-20T10:00:00Z")
    assert value_of(*said) == ("2026-11-20T10:00:00+00:00", "second", "json-ld")


def test_a_date_with_a_time_beats_the_same_day_without():
    said = ("json-ld", "2026-11-20"), ("feed", "Fri, 20 Nov 2026 10:00:00 +0100")
    assert value_of(*said) == ("2026-11-20T10:00:00+01:00", "second", "feed")


def test_a_time_of_another_day_does_not_beat_it():
    assert value_of(("json-ld", "2026-11-20"), ("feed", "2026-11-18T10:00:00Z")) == (
        "2026-11-20T00:00:00+00:00",
        "day",
        "json-ld",
    )


def test_most_origins_decide_when_days_differ():
    said = ("json-ld", "2026-11-01"), ("meta", "2026-11-20"), ("visible", "20 November 2026")
    assert value_of(*said)[0] == "2026-11-20T00:00:00+00:00"


def test_one_origin_that_repeats_itself_is_one_voice():
    said = ("json-ld", "2026-11-20"), ("visible", "1 November 2026"), ("visible", "1 November 2026")
    assert value_of(*said)[2] == "json-ld"


def test_days_on_both_sides_of_midnight_agree():
    said = ("json-ld", "2026-11-20T23:30:00Z"), ("meta", "2026-11-21"), ("visible", "21 November 2026")
    assert value_of(*said)[2] == "json-ld"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2026-11-26T12:00:00Z", "future"),
        ("1970-01-01T00:00:01Z", "epoch"),
        ("0001-01-01T00:00:00Z", "epoch"),
        ("1989-12-31", "epoch"),
        ("2026-02-30", "impossible"),
        ("31.04.2026", "impossible"),
        ("Ali Raza", "unreadable"),
        ("2 hours ago", "unreadable"),
        ("Updated 20 November 2026", "modified"),
        ("Zuletzt aktualisiert: 20.11.2026", "modified"),
    ],
)
def test_bad_dates_are_refused_with_the_reason(raw, reason):
    assert choose(("json-ld", raw)) == (None, [reason])


def test_tomorrow_in_another_zone_is_no_future():
    assert choose(("json-ld", "2026-11-25"))[0] is not None


def test_a_refused_candidate_leaves_the_others():
    choice, reasons = choose(("json-ld", "2099-01-01"), ("meta", "2026-11-20"))
    assert (choice.origin, choice.raw, reasons) == ("meta", "2026-11-20", ["future"])


def test_published_and_updated_on_one_line_are_told_apart():
    line = ("visible", "Published 18 November 2026, updated 20 November 2026")
    assert value_of(line)[0] == "2026-11-18T00:00:00+00:00"
    assert value_of(line, field="modified")[0] == "2026-11-20T00:00:00+00:00"


def test_an_update_label_is_welcome_on_a_modified_date():
    assert value_of(("visible", "Updated 20 November 2026"), field="modified")[2] == "visible"


@pytest.mark.parametrize("shown", ["2026-11-19T18:09:55-07:00", "2026-11-19 18:09:55"])
def test_the_newsrooms_own_zone_is_kept_where_the_page_shows_it(shown):
    said = ("json-ld", "2026-11-20T01:09:55Z"), ("microdata", shown)
    assert value_of(*said)[0] == "2026-11-19T18:09:55-07:00"


def test_a_wall_clock_of_another_moment_shows_no_zone():
    said = ("json-ld", "2026-11-20T01:09:55Z"), ("microdata", "2026-11-19 18:12:07")
    assert value_of(*said)[0] == "2026-11-20T01:09:55+00:00"


@pytest.mark.parametrize("clock", ["25:00:00", "12:61:00", "00:00:00"])
def test_a_wall_clock_that_shows_no_time_of_day_shows_no_zone(clock):
    said = ("json-ld", "2026-11-23T08:09:55Z"), ("meta", f"2026-11-23T{clock}")
    assert value_of(*said)[0] == "2026-11-23T08:09:55+00:00"


def test_no_candidates_no_date():
    assert choose() == (None, [])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["json-ld", "meta", "visible", "feed", "url"]),
            DATETIMES.map(str) | st.text(max_size=20),
        ),
        max_size=5,
    )
)
def test_a_chosen_date_is_never_refused_stuff(said):
    choice, reasons = choose(*said)
    assert len(reasons) + (choice is not None) <= len(said)
    if choice is not None:
        assert datetime(1990, 1, 1, tzinfo=UTC) <= datetime.fromisoformat(choice.value) <= NOW + timedelta(hours=24)
