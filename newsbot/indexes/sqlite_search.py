"""How a query is asked of SQLite: FTS5 for the words, plain columns for the rest.

Only names and numbers of this module become part of a statement; what a person typed is always a value.
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

# Headline, body, further texts, authors: a word in the headline says what a text is about.
_WEIGHTS = "6.0, 1.0, 2.0, 3.0"
_STANDS = "docs.is_usable"
_FACET_VALUES = 20
# Of what fits the newest so many are weighed, and those whose headline has all the words: exact up to so many hits.
_CANDIDATES = 500
# How many more than a page needs are weighed, for copies fall away.
_SPARE = 4
# Facets of more articles than these are those of the newest: 20 ms.
_FACET_ARTICLES = 20_000
# Scores that differ by less than 4 % are equal to a reader: then the newer article is the better one.
_STEPS = 25


class Match(NamedTuple):
    """A found article, by its number; `score` and `fitting` (how many were weighed) are of its search."""

    doc: int
    id: str
    cluster: str
    published: int | None
    score: float
    fitting: int

    @property
    def order(self) -> tuple[float, int, str]:
        """The better one first."""
        step = round(log(self.score) * _STEPS) if self.score > 0 else 0
        return -step, -(self.published or 0), self.id


@dataclass(slots=True)
class Found:
    """What a search found: the matches to show, and the ids of the others of their clusters."""

    matches: list[Match] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    total: int = 0
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def find(db: sqlite3.Connection, query: Query, wish: SearchWish) -> Found:
    """The articles that the query asks for, the best first; of a cluster one, where that is wished."""
    conditions = _conditions(query)
    wanted = wish.offset + wish.limit
    limit = max(_CANDIDATES, _SPARE * wanted)
    found = Found()
    while True:
        matches = _candidates(db, conditions, limit, conditions.words)
        fitting = matches[0].fitting if matches else 0
        if fitting == limit and conditions.headline:
            matches = _headlines_first(matches, _with_headline(db, conditions, limit // _SPARE))
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


def _candidates(db: sqlite3.Connection, conditions: "_Conditions", limit: int, words: str) -> list[Match]:
    """The best of the newest articles that fit, newest by when they were indexed where words are asked for."""
    columns = "docs.doc, docs.id, docs.cluster, docs.published"
    best = limit // _SPARE
    if not words:
        where = conditions.where
        select = f"SELECT {columns}, 0.0 FROM docs WHERE {where} ORDER BY docs.published DESC, docs.id LIMIT ?"
        rows = db.execute(select, (*conditions.given, limit)).fetchall()
        return [Match._make((*row, len(rows))) for row in rows]
    # Scores are computed for no more than these: that is what costs, and a common word is in half of all articles.
    newest = f"SELECT words.rowid AS doc, -bm25(words, {_WEIGHTS}) AS score {conditions.source}"
    newest = f"{newest} ORDER BY words.rowid DESC LIMIT ?"
    chosen = f"SELECT doc, score, count(*) OVER () AS fitting FROM ({newest}) ORDER BY score DESC LIMIT ?"
    select = f"SELECT {columns}, score, fitting FROM ({chosen}) JOIN docs USING (doc)"
    return [Match(*row) for row in db.execute(select, (words, *conditions.given, limit, best))]


def _with_headline(db: sqlite3.Connection, conditions: "_Conditions", limit: int) -> list[Match]:
    """The newest articles whose headline has all terms: to weigh them would read all places of each word."""
    newest = f"SELECT words.rowid AS doc {conditions.source} ORDER BY words.rowid DESC LIMIT ?"
    columns = "docs.doc, docs.id, docs.cluster, docs.published"
    select = f"SELECT {columns} FROM ({newest}) JOIN docs USING (doc)"
    rows = db.execute(select, (conditions.headline, *conditions.given, limit))
    return [Match._make((*row, 0.0, 0)) for row in rows]


def _headlines_first(matches: Sequence[Match], others: Sequence[Match]) -> list[Match]:
    """The matches behind those that have all terms in their headline, which may be older; of these the newest first."""
    best = max(match.score for match in matches)
    known = {match.doc for match in others}
    first = [match._replace(score=2 * best) for match in others]
    return first + [match for match in matches if match.doc not in known]


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
    """The answer with the lines of what was found."""
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
    """What FTS5 is to match ("" for anything), and what must be so of the columns besides.

    `headline` is `words` with all terms in the headline.
    """

    words: str
    headline: str
    where: str
    given: tuple[object, ...]

    @property
    def source(self) -> str:
        """FROM and WHERE of a statement; only articles that stand have words."""
        if not self.words:
            return f"FROM docs WHERE {self.where}"
        if self.where == _STANDS:
            return "FROM words WHERE words MATCH ?"
        return f"FROM words JOIN docs ON docs.doc = words.rowid WHERE words MATCH ? AND {self.where}"

    @property
    def values(self) -> tuple[object, ...]:
        """The values of `source`."""
        return (self.words, *self.given) if self.words else self.given


def _conditions(query: Query) -> _Conditions:
    clauses: list[str] = [_STANDS]
    values: list[object] = []
    terms = " AND ".join(map(_any_form, query.terms))
    authors = [f"authors : {_any_form(term)}" for term in query.authors]
    excluded = [*map(_any_form, query.excluded), *(f"authors : {_any_form(term)}" for term in query.excluded_authors)]
    words = _match([terms, *authors], excluded)
    headline = _match([f"headline : ({terms})", *authors], excluded) if terms else ""
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
    return _Conditions(words, headline, " AND ".join(clauses), tuple(values))


def _match(wanted: Sequence[str], excluded: Sequence[str]) -> str:
    """An expression of FTS5; "" where nothing is wanted."""
    words = " AND ".join(filter(None, wanted))
    return f"({words}) NOT ({' OR '.join(excluded)})" if words and excluded else words


def _any_form(term: Term) -> str:
    return f"({' OR '.join(map(_phrase, term.forms))})"


def _phrase(form: Form) -> str:
    # Tokens hold letters and digits only; in quotes none of them is an operator.
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
