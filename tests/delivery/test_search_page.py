"""The search page: what it shows, to whom, and that nothing in an article ever becomes markup."""

import os
import re
import signal
import socket
import subprocess
import threading
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from chromium import NARROW, WIDE, browser_fixture, look, open_page  # noqa: F401 - a fixture
from command_server import Command
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from loopback import scrapy
from made_lines import made_line, made_tombstone, read
from selectolax.lexbor import LexborHTMLParser

from newsbot.exceptions import IndexUnavailableError
from newsbot.indexes import open_index
from newsbot.search_page.elements import element
from newsbot.search_page.server import SearchServer

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp;"
LONG = {
    "articleBody": "The ferry crews voted on Saturday night. " * 40 + "\n\n" + "Unbrokenword" * 30,
    "authors": [{"name": "Ali Raza", "role": "Reporter", "email": "ali@example.com"}, {"name": "Jane Doe"}],
    "byline": "By Ali Raza and Jane Doe",
    "provenance": {"headline": "json-ld", "authors": "visible"},
    "rights": {"robots": ["noarchive"], "tdmReservation": 1},
    "discovery": {"method": "feed", "source": "https://www.example.com/feed.xml"},
    "keywords": ["ferries", "strikes"],
}
LINES = [
    made_line("floods"),
    made_line("floods", version=2, headline="Floods close two roads", changed=["headline"]),
    made_line("evil", headline=EVIL, articleBody=EVIL, authors=[{"name": EVIL}], byline=EVIL, description=EVIL),
    made_line("ur", headline="بندرگاہ کے ملاحوں نے ہڑتال ختم کر دی", inLanguage="ur"),
    made_line("gone"),
    made_tombstone("gone"),
    *(made_line(f"copy{number}", headline="Dam breaks", clusterId="c") for number in range(3)),
    *(
        made_line(f"ferry{number}", headline=f"Ferry number {number}",
                  url=f"https://news{number % 2}.example.org/{number}",
                  datePublished=f"2026-11-{10 + number % 5}T08:00:00Z", inLanguage=("en", "de-AT")[number % 2], **LONG)
        for number in range(23)
    ),
]  # fmt: skip
IDS = {line["url"].rpartition("/")[2]: line["id"] for line in LINES}


@contextmanager
def served(index, host="127.0.0.1"):
    with SearchServer((host, 0), index) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module", name="page_server")
def server_fixture(tmp_path_factory):
    with closing(open_index(f"sqlite:///{tmp_path_factory.mktemp('index')}/index.db")) as index:
        index.apply(read(*LINES))
        index.commit(None)
        with served(index) as server:
            yield server


def ask(server, path, method="GET", headers=None, body=None):
    """Status, headers and content of an answer."""
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
    with closing(connection):
        connection.putrequest(method, path, skip_host=bool(headers and "Host" in headers))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def page(server, path):
    status, _, content = ask(server, path)
    assert status == 200
    return LexborHTMLParser(content)


def texts(tree, selector):
    return [node.text() for node in tree.css(selector)]


def link(tree, text):
    """The address of the link with that text."""
    (found,) = {node.attributes["href"] for node in tree.css("a") if node.text().strip() == text}
    return found


def test_a_query_shows_what_it_found_with_its_words_marked(page_server):
    tree = page(page_server, "/?q=two+roads")
    assert texts(tree, "h1") == ["1 article for “two roads”"]
    assert texts(tree, "h2 mark") == ["two", "roads"]
    assert "Ali Raza · 2026-11-23 09:15 · example.com · en" in texts(tree, ".meta")[0]
    assert tree.css_first("input[name=q]").attributes["value"] == "two roads"
    assert texts(page(page_server, "/?q=nowhere"), "h1") == ["Nothing was found for “nowhere”"]


