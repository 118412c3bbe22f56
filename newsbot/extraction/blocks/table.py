"""A page's blocks and elements as arrays, from which the block model's features are computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks.class_lexicon import Label
from newsbot.extraction.blocks.walk import Walk

Floats = npt.NDArray[np.floating[Any]]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Columns = dict[str, npt.NDArray[Any]]

# The model identifies a tag by its index here; 0 is any other. Append new ones, and train the model again.
TAGS = (
    "body main article section div p span header footer aside nav figure figcaption blockquote ul ol li dl dt dd table"
    " thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 form fieldset pre address details summary dialog center a caption"
    " hgroup"
).split()
TAG_CODES = {tag: code for code, tag in enumerate(TAGS, start=1)}
H1 = TAG_CODES["h1"]
H6 = TAG_CODES["h6"]
# How many elements above a block are considered, including its own.
MAX_HEIGHT = 24
_MIN_PROSE = 40.0
_LINKED = 0.5
_NO_NEIGHBOUR = -9.0


@dataclass(slots=True)
class BlockTable:
    """n blocks and m elements; arrays have length n unless noted.

    `ancestors` (n, MAX_HEIGHT) are the orders of the elements that hold a block, its own first; -1 above the root.
    All `element_…` have length m; `element_labels` are indexes into `labels`, which like elements share.
    `height` is how many columns of `ancestors` are in use.
    `weights` are characters, ideographs counted more. `likes` numbers the blocks of like elements in like parents.
    """

    walk: Walk
    ancestors: Integers
    element_parents: Integers
    element_tags: Integers
    element_depths: Integers
    element_labels: Integers
    labels: list[Label]
    element_masks: Integers
    element_chars: Floats
    element_link_chars: Floats
    chars: Floats
    weights: Floats
    link_density: Floats
    headings: Flags
    hidden: Flags
    prose: Flags
    likes: Integers
    height: int

    def __len__(self) -> int:
        return len(self.chars)

    @property
    def above(self) -> Integers:
        """`ancestors` with a row per level, without levels above the root for all blocks; at least four."""
        return self.ancestors.T[: max(self.height, 4)]

    @property
    def elements(self) -> Integers:
        """The element of each block."""
        own: Integers = self.ancestors[:, 0]
        return own


def block_table(walk: Walk) -> BlockTable:
    """The arrays of a page, which must have at least one block."""
    blocks, elements = walk.blocks, walk.elements
    # An element without text gets no label: no block needs it.
    numbers: dict[Label, int] = {("", "", ""): 0}
    codes = TAG_CODES.get
    rows = [
        (
            -1 if element.parent is None else element.parent.order,
            codes(element.tag, 0),
            element.depth,
            numbers.setdefault((element.tag, element.name, element.labels), len(numbers)) if element.text_chars else 0,
            element.mask,
            element.text_chars,
            element.link_chars,
            element.hidden,
        )
        for element in elements
    ]
    # One flat sequence of rows: an array made of tuples takes twice as long.
    flat = np.fromiter(chain.from_iterable(rows), np.int64, 8 * len(rows)).reshape(-1, 8)
    parents, tags, depths, labels, masks, element_chars, link_chars, hidden = np.ascontiguousarray(flat.T)
    chars = np.array([len(block.text) for block in blocks], np.float32)
    weights = np.array([block.weight for block in blocks], np.float32)
    link_density = np.array([block.link_chars for block in blocks], np.float32) / np.maximum(chars, 1)
    ancestors = _ancestors(np.array([block.element.order for block in blocks], np.int64), parents)
    own = ancestors[:, 0]
    headings = (tags[own] >= H1) & (tags[own] <= H6)
    is_hidden = hidden[own] > 0
    return BlockTable(
        walk=walk,
        ancestors=ancestors,
        element_parents=parents,
        element_tags=tags,
        element_depths=depths,
        element_labels=labels,
        labels=list(numbers),
        element_masks=masks,
        element_chars=element_chars.astype(np.float32),
        element_link_chars=link_chars.astype(np.float32),
        chars=chars,
        weights=weights,
        link_density=link_density,
        headings=headings,
        hidden=is_hidden,
        # What reads as a paragraph: long enough, few links, visible, no heading.
        prose=(weights >= _MIN_PROSE) & (link_density < _LINKED) & ~is_hidden & ~headings,
        likes=_likes(labels, ancestors),
        height=min(int(depths[own].max()) + 1, MAX_HEIGHT),
    )


def _ancestors(own: Integers, parents: Integers) -> Integers:
    above = np.full((MAX_HEIGHT, len(own)), -1, np.int64)
    # The last entry means "no parent", so that -1 maps to -1.
    parents = np.append(parents, -1)
    current = own
    for height in range(MAX_HEIGHT):
        above[height] = current
        current = parents[current]
    return above.T


def _likes(labels: Integers, ancestors: Integers) -> Integers:
    pairs = labels[ancestors[:, 0]] * (len(labels) + 1) + np.append(labels, -1)[ancestors[:, 1]]
    _, group = np.unique(pairs, return_inverse=True)
    numbers: Integers = group
    return numbers


def neighbours(columns: Columns, reaches: Mapping[str, int]) -> Columns:
    """The named columns shifted to the blocks before (-) and after (+), each by as many blocks as `reaches` says."""
    found: Columns = {}
    for name, reach in reaches.items():
        column = columns[name].astype(np.float32)
        fenced = np.concatenate((np.full(reach, _NO_NEIGHBOUR, np.float32), column, np.full(reach, _NO_NEIGHBOUR)))
        for step in range(1, reach + 1):
            found[f"{name}-{step}"] = fenced[reach - step : reach - step + len(column)]
            found[f"{name}+{step}"] = fenced[reach + step : reach + step + len(column)]
    return found
