"""How a page was read, kept for whoever asks why: nothing of it is made but where somebody does.

To put it into words is `explanation`'s.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbot.extraction.body.classifier import Judgement
    from newsbot.extraction.kinds.pagekind import PageKind
    from newsbot.extraction.kinds.signs import PageParts
    from newsbot.extraction.overruling import Ruling
    from newsbot.extraction.page_view import PageView
    from newsbot.items import Origin


@dataclass(slots=True)
class Reading:
    """What came of each stage; `told` is where the text comes from that the page itself does not show.

    `parts.blocks` have the verdicts as they are in the end, `judgement.blocks` are the same unless `told` is set.
    """

    parts: "PageParts"
    view: "PageView"
    judgement: "Judgement"
    ruling: "Ruling"
    kind: "PageKind"
    told: "Origin | None" = None


@dataclass(slots=True)
class PageAccount:
    """What is told of one page; no reading where the page was not even parsed."""

    reading: Reading | None = None
