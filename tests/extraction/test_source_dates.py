"""Dates that a source gave with the link, together with those of the page."""

import pytest

from newsbot.extraction.decisions import decide_dates
from newsbot.extraction.page_report import add_source_evidence
from newsbot.items import Article, Candidate, Link

URL = "https://example.com/floods"


def dated(method, *candidates):
    article = Article(url=URL)
    article.evidence.published += candidates
    link = Link(URL, method, "https://example.com/source", "2024-11-20T10:00:00Z", "2024-11-21T10:00:00Z")
    add_source_evidence(article, link)
    decide_dates(article)
    return article.datePublished, article.dateModified


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("feed", ("2024-11-20T10:00:00+00:00", "2024-11-21T10:00:00+00:00")),
        ("wp-rest", ("2024-11-20T10:00:00+00:00", "2024-11-21T10:00:00+00:00")),
        # What a sitemap says of changes is of all that stands on the page.
        ("news-sitemap", ("2024-11-20T10:00:00+00:00", None)),
        ("sitemap", ("2024-11-20T10:00:00+00:00", None)),
        ("section", (None, None)),
    ],
)
def test_sources_date_an_article_that_does_not(method, expected):
    assert dated(method) == expected


def test_source_gives_the_time_of_a_day_that_the_page_shows():
    shown = Candidate("20 November 2024", "visible", chance=0.95)
    assert dated("feed", shown)[0] == "2024-11-20T10:00:00+00:00"
    assert dated("feed", Candidate("2024-11-02", "json-ld"), Candidate("2024-11-02", "meta"))[0].startswith(
        "2024-11-02"
    )
