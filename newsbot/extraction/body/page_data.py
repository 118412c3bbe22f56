"""Find an article's text in the data from which a page's scripts would show it (`page_values.py`).

Sites that are rendered in the reader's browser send their story as JSON: as HTML, or as a list of paragraphs (Arc,
Sanity, Contentful). The data holds other texts, too: the page's own is the one next to its title, or the one that
contains its description.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from newsbot.extraction.body.page_values import page_values
from newsbot.extraction.body.plain_markup import broken_lines, plain_markup
from newsbot.text import comparison_key, text_weight

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MAX_VALUES = 200_000
_MAX_DEPTH = 60
_MAX_PARTS_DEPTH = 8
_MAX_TEXT_CHARS = 500_000
_MAX_TITLE_CHARS = 500
_MOST_OF_TITLE = 0.7
# In letters. Shorter texts are descriptions.
_MIN_TEXT = 300
_MIN_PARAGRAPH = 40
_MIN_PARAGRAPHS = 2
_MIN_SENTENCES = 3
# At least this share of a list of paragraphs is in sentences.
_MIN_PROSE = 0.6
_DESCRIPTION_CHARS = 60
_MIN_DESCRIPTION = 25

_BLOCK_MARKUP = re.compile(r"<(?:p|br|div|h[2-4]|li|blockquote)\b", re.IGNORECASE)
_ESCAPED_MARKUP = re.compile(r"&lt;(?:p|br|div)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&[a-zA-Z#0-9]{1,10};")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔](?=[\s\"'”»」』<)]|$)")
_ENDS = tuple(".!?…。！？؟।۔:\"”»“’')」』>")
_PUBLISHED = frozenset(
    "datepublished displaydate firstpublishdate firstpublished firstpublishedat pubdate publicationdate publishdate"
    " published publishedat publisheddate publishedon publishedtime publishtime".split()
)
_MODIFIED = frozenset("datemodified lastmodified lastupdated lastupdateddate modified modifiedat updatedat".split())
# WordPress's keys for UTC come first, since its local times do not tell their zone.
_PUBLISHED_UTC, _MODIFIED_UTC = frozenset(("dategmt",)), frozenset(("modifiedgmt",))
_PUBLISHED_THERE = frozenset(("date",))
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\Z")
_MAX_DATE_CHARS = 100
_AUTHORS = frozenset("author authorname authornames authors by byline bylines writer writers".split())
# Who entered the record, often on behalf of another.
_CREATORS = frozenset(("creator",))
_BESIDE_AUTHORS = ("_embedded", "credits")
# Keys around the names within a value, in systems that store more than names (Arc, WordPress, Strapi, GraphQL).
_AROUND_AUTHORS = (*_BESIDE_AUTHORS, "attributes", "data", "node", "nodes", "edges", "by", "author")
_NAMES = ("name", "displayName", "display_name", "fullName", "full_name")
_NAMES_IN_TWO = (("firstName", "lastName"), ("first_name", "last_name"), ("givenName", "familyName"))
_ROLES = ("role", "jobTitle", "type", "contribution")
_NO_WRITER = re.compile(r"(?:photo|foto|illustrat|translat)\w*\Z", re.IGNORECASE)
# "5f3a9c", "ada-moran": identifiers that systems give a person.
_KEY = re.compile(r"\S*\d\S*|[a-z]+(?:[-_][a-z]+)+")
_MAX_AUTHORS, _MAX_NAME_CHARS, _MAX_AUTHORS_DEPTH = 10, 200, 4
# Words in publishers' systems for who may read.
_PAID = frozenset(
    "islocked ismembersonly ispaid ispaidcontent ispaywall ispaywalled isplus ispremium issubscriberonly"
    " issubscribersonly locked membersonly paid paidcontent paywall paywalled premium protected requiressubscription"
    " subscriberonly subscribersonly".split()
)
_PAY_KEY = re.compile("access|content|pay|premium|restrict|subscri", re.IGNORECASE)
_FREE = frozenset("free isaccessibleforfree isfree".split())
_ACCESS = frozenset(
    "access accesslevel accesstype accessibility audience contentcode contenttier tier visibility".split()
)
_TIERS = frozenset("locked members onlypaid only_paid paid paying premium subscriber subscribers subscription".split())
# Seconds since 1970; larger numbers are milliseconds.
_FIRST_MOMENT, _LAST_MOMENT = 100_000_000, 10_000_000_000
_TITLE_KEY = re.compile("title|headline", re.IGNORECASE)
_MAX_KEY_CHARS = 30
# Keys that name a record only if it also has an address: there it links to another page.
_NAME_KEYS = ("name", "heading", "label")
_ADDRESS_KEYS = ("url", "href", "link", "permalink", "slug", "path", "uri")
# The values of these keys are other texts, or other people's: the article's own is nowhere below them.
_OTHERS_KEYS = frozenset(
    "about author authors bio biography comment commenter comments contributor contributors cookie cookies consent"
    " disclaimer faq faqs footer i18n latest locale locales messages navigation newsletter newsletters popular promo"
    " promos publisher recirculation recommendation recommendations recommended related replies reply reviews sidebar"
    " teasers terms translations trending".split()
)
# Descriptions of an article, if they are not markup: for a film or paid article there is nothing more.
_ABOUT_KEYS = frozenset("abstract blurb deck dek description excerpt standfirst subtitle summary teaser".split())
# Shorter ones are names of sections, which all of a section's articles share.
_MIN_HEADLINE = 15
# The keys that hold a paragraph's text, or its parts, in editors' formats.
_TEXT_KEYS = (
    "text content value html renderedHtml innerHTML attributes children data body paragraph nodes items".split()
)
_TYPE_KEYS = ("type", "_type", "nodeType", "__typename", "kind", "component", "blockName", "name")
# Types of other records that have a text, too: a comment, a teaser.
_RECORD_KEYS = frozenset(
    "author authors user username createdAt created_at published publishedAt published_at date headline slug".split()
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_OTHER_TYPES = frozenset(
    "ad ads advert advertisement audio author byline caption credit divider embed file gallery graphic icon image img"
    " images link links media newsletter oembed photo photos picture podcast poll promo quiz raw recirc recommended"
    " related script slideshow social subscribe tag tags teaser teasers tweet video videos widget".split()
)
_HEADINGS = frozenset("header heading headings subhead subheading subtitle".split())
_QUOTES = frozenset("blockquote pullquote quote".split())


@dataclass(slots=True)
class PageData:
    """An article from its page's data: the text as HTML, and the dates beside it, "" if there are none.

    `authors` are as written there. `is_paid` means that according to the data only those who pay may read it.
    """

    markup: str
    published: str = ""
    modified: str = ""
    authors: list[str] = field(default_factory=list)
    is_paid: bool = False


@dataclass(slots=True)
class _Text:
    """A text that may be the article's: as HTML, its words, and the record around it that has the page's title."""

    markup: str
    key: str
    weight: float
    record: Any
    is_described: bool = False


def article_in_data(tree: "LexborHTMLParser", titles: Iterable[str], description: str) -> PageData | None:
    """The article in the data of the page's scripts; None if nothing says that a text is the page's.

    `titles` are the page's; the data may have any of them beside the text.
    """
    keys = {key for title in titles if (key := comparison_key(title))}
    reader = _Reader(keys)
    for value in page_values(tree):
        reader.read(value, None)
    found = reader.found
    beginning = comparison_key(description[:_DESCRIPTION_CHARS])
    for text in found:
        text.is_described = len(beginning) >= _MIN_DESCRIPTION and beginning in text.key
    told = [text for text in found if text.record is not None or text.is_described]
    if not told:
        return None
    best = max(told, key=lambda text: (text.is_described, text.weight))
    record = best.record if isinstance(best.record, dict) else {}
    published = _moment(record, _PUBLISHED) or _utc(record, _PUBLISHED_UTC) or _moment(record, _PUBLISHED_THERE)
    modified = _utc(record, _MODIFIED_UTC) or _moment(record, _MODIFIED)
    return PageData(best.markup, published, modified, _authors(record), _is_paid(record))


def _bare(key: str) -> str:
    """A key in one normal form: "publishedAt" and "published_at" are the same."""
    return key.lower().replace("_", "").replace("-", "")


def _utc(record: dict[str, Any], keys: frozenset[str]) -> str:
    """A date in a record whose key says that it is in UTC."""
    moment = _moment(record, keys)
    return f"{moment}Z" if _NO_ZONE.match(moment) else moment


def _moment(record: dict[str, Any], keys: frozenset[str]) -> str:
    """A date in a record as written; seconds or milliseconds since 1970 are converted to RFC 3339."""
    for key, value in record.items():
        if _bare(key) not in keys:
            continue
        if isinstance(value, str) and value:
            return value[:_MAX_DATE_CHARS]
        if isinstance(value, int | float) and _FIRST_MOMENT <= value <= _LAST_MOMENT * 1000:
            seconds = value / 1000 if value > _LAST_MOMENT else value
            return datetime.fromtimestamp(seconds, UTC).isoformat()
    return ""


def _authors(record: dict[str, Any]) -> list[str]:
    """The names that a record has under an author's key, or in a record that goes along with it."""
    parts = [record, *(value for key in _BESIDE_AUTHORS if isinstance(value := record.get(key), dict))]
    found: dict[str, None] = {}
    for keys in (_AUTHORS, _CREATORS):
        told = [value for part in parts for key, value in part.items() if _bare(key) in keys]
        found = found or dict.fromkeys(name for value in told for name in _names_in(value))
    return list(found)[:_MAX_AUTHORS]


