"""The template of one site in a crawl: its profile's versions, what is learned for the next, and which pages wait.

An article keeps the version that it was first cleaned with, so that a new version alone makes no new lines.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zlib import crc32

from newsbot.boilerplate import ProfileLearner, decode_learner, encode_learner
from newsbot.extraction.page_report import PageReport
from newsbot.extraction.template.lesson import Lesson
from newsbot.extraction.template.profile import encode_profile, is_usable
from newsbot.state.states import PageState, TemplateState
from newsbot.state.storage import Storage

if TYPE_CHECKING:
    from newsbot.crawl.site_memory import Due

# Fewer pages than this have nothing reliable in common.
_LEAST_PAGES = 3
# From this many pages on, only a quarter of the new ones teaches: more of the same adds little, and a lesson costs as
# much as applying the profile.
_TAUGHT_PAGES = 300
_TEACHING_SHARE = 4
# The bound for the waiting pages of all sites, which are kept in memory.
_MAX_WAITING_BYTES = 30_000_000


@dataclass(slots=True)
class WaitingRoom:
    """How many bytes of pages are waiting, over all sites of a crawl."""

    size: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no more pages can wait."""
        return self.size > _MAX_WAITING_BYTES


@dataclass(slots=True)
class WaitingPage:
    """The first page of an article, read without a profile while the site's first version is being learned.

    `response` belongs to the spider; only the size of its body is used here.
    """

    response: Any
    due: "Due"
    report: PageReport


@dataclass(slots=True)
class SiteTemplate:
    """What is known about a site's template; `least` pages teach the first version, 0 means no profiles at all.

    `versions` are the profiles by name, `current` is the newest's name. `is_closed` says that pages no longer wait,
    `is_freezing` that a version is being written to the state. A crawl's sites share one `room`.
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
        """Load what earlier crawls learned."""
        known = self.storage.site_profiles(self.site)
        self.versions = {name: data for name, data in known.items() if is_usable(data)}
        if self.least:
            self.current = next(reversed(self.versions), None)
            self.learner = decode_learner(self.storage.site_learner(self.site))
            if self.current is None and self.learner.pages >= _LEAST_PAGES:
                # Crawls that were cut short have taught enough, but none of them got as far as freezing a version.
                draft = self.draft()
                self.storage.note_template(draft, datetime.now(UTC))
                self.adopt(draft)
            self.is_closed = self.current is not None

    def profile_for(self, page: PageState | None) -> bytes | None:
        """Return the profile to read a page with: the one of its article's line, or the newest for a new article."""
        if is_new(page):
            return self.versions.get(self.current or "")
        return self.versions.get(page.profile or "") if page is not None else None

    def version(self, name: str | None) -> bytes | None:
        """Return the profile of this name, None if it is not stored."""
        return self.versions.get(name or "")

    def must_wait(self, page: PageState | None, version: str | None) -> bool:
        """Whether an article that was read with this version of the profile must not be written yet."""
        is_expected = self.current is not None or (self.least > 0 and not self.is_closed)
        return is_expected and version is None and is_new(page)

    @property
    def is_open(self) -> bool:
        """Whether articles need not wait: there is a version, or there will be none."""
        return self.current is not None or self.is_closed

    def wants_lesson(self, url: str) -> bool:
        """Whether a new article's page is to teach; which pages do does not depend on the order of the crawl."""
        return self.learner.pages < _TAUGHT_PAGES or crc32(url.encode()) % _TEACHING_SHARE == 0

    def let_wait(self, page: WaitingPage) -> None:
        """Hold a page until the first version exists."""
        self.waiting.append(page)
        self.room.size += len(page.response.body)

    def take_waiting(self) -> WaitingPage | None:
        """Return the next page that need not wait any longer."""
        if not self.waiting or not self.is_open:
            return None
        page = self.waiting.pop(0)
        self.room.size -= len(page.response.body)
        return page

    def learn(self, lesson: Lesson | None) -> bool:
        """Take a lesson from a new article's page; return whether a new version is due."""
        if self.least and self.learner.learn(lesson):
            self.learned += 1
            return self.learner.is_due(self.least)
        return False

    def draft(self) -> TemplateState:
        """Return what is to be stored, with a new version if enough pages have taught."""
        if self.learner.pages < _LEAST_PAGES:
            return self.snapshot()
        profile = self.learner.freeze(self.site)
        return TemplateState(self.site, encode_learner(self.learner), profile.version, encode_profile(profile))

    def adopt(self, draft: TemplateState) -> bool:
        """Use from now on what the state has stored; return whether it is a new version. Pages no longer wait.

        The state has it first: lines name a version, and a crash must not lose it.
        """
        self.is_closed = True
        if draft.version is None or draft.profile is None or draft.version == self.current:
            return False
        self.versions[draft.version] = draft.profile
        self.current = draft.version
        return True

    def snapshot(self) -> TemplateState:
        """Return what is to be stored, as it is now."""
        return TemplateState(self.site, encode_learner(self.learner), self.current, self.version(self.current))


def is_new(page: PageState | None) -> bool:
    """Whether no line has been written for this page's article."""
    return page is None or page.article_id is None
