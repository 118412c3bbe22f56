"""Authors from credits ("Reporting by …; editing by …"), and from bylines that the model doubts.

Such lines are too few to learn from: `authors.choice` applies these rules beside the model.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsbot.extraction.authors.claims import MAX_LINE_CHARS, Claim, Mention, Witness
from newsbot.extraction.authors.features import is_system_account
from newsbot.extraction.authors.newsrooms import (
    NEAR_BELOW,
    SIGNED,
    is_apart_below,
    is_full,
    is_in_head,
    is_lone,
    is_of_names,
    is_source,
)
from newsbot.extraction.byline.author_lines import INITIALS, is_labelled, is_other_label
from newsbot.extraction.byline.author_signs import (
    ABOVE_TITLE,
    ALL_LINK,
    AUTHOR_LINK,
    BELOW_BODY,
    BESIDE_DATE,
    BRACKETED,
    CAPTION,
    DATED,
    FOOTER,
    HEADING,
    IN_AUTHOR,
    IN_BODY,
    IN_BYLINE,
    IN_HEAD,
    LEAD,
    MARKED,
    MODAL,
    OTHER_PARTS,
    PLAIN,
    REPORTING_BLOCK,
    SIBLING,
    SUBJECT,
)
from newsbot.extraction.byline.cjk import opens_with_family
from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.name_words import HONORIFICS
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names
from newsbot.extraction.vocabulary.region_names import names_region

if TYPE_CHECKING:
    from newsbot.extraction.blocks.table import Floats

_SIGNED_WITH_AGENCY = re.compile(r"[a-zß-žа-яё]{2,4}(?:\s?[,/]\s?[a-zß-žа-яё]{2,4})?\s?[,/]\s?[^\s,/]{2,20}")
# For the only person named in a byline's element if nobody is believed: right on all annotated pages.
DOUBTED = 0.15
# For people whose names, with a date, fill a line at the headline, and for those who sign a text.
ALONE = 0.25
# For the people in the only line at the headline that is nothing but names.
LONE = 0.1
# The same if the line also gives their job or paper.
TOLD = 0.05
_ELSEWHERE = OTHER_PARTS & ~(CAPTION | MODAL)
_LED_TO_PAGE = LEAD | AUTHOR_LINK
_OWN_ELEMENT = MARKED | IN_AUTHOR
_LED_BELOW = LEAD | BELOW_BODY
_LED_BY_DATE = LEAD | IN_HEAD | BESIDE_DATE
# Who added to another's text is not one of its authors.
_ADDED = re.compile(r"\b(?:additional|further|contribut|zusätzlich|with reporting)", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"(?:\A|[|•·.,;])\s*([^:：|•·.,;(\[]{2,40})[:：]\s*\Z")
_WROTE = frozenset(("reporter", "writer"))


def from_credits(claims: Sequence[Claim]) -> list[Claim]:
    """The people whom a "Reporting by …" line names in full, with its editors."""
    credited = [claim for claim in claims if _roles(claim)]
    # A line that names only editors says who was responsible for the page.
    return credited if any(_roles(claim) & _WROTE for claim in credited) else []


def reporters_beside(claims: Sequence[Claim], chosen: Sequence[Claim]) -> list[Claim]:
    """The reporters whom such a line names beside the chosen ones, if the page shows a byline of one of these."""
    if not any(
        m.witness.shown and not m.witness.credits for claim in chosen if claim.is_person for m in claim.mentions
    ):
        return []
    known = {id(claim) for claim in chosen}
    return [claim for claim in claims if id(claim) not in known and _roles(claim) & _WROTE]


def editors_beside(claims: Sequence[Claim], chosen: Sequence[Claim]) -> list[Claim]:
    """The editors in the line that announces one of the chosen, or at the headline right above or below it."""
    lines = [
        mention.witness
        for claim in chosen
        if claim.is_person
        for mention in claim.mentions
        if mention.witness.candidate.signs & (LEAD | OTHER_PARTS) == LEAD and not mention.beside
    ]
    same = {id(line) for line in lines}
    places = {line.candidate.place + step for line in lines if is_in_head(line) for step in (-1, 1)}
    known = {id(claim) for claim in chosen}
    return [
        claim
        for claim in claims
        if id(claim) not in known
        and is_editor(claim)
        and is_full(claim.name)
        and any(
            id(m.witness) in same or (is_in_head(m.witness) and m.witness.candidate.place in places)
            for m in claim.mentions
        )
    ]


def is_labelled_otherwise(mention: Mention) -> bool:
    """Whether the line names people after a label that does not mean writing: "Case officer: Ada Moran"."""
    witness = mention.witness
    if not witness.shown or witness.candidate.signs & (LEAD | MARKED | REPORTING_BLOCK):
        return False
    text = witness.candidate.value[:MAX_LINE_CHARS].casefold()
    places = [text.find(author.name.casefold()) for author in witness.parsed.authors]
    label = _LABEL_BEFORE.search(text[: min(places)]) if places and min(places) > 0 else None
    return label is not None and is_other_label(label[1].strip())


def is_editor(claim: Claim) -> bool:
    """Whether every role that the lines give the person is editing."""
    return claim.is_person and {mention.author.role for mention in claim.mentions} - {None} == {"editor"}


def doubted_people(claims: Sequence[Claim], chances: "Floats") -> list[Claim]:
    """The likeliest person named by a byline's own line, with those beside, if no author is believed.

    Else the people in a line of names beside a date, or in brackets at the end of the text.
    """
    named = [
        (chance, -at)
        for at, (claim, chance) in enumerate(zip(claims, chances, strict=True))
        if chance > DOUBTED and _is_writer(claim) and any(map(_is_byline, claim.mentions))
    ]
    if not named:
        return _people_of_line(claims, chances) or _people_by_signs(claims)
    likeliest = claims[-max(named)[1]]
    bylines = [mention.witness for mention in likeliest.mentions if _is_byline(mention)]
    doubted = {-at for _, at in named}
    return [
        claim
        for at, claim in enumerate(claims)
        if claim is likeliest
        or (at in doubted and any(m.witness is line and not m.beside for m in claim.mentions for line in bylines))
    ]


def _people_of_line(claims: Sequence[Claim], chances: "Floats") -> list[Claim]:
    """The people in a line of nothing but names, one of whom is likely enough."""
    likely = [claim for claim, chance in zip(claims, chances, strict=True) if chance > ALONE and claim.is_person]
    lines = [
        m.witness
        for claim in likely
        for m in claim.mentions
        if _is_line_of_names(m) or _is_signature(m) or _is_last_line(m)
    ]
    lines = lines or _lone_lines(claims, chances)
    filed = [mention.witness for claim in claims for mention in claim.mentions if _is_filed(mention)]
    line = next(iter(lines or filed), None)
    if line is None:
        return _people_of_cards(claims, chances)
    people = [claim for claim in claims if any(m.witness is line and not m.beside for m in claim.mentions)]
    return people if all(_is_writer(claim) and is_full(claim.name) for claim in people) else []


def _people_by_signs(claims: Sequence[Claim]) -> list[Claim]:
    """The people in the first line beside a date that is initials, or a reporter's sign and an agency: "mk/PAP"."""
    lines = [m.witness for claim in claims for m in claim.mentions if claim.is_person and _is_line_of_signs(m)]
    return [claim for claim in claims if claim.is_person and any(m.witness in lines[:1] for m in claim.mentions)]


