"""What a site's profile changes in the judgement of one page.

The block model judges a page by itself; the profile adds what became of blocks of the same names and texts on the
site's other pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newsbot.extraction.block_table import Flags, Floats, Integers
from newsbot.extraction.blocks import Walk
from newsbot.extraction.lesson import END, START, TAIL
from newsbot.extraction.signatures import Keys, block_keys, text_key
from newsbot.extraction.site_profile import KEPT, TEMPLATE, SiteProfile, Votes

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


@dataclass(slots=True)
class BlockNames:
    """What a page's blocks are called: a row of `keys` for each level, and a key of each text."""

    keys: Keys
    texts: Keys


def name_blocks(walk: Walk) -> BlockNames:
    """The names of the page's blocks and texts."""
    texts = np.array([text_key(block.text) for block in walk.blocks], np.uint32)
    return BlockNames(block_keys(walk), texts)


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
    odds = np.log(bounded / (1 - bounded)) + placed + np.nan_to_num(said)
    adjusted: Floats = np.where(judged, 1 / (1 + np.exp(-odds)), 0.0)
    lengths = np.array([len(block.text) for block in walk.blocks])
    adjusted[_outside(adjusted, marks, lengths, threshold)] = 0.0
    alone, now = (float(lengths[some >= threshold].sum()) for some in (chances, adjusted))
    fits = _MIN_KEPT * alone <= now <= _MAX_KEPT * alone + _MAX_ADDED
    return adjusted if fits else chances, (name_marks & KEPT) > 0


def _finest(keys: Keys, levels: Sequence[Votes]) -> tuple[Floats, Marks]:
    """The votes and marks of the finest name that the profile knows of each block; 0 for a block that has none."""
    shifts, marks = np.zeros(keys.shape[1]), np.zeros(keys.shape[1], np.uint8)
    open_blocks = np.ones(keys.shape[1], bool)
    for row, votes in zip(keys, levels, strict=True):
        found, found_marks = _look_up(row, votes)
        known = ~np.isnan(found) & open_blocks
        shifts[known], marks[known] = found[known], found_marks[known]
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
