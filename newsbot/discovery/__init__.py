"""Discovery: turn the bytes of a source (sitemap, feed, WordPress API, section page) into the links it lists.

Takes bytes and an address, returns plain dataclasses; uses no network and no Scrapy, and never raises for bad bytes.
`read_source` is the only entry point; `plan` decides which sources and articles to fetch.
"""

import json
from collections.abc import Collection

from newsbot.discovery.feeds import read_feed, read_json_feed
from newsbot.discovery.formats import Document, open_document
from newsbot.discovery.sections import MAX_LINKS as MAX_SECTION_LINKS
from newsbot.discovery.sections import read_feed_page, read_section
from newsbot.discovery.sitemaps import read_address_lines, read_sitemap
from newsbot.discovery.sources import MAX_LINKS, Collector, SourceContents, SourceRef
from newsbot.discovery.wordpress import add_api, api_root, read_posts
from newsbot.markup import MAX_PAGE_BYTES
from newsbot.urls import absolute_url

__all__ = ["SourceContents", "SourceRef", "read_source"]

_MAX_JSON_BYTES = 10_000_000


def read_source(  # noqa: PLR0913 - the parts of one response, and where it may lead
    ref: SourceRef,
    body: bytes,
    url: str,
    content_type: str | None,
    link_header: str | None = None,
    site: str | None = None,
    hosts: Collection[str] = (),
) -> SourceContents:
    """What the source lists, parsed by what its body really is; `reason` says why nothing came.

    `url` is the address after redirects: relative addresses are resolved against it, and only addresses of its site
    are kept, or of `site` and `hosts` (`urls.is_of_site`). Links are in the source's order and name `ref.url` as
    their source.
    """
    if absolute_url(url, url) is None:
        return SourceContents(reason="not_http")
    limit = MAX_SECTION_LINKS if ref.method == "section" else MAX_LINKS
    collector = Collector(ref, url, limit, site, hosts)
    if ref.method == "section":
        add_api(collector, api_root(link_header))
    return _read(open_document(body, content_type), content_type, collector)


def _read(document: Document, content_type: str | None, collector: Collector) -> SourceContents:
    method = collector.ref.method
    match document.kind:
        case "sitemap":
            return read_sitemap(document, collector)
        case "feed":
            return read_feed(document, collector)
        case "json":
            return _read_json(document.read(_MAX_JSON_BYTES), collector)
        case "text":
            return read_address_lines(document, collector)
        case "html" | "unknown" if method == "section":
            return read_section(document.read(MAX_PAGE_BYTES), content_type, collector)
        case "html" if method == "feed" and not collector.ref.depth:
            return read_feed_page(document.read(MAX_PAGE_BYTES), content_type, collector)
        case "html":
            return collector.finish("html_instead")
        case "dtd":
            return collector.finish("dtd_refused")
        case "empty":
            return collector.finish("empty")
        case _:
            return collector.finish("not_xml")


def _read_json(body: bytes, collector: Collector) -> SourceContents:
    """Parse JSON: WordPress posts are a list, a JSON Feed is an object; so is the API's own error."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return collector.finish("broken_json")
    if isinstance(answer, list):
        return read_posts(answer, collector)
    if isinstance(answer, dict) and "items" in answer:
        return read_json_feed(answer, collector)
    return collector.finish("json_error")
