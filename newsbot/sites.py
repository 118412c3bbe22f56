"""The sites that a user names, by address or in a file, and what is said about each, checked before anything is done.

Any error is an `ArgumentError` of one sentence. Options for a whole crawl are in `options`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args
from urllib.parse import urlsplit

from newsbot.exceptions import ArgumentError
from newsbot.items import Source
from newsbot.urls import absolute_url, site_name

SOURCES: tuple[Source, ...] = get_args(Source)
HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d+)?\Z")
# What people type when they leave out the scheme.
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/]|\Z)")
_AGE = re.compile(r"(\d{1,5})\s*([mhdw])\Z")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest time between two crawls of a site; None leaves it to the deployment."""

    shortest: timedelta | None = None
    longest: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A publication to crawl: its start address, its name in paths, locks and stats, and the options for it alone.

    `since` is an age or a date as `moment_since` reads it, `overrides` the path of a file; no `languages` means all.
    """

    url: str
    name: str
    label: str | None = None
    sources: frozenset[Source] | None = None
    since: str | None = None
    languages: tuple[str, ...] = ()
    overrides: str | None = None
    bounds: Bounds = Bounds()
    tags: tuple[str, ...] = ()


def site_at(text: str) -> Site:
    """Return the site that starts at an address given by the user."""
    url = site_url(text)
    return Site(url, site_name(url))


def site_url(text: str) -> str:
    """Return the address that a user means by `text`; raises ArgumentError with what is wrong with it."""
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        scheme = ""
    url = absolute_url(text, text) if scheme in ("http", "https") else None
    if url is None or not HOST.match(urlsplit(url).netloc):
        hint = f" Did you mean https://{text}?" if _BARE_HOST.match(text) else ""
        raise ArgumentError(f"{text!r} is not a web address: it must read like https://example.com/.{hint}")
    return url


def named_site(text: str) -> str:
    """Return the name under which the state stores a site given by its address or just its host."""
    return site_name(site_url(text if "://" in text else f"https://{text}"))


def moment_since(text: str, now: datetime) -> datetime | None:
    """Return the moment that an age such as "7d" or a date means; None for anything else, or outside all years."""
    age = read_age(text)
    try:
        if age is not None:
            return now - age
        moment = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_age(text: str) -> timedelta | None:
    """Return the age or interval that "90m", "12h", "7d" or "2w" means; None for anything else."""
    match = _AGE.match(text.strip())
    try:
        return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    except OverflowError:
        return None
