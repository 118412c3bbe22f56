"""Paragraphs at the edges that the model cannot judge alone: the introduction to a list, the paragraphs of short news,
and the signature of the last of several letters."""

from collections.abc import Sequence
from itertools import pairwise

from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.text import SENTENCE_ENDS

# Only as likely as a standfirst, but no text begins with a heading or an item.
_LEAST_INTRODUCTION = 0.03
_LEAST_HEADING = 0.2
_STARTS = HEADINGS | {"li", "dt"}
_MAX_TIME = 20
# A text of no more paragraphs than this gives the model little to go by.
_SHORT = 2
_LEAST_OF_SHORT = 0.25
# Joomla's name for the text after its beginning, which Joomla repeats as the page's description.
_FULL_TEXT = "fulltext"
_LEAST_OF_FULL = 0.05
# The fewest other letters signed like the last one.
_MIN_SIGNED = 2
_MAX_SIGNATURE = 80
_EMPHASIS = 0.9
_SENTENCE_ENDS = (*SENTENCE_ENDS, *':"”»')


def is_full_text(element: Element | None) -> bool:
    """Whether an element is named as the full text, so that the element above it holds the beginning."""
    return element is not None and _FULL_TEXT in element.attribute.replace("-", "").replace("_", "").casefold()


def keep_introduction(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Take in a paragraph above a text that begins with a heading or an item, and the heading of a first list.

    `undecided` is the verdict of blocks that no rule has taken out.
    """
    first = verdicts.index(BODY) if BODY in verdicts else 0
    if not first or blocks[first].element.tag not in _STARTS:
        return
    above = first - 1
    if _is_time(blocks[above]) and above:
        above -= 1
    is_list = blocks[first].element.tag not in HEADINGS
    if (
        is_list
        and verdicts[above] == undecided
        and blocks[above].element.tag in HEADINGS
        and chances[above] >= _LEAST_HEADING
    ):
        verdicts[above] = BODY
        above -= 1
    may_lead = verdicts[above] == undecided or (
        verdicts[above] == "deck" and is_full_text(blocks[first].element.parent)
    )
    is_likely = may_lead and chances[above] >= _LEAST_INTRODUCTION
    if is_likely and blocks[above].element.tag == "p" and _is_sentence(blocks[above]):
        verdicts[above] = BODY


def _is_time(block: TextBlock) -> bool:
    """Whether a line may be the time of a live blog's first entry: "9.42am"."""
    return len(block.text) <= _MAX_TIME and any(map(str.isdigit, block.text)) and block.element.tag not in _STARTS


def keep_whole_of_short(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Take in paragraphs right above, between and right below those of a short text that have the same markup.

    None of them may be unlikely; the model knows little about so short a text.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    if not 0 < len(body) <= _SHORT:
        return
    first, last = body[0], body[-1]
    for index in (first - 1, *range(first + 1, last), last + 1):
        if not 0 <= index < len(blocks) or verdicts[index] != undecided:
            continue
        least = _LEAST_OF_FULL if is_full_text(blocks[index].element.parent) else _LEAST_OF_SHORT
        if chances[index] < least:
            continue
        block, beside = blocks[index], blocks[first if index < first else last].element
        if not _is_sentence(block) or block.element.make != beside.make:
            continue
        if block.element.parent is beside.parent or (index > last and _goes_on(block.element, beside)):
            verdicts[index] = BODY


def _goes_on(element: Element, before: Element) -> bool:
    """Whether a paragraph begins the part right below another paragraph's, within the same element.

    Some software separates the beginning of a text from the rest.
    """
    part, other = element.parent, before.parent
    return (
        part is not None
        and other is not None
        and part.parent is other.parent
        and part.tag == other.tag
        and part.first_block == other.end_block
    )


def keep_last_signature(blocks: Sequence[TextBlock], verdicts: list[str], undecided: str) -> None:
    """Take in the line below the text with the markup of the other letters' signatures: the last one's, no byline."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    last = body[-1] + 1 if body else 0
    if 0 < last < len(blocks) and verdicts[last] == undecided and signed_alike(blocks, body, last):
        verdicts[last] = BODY


def signed_alike(blocks: Sequence[TextBlock], body: Sequence[int], order: int) -> list[str]:
    """The signatures of the text's parts, each between a paragraph and a heading, with the markup of a given line.

    Empty if they are few.
    """
    if not _signs(blocks[order]):
        return []
    others = [
        blocks[index]
        for index, following in pairwise(body)
        if is_prose(blocks[index - 1]) and blocks[following].element.tag in HEADINGS and _signs(blocks[index])
    ]
    make = _made(blocks[order].element)
    alike = [other.text for other in others if _made(other.element) == make]
    return alike if len(alike) >= _MIN_SIGNED else []


def _made(element: Element) -> tuple[tuple[str, str], tuple[str, str] | None]:
    """The template's names for an element and its parent: each letter may be in an element of its own."""
    return element.make, element.parent.make if element.parent is not None else None


def _signs(block: TextBlock) -> bool:
    """Whether a line is set apart by italics or bold and is not a sentence."""
    most = _EMPHASIS * len(block.text)
    if block.element.tag in _STARTS or len(block.text) > _MAX_SIGNATURE or block.text.endswith(_SENTENCE_ENDS):
        return False
    return max(block.italic_chars, block.strong_chars) > most and not block.link_chars


def _is_sentence(block: TextBlock) -> bool:
    return is_prose(block) and block.text.endswith(_SENTENCE_ENDS)
