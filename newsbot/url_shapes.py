"""What the shape of an address says: is it like an article's, like a list's, or like those that the site itself lists.

Nothing is fetched. General evidence (dates, slugs, IDs) comes first; the addresses in a site's own feeds and news
sitemaps teach its shapes, which outweigh it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

_MAX_URL_CHARS = 2_000
_MAX_SEGMENTS = 12

# Two words may be a section ("asia-pacific"); three or more are a title.
_SLUG_WORDS = 3
_LONG_SLUG_WORDS = 5
_SLUG_CHARS = 25
# For scripts without spaces between words, and those whose words are rarely separated in a path.
_FOREIGN_SLUG_CHARS = 10

_SEPARATORS = re.compile(r"[-_+~ .,–—]+")
_EXTENSION = re.compile(r"\.(html?|shtml|xhtml|php\d?|aspx?|jsp|cfm|do|ece|story|amp)\Z", re.IGNORECASE)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|odt|epub|zip|gz|rar|7z|tar|exe|apk|dmg"
    r"|mp[34]|m4[av]|m3u8?|mov|avi|wmv|webm|mkv|ogg|oga|wav|aac|flac|css|js|mjs|json|xml|rss|atom|rdf|txt|csv|ics|woff2?"
    r"|ttf|eot|swf)\Z",
    re.IGNORECASE,
)
_HEX_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z|[0-9a-f]{16,64}\Z", re.IGNORECASE)
_MIXED_ID = re.compile(r"(?=[a-z0-9]{0,39}\d[a-z]{1,39}\d)[a-z0-9]{8,40}\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "è": "e", "á": "a", "ã": "a", "à": "a", "ç": "c", "ı": "i"}
)
# A segment of a shape that is more than a fixed word.
_TELLING_SEGMENT = re.compile(r"(?:[NH]-)?[SNH](?:-[NH])?(?:\.\w+)?\Z")
_DATE = re.compile(
    r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2]|[a-z]{3,9})(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?=[/_.-])"
    r"|[/_-](?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{3}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
# "/news/301", "/node/12", "/archives/48": a number that is not a year, in a folder that is not a number.
_SHORT_NUMBER = re.compile(r"(?!(?:19|20)\d\d\Z)\d{1,4}\Z")
# "?article12", as SPIP writes it.
_NUMBERED_NAME = re.compile(r"(?:article|story|news|post|breve)\d+\Z", re.IGNORECASE)
_ID_PARAMETER = re.compile(
    r"(?:(?:news|article|story|post|item|content|doc|art|nota|noticia)?_?id|p|a|art|aid|nid|sid|article|story|news|idx?|no|seq)\Z",
    re.IGNORECASE,
)
# Words that come before an article's slug or are part of it.
_ARTICLE_WORDS = frozenset(
    "article articles story stories news-story artikel noticia nota articolo notizie actualite haber makale"
    " articulo artigo artykul clanek statya post posts permalink blogs amp opinion nyheter".split()
)
# A path with such a segment lists articles, whatever follows.
_LIST_WORDS = frozenset(
    "tag tags tagged category categories cat author authors autor autores autoren auteur auteurs autore autori"
    " autorzy yazar yazarlar topic topics thema themen tema temas temi theme themes dossier dossiers sujet keyword"
    " keywords label labels etiqueta etiquetas etiket etiketter schlagwort stichwort kategorie kategorien kategori"
    " kategoria kategorija categoria categorias categorie rubrik rubrika rubrique rubriques rubrics taxonomy term"
    " profile profiles user users writers contributors byline page pagina seite sayfa strona stranica feed feeds"
    " rss".split()
)
# A site has thousands of these, but few categories and topics.
_COUNTLESS_LISTS = frozenset(
    "tag tags tagged label labels etiqueta etiquetas etiket etiketter schlagwort stichwort keyword keywords"
    " author authors autor autores autoren auteur auteurs autore autori autorzy yazar yazarlar profile profiles"
    " user users people person writers contributors staff byline by page feed feeds rss amp".split()
)
# What follows such a segment is the list of one tag; the segment alone lists the tags.
_TAG_WORDS = frozenset(
    "tag tags tagged label labels etiqueta etiquetas etiket etiketter schlagwort schlagworte stichwort keyword keywords"
    " topic topics thema themen tema temas temi theme themes".split()
)
# A number or date after such a segment is an issue of a magazine: a list of its articles.
_ISSUE_WORDS = frozenset(
    "issue issues ausgabe ausgaben heft hefte edition editions edicion ediciones edicao edicoes numero numeros number"
    " numeri fascicolo nummer nummers numer numery cislo sayi vypusk back-issues print-edition magazine-issues".split()
)
_ISSUE = re.compile(r"(?:(?:no|nr|vol|issue|heft|ausgabe)[-_.]?)?\d{1,4}(?:[-_]\d{1,4}){0,2}\Z", re.IGNORECASE)
# Their months go on for ever, and hold no stories.
_CALENDAR_WORDS = frozenset(
    "calendar calendars kalender calendrier calendario agenda event events termine veranstaltungen evenements eventos"
    " eventi evenementen evenemang begivenheder takvim schedule programme program programm".split()
)
# Nothing but its pages is below a thread: "/forum/topic/economy/rates-rise" is an article of a section.
_THREAD = re.compile(
    r"/(?:forums?|foros?|boards?)/(?:[^/]+/)*(?:topics?|threads?)/(?:\d+/)?[^/]+(?:/(?:page[/-])?\d+)?/?\Z"
    r"|/(?:view(?:topic|forum|thread)|showthread|forumdisplay)\.php\Z",
    re.IGNORECASE,
)
_PAGE_WORDS = frozenset("page pagina seite sayfa strona stranica".split())
_MAX_PAGE_DIGITS = 4
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_MONTH = re.compile(
    r"(?:0?[1-9]|1[0-2]|[a-z]{3}|january|february|march|april|june|july|august|\w+ember|october)\Z", re.I
)
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])\Z")
# Such a segment lists articles unless an ID or a title follows: "/archives/12345" is an article on many sites.
_FOLDER_WORDS = frozenset(
    "archive archives archiv archivo archivio arsiv arhiv section sections seccion secciones people person staff"
    " by pages index list default home latest".split()
)
# Service pages: neither articles nor sections. Compared with a whole segment, or with its first word.
SERVICE_WORDS = frozenset(
    "about about-us contact contact-us contacts privacy privacy-policy terms terms-of-use terms-of-service"
    " terms-and-conditions conditions copyright dmca coupons myaccount saved-articles community-guidelines attachment"
    " legal imprint impressum datenschutz agb kontakt cookies cookie cookie-policy"
    " advertise advertising advertisement ads mediadaten werbung publicidad publicidade publicite pubblicita"
    " reklam reklama login log-in signin sign-in signup sign-up logout register registration registrieren anmelden"
    " inloggen aanmelden connexion inscription iniciar-sesion acceso entrar cadastro accedi registrati giris uye"
    " logga-in account my-account konto mein-konto mi-cuenta compte profil subscribe subscription subscriptions"
    " abo abonnement abonnements abonneren abonnieren suscripcion suscribete assinatura assine abbonamenti"
    " abbonati abonelik prenumerera newsletter newsletters search suche recherche buscar busca busqueda cerca"
    " ricerca zoeken sok ara arama szukaj hledat poisk shop store tienda boutique loja negozio cart checkout"
    " basket help faq faqs support hilfe ayuda aide aiuto ajuda jobs careers karriere stellenmarkt empleo emplois"
    " sitemap accessibility barrierefreiheit accessibilite corrections complaints ethics editorial-policy colophon"
    " mentions-legales aviso-legal politica-de-privacidad politica-de-cookies nota-legal quienes-somos quem-somos"
    " chi-siamo qui-sommes-nous ueber-uns uber-uns over-ons om-oss hakkimizda kunye iletisim gizlilik contacto"
    " contato contatti o-nas kontakty privatlivspolitik donate spende donation app apps apps-mobile download"
    " downloads widget widgets wp-login wp-admin wp-content wp-includes wp-json cdn-cgi xmlrpc api ajax cgi-bin"
    " print share email comment comments reply e-paper epaper games puzzles crossword tv-guide classifieds о-нас"
    " о-проекте контакты реклама про-нас контакти 联系我们 关于我们 подписка войти вход регистрация поиск підписка"
    " увійти вхід реєстрація пошук αναζήτηση σύνδεση επικοινωνία تسجيل بحث ログイン 検索 登录 搜索 로그인 검색"
    " お問い合わせ 会社概要 회사소개 اتصل-بنا من-نحن تماس-با-ما درباره-ما"
    # What a newspaper calls pages about itself and its terms, in several words that no headline consists of.
    " advertise-with-us our-team meet-the-team our-staff our-mission our-story our-values our-funders"
    " who-we-are how-we-work how-we-are-funded work-with-us join-us join-our-team become-a-member support-us"
    " support-our-work write-for-us how-to-pitch pitch-us editorial-standards editorial-guidelines editorial-team"
    " editorial-principles code-of-ethics code-of-conduct community-rules community-standards house-rules"
    " comment-policy comments-policy commenting-policy letters-policy submission-guidelines submit-a-letter"
    " submit-a-tip news-tips fact-checking-policy republishing-guidelines republish-our-stories user-agreement"
    " media-kit press-kit rate-card do-not-sell-my-info"
    " unsere-redaktion ueber-die-redaktion mitglied-werden unterstuetze-uns unterstuetzen-sie-uns nutzungsbedingungen"
    " haftungsausschluss netiquette notre-equipe nous-soutenir soutenez-nous charte-editoriale conditions-generales"
    " conditions-d-utilisation cgu cgv politique-de-confidentialite donnees-personnelles nuestro-equipo"
    " equipo-editorial terminos-y-condiciones terminos-de-uso principios-editoriales codigo-etico politica-editorial"
    " trabaja-con-nosotros hazte-socio nossa-equipe termos-de-uso fale-conosco trabalhe-conosco anuncie-aqui"
    " principios-editoriais la-redazione lavora-con-noi termini-e-condizioni note-legali colofon"
    " algemene-voorwaarden gebruiksvoorwaarden word-lid om-os kontakt-os kontakt-oss personvern integritetspolicy"
    " yayin-ilkeleri kullanim-kosullari regulamin polityka-prywatnosci".split()
)
_LIST_PARAMETERS = frozenset("s q query search keyword paged page pg offset start feed".split())
# Such a parameter names a list or, beside an ID, the section of one article.
_SECTION_PARAMETERS = frozenset("tag cat category author".split())

_BASE = 0.2
_WEIGHTS = {
    "date": 0.35,
    "long_slug": 0.4,
    "slug": 0.3,
    "two_words": 0.1,
    "long_number": 0.3,
    "opaque_id": 0.3,
    "short_number": 0.1,
    "numbered_file": 0.15,
    "extension": 0.1,
    "article_word": 0.15,
    "known_general": 0.3,
    "section_like": -0.15,
    "list_word": -0.5,
    "service_word": -0.5,
}
_KNOWN_SHAPE = 0.95
# A site's template shows up again and again; one odd entry of a feed teaches nothing.
_MIN_COUNT = 2
_MAX_SHAPES = 1_000
# A feed has at least this many addresses; fewer may all be of one section.
_MIN_LEARNED = 10


def url_shape(url: str) -> str:
    """Return the pattern of an address: host and path with N for numbers, S for titles, H for opaque IDs.

    Short words stay ("example.com/world/N/N/S.html"), parameters keep their names. Two addresses of
    one shape were made by one template.
    """
    parts = _split(url)
    if parts is None:
        return ""
    host, segments, query = parts
    shaped = "/".join(_segment_shape(segment) for segment in segments)
    names = sorted({f"{name.lower()[:30]}={_value_shape(value)}" for name, value in query})
    return f"{host}/{shaped}" + ("?" + "&".join(names) if names else "")


def article_likeness(url: str, known_shapes: Collection[str] = ()) -> float:
    """Return how much the address looks like an article's, 0 to 1; from 0.5 on it is worth a visit.

    `known_shapes` are shapes of addresses known to be articles; see `ShapeProfile`.
    """
    parts = _split(url)
    if parts is None:
        return 0.0
    _, segments, query = parts
    if not segments and not query:
        return 0.0
    if is_media(url):
        return 0.0
    found = _evidence(segments, query)
    if known_shapes and "service_word" not in found:
        shape = url_shape(url)
        if shape in known_shapes and _tells(shape):
            return _KNOWN_SHAPE
        if general_shape(shape) in _generalised(frozenset(known_shapes)):
            found.add("known_general")
    return round(min(1.0, max(0.0, _BASE + sum(_WEIGHTS[name] for name in found))), 3)


def _evidence(segments: list[str], query: list[tuple[str, str]]) -> set[str]:
    """Return the names of the evidence for and against an article."""
    if segments and segments[-1].lower() == "amp":
        segments = segments[:-1]
    *folders, last = [segment.lower() for segment in segments] or [""]
    stem = _EXTENSION.sub("", last)
    found = _content_evidence(folders, stem)
    if not found and stem != last and _NUMBERED.search(stem):
        found.add("numbered_file")  # "/archive/2026/1109b.htm", as hand-made sites have it
    found |= _query_evidence(query)
    named = found or any(character.isalpha() for character in stem)
    if named and _DATE.search("/" + "/".join(segments)):
        found.add("date")
    words = {*folders, stem}
    is_of_list = not _LIST_WORDS.isdisjoint(words) or _asks_for_list(query)
    if is_of_list or (not found and not _FOLDER_WORDS.isdisjoint(words)):
        found.add("list_word")
    if is_service(segments[-1:]) or (not found and is_service(segments)):
        found.add("service_word")
    if not found and len(stem) < _SLUG_CHARS:
        found.add("section_like")
    if stem != last:
        found.add("extension")
    if not _ARTICLE_WORDS.isdisjoint(words):
        found.add("article_word")
    return found


def _query_evidence(query: list[tuple[str, str]]) -> set[str]:
    """Return what a number among the parameters says."""
    if any(_is_id(name, value) for name, value in query):
        return {"long_number"}
    return {"short_number"} if any(_is_short_id(name, value) for name, value in query) else set()


def _asks_for_list(query: list[tuple[str, str]]) -> bool:
    """Whether a parameter is one that lists have; beside a number, a section's parameter is not."""
    names = {name.lower() for name, _ in query}
    if not _LIST_PARAMETERS.isdisjoint(names):
        return True
    return not _SECTION_PARAMETERS.isdisjoint(names) and not _query_evidence(query)


