"""Judge what a piece of a byline, the stretch between two commas or conjunctions, names.

`byline.parts` cuts the pieces. The word lists are asked first, then the shape decides.
"""

import re
from dataclasses import replace

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.cjk import CJK, read_cjk
from newsbot.extraction.byline.kinds import (
    Context,
    Kind,
    Part,
    is_role_word,
    is_sentence_or_label,
    shown_name,
    word_kind,
)
from newsbot.extraction.byline.roles import SCOPE, is_job, shown_role, split_role
from newsbot.extraction.byline.shapes import Piece, is_acronym, is_given_and_family, is_place, judge_shape
from newsbot.extraction.names.spelling import EDGES, folded, is_name, list_key, trimmed, write_name
from newsbot.extraction.vocabulary import jobs, name_words, noise
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names

_IN_PLACE = re.compile(
    r"(?:(?P<head>.*\S)\s+)?(?:in|IN|aus|à|en|em|desde|from|FROM|dari|w|в|من|از)\s+(?P<place>[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){0,2})\Z"
)
# "दिल्ली से": languages in which the word for "from" follows the place.
_FROM_PLACE = re.compile(r"(?P<place>\S+(?:\s\S+)?)\s+(?:से|سے)\Z")
# "DE LISBOA" on a line of its own, below a name.
_OF_PLACE = re.compile(r"(?:de|da|do|di|from|aus|desde|dari|à|au|из|z)\s+(?P<place>[^\W\d_].*)\Z", re.IGNORECASE)
# "Da Agência Brasil", "Do UOL": Brazilian papers open a byline with the publication that a text comes from.
_OF_PAPER = re.compile(r"D[ao]s?\s+(?P<paper>[A-ZÀ-Þ][^\W_].*)")
# Words before the name for whom or with whom a text was written.
_FOR = re.compile(
    r"(?:special\s+(?:to|for)|exclusively\s+for|for|für|pour|para|with|avec|mit|con|com|colaboração\s+para|especial\s+para|colaboración\s+para"
    r"|of|from|da|do|de|del|della|der|du|des|vom|von|pela|pelo|dalla|dal|hos|i|na|no)"
    r"(?:\s+(?-i:the|o|a|os|as|la|el|le|der|die|das|den))?\s+",
    re.IGNORECASE,
)
# Words between a name and the paper or agency the person writes for.
_OF_ORGANIZATION = re.compile(
    r"(?P<head>\S+\s+\S.*?)\s+(?:(?:of|from|da|do|de|del|della|der|du|des|vom|von|com|con|mit|with|avec|med|for|för|para|pour|für|na|no|la)"
    r"(?:\s+(?:the|o|a|la|el|le|der|die|das))?\s+|(?=The\s|THE\s))(?P<rest>\S.*)\Z",
    re.IGNORECASE,
)
# "of The Star": an article before capitals marks a paper that no list knows.
_ARTICLED = re.compile(r"\s(?:of|for)\s[Tt]he\s(?P<paper>[A-Z]\S*(?:\s[A-Z]\S*){0,3})\Z")
_WRITES_FOR = frozenset("special especial exclusively for für pour para per".split())
# "Special to the Sentinel" can be for a paper only.
_SPECIALLY = frozenset("special exclusively".split())
_CAPITALS = re.compile(r"[A-Z][\w.'’-]*(?:\s(?:of\s)?[A-Z][\w.'’-]*){0,4}\Z")
# "The Star", "El Faro": a capitalised article is part of a paper's title.
_TITLED = re.compile(r"(?:The|El|La|Le|Il|O|A|Die|De)\s[A-ZÀ-Þ]\S+(?:\s[A-ZÀ-Þ]\S+){0,3}\Z")
_WITH = frozenset("with avec mit con com".split())
_IS = frozenset(("is", "ist", "war", "was", "är", "er", "es", "è", "est"))
# "the Courier's", "eine": words before a job.
_INDEFINITE = re.compile(r"\A(?:(?:the\s+)?[A-Z]\S*['’]s\s+|(?:an?|the|our|eine?|une?|una|un)\s+)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|le|la|el|il|der|die)\s+(?=\S+\s+\S+\s+\S)", re.IGNORECASE)
_LETTERS = re.compile(r"(?!U\.)(?:[^\W\d_]{1,4}\.){2,}[^\W\d_]{0,3}\Z|PG[A-Z]{2,3}\Z")
_CASED = re.compile("[a-zA-ZÀ-ɏͰ-Ͽ\u0400-\u04ff]")
_UNIT = re.compile(rf"\s+(?=(?:{sources.UNITS})\b)")


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
    """The parts of a piece, judged in the context of what precedes it in the line."""
    text = piece.text
    known = list_key(text)
    learned = known in name_words.DEGREES or (
        " " in known and all(word in name_words.DEGREES for word in known.split())
    )
    is_degree = learned and (bool(context.people) or not text.islower())  # "ma/dpa" are initials
    if is_degree or known in name_words.NAME_SUFFIXES or known.strip(".") in sources.STATES:
        return []
    # "L.D. and M.B." are two people.
    is_second = piece.joiner == "&" and bool(context.people) and _LETTERS.match(context.people[-1].text)
    if context.people and not is_second and _LETTERS.match(text):
        return []  # degrees that no list knows
    if article := _ARTICLE.match(text):
        first, second, *_ = text[article.end() :].casefold().split()
        small = text[article.end()].islower() or context.language == "de"
        # "La reportera Ada Moran", "Die freie Autorin Ada Moran": in English it is a paper's.
        job = small and (is_role_word(first) or is_role_word(second)) and article.group().casefold() != "the "
        if job or first in name_words.HONORIFICS:
            piece = replace(piece, text=text[article.end() :])
            text = piece.text if job else text
    if CJK.search(text):
        found = read_cjk(text, context.language)
        return [Part(kind, shown, role, marked=marked) for kind, shown, role, marked in found]
    for judged in (_judge_paper, _judge_benefit, _judge_placed, _judge_cut):
        parts = judged(piece, context)
        if parts is not None:
            return parts
    return _judge_kind(piece, context)


