"""A plain article to which tests add one difficulty, and the body that newsbot finds in it."""

from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.document import parse_document
from newsbot.items import BODY, Block

TITLE = "Floods close the valley road for a second day"
PROSE = [
    "The river rose by two metres in the night, and the road to the valley was closed until noon on Tuesday.",
    "Engineers inspected the old bridge in the morning and said that its pillars had not moved, unlike in 2013.",
    "“We have seen worse, but never this early in the year,” said the mayor, who spent the night at the town hall.",
    "Two schools stayed shut, and about forty families were taken to a sports hall on the other side of the hill.",
    "The weather service expects more rain from Thursday on, though less than what fell at the start of the week.",
]
P = [f"<p>{text}</p>" for text in PROSE]


def blocks_of(html: str, description: str | None = None, titles: tuple[str, ...] = (TITLE,)) -> list[Block]:
    walk = walk_blocks(parse_document(html, "https://example.com/a").tree)
    return classify(walk, PageHints(titles, description or "", "https://example.com/a"))


def body_of(html: str, description: str | None = None) -> list[str]:
    return [block.text for block in blocks_of(html, description) if block.verdict == BODY]


def verdict_of(text: str, html: str) -> str:
    (verdict,) = {block.verdict for block in blocks_of(html) if block.text == text}
    return verdict


def article(inside: str) -> str:
    nav = "<nav><ul><li><a href=/>Home</a><li><a href=/world>World</a></ul></nav>"
    footer = (
        "<footer><p>© 2026 Example Times. All rights reserved. Reproduction needs our written consent.</p></footer>"
    )
    return f"<body>{nav}<main><article><h1>{TITLE}</h1>{inside}</article></main>{footer}</body>"
