"""Signs of a page's kind, as a few numbers: prose, headline, dates, teasers, and what it declares itself to be.

Nothing is decided here; `pagekind` weighs the numbers.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.declared.article import ARTICLE_TYPES
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.document import Document
from newsbot.extraction.fields.titles import title_words
from newsbot.extraction.kinds.list_titles import names_list
from newsbot.items import ANOTHER_ARTICLE, BODY, Block
from newsbot.text import SENTENCE_ENDS, clean_line, text_weight
from newsbot.url_shapes import article_likeness, is_service, names_service, path_segments
from newsbot.urls import absolute_url, article_key, same_site

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ARTICLE_OG_TYPES = frozenset(("article", "news", "newsarticle"))
# Old plugins give "blog" to every page of a blog.
_NEUTRAL_OG_TYPES = _ARTICLE_OG_TYPES | {"", "blog"}
# Schema.org types of pages that are not articles, unless the page also declares one that is.
_OTHER_TYPES = frozenset(
    "product individualproduct productgroup discussionforumposting qapage collectionpage searchresultspage profilepage"
    " aboutpage contactpage imagegallery".split()
)
# Body classes in which page generators name the page's kind (WordPress, Drupal, Joomla, Ghost and kin).
_ARTICLE_PAGES = frozenset(
    "single single-post article-page page-article node-type-article post-template articlepage story-page"
    " is-article".split()
)
_OTHER_PAGES = frozenset(
    "archive category tag author search error404 home blog front page page-template-default attachment date"
    " front-page homepage listing tag-template author-template home-template post-type-archive taxonomy woocommerce"
    " page-node-type-page frontpage search-results".split()
)
# "single" pages that are not posts; these outweigh the word "single" beside them.
_OTHER_SINGLES = frozenset("single-product single-topic single-forum single-attachment single-event".split())
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?(\w{1,60})"')
_MAX_SCRIPT_CHARS = 200_000
_MAX_SCRIPTS = 20
_MAX_ITEMS = 100
_MAX_CLASSES = 60
_ELSEWHERE = words.RELATED | words.SIDEBAR | words.FOOTER | words.NAVIGATION | words.COMMENTS
_ELSEWHERE_TAGS = frozenset(("aside", "footer", "header", "nav"))
_CLOSING = "\"'”»’)]"
_PARAGRAPH = 80.0
_TITLE = 25.0
# If the title is not a heading, a teaser is at most this many blocks; what follows is a text of its own.
_TEASER_BLOCKS = 2
_MIN_TEASERS = 3
_MIN_DATES = 4
# A title that contains this share of the headline's words may be another wording of it.
_SAID = 0.34
_WHOLE = 0.9
# At most this for an address with no sign of an article, or with stronger signs of a list.
_LIST_LIKENESS = 0.15


@dataclass(slots=True)
class PageParts:
    """A page as read, for `judge_page`; `headline` is "" if the page has none.

    `number` is the page's number within its article.
    """

    document: Document
    declared: Declared
    walk: Walk
    blocks: Sequence[Block]
    headline: str = ""
    number: int = 1


@dataclass(slots=True)
class PageSigns:
    """The signs, each from 0 to 1 (`address` from -1); `pagekind.WEIGHTS` gives the weight of each."""

    prose: float = 0.0
    sentences: float = 0.0
    headline: float = 0.0
    address: float = 0.0
    published: float = 0.0
    dated: float = 0.0
    article_type: float = 0.0
    article_class: float = 0.0
    other_class: float = 0.0
    other_type: float = 0.0
    other_og_type: float = 0.0
    service: float = 0.0
    front: float = 0.0
    teasers: float = 0.0
    borrowed: float = 0.0
    list_title: float = 0.0
    many_dates: float = 0.0
    links: float = 0.0


def body_weight(blocks: Sequence[Block]) -> float:
    """The amount of body text, in letters of an alphabet."""
    return sum(text_weight(block.text) for block in blocks if block.verdict == BODY)


def read_signs(page: PageParts) -> PageSigns:
    """The signs of a page."""
    declared, url = page.declared, page.document.url
    signs = PageSigns()
    sentences = _sentences(page.blocks)
    # From 0 at 60 letters to 1 at 1,000: news briefs are articles, too.
    signs.prose = _share(math.log2(max(body_weight(page.blocks), 1.0) / 62.5), 4)
    signs.sentences = _share(sentences, 4)
    signs.headline = _share(text_weight(page.headline), 50)
    signs.address = 2.0 * (article_likeness(url) - 0.5)
    signs.published = float(bool(declared.published))
    dates = {mention.text for mention in page.walk.mentions if mention.mask & words.DATE}
    signs.dated = float(bool(dates))
    signs.many_dates = _share(len(dates), 1 + 2 * sentences) if len(dates) >= _MIN_DATES else 0.0
    _read_declarations(page, signs)
    segments = path_segments(url)
    signs.service = float(is_service(segments[-1:]) or names_service(_shown_title(page)))
    signs.front = float(not segments and "?" not in url)
    signs.teasers = teaser_share(page)
    signs.borrowed = float(_is_borrowed(page))
    titles = {*_own_titles(page), page.headline, _shown_title(page)}
    # "/interview/page/2" continues an article if an article led there.
    signs.list_title = float(page.number == 1 and names_list(titles, url))
    signs.links = _link_share(page.walk)
    return signs


def _share(value: float, whole: float) -> float:
    return min(1.0, max(0.0, value / whole))


def _sentences(blocks: Sequence[Block]) -> int:
    """How many paragraphs of the body end like sentences; teasers mostly end in an ellipsis or "more"."""
    return sum(
        1
        for block in blocks
        if block.verdict == BODY
        and text_weight(block.text) > _PARAGRAPH
        and block.text.rstrip(_CLOSING).endswith(SENTENCE_ENDS)
        and not block.text.endswith(("…", "...", "…]", "...]"))
    )


def _shown_title(page: PageParts) -> str:
    return next((block.text for block in page.walk.blocks if block.element.tag == "h1"), page.headline)


# -------------------------------------------------------------------------------------- declarations


def _read_declarations(page: PageParts, signs: PageSigns) -> None:
    declared, tree = page.declared, page.document.tree
    is_article = bool(declared.types & ARTICLE_TYPES)
    signs.article_type = float(is_article or declared.og_type in _ARTICLE_OG_TYPES)
    signs.other_og_type = float(declared.og_type not in _NEUTRAL_OG_TYPES)
    signs.other_type = float(not is_article and not _OTHER_TYPES.isdisjoint(declared_types(tree)))
    body = tree.body
    classes = set((body.attributes.get("class") or "").lower().split()[:_MAX_CLASSES]) if body is not None else set()
    other_single = bool(classes & _OTHER_SINGLES)
    signs.article_class = float(bool(classes & _ARTICLE_PAGES) and not other_single)
    signs.other_class = float(other_single or (bool(classes & _OTHER_PAGES) and not signs.article_class))


def declared_types(tree: "LexborHTMLParser") -> set[str]:
    """All schema.org types named in the page's JSON-LD and microdata, in lower case."""
    scripts = tree.css('script[type*="ld+json"]')[:_MAX_SCRIPTS]
    named = {name.lower() for script in scripts for name in _TYPE.findall(script.text()[:_MAX_SCRIPT_CHARS])}
    items = tree.css("[itemtype]")[:_MAX_ITEMS]
    return named | {(item.attributes.get("itemtype") or "").rsplit("/", 1)[-1].lower() for item in items}