def _names_in(value: Any, depth: int = 0) -> list[str]:
    """The names in a value: a text, a record's name, or those of records in it; photographers are left out."""
    if isinstance(value, str):
        name = value.strip()
        return [name] if 0 < len(name) <= _MAX_NAME_CHARS and _KEY.fullmatch(name) is None else []
    if depth > _MAX_AUTHORS_DEPTH:
        return []
    if isinstance(value, list):
        return [name for item in value[:_MAX_AUTHORS] for name in _names_in(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    if any(isinstance(role := value.get(key), str) and _NO_WRITER.match(role.strip()) for key in _ROLES):
        return []
    named = _name_of(value)
    within = (value[key] for key in _AROUND_AUTHORS if isinstance(value.get(key), dict | list))
    return _names_in(named) if named else [name for item in within for name in _names_in(item, depth + 1)]


def _name_of(record: dict[str, Any]) -> str | None:
    """The name in a person's record; the family name alone only if there is no given name beside it."""
    named = next((name for key in _NAMES if isinstance(name := record.get(key), str)), None)
    if named and " " in named.strip():
        return named
    for keys in _NAMES_IN_TWO:
        parts = [part.strip() for key in keys if isinstance(part := record.get(key), str) and part.strip()]
        if len(parts) == len(keys):
            return " ".join(parts)
    return named


def _is_paid(record: dict[str, Any]) -> bool:
    """Whether a record, or one inside it, says that the article is only for those who pay."""
    inner = [value for key, value in record.items() if isinstance(value, dict) and _PAY_KEY.search(key)]
    for key, value in [pair for part in (record, *inner) for pair in part.items()]:
        name, said = _bare(key), str(value).lower() if isinstance(value, str | bool) else ""
        if (said == "true" and name in _PAID) or (said == "false" and name in _FREE):
            return True
        if said in _TIERS and name in _ACCESS:
            return True
    return False


class _Reader:
    """Finds the texts in a value, each with the innermost record around it that has one of the page's titles."""

    def __init__(self, titles: set[str]) -> None:
        self._titles = titles
        self._left = _MAX_VALUES
        self.found: list[_Text] = []

    def read(self, value: Any, record: Any, depth: int = 0) -> None:
        """Add the texts in a value to `found`; `record` is the titled one around it, None if there is none."""
        self._left -= 1
        if self._left < 0 or depth > _MAX_DEPTH:
            return
        if isinstance(value, str):
            self._take(value, record)
        elif isinstance(value, list):
            # The values of several records in a row are not paragraphs of one text.
            if self._names(value):
                record = value if record is None else record
            else:
                self._add(_paragraphs(value), record)
            for item in value:
                self.read(item, record, depth + 1)
        elif isinstance(value, dict):
            titles = [text for key in _titles_in(value) for text in _texts_of(value[key])]
            if self._names(titles, 0) or self._names(value.values()):
                record = value
            elif any(titles):
                record = None
            for key, item in value.items():
                self.read(item, None if _is_others(key, item) else record, depth + 1)

    def _names(self, values: Iterable[Any], least: int = _MIN_HEADLINE) -> bool:
        """Whether one of the values is a title of the page, perhaps followed by the section's or the site's name."""
        for value in values:
            if isinstance(value, str) and len(value) <= _MAX_TITLE_CHARS:
                key = comparison_key(value)
                if text_weight(key) >= least and any(
                    title.startswith(key) and len(key) >= _MOST_OF_TITLE * len(title) for title in self._titles
                ):
                    return True
        return False

    def _take(self, text: str, record: Any) -> None:
        if not _MIN_TEXT // 3 <= len(text) <= _MAX_TEXT_CHARS:
            return
        if _ESCAPED_MARKUP.search(text) and not _BLOCK_MARKUP.search(text):
            text = unescape(text)
        if _BLOCK_MARKUP.search(text):
            self._add(broken_lines(text), record)
        elif record is not None and len(_SENTENCE_END.findall(text)) >= _MIN_SENTENCES and "{" not in text:
            self._add(plain_markup(text), record)

    def _add(self, markup: str, record: Any) -> None:
        words = _words_of(markup) if markup else ""
        weight = text_weight(words)
        if weight >= _MIN_TEXT:
            self.found.append(_Text(markup, comparison_key(words), weight, record))


def _titles_in(record: dict[str, Any]) -> list[str]:
    """The record's keys that name a title, such as "title", "headlines", "postTitle"; "name" if it has an address."""
    names = _NAME_KEYS if _leads_on(record) else ()
    return [key for key in record if len(key) <= _MAX_KEY_CHARS and (key in names or _TITLE_KEY.search(key))]


def _leads_on(record: dict[str, Any]) -> bool:
    """Whether a record has the address of a page."""
    return any(isinstance(record.get(key), str) and record[key] for key in _ADDRESS_KEYS)


def _is_others(key: str, value: Any) -> bool:
    """Whether a key says that its value is another text, or only describes the article."""
    words = {word.lower() for word in _WORDS.findall(key[:_MAX_KEY_CHARS])}
    if words & _OTHERS_KEYS:
        return True
    return isinstance(value, str) and bool(words & _ABOUT_KEYS) and _BLOCK_MARKUP.search(value) is None


def _texts_of(title: Any) -> list[str]:
    """The texts of a title, which may be an object: WordPress has it as "rendered", Arc as "basic"."""
    values = title.values() if isinstance(title, dict) else [title]
    return [value for value in values if isinstance(value, str)]


def _words_of(markup: str) -> str:
    return " ".join(_MARKUP.sub(" ", markup).split())


def _paragraphs(items: list[Any]) -> str:
    """A list of paragraphs as HTML; "" if it is a list of something else."""
    parts = [part for item in items if (part := _part(item))]
    words = {part: _words_of(part) for part in parts}
    weights = {part: text_weight(said) for part, said in words.items()}
    prose = [part for part in parts if weights[part] >= _MIN_PARAGRAPH and words[part].endswith(_ENDS)]
    if len(prose) < _MIN_PARAGRAPHS or sum(map(weights.__getitem__, prose)) < _MIN_PROSE * sum(weights.values()):
        return ""
    return "".join(parts)


def _part(item: Any) -> str:
    """A paragraph, heading or quotation in an editor's format as HTML; "" for anything else."""
    if not isinstance(item, dict | str):
        return ""
    text = _inline(item)
    if not text.strip() or len(text) > _MAX_TEXT_CHARS:
        return ""
    if _BLOCK_MARKUP.search(text):
        return text
    words = _types(item) if isinstance(item, dict) else set()
    tag = "h2" if words & _HEADINGS else "blockquote" if words & _QUOTES else "p"
    return f"<{tag}>{text}</{tag}>"


def _types(item: dict[str, Any]) -> set[str]:
    named = (item.get(key) for key in _TYPE_KEYS)
    return {word.lower() for name in named if isinstance(name, str) for word in _WORDS.findall(name[:100])}


def _inline(item: Any, depth: int = 0) -> str:
    """The text of a paragraph, which may be split into parts with their own formatting."""
    if isinstance(item, str):
        return item if "<" in item or "&" in item else escape(item, quote=False)
    if depth > _MAX_PARTS_DEPTH:
        return ""
    if isinstance(item, list):
        return "".join(_inline(part, depth + 1) for part in item)
    if not isinstance(item, dict) or not _RECORD_KEYS.isdisjoint(item):
        return ""
    if depth == 0 and (_types(item) & _OTHER_TYPES or _is_teaser(item)):
        return ""
    for key in _TEXT_KEYS:
        if isinstance(item.get(key), str | list | dict):
            return _inline(item[key], depth + 1)
    return ""


def _is_teaser(item: dict[str, Any]) -> bool:
    return _leads_on(item) and any(item.get(key) for key in ("title", *_NAME_KEYS))
