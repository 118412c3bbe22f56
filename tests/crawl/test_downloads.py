"""A crawl connects only to addresses that were checked: over real sockets, with a resolver that changes its answer."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from crawl_host import CrawlHost
from loopback import Answer, Server, article_page, scrapy, serve
from made_site import SOON, MadeSite, made_site, new, path_of, told
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.signalmanager import SignalManager
from scrapy.signals import bytes_received
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.python.failure import Failure
from twisted.web.client import HTTPConnectionPool

from newsbot.exceptions import FetchError, NewsbotError, TargetError
from newsbot.fetching import downloads, wire
from newsbot.fetching.downloads import GuardedEndpoint, check_foundations
from newsbot.fetching.wire import bounded_factory
from newsbot.targets import Targets

STORY, SECRET = "harbour-strike", "secret"
SPELLINGS = ("127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "localhost", "[::ffff:127.0.0.1]", "[::1]")
UNGUARDED = {
    "DOWNLOAD_HANDLERS": dict.fromkeys(
        ("http", "https"), "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
    )
}


@pytest.fixture(name="inside")
def inside_fixture() -> Iterator[Server]:
    """A server that no crawl was asked to visit."""
    with serve({}) as server:
        server.find = lambda path: Answer("", "text/plain") if path == "/robots.txt" else Answer(article_page("Secret"))
        yield server


@pytest.fixture(name="site")
def site_fixture(crawl_host: CrawlHost, tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(crawl_host, tmp_path, STORY) as site:
        yield site


def port_of(server: Server) -> int:
    port = urlsplit(server.url).port
    assert port
    return port


def spelled(inside: Server) -> dict[str, str]:
    """The setting that takes each spelling for the site's own, so that the guard alone is in the way."""
    return {"NEWSBOT_OTHER_HOSTS": ",".join(f"{host}:{port_of(inside)}" for host in SPELLINGS)}


def lead_inside(site: MadeSite, inside: Server) -> None:
    """Let an article's address lead to each spelling of the other server's."""
    for number, host in enumerate(SPELLINGS):
        site.redirect(f"lead-inside-{number}", f"http://{host}:{port_of(inside)}{path_of(SECRET)}", 302)
        site.enlist(f"lead-inside-{number}", SOON)


def test_no_redirect_leads_to_another_port_of_the_host_in_any_spelling(site: MadeSite, inside: Server) -> None:
    lead_inside(site, inside)
    assert told(site.crawl(spelled(inside))) == new(STORY)
    assert inside.requests == []
    assert site.stats["dropped/private_address"] == len(SPELLINGS)
    assert not [name for name in site.stats if name.startswith("retry/")]
    # One page and one robots.txt a host: each is refused, each host is told once.
    assert site.stats["guard/private_address"] == 2 * len(SPELLINGS)
    assert site.log.count("Refused to connect to ") == len(SPELLINGS)
    assert site.log.count("WARNING Refused to connect to 'localhost': ") == 1


def test_without_the_guard_they_would(site: MadeSite, inside: Server) -> None:
    lead_inside(site, inside)
    site.crawl(UNGUARDED | spelled(inside))
    assert path_of(SECRET) in inside.requests


def test_the_named_host_under_another_name_is_another_origin(site: MadeSite) -> None:
    site.redirect("by-name", f"http://localhost:{port_of(site.server)}{path_of(SECRET)}", 302)
    site.enlist("by-name")
    site.publish("plain-story")
    by_name = {"NEWSBOT_OTHER_HOSTS": f"localhost:{port_of(site.server)}"}
    assert told(site.crawl(by_name)) == new(STORY, "plain-story")
    assert path_of(SECRET) not in site.server.requests
    assert site.stats["dropped/private_address"] == 1


def test_no_source_and_no_robots_file_leads_inside(site: MadeSite, inside: Server) -> None:
    base = inside.url.rstrip("/")
    feed = f'<link rel="alternate" type="application/rss+xml" href="{base}/feed.xml">'
    site.server.answers |= {
        "/": Answer(f"<head>{feed}</head><h1>Front</h1><a href='{base}{path_of(SECRET)}'>A story from inside</a>"),
        "/robots.txt": Answer("", status=302, headers={"Location": f"{base}/robots.txt"}),
        "/feed": Answer("", status=301, headers={"Location": f"{base}/feed"}),
        "/rss.xml": Answer("", status=301, headers={"Location": f"{base}/rss.xml"}),
        "/sitemap_index.xml": Answer("", status=301, headers={"Location": f"{base}/sitemap.xml"}),
    }
    site.listed[SECRET] = SOON
    site.enlist(STORY)
    site.server.answers["/sitemap.xml"].body = str(site.server.answers["/sitemap.xml"].body).replace(
        f"{{base}}{path_of(SECRET)}", base + path_of(SECRET)
    )
    assert told(site.crawl()) == new(STORY)
    assert inside.requests == []
    assert site.stats["guard/private_address"] == 1, "robots.txt may be elsewhere"


