"""The user's options for one crawl: the arguments of `-a NAME=VALUE`, checked before the first request.

Any error is an `ArgumentError` whose message is one sentence with what was expected. The settings of a deployment are
in `deployment`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from newsbot.exceptions import ArgumentError
from newsbot.extraction.overrides import Overrides, read_overrides
from newsbot.items import Source
from newsbot.sites import SOURCES, Site, moment_since, site_at
from newsbot.sites_file import choose_sites, read_sites

ARGUMENTS = ("site", "sites", "tags", "since", "limit", "sources", "overrides", "due")
# What Scrapyd passes to every crawl: the ID of its job.
_OF_OTHERS = ("_job",)
_NUMBER = re.compile(r"\d{1,9}\Z")


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """The options for one site; no `languages` means all."""

    since: datetime | None = None
    sources: frozenset[Source] = frozenset(SOURCES)
    languages: tuple[str, ...] = ()
    overrides: Overrides | None = None


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """One crawl as the user asked for it; `limit` None means all.

    `own` holds the options that a file gives for sites, by name; `only_due` limits the crawl to sources that are due.
    """

    sites: tuple[Site, ...]
    since: datetime | None = None
    limit: int | None = None
    sources: frozenset[Source] = frozenset(SOURCES)
    overrides: Overrides | None = None
    own: Mapping[str, SiteOptions] = field(default_factory=dict)
    only_due: bool = False

    def of(self, name: str) -> SiteOptions:
        """Return the options for the site of this name."""
        return self.own.get(name) or SiteOptions(self.since, self.sources, (), self.overrides)


def crawl_options(arguments: Mapping[str, object], now: datetime | None = None) -> CrawlOptions:
    """Return the options given by `-a NAME=VALUE` arguments; a script may pass numbers as numbers."""
    for name in arguments:
        if name not in ARGUMENTS and name not in _OF_OTHERS:
            raise ArgumentError(f"Unknown option -a {name}=…: the crawl takes {', '.join(ARGUMENTS)}.")
    texts = {name: str(value) for name, value in arguments.items()}
    now = now or datetime.now(UTC)
    sites = chosen_sites(texts)
    if "overrides" in texts and len(sites) > 1:
        raise ArgumentError("-a overrides=… applies to one site: crawl each site that has overrides separately.")
    options = CrawlOptions(
        sites=sites,
        since=since_moment("since", texts["since"], now) if "since" in texts else None,
        limit=_limit(texts["limit"]) if "limit" in texts else None,
        sources=_sources(texts["sources"]) if "sources" in texts else frozenset(SOURCES),
        overrides=read_overrides(texts["overrides"]) if "overrides" in texts else None,
        only_due=_only_due(texts.get("due")),
    )
    if "sites" not in texts:
        return options
    return replace(options, own={site.name: _own_options(site, options, texts, now) for site in sites})


def chosen_sites(texts: Mapping[str, str]) -> tuple[Site, ...]:
    """Return the sites that the arguments `site`, `sites` and `tags` name."""
    named = _sites(texts.get("site", ""))
    if "sites" in texts:
        return choose_sites(
            read_sites(texts["sites"]), texts["sites"], [site.name for site in named], texts.get("tags")
        )
    if "tags" in texts:
        raise ArgumentError("-a tags=… selects sites from a file: name the file with -a sites=FILE.toml.")
    if not named:
        raise ArgumentError(
            "No site named: use -a site=https://example.com/ (separate several with commas) or -a sites=FILE.toml."
        )
    return named


def _own_options(site: Site, options: CrawlOptions, texts: Mapping[str, str], now: datetime) -> SiteOptions:
    """Return the options that the file gives for a site, except where the command line overrides them."""
    return SiteOptions(
        since=moment_since(site.since, now) if site.since and "since" not in texts else options.since,
        sources=site.sources if site.sources and "sources" not in texts else options.sources,
        languages=site.languages,
        overrides=read_overrides(site.overrides) if site.overrides and "overrides" not in texts else options.overrides,
    )


def _sites(text: str) -> tuple[Site, ...]:
    sites = {}
    for part in text.split(","):
        if part.strip():
            site = site_at(part.strip())
            sites[site.url] = site
    if len({site.name for site in sites.values()}) < len(sites):
        raise ArgumentError(f"-a site={text} names one site twice; a site is crawled once, from one address.")
    return tuple(sites.values())


def since_moment(name: str, text: str, now: datetime) -> datetime:
    """Return the moment that an age or a date means; `name` is the argument, for the error message."""
    moment = moment_since(text, now)
    if moment is None:
        raise ArgumentError(
            f"-a {name}={text} is neither an age nor a date: write 90m, 12h, 7d, 2w or a day such as 2026-11-01."
        )
    return moment


def _only_due(text: str | None) -> bool:
    if text not in (None, "only"):
        raise ArgumentError(f"-a due={text} must be -a due=only, which reads only the sources that are due.")
    return text == "only"


def _limit(text: str) -> int:
    if not _NUMBER.match(text.strip()) or int(text) < 1:
        raise ArgumentError(f"-a limit={text} must be a whole number of articles, 1 or more.")
    return int(text)


def _sources(text: str) -> frozenset[Source]:
    names = {part.strip() for part in text.split(",") if part.strip()}
    unknown = names - set(SOURCES)
    if unknown or not names:
        raise ArgumentError(f"-a sources={text} names an unknown source: choose from {', '.join(SOURCES)}.")
    return frozenset(source for source in SOURCES if source in names)
