"""The two things that flow through newsbot: a `Link` to fetch and an `Article` to write.

The attributes of `Article` are the keys of the JSON line (schema.org's names), so they are camelCase.
`article.schema.json` beside this file is generated from the dataclasses: `python -m newsbot.items`.
"""

import dataclasses
import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from newsbot.text import clean_line, clean_text

SCHEMA_FILE = Path(__file__).with_name("article.schema.json")

DateTime = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
ArticleId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}$")]
Url = Annotated[str, msgspec.Meta(pattern=r"^https?://")]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Origin = Literal["json-ld", "meta", "microdata", "visible", "feed", "wp-rest", "site-profile", "url"]
Source = Literal["news-sitemap", "feed", "sitemap", "wp-rest", "section"]
Genre = Literal["article", "opinion", "liveblog", "video", "gallery", "brief"]

# Why an article was retracted.
RemovalReason = Literal["http_410", "http_404_repeated", "noindex", "redirected_away"]


@dataclass(slots=True)
class Link:
    """A URL and what its source said about it; dates are RFC 3339 or a day, as the source gave them.

    `sitemap` is the sitemap that lists it, even if another source is trusted more; `content` is the article's HTML from
    a feed; `post` is its ID in a WordPress API; `modified_by` is the kind of source that gave `modified`, if it is not
    `method`.
    """

    url: str
    method: Source
    source: str
    published: str | None = None
    modified: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    sitemap: str | None = None
    content: str | None = None
    post: int | None = None
    modified_by: Source | None = None


@dataclass(slots=True)
class Post:
    """An article as its site's WordPress API returns it; `content` is its HTML, empty if that is not public.

    `url` is its address without a page number.
    """

    url: str
    content: str = ""
    authors: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Author:
    """An author named in the byline; `name` is written as a careful reader would write it."""

    name: Text
    nameRaw: str | None = None
    type: Literal["Person", "Organization"] = "Person"
    role: str | None = None
    email: str | None = None
    url: Url | None = None


@dataclass(slots=True)
class SourceOrganization:
    """An agency or original paper that the page credits; evidence: byline, source-link, dateline or text."""

    name: Text
    url: Url | None = None
    evidence: str | None = None


@dataclass(slots=True)
class Publisher:
    """The publication whose page this is."""

    name: str | None = None
    domain: str | None = None
    url: Url | None = None


@dataclass(slots=True)
class Breadcrumb:
    """One step of the path from the front page to the article."""

    name: Text
    url: Url | None = None


@dataclass(slots=True)
class Media:
    """An image or a video; sizes in pixels."""

    url: Url
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(slots=True)
class LiveBlogEntry:
    """One entry of a live blog, in the order of the page."""

    headline: str | None = None
    articleBody: str | None = None
    datePublished: DateTime | None = None
    url: Url | None = None


@dataclass(slots=True)
class Rights:
    """What the site declares about the use of the page, as declared."""

    robots: list[str] = field(default_factory=list)
    tdmReservation: Literal[0, 1] | None = None
    tdmPolicy: str | None = None
    contentUsage: str | None = None
    license: str | None = None


@dataclass(slots=True)
class Discovery:
    """The source that listed the article, and what it said about it."""

    method: Source
    source: Url
    publicationDate: str | None = None
    modificationDate: str | None = None
    title: str | None = None
    postId: int | None = None


@dataclass(slots=True)
class WarcLocation:
    """Where the archived response is stored."""

    file: str
    offset: int
    recordId: str
    payloadDigest: str


@dataclass(slots=True)
class Metadata:
    """How and when the line was produced; probability: 0 to 1 that the page is an article."""

    dateDownloaded: DateTime | None = None
    httpStatus: int | None = None
    etag: str | None = None
    lastModified: str | None = None
    extractorVersion: str | None = None
    siteProfile: str | None = None
    probability: float | None = None


@dataclass(slots=True)
class Candidate:
    """One value the page offers for a field, and where it was found.

    `chance`, 0 to 1, is how likely a date shown on the page is the article's own. Author candidates have `signs` (bits
    of `extraction.author_signs`), and how many blocks their line stands below the body's start and below the headline.
    """

    value: str
    origin: str
    url: str | None = None
    organization: bool = False
    chance: float | None = None
    signs: int = 0
    place: int = 0
    below_title: int = 0


