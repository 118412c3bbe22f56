"""Choose who wrote the article among everything that the page and its sources say about it.

Readers learn it from a line near the text; machines from metadata, which often names the site, an agency or whoever
pressed the button. How far to trust each, and when a page names nobody at all, is learned (`authors.model`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsbot.extraction.authors.claims import MAX_LINE_CHARS, Claim, Mention, Witness, find_claims, hear, site_key
from newsbot.extraction.authors.company import Company
from newsbot.extraction.authors.credits import (
    doubted_people,
    editors_beside,
    from_credits,
    is_editor,
    is_labelled_otherwise,
    reporters_beside,
)
from newsbot.extraction.authors.features import (
    Story,
    find_companions,
    first_features,
    is_system_account,
    line_strength,
)
from newsbot.extraction.authors.groups import (
    JSON_LD,
    in_lists,
    is_unmarked_region,
    lists_of,
    long_lists,
)
from newsbot.extraction.authors.model import AuthorModel, shipped_author_model
from newsbot.extraction.authors.newsrooms import (
    is_account,
    is_full,
    is_login,
    is_lone,
    is_newsroom,
    is_source,
    likeliest_desk,
    people_behind,
)
from newsbot.extraction.authors.sources import agencies_among, sources_of, told_sources, web_address
from newsbot.extraction.byline.author_signs import (
    BIOGRAPHY,
    IN_HEAD,
    LEAD,
    MARKED,
    OTHER_PARTS,
    PLAIN,
    SUBJECT,
)
from newsbot.extraction.byline.kinds import word_kind
from newsbot.extraction.byline.sources import AGENCIES
from newsbot.extraction.names.spelling import list_key
from newsbot.extraction.vocabulary.byline_words import ABOUT
from newsbot.extraction.vocabulary.byline_words import LEAD as BY
from newsbot.extraction.vocabulary.jobs import PICTURE_JOB
from newsbot.items import Author, Candidate, SourceOrganization
from newsbot.text import clean_line

if TYPE_CHECKING:
    from newsbot.extraction.blocks.table import Floats

_MAX_CANDIDATES = 60
_AND = re.compile(r"(?:and|und|et|y|e|och|og|en|и|та|&)\s+(?=[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ])")
# "Updated by Ada Moran", "Zuletzt aktualisiert von Ada Moran"
_UPDATED = re.compile(
    r"\W*(?:\w+\s)?(?:updated|modified|aktualisiert|bearbeitet|mis\s+à\s+jour|actualizado|atualizado|aggiornato|bijgewerkt|uppdaterad|oppdatert"
    r"|opdateret)\s+(?:by|von|par|por|da|door|av|af)\s",
    re.IGNORECASE,
)
_ABOUT = re.compile(rf"{ABOUT}(?:\b|(?<=[ ’']))", re.IGNORECASE)
# Claims likelier than this become authors. It is below one half, since a missing name costs as much as a wrong one;
# chosen by cross-validation.
LIKELY = 0.45
# The same for an organisation that JSON-LD lists beside one of them.
_LISTED_SOURCE = 0.1
_SYSTEM = "an account of the system"
_SOURCE = "named only by a source label"
# Origins from the crawl, used only if the page itself names nobody: no training page has them.
_SOURCES = ("wp-rest", "feed")
# Used if nothing is known about the article itself.
_NO_STORY = Story()
# Origins set by an operator's overrides (`overruling`): if there are any, nothing else is considered.
_OPERATOR = ("selected", "stated")


@dataclass(slots=True)
class Weighed:
    """What was weighed: each line with its content, and everyone named by the page's lines, with their chances.

    `rule` names what decided: "model", "byline" and "desk" (a byline names a person, a newsroom or an agency, however
    doubtful), "credits" (a line such as "Reporting by …"), "sources" (a feed or an API, if the page names nobody),
    "operator", or "" if nobody is believed. `doubts` gives, by name, why likely ones were rejected.
    """

    witnesses: Sequence[Witness] = ()
    claims: Sequence[Claim] = ()
    chances: Sequence[float] = ()
    chosen: list[Claim] = field(default_factory=list)
    rule: str = ""
    doubts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Authorship:
    """The authors, the byline that readers see, their origin, and what else that line says.

    `weighed` explains the choice.
    """

    authors: list[Author] = field(default_factory=list)
    byline: str | None = None
    origin: str | None = None
    organizations: list[SourceOrganization] = field(default_factory=list)
    dateline: str | None = None
    weighed: Weighed = field(default_factory=Weighed)


def choose_authors(
    candidates: Sequence[Candidate],
    site_names: Sequence[str],
    language: str | None = None,
    story: Story = _NO_STORY,
    model: AuthorModel | None = None,
) -> Authorship:
    """The authors of the article, in the order of the line that names most of them.

    `site_names` are names of the publication itself, which is seldom the author. `model` defaults to newsbot's own.
    """
    told = _told_by_operator(candidates, language)
    if told is not None:
        return told
    witnesses = hear(_told_and_shown(candidates), language)
    page = [witness for witness in witnesses if witness.candidate.origin not in _SOURCES]
    claims = find_claims(page)
    features = first_features(claims, site_names, story)
    chances = (model or shipped_author_model()).probabilities(features, find_companions(claims))
    sites = {site_key(name) for name in site_names} - {""}
    weighed = _weigh(claims, chances, sites, witnesses)
    chosen = weighed.chosen
    if not chosen:
        return Authorship(organizations=sources_of([], [], told_sources(page), sites), weighed=weighed)
    lines = _lines_of(chosen)
    byline = next((mention.witness for mention in lines if mention.witness.shown), None)
    believed = [mention.witness for mention in lines]
    authors = [_author(claim, sites, alone=len(chosen) == 1) for claim in _in_order(chosen, lines)]
    return Authorship(
        authors=authors,
        byline=clean_line(byline.candidate.value[:MAX_LINE_CHARS]) if byline else None,
        origin=_origin(chosen),
        organizations=sources_of(authors, believed, witnesses, sites),
        dateline=next((w.parsed.dateline for w in believed if w.shown and w.parsed.dateline), None),
        weighed=weighed,
    )


def _weigh(claims: Sequence[Claim], chances: "Floats", sites: set[str], witnesses: Sequence[Witness]) -> Weighed:
    """Decide who is believed, and by which rule."""
    chosen, doubts = _without_doubtful(_believed(claims, chances, sites), sites, in_lists(claims))
    chosen, rule = _with_reporters(chosen, doubts, claims, chances, sites), "model"
    is_unwritten = all(is_editor(claim) or _is_updater(claim) for claim in chosen)
    if is_unwritten and (writers := _doubted_writers(claims, chances, sites)):
        chosen, rule = [*writers, *(claim for claim in chosen if not _is_updater(claim))], "byline"
    chosen = [*chosen, *editors_beside(claims, chosen)]
    # If nobody, an account of the newsroom or an agency published it, the credits below the text name the reporter.
    is_unsigned = all(not claim.is_person and is_account(claim.name) for claim in chosen)
    if is_unsigned and (credited := from_credits(claims)):
        chosen, rule = credited, "credits"
    if not chosen:
        chosen, rule = _from_sources(witnesses, sites), "sources"
    if not chosen:
        chosen, rule = likeliest_desk(claims, chances), "desk"
    return Weighed(witnesses, claims, chances.tolist(), chosen, rule if chosen else "", doubts)


def _with_reporters(
    chosen: list[Claim], doubts: Mapping[str, str], claims: Sequence[Claim], chances: "Floats", sites: set[str]
) -> list[Claim]:
    """The chosen, or the people who wrote behind them if they are an account, and the reporters credited beside them.

    "Source: Harbour Post" at the headline is such an account, too.
    """
    is_account_only = all(is_newsroom(claim, sites) for claim in chosen)
    is_hidden = is_account_only if chosen else not {_SYSTEM, _SOURCE}.isdisjoint(doubts.values())
    if is_hidden:
        chosen = people_behind(claims, chances, sites) or chosen
    return [*chosen, *reporters_beside(claims, chosen)]


def _doubted_writers(claims: Sequence[Claim], chances: "Floats", sites: set[str]) -> list[Claim]:
    """The people whom the model doubts though a line names them; nobody if they only updated the text."""
    named = [claim for claim in doubted_people(claims, chances) if site_key(claim.name) not in sites]
    return named if any(not _is_updater(claim) for claim in named) else []


def _told_by_operator(candidates: Sequence[Candidate], language: str | None) -> Authorship | None:
    """The authors named by the operator's overrides; None if there are no overrides or they name nobody."""
    told = [candidate for candidate in candidates if candidate.origin in _OPERATOR]
    witnesses = [witness for witness in hear(told, language) if witness.parsed.authors]
    if not witnesses:
        return None
    authors: dict[str, Author] = {}
    credited: dict[str, SourceOrganization] = {}
    for witness in witnesses:
        for author in witness.parsed.authors:
            url = web_address(witness.candidate) if len(witness.parsed.authors) == 1 else None
            authors.setdefault(list_key(author.name), replace(author, url=url))
        for organization in witness.parsed.organizations:
            credited.setdefault(list_key(organization.name), organization)
    return Authorship(
        list(authors.values()),
        next(
            (clean_line(w.candidate.value[:MAX_LINE_CHARS]) for w in witnesses if w.candidate.origin == "selected"),
            None,
        ),
        witnesses[0].candidate.origin,
        list((agencies_among(list(authors.values())) | credited).values()),
        next((witness.parsed.dateline for witness in witnesses if witness.parsed.dateline), None),
        Weighed(witnesses, rule="operator"),
    )


