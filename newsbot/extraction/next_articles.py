"""Where the next article begins on a page that shows several, one below the other, as readers scroll."""

from collections.abc import Iterable, Sequence
from itertools import islice

from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.clutter import orders_above
from newsbot.extraction.elements import HEADINGS
from newsbot.extraction.structure import is_prose
from newsbot.items import ANOTHER_ARTICLE, BODY
from newsbot.text import comparison_key

_MIN_PARAGRAPHS = 3
_MAX_LINE = 100
_FIRST = 200
# The lines of some pages are all of one make, and to look at one takes time in the length of the page.
_MAX_LOOKED_AT = 50
# A title without its marks and spaces may be shorter than the line that says it by so much.
_MAX_SPACES = 60
_MAX_HEADLINE = 300
_PARAGRAPHS = frozenset(("p", "li", "td"))


def drop_next_articles(blocks: Sequence[TextBlock], verdicts: list[str], titles: set[str]) -> None:
    """Where another headline of the same make follows the page's own, the next article begins."""
    own = _headline(blocks, titles)
    if own is None:
        return
    attribute = blocks[own].element.attribute
    alike = (
        index
        for index in range(own + 1, len(blocks))
        if blocks[index].element.attribute == attribute
        and (blocks[index].element.tag == "h1" or (attribute and blocks[index].element.tag not in _PARAGRAPHS))
    )
    for index in islice(alike, _MAX_LOOKED_AT):
        is_next = _is_alike(blocks[own], blocks[index]) or _begins_article(blocks, verdicts, own, index)
        if is_next and BODY in verdicts[own:index]:
            for other in range(index, len(verdicts)):
                if verdicts[other] == BODY:
                    verdicts[other] = ANOTHER_ARTICLE
            return


def _headline(blocks: Sequence[TextBlock], titles: set[str]) -> int | None:
    """The page's headline: an element h1, else what says it and is no link; headlines stand among the first blocks."""
    headlines = (index for index, block in enumerate(blocks) if block.element.tag == "h1")
    found = next((index for index in headlines if comparison_key(blocks[index].text) in titles), None)
    if found is not None:
        return found
    longest = max(map(len, titles), default=0) + _MAX_SPACES
    for index, block in enumerate(blocks[:_FIRST]):
        if len(block.text) <= longest and not block.links and comparison_key(block.text) in titles:
            return index
    return None


def _is_alike(own: TextBlock, other: TextBlock) -> bool:
    one, two = own.element, other.element
    return two.tag == "h1" and one.depth == two.depth


def _begins_article(blocks: Sequence[TextBlock], verdicts: Sequence[str], own: int, index: int) -> bool:
    """Whether a line with the classes of the headline, below all of its paragraphs, has a byline and paragraphs.

    Page builders give the headings of a text the classes of its headline, too; no byline or date stands below them.
    """
    element = blocks[index].element
    if not element.attribute or verdicts[index] == "headline":
        return False
    if len(blocks[index].text) > _MAX_HEADLINE:
        return False
    line = blocks[index + 1] if index + 1 < len(blocks) else None
    if line is None or line.element.tag in HEADINGS or is_prose(line) or len(line.text) > _MAX_LINE:
        return False
    above = _holders(blocks, verdicts, range(own, index))
    below = _holders(blocks, verdicts, range(index + 2, len(blocks)))
    return (
        max(map(len, above.values()), default=0) >= _MIN_PARAGRAPHS
        and max(map(len, below.values()), default=0) >= _MIN_PARAGRAPHS
        and above.keys().isdisjoint({*below, *orders_above(element)})
    )


def _holders(blocks: Sequence[TextBlock], verdicts: Sequence[str], indices: Iterable[int]) -> dict[int, list[int]]:
    """The paragraphs of the body among these blocks, by the element right above each."""
    held: dict[int, list[int]] = {}
    for index in indices:
        parent = blocks[index].element.parent
        if verdicts[index] == BODY and is_prose(blocks[index]) and parent is not None:
            held.setdefault(parent.order, []).append(index)
    return held
