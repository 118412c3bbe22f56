"""Sitemaps as found on the web: nested, compressed, broken, mislabelled, hostile."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.discovery.sitemaps import names_a_list
from newsbot.urls import same_site

URL = "https://example.com/sitemap.xml"
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def read(
    body: bytes | str, url: str = URL, content_type: str | None = "application/xml", depth: int = 0
) -> SourceContents:
    body = body.encode() if isinstance(body, str) else body
    return read_source(SourceRef(url, "sitemap", depth), body, url, content_type)


def urlset(*paths: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{path}</loc></url>" for path in paths) + "</urlset>"


def urls(contents: SourceContents) -> list[str]:
    return [link.url.removeprefix("https://example.com") for link in contents.links]


def test_url_set_gives_addresses_and_times_of_change():
    contents = read(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>\n  https://example.com/a </loc>"
        "<lastmod>2026-11-02T10:00:00+05:00</lastmod></url>"
        "<url><loc>/b?x=1&amp;y=2</loc><lastmod>2026-11-01</lastmod></url></urlset>"
    )
    first, second = contents.links
    assert (first.url, first.method, first.source) == ("https://example.com/a", "sitemap", URL)
    assert first.modified == "2026-11-02T10:00:00+05:00"
    assert (second.url, second.modified) == ("https://example.com/b?x=1&y=2", "2026-11-01")
    assert contents.reason is None


def test_news_sitemap_keeps_what_it_says_of_the_article():
    contents = read(
        f"<urlset {NEWS} {IMAGE}><url><loc>/a</loc><image:image><image:loc>/i.jpg</image:loc>"
        "<image:title>No</image:title></image:image>"
        "<news:news><news:publication><news:name>Example Times</news:name>"
        "<news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-11-02T10:00Z</news:publication_date>"
        "<news:title>Cats &amp;amp; dogs</news:title></news:news></url>"
        f"<url><loc>/b</loc></url></urlset>"
    )
    article, other = contents.links
    assert article.method == "news-sitemap"
    assert article.url == "https://example.com/a"
    assert article.published == "2026-11-02T10:00:00+00:00"
    assert (article.title, article.language) == ("Cats & dogs", "en")
    assert other.method == "sitemap"


def test_prefixes_that_nobody_declared_are_no_obstacle():
    contents = read(
        "<urlset><url><loc>/a</loc><news:news><news:title>T</news:title></news:news><image:loc>/i</image:loc></url></urlset>"
    )
    assert [(link.url, link.title) for link in contents.links] == [("https://example.com/a", "T")]


def test_image_and_video_addresses_are_not_the_page():
    contents = read(
        "<urlset xmlns:video='http://www.google.com/schemas/sitemap-video/1.1'><url><video:video><video:loc>/v.mp4</video:loc></video:video>"
        "<image><loc>/i.jpg</loc></image><loc>/a</loc></url></urlset>"
    )
    assert urls(contents) == ["/a"]


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        lambda body: gzip.compress(body[:40]) + gzip.compress(body[40:]),
        lambda body: b"\n\n" + body,
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body.decode().encode("utf-16"),
        lambda body: b"<br />\n<b>Warning</b>: foo in x.php<br />\n<?xml version='1.0'?>" + body,
        lambda body: b"<!-- <html> made by a plug-in -->" + body,
        lambda body: (
            b'<?xml version="1.0"?><?xml-stylesheet href="s.xsl"?><!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd">'
            + body
        ),
    ],
)
def test_wrapping_does_not_hide_a_sitemap(pack):
    assert urls(read(pack(urlset("/a", "/b").encode()), content_type="text/html")) == ["/a", "/b"]


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("windows-1251", None),
        ("utf-8", "text/xml; charset=iso-8859-1"),
        ("gbk", "nonsense; charset"),
        ("utf-8", "x; charset=bogus"),
    ],
)
def test_declared_encoding_is_believed(encoding, content_type):
    text = "中文" if encoding == "gbk" else "новости"
    body = f'<?xml version="1.0" encoding="{encoding}"?>' + urlset(f"/{text}")
    assert read(body.encode(encoding), content_type=content_type).links == read(urlset(f"/{text}")).links != []


@pytest.mark.parametrize("name", ["idna", "hex", "punycode", "unicode_escape", "utf-7", "undefined"])
def test_what_is_no_encoding_of_pages_is_not_believed(name):
    body = f'<?xml version="1.0" encoding="{name}"?>' + urlset("/новости")
    assert read(body.encode()).links == read(urlset("/новости")).links != []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Cut off: the last address may not be whole.
        ("<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url><url><loc>/cde", ["/a", "/b"]),
        (
            "<urlset><url><loc>/a?x=1&y=2&copy=3</loc></url><url><loc>/b&nbsp;c&amp;d</loc></url></urlset>",
            ["/a?x=1&y=2&copy=3", "/b&nbsp;c&d"],
        ),
        ("<urlset><url><loc>/a</loc></wrong></url><url><loc>/b?p=1&amp;q=2</loc></url></urlset>", ["/a", "/b?p=1&q=2"]),
        ("<urlset><url><loc>/a\x01\x00</loc></url><url><loc>/b</loc></url></urlset>", ["/a", "/b"]),
        ("<urlset><url><loc><![CDATA[/a?x=1&y=2]]></loc></url></urlset>", ["/a?x=1&y=2"]),
        ("<urlset><url><loc>/a</loc><url><loc>/b</loc></url></urlset>", ["/a", "/b"]),
        ("<urlset><url><loc></loc></url><url/><url><loc>/a</loc></url></urlset>", ["/a"]),
        ("<urlset><url><loc>/a</loc></url></urlset>trailing <junk", ["/a"]),
    ],
)
def test_what_stands_before_and_after_a_fault_is_kept(body, expected):
    assert urls(read(body)) == expected


def test_damaged_gzip_gives_what_came_before():
    body = gzip.compress(urlset(*(f"/{n}" for n in range(20_000))).encode())
    links = read(body[: len(body) // 2]).links
    assert 1_000 < len(links) < 20_000


def test_every_split_of_the_stream_gives_the_same():
    body = urlset(*(f"/{n}?a=1&amp;b={n}&#38;c&d" for n in range(4_000)))
    assert urls(read(body)) == [f"/{n}?a=1&b={n}&c&d" for n in range(4_000)]


def test_list_of_addresses_one_a_line():
    contents = read(
        "https://example.com/a\r\n# note\nhttps://example.com/b\n\nhttps://other.net/c\nnot an address",
        content_type="text/plain",
    )
    assert urls(contents) == ["/a", "/b"]
    assert contents.refused == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<urlset></urlset>", "empty"),
        (b"<!doctype html><html><body><a href=/a>x</a></body></html>", "html_instead"),
        (b"<html><head><title>404</title>", "html_instead"),
        (b"\x89PNG\r\n\x1a\n\x00", "not_xml"),
        (b"\x1f\x8b\x08garbage", "empty"),
        (b"Service unavailable", "not_xml"),
        (b'<!DOCTYPE u [<!ENTITY a "x">]><urlset><url><loc>/&a;</loc></url></urlset>', "dtd_refused"),
        (b"<urlset><url><loc>https://other.net/</loc></url></urlset>", "off_site"),
    ],
)
def test_nothing_found_has_a_reason(body, reason):
    contents = read(body)
    assert contents.links == []
    assert contents.reason == reason


def test_other_sites_are_refused_and_counted():
    contents = read(
        urlset("https://other.net/a", "https://news.example.com/b", "file:///etc/passwd", "http://127.0.0.1/")
    )
    assert [link.url for link in contents.links] == ["https://news.example.com/b"]
    assert contents.refused == 2


def test_index_gives_sitemaps_one_level_down():
    contents = read(
        "<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2026-11-01</lastmod></sitemap><sitemap><loc>sitemap.xml</loc></sitemap>"
        "<sitemap><loc>https://other.net/s.xml</loc></sitemap></sitemapindex>",
        depth=1,
    )
    assert contents.sources == [SourceRef("https://example.com/s1.xml.gz", "sitemap", 2, "2026-11-01")]
    assert contents.links == []


def test_feed_served_as_sitemap_is_read_as_feed():
    (link,) = read("<rss><channel><item><link>/a</link></item></channel></rss>").links
    assert (link.url, link.method) == ("https://example.com/a", "feed")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/wp-sitemap-posts-post-1.xml", False),
        ("/wp-sitemap-posts-page-1.xml", True),
        ("/wp-sitemap-taxonomies-category-1.xml", True),
        ("/wp-sitemap-taxonomies-post_tag-1.xml", True),
        ("/wp-sitemap-users-1.xml", True),
        ("/post-sitemap12.xml", False),
        ("/page-sitemap.xml", True),
        ("/author-sitemap.xml", True),
        ("/sitemap.xml?page=3", False),
        ("/sitemap_page_3.xml", False),
        ("/sitemaps/tags/1.xml", True),
        ("/google-news-sitemap.xml", False),
        ("/sitemap-2026-11.xml.gz", False),
        ("/sitemapCategories.xml", True),
        ("/sitemap.php?type=autores", True),
        ("/sitemap-kategorien.xml", True),
        ("/image-sitemap-index-1.xml", True),
        ("/sitemap-articles-2026-page-2.xml", False),
        ("https://pages.example.com/sitemap-politics.xml", False),
    ],
)
def test_name_of_a_sitemap_says_what_it_lists(url, expected):
    assert names_a_list(url) is expected


def test_lists_are_left_out_only_when_the_index_has_others():
    def index(*names):
        return read(
            "<sitemapindex>" + "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in names) + "</sitemapindex>"
        )

    assert [s.url for s in index("post-sitemap", "author-sitemap").sources] == ["https://example.com/post-sitemap.xml"]
    assert len(index("page-sitemap", "video-sitemap").sources) == 2


def test_entries_are_limited(monkeypatch):
    monkeypatch.setattr("newsbot.discovery.sitemaps.MAX_LINKS", 500)
    contents = read(urlset(*(f"/{n}" for n in range(510))))
    assert len(contents.links) == 500
    assert contents.reason == "too_many_entries"


@pytest.mark.parametrize(
    "make_body",
    [
        lambda: gzip.compress(b"<urlset>" + b" " * 80_000_000, mtime=0),
        lambda: gzip.compress(urlset("/a").encode()[:-9] + b"<url><loc>/a</loc></url>" * 1_000_000, mtime=0),
        lambda: b"<urlset " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"><url><loc>/a</loc></url></urlset>",
        lambda: b"<urlset>" + b"<a>" * 200_000,
        lambda: b"<urlset><url><loc>" + b"a" * 5_000_000 + b"</loc></url></urlset>",
        lambda: b"\n" * 5_000_000 + b"<urlset/>",
        lambda: b"<!--" * 100_000,
        lambda: b"&" * 1_000_000,
        lambda: b"<urlset>" + b"&amp" * 500_000,
        lambda: b"https://example.com/a\n" + b"\n" * 5_000_000,
    ],
    ids=[
        "spaces",
        "repeats",
        "attributes",
        "nesting",
        "long-text",
        "blank",
        "comments",
        "ampersands",
        "open-entities",
        "lines",
    ],
)
def test_hostile_bodies_end_soon_with_little(make_body):
    assert len(read(make_body()).links) <= 1


_PIECES = [
    *(b"<urlset>", b"<url>", b"</url>", b"<loc>", b"</loc>", b"<sitemap>", b"</sitemap>", b"<news:news>"),
    *(b"/a", b"//other.net/", b"&", b"&amp;", b"<![CDATA[", b"]]>", b"<!--", b"\xff", b"\x00"),
    *(b"<?xml encoding='utf-16'?>", b"https://example.com/x\n"),
]


@examples(150)
@given(
    st.lists(
        st.sampled_from(_PIECES) | st.binary(max_size=8),
        max_size=30,
    )
)
def test_any_pieces_give_links_of_this_site_only(pieces):
    for contents in (read(b"<urlset>" + b"".join(pieces)), read(b"".join(pieces))):
        assert all(same_site(link.url, URL) for link in contents.links)
        assert all(same_site(source.url, URL) for source in contents.sources)


def dated(*changes: str) -> list[str | None]:
    entries = "".join(
        f"<url><loc>/2026/story-of-day-{number}</loc><lastmod>{change}</lastmod></url>"
        for number, change in enumerate(changes)
    )
    return [link.modified for link in read(f"<urlset>{entries}</urlset>").links]


def test_dates_of_change_that_are_all_of_just_now_tell_when_the_sitemap_was_made():
    now = datetime.now(UTC)
    made = [(now - timedelta(seconds=second)).isoformat(timespec="seconds") for second in range(12)]
    assert dated(*made) == [None] * 12
    assert dated(*made[:9]) == made[:9], "so many may be changed at once"
    older = (now - timedelta(days=2)).isoformat(timespec="seconds")
    assert dated(*made, older) == [*made, older]
    assert dated(*[older] * 12) == [older] * 12, "when all was moved is told once"
    today = now.date().isoformat()
    assert dated(*[today] * 12) == [today] * 12, "a sitemap of one day"