def _believed(claims: Sequence[Claim], chances: "Floats", sites: set[str]) -> list[Claim]:
    """The likely claims, the people who stand with them, and organisations that JSON-LD lists beside these."""
    likely = [claim for claim, chance in zip(claims, chances, strict=True) if chance > LIKELY]
    company = Company.of(likely, claims)
    is_listed = JSON_LD in company.lists
    return [
        claim
        for claim, chance in zip(claims, chances, strict=True)
        if chance > LIKELY
        or company.has(claim, chance)
        or (chance > _LISTED_SOURCE and is_listed and _is_listed_source(claim) and site_key(claim.name) not in sites)
    ]


def _is_listed_source(claim: Claim) -> bool:
    """Whether JSON-LD lists an organisation as an author of its own and readers see it; never for a desk."""
    if claim.is_person or word_kind(claim.name) == "desk" or not any(m.witness.shown for m in claim.mentions):
        return False
    return any(m.witness.candidate.origin == "json-ld" and not m.beside for m in claim.mentions)


def _without_doubtful(chosen: Sequence[Claim], sites: set[str], listed: set[int]) -> tuple[list[Claim], dict[str, str]]:
    """The chosen claims that remain, and for the rejected ones the reason, by name."""
    doubts: dict[int, str | None] = {}
    for claim in chosen:
        if id(claim) in listed:
            doubts[id(claim)] = "one of several in a list"
        elif claim.is_person and all(map(is_labelled_otherwise, claim.mentions)):
            doubts[id(claim)] = "behind a label that does not announce an author"
        else:
            doubts[id(claim)] = _doubt(claim, chosen, sites)
    kept = [claim for claim in chosen if doubts[id(claim)] is None]
    return kept, {claim.name: doubt for claim in chosen if (doubt := doubts[id(claim)]) is not None}