def _judge_paper(piece: Piece, context: Context) -> list[Part] | None:
    """The agency or paper of a byline that begins with "of the" in Portuguese; None for people: "Da Silva"."""
    of = _OF_PAPER.fullmatch(piece.text) if context.language == "pt" and not context.people else None
    if of is None:
        return None
    paper = of["paper"]
    kind = word_kind(paper)
    if kind not in (None, "organization") or (kind is None and person_names().get(folded(paper.split()[0]))):
        return None
    # Of a job or a town: "Do correspondente", "Da Cidade Nova".
    if any(map(is_role_word, paper.casefold().split())) or is_place(paper, context):
        return None
    return [Part("organization", shown_name(paper))]


def _judge_benefit(piece: Piece, context: Context) -> list[Part] | None:
    """For whom or with whom the person before this piece wrote; None if the piece does not say."""
    benefit = _FOR.match(piece.text) if context.people else None
    if benefit is None:
        return None
    text = piece.text[benefit.end() :]
    kind = word_kind(text)
    word = benefit.group().split()[0].casefold()
    if kind == "place" and word in ("de", "da", "do", "from", "du", "des"):
        return [Part("place", text)]
    if kind == "organization" or (kind is None and is_acronym(text)):
        return [Part("organization", shown_name(text))]
    titled = _TITLED.match(text) or (word in _SPECIALLY and _CAPITALS.match(text))
    if word in _WRITES_FOR and kind is None and titled:
        return [Part("organization", text)]
    if word in _WITH:
        return judge(replace(piece, text=text, joiner="&"), context)
    return [] if word in _WRITES_FOR else None


