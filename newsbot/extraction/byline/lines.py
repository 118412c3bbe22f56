"""Cut a raw byline into segments: drop contacts, dates, counters and labels, note the words that announce an author.

`bylines` judges what is left.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.cjk import CJK, clear_cjk, opens_with_long_family
from newsbot.extraction.byline.credits import (
    ADDED,
    CREDIT,
    CREDITED_WITH,
    DASHED_LABEL,
    FROM_MATERIAL,
    PICTURE_HOUSE,
    PICTURE_IN_BRACKETS,
    PICTURED,
    SOLD_PICTURE,
    TEXT_AND_PHOTO,
    WITH_INPUTS,
    WROTE,
    WROTE_LAST,
)
from newsbot.extraction.byline.genitive import with_author_label
from newsbot.extraction.byline.kinds import word_kind
from newsbot.extraction.byline.sentences import plain, without_owner
from newsbot.extraction.names.spelling import EDGES, folded
from newsbot.extraction.vocabulary import byline_words as words
from newsbot.extraction.vocabulary import jobs, noise
from newsbot.extraction.vocabulary.date_words import MONTHS, SOLAR_MONTHS, WEEKDAYS, ZONES
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names
from newsbot.extraction.vocabulary.phrases import boilerplate_kind, is_bare_phrase
from newsbot.text import clean_line

MAX_LINE_CHARS = 400

_EMAIL = re.compile(r"(?<![@\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|\[email\s?protected\]")
_WEB = re.compile(r"https?://\S+|www\.\S+|(?<!\S)/[\w-]+(?:/[\w.-]+)+/?")
_HANDLE = re.compile(r"[(\[]\s*@[\w.-]+\s*[)\]]|(?<![\w.])@[\w.]+@[\w-]+(?:\.[\w-]+)+|@\w+")
_PHONE = re.compile(r"\+?\d[\d ()/-]{7,}\d")
_BRACKETS = re.compile(r"\s*[\[(（【〔《「](.{1,60}?)[\])）】〕》」]\s*(.*)\Z", re.DOTALL)
_PARENTHESIS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_GLUED_DATE = re.compile(
    r"(?<=[^\W\d_])(?=\d{1,4}(?:[./:-]\d|[年月])|\d{1,2}\. ?[^\W\d_]{3}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun"
    r"|Jul|Aug|Sep|Oct|Nov|Dec|янв|февр?|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер"
    r"|жов|лис|гру|ene|abr|ago|dic|janv|févr|mars|avr|mai|juin|juil|août|gen|mag|giu|lug|set|ott|maart|mei|okt|dez"
    r"|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|de [a-zç]{4})"
    r"|\d{1,2} (?:days?|hours?|min|minutes?|vor)\b)"
    r"|(?<=\d日)(?=[\u3040-\u9fff])(?![間间目付])|(?<=[./-]\d\d)(?=[\u3040-\u9fff\uac00-\ud7af])(?![年月日時时分秒点點년월일시분초])"
    r"|(?<=[日分時])(?=\d)|(?<=\d{4})(?=\d{1,2}\.\s)|(?<=:\d\d)(?=[^\W\d_]{2})|(?<=\s(?:19|20)\d\d)(?=[A-ZÀ-Þ][a-zß-ÿ]{2})"
)
# Elements that are separate on the page but one run of text in its source: a clock and a name, a counter and a button.
_GLUED_CLOCK = re.compile(
    r"(?<=\d[分秒])(?=[\u3040-\u9fff])|(?<=min read)(?=[A-Z])|(?<=[\u0370-\u1fff\u3040-\u9fff])(?=[A-Z][a-z]{2,8} \d)"
)
_GLUED_WORD = re.compile(r"(?<=\w\w[a-zß-ÿ])([A-ZÀ-Þ][a-zà-ÿ]{2,})\Z")
_DATE_FIGURE = re.compile(r"\d+[./:-]\d|(?:19|20)\d\d\Z|\d+[年월月日]|\d{1,2}[hH]\d\d")
_SEPARATORS = re.compile(
    r"\s*(?:[|｜•⋅;؛»›>~†=＝︱]+|(?<![\uac00-\ud7af\u3400-\u9fff])·|·(?=\s)|\s[-–—―*ـ]+(?=\s|\Z)|(?<=[\u0621-\u064a])-(?=\s)|[—―]+|\A[-–]+|//|\\+|\t)\s*"
)
# A colon separates a label from a name ("Redaktion: Ada Moran"), unless a lead has already consumed it.
_LABEL = re.compile(r"[:：]\s+(?=\S)|：")
# "Text: Ada Moran. Illustration: Ali Raza": a label after a full stop or a comma.
_NEXT_LABEL = re.compile(r"(?<=[^\W\d_]{3})[.,]\s+(?=(?P<label>[^\W\d_][\w'’-]*(?:\s[\w'’-]+){0,2})\s?[:：]\s)")
# "Ada Moran / Interview: Ali Raza": the label is only the last piece before the colon.
_LAST_PIECE = re.compile(r"[,/;]\s*([^,/;]{2,30})\Z")
_ABOUT = ("about", "über", "sobre")
_QUOTES = '"“”„«»‘'
# "Dal nostro inviato Ada Moran": the role follows directly.
_TOLD = re.compile(r"(?:(?<!\w)[a-zß-ÿ]{2,}\s+){3}")
# Maximum of words before a bracket with a name; a caption has more: "The quarry, seen on Friday (Ada Moran)".
_MAX_SAID = 6
_COUNTED = re.compile(r"\s+([^\W\d_]+)\s+\d{1,4}\Z")
_STAMMER = re.compile(r"\A(?:by\s+)*by\s*by(?:\s+|(?=(?-i:[A-ZÀ-Þ])))(?=[^\W\d_])", re.IGNORECASE)
_SYMBOLS = re.compile("[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+\ufe0f?|@(?=\\s)|!(?=\\s)")
_AGENCY_PATH = re.compile(r"/?([\w-]+)(?:/([\w-]+))?/?\Z")
_GLUED = re.compile(r"(?<=[a-zß-ÿ])[A-ZÀ-Þ][a-zß-ÿ-]{4,}(?=[\s,|]|\Z)")
_NAME_BEFORE = re.compile(
    r"(?:\A|[|,;]\s?|\bby\s)(?P<given>[A-ZÀ-Þ][\w-]+)\s(?P<family>[A-ZÀ-Þ][a-zß-ÿ]{2,})\Z", re.IGNORECASE
)
_GLUED_PEOPLE = re.compile(
    r"(?P<first>[A-ZÀ-Þ][a-zß-ÿ]*\.?\s)(?P<head>[A-ZÀ-Þ][a-zß-ÿ]{2,})(?P<tail>[A-ZÀ-Þ][a-zß-ÿ]{2,})(?=\s[A-ZÀ-Þ][a-zß-ÿ])"
)
# What may precede a capital inside a single word of a name.
_INNER_CAPITALS = frozenset(
    "mac fitz mary van von der den del della des dos anne ann marie jean john san saint ter ten".split()
)
# "2026年6月16日 【村井千尋】", "【评论】王小明"
_HAN_BRACKETS = re.compile(r"[【〔]([^【】〔〕]{2,20})[】〕]")
_BRACKETED_COUNT = re.compile(r"\w*\(\d+\)")
_PREPOSED = re.compile(
    r"\Afrom\s+(?=our\b)|\A(?:dal|dai|dalla|van|de|del|do|da|vom|von|af|av|od)\s+(?=(?:redaç|nostr|onze\s+(?:verslagg|correspond|redacteur|medewerk)|notre|nuestr|unser"
    r"|noss|naszeg|vor\b|vår|corrispond|inviat)\w*(?:\Z|\s+\w+\s+\S))",
    re.IGNORECASE,
)
_OPENING_JOINER = re.compile(
    r"\A(?:and|und|et|y|e|i|og|och|ve|dan|en|и|і|та|with|avec|mit|con|med)\s+(?=[A-ZÀ-ÞА-ЯЁІЇЄҐ])"
)
# "Words by Ada Moran and photographs by Ali Raza": the conjunction between two credits belongs to neither.
_CLOSING_JOINER = re.compile(
    r"\s(?:and|und|et|y|e|og|och|en|ve|dan|и|і|та|with|mit|avec|con|com|&)\s*\Z", re.IGNORECASE
)
_OPEN_END = re.compile(
    r"(?:\s+(?:em|il|le|el|am|on|op|den|d\.|dnia|dne|w|v|в|at|in|um|to|de|du|från|på|the|by|and|und|et|y|og|och|en|ve|e|от|kl\.?|vom|seit|since|den|as|of))+\Z"
)
_ROLE_OF = {"text": ""}
_SOLAR_MONTHS = frozenset(SOLAR_MONTHS)


@dataclass(slots=True)
class Segment:
    """A stretch of the line between hard separators.

    `marked`: words announce an author; `aside`: it precedes the announced one or is in brackets.
    """

    text: str
    role: str | None = None
    marked: bool = False
    aside: bool = False
    # Text before a colon labels what follows; it is a person only if a role follows.
    label: bool = False


@dataclass(slots=True)
class Line:
    """A raw line, split into segments and e-mails."""

    segments: list[Segment]
    emails: list[str] = field(default_factory=list)
    dated: bool = False


def read_line(raw: str, language: str) -> Line:
    """The segments of a raw line's first 400 characters; `language` is a primary subtag or ""."""
    if (is_bare_phrase(raw) and boilerplate_kind(raw) != "byline") or noise.BADGE.match(raw[:MAX_LINE_CHARS]):
        return Line([])
    line, emails = _take_contacts(plain(_prepare(raw), language))
    if noise.COMMENT.search(line) or noise.LIFE_SPAN.search(line) or _is_caption(line):
        return Line([])
    line = noise.AGO.sub(" | ", noise.OTHERS.sub("", line))
    line, dated = _blank_dates(_COUNTED.sub(_blank_section, line))
    line = noise.NOISE.sub(" | ", line)
    if dated:
        # After a date comes where the post was filed: "in Allgemein, Fashion".
        line = noise.FILED.sub("", line)
    elif (filed := noise.FILED_LAST.search(line)) and _are_sections(filed["sections"]):
        line = line[: filed.start()]
    return Line(_segments(line, language), emails, dated)


