"""Lines between the paragraphs that lead away by a link: offers of a newsletter, and titles of other articles.

Editors write them as paragraphs, so that no element or class tells; where the link leads does.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from newsbot.extraction.blocks import TextBlock
from newsbot.items import BODY
from newsbot.urls import absolute_url, same_site

# A longer one is a paragraph that mentions where to sign up.
_MAX_OFFER = 200
_MIN_LINK = 0.2
_NEARLY_ALL = 0.95
_MIN_TITLE_WORDS = 3
# More of them are a list, which may be the article itself.
_MAX_TITLES = 3
# A heading or an item is judged with those beside it.
_PARTS = frozenset(("li", "td", "th", "dt", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
_SENTENCE_ENDS = tuple(".!?…。！？؟।۔:;")
# The last words of an address where readers subscribe: "/newsletter", "/en/sign-up/", "#/portal/signup".
_SUBSCRIPTION = re.compile(
    r"(?:newsletters?|subscribe|subscriptions?|sign-?up|abo|abonnements?|abonnieren|abonnez-vous|boletin(?:es)?"
    r"|suscripcion|suscribete|suscribirse|iscriviti|assine|nieuwsbrief|nyhetsbrev|nyhedsbrev)(?:\.\w{3,5})?",
    re.IGNORECASE,
)
# What an article offers to read beside itself is its own.
_FILE = re.compile(r"\.(?!html?\Z|php\Z|aspx?\Z|jsp\Z)[a-z]\w{1,3}\Z", re.IGNORECASE)


def drop_link_lines(blocks: Sequence[TextBlock], verdicts: list[str], url: str) -> None:
    """Take such lines out of the body where paragraphs are left."""
    body = [order for order, verdict in enumerate(verdicts) if verdict == BODY]
    offers = [order for order in body if _is_offer(blocks[order])]
    titles = [order for order in body[1:] if _is_title(blocks[order], url)]
    if len(titles) > _MAX_TITLES:
        titles = []
    titles += [order for order in body[1:] if _is_left_of_list(blocks, verdicts, order)]
    if len({*offers, *titles}) < len(body):
        for found, verdict in ((offers, "newsletter"), (titles, "related")):
            for order in found:
                verdicts[order] = verdict


def _is_offer(block: TextBlock) -> bool:
    """Whether a short line begins with a link to where one subscribes."""
    if not block.links or len(block.text) > _MAX_OFFER or block.link_density < _MIN_LINK:
        return False
    href, text = block.links[0]
    if not href or not text or not block.text.startswith(text):
        return False
    last = href.partition("?")[0].rstrip("/").rpartition("/")[2]
    return _SUBSCRIPTION.fullmatch(last.removeprefix("#")) is not None


def _is_title(block: TextBlock, url: str) -> bool:
    """Whether a line of its own is nothing but a link to another page of the site, and no sentence."""
    if len(block.links) != 1 or block.link_density < _NEARLY_ALL or not block.element.tags.isdisjoint(_PARTS):
        return False
    address = absolute_url(block.links[0][0], url) if block.links[0][0] else None
    return (
        address is not None
        and _FILE.search(urlsplit(address).path) is None
        and same_site(address, url)
        and len(block.text.split()) >= _MIN_TITLE_WORDS
        and not block.text.endswith(_SENTENCE_ENDS)
    )


def _is_left_of_list(blocks: Sequence[TextBlock], verdicts: Sequence[str], order: int) -> bool:
    """Whether it is an item of a list of nothing but links of which most are no body."""
    element = blocks[order].element
    if element.tag != "li" or element.parent is None or blocks[order].link_density < _NEARLY_ALL:
        return False
    items = element.parent.blocks
    outside = sum(verdicts[other] != BODY for other in items)
    return 2 * outside > len(items) and all(blocks[other].link_density >= _NEARLY_ALL for other in items)
