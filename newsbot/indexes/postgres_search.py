"""How tokens and queries are written for PostgreSQL's full-text search, and how the best articles are found with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import psycopg
from psycopg.rows import TupleRow

from newsbot.indexes.highlight import highlighted, passage
from newsbot.indexes.protocol import Hit, SearchAnswer, SearchWish
from newsbot.indexes.queries import Form, Query, Term

Connection = psycopg.Connection[TupleRow]

# The limits of a tsvector: the highest position, the positions per token, and a megabyte in total.
_MAX_POSITION = 16_383
_MAX_POSITIONS = 255
_MAX_VECTOR_BYTES = 800_000
# PostgreSQL's own limit is 2,046 bytes; no word is that long.
_MAX_TOKEN_CHARS = 200
# The gap in positions that keeps a phrase from matching across two texts.
_GAP = 10
# For body, further texts, authors and headline.
_WEIGHTS = "{0.15, 0.3, 0.5, 1.0}"
# Ranking reads an article's tokens: if there are more, those with the words in the headline and the newest are ranked.
_MAX_RANKED = 1_000
_FACET_VALUES = 20
_FACETS = b"""
    WITH found AS MATERIALIZED (SELECT site, authors, language, published FROM newsbot_articles WHERE %s)
    (SELECT 'site', site, count(*) FROM found GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 21) UNION ALL
    (SELECT 'author', author, count(*) FROM found, unnest(authors) AS author GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 21)
    UNION ALL
    (SELECT 'language', language, count(*) FROM found GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 21) UNION ALL
    (SELECT 'day', to_char(published AT TIME ZONE 'UTC', 'YYYY-MM-DD'), count(*) FROM found
        WHERE published IS NOT NULL GROUP BY 2 ORDER BY 2 DESC LIMIT 21)"""


def token_vector(texts: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a tsvector, in PostgreSQL's notation, of the tokens of several texts, each with its weight (A to D).

    What a tsvector cannot hold is left out: the end of a very long text is found by its words, not by its phrases.
    """
    places: dict[str, list[str]] = {}
    at, size = 0, 0
    for weight, tokens in texts:
        for token in tokens:
            at += 1
            if len(token) > _MAX_TOKEN_CHARS:
                continue
            held = places.get(token)
            if held is None:
                size += len(token.encode()) + 8
                if size > _MAX_VECTOR_BYTES:
                    break
                held = places[token] = []
            if len(held) < _MAX_POSITIONS:
                size += 2
                held.append(f"{min(at, _MAX_POSITION)}{weight}")
        at += _GAP
    return " ".join(f"{_quoted(token)}:{','.join(held)}" for token, held in places.items())


def find(db: Connection, query: Query, wish: SearchWish) -> SearchAnswer:
    """Return the articles that match the query, the best first; if wished, only one per cluster."""
    conditions = _conditions(query)
    with db.transaction():
        if query.terms or query.authors:
            # The planner does not know that examining a row's tokens means decompressing them: for common words it
            # would do that with all rows, which takes a hundred times as long as using the index.
            db.execute(b"SET LOCAL enable_seqscan = off")
        return _answer(db, query, conditions, wish)


def _answer(db: Connection, query: Query, conditions: "_Conditions", wish: SearchWish) -> SearchAnswer:
    row = db.execute(b"SELECT count(*) FROM newsbot_articles WHERE " + conditions.where, conditions.values).fetchone()
    total = int(row[0]) if row else 0
    hits = _hits(db, query, conditions, wish) if total and wish.limit else ()
    facets = _facets(db, conditions) if wish.facets else {}
    return SearchAnswer(hits, total, facets)


@dataclass(slots=True)
class _Conditions:
    """A WHERE clause with its values, and what the articles are ranked by."""

    clauses: list[bytes] = field(default_factory=lambda: [b"usable"])
    values: list[object] = field(default_factory=list)
    ranked_by: str = ""

    @property
    def where(self) -> bytes:
        return b" AND ".join(self.clauses)

    def add(self, clause: bytes, *values: object) -> None:
        self.clauses.append(clause)
        self.values += values


