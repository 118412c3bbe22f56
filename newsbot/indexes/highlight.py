"""What of a found article is shown: its headline and a passage of its text, with the words that the query found marked.

It works on the text as it was written, by its folded form, so that every index shows the same.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from newsbot.indexes.protocol import Segment
from newsbot.indexes.queries import Form, Query
from newsbot.indexes.tokens import UNSPACED, fold
from newsbot.text import WORD_MARKS

# Nobody looks for the best passage of a book; folding this much takes about 2 ms.
_MAX_CHARS = 60_000
_MAX_MATCHES = 200
_PASSAGE_CHARS = 240
# How far before the first match a passage starts, at most.
_LEAD_CHARS = 60
# Where a word starts and ends: at what is no letter, and at a run of a script without spaces.
_RUN = UNSPACED.pattern.removesuffix("+")
_START = f"(?:(?<![\\w{WORD_MARKS}])|(?<={_RUN}))"
_END = f"(?:(?![\\w{WORD_MARKS}])|(?={_RUN}))"
# With what hangs on it: accents, and the voice marks of half-width kana.
_CHARACTER = re.compile(f".[{WORD_MARKS}\uff9e\uff9f]*", re.DOTALL)
_ELLIPSIS = "…"
_SPACE = re.compile(r"\s+")


def highlighted(text: str, query: Query) -> tuple[Segment, ...]:
    """The whole text on one line, in pieces that are matches and pieces that are none."""
    text = _SPACE.sub(" ", text)
    return _segments(text, 0, len(text), _matches(text[:_MAX_CHARS], query))


def passage(text: str, query: Query) -> tuple[Segment, ...]:
    """About 240 characters of the text: those that hold the most terms, else its beginning."""
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
    """Start, end and number of the term of what the query found in the text."""
    pattern = _pattern(query)
    if pattern is None:
        return []
    folded = fold(text)
    offsets: Sequence[int] = range(len(text) + 1)
    if len(folded) != len(text):
        folded, offsets = _folded_by_character(text)
    found: list[tuple[int, int, int]] = []
    for match in pattern.finditer(folded):
        if len(found) == _MAX_MATCHES:
            break
        number = next(at for at, group in enumerate(match.groups()) if group is not None)
        found.append((offsets[match.start()], offsets[match.end()], number))
    return found


def _folded_by_character(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where the one stood that it came from."""
    pieces, offsets = [], []
    for match in _CHARACTER.finditer(text):
        piece = fold(match.group())
        pieces.append(piece)
        offsets += [match.start()] * len(piece)
    return "".join(pieces), [*offsets, len(text)]


@lru_cache(maxsize=64)
def _pattern(query: Query) -> re.Pattern[str] | None:
    """What finds the terms in a folded text, a group for each."""
    groups = []
    for term in query.terms:
        # The longer spelling first, or its start would be all that is marked.
        forms = sorted(map(_form_pattern, term.forms), key=len, reverse=True)
        groups.append(f"({'|'.join(forms)})")
    return re.compile("|".join(groups)) if groups else None


def _form_pattern(form: Form) -> str:
    return "[\\W_]+".join(_word_pattern(word) for word in form.words)


def _word_pattern(word: str) -> str:
    # A word of a script without spaces stands anywhere in a run; others stand alone.
    before = "" if UNSPACED.match(word) else _START
    after = "" if UNSPACED.match(word[-1]) else _END
    article = "(?:[وبكف]?ال|لل)?" if "\u0620" <= word[0] <= "\u06ff" else ""
    return f"{before}{article}{re.escape(word)}{after}"


def _best_start(matches: Sequence[tuple[int, int, int]]) -> int:
    """Where the match stands from which on a passage holds the most terms, and of these the most matches."""
    best, best_at = (0, 0), 0
    starts = [start for start, _, _ in matches]
    for number, start in enumerate(starts):
        last = bisect_left(starts, start + _PASSAGE_CHARS - _LEAD_CHARS)
        held = (len({term for _, _, term in matches[number:last]}), last - number)
        if held > best:
            best, best_at = held, start
    return best_at


def _word_start(text: str, at: int, match: int) -> int:
    """The first start of a sentence from `at` to the match, else of a word."""
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
