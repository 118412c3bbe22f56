"""Headings without body below them: what they headed was taken out, or nothing follows."""

from collections.abc import Sequence

from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.table import Flags
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY

# Verdicts on content that has a heading of its own.
_LISTED_ELSEWHERE = frozenset(("related", "links", "newsletter", "teaser", "share", "tags", "comments"))
_MAX_LABEL = 60
_NEARLY_ALL = 0.9


def drop_empty_headings(blocks: Sequence[TextBlock], verdicts: list[str], sure: Flags) -> None:
    """Take out a heading whose list was taken out ("Editor's choice" above links), or with nothing below it.

    A last line of dashes or stars is taken out, too.
    """
    last = max((index for index, verdict in enumerate(verdicts) if verdict == BODY), default=-1)
    while last >= 0 and verdicts[last] == BODY and not sure[last] and _parts_only(blocks[last]):
        verdicts[last] = "after"
        last -= 1
    for index, verdict in enumerate(verdicts):
        if sure[index]:
            continue
        if verdict != BODY or blocks[index].element.tag not in HEADINGS:
            if verdict == BODY and _labels_links(blocks, verdicts, index):
                verdicts[index] = "heading"
            continue
        after = index + 1
        while after < len(verdicts) and verdicts[after] in _LISTED_ELSEWHERE:
            after += 1
        removed = after - index - 1
        is_list = removed > 1 and blocks[index + 1].element.tag not in HEADINGS
        if is_list or (removed and not _has_body(blocks, verdicts, after)):
            verdicts[index] = "heading"


def _parts_only(block: TextBlock) -> bool:
    """Whether a block only separates texts: a heading, or a line without a letter."""
    return block.element.tag in HEADINGS or not any(map(str.isalnum, block.text))


def _labels_links(blocks: Sequence[TextBlock], verdicts: Sequence[str], index: int) -> bool:
    """Whether a bold line is the heading of a list of links that was dropped."""
    block = blocks[index]
    if (
        len(block.text) > _MAX_LABEL
        or block.strong_chars < _NEARLY_ALL * len(block.text)
        or block.text.endswith((".", "!", "?"))
    ):
        return False
    below = blocks[index + 1 : index + 3]
    return len(below) > 1 and all(
        "li" in other.element.tags and other.link_density > _NEARLY_ALL and verdicts[other.order] in _LISTED_ELSEWHERE
        for other in below
    )


def _has_body(blocks: Sequence[TextBlock], verdicts: list[str], start: int) -> bool:
    """Whether a body paragraph follows before the next body heading."""
    for index in range(start, len(verdicts)):
        if verdicts[index] == BODY:
            return blocks[index].element.tag not in HEADINGS
    return False
