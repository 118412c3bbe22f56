"""Feeds of all formats, and feeds that do not list articles."""

import json

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.discovery.feeds import is_comment_feed
from newsbot.discovery.sources import source_date
from newsbot.urls import same_site

URL = "https://example.com/feed/"


def read(body: bytes | str, url: str = URL) -> SourceContents:
    body = body.encode() if isinstance(body, str) else body
    return read_source(SourceRef(url, "feed"), body, url, "application/rss+xml")


def rss(items: str, head: str = "<title>Example Times</title>") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel>{head}{items}</channel></rss>"
    )


def test_rss():
    (link,) = read(
        rss(
            "<item><media:title>Picture</media:title><title>Cats &amp;amp; &lt;i&gt;dogs&lt;/i&gt;</title>"
            "<link> /a </link>"
            "<guid isPermaLink='false'>17</guid>"
            "<pubDate>Mon, 02 Nov 2026 10:00:00 +0500</pubDate>"
            "<dc:creator><![CDATA[Ann Lee]]></dc:creator>"
            "<source url='https://other.net/'>Other</source><enclosure url='/a.mp3'/></item>",
            "<title>Example Times</title><language>en-gb</language>"
            "<image><url>/logo.png</url><title>Logo</title><link>/</link></image>",
        )
    ).links
    assert (link.url, link.method, link.source) == ("https://example.com/a", "feed", URL)
    assert link.published == "2026-11-02T10:00:00+05:00"
    assert link.modified is None
    assert (link.title, link.author, link.language) == ("Cats & dogs", "Ann Lee", "en-gb")


def test_characters_that_stand_as_two_numbers_are_whole_and_half_ones_are_left_out():
    title = "&#55357;&#56832; &#xD83D;&#xDE00; &#128512; half &#55357;done &#xDC00;too&#x7FFFFF;"
    (link,) = read(rss(f"<item><title>{title}</title><link>/a?b=1&amp;c=2</link></item>")).links
    assert link.title == "😀 😀 😀 half done too"
    assert link.url == "https://example.com/a?b=1&c=2"


def test_atom():
    (link,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>T</title><link href="/"/><entry>'
        '<source><title>Elsewhere</title><link href="https://other.net/"/></source>'
        '<title type="xhtml"><div>Rat <b>tagt</b></div></title>'
        '<link rel="enclosure" href="/a.mp3"/><link rel="edit" href="/edit"/>'
        '<link rel="alternate" type="text/html" href="a.html"/>'
        "<id>tag:example.com,2026:1</id><published>2026-11-02T10:00:00.5Z</published><updated>2026-11-03T08:00:00-03:00</updated>"
        "<author><name>Jan Maat</name><email>jan@example.com</email></author></entry></feed>"
    ).links
    assert link.url == "https://example.com/feed/a.html"
    assert (link.published, link.modified) == ("2026-11-02T10:00:00+00:00", "2026-11-03T08:00:00-03:00")
    assert (link.title, link.author, link.language) == ("Rat tagt", "Jan Maat", "de")


@pytest.mark.parametrize(
    ("of_feed", "of_entry", "address"),
    [
        ("", "", "https://example.com/feed/a.html"),
        ("/news/", "", "https://example.com/news/a.html"),
        ("https://www.example.com/", "2026/11/", "https://www.example.com/2026/11/a.html"),
        ("", "../2026/", "https://example.com/2026/a.html"),
        ("http://[::1", "mailto:x", "https://example.com/feed/a.html"),
    ],
)
def test_addresses_are_relative_to_the_base_that_a_feed_and_an_entry_name(of_feed, of_entry, address):
    bases = [f'xml:base="{base}"' if base else "" for base in (of_feed, of_entry)]
    entries = f"<entry {bases[1]}><title>A</title><link href='a.html'/></entry><entry><link href='/b.html'/></entry>"
    first, second = read(f'<feed xmlns="http://www.w3.org/2005/Atom" {bases[0]}>{entries}</feed>').links
    assert first.url == address
    assert second.url.endswith("example.com/b.html")


def test_rdf():
    (link,) = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="/"><title>T</title><link>/</link><dc:language>ja</dc:language>'
        '<items><rdf:Seq><rdf:li resource="/a"/></rdf:Seq></items>'
        '</channel><item rdf:about="/a"><title>見出し</title><link>/a</link>'
        "<dc:date>2026-11-02T10:00+09:00</dc:date></item></rdf:RDF>"
    ).links
    assert (link.url, link.published) == ("https://example.com/a", "2026-11-02T10:00:00+09:00")
    assert (link.title, link.language) == ("見出し", "ja")


