"""Front and section pages: which links they have, and of which kind."""

import json

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.discovery.sections import is_hub, is_title
from newsbot.urls import same_site

URL = "https://example.com/world/"
STORY = "/world/minister-resigns-after-long-vote"


def read(html: str | bytes, url: str = URL, depth: int = 0, link_header: str | None = None) -> SourceContents:
    body = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    return read_source(SourceRef(url, "section", depth), body, url, "text/html; charset=utf-8", link_header)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def paths(contents: SourceContents) -> list[str]:
    return [link.url.removeprefix("https://example.com") for link in contents.links]


def test_best_text_of_several_anchors_is_the_title():
    contents = read(
        page(
            f"<article><a href='{STORY}'><img alt=x></a><h3><a href='{STORY}#top'>Minister resigns</a></h3>"
            f"<p>Long text about what happened in the house."
            f" <a href='{STORY}'>Read more about the minister who resigned</a></p></article>"
        )
    )
    (link,) = contents.links
    assert (link.url, link.method, link.source) == ("https://example.com" + STORY, "section", URL)
    assert link.title == "Minister resigns"


def test_card_that_is_one_anchor_gives_its_heading():
    (link,) = read(
        page(f"<a href='{STORY}'><span>Politics</span><h2>Minister\n resigns</h2><p>And then more.</p></a>")
    ).links
    assert link.title == "Minister resigns"


def test_time_in_the_card_is_the_articles():
    contents = read(
        page(
            "<div class=list>"
            f"<div class=card><h3><a href='{STORY}'>A</a></h3>"
            "<div><a href='/author/ann'>Ann</a><time datetime='2026-11-02T10:00:00Z'>2 h</time></div></div>"
            f"<div class=card><h3><a href='{STORY}-two'>B</a></h3></div>"
            f"<a href='{STORY}-three'><h3>C</h3><time datetime='2026-11-01'>1 Nov</time></a></div>"
            "<time datetime='2026-11-05'>Today</time>"
        )
    )
    assert [link.published for link in contents.links] == ["2026-11-02T10:00:00+00:00", None, "2026-11-01"]


def test_headline_makes_an_article_of_a_plain_address():
    body = (
        "<main><h2><a href='/resigns'>The minister has resigned after a vote</a></h2><a href='/sport'>Sport</a></main>"
    )
    contents = read(page(body))
    assert paths(contents) == ["/resigns"]
    assert [hub.url for hub in contents.hubs] == ["https://example.com/sport"]


def test_short_title_in_a_row_of_articles_is_an_article_too():
    titles = [
        "council-votes-on-the-new-bridge",
        "library-opens-on-saturdays-again",
        "river-is-clean-enough-to-swim",
        "rainy-day",
    ]
    row = "".join(f"<li class=entry><a href='/blog/{title}/'>{title.replace('-', ' ')}</a></li>" for title in titles)
    menu = "<nav><ul><li class=entry><a href='/blog/best-of/'>Best of</a></li></ul></nav>"
    others = f"<p><a href='/blog/our-team/'>Our team</a></p>{menu}"
    contents = read(page(f"<main><ul>{row}</ul>{others}</main>"))
    assert paths(contents) == [f"/blog/{title}/" for title in titles]


def test_two_articles_make_no_row():
    titles = ["council-votes-on-the-new-bridge", "library-opens-on-saturdays-again", "rainy-day"]
    row = "".join(f"<li><a href='/blog/{title}/'>{title.replace('-', ' ')}</a></li>" for title in titles)
    assert paths(read(page(f"<ul>{row}</ul>"))) == [f"/blog/{title}/" for title in titles[:2]]


def test_sections_come_from_the_navigation_without_services():
    contents = read(
        page(
            "<nav><a href='/'>Home</a><a href='/politics/'>Politics</a><a href='/sport/football'>Football</a>"
            "<a href='/login'>Sign in</a>"
            "<a href='/over-ons'>Over ons</a><a href='/x1y'>Impressum</a>"
            "<a href='https://sport.example.com/'>Sport</a>"
            "<a href='https://shop.example.com/'>Shop</a><a href='/tag/budget'>Budget</a>"
            "<a href='/2026/11/'>November</a>"
            "<a href='https://social.net/example'>Follow</a><a href='/politics/?sort=new'>New</a>"
            "<a href='javascript:void(0)'>Menu</a></nav>"
            "<footer><a href='/privacy-policy'>Privacy</a><a href='/app.pdf'>App</a>"
            "<a href='mailto:a@example.com'>Mail</a></footer>"
        )
    )
    assert [hub.url for hub in contents.hubs] == [
        "https://example.com/",
        "https://example.com/politics/",
        "https://example.com/sport/football",
        "https://sport.example.com/",
    ]
    assert {hub.method for hub in contents.hubs} == {"section"}
    assert contents.links == []


