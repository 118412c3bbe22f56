"""Which link carries an article on."""

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
    found = next_page(SITE + url, ["/", "/about", href], number)
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
    assert next_page(SITE + url, [href], number) is None


def test_no_links_no_next_page():
    assert next_page(SITE + "/floods", []) is None


@given(
    st.lists(st.one_of(st.text(max_size=40), st.from_regex(r"(https?://[a-z\[\]:]{0,9})?/?[a-z0-9/?=&.,_-]{0,30}"))),
    st.integers(1, 60),
)
def test_any_links_give_an_address_of_this_site_or_none(hrefs, number):
    found = next_page(SITE + "/floods", hrefs, number)
    assert found is None or found.startswith(SITE + "/")
