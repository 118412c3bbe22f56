"""Newsroom accounts as authors (desks, agencies, the site itself), and the people who wrote under them.

All other choices are made in `authors.choice`.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsbot.extraction.authors.claims import MAX_LINE_CHARS, Claim, Mention, Witness, site_key
from newsbot.extraction.authors.features import is_system_account
from newsbot.extraction.byline.author_lines import is_labelled
from newsbot.extraction.byline.author_signs import (
    ABOVE_TITLE,
    ALL_LINK,
    AUTHOR_LINK,
    BELOW_BODY,
    BESIDE_DATE,
    BRACKETED,
    DATED,
    FOOTER,
    HEADING,
    IN_AUTHOR,
    IN_BODY,
    IN_BYLINE,
    IN_HEAD,
    ITALIC,
    LD_NEWS,
    LEAD,
    MARKED,
    OTHER_PARTS,
    SHOWN_HEAD,
    STRONG,
    SUBJECT,
)
from newsbot.extraction.byline.kinds import word_kind
from newsbot.extraction.byline.lines import without_dates
from newsbot.extraction.byline.sources import AGENCIES, AGENCY_WORDS, EDITIONS, OUTLETS
from newsbot.extraction.names.spelling import folded, list_key
from newsbot.extraction.vocabulary.byline_words import SOURCE_LABEL
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names

if TYPE_CHECKING:
    from newsbot.extraction.blocks.table import Floats

# Minimum probability of a desk or an agency named by a byline's element, if nobody else is believed.
DESK = 0.2
# Minimum for an agency that has a line of its own at the headline, with a date or place.
FILED = 0.02
# Minimum for an agency that is all of a line at the headline.
ALONE = 0.1
# Minimum for people with a line at the headline or a signature, if an account of the site published the article.
BEHIND = 0.08
# "ExampleTeam", "timesdesk": an account of one word.
_TEAM = re.compile(
    r"\w{2,20}(?:team|staff|desk|editors?|newsroom|redaktion|redacci[oó]n|redazione|redactie)\Z", re.IGNORECASE
)
# In brackets at the end of the text, where a writer or an agency signs.
SIGNED = BRACKETED | IN_BODY | BELOW_BODY
# "AA" is a button for larger letters more often than an agency.
BUTTON_CHARS = 2
_LED_BELOW = LEAD | BELOW_BODY
# Maximum distance in blocks from the last one of the text to the line that signs it.
NEAR_BELOW = 2
_MAX_CODE_CHARS = 2
# Maximum number of letters between two names of a line.
_MAX_JOINER = 3
# "Ada Moran Special to the Sentinel"
_WROTE_FOR = re.compile(r"\b(?:special|exclusively)\s+(?:to|for)\s+(?:the\s+)?", re.IGNORECASE)
_JOINERS = re.compile(r",?\s(?:and|with|und|mit|et|avec|y|con|e|com|og|och|med|en|met)\s", re.IGNORECASE)
# "记者 王小明 通讯员 李雷"
_HAN_LABELS = re.compile(
    "(?:本报|本報|本网|本網|见习|見習|实习|實習|特约|特約)?(?:记者|記者|通讯员|通訊員|作者|文)[ :：/／]"
)
# "Guest Contributor", "Gastautor", "Contributing writer": one account for all occasional writers.
_GUEST = re.compile(
    r"\b(?:guests?(?!\s*house)|gast(?:-?(?:autor|beitr|komment|schreib|schrijv|redact|column)\w*)?|invitad[oa]s?|invitée?s?"
    r"|convidad[oa]s?|ospiti?|(?:gæste?|gäst|gjeste?)(?:-?(?:skrib|forfatt|komment|kron)\w*)?|contribut(?:ors?|ing)"
    r"|external (?:author|contributor|writer)s?)\b",
    re.IGNORECASE,
)
_MANY_AGENCIES = frozenset(("news agencies", "agencies", "agenturen", "agencias", "agences", "agenzie"))


def is_newsroom(claim: Claim, sites: set[str]) -> bool:
    """Whether the claim is a desk, a job title, the site or a system account, under which somebody else wrote."""
    if word_kind(claim.name) in ("desk", "role") or site_key(claim.name) in sites or _TEAM.match(claim.name):
        return True
    slugs = [(mention.witness.candidate.url or "").rstrip("/").rpartition("/")[2] for mention in claim.mentions]
    return any(slug and is_system_account(slug) for slug in slugs)


def people_behind(claims: Sequence[Claim], chances: "Floats", sites: set[str]) -> list[Claim]:
    """The people who wrote under an account: those whom a news article's JSON-LD lists, else those with their own line.

    Such a line is at the headline; or at the start of the text with "By" or set apart; or last in the text; or right
    below it with a label. For a guest account, a line right below the text may also introduce the writer.
    """
    people = [claim for claim in claims if claim.is_person and is_full(claim.name) and not is_newsroom(claim, sites)]
    listed = [claim for claim in people if any(m.witness.candidate.signs & LD_NEWS for m in claim.mentions)]
    if len(listed) > 1:
        return listed
    likely = {claim.name for claim, chance in zip(claims, chances, strict=True) if chance > BEHIND}
    likely_people = [claim for claim in people if claim.name in likely]
    return (
        _mentioned(likely_people, _is_lone_line)
        or _mentioned(people, _opens_text)
        or _mentioned(likely_people, _signs_text)
        or _on_labelled_lines(people)
        or (_mentioned(people, _is_introduced) if any(map(_GUEST.search, likely)) else [])
    )


def _mentioned(people: Sequence[Claim], is_so: Callable[[Mention], bool]) -> list[Claim]:
    return [claim for claim in people if any(map(is_so, claim.mentions))]


def _on_labelled_lines(people: Sequence[Claim]) -> list[Claim]:
    """The people named on a line below the text that a label marks for at least one of them."""
    lines = [m.witness for claim in people for m in claim.mentions if _is_labelled_below(m)]
    return [claim for claim in people if any(m.witness in lines and not m.beside for m in claim.mentions)]


def is_lone(mention: Mention) -> bool:
    """Whether a line at the headline has nothing but names."""
    return mention.witness.candidate.signs & (IN_HEAD | OTHER_PARTS) == IN_HEAD and is_of_names(mention)


def _is_lone_line(mention: Mention) -> bool:
    """The same, but not a heading: a name in a heading is that of the article's subject."""
    return is_lone(mention) and not mention.witness.candidate.signs & HEADING


