"""Boxes identified by a line in them: "Newsletter" at the top, "You can unsubscribe at any time" at the end."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.body.clutter import largest_apart, orders_above
from newsbot.items import BODY

if TYPE_CHECKING:
    from newsbot.extraction.blocks.elements import Element

# Kinds of boxes that a label identifies. Below: their maximum length in blocks, and as a share of the body.
_BOXES = frozenset("advertisement related newsletter share comments cookie login donation disclaimer".split())
_MAX_LABEL = 60
_MAX_BOX = 12
_MAX_BOXES = 50
_SHARE_OF_BOX = 0.3
# Limits for a box identified by the notice at its end, and how many blocks on each side are compared with it.
_MAX_ABOVE_NOTICE = 5
_MAX_NOTICE = 200
_MAX_NOTICE_CHARS = 400
_BESIDE = 20


def drop_labelled_boxes(blocks: Sequence[TextBlock], verdicts: list[str], kinds: Mapping[int, str | None]) -> None:
    """Drop such boxes from the body; `kinds` gives, by block order, what each line says it is."""
    labels = [order for order, kind in kinds.items() if kind in _BOXES and len(blocks[order].text) <= _MAX_NOTICE]
    body = sum(len(blocks[order].text) for order in kinds if verdicts[order] == BODY)
    for order in labels[:_MAX_BOXES]:
        kind = kinds[order] or ""
        boxes = _below(blocks, order) if len(blocks[order].text) <= _MAX_LABEL else []
        if kind == "newsletter" and (not boxes or len(boxes[0]) <= 1):
            boxes = _above(blocks, order)
        for box in boxes:
            said = [index for index in box if verdicts[index] == BODY]
            if sum(len(blocks[index].text) for index in said) <= _SHARE_OF_BOX * body:
                for index in said:
                    verdicts[index] = kind
                break


def _below(blocks: Sequence[TextBlock], order: int) -> list[range]:
    """The blocks of each element that begins with the label and does not hold the block before it, largest first."""
    above = set(orders_above(blocks[order - 1].element)) if order else set()
    found: list[range] = []
    element: Element | None = blocks[order].element
    while element is not None and element.order not in above and len(element.blocks) <= _MAX_BOX:
        found.append(element.blocks)
        element = element.parent
    return found[::-1]


def _above(blocks: Sequence[TextBlock], order: int) -> list[range]:
    """The blocks of the largest element that ends with a notice, if it is short and no element near it is like it.

    Where each paragraph has its own element, followed by a line of the publisher's, there are like elements.
    """
    below = set(orders_above(blocks[order + 1].element)) if order + 1 < len(blocks) else set()
    box = largest_apart(blocks[order].element, below)
    if box is None or not box.attribute or not 1 < len(box.blocks) <= _MAX_ABOVE_NOTICE:
        return []
    if sum(len(blocks[index].text) for index in box.blocks) > _MAX_NOTICE_CHARS:
        return []
    beside = blocks[max(0, box.first_block - _BESIDE) : box.end_block + _BESIDE]
    is_like = any(
        holder is not None and holder is not box and holder.make == box.make
        for block in beside
        for holder in (block.element, block.element.parent)
    )
    return [] if is_like else [box.blocks]
