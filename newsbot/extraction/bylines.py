"""One byline, as a page writes it, into the people and organisations it names.

`byline_lines` cuts the line into segments; here each is cut into parts, and each part judged by itself: person,
organisation, desk, role, place or noise. What is not clearly a name makes no author. Which of several lines to
believe is `authorship`'s choice.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from newsbot.extraction import byline_words as words
from newsbot.extraction.byline_lines import CJK, MAX_LINE_CHARS, Segment, read_line
from newsbot.extraction.names import (
    EDGES,
    HAN_NAME,
    MAX_NAME_CHARS,
    folded,
    is_name,
    list_key,
    trimmed,
    without_duplicates,
    write_name,
)
from newsbot.items import Author, SourceOrganization
from newsbot.text import clean_line

_MAX_AUTHORS = 40
_MAX_ORGANIZATION_WORDS = 9

_JOINERS = re.compile(
    r"\s*(?P<mark>[,/／،，、＆&+]|·(?=[\uac00-\ud7af]))\s*(?:(?:and|und|et|&|dan|och|og|ve|y|e|и|و|sowie)\s+)?"
    r"|\s+(?P<word>and|und|et|y|e|i|og|och|ve|și|dan|và|ja|и|і|та|και|و|اور|और|एवं|with|mit|avec|con|And|AND"
    r"|UND|ET|Y|E|Und"
    r"|sowie|im Gespräch mit|in conversation with)\s+"
)
_COMMAS = frozenset(",،，")
_SLASHES = frozenset("/／")
# Conjunctions that are other words in other languages.
_JOINERS_OF = {"nl": re.compile(r"\s+en\s+"), "cs": re.compile(r"\s+a\s+"), "sk": re.compile(r"\s+a\s+")}
# Conjunctions that also stand inside names ("Ortega y Gasset").
_NAME_JOINERS = frozenset(("y", "e", "i"))
_IN_PLACE = re.compile(
    r"(?:(?P<head>.*\S)\s+)?(?:in|aus|à|en|em|desde|from|w|в)\s+(?P<place>[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){0,2})\Z"
)
# Before the name of whom a text was written for or with.
_FOR = re.compile(r"(?:special\s+to|exclusively\s+for|for|für|pour|para|with|avec|mit|con|com)\s+", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=\w{5})\.\Z")
_SENTENCE = re.compile(r"[。！!]|(?<=[^\W\d_][^\W\d_])\.\s+[A-ZÀ-Þ][a-z]+\s[a-z]+\s")
_DOMAIN = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2}|com|org|net|info|news|media|online|press|blog|site|today|live|biz|edu|gov)\Z",
    re.IGNORECASE,
)
_DOTTED_NAME = re.compile(r"([^\W\d_][^\W\d_]+)\.([^\W\d_]{4,})\Z")
_FILED_FROM = re.compile(r"(?:報導|报道|報道|電|电)\Z")
# Suffixes that say no more than "by".
_BARE_SUFFIXES = frozenset("著氏撰")
_HANGUL = re.compile("[\uac00-\ud7af]")
# Articles that open the names of papers; only the second kind never opens a person's.
_ARTICLES = frozenset(("El", "La", "Le", "Il", "Die", "Das", "Les", "Los", "Las"))
_PAPER_ARTICLES = _ARTICLES - {"La", "Le"}

_Kind = Literal["person", "organization", "desk", "role", "place"]


@dataclass(slots=True)
class Byline:
    """Who a line names, in its order: authors, organisations credited beside people, the place it was filed from."""

    authors: list[Author] = field(default_factory=list)
    organizations: list[SourceOrganization] = field(default_factory=list)
    dateline: str | None = None


@dataclass(slots=True)
class _Part:
    """A judged part of a segment; noise makes none."""

    kind: _Kind
    text: str
    role: str | None = None
    aside: bool = False
    # Words of its own segment, or its suffix, say that this person is the author.
    marked: bool = False


@dataclass(slots=True)
class _Context:
    """What is known of the line while a part is judged; `people` are those named before it."""

    language: str
    dated: bool
    alone: bool
    last_name_first: bool = False
    people: list[_Part] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    """A stretch between conjunctions, what stood before it, and what the piece before was."""

    text: str
    joiner: Literal["", ",", "/", "&"]
    follows: _Kind | None = None


def parse_byline(raw: str, language: str | None = None) -> Byline:
    """The people and organisations of one raw line, in its order; empty when it names none.

    Only the first 400 characters count. Honorifics ("Dr.") stay in the name, jobs go to `role`. Agencies and
    papers are authors only where no person is named, desks only where nothing else is.
    """
    primary = (language or "").partition("-")[0].lower()
    byline = _parse(raw, primary)
    shown = clean_line(raw[:MAX_LINE_CHARS])
    authors = []
    for author in byline.authors:
        # A name must read as itself when it stands alone, else it holds more than a name.
        name = _settled(author.name, primary)
        if name is not None:
            authors.append(replace(author, name=name, nameRaw=shown))
    byline.authors = without_duplicates(authors)
    return byline


@lru_cache(maxsize=4096)
def _settled(name: str, language: str) -> str | None:
    """The name, or the one stable name that is left of it when it is read again."""
    for _ in range(3):
        again = _parse(name, language).authors
        if len(again) != 1:
            return None
        if again[0].name == name:
            return name
        name = again[0].name
    return None


def _parse(raw: str, language: str) -> Byline:
    """`parse_byline` without the check that names are stable."""
    line = read_line(raw, language)
    context = _Context(language, line.dated, alone=len(line.segments) == 1)
    parts: list[_Part] = []
    for segment in line.segments:
        found = _read_segment(segment, context)
        parts += found
        context.people += [part for part in found if part.kind == "person" and not part.aside]
    byline = _decide(parts)
    _give_emails(byline.authors, line.emails)
    return byline


# --- From segments to parts ---------------------------------------------------------------------


def _read_segment(segment: Segment, context: _Context) -> list[_Part]:
    """The parts of a segment, judged."""
    text = trimmed(segment.text)
    if sentence := _SENTENCE.search(text):
        text = text[: sentence.start()]
    pieces = _pieces(text, context.language)
    if not pieces or (pieces[0].text.split()[0].casefold() in words.ASIDES and (context.people or context.dated)):
        return []
    parts = _read_whole(text, pieces, segment, context)
    if parts is None:
        parts = _read_pieces(pieces, segment, context)
    marked = segment.marked or any(part.marked for part in parts)
    for part in parts:
        part.aside, part.marked = segment.aside, marked
        if part.kind == "person":
            part.role = part.role or segment.role
    return parts


def _read_whole(text: str, pieces: list[_Piece], segment: Segment, context: _Context) -> list[_Part] | None:
    """What a segment is as a whole, in the few cases in which its pieces would mislead; None in all others."""
    if words.WIRE_REPORTS.fullmatch(text):
        return [_Part("organization", text.removeprefix("From ").removeprefix("from "))]
    if name := _last_name_first(pieces, context):
        context.last_name_first = True
        return [_Part("person", name)]
    if segment.marked:
        return None
    singles = [piece for piece in pieces if " " not in piece.text and not CJK.search(piece.text)]
    if len(pieces) > 2 and pieces[0] in singles and len(singles) * 2 > len(pieces):
        return []  # a list of single words is one of topics
    first = pieces[0].text
    if len(pieces) == 2 and pieces[1].joiner == "&" and _word_kind(first) == "organization":
        # "Ministry for Trade and Industry" is one, "Reuters and AFP" are two.
        return (
            [_Part("organization", text)] if not (list_key(first) in words.AGENCIES or _is_call(text.split())) else None
        )
    return None


def _read_pieces(pieces: list[_Piece], segment: Segment, context: _Context) -> list[_Part]:
    """The pieces of a segment, each judged beside those before it."""
    parts: list[_Part] = []
    silent = 0
    for piece in pieces:
        piece.follows = parts[-1].kind if parts else None
        here = replace(context, people=context.people + [part for part in parts if part.kind == "person"])
        found = _judge(piece, here)
        silent += not found
        parts += found
    # A later segment that holds other words too is a list of topics, not of authors.
    if context.people and silent and not segment.marked:
        parts = [part for part in parts if part.kind != "person"]
    return parts


def _pieces(text: str, language: str) -> list[_Piece]:
    """The segment cut at commas and conjunctions."""
    if own := _JOINERS_OF.get(language):
        text = own.sub(" & ", text)
    pieces: list[_Piece] = []
    joiner: Literal["", ",", "/", "&"] = ""
    start = 0
    for match in _JOINERS.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        if match["word"] in _NAME_JOINERS and len(left.split()) > 1 and len(right.split()) == 1:
            continue
        pieces.append(_Piece(left, joiner))
        start = match.end()
        mark = match.group().strip()
        joiner = "," if mark in _COMMAS else "/" if mark in _SLASHES else "&"
    pieces.append(_Piece(text[start:], joiner))
    kept = []
    for piece in pieces:
        piece.text = piece.text.strip(" \t|:*\"“”„'")
        if piece.text.strip(EDGES):
            kept.append(piece)
    return kept


def _last_name_first(pieces: list[_Piece], context: _Context) -> str | None:
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
    if _word_kind(last) or _word_kind(first) or (first.isupper() and len(first) < 4 and not first.endswith(".")):
        return None
    name = f"{first} {last}"
    return write_name(name) if is_name(name, alone=True) else None


def _word_kind(text: str) -> _Kind | None:
    """What the word lists say of the text, if anything."""
    known = list_key(text)
    if known in words.AGENCIES:
        return "organization"
    if known in words.PLACES:
        return "place"
    tokens = {token.strip(EDGES) for token in known.split()}
    if "-" in known:
        tokens |= {token.rpartition("-")[2] for token in tokens}  # "MM-Redaktion"
    if words.DESK_PHRASES.search(text) or not tokens.isdisjoint(words.DESK_WORDS):
        return "desk"
    if known in words.OUTLETS or not tokens.isdisjoint(words.ORGANIZATION_WORDS):
        return "organization"
    if any(_is_role_word(token) for token in tokens):
        return "role"
    return "organization" if words.CJK_ORGANIZATION.search(text) else None


def _is_role_word(token: str) -> bool:
    return token in words.ROLES or (token.count("-") > 1 and token.rpartition("-")[2] in words.ROLES)


def _judge(piece: _Piece, context: _Context) -> list[_Part]:
    """What a piece is, beside what stands before it in the line."""
    text = piece.text
    if list_key(text) in words.DEGREES or list_key(text) in words.NAME_SUFFIXES:
        return []
    if CJK.search(text):
        return _judge_cjk(text, context)
    placed = _IN_PLACE.match(text)
    if context.people and (benefit := _FOR.match(text)):
        text = text[benefit.end() :]
        return [_Part("organization", _shown(text))] if _word_kind(text) == "organization" else []
    if placed and _is_place(placed["place"], context):
        if placed["head"] is None:
            return [_Part("place", placed["place"])] if context.people else []
        head = _judge(replace(piece, text=placed["head"]), context)
        if any(part.kind in ("person", "organization") for part in head):
            return [*head, _Part("place", placed["place"])]
    if cut := words.CUT.search(text):
        head = _judge(replace(piece, text=text[: cut.start()]), context)
        if any(part.kind == "person" for part in head):
            rest = trimmed(cut["rest"])
            return [*head, _Part("organization", _shown(rest))] if _word_kind(rest) == "organization" else head
    return _judge_kind(piece, context)


def _judge_kind(piece: _Piece, context: _Context) -> list[_Part]:
    """The piece as what a word list says it is, else by its shape."""
    text = piece.text
    kind = _word_kind(text)
    has_role = any(_is_role_word(token.strip(EDGES)) for token in text.casefold().split())
    if has_role:
        found = _split_role(text, context)
        if kind == "role" or context.people or any(part.kind == "person" for part in found):
            return found
    if kind == "desk" and context.people:
        return [_Part("role", _shown(text))]
    tokens = text.split()
    if kind == "organization" and len(tokens) > 1 and (text[0].islower() or _is_call(tokens)):
        return []
    if kind in (None, "organization") and (found := _before_agency(piece, context)):
        return found
    if kind in ("desk", "organization"):
        return [_Part(kind, _shown(text))]
    if kind == "place":
        return [_Part("place", text)]
    return _judge_shape(piece, context)


def _is_call(tokens: list[str]) -> bool:
    """Whether words around an organisation's make a sentence or a label ("Subscribe to Example News")."""
    first = tokens[0].casefold()
    return len(tokens) > _MAX_ORGANIZATION_WORDS or (first in words.NOT_NAME and first not in words.PARTICLES | {"the"})


