"""Agencies and papers that an article is from, beside its authors or where it has none."""

from collections.abc import Sequence

from newsbot.extraction.authors.claims import MAX_LINE_CHARS, Witness, site_key
from newsbot.extraction.authors.newsrooms import BUTTON_CHARS, is_agency, is_in_head, is_wire
from newsbot.extraction.byline.author_signs import BRACKETED, DATED, OTHER_PARTS
from newsbot.extraction.byline.lines import without_dates
from newsbot.extraction.byline.sources import agency_key
from newsbot.extraction.names.spelling import list_key
from newsbot.extraction.vocabulary.byline_words import SOURCE_COLON, SOURCE_LABEL
from newsbot.items import Author, Candidate, SourceOrganization


def web_address(candidate: Candidate) -> str | None:
    url = candidate.url
    return url if url and url.startswith(("http://", "https://")) else None


def agencies_among(authors: Sequence[Author]) -> dict[str, SourceOrganization]:
    """The agencies named in place of a person, by key: they are sources as well as authors."""
    return {
        agency_key(author.name): SourceOrganization(author.name, evidence="byline")
        for author in authors
        if author.type == "Organization" and is_wire(author.name)
    }


def told_sources(witnesses: Sequence[Witness]) -> list[Witness]:
    """The lines that name the source of a text without an author: "Source: …", an agency in brackets."""
    return [
        witness
        for witness in witnesses
        if SOURCE_LABEL.match(without_dates(witness.candidate.value[:MAX_LINE_CHARS]))
        or _is_signature(witness.candidate.signs)
        or (is_in_head(witness) and _names_agency(witness))
    ]


def _names_agency(witness: Witness) -> bool:
    parsed = witness.parsed
    names = [author.name for author in parsed.authors if author.type == "Organization"]
    return not _is_button(witness) and any(map(is_wire, (*names, *(source.name for source in parsed.organizations))))


def _is_signature(bits: int) -> bool:
    """Whether the line is in brackets, at an end of the text or beside it."""
    return bits & (BRACKETED | OTHER_PARTS) == BRACKETED


def sources_of(
    authors: Sequence[Author], believed: Sequence[Witness], witnesses: Sequence[Witness], sites: set[str]
) -> list[SourceOrganization]:
    """Agencies among the authors, organisations credited on believed lines, and agencies that are authors elsewhere."""
    found = agencies_among(authors)
    taken = {list_key(author.name) for author in authors}
    for witness in witnesses:
        evidence = "text" if witness.candidate.origin == "text" else "byline"
        credited = [organization.name for organization in witness.parsed.organizations]
        names = credited if any(witness is other for other in believed) else []
        # The word before "Map" makes a person of it, as of any other name.
        names += [
            author.name
            for author in witness.parsed.authors
            if author.type == "Organization" and is_agency(author.name) and not _is_button(witness)
        ]
        names += [name for name in credited if is_agency(name)]
        if witness.candidate.signs & DATED and is_in_head(witness):
            is_source = SOURCE_LABEL.match(witness.candidate.value) is not None
            organizations = [author.name for author in witness.parsed.authors if author.type == "Organization"]
            names += [name for name in organizations if is_source or _is_labelled(witness, name)]
        for name in names:
            if (list_key(name) not in taken or _is_labelled(witness, name)) and site_key(name) not in sites:
                found.setdefault(agency_key(name), SourceOrganization(name, web_address(witness.candidate), evidence))
    return list(found.values())


def _is_labelled(witness: Witness, name: str) -> bool:
    """Whether a source label is right before the name."""
    text = witness.candidate.value[:MAX_LINE_CHARS]
    return any(text.startswith(name, label.end()) for label in SOURCE_COLON.finditer(text))


def _is_button(witness: Witness) -> bool:
    """Whether a visible line has at most two letters and is not a signature in brackets."""
    candidate = witness.candidate
    return witness.shown and len(candidate.value.strip()) <= BUTTON_CHARS and not candidate.signs & BRACKETED