def is_in_head(witness: Witness) -> bool:
    """Whether the line is visible at the headline and not in a part of the page for something else."""
    return witness.shown and witness.candidate.signs & (IN_HEAD | OTHER_PARTS) == IN_HEAD


def is_apart_below(bits: int) -> bool:
    """Whether a line is below the text by itself: no heading, no link, and not in a part for something else."""
    return bits & (BELOW_BODY | OTHER_PARTS | ALL_LINK | HEADING) == BELOW_BODY


def _opens_text(mention: Mention) -> bool:
    """Whether a line above or among the text's first paragraphs names its author."""
    bits = mention.witness.candidate.signs
    if not bits & IN_BODY or bits & (BELOW_BODY | BRACKETED):
        return False
    return bool(bits & LEAD) or (bits & STRONG > 0 and is_of_names(mention))


def _signs_text(mention: Mention) -> bool:
    """Whether the text's last paragraph is only names, known or set apart, or introduces the person it names."""
    bits = mention.witness.candidate.signs
    if bits & (IN_BODY | BELOW_BODY) != IN_BODY | BELOW_BODY:
        return False
    given = folded(mention.author.name.partition(" ")[0])
    is_told = bits & (STRONG | ITALIC) or person_names().get(given, 0) & GIVEN
    return bool(bits & SUBJECT or (is_told and is_of_names(mention)))


def _is_labelled_below(mention: Mention) -> bool:
    """Whether a line right below the text, or in the article's footer there, says who wrote: "Writer: Ada Moran".

    Brackets around the line are as good as a colon: "（记者王小明）".
    """
    candidate = mention.witness.candidate
    if candidate.signs & (_LED_BELOW | OTHER_PARTS & ~FOOTER) != _LED_BELOW or not 0 < candidate.place <= NEAR_BELOW:
        return False
    line = candidate.value[:MAX_LINE_CHARS]
    is_other = mention.beside or mention.author.role or SOURCE_LABEL.match(line)
    return not is_other and (is_labelled(line) or bool(candidate.signs & BRACKETED))


def _is_introduced(mention: Mention) -> bool:
    """Whether the line right below the text introduces somebody: "Ada Moran teaches economics at …"."""
    candidate = mention.witness.candidate
    return is_apart_below(candidate.signs) and bool(candidate.signs & SUBJECT) and 0 < candidate.place <= NEAR_BELOW


def is_of_names(mention: Mention) -> bool:
    """Whether a line has nothing but names, with their jobs, the outlet they wrote for and the place."""
    parsed = mention.witness.parsed
    said = [word for author in parsed.authors for word in (author.name, author.role, author.email) if word]
    said += [source.name for source in parsed.organizations]
    said += [parsed.dateline] if parsed.dateline else []
    line = _JOINERS.sub(", ", _WROTE_FOR.sub("", mention.witness.candidate.value[:MAX_LINE_CHARS]))
    line = _HAN_LABELS.sub("", line)
    return sum(map(len, said)) + _MAX_JOINER * len(said) > len(without_dates(line))