def test_label_in_a_menu_is_a_section_and_a_headline_in_it_an_article():
    contents = read(
        page(f"<nav><a href='/rhine-and-ruhr/'>Ruhr area</a><a href='{STORY}'>Minister resigns after a vote</a></nav>")
    )
    assert paths(contents) == [STORY]
    assert [hub.url for hub in contents.hubs] == ["https://example.com/rhine-and-ruhr/"]


def test_announced_feeds_and_api_are_sources():
    contents = read(
        page(
            "",
            "<link rel=alternate type='application/rss+xml' title='Example » Feed' href='/feed/'>"
            "<link rel=alternate type='application/rss+xml' title='Example » Comments Feed' href='/comments/feed/'>"
            "<link rel='alternate home' type='application/atom+xml; charset=utf-8' href='/atom.xml'>"
            "<link rel=alternate type='application/rss+xml' href='https://other.net/feed'>"
            "<link rel=alternate hreflang=de href='/de/'><link rel='https://api.w.org/' href='/wp-json/'>",
        )
    )
    assert [(source.method, source.url) for source in contents.sources] == [
        ("feed", "https://example.com/feed/"),
        ("feed", "https://example.com/atom.xml"),
        (
            "wp-rest",
            "https://example.com/wp-json/wp/v2/posts?per_page=100&_fields=id,link,date_gmt,modified_gmt,title&orderby=modified",
        ),
    ]


def test_a_feed_of_a_vague_type_is_told_by_its_address_or_title():
    announced = (
        "<link rel=alternate type='text/xml' title='News feed' href='/news?out=xml'>"
        "<link rel=alternate type='application/json' href='/feeds/main.json'>"
        "<link rel=alternate type='application/json' title=JSON href='/wp-json/wp/v2/pages/2'>"
        "<link rel=alternate type='text/xml+oembed' href='/oembed?format=xml'>"
        "<link rel=alternate type='text/html' href='/feed'>"
    )
    found = [source.url.removeprefix("https://example.com") for source in read(page("", announced)).sources]
    assert found == ["/news?out=xml", "/feeds/main.json"]


def test_api_in_the_header_is_a_source():
    contents = read(page(""), link_header='<https://example.com/wp-json/>; rel="https://api.w.org/"')
    assert [source.method for source in contents.sources] == ["wp-rest"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a rel=next href='/world/page/2/'>»</a>", "/world/page/2/"),
        ("<a href='?page=2'>Older posts</a>", "/world/?page=2"),
        ("<a href='/world/2'>Weiter »</a>", "/world/2"),
        ("<a href='/world?p=2'>次へ</a>", "/world?p=2"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", "/world/?page=2"),
        ("<a href='/sport/page/2/'>Next</a>", None),
        (f"<a href='{STORY}'>Next</a>", None),
        ("<a rel=next href='#'>Next</a>", None),
        ("<a rel=next href='https://other.net/world/2'>Next</a>", None),
        ("<a href='?page=7'>7</a>", None),
        ("<a class='pagination-next' href='?limit=5&offset=5'>›</a>", "/world/?limit=5&offset=5"),
        ("<a class='story' href='?limit=5&offset=5'>›</a>", None),
        ("<a class='next' href='?id=4'>Storm hits the northern coast</a>", None),
        ("<a href='/world;page=2'>Next</a>", "/world;page=2"),
        ("<a href='/world/index_2.html'>下一页</a>", "/world/index_2.html"),
        ("<a href='/world/list-2.html'>Next</a>", "/world/list-2.html"),
        ("<a href='/archive/world?page=2'>Older stories</a>", "/archive/world?page=2"),
        ("<a href='/archive/world?page=7'>Next</a>", None),
        ("<a href='?before=1794165733'>Ältere Artikel anzeigen</a>", "/world/?before=1794165733"),
    ],
)
def test_next_page_of_the_list(html, expected):
    sources = read(page(html)).sources
    assert sources == ([SourceRef(f"https://example.com{expected}", "section", 1)] if expected else [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='/latest?page=2'>Load more</a>", "/latest?page=2"),
        ("<a href='/latest?offset=10'>Weitere Artikel</a>", "/latest?offset=10"),
        ("<link rel=next href='/blog/page/2/'>", "/blog/page/2/"),
        ("<a rel=next href='/calendar/2026/12'>Next</a>", None),
        ("<a href='/world/minister-resigns'>Next</a>", None),
    ],
)
def test_the_list_of_the_front_page_may_go_on_under_a_name_of_its_own(html, expected):
    front = "https://example.com/"
    named = [source.url.removeprefix("https://example.com") for source in read(page(html), front).sources]
    assert named == ([expected] if expected else [])
    assert read(page(html)).sources == []


