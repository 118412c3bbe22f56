"""Translates a query for OpenSearch, and its response back: only the API's JSON, no connection."""

from collections.abc import Iterable
from typing import Any

from newsbot.indexes.highlight import highlighted, passage
from newsbot.indexes.protocol import Hit, SearchAnswer, SearchWish
from newsbot.indexes.queries import Form, Query, Term

# Words in the headline say most about a text.
_ALL_TEXTS = ("headline^6", "body", "further^2", "authors^3")
_FACET_VALUES = 20
_FACETS = {"site": "newsbot.site", "author": "newsbot.authors", "language": "newsbot.language", "day": "newsbot.day"}
# The server's limit on the position of a hit.
_MAX_WINDOW = 10_000
_MAX_OTHERS = 100
# How many tokens the last character of a phrase may expand to; each is a clause, of which servers allow 1,024.
_MAX_EXPANSIONS = 50


def request(query: Query, wish: SearchWish) -> dict[str, Any]:
    """Return the body of the search request."""
    offset = min(wish.offset, _MAX_WINDOW)
    body: dict[str, Any] = {
        "query": {"bool": _clauses(query)},
        "from": offset,
        "size": min(wish.limit, _MAX_WINDOW - offset),
        "sort": ["_score", {"newsbot.published": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
        "track_scores": True,
        "track_total_hits": True,
        "_source": {"excludes": ["newsbot"]},
    }
    if wish.collapse:
        others = {"name": "others", "size": _MAX_OTHERS, "_source": False}
        body["collapse"] = {"field": "newsbot.cluster", "inner_hits": others}
    if wish.facets:
        body["aggs"] = {name: _terms(name, field) for name, field in _FACETS.items()}
    return body


def _terms(name: str, field: str) -> dict[str, Any]:
    by_count = [{"_count": "desc"}, {"_key": "asc"}]
    order = {"_key": "desc"} if name == "day" else by_count
    return {"terms": {"field": field, "size": _FACET_VALUES, "order": order}}


def _clauses(query: Query) -> dict[str, list[Any]]:
    published = {
        name: int(moment.timestamp()) for name, moment in (("gte", query.since), ("lt", query.until)) if moment
    }
    filters = [
        {"term": {"newsbot.usable": True}},
        *_one_of("newsbot.hosts", query.sites),
        *_one_of("newsbot.languages", query.languages),
        *([{"range": {"newsbot.published": {**published, "format": "epoch_second"}}}] if published else []),
    ]
    return {
        "must": [*_terms_in(query.terms, _ALL_TEXTS), *_terms_in(query.authors, ("authors",))],
        "filter": filters,
        "must_not": [
            *_terms_in(query.excluded, _ALL_TEXTS),
            *_terms_in(query.excluded_authors, ("authors",)),
            *_one_of("newsbot.hosts", query.excluded_sites),
            *_one_of("newsbot.languages", query.excluded_languages),
        ],
    }


def _one_of(field: str, values: Iterable[str]) -> list[Any]:
    return [{"terms": {field: list(values)}}] if values else []


def _terms_in(terms: Iterable[Term], texts: Iterable[str]) -> list[Any]:
    fields = [f"newsbot.tokens.{text}" for text in texts]
    return [{"dis_max": {"queries": [_form(form, fields) for form in term.forms]}} for term in terms]


def _form(form: Form, fields: list[str]) -> dict[str, Any]:
    if form.is_start and len(form.tokens) == 1:
        # All pairs that begin with a character, however many: a prefix query needs no clause for each.
        names = (field.partition("^") for field in fields)
        starts = ({name: {"value": form.tokens[0], "boost": float(boost or 1)}} for name, _, boost in names)
        return {"dis_max": {"queries": [{"prefix": start} for start in starts]}}
    match: dict[str, Any] = {"query": " ".join(form.tokens), "fields": fields, "type": "phrase"}
    if form.is_start:
        match |= {"type": "phrase_prefix", "max_expansions": _MAX_EXPANSIONS}
    return {"multi_match": match}


def answer(query: Query, wish: SearchWish, found: dict[str, Any]) -> SearchAnswer:
    """Return the answer contained in the server's response."""
    facets = {
        name: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found["aggregations"][name]["buckets"]]
        for name in (_FACETS if wish.facets else ())
    }
    hits = tuple(_hit(query, hit) for hit in found["hits"]["hits"])
    return SearchAnswer(hits, int(found["hits"]["total"]["value"]), facets)


def _hit(query: Query, hit: dict[str, Any]) -> Hit:
    line = line_of(hit["_source"])
    inner = hit.get("inner_hits", {}).get("others", {}).get("hits", {}).get("hits", [])
    others = tuple(other["_id"] for other in inner if other["_id"] != hit["_id"])
    headline = highlighted(line.get("headline") or "", query)
    return Hit(line, headline, passage(line.get("articleBody") or "", query), hit.get("_score") or 0.0, others)


def line_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return the line in a document, as it was delivered."""
    return {name: value for name, value in document.items() if name != "newsbot"}
