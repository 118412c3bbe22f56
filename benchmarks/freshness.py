"""Measure how long articles wait until they are requested: `python benchmarks/freshness.py`.

300 generated sites (`made_traces`) are polled by newsbot's schedule, at fixed intervals with the same number of
requests, and by two ideal schedules: one that knows the true rate of each hour, and one that knows each publication.
The clock is that of the traces; warm-up days are crawled but not counted.
"""

import argparse
import heapq
import math
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from made_traces import DAY, HOUR, START, Trace, made_traces

from newsbot.crawl.rhythm import Rhythm

MIN_S, MAX_S = 120.0, DAY
MEDIAN_FLOOR, P95_FLOOR = 0.5, 1.0
# The moments at which a site is polled, from its trace: articles published after the last one are not found.
Policy = Callable[[Trace, float], Iterator[float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """The results of a policy; delays in seconds."""

    requests: int
    median: float
    p95: float
    mean: float


def by_rhythm(cost: float) -> Policy:
    """newsbot's schedule, which depends on what it has seen."""

    def moments(trace: Trace, end: float) -> Iterator[float]:
        rhythm, now, seen = Rhythm(), START, 0
        rhythm.see([], now, now - 3_600)
        while now < end:
            yield now
            until = bisect_right(trace.moments, now)
            found: list[float | None] = list(trace.moments[seen:until])
            rhythm.see(found if trace.is_dated else [None] * len(found), now)
            seen = until
            now += max(rhythm.wait(cost, MAX_S), MIN_S)

    return moments


def at_fixed_interval(interval: float) -> Policy:
    """The same interval for all sites; each has its own start."""

    def moments(trace: Trace, end: float) -> Iterator[float]:
        first = START + (trace.moments[0] if trace.moments else 0.0) % 997 / 997 * interval
        yield from (first + number * interval for number in range(int((end - first) / interval) + 1))

    return moments


def by_true_rates(cost: float) -> Policy:
    """newsbot's rule, with the true rate of each hour in place of an estimate."""

    def moments(trace: Trace, end: float) -> Iterator[float]:
        now = START
        while now < end:
            yield now
            now += max(_true_wait(trace.hourly, now, cost), MIN_S)

    return moments


def _true_wait(hourly: Sequence[float], now: float, cost: float) -> float:
    came = waited = passed = 0.0
    while passed < MAX_S:
        hour = int((now + passed - START) // HOUR)
        if hour >= len(hourly):
            return MAX_S
        step, rate = min((hour + 1) * HOUR - (now + passed - START), 600.0), hourly[hour] / HOUR
        if waited + came * step + rate * step * step / 2 >= cost:
            return passed + 2 * (cost - waited) / (came + math.sqrt(came * came + 2 * rate * (cost - waited)))
        waited += came * step + rate * step * step / 2
        came += rate * step
        passed += step
    return MAX_S


def figures(traces: Sequence[Trace], policy: Policy, start: float, end: float) -> Figures:
    """The delays of all articles that were published between start and end, and the requests in that time."""
    delays: list[float] = []
    requests = 0
    for trace in traces:
        polls = list(policy(trace, end))
        requests += sum(start <= poll for poll in polls)
        number = 0
        for moment in trace.moments[bisect_right(trace.moments, start) :]:
            while number < len(polls) and polls[number] < moment:
                number += 1
            # Articles after the last request wait until the end.
            delays.append((polls[number] if number < len(polls) else end) - moment)
    delays.sort()
    return Figures(requests, delays[len(delays) // 2], delays[int(len(delays) * 0.95)], mean(delays))


def clairvoyant(traces: Sequence[Trace], requests: int, start: float, end: float) -> Figures:
    """A schedule that knows each publication: it requests each article at once if the requests suffice.

    Otherwise the requests saved are those whose article waits least for the next request.
    """
    gaps: list[float] = []
    articles = 0
    for trace in traces:
        inside = trace.moments[bisect_right(trace.moments, start) :]
        articles += len(inside)
        gaps += [later - moment for moment, later in zip(inside, [*inside[1:], end], strict=False)]
    saved = heapq.nsmallest(max(articles - requests, 0), gaps)
    delays = sorted([0.0] * (articles - len(saved)) + saved)
    return Figures(min(requests, articles), delays[len(delays) // 2], delays[int(len(delays) * 0.95)], mean(delays))


def tuned(traces: Sequence[Trace], requests: int, start: float, end: float) -> Figures:
    """`by_true_rates` with the cost that leads to about this many requests."""
    low, high = 1.0, 1e7
    best = None
    for _ in range(12):
        cost = math.sqrt(low * high)
        best = figures(traces, by_true_rates(cost), start, end)
        if abs(best.requests - requests) < 0.01 * requests:
            break
        low, high = (cost, high) if best.requests > requests else (low, cost)
    assert best is not None
    return best


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each cost; exit code 1 if a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=300)
    parser.add_argument("--days", type=int, default=21)
    parser.add_argument("--warm-up", type=int, default=3, help="days that are not counted")
    parser.add_argument("--cost", type=float, action="append", help="minutes of waiting that a request is worth")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    traces = made_traces(options.sites, options.days, options.seed)
    start, end = START + options.warm_up * DAY, START + options.days * DAY
    print(f"{options.sites} sites, {options.days} days, {sum(len(trace.moments) for trace in traces)} articles")
    missed = False
    for cost in options.cost or [3.0, 10.0, 30.0]:
        began = time.process_time()
        ours = figures(traces, by_rhythm(cost * 60), start, end)
        spent = (time.process_time() - began) / max(ours.requests, 1)
        interval = options.sites * (end - start) / ours.requests
        fixed = figures(traces, at_fixed_interval(interval), start, end)
        rows = {
            "newsbot": ours,
            f"every {interval / 60:.1f} min": fixed,
            "true rates known": tuned(traces, ours.requests, start, end),
            "publications known": clairvoyant(traces, ours.requests, start, end),
        }
        print(f"\na request is worth {cost:g} min, {spent * 1e6:.0f} us of CPU each")
        print(f"{'':24}{'requests':>10}{'median':>10}{'p95':>10}{'mean':>10}   minutes")
        for name, row in rows.items():
            print(f"{name:24}{row.requests:>10}{row.median / 60:>10.1f}{row.p95 / 60:>10.1f}{row.mean / 60:>10.1f}")
        ratios = ours.median / fixed.median, ours.p95 / fixed.p95
        print(f"{'of the fixed interval':34}{ratios[0]:>10.2f}{ratios[1]:>10.2f}{ours.mean / fixed.mean:>10.2f}")
        missed = missed or ratios[0] > MEDIAN_FLOOR or ratios[1] > P95_FLOOR
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
