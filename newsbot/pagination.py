"""Articles that are spread over several pages: which address is the next page, or a later one, of which.

A link counts only when its URL is this page's with a page number of one more, so that "next article"
links never merge two articles.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from newsbot.urls import absolute_url

# "/2", "/page/2", "/page-2"; "-page2", "_2" and ",2". A bare "-2" counts only before ".html": WordPress
# tells two articles of one title apart by it.
_PATH_PAGE = re.compile(
    r"\A(?P<stem>.*?)(?:/(?:(?:page|seite|pagina|p)[-/]?)?|[-_,](?:page|seite|p)-?|[_,]|-(?=\d+\.html?\Z))"
    r"(?P<number>\d{1,2})(?:/|\.html?)?\Z"
)
_QUERY_PAGES = frozenset(("page", "p", "pg", "paged", "seite", "pagina", "page_no", "pageno", "part"))
_MAX_PAGES = 50


def next_page(url: str, hrefs: Iterable[str], number: int = 1) -> str | None:
    """The absolute URL of the page after `url`, which is page `number` of its article; None where there is none.

    A first page may end in any number ("top-10"), so only a number added to its whole address counts there.
    """
    here = {_stem(url)} if number == 1 else set()
    here |= {stem for stem, count in _page_readings(url) if count == number}
    if number >= _MAX_PAGES:
        return None
    following = str(number + 1)
    for href in dict.fromkeys(href for href in hrefs if following in href):
        target = absolute_url(href, url)
        if target and any(count == number + 1 and stem in here for stem, count in _page_readings(target)):
            return target
    return None


def first_pages(url: str) -> list[str]:
    """What `page_stem` gives for the addresses that `url` may be a later page of; empty for most addresses."""
    return [stem for stem, number in _page_readings(url) if number > 1]


def page_stem(url: str) -> str:
    """What the addresses of all pages of an article share, for the address of its first page."""
    return _stem(url)


def _page_readings(url: str) -> list[tuple[str, int]]:
    parts = urlsplit(url)
    readings = []
    match = _PATH_PAGE.match(parts.path)
    if match:
        readings.append((_stem(url, match["stem"]), int(match["number"])))
    for name, value in parse_qsl(parts.query):
        if name.lower() in _QUERY_PAGES and value.isdigit() and len(value) < 3:
            readings.append((_stem(url, without=name), int(value)))
    return readings


def _stem(url: str, path: str | None = None, without: str | None = None) -> str:
    parts = urlsplit(url)
    path = parts.path if path is None else path
    path = re.sub(r"\.html?\Z", "", path.rstrip("/"))
    query = sorted((name, value) for name, value in parse_qsl(parts.query) if name != without)
    return f"{parts.netloc.lower()}{path}?{query}"