def _judge_shape(piece: _Piece, context: _Context) -> list[_Part]:
    """A person, an organisation that its shape gives away, a place, or noise."""
    text = trimmed(piece.text)
    tokens = text.split()
    if not tokens:
        return []
    if (account := _DOTTED_NAME.match(text)) and account[1][0].isupper() and account[2][0].isupper():
        return [_Part("person", f"{account[1]} {account[2]}")]  # "Ada.Moran"
    if _DOMAIN.match(text) and text.casefold().rpartition(".")[2] not in words.NAME_SUFFIXES:
        return [_Part("organization", text)]
    if tokens[0].casefold() == "the":
        capital = all(token[:1].isupper() or token.casefold() in words.PARTICLES for token in tokens[1:])
        return [_Part("organization", text)] if 1 < len(tokens) < 7 and capital else []
    if piece.follows in ("organization", "place") and piece.joiner == "," and len(tokens) == 1 and not context.people:
        return [_Part("place", text)] if _is_place(text, context) else []
    if context.people and len(tokens) == 1:
        if piece.joiner == "," and any(" " in person.text for person in context.people):
            place = piece.follows == "person" and _is_place(text, context)
            return [_Part("place", text)] if place else []
        if not piece.joiner:
            return []  # a segment of its own after the names: a section or a label
    if not piece.joiner and (
        tokens[0] in _ARTICLES if context.people else len(tokens) == 2 and tokens[0] in _PAPER_ARTICLES
    ):
        return [_Part("organization", text)]
    return [_Part("person", write_name(text))] if is_name(text, alone=context.alone and not piece.joiner) else []


