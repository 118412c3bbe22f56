"""When 300 invented news sites publish: rates, daily rhythms, weekends, scheduled pages, bursts and quiet weeks.

Nothing is taken from a real site. Each assumption and its reason is next to its number; `freshness.py` uses them.
"""

import math
import random
from dataclasses import dataclass

HOUR = 3_600.0
DAY = 24 * HOUR
# A Monday, 0 h UTC.
START = 1_772_409_600.0

# Articles a day: half of all sites publish fewer than a dozen, agencies and large newspapers hundreds.
_MEDIAN_PER_DAY, _SPREAD = 12.0, 1.3
_LEAST, _MOST = 0.15, 500.0
# Where readers are: hours east of UTC, and the share of sites there.
_ZONES = ((-8, 1), (-5, 4), (0, 3), (1, 5), (2, 2), (3, 1), (5.5, 2), (8, 2), (9, 1))
# Each article is followed by this many more (follow-ups, other desks), within this time.
_FOLLOW_UPS, _FOLLOW_WITHIN = 0.25, 0.75 * HOUR
# News that everybody covers: times a day, share of the sites, factor above the usual rate, duration.
_EVENTS_PER_DAY, _EVENT_SHARE, _EVENT_FACTOR, _EVENT_LASTS = 0.3, 0.3, 4.0, 2 * HOUR


@dataclass(frozen=True, slots=True)
class Trace:
    """One site: the moments at which it publishes, whether it dates them, and its true rate for each hour."""

    moments: list[float]
    is_dated: bool
    hourly: list[float]


def made_traces(sites: int, days: int, seed: int) -> list[Trace]:
    """The traces from `START` on, the same ones for the same seed."""
    chance = random.Random(seed)
    events = _arrivals(chance, [_EVENTS_PER_DAY / 24] * (24 * days))
    return [_trace(chance, days, events) for _ in range(sites)]


def _trace(chance: random.Random, days: int, events: list[float]) -> Trace:
    per_day = min(max(_MEDIAN_PER_DAY * math.exp(chance.gauss(0, _SPREAD)), _LEAST), _MOST)
    kind = chance.choices(("desk", "wire", "scheduled", "edition"), (70, 8, 14, 8))[0]
    hourly = _hourly(chance, per_day, days, kind)
    mine = [event for event in events if chance.random() < _EVENT_SHARE]
    for event in mine:
        for hour in range(int((event - START) // HOUR), int((event + _EVENT_LASTS - START) // HOUR) + 1):
            if 0 <= hour < len(hourly):
                hourly[hour] *= _EVENT_FACTOR
    moments = _arrivals(chance, [rate / (1 + _FOLLOW_UPS) for rate in hourly])
    moments = _with_follow_ups(chance, moments)
    if kind == "scheduled":  # a system that publishes what is ready on the hour and the half hour
        moments = [math.ceil(moment / (HOUR / 2)) * HOUR / 2 if chance.random() < 0.6 else moment for moment in moments]
    end = START + days * DAY
    return Trace(sorted(moment for moment in moments if moment < end), chance.random() < 0.85, hourly)


def _hourly(chance: random.Random, per_day: float, days: int, kind: str) -> list[float]:
    """The rate for each hour: one shape for every day, lower at weekends, with an occasional change of level."""
    zone = chance.choices([zone for zone, _ in _ZONES], [share for _, share in _ZONES])[0]
    shape = _shape(chance, kind)
    weekend = chance.uniform(0.9, 1.1) if kind == "wire" else chance.uniform(0.2, 0.9)
    level, rates = 1.0, []
    for day in range(days):
        if chance.random() < 0.03:  # a holiday, a strike, a new desk
            level = math.exp(chance.gauss(0, 0.6))
        today = level * math.exp(chance.gauss(0, 0.2)) * (weekend if day % 7 >= 5 else 1)
        rates += [per_day * today * shape[int(hour - zone) % 24] for hour in (hour + 24 for hour in range(24))]
    return rates


def _shape(chance: random.Random, kind: str) -> list[float]:
    """Shares of a day by local hour: a morning and an afternoon peak; at night almost nothing, for agencies a half."""
    night = {"wire": 0.5, "edition": 0.0}.get(kind, chance.uniform(0.0, 0.12))
    morning, evening = chance.gauss(8, 1.2), chance.gauss(16, 1.5)
    weight = chance.uniform(0.5, 1.5)
    shape = [
        night + math.exp(-(((hour - morning) / 2.5) ** 2)) + weight * math.exp(-(((hour - evening) / 3.5) ** 2))
        for hour in range(24)
    ]
    if kind == "edition":  # the printed newspaper's pages go online within one hour of the night
        shape[chance.choice((0, 1, 4, 5))] += 2 * sum(shape)
    return [value / sum(shape) for value in shape]


def _arrivals(chance: random.Random, hourly: list[float]) -> list[float]:
    """Moments of a Poisson process with these rates."""
    moments = []
    for number, rate in enumerate(hourly):
        passed = chance.expovariate(rate) if rate > 0 else 2.0
        while passed < 1:
            moments.append(START + (number + passed) * HOUR)
            passed += chance.expovariate(rate)
    return moments


def _with_follow_ups(chance: random.Random, moments: list[float]) -> list[float]:
    all_of_them, waiting = list(moments), list(moments)
    while waiting:
        moment = waiting.pop()
        if chance.random() < _FOLLOW_UPS / (1 + _FOLLOW_UPS):
            later = moment + chance.expovariate(1 / _FOLLOW_WITHIN)
            all_of_them.append(later)
            waiting.append(later)
    return all_of_them
