"""The candidates for a page's headline, one per wording, with the signs for and against each.

A wording is what `comparison_key` leaves of a title: several places may write it, each in its own way. Weighing the
signs is up to `headline`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import takewhile
from math import log1p
from urllib.parse import unquote, urlsplit

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.visible import is_elsewhere, leads_home
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.fields.site_names import (
    name_keys,
    title_parts,
    without_learned,
    without_loose_marks,
    without_names,
)
from newsbot.extraction.vocabulary.phrases import boilerplate_kind
from newsbot.items import Candidate
from newsbot.text import clean_line, comparison_key, text_weight

MAX_TITLE_CHARS = 400
_MAX_SHOWN = 60
_MAX_STATED = 16
_MAX_H1 = 4
_MAX_MARKS = 10
# Template phrases are no longer than this.
_MAX_PHRASE = 60
# How far down a short text that is not a heading may be the headline; headings may be anywhere.
_TOP_BLOCKS = 200
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_MIN_PROSE = 120
_MIN_PROSE_CHARS = 48  # of the widest letters
_MAX_LINKS = 0.3
_ALL_LINK = 0.9
# In blocks: a greater distance from the text makes no difference.
_FAR = 40
# In letters: from these lengths on a title is no longer short, or rather short.
_SHORT, _SHORTISH = 15, 40
_ENDING = 12
_WORDS = re.compile(r"\w+")
_FILE_NAME = re.compile(r"[a-z0-9]+[-_][a-z0-9]+[-_][a-z0-9_-]{1,200}")
_FILE = re.compile(r"[^\s/]{1,300}\.(?:html?|php|aspx?|md|txt)")
_FIRST_WIDE = "\u2e80"


@dataclass(slots=True)
class Title:
    """One wording: how each origin writes it, the best block that shows it, how many do, and the signs."""

    key: str
    texts: dict[str, str] = field(default_factory=dict)
    block: TextBlock | None = None
    copies: int = 0
    signs: dict[str, float] = field(default_factory=dict)


def read_titles(
    stated: Sequence[Candidate], walk: Walk, url: str, site_names: Sequence[str], learned: Set[str] = frozenset()
) -> list[Title]:
    """The candidates with their signs, those that the page shows first; names of the site alone are left out.

    `stated` are titles that are declared, not shown, in order of trust; `url` is the page's; `learned` are keys of
    names learned from the titles of the site's other pages.
    """
    stated = [candidate for candidate in stated if _is_title(candidate)][:_MAX_STATED]
    values = {without_loose_marks(candidate.value[:MAX_TITLE_CHARS]) for candidate in stated}
    parts = {key: part for value in values for part in _parts(value) if (key := comparison_key(part))}
    names = name_keys(site_names)
    titles: dict[str, Title] = {}
    for block in _shown(walk, parts):
        text = block.text
        if comparison_key(text) not in parts:
            text = _without_section(block, _without_kicker(text, values, parts), stated, walk)
        key = comparison_key(text)
        if key and key not in names and key not in learned:
            _add_shown(titles.setdefault(key, Title(key)), block, text)
    for key in [key for key, title in titles.items() if _names_way(title, titles)]:
        del titles[key]
    shown = frozenset(titles)
    known = shown | {comparison_key(c.value) for c in stated if c.origin != "title"}
    for candidate in stated:
        text = without_loose_marks(without_names(candidate.value[:MAX_TITLE_CHARS].strip(), names, known))
        key = comparison_key(text)
        if learned and key not in shown:
            text = without_learned(text, learned)
            key = comparison_key(text)
        if key and key not in names and key not in learned:
            titles.setdefault(key, Title(key)).texts.setdefault(candidate.origin, text)
    if not any(title.block is not None and (title.key in parts or _is_h1(title.block)) for title in titles.values()):
        named = _called_title(walk, names | learned, url)
        if named is not None:
            _add_shown(
                titles.setdefault(comparison_key(named.text), Title(comparison_key(named.text))), named, named.text
            )
    found = list(titles.values())
    _add_words(found, stated, url)
    _add_places(found, walk, parts)
    return found


def _parts(value: str) -> list[str]:
    """The parts of a stated title, also between forum breadcrumbs' arrows: "Road closed > Courts | Harbour Post"."""
    parts = title_parts(value)
    return parts if " > " not in value else [*parts, *(step for part in parts for step in part.split(" > "))]


