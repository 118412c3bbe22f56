"""What a short block of boilerplate says: "Read more: …", "Source link", "Leave a Reply", in many languages.

The words are data, `phrases.toml` beside this module; here is only how they are compared. One block is judged
by its own wording, whatever element or page it stood in.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

BoilerplateKind = Literal[
    "related",
    "source",
    "comments",
    "newsletter",
    "share",
    "tags",
    "copyright",
    "credit",
    "byline",
    "biography",
    "contact",
    "advertisement",
    "login",
    "cookie",
    "reporting",
    "navigation",
    "print",
    "date",
    "donation",
    "origin",
]
Form = Literal["whole", "label", "teaser", "opening", "ending"]

PHRASES_FILE = Path(__file__).with_name("phrases.toml")
KINDS: tuple[str, ...] = get_args(BoilerplateKind)

# Kinds after which nothing of an article follows. A share line or an advertisement stands anywhere.
_SECTION_ENDS = frozenset(("comments", "biography", "newsletter", "copyright", "related", "tags", "login"))

# A longer block is a paragraph, whatever it begins with.
_LIMITS: dict[Form, int] = {"whole": 200, "label": 220, "teaser": 220, "opening": 400, "ending": 300}
_LONGEST = max(_LIMITS.values())

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LEADING = re.compile(r"^[^\w©(#@✉☎]+|^\((?=[^)]*\)?$)")
_TRAILING = " \t:：.…»›>→⟶↓▼|)*!。、-–—"
_SEPARATOR = re.compile(r"\s*(?:[:：|»›→>▶►»]|\s[-–—•·]\s)\s*")
_SENTENCE_END = re.compile(r"[.。।۔．][\"'”’»)]*\Z")
# Scripts that put no space between words, so that no boundary follows a phrase.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class _Phrases(NamedTuple):
    """The table, turned for look-up: lengths of openings by their first two characters, longest first."""

    whole: dict[str, BoilerplateKind]
    openings: dict[str, list[tuple[BoilerplateKind, Form]]]
    lengths: dict[str, tuple[int, ...]]
    endings: dict[str, tuple[tuple[str, BoilerplateKind], ...]]


def boilerplate_kind(text: str) -> BoilerplateKind | None:
    """What kind of boilerplate a block is by its wording; None for everything that may be an article's text."""
    if len(text) > _LONGEST:
        return None
    line = " ".join(text.split())
    folded = _fold(line)
    if not folded:
        return None
    phrases = _phrases()
    whole = phrases.whole.get(folded.rstrip(_TRAILING))
    if whole is not None:
        return whole
    return _by_opening(folded, line, phrases) or _by_ending(folded, phrases) or _by_names(line)


def is_section_end(kind: str | None) -> bool:
    """Whether nothing of the body follows a block of this kind, when it stands near the end of an article."""
    return kind in _SECTION_ENDS


def _fold(text: str) -> str:
    """The text as phrases are compared: case folded, numbers as "#", bullets and arrows in front gone."""
    folded = _NUMBER.sub("#", text.casefold()).replace("’", "'").replace("©", "© ").replace("\u0640", "")
    return _LEADING.sub("", " ".join(folded.split())).replace("#", "#")


def _by_opening(folded: str, line: str, phrases: _Phrases) -> BoilerplateKind | None:
    padded = folded + " "
    for length in phrases.lengths.get(padded[:2], ()):
        rules = phrases.openings.get(padded[:length])
        if rules is None:
            continue
        rest = folded[length:]
        if rest[:1].isalnum() and not _UNSPACED.match(folded[length - 1]):
            continue
        for kind, form in rules:
            if _fits(form, rest, line):
                return kind
    return None


def _fits(form: Form, rest: str, line: str) -> bool:
    """Whether what follows an opening phrase is what its form allows."""
    if len(line) > _LIMITS[form]:
        return False
    if form == "label":
        return _SEPARATOR.match(rest) is not None
    if form == "teaser":
        if _SEPARATOR.match(rest):
            return True
        following = line[len(line) - len(rest.lstrip()) :] if rest else ""
        return bool(following) and not following[0].islower() and _SENTENCE_END.search(line) is None
    return True


def _by_ending(folded: str, phrases: _Phrases) -> BoilerplateKind | None:
    bare = folded.rstrip(_TRAILING)
    for ending, kind in phrases.endings.get(bare[-2:], ()):
        if bare.endswith(ending) and len(bare) <= _LIMITS["ending"]:
            return kind
    return None


def _by_names(line: str) -> BoilerplateKind | None:
    """ "byline" for a byline word followed by names and nothing else that reads as a sentence."""
    if len(line) > 160 or _SENTENCE_END.search(line):
        return None
    return "byline" if _BYLINE.match(line) else None


_NAME = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w’'.-]*)"
_JOIN = r"(?:\s*,\s*|\s+(?:and|und|et|y|e|i|a|og|och|en|ve|и|та|&|van|von|der|den|de|del|della|di|da|dos|bin|ibn|al|el|le|la)\s+|\s+)"
_BYLINE = re.compile(
    rf"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|AV|Af|AF|Od|Autor|Oleh)\s+(?!The\b|Any\b|All\b|Your\b)"
    rf"{_NAME}(?:{_JOIN}{_NAME}){{1,9}}\s*(?:[|,•·–—/(].*)?\Z"
)


@cache
def _phrases() -> _Phrases:
    table = tomllib.loads(PHRASES_FILE.read_text(encoding="utf-8"))
    whole: dict[str, BoilerplateKind] = {}
    openings: dict[str, list[tuple[BoilerplateKind, Form]]] = {}
    endings: dict[str, list[tuple[str, BoilerplateKind]]] = {}
    for kind, forms in table.items():
        for form, languages in forms.items():
            for phrase in (_fold(phrase) for phrases in languages.values() for phrase in phrases):
                if form == "whole":
                    whole.setdefault(phrase.rstrip(_TRAILING), kind)
                elif form == "ending":
                    endings.setdefault(phrase.rstrip(_TRAILING)[-2:], []).append((phrase.rstrip(_TRAILING), kind))
                else:
                    openings.setdefault(phrase, []).append((kind, form))
    lengths: dict[str, set[int]] = {}
    for phrase in openings:
        lengths.setdefault((phrase + " ")[:2], set()).add(len(phrase))
    return _Phrases(
        whole,
        openings,
        {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()},
        {end: tuple(found) for end, found in endings.items()},
    )
