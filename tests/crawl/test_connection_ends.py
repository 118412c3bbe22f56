"""How a connection ends, over real TLS: a complete page is always accepted, an incomplete one never."""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from crawl_host import CrawlHost
from hostile_site import own_certificate
from loopback import article_page

from newsbot.batches import read_lines


def in_order(connection: ssl.SSLSocket) -> None:
    """Say that this is the end, and wait for the answer."""
    connection.unwrap().close()


def without_a_word(connection: ssl.SSLSocket) -> None:
    """End TCP alone, as many servers do."""
    connection.close()


def _sized(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def _chunked(body: bytes) -> bytes:
    return b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def _packed(body: bytes) -> bytes:
    return b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(body)


def _open_ended(body: bytes) -> bytes:
    return b"\r\n" + body


# The name of a page: how its length is told, how many bytes its end lacks, how its connection ends.
WHOLE = {
    "sized-in-order": (_sized, 0, in_order),
    "sized-without-a-word": (_sized, 0, without_a_word),
    "chunked-in-order": (_chunked, 0, in_order),
    "chunked-without-a-word": (_chunked, 0, without_a_word),
    "packed-without-a-word": (_packed, 0, without_a_word),
    "open-in-order": (_open_ended, 0, in_order),
    "open-without-a-word": (_open_ended, 0, without_a_word),
}
CUT = {
    "sized-and-cut-in-order": (_sized, 200, in_order),
    "sized-and-cut": (_sized, 200, without_a_word),
    "chunked-and-cut": (_chunked, 200, without_a_word),
    "chunked-without-its-end": (_chunked, 5, without_a_word),
    "packed-and-cut": (_packed, 20, without_a_word),
    "packed-and-cut-in-order": (_packed, 20, in_order),
    "open-and-cut": (_open_ended, 200, without_a_word),
}


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a site over TLS with all these pages."""
    certificate = own_certificate(folder)
    listener = socket.create_server(("127.0.0.1", 0))
    base = f"https://127.0.0.1:{listener.getsockname()[1]}"
    entries = "".join(f"<url><loc>{base}/2026/11/{name}</loc></url>" for name in WHOLE | CUT)

    def answer(connection: ssl.SSLSocket) -> None:
        path = connection.recv(65_536).split(b" ")[1].decode()
        length, lacking, end = (WHOLE | CUT).get(path.rpartition("/")[2], (_sized, 0, in_order))
        if path == "/sitemap.xml":
            kind, body = "application/xml", f"<urlset>{entries}</urlset>".encode()
        elif path.startswith("/2026/"):
            kind, body = "text/html", article_page(path.rpartition("/")[2].replace("-", " ").capitalize()).encode()
        else:
            kind, body = "text/plain", b""
        message = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n".encode() + length(body)
        connection.sendall(message[: len(message) - lacking])
        end(connection)

    def serve() -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                connection, _ = listener.accept()
                connection.settimeout(20)
                threading.Thread(target=_quietly, args=(answer, connection, certificate)).start()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield base + "/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _quietly(answer: Callable[[ssl.SSLSocket], None], connection: socket.socket, certificate: ssl.SSLContext) -> None:
    with suppress(OSError), connection:
        answer(certificate.wrap_socket(connection, server_side=True))


@pytest.fixture(name="crawled", scope="module")
def crawled_fixture(crawl_host: CrawlHost, tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], dict[str, int]]:
    """The names of the pages that gave lines, and what the crawl counted."""
    folder = tmp_path_factory.mktemp("ends")
    with serving(folder) as url:
        place = url.split("/")[2]
        settings = {"NEWSBOT_TLS_UNVERIFIED": place, "RETRY_TIMES": 1}
        crawled = crawl_host.crawl(folder, {"site": url}, settings)
    assert crawled.refusal is None
    lines = [line for file in folder.rglob("*.jsonl.zst") for line in read_lines(file)]
    names = {name for name in WHOLE | CUT for line in lines if f'/2026/11/{name}"'.encode() in line}
    return names, crawled.stats


def test_a_whole_page_is_taken_however_its_connection_ends(crawled: tuple[set[str], dict[str, int]]) -> None:
    assert set(WHOLE) - crawled[0] == set()


def test_a_part_of_a_page_is_none_and_has_a_reason(crawled: tuple[set[str], dict[str, int]]) -> None:
    names, stats = crawled
    assert names & set(CUT) == set()
    assert stats["newsbot/dropped/cut_off"] == len(CUT)
