"""Authors as a reader sees them."""

import pytest
from visible_pages import TEXT, authors, page


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


def test_comments_below_the_body_are_another_place_wherever_the_body_stands():
    html = f'<div class="comments-open">{page(after="<div class=comment><p class=author>John Roe</p></div>")}</div>'
    assert authors(html) == []


def test_name_in_the_body_or_far_below_it_is_no_byline():
    inside = TEXT.replace("road", "<span class=author>road</span>", 1)
    assert authors(page().replace(TEXT, inside)) == []
    assert authors(page(bottom="<p>x</p>" * 20 + "<p class=author>John Roe</p>")) == []
