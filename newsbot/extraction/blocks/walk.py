"""Walk a page once and collect its runs of text ("blocks") with the elements that hold them.

A block is what a reader sees as one paragraph, list item, heading or table cell. Nothing is judged here, and only
what is never text (scripts, form controls) is left out: choosing is the classifier's job.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from newsbot.extraction.blocks.class_words import AUTHOR, BYLINE, CAPTION, COMMENTS, DATE, HIDDEN, META, SHARE, TAGS
from newsbot.extraction.blocks.elements import (
    HEADINGS,
    Element,
    Inline,
    Passed,
    holds_text,
    is_block,
    is_break,
    is_hidden,
    named_mask,
)
from newsbot.extraction.blocks.seams import LINE_BREAK, SEAM, is_seam, join_pieces, lines_of, parts_of
from newsbot.text import SENTENCE_ENDS, text_weight

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = (
    "script style template svg head select textarea object canvas math iframe button option datalist title"
    " audio video map embed progress meter - -comment -document -undef"
).split()
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp"
    " small span strike strong sub sup time tt u var wbr img picture source input -text"
).split()
# How each tag is handled; an element with any other tag holds blocks.
_SKIP, _BREAK, _IN_LINE, _HOLD = range(4)
_ACTIONS = dict.fromkeys(_SKIPPED, _SKIP) | dict.fromkeys(_INLINE, _IN_LINE) | {"br": _BREAK}
# Flags of an inline element: a link, emphasis, styled as a block, set apart by its class, or a link within the page.
_LINK, _STRONG, _ITALIC, _BOX, _APART, _ANCHOR = 1, 2, 4, 8, 16, 32
# Signs by which the model recognizes a footnote.
_WAYS_BACK = frozenset("↩↵⤴⏎⬆↑⇧^")
_KINDS = {"b": _STRONG, "strong": _STRONG, "i": _ITALIC, "em": _ITALIC, "cite": _ITALIC}
_NOTHING = Passed()
# The indexes of `Passed`.
_IMAGES, _EMBEDS, _CONTROLS, _RULES = range(4)
_PASSED = {"img": _IMAGES, "hr": _RULES}
_PASSED |= dict.fromkeys("audio canvas embed iframe map object video".split(), _EMBEDS)
_PASSED |= dict.fromkeys("button input select textarea".split(), _CONTROLS)
# Skipped without a look: a fifth of a page's elements.
_UNSEEN = (frozenset(_SKIPPED) - _PASSED.keys()) | {"noscript"}
_MAX_BLOCKS = 20_000
_MAX_STEPS = 500_000
_MAX_DEPTH = 500
_MAX_BLOCK_CHARS = 100_000
# Limit for one text node, white space included: no block holds more, and each copy of a page-sized text takes 40 MB.
_MAX_TEXT_CHARS = 1_000_000
_MAX_MENTION_CHARS = 300
_MAX_LABEL_CHARS = 120
_SENTENCE_ENDS = (*SENTENCE_ENDS, *';,"”»')
_UNFINISHED = (*_SENTENCE_ENDS, ":")
_NAMING = AUTHOR | BYLINE | DATE
# Elements with such classes are set apart by the site's style even if no space separates them from their neighbours.
_SET_APART = AUTHOR | BYLINE | DATE | META | COMMENTS | SHARE | TAGS


@dataclass(slots=True)
class TextBlock:
    """A run of text; `element` is its nearest block element, `order` its place on the page.

    `weight` is the text's length as `text.text_weight` counts it. `marks` are the class words of the inline elements
    in it, `links` the (href, text) pairs of its anchors. `passed` counts the elements between it and the previous text.
    `parts` are pieces that only the site's style separates (`seams`). `is_caption` says that it is an inline element
    whose name marks it as a picture's caption.
    """

    element: Element
    order: int = 0
    text: str = ""
    weight: float = 0.0
    link_chars: int = 0
    strong_chars: int = 0
    italic_chars: int = 0
    marks: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    passed: Passed = _NOTHING
    parts: tuple[str, ...] = ()
    is_caption: bool = False

    @property
    def link_density(self) -> float:
        """The share of characters inside links, 0 to 1."""
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
    """The result of the walk: blocks, elements and mentions in page order, and the hrefs marked rel=next.

    `topic_links` maps each link marked rel=tag, by its block's order and its href, to whether it is a category.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    next_links: list[str] = field(default_factory=list)
    topic_links: dict[tuple[int, str], bool] = field(default_factory=dict)


def is_inline(tag: str) -> bool:
    """Whether an element with this tag is part of the text around it."""
    return _ACTIONS.get(tag) == _IN_LINE


