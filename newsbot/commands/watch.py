"""`scrapy watch`: crawl every site of a file whenever it is due, continuously or once."""

import argparse
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.commands import BaseRunSpiderCommand
from scrapy.utils.log import configure_logging

from newsbot.commands import Sentences, refuse_options, told_signals
from newsbot.deployment import Deployment, WatchRules, batch_rules, logs_json, read_deployment, watch_rules
from newsbot.exceptions import ArgumentError, NewsbotError, StorageError
from newsbot.feed_files import remove_torn_parts
from newsbot.forks import ForkServer
from newsbot.json_logs import log_as_json
from newsbot.locks import try_lock
from newsbot.recovery import recover_batches
from newsbot.state.storage import Storage, open_storage
from newsbot.watching.agenda import Agenda
from newsbot.watching.children import ChildLimits, CrawlLauncher, crawl_server
from newsbot.watching.display import Table, status_line
from newsbot.watching.fleet import FleetRules, shared_work
from newsbot.watching.metrics import Metrics
from newsbot.watching.run import WatchRun
from newsbot.watching.shared_watch import SharedWatch
from newsbot.watching.watch import SitesFile, Watch

logger = logging.getLogger("newsbot.watch")
_ARGUMENTS = ("sites", "tags")
# The watch itself logs each crawl; the crawls' own logs would be thousands of lines an hour.
_QUIET_LEVEL = "WARNING"


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings, the folder of this machine's watch, and the server that its crawls are forked from."""

    wanted: Deployment
    rules: WatchRules
    folder: Path
    server: ForkServer


class Command(Sentences, BaseRunSpiderCommand):
    """Exit code 0 when it was stopped, or with `--once` no crawl failed; 1 where one did; 2 for a mistake."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "-a sites=FILE.toml [-a tags=TAG] [--once]"

    def short_desc(self) -> str:
        return "Keep the sites of a file crawled: scrapy watch -a sites=sites.toml"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--once", action="store_true", help="crawl what is due now, then exit; for cron and timers")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            self._check(args, opts)
            wanted, rules = read_deployment(self.settings), watch_rules(self.settings)
            batch_rules(self.settings)
            with ExitStack() as stack:
                folder = Path(wanted.data, "watch")
                stack.enter_context(_alone(folder))
                server = stack.enter_context(closing(crawl_server()))
                storage = stack.enter_context(closing(open_storage(wanted.state, wanted.lease_s)))
                file = SitesFile(opts.spargs["sites"], opts.spargs.get("tags"))
                self._set_up_log()
                self._watch(opts, file, storage, Setup(wanted, rules, folder, server))
        except (ArgumentError, StorageError) as error:
            self.fail(str(error), 2)
        except NewsbotError as error:
            self.fail(str(error), 1)

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("watch", args)
        if args:
            raise ArgumentError(f"scrapy watch takes no argument {args[0]!r}: use -a sites=FILE.toml.")
        for name in opts.spargs:
            if name not in _ARGUMENTS:
                raise ArgumentError(f"Unknown option -a {name}=…: the watch takes {', '.join(_ARGUMENTS)}.")
        if not opts.spargs.get("sites"):
            raise ArgumentError("No sites named: use -a sites=FILE.toml.")
        if opts.output or opts.overwrite_output:
            raise ArgumentError("A watch writes batches into NEWSBOT_DATA; -o and -O are for a single crawl.")

    def _set_up_log(self) -> None:
        assert self.settings is not None
        if logs_json(self.settings):
            log_as_json(self.settings["LOG_LEVEL"], self.settings["LOG_FILE"])
        else:
            configure_logging(self.settings)

    def _watch(self, opts: argparse.Namespace, file: SitesFile, storage: Storage, setup: Setup) -> None:
        assert self.settings is not None
        wanted, rules = setup.wanted, setup.rules
        is_live = sys.stderr.isatty() and not self.settings["LOG_FILE"] and not logs_json(self.settings)
        launcher = CrawlLauncher(
            setup.folder,
            ChildLimits(rules.time_s, rules.memory_mb, rules.grace_s),
            setup.server,
            _child_arguments(self.settings, rules, opts),
            setup.folder / "crawls.log" if is_live else None,
        )
        launcher.clear()
        agenda = Agenda(wanted.polls, rules.crawls, rules.together)
        with shared_work(wanted.state, FleetRules(rules.crawls, wanted.lease_s / 2)) as fleet:
            watch = (
                SharedWatch(file, agenda, storage, launcher, fleet=fleet)
                if fleet
                else Watch(file, agenda, storage, launcher)
            )
            self._run_watch(opts, watch, setup, is_live=is_live)

    def _run_watch(self, opts: argparse.Namespace, watch: Watch, setup: Setup, *, is_live: bool) -> None:
        wanted, rules, storage = setup.wanted, setup.rules, watch.storage
        watch.open(datetime.now(UTC))
        metrics = Metrics(rules.metrics_file, rules.metrics_port) if rules.metrics_file or rules.metrics_port else None
        remove_torn_parts(Path(wanted.data))
        recover_batches(storage, Path(wanted.data))
        if opts.once:
            watch.crawl_once(datetime.now(UTC))
        run = WatchRun(watch, metrics, Table() if is_live else None, rules.status_s)
        try:
            with told_signals() as stops:
                run.go_on(stops.wait)
        finally:
            if metrics is not None:
                metrics.close()
        if opts.once and watch.counts["failed"]:
            self.fail(f"{watch.counts['failed']} of {watch.counts['crawls']} crawls failed; see scrapy sites.", 1)
        logger.info("The watch has ended: %s", status_line(watch.status(datetime.now(UTC))))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock the folder, so that only one watch at a time writes to a data folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except OSError as error:
        raise ArgumentError(f"NEWSBOT_DATA: {folder} cannot be written: {error.strerror}.") from None
    with lock:
        if not try_lock(lock):
            raise NewsbotError(f"Another watch is using {folder.parent}: stop it, or set another NEWSBOT_DATA.")
        yield


# Scrapy's priority of command-line settings.
_OF_COMMAND_LINE = 40


def _child_arguments(settings: Any, rules: WatchRules, opts: argparse.Namespace) -> list[str]:
    """Return every crawl's arguments: the settings of this command line, and those that differ in a child."""
    level = settings["LOG_LEVEL"] if settings.getpriority("LOG_LEVEL") >= _OF_COMMAND_LINE else _QUIET_LEVEL
    own = {"NEWSBOT_WORKERS": rules.workers, "NEWSBOT_METRICS_FILE": "", "NEWSBOT_METRICS_PORT": 0, "LOG_LEVEL": level}
    if level == _QUIET_LEVEL:
        # Otherwise Scrapy looks the versions up for each crawl, and logs them at a level that is off.
        own["LOG_VERSIONS"] = ""
    said = [*opts.set, *(f"{name}={value}" for name, value in own.items())]
    return [part for setting in said for part in ("-s", setting)]
