"""Features of the block model that a block's place gives: tags and labels above it, its container, its likes."""

import numpy as np
import numpy.typing as npt

from newsbot.extraction import class_words as words
from newsbot.extraction.block_table import (
    ENDS_SENTENCE,
    H1,
    MAX_HEIGHT,
    TAG_CODES,
    BlockTable,
    Columns,
    Flags,
    Floats,
    Integers,
)

_NEAR_TAGS = (
    "article main aside nav footer header form figure figcaption table ul ol blockquote li td th details dialog address"
    " dl section"
).split()
_CLASS_WORDS = {
    name.lower(): getattr(words, name)
    for name in (
        "ADVERTISEMENT AUTHOR BIOGRAPHY BODY BYLINE CAPTION COMMENTS COOKIE DATE DECK FOOTER HEADER HIDDEN META MODAL"
        " MODIFIED NAVIGATION NEWSLETTER PAYWALL PLAYER PROTECTED PUBLISHED PULL_QUOTE RELATED SHARE SIDEBAR TAGS"
        " TEASER TITLE UPDATED"
    ).split()
}
# A class word says less of a text the farther above it stands.
_CLASS_HEIGHT = 10
_DECAY = 0.75 ** np.arange(_CLASS_HEIGHT)
_MAX_PROSE = 600.0
_FAR = 99.0
_NO_VALUE = -1.0


def place_features(table: BlockTable, scores: Floats, last_chars: Floats) -> Columns:
    """One column a feature, one entry a block.

    `scores` are the class lexicon's, a row an element; `last_chars` the feature of that name.
    """
    lexicon = _lexicon(table, scores)
    total: Floats = lexicon["labels"]
    likely: Floats = 1 / (1 + np.exp(-total))
    return {
        **_tags(table),
        **_class_words(table),
        **lexicon,
        **_likes(table, last_chars),
        **_position(table),
        **_container(table, np.ones(len(table), np.float32), "prose"),
        **_container(table, likely, "likely"),
        **_unlike_the_rest(table, total, likely),
        **_elements(table),
        **_marks(table),
        **_passed(table),
    }


def _at(values: npt.NDArray[np.generic], places: Integers, default: float = 0.0) -> Floats:
    """The values of elements at `places`; `default` where there is no element (-1)."""
    found: Floats = np.where(places >= 0, values[places], default).astype(np.float32)
    return found


def _height_of(hits: Flags) -> Integers:
    """How far above a block the first hit stands, counted from 1; 0 for none. `hits` has a row a block."""
    height: Integers = np.where(hits.any(axis=1), hits.argmax(axis=1) + 1, 0)
    return height


# ------------------------------------------------------------------------------------ tags and labels


def _tags(table: BlockTable) -> Columns:
    above = np.where(table.ancestors >= 0, table.element_tags[table.ancestors], -1)
    columns: Columns = {f"tag_{height}": above[:, height] for height in range(4)}
    for tag in _NEAR_TAGS:
        columns[f"in_{tag}"] = _height_of(above == TAG_CODES[tag])
    elements = table.walk.elements
    itemprops = np.array([1 if item.itemprop == "articlebody" else 2 * bool(item.itemprop) for item in elements])
    itemprop = np.where(table.ancestors >= 0, itemprops[table.ancestors], 0)
    return {
        **columns,
        "heading_level": np.where(table.headings, above[:, 0] - H1 + 1, 0),
        "itemprop": itemprop[:, 0],
        "in_itemprop_body": _height_of(itemprop == 1),
        "hidden": table.hidden,
        "depth": table.element_depths[table.elements],
    }


def _class_words(table: BlockTable) -> Columns:
    """How near above a block each class word stands: 1 at its own element, less farther up, 0 for nowhere."""
    near = table.ancestors[:, :_CLASS_HEIGHT]
    masks = np.array([element.mask for element in table.walk.elements], np.int64)
    above = np.where(near >= 0, masks[near], 0)
    return {f"class_{name}": (((above & bit) != 0) * _DECAY).max(axis=1) for name, bit in _CLASS_WORDS.items()}


