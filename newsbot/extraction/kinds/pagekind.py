"""Whether a page is an article: weigh the signs for and against; a page that is not one gets a reason.

The reasons are the names of stats: "listing", "login", "paywall", "consent", "not_found", "gallery", "video",
"no_text", "not_article".
"""

import math
import re
from bisect import bisect_left
from dataclasses import dataclass, fields
from itertools import accumulate
from typing import TYPE_CHECKING

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.kinds.signs import (
    PageParts,
    PageSigns,
    body_weight,
    declared_types,
    is_elsewhere,
    linked_headings,
    read_signs,
)
from newsbot.items import BODY, Link
from newsbot.text import comparison_key, text_weight

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from newsbot.extraction.blocks.walk import Walk
    from newsbot.extraction.declared.candidates import Declared

# A logistic regression, rounded. Fitted on 947 annotated articles and 71 other pages of 850 publishers, and on
# WordPress pages in four themes, once more without body classes and once more without telling addresses. Held out by
# publisher, it loses 10 articles and refuses 19 of the 71; with the same loss, hand-set weights refused 9.
# These had no effect: a declared author, an h1, an `article` element, articles in microdata, linked headings.
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
    # Set by hand: none of 815 annotated articles has it, and every sixth list made by real software does.
    "borrowed": -3.0,  # the headline leads to another page, and no title of this one says it
    # Also set by hand: such titles are those of lists, but a headline may begin like one.
    "list_title": -4.0,  # a title, or the address, is that of a list: "Posts tagged roads", "Roads" at "/tag/roads"
    "many_dates": -1.1,  # more dates than paragraphs
    "links": -1.4,  # share of links in the text
    "front": -2.0,  # the site's front page; set by hand, since annotated sets have hardly any
}
_BASE = -2.0
# Losing an article is worse than keeping one page too many: on the annotated pages this keeps 3 of the 8 articles
# that an even chance would lose, at the cost of 6 of the 29 other pages that it refuses.
_ENOUGH = -0.6
# What a crawl adds, set by hand. A site's own feed lists hardly anything but articles; a link whose text has the
# headline's words is a teaser's; and a site's articles have addresses of only a few shapes.
_LISTED = 3.0
_ANNOUNCED = 0.75
_USUAL_SHAPE = {True: 0.75, False: -0.75, None: 0.0}
_LISTS_OF_ARTICLES = frozenset(("feed", "news-sitemap", "wp-rest"))
_MIN_ANNOUNCEMENT = 25.0

