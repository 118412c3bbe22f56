"""Features of a block's place: tags and labels above it, its container, blocks like it, its neighbours.

They are computed for every block of a page, so each is an array operation over all of them.
"""

from itertools import chain

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.table import (
    H1,
    TAG_CODES,
    BlockTable,
    Columns,
    Flags,
    Floats,
    Integers,
    neighbours,
)

_NEAR_TAGS = "article main form figure figcaption table ul ol blockquote li section aside".split()
_CLASS_WORDS = "BODY CAPTION COMMENTS DECK HIDDEN META MODAL NAVIGATION RELATED SHARE SIDEBAR TEASER TITLE".split()
# The farther above a text a class word is, the less it says.
_CLASS_HEIGHT = 10
_DECAY = np.append(0, 0.75 ** np.arange(_CLASS_HEIGHT)).astype(np.float32)
_CLASS_BITS = np.array([getattr(words, name) for name in _CLASS_WORDS], np.int64)
_TAG_CODES = np.array([TAG_CODES[tag] for tag in _NEAR_TAGS], np.int8)
# Features that are also taken from a block's neighbours, and from how many blocks away.
_NEIGHBOURS = {"length": 2, "link_density": 3, "tag_0": 2, "labels": 3}
_MAX_PROSE = 600.0
_FAR = 99.0
_NO_VALUE = -1.0
_NO_HEADLINE = -999.0
_TITLE_LINK = 0.9
_SHARES = (0.4, 0.6, 0.85)


def place_features(table: BlockTable, scores: Floats, headline: int | None) -> Columns:
    """One column per feature, one entry per block.

    `scores` are the class lexicon's, a row per element; `headline` is the block that is the page's headline.
    """
    labels = _lexicon(table, scores)
    total: Floats = labels["labels"]
    likely: Floats = 1 / (1 + np.exp(-total))
    columns = {
        "length": np.log1p(table.weights),
        "link_density": table.link_density,
        **_tags(table),
        **_class_words(table),
        **labels,
        **_likes(table),
        **_position(table),
        **_container(table, np.ones(len(table), np.float32), "prose"),
        **_container(table, likely, "likely"),
        **_unlike_the_rest(table, total, likely),
        **_elements(table),
        **_siblings(table),
        **_headline(table, headline),
        **_marks(table),
        **_passed(table),
    }
    return columns | neighbours(columns, _NEIGHBOURS)


def _at(values: npt.NDArray[np.generic], places: Integers, default: float = 0.0) -> Floats:
    """The values of the elements at `places`; `default` if there is no element (-1)."""
    found: Floats = np.append(values, default)[places]
    return found


def _height_of(hits: Flags) -> Integers:
    """How many levels above a block the first hit is, counted from 1; 0 if there is none.

    The first dimension of `hits` is the level: the rows of all blocks are compared as wholes.
    """
    count = len(hits)
    # The lower the level, the higher the value; eight bits suffice.
    worth = np.arange(count, 0, -1, dtype=np.uint8).reshape(-1, *(1,) * (hits.ndim - 1))
    most = (hits * worth).max(axis=0).astype(np.int64)
    height: Integers = np.where(most > 0, count + 1 - most, 0)
    return height


# ------------------------------------------------------------------------------------ tags and labels


def _tags(table: BlockTable) -> Columns:
    above = np.append(table.element_tags, -1)[table.above]
    columns: Columns = {f"tag_{height}": above[height] for height in range(4)}
    near = _height_of(above.astype(np.int8)[:, None] == _TAG_CODES[:, None])
    columns |= {f"in_{tag}": near[number] for number, tag in enumerate(_NEAR_TAGS)}
    bodies = [element.order for element in table.walk.elements if element.itemprop == "articlebody"]
    is_body = np.zeros(len(table.walk.elements) + 1, np.bool_)
    is_body[bodies] = True
    return {
        **columns,
        "heading_level": np.where(table.headings, above[0] - H1 + 1, 0),
        "in_itemprop_body": _height_of(is_body[table.above]),
        "hidden": table.hidden,
        "depth": table.element_depths[table.elements],
    }


