"""WordPress: where its REST API is, the posts that it lists, and what it says about one.

The API lists all posts of a site with their exact dates, which no feed does. Lists are requested without the posts'
text; that is requested, with authors, sections and tags, for the posts to be read (`whole_posts_url`).
"""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from newsbot.discovery.sources import MAX_CONTENT_CHARS, Collector, SourceContents, json_text
from newsbot.items import Link, Post
from newsbot.markup import plain_line
from newsbot.urls import absolute_url

API_RELATION = "https://api.w.org/"
_POSTS = "wp/v2/posts"
_PAGE_SIZE = 100
_DEFAULT_PAGE_SIZE = 10  # of the API itself, when an address asks for none
# Asking for more makes the site look up each post's author, and the text is a thousand times as long.
_FIELDS = "id,link,date_gmt,modified_gmt,title"
# How many posts' texts to request at once.
WHOLE_POSTS = 20
_WHOLE_FIELDS = "id,link,content,_links.author,_links.wp:term,_embedded"
_EMBEDDED = "author,wp:term"
_MAX_POST = 2**53
_MAX_NAMES = 40
_MAX_NAME_CHARS = 200
_TAXONOMIES = {"category": "sections", "post_tag": "keywords"}
# Lists edits of old posts first, too. Without it the API sorts by date of publication.
_BY_CHANGE = "&orderby=modified"
_MAX_PAGE = 10_000
_MAX_HEADER_CHARS = 8_192
_LINK_VALUE = re.compile(r"<([^<>]*)>([^<>]*)")
_RELATION = re.compile(r"""\brel\s{0,9}=\s{0,9}["']?([^"',;]+)""", re.IGNORECASE)


def api_root(link_header: str | None) -> str | None:
    """The API's root as announced in the HTTP `Link` header, possibly relative."""
    for target, parameters in _LINK_VALUE.findall((link_header or "")[:_MAX_HEADER_CHARS]):
        relation = _RELATION.search(parameters)
        if relation and API_RELATION in relation[1].split():
            return str(target).strip()
    return None


def posts_url(root: str) -> str | None:
    """The address of the most recently changed posts under an API root, pretty or in the `?rest_route=/` form."""
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
    """The address of the same posts in order of publication, newest first."""
    return url.replace(_BY_CHANGE, "")


def add_api(collector: Collector, root: str | None) -> None:
    """Add the posts under an announced API root as a further source."""
    address = posts_url(root) if root else None
    if address:
        collector.add_source(address, "wp-rest")


def read_posts(posts: list[Any], collector: Collector) -> SourceContents:
    """The links of one page of posts, in order, and the next page if this one is full."""
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
                post=_post_number(post.get("id")),
            )
        )
    following = _next_page(collector.ref.url, len(posts))
    if following:
        collector.add_source(following, "wp-rest", depth=collector.ref.depth + 1)
    return collector.finish()


def whole_posts_url(source: str, posts: Iterable[int]) -> str | None:
    """The API address that returns all of these posts; None if `source` is not an address of posts."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    route = parse_qs(parts.query[:2_000]).get("rest_route")
    if _POSTS not in (route[0] if route else parts.path):
        return None
    numbers = ",".join(map(str, posts))
    wanted = f"include={numbers}&per_page={WHOLE_POSTS}&_embed={_EMBEDDED}&_fields={_WHOLE_FIELDS}"
    return urlunsplit(parts._replace(query=f"rest_route=/{_POSTS}&{wanted}" if route else wanted))


def read_whole_posts(body: bytes, url: str) -> dict[int, Post]:
    """The posts in an answer to `whole_posts_url`, by id; empty if it is no such answer."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    posts: dict[int, Post] = {}
    for entry in answer[:WHOLE_POSTS] if isinstance(answer, list) else ():
        number = _post_number(entry.get("id")) if isinstance(entry, dict) else None
        address = json_text(entry.get("link")) if number is not None else None
        address = absolute_url(address, url) if address else None
        if number is not None and address is not None:
            posts[number] = _whole_post(entry, address)
    return posts


def _whole_post(entry: dict[str, Any], url: str) -> Post:
    post = Post(url)
    content = entry.get("content")
    if isinstance(content, dict) and content.get("protected") is not True:
        text = _rendered(content) or ""
        post.content = text if len(text) <= MAX_CONTENT_CHARS else ""
    embedded = entry.get("_embedded")
    if isinstance(embedded, dict):
        post.authors = _names(embedded.get("author"))
        groups = embedded.get("wp:term")
        for group in groups[:_MAX_NAMES] if isinstance(groups, list) else ():
            for taxonomy, field in _TAXONOMIES.items():
                getattr(post, field).extend(_names(group, taxonomy))
    return post


def _names(values: Any, taxonomy: str | None = None) -> list[str]:
    """The names of embedded objects, only of one taxonomy if given; an error in their place has no name."""
    found = [
        plain_line(name, _MAX_NAME_CHARS)
        for value in (values[:_MAX_NAMES] if isinstance(values, list) else ())
        if isinstance(value, dict)
        and (taxonomy is None or value.get("taxonomy") == taxonomy)
        and (name := json_text(value.get("name")))
    ]
    return [name for name in found if name]


def _post_number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MAX_POST else None


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
    """A time from the API with its zone; the API writes UTC without saying so, and zeros for no date."""
    text = json_text(value)
    return f"{text.removesuffix('Z')}Z" if text and not text.startswith("0000") else None


def _rendered(value: Any) -> str | None:
    return json_text(value.get("rendered") if isinstance(value, dict) else value)
