"""Everyone named by the lines of a page: one claim per person or organisation, with the lines that name them.

Nothing is believed here: `authors.features` turns the evidence for a claim into numbers, `authors.model` weighs them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsbot.extraction.byline.author_signs import META_HANDLE
from newsbot.extraction.byline.credits import is_credits
from newsbot.extraction.bylines import Byline, parse_byline
from newsbot.extraction.names.spelling import folded, list_key, same_name
from newsbot.items import Author, Candidate

MAX_LINE_CHARS = 400
_MAX_CLAIMS = 60
_MIN_ANCHOR = 5
_MIN_INITIALS = 2
_MIN_GLUED = 2
_JOINING = frozenset("by von par por di door av af od oleh and und et y e i og och en dan".split())
# Origins that readers see, as opposed to machines.
SHOWN = ("visible", "text")
_WORDS = re.compile(r"[^\W_]+")
_TOP_LEVEL = re.compile(r"\.(?:com|org|net|info|co|[a-z]{2})(?:\.[a-z]{2})?\Z")


@dataclass(slots=True)
class Witness:
    """A candidate and what its line says; `credits` for a "Reporting by …" line."""

    candidate: Candidate
    parsed: Byline
    credits: bool

    @property
    def shown(self) -> bool:
        """Whether readers see it."""
        return self.candidate.origin in SHOWN


@dataclass(slots=True)
class Mention:
    """A witness that names somebody: as which of its authors, or only as an organisation `beside` them."""

    witness: Witness
    author: Author
    at: int
    beside: bool


@dataclass(slots=True)
class Claim:
    """A possible author, the lines that name them, and whether a declared handle resembles the name."""

    name: str
    is_person: bool
    mentions: list[Mention] = field(default_factory=list)
    has_handle: bool = False


def site_key(name: str) -> str:
    """The form in which site names are compared: "The Example-Times.com" → "exampletimes"."""
    name = _TOP_LEVEL.sub("", folded(name.strip()).removeprefix("the ").removeprefix("www."))
    return "".join(_WORDS.findall(name))


def hear(candidates: Sequence[Candidate], language: str | None) -> list[Witness]:
    """The candidates with what they say; a repeated line is parsed once."""
    heard: dict[str, tuple[Byline, bool]] = {}
    witnesses = []
    for candidate in candidates:
        raw = candidate.value[:MAX_LINE_CHARS]
        if raw not in heard:
            heard[raw] = parse_byline(raw, language), is_credits(raw)
        witnesses.append(Witness(candidate, *heard[raw]))
    return witnesses


def find_claims(witnesses: Sequence[Witness]) -> list[Claim]:
    """Everyone named by the witnesses, once each, in order of appearance."""
    told = [
        author.name
        for witness in witnesses
        if not witness.shown
        for author in witness.parsed.authors
        if len(author.name) >= _MIN_ANCHOR and (" " in author.name or not author.name.isascii())
    ]
    claims: list[Claim] = []
    for witness in witnesses:
        named = _glued(witness, told) if witness.shown else []
        for author, at, beside in named or _named_by(witness):
            anchored = _anchored(author, told) if witness.shown else author
            claim = _claim_of(anchored, claims)
            if claim is None:
                if len(claims) == _MAX_CLAIMS:
                    continue
                claim = Claim(anchored.name, is_person=True)
                claims.append(claim)
            claim.is_person = claim.is_person and author.type == "Person" and not witness.candidate.organization
            claim.mentions.append(Mention(witness, anchored, at, beside))
    handles = [folded(w.candidate.value).strip("@ ") for w in witnesses if w.candidate.signs & META_HANDLE]
    for claim in claims:
        claim.has_handle = any(is_handle_of(claim.name, handle) for handle in handles)
    return claims


def is_handle_of(name: str, handle: str) -> bool:
    """Whether an account's name is made from a person's: "adamoran", "a_moran", "moran_ada"; both without accents."""
    letters = "".join(_WORDS.findall(handle.replace("_", " ")))
    parts = [part for word in folded(name).split() if (part := "".join(_WORDS.findall(word)))]
    if len(parts) < 2 or not letters:
        return False
    first, last = parts[0], parts[-1]
    return last in letters and (first in letters or letters[0] == first[0]) and len(last) > _MIN_INITIALS


def _named_by(witness: Witness) -> list[tuple[Author, int, bool]]:
    authors = witness.parsed.authors
    known = {author.name for author in authors}
    beside = [
        Author(organization.name, type="Organization")
        for organization in witness.parsed.organizations
        if organization.name not in known
    ]
    return [(author, at, at >= len(authors)) for at, author in enumerate([*authors, *beside])]


def _glued(witness: Witness, told: Sequence[str]) -> list[tuple[Author, int, bool]]:
    """The declared names that a line consists of without separators, "Ada Moran Ali Raza"; else none."""
    line = witness.candidate.value.casefold()
    if len(told) < _MIN_GLUED or len(witness.parsed.authors) >= _MIN_GLUED or len(line) > MAX_LINE_CHARS:
        return []
    places = []
    for name in sorted(set(told), key=len, reverse=True):
        at = line.find(name.casefold())
        if at >= 0:
            places.append((at, name))
            line = line[:at] + " " * len(name) + line[at + len(name) :]
    if len(places) < _MIN_GLUED or not _JOINING.issuperset(_WORDS.findall(line)):
        return []
    return [(Author(name), at, False) for at, (_, name) in enumerate(sorted(places))]


def _anchored(author: Author, told: Sequence[str]) -> Author:
    """The author under the declared name that the visible one begins with: the rest is glued to it."""
    name = author.name.casefold()
    for other in told:
        if len(name) > len(other) and name.startswith(other.casefold()):
            return replace(author, name=other)
    return author


def _claim_of(author: Author, claims: Sequence[Claim]) -> Claim | None:
    key = list_key(author.name)
    return next((c for c in claims if list_key(c.name) == key or same_name(c.name, author.name)), None)
