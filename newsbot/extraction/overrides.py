"""An operator's settings for a site that newsbot does not read well by itself: a TOML file, checked when it is read.

Any mistake in it raises an `ArgumentError` of one sentence with the file, the line and the key. `overruling` applies
the settings to a page.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from newsbot.exceptions import ArgumentError
from newsbot.urls import is_pattern

_MAX_BYTES = 100_000
_MAX_ENTRIES = 100
_MAX_CHARS = 500


@dataclass(slots=True)
class Overrides:
    """One site's overrides; whatever is not set is decided as usual.

    `drop` and `keep` are CSS selectors of what is not body and of what is; `author` and `date` select the elements that
    hold them. `author_name` and `language` apply to all pages, `time_zone` to times without a zone. `ignore` has
    patterns of addresses (`urls.fits_pattern`) that are not fetched.
    """

    drop: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    author: str | None = None
    author_name: str | None = None
    date: str | None = None
    language: str | None = None
    time_zone: str | None = None
    ignore: list[str] = field(default_factory=list)


def read_overrides(path: str) -> Overrides:
    """The overrides in the file; raises ArgumentError if it is missing or invalid."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ArgumentError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:  # a path with a zero byte
        raise ArgumentError(f"{path!r} is not a file.") from None
    if len(data) > _MAX_BYTES:
        raise ArgumentError(f"{path} is larger than {_MAX_BYTES} bytes.")
    try:
        text = data.decode("utf-8")
        said = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ArgumentError(f"{path} is not UTF-8 text.") from None
    except (ValueError, RecursionError) as error:  # of tomllib the first
        raise ArgumentError(f"{path} is not valid TOML: {error}.") from None
    return _checked(said, _File(path, text))


@dataclass(slots=True)
class _File:
    """The file as written, for reporting where something is wrong."""

    path: str
    text: str

    def refuse(self, key: str, problem: str, value: str = "") -> ArgumentError:
        """The error: `problem` follows the key, `value` is the wrong entry of a list."""
        where = f"{self.path}, line {line}" if (line := self._line(key, value)) else self.path
        return ArgumentError(f"{where}: {key} {problem}.")

    def _line(self, key: str, value: str) -> int | None:
        lines = self.text.splitlines()
        named = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=\].]""")
        start = next((number for number, line in enumerate(lines, 1) if named.match(line)), None)
        if start is None or not value:
            return start
        return next((number for number, line in enumerate(lines, 1) if number >= start and value in line), start)


def _checked(said: dict[str, object], file: _File) -> Overrides:
    found = Overrides()
    for key, value in said.items():
        if key not in _CHECKS:
            raise file.refuse(key, f"is not an override: the keys are {', '.join(_CHECKS)}")
        check = _CHECKS[key]
        if key in _LISTS:
            setattr(found, key, [_entry(key, entry, check, file) for entry in _entries(key, value, file)])
        else:
            setattr(found, key, _entry(key, value, check, file))
    if found.author is not None and found.author_name is not None:
        raise file.refuse("author_name", "and author cannot be used together: give either the selector or the name")
    return found


def _entries(key: str, value: object, file: _File) -> list[object]:
    if not isinstance(value, list):
        raise file.refuse(key, f'must be a list of strings, such as {key} = ["…"]')
    if len(value) > _MAX_ENTRIES:
        raise file.refuse(key, f"has more than {_MAX_ENTRIES} entries")
    return value


def _entry(key: str, value: object, check: "_Check", file: _File) -> str:
    if not isinstance(value, str):
        raise file.refuse(key, f"must be {'a list of strings' if key in _LISTS else 'a string in quotation marks'}")
    if len(value) > _MAX_CHARS:
        raise file.refuse(key, f"is longer than {_MAX_CHARS} characters", value)
    right = check(value.strip())
    if right is None:
        raise file.refuse(key, f"cannot be {value!r}: it must be {_MEANT[key]}", value)
    return right


# ---------------------------------------------------------------- one check a kind: the value as it is used, or None

_Check = Callable[[str], str | None]


def _selector(text: str) -> str | None:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(text)
    except (SelectolaxError, UnicodeError):
        return None
    return text


def _name(text: str) -> str | None:
    from newsbot.extraction.bylines import parse_byline

    return text if parse_byline(text).authors else None


def _language(text: str) -> str | None:
    from newsbot.extraction.language.detection import normalise_tag

    return normalise_tag(text)


def _zone(text: str) -> str | None:
    from newsbot.extraction.dates.zones import read_zone

    return text if read_zone(text) is not None else None


def _pattern(text: str) -> str | None:
    return text if is_pattern(text) else None


_CHECKS: dict[str, _Check] = {
    "drop": _selector,
    "keep": _selector,
    "author": _selector,
    "author_name": _name,
    "date": _selector,
    "language": _language,
    "time_zone": _zone,
    "ignore": _pattern,
}
_LISTS = ("drop", "keep", "ignore")
_SELECTOR = "a CSS selector such as 'div.promo'"
_MEANT = {
    "drop": _SELECTOR,
    "keep": _SELECTOR,
    "author": f"{_SELECTOR} (author_name is for a name)",
    "author_name": "a name as in a byline, such as 'Ada Moran'",
    "date": _SELECTOR,
    "language": "a language tag such as 'en' or 'pt-BR'",
    "time_zone": "a zone such as 'Europe/Berlin' or '+05:30'",
    "ignore": "a path such as '/sponsored/*' or an address such as 'https://example.com/ads/*'",
}
