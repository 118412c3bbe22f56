"""A piece of a byline, the stretch between two commas or conjunctions, judged: who or what it names.

`byline_parts` cuts the pieces; what a word list says comes first, then the shape.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from newsbot.extraction import byline_noise as noise
from newsbot.extraction import byline_sources as sources
from newsbot.extraction import byline_words as words
from newsbot.extraction.byline_cjk import CJK, read_cjk
from newsbot.extraction.byline_kinds import (
    Context,
    Kind,
    Part,
    is_call,
    is_label,
    is_role_word,
    is_section,
    shown_name,
    word_kind,
)
from newsbot.extraction.byline_roles import SCOPE, is_job, shown_role, split_role
from newsbot.extraction.name_order import are_two, usual_order
from newsbot.extraction.names import EDGES, folded, is_name, list_key, trimmed, write_name
from newsbot.extraction.person_names import FAMILY, GIVEN, person_names

_IN_PLACE = re.compile(
    r"(?:(?P<head>.*\S)\s+)?(?:in|IN|aus|à|en|em|desde|from|FROM|dari|w|в|من|از)\s+(?P<place>[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){0,2})\Z"
)
# Before the name of whom a text was written for or with.
_FOR = re.compile(
    r"(?:special\s+(?:to|for)|exclusively\s+for|for|für|pour|para|with|avec|mit|con|com|colaboração\s+para|especial\s+para|colaboración\s+para"
    r"|of|from|da|do|de|del|della|der|du|des|vom|von|pela|pelo|dalla|dal|hos|i|na|no)"
    r"(?:\s+(?-i:the|o|a|os|as|la|el|le|der|die|das|den))?\s+",
    re.IGNORECASE,
)
# Between a name and the paper or agency it writes for.
_OF_ORGANIZATION = re.compile(
    r"(?P<head>\S+\s+\S.*?)\s+(?:(?:of|from|da|do|de|del|della|der|du|des|vom|von|com|con|mit|with|avec|med|for|för|para|pour|für|na|no|la)"
    r"(?:\s+(?:the|o|a|la|el|le|der|die|das))?\s+|(?=The\s|THE\s))(?P<rest>\S.*)\Z",
    re.IGNORECASE,
)
# "of The Star": an article before capitals makes a paper of words that no list knows.
_ARTICLED = re.compile(r"\s(?:of|for)\s[Tt]he\s(?P<paper>[A-Z]\S*(?:\s[A-Z]\S*){0,3})\Z")
_WRITES_FOR = frozenset("special exclusively for für pour para".split())
_WITH = frozenset("with avec mit con com".split())
_DOMAIN = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2}|com|org|net|info|news|media|online|press|blog|site|today|live|biz|edu|gov)\Z",
    re.IGNORECASE,
)
_GLUED_NAME = re.compile(r"([A-ZÀ-Þ][a-zß-ÿ]{2,})([A-ZÀ-Þ][a-zß-ÿ]{2,})\Z")
_DOTTED_NAME = re.compile(r"([^\W\d_][^\W\d_]+)\.([^\W\d_]{4,})\Z")
_IS = frozenset(("is", "ist", "war", "was", "är", "er", "es", "è", "est"))
_INDEFINITE = re.compile(r"\A(?:an?|the|our)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|le|la|el|il|der|die)\s+(?=\S+\s+\S+\s+\S)", re.IGNORECASE)
# Articles that open the names of papers; only the second kind never opens a person's.
_ARTICLES = frozenset(("El", "La", "Le", "Il", "Die", "Das", "Les", "Los", "Las"))
_PAPER_ARTICLES = _ARTICLES - {"La", "Le"}
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,5}\Z|[A-Z][a-z]?[A-Z]+[A-Z0-9]*\Z")
# Letters that say nothing of an organisation after a name: states, degrees, editions.
_NO_ACRONYM = re.compile(r"(?:I+|IV|V|JR|SR|MD|RN|MP|QC|KC|[A-Z]{2})\Z")
_LETTERS = re.compile(r"(?!U\.)(?:[^\W\d_]{1,4}\.){2,}[^\W\d_]{0,3}\Z|PG[A-Z]{2,3}\Z")
# Where lists write the last name first and in capitals.
_LAST_FIRST = frozenset("fr es it pt pl ro hu hr cs sk".split())
_VOWELLESS = re.compile(r"[^AEIOUYÄÖÜÅØÆÉÈÍÓÚ]+\Z")
_CASED = re.compile("[a-zA-ZÀ-ɏͰ-Ͽ\u0400-\u04ff]")
_FRENCH_PAPER = re.compile(r"L[ae]\s[A-ZÀ-Þ]\S+\s(?:du|des|de\sl['’]\S+|de\sla)(?:\s|\Z)")
# Capitals beside small letters within a word, as brands have them ("XYZheute").
_MIXED = re.compile(r"[A-ZÄÖÜ]{2}[a-zß-ÿ]{3}|[a-zß-ÿ]{3}[A-ZÄÖÜ]")
_ABBREVIATED = re.compile(r"U\.\s?[SNK]\.\Z")
_UNIT = re.compile(rf"\s+(?=(?:{sources.UNITS})\b)")


@dataclass(slots=True)
class Piece:
    """A stretch between conjunctions, what stood before it, and what the piece before was."""

    text: str
    joiner: Literal["", ",", "/", "&"]
    follows: Kind | None = None


def judge_opening(piece: Piece, context: Context) -> list[Part]:
    """The person at the start of an announced text that goes on with other words ("Ada Moran Share this article")."""
    tokens = piece.text.split()
    for count in range(min(len(tokens) - 1, 4), 1, -1):
        nxt = tokens[count].strip(EDGES).casefold()
        opening = " ".join(tokens[:count])
        if tokens[0].islower():
            return []
        if nxt in noise.NOT_NAME and is_name(opening, alone=False) and word_kind(opening) is None:
            return [Part("person", write_name(opening, context.language))]
    small = len(tokens) == 2 and tokens[1].islower() and len(tokens[1]) > 2
    lower = small and tokens[0].istitle() and tokens[0].isalpha()
    known = lower and any(person_names().get(folded(token)) for token in tokens)
    if known and is_name(piece.text.title(), alone=False):
        return [Part("person", piece.text.title())] if word_kind(piece.text) is None else []
    return []


def judge(piece: Piece, context: Context) -> list[Part]:
    """What a piece is, beside what stands before it in the line."""
    text = piece.text
    known = list_key(text)
    learned = known in words.DEGREES or (" " in known and all(word in words.DEGREES for word in known.split()))
    is_degree = learned and (bool(context.people) or not text.islower())  # "ma/dpa" are initials
    if is_degree or known in words.NAME_SUFFIXES or known.strip(".") in sources.STATES:
        return []
    if context.people and _LETTERS.match(text):
        return []  # degrees that no list knows
    if article := _ARTICLE.match(text):
        first, second, *_ = text[article.end() :].casefold().split()
        small = text[article.end()].islower() or context.language == "de"
        # "La reportera Ada Moran", "Die freie Autorin Ada Moran": in English it is a paper's.
        job = small and (is_role_word(first) or is_role_word(second)) and article.group().casefold() != "the "
        if job or first in words.HONORIFICS:
            piece = replace(piece, text=text[article.end() :])
            text = piece.text if job else text
    if CJK.search(text):
        found = read_cjk(text, context.language)
        return [Part(kind, shown, role, marked=marked) for kind, shown, role, marked in found]
    for judged in (_judge_benefit, _judge_placed, _judge_cut):
        parts = judged(piece, context)
        if parts is not None:
            return parts
    return _judge_kind(piece, context)


def _judge_benefit(piece: Piece, context: Context) -> list[Part] | None:
    """For whom or with whom a person before this piece wrote; None where the piece says no such thing."""
    benefit = _FOR.match(piece.text) if context.people else None
    if benefit is None:
        return None
    text = piece.text[benefit.end() :]
    kind = word_kind(text)
    word = benefit.group().split()[0].casefold()
    if kind == "place" and word in ("de", "da", "do", "from", "du", "des"):
        return [Part("place", text)]
    if kind == "organization" or (kind is None and _is_acronym(text)):
        return [Part("organization", shown_name(text))]
    if word in _WITH:
        return judge(replace(piece, text=text, joiner="&"), context)
    return [] if word in _WRITES_FOR else None


def _judge_placed(piece: Piece, context: Context) -> list[Part] | None:
    """The name and the place of "Ada Moran in Lahore"; None for other texts."""
    placed = _IN_PLACE.match(piece.text)
    if placed is None or not is_place(placed["place"], context):
        return None
    if placed["head"] is None:
        return [Part("place", placed["place"])] if context.people else []
    head = judge(replace(piece, text=placed["head"]), context)
    named = any(part.kind in ("person", "organization") or (part.kind == "desk" and not part.role) for part in head)
    return [*head, Part("place", placed["place"])] if named else None


def _judge_cut(piece: Piece, context: Context) -> list[Part] | None:
    """The person before words such as "for" and "is", and what these say of them; None for other texts."""
    cut = noise.CUT.search(piece.text)
    if cut is None:
        return None
    if cut.start() == len(piece.text.split(maxsplit=1)[0]) and cut.group().split()[0] in _IS:
        return []  # "This is a test" in whatever language: one word and a verb open a sentence
    head = judge(replace(piece, text=piece.text[: cut.start()]), context)
    if not any(part.kind == "person" for part in head):
        return None
    rest = trimmed(cut["rest"])
    if cut.group().split()[0] == "is" and any(is_role_word(word) for word in rest.casefold().split()):
        head[-1].role = shown_role(SCOPE.split(_INDEFINITE.sub("", rest), maxsplit=1)[0])
        return head
    works = any(is_role_word(word) for word in rest.casefold().split()[:1])
    named = word_kind(rest) == "organization" and not works
    return [*head, Part("organization", shown_name(rest))] if named else head


def _judge_kind(piece: Piece, context: Context) -> list[Part]:
    """The piece as what a word list says it is, else by its shape."""
    text = piece.text
    kind = word_kind(text)
    if kind == "section":
        return []
    tokens = text.split()
    if found := _before_organization(piece, context) or _before_desk(tokens, kind, context):
        return found
    if sources.DESK_PHRASES.fullmatch(text) and not context.people:
        return [Part("desk", shown_name(text))]
    if any(is_job(token.strip(EDGES), context) for token in text.casefold().split()):
        found = split_role(text, context)
        if context.people or any(part.kind == "person" for part in found):
            return found
        if kind == "role":
            return [] if _is_sentence(tokens) else found
    if kind == "desk" and context.people:
        serves = len(tokens) > 2 and tokens[-1].casefold() in ("service", "network", "bureau")
        return [Part("organization" if piece.joiner == "&" or serves else "role", shown_name(text))]
    if kind in ("desk", "organization") and (_is_sentence(tokens) or _is_common_word(text)):
        return []
    if kind == "organization" and len(tokens) > 1 and is_call(tokens):
        return []
    if kind in ("desk", "organization"):
        return [Part(kind, shown_name(text))]
    if kind == "place":
        return [Part("place", write_name(text, context.language) if len(text) > 4 and context.people else text)]
    return _judge_shape(piece, context)


def _before_desk(tokens: list[str], kind: Kind | None, context: Context) -> list[Part]:
    """The person and the role of "Ada Moran Globe Staff", "ADA MORAN Valley-Record Staff"; nothing for other texts."""
    if kind != "desk" or context.people or len(tokens) < 4 or tokens[-1].casefold() not in ("staff", "newsroom"):
        return []
    name = " ".join(tokens[:2])
    shouted = name.isupper() and not any(map(str.isupper, tokens[2:]))
    if not (shouted or _is_given_and_family(*tokens[:2])) or not is_name(name, alone=False) or word_kind(name):
        return []
    return [Part("person", write_name(name, context.language), " ".join(tokens[2:]))]


def _is_sentence(tokens: list[str]) -> bool:
    """Whether words that make no name of an organisation or desk stand among the tokens."""
    if not _CASED.search(" ".join(tokens)):
        return False
    whole = list_key(" ".join(tokens))
    if whole in sources.AGENCIES or whole in sources.OUTLETS:
        return False
    strange = 0
    for at, token in enumerate(tokens):
        word = token.strip(EDGES).casefold()
        if not word or word in sources.JOINING_WORDS or word in words.ROLE_MODIFIERS or is_role_word(word):
            continue
        listed = word in sources.DESK_WORDS or word in sources.ORGANIZATION_WORDS or word in noise.SECTION_WORDS
        if word in noise.NOT_NAME and not listed and word not in words.PARTICLES and word not in sources.TITLE_WORDS:
            return True
        agency = word.partition("-")[0] in sources.AGENCIES
        strange += token.isalpha() and token[0].islower() and not listed and not agency and (at > 0 or len(tokens) > 1)
    opens_small = tokens[0][0].islower() and tokens[0].isalpha()
    adverb = len(tokens) == 2 and tokens[0].casefold() in ("online", "news", "today", "press", "portal")
    return strange > 1 or (strange == 1 and len(tokens) < 4 and (opens_small or adverb))


def _is_common_word(text: str) -> bool:
    """Whether a small word says what kind of body it is ("council"), and names none: a topic's, most likely."""
    known = list_key(text)
    return (
        text.islower()
        and known in sources.ORGANIZATION_WORDS
        and not (known in sources.OUTLETS or known in sources.AGENCIES or known in sources.DESK_WORDS)
    )


