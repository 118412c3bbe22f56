"""The sample site serves what its stories say, the expected results agree, and the server behaves like a real one."""

import json
import re
import socket
import threading
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from newsbot.sample_site import SampleSite, expected_lines
from newsbot.sample_site.content import (
    EXPECTED_FILE,
    FOLDER,
    Block,
    expected_text,
    noise,
    parse_blocks,
    precision,
    read_edition,
    rfc3339,
)
from newsbot.sample_site.server import _Handler
from newsbot.text import clean_line

EDITION = read_edition()
STORIES = {story.path: story for story in EDITION.stories}
INLINE = {"a", "em", "strong", "i", "b", "span", "font", "cite"}
SOFT_404 = "/2026/11/winter-ferry-timetable/"


class PageReader(HTMLParser):
    """The text a reader sees, block elements apart by a space, and the addresses linked to."""

    def __init__(self, html):
        super().__init__()
        self.parts, self.links, self.silent = [], [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        self.parts.append("" if tag in INLINE else " ")
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")
        self.parts.append("" if tag in INLINE else " ")

    def handle_data(self, data):
        self.parts.append("" if self.silent else data)

    @property
    def text(self):
        return " ".join("".join(self.parts).split())


def ask(site, target, method="GET", **headers):
    """Status, headers and body of one answer."""
    parts = urlsplit(site.url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=5)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=names)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def html_of(page):
    return page.body.decode("utf-8" if "UTF-8" in page.content_type else "windows-1252")


@pytest.fixture(scope="module")
def site():
    with SampleSite() as running:
        yield running


@pytest.fixture(scope="module")
def readers(site):
    """Every HTML page, read."""
    return {
        path: PageReader(html_of(page))
        for path, page in site.pages.items()
        if page.content_type.startswith("text/html")
    }


def story_text(story, readers):
    """The text of all pages of the story."""
    return " ".join(reader.text for path, reader in readers.items() if path.partition("?")[0] == story.path)


# The truth


def test_the_shipped_truth_is_what_the_stories_say():
    assert EXPECTED_FILE.read_text(encoding="utf-8") == expected_text(), "run python -m newsbot.sample_site"


def test_the_truth_carries_the_address_of_the_site():
    lines = expected_lines("http://127.0.0.1:4711/")
    assert {line["url"] for line in lines} == {f"http://127.0.0.1:4711{path}" for path in STORIES}
    assert "{base}" not in json.dumps(lines)


def test_the_site_has_the_variety_it_is_for():
    assert len(STORIES) >= 36
    templates = Counter(story.template for story in STORIES.values())
    assert set(templates) == {"wordpress", "modern", "old"}
    assert min(templates.values()) >= 8
    languages = Counter(story.language for story in STORIES.values())
    assert languages["de"] >= 5
    assert languages["ur"] >= 5
    kinds = {(block.kind, block.form) for story in STORIES.values() for block in story.blocks}
    assert {form for kind, form in kinds if kind == "see-also"} == {"plain", "bare", "label", "box"}
    assert {"list", "numbered", "quote", "table", "post", "note", "figure"} <= {kind for kind, _ in kinds}
    assert {precision(story.published) for story in STORIES.values()} == {"second", "minute", "day"}
    assert Counter(len(story.authors) for story in STORIES.values()).keys() >= {0, 1, 2, 3}


@pytest.mark.parametrize("path", STORIES)
def test_every_paragraph_of_the_truth_stands_on_the_page_and_no_noise_in_the_truth(path, readers):
    story = STORIES[path]
    text = story_text(story, readers)
    assert " ".join(story.headline.split()) in text
    paragraphs = story.body.split("\n\n")
    assert len(paragraphs) >= 4
    position = 0
    for paragraph in paragraphs:
        found = text.find(" ".join(paragraph.split()), position)
        assert found >= 0, paragraph
        position = found
    for phrase in noise(story, EDITION):
        assert " ".join(phrase.split()) in text, phrase
        assert phrase not in story.body


@pytest.mark.parametrize("path", STORIES)
def test_names_and_agencies_of_the_truth_stand_on_the_page(path, readers):
    story = STORIES[path]
    text = story_text(story, readers)
    for author in story.authors:
        assert author.name.casefold() in text.casefold()
        assert author.role in text or author.role in ("reporter", "editor")  # said as "Reporting by", "editing by"
    assert all(source in text for source in story.sources)