def _before_agency(piece: _Piece, context: _Context) -> list[_Part]:
    """The person and the agency of "Ada Moran The Associated Press"; nothing for other texts."""
    tokens = piece.text.split()
    for count in (3, 2, 1):
        tail = " ".join(tokens[-count:])
        if (
            len(tokens) > count
            and list_key(tail) in words.AGENCIES
            and not tail.islower()
            and list_key(piece.text) not in words.AGENCIES
        ):
            head = _judge_shape(replace(piece, text=" ".join(tokens[:-count])), context)
            return [*head, _Part("organization", _shown(tail))] if any(part.kind == "person" for part in head) else []
    return []


def _is_place(text: str, context: _Context) -> bool:
    """Whether the text names a place: a known one, or a capitalised word on a line that is no blog's."""
    if list_key(text) in words.PLACES:
        return True
    letters = text.replace("-", "").replace(" ", "")
    return not context.dated and len(text) > 2 and text[0].isupper() and letters.isalpha() and _word_kind(text) is None


def _split_role(text: str, context: _Context) -> list[_Part]:
    """The person beside a role ("Ada Moran Senior Editor", "Reporter Ada Moran"), or the role alone."""
    tokens = text.split()
    bare = [token.strip(EDGES).casefold() for token in tokens]
    at = next(i for i, token in enumerate(bare) if _is_role_word(token))
    start = at
    while start and (bare[start - 1] in words.ROLE_MODIFIERS or list_key(bare[start - 1]) in words.AGENCIES):
        start -= 1
    organizations = [_Part("organization", _shown(t)) for t in tokens[start:at] if list_key(t) in words.AGENCIES]
    before, after = " ".join(tokens[:start]), " ".join(tokens[at + 1 :])
    known = bool(context.people)
    if known and before and bare[start] == "staff":
        return [_Part("role", " ".join(tokens[start:])), _Part("organization", _shown(before))]
    if before and is_name(before, alone=not known) and not _word_kind(before) and (not known or " " in before):
        return [_Part("person", write_name(before), " ".join(tokens[start:])), *organizations]
    if not before and len(tokens) - at > 2 and is_name(after, alone=False) and not _word_kind(after):
        return [_Part("person", write_name(after), " ".join(tokens[: at + 1])), *organizations]
    return [_Part("role" if known else "desk", trimmed(text)), *organizations]