def test_json_feed():
    contents = read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "language": "fr",
                "next_url": "/feed.json?page=2",
                "items": [
                    {
                        "id": "1",
                        "url": "/a",
                        "title": "Le vote",
                        "date_published": "2026-11-02T10:00:00+01:00",
                        "authors": [{"name": "Ann Lee"}, {"name": "Bo Ek"}, 3],
                    },
                    {"id": "https://example.com/b", "author": {"name": "Cy"}, "title": 4, "date_published": []},
                    {"id": "2", "external_url": "https://other.net/x"},
                    {"url": "https://other.net/c"},
                    "junk",
                ],
            }
        )
    )
    first, second = contents.links
    assert (first.url, first.published, first.author) == (
        "https://example.com/a",
        "2026-11-02T10:00:00+01:00",
        "Ann Lee, Bo Ek",
    )
    assert (first.title, first.language) == ("Le vote", "fr")
    assert (second.url, second.author, second.title, second.published) == ("https://example.com/b", "Cy", None, None)
    assert contents.sources == [SourceRef("https://example.com/feed.json?page=2", "feed", 1)]
    assert contents.refused == 1


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>https://proxy.example.net/~r/1</link><f:origLink xmlns:f='x'>https://example.com/a</f:origLink>", "/a"),
        ("<guid>https://example.com/a</guid>", "/a"),
        ("<guid isPermaLink='false'>a-17</guid>", None),
        ("<title>No address</title>", None),
        ("<link>https://other.net/a</link>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link/><guid>https://example.com/a</guid>", "/a"),
        ("<link><![CDATA[https://example.com/a?x=1&y=2]]></link>", "/a?x=1&y=2"),
        ("<link>https://example.com/a?x=1&y=2</link>", "/a?x=1&y=2"),
    ],
)
def test_which_address_is_the_article(item, expected):
    links = read(rss(f"<item>{item}</item>")).links
    assert [link.url for link in links] == ([f"https://example.com{expected}"] if expected else [])


def test_author_behind_a_mail_address():
    (link,) = read(rss("<item><link>/a</link><author>desk@example.com (Ann Lee)</author></item>")).links
    assert link.author == "Ann Lee"


def test_broken_feed_keeps_its_whole_items():
    body = "\n" + rss(
        "<item><title>A&nbsp;B</title><link>/a</link></item><item><link>/b</item><item><link>/c</link></item>"
    )
    assert read(body[:-40]).links[0].url == "https://example.com/a"
    assert read(body).links[0].title == "A B"


def test_paged_feed_names_the_next():
    contents = read(
        rss(
            "<item><link>/a</link></item>",
            '<atom:link rel="self" href="/feed/"/><atom:link rel="next" href="?paged=2"/>',
        )
    )
    assert contents.sources == [SourceRef("https://example.com/feed/?paged=2", "feed", 1)]


@pytest.mark.parametrize(
    ("url", "title", "expected"),
    [
        ("https://example.com/comments/feed/", None, True),
        ("https://example.com/?feed=comments-rss2", None, True),
        ("https://example.com/feed/", "Comments on: The vote", True),
        ("https://example.com/feed/", "Kommentare zu: Die Wahl", True),
        ("https://example.com/feed/", "Comentarios en: El voto", True),
        ("https://example.com/feed/", "Комментарии к записи", True),
        ("https://example.com/feed/", "Seçim için yorumlar", True),
        ("https://example.com/opinion/commentary/feed", "Commentary on the news", False),
        ("https://example.com/feed/", "Example Times", False),
    ],
)
def test_feeds_of_comments_are_known(url, title, expected):
    assert is_comment_feed(url, title) is expected


