"""A segment of a byline into parts, each judged by itself: person, organisation, desk, role, place or noise.

`byline_lines` cuts the segments, `bylines` makes authors of the parts.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from newsbot.extraction import byline_sources as sources
from newsbot.extraction import byline_words as words
from newsbot.extraction.byline_kinds import Kind, is_call, is_role_word, shown_name, word_kind
from newsbot.extraction.byline_lines import CJK, Segment
from newsbot.extraction.names import EDGES, HAN_NAME, is_name, list_key, trimmed, write_name

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


@dataclass(slots=True)
class Part:
    """A judged part of a segment; noise makes none."""

    kind: Kind
    text: str
    role: str | None = None
    aside: bool = False
    # Words of its own segment, or its suffix, say that this person is the author.
    marked: bool = False


@dataclass(slots=True)
class Context:
    """What is known of the line while a part is judged; `people` are those named before it."""

    language: str
    dated: bool
    alone: bool
    last_name_first: bool = False
    people: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    """A stretch between conjunctions, what stood before it, and what the piece before was."""

    text: str
    joiner: Literal["", ",", "/", "&"]
    follows: Kind | None = None


def read_segment(segment: Segment, context: Context) -> list[Part]:
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


def _read_whole(text: str, pieces: list[_Piece], segment: Segment, context: Context) -> list[Part] | None:
    """What a segment is as a whole, in the few cases in which its pieces would mislead; None in all others."""
    if sources.WIRE_REPORTS.fullmatch(text):
        return [Part("organization", text.removeprefix("From ").removeprefix("from "))]
    if name := _last_name_first(pieces, context):
        context.last_name_first = True
        return [Part("person", name)]
    if segment.marked:
        return None
    singles = [piece for piece in pieces if " " not in piece.text and not CJK.search(piece.text)]
    if len(pieces) > 2 and pieces[0] in singles and len(singles) * 2 > len(pieces):
        return []  # a list of single words is one of topics
    first = pieces[0].text
    if len(pieces) == 2 and pieces[1].joiner == "&" and word_kind(first) == "organization":
        # "Ministry for Trade and Industry" is one, "Reuters and AFP" are two.
        return (
            [Part("organization", text)] if not (list_key(first) in sources.AGENCIES or is_call(text.split())) else None
        )
    return None


def _read_pieces(pieces: list[_Piece], segment: Segment, context: Context) -> list[Part]:
    """The pieces of a segment, each judged beside those before it."""
    parts: list[Part] = []
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


def _last_name_first(pieces: list[_Piece], context: Context) -> str | None:
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
    return write_name(name) if is_name(name, alone=True) else None


def _judge(piece: _Piece, context: Context) -> list[Part]:
    """What a piece is, beside what stands before it in the line."""
    text = piece.text
    if list_key(text) in words.DEGREES or list_key(text) in words.NAME_SUFFIXES:
        return []
    if CJK.search(text):
        return judge_cjk(text, context)
    placed = _IN_PLACE.match(text)
    if context.people and (benefit := _FOR.match(text)):
        text = text[benefit.end() :]
        return [Part("organization", shown_name(text))] if word_kind(text) == "organization" else []
    if placed and is_place(placed["place"], context):
        if placed["head"] is None:
            return [Part("place", placed["place"])] if context.people else []
        head = _judge(replace(piece, text=placed["head"]), context)
        if any(part.kind in ("person", "organization") for part in head):
            return [*head, Part("place", placed["place"])]
    if cut := words.CUT.search(text):
        head = _judge(replace(piece, text=text[: cut.start()]), context)
        if any(part.kind == "person" for part in head):
            rest = trimmed(cut["rest"])
            return [*head, Part("organization", shown_name(rest))] if word_kind(rest) == "organization" else head
    return _judge_kind(piece, context)


def _judge_kind(piece: _Piece, context: Context) -> list[Part]:
    """The piece as what a word list says it is, else by its shape."""
    text = piece.text
    kind = word_kind(text)
    has_role = any(is_role_word(token.strip(EDGES)) for token in text.casefold().split())
    if has_role:
        found = _split_role(text, context)
        if kind == "role" or context.people or any(part.kind == "person" for part in found):
            return found
    if kind == "desk" and context.people:
        return [Part("role", shown_name(text))]
    tokens = text.split()
    if kind == "organization" and len(tokens) > 1 and (text[0].islower() or is_call(tokens)):
        return []
    if kind in (None, "organization") and (found := _before_agency(piece, context)):
        return found
    if kind in ("desk", "organization"):
        return [Part(kind, shown_name(text))]
    if kind == "place":
        return [Part("place", text)]
    return _judge_shape(piece, context)


def _judge_shape(piece: _Piece, context: Context) -> list[Part]:
    """A person, an organisation that its shape gives away, a place, or noise."""
    text = trimmed(piece.text)
    tokens = text.split()
    if not tokens:
        return []
    if (account := _DOTTED_NAME.match(text)) and account[1][0].isupper() and account[2][0].isupper():
        return [Part("person", f"{account[1]} {account[2]}")]  # "Ada.Moran"
    if _DOMAIN.match(text) and text.casefold().rpartition(".")[2] not in words.NAME_SUFFIXES:
        return [Part("organization", text)]
    if tokens[0].casefold() == "the":
        capital = all(token[:1].isupper() or token.casefold() in words.PARTICLES for token in tokens[1:])
        return [Part("organization", text)] if 1 < len(tokens) < 7 and capital else []
    if piece.follows in ("organization", "place") and piece.joiner == "," and len(tokens) == 1 and not context.people:
        return [Part("place", text)] if is_place(text, context) else []
    if context.people and len(tokens) == 1:
        if piece.joiner == "," and any(" " in person.text for person in context.people):
            place = piece.follows == "person" and is_place(text, context)
            return [Part("place", text)] if place else []
        if not piece.joiner:
            return []  # a segment of its own after the names: a section or a label
    if not piece.joiner and (
        tokens[0] in _ARTICLES if context.people else len(tokens) == 2 and tokens[0] in _PAPER_ARTICLES
    ):
        return [Part("organization", text)]
    return [Part("person", write_name(text))] if is_name(text, alone=context.alone and not piece.joiner) else []


def _before_agency(piece: _Piece, context: Context) -> list[Part]:
    """The person and the agency of "Ada Moran The Associated Press"; nothing for other texts."""
    tokens = piece.text.split()
    for count in (3, 2, 1):
        tail = " ".join(tokens[-count:])
        if (
            len(tokens) > count
            and list_key(tail) in sources.AGENCIES
            and not tail.islower()
            and list_key(piece.text) not in sources.AGENCIES
        ):
            head = _judge_shape(replace(piece, text=" ".join(tokens[:-count])), context)
            return (
                [*head, Part("organization", shown_name(tail))] if any(part.kind == "person" for part in head) else []
            )
    return []


def is_place(text: str, context: Context) -> bool:
    """Whether the text names a place: a known one, or a capitalised word on a line that is no blog's."""
    if list_key(text) in sources.PLACES:
        return True
    letters = text.replace("-", "").replace(" ", "")
    return not context.dated and len(text) > 2 and text[0].isupper() and letters.isalpha() and word_kind(text) is None


