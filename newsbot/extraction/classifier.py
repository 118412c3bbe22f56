"""Which blocks of a page are the article's body, and why the others are not.

Three steps: the container with the most prose (as readability does it), joined with its like siblings;
a verdict for each block in it by its element, class words and wording; then the edges: what stands before
the first and after the last paragraph.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from newsbot.extraction import class_words as words
from newsbot.extraction.blocks import Element, TextBlock, Walk
from newsbot.extraction.phrases import boilerplate_kind
from newsbot.items import Block
from newsbot.text import comparison_key

BODY = "body"
# Class words that put a block outside the body, in the order in which they name the reason.
_REASONS = (
    (words.HIDDEN, "hidden"),
    (words.COMMENTS, "comments"),
    (words.BIOGRAPHY, "biography"),
    (words.RELATED, "related"),
    (words.NEWSLETTER, "newsletter"),
    (words.SHARE, "share"),
    (words.TAGS, "tags"),
    (words.CAPTION, "caption"),
    (words.COOKIE, "cookie"),
    (words.MODAL, "modal"),
    (words.ADVERTISEMENT, "advertisement"),
    (words.NAVIGATION, "navigation"),
    (words.PULL_QUOTE, "pull-quote"),
    (words.BYLINE, "byline"),
    (words.DECK, "deck"),
    (words.META, "meta"),
    (words.DATE, "date"),
    (words.AUTHOR, "author"),
    (words.SIDEBAR, "sidebar"),
    (words.TEASER, "teaser"),
    (words.FOOTER, "footer"),
    (words.HEADER, "header"),
    (words.PLAYER, "player"),
    (words.PROTECTED, "login"),
)
_NEGATIVE = sum(bit for bit, _ in _REASONS) & ~(words.PLAYER | words.DECK | words.TEASER)
# Ancestors below the body's container that are never body.
_TAG_REASONS = (
    ("figcaption", "caption"),
    ("figure", "caption"),
    ("nav", "navigation"),
    ("aside", "sidebar"),
    ("footer", "footer"),
    ("form", "form"),
    ("dialog", "modal"),
    ("address", "contact"),
    ("caption", "caption"),
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARTS = frozenset(("li", "td", "th", "dd", "dt", "blockquote", "pre"))
# What nothing of the article follows; teasers and newsletter boxes stand between its paragraphs, too.
_ENDS = frozenset(("comments", "biography"))
# What stands below a heading of its own.
_LISTED_ELSEWHERE = frozenset(("related", "links", "newsletter", "teaser", "share", "tags", "comments"))
_MIN_PROSE = 40
_DESCEND_SHARE = 0.62
_HEAVY_SHARE = 0.4
_LINKED = 0.5
_SENTENCE_ENDS = tuple(".!?…。！？؟।۔:;\"”»“’'")
# One ideograph carries about as much as two and a half letters.
_WIDE = 2.5
_WIDE_CHARS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")


def text_weight(text: str) -> float:
    """The length of a text in letters of an alphabet; ideographs, kana and hangul count 2.5."""
    if text.isascii():
        return float(len(text))
    return len(text) + len(_WIDE_CHARS.findall(text)) * (_WIDE - 1)


def classify(walk: Walk, headlines: Collection[str], description: str | None = None) -> list[Block]:
    """Every block of the page with its verdict: "body", or the reason why it is not; order of the page.

    `headlines` are the page's titles; a block that repeats one is no body. All blocks have a reason other than
    "body" on a page without prose.
    """
    kinds = [boilerplate_kind(block.text) if len(block.text) < 400 else None for block in walk.blocks]
    place = _find_body(walk, kinds)
    titles = {comparison_key(headline) for headline in headlines}
    verdicts = [_verdict(block, kind, place, titles) for block, kind in zip(walk.blocks, kinds, strict=True)]
    _drop_copies(walk.blocks, verdicts)
    _keep_quotes(walk.blocks, verdicts)
    _trim_start(walk.blocks, verdicts, description)
    _trim_end(walk.blocks, verdicts, kinds)
    _drop_empty_headings(walk.blocks, verdicts)
    return [Block(block.text, block.element.tag, verdict) for block, verdict in zip(walk.blocks, verdicts, strict=True)]


# ---------------------------------------------------------------------------------------- container


def is_prose(block: TextBlock, kind: str | None = None) -> bool:
    """Whether a block reads as a paragraph: long enough, few links, no label."""
    return kind is None and block.link_density < _LINKED and text_weight(block.text) >= _MIN_PROSE


@dataclass(slots=True)
class _Place:
    """Where the body is: the containers that hold it, and the elements that hold much of it, by their order.

    What a heavy element is called does not count against its text: "subscriber-only" may wrap a whole article.
    """

    containers: set[int] = field(default_factory=set)
    heavy: set[int] = field(default_factory=set)


def _find_body(walk: Walk, kinds: Sequence[str | None]) -> _Place:
    """The element with the most prose, weighed by plausibility, and its siblings of the same kind."""
    scores: dict[int, float] = {}
    for block, kind in zip(walk.blocks, kinds, strict=True):
        element: Element | None = block.element
        if not is_prose(block, kind) or block.element.hidden or block.element.tag in _HEADINGS:
            continue
        weight = min(text_weight(block.text), 600.0) * _plausibility(block.element)
        while element is not None:
            scores[element.order] = scores.get(element.order, 0.0) + weight
            element = element.parent
    if not scores or max(scores.values()) <= 0:
        return _Place()
    children: dict[int, list[Element]] = {}
    for element in walk.elements:
        if element.parent is not None and element.order in scores:
            children.setdefault(element.parent.order, []).append(element)
    best = walk.elements[0]
    while True:
        inner = max(children.get(best.order, ()), key=lambda child: scores[child.order], default=None)
        share = _DESCEND_SHARE if inner is None or not inner.mask & words.BODY else 0.5
        if inner is None or inner.tag in _LEAVES or scores[inner.order] < share * scores[best.order]:
            break
        best = inner
    siblings = children.get(best.parent.order, []) if best.parent is not None else []
    heavy = {order for order, score in scores.items() if score >= _HEAVY_SHARE * scores[best.order]}
    return _Place({best.order} | _like_siblings(best, siblings), heavy)


_LEAVES = frozenset(("p", "li", "ul", "ol", "blockquote", "pre", "dl", "dd"))


def _like_siblings(best: Element, siblings: list[Element]) -> set[int]:
    """Siblings that carry on the body: the same tag and class, or a class that says body."""
    if not best.attribute:
        return set()
    return {
        sibling.order
        for sibling in siblings
        if sibling is not best
        and sibling.tag == best.tag
        and not sibling.mask & _NEGATIVE
        and (sibling.attribute == best.attribute or sibling.mask & words.BODY)
    }


def _plausibility(element: Element) -> float:
    """How likely a place holds the body, by what its ancestors are called: 0.05 to 2."""
    mask = element.inherited
    factor = 1.0
    if mask & words.BODY or element.itemprop == "articlebody":
        factor *= 2.0
    if "article" in element.tags or "main" in element.tags:
        factor *= 1.3
    if mask & (words.COMMENTS | words.COOKIE | words.MODAL):
        factor *= 0.1
    elif mask & _NEGATIVE:
        factor *= 0.5
    if element.tags & {"nav", "aside", "footer", "form", "dialog", "figcaption"}:
        factor *= 0.1
    if element.tags & {"li", "td"}:
        factor *= 0.7
    return factor


# ----------------------------------------------------------------------------------------- verdicts


def _verdict(block: TextBlock, kind: str | None, place: _Place, titles: set[str]) -> str:
    element, mask, tags = block.element, 0, set()
    inner: Element | None = element
    while inner is not None and inner.order not in place.containers:
        if inner.order not in place.heavy:
            mask |= inner.mask
            tags.add(inner.tag)
        inner = inner.parent
    if inner is None:
        return "outside"
    if element.hidden:
        return "hidden"
    if len(block.text) < 300 and comparison_key(block.text) in titles:
        return "headline"
    for tag, reason in _TAG_REASONS:
        if tag in tags and not (
            tag == "figure" and tags & {"table", "blockquote", "p", "li", "pre"} and "figcaption" not in tags
        ):
            return reason
    return kind or _class_reason(block, mask) or _link_reason(block, tags) or BODY


def _class_reason(block: TextBlock, mask: int) -> str | None:
    """The reason that the class words between block and container give.

    A long paragraph is not lost to a word that also names layouts ("content-header", "article-info").
    """
    negative = mask & ~words.BODY
    if text_weight(block.text) > 200 and block.link_density < 0.3:
        negative &= ~(words.META | words.HEADER | words.DATE | words.SIDEBAR | words.TEASER | words.AUTHOR)
    for bit, reason in _REASONS:
        if negative & bit:
            return reason
    if block.marks & (words.BYLINE | words.AUTHOR) and text_weight(block.text) < 120:
        return "byline"
    if block.marks & words.DATE and text_weight(block.text) < 60:
        return "date"
    return None


def _link_reason(block: TextBlock, tags: set[str]) -> str | None:
    """Text that is nearly all links is a pointer elsewhere, save inside quotes and tables."""
    density = block.link_density
    if density > 0.85 and not tags & {"td", "th"}:
        return "links"
    if density > _LINKED and not tags & {"blockquote", "td", "th", "li"} and len(block.text) < 200:
        return None if _leads_to_link(block) else "links"
    return None


def _leads_to_link(block: TextBlock) -> bool:
    """Whether a sentence holds the link: "The report is on the council's page." A teaser is its link's text."""
    if not block.links or not block.text.endswith(".") or block.text.endswith("..."):
        return False
    said = " ".join(block.links[0][1].split())
    return not block.text.startswith(said)


