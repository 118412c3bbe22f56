"""The choice among the dates that a page offers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extraction.date_choice import choose_date
from newsbot.items import Candidate

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
# Naive on purpose: the tests write zones themselves.
DATETIMES = st.datetimes(datetime(1985, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001


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
