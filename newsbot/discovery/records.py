"""Read XML lists (sitemaps and feeds) as a stream of records, whatever their namespaces and errors.

lxml calls a target and builds no tree, so memory is bounded by one piece; after an error it goes on if it can. A
record cut off by the end of the body is dropped: half an address is a wrong address.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from lxml import etree

_MAX_TEXT_CHARS = 5_000
_MAX_ATTRIBUTES_CHARS = 5_000
_MAX_TEXT_PIECES = 500
# Limits in characters and pieces. A truncated article is left one character over the limit, so that it is refused.
_SHORT_TEXT = (_MAX_TEXT_CHARS, _MAX_TEXT_PIECES)
_WHOLE_TEXT = (100_001, 20_000)
_WHOLE_FIELDS = frozenset(("encoded", "content"))
_MAX_FIELDS = 100
_MAX_LINKS = 20
_MAX_DEPTH = 12
# Enough for 50,000 entries with 50 images or translations each; parsing that many takes a second.
_MAX_ELEMENTS = 2_500_000
_MAX_REFERENCE_BYTES = 12
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_AMPERSAND = re.compile(
    rb"&(?:#(?P<high>\d{5}|x[0-9a-fA-F]{4});&#(?P<low>\d{5}|x[0-9a-fA-F]{4});"
    rb"|(?P<number>#(?:\d{1,7}|x[0-9a-fA-F]{1,6});)|(?P<name>amp|lt|gt|quot|apos);)?"
)
_CLOSED = re.compile(rb"[;<]")
_NUMBERS = {
    None: b"&#38;",
    b"amp": b"&#38;",
    b"lt": b"&#60;",
    b"gt": b"&#62;",
    b"quot": b"&#34;",
    b"apos": b"&#39;",
}
# A stray end tag closes one element too many, and nothing is read after the root; so 50 extra roots wrap the body.
_OUTER = "newsbot"
_OUTER_ROOTS = b"<newsbot>" * 50
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Elements of these vocabularies reuse names (title, link, author) with another meaning.
_FOREIGN = ("mrss", "media", "itunes", "podcast", "googleplay", "image", "video", "xhtml")


@dataclass(slots=True)
class Record:
    """One entry: the first text of each field by its path below the entry ("news/title"), and `link` elements."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    links: list[dict[str, str]] = field(default_factory=list)
    language: str | None = None
    # The base for the record's relative addresses, if it declares one; it is itself relative to the list's base.
    base: str | None = None


