"""Titles, authors and dates as a reader sees them."""

import pytest

from newsbot.extraction.blocks import walk_blocks
from newsbot.extraction.classifier import classify
from newsbot.extraction.document import parse_document
from newsbot.extraction.text_features import PageHints
from newsbot.extraction.visible import visible_authors, visible_dates, visible_titles

URL = "https://example.com/2026/11/floods"
TITLE = "Floods close the valley road"
TEXT = "".join(
    f"<p>Paragraph {number} of the article says at some length what happened to the road, to the bridge and to"
    " the people in the valley that night.</p>"
    for number in range(4)
)


def page(top: str = "", before: str = "", after: str = "", bottom: str = "") -> str:
    return f"<body>{top}<main><article><h1>{TITLE}</h1>{before}{TEXT}{after}</article></main>{bottom}</body>"


def authors(html: str) -> list[tuple[str, str, str | None]]:
    walk = walk_blocks(parse_document(html, URL).tree)
    found = visible_authors(walk, classify(walk, PageHints([TITLE], url=URL)), URL)
    return [(candidate.value, candidate.origin, candidate.url) for candidate in found]


def dates(html: str) -> tuple[list[str], list[str]]:
    walk = walk_blocks(parse_document(html, URL).tree)
    published, modified = visible_dates(walk, classify(walk, PageHints([TITLE], url=URL)))
    return [candidate.value for candidate in published], [candidate.value for candidate in modified]


@pytest.mark.parametrize(
    ("line", "value", "origin", "link"),
    [
        ("<p class=byline>By Jane Doe</p>", "By Jane Doe", "visible", None),
        ("<p>By <a rel=author href=/jane>Jane Doe</a></p>", "Jane Doe", "visible", "https://example.com/jane"),
        ("<p>By <span class=author>Jane Doe</span></p>", "Jane Doe", "visible", None),
        ("<div class=author><a href=/jane>Jane Doe</a></div>", "Jane Doe", "visible", "https://example.com/jane"),
        ("<a href=/jane><div class=author>Jane Doe</div></a>", "Jane Doe", "visible", "https://example.com/jane"),
        ("<div itemprop=author>Jane Doe</div>", "Jane Doe", "visible", None),
        ("<p>By Jane Doe</p>", "By Jane Doe", "text", None),
        ("<p>By <a href=/jane>Jane Doe</a></p>", "By Jane Doe", "text", "https://example.com/jane"),
        ("<p><a rel=author href='javascript:x'>Jane Doe</a></p>", "Jane Doe", "visible", None),
    ],
)
def test_byline_above_the_body_is_a_candidate(line, value, origin, link):
    assert authors(page(before=line)) == [(value, origin, link)]


def test_byline_below_the_body_is_a_candidate():
    assert authors(page(after="<p>Reporting by Jane Doe; Editing by John Roe</p>")) == [
        ("Reporting by Jane Doe; Editing by John Roe", "text", None)
    ]
    assert authors(page(after="<p class=author>Jane Doe</p>")) == [("Jane Doe", "visible", None)]


def test_line_nearest_above_the_body_comes_last_of_those_above_and_before_those_below():
    html = page(
        top="<p class=author>John Roe</p>", before="<p class=author>Jane Doe</p>", after="<p class=author>A B</p>"
    )
    assert [value for value, _, _ in authors(html)] == ["John Roe", "Jane Doe", "A B"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<div id=comments><p class=author>John Roe</p></div>",
        "<aside><p class=author>John Roe</p></aside>",
        "<nav><a class=author href=/roe>John Roe</a></nav>",
        "<div class=related><p class=byline>By John Roe</p></div>",
        "<figure><figcaption><span class=author>John Roe</span></figcaption></figure>",
        "<p class=author hidden>John Roe</p>",
        "<form><p class=author>John Roe</p></form>",
    ],
)
def test_names_in_other_places_are_somebody_elses(elsewhere):
    html = page(before="<p class=byline>By Jane Doe</p>" + elsewhere, after=elsewhere)
    assert [value for value, _, _ in authors(html)] == ["By Jane Doe"]


def test_names_in_a_list_below_the_body_are_somebody_elses():
    html = page(before="<p class=byline>By Jane Doe</p>", after="<ul><li><p class=author>John Roe</p></ul>")
    assert [value for value, _, _ in authors(html)] == ["By Jane Doe"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("<ul><li><span class=author>Jane Doe</span><li>3 November 2026</ul>", "Jane Doe"),
        ("<div>By Jane Doe</div>", "By Jane Doe"),
        ("<div>Von Jane Doe, 3. November 2026</div>", "Von Jane Doe, 3. November 2026"),
        ("<div><a href=/author/jane-doe>Jane Doe</a></div>", "Jane Doe"),
    ],
)
def test_a_line_near_the_headline_names_the_author_without_a_class(line, value):
    assert value in [value for value, _, _ in authors(page(before=line))]


