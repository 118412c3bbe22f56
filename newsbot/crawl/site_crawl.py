"""One site of a crawl: what to fetch, what was found, and what is remembered of it.

Its parts decide by themselves: which posts the site's API is asked for (`posts`), which sources are believed (`trust`),
and which articles are taken back (`gone`).
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

# Pages asked for at a time: enough to keep the connections of one site busy.
_AHEAD = 32
# Pages looked up at a time.
_LOOK_AHEAD = 500


@dataclass(slots=True)
class SiteCrawl:
    """The state of one site's crawl: its plan and its memory, and what was asked for so far."""

    site: Site
    plan: SitePlan
    memory: SiteMemory
    template: SiteTemplate
    traps: TrapGuard
    # How many pages may be asked for.
    page_budget: int
    polls: SitePolls
    overrides: Overrides | None = None
    posts: PostQuestions = field(default_factory=PostQuestions)
    trust: SourceTrust = field(default_factory=SourceTrust)
    gone: GoneArticles = field(init=False)
    # The pages that are next, and what comes after them: a look at the state finds it.
    queue: deque[Due] = field(default_factory=deque)
    pending: Iterator[Due] | None = None
    is_looking: bool = False
    # Whether articles are asked for, and whether all that are due stand or stood in the queue.
    started: bool = False
    is_ranked: bool = False
    # Pages that were asked for, and those of them without an answer yet; whether a limit or a trap left some out.
    asked_pages: int = 0
    in_flight: int = 0
    is_cut: bool = False
    # Articles that were read; known ones that are as they were; known ones that were asked for; known ones that stand
    # in a source and are not due.
    articles: int = 0
    known: int = 0
    checked: int = 0
    listed: int = 0
    # Why the site's own address could not be fetched.
    problem: str | None = None
    # Addresses that were asked for on trial: what they give decides whether more of their pattern are.
    tried: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gone = GoneArticles(self.memory, self.plan)

    @property
    def host_names(self) -> tuple[str, Collection[str]]:
        """What is of the site: its address, and the other hosts that count as it."""
        return self.site.url, self.plan.hosts

    @property
    def limit(self) -> int | None:
        """How many articles the crawl takes of the site; None for all."""
        return self.plan.limits.limit

    @property
    def _counted(self) -> int:
        """What counts for the limit: articles that were read or are known, and pages that may be articles."""
        return self.articles + self.known + self.in_flight + self.posts.waiting

    def load(self) -> None:
        """Look up what earlier crawls knew."""
        self.memory.load()
        self.template.load()
        self.polls.load()
        self.plan.known_articles = self.memory.shapes()
        self.plan.has_read_sections = self.memory.has_read_sections
        self.plan.knows_list = lambda url: self.memory.trusted(url) is not None

    # ------------------------------------------------------------------------------------- sources

    def take_sources(self) -> Iterator[SourceRef]:
        """The sources to fetch now; those that are not due by the schedule are passed over as unchanged."""
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
        """Go on after a source that has not changed."""
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
        """Take the links of a source that was read, and remember it.

        Returns what it lists, and whether all of that is known: then so is all that the list continues with.
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
        """Decide what to fetch: what the sources list, newest first, then what is due without their word.

        Pages that are known and not due only count towards a limit.
        """
        self.pending = self._due()
        self.look_ahead()

    def look_ahead(self) -> None:
        """Look up which pages are next."""
        if self.pending is not None:
            # Counted apart: the queue is taken from at the same time.
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
        """Whether another page may be asked for now."""
        is_open = self.limit is None or self._counted < self.limit
        if self.asked_pages >= self.page_budget:
            self.is_cut, is_open = True, False
        return is_open and self.in_flight - len(self.template.waiting) < _AHEAD

    def wants_lesson(self, due: Due) -> bool:
        """Whether a new article's page should teach the site's template: once, however often it is read."""
        return is_new(due.page) and due.looked is None and self.template.wants_lesson(due.url)

    def profile_for(self, due: Due, article: Article | None) -> bytes | None:
        """The profile with which a page is to be read: that of the article that it carries on, where there is one."""
        if article is None:
            return self.template.profile_for(due.page)
        return self.template.version(article.metadata.siteProfile)

    def waits_in_vain(self) -> bool:
        """Whether pages wait for a first profile although no more come that could teach it."""
        waiting = self.template.waiting
        if not waiting or self.template.is_open or self.template.is_freezing:
            return False
        is_more_due = self.is_looking or (bool(self.queue) and self.wants_more())
        comes_more = self.in_flight > len(waiting) or is_more_due or self.posts.waiting > 0
        return self.template.room.is_full or not comes_more

    def add_article(self, article: Article) -> None:
        """Count an article that the crawl gives, and tell it its site."""
        self.articles += 1
        article.site = self.site.name

    def leaves_out(self, due: Due) -> str | None:
        """Why a page that is due is not asked for; None, and counted as asked for, where it is."""
        if due.page is None or due.page.article_id is None:
            reason = self.traps.refuses(due.url)
            if reason is not None:
                self.is_cut = True
                return reason
            self.tried.add(due.url)
        self.asked_pages += 1
        return None

    def note_gain(self, due: Due, *, gave: bool | None) -> None:
        """Note whether a page that was asked for gave something new; None where it could not be fetched."""
        if due.url in self.tried:
            self.tried.discard(due.url)
            self.traps.note(due.url, gave=gave)

    # ---------------------------------------------------------------------------------------- posts

    def posts_to_ask(self) -> list[Due]:
        """The next pages of which a WordPress API knows more, taken from the queue until it has told; mostly none."""
        # What comes after the pages that a limit still allows is not asked for at all.
        window = _LOOK_AHEAD if self.limit is None else self.limit - self._counted
        return self.posts.take(self.queue, window)

    def carry_on_with(self, asked: Sequence[Due]) -> None:
        """Put pages back at the head of the queue, once the API has answered for them."""
        self.queue.extendleft(reversed(asked))

    # --------------------------------------------------------------------------------------- pages

    def seen(self, due: Due) -> PageState:
        """What to remember of a known page that has not changed."""
        return page_looked_at(due, self.site.name, "article", datetime.now(UTC))

    def outcome(self, due: Due, reason: str, *, is_moved: bool = False) -> PageState:
        """What to remember of a page that gave no article; `is_moved` where its address led elsewhere for now."""
        outcome = Outcome(reason, self.memory.now, is_moved, self.gone.is_final(due))
        page, gone = page_without_article(due, self.site.name, outcome, self.memory.rules, datetime.now(UTC))
        if gone is not None and page.article_id is not None:
            self.gone.note(page.article_id, gone)
        return page

    def take_detour(self, url: str) -> None:
        """Ask for a page at the address that another one led to for now, unless it is known."""
        if not self.memory.storage.known_pages([url]):
            self.queue.append(Due(url, reason="new"))

    def close(self, *, is_finished: bool, problem: str | None = None) -> None:
        """Remember what was learned of the template and, after a crawl that came to its end, the sources.

        `problem` is what kept the crawl from its end. When the site is due again is remembered either way.
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
        """Why the site gave nothing, for a person; None where any of its sources could be had."""
        if self.problem is None or self.polls.asked - self.polls.failed.keys():
            return None
        return f"{self.site.url} gave nothing: {problem_sentence(self.problem)}."

    @property
    def lists_nothing(self) -> bool:
        """Whether no source of the site, this time or before, lists anything that could be an article."""
        known = any(source.links for source in self.memory.known.values())
        return self.plan.is_complete and not (self.problem or known or self.plan.links)

    def settle(self) -> None:
        """Take the sources as settled when all that was due was fetched, and nothing was left out."""
        plan = self.plan
        # A limit is reached with some left.
        is_done = (self.is_ranked and not self.queue) or (self.limit is not None and self.started)
        if is_done and not self.posts.waiting and not self.is_cut and not plan.counts.get("links_over_limit"):
            self.memory.settle(plan.links, plan.broken_lists - {"sitemap"})
