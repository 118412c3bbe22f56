"""Titles as a reader sees them, and where on the page authors and dates are the article's."""

import pytest
from visible_pages import TEXT, TITLE, URL, authors, dates, page

from newsbot.extraction.blocks import walk_blocks
from newsbot.extraction.document import parse_document
from newsbot.extraction.visible import visible_titles


@pytest.mark.parametrize(
    ("html", "titles"),
    [
        (f"<h1>{TITLE}</h1>", [TITLE]),
        (f"<header><h1>Example Times</h1></header><h1>{TITLE}</h1>", ["Example Times", TITLE]),
        (f"<nav><h1>Menu</h1></nav><h1>{TITLE}</h1><footer><h1>About</h1></footer>", [TITLE]),
        (f"<h1 hidden>Sections</h1><h1>{TITLE}</h1><aside><h1>Popular</h1></aside>", [TITLE]),
        (f"<h1>{TITLE}</h1><h1>Read more</h1>", [TITLE]),
        (f"<nav><h1>{TITLE}</h1></nav>", [TITLE]),
        ("<h2>No title</h2>", []),
        ("<h1>" + "word " * 100 + "</h1>", []),
        ("<h1>a</h1>" * 20, ["a"] * 4),
    ],
)
def test_titles_are_the_h1s_of_the_main_part(html, titles):
    assert visible_titles(walk_blocks(parse_document(html, URL).tree)) == titles


@pytest.mark.parametrize("href", ["/", "https://example.com", "https://example.com/", "//example.com/", "/index.html"])
def test_h1_that_leads_to_the_front_page_is_the_sites_name(href):
    html = f"<h1><a href={href}>The Valley Paper</a></h1><h2>{TITLE}</h2>{TEXT}"
    assert visible_titles(walk_blocks(parse_document(html, URL).tree)) == []


@pytest.mark.parametrize("href", ["''", "#top", "/2026/11/floods", "?page=2"])
def test_h1_that_leads_elsewhere_is_a_title(href):
    html = f"<h1><a href={href}>{TITLE}</a></h1>{TEXT}"
    assert visible_titles(walk_blocks(parse_document(html, URL).tree)) == [TITLE]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="dialog-off-canvas-main-canvas">{}</div>',
        "<form method=post>{}</form>",
        '<div class="elementor-widget">{}</div>',
    ],
)
def test_what_holds_the_body_as_well_is_no_other_place(around):
    html = around.format(page(before="<p class=byline>By Jane Doe</p><p class=date>20 November 2026</p>"))
    assert [value for value, _, _ in authors(html)] == ["By Jane Doe"]
    assert dates(html)[0][-1] == "20 November 2026"


def test_footer_that_holds_the_meta_data_of_an_article_names_its_author():
    line = "<footer class=node__meta><p class=node__submitted>By <b>Jane Doe</b>, 20 November 2026</p></footer>"
    assert [value for value, _, _ in authors(page(before=line))] == ["By Jane Doe, 20 November 2026"]
    assert dates(page(before=line))[0] == ["By Jane Doe, 20 November 2026"]


def test_page_without_a_body_names_nobody():
    assert authors("") == []
    assert authors(f"<h1>{TITLE}</h1>") == []
    assert dates("") == ([], [])


def test_candidates_are_bounded():
    assert len(authors(page(before="<p class=author>Jane Doe</p>" * 100))) == 12
    published, _ = dates(page(before="<p class=date>2 November 2026</p>" * 100))
    assert len(published) == 12