def _is_title(candidate: Candidate) -> bool:
    """Whether a stated title is more than a file name, such as, in a meta element, words joined by hyphens."""
    value = candidate.value.strip()
    is_file = _FILE.fullmatch(value) or (candidate.origin == "meta" and _FILE_NAME.fullmatch(value))
    return bool(value) and not is_file


def shown_titles(walk: Walk) -> list[str]:
    """The texts of the page's first h1 elements; those in menus, footers and teasers only if there are no others."""
    headings = [
        block
        for block in walk.blocks
        if block.element.tag == "h1" and len(block.text) < MAX_TITLE_CHARS and not leads_home(block)
    ]
    titles = [block for block in headings if not is_elsewhere(block) and boilerplate_kind(block.text) is None]
    return [clean_line(block.text) for block in (titles or headings)[:_MAX_H1]]


def _shown(walk: Walk, parts: Mapping[str, str]) -> Iterator[TextBlock]:
    """The blocks that may show the headline: headings, and blocks equal to a part of a stated title."""
    # Cheaper than a key for each block: compare the length and the first word of the parts.
    first_words = {part.split(maxsplit=1)[0] for part in parts.values()}
    longest = max(map(len, parts.values()), default=0) + _MAX_MARKS
    count = 0
    for block in walk.blocks:
        if not 0 < len(block.text) < MAX_TITLE_CHARS or count >= _MAX_SHOWN:
            continue
        is_heading = block.element.tag in _HEADINGS or _is_h1(block)
        if not is_heading:
            is_top = block.order < _TOP_BLOCKS and len(block.text) <= longest
            if not is_top or block.text.split(maxsplit=1)[0] not in first_words:
                continue
        if (is_heading or comparison_key(block.text) in parts) and not leads_home(block):
            count += 1
            yield block


def _called_title(walk: Walk, names: Set[str], url: str) -> TextBlock | None:
    """The first line above all prose that only its class calls a title: old sites have no h1, and one title for all.

    A line that equals the site's name in its address is not one.
    """
    host = (urlsplit(url).hostname or "").replace("-", "")
    for block in takewhile(lambda block: not _is_prose(block), walk.blocks[:_TOP_BLOCKS]):
        key = comparison_key(block.text) if (block.element.mask | block.marks) & words.TITLE else ""
        if (
            key
            and key not in names
            and key not in host
            and not block.links
            and len(block.text) < MAX_TITLE_CHARS
            and text_weight(block.text) >= _SHORT
            and not is_elsewhere(block)
            and boilerplate_kind(block.text) is None
        ):
            return block
    return None


def _without_kicker(text: str, stated: Iterable[str], parts: Mapping[str, str]) -> str:
    """The stated title that a heading ends with, if nothing separates it from the words before: "CourtsRoad closed".

    The same holds for a part of a stated title after another part: "Courts Road closed", "Road closed > Courts".
    """
    for title in stated:
        if " " in title and text.endswith(title) and text[: -len(title)][-1:].isalnum():
            return title
    for part in parts.values():
        kicker = text[: -len(part)].rstrip()
        if " " in part and text.endswith(f" {part}") and kicker[-1:].isalnum() and comparison_key(kicker) in parts:
            return part
    return text


def _without_section(block: TextBlock, text: str, stated: Sequence[Candidate], walk: Walk) -> str:
    """The declared title that an h1 ends with, if the words before it are also a link on the page, as sections are.

    Nothing but a space, as between two elements, separates the two.
    """
    if not _is_h1(block):
        return text
    for candidate in stated:
        title = candidate.value.strip()
        if candidate.origin not in ("json-ld", "meta") or " " not in title or not text.endswith(f" {title}"):
            continue
        if title[0].islower():  # "Sport chief quits": the words before it begin the sentence
            continue
        before = text[: -len(title)].rstrip()
        kicker = comparison_key(before) if before[-1:].isalnum() else ""
        if kicker and any(comparison_key(said) == kicker for other in walk.blocks for _, said in other.links):
            return title
    return text


def _names_way(title: Title, shown: Mapping[str, Title]) -> bool:
    """Whether a heading is the headline with a breadcrumb, "Title > List", and another is the headline alone."""
    parts = title.texts["visible"].split(" > ")
    return len(parts) > 1 and any(comparison_key(part) in shown for part in parts)


