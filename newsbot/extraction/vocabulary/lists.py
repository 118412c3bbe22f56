"""Lists of words as data has them, and as sets, phrases and patterns."""

import re
from os.path import commonprefix


def words_of(text: str) -> frozenset[str]:
    """The words, folded: what that makes of Greek's final sigma nobody writes."""
    return frozenset(text.casefold().split())


def phrases(text: str) -> list[str]:
    """The phrases between bars, over as many lines as it takes."""
    return [" ".join(phrase.split()) for phrase in text.split("|")]


def alternatives(*groups: str) -> str:
    """Regular expression of the words, of several that fit the longest, each space as any run of spaces.

    Those of one first character are a branch: of hundreds of words a search then tries a few. Finer branches find
    nothing faster and take longer to compile.
    """
    words = {word for group in groups for word in group.split("|")}
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        branches.setdefault(word[:1], []).append(word)
    return "|".join(map(_branch, branches.values()))


def _branch(words: list[str]) -> str:
    if len(words) == 1:
        return _written(words[0])
    start = commonprefix(words)  # noqa: RUF071 - of characters, as is meant here
    return f"{_written(start)}(?:{'|'.join(_written(word.removeprefix(start)) for word in words)})"


def _written(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s+").replace("'", "['’]")