def _content_evidence(folders: list[str], stem: str) -> set[str]:
    """Return what the end of the path says: a title, a number, an opaque ID."""
    found = _title_evidence(stem)
    if folders and (stem in _FOLDER_WORDS or stem in _ARTICLE_WORDS or _DIGITS.search(stem)):
        # "/storm-hits-the-coast/a-12345", "/storm-hits-the-coast/index.html"
        found |= _title_evidence(folders[-1])
    if "long_slug" in found:
        found -= {"slug", "two_words"}
    if _LONG_NUMBER.search(stem) or (folders and _LONG_NUMBER.fullmatch(folders[-1])):
        found.add("long_number")
    elif _SHORT_NUMBER.match(stem) and folders and not folders[-1].isdigit():
        found.add("short_number")
    if any(_is_opaque(word) for word in (stem, *stem.split("-"))):
        found.add("opaque_id")
    return found


def _title_evidence(stem: str) -> set[str]:
    words = _title_words(stem)
    if len(words) >= _LONG_SLUG_WORDS or _is_foreign_title(stem):
        return {"long_slug"}
    if len(words) >= _SLUG_WORDS or (len(stem) >= _SLUG_CHARS and words):
        return {"slug"}
    return {"two_words"} if len(words) == 2 else set()


def is_service(segments: list[str]) -> bool:
    """Whether a path leads to a service page (login, imprint, search), not to anything that lists news."""
    for segment in segments:
        stem = _EXTENSION.sub("", segment.lower()).replace("_", "-")
        first, _, rest = stem.partition("-")
        if stem in SERVICE_WORDS or (first in SERVICE_WORDS and rest.count("-") < 1):
            return True
    return False


