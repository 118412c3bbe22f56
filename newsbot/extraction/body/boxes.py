"""Boxes in or below a text: labels left over from a box, tables of contents, comments."""

from collections.abc import Sequence

from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.body.clutter import largest_apart, orders_above
from newsbot.extraction.vocabulary.phrases import is_bare_phrase
from newsbot.items import BODY
from newsbot.text import SENTENCE_ENDS, comparison_key

_MAX_LABEL = 80
_MAX_BOX = 12
_MAX_IN_CELL = 5
# A single paragraph below a comments label explains how to comment, or names an advertiser.
_MIN_OF_PART = 2
# The size of a box with a heading and a picture's caption.
_WITH_PICTURE = 2
_SENTENCE_ENDS = (*SENTENCE_ENDS, *":;)")
# A box with fewer headings may be a list of which a heading repeats an item.
_MIN_CONTENTS = 2
_COLONS = (":", "：")
# A shorter line such as "In this article:" is only the list's label.
_MIN_ANNOUNCEMENT = 35
_OF_OTHERS = frozenset(("caption", "pull-quote"))
_MIN_REPEATED = 20
# Cells and items are left to the rules for whole tables and lists; lines of program code repeat each other.
_PARTS = frozenset(("li", "td", "th", "dt", "dd", "pre"))


def drop_rests_of_boxes(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Drop a label left in a box of captions or a pull quote: the title of a gallery, the name below the quotation.

    A line at the top of the box with the markup of others in the body stays, and so does a heading over one picture: it
    heads what follows the box.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    texts: list[str] = []
    for before, index, after in zip(body, body[1:], body[2:], strict=False):
        box = _box_of(blocks, before, index, after)
        if box is None or _is_over_what_follows(blocks, body, index, box):
            continue
        texts = texts or [comparison_key(blocks[other].text) for other in body]
        if all(_is_no_text(blocks[other], verdicts[other], texts) for other in box.blocks if other != index):
            verdicts[index] = "box"


def _box_of(blocks: Sequence[TextBlock], before: int, index: int, after: int) -> Element | None:
    """The box between a paragraph and the body's next block that holds a label and more; None if there is none."""
    block = blocks[index]
    is_only_block_between = after - before == 2
    if (
        is_only_block_between
        or not _is_label(block)
        or not block.element.tags.isdisjoint(_PARTS)
        or not is_prose(blocks[before])
    ):
        return None
    above = {*orders_above(blocks[before].element), *orders_above(blocks[after].element)}
    box = largest_apart(block.element, above)
    return box if box is not None and 1 < len(box.blocks) <= _MAX_BOX else None


def _is_over_what_follows(blocks: Sequence[TextBlock], body: Sequence[int], index: int, box: Element) -> bool:
    """Whether a block is a heading, or a label at the top of its box, with the markup of others in the body."""
    own = blocks[index]
    is_heading, is_first = own.element.tag in HEADINGS, index == box.blocks.start
    if is_heading and is_first and len(box.blocks) == _WITH_PICTURE:
        return True
    others = (blocks[other] for other in body if other != index)
    return (is_heading or is_first) and any(
        _make(other) == _make(own) and (is_heading or _is_label(other)) for other in others
    )


def _is_label(block: TextBlock) -> bool:
    return len(block.text) <= _MAX_LABEL and not block.text.endswith(_SENTENCE_ENDS)


def _make(block: TextBlock) -> tuple[str, str]:
    return block.element.tag, block.element.name


def _is_no_text(block: TextBlock, verdict: str, texts: Sequence[str]) -> bool:
    """Whether a block is a caption, repeats text from a paragraph, or has no words ("1 / 3")."""
    key = comparison_key(block.text)
    if verdict in _OF_OTHERS or not any(map(str.isalpha, key)):
        return True
    return len(key) >= _MIN_REPEATED and any(key in text for text in texts)


def drop_comments_below(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out everything below the only comments label ("3 comments") below most of the text.

    In a live blog each entry has such a label. A label without a number ("Reacties") heads a part of the text if the
    text below it continues like that above it.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    if not body:
        return
    labels = [
        index
        for index in range(body[0], body[-1])
        if verdicts[index] == "comments"
        and not _is_in_cell(blocks[index].element)
        and is_bare_phrase(blocks[index].text)
    ]
    if len(labels) != 1:
        return
    above = sum(len(blocks[index].text) for index in body if index < labels[0])
    below = [index for index in body if index > labels[0]]
    has_number = any(character.isdigit() for character in blocks[labels[0]].text)
    places = {_place(blocks[index]) for index in body if index < labels[0]}
    if not has_number and sum(_place(blocks[index]) in places for index in below) >= _MIN_OF_PART:
        return
    if above > sum(len(blocks[index].text) for index in below):
        for index in below:
            verdicts[index] = "comments"


def _place(block: TextBlock) -> tuple[str, Element | None]:
    return block.element.tag, block.element.parent


def _is_in_cell(element: Element | None) -> bool:
    """Whether an element is in a list item or a data cell; a layout column holds more blocks."""
    while element is not None and len(element.blocks) <= _MAX_IN_CELL:
        if element.tag in _PARTS:
            return True
        element = element.parent
    return False


def drop_contents(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out a list in which each item repeats a later heading: the table of contents.

    A list that a paragraph announces belongs to the text, unless it consists of links.
    """
    headings = {
        comparison_key(block.text): index
        for index, block in enumerate(blocks)
        if verdicts[index] == BODY and block.element.tag in HEADINGS
    }
    if len(headings) < _MIN_CONTENTS:
        return
    known: Element | None = None
    for index, block in enumerate(blocks):
        items = block.element.parent if block.element.tag == "li" else None
        if verdicts[index] != BODY or items is None or items is known:
            continue
        known = items
        inside = items.blocks
        if len(inside) < _MIN_CONTENTS or _is_announced(blocks, inside):
            continue
        if all(headings.get(comparison_key(blocks[other].text), -1) >= inside.stop for other in inside):
            for other in inside:
                verdicts[other] = "navigation"


def _is_announced(blocks: Sequence[TextBlock], items: range) -> bool:
    """Whether a paragraph that ends in a colon precedes items without links."""
    before = blocks[items.start - 1] if items.start else None
    if before is None or not before.text.endswith(_COLONS) or before.weight < _MIN_ANNOUNCEMENT:
        return False
    return not any(blocks[item].links for item in items)
