"""What spiders share that have their pages read by workers and keep what they know in a state."""

from collections.abc import Callable
from typing import TypeVar

from scrapy import Spider
from scrapy.exceptions import CloseSpider
from scrapy.utils.asyncio import run_in_thread

from newsbot.exceptions import NewsbotError, StorageError, WorkerError
from newsbot.workers import WorkerPool

T = TypeVar("T")


class ReadingSpider(Spider):
    """A spider with workers; `refusal` is why it could not do what it was asked for, told at the end."""

    refusal: NewsbotError | None = None
    workers: WorkerPool

    async def read(self, task: str, request: object, result: type[T]) -> T:
        """What a worker makes of a response; raises WorkerError with the reason when it makes nothing of it."""
        try:
            return await self.workers.run(task, request, result)
        except WorkerError:
            raise
        except NewsbotError as error:
            # Without workers nothing can be read: the crawl ends and says why.
            self.refusal = error
            raise CloseSpider("workers") from None

    async def ask_state(self, question: Callable[..., T], *arguments: object) -> T:
        """What a long look into the state finds, in a thread of its own; without a state the crawl ends."""
        try:
            return await run_in_thread(question, *arguments)
        except StorageError as error:
            self.give_up(error)
            raise CloseSpider("state") from None

    def give_up(self, error: NewsbotError) -> None:
        """Say at the end why the crawl could not go on; the caller ends it."""
        self.refusal = self.refusal or error

    def count(self, event: str, by: int = 1) -> None:
        """Add to the stat `newsbot/<event>`."""
        self.crawler.stats.inc_value(f"newsbot/{event}", by)
