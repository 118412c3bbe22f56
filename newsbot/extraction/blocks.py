"""One walk over a page: the runs of text ("blocks") with the elements that hold them.

A block is what a reader sees as one paragraph, list item, heading or table cell. Nothing is judged
and nothing is left out but what is never text (scripts, forms' controls): choosing is the classifier's.
"""

import re
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from newsbot.extraction.class_words import AUTHOR, BYLINE, DATE, HIDDEN, MODIFIED, PUBLISHED, class_mask

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = frozenset(
    "script style noscript template svg head select textarea object canvas math iframe button option datalist title"
    " audio video map embed progress meter".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr img picture source input -text".split()
)
_NO_CLASS_WORDS = frozenset(("html", "body", "main", "article"))
_MAX_BLOCKS = 20_000
_MAX_BLOCK_CHARS = 100_000
_MAX_MENTION_CHARS = 300
_MAX_LABEL_CHARS = 120
_SENTENCE_ENDS = tuple('.!?…。！？؟।۔:;,"”»')
_NAMING = AUTHOR | BYLINE | DATE
_ITEMPROPS = {
    "author": AUTHOR,
    "creator": AUTHOR,
    "datepublished": DATE | PUBLISHED,
    "datecreated": DATE,
    "datemodified": DATE | MODIFIED,
}
_HIDDEN_STYLE = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class Element:
    """An element of the page with what the walk counted below it; `mask` holds its own class words."""

    __slots__ = (
        "attribute",
        "depth",
        "hidden",
        "inherited",
        "itemprop",
        "link_chars",
        "mask",
        "order",
        "parent",
        "tag",
        "tags",
        "text_chars",
    )

    def __init__(self, tag: str, parent: "Element | None", attributes: dict[str, str | None], order: int) -> None:
        self.tag = tag
        self.parent = parent
        self.order = order
        self.attribute = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip() if attributes else ""
        self.itemprop = (attributes.get("itemprop") or "").lower() if attributes else ""
        self.mask = class_mask(self.attribute) if self.attribute and tag not in _NO_CLASS_WORDS else 0
        if self.itemprop:
            self.mask |= _ITEMPROPS.get(self.itemprop, 0)
        self.depth: int = parent.depth + 1 if parent else 0
        self.inherited: int = self.mask | (parent.inherited if parent else 0)
        self.tags: frozenset[str] = _with_tag(parent.tags if parent else _NO_TAGS, tag)
        self.hidden: bool = (parent.hidden if parent else False) or _is_hidden(attributes)
        self.text_chars = 0
        self.link_chars = 0


_NO_TAGS: frozenset[str] = frozenset()
# Ancestors whose mere presence says something of a text.
_TELLING = frozenset(
    "article aside blockquote figcaption figure footer form header li main nav ol table td th thead tr ul dl dd dt"
    " h1 h2 h3 h4 h5 h6 pre address details summary dialog caption fieldset".split()
)


def _with_tag(tags: frozenset[str], tag: str) -> frozenset[str]:
    return tags | {tag} if tag in _TELLING and tag not in tags else tags


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


@dataclass(slots=True)
class TextBlock:
    """A run of text; `element` is its nearest block element, `order` its place on the page.

    `marks` are the class words of inline elements in it; `links` the (href, text) of its anchors.
    """

    element: Element
    order: int = 0
    text: str = ""
    link_chars: int = 0
    strong_chars: int = 0
    marks: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def link_density(self) -> float:
        """The share of the characters that stand inside links, 0 to 1."""
        return self.link_chars / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class Mention:
    """An inline element that names an author or a date: `mask` says which, `order` the block.

    `text` is the machine-readable value where there is one, `shown` what a reader sees.
    """

    text: str
    mask: int
    order: int
    url: str | None = None
    shown: str = ""


@dataclass(slots=True)
class Walk:
    """What the walk saw: blocks, elements and mentions in the order of the page; hrefs marked rel=next."""

    blocks: list[TextBlock] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    next_links: list[str] = field(default_factory=list)


def walk_blocks(tree: "LexborHTMLParser") -> Walk:
    """The blocks of the page; empty for a page without a body."""
    root = tree.body or tree.root
    return _Walker(root).walk() if root is not None else Walk()


