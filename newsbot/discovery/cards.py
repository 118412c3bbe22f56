"""Cards: the elements around one link on a list page, which can tell that it is a story's, whatever its address.

A link is judged among those that look like it: in a list of stories each has a date, or a text of its own, beside it.
"""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from newsbot.markup import attribute
from newsbot.text import text_weight

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Levels above an anchor that count as its look.
_LOOK_LEVELS = 3
# Levels above an anchor to search for its card.
_CARD_LEVELS = 4
_MAX_ANCHORS = 30
_MAX_CARD_CHARS = 1_500
# A text beside a link is a teaser from this many letters on; shorter ones are counts and labels.
_TEASER = 60.0
_HEADINGS = "h1,h2,h3,h4,h5,h6"
# A day: "5 Nov 2026", "2026-11-05", "11/05/2026", "5. November 2026", "2026年11月5日".
_DATE = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?[\s./-]{0,2}(?:de\s)?(?:[^\W\d_]{3,10}|\d{1,2})[\s.,/-]{1,2}(?:de\s)?(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}(?!\d)"
    r"|[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)"
)


def look(node: "LexborNode") -> str:
    """The names and classes of an anchor and of the elements above it."""
    found = [attribute(node, "class")]
    above = node.parent
    for _ in range(_LOOK_LEVELS):
        if above is None or not above.is_element_node:
            break
        found.append(f"{above.tag}.{attribute(above, 'class')}")
        above = above.parent
    return " ".join(found)


class Cards:
    """The cards of one page; each element is inspected once, however many anchors are in it.

    `stories` are the addresses, as written, of links already known to be stories: a card with one of them belongs to
    that story, not to the section or the author that it also names.
    """

    def __init__(self, stories: Collection[str]) -> None:
        self._stories = stories
        self._looks: dict[int, list[tuple[str, str]] | None] = {}

    def is_dated(self, node: "LexborNode") -> bool:
        """Whether the anchor's card shows a date."""
        card = self._card(node)
        if card is None:
            return False
        return card.css_first("time") is not None or bool(_DATE.search(_text_beside(card)))

    def has_teaser(self, node: "LexborNode") -> bool:
        """Whether the anchor's card has text that is not a link."""
        card = self._card(node)
        return card is not None and text_weight(_text_beside(card)) >= _TEASER

    def has_other_title(self, node: "LexborNode") -> bool:
        """Whether the heading of the anchor's card links elsewhere: the anchor may then be its section or author."""
        card, address = self._card(node), attribute(node, "href")
        heading = card.css_first(_HEADINGS) if card is not None else None
        return heading is not None and any(attribute(anchor, "href") != address for anchor in heading.css("a[href]"))

    def _card(self, node: "LexborNode") -> "LexborNode | None":
        """The largest element around an anchor with at most one heading and no anchor of another story."""
        card, own, address = None, look(node), attribute(node, "href")
        above = node.parent
        for _ in range(_CARD_LEVELS):
            if above is None or not above.is_element_node or above.tag in ("body", "main"):
                break
            anchors = self._anchors_in(above)
            if anchors is None or any(
                other != address and (found == own or other in self._stories) for other, found in anchors
            ):
                break
            card, above = above, above.parent
        return card

    def _anchors_in(self, node: "LexborNode") -> list[tuple[str, str]] | None:
        """Addresses and looks of the anchors in an element; None if it cannot be the card of a single story."""
        if node.mem_id not in self._looks:
            anchors = node.css("a[href]")
            is_card = len(anchors) <= _MAX_ANCHORS and len(node.css(_HEADINGS)) <= 1
            self._looks[node.mem_id] = [(attribute(a, "href"), look(a)) for a in anchors] if is_card else None
        return self._looks[node.mem_id]


def _text_beside(card: "LexborNode") -> str:
    """The text of a card without its links."""
    text = " ".join(card.text(separator=" ")[:_MAX_CARD_CHARS].split())
    for anchor in card.css("a[href]"):
        text = text.replace(" ".join(anchor.text(separator=" ").split()), " ", 1)
    return text