def test_texts_are_fit_for_a_line():
    for story in STORIES.values():
        for paragraph in story.body.split("\n\n"):
            assert paragraph == clean_line(paragraph)
            assert not re.search(r"[*<>|\]]|\(/|^[-#=!@]", paragraph), paragraph


def test_the_agency_copy_is_nearly_the_same_text():
    first, second = (
        set(story.body.split("\n\n")) for story in STORIES.values() if "war-risk premium for grain ships" in story.body
    )
    assert len(first & second) >= 4
    assert first != second


# How stories are written


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("One line\nand its end.", Block("paragraph", ("One line and its end.",))),
        ("## A heading", Block("heading", ("A heading",))),
        ("- one\n- two", Block("list", ("one", "two"))),
        ("# first\n# second", Block("numbered", ("first", "second"))),
        ("| Pier | Depth\n| One | 7 m", Block("table", ("Pier | Depth", "One | 7 m"))),
        ("!newsletter", Block("newsletter", ())),
        ("!see-also.box /a/b/", Block("see-also", ("/a/b/",), "box")),
        ("!figure A boat | Photo: L. M.", Block("figure", ("A boat", "Photo: L. M."))),
        ("- 5 degrees, it\nsaid", Block("paragraph", ("- 5 degrees, it said",))),
    ],
)
def test_marks_make_blocks(text, block):
    assert parse_blocks(text) == ((block,),)


def test_a_table_gives_each_cell_and_marks_are_not_read_aloud():
    ((table, paragraph),) = parse_blocks("| Pier | Depth\n| One | *7* m\n\nSee [the list](/a) **now**.")
    assert table.texts() == ["Pier", "Depth", "One", "7 m"]
    assert paragraph.texts() == ["See the list now."]


@pytest.mark.parametrize(
    ("shown", "exact", "full"),
    [
        ("2026-11-09", "day", "2026-11-09T00:00:00+00:00"),
        ("2026-11-20T06:00+01:00", "minute", "2026-11-20T06:00:00+01:00"),
        ("2026-11-20T06:00:42+05:00", "second", "2026-11-20T06:00:42+05:00"),
        ("2026-11-20T05:12:36.000Z", "second", "2026-11-20T05:12:36+00:00"),
    ],
)
def test_dates_are_as_exact_as_shown(shown, exact, full):
    assert precision(shown) == exact
    assert rfc3339(shown) == full


# The pages


def test_no_link_dangles(site, readers):
    for path, reader in readers.items():
        for link in reader.links:
            target = urlsplit(urljoin(site.url + path.lstrip("/"), link))
            if target.scheme == "http":
                address = target.path + (f"?{target.query}" if target.query else "")
                assert site.page_at(address), f"{path} links to {link}"
            else:
                assert target.scheme in ("https", "mailto", "javascript"), link


def test_every_story_is_reached_by_links_from_the_front_page(site, readers):
    seen, queue = set(), ["/"]
    while queue:
        path = queue.pop()
        if path in readers and path not in seen:
            seen.add(path)
            links = (urlsplit(urljoin(site.url + path.lstrip("/"), link)) for link in readers[path].links)
            queue += [unquote(link.path) for link in links if link.netloc == site.url.split("/")[2]]
    assert set(STORIES) <= seen


def test_languages_and_directions_are_declared(site):
    for path, story in STORIES.items():
        html = html_of(site.pages[path])
        if story.template != "old":
            direction = "rtl" if story.language == "ur" else "ltr"
            assert re.search(rf'<html lang="{story.language}(-GB)?" dir="{direction}"', html)


def test_the_old_template_declares_its_encoding_in_a_meta_tag_only(site):
    for path in (path for path, story in STORIES.items() if story.template == "old"):
        status, headers, body = ask(site, path)
        assert (status, headers["Content-Type"]) == (200, "text/html")
        assert b"charset=windows-1252" in body
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")


def test_the_old_template_shows_the_weekday_and_no_other_date(site):
    html = html_of(site.pages["/archive/2026/1109b.htm"])
    assert "Monday, 9 November 2026" in html
    assert "datetime" not in html
    assert "<META NAME=" in html
    assert "published" not in html


