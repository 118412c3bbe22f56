"""Lines between paragraphs that link away: newsletter offers, and titles of other articles.

Editors write them as paragraphs, so that no tag or class gives them away, but the link's target does.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.text import SENTENCE_ENDS
from newsbot.urls import absolute_url, same_site

# A longer block is a paragraph that happens to mention where to sign up.
_MAX_OFFER = 200
_MIN_LINK = 0.2
_NEARLY_ALL = 0.95
_MIN_TITLE_WORDS = 3
_MAX_TITLE = 200
_MAX_LABEL = 40
# Minimum length of a title in a script without spaces between words.
_MIN_UNSPACED = 8
_LABEL_ENDS = (":", "：", "-", "–", "—", "|", "»", "›")
# More titles than this are a list, which may be the article itself.
_MAX_TITLES = 3
# An article offers newsletters of no more other sites than this; one about newsletters names more.
_MAX_OFFERED = 2
# Minimum length of a paragraph that announces the link below it: "The county has published its plan:".
_MIN_ANNOUNCEMENT = 35
_COLONS = (":", "：")
# Headings and items are judged together with their neighbours.
_CELLS_AND_ITEMS = frozenset(("li", "td", "th", "dt", "dd"))
_PARTS = _CELLS_AND_ITEMS | HEADINGS | {"blockquote"}
_SENTENCE_ENDS = (*SENTENCE_ENDS, *":;")
_CLOSING = " \"'”“’»«›)]』」）"
# A headline may be a question.
_STATEMENT_ENDS = tuple(set(_SENTENCE_ENDS) - set("?？؟"))
# The last path segment of subscription pages: "/newsletter", "/en/sign-up/", "#/portal/signup".
_SUBSCRIPTION = re.compile(
    r"(?:newsletters?|subscribe|subscriptions?|sign-?up|abo|abonnements?|abonnieren|abonnez-vous|boletin(?:es)?"
    r"|suscripcion|suscribete|suscribirse|iscriviti|assine|nieuwsbrief|nyhetsbrev|nyhedsbrev)(?:\.\w{3,5})?",
    re.IGNORECASE,
)
# Below one of these segments it may be a topic: "/topics/subscriptions".
_SUBJECTS = re.compile(
    r"tags?|topics?|them(?:a|en)|temas?|categor\w+|news|nachrichten|actualites?|noticias", re.IGNORECASE
)
# How a link asks readers to subscribe. A line with other words that goes on as a sentence is about the link's target.
_ASKS = re.compile(
    r"(?:please )?(?:sign|subscribe|get|join|receive|try|start|follow|read|click|become)\b|hier\b|jetzt|gleich|abonn"
    r"|melde|inscri|recevez|découvrez|suscr|recib|apúnt|únete|iscriv|ricev|abbon|assin|receb|inscrev|schrijf|ontvang"
    r"|prenum|anmäl|få |tilmeld|motta|zapisz|subskr|подпи",
    re.IGNORECASE,
)
# Vimeo's embed code puts this line below its player: "Harbour lights from Ada Moran on Vimeo.", each name a link.
_VIMEO = "vimeo.com/"
_MIN_CREDIT_LINK = 0.5
# Files that an article links to (a PDF, say) belong to it.
_FILE = re.compile(r"\.(?!html?\Z|php\Z|aspx?\Z|jsp\Z)[a-z]\w{1,3}\Z", re.IGNORECASE)


def drop_link_lines(blocks: Sequence[TextBlock], verdicts: list[str], url: str) -> None:
    """Drop such lines from the body unless nothing else would be left."""
    body = [order for order, verdict in enumerate(verdicts) if verdict == BODY]
    offers = [order for order in body if _opens_with_offer(blocks[order])]
    elsewhere = {address for order in offers if (address := _address_elsewhere(blocks[order], url))}
    if len(elsewhere) > _MAX_OFFERED:
        offers = []
    offers = [order for order in offers if _is_offer(blocks[order], url)]
    titles = [
        order for order in body[1:] if _is_title(blocks[order], url) and not _is_announced(blocks, verdicts, order)
    ]
    if len(titles) > _MAX_TITLES:
        titles = []
    titles += _left_of_lists(blocks, verdicts, body[1:])
    lines_of_players = [order for order in body if _is_player_credit(blocks[order])]
    if len({*offers, *titles, *lines_of_players}) < len(body):
        for found, verdict in ((offers, "newsletter"), (titles, "related"), (lines_of_players, "credit")):
            for order in found:
                verdicts[order] = verdict


def _is_player_credit(block: TextBlock) -> bool:
    """Whether a line is Vimeo's credit: links to the video, its author and Vimeo."""
    if len(block.links) < 2 or len(block.text) > _MAX_OFFER or block.link_density < _MIN_CREDIT_LINK:
        return False
    last = block.links[-1][1].strip()
    return last == "Vimeo" and all(_VIMEO in f"{href}/" for href, _ in block.links if href)