def _add_shown(title: Title, block: TextBlock, text: str) -> None:
    title.copies += 1
    if title.block is None or _rank(block) < _rank(title.block):
        title.block = block
        title.texts["visible"] = clean_line(text)


def _is_h1(block: TextBlock) -> bool:
    return block.element.tag == "h1" or "h1" in block.element.tags


def _rank(block: TextBlock) -> tuple[bool, bool, bool, int]:
    """Sort key: the lower, the better a place for the headline."""
    return is_elsewhere(block), not _is_h1(block), block.element.tag not in _HEADINGS, block.order


# -------------------------------------------------------------------------------------------- signs


def _add_words(titles: Iterable[Title], stated: Sequence[Candidate], url: str) -> None:
    """Add the signs in the wording: who states it, how much it shares with other titles, its length."""
    said_by = {
        origin: title_words(next((c.value for c in stated if c.origin == origin), ""))
        for origin in ("json-ld", "meta", "title")
    }
    address = title_words(unquote(urlsplit(url).path))
    anywhere = address.union(*said_by.values())
    for title in titles:
        text = next(iter(title.texts.values()))
        said, signs = title_words(text), title.signs
        signs.update(dict.fromkeys(title.texts, 1.0))
        if not said.isdisjoint(anywhere):  # as the titles of teasers mostly are
            for origin, others in said_by.items():
                shared = len(said & others)
                if shared:
                    signs[f"of_{origin}"] = shared / len(others)
                    signs[f"in_{origin}"] = shared / len(said)
            if shared := len(said & address):
                signs["address"] = shared / len(said)
        weight = text_weight(text)
        signs["short"] = max(0.0, 1 - weight / _SHORT)
        signs["shortish"] = max(0.0, 1 - weight / _SHORTISH)
        if len(text) <= _MAX_PHRASE and boilerplate_kind(text) is not None:
            signs["phrase"] = 1.0


def title_words(text: str) -> set[str]:
    """The words of a text; for scripts without spaces, pairs of characters."""
    found = _WORDS.findall(text.casefold())
    if text.isascii():
        return set(found)
    return {part for word in found for part in ([word] if word < _FIRST_WIDE else _pairs(word))}


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(max(1, len(word) - 1))]


def _add_places(titles: Iterable[Title], walk: Walk, parts: Mapping[str, str]) -> None:
    """Add the signs of a title's place on the page."""
    prose = [b.order for b in walk.blocks if len(b.text) >= _MIN_PROSE_CHARS and _is_prose(b)]
    shown = [(title, title.block) for title in titles if title.block is not None]
    first = next((block for _, block in shown if _is_h1(block) and not is_elsewhere(block)), None)
    endings: dict[str, list[str]] = {}
    for title in titles:
        endings.setdefault(title.key[-_ENDING:], []).append(title.key)
    for title, block in shown:
        element, signs = block.element, title.signs
        is_h1 = _is_h1(block)
        before = bisect_left(prose, block.order)
        distance = prose[before] - block.order if before < len(prose) else _FAR
        signs["prose_before"] = log1p(before)
        signs["distance"] = log1p(min(distance, _FAR))
        for name, holds in (
            ("h1", is_h1),
            ("first_h1", block is first),
            ("h2", element.tag == "h2" and not is_h1),
            ("elsewhere", is_elsewhere(block)),
            ("linked", block.link_density > _ALL_LINK),
            ("itemprop", element.itemprop in ("headline", "name")),
            ("class", bool(element.mask & words.TITLE)),
            ("copies", title.copies > 1),
            ("part", len(title.texts) == 1 and title.key in parts),
            ("longer", _is_longer(title.key, endings[title.key[-_ENDING:]])),
        ):
            if holds:
                signs[name] = 1.0


def _is_longer(key: str, ending_alike: list[str]) -> bool:
    """Whether another title is the end of this one."""
    return len(ending_alike) > 1 and any(key.endswith(other) and key != other for other in ending_alike)


def _is_prose(block: TextBlock) -> bool:
    if block.link_density >= _MAX_LINKS or block.element.tag in _HEADINGS:
        return False
    return block.weight >= _MIN_PROSE