def _judge_cjk(text: str, context: _Context) -> list[_Part]:
    """People and organisations in Han, kana or Hangul, where words carry no case and few spaces."""
    text = text.strip(EDGES)
    role = None
    if suffix := words.CJK_SUFFIX.search(text):
        if _FILED_FROM.search(text):
            place = text[: suffix.start()].strip()
            return [_Part("place", place)] if place in words.PLACES else []
        text, role = text[: suffix.start()], suffix.group().strip()
    kinds = [(token, _word_kind(token)) for token in text.split()]
    found = [_Part(kind, token) for token, kind in kinds if kind in ("organization", "place")]
    names = [token for token, kind in kinds if kind is None]
    if not names:
        return found
    if _HANGUL.match(names[-1]) and role and len(names[-1]) > 1:
        names = names[-1:]  # the paper's name stands before it
    elif len(names) > 1 and not (context.language == "zh" and all(HAN_NAME.match(name) for name in names)):
        short = len(names) == 2 and all(CJK.search(name) and len(name) < 5 for name in names)
        names = [" ".join(names)] if short else []
    shown_role = None if role in _BARE_SUFFIXES else role
    people = [name for name in map(_cjk_name, names) if name]
    return [*found, *(_Part("person", name, shown_role, marked=role is not None) for name in people)]


