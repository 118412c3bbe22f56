"""The report on a page: what is gathered from it, and from the link to it."""

import pytest
from news_pages import PROSE

from newsbot.extraction.bylines import parse_byline
from newsbot.extraction.decisions import body_text
from newsbot.extraction.document import parse_document
from newsbot.extraction.page import is_html, read_page
from newsbot.extraction.page_report import PageReport, PageRequest
from newsbot.extraction.page_view import view_page
from newsbot.items import Article, Block, Link

URL = "https://example.com/2026/11/02/floods-close-the-valley-road"
TITLE = "Floods close the valley road"
TEXT = "".join(
    f"<p>Paragraph {number} of the article says at some length what happened to the road in the valley that night.</p>"
    for number in range(5)
)


def report_on(html: str, link: Link | None = None, url: str = URL, number: int = 1) -> PageReport:
    return read_page(PageRequest(html.encode(), url, "text/html", link, number))


def article_of(html: str, link: Link | None = None, url: str = URL) -> Article:
    article = report_on(html, link, url).article
    assert article is not None
    return article


def page(inside: str = TEXT, head: str = "", title: str = f"<h1>{TITLE}</h1>") -> str:
    head += '<meta property="article:published_time" content="2026-11-02T09:30:00Z">'
    return f"<html><head>{head}</head><body><article>{title}{inside}</article></body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"<!doctype html><p>x", "text/html; charset=utf-8", True),
        (b"<html>", "TEXT/HTML", True),
        (b"<?xml version='1.0'?><html>", "application/xhtml+xml", True),
        (b"plain words", "text/html", True),
        (b"<html>", None, True),
        (b"<html>", "text/plain", True),
        (b"<html>", "application/octet-stream", True),
        (b"<html>", "text/html, text/html", True),
        (b"<html>", "text/html; charset=utf-8, text/html", True),
        (b"<html>", "image/png, text/html", True),
        (b"<html>", "text/html, application/json", False),
        (b"<html>", "html", True),
        (b"<html>", "utf-8; charset=utf-8", True),
        (b"<html>", "unknown/unknown", True),
        (b"no markup", "html", False),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", None, True),
        (b"\xef\xbb\xbf\n <html>", "", True),
        (b"plain words", "text/plain", False),
        (b"plain words", None, False),
        (b"", None, False),
        (b'{"a": "<p>"}', None, False),
        (b'["<p>"]', "text/html", False),
        (b"%PDF-1.7 <<", "text/html", False),
        (b"\x89PNG\r\n<", "text/html", False),
        (b"GIF89a<", None, False),
        (b"\xff\xd8\xff\xe0<", "text/html", False),
        (b"PK\x03\x04<", "text/html", False),
        (b"\x1f\x8b\x08<", "text/html", False),
        (b"<html>", "application/pdf", False),
        (b"<html>", "image/png", False),
        (b"<rss>", "application/rss+xml", False),
    ],
)
def test_header_and_first_bytes_tell_a_page(body, content_type, expected):
    assert is_html(body, content_type) is expected


def test_a_response_that_is_no_page_is_reported_as_such():
    assert read_page(PageRequest(b"%PDF-1.7", URL, "application/pdf")) == PageReport(reason="not_html")


def test_article_carries_its_evidence():
    article = article_of(page(f"<p class=byline>By Jane Doe</p>{TEXT}"))
    evidence = article.evidence
    assert body_text(evidence.blocks).count("\n\n") == 4
    assert [block.verdict for block in evidence.blocks][:2] == ["headline", "byline"]
    assert [candidate.value for candidate in evidence.authors] == ["By Jane Doe"]
    assert [candidate.value for candidate in evidence.published] == ["2026-11-02T09:30:00Z"]
    assert evidence.siteNames == ["example.com"]
    assert article.metadata.probability is not None
    assert article.metadata.probability > 0.5


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p><a href=https://agency.example/floods>Source link</a></p>", "https://agency.example/floods"),
        ("<p>Source: <a href=https://agency.example/floods>Agency</a></p>", "https://agency.example/floods"),
        (
            "<p>Source: <a href=/about>us</a>, <a href=https://agency.example/f>Agency</a></p>",
            "https://agency.example/f",
        ),
        ("<p><a href=/elsewhere>Source link</a></p>", None),
        ("<p>Source: Agency</p>", None),
        ("<p><a href='javascript:x'>Source link</a></p>", None),
    ],
)
def test_source_line_names_the_original(line, expected):
    article = article_of(page(TEXT + line))
    assert article.isBasedOn == expected
    assert ("isBasedOn" in article.provenance) == (expected is not None)
    assert "Source" not in body_text(article.evidence.blocks)