def names_service(title: str) -> bool:
    """Whether a page's title is that of a service page: "About us", "Privacy Policy", "Impressum"."""
    slug = "-".join(_WORD.findall(title[: _SLUG_CHARS * 2].lower()))
    return slug in SERVICE_WORDS or slug.translate(_UMLAUTS) in SERVICE_WORDS


def is_personal_list(segments: list[str]) -> bool:
    """Whether a path leads to the articles of one author, or of one of countless tags."""
    return not _COUNTLESS_LISTS.isdisjoint(segment.lower() for segment in segments)


def is_archive(url: str) -> bool:
    """Whether an address is a list of older articles: of a month, a year, an issue or a tag, or lists all tags."""
    parts = _split(url)
    if parts is None:
        return False
    _, segments, query = parts
    words = [_EXTENSION.sub("", segment.lower()) for segment in segments]
    if words and words[-1] == "index":
        words.pop()
    if query:
        return not words and len(query) == 1 and query[0][0] == "m" and bool(_YEAR_AND_MONTH.match(query[0][1]))
    if not words or not _CALENDAR_WORDS.isdisjoint(words):
        return False
    last, above = words[-1], words[-2] if len(words) > 1 else ""
    is_month = bool(_YEAR_AND_MONTH.match(last) or (_YEAR.match(above) and _MONTH.match(last)))
    is_issue = above.lower() in _ISSUE_WORDS and bool(_ISSUE.match(last))
    return is_month or is_issue or bool(_YEAR.match(last)) or last in _TAG_WORDS or above in _TAG_WORDS