def test_of_a_date_that_is_only_a_day_no_hour_is_shown(tmp_path):
    with closing(open_index(f"sqlite:///{tmp_path}/index.db")) as index:
        dated = {"datePublished": "2026-11-08T00:00:00Z", "datePublishedPrecision": "day"}
        index.apply(read(made_line("day", **dated), made_line("midnight", datePublished="2026-11-07T00:00:00Z")))
        index.commit(None)
        with served(index) as server:
            tree = page(server, "/")
            assert [node.text() for node in tree.css(".hits time")] == ["2026-11-08", "2026-11-07 00:00"]
            article = page(server, tree.css_first(".hits a").attributes["href"])
            assert dict(zip(texts(article, "dt"), texts(article, "dd"), strict=True))["Published"] == "2026-11-08"


def test_without_a_query_the_newest_come_first_page_by_page(page_server):
    tree = page(page_server, "/")
    assert texts(tree, "h1") == ["29 articles, the newest first"]
    seen = texts(tree, ".hits h2")
    while tree.css("a[rel=next]"):
        tree = page(page_server, tree.css_first("a[rel=next]").attributes["href"])
        seen += texts(tree, ".hits h2")
    assert len(seen) == len(set(seen)) == 27  # of three copies one is shown
    assert tree.css("a[rel=prev]")


def test_facets_narrow_down_and_can_be_taken_back(page_server):
    tree = page(page_server, "/?q=ferry")
    for value, count in (("news1.example.org", 11), ("de-AT", 11), ("2026-11-14", 4), ("Jane Doe", 23)):
        narrow = page(page_server, link(tree, value))
        assert texts(narrow, "h1") == [f"{count} articles for “ferry”"]
        assert len(narrow.css(".chosen li")) == 1
        back = page(page_server, narrow.css_first(".chosen a").attributes["href"])
        assert texts(back, "h1") == ["23 articles for “ferry”"]
    both = page(page_server, link(page(page_server, link(tree, "news0.example.org")), "2026-11-10"))
    assert len(both.css(".chosen li")) == 2
    assert texts(both, "h1") == ["3 articles for “ferry”"]


def test_copies_are_one_hit_until_they_are_asked_for(page_server):
    tree = page(page_server, "/?q=dam")
    assert len(tree.css(".hits > li")) == 1
    assert len(page(page_server, link(tree, "2 more with this text")).css(".hits > li")) == 3


def test_an_article_is_shown_with_its_origin_and_versions(page_server):
    found = page(page_server, "/?q=ferry&site=news1.example.org&page=2")
    tree = page(page_server, found.css_first(".hits a").attributes["href"])
    assert texts(tree, "h1")[0].startswith("Ferry number")
    known = dict(zip(texts(tree, "dt"), texts(tree, "dd"), strict=True))
    assert known["Authors"] == "Ali Raza, Reporter, ali@example.com; Jane Doe"
    assert known["Rights"] == "robots: noarchive, tdmReservation: 1"
    assert known["Listed by"] == "feed · https://www.example.com/feed.xml"
    assert "visible" in texts(tree, "td")
    back = page(page_server, link(tree, "← Back to the results"))
    assert texts(back, ".hits h2") == texts(found, ".hits h2")
    versions = page(page_server, f"/article/{IDS['floods']}")
    assert [row.text(separator="|") for row in versions.css("tbody tr")] == [
        "2|2026-11-23 05:00:00Z|published|headline|Floods close two roads",
        "1|2026-11-23 05:00:00Z|published|Floods close main road",
    ]
    status, headers, content = ask(page_server, f"/line/{IDS['floods']}")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert '"version": 2' in content


def test_what_was_taken_back_says_why(page_server):
    assert texts(page(page_server, f"/article/{IDS['gone']}"), ".removed") == [
        "This article was taken back: its site says that it is permanently gone."
    ]


def test_a_text_is_read_in_its_own_direction(page_server):
    tree = page(page_server, f"/article/{IDS['ur']}")
    heading = tree.css_first("h1").attributes
    assert (heading["lang"], heading["dir"]) == ("ur", "auto")


@pytest.mark.parametrize("path", [f"/article/{IDS['evil']}", "/?q=alert", f"/?q={quote(EVIL)}&author={quote(EVIL)}"])
def test_nothing_that_was_crawled_or_asked_becomes_markup(page_server, path):
    tree = page(page_server, path)
    assert tree.css("script, img, style, iframe, [onerror], [style]") == []
    assert {node.tag for node in tree.css("[href^=javascript]")} == set()


