"""Judge a piece of a byline by its shape alone: a person, an organisation in capitals, a place, or noise.

`byline.pieces` does so for pieces that no word list knows.
"""

import re
from dataclasses import dataclass
from typing import Literal

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.kinds import Context, Kind, Part, is_label, is_section, word_kind
from newsbot.extraction.names.order import are_two, usual_order
from newsbot.extraction.names.spelling import folded, is_name, list_key, trimmed, write_name
from newsbot.extraction.vocabulary import name_words
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names

_DOMAIN = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2}|com|org|net|info|news|media|online|press|blog|site|today|live|biz|edu|gov)\Z",
    re.IGNORECASE,
)
_GLUED_NAME = re.compile(r"([A-ZÀ-Þ][a-zß-ÿ]{2,})([A-ZÀ-Þ][a-zß-ÿ]{2,})\Z")
_DOTTED_NAME = re.compile(r"([^\W\d_][^\W\d_]+)\.([^\W\d_]{4,})\Z")
# Articles that open the names of papers; only the second kind never opens a person's.
_ARTICLES = frozenset(("El", "La", "Le", "Il", "Die", "Das", "Les", "Los", "Las"))
_PAPER_ARTICLES = _ARTICLES - {"La", "Le"}
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,5}\Z|[A-Z][a-z]?[A-Z]+[A-Z0-9]*\Z")
# Letters after a name that do not stand for an organisation: states, degrees, editions.
_NO_ACRONYM = re.compile(r"(?:I+|IV|V|JR|SR|MD|RN|MP|QC|KC|[A-Z]{2})\Z")
# Languages in which lists give the last name first and in capitals.
_LAST_FIRST = frozenset("fr es it pt pl ro hu hr cs sk".split())
_VOWELLESS = re.compile(r"[^AEIOUYÄÖÜÅØÆÉÈÍÓÚ]+\Z")
_FRENCH_PAPER = re.compile(r"L[ae]\s[A-ZÀ-Þ]\S+\s(?:du|des|de\sl['’]\S+|de\sla)(?:\s|\Z)")
# Capitals next to lower case within a word, as in brands ("XYZheute").
_MIXED = re.compile(r"[A-ZÄÖÜ]{2}[a-zß-ÿ]{3}|[a-zß-ÿ]{3}[A-ZÄÖÜ]")
_ABBREVIATED = re.compile(r"U\.\s?[SNK]\.\Z")


@dataclass(slots=True)
class Piece:
    """A stretch between conjunctions, the conjunction before it, and the kind of the preceding piece."""

    text: str
    joiner: Literal["", ",", "/", "&"]
    follows: Kind | None = None


def is_agency(text: str) -> bool:
    return list_key(text) in sources.AGENCIES


def is_acronym(text: str) -> bool:
    """Whether capitals without a name's form stand for an organisation ("WXYZ", "CNN Indonesia", "g1 SP")."""
    if list_key(text) in name_words.DEGREES or is_section(list_key(text)):
        return False
    first, _, rest = text.partition(" ")
    head = first.partition("-")[0]
    if head != first and len(head) > 1 and head.isupper() and (list_key(head) in sources.OUTLETS or is_agency(head)):
        return True
    if rest and (
        _ABBREVIATED.match(first)
        or (len(first) > 2 and first.isalpha() and first.isupper() and _VOWELLESS.match(first))
    ):
        return len(rest.split()) < 4 and rest[0].isupper() and not rest.isupper()
    if rest.isupper() and len(rest) < 4 and list_key(first) in sources.OUTLETS:
        return True
    if rest.isupper() and first.isupper() and " " not in rest and list_key(first) in sources.OUTLETS:
        return True  # "MDR AKTUELL"
    if (
        rest
        and (first.isupper() or not first.isalpha())
        and (list_key(first) in sources.AGENCIES or list_key(first) in sources.OUTLETS)
        and len(first) < 8
    ):
        return len(rest.split()) < 3
    return bool(_ACRONYM.match(text)) and not _NO_ACRONYM.match(text)


