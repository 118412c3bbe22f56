"""Classify a stretch of a byline by the word lists: a person's role, desk, organisation or place.

`byline.pieces` asks for each piece and judges by shape what no list knows.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from newsbot.extraction.byline import sources
from newsbot.extraction.names.spelling import EDGES, folded, list_key, trimmed
from newsbot.extraction.vocabulary import jobs, name_words, noise
from newsbot.extraction.vocabulary.labels import LABEL_WORDS
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names

_MAX_ORGANIZATION_WORDS = 9
_STATIONS = frozenset("tv fm radio".split())

Kind = Literal["person", "organization", "desk", "role", "place", "section"]


@dataclass(slots=True)
class Part:
    """A judged part of a segment; noise yields none."""

    kind: Kind
    text: str
    role: str | None = None
    aside: bool = False
    # Words of its segment, or a suffix, mark this person as the author.
    marked: bool = False


@dataclass(slots=True)
class Context:
    """What is known about the line while a part is judged; `people` are those already named in it."""

    language: str
    dated: bool
    alone: bool
    last_name_first: bool = False
    people: list[Part] = field(default_factory=list)


@lru_cache(maxsize=8192)
def word_kind(text: str) -> Kind | None:
    """The kind that the word lists give the text; None if they do not know it."""
    known = list_key(text)
    if known in sources.AGENCIES or ("-" in known and all(part in sources.AGENCIES for part in known.split("-"))):
        return "organization"
    if known in sources.PLACES:
        return "place"
    if known not in sources.OUTLETS and is_section(known):
        return "section"
    tokens = {token.strip(EDGES) for token in known.split()}
    if "-" in known:
        tokens |= {token.rpartition("-")[2] for token in tokens}  # "MM-Redaktion"
    if (
        sources.DESK_PHRASES.search(text)
        or not tokens.isdisjoint(sources.DESK_WORDS)
        or any(token.endswith(sources.DESK_ENDINGS) for token in tokens)
    ):
        return "desk"
    if known in sources.OUTLETS or _is_of_outlet(known) or not tokens.isdisjoint(sources.ORGANIZATION_WORDS):
        return "organization"
    if "-" in known and any(map(_is_merged_paper, known.split())):
        return "organization"
    if any(is_role_word(token) for token in tokens):
        return "role"
    return "organization" if sources.CJK_ORGANIZATION.search(text) else None


def _is_merged_paper(token: str) -> bool:
    """Whether a word joins the names of two papers that merged: "News-Post", "Star-Telegram"."""
    parts = token.strip(EDGES).split("-")
    return len(parts) > 1 and all(part in sources.PAPER_WORDS for part in parts)


def _is_of_outlet(text: str) -> bool:
    """Whether the folded text is an edition of a broadcaster with a digit in its name: "g1 bahia", "tv2 øst"."""
    first, _, rest = text.partition(" ")
    return bool(rest) and rest not in noise.NOT_NAME and first in sources.OUTLETS and any(map(str.isdigit, first))


def is_section(text: str) -> bool:
    """Whether the folded text consists only of section and topic words."""
    return all(token.strip(EDGES) in noise.SECTION_WORDS for token in text.split())


def is_label(text: str) -> bool:
    """Whether the folded text consists only of menu, list and section words; "June Page" is a name too."""
    bare = [token.strip(EDGES) for token in text.split()]
    if not all(word in noise.SECTION_WORDS or word in LABEL_WORDS for word in bare):
        return False
    first, last = (person_names().get(folded(word), 0) for word in (bare[0], bare[-1]))
    return len(bare) == 1 or is_section(text) or not (first & GIVEN and last & FAMILY)


def is_role_word(token: str) -> bool:
    """Whether a folded word is a job or ends in one ("Wirtschaftsredakteur")."""
    if token in jobs.ROLES or (token.count("-") and token.rpartition("-")[2] in jobs.ROLES and token.count("-") > 1):
        return True
    head, mark, tail = token.partition("-")
    if mark and tail in jobs.ROLES and (head in sources.AGENCIES or head in sources.OUTLETS):
        return True
    return len(token) > 8 and bool(jobs.COMPOUND_ROLE.search(token))


def is_sentence_or_label(tokens: list[str]) -> bool:
    """Whether the words around an organisation's name make a sentence or a label ("Subscribe to Example News")."""
    first = tokens[0].casefold()
    if first in sources.ORGANIZATION_WORDS and list_key(tokens[-1]) in _STATIONS and tokens[-2][0].isupper():
        return False  # "Noticias Harbour TV"
    return len(tokens) > _MAX_ORGANIZATION_WORDS or (
        first in noise.NOT_NAME and first not in name_words.PARTICLES | {"the"}
    )


def shown_name(text: str) -> str:
    """An organisation's name in its own spelling."""
    text = trimmed(text).rstrip(",:;")
    if text.count("«") > text.count("»"):
        text += "»"  # its last word is in quotation marks
    known = sources.AGENCIES.get(list_key(text))
    if text.startswith("the ") or (text.startswith(("o ", "a ")) and len(text.split()) > 2):
        text = text.split(" ", 1)[1]
    if known and " " not in text and len(text) > 3 and (text.islower() or (text.isupper() and len(text) > 4)):
        return known
    if text.isupper() and " " in text and word_kind(text) == "desk":
        return text.title()
    return text
