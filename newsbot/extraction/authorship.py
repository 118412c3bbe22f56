"""Who wrote the article, chosen among everything the page and its sources say about that.

Readers are told by a line near the text; machines by metadata, which often names the site, an agency or
whoever pressed the button. A line that names a person in plain words beats them; a doubtful one does not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsbot.extraction.byline_credits import CREDIT
from newsbot.extraction.byline_sources import AGENCIES, OUTLETS
from newsbot.extraction.byline_words import INNER_LEAD, LEAD
from newsbot.extraction.bylines import Byline, parse_byline
from newsbot.extraction.names import folded, list_key, same_name, without_duplicates
from newsbot.items import Author, Candidate, SourceOrganization
from newsbot.text import clean_line

_MAX_CANDIDATES = 60
_MAX_LINE_CHARS = 400
# Bylines of their own that one article has at most; more are teasers.
_MAX_LINES = 6
# What machines are told, the most reliable first.
_METADATA = ("json-ld", "meta", "microdata", "wp-rest", "feed")
# What readers are told.
_SHOWN = ("visible", "text")
# Accounts that systems bring along; they are nobody.
_ACCOUNTS = frozenset(
    "admin administrator webmaster user root guest unknown anonymous superuser sysadmin siteadmin wpadmin default "
    "author moderator system none null undefined".split()
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
    def full(self) -> bool:
        """Whether it names a person in full, so that it is no account and no label."""
        return any(_is_full(person.name) for person in self.people)

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
    witnesses = _witnesses(candidates[:_MAX_CANDIDATES], sites, language)
    chosen = _choose(witnesses)
    if not chosen:
        return Authorship()
    authors = _authors(chosen)
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


def _witnesses(candidates: Sequence[Candidate], sites: set[str], language: str | None) -> list[_Witness]:
    """The candidates that name somebody; one that is only "By" announces the next."""
    witnesses = []
    announced = False
    for candidate in candidates:
        lead = LEAD.match(candidate.value[:_MAX_LINE_CHARS] + " ")
        if lead and lead.end() > len(candidate.value) and candidate.origin in _SHOWN:
            announced = True
            continue
        witness = _hear(candidate, sites, language)
        witness.announced = witness.announced or (announced and witness.shown)
        announced = False
        if witness.parsed.authors:
            witnesses.append(witness)
    return witnesses


def _hear(candidate: Candidate, sites: set[str], language: str | None) -> _Witness:
    """What the candidate says, without the site itself (in metadata) and accounts that are nobody."""
    raw = candidate.value[:_MAX_LINE_CHARS]
    parsed = parse_byline(raw, language)
    shown = candidate.origin in _SHOWN
    authors = []
    whole_is_site = _site_key(raw) in sites
    for author in parsed.authors:
        is_site = _site_key(author.name) in sites or whole_is_site
        if author.name.casefold() in _ACCOUNTS or (is_site and not shown):
            continue
        if (candidate.organization or is_site) and author.type == "Person":
            author = replace(author, type="Organization")
        authors.append(author)
    announced = shown and bool(LEAD.match(raw) or INNER_LEAD.search(raw))
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
    """The witnesses to believe, all of one mind; the first gives the origin.

    In this order: a line in the text that announces somebody else than the metadata; metadata that a line the
    reader sees agrees with; an announced line; full names in metadata; any visible line; the rest of the text;
    credits; accounts.
    """
    people = [w for w in witnesses if w.people and not w.credits]
    visible = [w for w in people if w.candidate.origin == "visible"]
    in_text = [w for w in people if w.candidate.origin == "text"]
    metadata = _best_metadata(people)
    announced = [w for w in in_text if w.announced and w.full]
    # Several lines of different people are teasers, unless there is nobody else.
    one_mind = all(_agree([w], announced[:1]) for w in announced)
    if announced and not _agree(announced, metadata) and (one_mind or not metadata):
        return announced[:1] + [w for w in visible + announced[1:] if _agree([w], announced[:1])]
    credited = [w for w in witnesses if w.credits and w.people]
    agreeing = [w for w in visible + in_text + credited if _agree([w], metadata)]
    if agreeing:
        return metadata + agreeing
    accounts = [w for w in people if not w.shown]
    return (
        _lines(visible, announced=True)
        or metadata
        or _lines(visible, announced=False)
        or in_text[:1]
        or accounts[:1]
        or credited[:1]
        or _organizations_alone(witnesses)
    )


def _best_metadata(people: list[_Witness]) -> list[_Witness]:
    """The witnesses of the first metadata origin that names somebody in full."""
    for origin in _METADATA:
        if found := [w for w in people if w.candidate.origin == origin and w.full]:
            return found
    return []


def _agree(some: list[_Witness], others: list[_Witness]) -> bool:
    """Whether they name one person in common."""
    return any(w.names(person) for w in some for other in others for person in other.people)


def _lines(visible: list[_Witness], *, announced: bool) -> list[_Witness]:
    """The visible lines to take together: of one kind, full names before single words, a few at most."""
    fitting = [w for w in visible if w.announced == announced]
    full = [w for w in fitting if w.full]
    return full[:_MAX_LINES] or fitting[:1]


def _organizations_alone(witnesses: list[_Witness]) -> list[_Witness]:
    """Where nobody is named: what the reader sees, agencies before the rest, else the metadata."""
    visible = [w for w in witnesses if w.candidate.origin == "visible" and not w.credits]
    metadata = [w for origin in _METADATA for w in witnesses if w.candidate.origin == origin]
    others = [w for w in witnesses if w.candidate.origin == "text"]
    ranked = visible + metadata + others
    agencies = [w for w in ranked if any(_is_agency(author.name) for author in w.parsed.authors)]
    return (agencies or ranked)[:1]


def _authors(chosen: list[_Witness]) -> list[Author]:
    """The authors of the believed witnesses, in their order and once each: persons alone if there are any.

    A line that a reader sees adds the colleagues that the metadata leaves out, and comes first if it is longer.
    """
    lines = (
        sorted(chosen, key=lambda w: -len(w.people)) if any(w.shown and len(w.people) > 1 for w in chosen) else chosen
    )
    authors = [replace(author) for witness in lines for author in (witness.people or witness.parsed.authors)]
    if any(author.type == "Person" for author in authors):
        authors = [author for author in authors if author.type == "Person"]
    return without_duplicates(authors)


def _complete(author: Author, witnesses: list[_Witness]) -> None:
    """Adds what other witnesses know of the author: address, e-mail, role."""
    for witness in witnesses:
        for other in witness.parsed.authors:
            if same_name(author.name, other.name):
                author.email = author.email or other.email
                author.role = author.role or other.role
                if len(witness.parsed.authors) == 1 and author.url is None:
                    author.url = _web_address(witness.candidate)


def _web_address(candidate: Candidate) -> str | None:
    url = candidate.url
    return url if url and url.startswith(("http://", "https://")) else None


def _shown_first(chosen: list[_Witness], witnesses: list[_Witness]) -> list[_Witness]:
    """The lines a reader sees: the believed ones before the others."""
    return [w for w in chosen if w.shown] + [w for w in witnesses if w.shown and w not in chosen]


def _is_agency(name: str) -> bool:
    return list_key(name) in AGENCIES or list_key(name) in OUTLETS


def agencies_among(authors: Sequence[Author]) -> dict[str, SourceOrganization]:
    """The agencies that stand in the place of a person, by their keys: they are the source, too."""
    return {
        list_key(author.name): SourceOrganization(author.name, evidence="byline")
        for author in authors
        if author.type == "Organization" and list_key(author.name) in AGENCIES
    }


def _organizations(
    authors: list[Author], chosen: list[_Witness], witnesses: list[_Witness], sites: set[str]
) -> list[SourceOrganization]:
    """Agencies in the place of an author, what the believed lines credit, and agencies that are authors elsewhere."""
    found = agencies_among(authors)
    taken = {list_key(author.name) for author in authors}
    for witness in witnesses:
        evidence = "text" if witness.candidate.origin == "text" else "byline"
        names = [organization.name for organization in witness.parsed.organizations if witness in chosen]
        names += [author.name for author in witness.parsed.authors if _is_agency(author.name)]
        names += [organization.name for organization in witness.parsed.organizations if _is_agency(organization.name)]
        for name in names:
            if list_key(name) not in taken and _site_key(name) not in sites:
                found.setdefault(list_key(name), SourceOrganization(name, _web_address(witness.candidate), evidence))
    return list(found.values())
