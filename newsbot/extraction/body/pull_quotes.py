"""Quotations set apart: those that only repeat a paragraph are no body; others are kept with their attribution."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from newsbot.extraction.blocks.class_words import PULL_QUOTE
from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.table import Flags, Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.text import comparison_key

_MIN_QUOTE = 20
_MIN_LONG_QUOTE = 30
_OWN_QUOTE = 0.15
_MAX_QUOTED_LINKS = 0.3
_QUOTE_MARKS = ("“", "„", "«", "»", '"', "「", "‟")
_QUOTES = frozenset(("blockquote", "aside", "figure"))
# Elements that hold a quotation and its speaker's name in one text, and how many of its last letters may be the name.
_HOLDERS = frozenset(("div", "aside", "figure", "blockquote", "section"))
_MAX_NAME = 40
# On some pages these elements are the paragraphs: a quotation's markup has less than this part (1/4) of the body.
_MANY = 4
_MIN_WITH_NAME, _MAX_WITH_NAME = 45, 300
_SENTENCE_ENDS = tuple('.!?…。！？؟।"”»')
# Each quotation is searched for in the whole text; on a page with more, the quotations are the text.
_MAX_QUOTES = 300
_MAX_NAMED = 50
# Maximum length of the speaker's name below a quotation.
_MAX_ATTRIBUTION = 80


def keep_own_quotes(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats) -> None:
    """Keep quotations between paragraphs that repeat none of them and are likely enough.

    Those marked as pull quotes may have any share of links.
    """
    quotes = [
        index
        for index in np.flatnonzero(chances >= _OWN_QUOTE).tolist()
        if verdicts[index] in ("outside", "pull-quote")
        and "blockquote" in blocks[index].element.tags
        and (blocks[index].element.inherited & PULL_QUOTE or blocks[index].link_density < _MAX_QUOTED_LINKS)
        and len(blocks[index].text) >= _MIN_QUOTE
        and BODY in verdicts[:index]
        and BODY in verdicts[index:]
    ]
    if quotes:
        keys = [comparison_key(block.text) for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY]
        for index in quotes:
            key = comparison_key(blocks[index].text)
            if not any(key in other for other in keys):
                verdicts[index] = BODY


def drop_repeated_quotes(blocks: Sequence[TextBlock], verdicts: list[str], kept: Flags) -> None:
    """Drop quotations set apart that only repeat part of a paragraph, unless the site keeps those of their kind."""
    quotes = [
        index
        for index, block in enumerate(blocks)
        if verdicts[index] == BODY
        and not kept[index]
        and block.element.tag != "th"
        and (
            block.element.mask & PULL_QUOTE
            or block.element.tags & _QUOTES
            or (block.element.tag not in HEADINGS and _is_long_quote(block))
        )
    ]
    if not 0 < len(quotes) <= _MAX_QUOTES:
        return
    keys = {index: comparison_key(blocks[index].text) for index, verdict in enumerate(verdicts) if verdict == BODY}
    for index in quotes:
        key = keys[index]
        # Weighted like `text_weight`: in some scripts fewer letters say as much.
        said = blocks[index].weight * len(key) / len(blocks[index].text)
        if said >= _MIN_QUOTE and any(key in other and other != key for other in keys.values()):
            verdicts[index] = "pull-quote"


def drop_quotes_with_names(blocks: Sequence[TextBlock], verdicts: list[str], kept: Flags) -> None:
    """Drop blocks unlike the paragraphs that repeat one and end in a speaker's name: "… price of a pintCol Hanley"."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    makes = Counter(blocks[index].element.make for index in body)
    quotes = [
        index
        for index in body
        if blocks[index].element.tag in _HOLDERS
        and _MIN_WITH_NAME <= len(blocks[index].text) <= _MAX_WITH_NAME
        and not blocks[index].text.endswith(_SENTENCE_ENDS)
        and not kept[index]
        and _MANY * makes[blocks[index].element.make] < len(body)
    ]
    if not 0 < len(quotes) <= _MAX_NAMED:
        return
    paragraphs = (index for index in body if _MANY * makes[blocks[index].element.make] >= len(body))
    whole = "\n".join(comparison_key(blocks[index].text) for index in paragraphs)
    for index in quotes:
        key = comparison_key(blocks[index].text)
        if key[: max(_MAX_NAME, len(key) - _MAX_NAME)] in whole:
            verdicts[index] = "pull-quote"


def _is_long_quote(block: TextBlock) -> bool:
    return len(block.text) > _MIN_LONG_QUOTE and block.text.startswith(_QUOTE_MARKS)


def keep_attributions(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Keep the caption of a figure with a quotation of the body and no picture: it names the speaker."""
    for index in range(1, len(blocks)):
        block, quote = blocks[index], blocks[index - 1]
        if (
            block.element.tag == "figcaption"
            and verdicts[index] == "caption"
            and verdicts[index - 1] == BODY
            and len(block.text) <= _MAX_ATTRIBUTION
            and "blockquote" in quote.element.tags
            and block.element.parent is not None
            and index - 1 in block.element.parent.blocks
            and not any(one.passed.images or one.passed.embeds for one in (block, quote))
        ):
            verdicts[index] = BODY