def is_agency(text: str) -> bool:
    return list_key(text) in sources.AGENCIES


def _is_acronym(text: str) -> bool:
    """Whether capitals without a name's form stand for an organisation ("WXYZ", "CNN Indonesia", "g1 SP")."""
    if list_key(text) in words.DEGREES or is_section(list_key(text)):
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


def _judge_shape(piece: Piece, context: Context) -> list[Part]:
    """A person, an organisation that its shape gives away, a place, or noise."""
    text = trimmed(piece.text)
    tokens = text.split()
    if not tokens or is_label(text.casefold()):
        return []
    if (account := _DOTTED_NAME.match(text)) and account[1][0].isupper() and account[2][0].isupper():
        return [Part("person", f"{account[1]} {account[2]}")]  # "Ada.Moran"
    if len(tokens) == 1 and (glued := _GLUED_NAME.match(text)) and _is_given_and_family(glued[1], glued[2]):
        return [Part("person", f"{glued[1]} {glued[2]}")]  # "AdaMoran"
    if _is_shaped_organization(text, tokens, context):
        return [Part("organization", text)]
    if tokens[0].casefold() == "the":
        capital = all(token[:1].isupper() or token.casefold() in words.PARTICLES for token in tokens[1:])
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
    """Whether the form of the text is that of a domain, of letters that stand for a station, of a paper's title."""
    if _DOMAIN.match(text):
        return text.casefold().rpartition(".")[2] not in words.NAME_SUFFIXES
    if _is_acronym(text) and (context.people or (not text[0].islower() and list_key(tokens[0]) in sources.OUTLETS)):
        return True
    if len(tokens) == 2 and 1 < len(tokens[0]) < 6 and tokens[0].isupper() and tokens[1].casefold() in sources.EDITIONS:
        return True  # "CNET Japan"
    if len(tokens) == 1:
        return len(text) > 2 and text.isupper() and text.isalpha() and bool(_VOWELLESS.match(text))
    if context.people and len(tokens) > 1 and tokens[-1].casefold() in sources.TITLE_ENDINGS and text[0].isupper():
        return True
    portuguese = context.language == "pt" and context.people
    return tokens[0] in ("La", "Le", "O", "A") and bool(_FRENCH_PAPER.match(text) or portuguese)


