"""Where an article stands in its publication: sections, keywords and the way from the front page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.declared.candidates import address_of, text_of
from newsbot.extraction.declared.json_ld import resolve
from newsbot.items import Breadcrumb, Candidate
from newsbot.text import clean_line, comparison_key
from newsbot.url_shapes import path_segments
from newsbot.urls import absolute_url, same_site

_MAX_STEPS = 12
_MAX_SHOWN_STEPS = 7
_MAX_NAME_CHARS = 80
_MAX_KEYWORDS = 40
_MAX_SECTIONS = 10
_TOP_BLOCKS = 200
_LEVELS = 6
# Letters: so long a step within the headline is the headline cut short.
_TELLING = 20
_LIST = re.compile(r"\s*[,;|、،，؛\n]\s*")
# "tag: harbour", "type: article": a list of some systems gives each entry's kind; only the tags are keywords.
_KIND_OF_ENTRY = re.compile(r"([a-z][a-z _-]{1,15}):\s?(?=\S)", re.IGNORECASE)
_TAG_KINDS = frozenset(("tag", "tags", "keyword", "topic"))
_ADDRESS = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)
_NOTHING = frozenset(("null", "none", "undefined", "na", "false", "true", "nan", "default", "uncategorized"))
# What software calls all its articles (Hugo declares the folder of their files): no section.
_ALL_ARTICLES = frozenset(("post", "posts", "allposts", "article", "articles"))
# And what some call the kind of all that is no video and no gallery, beside the section.
_KIND = "news"
_HOME = frozenset(
    "home homepage start startseite startpagina accueil inicio início principal portada portal главная головна anasayfa"
    " 首页 首頁 门户 門戶 ホーム トップ 홈 الرئيسية صفحهاصلی خانه होम beranda stronagłówna domů"
    " hem startsida hjem forside forsiden"
    " frontpage índice".split()
)
_BREADCRUMB = "readcrumb"  # in whatever case the first letter is
_MARKS = " /›»>|•·→"
_ARROWS = re.compile(r"\s*[>»›→＞≫]+\s*")
# Blocks from a line of steps to the headline that ends it, and what says in its place that the page is one: "正文".
_TO_HEADLINE = 8
_MAX_HERE = 4


def split_list(text: str) -> list[str]:
    """The parts of a list in one string."""
    return [part for part in _LIST.split(text.strip()) if part]


def choose_names(candidates: Iterable[Candidate], site_names: Iterable[str], limit: int) -> list[Candidate]:
    """Sections or keywords, each once: those of the first origin that has any, then what others add.

    Addresses, sentences, placeholders and the site's own name are none.
    """
    refused = {comparison_key(name) for name in site_names} | _NOTHING
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        text = candidate.value.strip(" #\"'")
        key = comparison_key(text)
        if key and key not in refused and len(text) <= _MAX_NAME_CHARS and not _ADDRESS.match(text):
            found.setdefault(key, Candidate(text, candidate.origin))
    return list(found.values())[:limit]


def choose_keywords(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The keywords of a page, at most 40."""
    return choose_names(_without_kinds(list(candidates)), (), _MAX_KEYWORDS)


