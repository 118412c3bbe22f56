"""A crawl's progress: a live display on a terminal, else a log line every thirty seconds; and feedback on Ctrl-C.

The display is used if the log leaves the terminal free: on a terminal `scrapy crawl` sets LOG_LEVEL to WARNING, unless
told otherwise.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from newsbot.text import clean_line

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

_LINE_S = 30.0
_FRAME_S = 0.5
# The rate is measured over the last seconds, so that a standstill shows.
_RATE_S = 20.0
_STOPPING = (
    "Stopping: pages in progress are finished, and lines are stored.",
    "Press Ctrl-C again to stop at once; unstored articles stay due.",
)
_MAX_HOSTS = 500
_NEW = 0.3
_WIDTH = 24


@dataclass(slots=True)
class Progress:
    """A crawl at one moment. `sources` were read; `due` links have been found so far, of which `queued` wait."""

    sources: int = 0
    due: int = 0
    queued: int = 0
    under_way: int = 0
    fetched: int = 0
    extracted: int = 0
    written: int = 0
    dropped: int = 0
    errors: int = 0
    waiting: int = 0
    rate: float = 0.0
    slowest: str = ""

    def __str__(self) -> str:
        parts = [
            f"{self.sources} sources read",
            f"{self.due} links due, {self.queued} queued, {self.under_way} under way",
            f"{self.fetched} pages fetched ({self.rate:.1f}/s)",
            f"{self.extracted} extracted, {self.written} written, {self.dropped} dropped",
        ]
        if self.waiting:
            parts.append(f"{self.waiting} wait for the site's first profile")
        if self.slowest:
            parts.append(f"slowest {self.slowest}")
        return "; ".join([*parts, f"{self.errors} errors"])


def read_progress(stats: Mapping[str, Any], crawls: list[Any]) -> Progress:
    """Return the progress from a crawl's stats and sites, without rate and slowest site."""

    def total(prefix: str) -> int:
        return sum(value for name, value in stats.items() if name.startswith(prefix))

    counts = [(name, count) for crawl in crawls for name, count in crawl.plan.counts.items()]
    queued = sum(len(crawl.queue) for crawl in crawls)
    pages = stats.get("newsbot/pages", 0)
    return Progress(
        sources=sum(count for name, count in counts if name.endswith(("_read", "_unchanged"))),
        due=total("newsbot/due/") + queued,
        queued=queued,
        under_way=sum(crawl.in_flight for crawl in crawls),
        fetched=pages + stats.get("newsbot/pages_unchanged", 0),
        extracted=total("newsbot/revision/"),
        written=stats.get("newsbot/lines", 0) + stats.get("newsbot/tombstones", 0),
        dropped=total("newsbot/dropped/"),
        errors=stats.get("log_count/ERROR", 0),
        waiting=sum(len(crawl.template.waiting) for crawl in crawls),
    )


