"""How likely each block is the article's body: decision trees, learned by `benchmarks/train_blocks.py`.

The model is one file beside this module and needs numpy only.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from newsbot.extraction.block_table import Floats, Integers
from newsbot.extraction.class_lexicon import ClassLexicon
from newsbot.extraction.features import FeatureTable

MODEL_FILE = Path(__file__).with_name("block_model.npz")
# After so many trees most blocks are out of the question: those below this (log odds) are left as they are. On
# annotated pages of other publishers that is four blocks of five, and none that all trees together would call body.
_FIRST_TREES = 60
_HOPELESS = -4.0
# Answers that are worked on at a time: bounds the memory that a page with very many blocks takes.
_MAX_ANSWERS = 1_000_000


class ModelError(ValueError):
    """Raised by this module for a file that is no model, or one that was made for other features."""


@dataclass(slots=True)
class Trees:
    """Decision trees, their questions in one row: whether feature `features[q]` is above `borders[q]`.

    `children[q]` are where a no and a yes lead: to another question, or, as ~leaf, to a place in `leaves`. `roots` are
    the first questions, in the order in which the trees were learned. `names` are the features that the numbers mean.
    The sum of the leaves and `bias` is the log odds.
    """

    names: tuple[str, ...]
    roots: Integers
    features: Integers
    borders: Floats
    children: Integers
    leaves: Floats
    bias: float = 0.0


@dataclass(slots=True)
class BlockModel:
    """The model with what is known of its making: `about` has the corpus digest, the scores and the settings."""

    trees: Trees
    lexicon: ClassLexicon
    about: dict[str, Any] = field(default_factory=dict)

    def probabilities(self, features: FeatureTable) -> Floats:
        """The probability of each block, 0 to 1; raises `ModelError` when the features are not the model's."""
        if features.names != self.trees.names:
            raise ModelError("the block model was made for other features: run benchmarks/train_blocks.py")
        odds = self.trees.bias + self._answers(features.values, self.trees.roots[:_FIRST_TREES])
        open_ = np.flatnonzero(odds > _HOPELESS)
        odds[open_] += self._answers(features.values[:, open_], self.trees.roots[_FIRST_TREES:])
        chance: Floats = 1 / (1 + np.exp(-odds))
        return chance

    def _answers(self, values: Floats, roots: Integers) -> npt.NDArray[np.float64]:
        """The sum of the trees' answers for each block (a column of `values`)."""
        count = values.shape[1]
        odds = np.zeros(count)
        step = max(1, _MAX_ANSWERS // max(len(roots), 1))
        for start in range(0, count, step):
            odds[start : start + step] = _sum_of_leaves(self.trees, values[:, start : start + step], roots)
        return odds


def _sum_of_leaves(trees: Trees, values: Floats, roots: Integers) -> npt.NDArray[np.float64]:
    """All blocks go down all trees at once; each step takes out those that have come to a leaf."""
    count = values.shape[1]
    flat, next_questions = np.ascontiguousarray(values).ravel(), trees.children.ravel()
    questions = np.repeat(roots, count)
    blocks = np.tile(np.arange(count), len(roots))
    odds = np.zeros(count)
    while len(questions):
        is_above = flat[trees.features[questions] * count + blocks] > trees.borders[questions]
        reached = next_questions[2 * questions + is_above]
        is_leaf = reached < 0
        odds += np.bincount(blocks[is_leaf], trees.leaves[~reached[is_leaf]], minlength=count)
        questions, blocks = reached[~is_leaf], blocks[~is_leaf]
    return odds


def save_model(model: BlockModel, path: Path) -> None:
    """Write the model as a compressed npz file, the same bytes for the same model."""
    trees = model.trees
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.array(trees.names),
            roots=trees.roots.astype(np.int32),
            features=trees.features.astype(np.int16),
            borders=trees.borders.astype(np.float32),
            children=trees.children.astype(np.int32),
            leaves=trees.leaves.astype(np.float16),
            bias=np.array(trees.bias),
            lexicon=model.lexicon.weights.astype(np.float16),
            about=np.array(json.dumps(model.about, sort_keys=True)),
        )


def load_model(path: Path) -> BlockModel:
    """The model in the file; raises `ModelError` for any other file and `OSError` where there is none."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            trees = Trees(
                tuple(str(name) for name in file["names"]),
                file["roots"].astype(np.int64),
                file["features"].astype(np.int64),
                file["borders"],
                file["children"].astype(np.int64),
                file["leaves"].astype(np.float64),
                float(file["bias"]),
            )
            lexicon = ClassLexicon(file["lexicon"].astype(np.float32))
            return BlockModel(trees, lexicon, json.loads(str(file["about"])))
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path} is no block model: {error}") from error


@cache
def shipped_model() -> BlockModel:
    """The model that comes with newsbot, read once a process."""
    return load_model(MODEL_FILE)