def _class_words(table: BlockTable) -> Columns:
    """How near above a block each class word is: 1 on its own element, less farther up, 0 if absent."""
    above = np.append(table.element_masks, 0)[table.above[:_CLASS_HEIGHT]]
    near = _DECAY[_height_of((above[:, None] & _CLASS_BITS[:, None]) != 0)]
    return {f"class_{name.lower()}": near[number] for number, name in enumerate(_CLASS_WORDS)}


def _lexicon(table: BlockTable, scores: Floats) -> Columns:
    """The class lexicon's scores for the element, its parent, its grandparent, all above, and all together."""
    scores = np.vstack((scores, np.zeros((1, scores.shape[1]), scores.dtype)))
    own, parent, grandparent = (scores[table.ancestors[:, place], place] for place in range(3))
    far = scores[:, 3][table.ancestors[:, 3:]]
    farther = far.sum(axis=1)
    nearest = np.column_stack((own, parent, grandparent))
    return {
        "labels_own": own,
        "labels_parent": parent,
        "labels_grandparent": grandparent,
        "labels_far": farther,
        "labels_least": np.minimum(nearest.min(axis=1), far.min(axis=1)),
        "labels_most": np.maximum(nearest.max(axis=1), far.max(axis=1)),
        "labels": own + parent + grandparent + farther,
    }


# ------------------------------------------------------------------------------------ likes and order


def _likes(table: BlockTable) -> Columns:
    """The blocks of like elements in like parents: how many, how much of the page's text, how far apart."""
    weights, group = table.weights, table.likes
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
        "likes_longest": np.log1p(longest),
        "likes_mean": np.log1p(weight / count),
        "likes_span": (last - first + 1) / len(table),
    }
    return {name: column[group] for name, column in columns.items()}


def _position(table: BlockTable) -> Columns:
    order, weights = np.arange(len(table)), table.weights
    total = max(weights.sum(), 1)
    before, after = _distances(np.flatnonzero(table.headings), len(table), strict=True)
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

    `found` are the indexes of blocks, ascending. `strict`: a found block counts as its own predecessor.
    """
    order = np.arange(count)
    if not len(found):
        return np.full(count, _FAR, np.float32), np.full(count, _FAR, np.float32)
    fenced = np.concatenate(([-1_000_000], found, [1_000_000]))
    after_it = np.searchsorted(found, order, side="right")
    before_it = after_it if strict else np.searchsorted(found, order, side="left")
    return np.minimum(order - fenced[before_it], _FAR), np.minimum(fenced[after_it + 1] - order, _FAR)


# ------------------------------------------------------------------------------------- the container


def _container(table: BlockTable, likelihood: Floats, name: str) -> Columns:
    """Where the innermost element with most of the page's prose is, and where a block lies in it.

    `likelihood` (0 to 1) weights the prose: 1 for all of it, or what the labels above say.
    """
    prose = table.prose
    scores = prose_scores(table, np.where(prose, np.minimum(table.weights, _MAX_PROSE), 0) * likelihood)
    total = max(float(scores[0]), 1e-6)
    columns: Columns = {}
    for height in range(4):
        columns[f"{name}_share_{height}"] = _at(scores, table.ancestors[:, height]) / total
    containers = np.array([_innermost(table, scores, share * total) for share in _SHARES])
    heights = _height_of(table.above[:, None] == containers[:, None]) - 1
    columns |= {f"{name}_height_{share}": heights[number] for number, share in enumerate(_SHARES)}
    inside = (heights[_SHARES.index(0.6)] >= 0) & prose
    return {**columns, **_place_within(table, inside, np.flatnonzero(inside & (likelihood > 0.2)), name)}


def prose_scores(table: BlockTable, weights: Floats) -> Floats:
    """The prose in each element, in weighted characters; `weights` are the blocks'."""
    count = len(table.walk.elements)
    held = np.flatnonzero(weights)
    above = table.above.T[held]
    # Indexes above the root (-1) are counted in a separate bin at the front.
    scores = np.bincount(above.ravel() + 1, np.repeat(weights[held], above.shape[1]), minlength=count + 1)
    return scores[1:].astype(np.float32)


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
    """How a block differs from the prose of the page's likely body: insertions look different."""
    prose = np.where(table.prose, np.minimum(table.weights, _MAX_PROSE), 0) * likelihood
    scores = prose_scores(table, prose)
    held = (table.above == _innermost(table, scores, 0.6 * max(float(scores[0]), 1e-6))).any(axis=0)
    weights = np.where(held & table.prose, table.weights, 0)
    read = max(weights.sum(), 1)
    parents, labels = table.ancestors[:, 1], table.element_labels[table.elements]
    by_parent = np.bincount(parents + 1, weights, minlength=len(table.walk.elements) + 1)
    by_label = np.bincount(labels, weights)
    depths, lengths = table.element_depths[table.elements], np.log1p(table.weights)
    return {
        "same_parent_share": by_parent[parents + 1] / read,
        "same_label_share": by_label[labels] / read,
        "depth_off": depths - (weights @ depths) / read,
        "labels_off": total - (weights @ total) / read,
        "length_off": lengths - (weights @ lengths) / read,
    }


