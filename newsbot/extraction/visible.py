"""Authors and dates as a reader sees them: what stands near the headline, around the body and in it.

Comments, teasers, sidebars and footers name people and dates too: they are left out by their class words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from newsbot.extraction import class_words as words
from newsbot.extraction.blocks import Element, TextBlock, Walk
from newsbot.extraction.byline_words import LEAD
from newsbot.extraction.classifier import BODY
from newsbot.extraction.date_words import UPDATED
from newsbot.extraction.phrases import boilerplate_kind
from newsbot.items import Block, Candidate
from newsbot.urls import absolute_url

# Places where a name or a date is somebody else's.
_ELSEWHERE = (
    words.COMMENTS
    | words.RELATED
    | words.SIDEBAR
    | words.TEASER
    | words.FOOTER
    | words.NAVIGATION
    | words.COOKIE
    | words.ADVERTISEMENT
    | words.CAPTION
    | words.MODAL
)
_NAMING = words.AUTHOR | words.BYLINE
_ELSEWHERE_TAGS = frozenset(("nav", "aside", "footer", "figcaption", "figure", "form", "li", "dialog"))
# What may hold a whole page, whatever it means elsewhere: ASP.NET's form, the canvas that a drawer slides over.
_AROUND_PAGE = words.MODAL
_AROUND_PAGE_TAGS = frozenset(("form", "dialog"))
_FRONT_PAGE = re.compile(r"\s*(?=\S)(?:(?:https?:)?//[^/?#]+)?/?(?:index\.(?:html?|php))?\s*\Z", re.IGNORECASE)
_MAX_LINE_CHARS = 250
_MAX_CANDIDATES = 12
_MAX_TITLES = 4
_MAX_TITLE_CHARS = 400
_AFTER_BODY = 8
_ABOVE_HEADLINE = 4
_MAX_HEAD = 25
_ABOVE_BODY_LINES = 8
_MAX_LABEL_CHARS = 120
# Bylines and dates stand in lists, too ("<ul class=post-meta>").
_LIST_TAGS = frozenset(("li",))
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:e?s|en|in)?|auteurs?|people|profiles?|staff|journalists?|contributors?|writers?|reporters?"
    r"|by|redakt\w+|redac\w+|periodistas?|user|team|columnists?)[/=]",
    re.IGNORECASE,
)


def visible_titles(walk: Walk) -> list[str]:
    """The texts of the page's h1 elements; those of menus, footers and related lists only where there are no others.

    One that links to the front page is the site's name.
    """
    headings = [
        block
        for block in walk.blocks
        if block.element.tag == "h1" and len(block.text) < _MAX_TITLE_CHARS and not _leads_home(block)
    ]
    titles = [block for block in headings if not _ANYWHERE.has(block) and boilerplate_kind(block.text) is None]
    return [block.text for block in (titles or headings)[:_MAX_TITLES]]


def _leads_home(block: TextBlock) -> bool:
    return block.link_density > 0.9 and any(_FRONT_PAGE.match(href or "") for href, _ in block.links)


def visible_authors(walk: Walk, blocks: Sequence[Block], url: str) -> list[Candidate]:
    """Byline candidates, those nearest above the body first; origin "visible", or "text" for a line in the body."""
    before: list[Candidate] = []
    after: list[Candidate] = []
    places = _places(walk, blocks)
    start, end = places.start, places.end
    for order, candidate in _author_lines(walk, blocks, url, places):
        if order <= start:
            before.append(candidate)
        elif order <= end:
            after.append(candidate)
    return (before[-_MAX_CANDIDATES:] + after)[:_MAX_CANDIDATES]


def _author_lines(walk: Walk, blocks: Sequence[Block], url: str, places: "_Places") -> Iterator[tuple[int, Candidate]]:
    named = set()
    for mention in walk.mentions:
        block = walk.blocks[mention.order] if mention.order < len(walk.blocks) else None
        if block is None or not mention.mask & _NAMING:
            continue
        if places.are_elsewhere(mention.order, block) or blocks[mention.order].verdict == BODY:
            continue
        named.add(mention.order)
        target = absolute_url(mention.url, url) if mention.url else None
        yield mention.order, Candidate(mention.shown[:_MAX_LINE_CHARS], "visible", target)
    for order, (block, judged) in enumerate(zip(walk.blocks, blocks, strict=True)):
        if judged.verdict == BODY or order in named or len(block.text) > _MAX_LINE_CHARS:
            continue
        is_marked = _names_author(block)
        origin = ""
        if judged.verdict == "reporting" or (judged.verdict == "byline" and not is_marked):
            origin = "text"
        elif (is_marked and not block.element.inherited & words.BIOGRAPHY) or (
            order in places.head and _reads_as_byline(block)
        ):
            origin = "visible"
        if origin and not places.are_elsewhere(order, block):
            yield order, Candidate(block.text, origin, _only_link(block, url))


def _reads_as_byline(block: TextBlock) -> bool:
    """Whether a line near the headline announces a name, or is a link to somebody's page, where no class says so."""
    if len(block.text) > _MAX_LABEL_CHARS:
        return False
    if boilerplate_kind(block.text) == "byline" or LEAD.match(block.text):
        return True
    return block.link_density > 0.9 and any(_AUTHOR_PAGE.search(href or "") for href, _ in block.links)


def _names_author(block: TextBlock) -> bool:
    element = block.element
    return bool((element.mask | block.marks) & _NAMING or element.inherited & words.BYLINE)


