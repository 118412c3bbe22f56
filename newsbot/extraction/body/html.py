"""articleBodyHtml: the body with its paragraphs, lists, tables, emphasis and links, and nothing else.

`add_markup` records how each block of a page is marked up; `body.html` joins the blocks that turn out to be the body.
Tags and addresses are written here, never copied, and the words are always those of the blocks.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.walk import Walk, walk_blocks
from newsbot.extraction.document import Document
from newsbot.items import BODY, Block, Container, Markup
from newsbot.markup import parse_html
from newsbot.text import clean_text
from newsbot.urls import absolute_url

# The output tags of inline elements; all others leave only their text.
_INLINE = {"a": "a", "b": "strong", "i": "em", "tt": "code", "kbd": "code", "samp": "code"} | {
    tag: tag for tag in ("strong", "em", "code", "sub", "sup")
}
# The output tags of block elements; a block in any other element is a paragraph.
_BLOCKS = {"h1": "h2"} | {tag: tag for tag in ("p", "h2", "h3", "h4", "h5", "h6", "pre")}
_SECTIONS = {"thead": "thead", "tbody": "tbody", "tfoot": "tbody"}
_CELLS = ("td", "th")
# These hold a single run of text without a paragraph around it.
_HOLD_TEXT = ("li", "td", "th")
# Private-use characters that stand for inline tags in the text while their positions are read: one that opens for
# each element, one that closes any, one for a line break.
_MARKS = re.compile("[\U00100000-\U0010fffd]")
_FIRST_OPENING = 0x100000
_CLOSING = "\U0010fff0"
_BREAK = "\U0010fff1"
_MAX_INLINE = 60_000
_MAX_INLINE_DEPTH = 8
_MAX_CONTAINERS = 20
_MAX_EMPTY_CELLS = 50
# How many characters joining or composing may lose before a block is no longer found in the page's text.
_SLACK = 1_000
_TAG = re.compile(r"<[^>]*>")


# ------------------------------------------------------------------------------------- the worker's part


def add_markup(document: Document, walk: Walk, blocks: Sequence[Block], page: int = 1) -> None:
    """Give each block its markup; `walk` is the one that the blocks come from, `page` the page's number."""
    inline = _read_inline(document, walk)
    columns = _columns(walk.elements)
    for found, block in zip(walk.blocks, blocks, strict=True):
        tag = _block_tag(found.element)
        html = inline.html(clean_text(block.text), "\n" if tag == "pre" else "<br>")
        block.markup = Markup(html, tag, _containers(found.element, columns), page)


def _block_tag(element: Element) -> str:
    """The output tag of the block's element within its innermost container; "" for one that only divides the page."""
    inner: Element | None = element
    while inner is not None and inner.tag not in (*_HOLD_TEXT, "blockquote"):
        if inner.tag in _BLOCKS:
            return _BLOCKS[inner.tag]
        inner = inner.parent
    return ""


def _columns(elements: Sequence[Element]) -> dict[int, int]:
    """The column of each cell in its row, by the order of its element."""
    columns: dict[int, int] = {}
    counts: dict[int, int] = {}
    for element in elements:
        if element.tag in _CELLS and element.parent is not None:
            row = element.parent.order
            columns[element.order] = counts.get(row, 0)
            counts[row] = columns[element.order] + 1
    return columns


def _containers(element: Element, columns: dict[int, int]) -> list[Container]:
    """The lists, tables and quotations around an element, outermost first, each with the parts it consists of."""
    units = []
    inner: Element | None = element
    while inner is not None:
        unit = _unit(inner, columns)
        if unit:
            units.append(unit)
        inner = inner.parent
    containers: list[Container] = []
    for unit in reversed(units):
        if len(containers) + len(unit) > _MAX_CONTAINERS:
            break
        containers += unit
    return containers


def _unit(element: Element, columns: dict[int, int]) -> list[Container]:
    """The element as a container, with the list of an item, or the table, section and row of a cell."""
    parent = element.parent
    if element.tag == "blockquote":
        return [Container("blockquote", element.order)]
    if element.tag == "li" and parent is not None:
        return [Container("ol" if parent.tag == "ol" else "ul", parent.order), Container("li", element.order)]
    section = parent.parent if parent is not None else None
    table = section.parent if section is not None else None
    if element.tag in _CELLS and parent and section and table and section.tag in _SECTIONS:
        return [
            Container("table", table.order),
            Container(_SECTIONS[section.tag], section.order),
            Container("tr", parent.order),
            Container(element.tag, element.order, columns.get(element.order, 0)),
        ]
    return []


