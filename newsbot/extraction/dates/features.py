"""Features of each date that a page shows, for the date model: numbers, in the order of `FEATURES`."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_

import numpy as np

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.dates.lines import DateLine, Layout
from newsbot.extraction.vocabulary.date_words import ISSUED, find_update_label
from newsbot.items import Block

# Class words of the date's own element; below, those of elements above it that do not also contain the body.
_OWN = {
    "date": words.DATE,
    "published": words.PUBLISHED,
    "modified": words.MODIFIED,
    "updated": words.UPDATED,
    "byline": words.BYLINE | words.AUTHOR,
    "meta": words.META,
}
_ABOVE = {
    "teaser": words.RELATED | words.TEASER,
    "sidebar": words.SIDEBAR,
    "footer": words.FOOTER,
    "navigation": words.NAVIGATION,
    "comments": words.COMMENTS,
    "caption": words.CAPTION,
    "share": words.SHARE,
    "byline": words.BYLINE | words.AUTHOR,
    "date": words.DATE,
}
_TAGS = ("li", "aside", "footer", "figure", "nav", "h1")
_VERDICTS = ("body", "headline", "comments", "byline", "date", "meta")
_CLOCK = re.compile(r"\d\d?[:.h]\d\d")
_AS_OF = re.compile(r"\bStand\b")
# A year and a month, perhaps a day, in an address, or eight figures. "/2026/11/3-reasons" names no day.
_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)"
    r"(?:[/_.-](\d\d?)(?:(?:/(?!\d\d?-[^\W\d])|[_.-])(\d\d?)(?!\d))?(?!\d)|(\d\d)(\d\d)(?!\d))"
)

FEATURES = (
    "machine",
    "time",
    "from_title",
    "from_start",
    "from_end",
    "between",
    *(f"verdict_{name}" for name in _VERDICTS),
    *(f"own_{name}" for name in _OWN),
    *(f"above_{name}" for name in _ABOVE),
    *(f"in_{name}" for name in _TAGS),
    "links",
    "climb",
    "shared",
    "hidden",
    "chars",
    "letters",
    "issued",
    "updated",
    "as_of",
    "precise",
    "clock",
    "digit_first",
    "unfinished",
    "lines",
    "days",
    "same_day",
    "alike",
    "alike_days",
    "place",
    "below_title",
    "newer_days",
    "older_days",
    "url",
)


def date_features(walk: Walk, blocks: Sequence[Block], layout: Layout, lines: Sequence[DateLine], url: str) -> Floats:
    """One row per line, one column per feature."""
    around = _Surroundings(walk, layout)
    days = [line.parsed.value.date() for line in lines]
    company = _company(walk, layout, lines, days)
    written = url_date(url)
    rows = []
    for line, day, others in zip(lines, days, company, strict=True):
        block, order = walk.blocks[line.order], line.order
        element = block.element
        own, above = own_mask(block, line), element.inherited & ~around.mask
        rows.append(
            [
                line.is_machine,
                line.is_time,
                99 if layout.title is None else max(-30, min(60, order - layout.title)),
                max(-60, min(30, order - layout.start)),
                max(-60, min(40, order - layout.end)),
                layout.title is not None and layout.title < order < layout.start,
                *(blocks[order].verdict == verdict for verdict in _VERDICTS),
                *(own & mask != 0 for mask in _OWN.values()),
                *(above & mask != 0 for mask in _ABOVE.values()),
                *(tag == element.tag or (tag in element.tags and tag not in around.tags) for tag in _TAGS),
                block.link_density,
                *around.climb(element),
                element.hidden,
                *_said(line),
                *others,
                _agreement(written, (day.year, day.month, day.day)),
            ]
        )
    return np.array(rows, np.float32).reshape(len(lines), len(FEATURES))


def _said(line: DateLine) -> list[float]:
    """Features of the words around the date."""
    text = line.text
    return [
        len(text),
        sum(map(str.isalpha, text)),
        ISSUED.search(text) is not None,
        find_update_label(text) is not None,
        _AS_OF.search(text) is not None,
        line.parsed.precision != "day",
        _CLOCK.search(text) is not None,
        text[:1].isdigit(),
        text.endswith((".", ",", ";", ":")),
    ]


def _company(walk: Walk, layout: Layout, lines: Sequence[DateLine], days: Sequence[date]) -> list[list[float]]:
    """Features of each date among the others: how many there are, on which days, and in elements like its own."""
    counts = Counter(days)
    newest = {day: place for place, day in enumerate(sorted(counts, reverse=True))}
    signatures = [_signature(walk.blocks[line.order].element) for line in lines]
    alike: dict[tuple[str, ...], list[date]] = {}
    for day, signature in zip(days, signatures, strict=True):
        alike.setdefault(signature, []).append(day)
    rows: list[list[float]] = []
    below = 0
    for place, (line, day, signature) in enumerate(zip(lines, days, signatures, strict=True)):
        same = alike[signature]
        rank = newest[day]
        first = [len(lines), len(counts), counts[day], len(same), len(set(same))]
        rows.append([*first, place, below, rank, len(counts) - rank])
        below += line.order > (layout.title or 0)
    return rows


def own_mask(block: TextBlock, line: DateLine) -> int:
    """The class words of the element that holds the date: its time element, else all inline elements of the block."""
    return block.element.mask | (line.mask if line.is_time else block.marks)


def _signature(element: Element) -> tuple[str, str, str, str]:
    """What the dates of a list have in common: the names of their element and its parent."""
    parent = element.parent
    return element.tag, element.attribute, parent.tag if parent else "", parent.attribute if parent else ""


class _Surroundings:
    """The ancestors of the body's first block, and the class words and tags that the whole body inherits."""

    def __init__(self, walk: Walk, layout: Layout) -> None:
        elements = [walk.blocks[order].element for order in layout.body]
        self.mask = reduce(and_, (element.inherited for element in elements)) if elements else 0
        self.tags = reduce(and_, (element.tags for element in elements)) if elements else frozenset()
        self.heights: dict[int, int] = {}
        element: Element | None = elements[0] if elements else walk.elements[0]
        while element is not None:
            self.heights[element.order] = len(self.heights)
            element = element.parent

    def climb(self, element: Element) -> tuple[int, int]:
        """The distances from the element and from the body's first block up to their common ancestor."""
        climbed = 0
        inner: Element | None = element
        while inner is not None and inner.order not in self.heights:
            inner, climbed = inner.parent, climbed + 1
        return climbed, self.heights[inner.order] if inner is not None else len(self.heights)


