"""How a watch is shown: a log line that machines can read too, or a table on a terminal (rich)."""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsbot.state.states import SiteSchedule
from newsbot.text import counted
from newsbot.watching.watch import Status

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Group

_SHOWN = 12


def status_line(status: Status) -> str:
    """Return the status as named values: "sites=500 due=3 running=4 …"."""
    words = {
        "sites": status.sites,
        "due": status.due,
        "running": len(status.running),
        "crawls": status.crawls,
        "failed": status.failed_crawls,
        "failing": status.failing,
        "behind_s": round(status.behind_s),
        "next_s": "-" if status.next_due_s is None else round(status.next_due_s),
    }
    return " ".join(f"{name}={value}" for name, value in words.items())


class Table:
    """The live table: what is running, its status, and the crawls that ended last."""

    def __init__(self) -> None:
        self._ended: deque[tuple[datetime, SiteSchedule]] = deque(maxlen=_SHOWN)

    def note(self, schedule: SiteSchedule) -> None:
        """Add a crawl that has ended."""
        self._ended.appendleft((schedule.checked_at, schedule))

    def render(self, status: Status) -> "Group":
        """Return the table for the terminal."""
        from rich.console import Group
        from rich.table import Table as RichTable
        from rich.text import Text

        head = Text(
            f"{counted(status.sites, 'site')} · {status.due} due"
            f" · {counted(status.crawls, 'crawl')}, {status.failed_crawls} failed"
            + (f" · {counted(status.failing, 'site')} failing" if status.failing else "")
            + (" · stopping: press Ctrl-C again to end at once" if status.is_stopping else "")
        )
        running = RichTable("crawling now", "for", box=None, expand=True)
        for name, seconds in _some(status.running):
            running.add_row(Text(name), f"{seconds:.0f} s")
        ended = RichTable("ended", "site", "next due", "result", box=None, expand=True)
        for at, schedule in self._ended:
            said = Text(schedule.problem or "ok", style="red" if schedule.problem else "")
            ended.add_row(f"{at:%H:%M:%S}", Text(schedule.site), f"{schedule.next_due:%d %b %H:%M}", said)
        return Group(head, running, ended)


def _some(running: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(running, key=lambda entry: -entry[1])[:_SHOWN]
