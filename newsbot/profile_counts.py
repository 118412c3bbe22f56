"""What a site's profile counts for each block name and each text, and how counts age and are dropped."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from newsbot.extraction.template.lesson import PER_CENT

_LEAST = 0.02
_PRIOR = 0.5


class Count(msgspec.Struct, array_like=True):
    """On how many pages a name or a text was, and the sum of their votes, in per cent."""

    pages: int = 0
    votes: int = 0

    @property
    def share(self) -> float:
        """The mean vote, 0 to 1, drawn towards the middle if few pages voted."""
        share = (self.votes / PER_CENT + _PRIOR * 0.5) / (self.pages + _PRIOR)
        return float(min(max(share, _LEAST), 1 - _LEAST))


class NameCount(Count, array_like=True):
    """For a block name: how many of its texts may be the template's, and how many of these were known before.

    `returned` counts those known from just one page: how many different texts came back. `first` is the number of the
    page that had the name first; `marks` are those shared by all its blocks.
    """

    prose: int = 0
    repeats: int = 0
    first: int = 0
    marks: int = 0
    returned: int = 0

    @property
    def distinct(self) -> int:
        """How many different texts may be the template's."""
        return self.prose - self.repeats


class TextCount(Count, array_like=True):
    """For a text: how often it had each mark, what kinds of text it is, and which signers all its pages share.

    `signers` considers only pages on which the text was among the last.
    """

    ends: int = 0
    starts: int = 0
    tails: int = 0
    firsts: int = 0
    lasts: int = 0
    kinds: int = 0
    signers: frozenset[int] | None = None


# Fields that do not lose weight with time.
_LASTING = ("kinds", "signers", "first", "marks")
_AnyCount = TypeVar("_AnyCount", NameCount, TextCount)
_Key = TypeVar("_Key", int, str)


def most_counted(counts: Mapping[_Key, int], most: int) -> dict[_Key, int]:
    """Return the keys with the highest counts."""
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:most])


def forget(counts: dict[int, _AnyCount], most: int) -> None:
    """Keep the entries that most pages had, and among equals the latest."""
    ranked = sorted(enumerate(counts.items()), key=lambda entry: (entry[1][1].pages, entry[0]), reverse=True)
    kept = dict(item for _, item in sorted(ranked[:most]))
    counts.clear()
    counts.update(kept)


def aged_all(counts: dict[int, _AnyCount], factor: float) -> dict[int, _AnyCount]:
    """Return the counts with their weight reduced, without those that drop to nothing."""
    return {key: aged for key, count in counts.items() if (aged := _aged(count, factor)).pages}


def _aged(count: _AnyCount, factor: float) -> _AnyCount:
    values = {name: getattr(count, name) for name in count.__struct_fields__ if name not in _LASTING}
    return msgspec.structs.replace(count, **{name: int(value * factor) for name, value in values.items()})
