"""A page's blocks and elements as arrays: the ground on which the block model's features are counted."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks import Walk
from newsbot.text import text_weight

Floats = npt.NDArray[np.floating[Any]]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Columns = dict[str, npt.NDArray[Any]]

# The model knows a tag by its place here; 0 is any other. A new one goes to the end, and the model is trained again.
TAGS = (
    "body main article section div p span header footer aside nav figure figcaption blockquote ul ol li dl dt dd table"
    " thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 form fieldset pre address details summary dialog center a caption"
    " hgroup"
).split()
TAG_CODES = {tag: code for code, tag in enumerate(TAGS, start=1)}
# What the feature "last_char" is for a text that ends as a sentence does.
ENDS_SENTENCE = 2
H1 = TAG_CODES["h1"]
_H6 = TAG_CODES["h6"]
# Elements above a block that are looked at, its own among them.
MAX_HEIGHT = 24
_MIN_PROSE = 40.0
_LINKED = 0.5


@dataclass(slots=True)
class BlockTable:
    """n blocks and m elements: arrays of n unless said otherwise.

    `ancestors` (n, MAX_HEIGHT) are the elements that hold a block, its own first, by their order; -1 above the root.
    `element_tags`, `element_depths`, `element_labels` are of m; like elements (tag, class, id) share a label number.
    `weights` are characters, ideographs counted more.
    """

    walk: Walk
    ancestors: Integers
    element_tags: Integers
    element_depths: Integers
    element_labels: Integers
    chars: Floats
    weights: Floats
    link_density: Floats
    headings: Flags
    hidden: Flags

    def __len__(self) -> int:
        return len(self.chars)

    @property
    def elements(self) -> Integers:
        """The element of each block."""
        own: Integers = self.ancestors[:, 0]
        return own

    @property
    def prose(self) -> Flags:
        """Whether a block reads as a paragraph: long enough, few links, to be seen, no heading."""
        is_text = (self.weights >= _MIN_PROSE) & (self.link_density < _LINKED)
        return is_text & ~self.hidden & ~self.headings


def block_table(walk: Walk) -> BlockTable:
    """The arrays of a page; it must have a block."""
    blocks, elements = walk.blocks, walk.elements
    parents = np.array([-1 if element.parent is None else element.parent.order for element in elements], np.int64)
    tags = np.array([TAG_CODES.get(element.tag, 0) for element in elements], np.int64)
    numbers: dict[tuple[str, str, str], int] = {}
    labels = [
        numbers.setdefault((element.tag, element.attribute, element.labels), len(numbers)) for element in elements
    ]
    chars = np.array([len(block.text) for block in blocks], np.float32)
    ancestors = _ancestors(np.array([block.element.order for block in blocks], np.int64), parents)
    own = ancestors[:, 0]
    return BlockTable(
        walk,
        ancestors,
        tags,
        np.array([element.depth for element in elements], np.int64),
        np.array(labels, np.int64),
        chars,
        np.array([text_weight(block.text) for block in blocks], np.float32),
        np.array([block.link_chars for block in blocks], np.float32) / np.maximum(chars, 1),
        (tags[own] >= H1) & (tags[own] <= _H6),
        np.array([element.hidden for element in elements], np.bool_)[own],
    )


def _ancestors(own: Integers, parents: Integers) -> Integers:
    above = np.full((len(own), MAX_HEIGHT), -1, np.int64)
    # The last entry stands for "no parent", so that -1 leads to -1.
    parents = np.append(parents, -1)
    current = own
    for height in range(MAX_HEIGHT):
        above[:, height] = current
        current = parents[current]
    return above