# ------------------------------------------------------------------------------------------- teasers


def teaser_share(page: PageParts) -> float:
    """The share of the body that is below titles linking to other pages of the site, 0 to 1.

    Lists consist of that: teasers, or whole posts below their headings, of which the body is only the first. Fewer
    than three such titles count as none, since an article has its own pointers, unless the address is a list's, all of
    the body is below them and the page has a title of its own. Titles that link to the page itself do not count.
    """
    leading = _leading_titles(page)
    targets: set[str] = set()
    total = below = 0.0
    for target, weight in _titled_body(page, leading):
        total += weight
        if target is not None:
            below += weight
            targets.add(target)
    share = below / total if total else 0.0
    if len(targets) < _MIN_TEASERS:
        titles = [block.text for block in page.walk.blocks if leading.get(block.order) in targets]
        share = share if share >= _WHOLE and _is_short_list(page, titles) else 0.0
    return max(share, _entry_share(page, [order for order, target in leading.items() if target is not None]))


def _is_short_list(page: PageParts, titles: Iterable[str]) -> bool:
    """Whether these few titles may be a whole list: the address is a list's, and none of them is the page's own."""
    return article_likeness(page.document.url) <= _LIST_LIKENESS and not any(_says(page, title) for title in titles)


def _leading_titles(page: PageParts) -> dict[int, str | None]:
    """The titles that are all link, by block order: each with the key of the site's other page that it links to.

    None for a title that links to the page itself or to another site.
    """
    own, url = _own_keys(page), page.document.url
    targets = {block.order: _target(block, url) for block in page.walk.blocks if _is_title(block)}
    return {order: None if target in own else target for order, target in targets.items()}


