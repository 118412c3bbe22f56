"""The elements of a page around its blocks: their names, and whether readers see their content."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsbot.extraction.blocks.class_words import CAPTION, ITEMPROPS, MAX_CHARS, MODAL, class_mask

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# In characters: more than any page's notice about scripts and cookies, less than an article.
_MIN_TEXT = 1_000
_NO_CLASS_WORDS = frozenset(("html", "body", "main", "article"))
_HIDDEN_STYLE = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Classes with which editors such as WordPress's style a single paragraph. Background classes are not among them: such a
# paragraph is set apart as an appeal for donations or a box.
_LOOKS = re.compile(r"(?<!\S)has-(?:drop-cap|text-align-[a-z]+|[a-z0-9-]*font-size)(?!\S)")
# Numbers or random ids with which page builders distinguish similar elements: "text-3f2a1b", "title__2kX9a".
_NUMBER = re.compile(
    r"(?:(?<![^\s_-])(?=[a-z]*\d)[0-9a-f]{6,}(?![^\s_-])|\d[0-9A-Za-z]{2,})(?:[_-](?=[a-z]*\d)[0-9a-z]+(?![^\s_-]))*"
)
_DIGIT = re.compile(r"\d")
_TAIL = re.compile(r"[-_]\d+\Z")
_PICTURES = frozenset(("figure", "figcaption"))
_PICTURE = re.compile(r"img|image|photo|picture|figcaption|figure|wp-caption|foto|bild", re.IGNORECASE)
# A caption's class in Korean papers: "img_desc", "image-description".
_OF_PICTURE = re.compile(r"(?:img|image|photo|picture)[_-]?desc", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"\bdisplay\s*:\s*(?:block|flex|grid|list-item|table(?!-))", re.IGNORECASE)
# Ids that themes give the headings above comments and other articles.
_IDS_OF_THEMES = frozenset(
    "comments comments-heading comments-title related-articles related-posts related-stories reply-title"
    " respond".split()
)
# Attributes in which page builders name an element, as classes do.
_LABELS = frozenset(
    "role aria-label itemprop itemtype data-block data-component data-element_type data-hook data-module data-name"
    " data-qa data-tb-region data-test data-testid data-type data-widget_type".split()
)

# Ancestors whose mere presence says something about a text.
_TELLING = frozenset(
    "article aside blockquote figcaption figure footer form header li main nav ol table td th thead tr ul dl dd dt"
    " h1 h2 h3 h4 h5 h6 pre address details summary dialog caption fieldset".split()
)


class Passed(NamedTuple):
    """How many elements without text of their own precede a block: pictures, players, form controls and rules.

    They tell about the text beside them: a caption follows a picture, a form's words its controls.
    """

    images: int = 0
    embeds: int = 0
    controls: int = 0
    rules: int = 0


class Inline:
    """An inline element that is still open: its `kind`, and the index of its first piece of text."""

    __slots__ = ("kind", "mark", "stamp", "start")

    def __init__(self, kind: int, mark: int = 0, stamp: str | None = None, start: int = 0) -> None:
        self.kind = kind
        self.mark = mark
        self.stamp = stamp
        self.start = start


class Element:
    """An element of the page, with what the walk counted in it.

    `attribute` is its class and id, `name` the part of them shared by others of its kind; `mask` holds its own class
    words. Its blocks are those from `first_block` to the one before `end_block`.
    """

    __slots__ = (
        "attribute",
        "depth",
        "end_block",
        "first_block",
        "hidden",
        "inherited",
        "itemprop",
        "labels",
        "link_chars",
        "mask",
        "name",
        "order",
        "parent",
        "tag",
        "tags",
        "text_chars",
    )

    def __init__(
        self, tag: str, parent: "Element | None", attributes: dict[str, str | None], order: int, block: int
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.order = order
        self.first_block = self.end_block = block
        self.text_chars = self.link_chars = 0
        if parent is None:
            self.depth, self.inherited, self.hidden = 0, 0, False
            self.tags: frozenset[str] = _tags_with(frozenset(), tag)
        else:
            self.depth = parent.depth + 1
            self.inherited = parent.inherited
            self.hidden = parent.hidden
            self.tags = _tags_with(parent.tags, tag) if tag in _TELLING else parent.tags
        self.attribute = self.name = self.itemprop = self.labels = ""
        self.mask = 0
        # A page has hundreds of elements, and most have one attribute or none.
        if attributes:
            self.read(attributes)

    @property
    def blocks(self) -> range:
        """The orders of the blocks in it."""
        return range(self.first_block, self.end_block)

    @property
    def is_caption(self) -> bool:
        """Whether it is a picture's caption, or inside one."""
        return self.inherited & CAPTION > 0 or not self.tags.isdisjoint(_PICTURES)

    def may_caption(self, attributes: dict[str, str | None], pictures: int) -> bool:
        """Whether an inline element in it with a caption's name is one: it names a picture, or pictures precede it."""
        return not self.is_caption and (pictures > 0 or _PICTURE.search(attributes.get("class") or "") is not None)

    @property
    def make(self) -> tuple[str, str]:
        """Tag, class and id: what a template gives to all elements of a kind."""
        return self.tag, self.attribute

    def read(self, attributes: dict[str, str | None]) -> None:
        """Read from the attributes what names the element, and whether readers see it."""
        attribute = attributes.get("class") or ""
        if len(attributes) > 1 or not attribute:
            # A heading's id is usually its own words, as the target of a table of contents ("related-work").
            if "id" in attributes and (self.tag not in HEADINGS or attributes["id"] in _IDS_OF_THEMES):
                attribute = f"{attribute} {attributes['id'] or ''}"
            if "itemprop" in attributes:
                self.itemprop = (attributes["itemprop"] or "").lower()
                self.mask = ITEMPROPS.get(self.itemprop, 0)
            if not _LABELS.isdisjoint(attributes):
                self.labels = " ".join(f"{name}={attributes[name]}" for name in attributes if name in _LABELS)
        if attribute:
            self.attribute = attribute = attribute.strip()
            self.name = _name_of(attribute)
            if self.tag not in _NO_CLASS_WORDS:
                self.mask |= class_mask(self.name[:MAX_CHARS])
        self.inherited |= self.mask
        if len(attributes) > 1 or not attribute:
            may_hide = "style" in attributes or "hidden" in attributes or "aria-hidden" in attributes
            if may_hide and is_hidden(attributes, self.mask):
                self.hidden = True