def listed_name(url: str) -> str:
    """Return what the list at this address is about, as far as the address says: "roads" for "/tag/roads"; else ""."""
    segments = [_EXTENSION.sub("", segment) for segment in path_segments(url)]
    if len(segments) > 1 and segments[-2].lower() in _PAGE_WORDS and segments[-1].isdigit():
        del segments[-2:]
    *_, above, name = ["", "", *segments]
    words = _title_words(name)
    is_list = above.lower() in _LIST_WORDS - _PAGE_WORDS
    return " ".join(words) if is_list and (len(words) < _SLUG_WORDS or is_personal_list([above])) else ""


def is_page_of_list(url: str) -> bool:
    """Whether the address is a later page of a section or of the whole site: "/page/2", "/sport/page/3"."""
    *above, word, number = ["", "", *path_segments(url)]
    is_page = word.lower() in _PAGE_WORDS and number.isdigit() and len(number) <= _MAX_PAGE_DIGITS
    return is_page and not any(_title_evidence(segment) or segment.isdigit() for segment in above)


def is_media(url: str) -> bool:
    """Whether the address ends like a file that is not a page: an image, a film, a document, a feed."""
    segments = path_segments(url)
    return bool(segments) and bool(_MEDIA.search(segments[-1]))


def is_thread(url: str) -> bool:
    """Whether the address is a thread in a readers' forum: "/forum/boats-2/topic/old-pumps-12/"."""
    path = url.partition("#")[0].partition("?")[0]
    return _THREAD.search(path) is not None and _DATE.search(path) is None


