"""Images and videos that the page shows within the article, with the captions and credits beside them.

Icons, portraits of authors, pictures of teasers and of other parts of the page are left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.captions import MAX_CREDIT, split_credit
from newsbot.extraction.blocks.class_words import MAX_CHARS, class_mask
from newsbot.items import Media
from newsbot.text import clean_line
from newsbot.urls import absolute_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MEDIA_TAGS = frozenset(("img", "video", "iframe"))
_MEDIA = ", ".join(sorted(_MEDIA_TAGS))
_MAX_NODES = 300
_MAX_ABOVE = 1_000
_MAX_FOUND = 20
_MAX_PARAGRAPHS = 500
_MAX_COPIES = 4
_MAX_LEVELS = 25
_MAX_CAPTION = 1_000
_MIN_PIXELS = 150
_ELSEWHERE = (
    words.COMMENTS
    | words.RELATED
    | words.SIDEBAR
    | words.TEASER
    | words.FOOTER
    | words.NAVIGATION
    | words.HEADER
    | words.COOKIE
    | words.ADVERTISEMENT
    | words.MODAL
    | words.BIOGRAPHY
    | words.AUTHOR
    | words.BYLINE
    | words.NEWSLETTER
)
_ELSEWHERE_TAGS = frozenset(("nav", "aside", "footer", "form", "dialog", "noscript", "template"))
_ARTICLE_TAGS = frozenset(("article", "main"))
_ARTICLE_ITEMPROPS = frozenset(("articlebody", "text", "image"))
# Attributes for the address on pages that load pictures lazily; `src` then holds a placeholder.
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-url", "data-image", "src")
_SOURCE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+(\d{1,5})(?:\.\d+)?([wx]))?\s*(?:,|\Z)")
_NO_PICTURE = re.compile(
    r"(?:^data:|\.svg(?:\?|\Z)|(?:^|[/_.-])(?:1x1|blank|spacer|pixel|placeholder|lazy|transparent|loading|avatar|icon"
    r"|logo|sprite|emoji|loaders?|no[-_]?(?:profile|image|img|photo|picture|avatar|thumb(?:nail)?))(?:[/_.-]|\Z))",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|\Z)", re.IGNORECASE)
_PLAYERS = re.compile(
    r"https?://(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/video/|(?:geo\.)?dailymotion\.com/"
    r"|players\.brightcove\.net/|cdn\.jwplayer\.com/players/|(?:www\.)?facebook\.com/plugins/video|rutube\.ru/play/embed/)",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|source|photographer|agency|byline|quelle|fotograf)", re.IGNORECASE
)


def shown_media(
    tree: "LexborHTMLParser", url: str, headline: str = "", paragraphs: Sequence[str] = ()
) -> tuple[list[Media], list[Media]]:
    """The article's images and its videos, each in page order.

    `paragraphs` are the body's. If no element is marked as the article, the innermost one around all of them counts,
    and whatever is between the headline and them.
    """
    images, videos = _media_in(tree.css(_MEDIA)[:_MAX_NODES], url, _Places())
    if not images and not videos and paragraphs and (box := _box_of(tree, paragraphs)) is not None:
        images, videos = _media_in(tree.css(_MEDIA)[:_MAX_NODES], url, _Places(box.mem_id))
    if not images and not videos and paragraphs and headline:
        return _media_above(tree, url, headline, paragraphs[0])
    return images, videos


def _media_above(tree: "LexborHTMLParser", url: str, headline: str, first: str) -> tuple[list[Media], list[Media]]:
    """The media between the headline and the first paragraph, within their innermost common ancestor.

    If there are none between, those above the headline in that element are taken instead.
    """
    title = None
    between: list[LexborNode] = []
    above: list[LexborNode] = []
    for node in tree.css(f"h1, h2, h3, h4, p, {_MEDIA}")[:_MAX_ABOVE]:
        if node.tag in _MEDIA_TAGS:
            between.append(node)
        elif node.tag != "p" and clean_line(node.text()) == headline:
            title, above, between = node, above + between, []
        elif node.tag == "p" and title is not None and (between or above) and clean_line(node.text()) == first:
            box = _shared(_above(title), _above(node))[-1:]
            if not box or box[0].tag == "html" or (box[0].tag == "body" and not between):
                return [], []
            inside = between or [media for media in above if any(one.mem_id == box[0].mem_id for one in _above(media))]
            return _media_in(inside, url, _Places(box[0].mem_id))
    return [], []


def _box_of(tree: "LexborHTMLParser", paragraphs: Sequence[str]) -> "LexborNode | None":
    """The innermost element around the first and the last paragraph; None if that is the page or there is none.

    A teaser elsewhere may begin like the article.
    """
    first, last = paragraphs[0], paragraphs[-1]
    nodes = tree.css("p")[:_MAX_PARAGRAPHS] or [node for node in tree.css("div")[:_MAX_PARAGRAPHS] if _says(node)]
    found = [(node, text) for node in nodes if (text := clean_line(node.text())) in (first, last)]
    lasts = [_above(node) for node, text in found if text == last][:_MAX_COPIES]
    firsts = [_above(node) for node, text in found if text == first][:_MAX_COPIES]
    if first == last and len(lasts) > 1:
        return None
    shared = [_shared(above, other) for above in firsts for other in lasts]
    box = max(shared, key=len, default=[])[-1:]
    return None if not box or box[0].tag in ("html", "body") else box[0]


def _says(node: "LexborNode") -> bool:
    """Whether a div is a paragraph: its first child is text."""
    text = node.first_child.text_content if node.first_child is not None else None
    return text is not None and not text.isspace()


def _above(node: "LexborNode") -> "list[LexborNode]":
    """The ancestors of a node, outermost first."""
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found[::-1]


def _shared(above: "list[LexborNode]", other: "list[LexborNode]") -> "list[LexborNode]":
    """The ancestors that one node shares with another."""
    pairs = takewhile(lambda pair: pair[0].mem_id == pair[1].mem_id, zip(above, other, strict=False))
    return [one for one, _ in pairs]


def _media_in(nodes: "Sequence[LexborNode]", url: str, places: "_Places") -> tuple[list[Media], list[Media]]:
    images: list[Media] = []
    videos: list[Media] = []
    for node in nodes:
        if len(images) >= _MAX_FOUND:
            break
        if node.tag == "img":
            image = _image(node, url) if places.is_article(node) else None
            if image is not None:
                image.caption, image.credit = places.caption(node)
                images.append(image)
        elif (address := _video(node, url)) is not None and places.is_article(node):
            videos.append(Media(address, width=_pixels(node, "width"), height=_pixels(node, "height")))
    return images, videos[:_MAX_FOUND]


def _image(node: "LexborNode", url: str) -> Media | None:
    """The picture of an img element in its largest version; None for an icon, a placeholder or no picture."""
    attributes = node.attributes
    width, height = _pixels(node, "width"), _pixels(node, "height")
    if any(size is not None and size < _MIN_PIXELS for size in (width, height)):
        return None
    largest = max(_source_sets(node), key=lambda found: found[1], default=None)
    if largest is not None and (address := absolute_url(largest[0], url)):
        ratio = height / width if width and height else None
        wide = largest[1] or width
        return Media(address, width=wide, height=round(wide * ratio) if wide and ratio else None)
    sources = (value for name in _SOURCES if (value := (attributes.get(name) or "").strip()))
    source = next((value for value in sources if not _NO_PICTURE.search(value)), None)
    address = absolute_url(source, url) if source else None
    return Media(address, width=width, height=height) if address else None


def _source_sets(node: "LexborNode") -> Iterator[tuple[str, int]]:
    """The addresses in a srcset with their widths (0 for densities), including those of a picture element's sources."""
    parent = node.parent
    holders = [node]
    if parent is not None and parent.tag == "picture":
        holders += [child for child in parent.iter() if child.tag == "source"]
    for holder in holders:
        attributes = holder.attributes
        value = next((attributes[name] or "" for name in _SOURCE_SETS if attributes.get(name)), "")
        for address, size, unit in _CANDIDATE.findall(value[:10_000]):
            if not _NO_PICTURE.search(address):
                yield address, int(size) if unit == "w" else 0


