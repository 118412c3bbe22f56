"""One byline, as a page writes it, into the people and organisations it names.

A line is cut into segments, a segment into parts, and each part is judged by itself: person, organisation, desk,
role, place or nothing. What is not clearly a name makes no author. Which line to believe is `authorship`'s choice.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from newsbot.extraction import byline_words as words
from newsbot.extraction.date_words import MONTHS, WEEKDAYS, ZONES
from newsbot.items import Author, SourceOrganization
from newsbot.text import clean_line

_MAX_CHARS = 400
_MAX_AUTHORS = 40
_MAX_NAME_CHARS = 70
_MAX_NAME_WORDS = 6

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|\[email\s?protected\]")
_WEB = re.compile(r"https?://\S+|www\.\S+|(?<![\w.])/[\w-]+(?:/[\w.-]*)+")
_HANDLE = re.compile(r"@\w+")
_PHONE = re.compile(r"\+?\d[\d ()/-]{7,}\d")
_BRACKETS = re.compile(r"\s*[\[(（【〔《「](.{1,60})[\])）】〕》」]\s*(.*)\Z", re.DOTALL)
_PARENTHESIS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}\Z", re.IGNORECASE)
_GLUED_DATE = re.compile(
    r"(?<=[^\W\d_])(?=\d{1,4}(?:[./:-]\d|[年月])|\d{1,2}\. ?[^\W\d_]{3})|(?<=[日분時])(?=\d)|(?<=\d{4})(?=\d{1,2}\.\s)"
    r"|(?<=:\d\d)(?=[^\W\d_]{2})"
)
_DATE_FIGURE = re.compile(r"\d+[./:-]\d|\d{4}\Z|\d+[年월月日]|\d{1,2}[hH]\d\d")
_SEPARATORS = re.compile(
    r"\s*(?:[|•⋅;»›>~†=＝]+|(?<![\uac00-\ud7af\u3400-\u9fff])·|·(?=\s)|\s[-–—―]+(?=\s|\Z)|[—―]+|\A[-–]+|//|\t)\s*"
)
_JOINERS = re.compile(
    r"\s*(?P<mark>[,/／،，、＆&+]|·(?=[\uac00-\ud7af]))\s*(?:and|und|et|&|dan|och|og|ve|y|e|и|و)?(?(mark)(?:\s+|(?<=[,/／،，、＆&+·])))"
    r"|\s+(?P<word>and|und|et|y|e|i|og|och|ve|și|dan|và|ja|и|і|та|και|و|اور|और|एवं|with|mit|avec|And|AND|UND|ET|Y|E|Und|con)\s+"
)
_JOINER_OF = {"nl": re.compile(r"\s+en\s+"), "cs": re.compile(r"\s+a\s+"), "sk": re.compile(r"\s+a\s+")}
_OTHERS = re.compile(r"(?:,?\s+(?:and|und|et|y|e|i|og|och|en|ve|и)|\s*[+&,])\s*\d+\s+(?:others?|more|weitere|autres?|otros|más|outros|altri|andere|inne|других)\b.*", re.IGNORECASE)  # fmt: skip
_NOISE = re.compile(
    r"\b(?:no|leave a|add|post a)\s+comments?\b|\b(?:keine|schreibe einen|hinterlasse einen)\s+kommentare?\b|kommentare geschlossen"
    r"|hinterlasse eine antwort|\bemail (?:the )?author\b|\b(?:follow|view|see|share|listen|read)\b(?! all posts by).{0,60}|\bcontact\b.*"
    r"|\ball posts\b|\btemps de lecture\b.*|\btiempo de lectura\b.*|\b(?:min|minutes?)\.?\s+(?:read|lesezeit|lesen|de lectura)\b"
    r"|\b(?:twitter|facebook|instagram|linkedin)\s*(?:account.*)?|\bmore (?:by|from) this author\b|\bview orcid profile\b|\bthis author\b",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"(?P<head>.*\S)\s+(?:in|aus|à|en|em|desde|from|à|i|w|в|у|da|de)\s+(?P<place>[A-ZÀ-ÞА-Я][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,2})\Z"
)
_INTERVIEW = re.compile(r"\s+(?:mit|with|im Gespräch mit|con)\s+.*", re.IGNORECASE)
_NAME_WORD = re.compile(
    r"(?:d[’'`]|[lo][’'])?[^\W\d_](?:[^\W\d_]|[.'’`‘´\u200c\u200d-]|[\u0300-\u036f\u064b-\u0652\u0900-\u0dff])*\Z",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(?=.*[^\W\d_])[\w.-]{2,30}\Z")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN_NAME = re.compile(
    "[\u3400-\u9fff々]{2,4}\\Z|[\u3040-\u30ff\u3400-\u9fff々ー・]{2,12}\\Z|[\uac00-\ud7af]{2,4}\\Z|[\u3400-\u9fff]{1,6}[·・][\u3400-\u9fff·・]{1,12}\\Z"
)
_FILED_FROM = re.compile(r"(?:報導|报道|報道|電|电)\Z")
_EDGES = ' \t.,:;|/\\*~_-–—•·"“”„«»<>#=+!?[]{}()（）：，。、।'
_DATE_WORDS = frozenset(
    """at on am pm um uhr à a le el la den the kl kl. klo of de del du d r r. року г года в o i ist gmt h hrs hours hour hora horas ora ore
    published updated posted modified last stand veröffentlicht aktualisiert publié mis jour publicado actualizado atualizado pubblicato edited edit created
    am: an alle tarihi tarih dipublikasikan опубликовано обновлено às as kl, min mins minute minutes minuten minuti minutos read lesezeit ago days day
    comment comments kommentar kommentare meinungen commenti commentaires comentarios views shares st nd rd th before since vor tagen stunden
    shows p. m m. a. words wörter antwort antworten""".split()
)
_HONORIFIC_LINE = re.compile(r"(?:mr|mrs|ms|dr|prof)\.?\Z", re.IGNORECASE)


@dataclass(slots=True)
class Byline:
    """Who a line names, in its order: authors, organisations it credits beside people, and the place it was filed from."""

    authors: list[Author] = field(default_factory=list)
    organizations: list[SourceOrganization] = field(default_factory=list)
    dateline: str | None = None


@dataclass(slots=True)
class _Segment:
    """A stretch of the line between hard separators; `marked` when words announce an author."""

    text: str
    role: str | None = None
    marked: bool = False
    aside: bool = False


@dataclass(slots=True)
class _Part:
    """A judged part of a segment: kind is person, organization, desk, role, place or noise."""

    kind: str
    text: str
    role: str | None = None
    segment: int = 0


@dataclass(slots=True)
class _Context:
    """What is known of the line while its parts are judged."""

    language: str
    dated: bool
    alone: bool
    parts: list[_Part] = field(default_factory=list)

    def people(self) -> list[_Part]:
        return [part for part in self.parts if part.kind == "person"]


def parse_byline(raw: str, language: str | None = None) -> Byline:
    """The people and organisations of one raw line, in its order; empty when it names none.

    Only the first 400 characters count. Honorifics ("Dr.") stay in the name, jobs go to `role`. Agencies and
    papers are authors only where no person is named, desks only where nothing else is.
    """
    primary = (language or "").partition("-")[0].lower()
    byline = _parse(raw, primary)
    authors = []
    for author in byline.authors:
        # A name must read as itself when it stands alone, else it holds more than a name.
        name = _settled(author.name, primary)
        if name is not None:
            authors.append(author if name == author.name else replace(author, name=name))
    byline.authors = _without_duplicates(authors)
    return byline


@lru_cache(maxsize=4096)
def _settled(name: str, language: str) -> str | None:
    """The name, or what is left of it when it is read again, if that is one stable name."""
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
    line = _prepare(raw)
    line, emails = _take_contacts(line)
    line, dated = _blank_dates(_OTHERS.sub("", line))
    segments = _segments(_NOISE.sub(" | ", line), language)
    context = _Context(language, dated, alone=len(segments) == 1)
    for number, segment in enumerate(segments):
        for part in _read_segment(segment, context):
            part.segment = number
            context.parts.append(part)
    byline = _decide(context.parts)
    for author in byline.authors:
        author.nameRaw = clean_line(raw[:_MAX_CHARS])
    _give_emails(byline.authors, emails)
    return byline


# --- From the line to segments ------------------------------------------------------------------


def _prepare(raw: str) -> str:
    """The line without markup escapes, invisible characters and brackets around the whole of it."""
    line = raw[: 2 * _MAX_CHARS]
    if "&" in line:
        line = html.unescape(line)
    line = clean_line(line)[:_MAX_CHARS]
    match = _BRACKETS.match(line)
    # An agency's or reporter's bracket opens the body: what follows is no byline.
    if match and (not match[2].strip(_EDGES) or _CJK.search(match[1]) and words.LEAD.match(match[1])):
        line = match[1]
    half = len(line) // 2
    if len(line) > 9 and line[:half].strip() == line[-half:].strip():
        line = line[:half].strip()  # a link and its label, glued
    return line


def _take_contacts(line: str) -> tuple[str, list[str]]:
    """The line with e-mails, addresses and handles as separators, and the e-mails."""
    emails: list[str] = []
    if "@" in line or "protected" in line:
        first = _folded(line.split()[0]) if line.split() else ""

        def take(match: re.Match[str]) -> str:
            address = match.group()
            # "Ada Moranada.moran@…": the name runs into the mailbox that begins with it.
            at = _folded(address).find(first) if len(first) > 2 else -1
            glued = address[:at] if at > 0 and address[at - 1 : at].isalpha() else ""
            if "@" in address:
                emails.append(address[len(glued) :])
            return f"{glued} | "

        line = _EMAIL.sub(take, line)
        line = _HANDLE.sub(" | ", line)
    if "/" in line or "www." in line:
        line = _WEB.sub(" | ", line)
    return line, emails


def _blank_dates(line: str) -> tuple[str, bool]:
    """The line with dates, times and counters as separators, and whether it held a date."""
    if not any(c.isdigit() for c in line):
        return line, False
    tokens = _GLUED_DATE.sub(" ", line).split()
    kept: list[str] = []
    bare: list[int] = []
    dated, at = False, 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _is_date_word(tokens[end]):
            end += 1
        run = tokens[at:end]
        if _is_date(run):
            kept.append("|")
            dated = True
        else:
            end = max(end, at + 1)
            bare.extend(len(kept) + i for i, token in enumerate(tokens[at:end]) if token.isdecimal())
            kept.extend(tokens[at:end])
        at = end
    if dated:
        for i in bare:
            kept[i] = "|"
    return _PHONE.sub(" | ", " ".join(kept)), dated


def _is_date_word(token: str) -> bool:
    word = token.strip(_EDGES).casefold()
    return word[:1].isdigit() or word in MONTHS or word in WEEKDAYS or word in _DATE_WORDS or word in ZONES or not word


def _is_date(run: list[str]) -> bool:
    """Whether the run of date words holds figures that make it a date, a time or a counter."""
    figures = [token.strip(_EDGES) for token in run if any(c.isdigit() for c in token)]
    if not figures:
        return False
    if any(_DATE_FIGURE.match(figure) for figure in figures):
        return True
    others = [token.strip(_EDGES) for token in run if not any(c.isdigit() for c in token)]
    return any(others)


def _segments(line: str, language: str) -> list[_Segment]:
    """The stretches of the line that may name someone, those before the first announced one as asides."""
    asides = [inner for inner in _PARENTHESIS.findall(line) if inner.strip(_EDGES)]
    if asides:
        line = _PARENTHESIS.sub(" | ", line)
    line = words.GLUED_ROLE.sub(" | ", line)
    segments: list[_Segment] = []
    pending = False
    for text in _SEPARATORS.split(line):
        text = text.strip()
        if not text.strip(_EDGES):
            continue
        for segment in _credits(text):
            _strip_leads(segment, language)
            if not segment.text:
                pending = pending or segment.marked
                continue
            segment.marked = segment.marked or pending
            pending = False
            segments.append(segment)
    first = next((i for i, segment in enumerate(segments) if segment.marked), 0)
    for segment in segments[:first]:
        segment.aside = True
    segments.extend(_Segment(text.strip(_EDGES), aside=bool(segments)) for text in asides)
    return segments


def _credits(text: str) -> Iterator[_Segment]:
    """The segment cut at its credits ("editing by"); what photographers and translators did is left out."""
    start, role = 0, ""
    for match in words.CREDIT.finditer(text):
        if role != "skip" and text[start : match.start()].strip(_EDGES):
            yield _Segment(text[start : match.start()], role or None, marked=bool(role))
        start, role = match.end(), match.lastgroup or ""
    if role != "skip":
        yield _Segment(text[start:], role or None, marked=bool(role))


def _strip_leads(segment: _Segment, language: str) -> None:
    """Takes the words that announce an author off the segment, and marks it."""
    text = segment.text.strip()
    for _ in range(3):
        lead = words.LEAD.match(text + " ")
        if not lead or not _is_lead(lead.group(), text, language):
            break
        segment.marked = True
        text = text[lead.end() :].strip()
    if glued := words.GLUED_LEAD.match(text):
        segment.marked, text = True, text[glued.end() :]
    elif not segment.marked and (inner := words.INNER_LEAD.search(text)):
        segment.marked, text = True, text[inner.end() :]
    segment.text = text.strip()


def _is_lead(lead: str, text: str, language: str) -> bool:
    """Whether a lead is one in this language: "Von Miller" is a name on an English page."""
    word = lead.strip(_EDGES).casefold()
    own = words.NAME_LIKE_LEADS.get(word)
    if own is None or ":" in lead or lead.strip()[:1].islower() and language not in ("", "en"):
        return True
    if language:
        return language in own.split()
    return word not in ("de", "da") and len(text.split()) > 2


# --- From segments to parts ---------------------------------------------------------------------


def _read_segment(segment: _Segment, context: _Context) -> list[_Part]:
    """The parts of a segment, judged."""
    text = segment.text
    if words.WIRE_REPORTS.fullmatch(text.strip(_EDGES)):
        return [_Part("organization", text.strip(_EDGES).removeprefix("From ").removeprefix("from "))]
    if text.split()[0].casefold() in words.ASIDES and (context.parts or context.dated):
        return []
    if segment.marked and (cut := re.search(r"[:。！!]\s*\S+\s+\S+\s+\S+\s+\S", text)):
        text = text[: cut.start()]
    pieces = _pieces(text, context.language)
    if reversed_name := _last_name_first(pieces, context):
        return [_Part("person", reversed_name, segment.role)]
    parts: list[_Part] = []
    for joiner, piece in pieces:
        for part in _judge(piece, joiner, parts, context):
            if segment.aside and part.kind == "person":
                continue
            if segment.role and part.kind == "person":
                part.role = part.role or segment.role
            parts.append(part)
    return parts


def _pieces(text: str, language: str) -> list[tuple[str, str]]:
    """The segment cut at commas and conjunctions: (what stood before it, text)."""
    if own := _JOINER_OF.get(language):
        text = own.sub(" & ", text)
    pieces: list[tuple[str, str]] = []
    joiner, start = "", 0
    for match in _JOINERS.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        if match["word"] in ("y", "e", "i") and len(left.split()) > 1 and len(right.split()) == 1:
            continue  # "Ortega y Gasset" is one
        pieces.append((joiner, left))
        joiner, start = (
            ("," if match["mark"] in (",", "،", "，") and match.group().strip() in ",،，" else "&"),
            match.end(),
        )
        if match["mark"] in ("/", "／"):
            joiner = "/"
    pieces.append((joiner, text[start:]))
    return [(joiner, piece.strip(' \t|:*"“”„')) for joiner, piece in pieces if piece.strip(_EDGES)]


def _last_name_first(pieces: list[tuple[str, str]], context: _Context) -> str | None:
    """ "Ali Raza" for "Raza, Ali"."""
    if len(pieces) != 2 or pieces[1][0] != "," or context.people():
        return None
    last, first = (piece for _, piece in pieces)
    if len(last.split()) != 1 or len(first.split()) > 2 or not (last[0].isupper() and first[0].isupper()):
        return None
    if len(first.split()) == 2 and len(first.split()[1].strip(".")) > 1:
        return None
    if (
        any(_word_kind(word) for word in (last, first))
        or first.isupper()
        and len(first) < 4
        and not first.endswith(".")
    ):
        return None
    name = f"{first} {last}"
    return _cased(name) if _is_name(name, alone=True) else None


def _word_kind(text: str) -> str | None:
    """What a word list says of the text, if any does."""
    key = _key(text)
    if key in words.AGENCIES:
        return "organization"
    if key in words.PLACES:
        return "place"
    if words.DESK_PHRASES.search(text):
        return "desk"
    tokens = [token.strip(_EDGES) for token in key.split()]
    if any(token in words.DESK_WORDS for token in tokens):
        return "desk"
    if key in words.OUTLETS or any(token in words.ORGANIZATION_WORDS for token in tokens):
        return "organization"
    if any(_is_role_word(token) for token in tokens):
        return "role"
    if words.CJK_ORGANIZATION.search(text):
        return "organization"
    return None


def _is_role_word(token: str) -> bool:
    return token in words.ROLES or (token.count("-") > 1 and token.rpartition("-")[2] in words.ROLES)


def _judge(piece: str, joiner: str, before: list[_Part], context: _Context) -> list[_Part]:
    """What a piece is, beside what stands before it in the line."""
    piece = piece.strip()
    people = context.people() + [part for part in before if part.kind == "person"]
    if _key(piece) in words.DEGREES or _key(piece) in words.NAME_SUFFIXES:
        return []
    if _CJK.search(piece):
        return _judge_cjk(piece, context)
    placed = None if context.dated else _IN_PLACE.match(piece)
    if placed and _place_of(placed["place"]):
        head = _judge(placed["head"], joiner, before, context)
        if any(part.kind in ("person", "organization") for part in head):
            return [*head, _Part("place", placed["place"])]
    kind = _word_kind(piece)
    if kind == "role" or (kind in ("desk", "organization") and people and _has_role_word(piece)):
        return _split_role(piece, people, context)
    if kind == "desk":
        return _judge_desk(piece, people)
    if kind == "organization":
        return [_Part("organization", _shown(piece))]
    if kind == "place":
        return [_Part("place", piece)]
    return _judge_name(piece, joiner, people, context)


def _has_role_word(piece: str) -> bool:
    return any(_is_role_word(token.strip(_EDGES)) for token in piece.casefold().split())


def _judge_desk(piece: str, people: list[_Part]) -> list[_Part]:
    """A desk, or the person and the desk in "Ada Moran Example Staff"."""
    return [_Part("desk", _shown(piece))] if not people else [_Part("role", _shown(piece))]


def _judge_name(piece: str, joiner: str, people: list[_Part], context: _Context) -> list[_Part]:
    """A person, an organisation that its shape gives away, a place, or noise."""
    text = piece.strip(_EDGES.replace(".", ""))
    if _DOMAIN.match(text) and text.casefold().rpartition(".")[2] not in words.NAME_SUFFIXES:
        return _judge_domain(text)
    tokens = text.split()
    if tokens and tokens[0].casefold() == "the" and len(tokens) > 1 and _is_name(" ".join(tokens[1:]), alone=True):
        return [_Part("organization", text)]
    after_name = bool(people) and joiner == ","
    if after_name and len(tokens) == 1:
        singles = all(len(person.text.split()) == 1 for person in people)
        if not singles:
            place = _place_of(text)
            return [_Part("place", text)] if place and not context.dated else []
    if people and not joiner and len(tokens) == 1:
        return []  # a segment of its own after the names: a section or a label
    if agency := _trailing_agency(tokens):
        head = _judge_name(" ".join(tokens[:-agency]), joiner, people, context)
        if any(part.kind == "person" for part in head):
            return [*head, _Part("organization", _shown(" ".join(tokens[-agency:])))]
    if people and not joiner and tokens and tokens[0] in ("El", "La", "Le", "Il", "Die", "Das", "Les", "Los", "Las"):
        return [_Part("organization", text)]
    if _is_name(text, alone=context.alone and not joiner):
        return [_Part("person", _cased(text))]
    return []


def _judge_domain(text: str) -> list[_Part]:
    """A site by its address ("example.com"); an account like "Ada.Moran" is the person's name."""
    first, _, last = text.partition(".")
    if first[:1].isupper() and last[:1].isupper() and last.isalpha() and len(last) > 3:
        return [_Part("person", f"{first} {last}")]
    return [_Part("organization", text)]