def _is_caption(line: str) -> bool:
    """Whether a line describes a picture and ends with who took it."""
    if line[-1:] == ":" or noise.CAPTION.match(line) is None:
        return False
    if any(match.lastgroup == "text" for match in CREDIT.finditer(line)):
        return False
    return words.LEAD.match(line) is None and noise.IN_PARTS.search(line) is None


def _are_sections(text: str) -> bool:
    """Whether the text names sections, and not a place ("Asia")."""
    return word_kind(text.strip(EDGES)) == "section"


def _blank_section(match: re.Match[str]) -> str:
    """Blank a section with its comment counter at the end of the line: "Ada Moran News 0"."""
    return " | " if match[1].casefold() in noise.SECTION_WORDS else match.group()


def _prepare(raw: str) -> str:
    """The line without markup escapes, invisible characters, and brackets around all of it."""
    line = raw[: 2 * MAX_LINE_CHARS]
    if "&" in line:
        line = html.unescape(line)
    line = _GLUED_CLOCK.sub(" ", clean_line(line)[:MAX_LINE_CHARS]).replace("՝ ", ": ")  # Armenia's colon
    match = _BRACKETS.match(line)
    # In Chinese a reporter's bracket opens the body: what follows is not a byline.
    if match and (not match[2].strip(EDGES) or (CJK.search(match[1]) and words.LEAD.match(match[1]))):
        line = match[1]
    half = len(line) // 2
    if len(line) > 6 and line[:half].strip() == line[-half:].strip():
        line = line[:half].strip()  # a link and its label, glued
    if CJK.search(line):
        line = clear_cjk(line)
    line = without_owner(WROTE_LAST.sub(r"Yazan: \1", noise.SHORT_WEEKDAY.sub("", with_author_label(line))))
    if "—" in line or "–" in line:
        line = DASHED_LABEL.sub(r"\1: ", line)
    if line.startswith("©"):
        return ""  # who owns a picture or the page
    line = _SYMBOLS.sub(" | ", _STAMMER.sub("By ", line.replace("©", "").replace("mailto:", " ")))
    if ("/" in line or "via" in line or ":" in line) and PICTURE_HOUSE.search(line):
        line = SOLD_PICTURE.sub(" | ", line)
    line = _PREPOSED.sub("", TEXT_AND_PHOTO.sub("Text: ", line))
    if "(" in line or "（" in line or "[" in line:
        line = WROTE.sub("", PICTURED.sub(" | ", PICTURE_IN_BRACKETS.sub(" | ", line)))
    if ":" in line or "：" in line:
        line = words.SOURCE_WITHIN.sub(" | ", line)
    if "атер" in line:
        line = FROM_MATERIAL.sub(" | Источник: ", line)
    if ":" in line:
        line = _NEXT_LABEL.sub(_part_label, line)
    return CREDITED_WITH.sub(", ", WITH_INPUTS.sub(r", \1", line))


