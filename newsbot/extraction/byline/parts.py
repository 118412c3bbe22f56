"""Split a segment of a byline into parts: cut it at commas and conjunctions, let `byline.pieces` judge the pieces.

`byline.lines` cuts lines into segments; `bylines` turns the parts into authors.
"""

import re
from dataclasses import replace
from typing import Literal

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.cjk import CJK
from newsbot.extraction.byline.kinds import Context, Part, is_role_word, is_sentence_or_label, shown_name, word_kind
from newsbot.extraction.byline.lines import Segment
from newsbot.extraction.byline.pieces import judge, judge_opening
from newsbot.extraction.byline.shapes import Piece, is_agency
from newsbot.extraction.names.spelling import EDGES, folded, is_name, list_key, trimmed, write_name
from newsbot.extraction.vocabulary import noise
from newsbot.extraction.vocabulary.name_words import DEGREES, NAME_SUFFIXES
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names

_JOINERS = re.compile(
    r"\s*(?P<mark>[,/／،，、＆&+]|·(?=[\uac00-\ud7af]))\s*(?:(?:and|und|et|&|dan|och|og|ve|y|e|и|و|sowie)\s+)?"
    r"|\s+(?P<word>and|und|et|y|e|i|og|och|ve|și|dan|và|ja|и|і|та|και|و|اور|और|एवं|with|With|mit|avec|con|And|AND|OG|OCH|VE|И|ТА"
    r"|UND|ET|Y|E|Und"
    r"|sowie|samt|u\.|serta|ile|ed|és|й|ainsi que|im Gespräch mit|in conversation with)\s+"
)
_COMMAS = frozenset(",،，")
_SLASHES = frozenset("/／")
# Conjunctions that mean something else in other languages.
_JOINERS_OF = {"nl": re.compile(r"\s+(?:en|EN)\s+"), "cs": re.compile(r"\s+[aA]\s+"), "sk": re.compile(r"\s+[aA]\s+")}
# Languages in which "i" means "in" and is no conjunction.
_IN = frozenset(("no", "nb", "nn", "da", "sv"))
# Conjunctions that also stand inside names ("Ortega y Gasset").
_NAME_JOINERS = frozenset(("y", "e", "i"))
_SENTENCE = re.compile(r"[。！]|(?<=[^\W\d_]{4})\.\s+[A-ZÀ-Þ][a-z]+\s[a-z]+\s")
# "وأحمد": the Arabic conjunction is glued to the name it joins; these names begin with its letter.
_WAW = re.compile(r"\s+و(?=[\u0621-\u064a]{3})")
_WITH_AGENCY = re.compile(r"\s+(?:avec|mit|con|com|with|med|met|och|og)\s+(?P<agency>[^,|&]+?)\s*(?=[,|&]|\Z)")
# "Avec AFP", "Mit Material von dpa": only the source of the material.
_ONLY_WITH = re.compile(
    r"(?:avec|source|quelle|mit(?:\s+material)?(?:\s+(?:von|der))?|con(?:\s+información)?(?:\s+de)?"
    r"|com(?:\s+informações)?(?:\s+d[ao])?|with(?:\s+(?:files|inputs?|reports?)\s+from)?)\s+(?:l['’]|der\s)?"
    r"(?P<agency>[^\s,;|].{1,40})\Z",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[,/]\s*|\s+(?:y|e|et|und|and|en|og|och|&)\s+")
_IS = re.compile(r"\s(?:is|was|ist|est|es|är|er)\s")
_COMMA = re.compile("[,،|&]")
_WAW_NAMES = frozenset(
    "لاية زير زارة كالة فد سط احد طن طنية قت اقع ليد ائل سام فاء رد جدي حيد سيم داد ردة هيب "
    "هبة هبي صفي صال ضاح ئام سن جيه ديع دود جدان رود عد لاء الي اصف اثق ثيق هاب نيس سيلة زير "
    "هدان اكد ريا لي فيق قاص".split()
)
_REPORTS = re.compile(
    r"(?P<name>\S.{2,60}?)\s+(?:berichtet|berichten|reports|reporting|informa|rapporte|bericht)\s+(?:aus|from|desde|depuis|uit)\s+"
    r"(?P<place>[^\W\d_][\w.-]+(?:\s[^\W\d_]\w+)?)\s*\Z",
    re.IGNORECASE,
)
# "Z Brukseli Ada Moran", "Aus Wien: Ada Moran": the place comes first.
_FILED_FROM = re.compile(r"Ze?\s+(?P<place>[A-ZŁŚŻĆ][^\W\d_]+)\s+(?=[A-ZŁŚŻĆ][^\W\d_]+\s+[A-ZŁŚŻĆ][\w-]+\Z)")
_BERICHTET = re.compile(r"Aus\s+(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)?)\s+(?:berichtet|berichten)\s+", re.IGNORECASE)
_NAME_AND_JOB = 2
# What stands behind a company's name and a comma: "Harbour Boats, Inc."
_COMPANY_FORMS = frozenset("inc ltd llc llp plc gmbh corp pllc".split())
_ONE_WORD = re.compile(r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w.-]{2,}")


def read_segment(segment: Segment, context: Context) -> list[Part]:
    """The judged parts of a segment."""
    text = trimmed(segment.text)
    if sentence := _SENTENCE.search(text):
        text = text[: sentence.start()]
    place = None
    if (whose := _ONLY_WITH.match(text)) and is_agency(whose["agency"]):
        return [Part("organization", shown_name(whose["agency"]), aside=segment.aside)]
    names = _JOINED.split(whose["agency"]) if whose else []
    if names and all(map(is_agency, names)):
        return [Part("organization", shown_name(name), aside=segment.aside) for name in names]
    filed = _BERICHTET.match(text) or (_FILED_FROM.match(text) if context.language == "pl" else None)
    if filed:
        text, place, segment.marked = text[filed.end() :], filed["place"], True
    elif filed := _REPORTS.match(text):
        text, place, segment.marked = filed["name"], filed["place"], True
    pieces = _pieces(text, context.language)
    if not pieces or (pieces[0].text.split()[0].casefold() in noise.ASIDES and (context.people or context.dated)):
        return []
    parts = _read_whole(text, pieces, segment, context)
    if parts is None:
        parts = _read_pieces(pieces, segment, context)
    if place:
        parts.append(Part("place", place))
    if segment.role == "source":
        segment.role = None
        parts = _sources(parts, text, named=bool(context.people))
    marked = segment.marked or any(part.marked for part in parts)
    for part in parts:
        part.aside, part.marked = segment.aside, marked
        if part.kind == "person":
            part.role = part.role or segment.role
    return parts


def _sources(parts: list[Part], text: str, *, named: bool) -> list[Part]:
    """The parts after a source label, which seldom announces a person.

    If the author is already `named`, the source is a paper, whatever its name looks like: "Source: Harbour Post".
    """
    parts = [
        replace(part, kind="organization") if part.kind == "person" and (named or " " not in part.text) else part
        for part in parts
    ]
    return parts or ([Part("organization", shown_name(text))] if named and _ONE_WORD.fullmatch(text) else [])


def _read_whole(text: str, pieces: list[Piece], segment: Segment, context: Context) -> list[Part] | None:
    """The parts of a segment judged as a whole, in the few cases where its pieces would mislead; else None."""
    if part := _place_or_sources(text, pieces):
        return [part]
    if name := _last_name_first(pieces, context):
        context.last_name_first = True
        return [Part("person", name)]
    if part := _known_newsroom(text, pieces, context):
        return [part]
    if _is_agencies_and_words(pieces):
        kept = [piece for piece in pieces if list_key(piece.text) not in sources.DESK_CODES]
        return _read_pieces(kept, replace(segment, marked=True), context) if len(kept) < len(pieces) else None
    if segment.marked:
        return None
    if _is_list_of_topics(pieces):
        return []
    return [Part("organization", text)] if _is_joined_name(text, pieces) else None


def _place_or_sources(text: str, pieces: list[Piece]) -> Part | None:
    """The place with its state, or the sources, that the whole segment names."""
    if len(pieces) == 2 and pieces[1].joiner == "," and _is_state(pieces[1].text, pieces[0].text):
        return Part("place", pieces[0].text)  # "AUBURN, Wash."
    if sources.PARTNERS.search(text) and text[0].isupper():
        return Part("organization", text)
    if sources.WIRE_REPORTS.fullmatch(text):
        return Part("organization", text.removeprefix("From ").removeprefix("from "))
    return None


def _known_newsroom(text: str, pieces: list[Piece], context: Context) -> Part | None:
    """The agency, paper or desk that the whole segment names, as the word lists know it."""
    key = list_key(text)
    if key in sources.AGENCIES or (key in sources.OUTLETS and len(pieces) > 1):
        return Part("organization", shown_name(text))
    if key.rstrip(".") in sources.DESK_CODES and not context.people:
        return Part("desk", text)
    return None


def _is_agencies_and_words(pieces: list[Piece]) -> bool:
    """Whether every piece is one word, and one of them an agency: "dpa/jd"."""
    return all(" " not in piece.text for piece in pieces) and any(
        list_key(piece.text) in sources.AGENCIES for piece in pieces
    )


def _is_list_of_topics(pieces: list[Piece]) -> bool:
    """Whether more than two pieces are mostly single words, the first of them too."""
    singles = [piece for piece in pieces if " " not in piece.text and not CJK.search(piece.text)]
    return len(pieces) > 2 and pieces[0] in singles and len(singles) * 2 > len(pieces) and not word_kind(pieces[0].text)


def _is_joined_name(text: str, pieces: list[Piece]) -> bool:
    """Whether "Ministry for Trade and Industry" is one organisation; "Reuters and AFP" are two."""
    first = pieces[0].text
    if len(pieces) != 2 or pieces[1].joiner != "&" or _IS.search(first) or word_kind(first) != "organization":
        return False
    if list_key(first) in sources.AGENCIES or list_key(pieces[1].text) in sources.AGENCIES:
        return False
    # "Associated Press writers Ada Moran and Ali Raza" are people.
    return not any(is_role_word(word) for word in first.casefold().split()) and not is_sentence_or_label(text.split())


def _is_name_with_job(pieces: list[Piece], parts: list[Part]) -> bool:
    """Whether the pieces are a full name, a comma and lower-case words on no list, which must be a job."""
    if len(pieces) != _NAME_AND_JOB or len(parts) != 1 or " " not in pieces[0].text:
        return False
    return parts[0].kind == "person" and pieces[1].joiner == "," and pieces[1].text[:1].islower()


def _is_state(text: str, before: str) -> bool:
    """Whether a text is a state after a town; after a person's name "MD" and "MA" are degrees."""
    key = list_key(text)
    if key == "pa" and person_names().get(folded(before.split(maxsplit=1)[0]), 0) & GIVEN and " " in before:
        return False  # the Press Association
    if key in DEGREES and " " in before and not before.isupper() and is_name(before, alone=False):
        return False
    return key.strip(".") in sources.STATES


def _read_pieces(pieces: list[Piece], segment: Segment, context: Context) -> list[Part]:
    """The parts of a segment, each piece judged in the context of those before it."""
    parts: list[Part] = []
    silent = 0
    for piece in pieces:
        piece.follows = parts[-1].kind if parts else None
        here = replace(context, people=context.people + [part for part in parts if part.kind == "person"])
        found = judge(piece, here)
        if not found and segment.marked:
            found = judge_opening(piece, here)
        if (
            parts
            and parts[-1].kind == "desk"
            and parts[-1].role
            and found
            and found[0].kind == "person"
            and piece.joiner == ","
        ):
            found[0].role = found[0].role or parts.pop().role
        silent += not found
        parts += found
    # A later segment that holds other words too is a list of topics, not of authors.
    if context.people and silent and not segment.marked and not _is_name_with_job(pieces, parts):
        parts = [part for part in parts if part.kind != "person"]
    if silent and not segment.marked:
        # A single word next to sections and labels is one itself.
        parts = [part for part in parts if part.kind != "person" or " " in part.text or CJK.search(part.text)]
    return parts


def _is_company(name: str, form: str) -> bool:
    """Whether a company's form stands behind its name; "Ada Moran, Inc." may be somebody of that magazine."""
    if list_key(form).strip(".") not in _COMPANY_FORMS or not name.strip(EDGES):
        return False
    is_given = person_names().get(folded(name.split(maxsplit=1)[0]), 0) & GIVEN
    return not is_given or word_kind(name) == "organization"


def _pieces(text: str, language: str) -> list[Piece]:
    """The segment cut at commas and conjunctions."""
    if own := _JOINERS_OF.get(language):
        text = own.sub(" & ", text)
    if "و" in text and language in ("", "ar"):
        text = _part_waw(text)
    text = _WITH_AGENCY.sub(lambda m: f" & {m['agency']}" if is_agency(m["agency"]) else m.group(), text)
    pieces: list[Piece] = []
    joiner: Literal["", ",", "/", "&"] = ""
    start = 0
    for match in _JOINERS.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        if (match["word"] == "i" and language in _IN) or (left.endswith(" von") and right.startswith("zu ")):
            continue
        in_name = (
            (match["word"] or "").casefold() in _NAME_JOINERS and len(left.split()) > 1 and len(right.split()) == 1
        )
        if in_name and list_key(right) not in sources.AGENCIES and list_key(right) not in sources.OUTLETS:
            continue
        pieces.append(Piece(left, joiner))
        start = match.end()
        mark = match.group().strip()
        joiner = "," if mark in _COMMAS else "/" if mark in _SLASHES else "&"
    pieces.append(Piece(text[start:], joiner))
    kept: list[Piece] = []
    for piece in pieces:
        if " and " in text and kept and piece.joiner == "&" and _is_one_organization(kept[-1], piece):
            kept[-1].text += f" and {piece.text.strip()}"
            continue
        piece.text = piece.text.strip(" \t|:*\"“”„'")
        if piece.text[:2] in ("l'", "l’") and is_agency(piece.text[2:]):
            piece.text = piece.text[2:]
        if kept and piece.joiner == "," and list_key(piece.text) in NAME_SUFFIXES:
            kept[-1].text += f" {piece.text}"
            continue
        if kept and piece.joiner == "," and _is_company(kept[-1].text, piece.text):
            kept[-1].text += f", {piece.text}"
            continue
        if piece.text.strip(EDGES):
            kept.append(piece)
    return kept


def _is_one_organization(left: Piece, right: Piece) -> bool:
    """Whether a conjunction joins words of one institution ("Agriculture and Forestry University")."""
    topics = [word for word in left.text.casefold().split() if word in noise.SECTION_WORDS]
    known = is_agency(right.text) or list_key(right.text) in sources.OUTLETS
    if is_role_word(left.text.casefold().split()[-1]):
        return False  # "Ada Moran, Political Editor and Ali Raza for The Star"
    return bool(topics) and not known and left.joiner == "," and word_kind(right.text) == "organization"


def _part_waw(text: str) -> str:
    """The text with a mark in place of each "and" that is glued to the next name, if two full names surround it."""
    for match in reversed(list(_WAW.finditer(text))):
        left, right = _COMMA.split(text[: match.start()])[-1].split(), _COMMA.split(text[match.end() :])[0].split()
        if len(left) > 1 and len(right) > 1 and right[0] not in _WAW_NAMES:
            text = f"{text[: match.start()]} & {text[match.end() :]}"
    return text


def _last_name_first(pieces: list[Piece], context: Context) -> str | None:
    """ "Ali Raza" for "Raza, Ali"."""
    if len(pieces) != 2 or pieces[1].joiner != "," or (context.people and not context.last_name_first):
        return None
    last, first = (piece.text for piece in pieces)
    given = first.split()
    if len(last.split()) != 1 or len(given) > 2 or not (last[0].isupper() and first[0].isupper()):
        return None
    if any(len(word) > 2 for word in given if word.endswith(".")) or (len(given) == 2 and len(given[1].strip(".")) > 1):
        return None
    # "Reuters, MUC": a code, not a given name.
    if word_kind(last) or word_kind(first) or (first.isupper() and len(first) < 4 and not first.endswith(".")):
        return None
    name = f"{first} {last}"
    return write_name(name, context.language) if is_name(name, alone=True) else None
