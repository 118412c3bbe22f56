"""Translates a query for SQLite: FTS5 for the words, plain columns for the rest.

Only names and numbers from this module become part of a statement; what a person typed is always a bound value.
"""

# ruff: noqa: S608 - see above

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import log
from typing import Any, NamedTuple

from newsbot.indexes.highlight import highlighted, passage
from newsbot.indexes.protocol import Hit, SearchAnswer, SearchWish
from newsbot.indexes.queries import Form, Query, Term

# Headline, body, further texts, authors: words in the headline say most about a text.
_WEIGHTS = "6.0, 1.0, 2.0, 3.0"
_STANDS = "docs.is_usable"
_FACET_VALUES = 20
_COLUMNS = "docs.doc, docs.id, docs.cluster, docs.published"
# How many of the newest matching articles are scored, plus those with all words in the headline: exact up to this many.
_CANDIDATES = 500
# A word in more than this share of articles does not distinguish them; the sample size for estimating the share.
_COMMON = 0.1
_SAMPLE = 100
# How many times more than a page needs are scored, as copies drop out.
_SPARE = 4
# With more articles than this, facets cover only the newest: 20 ms.
_FACET_ARTICLES = 20_000
# Scores that differ by less than 4 % look equal to a reader: then the newer article is better.
_STEPS = 25


class Match(NamedTuple):
    """A found article, by its number; the score is comparable only within its search."""

    doc: int
    id: str
    cluster: str
    published: int | None
    score: float

    @property
    def order(self) -> tuple[float, int, str]:
        """The sort key, better matches first."""
        step = round(log(self.score) * _STEPS) if self.score > 0 else 0
        return -step, -(self.published or 0), self.id


@dataclass(slots=True)
class Found:
    """What a search found: the matches to show, and the IDs of the others in their clusters."""

    matches: list[Match] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    total: int = 0
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def find(db: sqlite3.Connection, query: Query, wish: SearchWish, headlines: str = "heads") -> Found:
    """Return the articles that match the query, the best first; if wished, only one per cluster.

    `headlines` is the word table in which headlines are searched.
    """
    conditions = _conditions(query, headlines)
    wanted = wish.offset + wish.limit
    limit = max(_CANDIDATES, _SPARE * wanted)
    found = Found()
    while True:
        matches, fitting = _candidates(db, conditions, limit, wanted)
        matches.sort(key=lambda match: match.order)
        kept = _first_of_clusters(matches, found) if wish.collapse else matches
        if fitting < limit or len(kept) >= wanted:
            break
        limit *= _SPARE
    found.matches = kept[wish.offset : wanted]
    found.total = fitting if fitting < limit else _count(db, conditions)
    if wish.facets:
        found.facets = _facets(db, conditions)
    return found