def _lexicon(table: BlockTable, scores: Floats) -> Columns:
    """What the class lexicon makes of the element, its parent, its grandparent, all above, and of them together."""
    own, parent, grandparent = (_at(scores[:, place], table.ancestors[:, place]) for place in range(3))
    above = table.ancestors[:, 3:]
    far = np.where(above >= 0, scores[:, 3][above], 0)
    nearest = np.column_stack([own, parent, grandparent, far])
    return {
        "labels_own": own,
        "labels_parent": parent,
        "labels_grandparent": grandparent,
        "labels_far": far.sum(axis=1),
        "labels_least": nearest.min(axis=1),
        "labels_most": nearest.max(axis=1),
        "labels": own + parent + grandparent + far.sum(axis=1),
    }


# ------------------------------------------------------------------------------------ likes and order


def _likes(table: BlockTable, last_chars: Floats) -> Columns:
    """The blocks of like elements in like parents: how many, how much of the page's text, how they end."""
    labels, weights = table.element_labels, table.weights
    pairs = labels[table.elements] * (len(table.walk.elements) + 1) + _at(labels, table.ancestors[:, 1], -1).astype(int)
    _, group = np.unique(pairs, return_inverse=True)
    count, weight = np.bincount(group), np.bincount(group, weights)
    order = np.arange(len(table))
    first, last, longest = np.full(len(count), len(table)), np.zeros(len(count)), np.zeros(len(count))
    np.minimum.at(first, group, order)
    np.maximum.at(last, group, order)
    np.maximum.at(longest, group, weights)
    linked = np.bincount(group, weights * table.link_density)
    columns = {
        "likes": count,
        "likes_share": weight / max(weights.sum(), 1),
        "likes_link_density": linked / np.maximum(weight, 1),
        "likes_sentences": np.bincount(group, last_chars == ENDS_SENTENCE) / count,
        "likes_longest": np.log1p(longest),
        "likes_mean": np.log1p(weight / count),
        "likes_span": (last - first + 1) / len(table),
    }
    return {name: column[group] for name, column in columns.items()}


def _position(table: BlockTable) -> Columns:
    order, weights = np.arange(len(table)), table.weights
    total = max(weights.sum(), 1)
    headings = np.flatnonzero(table.headings)
    before, after = _distances(headings, len(table), strict=True)
    return {
        "position": order / len(table),
        "text_before": (np.cumsum(weights) - weights) / total,
        "blocks": np.full(len(table), len(table)),
        "text": np.full(len(table), np.log1p(total)),
        "heading_before": before,
        "heading_after": after,
    }


def _distances(found: Integers, count: int, *, strict: bool = False) -> tuple[Floats, Floats]:
    """How many blocks lie between each block and the last one found before it, and the next one after it.

    `found` are the places of blocks, ascending. `strict`: a block that is found itself counts as its own last one.
    """
    order = np.arange(count)
    before, after = np.full(count, _FAR, np.float32), np.full(count, _FAR, np.float32)
    at = np.searchsorted(found, order, side="right" if strict else "left") - 1
    before[at >= 0] = (order - found[np.maximum(at, 0)])[at >= 0] if len(found) else _FAR
    at = np.searchsorted(found, order, side="right")
    has_next = at < len(found)
    after[has_next] = found[at[has_next]] - order[has_next]
    return np.minimum(before, _FAR), np.minimum(after, _FAR)


# ------------------------------------------------------------------------------------- the container


def _container(table: BlockTable, likelihood: Floats, name: str) -> Columns:
    """Where the innermost element with most of the page's prose is, and where a block lies in it.

    `likelihood` (0 to 1) weighs the prose: 1 for all of it, or what the labels above say.
    """
    prose = table.prose
    scores = _prose_scores(table, np.where(prose, np.minimum(table.weights, _MAX_PROSE), 0) * likelihood)
    total = max(scores[0], 1e-6)
    columns: Columns = {}
    for height in range(4):
        columns[f"{name}_share_{height}"] = _at(scores, table.ancestors[:, height]) / total
    for share in (0.4, 0.6, 0.85):
        above = table.ancestors == _innermost(table, scores, share * total)
        columns[f"{name}_height_{share}"] = np.where(above.any(axis=1), above.argmax(axis=1), _NO_VALUE)
    inside = columns[f"{name}_height_0.6"] >= 0
    return {
        **columns,
        **_place_within(table, inside & prose, np.flatnonzero(inside & prose & (likelihood > 0.2)), name),
    }