def likeliest_desk(claims: Sequence[Claim], chances: "Floats") -> list[Claim]:
    """The likeliest desk or agency that a byline's element, a line at the headline or JSON-LD names.

    It is used if there is nobody else; one that is only labelled as a source does not count.
    """
    shown = [
        (chance, -at)
        for at, (claim, chance) in enumerate(zip(claims, chances, strict=True))
        if not is_system_account(claim.name)
        and (
            (
                chance > DESK
                and is_account(claim.name)
                and any(_is_in_byline(mention) or _is_agency_of_article(mention) for mention in claim.mentions)
            )
            or (chance > FILED and any(_is_filed_by_agency(mention) for mention in claim.mentions))
            or (chance > DESK and any(_is_line_of_desk(mention) for mention in claim.mentions))
            or (chance > ALONE and any(_is_line_of_agency(mention) for mention in claim.mentions))
        )
    ]
    return [claims[-max(shown)[1]]] if shown else []


def _is_in_byline(mention: Mention) -> bool:
    """Whether a line is in an author's or a byline's element and is not a source label."""
    candidate = mention.witness.candidate
    marked = candidate.signs & MARKED and candidate.signs & (IN_BYLINE | IN_AUTHOR | AUTHOR_LINK)
    return bool(marked and mention.witness.shown) and not is_source(mention)


def _is_line_of_desk(mention: Mention) -> bool:
    """Whether a line at the headline, with a date in or beside it, is only a desk."""
    bits = mention.witness.candidate.signs
    is_dated = bits & (DATED | BESIDE_DATE) and not bits & (ABOVE_TITLE | ALL_LINK)
    return bool(is_dated) and word_kind(mention.author.name) == "desk" and is_lone(mention)


def _is_line_of_agency(mention: Mention) -> bool:
    """Whether a line at the headline is only an agency, and neither a button nor a source label."""
    bits = mention.witness.candidate.signs
    is_wire = list_key(mention.author.name) in AGENCIES and not mention.beside
    return is_wire and is_lone(mention) and not bits & (ABOVE_TITLE | ALL_LINK) and not is_source(mention)


def _is_agency_of_article(mention: Mention) -> bool:
    """Whether JSON-LD names an agency as the author and the page shows it at the headline."""
    candidate = mention.witness.candidate
    told = candidate.origin == "json-ld" and candidate.signs & SHOWN_HEAD and not mention.beside
    return bool(told) and list_key(mention.author.name) in AGENCIES


def _is_filed_by_agency(mention: Mention) -> bool:
    """Whether a line at the headline is only an agency, with the date or place of its report."""
    candidate, parsed = mention.witness.candidate, mention.witness.parsed
    if candidate.signs & (IN_HEAD | ABOVE_TITLE | OTHER_PARTS) != IN_HEAD or len(parsed.authors) != 1:
        return False
    name = parsed.authors[0].name
    words = name.casefold().split()
    is_wire = list_key(name) in AGENCIES or (len(words) > 1 and not AGENCY_WORDS.isdisjoint(words))
    is_dated = candidate.signs & DATED or (candidate.signs & BESIDE_DATE and len(name) > BUTTON_CHARS)
    return is_wire and not mention.beside and bool(is_dated or parsed.dateline) and not is_source(mention)


def is_account(name: str) -> bool:
    """Whether a name is that of a desk or an agency, under which somebody reported."""
    return word_kind(name) == "desk" or list_key(name) in _MANY_AGENCIES or is_agency(name)


def is_login(name: str) -> bool:
    """Whether a name is a job title in lower case, as nobody would sign: "editor"."""
    return name.islower() and word_kind(name) == "role" and " " not in name


def is_wire(name: str) -> bool:
    """Whether a name is that of a news agency or of one of its services: "ANP Sport"."""
    first, _, service = list_key(name).partition(" ")
    return list_key(name) in AGENCIES or (first in AGENCIES and service in EDITIONS)


def is_agency(name: str) -> bool:
    """Whether a name is an agency's or a broadcaster's; a two lower-case letters are a reporter's."""
    is_code = name.islower() and len(name) <= _MAX_CODE_CHARS
    return is_wire(name) or (list_key(name) in OUTLETS and not is_code)


def is_full(name: str) -> bool:
    """Whether a name has more than one word, or is in a script that writes full names as one word."""
    return " " in name or (not name.isascii() and not name[:1].isupper() and len(name) > 1)


def is_source(mention: Mention) -> bool:
    """Whether the line is a label of the source and what it names; another label behind it names its own.

    A date may stand before it: "2026-06-11 09:15 Source: Harbour Post". A person behind a bar is not of the source.
    """
    line = without_dates(mention.witness.candidate.value[:MAX_LINE_CHARS])
    label = SOURCE_LABEL.match(line)
    if label is None:
        return False
    named, name = line[label.end() :].lstrip(" :：").casefold(), mention.author.name.casefold()
    between = named.partition(name)[0] if name in named else ""
    is_apart = "|" in between and mention.author.type == "Person"
    return ":" not in between and "：" not in between and not is_apart
