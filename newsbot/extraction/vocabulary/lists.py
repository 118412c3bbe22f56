"""Turn the word lists of the data modules into sets, phrases and patterns."""

import re
from os.path import commonprefix


def words_of(text: str) -> frozenset[str]:
    """The words, case-folded; in Greek a folded final sigma is spelt as nobody writes it."""
    return frozenset(text.casefold().split())


def phrases(text: str) -> list[str]:
    """The phrases between "|" signs; the text may span several lines."""
    return [" ".join(phrase.split()) for phrase in text.split("|")]


def alternatives(*groups: str) -> str:
    """A regular expression that matches any of the words, preferring the longest; a space matches any run of spaces.

    Words with the same first character form one branch, so that a search tries a few of several hundred words. Finer
    branches are no faster to match and take longer to compile.
    """
    words = {word for group in groups for word in group.split("|")}
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        branches.setdefault(word[:1], []).append(word)
    return "|".join(map(_branch, branches.values()))


def _branch(words: list[str]) -> str:
    if len(words) == 1:
        return _written(words[0])
    start = commonprefix(words)  # noqa: RUF071 - by character is what is meant here
    return f"{_written(start)}(?:{'|'.join(_written(word.removeprefix(start)) for word in words)})"


def _written(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s+").replace("'", "['’]")