def _judge_placed(piece: Piece, context: Context) -> list[Part] | None:
    """The name and the place of "Ada Moran in Lahore"; None for other texts."""
    if (of := _OF_PLACE.match(piece.text)) and list_key(of["place"]) in sources.PLACES:
        return [Part("place", of["place"])] if context.people else []
    placed = _IN_PLACE.match(piece.text)
    if (whence := _FROM_PLACE.match(piece.text)) and list_key(whence["place"]) in sources.PLACES:
        return [Part("place", whence["place"])] if context.people else []
    if placed is None or not is_place(placed["place"], context):
        return None
    if placed["head"] is None:
        return [Part("place", placed["place"])] if context.people else []
    head = judge(replace(piece, text=placed["head"]), context)
    named = any(part.kind in ("person", "organization") or (part.kind == "desk" and not part.role) for part in head)
    return [*head, Part("place", placed["place"])] if named else None


def _judge_cut(piece: Piece, context: Context) -> list[Part] | None:
    """The person before words such as "for" and "is", and what follows about them; None for other texts."""
    cut = noise.CUT.search(piece.text)
    if cut is None:
        return None
    if cut.start() == len(piece.text.split(maxsplit=1)[0]) and cut.group().split()[0] in _IS:
        return []  # "This is a test" in whatever language: one word and a verb open a sentence
    head = judge(replace(piece, text=piece.text[: cut.start()]), context)
    if not any(part.kind == "person" for part in head):
        return None
    rest = trimmed(cut["rest"])
    if cut.group().split()[0] in _IS and any(is_role_word(word) for word in rest.casefold().split()):
        head[-1].role = shown_role(SCOPE.split(_INDEFINITE.sub("", rest), maxsplit=1)[0])
        return head
    works = any(is_role_word(word) for word in rest.casefold().split()[:1])
    paper = cut.group().split()[0].casefold() in _WRITES_FOR and word_kind(rest) is None and _TITLED.match(rest)
    named = paper or (word_kind(rest) == "organization" and not works)
    return [*head, Part("organization", shown_name(rest))] if named else head


def _judge_kind(piece: Piece, context: Context) -> list[Part]:
    """The parts of a piece by the kind that a word list gives it, else by its shape."""
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
    if kind == "organization" and len(tokens) > 1 and is_sentence_or_label(tokens):
        return []
    if kind in ("desk", "organization"):
        return [Part(kind, shown_name(text))]
    if kind == "place":
        return [Part("place", write_name(text, context.language) if len(text) > 4 and context.people else text)]
    return judge_shape(piece, context)


def _before_desk(tokens: list[str], kind: Kind | None, context: Context) -> list[Part]:
    """The person and the role of "Ada Moran Globe Staff", "ADA MORAN Valley-Record Staff"; nothing for other texts.

    "ADA MORAN Valley News Service" is a person and a paper.
    """
    if kind not in ("desk", "organization") or context.people or len(tokens) < 4:
        return []
    name, rest = " ".join(tokens[:2]), " ".join(tokens[2:])
    shouted = name.isupper() and not any(map(str.isupper, tokens[2:]))
    if shouted and word_kind(rest) == "organization" and is_name(name, alone=False) and not word_kind(name):
        return [Part("person", write_name(name, context.language)), Part("organization", rest)]
    if kind != "desk" or tokens[-1].casefold() not in ("staff", "newsroom"):
        return []
    if not (shouted or is_given_and_family(*tokens[:2])) or not is_name(name, alone=False) or word_kind(name):
        return []
    return [Part("person", write_name(name, context.language), " ".join(tokens[2:]))]


