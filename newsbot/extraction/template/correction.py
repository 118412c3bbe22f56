"""Correct the judgement of one page by its site's profile.

The block model judges a page by itself; the profile adds what became of blocks with the same names and texts on the
site's other pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.signatures import LABEL_WEIGHT, Keys, Kinds, block_keys, class_keys, place_keys, text_key
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.table import Flags, Floats, Integers
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.template.lesson import END, LEVELS, START, TAIL
from newsbot.extraction.template.profile import ENDING, KEPT, ONCE, TEMPLATE, SiteProfile

Marks = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]

# Chances beyond this (or one minus it) are beyond doubt for the model: its odds count no higher.
_LEAST = 0.005
# No profile moves blocks less likely than this into the body.
_UNLIKELY = 0.01
# If the body shrinks below this share of the page's own, or grows beyond a multiple of it, the profile does not fit.
_MIN_KEPT = 0.5
_MAX_KEPT = 3.0
_MAX_ADDED = 1_500
# After an end marker there may be this share of the body by mistake; more means an article of another shape.
_MAX_BEYOND = 0.3
TAIL_BLOCKS = 4
_CACHED = 16
_NOBODY = np.uint64(2**64 - 1)
# A page with more texts of another single page is a copy of it.
_MOST_ONCE = 2
# Only a story of at least this many blocks has its end cut off.
_LEAST_LEFT = 4
# Headings of other texts recur with them: "What happens next", "Points".
_HEADS = HEADINGS | {"th"}
_RECURRING = frozenset(("blockquote", "li", "td", "th", "figcaption", "dt", "dd"))
# Quotation marks with their closing counterparts.
_CLOSING = {"“": "”", "„": "“", "«": "»", "»": "«", '"': '"', "「": "」", "‟": "”", "‘": "’", "'": "'", "『": "』"}
_QUOTE_MARKS = tuple(_CLOSING)
_QUOTED = 0.5
# What a quoted sentence has before or after its closing mark, and a title does not.
_PAUSES = frozenset(",.!?…،。、，؟")


class Recurring(Enum):
    """What kind of text recurs on several pages.

    The body's quotations, headings, cells and items recur as well; a line of its own is doubted sooner than a label in
    a cell, and a sentence soonest.
    """

    NEVER = 0
    LABEL = 1
    LINE = 2
    PROSE = 3


@dataclass(slots=True)
class BlockNames:
    """The names of a page's blocks: a row of `keys` for each level, and a key for each text.

    `kinds` are the kinds that the names tell; see `signatures`.
    """

    keys: Keys
    texts: Keys
    kinds: Kinds


def name_blocks(walk: Walk) -> BlockNames:
    """The names of the page's blocks and texts."""
    texts = np.array([text_key(block) for block in walk.blocks], np.uint32)
    keys, kinds = block_keys(walk)
    return BlockNames(keys, texts, kinds)


def kind_of(block: TextBlock) -> Recurring:
    """What kind of text a block is if it recurs."""
    text = block.text
    if not block.element.tags.isdisjoint(_HEADS):
        return Recurring.NEVER
    recurs = _is_quotation(text) or not _near_tags(block.element).isdisjoint(_RECURRING)
    if block.weight < LABEL_WEIGHT:
        return Recurring.LABEL if recurs else Recurring.LINE
    return Recurring.NEVER if recurs else Recurring.PROSE


def _is_quotation(text: str) -> bool:
    """Whether a text begins with a quotation that is much of it, rather than with a title in quotation marks."""
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


def adjust(chances: Floats, walk: Walk, profile: SiteProfile, threshold: float) -> tuple[Floats, Flags]:
    """The chances of all blocks as corrected by the site's other pages, and which have a name that its pages keep.

    The same array is returned if the profile does not fit. A block that the page's structure has ruled out (chance 0)
    stays out, and so does what is before the first and after the last block that may be body.
    """
    kept: Flags = np.zeros(len(chances), bool)
    likely = np.flatnonzero(chances >= _UNLIKELY)
    if not len(likely):
        return chances, kept
    near = slice(int(likely[0]), int(likely[-1]) + 1)
    adjusted = chances.copy()
    adjusted[near], kept[near] = _adjust(chances[near], walk, walk.blocks[near], profile, threshold)
    lengths = np.array([len(block.text) for block in walk.blocks[near]])
    alone, now = (int(lengths[some[near] >= threshold].sum()) for some in (chances, adjusted))
    fits = _MIN_KEPT * alone <= now <= _MAX_KEPT * alone + _MAX_ADDED
    return adjusted if fits else chances, kept


