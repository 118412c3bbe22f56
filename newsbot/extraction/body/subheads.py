"""Short lines between the parts of a text: subheads that are not heading elements, and signatures of readers' letters.

They are recognized by their markup: each has that of the others, and is between two parts.
"""

from collections.abc import Sequence

from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.text import comparison_key

_MAX_CHARS = 80
# Minimum number of lines with the same markup, and minimum probability of each.
_MIN_ALIKE = 2
_LEAST = 0.01
# Minimum for a last line below the text, which may be anything; at least `_MIN_ALIKE` others like it must be body.
_LEAST_LAST = 0.2
_LEAST_HEADING = 0.1
_NEARLY_ALL = 0.9
# What stands between the paragraphs of a text without being of it.
_INSERTED = frozenset(("links", "related", "advertisement", "print", "newsletter"))
_MOST_INSERTED = 3
_QUESTION = ("?", "？", "؟")
_SENTENCE_ENDS = tuple(".!…。！।۔:;,)]")

_Make = tuple[str, str, int, int, bool]


def keep_alike_subheads(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Keep lines between paragraphs that have the same markup as others of the page, if all their texts differ.

    Labels of advertisements are alike, too, but have the same text or the same beginning; captions follow pictures, and
    pointers to other pages are links. `undecided` is the verdict of blocks that no rule has rejected.
    """
    makes: dict[_Make, list[int]] = {}
    for index in range(1, len(blocks) - 1):
        if verdicts[index] in (undecided, BODY) and _is_label(blocks[index]):
            makes.setdefault(_make(blocks[index]), []).append(index)
    for alike in makes.values():
        if len(alike) < _MIN_ALIKE or all(verdicts[index] == BODY for index in alike):
            continue
        texts = [blocks[index].text for index in alike]
        said = set(map(comparison_key, texts))
        if "" in said or len(said) < len(alike) or _have_one_label(texts):
            continue
        *others, last = alike
        if _ends_text(blocks, verdicts, last):
            if chances[last] < _LEAST_LAST or sum(verdicts[index] == BODY for index in others) < _MIN_ALIKE:
                continue
        else:
            others = alike
        if all(_is_between(blocks, verdicts, index) for index in others):
            for index in alike:
                if chances[index] >= _LEAST:
                    verdicts[index] = BODY


def keep_headings_between(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: str) -> None:
    """Take in a heading between two blocks of the body, which no rule took out and nothing in it leads elsewhere.

    Right above it there may also be links or an advertisement, set between the paragraphs.

    On pages of publishers not seen in training, 14 of 15 such headings that the model leaves out belong to the text.
    """
    for index in range(1, len(blocks) - 1):
        if (
            verdicts[index] == undecided
            and blocks[index].element.tag in HEADINGS
            and verdicts[index + 1] == BODY
            and _is_below_body(verdicts, index)
            and chances[index] >= _LEAST_HEADING
            and not blocks[index].links
        ):
            verdicts[index] = BODY


def _is_below_body(verdicts: Sequence[str], index: int) -> bool:
    """Whether the body's last block above an index stands right there, or with only a few insertions between."""
    for order in range(index - 1, max(index - 2 - _MOST_INSERTED, -1), -1):
        if verdicts[order] == BODY:
            return True
        if verdicts[order] not in _INSERTED:
            return False
    return False


def _have_one_label(texts: Sequence[str]) -> bool:
    """Whether all begin with the same words and a colon ("Anzeige: …"), except for an interviewer's questions."""
    labels = {text.replace("：", ":").partition(":")[:2] for text in texts}
    return len(labels) == 1 and all(mark for _, mark in labels) and not all(text.endswith(_QUESTION) for text in texts)


def _is_label(block: TextBlock) -> bool:
    return (
        len(block.text) <= _MAX_CHARS
        and not block.links
        and not any(block.passed)
        and block.element.tag not in HEADINGS
        and block.text[:1].isalnum() | (block.text[:1] in "\"“„«»'‘¿")
        and not block.text[0].isdecimal()
        and not block.text.endswith(_SENTENCE_ENDS)
        and block.element.tags.isdisjoint(("li", "td", "th", "dd", "dt", "blockquote", "figure", "aside", "pre"))
    )


def _make(block: TextBlock) -> _Make:
    element = block.element
    is_strong = block.strong_chars > _NEARLY_ALL * len(block.text)
    return element.tag, element.name, element.depth, block.marks, is_strong


def _is_between(blocks: Sequence[TextBlock], verdicts: Sequence[str], index: int) -> bool:
    """Whether a line is right between a body paragraph and its sibling, which is a paragraph or a heading."""
    before, after = blocks[index - 1], blocks[index + 1]
    return (
        verdicts[index - 1] == verdicts[index + 1] == BODY
        and is_prose(before)
        and (is_prose(after) or after.element.tag in HEADINGS)
        and before.element.parent is after.element.parent
    )


def _ends_text(blocks: Sequence[TextBlock], verdicts: Sequence[str], index: int) -> bool:
    """Whether a bold line is right below the body's last paragraph, as a sibling, as the others are below theirs."""
    before, block = blocks[index - 1], blocks[index]
    return (
        _make(block)[-1]
        and verdicts[index - 1] == BODY
        and BODY not in verdicts[index + 1 :]
        and is_prose(before)
        and before.element.parent is block.element.parent
    )
