"""Where on the page authors and dates belong to the article."""

import pytest
from visible_pages import TITLE, authors, dates, page


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
    assert authors(html) == ["Jane Doe"]
    assert dates(html)[0][-1] == "20 November 2026"


def test_footer_that_holds_the_meta_data_of_an_article_names_its_author():
    line = "<footer class=node__meta><p class=node__submitted>By <b>Jane Doe</b>, 20 November 2026</p></footer>"
    assert authors(page(before=line)) == ["Jane Doe"]
    assert dates(page(before=line))[0] == ["By Jane Doe, 20 November 2026"]


def test_page_without_a_body_names_nobody():
    assert authors("") == []
    assert authors(f"<h1>{TITLE}</h1>") == []
    assert dates("") == ([], [])


def test_date_candidates_are_bounded():
    published, _ = dates(page(before="<p class=date>2 November 2026</p>" * 100))
    assert len(published) <= 6
