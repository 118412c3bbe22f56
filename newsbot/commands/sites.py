"""`scrapy sites [SITE]`: what the state holds about each site."""

import argparse
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import msgspec
from scrapy.commands import ScrapyCommand

from newsbot.boilerplate import decode_learner
from newsbot.commands import Sentences, add_profile_option, refuse_options
from newsbot.deployment import read_deployment
from newsbot.exceptions import ArgumentError, StorageError
from newsbot.extraction.template.profile import decode_profile, is_usable
from newsbot.sites import named_site
from newsbot.state.storage import Storage, open_storage
from newsbot.template_report import template_lines

_NO_SITE = "No site has been crawled yet: scrapy crawl news -a site=https://example.com/ crawls one."


class Command(Sentences, ScrapyCommand):
    """Exit code 1 for a site that is not known, 2 for a wrong argument."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--json | --html FILE | --profile] [SITE]"

    def short_desc(self) -> str:
        return "Show what is known about each site: articles, last run, profile"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--html", metavar="FILE", help="write one self-contained page")
        add_profile_option(parser, "what newsbot has learned of SITE's template")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            refuse_options("sites", args)
            if len(args) > 1 or (opts.site_profile and not args):
                raise ArgumentError("Name one site, by its address or its host.")
            if sum((opts.json, opts.html is not None, bool(opts.site_profile))) > 1:
                raise ArgumentError("Choose one of --json, --html and --profile.")
            with closing(open_storage(read_deployment(self.settings).state)) as storage:
                self._show(storage, args[0] if args else None, opts)
        except (ArgumentError, StorageError) as error:
            self.fail(str(error), 2)

    def _show(self, storage: Storage, asked: str | None, opts: argparse.Namespace) -> None:
        known = storage.site_summaries()
        is_name = asked is None or any(summary.site == asked for summary in known)
        wanted = asked if asked is None or is_name else named_site(asked)
        found = [summary for summary in known if wanted in (None, summary.site)]
        if not found:
            self.fail(
                f"{wanted} has never been crawled. Without a name, scrapy sites lists all crawled sites."
                if wanted
                else _NO_SITE,
                1,
            )
        elif opts.site_profile:
            self._show_profile(storage, found[0].site)
        elif opts.json:
            for summary in found:
                print(msgspec.json.encode(asdict(summary)).decode())
        elif opts.html is not None:
            from newsbot.site_table import sites_page

            try:
                Path(opts.html).write_text(sites_page(found), encoding="utf-8")
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else "it is not a valid path"
                raise ArgumentError(f"{opts.html!r} cannot be written: {reason}.") from None
        else:
            from newsbot.site_table import print_sites

            print_sites(found, sys.stdout)

    def _show_profile(self, storage: Storage, site: str) -> None:
        versions = map(decode_profile, filter(is_usable, storage.site_profiles(site).values()))
        for line in template_lines(decode_learner(storage.site_learner(site)), versions):
            print(line)