class Container(NamedTuple):
    """A list, item, table, section, row, cell or quotation around a block; `number` identifies it within the page.

    `column` is a cell's place in its row.
    """

    tag: str
    number: int
    column: int = 0


@dataclass(slots=True)
class Markup:
    """A block's text as safe inline HTML, its own element ("" for none) and the containers that it stands in.

    `page` is the number of its page in an article spread over several.
    """

    html: str
    tag: str = ""
    containers: list[Container] = field(default_factory=list)
    page: int = 1


# The verdicts on a block of the article's text, and on a block of another article that follows it.
BODY = "body"
ANOTHER_ARTICLE = "another article"


@dataclass(slots=True)
class Block:
    """A run of text with its element: `verdict` is BODY or why the block is left out ("headline", "related", …).

    `markup` is set only if articleBodyHtml is asked for.
    """

    text: str
    tag: str
    verdict: str
    markup: Markup | None = None


@dataclass(slots=True)
class Evidence:
    """What the page offers, before anything is decided; lists are in page order.

    `monthFirst` says in which order the page writes numeric dates (03/04/2026), if that is known; `timeZone` is the
    operator's setting for times without a zone. `isText` says that there was only plain text and no page, and that
    everything it can tell is decided. `isDecided` says that body, language, authors and dates were decided where the
    page was read; `refusedDates` then holds the reasons from `decisions.decide_dates`.
    """

    blocks: list[Block] = field(default_factory=list)
    authors: list[Candidate] = field(default_factory=list)
    published: list[Candidate] = field(default_factory=list)
    modified: list[Candidate] = field(default_factory=list)
    languages: list[Candidate] = field(default_factory=list)
    siteNames: list[str] = field(default_factory=list)
    monthFirst: bool | None = None
    timeZone: str | None = None
    isText: bool = False
    isDecided: bool = False
    refusedDates: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Article:
    """One article of one site at one moment, as its JSON line describes it; unknown fields are absent."""

    schemaVersion: Literal["1.0"] = "1.0"
    id: ArticleId = ""
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    pubStatus: Literal["usable", "canceled"] = "usable"
    reason: RemovalReason | None = None
    changed: list[str] = field(default_factory=list)
    url: Url = ""
    requestedUrl: Url | None = None
    canonicalUrl: Url | None = None
    headline: Text | None = None
    alternativeHeadline: Text | None = None
    description: Text | None = None
    articleBody: Text | None = None
    articleBodyHtml: Text | None = None
    wordCount: Annotated[int, msgspec.Meta(ge=0)] | None = None
    datePublished: DateTime | None = None
    dateModified: DateTime | None = None
    datePublishedRaw: str | None = None
    datePublishedPrecision: Literal["second", "minute", "day"] | None = None
    dateFirstSeen: DateTime | None = None
    authors: list[Author] = field(default_factory=list)
    byline: Text | None = None
    sourceOrganization: list[SourceOrganization] = field(default_factory=list)
    isBasedOn: Url | None = None
    publisher: Publisher | None = None
    articleSection: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    breadcrumbs: list[Breadcrumb] = field(default_factory=list)
    dateline: Text | None = None
    inLanguage: Text | None = None
    genre: Genre | None = None
    isAccessibleForFree: bool | None = None
    mainImage: Media | None = None
    images: list[Media] = field(default_factory=list)
    videos: list[Media] = field(default_factory=list)
    liveBlogUpdate: list[LiveBlogEntry] = field(default_factory=list)
    correction: list[str] = field(default_factory=list)
    pages: list[Url] = field(default_factory=list)
    clusterId: str | None = None
    duplicateOf: ArticleId | None = None
    contentHash: str | None = None
    rights: Rights | None = None
    discovery: Discovery | None = None
    provenance: dict[str, Origin] = field(default_factory=dict)
    warc: WarcLocation | None = None
    metadata: Metadata = field(default_factory=Metadata)
    # The fields below are for pipelines only.
    evidence: Evidence = field(default_factory=Evidence, metadata={"export": False})
    # The name of the site whose crawl found it.
    site: str = field(default="", metadata={"export": False})