# -------------------------------------------------------------------------- elements, marks, neighbours


def _elements(table: BlockTable) -> Columns:
    """The text and the links in the elements above a block, and how many blocks share them."""
    chars, count = table.element_chars, len(table.walk.elements)
    links = table.element_link_chars / np.maximum(chars, 1)
    columns: Columns = {}
    for height in range(4):
        above = table.ancestors[:, height]
        columns[f"element_text_{height}"] = np.log1p(_at(chars, above))
        columns[f"element_links_{height}"] = _at(links, above)
        if height < 3:
            columns[f"element_blocks_{height}"] = np.bincount(above + 1, minlength=count + 1)[above + 1]
    columns["step_after"] = np.clip(np.append(np.diff(table.elements), 0), -50, 50)
    return columns


def _siblings(table: BlockTable) -> Columns:
    """Sibling features: cards of a list are alike, each with a title that links elsewhere; parts of a body are not."""
    count = len(table.walk.elements)
    pairs = table.element_labels * (count + 1) + table.element_parents
    _, group = np.unique(pairs, return_inverse=True)
    alike = np.bincount(group)[group]
    is_title = (table.link_density > _TITLE_LINK) & (table.weights >= 15)
    above = table.above.T[is_title]
    titles = np.bincount(above.ravel() + 1, minlength=count + 1)[1:]
    columns: Columns = {}
    for height in range(3):
        columns[f"alike_{height}"] = np.minimum(_at(alike, table.ancestors[:, height]), _FAR)
        columns[f"linked_titles_{height + 1}"] = np.minimum(_at(titles, table.ancestors[:, height + 1]), _FAR)
    return columns


def _headline(table: BlockTable, headline: int | None) -> Columns:
    """How far a block is from the headline: in blocks, and how far above it an element holds both."""
    count = len(table)
    if headline is None:
        return {"after_headline": np.full(count, _NO_HEADLINE), "headline_height": np.full(count, _NO_VALUE)}
    holds = np.zeros(len(table.walk.elements) + 1, np.bool_)
    held = table.ancestors[headline]
    holds[held[held >= 0]] = True
    return {
        "after_headline": np.arange(count) - headline,
        "headline_height": _height_of(holds[table.above]),
    }


def _marks(table: BlockTable) -> Columns:
    """Where names and dates are: bylines lie between headline and body."""
    marks = np.array([block.marks for block in table.walk.blocks], np.int64) | table.element_masks[table.elements]
    columns: Columns = {}
    for name, bits in (("byline", words.BYLINE | words.AUTHOR), ("date", words.DATE)):
        marked = (marks & bits) != 0
        columns[f"has_{name}"] = marked
        columns[f"{name}_before"], columns[f"{name}_after"] = _distances(np.flatnonzero(marked), len(table))
    return columns


def _passed(table: BlockTable) -> Columns:
    """Pictures, controls and rules between a block and the one before, and pictures and controls before the next."""
    found = chain.from_iterable([block.passed for block in table.walk.blocks])
    passed = np.fromiter(found, np.float32).reshape(len(table), -1)
    after = np.vstack((passed[1:], np.zeros((1, passed.shape[1]), np.float32)))
    return {
        "images_before": passed[:, 0],
        "controls_before": passed[:, 2],
        "rules_before": passed[:, 3],
        "images_after": after[:, 0],
        "controls_after": after[:, 2],
    }