def _adjust(
    chances: Floats, walk: Walk, blocks: Sequence[TextBlock], profile: SiteProfile, threshold: float
) -> tuple[Floats, Flags]:
    """Do what `adjust` does, for the blocks near the body."""
    placed, marks = _place(chances, walk, blocks, profile)
    said, text_marks, is_known = _look_up(profile, [text_key(block) for block in blocks], LEVELS)
    once, silent = text_marks & ONCE > 0, text_marks & ENDING > 0
    if np.count_nonzero(once) > _MOST_ONCE:
        silent |= once
        once &= False
    said[silent] = 0
    placed[((text_marks & TEMPLATE > 0) | once) & (placed > 0)] = 0
    bounded = np.minimum(np.maximum(chances, _LEAST), 1 - _LEAST)
    odds = np.log(bounded / (1 - bounded)) + placed + said
    adjusted: Floats = np.where(chances > 0, 1 / (1 + np.exp(-odds)), 0.0)
    if text_marks.any():
        text_marks[_inside(walk, blocks, np.flatnonzero(text_marks & END).tolist())] ^= END
        lengths = np.array([len(block.text) for block in blocks])
        adjusted[_outside(adjusted, text_marks, lengths, threshold)] = 0.0
    left = np.flatnonzero(adjusted >= threshold)
    if len(left) >= _LEAST_LEFT:
        last = int(left[-1])
        # If an ending was already removed, the page has no other; a text that other pages have elsewhere is none.
        may_be_new = profile.new_endings and not is_known[last] and last == np.flatnonzero(chances >= threshold)[-1]
        if text_marks[last] & ENDING or (may_be_new and kind_of(blocks[last]) is Recurring.PROSE):
            adjusted[last] = 0.0
    return adjusted, marks & KEPT > 0


def _place(chances: Floats, walk: Walk, blocks: Sequence[TextBlock], profile: SiteProfile) -> tuple[Floats, Marks]:
    """The shifts for the finest known names of the blocks, and the marks of their names by classes."""
    named, kinds = class_keys(walk, blocks)
    shifts, marks, is_known = _look_up(profile, named, _BY_CLASSES)
    placed: Floats = np.where(is_known[0], shifts[0], shifts[1])
    # The keys by all tags are needed only if the classes are new.
    if (~(is_known[0] | is_known[1]) & (chances >= _UNLIKELY)).any():
        numbered, _, _ = _look_up(profile, place_keys(walk, blocks, kinds), LEVELS - 1)
        placed = np.where(is_known[0] | is_known[1], placed, numbered)
    return placed, marks[0] | marks[1]


def _look_up(profile: SiteProfile, keys: "Keys | list[int]", rows: int | Rows) -> tuple[Floats, Marks, Flags]:
    """The shifts and marks of these keys in these rows of the profile's table; 0 for unknown ones."""
    tables = (*profile.blocks, profile.texts)
    known, shifts, marks = _join(
        tuple(votes.keys for votes in tables),
        tuple(votes.shifts for votes in tables),
        tuple(votes.marks for votes in tables),
    )
    asked = np.asarray(keys, np.uint64) + _ROWS[rows]
    places = np.minimum(known.searchsorted(asked), len(known) - 1)
    is_known: Flags = known[places] == asked
    return shifts[places] * is_known, marks[places] * is_known, is_known


# Offsets that keep the keys of different rows apart.
_ROWS = np.arange(LEVELS + 1, dtype=np.uint64) << np.uint64(32)
_BY_CLASSES = np.array([[0], [1]])


@lru_cache(maxsize=_CACHED)
def _join(
    keys: tuple[bytes, ...], shifts: tuple[bytes, ...], marks: tuple[bytes, ...]
) -> tuple[npt.NDArray[np.uint64], Floats, Marks]:
    """The tables of a profile joined in order of their rows, plus a dummy entry so that they are never empty."""
    rows = [np.frombuffer(row, "<u4").astype(np.uint64) for row in keys]
    numbered = [row + offset for row, offset in zip(rows, _ROWS, strict=True)]
    padded = [mark or bytes(len(row)) for mark, row in zip(marks, rows, strict=True)]
    return (
        np.concatenate((*numbered, [_NOBODY])),
        np.concatenate((np.frombuffer(b"".join(shifts), "<f2").astype(np.float64), [0.0])),
        np.frombuffer(b"".join(padded) + b"\0", np.uint8),
    )


def _inside(walk: Walk, blocks: Sequence[TextBlock], places: Sequence[int]) -> list[int]:
    """The end labels that on this page are among paragraphs and recur below them.

    "Read more" is the heading below every article of some themes; an editor may also write it above links in the text.
    """
    if not places:
        return []
    texts = {blocks[place].text for place in places}
    last = {block.text: block.order for block in walk.blocks if block.text in texts}
    last_prose = {
        block.element.parent.order: place
        for place, block in enumerate(blocks)
        if block.element.parent is not None and is_prose(block)
    }
    found = []
    for place in places:
        box = blocks[place].element.parent
        if place and box is not None and blocks[place - 1].element.parent is box:
            again = last[blocks[place].text] > blocks[place].order
            if again and last_prose.get(box.order, 0) > place:
                found.append(place)
    return found


def _outside(chances: Floats, marks: Marks, lengths: Integers, threshold: float) -> Flags:
    """The blocks beyond a text that marks the body's start or end on this site, or that usually follow its end."""
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
