"""How likely each block is the article's body: decision trees, learned by `benchmarks/train_blocks.py`.

Two looks at a page: the first trees know of each block its place only, and rule most of a page out; the second ones
know of the rest also the text, and what the first found round it. The model is one file and needs numpy only.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from newsbot.extraction.block_table import BlockTable, Floats, Integers, block_table
from newsbot.extraction.blocks import Walk
from newsbot.extraction.class_lexicon import ClassLexicon
from newsbot.extraction.features import first_features, second_features
from newsbot.extraction.text_features import PageHints
from newsbot.extraction.trees import FeatureTable, ModelFile, Trees, load_model_file

MODEL_FILE = Path(__file__).with_name("block_model.npz")
# For pages whose elements have no classes, ids or roles to speak of: trained on the same pages without theirs.
BARE_MODEL_FILE = Path(__file__).with_name("bare_model.npz")
# The first trees' log odds below which a block is out of the question. On annotated pages of publishers that they
# have not seen that is four blocks of five, and one of the body's in a thousand.
HOPELESS = -5.5
# Of 984 annotated pages two have so few names; what it learned from had none.
_FEW_NAMES = 0.05


@dataclass(slots=True)
class BlockModel:
    """The model with what is known of its making: `about` has the corpus digest, the scores and the settings."""

    first: Trees
    second: Trees
    lexicon: ClassLexicon
    about: dict[str, Any] = field(default_factory=dict)

    def probabilities(self, walk: Walk, hints: PageHints) -> Floats:
        """The probability of each block of a page that has one, 0 to 1."""
        looks = self.look(walk, hints)
        chances: Floats = 1 / (1 + np.exp(-looks.odds))
        found: Floats = np.zeros_like(chances)
        found[looks.kept] = chances[looks.kept]
        return found

    def look(self, walk: Walk, hints: PageHints) -> "Looks":
        """Both looks at a page that has a block."""
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
    """What the model was told of a page's blocks and made of them.

    `first` has a column a block, `second` one for each of the blocks `kept` (their places, ascending); None where there
    are none. `odds` are of all blocks: the second trees' where they were asked.
    """

    first: FeatureTable
    second: FeatureTable | None
    kept: Integers
    odds: Floats


def keep_likely(table: BlockTable, odds: Floats) -> Integers:
    """The places of the blocks that are looked at a second time; what readers do not see is never body."""
    kept: Integers = np.flatnonzero((odds > HOPELESS) & ~table.hidden)
    return kept


def save_model(model: BlockModel, path: Path) -> None:
    """Write the model as a file, the same bytes for the same model."""
    lexicon = model.lexicon.weights.astype(np.float16)
    ModelFile([model.first, model.second], model.about, {"lexicon": lexicon}).save(path)


def load_model(path: Path) -> BlockModel:
    """The model in the file; raises `ModelError` for any other file and `OSError` where there is none."""
    file = load_model_file(path, 2, ["lexicon"])
    first, second = file.looks
    return BlockModel(first, second, ClassLexicon(file.more["lexicon"].astype(np.float32)), file.about)


@cache
def shipped_model() -> BlockModel:
    """The model that comes with newsbot, read once a process."""
    return load_model(MODEL_FILE)


@cache
def bare_model() -> BlockModel:
    """The model for pages without names, read when the first such page is met."""
    return load_model(BARE_MODEL_FILE)


def fitting_model(walk: Walk) -> BlockModel:
    """The shipped model that is made for pages such as this one."""
    return bare_model() if has_few_names(walk) else shipped_model()


def has_few_names(walk: Walk) -> bool:
    """Whether hardly an element that holds text has a class, an id or another label."""
    few = _FEW_NAMES * len(walk.elements)
    named = (element for element in walk.elements if element.text_chars and (element.attribute or element.labels))
    # On nearly all pages the first elements have enough.
    return sum(1 for _ in islice(named, int(few) + 1)) < few
