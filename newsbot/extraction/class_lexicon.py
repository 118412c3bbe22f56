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
# What an element is called: its tag, its class and id, its other labels.
Label = tuple[str, str, str]


# A site's pages share their labels, and sites share the words in them: most are looked up and not read again.
@lru_cache(maxsize=_CACHED)
def label_hashes(label: Label) -> npt.NDArray[np.int64]:
    """The places of a label's words in a row of weights, each once.

    The words are those of the class and id (one by one, in pairs, with the tag) and of the other labels.
    """
    tag, attribute, labels = label
    hashes = _attribute_hashes(labels) if labels else set()
    hashes.add(_hash(f"t:{tag}"))
    hashes.update(*(_token_hashes(tag, token[:_MAX_TOKEN_CHARS]) for token in attribute.split()[:_MAX_TOKENS]))
    return np.fromiter(hashes, np.int64, len(hashes))


@lru_cache(maxsize=10 * _CACHED)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace")) % HASHES


@lru_cache(maxsize=_CACHED)
def _token_hashes(tag: str, token: str) -> tuple[int, ...]:
    parts = [part.lower() for part in _WORD.findall(token)]
    words = parts + [f"{first}-{second}" for first, second in pairwise(parts)]
    if len(parts) > 2:
        words.append("-".join(parts[:4]))
    return (*map(_hash, words), *(_hash(f"{tag}.{word}") for word in words))


def _attribute_hashes(labels: str) -> set[int]:
    words = set()
    for label in _LABEL.split(labels[:_MAX_LABEL_CHARS]):
        name, _, value = label.partition("=")
        value = value[:_MAX_TOKEN_CHARS]
        words |= {name, f"{name}={value.lower()}"}
        words.update(f"{name}={part.lower()}" for part in _WORD.findall(value))
    return set(map(_hash, words))


class ClassLexicon:
    """Scores of labels; `weights` has a row for each of `PLACES` and `HASHES` columns."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def scores(self, labels: Sequence[Label]) -> Weights:
        """A row of `PLACES` scores a label; above 0 speaks for the body."""
        if not labels:
            return np.zeros((0, PLACES), np.float32)
        hashes = [label_hashes(label) for label in labels]
        ends = np.cumsum([len(found) for found in hashes])
        sums: Weights = np.add.reduceat(self.weights[:, np.concatenate(hashes)], np.append(0, ends[:-1]), axis=1)
        return sums.T