WORDS = ("harbour", "ferry", "council", "market")
DECK = "What the town has decided this week, and who is to pay for it in the end."


@pytest.mark.parametrize(
    "card",
    [
        "<li><a href='/{0}'>{0} reopens</a> <span>5 Nov 2026</span></li>",
        "<tr><td>2026-11-05</td><td><a href='/2026/{0}/'>{0} reopens</a></td></tr>",
        "<div class=post><h2><a href='/p/{0}.html'>{0} news</a></h2><time>Thursday</time><a href='/tag/x'>x</a></div>",
    ],
)
def test_links_with_a_date_beside_each_are_stories_whatever_their_addresses(card):
    cards = "".join(card.format(word) for word in WORDS)
    contents = read(page(f"<main>{'<table>' * card.startswith('<tr')}{cards}</main>"))
    assert [link.title.split()[0] for link in contents.links] == list(WORDS)
    assert contents.hubs == []
    two = "".join(card.format(word) for word in WORDS[:2])
    assert read(page(f"<main>{'<table>' * card.startswith('<tr')}{two}</main>")).links == [], "too few to tell"


def test_links_with_a_teaser_beside_each_may_be_stories_or_sections():
    cards = "".join(f"<div class=box><h3><a href='/{word}'>{word}</a></h3><p>{DECK}</p></div>" for word in WORDS)
    contents = read(page(f"<main>{cards}</main>"))
    assert paths(contents) == [f"/{word}" for word in WORDS]
    assert [hub.url for hub in contents.hubs] == [f"https://example.com/{word}" for word in WORDS]


@pytest.mark.parametrize(
    "card",
    [
        "<li><a href='/{0}'>{0}</a> (12)</li>",
        "<section><h2><a href='/{0}'>{0}</a></h2><h3><a href='/2026/{0}-is-to-be-closed'>Closed</a></h3>{1}</section>",
    ],
)
def test_sections_are_no_stories(card):
    contents = read(page(f"<main>{''.join(card.format(word, DECK) for word in WORDS)}</main>"))
    assert {f"/{word}" for word in WORDS}.isdisjoint(paths(contents))
    assert [hub.url.rpartition("/")[2] for hub in contents.hubs] == list(WORDS)


@pytest.mark.parametrize("place", ["<a class=cat href='/{0}'>{0}</a>{1}", "{1} by <a class=cat href='/{0}'>{0} Ny</a>"])
def test_sections_and_authors_that_a_dated_card_names_are_no_stories(place):
    title = "<h3><a href='/2026/11/05/{0}-reopens-after-a-long-storm'>{0} reopens after the storm</a></h3>"
    card = f"<article>{place.format('{0}', title)}<p>{DECK}</p><time>5 Nov 2026</time></article>"
    contents = read(page(f"<main>{''.join(card.format(word) for word in WORDS)}</main>"))
    assert paths(contents) == [f"/2026/11/05/{word}-reopens-after-a-long-storm" for word in WORDS]
    assert [hub.url.rpartition("/")[2] for hub in contents.hubs] == list(WORDS)


def test_what_a_dated_card_names_beside_its_title_may_still_be_a_section():
    title = "<h3><a href='/{0}-pier'>{0} reopens</a></h3>"
    cards = "".join(f"<article><a href='/{word}'>{word}</a>{title.format(word)}5 Nov 2026</article>" for word in WORDS)
    contents = read(page(f"<main>{cards}</main>"))
    assert {f"/{word}-pier" for word in WORDS} <= set(paths(contents))
    assert [hub.url.rpartition("/")[2] for hub in contents.hubs] == list(WORDS)


@pytest.mark.parametrize("path", ["/news/{}", "/topics/council-votes-on-the-new-school-budget-{}"])
def test_a_headline_leads_to_a_story_though_its_number_is_like_a_year_or_its_folder_like_a_tag(path):
    addresses = [path.format(number) for number in (1998, 1999, 2000, 2103, 2104, 2105)]
    cards = "".join(f"<h3><a href='{address}'>Council votes on the budget {address}</a></h3>" for address in addresses)
    contents = read(page(f"<main>{cards}</main>"))
    assert (paths(contents), contents.archives) == (addresses, [])