def walk_blocks(tree: "LexborHTMLParser") -> Walk:
    """The blocks of the page; empty for a page without a body."""
    root = tree.body or tree.root
    return Walker(root).walk() if root is not None else Walk()


# Inline elements whose class says nothing, which are nearly all, shared by kind.
_UNMARKED = [Inline(kind) for kind in range(2 * _BOX)]
_PLAIN = _UNMARKED[0]
# An element that is not entered.
_SHUT = Inline(0)


@dataclass(slots=True)
class _Line:
    """A block's counts at the end of a line (a single line break or the block's end); `marks` are the line's own."""

    pieces: int = 0
    link_chars: int = 0
    strong_chars: int = 0
    italic_chars: int = 0
    links: int = 0
    mentions: int = 0
    marks: int = 0


class Walker:
    """The state of one walk: the open elements and the text collected since the last boundary."""

    def __init__(self, root: "LexborNode") -> None:
        self.root = root
        self.found = Walk()
        self.element = Element(root.tag or "body", None, root.attributes, 0, 0)
        self.found.elements.append(self.element)
        self.pieces: list[str] = []
        self.lines: list[_Line] = []
        self.breaks = 0
        self.is_apart = False
        self.links: list[str] = []
        self.strong = 0
        self.italic = 0
        self.passed = [0, 0, 0, 0]
        self.current: TextBlock | None = None

    def walk(self) -> Walk:
        # The node after each open element, with the element itself if it is inline.
        waiting: list[tuple[LexborNode | None, Inline | None]] = []
        pieces = self.pieces
        node = self.root.first_child
        for _ in repeat(None, _MAX_STEPS):
            while node is None and waiting:
                node, inline = waiting.pop()
                if inline is None:
                    self.leave()
                elif inline is not _PLAIN:
                    self.close_inline(inline)
            if node is None:
                break
            text = node.text_content
            if text is None:
                tag = node.tag or "-"
                if tag not in _UNSEEN or (tag == "noscript" and holds_text(node)):
                    inline = self.enter(node, tag)
                    if inline is not _SHUT:
                        waiting.append((node.next, inline))
                        node = node.first_child
                        continue
            elif text and not text.isspace():
                self.text(text[:_MAX_TEXT_CHARS])
            elif pieces:
                self.space()
            node = node.next
        self.flush()
        while self.element.parent is not None:
            self.leave()
        self.leave()
        self.add_up()
        return self.found

    def enter(self, node: "LexborNode", tag: str) -> Inline | None:
        """Open an element: None if it holds blocks, `_SHUT` if its content is invisible to readers.

        Beyond `_MAX_DEPTH`, an element that would hold blocks only starts a new block.
        """
        if tag in _PASSED:
            self.passed[_PASSED[tag]] += 1
        element = self.element
        # A heading that is a button opens the answer below it, as in a list of questions.
        action = _IN_LINE if tag == "button" and element.tag in HEADINGS else _ACTIONS.get(tag, _HOLD)
        if action == _IN_LINE or (action == _HOLD and element.tag == "p" and tag != "table"):
            return self.open_inline(tag, node.attributes)
        if action != _HOLD:
            if action == _BREAK:
                self.line_break()
            return _SHUT
        self.breaks = 0
        if self.current is not None:
            self.flush()
        if element.depth >= _MAX_DEPTH:
            return _PLAIN
        elements = self.found.elements
        self.element = element = Element(tag, element, node.attributes, len(elements), len(self.found.blocks))
        elements.append(element)
        return None

    def leave(self) -> None:
        """Close the current element that holds blocks."""
        self.breaks = 0
        if self.current is not None:
            self.flush()
        element = self.element
        element.end_block = len(self.found.blocks)
        self.element = element.parent or element

    def open_inline(self, tag: str, attributes: dict[str, str | None]) -> Inline:
        """Open an inline element; `_SHUT` if readers do not see it."""
        mark = DATE if tag == "time" else 0
        kind = _KINDS.get(tag, 0)
        stamp = None
        if attributes:
            mark |= named_mask(attributes)
            if mark:
                named = "title" if tag == "abbr" else "content" if attributes.get("itemprop") else "datetime"
                stamp = attributes.get("datetime") or attributes.get(named)
            if "class" in attributes and is_break(attributes["class"] or ""):
                self.line_break()
            style = attributes.get("style")
            if mark & HIDDEN or ((style or "hidden" in attributes) and is_hidden(attributes, mark)):
                self.skip_hidden(mark, stamp)
                return _SHUT
            # "Credits" and "legends" may be words of a text, and a link with such a class is a card's name.
            is_caption = (
                mark & CAPTION > 0 and tag != "a" and self.element.may_caption(attributes, self.passed[_IMAGES])
            )
            if is_caption or (style and is_block(style)):
                self.flush()
                kind |= _BOX
                if is_caption:
                    self.block().is_caption = True
            if tag == "a":
                kind |= self.open_link(attributes)
                if kind & _LINK and "rel" in attributes and "author" in (attributes["rel"] or "").lower():
                    mark |= AUTHOR
        if kind & _STRONG:
            self.strong += 1
        elif kind & _ITALIC:
            self.italic += 1
        if not mark:
            return Inline(kind, start=len(self.pieces)) if kind & _ANCHOR else _UNMARKED[kind]
        return self.open_marked(Inline(kind, mark, stamp, len(self.pieces)), attributes)

    def open_marked(self, inline: Inline, attributes: dict[str, str | None]) -> Inline:
        """Record the marks of an inline element, and set it apart if its class says so."""
        (self.current or self.block()).marks |= inline.mark
        if inline.mark & _SET_APART and "class" in attributes:
            inline.kind |= _APART
            self.is_apart = True
        return inline

    def skip_hidden(self, mark: int, stamp: str | None) -> None:
        """Skip an inline element that readers do not see; a date in its attributes still counts as the page's."""
        if self.pieces:
            self.pieces.append(" ")
        if stamp and mark & DATE and len(stamp) <= _MAX_MENTION_CHARS:
            self.found.mentions.append(Mention(stamp, mark, len(self.found.blocks)))

    def open_link(self, attributes: dict[str, str | None]) -> int:
        """The kind of link: one to elsewhere, or one within the page as in headings and footnotes; 0 if neither."""
        href = (attributes.get("href") or "").strip()
        if not href or href[0] == "#":
            return _ANCHOR if href else 0
        self.links.append(href)
        block = self.current
        if block is None:
            self.current = block = TextBlock(self.element)
        block.links.append((href, ""))
        if relations := (attributes.get("rel") or "").lower():
            if "next" in relations:
                self.found.next_links.append(href)
            if "tag" in relations.split():
                is_category = "category" in relations or attributes.get("itemprop") == "articleSection"
                self.found.topic_links[len(self.found.blocks), href] = is_category
        return _LINK

    def close_inline(self, inline: Inline) -> None:
        href = self.links.pop() if inline.kind & _LINK else None
        if inline.kind & _STRONG:
            self.strong -= 1
        elif inline.kind & _ITALIC:
            self.italic -= 1
        if inline.mark & _NAMING and self.current is not None:
            shown = self.text_since(inline.start)
            text = inline.stamp or shown
            if 0 < len(text) <= _MAX_MENTION_CHARS:
                self.found.mentions.append(Mention(text, inline.mark, len(self.found.blocks), href, shown))
        if inline.kind & _ANCHOR:
            self.drop_sign(inline.start)
        if inline.kind & _BOX:
            self.flush()
        elif inline.kind & _APART:
            self.is_apart = True

    def drop_sign(self, start: int) -> None:
        """Drop an in-page link that is only a sign, such as ¶ or # by a heading, unless it leads back to a note."""
        sign = "".join(self.pieces[start:])
        if sign and not any(char.isalnum() or char in _WAYS_BACK for char in sign):
            del self.pieces[start:]

    def text_since(self, start: int) -> str:
        """The text from a piece on if it is short enough for a name or date, else empty."""
        pieces = self.pieces[start : start + _MAX_MENTION_CHARS]
        return join_pieces(pieces) if sum(map(len, pieces)) <= _MAX_MENTION_CHARS * 4 else ""

    def block(self) -> TextBlock:
        if self.current is None:
            self.current = TextBlock(self.element)
        return self.current

    def space(self) -> None:
        """Add white space between pieces of text."""
        self.pieces.append(" ")
        if self.links:
            self.say_in_link(" ")

    def text(self, text: str) -> None:
        block = self.current
        if block is None:
            self.current = block = TextBlock(self.element)
        self.breaks = 0
        seam = bool(self.pieces) and is_seam(self.pieces, text)
        if self.is_apart:
            self.is_apart = False
            if self.pieces and self.pieces[-1][-1:].isalnum() and text[0].isalnum():
                self.pieces.append(" ")
        self.pieces += SEAM if seam else ()
        if not self.pieces:
            block.passed = Passed(*self.passed)
            self.passed = [0, 0, 0, 0]
        self.pieces.append(text)
        if self.links:
            block.link_chars += len(text)
            self.say_in_link(text)
        if self.strong:
            block.strong_chars += len(text)
        if self.italic:
            block.italic_chars += len(text)

    def say_in_link(self, text: str) -> None:
        links = self.block().links
        href, said = links.pop() if links else (self.links[-1], "")
        if len(said) < _MAX_MENTION_CHARS:
            said = (said + text)[:_MAX_MENTION_CHARS]
        links.append((href, said))

    def line_break(self) -> None:
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        elif self.pieces:
            self.end_line(self.block())
            self.pieces.append(LINE_BREAK)

    def end_line(self, block: TextBlock) -> None:
        emphasis = (block.strong_chars, block.italic_chars)
        counts = (len(block.links), len(self.found.mentions), block.marks)
        self.lines.append(_Line(len(self.pieces), block.link_chars, *emphasis, *counts))
        block.marks = 0

    def flush(self) -> None:
        """End the open block if it holds any text; lines that are labels become blocks of their own."""
        block = self.current
        self.breaks = 0
        if block is None:
            return
        if "pre" in block.element.tags:
            self.pieces[:] = [piece.replace("\n", LINE_BREAK) for piece in self.pieces]
        if self.lines:
            self.add_lines(block)
        else:
            block.text = join_pieces(self.pieces)[:_MAX_BLOCK_CHARS]
            block.parts = parts_of(self.pieces)
            self.add(block)
        self.current = None
        self.pieces.clear()
        self.lines.clear()

    def add_lines(self, block: TextBlock) -> None:
        """Add each line of the block that is a label as a block of its own, and all the following lines as one."""
        self.end_line(block)
        lines = self.lines
        labels = _count_labels(_cut(block, self.pieces, lines))
        for line in lines[labels:-1]:
            lines[-1].marks |= line.marks
        del lines[labels:-1]
        first = lines[0].mentions
        for part, line in zip(_cut(block, self.pieces, lines), lines, strict=True):
            for mention in self.found.mentions[first : line.mentions]:
                mention.order = len(self.found.blocks)
            first = line.mentions
            self.add(part)

    def add(self, block: TextBlock) -> None:
        length = len(block.text)
        if not length or len(self.found.blocks) >= _MAX_BLOCKS:
            return
        block.order = len(self.found.blocks)
        block.weight = text_weight(block.text)
        if block.link_chars or block.strong_chars or block.italic_chars:
            block.link_chars = min(block.link_chars, length)
            block.strong_chars = min(block.strong_chars, length)
            block.italic_chars = min(block.italic_chars, length)
        self.found.blocks.append(block)
        block.element.text_chars += length
        block.element.link_chars += block.link_chars

    def add_up(self) -> None:
        """Add each element's counts to its ancestors', innermost first."""
        for element in reversed(self.found.elements):
            if element.parent is not None:
                element.parent.text_chars += element.text_chars
                element.parent.link_chars += element.link_chars