# ----------------------------------------------------------------------------------------- inline markup


@dataclass(slots=True)
class _Inline:
    """The page's text without spaces, and for each character the inline elements around it.

    `starts` are the elements' opening tags; `breaks` counts the line breaks before a character.
    """

    starts: list[str] = field(default_factory=list)
    chars: str = ""
    around: list[tuple[int, ...]] = field(default_factory=list)
    breaks: dict[int, int] = field(default_factory=dict)
    at: int = 0

    def html(self, text: str, line_break: str) -> str:
        """The next block's text with its inline markup, or without any if it is not found again."""
        squeezed = "".join(text.split())
        at = self.chars.find(squeezed, self.at, self.at + len(squeezed) + _SLACK)
        if at < 0:
            return _plain(text)
        self.at = at + len(squeezed)
        return self._marked(text, at, line_break)

    def _marked(self, text: str, at: int, line_break: str) -> str:
        pieces: list[str] = []
        current: tuple[int, ...] = ()
        space = ""
        for char in text:
            if char.isspace():
                space = " "
                continue
            if pieces:
                space += line_break * self.breaks.get(at, 0)
            tags = self._tags(current, self.around[at], space)
            pieces.append(tags + _escape(char, after_tag=not pieces or tags.endswith(">")))
            current, space, at = self.around[at], "", at + 1
        return "".join(pieces) + self._tags(current, (), "")

    def _tags(self, current: tuple[int, ...], following: tuple[int, ...], space: str) -> str:
        """The markup between two characters: closing tags, the space, opening tags."""
        if current == following:
            return space
        shared = _shared(current, following)
        ends = "".join(self.end(index) for index in reversed(current[shared:]))
        return ends + space + "".join(self.starts[index] for index in following[shared:])

    def end(self, index: int) -> str:
        """The closing tag of an element."""
        return f"</{_name(self.starts[index])}>"


def _name(start: str) -> str:
    """The name in an opening tag."""
    return start.strip("<>").partition(" ")[0]


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    """How many elements two paths share, counted from the outermost."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared


def _plain(text: str) -> str:
    """A text without inline markup."""
    return _escape(text[:1], after_tag=True) + escape(text[1:], quote=False)


def _escape(char: str, *, after_tag: bool) -> str:
    """Escape one character. One that joins with what precedes it must not join with the end of a tag."""
    if after_tag and char and (unicodedata.combining(char) or char in "\u200c\u200d"):
        return f"&#{ord(char)};"
    return escape(char, quote=False)


def _read_inline(document: Document, walk: Walk) -> _Inline:
    """The inline markup of the page; none if the page itself uses the mark characters.

    The marks are set in a copy of the tree, which is then walked again: it gives the same text.
    """
    if any(_MARKS.search(block.text) for block in walk.blocks):
        return _Inline()
    tree = _copy(document.tree)
    starts = _set_marks(tree, document.url)
    inline = _Inline(starts)
    chars: list[str] = []
    current: tuple[int, ...] = ()
    outer: list[tuple[int, ...]] = []
    for block in walk_blocks(tree).blocks:
        for char in "".join(clean_text(block.text).split()):
            if not _MARKS.match(char):
                chars.append(char)
                inline.around.append(current)
            elif char == _BREAK:
                inline.breaks[len(chars)] = inline.breaks.get(len(chars), 0) + 1
            elif char == _CLOSING:
                current = outer.pop() if outer else ()
            else:
                outer.append(current)
                current = _with(current, ord(char) - _FIRST_OPENING, starts)
    inline.chars = "".join(chars)
    return inline


def _copy(tree: LexborHTMLParser) -> LexborHTMLParser:
    try:
        return tree.clone()
    except SelectolaxError:
        # One page in a thousand. Serialized and parsed again it may differ slightly; what differs gets no markup.
        return parse_html(tree.html or "")


def _with(around: tuple[int, ...], index: int, starts: list[str]) -> tuple[int, ...]:
    """The elements around a text with one more added; one of each kind suffices, and a few in all."""
    if index >= len(starts) or len(around) >= _MAX_INLINE_DEPTH:
        return around
    if _name(starts[index]) in {_name(starts[other]) for other in around}:
        return around
    return (*around, index)


def _set_marks(tree: LexborHTMLParser, url: str) -> list[str]:
    """Put marks into the tree where inline elements begin and end; return their opening tags in order."""
    starts: list[str] = []
    root = tree.body or tree.root
    for node in list(root.traverse(include_text=True)) if root is not None else ():
        first = node.first_child
        if node.tag == "br":
            node.insert_before(_BREAK)
        elif node.tag in _INLINE and first is not None and len(starts) < _MAX_INLINE:
            start = _start_tag(node, url)
            if start is not None:
                first.insert_before(chr(_FIRST_OPENING + len(starts)))
                node.insert_child(_CLOSING)
                starts.append(start)
    for pre in tree.css("pre"):
        for node in list(pre.traverse(include_text=True)):
            text = node.text_content or "" if node.tag == "-text" else ""
            if "\n" in text:
                node.replace_with(text.replace("\n", _BREAK))
    return starts


def _start_tag(node: LexborNode, url: str) -> str | None:
    """The opening tag for the node; None for a link that does not lead to a web page."""
    tag = _INLINE[node.tag or ""]
    if tag != "a":
        return f"<{tag}>"
    href = (node.attributes.get("href") or "").strip()
    target = absolute_url(href, url) if href and href[0] != "#" else None
    return f'<a href="{escape(target)}">' if target is not None else None


# ------------------------------------------------------------------------------------------- the whole body


def body_html(blocks: Sequence[Block]) -> str:
    """The blocks of the body as HTML, one element per line; "" if no block has markup.

    The words are those of `decisions.body_text`, however a block changed after its markup was made.
    """
    if not any(block.markup for block in blocks):
        return ""
    kept = [block for block in blocks if block.verdict == BODY and clean_text(block.text)]
    if not any(block.markup for block in kept):
        return ""
    layout = _layout_tables(kept)
    body = _Body()
    for block in kept:
        markup = block.markup or Markup("")
        body.enter(_without(layout, markup))
        body.add(_safe_html(block, markup), markup.tag)
    body.close(0)
    return "\n".join(body.lines)


def _safe_html(block: Block, markup: Markup) -> str:
    """The block's inline HTML, or its bare text if the two differ in words."""
    text = clean_text(block.text)
    if unescape(_TAG.sub("", markup.html)).split() == text.split():
        return markup.html
    return _plain(text)


