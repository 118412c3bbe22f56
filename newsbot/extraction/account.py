"""How a page was read, kept only if the caller asks for it.

`newsbot.explanation` puts it into words.
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
    """What came of each stage; `text_origin` is where the text comes from if the page itself shows none.

    `parts.blocks` have the final verdicts; `judgement.blocks` are the same unless `text_origin` is set.
    """

    parts: "PageParts"
    view: "PageView"
    judgement: "Judgement"
    ruling: "Ruling"
    kind: "PageKind"
    text_origin: "Origin | None" = None


@dataclass(slots=True)
class PageAccount:
    """How one page was read; no `reading` if it could not even be parsed."""

    reading: Reading | None = None
