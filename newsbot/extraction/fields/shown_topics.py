"""Sections and tags that a page shows with its article, as links to lists on the site around the headline and text.

Only the article's own part of the page counts; menus, tag clouds, sidebars and other articles' teasers name topics,
too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import takewhile
from operator import and_
from urllib.parse import parse_qsl, unquote, urlsplit

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.class_words import class_mask
from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.visible import find_places
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.body.clutter import largest_apart, orders_above
from newsbot.extraction.fields.menus import (
    is_of_menu,
    may_be_list,
    menu_lists,
    names_its_list,
    names_person,
    spellings,
    unmarked_menu,
)
from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.phrases import boilerplate_kind
from newsbot.items import BODY, Block, Candidate
from newsbot.text import clean_line, comparison_key
from newsbot.url_shapes import is_service, path_segments
from newsbot.urls import absolute_url, same_site

_ELSEWHERE = (
    words.COMMENTS
    | words.RELATED
    | words.SIDEBAR
    | words.TEASER
    | words.NAVIGATION
    | words.COOKIE
    | words.ADVERTISEMENT
    | words.CAPTION
    | words.MODAL
)
_POINTERS = words.RELATED | words.NAVIGATION
_ELSEWHERE_TAGS = frozenset(("nav", "aside", "figure", "figcaption", "dialog"))
_OF_AUTHORS = words.AUTHOR | words.BYLINE
_AFTER_ARTICLE = _ELSEWHERE_TAGS | {"footer", "header"}
# Words before a list's name in its address.
_SECTION_WORDS = frozenset(
    "category categories categorie categoria categorias kategorie kategorien kategori kategoria kategorija rubrik"
    " rubrika rubrique rubriques rubrics section sections seccion secciones sezione sezioni".split()
)
_TAG_WORDS = frozenset(
    "tag tags tagged label labels etiqueta etiquetas etiket etiketter schlagwort stichwort keyword keywords topic"
    " topics thema themen tema temas temi dossier dossiers".split()
)
_WHOLE_PAGE = frozenset(("main", "body", "html"))
# How many blocks to look at below the body's last; each tag of a list is one.
_BELOW = 40
_ABOVE = 12
# A tag cloud or a menu has more of them than an article.
_MAX_SECTIONS = 4
_MAX_TAGS = 15
_MAX_CHARS = 50
_MAX_SPACES = 5
# The share of links in a line that is nothing but links: the rest is commas and spaces.
_ALL_LINKS = 0.8
# How close to a tag's name its address says "tag": deep below "/themen/" are the pages on a subject.
_NEAR_TAG = 2
# The longest label before tags: "Schlagwörter:".
_MAX_LABEL = 20
# Shorter words at the start of addresses are languages and countries.
_MIN_SECTION = 4
_MAX_WORDS = 3
# Names of links back to the list, in scripts that addresses do not spell.
_WAYS_BACK = frozenset(
    map(
        folded,
        "назад обратно все всички всі усі подробнее ещё πίσω όλα όλες عودة العودة جميع المزيد بازگشت همه".split(),
    )
)
_COUNT = re.compile(r"\s*\(\d+\)\Z")


@dataclass(slots=True)
class ShownTopics:
    """The names of the lists that an article's page links to, in page order."""

    sections: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    # The keywords that are only so by their element's name: an element that holds sections may have such a name, too.
    called: list[str] = field(default_factory=list)
    # The keyword that only stands right above the headline: the section, if nothing else gives one.
    kickers: list[str] = field(default_factory=list)


def shown_topics(walk: Walk, blocks: Sequence[Block], url: str) -> ShownTopics:
    """The sections and tags that the page shows with its article; none if there are as many as in a menu."""
    found = ShownTopics()
    start = next((order for order, block in enumerate(blocks) if block.verdict == BODY), 0)
    kickers: dict[str, str] = {}
    ways: dict[str, str] = {}
    labels: list[str] = []
    kicker, named = _kicker(walk, blocks, url)
    menu = {block.order for block in unmarked_menu(walk, url)}
    for order in _beside_body(walk, blocks, url):
        block = walk.blocks[order]
        if order == kicker or order in menu:
            continue
        others = _take_links(found, walk, block, url)
        if order < start and not (block.element.inherited | block.marks) & _OF_AUTHORS:
            kickers.update((address, name) for address, name in others if names_its_list(address, name))
            leading = {address: name for address, name in others if _is_way(address, name, url)}
            kickers.update((address, name) for address, name in leading.items() if _may_spell(address, name))
            ways.update(leading)
            ways.update((address, name) for address, name in others if may_be_list(address, name))
            if not block.links and len(block.text) <= _MAX_CHARS:
                labels.append(block.text)
    if not found.sections:
        found.sections = _section_above(walk, kickers | _of_menu(walk, ways, url), labels, url)
    alone = [name for name in named if name not in [*found.keywords, *found.called]]
    if named:
        found.keywords = list(dict.fromkeys([*named, *found.keywords]))
    if named and not found.sections and not _has_sections(walk, url):
        found.sections = [name for name in named if not name.isdecimal() and not names_person(name)]
    called = [name for name in found.called if name not in found.keywords]
    keywords = [*found.keywords, *called]
    return ShownTopics(
        found.sections if len(found.sections) <= _MAX_SECTIONS else [],
        keywords if len(keywords) <= _MAX_TAGS else [],
        called,
        alone,
    )


