"""What a page declares about itself in its head and in JSON-LD: candidates with their origin, nothing chosen.

Sources: schema.org NewsArticle in JSON-LD, Open Graph, Dublin Core and the meta names news systems use.
"""

from typing import TYPE_CHECKING

from newsbot.extraction.declared import MAX_VALUES, Declared, split_list, text_of
from newsbot.extraction.declared_article import read_json_ld
from newsbot.extraction.declared_authors import META_AUTHORS, meta_authors
from newsbot.extraction.declared_dates import META_MODIFIED, META_PUBLISHED, read_meta_dates
from newsbot.items import Candidate, Media
from newsbot.urls import absolute_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_ELEMENTS = 500
_META_HEADLINES = "og:title twitter:title dc.title parsely-title sailthru.title cxenseparse:title".split()
_META_DESCRIPTIONS = "og:description description twitter:description dc.description".split()
_META_SECTIONS = "article:section og:article:section parsely-section section".split()
_META_KEYWORDS = "article:tag news_keywords keywords parsely-tags".split()
_META_LANGUAGES = ("og:locale", "content-language")
_META_OTHERS = "og:type og:site_name application-name og:image robots tdm-reservation tdm-policy".split()
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


def read_declared(tree: "LexborHTMLParser", url: str) -> Declared:
    """All that head and JSON-LD of the page say; values are safe one-line strings."""
    declared = Declared()
    # One selection for all: each walks the whole page.
    found: dict[str | None, list[LexborNode]] = {}
    for node in tree.css('meta, link[rel], script[type*="ld+json"]'):
        found.setdefault(node.tag, []).append(node)
    read_json_ld(found.get("script", []), url, declared)
    _read_meta(found.get("meta", []), url, declared)
    _read_links(found.get("link", []), url, declared)
    _read_language(tree, declared)
    title = tree.css_first("head > title, body > title")  # not one inside a drawing
    declared.title = text_of(title.text() if title is not None else "")
    return declared


def _read_meta(nodes: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    metas = _contents(nodes)
    for names, candidates in (
        (_META_HEADLINES, declared.headlines),
        (_META_DESCRIPTIONS, declared.descriptions),
        (_META_SECTIONS, declared.sections),
    ):
        candidates += [Candidate(value, "meta") for name in names for value in metas.get(name, [])[:MAX_VALUES]]
    declared.authors += meta_authors(metas)
    read_meta_dates(metas, declared)
    for name in _META_KEYWORDS:
        values = [part for value in metas.get(name, []) for part in split_list(value)]
        declared.keywords += [Candidate(value, "meta") for value in values[:MAX_VALUES]]
    declared.languages += [Candidate(value, "meta") for name in _META_LANGUAGES for value in metas.get(name, [])[:1]]
    declared.og_type = (metas.get("og:type") or [""])[0].lower()
    declared.site_names += metas.get("og:site_name", []) + metas.get("application-name", [])
    for image in metas.get("og:image", [])[:MAX_VALUES]:
        address = absolute_url(image, url)
        if address:
            declared.images.append(Media(address))
    _read_rights(metas, declared)


def _contents(nodes: "Sequence[LexborNode]") -> dict[str, list[str]]:
    """What the meta elements say, by the names that are read."""
    metas: dict[str, list[str]] = {}
    for node in nodes[:_MAX_ELEMENTS]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        name = name.strip().lower()
        if name in _META_NAMES and (content := text_of(attributes.get("content"))):
            metas.setdefault(name, []).append(content)
    return metas


def _read_rights(metas: dict[str, list[str]], declared: Declared) -> None:
    rights = declared.rights
    rights.robots = [part.strip() for value in metas.get("robots", []) for part in value.split(",") if part.strip()]
    reservation = (metas.get("tdm-reservation") or [""])[0]
    if reservation == "0":
        rights.tdmReservation = 0
    elif reservation == "1":
        rights.tdmReservation = 1
    rights.tdmPolicy = next(iter(metas.get("tdm-policy", [])), None)


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
    """The absolute address that a page gives itself (canonical link or og:url), or None."""
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if value.startswith(("http://", "https://")):
            return absolute_url(value, value)
    return None
