"""How many articles a source brings, and when: the estimate that decides when it is polled again.

Articles are modelled as an inhomogeneous Poisson process: a rate for each hour of the day, times factors for the
weekend, the last days and the last hours. Each is the mean of a gamma posterior (observed and expected counts, both
decaying), so a little-known source is treated as an average one. Pure: moments and counts in, seconds out.

Sources: J. Cho, H. Garcia-Molina, "Estimating frequency of change", ACM TOIT 3(3), 2003 (estimates that hold after few
visits); K. C. Sia, J. Cho, H.-K. Cho, "Efficient monitoring algorithm for fast news alerts", IEEE TKDE 19(7), 2007
(daily posting rhythm, and visits in proportion to the square root of the rate). Measured by `benchmarks/freshness.py`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

_HOUR = 3_600.0
_DAY = 24
# The prior for a source not yet watched: this many articles an hour, with the weight of this many hours of watching.
_FIRST_PER_HOUR = 0.5
_FIRST_HOURS = 4.0
# How fast observations decay: half-lives in hours.
_DAILY_HALF_LIFE = 14 * 24.0
_WEEKEND_HALF_LIFE = 42 * 24.0
_LEVEL_HALF_LIFE = 36.0
_BURST_HALF_LIFE = 1.0
# The weight of the prior that each factor is 1, in articles.
_HOUR_WEIGHT = 2.0
_WEEKEND_WEIGHT = 4.0
_LEVEL_WEIGHT = 3.0
_BURST_WEIGHT = 1.0
_MAX_BURST, _MIN_BURST = 8.0, 0.5
# A longer pause between two polls tells no more than this one, in hours.
_MAX_PAUSE = 14 * 24
# A long pause is learned in steps of this many hours: each is weighed knowing the ones before it.
_HOURS_AT_ONCE = 6
_STEP = 900.0
# The version of the encoded text in the state; any other version is discarded.
_VERSION = 1
_MAX_VALUE, _MAX_MOMENT = 1e9, 1e11
# An hour or part of one: the hour of the day, whether it is on a weekend, and its length in hours.
Piece = tuple[int, bool, float]


@dataclass(slots=True)
class Factor:
    """A rate relative to what was expected: the articles that came, and those that were expected."""

    came: float = 0.0
    expected: float = 0.0

    def fade(self, hours: float, half_life: float) -> None:
        left = 0.5 ** (hours / half_life)
        self.came *= left
        self.expected *= left

    def value(self, weight: float) -> float:
        """Return the mean of the posterior, with a gamma prior of mean 1."""
        return (self.came + weight) / (self.expected + weight)


@dataclass(slots=True)
class Rhythm:
    """What is known about one source; `seen_until` is in seconds since 1970, 0 before the first poll."""

    seen_until: float = 0.0
    came: list[float] = field(default_factory=lambda: [0.0] * _DAY)
    watched: list[float] = field(default_factory=lambda: [0.0] * _DAY)
    weekend: Factor = field(default_factory=Factor)
    level: Factor = field(default_factory=Factor)
    burst: Factor = field(default_factory=Factor)

    # ---------------------------------------------------------------------------------- what came

    def see(self, articles: Sequence[float | None], now: float, since: float | None = None) -> None:
        """Learn that these articles came since the last poll or since `since`; each is its moment, None if unknown."""
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
        """Return how many articles came in each piece; those of unknown moments are spread as expected."""
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
        """Return how many articles each piece brings on an ordinary day or weekend."""
        rates, weekend = self._by_hour(), self._weekend_factor()
        return [rates[hour] * hours * (weekend if is_weekend else 1) for hour, is_weekend, hours in pieces]

    def _learn(self, pieces: Sequence[Piece], came: Sequence[float]) -> None:
        expected = self._expected(pieces)
        for (hour, is_weekend, hours), wanted, some in zip(pieces, expected, came, strict=True):
            left = 0.5 ** (hours / _DAILY_HALF_LIFE)
            self.came = [value * left for value in self.came]
            self.watched = [value * left for value in self.watched]
            # The daily rhythm is that of an ordinary day: a weekend hour counts as that much less of an hour.
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
        """Return the articles per hour, for each hour of an ordinary day."""
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
        """Return the articles expected per day at the present level."""
        return sum(self._by_hour()) * self.level.value(_LEVEL_WEIGHT) * (5 + 2 * self._weekend_factor()) / 7

    def wait(self, cost: float, longest: float) -> float:
        """Return the seconds after the last poll when the articles since are expected to have waited `cost` in total.

        `cost` is in article-seconds; the result is at most `longest` seconds. With a steady rate it is the square root
        of 2 cost / rate: of all ways to spend that many requests, the one with the least mean delay.
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
    """Return the hours between two moments, the first and last possibly in part."""
    pieces = []
    for hour in range(int(start // _HOUR), math.ceil(end / _HOUR)):
        seconds = min(end, (hour + 1) * _HOUR) - max(start, hour * _HOUR)
        pieces.append((hour % _DAY, _is_weekend(hour), seconds / _HOUR))
    return pieces


def _is_weekend(hour: int) -> bool:
    """Whether this hour since 1970, which began on a Thursday, falls on a Saturday or Sunday (UTC)."""
    return (hour // _DAY + 3) % 7 >= 5


def encode_rhythm(rhythm: Rhythm) -> str:
    """Encode the rhythm as text for the state; differences below a ten-thousandth of an article are irrelevant."""
    values = [*rhythm.came, *rhythm.watched]
    for factor in (rhythm.weekend, rhythm.level, rhythm.burst):
        values += [factor.came, factor.expected]
    return msgspec.json.encode([_VERSION, rhythm.seen_until, *(round(value, 4) for value in values)]).decode()


def decode_rhythm(text: str) -> Rhythm:
    """Decode a rhythm; an empty one if the text is invalid."""
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
