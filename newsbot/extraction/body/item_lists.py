"""Keep lists and tables in the body whole: the shorter an item is, the less it looks like article text."""

from collections.abc import Iterator, Sequence, Set

from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.text import SENTENCE_ENDS

# Minimum for every item of a list.
_LEAST = 0.05
# How far above a block its item may be, since items contain paragraphs, and how far above a cell its table.
_MAX_ABOVE = 3
_LISTED = frozenset(("li",))
_CELLS = frozenset(("td", "th"))
_MIN_ITEMS = 3
_SENTENCE_ENDS = (*SENTENCE_ENDS, *':"”»')
_ITEMS = _LISTED | _CELLS
# Minimum mean for the cells of a table between paragraphs.
_LEAST_SIBLING = 0.1
_TABLES = frozenset(("table",))
# What a toolbar of the page is made of, and how many such items make one.
_TOOLS = frozenset(("share", "print", "comments"))
_MIN_TOOLS = 2
_MAX_TOOL_CHARS = 40
# More than this share of a table must be body, and at most this share of the body in it: some layouts are tables.
_MOST = 0.5


def keep_whole_lists(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: Set[str]) -> None:
    """Take in the other items of a list with an item in the body, if none is unlikely; drop the page's toolbars.

    `undecided` holds the verdicts of blocks that no rule has taken out.
    """
    _drop_toolbars(blocks, verdicts)
    _keep_whole(blocks, verdicts, chances, undecided, _LISTED)


def keep_whole_tables(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: Set[str]) -> None:
    """Take in the other cells of a table that is mostly body, if none is unlikely; table heads recur on a site."""
    _keep_whole(blocks, verdicts, chances, undecided, _CELLS)


def stands_in_text(blocks: Sequence[TextBlock], order: int) -> bool:
    """Whether a heading, or an item of a list of several, is between two paragraphs of one element.

    There "Visits: 412" is part of the text; the article's own view count is above or below the text.
    """
    holder = blocks[order].element
    if holder.tag in _LISTED and holder.parent is not None:
        holder = holder.parent
        if holder.end_block - holder.first_block < _MIN_ITEMS:
            return False
    elif holder.tag not in HEADINGS:
        return False
    around = (holder.first_block - 1, holder.end_block)
    return all(
        0 <= at < len(blocks)
        and blocks[at].element.tag == "p"
        and blocks[at].element.parent is holder.parent
        and blocks[at].text.endswith(_SENTENCE_ENDS)
        for at in around
    )


def _keep_whole(
    blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: Set[str], tags: frozenset[str]
) -> None:
    known: Element | None = None
    for place, block in enumerate(blocks):
        if verdicts[place] != BODY or block.element.tags.isdisjoint(tags):
            continue
        items = _whole_of(block.element, tags)
        if items is None or items is known:
            continue
        known = items
        inside = items.blocks
        if items.tag == "table" and not _is_of_text(blocks, verdicts, inside):
            continue
        if any(verdicts[other] in undecided for other in inside) and chances[inside].min() >= _LEAST:
            for other in inside:
                if verdicts[other] in undecided:
                    verdicts[other] = BODY


def _drop_toolbars(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Drop a whole list of which several items share or print the page or lead to its comments.

    A list with a sentence among its items is no toolbar, nor is one below a colon.
    """
    for items in {id(items): items for items in _lists_of(blocks, verdicts)}.values():
        inside = items.blocks
        tools = sum(verdicts[order] in _TOOLS for order in inside)
        is_text = _is_announced(blocks, items) or any(_says_something(blocks[order]) for order in inside)
        if tools >= _MIN_TOOLS and not is_text:
            for order in inside:
                if verdicts[order] == BODY:
                    verdicts[order] = "share"


def _lists_of(blocks: Sequence[TextBlock], verdicts: Sequence[str]) -> Iterator[Element]:
    """The lists with an item that is a tool, once for each such item."""
    for place, block in enumerate(blocks):
        if block.element.tag == "li" and verdicts[place] in _TOOLS and block.element.parent is not None:
            yield block.element.parent


def _is_announced(blocks: Sequence[TextBlock], items: Element) -> bool:
    """Whether a list follows a colon: "The new phone has these buttons:"."""
    return items.first_block > 0 and blocks[items.first_block - 1].text.endswith((":", "："))


def _says_something(block: TextBlock) -> bool:
    return len(block.text) > _MAX_TOOL_CHARS or block.text.endswith(_SENTENCE_ENDS)


def keep_sibling_tables(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: Set[str]) -> None:
    """Take in a whole table with a head that is a sibling right between paragraphs of the body.

    It has no links, and most cells are body or not taken out by any rule: the others are heads such as "Share".
    """
    known: set[int] = set()
    for place, block in enumerate(blocks):
        if block.element.tag != "th" or verdicts[place] not in undecided:
            continue
        table = _nearest(block.element.parent, _TABLES)
        if table is None or table.order in known:
            continue
        known.add(table.order)
        inside = table.blocks
        if not _is_between_paragraphs(blocks, verdicts, table) or any(blocks[cell].links for cell in inside):
            continue
        free = [cell for cell in inside if verdicts[cell] in undecided or verdicts[cell] == BODY]
        if len(free) >= _MOST * len(inside) and sum(chances[cell] for cell in free) >= _LEAST_SIBLING * len(free):
            for cell in inside:
                if not blocks[cell].element.hidden:
                    verdicts[cell] = BODY


def _is_between_paragraphs(blocks: Sequence[TextBlock], verdicts: Sequence[str], table: Element) -> bool:
    before, after = table.first_block - 1, table.end_block
    return (
        before >= 0
        and after < len(blocks)
        and verdicts[before] == verdicts[after] == BODY
        and blocks[before].element.parent is blocks[after].element.parent is table.parent
    )


def _is_of_text(blocks: Sequence[TextBlock], verdicts: Sequence[str], inside: range) -> bool:
    """Whether most blocks of a table are body, and most of the body is elsewhere."""
    body = [place for place in inside if verdicts[place] == BODY]
    held = sum(blocks[place].weight for place in body)
    total = sum(block.weight for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY)
    return len(body) > _MOST * len(inside) and held <= _MOST * total


def _whole_of(element: Element, tags: frozenset[str]) -> Element | None:
    """The list or table of which the element is, or is in, an item or cell; None if there is none."""
    item = _nearest(element, _ITEMS)
    if item is not None and item.tag not in tags:
        return None
    if item is None or item.parent is None:
        return None
    return item.parent if item.tag == "li" else _nearest(item.parent, _TABLES)


def _nearest(element: Element | None, tags: frozenset[str]) -> Element | None:
    """The nearest element with one of these tags: the element itself or an ancestor."""
    for _ in range(_MAX_ABOVE + 1):
        if element is None or element.tag in tags:
            return element
        element = element.parent
    return None
