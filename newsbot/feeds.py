"""How lines reach the disk, and when the state may call them delivered: after the rename, never before.

Everything here plugs into Scrapy's feed export (FEED_URI_PARAMS, EXTENSIONS); its files are in `feed_files`.
The finished files under `<NEWSBOT_DATA>/articles` are the log: what is there counts as delivered, even if the process
died before it could record it. `revisions` defines what a line means to the state, and `recovery` handles what a
crash leaves behind.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import BlockingFeedStorage, FeedExporter, FeedSlot, FileFeedStorage, apply_uri_params
from scrapy.utils.asyncio import create_looping_call, run_in_thread
from scrapy.utils.defer import deferred_from_coro, ensure_awaitable

from newsbot.batches import batch_name
from newsbot.deployment import COMPRESSIONS, batch_rules, without_password
from newsbot.exceptions import ArgumentError, StorageError
from newsbot.feed_files import (
    AtomicFileFeedStorage,
)
from newsbot.fetching.archiving import PageArchive
from newsbot.manifests import FileContents, RunManifest, contents_of
from newsbot.revisions import LineState, delivery_of, finished_state

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from newsbot.state.storage import Storage

logger = logging.getLogger(__name__)

_IN_BATCHES = re.compile(r"%\(batch_(?:id|time)\)")
_MAX_NAMED = 50
# The longest interval, in seconds, between two checks of the batches' age.
_LOOK_S = 5.0
# About 40 ms of work for the state.
_LINES_PER_COMMIT = 100


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """Return Scrapy's feed URI parameters plus `data` (NEWSBOT_DATA), `date` (the UTC day), `run_id` and `compression`.

    For a spider without a run ID, that is the spider's name.
    """
    run_id = getattr(spider, "run_id", None) or spider.name
    own = {
        "data": spider.settings.get("NEWSBOT_DATA") or "data",
        "date": datetime.now(UTC).date().isoformat(),
        "run_id": run_id,
        "compression": COMPRESSIONS[batch_rules(spider.settings).compression],
    }
    return {**params, **own}


class _Receipt:
    """A feed storage's `store` that remembers whether it succeeded, which Scrapy only logs."""

    def __init__(self, storage: Any, archive: PageArchive | None) -> None:
        self._store = storage.store
        # A file stored remotely can only be inspected before.
        self._is_remote = isinstance(storage, BlockingFeedStorage)
        self.contents: FileContents | None = None
        self._archive = archive
        self.is_torn = False
        self.is_delivered = False

    async def __call__(self, file: IO[bytes]) -> None:
        if self.is_torn:
            raise OSError("a line could not be written completely")
        file.flush()
        if self._archive is not None:  # what lines point to is on the disk before them
            await self._archive.sync()
        if self._is_remote:
            self.contents = await run_in_thread(contents_of, file)
        await ensure_awaitable(self._store(file))
        self.is_delivered = True


@dataclass(slots=True, eq=False)
class _Line:
    """A line in progress: it is delivered once every feed that took it is, and none lost it."""

    state: LineState | None
    is_lost: bool = False
    # The offering to the feeds itself, plus each feed that took the line.
    waits_for: int = 1
    feeds: int = 0


def check_feeds(crawler: "Crawler") -> None:
    """Raise ArgumentError if a feed's scheme or format cannot be written: Scrapy would go on without any feed."""
    feeds = crawler.settings.getdict("FEEDS")
    try:
        if feeds:
            FeedExporter(crawler)
        if any(urlsplit(str(uri)).scheme == "gs" for uri in feeds):
            import_module("google.cloud.storage")
    except (NotConfigured, ImportError):
        named = ", ".join(without_password(str(uri)) for uri in feeds)
        raise ArgumentError(
            f"Not all feeds can be written: {named}. The log says why; s3:// needs newsbot[s3], gs:// newsbot[gcs]."
        ) from None


