"""Which pages are articles, and why others are not."""

from dataclasses import fields

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from kind_pages import NOT_FREE, PROSE, PUBLISHED, TEXT, TITLE, URL, page, read

from newsbot.extraction.kinds.pagekind import WEIGHTS
from newsbot.extraction.kinds.signs import PageSigns
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageRequest
from newsbot.items import Link


def teasers(count: int) -> str:
    return "".join(
        f"<div class=item><h2><a href=/2026/11/0{number % 9}/story-number-{number}-of-the-day>Story number {number} of"
        f" the day</a></h2><p>What happened in story {number} of the day, in a sentence of some length for readers.</p>"
        "</div>"
        for number in range(count)
    )


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


def test_an_article_whose_headline_leads_to_itself_or_is_its_title_is_one():
    for href, title in ((URL, "Example Times"), ("/elsewhere", TITLE)):
        assert read(page(f"<h1><a href={href}>{TITLE}</a></h1>{TEXT}", title=title)).reason is None


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
    "soft 404 that only its text tells": (
        "/world/the-old-story-that-was-removed-long-ago",
        page(
            "<main><h1>Sorry</h1><p>We could not find what you were looking for. It may have been moved or deleted."
            " Try the front page or the search.</p>"
            + "".join(
                f"<h2><a href=/2026/11/story-{n}>Another story of day {n}</a></h2><p>{PROSE[0][:90]}</p>"
                for n in range(3)
            )
            + "</main>",
            title="Example Times",
        ),
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
        {"no_text", "not_article"},
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
    feed = Link(URL, "feed", "https://example.com/feed", title=TITLE)
    sitemap = Link(URL, "sitemap", "https://example.com/sitemap.xml")
    assert read(html, link=feed).probability > read(html).probability
    assert read(html, link=sitemap).probability == read(html).probability


def test_link_with_the_words_of_the_headline_speaks_for_an_article():
    html = page(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p>")
    teaser = Link(URL, "section", "https://example.com/", title=TITLE)
    other = Link(URL, "section", "https://example.com/", title="More news of the day from here")
    assert read(html, link=teaser).probability > read(html, link=other).probability
    menu = Link(URL, "section", "https://example.com/", title="Our rivers")
    short = page(f"<h1>Our rivers</h1><p>{PROSE[0]}</p>", title="Our rivers")
    assert read(short, link=menu).probability == read(short).probability


def test_addresses_of_the_sites_articles_are_a_measure_for_what_no_feed_lists():
    html = page(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p>")
    sitemap = Link(URL, "sitemap", "https://example.com/sitemap.xml")
    unlike, unknown, alike = (read(html, link=sitemap, usual_shape=usual).probability for usual in (False, None, True))
    assert unlike < unknown < alike
    feed = Link(URL, "feed", "https://example.com/feed")
    assert read(html, link=feed, usual_shape=False).probability == read(html, link=feed).probability


def test_listing_stays_one_though_a_feed_names_it():
    link = Link("https://example.com/", "feed", "https://example.com/feed")
    assert read(page(f"<h1>Example Times</h1>{teasers(12)}"), "https://example.com/", link).reason == "listing"


def test_page_about_the_site_is_no_article_though_a_feed_of_all_pages_names_it():
    address = "https://example.com/about/"
    html = page(f"<h1>About</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p>", title="About")
    undated, dated = (
        Link(address, "feed", "https://example.com/index.xml", title="About", published=date)
        for date in (None, "2026-11-02T00:00:00Z")
    )
    assert read(html, address, undated).reason == "not_article"
    assert read(html, address, dated).article is not None


def test_page_that_declares_itself_a_collection_is_less_of_an_article():
    head = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    html = f"<h1>{TITLE}</h1>{TEXT}"
    assert read(page(html, head)).probability < read(page(html)).probability


def full_posts(count: int) -> str:
    return "".join(
        f"<div class=item><h2><a href=/2026/11/0{number % 9}/story-number-{number}>Story number {number} of the day</a>"
        f"</h2>{TEXT.replace('Paragraph', f'In story {number} paragraph')}</div>"
        for number in range(count)
    )


def markup(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{kind}"}}</script>'


FACTS = "<p>The kettle holds two litres, boils in four minutes and turns itself off when the water is hot enough.</p>"
REPLY = (
    "<div class=post><b>user12</b><p>I had the same trouble, and it went away after I cleaned the contacts.</p></div>"
)
LONG_TEXT = "".join(f"<p>{text} And {number} more.</p>" for number, text in enumerate(PROSE * 3))
MORE_ARTICLES = {
    "without classes, dates and declarations": ("/news/0409.html", page(f"<h1>{TITLE}</h1>{TEXT}")),
    "a static page with a text of its own": ("/history-of-the-farm/", page(f"<h1>The history of our farm</h1>{TEXT}")),
    "headings that lead to other sites": (
        URL,
        page(
            f"<h1>{TITLE}</h1>" + "".join(f"<h3><a href=//x{n}.org/>Link {n}</a></h3><p>{PROSE[n]}" for n in range(6))
        ),
    ),
    "headings that lead to more of the same site": (
        URL,
        page(
            f"<h1>{TITLE}</h1>{TEXT}"
            + "".join(f"<h3><a href=/guide/{n}>Part {n}</a></h3><p>{PROSE[n]} Too." for n in range(3)),
            PUBLISHED,
        ),
    ),
    "headline that is a link to the page itself": (URL, page(f"<h1><a href='{URL}'>{TITLE}</a></h1>{TEXT}")),
    "with a product in it": (URL, page(f"<h1>{TITLE}</h1>{TEXT}", markup("NewsArticle") + markup("Product"))),
    "about a man who was not found": (
        URL,
        page(f"<h1>Missing man not found after a week of search</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p>", PUBLISHED),
    ),
    "about cookies": (URL, page(f"<h1>Cookie settings that nobody reads</h1>{TEXT}", PUBLISHED)),
    "where readers can set a new password": (
        URL,
        page(f"<h1>{TITLE}</h1>{TEXT}<form class=request-reset-password-form><input type=password></form>", PUBLISHED),
    ),
    "paid, and all there": (
        URL,
        page(f"<h1>{TITLE}</h1>{LONG_TEXT}<div class=paywall>Subscribe to read on.</div>", NOT_FREE),
    ),
    "about consent": (
        URL,
        page(
            "<h1>Cookie consent: what the court decided</h1>"
            + "".join(
                f"<p>Judge number {number} said that a cookie without consent is a trespass on the visitor's device"
                " and no trifle at all, whatever the site may say.</p>"
                for number in range(6)
            ),
            PUBLISHED,
        ),
    ),
}


@pytest.mark.parametrize("name", MORE_ARTICLES)
def test_article_is_one_whatever_else_its_page_holds(name):
    path, html = MORE_ARTICLES[name]
    report = read(html, path if "://" in path else "https://example.com" + path)
    assert (report.reason, report.article is not None) == (None, True)


def test_paid_article_says_so():
    article = read(MORE_ARTICLES["paid, and all there"][1]).article
    assert article is not None
    assert article.isAccessibleForFree is False


LEGAL = [
    "We and our 842 partners store information on your device, such as cookies and unique identifiers, for adverts.",
    "With your permission we may use precise geolocation data. You may click to consent to our use of your data.",
    "Some processing of your personal data may not require your consent, but you have a right to object to it at once.",
    "Information about your activity on this service can be combined with other information about similar users.",
    "You can change your mind at any time by opening the privacy settings at the end of each page, in every language.",
]


def test_page_of_consent_is_one_however_long_it_is():
    title = "We value your privacy"
    text = "".join(f"<p>{line}</p>" for line in LEGAL)
    report = read(page(f"<main><h1>{title}</h1>{text}</main>", PUBLISHED, title=f"{title} | Example Times"))
    assert (report.article, report.reason) == (None, "consent")


# What stands below a short article without making it the beginning of a paid one.
BELOW = {
    "newsletter": "<p>Subscribe to our newsletter to read more stories like this.</p>",
    "plea for support": "<p>Become a member, support us.</p>",
    "teasers of paid articles": "<aside><p>Subscribe to read the full story of the bridge</p></aside>",
    "what members may read elsewhere": "<p>有料会員になると会員限定の有料記事もお読みいただけます。</p>",
    "label of another article": "<p><a href=/b>Subscribers only</a></p>",
    "numbers": "<p>The paper has 14,000 subscribers, and a subscription to it will cost nine crowns a month.</p>",
}


@pytest.mark.parametrize("name", BELOW)
def test_short_article_is_one_whatever_stands_below_it(name):
    report = read(page(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p>{BELOW[name]}", PUBLISHED))
    assert report.reason is None


MORE_OTHERS = {
    "blog's front with whole posts": ("/blog/", page(f"<h1>Our blog</h1>{full_posts(6)}"), {"listing", "not_article"}),
    "a topic's only post, whole": (
        "/water",
        page(f"<h1 class=post-title><a href=/2026/11/02/a-story>{TITLE}</a></h1>{TEXT}", title="Water"),
        {"listing", "not_article"},
    ),
    "whole posts with headings of their own": (
        "/water/3",
        page(full_posts(6).replace("</p><p>", "</p><h2>What is next</h2><p>", 1), title="Water, page 3"),
        {"listing", "not_article"},
    ),
    "teasers without a class": ("/x/77/", page(f"<h1>Valley</h1>{teasers(9)}"), {"listing"}),
    "teasers titled in bold": (
        "/valley",
        page("<h1>Valley</h1>" + teasers(9).replace("<h2>", "<div><b>").replace("</h2>", "</b></div>")),
        {"listing", "not_article", "no_text"},
    ),
    "product": ("/p/kettle", page(f"<h1>Steel kettle 2 l</h1>{FACTS * 3}", markup("Product")), {"not_article"}),
    "product of a WordPress shop": (
        "/product/kettle",
        page(f"<h1>Kettle</h1>{FACTS}", classes="single single-product"),
        {"no_text", "not_article"},
    ),
    "product in microdata": (
        "/p/kettle",
        page(f"<div itemscope itemtype=http://schema.org/Product><h1>Steel kettle</h1>{FACTS * 3}</div>"),
        {"not_article"},
    ),
    "forum": (
        "/threads/my-radio-is-silent.33/",
        page(f"<h1>My radio is silent</h1>{REPLY * 6}", markup("DiscussionForumPosting")),
        {"not_article", "no_text"},
    ),
    "question page": (
        "/questions/33/silent",
        page(f"<h1>Why?</h1>{REPLY * 6}", markup("QAPage")),
        {"not_article", "no_text"},
    ),
    "video": (
        "/video/33",
        page(
            "<h1>The flood from above</h1><video src=/a.mp4></video>", '<meta property="og:type" content="video.other">'
        ),
        {"video"},
    ),
    "gallery": (
        "/gallery/33",
        page("<main><h1>The flood in pictures</h1>" + "<figure><img src=/a.jpg></figure>" * 8 + "</main>"),
        {"gallery"},
    ),
    "paywall without a teaser": (
        "/2026/11/02/paid",
        page(
            f"<h1>{TITLE}</h1><div class=paywall><p>Subscribe</p></div>",
            NOT_FREE.replace("false", '"False"'),
        ),
        {"paywall"},
    ),
    "search without results": ("/?s=zzz", page("<h1>Search results for: zzz</h1><p>Nothing.</p>"), {"no_text"}),
}


@pytest.mark.parametrize("name", MORE_OTHERS)
def test_pages_of_other_kinds_say_what_they_are(name):
    path, html, reasons = MORE_OTHERS[name]
    report = read(html, "https://example.com" + path)
    assert (report.article, report.reason in reasons) == (None, True), report.reason


@pytest.mark.parametrize("title", ["<h2><a href={0}>{1}</a></h2>", "<div class=title><a href={0}>{1}</a></div>"])
def test_whole_posts_below_titles_that_lead_to_them_are_a_list_whatever_headings_they_have(title):
    posts = ["Harbour closed for the winter", "Ferry returns to the old pier", "Council sells the town hall"]
    entries = [
        f"<div class=post>{title.format(f'/2026/11/{number}', name)}<div class=text>{TEXT}<h2>Background</h2>"
        f"<p>{PROSE[1]} It was number {number}.</p><h2>Outlook</h2><p>{PROSE[0]} {name}.</p></div></div>"
        for number, name in enumerate(posts)
    ]
    html = page(f"<main><h1>Posts of November</h1>{''.join(entries)}</main>", title="Posts of November")
    assert read(html, "https://example.com/journal-of-the-harbour-town").reason == "listing"


def test_a_later_page_of_an_article_is_none_of_a_list():
    html, url = ARTICLES["plain"].encode(), "https://example.com/interview/page/2"
    kinds = [
        read_page(PageRequest(html, url, "text/html", Link(url, "section", url), number)).reason for number in (1, 2)
    ]
    assert kinds == ["listing", None]


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_of_one_or_two_entries_is_one(count):
    def entries(lead=""):
        return "".join(
            f"<article><h2><a href=/2026/11/{n}>Story number {n} of the harbour</a></h2>{lead}{TEXT}</article>"
            for n in range(count)
        )

    tagged = page(f"<h1>Roads</h1>{entries()}", PUBLISHED, title="Roads and rails - The Daily")
    assert read(tagged, "https://example.com/dossiers/roads-and-rails").reason == "listing"
    assert read(tagged.replace("Roads and rails", "Posts tagged roads"), "https://example.com/x").reason == "listing"
    # What leads elsewhere above an article's text is its section, or an older story.
    assert read(page(entries(), PUBLISHED, title="Story number 0 of the harbour"), URL).article
    assert read(page(f"<h1>{TITLE}</h1>{entries()}", PUBLISHED), URL).article


def test_article_with_a_row_of_pointers_is_one():
    pointers = [
        f"<li><h3><a href=/2026/11/{n}>Another story of the day {n}</a></h3><p>{PROSE[0]}</p></li>" for n in range(4)
    ]
    html = page(f"<article><h1>{TITLE}</h1>{TEXT * 2}</article><ul>{''.join(pointers)}</ul>", PUBLISHED)
    assert read(html).article


def test_post_behind_wordpress_password_is_none_though_others_stand_below_it():
    form = "<form class=post-password-form><p>Enter the password.</p><input name=post_password type=password></form>"
    html = page(f"<article><h1>Secret</h1>{form}<div>{TEXT * 2}</div></article>", PUBLISHED, classes="single-post")
    assert read(html).reason == "login"


def test_every_sign_has_a_weight():
    assert set(WEIGHTS) == {sign.name for sign in fields(PageSigns)}


@examples(60)
@given(st.text(max_size=400), st.sampled_from(["h1", "a href=/x", "form", "p itemtype=x", "script type=ld+json"]))
def test_any_page_is_judged(text, tag):
    report = read(page(f"<{tag}>{text}</{tag.split()[0]}>{TEXT}", title=text[:50]))
    assert 0.0 <= report.probability <= 1.0
    assert (report.reason is None) == (report.article is not None)
