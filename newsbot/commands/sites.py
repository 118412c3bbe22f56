"""`scrapy sites [SITE]`: what the state knows of each site."""

import argparse
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

import msgspec
from scrapy.commands import ScrapyCommand

from newsbot.boilerplate import decode_learner
from newsbot.commands import Sentences, add_profile_option, refuse_options
from newsbot.exceptions import ArgumentError, StorageError
from newsbot.extraction.site_profile import decode_profile, is_usable
from newsbot.options import deployment
from newsbot.sites import named_site
from newsbot.states import SiteSummary
from newsbot.storage import Storage, open_storage
from newsbot.template_report import template_lines

if TYPE_CHECKING:
    from datetime import datetime


class Command(Sentences, ScrapyCommand):
    """Exit code 1 for a site that is not known, 2 for a wrong argument."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--json | --profile] [SITE]"

    def short_desc(self) -> str:
        return "Show what is known of each site: articles, last run, profile"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        add_profile_option(parser, "what SITE's pages have taught of its template")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            refuse_options("sites", args)
            if len(args) > 1 or (opts.site_profile and not args):
                raise ArgumentError("Name one site, by its address or its host.")
            with closing(open_storage(deployment(self.settings).state)) as storage:
                self._show(storage, args[0] if args else None, opts)
        except (ArgumentError, StorageError) as error:
            self.fail(str(error), 2)

    def _show(self, storage: Storage, asked: str | None, opts: argparse.Namespace) -> None:
        known = storage.site_summaries()
        is_name = asked is None or any(summary.site == asked for summary in known)
        wanted = asked if asked is None or is_name else named_site(asked)
        found = [summary for summary in known if wanted in (None, summary.site)]
        if not found:
            self.fail(f"{wanted} was never crawled." if wanted else "No site was crawled yet.", 1)
        elif opts.site_profile:
            self._show_profile(storage, found[0].site)
        elif opts.json:
            for summary in found:
                print(msgspec.json.encode(asdict(summary)).decode())
        else:
            width = max(len("site"), *(len(summary.site) for summary in found))
            print(f"{'site':{width}}  articles  last run          profile")
            for summary in found:
                print(f"{summary.site:{width}}  {summary.articles:8}  {_last_run(summary)}  {summary.profile or '-'}")

    def _show_profile(self, storage: Storage, site: str) -> None:
        versions = map(decode_profile, filter(is_usable, storage.site_profiles(site).values()))
        for line in template_lines(decode_learner(storage.site_learner(site)), versions):
            print(line)


def _last_run(summary: SiteSummary) -> str:
    moment: datetime | None = summary.finished or summary.started
    if moment is None:
        return f"{'-':16}"
    said = f"{moment:%Y-%m-%d %H:%M}"
    return said if summary.finished else f"{said} (not ended)"
