"""The authors that JSON-LD, meta elements and microdata name, in the order of trust."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newsbot.extraction.byline import author_signs as signs
from newsbot.extraction.declared.candidates import MAX_VALUES, Declared, address_of, text_of
from newsbot.extraction.declared.dates import item_of
from newsbot.extraction.declared.json_ld import node_types, resolve
from newsbot.items import Candidate

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

META_AUTHORS = (
    "author article:author dc.creator dc:creator dcterms.creator byl parsely-author sailthru.author"
    " cxenseparse:author og:article:author article:author_name articleauthor"
    " citation_author dcsext.author news_authors lp.article:author"
).split()
# Other makers of newsrooms' tools name them alike: "mrf:authors", "cse_author", "dable:author".
_ANY_AUTHOR = re.compile(r"(?:[\w.-]+[:._-])?authors?(?:[:._-]?name)?\Z")
_OF_OTHERS = re.compile(r"smartbanner|web|theme|template|site|image|photo|video|comment|book|app|social|twitter")

# Whose author is not the article's.
_PARTS = frozenset(
    "comment usercomments review imageobject videoobject webpage website book creativework quotation person".split()
)
_MAX_NAME = 100
_MAX_OTHERS = 4
_HANDLES = ("twitter:creator",)
_META_SIGNS = {"author": signs.META_AUTHOR, "article:author": signs.META_ARTICLE}


def json_ld_authors(node: dict[str, Any], by_id: dict[str, Any], url: str) -> list[Candidate]:
    """The authors of an article node; its creators where it names no authors."""
    types = node_types(node)
    bits = signs.LD_NEWS if any(name.endswith("newsarticle") or name == "liveblogposting" for name in types) else 0
    bits |= signs.LD_BLOG if "blogposting" in types else 0
    for key in ("author", "creator"):
        people = _people(node.get(key), by_id, url)[:MAX_VALUES]
        if people:
            for person in people:
                person.signs |= bits
            return people
    return []


def meta_authors(metas: Mapping[str, Sequence[str]]) -> list[Candidate]:
    """The authors of meta elements, by their names in lower case; an account's handle only backs a name."""
    handles = [
        Candidate(value, "meta", signs=signs.META_HANDLE if value.startswith("@") else signs.META_OTHER)
        for name in _HANDLES
        for value in metas.get(name, [])[:1]
        if value.casefold() not in (site.casefold() for site in metas.get("twitter:site", []))
    ]
    others = [
        name for name in metas if name not in META_AUTHORS and _ANY_AUTHOR.match(name) and not _OF_OTHERS.search(name)
    ]
    return handles + [
        Candidate(value, "meta", signs=_META_SIGNS.get(name, signs.META_OTHER))
        for name in (*META_AUTHORS, *others[:_MAX_OTHERS])
        for value in metas.get(name, [])[:MAX_VALUES]
    ]


def read_itemprop_authors(nodes: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    """Add the authors that microdata name: those of the first item that may be the article."""
    article: int | None = None
    for node in nodes[:MAX_VALUES]:
        item, kind = item_of(node)
        if kind in _PARTS or (article is not None and item != article):
            continue
        candidate = _itemprop_author(node, url)
        if candidate is not None:
            article = item
            declared.authors.append(candidate)


def _itemprop_author(node: "LexborNode", url: str) -> Candidate | None:
    attributes = node.attributes
    names = [node] if "content" in attributes else node.css('[itemprop~="name"]')[:MAX_VALUES] or [node]
    address = node.css_first('[itemprop~="url"]')
    name = names[0]
    text = text_of(name.attributes.get("content") or name.text(), 2 * _MAX_NAME)
    if not text or len(text) > _MAX_NAME:
        return None
    href = (address.attributes.get("href") or address.attributes.get("content")) if address is not None else None
    is_organization = (attributes.get("itemtype") or "").casefold().endswith("organization")
    return Candidate(text, "microdata", address_of(href or attributes.get("href"), url), is_organization)


def _people(value: Any, by_id: dict[str, Any], url: str, depth: int = 0) -> list[Candidate]:
    if isinstance(value, list):
        return [person for item in value[:MAX_VALUES] for person in _people(item, by_id, url, depth + 1) if depth < 3]
    value = resolve(value, by_id)
    if isinstance(value, str):
        text = text_of(value, 300)
        return [Candidate(text, "json-ld")] if text else []
    if not isinstance(value, dict):
        return []
    name = value.get("name")
    if isinstance(name, list | dict):
        return _people(name, by_id, url, depth + 1) if depth < 3 else []
    text = text_of(name, 300) or text_of(f"{text_of(value.get('givenName'))} {text_of(value.get('familyName'))}", 300)
    if not text:
        return []
    types = node_types(value)
    organization = bool(types) and "person" not in types
    address = address_of(value.get("url"), url)
    return [Candidate(text, "json-ld", address, organization, signs=_person_signs(value))]


def _person_signs(node: dict[str, Any]) -> int:
    """What an author's node is like: blog systems write one for every account."""
    bits = signs.LD_REFERENCE if isinstance(node.get("@id"), str) else 0
    bits |= signs.LD_TYPED if "@type" in node else 0
    bits |= signs.LD_JOB if node.keys() & {"jobTitle", "worksFor", "affiliation"} else 0
    bits |= signs.LD_SAME_AS if "sameAs" in node else 0
    image = node.get("image")
    address = image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image
    bits |= signs.LD_ACCOUNT if isinstance(address, str) and "gravatar" in address else 0
    return bits