def _without_kinds(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without the kinds before them, and without those of another kind, where some are called tags."""
    kinds = [found[1].casefold() if (found := _KIND_OF_ENTRY.match(c.value)) else "" for c in candidates]
    if _TAG_KINDS.isdisjoint(kinds):
        return candidates
    return [
        replace(candidate, value=_KIND_OF_ENTRY.sub("", candidate.value, count=1)) if kind else candidate
        for candidate, kind in zip(candidates, kinds, strict=True)
        if not kind or kind in _TAG_KINDS
    ]


def choose_sections(
    candidates: Sequence[Candidate], breadcrumbs: Sequence[Breadcrumb], origin: str, site_names: Iterable[str]
) -> list[Candidate]:
    """The sections of a page: those that it declares, else the steps between the front page and the article."""
    steps = [Candidate(step.name, origin) for step in breadcrumbs if not step.name.isdecimal()]
    refused = [*site_names, *_ALL_ARTICLES]
    declared = choose_names(candidates, refused, _MAX_SECTIONS)
    others = [section for section in declared if section.value != _KIND]
    return others or declared or choose_names(steps, refused, _MAX_SECTIONS)


# -------------------------------------------------------------------------------------- breadcrumbs


def json_ld_breadcrumbs(node: dict[str, Any], by_id: dict[str, Any], url: str) -> list[Breadcrumb]:
    """The steps of a BreadcrumbList in the order of their positions."""
    items = node.get("itemListElement")
    steps: list[tuple[float, Breadcrumb]] = []
    for number, item in enumerate((items if isinstance(items, list) else [items])[: 2 * _MAX_STEPS]):
        step = resolve(item, by_id)
        if not isinstance(step, dict):
            continue
        target = resolve(step.get("item"), by_id)
        inner = target.get("name") if isinstance(target, dict) else None
        name = text_of(step.get("name") or inner, 200)
        position = step.get("position")
        order = float(position) if isinstance(position, int | str) and str(position).isdecimal() else float(number)
        if name:
            steps.append((order, Breadcrumb(name, _target(target, url))))
    return [step for _, step in sorted(steps, key=lambda found: found[0])]


def _target(target: Any, url: str) -> str | None:
    if isinstance(target, dict):
        target = target.get("url") or target.get("@id")
    return None if isinstance(target, str) and target.startswith("#") else address_of(target, url)


def shown_breadcrumbs(walk: Walk, url: str) -> list[Breadcrumb]:
    """The steps of the first list of links that calls itself breadcrumbs, or else of the first line that leads here."""
    if not any(_BREADCRUMB in element.attribute or _BREADCRUMB in element.labels for element in walk.elements):
        return _line_of_steps(walk, url)
    steps: list[Breadcrumb] = []
    first: Element | None = None
    for block in walk.blocks[:_TOP_BLOCKS]:
        holder = _breadcrumb_holder(block.element) if block.links else None
        if holder is None or (steps and holder is not first):
            continue
        first = holder
        for href, text in block.links:
            name = clean_line(text).strip(_MARKS)
            if name and len(name) <= _MAX_NAME_CHARS:
                steps.append(Breadcrumb(name, absolute_url(href, url) if href else None))
    # A longer one lists topics.
    return steps if len(steps) <= _MAX_SHOWN_STEPS else []


def _line_of_steps(walk: Walk, url: str) -> list[Breadcrumb]:
    """The links of the first line whose first leads home and each other one nearer to the article, by its address."""
    own = path_segments(url)
    for block in walk.blocks[:_TOP_BLOCKS]:
        if not 1 < len(block.links) <= _MAX_SHOWN_STEPS:
            continue
        # Nearly all lines end here.
        if not _is_home(_step(*block.links[0], url), url):
            continue
        if _leads_down(block, walk):
            return [_step(href, text, url) for href, text in block.links if clean_line(text).strip(_MARKS)]
        steps = [_step(href, text, url) for href, text in block.links]
        ways = [path_segments(step.url or "") for step in steps]
        nearer = all(len(before) < len(way) < len(own) and own[: len(way)] == way for before, way in pairwise(ways))
        if nearer and all(0 < len(step.name) <= _MAX_NAME_CHARS for step in steps):
            return steps
    return []


def _leads_down(block: TextBlock, walk: Walk) -> bool:
    """Whether arrows stand between a line's links and behind the last one, and the page's heading, if any, ends it.

    "You are here: Home > Local > Road closed", whatever the addresses are.
    """
    rest = block.text
    # The front page may be a picture of a house.
    for at, said in enumerate(said for _, text in block.links if (said := clean_line(text))):
        before, found, rest = rest.partition(said)
        if not found or (_ARROWS.fullmatch(before) is None if at else before.strip(_MARKS)[-1:] not in ("", ":", "：")):
            return False
    # Links with nothing behind the last one may be a menu.
    if _ARROWS.match(rest) is None:
        return False
    end = comparison_key(rest)
    if not end:
        return True
    below = walk.blocks[block.order + 1 : block.order + 1 + _TO_HEADLINE]
    return len(end) <= _MAX_HERE or any(comparison_key(other.text).endswith(end) for other in below)


def _step(href: str | None, text: str, url: str) -> Breadcrumb:
    return Breadcrumb(clean_line(text).strip(_MARKS), absolute_url(href or "", url))


def _breadcrumb_holder(element: Element | None) -> Element | None:
    """The outermost element near by that calls itself breadcrumbs."""
    found = None
    for _ in range(_LEVELS):
        if element is None or element.tag in ("body", "main"):
            break
        if _BREADCRUMB in element.attribute or _BREADCRUMB in element.labels:
            found = element
        element = element.parent
    return found


def without_ends(breadcrumbs: Sequence[Breadcrumb], headline: str, url: str) -> list[Breadcrumb]:
    """The steps between the front page and the article: neither of them."""
    own = comparison_key(headline)
    return [step for step in breadcrumbs if not _is_home(step, url) and comparison_key(step.name) not in (own, "")]


def without_article(breadcrumbs: Sequence[Breadcrumb], headline: str) -> list[Breadcrumb]:
    """The steps of the way, without the article itself at their end; each address and name once."""
    own = comparison_key(headline)
    steps = list({(step.name, step.url): step for step in breadcrumbs}.values())
    while steps and _names_article(comparison_key(steps[-1].name), own):
        steps.pop()
    return steps[:_MAX_STEPS]


def _names_article(step: str, headline: str) -> bool:
    """Whether the key of a step is the headline's, begins with it, or is much of it."""
    return bool(step) and (step.startswith(headline) or (len(step) > _TELLING and step in headline))


def _is_home(step: Breadcrumb, url: str) -> bool:
    if comparison_key(step.name) in _HOME:
        return True
    return step.url is not None and same_site(step.url, url) and urlsplit(step.url).path in ("", "/")