def test_an_address_of_an_article_that_is_none_of_the_web_is_no_link():
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.com",
        "/\\example.com",
        "https://",
        "https://[",
        "",
    ):
        assert element("a", "x", href=address) == "<a>x</a>"
    assert element("a", "x", href="https://example.com/?a=1&b='\"") == (
        '<a href="https://example.com/?a=1&amp;b=&#x27;&quot;">x</a>'
    )


def test_every_answer_forbids_scripts_frames_and_everything_from_elsewhere(page_server):
    paths = [
        "/",
        "/style.css",
        "/icon.svg",
        "/robots.txt",
        "/nowhere",
        f"/article/{IDS['evil']}",
        f"/line/{IDS['evil']}",
    ]
    for path in paths:
        _, headers, _ = ask(page_server, path)
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_only_pages_are_given(page_server, method):
    status, headers, _ = ask(page_server, "/?q=ferry", method)
    assert status in (405, 501)
    assert headers["Content-Security-Policy"]


def test_a_head_has_no_body(page_server):
    status, headers, content = ask(page_server, "/", "HEAD")
    assert (status, content) == (200, "")
    assert int(headers["Content-Length"]) > 1_000


@pytest.mark.parametrize(
    ("host", "is_served"),
    [
        ("127.0.0.1", True),
        ("localhost:1234", True),
        ("LOCALHOST", True),
        ("[::1]:80", True),
        ("127.0.0.1.example.com", False),
        ("example.com", False),
        ("10.0.0.1", False),
        ("localhost@example.com", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_who_calls_it_by_another_name_is_not_served(page_server, host, is_served):
    status, _, content = ask(page_server, "/?q=ferry", headers={"Host": host})
    assert status == (200 if is_served else 421)
    assert ("news1.example.org" in content) == is_served


def test_two_hosts_or_none_are_not_served(page_server):
    with socket.create_connection(page_server.server_address, timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 421 ")
    with socket.create_connection(page_server.server_address, timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    "path",
    ["/article/", "/article/x", f"/article/{'0' * 32}", "/line/x", "/..%2f..%2fetc/passwd", "/%00", "/style.css/x"],
)
def test_an_address_without_a_page_says_so(page_server, path):
    status, _, content = ask(page_server, path)
    assert status == 404
    assert "There is no such page" in content


@pytest.mark.parametrize(
    "query",
    [
        "page=-1", "page=99999999999", "page=x", "page=%C2%B2", "page=100",
        "day=2026-13-99", "day=9999-12-31", "day=0001-01-01",
        "site=", "author=***", "language=%F0%9F", "q=%FF%FE", "q=" + "a" * 5_000, "&".join("q=1" for _ in range(500)),
        "q=%22%22%22+-+author:+OR+NEAR(", "copies=2", ";;&&==", "%", "site=%00", "author=%00&q=%00",
    ],
)  # fmt: skip
def test_no_query_string_is_an_error(page_server, query):
    assert ask(page_server, f"/?{query}")[0] == 200


@examples(40)
@given(
    st.text(max_size=40),
    st.dictionaries(st.sampled_from(["site", "author", "language", "day", "page"]), st.text(max_size=12)),
)
def test_whatever_is_asked_is_shown_as_it_was_asked(page_server, text, chosen):
    address = (
        "/?q=" + quote(text, errors="replace") + "".join(f"&{name}={quote(value)}" for name, value in chosen.items())
    )
    reply = page_server.ask(*urlsplit(address)[2:4])
    assert reply.status == 200
    tree = LexborHTMLParser(reply.body.decode())
    assert tree.css("script") == []
    assert len(tree.css("h1")) == 1


def test_a_long_address_is_refused(page_server):
    assert ask(page_server, "/?q=" + "a" * 9_000)[0] == 414


class AwayIndex:
    """An index that does not answer as often as it was told."""

    def __init__(self, index, times):
        self.index, self.times = index, times

    def search(self, *arguments):
        self.times -= 1
        if self.times >= 0:
            raise IndexUnavailableError("The index news cannot be used: the connection was closed.")
        return self.index.search(*arguments)


def test_an_index_that_is_away_is_said_and_one_that_comes_back_is_asked_again(tmp_path):
    with closing(open_index(f"sqlite:///{tmp_path}/index.db")) as index:
        with served(AwayIndex(index, times=3)) as server:
            status, _, content = ask(server, "/")
            assert (status, "The index news cannot be used" in content) == (503, True)
            assert ask(server, "/")[0] == 200
        with served(index) as server:
            assert texts(page(server, "/"), "h1") == ["There are no articles"]


def test_many_readers_at_once_are_served_and_one_who_says_nothing_hinders_nobody(page_server):
    with socket.create_connection(page_server.server_address, timeout=30) as silent:
        silent.sendall(b"GET / HT")
        statuses = []
        threads = [
            threading.Thread(target=lambda: statuses.append(ask(page_server, "/?q=ferry")[0])) for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert statuses == [200] * 16


def test_it_names_its_own_address(tmp_path):
    with closing(open_index(f"sqlite:///{tmp_path}/index.db")) as index:
        for host, pattern, is_private in (
            ("127.0.0.1", r"http://127\.0\.0\.1:\d+/\Z", True),
            ("0.0.0.0", r"http://127\.0\.0\.1:\d+/\Z", False),
        ):
            with SearchServer((host, 0), index) as server:
                assert re.match(pattern, server.url)
                assert server.is_private == is_private
                assert server.is_called_rightly("192.168.1.2:80") != is_private
                assert not server.is_called_rightly("example.com")


# ------------------------------------------------------------------------------------ the command


def test_the_command_serves_until_it_is_told_to_stop(tmp_path):
    address = f"sqlite:///{tmp_path}/index.db"
    with closing(open_index(address)) as index:
        index.apply(read(made_line()))
        index.commit(None)
    command = ["search", "--serve", "--at", "0", "--index", address]
    with Command(command, dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        said = process.stdout.readline()
        url = re.match(r"The search page is at (http://127\.0\.0\.1:\d+/) while this command runs\.", said)[1]
        with urlopen(f"{url}?q=floods") as answer:
            assert b"1 article for" in answer.read()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["floods"], 2, "takes no query"),
        (["--json"], 2, "takes no query"),
        (["--at", "8190x"], 2, "must be an address such as"),
        (["--at", ":80"], 2, "must be an address such as"),
        (["--at", "127.0.0.1:70000"], 2, "must be an address such as"),
        (
            ["--at", "no such host:8190"],
            1,
            "cannot be served at no such host, port 8190: Name or service not known. Choose",
        ),
        (["--index", "mysql://x"], 2, "No kind of index"),
        (["--index", "sqlite:////no/such/index.db"], 1, "There is no index"),
    ],
)
def test_what_is_wrong_with_the_command_is_one_sentence(tmp_path, arguments, code, sentence):
    address = f"sqlite:///{tmp_path}/index.db"
    open_index(address).close()
    done = scrapy(
        "search", "--serve", *(["--index", address] if "--index" not in arguments else []), *arguments, folder=tmp_path
    )
    assert done.returncode == code
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


# ------------------------------------------------------------------------------------ in a browser


@pytest.mark.parametrize(
    ("width", "scheme", "path"),
    [
        (NARROW, "dark", "?q=ferry&site=news1.example.org&copies=1"),
        (NARROW, "light", f"article/{IDS['3']}?q=ferry"),
        (WIDE, "light", "?q=Alert+dam+-nowhere&day=2026-11-23"),
        (WIDE, "dark", f"article/{IDS['evil']}"),
    ],
)
def test_each_page_is_right_in_a_browser(page_server, browser, path, width, scheme):
    assert look(browser, page_server.url + path, width=width, scheme=scheme).problems == {}


def test_the_keyboard_is_enough(page_server, browser):
    with open_page(browser, page_server.url) as (page, found):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("two roads")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('1 article for')")
        page.focus(".hits a")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Floods close two roads')")
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui")
    assert (found.messages, found.requests) == ([], [])