def judge_shape(piece: Piece, context: Context) -> list[Part]:
    """A person, an organisation that its shape gives away, a place, or noise."""
    text = trimmed(piece.text)
    tokens = text.split()
    if not tokens or is_label(text.casefold()):
        return []
    if (account := _DOTTED_NAME.match(text)) and account[1][0].isupper() and account[2][0].isupper():
        return [Part("person", f"{account[1]} {account[2]}")]  # "Ada.Moran"
    if len(tokens) == 1 and (glued := _GLUED_NAME.match(text)) and is_given_and_family(glued[1], glued[2]):
        return [Part("person", f"{glued[1]} {glued[2]}")]  # "AdaMoran"
    if _is_shaped_organization(text, tokens, context):
        return [Part("organization", text)]
    if tokens[0].casefold() == "the":
        capital = all(token[:1].isupper() or token.casefold() in name_words.PARTICLES for token in tokens[1:])
        single = len(tokens) == 2 and tokens[0] != "The" and list_key(tokens[1]) not in sources.OUTLETS
        return [Part("organization", text)] if 1 < len(tokens) < 7 and capital and not single else []
    if len(tokens) == 1 and (place := _judge_lone_word(text, piece, context)) is not None:
        return place
    if len(tokens) > 1 and tokens[0] in _ARTICLES and list_key(" ".join(tokens[1:])) in sources.OUTLETS:
        return [Part("organization", text)]  # "Le HuffPost"
    if not piece.joiner and (
        tokens[0] in _ARTICLES if context.people else len(tokens) == 2 and tokens[0] in _PAPER_ARTICLES
    ):
        return [Part("organization", text)]
    if len(tokens) > 2 and _is_code_of(tokens[-1], tokens[:-1]):
        tokens = tokens[:-1]
        text = " ".join(tokens)
    tokens = _without_degrees(tokens)
    text = " ".join(tokens)
    if are_two(tokens, context.language):
        return [Part("person", " ".join(two)) for two in (tokens[:2], tokens[2:])]
    text = usual_order(text, context.language)
    if found := _shouted_parts(tokens, context):
        return found
    named = is_name(text, alone=context.alone and not piece.joiner)
    return [Part("person", write_name(text, context.language))] if named else []


def _is_shaped_organization(text: str, tokens: list[str], context: Context) -> bool:
    """Whether the text has the form of a domain, a station's letters or a paper's title."""
    if _DOMAIN.match(text):
        return text.casefold().rpartition(".")[2] not in name_words.NAME_SUFFIXES
    if is_acronym(text) and (context.people or (not text[0].islower() and list_key(tokens[0]) in sources.OUTLETS)):
        return True
    if len(tokens) == 2 and 1 < len(tokens[0]) < 6 and tokens[0].isupper() and tokens[1].casefold() in sources.EDITIONS:
        return True  # "CNET Japan"
    if len(tokens) == 1:
        return len(text) > 2 and text.isupper() and text.isalpha() and bool(_VOWELLESS.match(text))
    if context.people and len(tokens) > 1 and tokens[-1].casefold() in sources.TITLE_ENDINGS and text[0].isupper():
        return True
    if context.people and len(tokens) > 2 and tokens[-1] in ("Service", "Network"):
        return True
    portuguese = context.language == "pt" and context.people
    return tokens[0] in ("La", "Le", "O", "A") and bool(_FRENCH_PAPER.match(text) or portuguese)


def _judge_lone_word(text: str, piece: Piece, context: Context) -> list[Part] | None:
    """The parts of a single word beside others: a place, an organisation or nothing; None if it may be a name."""
    if piece.follows in ("organization", "place") and piece.joiner == "," and not context.people:
        return [Part("place", text)] if is_place(text, context) else []
    full = any(" " in person.text for person in context.people)
    if full and piece.joiner == "/" and piece.follows == "person":
        if is_place(text, context):
            return [Part("place", text)]  # "Ada Moran / Hatay"
        if _OUTLET_ENDING.search(text):
            return [Part("organization", text)]  # "Ada Moran / Talblatt"
    if context.people and piece.follows in ("person", "organization") and _MIXED.search(text) and not text.islower():
        return [Part("organization", text)]
    if context.people and piece.joiner == "," and any(" " in person.text for person in context.people):
        return [Part("place", text)] if piece.follows == "person" and is_place(text, context) else []
    # A segment of its own after the names is a section or a label.
    return [] if context.people and not piece.joiner else None


