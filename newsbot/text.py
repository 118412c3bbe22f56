"""Which characters a text may hold, and when two texts say the same: the one place where strings are made safe.

Every string of a line passes through `clean_text`. It knows nothing about news or HTML.
"""

import re
from functools import lru_cache
from unicodedata import category, is_normalized, normalize

# Controls (but tab, newline), surrogates, non-characters, bidirectional overrides and isolates, and
# invisible format characters. U+200C and U+200D are handled apart: Persian, Indic scripts and emoji need them.
_FORBIDDEN_CHARS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_FORBIDDEN = re.compile(f"[{_FORBIDDEN_CHARS}]")
_JOINERS = re.compile("[\u200c\u200d]")
# Scripts in which a joiner changes the spelling: Arabic to Mongolian, and what an emoji sequence is made of.
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u1aff\ufb50-\ufdcf\ufdf0-\ufeff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


def _mark_ranges() -> str:
    """The vowel signs, points and accents, as ranges: few of them compile ten times as fast as all the characters."""
    # Between these lie ideographs, hangul and what is private.
    parts = (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0x10000))
    marks = [code for part in parts for code in part if category(chr(code)) in ("Mn", "Mc")]
    starts = [code for code, before in zip(marks, [0, *marks], strict=False) if code != before + 1]
    ends = [code for code, after in zip(marks, [*marks[1:], 0], strict=True) if code != after - 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


# What stands inside words although `\w` does not know it: vowel signs, points, accents and joiners. For use within
# a character class; without it each vowel sign of Hindi or Bengali would end a word.
WORD_MARKS = "\u200c\u200d" + _mark_ranges()
_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Ideographs, kana, their punctuation and full-width forms; no hangul, since Korean has spaces between its words.
_UNSPACED = (
    "\u2e80-\u2fdf\u3001-\u3130\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
# One range is searched three times as fast as the ranges of these, and most texts with accents hold none.
_MAYBE_UNSPACED = re.compile("[\u2e80-\U0003ffff]")
_SOURCE_BREAK = re.compile(f"([{_UNSPACED}])[ \t\r]*+\n[ \t\r\n]*+(?=[{_UNSPACED}])")
# Nine texts of ten hold none of these and are composed already: nothing in them is to be repaired.
_SUSPECT = re.compile(f"[{_FORBIDDEN_CHARS}\u200c\u200d\u2028\u2029]")
# Elements that run, load or embed something, with what they hold; tags with a handler of events; tags without an end.
_ACTIVE_NAMES = "script|style|iframe|frame|frameset|object|embed|applet|svg|math|template|base|meta|link"
_ACTIVE = re.compile(
    rf"<(script|style)\b[^<>]{{0,2000}}>[^<]{{0,5000}}</\1\s{{0,9}}>|</?(?:{_ACTIVE_NAMES})\b(?:[^<>]{{0,2000}}>)?"
    r"|<[a-z][^<>]{0,2000}?[\s/\"']on[a-z]{3,30}\s{0,9}=[^<>]{0,2000}>?",
    re.IGNORECASE,
)
_MAX_ROUNDS = 10
# Characters: what lies between is kept as it came out last, 64 of them.
_LONG, _VERY_LONG = 500, 100_000
# What stands between the letters and digits of most texts: deleted in one go, before other characters are looked at.
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
_MARKS = re.compile(r"[\W_]+")
# What dashes, quotation marks and all else from U+2000 to U+203F begin with in UTF-8; a byte follows.
_PUNCTUATION_LEAD = b"\xe2\x80"
# Characters of what is worth remembering: headings, labels.
_SHORT = 200
# One ideograph carries about as much as two and a half letters.
_WIDE = 2.5
_WIDE_CHARS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")


def _keep_joiner(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    before = text[at - 1 : at]
    return match.group() if before and _JOINED.match(before) else ""


def clean_text(text: str) -> str:
    """The text in NFC without control, override and invisible characters, its spaces folded.

    Newlines stay; other white space becomes one space. Surrogate pairs that JSON escapes left
    apart are joined, lone ones dropped, so the result always encodes as UTF-8. What a browser would run if the text
    were shown as markup is taken out.
    """
    return _clean_long(text) if _LONG < len(text) < _VERY_LONG else _clean(text)


# The body of an article is cleaned by all that takes it from another: nearly always it is clean already.
@lru_cache(maxsize=64)
def _clean_long(text: str) -> str:
    return _clean(text)


def _clean(text: str) -> str:
    if not (text.isascii() and text.isprintable()) and (_SUSPECT.search(text) or not is_normalized("NFC", text)):
        text = _repair(text)
    if "<" in text:
        text = _without_active_markup(text)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _repair(text: str) -> str:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _LINE_BREAKS.sub("\n", text)
    # Composed before the joiners, which are judged by what stands before them, and again where one has gone.
    text = normalize("NFC", _FORBIDDEN.sub("", text))
    return normalize("NFC", _JOINERS.sub(_keep_joiner, text))


def _without_active_markup(text: str) -> str:
    for _ in range(_MAX_ROUNDS):
        found = _ACTIVE.sub(" ", text)
        if found == text:
            return text
        # What was parted by what is gone may now be together.
        text = found
    return text.replace("<", " ")


def clean_line(text: str) -> str:
    """`clean_text` on one line: newlines become spaces too."""
    text = clean_text(text)
    if "\n" not in text:
        return text
    return _on_one_line(text) if _LONG < len(text) < _VERY_LONG else " ".join(text.split())


@lru_cache(maxsize=16)
def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def join_lines(text: str) -> str:
    """The text of a marked-up source on one line: each run of white space is one space.

    A line break between Chinese or Japanese characters is none (CSS Text 3, segment break transformation).
    """
    if not text.isascii() and "\n" in (text := text.strip()) and _MAYBE_UNSPACED.search(text):
        text = _SOURCE_BREAK.sub(r"\1", text)
    return " ".join(text.split())


def comparison_key(text: str) -> str:
    """The text as it is compared: letters and digits only, case and width folded."""
    return _short_key(text) if len(text) < _SHORT else _key(text)


# The headings of a page are compared with its titles by all that look for the headline.
@lru_cache(maxsize=4_096)
def _short_key(text: str) -> str:
    return _key(text)


def _key(text: str) -> str:
    if text.isascii():
        return text.encode().lower().translate(None, _ASCII_MARKS).decode()
    folded = normalize("NFKC", text).casefold().encode("utf-8", "surrogatepass")
    first, *others = folded.split(_PUNCTUATION_LEAD)
    folded = first + b"".join([part[1:] for part in others])
    key = folded.translate(None, _ASCII_MARKS).decode("utf-8", "surrogatepass")
    return key if key.isalnum() else _MARKS.sub("", key)


def counted(number: int, noun: str) -> str:
    """How many of something there are: "1 site", "2 sites"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def text_weight(text: str) -> float:
    """The length of a text in letters of an alphabet; ideographs, kana and hangul count 2.5."""
    if text.isascii() or not _MAYBE_UNSPACED.search(text):
        return float(len(text))
    return len(text) + len(_WIDE_CHARS.findall(text)) * (_WIDE - 1)
