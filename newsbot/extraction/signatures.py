"""What a block is called by the site's template: the same on all its pages, whatever the block says.

Three names from fine to coarse, so that what one template teaches still helps with the next: where the block stands by
the classes of all elements above it, by its own and its parent's, and by mere tags in their order.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks import TextBlock, Walk
from newsbot.extraction.lesson import LEVELS

if TYPE_CHECKING:
    from newsbot.extraction.elements import Element

Keys = npt.NDArray[np.uint32]

_MAX_TOKENS = 12
_MAX_ATTRIBUTE = 400
_CACHED = 20_000
_DIGITS = re.compile(r"\d+")
# Classes that say what an article is about, as WordPress and others write them, and not how its page is made.
_TOPICAL = (
    "category-",
    "tag-",
    "author-",
    "topic-",
    "keyword-",
    "section-",
    "post-0",
    "postid-0",
    "node-0",
    "page-id-0",
)
_LINKED = 0.6
_EMPHASIS = 0.9
_SHORT = 40
_LABEL_CHARS = 25
_MAX_TEXT = 600
_FIGURES = str.maketrans("123456789", "000000000")


def block_keys(walk: Walk) -> Keys:
    """The names of all blocks, as numbers: a row for each of `LEVELS`, a column for each block."""
    paths, nears, places = _element_keys(walk)
    found = np.empty((LEVELS, len(walk.blocks)), np.uint32)
    for column, block in enumerate(walk.blocks):
        order, kind = block.element.order, _KINDS[_kind(block)]
        found[0, column] = crc32(kind, paths[order])
        found[1, column] = crc32(kind, nears[order])
        found[2, column] = crc32(kind, places[order])
    return found


def text_key(text: str) -> int:
    """The text as a number; of a label without its figures: "3 min read" is "5 min read"."""
    if len(text) < _LABEL_CHARS:
        text = text.translate(_FIGURES)
    return crc32(text[:_MAX_TEXT].encode("utf-8", "replace"))


def _element_keys(walk: Walk) -> tuple[list[int], list[int], list[int]]:
    """The names of the elements, in their order."""
    paths: list[int] = []
    nears: list[int] = []
    places: list[int] = []
    tags: list[int] = []
    seen: Counter[tuple[int, str]] = Counter()
    for element in walk.elements:
        label = _label(element.tag, element.attribute)
        parent = element.parent
        if parent is None:
            path = tag = place = crc32(label)
            near = path
        else:
            above = parent.order
            tag = crc32(_tag(element.tag), tags[above])
            path = crc32(label, paths[above])
            near = crc32(label, crc32(_label(parent.tag, parent.attribute), tag))
            twins = seen[above, element.tag]
            seen[above, element.tag] += 1
            place = crc32(_numbered(element.tag, twins), places[above])
        paths.append(path)
        nears.append(near)
        places.append(place)
        tags.append(tag)
    return paths, nears, places


@lru_cache(maxsize=_CACHED)
def _label(tag: str, attribute: str) -> bytes:
    """Tag and classes without what differs from page to page."""
    tokens = (_DIGITS.sub("0", token) for token in attribute[:_MAX_ATTRIBUTE].split()[:_MAX_TOKENS])
    names = sorted({token for token in tokens if not token.startswith(_TOPICAL)})
    return f"/{tag}.{'.'.join(names)}".encode("utf-8", "replace")


@lru_cache(maxsize=_CACHED)
def _tag(tag: str) -> bytes:
    return f"/{tag}".encode("utf-8", "replace")


@lru_cache(maxsize=_CACHED)
def _numbered(tag: str, twins: int) -> bytes:
    return f"/{tag}{twins}".encode("utf-8", "replace")


_KIND_WORDS = ((1, "a link"), (2, "strong"), (4, "italic"), (8, "short"))
_SPELLED_HEIGHT = 3
_SPELLED_CLASSES = 2
_SPELLED_CHARS = 60
_KINDS = [f"|{number}".encode() for number in range(16)]


def _kind(block: TextBlock) -> int:
    """What the text is made of: 1 for links, 2 for strong, 4 for italic, 8 for a mere label."""
    chars = len(block.text) or 1
    return (
        (block.link_chars > _LINKED * chars)
        + 2 * (block.strong_chars > _EMPHASIS * chars)
        + 4 * (block.italic_chars > _EMPHASIS * chars)
        + 8 * (chars < _SHORT)
    )


def spell_out(block: TextBlock) -> str:
    """The finest name in words: "div.entry > p, a label"."""
    parts: list[str] = []
    element: Element | None = block.element
    while element is not None and len(parts) < _SPELLED_HEIGHT:
        parts.append(".".join([element.tag, *element.attribute.split()[:_SPELLED_CLASSES]])[:_SPELLED_CHARS])
        element = element.parent
    kinds = [words for bit, words in _KIND_WORDS if _kind(block) & bit]
    return ", ".join([" > ".join(reversed(parts)), *kinds])
