"""How likely each block is the article's body: decision trees, learned by `benchmarks/train_blocks.py`.

Two looks at a page: the first trees know of each block its place only, and rule most of a page out; the second ones
know of the rest also the text, and what the first found round it. The model is one file and needs numpy only.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from newsbot.extraction.block_table import BlockTable, Floats, Integers, block_table
from newsbot.extraction.blocks import Walk
from newsbot.extraction.class_lexicon import ClassLexicon
from newsbot.extraction.features import FeatureTable, first_features, second_features
from newsbot.extraction.text_features import PageHints

MODEL_FILE = Path(__file__).with_name("block_model.npz")
# The first trees' log odds below which a block is out of the question. On annotated pages of publishers that they
# have not seen that is four blocks of five, and one of the body's in a thousand.
HOPELESS = -5.5
# The bits of a tree's leaves fit into a number.
MAX_LEAVES = 32
# Trees times blocks that are worked on at a time: what stays in a processor's cache.
_MAX_ANSWERS = 1 << 17
# The place of the only bit that is set, by de Bruijn's sequence.
_BIT_SEQUENCE = np.uint32(0x077CB531)
_BIT_PLACES = np.zeros(32, np.int64)
_BIT_PLACES[(np.left_shift(np.uint32(1), np.arange(32, dtype=np.uint32)) * _BIT_SEQUENCE) >> np.uint32(27)] = range(32)


class ModelError(ValueError):
    """Raised by this module for a file that is no model, or one that was made for other features."""


# A tree as it is read: the number of a feature, a border, what follows where the feature is not above it and where it
# is; or the log odds of a leaf.
Tree = tuple[int, float, "Tree", "Tree"] | float


@dataclass(slots=True)
class Trees:
    """Decision trees side by side: arrays with a row a question and a column a tree, `leaves` with a row a tree.

    A question is whether the feature of the number `features` is above `borders`. `masks` has a bit for each leaf of
    the tree, in their order from the left, that a yes leaves open; the first leaf that all answers leave open is the
    tree's (Lucchese et al. 2015, QuickScorer). `names` are the features that the numbers mean.
    """

    names: tuple[str, ...]
    features: Integers
    borders: Floats
    masks: npt.NDArray[np.uint32]
    leaves: Floats
    bias: float = 0.0

    def odds(self, features: FeatureTable) -> Floats:
        """The log odds of each block; raises `ModelError` when the features are not the model's."""
        if features.names != self.names:
            raise ModelError("the block model was made for other features: run benchmarks/train_blocks.py")
        count = features.values.shape[1]
        odds = np.full(count, self.bias, np.float64)
        step = max(1, _MAX_ANSWERS // max(len(self.leaves), 1))
        for start in range(0, count, step):
            part = slice(start, start + step)
            odds[part] += self._sum_of_leaves(np.ascontiguousarray(features.values[:, part], np.float32))
        return odds

    def _sum_of_leaves(self, values: Floats) -> Floats:
        shape = (len(self.leaves), values.shape[1])
        asked, is_no = np.empty(shape, np.float32), np.empty(shape, np.bool_)
        kept, open_ = np.empty(shape, np.uint32), np.full(shape, ~np.uint32(0))
        for features, borders, masks in zip(self.features, self.borders, self.masks, strict=True):
            np.take(values, features, axis=0, out=asked, mode="clip")
            np.less_equal(asked, borders[:, None], out=is_no)
            # All bits where the answer is no.
            np.copyto(kept, is_no)
            np.negative(kept, out=kept)
            kept |= masks[:, None]
            open_ &= kept
        lowest = open_ & (~open_ + np.uint32(1))
        places = _BIT_PLACES[(lowest * _BIT_SEQUENCE) >> np.uint32(27)]
        places += np.arange(0, self.leaves.size, MAX_LEAVES)[:, None]
        total: Floats = self.leaves.ravel()[places].sum(axis=0)
        return total


def plant(names: tuple[str, ...], trees: Sequence[Tree], bias: float = 0.0) -> Trees:
    """The trees side by side; one of more than `MAX_LEAVES` leaves has no place."""
    grown = [_spread(tree) for tree in trees]
    shape = (max((len(questions) for questions, _ in grown), default=0), len(trees))
    # Where a tree has fewer questions than others the answer is no, which leaves all open.
    features, borders, masks = np.zeros(shape, np.int64), np.full(shape, np.inf, np.float32), np.zeros(shape, np.uint32)
    leaves = np.zeros((len(trees), MAX_LEAVES))
    for number, (questions, row) in enumerate(grown):
        leaves[number, : len(row)] = row
        for place, (feature, border, closed) in enumerate(questions):
            features[place, number], borders[place, number] = feature, border
            masks[place, number] = ~closed & (1 << MAX_LEAVES) - 1
    return Trees(names, features, borders, masks, leaves, bias)


def _spread(tree: Tree) -> tuple[list[tuple[int, float, int]], list[float]]:
    """The questions of a tree (feature, border, the bits of the leaves that a yes closes) and its leaves."""
    questions: list[tuple[int, float, int]] = []
    leaves: list[float] = []

    def add(part: Tree) -> int:
        """Add what is below a place of the tree; the bits of its leaves."""
        if not isinstance(part, tuple):
            leaves.append(part)
            return 1 << (len(leaves) - 1)
        feature, border, no, yes = part
        closed = add(no)
        questions.append((feature, border, closed))
        return closed | add(yes)

    add(tree)
    return questions, leaves


@dataclass(slots=True)
class BlockModel:
    """The model with what is known of its making: `about` has the corpus digest, the scores and the settings."""

    first: Trees
    second: Trees
    lexicon: ClassLexicon
    about: dict[str, Any] = field(default_factory=dict)

    def probabilities(self, walk: Walk, hints: PageHints) -> Floats:
        """The probability of each block of a page that has one, 0 to 1."""
        table = block_table(walk)
        features = first_features(table, hints, self.lexicon)
        odds = self.first.odds(features)
        kept = keep_likely(table, odds)
        if len(kept):
            odds[kept] = self.second.odds(second_features(table, features, odds, kept, hints))
        chances: Floats = 1 / (1 + np.exp(-odds))
        chances[np.setdiff1d(np.arange(len(odds)), kept)] = 0
        return chances


def keep_likely(table: BlockTable, odds: Floats) -> Integers:
    """The places of the blocks that are looked at a second time; what readers do not see is never body."""
    kept: Integers = np.flatnonzero((odds > HOPELESS) & ~table.hidden)
    return kept


def save_model(model: BlockModel, path: Path) -> None:
    """Write the model as a compressed npz file, the same bytes for the same model."""
    arrays = {
        f"{name}_{part}": getattr(trees, part)
        for name, trees in (("first", model.first), ("second", model.second))
        for part in ("features", "borders", "masks", "leaves")
    }
    smaller = {"features": np.int16, "borders": np.float32, "leaves": np.float16}
    arrays = {name: array.astype(smaller.get(name.split("_")[1], array.dtype)) for name, array in arrays.items()}
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            first_names=np.array(model.first.names),
            second_names=np.array(model.second.names),
            biases=np.array([model.first.bias, model.second.bias]),
            lexicon=model.lexicon.weights.astype(np.float16),
            about=np.array(json.dumps(model.about, sort_keys=True)),
            **arrays,
        )


def load_model(path: Path) -> BlockModel:
    """The model in the file; raises `ModelError` for any other file and `OSError` where there is none."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            first, second = (
                Trees(
                    tuple(str(feature) for feature in file[f"{name}_names"]),
                    file[f"{name}_features"].astype(np.int64),
                    file[f"{name}_borders"],
                    file[f"{name}_masks"],
                    file[f"{name}_leaves"].astype(np.float64),
                    float(bias),
                )
                for name, bias in zip(("first", "second"), file["biases"], strict=True)
            )
            lexicon = ClassLexicon(file["lexicon"].astype(np.float32))
            return BlockModel(first, second, lexicon, json.loads(str(file["about"])))
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path} is no block model: {error}") from error


@cache
def shipped_model() -> BlockModel:
    """The model that comes with newsbot, read once a process."""
    return load_model(MODEL_FILE)
