"""The probability that each claim names an author of the page: decision trees trained by `benchmarks/train_authors.py`.

There are two stages: the first sees a claim and features of the others, the second also the first's scores for all
claims. The model is a single file and needs only numpy.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from newsbot.extraction.authors.features import Companions, second_features
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.trees import FeatureTable, ModelFile, Trees, load_model_file

MODEL_FILE = Path(__file__).with_name("author_model.npz")


@dataclass(slots=True)
class AuthorModel:
    """The model and how it was made: `about` has the corpus digest, the scores and the settings."""

    first: Trees
    second: Trees
    about: dict[str, Any] = field(default_factory=dict)

    def probabilities(self, features: FeatureTable, companions: Companions) -> Floats:
        """The probability of each claim, 0 to 1."""
        if not features.names:
            return np.zeros(0)
        odds = self.second.odds(second_features(features, self.first.odds(features), companions))
        chances: Floats = 1 / (1 + np.exp(-odds))
        return chances


def save_author_model(model: AuthorModel, path: Path) -> None:
    """Write the model to a file; the same model always gives the same bytes."""
    ModelFile([model.first, model.second], model.about).save(path)


def load_author_model(path: Path) -> AuthorModel:
    """Load the model from a file; raises `ModelError` for any other file and `OSError` if it is missing."""
    file = load_model_file(path, 2)
    first, second = file.looks
    return AuthorModel(first, second, file.about)


@cache
def shipped_author_model() -> AuthorModel:
    """The model shipped with newsbot, read once per process."""
    return load_author_model(MODEL_FILE)
