"""Which blocks of a page are the article's body, and why the others are not.

The block model says how likely each block is the body. What blocks alone cannot tell is decided here: second copies,
headline and standfirst, labels before the first paragraph.
"""

from collections.abc import Sequence

from newsbot.extraction.block_model import BlockModel, shipped_model
from newsbot.extraction.blocks import TextBlock, Walk
from newsbot.extraction.features import block_features
from newsbot.extraction.phrases import boilerplate_kind
from newsbot.extraction.text_features import PageHints
from newsbot.items import Block
from newsbot.text import comparison_key, text_weight

BODY = "body"
OUTSIDE = "outside"
# Chosen by cross-validation: lower keeps more decks, higher loses list items.
THRESHOLD = 0.5
# What reads as boilerplate must be this likely to be kept all the same.
_SURE = 0.9
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ABOVE_TEXT = frozenset((*_HEADINGS, "div", "header", "span"))
_MAX_BOILERPLATE = 400
_MAX_HEADLINE = 300
_MIN_COPY = 60
_MIN_PROSE = 40
_LINKED = 0.5
_SENTENCE_ENDS = tuple(".!?…。！？؟।۔:;\"”»“’'")


def classify(walk: Walk, hints: PageHints, model: BlockModel | None = None) -> list[Block]:
    """Every block of the page with its verdict: "body", or the reason why it is not; order of the page.

    `model` is the one that comes with newsbot unless another is given.
    """
    if not walk.blocks:
        return []
    model = model or shipped_model()
    chances = model.probabilities(block_features(walk, hints, model.lexicon))
    titles = {comparison_key(title) for title in hints.titles}
    verdicts = [_verdict(block, float(chance), titles) for block, chance in zip(walk.blocks, chances, strict=True)]
    _drop_copies(walk.blocks, verdicts)
    _trim_start(walk.blocks, verdicts)
    _drop_deck(walk.blocks, verdicts, hints.description)
    return [Block(block.text, block.element.tag, verdict) for block, verdict in zip(walk.blocks, verdicts, strict=True)]


def is_prose(block: TextBlock) -> bool:
    """Whether a block reads as a paragraph: long enough, few links."""
    return block.link_density < _LINKED and text_weight(block.text) >= _MIN_PROSE


def _verdict(block: TextBlock, chance: float, titles: set[str]) -> str:
    kind = boilerplate_kind(block.text) if len(block.text) < _MAX_BOILERPLATE else None
    if block.element.hidden:
        return "hidden"
    if len(block.text) < _MAX_HEADLINE and comparison_key(block.text) in titles:
        return "headline"
    if chance >= (THRESHOLD if kind is None else _SURE):
        return BODY
    return kind or OUTSIDE


# -------------------------------------------------------------------------------------------- edges


def _drop_copies(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if verdicts[index] == BODY and len(block.text) >= _MIN_COPY:
            if block.text in seen:
                verdicts[index] = "copy"
            seen.add(block.text)


def _paragraphs(blocks: Sequence[TextBlock], verdicts: Sequence[str]) -> list[int]:
    """The places of the body's paragraphs: what its edges are measured from."""
    return [
        index
        for index, verdict in enumerate(verdicts)
        if verdict == BODY and blocks[index].element.tag not in _HEADINGS and is_prose(blocks[index])
    ]


def _trim_start(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Before the first paragraph only headings, quotes and sentences are body: no labels, dates, names."""
    paragraphs = _paragraphs(blocks, verdicts)
    for index in range(paragraphs[0] if paragraphs else len(blocks)):
        block = blocks[index]
        if verdicts[index] == BODY and not (
            block.element.tag in _HEADINGS - {"h1"}
            or block.element.tags & {"li", "blockquote"}
            or (block.element.tag == "p" and block.text.endswith(_SENTENCE_ENDS))
        ):
            verdicts[index] = "before"


def _drop_deck(blocks: Sequence[TextBlock], verdicts: list[str], description: str) -> None:
    """Take out a first text that is the page's description and stands apart from the paragraphs."""
    deck = comparison_key(description)
    paragraphs = _paragraphs(blocks, verdicts)
    if not deck or len(paragraphs) < 3:
        return
    second = blocks[paragraphs[1]].element
    for index in range(paragraphs[0] + 1):
        element = blocks[index].element
        apart = element.parent is not second.parent or (element.tag in _ABOVE_TEXT and element is not second)
        if verdicts[index] == BODY and apart and comparison_key(blocks[index].text) == deck:
            verdicts[index] = "deck"


def keep_last_heading(blocks: Sequence[Block]) -> None:
    """Take a heading after the last paragraph as body: what it stands over is on the next page."""
    last = max((index for index, block in enumerate(blocks) if block.verdict == BODY), default=len(blocks))
    for block in blocks[last + 1 : last + 2]:
        if block.verdict == OUTSIDE and block.tag in _HEADINGS:
            block.verdict = BODY
