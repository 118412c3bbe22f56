"""Articles spread over several pages: which address is the next page, or a later page, of which article.

A link counts only if its URL is this page's with the page number increased by one; if that number might just as well be
a story's, the page must also call it a page: "next article" links never merge two articles.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsbot.urls import absolute_url, article_key

# "/2", "/page/2", "/page-2"; "-page2", "_2" and ",2". A bare "-2" counts only before ".html": WordPress uses it to
# distinguish two articles with the same title.
_PATH_PAGE = re.compile(
    r"\A(?P<stem>.*?)(?:/(?:(?:page|seite|pagina|p)[-/]?)?|[-_,](?:page|seite|p)-?|[_,]|-(?=\d+\.html?\Z))"
    r"(?P<number>\d{1,2})(?:/|\.html?)?\Z"
)
# Where an address may name its page as written: at the end of its path, or of a parameter. The pattern starts with the
# number and then checks what must not come before it, which makes the search three times as fast.
_LAST_NUMBER = r"{}(?:/|\.html?)?(?=[?#&\s]|\Z)"
_LONG_NUMBER, _SHORT_NUMBER = r"{0}(?<!\d{0})", r"{0}(?:(?<!\d{0})|(?<=0{0})(?<!\d0{0}))"
_QUERY_PAGES = frozenset(("page", "p", "pg", "paged", "seite", "pagina", "page_no", "pageno", "part"))
# Nearly all addresses of a site match neither.
_MAY_BE_LATER = re.compile(r"\d(?:/|\.html?)?(?:\?|\Z)|[?&](?:p|pg|p\w{3,5}|seite|page_no)=\d", re.IGNORECASE)
_ROOT, _FROM_ROOT = re.compile(r"https?://[^/?#]+/"), re.compile(r"/[\w-]")
_PAGE_ENDINGS = ("", ".html", ".htm")
_MAX_PAGES = 50
# Labels of links to a later page. A longer text is the title of an article.
_MAX_LABEL_CHARS = 30
_PAGE_LABEL = re.compile(
    r"\W*(?:(?:page|seite|p[aá]gina|pagina|strona|str|sid[ae]|sayfa|halaman|trang|страница|стр|صفحة|第)\b\W*|第)?"
    r"([0-9]{1,2})(?:\s*(?:页|頁|ページ|페이지))?(?:\s*(?:of|von|de|di|van|av|af|из|z|/)\s*[0-9]+)?\W*\Z",
    re.IGNORECASE,
)
_NEXT_PAGE = frozenset(
    (
        "next page",
        "nächste seite",
        "page suivante",
        "página siguiente",
        "siguiente página",
        "próxima página",
        "página seguinte",
        "pagina successiva",
        "prossima pagina",
        "volgende pagina",
        "nästa sida",
        "neste side",
        "næste side",
        "następna strona",
        "следующая страница",
        "наступна сторінка",
        "sonraki sayfa",
        "halaman berikutnya",
        "الصفحة التالية",
        "次のページ",
        "次ページ",
        "다음 페이지",
        "下一页",
        "下一頁",
    )
)
_ARROWS = " <>«»‹›→⟶▶►·…:()"
# Stands in for the text of a link marked as next.
_STATED = "rel=next"


def next_page(url: str, links: Iterable[tuple[str, str]], number: int = 1, stated: Collection[str] = ()) -> str | None:
    """Return the absolute URL of the page after `url`, which is page `number` of its article; None if there is none.

    `links` are the page's (href, text), `stated` the hrefs that it marks as next. A first page may end in any number
    ("top-10"), so only a number added to its whole address counts by itself. That "/story/1" and "/story/2" are one
    article has to be said by the page: by rel=next or a link called "2", and with no other text on such links.
    """
    if number >= _MAX_PAGES:
        return None
    candidates = _may_be_page([*((href, _STATED) for href in stated), *links], number + 1)
    if not candidates:
        return None
    plain, numbered = _stems(url, number)
    texts: dict[str, list[str]] = {}
    for href, text in candidates:
        target, readings = _follow(href, url)
        stems = {reading.stem for reading in readings if reading.number == number + 1}
        if target and stems & plain:
            return target
        if target and stems & numbered:
            texts.setdefault(target, []).append(text)
    return next((target for target, said in texts.items() if _says_page(said, number + 1)), None)


def _may_be_page(links: list[tuple[str, str]], number: int) -> list[tuple[str, str]]:
    """Return the links whose written address can be that of page `number`: nearly all others need no closer look."""
    pattern = _last_number(number)
    # Searching all addresses at once is faster than hundreds of searches.
    if pattern.search("\n".join([href for href, _ in links])) is None:
        return []
    return [link for link in links if pattern.search(link[0])]


@lru_cache(maxsize=_MAX_PAGES)
def _last_number(number: int) -> re.Pattern[str]:
    figures = (_LONG_NUMBER if number > 9 else _SHORT_NUMBER).format(number)
    return re.compile(_LAST_NUMBER.format(figures))


def _follow(href: str, url: str) -> tuple[str | None, tuple["_Reading", ...]]:
    """Return the address that a link on a page means, and the page numbers that it may contain."""
    # A site's pages share their menus; an address from the root leads to the same place on all of them.
    root = _ROOT.match(url) if _FROM_ROOT.match(href) else None
    return _lead(href, url if root is None else root[0])


@lru_cache(maxsize=1_024)
def _lead(href: str, base: str) -> tuple[str | None, tuple["_Reading", ...]]:
    target = absolute_url(href, base)
    return target, tuple(_page_readings(target)) if target else ()


def _stems(url: str, number: int) -> tuple[set[str], set[str]]:
    """Return what the next page's address must share with `url`: sufficient by itself, or only if the page says so.

    A bare 1 may be the number of a story; on a later page the number was confirmed by the way that led there.
    """
    readings = [reading for reading in _page_readings(url) if reading.number == number]
    plain = {reading.stem for reading in readings if number > 1 or reading.is_named}
    if number == 1:
        plain.add(_stem(url))
    return plain, {reading.stem for reading in readings} - plain


def _says_page(texts: Iterable[str], number: int) -> bool:
    """Whether links with these texts are labelled as page `number` of this article, and not as another article."""
    said = [" ".join(text.split()) for text in texts]
    return all(len(text) <= _MAX_LABEL_CHARS for text in said) and any(_names_page(text, number) for text in said)


def _names_page(text: str, number: int) -> bool:
    if text == _STATED or text.strip(_ARROWS).casefold() in _NEXT_PAGE:
        return True
    match = _PAGE_LABEL.match(text)
    return match is not None and int(match[1]) == number


def first_pages(url: str) -> list[str]:
    """Return the keys (`urls.article_key`) that may be the first page if `url` is a later one; mostly none."""
    if not _MAY_BE_LATER.search(url):
        return []
    scheme = url.partition(":")[0]
    stems = [reading.stem.partition("?") for reading in _page_readings(url) if reading.number > 1]
    endings = [(path + ending, mark + query) for path, mark, query in stems for ending in _PAGE_ENDINGS]
    return [article_key(f"{scheme}://{path}{query}") for path, query in endings]


class _Reading(NamedTuple):
    """How an address reads if its number is a page number; `is_named` if a word says that it is."""

    stem: str
    number: int
    is_named: bool


def _page_readings(url: str) -> list[_Reading]:
    parts = urlsplit(url)
    readings = []
    match = _PATH_PAGE.match(parts.path)
    if match:
        mark = parts.path[match.end("stem") : match.start("number")]
        readings.append(_Reading(_stem(url, match["stem"]), int(match["number"]), mark.strip("/-_,") != ""))
    for name, value in parse_qsl(parts.query):
        if name.lower() in _QUERY_PAGES and value.isdigit() and len(value) < 3:
            # WordPress uses "p" for post IDs.
            readings.append(_Reading(_stem(url, without=name), int(value), name.lower() != "p"))
    return readings


def _stem(url: str, path: str | None = None, without: str | None = None) -> str:
    parts = urlsplit(url)
    path = parts.path if path is None else path
    path = re.sub(r"\.html?\Z", "", path.rstrip("/"))
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query) if name != without))
    return f"{parts.netloc.lower()}{path}?{query}"