def test_a_label_near_the_headline_names_nobody():
    html = page(before="<div>World News</div><div><a href=/world>Around the World</a></div>")
    assert authors(html) == []


def test_footer_of_the_page_names_somebody_else():
    html = page(before="<p class=byline>By Jane Doe</p>", bottom="<footer><p class=author>John Roe</p></footer>")
    assert [value for value, _, _ in authors(html)] == ["By Jane Doe"]


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


def test_comments_below_the_body_are_another_place_wherever_the_body_stands():
    html = f'<div class="comments-open">{page(after="<div class=comment><p class=author>John Roe</p></div>")}</div>'
    assert authors(html) == []


def test_footer_that_holds_the_meta_data_of_an_article_names_its_author():
    line = "<footer class=node__meta><p class=node__submitted>By <b>Jane Doe</b>, 20 November 2026</p></footer>"
    assert [value for value, _, _ in authors(page(before=line))] == ["By Jane Doe, 20 November 2026"]
    assert dates(page(before=line))[0] == ["By Jane Doe, 20 November 2026"]


def test_name_in_the_body_or_far_below_it_is_no_byline():
    inside = TEXT.replace("road", "<span class=author>road</span>", 1)
    assert authors(page().replace(TEXT, inside)) == []
    assert authors(page(bottom="<p>x</p>" * 20 + "<p class=author>John Roe</p>")) == []


def test_page_without_a_body_names_nobody():
    assert authors("") == []
    assert authors(f"<h1>{TITLE}</h1>") == []
    assert dates("") == ([], [])


def test_candidates_are_bounded():
    assert len(authors(page(before="<p class=author>Jane Doe</p>" * 100))) == 12
    published, _ = dates(page(before="<p class=date>2 November 2026</p>" * 100))
    assert len(published) == 12


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("<p><time datetime=2026-11-02T10:00>2 Nov</time></p>", ["2026-11-02T10:00"], []),
        ("<p class=date>2 November 2026</p>", ["2 November 2026"], []),
        ("<div class=meta>Valley | 2 November 2026</div>", ["Valley | 2 November 2026"], []),
        ("<p><time class='entry-date published' datetime=2026-11-02>x</time></p>", ["2026-11-02"], []),
        ("<p><time class=updated datetime=2026-11-03>x</time></p>", ["2026-11-03"], []),
        ("<p><time class=updated datetime=2026-11-03>Updated: x</time></p>", [], ["2026-11-03"]),
        ("<ul class=meta><li>3 November 2026<li>World</ul>", ["3 November 2026"], []),
        ("<div>3 November 2026 | World</div>", ["3 November 2026 | World"], []),
        ("<p><time class='published updated' datetime=2026-11-02>x</time></p>", ["2026-11-02"], []),
        ("<p><time itemprop=dateModified datetime=2026-11-03>x</time></p>", [], ["2026-11-03"]),
        (
            "<p><time class=published datetime=2026-11-02>a</time><time class=updated datetime=2026-11-03>b</time></p>",
            ["2026-11-02"],
            ["2026-11-03"],
        ),
        ("<div class=date-modified>3 November 2026</div>", [], ["3 November 2026"]),
        ("<p>No date at all here</p>", [], []),
    ],
)
def test_dates_near_the_headline_are_candidates(line, published, modified):
    assert dates(page(before=line)) == (published, modified)


def test_date_of_the_top_bar_and_of_other_articles_is_not_the_articles():
    top = "<div class=date>Today, 9 November 2026</div>" + "<p>menu</p>" * 6
    related = "<div class=related><time datetime=2025-01-01>1 Jan</time></div>"
    comment = "<ol class=comment-list><li><time datetime=2026-11-05>5 Nov</time></li></ol>"
    html = page(top, "<p class=date>2 November 2026</p>", related, comment)
    assert dates(html) == (["2 November 2026"], [])


def test_date_in_the_body_is_told_and_not_the_articles():
    inside = TEXT.replace("road", "<time datetime=2013-05-01>1 May 2013</time>", 1)
    assert dates(page().replace(TEXT, inside)) == ([], [])


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
