"""How likely each block is the article's body: decision trees, learned by `benchmarks/train_blocks.py`.

Two looks at a page: the first trees know of each block its place only, and rule most of a page out; the second ones
know of the rest also the text, and what the first found round it. The model is one file and needs numpy only.
"""

import json
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
# Questions times blocks that are worked on at a time: what stays in a processor's cache.
_MAX_ANSWERS = 1 << 16
# The place of the only bit that is set, by de Bruijn's sequence.
_BIT_SEQUENCE = np.uint32(0x077CB531)
_BIT_PLACES = np.zeros(32, np.int64)
_BIT_PLACES[(np.left_shift(np.uint32(1), np.arange(32, dtype=np.uint32)) * _BIT_SEQUENCE) >> np.uint32(27)] = range(32)


class ModelError(ValueError):
    """Raised by this module for a file that is no model, or one that was made for other features."""


@dataclass(slots=True)
class Trees:
    """Decision trees, their questions in one row: whether feature `features[q]` is above `borders[q]`.

    `starts` are the first questions of the trees. `masks[q]` has a bit for each leaf of the tree, in their order from
    the left, that a yes leaves open; the first leaf that all answers leave open is the tree's (Lucchese et al. 2015,
    QuickScorer). `leaves` has a row of `MAX_LEAVES` log odds a tree. `names` are the features that the numbers mean.
    """

    names: tuple[str, ...]
    starts: Integers
    features: Integers
    borders: Floats
    masks: npt.NDArray[np.uint32]
    leaves: Floats
    bias: float = 0.0

    def odds(self, features: FeatureTable) -> Floats:
        """The log odds of each block; raises `ModelError` when the features are not the model's."""
        if features.names != self.names:
            raise ModelError("the block model was made for other features: run benchmarks/train_blocks.py")
        values = np.ascontiguousarray(features.values, np.float32)
        odds = np.full(values.shape[1], self.bias)
        step = max(1, _MAX_ANSWERS // max(values.shape[1], 1))
        ends = np.append(self.starts, len(self.features))
        tree = 0
        while tree < len(self.starts):
            # As many trees as have so many questions, one at least.
            after = max(tree + 1, int(np.searchsorted(ends, ends[tree] + step, side="right")) - 1)
            odds += self._sum_of_leaves(values, tree, after, int(ends[after]))
            tree = after
        return odds

    def _sum_of_leaves(self, values: Floats, tree: int, after: int, end: int) -> Floats:
        starts = self.starts[tree:after]
        asked = slice(int(starts[0]), end)
        is_above = values[self.features[asked]] > self.borders[asked, None]
        # All bits where the answer is no.
        open_ = is_above.astype(np.uint32)
        open_ -= np.uint32(1)
        open_ |= self.masks[asked, None]
        left = np.bitwise_and.reduceat(open_, starts - starts[0], axis=0)
        lowest = left & (~left + np.uint32(1))
        places = _BIT_PLACES[(lowest * _BIT_SEQUENCE) >> np.uint32(27)]
        places += np.arange(tree, after)[:, None] * MAX_LEAVES
        total: Floats = self.leaves.ravel()[places].sum(axis=0)
        return total


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
        for part in ("starts", "features", "borders", "masks", "leaves")
    }
    smaller = {"starts": np.int32, "features": np.int16, "borders": np.float32, "leaves": np.float16}
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
                    file[f"{name}_starts"].astype(np.int64),
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
