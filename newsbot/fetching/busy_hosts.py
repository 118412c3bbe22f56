"""Hosts that are busy or silent: how long to leave them alone, how slowly to request, and when to stop."""

from collections import Counter, deque
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from newsbot.deployment import FetchLimits, fetch_limits
from newsbot.exceptions import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

# How many times a host may ask for a long pause before its other pages are left to the next crawl too.
_MAX_REFUSALS = 3
# How many of the longest pauses a host gets in one crawl: otherwise each of its pages could ask for one.
_MAX_PAUSES = 3
_BUSY = (429, 503)
# A host that is busy without saying for how long gets a pause of one second, and each further one is twice as long
# until a good response comes. If a page succeeds after a pause, the requests came too fast: the delay between two
# requests is longer from then on. A host that has only ever sent busy responses lets nobody in.
_FIRST_PAUSE_S, _MAX_PAUSES_UNASKED, _MAX_PAUSES_UNKNOWN = 1.0, 6, 1
# How many times in a row an origin may give no response at all before its other pages are left to the next crawl: each
# costs the whole timeout of a request, and a host that has died would take hours with all its pages.
_MAX_SILENCE = 16
# How often a page with 429 is retried: some are refused for ever, while all others succeed. With 503 more often than
# not the page is broken rather than its host busy: that is worth one more try and short pauses.
_MORE_TRIES = 3
_MAX_PAUSE_503_S = 2.0
_FIRST_DELAY_S, _MAX_DELAY_S = 0.2, 3.2


class RetryAfterMiddleware(RetryMiddleware):
    """Scrapy's retry middleware, which also obeys Retry-After: the host gets that pause, or is left alone if too long.

    A page that asks for a longer pause than NEWSBOT_MAX_RETRY_AFTER_S is left to the next crawl; after three such
    responses without a good one between, so are all pages of the host. A host that is busy without saying for how
    long gets growing pauses, and slower requests if the pauses help. One that no longer responds at all is left
    alone as well.
    """

    def __init__(self, settings: "BaseSettings") -> None:
        super().__init__(settings)
        self._limits: FetchLimits = fetch_limits(settings)
        # By the downloader's slot, which is the host's name.
        self._refusals: Counter[str] = Counter()
        self._paused_s: Counter[str] = Counter()
        self._until: dict[str, float] = {}
        # Pauses in a row that the host did not ask for, and hosts that had one since they were last slowed down.
        self._unasked: Counter[str] = Counter()
        self._rested: set[str] = set()
        self._answering: set[str] = set()
        # Unanswered requests in a row, by host and port.
        self._silence: Counter[str] = Counter()

    def process_request(self, request: "Request") -> None:
        if self._refusals[self._slot_of(request)] >= _MAX_REFUSALS:
            raise FetchError("retry_later")
        if self._is_silent(request):
            raise FetchError("unreachable")

    def process_exception(
        self, request: "Request", exception: Exception, spider: "Spider | None" = None
    ) -> "Request | Response | None":
        is_answer = isinstance(exception, ResponseDataLossError) or not isinstance(exception, self.exceptions_to_retry)
        if not is_answer:
            host = urlparse_cached(request).netloc
            self._silence[host] += 1
            if self._silence[host] == _MAX_SILENCE:
                self.crawler.stats.inc_value("newsbot/limits/silent")
                drop_waiting(self.crawler, self._slot_of(request), "unreachable", self._is_silent)
        return None if self._is_silent(request) else super().process_exception(request, exception)

    def _is_silent(self, request: "Request") -> bool:
        return self._silence[urlparse_cached(request).netloc] >= _MAX_SILENCE

    def process_response(
        self, request: "Request", response: Response, spider: "Spider | None" = None
    ) -> "Request | Response":
        slot = self._slot_of(request)
        if not self._is_silent(request):
            self._silence.pop(urlparse_cached(request).netloc, None)
        if response.status not in _BUSY:
            self._answering.add(slot)
            if response.status < 400:
                self._refusals[slot] = self._unasked[slot] = 0
                if slot in self._rested and request.meta.get("retry_times"):
                    self._slow_down(slot)
            return super().process_response(request, response)
        asked = wait_s(response.headers.get("Retry-After"))
        if asked is None:
            is_told = response.status == HTTPStatus.TOO_MANY_REQUESTS
            asked = self._unasked_pause(slot, inf if is_told else _MAX_PAUSE_503_S)
            request.meta["max_retry_times"] = max(self.max_retry_times, _MORE_TRIES if is_told else 0)
        if not self._pause(slot, asked):
            self._refusals[slot] += 1
            if self._refusals[slot] >= _MAX_REFUSALS:
                drop_waiting(self.crawler, slot, "retry_later")
            self.crawler.stats.inc_value("newsbot/limits/retry_later")
            raise FetchError("retry_later")
        self.crawler.stats.inc_value("newsbot/limits/retry_after")
        return super().process_response(request, response)

    def _unasked_pause(self, slot: str, most_s: float) -> float:
        """Return for how many seconds a busy host gets no requests; infinity after too many such pauses in a row.

        Responses to requests from before a pause do not cause another.
        """
        if (left := self._until.get(slot, 0) - monotonic()) > 0:
            return left
        self._unasked[slot] += 1
        self._rested.add(slot)
        most = _MAX_PAUSES_UNASKED if slot in self._answering else _MAX_PAUSES_UNKNOWN
        return inf if self._unasked[slot] > most else min(_FIRST_PAUSE_S * 2 ** (self._unasked[slot] - 1), most_s)

    def _slow_down(self, slot: str) -> None:
        """Request more slowly from a host from now on."""
        self._rested.discard(slot)
        delay = least_delay(self.crawler, slot)
        keep_delay(self.crawler, slot, max(delay, min(2 * delay or _FIRST_DELAY_S, _MAX_DELAY_S)))
        self.crawler.stats.inc_value("newsbot/limits/slowed_down")

    def _pause(self, slot: str, seconds: float) -> bool:
        """Send the host no requests for that long; return False if that is too long."""
        until = monotonic() + seconds
        longer = until - max(self._until.get(slot, 0), monotonic())
        if seconds > self._limits.retry_after_s or (
            self._paused_s[slot] + longer > _MAX_PAUSES * self._limits.retry_after_s
        ):
            return False
        if longer > 0:
            self._until[slot] = until
            self._paused_s[slot] += int(longer) + 1
            downloader: Any = self.crawler.engine.downloader
            if slot in downloader.slots:
                # Its queue waits as if the last request had been sent then; without a delay Scrapy ignores `lastseen`.
                downloader.slots[slot].lastseen = until
                downloader.slots[slot].delay = max(downloader.slots[slot].delay, 0.01)
        return True

    def _slot_of(self, request: "Request") -> str:
        downloader: Any = self.crawler.engine.downloader
        slot: str = downloader.get_slot_key(request)
        return slot


