"""Generated responses to archive, and archives to read."""

import zlib
from datetime import UTC, datetime, timedelta

from newsbot.items import Link
from newsbot.warc.exchanges import Exchange, PageEvidence
from newsbot.warc.writing import WarcRules, WarcWriter

ABOUT = [("software", "newsbot/0"), ("format", "WARC File Format 1.1"), ("operator", "The Gazette's library")]
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def exchange(number=0, body=None, status=200, **values):
    """The response to a request for a story."""
    page = f"<h1>Story {number}</h1>".encode() + b"<p>The bridge is open.</p>" * 20
    return Exchange(
        url=values.pop("url", f"https://gazette.example/story-{number}"),
        status=status,
        request_head=[b"GET /story-%d HTTP/1.1" % number, b"Host: gazette.example", b"Accept: text/html"],
        response_head=values.pop("head", [b"HTTP/1.1 %d OK" % status, b"Server: press", b"Content-Type: text/html"]),
        body=page if body is None else body,
        ip_address="192.0.2.7",
        evidence=PageEvidence(
            link=Link(f"https://gazette.example/story-{number}", "feed", "https://gazette.example/f")
        ),
        **values,
    )


def write_archive(folder, exchanges, about=ABOUT, **rules):
    """The locations of the exchanges, written a minute apart."""
    writer = WarcWriter(WarcRules(folder, **rules), list(about))
    locations = [writer.write(one, NOON + timedelta(minutes=at)) for at, one in enumerate(exchanges)]
    writer.close()
    return locations


def plain(path):
    """The content of a compressed file."""
    data, packed = b"", path.read_bytes()
    while packed:
        unpacker = zlib.decompressobj(31)
        data += unpacker.decompress(packed)
        packed = unpacker.unused_data
    return data