# -------------------------------------------------------------------------------------------- edges


def _drop_copies(blocks: list[TextBlock], verdicts: list[str]) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if verdicts[index] == BODY and len(block.text) >= 60:
            if block.text in seen:
                verdicts[index] = "copy"
            seen.add(block.text)


def _keep_quotes(blocks: list[TextBlock], verdicts: list[str]) -> None:
    """A pull quote that repeats no sentence of the body is a quote."""
    pulled = [index for index, verdict in enumerate(verdicts) if verdict == "pull-quote"]
    if pulled:
        body = "".join(
            comparison_key(block.text) for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY
        )
        for index in pulled:
            if comparison_key(blocks[index].text) not in body:
                verdicts[index] = BODY


def _anchors(blocks: list[TextBlock], verdicts: Iterable[str]) -> list[int]:
    """The indices of the body's paragraphs: what the edges are measured from."""
    return [
        index
        for index, verdict in enumerate(verdicts)
        if verdict == BODY and blocks[index].element.tag not in _HEADINGS and is_prose(blocks[index])
    ]


def _trim_start(blocks: list[TextBlock], verdicts: list[str], description: str | None) -> None:
    """Before the first paragraph only headings, quotes and sentences are body: no labels, dates, decks."""
    anchors = _anchors(blocks, verdicts)
    first = anchors[0] if anchors else len(blocks)
    for index in range(first):
        block = blocks[index]
        if verdicts[index] == BODY and not (
            block.element.tag in _HEADINGS - {"h1"}
            or block.element.tags & {"li", "blockquote"}
            or (block.element.tag == "p" and block.text.endswith(_SENTENCE_ENDS))
        ):
            verdicts[index] = "before"
    deck = comparison_key(description) if description and len(anchors) > 2 else ""
    for index in range(first + 1 if deck else 0):
        element = blocks[index].element
        above_text = element.tag in _HEADINGS | {"div", "header", "span"} and element is not blocks[anchors[1]].element
        if verdicts[index] == BODY and above_text and comparison_key(blocks[index].text) == deck:
            verdicts[index] = "deck"


