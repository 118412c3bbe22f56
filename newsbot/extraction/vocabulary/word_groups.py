"""Words typical of page furniture ("newsletter", "follow", "photo", "author"), by group."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’@-][^\W\d_]+)?")
# The same for lower-case ASCII, which takes two thirds of the time.
_ASCII_WORD = re.compile(r"[a-z]+(?:['@-][a-z]+)?")
_MIN_STEM, _MAX_STEM = 3, 14


def _read() -> tuple[tuple[str, ...], dict[str, int], dict[str, int]]:
    groups = tomllib.loads(files("newsbot.extraction.vocabulary").joinpath("word_groups.toml").read_text("utf-8"))
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for number, entries in enumerate(groups.values()):
        for entry in entries.split():
            table = stems if entry.endswith("*") else exact
            word = entry.removesuffix("*")
            table[word] = table.get(word, 0) | 1 << number
    return tuple(groups), exact, stems


GROUPS, _EXACT, _STEMS = _read()
# A quick rejection: most words do not begin like any stem.
_STEM_STARTS = frozenset(stem[:_MIN_STEM] for stem in _STEMS)


@lru_cache(maxsize=100_000)
def word_groups(word: str) -> int:
    """The groups of a lower-case word as a bit mask: bit i stands for `GROUPS[i]`; 0 for most words."""
    mask = _EXACT.get(word, 0)
    if word[:_MIN_STEM] not in _STEM_STARTS:
        return mask
    for length in range(_MIN_STEM, min(len(word), _MAX_STEM) + 1):
        mask |= _STEMS.get(word[:length], 0)
    return mask


def text_words(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text.lower())
