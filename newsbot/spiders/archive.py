"""The spider `archive`: reads pages from WARC files instead of the network; workers, pipelines and lines are the same.

Two passes: the first takes stock of the files and learns each site's template, the second reads the pages in order of
capture. A file counts as done once all of its lines are delivered.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider

from newsbot.archive.index import ArchiveIndex, Scan, Spot
from newsbot.archive.lessons import TemplateTeacher
from newsbot.archive.line_changes import LineChanges
from newsbot.archive.options import ArchiveOptions, archive_options
from newsbot.archive.sites import ArchivedSites
from newsbot.archive.storage import ArchiveStorage, FileLedger
from newsbot.archive.window import ReadingWindow
from newsbot.boilerplate import ProfileLearner, encode_learner
from newsbot.exceptions import NewsbotError, StorageError, WorkerError
from newsbot.extraction.declared.rights import RIGHTS_HEADERS
from newsbot.extraction.page_report import BlockScores, PageReport, PageRequest, append_page, page_to_add
from newsbot.extraction.template.profile import encode_profile
from newsbot.feeds import replaces_files
from newsbot.fetching.failures import with_detail
from newsbot.fetching.responses import describe_archived
from newsbot.folders import make_folder
from newsbot.items import Article
from newsbot.locks import SiteFileLock
from newsbot.recovery import recover_batches
from newsbot.revisions import Verdict, finished_state
from newsbot.spiders.reading import ReadingSpider
from newsbot.state.states import ArticleState, TemplateState
from newsbot.state.storage import Storage, open_storage
from newsbot.state.writer import StateWriter
from newsbot.urls import article_key, key_digest
from newsbot.warc.exchanges import PageEvidence
from newsbot.warc.pages import ArchivedPage, PageFilter, PageReader
from newsbot.workers.requests import TextRequest

if TYPE_CHECKING:
    from scrapy.http import Response

    from newsbot.archive.line_changes import Differences

# How many pages are taken from a file at once.
_TAKEN_AT_ONCE = 16
# Pages queued per worker beyond the one it is reading, so that it need not wait while articles are in the pipelines.
_READY = 1
_MAX_SCORES = 2_000
_NOT_MODIFIED = 304
# An article, its page, and the file that holds the page.
_Found = tuple[Article, ArchivedPage, str]
# The reasons why a page could not be read at all, which leave only part of its article.
_FAILURES = ("timeout", "memory", "crashed", "error", "closed")


class ArchiveSpider(ReadingSpider):
    """Reads the files of `-a warc=`; see `newsbot.archive.options` for the arguments."""

    name = "archive"
    options: ArchiveOptions
    storage: ArchiveStorage
    differences: "Differences | None" = None

    def prepare(self, arguments: dict[str, str]) -> None:
        """Open what an earlier reading of the same files left behind, and set up the workers."""
        options = self.options = archive_options(arguments)
        self.begin_run()
        self.folder = Path(self.deployment.data).absolute() / "archive" / options.job
        self.take_folder()
        self.index = ArchiveIndex(self.folder / "index.db")
        self.ledger = FileLedger(self.index.set_done)
        self.open_states()
        self.workers = self.new_pool(ahead=_READY)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="newsbot-archive")
        self.writer = StateWriter(self.storage)
        self.changes = LineChanges(self.folder / "changes.db", options.diff) if options.diff else None
        self.wanted = PageFilter(options.is_wanted_from, options.mimes, options.statuses)
        # Articles in the pipelines, by ID: the file each came from, and the event that tells when it is through.
        self.under_way: dict[str, tuple[str, asyncio.Event]] = {}
        self.crossed: set[bytes] = set()
        # What reading the pages that taught a template found, by record ID, for their second reading.
        self.scores: dict[str, BlockScores] = {}
        profiles = options.profile if self.deployment.profile_pages > 0 else "none"
        self.sites = ArchivedSites(self.index, self.known or self.storage, profiles)
        self.is_one_batch = bool(options.lease)
        self.is_finished = False
        self.is_last_pass = self.is_complete = False

    def take_folder(self) -> None:
        """Lock the folder of this archive for this reading; what an earlier one left is kept if it still counts."""
        try:
            make_folder(self.folder.parent)
            self.lock = SiteFileLock(self.folder.with_suffix(".lock"), "this archive")
            if self.options.lease or replaces_files(self.settings):
                shutil.rmtree(self.folder, ignore_errors=True)
            make_folder(self.folder)
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be used: {error.strerror}.") from None

    def open_states(self) -> None:
        """Open the archive's state, and the crawls' state if their profiles are wanted; recover finished batches."""
        options = self.options
        owner = self.own(options.lease) if options.lease else None
        own_state = open_storage(f"sqlite:///{self.folder / 'state.db'}")
        self.storage = ArchiveStorage(own_state, self.ledger, owner, options.lease)
        runs = set(self.index.note("runs").split())
        if runs:
            recover_batches(self.storage, Path(self.deployment.data), runs=runs)
        self.index.set_note("runs", " ".join([*runs, self.run_id]))
        is_crawled = options.profile not in ("archive", "learn", "none")
        self.known: Storage | None = open_storage(self.deployment.state) if is_crawled else None

    def listen(self) -> None:
        self.crawler.signals.connect(self.line_made, signals.item_scraped)
        self.crawler.signals.connect(self.line_dropped, signals.item_dropped)
        self.crawler.signals.connect(self.line_dropped, signals.item_error)

    def own(self, lease: str) -> Storage:
        """Return the state with the lease of this reading; raises `SiteBusyError` if another machine holds it."""
        state = open_storage(self.deployment.state, self.deployment.lease_s)
        try:
            state.lock_site(lease)
        except NewsbotError:
            state.close()
            raise
        return state

    async def start(self) -> AsyncIterator[Request]:
        if self.refusal is not None:
            self.logger.error("%s", self.refusal)
            return
        # Scrapy takes items only from callbacks; nothing is fetched.
        yield Request("data:,", callback=self.read_archive, dont_filter=True)

    async def read_archive(self, response: "Response") -> AsyncIterator[Article]:
        """Yield all lines of the archive."""
        del response
        # Start all workers: unlike from the network, pages do not trickle in.
        await self.workers.start(self.deployment.workers)
        if self.changes is not None:
            await self.ask_state(self.changes.load_earlier)
        await self.look_through()
        left = await self.ask_state(self.index.files_left)
        self.count("archive/files_done_before", len(self.options.files) - len(left))
        for path in left:
            if self.is_stopping:
                return
            self.count("archive/files")
            async for article in self.read_file(path):
                yield article
        self.is_last_pass = True
        spots = await self.ask_state(self.index.put_off_ones)
        async for article in self.read_pages(self.pages_at(spots)):
            yield article
        self.is_complete = not self.is_stopping

    @property
    def is_left_out(self) -> bool:
        """Whether the lines are left out of the result: the lines of a leased job count only as a whole."""
        is_whole = self.is_complete and not self.crawler.stats.get_value("newsbot/archive/files_failed")
        return bool(self.options.lease) and not is_whole

    @property
    def is_stopping(self) -> bool:
        """Whether the crawl is to end before it has read everything."""
        engine = self.crawler.engine
        slot = getattr(engine, "_slot", None)
        return not self.crawler.crawling or slot is None or slot.closing is not None

    async def in_thread(self, function: Any, *arguments: Any) -> Any:
        """Run a function on the files in the thread that reads them, and return its result."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self.thread, function, *arguments)
        except StorageError as error:
            self.give_up(error)
            raise CloseSpider("state") from None

    # ------------------------------------------------------------------------------------ first pass

    async def look_through(self) -> None:
        """Take stock of the files, and learn the sites' templates."""
        scan = Scan()
        learns = self.options.profile in ("archive", "learn") and self.deployment.profile_pages > 0
        if learns and not self.index.note("learned"):
            self.index.set_note("scanned", "")
        if await self.ask_state(self.index.begin, self.options.files):
            self.crossed = await self.ask_state(self.index.crossed_keys)
            return
        for path in self.options.files:
            await self.in_thread(self._scan_file, path, scan)
            if self.is_stopping:
                return
        await self.ask_state(self.index.finish)
        self.crossed = await self.ask_state(self.index.crossed_keys)
        if learns:
            await self.learn(scan)
            self.index.set_note("learned", "1")

    def _scan_file(self, path: Path, scan: Scan) -> None:
        reader = PageReader(path, self.wanted, heads_only=True)
        try:
            for count in self.index.scan(reader, scan):
                if not count % _TAKEN_AT_ONCE and self.is_stopping:
                    return
        except OSError as error:
            self.logger.error("%s cannot be read: %s", path, error.strerror or error)
            self.count("archive/files_failed")

    async def learn(self, scan: Scan) -> None:
        """Let some pages of each site teach its template, and freeze the result."""
        teacher = TemplateTeacher(self.lesson_at, lambda: self.is_stopping, self.deployment.workers)
        sites = ((site, scan.spots(site, self._is_cleaned), scan.pages[site]) for site in list(scan.samples))
        await teacher.teach(sites, self.freeze)

    async def freeze(self, site: str, learner: ProfileLearner) -> None:
        """Store what a site's pages have taught as a new version of its profile."""
        profile = learner.freeze()
        state = TemplateState(site, encode_learner(learner), profile.version, encode_profile(profile))
        await self.ask_state(self.storage.note_template, state, datetime.now(UTC))
        self.count("profile/versions")

    def _is_cleaned(self, record_id: str) -> bool:
        return self.options.profile == "archive" and self.index.cleaned_with(record_id) is not None

    async def lesson_at(self, spot: Spot) -> PageReport | None:
        """Return the report on a page that is to teach."""
        page = await self.in_thread(self.page_at, spot)
        if page is None:
            return None
        report = await self.report_on(page, PageRequest(b"", page.url, teaches=True))
        if report.scores is not None and len(self.scores) < _MAX_SCORES:
            self.scores[page.record_id] = report.scores
        return report

    # ----------------------------------------------------------------------------------- second pass

    async def read_file(self, path: Path) -> AsyncIterator[Article]:
        """Yield the articles of one file."""
        reader = PageReader(path, self.wanted)
        file = str(path)
        try:
            async for article in self.read_pages((page, file) for page in reader.pages()):
                yield article
        except OSError as error:
            self.logger.error("%s cannot be read: %s", path, error.strerror or error)
            self.count("archive/files_failed")
            return
        for reason, count in reader.counts.items():
            self.count("archive/records" if reason == "records" else f"archive/skipped/{reason}", count)
        for damage in reader.damages:
            self.count(f"archive/damaged/{damage.reason}")
            self.logger.warning("%s is damaged at %s: %s", path, damage.place, damage.reason)
        if not self.is_stopping:
            self.ledger.set_read(file)

    async def read_pages(self, pages: Iterator[tuple[ArchivedPage, str]]) -> AsyncIterator[Article]:
        """Yield the articles on these pages in page order, however long each takes to read."""
        window = ReadingWindow[_Found | None](self.deployment.workers, lambda: self.is_stopping)
        taking = partial(self.in_thread, lambda: list(islice(pages, _TAKEN_AT_ONCE)))
        following = asyncio.ensure_future(taking())
        try:
            while some := await following:
                following = asyncio.ensure_future(taking())
                for page, file in some:
                    if self.is_stopping:
                        return
                    if not self.is_to_read(page, file):
                        continue
                    if page.kind == "revisit" and not await self.in_thread(self._resolve, page):
                        self._skip("revisit_lost")
                        continue
                    if window.is_full:
                        async for found in window.first_ones():
                            async for article in self.emit(found):
                                yield article
                    window.add(self.read_article(page, file), len(page.body))
            while window and not self.is_stopping:
                async for found in window.first_ones():
                    async for article in self.emit(found):
                        yield article
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
            await window.cancel()

    def pages_at(self, spots: Iterable[Spot]) -> Iterator[tuple[ArchivedPage, str]]:
        """Yield the pages captured at these places."""
        for spot in spots:
            page = PageReader(Path(spot.file), self.wanted).page_at(spot.place)
            if page is not None:
                yield page, spot.file

    def page_at(self, spot: Spot) -> ArchivedPage | None:
        """Return the page captured at this place."""
        return next((page for page, _ in self.pages_at([spot])), None)

    def is_to_read(self, page: ArchivedPage, file: str) -> bool:
        """Whether a page is to be read now; if not, the reason is counted."""
        if not self.options.is_wanted_at(page.date):
            return self._skip("date")
        if page.kind == "revisit":
            return self._is_to_resolve(page)
        if page.evidence is not None and page.evidence.number > 1:
            return self._skip("later_page")  # its first page asks for it
        is_crossed = key_digest(article_key(page.url)) in self.crossed
        if not self.is_last_pass and (is_crossed or self.index.may_be_later_page(page.url)):
            self.index.put_off(page, file)
            return False
        look = self.storage.newest_look(page.url)
        return look is None or look < page.date or self._skip("known")

    def _is_to_resolve(self, page: ArchivedPage) -> bool:
        """Whether a revisit shows what no other capture does: its original has another address, or an unwanted date."""
        original = self.index.original(page)
        if original is None:
            return self._skip("revisit_lost")
        is_same = original.key == key_digest(article_key(page.url))
        moment = datetime.fromtimestamp(original.date, UTC)
        return not (is_same and self.options.is_wanted_at(moment)) or self._skip("revisit")

    def _skip(self, reason: str) -> bool:
        self.count(f"archive/skipped/{reason}")
        return False

    async def read_article(self, page: ArchivedPage, file: str) -> _Found | None:
        """Return the article on a page with its further pages, and the page and its file; None if it has no article."""
        evidence = page.evidence or PageEvidence()
        request = PageRequest(
            b"",
            page.url,
            link=evidence.link,
            post=evidence.post,
            with_html=self.deployment.body_html,
            usual_shape=evidence.usualShape,
            profile=self.sites.profile_for(page),
            overrides=self.options.overrides,
            downloaded=page.date,
            scores=self.scores.pop(page.record_id, None),
        )
        self.count("pages")
        report = await self.report_on(page, request)
        page.body = b""
        article = report.article
        if article is None:
            self.count(f"dropped/{report.reason or 'error'}")
            return None
        describe_archived(article, page, Path(file).name, self.sites.rights_of(urlsplit(page.url).netloc))
        failure = await self.add_pages(article, report, page, request)
        if failure is not None:
            self.count(f"dropped/{failure}")
            return None
        return article, page, file

    async def add_pages(
        self, article: Article, report: PageReport, page: ArchivedPage, request: PageRequest
    ) -> str | None:
        """Add an article's further pages, each as captured nearest to the first; return why one could not be read."""
        while (following := page_to_add(article, report)) is not None:
            spot = self.index.nearest(following, page.date)
            further = await self.in_thread(self.page_at, spot) if spot is not None else None
            if further is None:
                self.count("pages_missing")
                break
            self.count("pages")
            request.number = max(1, len(article.pages)) + 1
            report = await self.report_on(further, request)
            if report.article is None and report.reason in _FAILURES:
                return f"next_page_{report.reason}"
            append_page(article, report)
            self.index.set_used(following)
        return None

    def _resolve(self, page: ArchivedPage) -> bool:
        """Give a revisit the body that it refers to; return whether that was found."""
        spot = self.index.original(page)
        original = self.page_at(spot) if spot is not None else None
        if original is None or original.kind == "revisit":
            return False
        page.kind, page.body, page.content_type = original.kind, original.body, original.content_type
        page.digest = page.digest or original.digest
        if page.status == _NOT_MODIFIED:
            page.status, page.headers = original.status, original.headers
        return True

    async def report_on(self, page: ArchivedPage, request: PageRequest) -> PageReport:
        """Return a worker's report on a page."""
        try:
            if page.kind == "text" or page.is_plain_text:
                return await self.read("clean_text", TextRequest(page.body, page.url), PageReport)
            headers = {name: [value for key, value in page.headers if key == name] for name in RIGHTS_HEADERS}
            asked = replace(
                request,
                body=page.body,
                url=page.url,
                content_type=page.content_type,
                headers={name: values for name, values in headers.items() if values},
            )
            return await self.read("read_page", asked, PageReport)
        except WorkerError as error:
            self.logger.warning("%r could not be read: %s", page.url, with_detail(error))
            return PageReport(reason=str(error))

    async def emit(self, found: _Found | None) -> AsyncIterator[Article]:
        """Hand an article to the pipelines, once an earlier one with the same ID is through them."""
        if found is None:
            return
        article, page, file = found
        while article.id in self.under_way:
            await self.under_way[article.id][1].wait()
        if self.storage.is_shown_elsewhere(article.id, page.url, page.date):
            self.count("dropped/same_address")
            return
        self.under_way[article.id] = (file, asyncio.Event())
        self.ledger.add(file)
        yield article

    # ------------------------------------------------------------------------- called by pipelines

    def note_verdict(self, article: Article, verdict: Verdict) -> None:
        """Do nothing: an archive has no sources whose dates could be checked."""

    def note_gone(self, url: str, known: ArticleState, reason: str, status: int | None) -> None:
        """Count a page that asks to be left out; an archive's lines are never taken back."""
        self.count(f"gone/{reason}")

    def line_made(self, item: Any) -> None:
        """Record a line that has passed the pipelines."""
        state = finished_state(item)
        entry = self.under_way.pop(item.get("id", ""), None)
        if entry is None:
            return
        file, is_through = entry
        if state is None:
            self.ledger.remove(file)
        else:
            self.storage.note_line(state, file)
        if self.changes is not None:
            self.changes.add(item)
        is_through.set()

    def line_dropped(self, item: Any) -> None:
        """Record an article that gave no line."""
        entry = self.under_way.pop(getattr(item, "id", ""), None)
        if entry is not None:
            self.ledger.remove(entry[0])
            entry[1].set()

    # ------------------------------------------------------------------------------------------ end

    async def close_workers(self, reason: str) -> None:
        self.is_finished = reason == "finished"
        for failure, value in self.workers.failures.items():
            self.count(f"workers/{failure}", value)
        await self.workers.close()
        self.thread.shutdown()

    def close_storage(self) -> None:
        try:
            self.writer.close()
            is_done = self.is_finished and self.is_complete and not self.index.files_left() and not self.ledger.waits
            if self.changes is not None:
                if is_done:
                    self.differences = self.changes.report()
                    self.folder.with_suffix(".diff.json").write_bytes(self.differences.as_json())
                self.changes.close()
        except StorageError as error:
            self.give_up(error)
            is_done = False
        finally:
            self.index.close()
            self.storage.close()
            if self.known is not None:
                self.known.close()
        if is_done:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.release()
