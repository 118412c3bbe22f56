"""Whether a page is an article: evidence for and against, weighed; a page that is none gets a reason.

The reasons are stats' names: "listing", "login", "not_found", "no_text", "not_article".
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbot.extraction import class_words as words
from newsbot.extraction.blocks import Walk
from newsbot.extraction.classifier import BODY, is_prose, text_weight
from newsbot.extraction.document import Document
from newsbot.extraction.structured import ARTICLE_TYPES, Declared
from newsbot.items import Block
from newsbot.url_shapes import article_likeness

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What the generators of pages say of them in the body's class (WordPress, Drupal, Joomla, Ghost and kin).
_ARTICLE_PAGES = frozenset(
    "single single-post article-page page-article node-type-article post-template articlepage story-page"
    " is-article".split()
)
_OTHER_PAGES = frozenset(
    "archive category tag author search error404 home blog front page page-template-default attachment date"
    " front-page homepage listing tag-template author-template home-template post-type-archive taxonomy woocommerce"
    " page-node-type-page frontpage search-results".split()
)
_NOT_FOUND = re.compile(
    r"\b(?:404|page (?:not|cannot be|can't be|could not be) found|not found|(?:page|article|story) (?:no longer"
    r"|doesn.?t) exists?|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|no encontrad[ao]"
    r"|página não encontrada|pagina non trovata|pagina niet gevonden|sidan (?:hittades|finns) inte|siden (?:ble )?ikke"
    r" funnet|siden blev ikke fundet|nie znaleziono|stránka nenalezena|sayfa bulunamadı|страница не найдена"
    r"|сторінку не знайдено|halaman tidak ditemukan)\b|الصفحة غير موجودة|صفحہ نہیں ملا|صفحه یافت نشد|पृष्ठ नहीं मिला"
    r"|ページが見つかりません|페이지를 찾을 수 없습니다|页面不存在|找不到",
    re.IGNORECASE,
)
# A site's own feed names articles and hardly anything else.
_LISTED = 3.0
_MIN_BODY = 60.0
_TEASER = 200.0
_FULL_BODY = 500.0


@dataclass(slots=True)
class PageKind:
    """The judgement: probability (0 to 1) that the page is an article, and why not when it is none."""

    probability: float
    reason: str | None = None


def judge_page(
    document: Document, declared: Declared, walk: Walk, blocks: Sequence[Block], *, listed: bool
) -> PageKind:
    """Article or not; `reason` is None for an article. `listed`: the site's own feed or news sitemap names the page."""
    body = sum(text_weight(block.text) for block in blocks if block.verdict == BODY)
    hard = _hard_reason(document, declared, walk, body)
    if hard is not None:
        return PageKind(0.0, hard)
    score = (
        _declared_score(document.tree, declared)
        + _url_score(document.url)
        + _text_score(declared, walk, blocks, body)
        + _LISTED * listed
    )
    probability = round(1.0 / (1.0 + math.exp(-score)), 3)
    if probability >= 0.5:
        return PageKind(probability)
    return PageKind(probability, "listing" if _is_listing(walk, blocks) else "not_article")


def _hard_reason(document: Document, declared: Declared, walk: Walk, body: float) -> str | None:
    """A reason that no other evidence can outweigh, or None."""
    headings = [block.text for block in walk.blocks if block.element.tag == "h1"][:3]
    if body < _FULL_BODY and any(_NOT_FOUND.search(title[:200]) for title in [declared.title, *headings]):
        return "not_found"
    protected = any(element.mask & words.PROTECTED for element in walk.elements)
    if protected or (body < _TEASER and _has_login_form(document.tree)):
        return "login"
    if body < _MIN_BODY:
        return "listing" if _linked_headings(walk) > 4 else "no_text"
    parts = urlsplit(document.url)
    if parts.path in ("", "/") and not parts.query and not declared.types & ARTICLE_TYPES:
        return "listing"
    return None


def _has_login_form(tree: "LexborHTMLParser") -> bool:
    password = tree.css_first('input[type="password"]')
    if password is None:
        return False
    # A log-in box in the header is on every page; one in the main part is the page.
    node = password.parent
    while node is not None:
        if node.tag in ("header", "nav", "aside", "footer", "dialog"):
            return False
        node = node.parent
    return True


def _declared_score(tree: "LexborHTMLParser", declared: Declared) -> float:
    score = -0.5
    if declared.types & ARTICLE_TYPES:
        score += 2.5 if declared.article_nodes <= 3 else 0.5
    elif declared.types:
        score -= 2.0
    if declared.og_type in ("article", "news", "newsarticle"):
        score += 1.5
    elif declared.og_type in ("website", "profile"):
        score -= 1.0
    if declared.published:
        score += 1.5
    body = tree.body
    classes = set((body.attributes.get("class") or "").lower().split()[:60]) if body is not None else set()
    if classes & _ARTICLE_PAGES:
        score += 2.0
    elif classes & _OTHER_PAGES:
        score -= 3.0
    return score


def _url_score(url: str) -> float:
    return 3.0 * (article_likeness(url, ()) - 0.5)


def _text_score(declared: Declared, walk: Walk, blocks: Sequence[Block], body: float) -> float:
    paragraphs = sum(1 for block in blocks if block.verdict == BODY and text_weight(block.text) > 80)
    score = min(2.0, math.log2(max(body, 1.0) / 250.0))
    score += 0.5 if paragraphs >= 3 else -0.5
    if any(mention.mask & words.DATE for mention in walk.mentions):
        score += 0.5
    if _is_listing(walk, blocks):
        score -= 2.5 if declared.types & ARTICLE_TYPES else 3.5
    return score


def _linked_headings(walk: Walk) -> int:
    """Headings that are links to other pages: the mark of a list of teasers."""
    return sum(
        1
        for block in walk.blocks
        if block.link_density > 0.9
        and (block.element.tags | {block.element.tag}) & _HEADINGS
        and not block.element.inherited & (words.RELATED | words.SIDEBAR | words.FOOTER | words.NAVIGATION)
        and not block.element.tags & {"aside", "footer", "nav"}
    )


def _is_listing(walk: Walk, blocks: Sequence[Block]) -> bool:
    """Whether linked headings stand between the paragraphs, as in a list of teasers."""
    body = [index for index, block in enumerate(blocks) if block.verdict == BODY]
    if not body:
        return _linked_headings(walk) > 4
    between = sum(
        1
        for index in range(max(0, body[0] - 2), body[-1])
        if walk.blocks[index].link_density > 0.9 and blocks[index].tag in _HEADINGS
    )
    prose = sum(1 for index in body if is_prose(walk.blocks[index]))
    return between >= 3 and between * 2 >= prose