def test_a_private_origin_is_connected_to_where_the_operator_allows_it(site: MadeSite, inside: Server) -> None:
    lead_inside(site, inside)
    site.crawl({"NEWSBOT_ALLOW_PRIVATE": f"127.0.0.1:{port_of(inside)}", **spelled(inside)})
    assert inside.requests == ["/robots.txt", path_of(SECRET)]
    assert site.stats["dropped/private_address"] == len(SPELLINGS) - 1


@pytest.mark.parametrize("location", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:text/html,<h1>Secret</h1>"])
def test_what_is_no_http_address_is_not_followed(location: str, site: MadeSite) -> None:
    site.redirect("elsewhere", location, 302)
    site.enlist("elsewhere")
    assert told(site.crawl()) == new(STORY)


def test_a_port_of_another_service_is_not_asked(site: MadeSite) -> None:
    site.redirect("mail", "http://203.0.113.1:25/", 302)
    site.enlist("mail")
    assert told(site.crawl({"NEWSBOT_OTHER_HOSTS": "203.0.113.1:25"})) == new(STORY)
    assert site.stats["dropped/bad_port"] == 1


def test_a_redirect_to_what_is_no_address_says_so_and_forbids_nothing(site: MadeSite) -> None:
    wrong = {
        "bad_port": ("http://127.0.0.1:99999/", "//127.0.0.1:web/x", " https://u:p@news.example:-1/ "),
        "not_http": ("mailto:desk@news.example", "javascript:void(0)", "http://[::1/x", "http://:80/"),
    }
    for number, location in enumerate(location for locations in wrong.values() for location in locations):
        site.redirect(f"astray-{number}", location, 301)
        site.enlist(f"astray-{number}")
    site.server.answers["/robots.txt"] = Answer("", status=301, headers={"Location": "http://127.0.0.1:99999/"})
    assert told(site.crawl()) == new(STORY)
    assert {reason: site.stats[f"dropped/{reason}"] for reason in wrong} == {"bad_port": 3, "not_http": 4}


def test_an_article_whose_address_leads_to_no_address_is_not_taken_back(site: MadeSite) -> None:
    assert told(site.crawl()) == new(STORY)
    site.redirect(STORY, "http://127.0.0.1:99999/", 301)
    site.enlist(STORY, SOON)
    assert site.crawl() == []
    site.publish(STORY, changed=SOON)
    assert site.crawl() == []
    assert site.asked == {STORY}, "it was to be asked again"


def test_a_redirect_that_leaves_the_site_is_not_followed(site: MadeSite, inside: Server) -> None:
    lead_inside(site, inside)
    allowed = {"NEWSBOT_ALLOW_PRIVATE": f"127.0.0.1:{port_of(inside)}"}
    assert told(site.crawl(allowed)) == new(STORY)
    assert inside.requests == []
    assert site.stats["limits/redirect_off_site"] == site.stats["dropped/redirected_off_site"] == len(SPELLINGS)


@pytest.mark.parametrize(
    "owner", [downloads._ScrapyAgent, downloads.HTTPConnectionPool], ids=lambda owner: owner.__name__
)
def test_no_crawl_starts_if_the_guards_foundations_are_missing(
    owner: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next(name for known, name in downloads._FOUNDATIONS if known is owner)
    monkeypatch.delattr(owner, name)
    with pytest.raises(NewsbotError, match=rf"Scrapy or Twisted \(it has no {owner.__name__}\.{name}\)"):
        check_foundations()


def test_a_request_that_waited_until_its_site_may_be_anothers_is_not_sent():
    handler: Any = downloads.GuardedDownloadHandler.__new__(downloads.GuardedDownloadHandler)
    lost = SimpleNamespace(holds_sites=lambda: False)
    handler.crawler = SimpleNamespace(spider=SimpleNamespace(storage=lost))
    with pytest.raises(FetchError, match="site_closed"):
        handler.download_request(Request("http://news.example/")).send(None)


# ------------------------------------------------------------------------------- the end of a download


class Wire(StringTransport):
    """A connection that is lost when the other side agrees, as one over TLS, and which that side never does."""

    def loseConnection(self) -> None:  # noqa: N802 - Twisted's name
        """Wait."""

    def stopProducing(self) -> None:  # noqa: N802 - as above
        self.disconnected = True

    def abortConnection(self) -> None:  # noqa: N802 - as above
        self.disconnected = True


def start_download(reactor: "Reactor", rest: bytes = b"\r\n<h1>") -> tuple[Any, StringTransport, list[Any]]:
    """A download whose answer has begun: its connection, the wire under that, and what the download comes to."""
    crawler: Any = SimpleNamespace(signals=SignalManager(), spider=None)
    pool = HTTPConnectionPool(reactor, persistent=False)
    pool._factory = bounded_factory(262_144)
    agent = downloads._GuardedAgent(Targets(), contextFactory=None, pool=pool, crawler=crawler)
    request = Request("http://news.example/", meta={"download_timeout": 20})
    ends: list[Any] = []
    agent.download_request(request).addBoth(ends.append)
    connection = reactor.tcpClients[0][2].buildProtocol(None)
    wire = Wire(peerAddress=IPv4Address("TCP", "93.184.216.34", 80))
    connection.makeConnection(wire)
    connection.dataReceived(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + rest)
    return connection, wire, ends


@pytest.fixture(name="reactor")
def reactor_fixture(monkeypatch: pytest.MonkeyPatch) -> "Reactor":
    reactor = Reactor(["93.184.216.34"])
    monkeypatch.setitem(sys.modules, "twisted.internet.reactor", reactor)
    return reactor


def test_a_connection_ends_with_its_page_whatever_the_other_side_does(reactor: "Reactor") -> None:
    _, wire, ends = start_download(reactor, b"Connection: close\r\nContent-Length: 2\r\n\r\nok")
    assert [end.body for end in ends] == [b"ok"]
    assert wire.disconnected
    assert reactor.getDelayedCalls() == []


def chunked(count: int) -> bytes:
    return b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * count


def test_chunks_that_come_at_once_are_one_piece(reactor: "Reactor") -> None:
    pieces: list[bytes] = []

    def note(data: bytes) -> None:
        pieces.append(data)

    manager = SignalManager()
    manager.connect(note, bytes_received)
    try:
        _, _, ends = start_download(reactor, chunked(1_000) + b"0\r\nTrailer: t\r\n\r\nrest")
    finally:
        manager.disconnect(note, bytes_received)
    assert [end.body for end in ends] == [b"x" * 1_000]
    assert pieces == [b"x" * 1_000]


@pytest.mark.parametrize(("rest", "reason"), [(b"", "too_large"), (b"1\r\n", "too_large"), (b"y\r\n", None)])
def test_countless_chunks_are_no_page_and_broken_ones_are_cut_off(
    rest: bytes, reason: str | None, reactor: "Reactor", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire._BoundedParser, "_chunks_left", 500 if reason else 1_000)
    _, connection, ends = start_download(reactor, chunked(501) + rest)
    (failure,) = ends
    assert failure.type is ResponseDataLossError
    assert downloads._reason_of(failure.value) == reason
    assert connection.disconnected


def test_a_download_whose_time_is_over_ends(reactor: "Reactor") -> None:
    _, wire, ends = start_download(reactor)
    reactor.advance(20)
    (failure,) = ends
    assert failure.check(DownloadTimeoutError)
    assert wire.disconnected
    assert reactor.getDelayedCalls() == []


def test_a_download_ends_though_the_end_of_its_connection_was_lost(reactor: "Reactor") -> None:
    """Twisted drops the end of a body that comes in a state it does not know, and Scrapy's cancelling fails then."""
    connection, _, ends = start_download(reactor)
    client = connection._wrappedProtocol
    client._state = "ABORTING"
    connection.connectionLost(Failure(ConnectionDone()))
    assert ends == []
    reactor.advance(20)
    assert [end.type for end in ends] == [DownloadTimeoutError]
    assert reactor.getDelayedCalls() == []


def test_a_download_that_cannot_be_cancelled_is_given_up(reactor: "Reactor", monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AttributeError

    monkeypatch.setattr(downloads._GuardedAgent, "_cancel", fail)
    _, _, ends = start_download(reactor)
    with pytest.raises(AttributeError):
        reactor.advance(20)
    assert ends == []
    reactor.advance(5)
    assert [end.type for end in ends] == [DownloadTimeoutError]


# ---------------------------------------------------------------------------------- `scrapy extract`


def test_the_address_that_is_extracted_may_be_private_and_no_other(inside: Server, tmp_path: Path) -> None:
    answers = {
        "/2026/11/a-story-of-the-day/": Answer(article_page("A story of the day")),
        "/away": Answer("", status=302, headers={"Location": inside.url}),
    }
    with serve(answers) as site:
        done = scrapy("extract", site.url + "2026/11/a-story-of-the-day/", site.url + "away", folder=tmp_path)
    assert json.loads(done.stdout)["headline"] == "A story of the day"
    assert f"{site.url}away could not be fetched (private_address)" in done.stderr
    assert inside.requests == []


@pytest.mark.parametrize("url", ["http://news.example:99999/", "http://news.example:22/"])
def test_a_named_address_with_a_port_that_is_none_is_no_accident(url: str, tmp_path: Path) -> None:
    assert scrapy("extract", url, folder=tmp_path).returncode in (1, 2)


def test_a_proxy_may_be_private_and_is_not_asked_for_a_private_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, away = "http://news.example/2026/11/a-story-of-the-day/", "http://news.example/away"
    answers = {
        story: Answer(article_page("A story of the day")),
        away: Answer("", status=302, headers={"Location": "http://0x7f.1:8000/"}),
    }
    with serve(answers) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        done = scrapy("extract", story, away, folder=tmp_path)
    assert json.loads(done.stdout)["url"] == story
    assert f"{away} could not be fetched (private_address)" in done.stderr
    rules = {f"http://news.example/{path}" for path in ("robots.txt", ".well-known/tdmrep.json")}
    assert set(proxy.requests) == {*rules, story, away}


# --------------------------------------------------------------------------------------- rebinding


@pytest.fixture(autouse=True)
def _installs_no_reactor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twisted's endpoints import the global reactor, which would be there for all tests of this process after these."""
    monkeypatch.setitem(sys.modules, "twisted.internet.reactor", MemoryReactorClock())


class Reactor(MemoryReactorClock):
    """A reactor that connects nothing, whose resolver gives one list of addresses after the other."""

    def __init__(self, *answers: list[str]) -> None:
        super().__init__()
        self.answers = list(answers)
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, *options: Any) -> Any:  # noqa: N802 - Twisted's name
        receiver.resolutionBegan(self)
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return self

    @property
    def connected(self) -> list[str]:
        """The addresses that were connected to."""
        return [host for host, *_ in self.tcpClients]


def attempt(reactor: Reactor, host: str = "news.example", targets: Targets | None = None) -> list[Any]:
    """What an attempt to connect came to; nothing while it waits for the network."""
    ends: list[Any] = []
    endpoint = GuardedEndpoint(reactor, (host, 80), targets or Targets(), {"timeout": 20})
    endpoint.connect(Factory()).addBoth(ends.append)
    return ends


def test_the_address_that_is_connected_to_is_the_one_that_was_judged() -> None:
    reactor = Reactor(["93.184.216.34"], ["127.0.0.1"])
    assert attempt(reactor) == []
    assert reactor.connected == ["93.184.216.34"]
    assert reactor.answers == [["127.0.0.1"]], "the name was looked up twice"
    (refusal,) = attempt(reactor)
    assert refusal.check(TargetError)
    assert reactor.connected == ["93.184.216.34"]


@pytest.mark.parametrize("addresses", [["93.184.216.34", "10.0.0.1"], ["10.0.0.1", "93.184.216.34"], ["::1"]])
def test_a_name_with_one_private_address_is_not_connected_to_at_all(addresses: list[str]) -> None:
    reactor = Reactor(addresses)
    (refusal,) = attempt(reactor)
    assert str(refusal.value) == "private_address"
    reactor.advance(5)
    assert reactor.connected == []


def test_all_addresses_of_a_public_name_are_tried() -> None:
    reactor = Reactor(["2606:4700:4700::1111", "93.184.216.34"])
    attempt(reactor)
    reactor.pump([0.1] * 10)
    assert reactor.connected == ["2606:4700:4700::1111", "93.184.216.34"]


def test_a_named_site_that_turns_private_is_not_followed_inside() -> None:
    targets = Targets.named(["http://news.example/"])
    reactor = Reactor(["93.184.216.34"], ["127.0.0.1"])
    assert attempt(reactor, targets=targets) == []
    (refusal,) = attempt(reactor, targets=targets)
    assert str(refusal.value) == "private_address"


def test_a_name_without_an_address_fails_as_ever() -> None:
    (failure,) = attempt(Reactor([]))
    assert "no results for hostname lookup" in str(failure.value)
