"""Dates as a reader sees them: time elements and lines between the headline and the body's end."""

from collections.abc import Sequence

from newsbot.extraction import class_words as words
from newsbot.extraction.blocks import TextBlock, Walk
from newsbot.extraction.classifier import BODY
from newsbot.extraction.date_words import UPDATED
from newsbot.extraction.visible import find_places, from_title
from newsbot.items import Block, Candidate

_MAX_LINE_CHARS = 250
_MAX_CANDIDATES = 12
_ABOVE_BODY_LINES = 8


def visible_dates(walk: Walk, blocks: Sequence[Block]) -> tuple[list[Candidate], list[Candidate]]:
    """(published, modified) candidates from time elements and date lines between headline and body's end.

    The class "updated" is not enough: WordPress themes give it to the only date of a post, which is the date of
    publication unless there is another one or it is labelled as an update.
    """
    published: list[Candidate] = []
    modified: list[Candidate] = []
    unlabelled: list[Candidate] = []
    places = find_places(walk, blocks)
    start, end = from_title(places.title), places.end
    dated = set()
    for mention in walk.mentions:
        if not start <= mention.order <= end or not mention.mask & words.DATE or mention.order >= len(walk.blocks):
            continue
        block = walk.blocks[mention.order]
        if places.are_find_elsewhere(mention.order, block) or blocks[mention.order].verdict == BODY:
            continue
        dated.add(mention.order)
        origin = "microdata" if mention.text != mention.shown else "visible"
        candidate = Candidate(mention.text, origin)
        _list_for(mention.mask, mention.shown, published, modified, unlabelled).append(candidate)
    for order in range(start, min(end + 1, len(blocks))):
        block = walk.blocks[order]
        if order in dated or blocks[order].verdict == BODY or places.are_find_elsewhere(order, block):
            continue
        is_near = places.start - _ABOVE_BODY_LINES <= order < places.start or order in places.head
        if _is_date_line(block) or (is_near and blocks[order].verdict != "headline" and _may_hold_date(block)):
            marks = block.element.mask | block.marks
            candidate = Candidate(block.text[:_MAX_LINE_CHARS], "visible")
            _list_for(marks, block.text, published, modified, unlabelled).append(candidate)
    if any(_has_digit(candidate.value) for candidate in published):
        modified += unlabelled
    else:
        published += unlabelled
    return published[:_MAX_CANDIDATES], modified[:_MAX_CANDIDATES]


def _list_for(
    mask: int, shown: str, published: list[Candidate], modified: list[Candidate], unlabelled: list[Candidate]
) -> list[Candidate]:
    """Which of the three a date is, by its class words and what it says of itself."""
    if mask & words.PUBLISHED or not mask & (words.MODIFIED | words.UPDATED):
        return published
    return modified if mask & words.MODIFIED or UPDATED.search(shown) else unlabelled


def _may_hold_date(block: TextBlock) -> bool:
    return len(block.text) <= 60 and _has_digit(block.text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_date_line(block: TextBlock) -> bool:
    mask = block.element.inherited | block.marks
    return len(block.text) <= 120 and _has_digit(block.text) and bool(mask & (words.DATE | words.BYLINE | words.META))
