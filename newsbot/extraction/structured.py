"""What a page declares about itself in its head and in JSON-LD: candidates with their origin, nothing chosen.

Sources: schema.org NewsArticle in JSON-LD, Open Graph, Dublin Core and the meta names news systems use.
"""

import json
import math
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsbot.items import Breadcrumb, Candidate, Media, Publisher, Rights
from newsbot.markup import plain_line
from newsbot.urls import absolute_url, article_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_SCRIPT_CHARS = 512_000
_MAX_NODES = 2_000
_MAX_DEPTH = 12
_MAX_VALUE_CHARS = 2_000
_MAX_VALUES = 40
_MAX_SCRIPTS = 50
_MAX_ELEMENTS = 500
ARTICLE_TYPES = frozenset(
    (
        "article newsarticle blogposting reportagenewsarticle opinionnewsarticle analysisnewsarticle liveblogposting"
        " backgroundnewsarticle reviewnewsarticle asknewsarticle advertisercontentarticle satiricalarticle"
        " techarticle scholarlyarticle report socialmediaposting recipe review medicalwebpage"
    ).split()
)
_LISTING_TYPES = frozenset("collectionpage itemlist searchresultspage profilepage aboutpage contactpage".split())
_META_AUTHORS = (
    "author article:author dc.creator dc:creator dcterms.creator byl parsely-author sailthru.author"
    " cxenseparse:author og:article:author citation_author dcsext.author news_authors lp.article:author"
).split()
_META_PUBLISHED = (
    "article:published_time article:published og:article:published_time og:published_time datepublished"
    " date_published publishdate publish_date publish-date pubdate dc.date dc.date.issued dc.date.created"
    " dcterms.date dcterms.created dcterms.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime"
    " cxenseparse:publishtime article.published article.created date pub_date originalpublicationdate"
    " citation_publication_date last-published ptime"
).split()
_META_MODIFIED = (
    "article:modified_time article:modified og:updated_time og:modified_time datemodified date_modified"
    " dcterms.modified dc.date.modified lastmod last-modified article.updated revised"
).split()
_META_HEADLINES = "og:title twitter:title dc.title parsely-title sailthru.title cxenseparse:title".split()
_META_DESCRIPTIONS = "og:description description twitter:description dc.description".split()
_META_SECTIONS = "article:section og:article:section parsely-section section".split()
_META_KEYWORDS = "article:tag news_keywords keywords parsely-tags".split()
_META_LANGUAGES = ("og:locale", "content-language")
_META_OTHERS = "og:type og:site_name application-name og:image robots tdm-reservation tdm-policy".split()
_META_NAMES = frozenset(
    name
    for names in (
        _META_AUTHORS,
        _META_PUBLISHED,
        _META_MODIFIED,
        _META_HEADLINES,
        _META_DESCRIPTIONS,
        _META_SECTIONS,
        _META_KEYWORDS,
        _META_LANGUAGES,
        _META_OTHERS,
    )
    for name in names
)
_MAX_VALUES_IN_SCRIPT = 50
# What hides JSON from browsers that are long gone, and what JSON does not allow but people write: comments and
# commas before a closing bracket. Strings are matched first, so that they stay as they are.
_CDATA = re.compile(r"/\*\s*(?:<!\[CDATA\[|\]\]>)\s*\*/|(?://\s*)?(?:<!\[CDATA\[|\]\]>)|<!--|-->")
_COMMENT = re.compile(r'("(?:[^"\\]++|\\.)*+"?)|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|//[^\n]*+', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]++|\\.)*+"?)|,(?=\s*[}\]])', re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_DECODER = json.JSONDecoder(strict=False)


