"""Front and section pages: the articles, feeds, sections and further pages that they link to.

Works on any page without selectors: an anchor is judged by its address, its text and its place on the page.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbot.discovery.cards import Cards, look
from newsbot.discovery.feeds import is_comment_feed
from newsbot.discovery.later_pages import goes_on, leads_on
from newsbot.discovery.scripted_links import is_for_programs, scripted_addresses
from newsbot.discovery.sources import Collector, SourceContents
from newsbot.discovery.wordpress import API_RELATION, add_api
from newsbot.items import Link
from newsbot.markup import attribute, parse_html, refresh_target
from newsbot.text import WORD_MARKS
from newsbot.url_shapes import (
    article_likeness,
    is_archive,
    is_media,
    is_personal_list,
    is_service,
    path_segments,
)
from newsbot.urls import absolute_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_ANCHORS = 20_000
MAX_LINKS = 5_000
_MAX_HEAD_LINKS = 500
_MAX_CARD_ANCHORS = 100
_MAX_HUBS = 200
_MAX_ARCHIVES = 200
_MAX_FEEDS = 20
_MAX_TIMES = 500
_MAX_RAW_CHARS = 4_000
_MAX_TEXT_CHARS = 400
_MAX_TITLE_CHARS = 200
_CARD_LEVELS = 5
_MAX_HUB_SEGMENTS = 2
_MAX_HUB_CHARS = 40

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
# Types that may be anything: WordPress also announces the page's own API record with one.
_VAGUE_TYPES = frozenset({"text/xml", "application/xml", "application/json", "text/rss", "application/x-rss+xml"})
_FEED_WORD = re.compile(r"\b(?:rss2?|atom|(?:news)?feeds?)\b", re.IGNORECASE)
# "/feed/", "/rss.xml", "/news/rss", "/feeds/world.xml", "?feed=rss2"; "/rss-feeds" is a page about them.
_FEED_ADDRESS = re.compile(
    r"/(?:feeds?|rss2?|atom|rdf)(?:/[\w-]{1,40}){0,2}(?:\.(?:xml|rss|atom|rdf|json|php))?/?(?:\?|\Z)|\.(?:rss|atom|rdf)(?:\?|\Z)"
    r"|/(?:rss|feed|atom|index)\.(?:xml|rdf|json)(?:\?|\Z)|/rss[-_]feeds?/?\Z|[?&]feed=\w",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_SELECTOR = ",".join(sorted(_HEADINGS))
_NAVIGATION_TAGS = frozenset({"nav", "header", "footer", "menu"})
_NAVIGATION_NAME = re.compile(
    r"(?:\A|[\s_-])(?:nav\w{0,10}|menu\w{0,10}|masthead|topbar|footer|sitemap)(?:\Z|[\s_-])", re.I
)
_WORD = re.compile(rf"\w[\w{WORD_MARKS}]*")
# A text this long is a headline rather than a label; scripts without spaces are counted in letters.
_TITLE_WORDS = 5
_TITLE_CHARS_UNSPACED = 10
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PLACE_WEIGHTS = {
    "title": 0.3,
    "heading": 0.2,
    "title_in_navigation": -0.15,
    # "Ruhr area" in a menu is a section, even where its address has three words.
    "label_in_navigation": -0.3,
}
_ARTICLE_FROM = 0.45
# The threshold if only the address is known.
_SCRIPTED_FROM = 0.5
# This many articles in one folder, linked to alike, make another such link an article, too, however short its title.
_ROW = 3
# How many links' cards to inspect.
_MAX_CARDS = 300


@dataclass(slots=True)
class _Anchor:
    """What all anchors to one address say together."""

    text: str = ""
    in_heading: bool = False
    in_navigation: bool = True
    published: str | None = None
    # The rows it is part of: the folder of its address, with what the elements above it look like.
    rows: set[tuple[str, str]] = field(default_factory=set)
    # The node of its text, unless that is in navigation.
    node: "LexborNode | None" = None

    def likeness(self, url: str) -> float:
        """How much this looks like a link to an article, by address, text and place."""
        likeness = article_likeness(url)
        if likeness == 0.0:
            return 0.0
        titled = is_title(self.text)
        if titled:
            likeness += _PLACE_WEIGHTS["title"]
        if self.in_heading:
            likeness += _PLACE_WEIGHTS["heading"]
        if self.in_navigation:
            likeness += _PLACE_WEIGHTS["title_in_navigation" if titled else "label_in_navigation"]
        return likeness


def read_section(body: bytes, content_type: str | None, collector: Collector) -> SourceContents:
    """The articles a page links to, in page order, with its feeds, API, sections and next page."""
    return _Page(parse_html(body, content_type), collector).read()


def read_feed_page(body: bytes, content_type: str | None, collector: Collector) -> SourceContents:
    """The feeds that a page about the site's feeds links to."""
    page = _Page(parse_html(body, content_type), collector)
    page.read_head()
    page.read_feeds(depth=1)
    return collector.finish("html_instead")


