"""Crawler traps: calendars, facets, session IDs, growing paths. Decides which pages are not worth requesting.

Pages that gave nothing new are counted by the pattern of their address; an exhausted pattern is left alone.
"""

from collections import Counter
from dataclasses import dataclass, field

from newsbot.items import BODY, Article
from newsbot.text import comparison_key
from newsbot.url_shapes import path_segments, url_shape
from newsbot.urls import article_id, key_digest

# A broken relative link makes a path longer with each page: "/news/a/news/a/news/a".
_MAX_REPEATED_SEGMENTS = 2
_MIN_GROWN_SEGMENTS = 6
# Two texts at least this many characters long are hardly equal by chance.
_MIN_TEXT = 200
# One page that gives something makes up for this many that do not: many lists of a site hold other pages, too.
_MAKES_GOOD = 5


@dataclass(slots=True)
class TrapGuard:
    """What one site's pages have given so far; `limit` is NEWSBOT_MAX_PATTERN_PAGES."""

    limit: int
    _open: Counter[str] = field(default_factory=Counter)
    _barren: Counter[str] = field(default_factory=Counter)
    _fruitful: set[str] = field(default_factory=set)
    _texts: dict[bytes, str] = field(default_factory=dict)
    _by_id: dict[str, bytes] = field(default_factory=dict)

    def refuses(self, url: str) -> str | None:
        """Return why a page is not worth requesting; if None, it is counted as requested."""
        if _grows(url):
            return "growing_path"
        patterns = patterns_of(url)
        if any(self._count(pattern) >= self.limit for pattern in patterns):
            return "pattern"
        self._open.update(patterns)
        return None

    def _count(self, pattern: str) -> int:
        """Return the number of pages that gave nothing, plus those in flight unless the pattern looks promising."""
        barren = self._barren[pattern]
        is_hopeful = pattern in self._fruitful and barren * 2 < self.limit
        return barren + (0 if is_hopeful else self._open[pattern])

    def note(self, url: str, *, gave: bool | None) -> None:
        """Learn whether a requested page gave something new; None if it could not be fetched."""
        for pattern in patterns_of(url):
            self._open[pattern] -= 1
            if gave:
                self._fruitful.add(pattern)
            if gave is not None:
                self._barren[pattern] = max(0, self._barren[pattern] + (-_MAKES_GOOD if gave else 1))

    def repeats(self, article: Article) -> bool:
        """Whether another address of this crawl gave the same text under the same name, as session IDs cause."""
        text = "".join(block.text for block in article.evidence.blocks if block.verdict == BODY)
        if len(text) < _MIN_TEXT:
            return False
        segments = path_segments(article.url)
        name = segments[-1].casefold() if segments else ""
        digest = key_digest("\0".join((name, comparison_key(article.headline or ""), text)))
        return self._texts.setdefault(digest, article.url) != article.url

    def keep_apart(self, article: Article) -> None:
        """Give an article its own ID if another text in this crawl has the same canonical address.

        A template that names one canonical address on all pages would otherwise merge them into one article.
        """
        text = key_digest("".join(block.text for block in article.evidence.blocks if block.verdict == BODY))
        if self._by_id.setdefault(article.id, text) != text and article.canonicalUrl is not None:
            own = article_id(article.url)
            if own != article.id:
                article.id, article.canonicalUrl = own, None
                article.provenance.pop("canonicalUrl", None)


def patterns_of(url: str) -> tuple[str, str]:
    """Return the shape of an address, and a coarser pattern of its start: facets in a path have countless shapes."""
    shape = url_shape(url)
    path, _, query = shape.partition("?")
    parts = path.split("/")
    return shape, f"{'/'.join(parts[:2])} {len(parts)} {bool(query)}"


def _grows(url: str) -> bool:
    segments = path_segments(url)
    return len(segments) >= _MIN_GROWN_SEGMENTS and max(Counter(segments).values()) > _MAX_REPEATED_SEGMENTS
