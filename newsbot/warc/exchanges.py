"""One request and its response, as a record each, with what newsbot knew about the page besides.

The response's block is its head as received and its body still in the server's content coding. Only chunks are joined:
the header that declares them is renamed, as crawlers commonly do, so that every reader finds the body.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from newsbot.items import Link, Post
from newsbot.warc.records import Fields, digest, new_record_id, render, warc_date

ORIGINAL = b"X-Archive-Orig-"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_COMPRESSED_LEVEL = 1


@dataclass(slots=True)
class PageEvidence:
    """What a crawl knows about a page that the page does not say: archived with it, and used when it is read again.

    `link` is what its source said, `post` its content from the site's API, `requestedUrl` the address requested first;
    `number` is the page's number in its article, whose first page is at `partOf`.
    """

    requestedUrl: str | None = None  # noqa: N815 - a key of the record's JSON
    link: Link | None = None
    usualShape: bool | None = None  # noqa: N815 - as above
    number: int = 1
    partOf: str | None = None  # noqa: N815 - as above
    post: Post | None = None

    def encode(self) -> bytes:
        """Encode as JSON, without unknown values."""
        return msgspec.json.encode(_without_none(msgspec.to_builtins(self)))

    @classmethod
    def decode(cls, data: bytes) -> "PageEvidence | None":
        """Decode what `encode` wrote; None for anything else."""
        try:
            return msgspec.json.decode(data, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(inner) for name, inner in value.items() if inner is not None}
    return value


@dataclass(slots=True)
class Exchange:
    """A request and its response: both heads as lines without line ends, the bodies, the address that answered."""

    url: str
    status: int
    request_head: list[bytes]
    response_head: list[bytes]
    request_body: bytes = b""
    body: bytes = b""
    ip_address: str | None = None
    evidence: PageEvidence | None = None


@dataclass(slots=True)
class Capture:
    """An archived response with a body, which a later, identical one refers to."""

    date: str
    record_id: str
    payload_digest: str
    file: str


@dataclass(slots=True)
class Location:
    """Where a record is, and its payload's digest."""

    file: str
    offset: int
    record_id: str
    payload_digest: str
    date: str


@dataclass(slots=True)
class Records:
    """The records of one exchange as bytes, one after another; `capture` is None if they have no body."""

    data: bytearray = field(default_factory=bytearray)
    record_id: str = ""
    payload_digest: str = ""
    date: str = ""
    capture: Capture | None = None
    is_revisit: bool = False

    def add(self, data: bytes) -> None:
        """Append a record."""
        self.data += data


def render_exchange(exchange: Exchange, fetched: datetime, info_id: str, known: Capture | None) -> Records:
    """Return the records; a body that is `known` from an earlier response is not written again."""
    found = Records(record_id=new_record_id(), payload_digest=digest(exchange.body), date=warc_date(fetched))
    shared: Fields = [
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", found.date),
        ("WARC-Warcinfo-ID", f"<{info_id}>"),
    ]
    if exchange.ip_address:
        shared.append(("WARC-IP-Address", exchange.ip_address))
    _add_answer(exchange, found, shared, known)
    concurrent = ("WARC-Concurrent-To", f"<{found.record_id}>")
    asked = b"\r\n".join([*exchange.request_head, b"", exchange.request_body])
    said = ("Content-Type", "application/http; msgtype=request")
    found.add(render("request", new_record_id(), [*shared, concurrent, said], asked))
    if exchange.evidence is not None:
        as_json = ("Content-Type", "application/json")
        found.add(render("metadata", new_record_id(), [*shared, concurrent, as_json], exchange.evidence.encode()))
    return found


def _add_answer(exchange: Exchange, found: Records, shared: Fields, known: Capture | None) -> None:
    said = ("Content-Type", "application/http; msgtype=response")
    is_same = known is not None and known.payload_digest == found.payload_digest and bool(exchange.body)
    if exchange.status == 304 or is_same:
        found.is_revisit = True
        profile = _NOT_MODIFIED if exchange.status == 304 else _SAME_PAYLOAD
        fields: Fields = [*shared, ("WARC-Profile", profile), *_referring(exchange.url, known), said]
        if is_same or known is not None:
            found.payload_digest = known.payload_digest if known is not None else found.payload_digest
            fields.append(("WARC-Payload-Digest", found.payload_digest))
        head = b"\r\n".join([*exchange.response_head, b"", b""])
        found.add(render("revisit", found.record_id, fields, head))
        return
    head_lines, is_packed = _readable_head(exchange)
    fields = [*shared, ("WARC-Payload-Digest", found.payload_digest), said]
    block = b"\r\n".join([*head_lines, b"", exchange.body])
    packing = {"level": _COMPRESSED_LEVEL} if is_packed else {}
    found.add(render("response", found.record_id, fields, block, **packing))
    if exchange.body:
        found.capture = Capture(found.date, found.record_id, found.payload_digest, "")


def _referring(url: str, known: Capture | None) -> Fields:
    if known is None:
        return []
    return [
        ("WARC-Refers-To", f"<{known.record_id}>"),
        ("WARC-Refers-To-Target-URI", url),
        ("WARC-Refers-To-Date", known.date),
    ]


def _readable_head(exchange: Exchange) -> tuple[list[bytes], bool]:
    """Return the response's head for a body no longer in chunks, and whether that is compressed."""
    lines: list[bytes] = []
    is_packed = has_length = False
    for line in exchange.response_head:
        name = line.partition(b":")[0].strip().lower()
        if name == b"transfer-encoding":
            line = ORIGINAL + line
        has_length |= name == b"content-length"
        is_packed |= name == b"content-encoding"
        lines.append(line)
    if not has_length:
        lines.append(b"Content-Length: %d" % len(exchange.body))
    return lines, is_packed
