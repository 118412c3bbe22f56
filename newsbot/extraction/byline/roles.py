"""Split a person from a role: "Ada Moran Senior Editor", "Reporter Ada Moran", or the role alone.

`byline.pieces` calls this for a piece in which a word is a job.
"""

import re

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.kinds import Context, Part, is_role_word, shown_name, word_kind
from newsbot.extraction.names.spelling import EDGES, folded, is_name, list_key, trimmed, write_name
from newsbot.extraction.vocabulary import jobs, name_words
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names

# Words that end the job proper: its employer, subject or place follows.
SCOPE = re.compile(r",?\s+(?:at|for|with|covering|based|who|For|bij|bei|hos|chez)\s+")
_QUOTED = re.compile(r"(?:\s+(?:of|at|in|on))?\s*[\"“«„]")
_POSSESSIVE = re.compile(
    r"\A(?:our(?:\s+own)?|unser\w*|onze|nostr[oaie]|notre|nos|nuestr[oa]s?|noss[oa]s?|vår|vore?|naszego)\s+",
    re.IGNORECASE,
)


def split_role(text: str, context: Context) -> list[Part]:
    """The person beside a role ("Ada Moran Senior Editor", "Reporter Ada Moran"), or the role alone."""
    tokens = text.split()
    bare = [token.strip(EDGES).casefold() for token in tokens]
    at = next(i for i, token in enumerate(bare) if is_job(token, context))
    start = _role_start(bare, at)
    while at + 1 < len(tokens) and not tokens[at + 1][0].isupper() and bare[at + 1] in jobs.ROLE_MODIFIERS:
        at += 1  # "envoyée spéciale Ada Moran"
    organizations = [Part("organization", shown_name(t)) for t in tokens[start:at] if list_key(t) in sources.AGENCIES]
    before, after = " ".join(tokens[:start]), " ".join(tokens[at + 1 :])
    known = bool(context.people)
    if known and before and bare[start] == "staff" and not _opens_with_given(tokens):
        return [Part("role", " ".join(tokens[start:])), Part("organization", shown_name(before))]
    if start > 2 and tokens[start - 1].casefold() in sources.ORGANIZATION_WORDS and not known:
        start -= 1  # the paper's name opens the role
        before = " ".join(tokens[:start])
    shouted = next((i for i, token in enumerate(tokens[:start]) if not token.isupper()), 0)
    if shouted > 1 and not known and is_name(" ".join(tokens[:shouted]), alone=False):
        start, before = shouted, " ".join(tokens[:shouted])  # "ADA MORAN Courier Staff Writer"
    full = " " in before and not before[0].islower()
    if before and full and is_name(before, alone=not known) and not word_kind(before):
        role = shown_role(" ".join(tokens[start:]))
        return [Part("person", write_name(before, context.language), role), *organizations]
    of_house = list_key(before) in sources.AGENCIES or list_key(before) in sources.OUTLETS
    named = (not before or (of_house and not known)) and len(tokens) - at > 2 and _opens_capital(tokens[at + 1])
    # After a name, a job in a script without capitals continues with its subject.
    named = named and not (known and text.upper() == text.lower())
    if named and not word_kind(after) and is_name(after, alone=False):
        role = shown_role(" ".join(tokens[: at + 1]))
        return [Part("person", write_name(after, context.language), role), *organizations]
    if known:
        scope = SCOPE.split(text, maxsplit=1)
        if len(scope) == 2 and word_kind(scope[1]) == "organization" and not organizations:
            organizations = [Part("organization", shown_name(scope[1]))]
        return [Part("role", shown_role(text)), *organizations]
    return [] if text.casefold() in jobs.LABELS and context.alone else [Part("desk", trimmed(text), shown_role(text))]


def _opens_with_given(tokens: list[str]) -> bool:
    return len(tokens) > 2 and person_names().get(folded(tokens[0]), 0) & GIVEN > 0


def _role_start(bare: list[str], at: int) -> int:
    """The index at which a role begins; two words of a name are left before it."""
    start = at
    while start and (bare[start - 1] in jobs.ROLE_MODIFIERS or list_key(bare[start - 1]) in sources.AGENCIES):
        start -= 1
    early = next((i for i in range(2, start) if bare[i] in jobs.ROLE_MODIFIERS), start)
    start = min(start, early)
    if start == at and at > 2 and bare[at - 1] in sources.PLACES:
        start -= 1
    if start == 1 and at > 1 and bare[1] in jobs.SURNAMES_TOO:
        start = 2
    return start


def _opens_capital(token: str) -> bool:
    return not token[0].islower() or token.casefold() in name_words.HONORIFICS


def shown_role(text: str) -> str:
    """A role without possessive or employer: "verslaggever" of "onze verslaggever"."""
    text = _QUOTED.split(text, maxsplit=1)[0]
    return SCOPE.split(_POSSESSIVE.sub("", trimmed(text)), maxsplit=1)[0]


def is_job(token: str, context: Context) -> bool:
    """Whether a word is a job; "professor" is a title before a name and a job after it."""
    if token in jobs.GIVEN_NAMES_TOO and not context.people:
        return False
    return is_role_word(token) or (bool(context.people) and token in jobs.TITLES_AFTER)
