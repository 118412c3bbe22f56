"""Authors as a reader sees them: lines near the headline, around the body and in it."""

import re
from collections.abc import Iterator, Sequence

from newsbot.extraction import class_words as words
from newsbot.extraction.blocks import TextBlock, Walk
from newsbot.extraction.byline_words import LEAD
from newsbot.extraction.classifier import BODY
from newsbot.extraction.phrases import boilerplate_kind
from newsbot.extraction.visible import Places, find_places
from newsbot.items import Block, Candidate
from newsbot.urls import absolute_url

_NAMING = words.AUTHOR | words.BYLINE
_MAX_LINE_CHARS = 250
_MAX_CANDIDATES = 12
_MAX_LABEL_CHARS = 120
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:e?s|en|in)?|auteurs?|people|profiles?|staff|journalists?|contributors?|writers?|reporters?"
    r"|by|redakt\w+|redac\w+|periodistas?|user|team|columnists?)[/=]",
    re.IGNORECASE,
)


def visible_authors(walk: Walk, blocks: Sequence[Block], url: str) -> list[Candidate]:
    """Byline candidates, those nearest above the body first; origin "visible", or "text" for a line in the body."""
    before: list[Candidate] = []
    after: list[Candidate] = []
    places = find_places(walk, blocks)
    start, end = places.start, places.end
    for order, candidate in _author_lines(walk, blocks, url, places):
        if order <= start:
            before.append(candidate)
        elif order <= end:
            after.append(candidate)
    return (before[-_MAX_CANDIDATES:] + after)[:_MAX_CANDIDATES]


def _author_lines(walk: Walk, blocks: Sequence[Block], url: str, places: Places) -> Iterator[tuple[int, Candidate]]:
    named = set()
    for mention in walk.mentions:
        block = walk.blocks[mention.order] if mention.order < len(walk.blocks) else None
        if block is None or not mention.mask & _NAMING:
            continue
        if places.are_find_elsewhere(mention.order, block) or blocks[mention.order].verdict == BODY:
            continue
        named.add(mention.order)
        target = absolute_url(mention.url, url) if mention.url else None
        yield mention.order, Candidate(mention.shown[:_MAX_LINE_CHARS], "visible", target)
    for order, (block, judged) in enumerate(zip(walk.blocks, blocks, strict=True)):
        if judged.verdict == BODY or order in named or len(block.text) > _MAX_LINE_CHARS:
            continue
        is_marked = _names_author(block)
        origin = ""
        if judged.verdict == "reporting" or (judged.verdict == "byline" and not is_marked):
            origin = "text"
        elif (is_marked and not block.element.inherited & words.BIOGRAPHY) or (
            order in places.head and _reads_as_byline(block)
        ):
            origin = "visible"
        if origin and not places.are_find_elsewhere(order, block):
            yield order, Candidate(block.text, origin, _only_link(block, url))


def _reads_as_byline(block: TextBlock) -> bool:
    """Whether a line near the headline announces a name, or is a link to somebody's page, where no class says so."""
    if len(block.text) > _MAX_LABEL_CHARS:
        return False
    if boilerplate_kind(block.text) == "byline" or LEAD.match(block.text):
        return True
    return block.link_density > 0.9 and any(_AUTHOR_PAGE.search(href or "") for href, _ in block.links)


def _names_author(block: TextBlock) -> bool:
    element = block.element
    return bool((element.mask | block.marks) & _NAMING or element.inherited & words.BYLINE)


def _only_link(block: TextBlock, url: str) -> str | None:
    links = [href for href, _ in block.links if href]
    return absolute_url(links[0], url) if len(links) == 1 else None
