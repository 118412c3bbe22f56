"""Find the lines of a page that contain a date.

Nothing is chosen here: `dates.model` estimates how likely each date is the article's.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import accumulate

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.walk import Mention, TextBlock, Walk
from newsbot.extraction.dates.parsing import ImpossibleDateError, ParsedDate, read_known_date
from newsbot.extraction.vocabulary.date_words import find_update_label
from newsbot.items import BODY, Block

MAX_LINE_CHARS = 250
# How much of the start or end of a longer text is searched for a date.
_MAX_EDGE_CHARS = 100
_EDGE_BLOCKS = 3
# A page may have thousands of dates; only those nearest to the body's start are read.
_MAX_LINES = 24
_MAX_MENTIONS = 3
# The text and the attribute of an element may be in time zones this far apart.
_SAME_DAY = timedelta(hours=36)
_MAX_PART_CHARS = 20
_MAX_PARTS = 4
# What every written date has: a year, or numbers with two signs between them, or a number followed by letters (an era's
# year or a Thai month). All begin with a digit, which the pattern states once so that a search skips the rest quickly.
_MAY_BE_DATE = re.compile(
    r"\d(?:\d{3}|\d?-[A-Za-z]{3,9}-\d\d(?!\d)|\s?[./|-]\s?\d\d?\s?[./|-]\s?\d\d|\d{0,2}\s?年\s?\d|\s[\u0e01-\u0e4e]\S{1,12}\s\d\d(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class DateLine:
    """A date that the page shows: `raw` is the text it was parsed from, `text` the line that contains it.

    `mask` has the class words of its element. `is_machine` marks a date from an attribute.
    """

    order: int
    raw: str
    text: str
    parsed: ParsedDate
    mask: int = 0
    is_time: bool = False
    is_machine: bool = False


@dataclass(slots=True)
class Layout:
    """The positions of title and body as block orders; without a body, start and end are both the page's end."""

    title: int | None
    start: int
    end: int
    body: list[int]


def find_layout(blocks: Sequence[Block]) -> Layout:
    """The layout: the last headline above the body, else the first on the page, and the ends of the body."""
    body = [order for order, block in enumerate(blocks) if block.verdict == BODY]
    start, end = (body[0], body[-1]) if body else (len(blocks), len(blocks))
    titles = [order for order, block in enumerate(blocks) if block.verdict == "headline" or block.tag == "h1"]
    above = [order for order in titles if order < start]
    title = above[-1] if above else titles[0] if titles else None
    return Layout(title, start, end, body)


def find_date_lines(walk: Walk, layout: Layout, language: str | None) -> list[DateLine]:
    """The lines with a date, in page order; `language` is the one that the page declares."""
    mentions: dict[int, list[Mention]] = {}
    last = len(walk.blocks) - 1
    for mention in walk.mentions if walk.blocks else ():
        if mention.mask & words.DATE:
            # A mention without text at the end of the page has no block of its own.
            mentions.setdefault(min(mention.order, last), []).append(mention)
    lines: list[DateLine] = []
    orders = sorted(mentions.keys() | _may_hold_dates(walk.blocks, layout))
    if len(orders) > _MAX_LINES:
        nearest = sorted(orders, key=lambda order: abs(order - layout.start))[:_MAX_LINES]
        orders = sorted(nearest)
    for order in orders:
        found = list(_of_mentions(walk.blocks[order], mentions.get(order, ()), language))
        lines += found or _of_text(walk.blocks[order], layout, language)
        lines += _beside_update(walk.blocks[order], found, language)
    lines += _of_parts(walk.blocks, layout, {line.order for line in lines}, language)
    return sorted(lines, key=lambda line: line.order)


def _may_hold_dates(blocks: Sequence[TextBlock], layout: Layout) -> set[int]:
    """The orders of the blocks worth reading. Dates inside the body belong to the events it reports."""
    inner = set(layout.body[_EDGE_BLOCKS:-_EDGE_BLOCKS])
    orders = [
        order
        for order, block in enumerate(blocks)
        if order not in inner and (len(block.text) <= MAX_LINE_CHARS or _is_edge(order, layout))
    ]
    # One search through all texts joined is faster than a hundred searches.
    texts = [_worth_reading(_label(blocks[order])) for order in orders]
    ends = list(accumulate(len(text) + 1 for text in texts))
    return {orders[bisect(ends, match.start())] for match in _MAY_BE_DATE.finditer("\0".join(texts))}


def _worth_reading(text: str) -> str:
    return text if len(text) <= MAX_LINE_CHARS else f"{text[:_MAX_EDGE_CHARS]}\n{text[-_MAX_EDGE_CHARS:]}"