def _cut(block: TextBlock, pieces: list[str], ends: list[_Line]) -> Iterator[TextBlock]:
    """The block split at the given line ends."""
    start = _Line()
    for end in ends:
        text = join_pieces(pieces[start.pieces : end.pieces])[:_MAX_BLOCK_CHARS]
        part = TextBlock(block.element, text=text, marks=end.marks, links=block.links[start.links : end.links])
        part.parts = lines_of(pieces[start.pieces : end.pieces])
        part.link_chars = end.link_chars - start.link_chars
        part.strong_chars = end.strong_chars - start.strong_chars
        part.italic_chars = end.italic_chars - start.italic_chars
        if not start.pieces:
            part.passed = block.passed
        yield part
        start = end


def _count_labels(lines: Iterator[TextBlock]) -> int:
    """How many lines at the start are labels (headline, date, byline) rather than part of a text.

    Old pages put these into one element with single line breaks; prose is only broken there to fit a width.
    """
    line = next(lines)
    labels = count = 0
    for count, following in enumerate(lines, 1):
        if _stands_apart(line, following):
            labels = count
        elif not _is_label(line):
            return labels
        line = following
    return count + 1 if _is_label(line) else labels


def _is_label(line: TextBlock) -> bool:
    return len(line.text) <= _MAX_LABEL_CHARS and not line.text.endswith(_UNFINISHED)


def _stands_apart(line: TextBlock, following: TextBlock) -> bool:
    """Whether a line is set off from the next one: all link, all bold, or a label above a longer text."""
    length, rest = len(line.text), len(following.text)
    if length > _MAX_LABEL_CHARS or not rest or following.text[0].islower():
        return False
    counts = ((line.link_chars, following.link_chars), (line.strong_chars, following.strong_chars))
    if any(chars > 0.9 * length and others < 0.5 * rest for chars, others in counts):
        return True
    is_text = rest > _MAX_LABEL_CHARS or following.text.endswith(_SENTENCE_ENDS)
    return is_text and rest > 2 * length and not line.text.endswith(_SENTENCE_ENDS)