class _Open:
    """An element whose end has not come yet; `element` is None for an inline one."""

    __slots__ = ("element", "href", "is_link", "is_strong", "mark", "mem_id", "skipped", "stamp", "start")

    def __init__(self, mem_id: int, element: Element | None = None, *, skipped: bool = False) -> None:
        self.mem_id = mem_id
        self.element = element
        self.skipped = skipped
        self.is_link = self.is_strong = False
        self.mark = 0
        self.start = -1
        self.href: str | None = None
        self.stamp: str | None = None


@dataclass(slots=True)
class _Line:
    """What a block had counted when a single line break, or its own end, ended a line; `marks` are the line's own."""

    pieces: int = 0
    link_chars: int = 0
    strong_chars: int = 0
    links: int = 0
    mentions: int = 0
    marks: int = 0


class _Walker:
    """The state of one walk: the open elements and the text collected since the last boundary."""

    def __init__(self, root: "LexborNode") -> None:
        self.root = root
        self.found = Walk()
        self.element = self.open_element(root, None)
        self.stack: list[_Open] = []
        self.pieces: list[str] = []
        self.lines: list[_Line] = []
        self.breaks = 0
        self.links: list[str] = []
        self.strong = 0
        self.current: TextBlock | None = None

    def walk(self) -> Walk:
        root_id = self.root.mem_id
        stack = self.stack
        for node in self.root.traverse(include_text=True):
            mem_id = node.mem_id
            if mem_id == root_id:
                continue
            parent = node.parent
            parent_id = parent.mem_id if parent is not None else root_id
            while stack and stack[-1].mem_id != parent_id:
                self.close(stack.pop())
            tag = node.tag or ""
            if stack and stack[-1].skipped:
                stack.append(_Open(mem_id, skipped=True))
            elif tag == "-text":
                self.text(node.text_content or "")
            elif tag in _SKIPPED or tag[:1] in ("", "-") or len(self.found.blocks) > _MAX_BLOCKS:
                stack.append(_Open(mem_id, skipped=True))
            elif tag == "br":
                self.line_break()
            elif tag in _INLINE:
                self.open_inline(node, tag)
            else:
                self.flush()
                self.element = self.open_element(node, self.element)
                stack.append(_Open(mem_id, self.element))
        while stack:
            self.close(stack.pop())
        self.flush()
        return self.found

    def open_element(self, node: "LexborNode", parent: Element | None) -> Element:
        element = Element(node.tag or "body", parent, node.attributes, len(self.found.elements))
        self.found.elements.append(element)
        return element

    def open_inline(self, node: "LexborNode", tag: str) -> None:
        attributes = node.attributes
        opened = _Open(node.mem_id)
        self.stack.append(opened)
        opened.mark = class_mask(attributes["class"] or "") if "class" in attributes else 0
        if tag == "time":
            opened.mark |= DATE
        itemprop = attributes.get("itemprop")
        if itemprop:
            opened.mark |= _ITEMPROPS.get(itemprop.lower(), 0)
        opened.stamp = attributes.get("datetime") or (attributes.get("content") if itemprop else None)
        if opened.mark & HIDDEN or _is_hidden(attributes):
            self.skip_hidden(opened)
            return
        if tag == "a":
            self.open_link(opened, attributes)
        elif tag in ("b", "strong"):
            opened.is_strong = True
            self.strong += 1
        if opened.mark:
            self.block().marks |= opened.mark
            opened.start = len(self.pieces)

    def skip_hidden(self, opened: _Open) -> None:
        """Pass over an inline element that readers do not see; the date in its attributes is still the page's word."""
        opened.skipped = True
        if self.pieces:
            self.pieces.append(" ")
        if opened.stamp and opened.mark & DATE and len(opened.stamp) <= _MAX_MENTION_CHARS:
            self.found.mentions.append(Mention(opened.stamp, opened.mark, len(self.found.blocks)))

    def open_link(self, opened: _Open, attributes: dict[str, str | None]) -> None:
        href = (attributes.get("href") or "").strip()
        if not href or href[0] == "#":
            return  # a mark within the page, as headings and footnotes have
        opened.is_link = True
        opened.href = href
        self.links.append(href)
        self.block().links.append((href, ""))
        rel = (attributes.get("rel") or "").lower()
        if "author" in rel:
            opened.mark |= AUTHOR
        if "next" in rel and opened.href:
            self.found.next_links.append(opened.href)

    def close(self, closed: _Open) -> None:
        if closed.element is not None:
            self.flush()
            self.element = closed.element.parent or self.element
            return
        if closed.is_link:
            self.links.pop()
        self.strong -= closed.is_strong
        if closed.mark & _NAMING and closed.start >= 0 and self.current is not None:
            shown = " ".join("".join(self.pieces[closed.start :]).split())
            text = closed.stamp or shown
            if 0 < len(text) <= _MAX_MENTION_CHARS:
                order = len(self.found.blocks)
                self.found.mentions.append(Mention(text, closed.mark, order, closed.href, shown))

    def block(self) -> TextBlock:
        if self.current is None:
            self.current = TextBlock(self.element)
        return self.current

    def text(self, text: str) -> None:
        if not text or text.isspace():
            if text and self.pieces:
                self.pieces.append(" ")
            return
        block = self.block()
        self.breaks = 0
        self.pieces.append(text)
        if self.links:
            block.link_chars += len(text)
            href, said = block.links.pop() if block.links else (self.links[-1], "")
            block.links.append((href, said + text[:_MAX_MENTION_CHARS]))
        if self.strong:
            block.strong_chars += len(text)

    def line_break(self) -> None:
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        elif self.pieces:
            self.end_line(self.block())
            self.pieces.append(" ")

    def end_line(self, block: TextBlock) -> None:
        mentions = len(self.found.mentions)
        line = _Line(len(self.pieces), block.link_chars, block.strong_chars, len(block.links), mentions, block.marks)
        self.lines.append(line)
        block.marks = 0

    def flush(self) -> None:
        """End the block that is open, if it holds any text; lines of labels become a block each."""
        block = self.current
        if block is not None and not (self.lines and self.add_lines(block)):
            block.text = " ".join("".join(self.pieces).split())[:_MAX_BLOCK_CHARS]
            self.add(block)
        self.current, self.pieces, self.lines = None, [], []
        self.breaks = 0

    def add_lines(self, block: TextBlock) -> bool:
        """Add each line of the block as one of its own, if they are labels; whether they were."""
        self.end_line(block)
        block.marks = reduce(or_, (line.marks for line in self.lines))
        parts = _label_lines(block, self.pieces, self.lines)
        first = self.lines[0].mentions
        for part, line in zip(parts, self.lines, strict=False):
            for mention in self.found.mentions[first : line.mentions]:
                mention.order = len(self.found.blocks)
            first = line.mentions
            self.add(part)
        return bool(parts)

    def add(self, block: TextBlock) -> None:
        length = len(block.text)
        if not length:
            return
        block.order = len(self.found.blocks)
        block.link_chars = min(block.link_chars, length)
        block.strong_chars = min(block.strong_chars, length)
        self.found.blocks.append(block)
        ancestor: Element | None = block.element
        while ancestor is not None:
            ancestor.text_chars += length
            ancestor.link_chars += block.link_chars
            ancestor = ancestor.parent


def _label_lines(block: TextBlock, pieces: list[str], lines: list[_Line]) -> list[TextBlock]:
    """The block's lines as blocks of their own when they are labels (headline, date, byline), else nothing.

    Old pages put them into one element with single line breaks; lines of prose are only broken to a width.
    """
    parts = []
    start = _Line()
    for end in lines:
        text = " ".join("".join(pieces[start.pieces : end.pieces]).split())
        if len(text) > _MAX_LABEL_CHARS or text.endswith(_SENTENCE_ENDS):
            return []
        part = TextBlock(block.element, text=text, marks=end.marks, links=block.links[start.links : end.links])
        part.link_chars = end.link_chars - start.link_chars
        part.strong_chars = end.strong_chars - start.strong_chars
        parts.append(part)
        start = end
    return parts