def least_delay(crawler: "Crawler", slot: str) -> float:
    """Return the seconds between two requests to a host that the host, or the operator, asked for."""
    downloader: Any = crawler.engine.downloader
    return float(downloader.per_slot_settings.get(slot, {}).get("delay", crawler.settings.getfloat("DOWNLOAD_DELAY")))


def keep_delay(crawler: "Crawler", slot: str, delay_s: float) -> None:
    """Let this many seconds pass between two requests to a host; AutoThrottle never goes below that."""
    downloader: Any = crawler.engine.downloader
    # No jitter: shorter pauses would make up for longer ones.
    downloader.per_slot_settings[slot] = {**downloader.per_slot_settings.get(slot, {}), "delay": delay_s, "jitter": 0}
    if slot in downloader.slots:
        downloader.slots[slot].delay, downloader.slots[slot].jitter = delay_s, 0


def drop_waiting(
    crawler: "Crawler", slot: str, reason: str, is_meant: "Callable[[Request], bool]" = lambda request: True
) -> None:
    """Fail the requests waiting in a host's downloader `slot`, or those of them that `is_meant` selects."""
    downloader: Any = crawler.engine.downloader
    queue = downloader.slots[slot].queue if slot in downloader.slots else deque()
    waiting = list(queue)
    queue.clear()
    queue.extend(entry for entry in waiting if not is_meant(entry[0]))
    for request, answer in waiting:
        if is_meant(request):
            answer.errback(Failure(FetchError(reason)))  # type: ignore[no-untyped-call]


def wait_s(value: bytes | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After asks for, as a number or as a date; None for anything else."""
    text = (value or b"").decode("latin-1").strip()[:40]
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