def _doubt(claim: Claim, chosen: Sequence[Claim], sites: set[str]) -> str | None:
    """Why a chosen claim is certainly not an author; None if nothing says so."""
    if is_system_account(claim.name) or is_login(claim.name):
        return _SYSTEM
    people = [other for other in chosen if other is not claim and _is_somebody(other)]
    return (
        _doubt_of_site(claim, people, sites)
        or _doubt_beside(claim, people, chosen)
        or ("a region, on an unmarked line" if is_unmarked_region(claim) else None)
        or (_other_work(claim, people) if people else None)
        or _doubt_of_lines(claim)
        or ("part of a name that is given in full" if _is_part(claim, chosen) else None)
    )


def _doubt_of_site(claim: Claim, people: Sequence[Claim], sites: set[str]) -> str | None:
    """Why the site itself is not an author: only metadata or teasers name it, or a line names a person beside it."""
    if site_key(claim.name) not in sites:
        return None
    shown = _shown_signs(claim)
    if all(bits & OTHER_PARTS for bits in shown) and not (claim.is_person and is_full(claim.name)):
        return "the site itself, named only by metadata"
    if not shown and any(_is_shown(other) for other in people):
        return "the site itself, next to a person named in a line"
    return None


def _doubt_beside(claim: Claim, people: Sequence[Claim], chosen: Sequence[Claim]) -> str | None:
    """Why a claim is no author beside these people: it is their source, or readers see them and not it."""
    if not claim.is_person and people and not (_is_listed_source(claim) and any(_are_listed(claim, o) for o in people)):
        return "the source, next to its author"
    is_told_otherwise = any(_is_marked_at_headline(other) and not _are_listed(claim, other) for other in people)
    if not _shown_signs(claim) and is_told_otherwise and not long_lists(chosen) & lists_of(claim):
        return "named only by metadata, and a line at the headline names another"
    return None


