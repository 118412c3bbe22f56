"""Boxes that their own label names: "Newsletter" at the top of one, "You can unsubscribe at any time" at its end."""

from collections.abc import Mapping, Sequence

from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.clutter import largest_apart, orders_above
from newsbot.items import BODY

# A box of these kinds is named by its label: so many blocks at most, and this share of the body.
_BOXES = frozenset("advertisement related newsletter share comments cookie login donation".split())
_MAX_LABEL = 60
_MAX_BOX = 12
_MAX_BOXES = 50
_SHARE_OF_BOX = 0.3
# One that a notice at its end names is smaller. What is beside it is looked at so far.
_MAX_ABOVE_NOTICE = 5
_MAX_NOTICE = 200
_MAX_NOTICE_CHARS = 400
_BESIDE = 20


def drop_labelled_boxes(blocks: Sequence[TextBlock], verdicts: list[str], kinds: Mapping[int, str | None]) -> None:
    """Take what stands in such boxes out of the body; `kinds` are what lines say they are, by their order."""
    labels = [order for order, kind in kinds.items() if kind in _BOXES and len(blocks[order].text) <= _MAX_NOTICE]
    body = sum(len(blocks[order].text) for order in kinds if verdicts[order] == BODY)
    for order in labels[:_MAX_BOXES]:
        kind = kinds[order] or ""
        box = _below(blocks, order) if len(blocks[order].text) <= _MAX_LABEL else range(0)
        if kind == "newsletter" and len(box) <= 1:
            box = _above(blocks, order)
        said = [index for index in box if verdicts[index] == BODY]
        if sum(len(blocks[index].text) for index in said) <= _SHARE_OF_BOX * body:
            for index in said:
                verdicts[index] = kind


def _below(blocks: Sequence[TextBlock], order: int) -> range:
    """The blocks of the largest element that begins with a label; none where text stands before it or it is large."""
    above = set(orders_above(blocks[order - 1].element)) if order else set()
    box = largest_apart(blocks[order].element, above)
    if box is None:
        return range(0)
    end = order + 1
    while end < len(blocks) and end - order <= _MAX_BOX and box.order in orders_above(blocks[end].element):
        end += 1
    return range(order, end) if end - order <= _MAX_BOX else range(0)


def _above(blocks: Sequence[TextBlock], order: int) -> range:
    """The blocks of the largest element that ends with a notice: a few short lines, and nothing beside it is like it.

    Paragraphs each in an element with a line of the paper's below them are no such boxes.
    """
    below = set(orders_above(blocks[order + 1].element)) if order + 1 < len(blocks) else set()
    box = largest_apart(blocks[order].element, below)
    if box is None or not box.attribute or not 1 < len(box.blocks) <= _MAX_ABOVE_NOTICE:
        return range(0)
    if sum(len(blocks[index].text) for index in box.blocks) > _MAX_NOTICE_CHARS:
        return range(0)
    beside = blocks[max(0, box.first_block - _BESIDE) : box.end_block + _BESIDE]
    is_like = any(
        holder is not None and holder is not box and (holder.tag, holder.attribute) == (box.tag, box.attribute)
        for block in beside
        for holder in (block.element, block.element.parent)
    )
    return range(0) if is_like else box.blocks
