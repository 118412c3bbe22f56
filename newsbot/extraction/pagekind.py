"""Whether a page is an article: signs for and against, weighed; a page that is none gets a reason.

The reasons are stats' names: "listing", "login", "paywall", "consent", "not_found", "gallery", "video", "no_text",
"not_article".
"""

import math
import re
from dataclasses import dataclass, fields

from newsbot.extraction import class_words as words
from newsbot.extraction.classifier import text_weight
from newsbot.extraction.page_signs import PageParts, PageSigns, body_weight, declared_types, linked_headings, read_signs
from newsbot.items import Link
from newsbot.text import comparison_key

# A logistic regression, rounded. Fitted on 947 annotated articles and 71 other pages of 850 publishers, and on
# pages of WordPress in four themes, once more without body classes and once more without telling addresses. Held out
# by publisher it loses 10 articles and refuses 19 of the 71; with the same loss, weights set by hand refused 9.
# Without effect were: a declared author, an h1, an `article` element, articles in microdata, linked headings.
WEIGHTS = {
    "prose": 2.0,  # length of the body
    "sentences": 1.25,  # paragraphs that end as sentences do
    "headline": 1.5,  # length of the headline: "Floods close the valley road" against "About us"
    "address": 0.75,  # the address is like an article's (1) or like a list's (-1)
    "published": 0.6,  # a date of publication is declared
    "dated": 1.2,  # a date is shown
    "article_type": 0.5,  # JSON-LD or Open Graph say article
    "article_class": 1.25,  # the body's class says post
    "other_class": -1.25,  # the body's class says list, page, product
    "other_type": -4.0,  # JSON-LD or microdata say product, forum, list; no article beside it
    "other_og_type": -0.5,  # Open Graph says website, profile, product, video
    "service": -1.25,  # address or headline is that of an about, contact, login page
    "teasers": -3.0,  # the body stands below titles that lead elsewhere
    "many_dates": -1.1,  # more dates than paragraphs
    "links": -1.4,  # share of links in the text
    "front": -2.0,  # the site's front page; set by hand, since annotated sets have hardly any
}
_BASE = -2.0
# What a crawl knows, set by hand. A site's own feed names articles and hardly anything else; a link with the words of
# the headline is a teaser's; and the articles of a site have addresses of a few forms.
_LISTED = 3.0
_ANNOUNCED = 0.75
_USUAL_SHAPE = {True: 0.75, False: -0.75, None: 0.0}
_LISTS_OF_ARTICLES = frozenset(("feed", "news-sitemap", "wp-rest"))
_MIN_ANNOUNCEMENT = 25.0

