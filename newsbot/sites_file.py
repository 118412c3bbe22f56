"""The file that lists the sites of a deployment: TOML, one `[[sites]]` table per site, checked when it is read.

Any error in it is an `ArgumentError` of one sentence with the file and the line.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from newsbot.exceptions import ArgumentError
from newsbot.extraction.language.detection import normalise_tag
from newsbot.extraction.overrides import read_overrides
from newsbot.items import Source
from newsbot.sites import SOURCES, Bounds, Site, moment_since, read_age, site_at

# Five times the size of ten thousand sites with every possible key.
_MAX_BYTES = 20_000_000
_MAX_SITES = 100_000
_MAX_CHARS = 500
_MAX_ENTRIES = 100
_HEADER = re.compile(r"""\s*\[\[\s*["']?sites["']?\s*\]\]""")
_TAG = re.compile(r"[\w.-]{1,100}\Z")
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=365)


def read_sites(path: str) -> tuple[Site, ...]:
    """Return the sites of the file, in order; raises ArgumentError for a missing or invalid file."""
    text = _read_text(path)
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of tomllib the first
        raise ArgumentError(f"{path} is not valid TOML: {error}.") from None
    file = _File(path, text)
    for key in said:
        if key != "sites":
            raise file.refuse(
                None, key, "is not allowed here: a file of sites has only tables [[sites]], one for each site"
            )
    tables = said.get("sites", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise file.refuse(None, "sites", "must be tables: write [[sites]] before the lines of each site")
    if not tables:
        raise ArgumentError(f"{path} lists no site: each begins with a line [[sites]] and has a url.")
    if len(tables) > _MAX_SITES:
        raise ArgumentError(f"{path} lists more than {_MAX_SITES} sites.")
    sites = tuple(_site(table, number, file) for number, table in enumerate(tables))
    _refuse_doubles(sites, file)
    return sites


def choose_sites(sites: Iterable[Site], path: str, names: Iterable[str], tags: str | None) -> tuple[Site, ...]:
    """Return those of the file's sites with one of these names and one of these tags; all if none are given."""
    wanted, marks = list(names), {tag.strip() for tag in (tags or "").split(",") if tag.strip()}
    by_name = {site.name: site for site in sites}
    for name in wanted:
        if name not in by_name:
            raise ArgumentError(f"{path} lists no site {name}.")
    chosen = [by_name[name] for name in wanted] if wanted else list(by_name.values())
    if tags is not None:
        chosen = [site for site in chosen if marks.intersection(site.tags)]
        if not chosen:
            raise ArgumentError(f"{path} lists no site with the tag {' or '.join(sorted(marks)) or repr(tags)}.")
    return tuple(chosen)


def write_sites(sites: Iterable[Site]) -> str:
    """Return a file that says the same about these sites."""
    lines = []
    for site in sites:
        lines += ["[[sites]]", f"url = {_quoted(site.url)}"]
        for key in ("label", "since", "overrides"):
            if (value := getattr(site, key)) is not None:
                lines.append(f"{key} = {_quoted(value)}")
        for key, values in (("sources", site.sources), ("languages", site.languages), ("tags", site.tags)):
            if values:
                lines.append(f"{key} = [{', '.join(map(_quoted, sorted(values)))}]")
        bounds = (("min", site.bounds.shortest), ("max", site.bounds.longest))
        ages = [f'{key} = "{_age(bound)}"' for key, bound in bounds if bound]
        if ages:
            lines.append(f"interval = {{ {', '.join(ages)} }}")
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's, except for the one character that only TOML requires to be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _age(bound: timedelta) -> str:
    minutes = int(bound.total_seconds()) // 60
    return next(f"{minutes // size}{unit}" for unit, size in (("d", 1_440), ("h", 60), ("m", 1)) if not minutes % size)


def _read_text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ArgumentError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:  # a path with a zero byte
        raise ArgumentError(f"{path!r} is not a file.") from None
    if len(data) > _MAX_BYTES:
        raise ArgumentError(f"{path} is larger than {_MAX_BYTES} bytes.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ArgumentError(f"{path} is not UTF-8 text.") from None


@dataclass(slots=True)
class _File:
    """The file as written, for telling where in it something is wrong."""

    path: str
    text: str

    def refuse(self, number: int | None, key: str, problem: str) -> ArgumentError:
        """Return the error: `problem` continues after the key; `number` is the site's place in the file."""
        line = self._line(number, key)
        where = f"line {line}" if line else f"site {number + 1}" if number is not None else ""
        return ArgumentError(f"{self.path}{', ' if where else ''}{where}: {key} {problem}.")

    def _line(self, number: int | None, key: str) -> int | None:
        """Return the line of the key in the site's table, or else the line where the table begins."""
        lines = self.text.split("\n")
        starts = [place for place, line in enumerate(lines) if _HEADER.match(line)]
        start, end = 0, len(lines)
        if number is not None:
            if number >= len(starts):  # written as one list
                return None
            start, end = [*starts, len(lines)][number : number + 2]
        named = re.compile(rf"""\s*(?:\[+\s*(?:sites\s*\.\s*)?)?["']?{re.escape(key)}["']?\s*[=\].]""")
        found = next((place for place in range(start, end) if named.match(lines[place])), None)
        if found is None and number is not None:
            found = start
        return None if found is None else found + 1


def _site(table: Mapping[str, Any], number: int, file: _File) -> Site:
    for key in table:
        if key != "url" and key not in _CHECKS:
            raise file.refuse(number, key, f"is not a key of a site: the keys are url, {', '.join(_CHECKS)}")
    url = table.get("url")
    if not isinstance(url, str):
        raise file.refuse(number, "url", "is missing" if url is None else "must be a string in quotation marks")
    try:
        plain = site_at(url.strip())
    except ArgumentError as error:
        raise file.refuse(number, "url", str(error).removesuffix(".")) from None
    values: dict[str, Any] = {}
    for key, check in _CHECKS.items():
        if key in table:
            try:
                values[_NAMES.get(key, key)] = check(table[key], file.path)
            except ArgumentError as error:
                raise file.refuse(number, key, str(error).removesuffix(".")) from None
    return Site(plain.url, plain.name, **values)


def _refuse_doubles(sites: Iterable[Site], file: _File) -> None:
    seen: set[str] = set()
    for number, site in enumerate(sites):
        if site.name in seen:
            raise file.refuse(number, "url", f"{site.url} belongs to {site.name}, which the file already has")
        seen.add(site.name)


# ------------------------------------------------------------- one check per key: returns the value to use, or raises


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ArgumentError("must be a string in quotation marks")
    if len(value) > _MAX_CHARS:
        raise ArgumentError(f"is longer than {_MAX_CHARS} characters")
    return value.strip()


def _texts(value: object, example: str) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(entry, str) for entry in value):
        raise ArgumentError(f"must be a list of strings, such as {example}")
    if len(value) > _MAX_ENTRIES:
        raise ArgumentError(f"has more than {_MAX_ENTRIES} entries")
    return [_text(entry) for entry in value]


def _label(value: object, path: str) -> str:
    del path
    return " ".join(_text(value).split())


def _sources(value: object, path: str) -> frozenset[Source]:
    del path
    names = set(_texts(value, '["news-sitemap", "feed"]'))
    if unknown := sorted(names - set(SOURCES)):
        raise ArgumentError(f"names an unknown source {unknown[0]!r}: choose from {', '.join(SOURCES)}")
    return frozenset(source for source in SOURCES if source in names)


def _since(value: object, path: str) -> str:
    del path
    # A day or a moment may also be a TOML date.
    text = value.isoformat() if hasattr(value, "isoformat") else _text(value)
    if moment_since(text, datetime.now(UTC)) is None:
        raise ArgumentError(f"cannot be {text!r}: write 90m, 12h, 7d, 2w or a day such as 2026-11-01")
    return text


def _languages(value: object, path: str) -> tuple[str, ...]:
    del path
    return tuple(map(_language, _texts(value, '["en", "fr"]')))


@cache
def _language(text: str) -> str:
    tag = normalise_tag(text)
    if tag is None:
        raise ArgumentError(f"cannot contain {text!r}: a language tag looks like 'en' or 'pt-BR'")
    return tag


def _overrides(value: object, path: str) -> str:
    """Return the path of the overrides, which is relative to the folder of the file of sites."""
    full = str(Path(path).absolute().parent / Path(_text(value)).expanduser())
    try:
        read_overrides(full)
    except ArgumentError as error:
        raise ArgumentError(f"is not valid: {error}") from None
    return full


def _interval(value: object, path: str) -> Bounds:
    del path
    example = 'interval = { min = "5m", max = "1d" }'
    if not isinstance(value, dict) or not value or set(value) - {"min", "max"}:
        raise ArgumentError(f"must be bounds, such as {example}")
    ages: dict[str, timedelta] = {}
    for key, bound in value.items():
        age = read_age(bound) if isinstance(bound, str) else None
        if age is None:
            raise ArgumentError(f"cannot have {key} = {bound!r}: write bounds such as {example}")
        if not SHORTEST <= age <= LONGEST:
            raise ArgumentError(f"cannot have {key} = {bound!r}: a bound lies between 1m and 365d")
        ages[key] = age
    if len(ages) == 2 and ages["min"] > ages["max"]:
        raise ArgumentError("has a min that is longer than its max")
    return Bounds(ages.get("min"), ages.get("max"))


def _tags(value: object, path: str) -> tuple[str, ...]:
    del path
    tags = _texts(value, '["pilot"]')
    for tag in tags:
        if not _TAG.match(tag):
            raise ArgumentError(f"cannot contain {tag!r}: a tag is a word of letters, digits, '.', '_' and '-'")
    return tuple(dict.fromkeys(tags))


_CHECKS: dict[str, Callable[[object, str], Any]] = {
    "label": _label,
    "sources": _sources,
    "since": _since,
    "languages": _languages,
    "overrides": _overrides,
    "interval": _interval,
    "tags": _tags,
}
# Keys whose attribute in `Site` has another name.
_NAMES = {"interval": "bounds"}
