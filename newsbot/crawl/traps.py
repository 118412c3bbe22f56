"""Pages without end: calendars, facets, session ids, paths that grow. Which pages of a site are not worth asking for.

What gave nothing new is counted by the pattern of its address, and a pattern that gives nothing more is left alone.
"""

from collections import Counter
from dataclasses import dataclass, field

from newsbot.items import BODY, Article
from newsbot.text import comparison_key
from newsbot.url_shapes import path_segments, url_shape
from newsbot.urls import article_id, key_digest

# A path that a broken relative link makes longer with each page: "/news/a/news/a/news/a".
_MAX_REPEATED_SEGMENTS = 2
_MIN_GROWN_SEGMENTS = 6
# Letters from which on two texts are hardly the same by chance.
_MIN_TEXT = 200
# A page that gives something makes good for so many that do not: many a list of a site holds other pages, too.
_MAKES_GOOD = 5


@dataclass(slots=True)
class TrapGuard:
    """What one site's pages gave so far; `limit` is NEWSBOT_MAX_PATTERN_PAGES."""

    limit: int
    _open: Counter[str] = field(default_factory=Counter)
    _barren: Counter[str] = field(default_factory=Counter)
    _fruitful: set[str] = field(default_factory=set)
    _texts: dict[bytes, str] = field(default_factory=dict)
    _by_id: dict[str, bytes] = field(default_factory=dict)

    def refuses(self, url: str) -> str | None:
        """Why a page is not worth asking for; None, and counted as asked for, where it may be."""
        if _grows(url):
            return "growing_path"
        patterns = patterns_of(url)
        if any(self._count(pattern) >= self.limit for pattern in patterns):
            return "pattern"
        self._open.update(patterns)
        return None

    def _count(self, pattern: str) -> int:
        """Pages that gave nothing, and those under way where they will hardly give more."""
        barren = self._barren[pattern]
        is_hopeful = pattern in self._fruitful and barren * 2 < self.limit
        return barren + (0 if is_hopeful else self._open[pattern])

    def note(self, url: str, *, gave: bool | None) -> None:
        """Learn what a page that was asked for gave: something new, or not, or None where it could not be fetched."""
        for pattern in patterns_of(url):
            self._open[pattern] -= 1
            if gave:
                self._fruitful.add(pattern)
            if gave is not None:
                self._barren[pattern] = max(0, self._barren[pattern] + (-_MAKES_GOOD if gave else 1))

    def repeats(self, article: Article) -> bool:
        """Whether another address of this crawl gave the same text under the same name, as session ids do."""
        text = "".join(block.text for block in article.evidence.blocks if block.verdict == BODY)
        if len(text) < _MIN_TEXT:
            return False
        segments = path_segments(article.url)
        name = segments[-1].casefold() if segments else ""
        digest = key_digest("\0".join((name, comparison_key(article.headline or ""), text)))
        return self._texts.setdefault(digest, article.url) != article.url

    def keep_apart(self, article: Article) -> None:
        """Give an article its own id where its canonical address is that of one with another text in this crawl.

        A template that names one address on all pages would make one article of them.
        """
        text = key_digest("".join(block.text for block in article.evidence.blocks if block.verdict == BODY))
        if self._by_id.setdefault(article.id, text) != text and article.canonicalUrl is not None:
            own = article_id(article.url)
            if own != article.id:
                article.id, article.canonicalUrl = own, None
                article.provenance.pop("canonicalUrl", None)


def patterns_of(url: str) -> tuple[str, str]:
    """The form of an address, and what it begins with: facets in a path have countless forms."""
    shape = url_shape(url)
    path, _, query = shape.partition("?")
    parts = path.split("/")
    return shape, f"{'/'.join(parts[:2])} {len(parts)} {bool(query)}"


def _grows(url: str) -> bool:
    segments = path_segments(url)
    return len(segments) >= _MIN_GROWN_SEGMENTS and max(Counter(segments).values()) > _MAX_REPEATED_SEGMENTS
