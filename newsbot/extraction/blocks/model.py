"""How likely each block is to be the article's body: decision trees, trained by `benchmarks/train_blocks.py`.

They run in two stages: the first trees know only each block's place, and rule out most of a page; the second ones
also know the text of the remaining blocks, and the first stage's results around them. The model is one file and
needs only numpy.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from newsbot.extraction.blocks.class_lexicon import ClassLexicon
from newsbot.extraction.blocks.features import first_features, second_features
from newsbot.extraction.blocks.table import BlockTable, Floats, Integers, block_table
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.trees import FeatureTable, ModelFile, Trees, load_model_file
from newsbot.extraction.blocks.walk import Walk

MODEL_FILE = Path(__file__).with_name("block_model.npz")
# For pages whose elements have hardly any classes, ids or roles: trained on the same pages with those removed.
BARE_MODEL_FILE = Path(__file__).with_name("bare_model.npz")
# Blocks below these log odds of the first trees are dropped. On annotated pages of publishers not seen in training
# these are four of five blocks, and one in a thousand of the body's.
HOPELESS = -5.5
# Two of 984 annotated pages have so few names; the pages that this model was trained on had none.
_FEW_NAMES = 0.05


@dataclass(slots=True)
class BlockModel:
    """The model and how it was made: `about` has the corpus digest, the scores and the settings."""

    first: Trees
    second: Trees
    lexicon: ClassLexicon
    about: dict[str, Any] = field(default_factory=dict)

    def probabilities(self, walk: Walk, hints: PageHints) -> Floats:
        """The probability of each block, 0 to 1; the page must have a block."""
        looks = self.look(walk, hints)
        chances: Floats = 1 / (1 + np.exp(-looks.odds))
        found: Floats = np.zeros_like(chances)
        found[looks.kept] = chances[looks.kept]
        return found

    def look(self, walk: Walk, hints: PageHints) -> "Looks":
        """Both stages' features and results; the page must have a block."""
        table = block_table(walk)
        features = first_features(table, hints, self.lexicon)
        odds = self.first.odds(features)
        kept = keep_likely(table, odds)
        looks = Looks(features, None, kept, odds)
        if len(kept):
            looks.second = second_features(table, features, odds, kept, hints)
            odds[kept] = self.second.odds(looks.second)
        return looks


@dataclass(slots=True)
class Looks:
    """What the model was given for a page's blocks, and what it made of them.

    `first` has a column per block; `second` has one for each of the blocks `kept` (their indexes, ascending), and is
    None if there are none. `odds` are of all blocks: from the second trees where those were run.
    """

    first: FeatureTable
    second: FeatureTable | None
    kept: Integers
    odds: Floats


def keep_likely(table: BlockTable, odds: Floats) -> Integers:
    """The indexes of the blocks for the second stage; what readers do not see is never body."""
    kept: Integers = np.flatnonzero((odds > HOPELESS) & ~table.hidden)
    return kept


def save_model(model: BlockModel, path: Path) -> None:
    """Write the model to a file; the same model gives the same bytes."""
    lexicon = model.lexicon.weights.astype(np.float16)
    ModelFile([model.first, model.second], model.about, {"lexicon": lexicon}).save(path)


def load_model(path: Path) -> BlockModel:
    """Load the model from a file; raises `ModelError` if it is another file, and `OSError` if it is missing."""
    file = load_model_file(path, 2, ["lexicon"])
    first, second = file.looks
    return BlockModel(first, second, ClassLexicon(file.more["lexicon"].astype(np.float32)), file.about)


@cache
def shipped_model() -> BlockModel:
    """The model that comes with newsbot, loaded once per process."""
    return load_model(MODEL_FILE)


@cache
def bare_model() -> BlockModel:
    """The model for pages without names, loaded when the first such page is met."""
    return load_model(BARE_MODEL_FILE)


def fitting_model(walk: Walk) -> BlockModel:
    """The shipped model for pages of this kind."""
    return bare_model() if has_few_names(walk) else shipped_model()


def has_few_names(walk: Walk) -> bool:
    """Whether hardly any element that holds text has a class, an id or another label."""
    few = _FEW_NAMES * len(walk.elements)
    named = (element for element in walk.elements if element.text_chars and (element.attribute or element.labels))
    # On nearly all pages the first few elements suffice.
    return sum(1 for _ in islice(named, int(few) + 1)) < few