class _Page:
    """One parsed page while it is read; each address and place is resolved only once."""

    def __init__(self, tree: "LexborHTMLParser", collector: Collector) -> None:
        self._tree = tree
        self._collector = collector
        self._addresses: dict[str, str | None] = {}
        self._places: dict[int, _Place] = {}
        self._anchors: dict[str, _Anchor] = {}
        # Addresses that are articles by address, text and place alone.
        self._told: set[str] = set()

    def read(self) -> SourceContents:
        self.read_head()
        if not any(source.method == "feed" for source in self._collector.contents.sources):
            self.read_feeds()
        nodes = self._tree.css("a[href]")[:_MAX_ANCHORS]
        for node in nodes:
            self._gather(node)
        self._add_next_page(nodes)
        self._told = {url for url, anchor in self._anchors.items() if _is_article(url, anchor)}
        rows = Counter(row for url in self._told for row in self._anchors[url].rows)
        cards = self._read_cards()
        for url, anchor in self._anchors.items():
            # "/posts/archive" is a story like those beside it if a headline links to it.
            may_be_story = anchor.likeness(url) > 0.0 or is_title(anchor.text)
            if may_be_story and any(rows[row] >= _ROW for row in anchor.rows):
                cards[url] = _Card.STORY
        self._date_cards(self._told | {url for url, card in cards.items() if card is _Card.STORY})
        for url, anchor in self._anchors.items():
            self._sort(url, anchor, cards.get(url, _Card.NONE))
        if len(self._told) < _ROW:
            self._add_scripted()
        return self._collector.finish()

    def read_head(self) -> None:
        """Read the base address, feeds, the WordPress API and the next page from the head's elements."""
        base = self._tree.css_first("base[href]")
        if base is not None:
            self._collector.base = absolute_url(attribute(base, "href"), self._collector.url) or (self._collector.url)
        feeds = 0
        for node in self._tree.css("link[rel][href]")[:_MAX_HEAD_LINKS]:
            relations, href = attribute(node, "rel").lower().split(), attribute(node, "href")
            if API_RELATION in relations:
                add_api(self._collector, href)
            elif "next" in relations:
                self._add_page(href)
            elif "alternate" in relations and _announces_feed(node) and feeds < _MAX_FEEDS:
                self._collector.add_source(href, "feed")
                feeds += 1
        target = refresh_target(self._tree)
        if target is not None:
            self._collector.add_source(target, "section", depth=self._collector.ref.depth)

    def read_feeds(self, depth: int = 0) -> None:
        """Add the feeds that anchors link to, or pages about feeds."""
        feeds = 0
        for node in self._tree.css("a[href]")[:_MAX_ANCHORS]:
            href = attribute(node, "href")
            if feeds < _MAX_FEEDS and _FEED_ADDRESS.search(href[:_MAX_RAW_CHARS]) and not is_comment_feed(href, None):
                self._collector.add_source(href, "feed", depth=depth)
                feeds += 1

    def _gather(self, node: "LexborNode") -> None:
        url = self._address(attribute(node, "href"))
        if url is None:
            return
        place = self._place(node)
        heading = node.css_first(_HEADING_SELECTOR)
        text = _text(heading or node) or attribute(node, "title") or attribute(node, "aria-label")
        anchor = self._anchors.setdefault(url, _Anchor())
        in_heading = heading is not None or place is _Place.HEADING
        if _rank(text, in_heading) > _rank(anchor.text, anchor.in_heading):
            anchor.text = text
            anchor.node = None if place is _Place.NAVIGATION else node
        anchor.in_heading |= in_heading
        anchor.in_navigation &= place is _Place.NAVIGATION
        if place is not _Place.NAVIGATION and (folder := _folder(url)):
            anchor.rows.add((folder, look(node)))

    def _address(self, href: str) -> str | None:
        if href not in self._addresses:
            self._addresses[href] = None if href.startswith("#") else self._collector.resolve(href)
        return self._addresses[href]

    def _place(self, node: "LexborNode") -> "_Place":
        """Where on the page a node stands, by its nearest telling ancestor; each ancestor is judged once."""
        unknown = []
        place = _Place.CONTENT
        above = node.parent
        while above is not None and above.is_element_node:
            known = self._places.get(above.mem_id)
            if known is not None:
                place = known
                break
            unknown.append(above.mem_id)
            told = _told_place(above)
            if told is not None:
                place = told
                break
            above = above.parent
        self._places.update(dict.fromkeys(unknown, place))
        return place

    def _add_next_page(self, nodes: "list[LexborNode]") -> None:
        """Add the next page of this list, found by its relation, its text or its class."""
        number = self._collector.ref.depth + 2
        for node in nodes:
            relations = attribute(node, "rel").lower().split()
            if "next" in relations or leads_on(_text(node), attribute(node, "class"), number):
                self._add_page(attribute(node, "href"))

    def _add_page(self, href: str) -> None:
        collector = self._collector
        url = self._address(href)
        depth = collector.ref.depth + 1
        has_next = any(s.method == "section" and s.depth == depth for s in collector.contents.sources)
        if url is not None and not has_next and goes_on(url, collector.url, depth + 1):
            collector.add_source(url, "section", depth=depth)

    def _date_cards(self, stories: set[str]) -> None:
        """Give a card's only story the time shown in that card."""
        known: dict[int, set[str]] = {}
        for node in self._tree.css("time[datetime]")[:_MAX_TIMES]:
            above = node.parent
            for _ in range(_CARD_LEVELS):
                if above is None or not above.is_element_node:
                    break
                if above.mem_id not in known:
                    known[above.mem_id] = self._addresses_in(above) & stories
                found = known[above.mem_id]
                if found:
                    if len(found) == 1:
                        anchor = self._anchors[next(iter(found))]
                        anchor.published = anchor.published or attribute(node, "datetime")
                    break
                above = above.parent

    def _addresses_in(self, node: "LexborNode") -> set[str]:
        anchors = [node] if node.tag == "a" else node.css("a[href]")[:_MAX_CARD_ANCHORS]
        addresses = {self._addresses.get(attribute(anchor, "href")) for anchor in anchors}
        return {url for url in addresses if url in self._anchors}

    def _add_scripted(self) -> None:
        """Add articles, judged by address alone, that a script would link to; for pages with few links to articles."""
        for href in scripted_addresses(self._tree):
            url = self._address(href)
            if url is None or url in self._anchors or is_for_programs(url):
                continue
            if article_likeness(url) >= _SCRIPTED_FROM:
                self._collector.add_link(Link(url, "section", self._collector.ref.url))

    def _read_cards(self) -> "dict[str, _Card]":
        """What the cards of doubtful links say; counted only if several links that look alike say the same."""
        alike: dict[str, list[str]] = {}
        doubtful = [
            (url, anchor.node)
            for url, anchor in self._anchors.items()
            if anchor.node is not None and 0.0 < anchor.likeness(url) < _ARTICLE_FROM and not is_archive(url)
        ]
        for url, node in doubtful[:_MAX_CARDS]:
            alike.setdefault(look(node), []).append(url)
        cards, shown = dict[str, _Card](), Cards({href for href, url in self._addresses.items() if url in self._told})
        for urls in alike.values():
            said = {url: _said(self._anchors[url], shown) for url in urls} if len(urls) >= _ROW else {}
            counts = Counter(said.values())
            cards.update((url, card) for url, card in said.items() if card is not _Card.NONE and counts[card] >= _ROW)
        return cards

    def _sort(self, url: str, anchor: _Anchor, card: "_Card") -> None:
        """Add an address as an archive, article or hub, or drop it; a teaser's target may be both article and hub."""
        collector = self._collector
        is_article = url in self._told
        # A headline leads to a story: "/news/1999" has its number, "/topics/council-votes-on-the-budget" its title.
        is_headline = is_title(anchor.text) and (is_article or card is not _Card.NONE)
        if is_archive(url) and not is_headline:
            if len(collector.contents.archives) < _MAX_ARCHIVES:
                collector.add_archive(url)
            return
        if is_article or card is not _Card.NONE:
            source = collector.ref.url
            collector.add_link(Link(url, "section", source, published=anchor.published, title=anchor.text))
        may_be_hub = not is_article and card is not _Card.STORY and is_hub(url, anchor.text)
        if may_be_hub and len(collector.contents.hubs) < _MAX_HUBS:
            collector.add_hub(url)


