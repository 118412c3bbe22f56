"""Extensions of a crawl: its results are counted, compared with earlier runs and written as a report."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.utils.asyncio import run_in_thread

from newsbot import __version__
from newsbot.deployment import webhook
from newsbot.exceptions import ArgumentError
from newsbot.feeds import DeliveringFeedExporter
from newsbot.report import own_counters, problem_sentence
from newsbot.reports.figures import FOLDER, RunReport, Tally
from newsbot.signals import page_skipped
from newsbot.urls import is_of_site, site_name

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

_STATUS = "downloader/response_status_count/"
_ROBOTS = ("robotstxt/", "newsbot/robots/")
_DROPS_ITS_URL = ": "


class ReportExtension:
    """Writes `<NEWSBOT_DATA>/reports/<run>.json` and `.html` when a run has ended, and then keeps it in `report`."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler
        self.folder = Path(str(crawler.settings.get("NEWSBOT_DATA") or "data"), FOLDER)
        try:
            self.webhook = webhook(crawler.settings)
        except ArgumentError:
            self.webhook = ""  # The spider refuses the crawl because of it.
        self.report: RunReport | None = None
        self.page: Path | None = None
        self.tally = Tally([])

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        extension = cls(crawler)
        for handler, signal in (
            (extension.take_line, signals.item_scraped),
            (extension.take_drop, signals.item_dropped),
            (extension.take_skip, page_skipped),
            (extension.take_response, signals.response_received),
            (extension.close, signals.engine_stopped),
        ):
            crawler.signals.connect(handler, signal)
        return extension

    def site_of(self, url: str) -> str:
        """Return the site of this run that an address belongs to."""
        crawls: list[Any] = getattr(self.crawler.spider, "crawls", [])
        if len(crawls) == 1:
            return str(crawls[0].site.name)
        found = (crawl.site.name for crawl in crawls if is_of_site(url, crawl.site.url, crawl.plan.hosts))
        return str(next(found, None) or site_name(url))

    def take_line(self, item: Any) -> None:
        if isinstance(item, dict) and "url" in item:
            self.tally.take_line(item, self.site_of(item["url"]))

    def take_drop(self, item: Any, exception: Exception) -> None:
        url = getattr(item, "url", None)
        if url:
            self.tally.take_drop(url, str(exception).partition(_DROPS_ITS_URL)[0], self.site_of(url))

    def take_skip(self, url: str, reason: str, site: str) -> None:
        self.tally.take_drop(url, reason, site)

    def take_response(self, response: "Response", request: "Request") -> None:
        seconds = request.meta.get("download_latency")
        if seconds is not None:
            self.tally.take_response(response.url, seconds)

    async def close(self) -> None:
        """Make the report, write it, and notify the webhook if a monitor failed."""
        spider = self.crawler.spider
        run = getattr(spider, "run_id", None)
        if run is None or getattr(spider, "refusal", None) is not None:
            return
        self.report = report = self.make_report(str(run), spider)
        try:
            self.page = await run_in_thread(self._write, report)
        except OSError as error:
            logger.error("The report could not be written to %s: %s", self.folder, error)
        if self.webhook and report.failed:
            await self._tell(report)

    def make_report(self, run: str, spider: "Spider | None") -> RunReport:
        """Return the report, still without the comparison with earlier runs."""
        stats = self.crawler.stats.get_stats()
        started, elapsed = stats.get("start_time"), stats.get("elapsed_time_seconds", 0.0)
        now = datetime.now(UTC)
        report = RunReport(
            run,
            __version__,
            started=(started or now).isoformat(timespec="seconds"),
            finished=now.isoformat(timespec="seconds"),
            elapsed_s=round(elapsed, 1),
            ended=str(stats.get("finish_reason", "stopped")),
            statuses={name.removeprefix(_STATUS): count for name, count in stats.items() if name.startswith(_STATUS)},
            robots={name: count for name, count in stats.items() if name.startswith(_ROBOTS)},
            counters=own_counters(stats),
            files=list(getattr(self.crawler.get_extension(DeliveringFeedExporter), "stored_files", ())),
        )
        report.duplicates = _part(report.counters, "duplicates/")
        report.profiles = _part(report.counters, "profile/")
        for crawl in getattr(spider, "crawls", []):
            figures = self.tally.site(crawl.site.name)
            if crawl.problem is not None:
                figures.problem = problem_sentence(crawl.problem)
        self.tally.fill(report)
        return report

    def _write(self, report: RunReport) -> Path:
        """Compare with earlier runs, and write report and history; called in a thread of its own."""
        # These are needed once, at the end, so they are not loaded at the start.
        from newsbot.reports.files import write_report
        from newsbot.reports.history import add_to_history, past_of, read_history
        from newsbot.reports.monitors import check_run, check_site, failures_first

        now = datetime.fromisoformat(report.finished)
        checks = check_run(report)
        history = {site.site: read_history(self.folder, site.site) for site in report.sites}
        for site in report.sites:
            checks += check_site(site, history[site.site], now)
        report.checks = failures_first(checks)
        page = write_report(self.folder, report)
        for site in report.sites:
            add_to_history(self.folder, site.site, history[site.site], past_of(report, site))
        return page

    async def _tell(self, report: RunReport) -> None:
        from newsbot.reports.webhook import message_of, post

        problem = await run_in_thread(post, self.webhook, message_of(report))
        if problem is not None:
            logger.error("The webhook in NEWSBOT_REPORT_WEBHOOK could not be notified: %s", problem)


def _part(counters: dict[str, Any], prefix: str) -> dict[str, int]:
    return {name.removeprefix(prefix): count for name, count in counters.items() if name.startswith(prefix)}
