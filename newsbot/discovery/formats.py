"""Detect what a source's body really is, whatever its URL and headers say, and stream its bytes.

A body is unpacked in pieces and never held unpacked as a whole unless its reader asks for that.
Parsing the pieces is left to the parser of their kind.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from newsbot.charsets import is_of_pages

Kind = Literal["sitemap", "feed", "html", "json", "text", "dtd", "unknown", "empty"]

# The protocol's limit for an unpacked sitemap (sitemaps.org).
MAX_BYTES = 50_000_000
_PIECE_BYTES = 65_536
_MAX_CODINGS = 2
_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_ROOT = re.compile(
    rb"<(?:[\w.-]{1,32}:)?(?P<root>urlset|sitemapindex|rss|feed|rdf|html|head|body|url|sitemap|channel)\b"
    rb"|<!doctype\s{1,99}(?P<html>html)\b",
    re.IGNORECASE,
)
_ROOT_KINDS: dict[bytes, Kind] = {
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
    b"url": "sitemap",
    b"sitemap": "sitemap",
    b"rss": "feed",
    b"feed": "feed",
    b"rdf": "feed",
    b"channel": "feed",
}
_ENCODING = re.compile(rb"""<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_ADDRESS_LINE = re.compile(rb"\s*https?://\S+\s*?(?:\n|\r|\Z)", re.IGNORECASE)


@dataclass(slots=True)
class Document:
    """A body whose kind is known.

    XML is UTF-8 and begins at its root element, so no DTD ever reaches a parser.
    """

    kind: Kind
    pieces: Iterator[bytes]

    def read(self, limit: int) -> bytes:
        """The whole body, up to `limit` bytes."""
        parts: list[bytes] = []
        size = 0
        for piece in self.pieces:
            parts.append(piece[: limit - size])
            size += len(piece)
            if size >= limit:
                break
        return b"".join(parts)


def open_document(body: bytes, content_type: str | None) -> Document:
    """The body, opened as the kind that its first 64 KB show."""
    pieces = _unpack(body)
    head = next(pieces, b"").lstrip(b" \t\r\n")
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    if marked:
        pieces = _recode(chain([head], pieces), marked)
        head = next(pieces, b"").lstrip(b" \t\r\n")
    kind, start = _recognise(head)
    pieces = chain([head[start:]], pieces)
    if kind in ("sitemap", "feed") and not marked:
        pieces = _recode(pieces, _declared_encoding(head[:start], content_type))
    elif kind == "html" and marked:
        # Keep the header and the page's own declaration from naming another encoding.
        pieces = chain([codecs.BOM_UTF8], pieces)
    return Document(kind, pieces)


def _unpack(body: bytes, codings: int = _MAX_CODINGS) -> Iterator[bytes]:
    """The body in pieces, gunzipped; a broken or endless stream ends where it broke or at the limit."""
    pieces = (body[at : at + _PIECE_BYTES] for at in range(0, len(body), _PIECE_BYTES))
    if not body.startswith(_GZIP):
        return pieces
    unpacked = _gunzip(pieces)
    first = next(unpacked, b"")
    if first.startswith(_GZIP) and codings > 1:
        return _gunzip(chain([first], unpacked))
    return chain([first], unpacked)


def _gunzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    left = MAX_BYTES
    for data in pieces:
        while data and left > 0:
            try:
                piece = unpacker.decompress(data, _PIECE_BYTES)
            except zlib.error:
                return
            left -= len(piece)
            if piece:
                yield piece
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                # Files that were written in parts hold several gzip members in a row.
                data = unpacker.unused_data.lstrip(b"\x00")
                unpacker = zlib.decompressobj(wbits=31)


def _recode(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces as UTF-8, with invalid bytes replaced."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        yield decoder.decode(piece).lstrip("\ufeff").encode("utf-8", "replace")


def _recognise(head: bytes) -> tuple[Kind, int]:
    """The kind of a body that begins with `head`, and where in it the content begins."""
    if not head.strip():
        return "empty", 0
    if head.lstrip()[:1] in (b"{", b"["):
        return "json", 0
    if _ADDRESS_LINE.match(head):
        return "text", 0
    match = _ROOT.search(_without_comments(head))
    if match is None:
        return "unknown", 0
    kind = _ROOT_KINDS.get((match["root"] or match["html"]).lower(), "html")
    if kind == "html":
        return "html", 0
    if b"<!ENTITY" in head[: match.start()]:
        return "dtd", 0
    return kind, match.start()


def _without_comments(head: bytes) -> bytes:
    """The head with comments blanked out, all other bytes at their old offsets."""
    start = head.find(b"<!--")
    while start >= 0:
        end = head.find(b"-->", start + 4)
        if end < 0:
            break
        head = head[:start] + b" " * (end + 3 - start) + head[end + 3 :]
        start = head.find(b"<!--", end)
    return head


def _declared_encoding(prolog: bytes, content_type: str | None) -> str:
    """The encoding named by the XML declaration, else by the header; UTF-8 if neither can be right."""
    declared = _ENCODING.search(prolog[:500])
    header = _CHARSET.search((content_type or "")[:500])
    name = declared[1].decode("ascii") if declared else header[1] if header else "utf-8"
    try:
        # Not every codec is a text encoding, and text that has been readable as ASCII is not UTF-16.
        if is_of_pages(name) and "<".encode(name) == b"<":
            return codecs.lookup(name).name
    except (LookupError, ValueError, TypeError):
        pass  # a name that Python does not know is as good as none
    return "utf-8"