def path_segments(url: str) -> list[str]:
    """Return the decoded segments of the path without empty ones; none if the address is invalid."""
    parts = _split(url)
    return parts[1] if parts else []


def _split(url: str) -> tuple[str, list[str], list[tuple[str, str]]] | None:
    """Return the host without `www.`, the decoded path segments, and the parameters."""
    try:
        parts = urlsplit(url[:_MAX_URL_CHARS])
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    return parts.netloc.lower().removeprefix("www."), segments[:_MAX_SEGMENTS], query


def _segment_shape(segment: str) -> str:
    extension = _EXTENSION.search(segment)
    stem = segment[: extension.start()] if extension else segment
    ending = extension[0].lower() if extension else ""
    if _is_opaque(stem):
        return "H" + ending
    words = _title_words(stem)
    if len(words) >= _SLUG_WORDS or len(stem) >= _SLUG_CHARS or _is_foreign_title(stem):
        return _number_mark(stem) + ending
    return _DIGITS.sub("N", stem.lower()) + ending


def _number_mark(slug: str) -> str:
    """Return S for a title, with the position of a long number or an opaque ID in it."""
    pieces = [piece for piece in _SEPARATORS.split(slug) if piece]
    marks = ["N" if len(p) >= 5 and p.isdigit() else "H" if _is_opaque(p) else "" for p in pieces]
    before = f"{marks[0]}-" if marks and marks[0] else ""
    after = f"-{marks[-1]}" if len(marks) > 1 and marks[-1] else ""
    return f"{before}S{after}"


