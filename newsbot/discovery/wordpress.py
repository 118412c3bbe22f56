"""WordPress: where its REST API is, and the posts that it lists.

The API answers with all posts of a site and their exact dates, which no feed does.
"""

import re
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from newsbot.discovery.sources import Collector, SourceContents, json_text
from newsbot.items import Link

API_RELATION = "https://api.w.org/"
_POSTS = "wp/v2/posts"
_PAGE_SIZE = 100
_DEFAULT_PAGE_SIZE = 10  # of the API itself, when an address asks for none
# Asking for the author as well makes the site look up each one; the page names them anyway.
_FIELDS = "link,date_gmt,modified_gmt,title"
# Edits of old posts come first, too. Without it the API lists by date of publication.
_BY_CHANGE = "&orderby=modified"
_MAX_PAGE = 10_000
_MAX_HEADER_CHARS = 8_192
_LINK_VALUE = re.compile(r"<([^<>]*)>([^<>]*)")
_RELATION = re.compile(r"""\brel\s{0,9}=\s{0,9}["']?([^"',;]+)""", re.IGNORECASE)


def api_root(link_header: str | None) -> str | None:
    """The API's root as the HTTP `Link` header announces it, possibly relative."""
    for target, parameters in _LINK_VALUE.findall((link_header or "")[:_MAX_HEADER_CHARS]):
        relation = _RELATION.search(parameters)
        if relation and API_RELATION in relation[1].split():
            return str(target).strip()
    return None


def posts_url(root: str) -> str | None:
    """The address of the posts changed last under an API root, pretty or in the `?rest_route=/` form."""
    try:
        parts = urlsplit(root.strip())
    except ValueError:
        return None
    wanted = f"per_page={_PAGE_SIZE}&_fields={quote(_FIELDS, safe=',')}{_BY_CHANGE}"
    route = parse_qs(parts.query).get("rest_route")
    if route:
        path, query = parts.path, f"rest_route=/{_POSTS}&{wanted}"
    else:
        path, query = f"{parts.path.rstrip('/')}/{_POSTS}", wanted
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def by_publication(url: str) -> str:
    """The address of the same posts in the order of their publication, the newest first."""
    return url.replace(_BY_CHANGE, "")


def add_api(collector: Collector, root: str | None) -> None:
    """Takes the posts under an announced root as a further source."""
    address = posts_url(root) if root else None
    if address:
        collector.add_source(address, "wp-rest")


def read_posts(posts: list[Any], collector: Collector) -> SourceContents:
    """The links of one page of posts, in its order, and the page after it while this one is full."""
    for post in posts:
        if not isinstance(post, dict) or not isinstance(post.get("link"), str):
            continue
        collector.add_link(
            Link(
                url=post["link"],
                method="wp-rest",
                source=collector.ref.url,
                published=_utc(post.get("date_gmt")),
                modified=_utc(post.get("modified_gmt")),
                title=_rendered(post.get("title")),
            )
        )
    following = _next_page(collector.ref.url, len(posts))
    if following:
        collector.add_source(following, "wp-rest", depth=collector.ref.depth + 1)
    return collector.finish()


def _next_page(url: str, count: int) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    query = dict(parse_qsl(parts.query[:2_000]))
    size = _number(query.get("per_page"), _DEFAULT_PAGE_SIZE)
    page = _number(query.get("page"), 1)
    if count < size or page >= _MAX_PAGE:
        return None
    query["page"] = str(page + 1)
    return urlunsplit(parts._replace(query=urlencode(query, safe="/,")))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _utc(value: Any) -> str | None:
    """A time of the API with its zone; the API writes UTC without saying so, and zeros for no date."""
    text = json_text(value)
    return f"{text.removesuffix('Z')}Z" if text and not text.startswith("0000") else None


def _rendered(value: Any) -> str | None:
    return json_text(value.get("rendered") if isinstance(value, dict) else value)
