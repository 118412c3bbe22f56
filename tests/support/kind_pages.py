"""Pages of every kind, and what newsbot takes them for."""

from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageReport, PageRequest
from newsbot.items import Link

URL = "https://example.com/2026/11/02/floods-close-the-valley-road"
TITLE = "Floods close the valley road"
PROSE = [
    f"Paragraph {number} of the article says at some length what happened to the road in the valley that night."
    for number in range(6)
]
TEXT = "".join(f"<p>{text}</p>" for text in PROSE)


def read(html: str, url: str = URL, link: Link | None = None, usual_shape: bool | None = None) -> PageReport:
    return read_page(PageRequest(html.encode(), url, "text/html; charset=utf-8", link, usual_shape=usual_shape))


def page(body: str, head: str = "", title: str = TITLE, classes: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body class='{classes}'>{body}</body></html>"


PUBLISHED = '<meta property="article:published_time" content="2026-11-02T10:00:00Z">'
NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
