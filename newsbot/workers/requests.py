"""What a crawl asks of its workers besides reading pages; `tasks` answers these requests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from newsbot.discovery.sources import SourceContents, SourceRef
from newsbot.items import Link, Post, Source

# A link without the fields that all links of a source share, and how many links are sent in one parcel.
_Said = str | None
Entry = tuple[str, Source, _Said, _Said, _Said, _Said, _Said, _Said, int | None]
PARCEL_LINKS = 500
# Tasks that may take this many times as long as a page: a sitemap may be five times as large, and denser.
PATIENCE = {"read_source": 6.0}
# A larger request may take hundreds of megabytes of memory; one in a hundred news pages has so many bytes or tags.
_HEAVY_BYTES = 1_500_000
_HEAVY_TAGS = 10_000
_entries = msgspec.msgpack.Decoder(list[Entry])


def is_heavy(request: Any) -> bool:
    """Whether reading this may take so much memory that only one such request may be answered at a time."""
    body: bytes = getattr(request, "body", b"")
    return len(body) > _HEAVY_BYTES or body.count(b"<") > _HEAVY_TAGS


@dataclass(slots=True)
class SourceRequest:
    """What a worker needs to read a source; `url` is the one that answered.

    Addresses of the `site` are taken, and of the `hosts` that count as part of it.
    """

    ref: SourceRef
    body: bytes
    url: str
    content_type: str | None = None
    link_header: str | None = None
    site: str | None = None
    hosts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SourceAnswer:
    """What a source lists, as a worker sends it: the links of `contents` are in parcels, each decoded when needed."""

    url: str
    contents: SourceContents
    parcels: list[bytes]

    def links(self) -> Iterator[list[Link]]:
        """Yield the links in lists of some hundred; 50,000 at once take 20 MB."""
        for parcel in self.parcels:
            entries = _entries.decode(parcel)
            yield [_link(self.url, entry) for entry in entries]


def _link(source: str, entry: Entry) -> Link:
    url, method, published, modified, title, author, language, content, post = entry
    return Link(url, method, source, published, modified, title, author, language, None, content, post)


@dataclass(slots=True)
class TextRequest:
    """The bytes of a page that is plain text, in UTF-8, and its address."""

    body: bytes
    url: str


@dataclass(slots=True)
class TdmFileRequest:
    """The bytes of a host's `/.well-known/tdmrep.json`."""

    body: bytes


@dataclass(slots=True)
class PostsRequest:
    """The answer of a WordPress API to `discovery.wordpress.whole_posts_url`; `url` is the one that answered."""

    body: bytes
    url: str


@dataclass(slots=True)
class PostsAnswer:
    """The posts of an API by ID."""

    posts: dict[int, Post]
