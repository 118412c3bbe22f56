"""What one article page teaches about its site's template: how the model judged the blocks of each name, in numbers.

The model's own judgement is used, never the profile's: what the site has taught before must not confirm itself.
"""

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks import signatures
from newsbot.extraction.blocks.signatures import Keys, spell_out
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.body.classifier import BY_PROFILE, COPY, OUTSIDE, THRESHOLD, Judgement
from newsbot.extraction.template.correction import TAIL_BLOCKS, BlockNames, Recurring, kind_of
from newsbot.extraction.template.lesson import (
    CAPTION,
    CLASSED,
    END,
    FIRST,
    LABEL,
    LAST,
    LINE,
    LONG,
    NAMED,
    PER_CENT,
    PROSE,
    SPEAKER,
    START,
    TAIL,
    Lesson,
    Tally,
)
from newsbot.items import BODY, Candidate

# In letters of an alphabet.
_LONG = 60.0
_VERDICTS = {BODY: 0, OUTSIDE: 1, BY_PROFILE: 1}
# What rules removed is not body, however likely the model held it.
_RULED_OUT = 0.05
# What was kept counts for at least this much, however unsure.
_KEPT = 0.5
_UNLIKELY = 0.1
_MIN_BODY = 300.0
# Names of blocks that are never near the body need not be spelled out.
_SPELLED = 0.05
_SAID_CHARS = 80
_FIRST_BLOCKS = 2
_MIN_NAME = 6
_MAX_AUTHORS = 6
_MAX_AUTHOR_CHARS = 100
_KINDS = {
    Recurring.NEVER: 0,
    Recurring.LABEL: LABEL,
    Recurring.LINE: LABEL | LINE,
    Recurring.PROSE: LABEL | PROSE,
}
# What a block's kind says about its name: all of a template's captions and speakers have the same.
_MARKS_OF_KINDS = np.array(
    [CAPTION * bool(kind & signatures.CAPTION) | SPEAKER * bool(kind & signatures.SPEAKER) for kind in range(64)],
    np.uint16,
)
_NO_FIGURES = str.maketrans("", "", "0123456789")


Marks = npt.NDArray[np.uint16]


def lesson_of(
    walk: Walk, judgement: Judgement, names: BlockNames, authors: list[Candidate], site_names: Sequence[str] = ()
) -> Lesson | None:
    """The lesson of an article page; None if its text is too short to teach anything.

    `authors` are the lines that may name its author, `site_names` what the site calls itself there.
    """
    votes = _votes(judgement)
    weights = np.array([block.weight for block in walk.blocks])
    if weights[votes >= THRESHOLD].sum() < _MIN_BODY:
        return None
    marks = _marks(votes, weights, walk)
    kinds = _MARKS_OF_KINDS[names.kinds]
    kinds[[bool(block.element.attribute) for block in walk.blocks]] |= CLASSED
    called = [name.casefold() for name in site_names if len(name) >= _MIN_NAME]
    for place in np.flatnonzero((marks & PROSE).astype(bool) & (votes >= THRESHOLD)).tolist():
        said = walk.blocks[place].text.casefold()
        if any(name in said for name in called):
            marks[place] |= NAMED
    # A second copy is ruled out for being one, which says nothing against the text.
    single = np.array([block.verdict != COPY for block in judgement.blocks])
    prose = np.flatnonzero((marks & PROSE).astype(bool) & (votes >= _UNLIKELY))
    return Lesson(
        [_tally(row, votes, kinds) for row in names.keys],
        _tally(names.texts[single], votes[single], marks[single]),
        [row[prose].astype("<u4").tobytes() for row in names.keys],
        names.texts[prose].astype("<u4").tobytes(),
        _signers(authors),
        _spell_out(walk, names, votes),
        {int(names.texts[place]): walk.blocks[place].text[:_SAID_CHARS] for place in _tellable(marks, votes)},
    )


def _spell_out(walk: Walk, names: BlockNames, votes: Floats) -> dict[int, str]:
    """The finest names in words, for blocks that may be near the body."""
    places = np.flatnonzero(votes >= _SPELLED).tolist()
    keys, kinds = names.keys[0].tolist(), names.kinds.tolist()
    return {keys[place]: spell_out(walk.blocks[place], kinds[place]) for place in places}


def _tellable(marks: Marks, votes: Floats) -> list[int]:
    """The indexes of texts that may be the template's and were not out of the question."""
    places: list[int] = np.flatnonzero((marks & (PROSE | LINE)).astype(bool) & (votes >= _UNLIKELY)).tolist()
    return places


def _signers(authors: list[Candidate]) -> list[int]:
    """Keys of the lines' words, two by two; single words, like a section's name, only if no line has two."""
    lines = [
        author.value[:_MAX_AUTHOR_CHARS].casefold().translate(_NO_FIGURES).split() for author in authors[:_MAX_AUTHORS]
    ]
    pairs = [" ".join(pair) for words in lines for pair in pairwise(words)] or [words[0] for words in lines if words]
    return [crc32(pair.encode("utf-8", "replace")) for pair in dict.fromkeys(pairs)]


def _votes(judgement: Judgement) -> Floats:
    # 0 for the body, 1 if the probability was too low, 2 if a rule removed it.
    found = np.array([_VERDICTS.get(block.verdict, 2) for block in judgement.blocks], np.uint8)
    chances = judgement.chances
    votes: Floats = np.where(found == 1, chances, np.minimum(chances, _RULED_OUT))
    return np.where(found == 0, _KEPT + (1 - _KEPT) * chances, votes)


def _marks(votes: Floats, weights: Floats, walk: Walk) -> Marks:
    """For each text whether it is long, is before or after all of the body, or is one of the body's last."""
    marks = np.zeros(len(votes), np.uint16)
    marks[(votes >= THRESHOLD) & (weights >= _LONG)] |= LONG
    for place in np.flatnonzero(votes >= _SPELLED).tolist():
        marks[place] |= _KINDS[kind_of(walk.blocks[place])]
    body = np.flatnonzero(votes >= THRESHOLD)
    if len(body):
        unlikely = votes < _UNLIKELY
        marks[: body[0]][unlikely[: body[0]]] |= START
        marks[body[-1] + 1 :][unlikely[body[-1] + 1 :]] |= END
        marks[body[:_FIRST_BLOCKS]] |= FIRST
    for place in body[-TAIL_BLOCKS:].tolist():
        if marks[place] & (PROSE | LINE):
            marks[place] |= TAIL if place != body[-1] else TAIL | LAST
    return marks


def _tally(keys: Keys, votes: Floats, marks: Marks | None = None) -> Tally:
    """Each key once, with the mean of its votes and the marks that all its entries share."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_first = np.ones(len(keys), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    counts = np.diff(starts, append=len(keys))
    means = np.add.reduceat(votes[order], starts) / counts
    common = b"" if marks is None else np.bitwise_and.reduceat(marks[order], starts).astype("<u2").tobytes()
    return Tally(ordered[starts].astype("<u4").tobytes(), np.rint(means * PER_CENT).astype(np.uint8).tobytes(), common)
