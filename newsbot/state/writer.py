"""Pages that gave no line, collected and written by a separate thread: the reactor never waits for a disk."""

import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from newsbot.state.states import PageState
from newsbot.state.storage import Storage

logger = logging.getLogger(__name__)

_BATCH = 100


class StateWriter:
    """Takes pages one by one; pages not yet written when a process dies are just fetched again."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._waiting: list[PageState] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsbot-state")
        self._last: Future[None] | None = None
        self.failures = 0

    def note(self, pages: Iterable[PageState]) -> None:
        """Queue pages to be recorded soon."""
        self._waiting += pages
        if len(self._waiting) >= _BATCH:
            self._start()

    def _start(self) -> None:
        if self._waiting:
            pages, self._waiting = self._waiting, []
            self._last = self._thread.submit(self._write, pages)

    def _write(self, pages: list[PageState]) -> None:
        try:
            self._storage.note_pages(pages)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next batch is written
            self.failures += 1
            logger.error("%d pages could not be recorded in the state: %s", len(pages), error)

    def flush(self) -> None:
        """Write what is queued; returns when everything is written."""
        self._start()
        if self._last is not None:
            self._last.result()

    def close(self) -> None:
        """Flush for the last time."""
        self.flush()
        self._thread.shutdown()
