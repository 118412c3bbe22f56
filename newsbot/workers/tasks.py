"""The tasks that a worker process can do: everything that parses bytes from the web.

A task is one line of `TASKS`; its request and its result are dataclasses that msgspec can encode.
"""

from typing import TYPE_CHECKING

import msgspec

from newsbot.discovery import read_source
from newsbot.discovery.wordpress import read_whole_posts
from newsbot.extraction.decisions import decide_at_once
from newsbot.extraction.declared.rights import SiteRights, read_tdm_file
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageReport, PageRequest, add_source_evidence
from newsbot.extraction.plaintext import clean_plain_text
from newsbot.items import BODY, Link
from newsbot.urls import article_id
from newsbot.workers.requests import (
    PARCEL_LINKS,
    PATIENCE,
    Entry,
    PostsAnswer,
    PostsRequest,
    SourceAnswer,
    SourceRequest,
    TdmFileRequest,
    TextRequest,
)

if TYPE_CHECKING:
    from newsbot.workers.worker import Task


def _read_page(request: PageRequest) -> PageReport:
    """Return the report on a page, with what its source says and without the texts that are not the article's.

    The fields of a single-page article are decided here if requested; further pages could still change them.
    """
    report = read_page(request)
    article = report.article
    if article is not None:
        article.evidence.blocks = [block for block in article.evidence.blocks if block.verdict == BODY]
        if request.link is not None and request.number == 1:
            add_source_evidence(article, request.link)
        if request.downloaded is not None and request.number == 1 and report.next_page is None:
            decide_at_once(article, request.downloaded)
    return report


def _read_source(request: SourceRequest) -> SourceAnswer:
    said = (request.content_type, request.link_header)
    contents = read_source(request.ref, request.body, request.url, *said, request.site, frozenset(request.hosts))
    request.body = b""
    links, contents.links = contents.links[::-1], []
    parcels = []
    while links:
        some = (links.pop() for _ in range(min(len(links), PARCEL_LINKS)))
        parcels.append(msgspec.msgpack.encode([_entry(link) for link in some]))
    return SourceAnswer(request.ref.url, contents, parcels)


def _entry(link: Link) -> Entry:
    said = (link.published, link.modified, link.title, link.author, link.language)
    return (link.url, link.method, *said, link.content, link.post)


def _read_tdm_file(request: TdmFileRequest) -> SiteRights:
    return SiteRights(tdm=read_tdm_file(request.body.decode("utf-8", "replace")))


def _read_posts(request: PostsRequest) -> PostsAnswer:
    return PostsAnswer(read_whole_posts(request.body, request.url))


def _clean_text(request: TextRequest) -> PageReport:
    """Return the article in a plain text, its fields decided as by `scrapy clean`."""
    report = clean_plain_text(request.body.decode("utf-8", "replace"))
    if report.article is not None:
        report.article.url = request.url
        report.article.id = article_id(request.url)
        report.article.evidence.isText = True
    return PageReport(article=report.article, reason=report.reason)


__all__ = ["PATIENCE", "TASKS"]

TASKS: "dict[str, Task]" = {
    "read_page": (PageRequest, _read_page),
    "read_source": (SourceRequest, _read_source),
    "read_posts": (PostsRequest, _read_posts),
    "clean_text": (TextRequest, _clean_text),
    "read_tdm_file": (TdmFileRequest, _read_tdm_file),
}
