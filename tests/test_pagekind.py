"""What is an article, and why something else is none."""

import pytest

from newsbot.extraction.page import PageReport, PageRequest, read_page
from newsbot.items import Link

URL = "https://example.com/2026/11/02/floods-close-the-valley-road"
TITLE = "Floods close the valley road"
PROSE = [
    f"Paragraph {number} of the article says at some length what happened to the road in the valley that night."
    for number in range(6)
]
TEXT = "".join(f"<p>{text}</p>" for text in PROSE)


def read(html: str, url: str = URL, link: Link | None = None) -> PageReport:
    return read_page(PageRequest(html.encode(), url, "text/html; charset=utf-8", link))


def page(body: str, head: str = "", title: str = TITLE, classes: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body class='{classes}'>{body}</body></html>"


def teasers(count: int) -> str:
    return "".join(
        f"<div class=item><h2><a href=/2026/11/0{number % 9}/story-number-{number}-of-the-day>Story number {number} of"
        f" the day</a></h2><p>What happened in story {number} of the day, in a sentence of some length for readers.</p>"
        "</div>"
        for number in range(count)
    )


PUBLISHED = '<meta property="article:published_time" content="2026-11-02T10:00:00Z">'
ARTICLES = {
    "plain": page(f"<h1>{TITLE}</h1>{TEXT}"),
    "wordpress": page(
        f"<article><h1>{TITLE}</h1><div class=entry-content>{TEXT}</div></article>", classes="single-post"
    ),
    "published": page(f"<h1>{TITLE}</h1>{TEXT}", PUBLISHED),
    "short": page(f"<article><h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p></article>", PUBLISHED),
    "with related teasers": page(
        f"<article><h1>{TITLE}</h1>{TEXT * 2}</article><aside>{teasers(6)}</aside>", PUBLISHED
    ),
    "log-in box in the header": page(
        f"<header><form><input type=password></form></header><h1>{TITLE}</h1><p>{PROSE[0]}</p>", PUBLISHED
    ),
    "about a missing page": page(
        f"<h1>Why “page not found” became an icon</h1>{TEXT}", title="Page not found: a story"
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_article_is_one(name):
    report = read(ARTICLES[name])
    assert (report.reason, report.article is not None) == (None, True)
    assert 0.5 <= report.probability <= 1.0


OTHERS = {
    "section": ("/world", page(f"<h1>World</h1>{teasers(12)}"), {"listing"}),
    "tag page": ("/tag/flood", page(f"<h1>Flood</h1>{teasers(8)}", classes="archive tag"), {"listing"}),
    "headlines only": (
        "/latest",
        page("".join(f"<h3><a href=/s/{number}>Headline {number}</a></h3>" for number in range(20))),
        {"listing"},
    ),
    "front page": ("/", page(f"<h1>Example Times</h1>{TEXT}"), {"listing"}),
    "search": ("/?s=flood", page(f"<h1>Results for: flood</h1>{teasers(10)}", classes="search"), {"listing"}),
    "login": (
        "/account/login",
        page("<h1>Log in</h1><form><input name=user><input type=password></form><p>Welcome back to the paper.</p>"),
        {"login"},
    ),
    "protected post": (
        "/2026/11/02/secret-report",
        page(
            "<article><h1>Protected: Secret report</h1><form class=post-password-form><p>This content is password"
            " protected. To view it please enter your password below.</p><input type=password></form></article>",
            classes="single-post",
        ),
        {"login"},
    ),
    "soft 404": (
        "/2026/11/02/gone-for-ever",
        page("<h1>Page not found</h1><p>The page that you were looking for may have been moved or was removed.</p>"),
        {"not_found"},
    ),
    "soft 404 in German": (
        "/2026/11/02/weg",
        page(
            "<h1>Hoppla</h1><p>Bitte prüfen Sie die Adresse oder gehen Sie zur Startseite zurück.</p>",
            title="404 – Seite nicht gefunden",
        ),
        {"not_found"},
    ),
    "soft 404 in Arabic": (
        "/2026/11/02/gone",
        page(
            "<h1>الصفحة غير موجودة</h1><p>عذرا، لم نتمكن من العثور على ما تبحث عنه في هذا الموقع اليوم.</p>", title="x"
        ),
        {"not_found"},
    ),
    "about page": (
        "/about",
        page(f"<h1>About us</h1><p>{PROSE[0]}</p>", '<meta property="og:type" content="website">', classes="page"),
        {"not_article"},
    ),
    "author page": (
        "/author/jane-doe",
        page(f"<h1>Jane Doe</h1><p>Jane writes about rivers.</p>{teasers(5)}", classes="archive author"),
        {"listing", "not_article"},
    ),
    "empty": ("/2026/11/02/empty", "", {"no_text"}),
    "headline alone": ("/2026/11/02/photo", page(f"<h1>{TITLE}</h1><img>", PUBLISHED), {"no_text"}),
    "script only": ("/2026/11/02/app", page("<div id=root></div><script>render()</script>"), {"no_text"}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_pages_say_what_they_are(name):
    path, html, reasons = OTHERS[name]
    report = read(html, "https://example.com" + path)
    assert report.article is None
    assert report.reason in reasons
    assert report.probability < 0.5


def test_list_of_the_sites_own_articles_is_believed():
    html = page(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p>")
    link = Link(URL, "feed", "https://example.com/feed", title=TITLE)
    section = Link(URL, "section", "https://example.com/", title=TITLE)
    assert read(html, link=link).probability > read(html).probability
    assert read(html, link=section).probability == read(html).probability


def test_listing_stays_one_though_a_feed_names_it():
    link = Link("https://example.com/", "feed", "https://example.com/feed")
    assert read(page(f"<h1>Example Times</h1>{teasers(12)}"), "https://example.com/", link).reason == "listing"


def test_page_that_declares_itself_a_collection_is_less_of_an_article():
    head = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    html = f"<h1>{TITLE}</h1>{TEXT}"
    assert read(page(html, head)).probability < read(page(html)).probability