@dataclass(slots=True)
class Declared:
    """What the page declares; each list is in the order of trust, then of the page.

    `updates` are the entries of a live blog, as JSON-LD has them, references resolved. `body` is JSON-LD's articleBody,
    paragraphs as lines where it keeps them apart; markup may be in it.
    """

    headlines: list[Candidate] = field(default_factory=list)
    authors: list[Candidate] = field(default_factory=list)
    published: list[Candidate] = field(default_factory=list)
    modified: list[Candidate] = field(default_factory=list)
    languages: list[Candidate] = field(default_factory=list)
    descriptions: list[Candidate] = field(default_factory=list)
    sections: list[Candidate] = field(default_factory=list)
    keywords: list[Candidate] = field(default_factory=list)
    images: list[Media] = field(default_factory=list)
    videos: list[Media] = field(default_factory=list)
    breadcrumbs: list[Breadcrumb] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    publisher: Publisher = field(default_factory=Publisher)
    site_names: list[str] = field(default_factory=list)
    rights: Rights = field(default_factory=Rights)
    canonical: str | None = None
    title: str = ""
    body: str = ""
    og_type: str = ""
    types: set[str] = field(default_factory=set)
    article_nodes: int = 0
    is_free: bool | None = None


def read_declared(tree: "LexborHTMLParser", url: str) -> Declared:
    """All that head and JSON-LD of the page say; values are safe one-line strings."""
    declared = Declared()
    # One selection for all: each walks the whole page.
    found: dict[str | None, list[LexborNode]] = {}
    for node in tree.css('meta, link[rel], script[type*="ld+json"]'):
        found.setdefault(node.tag, []).append(node)
    _read_json_ld(found.get("script", []), url, declared)
    _read_meta(found.get("meta", []), url, declared)
    _read_links(found.get("link", []), url, declared)
    _read_language(tree, declared)
    title = tree.css_first("head > title, body > title")  # not one inside a drawing
    declared.title = _text(title.text() if title is not None else "")
    return declared


def _text(value: object, limit: int = _MAX_VALUE_CHARS) -> str:
    """The value as one safe line of plain text; "" for what is no text."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return plain_line(str(value), limit)


# ------------------------------------------------------------------------------------------ JSON-LD


def _read_json_ld(scripts: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    nodes = [node for script in scripts[:_MAX_SCRIPTS] for node in _nodes(script.text())]
    by_id = _by_id(nodes)
    declared.updates = _updates(nodes, by_id)
    entries = {id(entry) for entry in declared.updates}
    articles = []
    for node in nodes:
        types = _types(node)
        declared.types |= types & (ARTICLE_TYPES | _LISTING_TYPES)
        if id(node) in entries:
            continue  # a part of the article, with a headline and a date of its own
        if types & ARTICLE_TYPES:
            articles.append(node)
        elif "breadcrumblist" in types:
            _read_breadcrumbs(node, url, declared)
        elif types & {"website", "organization", "newsmediaorganization"}:
            name = _text(node.get("name"), 200)
            if name:
                declared.site_names.append(name)
    declared.article_nodes = len(articles)
    main = _main_article(articles, url)
    if main is not None:
        _read_article(main, by_id, url, declared)


def _updates(nodes: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the page's live blog: those of the node that has most of them."""
    updates = [_items(node.get("liveBlogUpdate"), by_id) for node in nodes if "liveBlogUpdate" in node]
    return max(updates, key=len, default=[])


