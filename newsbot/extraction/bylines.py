"""Parse one byline, as a page writes it, into the people and organisations it names.

`byline.lines` cuts the line into segments, `byline.parts` classifies their parts; here the parts become authors. What
is not clearly a name becomes no author. Which of several lines to believe is the choice of `authors.choice`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.cjk import CJK
from newsbot.extraction.byline.datelines import read_dateline
from newsbot.extraction.byline.kinds import Context, Part, is_role_word
from newsbot.extraction.byline.lines import MAX_LINE_CHARS, Line, read_line, without_dates
from newsbot.extraction.byline.parts import read_segment
from newsbot.extraction.names.spelling import EDGES, MAX_NAME_CHARS, folded, list_key, without_duplicates
from newsbot.extraction.vocabulary import jobs
from newsbot.extraction.vocabulary.byline_words import LEAD
from newsbot.extraction.vocabulary.date_words import MONTHS, WEEKDAYS
from newsbot.extraction.vocabulary.name_words import PARTICLES
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names
from newsbot.items import Author, SourceOrganization
from newsbot.text import clean_line

_MAX_AUTHORS = 40
_FULL_STOP = re.compile(r"(?<=\w{5})\.\Z")
_STOPS = frozenset(".?!…")
# Lower-case words in a line that ends like a sentence: more than a job and a place take.
_MIN_TOLD = 5
_MAX_INTRODUCED = 4
# The head of a report: "Teluk Baru (KABAR) - Nelayan di …".
_FILED_BY = re.compile(r"[^()|:]{2,50}\([A-Z][A-Z0-9. /-]{1,20}\)\s?[-–—]{1,2}\s(?=\S)")
# Behind the paper, where its town stands: "Ada Moran, Harbour Post — Wexhaven".
_BEHIND_DASH = re.compile(r"\s[—–]\s*([^—–|]{2,40})\Z")
_RELATIVES = frozenset("who whose die der qui que quien che wie som który która яка який который которая".split())


@dataclass(slots=True)
class Byline:
    """Who a line names, in its order: authors, organisations credited beside people, the place it was filed from."""

    authors: list[Author] = field(default_factory=list)
    organizations: list[SourceOrganization] = field(default_factory=list)
    dateline: str | None = None


def parse_byline(raw: str, language: str | None = None) -> Byline:
    """The people and organisations in one raw line, in its order; empty if it names none. Never raises.

    `language` is a BCP 47 tag or None; it decides words that mean "by" in one language and begin names in another
    ("Von Miller"), conjunctions, and the case of names in capitals. Only the first 400 characters are read.

    `authors`: persons with `name` as a careful editor writes it (usual capitals, last name last, honorifics such as
    "Dr." kept, degrees dropped), `nameRaw` (the whole line as shown), and if the line gives them `role` ("Staff
    Writer"; "reporter", "writer" and "editor" for credits) and `email`; photographers and translators are left out.
    Agencies, papers and desks are authors (type Organization) only if no person is named, desks only if nothing else
    is; beside people they are `organizations` (evidence "byline"). `dateline` is the place, as shown. Headlines,
    sections, dates and buttons give nothing.
    """
    primary = (language or "").partition("-")[0].lower()
    byline = _parse(_start_of(raw), primary)
    shown = clean_line(raw[:MAX_LINE_CHARS])
    authors = []
    for author in byline.authors:
        # A name must parse to itself when it stands alone, else it holds more than a name.
        name = _settled(author.name, primary)
        if name is not None:
            authors.append(replace(author, name=name, nameRaw=shown))
    return Byline(without_duplicates(authors), [replace(source) for source in byline.organizations], byline.dateline)


def _start_of(raw: str) -> str:
    """The part of a line that is read, without half a tag where it is cut off."""
    start = raw[: 2 * MAX_LINE_CHARS]
    opened = start.rfind("<")
    return start[:opened] if len(start) < len(raw) and opened > start.rfind(">") else start


@lru_cache(maxsize=4096)
def _settled(name: str, language: str) -> str | None:
    """The name, or the one stable name that remains when it is parsed again."""
    for _ in range(3):
        again = _parse(name, language).authors
        if len(again) != 1:
            return None
        if again[0].name == name:
            return name
        name = again[0].name
    return None


@lru_cache(maxsize=4096)
def _parse(raw: str, language: str) -> Byline:
    """`parse_byline` without the check that names are stable; the result is cached, so it must not be modified."""
    if "(" in raw and (filed := _filed(clean_line(raw[:MAX_LINE_CHARS]))) is not None:
        return filed
    if _is_narrative(raw) or ("(" in raw and _opens_report(raw)):
        return Byline()
    line, parts = read_parts(raw, language)
    byline = _decide(parts)
    _give_emails(byline.authors, line.emails)
    return byline


def _filed(line: str) -> Byline | None:
    """What an agency's dateline says: "HARBOUR, England (AP) — June 16, 2026"; None for other lines.

    "Ada Moran (dpa) — June 16" is not one: a place is in capitals, and a single word or followed by a comma and its
    region or state. Nor is a line that goes on with the reporter: "LONDON (Reuters) - By Ada Moran".
    """
    if CJK.search(line) or LEAD.match(line) or without_dates(line.rpartition(")")[2]).strip(" |-—–"):
        return None
    dateline = read_dateline(line)
    place = dateline.place
    if place is None or not dateline.agencies or (" " in place and "," not in place):
        return None
    town = place.partition(",")[0]
    if not town.isupper() or (" " in town and person_names().get(folded(town.split()[0]), 0) & GIVEN):
        return None
    return Byline([Author(name, type="Organization") for name in dateline.agencies], [], place)


def _is_narrative(raw: str) -> bool:
    """Whether a line is a sentence that begins with a time or circumstance: "By Monday evening the board had …".

    Months may be names: "By April Ryan".
    """
    line = clean_line(raw[:MAX_LINE_CHARS])
    lead = LEAD.match(line)
    if lead is None or line[-1:] not in _STOPS:
        return False
    told = line[lead.end() :].split()
    if sum(word[:1].islower() for word in told) < _MIN_TOLD or any(is_role_word(folded(word)) for word in told[:3]):
        return False
    first, second = folded(told[0].strip(EDGES)), told[1]
    is_time = _is_day(first) or first[:1].isdigit()
    if _is_introduced(told, is_time=is_time):
        return False
    if first in MONTHS:
        return told[0][-1] == "," or not (second[0].isupper() or (second in PARTICLES and told[2][0].isupper()))
    # "By the Editorial Board, which …" names somebody, "By the Monday after …" a time.
    names_body = first == "the" and second[0].isupper() and not _is_day(folded(second))
    return is_time or (told[0].islower() and not names_body)


def _opens_report(raw: str) -> bool:
    """Whether a line is the start of a report: a place, an agency's capitals in brackets, a dash, a sentence.

    Behind "Ada Moran (AP) –" it may say what she does.
    """
    line = clean_line(raw[:MAX_LINE_CHARS])
    found = None if LEAD.match(line) else _FILED_BY.match(line)
    if found is None or _begins_with_given(line):
        return False
    return sum(word[:1].islower() for word in line[found.end() :].split()) >= _MIN_TOLD


def _begins_with_given(text: str) -> bool:
    return bool(person_names().get(folded(text.split(maxsplit=1)[0]), 0) & GIVEN)


def _is_day(word: str) -> bool:
    return word in MONTHS or word in WEEKDAYS


def _is_introduced(words: Sequence[str], *, is_time: bool) -> bool:
    """Whether a line begins with a name and a comma, and says who that is: "Sunday Okafor, who …", "de la Cruz, …".

    One that begins with the word for a time has two capitals and is told of as a person: "By Monday London, Paris and
    Rome had …" names nobody.
    """
    end = next((at for at, word in enumerate(words[:_MAX_INTRODUCED], 1) if word[-1] == ","), 0)
    if end < 2 or end == len(words):
        return False
    is_person = words[end].casefold() in _RELATIVES
    if words[end - 1][0].isupper() and (words[0][0].isupper() or words[0] in PARTICLES):
        return is_person or not is_time or words[end] in ("a", "an")
    return is_person and not is_time


def read_parts(raw: str, language: str) -> tuple[Line, list[Part]]:
    """The line's segments, and what each of their parts was taken for; `language` is a tag's primary subtag."""
    line = read_line(raw, language)
    context = Context(language, line.dated, alone=len(line.segments) == 1)
    parts: list[Part] = []
    labels: list[Part] = []
    for segment in line.segments:
        here = replace(context, people=context.people + labels)
        found = read_segment(segment, here)
        context.last_name_first = here.last_name_first
        if labels and any(part.kind not in ("role", "place") for part in found):
            # "Photo editor: Ada Moran" labels a name; "Ada Moran: historian" is a name before its role.
            found = read_segment(segment, context)
            labels = []
        if segment.label:
            labels = [part for part in found if part.kind == "person"]
            found = [part for part in found if part.kind != "person"]
        elif labels:
            found = labels + found if found else []
            labels = []
        is_behind_paper = bool(parts) and parts[-1].kind == "organization" and not segment.marked
        if is_behind_paper and context.people and _is_town_behind(found, raw):
            found = [replace(part, kind="place") for part in found]
        parts += found
        context.people += [part for part in found if part.kind == "person" and not part.aside]
    return line, parts


def _is_town_behind(parts: Sequence[Part], raw: str) -> bool:
    """Whether what a dash parts from the paper before it is one name, and no person's by the lists of names."""
    ending = _BEHIND_DASH.search(raw)
    if ending is None or len(parts) != 1 or parts[0].kind != "person" or parts[0].role:
        return False
    name = parts[0].text
    is_person = _begins_with_given(name) or any(person_names().get(folded(word)) == FAMILY for word in name.split()[1:])
    return list_key(name) == list_key(ending[1]) and not is_person


def _decide(parts: list[Part]) -> Byline:
    """People first; organisations and desks are authors only if there are none."""
    people = _people(parts)
    place = next((part.text for part in parts if part.kind == "place"), None)
    credited = [part for part in parts if part.kind == "organization"]
    if not any(" " in person.name or person.role or CJK.search(person.name) for person in people) and _is_of_desk(
        parts
    ):
        people = []
    people = [person for person in people if not _is_of_organization(person, credited)]
    if (town := _town_of_agency(people, parts)) is not None:
        people, place = [], town
    if people:
        # What precedes the announced name is its section or outlet, unless it is an agency.
        credited = [part for part in credited if not part.aside or list_key(part.text) in sources.AGENCIES]
    if any(part.kind in ("organization", "desk") and not part.aside for part in parts) and not people:
        credited = [part for part in credited if not part.aside]
    organizations = list(dict.fromkeys(part.text for part in credited))
    desks = list(dict.fromkeys(part.text for part in parts if part.kind == "desk"))
    if people:
        return Byline(people, [SourceOrganization(name, evidence="byline") for name in organizations], place)
    names = [name for name in organizations or desks[:1] if any(map(str.isalpha, name)) and len(name) <= MAX_NAME_CHARS]
    return Byline([Author(name, type="Organization") for name in names], [], place if names else None)


def _is_of_organization(person: Author, credited: Sequence[Part]) -> bool:
    """Whether a single word is the name of a paper's town or the paper's own, which the line names as well.

    "Harbour - Harbour Gazette": in scripts without capitals such a word looks like a name.
    """
    name = person.name
    if " " in name or person.role or CJK.search(name) or name.upper() != name.lower() or _begins_with_given(name):
        return False
    return any(name in part.text.split()[1:] or part.text.startswith(f"{name} ") for part in credited)


def _is_of_desk(parts: list[Part]) -> bool:
    """Whether the line announces a desk or organisation and no person: a single word after it is then a place."""
    announced = {part.kind for part in parts if part.marked}
    return bool(announced & {"desk", "organization"}) and "person" not in announced


def _town_of_agency(people: list[Author], parts: list[Part]) -> str | None:
    """The single word beside an agency that nothing announces and no name list knows: "Ludhiana, PTI"."""
    if {part.kind for part in parts} != {"person", "organization"} or len(parts) != 2 or len(people) != 1:
        return None
    town, agency = people[0].name, next(part.text for part in parts if part.kind == "organization")
    is_word = town.istitle() and town.isalpha() and town.lower() != town.upper() and not people[0].role
    is_first = parts[0].kind == "person"
    known = any(part.marked for part in parts) or (is_first and person_names().get(folded(town)))
    return town if is_word and not known and list_key(agency) in sources.AGENCIES else None


def _people(parts: list[Part]) -> list[Author]:
    """The persons, each with the role that follows; a plural role belongs to all before it."""
    chosen = _credible([part for part in parts if part.kind == "person" and part.text])
    authors: list[Author] = []
    for part in parts:
        if any(part is person for person in chosen):
            authors.append(Author(part.text, role=part.role))
            for author in authors if part.role and jobs.PLURAL_ROLE.search(part.role) else ():
                author.role = author.role or part.role
        elif part.kind in ("role", "desk") and authors:
            for author in authors if jobs.PLURAL_ROLE.search(part.text) else authors[-1:]:
                author.role = author.role or _FULL_STOP.sub("", part.text)
    return without_duplicates(authors[:_MAX_AUTHORS])


def _credible(people: list[Part]) -> list[Part]:
    """The persons, without those that merely stand beside announced or fully named ones."""
    people = [part for part in people if not part.aside] or [
        part for part in people if _is_full(part.text) or part.marked
    ]
    people = [part for part in people if not _is_code(part, people)]
    marked = [part for part in people if part.marked]
    if any(CJK.search(part.text) for part in marked):
        return [part for part in people if part.marked or part.role in jobs.OWN_PEOPLE]
    if any(_is_full(part.text) for part in people) and not marked:
        at = next(i for i, part in enumerate(people) if _is_full(part.text))
        if " " not in people[at].text:
            return people
        # A single word before the first full name is a section, unless a conjunction binds them.
        return people if people[0].role or at == 0 else people[at:]
    return people


def _is_code(part: Part, people: list[Part]) -> bool:
    """Whether the part is a reporter's code beside the full name: "Ada Moran / am"."""
    letters = part.text.casefold()
    if not 1 < len(letters) < 4:
        return False
    return any(
        "".join(word[0] for word in other.text.casefold().split()) == letters for other in people if " " in other.text
    )


def _is_full(name: str) -> bool:
    """Whether a name has more than one part; scripts without spaces do not show it."""
    return " " in name or bool(CJK.search(name))


def _give_emails(authors: list[Author], emails: list[str]) -> None:
    """Assign each e-mail to the author whose name its mailbox contains, or to the only author."""
    for email in emails:
        mailbox = folded(email.partition("@")[0])
        fitting = [a for a in authors if any(len(w) > 2 and w in mailbox for w in folded(a.name).split())]
        if not fitting and len(authors) == 1 and len(emails) == 1:
            fitting = authors
        if len(fitting) == 1 and fitting[0].email is None:
            fitting[0].email = email
