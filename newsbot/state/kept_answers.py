"""A site's answers during a crawl of the watch, kept in the state until it ends, so that a killed crawl costs little.

Whoever crawls the site next, on any machine, gets these answers instead of requesting again; everything else is redone
from them. They are a convenience: if they cannot be written or read, the site is requested.
"""

import logging
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec

from newsbot.exceptions import StorageError
from newsbot.state.states import KeptAnswer
from newsbot.state.storage import Storage
from newsbot.zstandard import zstd

logger = logging.getLogger(__name__)

# The request's meta key for when its answer came, if that was in an earlier crawl.
ANSWERED_AT = "newsbot_answered_at"
# Longer than a lease and than a batch holds its lines, and short enough for a list to be still the same.
_FRESH = timedelta(minutes=10)
# Per crawl, compressed: all requests of a small crawl, or the first thousand pages of a large one.
_MOST_BYTES = 20_000_000
_LARGEST_BYTES = 2_000_000
# More wait only if the state cannot be written; they would fill the memory.
_MOST_WAITING = 100
_LEVEL = 1


class SiteAnswer(msgspec.Struct, array_like=True):
    """An answer as received: headers by name, and the body still encoded as they say."""

    url: str
    status: int
    headers: dict[bytes, list[bytes]]
    body: bytes
    flags: list[str]


class KeptAnswers:
    """The answers of one crawl's sites; a separate thread writes them, so that the reactor never waits for a disk."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._found: dict[bytes, str] = {}
        self._sites: list[str] = []
        self._waiting: deque[tuple[str, bytes, datetime, SiteAnswer]] = deque()
        self._bytes = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsbot-answers")

    def load(self, site: str) -> None:
        """Look up what an unfinished crawl of the site left behind."""
        self._sites.append(site)
        keys = self._storage.kept_answers(site, datetime.now(UTC) - _FRESH)
        self._found.update(dict.fromkeys(keys, site))

    def forget(self, site: str) -> None:
        """Discard what an unfinished crawl of the site left behind, as everything is requested anew."""
        with suppress(StorageError):
            self._storage.forget_answers([site], datetime.now(UTC) - _FRESH)

    def has(self, key: bytes) -> bool:
        """Whether there is an answer to the request with this key."""
        return key in self._found

    def take(self, key: bytes) -> tuple[SiteAnswer, datetime] | None:
        """Return the answer and when it came, once: whoever asks a second time wants a new one."""
        site = self._found.pop(key, None)
        kept = None
        with suppress(StorageError):
            kept = self._storage.kept_answer(site, key) if site is not None else None
        if kept is None:
            return None
        try:
            return msgspec.msgpack.decode(zstd.decompress(kept.data), type=SiteAnswer), kept.answered_at
        except (zstd.ZstdError, msgspec.MsgspecError) as error:
            # Another version of newsbot may have written it.
            logger.info("A stored response of %s cannot be read and is requested again: %s", site, error)
            return None

    def keep(self, site: str, key: bytes, answer: SiteAnswer) -> Future[None] | None:
        """Keep an answer; returns a future that ends when it is written, None if it will not be."""
        if site not in self._sites or self._bytes > _MOST_BYTES or len(answer.body) > _LARGEST_BYTES:
            return None
        if len(self._waiting) >= _MOST_WAITING:
            return None
        self._waiting.append((site, key, datetime.now(UTC), answer))
        return self._thread.submit(self._write)

    def _write(self) -> None:
        # The first task to run writes all answers that wait.
        answers = [_packed(*self._waiting.popleft()) for _ in range(len(self._waiting))]
        if not answers or not self._storage.holds_sites():
            return
        self._bytes += sum(len(answer.data) for answer in answers)
        try:
            self._storage.keep_answers(answers)
        except StorageError as error:
            logger.info("%d responses could not be stored: %s", len(answers), error)

    def close(self) -> None:
        """Stop writing, and forget what is kept, unless another crawl may hold the sites by now."""
        self._waiting.clear()
        self._thread.shutdown()
        if self._sites and self._storage.holds_sites():
            self._storage.forget_answers(self._sites, datetime.now(UTC) - _FRESH)


def _packed(site: str, key: bytes, answered_at: datetime, answer: SiteAnswer) -> KeptAnswer:
    return KeptAnswer(site, key, answered_at, zstd.compress(msgspec.msgpack.encode(answer), level=_LEVEL))