def test_a_headline_in_a_row_of_stories_leads_to_one_though_its_address_is_like_a_lists():
    words = ("harbour", "ferry", "council", "archive", "tags", "about")
    row = "".join(f"<li><h2><a href='/posts/{word}/'>What became of the old {word}</a></h2></li>" for word in words)
    contents = read(page(f"<ul>{row}</ul><p><a href='/posts/topics/'>Topics</a></p>"))
    assert paths(contents) == [f"/posts/{word}/" for word in words]
    assert [archive.url for archive in contents.archives] == ["https://example.com/posts/topics/"]
    dated = read(page(f"<ul>{row.replace('</li>', '<time datetime=2026-11-05>5 Nov</time></li>')}</ul>"))
    assert [link.published for link in dated.links] == ["2026-11-05"] * len(words)


def test_archives_are_neither_stories_nor_sections():
    months = "".join(f"<li><a href='/2026/{month:02}/'>Month {month}</a> 5 Nov 2026</li>" for month in range(1, 5))
    contents = read(page(f"<main>{months}<a href='/tags/harbour/'>harbour</a></main>"))
    assert (contents.links, contents.hubs) == ([], [])
    assert [archive.url.removeprefix("https://example.com") for archive in contents.archives] == [
        *(f"/2026/{month:02}/" for month in range(1, 5)),
        "/tags/harbour/",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=card onclick=\"location.href='{0}'\"><h2>Minister resigns</h2></div>",
        "<article data-href='{0}'><h2>Minister resigns</h2></article>",
        "<h2><a href=\"javascript:show('{0}')\">Minister resigns</a></h2>",
        '<script type=\'application/json\'>{{"stories": [{{"path": "{0}", "image": "{0}.jpg"}}]}}</script>',
        '<script id=__NEXT_DATA__>{{"url":"https:\\/\\/example.com{0}", "more": "/world"}}</script>',
        '<script type=\'application/ld+json\'>{{"@type": "ListItem", "url": "https://example.com{0}"}}</script>',
    ],
)
def test_links_that_only_scripts_follow_are_found_where_anchors_lead_to_hardly_any_article(markup):
    assert paths(read(page(markup.format(STORY)))) == [STORY]
    others = [f"/2026/11/2{number}/another-story-of-the-day" for number in range(3)]
    anchors = "".join(f"<a href='{path}'>Another story of the day</a>" for path in others)
    assert paths(read(page(markup.format(STORY) + anchors))) == others


@pytest.mark.parametrize(
    ("written", "path"),
    [
        (r'{"html": "<a href=\"/world/minister-resigns-today.html\">"}', "/world/minister-resigns-today.html"),
        (r'{"a": "\/world\/minister-resigns-today?a=1\u0026b=2"}', "/world/minister-resigns-today?a=1&b=2"),
        (r'{"a": "/world/za\u017c\u00f3\u0142-minister-today"}', "/world/za%C5%BC%C3%B3%C5%82-minister-today"),
        (r'{"a": "/world/minister-resigns-\x-today"}', None),
        (r'{"a": "/world/minister-resigns-today-\ud83d"}', None),
    ],
)
def test_escapes_in_json_are_no_part_of_an_address(written, path):
    assert paths(read(page(f"<script type='application/json'>{written}</script>"))) == ([path] if path else [])


def test_a_list_that_loads_itself_again_has_a_next_page():
    contents = read(page("<a href='?page=2'>Next</a>", '<meta http-equiv=refresh content="30;url=/world/?t=5">'))
    assert ("https://example.com/world/?page=2", 1) in [(source.url, source.depth) for source in contents.sources]


def test_what_scripts_ask_for_themselves_is_no_article():
    records = ("/api/articles/12345", "/wp-json/wp/v2/posts/12345", "/_next/static/chunks/pages/story-of-the-day-page")
    asked = [*records, "https://api.example.com/world/minister-resigns-after-long-vote", "/img/minister-resigns-today"]
    stories = [{"record": address, "page": STORY} for address in asked]
    assert paths(read(page(f"<script type='application/json'>{json.dumps(stories)}</script>"))) == [STORY]


def test_next_page_counts_on():
    (source,) = read(
        page("<a href='?page=3'>3</a><a href='?page=4'>4</a>"), "https://example.com/world/?page=2", depth=1
    ).sources
    assert source == SourceRef("https://example.com/world/?page=3", "section", 2)


def test_base_of_the_page_is_obeyed_but_not_trusted():
    story = STORY.removeprefix("/")
    assert paths(read(page(f"<a href='{story}'>x</a>", "<base href='https://example.com/de/'>"))) == [f"/de{STORY}"]
    contents = read(page(f"<a href='{story}'>x</a>", "<base href='https://other.net/'>"))
    assert (contents.links, contents.refused) == ([], 1)