def _trailing_agency(tokens: list[str]) -> int:
    """How many words at the end are an agency's name, with at least a word before them."""
    for count in (3, 2, 1):
        tail = " ".join(tokens[-count:])
        if len(tokens) > count and _key(tail) in words.AGENCIES and not tail.islower():
            return count
    return 0


def _place_of(text: str) -> bool:
    return _key(text) in words.PLACES or (
        len(text) > 2
        and text[0].isupper()
        and text.replace("-", "").replace(" ", "").isalpha()
        and _word_kind(text) is None
    )


def _split_role(piece: str, people: list[_Part], context: _Context) -> list[_Part]:
    """The person beside a role ("Ada Moran Senior Editor", "Reporter Ada Moran"), or the role alone."""
    tokens = piece.split()
    folded = [token.strip(_EDGES).casefold() for token in tokens]
    at = next((i for i, token in enumerate(folded) if _is_role_word(token)), None)
    if at is None:
        return [_Part("desk", _shown(piece))]
    start = at
    while start and (folded[start - 1] in words.ROLE_MODIFIERS or _key(folded[start - 1]) in words.AGENCIES):
        start -= 1
    organizations = [_Part("organization", _shown(t)) for t in tokens[start:at] if _key(t) in words.AGENCIES]
    before, after = " ".join(tokens[:start]), " ".join(tokens[at + 1 :])
    if before and not people and _is_name(before, alone=True):
        return [_Part("person", _cased(before), " ".join(tokens[start:])), *organizations]
    if not before and len(tokens) - at > 2 and _is_name(after, alone=False):
        return [_Part("person", _cased(after), " ".join(tokens[: at + 1])), *organizations]
    if before and people and len(before.split()) > 1 and _is_name(before, alone=False) and not _word_kind(before):
        return [_Part("person", _cased(before), " ".join(tokens[start:])), *organizations]
    return [_Part("role" if people else "desk", piece.strip(_EDGES)), *organizations]