def _doubt_of_lines(claim: Claim) -> str | None:
    """Why the lines that name a claim do not make it an author."""
    if not claim.is_person and all(_is_about(mention) for mention in claim.mentions):
        return "an organisation that a line is about"
    if list_key(claim.name) not in AGENCIES and all(is_source(mention) for mention in claim.mentions):
        return _SOURCE
    is_single = claim.is_person and " " not in claim.name and claim.name.isascii()
    if is_single and all(mention.witness.candidate.signs & PLAIN for mention in claim.mentions):
        return "a single word on an unmarked line"
    return None


def _is_part(claim: Claim, chosen: Sequence[Claim]) -> bool:
    """Whether the claim is one word of a chosen full name."""
    if " " in claim.name or len(chosen) < 2 or is_full(claim.name):
        return False
    parts = {word for other in chosen if is_full(other.name) for word in other.name.casefold().split()}
    return claim.name.casefold() in parts


def _shown_signs(claim: Claim) -> list[int]:
    return [mention.witness.candidate.signs for mention in claim.mentions if mention.witness.shown]


def _is_updater(claim: Claim) -> bool:
    return all(_UPDATED.match(mention.witness.candidate.value[:MAX_LINE_CHARS]) for mention in claim.mentions)


def _other_work(claim: Claim, people: Sequence[Claim]) -> str | None:
    """The other work of someone beside the people who wrote; None for those who also wrote."""
    if _is_updater(claim):
        return "only updated the article"
    is_beside = _is_photographer(claim) and not all(map(_is_photographer, people))
    return "took the pictures" if is_beside else None


def _is_photographer(claim: Claim) -> bool:
    """Whether every role that the lines give the person is taking or drawing pictures."""
    roles = {mention.author.role for mention in claim.mentions if mention.author.role}
    return bool(roles) and all(PICTURE_JOB.fullmatch(role) for role in roles)


def _is_somebody(claim: Claim) -> bool:
    return claim.is_person and is_full(claim.name) and not is_system_account(claim.name)


def _is_shown(claim: Claim) -> bool:
    return any(mention.witness.shown for mention in claim.mentions)


def _is_marked_at_headline(claim: Claim) -> bool:
    """Whether a line near the headline that words or elements mark as a byline names this person."""
    shown = [mention.witness.candidate.signs for mention in claim.mentions if mention.witness.shown]
    return any(bits & IN_HEAD and bits & (LEAD | MARKED) for bits in shown)


def _are_listed(claim: Claim, other: Claim) -> bool:
    """Whether JSON-LD names both among the article's authors."""
    return JSON_LD in lists_of(claim) & lists_of(other)


