"""What is shown of a found article: its headline and a passage of its text, with the matching words marked.

It works on the original text, by its folded form, so that every index shows the same.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from newsbot.indexes.protocol import Segment
from newsbot.indexes.queries import Form, Query
from newsbot.indexes.tokens import UNSPACED, fold
from newsbot.text import WORD_MARKS

# Nobody needs the best passage of a book; folding this much takes about 2 ms.
_MAX_CHARS = 60_000
_MAX_MATCHES = 200
_PASSAGE_CHARS = 240
# How far before its first match a passage may start.
_LEAD_CHARS = 60
_WORD = re.compile(r"\w")
_LETTER = re.compile(f"[\\w{WORD_MARKS}]")
_GAP = re.compile(f"[^\\w{WORD_MARKS}]*")
_LATIN = re.compile("[\0-\u02ff\u2000-\u2bff]*\\Z")
_ARTICLE = re.compile("(?:\\A|\\W)((?:[وبكف]?ا|ل)ل)\\Z")
# A character with its combining marks: accents, and the voice marks of half-width kana.
_CHARACTER = re.compile(f".[{WORD_MARKS}\uff9e\uff9f]*", re.DOTALL)
_ELLIPSIS = "…"
_SPACE = re.compile(r"\s+")


def highlighted(text: str, query: Query) -> tuple[Segment, ...]:
    """Return the whole text on one line, in segments that match and segments that do not."""
    text = _SPACE.sub(" ", text)
    return _segments(text, 0, len(text), _matches(text[:_MAX_CHARS], query))


def passage(text: str, query: Query) -> tuple[Segment, ...]:
    """Return about 240 characters of the text: those with the most terms, else its beginning."""
    text = text[:_MAX_CHARS]
    matches = _matches(text, query)
    start = _best_start(matches)
    if start:
        start = _word_start(text, max(0, start - _LEAD_CHARS), start)
    end = _word_end(text, start + _PASSAGE_CHARS)
    segments = list(_segments(text, start, end, matches))
    if start:
        segments.insert(0, Segment(_ELLIPSIS))
    if end < len(text):
        segments.append(Segment(_ELLIPSIS))
    return tuple(Segment(_SPACE.sub(" ", segment.text), segment.is_match) for segment in segments)


def _segments(text: str, start: int, end: int, matches: Sequence[tuple[int, int, int]]) -> tuple[Segment, ...]:
    segments, at = [], start
    for first, last, _ in matches:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            segments.append(Segment(text[at:first]))
        segments.append(Segment(text[first:last], is_match=True))
        at = last
    if at < end:
        segments.append(Segment(text[at:end]))
    return tuple(segments)


def _matches(text: str, query: Query) -> list[tuple[int, int, int]]:
    """Return start, end and term number of each match in the text, none within another."""
    if not query.terms:
        return []
    folded = fold(text)
    offsets: Sequence[int] = range(len(text) + 1)
    if len(folded) != len(text):
        folded, offsets = _folded_by_character(text)
    places = [
        (start, -end, number)
        for number, term in enumerate(query.terms)
        for form in term.forms
        for start, end in islice(_places(folded, form), _MAX_MATCHES)
    ]
    found: list[tuple[int, int, int]] = []
    free = 0
    for start, minus_end, number in sorted(places):
        if start >= free:
            free = -minus_end
            found.append((offsets[start], offsets[free], number))
    return found


def _places(text: str, form: Form) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place where a folded text has the words of a form in a row."""
    first = form.words[0]
    if _LATIN.match(text) and _LATIN.match("".join(form.words)):
        # For plain alphabetic text a pattern is four times as fast.
        yield from _rows_of_words(_pattern(form.words), text)
        return
    at = -1
    while (at := text.find(first, at + 1)) >= 0:
        start = _start_of(text, at, first)
        end = _end_of(text, at, form) if start is not None else None
        if start is not None and end is not None:
            yield start, end
            at = end - 1


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match words in a row. What precedes them is checked later: a pattern starting with a letter searches faster."""
    row = r"[\W_]+".join(map(re.escape, words))
    return re.compile(rf"{row}\b")


def _rows_of_words(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := pattern.search(text, at):
        start, end = match.span()
        if start and _WORD.match(text[start - 1]):
            at = start + 1
        else:
            at = end
            yield start, end


def _start_of(text: str, at: int, word: str) -> int | None:
    """Return where the word at this place begins, including an Arabic article; None within another word."""
    if at == 0 or not _LETTER.match(text[at - 1]) or UNSPACED.match(word) or UNSPACED.match(text[at - 1]):
        return at
    article = _ARTICLE.search(text, max(0, at - 4), at) if text[at - 1] == "ل" else None
    return article.start(1) if article else None


def _end_of(text: str, at: int, form: Form) -> int | None:
    for number, word in enumerate(form.words):
        if number:
            gap = _GAP.match(text, at)
            at = gap.end() if gap else at
            if text.startswith("ال", at) and not word.startswith("ال"):
                at += 2
        if not text.startswith(word, at):
            return None
        at += len(word)
        is_open = at == len(text) or not _LETTER.match(text[at])
        if not is_open and not UNSPACED.match(word[-1]) and not UNSPACED.match(text[at]):
            return None
    return at


def _folded_by_character(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the position of the original one."""
    pieces, offsets = [], []
    for match in _CHARACTER.finditer(text):
        piece = fold(match.group())
        pieces.append(piece)
        offsets += [match.start()] * len(piece)
    return "".join(pieces), [*offsets, len(text)]


def _best_start(matches: Sequence[tuple[int, int, int]]) -> int:
    """Return the start of the match from which a passage has the most terms, and among those the most matches."""
    best, best_at = (0, 0), 0
    starts = [start for start, _, _ in matches]
    for number, start in enumerate(starts):
        last = bisect_left(starts, start + _PASSAGE_CHARS - _LEAD_CHARS)
        held = (len({term for _, _, term in matches[number:last]}), last - number)
        if held > best:
            best, best_at = held, start
    return best_at


def _word_start(text: str, at: int, match: int) -> int:
    """Return the first start of a sentence between `at` and the match, else of a word."""
    if at == 0:
        return 0
    for marks in (".!?。！？\n", " \n"):
        for place in range(at, match):
            if text[place] in marks:
                while place < match and (text[place] in marks or text[place].isspace()):
                    place += 1
                return place
    return at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 30, at)
    return space if space > 0 else at
