"""A day of `scrapy watch` in minutes: `python benchmarks/watching.py`.

The loop, the agenda, the schedule and the state are newsbot's own; crawls are simulated: they take seconds of a clock
that jumps, and find what generated traces publish. Some crawls always die, some hang until they are stopped. It prints
whether each site was crawled within its limits, how late, and how much memory and state were used.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from made_traces import START, Trace, made_traces

from newsbot.crawl.site_polls import SitePolls
from newsbot.items import Article, Discovery
from newsbot.schedule import PollRules, RevisitRules
from newsbot.sites import Site
from newsbot.sites_file import write_sites
from newsbot.state.storage import Storage, open_storage
from newsbot.watching.agenda import GATHER, Agenda
from newsbot.watching.children import ChildLimits
from newsbot.watching.watch import SitesFile, Watch

RULES = PollRules(timedelta(minutes=10), timedelta(minutes=2), timedelta(days=1))
LIMITS = ChildLimits(time_s=600, memory_mb=1024, grace_s=30)
# The counters of a run, as long as in a real one.
_COUNTERS = {f"stage/event_{number}": number for number in range(25)}
_DEADLY, _HANGING = 0.02, 0.01


@dataclass
class World:
    """The sites to crawl, and the results."""

    storage: Storage
    traces: dict[str, Trace]
    deadly: set[str]
    hanging: set[str]
    chance: random.Random
    starts: dict[str, list[float]] = field(default_factory=dict)
    processes: int = 0
    articles: int = 0
    at_once: int = 0
    running: int = 0


@dataclass
class PlayedCrawl:
    """A simulated crawl: when it ends, and its result."""

    world: World
    sites: Sequence[Site]
    started: float
    ends: float
    problem: str | None = None
    stopped: float | None = None
    now: float = 0.0
    result: int | None = None

    @property
    def code(self) -> int | None:
        if self.result is None and self.now >= self.ends:
            self.result = self._end()
            self.world.running -= 1
        return self.result

    def check(self, now: float) -> None:
        """Stop a crawl that takes too long, as with a process."""
        if self.stopped is not None and now - self.stopped > LIMITS.grace_s:
            self.kill()
        elif now - self.started > LIMITS.time_s:
            self.stop(now, "The crawl took too long.")

    def clock_moved(self, by: float) -> None:
        raise NotImplementedError  # the clock of a simulated day is right

    def stop(self, now: float, why: str | None = None) -> None:
        if self.stopped is None:
            self.stopped, self.problem = now, why

    def kill(self) -> None:
        if self.result is None:
            self.result = -9
            self.world.running -= 1

    def _end(self) -> int:
        names = {site.name for site in self.sites}
        if names & self.world.deadly:
            return -11
        for site in self.sites:
            self._crawl(site)
        return 0

    def _crawl(self, site: Site) -> None:
        world, start = self.world, datetime.fromtimestamp(self.started, UTC)
        trace = world.traces[site.name]
        run = f"{site.name}-{self.started}"
        world.storage.start_run(run, [site.name], start)
        polls = SitePolls(world.storage, site.name, RULES.within(site.bounds), start, only_due=True)
        polls.load()
        feed = f"{site.url}feed"
        if polls.is_due(feed):
            known = polls.known.get(feed)
            polls.note_asked(feed)
            since = known.checked_at.timestamp() - 3_600 if known else START
            last = decode_seen(known.rhythm) if known else since
            for moment in trace.moments[bisect_right(trace.moments, last) : bisect_right(trace.moments, self.started)]:
                polls.note_page()
                polls.note_article(_article(feed, moment), is_new=True)
                world.articles += 1
        polls.last = start + timedelta(seconds=1)
        ended = datetime.fromtimestamp(self.ends, UTC)
        schedule, sources = polls.conclude(ended, None, (), RevisitRules((), timedelta(hours=1)))
        world.storage.note_schedule(schedule, sources)
        world.storage.finish_run(run, ended, _COUNTERS)


def decode_seen(text: str) -> float:
    """Up to which moment a source was read."""
    from newsbot.crawl.rhythm import decode_rhythm

    return decode_rhythm(text).seen_until


def _article(source: str, moment: float) -> Article:
    published = datetime.fromtimestamp(moment, UTC).isoformat()
    return Article(
        id="0" * 32,
        url="https://a.example/",
        datePublished=published,
        datePublishedPrecision="second",
        discovery=Discovery("feed", source),
    )


@dataclass
class PlayedLauncher:
    """Starts simulated crawls."""

    world: World
    crawls: list[PlayedCrawl] = field(default_factory=list)

    def start(self, sites: Sequence[Site], now: float) -> PlayedCrawl:
        world = self.world
        for site in sites:
            world.starts.setdefault(site.name, []).append(now)
        world.processes += 1
        world.running += 1
        world.at_once = max(world.at_once, world.running)
        takes = 3 + world.chance.expovariate(1 / (2.0 + len(sites)))
        if {site.name for site in sites} & world.hanging:
            takes = 1e9
        crawl = PlayedCrawl(world, sites, now, now + takes)
        self.crawls = [*(crawl for crawl in self.crawls if crawl.result is None), crawl]
        return crawl


@dataclass(frozen=True, slots=True)
class Day:
    """The results of a day."""

    crawls: int
    processes: int
    articles: int
    late_s: list[float]
    beyond_bound: int
    least_crawls: int
    at_once: int
    state_mb: list[float]
    memory_mb: list[float]


def play(sites: int, hours: float, folder: Path, seed: int = 1, places: int = 4) -> Day:
    """Watch generated sites for hours of a clock that jumps from event to event."""
    chance = random.Random(seed)
    traces = made_traces(sites, int(hours // 24) + 2, seed)
    listed = [Site(f"https://site-{number}.example/", f"site-{number}.example") for number in range(sites)]
    path = folder / "sites.toml"
    path.write_text(write_sites(listed), encoding="utf-8")
    names = [site.name for site in listed]
    deadly, hanging = set(names[: int(sites * _DEADLY)]), set(names[-max(1, int(sites * _HANGING)) :])
    with closing(open_storage(f"sqlite:///{folder}/state.db")) as storage:
        world = World(storage, dict(zip(names, traces, strict=True)), deadly, hanging, chance)
        launcher = PlayedLauncher(world)
        watch = Watch(SitesFile(str(path)), Agenda(RULES, places, 10), storage, launcher)
        now = START + 86_400.0
        end = now + hours * 3_600
        watch.open(datetime.fromtimestamp(now, UTC))
        late: list[float] = []
        sizes: list[float] = []
        memory: list[float] = []
        measured = now
        while now < end:
            for crawl in launcher.crawls:
                crawl.now = now
            moment = datetime.fromtimestamp(now, UTC)
            waiting = {entry.site.name: entry.due for entry in watch.agenda.due(moment)}
            watch.step(moment)
            late += [
                (moment - due).total_seconds() for name, due in waiting.items() if watch.agenda.entries[name].is_running
            ]
            if now >= measured:
                measured += 3_600
                sizes.append(sum(file.stat().st_size for file in folder.glob("state.db*")) / 1e6)
                memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
            now = _next(watch, launcher, now)
    fair = [name for name in names if name not in deadly | hanging]
    gaps = [
        later - start
        for name in fair
        for start, later in zip(world.starts[name], [*world.starts[name][1:], now], strict=False)
    ]
    longest = RULES.longest.total_seconds()
    crawls = sum(len(world.starts[name]) for name in fair)
    return Day(
        crawls,
        world.processes,
        world.articles,
        sorted(late),
        sum(gap > longest for gap in gaps),
        min(len(world.starts[name]) for name in fair),
        world.at_once,
        sizes,
        memory,
    )


def _next(watch: Watch, launcher: PlayedLauncher, now: float) -> float:
    """The next moment at which something happens: a crawl ends or exceeds its time, a site is due or done gathering."""
    open_crawls = [crawl for crawl in launcher.crawls if crawl.result is None]
    moments = [now + 300, *(min(crawl.ends, crawl.started + LIMITS.time_s + 1) for crawl in open_crawls)]
    due = watch.agenda.next_due()
    if due is not None and len(watch.children) < watch.agenda.places:
        moments.append(max(due.timestamp() + GATHER.total_seconds(), now + 1))
    return max(min(moments), now + 0.5)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the results of the day; exit code 1 if a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--places", type=int, default=4)
    options = parser.parse_args(arguments)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        day = play(options.sites, options.hours, Path(folder), options.seed, options.places)
    late = day.late_s
    print(f"{options.sites} sites, {options.hours:g} h, {time.process_time() - began:.0f} s of CPU")
    print(f"crawls {day.crawls} in {day.processes} processes, at most {day.at_once} at once; articles {day.articles}")
    print(f"late: median {late[len(late) // 2]:.1f} s, p95 {late[int(len(late) * 0.95)]:.1f} s, most {late[-1]:.1f} s")
    print(f"beyond their bound: {day.beyond_bound}; the site crawled least: {day.least_crawls} times")
    every = max(1, len(day.state_mb) // 8)
    print(f"state MB by the hour: {', '.join(f'{size:.1f}' for size in day.state_mb[::every])}")
    print(f"memory MB, most so far: {', '.join(f'{size:.0f}' for size in day.memory_mb[::every])}")
    return int(day.beyond_bound > 0 or day.at_once > options.places)


if __name__ == "__main__":
    sys.exit(main())
