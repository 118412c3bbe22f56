"""A list in the body stands as a whole: the shorter its items, the less each looks like an article by itself."""

from collections.abc import Sequence

from newsbot.extraction.block_table import Floats
from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.elements import Element
from newsbot.items import BODY

# All of a list must be as likely as this.
_LEAST = 0.05
# How far above a block its item may be: paragraphs stand in items.
_MAX_ABOVE = 3


def keep_whole_lists(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, outside: str) -> None:
    """Where an item of a list is body so are the others, if none is unlikely.

    `outside` is the verdict of what the likelihood alone left out; what a rule did stays out.
    """
    known: Element | None = None
    for place, block in enumerate(blocks):
        if verdicts[place] != BODY or "li" not in block.element.tags:
            continue
        items = _list_above(block.element)
        if items is None or items is known:
            continue
        known = items
        inside = range(items.first_block, items.end_block)
        if any(verdicts[other] == outside for other in inside) and chances[inside].min() >= _LEAST:
            for other in inside:
                if verdicts[other] == outside:
                    verdicts[other] = BODY


def _list_above(element: Element | None) -> Element | None:
    """The list in an item of which the element stands, or is; None where it is in none."""
    for _ in range(_MAX_ABOVE + 1):
        if element is None:
            return None
        if element.tag == "li":
            return element.parent
        element = element.parent
    return None
