"""Counters and gauges of a watch for Prometheus: as a file for the textfile collector, and over HTTP on loopback.

Needs the package prometheus-client (the extra `prometheus`), which is imported only if one of these is asked for.
"""

import logging
import os
from collections.abc import Mapping
from typing import Any

from newsbot.exceptions import ArgumentError
from newsbot.state.states import SiteSchedule
from newsbot.watching.watch import Status

logger = logging.getLogger(__name__)

_HOST = "127.0.0.1"


class Metrics:
    """The exported metrics; raises ArgumentError if they cannot be exported."""

    def __init__(self, file: str, port: int) -> None:
        try:
            import prometheus_client as prometheus
        except ImportError:
            raise ArgumentError(
                "Metrics need prometheus-client: pip install 'newsbot[prometheus]', or set neither"
                " NEWSBOT_METRICS_FILE nor NEWSBOT_METRICS_PORT."
            ) from None
        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._file, self._write = file, prometheus.write_to_textfile
        self._registry = registry = prometheus.CollectorRegistry()
        self._events = prometheus.Counter(
            "newsbot_events", "Events that crawls counted, by stat", ["event"], registry=registry
        )
        self._crawls = prometheus.Counter(
            "newsbot_crawls", "Crawls of sites, by their outcome", ["outcome"], registry=registry
        )
        self._failures = prometheus.Gauge(
            "newsbot_site_failures", "Consecutive failed crawls", ["site"], registry=registry
        )
        gauges = {
            "sites": "Sites of the file",
            "sites_due": "Sites that are due and waiting",
            "sites_failing": "Sites whose last crawl failed",
            "crawls_running": "Sites being crawled now",
            "behind_seconds": "How long the site that is waiting longest for its turn has waited",
        }
        self._gauges = {
            name: prometheus.Gauge(f"newsbot_{name}", text, registry=registry) for name, text in gauges.items()
        }
        self._server: Any = None
        if port:
            try:
                self._server, _ = prometheus.start_http_server(port, addr=_HOST, registry=registry)
            except OSError as error:
                raise ArgumentError(f"NEWSBOT_METRICS_PORT: cannot listen on {_HOST}:{port}: {error}.") from None
        if file:
            self._go_on()
            try:
                self.write()
            except OSError as error:
                raise ArgumentError(f"NEWSBOT_METRICS_FILE: {file} cannot be written: {error.strerror}.") from None

    def _go_on(self) -> None:
        """Continue counting from a file that an earlier watch has written: with `--once` each watch is short."""
        from prometheus_client.parser import text_string_to_metric_families

        counters = {"newsbot_events_total": self._events, "newsbot_crawls_total": self._crawls}
        try:
            with open(self._file, encoding="utf-8") as file:
                samples = [
                    sample for family in text_string_to_metric_families(file.read()) for sample in family.samples
                ]
            for sample in samples:
                if sample.name in counters:
                    counters[sample.name].labels(*sample.labels.values()).inc(sample.value)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            logger.warning("%s cannot be continued, so its counters start at zero: %s", self._file, error)

    def count_run(self, counters: Mapping[str, Any]) -> None:
        """Add a run's counters."""
        for name, value in counters.items():
            if isinstance(value, int | float) and value > 0:
                self._events.labels(name).inc(value)

    def count_crawl(self, schedule: SiteSchedule, *, has_said: bool) -> None:
        """Add a crawl of a site that has ended."""
        outcome = "ok" if schedule.problem is None else "failed" if has_said else "died"
        self._crawls.labels(outcome).inc()
        if schedule.failures:
            self._failures.labels(schedule.site).set(schedule.failures)
        else:
            self._failures.remove_by_labels({"site": schedule.site})

    def tell(self, status: Status) -> None:
        """Export the watch's status."""
        values = {
            "sites": status.sites,
            "sites_due": status.due,
            "sites_failing": status.failing,
            "crawls_running": len(status.running),
            "behind_seconds": status.behind_s,
        }
        for name, value in values.items():
            self._gauges[name].set(value)
        if self._file:
            try:
                self.write()
            except OSError as error:
                logger.warning("The metrics cannot be written to %s: %s", self._file, error)

    def close(self) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def write(self) -> None:
        """Write the file atomically."""
        if folder := os.path.dirname(self._file):
            os.makedirs(folder, exist_ok=True)
        self._write(self._file, self._registry)
