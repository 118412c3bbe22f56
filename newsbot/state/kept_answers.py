"""What a site answers in a crawl of the watch, kept in the state until the crawl ends: one that is killed costs little.

Whoever takes the site up next, on whatever machine, is given these answers in the place of asking again; all else is
done anew from them. They are a convenience: where they cannot be written or read, the site is asked.
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

# In a request's meta: when its answer came, where that was in a crawl before.
ANSWERED_AT = "newsbot_answered_at"
# Longer than a lease and the lines of a batch wait, and short enough for a list to be as it was.
_FRESH = timedelta(minutes=10)
# Of one crawl, packed: what a small crawl asks for, and the first thousand pages of a large one.
_MOST_BYTES = 20_000_000
_LARGEST_BYTES = 2_000_000
# More wait only while the state cannot be written: they would fill the memory.
_MOST_WAITING = 100
_LEVEL = 1


class SiteAnswer(msgspec.Struct, array_like=True):
    """An answer as it came: its headers by their names, its body with whatever coding they say."""

    url: str
    status: int
    headers: dict[bytes, list[bytes]]
    body: bytes
    flags: list[str]


class KeptAnswers:
    """The answers of one crawl's sites; a thread of its own writes them, so that the reactor never waits for a disk."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._found: dict[bytes, str] = {}
        self._sites: list[str] = []
        self._waiting: deque[tuple[str, bytes, datetime, SiteAnswer]] = deque()
        self._bytes = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsbot-answers")

    def load(self, site: str) -> None:
        """Look up what a crawl of the site left behind that came to no end."""
        self._sites.append(site)
        keys = self._storage.kept_answers(site, datetime.now(UTC) - _FRESH)
        self._found.update(dict.fromkeys(keys, site))

    def forget(self, site: str) -> None:
        """Have what a crawl of the site left behind given to nobody, as all of it is asked anew."""
        with suppress(StorageError):
            self._storage.forget_answers([site], datetime.now(UTC) - _FRESH)

    def has(self, key: bytes) -> bool:
        """Whether there is an answer to the question with this key."""
        return key in self._found

    def take(self, key: bytes) -> tuple[SiteAnswer, datetime] | None:
        """The answer and when it came, once: who asks a second time wants a new one."""
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
            logger.info("An answer of %s cannot be read, and is asked for again: %s", site, error)
            return None

    def keep(self, site: str, key: bytes, answer: SiteAnswer) -> Future[None] | None:
        """Remember an answer; what ends when it is written, None where it will not be."""
        if site not in self._sites or self._bytes > _MOST_BYTES or len(answer.body) > _LARGEST_BYTES:
            return None
        if len(self._waiting) >= _MOST_WAITING:
            return None
        self._waiting.append((site, key, datetime.now(UTC), answer))
        return self._thread.submit(self._write)

    def _write(self) -> None:
        # The first of those that wait writes all.
        answers = [_packed(*self._waiting.popleft()) for _ in range(len(self._waiting))]
        if not answers or not self._storage.holds_sites():
            return
        self._bytes += sum(len(answer.data) for answer in answers)
        try:
            self._storage.keep_answers(answers)
        except StorageError as error:
            logger.info("%d answers are not kept: %s", len(answers), error)

    def close(self) -> None:
        """Write nothing more, and forget what is kept, unless the sites may be another crawl's by now."""
        self._waiting.clear()
        self._thread.shutdown()
        if self._sites and self._storage.holds_sites():
            self._storage.forget_answers(self._sites, datetime.now(UTC) - _FRESH)


def _packed(site: str, key: bytes, answered_at: datetime, answer: SiteAnswer) -> KeptAnswer:
    return KeptAnswer(site, key, answered_at, zstd.compress(msgspec.msgpack.encode(answer), level=_LEVEL))
