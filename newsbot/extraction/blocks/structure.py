"""What the page's structure says about a block: class words and tags between it and the body's container.

The container is the element with the most prose (as in readability), with its like siblings. A block in it has a
reason against it if it is in a form, a comment list, a box of related links and so on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.walk import TextBlock

# Class words that put a block outside the body, in order of precedence for naming the reason.
REASONS = (
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
_NEGATIVE = sum(bit for bit, _ in REASONS) & ~(words.PLAYER | words.DECK | words.TEASER)
# Tags between block and container that are never body.
TAG_REASONS = (
    ("figcaption", "caption"),
    ("figure", "caption"),
    ("nav", "navigation"),
    ("aside", "aside"),
    ("footer", "footer"),
    ("form", "form"),
    ("dialog", "modal"),
    ("address", "contact"),
    ("caption", "caption"),
)
_WORD = re.compile(r"\w+")
_MIN_PROSE = 40
_DESCEND_SHARE = 0.62
_HEAVY_SHARE = 0.4
_NEARLY_ALL = 0.9
_LINKED = 0.5


def is_prose(block: TextBlock, kind: str | None = None) -> bool:
    """Whether a block reads as a paragraph: long enough, few links, no label."""
    return kind is None and block.link_density < _LINKED and block.weight >= _MIN_PROSE


@dataclass(slots=True)
class Place:
    """Where the body is: the containers that hold it, and the elements that hold much of it, by order.

    A heavy element's name does not count against its text: "subscriber-only" may wrap a whole article.
    """

    containers: set[int] = field(default_factory=set)
    heavy: set[int] = field(default_factory=set)


def find_place(elements: Sequence[Element], blocks: Sequence[TextBlock], kinds: Sequence[str | None]) -> Place:
    """The element with the most prose, weighted by plausibility, and its siblings of the same kind.

    `elements` are all of the page; `blocks`, with their `kinds`, are those among which the body is.
    """
    scores: dict[int, float] = {}
    for block, kind in zip(blocks, kinds, strict=True):
        element: Element | None = block.element
        if not is_prose(block, kind) or block.element.hidden or block.element.tag in HEADINGS:
            continue
        weight = min(block.weight, 600.0) * _plausibility(block.element)
        while element is not None:
            scores[element.order] = scores.get(element.order, 0.0) + weight
            element = element.parent
    if not scores or max(scores.values()) <= 0:
        return Place()
    children: dict[int, list[Element]] = {}
    for order in sorted(scores):
        if (parent := elements[order].parent) is not None:
            children.setdefault(parent.order, []).append(elements[order])
    best = elements[0]
    while True:
        inner = max(children.get(best.order, ()), key=lambda child: scores[child.order], default=None)
        share = _DESCEND_SHARE if inner is None or not inner.mask & words.BODY else 0.5
        if inner is None or inner.tag in _LEAVES or scores[inner.order] < share * scores[best.order]:
            break
        best = inner
    siblings = children.get(best.parent.order, []) if best.parent is not None else []
    heavy = {
        order
        for order, score in scores.items()
        if score >= _least_of_heavy(elements[order], blocks) * scores[best.order]
    }
    return Place({best.order} | _like_siblings(best, siblings), heavy)


def _least_of_heavy(element: Element, blocks: Sequence[TextBlock]) -> float:
    """The share of the body that an element must hold for its class words not to count against what it holds."""
    if element.mask & (words.COMMENTS | words.COOKIE | words.MODAL):
        return _NEARLY_ALL
    return _NEARLY_ALL if element.mask & words.RELATED and _is_teasers(element, blocks) else _HEAVY_SHARE


def _is_teasers(element: Element, blocks: Sequence[TextBlock]) -> bool:
    """Whether at least as many of an element's blocks have links as there are paragraphs in it."""
    start = blocks[0].order
    inside = blocks[max(0, element.first_block - start) : max(0, element.end_block - start)]
    prose = [block for block in inside if block.weight >= _MIN_PROSE and block.element.tag not in HEADINGS]
    return sum(bool(block.links) for block in inside) >= len(prose)


_LEAVES = frozenset(("p", "li", "ul", "ol", "blockquote", "pre", "dl", "dd"))


def _like_siblings(best: Element, siblings: list[Element]) -> set[int]:
    """Siblings that continue the body: the same tag and class, or a class that says body."""
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
    """How likely an element is to hold the body, judging by its ancestors' names: 0.05 to 2."""
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


# ----------------------------------------------------------------------------------------- reasons


def reason_against(block: TextBlock, place: Place) -> str | None:
    """The reason against a block, if any, from the tags, class words and links between it and the container."""
    element, mask, tags = block.element, 0, set()
    inner: Element | None = element
    while inner is not None and inner.order not in place.containers:
        if inner.order not in place.heavy:
            mask |= 0 if inner is element and _is_named_by_its_text(block) else inner.mask
            tags.add(inner.tag)
        inner = inner.parent
    for tag, reason in TAG_REASONS:
        if tag in tags and not (
            tag == "figure" and tags & {"table", "blockquote", "p", "li", "pre"} and "figcaption" not in tags
        ):
            return reason
    return _class_reason(block, mask) or _link_reason(block, tags)


def _is_named_by_its_text(block: TextBlock) -> bool:
    """Whether a heading's id is made of its own words, as links within a page need: "nav-the-new-hall"."""
    element = block.element
    if not element.mask or element.tag not in HEADINGS:
        return False
    words = set(_WORD.findall(block.text.casefold()))
    named = _WORD.findall(element.attribute.rpartition(" ")[2].casefold().replace("_", " "))
    return len(named) > 1 and 2 * sum(word in words for word in named) > len(named)


def _class_reason(block: TextBlock, mask: int) -> str | None:
    """The reason given by the class words between block and container.

    A long paragraph is not lost because of a word that also names layouts ("content-header", "article-info").
    """
    negative = mask & ~words.BODY
    if block.weight > 200 and block.link_density < 0.3:
        negative &= ~(words.META | words.HEADER | words.DATE | words.SIDEBAR | words.TEASER | words.AUTHOR)
    for bit, reason in REASONS:
        if negative & bit:
            return reason
    if block.marks & (words.BYLINE | words.AUTHOR) and block.weight < 120:
        return "byline"
    if block.marks & words.DATE and block.weight < 60:
        return "date"
    return None


def _link_reason(block: TextBlock, tags: set[str]) -> str | None:
    """Text that is nearly all links points elsewhere, except inside quotes and tables."""
    density = block.link_density
    if density > 0.85 and not tags & {"td", "th"}:
        return "links"
    if density > _LINKED and not tags & {"blockquote", "td", "th", "li"} and len(block.text) < 200:
        return None if _leads_to_link(block) else "links"
    return None


def _leads_to_link(block: TextBlock) -> bool:
    """Whether a sentence holds the link: "The report is on the council's page." A teaser is all link text."""
    if not block.links or not block.text.endswith(".") or block.text.endswith("..."):
        return False
    said = " ".join(block.links[0][1].split())
    return not block.text.startswith(said)