def test_the_modern_template_has_one_json_ld_graph_that_agrees(site):
    for path, story in STORIES.items():
        if story.template == "modern":
            html = html_of(site.pages[path])
            (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
            (article,) = (part for part in json.loads(script)["@graph"] if "headline" in part)
            assert article["headline"] == story.headline
            assert article["datePublished"] == story.published
            assert [author["name"] for author in article["author"]] == [a.name for a in story.authors]


def test_the_long_story_has_three_pages_that_point_to_each_other(site):
    path = "/culture/the-lighthouse-that-moved-10355"
    first, second, third = (html_of(site.page_at(path + query)) for query in ("", "?page=2", "?page=3"))
    assert f'rel="next" href="{site.url.rstrip("/")}{path}?page=2"' in first
    assert f'rel="prev" href="{site.url.rstrip("/")}{path}"' in second
    assert f'rel="next" href="{site.url.rstrip("/")}{path}?page=3"' in second
    assert 'rel="next"' not in third
    (line,) = (line for line in expected_lines(site.url) if line["url"].endswith(path))
    assert line["pageCount"] == 3


# The lists for machines


def locations(site, path):
    text = site.pages[path].body.decode()
    base = site.url.rstrip("/")
    assert text.count("<loc>") == text.count(f"<loc>{base}/")
    return [unquote(loc).removeprefix(base) for loc in re.findall(r"<loc>(.*?)</loc>", text)]


def test_robots_forbids_the_private_folder_and_names_both_sitemaps(site):
    robots = site.pages["/robots.txt"].body.decode()
    assert "Disallow: /private/" in robots
    assert re.findall(r"Sitemap: (\S+)", robots) == [
        f"{site.url}sitemap_index.xml",
        f"{site.url}news-sitemap.xml",
    ]


def test_the_private_page_is_linked_but_listed_nowhere(site):
    (private,) = (path for path in site.pages if path.startswith("/private/"))
    assert private in html_of(site.pages["/"])
    for path, page in site.pages.items():
        if not page.content_type.startswith("text/html"):
            assert private.encode() not in page.body, path


def test_the_index_leads_to_all_stories_and_to_pages_that_are_none(site):
    index = locations(site, "/sitemap_index.xml")
    assert index == ["/post-sitemap.xml", "/category-sitemap.xml", "/page-sitemap.xml"]
    assert set(locations(site, "/post-sitemap.xml")) == {*STORIES, SOFT_404}
    for path in index[1:]:
        listed = locations(site, path)
        assert len(listed) >= 5
        assert not set(listed) & set(STORIES)
        assert set(listed) <= set(site.pages)


def test_the_news_sitemap_has_the_newest_stories(site):
    listed = locations(site, "/news-sitemap.xml")
    assert listed == [path for path, story in STORIES.items() if story.published >= "2026-11-20"]
    assert len(listed) >= 8


def test_the_feed_has_the_fifteen_newest_and_tracks_its_readers(site):
    feed = site.pages["/feed/"].body.decode()
    links = re.findall(r"<item>.*?<link>(.*?)</link>", feed)
    base = site.url.rstrip("/")
    assert links == [f"{base}{path}?utm_source=rss&amp;utm_medium=feed" for path in list(STORIES)[:15]]
    assert "<dc:creator>Ali Raza</dc:creator>" in feed
    assert "<pubDate>Sun, 22 Nov 2026 09:15:42 +0100</pubDate>" in feed


def test_stories_come_newest_first():
    dates = [datetime.fromisoformat(line["datePublished"]) for line in expected_lines("http://a/")]
    assert dates == sorted(dates, reverse=True)
    assert max(dates).date().isoformat() == "2026-11-22"


# The server


@pytest.mark.parametrize(
    ("target", "status", "content_type"),
    [
        ("/", 200, "text/html; charset=UTF-8"),
        ("/2026/11/ferry-crews-vote-to-end-strike/", 200, "text/html; charset=UTF-8"),
        ("/business/tide-mill-sells-power-10391?utm_source=rss", 200, "text/html; charset=UTF-8"),
        ("/archive/index.htm", 200, "text/html"),
        ("/author/%D8%B9%D9%84%DB%8C-%D8%B1%D8%B6%D8%A7/", 200, "text/html; charset=UTF-8"),
        ("/robots.txt", 200, "text/plain; charset=UTF-8"),
        ("/feed/", 200, "application/rss+xml; charset=UTF-8"),
        ("/news-sitemap.xml", 200, "application/xml; charset=UTF-8"),
        ("/media/harbour.svg", 200, "image/svg+xml"),
        (SOFT_404, 200, "text/html; charset=UTF-8"),
        ("/wp-json/", 404, "text/html;charset=utf-8"),
        ("/business/no-such-story-1", 404, "text/html;charset=utf-8"),
    ],
)
def test_answers(site, target, status, content_type):
    answer = ask(site, target)
    assert (answer[0], answer[1]["Content-Type"]) == (status, content_type)
    assert answer[2]


def test_the_soft_404_says_so_in_its_text_only(site):
    assert b"Page not found" in ask(site, SOFT_404)[2]


def test_head_sends_the_headers_of_get_and_no_body(site):
    status, headers, body = ask(site, "/business", "HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == ask(site, "/business")[1]["Content-Length"]
    assert ask(site, "/nowhere", "HEAD")[::2] == (404, b"")


def test_an_unchanged_page_answers_304(site):
    path = "/2026/11/lifeboat-called-out-four-times/"
    _, headers, _ = ask(site, path)
    etag, modified = headers["ETag"], headers["Last-Modified"]
    assert modified == "Sat, 21 Nov 2026 17:02:33 GMT"
    for condition in (
        {"If_None_Match": etag},
        {"If_None_Match": f'"other", W/{etag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": modified},
        {"If_None_Match": etag, "If_Modified_Since": "Sat, 21 Nov 2020 17:02:33 GMT"},
    ):
        status, headers, body = ask(site, path, **condition)
        assert (status, headers["ETag"], body) == (304, etag, b"")


@pytest.mark.parametrize(
    "condition",
    [
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Sat, 21 Nov 2026 17:02:32 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"other"', "If_Modified_Since": "Sun, 22 Nov 2026 17:02:33 GMT"},
    ],
)
def test_a_changed_page_is_sent(site, condition):
    status, _, body = ask(site, "/2026/11/lifeboat-called-out-four-times/", **condition)
    assert status == 200
    assert body


def test_requests_are_kept_in_order_and_a_page_can_change_or_go():
    with SampleSite() as site:
        path = "/2026/11/town-clock-back-on-time/"
        etag = ask(site, path)[1]["ETag"]
        site.pages[path] = site.pages["/about/"]
        assert ask(site, path, If_None_Match=etag)[0] == 200
        del site.pages[path]
        assert ask(site, path, If_None_Match=etag)[0] == 404
        assert ask(site, "/?utm_source=x")[0] == 200
        assert site.requests == [path, path, path, "/?utm_source=x"]


def test_it_leaves_nothing_behind_and_says_nothing(capfd):
    before = set(threading.enumerate())
    with SampleSite() as site:
        parts = urlsplit(site.url)
        address = (parts.hostname, parts.port)
        ask(site, "/")
        ask(site, "/nowhere")
        with socket.create_connection(address, timeout=5) as rude:
            rude.sendall(b"NONSENSE\r\n\r\n")
        with socket.create_connection(address, timeout=5) as rude:
            rude.sendall(b"GET / HTTP/1.1\r\n")
    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=5)
    assert capfd.readouterr() == ("", "")


def test_a_silent_client_does_not_outlive_the_site(monkeypatch):
    before, has_begun, setup = set(threading.enumerate()), threading.Event(), _Handler.setup

    def set_up(handler):
        setup(handler)
        has_begun.set()

    monkeypatch.setattr(_Handler, "setup", set_up)
    monkeypatch.setattr(_Handler, "timeout", 0.1)
    with SampleSite() as site:
        parts = urlsplit(site.url)
        silent = socket.create_connection((parts.hostname, parts.port), timeout=60)
        assert has_begun.wait(60)
    with silent:
        assert set(threading.enumerate()) == before


def test_two_sites_run_side_by_side():
    with SampleSite() as one, SampleSite() as other:
        assert one.url != other.url
        assert one.url.encode() not in ask(other, "/sitemap_index.xml")[2]


def test_the_folder_stays_small():
    files = [file for file in FOLDER.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    assert sum(file.stat().st_size for file in files) < 400_000