def _is_article(url: str, anchor: _Anchor) -> bool:
    return anchor.likeness(url) >= _ARTICLE_FROM


def _folder(url: str) -> str | None:
    """The folder of an address; None at the site's root or with a query, which makes it a different folder."""
    parts = urlsplit(url)
    folder, _, _ = parts.path.rstrip("/").rpartition("/")
    return f"{parts.netloc}{folder}" if folder and not parts.query else None


class _Card(Enum):
    """What a link's card shows: nothing telling; a text, a long title or another link's date; or its own date."""

    NONE = auto()
    TEASER = auto()
    STORY = auto()


def _said(anchor: _Anchor, cards: Cards) -> _Card:
    if anchor.node is None:
        return _Card.NONE
    is_dated = cards.is_dated(anchor.node)
    if is_dated and not cards.has_other_title(anchor.node):
        return _Card.STORY
    return _Card.TEASER if is_dated or is_title(anchor.text) or cards.has_teaser(anchor.node) else _Card.NONE


class _Place(Enum):
    CONTENT = auto()
    NAVIGATION = auto()
    HEADING = auto()


def _told_place(node: "LexborNode") -> _Place | None:
    tag = node.tag
    if tag in _HEADINGS:
        return _Place.HEADING
    if tag in ("article", "main"):
        return _Place.CONTENT
    names = f"{attribute(node, 'class')} {attribute(node, 'id')} {attribute(node, 'role')}"
    if tag in _NAVIGATION_TAGS or _NAVIGATION_NAME.search(names):
        return _Place.NAVIGATION
    return None