def _judge_cjk(piece: str, context: _Context) -> list[_Part]:
    """People and organisations in Han, kana or Hangul, where words carry no case and few spaces."""
    piece = piece.strip(_EDGES + "　")
    role = None
    if suffix := words.CJK_SUFFIX.search(piece):
        if _FILED_FROM.search(piece):
            place = piece[: suffix.start()].strip()
            return [_Part("place", place)] if place in words.PLACES else []
        piece, role = piece[: suffix.start()], suffix.group().strip()
    tokens = piece.split()
    if not tokens:
        return []
    kinds = [_word_kind(token) for token in tokens]
    found = [_Part(kind, token) for kind, token in zip(kinds, tokens, strict=True) if kind in ("organization", "place")]
    names = [token for kind, token in zip(kinds, tokens, strict=True) if kind is None]
    if not names:
        return found
    if "\uac00" <= names[-1][0] <= "\ud7af" and role and len(names[-1]) > 1:
        names = names[-1:]
    elif len(names) > 1 and not (context.language == "zh" and all(_HAN_NAME.match(name) for name in names)):
        joined = " ".join(names)
        names = [joined] if all(_CJK.search(n) and len(n) < 5 for n in names) and len(names) == 2 else []
    shown_role = role if role not in ("著", "氏", "撰") else None
    people = [_Part("person", name, shown_role) for name in map(_cjk_name, names) if name]
    return [*found, *people]


