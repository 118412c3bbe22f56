"""Parses what a person types into a search box into a query that each index understands; any input is valid.

Words, "phrases", author:, site:, language:, since:, until:, and `-` before each of them for what must not occur.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newsbot.indexes.tokens import folded_words, is_start, query_tokens, spellings

_MAX_CHARS = 1_000
_MAX_PARTS = 40
# One part: a minus, a name with a colon (and a space), then words in quotes (which the end may close) or one word.
_PART = re.compile(
    r"(-?)(?:(author|site|since|until|language|lang|by|from):\s*)?(?:[\"“”„«»]([^\"“”„«»]*)(?:[\"“”„«»]|\Z)|(\S+))",
    re.IGNORECASE,
)
_NAMES = {"lang": "language", "by": "author", "from": "site"}
_AGE = re.compile(r"(\d{1,4})([hdwmy])\Z", re.IGNORECASE)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(1), "w": timedelta(7), "m": timedelta(30), "y": timedelta(365)}
_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*\Z")
_NAME_ALONE = re.compile(r"(?:author|site|since|until|language|lang|by|from):\Z", re.IGNORECASE)
_SCHEME = re.compile(r"\A[a-z]+://")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a term: its folded words, and the tokens that occur in a row in any text that contains it.

    With `is_start`, the last token is the start of a longer one.
    Where `is_start` says so, the last token is the start of a longer one.
    """

    words: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def is_start(self) -> bool:
        """Whether the last token matches any token that starts with it."""
        return is_start(self.tokens[-1])


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: a text contains it if it contains one of its forms."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What an article must satisfy: all terms and all authors, one of the sites and languages, nothing excluded.

    `since` is inclusive, `until` exclusive; both refer to publication, or to when the article was first seen. A site is
    a host without "www." and includes its subdomains; a language is a lower-case tag and includes its regions.
    `notes` are sentences for whoever typed it: what was not understood as intended.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
    excluded_authors: tuple[Term, ...] = ()
    sites: tuple[str, ...] = ()
    excluded_sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    excluded_languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Parts:
    """A query under construction."""

    lists: dict[str, list[Term]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def parse_query(text: str, now: datetime | None = None) -> Query:
    """Parse a query; never fails: what cannot be interpreted as intended is searched as words."""
    text = text.encode("utf-8", "replace").decode()
    parts = _Parts()
    if len(text) > _MAX_CHARS:
        parts.notes.append(f"Only the first {_MAX_CHARS} characters were searched for.")
    for number, match in enumerate(_PART.finditer(text[:_MAX_CHARS])):
        if number == _MAX_PARTS:
            parts.notes.append(f"Only the first {_MAX_PARTS} words were searched for.")
            break
        minus, name, phrase, word = match.groups()
        name = (name or "").lower()
        _add(parts, (bool(minus), _NAMES.get(name, name)), word if phrase is None else phrase, now or datetime.now(UTC))
    lists, texts = parts.lists, parts.texts
    return Query(
        text=text,
        terms=tuple(lists.get("", ())),
        excluded=tuple(lists.get("-", ())),
        authors=tuple(lists.get("author", ())),
        excluded_authors=tuple(lists.get("-author", ())),
        sites=tuple(texts.get("site", ())),
        excluded_sites=tuple(texts.get("-site", ())),
        languages=tuple(texts.get("language", ())),
        excluded_languages=tuple(texts.get("-language", ())),
        since=parts.moments.get("since"),
        until=parts.moments.get("until"),
        notes=tuple(parts.notes),
    )


def _add(parts: _Parts, kind: tuple[bool, str], value: str, now: datetime) -> None:
    is_excluded, name = kind
    minus = "-" if is_excluded else ""
    if name in ("since", "until") and not is_excluded:
        moment = _moment(value, now)
        if moment is not None:
            parts.moments[name] = moment
            return
        parts.notes.append(
            f"{value!r} is neither a day such as 2026-11-01 nor an age such as 7d: it was searched as a word."
        )
    elif name == "site" and (host := _host(value)):
        parts.texts.setdefault(minus + name, []).append(host)
        return
    elif name == "language" and _TAG.match(tag := value.strip().lower().replace("_", "-")):
        parts.texts.setdefault(minus + name, []).append(tag)
        return
    elif name == "author":
        if term := make_term(value):
            parts.lists.setdefault(minus + name, []).append(term)
        return
    elif _NAME_ALONE.match(value):
        parts.notes.append(f"{value!r} has nothing after it: it was searched as a word.")
    term = make_term(f"{name} {value}" if name else value)
    if term is not None:
        parts.lists.setdefault(minus, []).append(term)


def make_term(text: str) -> Term | None:
    """Return the term for a word or phrase, None if it contains no letter and no digit."""
    forms: dict[tuple[str, ...], Form] = {}
    for spelling in spellings(text):
        words = folded_words(spelling)
        tokens = tuple(query_tokens(words))
        if tokens:
            forms.setdefault(tokens, Form(tuple(words), tokens))
    return Term(tuple(forms.values())) if forms else None


def _host(text: str) -> str:
    host = _SCHEME.sub("", text.strip().lower()).split("/")[0].rpartition("@")[2]
    return host.removeprefix("www.").rstrip(".")


def _moment(text: str, now: datetime) -> datetime | None:
    match = _AGE.match(text.strip())
    try:
        if match:
            return now - int(match[1]) * _UNITS[match[2].lower()]
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