def _is_line_of_signs(mention: Mention) -> bool:
    """Whether a line at the headline has a date beside it and is only initials, or a sign and its agency."""
    candidate, parsed = mention.witness.candidate, mention.witness.parsed
    if not (is_in_head(mention.witness) and candidate.signs & BESIDE_DATE) or candidate.signs & (ABOVE_TITLE | HEADING):
        return False
    line = candidate.value.strip(" ()")
    is_signed = bool(parsed.organizations) and _SIGNED_WITH_AGENCY.fullmatch(line)
    return bool(is_signed) or INITIALS.fullmatch(line) is not None


def _people_of_cards(claims: Sequence[Claim], chances: "Floats") -> list[Claim]:
    """The people with a line of their own in an author's element at the headline, one of whom is likely enough."""
    cards = [
        (claim, chance)
        for claim, chance in zip(claims, chances, strict=True)
        if chance > DOUBTED and _is_writer(claim) and is_full(claim.name) and any(map(_is_card, claim.mentions))
    ]
    return [claim for claim, _ in cards] if any(chance > ALONE for _, chance in cards) else []


def _is_card(mention: Mention) -> bool:
    bits = mention.witness.candidate.signs
    return bits & (IN_AUTHOR | IN_HEAD | ABOVE_TITLE) == IN_AUTHOR | IN_HEAD and is_of_names(mention)


def _is_line_of_names(mention: Mention) -> bool:
    """Whether a line at the headline with a date in or beside it is nothing but names, and no button."""
    bits = mention.witness.candidate.signs
    speaks = bits & (DATED | BESIDE_DATE) or (
        mention.author.role and mention.author.role in mention.witness.candidate.value
    )
    return bool(speaks and not bits & (ABOVE_TITLE | ALL_LINK)) and mention.witness.shown and is_lone(mention)