def _cjk_name(text: str) -> str | None:
    """The name, cut where a place runs on ("王小明台北"); None when it is no name."""
    for length in (2, 3):
        if text[-length:] in words.PLACES and 2 <= len(text) - length <= 4:
            return text[:-length]
    compact = text.replace(" ", "")
    if _HAN_NAME.match(compact) or (len(compact) <= 12 and _is_name(compact, alone=True)):
        return text
    return None


# --- Names --------------------------------------------------------------------------------------


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _key(text: str) -> str:
    """The text as the word lists spell it."""
    return text.strip(_EDGES.replace(".", "")).casefold().removeprefix("the ").strip()


def _shown(text: str) -> str:
    """An organisation's name as it writes itself."""
    text = text.strip(_EDGES.replace(".", "")).rstrip(",:;")
    known = words.AGENCIES.get(_key(text))
    if known and (len(text) > 4 and text.isupper() or text.islower() and len(text) > 3):
        return known
    if text.isupper() and " " in text and _word_kind(text) == "desk":
        return text.title()
    return text


def _is_name(text: str, *, alone: bool) -> bool:
    """Whether the text can be a person's name; `alone` admits what only a whole line makes credible."""
    tokens = text.split()
    while tokens and tokens[0].casefold() in words.HONORIFICS:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1].casefold().strip(",") in words.NAME_SUFFIXES | words.DEGREES:
        tokens = tokens[:-1]
    if not tokens or len(tokens) > _MAX_NAME_WORDS or len(text) > _MAX_NAME_CHARS:
        return False
    if any(token.strip(_EDGES).casefold() in words.NOT_NAME for token in tokens):
        return False
    if len(tokens) == 1:
        return _is_single_name(tokens[0])
    if not all(_NAME_WORD.match(token) for token in tokens) or tokens[-1].casefold() in ("com", "org", "net"):
        return False
    return _has_name_case(tokens) or (alone and len(tokens) == 2 and text.islower() and min(map(len, tokens)) > 2)


