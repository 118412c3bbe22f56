"""How many articles a source brings, and when: the estimate by which it is asked again.

Articles are taken as an inhomogeneous Poisson process: a rate by the hour of the day, times factors for the weekend,
for the last days and for the last hours. Each is the mean of a gamma posterior (what came, and what was expected, both
fading), so a source of which little is known is taken as an ordinary one. Pure: moments and counts in, seconds out.

Sources: J. Cho, H. Garcia-Molina, "Estimating frequency of change", ACM TOIT 3(3), 2003 (estimates that hold after few
visits); K. C. Sia, J. Cho, H.-K. Cho, "Efficient monitoring algorithm for fast news alerts", IEEE TKDE 19(7), 2007 (a
daily rhythm of postings, and visits in proportion to the root of the rate). Measured by `benchmarks/freshness.py`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

_HOUR = 3_600.0
_DAY = 24
# What is expected of a source before it was watched: so many articles a day, believed like a day's look at it.
_FIRST_PER_HOUR = 0.5
_FIRST_HOURS = 4.0
# How fast what was seen fades: hours until it counts half.
_DAILY_HALF_LIFE = 14 * 24.0
_WEEKEND_HALF_LIFE = 42 * 24.0
_LEVEL_HALF_LIFE = 36.0
_BURST_HALF_LIFE = 1.0
# How much each factor is believed to be 1, in articles.
_HOUR_WEIGHT = 2.0
_WEEKEND_WEIGHT = 4.0
_LEVEL_WEIGHT = 3.0
_BURST_WEIGHT = 1.0
_MAX_BURST, _MIN_BURST = 8.0, 0.5
# Longer pauses between two looks say no more than this one, in hours.
_MAX_PAUSE = 14 * 24
# What so many hours of a long pause brought is known when the next ones are weighed.
_HOURS_AT_ONCE = 6
_STEP = 900.0
# Of the text in the state; another one is read as nothing.
_VERSION = 1
_MAX_VALUE, _MAX_MOMENT = 1e9, 1e11
# An hour or a part of one: the hour of the day, whether it is one of a weekend, its length in hours.
Piece = tuple[int, bool, float]


@dataclass(slots=True)
class Factor:
    """A rate against what was expected of it: articles that came, and that were expected."""

    came: float = 0.0
    expected: float = 0.0

    def fade(self, hours: float, half_life: float) -> None:
        left = 0.5 ** (hours / half_life)
        self.came *= left
        self.expected *= left

    def value(self, weight: float) -> float:
        """The mean of the posterior, where the prior is a gamma distribution of mean 1."""
        return (self.came + weight) / (self.expected + weight)


@dataclass(slots=True)
class Rhythm:
    """What is known of one source; `seen_until` is in seconds since 1970, 0 before the first look."""

    seen_until: float = 0.0
    came: list[float] = field(default_factory=lambda: [0.0] * _DAY)
    watched: list[float] = field(default_factory=lambda: [0.0] * _DAY)
    weekend: Factor = field(default_factory=Factor)
    level: Factor = field(default_factory=Factor)
    burst: Factor = field(default_factory=Factor)

    # ---------------------------------------------------------------------------------- what came

    def see(self, articles: Sequence[float | None], now: float, since: float | None = None) -> None:
        """Learn that these articles came since the last look, or since then; each its moment, None where unknown."""
        start = max(self.seen_until if since is None else since, now - _MAX_PAUSE * _HOUR)
        if now <= start:
            return
        pieces = _pieces(start, now)
        came = self._came_in(articles, pieces, start, now)
        for first in range(0, len(pieces), _HOURS_AT_ONCE):
            some = slice(first, first + _HOURS_AT_ONCE)
            self._learn(pieces[some], came[some])
        self.seen_until = now

    def _came_in(
        self, articles: Sequence[float | None], pieces: Sequence[Piece], start: float, now: float
    ) -> list[float]:
        """How many articles came in each piece; those of unknown moments as they were expected."""
        came = [0.0] * len(pieces)
        unknown = sum(moment is None for moment in articles)
        if unknown:
            expected = self._expected(pieces)
            came = [unknown * share / sum(expected) for share in expected]
        for moment in articles:
            if moment is not None:
                number = int(min(max(moment, start), now) // _HOUR - start // _HOUR)
                came[min(number, len(pieces) - 1)] += 1
        return came

    def _expected(self, pieces: Sequence[Piece]) -> list[float]:
        """How many articles each piece brings on an ordinary day or weekend."""
        rates, weekend = self._by_hour(), self._weekend_factor()
        return [rates[hour] * hours * (weekend if is_weekend else 1) for hour, is_weekend, hours in pieces]

    def _learn(self, pieces: Sequence[Piece], came: Sequence[float]) -> None:
        expected = self._expected(pieces)
        for (hour, is_weekend, hours), wanted, some in zip(pieces, expected, came, strict=True):
            left = 0.5 ** (hours / _DAILY_HALF_LIFE)
            self.came = [value * left for value in self.came]
            self.watched = [value * left for value in self.watched]
            # The daily rhythm is that of an ordinary day: an hour of a weekend is so much less of one.
            factor = self._weekend_factor() if is_weekend else 1.0
            self.came[hour] += some
            self.watched[hour] += hours * factor
            if is_weekend:
                self.weekend.fade(hours, _WEEKEND_HALF_LIFE)
                self.weekend.came += some
                self.weekend.expected += wanted / factor
            level = self.level.value(_LEVEL_WEIGHT)
            self.level.fade(hours, _LEVEL_HALF_LIFE)
            self.level.came += some
            self.level.expected += wanted
            self.burst.fade(hours, _BURST_HALF_LIFE)
            self.burst.came += some
            self.burst.expected += wanted * level

    # ------------------------------------------------------------------------------- what is to come

    def _by_hour(self) -> list[float]:
        """Articles an hour, for each hour of an ordinary day."""
        base = (sum(self.came) + _FIRST_PER_HOUR * _FIRST_HOURS) / (sum(self.watched) + _FIRST_HOURS)
        rates = []
        for hour in range(_DAY):
            before, after = hour - 1, (hour + 1) % _DAY
            came = self.came[hour] + (self.came[before] + self.came[after]) / 2
            watched = self.watched[hour] + (self.watched[before] + self.watched[after]) / 2
            rates.append((came + _HOUR_WEIGHT) / (watched + _HOUR_WEIGHT / base))
        return rates

    def _weekend_factor(self) -> float:
        return self.weekend.value(_WEEKEND_WEIGHT)

    def per_day(self) -> float:
        """Articles expected on a day of these."""
        return sum(self._by_hour()) * self.level.value(_LEVEL_WEIGHT) * (5 + 2 * self._weekend_factor()) / 7

    def wait(self, cost: float, longest: float) -> float:
        """Seconds after the last look at which those that came since are expected to have waited `cost` in all.

        `cost` is in seconds that one article waits; at most `longest` seconds. With a steady rate that is the root of
        2 cost / rate: of all ways to spend so many requests the one with the least mean delay.
        """
        rates = self._by_hour()
        level = self.level.value(_LEVEL_WEIGHT)
        burst = min(max(self.burst.value(_BURST_WEIGHT), _MIN_BURST), _MAX_BURST) - 1
        came = waited = passed = 0.0
        weekend = self._weekend_factor()
        while passed < longest:
            moment = self.seen_until + passed
            hour = int(moment // _HOUR)
            step = min(_STEP, (hour + 1) * _HOUR - moment, longest - passed)
            rate = rates[hour % _DAY] * level / _HOUR
            rate *= 1 + burst * 0.5 ** ((passed + step / 2) / _HOUR / _BURST_HALF_LIFE)
            if _is_weekend(hour):
                rate *= weekend
            if waited + came * step + rate * step * step / 2 >= cost:
                # waited + came x + rate x²/2 = cost
                return passed + 2 * (cost - waited) / (came + math.sqrt(came * came + 2 * rate * (cost - waited)))
            waited += came * step + rate * step * step / 2
            came += rate * step
            passed += step
        return longest


def _pieces(start: float, end: float) -> list[Piece]:
    """The hours that lie between two moments."""
    pieces = []
    for hour in range(int(start // _HOUR), math.ceil(end / _HOUR)):
        seconds = min(end, (hour + 1) * _HOUR) - max(start, hour * _HOUR)
        pieces.append((hour % _DAY, _is_weekend(hour), seconds / _HOUR))
    return pieces


def _is_weekend(hour: int) -> bool:
    """Whether this hour since 1970, which began on a Thursday, is one of a Saturday or Sunday (UTC)."""
    return (hour // _DAY + 3) % 7 >= 5


def encode_rhythm(rhythm: Rhythm) -> str:
    """The rhythm as a text for the state; a ten-thousandth of an article more or less says nothing."""
    values = [*rhythm.came, *rhythm.watched]
    for factor in (rhythm.weekend, rhythm.level, rhythm.burst):
        values += [factor.came, factor.expected]
    return msgspec.json.encode([_VERSION, rhythm.seen_until, *(round(value, 4) for value in values)]).decode()


def decode_rhythm(text: str) -> Rhythm:
    """The rhythm that a text stands for; one of which nothing is known where the text is none."""
    try:
        version, seen_until, *values = msgspec.json.decode(text, type=list[float])
    except (msgspec.DecodeError, ValueError, UnicodeError):
        return Rhythm()
    if version != _VERSION or len(values) != 2 * _DAY + 6 or not all(0 <= value < _MAX_VALUE for value in values):
        return Rhythm()
    if not 0 <= seen_until < _MAX_MOMENT:
        return Rhythm()
    weekend, level, burst = (Factor(*values[start : start + 2]) for start in range(2 * _DAY, len(values), 2))
    return Rhythm(seen_until, values[:_DAY], values[_DAY : 2 * _DAY], weekend, level, burst)