def _items(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> list[dict[str, Any]]:
    """The nodes of a property, whether it is one, a list, or a list as JSON-LD or schema.org write it."""
    if isinstance(value, list):
        return [node for item in value[:_MAX_NODES] for node in _items(item, by_id, depth + 1) if depth < 3]
    if not isinstance(value, dict):
        return []
    inner = value.get("@list") or value.get("itemListElement") or value.get("item")
    if inner is not None:
        return _items(inner, by_id, depth + 1) if depth < 3 else []
    name = value.get("@id")
    return [by_id.get(name, value) if len(value) == 1 and isinstance(name, str) else value]


def _by_id(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The nodes by their @id; of several, the one that says most: the others refer to it."""
    by_id: dict[str, dict[str, Any]] = {}
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(by_id.get(name, ())):
            by_id[name] = node
    return by_id


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script, outermost first; nothing for one that is too large or broken."""
    if len(script) > _MAX_SCRIPT_CHARS:
        return
    queue: deque[tuple[Any, int]] = deque((value, 0) for value in _load_json(script))
    seen = 0
    while queue and seen < _MAX_NODES:
        value, depth = queue.popleft()
        seen += 1
        if isinstance(value, dict):
            yield value
        if depth < _MAX_DEPTH and isinstance(value, dict | list):
            inner = value if isinstance(value, list) else value.values()
            queue.extend((item, depth + 1) for item in inner if isinstance(item, dict | list))


def _load_json(text: str) -> list[Any]:
    """The values of a script: one when it is JSON, all that can be read when it is nearly that."""
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        text = _CDATA.sub("", text)
    for wrong in (_COMMENT, _TRAILING_COMMA):
        text = wrong.sub(lambda match: match[1] or "", text)
    values: list[Any] = []
    end = 0
    while len(values) < _MAX_VALUES_IN_SCRIPT and (start := _OPENING.search(text, end)):
        try:
            value, end = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def _types(node: dict[str, Any]) -> set[str]:
    declared = node.get("@type")
    values = declared if isinstance(declared, list) else [declared]
    return {value.rsplit("/", 1)[-1].lower() for value in values if isinstance(value, str)}


def _main_article(articles: list[dict[str, Any]], url: str) -> dict[str, Any] | None:
    """The node that is about this page: the one that names its URL, else the only or the first one."""
    key = article_key(url)
    for node in articles:
        for name in ("mainEntityOfPage", "url", "@id"):
            value = node.get(name)
            address = value.get("@id") if isinstance(value, dict) else value
            target = absolute_url(address, url) if isinstance(address, str) else None
            if target and article_key(target) == key:
                return node
    return next((node for node in articles if node.get("headline")), articles[0] if articles else None)


def _read_article(node: dict[str, Any], by_id: dict[str, Any], url: str, declared: Declared) -> None:
    for key, candidates in (
        ("headline", declared.headlines),
        ("name", declared.headlines),
        ("datePublished", declared.published),
        ("dateModified", declared.modified),
        ("inLanguage", declared.languages),
        ("description", declared.descriptions),
    ):
        value = node.get(key)
        value = value[0] if isinstance(value, list) and value else value
        text = _text(value.get("name") if isinstance(value, dict) else value)
        if text:
            candidates.append(Candidate(text, "json-ld"))
    body = node.get("articleBody")
    declared.body = body if isinstance(body, str) else ""
    for key in ("author", "creator"):
        declared.authors.extend(_people(node.get(key), by_id, url)[:_MAX_VALUES])
        if declared.authors:
            break
    declared.sections += [Candidate(text, "json-ld") for text in _strings(node.get("articleSection"))]
    declared.keywords += [Candidate(text, "json-ld") for text in _strings(node.get("keywords"))]
    declared.images += _media(node.get("image"), by_id, url)
    declared.videos += _media(node.get("video"), by_id, url)
    publisher = _resolve(node.get("publisher"), by_id)
    if isinstance(publisher, dict):
        declared.publisher.name = _text(publisher.get("name"), 200) or None
        declared.publisher.url = _address(publisher.get("url"), url)
    declared.rights.license = _address(node.get("license"), url)
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or str(free).lower() in ("true", "false"):
        declared.is_free = str(free).lower() == "true"


def _resolve(value: Any, by_id: dict[str, Any]) -> Any:
    """The node that `value` refers to by @id, with what the reference itself says."""
    if isinstance(value, dict) and isinstance(value.get("@id"), str):
        return {**by_id.get(value["@id"], {}), **value}
    return value


def _people(value: Any, by_id: dict[str, Any], url: str, depth: int = 0) -> list[Candidate]:
    if isinstance(value, list):
        return [person for item in value[:_MAX_VALUES] for person in _people(item, by_id, url, depth + 1) if depth < 3]
    value = _resolve(value, by_id)
    if isinstance(value, str):
        text = _text(value, 300)
        return [Candidate(text, "json-ld")] if text else []
    if not isinstance(value, dict):
        return []
    name = value.get("name")
    if isinstance(name, list | dict):
        return _people(name, by_id, url, depth + 1) if depth < 3 else []
    text = _text(name, 300) or _text(f"{_text(value.get('givenName'))} {_text(value.get('familyName'))}", 300)
    types = _types(value)
    organization = bool(types) and "person" not in types
    return [Candidate(text, "json-ld", _address(value.get("url"), url), organization)] if text else []


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    texts = [
        text
        for item in values[:_MAX_VALUES]
        if (text := _text(item.get("name") if isinstance(item, dict) else item, 500))
    ]
    return [part for text in texts for part in _split_list(text)] if len(texts) == 1 else texts


def _split_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()][:_MAX_VALUES]


def _address(value: Any, url: str) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    return absolute_url(value, url) if isinstance(value, str) and value.strip() else None


def _media(value: Any, by_id: dict[str, Any], url: str) -> list[Media]:
    found = []
    for item in (value if isinstance(value, list) else [value])[:_MAX_VALUES]:
        item = _resolve(item, by_id)
        node = item if isinstance(item, dict) else {}
        address = _address(node.get("contentUrl") or node.get("url") or (item if isinstance(item, str) else None), url)
        if address:
            caption = _text(node.get("caption") or node.get("description"), 1_000) or None
            credit = _text(node.get("creditText"), 300) or None
            found.append(Media(address, caption, credit, _pixels(node.get("width")), _pixels(node.get("height"))))
    return found


def _pixels(value: Any) -> int | None:
    match = re.match(r"\s*(\d{1,5})(?:px)?\s*\Z", str(value)) if isinstance(value, str | int) else None
    return int(match[1]) if match else None


def _read_breadcrumbs(node: dict[str, Any], url: str, declared: Declared) -> None:
    steps = node.get("itemListElement")
    for step in (steps if isinstance(steps, list) else [])[:_MAX_VALUES]:
        if isinstance(step, dict):
            item = step.get("item")
            inner = item.get("name") if isinstance(item, dict) else None
            name = _text(step.get("name") or inner, 200)
            if name:
                declared.breadcrumbs.append(Breadcrumb(name, _address(item, url)))


# --------------------------------------------------------------------------------------------- head


def _read_meta(nodes: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    metas = _contents(nodes)
    for names, candidates in (
        (_META_HEADLINES, declared.headlines),
        (_META_AUTHORS, declared.authors),
        (_META_PUBLISHED, declared.published),
        (_META_MODIFIED, declared.modified),
        (_META_DESCRIPTIONS, declared.descriptions),
        (_META_SECTIONS, declared.sections),
    ):
        candidates += [Candidate(value, "meta") for name in names for value in metas.get(name, [])[:_MAX_VALUES]]
    for name in _META_KEYWORDS:
        values = [part for value in metas.get(name, []) for part in _split_list(value)]
        declared.keywords += [Candidate(value, "meta") for value in values[:_MAX_VALUES]]
    declared.languages += [Candidate(value, "meta") for name in _META_LANGUAGES for value in metas.get(name, [])[:1]]
    declared.og_type = (metas.get("og:type") or [""])[0].lower()
    declared.site_names += metas.get("og:site_name", []) + metas.get("application-name", [])
    for image in metas.get("og:image", [])[:_MAX_VALUES]:
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
        if name in _META_NAMES and (content := _text(attributes.get("content"))):
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
    language = _text(html.attributes.get("lang") or html.attributes.get("xml:lang"), 40) if html is not None else ""
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
