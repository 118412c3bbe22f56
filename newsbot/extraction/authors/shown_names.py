"""Where the page shows the names that metadata declares: near the headline, in the body, below it, or elsewhere."""

import re
from collections.abc import Sequence

from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.byline import author_signs as signs
from newsbot.items import BODY, Block, Candidate

_MAX_DECLARED = 12
_BELOW = 12
# Separators in a list of names, of which only the first is searched for.
_LIST_MARKS = re.compile(r"[,;|/&]|\s(?:and|und|et|y|e|og|och|mit)\s")


def mark_shown(declared: Sequence[Candidate], walk: Walk, blocks: Sequence[Block], head: range, last: int) -> None:
    """Note in the signs of each declared name where it is shown; `last` is the body's last block."""
    if not declared:
        return
    texts = [block.text.casefold() for block in walk.blocks]
    start = head.stop
    inside = range(start, last + 1)
    parts = (
        (signs.SHOWN_HEAD, texts[head.start : start]),
        (signs.SHOWN_BODY, [texts[order] for order in inside if blocks[order].verdict == BODY]),
        (
            signs.SHOWN_BELOW,
            [texts[order] for order in inside if blocks[order].verdict != BODY] + texts[last + 1 : last + _BELOW],
        ),
        (signs.SHOWN_OUTSIDE, texts[: head.start] + texts[last + _BELOW :]),
    )
    joined = [(sign, "\n".join(part)) for sign, part in parts]
    for candidate in declared[:_MAX_DECLARED]:
        name = _LIST_MARKS.split(candidate.value.casefold(), maxsplit=1)[0].strip()
        if len(name) > 1:
            for sign, text in joined:
                if name in text:
                    candidate.signs |= sign
