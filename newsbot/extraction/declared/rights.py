"""What a site declares about the use of a page, as declared: robots rules, TDM reservation, AIPREF, licence.

Sources: Google's robots meta tag and X-Robots-Tag, the TDM Reservation Protocol (W3C community report of 2024), the
AIPREF drafts (`Content-Usage` in headers and robots.txt). `reservation` says whether they forbid an article's line,
for a crawl that is to obey them.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import unquote, urlsplit

from newsbot.items import Rights
from newsbot.markup import plain_line
from newsbot.urls import absolute_url

_MAX_RULES = 40
_MAX_CHARS = 500
_MAX_FILE_CHARS = 200_000
_MAX_LINES = 5_000
# The names that address newsbot; rules for other crawlers do not apply to it.
_AGENTS = frozenset(("robots", "newsbot"))
# X-Robots-Tag rules that have a value; before any other colon is a crawler's name.
_VALUED = re.compile(r"(?:max-snippet|max-image-preview|max-video-preview|unavailable_after)\s*:", re.IGNORECASE)
_AGENT = re.compile(r"\s*(\*|[A-Za-z][\w.*-]{0,60})\s*:\s*(?!//)(.*)\Z", re.DOTALL)
_COLON = re.compile(r"\s*:\s*")
_UNAVAILABLE = re.compile(r"\s*unavailable_after\s*:", re.IGNORECASE)
_PREFERENCE = r"[a-z*][a-z0-9_.*-]{0,40}(?:=[^\s,;]{1,40})?"
_USAGE = re.compile(rf"\s*{_PREFERENCE}(?:\s*[,;]\s*{_PREFERENCE}){{0,20}}\s*\Z")
# Robots rules that forbid keeping a copy of the text: a line is a copy, and goes into an index.
_NO_COPY = frozenset(("noindex", "none", "noarchive"))
# AIPREF's names for the use of a line, narrower ones last; "train-ai" and the like are not among them.
_OUR_USES = ("all", "bots", "search")
_USE = re.compile(r"([a-z*][a-z0-9_.*-]*)\s*=\s*([yn])(?![\w-])")
# The headers that matter here, in lower case.
RIGHTS_HEADERS = ("x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage")
# The site's file for the TDM Reservation Protocol, and how much of it is read.
TDM_FILE = "/.well-known/tdmrep.json"
MAX_TDM_FILE_BYTES = 200_000


@dataclass(slots=True)
class TdmRule:
    """One entry of `/.well-known/tdmrep.json`: a path with "*" and "$", and what applies below it."""

    location: str
    reservation: int
    policy: str | None = None


@dataclass(slots=True)
class UsageRule:
    """One `Content-Usage` line in the robots.txt group that addresses newsbot: a path and the preferences."""

    path: str
    usage: str


@dataclass(slots=True)
class SiteRights:
    """What the files of one host declare for its pages."""

    tdm: list[TdmRule] = field(default_factory=list)
    usage: list[UsageRule] = field(default_factory=list)


def read_rights(metas: Mapping[str, Sequence[str]], headers: Mapping[str, Sequence[str]], url: str) -> Rights:
    """The rights that headers and meta elements declare; both keyed by lower-case name, values in order.

    A header takes precedence over a meta element: it is what the server says now. The caller adds the page's licences.
    """
    rules = [rule for value in headers.get("x-robots-tag", ()) for rule in header_rules(value)]
    rules += [rule for name in sorted(_AGENTS) for value in metas.get(name, ()) for rule in robots_rules(value)]
    rights = Rights(robots=list(dict.fromkeys(rules))[:_MAX_RULES])
    for found in (headers, metas):
        if rights.tdmReservation is None:
            set_reservation(rights, _first(found, "tdm-reservation"), _first(found, "tdm-policy"), url)
    usage = _first(headers, "content-usage")
    rights.contentUsage = usage if _USAGE.match(usage) else None
    return rights


def _first(values: Mapping[str, Sequence[str]], name: str) -> str:
    return plain_line(next(iter(values.get(name, ())), ""), _MAX_CHARS)


def set_reservation(rights: Rights, reservation: object, policy: object, url: str) -> None:
    """Set the TDM reservation if it is 0 or 1, and its policy if that is an address; else leave both."""
    value = str(reservation).strip() if isinstance(reservation, str | int) and reservation is not True else ""
    if value not in ("0", "1"):
        return
    rights.tdmReservation = 1 if value == "1" else 0
    if rights.tdmReservation and isinstance(policy, str) and policy.strip():
        rights.tdmPolicy = absolute_url(policy, url)


def robots_rules(value: str) -> list[str]:
    """The rules in a robots meta element, in lower case; a date after `unavailable_after` may contain commas."""
    if date := _UNAVAILABLE.search(value):
        return [*robots_rules(value[: date.start()]), plain_line(value[date.start() :].strip(" ,"), _MAX_CHARS)]
    rules = (plain_line(part, _MAX_CHARS).lower() for part in value.split(",")[:_MAX_RULES])
    return [_COLON.sub(":", rule) for rule in rules if rule]


def header_rules(value: str) -> list[str]:
    """The rules of one X-Robots-Tag header that address all crawlers or newsbot.

    A name before a colon starts the rules for one crawler, up to the next such name or the end of the header.
    """
    kept: list[str] = []
    is_ours = True
    parts = value[: 10 * _MAX_CHARS].split(",")
    for number, part in enumerate(parts):
        if _UNAVAILABLE.match(part):
            rest = ",".join(parts[number:])
            return [*kept, *(robots_rules(rest) if is_ours else [])]
        if not _VALUED.match(part.strip()) and (agent := _AGENT.match(part)):
            is_ours = agent[1].lower() in _AGENTS or agent[1] == "*"
            part = agent[2]
        if is_ours:
            kept += robots_rules(part)
    return kept


Reserved = Literal["reserved_robots", "reserved_tdm", "reserved_usage"]


def reservation(rights: Rights, now: datetime) -> Reserved | None:
    """Why the declared rights forbid keeping the article in an index; None if they do not.

    "reserved_robots": `noindex`, `none` or `noarchive`, or a date of `unavailable_after` that has passed.
    "reserved_tdm": a TDM reservation, whatever its policy would license. "reserved_usage": AIPREF's preference for
    search, else for all bots, is `n`; one on training alone concerns only whoever trains on the lines.
    """
    if any(rule in _NO_COPY or _has_passed(rule, now) for rule in rights.robots):
        return "reserved_robots"
    if rights.tdmReservation == 1:
        return "reserved_tdm"
    uses = dict(_USE.findall(rights.contentUsage or ""))
    said = [uses[use] for use in _OUR_USES if use in uses]
    return "reserved_usage" if said and said[-1] == "n" else None


def _has_passed(rule: str, now: datetime) -> bool:
    if not _UNAVAILABLE.match(rule):
        return False
    # Imported here: the start of a crawl needs only the rules of robots.txt.
    from newsbot.extraction.dates.parsing import ImpossibleDateError, read_date

    try:
        parsed = read_date(rule.partition(":")[2].strip(), "en")
    except ImpossibleDateError:
        return False
    return parsed is not None and not parsed.is_open and parsed.value + timedelta(days=1) < now


# ------------------------------------------------------------------------------- files of the site


def read_tdm_file(text: str) -> list[TdmRule]:
    """The rules of a `tdmrep.json`, in order; empty if it is not such a file."""
    if len(text) > _MAX_FILE_CHARS:
        return []
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        return []
    rules = []
    for entry in entries[:_MAX_LINES] if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(location := entry.get("location"), str):
            reservation = entry.get("tdm-reservation")
            if reservation in (0, 1, "0", "1") and not isinstance(reservation, bool):
                policy = entry.get("tdm-policy")
                rules.append(TdmRule(location, int(reservation), policy if isinstance(policy, str) else None))
    return rules


def read_usage_rules(robots_txt: str, agents: Iterable[str] = ("newsbot",)) -> list[UsageRule]:
    """The `Content-Usage` rules of a robots.txt: those of the group for one of the crawlers, else of that for all."""
    wanted = [*(agent.lower() for agent in agents), "*"]
    groups: dict[str, list[UsageRule]] = {}
    names: set[str] = set()
    is_open = False
    for line in robots_txt[:_MAX_FILE_CHARS].splitlines()[:_MAX_LINES]:
        key, mark, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not mark:
            continue
        if key == "user-agent":
            # Only the wanted names: with thousands of names each rule would be kept thousands of times.
            names = (names if is_open else set()) | {name for name in wanted if name == value.lower()}
            is_open = True
            continue
        is_open = False
        if key == "content-usage" and (rule := _usage_rule(value)):
            for name in names:
                groups.setdefault(name, []).append(rule)
        else:
            for name in names:
                groups.setdefault(name, [])
    return next((groups[name] for name in wanted if name in groups), [])


def _usage_rule(value: str) -> UsageRule | None:
    path, usage = "/", value
    if value.startswith("/"):
        path, _, usage = value.partition(" ")
    usage = plain_line(usage, _MAX_CHARS)
    return UsageRule(path, usage) if usage and _USAGE.match(usage) else None


def add_site_rights(rights: Rights, url: str, site: SiteRights) -> None:
    """Add what the site's files say about a page that says nothing: the first TDM rule, the longest usage rule."""
    path = _path(url)
    if rights.tdmReservation is None:
        found = next((rule for rule in site.tdm if _covers(rule.location, path)), None)
        if found is not None:
            set_reservation(rights, found.reservation, found.policy, url)
    if rights.contentUsage is None:
        covering = [rule for rule in site.usage if _covers(rule.path, path)]
        rights.contentUsage = max(covering, key=lambda rule: len(rule.path)).usage if covering else None


def _path(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _covers(pattern: str, path: str) -> bool:
    """Whether a pattern of robots.txt and tdmrep.json ("*" any characters, "$" the end) matches a path."""
    pattern = unquote(pattern.strip())
    is_end = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not pieces[0].startswith("/"):
        pieces[0] = "/" + pieces[0] if pieces[0] or len(pieces) == 1 else ""
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    last = len(pieces) - 1
    for number, piece in enumerate(pieces[1:], 1):
        if is_end and number == last:
            return path.endswith(piece) and len(path) - len(piece) >= at
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not is_end or at == len(path)
