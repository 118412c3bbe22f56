"""Claims that belong together: in a metadata list, on cards side by side, or on lines one below the other.

Evidence for one co-author counts for all of them; people in a list of other articles have nothing to do with this one.
"""

from collections.abc import Sequence

from newsbot.extraction.authors.claims import Claim, Mention
from newsbot.extraction.authors.newsrooms import NEAR_BELOW, is_apart_below, is_full, is_lone, is_of_names
from newsbot.extraction.byline.author_signs import (
    AUTHOR_LINK,
    BELOW_BODY,
    BIOGRAPHY,
    IN_AUTHOR,
    IN_HEAD,
    META_ARTICLE,
    META_AUTHOR,
    META_OTHER,
    PLAIN,
    REPORTING_BLOCK,
    SIBLING,
    SUBJECT,
    TEASER,
)
from newsbot.extraction.vocabulary.region_names import names_region

_LONG_LIST = 5
_META_KINDS = META_AUTHOR | META_ARTICLE | META_OTHER
# The key of JSON-LD's author list among the metadata lists; the other keys are the signs of their meta elements.
JSON_LD = -1


def is_unmarked_region(claim: Claim) -> bool:
    """Whether the claim is a region's name found only on lines without any mark, as labels of regional news are."""
    return names_region(claim.name) and all(mention.witness.candidate.signs & PLAIN for mention in claim.mentions)


def cards_of(claim: Claim) -> set[int]:
    """The places (distances from the body) of lines at the headline that link to the author page of the claim."""
    lines = [mention.witness.candidate for mention in claim.mentions if len(mention.witness.parsed.authors) == 1]
    return {line.place for line in lines if line.signs & AUTHOR_LINK and line.signs & IN_HEAD}


def rows_of(claim: Claim) -> set[tuple[int, int]]:
    """The lines at the headline that are only the claim's full name: for each its place and its signs."""
    lines = [
        mention.witness.candidate
        for mention in claim.mentions
        if is_full(claim.name) and is_lone(mention) and len(mention.witness.parsed.authors) == 1
    ]
    return {(line.place, line.signs) for line in lines if line.signs & PLAIN}


def is_of_full_names(mention: Mention) -> bool:
    """Whether a line at the headline or right below the text has only full names; then all are believed if one is."""
    people, candidate = mention.witness.parsed.authors, mention.witness.candidate
    signs_text = is_apart_below(candidate.signs) and not candidate.signs & REPORTING_BLOCK
    is_near = is_lone(mention) or (signs_text and 0 < candidate.place <= NEAR_BELOW and is_of_names(mention))
    return is_near and all(is_full(author.name) and author.type == "Person" for author in people)


def long_lists(claims: Sequence[Claim]) -> set[int]:
    """The metadata lists that name many people, as journals' do; if one of them is believed, all are."""
    counts: dict[int, int] = {}
    for claim in claims:
        if claim.is_person and is_full(claim.name):
            for told in lists_of(claim):
                counts[told] = counts.get(told, 0) + 1
    return {told for told, count in counts.items() if count >= _LONG_LIST}


def lists_of(claim: Claim) -> set[int]:
    """The metadata lists that name the claim: JSON-LD's authors, or the meta elements of one kind (keyed by sign)."""
    told = [m.witness.candidate for m in claim.mentions if not m.witness.shown and len(m.witness.parsed.authors) == 1]
    metas = {candidate.signs & _META_KINDS for candidate in told if candidate.origin == "meta"} - {0}
    in_json = any(mention.witness.candidate.origin == "json-ld" for mention in claim.mentions)
    return metas | {JSON_LD} if in_json else metas


def in_lists(claims: Sequence[Claim]) -> set[int]:
    """The ids of claims that are people in a list below the text: teasers with their authors, or readers' comments.

    Each has a line of its own, apart from the body, and nothing suggests that one of them wrote this article.
    """
    found: dict[int, set[int]] = {}
    for claim in claims:
        bits = [mention.witness.candidate.signs for mention in claim.mentions]
        if claim.is_person and all(map(_is_in_list, bits)):
            found[id(claim)] = {id(mention.witness) for mention in claim.mentions}
    return {claim for claim, lines in found.items() if any(lines.isdisjoint(others) for others in found.values())}


def _is_in_list(bits: int) -> bool:
    is_apart = bits & BELOW_BODY and not bits & (SIBLING | IN_AUTHOR | BIOGRAPHY | SUBJECT | REPORTING_BLOCK)
    return bool(is_apart and (bits & TEASER or bits & PLAIN))
