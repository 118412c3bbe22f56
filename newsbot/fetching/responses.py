"""What is taken from a response besides its body."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbot import __version__
from newsbot.extraction.declared.rights import RIGHTS_HEADERS, SiteRights, add_site_rights
from newsbot.fetching.archiving import LOCATION
from newsbot.items import Article, Discovery, WarcLocation
from newsbot.revisions import rfc3339
from newsbot.state.kept_answers import ANSWERED_AT
from newsbot.urls import article_key
from newsbot.warc.exchanges import PageEvidence

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from newsbot.crawl.site_crawl import SiteCrawl
    from newsbot.crawl.site_memory import Due
    from newsbot.warc.exchanges import Location
    from newsbot.warc.pages import ArchivedPage


class HostRights:
    """What the files of hosts declare about the use of their pages; empty for files not read yet."""

    def __init__(self) -> None:
        self._by_host: dict[str, SiteRights] = {}

    def of(self, url: str) -> SiteRights:
        """Return what is known about the URL's host; the object is updated by what is read later."""
        return self._by_host.setdefault(urlsplit(url).netloc, SiteRights())

    def add_robots(self, robotparser: "RobotParser", url: str) -> None:
        """Take the usage rules from the robots.txt of the URL's host."""
        self.of(url).usage = getattr(robotparser, "usage", [])


def header(response: "Response", name: str) -> str | None:
    """Return the value of a header, None if it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def rights_headers(response: "Response") -> dict[str, list[str]]:
    """Return the headers that say how a page may be used, by lower-case name."""
    found = {name: response.headers.getlist(name) for name in RIGHTS_HEADERS}
    return {name: [value.decode("latin-1") for value in values] for name, values in found.items() if values}


def is_unchanged(response: "Response", due: "Due") -> bool:
    """Whether the requested page itself, not one that it redirects to, is unchanged."""
    is_same = article_key(response.url) == article_key(due.url)
    return response.status == HTTPStatus.NOT_MODIFIED and due.page is not None and is_same


def evidence_of(crawl: "SiteCrawl", due: "Due", article: Article | None) -> PageEvidence:
    """Return what is archived with a page: what reading it needs besides the page itself.

    `article` is the one that the page continues.
    """
    if article is not None:
        return PageEvidence(number=max(1, len(article.pages)) + 1, partOf=article.url)
    return PageEvidence(due.url, due.link, crawl.plan.has_usual_shape(due.url), post=due.post)


def describe_archived(article: Article, page: "ArchivedPage", file: str, rights: SiteRights) -> Article:
    """Complete the article with what its record, its archived evidence and the files of its host say about it."""
    evidence = page.evidence or PageEvidence()
    if evidence.requestedUrl is not None and evidence.requestedUrl != page.url:
        article.requestedUrl = evidence.requestedUrl
    if link := evidence.link:
        article.discovery = Discovery(link.method, link.source, link.published, link.modified, link.title)
        article.discovery.postId = link.post if evidence.post is not None else None
    if article.rights is not None:
        add_site_rights(article.rights, article.url, rights)
    if page.record_id and page.digest:
        article.warc = WarcLocation(file, page.place.offset, page.record_id, page.digest)
    article.metadata.dateDownloaded = rfc3339(page.date)
    article.metadata.httpStatus = page.status
    article.metadata.etag = page.header("etag")
    article.metadata.lastModified = page.header("last-modified")
    article.metadata.extractorVersion = __version__
    return article


def describe(article: Article, response: "Response", due: "Due", rights: SiteRights) -> Article:
    """Complete the article with what the fetch, its source and the files of its host say about it."""
    if due.url != response.url:
        article.requestedUrl = due.url
    if link := due.link:
        article.discovery = Discovery(link.method, link.source, link.published, link.modified, link.title)
        article.discovery.postId = link.post if due.post is not None else None
    if article.rights is not None:
        add_site_rights(article.rights, article.url, rights)
    article.metadata.dateDownloaded = rfc3339(response.meta.get(ANSWERED_AT) or datetime.now(UTC))
    archived: Location | None = response.meta.get(LOCATION)
    if archived is not None:
        article.metadata.dateDownloaded = archived.date
        where = (archived.file, archived.offset, archived.record_id, archived.payload_digest)
        article.warc = WarcLocation(*where)
    article.metadata.httpStatus = response.status
    article.metadata.etag = header(response, "ETag")
    article.metadata.lastModified = header(response, "Last-Modified")
    article.metadata.extractorVersion = __version__
    return article
