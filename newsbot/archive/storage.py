"""The state of one reading of an archive: what it has given so far, including what is not delivered yet.

A crawl gives one line per article and can wait for its delivery; here several captures of one article may follow.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock, RLock
from typing import Any

from newsbot.appearances import Appearance
from newsbot.exceptions import SiteLostError
from newsbot.revisions import LineState
from newsbot.state.states import ArticleState, Delivery
from newsbot.state.storage import Storage
from newsbot.urls import article_key

# Two addresses that showed one article within this time showed it at once: the second is not a version of it.
_AT_ONCE = timedelta(days=1)


def job_key(lease: str) -> str:
    """Return the short name of a job, derived from its lease."""
    return hashlib.blake2b(lease.encode(), digest_size=8).hexdigest()


class FileLedger:
    """Tracks which files are done: completely read, and all lines delivered. Methods may be called from any thread."""

    def __init__(self, set_done: Callable[[str], None]) -> None:
        self._set_done = set_done
        self._lock = Lock()
        self._waiting: Counter[str] = Counter()
        self._read: set[str] = set()

    @property
    def waits(self) -> bool:
        """Whether any line waits for its delivery."""
        return any(self._waiting.values())

    def add(self, file: str) -> None:
        """Record that a line of this file is being processed."""
        with self._lock:
            self._waiting[file] += 1

    def remove(self, file: str) -> None:
        """Record that the line was delivered, or gave nothing."""
        with self._lock:
            self._waiting[file] -= 1
        self._look(file)

    def set_read(self, file: str) -> None:
        """Record that the file was read completely."""
        self._read.add(file)
        self._look(file)

    def _look(self, file: str) -> None:
        if file in self._read and not self._waiting[file]:
            self._set_done(file)


class ArchiveStorage:
    """A storage that knows each line as soon as it was made; everything else comes from the storage below it."""

    def __init__(self, below: Storage, ledger: FileLedger, owner: Storage | None = None, lease: str = "") -> None:
        """`owner` holds this reading's lease if machines share the files; it is closed with this storage."""
        self._below = below
        self._ledger = ledger
        self._owner = owner
        self._job = job_key(lease)
        self._lock = RLock()
        self._made: dict[str, list[tuple[LineState, str]]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)

    def publish(self, appear: Appearance) -> None:
        """Publish lines; those of a job as a whole, raising `SiteLostError` if another machine's lines count.

        The state decides first, then they appear: if a process dies in between, or does not hear the decision, they
        wait for `appearances.settle_waiting_parts`.
        """
        if self._owner is None:
            self._below.publish(appear)
            return
        token = appear.wait(self._job)
        try:
            self._owner.conclude(self._job, token)
        except SiteLostError:
            appear.part.unlink()
            raise
        appear()

    def close(self) -> None:
        """Close both storages."""
        self._below.close()
        if self._owner is not None:
            self._owner.close()

    def article(self, article_id: str) -> ArticleState | None:
        """Return the newest version that was made."""
        with self._lock:
            made = self._made.get(article_id)
            if made:
                return made[-1][0].article
        return self._below.article(article_id)

    def note_line(self, state: LineState, file: str) -> None:
        """Record a line that was made from a page in this file."""
        with self._lock:
            self._made.setdefault(state.article.id, []).append((state, file))

    def record(self, delivery: Delivery) -> None:
        """Record lines that are stored."""
        self._below.record(delivery)
        for article in delivery.articles:
            with self._lock:
                made = self._made.pop(article.id, [])
                left = [line for line in made if line[0].article.version > article.version]
                if left:
                    self._made[article.id] = left
            for _, file in made[: len(made) - len(left)]:
                self._ledger.remove(file)

    def is_shown_elsewhere(self, article_id: str, url: str, moment: datetime) -> bool:
        """Whether another address showed this article at about the same time, and this one never did."""
        key = article_key(url)
        with self._lock:
            made = list(self._made.get(article_id, ()))
        if made:
            pages = [page for state, _ in made for page in state.pages]
        else:
            known = self._below.article(article_id)
            if known is None:
                return False
            pages = list(self._below.known_pages([known.url, url]).values())
        if any(article_key(page.url) == key for page in pages if page.article_id == article_id):
            return False
        return any(abs(moment - page.checked_at) < _AT_ONCE for page in pages)

    def newest_look(self, url: str) -> datetime | None:
        """Return the date of the newest capture of an address that was delivered or found to be unchanged."""
        page = self._below.known_pages([url]).get(url)
        return page.checked_at if page is not None else None
