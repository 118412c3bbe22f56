"""Names of blocks by their place in the site's template: the same on all pages, whatever the text.

Each block has three names, from fine to coarse, so that what one template teaches still helps with the next: by the
classes of all elements above it, by its own classes and its parent's, and by numbered tags alone.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.text import SENTENCE_ENDS

if TYPE_CHECKING:
    from newsbot.extraction.blocks.elements import Element

Keys = npt.NDArray[np.uint32]
Kinds = npt.NDArray[np.uint8]

_MAX_TOKENS = 12
_MAX_ATTRIBUTE = 400
_CACHED = 20_000
_DIGITS = re.compile(r"\d+")
# Classes of WordPress and others for the subject of an article, not for the structure of its page.
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
# In letters of an alphabet: a sentence in ideographs has few characters.
_SHORT = 40.0
LABEL_WEIGHT = 25.0
_MAX_TEXT = 600
_FIGURES = str.maketrans("123456789", "000000000")
_CELLS = frozenset(("td", "th"))
_LETTER = re.compile(r"[^\W\d_]")


def block_keys(walk: Walk) -> tuple[Keys, Kinds]:
    """The names of all blocks as numbers, one row per level (`LEVELS`) and one column per block; and their kinds."""
    named, kinds = class_keys(walk, walk.blocks)
    return np.vstack((named, place_keys(walk, walk.blocks, kinds))), kinds


def class_keys(walk: Walk, blocks: Sequence[TextBlock]) -> tuple[Keys, Kinds]:
    """The names by classes of some of the walk's blocks, in two rows, and their kinds."""
    names = _ClassNames(len(walk.elements))
    kinds = [_kind(block) for block in blocks]
    paths: list[int] = []
    nears: list[int] = []
    for block, number in zip(blocks, kinds, strict=True):
        path, _, near = names.of(block.element)
        kind = _KINDS[number]
        paths.append(crc32(kind, path))
        # Speakers' names below quotations are few, and alike wherever the quotations are.
        nears.append(crc32(kind) if number & SPEAKER else crc32(kind, near))
    return np.array((paths, nears), np.uint32), np.array(kinds, np.uint8)


def place_keys(walk: Walk, blocks: Sequence[TextBlock], kinds: Kinds) -> Keys:
    """The names by numbered ancestor tags of some of the walk's blocks."""
    places = _numbered_tags(walk)
    keys = [crc32(_KINDS[kind], places[block.element.order]) for block, kind in zip(blocks, kinds, strict=True)]
    return np.array(keys, np.uint32)


def text_key(block: TextBlock) -> int:
    """The text as a number; digits in a label are ignored: "3 min read" equals "5 min read".

    A cell that contains only digits keeps them: most tables of a site have some "12.4".
    """
    if block.weight < LABEL_WEIGHT and (block.element.tag not in _CELLS or _LETTER.search(block.text)):
        return _label_key(block.text)
    return crc32(block.text[:_MAX_TEXT].encode("utf-8", "replace"))


@lru_cache(maxsize=_CACHED)
def _label_key(text: str) -> int:
    return crc32(text.translate(_FIGURES).encode("utf-8", "replace"))


class _ClassNames:
    """The names of elements by classes, computed on demand: a crawl needs only those near the body."""

    def __init__(self, count: int) -> None:
        self.found: list[tuple[int, int, int] | None] = [None] * count

    def of(self, element: "Element") -> tuple[int, int, int]:
        """By the classes of all above; by tags alone; by its own and its parent's classes and the tags above."""
        found = self.found
        names = found[element.order]
        if names is not None:
            return names
        waiting = []
        current: Element | None = element
        while current is not None and (names := found[current.order]) is None:
            waiting.append(current)
            current = current.parent
        for current in reversed(waiting):
            label, parent = _label(current.tag, current.attribute), current.parent
            if names is None or parent is None:
                path = tag = near = crc32(label)
            else:
                path, tag = crc32(label, names[0]), crc32(_tag(current.tag), names[1])
                near = crc32(label, crc32(_label(parent.tag, parent.attribute), tag))
            found[current.order] = names = path, tag, near
        return names or (0, 0, 0)


def _numbered_tags(walk: Walk) -> list[int]:
    """The names of the elements, in order, by the numbered tags of all above."""
    places: list[int] = []
    # How many children with each tag were found so far, by parent and tag.
    twins: dict[tuple[int, str], int] = {}
    for element in walk.elements:
        name, parent = element.tag, element.parent
        if parent is None:
            places.append(crc32(_label(name, element.attribute)))
            continue
        above = parent.order
        twin = twins.get((above, name), 0)
        twins[above, name] = twin + 1
        places.append(crc32(_numbered(name, twin), places[above]))
    return places


@lru_cache(maxsize=_CACHED)
def _label(tag: str, attribute: str) -> bytes:
    """Tag and classes without the parts that differ from page to page."""
    tokens = (_DIGITS.sub("0", token) for token in attribute[:_MAX_ATTRIBUTE].split()[:_MAX_TOKENS])
    names = sorted({token for token in tokens if not token.startswith(_TOPICAL)})
    return f"/{tag}.{'.'.join(names)}".encode("utf-8", "replace")


@lru_cache(maxsize=_CACHED)
def _tag(tag: str) -> bytes:
    return f"/{tag}".encode("utf-8", "replace")


@lru_cache(maxsize=_CACHED)
def _numbered(tag: str, twins: int) -> bytes:
    return f"/{tag}{twins}".encode("utf-8", "replace")


# Further kinds, both of texts that are no sentence: below a picture, and at the end of a quotation.
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
    """What the text consists of: 1 for links, 2 for strong, 4 for italic, 8 for a mere label.

    For captions and speakers' names the label flag is left out, since there are few of them.
    """
    chars = len(block.text) or 1
    kind = 8 if block.weight < _SHORT and not block.text.endswith(SENTENCE_ENDS) else 0
    if not (block.link_chars or block.strong_chars or block.italic_chars or block.passed.images):
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
    """Whether a text is right below a picture and not a complete sentence: a caption or a label."""
    if not block.passed.images or len(block.text) > _LONGEST_CAPTION or block.text.endswith(_ENDS):
        return False
    return block.element.tag not in _NO_CAPTIONS and "blockquote" not in block.element.tags


def is_speaker(block: TextBlock) -> bool:
    """Whether a text names the speaker: within a quotation, below and set apart from its text, and no sentence."""
    element, chars = block.element, len(block.text)
    if element.tag != "blockquote" or block.order == element.first_block or chars > _LONGEST_NAME:
        return False
    return block.italic_chars > _EMPHASIS * chars and not block.text.endswith(_ENDS)


def spell_out(block: TextBlock, kind: int) -> str:
    """The finest signature in words: "div.entry > p, a label"."""
    parts: list[str] = []
    element: Element | None = block.element
    while element is not None and len(parts) < _SPELLED_HEIGHT:
        parts.append(_spelled(element.tag, element.attribute))
        element = element.parent
    return " > ".join(reversed(parts)) + _SPELLED_KINDS[kind]


@lru_cache(maxsize=_CACHED)
def _spelled(tag: str, attribute: str) -> str:
    return ".".join([tag, *attribute.split()[:_SPELLED_CLASSES]])[:_SPELLED_CHARS]