class RecordReader:
    """Reads the records called `names`, at most `limit`; `head` holds what stands outside of them."""

    def __init__(self, names: Collection[str], limit: int) -> None:
        self.head = Record("")
        self.is_cut = False
        self._limit = limit
        self._target = _Target(frozenset(names), self.head)

    def read(self, pieces: Iterator[bytes]) -> Iterator[Record]:
        """The complete records, up to the end, the limit or an error that cannot be recovered from."""
        parser = etree.XMLParser(
            target=self._target,
            encoding="utf-8",
            recover=True,
            huge_tree=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        count = 0
        broken = False
        for piece in chain([_OUTER_ROOTS], _repair(pieces)):
            try:
                parser.feed(piece)
            except etree.LxmlError:
                broken = True
            for record in self._target.take():
                count += 1
                if count > self._limit:
                    self.is_cut = True
                    return
                yield record
            self.is_cut = self._target.elements > _MAX_ELEMENTS
            if broken or self.is_cut:
                return


def _repair(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The XML without forbidden characters, and with every ampersand as a numeric reference.

    After any error libxml2 silently drops "&amp;", but not "&#38;"; an unescaped ampersand, or an entity from HTML
    ("&nbsp;"), is such an error. A reference to half a character (a surrogate) makes lxml raise an exception; two of
    them are one character, as JavaScript counts.
    """
    open_end = b""
    for piece in pieces:
        piece = open_end + piece.translate(None, delete=_CONTROLS)
        at = piece.rfind(b"&", -_MAX_REFERENCE_BYTES)
        open_end = piece[at:] if at >= 0 and not _CLOSED.search(piece, at) else b""
        yield _AMPERSAND.sub(_numeric, piece[: len(piece) - len(open_end)])


def _numeric(match: re.Match[bytes]) -> bytes:
    if match["high"]:
        high, low = _code(match["high"]), _code(match["low"])
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
        return _whole(high) + _whole(low)
    return _whole(_code(match["number"][1:-1])) if match["number"] else _NUMBERS[match["name"]]


def _code(number: bytes) -> int:
    return int(number[1:], 16) if number[:1] == b"x" else int(number)


def _whole(code: int) -> bytes:
    """The reference to a character; empty if there is no such character."""
    return b"" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else b"&#%d;" % code


class _Target:
    """The target that lxml calls: tracks the path below the open record and the texts of its fields."""

    def __init__(self, names: frozenset[str], head: Record) -> None:
        self._names = names
        self._head = head
        self._record = head
        self._path: list[str] = []
        self._texts: list[list[str]] = []
        self._outside: tuple[list[str], list[list[str]]] = (self._path, self._texts)
        self._too_deep = 0
        self.elements = 0
        self._done: list[Record] = []

    def take(self) -> list[Record]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _OUTER:
            return
        self.elements += 1
        if len(self._path) >= _MAX_DEPTH:
            self._too_deep += 1
            return
        name = _field_name(tag)
        if name in self._names:
            # A record inside a record: the outer one was never closed.
            self._close_record()
            base = (attributes.get(_BASE) or "")[:_MAX_ATTRIBUTES_CHARS] or None
            self._record = Record(name, language=attributes.get(_LANGUAGE) or self._head.language, base=base)
            self._outside = (self._path, self._texts)
            self._path, self._texts = [], []
            return
        self._path.append(name)
        self._texts.append([])
        if (language := attributes.get(_LANGUAGE)) and len(self._path) <= 1:
            self._record.language = language
        if self._record is self._head and len(self._path) <= 2 and (base := attributes.get(_BASE)):
            self._head.base = base[:_MAX_ATTRIBUTES_CHARS]
        of_entry = len(self._path) == 1 or self._record is self._head
        if name == "link" and of_entry and len(self._record.links) < _MAX_LINKS:
            self._record.links.append(_attributes(attributes))

    def data(self, text: str) -> None:
        if self._texts and not self._too_deep:
            most, pieces = _WHOLE_TEXT if self._path[-1] in _WHOLE_FIELDS else _SHORT_TEXT
            if len(self._texts[-1]) < pieces:
                self._texts[-1].append(text[:most])

    def end(self, tag: str) -> None:
        if tag == _OUTER:
            return
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._path:
            if _field_name(tag) == self._record.name:
                self._close_record()
            return
        # Inside CDATA the references made by `_repair` are still there.
        most, _ = _WHOLE_TEXT if self._path[-1] in _WHOLE_FIELDS else _SHORT_TEXT
        text = "".join(self._texts.pop())[:most].replace("&#38;", "&")
        path = "/".join(self._path)
        self._path.pop()
        if not text.strip():
            return
        if len(self._record.fields) < _MAX_FIELDS:
            self._record.fields.setdefault(path, text.strip())
        if self._texts:
            # Markup within a title is part of the title.
            self._texts[-1].append(text[:_MAX_TEXT_CHARS])

    def close(self) -> None:
        """Return nothing: a record that is still open is incomplete."""

    def _close_record(self) -> None:
        if self._record is not self._head:
            self._done.append(self._record)
            self._record = self._head
            self._path, self._texts = self._outside


@lru_cache(maxsize=1_000)
def _field_name(tag: str) -> str:
    """The local name in lower case, prefixed with a mark if it is from a foreign vocabulary."""
    space, _, local = tag.rpartition("}")
    if not space:
        space, _, local = tag.rpartition(":")
    space = space.lower()
    return f":{local.lower()}" if any(word in space for word in _FOREIGN) else local.lower()


def _attributes(attributes: dict[str, str]) -> dict[str, str]:
    return {name: attributes[name][:_MAX_ATTRIBUTES_CHARS] for name in ("href", "rel", "type") if name in attributes}