class DeliveringFeedExporter(FeedExporter):
    """Scrapy's feed exporter, which tells the state about a line once the line is stored in every feed that took it.

    The state is the spider's `storage`; it must stay open until `engine_stopped`. A feed that cannot be
    written ends the crawl, is counted in `newsbot/feed/failed`, and leaves its lines due.
    """

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        exporter = super().from_crawler(crawler)
        crawler.signals.connect(exporter.feed_slot_closed, signals.feed_slot_closed)
        return exporter

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._data = Path(crawler.settings.get("NEWSBOT_DATA") or "data")
        self._rules = batch_rules(crawler.settings)
        for uri, options in self.feeds.items():
            options["compression"] = self._rules.compression
            # A feed that can be split into files uses the settings' batch size, unless it has its own.
            if _IN_BATCHES.search(uri):
                options["batch_item_count"] = options["batch_item_count"] or self._rules.items
        # The first files stored in this run, for its report.
        self.stored_files: list[str] = []
        self._manifest: RunManifest | None = None
        self._opened: dict[FeedSlot, float] = {}
        self._statuses: dict[FeedSlot, Counter[str]] = {}
        self._clock: Any = None
        self._waiting: dict[FeedSlot, list[_Line]] = {}
        self._receipts: dict[FeedSlot, _Receipt] = {}
        self._is_ending = False

    def _start_new_batch(self, *args: Any, **kwargs: Any) -> FeedSlot:
        slot = super()._start_new_batch(*args, **kwargs)
        # The storage knows where it goes; from here on the address is only shown: in the log, manifest and report.
        slot.uri = without_password(slot.uri)
        self._waiting[slot] = []
        self._receipts[slot] = receipt = _Receipt(slot.storage, self.crawler.get_extension(PageArchive))
        storage: Storage | None = getattr(self.crawler.spider, "storage", None)
        if storage is not None and isinstance(slot.storage, AtomicFileFeedStorage):
            slot.storage.publish = storage.publish
        slot.storage.store = receipt  # type: ignore[method-assign, assignment]
        return slot

    def open_spider(self, spider: Spider) -> None:
        """Open the feeds, and check their age from then on."""
        if getattr(spider, "is_one_batch", False):
            self._rules = replace(self._rules, age_s=None)
            for options in self.feeds.values():
                options["batch_item_count"] = 0
        super().open_spider(spider)
        if self._rules.age_s is not None:
            self._clock = create_looping_call(self.close_old_batches)
            self._clock.start(min(_LOOK_S, self._rules.age_s), now=False)

    def close_old_batches(self) -> None:
        """Close batches whose first line has waited for NEWSBOT_BATCH_AGE; new ones take their place."""
        oldest = time.monotonic() - (self._rules.age_s or 0)
        self.slots = [self._next_batch(slot) if self._is_due(slot, oldest) else slot for slot in self.slots]

    def _is_due(self, slot: FeedSlot, oldest: float) -> bool:
        is_batch = _IN_BATCHES.search(slot.uri_template) is not None
        return is_batch and slot.itemcount > 0 and self._opened.get(slot, oldest + 1) <= oldest

    def _next_batch(self, slot: FeedSlot) -> FeedSlot:
        """Do what Scrapy does with a slot that is full."""
        params = self._get_uri_params(slot.spider, slot.feed_options["uri_params"], slot)
        self._schedule_slot_close(slot, slot.spider)
        return self._start_new_batch(
            batch_id=slot.batch_id + 1,
            uri=apply_uri_params(slot.uri_template, params),
            feed_options=slot.feed_options,
            spider=slot.spider,
            uri_template=slot.uri_template,
        )

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Offer the line to each feed separately, so that a failure is noticed and affects no other feed."""
        line = _Line(finished_state(item))
        after: list[FeedSlot] = []
        for slot in self.slots:
            after += self._offer(item, line, slot)
        self.slots = after
        if _settle([line]):
            deferred_from_coro(self._commit([line]))

    def _offer(self, item: Any, line: _Line, slot: FeedSlot) -> list[FeedSlot]:
        """Offer the item to a slot; return the slots that follow it: itself, or its next batch."""
        waiting, receipt, before = self._waiting[slot], self._receipts[slot], slot.itemcount
        if receipt.is_torn:
            line.is_lost = True
            return [slot]
        # Recorded first: a batch that the line completes may be closed before the call returns.
        waiting.append(line)
        line.waits_for += 1
        self.slots = [slot]
        try:
            super().item_scraped(item, slot.spider)
        except Exception as error:  # noqa: BLE001 - whatever an exporter raises, the feed lacks the line
            line.is_lost = True
            self._fail("A line could not be written to %s: %s", slot.uri, error)
            # The file may now end in half a line; a line that merely could not be encoded leaves it whole.
            if isinstance(error, OSError):
                receipt.is_torn = True
                self._end_crawl()
        if slot.itemcount > before:
            line.feeds += 1
            self._opened.setdefault(slot, time.monotonic())
            self._statuses.setdefault(slot, Counter())[_status(item)] += 1
        else:
            waiting.pop()
            line.waits_for -= 1
        return self.slots

    async def feed_slot_closed(self, slot: FeedSlot) -> None:
        """Commit the lines that are now delivered in every feed, or none of this feed's if it was not stored."""
        lines, receipt = self._waiting.pop(slot), self._receipts.pop(slot)
        statuses = self._statuses.pop(slot, Counter[str]())
        self._opened.pop(slot, None)
        if receipt.is_delivered:
            if lines and len(self.stored_files) < _MAX_NAMED:
                self.stored_files.append(slot.uri)
            delivered = _settle(lines)
            is_whole = len(delivered) == len(lines)
            name = self._batch_name(slot)
            await self._commit(delivered, name if is_whole else None)
            if name is not None or receipt.contents is not None:
                await self._note_batch(slot, receipt.contents, statuses)
            return
        if isinstance(slot.storage, AtomicFileFeedStorage):
            slot.storage.discard()
        for line in lines:
            line.is_lost = True
        self._fail("%s was not stored: %d lines stay due", slot.uri, len(lines))
        self._end_crawl()

    async def close_spider(self, spider: Spider) -> None:
        """Store what is open; a feed that should have been stored but did not get that far counts as failed."""
        self._is_ending = True
        if self._clock is not None:
            self._clock.stop()
        await super().close_spider(spider)
        for slot in self._waiting:
            if slot.itemcount or (slot.store_empty and slot.batch_id == 1):
                self._fail("%s was never stored", slot.uri)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Do what Scrapy does, but let `close_spider` report in one line a file that still cannot be opened."""
        if getattr(spider, "is_left_out", False):
            self._leave_out(slot)
            return
        with suppress(OSError):
            await super()._close_slot(slot, spider)

    def _leave_out(self, slot: FeedSlot) -> None:
        """Discard the lines as if they had never been made."""
        if slot.file is not None:
            with suppress(OSError):
                self._get_file(slot)
        if isinstance(slot.storage, AtomicFileFeedStorage):
            slot.storage.discard()
        for line in self._waiting.pop(slot):
            line.is_lost = True
        for known in (self._receipts, self._statuses, self._opened):
            known.pop(slot, None)

    async def _commit(self, lines: list[_Line], batch: str | None = None) -> None:
        """Tell the state, in a thread of its own and in parts: the reactor's lookups wait for one part only.

        The batch is named with the last part, so that a partly recorded batch is read again.
        """
        storage: Storage | None = getattr(self.crawler.spider, "storage", None)
        states = [line.state for line in lines if line.state]
        if storage is None or not (states or batch):
            return
        while states or batch:
            some, states = states[:_LINES_PER_COMMIT], states[_LINES_PER_COMMIT:]
            named, batch = (None, batch) if states else (batch, None)
            try:
                await run_in_thread(storage.record, delivery_of(some, named))
            except StorageError as error:
                left = len(some) + len(states)
                self._fail("%d lines are stored, but could not be recorded in the state: %s", left, error)
                return
            self.crawler.stats.inc_value("newsbot/feed/delivered", len(some))

    async def _note_batch(self, slot: FeedSlot, contents: FileContents | None, statuses: "Counter[str]") -> None:
        """Add the batch to the run's manifest; a batch missing there is still valid."""
        if self._manifest is None:
            self._manifest = RunManifest(self._data, getattr(slot.spider, "run_id", None) or slot.spider.name)
        name = self._batch_name(slot) or slot.uri
        held = contents or Path(slot.storage.path)  # type: ignore[attr-defined]
        try:
            await run_in_thread(self._manifest.add, name, held, statuses)
        except OSError as error:
            logger.warning("The manifest of the run could not be written: %s", error)

    def _batch_name(self, slot: FeedSlot) -> str | None:
        if isinstance(slot.storage, FileFeedStorage):
            return batch_name(Path(slot.storage.path), self._data)
        return None

    def _fail(self, message: str, *args: object) -> None:
        logger.error(message, *args)
        self.crawler.stats.inc_value("newsbot/feed/failed")

    def _end_crawl(self) -> None:
        """End the crawl: what cannot be written need not be fetched."""
        if not self._is_ending:
            self._is_ending = True
            engine = self.crawler.engine
            deferred_from_coro(engine.close_spider_async(reason="feed_failed"))


def _status(item: Any) -> str:
    return str(item.get("pubStatus", "usable")) if isinstance(item, dict) else "usable"


def _settle(lines: Iterable[_Line]) -> list[_Line]:
    """Return those of the lines that waited for nothing else and were lost nowhere."""
    settled = []
    for line in lines:
        line.waits_for -= 1
        if line.waits_for == 0 and line.feeds and not line.is_lost:
            settled.append(line)
    return settled


def replaces_files(settings: "BaseSettings") -> bool:
    """Whether a feed replaces the lines of an earlier run: then nothing that run knew may be left out."""
    feeds = settings.getdict("FEEDS")
    return any(feed.get("overwrite") and "%(batch_" not in str(uri) for uri, feed in feeds.items())
