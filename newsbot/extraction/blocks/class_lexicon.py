"""Score the classes, ids and other labels of elements as evidence about their text, learned from annotated pages.

Each word of a label has a weight for the element itself, its parent, its grandparent and all above. Words are
hashed, so that the weights are four rows of numbers and not a list of other people's class names.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

# Where an element is, as seen from a block: the block's own, its parent, its grandparent, or farther up.
PLACES = 4
HASHES = 1 << 17
_MAX_TOKENS = 12
_MAX_TOKEN_CHARS = 60
_MAX_LABEL_CHARS = 160
_CACHED = 20_000
# The limits of the cache: labels in all, and characters of a page's new labels; a page with more is not cached.
_MAX_REMEMBERED = 5_000
_MAX_NEW_CHARS = 50_000
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LABEL = re.compile(r" (?=[a-z-]+=)")

Weights = npt.NDArray[np.float32]
# An element's label: its tag, its class and id, and its other naming attributes.
Label = tuple[str, str, str]


def label_hashes(label: Label) -> list[int]:
    """The columns of a label's words in a row of weights.

    The words are the tag, those of class and id (single words and pairs), and those of the other attributes.
    """
    tag, attribute, others = label
    hashes = [_hash(f"t:{tag}")]
    for token in attribute.split()[:_MAX_TOKENS]:
        hashes += _token_hashes(token[:_MAX_TOKEN_CHARS])
    if others:
        for other in _LABEL.split(others[:_MAX_LABEL_CHARS]):
            hashes += _other_hashes(other)
    return hashes


# Sites share the words of their labels, so most come from the cache.
@lru_cache(maxsize=_CACHED)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace")) % HASHES


@lru_cache(maxsize=_CACHED)
def _token_hashes(token: str) -> tuple[int, ...]:
    parts = [part.lower() for part in _WORD.findall(token)]
    words = {*parts, *(f"{first}-{second}" for first, second in pairwise(parts))}
    if len(parts) > 2:
        words.add("-".join(parts[:4]))
    return tuple(map(_hash, sorted(words)))


@lru_cache(maxsize=_CACHED)
def _other_hashes(label: str) -> tuple[int, ...]:
    name, _, value = label.partition("=")
    value = value[:_MAX_TOKEN_CHARS]
    words = {name, f"{name}={value.lower()}", *(f"{name}={part.lower()}" for part in _WORD.findall(value))}
    return tuple(map(_hash, sorted(words)))


class ClassLexicon:
    """Scores labels; `weights` has `PLACES` rows and `HASHES` columns.

    The pages of a site have nearly all labels in common, so those of the last pages are cached.
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._places: dict[Label, int] = {}
        self._scores: Weights = np.zeros((0, PLACES), np.float32)

    def scores(self, labels: Sequence[Label]) -> Weights:
        """One row of `PLACES` scores per label; a score above 0 is evidence for the body."""
        places = self._places
        new = [label for label in dict.fromkeys(labels) if label not in places]
        if (
            len(places) + len(new) > _MAX_REMEMBERED
            or sum(len(label[1]) + len(label[2]) for label in new) > _MAX_NEW_CHARS
        ):
            places.clear()
            self._scores = self._scores[:0]
            return self._sum(labels)
        if new:
            places.update(zip(new, range(len(places), len(places) + len(new)), strict=True))
            self._scores = np.vstack((self._scores, self._sum(new)))
        return self._scores[[places[label] for label in labels]]

    def _sum(self, labels: Sequence[Label]) -> Weights:
        hashes: list[int] = []
        starts: list[int] = []
        for label in labels:
            starts.append(len(hashes))
            hashes += label_hashes(label)
        if not hashes:
            return np.zeros((0, PLACES), np.float32)
        sums: Weights = np.add.reduceat(self.weights[:, hashes], starts, axis=1)
        return sums.T
