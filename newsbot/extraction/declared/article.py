"""What the JSON-LD of a page says of its article: which node is about the page, and the fields of that node."""

from typing import TYPE_CHECKING, Any

from newsbot.extraction.byline.sources import AGENCIES
from newsbot.extraction.declared.authors import json_ld_authors
from newsbot.extraction.declared.candidates import MAX_VALUES, Declared, address_of, first_text_of, strings_of, text_of
from newsbot.extraction.declared.dates import read_json_ld_dates
from newsbot.extraction.declared.json_ld import items_of, node_types, nodes_by_id, resolve, script_nodes
from newsbot.extraction.declared.media import json_ld_media
from newsbot.extraction.declared.topics import json_ld_breadcrumbs, split_list
from newsbot.extraction.names.spelling import list_key
from newsbot.items import Candidate
from newsbot.urls import absolute_url, article_key, same_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

_MAX_SCRIPTS = 50
ARTICLE_TYPES = frozenset(
    (
        "article newsarticle blogposting reportagenewsarticle opinionnewsarticle analysisnewsarticle liveblogposting"
        " backgroundnewsarticle reviewnewsarticle asknewsarticle advertisercontentarticle satiricalarticle"
        " techarticle scholarlyarticle report socialmediaposting recipe review medicalwebpage"
    ).split()
)
_SITE_TYPES = frozenset(("website", "organization", "newsmediaorganization"))
_VIDEO_TYPE = "videoobject"
_MEDIA_TYPES = frozenset((_VIDEO_TYPE, "imagegallery", "mediagallery"))
_LISTING_TYPES = frozenset("collectionpage itemlist searchresultspage profilepage aboutpage contactpage".split())


def read_json_ld(scripts: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    """Add what the scripts say; values are safe one-line strings."""
    nodes = [node for script in scripts[:_MAX_SCRIPTS] for node in script_nodes(script.text())]
    by_id = nodes_by_id(nodes)
    declared.updates = _updates(nodes, by_id)
    entries = {id(entry) for entry in declared.updates}
    articles, media, pages = [], [], []
    for node in nodes:
        types = node_types(node)
        declared.types |= types & (ARTICLE_TYPES | _LISTING_TYPES)
        if id(node) in entries:
            continue  # a part of the article, with a headline and a date of its own
        if types & ARTICLE_TYPES:
            articles.append(node)
        elif "webpage" in types:
            pages.append(node)
        elif "breadcrumblist" in types:
            declared.breadcrumbs = declared.breadcrumbs or json_ld_breadcrumbs(node, by_id, url)
        elif types & _MEDIA_TYPES:
            declared.media_types |= types & _MEDIA_TYPES
            media.append(node)
        elif types & _SITE_TYPES and _is_site(node, types, url) and (name := text_of(node.get("name"), 200)):
            declared.site_names.append(name)
    declared.article_nodes = len(articles)
    main = _main_article(articles, url)
    if main is not None:
        _read_article(main, by_id, url, declared)
    if not declared.published:
        read_json_ld_dates(_main_article(pages, url) or {}, declared)
    if main is None and media:
        declared.videos = json_ld_media([node for node in media if _VIDEO_TYPE in node_types(node)][:1], by_id, url)


def _is_site(node: dict[str, Any], types: set[str], url: str) -> bool:
    """Whether a node is about the site, and not about an agency or an author's employer."""
    if "website" in types or "logo" in node:
        return True
    address = address_of(node.get("url"), url)
    if address is None:
        return list_key(text_of(node.get("name"), 200) or "") not in AGENCIES
    return same_site(address, url)


def _updates(nodes: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the page's live blog: those of the node that has most of them."""
    updates = [items_of(node.get("liveBlogUpdate"), by_id) for node in nodes if "liveBlogUpdate" in node]
    return max(updates, key=len, default=[])


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
        ("inLanguage", declared.languages),
        ("description", declared.descriptions),
    ):
        if text := first_text_of(node.get(key)):
            candidates.append(Candidate(text, "json-ld"))
    read_json_ld_dates(node, declared)
    body = node.get("articleBody")
    declared.body = body if isinstance(body, str) else ""
    declared.authors += json_ld_authors(node, by_id, url)
    declared.sections += [Candidate(text, "json-ld") for text in _listed(node.get("articleSection"))]
    declared.keywords += [Candidate(text, "json-ld") for text in _listed(node.get("keywords"))]
    declared.images += json_ld_media(node.get("image"), by_id, url)
    declared.videos += json_ld_media(node.get("video"), by_id, url)
    declared.genres += _listed(node.get("genre"))
    declared.corrections = _corrections(node.get("correction"), by_id)
    declared.alternative_headline = first_text_of(node.get("alternativeHeadline"))
    _read_publisher(node.get("publisher"), by_id, url, declared)
    declared.rights.license = address_of(node.get("license"), url)
    free = _claim(node.get("isAccessibleForFree"))
    parts = items_of(node.get("hasPart"), by_id)
    if free is None and any(_claim(part.get("isAccessibleForFree")) is False for part in parts):
        free = False
    if free is not None:
        declared.is_free, declared.is_free_origin = free, "json-ld"


def _read_publisher(value: Any, by_id: dict[str, Any], url: str, declared: Declared) -> None:
    value = resolve(value[0] if isinstance(value, list) and value else value, by_id)
    if isinstance(value, dict):
        declared.publisher.name = _publisher_name(value.get("name"))
        declared.publisher.url = address_of(value.get("url"), url)
    else:
        declared.publisher.name = _publisher_name(value)


def _publisher_name(value: Any) -> str | None:
    """The name as a text; a number is what the site's system calls it."""
    value = value[0] if isinstance(value, list) and value else value
    return None if isinstance(value, int | float) else first_text_of(value)[:200] or None


def _corrections(value: Any, by_id: dict[str, Any]) -> list[str]:
    """What an article says of its corrections: a text, an address, or comments of which the text counts."""
    found = []
    for item in (value if isinstance(value, list) else [value])[:MAX_VALUES]:
        node = resolve(item, by_id)
        said = [node.get(name) for name in ("text", "description", "name", "url")] if isinstance(node, dict) else [node]
        found.append(next((text for part in said if (text := text_of(part))), ""))
    return list(dict.fromkeys(filter(None, found)))


def _claim(value: Any) -> bool | None:
    """A boolean as JSON-LD may write it: true, "True", "https://schema.org/False"."""
    word = str(value).rsplit("/", 1)[-1].strip().lower() if isinstance(value, bool | str) else ""
    return {"true": True, "false": False}.get(word)


def _listed(value: Any) -> list[str]:
    """The texts of a value; a single one may be a list."""
    texts = strings_of(value)
    return split_list(texts[0]) if len(texts) == 1 else texts