def _has_sections(walk: Walk, url: str) -> bool:
    """Whether a menu links to the list that contains the article's address; then tags are not sections here."""
    first = path_segments(url)[:-1][:1]
    return any(
        href and (address := absolute_url(href, url)) and path_segments(address) == first
        for block in walk.blocks
        if first and len(first[0]) >= _MIN_SECTION and is_of_menu(block)
        for href, _ in block.links
    )


def _kicker(walk: Walk, blocks: Sequence[Block], url: str) -> tuple[int | None, list[str]]:
    """The place and name of the only link to a tag list right above the headline, in its box.

    Software that has only tags (Ghost) shows an article's section like that, whatever the element is called.
    """
    title = find_places(blocks).title
    box = walk.blocks[title].element.parent if title else None
    if not title or box is None or box.tag in _WHOLE_PAGE or title - 1 not in box.blocks:
        return None, []
    block = walk.blocks[title - 1]
    if len(block.links) != 1 or len(block.text) > _MAX_CHARS:
        return None, []
    href, text = block.links[0]
    address, name = absolute_url(href, url) if href else None, clean_line(text)
    if not address or not same_site(address, url) or not name or not block.text.startswith(text):
        return None, []
    return (None, []) if _said_of_list(address, _NEAR_TAG).isdisjoint(_TAG_WORDS) else (title - 1, [name])


def _take_links(found: ShownTopics, walk: Walk, block: TextBlock, url: str) -> list[tuple[str, str]]:
    """Add the names in the block's links to `found`; return addresses and names of the site's other links."""
    others: list[tuple[str, str]] = []
    own, authors = _page_of(url), _authors_in(walk, block)
    for href, text in block.links:
        address = absolute_url(href, url) if href else None
        name = _COUNT.sub("", clean_line(text)).strip(" #,;|·•/›»>")
        if not address or not name or len(name) > _MAX_CHARS or name.count(" ") > _MAX_SPACES:
            continue
        if _page_of(address) == own or name in authors:
            continue
        names = _names_for(found, block, address, walk.topic_links.get((block.order, href)), url)
        if names is None and same_site(address, url):
            others.append((address, name))
        if names is not None and name not in names:
            names.append(name)
    return others


def _page_of(address: str) -> tuple[str, str, str]:
    """The page that an address leads to: the article's date and comment count link to the article itself."""
    parts = urlsplit(address)
    return parts.netloc, parts.path.rstrip("/"), parts.query


def _authors_in(walk: Walk, block: TextBlock) -> set[str]:
    """The people named by byline elements inside the block."""
    return {clean_line(m.shown) for m in walk.mentions if m.order == block.order and m.mask & _OF_AUTHORS}


def without_tags(sections: list[Candidate], shown: ShownTopics, walk: Walk, url: str) -> list[Candidate]:
    """The sections, without those that the page shows as tags: some declare both as one list. All if none would remain.

    What a menu links to is a section, whatever the tags are.
    """
    tags = {comparison_key(name) for name in shown.keywords}
    tags -= {comparison_key(name) for name in [*shown.sections, *shown.called]}
    if any(comparison_key(section.value) in tags for section in sections):
        tags -= {comparison_key(name) for name in menu_lists(walk, url, tags).values()}
    return [section for section in sections if comparison_key(section.value) not in tags] or sections


def _names_for(
    found: ShownTopics, block: TextBlock, address: str, is_category: bool | None, url: str
) -> list[str] | None:
    """The list to which a link's name belongs: by its `rel`, its address, or its element's name.

    A link that is only marked as a tag may lead to a section, as in WordPress's block themes.
    """
    if is_category:
        return found.sections
    if not same_site(address, url):
        return None if is_category is None else found.keywords
    said = _said_of_list(address)
    if said & _TAG_WORDS:
        return found.keywords
    if said & _SECTION_WORDS or "cat" in said:
        return found.sections
    if is_category is not None:
        return found.keywords
    return found.called if (block.element.inherited | block.marks) & words.TAGS else None


