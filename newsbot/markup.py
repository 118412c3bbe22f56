"""HTML as the web serves it, made safe: bytes to text, text to a tree, marked-up strings to plain lines.

`parse_html` is the only place where HTML is parsed. Nothing here raises, whatever the bytes, and everything runs in
time proportional to the page. `discovery` and `extraction` interpret what the page says.
"""

import codecs
import re
from collections import Counter
from html import unescape
from itertools import islice

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError
from w3lib.encoding import html_to_unicode

from newsbot.charsets import guess_encoding, is_of_pages
from newsbot.text import clean_line

MAX_PAGE_BYTES = 10_000_000
_MAX_HEADER_CHARS = 500
# Lexbor's time is quadratic in the attributes of one tag (200,000: 65 s), in the depth of nesting (100,000: 11 s) and
# in the formatting elements left open, so what no real page has is cut before parsing. The guards ignore scripts and
# comments: anything that made them skip part of the page could hide a tag in it.
_SPACE = r" \t\n\r\f"
# Names may contain "<", but after a few characters the search restarts there: "<a<a<a" is not read over and over.
_NAME = rf"[a-zA-Z][^{_SPACE}/>]{{0,30}}+[^{_SPACE}/><]*+"
_QUOTED = r"""(?:"[^"]*+"|'[^']*+')"""
_KEY = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+"
_EQUALS = rf"[{_SPACE}]*+=[{_SPACE}]*+"
# Space may be missing before an attribute with a quoted value; strictly speaking, only after another such one.
_ATTRIBUTE = (
    rf"(?:[{_SPACE}/]*+{_KEY}{_EQUALS}{_QUOTED}|[{_SPACE}/]++{_KEY}(?:{_EQUALS}(?:[^{_SPACE}>\"'][^{_SPACE}>]*+)?+)?+)"
)
_BEFORE_ATTRIBUTES = b" \t\n\r\f/\"'"
_OVERLOADED_TAG = re.compile(rf"(</?{_NAME})(?=[{_SPACE}/]){_ATTRIBUTE}{{257,}}+[^>]*+>?")
# A shorter page has 32,000 attributes at most, a second and a half; half of all news pages are shorter.
_SHORT_BYTES = 125_000
# Nine in ten news pages have fewer tags; up to the second number, no nesting of them takes half a second.
_MANY_TAGS = 3_000
_VERY_MANY_TAGS = 20_000
_MAX_TAGS = 150_000
_TAG_START = re.compile(r"</?[a-zA-Z]")
# Each takes the parser 400 bytes of memory; of a thousand news pages none has a quarter of this many.
_MAX_ATTRIBUTES = 200_000
_ANY_ATTRIBUTE = re.compile(_ATTRIBUTE)
_MAX_DEPTH = 500
_TAG = re.compile(rf"<(/?)({_NAME})(?=[{_SPACE}/>])({_ATTRIBUTE}*+)[{_SPACE}/]*+>?")
# Elements with an implied end, so that opening them again does not nest.
_SELF_ENDING = frozenset(
    "a area base br col dd dt embed hr img input li link meta optgroup option p param source td th tr track wbr".split()
)
# Elements that a parser reopens in each paragraph until they are closed: as many as have different attributes.
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_WITH_ATTRIBUTES = re.compile(rf"<([bcefinstuBCEFINSTU][a-zA-Z]{{0,5}})[{_SPACE}/]")
_MAX_REOPENED = 1_000_000
# Do not mirror the selected option of a select: that is quadratic in its options.
_OPTIONS = LexborDocumentOptions.WO_EVENTS
_WESTERN = "cp1252"
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Other encodings read as UTF-8 have at most one valid character for three broken ones (Thai, EUC-JP), mostly none.
_SOUND_TO_BROKEN = 2
_REFRESH = re.compile(r"\s*(\d{0,4})[\d.]*\s*[;,]\s*(?:url\s*=\s*)?(\S.*)", re.IGNORECASE | re.DOTALL)
_MAX_REFRESH_CHARS = 2_000
_MAX_REFRESH_S = 30
_MAX_METAS = 200
_MARKUP = re.compile(r"<(?:/?[a-zA-Z]|!)[^<>]{0,500}>")


def parse_html(body: bytes | str, content_type: str | None = None) -> LexborHTMLParser:
    """Parse the page into a tree. `content_type` is the HTTP header; text that is already decoded is used as it is."""
    text = body if isinstance(body, str) else decode_html(body, content_type)
    # A character of already decoded text may have been three bytes.
    size = len(body) * 3 if isinstance(body, str) else len(body)
    markup = _defuse(text[:MAX_PAGE_BYTES].replace("\0", ""), size)
    try:
        return LexborHTMLParser(markup, options=_OPTIONS)
    except SelectolaxError:
        # Out of memory for a tree that the guards above did not foresee: treat it as a page without text.
        return LexborHTMLParser("")


def refresh_target(tree: LexborHTMLParser) -> str | None:
    """Return the target of `<meta http-equiv=refresh>` as written; None if the page does not send its readers on.

    A page that redirects only readers without scripts, or after some time to read, does not count.
    """
    for node in tree.css("meta[http-equiv][content]")[:_MAX_METAS]:
        attributes = node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match((attributes.get("content") or "")[:_MAX_REFRESH_CHARS])
        parent = node.parent
        if match is not None and int(match[1] or 0) <= _MAX_REFRESH_S and (parent is None or parent.tag != "noscript"):
            return match[2].strip("'\" \t\n\r\f")
    return None


