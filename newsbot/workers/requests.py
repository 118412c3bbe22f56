"""What a crawl asks of its workers beside the reading of pages; `tasks` answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from newsbot.discovery.sources import SourceContents, SourceRef
from newsbot.items import Link, Post, Source

# A link without what all links of a source share, and how many of them are sent in one piece.
_Said = str | None
Entry = tuple[str, Source, _Said, _Said, _Said, _Said, _Said, _Said, int | None]
PARCEL_LINKS = 500
# Tasks that may take so many times as long as a page: a sitemap may be five times as large, and more is in its bytes.
PATIENCE = {"read_source": 6.0}
# A request with more may take hundreds of megabytes; of a hundred news pages one has so many bytes or tags.
_HEAVY_BYTES = 1_500_000
_HEAVY_TAGS = 10_000
_entries = msgspec.msgpack.Decoder(list[Entry])


def is_heavy(request: Any) -> bool:
    """Whether what is to be read may take so much memory that only one such request is to be answered at a time."""
    body: bytes = getattr(request, "body", b"")
    return len(body) > _HEAVY_BYTES or body.count(b"<") > _HEAVY_TAGS


@dataclass(slots=True)
class SourceRequest:
    """What a worker needs to read a source; `url` is the one that answered.

    Addresses of the `site` are taken, and of the `hosts` that count as it.
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
    """What a source lists, as a worker sends it: the links of `contents` are in parcels, each opened when needed."""

    url: str
    contents: SourceContents
    parcels: list[bytes]

    def links(self) -> Iterator[list[Link]]:
        """The links in lists of some hundred; 50,000 at once take 20 MB."""
        for parcel in self.parcels:
            entries = _entries.decode(parcel)
            yield [_link(self.url, entry) for entry in entries]


def _link(source: str, entry: Entry) -> Link:
    url, method, published, modified, title, author, language, content, post = entry
    return Link(url, method, source, published, modified, title, author, language, None, content, post)


@dataclass(slots=True)
class TextRequest:
    """The bytes of a page whose markup is gone, in UTF-8, and its address."""

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
    """The posts of an API by their numbers."""

    posts: dict[int, Post]
