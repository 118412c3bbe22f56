"""Claims that stand together: in a list of metadata, on cards side by side, on lines below each other.

Colleagues share what speaks for one of them; people of a list of other articles have nothing to do with this one.
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
# The number of JSON-LD's list of authors among the lists of metadata: the others are the signs of meta elements.
JSON_LD = -1


def is_unmarked_region(claim: Claim) -> bool:
    """Whether nothing but lines without any mark name the claimed one, as labels of a region's news do."""
    return names_region(claim.name) and all(mention.witness.candidate.signs & PLAIN for mention in claim.mentions)


def cards_of(claim: Claim) -> set[int]:
    """Where lines at the headline that link to the claimed one's page stand, by their distance from the body."""
    lines = [mention.witness.candidate for mention in claim.mentions if len(mention.witness.parsed.authors) == 1]
    return {line.place for line in lines if line.signs & AUTHOR_LINK and line.signs & IN_HEAD}


def rows_of(claim: Claim) -> set[tuple[int, int]]:
    """Where lines at the headline that are the claimed one's full name alone stand, with what is known of the place."""
    lines = [
        mention.witness.candidate
        for mention in claim.mentions
        if is_full(claim.name) and is_lone(mention) and len(mention.witness.parsed.authors) == 1
    ]
    return {(line.place, line.signs) for line in lines if line.signs & PLAIN}


def is_of_full_names(mention: Mention) -> bool:
    """Whether a line at the headline, or right below the text, is nothing but full names: one is believed with all."""
    people, candidate = mention.witness.parsed.authors, mention.witness.candidate
    signs_text = is_apart_below(candidate.signs) and not candidate.signs & REPORTING_BLOCK
    is_near = is_lone(mention) or (signs_text and 0 < candidate.place <= NEAR_BELOW and is_of_names(mention))
    return is_near and all(is_full(author.name) and author.type == "Person" for author in people)


def long_lists(claims: Sequence[Claim]) -> set[int]:
    """The lists of metadata that name many people, as journals do: one of them is believed with all the others."""
    counts: dict[int, int] = {}
    for claim in claims:
        if claim.is_person and is_full(claim.name):
            for told in lists_of(claim):
                counts[told] = counts.get(told, 0) + 1
    return {told for told, count in counts.items() if count >= _LONG_LIST}


def lists_of(claim: Claim) -> set[int]:
    """The lists of metadata that name the claimed one: JSON-LD's authors, meta elements of one kind (its sign)."""
    told = [m.witness.candidate for m in claim.mentions if not m.witness.shown and len(m.witness.parsed.authors) == 1]
    metas = {candidate.signs & _META_KINDS for candidate in told if candidate.origin == "meta"} - {0}
    in_json = any(mention.witness.candidate.origin == "json-ld" for mention in claim.mentions)
    return metas | {JSON_LD} if in_json else metas


def in_lists(claims: Sequence[Claim]) -> set[int]:
    """The people of a list below the text, of teasers with their authors or of readers' comments.

    Each stands on a line of its own, apart from the body, and nothing tells that one of them wrote this.
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