def _part_label(match: re.Match[str]) -> str:
    label = f"{match['label']}: "
    known = words.LEAD.match(label) or (CREDIT.match(label) if match.group().startswith(".") else None)
    return " | " if known and known.end() == len(label) else match.group()


def _take_contacts(line: str) -> tuple[str, list[str]]:
    """The line with e-mails, addresses and handles replaced by separators, and the e-mails."""
    emails: list[str] = []

    def take(match: re.Match[str]) -> str:
        address = match.group()
        glued = _glued_name(address, line[: match.start()])
        if "@" in address:
            emails.append(address[len(glued) :])
        elif address.startswith("/") and (path := _AGENCY_PATH.match(address)) and _is_agency(path[1]):
            return f"{path[1]} / {path[2] or ''}"
        elif address.startswith("www.") and _is_lead_only(line[: match.start()]) and not line[match.end() :].strip():
            return address.rstrip("/").split("/")[0]
        return f"{glued} | "

    if "@" in line or "protected" in line:
        line = _HANDLE.sub(" | ", _EMAIL.sub(take, line))
    if "/" in line or "www." in line:
        line = _WEB.sub(take, line)
    return line, emails


def _is_agency(word: str) -> bool:
    return word.casefold() in sources.AGENCIES


def _is_lead_only(text: str) -> bool:
    """Whether the text consists only of words that announce an author."""
    if not text.strip():
        return True
    lead = words.LEAD.match(text + " ")
    return bool(lead and not text[lead.end() :].strip())


