"""Which sources a crawl polls, and when a site is due again: decided by what arrived, within limits."""

from datetime import UTC, datetime, timedelta

import pytest

from newsbot.crawl.rhythm import decode_rhythm
from newsbot.crawl.site_polls import SitePolls
from newsbot.items import Article, Discovery
from newsbot.schedule import PollRules, RevisitRules, back_off, next_look
from newsbot.sites import Bounds
from newsbot.state.states import PageState, SiteSchedule, SourceSchedule

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RULES = PollRules(10 * MINUTE, 2 * MINUTE, DAY)
LOOKS = RevisitRules((HOUR, 6 * HOUR), HOUR)
FEED, MAP = "https://a.example/feed", "https://a.example/sitemap.xml"


class Known:
    """A state that knows the rows that it was given."""

    def __init__(self, site=None, *sources):
        self.site, self.rows = site, {source.url: source for source in sources}

    def schedules(self, sites):
        return {"a.example": self.site} if self.site else {}

    def source_schedules(self, site):
        return self.rows


def polls(known=None, *, now=NOON, rules=RULES, only_due=True):
    found = SitePolls(known or Known(), "a.example", rules, now, only_due=only_due)
    found.load()
    return found


def row(url=FEED, *, wait=HOUR, ago=HOUR, **values):
    return SourceSchedule(url, "a.example", NOON - ago, NOON - ago + wait, **values)


def article(source=FEED, published=NOON - HOUR, precision="second", modified=None):
    return Article(
        id="0" * 32,
        url="https://a.example/1",
        discovery=Discovery("feed", source) if source else None,
        datePublished=published.isoformat() if published else None,
        datePublishedPrecision=precision,
        dateModified=modified.isoformat() if modified else None,
    )


def concluded(found, *, problem=None, aging=(), after=MINUTE):
    site, sources = found.conclude(found.now + after, problem, aging, LOOKS)
    return site, {source.url: source for source in sources}


def test_every_source_is_asked_when_nothing_is_known_or_a_user_asks():
    assert polls().is_due(FEED)
    known = Known(None, row(wait=10 * HOUR))
    assert not polls(known).is_due(FEED)
    assert polls(known, only_due=False).is_due(FEED)


def crawls_that_ask(*answers):
    """Whether each crawl, as the user asks for one every hour, asks a source that answers so: None is a good answer."""
    asked, known = [], None
    for number, reason in enumerate(answers):
        found = polls(Known(None, known) if known else None, now=NOON + number * HOUR, only_due=False)
        asked.append(found.is_due(FEED))
        if asked[-1]:
            found.note_asked(FEED)
            if reason:
                found.note_failed(FEED, reason)
            known = concluded(found)[1][FEED]
    return asked


def test_a_source_that_was_never_there_is_asked_twice_and_then_before_a_day_is_over():
    asked = crawls_that_ask(*["http_404"] * 27)
    assert asked == [True, True, *[False] * 17, True, *[False] * 7]


@pytest.mark.parametrize("reason", ["timeout", "http_503", "http_403"])
def test_a_source_that_can_not_be_had_for_now_is_asked_by_every_crawl_of_a_user(reason):
    assert all(crawls_that_ask(*[reason] * 5))


def test_a_source_that_was_there_once_is_asked_by_every_crawl_of_a_user():
    assert all(crawls_that_ask(None, *["http_404"] * 5))


def test_a_source_that_is_nearly_due_is_asked_with_the_others():
    known = Known(None, row(wait=75 * MINUTE), row(MAP, wait=3 * HOUR))
    found = polls(known)
    assert found.is_due(FEED)
    assert not found.is_due(MAP)


def test_a_source_is_never_asked_sooner_than_its_bound_allows():
    known = Known(None, row(wait=60 * MINUTE, ago=50 * MINUTE))
    assert polls(known).is_due(FEED)
    assert not polls(known, rules=RULES.within(Bounds(60 * MINUTE))).is_due(FEED)
    assert polls(Known(None, row(wait=60 * MINUTE)), rules=RULES.within(Bounds(90 * MINUTE))).is_due(FEED)


