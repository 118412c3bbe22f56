"""`scrapy crawl`, with a one-sentence message for a wrong argument and a summary line at the end."""

import argparse
import gc
import logging
import os
import re
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.extensions.feedexport import FeedExporter
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.utils.misc import load_object

from newsbot.archive.options import archive_options
from newsbot.commands import Sentences, refuse_options, told_signals
from newsbot.deployment import batch_rules, logs_json, read_deployment, watch_rules
from newsbot.exceptions import ArgumentError, SiteBusyError, SiteLostError, StorageError
from newsbot.extensions import ReportExtension
from newsbot.forks import ONE_THREAD
from newsbot.json_logs import log_as_json
from newsbot.options import crawl_options
from newsbot.progress import is_terminal
from newsbot.report import is_no_archive, problem_sentence, summary_line
from newsbot.state.storage import open_storage
from newsbot.watching.children import EXIT_LEFT

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newsbot.archive.jobs import ArchiveJobs
    from newsbot.archive.line_changes import Differences
    from newsbot.spiders.archive import ArchiveSpider
    from newsbot.spiders.news import NewsSpider


logger = logging.getLogger(__name__)

# The garbage collector's threshold: what a few pages allocate.
_OBJECTS_A_COLLECTION = 5_000
# Scrapy's name for standard output.
_STANDARD_OUTPUT = "stdout:"
_JOBS = re.compile(r"[\w.-]{1,60}", re.ASCII)
# How often the reading processes of a shared archive are polled.
TICK_S = 0.5
# The failures that make the exit code 1, by the stat that counts them.
_FAILURES = {
    "newsbot/state/failed": "Some pages could not be recorded and will be fetched again. The log says why.",
    "newsbot/warc/failed": "Some pages could not be archived. The log says why.",
    "newsbot/feed/failed": "Some lines could not be stored; their articles stay due. The log says why.",
    "newsbot/archive/files_failed": "Some files could not be read. The log says which.",
}