def _value_shape(value: str) -> str:
    if value.isdigit():
        return "N"
    return "H" if _is_opaque(value) else "S" if len(value) >= _SLUG_CHARS else "W"


def _is_opaque(text: str) -> bool:
    return len(text) <= 64 and bool(_HEX_ID.match(text) or _MIXED_ID.match(text)) and not text.isdigit()


def _title_words(stem: str) -> list[str]:
    return [word for word in _SEPARATORS.split(stem) if word and not word.isdigit()]


def _is_foreign_title(stem: str) -> bool:
    letters = sum(not character.isascii() and character.isalpha() for character in stem)
    spaced = len(_title_words(stem))
    if spaced >= _SLUG_WORDS:
        return letters >= _FOREIGN_SLUG_CHARS
    # Chinese, Japanese, Thai and others write a title as one word.
    return letters >= _FOREIGN_SLUG_CHARS and any(character >= "\u0e00" for character in stem)


def _is_id(name: str, value: str) -> bool:
    value = _number_of(value)
    digits = len(value) if value.isdigit() else 0
    return digits >= (3 if _ID_PARAMETER.match(name) else 5)


def _number_of(value: str) -> str:
    """Return the value without a name after the number: "12" for "12:floods-close-the-road", as Joomla writes it."""
    return value.partition(":")[0]


def _is_short_id(name: str, value: str) -> bool:
    """Whether a parameter is an ID of few digits; "p" is excluded, as it also numbers pages."""
    if not value:
        return bool(_NUMBERED_NAME.match(name))
    value = _number_of(value)
    return value.isdigit() and len(name) > 1 and bool(_ID_PARAMETER.match(name))


def general_shape(shape: str) -> str:
    """Return the shape with each of its words replaced by W: what the sections of a site have in common."""
    host, _, rest = shape.partition("/")
    path, mark, query = rest.partition("?")
    segments = [segment if _tells_segment(segment) else "W" for segment in path.split("/")]
    return f"{host}/{'/'.join(segments)}{mark}{query}"


def _tells_segment(segment: str) -> bool:
    return bool(_TELLING_SEGMENT.match(segment))


def _tells(shape: str) -> bool:
    """Whether the shape stands for more than one fixed address: a word alone is a page of its own."""
    path, _, query = shape.partition("/")[2].partition("?")
    return any(mark in path for mark in "SNH") or any(mark in query for mark in ("=N", "=H", "=S"))


@lru_cache(maxsize=64)
def _generalised(shapes: frozenset[str]) -> frozenset[str]:
    return frozenset(general for shape in shapes if _tells(general := general_shape(shape)))


@dataclass(slots=True)
class ShapeProfile:
    """The shapes of a site's articles, learned from addresses that its feeds and news sitemaps list.

    `counts` says how often each shape was seen, `known` which were seen often enough to be trusted.
    """

    counts: Counter[str] = field(default_factory=Counter)
    known: frozenset[str] = frozenset()

    def learn(self, urls: Iterable[str]) -> None:
        """Count the shapes of these articles; the rarest are dropped if there are too many."""
        self.counts.update(shape for url in urls if (shape := url_shape(url)))
        if len(self.counts) > _MAX_SHAPES:
            self.counts = Counter(dict(self.counts.most_common(_MAX_SHAPES // 2)))
        self.known = frozenset(shape for shape, count in self.counts.items() if count >= _MIN_COUNT)

    def fits(self, url: str) -> bool | None:
        """Whether the address has the shape of the site's articles; None if too few are known to tell."""
        if sum(self.counts.values()) < _MIN_LEARNED or not self.known:
            return None
        shape = url_shape(url)
        return shape in self.known or general_shape(shape) in _generalised(self.known)

    def likeness(self, url: str) -> float:
        """Return `article_likeness` of the address, given the known shapes."""
        return article_likeness(url, self.known)
