"""Dates as a reader sees them."""

import pytest
from visible_pages import TEXT, dates, page


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
