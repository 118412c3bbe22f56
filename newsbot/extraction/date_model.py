"""How likely each date that a page shows is the article's: decision trees, learned by `benchmarks/train_dates.py`.

They know places and words, not which day it is, and nothing of what the page declares: `date_choice` weighs both.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from newsbot.extraction.block_table import Floats
from newsbot.extraction.date_features import FEATURES
from newsbot.extraction.trees import FeatureTable, ModelError, Trees

MODEL_FILE = Path(__file__).with_name("date_model.npz")


def date_chances(trees: Trees, features: Floats) -> Floats:
    """The chance of each row of features, 0 to 1."""
    odds = trees.odds(FeatureTable(FEATURES, features.T))
    chances: Floats = 1 / (1 + np.exp(-odds))
    return chances


def save_trees(trees: Trees, path: Path, about: Mapping[str, Any]) -> None:
    """Write the model as a compressed npz file, the same bytes for the same model."""
    with path.open("wb") as file:
        text = np.array(json.dumps(about, sort_keys=True))
        np.savez_compressed(file, allow_pickle=False, about=text, **trees.arrays())


def load_trees(path: Path) -> Trees:
    """The model in the file; raises `ModelError` for any other file and `OSError` where there is none."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            return Trees.from_arrays(file)
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path} is no date model: {error}") from error


@cache
def shipped_trees() -> Trees:
    """The model that comes with newsbot, read once a process."""
    return load_trees(MODEL_FILE)
