"""Reads pages that teach the templates of their sites, before the archive's pages are read for their lines.

Several sites are taught at once: one that waits for its last page does not keep the workers from the others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from newsbot.archive.index import Spot
from newsbot.boilerplate import ProfileLearner
from newsbot.extraction.page_report import PageReport

# How many articles teach a site's template: at least this many, more for sites with more pages, up to a maximum.
_LEAST_LESSONS = 8
_MOST_LESSONS = 32
_LESSONS_SHARE = 8
_MIN_LESSONS = 3
# Pages that are read at once, per worker.
_AT_ONCE = 2


def lessons_wanted(pages: int) -> int:
    """Return how many articles are to teach the template of a site with this many pages."""
    return min(_MOST_LESSONS, max(_LEAST_LESSONS, pages // _LESSONS_SHARE))


class TemplateTeacher:
    """Has captured pages read; `read` returns the report on one, None if it no longer exists."""

    def __init__(
        self, read: Callable[[Spot], Awaitable[PageReport | None]], is_stopping: Callable[[], bool], workers: int
    ) -> None:
        self._read = read
        self._is_stopping = is_stopping
        self._workers = max(1, workers)
        self._places = asyncio.Semaphore(self._workers * _AT_ONCE)

    async def teach(
        self, sites: Iterable[tuple[str, list[Spot], int]], note: Callable[[str, ProfileLearner], Awaitable[None]]
    ) -> None:
        """Teach each site from these spots, given its number of pages; `note` is called when one learned enough."""
        left = iter(sites)

        async def teach_next() -> None:
            for site, spots, pages in left:
                if self._is_stopping():
                    return
                learner = await self.learner_of(spots, lessons_wanted(pages))
                if learner.pages >= _MIN_LESSONS:
                    await note(site, learner)

        tasks = [asyncio.ensure_future(teach_next()) for _ in range(self._workers)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def learner_of(self, spots: list[Spot], wanted: int) -> ProfileLearner:
        """Learn from this many articles, in the order of the spots, some of which have none."""
        learner = ProfileLearner()
        at = 0
        while at < len(spots) >= _MIN_LESSONS and (missing := wanted - learner.pages) > 0:
            some = spots[at : at + min(missing, self._workers * _AT_ONCE)]
            at += len(some)
            for report in await asyncio.gather(*map(self._report, some)):
                if report is not None:
                    learner.learn(report.lesson)
        return learner

    async def _report(self, spot: Spot) -> PageReport | None:
        async with self._places:
            return await self._read(spot)
