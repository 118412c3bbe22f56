"""HTML as the web serves it, made safe: bytes to text, text to a tree, a marked-up string to a plain line.

`parse_html` is the only place where HTML is parsed. Nothing here raises, whatever the bytes are, and all of it takes
time in the length of the page. What the page says is for `discovery` and `extraction`.
"""

import codecs
import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, SelectolaxError
from w3lib.encoding import html_to_unicode

from newsbot.text import clean_line

MAX_PAGE_BYTES = 10_000_000
_MAX_HEADER_CHARS = 500
# Lexbor needs time in the square of the attributes of one element (200,000: 65 s), of the depth of nesting
# (100,000: 11 s), of the unclosed formatting elements and of the options of one select (40,000: 4 s), so what no
# real page has is cut before parsing. Scripts and comments are passed over: "i<n ;" opens no tag there.
_OVERLOADED_TAG = re.compile(
    r"""<script\b(?:[^<]++|<(?!/script))*+|<!--(?:[^-]++|-(?!->))*+"""
    r"""|<([a-z][^\s/>]{0,30}+)(?=[\s/])"""
    r"""(?:[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++)?+)?+){257,}+[^>]*+>?""",
    re.IGNORECASE,
)
# Nine news pages of ten have fewer.
_MANY_TAGS = 3_000
_MAX_DEPTH = 500
_MAX_FORMATTING = 16
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]*+>")
# Elements that end by themselves, so that opening them again does not nest.
_SELF_ENDING = frozenset(
    "a area base br col dd dt embed hr img input li link meta optgroup option p param source td th tr track wbr".split()
)
# Elements that a parser opens again in each paragraph until they are closed.
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = re.compile(r"<(?:/?[a-zA-Z]|!)[^<>]{0,500}>")


def parse_html(body: bytes | str, content_type: str | None = None) -> LexborHTMLParser:
    """The page as a tree. `content_type` is the HTTP header; text that is already decoded is taken as it is."""
    text = body if isinstance(body, str) else decode_html(body, content_type)
    markup = _defuse(text[:MAX_PAGE_BYTES].replace("\0", ""))
    try:
        return LexborHTMLParser(markup)
    except SelectolaxError:
        # Out of memory for a tree that the guards above do not foresee: a page without text.
        return LexborHTMLParser("")


def decode_html(body: bytes, content_type: str | None) -> str:
    """The text of an HTML body: UTF-8 where it can be nothing else, then by w3lib's rules.

    Those are byte order mark, header, meta tag. Text in another encoding that happens to be valid UTF-8 does not
    occur, while pages that were moved to UTF-8 and still declare what they were in before do.
    """
    body = body[:MAX_PAGE_BYTES]
    if not body.isascii() and not body.startswith(_BYTE_ORDER_MARKS):
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass  # the declared encoding, then
    for header in ((content_type or "")[:_MAX_HEADER_CHARS], None):
        encoding, text = html_to_unicode(header, body, default_encoding="windows-1252")
        if encoding != "utf-8" or not _is_garbled(text):
            return text
    return body.decode("windows-1252", "replace")


def _is_garbled(text: str) -> bool:
    """Whether most of what is not ASCII could not be decoded: the declaration lies."""
    return text.count("\ufffd") * 2 > sum(1 for char in text if char > "\x7f")


def _defuse(text: str) -> str:
    """The markup without tags of hundreds of attributes and without absurd nesting."""
    text = _OVERLOADED_TAG.sub(lambda tag: f"<{tag[1]}>" if tag[1] else tag.group(), text)
    if text.count("<") > _MANY_TAGS:
        text = _TAG.sub(_Nesting().keep, text)
    return text


class _Nesting:
    """The elements that are open at a place of the markup, as far as their depth goes."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.formatting = 0

    def keep(self, tag: re.Match[str]) -> str:
        """The tag as it stands, or nothing for one that is too deep."""
        name = tag[2].lower()
        if name in _SELF_ENDING:
            return tag.group()
        if name == "select":
            return ""  # its options are no text without it, too
        if name in _FORMATTING:
            return self._keep_formatting(tag)
        if not tag[1]:
            if len(self.open) >= _MAX_DEPTH:
                return ""
            self.open.append(name)
        elif name in self.open:
            while self.open.pop() != name:
                continue
        return tag.group()

    def _keep_formatting(self, tag: re.Match[str]) -> str:
        if tag[1]:
            self.formatting = max(0, self.formatting - 1)
        elif self.formatting >= _MAX_FORMATTING:
            return ""
        else:
            self.formatting += 1
        return tag.group()


def plain_line(text: str, limit: int) -> str:
    """The text of a title, name or label on one line, without markup and entities; at most `limit` characters."""
    # Markup and entities take room, too; what lies far beyond the limit would be cut anyway.
    text = text[: 4 * limit + 1_000]
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    return clean_line(text)[:limit].rstrip()
