"""The template of one site in a crawl: the versions of its profile, what is learned for the next, and who waits for it.

An article keeps the version that it was first cleaned with, so that a new one makes no new lines by itself.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newsbot.boilerplate import ProfileLearner, decode_learner, encode_learner
from newsbot.extraction.lesson import Lesson
from newsbot.extraction.page_report import PageReport
from newsbot.extraction.site_profile import encode_profile, is_usable
from newsbot.states import PageState, TemplateState
from newsbot.storage import Storage

if TYPE_CHECKING:
    from newsbot.site_memory import Due

# Fewer pages than this teach nothing that they agree on.
_LEAST_PAGES = 3
# The pages that wait are kept in memory.
_MAX_WAITING_BYTES = 30_000_000


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

    `versions` are the profiles by their names, `current` the newest. `is_closed` says that no page waits any more.
    """

    storage: Storage
    site: str
    least: int
    learner: ProfileLearner = field(default_factory=ProfileLearner)
    versions: dict[str, bytes] = field(default_factory=dict)
    current: str | None = None
    is_closed: bool = False
    waiting: list[WaitingPage] = field(default_factory=list)
    learned: int = 0

    def load(self) -> None:
        """Look up what earlier crawls learned."""
        known = self.storage.site_profiles(self.site)
        self.versions = {name: data for name, data in known.items() if is_usable(data)}
        if self.least:
            self.current = next(reversed(self.versions), None)
            self.learner = decode_learner(self.storage.site_learner(self.site))
            if self.current is None and self.freeze():
                # Crawls that were cut short have taught enough, and none of them came to a version.
                self.storage.note_template(self.snapshot(), datetime.now(UTC))
            self.is_closed = self.current is not None

    def profile_for(self, page: PageState | None) -> bytes | None:
        """The profile with which a page is to be read: that of its article's line, for a new one the newest."""
        if is_new(page):
            return self.versions.get(self.current or "")
        return self.versions.get(page.profile or "") if page is not None else None

    def version(self, name: str | None) -> bytes | None:
        """The profile of this name, None where it is not kept."""
        return self.versions.get(name or "")

    def must_wait(self, page: PageState | None, profile: bytes | None) -> bool:
        """Whether an article that was read with this profile is not to be written yet."""
        is_expected = self.current is not None or (self.least > 0 and not self.is_closed)
        return is_expected and profile is None and is_new(page)

    @property
    def is_open(self) -> bool:
        """Whether articles need not wait: there is a version, or none will be."""
        return self.current is not None or self.is_closed

    def take_waiting(self) -> WaitingPage | None:
        """The next page that need not wait any longer."""
        return self.waiting.pop(0) if self.waiting and self.is_open else None

    def is_full(self) -> bool:
        """Whether no more pages can wait."""
        return sum(len(page.response.body) for page in self.waiting) > _MAX_WAITING_BYTES

    def learn(self, lesson: Lesson | None) -> bool:
        """Take what a new article's page teaches; whether a new version is due."""
        if self.least and self.learner.learn(lesson):
            self.learned += 1
            return self.learner.is_due(self.least)
        return False

    def freeze(self) -> bool:
        """Make what was learned the newest version; False where too few pages agree on anything. No page waits then."""
        self.is_closed = True
        if self.learner.pages < _LEAST_PAGES:
            return False
        profile = self.learner.freeze()
        self.current = profile.version
        self.versions[profile.version] = encode_profile(profile)
        return True

    def snapshot(self) -> TemplateState:
        """What is to be remembered, as it is now."""
        return TemplateState(self.site, encode_learner(self.learner), self.current, self.version(self.current))


def is_new(page: PageState | None) -> bool:
    """Whether no line was written of what stands there."""
    return page is None or page.article_id is None
