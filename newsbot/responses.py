"""What is taken from a response besides its body."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from newsbot import __version__
from newsbot.extraction.page_report import add_source_evidence
from newsbot.extraction.rights import RIGHTS_HEADERS, SiteRights, add_site_rights
from newsbot.items import Article, Discovery
from newsbot.revisions import rfc3339
from newsbot.urls import article_key

if TYPE_CHECKING:
    from scrapy.http import Response

    from newsbot.site_memory import Due


def header(response: "Response", name: str) -> str | None:
    """The value of a header, None where it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def rights_headers(response: "Response") -> dict[str, list[str]]:
    """The headers that say how a page may be used, by their names in lower case."""
    found = {name: response.headers.getlist(name) for name in RIGHTS_HEADERS}
    return {name: [value.decode("latin-1") for value in values] for name, values in found.items() if values}


def is_unchanged(response: "Response", due: "Due") -> bool:
    """Whether the page that was asked for, and no other that it leads to, is as it was."""
    is_same = article_key(response.url) == article_key(due.url)
    return response.status == HTTPStatus.NOT_MODIFIED and due.page is not None and is_same


def describe(article: Article, response: "Response", due: "Due", rights: SiteRights) -> Article:
    """The article with what the fetch, its source and the files of its host say of it."""
    if due.url != response.url:
        article.requestedUrl = due.url
    if link := due.link:
        article.discovery = Discovery(link.method, link.source, link.published, link.modified, link.title)
        add_source_evidence(article, link)
    if article.rights is not None:
        add_site_rights(article.rights, article.url, rights)
    article.metadata.dateDownloaded = rfc3339(datetime.now(UTC))
    article.metadata.httpStatus = response.status
    article.metadata.etag = header(response, "ETag")
    article.metadata.lastModified = header(response, "Last-Modified")
    article.metadata.extractorVersion = __version__
    return article
