"""Boxes between the paragraphs of a text: the label of one that holds no text, and lists of the text's headings."""

from collections.abc import Sequence

from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.clutter import largest_apart, orders_above
from newsbot.extraction.elements import HEADINGS, Element
from newsbot.extraction.structure import is_prose
from newsbot.items import BODY
from newsbot.text import comparison_key

_MAX_LABEL = 80
_MAX_BOX = 12
# Nothing of the box was taken out.
_NEXT_BUT_ONE = 2
_SENTENCE_ENDS = tuple(".!?…。！？؟।۔:;)")
# A box that repeats fewer headings may be a list that a heading takes up.
_MIN_CONTENTS = 2
_OF_OTHERS = frozenset(("caption", "pull-quote"))
_MIN_REPEATED = 20
# Cells and items are left where their table or list is judged as a whole; lines of a program repeat each other.
_PARTS = frozenset(("li", "td", "th", "dt", "dd", "pre"))


def drop_rests_of_boxes(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out a label in a box of captions or of a pull quote: the title of a gallery, the name below the quotation.

    A heading made as others of the body stays: it stands over what follows the box.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    texts: list[str] = []
    for before, index, after in zip(body, body[1:], body[2:], strict=False):
        box = _box_of(blocks, before, index, after)
        if box is None or _is_made_as_others(blocks, body, index):
            continue
        texts = texts or [comparison_key(blocks[other].text) for other in body]
        if all(_is_no_text(blocks[other], verdicts[other], texts) for other in box.blocks if other != index):
            verdicts[index] = "box"


def _box_of(blocks: Sequence[TextBlock], before: int, index: int, after: int) -> Element | None:
    """What stands between a paragraph and the body's next block and holds a label and more; None where nothing does."""
    block = blocks[index]
    is_label = len(block.text) <= _MAX_LABEL and not block.text.endswith(_SENTENCE_ENDS)
    if (
        after - before == _NEXT_BUT_ONE
        or not is_label
        or not block.element.tags.isdisjoint(_PARTS)
        or not is_prose(blocks[before])
    ):
        return None
    above = {*orders_above(blocks[before].element), *orders_above(blocks[after].element)}
    box = largest_apart(block.element, above)
    return box if box is not None and 1 < len(box.blocks) <= _MAX_BOX else None


def _is_made_as_others(blocks: Sequence[TextBlock], body: Sequence[int], index: int) -> bool:
    """Whether a block is a heading such as the body has others."""
    own = blocks[index].element
    others = (blocks[other].element for other in body if other != index)
    return own.tag in HEADINGS and any((other.tag, other.name) == (own.tag, own.name) for other in others)


def _is_no_text(block: TextBlock, verdict: str, texts: Sequence[str]) -> bool:
    """Whether a block is a caption, says again what a paragraph says or says nothing, as "1 / 3"."""
    key = comparison_key(block.text)
    if verdict in _OF_OTHERS or not any(map(str.isalpha, key)):
        return True
    return len(key) >= _MIN_REPEATED and any(key in text for text in texts)


def drop_contents(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out a list each item of which is a heading that follows: the table of contents."""
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
        if len(inside) >= _MIN_CONTENTS and all(
            headings.get(comparison_key(blocks[other].text), -1) >= inside.stop for other in inside
        ):
            for other in inside:
                verdicts[other] = "navigation"
