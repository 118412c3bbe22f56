"""Which characters a text may contain, and when two texts say the same: the one place where strings are made safe.

Every string of a line passes through `clean_text`. Nothing here knows about news or HTML.
"""

import re
from functools import lru_cache
from unicodedata import category, is_normalized, normalize

# Controls (except tab and newline), surrogates, non-characters, bidirectional overrides and isolates, and
# invisible format characters. U+200C and U+200D are handled separately: Persian, Indic scripts and emoji need them.
_FORBIDDEN_CHARS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_FORBIDDEN = re.compile(f"[{_FORBIDDEN_CHARS}]")
_JOINERS = re.compile("[\u200c\u200d]")
# Scripts in which a joiner changes the spelling: Arabic to Mongolian, and the parts of emoji sequences.
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u1aff\ufb50-\ufdcf\ufdf0-\ufeff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


def _mark_ranges() -> str:
    """Return the vowel signs, points and accents as ranges, which compile ten times as fast as all the characters."""
    # Between these lie ideographs, hangul and private-use characters.
    parts = (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0x10000))
    marks = [code for part in parts for code in part if category(chr(code)) in ("Mn", "Mc")]
    starts = [code for code, before in zip(marks, [0, *marks], strict=False) if code != before + 1]
    ends = [code for code, after in zip(marks, [*marks[1:], 0], strict=True) if code != after - 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


# Characters inside words that `\w` does not match: vowel signs, points, accents and joiners. For use within a
# character class; without them each vowel sign of Hindi or Bengali would end a word.
WORD_MARKS = "\u200c\u200d" + _mark_ranges()
_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Ideographs, kana, their punctuation and full-width forms; no hangul, since Korean puts spaces between words.
_UNSPACED = (
    "\u2e80-\u2fdf\u3001-\u3130\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
# One range is searched three times as fast as these, and most texts with accents have no character in it.
_MAYBE_UNSPACED = re.compile("[\u2e80-\U0003ffff]")
_SOURCE_BREAK = re.compile(f"([{_UNSPACED}])[ \t\r]*+\n[ \t\r\n]*+(?=[{_UNSPACED}])")
# Nine texts in ten have none of these and are composed already: nothing in them needs repair.
_SUSPECT = re.compile(f"[{_FORBIDDEN_CHARS}\u200c\u200d\u2028\u2029]")
# Elements that run, load or embed something, with their content; tags with an event handler; unterminated tags.
_ACTIVE_NAMES = "script|style|iframe|frame|frameset|object|embed|applet|svg|math|template|base|meta|link"
_ACTIVE = re.compile(
    rf"<(script|style)\b[^<>]{{0,2000}}>[^<]{{0,5000}}</\1\s{{0,9}}>|</?(?:{_ACTIVE_NAMES})\b(?:[^<>]{{0,2000}}>)?"
    r"|<[a-z][^<>]{0,2000}?[\s/\"']on[a-z]{3,30}\s{0,9}=[^<>]{0,2000}>?",
    re.IGNORECASE,
)
_MAX_ROUNDS = 10
# Lengths in characters: the last 64 results for texts between them are cached.
_LONG, _VERY_LONG = 500, 100_000
# What separates the letters and digits of most texts: deleted in one go, before other characters are examined.
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
_MARKS = re.compile(r"[\W_]+")
# The first two of the three bytes that encode U+2000 to U+203F in UTF-8: dashes, quotation marks and others.
_PUNCTUATION_LEAD = b"\xe2\x80"
# Texts up to this length are worth caching: headings, labels.
_SHORT = 200
# What ends a sentence; what else may end a line of text (colons, quotation marks) depends on who asks.
SENTENCE_ENDS = tuple(".!?…。！？؟।۔")
# One ideograph carries about as much as two and a half letters.
_WIDE = 2.5
_WIDE_CHARS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")


def _keep_joiner(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    before = text[at - 1 : at]
    return match.group() if before and _JOINED.match(before) else ""


def clean_text(text: str) -> str:
    """Return the text in NFC without control, override and invisible characters, its spaces collapsed.

    Newlines stay; other white space becomes one space. Surrogate pairs that JSON escapes left
    separate are joined, lone ones dropped, so the result always encodes as UTF-8. What a browser would run if the text
    were shown as markup is removed.
    """
    return _clean_long(text) if _LONG < len(text) < _VERY_LONG else _clean(text)


# Every step that takes an article's body from another cleans it: nearly always it is clean already.
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
    # Composed before the joiners, which are judged by the character before them, and again after one was removed.
    text = normalize("NFC", _FORBIDDEN.sub("", text))
    return normalize("NFC", _JOINERS.sub(_keep_joiner, text))


def _without_active_markup(text: str) -> str:
    for _ in range(_MAX_ROUNDS):
        found = _ACTIVE.sub(" ", text)
        if found == text:
            return text
        # Removing something may have joined what it separated.
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
    """Return the text of a marked-up source on one line: each run of white space becomes one space.

    A line break between Chinese or Japanese characters is dropped (CSS Text 3, segment break transformation).
    """
    if not text.isascii() and "\n" in (text := text.strip()) and _MAYBE_UNSPACED.search(text):
        text = _SOURCE_BREAK.sub(r"\1", text)
    return " ".join(text.split())


def comparison_key(text: str) -> str:
    """Return the text's comparison form: letters and digits only, case and width folded."""
    return _short_key(text) if len(text) < _SHORT else _key(text)


# Everything that looks for the headline compares the headings of a page with its titles.
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
    """Return how many of something there are: "1 site", "2 sites"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def text_weight(text: str) -> float:
    """Return the length of a text in alphabetic letters; ideographs, kana and hangul count 2.5."""
    if text.isascii() or not _MAYBE_UNSPACED.search(text):
        return float(len(text))
    return len(text) + len(_WIDE_CHARS.findall(text)) * (_WIDE - 1)
