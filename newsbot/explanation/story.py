"""The account of one page as given to a person: plain values, shown alike by the terminal and the HTML page."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Sign:
    """Evidence for a judgement (`shift` above 0) or against it, in log odds."""

    text: str
    shift: float


@dataclass(slots=True)
class BlockStory:
    """One block of the page: whether it is in the text, and why.

    `chance` is the page model's, `corrected` that after the site's profile, if it changed it. `path` says in which
    elements it stands. `change` is a line for an overrides file that would reverse its verdict, and `remark` says what
    else it would change.
    """

    number: int
    text: str
    path: str
    verdict: str
    is_kept: bool
    reason: str
    chance: float | None = None
    corrected: float | None = None
    signs: list[Sign] = field(default_factory=list)
    change: str = ""
    remark: str = ""


@dataclass(slots=True)
class CandidateStory:
    """One value that was offered for a field: how it was interpreted, and whether the field was made from it."""

    value: str
    origin: str
    note: str = ""
    is_chosen: bool = False
    chance: float | None = None
    signs: list[Sign] = field(default_factory=list)


@dataclass(slots=True)
class FieldStory:
    """One field of the line: its value, its origin, why, and the other candidates; `steps` are in order."""

    name: str
    value: str
    origin: str = ""
    why: str = ""
    candidates: list[CandidateStory] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    change: str = ""


@dataclass(slots=True)
class PageStory:
    """The whole account. `line` is the article as `scrapy extract` writes it, None if there is none.

    `verdict` is a sentence on the page as a whole; `facts` are what a reader should know first.
    """

    url: str
    verdict: str
    line: dict[str, Any] | None = None
    reason: str | None = None
    probability: float = 0.0
    facts: list[str] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    blocks: list[BlockStory] = field(default_factory=list)
    fields: list[FieldStory] = field(default_factory=list)
    change: str = ""