def _trim_end(blocks: list[TextBlock], verdicts: list[str], kinds: Sequence[str | None]) -> None:
    """After the last paragraph only sentences and list items stay; a comment form or the like ends the body."""
    anchors = _anchors(blocks, verdicts)
    if not anchors:
        return
    for index in range(anchors[0] + 1, len(blocks)):
        kind = kinds[index]
        if kind in _ENDS and verdicts[index] != "outside":
            rest = [anchor for anchor in anchors if anchor > index]
            if len(rest) * 4 <= len(anchors):
                _cut(verdicts, index, f"after {kind}")
                break
    anchors = _anchors(blocks, verdicts)
    last = anchors[-1] if anchors else -1
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        short_label = not block.text.endswith(_SENTENCE_ENDS) and not block.element.tags & _PARTS
        if verdicts[index] == BODY and (block.element.tag in _HEADINGS or short_label):
            verdicts[index] = "after"


def keep_last_heading(blocks: list[Block]) -> None:
    """Take a heading after the last paragraph as body: what it stands over is on the next page."""
    last = max((index for index, block in enumerate(blocks) if block.verdict == BODY), default=len(blocks))
    for block in blocks[last + 1 : last + 2]:
        if block.verdict == "after" and block.tag in _HEADINGS:
            block.verdict = BODY


def _cut(verdicts: list[str], start: int, reason: str) -> None:
    for index in range(start, len(verdicts)):
        if verdicts[index] == BODY:
            verdicts[index] = reason


def _drop_empty_headings(blocks: list[TextBlock], verdicts: list[str]) -> None:
    """A heading whose list was taken out goes with it ("Editor's choice" above links); one above body stays."""
    for index, verdict in enumerate(verdicts):
        if verdict != BODY or blocks[index].element.tag not in _HEADINGS:
            continue
        after = index + 1
        while after < len(verdicts) and verdicts[after] in _LISTED_ELSEWHERE:
            after += 1
        removed = after - index - 1
        is_list = removed > 1 and blocks[index + 1].element.tag not in _HEADINGS
        if is_list or (removed and not _has_body(blocks, verdicts, after)):
            verdicts[index] = "heading"


def _has_body(blocks: list[TextBlock], verdicts: list[str], start: int) -> bool:
    """Whether a paragraph of the body follows before the next heading of it."""
    for index in range(start, len(verdicts)):
        if verdicts[index] == BODY:
            return blocks[index].element.tag not in _HEADINGS
    return False