def _prose_scores(table: BlockTable, weights: Floats) -> Floats:
    """The prose in each element, in weighted characters."""
    count = len(table.walk.elements)
    scores = np.zeros(count)
    for height in range(MAX_HEIGHT):
        above = table.ancestors[:, height]
        held = above >= 0
        if not held.any():
            break
        scores += np.bincount(above[held], weights[held], minlength=count)
    return scores.astype(np.float32)


def _innermost(table: BlockTable, scores: Floats, least: float) -> int:
    """The deepest element whose score is `least` or more; the root if none is."""
    enough = np.flatnonzero(scores >= least)
    return int(enough[np.argmax(table.element_depths[enough])]) if len(enough) else 0


def _place_within(table: BlockTable, prose: Flags, found: Integers, name: str) -> Columns:
    count, order = len(table), np.arange(len(table))
    first, last = (int(found[0]), int(found[-1])) if len(found) else (count, 0)
    read = np.cumsum(np.where(prose, table.weights, 0))
    before, after = _distances(found, count)
    return {
        f"{name}_after_first": order - first,
        f"{name}_after_last": order - last,
        f"{name}_blocks": np.full(count, len(found)),
        f"{name}_read": np.concatenate(([0], read[:-1])) / max(read[-1], 1),
        f"{name}_before": before,
        f"{name}_next": after,
    }


def _unlike_the_rest(table: BlockTable, total: Floats, likelihood: Floats) -> Columns:
    """How a block differs from the prose of its page's likely body: what was set into it looks another way."""
    prose = np.where(table.prose, np.minimum(table.weights, _MAX_PROSE), 0) * likelihood
    scores = _prose_scores(table, prose)
    held = table.ancestors == _innermost(table, scores, 0.6 * max(scores[0], 1e-6))
    weights = np.where(held.any(axis=1) & table.prose, table.weights, 0)
    read = max(weights.sum(), 1)
    parents, labels = table.ancestors[:, 1], table.element_labels[table.elements]
    by_parent = np.bincount(parents + 1, weights, minlength=len(table.walk.elements) + 1)
    by_label = np.bincount(labels, weights)
    return {
        "same_parent_share": by_parent[parents + 1] / read,
        "same_label_share": by_label[labels] / read,
        "depth_off": table.element_depths[table.elements] - (weights @ table.element_depths[table.elements]) / read,
        "labels_off": total - (weights @ total) / read,
        "length_off": np.log1p(table.weights) - (weights @ np.log1p(table.weights)) / read,
    }


# -------------------------------------------------------------------------- elements, marks, neighbours


def _elements(table: BlockTable) -> Columns:
    """The text and the links in the elements above a block, and how many blocks share them."""
    elements = table.walk.elements
    chars = np.array([element.text_chars for element in elements], np.float32)
    links = np.array([element.link_chars for element in elements], np.float32) / np.maximum(chars, 1)
    columns: Columns = {}
    for height in range(4):
        above = table.ancestors[:, height]
        columns[f"element_text_{height}"] = np.log1p(_at(chars, above))
        columns[f"element_links_{height}"] = _at(links, above)
    for height in range(3):
        above = np.where(table.ancestors[:, height] >= 0, table.ancestors[:, height], len(elements))
        columns[f"element_blocks_{height}"] = np.bincount(above, minlength=len(elements) + 1)[above]
    steps = np.diff(table.elements)
    columns["step_before"] = np.clip(np.concatenate(([0], steps)), -50, 50)
    columns["step_after"] = np.clip(np.concatenate((steps, [0])), -50, 50)
    return columns


def _marks(table: BlockTable) -> Columns:
    """Where names and dates stand: bylines lie between headline and body."""
    blocks = table.walk.blocks
    marks = np.array([block.marks | block.element.mask for block in blocks], np.int64)
    columns: Columns = {}
    for name, bits in (("byline", words.BYLINE | words.AUTHOR), ("date", words.DATE)):
        marked = (marks & bits) != 0
        columns[f"has_{name}"] = marked
        columns[f"{name}_before"], columns[f"{name}_after"] = _distances(np.flatnonzero(marked), len(table))
    return columns


def _passed(table: BlockTable) -> Columns:
    """Pictures, embeds, controls and rules between a block and the one before, and the one after."""
    passed = np.array([block.passed for block in table.walk.blocks], np.float32)
    columns: Columns = {}
    for place, name in enumerate(("images", "embeds", "controls", "rules")):
        columns[f"{name}_before"] = passed[:, place]
        columns[f"{name}_after"] = np.append(passed[1:, place], 0)
    return columns
