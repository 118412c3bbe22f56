"""The crawl of one site: what to fetch, what was found, and what is remembered.

Its parts decide for themselves: which posts to request from the site's API (`posts`), which sources to believe
(`trust`), and which articles to take back (`gone`).
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from newsbot.crawl.gone_articles import GoneArticles
from newsbot.crawl.page_outcomes import Outcome, page_looked_at, page_without_article
from newsbot.crawl.post_questions import PostQuestions
from newsbot.crawl.site_memory import Answer, Due, SiteMemory
from newsbot.crawl.site_polls import SitePolls
from newsbot.crawl.site_template import SiteTemplate, is_new
from newsbot.crawl.source_trust import SourceTrust
from newsbot.crawl.traps import TrapGuard
from newsbot.discovery import SourceRef
from newsbot.discovery.plan import Listed, SitePlan
from newsbot.extraction.overrides import Overrides
from newsbot.items import Article, Link
from newsbot.report import problem_sentence
from newsbot.sites import Site
from newsbot.state.states import PageState, SourceState
from newsbot.workers.requests import SourceAnswer

if TYPE_CHECKING:
    from newsbot.discovery.sources import SourceMethod

# How many pages may be in flight: enough to keep the connections of one site busy.
_AHEAD = 32
# How many pages are looked up at a time.
_LOOK_AHEAD = 500


@dataclass(slots=True)
class SiteCrawl:
    """The state of one site's crawl: its plan, its memory, and what has been requested so far."""

    site: Site
    plan: SitePlan
    memory: SiteMemory
    template: SiteTemplate
    traps: TrapGuard
    # How many pages may be requested.
    page_budget: int
    polls: SitePolls
    overrides: Overrides | None = None
    posts: PostQuestions = field(default_factory=PostQuestions)
    trust: SourceTrust = field(default_factory=SourceTrust)
    gone: GoneArticles = field(init=False)
    # The next pages, and the iterator for those after them, which queries the state.
    queue: deque[Due] = field(default_factory=deque)
    pending: Iterator[Due] | None = None
    is_looking: bool = False
    # Whether articles are being requested, and whether all that are due are or have been in the queue.
    started: bool = False
    is_ranked: bool = False
    # Pages requested, and those of them still unanswered; whether a limit or a trap left some out.
    asked_pages: int = 0
    in_flight: int = 0
    is_cut: bool = False
    # Articles read; known articles found unchanged; known articles requested; known articles that are in a source and
    # not due.
    articles: int = 0
    known: int = 0
    checked: int = 0
    listed: int = 0
    # Why the site's own address could not be fetched.
    problem: str | None = None
    # Addresses requested on trial: what they give decides whether more of their pattern are requested.
    tried: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gone = GoneArticles(self.memory, self.plan)

    @property
    def host_names(self) -> tuple[str, Collection[str]]:
        """What belongs to the site: its address, and the other hosts that count as part of it."""
        return self.site.url, self.plan.hosts

    @property
    def limit(self) -> int | None:
        """How many articles of the site the crawl takes; None for all."""
        return self.plan.limits.limit

    @property
    def _counted(self) -> int:
        """What counts towards the limit: articles read or known, and pages that may be articles."""
        return self.articles + self.known + self.in_flight + self.posts.waiting

    def load(self) -> None:
        """Load what earlier crawls learned."""
        self.memory.load()
        self.template.load()
        self.polls.load()
        self.plan.known_articles = self.memory.shapes()
        self.plan.has_read_sections = self.memory.has_read_sections
        self.plan.knows_list = lambda url: self.memory.trusted(url) is not None

    # ------------------------------------------------------------------------------------- sources

    def take_sources(self) -> Iterator[SourceRef]:
        """Yield the sources to fetch now; those that the schedule says are not due are treated as unchanged."""
        while refs := self.plan.take_sources():
            for ref in refs:
                known, absence = self.memory.trusted(ref.url), self.polls.absence(ref.url)
                if self.polls.is_due(ref.url) or (known is None and absence is None):
                    self.polls.note_asked(ref.url)
                    yield ref
                elif absence is not None:
                    self.plan.add_failure(ref, absence)
                elif known is not None:
                    self._pass_over(ref, known)

    def take_unchanged(self, ref: SourceRef, known: SourceState) -> None:
        """Continue after a source that has not changed."""
        self.memory.note_unchanged(known)
        self._pass_over(ref, known)

    def _pass_over(self, ref: SourceRef, known: SourceState) -> None:
        lists: dict[str, list[SourceRef]] = {"hub": [], "archive": []}
        further = []
        for url, method, depth, modified in known.further:
            if method in lists:
                lists[method].append(SourceRef(url, "section", depth, modified))
            else:
                further.append(SourceRef(url, cast("SourceMethod", method), depth, modified))
        self.plan.add_lists(lists["hub"] if self.plan.is_front(ref.url) else (), lists["archive"])
        self.plan.add_unchanged(ref, known.method, known.links, further)

    def remember(self, ref: SourceRef, source: SourceAnswer, answer: Answer) -> tuple[Listed, bool]:
        """Take the links of a source that was read, and remember the source.

        Returns what it lists, and whether all of that is known: then so is everything on the list's further pages.
        """
        is_list = ref.method != "sitemap" and bool(source.parcels) and self.memory.trusted(ref.url) is not None
        is_known = is_list and all(map(self._knows_all, source.links()))
        listed = self.plan.add_links(source.links())
        self.memory.note_read(ref, source.contents, listed, answer)
        return listed, is_known

    def _knows_all(self, links: Sequence[Link]) -> bool:
        """Whether every link is known, not due, or ignored."""
        wanted = [link for link in links if not self.plan.is_ignored(link.url)]
        return not wanted or self.memory.knows_all(wanted)

    # --------------------------------------------------------------------------------------- pages

    def rank(self) -> None:
        """Decide what to fetch: what the sources list, newest first, then what is due regardless of them.

        Known pages that are not due only count towards a limit.
        """
        self.pending = self._due()
        self.look_ahead()

    def look_ahead(self) -> None:
        """Look up the next pages and queue them."""
        if self.pending is not None:
            # Counted by themselves: meanwhile another thread takes pages from the queue.
            self.memory.trace_some(self.plan.links)
            some = list(islice(self.pending, _LOOK_AHEAD))
            self.queue.extend(some)
            if not some:
                self.pending = None

    def _due(self) -> Iterator[Due]:
        for due in self.memory.rank(self.plan.newest()):
            if self.plan.is_ignored(due.url):
                self.plan.count("ignored")
                continue
            if due.reason is None:
                self.listed += 1
            is_wanted = due.reason is not None and due.link is not None and self.plan.is_wanted(due.link)
            if is_wanted or (due.reason is None and self.limit is not None):
                yield due
        listed = self.plan.links
        by_themselves: Iterable[Due] = self.memory.aged(listed)
        if self.limit is None:
            vanished = self.memory.vanished(self.plan.whole_sitemaps, listed)
            by_themselves = chain(vanished, by_themselves, self.memory.relisted())
        yield from (due for due in by_themselves if not self.plan.is_ignored(due.url))
        self.is_ranked = True

    def wants_more(self) -> bool:
        """Whether another page may be requested now."""
        is_open = self.limit is None or self._counted < self.limit
        if self.asked_pages >= self.page_budget:
            self.is_cut, is_open = True, False
        return is_open and self.in_flight - len(self.template.waiting) < _AHEAD

    def wants_lesson(self, due: Due) -> bool:
        """Whether a new article's page should teach the site's template: once, however often it is read."""
        return is_new(due.page) and due.scores is None and self.template.wants_lesson(due.url)

    def profile_for(self, due: Due, article: Article | None) -> bytes | None:
        """Return the profile to read a page with: if it continues an article, that article's profile."""
        if article is None:
            return self.template.profile_for(due.page)
        return self.template.version(article.metadata.siteProfile)

    def waits_in_vain(self) -> bool:
        """Whether pages wait for a first profile although no more pages will come to teach it."""
        waiting = self.template.waiting
        if not waiting or self.template.is_open or self.template.is_freezing:
            return False
        is_more_due = self.is_looking or (bool(self.queue) and self.wants_more())
        comes_more = self.in_flight > len(waiting) or is_more_due or self.posts.waiting > 0
        return self.template.room.is_full or not comes_more

    def add_article(self, article: Article) -> None:
        """Count an article that the crawl gives, and set its site."""
        self.articles += 1
        article.site = self.site.name

    def leaves_out(self, due: Due) -> str | None:
        """Return why a page that is due is not requested; if None, it is counted as requested."""
        if due.page is None or due.page.article_id is None:
            reason = self.traps.refuses(due.url)
            if reason is not None:
                self.is_cut = True
                return reason
            self.tried.add(due.url)
        self.asked_pages += 1
        return None

    def note_gain(self, due: Due, *, gave: bool | None) -> None:
        """Note whether a requested page gave something new; None if it could not be fetched."""
        if due.url in self.tried:
            self.tried.discard(due.url)
            self.traps.note(due.url, gave=gave)

    # ---------------------------------------------------------------------------------------- posts

    def posts_to_ask(self) -> list[Due]:
        """Take the next pages that a WordPress API knows more about from the queue until it answers; usually none."""
        # Pages beyond what a limit still allows are not requested at all.
        window = _LOOK_AHEAD if self.limit is None else self.limit - self._counted
        return self.posts.take(self.queue, window)

    def carry_on_with(self, asked: Sequence[Due]) -> None:
        """Put pages back at the head of the queue, once the API has answered for them."""
        self.queue.extendleft(reversed(asked))

    # --------------------------------------------------------------------------------------- pages

    def seen(self, due: Due) -> PageState:
        """Return what to remember of a known page that has not changed."""
        return page_looked_at(due, self.site.name, "article", datetime.now(UTC))

    def outcome(self, due: Due, reason: str, *, is_moved: bool = False) -> PageState:
        """Return what to remember of a page that gave no article; `is_moved` if its address led elsewhere for now."""
        outcome = Outcome(reason, self.memory.now, is_moved, self.gone.is_final(due))
        page, gone = page_without_article(due, self.site.name, outcome, self.memory.rules, datetime.now(UTC))
        if gone is not None and page.article_id is not None:
            self.gone.note(page.article_id, gone)
        return page

    def take_detour(self, url: str) -> None:
        """Queue the address that another page led to for the time being, unless it is known."""
        if not self.memory.storage.known_pages([url]):
            self.queue.append(Due(url, reason="new"))

    def close(self, *, is_finished: bool, problem: str | None = None) -> None:
        """Store what was learned about the template and, if the crawl ran to its end, the sources.

        `problem` is what kept the crawl from its end. When the site is next due is stored either way.
        """
        now, rules, storage = datetime.now(UTC), self.memory.rules, self.memory.storage
        if self.template.learned:
            storage.note_template(self.template.snapshot(), now)
        if not is_finished or problem is not None:
            storage.note_schedule(self.polls.cut_off(now, problem))
            return
        self.settle()
        aging = storage.aging_pages(self.site.name, now, rules.last_look)
        storage.note_schedule(*self.polls.conclude(now, self._own_problem(), aging, rules))

    def _own_problem(self) -> str | None:
        """Return why the site gave nothing, for a person; None if any of its sources could be fetched."""
        if self.problem is None or self.polls.asked - self.polls.failed.keys():
            return None
        return f"Nothing was read from {self.site.url}: {problem_sentence(self.problem)}."

    @property
    def lists_nothing(self) -> bool:
        """Whether no source of the site, now or before, lists anything that could be an article."""
        known = any(source.links for source in self.memory.known.values())
        return self.plan.is_complete and not (self.problem or known or self.plan.links)

    def settle(self) -> None:
        """Mark the sources as settled if everything due was fetched and nothing was left out."""
        plan = self.plan
        # A limit may be reached while pages are left in the queue.
        is_done = (self.is_ranked and not self.queue) or (self.limit is not None and self.started)
        if is_done and not self.posts.waiting and not self.is_cut and not plan.counts.get("links_over_limit"):
            self.memory.settle(plan.links, plan.broken_lists - {"sitemap"})