def _split_role(text: str, context: Context) -> list[Part]:
    """The person beside a role ("Ada Moran Senior Editor", "Reporter Ada Moran"), or the role alone."""
    tokens = text.split()
    bare = [token.strip(EDGES).casefold() for token in tokens]
    at = next(i for i, token in enumerate(bare) if is_role_word(token))
    start = at
    while start and (bare[start - 1] in words.ROLE_MODIFIERS or list_key(bare[start - 1]) in sources.AGENCIES):
        start -= 1
    organizations = [Part("organization", shown_name(t)) for t in tokens[start:at] if list_key(t) in sources.AGENCIES]
    before, after = " ".join(tokens[:start]), " ".join(tokens[at + 1 :])
    known = bool(context.people)
    if known and before and bare[start] == "staff":
        return [Part("role", " ".join(tokens[start:])), Part("organization", shown_name(before))]
    if before and is_name(before, alone=not known) and not word_kind(before) and (not known or " " in before):
        return [Part("person", write_name(before), " ".join(tokens[start:])), *organizations]
    if not before and len(tokens) - at > 2 and is_name(after, alone=False) and not word_kind(after):
        return [Part("person", write_name(after), " ".join(tokens[: at + 1])), *organizations]
    return [Part("role" if known else "desk", trimmed(text)), *organizations]


def judge_cjk(text: str, context: Context) -> list[Part]:
    """People and organisations in Han, kana or Hangul, where words carry no case and few spaces."""
    text = text.strip(EDGES)
    role = None
    if suffix := words.CJK_SUFFIX.search(text):
        if _FILED_FROM.search(text):
            place = text[: suffix.start()].strip()
            return [Part("place", place)] if place in sources.PLACES else []
        text, role = text[: suffix.start()], suffix.group().strip()
    kinds = [(token, word_kind(token)) for token in text.split()]
    found = [Part(kind, token) for token, kind in kinds if kind in ("organization", "place")]
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
    return [*found, *(Part("person", name, shown_role, marked=role is not None) for name in people)]


def _cjk_name(text: str) -> str | None:
    """The name, cut where a place runs on ("王小明台北"); None when it is no name."""
    if text[-2:] in sources.PLACES and 4 <= len(text) <= 6:
        return text[:-2]
    compact = text.replace(" ", "")
    return text if HAN_NAME.match(compact) or (len(compact) <= 12 and is_name(compact, alone=True)) else None