def _candidates(db: sqlite3.Connection, conditions: "_Conditions", limit: int, wanted: int) -> tuple[list[Match], int]:
    """Return the best of the newest matching articles, and how many of these were considered, at most `limit`.

    If the query has words, the newest are those that were indexed last.
    """
    if not conditions.words:
        where = conditions.where
        select = f"SELECT {_COLUMNS}, 0.0 FROM docs WHERE {where} ORDER BY docs.published DESC, docs.id LIMIT ?"
        matches = [Match._make(row) for row in db.execute(select, (*conditions.given, limit))]
        return matches, len(matches)
    newest = f"SELECT words.rowid {conditions.source} ORDER BY words.rowid DESC LIMIT ?"
    docs = [doc for (doc,) in db.execute(newest, (*conditions.values, limit))]
    if len(docs) < limit or not conditions.headline:
        return _weighed(db, conditions, docs, limit // _SPARE), len(docs)
    first = _with_headline(db, conditions, limit // _SPARE)
    if len(first) >= wanted * _SPARE:
        return first, len(docs)
    known = {match.doc for match in first}
    others = [match for match in _weighed(db, conditions, docs, limit // _SPARE) if match.doc not in known]
    best = max((match.score for match in others), default=1.0)
    return [match._replace(score=2 * best) for match in first] + others, len(docs)


def _weighed(db: sqlite3.Connection, conditions: "_Conditions", docs: Sequence[int], best: int) -> list[Match]:
    """Return the best of these articles."""
    if not docs:
        return []
    weighed = _words_that_tell(db, conditions.parts, docs[0])
    # Scores are computed for these only: the plus keeps SQLite from querying FTS5 for them one by one.
    scores = f"""SELECT words.rowid AS doc, -bm25(words, {_WEIGHTS}) AS score FROM words WHERE words MATCH ?
        AND words.rowid BETWEEN ? AND ? AND +words.rowid IN ({",".join(map(str, docs))}) ORDER BY score DESC LIMIT ?"""
    select = f"SELECT {_COLUMNS}, score FROM ({scores}) JOIN docs USING (doc)"
    return [Match._make(row) for row in db.execute(select, (weighed, docs[-1], docs[0], best))]


def _words_that_tell(db: sqlite3.Connection, parts: Sequence[str], last: int) -> str:
    """Return an expression of those parts of a query that are worth scoring.

    Scoring a word counts all its occurrences in the index, and one found in a tenth of all articles tells little.
    """
    if len(parts) == 1:
        return parts[0]
    shares = sorted((_share(db, part, last), part) for part in parts)
    return " AND ".join([part for share, part in shares if share < _COMMON] or [shares[0][1]])


def _share(db: sqlite3.Connection, words: str, last: int) -> float:
    """Estimate the share of articles that contain the words, from the newest that do."""
    newest = "SELECT rowid FROM words WHERE words MATCH ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?"
    docs = [doc for (doc,) in db.execute(newest, (words, last, _SAMPLE))]
    return len(docs) / (last - docs[-1] + 1 if len(docs) == _SAMPLE else last)


def _with_headline(db: sqlite3.Connection, conditions: "_Conditions", limit: int) -> list[Match]:
    """Return the newest articles whose headline has all terms, all with the same score."""
    newest = f"SELECT {conditions.headlines}.rowid AS doc {conditions.headline_source} ORDER BY doc DESC LIMIT ?"
    rows = db.execute(
        f"SELECT {_COLUMNS}, 1.0 FROM ({newest}) JOIN docs USING (doc)",
        (conditions.headline, *conditions.given, limit),
    )
    return [Match._make(row) for row in rows]


def _count(db: sqlite3.Connection, conditions: "_Conditions") -> int:
    return int(db.execute(f"SELECT count(*) {conditions.source}", conditions.values).fetchone()[0])


def _first_of_clusters(matches: Sequence[Match], found: Found) -> list[Match]:
    found.others = {}
    kept = []
    for match in matches:
        if match.cluster in found.others:
            found.others[match.cluster].append(match.id)
        else:
            found.others[match.cluster] = []
            kept.append(match)
    return kept


def answer(query: Query, found: Found, lines: Mapping[int, dict[str, Any]]) -> SearchAnswer:
    """Return the answer with the lines of what was found."""
    hits = [
        Hit(
            article=(line := lines[match.doc]),
            headline=highlighted(line.get("headline") or "", query),
            snippet=passage(line.get("articleBody") or "", query),
            score=match.score,
            others=tuple(found.others.get(match.cluster, ())),
        )
        for match in found.matches
        if match.doc in lines
    ]
    return SearchAnswer(tuple(hits), found.total, found.facets)


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What FTS5 has to match ("" for anything), and the conditions on the columns besides.

    `parts` are the terms and authors of `words`; `headline` is `words` with all terms in the headline, for a query of
    the table `headlines`.
    """

    words: str
    parts: tuple[str, ...]
    headline: str
    headlines: str
    where: str
    given: tuple[object, ...]

    @property
    def source(self) -> str:
        """FROM and WHERE of a statement; only valid articles have words."""
        return self._from("words") if self.words else f"FROM docs WHERE {self.where}"

    @property
    def headline_source(self) -> str:
        """The same for a query of headlines."""
        return self._from(self.headlines)

    def _from(self, table: str) -> str:
        if self.where == _STANDS:
            return f"FROM {table} WHERE {table} MATCH ?"
        return f"FROM {table} JOIN docs ON docs.doc = {table}.rowid WHERE {table} MATCH ? AND {self.where}"

    @property
    def values(self) -> tuple[object, ...]:
        """The values of `source`."""
        return (self.words, *self.given) if self.words else self.given


def _conditions(query: Query, headlines: str) -> _Conditions:
    clauses: list[str] = [_STANDS]
    values: list[object] = []
    terms = list(map(_any_form, query.terms))
    authors = [f"authors : {_any_form(term)}" for term in query.authors]
    excluded = [*map(_any_form, query.excluded), *(f"authors : {_any_form(term)}" for term in query.excluded_authors)]
    words = _match([*terms, *authors], excluded)
    headline = _match([f"headline : ({' AND '.join(terms)})", *authors], excluded) if terms else ""
    if query.excluded:
        headlines = "words"  # what must not be there must not be in the text either
    if excluded and not words:
        clauses.append("docs.doc NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(" OR ".join(excluded))
    for sites, is_not in ((query.sites, ""), (query.excluded_sites, "NOT ")):
        if sites:
            clauses.append(f"{is_not}({' OR '.join(['(docs.site = ? OR docs.site LIKE ?)'] * len(sites))})")
            values += [value for site in sites for value in (site, f"%.{site}")]
    for tags, is_not in ((query.languages, ""), (query.excluded_languages, "NOT ")):
        if tags:
            clauses.append(f"{is_not}({' OR '.join(['(docs.language = ? OR docs.language LIKE ?)'] * len(tags))})")
            values += [value for tag in tags for value in (tag, f"{tag}-%")]
    for moment, comparison in ((query.since, ">="), (query.until, "<")):
        if moment is not None:
            clauses.append(f"docs.published {comparison} ?")
            values.append(int(moment.timestamp()))
    return _Conditions(words, (*terms, *authors), headline, headlines, " AND ".join(clauses), tuple(values))


def _match(wanted: Sequence[str], excluded: Sequence[str]) -> str:
    """Return an FTS5 expression; "" if nothing is wanted."""
    words = " AND ".join(filter(None, wanted))
    return f"({words}) NOT ({' OR '.join(excluded)})" if words and excluded else words


def _any_form(term: Term) -> str:
    return f"({' OR '.join(map(_phrase, term.forms))})"


def _phrase(form: Form) -> str:
    # Tokens contain letters and digits only; in quotes none of them is an operator.
    return f'"{" ".join(form.tokens)}"' + ("*" if form.is_start else "")


def _facets(db: sqlite3.Connection, conditions: _Conditions) -> dict[str, list[tuple[str, int]]]:
    sites, authors, languages, days = Counter[str](), Counter[str](), Counter[str](), Counter[int]()
    columns = "docs.site, docs.authors, docs.language, docs.published / 86400"
    if conditions.words:
        docs = f"SELECT words.rowid {conditions.source} ORDER BY words.rowid DESC LIMIT {_FACET_ARTICLES}"
    else:
        docs = f"SELECT docs.doc {conditions.source} ORDER BY docs.published DESC LIMIT {_FACET_ARTICLES}"
    rows = db.execute(f"SELECT {columns} FROM docs WHERE docs.doc IN ({docs})", conditions.values)
    for site, names, language, day in rows:
        sites[site] += 1
        authors.update(filter(None, names.split("\n")))
        languages[language] += 1
        if day is not None:
            days[day] += 1
    newest = sorted(days.items(), reverse=True)[:_FACET_VALUES]
    return {
        "site": _most_frequent(sites),
        "author": _most_frequent(authors),
        "language": _most_frequent(languages),
        "day": [(f"{datetime.fromtimestamp(day * 86400, UTC):%Y-%m-%d}", number) for day, number in newest],
    }


def _most_frequent(counts: "Counter[str]") -> list[tuple[str, int]]:
    del counts[""]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_FACET_VALUES]