def _is_single_name(token: str) -> bool:
    word = token.strip(_EDGES).casefold()
    if len(word) < 2 or word in words.PARTICLES or word.isdecimal():
        return False
    if word in MONTHS and not token[:1].isupper():
        return False
    return bool(_NAME_WORD.match(token) or _LOGIN.match(token)) and word not in words.HONORIFICS


def _has_name_case(tokens: list[str]) -> bool:
    """Whether capitals stand where names have them; scripts without capitals pass."""
    for token in tokens:
        letter = next((c for c in token if c.isalpha()), "")
        if letter.islower() and token.casefold() not in words.PARTICLES and not _inner_capital(token):
            return False
    # The last word carries the name: "Ada van" is cut off.
    return tokens[-1].casefold() not in words.PARTICLES or tokens[-1][:1].isupper()


def _inner_capital(token: str) -> bool:
    """ "d'Angelo", "al-Hassan", "deGrasse"."""
    return any(c.isupper() for c in token[1:])


_ROMAN = re.compile(r"[IVX]+\Z")
_VOWELLESS = re.compile(r"[^AEIOUYÄÖÜÅØÆÉÈÍÓÚ]{1,3}\Z")


def _cased(name: str) -> str:
    """The name in its usual capitals where the page shouts it, its spaces and edges clean."""
    name = name.strip(_EDGES.replace(".", "") + "'’").strip()
    if name.endswith(".") and not re.search(r"(?:\b\w|\b[JS]r|\b[A-Z]\w{0,2})\.\Z", name):
        name = name.rstrip(".")
    tokens = name.split()
    shouted = [token for token in tokens if len(token.strip(".")) > 2 and token.isupper()]
    if not shouted or (len(tokens) == 1 and len(name) < 6):
        return " ".join(tokens)
    whole = name.isupper()
    return " ".join(_cased_word(token, i, whole=whole) for i, token in enumerate(tokens))