def url_date(url: str) -> tuple[int, int, int] | None:
    """The year, month and day (0 if none) in the path of an address."""
    path = url.split("//", 2)[-1].partition("/")[2]
    match = _URL_DATE.search(path)
    if match is None:
        return None
    month, day = int(match[2] or match[4]), int(match[3] or match[5] or 0)
    return (int(match[1]), month, day) if 1 <= month <= 12 else None


def url_day(url: str) -> str | None:
    """The day in the path of an address, as separate numbers ("2026/11/20") or as a word of its own ("20261120").

    Of 50 annotated pages with eight such digits that make a day in their address, 49 are of that day.
    """
    path = url.split("//", 2)[-1].partition("/")[2]
    match = _URL_DATE.search(path)
    if match is None or match[3]:
        return match[0] if match else None
    is_word = f"/{path}"[match.start()] in "/-_" and path[match.end() : match.end() + 1] in ("", "/", "-", "_", ".")
    return f"{match[1]}-{match[4]}-{match[5]}" if match[5] and is_word else None


def _agreement(written: tuple[int, int, int] | None, day: tuple[int, int, int]) -> int:
    """2 for the day in the address, 1 for its month, 0 if it has none, -1 for another month, -2 for another year."""
    if written is None:
        return 0
    if written[:2] == day[:2]:
        return 2 if written[2] == day[2] else 1
    return -1 if written[0] == day[0] else -2
