"""The declared or shown fields other than text, authors and dates, each with its origin.

Whatever needs a choice is chosen elsewhere (`headline`, `topics`, `genres`, `rights`); here the fields are assembled.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.declared.topics import (
    choose_keywords,
    choose_names,
    choose_sections,
    shown_breadcrumbs,
    without_article,
    without_ends,
)
from newsbot.extraction.document import Document
from newsbot.extraction.fields.genres import GenreSigns, declared_genre
from newsbot.extraction.fields.headline import Headline
from newsbot.extraction.fields.media import shown_media
from newsbot.extraction.fields.shown_topics import ShownTopics, shown_topics, without_tags
from newsbot.items import BODY, Article, Block, Candidate, Genre, Media, Origin, Publisher, Rights, provenance
from newsbot.text import comparison_key, text_weight
from newsbot.urls import article_id, site_domain, trusted_canonical

_MAX_MEDIA = 20
_CUT = ("…", "...", "[…]", "[...]")
# In letters; a description of fewer ideographs says as much.
_MIN_DESCRIPTION = 12
_MIN_WEIGHT = 20
# File names of images that sites declare for every page.
_EMBLEM = re.compile(
    r"(?:^|[/_.-])(?:logos?|placeholder|default|fallback|favicon|icon|no-?(?:image|photo|picture))(?:[/_.-]|\Z)",
    re.IGNORECASE,
)
# Other words in such file names: the network it is made for, or how it looks.
_NETWORKS = frozenset("facebook fb google twitter whatsapp".split())
_OF_EMBLEMS = _NETWORKS | frozenset(
    "black bg brand card color colour cover featured full header image images img large main new"
    " news no og opengraph photo picture post share sharing site small social square thumb thumbnail web white".split()
)
# What Blogger declares for posts without a picture.
_BLOGGERS_OWN = "/img/b/U2hvZWJveA/"
_PARTS_OF_NAME = re.compile(r"[^\W\d_]+")
# The size in a file name: "bridge-1024x683.jpg", "bridge_1200w.jpg".
_SIZE_IN_NAME = re.compile(r"[-_@](?:\d{2,4}x\d{2,4}|w\d{3,4}|\d{3,4}(?:w|px)|scaled|\dx)(?=[-_.@]|\Z)", re.IGNORECASE)
_TELLING_NAME = 8
# Query parameters that ask for another form of the same picture; "h=ab12" may be its key.
_FORM_OF_PICTURE = re.compile(
    r"(?:auth|auto|crop|fit|fm|format|resize)=.*|(?:dpr|h|height|q|quality|w|width)=[\d.]*", re.IGNORECASE
)


@dataclass(slots=True)
class PageFacts:
    """What a page's fields are built from."""

    document: Document
    declared: Declared
    walk: Walk
    headline: Headline
    site_names: Sequence[str]
    blocks: Sequence[Block]


def begin_article(facts: PageFacts) -> Article:
    """The article with all fields but text, language, authors and dates."""
    url, declared, headline = facts.document.url, facts.declared, facts.headline
    canonical = declared.canonical if declared.canonical and trusted_canonical(url, declared.canonical) else None
    article = Article(id=article_id(canonical or url), url=url, canonicalUrl=canonical, headline=headline.chosen.value)
    article.provenance["headline"] = provenance(headline.chosen.origin)
    if canonical is not None:
        article.provenance["canonicalUrl"] = "meta"
    _set_texts(article, facts)
    _set_publisher(article, declared)
    _set_topics(article, facts)
    _set_media(article, facts)
    _set_rights(article, declared)
    if declared.is_free is not None:
        article.isAccessibleForFree = declared.is_free
        article.provenance["isAccessibleForFree"] = provenance(declared.is_free_origin)
    _set_genre(article, declared)
    if declared.corrections:
        article.correction = declared.corrections
        article.provenance["correction"] = "json-ld"
    return article


def _set_texts(article: Article, facts: PageFacts) -> None:
    declared, chosen = facts.declared, facts.headline.chosen.value
    other = facts.headline.alternative
    if declared.alternative_headline and comparison_key(declared.alternative_headline) != comparison_key(chosen):
        other = Candidate(declared.alternative_headline, "json-ld")
    if other is not None:
        article.alternativeHeadline = other.value
        article.provenance["alternativeHeadline"] = provenance(other.origin)
    description = choose_description(declared.descriptions, [chosen, declared.title, *facts.site_names])
    if description is not None:
        article.description = description.value
        article.provenance["description"] = provenance(description.origin)


def choose_description(candidates: Sequence[Candidate], titles: Iterable[str]) -> Candidate | None:
    """The first description that says more than a title does; if it is cut off, the complete one from another place."""
    known = {comparison_key(title) for title in titles}
    usable = [c for c in candidates if _says_much(key := comparison_key(c.value)) and key not in known]
    for first in usable[:1]:
        if first.value.rstrip().endswith(_CUT):
            start = comparison_key(first.value)
            longer = [c for c in usable if comparison_key(c.value).startswith(start) and c.value != first.value]
            return max((first, *longer), key=lambda c: len(c.value) - 10 * c.value.rstrip().endswith(_CUT))
        return first
    return None


def _says_much(key: str) -> bool:
    return len(key) >= _MIN_DESCRIPTION or text_weight(key) >= _MIN_WEIGHT


def _set_publisher(article: Article, declared: Declared) -> None:
    name, origin = declared.publisher.name, "json-ld"
    if not name:
        name, origin = next(iter(declared.site_names), None), declared.site_names_origin or "meta"
    host = urlsplit(article.url).hostname or ""
    article.publisher = Publisher(name, site_domain(host), declared.publisher.url)
    article.provenance["publisher"] = provenance(origin) if name else "url"


