"""A watch from start to end: when it steps, what it reports meanwhile, and how it is stopped."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from newsbot.exceptions import StorageError
from newsbot.state.states import SiteSchedule
from newsbot.watching.display import Table, status_line
from newsbot.watching.metrics import Metrics
from newsbot.watching.watch import TICK_S, Watch

logger = logging.getLogger("newsbot.watch")

# The end times of runs are stored to the second, so consecutive queries overlap.
_OVERLAP = timedelta(seconds=2)
# Corrections of a drifting clock are smaller than this.
_MOVED_S = 10.0


class Clock:
    """Tells the time, and whether the clock was set since the last look, judged against the monotonic clock."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def look(self) -> tuple[datetime, timedelta]:
        """Return the time, and by how much the clock was set; small corrections are ignored."""
        now, before = time.time(), self._ahead
        moved = now - time.monotonic() - before
        if abs(moved) < _MOVED_S:
            moved = 0.0
        self._ahead += moved
        return datetime.fromtimestamp(now, UTC), timedelta(seconds=moved)


class WatchRun:
    """Runs a watch until it is stopped, and reports its status: in the log or on the terminal, and to Prometheus."""

    def __init__(self, watch: Watch, metrics: Metrics | None, table: Table | None, every_s: float) -> None:
        self._watch, self._storage, self._metrics, self._table = watch, watch.storage, metrics, table
        self._every = timedelta(seconds=every_s)
        self._next = datetime.now(UTC)
        self._clock = Clock()
        self._counted_since = datetime.now(UTC) - _OVERLAP
        # Runs that ended just before the start were counted by the watch before.
        self._counted = set(watch.storage.counters_since(self._counted_since)) if metrics is not None else set()
        watch.on_finished = self._finished

    def go_on(self, wait_for_stops: Callable[[float], int]) -> None:
        """Run until done. `wait_for_stops` waits that many seconds and returns how often a stop was requested."""
        with self._display() as show:
            asked = 0
            while True:
                now, moved = self._clock.look()
                if moved:
                    logger.info("The clock jumped by %+.0f s, or the machine slept.", moved.total_seconds())
                    self._watch.clock_moved(moved)
                    self._next = now
                for _ in range(asked):
                    self._watch.stop(now)
                    logger.info(
                        "Stopping: %d crawls are finishing; a second signal ends them at once.",
                        len(self._watch.children),
                    )
                self._watch.step(now)
                show()
                if now >= self._next:
                    self._next = now + self._every
                    self._tell(now)
                if self._watch.is_done:
                    break
                asked = wait_for_stops(TICK_S)
        self._tell(datetime.now(UTC))

    def _finished(self, schedule: SiteSchedule, has_said: bool) -> None:
        if self._table is not None:
            self._table.note(schedule)
        if self._metrics is not None:
            self._metrics.count_crawl(schedule, has_said=has_said)

    def _tell(self, now: datetime) -> None:
        status = self._watch.status(now)
        if self._table is None:
            logger.info("watch %s", status_line(status))
        if self._metrics is not None:
            self._count_runs(now)
            self._metrics.tell(status)

    def _count_runs(self, now: datetime) -> None:
        """Add the counters of runs that ended since the last call; a run in the overlap is not counted twice."""
        assert self._metrics is not None
        try:
            found = self._storage.counters_since(self._counted_since)
        except StorageError as error:
            logger.error("The runs cannot be read for the metrics: %s", error)
            return
        for run_id, counters in found.items():
            if run_id not in self._counted:
                self._metrics.count_run(counters)
        self._counted, self._counted_since = set(found), now - _OVERLAP

    @contextmanager
    def _display(self) -> Iterator[Callable[[], None]]:
        """Yield the function that shows the table, if there is one."""
        if self._table is None:
            yield lambda: None
            return
        from rich.console import Console
        from rich.live import Live

        table = self._table
        with Live(console=Console(stderr=True), auto_refresh=False, transient=True) as live:
            yield lambda: live.update(table.render(self._watch.status(datetime.now(UTC))), refresh=True)