def _cased_word(token: str, at: int, *, whole: bool) -> str:
    bare = token.strip(".,")
    if not token.isupper() or len(bare) < 2 or ("." in bare) or _ROMAN.match(bare):
        return token
    if not whole and len(bare) < 3:
        return token
    if len(bare) == 2 and (_VOWELLESS.match(bare) or bare[1] == "J"):
        return token
    lower = token.lower()
    if at and lower in words.PARTICLES and lower not in ("e", "i", "y"):
        return lower
    return "-".join(_capitalised(piece, at) for piece in lower.split("-"))


def _capitalised(word: str, at: int) -> str:
    """The word with its capitals, inner ones too: O'Neill, D'Angelo, McDonald, MacArthur, al-Hassan."""
    if word in ("al", "el", "ul", "ur") and at:
        return word
    head, mark, tail = word.partition("'") if "'" in word else word.partition("’")
    if mark and len(head) <= 2 and len(tail) > 2:
        return head.title() + mark + tail[:1].upper() + tail[1:]
    if word.startswith("mc") and len(word) > 4:
        return "Mc" + word[2:3].upper() + word[3:]
    if word.startswith(_MAC_NAMES):
        return "Mac" + word[3:4].upper() + word[4:]
    return word[:1].upper() + word[1:]


# "Mac" opens many names that take no second capital (Macías, Mackey, Macron): only these do.
_MAC_NAMES = ("macarthur", "macdonald", "macdougall", "macgregor", "macintyre", "mackenzie", "maclean", "macleod", "macmillan", "macneil", "macpherson", "macfarlane", "macaskill", "maccallum")  # fmt: skip