def _said_of_list(address: str, most: int | None = None) -> set[str]:
    """The words before a list's own name in its address, all or the last ones, and its parameters' names."""
    parts = urlsplit(address)
    segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment][:-1]
    return set(segments if most is None else segments[-most:]) | {name.lower() for name, _ in parse_qsl(parts.query)}


def _is_way(address: str, name: str, url: str) -> bool:
    """Whether a list's address begins the article's, however spelled: "/mestni/" of "Местни"; no day, no person.

    So are those of "All news" and "Back": if the address could spell the name and does not, a menu must have it.
    """
    way, own = path_segments(address), path_segments(url)
    if not 0 < len(way) < len(own) or own[: len(way)] != way or len(way[-1]) < _MIN_SECTION:
        return False
    is_day = way[-1].isdigit() or any(map(str.isdigit, name))
    return not is_day and not is_service(way) and not names_person(name)


def _may_spell(address: str, name: str) -> bool:
    """Whether a list's address is its name without accents, or the name's script leaves that open."""
    own = folded(name)
    if not any("a" <= char <= "z" for char in own):
        return name.count(" ") < _MAX_WORDS and _WAYS_BACK.isdisjoint(own.split())
    return comparison_key(path_segments(address)[-1]) in spellings(name)


def _of_menu(walk: Walk, ways: dict[str, str], url: str) -> dict[str, str]:
    """The lists to which a menu links under the same name."""
    linked = {
        (absolute_url(href, url), comparison_key(text))
        for block in walk.blocks
        if ways and is_of_menu(block)
        for href, text in block.links
        if href
    }
    return {address: name for address, name in ways.items() if (address, comparison_key(name)) in linked}


def _section_above(walk: Walk, kickers: dict[str, str], labels: Sequence[str], url: str) -> list[str]:
    """The section named by links, with their addresses, or by mere labels above the text.

    Links whose address is a prefix of the article's are the path to it. Otherwise the one that the site's menu also has
    is taken; if it has several, none is, since each may be the section.
    """
    own = path_segments(url)
    kickers = {address: name for address, name in kickers.items() if path_segments(address) != own}
    above = [name for address, name in kickers.items() if (way := path_segments(address)) == own[: len(way)]]
    if above or not (kickers or labels):
        return list(dict.fromkeys(above))
    menu = menu_lists(walk, url, {comparison_key(name) for name in [*kickers.values(), *labels]})
    names = {comparison_key(name) for address, name in menu.items() if path_segments(address) != own}
    listed = [name for address, name in kickers.items() if address in menu]
    listed += [label for label in labels if comparison_key(label) in names]
    return listed[:1] if len({comparison_key(name) for name in listed}) == 1 else []


def _beside_body(walk: Walk, blocks: Sequence[Block], url: str) -> Iterator[int]:
    """The blocks around the headline and below the text that are in the article's part of the page.

    Below the text that part ends with the heading of something else; if that has an element of its own, the part goes
    on below it. Tags may also follow right after that part.
    """
    body = [order for order, block in enumerate(blocks) if block.verdict == BODY]
    if not body:
        return
    first, last = body[0], body[-1]
    title = find_places(blocks).title
    own = _with_sections(walk, _shared_part(walk, first if title is None else title, last))
    common = reduce(and_, (walk.blocks[order].element.inherited for order in body))
    tags = _ELSEWHERE_TAGS.difference(walk.blocks[first].element.tags)
    above = range(max(own.start, first - _ABOVE), first)
    for order in [*above, *_below(walk, last, own, url)]:
        block = walk.blocks[order]
        element = block.element
        if element.hidden:
            continue
        elsewhere = element.inherited & _ELSEWHERE & ~common
        is_elsewhere = bool(elsewhere) or not element.tags.isdisjoint(tags)
        # A row of tags, called "related-topics" or "nav", below the text.
        is_row = order > last and not elsewhere & ~_POINTERS and _leads_to_tags(block, url)
        # Details right below the headline are the article's, whatever their box is called.
        if elsewhere == words.SIDEBAR and element.tags.isdisjoint(tags) and title is not None and title < order < first:
            is_row = is_row or bool(element.inherited & words.META)
        if not is_elsewhere or is_row or _is_tag_list(element):
            yield order


