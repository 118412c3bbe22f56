"""A source to read, what reading it gives, and the rules that all source parsers share.

One rule applies to every parser: what a source lists leaves here as an absolute http(s) address of the site or of a
host that the operator names, only once, with its strings cleaned and its dates in one format.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from newsbot.discovery.wiki_tools import is_wiki_list, is_wiki_tool
from newsbot.items import Link
from newsbot.markup import plain_line
from newsbot.url_shapes import is_thread
from newsbot.urls import absolute_url, is_of_site, same_site

SourceMethod = Literal["sitemap", "feed", "wp-rest", "section"]

# The protocol's own limit for a sitemap (sitemaps.org); no other source comes near it.
MAX_LINKS = 50_000
MAX_SOURCES = 5_000
_MAX_LINE_CHARS = 500
# Limits for one article, and for everything that a source holds.
MAX_CONTENT_CHARS = 100_000
_MAX_CONTENTS_CHARS = 3_000_000
_W3C_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[Tt ]+(\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?([Zz]|[+-]\d\d(?::?\d\d)?)?)?\Z"
)


# Already in the output format; only whether it is a real date is checked.
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\Z", re.ASCII)
# "Mon, 01 Jan 0001 00:00:00 +0000", "0001-01-01T00:00:00Z": what Go and .NET write for a date that is not set.
_FIRST_YEAR = 1000
_UNSET_DATE = re.compile(r"(?:\A|[A-Za-z] )0\d{3}[ -]", re.ASCII)


@dataclass(slots=True)
class SourceRef:
    """A source to fetch.

    `depth` counts the sitemap indexes above a sitemap, or the earlier pages of a list.
    `modified` is the date that an index gives a sitemap: newest are read first, and old ones need no visit.
    """

    url: str
    method: SourceMethod
    depth: int = 0
    modified: str | None = None


@dataclass(slots=True)
class SourceContents:
    """What a source lists, in its own order.

    `links` are articles, or may be; `sources` are further sources. `hubs` are pages that look like sections, kept apart
    because every section page names all of them again; `archives` are lists of older articles, kept apart because most
    sites list those elsewhere, too. `reason` says why nothing or not everything came; `refused` counts addresses of
    other sites.
    """

    links: list[Link] = field(default_factory=list)
    sources: list[SourceRef] = field(default_factory=list)
    hubs: list[SourceRef] = field(default_factory=list)
    reason: str | None = None
    refused: int = 0
    archives: list[SourceRef] = field(default_factory=list)


class Collector:
    """Collects the contents of one source and enforces the rules above."""

    def __init__(
        self, ref: SourceRef, url: str, max_links: int = MAX_LINKS, site: str | None = None, hosts: Collection[str] = ()
    ) -> None:
        self._site, self._hosts = site or url, hosts
        self.ref = ref
        self.url = url
        self.base = url  # an HTML page may name another one for its relative addresses
        self.contents = SourceContents()
        self._max_links = max_links
        self._seen = {ref.url, url}
        self._seen_hubs = {ref.url, url}
        self._same_site: dict[str, bool] = {}
        self._content_left = _MAX_CONTENTS_CHARS

    @property
    def is_full(self) -> bool:
        """Whether the source has reached the limit of links or sources."""
        contents = self.contents
        return len(contents.links) >= self._max_links or len(contents.sources) >= MAX_SOURCES

    def resolve(self, href: str) -> str | None:
        """The address that `href` means if it belongs to this site; else None, and it is counted."""
        # Double escaping happens; undoing more than this would turn "&copy=1" into a copyright sign.
        address = absolute_url(href.replace("&amp;", "&"), self.base)
        if address is None:
            return None
        host = address.split("/", 3)[2]
        if host not in self._same_site:
            if len(self._same_site) > 1_000:
                self._same_site.clear()
            self._same_site[host] = same_site(address, self.url) or is_of_site(address, self._site, self._hosts)
        if self._same_site[host]:
            return address
        self.contents.refused += 1
        return None

    def add_link(self, link: Link) -> None:
        """Add a link whose strings are as the source wrote them; its `url` may be relative."""
        address = self.resolve(link.url)
        if address is None or address in self._seen or is_wiki_tool(address) or is_thread(address):
            return
        if self.is_full:
            self.contents.reason = "too_many_entries"
            return
        self._seen.add(address)
        link.url = address
        link.published = source_date(link.published)
        link.modified = source_date(link.modified)
        link.title = _line(link.title)
        link.author = _line(link.author)
        link.language = _line(link.language)
        link.content = self._taken(link.content)
        self.contents.links.append(link)

    def _taken(self, content: str | None) -> str | None:
        """The article's text, unless it is too long for one article or exceeds what is kept of one source."""
        size = len(content or "")
        if not content or size > MAX_CONTENT_CHARS or size > self._content_left:
            return None
        self._content_left -= size
        return content

    def add_source(self, href: str, method: SourceMethod, *, depth: int = 0, modified: str | None = None) -> None:
        """Add a further source, unless it is the one being read."""
        self._add_ref(self.contents.sources, SourceRef(href, method, depth, modified), self._seen)

    def add_hub(self, href: str) -> None:
        """Add a page that looks like a section; it may be listed as an article as well if it could be either."""
        self._add_ref(self.contents.hubs, SourceRef(href, "section"), self._seen_hubs)

    def add_archive(self, href: str) -> None:
        """Add a page that lists older articles: those of a month or of a tag."""
        self._add_ref(self.contents.archives, SourceRef(href, "section"), self._seen)

    def _add_ref(self, refs: list[SourceRef], ref: SourceRef, seen: set[str]) -> None:
        address = self.resolve(ref.url)
        if address is None or address in seen or len(refs) >= MAX_SOURCES:
            return
        if ref.method == "section" and is_wiki_tool(address) and not is_wiki_list(address):
            return
        seen.add(address)
        refs.append(SourceRef(address, ref.method, ref.depth, source_date(ref.modified)))

    def finish(self, reason: str | None = None) -> SourceContents:
        """The contents; if there are none and no other reason is known, the reason is "empty"."""
        contents = self.contents
        contents.reason = contents.reason or reason
        if not (contents.links or contents.sources or contents.hubs or contents.archives or contents.reason):
            contents.reason = "off_site" if contents.refused else "empty"
        return contents


def source_date(text: str | None) -> str | None:
    """An RFC 3339 time with the zone as given, or a day where no zone is given; None for anything else.

    Reads the W3C form (sitemaps, Atom, JSON) and RFC 822's (RSS).
    """
    text = (text or "")[:80].strip()
    if not text or _UNSET_DATE.search(text):
        return None
    try:
        if _RFC_3339.match(text) and datetime.fromisoformat(text):
            return text
        match = _W3C_DATE.match(text)
        if match is None:
            moment = parsedate_to_datetime(text)
        else:
            day, time, zone = match.groups()
            if time is None:
                return datetime.fromisoformat(day).date().isoformat()
            moment = datetime.fromisoformat(f"{day}T{time}{(zone or '').upper()}")
        if moment.year < _FIRST_YEAR:
            return None
        if moment.tzinfo is None:
            return moment.date().isoformat()
        return moment.isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def json_text(value: Any) -> str | None:
    """The value of a JSON object if it is a non-empty string, else None."""
    return value if isinstance(value, str) and value else None


def _line(text: str | None) -> str | None:
    return plain_line(text, _MAX_LINE_CHARS) or None if text else None
