"""Which blocks of an annotated page are its body: the words of the true text are aligned with the blocks, in order."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\w+")
# The share of a block's words that must be in the true text: most blocks are paragraphs of it, but not all.
_SHARE = 0.6
_TELLING_CHARS = 30


def body_labels(texts: Sequence[str], truth: str) -> npt.NDArray[np.bool_]:
    """Whether each text belongs to the body.

    Words are aligned in order, so that a teaser or comment that repeats a sentence of the body does not count as body.
    """
    words = [_WORD.findall(text) for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(found) for found in words])
    flat = [word for found in words for word in found]
    hits = np.zeros(len(flat), np.float64)
    for start, _, size in SequenceMatcher(None, flat, _WORD.findall(truth), autojunk=False).get_matching_blocks():
        hits[start : start + size] = 1
    counts = np.bincount(owners, minlength=len(texts))
    held = np.bincount(owners, hits, minlength=len(texts))
    return (counts > 0) & (held >= _SHARE * counts)


def segment_labels(texts: Sequence[str], wanted: Sequence[str], unwanted: Sequence[str]) -> npt.NDArray[np.int8]:
    """1 for a text that contains a wanted segment, 0 for an unwanted one, -1 if neither is known."""
    labels = np.full(len(texts), -1, np.int8)
    for number, text in enumerate(texts):
        if any(_share_words(text, segment) for segment in wanted):
            labels[number] = 1
        elif any(_share_words(text, segment) for segment in unwanted):
            labels[number] = 0
    return labels


def _share_words(text: str, segment: str) -> bool:
    """Whether one contains the other; a short text is no evidence just because a segment happens to contain it."""
    segment = " ".join(segment.split())
    return bool(segment) and (segment in text or (len(text) > _TELLING_CHARS and text in segment))