def _glued_name(address: str, before: str) -> str:
    """The end of a name glued to the mailbox that begins with it: "Moran" of "Ada Moranada.moran@…"."""
    mailbox = folded(address)
    for word in before.split():
        at = mailbox.find(folded(word))
        if at > 0 and len(word) > 2 and address[0].isupper() and address[:at].isalpha():
            return address[:at]
    return ""


def _blank_dates(line: str) -> tuple[str, bool]:
    """The line with dates, times and counters replaced by separators, and whether it held a date."""
    if not any(c.isdigit() for c in line):
        return line, False
    tokens = [part for token in _GLUED_DATE.sub(" ", line).split() for part in _split_glued(token)]
    kept: list[str] = []
    bare: list[int] = []
    dated, at = False, 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _is_date_word(tokens[end]):
            end += 1
        # "12:01 Uhr Jan Huber": a month without a day is a given name.
        while end - at > 1 and _is_calendar_word(tokens[end - 1]) and not tokens[end - 2].strip(EDGES)[:2].isdecimal():
            end -= 1
        last = tokens[end - 1]
        is_loose = end - at > 1 and _is_calendar_word(last) and len(tokens[end - 2].strip(EDGES)) > 2
        if is_loose and not (last.islower() and last.strip(EDGES) in WEEKDAYS):
            end -= 1
        # "16 giugno 2026 a cura di": here "a" is not a word of the time.
        if tokens[end - 1 : end + 1] == ["a", "cura"] and end - at > 1:
            end -= 1
        if _is_date(tokens[at:end]):
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


def without_dates(line: str) -> str:
    """The line without its dates, times and counters."""
    return _blank_dates(line)[0].strip(" |") if any(map(str.isdigit, line)) else line.strip()


def _split_glued(token: str) -> list[str]:
    """Split a name from the month or weekday that is glued to it."""
    match = _GLUED_WORD.search(token.rstrip(",."))
    if match and (match[1].casefold() in MONTHS or match[1].casefold() in WEEKDAYS):
        return [token[: match.start()], token[match.start() :]]
    return [token]


def _is_calendar_word(token: str) -> bool:
    word = token.strip(EDGES).casefold()
    return word in MONTHS or word in WEEKDAYS or word in _SOLAR_MONTHS


