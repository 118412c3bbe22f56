"""What the word lists say of a stretch of a byline: person's role, desk, organisation or place.

`byline_parts` asks it about each part; what no list knows it judges by shape.
"""

from typing import Literal

from newsbot.extraction import byline_sources as sources
from newsbot.extraction import byline_words as words
from newsbot.extraction.names import EDGES, list_key, trimmed

_MAX_ORGANIZATION_WORDS = 9

Kind = Literal["person", "organization", "desk", "role", "place"]


def word_kind(text: str) -> Kind | None:
    """What the word lists say of the text, if anything."""
    known = list_key(text)
    if known in sources.AGENCIES:
        return "organization"
    if known in sources.PLACES:
        return "place"
    tokens = {token.strip(EDGES) for token in known.split()}
    if "-" in known:
        tokens |= {token.rpartition("-")[2] for token in tokens}  # "MM-Redaktion"
    if sources.DESK_PHRASES.search(text) or not tokens.isdisjoint(sources.DESK_WORDS):
        return "desk"
    if known in sources.OUTLETS or not tokens.isdisjoint(sources.ORGANIZATION_WORDS):
        return "organization"
    if any(is_role_word(token) for token in tokens):
        return "role"
    return "organization" if sources.CJK_ORGANIZATION.search(text) else None


def is_role_word(token: str) -> bool:
    return token in words.ROLES or (token.count("-") > 1 and token.rpartition("-")[2] in words.ROLES)


def is_call(tokens: list[str]) -> bool:
    """Whether words around an organisation's make a sentence or a label ("Subscribe to Example News")."""
    first = tokens[0].casefold()
    return len(tokens) > _MAX_ORGANIZATION_WORDS or (first in words.NOT_NAME and first not in words.PARTICLES | {"the"})


def shown_name(text: str) -> str:
    """An organisation's name as it writes itself."""
    text = trimmed(text).rstrip(",:;")
    known = sources.AGENCIES.get(list_key(text))
    if known and len(text) > 3 and (text.islower() or (text.isupper() and len(text) > 4)):
        return known
    if text.isupper() and " " in text and word_kind(text) == "desk":
        return text.title()
    return text