def _set_topics(article: Article, facts: PageFacts) -> None:
    declared, headline = facts.declared, article.headline or ""
    steps, origin = declared.breadcrumbs, "json-ld"
    if not steps:
        steps, origin = shown_breadcrumbs(facts.walk, article.url), "visible"
    article.breadcrumbs = without_article(steps, headline)
    if article.breadcrumbs:
        article.provenance["breadcrumbs"] = provenance(origin)
    between = without_ends(article.breadcrumbs, headline, article.url)
    sections = choose_sections(declared.sections, between, origin, facts.site_names)
    shown = ShownTopics()
    if len(sections) != 1 or not declared.keywords:
        shown = shown_topics(facts.walk, facts.blocks, facts.document.url)
    sections = without_tags(sections, shown, facts.walk, facts.document.url)
    tags = shown.keywords
    if not sections:
        tags = [name for name in tags if name not in shown.kickers or name not in shown.sections]
        named = [Candidate(name, "visible") for name in shown.sections]
        sections = choose_names(named, facts.site_names, len(named))
    article.articleSection = [section.value for section in sections]
    if sections:
        article.provenance["articleSection"] = provenance(sections[0].origin)
    keywords = choose_keywords(declared.keywords or [Candidate(name, "visible") for name in tags])
    article.keywords = [keyword.value for keyword in keywords]
    if keywords:
        article.provenance["keywords"] = provenance(keywords[0].origin)


def _set_media(article: Article, facts: PageFacts) -> None:
    declared = facts.declared
    paragraphs = [block.text for block in facts.blocks if block.verdict == BODY and block.tag == "p"]
    images, videos = shown_media(facts.document.tree, article.url, article.headline or "", paragraphs)
    found = merge_media([("json-ld", declared.images), ("meta", declared.meta_images), ("visible", images)])
    shown = {media_key(media.url) for media in images}
    headline = {word.lower() for word in _PARTS_OF_NAME.findall(article.headline or "")}
    found = [pair for pair in found if media_key(pair[0].url) in shown or not _is_of_site(pair[0].url, headline, facts)]
    # Possible emblems come last: one is the page's picture only if there is no other.
    found.sort(key=lambda pair: _EMBLEM.search(urlsplit(pair[0].url).path) is not None)
    if found:
        article.images = [media for media, _ in found]
        article.mainImage = found[0][0]
        article.provenance["images"] = article.provenance["mainImage"] = found[0][1]
    found = merge_media([("json-ld", declared.videos), ("meta", declared.meta_videos), ("visible", videos)])
    if found:
        article.videos = [media for media, _ in found]
        article.provenance["videos"] = found[0][1]


def _is_of_site(address: str, headline: Set[str], facts: PageFacts) -> bool:
    """Whether a picture's file name is that of an emblem, and of no other emblem than the site's.

    "quarry-logo.png" is another one's; so is, if the headline has the word, "facebook-logo.png" or "icon.jpg".
    """
    name = urlsplit(address).path.rsplit("/", 1)[-1].rpartition(".")[0].lower()
    if _BLOGGERS_OWN in address:
        return True
    # "/news/61/51/default.jpg" is a size of the article's picture.
    if not _EMBLEM.search(f"/{name}/") or name == "default":
        return False
    site = comparison_key(" ".join((urlsplit(facts.document.url).hostname or "", *facts.site_names)))
    parts = set(_PARTS_OF_NAME.findall(name))
    said = {part for part in parts if not _EMBLEM.fullmatch(part)}
    if any(part in headline for part in (parts - said) | (said & _NETWORKS)):
        return False
    return all(part in _OF_EMBLEMS or len(part) == 1 or comparison_key(part) in site for part in said)


def merge_media(groups: Iterable[tuple[Origin, Sequence[Media]]]) -> list[tuple[Media, Origin]]:
    """The media of all groups, each once, with the first origin that has it; later groups fill in what is missing."""
    found: dict[str, tuple[Media, Origin]] = {}
    for origin, group in groups:
        for media in group:
            key = media_key(media.url)
            if key not in found:
                found[key] = replace(media), origin
                continue
            known = found[key][0]
            known.caption = known.caption or media.caption
            known.credit = known.credit or media.credit
            if known.url == media.url and known.width is None and known.height is None:
                known.width, known.height = media.width, media.height
    return list(found.values())[:_MAX_MEDIA]


def media_key(url: str) -> str:
    """The key shared by all forms of a picture: its file name without a size; the address if the name is generic."""
    parts = urlsplit(url)
    name = parts.path.rsplit("/", 1)[-1].lower()
    bare = _SIZE_IN_NAME.sub("", name)
    if len(bare.rpartition(".")[0]) >= _TELLING_NAME:
        return bare
    asked = [said for said in parts.query.split("&") if said and not _FORM_OF_PICTURE.fullmatch(said)]
    return f"{parts.netloc}{parts.path}?{'&'.join(asked)}"


def _set_rights(article: Article, declared: Declared) -> None:
    article.rights = declared.rights
    if declared.rights != Rights():
        article.provenance["rights"] = "meta"


def _set_genre(article: Article, declared: Declared) -> None:
    genre: Genre
    origin: Origin | None
    genre, origin = "liveblog", "json-ld"
    if "liveblogposting" not in declared.types:
        names = [*article.articleSection, *declared.genres, *(step.name for step in article.breadcrumbs)]
        signs = GenreSigns(
            declared.types | declared.media_types,
            declared.og_type,
            names,
            article.url,
            len(article.images),
            len(article.videos),
            has_article=declared.article_nodes > 0,
        )
        genre, origin = declared_genre(signs)
    article.genre = genre
    if origin is not None:
        article.provenance["genre"] = origin