def _judge_lone_word(text: str, piece: Piece, context: Context) -> list[Part] | None:
    """A single word beside others: a place, or nothing; None where it may be a name."""
    if piece.follows in ("organization", "place") and piece.joiner == "," and not context.people:
        return [Part("place", text)] if is_place(text, context) else []
    full = any(" " in person.text for person in context.people)
    given = person_names().get(folded(text), 0) & GIVEN
    if full and piece.joiner == "/" and piece.follows == "person" and not given and is_place(text, context):
        return [Part("place", text)]  # "Ada Moran / Hatay"
    if context.people and piece.follows in ("person", "organization") and _MIXED.search(text) and not text.islower():
        return [Part("organization", text)]
    if context.people and piece.joiner == "," and any(" " in person.text for person in context.people):
        return [Part("place", text)] if piece.follows == "person" and is_place(text, context) else []
    # A segment of its own after the names is a section or a label.
    return [] if context.people and not piece.joiner else None


def _without_degrees(tokens: list[str]) -> list[str]:
    """The words of a name without degrees that no comma parts from it: "Ada Moran PhD RN"."""
    end = len(tokens)
    while end > 2 and tokens[end - 1].casefold().rstrip(".,") in words.LATER_DEGREES:
        end -= 1
    first = tokens[end].casefold() if end < len(tokens) else ""
    return tokens[:end] if first in words.PLAIN_DEGREES and not " ".join(tokens[:end]).isupper() else tokens


