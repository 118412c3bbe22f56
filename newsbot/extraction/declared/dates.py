"""The dates that JSON-LD and meta elements give, in the order of trust."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newsbot.extraction.declared.candidates import MAX_VALUES, Declared, first_text_of, text_of
from newsbot.items import Candidate

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ITEMPROPS = ("datepublished", "datemodified")
# The walk reads what stands in a line of text.
_IN_LINES = frozenset("time span a abbr b i em strong small font link script".split())
# What has dates of its own on an article's page, inside the article or beside it.
_PARTS = frozenset("comment usercomments review listitem videoobject imageobject event clip podcastepisode".split())
_MAX_HEIGHT = 60
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


def read_itemprop_dates(nodes: "Sequence[LexborNode]", declared: Declared) -> None:
    """Add the dates in the attributes of meta and block elements: those of the first item that may be the article."""
    article: int | None = None
    for node in nodes[:MAX_VALUES]:
        attributes = node.attributes
        name = (attributes.get("itemprop") or "").strip().lower()
        text = text_of(attributes.get("content") or attributes.get("datetime"))
        if name not in ITEMPROPS or not text or node.tag in _IN_LINES or "property" in attributes:
            continue
        item, kind = item_of(node)
        if kind in _PARTS or (article is not None and item != article):
            continue
        article = item
        found = declared.published if name == "datepublished" else declared.modified
        found.append(Candidate(text, "microdata"))


def item_of(node: "LexborNode") -> tuple[int, str]:
    """Which item a property is of: a number of its own, 0 for that of the page, and its type in lower case."""
    above = node.parent
    for _ in range(_MAX_HEIGHT):
        if above is None:
            break
        attributes = above.attributes
        if "itemscope" in attributes or "itemtype" in attributes:
            return above.mem_id, (attributes.get("itemtype") or "").rstrip("/").rsplit("/", 1)[-1].lower()
        above = above.parent
    return 0, ""
