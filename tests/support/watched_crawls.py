"""Crawls that a watch starts, without processes: what each was told, and when."""

from dataclasses import dataclass, field
from datetime import timedelta

from newsbot.schedule import PollRules

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
RULES = PollRules(10 * MINUTE, 2 * MINUTE, timedelta(days=1))


@dataclass
class Crawl:
    sites: list
    started: float
    problem: str | None = None
    code: int | None = None
    told: list = field(default_factory=list)

    def check(self, now):
        self.told.append("check")

    def stop(self, now, why=None):
        self.told.append("stop")
        self.problem = why

    def clock_moved(self, by):
        self.started += by

    def kill(self):
        self.told.append("kill")
        self.code = -9


class Crawls:
    """A launcher that starts nothing; `refuses` is what the machine says."""

    def __init__(self):
        self.started, self.refuses = [], None

    def start(self, sites, now):
        if self.refuses is not None:
            raise self.refuses
        self.started.append(Crawl(list(sites), now))
        return self.started[-1]

    @property
    def last(self):
        return self.started[-1]