_Key = tuple[int, Container]


def _layout_tables(blocks: Sequence[Block]) -> set[tuple[int, int]]:
    """The tables of which only one column is kept, by page and number: layout tables, not part of the text."""
    columns: dict[tuple[int, int], set[int]] = {}
    for block in blocks:
        if block.markup is not None:
            containers = block.markup.containers
            for at, container in enumerate(containers):
                if container.tag == "table":
                    columns.setdefault((block.markup.page, container.number), set()).add(containers[at + 3].column)
    return {table for table, kept in columns.items() if len(kept) == 1}


def _without(layout: set[tuple[int, int]], markup: Markup) -> list[_Key]:
    """The containers of a block, without those of layout tables."""
    path: list[_Key] = []
    skipped = 0
    for container in markup.containers:
        if (markup.page, container.number) in layout and container.tag == "table":
            skipped = 4  # table, section, row and cell
        if skipped:
            skipped -= 1
        else:
            path.append((markup.page, container))
    return path


@dataclass(slots=True)
class _Body:
    """The lines of the body so far, and the open containers."""

    lines: list[str] = field(default_factory=list)
    open: list[_Key] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    is_fresh: bool = True

    def enter(self, path: list[_Key]) -> None:
        """Close the containers that do not hold the next block, and open those that do."""
        shared = _shared(self.open, path)
        self.close(shared)
        self.is_fresh = len(path) > shared
        for page, container in path[shared:]:
            if container.tag in _CELLS:
                empty = container.column - self.cells[-1]
                self.lines += ["<td></td>"] * (empty if empty <= _MAX_EMPTY_CELLS else 0)
                self.cells[-1] = container.column + 1
            elif container.tag == "tr":
                self.cells.append(0)
            self.lines.append(f"<{container.tag}>")
            self.open.append((page, container))

    def add(self, html: str, tag: str) -> None:
        """Add a block to the innermost container."""
        is_bare = not tag and self.is_fresh and bool(self.open) and self.open[-1][1].tag in _HOLD_TEXT
        if is_bare:
            self.lines[-1] += html
        else:
            self.lines.append(f"<{tag or 'p'}>{html}</{tag or 'p'}>")
        self.is_fresh = False

    def close(self, depth: int) -> None:
        """Close the containers deeper than `depth`."""
        while len(self.open) > depth:
            tag = self.open.pop()[1].tag
            if tag == "tr":
                self.cells.pop()
            if self.lines[-1].startswith(f"<{tag}>"):
                self.lines[-1] += f"</{tag}>"
            else:
                self.lines.append(f"</{tag}>")