# --- From parts to the answer -------------------------------------------------------------------


def _decide(parts: list[_Part]) -> Byline:
    """People first; organisations and desks are authors only in their absence."""
    people = _people(parts)
    places = [part.text for part in parts if part.kind == "place"]
    organizations = list(dict.fromkeys(part.text for part in parts if part.kind == "organization"))
    desks = list(dict.fromkeys(part.text for part in parts if part.kind == "desk"))
    if people:
        sources = [SourceOrganization(name, evidence="byline") for name in organizations]
        return Byline(people[:_MAX_AUTHORS], sources, places[0] if places else None)
    names = organizations or desks[:1]
    authors = [Author(name, type="Organization") for name in names if _is_printable_name(name)]
    return Byline(authors, [], places[0] if places and authors else None)


def _is_printable_name(name: str) -> bool:
    return any(c.isalpha() for c in name) and len(name) <= _MAX_NAME_CHARS


def _people(parts: list[_Part]) -> list[Author]:
    """The persons, each with the role that follows; a role in the plural belongs to all before it."""
    authors: list[Author] = []
    for part in parts:
        if part.kind == "person" and part.text:
            authors.append(Author(part.text, role=part.role))
        elif part.kind in ("role", "desk") and authors:
            several = authors if words.PLURAL_ROLE.search(part.text) else authors[-1:]
            for author in several:
                author.role = author.role or part.text
    return _without_duplicates(authors)


