"""Builds the crawl of one site from the user's options and the deployment's settings."""

from dataclasses import replace
from datetime import UTC, datetime

from newsbot.crawl.site_crawl import SiteCrawl
from newsbot.crawl.site_memory import SiteMemory
from newsbot.crawl.site_polls import SitePolls
from newsbot.crawl.site_template import SiteTemplate
from newsbot.crawl.traps import TrapGuard
from newsbot.deployment import Deployment
from newsbot.discovery.plan import PlanLimits, SitePlan
from newsbot.options import CrawlOptions
from newsbot.sites import Site
from newsbot.state.storage import Storage


def crawl_of(site: Site, options: CrawlOptions, deployment: Deployment, storage: Storage) -> SiteCrawl:
    """Return the crawl of one of the sites in the options, set up as they say."""
    wanted, limits, now = options.of(site.name), deployment.limits, datetime.now(UTC)
    ignore = wanted.overrides.ignore if wanted.overrides is not None else ()
    plan = PlanLimits(wanted.sources, wanted.since, options.limit, ignore, limits.sitemap_indexes)
    rules = replace(deployment.revisits, since=wanted.since)
    return SiteCrawl(
        site,
        SitePlan(site.url, plan, deployment.hosts),
        SiteMemory(storage, site.name, rules, now, wanted.sources, ignore, options.limit),
        SiteTemplate(storage, site.name, deployment.profile_pages),
        TrapGuard(limits.pattern_pages),
        limits.site_pages,
        SitePolls(storage, site.name, deployment.polls.within(site.bounds), now, only_due=options.only_due),
        wanted.overrides,
    )