def _with_sections(walk: Walk, own: range) -> range:
    """The article's part and the lines right above it that hold only links marked as its categories."""
    first = own.start
    while first and _is_marked(walk, walk.blocks[first - 1], is_category=True):
        first -= 1
    return range(first, own.stop)


def _is_marked(walk: Walk, block: TextBlock, *, is_category: bool) -> bool:
    """Whether a line is only links marked as lists of this kind, perhaps with a label before them ("Tags:")."""
    element = block.element
    if not block.links or element.hidden or element.inherited & (_ELSEWHERE | words.FOOTER):
        return False
    if not element.tags.isdisjoint(_AFTER_ARTICLE):
        return False
    left = block.text
    for href, text in block.links:
        if walk.topic_links.get((block.order, href)) is not is_category:
            return False
        left = left.replace(text, " ", 1)
    left = left.strip(" :,;#|·•/›»")
    return not left or (len(left) <= _MAX_LABEL and block.text.startswith(left))


def _below(walk: Walk, last: int, own: range, url: str) -> Iterator[int]:
    """The blocks below the text's last, without boxes that begin with the heading of another part of the page."""
    order, end = last + 1, min(own.stop, last + _BELOW)
    while order < end:
        if _opens_others(walk.blocks[order]):
            element = walk.blocks[order].element
            box = largest_apart(element, set(orders_above(walk.blocks[order - 1].element)))
            if box is None or len(box.blocks) == 1:
                # What it opens ends at the latest with its parent element: editors put it at the end of the text.
                box = (box or element).parent
            if box is None or box.blocks.stop >= end:
                return
            order = box.blocks.stop
        else:
            if not _heads_teasers(walk, order, last):
                yield order
            order += 1
    if order >= own.stop:
        after = range(order, len(walk.blocks))
        yield from takewhile(
            lambda at: _is_tags_alone(walk.blocks[at], url) or _is_marked(walk, walk.blocks[at], is_category=False),
            after,
        )


def _is_tag_list(element: Element) -> bool:
    """Whether the `nav` around it is labelled as tags, as in `<nav aria-label="tags">`."""
    found: Element | None = element
    while found is not None and found.tag != "nav":
        found = found.parent
    return found is not None and bool((found.mask | class_mask(found.labels)) & words.TAGS)


def _is_tags_alone(block: TextBlock, url: str) -> bool:
    """Whether a block holds only links to tags, and is not in another part of the page."""
    element = block.element
    if element.hidden or element.inherited & (_ELSEWHERE | words.FOOTER) or not element.tags.isdisjoint(_AFTER_ARTICLE):
        return False
    return _leads_to_tags(block, url)


def _leads_to_tags(block: TextBlock, url: str) -> bool:
    """Whether a block is nothing but links to tags, judging by their addresses."""
    if block.link_density < _ALL_LINKS:
        return False
    addresses = [absolute_url(href, url) for href, _ in block.links if href]
    return bool(addresses) and all(
        address and same_site(address, url) and not _said_of_list(address, _NEAR_TAG).isdisjoint(_TAG_WORDS)
        for address in addresses
    )


def _opens_others(block: TextBlock) -> bool:
    """Whether a heading below the text begins another part of the page, other than the topics."""
    if block.element.tag not in HEADINGS or (block.element.inherited | block.marks) & words.TAGS:
        return False
    if boilerplate_kind(block.text) == "tags":
        return False
    return (_TAG_WORDS | _SECTION_WORDS).isdisjoint(block.text.lower().strip(" :").split())


def _heads_teasers(walk: Walk, order: int, last: int) -> bool:
    """Whether a link to a section stands above another article's headline, in a box without the article's text."""
    block, following = walk.blocks[order], walk.blocks[order + 1 : order + 2]
    if not following or len(block.links) != 1 or (order, block.links[0][0]) in walk.topic_links:
        return False
    headline = following[0]
    if min(block.link_density, headline.link_density) < _ALL_LINKS or headline.text.count(" ") < _MAX_SPACES:
        return False
    if len({href for href, _ in headline.links}) > 1:
        return False
    box = largest_apart(block.element, set(orders_above(walk.blocks[last].element)))
    return box is not None and order + 1 in box.blocks


def _shared_part(walk: Walk, order: int, last: int) -> range:
    """The blocks of the article element around both; without one, of the innermost element around both."""
    element = walk.blocks[order].element
    while element.parent is not None and last not in element.blocks:
        element = element.parent
    if "article" in element.tags:
        while element.tag != "article" and element.parent is not None:
            element = element.parent
    elif element.parent is not None and element.parent.tag not in _WHOLE_PAGE:
        element = element.parent
    return element.blocks