def _only_link(block: TextBlock, url: str) -> str | None:
    links = [href for href, _ in block.links if href]
    return absolute_url(links[0], url) if len(links) == 1 else None


@dataclass(slots=True, frozen=True)
class _Elsewhere:
    """The class words and elements that are of another part of the page."""

    mask: int = _ELSEWHERE
    tags: frozenset[str] = _ELSEWHERE_TAGS

    def has(self, block: TextBlock) -> bool:
        element = block.element
        tags = element.tags & self.tags
        if element.inherited & words.META and "article" in element.tags:
            # Drupal puts byline and date into a footer element of the article.
            tags -= {"footer"}
        return element.hidden or bool(element.inherited & self.mask) or bool(tags)


_ANYWHERE = _Elsewhere()


@dataclass(slots=True, frozen=True)
class _Places:
    """Where on the page authors and dates are the article's, by the order of the blocks.

    `start` is the body's first block, `end` a few after its last. `head` runs from a little above the headline to the
    body, empty where no headline is near; `title` is the last headline above the body, or None.
    """

    start: int
    end: int
    title: int | None
    head: range
    above: _Elsewhere
    between: _Elsewhere
    below: _Elsewhere

    def are_elsewhere(self, order: int, block: TextBlock) -> bool:
        """Whether names and dates in this block are somebody else's."""
        place = self.between if order in self.head else self.above if order < self.start else self.below
        return place.has(block)


def _places(walk: Walk, blocks: Sequence[Block]) -> _Places:
    body = [index for index, block in enumerate(blocks) if block.verdict == BODY]
    start, end = (body[0], body[-1] + _AFTER_BODY) if body else (0, 0)
    titles = [index for index in range(start) if blocks[index].verdict == "headline" or blocks[index].tag == "h1"]
    title = titles[-1] if titles else None
    is_near = title is not None and start - title <= _MAX_HEAD
    above, below = _elsewhere([walk.blocks[index].element for index in body])
    return _Places(
        start,
        end,
        title,
        range(_from_title(title), start) if is_near else range(0),
        above,
        replace(above, tags=above.tags - _LIST_TAGS),
        below,
    )


def _from_title(title: int | None) -> int:
    """Shortly above the headline; a site's top bar, farther up, shows today's date."""
    return 0 if title is None else max(0, title - _ABOVE_HEADLINE)


def _elsewhere(body: Sequence[Element]) -> tuple[_Elsewhere, _Elsewhere]:
    """What is elsewhere above the body and what is below, where comments follow: not what the body stands in itself."""
    if not body:
        return _ANYWHERE, _ANYWHERE
    mask = reduce(and_, (element.inherited for element in body))
    tags = _ELSEWHERE_TAGS - (_AROUND_PAGE_TAGS.intersection(*(element.tags for element in body)))
    return _Elsewhere(_ELSEWHERE & ~mask, tags), _Elsewhere(_ELSEWHERE & ~(mask & _AROUND_PAGE), tags)


def visible_dates(walk: Walk, blocks: Sequence[Block]) -> tuple[list[Candidate], list[Candidate]]:
    """(published, modified) candidates from time elements and date lines between headline and body's end.

    The class "updated" is not enough: WordPress themes give it to the only date of a post, which is the date of
    publication unless there is another one or it is labelled as an update.
    """
    published: list[Candidate] = []
    modified: list[Candidate] = []
    unlabelled: list[Candidate] = []
    places = _places(walk, blocks)
    start, end = _from_title(places.title), places.end
    dated = set()
    for mention in walk.mentions:
        if not start <= mention.order <= end or not mention.mask & words.DATE or mention.order >= len(walk.blocks):
            continue
        block = walk.blocks[mention.order]
        if places.are_elsewhere(mention.order, block) or blocks[mention.order].verdict == BODY:
            continue
        dated.add(mention.order)
        origin = "microdata" if mention.text != mention.shown else "visible"
        candidate = Candidate(mention.text, origin)
        _list_for(mention.mask, mention.shown, published, modified, unlabelled).append(candidate)
    for order in range(start, min(end + 1, len(blocks))):
        block = walk.blocks[order]
        if order in dated or blocks[order].verdict == BODY or places.are_elsewhere(order, block):
            continue
        is_near = places.start - _ABOVE_BODY_LINES <= order < places.start or order in places.head
        if _is_date_line(block) or (is_near and blocks[order].verdict != "headline" and _may_hold_date(block)):
            marks = block.element.mask | block.marks
            candidate = Candidate(block.text[:_MAX_LINE_CHARS], "visible")
            _list_for(marks, block.text, published, modified, unlabelled).append(candidate)
    if any(_has_digit(candidate.value) for candidate in published):
        modified += unlabelled
    else:
        published += unlabelled
    return published[:_MAX_CANDIDATES], modified[:_MAX_CANDIDATES]


def _list_for(
    mask: int, shown: str, published: list[Candidate], modified: list[Candidate], unlabelled: list[Candidate]
) -> list[Candidate]:
    """Which of the three a date is, by its class words and what it says of itself."""
    if mask & words.PUBLISHED or not mask & (words.MODIFIED | words.UPDATED):
        return published
    return modified if mask & words.MODIFIED or UPDATED.search(shown) else unlabelled


def _may_hold_date(block: TextBlock) -> bool:
    return len(block.text) <= 60 and _has_digit(block.text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_date_line(block: TextBlock) -> bool:
    mask = block.element.inherited | block.marks
    return len(block.text) <= 120 and _has_digit(block.text) and bool(mask & (words.DATE | words.BYLINE | words.META))
