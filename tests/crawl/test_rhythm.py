"""How often a source is polled follows what it brings: by rate, hour and weekend, after bursts and in silence."""

import math
import random

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.crawl.rhythm import Rhythm, decode_rhythm, encode_rhythm

HOUR = 3_600.0
DAY = 24 * HOUR
# A Monday, 0 h UTC.
MONDAY = 1_772_409_600.0
COST = 600.0


def watched(moments, days, *, every=HOUR, is_dated=True):
    """The rhythm of a source that published at these moments, after so many days with a look each hour."""
    rhythm, now, waiting = Rhythm(MONDAY), MONDAY, sorted(moments)
    while now < MONDAY + days * DAY:
        now += every
        found = [moment for moment in waiting if moment <= now]
        waiting = waiting[len(found) :]
        rhythm.see(found if is_dated else [None] * len(found), now)
    return rhythm


def steady(per_day, days):
    return [MONDAY + (number + 0.5) * DAY / per_day for number in range(per_day * days)]


@pytest.mark.parametrize("per_day", [12, 96, 480])
@pytest.mark.parametrize("is_dated", [True, False])
def test_a_steady_source_is_asked_by_the_root_of_its_rate(per_day, is_dated):
    rhythm = watched(steady(per_day, 20), 20, is_dated=is_dated)
    assert rhythm.per_day() == pytest.approx(per_day, rel=0.25)
    assert rhythm.wait(COST, DAY) == pytest.approx(math.sqrt(2 * COST * DAY / per_day), rel=0.25)


def test_a_silent_source_is_asked_ever_more_seldom():
    waits = [watched([], days).wait(COST, DAY) for days in (0, 1, 3, 10, 30)]
    assert waits == sorted(waits)
    assert waits[-1] > 3 * waits[0]
    assert watched([], 30).wait(COST, HOUR) == HOUR


def test_the_night_is_for_sleeping():
    moments = [MONDAY + day * DAY + hour * HOUR + 60 for day in range(11) for hour in range(8, 20)]
    by_day = [moment for moment in moments if moment < MONDAY + 10.4 * DAY]
    night, day = watched(by_day[:-2], 10), watched(by_day, 10.4)
    assert night.wait(COST, DAY) > 2.5 * day.wait(COST, DAY)


def test_a_weekend_is_quieter_where_it_always_was():
    moments = [moment for moment in steady(48, 28) if int((moment - MONDAY) // DAY) % 7 < 5]
    friday, monday = watched(moments, 26), watched(moments, 28)
    assert friday.wait(COST, DAY) > 1.7 * monday.wait(COST, DAY)
    assert monday.wait(COST, DAY) == pytest.approx(math.sqrt(2 * COST * DAY / 48), rel=0.35)


def test_after_a_burst_the_source_is_asked_soon_for_a_while():
    rhythm = watched(steady(12, 10), 10)
    now = rhythm.seen_until
    usual = rhythm.wait(COST, DAY)
    rhythm.see([now + number for number in range(8)], now + 600)
    assert rhythm.wait(COST, DAY) < usual / 1.8
    for hour in range(1, 13):
        rhythm.see([now + hour * HOUR] if hour % 2 else [], now + 600 + hour * HOUR)
    assert rhythm.wait(COST, DAY) > usual / 1.5


def test_a_source_that_fell_silent_is_believed_within_days():
    rhythm = watched(steady(96, 14), 14)
    before = rhythm.wait(COST, DAY)
    for hour in range(1, 5 * 24):
        rhythm.see([], MONDAY + 14 * DAY + hour * HOUR)
    assert rhythm.wait(COST, DAY) > 2 * before


def test_what_a_first_look_finds_teaches_the_rhythm_at_once():
    now = MONDAY + 10 * DAY
    rhythm = Rhythm()
    rhythm.see(steady(48, 10), now, since=MONDAY)
    assert rhythm.per_day() == pytest.approx(48, rel=0.2)
    assert rhythm.seen_until == now


def test_a_clock_that_was_put_back_teaches_nothing():
    rhythm = watched(steady(12, 2), 2)
    before = encode_rhythm(rhythm)
    rhythm.see([MONDAY], MONDAY)
    assert encode_rhythm(rhythm) == before


MOMENTS = st.lists(st.none() | st.floats(-1e12, 1e12), max_size=5)


@given(st.lists(st.tuples(MOMENTS, st.floats(0, 60 * DAY)), max_size=8), st.floats(1, 1e6), st.floats(60, 7 * DAY))
def test_whatever_came_the_next_look_lies_ahead_and_within_its_bound(looks, cost, longest):
    rhythm, now = Rhythm(), MONDAY
    for articles, pause in looks:
        now += pause
        rhythm.see(articles, now)
    assert 0 < rhythm.wait(cost, longest) <= longest
    assert 0 < rhythm.per_day() < 1e6
    again = decode_rhythm(encode_rhythm(rhythm))
    assert again.seen_until == rhythm.seen_until
    assert again.wait(cost, longest) == pytest.approx(rhythm.wait(cost, longest), rel=0.01, abs=1)


@given(st.text(max_size=20) | st.lists(st.floats() | st.integers(), min_size=50, max_size=58).map(str))
@examples(50)
def test_a_damaged_text_is_a_rhythm_of_which_nothing_is_known(text):
    assert decode_rhythm(text).wait(COST, DAY) > 0


def test_a_text_of_wrong_numbers_is_none():
    right = encode_rhythm(watched(steady(12, 2), 2))
    numbers = right.strip("[]").split(",")
    assert decode_rhythm(right) != Rhythm()
    for place, wrong in ((0, "2"), (1, "-1"), (1, "1e300"), (5, "-1"), (20, "1e300"), (3, '"x"')):
        assert decode_rhythm(f"[{','.join([*numbers[:place], wrong, *numbers[place + 1 :]])}]") == Rhythm()
    assert decode_rhythm(f"[{','.join(numbers[:-1])}]") == Rhythm()


def test_rates_that_change_by_chance_are_not_taken_for_a_rhythm():
    chance = random.Random(5)
    moments = [MONDAY + chance.random() * 14 * DAY for _ in range(24 * 14)]
    rhythm = watched(moments, 14)
    waits = []
    for hour in range(24):
        rhythm.see([], MONDAY + 14 * DAY + hour * 60)
        waits.append(rhythm.wait(COST, DAY))
    assert max(waits) < 2 * min(waits)