_MIN_BODY = 60.0
_TEASER = 200.0
# A paid article shows a paragraph or two of itself.
_PAID_TEASER = 1_200.0
# A publisher who declares an article paid shows readers a notice, too: less than this is only a standfirst.
_DECLARED_TEASER = 300.0
# An offer of the rest is a line or two below the text; shorter lines that name their audience may be another article's.
_BLOCKS_TO_OFFER = 10
_OFFER = 300.0
# A share of the body; an offer that more of it follows is an advertisement.
_MOST = 0.5
_LABEL = 25.0
_FULL_BODY = 500.0
_MANY_LINKED_HEADINGS = 4
_MIN_PICTURES = 5
# Captions of so many letters on average say more than what a picture shows.
_TELLING_CAPTION = 100
_MAX_TITLE_CHARS = 200
_MAX_LEGAL_CHARS = 1_000
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
# How the text of a missing page begins, whatever its title says.
_NOT_FOUND_TEXT = re.compile(
    r"\W*(?:(?:we['’]re |we are )?(?:so |very )?sorry\W+|oops\W+|uh-oh\W+)?(?:but )?"
    r"(?:we (?:could(?: not|n['’]t)|can(?:not|['’]t)|(?:were|are) unable to) (?:find|locate)"
    r" (?:what you|(?:the|that|this) (?:page|article|story|content|address))"
    # "Content" needs a "you": without it an embedded post says that it was moved or deleted.
    r"|(?:the|this) (?:page|article|story|address|content(?= (?:that )?you)) (?:(?:that )?you .{0,40})?"
    r"(?:was not found|could not be found|no longer exists|does(?: not|n['’]t) exist|is no longer (?:here|available)"
    r"|(?:may|might|has|could) have been (?:re)?moved|has been (?:re)?moved|was (?:re)?moved)"
    r"|(?:die|der|diese) (?:von ihnen )?(?:gesuchte|aufgerufene|angeforderte|gewünschte)n? (?:seite|artikel|inhalt)"
    r"|la page (?:que vous (?:recherchez|cherchez|demandez|avez demandée)|demandée|recherchée)"
    r"|la página que (?:busca|buscas|estás? buscando|solicitó)|la pagina (?:che (?:cerchi|stai cercando)|richiesta)"
    r"|a página que (?:procura|você (?:procura|está procurando))|de pagina die (?:u|je) (?:zoekt|zocht)"
    r"|strona, której szukasz|страница, которую вы (?:ищете|запросили)|запрашиваемая (?:вами )?страница)",
    re.IGNORECASE,
)
# Too common within a headline, but enough as a whole title.
_BARE_NOT_FOUND = re.compile(
    r"(?:(?:oops|hoppla|ups|sorry)\W+)?(?:404|410|not found|nicht gefunden|nothing found|introuvable|no encontrad[ao]"
    r"|não encontrad[ao]|non trovat[ao]|niet gevonden|nie znaleziono|не найдено|bulunamadı|找不到)"
    r"(?:\W*\Z|\s+[-–—|:»·]\s)",
    re.IGNORECASE,
)
# As far in as behind "Oops! Error 404: ".
_BEFORE_NOT_FOUND = 15
_TITLE_ENDS = re.compile(r"\W*\Z|\W{0,3}\s[-–—|:»·]\s")
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
_ENDS = re.compile(r"\W*\Z")
_LEGAL = re.compile(
    r"cookie|consent|personal data|privacy|\bour \d* ?partners|your device|einwillig|zustimm|personenbezogen"
    r"|datenschutz|données personnelles|vie privée|consentimiento|datos personales|privacidad|consenso|dati personali"
    r"|toestemming|persoonsgegevens|samtycke|personuppgifter|samtykke|personopplysninger|persondata"
    r"|dan(?:e|ych) osobow|prywatnoś|souhlas|osobní(?:ch)? údaj|suostumu|henkilötie"
    r"|dados pessoais|çerez|kişisel veri|согласи|персональн\w+ данн"
    r"|クッキー|個人情報|同意|个人信息|隐私",
    re.IGNORECASE,
)
# A paid offer of the rest: words for reading on next to words for a subscription, or for its intended readers.
_READ_ON = re.compile(
    r"\b(?:(?:to )?read on|(?:keep|continue|finish) reading|to read more|to (?:read|access|unlock|view) th(?:e|is)"
    r"|(?:full|whole|entire|rest of th[ei]s?) (?:article|story|text)|weiter ?(?:zu)?lesen"
    r"|(?:diesen|ganzen|vollständigen|kompletten|gesamten) (?:artikel|text|beitrag)|lire la suite|la suite de"
    r"|(?:poursuivre|continuer) (?:à lire|(?:la|votre) lecture)|l['’]intégralité|lire cet article"
    r"|article (?:complet|entier)|(?:seguir|sigue|siga|continuar|continúa) leyendo|leer (?:el|este) artículo"
    r"|artículo completo|continua\w* (?:a leggere|la lettura)|leggere (?:l['’]articolo|tutto|questo)|articolo completo"
    r"|continu\w+ (?:lendo|a ler|a leitura)|ler (?:o|este) artigo|(?:matéria|artigo|texto) complet[ao]|na íntegra"
    r"|lees (?:verder|dit artikel|het hele)|verder (?:te )?lezen|hele artikel|läsa? (?:vidare|hela|artikeln)"
    r"|fortsätta? (?:att )?läsa|lese? (?:videre|hele|saken)|læse? (?:videre|hele|artiklen)|fortsette? å lese"
    r"|fortsætte? (?:med at læse|læsning)|hele (?:saken|artikkelen|artiklen)|(?:prze)?czyta(?:j|ć) (?:dalej|cał|pełn)"
    r"|(?:cał|pełn)\w+ (?:artykuł|tekst|treś)|číst dále?|pokračov\w+ ve čtení|dočíst|cel(?:ý|ého) člán(?:ek|ku)"
    r"|jatkaa? lukemista|lu(?:e|kea) (?:koko|lisää)|koko (?:juttu|artikkeli)|okumaya devam|(?:devamı|tamamı)nı oku"
    r"|(?:читать|прочитать) (?:дальше|далее|полностью|весь)|продолж\w+ чтение|дочитать|полн(?:ый текст|ую версию))"
    r"|続きを(?:読|お読|ご覧)|全文を(?:読|お読|ご覧)|この先は|[继繼][续續][阅閱][读讀]|(?:[阅閱][读讀]|查看)全文"
    r"|계속 읽|전문을",
    re.IGNORECASE,
)
_SUBSCRIPTION = re.compile(
    r"\b(?:subscri|(?:digital|probe|monats|jahres)?abos?\b|abonn|abonament|abbon|suscr[ií]|assin[ea]|prenumer|tilaa"
    r"|tilau|abone|subskry|wykup dostęp|předpl|подпис|membership|premium)|\w\+(?!\w)"
    r"|会員|購読|有料|[订訂][阅閱]|会员|會員|付[费費]|구독|유료",
    re.IGNORECASE,
)
_FOR_SUBSCRIBERS = re.compile(
    r"\b(?:(?:only|exclusive(?:ly)?|reserved) (?:available )?(?:for|to) (?:\w+ ){0,2}(?:subscribers|members)"
    r"|(?:article|story|content|text) is (?:available )?(?:for|to) (?:\w+ ){0,2}(?:subscribers|members)"
    r"|subscribers only|(?:nur|exklusiv|ausschließlich) (?:\w+ ){0,2}für (?:\w+ ){0,2}(?:abonnent|mitglieder)"
    r"|(?:réservé|exclusi)\w* (?:\w+ )?(?:aux|à nos) (?:\w+ )?(?:abonné|inscrit|membre)|il vous reste [\d.,]+ ?%"
    r"|(?:exclusiv[oa]s?|s[oó]lo|reservad[oa]s?) (?:para )?(?:\w+ )?(?:suscriptor|abonad|socio)"
    r"|(?:riservat|esclusiv)\w+ (?:agli|per gli|ai) (?:\w+ )?abbonat|solo per (?:gli )?abbonat"
    r"|(?:exclusiv[oa]s?|só|apenas|restrit[oa]|reservad[oa]) (?:para |aos? )?(?:\w+ )?(?:assinante|subscritor)"
    r"|(?:alleen|exclusief|uitsluitend) (?:\w+ )?voor (?:\w+ )?(?:abonnee|leden)"
    r"|(?:bara|endast|enbart|exklusivt?|kun|bare|forbeholdt) (?:\w+ )?(?:för |for )?(?:\w+ )?(?:prenumerant|abonnent)"
    r"|(?:tylko|wyłącznie) dla (?:\w+ )?(?:subskrybent|prenumerator|abonent)|(?:jen|pouze) pro (?:\w+ )?předplatitel"
    r"|vain (?:\w+ )?tilaaj|abonelere özel|(?:sadece|yalnızca) (?:\w+ )?abone"
    r"|(?:только|доступ\w*) (?:\w+ )?(?:для )?(?:\w+ )?подписчик)"
    r"|(?:この|本|当)(?:記事|コンテンツ)は.{0,12}会員|会員限定(?:記事|コンテンツ)です|残り[\d,０-９]+文字|(?:会员|會員|[订訂][阅閱]者|[订訂][阅閱]用[户戶]|付[费費]用[户戶])[专專][享属屬]"
    r"|(?:구독자|회원) ?전용",
    re.IGNORECASE,
)
# Words of free subscriptions (newsletters, channels): an offer with one of them is not a paywall's.
_LETTER = re.compile(
    r"newsletter|e-?mail|inbox|podcast|youtube|channel|kanal|canal\b|канал|whatsapp|telegram|телеграм|facebook|\brss\b"
    r"|infolettre|nyhedsbrev|nyhetsbrev|рассыл|メルマガ|チャンネル|公众号",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageKind:
    """The judgement: the probability (0 to 1) that the page is an article, and if it is not one, the reason.

    `signs` are the weighed signs, and `crawl` is what a crawl's link added; unset if a reason was certain.
    """

    probability: float
    reason: str | None = None
    signs: PageSigns | None = None
    crawl: float = 0.0


def judge_page(page: PageParts, link: Link | None = None, *, usual_shape: bool | None = None) -> PageKind:
    """Judge whether a page is an article; `reason` is None if it is.

    `link` led here in a crawl; `usual_shape` says whether the address has the shape of those in the site's own feeds,
    None if that is unknown (`url_shapes.ShapeProfile.fits`).
    """
    hard = _hard_reason(page)
    if hard is not None:
        return PageKind(0.0, hard)
    signs = read_signs(page)
    score = _BASE + sum(WEIGHTS[sign.name] * getattr(signs, sign.name) for sign in fields(signs))
    crawl = _crawl_score(page, signs, link, usual_shape)
    score += crawl
    probability = round(1.0 / (1.0 + math.exp(-score)), 3)
    return PageKind(probability, None if score >= _ENOUGH else _soft_reason(page, signs), signs, crawl)


def _crawl_score(page: PageParts, signs: PageSigns, link: Link | None, usual_shape: bool | None) -> float:
    if link is None:
        return 0.0
    if link.method in _LISTS_OF_ARTICLES and not _is_undated_service(signs, link):
        return _LISTED
    said = link.title or ""
    announced = text_weight(said) >= _MIN_ANNOUNCEMENT and comparison_key(said) == comparison_key(page.headline)
    return _ANNOUNCED * announced + _USUAL_SHAPE[usual_shape]


def _is_undated_service(signs: PageSigns, link: Link) -> bool:
    """Whether a page like "About us" has no date in its list either: some feeds hold every page of a site (Hugo)."""
    return bool(signs.service) and not (signs.dated or signs.published or link.published)


def _soft_reason(page: PageParts, signs: PageSigns) -> str:
    is_list = (
        signs.teasers > 0.5
        or signs.borrowed
        or signs.list_title
        or signs.front
        or linked_headings(page.walk) > _MANY_LINKED_HEADINGS
    )
    return "listing" if is_list else "not_article"


# --------------------------------------------------------------------------------- reasons for certain


def _hard_reason(page: PageParts) -> str | None:
    """A reason that no other evidence can outweigh, or None; for a page with much text there is hardly one."""
    # WordPress puts its password form in the post's place; any text there is comes from other posts.
    if page.document.tree.css_first('input[name="post_password"]') is not None:
        return "login"
    body = body_weight(page.blocks)
    titles = _titles(page)
    if _is_consent_wall(page, titles[1:]):
        return "consent"
    if body < _FULL_BODY:
        if any(_NOT_FOUND.search(title) or _BARE_NOT_FOUND.match(title) for title in titles):
            return "not_found"
        if _begins_as_not_found(page):
            return "not_found"
        if any(_CONSENT.match(title) for title in titles):
            return "consent"
        if any(element.mask & words.PROTECTED for element in page.walk.elements):
            return "login"
    elif titles[0] and all(map(_says_not_found, filter(None, titles))) and not read_signs(page).published:
        # Any text there is comes from the articles that the page suggests instead.
        return "not_found"
    if body < _TEASER and _has_login_form(page):
        return "login"
    if body < (_DECLARED_TEASER if page.declared.is_free is False else _PAID_TEASER) and _offers_the_rest(page):
        return "paywall"
    return _reason_without_text(page) if body < _MIN_BODY or _has_only_captions(page) else None


def _has_only_captions(page: PageParts) -> bool:
    """Whether all of the text is what several pictures show; long captions may tell a story in pictures."""
    shown = [found for found, block in zip(page.walk.blocks, page.blocks, strict=True) if block.verdict == BODY]
    if len(shown) < _MIN_PICTURES or sum(len(block.text) for block in shown) >= len(shown) * _TELLING_CAPTION:
        return False
    return all(block.element.tag == "figcaption" or "figcaption" in block.element.tags for block in shown)


def needs_no_text(tree: "LexborHTMLParser", walk: "Walk", declared: "Declared") -> bool:
    """Whether a page without text is there for a film, for the titles that it shows, or to sell an article.

    Any texts in its data belong to others, only describe the film, or are for those who have paid.
    """
    if declared.og_type.startswith("video") or any(element.mask & words.PAYWALL for element in walk.elements):
        return True
    if any(_is_offer(block) for block in walk.blocks if not block.element.hidden and _is_of_article(block)):
        return True
    types = declared_types(tree)
    if any(name.endswith(("article", "posting")) for name in types):
        return False
    return "videoobject" in types or linked_headings(walk) > _MANY_LINKED_HEADINGS


def _says_not_found(title: str) -> bool:
    """Whether a title says that the page does not exist, and nothing else but the site's name."""
    if _BARE_NOT_FOUND.match(title):
        return True
    found = _NOT_FOUND.search(title)
    return found is not None and found.start() <= _BEFORE_NOT_FOUND and bool(_TITLE_ENDS.match(title, found.end()))


def _begins_as_not_found(page: PageParts) -> bool:
    """Whether the text before a short body, or its beginning, says that nothing is there."""
    for found, block in zip(page.walk.blocks, page.blocks, strict=True):
        if not is_elsewhere(found) and _NOT_FOUND_TEXT.match(block.text[:_MAX_TITLE_CHARS]):
            return True
        if block.verdict == BODY:
            break
    return False


def _titles(page: PageParts) -> list[str]:
    headings = [block.text for block in page.walk.blocks if block.element.tag == "h1"][:3]
    return [title[:_MAX_TITLE_CHARS].strip() for title in (page.declared.title, page.headline, *headings)]


def _is_consent_wall(page: PageParts, headings: list[str]) -> bool:
    """Whether a page with the heading of a consent wall speaks of cookies and consent in most of its body."""
    if not any((found := _CONSENT.match(heading)) and _ENDS.match(heading, found.end()) for heading in headings):
        return False
    body = [block.text for block in page.blocks if block.verdict == BODY]
    return sum(1 for text in body if _LEGAL.search(text[:_MAX_LEGAL_CHARS])) * 2 > len(body)


def _offers_the_rest(page: PageParts) -> bool:
    """Whether a paid offer to read on is in the second half of the body or shortly after it."""
    body = [index for index, block in enumerate(page.blocks) if block.verdict == BODY]
    if not body:
        return False
    sizes = list(accumulate(len(page.blocks[index].text) for index in body))
    middle = body[bisect_left(sizes, sizes[-1] * _MOST)]
    near = page.walk.blocks[middle : body[-1] + 1 + _BLOCKS_TO_OFFER]
    return any(_is_offer(block) for block in near if not block.element.hidden and _is_of_article(block))


def _is_of_article(block: TextBlock) -> bool:
    """Whether a block is outside the site's boxes, or in one within the article, as offers to read on are."""
    element = block.element
    is_pointer = element.inherited & (words.RELATED | words.NAVIGATION | words.COMMENTS) or "nav" in element.tags
    return not is_elsewhere(block) or ("article" in element.tags and not is_pointer)


def _is_offer(block: TextBlock) -> bool:
    """Whether a block offers a subscription to read on; a bare label may belong to another article."""
    weight = text_weight(block.text)
    if weight > _OFFER:
        return False
    is_said = weight >= _LABEL and _FOR_SUBSCRIBERS.search(block.text) is not None
    # The slowest check last: few blocks get this far.
    return (is_said or _asks_to_subscribe(block)) and _LETTER.search(block.text) is None


def _asks_to_subscribe(block: TextBlock) -> bool:
    """Whether two of three hold: the block mentions subscriptions, is in a paywall, mentions reading on."""
    subscribes = _SUBSCRIPTION.search(block.text) is not None
    is_in_paywall = bool(block.element.inherited & words.PAYWALL)
    return subscribes if subscribes == is_in_paywall else _READ_ON.search(block.text) is not None


def _has_login_form(page: PageParts) -> bool:
    password = page.document.tree.css_first('input[type="password"]')
    if password is None:
        return False
    # A login form in the header is on every page; one in the main part is what the page is for.
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
