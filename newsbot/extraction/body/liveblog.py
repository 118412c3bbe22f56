"""Live blogs: the entries of a page, each with its headline, text, time and address.

They are read from JSON-LD (LiveBlogPosting), else from like containers that each show a time of day and a text. It has
been decided before whether the page is an article and which blocks are its body.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.structure import is_prose
from newsbot.extraction.blocks.walk import Mention, TextBlock, Walk, walk_blocks
from newsbot.extraction.dates.choice import choose_date
from newsbot.extraction.declared.candidates import Declared
from newsbot.items import BODY, Block, Candidate, LiveBlogEntry, Origin
from newsbot.markup import parse_html, plain_line
from newsbot.text import clean_line, clean_text, text_weight
from newsbot.urls import absolute_url, article_key

_MAX_ENTRIES = 1_000
_MAX_ENTRY_CHARS = 50_000
_MAX_HEADLINE_CHARS = 500
# An entry's time is above its text, with at most a headline and a picture in between.
_ABOVE_BODY = 5
# How many levels above its time and its text an entry's container may be.
_MAX_LEVELS = 12
_MIN_ENTRIES = 3
# Minimum share of the body within entries: a live blog may have a long introduction; in an article, what looks like
# entries is something else.
_MIN_SHARE = 0.5
# A list of posts spans weeks.
_LONGEST = timedelta(days=7)
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])\s?[:.hH時시]\s?[0-5]\d(?!\d)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z]")
_DIGITS = re.compile(r"\d+")
_ENTRY_ITEMPROP = "liveblogupdate"
_BODIES = ("articleBody", "text", "description")


@dataclass(slots=True)
class LiveBlog:
    """The entries of a live blog in page order (none for other pages), and their origin."""

    entries: list[LiveBlogEntry] = field(default_factory=list)
    origin: Origin = "json-ld"


def read_live_blog(declared: Declared, walk: Walk, blocks: Sequence[Block], url: str) -> LiveBlog:
    """The page's live blog, as JSON-LD declares it, else as the page shows it."""
    language = declared.languages[0].value if declared.languages else None
    stated = LiveBlog(list(_declared_entries(declared.updates, url, language)), "json-ld")
    if sum(1 for entry in stated.entries if entry.articleBody) * 2 > len(stated.entries):
        return stated
    times = _times(walk, blocks)
    if len(times) < _MIN_ENTRIES:
        return stated
    seen = _Page(walk, blocks, url, language).live_blog(times, is_live="liveblogposting" in declared.types)
    return seen if seen.entries else stated


def _times(walk: Walk, blocks: Sequence[Block]) -> list[Mention]:
    """The dates and times between the paragraphs of the body."""
    body = [index for index, block in enumerate(blocks) if block.verdict == BODY]
    within = range(max(0, body[0] - _ABOVE_BODY), body[-1] + 1) if body else range(0)
    return [mention for mention in walk.mentions if mention.mask & words.DATE and mention.order in within]


def _moment(raw: str, origin: str, language: str | None) -> str | None:
    """The date of an entry, parsed like those of articles."""
    choice, _ = choose_date([Candidate(raw, origin)], datetime.now(UTC), language)
    return choice.value if choice is not None else None


# ----------------------------------------------------------------------------------------------- JSON-LD


def _declared_entries(updates: Iterable[dict[str, Any]], url: str, language: str | None) -> Iterator[LiveBlogEntry]:
    for node in list(updates)[:_MAX_ENTRIES]:
        raw = _first_text(node, ("datePublished", "dateCreated"))
        entry = LiveBlogEntry(
            headline=plain_line(_first_text(node, ("headline", "name")), _MAX_HEADLINE_CHARS) or None,
            articleBody=_paragraphs(_first_text(node, _BODIES)) or None,
            datePublished=_moment(raw, "json-ld", language) if raw else None,
            url=_address(node, url),
        )
        if entry.headline or entry.articleBody:
            yield entry


def _first_text(node: dict[str, Any], names: Iterable[str]) -> str:
    """The first of the properties that is a string or a list of strings."""
    for name in names:
        value = node.get(name)
        parts = [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)]
        text = "\n".join(parts)[:_MAX_ENTRY_CHARS].strip()
        if text:
            return text
    return ""


def _paragraphs(text: str) -> str:
    """The text of an entry, with a blank line between paragraphs; the input may contain markup or entities."""
    text = unescape(text)
    parts = [block.text for block in walk_blocks(parse_html(text)).blocks] if _TAG.search(text) else text.splitlines()
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, (clean_text(part) for part in parts)))[:_MAX_ENTRY_CHARS]


def _address(node: dict[str, Any], url: str) -> str | None:
    """The entry's own address; those of one page differ only in their fragments."""
    for name in ("url", "mainEntityOfPage", "@id"):
        value = node.get(name)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return _with_fragment(value, url)
    return None


def _with_fragment(href: str, url: str) -> str | None:
    target = absolute_url(href, url)
    fragment = plain_line(href.partition("#")[2], 200)
    return f"{target}#{fragment}" if target and fragment and " " not in fragment else target


# ---------------------------------------------------------------------------------------------- the page

_Signature = tuple[int, str, str]


