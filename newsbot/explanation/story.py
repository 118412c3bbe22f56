"""The account of one page as a person is given it: plain values, which the terminal and the HTML page show alike."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Sign:
    """What speaks for a judgement (`shift` above 0) or against it, in log odds."""

    text: str
    shift: float


@dataclass(slots=True)
class BlockStory:
    """One block of the page: whether it is in the text, and why.

    `chance` is the page model's, `corrected` what the site's profile made of it, where it changed it. `path` says in
    which elements it stands. `change` are lines of an overrides file that would turn its verdict round, and `remark`
    says what else they would change.
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
    """One value that was offered for a field: what it was taken for, and whether the field is made of it."""

    value: str
    origin: str
    note: str = ""
    is_chosen: bool = False
    chance: float | None = None
    signs: list[Sign] = field(default_factory=list)


@dataclass(slots=True)
class FieldStory:
    """One field of the line: its value, where it came from, why, and what else was offered; `steps` are in order."""

    name: str
    value: str
    origin: str = ""
    why: str = ""
    candidates: list[CandidateStory] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    change: str = ""


@dataclass(slots=True)
class PageStory:
    """The whole account. `line` is the article as `scrapy extract` writes it, None where there is none.

    `verdict` is a sentence on the page as such; `facts` are what else a reader should know first.
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