def _opens_with_offer(block: TextBlock) -> bool:
    """Whether a short line begins with a link to a subscription page."""
    if not block.links or len(block.text) > _MAX_OFFER:
        return False
    href, text = block.links[0]
    if not href or not text or not block.text.startswith(text):
        return False
    return _SUBSCRIPTION.fullmatch(_segments(href)[1].removeprefix("#")) is not None


def _segments(href: str) -> tuple[str, str]:
    """The last two segments of a link's path."""
    above, _, last = href.partition("?")[0].rstrip("/").rpartition("/")
    return above.rpartition("/")[2], last


def _is_offer(block: TextBlock, url: str) -> bool:
    """Whether such a line is an offer: not in a cell or item, and not a sentence about another site or a topic."""
    if block.link_density < _MIN_LINK or not block.element.tags.isdisjoint(_CELLS_AND_ITEMS):
        return False
    href, text = block.links[0]
    rest = block.text[len(text) :].lstrip(" ,")
    is_sentence = rest[:1].islower() and _ASKS.match(text) is None
    is_told_of = _address_elsewhere(block, url) is not None or _SUBJECTS.fullmatch(_segments(href or "")[0]) is not None
    return not (is_sentence and is_told_of)


def _address_elsewhere(block: TextBlock, url: str) -> str | None:
    """The first link's target if it is on another site."""
    href = block.links[0][0]
    address = absolute_url(href.partition("?")[0], url) if href else None
    return None if address is None or same_site(address, url) else address


def _is_title(block: TextBlock, url: str) -> bool:
    """Whether a line is only a link to another page of the site, and not a sentence.

    A label may precede it: "Pročitajte i: …".
    """
    if (
        len(block.links) != 1
        or not (block.link_density >= _NEARLY_ALL or _is_labelled(block))
        or not block.element.tags.isdisjoint(_PARTS)
    ):
        return False
    if len(block.text) > _MAX_TITLE:
        return False
    address = absolute_url(block.links[0][0], url) if block.links[0][0] else None
    return (
        address is not None
        and _FILE.search(urlsplit(address).path) is None
        and same_site(address, url)
        and (len(block.text.split()) >= _MIN_TITLE_WORDS or _is_labelled(block))
        and not block.text.rstrip(_CLOSING).endswith(_STATEMENT_ENDS)
    )


def _is_labelled(block: TextBlock) -> bool:
    """Whether a line is a short label ending in a colon or dash, followed only by a link of several words.

    A link of fewer words is a name: "Man of the match: Jack Hale".
    """
    title = block.links[0][1].strip()
    label = block.text.removesuffix(title)
    return (
        title != ""
        and 0 < len(label) < len(block.text)
        and len(label) <= _MAX_LABEL
        and (len(title.split()) >= _MIN_TITLE_WORDS or (" " not in title and len(title) >= _MIN_UNSPACED))
        and label.rstrip().endswith(_LABEL_ENDS)
    )


def _is_announced(blocks: Sequence[TextBlock], verdicts: Sequence[str], order: int) -> bool:
    """Whether the paragraph above announces the link: "Here is her letter to all families:"."""
    above = blocks[order - 1]
    return verdicts[order - 1] == BODY and above.weight >= _MIN_ANNOUNCEMENT and above.text.endswith(_COLONS)


def _left_of_lists(blocks: Sequence[TextBlock], verdicts: Sequence[str], body: Sequence[int]) -> list[int]:
    """The remaining items of lists that consist only of links and are mostly not body. Each list is checked once."""
    judged: dict[int, bool] = {}
    found = []
    for order in body:
        element = blocks[order].element
        if element.tag != "li" or element.parent is None or blocks[order].link_density < _NEARLY_ALL:
            continue
        whole = element.parent
        if whole.order not in judged:
            outside = sum(verdicts[other] != BODY for other in whole.blocks)
            judged[whole.order] = 2 * outside > len(whole.blocks) and all(
                blocks[other].link_density >= _NEARLY_ALL for other in whole.blocks
            )
        if judged[whole.order]:
            found.append(order)
    return found