def _is_date_word(token: str) -> bool:
    word = token.strip(EDGES).casefold()
    return (
        not word
        or word[0].isdigit()
        or word in noise.DATE_WORDS
        or token.strip(EDGES) in noise.SMALL_DATE_WORDS
        or word in MONTHS
        or word in WEEKDAYS
        or word in _SOLAR_MONTHS
        or (word in ZONES and not token.strip(EDGES).istitle())  # "Joost de Wit", whatever Papua's zone is called
    )


def _part_bracket(match: re.Match[str]) -> str:
    """Separate a bracket from its neighbours if it says who wrote; drop labels such as "【独自】" and "【社论】"."""
    inner = match[1].strip()
    is_name = opens_with_long_family(inner) or words.LEAD.match(inner) or words.CJK_SUFFIX.search(inner)
    return f" | {inner} | " if is_name else " | "


def _is_date(run: list[str]) -> bool:
    """Whether the run of date words has numbers that make it a date, a time or a counter."""
    bare = [token.strip(EDGES) for token in run]
    figures = [word for word in bare if word and word[0].isdigit()]
    return any(_DATE_FIGURE.match(figure) for figure in figures) or 0 < len(figures) < len([w for w in bare if w])


def _segments(line: str, language: str) -> list[Segment]:
    """The stretches of the line that may name someone; those before the first announced one are asides."""
    line = _BRACKETED_COUNT.sub(" | ", line)
    if _HAN_BRACKETS.fullmatch(line.strip()) is None:
        line = _HAN_BRACKETS.sub(_part_bracket, line)
    asides = [inner for inner in _PARENTHESIS.findall(line) if inner.strip(EDGES)]
    if asides:
        line = _PARENTHESIS.sub(" | ", line)
    line = _GLUED_PEOPLE.sub(_part_people, _GLUED.sub(_part_glued, line))
    line = jobs.GLUED_ROLE.sub(" | ", jobs.GLUED_TITLE.sub(_part_title, line))
    segments: list[Segment] = []
    pending = False
    for text in _SEPARATORS.split(line):
        if noise.POINTER.match(text):
            continue
        text = _OPEN_END.sub("", _OPENING_JOINER.sub("", text.strip()))
        if not text.strip(EDGES):
            continue
        # A colon after the name says that the person's text follows.
        for segment in _announced(text.rstrip(":：") if pending else text, language):
            if not segment.text.strip(EDGES):
                pending = pending or segment.marked
                continue
            if segment.text.endswith(".") and _is_lead_only(f"{segment.text}:"):
                continue  # "opr. (am)": the label alone
            segment.marked = segment.marked or pending
            pending = False
            segments.append(segment)
    _set_asides(segments)
    named = bool(segments)
    if not any(segment.marked for segment in segments) and (
        _TOLD.search(line) or any(segment.text.count(" ") > _MAX_SAID for segment in segments)
    ):
        asides = []  # whose words a sentence quotes: "One step ahead is where I like to be (Ada Moran)"
    for text in (text for aside in asides for text in _SEPARATORS.split(aside) if text.strip(EDGES)):
        for segment in _announced(text, language):
            segment.aside = named
            segments.append(segment)
    return segments


def _part_glued(match: re.Match[str]) -> str:
    return f" | {match.group()}" if match.group().casefold() in jobs.ROLES else match.group()


def _part_people(match: re.Match[str]) -> str:
    """Split "Ada MoranAli Raza", but leave "Anna MacDonald Smith" whole."""
    whole = match["head"].casefold() in _INNER_CAPITALS or match["tail"].casefold() in sources.ORGANIZATION_WORDS
    if whole or words.LEAD.match(match["first"]):
        return match.group()
    return f"{match['first']}{match['head']} | {match['tail']}"


def _part_title(match: re.Match[str]) -> str:
    glued = match["first"].casefold() in jobs.ROLE_MODIFIERS or _is_after_name(match.string[: match.start()])
    return f" | {match.group()}" if glued else match.group()


def _is_after_name(before: str) -> bool:
    """Whether a given and a family name end right before a capital: "Ada MoranHarbour reporter", not "BuzzFeed"."""
    name = _NAME_BEFORE.search(before)
    if name is None or name["family"].casefold() in _INNER_CAPITALS:
        return False
    return bool(person_names().get(folded(name["given"]), 0) & GIVEN)


