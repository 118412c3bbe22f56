"""How likely each claim names an author of the page: decision trees, learned by `benchmarks/train_authors.py`.

Two looks: the first trees know a claim and what the others are like, the second also what the first made of them all.
The model is one file and needs numpy only.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from newsbot.extraction.author_features import second_features
from newsbot.extraction.block_model import ModelError, Trees
from newsbot.extraction.block_table import Floats
from newsbot.extraction.features import FeatureTable

MODEL_FILE = Path(__file__).with_name("author_model.npz")
_LOOKS = ("first", "second")
_PARTS = {"starts": np.int32, "features": np.int16, "borders": np.float32, "masks": np.uint32, "leaves": np.float16}


@dataclass(slots=True)
class AuthorModel:
    """The model with what is known of its making: `about` has the corpus digest, the scores and the settings."""

    first: Trees
    second: Trees
    about: dict[str, Any] = field(default_factory=dict)

    def probabilities(self, features: FeatureTable) -> Floats:
        """The probability of each claim, 0 to 1."""
        if not features.names:
            return np.zeros(0)
        odds = self.second.odds(second_features(features, self.first.odds(features)))
        chances: Floats = 1 / (1 + np.exp(-odds))
        return chances


def save_author_model(model: AuthorModel, path: Path) -> None:
    """Write the model as a compressed npz file, the same bytes for the same model."""
    arrays: dict[str, Any] = {"about": np.array(json.dumps(model.about, sort_keys=True))}
    for name, trees in zip(_LOOKS, (model.first, model.second), strict=True):
        arrays[f"{name}_names"] = np.array(trees.names)
        arrays[f"{name}_bias"] = np.array(trees.bias)
        for part, kind in _PARTS.items():
            arrays[f"{name}_{part}"] = getattr(trees, part).astype(kind)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load_author_model(path: Path) -> AuthorModel:
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
                    float(file[f"{name}_bias"]),
                )
                for name in _LOOKS
            )
            return AuthorModel(first, second, json.loads(str(file["about"])))
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path} is no author model: {error}") from error


@cache
def shipped_author_model() -> AuthorModel:
    """The model that comes with newsbot, read once a process."""
    return load_author_model(MODEL_FILE)
