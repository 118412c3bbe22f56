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
from typing import Any

from newsbot.indexes.highlight import highlighted, passage
from newsbot.indexes.protocol import Hit, SearchAnswer, SearchWish
from newsbot.indexes.queries import Form, Query, Term

# Headline, body, further texts, authors: a word in the headline says what a text is about.
_WEIGHTS = "6.0, 1.0, 2.0, 3.0"
_TEXTS = "{headline body further authors}"
_FACET_VALUES = 20
# What is ordered by more than the score is the best so many, or as many as a page needs.
_LEAST_MATCHES = 100
# Scores that differ by less than 4 % are equal to a reader: then the newer article is the better one.
_STEPS = 25


@dataclass(frozen=True, slots=True)
class Match:
    """A found article, by its number."""

    doc: int
    id: str
    cluster: str
    published: int | None
    score: float

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
    where, values, is_ranked = _conditions(query)
    source = "words JOIN docs ON docs.doc = words.rowid" if is_ranked else "docs"
    found = Found(total=db.execute(f"SELECT count(*) FROM {source} WHERE {where}", values).fetchone()[0])
    score, order = (f"-bm25(words, {_WEIGHTS})", "score DESC") if is_ranked else ("0", "docs.published DESC")
    columns = f"docs.doc, docs.id, docs.cluster, docs.published, {score} AS score"
    select = f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {order}, docs.id LIMIT ?"
    wanted = wish.offset + wish.limit
    limit = max(_LEAST_MATCHES, wanted)
    while True:
        matches = sorted((Match(*row) for row in db.execute(select, (*values, limit))), key=lambda match: match.order)
        kept = _first_of_clusters(matches, found) if wish.collapse else matches
        if len(kept) >= wanted or len(matches) < limit:
            break
        limit *= 4
    found.matches = kept[wish.offset : wanted]
    if wish.facets:
        found.facets = _facets(db, f"FROM {source} WHERE {where}", values)
    return found


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


def _conditions(query: Query) -> tuple[str, list[object], bool]:
    """A WHERE clause, its values, and whether it asks for words."""
    clauses: list[str] = ["docs.is_usable"]
    values: list[object] = []
    wanted = [_any_form(term, _TEXTS) for term in query.terms] + [_any_form(term, "authors") for term in query.authors]
    unwanted = [_any_form(term, _TEXTS) for term in query.excluded]
    unwanted += [_any_form(term, "authors") for term in query.excluded_authors]
    if wanted:
        match = " AND ".join(wanted)
        clauses.append("words MATCH ?")
        values.append(f"({match}) NOT ({' OR '.join(unwanted)})" if unwanted else match)
    elif unwanted:
        clauses.append("docs.doc NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(" OR ".join(unwanted))
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
    return " AND ".join(clauses), values, bool(wanted)


def _any_form(term: Term, columns: str) -> str:
    return f"{columns} : ({' OR '.join(map(_phrase, term.forms))})"


def _phrase(form: Form) -> str:
    # Tokens hold letters and digits only; in quotes none of them is an operator.
    return f'"{" ".join(form.tokens)}"' + ("*" if form.is_start else "")


def _facets(db: sqlite3.Connection, source: str, values: Sequence[object]) -> dict[str, list[tuple[str, int]]]:
    sites, authors, languages, days = Counter[str](), Counter[str](), Counter[str](), Counter[int]()
    rows = db.execute(f"SELECT docs.site, docs.authors, docs.language, docs.published / 86400 {source}", values)
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