@lru_cache(maxsize=16_384)
def _name_of(attribute: str) -> str:
    """The class and id without what distinguishes similar elements: styling and numbers."""
    if "has-" in attribute:
        attribute = _LOOKS.sub("", attribute)
    if _DIGIT.search(attribute):
        tokens = _NUMBER.sub("", attribute[:MAX_CHARS]).split()
        attribute = " ".join(token for token in tokens if not _TAIL.search(token) or _TAIL.sub("", token) not in tokens)
    return attribute.strip()


@lru_cache(maxsize=4_096)
def _tags_with(tags: frozenset[str], tag: str) -> frozenset[str]:
    """The telling tags above an element, including its own; cached, since pages share nearly all such sets."""
    return tags | {tag} if tag in _TELLING else tags


def is_hidden(attributes: dict[str, str | None], mask: int) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    # A closed dialog; aria-hidden alone is also used on content that every reader sees.
    if attributes.get("aria-hidden") == "true" and (mask & MODAL or "dialog" in (attributes.get("role") or "")):
        return True
    return _HIDDEN_STYLE.search(attributes.get("style") or "") is not None


def named_mask(attributes: dict[str, str | None]) -> int:
    """The class words of an inline element's class and itemprop."""
    mask = _inline_mask((attributes["class"] or "")[:MAX_CHARS]) if "class" in attributes else 0
    itemprop = attributes.get("itemprop")
    return mask | ITEMPROPS.get(itemprop.lower(), 0) if itemprop else mask


@lru_cache(maxsize=16_384)
def _inline_mask(name: str) -> int:
    """The class words of an inline element; a name such as "img_desc" is a caption's, even without a known word.

    An inline "dateline" is the place that opens a report's first paragraph.
    """
    mask = class_mask(name) if "dateline" not in name else class_mask(name.replace("dateline", ""))
    return mask | CAPTION if "desc" in name and _OF_PICTURE.search(name) else mask


def is_block(style: str) -> bool:
    """Whether an inline element with this style is displayed as a block."""
    return _BLOCK_STYLE.search(style) is not None


def is_break(name: str) -> bool:
    """Whether an inline element with this class is a line break, as in Times of India."""
    return "br" in name and "br" in name.split()


def holds_text(noscript: "LexborNode") -> bool:
    """Whether this `noscript` element holds the article, for readers of a page that scripts fill.

    Google's blogs do. Most such elements hold a picture or ask the reader to enable scripts.
    """
    return len(noscript.text()) >= _MIN_TEXT