def _is_given_and_family(given: str, family: str) -> bool:
    names = person_names()
    return bool(names.get(folded(given), 0) & GIVEN and names.get(folded(family), 0) & FAMILY)


def _is_code_of(code: str, name: list[str]) -> bool:
    """Whether a last word is the reporter's code, made of letters of the name in their order: "Ada Moran amo"."""
    if not 1 < len(code) < 5 or not code.islower() or not code.isascii() or code in words.PARTICLES:
        return False
    letters = iter("".join(name).casefold())
    return code[0] == name[0][0].casefold() and all(letter in letters for letter in code)


def _shouted_parts(tokens: list[str], context: Context) -> list[Part]:
    """Names partly in capitals: "MORAN Ada" turned round, "ADA MORAN Lahore" parted; nothing for others."""
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
    opened = len(tokens) == 3 and tokens[0].casefold() in words.PARTICLES and tokens[2].istitle()
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


def _before_organization(piece: Piece, context: Context) -> list[Part]:
    """The person and the organisation of "Ada Moran The Associated Press"; nothing for other texts."""
    text = piece.text
    tokens = text.split()
    if list_key(text) in sources.AGENCIES or list_key(text) in sources.OUTLETS or len(tokens) < 2:
        return []
    if (match := _OF_ORGANIZATION.match(text)) and not _is_shouted_name(match):
        articled = _ARTICLED.search(text, match.end("head"), match.end())
        paper = articled["paper"] if articled else match["rest"]
        found = _person_before(match["head"], piece, context) if articled or _is_organization(paper) else []
        if found:
            return [*found, Part("organization", shown_name(paper))]
    if (match := _UNIT.search(text)) and len(text[: match.start()].split()) > 1:
        found = _person_before(text[: match.start()], piece, context)
        if found and "." in text[: match.start()]:
            return [*found, Part("organization", text[match.end() :])]
    return _known_last(tokens, piece, context) or _around_brand(tokens, piece, context)


