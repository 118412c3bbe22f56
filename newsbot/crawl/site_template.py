"""The template of one site in a crawl: the versions of its profile, what is learned for the next, and who waits for it.

An article keeps the version that it was first cleaned with, so that a new one makes no new lines by itself.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zlib import crc32

from newsbot.boilerplate import ProfileLearner, decode_learner, encode_learner
from newsbot.extraction.lesson import Lesson
from newsbot.extraction.page_report import PageReport
from newsbot.extraction.site_profile import encode_profile, is_usable
from newsbot.state.states import PageState, TemplateState
from newsbot.state.storage import Storage

if TYPE_CHECKING:
    from newsbot.crawl.site_memory import Due

# Fewer pages than this teach nothing that they agree on.
_LEAST_PAGES = 3
# From so many pages on a quarter of the new ones teaches: more of the same says little, and a lesson costs as much as
# the profile itself.
_TAUGHT_PAGES = 300
_TEACHING_SHARE = 4
# The pages of all sites that wait are kept in memory.
_MAX_WAITING_BYTES = 30_000_000


@dataclass(slots=True)
class WaitingRoom:
    """How many bytes of pages wait, of all sites of a crawl."""

    size: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no more pages can wait."""
        return self.size > _MAX_WAITING_BYTES


@dataclass(slots=True)
class WaitingPage:
    """The first page of an article, read without a profile while the site's first version is learned.

    `response` is the spider's own, of which only the size of the body is asked here.
    """

    response: Any
    due: "Due"
    report: PageReport


@dataclass(slots=True)
class SiteTemplate:
    """What is known of a site's template; `least` pages teach the first version, 0 stands for no profiles at all.

    `versions` are the profiles by their names, `current` the newest. `is_closed` says that no page waits any more,
    `is_freezing` that a version is on its way to the state. A crawl's sites share one `room`.
    """

    storage: Storage
    site: str
    least: int
    learner: ProfileLearner = field(default_factory=ProfileLearner)
    versions: dict[str, bytes] = field(default_factory=dict)
    current: str | None = None
    is_closed: bool = False
    is_freezing: bool = False
    room: WaitingRoom = field(default_factory=WaitingRoom)
    waiting: list[WaitingPage] = field(default_factory=list)
    learned: int = 0

    def load(self) -> None:
        """Look up what earlier crawls learned."""
        known = self.storage.site_profiles(self.site)
        self.versions = {name: data for name, data in known.items() if is_usable(data)}
        if self.least:
            self.current = next(reversed(self.versions), None)
            self.learner = decode_learner(self.storage.site_learner(self.site))
            if self.current is None and self.learner.pages >= _LEAST_PAGES:
                # Crawls that were cut short have taught enough, and none of them came to a version.
                draft = self.draft()
                self.storage.note_template(draft, datetime.now(UTC))
                self.adopt(draft)
            self.is_closed = self.current is not None

    def profile_for(self, page: PageState | None) -> bytes | None:
        """The profile with which a page is to be read: that of its article's line, for a new one the newest."""
        if is_new(page):
            return self.versions.get(self.current or "")
        return self.versions.get(page.profile or "") if page is not None else None

    def version(self, name: str | None) -> bytes | None:
        """The profile of this name, None where it is not kept."""
        return self.versions.get(name or "")

    def must_wait(self, page: PageState | None, version: str | None) -> bool:
        """Whether an article that was read with this version of the profile is not to be written yet."""
        is_expected = self.current is not None or (self.least > 0 and not self.is_closed)
        return is_expected and version is None and is_new(page)

    @property
    def is_open(self) -> bool:
        """Whether articles need not wait: there is a version, or none will be."""
        return self.current is not None or self.is_closed

    def wants_lesson(self, url: str) -> bool:
        """Whether a new article's page is to teach; the same pages whatever the order of the crawl."""
        return self.learner.pages < _TAUGHT_PAGES or crc32(url.encode()) % _TEACHING_SHARE == 0

    def let_wait(self, page: WaitingPage) -> None:
        """Keep a page until the first version is there."""
        self.waiting.append(page)
        self.room.size += len(page.response.body)

    def take_waiting(self) -> WaitingPage | None:
        """The next page that need not wait any longer."""
        if not self.waiting or not self.is_open:
            return None
        page = self.waiting.pop(0)
        self.room.size -= len(page.response.body)
        return page

    def learn(self, lesson: Lesson | None) -> bool:
        """Take what a new article's page teaches; whether a new version is due."""
        if self.least and self.learner.learn(lesson):
            self.learned += 1
            return self.learner.is_due(self.least)
        return False

    def draft(self) -> TemplateState:
        """What is to be remembered, with a new version where enough pages agree on anything."""
        if self.learner.pages < _LEAST_PAGES:
            return self.snapshot()
        profile = self.learner.freeze(self.site)
        return TemplateState(self.site, encode_learner(self.learner), profile.version, encode_profile(profile))

    def adopt(self, draft: TemplateState) -> bool:
        """Read pages with what the state remembers by now; whether it is a new version. No page waits then.

        Lines name a version, and a crash must not lose it: the state has it first.
        """
        self.is_closed = True
        if draft.version is None or draft.profile is None or draft.version == self.current:
            return False
        self.versions[draft.version] = draft.profile
        self.current = draft.version
        return True

    def snapshot(self) -> TemplateState:
        """What is to be remembered, as it is now."""
        return TemplateState(self.site, encode_learner(self.learner), self.current, self.version(self.current))


def is_new(page: PageState | None) -> bool:
    """Whether no line was written of what stands there."""
    return page is None or page.article_id is None
