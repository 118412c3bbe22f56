"""Dates in the head, in JSON-LD and in the attributes of microdata."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.declared.structured import read_declared
from newsbot.extraction.document import parse_document

URL = "https://example.com/floods"


def declared(html):
    found = read_declared(parse_document(html, URL).tree, URL)
    return [
        [(candidate.value, candidate.origin) for candidate in candidates]
        for candidates in (found.published, found.modified)
    ]


ARTICLE = '<article itemscope itemtype="https://schema.org/NewsArticle">{}</article>'
DATE = '<meta itemprop="datePublished" content="{}">'


@pytest.mark.parametrize(
    "html",
    [
        DATE.format("2026-11-02"),
        ARTICLE.format(DATE.format("2026-11-02")),
        ARTICLE.format('<div class=info itemprop="datePublished" content="2026-11-02"><b>2 Nov</b></div>'),
        ARTICLE.format('<p itemprop="datePublished" datetime="2026-11-02">2 Nov</p>'),
        # What people say of the article has a date of its own, and so has what else there is to read.
        ARTICLE.format(
            DATE.format("2026-11-02")
            + '<div itemprop=comment itemscope itemtype="https://schema.org/Comment">'
            + DATE.format("2026-11-05")
            + "</div>"
        ),
        '<div itemscope itemtype="http://schema.org/Review">'
        + DATE.format("2026-11-05")
        + "</div>"
        + DATE.format("2026-11-02"),
        ARTICLE.format(DATE.format("2026-11-02")) + ARTICLE.format(DATE.format("2026-11-05")),
    ],
)
def test_microdata_of_the_article_give_its_date(html):
    assert declared(html) == [[("2026-11-02", "microdata")], []]


def test_microdata_tell_publication_and_change_apart():
    html = DATE.format("2026-11-02") + '<meta itemprop="dateModified" content="2026-11-03">'
    assert declared(html) == [[("2026-11-02", "microdata")], [("2026-11-03", "microdata")]]


def test_element_with_a_property_is_read_once():
    html = '<meta property="article:published_time" itemprop="datePublished" content="2026-11-02">'
    assert declared(html) == [[("2026-11-02", "meta")], []]


def test_page_node_gives_the_date_where_no_article_node_does():
    page = '{"@type": "WebPage", "url": "https://example.com/floods", "datePublished": "2026-11-02"}'
    article = '{"@type": "NewsArticle", "headline": "Floods", "datePublished": "2026-11-01"}'
    script = '<script type="application/ld+json">{}</script>'
    assert declared(script.format(page)) == [[("2026-11-02", "json-ld")], []]
    assert declared(script.format(f"[{page}, {article}]")) == [[("2026-11-01", "json-ld")], []]


@given(
    st.lists(
        st.sampled_from(["<div itemscope>", "</div>", DATE.format("x"), "<p itemprop=datePublished>"]), max_size=90
    )
)
def test_any_nesting_is_read(parts):
    published, modified = declared("".join(parts))
    assert len(published) <= 40
    assert modified == []
