"""Seams: places where two elements of a label meet without white space because the site's styles separate them.

"Ada Moran" and "Data editor" in a span each are one run of letters in the source and two lines to readers.
`blocks.walk` asks at each piece of text, so that a name or a date is read without its neighbour.
"""

import re
import unicodedata
from collections.abc import Sequence

from newsbot.extraction.vocabulary.date_words import WEEKDAYS
from newsbot.extraction.vocabulary.jobs import ROLES
from newsbot.text import join_lines

# Characters that pages do not use.
SEAM = "\x1f"
LINE_BREAK = "\u2028"  # which `text.join_lines` does not take for a line break of the source
# Labels are short and have few pieces. In running text, two adjacent elements are more often one word ("You", "Tube").
_MAX_PIECES = 12
_MAX_CHARS = 80
_MIN_CHARS = 3
_MAX_LINES = 6
_MAX_LINE_CHARS = 60
# The shortest date that begins with a digit: "3.5.2026".
_MIN_DATE_CHARS = 8
_VOWEL_SIGNS = ("Mn", "Mc")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_DAYS = WEEKDAYS | frozenset(
    "today yesterday heute gestern aujourd'hui hier hoy ayer hoje ontem oggi ieri vandaag gisteren idag igår dnes včera"
    " dziś dzisiaj wczoraj bugün dün сегодня вчера сьогодні вчора".split()
)
# Scripts from Hebrew to Lao, which have no capitals and do not mix with other scripts within a word.
_UNCASED = re.compile("[\u0590-\u0eff]\\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Labels in scripts without capitals: "作者:王小明", "آخر تحديث: …".
_LABEL = re.compile(
    r"[\u0600-\u06ff\u0900-\u0dff\u3040-\u9fff\uac00-\ud7af]{2,12}(?:\s[\u0600-\u06ff\u0900-\u0dff]{2,12})?\s?[:：]\s?\S"
)


def is_seam(pieces: Sequence[str], text: str) -> bool:
    """Whether a text right after the pieces is a new line to readers and not the rest of a word."""
    first, before = text[0], pieces[-1]
    if before[-1:].isspace() or len(pieces) > _MAX_PIECES:
        return False
    if not _MIN_CHARS <= len(before) <= _MAX_CHARS or not _MIN_CHARS <= len(text) <= _MAX_CHARS:
        return False
    if not (first.isupper() or first.isdecimal()):
        return _opens_label(before, text)
    if " " not in before.strip() and " " not in text.strip():
        return False  # two words may be one: "Mac" and "Donald"
    if first.isdecimal():
        ends_word = before[-1].isalpha() or unicodedata.category(before[-1]) in _VOWEL_SIGNS
        return ends_word and len(text) >= _MIN_DATE_CHARS
    if _UNCASED.search(before):
        return first.isascii() or "\u0370" <= first < "\u0530"  # "रवि वर्मा" and "Published at: …"
    shouts = before[-1].isupper() and before[-2].isupper() and text[1].islower()  # "Ada Moran, MD" and "May 3"
    return before[-1].islower() or before[-1].isdecimal() or before[-1] in ".)" or shouts


def _opens_label(before: str, text: str) -> bool:
    """Whether a text without an initial capital is a line of its own.

    That is a job, a weekday with its date or time, an e-mail address, or a label with its content.
    """
    word = _FIRST_WORD.match(text)
    if word is None:
        return False
    if text.casefold() in ROLES:
        words = before.split()  # "ghost" and "writer" are one word
        return len(words) > 1 and not words[-1][0].islower()
    if word[0].casefold() in _DAYS or text.split(maxsplit=1)[0].casefold() in _DAYS:  # "سه\u200cشنبه" is one word
        return len(text) >= _MIN_DATE_CHARS and any(map(str.isdecimal, text))
    return _MAILBOX.fullmatch(text) is not None or (not text.isascii() and _LABEL.match(text) is not None)


def lines_of(pieces: Sequence[str]) -> tuple[str, ...]:
    """The lines of an address or a signature, each short; empty for a single line or running text."""
    if LINE_BREAK not in pieces:
        return ()
    lines = tuple(line for line in map(join_pieces, "".join(pieces).split(LINE_BREAK)) if line)
    is_label = 1 < len(lines) <= _MAX_LINES and max(map(len, lines)) <= _MAX_LINE_CHARS
    return lines if is_label else ()


def join_pieces(pieces: Sequence[str]) -> str:
    """The text of the pieces on one line, as if there were no seams: words of running text are never split."""
    text = "".join(pieces)
    return join_lines(text.replace(SEAM, "") if SEAM in text else text)


def parts_of(pieces: Sequence[str]) -> tuple[str, ...]:
    """The texts between the seams; empty if there is no seam."""
    if SEAM not in pieces:
        return ()
    return tuple(part for part in map(join_lines, "".join(pieces).split(SEAM)) if part)