def test_what_came_makes_a_source_due_sooner():
    quiet, busy = polls(), polls()
    for found in (quiet, busy):
        found.note_asked(FEED)
    for number in range(40):
        busy.note_article(article(published=NOON - DAY + number * DAY / 40), is_new=True)
    (_, quiet_rows), (_, busy_rows) = concluded(quiet), concluded(busy)
    assert busy_rows[FEED].next_due < quiet_rows[FEED].next_due
    assert busy_rows[FEED].per_day > 20


def test_an_article_counts_for_the_source_that_brought_it():
    found = polls()
    found.note_asked(FEED)
    found.note_asked(MAP)
    for number in range(40):
        found.note_article(article(published=NOON - DAY + number * DAY / 40), is_new=True)
    found.note_article(article(source=None), is_new=False)
    _, rows = concluded(found)
    assert rows[MAP].per_day < rows[FEED].per_day / 2
    assert rows[MAP].next_due > rows[FEED].next_due


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"published": None}, True),
        ({"precision": "day"}, True),
        ({"published": NOON - 3 * DAY}, False),
    ],
)
def test_what_was_published_long_ago_is_no_news(values, counts):
    before = polls()
    before.note_asked(FEED)
    _, rows = concluded(before)
    found = polls(Known(None, rows[FEED]), now=NOON + HOUR)
    found.note_asked(FEED)
    found.note_article(article(**values), is_new=True)
    assert bool(found.came) is counts


def test_the_site_is_due_with_its_first_source_but_not_for_one_that_it_names_no_more():
    gone, rare = row("https://a.example/old", wait=HOUR / 2), row(MAP, wait=90 * MINUTE)
    found = polls(Known(None, gone, rare))
    found.note_asked(FEED)
    site, rows = concluded(found)
    assert site.next_due == min(rows[FEED].next_due, rare.next_due)
    assert site.next_due > NOON
    assert (site.started_at, site.failures, site.problem) == (NOON, 0, None)


def test_a_look_at_an_article_makes_its_site_due_but_one_that_was_missed_does_not():
    page = PageState("https://a.example/1", "a.example", "article", NOON, "0" * 32, published_at=NOON - 30 * MINUTE)
    assert next_look(page, LOOKS) == NOON - 30 * MINUTE + 1.5 * HOUR
    rules = PollRules(600 * MINUTE, 2 * MINUTE, DAY)
    found = polls(rules=rules)
    found.note_asked(FEED)
    site, _ = concluded(found, aging=[page])
    assert site.next_due == NOON + HOUR
    found = polls(rules=rules)
    found.note_asked(FEED)
    page.published_at = page.checked_at = NOON - 4 * HOUR
    assert concluded(found, aging=[page])[0].next_due > NOON + HOUR


@pytest.mark.parametrize(
    "change",
    [
        {"article_id": None},
        {"published_at": None},
        {"outcome": "canceled"},
        {"failures": 1},
        {"checked_at": NOON + DAY},
    ],
)
def test_a_page_that_is_looked_at_for_other_reasons_makes_nothing_due(change):
    page = PageState("https://a.example/1", "a.example", "article", NOON, "0" * 32, published_at=NOON)
    for name, value in change.items():
        setattr(page, name, value)
    assert next_look(page, LOOKS) is None


def test_a_source_that_fails_rests_ever_longer_and_one_that_is_not_there_longest():
    waits = []
    known = None
    for _ in range(12):
        found = polls(Known(None, known) if known else None)
        found.note_asked(FEED)
        found.note_failed(FEED, "timeout")
        known = concluded(found)[1][FEED]
        waits.append(known.next_due - NOON)
    assert waits == sorted(waits)
    assert waits[0] < 2 * HOUR
    assert waits[-1] == DAY * 0.95
    assert (known.failures, known.problem) == (12, "timeout")
    found = polls(Known(None, known))
    assert found.absence(FEED) == "timeout"
    found.note_asked(FEED)
    found.note_failed(FEED, "http_404")
    assert concluded(found)[1][FEED].next_due == NOON + DAY * 0.95
    found = polls(Known(None, known))
    found.note_asked(FEED)
    rested = concluded(found)[1][FEED]
    assert (rested.failures, rested.problem) == (0, None)
    assert rested.next_due < NOON + DAY / 2