def _entry_share(page: PageParts, titles: list[int]) -> float:
    """The share of the body in entries: elements in a row, each with one of the titles that link elsewhere.

    A whole post in a list has headings of its own, which end the part below its title but not its entry.
    """
    if len(titles) < _MIN_TEASERS:
        return 0.0
    rows: dict[tuple[int, str], list[range]] = {}
    for index in titles:
        entry: Element | None = None
        above: Element | None = page.walk.blocks[index].element
        while above is not None and _count_within(titles, above.blocks) == 1:
            entry, above = above, above.parent
        if entry is not None:
            rows.setdefault((id(above), entry.tag), []).append(entry.blocks)
    long_rows = [row for row in rows.values() if len(row) >= _MIN_TEASERS]
    if not long_rows:
        return 0.0
    blocks = zip(page.walk.blocks, page.blocks, strict=True)
    weights = [found.weight if block.verdict in (BODY, ANOTHER_ARTICLE) else 0.0 for found, block in blocks]
    total = sum(weights)
    return max(sum(sum(weights[e.start : e.stop]) for e in row) for row in long_rows) / total if total else 0.0


def _count_within(indexes: list[int], blocks: range) -> int:
    return bisect_left(indexes, blocks.stop) - bisect_left(indexes, blocks.start)


def _own_keys(page: PageParts) -> set[str]:
    """The keys of the page's own addresses."""
    return {article_key(url) for url in (page.document.url, page.declared.canonical) if url}


def _is_borrowed(page: PageParts) -> bool:
    """Whether the headline is another page's: it links there wherever it occurs, and no title of this page has it."""
    if not any(_own_titles(page)) or _says(page, page.headline):
        return False
    own = _own_keys(page)
    shown = [block for block in page.walk.blocks if clean_line(block.text) == page.headline]
    targets = [_target(block, page.document.url) if _is_all_link(block) else None for block in shown]
    return bool(targets) and all(target is not None and target not in own for target in targets)


def _own_titles(page: PageParts) -> list[str]:
    return [page.declared.title, *(candidate.value for candidate in page.declared.headlines)]


def _says(page: PageParts, title: str) -> bool:
    """Whether a title that the page declares may be another wording of this one; True if it declares none."""
    said = title_words(title)
    others = [title_words(other) for other in _own_titles(page) if other]
    return not others or any(len(said & other) >= _SAID * len(said) for other in others)


def _titled_body(page: PageParts, leading: Mapping[int, str | None]) -> Iterator[tuple[str | None, float]]:
    """For each block of the body and of further articles: where the linked title above it leads, and its body weight.

    A heading applies until the next one; a link that is not a heading applies to two blocks at most.
    """
    target: str | None = None
    rest = 0
    for found, block in zip(page.walk.blocks, page.blocks, strict=True):
        if found.order in leading:
            target, rest = leading[found.order], len(page.blocks) if _is_heading(found) else _TEASER_BLOCKS
        elif _is_heading(found):
            target = None
        elif block.verdict in (BODY, ANOTHER_ARTICLE):
            yield (target if rest > 0 else None), (found.weight if block.verdict == BODY else 0.0)
            rest -= 1


def _is_heading(block: TextBlock) -> bool:
    return block.element.tag in HEADINGS or not block.element.tags.isdisjoint(HEADINGS)


def _is_title(block: TextBlock) -> bool:
    """Whether a block is all link, and a heading or long enough for a headline."""
    return _is_all_link(block) and (block.weight >= _TITLE or _is_heading(block))


def _is_all_link(block: TextBlock) -> bool:
    return bool(block.links) and block.link_density > 0.9


def _target(title: TextBlock, url: str) -> str | None:
    """The key of this site's page that a title links to; None if it links to another site."""
    address = absolute_url(title.links[0][0], url)
    return article_key(address) if address is not None and same_site(address, url) else None


def linked_headings(walk: Walk) -> int:
    """The number of headings that link to other pages: the mark of a list of teasers."""
    return sum(
        1
        for block in walk.blocks
        if block.link_density > 0.9
        and (block.element.tags | {block.element.tag}) & HEADINGS
        and not is_elsewhere(block)
    )


def _link_share(walk: Walk) -> float:
    """The share of letters inside links, outside of navigation, sidebar, footer and comments."""
    total = linked = 0
    for block in walk.blocks:
        if not block.element.hidden and not is_elsewhere(block):
            total += len(block.text)
            linked += block.link_chars
    return linked / total if total else 0.0


def is_elsewhere(block: TextBlock) -> bool:
    """Whether a block is not about the page's subject: navigation, sidebar, footer, comments, other articles."""
    return bool(block.element.inherited & _ELSEWHERE) or not block.element.tags.isdisjoint(_ELSEWHERE_TAGS)
