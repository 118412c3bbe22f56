"""The links of a site: each article once, in the order of fetching, however many there are."""

import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.discovery.links import LinkBook, chunks
from newsbot.exceptions import StorageError
from newsbot.items import Link
from newsbot.urls import article_key, key_digest

SITE = "https://example.com"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def link(name, method="sitemap", **fields):
    return Link(f"{SITE}/{name}", method, f"{SITE}/source", **fields)


def book(*links, limit=10_000):
    found = LinkBook(limit)
    found.add(links)
    return found


def names(links):
    return [found.url.rsplit("/", 1)[1] for found in links]


def test_links_come_newest_first_those_without_a_date_last_and_as_their_sources_have_them():
    found = book(
        link("a"), link("b", modified="2026-11-19"), link("c", published="2026-11-20"), link("d", published="soon")
    )
    assert names(found.newest()) == ["c", "b", "a", "d"]


def test_an_article_is_one_link_with_what_the_more_trusted_source_says_first():
    found = book(
        link("a?utm_source=x", title="Map", modified="2026-11-18"), link("a/", "feed", title="Feed"), link("b")
    )
    assert len(found) == 2
    assert list(found.of([f"{SITE}/a"])) == [
        link("a/", "feed", title="Feed", modified="2026-11-18", modified_by="sitemap")
    ]


@pytest.mark.parametrize("variant", ["a/amp", "amp/a", "a?amp=1", "a?outputType=amp", "a/print"])
def test_of_the_forms_of_a_page_the_plain_one_is_asked_for_whoever_lists_it(variant):
    for links in [(link(variant, "feed"), link("a", title="A")), (link("a", title="A"), link(variant, "feed"))]:
        (found,) = book(*links).newest()
        assert (found.url, found.method, found.title) == (f"{SITE}/a", "feed", "A")


def test_news_is_what_no_source_had_said_before():
    found = book(link("a"), link("b", title="B"))
    assert found.add([link("a"), link("b")]).news == 0
    assert found.add([link("a", title="A"), link("c")]).news == 2
    assert found.add([link("a", "wp-rest", post=7), link("b", "wp-rest")]).news == 2
    assert found.add([link("a", "wp-rest", post=7), link("b", "wp-rest")]).news == 0
    assert found.add([link("b", "section", author="Ann Lee")]).news == 0, "sections are read for other articles"


def test_what_is_older_than_the_crawl_goes_back_is_left_out_and_stays_listed():
    found = book(link("old", modified="2026-11-18"), link("new", modified="2026-11-20"), link("undated"))
    assert names(found.newest(NOON)) == ["new", "undated"]
    assert found.count_before(NOON) == 1
    assert article_key(f"{SITE}/old") in found
    assert article_key(f"{SITE}/older") not in found


def test_beyond_the_limit_only_what_is_known_is_taken():
    found = book(link("a"), link("b"), limit=2)
    assert found.add([link("c"), link("a", "feed", title="Told"), link("d")]).refused == 2
    assert [told.title for told in found.of([f"{SITE}/a"])] == ["Told"]
    assert len(found) == 2


def test_keys_that_no_source_lists_are_told_apart():
    keys = [key_digest(article_key(f"{SITE}/{name}")) for name in "abc"]
    assert list(book(link("a"), link("c")).unlisted(keys)) == [keys[1]]


def test_addresses_of_sure_sources_are_given_in_their_order():
    found = book(link("a"), link("b", "feed"), link("c", "wp-rest"), link("d", "feed"))
    assert [url.rsplit("/", 1)[1] for url in found.urls(("feed", "wp-rest"), 2)] == ["b", "c"]


def test_nothing_is_read_before_it_is_asked_for():
    found = book(*(link(str(number), modified=(NOON - timedelta(hours=number)).isoformat()) for number in range(2_000)))
    assert names(islice(found.newest(), 3)) == ["0", "1", "2"]
    taken = []
    assert next(chunks((taken.append(number) or number for number in range(9)), 2)) == [0, 1]
    assert len(taken) == 2


def test_a_file_that_can_not_be_used_is_told_in_one_sentence():
    found = book(link("a"))
    found.close()
    with pytest.raises(StorageError, match="temporary file"):
        found.add([link("b")])


DATES = st.sampled_from([None, "", "soon", "2026-11-19", "2026-11-20T10:00:00+14:00", "9999-12-31T23:59:59-14:00"])
LINKS = st.builds(
    Link,
    st.sampled_from([f"{SITE}/{name}" for name in ("a", "a/", "a?utm_id=1", "b", "c", "d?x=1")]),
    st.sampled_from(["sitemap", "news-sitemap", "feed", "wp-rest", "section"]),
    st.just(f"{SITE}/source"),
    DATES,
    DATES,
    st.sampled_from([None, "A title"]),
)


@examples(60)
@given(st.lists(LINKS, max_size=12), st.integers(1, 4))
def test_any_links_come_out_once_each_however_they_came_in(links, size):
    found = LinkBook(3)
    refused = sum(found.add(some).refused for some in chunks(links, size))
    newest = list(found.newest())
    keys = [article_key(told.url) for told in newest]
    assert len(keys) == len(set(keys)) == len(found) <= 3
    assert set(keys) <= {article_key(told.url) for told in links}
    assert refused <= len(links)
    assert all(key in found for key in keys)


@pytest.fixture
def hasty():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_sources_that_are_read_at_the_same_time_lose_nothing_of_one_another():
    urls = [f"https://news.example/2026/11/story-{number}" for number in range(1_500)]
    with closing(LinkBook(10_000)) as book_of_all:
        sources = [
            [Link(url, "sitemap", "https://news.example/sitemap.xml") for url in urls[:1_000]],
            [Link(url, "wp-rest", "https://news.example/api", modified="2026-11-29T10:00:00Z") for url in urls[:1_000]],
            [Link(url, "feed", "https://news.example/feed/", title="Title") for url in urls[500:]],
        ]
        threads = [threading.Thread(target=book_of_all.add, args=(links,)) for links in sources]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = {one.url: one for one in book_of_all.newest()}
        assert set(found) == set(urls)
        assert len(book_of_all) == len(urls)
        assert all(found[url].modified for url in urls[:1_000])
        assert all(found[url].title for url in urls[500:])