def _conditions(query: Query) -> _Conditions:
    found = _Conditions(ranked_by=_all_terms(query.terms))
    for column, wanted, unwanted in (
        (b"tokens", query.terms, query.excluded),
        (b"author_tokens", query.authors, query.excluded_authors),
    ):
        if wanted:
            found.add(column + b" @@ %s::tsquery", _all_terms(wanted))
        if unwanted:
            found.add(b"NOT " + column + b" @@ %s::tsquery", " | ".join(map(_any_form, unwanted)))
    for sites, is_not in ((query.sites, b""), (query.excluded_sites, b"NOT ")):
        # Reversed, so that a host and its subdomains sort together.
        same = [site[::-1] for site in sites]
        below = [_like(site[::-1] + ".") for site in sites]
        if sites:
            found.add(is_not + b"(reverse(site) = ANY(%s) OR reverse(site) LIKE ANY(%s))", same, below)
    for tags, is_not in ((query.languages, b""), (query.excluded_languages, b"NOT ")):
        if tags:
            found.add(
                is_not + b"(language = ANY(%s) OR language LIKE ANY(%s))", list(tags), [f"{tag}-%" for tag in tags]
            )
    for moment, comparison in ((query.since, b">="), (query.until, b"<")):
        if moment is not None:
            found.add(b"published " + comparison + b" %s", moment)
    return found


def _hits(db: Connection, query: Query, conditions: _Conditions, wish: SearchWish) -> tuple[Hit, ...]:
    """Return the wished hits: more and more are fetched until there are enough from different clusters."""
    wanted = wish.offset + wish.limit
    limit = wanted
    while True:
        found = _best(db, conditions, limit)
        kept, others = _first_of_clusters(found) if wish.collapse else (found, {})
        if len(kept) >= wanted or len(found) < limit:
            break
        limit *= 4
    shown = kept[wish.offset : wanted]
    select = b"SELECT id, line::text FROM newsbot_articles WHERE id = ANY(%s)"
    lines: dict[str, str] = dict(db.execute(select, ([article for article, _, _ in shown],)).fetchall())
    hits = []
    for article, cluster, score in shown:
        # Skip an article that was removed in the meantime.
        if article in lines:
            line = msgspec.json.decode(lines[article])
            headline = highlighted(line.get("headline") or "", query)
            snippet = passage(line.get("articleBody") or "", query)
            hits.append(Hit(line, headline, snippet, score, tuple(others.get(cluster, ()))))
    return tuple(hits)


_Found = tuple[str, str, float]


def _best(db: Connection, conditions: _Conditions, limit: int) -> list[_Found]:
    """Return ID, cluster and score of the best articles; among equal scores the newest first."""
    if not conditions.ranked_by:
        newest = b" ORDER BY published DESC NULLS LAST, id LIMIT %s"
        statement = b"SELECT id, cluster, 0::float8 FROM newsbot_articles WHERE " + conditions.where + newest
        return db.execute(statement, [*conditions.values, limit]).fetchall()
    # Scores whose difference is imperceptible count as equal.
    statement = (
        b"""SELECT id, cluster, round(ts_rank(%s::float4[], tokens, %s::tsquery, 1)::numeric, 2)::float8 AS score
        FROM (
            SELECT id, cluster, published, tokens FROM newsbot_articles WHERE """
        + conditions.where
        + b""" ORDER BY headline_tokens @@ %s::tsquery DESC, published DESC NULLS LAST, id LIMIT %s
        ) AS likely ORDER BY score DESC, published DESC NULLS LAST, id LIMIT %s"""
    )
    words = conditions.ranked_by
    values = [_WEIGHTS, words, *conditions.values, words, max(_MAX_RANKED, limit), limit]
    return db.execute(statement, values).fetchall()


def _first_of_clusters(found: Sequence[_Found]) -> tuple[list[_Found], dict[str, list[str]]]:
    others: dict[str, list[str]] = {}
    kept = []
    for match in found:
        article, cluster, _ = match
        if cluster in others:
            others[cluster].append(article)
        else:
            others[cluster] = []
            kept.append(match)
    return kept, others


def _facets(db: Connection, conditions: _Conditions) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = {"site": [], "author": [], "language": [], "day": []}
    for name, value, count in db.execute(_FACETS.replace(b"%s", conditions.where), conditions.values):
        if value and len(facets[name]) < _FACET_VALUES:
            facets[name].append((value, count))
    return facets


def _all_terms(terms: Iterable[Term]) -> str:
    return " & ".join(map(_any_form, terms))


def _any_form(term: Term) -> str:
    return f"({' | '.join(map(_phrase, term.forms))})"


def _phrase(form: Form) -> str:
    tokens = [_quoted(token[:_MAX_TOKEN_CHARS]) for token in form.tokens]
    return f"({' <-> '.join(tokens)}{':*' if form.is_start else ''})"


def _quoted(token: str) -> str:
    """Return a token quoted for tsvector and tsquery, whatever it contains."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _like(start: str) -> str:
    return start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
