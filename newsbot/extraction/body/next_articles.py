"""Find where the next article begins on a page that appends further articles as readers scroll."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.body.clutter import orders_above
from newsbot.extraction.vocabulary.phrases import boilerplate_kind
from newsbot.items import ANOTHER_ARTICLE, BODY
from newsbot.text import comparison_key

# "20 November 2026", "Nov 20, 2026", "20.11.2026", "11月20日", "9:42", "3 hours ago": no year alone.
_DAY = re.compile(
    r"\b\d{1,2}\.?\s+[^\W\d]{3,}|[^\W\d]{3,}\.?\s\d{1,2}\b(?!/)|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d[日일]|\d:\d\d"
)
_MIN_PARAGRAPHS = 3
_MAX_LINE = 100
_FIRST = 200
# All lines of some pages have the same markup, and checking one takes time proportional to the page's length.
_MAX_LOOKED_AT = 50
# How much longer a line may be than the key of the title that it shows, which has no punctuation or spaces.
_MAX_SPACES = 60
_MAX_HEADLINE = 300
_PARAGRAPHS = frozenset(("p", "li", "td"))


def drop_next_articles(blocks: Sequence[TextBlock], verdicts: list[str], titles: set[str]) -> None:
    """Take out everything from a second headline with the markup of the page's own: the next article begins there."""
    own = _headline(blocks, titles)
    if own is None:
        return
    attribute = blocks[own].element.attribute
    alike = (
        index
        for index in range(own + 1, len(blocks))
        if (
            blocks[index].element.attribute == attribute
            and (blocks[index].element.tag == "h1" or (attribute and blocks[index].element.tag not in _PARAGRAPHS))
        )
        or (_begins_alike(blocks[own].element, blocks[index].element) and _agree_below(blocks, own, index))
    )
    for index in islice(alike, _MAX_LOOKED_AT):
        is_next = _is_alike(blocks[own], blocks[index]) or (
            _is_headline_with_line(blocks, verdicts, own, index)
            and _stands_between_articles(blocks, verdicts, own, index)
        )
        if is_next and BODY in verdicts[own:index]:
            for other in range(index, len(verdicts)):
                if verdicts[other] == BODY:
                    verdicts[other] = ANOTHER_ARTICLE
            return


def _headline(blocks: Sequence[TextBlock], titles: set[str]) -> int | None:
    """The page's headline: an h1, else a block without links that shows a title, among the first blocks."""
    headlines = (index for index, block in enumerate(blocks) if block.element.tag == "h1")
    found = next((index for index in headlines if comparison_key(blocks[index].text) in titles), None)
    if found is not None:
        return found
    longest = max(map(len, titles), default=0) + _MAX_SPACES
    for index, block in enumerate(blocks[:_FIRST]):
        if len(block.text) <= longest and not block.links and comparison_key(block.text) in titles:
            return index
    return None


def _begins_alike(own: Element, other: Element) -> bool:
    """Whether two headings begin sibling containers with the same name, even if one is an h1 and the other an h2."""
    one, two = own.parent, other.parent
    return (
        other.tag in HEADINGS
        and one is not None
        and two is not None
        and one is not two
        and one.attribute != ""
        and one.make == two.make
        and one.parent is two.parent
        and own.first_block == one.first_block
        and other.first_block == two.first_block
    )


def _agree_below(blocks: Sequence[TextBlock], own: int, index: int) -> bool:
    """Whether the lines below two headlines are alike: both or neither a day, both or neither worded as a byline.

    The parts of one text may have such lines, too: "The Corn Hall", "1872, stone".
    """
    if max(own, index) + 1 >= len(blocks):
        return False
    one, two = blocks[own + 1].text, blocks[index + 1].text
    if max(len(one), len(two)) > _MAX_LINE:
        return False
    return all(
        told(one) == told(two)
        for told in (lambda line: _DAY.search(line) is None, lambda line: any(map(str.isdigit, line)), boilerplate_kind)
    )


def _is_alike(own: TextBlock, other: TextBlock) -> bool:
    one, two = own.element, other.element
    return two.tag == "h1" and one.depth == two.depth


def _is_headline_with_line(blocks: Sequence[TextBlock], verdicts: Sequence[str], own: int, index: int) -> bool:
    """Whether a block may be a headline: not too long, and the line below has the markup of that below the headline.

    This rules out headings to which page builders give the headline's classes, and entries of a live blog, which have
    headlines and times: then the page's own headline has no such line below it.
    """
    if verdicts[index] == "headline":
        return False
    if len(blocks[index].text) > _MAX_HEADLINE or index + 1 >= len(blocks):
        return False
    line, own_line = blocks[index + 1], blocks[own + 1]
    return line.element.make == own_line.element.make and _is_line(line) and _is_line(own_line)


def _is_line(block: TextBlock) -> bool:
    return block.element.tag not in HEADINGS and not is_prose(block) and len(block.text) <= _MAX_LINE


def _stands_between_articles(blocks: Sequence[TextBlock], verdicts: Sequence[str], own: int, index: int) -> bool:
    """Whether paragraphs above a headline and others below its line are in separate elements with the same markup."""
    above = _holders(blocks, verdicts, range(own, index))
    below = _holders(blocks, verdicts, range(index + 2, len(blocks)))
    if not above.keys().isdisjoint({*below, *orders_above(blocks[index].element)}):
        return False
    makes = [
        {element.make for element, paragraphs in held.values() if paragraphs >= _MIN_PARAGRAPHS}
        for held in (above, below)
    ]
    return not makes[0].isdisjoint(makes[1])


def _holders(
    blocks: Sequence[TextBlock], verdicts: Sequence[str], indices: Iterable[int]
) -> dict[int, tuple[Element, int]]:
    """The number of body paragraphs among these blocks that are direct children of each element, by its order."""
    held: dict[int, tuple[Element, int]] = {}
    for index in indices:
        parent = blocks[index].element.parent
        if verdicts[index] == BODY and is_prose(blocks[index]) and parent is not None:
            held[parent.order] = parent, held.get(parent.order, (parent, 0))[1] + 1
    return held