def _lone_lines(claims: Sequence[Claim], chances: "Floats") -> list["Witness"]:
    """The only line between headline and text that is nothing but full names, if there is no second one."""
    lines = {
        id(mention.witness): (mention.witness, chance)
        for claim, chance in zip(claims, chances, strict=True)
        for mention in claim.mentions
        if claim.is_person and is_full(claim.name) and mention.witness.shown and is_lone(mention)
        if not mention.witness.candidate.signs & (ABOVE_TITLE | ALL_LINK | HEADING)
    }
    found = list(lines.values())
    if len(found) != 1:
        return []
    (line, chance) = found[0]
    told = line.parsed.organizations or any(author.role or _has_title(author.name) for author in line.parsed.authors)
    if told or line.candidate.signs & LEAD:
        return [line] if chance > TOLD else []
    # Labels of sections ("تغطية مستمرة") also have the form of a name.
    is_known = any(opens_as_known(author.name) for author in line.parsed.authors)
    if not is_known and line.candidate.signs & BESIDE_DATE:
        is_known = any(_ends_as_known(author.name) for author in line.parsed.authors)
    return [line] if chance > LONE and is_known else []


def _has_title(name: str) -> bool:
    return name.partition(" ")[0].casefold() in HONORIFICS


def opens_as_known(name: str) -> bool:
    """Whether a name begins with a title, a known given name or, in Han, a known family name."""
    words = name.split()
    if words[0].casefold() in HONORIFICS or opens_with_family(name):
        return True
    return bool(person_names().get(folded(words[0].strip(".")), 0) & GIVEN)


def _ends_as_known(name: str) -> bool:
    """Whether a name ends with a known family name."""
    return bool(person_names().get(folded(name.rpartition(" ")[2]), 0) & FAMILY)


def _is_last_line(mention: Mention) -> bool:
    """Whether the line right below the text is only a full name, as writers sign, or says how to reach somebody.

    The name must be known, or its element must mark it as the author's.
    """
    candidate = mention.witness.candidate
    apart = is_apart_below(candidate.signs)
    is_near = 0 < candidate.place <= NEAR_BELOW or bool(candidate.signs & IN_BODY and candidate.signs & SUBJECT)
    if not (apart and is_near and is_of_names(mention) and is_full(mention.author.name)):
        return False
    if candidate.signs & (SUBJECT | BRACKETED) or candidate.signs & _OWN_ELEMENT == _OWN_ELEMENT:
        return True
    return opens_as_known(mention.author.name)


def _is_signature(mention: Mention) -> bool:
    """Whether brackets at the end of the text hold only a Han or Hangul name, as papers there sign."""
    bits = mention.witness.candidate.signs
    return bits & SIGNED == SIGNED and opens_with_family(mention.witness.candidate.value.strip())


def _is_filed(mention: Mention) -> bool:
    """Whether brackets at the start of the text hold place and correspondent, as Japanese papers write them."""
    candidate, parsed = mention.witness.candidate, mention.witness.parsed
    opens = candidate.signs & (BRACKETED | IN_BODY | BELOW_BODY) == BRACKETED | IN_BODY
    return bool(opens and parsed.dateline) and "＝" in candidate.value and opens_with_family(mention.author.name)


def _is_writer(claim: Claim) -> bool:
    if not claim.is_person or is_system_account(claim.name) or is_editor(claim):
        return False
    return not names_region(claim.name) or not all(m.witness.candidate.signs & PLAIN for m in claim.mentions)


def _is_byline(mention: Mention) -> bool:
    """Whether the line is in a byline's element, or begins with "By" next to the text."""
    candidate = mention.witness.candidate
    bits = candidate.signs
    # Themes end an article with a footer of their own: "Posted in Harbour by", and a link to the author's page.
    elsewhere = _ELSEWHERE & ~FOOTER if bits & _LED_TO_PAGE == _LED_TO_PAGE else _ELSEWHERE
    if not mention.witness.shown or bits & elsewhere or is_source(mention):
        return False
    if any(bits & marks == marks for marks in (MARKED | IN_BYLINE, LEAD | SIBLING, _LED_TO_PAGE, _LED_BY_DATE)):
        return True
    # Magazines list below the text who did what: "Text: Ada Moran. Pictures: Ali Raza".
    return bits & _LED_BELOW == _LED_BELOW and 0 < candidate.place <= NEAR_BELOW and is_labelled(candidate.value)


def _roles(claim: Claim) -> set[str]:
    """What credit lines say that the person did; empty if no line gives the full name."""
    if not claim.is_person or not is_full(claim.name):
        return set()
    return {mention.author.role for mention in claim.mentions if mention.author.role and _is_main_credit(mention)}


def _is_main_credit(mention: Mention) -> bool:
    """Whether a credit line names its author, and not somebody who added to the text."""
    witness = mention.witness
    return witness.credits and not _ADDED.search(witness.candidate.value[:MAX_LINE_CHARS])