def _told_and_shown(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that may name somebody. A line that is only "By" is dropped; the next one already has its sign.

    A line that begins with "and" is joined to the one before it.
    """
    kept: list[Candidate] = []
    for candidate in candidates[:_MAX_CANDIDATES]:
        if kept and _goes_on(kept[-1], candidate):
            kept[-1] = replace(kept[-1], value=f"{kept[-1].value} {candidate.value}")
            continue
        lead = BY.match(candidate.value[:MAX_LINE_CHARS] + " ")
        if lead is None or lead.end() <= len(candidate.value):
            kept.append(candidate)
    return kept


def _goes_on(line: Candidate, following: Candidate) -> bool:
    """Whether a line continues one with "By" right before it: "By Ada Moran", "and Ali Raza"."""
    is_next = line.origin == following.origin == "visible" and line.signs & LEAD and following.place - line.place == 1
    return bool(is_next) and _AND.match(following.value) is not None


def _is_about(mention: Mention) -> bool:
    """Whether the line says who the named one is: "About Example Ltd", "Example Ltd is …"."""
    witness = mention.witness
    return bool(witness.candidate.signs & SUBJECT) or _ABOUT.match(witness.candidate.value[:MAX_LINE_CHARS]) is not None


def _from_sources(witnesses: Sequence[Witness], sites: set[str]) -> list[Claim]:
    """The full names from a feed or an API, used if the page itself names nobody."""
    for origin in _SOURCES:
        claims = [
            claim
            for claim in find_claims([witness for witness in witnesses if witness.candidate.origin == origin])
            if claim.is_person and is_full(claim.name) and site_key(claim.name) not in sites
        ]
        if claims:
            return claims
    return []


def _lines_of(chosen: Sequence[Claim]) -> list[Mention]:
    """The lines that name the chosen, best first: those naming most of them, then the plainest; credits last."""
    counts: dict[int, int] = {}
    mentions: dict[int, Mention] = {}
    for claim in chosen:
        for mention in claim.mentions:
            key = id(mention.witness)
            counts[key] = counts.get(key, 0) + 1
            mentions.setdefault(key, mention)
    return sorted(
        mentions.values(),
        key=lambda mention: (
            mention.witness.credits,
            -counts[id(mention.witness)],
            not mention.witness.shown,
            -line_strength(mention),
        ),
    )


def _in_order(chosen: Sequence[Claim], lines: Sequence[Mention]) -> list[Claim]:
    """The chosen in the order of the best line, then of the page."""
    first = lines[0].witness
    places = {id(claim): mention.at for claim in chosen for mention in claim.mentions if mention.witness is first}
    if len(places) == 1:
        return list(chosen)
    return sorted(chosen, key=lambda claim: places.get(id(claim), len(first.parsed.authors) + 1))


def _author(claim: Claim, sites: set[str], *, alone: bool) -> Author:
    """The author under the name's most common spelling, preferably the fullest, with other details from the lines."""
    names = [mention.author.name for mention in claim.mentions]
    name = spelling(names)
    author = replace(next(mention.author for mention in claim.mentions if mention.author.name == name), role=None)
    author.type = "Person" if claim.is_person and site_key(name) not in sites else "Organization"
    for mention in claim.mentions:
        other, witness = mention.author, mention.witness
        author.email = author.email or other.email
        is_plain = witness.candidate.signs & (PLAIN | BIOGRAPHY) and not is_lone(mention)
        is_told = (other.role == "editor" and not alone) or not is_plain
        if is_told:  # a sentence about somebody tells more than a role
            author.role = author.role or other.role
        if len(witness.parsed.authors) == 1 and author.url is None:
            author.url = web_address(witness.candidate)
    return author


def spelling(names: Sequence[str]) -> str:
    """The best spelling of a name: with capitals, then the most frequent, then the longest."""
    return max(dict.fromkeys(names), key=lambda name: (not name.islower(), names.count(name), len(name)))


def _origin(chosen: Sequence[Claim]) -> str:
    """The origin of the first author's first mention: metadata if it names the author, too."""
    return chosen[0].mentions[0].witness.candidate.origin
