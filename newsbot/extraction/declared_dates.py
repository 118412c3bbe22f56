"""The dates that JSON-LD and meta elements give, in the order of trust."""

from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.extraction.declared import MAX_VALUES, Declared, first_text_of
from newsbot.items import Candidate

META_PUBLISHED = (
    "article:published_time article:published og:article:published_time og:published_time datepublished"
    " date_published publishdate publish_date publish-date pubdate dc.date dc.date.issued dc.date.created"
    " dcterms.date dcterms.created dcterms.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime"
    " cxenseparse:publishtime article.published article.created date pub_date originalpublicationdate"
    " citation_publication_date last-published ptime"
).split()
META_MODIFIED = (
    "article:modified_time article:modified og:updated_time og:modified_time datemodified date_modified"
    " dcterms.modified dc.date.modified lastmod last-modified article.updated revised"
).split()


def read_json_ld_dates(node: dict[str, Any], declared: Declared) -> None:
    """Add the dates of an article node."""
    for key, candidates in (("datePublished", declared.published), ("dateModified", declared.modified)):
        if text := first_text_of(node.get(key)):
            candidates.append(Candidate(text, "json-ld"))


def read_meta_dates(metas: Mapping[str, Sequence[str]], declared: Declared) -> None:
    """Add the dates of meta elements, by their names in lower case."""
    for names, candidates in ((META_PUBLISHED, declared.published), (META_MODIFIED, declared.modified)):
        candidates += [Candidate(value, "meta") for name in names for value in metas.get(name, [])[:MAX_VALUES]]