class ProgressExtension:
    """Checks the crawl twice a second for the display, or every thirty seconds for the log."""

    def __init__(self, crawler: "Crawler", *, is_live: bool) -> None:
        self.crawler = crawler
        self.is_live = is_live
        self.started = time.monotonic()
        self.is_stopping = False
        self._seen: list[tuple[float, int]] = []
        self._latencies: dict[str, float] = {}
        self._clock: Any = None
        self._display: Any = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        level = logging.getLevelName(str(crawler.settings.get("LOG_LEVEL")))
        is_quiet = bool(crawler.settings.get("LOG_FILE")) or (isinstance(level, int) and level >= logging.WARNING)
        extension = cls(crawler, is_live=is_quiet and is_terminal())
        crawler.signals.connect(extension.open, signals.spider_opened)
        crawler.signals.connect(extension.take_response, signals.response_received)
        crawler.signals.connect(extension.close, signals.spider_closed)
        return extension

    def open(self) -> None:
        if self.is_live:
            self._display = _Display()
        self._clock = create_looping_call(self.look)
        self._clock.start(_FRAME_S if self.is_live else _LINE_S, now=False)
        self._listen()

    def take_response(self, response: "Response", request: "Request") -> None:
        """Record how long a host took: a mean of its responses that favours the newest."""
        seconds = request.meta.get("download_latency")
        host = response.url.split("/", 3)[2] if "//" in response.url else ""
        if seconds is not None and (host in self._latencies or len(self._latencies) < _MAX_HOSTS):
            known = self._latencies.get(host, seconds)
            self._latencies[host] = known + _NEW * (seconds - known)

    def look(self) -> None:
        progress = self.progress()
        if self._display is not None:
            self._display.show(progress, time.monotonic() - self.started, self._title(), is_stopping=self.is_stopping)
        else:
            logger.info("%s", progress)

    def progress(self) -> Progress:
        """Return the crawl's progress now."""
        stats = self.crawler.stats.get_stats()
        progress = read_progress(stats, getattr(self.crawler.spider, "crawls", []))
        now = time.monotonic()
        self._seen.append((now, progress.fetched))
        while len(self._seen) > 2 and now - self._seen[1][0] > _RATE_S:
            self._seen.pop(0)
        then, before = self._seen[0] if len(self._seen) > 1 else (self.started, 0)
        progress.rate = (progress.fetched - before) / max(now - then, _FRAME_S)
        if self._latencies:
            host, seconds = max(self._latencies.items(), key=lambda entry: entry[1])
            progress.slowest = f"{host} ({seconds:.1f} s)"
        return progress

    def close(self) -> None:
        if self._clock is not None and self._clock.running:
            self._clock.stop()
        if self._display is not None:
            # A crawl may end before it was first shown, or before the stop was.
            self.look()
            self._display.close()

    def _title(self) -> str:
        crawls = getattr(self.crawler.spider, "crawls", [])
        names = ", ".join(crawl.site.name for crawl in crawls[:3])
        return f"{names} and {len(crawls) - 3} more" if len(crawls) > 3 else names

    def _listen(self) -> None:
        """Announce what the first Ctrl-C does. Scrapy's own handler is still called; without it, none is set."""
        for number in (signal.SIGINT, signal.SIGTERM):
            own = signal.getsignal(number)
            if not callable(own) or not hasattr(getattr(own, "__self__", None), "crawlers"):
                continue

            def stop(signum: int, frame: Any, own: Any = own) -> None:
                self.is_stopping = True
                if self._display is None:
                    # A signal handler may interrupt another write: this write is unbuffered.
                    os.write(2, f"newsbot: {' '.join(_STOPPING)}\n".encode())
                own(signum, frame)

            signal.signal(number, stop)


def is_terminal() -> bool:
    """Whether standard error is a terminal on which lines can be overwritten."""
    try:
        return sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    except (AttributeError, ValueError):
        return False


class _Display:
    """The lines that are overwritten; other output to standard error appears above them."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.live import Live

        before = sys.stderr
        self._live = Live(console=Console(stderr=True, highlight=False), auto_refresh=False, transient=True)
        self._live.start()
        # The log's handler keeps the stream that it was created with.
        self._moved = [
            handler
            for handler in logging.root.handlers
            if isinstance(handler, logging.StreamHandler) and handler.stream is before
        ]
        self._before = before
        for handler in self._moved:
            handler.setStream(sys.stderr)

    def show(self, progress: Progress, elapsed_s: float, title: str, *, is_stopping: bool) -> None:
        from rich.text import Text

        share = (progress.due - progress.queued - progress.under_way) / progress.due if progress.due else 0.0
        done = round(max(0.0, min(1.0, share)) * _WIDTH)
        minutes, seconds = divmod(int(elapsed_s), 60)
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f"newsbot  {clean_line(title)}  {minutes}:{seconds:02}\n", "bold")
        text.append("━" * done, "green")
        text.append("━" * (_WIDTH - done), "dim")
        text.append(f"  {progress.due} due, {progress.queued} queued, {progress.under_way} under way\n")
        text.append(f"{progress.sources} sources read, {progress.fetched} pages ({progress.rate:.1f}/s)")
        text.append(f", {progress.extracted} extracted, ")
        text.append(f"{progress.written} written", "green")
        text.append(f", {progress.dropped} dropped, ")
        text.append(f"{progress.errors} errors\n", "red" if progress.errors else "")
        waiting = f"{progress.waiting} wait for the site's first profile; " if progress.waiting else ""
        text.append(f"{waiting}slowest: {clean_line(progress.slowest) or '-'}", "dim")
        if is_stopping:
            # One line each: anything longer than the terminal is wide is cut off.
            text.append("".join(f"\n{sentence}" for sentence in _STOPPING), "yellow")
        self._live.update(text, refresh=True)

    def close(self) -> None:
        self._live.stop()
        for handler in self._moved:
            handler.setStream(self._before)