_MIN_BODY = 60.0
_TEASER = 200.0
_FULL_BODY = 500.0
_MANY_LINKED_HEADINGS = 4
_MIN_PICTURES = 5
_MAX_TITLE_CHARS = 200
_NOT_FOUND = re.compile(
    r"\b(?:(?:error|fehler|erreur|errore|erro|hata|ошибка) 404|404 (?:error|not found)"
    r"|page (?:not|cannot be|can['’]t be|could not be) found"
    r"|(?:page|article|story) (?:no longer|does(?:n['’]t| not)) exists?"
    r"|(?:seite|artikel) (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)"
    r"|página no encontrada|página não encontrada|pagina non trovata|pagina niet gevonden|sidan (?:hittades|finns) inte"
    r"|siden (?:ble )?ikke funnet|siden blev ikke fundet|sivua ei löyt|nie znaleziono strony|stránka nenalezena"
    r"|sayfa bulunamadı|страница не найдена|сторінку не знайдено|halaman tidak ditemukan|không tìm thấy trang)"
    r"|الصفحة غير موجودة|صفحہ نہیں ملا|صفحه یافت نشد|पृष्ठ नहीं मिला"
    r"|ページが見つかりません|페이지를 찾을 수 없습니다|页面不存在|找不到(?:页面|頁面|网页|網頁)",
    re.IGNORECASE,
)
# Too common for a headline, but enough for a whole title.
_BARE_NOT_FOUND = re.compile(
    r"(?:(?:oops|hoppla|ups|sorry)\W+)?(?:404|410|not found|nicht gefunden|nothing found|introuvable|no encontrad[ao]"
    r"|não encontrad[ao]|non trovat[ao]|niet gevonden|nie znaleziono|не найдено|bulunamadı|找不到)"
    r"(?:\W*\Z|\s+[-–—|:»·]\s)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|care about) your privacy|your privacy (?:choices|matters|settings)|cookie"
    r" (?:consent|settings|preferences|einstellungen)|privacy (?:settings|gate)|consent (?:required|wall|management)"
    r"|(?:wir brauchen|bitte geben sie) ihre (?:zustimmung|einwilligung)|mit werbung weiterlesen"
    r"|datenschutzeinstellungen|(?:nous respectons|le respect de) votre vie privée|gestion des cookies"
    r"|(?:valoramos|respetamos) (?:tu|su) privacidad|(?:rispettiamo |teniamo al)la tua privacy"
    r"|(?:wij|we) (?:respecteren|waarderen) (?:je|uw) privacy|vi värnar om din integritet|cenimy (?:twoją )?prywatność"
    r"|access denied|attention required!|just a moment|are you a robot|checking your browser|pardon our interruption"
    r"|please (?:verify you are|enable (?:javascript|cookies))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageKind:
    """The judgement: probability (0 to 1) that the page is an article, and why not when it is none."""

    probability: float
    reason: str | None = None


def judge_page(page: PageParts, link: Link | None = None, *, usual_shape: bool | None = None) -> PageKind:
    """Article or not; `reason` is None for an article.

    `link` is what led here in a crawl; `usual_shape` says whether the address has the form of those that the site's
    own feeds list, None where that is not known (`url_shapes.ShapeProfile.fits`).
    """
    hard = _hard_reason(page)
    if hard is not None:
        return PageKind(0.0, hard)
    signs = read_signs(page)
    score = _BASE + sum(WEIGHTS[sign.name] * getattr(signs, sign.name) for sign in fields(signs))
    score += _crawl_score(page, link, usual_shape)
    probability = round(1.0 / (1.0 + math.exp(-score)), 3)
    return PageKind(probability, None if score >= 0.0 else _soft_reason(page, signs))


def _crawl_score(page: PageParts, link: Link | None, usual_shape: bool | None) -> float:
    if link is None:
        return 0.0
    if link.method in _LISTS_OF_ARTICLES:
        return _LISTED
    said = link.title or ""
    announced = text_weight(said) >= _MIN_ANNOUNCEMENT and comparison_key(said) == comparison_key(page.headline)
    return _ANNOUNCED * announced + _USUAL_SHAPE[usual_shape]


def _soft_reason(page: PageParts, signs: PageSigns) -> str:
    is_list = signs.teasers > 0.5 or signs.front or linked_headings(page.walk) > _MANY_LINKED_HEADINGS
    return "listing" if is_list else "not_article"


# --------------------------------------------------------------------------------- reasons for certain


def _hard_reason(page: PageParts) -> str | None:
    """A reason that no other evidence can outweigh, or None: a page of much text has none but one."""
    # WordPress's form stands in the place of a post; what text there is comes from other posts.
    if page.document.tree.css_first('input[name="post_password"]') is not None:
        return "login"
    body = body_weight(page.blocks)
    if body < _FULL_BODY:
        titles = _titles(page)
        if any(_NOT_FOUND.search(title) or _BARE_NOT_FOUND.match(title) for title in titles):
            return "not_found"
        if any(_CONSENT.match(title) for title in titles):
            return "consent"
        if any(element.mask & words.PROTECTED for element in page.walk.elements):
            return "login"
    if body < _TEASER and _has_login_form(page):
        return "login"
    return _reason_without_text(page) if body < _MIN_BODY else None


def _titles(page: PageParts) -> list[str]:
    headings = [block.text for block in page.walk.blocks if block.element.tag == "h1"][:3]
    return [title[:_MAX_TITLE_CHARS].strip() for title in (page.declared.title, page.headline, *headings)]


def _has_login_form(page: PageParts) -> bool:
    password = page.document.tree.css_first('input[type="password"]')
    if password is None:
        return False
    # A log-in box in the header is on every page; one in the main part is the page.
    node = password.parent
    while node is not None:
        if node.tag in ("header", "nav", "aside", "footer", "dialog"):
            return False
        node = node.parent
    return True


def _reason_without_text(page: PageParts) -> str:
    tree, declared = page.document.tree, page.declared
    if linked_headings(page.walk) > _MANY_LINKED_HEADINGS:
        return "listing"
    if declared.is_free is False or any(element.mask & words.PAYWALL for element in page.walk.elements):
        return "paywall"
    types = declared_types(tree)
    if declared.og_type.startswith("video") or "videoobject" in types or tree.css_first("video") is not None:
        return "video"
    if "imagegallery" in types or len(tree.css("main figure, article figure, figure img")[:50]) >= _MIN_PICTURES:
        return "gallery"
    return "no_text"