def test_feed_where_a_page_was_expected_is_read():
    contents = read("<rss><channel><item><link>/a</link></item></channel></rss>")
    assert [link.method for link in contents.links] == ["feed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister has resigned today", True),
        ("部長在預算投票後辭職引發", True),
        ("Asia Pacific", False),
        ("राज्य की खबरें", False),
        ("मंत्री ने आज अपना इस्तीफा दिया", True),
        ("", False),
    ],
)
def test_headlines_are_told_from_labels(text, expected):
    assert is_title(text) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a/b/c", False),
        ("https://example.com/world", True),
        ("https://example.com/world?x=1", False),
        ("https://example.com/world/17", False),
    ],
)
def test_hubs_are_short_paths_of_words(url, expected):
    assert is_hub(url) is expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">x",
        "<div>" * 50_000,
        "<b>" * 50_000,
        "<p>" * 100_000,
        "<a name=x>" * 100_000,
    ],
    ids=["attributes", "divisions", "formatting", "paragraphs", "anchors"],
)
def test_links_after_hostile_markup_are_still_found(markup):
    contents = read(f"<html><body>{markup}<a href='{STORY}'>A story of more than five words</a>")
    assert paths(contents) == [STORY]


@pytest.mark.parametrize("html", ["", "<html><body>", "<html><body>" + "<" * 1_000_000])
def test_a_page_without_links_is_empty(html):
    assert read(html).reason == "empty"


def test_links_of_a_page_are_limited():
    contents = read(
        page("".join(f"<p><a href='{STORY}-{n}'>x</a><time datetime='2026-11-02'></time></p>" for n in range(6_000)))
    )
    assert len(contents.links) == 5_000
    assert contents.reason == "too_many_entries"


@examples(200)
@given(
    st.sampled_from(["sitemap", "feed", "wp-rest", "section"]),
    st.lists(
        st.sampled_from(
            [
                "<html>",
                "<a href=",
                "'/a-b-c-d-e'",
                ">",
                "</a>",
                "<base href=//other.net>",
                "<time datetime=2026>",
                "<h2>",
                "<nav>",
                "<link rel=next href=?p=2>",
            ]
        )
        | st.text(max_size=10),
        max_size=30,
    ),
    st.text(max_size=30) | st.none(),
)
def test_whatever_comes_only_links_of_this_site_leave(method, pieces, header):
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    contents = read_source(SourceRef(URL, method), body, URL, header, header)
    for found in (*contents.links, *contents.sources, *contents.hubs):
        assert found.url.startswith(("http://", "https://"))
        assert same_site(found.url, URL)


@given(st.binary(max_size=300), st.sampled_from(["sitemap", "feed", "wp-rest", "section"]), st.text(max_size=20))
def test_any_bytes_are_read_without_an_error(body, method, tail):
    for start in (b"", b"\x1f\x8b", b"<html>", b"[", b"\xff\xfe", b"https://example.com/"):
        contents = read_source(SourceRef(URL + tail, method), start + body, URL + tail, tail)
        assert contents.reason or contents.links or contents.sources or contents.hubs


FEEDS = ["/rss.xml", "/world/feed/", "/feeds/sport.xml", "/?feed=rss2", "/news.rss", "/rss-feeds"]
NO_FEEDS = ["/feedback", "/rss-readers-of-today", "/comments/feed/", "/world/feeding-the-birds", "/world"]


def test_feeds_are_found_by_anchors_where_the_head_names_none():
    body = "".join(f"<footer><a href='{href}'>x</a></footer>" for href in FEEDS + NO_FEEDS)
    found = [source.url.removeprefix("https://example.com") for source in read(page(body)).sources]
    assert found == FEEDS
    head = '<link rel="alternate" type="application/rss+xml" href="/all.xml">'
    assert [source.url for source in read(page(body, head)).sources] == ["https://example.com/all.xml"]


def test_a_page_about_feeds_in_place_of_a_feed_leads_to_them_but_not_on_for_ever():
    body = page("".join(f"<a href='{href}'>x</a>" for href in FEEDS + NO_FEEDS)).encode()
    url = "https://example.com/rss"
    contents = read_source(SourceRef(url, "feed"), body, url, "text/html")
    assert [(source.url.removeprefix("https://example.com"), source.depth) for source in contents.sources] == [
        (href, 1) for href in FEEDS
    ]
    assert contents.reason == "html_instead"
    assert read_source(SourceRef(url, "feed", 1), body, url, "text/html").sources == []
