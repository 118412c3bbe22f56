"""Where on the page a headline, authors and dates are the article's: near the headline and around the body.

Comments, teasers, sidebars and footers name people and dates too: they are left out by their class words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.items import BODY, Block

# Parts of the page where names and dates are not the article's.
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
_FRONT_PAGE = re.compile(r"\s*(?=\S)(?:(?:https?:)?//[^/?#]+)?/?(?:index\.(?:html?|php))?\s*\Z", re.IGNORECASE)
_ABOVE_HEADLINE = 4
_MAX_HEAD = 25
# Share of a block that counts as all of it.
_ALL = 0.9


def leads_home(block: TextBlock) -> bool:
    """Whether the block is a link to the front page."""
    return block.link_density > _ALL and any(_FRONT_PAGE.match(href or "") for href, _ in block.links)


def is_under_link(walk: Walk, order: int) -> bool:
    """Whether the block is right below one that is all link, in the same element, as in a list of articles."""
    above, element = walk.blocks[order - 1], walk.blocks[order].element
    if order == 0 or above.link_density <= _ALL:
        return False
    # The link is text of the container itself, or in an element of its own.
    return element.parent is not None and (element.parent is above.element.parent or element.parent is above.element)


def is_elsewhere(block: TextBlock) -> bool:
    """Whether class words and tags say that the block is in another part of the page than the article."""
    element = block.element
    tags = element.tags & _ELSEWHERE_TAGS
    if element.inherited & words.META and "article" in element.tags:
        # Drupal puts byline and date into a footer element of the article.
        tags -= {"footer"}
    return element.hidden or bool(element.inherited & _ELSEWHERE) or bool(tags)


@dataclass(slots=True, frozen=True)
class Places:
    """Where on the page authors and dates are the article's, as orders of blocks.

    `start` is the body's first block. `head` runs from a little above the headline to the body, and is empty if no
    headline is near; `title` is the last headline above the body, or None.
    """

    start: int
    title: int | None
    head: range


def find_places(blocks: Sequence[Block]) -> Places:
    start = next((index for index, block in enumerate(blocks) if block.verdict == BODY), 0)
    titles = [index for index in range(start) if blocks[index].verdict == "headline" or blocks[index].tag == "h1"]
    title = titles[-1] if titles else None
    is_near = title is not None and start - title <= _MAX_HEAD
    return Places(start, title, range(from_title(title), start) if is_near else range(0))


def from_title(title: int | None) -> int:
    """The start of the range above the headline; the site's top bar, farther up, shows today's date."""
    return 0 if title is None else max(0, title - _ABOVE_HEADLINE)
