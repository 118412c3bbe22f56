"""One walk over a page: the runs of text ("blocks") with the elements that hold them.

A block is what a reader sees as one paragraph, list item, heading or table cell. Nothing is judged
and nothing is left out but what is never text (scripts, forms' controls): choosing is the classifier's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from newsbot.extraction.class_words import AUTHOR, BYLINE, CAPTION, COMMENTS, DATE, HIDDEN, META, SHARE, TAGS
from newsbot.extraction.elements import HEADINGS, Element, holds_text, is_block, is_break, is_hidden, named_mask
from newsbot.extraction.seams import LINE_BREAK, SEAM, is_seam, join_pieces, lines_of, parts_of
from newsbot.text import text_weight

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
# What becomes of a tag; an element of any other holds blocks.
_SKIP, _BREAK, _IN_LINE, _HOLD = range(4)
_ACTIONS = dict.fromkeys(_SKIPPED, _SKIP) | dict.fromkeys(_INLINE, _IN_LINE) | {"br": _BREAK}
# What an inline element is: a link, emphasis, by its style a block among others, or a link within the page.
_LINK, _STRONG, _ITALIC, _BOX, _APART, _ANCHOR = 1, 2, 4, 8, 16, 32
# By which the model knows a footnote.
_WAYS_BACK = frozenset("↩↵⤴⏎⬆↑⇧^")
_KINDS = {"b": _STRONG, "strong": _STRONG, "i": _ITALIC, "em": _ITALIC, "cite": _ITALIC}
# What is no text but tells of the text beside it: a caption follows a picture, a form's words its controls.
_IMAGES, _EMBEDS, _CONTROLS, _RULES = range(4)
_PASSED = {"img": _IMAGES, "hr": _RULES}
_PASSED |= dict.fromkeys("audio canvas embed iframe map object video".split(), _EMBEDS)
_PASSED |= dict.fromkeys("button input select textarea".split(), _CONTROLS)
# What is passed over without a look: a fifth of a page's elements.
_UNSEEN = (frozenset(_SKIPPED) - _PASSED.keys()) | {"noscript"}
_MAX_BLOCKS = 20_000
_MAX_STEPS = 500_000
_MAX_DEPTH = 500
_MAX_BLOCK_CHARS = 100_000
# Of one piece of text, white space with it: no block takes more, and each copy of a page's worth is 40 MB.
_MAX_TEXT_CHARS = 1_000_000
_MAX_MENTION_CHARS = 300
_MAX_LABEL_CHARS = 120
_SENTENCE_ENDS = tuple('.!?…。！？؟।۔;,"”»')
_UNFINISHED = (*_SENTENCE_ENDS, ":")
_NAMING = AUTHOR | BYLINE | DATE
# Elements of such classes are set apart by the site's style where no space parts them from what stands beside.
_SET_APART = AUTHOR | BYLINE | DATE | META | COMMENTS | SHARE | TAGS


@dataclass(slots=True)
class TextBlock:
    """A run of text; `element` is its nearest block element, `order` its place on the page.

    `weight` is the text's length as `text.text_weight` counts it. `marks` are the class words of inline elements in
    it; `links` the (href, text) of its anchors; `passed` counts the pictures, embedded players and frames, forms'
    controls and rules since the text before. `parts` are what only the site's style keeps apart (`seams`).
    `is_caption` says that it is an inline element named the caption of a picture.
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
    passed: tuple[int, ...] = (0, 0, 0, 0)
    parts: tuple[str, ...] = ()
    is_caption: bool = False

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
    """What the walk saw: blocks, elements and mentions in the order of the page; hrefs marked rel=next.

    `topic_links` says of a link marked rel=tag, by its block's order and its href, whether it is a category's.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    next_links: list[str] = field(default_factory=list)
    topic_links: dict[tuple[int, str], bool] = field(default_factory=dict)


def is_inline(tag: str) -> bool:
    """Whether an element of this tag is a part of the text around it."""
    return _ACTIONS.get(tag) == _IN_LINE


def walk_blocks(tree: "LexborHTMLParser") -> Walk:
    """The blocks of the page; empty for a page without a body."""
    root = tree.body or tree.root
    return Walker(root).walk() if root is not None else Walk()


class Inline:
    """An inline element whose end has not come yet: of which `kind` it is, and the first of its pieces of text."""

    __slots__ = ("kind", "mark", "stamp", "start")

    def __init__(self, kind: int, mark: int = 0, stamp: str | None = None, start: int = 0) -> None:
        self.kind = kind
        self.mark = mark
        self.stamp = stamp
        self.start = start


# Those whose class says nothing, nearly all, by their kind.
_UNMARKED = [Inline(kind) for kind in range(2 * _BOX)]
_PLAIN = _UNMARKED[0]
# One that is not entered.
_SHUT = Inline(0)


@dataclass(slots=True)
class _Line:
    """What a block had counted when a single line break, or its own end, ended a line; `marks` are the line's own."""

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
        # What follows each open element, and the element itself where it is an inline one.
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
        """Open an element: None for one that holds blocks, `_SHUT` for one that readers do not see the inside of.

        Where elements are nested beyond all measure, one that would hold blocks only begins one.
        """
        if tag in _PASSED:
            self.passed[_PASSED[tag]] += 1
        element = self.element
        # A heading that is a button opens the answer below it.
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
        """Close the element that holds blocks."""
        self.breaks = 0
        if self.current is not None:
            self.flush()
        element = self.element
        element.end_block = len(self.found.blocks)
        self.element = element.parent or element

    def open_inline(self, tag: str, attributes: dict[str, str | None]) -> Inline:
        """The inline element, now open; `_SHUT` for one that readers do not see."""
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
            # "Credits" and "legends" may be words of a text, and cards' names are on links.
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
        """Note the marks of an inline element, and that it stands apart where its class says so."""
        (self.current or self.block()).marks |= inline.mark
        if inline.mark & _SET_APART and "class" in attributes:
            inline.kind |= _APART
            self.is_apart = True
        return inline

    def skip_hidden(self, mark: int, stamp: str | None) -> None:
        """Pass over an inline element that readers do not see; the date in its attributes is still the page's word."""
        if self.pieces:
            self.pieces.append(" ")
        if stamp and mark & DATE and len(stamp) <= _MAX_MENTION_CHARS:
            self.found.mentions.append(Mention(stamp, mark, len(self.found.blocks)))

    def open_link(self, attributes: dict[str, str | None]) -> int:
        """Whether this is a link to elsewhere, or one within the page as headings and footnotes have."""
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
        """Take back a link within the page that is no word, as the ¶ or # beside a heading; not one back to a note."""
        sign = "".join(self.pieces[start:])
        if sign and not any(char.isalnum() or char in _WAYS_BACK for char in sign):
            del self.pieces[start:]

    def text_since(self, start: int) -> str:
        """The text from a piece on, if it may be a name or a date."""
        pieces = self.pieces[start : start + _MAX_MENTION_CHARS]
        return join_pieces(pieces) if sum(map(len, pieces)) <= _MAX_MENTION_CHARS * 4 else ""

    def block(self) -> TextBlock:
        if self.current is None:
            self.current = TextBlock(self.element)
        return self.current

    def space(self) -> None:
        """White space between pieces of text."""
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
            block.passed = tuple(self.passed)
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
        """End the block that is open, if it holds any text; lines of labels become a block each."""
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
        """Add the lines of the block that are labels as blocks of their own, and all that follow them as one."""
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
        """Count what stands in each element for all that hold it, the innermost first."""
        for element in reversed(self.found.elements):
            if element.parent is not None:
                element.parent.text_chars += element.text_chars
                element.parent.link_chars += element.link_chars


def _cut(block: TextBlock, pieces: list[str], ends: list[_Line]) -> Iterator[TextBlock]:
    """The block cut into as many at the ends of lines."""
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
    """How many lines from the first on are labels (headline, date, byline) and not part of a text.

    Old pages put them into one element with single line breaks; lines of prose are only broken to a width.
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
    """Whether a line is set off from the one that follows: all link or all bold, or a label above a longer text."""
    length, rest = len(line.text), len(following.text)
    if length > _MAX_LABEL_CHARS or not rest or following.text[0].islower():
        return False
    counts = ((line.link_chars, following.link_chars), (line.strong_chars, following.strong_chars))
    if any(chars > 0.9 * length and others < 0.5 * rest for chars, others in counts):
        return True
    is_text = rest > _MAX_LABEL_CHARS or following.text.endswith(_SENTENCE_ENDS)
    return is_text and rest > 2 * length and not line.text.endswith(_SENTENCE_ENDS)
