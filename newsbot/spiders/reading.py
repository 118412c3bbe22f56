"""The common part of spiders that have workers read their pages and keep what they know in a state."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from scrapy import Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.utils.asyncio import run_in_thread

from newsbot.deployment import Deployment, read_deployment
from newsbot.exceptions import NewsbotError, StorageError, WorkerError
from newsbot.feeds import check_feeds
from newsbot.items import Article, RemovalReason, to_line
from newsbot.revisions import Verdict, states_of
from newsbot.state.states import ArticleState
from newsbot.state.storage import Storage
from newsbot.state.writer import StateWriter
from newsbot.workers.pool import WorkerLimits, WorkerPool
from newsbot.workers.requests import PATIENCE, is_heavy

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from newsbot.archive.options import ArchiveOptions
    from newsbot.options import CrawlOptions

T = TypeVar("T")

_COOKIES = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"


class ReadingSpider(Spider):
    """A spider with workers; `refusal` is why it could not do what was asked, and is reported at the end."""

    refusal: NewsbotError | None = None
    options: "CrawlOptions | ArchiveOptions"
    run_id: str
    deployment: Deployment
    storage: Storage
    workers: WorkerPool
    # Remembers the pages that give no line.
    writer: StateWriter

    @classmethod
    def update_settings(cls, settings: "BaseSettings") -> None:
        """Without cookies, unload their middleware: even when it is disabled it is imported, and `requests` with it."""
        super().update_settings(settings)
        if not settings.getbool("COOKIES_ENABLED"):
            middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES_BASE")
            middlewares.pop(_COOKIES, None)
            settings.set("DOWNLOADER_MIDDLEWARES_BASE", middlewares, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        arguments = {name: kwargs.pop(name) for name in list(kwargs)}
        spider = super().from_crawler(crawler)
        try:
            check_feeds(crawler)
            spider.prepare(arguments)
        except NewsbotError as error:
            # Raised here it would end in a traceback; the command that runs the crawl reports it in one sentence.
            spider.refusal = error
            return spider
        spider.listen()
        crawler.signals.connect(spider.close_workers, signals.spider_closed)
        crawler.signals.connect(spider.close_storage, signals.engine_stopped)
        return spider

    def begin_run(self) -> None:
        """Read the deployment's settings, and give the run a name of its own."""
        self.deployment = read_deployment(self.settings)
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"

    def new_pool(self, **limits: Any) -> WorkerPool:
        """Return a pool with the workers that the deployment allows; `limits` are further fields of `WorkerLimits`."""
        wanted = self.deployment
        allowed = WorkerLimits(wanted.workers, wanted.page_timeout_s, wanted.page_memory_mb, **limits)
        return WorkerPool(allowed, patience=PATIENCE, is_heavy=is_heavy)

    def prepare(self, arguments: dict[str, str]) -> None:
        """Open what a crawl with these `-a` arguments needs; raises NewsbotError if something cannot be opened."""
        raise NotImplementedError

    def listen(self) -> None:
        """Connect to further signals, ahead of those that close workers and storage."""
        raise NotImplementedError

    async def close_workers(self, reason: str) -> None:
        """Close the workers, when no more pages are read."""
        raise NotImplementedError

    def close_storage(self) -> None:
        """Close the storage, when the last line is stored too."""
        raise NotImplementedError

    async def read(self, task: str, request: object, result: type[T], prepare: Callable[[], None] | None = None) -> T:
        """Have a worker read a response; raises WorkerError with the reason when that fails.

        `prepare` is that of `WorkerPool.run`.
        """
        try:
            return await self.workers.run(task, request, result, prepare)
        except WorkerError:
            raise
        except NewsbotError as error:
            # Without workers nothing can be read: the crawl ends and says why.
            self.refusal = error
            raise CloseSpider("workers") from None

    async def ask_state(self, question: Callable[..., T], *arguments: object) -> T:
        """Run a long query of the state in a thread of its own; the crawl ends if the state fails."""
        try:
            return await run_in_thread(question, *arguments)
        except StorageError as error:
            self.give_up(error)
            raise CloseSpider("state") from None

    # ------------------------------------------------------------------------- called by pipelines

    def note_article(self, article: Article, outcome: str) -> None:
        """Remember the pages of an article that gives no line."""
        state = states_of(to_line(article), datetime.now(UTC))
        if state is not None:
            for page in state.pages:
                page.outcome = outcome
                if outcome != "article":
                    page.article_id = None
            self.writer.note(state.pages)

    def note_verdict(self, article: Article, verdict: Verdict) -> None:
        """Learn from a pipeline whether an article has changed."""
        raise NotImplementedError

    def note_gone(self, url: str, known: ArticleState, reason: RemovalReason, status: int | None) -> None:
        """Learn from a pipeline that a delivered article was withdrawn."""
        raise NotImplementedError

    def dates_articles(self, site: str) -> bool:
        """Whether the site with this name is known to date nearly all its articles."""
        return False

    def note_undated(self, site: str) -> None:
        """Learn from a pipeline that a page of the site was rejected as no article because it had no date."""

    def give_up(self, error: NewsbotError) -> None:
        """Record why the crawl cannot go on, to be reported at the end; the caller ends the crawl."""
        self.refusal = self.refusal or error

    def count(self, event: str, by: int = 1) -> None:
        """Add to the stat `newsbot/<event>`."""
        self.crawler.stats.inc_value(f"newsbot/{event}", by)
