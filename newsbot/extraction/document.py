"""From the bytes of a response to a parsed tree: encoding, guards against hostile markup, Lexbor.

It decides nothing about the article; `parse_document` is the only place where HTML is parsed.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_to_unicode

MAX_PAGE_BYTES = 10_000_000
# Lexbor needs quadratic time for an element with very many attributes (200,000: 65 s) and for very deep
# nesting (100,000: 11 s), so what no real page has is cut before parsing. Data URLs make long tags, too,
# but tags of few attributes.
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]{0,30})[\s/][^<>]{4096,}>")
_MAX_ATTRIBUTES = 256
_MANY_TAGS = 20_000
_MAX_DEPTH = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{0,4096}>")
# Elements that end by themselves, so that opening them again does not nest.
_SELF_ENDING = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr".split()
)
_SNIFFED = ("utf-8", "windows-1252")


@dataclass(slots=True)
class Document:
    """A parsed page; `url` is where it was found after redirects."""

    tree: LexborHTMLParser
    url: str


def parse_document(body: bytes | str, url: str, content_type: str | None = None) -> Document:
    """The page as a tree. `content_type` is the HTTP header; text that is already decoded is taken as it is."""
    text = body if isinstance(body, str) else decode_html(body, content_type)
    return Document(LexborHTMLParser(_defuse(text[:MAX_PAGE_BYTES].replace("\0", ""))), url)


def decode_html(body: bytes, content_type: str | None) -> str:
    """The text of an HTML body by w3lib's rules: BOM, header, meta tag, then UTF-8 or windows-1252."""
    return html_to_unicode(content_type, body[:MAX_PAGE_BYTES], auto_detect_fun=_sniff)[1]


def _sniff(body: bytes) -> str | None:
    for encoding in _SNIFFED:
        try:
            body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _defuse(text: str) -> str:
    """The markup without tags of hundreds of attributes and without absurd nesting."""
    text = _LONG_TAG.sub(_without_attributes, text)
    if text.count("<") > _MANY_TAGS:
        text = _flatten(text)
    return text


def _flatten(text: str) -> str:
    """The markup without the tags that stand deeper than `_MAX_DEPTH`; one linear pass."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2].lower() in _SELF_ENDING:
            return match.group()
        depth = max(0, depth - 1) if match[1] else depth + 1
        return match.group() if depth < _MAX_DEPTH else ""

    return _TAG.sub(keep, text)


def _without_attributes(match: re.Match[str]) -> str:
    tag = match.group()
    return f"<{match[1]}>" if len(tag.split(None, _MAX_ATTRIBUTES)) > _MAX_ATTRIBUTES else tag
