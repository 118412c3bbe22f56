"""What an index is asked to do, whatever it is kept in, and what goes in and comes out.

An index is fed with lines in any order, any of them any number of times, and must end with the same content: of each
id the line with the highest `rank`. It keeps its own cursor, so that content and cursor cannot come apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from newsbot.indexes.lines import IndexLine
from newsbot.indexes.queries import Query


@dataclass(frozen=True, slots=True)
class BatchMark:
    """How far a batch is delivered: its first `lines` lines, all of them when `is_whole`.

    `stamp` tells the file from another one of its name.
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
    """A piece of a shown text, and whether the query found it."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found; `score` is only for comparison within one answer.

    `article` is its line; `others` are the ids of found articles of the same cluster that are not shown.
    """

    article: dict[str, Any]
    headline: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    score: float = 0.0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchWish:
    """What of the found articles is wanted: `limit` hits after the first `offset`.

    `collapse` shows one article of a cluster; `facets` counts the values of all that were found.
    """

    limit: int = 10
    offset: int = 0
    collapse: bool = True
    facets: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The best hits first, how many articles were found (copies counted), and the facets that were asked for.

    Facets: site, author, language and day (of publication, UTC), each value with its number of articles, the most
    frequent first, days the newest first; of each at most 20 values.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """What is kept of one version of an article, also of one that was replaced."""

    version: int
    pub_status: str
    date: str | None = None
    changed: tuple[str, ...] = ()
    reason: str | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """The newest line of an article, a tombstone too, and its versions, the newest first."""

    line: dict[str, Any]
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexCounts:
    """How many articles stand in the index and how many were taken back."""

    usable: int = 0
    canceled: int = 0


class Feedable(Protocol):
    """What `scrapy index` needs: the half of an index that takes lines.

    Every call raises `IndexUnavailableError` when the index cannot be reached or written now; the caller starts again
    from the marks. What was applied and not committed may or may not be there then.
    """

    def marks(self, names: Iterable[str]) -> dict[str, BatchMark]:
        """The marks of those of the named batches that have one."""

    def apply(self, lines: Sequence[IndexLine]) -> list[Refusal]:
        """Take the lines that are newer than what is there of their ids; older and repeated ones are no refusals.

        Of several lines of one id the one with the highest rank counts, wherever it stands in the sequence.
        """

    def commit(self, mark: BatchMark | None) -> None:
        """Make all that was applied durable, and with it or after it the mark."""

    def forget_marks(self) -> None:
        """Make every batch undelivered (`--replay`); articles stay."""

    def close(self) -> None:
        """Give up what was not committed and release everything."""


class Index(Feedable, Protocol):
    """An index that can be searched, too."""

    def search(self, query: Query, wish: SearchWish) -> SearchAnswer:
        """The articles that the query asks for, none that was taken back; the newest first where it has no terms."""

    def article(self, article_id: str) -> IndexedArticle | None:
        """What is known of an article, None for an id that never came."""

    def counts(self) -> IndexCounts:
        """How much is in the index."""

    def lines(self) -> Iterator[dict[str, Any]]:
        """The newest line of each id as it was delivered, tombstones too, in the order of the ids."""
