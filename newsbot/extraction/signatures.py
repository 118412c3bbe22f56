"""What a block is called by the site's template: the same on all its pages, whatever the block says.

Three names from fine to coarse, so that what one template teaches still helps with the next: where the block stands by
the classes of all elements above it, by its own and its parent's, and by mere tags in their order.
"""

import re
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
Kinds = npt.NDArray[np.uint8]

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


def block_keys(walk: Walk) -> tuple[Keys, Kinds]:
    """The names of all blocks, as numbers: a row for each of `LEVELS`, a column for each block; and their kinds."""
    paths, nears, places = _element_keys(walk)
    count = len(walk.blocks)
    keys: list[list[int]] = [[0] * count for _ in range(LEVELS)]
    path_keys, near_keys, place_keys = keys
    kinds: list[int] = [0] * count
    for at, block in enumerate(walk.blocks):
        order = block.element.order
        kinds[at] = number = _kind(block)
        kind = _KINDS[number]
        path_keys[at] = crc32(kind, paths[order])
        near_keys[at] = crc32(kind, nears[order])
        place_keys[at] = crc32(kind, places[order])
    return np.array(keys, np.uint32), np.array(kinds, np.uint8)


def text_key(text: str) -> int:
    """The text as a number; of a label without its figures: "3 min read" is "5 min read"."""
    if len(text) < _LABEL_CHARS:
        return _label_key(text)
    return crc32(text[:_MAX_TEXT].encode("utf-8", "replace"))


@lru_cache(maxsize=_CACHED)
def _label_key(text: str) -> int:
    return crc32(text.translate(_FIGURES).encode("utf-8", "replace"))


def _element_keys(walk: Walk) -> tuple[list[int], list[int], list[int]]:
    """The names of the elements in their order: by the classes above, by the nearest, and by the numbered tags.

    The nearest classes are its own and its parent's, below mere tags.
    """
    paths: list[int] = []
    places: list[int] = []
    tags: list[int] = []
    nears: list[int] = []
    labels: list[bytes] = []
    # The next twin of each tag below an element, by the element and the tag.
    twins: dict[tuple[int, str], int] = {}
    for element in walk.elements:
        name, parent = element.tag, element.parent
        label = _label(name, element.attribute)
        if parent is None:
            path = tag = place = near = crc32(label)
        else:
            above = parent.order
            tag = crc32(_tag(name), tags[above])
            path = crc32(label, paths[above])
            near = crc32(label, crc32(labels[above], tag))
            twin = twins.get((above, name), 0)
            twins[above, name] = twin + 1
            place = crc32(_numbered(name, twin), places[above])
        paths.append(path)
        places.append(place)
        tags.append(tag)
        nears.append(near)
        labels.append(label)
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


# Kinds in a row of names: below a picture and no sentence, and below a quotation, in it, and no sentence.
CAPTION, SPEAKER = 16, 32
_KIND_WORDS = (
    (1, "a link"),
    (2, "strong"),
    (4, "italic"),
    (8, "short"),
    (CAPTION, "like a caption"),
    (SPEAKER, "like a speaker's name"),
)
_SPELLED_HEIGHT = 3
_SPELLED_CLASSES = 2
_SPELLED_CHARS = 60
_KINDS = [f"|{number}".encode() for number in range(64)]
_SPELLED_KINDS = ["".join(f", {words}" for bit, words in _KIND_WORDS if number & bit) for number in range(64)]
_LONGEST_CAPTION = 200
_LONGEST_NAME = 80
_ENDS = tuple('.!?…。！？؟।۔;:,"”»」')
_NO_CAPTIONS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "dt"))


def _kind(block: TextBlock) -> int:
    """What the text is made of: 1 for links, 2 for strong, 4 for italic, 8 for a mere label.

    Captions and names of speakers are of one kind, however short: there are few of them.
    """
    chars = len(block.text) or 1
    kind = 8 if chars < _SHORT else 0
    if not (block.link_chars or block.strong_chars or block.italic_chars or block.passed[0]):
        return kind
    if is_like_caption(block):
        kind = CAPTION
    elif is_speaker(block):
        kind = SPEAKER
    if block.link_chars > _LINKED * chars:
        kind |= 1
    if block.strong_chars > _EMPHASIS * chars:
        kind |= 2
    if block.italic_chars > _EMPHASIS * chars:
        kind |= 4
    return kind


def is_like_caption(block: TextBlock) -> bool:
    """Whether a text stands right below a picture and is not a sentence that ends: a caption, or a label."""
    if not block.passed[0] or len(block.text) > _LONGEST_CAPTION or block.text.endswith(_ENDS):
        return False
    return block.element.tag not in _NO_CAPTIONS and "blockquote" not in block.element.tags


def is_speaker(block: TextBlock) -> bool:
    """Whether a text stands below a quotation, in it, set apart from it and no sentence: who said it."""
    element, chars = block.element, len(block.text)
    if element.tag != "blockquote" or block.order == element.first_block or chars > _LONGEST_NAME:
        return False
    return block.italic_chars > _EMPHASIS * chars and not block.text.endswith(_ENDS)


def spell_out(block: TextBlock, kind: int) -> str:
    """The finest name in words: "div.entry > p, a label"."""
    parts: list[str] = []
    element: Element | None = block.element
    while element is not None and len(parts) < _SPELLED_HEIGHT:
        parts.append(_spelled(element.tag, element.attribute))
        element = element.parent
    return " > ".join(reversed(parts)) + _SPELLED_KINDS[kind]


@lru_cache(maxsize=_CACHED)
def _spelled(tag: str, attribute: str) -> str:
    return ".".join([tag, *attribute.split()[:_SPELLED_CLASSES]])[:_SPELLED_CHARS]
