"""Pages with something around the article, and the authors and dates found on them."""

from newsbot.extraction.authors.choice import choose_authors
from newsbot.extraction.authors.features import Story
from newsbot.extraction.authors.visible import visible_authors
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.dates.visible import visible_dates
from newsbot.extraction.document import parse_document
from newsbot.items import Candidate

URL = "https://example.com/2026/11/floods"
TITLE = "Floods close the valley road"
TEXT = "".join(
    f"<p>Paragraph {number} of the article says at some length what happened to the road, to the bridge and to"
    " the people in the valley that night.</p>"
    for number in range(4)
)


def page(top: str = "", before: str = "", after: str = "", bottom: str = "") -> str:
    return f"<body>{top}<main><article><h1>{TITLE}</h1>{before}{TEXT}{after}</article></main>{bottom}</body>"


def candidates(html: str, *declared: Candidate) -> list[Candidate]:
    walk = walk_blocks(parse_document(html, URL).tree)
    return visible_authors(walk, classify(walk, PageHints([TITLE], url=URL)), URL, declared)


def authors(html: str, *declared: Candidate) -> list[str]:
    """The authors chosen on the page, whose metadata is `declared`."""
    seen = candidates(html, *declared)
    return [author.name for author in choose_authors([*declared, *seen], ["example.com"], "en", Story(TITLE)).authors]


def dates(html: str) -> tuple[list[str], list[str]]:
    walk = walk_blocks(parse_document(html, URL).tree)
    seen = visible_dates(walk, classify(walk, PageHints([TITLE], url=URL)), URL)
    return [candidate.value for candidate in seen.published], [candidate.value for candidate in seen.modified]