def test_next_page_is_found_and_the_heading_before_it_kept():
    report = report_on(page(f"{TEXT}<h2>The second day</h2><p><a href={URL}/2>2</a> <a href={URL}/3>3</a></p>"))
    assert report.next_page == URL + "/2"
    assert report.article is not None
    assert body_text(report.article.evidence.blocks).endswith("The second day")
    second = report_on(page(f"{TEXT}<a href={URL}>1</a> <a href={URL}/3>3</a>"), url=URL + "/2", number=2)
    assert second.next_page == URL + "/3"


@pytest.mark.parametrize(
    ("number", "inside", "is_kept"),
    [
        (2, f"<h3 class=heading>What happens next</h3>{TEXT}", True),
        (1, f"<h3 class=heading>What happens next</h3>{TEXT}", False),
        (2, f"<header><h3>What happens next</h3></header><div>{TEXT}</div>", False),
        (2, f"<h3><a href=/next>What happens next</a></h3><p><a href=/a>Market opens</a></p>{TEXT}", False),
    ],
    ids=["beside its text", "a first page", "apart", "of a list"],
)
def test_later_page_may_begin_with_a_heading(number, inside, is_kept):
    report = report_on(page(inside), url=f"{URL}/{number}", number=number)
    assert report.article is not None
    assert body_text(report.article.evidence.blocks).startswith("What happens next") == is_kept


@pytest.mark.parametrize(
    "heading", ["Page 2", "(2/3)", "Seite 2 von 3", "第2頁", f"{TITLE} – Page 2", f"{TITLE} (2/3)"]
)
def test_heading_that_only_numbers_a_later_page_is_none_of_the_text(heading):
    report = report_on(page(f"<h2>{heading}</h2>{TEXT}"), url=f"{URL}/2", number=2)
    assert report.article is not None
    assert body_text(report.article.evidence.blocks).startswith("Paragraph 0")


def test_numbered_story_is_carried_on_by_a_list_of_its_pages_only():
    url = "https://example.com/2026/11/story/1"
    pages = "<nav>1 <a href=/2026/11/story/2>2</a> <a href=/2026/11/story/3>3</a></nav>"
    assert report_on(page(TEXT + pages), url=url).next_page == "https://example.com/2026/11/story/2"
    teaser = "<a href=/2026/11/story/2>Market opens after ten years</a>"
    report = report_on(page(TEXT + teaser), url=url)
    assert (report.next_page, report.article is None) == (None, False)


def test_next_article_is_not_the_next_page():
    report = report_on(page(f"{TEXT}<a rel=next href=/2026/11/03/market-opens>Next</a>"))
    assert report.next_page is None


@pytest.mark.parametrize(
    ("method", "origin"), [("feed", "feed"), ("news-sitemap", "feed"), ("wp-rest", "wp-rest"), ("section", "feed")]
)
def test_title_of_the_link_helps_a_page_without_one(method, origin):
    html = page(title="")
    assert report_on(html).reason == "no_headline"
    article = article_of(html, Link(URL, method, "https://example.com/source", title=TITLE))
    assert (article.headline, article.provenance["headline"]) == (TITLE, origin)


