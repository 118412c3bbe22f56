"""Estimate how likely each date that a page shows is the article's, by trees from `benchmarks/train_dates.py`.

They see places and words, but not today's date or what the page declares: `dates.choice` weighs these.
"""

from functools import cache
from pathlib import Path

import numpy as np

from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.trees import FeatureTable, Trees, load_model_file
from newsbot.extraction.dates.features import FEATURES

MODEL_FILE = Path(__file__).with_name("date_model.npz")


def date_chances(trees: Trees, features: Floats) -> Floats:
    """The probability for each row of features, 0 to 1."""
    odds = trees.odds(FeatureTable(FEATURES, features.T))
    chances: Floats = 1 / (1 + np.exp(-odds))
    return chances


@cache
def shipped_trees() -> Trees:
    """The model that comes with newsbot, read once per process."""
    return load_model_file(MODEL_FILE, 1).looks[0]
