"""Who wrote the article, chosen among everything the page and its sources say about that.

Readers are told by a line near the text; machines by metadata, which often names the site, an agency or
whoever pressed the button. A line that names a person in plain words beats them; a doubtful one does not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsbot.extraction.byline_words import AGENCIES, ANNOUNCED, CREDIT
from newsbot.extraction.bylines import Byline, parse_byline
from newsbot.extraction.names import folded, same_name
from newsbot.items import Author, Candidate, SourceOrganization
from newsbot.text import clean_line

_MAX_CANDIDATES = 60
_MAX_LINE_CHARS = 400
# What machines are told, the most reliable first.
_METADATA = ("json-ld", "meta", "microdata", "wp-rest", "feed")
# What readers are told.
_SHOWN = ("visible", "text")
# Accounts that systems bring along; they are nobody.
_ACCOUNTS = frozenset(
    "admin administrator webmaster user root guest unknown anonymous superuser sysadmin siteadmin wpadmin default author "
    "moderator system none null undefined".split()
)
_WORDS = re.compile(r"[^\W_]+")
_TOP_LEVEL = re.compile(r"\.(?:com|org|net|info|co|[a-z]{2})(?:\.[a-z]{2})?\Z")


@dataclass(slots=True)
class Authorship:
    """The authors, the line that shows them to readers, where they come from, and what else that line says."""

    authors: list[Author] = field(default_factory=list)
    byline: str | None = None
    origin: str | None = None
    organizations: list[SourceOrganization] = field(default_factory=list)
    dateline: str | None = None


@dataclass(slots=True)
class _Witness:
    """A candidate and what its line says; `credits` for a "Reporting by …" line."""

    candidate: Candidate
    parsed: Byline
    announced: bool
    credits: bool

    @property
    def people(self) -> list[Author]:
        return [author for author in self.parsed.authors if author.type == "Person"]

    @property
    def named(self) -> bool:
        """Whether it names a person beyond doubt: a full name, or one announced as the author's."""
        return any(_is_full(person.name) or self.announced for person in self.people)

    @property
    def shown(self) -> bool:
        return self.candidate.origin in _SHOWN

    def names(self, author: Author) -> bool:
        return any(same_name(author.name, other.name) for other in self.parsed.authors)


def choose_authors(
    candidates: Sequence[Candidate], site_names: Sequence[str], language: str | None = None
) -> Authorship:
    """The authors of the article: persons before organisations, what readers see before what accounts say.

    `site_names` are names of the publication itself, which is no author in metadata. A line inside the text
    beats the metadata's person, who may only have posted it; a line of credits ("Reporting by …") does not.
    """
    sites = {_site_key(name) for name in site_names} - {""}
    witnesses = [
        witness
        for candidate in candidates[:_MAX_CANDIDATES]
        if (witness := _hear(candidate, sites, language)).parsed.authors
    ]
    chosen = _choose(witnesses)
    if not chosen:
        return Authorship()
    authors = _merge([author for witness in chosen for author in _authors_of(witness, chosen)])
    for author in authors:
        _complete(author, witnesses)
    line = next((w for w in _shown_first(chosen, witnesses) if any(w.names(a) for a in authors)), None)
    return Authorship(
        authors=authors,
        byline=clean_line(line.candidate.value[:_MAX_LINE_CHARS]) if line else None,
        origin=chosen[0].candidate.origin,
        organizations=_organizations(authors, chosen, witnesses, sites),
        dateline=next((w.parsed.dateline for w in _shown_first(chosen, witnesses) if w.parsed.dateline), None),
    )


def _hear(candidate: Candidate, sites: set[str], language: str | None) -> _Witness:
    """What the candidate says, without the site itself (in metadata) and accounts that are nobody."""
    raw = candidate.value[:_MAX_LINE_CHARS]
    parsed = parse_byline(raw, language)
    shown = candidate.origin in _SHOWN
    authors = []
    for author in parsed.authors:
        key = _site_key(author.name)
        if author.name.casefold() in _ACCOUNTS or (key in sites and not shown):
            continue
        if (candidate.organization or key in sites) and author.type == "Person":
            author = replace(author, type="Organization")
        authors.append(author)
    announced = shown and bool(ANNOUNCED.match(raw))
    return _Witness(candidate, replace(parsed, authors=authors), announced, _is_credits(raw))


def _is_credits(raw: str) -> bool:
    """Whether the line is an agency's credits, which say who worked on the text beside its author."""
    return any(match.lastgroup in ("reporter", "editor", "writer") for match in CREDIT.finditer(clean_line(raw)))


def _site_key(name: str) -> str:
    """The name as site names are compared: "The Example-Times.com" → "exampletimes"."""
    name = _TOP_LEVEL.sub("", folded(name.strip()).removeprefix("the ").removeprefix("www."))
    return "".join(_WORDS.findall(name))


def _is_full(name: str) -> bool:
    """Whether a name is more than one word, or of a script that writes names as one."""
    return " " in name or (not name.isascii() and not name[:1].isupper() and len(name) > 1)


def _choose(witnesses: list[_Witness]) -> list[_Witness]:
    """The witnesses to believe, all of one mind; the first gives the origin."""
    in_text = [w for w in witnesses if w.candidate.origin == "text" and w.named and not w.credits]
    visible = [w for w in witnesses if w.candidate.origin == "visible" and w.people and not w.credits]
    metadata = _best_metadata(witnesses)
    announced_in_text = [w for w in in_text if w.announced]
    if announced_in_text and not _agree(announced_in_text, metadata):
        return _agreeing_first(announced_in_text, visible)
    if metadata and (agreeing := [w for w in visible + in_text if _agree([w], metadata)]):
        return metadata + agreeing
    clear = [w for w in visible if w.named and (w.announced or not metadata)]
    for group in (clear[:1] + [w for w in clear[1:] if _same_line(w, clear[0])], metadata, in_text[:1]):
        if group:
            return group
    credits = [w for w in witnesses if w.credits and w.people]
    return credits[:1] or visible[:1] or _organizations_alone(witnesses)


def _best_metadata(witnesses: list[_Witness]) -> list[_Witness]:
    """The witnesses of the first metadata origin that names persons in full, else of the first that names any."""
    for fits in (lambda w: w.named, lambda w: bool(w.people)):
        for origin in _METADATA:
            found = [w for w in witnesses if w.candidate.origin == origin and w.people]
            if any(fits(w) for w in found):
                return [w for w in found if fits(w)]
    return []
