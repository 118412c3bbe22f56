"""Parts of a text with the same markup: paragraphs that page builders wrap one by one, the captions of a gallery.

A wrapped paragraph looks like the beginning or the end of a text, or like a box in it.
"""

import re
from collections.abc import Sequence

from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.body.clutter import largest_apart, orders_above
from newsbot.items import BODY
from newsbot.text import SENTENCE_ENDS

_LEAST = 0.15
# How many body blocks must have a block's markup, and how far up their first common ancestor must be.
_MIN_ALIKE = 2
_MIN_APART = 3
_MIN_APART_IN_COMPONENTS = 2
_LEVELS = 3
# Maximum distance, in blocks, before the body's first block or after its last.
_NEAR = 2
_MIN_WEIGHT = 40
_MAX_LINKS = 0.2
# A long paragraph without links in a column or group of the text's layout is body unless it is less likely than this.
_LEAST_IN_LAYOUT = 0.1
_LONG_WEIGHT = 100
_PROSE = frozenset(("p", "blockquote"))
# Classes for layout alone, which say nothing about content: WordPress's own layout blocks, and grids.
_LAYOUT = re.compile(
    r"(?:wp-block-(?:columns?|group|group__inner-container|details|media-text|media-text__content)"
    r"|(?:wp-block-[a-z-]+-)?is-(?:layout|content-justification|vertically-aligned)-[a-z-]+|wp-container-\S+"
    r"|is-(?:not-)?stacked-on-mobile|are-vertically-aligned-[a-z]+|align(?:wide|full|center)|has-media-on-the-(?:undecided|right)"
    r"|row|cols?|columns?|(?:col|row)-[a-z\d-]+|grid|grid-\S+)\Z"
)
_SENTENCE_ENDS = (*SENTENCE_ENDS, *":;\"”»“’'")

_Make = tuple[str, str, int, tuple[str, ...]]


def drop_alike_captions(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out captions that look like paragraphs, if most of the page's captions are recognised as such.

    If most are taken for body, or hold half of its text, the page tells its story in captions. Bare credits are not
    counted: they say nothing about captions that are sentences.
    """
    captions = {index for index, block in enumerate(blocks) if "figcaption" in block.element.tags and is_prose(block)}
    kept = [index for index in captions if verdicts[index] == BODY]
    if not kept or len(kept) >= sum(verdicts[index] == "caption" for index in captions):
        return
    weight = sum(block.weight for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY)
    if 2 * sum(blocks[index].weight for index in kept) < weight:
        for index in kept:
            verdicts[index] = "caption"


def keep_alike_parts(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Take in a sentence beside or between body sentences with the same markup, each in a part of its own.

    Readers' comments share their markup, too, but their parts contain words such as "Reply" or "Report". `undecided` is
    the verdict of blocks that no rule has taken out.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    if len(body) < _MIN_ALIKE:
        return
    made: dict[_Make, list[Element]] = {}
    for index in body:
        made.setdefault(_make(blocks[index].element), []).append(blocks[index].element)
    for index in range(max(0, body[0] - _NEAR), min(len(blocks), body[-1] + 1 + _NEAR)):
        block = blocks[index]
        if verdicts[index] != undecided or chances[index] < _LEAST or not _is_sentence(block):
            continue
        make = _make(block.element)
        others = made.get(make, ())
        # The cells of a layout have no names, and each may contain anything.
        if any(make[-1]) and len(others) >= _MIN_ALIKE:
            part = _own_part(block.element, others)
            if part is not None and "comments" not in verdicts[part.first_block : part.end_block]:
                verdicts[index] = BODY


def keep_set_in_columns(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Take in a paragraph within the body that only layout columns and groups separate from the others.

    `undecided` is the verdict of blocks that no rule has taken out.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    if not body:
        return
    holders = {parent.order for index in body if (parent := blocks[index].element.parent) is not None}
    for index in range(body[0] + 1, body[-1]):
        block = blocks[index]
        if verdicts[index] == undecided and chances[index] >= _LEAST_IN_LAYOUT and _is_plain_prose(block):
            holder = _holder_of_layout(block.element)
            if holder is not None and holder.order in holders:
                verdicts[index] = BODY


def _is_plain_prose(block: TextBlock) -> bool:
    is_long = block.weight >= _LONG_WEIGHT and block.link_density == 0
    return is_long and block.element.tag in _PROSE and block.text.endswith(_SENTENCE_ENDS)


def _holder_of_layout(element: Element) -> Element | None:
    """The element around the layout columns and groups that contain an element; None if none do."""
    above = element.parent
    height = 0
    while above is not None and above.attribute and all(map(_LAYOUT.match, above.attribute.split())):
        above = above.parent
        height += 1
    return above if height and not element.attribute else None


def _is_sentence(block: TextBlock) -> bool:
    return (
        block.weight >= _MIN_WEIGHT
        and block.link_density <= _MAX_LINKS
        and block.element.tag not in HEADINGS
        and block.text.endswith(_SENTENCE_ENDS)
    )


def _make(element: Element) -> _Make:
    """What elements with the same markup share: tag, name, depth, and each ancestor's first class without numbers."""
    names: list[str] = []
    above = element.parent
    while above is not None and len(names) < _LEVELS:
        name = above.name.partition(" ")[0].rstrip("-_0123456789")
        names.append(above.tag if not name and _is_component(above) else name)
        above = above.parent
    return element.tag, element.name, element.depth, tuple(names)


def _own_part(element: Element, others: Sequence[Element]) -> Element | None:
    """The largest element around this one that does not contain the first of the others in another part."""
    other = next((other for other in others if _are_apart(element, other)), None)
    return None if other is None else largest_apart(element, set(orders_above(other)))


def _are_apart(element: Element, other: Element) -> bool:
    """Whether the common ancestor of both is farther up than a part's wrapper."""
    above = set(orders_above(other))
    height = next((height for height, order in enumerate(orders_above(element)) if order in above), 0)
    is_component = element.parent is not None and _is_component(element.parent)
    return height >= (_MIN_APART_IN_COMPONENTS if is_component else _MIN_APART)


def _is_component(element: Element) -> bool:
    """Whether an element is a web component: its tag is a name that the site gave it."""
    return "-" in element.tag