def test_feed_of_comments_gives_nothing():
    contents = read(rss("<item><link>/a#comment-1</link></item>", "<title>Comments on: The vote</title>"))
    assert (contents.links, contents.reason) == ([], "comment_feed")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>moved</body></html>", "html_instead"),
        ("", "empty"),
        (rss(""), "empty"),
        ("{]", "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"items": 3}', "not_a_feed"),
        ('{"code": "rest_no_route"}', "json_error"),
    ],
)
def test_nothing_found_has_a_reason(body, reason):
    assert read(body).reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-02", "2026-11-02"),
        ("2026-11-02T10:00Z", "2026-11-02T10:00:00+00:00"),
        ("2026-11-02 10:00:00 +0200", "2026-11-02T10:00:00+02:00"),
        ("2026-11-02t10:00:00.123456789z", "2026-11-02T10:00:00+00:00"),
        ("Mon, 02 Nov 2026 10:00:00 GMT", "2026-11-02T10:00:00+00:00"),
        ("02 Nov 2026 10:00 EST", "2026-11-02T10:00:00-05:00"),
        # Without a zone only the day is certain.
        ("2026-11-02T10:00:00", "2026-11-02"),
        ("Mon, 02 Nov 2026 10:00:00", "2026-11-02"),
        # Left unset by the software (Go, .NET).
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2026-02-30", None),
        ("2026-11-02T25:00Z", None),
        ("2026", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_sources(text, expected):
    assert source_date(text) == expected


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text):
    assert source_date(text) is None or source_date(source_date(text)) == source_date(text)


@examples(150)
@given(
    st.lists(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<entry>",
                "<link>",
                "</link>",
                "<link href='/a'/>",
                "/a",
                "&lt;",
                "<title>",
                "</title>",
            ]
        )
        | st.text(max_size=10),
        max_size=30,
    )
)
def test_any_pieces_give_links_of_this_site_only(pieces):
    for root in ("<rss><channel>", "<feed>", '{"items": ['):
        contents = read((root + "".join(pieces)).encode("utf-8", "surrogatepass"))
        assert all(same_site(link.url, URL) for link in contents.links)


@pytest.mark.parametrize(
    ("url", "older"),
    [
        ("https://example.com/feed/", "https://example.com/feed/?paged=2"),
        ("https://example.com/feed/?paged=9", "https://example.com/feed/?paged=10"),
        ("https://example.com/?feed=rss2", "https://example.com/?feed=rss2&paged=2"),
        ("https://example.com/feed/?paged=x", None),
        ("https://example.com/feed/?paged=99999", None),
    ],
)
def test_a_feed_of_wordpress_goes_on_though_it_does_not_say_so(url, older):
    head = "<title>T</title><generator>https://wordpress.org/?v=6.8</generator>"
    item = "<item><link>/2026/11/a-story-of-the-harbour/</link></item>"
    assert [source.url for source in read(rss(item, head), url).sources] == [older] * (older is not None)
    assert read(rss("", head), url).sources == []
    assert read(rss(item), url).sources == []


WHOLE = "<p>The whole article 'quoted', and more.</p>" * 400


@pytest.mark.parametrize(
    "feed",
    [
        rss(
            f"<item><link>/a</link><c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'><![CDATA[{WHOLE}]]>"
            "</c:encoded><description>Short</description></item>"
        ),
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a"/><content type="html"><![CDATA[{WHOLE}]]>'
        "</content></entry></feed>",
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "content_html": WHOLE}]}),
    ],
)
def test_the_whole_article_is_kept_where_a_feed_has_it(feed):
    (link,) = read(feed).links
    assert link.content == WHOLE


def test_what_is_too_long_for_an_article_is_not_kept_nor_is_more_than_a_crawl_can_hold():
    def item(number, size):
        body = f"<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>{'x' * size}</c:encoded>"
        return f"<item><link>/{number}</link>{body}</item>"

    links = read(rss(item(0, 100_001) + "".join(item(number, 90_000) for number in range(1, 40)))).links
    assert links[0].content is None
    assert sum(len(link.content or "") for link in links) <= 3_000_000
    assert len(links) == 40


def test_threads_of_a_forum_are_no_links():
    paths = ["/forum/boats-2/topic/which-pump-for-an-old-boat-36/", "/news/the-pump-of-the-old-lock-fails-again"]
    entries = "".join(f"<item><title>Pumps</title><link>https://example.com{path}</link></item>" for path in paths)
    feed = f"<rss version='2.0'><channel>{entries}</channel></rss>".encode()
    contents = read_source(
        SourceRef("https://example.com/feed", "feed"), feed, "https://example.com/feed", "application/rss+xml"
    )
    assert [link.url for link in contents.links] == [f"https://example.com{paths[1]}"]