def _without_duplicates(authors: list[Author]) -> list[Author]:
    """The authors once each, the fullest spelling of a name standing for the others."""
    kept: list[Author] = []
    for author in authors:
        twin = next((other for other in kept if same_name(other.name, author.name)), None)
        if twin is None:
            kept.append(author)
            continue
        if len(author.name) > len(twin.name):
            twin.name = author.name
        twin.role = twin.role or author.role
        twin.email = twin.email or author.email
    return kept


def same_name(name: str, other: str) -> bool:
    """Whether two spellings are of one person: case, accents and dots aside, initials for given names."""
    a, b = (re.sub(r"[.,'’-]", " ", _folded(n)).split() for n in (name, other))
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return False
    first, second = a[0], b[0]
    if len(first) > 1 and len(second) > 1:
        # "Ada Moran" beside "Ada L. Moran"
        return first == second and (len(a) == 2 or len(b) == 2)
    return first[0] == second[0]


def _give_emails(authors: list[Author], emails: list[str]) -> None:
    """Hands each e-mail to the author whose name its mailbox shows, or to the only author."""
    for email in emails:
        mailbox = _folded(email.partition("@")[0])
        fitting = [a for a in authors if any(len(w) > 2 and w in mailbox for w in _folded(a.name).split())]
        if not fitting and len(authors) == 1 and len(emails) == 1:
            fitting = authors
        if len(fitting) == 1 and fitting[0].email is None:
            fitting[0].email = email
