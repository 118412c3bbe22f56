"""What a page declares about itself: lists of candidates with their origin, none chosen yet."""

import math
from dataclasses import dataclass, field
from typing import Any

from newsbot.items import Breadcrumb, Candidate, Media, Post, Publisher, Rights
from newsbot.markup import plain_line
from newsbot.urls import absolute_url

_MAX_VALUE_CHARS = 2_000
MAX_VALUES = 40


@dataclass(slots=True)
class Declared:
    """A page's declarations; each list is in order of trust, then of the page.

    `images` and `videos` come from JSON-LD, `media_types` are the types of its nodes that are neither article nor list.
    `updates` are the entries of a live blog in JSON-LD, references resolved. `body` is JSON-LD's articleBody, with
    paragraphs as lines if it separates them; it may contain markup.
    """

    headlines: list[Candidate] = field(default_factory=list)
    alternative_headline: str = ""
    authors: list[Candidate] = field(default_factory=list)
    published: list[Candidate] = field(default_factory=list)
    modified: list[Candidate] = field(default_factory=list)
    languages: list[Candidate] = field(default_factory=list)
    descriptions: list[Candidate] = field(default_factory=list)
    sections: list[Candidate] = field(default_factory=list)
    keywords: list[Candidate] = field(default_factory=list)
    images: list[Media] = field(default_factory=list)
    videos: list[Media] = field(default_factory=list)
    meta_images: list[Media] = field(default_factory=list)
    meta_videos: list[Media] = field(default_factory=list)
    breadcrumbs: list[Breadcrumb] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    publisher: Publisher = field(default_factory=Publisher)
    site_names: list[str] = field(default_factory=list)
    site_names_origin: str = ""
    rights: Rights = field(default_factory=Rights)
    canonical: str | None = None
    title: str = ""
    body: str = ""
    og_type: str = ""
    types: set[str] = field(default_factory=set)
    article_nodes: int = 0
    media_types: set[str] = field(default_factory=set)
    is_free: bool | None = None
    is_free_origin: str = ""

    def add_topics(self, post: Post) -> None:
        """Add the sections and tags of a WordPress post if the page itself declares none."""
        self.sections = self.sections or [Candidate(name, "wp-rest") for name in post.sections]
        self.keywords = self.keywords or [Candidate(name, "wp-rest") for name in post.keywords]


def text_of(value: object, limit: int = _MAX_VALUE_CHARS) -> str:
    """The value as one safe line of plain text; "" if it is not text."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return plain_line(str(value), limit)


def address_of(value: Any, url: str) -> str | None:
    """The absolute address that a JSON-LD value is or has; None if there is none."""
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    # Templates escape addresses for HTML where there is no HTML.
    return absolute_url(value.replace("&amp;", "&"), url) if isinstance(value, str) and value.strip() else None


def strings_of(value: Any) -> list[str]:
    """The texts in a JSON-LD value, or the names of its nodes."""
    values = value if isinstance(value, list) else [value]
    return [
        text
        for item in values[:MAX_VALUES]
        if (text := text_of(item.get("name") if isinstance(item, dict) else item, 500))
    ]


def first_text_of(value: Any) -> str:
    """The first text in a JSON-LD value, or its name; "" if it has none."""
    value = value[0] if isinstance(value, list) and value else value
    return text_of(value.get("name") if isinstance(value, dict) else value)
