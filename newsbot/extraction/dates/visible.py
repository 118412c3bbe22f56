"""Visible dates, each with the probability that it is the article's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.embedded_posts import post_around
from newsbot.extraction.blocks.trees import Trees
from newsbot.extraction.blocks.visible import is_under_link
from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.byline.author_lines import is_bare_name
from newsbot.extraction.dates.features import date_features, own_mask
from newsbot.extraction.dates.lines import DateLine, Layout, find_date_lines, find_layout
from newsbot.extraction.dates.model import date_chances, shipped_trees
from newsbot.extraction.vocabulary.date_words import (
    APPOINTED,
    ISSUED,
    LABEL_AFTER,
    MONTHS,
    WEEKDAYS,
    find_issue_behind,
    find_update_label,
    is_range,
)
from newsbot.items import Block, Candidate

_MAX_CANDIDATES = 6
# The minimum chance of a candidate: on pages without metadata, a lower limit invents a date for each one that it finds.
LEAST_CHANCE = 0.4


# The text between a label and its date.
_TO_DATE = re.compile(r"[^\d|•·,;–—-]{0,40}?[:：][^\d|]{0,20}|[^\d|•·,;–—-]{0,24}(?=\d)")
_SHORT = 4
_BRACKETS = re.compile(r"[(（]([^()（）]{6,60})[)）]")
# Numeric dates that only one order of day and month can explain.
_DAY_FIRST = re.compile(r"(?<![\d.])(?:1[3-9]|2\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{4}|\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"(?<![\d.])(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-](?:\d{4}|\d\d)(?!\d)")


@dataclass(slots=True)
class SeenDates:
    """Candidates, likeliest first; `month_first` is set if numeric dates elsewhere on the page show their order."""

    published: list[Candidate] = field(default_factory=list)
    modified: list[Candidate] = field(default_factory=list)
    month_first: bool | None = None


def visible_dates(
    walk: Walk, blocks: Sequence[Block], url: str, language: str | None = None, trees: Trees | None = None
) -> SeenDates:
    """The dates that the page shows; `language` is the one that it declares.

    The class "updated" alone proves nothing: WordPress themes give it to a post's only date, which is the date of
    publication unless there is another one or it is labelled as an update.
    """
    layout = find_layout(blocks)
    lines = find_date_lines(walk, layout, language)
    if not lines:
        return SeenDates()
    chances = date_chances(trees or shipped_trees(), date_features(walk, blocks, layout, lines, url))
    others = _parts_of_others(walk, layout)
    found = _SortedDates()
    for chance, line in sorted(zip(chances, lines, strict=True), key=lambda pair: -pair[0]):
        if chance < LEAST_CHANCE:
            break
        if not _is_of_others(walk, layout, line, others):
            found.add(line, own_mask(walk.blocks[line.order], line), round(float(chance), 3))
    published, modified = found.told()
    return SeenDates(published[:_MAX_CANDIDATES], modified[:_MAX_CANDIDATES], _month_first(lines))


@dataclass(slots=True)
class _SortedDates:
    """Dates sorted by what their line calls them: publication, modification, or only classed as updated."""

    published: list[Candidate] = field(default_factory=list)
    modified: list[Candidate] = field(default_factory=list)
    unlabelled: list[Candidate] = field(default_factory=list)

    def add(self, line: DateLine, mask: int, chance: float) -> None:
        """Add a line's date; `mask` are its own class words."""
        candidate = Candidate(line.raw, "microdata" if line.is_machine else "visible", chance=chance)
        label = find_update_label(line.text)
        if label and not line.is_machine and (both := _update_in_brackets(line.text, label)):
            self.published.append(replace(candidate, value=both[0]))
            self.modified.append(replace(candidate, value=both[1]))
        elif (mask & words.MODIFIED and not mask & words.PUBLISHED) or _is_change(line.text, label):
            self.modified.append(candidate)
        elif mask & words.UPDATED and not mask & words.PUBLISHED and not label:
            self.unlabelled.append(candidate)
        else:
            self.published.append(candidate)
            if label and not line.is_time:
                self.modified.append(candidate)  # "Published on Monday, updated on Tuesday"

    def told(self) -> tuple[list[Candidate], list[Candidate]]:
        """The publication dates and the modification dates."""
        if self.published:
            return self.published, self.modified + self.unlabelled
        return self.unlabelled, self.modified


def _parts_of_others(walk: Walk, layout: Layout) -> int:
    """The class words of comments and other articles, except those that surround all of the body."""
    common = reduce(and_, (walk.blocks[order].element.inherited for order in layout.body)) if layout.body else 0
    return (words.COMMENTS | words.RELATED) & ~common


def _is_of_others(walk: Walk, layout: Layout, line: DateLine, others: int) -> bool:
    """Whether a date is an event's, a quoted post's or the ©'s, or below the body a comment's or another article's.

    A linked headline right above it, in the same element, makes it another article's.

    The model has seen few pages without a date of their own, and would take such a date for theirs. If the line says
    "Published", the article's own is meant, whatever the element is called.
    """
    if not line.is_machine and (is_range(line.raw) or _is_appointed(line.text)):
        return True
    if ISSUED.search(line.text):
        return False
    if line.text.lstrip().startswith("©") or post_around(walk.blocks[line.order].element) is not None:
        return True
    if line.order <= layout.end:
        return False
    if walk.blocks[line.order].element.inherited & others:
        return True
    above = walk.blocks[line.order - 1]
    return above.element.tag in HEADINGS and is_under_link(walk, line.order) and not is_bare_name(above.text)


def _is_appointed(text: str) -> bool:
    """Whether a line's only date is that of something else: "Closing date: 3 May 2026", "Eröffnung: 3.5.2026"."""
    label = APPOINTED.search(text)
    if label is None or _dated(text[: label.start()]) or ISSUED.search(text) is not None:
        return False
    words = _TO_DATE.match(text, label.end())
    # Otherwise it is a section or a name: "Deadline | 3 May 2026", "Peter Beginn, 3.5.2026".
    return words is not None and (":" in words[0] or "：" in words[0] or all(map(_is_of_date, words[0].split())))


def _is_of_date(word: str) -> bool:
    word = word.strip(".").casefold()
    return word in WEEKDAYS or word in MONTHS or (word.isascii() and len(word) < _SHORT)


def _month_first(lines: Sequence[DateLine]) -> bool | None:
    day_first = any(_DAY_FIRST.search(line.text) for line in lines)
    month_first = any(_MONTH_FIRST.search(line.text) for line in lines)
    return month_first if day_first != month_first else None


def _is_change(text: str, label: re.Match[str] | None) -> bool:
    """Whether a line's only date is an update's: the label precedes it, or in some languages follows it."""
    if label is None:
        return False
    before, after = text[: label.start()], text[label.start() :]
    if not _dated(before) and find_issue_behind(after):
        return False
    is_behind = LABEL_AFTER.match(after) is not None and not _dated(after)
    return not _dated(before) or (is_behind and ISSUED.search(before) is None)


def _update_in_brackets(text: str, label: re.Match[str]) -> tuple[str, str] | None:
    """The two dates of a line whose brackets hold the second one and then the label: "2026/5/3（2026/5/4 更新）"."""
    for match in _BRACKETS.finditer(text):
        if match.start() < label.start() < match.end():
            before = text[: match.start()]
            is_behind = LABEL_AFTER.match(label.group()) is not None and _dated(text[match.start() : label.start()])
            return (before, match[1]) if is_behind and _dated(before) else None
    return None


def _dated(text: str) -> bool:
    return any(character.isdigit() for character in text)