def _is_sentence(tokens: list[str]) -> bool:
    """Whether the tokens include words that cannot be part of the name of an organisation or desk."""
    if not _CASED.search(" ".join(tokens)):
        return False
    whole = list_key(" ".join(tokens))
    if whole in sources.AGENCIES or whole in sources.OUTLETS:
        return False
    strange = 0
    for at, token in enumerate(tokens):
        word = token.strip(EDGES).casefold()
        if not word or word in sources.JOINING_WORDS or word in jobs.ROLE_MODIFIERS or is_role_word(word):
            continue
        listed = word in sources.DESK_WORDS or word in sources.ORGANIZATION_WORDS or word in noise.SECTION_WORDS
        if (
            word in noise.NOT_NAME
            and not listed
            and word not in name_words.PARTICLES
            and word not in sources.TITLE_WORDS
        ):
            return True
        agency = word.partition("-")[0] in sources.AGENCIES
        strange += token.isalpha() and token[0].islower() and not listed and not agency and (at > 0 or len(tokens) > 1)
    opens_small = tokens[0][0].islower() and tokens[0].isalpha()
    adverb = len(tokens) == 2 and tokens[0].casefold() in ("online", "news", "today", "press", "portal")
    return strange > 1 or (strange == 1 and len(tokens) < 4 and (opens_small or adverb))


def _is_common_word(text: str) -> bool:
    """Whether a lower-case word is a kind of body ("council") and not a name: most likely a topic."""
    known = list_key(text)
    return (
        text.islower()
        and known in sources.ORGANIZATION_WORDS
        and not (known in sources.OUTLETS or known in sources.AGENCIES or known in sources.DESK_WORDS)
    )


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
        if count == 1 and len(tokens) == 2 and _may_be_family(tokens[0], tail):
            continue  # "Antonia Mena", "ياسمين فارس": surnames that are also names of agencies
        alone = len(tokens) == 2 and tokens[0][0].isupper() and key in sources.ORGANIZATION_WORDS
        if alone and not person_names().get(folded(tokens[0])):
            return [Part("organization", " ".join(tokens))]  # "Coastal Wire"
        if key in sources.AGENCIES or (key in sources.OUTLETS and (count > 1 or tail.isupper() or tail.islower())):
            return _beside_organization(" ".join(tokens[:-count]), tail, piece, context)
    return []


def _may_be_family(given: str, tail: str) -> bool:
    """Whether the second of two words is a known family name; without capitals the first must be a given name."""
    known = person_names()
    if not known.get(folded(tail), 0) & FAMILY:
        return False
    return tail.istitle() or (not _CASED.search(tail) and known.get(folded(given), 0) & GIVEN > 0)


def _around_brand(tokens: list[str], piece: Piece, context: Context) -> list[Part]:
    """The person beside a known brand that comes first ("AFP Ada Moran") or has a further word ("BBC Africa")."""
    brand = next(
        (i for i, token in enumerate(tokens) if i > 1 and token.isupper() and list_key(token) in sources.OUTLETS), 0
    )
    if brand and len(tokens) - brand < 4 and not piece.text.isupper():
        return _beside_organization(" ".join(tokens[:brand]), " ".join(tokens[brand:]), piece, context)
    for count in range(1, min(4, len(tokens) - 1)):
        head, rest = " ".join(tokens[:count]), tokens[count:]
        known = list_key(head) in sources.AGENCIES or (count > 1 and list_key(head) in sources.OUTLETS)
        named = person_names().get(folded(head), 0) & GIVEN  # "Petra von Bülow"; Petra is also the agency of Jordan
        if (
            known
            and not named
            and person_names().get(folded(rest[0]), 0) & GIVEN
            and (found := _person_before(" ".join(rest), piece, context))
        ):
            return [*found, Part("organization", shown_name(head))]
    return []


def _is_shouted_name(match: re.Match[str]) -> bool:
    """Whether the whole name is in capitals ("ADA DE MORAN"), so that its end is no acronym."""
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
    found = judge_shape(replace(piece, text=head), replace(context, alone=False))
    return found if any(part.kind == "person" for part in found) else []


def _is_organization(text: str) -> bool:
    tokens = text.split()
    if word_kind(text) == "organization":
        return not any(is_role_word(token) for token in text.casefold().split())
    if is_acronym(text) or list_key(text) in sources.OUTLETS:
        return True
    return tokens[0] in ("The", "THE") and 1 < len(tokens) < 6 and all(token[0].isupper() for token in tokens)
