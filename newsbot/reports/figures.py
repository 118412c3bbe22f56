"""The result of a run as figures: counted while it runs, stored as JSON, read again by `scrapy report`.

Everything is bounded: however large a crawl is, its report is not.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappush, heappushpop
from typing import Any

# The folder of reports in NEWSBOT_DATA.
FOLDER = "reports"
_MAX_KEYS = 200
_MAX_EXAMPLES = 3
_MAX_REASONS = 60
_MAX_SLOW = 10
_MAX_FAILING = 30
_MAX_WORDS = 2_000
OTHERS = "(others)"
# Reasons of pages that could not be fetched; with any other reason the page itself was fetched.
_NOT_HAD = frozenset(
    "timeout unreachable cut_off redirect_loop error too_large memory crashed codings headers_too_large tls".split()
)
# Reasons of pages that were not requested, and reasons that say nothing about a page.
_NOT_ASKED = frozenset(("robots", "robots_unavailable", "private_address", "bad_port", "not_http", "retry_later"))
_NO_DROPS = frozenset(("unchanged", "before_since", "same_address", "same_content", "closed"))


@dataclass(slots=True)
class Check:
    """A monitor's verdict on a site, or on the whole run ("" for a site): whether it is well, and in words."""

    name: str
    site: str
    is_well: bool
    said: str
    advice: str = ""


@dataclass(slots=True)
class Example:
    """A page that gave no article."""

    url: str
    reason: str
    site: str


