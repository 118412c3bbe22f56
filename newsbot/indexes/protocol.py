"""The interface of an index, however it is stored, and the values that go in and out.

An index is fed with lines in any order, each any number of times, and must always end with the same content: for each
ID the line with the highest `rank`. It stores its own cursor, so that content and cursor cannot diverge.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from newsbot.indexes.lines import IndexLine
from newsbot.indexes.queries import Query


@dataclass(frozen=True, slots=True)
class BatchMark:
    """How much of a batch is delivered: its first `lines` lines, or all of them if `is_whole`.

    `stamp` distinguishes the file from another one of the same name.
    """

    name: str
    stamp: str
    lines: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that the index will never take as it is; `reason` is a clause for a person."""

    line: IndexLine
    reason: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a displayed text, and whether it matches the query."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found; `score` is comparable only within one answer.

    `article` is its line; `others` are the IDs of found articles of the same cluster that are not shown.
    """

    article: dict[str, Any]
    headline: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    score: float = 0.0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchWish:
    """Which of the found articles are wanted: `limit` hits after the first `offset`.

    `collapse` shows one article per cluster; `facets` counts the values of all articles that were found.
    """

    limit: int = 10
    offset: int = 0
    collapse: bool = True
    facets: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The best hits first, how many articles were found (including copies), and the facets if asked for.

    Facets: site, author, language and day (of publication, UTC), each value with its number of articles, the most
    frequent first, but days newest first; at most 20 values each.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """What is kept of one version of an article, even after it was replaced."""

    version: int
    pub_status: str
    date: str | None = None
    changed: tuple[str, ...] = ()
    reason: str | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """The newest line of an article, possibly a tombstone, and its versions, the newest first."""

    line: dict[str, Any]
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexCounts:
    """How many articles in the index are valid and how many were withdrawn."""

    usable: int = 0
    canceled: int = 0


class Feedable(Protocol):
    """What `scrapy index` needs: the half of an index that takes lines.

    Every call raises `IndexUnavailableError` if the index cannot be reached or written now; the caller starts again
    from the marks. What was applied but not committed may or may not be there then.
    """

    def marks(self, names: Iterable[str]) -> dict[str, BatchMark]:
        """Return the marks of those of the named batches that have one."""

    def apply(self, lines: Sequence[IndexLine]) -> list[Refusal]:
        """Take the lines that are newer than those of their IDs; skipping older and repeated ones is not a refusal.

        Among several lines of one ID the one with the highest rank counts, in whatever order they come.
        """

    def commit(self, mark: BatchMark | None) -> None:
        """Make everything applied durable, and with it or after it the mark."""

    def forget_marks(self) -> None:
        """Mark every batch as undelivered (`--replay`); articles stay."""

    def close(self) -> None:
        """Discard what was not committed and release everything."""


class Index(Feedable, Protocol):
    """An index that can also be searched."""

    def search(self, query: Query, wish: SearchWish) -> SearchAnswer:
        """Return the articles that match the query, never withdrawn ones; without terms the newest first."""

    def article(self, article_id: str) -> IndexedArticle | None:
        """Return what is known about an article, None for an ID that never came."""

    def counts(self) -> IndexCounts:
        """Return how much is in the index."""

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the newest line of each ID as it was delivered, including tombstones, in ID order."""