def _known_last(tokens: list[str], piece: Piece, context: Context) -> list[Part]:
    """The person before a known organisation at the end."""
    for count in range(min(5, len(tokens) - 1), 0, -1):
        tail = " ".join(tokens[-count:])
        key = list_key(tail)
        if tail.islower() and len(tail) > 3 and _CASED.search(tail):
            continue
        if count == 1 and len(tokens) == 2 and tail.istitle() and person_names().get(folded(tail), 0) & FAMILY:
            continue  # "Antonia Mena", whatever Egypt's agency is called
        if key in sources.AGENCIES or (key in sources.OUTLETS and (count > 1 or tail.isupper() or tail.islower())):
            return _beside_organization(" ".join(tokens[:-count]), tail, piece, context)
    return []


def _around_brand(tokens: list[str], piece: Piece, context: Context) -> list[Part]:
    """The person beside a known brand that stands first ("AFP Ada Moran") or goes on with a word ("BBC Africa")."""
    brand = next(
        (i for i, token in enumerate(tokens) if i > 1 and token.isupper() and list_key(token) in sources.OUTLETS), 0
    )
    if brand and len(tokens) - brand < 4 and not piece.text.isupper():
        return _beside_organization(" ".join(tokens[:brand]), " ".join(tokens[brand:]), piece, context)
    for count in range(1, min(4, len(tokens) - 1)):
        head, rest = " ".join(tokens[:count]), tokens[count:]
        known = list_key(head) in sources.AGENCIES or (count > 1 and list_key(head) in sources.OUTLETS)
        named = person_names().get(folded(head), 0) & GIVEN  # "Petra von Bülow", whatever Jordan's agency is called
        if (
            known
            and not named
            and person_names().get(folded(rest[0]), 0) & GIVEN
            and (found := _person_before(" ".join(rest), piece, context))
        ):
            return [*found, Part("organization", shown_name(head))]
    return []


def _is_shouted_name(match: re.Match[str]) -> bool:
    """Whether "ADA DE MORAN" is shouted as a whole, so that its end is no acronym."""
    return match["head"].isupper() and match["rest"].isupper() and word_kind(match["rest"]) is None


def _beside_organization(head: str, tail: str, piece: Piece, context: Context) -> list[Part]:
    """The person before a known organisation; "Agencia AFP" is one organisation."""
    if word_kind(head) in ("organization", "desk") and " " not in head:
        return [Part("organization", trimmed(piece.text))]
    found = _person_before(head, piece, context)
    return [*found, Part("organization", shown_name(tail))] if found else []


def _person_before(head: str, piece: Piece, context: Context) -> list[Part]:
    if word_kind(head) == "role" or any(is_role_word(word) for word in head.casefold().split()):
        return []
    found = _judge_shape(replace(piece, text=head), replace(context, alone=False))
    return found if any(part.kind == "person" for part in found) else []


def _is_organization(text: str) -> bool:
    tokens = text.split()
    if word_kind(text) == "organization":
        return not any(is_role_word(token) for token in text.casefold().split())
    if _is_acronym(text) or list_key(text) in sources.OUTLETS:
        return True
    return tokens[0] in ("The", "THE") and 1 < len(tokens) < 6 and all(token[0].isupper() for token in tokens)


def is_place(text: str, context: Context) -> bool:
    """Whether the text names a place: a known one, or a capitalised word on a line that is no blog's."""
    if list_key(text) in sources.PLACES:
        return True
    letters = text.replace("-", "").replace(" ", "")
    if _MIXED.search(text):
        return False
    return not context.dated and len(text) > 2 and text[0].isupper() and letters.isalpha() and word_kind(text) is None
