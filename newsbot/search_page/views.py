"""What the search page shows at each address: the results of a query, an article, or why there is nothing to show.

Text comes from the web and is only ever put into `elements`, which escapes it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import msgspec

from newsbot.indexes.lines import host_of
from newsbot.indexes.protocol import ArticleVersion, Hit, Index, SearchAnswer, SearchWish, Segment
from newsbot.indexes.queries import Query, make_term, parse_query
from newsbot.search_page.elements import Child, Markup, document, element

HTML = "text/html; charset=utf-8"
_DAY_CHARS = 10
_HITS = 10
# Nobody looks further down, and an index has to count its way there.
_MAX_PAGE = 100
# Latn, Cyrl: the part of a tag that names a script.
_SCRIPT_CHARS = 4
_MAX_VALUE_CHARS = 300
_FACETS = {"site": "Site", "author": "Author", "language": "Language", "day": "Day"}
_ID = re.compile(r"[0-9a-f]{32}\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_REASONS = {
    "http_410": "its site says that it is permanently gone",
    "http_404_repeated": "its address was not found in two crawls",
    "noindex": "its page asks search engines to leave it out",
    "redirected_away": "its address now leads elsewhere",
}
_STATIC = {
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
_ROBOTS = b"User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reader's browser receives."""

    status: HTTPStatus
    body: bytes
    kind: str = HTML


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as given by its address: the words, the chosen facets, whether copies are shown, the page."""

    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    has_copies: bool = False
    page: int = 1

    def address(self, **changes: Any) -> str:
        """Return the address of this search, or of one that differs in a facet, the copies or the page."""
        other = replace(self, **changes)
        values = {"q": other.text, **other.chosen}
        if other.has_copies:
            values["copies"] = "1"
        if other.page > 1:
            values["page"] = str(other.page)
        return f"/?{urlencode(values)}"

    def without(self, facet: str) -> str:
        """Return the address of the search without what is chosen in a facet."""
        return self.address(chosen={name: value for name, value in self.chosen.items() if name != facet}, page=1)

    def query(self) -> Query:
        """Return the query that the words and the chosen facets mean."""
        query = parse_query(self.text)
        if "site" in self.chosen:
            query = replace(query, sites=(self.chosen["site"],))
        if "language" in self.chosen:
            query = replace(query, languages=(self.chosen["language"],))
        if "author" in self.chosen and (term := make_term(self.chosen["author"])):
            query = replace(query, authors=(*query.authors, term))
        if "day" in self.chosen:
            start = datetime.fromisoformat(self.chosen["day"]).replace(tzinfo=UTC)
            query = replace(query, since=start, until=start + timedelta(1))
        return query


def answer(index: Index, path: str, query: str) -> Reply:
    """Return the page at a path with a query string; raises `IndexUnavailableError` if the index cannot be queried."""
    if path in _STATIC:
        name, kind = _STATIC[path]
        return Reply(HTTPStatus.OK, _static(name), kind)
    if path == "/robots.txt":
        return Reply(HTTPStatus.OK, _ROBOTS, "text/plain; charset=utf-8")
    asked = _read(query)
    if path == "/":
        return _html(_results(asked, index.search(*_wish(asked))))
    kind, _, name = path.strip("/").partition("/")
    found = index.article(name) if kind in ("article", "line") and _ID.match(name) else None
    if found is None:
        return message(HTTPStatus.NOT_FOUND, "There is no such page", "The index has no article at this address.")
    if kind == "line":
        return Reply(HTTPStatus.OK, msgspec.json.format(msgspec.json.encode(found.line)), "application/json")
    return _html(_article(asked, found.line, found.versions))


def message(status: HTTPStatus, title: str, sentence: str) -> Reply:
    """Return a page that says why there is no other."""
    return _html(_page(title, [element("h1", title), element("p", sentence)]), status)


@cache
def _static(name: str) -> bytes:
    return files("newsbot.search_page").joinpath(name).read_bytes()


def _html(page: str, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    return Reply(status, page.encode("utf-8", "replace"))


def _read(query: str) -> Asked:
    try:
        values = {name: given[0] for name, given in parse_qs(query, errors="replace", max_num_fields=50).items()}
    except ValueError:
        values = {}
    chosen = {name: values[name][:_MAX_VALUE_CHARS] for name in _FACETS if values.get(name)}
    if "day" in chosen and not _is_day(chosen["day"]):
        del chosen["day"]
    number = values.get("page", "1")
    is_number = number.isascii() and number.isdigit() and len(number) < 5
    page = min(max(int(number), 1), _MAX_PAGE) if is_number else 1
    return Asked(values.get("q", "").strip(), chosen, values.get("copies") == "1", page)


def _is_day(text: str) -> bool:
    try:
        # The day after it must exist too.
        return bool(_DAY.match(text)) and datetime.fromisoformat(text).year < MAXYEAR
    except ValueError:
        return False


def _wish(asked: Asked) -> tuple[Query, SearchWish]:
    offset = (asked.page - 1) * _HITS
    return asked.query(), SearchWish(_HITS, offset, collapse=not asked.has_copies, facets=True)


# ---- The frame of each page ----


def _page(title: str, main: Iterable[Child], asked: Asked | None = None) -> str:
    name = "newsbot" if title == "newsbot" else f"{title} – newsbot"
    head = [
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", name),
        element("link", rel="icon", href="/icon.svg", type="image/svg+xml"),
        element("link", rel="stylesheet", href="/style.css"),
    ]
    text = asked.text if asked else ""
    form = element(
        "form",
        element("label", "Words to search for", for_="q"),
        element(
            "input", type="search", id="q", name="q", value=text, maxlength="1000", autocomplete="off",
            placeholder="floods author:raza -sport", enterkeyhint="search", dir="auto",
        ),
        element("button", "Search", type="submit"),
        role="search", action="/", method="get",
    )  # fmt: skip
    body = [
        element("a", "Skip to the content", class_="skip", href="#main"),
        element("header", element("a", "newsbot", href="/"), form),
        element("main", main, id="main"),
        element("footer", element("p", _help())),
    ]
    return document(head, body)


def _help() -> Iterable[Child]:
    examples = ('"in these words"', "author:raza", "site:example.com", "language:de", "since:7d", "until:2026-11-30")
    yield "A query may contain words, "
    for example in examples:
        yield element("code", example)
        yield ", "
    yield "and a - to exclude something: "
    yield element("code", "-sport")
    yield "."


# ---- Results ----


def _results(asked: Asked, found: SearchAnswer) -> str:
    query = asked.query()
    title = asked.text if asked.text else "newsbot"
    main: list[Child] = [element("h1", _count(found.total, asked))]
    main += [element("p", note, class_="quiet") for note in query.notes]
    main.append(_chosen(asked))
    if found.total:
        main.append(element("p", element("a", "Narrow down", href="#facets"), class_="to-facets"))
        hits = element("ol", map(_hit_with(asked), found.hits), class_="hits", start=str((asked.page - 1) * _HITS + 1))
        listed = element("div", hits, _pages(asked, found), class_="found")
        main.append(element("div", listed, _facets(asked, found.facets), class_="results"))
    else:
        main.append(element("p", "Try fewer or other words, or remove a filter."))
    return _page(title, main, asked)


def _count(total: int, asked: Asked) -> str:
    articles = f"{total:,} article{'' if total == 1 else 's'}"
    if asked.text:
        return f"{articles} for “{asked.text}”" if total else f"Nothing was found for “{asked.text}”"
    return f"{articles}, the newest first" if total else "There are no articles"


def _chosen(asked: Asked) -> Markup | None:
    links = [
        element(
            "li",
            element("a", f"{_FACETS[name]}: {_shown(name, value)} ", _hidden("remove"), "×", href=asked.without(name)),
        )
        for name, value in asked.chosen.items()
    ]
    if asked.has_copies:
        link = element("a", "With copies ", _hidden("remove"), "×", href=asked.address(has_copies=False, page=1))
        links.append(element("li", link))
    return element("ul", links, class_="chosen", aria_label="Chosen") if links else None


def _hidden(text: str) -> Markup:
    """Return text for screen readers only; sighted readers see a sign for it."""
    return element("span", f"{text} ", class_="hidden")


def _hit_with(asked: Asked) -> Any:
    return lambda hit: _hit(asked, hit)


def _hit(asked: Asked, hit: Hit) -> Markup:
    line = hit.article
    language = _language(line)
    link = element("a", _marked(hit.headline) or "Without a headline", href=_article_address(asked, line))
    copies: Child = None
    if hit.others:
        said = f"{len(hit.others):,} more with this text"
        copies = [" · ", element("a", said, href=asked.address(has_copies=True, page=1))]
    return element(
        "li",
        element("h2", link, lang=language, dir="auto"),
        element("p", _dot_separated(_facts(line)), copies, class_="meta"),
        element("p", _marked(hit.snippet), lang=language, dir="auto"),
    )


def _article_address(asked: Asked, line: Mapping[str, Any]) -> str:
    query = asked.address().partition("?")[2]
    return f"/article/{quote(str(line['id']))}?{query}"


def _facts(line: Mapping[str, Any]) -> list[Child]:
    """Return who wrote it, when, where, and in which language."""
    authors = ", ".join(str(author["name"]) for author in line.get("authors", ()))
    published = line.get("datePublished")
    return [
        element("span", authors, dir="auto") if authors else None,
        _time(published, is_day=_has_day_only(line)) if published else None,
        host_of(line["url"]),
        line.get("inLanguage"),
    ]


def _dot_separated(children: Iterable[Child]) -> list[Child]:
    separated: list[Child] = []
    for child in children:
        if child:
            separated += [" · ", child] if separated else [child]
    return separated


def _has_day_only(line: Mapping[str, Any]) -> bool:
    """Whether the publisher named only the day of publication."""
    return line.get("datePublishedPrecision") == "day"


def _time(moment: str, *, is_day: bool) -> Markup:
    """Return the moment as its publisher wrote it, without seconds; for a mere day, the day."""
    shown = moment[: _DAY_CHARS if is_day else 16]
    return element("time", shown.replace("T", " "), datetime=moment[:_DAY_CHARS] if is_day else moment)


def _language(line: Mapping[str, Any]) -> str | None:
    return str(line["inLanguage"]) if line.get("inLanguage") else None


def _marked(segments: Iterable[Segment]) -> list[Child]:
    return [element("mark", segment.text) if segment.is_match else segment.text for segment in segments]


def _pages(asked: Asked, found: SearchAnswer) -> Markup | None:
    links = []
    if asked.page > 1:
        links.append(element("a", "← Previous", href=asked.address(page=asked.page - 1), rel="prev"))
    if len(found.hits) == _HITS and asked.page < min(_MAX_PAGE, -(-found.total // _HITS)):
        links.append(element("a", "Next →", href=asked.address(page=asked.page + 1), rel="next"))
    return element("nav", links, class_="pages", aria_label="Pages") if links else None


def _facets(asked: Asked, facets: Mapping[str, list[tuple[str, int]]]) -> Markup:
    sections, chosen = [], dict(asked.chosen)
    for name, title in _FACETS.items():
        values = [(value, number) for value, number in facets.get(name, ()) if len(value) <= _MAX_VALUE_CHARS]
        if values and name not in asked.chosen:
            items = [
                element(
                    "li",
                    element(
                        "a", _shown(name, value), href=asked.address(chosen=chosen | {name: value}, page=1), dir="auto"
                    ),
                    element("span", f"{number:,}", class_="count"),
                )
                for value, number in values
            ]
            sections += [element("h2", title), element("ul", items)]
    return element("nav", sections, class_="facets", id="facets", aria_label="Narrow down")


def _shown(facet: str, value: str) -> str:
    """Return a value as a reader knows it: an index keeps "en-gb", which is written en-GB."""
    if facet != "language":
        return value
    language, *parts = value.lower().split("-")
    return "-".join([language, *(part.title() if len(part) == _SCRIPT_CHARS else part.upper() for part in parts)])


# ---- An article ----


def _article(asked: Asked, line: Mapping[str, Any], versions: tuple[ArticleVersion, ...]) -> str:
    headline = str(line.get("headline") or line["url"])
    back = element("p", element("a", "← Back to the results", href=asked.address()))
    language = _language(line)
    parts: list[Child] = [element("h1", headline, lang=language, dir="auto")]
    if line["pubStatus"] == "canceled":
        reason = _REASONS.get(str(line.get("reason")), str(line.get("reason") or "no reason was given"))
        parts.append(element("p", f"This article was taken back: {reason}.", class_="removed"))
    parts.append(element("p", _dot_separated(_facts(line)), class_="meta"))
    parts.append(element("p", element("a", line["url"], href=line["url"], rel="noreferrer noopener external")))
    if line.get("description"):
        parts.append(element("p", line["description"], class_="quiet", lang=language, dir="auto"))
    paragraphs = str(line.get("articleBody") or "").split("\n\n")
    body = [element("p", paragraph, dir="auto") for paragraph in paragraphs if paragraph]
    parts.append(element("div", body, class_="body", lang=language))
    sections = [_details(line), _provenance(line), _versions(versions)]
    link = element("a", "The delivered line (JSON)", href=f"/line/{quote(str(line['id']))}")
    return _page(headline, [back, element("article", parts), sections, element("p", link)], asked)


def _details(line: Mapping[str, Any]) -> Markup:
    metadata, discovery, rights = (line.get(name) or {} for name in ("metadata", "discovery", "rights"))
    organizations = [str(named["name"]) for named in line.get("sourceOrganization", ())]
    rows = {
        "Byline": line.get("byline"),
        "Authors": "; ".join(map(_author, line.get("authors", ()))),
        "Source": ", ".join(organizations),
        "Dateline": line.get("dateline"),
        "Published": _dated((line.get("datePublished") or "")[: _DAY_CHARS if _has_day_only(line) else None]),
        "Modified": _dated(line.get("dateModified")),
        "First seen": _dated(line.get("dateFirstSeen")),
        "Section": ", ".join(line.get("articleSection", ())),
        "Keywords": ", ".join(line.get("keywords", ())),
        "Genre": line.get("genre"),
        "Words": line.get("wordCount"),
        "Copy of": _to_article(line.get("duplicateOf")),
        "Rights": ", ".join(
            f"{name}: {_plain(value)}" for name, value in rights.items() if value not in (None, [], "")
        ),
        "Listed by": _dot_separated([discovery.get("method"), discovery.get("source")]),
        "Fetched": _dot_separated([_dated(metadata.get("dateDownloaded")), _status(metadata.get("httpStatus"))]),
        "Read by": _dot_separated([metadata.get("extractorVersion"), metadata.get("siteProfile")]),
    }
    listed = [[element("dt", name), element("dd", value, dir="auto")] for name, value in rows.items() if value]
    return element("section", element("h2", "Details"), element("dl", listed))


def _author(author: Mapping[str, Any]) -> str:
    return ", ".join(str(author[name]) for name in ("name", "role", "email") if author.get(name))


def _dated(moment: str | None) -> Markup | None:
    return element("time", moment.replace("T", " "), datetime=moment) if moment else None


def _status(status: int | None) -> str | None:
    return f"status {status}" if status else None


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _to_article(article_id: str | None) -> Markup | None:
    return element("a", article_id, href=f"/article/{article_id}") if article_id else None


def _provenance(line: Mapping[str, Any]) -> Markup | None:
    rows = sorted((line.get("provenance") or {}).items())
    if not rows:
        return None
    return element("section", element("h2", "Where the fields come from"), _table(("Field", "Origin"), rows))


def _versions(versions: Iterable[ArticleVersion]) -> Markup | None:
    rows = [
        (
            version.version,
            _dated(version.date),
            "taken back" if version.pub_status == "canceled" else "published",
            ", ".join(version.changed) or _REASONS.get(version.reason or "", version.reason),
            element("span", version.headline, dir="auto") if version.headline else None,
        )
        for version in versions
    ]
    if not rows:
        return None
    head = ("Version", "Fetched", "Status", "What changed", "Headline")
    return element("section", element("h2", "Versions"), _table(head, rows))


def _table(head: Iterable[str], rows: Iterable[Iterable[Child]]) -> Markup:
    """Return a table that scrolls by itself, also by keyboard, if it is wider than the window."""
    titles = [element("th", name, scope="col") for name in head]
    lines = [element("tr", [element("td", cell) for cell in row]) for row in rows]
    table = element("table", element("thead", element("tr", titles)), element("tbody", lines))
    return element("div", table, class_="table", tabindex="0", role="group")
