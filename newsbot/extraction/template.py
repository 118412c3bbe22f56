"""What a site's profile changes in the judgement of one page.

The block model judges a page by itself; the profile adds what became of blocks of the same names and texts on the
site's other pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from newsbot.extraction.block_table import Flags, Floats, Integers
from newsbot.extraction.blocks import TextBlock, Walk
from newsbot.extraction.elements import Element
from newsbot.extraction.lesson import END, START, TAIL
from newsbot.extraction.signatures import Keys, block_keys, text_key
from newsbot.extraction.site_profile import ENDING, KEPT, ONCE, TEMPLATE, SiteProfile, Votes

Marks = npt.NDArray[np.uint8]

# Chances that are beyond doubt for the model: its odds are not counted higher.
_LEAST = 0.005
# Below this share of what the page alone would give, or above that many times of it, the profile does not fit.
_MIN_KEPT = 0.5
_MAX_KEPT = 3.0
_MAX_ADDED = 1_500
# After the end that a marker tells there may be this share of the body by mistake; more is another article's shape.
_MAX_BEYOND = 0.3
TAIL_BLOCKS = 4
# Levels of names that tell classes.
_NAMED_LEVELS = 2
# A page that has more texts of one other is a copy of it.
_MOST_ONCE = 2
# An end is that of a story of at least so many blocks.
_LEAST_LEFT = 4
_PROSE_CHARS = 25
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_RECURRING = frozenset(("blockquote", "li", "td", "th", "figcaption", "dt", "dd"))
# Quotation marks with those that close them.
_CLOSING = {"“": "”", "„": "“", "«": "»", "»": "«", '"': '"', "「": "」", "‟": "”", "‘": "’", "'": "'", "『": "』"}
_QUOTE_MARKS = tuple(_CLOSING)
_QUOTED = 0.5
# What a quoted sentence has before or after its closing mark, and a title has not.
_PAUSES = frozenset(",.!?…،。、，؟")


class Recurring(Enum):
    """What a text is that stands on several pages.

    The body's quotations, headings, cells and items recur as well; a line of its own is doubted sooner than a label in
    a cell, and a sentence soonest.
    """

    NEVER = 0
    LABEL = 1
    LINE = 2
    PROSE = 3


@dataclass(slots=True)
class BlockNames:
    """What a page's blocks are called: a row of `keys` for each level, and a key of each text."""

    keys: Keys
    texts: Keys


def name_blocks(walk: Walk) -> BlockNames:
    """The names of the page's blocks and texts."""
    texts = np.array([text_key(block.text) for block in walk.blocks], np.uint32)
    return BlockNames(block_keys(walk), texts)


def kind_of(block: TextBlock) -> Recurring:
    """What the text of a block is where it recurs."""
    text = block.text
    if not block.element.tags.isdisjoint(_HEADINGS):
        return Recurring.NEVER
    recurs = _is_quotation(text) or not _near_tags(block.element).isdisjoint(_RECURRING)
    if len(text) < _PROSE_CHARS:
        return Recurring.LABEL if recurs else Recurring.LINE
    return Recurring.NEVER if recurs else Recurring.PROSE


def _is_quotation(text: str) -> bool:
    """Whether a text begins with a quotation that is much of it, and not with a title in quotation marks."""
    if not text.startswith(_QUOTE_MARKS):
        return False
    end = text.find(_CLOSING[text[0]], 1)
    if end < 0 or end >= _QUOTED * len(text):
        return True
    return not _PAUSES.isdisjoint((text[end - 1], text[end + 1]))


def _near_tags(element: Element) -> set[str]:
    """The element's own tag, and its parent's; a cell may hold a whole page."""
    above = element.parent.tag if element.parent is not None else ""
    return {element.tag} if above in ("td", "th") else {element.tag, above}