_ORIGINS: dict[str, Origin] = {
    "json-ld": "json-ld",
    "meta": "meta",
    "title": "meta",
    "microdata": "microdata",
    "visible": "visible",
    "text": "visible",
    "detected": "visible",
    "feed": "feed",
    "wp-rest": "wp-rest",
    "site-profile": "site-profile",
    "selected": "site-profile",
    "stated": "site-profile",
    "url": "url",
}


def provenance(origin: str) -> Origin:
    """Return the name under which a line states a value's origin, for a candidate's finer origin."""
    return _ORIGINS[origin]


EXPORTED_FIELDS: tuple[str, ...] = tuple(f.name for f in dataclasses.fields(Article) if f.metadata.get("export", True))
_LONG_TEXTS = {"articleBody", "articleBodyHtml", "description"}
_REQUIRED = ["schemaVersion", "id", "version", "pubStatus", "url", "metadata"]


def to_line(article: Article, fields: Iterable[str] = EXPORTED_FIELDS) -> dict[str, Any]:
    """Return the article as the object of its JSON line: absent and empty fields left out, every string made safe.

    `fields` limits it to these fields, for callers that need only a few.
    """
    line = {}
    for name in fields:
        value = getattr(article, name)
        # Half of the fields are empty.
        if value is not None and value != [] and (value := _plain(value, multiline=name in _LONG_TEXTS)) is not None:
            line[name] = value
    line.setdefault("metadata", {})
    return line


def _plain(value: Any, *, multiline: bool = False) -> Any:
    """Return the value as JSON types, or None if it is empty."""
    if isinstance(value, str):
        return (clean_text(value) if multiline else clean_line(value)) or None
    if isinstance(value, list):
        return [plain for item in value if (plain := _plain(item, multiline=multiline)) is not None] or None
    if names := _field_names(value.__class__):
        pairs: Iterable[tuple[str, Any]] = [(name, getattr(value, name)) for name in names]
    elif isinstance(value, dict):
        pairs = value.items()
    else:
        return value
    line = {}
    for name, part in pairs:
        # Half of the fields are empty.
        if part is not None and (plain := _plain(part, multiline=name in _LONG_TEXTS)) is not None:
            line[name] = plain
    return line or None


@cache
def _field_names(kind: Hashable) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; empty for any other class."""
    return tuple(part.name for part in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def article_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a line, generated from `Article`."""
    _, components = msgspec.json.schema_components([Article], ref_template="#/$defs/{name}")
    definitions = {name: _without_nulls(part) for name, part in components.items()}
    article = definitions.pop("Article")
    for internal in ("Evidence", "Block", "Markup", "Container", "Candidate"):
        definitions.pop(internal, None)
    article["properties"] = {name: article["properties"][name] for name in EXPORTED_FIELDS}
    article["required"] = _REQUIRED
    # A usable line has text to read; a tombstone says why the article is gone.
    article["allOf"] = [
        {
            "if": {"properties": {"pubStatus": {"const": "canceled"}}, "required": ["pubStatus"]},
            "then": {"required": ["reason"]},
            "else": {"required": ["headline", "articleBody"]},
        }
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **article,
        "title": "newsbot article line",
        "$defs": definitions,
    }


def _without_nulls(part: dict[str, Any]) -> dict[str, Any]:
    """Return a component whose fields are either absent or set, never null, and which allows no other fields."""
    for name, schema in part.get("properties", {}).items():
        schema.pop("default", None)
        choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
        if "enum" in schema:
            schema["enum"] = [value for value in schema["enum"] if value is not None]
        if len(choices) == 1:
            schema = {**schema, **choices[0]}
        elif choices:
            schema["anyOf"] = choices
        part["properties"][name] = schema
    part["additionalProperties"] = False
    return part


@cache
def schema_text() -> str:
    """Return `article.schema.json` as shipped."""
    return json.dumps(article_schema(), indent=2) + "\n"


def schema_problem(line: dict[str, Any]) -> str | None:
    """Return what in a line violates the schema, or None if it is valid."""
    from fastjsonschema import JsonSchemaException

    try:
        _schema_check()(line)
    except JsonSchemaException as error:
        return str(error)
    return None


@cache
def _schema_check() -> Callable[[dict[str, Any]], object]:
    """Return the schema compiled to code; compiling takes a tenth of a second."""
    import fastjsonschema

    check: Callable[[dict[str, Any]], object] = fastjsonschema.compile(article_schema())
    return check


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
