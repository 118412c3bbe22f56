"""Notes and folds that editors put into a text, recognised by the software's own markup.

The content of such a box belongs to the article, though it looks unlike the paragraphs beside it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.text import comparison_key

# Classes of such boxes in Ghost, Docusaurus, MkDocs, Sphinx, GitHub's Markdown, VuePress and VitePress.
_CLASSES = frozenset("kg-callout-card kg-toggle-card admonition theme-admonition markdown-alert hint-container".split())
# VitePress's name for them means no more than "box", unless it is combined with one of its kinds.
_CUSTOM = "custom-block"
_KINDS = frozenset("tip info note important warning caution danger details".split())
_FOLD = "details"
_MAX_BLOCKS = 12
_LINKED = 0.5
_LEVELS = 6
# Minimum for the likeliest sentence of a fold below the text, since an appeal or a licence may be folded, too.
_LEAST_BELOW = 0.25
# Verdicts on a first line that hold for the whole box.
_OF_OTHERS = frozenset("advertisement related newsletter share comments cookie login donation biography print".split())
# Classes of folds, whose text is hidden at first.
_FOLDS = frozenset(("kg-toggle-card",))
# Verdicts due to class words or the tag of a box, which its own name overrules.
_OF_LAYOUT = frozenset(("sidebar", "aside", "teaser"))
_WORD = re.compile(r"[\W_]+")


def keep_editor_boxes(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Take in what no rule has taken out of such boxes between the body's first and last blocks.

    Right below the body only folds are taken in: a note there asks for money as often as it informs. A box without a
    sentence is left as it is; `undecided` is the verdict of blocks that no rule has taken out.
    """
    body = [order for order, verdict in enumerate(verdicts) if verdict == BODY]
    if not body:
        return
    container = blocks[body[0]].element.parent
    for box in _boxes(blocks, body[0], body[-1]):
        if box.parent is not container or verdicts[box.first_block] in _OF_OTHERS:
            continue
        inside = [order for order in box.blocks if verdicts[order] in (undecided, BODY, *_OF_LAYOUT)]
        likeliest = max((chances[order] for order in inside if is_prose(blocks[order])), default=0)
        if box.first_block > body[-1] and not _is_fold(box):
            continue
        least = 0 if body[-1] >= box.end_block or not _is_fold(box) else _LEAST_BELOW
        if likeliest > least:
            for order in inside:
                if chances[order] > 0 and _says_something(blocks[order], box):
                    verdicts[order] = BODY


def _is_fold(box: Element) -> bool:
    return box.tag == _FOLD or not _FOLDS.isdisjoint(box.attribute.split())


def _says_something(block: TextBlock, box: Element) -> bool:
    """Whether a block is text: not an emoji used as an icon, not links, not the "Note" that names the kind of box."""
    key = comparison_key(block.text)
    return bool(key) and block.link_density <= _LINKED and key not in _WORD.split(box.attribute.lower())


def _boxes(blocks: Sequence[TextBlock], first: int, last: int) -> Iterator[Element]:
    order, end = first, last
    while order <= min(end + 1, len(blocks) - 1):
        box = _box_around(blocks[order].element)
        if box is not None and box.first_block >= first and len(box.blocks) <= _MAX_BLOCKS:
            yield box
            order = box.blocks.stop
            end = max(end, order - 1)
        else:
            order += 1


def _box_around(element: Element | None) -> Element | None:
    found = None
    for _ in range(_LEVELS):
        if element is None:
            break
        if element.tag == _FOLD or _is_note(element.attribute):
            found = element
        element = element.parent
    return found


@lru_cache(maxsize=1_024)
def _is_note(attribute: str) -> bool:
    classes = attribute.split()
    return not _CLASSES.isdisjoint(classes) or (_CUSTOM in classes and not _KINDS.isdisjoint(classes))
