"""What a page declares about itself in its head and in JSON-LD: candidates with their origin, none chosen yet.

Sources: schema.org NewsArticle in JSON-LD, Open Graph, Dublin Core and the meta names that news systems use.
"""

import re
from typing import TYPE_CHECKING

from newsbot.extraction.declared.article import read_json_ld
from newsbot.extraction.declared.authors import META_AUTHORS, meta_authors, read_itemprop_authors
from newsbot.extraction.declared.candidates import MAX_VALUES, Declared, text_of
from newsbot.extraction.declared.dates import (
    ITEMPROPS,
    META_MODIFIED,
    META_PUBLISHED,
    read_itemprop_dates,
    read_meta_dates,
)
from newsbot.extraction.declared.media import OPEN_GRAPH, open_graph_media
from newsbot.extraction.declared.rights import read_rights
from newsbot.extraction.declared.topics import split_list
from newsbot.items import Candidate, Media
from newsbot.urls import absolute_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_ELEMENTS = 500
# Open Graph's values for who may read the article; "metered" means neither.
_TIERS = {"free": True, "locked": False}
# One selector for all of them: each selection walks the whole page.
_DECLARING = (
    'meta, link[rel], script[type*="ld+json"], [itemprop^="date"]:not(meta):not(link), [itemprop~="author"]:not(meta)'
)
_AUTHOR = re.compile(r"(?:\A|\s)author(?:\s|\Z)", re.IGNORECASE)
_META_HEADLINES = "og:title twitter:title dc.title parsely-title sailthru.title cxenseparse:title".split()
_META_DESCRIPTIONS = "og:description description twitter:description dc.description".split()
_META_SECTIONS = "article:section og:article:section parsely-section section articlesection".split()
_META_KEYWORDS = "article:tag news_keywords keywords parsely-tags".split()
_META_LANGUAGES = ("og:locale", "content-language")
_META_OTHERS = (
    "og:type og:site_name application-name robots newsbot"
    " twitter:creator twitter:site tdm-reservation tdm-policy article:content_tier twitter:image twitter:image:src"
    " dcterms.license"
).split()
_META_NAMES = frozenset(
    name
    for names in (
        META_AUTHORS,
        META_PUBLISHED,
        META_MODIFIED,
        _META_HEADLINES,
        _META_DESCRIPTIONS,
        _META_SECTIONS,
        _META_KEYWORDS,
        _META_LANGUAGES,
        _META_OTHERS,
    )
    for name in names
)


def read_declared(tree: "LexborHTMLParser", url: str, headers: "Mapping[str, Sequence[str]] | None" = None) -> Declared:
    """Everything that the page's head and JSON-LD declare; values are safe one-line strings.

    `headers` are the response headers about the page's use, keyed by name in lower case.
    """
    declared = Declared()
    found: dict[str | None, list[LexborNode]] = {}
    dated: list[LexborNode] = []
    authored: list[LexborNode] = []
    for node in tree.css(_DECLARING):
        itemprop = node.attributes.get("itemprop")
        if itemprop and _AUTHOR.search(itemprop):
            authored.append(node)
            continue
        found.setdefault(node.tag, []).append(node)
        if itemprop is not None:
            dated.append(node)
    read_json_ld(found.get("script", []), url, declared)
    _read_meta(found.get("meta", []), url, declared, headers or {})
    read_itemprop_dates(dated, declared)
    read_itemprop_authors(authored, url, declared)
    _read_links(found.get("link", []), url, declared)
    _read_language(tree, declared)
    title = tree.css_first("head > title, body > title")  # not one inside a drawing
    declared.title = text_of(title.text() if title is not None else "")
    return declared


def _read_meta(
    nodes: "Sequence[LexborNode]", url: str, declared: Declared, headers: "Mapping[str, Sequence[str]]"
) -> None:
    metas, media = _contents(nodes)
    for names, candidates in (
        (_META_HEADLINES, declared.headlines),
        (_META_DESCRIPTIONS, declared.descriptions),
        (_META_SECTIONS, declared.sections),
    ):
        candidates += [Candidate(value, "meta") for name in names for value in metas.get(name, [])[:MAX_VALUES]]
    declared.authors += meta_authors(metas)
    read_meta_dates(metas, declared)
    for name in _META_KEYWORDS:
        values = metas.get(name, [])
        # Several elements hold one keyword each, which may contain a comma.
        parts = [part for value in values for part in split_list(value)] if len(values) == 1 else values
        declared.keywords += [Candidate(value, "meta") for value in parts[:MAX_VALUES]]
    declared.languages += [Candidate(value, "meta") for name in _META_LANGUAGES for value in metas.get(name, [])[:1]]
    declared.og_type = (metas.get("og:type") or [""])[0].lower()
    declared.site_names_origin = "json-ld" if declared.site_names else "meta"
    declared.site_names += metas.get("og:site_name", []) + metas.get("application-name", [])
    declared.meta_images = open_graph_media(media, "image", url) or [
        Media(address)
        for name in ("twitter:image", "twitter:image:src")
        for value in metas.get(name, [])[:1]
        if (address := absolute_url(value, url))
    ]
    declared.meta_videos = open_graph_media(media, "video", url)
    tier = (metas.get("article:content_tier") or [""])[0].strip().lower()
    if declared.is_free is None and tier in _TIERS:
        declared.is_free, declared.is_free_origin = _TIERS[tier], "meta"
    license_ = declared.rights.license
    declared.rights = read_rights(metas, headers, url)
    declared.rights.license = license_ or next(iter(metas.get("dcterms.license", [])), None)


def _contents(nodes: "Sequence[LexborNode]") -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The contents of the meta elements by name, for the names that are read; those of images and videos in order."""
    metas: dict[str, list[str]] = {}
    media: list[tuple[str, str]] = []
    for node in nodes[:_MAX_ELEMENTS]:
        attributes = node.attributes
        itemprop = attributes.get("itemprop") or ""
        name = (attributes.get("property") or attributes.get("name") or itemprop).strip().lower()
        if itemprop.strip().lower() in ITEMPROPS and "property" not in attributes:
            continue
        said = attributes.get("content")
        if said is None and "title" not in name:
            said = attributes.get("value")  # pages that Mercury's parser has saved
        if name in _META_NAMES and (content := text_of(said)):
            metas.setdefault(name, []).append(content)
        elif name in OPEN_GRAPH and (content := text_of(attributes.get("content"))):
            media.append((name, content))
    return metas, media


def _read_links(nodes: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    for node in nodes[:_MAX_ELEMENTS]:
        attributes = node.attributes
        rel = (attributes.get("rel") or "").lower().split()
        href = attributes.get("href")
        if not href:
            continue
        if "canonical" in rel and declared.canonical is None:
            declared.canonical = absolute_url(href, url)
        elif "license" in rel and declared.rights.license is None:
            declared.rights.license = absolute_url(href, url)


def _read_language(tree: "LexborHTMLParser", declared: Declared) -> None:
    html = tree.css_first("html")
    language = text_of(html.attributes.get("lang") or html.attributes.get("xml:lang"), 40) if html is not None else ""
    if language:
        declared.languages.append(Candidate(language, "meta"))


def declared_url(tree: "LexborHTMLParser") -> str | None:
    """The absolute address that a page declares as its own (canonical link or og:url), or None."""
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        address = absolute_url(value, value) if value.startswith(("http://", "https://")) else None
        if address is not None:
            return address
    return None
