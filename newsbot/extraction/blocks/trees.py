"""Decision trees, evaluated for all items at once: the basis of the block and the date model."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks.table import Floats, Integers

# The leaves of a tree must fit into the bits of a 32-bit number.
MAX_LEAVES = 32
# Trees times blocks that are processed at a time: as many as fit into a processor's cache.
_MAX_ANSWERS = 1 << 15
# The index of the only bit that is set, by a de Bruijn sequence.
_BIT_SEQUENCE = np.uint32(0x077CB531)
_BIT_PLACES = np.zeros(32, np.int64)
_BIT_PLACES[(np.left_shift(np.uint32(1), np.arange(32, dtype=np.uint32)) * _BIT_SEQUENCE) >> np.uint32(27)] = range(32)
_PARTS = {"features": np.int16, "borders": np.float32, "masks": np.uint32, "leaves": np.float16}


@dataclass(slots=True)
class FeatureTable:
    """`values` has a row per feature and a column per block; `names` are the rows' names."""

    names: tuple[str, ...]
    values: Floats


class ModelError(ValueError):
    """Raised for a file that is not a model, or for a model that was made for other features."""


# An unflattened tree: the index of a feature, a threshold, the subtree if the feature is at most the threshold, and
# the one if it is above; or a leaf's log odds.
Tree = tuple[int, float, "Tree", "Tree"] | float


@dataclass(slots=True)
class Trees:
    """Decision trees side by side: arrays with a row per question and a column per tree; `leaves` has a row per tree.

    A question asks whether the feature with the index `features` is above `borders`. `masks` has a bit for each leaf of
    the tree, from the left, that stays open after a yes; the first leaf that all answers leave open is the result
    (Lucchese et al. 2015, QuickScorer). `names` are the features that the indexes mean.
    """

    names: tuple[str, ...]
    features: Integers
    borders: Floats
    masks: npt.NDArray[np.uint32]
    leaves: Floats
    bias: float = 0.0
    # A bit for each leaf that a yes closes.
    _closing: npt.NDArray[np.uint32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._closing = ~self.masks

    def odds(self, features: FeatureTable) -> Floats:
        """The log odds of each block; raises `ModelError` if the features are not those of the model."""
        if features.names != self.names:
            raise ModelError(
                "a model was made for other features: train it again (benchmarks/train_blocks.py, train_dates.py)"
            )
        count = features.values.shape[1]
        odds = np.full(count, self.bias, np.float64)
        step = max(1, _MAX_ANSWERS // max(len(self.leaves), 1))
        for start in range(0, count, step):
            part = slice(start, start + step)
            odds[part] += self._sum_of_leaves(np.ascontiguousarray(features.values[:, part], np.float32))
        return odds

    def _sum_of_leaves(self, values: Floats) -> Floats:
        shape = (len(self.leaves), values.shape[1])
        # For few blocks everything is done in one step: each numpy call has its cost.
        step = min(max(1, _MAX_ANSWERS // max(shape[0] * shape[1], 1)), len(self.features))
        asked, is_yes = np.empty((step, *shape), np.float32), np.empty((step, *shape), np.bool_)
        shut, closed = np.empty((step, *shape), np.uint32), np.zeros(shape, np.uint32)
        for start in range(0, len(self.features), max(step, 1)):
            part = slice(start, start + step)
            features = self.features[part]
            size = len(features)
            if size < step:
                asked, is_yes, shut = asked[:size], is_yes[:size], shut[:size]
            values.take(features, axis=0, out=asked, mode="clip")
            np.greater(asked, self.borders[part, :, None], out=is_yes)
            # No bit where the answer is no. With numbers of two types numpy would copy each mask for each block.
            shut[:] = is_yes
            shut *= self._closing[part, :, None]
            closed |= shut[0] if size == 1 else np.bitwise_or.reduce(shut, axis=0)
        lowest = ~closed & (closed + np.uint32(1))
        places = _BIT_PLACES.take((lowest * _BIT_SEQUENCE) >> np.uint32(27))
        places += np.arange(0, self.leaves.size, MAX_LEAVES)[:, None]
        total: Floats = self.leaves.take(places).sum(axis=0)
        return total

    def arrays(self) -> Iterator[tuple[str, npt.NDArray[Any]]]:
        """The trees as named arrays for a file, each in its smallest type."""
        yield "names", np.array(self.names)
        yield "bias", np.array(self.bias)
        for name, kind in _PARTS.items():
            yield name, getattr(self, name).astype(kind)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]], prefix: str) -> Self:
        """The trees in a file whose `arrays` have names with this prefix; raises `KeyError` if one is missing."""
        features, borders, masks, leaves = (arrays[f"{prefix}{name}"] for name in _PARTS)
        return cls(
            tuple(str(name) for name in arrays[f"{prefix}names"]),
            features.astype(np.int64),
            borders,
            masks,
            leaves.astype(np.float64),
            float(arrays[f"{prefix}bias"]),
        )


@dataclass(slots=True)
class ModelFile:
    """A model as stored in its file: the trees of each stage, how it was made, and other arrays."""

    looks: list[Trees]
    about: dict[str, Any] = field(default_factory=dict)
    more: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write a compressed npz file; the same model gives the same bytes."""
        arrays = {f"{number}_{name}": array for number, look in enumerate(self.looks) for name, array in look.arrays()}
        about = np.array(json.dumps(self.about, sort_keys=True))
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, about=about, **self.more, **arrays)


def load_model_file(path: Path, looks: int, more: Sequence[str] = ()) -> ModelFile:
    """Load a model of `looks` stages with its other arrays.

    Raises `ModelError` if it is another file and `OSError` if it is missing.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            trees = [Trees.from_arrays(file, f"{number}_") for number in range(looks)]
            return ModelFile(trees, json.loads(str(file["about"])), {name: file[name] for name in more})
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path} is not a model of this newsbot: {error}") from error


def plant(names: tuple[str, ...], trees: Sequence[Tree], bias: float = 0.0) -> Trees:
    """The trees side by side; raises `ValueError` for one with more than `MAX_LEAVES` leaves."""
    grown = [_spread(tree) for tree in trees]
    shape = (max((len(questions) for questions, _ in grown), default=0), len(trees))
    # A tree with fewer questions is padded with ones answered no, which leave all leaves open.
    features, borders, masks = np.zeros(shape, np.int64), np.full(shape, np.inf, np.float32), np.zeros(shape, np.uint32)
    leaves = np.zeros((len(trees), MAX_LEAVES))
    for number, (questions, row) in enumerate(grown):
        leaves[number, : len(row)] = row
        for place, (feature, border, closed) in enumerate(questions):
            features[place, number], borders[place, number] = feature, border
            masks[place, number] = ~closed & (1 << MAX_LEAVES) - 1
    return Trees(names, features, borders, masks, leaves, bias)


def _spread(tree: Tree) -> tuple[list[tuple[int, float, int]], list[float]]:
    """A tree's questions (feature, border, the bits of the leaves that a yes closes) and its leaves."""
    questions: list[tuple[int, float, int]] = []
    leaves: list[float] = []

    def add(part: Tree) -> int:
        """Add a subtree; return the bits of its leaves."""
        if not isinstance(part, tuple):
            leaves.append(part)
            return 1 << (len(leaves) - 1)
        feature, border, no, yes = part
        closed = add(no)
        questions.append((feature, border, closed))
        return closed | add(yes)

    add(tree)
    return questions, leaves