def _cjk_name(text: str) -> str | None:
    """The name, cut where a place runs on ("王小明台北"); None when it is no name."""
    if text[-2:] in words.PLACES and 4 <= len(text) <= 6:
        return text[:-2]
    compact = text.replace(" ", "")
    return text if HAN_NAME.match(compact) or (len(compact) <= 12 and is_name(compact, alone=True)) else None


def _shown(text: str) -> str:
    """An organisation's name as it writes itself."""
    text = trimmed(text).rstrip(",:;")
    known = words.AGENCIES.get(list_key(text))
    if known and len(text) > 3 and (text.islower() or (text.isupper() and len(text) > 4)):
        return known
    if text.isupper() and " " in text and _word_kind(text) == "desk":
        return text.title()
    return text


# --- From parts to the answer -------------------------------------------------------------------


def _decide(parts: list[_Part]) -> Byline:
    """People first; organisations and desks are authors only in their absence."""
    people = _people(parts)
    place = next((part.text for part in parts if part.kind == "place"), None)
    credited = [part for part in parts if part.kind == "organization"]
    if people:
        # What stands before the announced name is its section or outlet, unless it is an agency.
        credited = [part for part in credited if not part.aside or list_key(part.text) in words.AGENCIES]
    organizations = list(dict.fromkeys(part.text for part in credited))
    desks = list(dict.fromkeys(part.text for part in parts if part.kind == "desk"))
    if people:
        return Byline(people, [SourceOrganization(name, evidence="byline") for name in organizations], place)
    names = [name for name in organizations or desks[:1] if any(map(str.isalpha, name)) and len(name) <= MAX_NAME_CHARS]
    return Byline([Author(name, type="Organization") for name in names], [], place if names else None)


def _people(parts: list[_Part]) -> list[Author]:
    """The persons, each with the role that follows; a role in the plural belongs to all before it."""
    chosen = _credible([part for part in parts if part.kind == "person" and part.text])
    authors: list[Author] = []
    for part in parts:
        if any(part is person for person in chosen):
            authors.append(Author(part.text, role=part.role))
        elif part.kind in ("role", "desk") and authors:
            for author in authors if words.PLURAL_ROLE.search(part.text) else authors[-1:]:
                author.role = author.role or _FULL_STOP.sub("", part.text)
    return without_duplicates(authors[:_MAX_AUTHORS])


def _credible(people: list[_Part]) -> list[_Part]:
    """The persons without those that only stand beside the announced or fully named ones."""
    people = [part for part in people if not part.aside] or [part for part in people if " " in part.text]
    marked = [part for part in people if part.marked]
    if any(CJK.search(part.text) for part in marked):
        return marked
    if any(" " in part.text for part in people) and not marked:
        at = next(i for i, part in enumerate(people) if " " in part.text)
        # A single word before the first full name is a section, unless a conjunction binds them.
        return people if people[0].role or at == 0 else people[at:]
    return people


def _give_emails(authors: list[Author], emails: list[str]) -> None:
    """Hands each e-mail to the author whose name its mailbox shows, or to the only author."""
    for email in emails:
        mailbox = folded(email.partition("@")[0])
        fitting = [a for a in authors if any(len(w) > 2 and w in mailbox for w in folded(a.name).split())]
        if not fitting and len(authors) == 1 and len(emails) == 1:
            fitting = authors
        if len(fitting) == 1 and fitting[0].email is None:
            fitting[0].email = email
