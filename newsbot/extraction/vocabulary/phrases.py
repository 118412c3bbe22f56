"""What a short block of boilerplate says: "Read more: …", "Source link", "Leave a Reply", in many languages.

The phrases are data, in `phrases.toml` beside this module, which only compares them. A block is judged by its wording
alone, whatever element or page it is in.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from newsbot.extraction.vocabulary.invitations import is_invitation, is_signpost
from newsbot.extraction.vocabulary.notices import SAID, is_posted, sentence_kind

BoilerplateKind = Literal[
    "related",
    "source",
    "comments",
    "newsletter",
    "share",
    "tags",
    "copyright",
    "credit",
    "byline",
    "biography",
    "contact",
    "advertisement",
    "login",
    "cookie",
    "reporting",
    "navigation",
    "print",
    "date",
    "donation",
    "origin",
    "disclaimer",
]
Form = Literal["whole", "label", "teaser", "opening", "ending"]

PHRASES_FILE = Path(__file__).with_name("phrases.toml")
KINDS: tuple[BoilerplateKind, ...] = get_args(BoilerplateKind)

# The longest text of each form. A longer block is a paragraph, whatever it begins with.
_LIMITS: dict[Form, int] = {"whole": 200, "label": 220, "teaser": 220, "opening": 400, "ending": 300}
_LONGEST = max(_LIMITS.values())
_LONGEST_BYLINE = 160
# People in the news also ask or grant what these kinds ask of readers or grant them.
_BIDDING = frozenset(
    ("contact", "share", "newsletter", "comments", "donation", "cookie", "navigation", "disclaimer", "credit")
)
# These labels are followed by names, a date, a title or words, not by a sentence.
_SHORT_LABELS = frozenset(("byline", "date"))
_NO_SENTENCES = _SHORT_LABELS | {"related", "tags"}
_LONGEST_LABEL = 160
# A longer source or credit that begins in lower case is a sentence: "Source: according to the judge …".
_LONGEST_SOURCE = 60
_SOURCES = frozenset(("source", "credit", "reporting"))
_LONGEST_REPORTING = 300
_LONGEST_BAR = 120
_LONGEST_REQUEST = 160

# One character for one, so that the folded line keeps the offsets: İ and ı as i, Arabic forms as Urdu's.
_LETTERS = str.maketrans("İıيىك’‘ʼ\u00a0", "iiییک''' ")
_DROPPED_CHARS = "\u0300-\u036f\u0640\u064b-\u0652\u200b-\u200f"
_DROPPED = re.compile(f"[{_DROPPED_CHARS}]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_COPYRIGHT_SIGN = re.compile(r"©\s*")
# Most lines have none of these characters, and so need no folding.
_RESPELT_CHARS = "©" + "".join(map(chr, _LETTERS)) + _DROPPED_CHARS
_RESPELT = re.compile(f"[{_RESPELT_CHARS}]")
_UNSHAPED = re.compile(rf"[\d{_RESPELT_CHARS}\t-\r\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_LEADING = re.compile(r"[^\w©(#@]+")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)?\Z")
_TRAILING = " \t:：.…»›>→⟶↓▼|)）]】］〕〉》*!?。、।۔！？-–—"
_SEPARATOR = re.compile(r"\s*(?:[:：／|»›→▶►>】\]]|\s[-–—•·]\s)")
_FULL_STOPS = tuple(".。।۔．")
_QUOTES = ('"', "“", "„", "«", "»", "'", "‘")
_CLOSING = "\"'”’»)"
# Scripts without spaces between words, where a phrase need not end at a word boundary.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w’'.-]*"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|bin|ibn|al|el|le|la)"
_JOINER = rf"(?:,\s*|\s+(?:(?:and|und|et|y|e|i|a|og|och|en|ve|и|та|&|{_PARTICLE})\s+)?)"
# Two to ten names, and what may follow them: a mark and more, a section, a day. Days and months follow "By" in
# deadlines, not in bylines.
_NAMES = (
    r"(?!(?:The|Any|All|Your|[A-Z][a-z]+day|January|February|March|April|June|July|August|September|October|November"
    r"|December)\b)"
    rf"{_NAME}\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME}(?:{_JOINER}{_NAME}){{0,9}}"
    r"\s*(?:[|,•·–—/(-].*|(?:in|on|under|unter|am)\s.{1,60})?\Z"
)
_BYLINE = re.compile(rf"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|AV|Af|AF|Od|Oleh|De)\s+{_NAMES}")
# "# October # by Ada Moran in Science", "#-#-# | Von Ada Moran": the day first.
_DATED_BYLINE = re.compile(
    r"(?:[^\W\d_]+,?\s+)?(?:#\.?\w{0,2}\s+[^\W\d_]+\.?,?\s+#|[^\W\d_]+\.?\s+#\w{0,2},?\s+#|#(?:[-/]#){0,2})"
    r"(?:,?\s+(?:(?:at|um|à)\s+)?#(?:\s?(?:[ap]m|Uhr))?)?\s*[|,•·–—-]?\s*"
    rf"(?i:by|von|par|por|di|door|av|af|od|oleh)\s+{_NAMES}"
)
# "Reporting by A in Paris; Editing by B": the agencies' last line, with a full stop or without.
_REPORTING = re.compile(
    r"\(?(?:\w+ )?(?:reporting|writing|compiled|edited) by\s[^.;]{3,120};\s*"
    r"(?:\w+ ){0,3}(?:reporting|writing|editing) by\s"
    r"|\(?(?:bericht|mitarbeit|informaci[oó]n|reporte|reportaje|reportagem)\s(?:von|de|por)\s[^.;]{3,120};\s*"
    r"(?:redigiert|bearbeitet|edici[oó]n|editado|edi[cç][aã]o)\b",
    re.IGNORECASE,
)
# "AP tennis: https://apnews.com/hub/tennis": the agency's pointer to its coverage.
_MORE_OF_AGENCY = re.compile(r"(?:More )?(?:AP|Reuters|AFP)\s[\w ]{2,40}:\s*(?:https?://|www\.)\S+(?: and \S+)?\Z")
# "Jane Doe in Harbour, and Ali Raza in Wexhaven contributed.": two names at least.
_CONTRIBUTED = re.compile(
    rf"(?:Associated Press|AP|Reuters|AFP|Bloomberg)?\s?(?:(?:staff )?(?:writers?|reporters?|journalists?)\s)?"
    rf"{_NAME}\s{_NAME}(?:,|\s{_NAME}|\s(?:and|in|{_PARTICLE})\b)*\s(?:also\s)?contributed\.?\Z"
)
# "Do you know more? Write to us at tips@example.org": a contact for readers, in a line of its own.
_REQUEST = re.compile(
    r"\b(?:(?:write|e-?mail|contact|reach|tell)(?: to)? us|get in touch|schreiben sie(?: uns)?|schreibt? uns"
    r"|melden sie sich|escr[ií]ba?nos|cont[aá]ctanos|écrivez[ -](?:nous|à)|contactez[ -](?:nous|la rédaction)"
    r"|escreva (?:para|a)|envie (?:para|um)|entre em contato|scrivi(?:ci|teci)?|schrijf ons|mail (?:ons|naar)"
    r"|skriv til+ oss|napisz do nas|napište nám|пишите|напишите|راسلنا|راسلونا|bize yazin|kirim ke|javite nam se"
    r"|pišite nam|пишете ни|napíšte nám"
    r"|γράψτε μας|scrieți-ne|scrie-ne|írjon nekünk|írj nekünk|כתבו לנו)\b"
    r"|\bnapisz:|お寄せください|お知らせください|ご連絡ください"
)
_OFFICES = re.compile(
    r"polizei|\bkripo|\bpolice\b|polic[íi]a|polícia|polizia|\bpoliti(?:e|et)?\b|полици|поліці|police|警察|県警|警視庁|경찰"
    # In Japan, public offices and event organizers word their requests like this, too.
    r"|市役所|区役所|役場|県庁|保健所|事務局|教育委員会|希望者|参加者|応募者|\w署\b"
)
# "Found a misprint? Select it and press Ctrl+Enter": below the articles of half the Russian papers.
_MISPRINT = re.compile(
    r"(?=.*(?:ошиб|опечат|помил|грешк|error|typo|mistake|misprint|błąd|hata|фрагмент)).*\bctrl\s?\+\s?enter\b"
)
# Who may reprint a text. The paper says so in a line that is all in brackets, or begins with this or with the owner of
# the text; between other sentences it is somebody in the article who says it.
_RIGHTS = re.compile(
    r"all rights reserved(?!\s[a-z])|may not be (?:published|reproduced|copied|reprinted|rewritten)\b[^.]{0,80}?"
    r"\b(?:broadcast|rewritten|redistributed|without|in whole)|alle rechte vorbehalten"
    r"|nachdruck(?! de[rs]\b)[^.]{0,60}"
    r"(?:verboten|untersagt|honorarfrei|nur mit[^.]{0,40}(?:genehmigung|erlaubnis|quelle))"
    r"|tous droits (?:réservés|de reproduction)|reproduction[^.]{0,40}(?:interdite|réservée)|derechos reservados"
    r"|prohibida (?:su|la) reproducción|direitos reservados|proibida a reprodução|diritti riservati"
    r"|riproduzione (?:riservata|vietata)|rechten voorbehouden|prawa zastrzeżone|права защищены|права захищені"
    r"|перепечатка[^.]{0,60}(?:запрещ|только|разреш)|haklari saklidir|(?:جمیع|کافة) الحقوق محفوظة"
    r"|تمام حقوق[^.]{0,60}محفوظ|حقوق محفوظ ہیں|सर्वाधिकार सुरक्षित"
    r"|(?:不得|禁止|严禁|嚴禁|请勿|請勿)[^。]{0,10}(?:转载|轉載|摘编|摘編|复制|複製|转发)"
    r"|(?:转载|轉載)(?:请|請|须|須)(?:注明|註明)"
    r"|無断(?:転載|複写|複製|引用)|무단\s?(?:전재|복제|배포)"
    r"|hak cipta dilindungi|dilarang (?:mengutip|menyalin|memperbanyak)|bản quyền thuộc"
    r"|dilarang keras (?:mengambil konten|mengutip|menyalin)\b[^.]{0,120}\btanpa (?:se)?izin"
)
_RIGHTS_BEGIN = re.compile(
    r"©|\(c\)|copyright\b|(?:veröffentlichung und )?nachdruck\b|dilarang keras\b"
    r"|未[经經][^。，,]{0,12}(?:授权|授權|许可|許可|允许|允許|同意)"
)
_BRACKETED = re.compile(r"[(\[（【［〔<＜].{10,}[)\]）】］〕>＞][.。]?", re.DOTALL)
# "Found a mistake? Tell us": it says whom to tell, or how. "Found a mistake? So did the judge." does
# neither.
_BIDS = re.compile(
    r"@|mail|ctrl|reda[kcz]|réda|редак|formul|\b(?:us|uns|ons|nos|nous|oss|nás|nám|nam|нам|here|hier|ici|aqu[ií]|qui|her|här"
    r"|tu|tutaj|zde)\b|meld|zgłoś|avis|signal|repor|comuni|schreib|send|skriv|pros[ií]|выдел|виділ|сообщ|повідом|напиш"
    r"|\b(?:scrie|írj|jelez|küld|lähetä|kerro|palaut|javi|prijav|pošalj|nap[ií]š|prześlij|wyślij|сигнал|пиши|tuandikie)"
    r"|כתבו|שלחו|דווחו|עדכנו"
)
# "#flood #valley": a line of nothing else.
_HASHTAGS = re.compile(r"(?:[#＃][^\s#＃,，·|]+[\s,，·|]*){2,}")
# "[Gambas:Video 20detik]", "[Video: …]": where the software inserts an embed.
_PLACEHOLDER = re.compile(
    # Or the unexpanded shortcode of a plugin: "[ad#ad-2]", "[/sourcecode]", "[gallery ids=12,13]".
    r"\[/[a-z][\w-]*\]|\[[a-z][\w-]*(?:#[\w-]+|\s[^\]=]{1,30}=[^\]]{0,200})\]"
    r"|\[\s?(?:gambas|video|photo|foto|image|gallery|embed|iklan|advertisement)\b[^\]]{0,120}\]",
    re.IGNORECASE,
)


class _Phrases(NamedTuple):
    """The phrase table, indexed for look-up.

    `openings` holds all possible beginnings of a line, longest first, by the line's first two characters; `rules` says
    what each of them means. `endings` is indexed by the last two characters.
    """

    whole: dict[str, BoilerplateKind]
    rules: dict[str, list[tuple[BoilerplateKind, Form]]]
    openings: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[tuple[str, BoilerplateKind], ...]]


def boilerplate_kind(text: str) -> BoilerplateKind | None:
    """The kind of boilerplate that the wording makes a block; None for anything that may be article text."""
    return _kind_of(text) if len(text) <= _LONGEST else None


# The pages of a site share most of their boilerplate.
@lru_cache(maxsize=4_096)
def _kind_of(text: str) -> BoilerplateKind | None:
    if (mark := _marked_kind(text)) is not None:
        return mark
    line = _unmarked(_shaped(text))
    kind = _line_kind(line)
    if kind == "donation" and text.lstrip().startswith(_QUOTES):
        return None  # somebody in the article asks for it
    if kind in _BIDDING and SAID.search(line.lower()):
        return None
    if kind == "contact" and _OFFICES.search(line.lower()):
        return None  # the police or another office asks, for example, for witnesses: not the paper
    if kind is None and _states_rights(text.strip(), line.lower()):
        return "copyright"
    if kind is None and line.startswith("(") and (inside := _IN_PARENTHESES.match(line)):
        return _line_kind(inside[1])
    if kind is None and "|" in line and len(line) <= _LONGEST_BAR:
        # A bar of commands: "Send to a friend | Print".
        kinds = [_line_kind(part.strip()) for part in line.split("|")]
        return kinds[0] if all(kinds) else None
    return kind


def _marked_kind(text: str) -> BoilerplateKind | None:
    """What a line is that begins with a bracket or a hash and holds little else."""
    first = text[:1]
    if first in ("#", "＃") and _HASHTAGS.fullmatch(text):
        return "tags"
    return "advertisement" if first == "[" and _PLACEHOLDER.fullmatch(text) else None


def _states_rights(text: str, folded: str) -> bool:
    is_notice = _RIGHTS_BEGIN.match(folded) or _BRACKETED.fullmatch(text)
    return is_notice is not None and _RIGHTS.search(folded) is not None


def is_bare_phrase(text: str) -> bool:
    """Whether the block is a boilerplate phrase and nothing else, as the heading of a list is."""
    if len(text) > _LIMITS["whole"]:
        return False
    bare = _unmarked(_shaped(text)).lower().rstrip(_TRAILING)
    return bare in _phrases().whole or _uncounted(bare) in _phrases().whole


def _uncounted(bare: str) -> str:
    """A label without the number behind it: "comments (#" is what is left of "Comments (12)"."""
    return bare.removesuffix(" (#").removesuffix("(#")


def _line_kind(line: str) -> BoilerplateKind | None:
    folded = line.lower()
    bare = folded.rstrip(_TRAILING)
    if not bare:
        return None
    phrases = _phrases()
    found = (
        phrases.whole.get(bare)
        or phrases.whole.get(_uncounted(bare))
        or _by_opening(folded, line, phrases)
        or _by_ending(bare, phrases)
        or _by_names(line)
    )
    if found is None and is_invitation(folded):
        return "share"
    if found is None and is_signpost(folded):
        return "navigation"
    if found is None and "ctrl" in folded and len(folded) <= _LONGEST_REQUEST and _MISPRINT.match(folded):
        return "contact"
    if found is None and "@" in folded and len(folded) <= _LONGEST_REQUEST and _REQUEST.search(folded):
        return "contact"
    return found or ("date" if is_posted(line) else sentence_kind(folded))


def _shaped(text: str) -> str:
    """The text normalised for comparison, except for case: numbers as "#", no vowel points or double spaces."""
    if "  " not in text and not _UNSHAPED.search(text):
        return text.strip()
    if not text.isascii() and _RESPELT.search(text):
        text = _COPYRIGHT_SIGN.sub("© ", _DROPPED.sub("", text.translate(_LETTERS)))
    return " ".join(_NUMBER.sub("#", text).split())


def _unmarked(line: str) -> str:
    """The line without the bullets and arrows in front of it."""
    leading = _LEADING.match(line)
    return line[leading.end() :] if leading else line


def _by_opening(folded: str, line: str, phrases: _Phrases) -> BoilerplateKind | None:
    openings = phrases.openings.get(folded[:2]) or phrases.openings.get(folded[:1], ())
    if not folded.startswith(openings):
        return None
    for opening in openings:
        if folded.startswith(opening) and _is_whole(opening, following := line[len(opening) :]):
            for kind, form in phrases.rules[opening]:
                if _fits(kind, form, following, line):
                    return kind
    return None


def _is_whole(opening: str, following: str) -> bool:
    """Whether the opening ends at the end of a word."""
    return not (following[:1].isalnum() and opening[-1].isalnum()) or _UNSPACED.match(opening[-1]) is not None


def _fits(kind: BoilerplateKind, form: Form, following: str, line: str) -> bool:
    """Whether what follows an opening phrase is what its form allows."""
    if len(line) > _LIMITS[form] or (kind in _SHORT_LABELS and len(line) > _LONGEST_LABEL):
        return False
    ends = _is_sentence(line)
    if form == "opening":
        is_question = kind == "contact" and line.removesuffix(following).endswith("?")
        return not (is_question and ends and _BIDS.search(following.lower()) is None)
    if mark := _SEPARATOR.match(following):
        is_told = kind in _SOURCES and len(line) > _LONGEST_SOURCE and following[mark.end() :].lstrip()[:1].islower()
        return not (ends and (is_told or kind in _NO_SENTENCES))
    first = following.lstrip()[:1]
    return form == "teaser" and bool(first) and not first.islower() and not ends


def _by_ending(bare: str, phrases: _Phrases) -> BoilerplateKind | None:
    if len(bare) > _LIMITS["ending"]:
        return None
    for ending, kind in phrases.endings.get(bare[-2:], ()):
        if bare.endswith(ending):
            return kind
    return None


def _by_names(line: str) -> BoilerplateKind | None:
    """ "byline" or "reporting" for words that announce names, followed by names."""
    names = _BYLINE.match(line) or ("#" in line and _DATED_BYLINE.match(line)) if len(line) <= _LONGEST_BYLINE else None
    if names and not _is_sentence(line):
        return "byline"
    if len(line) > _LONGEST_REPORTING:
        return None
    if _MORE_OF_AGENCY.match(line):
        return "related"
    return "reporting" if (";" in line and _REPORTING.match(line)) or _CONTRIBUTED.match(line) else None


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_FULL_STOPS)


@cache
def _phrases() -> _Phrases:
    whole: dict[str, BoilerplateKind] = {}
    rules: dict[str, list[tuple[BoilerplateKind, Form]]] = {}
    endings: dict[str, list[tuple[str, BoilerplateKind]]] = {}
    for kind, form, phrase in _entries():
        bare = phrase.rstrip(_TRAILING)
        if form == "whole":
            whole.setdefault(bare, kind)
        elif form == "ending":
            endings.setdefault(bare[-2:], []).append((bare, kind))
        else:
            rules.setdefault(phrase, []).append((kind, form))
    return _Phrases(whole, rules, _by_start(rules), {end: tuple(found) for end, found in endings.items()})


def _by_start(openings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The openings, keyed by the first two characters of a line; one-character openings are keyed by themselves."""
    starts: dict[str, list[str]] = {}
    for opening in sorted(openings, key=len, reverse=True):
        starts.setdefault(opening[:2], []).append(opening)
    return {start: (*found, *starts.get(start[:-1], ())) for start, found in starts.items()}


def _entries() -> list[tuple[BoilerplateKind, Form, str]]:
    """The phrases of the file with their kind and form, folded as lines are."""
    table: dict[BoilerplateKind, dict[Form, dict[str, list[str]]]] = tomllib.loads(PHRASES_FILE.read_text("utf-8"))  # type: ignore[assignment]
    return [
        (kind, form, _shaped(phrase).lower() if form == "ending" else _unmarked(_shaped(phrase)).lower())
        for kind, forms in table.items()
        for form, languages in forms.items()
        for phrases in languages.values()
        for phrase in phrases
    ]