class Command(Sentences, crawl.Command):
    """Scrapy's own command; exit code 1 when a site gave nothing or lines could not be stored, 2 for a mistake."""

    def short_desc(self) -> str:
        return "Crawl news sites: scrapy crawl news -a site=https://example.com/"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--diff", metavar="DIR", help="archive only: report what differs from the lines in DIR")
        parser.add_argument("--jobs", metavar="NAME", help="archive only: share the files with other machines")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        default_feeds = list(self.settings.getdict("FEEDS"))
        super().process_options(args, opts)
        if opts.output or opts.overwrite_output:
            # Scrapy would write the project's feeds in addition to those on the command line.
            for uri in default_feeds:
                self.settings["FEEDS"].delete(uri, priority="cmdline")
        outputs = list(self.settings["FEEDS"]) if opts.output or opts.overwrite_output else []
        if opts.diff is not None:
            opts.spargs["diff"] = opts.diff
        try:
            self._check(args, opts)
            for output in outputs:
                check_output(output)
            if is_terminal() and not opts.loglevel and not self._is_set("LOG_LEVEL") and not logs_json(self.settings):
                # A person at a terminal sees the progress display; warnings and errors appear above it.
                self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        except ArgumentError as error:
            self.fail(str(error), 2)
            # The log is not open yet, so the sentence is all that is printed.
            raise SystemExit(2) from None
        if logs_json(self.settings):
            log_as_json(self.settings["LOG_LEVEL"], self.settings["LOG_FILE"])
            self.settings.set("LOG_ENABLED", False, priority="cmdline")

    def _is_set(self, name: str) -> bool:
        """Return whether the command line sets it with `-s`."""
        assert self.settings is not None
        return (self.settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["cmdline"]

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        if opts.jobs is not None:
            self._share(opts)
            return
        # Set before numpy is imported: it would start one thread per core, each of which spins for a while.
        for name, count in ONE_THREAD.items():
            os.environ.setdefault(name, count)
        crawler = self._create_crawler(args[0])
        started = time.monotonic()
        self.crawler_process.crawl(crawler, **opts.spargs)
        # Objects created by the imports are never freed; without this, each collection would scan them again.
        gc.freeze()
        gc.set_threshold(_OBJECTS_A_COLLECTION)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
        elif args[0] in ("news", "archive"):
            self._conclude(crawler, time.monotonic() - started)

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise ArgumentError for anything that would fail later with a traceback."""
        assert self.settings is not None
        refuse_options("crawl", args)
        if len(args) != 1:
            raise ArgumentError("Name one spider: scrapy crawl news -a site=https://example.com/")
        # Scrapy's function for this freezes a copy of all settings, which takes longer than everything else here.
        spiders = load_object(self.settings["SPIDER_LOADER_CLASS"]).from_settings(self.settings).list()
        if args[0] not in spiders:
            raise ArgumentError(f"There is no spider {args[0]!r}: choose from {', '.join(sorted(spiders))}.")
        if opts.jobs is not None:
            self._check_jobs(args[0], opts)
        if args[0] == "archive":
            archive_options(opts.spargs)
        elif args[0] == "news":
            crawl_options(opts.spargs)
        read_deployment(self.settings)
        batch_rules(self.settings)
        logs_json(self.settings)

    def _check_jobs(self, spider: str, opts: argparse.Namespace) -> None:
        """Raise ArgumentError for a crawl that cannot be shared."""
        assert self.settings is not None
        if spider != "archive":
            raise ArgumentError(
                "--jobs works only with scrapy crawl archive; to share sites among machines, use scrapy watch."
            )
        if not _JOBS.fullmatch(opts.jobs):
            raise ArgumentError(f"--jobs {opts.jobs} must be a name of up to 60 letters, digits, dots, - and _.")
        if opts.output or opts.overwrite_output or "diff" in opts.spargs:
            raise ArgumentError(
                "With --jobs, lines are written to the batches in NEWSBOT_DATA: leave out -o, -O and --diff."
            )
        if not read_deployment(self.settings).state.startswith(("postgresql://", "postgres://")):
            raise ArgumentError("--jobs shares files through PostgreSQL: set NEWSBOT_STATE=postgresql://….")
        watch_rules(self.settings)

    def _share(self, opts: argparse.Namespace) -> None:
        """Do this machine's share of an archive until all files are read, here or on other machines."""
        from newsbot.archive.jobs import ArchiveJobs, ArchiveWork, ReadingProcesses
        from newsbot.watching.children import crawl_server
        from newsbot.watching.fleet import FleetRules, shared_work

        assert self.settings is not None
        state, rules = read_deployment(self.settings), watch_rules(self.settings)
        arguments = [
            part for name, value in opts.spargs.items() if name != "warc" for part in ("-a", f"{name}={value}")
        ]
        wanted = ArchiveWork(opts.jobs, archive_options(opts.spargs).files, arguments)
        level = self.settings["LOG_LEVEL"] if self._is_set("LOG_LEVEL") or opts.loglevel else "WARNING"
        own = [part for setting in (*opts.set, f"LOG_LEVEL={level}") for part in ("-s", setting)]
        try:
            with (
                closing(open_storage(state.state, state.lease_s)) as storage,
                shared_work(state.state, FleetRules(1, state.lease_s / 2), wanted.work) as fleet,
                closing(crawl_server()) as server,
            ):
                assert fleet is not None
                launcher = ReadingProcesses(rules.memory_mb, rules.grace_s, server, own)
                jobs = ArchiveJobs(wanted, fleet, storage, launcher, Path(state.data))
                jobs.settle()
                self._work_on(jobs)
        except StorageError as error:
            self.fail(str(error), 2)

    def _work_on(self, jobs: "ArchiveJobs") -> None:
        """Run until everything is done or two signals have arrived."""
        started, asked = time.monotonic(), 0
        with told_signals() as stops:
            while not jobs.is_done:
                now = datetime.now(UTC)
                for _ in range(asked):
                    jobs.stop(now)
                jobs.step(now)
                asked = stops.wait(TICK_S)
        failed = [] if jobs.is_stopping else jobs.failures()
        total, read = len(jobs.wanted.files), jobs.counts["read"]
        left = len(jobs.left or ()) if jobs.left is not None else total
        elsewhere = total - read - left - len(failed)
        print(
            f"newsbot: {total} files: {read} read here, {elsewhere} elsewhere or before, {len(failed)} failed,"
            f" {left} left; {time.monotonic() - started:.1f} s",
            file=sys.stderr,
        )
        if failed:
            others = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
            self.fail(f"{failed[0]}{others} could not be read completely: run this command again.", 1)
        elif left:
            self.fail("Stopped before the end: run this command again to continue.", 1)

    def _conclude(self, crawler: "Crawler", elapsed_s: float) -> None:
        """Report the result of the crawl, and set the exit code."""
        spider: NewsSpider | ArchiveSpider | None = crawler.spider  # type: ignore[assignment]
        if spider is None:
            self.fail("The crawl did not start; the log says why.", 1)
            return
        if spider.refusal is not None:
            self.fail(str(spider.refusal), _code_of(spider))
            return
        stats = crawler.stats.get_stats()
        if "finish_reason" not in stats:
            # A second Ctrl-C: the next crawl fetches again what was not stored by then.
            self.fail("The crawl was stopped before its lines were stored; their articles stay due.", 1)
            return
        for site_crawl in getattr(spider, "crawls", ()):
            if site_crawl.problem is not None and not site_crawl.articles and not site_crawl.memory.known:
                self.fail(f"Nothing was read from {site_crawl.site.url}: {problem_sentence(site_crawl.problem)}.", 1)
            elif site_crawl.lists_nothing:
                print(f"newsbot: {site_crawl.site.url} lists no article in any of its sources.", file=sys.stderr)
        if crawler.get_extension(FeedExporter) is None:
            self.fail("There is no feed to write to; the log says why.", 1)
        for stat, sentence in _FAILURES.items():
            if stats.get(stat):
                self.fail(sentence, 1)
        if getattr(spider, "is_left_out", False):
            self.fail("The file was not read completely; its lines are discarded.", 1)
        if is_no_archive(stats):
            self.fail("None of the files contains a record: are they WARC files? The log names each.", 1)
        self._sum_up(crawler, spider, summary_line(stats, elapsed_s))

    def _sum_up(self, crawler: "Crawler", spider: "NewsSpider | ArchiveSpider", summary: str) -> None:
        """Print a summary of the crawl for a person, or log it if the crawl is one of many."""
        if getattr(spider.options, "only_due", False) or getattr(spider.options, "lease", ""):
            logger.info("%s", summary)
            return
        differences: Differences | None = getattr(spider, "differences", None)
        if differences is not None:
            print(differences.table())
        print(f"newsbot: {summary}", file=sys.stderr)
        written = crawler.get_extension(ReportExtension)
        if written is not None and written.report is not None:
            from newsbot.reports.summary import summary_lines

            page = str(written.page) if written.page is not None else None
            for line in summary_lines(written.report, page):
                print(f"  {line}", file=sys.stderr)


def check_output(uri: str) -> None:
    """Raise ArgumentError for a file that cannot be written; other URIs are checked by their feed storage."""
    scheme, _, path = uri.rpartition("://")
    if scheme not in ("", "file") or uri == _STANDARD_OUTPUT:
        return
    place = Path(path).absolute()
    if place.is_dir():
        raise ArgumentError(f"{path} cannot be written: it is a folder.")
    if place.exists():
        if not os.access(place, os.W_OK):
            raise ArgumentError(f"{path} cannot be written: it is read-only.")
        return
    nearest = next(folder for folder in place.parents if folder.exists())
    if not nearest.is_dir():
        raise ArgumentError(f"{path} cannot be written: {nearest} is not a folder.")
    if not os.access(nearest, os.W_OK):
        raise ArgumentError(f"{path} cannot be written: {nearest} is not writable.")


def _code_of(spider: "NewsSpider | ArchiveSpider") -> int:
    """Return the exit code of a crawl that could not do what was asked."""
    if isinstance(spider.refusal, (ArgumentError, StorageError)):
        return 2
    is_left = isinstance(spider.refusal, (SiteBusyError, SiteLostError))
    return EXIT_LEFT if is_left and getattr(spider.options, "only_due", False) else 1
