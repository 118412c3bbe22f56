"""Seams: where two elements of a label meet without white space, as sites write whose style keeps them apart.

"Ada Moran" and "Data editor" in a span each are one run of letters in the source, and two lines to readers. `blocks`
asks at each piece of text; a name or a date is then read without its neighbour.
"""

from collections.abc import Sequence

from newsbot.text import join_lines

# Nothing that pages write.
SEAM = "\x1f"
# Labels are short and of few pieces: in a text two elements that meet are one word more often ("You" and "Tube").
_MAX_PIECES = 12
_MAX_CHARS = 80
_MIN_CHARS = 3
# The shortest date that begins with a figure: "3.5.2026".
_MIN_DATE_CHARS = 8


def is_seam(pieces: Sequence[str], text: str) -> bool:
    """Whether a text that follows the pieces right away is another line to readers, and not the rest of a word."""
    first, before = text[0], pieces[-1]
    if not (first.isupper() or first.isdecimal()) or before[-1:].isspace() or len(pieces) > _MAX_PIECES:
        return False
    if not _MIN_CHARS <= len(before) <= _MAX_CHARS or not _MIN_CHARS <= len(text) <= _MAX_CHARS:
        return False
    if " " not in before.strip() and " " not in text.strip():
        return False  # two words may be one: "Mac" and "Donald"
    if first.isdecimal():
        return before[-1].isalpha() and len(text) >= _MIN_DATE_CHARS
    shouts = before[-1].isupper() and before[-2].isupper() and text[1].islower()  # "Ada Moran, MD" and "May 3"
    return before[-1].islower() or before[-1].isdecimal() or before[-1] in ".)" or shouts


def join_pieces(pieces: Sequence[str]) -> str:
    """The text of the pieces on one line, as if there were no seams: words of a text are never parted."""
    text = "".join(pieces)
    return join_lines(text.replace(SEAM, "") if SEAM in text else text)


def parts_of(pieces: Sequence[str]) -> tuple[str, ...]:
    """The texts between the seams; nothing where there is none."""
    if SEAM not in pieces:
        return ()
    return tuple(part for part in map(join_lines, "".join(pieces).split(SEAM)) if part)
