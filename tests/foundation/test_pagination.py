"""Which link continues an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.pagination import next_page

SITE = "https://example.com"


@pytest.mark.parametrize(
    ("url", "href", "number"),
    [
        ("/floods", "/floods/2", 1),
        ("/floods/", "/floods/2/", 1),
        ("/floods", "/floods/page/2", 1),
        ("/floods/", "/floods/page/2/", 1),
        ("/floods", "/floods?page=2", 1),
        ("/floods?id=7", "/floods?id=7&page=2", 1),
        ("/floods?id=7", "/floods?p=2&id=7", 1),
        ("/floods.html", "/floods-2.html", 1),
        ("/floods.html", "/floods,2.html", 1),
        ("/floods.html", "/floods_2.html", 1),
        ("/floods.html", "/floods-page-2.html", 1),
        ("/floods.html", "/floods-seite-2.html", 1),
        ("/floods", "?page=2", 1),
        ("/floods/2", "/floods/3", 2),
        ("/floods/page/2/", "/floods/page/3/", 2),
        ("/floods?page=2", "/floods?page=3", 2),
        ("/floods-2.html", "floods-3.html", 2),
        ("/top-10", "/top-10/2", 1),
        ("/floods", "https://EXAMPLE.com/floods/2#top", 1),
    ],
)
def test_address_with_the_next_page_number_carries_on(url, href, number):
    found = next_page(SITE + url, [("/", "Home"), ("/about", "About us"), (href, "Continue")], number)
    assert found is not None
    assert found.startswith(SITE + "/floods" if "floods" in url else SITE + "/top-10/2")


@pytest.mark.parametrize(
    ("url", "href", "number"),
    [
        ("/floods", "/drought", 1),
        ("/floods", "/floods-part-two", 1),
        ("/story-1234", "/story-1235", 1),
        ("/news/12", "/news/13", 1),
        ("/floods", "/floods-2", 1),  # WordPress tells articles of one title apart so
        ("/floods", "/floods/3", 1),
        ("/floods/2", "/floods/2", 2),
        ("/floods/2", "/floods/1", 2),
        ("/floods/2", "/floods/4", 2),
        ("/floods?id=1", "/floods?id=2", 1),
        ("/floods?id=7", "/floods?page=2", 1),
        ("/floods?id=7", "/floods?id=8&page=2", 1),
        ("/floods", "https://other.example/floods/2", 1),
        ("/floods", "/archive/floods/2", 1),
        ("/floods", "/floods/2026", 1),
        ("/floods", "/floods/comments-page-2", 1),
        ("/floods", "javascript:next(2)", 1),
        ("/floods", "", 1),
        ("/floods", "http://[broken", 1),
        ("/floods", "mailto:2@example.com", 1),
        ("/floods/50", "/floods/51", 50),
    ],
)
def test_next_article_and_other_numbers_do_not(url, href, number):
    assert next_page(SITE + url, [(href, "2")], number, [href]) is None


def test_no_links_no_next_page():
    assert next_page(SITE + "/floods", []) is None


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("/story/1", "/story/2"),
        ("/story/1/", "/story/2/"),
        ("/story/1.html", "/story/2.html"),
        ("/story-1.html", "/story-2.html"),
        ("/story_1", "/story_2"),
        ("/story,1.html", "/story,2.html"),
        ("/?p=1", "/?p=2"),
    ],
)
@pytest.mark.parametrize(
    ("text", "is_stated", "expected"),
    [
        ("Market opens after ten years", False, False),
        ("Next story", False, False),
        ("Next", False, False),
        ("", False, False),
        ("3", False, False),
        ("2 comments", False, False),
        ("2026", False, False),
        ("The bridge over the river opens after ten years", True, False),  # WordPress marks the next post so
        ("2", False, True),
        ("Page 2", False, True),
        ("[2]", False, True),
        (" 2 / 3 ", False, True),
        ("Seite 2 von 3", False, True),
        ("Página 2", False, True),
        ("第2页", False, True),
        ("2ページ", False, True),
        ("Next page »", False, True),
        ("NÄCHSTE SEITE", False, True),
        ("Next", True, True),
        ("›", True, True),
    ],
)
def test_numbered_story_carries_on_only_where_the_page_says_so(url, href, text, is_stated, expected):
    found = next_page(SITE + url, [("/", "Home"), (href, text)], 1, [href] if is_stated else [])
    assert found == (SITE + href if expected else None)


def test_a_page_that_is_called_by_a_title_too_is_an_article():
    links = [("/story/2", "2"), ("/story/2#top", "The bridge over the river opens again")]
    assert next_page(SITE + "/story/1", links) is None
    assert next_page(SITE + "/story/1", links[:1]) == SITE + "/story/2"


@pytest.mark.parametrize(
    ("url", "href"),
    [("/story?page=1", "/story?page=2"), ("/story/page/1/", "/story/page/2/"), ("/a-seite-1", "a-seite-2")],
)
def test_a_first_page_that_is_called_one_needs_no_more(url, href):
    assert next_page(SITE + url, [(href, "The second day of the floods in the valley")]) is not None


def test_a_link_without_a_text_may_be_marked_as_next():
    assert next_page(SITE + "/floods", [], 1, ["/floods/2"]) == SITE + "/floods/2"


_HREF = st.one_of(st.text(max_size=40), st.from_regex(r"(https?://[a-z\[\]:]{0,9})?/?[a-z0-9/?=&.,_-]{0,30}"))


@given(st.lists(st.tuples(_HREF, st.text(max_size=40))), st.lists(_HREF, max_size=3), st.integers(1, 60))
def test_any_links_give_an_address_of_this_site_or_none(links, stated, number):
    for url in ("/floods", "/floods/1"):
        found = next_page(SITE + url, links, number, stated)
        assert found is None or found.startswith(SITE + "/")


@pytest.mark.parametrize("host", ["https://example.com", "https://example.org:8080", "http://news.example.com"])
def test_same_link_from_the_root_stays_on_the_site_of_its_page(host):
    assert next_page(f"{host}/floods", [("/floods/2", "2")]) == f"{host}/floods/2"
    assert next_page(f"{host}/storms/", [("/floods/2", "2")]) is None
