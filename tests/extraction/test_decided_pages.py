"""Fields that a worker decides while it has the page, so that the crawl's own process need not."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from news_pages import PROSE

from newsbot import extract
from newsbot.extraction.page_report import PageRequest
from newsbot.items import EXPORTED_FIELDS, Link
from newsbot.workers.tasks import TASKS

URL = "https://example.com/2026/11/floods-close-the-coast-road"
NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
DATE = '<meta property="article:published_time" content="2026-11-20T09:30:00Z">'


POLISH = [
    "Droga nadmorska pozostanie zamknięta do wtorku, ponieważ woda podmyła nasyp w dwóch miejscach, poinformowała w"
    f" {day} rada miasta. Objazd prowadzi przez wzgórza i trwa o czterdzieści minut dłużej."
    for day in ("poniedziałek", "wtorek", "środę", "czwartek")
]


def page(language: str = ' lang="en"', date: str = DATE, end: str = "", texts: Sequence[str] = PROSE) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in texts)
    return (
        f"<!doctype html><html{language}><head><title>Floods close the coast road</title>{date}</head><body><article>"
        f'<h1>Floods close the coast road</h1><p class="byline">By Ann Lee</p>{text}</article>{end}</body></html>'
    )


def read(html: str, **asked):
    """The article as a worker hands it over."""
    _, task = TASKS["read_page"]
    article = task(PageRequest(html.encode(), URL, "text/html", **{"downloaded": NOW, **asked})).article
    assert article is not None
    return article


def test_an_article_of_one_page_is_decided_as_one_that_is_extracted():
    decided, extracted = read(page()), extract(page(), URL)
    assert decided.evidence.isDecided
    assert [author.name for author in decided.authors] == ["Ann Lee"]
    for name in set(EXPORTED_FIELDS) - {"metadata"}:
        assert getattr(decided, name) == getattr(extracted, name), name
    assert list(decided.provenance) == list(extracted.provenance)


def test_what_is_decided_needs_no_evidence_but_its_text():
    evidence = read(page()).evidence
    assert [block.text for block in evidence.blocks] == list(PROSE)
    assert (evidence.authors, evidence.published, evidence.languages) == ([], [], [])


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        (page(), {"downloaded": None}),  # nobody asked for it
        (page(), {"number": 2}),  # a part of an article
        (page(end=f'<a rel="next" href="{URL}?page=2">2</a>'), {}),  # the first part of one
        (page(language="", texts=POLISH), {}),  # only the model of languages tells
    ],
)
def test_other_pages_keep_their_evidence(html, asked):
    article = read(html, **asked)
    assert not article.evidence.isDecided
    assert article.evidence.authors
    assert (article.articleBody, article.authors, article.datePublished) == (None, [], None)


def test_what_the_source_says_counts_for_the_decision():
    link = Link(URL, "feed", "https://example.com/feed", "2026-11-20T10:00:00Z")
    assert read(page(date=""), link=link).datePublished == "2026-11-20T10:00:00+00:00"
    assert read(page(date=""), link=link, downloaded=None).evidence.published[-1].value == link.published


def test_a_date_after_the_download_is_refused():
    later = DATE.replace("2026-11-20", "2026-12-20")
    article = read(page(date=later))
    assert article.datePublished is None
    assert article.evidence.refusedDates == ["future"]