class _Page:
    """A page that may show entries: its times, and the prose below each element."""

    def __init__(self, walk: Walk, blocks: Sequence[Block], url: str, language: str | None) -> None:
        self.walk = walk
        self.blocks = blocks
        self.url = url
        self.language = language
        self.prose: Counter[int] = Counter()
        self.body = 0
        for found, block in zip(walk.blocks, blocks, strict=True):
            if block.verdict == BODY and is_prose(found):
                weight = round(text_weight(found.text))
                self.body += weight
                for element in _ancestors(found.element):
                    self.prose[element.order] += weight

    def live_blog(self, times: Sequence[Mention], *, is_live: bool) -> LiveBlog:
        """The entries shown at these times; `is_live` says that the page calls itself a live blog."""
        groups = self._groups(times)
        best = max(groups, key=lambda key: (key[2] == _ENTRY_ITEMPROP, len(groups[key]), -key[0]), default=None)
        if best is None:
            return LiveBlog()
        members = groups[best]
        is_stated = is_live or best[2] == _ENTRY_ITEMPROP
        if len(members) < _MIN_ENTRIES or sum(self.prose[order] for order in members) < _MIN_SHARE * self.body:
            return LiveBlog()
        texts = self._texts(best)
        if not is_stated and not (self._reads_live(members.values()) and not self._lists_pages(texts)):
            return LiveBlog()
        entries = [self._entry(texts[order], members.get(order)) for order in texts]
        kept = [entry for entry in entries if entry.articleBody]
        return LiveBlog(kept[:_MAX_ENTRIES], "microdata" if best[2] == _ENTRY_ITEMPROP else "visible")

    def _groups(self, times: Iterable[Mention]) -> dict[_Signature, dict[int, Mention]]:
        """Groups of like elements that hold prose and a time: by element order, the first time in each."""
        groups: dict[_Signature, dict[int, Mention]] = {}
        for time in times:
            for element in _ancestors(self.walk.blocks[time.order].element):
                if self.prose[element.order]:
                    groups.setdefault(_signature(element), {}).setdefault(element.order, time)
        return groups

    def _texts(self, signature: _Signature) -> dict[int, list[int]]:
        """The blocks within each element of this signature, as orders."""
        texts: dict[int, list[int]] = {}
        for index, block in enumerate(self.walk.blocks):
            for element in _ancestors(block.element):
                if _signature(element) == signature:
                    texts.setdefault(element.order, []).append(index)
                    break
        return texts

    def _reads_live(self, times: Iterable[Mention]) -> bool:
        """Whether these are times of a live blog: times of day, all different, within a few days."""
        clocks = {mention.text for mention in times if _CLOCK.search(mention.text) or _CLOCK.search(mention.shown)}
        dates = [_moment(text, "visible", self.language) for text in clocks]
        moments = [datetime.fromisoformat(date) for date in dates if date]
        return len(clocks) >= _MIN_ENTRIES and (not moments or max(moments) - min(moments) <= _LONGEST)

    def _lists_pages(self, texts: dict[int, list[int]]) -> bool:
        """Whether most entries have a headline that links to a page of its own, as in a list of articles."""
        own = article_key(self.url)
        linked = 0
        for indices in texts.values():
            headings = [self.walk.blocks[index] for index in indices if self.blocks[index].tag in HEADINGS]
            targets = [absolute_url(href, self.url) for block in headings[:1] for href, _ in block.links[:1]]
            linked += any(target and article_key(target) != own for target in targets)
        return linked * 2 > len(texts)

    def _entry(self, indices: list[int], time: Mention | None) -> LiveBlogEntry:
        found = [self.walk.blocks[index] for index in indices]
        headline = next((block for block in found if _is_headline(block)), None)
        texts = [block.text for block in found if self.blocks[block.order].verdict == BODY and block is not headline]
        if not texts and headline is not None:
            texts, headline = [headline.text], None
        origin = "microdata" if time is not None and time.text != time.shown else "visible"
        return LiveBlogEntry(
            headline=clean_line(headline.text)[:_MAX_HEADLINE_CHARS] or None if headline is not None else None,
            articleBody=_joined(texts) or None,
            datePublished=_moment(time.text, origin, self.language) if time is not None else None,
            url=self._permalink(found),
        )

    def _permalink(self, found: Iterable[TextBlock]) -> str | None:
        """The entry's link to its own place on the page."""
        own = article_key(self.url)
        for block in found:
            for href, _ in block.links:
                target = absolute_url(href, self.url) if "#" in href else None
                if target is not None and article_key(target) == own:
                    return _with_fragment(href, self.url)
        return None


def _ancestors(element: Element) -> Iterator[Element]:
    """The element and its ancestors, innermost first, as far up as an entry's container may be."""
    inner: Element | None = element
    for _ in range(_MAX_LEVELS):
        if inner is None:
            return
        yield inner
        inner = inner.parent


def _signature(element: Element) -> _Signature:
    """What the containers of like entries share: depth, tag, and first class without numbers."""
    if element.itemprop == _ENTRY_ITEMPROP:
        return element.depth, element.tag, _ENTRY_ITEMPROP
    first = element.attribute.split(maxsplit=1)
    return element.depth, element.tag, _DIGITS.sub("", first[0]) if first else ""


def _is_headline(block: TextBlock) -> bool:
    """Whether a block is a heading, or a short line all in bold."""
    if block.element.tag in HEADINGS or block.element.tags & HEADINGS:
        return True
    return 0 < len(block.text) <= 200 and block.strong_chars >= len(block.text)
