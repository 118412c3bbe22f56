"""Features from the first trees' results: how likely a block's neighbours, similar blocks and containers are body.

The first trees only know a block's place. Where they find the body, and how sure they are about a block's
surroundings, is input for the second trees.
"""

import numpy as np

from newsbot.extraction.blocks.table import BlockTable, Columns, Floats, Integers, neighbours

_REACH = 5
_LIMIT = 8.0
_NOBODY = -9.0
_SURE = 2.0
_MAX_PROSE = 600.0
_WINDOWS = (3, 8)


def context_features(table: BlockTable, odds: Floats) -> Columns:
    """One column per feature, one entry per block; `odds` are the first trees' log odds."""
    odds = np.clip(odds, -_LIMIT, _LIMIT).astype(np.float32)
    chances = 1 / (1 + np.exp(-odds))
    weights = np.minimum(table.weights, _MAX_PROSE)
    columns: Columns = {"odds": odds}
    columns |= neighbours(columns, {"odds": _REACH})
    for height in range(1, 5):
        above = table.ancestors[:, height] + 1
        columns[f"odds_in_{height}"], columns[f"odds_beside_{height}"] = _means(odds, above)
        held = np.bincount(above, weights)[above]
        columns[f"body_share_{height}"] = np.bincount(above, chances * weights)[above] / np.maximum(held, 1)
    own, parents = table.elements, table.ancestors[:, 1]
    same_tag = np.unique(table.element_tags[own] * (len(table.element_tags) + 1) + parents, return_inverse=True)[1]
    for name, group in (("likes", table.likes), ("label", table.element_labels[own]), ("tag", same_tag)):
        columns[f"odds_of_{name}"], columns[f"odds_of_other_{name}"] = _means(odds, group)
        most = np.full(int(group.max()) + 1, _NOBODY, np.float32)
        np.maximum.at(most, group, odds)
        columns[f"most_of_{name}"] = most[group]
    for name, found in (("body", odds > 0), ("sure", odds > _SURE)):
        columns |= _place_among(name, np.flatnonzero(found), np.where(found, weights, 0))
    return columns | _windows(chances * weights, weights) | _page(odds, chances * weights)


def _means(odds: Floats, group: Integers) -> tuple[Floats, Floats]:
    """The mean over each block's group, and the mean over the other blocks in it."""
    count = np.bincount(group)[group]
    total = np.bincount(group, odds)[group]
    return total / count, np.where(count > 1, (total - odds) / np.maximum(count - 1, 1), _NOBODY)


def _place_among(name: str, found: Integers, weights: Floats) -> Columns:
    """A block's position among those that are body according to the first trees."""
    count, order = len(weights), np.arange(len(weights))
    first, last = (int(found[0]), int(found[-1])) if len(found) else (count, -1)
    before = np.searchsorted(found, order, side="left")
    after = len(found) - np.searchsorted(found, order, side="right")
    read = np.cumsum(weights)
    return {
        f"{name}_from_first": order - first,
        f"{name}_from_last": order - last,
        f"{name}_count": np.full(count, len(found)),
        f"{name}_before": before,
        f"{name}_after": after,
        f"{name}_read": (read - weights) / max(float(read[-1]), 1),
    }


def _windows(body: Floats, weights: Floats) -> Columns:
    """How much of the text around a block is body according to the first trees."""
    columns: Columns = {}
    for reach in _WINDOWS:
        order = np.arange(len(weights))
        start, end = np.maximum(order - reach, 0), np.minimum(order + reach + 1, len(weights))
        sums = [np.concatenate(([0], np.cumsum(values))) for values in (body, weights)]
        inside, total = (held[end] - held[start] for held in sums)
        columns[f"body_within_{reach}"] = inside / np.maximum(total, 1)
    return columns


def _page(odds: Floats, body: Floats) -> Columns:
    unsure = int((np.abs(odds) < _SURE).sum())
    return {
        "page_body": np.full(len(odds), np.log1p(body.sum())),
        "page_unsure": np.full(len(odds), unsure),
    }
