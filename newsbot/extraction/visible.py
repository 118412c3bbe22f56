"""Where on the page a headline, authors and dates are the article's: near the headline and around the body.

Comments, teasers, sidebars and footers name people and dates too: they are left out by their class words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from newsbot.extraction import class_words as words
from newsbot.extraction.blocks import TextBlock, Walk
from newsbot.extraction.elements import Element
from newsbot.items import BODY, Block

# Places where a name or a date is somebody else's.
_ELSEWHERE = (
    words.COMMENTS
    | words.RELATED
    | words.SIDEBAR
    | words.TEASER
    | words.FOOTER
    | words.NAVIGATION
    | words.COOKIE
    | words.ADVERTISEMENT
    | words.CAPTION
    | words.MODAL
)
_ELSEWHERE_TAGS = frozenset(("nav", "aside", "footer", "figcaption", "figure", "form", "li", "dialog"))
# What may hold a whole page, whatever it means elsewhere: ASP.NET's form, the canvas that a drawer slides over.
_AROUND_PAGE = words.MODAL
_AROUND_PAGE_TAGS = frozenset(("form", "dialog"))
_FRONT_PAGE = re.compile(r"\s*(?=\S)(?:(?:https?:)?//[^/?#]+)?/?(?:index\.(?:html?|php))?\s*\Z", re.IGNORECASE)
_MAX_TITLES = 4
_MAX_TITLE_CHARS = 400
_AFTER_BODY = 8
_ABOVE_HEADLINE = 4
_MAX_HEAD = 25
# Of a block, as good as all of it.
_ALL = 0.9
# Bylines and dates stand in lists, too ("<ul class=post-meta>").
_LIST_TAGS = frozenset(("li",))


def leads_home(block: TextBlock) -> bool:
    """Whether the block is a link to the front page."""
    return block.link_density > _ALL and any(_FRONT_PAGE.match(href or "") for href, _ in block.links)


def is_under_link(walk: Walk, order: int) -> bool:
    """Whether the block stands right below one that is all a link, in one element with it, as in a list of articles."""
    above, element = walk.blocks[order - 1], walk.blocks[order].element
    if order == 0 or above.link_density <= _ALL:
        return False
    # The link is text of the element itself, or has one of its own.
    return element.parent is not None and (element.parent is above.element.parent or element.parent is above.element)


@dataclass(slots=True, frozen=True)
class Elsewhere:
    """The class words and elements that are of another part of the page."""

    mask: int = _ELSEWHERE
    tags: frozenset[str] = _ELSEWHERE_TAGS

    def has(self, block: TextBlock) -> bool:
        element = block.element
        tags = element.tags & self.tags
        if element.inherited & words.META and "article" in element.tags:
            # Drupal puts byline and date into a footer element of the article.
            tags -= {"footer"}
        return element.hidden or bool(element.inherited & self.mask) or bool(tags)


ANYWHERE = Elsewhere()


@dataclass(slots=True, frozen=True)
class Places:
    """Where on the page authors and dates are the article's, by the order of the blocks.

    `start` is the body's first block, `end` a few after its last. `head` runs from a little above the headline to the
    body, empty where no headline is near; `title` is the last headline above the body, or None.
    """

    start: int
    end: int
    title: int | None
    head: range
    above: Elsewhere
    between: Elsewhere
    below: Elsewhere

    def are_find_elsewhere(self, order: int, block: TextBlock) -> bool:
        """Whether names and dates in this block are somebody else's."""
        place = self.between if order in self.head else self.above if order < self.start else self.below
        return place.has(block)


def find_places(walk: Walk, blocks: Sequence[Block]) -> Places:
    body = [index for index, block in enumerate(blocks) if block.verdict == BODY]
    start, end = (body[0], body[-1] + _AFTER_BODY) if body else (0, 0)
    titles = [index for index in range(start) if blocks[index].verdict == "headline" or blocks[index].tag == "h1"]
    title = titles[-1] if titles else None
    is_near = title is not None and start - title <= _MAX_HEAD
    above, below = _find_elsewhere([walk.blocks[index].element for index in body])
    return Places(
        start,
        end,
        title,
        range(from_title(title), start) if is_near else range(0),
        above,
        replace(above, tags=above.tags - _LIST_TAGS),
        below,
    )


def from_title(title: int | None) -> int:
    """Shortly above the headline; a site's top bar, farther up, shows today's date."""
    return 0 if title is None else max(0, title - _ABOVE_HEADLINE)


def _find_elsewhere(body: Sequence[Element]) -> tuple[Elsewhere, Elsewhere]:
    """What is elsewhere above the body and what is below, where comments follow: not what the body stands in itself."""
    if not body:
        return ANYWHERE, ANYWHERE
    mask = reduce(and_, (element.inherited for element in body))
    tags = _ELSEWHERE_TAGS - (_AROUND_PAGE_TAGS.intersection(*(element.tags for element in body)))
    return Elsewhere(_ELSEWHERE & ~mask, tags), Elsewhere(_ELSEWHERE & ~(mask & _AROUND_PAGE), tags)