@dataclass(slots=True)
class SiteFigures:
    """One site of a run. `read` are pages that could be fetched, `failed` those that could not.

    `fields` counts the lines that have each field; `words` are the lengths of some texts; `hours` are the hours (UTC,
    "00" to "23") in which the lines' articles were published, `newest` is the latest of these dates.
    """

    site: str
    new: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    read: int = 0
    failed: int = 0
    copies: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    hours: dict[str, int] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)
    words: list[int] = field(default_factory=list)
    newest: str | None = None
    profile: str | None = None
    problem: str | None = None

    @property
    def lines(self) -> int:
        """New and updated articles."""
        return self.new + self.updated

    @property
    def median_words(self) -> int | None:
        return sorted(self.words)[len(self.words) // 2] if self.words else None

    def share(self, name: str) -> float | None:
        """Return the share of the lines that have a field, None without lines."""
        return self.fields.get(name, 0) / self.lines if self.lines else None

    def take_line(self, line: Mapping[str, Any]) -> None:
        """Count a line."""
        if line.get("pubStatus") == "canceled":
            self.removed += 1
            return
        if line.get("version", 1) == 1:
            self.new += 1
        else:
            self.updated += 1
        self.read += 1
        self.copies += "duplicateOf" in line
        for name in line:
            self.fields[name] = self.fields.get(name, 0) + 1
        if len(self.words) < _MAX_WORDS:
            self.words.append(line.get("wordCount", 0))
        for section in line.get("articleSection", ())[:1]:
            _add(self.sections, section)
        _add(self.languages, line.get("inLanguage", "unknown"))
        self.profile = line.get("metadata", {}).get("siteProfile", self.profile)
        published = line.get("datePublished")
        if published is not None:
            self._take_date(published, is_day=line.get("datePublishedPrecision") == "day")

    def _take_date(self, published: str, *, is_day: bool) -> None:
        moment = datetime.fromisoformat(published).astimezone(UTC)
        said = moment.isoformat()
        if self.newest is None or said > self.newest:
            self.newest = said
        if not is_day:
            _add(self.hours, f"{moment:%H}")
        _add(self.days, f"{moment:%Y-%m-%d}")

    def take_drop(self, reason: str) -> None:
        """Count a page that gave no line."""
        if reason == "unchanged":
            self.unchanged += 1
            self.read += 1
        elif is_not_had(reason):
            self.failed += 1
        elif reason not in _NO_DROPS | _NOT_ASKED:
            self.read += 1
        _add(self.dropped, reason)


def is_not_had(reason: str) -> bool:
    """Whether a page was dropped because it could not be fetched."""
    bare = reason.removeprefix("next_page_")
    return bare in _NOT_HAD or (bare.startswith("http_") and bare not in ("http_404", "http_410"))


def _add(counts: dict[str, int], key: str) -> None:
    """Count a key; beyond the maximum, new keys are counted together."""
    if key not in counts and len(counts) >= _MAX_KEYS:
        key = OTHERS
    counts[key] = counts.get(key, 0) + 1


@dataclass(slots=True)
class RunReport:
    """One run. `slow` are the slowest pages with their seconds; `failing` are pages that could not be fetched.

    `statuses`, `robots`, `rights` and `profiles` are counts by name; `counters` are newsbot's own stats. Among `checks`
    the failed ones come first.
    """

    run: str
    version: str
    started: str = ""
    finished: str = ""
    elapsed_s: float = 0.0
    ended: str = "finished"
    sites: list[SiteFigures] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    slow: list[tuple[float, str]] = field(default_factory=list)
    failing: list[Example] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    robots: dict[str, int] = field(default_factory=dict)
    rights: dict[str, int] = field(default_factory=dict)
    duplicates: dict[str, int] = field(default_factory=dict)
    profiles: dict[str, int] = field(default_factory=dict)
    counters: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def failed(self) -> list[Check]:
        """The monitors that failed."""
        return [check for check in self.checks if not check.is_well]

    def total(self, name: str) -> int:
        """Return the sum of a figure over all sites."""
        return sum(getattr(site, name) for site in self.sites)

    def merged(self, name: str) -> dict[str, int]:
        """Return the counts of all sites together, the most frequent first."""
        counts: Counter[str] = Counter()
        for site in self.sites:
            counts.update(getattr(site, name))
        return dict(counts.most_common(_MAX_KEYS))


class Tally:
    """Counts one run, event by event."""

    def __init__(self, sites: list[str]) -> None:
        self.sites = {name: SiteFigures(name) for name in sites}
        self._examples: dict[str, list[Example]] = {}
        self._failing: list[Example] = []
        self._slow: list[tuple[float, str]] = []
        self._rights: dict[str, int] = {}

    def site(self, name: str) -> SiteFigures:
        """Return the figures of a site; beyond the maximum number of sites, of all others together."""
        if name not in self.sites and len(self.sites) >= _MAX_KEYS:
            name = OTHERS
        return self.sites.setdefault(name, SiteFigures(name))

    def take_line(self, line: Mapping[str, Any], site: str) -> None:
        self.site(site).take_line(line)
        for name, value in line.get("rights", {}).items():
            said = f"{name} {', '.join(map(str, value)) if isinstance(value, list) else value}"
            _add(self._rights, said[:120])

    def take_drop(self, url: str, reason: str, site: str) -> None:
        self.site(site).take_drop(reason)
        example = Example(url, reason, site)
        if reason not in _NO_DROPS and (reason in self._examples or len(self._examples) < _MAX_REASONS):
            known = self._examples.setdefault(reason, [])
            if len(known) < _MAX_EXAMPLES:
                known.append(example)
        if is_not_had(reason) and len(self._failing) < _MAX_FAILING:
            self._failing.append(example)

    def take_response(self, url: str, seconds: float) -> None:
        if len(self._slow) < _MAX_SLOW:
            heappush(self._slow, (seconds, url))
        elif seconds > self._slow[0][0]:
            heappushpop(self._slow, (seconds, url))

    def fill(self, report: RunReport) -> None:
        """Put the counts into the report."""
        report.sites = list(self.sites.values())
        report.examples = [example for examples in self._examples.values() for example in examples]
        report.failing = self._failing
        report.slow = [(round(seconds, 2), url) for seconds, url in sorted(self._slow, reverse=True)]
        report.rights = self._rights
