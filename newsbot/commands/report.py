"""`scrapy report [RUN]`: the result of a run, and whether its monitors passed."""

import argparse
import sys
from pathlib import Path

import msgspec
from scrapy.commands import ScrapyCommand

from newsbot.commands import Sentences, refuse_options
from newsbot.deployment import read_deployment
from newsbot.exceptions import ArgumentError
from newsbot.reports.figures import FOLDER, RunReport
from newsbot.reports.files import read_report


class Command(Sentences, ScrapyCommand):
    """Exit code 1 when a monitor failed, 2 for a wrong argument or a run that is not there."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--html FILE | --json] [--compare RUN] [RUN]"

    def short_desc(self) -> str:
        return "Show the results of a run: monitors, figures, examples"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--html", metavar="FILE", help="write one self-contained page")
        parser.add_argument("--json", action="store_true", help="the report as one JSON object")
        parser.add_argument("--compare", metavar="RUN", help="only what differs from an earlier run")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            refuse_options("report", args)
            if len(args) > 1:
                raise ArgumentError("Name one run, by its id or the start of it, or none for the latest.")
            if sum((opts.html is not None, opts.json, opts.compare is not None)) > 1:
                raise ArgumentError("Choose one of --html, --json and --compare.")
            folder = Path(read_deployment(self.settings).data, FOLDER)
            report = read_report(folder, args[0] if args else None)
            other = read_report(folder, opts.compare) if opts.compare is not None else None
            self._show(report, other, opts)
        except ArgumentError as error:
            self.fail(str(error), 2)
            return
        if report.failed:
            self.exitcode = 1

    def _show(self, report: RunReport, other: RunReport | None, opts: argparse.Namespace) -> None:
        if opts.json:
            print(msgspec.json.encode(report).decode())
        elif opts.html is not None:
            from newsbot.reports.web import report_page

            try:
                Path(opts.html).write_text(report_page(report), encoding="utf-8")
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else "it is not a valid path"
                raise ArgumentError(f"{opts.html!r} cannot be written: {reason}.") from None
            print(f"{opts.html} shows run {report.run}.", file=sys.stderr)
        elif other is not None:
            from newsbot.reports.terminal import print_comparison

            print_comparison(report, other, sys.stdout)
        else:
            from newsbot.reports.terminal import print_report

            print_report(report, sys.stdout)
