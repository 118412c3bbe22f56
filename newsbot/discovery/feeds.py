"""Feeds (RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom and JSON Feed) as links with their metadata.

Comment feeds list no articles and are refused. Entries' bodies are kept for pages that show no text.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from newsbot.discovery.formats import Document
from newsbot.discovery.records import Record, RecordReader
from newsbot.discovery.sources import Collector, SourceContents, json_text
from newsbot.items import Link
from newsbot.urls import absolute_url

_MAX_ENTRIES = 10_000
_MAX_PAGE_DIGITS = 4
_HEADS = ("rss/channel/", "rdf/channel/", "feed/", "channel/", "")
_PUBLISHED = ("pubdate", "published", "date", "issued", "created")
_MODIFIED = ("updated", "modified", "lastbuilddate")
# The whole article with its markup escaped; a description may be anything.
_CONTENT = ("encoded", "content")
_AUTHOR = ("creator", "author/name", "author")
# Not "http:" alone: a guid such as "tag:site,2026:1" or "12345" is no address.
_ADDRESS = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_COMMENTS_URL = re.compile(r"/comments(?:[/.?]|\Z)|/feed/comments|[?&]feed=comments|comments-rss", re.I)
_COMMENTS_TITLE = re.compile(
    r"\s*(?:comments?\s(?:on|for|feed)\b|kommentare?\s(?:zu|für)\b|commentaires?\s(?:sur|pour)\b|comentarios\s(?:en|de)\b"
    r"|comentários\s(?:sobre|em|para)\b|commenti\s(?:a|su|per)\b|reacties\s(?:op|voor)\b|komentarze\s(?:do|dla)\b"
    r"|kommentarer\s(?:til|till|på)\b|комментарии\s(?:к|на|для)\b|коментарі\s(?:до|для)\b|komentar\s(?:pada|untuk)\b"
    r"|komentáře\s(?:k|pro)\b|σχόλια\s(?:για|στο)\b|التعليقات على|تعليقات على|評論|のコメント)"
    r"|.{1,200}\siçin yorumlar\b",
    re.IGNORECASE,
)


def read_feed(document: Document, collector: Collector) -> SourceContents:
    """The entries of an XML feed, in order, and the feed of older entries that it names."""
    reader = RecordReader(("item", "entry"), _MAX_ENTRIES)
    for record in reader.read(document.pieces):
        if is_comment_feed(collector.url, _of_head(reader.head, "title")):
            return collector.finish("comment_feed")
        collector.base = _base(collector.url, reader.head.base, record.base)
        link = _link(record, reader.head, collector.ref.url)
        if link is not None:
            collector.add_link(link)
    collector.base = _base(collector.url, reader.head.base)
    older = [link.get("href") for link in reader.head.links if _is_next(link)]
    if not older and collector.contents.links and _is_wordpress(_of_head(reader.head, "generator")):
        older = [following_page(collector.url)]
    _add_older(collector, older)
    return collector.finish("too_many_entries" if reader.is_cut else None)


def is_comment_feed(url: str, title: str | None) -> bool:
    """Whether a feed lists readers' comments, by its address or its title (WordPress's, in its translations)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    where = f"{parts.path}?{parts.query}"
    return bool(_COMMENTS_URL.search(where) or _COMMENTS_TITLE.match((title or "")[:300]))


def _base(url: str, *bases: str | None) -> str:
    """The base for relative addresses (XML Base): each base is relative to the one before it, the first to the feed."""
    for base in filter(None, bases):
        url = absolute_url(base, url) or url
    return url


def _link(record: Record, head: Record, source: str) -> Link | None:
    fields = record.fields
    address = _address(record)
    if address is None:
        return None
    language = fields.get("language") or record.language or head.language
    return Link(
        url=address,
        method="feed",
        source=source,
        published=_first(fields, _PUBLISHED),
        modified=_first(fields, _MODIFIED),
        title=fields.get("title"),
        author=_author(_first(fields, _AUTHOR)),
        language=language or _of_head(head, "language"),
        content=_first(fields, _CONTENT),
    )


def _address(record: Record) -> str | None:
    """The entry's own address: the one behind a proxy, RSS's text, Atom's alternate, or a guid that is an address."""
    fields = record.fields
    if "origlink" in fields:
        return fields["origlink"]
    if "link" in fields:
        return fields["link"]
    for link in record.links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link["href"]
    guid = fields.get("guid") or fields.get("id") or ""
    return guid if _ADDRESS.match(guid) else None


def _is_next(link: dict[str, str]) -> bool:
    """RFC 5005: the next document of a paged feed."""
    return link.get("rel") == "next"


def _is_wordpress(generator: str | None) -> bool:
    return "wordpress.org" in (generator or "")[:200].lower()


def following_page(url: str) -> str | None:
    """The address of WordPress's feed of older posts, which no feed names; after the last one it answers 404."""
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        number = query.get("paged", "1")
        if not number.isascii() or not number.isdigit() or len(number) > _MAX_PAGE_DIGITS:
            return None
        query["paged"] = str(int(number) + 1)
        return urlunsplit(parts._replace(query=urlencode(query)))
    except ValueError:
        return None


def _first(fields: dict[str, str], names: Iterable[str]) -> str | None:
    return next((fields[name] for name in names if name in fields), None)


def _of_head(head: Record, name: str) -> str | None:
    return _first(head.fields, [prefix + name for prefix in _HEADS])


_MAIL_AND_NAME = re.compile(r"\S{1,200}@\S{1,200}\s{0,9}\(([^()]{1,200})\)\s*\Z")


def _author(text: str | None) -> str | None:
    """The name in RSS's "desk@example.com (Ann Lee)", or the text unchanged."""
    match = _MAIL_AND_NAME.match((text or "")[:500].strip())
    return match[1] if match else text


def read_json_feed(feed: dict[str, Any], collector: Collector) -> SourceContents:
    """The items of a JSON Feed (jsonfeed.org), in order, and the next page that it names."""
    items = feed.get("items")
    if not isinstance(items, list):
        return collector.finish("not_a_feed")
    if is_comment_feed(collector.url, json_text(feed.get("title"))):
        return collector.finish("comment_feed")
    for item in items[:_MAX_ENTRIES]:
        address = _json_address(item) if isinstance(item, dict) else None
        if address is None:
            continue
        collector.add_link(
            Link(
                url=address,
                method="feed",
                source=collector.ref.url,
                published=json_text(item.get("date_published")),
                modified=json_text(item.get("date_modified")),
                title=json_text(item.get("title")),
                author=_json_author(item) or None,
                language=json_text(item.get("language")) or json_text(feed.get("language")),
                content=json_text(item.get("content_html")),
            )
        )
    _add_older(collector, [json_text(feed.get("next_url"))])
    return collector.finish()


def _json_address(item: dict[str, Any]) -> str | None:
    identifier = json_text(item.get("id")) or ""
    return json_text(item.get("url")) or (identifier if _ADDRESS.match(identifier) else None)


def _json_author(item: dict[str, Any]) -> str:
    """The authors' names, comma-separated; version 1.0 of the format has one author, 1.1 a list."""
    authors = item.get("authors")
    if not isinstance(authors, list):
        authors = [item.get("author")]
    names = (json_text(author.get("name")) for author in authors if isinstance(author, dict))
    return ", ".join(name for name in names if name)


def _add_older(collector: Collector, hrefs: Iterable[str | None]) -> None:
    for href in hrefs:
        if href:
            collector.add_source(href, "feed", depth=collector.ref.depth + 1)