def _without_degrees(tokens: list[str]) -> list[str]:
    """The words of a name without degrees that follow it without a comma: "Ada Moran PhD RN"."""
    end = len(tokens)
    while end > 2 and tokens[end - 1].casefold().rstrip(".,") in name_words.LATER_DEGREES:
        end -= 1
    first = tokens[end].casefold() if end < len(tokens) else ""
    return tokens[:end] if first in name_words.PLAIN_DEGREES and not " ".join(tokens[:end]).isupper() else tokens


def is_given_and_family(given: str, family: str) -> bool:
    names = person_names()
    return bool(names.get(folded(given), 0) & GIVEN and names.get(folded(family), 0) & FAMILY)


def _is_code_of(code: str, name: list[str]) -> bool:
    """Whether a last word is the reporter's code, made of letters of the name in order: "Ada Moran amo"."""
    if not 1 < len(code) < 5 or not code.islower() or not code.isascii() or code in name_words.PARTICLES:
        return False
    letters = iter("".join(name).casefold())
    return code[0] == name[0][0].casefold() and all(letter in letters for letter in code)


def _shouted_parts(tokens: list[str], context: Context) -> list[Part]:
    """The parts of a name partly in capitals: "MORAN Ada" reordered, "ADA MORAN Lahore" split; else nothing."""
    shouts = [len(token) > 3 and token.isupper() and not _VOWELLESS.match(token) for token in tokens]
    if (
        context.language in _LAST_FIRST
        and len(tokens) == 2
        and shouts[0]
        and tokens[1].istitle()
        and tokens[0].replace("-", "").isalpha()
    ):
        name = f"{tokens[1]} {tokens[0]}"
        return [Part("person", write_name(name, context.language))] if is_name(name, alone=False) else []
    opened = len(tokens) == 3 and tokens[0].casefold() in name_words.PARTICLES and tokens[2].istitle()
    if context.language in _LAST_FIRST and opened and tokens[0].isupper() and shouts[1]:
        name = f"{tokens[2]} {tokens[0].title()} {tokens[1]}"  # "LE MORAN Ada"
        return [Part("person", write_name(name, context.language))] if is_name(name, alone=False) else []
    if (
        len(tokens) > 2
        and shouts[-1]
        and not any(map(str.isupper, tokens[:-1]))
        and list_key(tokens[-1]) in sources.PLACES
    ):
        name = " ".join(tokens[:-1])  # "Ada Moran LAHORE"
        if is_name(name, alone=False):
            return [Part("person", write_name(name, context.language)), Part("place", tokens[-1])]
    if len(tokens) > 2 and all(token.isupper() for token in tokens[:2]):
        at = next((i for i, token in enumerate(tokens) if not token.isupper()), 0)
        name, rest = " ".join(tokens[:at]), " ".join(tokens[at:])
        if at and list_key(rest) in sources.PLACES and is_name(name, alone=False):
            return [Part("person", write_name(name, context.language)), Part("place", rest)]
    return []


# "Flussradio", "Valleypress": a paper or a station in one word.
_OUTLET_ENDING = re.compile(
    r"(?<=\w\w)(?:radio|rundfunk|zeitung|blatt|anzeiger|nachrichten|kurier|(?<![Cc]y)presse?|magazin)\Z"
)


def is_place(text: str, context: Context) -> bool:
    """Whether the text names a place: a known one, or a capitalised word on a line that is no blog's."""
    if list_key(text) in sources.PLACES:
        return True
    letters = text.replace("-", "").replace(" ", "")
    if _MIXED.search(text) or _OUTLET_ENDING.search(text):
        return False
    return not context.dated and len(text) > 2 and text[0].isupper() and letters.isalpha() and word_kind(text) is None