def decode_html(body: bytes, content_type: str | None) -> str:
    """Decode an HTML body: as UTF-8 if it can hardly be anything else, otherwise by w3lib's rules.

    Those are byte order mark, header, meta tag; if they name nothing but a Western encoding, and the letters are of
    another script, they are not believed. Text in another encoding that happens to be valid UTF-8 does not
    occur, while pages that were moved to UTF-8 and still declare their old encoding do. Many pages contain a stray
    byte or a character cut in half, which does not make them another encoding.
    """
    body = body[:MAX_PAGE_BYTES]
    if not body.isascii() and not body.startswith(_BYTE_ORDER_MARKS):
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = body.decode("utf-8-sig", "replace")
            if _is_sound(text):
                return text
    for header in ((content_type or "")[:_MAX_HEADER_CHARS], None):
        try:
            encoding, text = html_to_unicode(header, body, default_encoding=_WESTERN)
        except (LookupError, UnicodeError):
            continue
        if encoding == _WESTERN:
            break
        if not is_of_pages(encoding) and not body.startswith(_BYTE_ORDER_MARKS):
            continue
        if encoding != "utf-8" or not _is_garbled(text):
            return text
    # Declared by nobody, or by a server that declares it for all its pages.
    return body.decode(guess_encoding(body) or _WESTERN, "replace")


def _is_sound(text: str) -> bool:
    """Whether only few characters of a text are broken; one at its end may have been cut off."""
    broken = text.count("\ufffd")
    sound = _count_non_ascii(text) - broken
    return sound > _SOUND_TO_BROKEN * (broken - text.endswith("\ufffd"))


def _is_garbled(text: str) -> bool:
    """Whether most of what is not ASCII could not be decoded: then the declaration is wrong."""
    return text.count("\ufffd") * 2 > _count_non_ascii(text)


def _count_non_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _defuse(text: str, size: int) -> str:
    """Return the markup without what would slow the parser down; `size` is that of the page in bytes."""
    tags = text.count("<")
    if tags > _MAX_TAGS and (beyond := next(islice(_TAG_START.finditer(text), _MAX_TAGS, None), None)):
        text = text[: beyond.start()]
    if size > _SHORT_BYTES:
        text = _OVERLOADED_TAG.sub(_drop_attributes, text)
    if size > 2 * _MAX_ATTRIBUTES and _count_before_attributes(text) > _MAX_ATTRIBUTES:
        text = text[: _end_of_attributes(text)]
    if tags <= _MANY_TAGS:
        return text
    if _count_formatting(text, _MAX_REOPENED // tags) * tags > _MAX_REOPENED:
        text = _TAG.sub(_keep_bold, text)
    return _TAG.sub(_Nesting().keep, text) if tags > _VERY_MANY_TAGS else text


def _count_before_attributes(text: str) -> int:
    """Count the characters that may precede an attribute: deleting them all is faster than counting each kind."""
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded) - len(encoded.translate(None, _BEFORE_ATTRIBUTES))


def _end_of_attributes(text: str) -> int | None:
    """Return where the markup exceeds the attributes that are read, None if it does not."""
    left = _MAX_ATTRIBUTES
    for tag in _TAG.finditer(text):
        left -= sum(1 for _ in _ANY_ATTRIBUTE.finditer(tag[3]))
        if left < 0:
            return tag.start()
    return None


def _drop_attributes(tag: re.Match[str]) -> str:
    """Return the bare tag; if it is really part of a script or a comment, keep the end of that in place."""
    content = tag.group().lower()
    end = "</script>" if "</script" in content else "-->" if content.endswith("-->") else ""
    return f"{tag[1]}>{end}"


def _count_formatting(text: str, harmless: int) -> int:
    """Count how many formatting elements may be open at once; an upper bound if that is harmless."""
    names = _WITH_ATTRIBUTES.findall(text)
    if (count := sum(name.lower() in _FORMATTING for name in names)) <= harmless:
        return count
    return len({tag[3] for tag in _TAG.finditer(text) if tag[2].lower() in _FORMATTING})


def _keep_bold(tag: re.Match[str]) -> str:
    """Return the tag if it is not formatting; of formatting keep only what is read as such, without attributes."""
    name = tag[2].lower()
    if name not in _FORMATTING:
        return tag.group()
    return f"<{tag[1]}{name}>" if name in ("b", "strong") else ""


class _Nesting:
    """The elements open at a position in the markup, as far as their depth goes."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.count: Counter[str] = Counter()

    def keep(self, tag: re.Match[str]) -> str:
        """Return the tag unchanged, or nothing for one that is too deep."""
        name = tag[2].lower()
        if name in _SELF_ENDING:
            return tag.group()
        if not tag[1]:
            if len(self.open) >= _MAX_DEPTH:
                return ""
            self.open.append(name)
            self.count[name] += 1
        elif self.count[name]:
            closed = ""
            while closed != name:
                closed = self.open.pop()
                self.count[closed] -= 1
        return tag.group()


def attribute(node: LexborNode, name: str) -> str:
    """Return the value of an element's attribute; empty if it has none."""
    return node.attrs.get(name) or ""


def plain_line(text: str, limit: int) -> str:
    """Return a title, name or label on one line, without markup and entities; at most `limit` characters."""
    # Markup and entities take up room too; what lies far beyond the limit would be cut anyway.
    text = text[: 4 * limit + 1_000]
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    return clean_line(text)[:limit].rstrip()
