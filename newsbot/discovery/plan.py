"""Decide what to fetch next on one site: first its sources, then its articles, newest first.

The plan only keeps state and makes no requests itself: the spider fetches what `take_sources` and `newest` return
and reports the results to the plan. Limits keep a hostile site from holding a crawl forever.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.links import LinkBook, link_moment
from newsbot.discovery.sources import SourceMethod
from newsbot.discovery.wordpress import by_publication
from newsbot.items import Link, Source
from newsbot.pagination import first_pages
from newsbot.url_shapes import ShapeProfile
from newsbot.urls import absolute_url, article_key, fits_pattern, is_of_site

MAX_SOURCES: dict[SourceMethod, int] = {"sitemap": 200, "feed": 100, "wp-rest": 500, "section": 60}
# Month and tag pages, and their further pages.
MAX_ARCHIVES = 100
# If at least this many of the front page's articles, and most of them, are in no list, the lists are incomplete.
_MIN_UNLISTED = 3
# Levels of indexes above a sitemap, or earlier pages of the same list.
MAX_DEPTH: dict[SourceMethod, int] = {"sitemap": 3, "feed": 100, "wp-rest": 500, "section": 30}
# Redirects in a row by markup; a page may keep reloading itself under an address that holds the time.
_MAX_HOPS = 5
# Requested in parallel while they are small; larger ones are read one at a time, as each takes some 50 MB.
MAX_OPEN_SITEMAPS = 4
_SMALL_SITEMAP_LINKS = 10_000
MAX_LINKS = 1_000_000
# How many addresses to learn the site's URL shapes from.
_LEARNED_FROM = 2_000
_WELL_KNOWN_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/news-sitemap.xml")
_WELL_KNOWN_FEEDS = ("/feed/", "/rss.xml", "/feed.xml", "/rss", "/atom.xml", "/feed.json")
# Sources that can be trusted to list articles; links from the others are judged by their address.
_SURE: frozenset[Source] = frozenset(("news-sitemap", "feed", "wp-rest"))
# A sitemap of articles lists few other pages. A section page's links were already chosen by place and text, so
# their address must only not be that of something else.
_MIN_LIKENESS = {"sitemap": 0.15, "section": 0.05}
# If fewer of a sitemap's addresses than this look like articles, the addresses tell nothing: "/harbour", "/4012".
_TELLING_SHARE = 0.2
_MIN_TOLD = 10
_ANY_LIKENESS = 0.05
_NOBODY_THERE = frozenset(("unreachable", "timeout", "private_address", "tls", "retry_later"))
# A source that does not exist hides nothing.
_NOTHING_THERE = frozenset(("http_404", "http_410", "http_400"))


@dataclass(slots=True)
class PlanLimits:
    """The user's limits: only these sources, only since this date, only this many of the newest articles.

    Nothing is fetched that matches one of the `ignore` patterns.
    """

    sources: frozenset[Source]
    since: datetime | None = None
    limit: int | None = None
    ignore: Sequence[str] = ()
    sitemap_indexes: int = 30


@dataclass(slots=True)
class Listed:
    """Summary of one source's links: `method` is the first link's, `is_past` says that all of them are too old."""

    count: int = 0
    method: Source | None = None
    is_past: bool = False
    # Whether other sources of this crawl had already said all of it.
    is_repeated: bool = False
    refused: int = 0
    over_limit: int = 0


@dataclass(slots=True)
class SitePlan:
    """The state of one site's discovery; `url` is the start address that the operator gave."""

    url: str
    limits: PlanLimits
    # Further hosts that the operator counts as part of the site.
    hosts: Collection[str] = ()
    counts: dict[str, int] = field(default_factory=dict)
    # Every link that the sources list.
    links: LinkBook = field(default_factory=lambda: LinkBook(MAX_LINKS))
    _due: list[SourceRef] = field(default_factory=list)
    _asked: dict[str, int] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _hubs: list[SourceRef] = field(default_factory=list)
    _open: Counter[SourceMethod] = field(default_factory=Counter)
    _indexes: int = 0
    _stages: list[Callable[[], None]] = field(default_factory=list)
    # How many sitemaps to request in parallel: until one has been read, nobody knows how large this site's are.
    _open_sitemaps: int = 1
    _has_large_sitemaps: bool = False
    _sections_open: bool = False
    _archives: list[SourceRef] = field(default_factory=list)
    _archives_open: bool = False
    _lists_go_on: bool = False
    _has_unchanged: bool = False
    # Whether sitemaps were skipped because everything in them is too old.
    _leaves_older: bool = False
    _fronts: set[str] = field(default_factory=set)
    _hops: dict[str, int] = field(default_factory=dict)
    # How many articles the front page links to; None until it is read.
    _front_links: int | None = None
    # Later pages of feeds, which hold older entries.
    _older: list[SourceRef] = field(default_factory=list)
    _older_open: bool = False
    _shapes: ShapeProfile | None = None
    _is_telling: bool | None = None
    _hosts: dict[str, bool] = field(default_factory=dict)
    # Methods of the sources that list something, and the sitemaps that were read completely.
    _listing: set[str] = field(default_factory=set)
    whole_sitemaps: list[str] = field(default_factory=list)
    # Kinds of lists of which a page could not be read, so that what follows it is unknown.
    broken_lists: set[SourceMethod] = field(default_factory=set)
    # Addresses of the site's articles from earlier crawls.
    known_articles: Sequence[str] = ()
    # Whether earlier crawls read sections, and whether they read the list at a given address to its end.
    has_read_sections: bool = False
    knows_list: Callable[[str], bool] = lambda url: False

    def __post_init__(self) -> None:
        self._stages = [
            *(self._guess_sitemaps, self._guess_feeds, self._open_older_feeds),
            *(self._open_sections, self._open_archives),
        ]
        self._fronts.add(self.url)
        self._add(SourceRef(self.url, "section"))

    # ------------------------------------------------------------------------------------- sources

    def take_sources(self) -> list[SourceRef]:
        """The sources to fetch now; report each with `add_contents`, `add_unchanged` or `add_failure`."""
        free = self._open_sitemaps - self._open["sitemap"]
        due, later = [], []
        for ref in self._due:
            if ref.method == "sitemap" and free <= 0:
                later.append(ref)
            else:
                free -= ref.method == "sitemap"
                due.append(ref)
        self._due = later
        self._open.update(ref.method for ref in due)
        return due

    def add_robots(self, sitemaps: Iterable[str]) -> None:
        """Add the sitemaps that robots.txt names; addresses may be relative."""
        for address in sitemaps:
            url = absolute_url(address, self.url)
            if url is None:
                self.count("sources_refused")
            else:
                self._add(SourceRef(url, "sitemap"))

    def add_unchanged(self, ref: SourceRef, method: str, links: int, further: Iterable[SourceRef]) -> None:
        """Record a source that has not changed: `further` are the sources it named, `links` how many pages it listed.

        Lists are newest first, so the later pages of an unchanged list have not changed either. Parts of a sitemap may.
        """
        self._open[ref.method] -= 1
        self.count(f"{ref.method}_unchanged")
        self._has_unchanged = True
        self._note_size(ref, links)
        further = list(further)
        self._note_further(further)
        if links:
            self._listing.add(method)
        for source in further:
            if source.method == "sitemap" or source.method != ref.method:
                self._add(source)
            elif _is_itself(ref, source):
                self._send_on(ref, source)
        self._go_on()

    def add_lists(self, hubs: Iterable[SourceRef], archives: Iterable[SourceRef]) -> None:
        """Add pages that look like sections, and pages that list older articles."""
        self._hubs += hubs
        for archive in archives:
            if self._archives_open:
                self._add_archive(archive)
            else:
                self._archives.append(archive)

    def add_contents(
        self, ref: SourceRef, contents: SourceContents, listed: Listed | None = None, *, is_known: bool = False
    ) -> None:
        """Record what a source listed, and decide which further sources are worth fetching.

        `listed` is the result of `add_links` if the links were added before. `is_known`: everything that the source
        lists is known from earlier crawls, and so is everything on its later pages.
        """
        listed = listed or self.add_links([contents.links])
        self._open[ref.method] -= 1
        self.count(f"{ref.method}_{contents.reason}" if contents.reason else f"{ref.method}_read")
        self.count("links_refused", contents.refused + listed.refused)
        self.count("links_over_limit", listed.over_limit)
        if listed.method is not None:
            self._listing.add(listed.method)
        self._note_size(ref, listed.count)
        is_past = listed.is_past or is_known
        if ref.method != "sitemap" and ref.depth and listed.is_repeated:
            # A list without an end repeats itself forever.
            self.count(f"{ref.method}_repeated")
            is_past = True
            if ref.method == "wp-rest" and len(self.links.urls(("wp-rest",), listed.count + 1)) <= listed.count:
                # Then it is not a list of all articles either.
                self._listing.discard("wp-rest")
        children = self._children(ref, contents)
        # The pages of a list are equally long; `depth` counts the earlier ones.
        is_past |= self.limits.limit is not None and listed.count * (ref.depth + 1) >= self.limits.limit
        if ref.method == "sitemap" and listed.count and contents.reason is None:
            self.whole_sitemaps.append(ref.url)
        for source in sorted(children, key=lambda source: source.modified or "", reverse=True):
            if _is_itself(ref, source):
                self._send_on(ref, source)
            elif source.method == "section" and not self._sections_open:
                self._hubs.append(source)
            elif source.method == ref.method == "feed" and not self._older_open:
                if not is_past:
                    self._older.append(source)
            elif self._is_too_old(source.modified) or (
                is_past and source.method == ref.method and ref.method != "sitemap"
            ):
                # Later pages of a list are older: useless once its entries are too old or already enough.
                self._leaves_older |= source.method == "sitemap"
            else:
                self._add(source)
        if self.is_front(ref.url):
            self._front_links = listed.count
        self.add_lists(contents.hubs if self.is_front(ref.url) else (), contents.archives)
        self._note_further(contents.sources)
        self._go_on()

    def _children(self, ref: SourceRef, contents: SourceContents) -> list[SourceRef]:
        """The sources that a source names; none if it exceeds the limit on sitemap indexes."""
        if ref.method != "sitemap" or all(source.method != "sitemap" for source in contents.sources):
            return contents.sources
        self._indexes += 1
        if self._indexes <= self.limits.sitemap_indexes:
            return contents.sources
        self.count("sitemap_over_limit", len(contents.sources))
        self.broken_lists.add("sitemap")
        return []

    def is_front(self, url: str) -> bool:
        """Whether an address is the front page's: the site's own, or one that the front page redirects to."""
        return url in self._fronts

    def _send_on(self, ref: SourceRef, source: SourceRef) -> None:
        """Add a page that another redirects to, up to `_MAX_HOPS` times in a row; a front page's target is one, too."""
        hops = self._hops.get(ref.url, 0) + 1
        if hops > _MAX_HOPS:
            self.count("section_over_limit")
            return
        self._hops[source.url] = hops
        if self.is_front(ref.url):
            self._fronts.add(source.url)
        self._add(source)

    def add_failure(self, ref: SourceRef, reason: str) -> None:
        """Record a source that could not be read; the plan goes on without it."""
        self._open[ref.method] -= 1
        self.count(f"{ref.method}_{reason}")
        self._note_size(ref, 1)
        if reason not in _NOTHING_THERE:
            self.broken_lists.add(ref.method)
        if ref.method == "wp-rest" and reason == "http_400" and not ref.depth:
            # The API refuses to sort by change, because of a plugin or because it is too old.
            self._add(replace(ref, url=by_publication(ref.url)))
        if ref.url == self.url and reason in _NOBODY_THERE:
            # If the host does not answer, do not request eleven well-known files as well.
            self._stages.clear()
        self._go_on()

    def _note_size(self, ref: SourceRef, links: int) -> None:
        """Learn from a sitemap how large this site's sitemaps are; an index does not say."""
        if ref.method == "sitemap" and links:
            self._has_large_sitemaps |= links > _SMALL_SITEMAP_LINKS
            self._open_sitemaps = 1 if self._has_large_sitemaps else MAX_OPEN_SITEMAPS

    def _note_further(self, sources: Iterable[SourceRef]) -> None:
        """Learn whether the site's lists have later pages: if so, its older articles are there."""
        self._lists_go_on |= any(source.method == "section" and source.depth > 0 for source in sources)

    @property
    def is_complete(self) -> bool:
        """Whether every source has answered, so that `newest` knows them all."""
        return not self._is_waiting and not self._stages

    @property
    def _is_waiting(self) -> bool:
        return bool(self._due) or self._open.total() > 0

    def _go_on(self) -> None:
        while not self._is_waiting and self._stages:
            self._stages.pop(0)()

    def _add(self, ref: SourceRef) -> None:
        """Queue a source if it is wanted, belongs to this site, has not been seen and is within the limits."""
        if ref.method == "wp-rest" and self.limits.limit is not None:
            # A limit asks for the newest articles, not for those changed last.
            ref = replace(ref, url=by_publication(ref.url))
        method = ref.method
        wanted = self.limits.sources
        is_front = self.is_front(ref.url)
        if ref.url in self._seen or not (
            is_front or method in wanted or (method == "sitemap" and "news-sitemap" in wanted)
        ):
            return
        if not is_of_site(ref.url, self.url, self.hosts):
            self.count("sources_refused")
            return
        if not is_front and self.is_ignored(ref.url):
            self._seen.add(ref.url)
            self.count("ignored")
            return
        most = MAX_SOURCES[method] + (MAX_ARCHIVES if method == "section" and self._archives_open else 0)
        if self._asked.get(method, 0) >= most or ref.depth > MAX_DEPTH[method]:
            self.count(f"{method}_over_limit")
            self.broken_lists.add(method)
            return
        self._seen.add(ref.url)
        self._asked[method] = self._asked.get(method, 0) + 1
        self._due.append(ref)

    def _guess_sitemaps(self) -> None:
        """Try well-known paths if robots.txt names no sitemap, or none that lists anything."""
        if not self._listed_by("news-sitemap", "sitemap"):
            for path in _WELL_KNOWN_SITEMAPS:
                self._add_guess(path, "sitemap")

    def _guess_feeds(self) -> None:
        if not self._listed_by("news-sitemap", "sitemap", "wp-rest", "feed"):
            for path in _WELL_KNOWN_FEEDS:
                self._add_guess(path, "feed")

    def _open_older_feeds(self) -> None:
        """Read older feed pages only without a sitemap or API, as for sections: those list the older articles, too."""
        if not self._listed_by("sitemap", "wp-rest"):
            self._older_open = True
            for feed in self._older:
                self._add(feed)

    def _add_guess(self, path: str, method: SourceMethod) -> None:
        url = absolute_url(path, self.url)
        if url is not None:
            self._add(SourceRef(url, method))

    def _open_sections(self) -> None:
        """Read sections only if the site has no complete list of articles, or if the user asks for sections alone."""
        if self.limits.sources == {"section"} or not self._has_whole_list:
            self._sections_open = True
            known = {article_key(url) for url in self.known_articles}
            for hub in self._hubs:
                if article_key(hub.url) not in known:
                    self._add(hub)

    @property
    def _has_whole_list(self) -> bool:
        """Whether a sitemap or an API lists the articles, rather than only some old ones or pages of other kinds."""
        if not self._listed_by("news-sitemap", "sitemap", "wp-rest"):
            return False
        if self._has_unchanged or self._front_links is None:
            # Unchanged sources are not compared again.
            return not self.has_read_sections
        unlisted = len(self.links.urls(("section",), _LEARNED_FROM, self.limits.since))
        # If sitemaps were skipped, they hold the front page's older articles.
        return self._leaves_older or unlisted < _MIN_UNLISTED or unlisted * 2 <= self._front_links

    def _open_archives(self) -> None:
        """Read month and tag pages only if the site's sections have no later pages: most articles are then only there.

        They list old articles, so each is read once; new articles are listed elsewhere, too.
        """
        if self._sections_open and not self._lists_go_on:
            self._archives_open = True
            for archive in self._archives:
                self._add_archive(archive)

    def _add_archive(self, ref: SourceRef) -> None:
        if not self.knows_list(ref.url):
            self._add(ref)

    def _listed_by(self, *methods: Source) -> bool:
        return not self._listing.isdisjoint(methods)

    # --------------------------------------------------------------------------------------- links

    def add_links(self, chunks: Iterable[Sequence[Link]]) -> Listed:
        """Add the links of one source, from any thread; pass the result to `add_contents`."""
        listed = Listed(is_past=True, is_repeated=True)
        for links in chunks:
            wanted = [link for link in links if link.method in self.limits.sources]
            here = [link for link in wanted if self._is_of_site(link.url)]
            for link in here:
                if link.method == "sitemap":
                    link.sitemap = link.source
            listed.method = listed.method or next((link.method for link in here), None)
            listed.refused += len(wanted) - len(here)
            added = self.links.add(here)
            listed.over_limit += added.refused
            listed.is_repeated &= not added.news
            listed.count += len(links)
            listed.is_past = listed.is_past and all(map(self._is_old_link, links))
        listed.is_past = listed.is_past and listed.count > 0
        return listed

    def _is_of_site(self, url: str) -> bool:
        host = url.partition("://")[2].partition("/")[0]
        if host not in self._hosts:
            self._hosts[host] = is_of_site(url, self.url, self.hosts)
        return self._hosts[host]

    def newest(self) -> Iterator[Link]:
        """The links that the sources list, newest first; undated ones last, in the order of the sources.

        Links that are too old are left out. Whether a link is a wanted article is for `is_wanted` to say, link by link.
        """
        since = self.limits.since
        if since is not None:
            self.count("links_too_old", self.links.count_before(since))
        return self.links.newest(since)

    def is_ignored(self, url: str) -> bool:
        """Whether the operator excluded this address."""
        return any(fits_pattern(url, pattern) for pattern in self.limits.ignore)

    def is_wanted(self, link: Link) -> bool:
        """Whether the link may be an article that this crawl is to fetch."""
        if article_key(link.url) == article_key(self.url):
            return False
        if any(first in self.links and self._may_be_article(first, link) for first in first_pages(link.url)):
            # It is fetched together with the article's first page.
            self.count("links_to_later_pages")
            return False
        if link.method in _SURE or (link.method == "section" and link.published):
            # A section page that dates a story is as reliable as a feed, whatever the address looks like.
            return True
        wanted = self._is_like_article(link.url, link.method)
        if not wanted:
            self.count("links_unlike_articles")
        return wanted

    def _may_be_article(self, key: str, link: Link) -> bool:
        """Whether the page with this key is an article, not a section whose "/news/2" is a story; `link` is that."""
        return link.method in _SURE or self._is_like_article(f"https://{key}", link.method)

    def _is_like_article(self, url: str, method: Source) -> bool:
        least = _MIN_LIKENESS[method]
        if method == "sitemap" and not self._have_telling_addresses:
            least = _ANY_LIKENESS
        return self.shapes.likeness(url) >= least

    @property
    def _have_telling_addresses(self) -> bool:
        """Whether addresses in the site's sitemaps distinguish articles from other pages."""
        if self._is_telling is None:
            urls = self.links.urls(("sitemap",), _LEARNED_FROM)
            like = sum(self.shapes.likeness(url) >= _MIN_LIKENESS["sitemap"] for url in urls)
            self._is_telling = len(urls) < _MIN_TOLD or like >= _TELLING_SHARE * len(urls)
        return self._is_telling

    @property
    def shapes(self) -> ShapeProfile:
        """The URL shapes learned from reliable sources and from articles known from earlier crawls."""
        if self._shapes is None:
            self._shapes = ShapeProfile()
            self._shapes.learn(self.links.urls(_SURE, _LEARNED_FROM))
            self._shapes.learn(self.known_articles)
        return self._shapes

    def has_usual_shape(self, url: str) -> bool | None:
        """Whether the address has the shape of those in the site's own feeds; None if that is unknown."""
        return self.shapes.fits(url)

    def _is_old_link(self, link: Link) -> bool:
        """Whether it was neither published nor modified since the limit; an undated link may be new."""
        return self._is_too_old(link.published, link.modified)

    def _is_too_old(self, *dates: str | None) -> bool:
        if self.limits.since is None:
            return False
        moments = [moment for date in dates if (moment := link_moment(date, latest=True))]
        return bool(moments) and max(moments) < self.limits.since

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter for the stats (`newsbot/discovery/<name>`); zero leaves no counter."""
        if by:
            self.counts[name] = self.counts.get(name, 0) + by


def _is_itself(ref: SourceRef, source: SourceRef) -> bool:
    """Whether a section names its own new address here and not a later page."""
    return ref.method == source.method == "section" and ref.depth == source.depth
