"""What the block model knows of each block of a page: its text, its place, and its neighbours.

`block_features` is the one list of features: training and reading both call it.
"""

from dataclasses import dataclass

import numpy as np

from newsbot.extraction.block_table import Columns, Floats, Integers, block_table
from newsbot.extraction.blocks import Walk
from newsbot.extraction.class_lexicon import ClassLexicon
from newsbot.extraction.place_features import place_features
from newsbot.extraction.text_features import PageHints, text_features

# What is also asked of a block's neighbours, and how many blocks away.
_NEIGHBOURS = {
    "length": 3,
    "link_density": 3,
    "tag_0": 3,
    "labels": 3,
    "last_char": 2,
    "furniture": 1,
    "person": 1,
}
_NO_NEIGHBOUR = -9.0
_NO_HEADLINE = -999.0
_IS_TITLE = 2
_SIBLING_REACH = 3
_NO_PARENT = -1.0


@dataclass(slots=True)
class FeatureTable:
    """`values` has a row a feature and a column a block; `names` are the rows' names."""

    names: tuple[str, ...]
    values: Floats


def block_features(walk: Walk, hints: PageHints, lexicon: ClassLexicon) -> FeatureTable:
    """The features of every block of a page that has one."""
    table = block_table(walk)
    columns = text_features(table, hints)
    columns |= place_features(table, lexicon.scores(walk.elements), columns["last_char"])
    columns |= _headline_features(columns, len(table))
    columns |= _neighbour_features(columns, len(table))
    columns |= _sibling_features(table.ancestors[:, 1])
    return FeatureTable(tuple(columns), np.array(list(columns.values()), np.float32))


def _headline_features(columns: Columns, count: int) -> Columns:
    """How far a block is from the headline: the last before the likely body, else the first."""
    order = np.arange(count)
    titles = np.flatnonzero(columns["title"] == _IS_TITLE)
    found: Columns = {}
    for name in ("prose", "likely"):
        first = int(order[0] - columns[f"{name}_after_first"][0])
        above = titles[titles <= first]
        headline = int(above[-1]) if len(above) else int(titles[0]) if len(titles) else None
        found[f"{name}_after_headline"] = np.full(count, _NO_HEADLINE) if headline is None else order - headline
        found[f"{name}_below_headline"] = np.full(count, _NO_HEADLINE if headline is None else first - headline)
    return found


def _neighbour_features(columns: Columns, count: int) -> Columns:
    """The same of the blocks before (-) and after (+)."""
    found: Columns = {}
    for name, reach in _NEIGHBOURS.items():
        column = columns[name].astype(np.float32)
        for step in range(1, reach + 1):
            nothing = np.full(min(step, count), _NO_NEIGHBOUR, np.float32)
            found[f"{name}-{step}"] = np.concatenate((nothing, column[:-step]))
            found[f"{name}+{step}"] = np.concatenate((column[step:], nothing))
    return found


def _sibling_features(parents: Integers) -> Columns:
    """Whether the blocks before and after stand in the same element's children."""
    found: Columns = {}
    for step in range(1, _SIBLING_REACH + 1):
        nothing = np.full(min(step, len(parents)), _NO_PARENT, np.float32)
        same = (parents[step:] == parents[:-step]).astype(np.float32)
        found[f"same_parent-{step}"] = np.concatenate((nothing, same))
        found[f"same_parent+{step}"] = np.concatenate((same, nothing))
    return found
