"""Find the link to a list's next page: how such links are labelled, and where they may lead.

A wrong link costs requests; a missed one costs all the older articles of a site that lists them nowhere else.
"""

import re
from urllib.parse import urlsplit

from newsbot.url_shapes import path_segments

_NEXT_TEXT = re.compile(
    r"\W*(?:next|next page|older|older (?:posts|articles|entries|stories|news)"
    r"|(?:load|show|view|see) more(?: (?:stories|articles|posts|news))?|more (?:stories|articles|posts|news)"
    r"|mehr (?:laden|anzeigen)|weitere (?:artikel|beiträge)|(?:voir|afficher|charger) plus|plus d['’]articles"
    r"|(?:ver|cargar|mostrar) más|(?:ver|carregar|mostrar) mais|(?:carica|mostra) altr[io]|altri articoli"
    r"|(?:laad|toon) meer|meer (?:laden|artikelen)|(?:pokaż|załaduj|zobacz) więcej|(?:visa|ladda|läs in) fler"
    r"|(?:vis|last inn|hent|indlæs) flere|näytä lisää|načíst další|daha fazla(?: yükle| göster)?"
    r"|(?:показать|загрузить) (?:ещё|еще)|もっと見る|더 ?보기|加载更多|查看更多|nächste|nächste seite|weiter|vor"
    r"|ältere (?:beiträge|artikel|meldungen|nachrichten|einträge)(?: (?:anzeigen|laden))?"
    r"|suivant|suivante|page suivante|articles plus anciens|siguiente|siguientes"
    r"|página siguiente|entradas anteriores|más antiguas|próxima|próximo|próxima página|seguinte|posts antigos"
    r"|successivo|successiva|pagina successiva|avanti|articoli precedenti|volgende|volgende pagina|oudere berichten"
    r"|następna|następne|następna strona|starsze wpisy|další|starší|ďalšia|következő|tovább|sonraki|sonraki sayfa|ileri"
    r"|eski yazılar|nästa|nästa sida|äldre inlägg|neste|næste|ældre indlæg|seuraava|vanhemmat|следующая|вперёд|вперед"
    r"|далее|следующая страница|старые записи|наступна|далі|επόμενη|επόμενο|下一页|下一頁|下页|次へ|次のページ|다음"
    r"|التالي|الصفحة التالية|بعدی|صفحه بعد|הבא|अगला|selanjutnya|berikutnya|trang sau|tiếp|ถัดไป)\W*\Z",
    re.IGNORECASE,
)
# Class names of links that show only a mark: "pagination-next", "load-more", "nextpostslink", "older".
_NEXT_CLASS = re.compile(
    r"(?:\A|[\s_-])(?:next|older|load-?more|show-?more|view-?more|next(?:posts?)?(?:page)?link|next-?page)(?:\Z|[\s_-])"
    r"|(?:\A|\s)(?:nextPage|loadMore|showMore|pageNext|paginationNext)(?:\Z|\s)",
)
_MARK = re.compile(r"[\s›»>→⟩▶►❯+…]*\Z")
_PAGE = r"(?:page|pg|p|seite|pagina|strona|stranica|sayfa|sida|side|sivu)"
_PAGE_NUMBER = re.compile(
    rf"(?:[;/_-](?:{_PAGE}=?|index|list)?[/_-]?\d{{1,4}})?/?(?:\.[a-z]{{2,5}})?\Z",
    re.IGNORECASE,
)
_FIRST_FILE = re.compile(r"/(?:index|list|default)(?:[_-]0*1)?\Z", re.IGNORECASE)
# A later page's address that tells its position: its number, or how many entries come before it.
_LATER_PAGE = re.compile(
    rf"(?:/{_PAGE}[/-]?|[/_-](?:index|list)[/_-]?|;page=|[?&](?:page|paged|pg|p|seite|pagina)=)0*(?P<number>\d{{1,4}})"
    r"(?:/|\.[a-z]{2,5})?\Z|[?&](?:offset|start|from|skip)=\d{1,3}\Z",
    re.IGNORECASE,
)


def leads_on(text: str, classes: str, number: int) -> bool:
    """Whether a link with this text and class claims to lead to page `number` of a list, the next one."""
    if text == str(number) or _NEXT_TEXT.match(text):
        return True
    return bool(_MARK.match(text) and _NEXT_CLASS.search(classes))


def goes_on(url: str, page: str, number: int) -> bool:
    """Whether `url` may be page `number` of the list that `page` belongs to.

    Usually only a number or the query differs. A list may continue under a longer path, "/archive/world?page=2" after
    "/world", and the front page under any, "/latest?page=2": such an address must contain the page number.
    """
    if _list_stem(url) == _list_stem(page):
        return True
    told = _LATER_PAGE.search(url)
    if told is None or told["number"] not in (None, str(number)):
        return False
    segments = path_segments(page)
    return set(segments) <= set(path_segments(url)) if segments else number == 2


def _list_stem(url: str) -> str:
    """What the pages of one list share: host and path, without a page number or a file name at the end."""
    parts = urlsplit(url)
    stem = parts.netloc.removeprefix("www.") + _PAGE_NUMBER.sub("", parts.path)
    return _FIRST_FILE.sub("", stem)
