"""What the JSON-LD of a page says of its article: which node is about the page, and the fields of that node."""

import re
from typing import TYPE_CHECKING, Any

from newsbot.extraction.declared import MAX_VALUES, Declared, address_of, first_text_of, strings_of, text_of
from newsbot.extraction.declared_authors import json_ld_authors
from newsbot.extraction.declared_dates import read_json_ld_dates
from newsbot.extraction.json_ld import items_of, node_types, nodes_by_id, resolve, script_nodes
from newsbot.items import Breadcrumb, Candidate, Media
from newsbot.urls import absolute_url, article_key

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
_LISTING_TYPES = frozenset("collectionpage itemlist searchresultspage profilepage aboutpage contactpage".split())


def read_json_ld(scripts: "Sequence[LexborNode]", url: str, declared: Declared) -> None:
    """Add what the scripts say; values are safe one-line strings."""
    nodes = [node for script in scripts[:_MAX_SCRIPTS] for node in script_nodes(script.text())]
    by_id = nodes_by_id(nodes)
    declared.updates = _updates(nodes, by_id)
    entries = {id(entry) for entry in declared.updates}
    articles = []
    for node in nodes:
        types = node_types(node)
        declared.types |= types & (ARTICLE_TYPES | _LISTING_TYPES)
        if id(node) in entries:
            continue  # a part of the article, with a headline and a date of its own
        if types & ARTICLE_TYPES:
            articles.append(node)
        elif "breadcrumblist" in types:
            _read_breadcrumbs(node, url, declared)
        elif types & {"website", "organization", "newsmediaorganization"}:
            name = text_of(node.get("name"), 200)
            if name:
                declared.site_names.append(name)
    declared.article_nodes = len(articles)
    main = _main_article(articles, url)
    if main is not None:
        _read_article(main, by_id, url, declared)


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
    declared.sections += [Candidate(text, "json-ld") for text in strings_of(node.get("articleSection"))]
    declared.keywords += [Candidate(text, "json-ld") for text in strings_of(node.get("keywords"))]
    declared.images += _media(node.get("image"), by_id, url)
    declared.videos += _media(node.get("video"), by_id, url)
    publisher = resolve(node.get("publisher"), by_id)
    if isinstance(publisher, dict):
        declared.publisher.name = text_of(publisher.get("name"), 200) or None
        declared.publisher.url = address_of(publisher.get("url"), url)
    declared.rights.license = address_of(node.get("license"), url)
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or str(free).lower() in ("true", "false"):
        declared.is_free = str(free).lower() == "true"


def _media(value: Any, by_id: dict[str, Any], url: str) -> list[Media]:
    found = []
    for item in (value if isinstance(value, list) else [value])[:MAX_VALUES]:
        item = resolve(item, by_id)
        node = item if isinstance(item, dict) else {}
        link = node.get("contentUrl") or node.get("url") or (item if isinstance(item, str) else None)
        address = address_of(link, url)
        if address:
            caption = text_of(node.get("caption") or node.get("description"), 1_000) or None
            credit = text_of(node.get("creditText"), 300) or None
            found.append(Media(address, caption, credit, _pixels(node.get("width")), _pixels(node.get("height"))))
    return found


def _pixels(value: Any) -> int | None:
    match = re.match(r"\s*(\d{1,5})(?:px)?\s*\Z", str(value)) if isinstance(value, str | int) else None
    return int(match[1]) if match else None


def _read_breadcrumbs(node: dict[str, Any], url: str, declared: Declared) -> None:
    steps = node.get("itemListElement")
    for step in (steps if isinstance(steps, list) else [])[:MAX_VALUES]:
        if isinstance(step, dict):
            item = step.get("item")
            inner = item.get("name") if isinstance(item, dict) else None
            name = text_of(step.get("name") or inner, 200)
            if name:
                declared.breadcrumbs.append(Breadcrumb(name, address_of(item, url)))
