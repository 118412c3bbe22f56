"""What classes, ids and other labels of elements say about the text in them, learned from annotated pages.

Each word of a label has a weight for the element itself, its parent, its grandparent and all above. Words are
hashed, so that the weights are four rows of numbers and no list of other people's class names.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks import Element

# The places of an element above a block: its own, parent, grandparent, farther up.
PLACES = 4
HASHES = 1 << 17
_MAX_TOKENS = 12
_MAX_TOKEN_CHARS = 60
_MAX_LABEL_CHARS = 160
_CACHED = 20_000
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LABEL = re.compile(r" (?=[a-z-]+=)")

Weights = npt.NDArray[np.float32]


def label_words(tag: str, attribute: str, labels: str) -> set[str]:
    """The words of an element's class and id (one by one, in pairs, with its tag) and of its other labels."""
    words = {f"t:{tag}"}
    for token in attribute.split()[:_MAX_TOKENS]:
        parts = [part.lower() for part in _WORD.findall(token[:_MAX_TOKEN_CHARS])]
        found = {*parts, *(f"{first}-{second}" for first, second in pairwise(parts))}
        if len(parts) > 2:
            found.add("-".join(parts[:4]))
        words |= found
        words.update(f"{tag}.{word}" for word in found)
    for label in _LABEL.split(labels[:_MAX_LABEL_CHARS]) if labels else ():
        name, _, value = label.partition("=")
        value = value[:_MAX_TOKEN_CHARS]
        words |= {name, f"{name}={value.lower()}"}
        words.update(f"{name}={part.lower()}" for part in _WORD.findall(value))
    return words


def label_hashes(tag: str, attribute: str, labels: str) -> npt.NDArray[np.int64]:
    """The places of an element's words in a row of weights, each once, ascending."""
    hashes = {crc32(word.encode("utf-8", "replace")) % HASHES for word in label_words(tag, attribute, labels)}
    return np.array(sorted(hashes), np.int64)


class ClassLexicon:
    """Scores of elements by their labels; `weights` has a row for each of `PLACES` and `HASHES` columns."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        # A site's pages share their labels: most are looked up and not counted again.
        self._score = lru_cache(maxsize=_CACHED)(self._sum)

    def _sum(self, tag: str, attribute: str, labels: str) -> Weights:
        scores: Weights = self.weights[:, label_hashes(tag, attribute, labels)].sum(axis=1)
        return scores

    def scores(self, elements: Sequence[Element]) -> Weights:
        """A row of `PLACES` scores an element; above 0 speaks for the body."""
        if not elements:
            return np.zeros((0, PLACES), np.float32)
        return np.array([self._score(element.tag, element.attribute, element.labels) for element in elements])