def test_a_site_that_gives_nothing_rests_ever_longer():
    before = SiteSchedule("a.example", NOON - HOUR, NOON, failures=2, problem="It was away.")
    found = polls(Known(before))
    site, _ = concluded(found, problem="It is away.")
    assert (site.failures, site.problem) == (3, "It is away.")
    assert site.next_due == NOON + MINUTE + 20 * MINUTE
    assert back_off(1, RULES) == 5 * MINUTE
    assert back_off(500, RULES) == DAY


def test_a_crawl_that_was_stopped_goes_on_soon_and_one_that_broke_rests():
    before = SiteSchedule("a.example", NOON - HOUR, NOON, failures=2)
    stopped = polls(Known(before)).cut_off(NOON, None)
    assert (stopped.next_due, stopped.failures) == (NOON + 2 * MINUTE, 2)
    broken = polls(Known(before)).cut_off(NOON, "The disk is full.")
    assert (broken.next_due, broken.failures, broken.problem) == (NOON + 20 * MINUTE, 3, "The disk is full.")


@pytest.mark.parametrize("minutes", [1, 7, 90, 3_000])
def test_bounds_hold_whatever_came(minutes):
    bounds = Bounds(minutes * MINUTE, 2 * minutes * MINUTE)
    found = polls(rules=RULES.within(bounds))
    found.note_asked(FEED)
    for number in range(300):
        found.note_article(article(published=NOON - number * MINUTE), is_new=True)
    site, rows = concluded(found)
    assert minutes * MINUTE <= site.next_due - site.checked_at <= 2 * minutes * MINUTE
    assert rows[FEED].next_due - NOON >= minutes * MINUTE


def test_one_bound_of_a_site_goes_before_both_of_the_deployment():
    assert RULES.within(Bounds(longest=MINUTE)) == PollRules(10 * MINUTE, MINUTE, MINUTE)
    assert RULES.within(Bounds(shortest=2 * DAY)) == PollRules(10 * MINUTE, 2 * DAY, 2 * DAY)
    assert RULES.within(Bounds()) == RULES


@pytest.mark.parametrize(
    ("articles", "dates", "is_known"), [(9, 9, False), (10, 10, True), (100, 98, True), (100, 97, False), (0, 0, False)]
)
def test_whether_a_site_dates_its_articles_is_known_from_enough_of_them(articles, dates, is_known):
    found = polls()
    found.before = SiteSchedule("a.example", NOON - HOUR, NOON, tallies={"articles": articles / 2, "dates": dates / 2})
    found.tallies = {"articles": articles / 2, "dates": dates / 2}
    assert found.dates_articles is is_known


def test_a_site_with_many_pages_without_a_date_does_not_date_its_articles():
    found = polls()
    found.tallies = {"articles": 12, "dates": 12}
    known = []
    for _ in range(5):
        known.append(found.dates_articles)
        found.note_undated()
    assert known == [True, True, True, True, False]
    assert found.conclude(NOON, None, [], LOOKS)[0].tallies["undated"] == 5


def test_tallies_fade_as_articles_come():
    before = SiteSchedule("a.example", NOON - HOUR, NOON, tallies={"articles": 100.0, "pages": 400.0})
    found = polls(Known(before))
    found.note_asked(FEED)
    for _ in range(100):
        found.note_page()
        found.note_article(article(), is_new=True)
    tallies = concluded(found)[0].tallies
    assert tallies["articles"] == 150
    assert tallies["pages"] == 300
    assert (tallies["bylines"], tallies["dates"]) == (0, 100)


def test_the_rhythm_goes_on_from_look_to_look():
    found = polls()
    found.note_asked(FEED)
    _, rows = concluded(found)
    again = polls(Known(None, rows[FEED]), now=NOON + HOUR)
    again.note_asked(FEED)
    _, rows = concluded(again)
    assert decode_rhythm(rows[FEED].rhythm).seen_until == (NOON + HOUR).timestamp()