def _video(node: "LexborNode", url: str) -> str | None:
    attributes = node.attributes
    source = attributes.get("data-src") or attributes.get("src") or ""
    if node.tag == "video":
        if not source:
            child = node.css_first("source[src]")
            source = (child.attributes.get("src") or "") if child is not None else ""
        return absolute_url(source, url) if source.strip() and not source.startswith("blob:") else None
    address = absolute_url(source, url) if source.strip() else None
    return address if address and _PLAYERS.match(address) else None


def _pixels(node: "LexborNode", name: str) -> int | None:
    value = (node.attributes.get(name) or "").strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) <= 5 and int(value) else None


class _Places:
    """Decides which elements belong to the article, once each: by their own signs, then by their parent's verdict."""

    def __init__(self, box: int | None = None) -> None:
        """`box` is the id of the element that holds the article, used if none is marked as such."""
        self.box = box
        self.known: dict[int, bool | None] = {}

    def is_article(self, node: "LexborNode") -> bool:
        """Whether the node is in the article's part of the page and does not link to another page."""
        path: list[LexborNode] = []
        verdict = None
        current = node.parent
        while current is not None and len(path) < _MAX_LEVELS:
            if current.mem_id in self.known:
                verdict = self._joined(verdict, self.known[current.mem_id])
                break
            path.append(current)
            current = current.parent
        for element in reversed(path):
            verdict = self._joined(verdict, self._own(element))
            self.known[element.mem_id] = verdict
        return verdict is True

    @staticmethod
    def _joined(outer: bool | None, own: bool | None) -> bool | None:
        """False is final; an article within an article counts as one."""
        return False if outer is False or own is False else outer or own

    def _own(self, element: "LexborNode") -> bool | None:
        tag, attributes = element.tag, element.attributes
        if tag in _ELSEWHERE_TAGS:
            return False
        if tag == "a":
            # Such a picture is a teaser's: the article's own link to larger versions, if anywhere.
            href = attributes.get("href") or "#"
            return None if href.startswith("#") or _PICTURE_FILE.search(href) else False
        if element.mem_id == self.box:
            return True
        if tag in ("html", "body"):
            return None
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
        mask = class_mask(name[:MAX_CHARS]) if name else 0
        if (
            tag in _ARTICLE_TAGS
            or (attributes.get("itemprop") or "").lower() in _ARTICLE_ITEMPROPS
            or mask & words.BODY
        ):
            return True
        # Drupal gives such a name to the element that holds the whole page beside its drawers.
        if mask & words.MODAL and element.css_first("main") is not None:
            mask &= ~words.MODAL
        return False if mask & _ELSEWHERE else None

    def caption(self, node: "LexborNode") -> tuple[str | None, str | None]:
        """Caption and credit of an image, from its figure or the nearest element named as a caption."""
        holder = node.parent
        for _ in range(6):
            if holder is None or holder.tag in ("body", "article", "main"):
                return None, None
            if holder.tag == "figure":
                return _figure_texts(holder)
            name = holder.attributes.get("class") or ""
            if name and class_mask(name[:MAX_CHARS]) & words.CAPTION:
                return _figure_texts(holder)
            holder = holder.parent
        return None, None


def _figure_texts(figure: "LexborNode") -> tuple[str | None, str | None]:
    caption = figure.css_first("figcaption") or figure.css_first('[class*="caption"]')
    credit = ""
    for element in figure.css('[class], [itemprop="copyrightHolder"], [itemprop="creditText"]')[:30]:
        if element.tag in ("figure", "figcaption", "img", "picture"):
            continue
        if element.attributes.get("itemprop") or _CREDIT_CLASS.search(element.attributes.get("class") or ""):
            credit = _text(element)
            break
    text = _text(caption) if caption is not None else ""
    if credit and text:
        text = clean_line(text.replace(credit, " ", 1)) if credit != text else ""
    elif text:
        text, credit = split_credit(text)
    else:
        credit = credit[:MAX_CREDIT]
    _, name = split_credit(credit)
    return text[:_MAX_CAPTION].rstrip() or None, (name or credit)[:MAX_CREDIT].rstrip() or None


def _text(node: "LexborNode") -> str:
    return clean_line(node.text(separator=" "))
