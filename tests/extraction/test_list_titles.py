"""Titles and addresses of lists, and headlines that only begin like one."""

import pytest

from newsbot.extraction.kinds.list_titles import names_list
from newsbot.url_shapes import is_page_of_list, listed_name

SITE = "https://example.com"


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ('8 posts tagged with "budget" | The Daily', "/tags/budget"),
        ("Entries tagged “roads”", "/x/roads"),
        ("copyrighteous: Items from June 2026", "/archive/2026/06/"),
        ("The Daily - Articles by Jane Doe", "/author/jane-doe.html"),
        ("Posts in Metro", "/blog/category/metro/"),
        ("Category: Sport – The Daily", "/sport"),
        ("Kategorie: Sport", "/sport"),
        ("Kategorie: Sport", "/?p=12345"),
        ("Kategorie: Essen und Trinken", "/essen-und-trinken"),
        ("Метка: бюджет", "/b"),
        ("タグ：予算", "/b"),
        ("Beiträge mit dem Schlagwort „Haushalt“", "/b"),
        ("The Daily - technology", "/category/technology.html"),
        ("Jane van Doe", "/author/jane-van-doe/page/2"),
        ("Whatever it says", "/page/2/"),
        ("Whatever it says", "/sport/page/3"),
    ],
)
def test_lists_call_themselves_so(title: str, path: str) -> None:
    assert names_list([title], SITE + path)


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Articles by unknown monks found in the abbey", "/2026/11/articles-by-unknown-monks"),
        ("Stories in stone", "/culture/stories-in-stone"),
        ("Posts on the border are to be manned again", "/world/posts-on-the-border"),
        ("Tagged whales come back", "/science/tagged-whales-come-back"),
        ("Council votes on the budget", "/topics/council-votes-on-the-budget"),
        ("Why floods close the road", "/page/why-floods-close-the-road"),
        ("Floods", "/news/floods"),
        ("Floods close the valley road | Category: News", "/floods-close-the-valley-road.html"),
        ("Floods close the road | Tag: roads", "/news/floods-close-road-12345.html"),
        ("Archives: the secret letters of a queen", "/history/archives-the-secret-letters-of-a-queen"),
        ("Archiv: Als die Mauer fiel", "/politik/2026/11/als-die-mauer-fiel"),
        ("5 articles tagged with GPS found at sea", "/world/5-articles-tagged-with-gps-found-at-sea"),
        ("Floods close the valley road", "/2026/11/floods-close-the-valley-road/page/2"),
    ],
)
def test_headlines_that_begin_like_one_are_none(title: str, path: str) -> None:
    assert not names_list([title], SITE + path)


def test_an_address_says_what_its_list_is_of() -> None:
    paths = ("/tag/town-hall.html", "/author/jane-van-doe/page/2", "/tag", "/page/about-us", "/topics/a-vote-on-roads")
    assert [listed_name(SITE + path) for path in paths] == ["town hall", "jane van doe", "", "", ""]
    pages = ("/page/2", "/de/sport/page/12/", "/page", "/2026/page/2", "/page/2026-11", "")
    assert [is_page_of_list(SITE + path) for path in pages] == [True, True, False, False, False, False]