def _label(block: TextBlock) -> str:
    """The text of the block, with a space where only the site's styles separate its parts."""
    return " ".join(block.parts) if block.parts else block.text


def _is_edge(order: int, layout: Layout) -> bool:
    """Whether a long text is where one may begin or end with the article's date."""
    if layout.title is not None and layout.title < order < layout.start:
        return True
    return abs(order - layout.start) < _EDGE_BLOCKS or abs(order - layout.end) < _EDGE_BLOCKS


def _of_mentions(block: TextBlock, mentions: Sequence[Mention], language: str | None) -> Iterator[DateLine]:
    """The dates of time elements and similar; `text` is the date with the text since the previous one on the line."""
    past = 0
    for mention in mentions[:_MAX_MENTIONS]:
        at = block.text.find(mention.shown, past) if mention.shown else -1
        text = block.text[past : at + len(mention.shown)] if at >= 0 else block.text
        past = max(past, at + len(mention.shown))
        shown = _read(mention.shown, language)
        machine = _read(mention.text, language) if mention.text != mention.shown else None
        if machine and shown and abs(machine.value - shown.value) > _SAME_DAY:
            machine = None  # the attribute is the time of something else
        if parsed := machine or shown:
            raw = mention.text if machine else mention.shown
            yield DateLine(block.order, raw, text[-MAX_LINE_CHARS:], parsed, mention.mask, True, machine is not None)
    yield from _behind_mentions(block, block.text[past : past + MAX_LINE_CHARS] if past else "", language)


def _behind_mentions(block: TextBlock, text: str, language: str | None) -> Iterator[DateLine]:
    """The date of an update as plain text after an element with the date of publication."""
    text = text.strip()
    if find_update_label(text) and _MAY_BE_DATE.search(text) and (parsed := _read(text, language)):
        yield DateLine(block.order, text, text, parsed, is_time=True)


def _beside_update(block: TextBlock, found: Sequence[DateLine], language: str | None) -> Iterator[DateLine]:
    """The plain-text date beside an element whose class says "updated": themes mark up only the update for machines."""
    if len(found) != 1 or not found[0].mask & words.UPDATED or found[0].mask & words.PUBLISHED or found[0].is_machine:
        return
    text = block.text.replace(found[0].raw, " ", 1)[:MAX_LINE_CHARS]
    parsed = _read(text, language) if _MAY_BE_DATE.search(text) else None
    # A date after the update belongs to something that the text is about.
    if parsed is not None and parsed.value - found[0].parsed.value < _SAME_DAY:
        yield DateLine(block.order, text, text, parsed, is_time=True)


def _of_text(block: TextBlock, layout: Layout, language: str | None) -> Iterator[DateLine]:
    text = _label(block)
    if len(text) > MAX_LINE_CHARS:
        is_first = block.order < layout.end or block.order == layout.start
        text = text[:_MAX_EDGE_CHARS] if is_first else text[-_MAX_EDGE_CHARS:]
        if not _MAY_BE_DATE.search(text):
            return
    if parsed := _read(text, language):
        yield DateLine(block.order, text, text, parsed)


def _of_parts(blocks: Sequence[TextBlock], layout: Layout, taken: set[int], language: str | None) -> Iterator[DateLine]:
    """Dates whose day, month and year are separate blocks, as in the date boxes of some blogs."""
    first = max(0, (layout.start if layout.title is None else layout.title) - 2 * _MAX_PARTS)
    for order in range(first, min(layout.start, len(blocks))):
        if order in taken or len(blocks[order].text) > _MAX_PART_CHARS:
            continue
        parts = [block.text for block in blocks[order : order + _MAX_PARTS]]
        for count in range(_MAX_PARTS, 1, -1):
            text = " ".join(parts[:count])
            short = len(parts) >= count and all(len(part) <= _MAX_PART_CHARS for part in parts[:count])
            untaken = taken.isdisjoint(range(order, order + count))
            if not short or not untaken or not _YEAR.search(text):
                continue
            if (parsed := _read(text, language)) and not _read(" ".join(parts[1:count]), language):
                yield DateLine(order, text, text, parsed)
                taken.update(range(order, order + count))
                break


@lru_cache(maxsize=1_024)  # The pages of a site show the dates of the same teasers.
def _read(raw: str, language: str | None) -> ParsedDate | None:
    try:
        return read_known_date(raw, language) if _HAS_DIGIT.search(raw) else None
    except ImpossibleDateError:
        return None
