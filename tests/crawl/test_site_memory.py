"""What a crawl knows from earlier ones: sources that may be skipped, pages that are due, and never too little."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsbot import __version__
from newsbot.crawl.site_memory import Answer, SiteMemory, sitemap_key
from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.links import LinkBook
from newsbot.discovery.plan import Listed
from newsbot.items import Link
from newsbot.schedule import RevisitRules
from newsbot.sites import SOURCES
from newsbot.state.states import PageState
from newsbot.state.storage import open_storage

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = RevisitRules((HOUR, DAY), HOUR)
SITE = "news.example"
BASE = f"https://{SITE}"
SITEMAP = SourceRef(f"{BASE}/sitemap.xml", "sitemap")
LINKS = [Link(f"{BASE}/2026/11/story-{number}", "sitemap", SITEMAP.url, sitemap=SITEMAP.url) for number in range(3)]
CONTENTS = SourceContents(LINKS, [SourceRef(f"{BASE}/more.xml", "sitemap", 1, "2026-11-19")])
ANSWER = Answer("aa", '"tag"', "Fri, 20 Nov 2026 11:00:00 GMT")


@pytest.fixture
def storage(tmp_path):
    storage = open_storage(f"sqlite:///{tmp_path}/state.db")
    yield storage
    storage.close()


def memory(storage, now=NOON, wanted=SOURCES, **rules):
    found = SiteMemory(storage, SITE, replace(RULES, **rules), now, frozenset(wanted))
    found.load()
    return found


LISTED = Listed(len(LINKS), "sitemap")


def book(links, limit=100):
    found = LinkBook(limit)
    found.add(links)
    return found


def page(link, **more):
    known = PageState(link.url, SITE, "article", NOON, article_id="a" * 32, extractor_version=__version__)
    return replace(known, **{"published_at": NOON - 99 * DAY, **more})


def crawl(storage, links=LINKS, *, is_whole=True, wanted=SOURCES, **rules):
    """A crawl that read the sitemap and fetched these pages."""
    run = memory(storage, wanted=wanted, **rules)
    run.note_read(SITEMAP, CONTENTS, LISTED, ANSWER)
    run.asked.extend(due.url for due in run.rank(LINKS) if due.reason)
    storage.note_pages(page(link) for link in links)
    if is_whole:
        run.settle(book(LINKS))


def test_a_source_whose_pages_are_all_known_is_trusted_with_what_it_named(storage):
    crawl(storage)
    known = memory(storage).trusted(SITEMAP.url)
    assert (known.etag, known.last_modified, known.body_hash) == ('"tag"', ANSWER.last_modified, "aa")
    assert known.further == [(f"{BASE}/more.xml", "sitemap", 1, "2026-11-19")]


DATE = "Sun, 29 Nov 2026 10:00:00 GMT"


def test_an_etag_that_sources_have_for_several_bodies_says_nothing(storage):
    def validators_after(**answers):
        run = memory(storage)
        for name, (digest, etag) in answers.items():
            answer = Answer(digest, etag, DATE)
            run.note_read(SourceRef(f"{BASE}/{name}", "section"), SourceContents(), Listed(), answer)
        run.settle(book([]))
        return [memory(storage).validators(f"{BASE}/{name}") for name in answers]

    one, two, none = ('"1"', DATE), ('"2"', DATE), (None, DATE)
    assert validators_after(world=("aa", '"1"'), sport=("bb", '"2"')) == [one, two]
    assert validators_after(world=("aa", '"1"'), index=("aa", '"1"')) == [one, one], "one page at two addresses"
    assert validators_after(world=("aa", '"1"'), culture=("cc", '"1"')) == [none, none], "the date still tells"


def test_a_crawl_that_did_not_end_leaves_its_sources_to_be_read_again(storage):
    crawl(storage)
    crawl(storage, is_whole=False)
    assert memory(storage).trusted(SITEMAP.url) is None


def test_a_page_that_left_no_trace_keeps_its_source_from_being_trusted(storage):
    crawl(storage, LINKS[:2])
    assert memory(storage).trusted(SITEMAP.url) is None


def test_a_source_whose_links_were_not_wanted_is_read_again_by_a_crawl_that_wants_them(storage):
    crawl(storage, wanted={"news-sitemap"})
    assert memory(storage, wanted={"news-sitemap"}).trusted(SITEMAP.url)
    assert memory(storage).trusted(SITEMAP.url) is None
    crawl(storage)
    assert memory(storage, wanted={"feed", "sitemap"}).trusted(SITEMAP.url)


def test_a_list_of_which_a_page_could_not_be_read_is_read_again(storage):
    run = memory(storage)
    run.note_read(SITEMAP, CONTENTS, LISTED, ANSWER)
    run.settle(book(LINKS), {"sitemap"})
    assert memory(storage).trusted(SITEMAP.url) is None


def test_a_page_that_was_asked_for_and_left_no_new_trace_keeps_its_source_from_being_trusted(storage):
    storage.note_pages(page(link, checked_at=NOON - HOUR) for link in LINKS)
    crawl(storage, [])
    assert memory(storage).trusted(SITEMAP.url)
    run = memory(storage)
    run.note_read(SITEMAP, CONTENTS, LISTED, ANSWER)
    run.asked.append(LINKS[0].url)
    run.settle(book(LINKS))
    assert memory(storage).trusted(SITEMAP.url) is None


def test_a_source_that_a_limit_cut_is_trusted_by_crawls_with_no_wider_one(storage):
    run = memory(storage)
    run.limit = 20
    run.note_read(SITEMAP, CONTENTS, LISTED, ANSWER)
    run.settle(book(LINKS))
    trusted = {}
    for limit in (None, 10, 20, 21):
        again = memory(storage)
        again.limit = limit
        trusted[limit] = again.trusted(SITEMAP.url) is not None
    assert trusted == {None: False, 10: True, 20: True, 21: False}


def test_pages_remember_their_sitemap_while_the_crawl_goes_on(storage):
    links = [Link(f"{BASE}/{number}", "sitemap", SITEMAP.url, sitemap=SITEMAP.url) for number in range(1_200)]
    run, listed = memory(storage), book(links, 2_000)
    run.asked.extend(link.url for link in links)
    run.trace_some(listed)
    assert len(run.asked) == 1_200, "none of the first has left a trace"
    storage.note_pages(page(link) for link in links[:300])
    run.trace_some(listed)
    assert len(run.asked) == 900
    assert len(storage.listed_keys(sitemap_key(SITEMAP.url))) == 300
    storage.note_pages(page(link) for link in links[300:])
    assert run.settle(listed)
    assert len(storage.listed_keys(sitemap_key(SITEMAP.url))) == 1_200


@pytest.mark.parametrize(("then", "now", "is_trusted"), [(7, 7, True), (7, 3, True), (7, 30, False), (7, None, False)])
def test_a_source_read_back_to_a_day_is_trusted_by_crawls_that_go_no_farther(storage, then, now, is_trusted):
    crawl(storage, since=NOON - then * DAY)
    since = None if now is None else NOON - now * DAY
    assert (memory(storage, since=since).trusted(SITEMAP.url) is not None) is is_trusted


def test_new_links_are_due_and_known_ones_are_not(storage):
    crawl(storage)
    new = Link(f"{BASE}/2026/11/new-story", "sitemap", SITEMAP.url)
    run = memory(storage)
    assert [(due.url, due.reason) for due in run.rank([new, *LINKS])] == [
        (new.url, "new"),
        *((link.url, None) for link in LINKS),
    ]
    assert not run.knows_all([new, *LINKS])
    assert run.knows_all(LINKS)
    assert not run.knows_all([])


def test_an_article_that_left_its_sitemap_is_due_until_it_was_asked_for(storage):
    crawl(storage)
    run = memory(storage)
    (gone,) = run.vanished([SITEMAP.url], book(LINKS[1:]))
    assert (gone.url, gone.reason, gone.page.sitemap) == (LINKS[0].url, "vanished", "")
    storage.note_pages([gone.page])
    assert list(run.vanished([SITEMAP.url], book(LINKS[1:]))) == []


def test_articles_come_up_by_their_age_whatever_lists_them(storage):
    young = page(LINKS[0], published_at=NOON - HOUR / 2)
    failed = page(LINKS[1], article_id=None, outcome="timeout", failures=1, published_at=None)
    storage.note_pages([young, failed, page(LINKS[2])])
    due = {due.url: due.reason for due in memory(storage, NOON + HOUR).aged({})}
    assert due == {LINKS[0].url: "age", LINKS[1].url: "retry"}
    assert memory(storage, NOON + HOUR).aged(book(LINKS)) == []
    assert [due.url for due in memory(storage, NOON + HOUR, since=NOON).aged({})] == [LINKS[1].url]


def test_validators_are_those_of_an_answer_that_this_newsbot_read(storage):
    storage.note_pages([page(LINKS[0], etag='"a"'), page(LINKS[1], etag='"b"', extractor_version="0")])
    moved = [replace(link, modified="2026-11-21T00:00:00Z") for link in LINKS[:2]]
    first, second = memory(storage, NOON + DAY).rank(moved)
    assert (first.validators, second.validators) == (('"a"', None), None)


def rolling(first, count=600):
    """The entries of a sitemap of the newest articles, an hour apart; higher numbers are newer."""
    return [
        Link(
            f"{BASE}/2026/story-{number}",
            "sitemap",
            SITEMAP.url,
            modified=(NOON - 99 * DAY + number * HOUR).isoformat(),
            sitemap=SITEMAP.url,
        )
        for number in range(first, first + count)
    ]


def crawl_of(storage, links):
    run = memory(storage)
    run.note_read(SITEMAP, SourceContents(), Listed(len(links), "sitemap"), ANSWER)
    run.asked.extend(due.url for due in run.rank(links) if due.reason)
    storage.note_pages(page(link, link_modified=link.modified) for link in links)
    run.settle(book(links, 9_999))
    return run


def test_what_newer_articles_push_out_of_a_full_sitemap_is_not_taken_for_gone(storage):
    crawl_of(storage, rolling(0))
    run = crawl_of(storage, rolling(50))
    assert list(run.vanished([SITEMAP.url], book(rolling(50), 9_999))) == []
    assert storage.pages(storage.listed_keys(sitemap_key(SITEMAP.url)))[0].sitemap
    assert len(storage.listed_keys(sitemap_key(SITEMAP.url))) == 600


@pytest.mark.parametrize("left", [rolling(50, 549), [*rolling(50, 300), *rolling(351, 300)]])
def test_what_leaves_a_sitemap_that_became_shorter_or_leaves_its_midst_is_asked_for(storage, left):
    crawl_of(storage, rolling(0))
    run = crawl_of(storage, left)
    gone = {due.url for due in run.vanished([SITEMAP.url], book(left, 9_999))}
    assert f"{BASE}/2026/story-{0 if len(left) < 600 else 350}" in gone