def is_hub(url: str, text: str = "") -> bool:
    """Whether an address may be a section: a short path of words, no service, no person, no tag, no page number.

    `text` is the anchor's: "Kontakt" is a service whatever its address.
    """
    segments = path_segments(url)
    host = urlsplit(url).hostname or ""
    labels = [host.split(".")[0], text.lower().replace(" ", "-")]
    return (
        len(segments) <= _MAX_HUB_SEGMENTS
        and "?" not in url
        and all(len(s) <= _MAX_HUB_CHARS and not s.isdigit() for s in segments)
        and not is_media(url)
        and not is_service(segments)
        and not is_service(labels)
        and not is_personal_list(segments)
        and len(text) <= _MAX_HUB_CHARS
    )


def is_title(text: str) -> bool:
    """Whether a text is long enough for a headline, in scripts with and without spaces."""
    if len(_UNSPACED.findall(text[:_MAX_TEXT_CHARS])) >= _TITLE_CHARS_UNSPACED:
        return True
    return len(_WORD.findall(text[:_MAX_TEXT_CHARS])) >= _TITLE_WORDS


def _announces_feed(node: "LexborNode") -> bool:
    kind, href = attribute(node, "type").lower().partition(";")[0].strip(), attribute(node, "href")
    comments = is_comment_feed(href, attribute(node, "title"))
    is_feed = kind in _FEED_TYPES or (kind in _VAGUE_TYPES and _FEED_WORD.search(f"{href} {attribute(node, 'title')}"))
    # WordPress titles it "Site » Comments Feed", with the word in the site's language.
    return bool(is_feed) and not comments and "comment" not in attribute(node, "title").lower()


def _rank(text: str, in_heading: bool) -> tuple[bool, bool, bool, int]:
    """Sort key for texts of one article: a heading's is best, then the longest that is not a whole teaser."""
    return bool(text), in_heading, len(text) <= _MAX_TITLE_CHARS, len(text)


def _text(node: "LexborNode") -> str:
    return " ".join(node.text(separator=" ")[:_MAX_RAW_CHARS].split())[:_MAX_TEXT_CHARS]