def test_page_title_stands_in_for_a_missing_h1():
    title = f"<title>{TITLE} | Valley Post</title><meta property='og:site_name' content='Valley Post'>"
    article = article_of(page(TEXT, title, f"<p class=big>{TITLE}</p>"))
    assert article.headline == TITLE
    assert TITLE not in body_text(article.evidence.blocks)


def test_declared_lists_hold_nothing_twice():
    head = "".join(
        f'<meta property="article:tag" content="{tag}"><meta property="og:image" content="/{tag.lower()}.jpg">'
        for tag in ["Flood", "flood", "Bridge", "FLOOD", *map(str, range(100))]
    )
    article = article_of(page(TEXT, head))
    assert article.keywords[:2] == ["Flood", "Bridge"]
    assert 30 < len(article.keywords) <= 40
    assert [image.url for image in article.images[:2]] == [
        "https://example.com/flood.jpg",
        "https://example.com/bridge.jpg",
    ]
    assert len(article.images) == 20
    assert article.mainImage == article.images[0]


def test_text_of_a_body_is_its_paragraphs_apart():
    blocks = [Block("One.", "p", "body"), Block("Ad", "p", "advertisement"), Block("Two.", "p", "body")]
    assert body_text(blocks) == "One.\n\nTwo."
    assert body_text([]) == ""


EMPTY = page(
    '<div id="app"></div>', title="", head=f'<title>{TITLE}</title><meta property="og:type" content="article">'
)


def from_feed(content: str | None) -> Link:
    return Link(URL, "feed", "https://example.com/feed/", title=TITLE, content=content)


def test_a_page_that_only_scripts_would_fill_has_the_text_of_its_feed() -> None:
    assert report_on(EMPTY, from_feed(None)).article is None
    article = article_of(EMPTY, from_feed(TEXT))
    assert len(body_text(article.evidence.blocks).split("\n\n")) == 5
    assert article.provenance["articleBody"] == "feed"


def test_a_teaser_of_a_feed_is_no_article_nor_is_one_that_is_to_be_paid_for() -> None:
    assert report_on(EMPTY, from_feed("<p>Floods have closed the valley road. Read more…</p>")).article is None
    paid = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert report_on(EMPTY.replace("</head>", f"{paid}</head>"), from_feed(TEXT)).article is None


def test_a_page_that_shows_its_text_is_believed_before_its_feed() -> None:
    shown, feed_only = article_of(page()), article_of(page(), from_feed(TEXT.replace("road", "ferry")))
    assert body_text(feed_only.evidence.blocks) == body_text(shown.evidence.blocks)
    assert "articleBody" not in feed_only.provenance


def test_h1_elements_below_the_headline_are_subheadings():
    first, second, third = (f"<p>{PROSE[number]}</p><p>{PROSE[number + 1]}</p>" for number in (0, 2, 4))
    inside = f"<div>{first}<h1>The old bridge</h1>{second}<h1>What comes next</h1>{third}</div>"
    lines = body_text(article_of(page(inside)).evidence.blocks).split("\n\n")
    assert lines == [*PROSE[:2], "The old bridge", *PROSE[2:4], "What comes next", *PROSE[4:6]]


def test_what_is_not_the_headline_of_two_h1_elements_is_no_title_of_the_page():
    document = parse_document(page(f"{TEXT}<h1>The old bridge</h1>{TEXT}"), URL)
    assert "The old bridge" not in view_page(document).hints.titles


def test_only_lines_whose_names_may_be_in_the_last_paragraphs_are_read_for_them(monkeypatch):
    parsed = []

    def parse(line):
        parsed.append(line)
        return parse_byline(line)

    monkeypatch.setattr("newsbot.extraction.page.parse_byline", parse)
    byline, told = '<p class="byline">By Ada Moran</p>', "<p>Ada Moran is a staff writer who covers the valley.</p>"
    article_of(page(byline + TEXT.replace("that night", "by night")))
    assert parsed == []
    assert "staff writer" not in body_text(article_of(page(byline + TEXT + told)).evidence.blocks)
    assert parsed