def _set_asides(segments: list[Segment]) -> None:
    """Mark as asides what precedes the announced author, and whoever only posted it."""
    marked = [segment for segment in segments if segment.marked and segment.role != "editor"]
    authors = [segment for segment in marked if not segment.role or segment.role != "poster"] or marked
    first = segments.index(authors[0]) if authors else 0
    for segment in segments[:first]:
        segment.aside = segment.role != "editor"
    for segment in segments:
        if segment.role == "poster":
            segment.aside = segment.aside or segment not in authors
            segment.role = None


def _announced(text: str, language: str) -> Iterator[Segment]:
    """The segments of a stretch: cut at credits and labels, with their leads removed."""
    for segment in _credits(text):
        _strip_leads(segment, language)
        label, *rest = _LABEL.split(segment.text, maxsplit=1)
        inner = _LAST_PIECE.search(label) if rest and rest[0].strip(EDGES) else None
        if inner and words.LEAD.match(inner[1] + ": "):
            yield Segment(label[: inner.start()], segment.role, segment.marked)
            yield Segment(rest[0], marked=True)
        elif rest and rest[0].strip(EDGES):
            yield Segment(label, segment.role, segment.marked, label=not segment.marked)
            yield Segment(rest[0], segment.role, marked=False)
        elif segment.marked or not segment.text.endswith((":", "：")):
            yield segment


def _credits(text: str) -> Iterator[Segment]:
    """The text cut at its credits ("editing by"); photographers' and translators' credits are dropped."""
    start, role = 0, ""
    for match in CREDIT.finditer(text):
        credited = _CLOSING_JOINER.sub("", text[start : match.start()])
        added = not role and bool(credited.strip(EDGES)) and ADDED.match(match.group()) is not None
        if not role.startswith("skip") and credited.strip(EDGES):
            yield Segment(credited, _ROLE_OF.get(role, role) or None, marked=bool(role) or added)
        start, role = match.end(), match.lastgroup or ""
    if not role.startswith("skip"):
        yield Segment(text[start:], _ROLE_OF.get(role, role) or None, marked=bool(role))


def _strip_leads(segment: Segment, language: str) -> None:
    """Remove the words that announce an author from the segment, and mark it."""
    text = segment.text.strip()
    taken = ""
    for _ in range(3):
        lead = words.LEAD.match(text + " ")
        if not lead or not _is_lead(lead.group(), language):
            break
        segment.marked = True
        taken += lead.group()
        text = text[lead.end() :].strip()
    if glued := words.GLUED_LEAD.match(text):
        segment.marked, text = True, text[glued.end() :]
    elif not segment.marked and (inner := words.INNER_LEAD.search(text)):
        segment.marked, text, taken = True, text[inner.end() :], inner.group()
    if taken and words.SOURCE_LABEL.match(taken):
        segment.role = "source"
    if taken and words.POSTED.search(taken):
        segment.role = "poster"
    if taken and words.INTERVIEW.search(taken):
        text = words.INTERVIEWED.sub("", text)
    if taken.strip().casefold() in words.PREPOSITIONS and text == text.lower() and not _may_be_account(text):
        text = ""  # "Par jour", "Di cosa parliamo": no name and no account
    # "About “The Harvest”" is about a work.
    is_work = taken.strip().casefold() in _ABOUT and text[:1] in _QUOTES
    segment.text = "" if is_work else text.strip()


def _may_be_account(text: str) -> bool:
    """Whether lower-case words after "by" can be a person: a known name, or something that looks like an account."""
    if text.upper() == text or not text.replace(" ", "").isalpha() or len(text) < 4:
        return True
    if word_kind(text) is not None or any(person_names().get(folded(word)) for word in text.split()):
        return True
    # "von superstefan": a given name within one word.
    return " " not in text and any(
        person_names().get(text[:at], 0) & GIVEN or person_names().get(text[-at:], 0) & GIVEN
        for at in range(5, len(text) - 1)
    )


def _is_lead(lead: str, language: str) -> bool:
    """Whether a lead is one in this language: "Von Miller" is a name on an English page."""
    word = lead.strip(EDGES).casefold()
    own = words.NAME_LIKE_LEADS.get(word)
    if own is None or ":" in lead:
        return True
    if not language:
        return word not in ("de", "da", "per", "theo", "nga", "deur")
    return language in own.split() or (lead.strip()[:1].islower() and word in ("von", "di"))
