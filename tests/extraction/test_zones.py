"""The time zone of a site: of its country, or learned from its own dates."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.dates.zones import (
    _COUNTRIES,
    SeasonOffset,
    learn_zone,
    offset_between,
    read_zone,
    write_zone,
    zone_of_country,
    zone_of_site,
)

WINTER = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 10, 9, 30, tzinfo=UTC)


def pairs(zone, *moments):
    return [(moment.astimezone(zone).replace(tzinfo=None), moment) for moment in moments]


def days(first, count, step=1):
    return [first + timedelta(days=step * number) for number in range(count)]


@pytest.mark.parametrize("code", sorted(_COUNTRIES))
def test_every_country_has_a_zone(code):
    assert zone_of_country(code.upper()) is not None


@pytest.mark.parametrize(
    ("host", "language", "name"),
    [
        ("www.example.de", "en", "Europe/Berlin"),
        ("example.co.uk", None, "Europe/London"),
        ("example.com", "de-AT", "Europe/Vienna"),
        ("example.com", "zh-Hant-TW", "Asia/Taipei"),
        ("example.com", "de", None),
        ("example.tv", None, None),
        ("", None, None),
    ],
)
def test_host_comes_before_the_region_of_the_language(host, language, name):
    found = zone_of_site(host, language)
    assert (found and str(found)) == name


@pytest.mark.parametrize(
    ("shown", "hours"),
    [
        (datetime(2026, 1, 10, 10, 30), 1),  # noqa: DTZ001
        (datetime(2026, 1, 10, 15), 5.5),  # noqa: DTZ001
        (datetime(2026, 1, 10, 9, 30), 0),  # noqa: DTZ001
        (datetime(2026, 1, 10, 10, 37), None),  # noqa: DTZ001
        (datetime(2026, 1, 12, 9, 30), None),  # noqa: DTZ001
    ],
)
def test_clock_and_moment_tell_the_offset(shown, hours):
    found = offset_between(shown, WINTER)
    assert found == (None if hours is None else timedelta(hours=hours))


def test_zone_of_the_country_is_taken_when_it_fits():
    berlin = ZoneInfo("Europe/Berlin")
    assert learn_zone(pairs(berlin, *days(WINTER, 3)), "example.de") == berlin
    assert learn_zone(pairs(berlin, *days(WINTER, 2)), "example.de") is None


def test_offset_of_one_season_is_known_for_that_season_only():
    found = learn_zone(pairs(ZoneInfo("America/Denver"), *days(WINTER, 5)), "example.com")
    assert found == SeasonOffset(timedelta(hours=-7), date(2025, 12, 11), date(2026, 2, 13))
    assert datetime(2026, 2, 13, tzinfo=found).utcoffset() == timedelta(hours=-7)
    assert datetime(2026, 2, 14, tzinfo=found).utcoffset() is None
    assert datetime(2025, 12, 10, tzinfo=found).utcoffset() is None


def test_offset_of_half_a_year_is_fixed():
    half = days(WINTER, 5, step=20)
    assert learn_zone(pairs(ZoneInfo("Asia/Karachi"), *half), "example.com") is None
    year = days(WINTER, 5, step=60)
    assert learn_zone(pairs(ZoneInfo("Asia/Karachi"), *year), "example.com") == timezone(timedelta(hours=5))


def test_both_seasons_tell_the_zone():
    chicago = ZoneInfo("America/Chicago")
    found = learn_zone(pairs(chicago, *days(WINTER, 4), *days(SUMMER, 4)), "example.com")
    assert SUMMER.astimezone(found).utcoffset() == timedelta(hours=-5)
    assert WINTER.astimezone(found).utcoffset() == timedelta(hours=-6)


def test_dates_that_disagree_teach_nothing():
    berlin, tokyo = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
    assert learn_zone(pairs(berlin, *days(WINTER, 3)) + pairs(tokyo, *days(WINTER, 3)), "example.de") is None
    off = [(shown + timedelta(minutes=7), moment) for shown, moment in pairs(berlin, *days(WINTER, 3))]
    assert learn_zone(off, "example.de") is None
    assert learn_zone([], "example.de") is None


@given(
    st.lists(st.tuples(st.datetimes(), st.datetimes(timezones=st.just(UTC))), max_size=8),
    st.sampled_from(["example.de", "example.com", "x", ""]),
)
def test_any_pairs_give_a_zone_or_none(evidence, host):
    found = learn_zone(evidence, host)
    assert found is None or any(found.utcoffset(shown) is not None for shown, _ in evidence)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (ZoneInfo("Europe/Berlin"), "Europe/Berlin"),
        (ZoneInfo("America/Argentina/Buenos_Aires"), "America/Argentina/Buenos_Aires"),
        (timezone(timedelta(hours=5, minutes=30)), "+05:30"),
        (timezone(timedelta(hours=-7)), "-07:00"),
        (timezone(timedelta(0)), "+00:00"),
        (SeasonOffset(timedelta(hours=-7), date(2026, 6, 1), date(2026, 8, 1)), "-07:00 2026-06-01/2026-08-01"),
    ],
)
def test_a_learned_zone_is_kept_as_text(zone, text):
    assert write_zone(zone) == text
    assert datetime(2026, 7, 1, tzinfo=read_zone(text)) == datetime(2026, 7, 1, tzinfo=zone)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Europe/Nowhere",
        "../etc/passwd",
        "+25:00",
        "+5",
        "Europe",
        "posix/\0",
        "x" * 500,
        "+01:00 2026-13-01/2026-12-01",
    ],
)
def test_a_text_that_names_no_zone_gives_none(text):
    assert read_zone(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_zone_or_none(text):
    found = read_zone(text)
    assert found is None or read_zone(write_zone(found)) is not None
