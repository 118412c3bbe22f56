"""When a known page is due: because its source says so, because of its age, or because it could not be fetched."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import __version__
from newsbot.items import Link
from newsbot.schedule import BEFORE_SINCE, CANCELED, RevisitRules, due_reason
from newsbot.state.states import PageState

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = RevisitRules((HOUR, 6 * HOUR, DAY, 7 * DAY), HOUR)
URL = "https://news.example/2026/11/harbour-strike"
PAGE = PageState(
    URL, "news.example", "article", NOON, article_id="a" * 32, extractor_version=__version__, published_at=NOON
)
OLD = replace(PAGE, published_at=NOON - 100 * DAY)


def link(modified=None):
    return Link(URL, "sitemap", "https://news.example/sitemap.xml", modified=modified)


@pytest.mark.parametrize(
    ("published", "checked", "now", "expected"),
    [
        (0, 0, 0.5, None),
        (0, 0, 1, "age"),
        (0, 1, 2, None),
        (0, 1, 6, "age"),
        (0, 0, 1000, "age"),  # one look makes up for all that were missed
        (0, 25, 24 * 7, "age"),
        (0, 24 * 7, 24 * 700, None),
        (0, 24 * 300, 24 * 301, None),  # was an old article when it was found
        (5, 0, 5.5, None),  # dated in the future
    ],
)
def test_an_article_is_looked_at_again_as_it_ages(published, checked, now, expected):
    page = replace(PAGE, published_at=NOON + published * HOUR, checked_at=NOON + checked * HOUR)
    assert due_reason(page, None, NOON + now * HOUR, RULES) == expected


def test_without_ages_only_a_sources_word_makes_an_article_due():
    rules = replace(RULES, ages=())
    assert due_reason(PAGE, link(), NOON + DAY, rules) is None
    assert due_reason(PAGE, link("2026-11-21T12:00:00Z"), NOON + DAY, rules) == "modified"


@pytest.mark.parametrize(
    ("ahead", "known", "modified", "expected"),
    [
        (400 * DAY, "2026-11-19", "2026-11-20T13:00:00Z", "modified"),
        (400 * DAY, "2026-11-19", "2026-11-19", None),
        (400 * DAY, "2026-11-19", None, None),
        (HOUR, "2026-11-19", "2026-11-20T11:00:00Z", None),  # the clocks of two machines
    ],
)
def test_a_look_that_a_wrong_clock_dates_hides_no_change(ahead, known, modified, expected):
    page = replace(OLD, checked_at=NOON + ahead, link_modified=known)
    assert due_reason(page, link(modified), NOON, RULES) == expected


def test_a_page_that_failed_under_a_wrong_clock_is_requested():
    page = replace(OLD, checked_at=NOON + 400 * DAY, failures=4)
    assert due_reason(page, link(), NOON, RULES) == "retry"


@pytest.mark.parametrize(
    ("known", "modified", "expected"),
    [
        (None, "2026-11-20T12:00:01Z", "modified"),
        (None, "2026-11-20T11:59:59Z", None),
        ("2026-11-21T09:00:00Z", "2026-11-21T09:00:00Z", None),  # a clock ahead, or the page's own, is said once
        ("2026-11-20", "2026-11-20", None),
        (None, "2026-11-20", "modified"),  # may have been in the evening
        ("2026-11-20", "2026-11-21", "modified"),
        (None, "yesterday", None),
    ],
)
def test_a_date_of_change_counts_when_it_is_another_one_and_later_than_the_last_look(known, modified, expected):
    assert due_reason(replace(OLD, link_modified=known), link(modified), NOON + DAY, RULES) == expected


@pytest.mark.parametrize(
    ("failures", "hours", "expected"),
    [
        (1, 0, "retry"),
        (2, 0, "retry"),
        (3, 0.9, None),
        (3, 1, "retry"),
        (4, 1.5, None),
        (4, 2, "retry"),
        (10, 24, "retry"),
    ],
)
def test_what_could_not_be_had_is_asked_for_ever_more_seldom(failures, hours, expected):
    page = replace(OLD, outcome="timeout", failures=failures)
    assert due_reason(page, link(), NOON + hours * HOUR, RULES) == expected


def test_what_could_not_be_had_is_asked_for_at_once_when_its_source_dates_a_change():
    page = replace(OLD, outcome="timeout", failures=5)
    assert due_reason(page, link("2026-11-20T12:05:00Z"), NOON + HOUR / 4, RULES) == "retry"
    assert due_reason(page, link("2026-11-20T11:00:00Z"), NOON + HOUR / 4, RULES) is None


def test_what_no_source_lists_is_given_up_in_the_end():
    page = replace(OLD, outcome="timeout", failures=11)
    assert due_reason(page, None, NOON + 9 * DAY, RULES) is None
    assert due_reason(page, link(), NOON + 9 * DAY, RULES) == "retry"


def test_what_is_missing_is_asked_for_when_its_time_is_up():
    page = replace(OLD, outcome="http_404", missing_since=NOON)
    assert due_reason(page, link("2026-11-20"), NOON + 0.9 * HOUR, RULES) == "modified"
    page.link_modified = "2026-11-20"
    assert due_reason(page, link("2026-11-20"), NOON + 0.9 * HOUR, RULES) is None
    assert due_reason(page, None, NOON + HOUR, RULES) == "missing"


def test_what_was_taken_back_and_is_still_listed_is_asked_for_once_a_day():
    page = replace(OLD, outcome=CANCELED)
    assert due_reason(page, link(), NOON + 0.9 * DAY, RULES) is None
    assert due_reason(page, link(), NOON + DAY, RULES) == "relisted"
    assert due_reason(page, None, NOON + 9 * DAY, RULES) is None


def test_what_was_no_article_may_be_one_to_another_newsbot():
    page = replace(OLD, outcome="listing", article_id=None)
    assert due_reason(page, link(), NOON + DAY, RULES) is None
    assert due_reason(replace(page, extractor_version="0"), link(), NOON + DAY, RULES) == "reread"


def test_what_was_too_old_is_wanted_by_a_crawl_that_goes_farther_back():
    page = replace(OLD, outcome=BEFORE_SINCE, article_id=None)
    assert due_reason(page, link(), NOON, replace(RULES, since=NOON - 90 * DAY)) is None
    assert due_reason(page, link(), NOON, replace(RULES, since=NOON - 110 * DAY)) == "reread"
    assert due_reason(page, link(), NOON, RULES) == "reread"


def test_what_is_not_there_is_asked_for_a_few_times_and_then_when_its_source_dates_a_change():
    page = replace(OLD, outcome="http_404", article_id=None, failures=3)
    assert due_reason(page, link(), NOON + DAY, RULES) == "retry"
    page.failures = 4
    assert due_reason(page, link(), NOON + 9 * DAY, RULES) is None
    assert due_reason(page, link("2026-11-25"), NOON + 9 * DAY, RULES) == "modified"


def test_a_date_at_the_end_of_the_calendar_breaks_nothing():
    page = replace(PAGE, published_at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    assert due_reason(page, link("9999-12-31T23:59:59Z"), NOON + DAY, RULES) is None


ages = st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), max_size=5).map(sorted).map(tuple)


@given(ages, st.timedeltas(timedelta(0), timedelta(days=900)), st.timedeltas(timedelta(0), timedelta(days=900)))
def test_a_page_that_was_just_looked_at_is_not_due_by_its_age(ages, age, later):
    now = NOON + age
    page = replace(PAGE, checked_at=now)
    assert due_reason(page, None, now, replace(RULES, ages=ages)) is None
    reason = due_reason(page, None, now + later, replace(RULES, ages=ages))
    assert (reason == "age") == any(age < look <= age + later for look in ages)