def adjust(
    chances: Floats, walk: Walk, names: BlockNames, profile: SiteProfile, threshold: float
) -> tuple[Floats, Flags]:
    """The chances of all blocks as the site's other pages correct them, and which have a name that its pages keep.

    The chances are the same array where the profile does not fit. A block that the page's structure has ruled out (its
    chance is 0) stays out.
    """
    judged = chances > 0
    bounded = np.clip(chances, _LEAST, 1 - _LEAST)
    said, marks = _look_up(names.texts, profile.texts)
    placed, name_marks = _finest(names.keys, profile.blocks)
    placed[(marks & TEMPLATE).astype(bool) & (placed > 0)] = 0
    said[(marks & ENDING).astype(bool)] = 0
    once = (marks & ONCE).astype(bool)
    if once.sum() > _MOST_ONCE:
        said[once] = 0
    else:
        placed[once & (placed > 0)] = 0
    odds = np.log(bounded / (1 - bounded)) + placed + np.nan_to_num(said)
    adjusted: Floats = np.where(judged, 1 / (1 + np.exp(-odds)), 0.0)
    lengths = np.array([len(block.text) for block in walk.blocks])
    adjusted[_outside(adjusted, marks, lengths, threshold)] = 0.0
    left = np.flatnonzero(adjusted >= threshold)
    if len(left) >= _LEAST_LEFT:
        last = int(left[-1])
        # Where an ending was taken out already, the page has no other.
        is_last = last == np.flatnonzero(chances >= threshold)[-1]
        if marks[last] & ENDING or (is_last and _is_new_ending(walk.blocks[last], said[last], profile)):
            adjusted[last] = 0.0
    alone, now = (float(lengths[some >= threshold].sum()) for some in (chances, adjusted))
    fits = _MIN_KEPT * alone <= now <= _MAX_KEPT * alone + _MAX_ADDED
    return adjusted if fits else chances, (name_marks & KEPT) > 0


def _finest(keys: Keys, levels: Sequence[Votes]) -> tuple[Floats, Marks]:
    """The votes of the finest name that the profile knows of each block, and the marks of its names by classes.

    0 for a block that has none.
    """
    shifts, marks = np.zeros(keys.shape[1]), np.zeros(keys.shape[1], np.uint8)
    open_blocks = np.ones(keys.shape[1], bool)
    for level, (row, votes) in enumerate(zip(keys, levels, strict=True)):
        found, found_marks = _look_up(row, votes)
        known = ~np.isnan(found) & open_blocks
        shifts[known] = found[known]
        if level < _NAMED_LEVELS:
            marks |= found_marks
        open_blocks &= ~known
    return shifts, marks


def _look_up(keys: Keys, votes: Votes) -> tuple[Floats, Marks]:
    """The shift of each key, NaN where there is none, and its marks."""
    known = np.frombuffer(votes.keys, "<u4")
    if not len(known):
        return np.full(len(keys), np.nan), np.zeros(len(keys), np.uint8)
    places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    is_known = known[places] == keys
    shifts = np.where(is_known, np.frombuffer(votes.shifts, "<f2").astype(np.float64)[places], np.nan)
    if not votes.marks:
        return shifts, np.zeros(len(keys), np.uint8)
    return shifts, np.where(is_known, np.frombuffer(votes.marks, np.uint8)[places], np.uint8(0))


def _is_new_ending(block: TextBlock, said: float, profile: SiteProfile) -> bool:
    """Whether a last text is one more of those with which the site ends its pages; others have it nowhere."""
    return profile.new_endings and bool(np.isnan(said)) and kind_of(block) is Recurring.PROSE


def _outside(chances: Floats, marks: Marks, lengths: Integers, threshold: float) -> Flags:
    """Which blocks stand beyond a text that marks the body's start or end on this site, or are what follows its end."""
    out = np.zeros(len(chances), bool)
    body = chances >= threshold
    chars = np.where(body, lengths, 0)
    most = _MAX_BEYOND * chars.sum()
    for place in np.flatnonzero(marks & END):
        if body[:place].any() and chars[place:].sum() <= most:
            out[place:] = True
            break
    for place in np.flatnonzero(marks & START)[::-1]:
        if body[place:].any() and chars[: place + 1].sum() <= most:
            out[: place + 1] = True
            break
    for place in np.flatnonzero(body & ~out)[::-1][:TAIL_BLOCKS]:
        if not marks[place] & TAIL:
            break
        out[place] = True
    return out
