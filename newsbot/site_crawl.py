"""One site of a crawl: what is to fetch, what was found, and what of it is remembered."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, cast

from newsbot import __version__
from newsbot.discovery import SourceRef
from newsbot.discovery.plan import Listed, SitePlan
from newsbot.discovery.wordpress import WHOLE_POSTS
from newsbot.extraction.overrides import Overrides
from newsbot.extraction.page_report import PageReport
from newsbot.items import Article, Link, Post, RemovalReason
from newsbot.report import problem_sentence
from newsbot.revisions import Gone, TakenBack, tombstone
from newsbot.schedule import CANCELED
from newsbot.site_memory import Answer, Due, SiteMemory
from newsbot.site_polls import SitePolls
from newsbot.site_template import SiteTemplate, is_new
from newsbot.sites import Site
from newsbot.states import ArticleState, PageState, SourceState
from newsbot.traps import TrapGuard
from newsbot.urls import article_key
from newsbot.worker_requests import SourceAnswer

if TYPE_CHECKING:
    from newsbot.discovery.sources import SourceMethod

# Pages asked for at a time: enough to keep the connections of one site busy.
_AHEAD = 32
# Questions to a WordPress API at a time, and how many it may fail to answer before it is left alone.
_OPEN_QUESTIONS = 2
_MAX_API_FAILURES = 2
# Crawls in which a known article waits for it.
_PATIENCE = 2
# Pages looked up at a time.
_LOOK_AHEAD = 500
# The outcomes of pages that were not had, and may be another time.
_NOT_HAD = (
    *("timeout", "unreachable", "cut_off", "redirect_loop", "error", "robots", "private_address", "tls", "retry_later"),
    "api_unavailable",
    *("http_4", "http_5", "next_page_"),
)
# Also a page that says so with status 200.
_MISSING = ("http_404", "http_410", "not_found")
# Reasons that say nothing of the page: what stands before it, and what kept a worker from reading it.
_NO_WORD = ("consent", "login", "paywall", "timeout", "memory", "crashed", "error", "closed")
_OFF_SITE = "redirected_off_site"
# Where the address of an article leads for now is no word of the article.
_ASTRAY = (_OFF_SITE, "bad_port", "not_http")
# Where the address of a known article leads: to it, to nothing that is one, or for now to another article.
Course = Literal["stays", "away", "detour"]
_PERMANENT = (301, 308)
# A source whose dates of change were wrong so often, and never right, is not believed for the rest of a crawl.
_MAX_FALSE_ALARMS = 20
# More than so many, and than a share of what a crawl had word of, do not vanish at once. Fewer may be a third of a
# small site, and are soon written again where it was the site that failed.
_MASS = 5


@dataclass(slots=True)
class SiteCrawl:
    """The state of one site's crawl: its plan and its memory, and what was asked for so far."""

    site: Site
    plan: SitePlan
    memory: SiteMemory
    template: SiteTemplate
    traps: TrapGuard
    # How many pages may be asked for, and were.
    page_budget: int
    polls: SitePolls
    overrides: Overrides | None = None
    asked_pages: int = 0
    queue: deque[Due] = field(default_factory=deque)
    # How many pages wait for what a WordPress API has of them, in how many requests; how often it did not answer, and
    # whether only for now.
    untold: int = 0
    open_questions: int = 0
    api_failures: int = 0
    is_api_down: bool = False
    # What comes after the queue; a look at the state finds it.
    pending: Iterator[Due] | None = None
    is_looking: bool = False
    started: bool = False
    is_ranked: bool = False
    in_flight: int = 0
    articles: int = 0
    known: int = 0
    checked: int = 0
    problem: str | None = None
    # Links that are known and not due.
    listed: int = 0
    gone: dict[str, Gone] = field(default_factory=dict)
    # Pages that said once and for all that their article is gone.
    final: set[str] = field(default_factory=set)
    # Addresses that were asked for on trial: what they give decides whether more of their pattern are.
    tried: set[str] = field(default_factory=set)
    is_cut: bool = False
    # For each page asked for because its source dated a change, that source; and how often sources were wrong, right.
    alarms: dict[str, str] = field(default_factory=dict)
    false_alarms: Counter[str] = field(default_factory=Counter)
    true_alarms: Counter[str] = field(default_factory=Counter)

    @property
    def host_names(self) -> tuple[str, Collection[str]]:
        """What is of the site: its address, and the other hosts that count as it."""
        return self.site.url, self.plan.hosts

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
        """The sources to fetch now; those that the schedule says are not due are passed over as they were."""
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
        """Go on after a source that is as it was."""
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

        What it lists, and whether all of that is known, and so all that a list goes on with.
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

    def rank(self, limit: int | None) -> None:
        """Say what is to fetch: what sources list, the newest first, then what is due by itself.

        Pages that are known and not due count for a limit only.
        """
        self.pending = self._due(limit)
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

    def _due(self, limit: int | None) -> Iterator[Due]:
        for due in self.memory.rank(self.plan.newest()):
            if self.plan.is_ignored(due.url):
                self.plan.count("ignored")
                continue
            if due.reason is None:
                self.listed += 1
            is_wanted = due.reason is not None and due.link is not None and self.plan.is_wanted(due.link)
            if is_wanted or (due.reason is None and limit is not None):
                yield due
        listed = self.plan.links
        by_themselves: Iterable[Due] = self.memory.aged(listed)
        if limit is None:
            vanished = self.memory.vanished(self.plan.whole_sitemaps, listed)
            by_themselves = chain(vanished, by_themselves, self.memory.relisted())
        yield from (due for due in by_themselves if not self.plan.is_ignored(due.url))
        self.is_ranked = True

    def wants_more(self, limit: int | None) -> bool:
        """Whether another page may be asked for now."""
        is_open = limit is None or self.articles + self.known + self.in_flight + self.untold < limit
        if self.asked_pages >= self.page_budget:
            self.is_cut, is_open = True, False
        return is_open and self.in_flight - len(self.template.waiting) < _AHEAD

    def wants_lesson(self, due: Due) -> bool:
        """Whether the page of a new article is to teach the site's template: once, however often it is read."""
        return is_new(due.page) and due.looked is None and self.template.wants_lesson(due.url)

    def profile_for(self, due: Due, article: Article | None) -> bytes | None:
        """The profile with which a page is to be read: that of the article that it carries on, where there is one."""
        if article is None:
            return self.template.profile_for(due.page)
        return self.template.version(article.metadata.siteProfile)

    def waits_in_vain(self, limit: int | None) -> bool:
        """Whether pages wait for a first profile although no more come that could teach it."""
        waiting = self.template.waiting
        if not waiting or self.template.is_open or self.template.is_freezing:
            return False
        is_more_due = self.is_looking or (bool(self.queue) and self.wants_more(limit))
        comes_more = self.in_flight > len(waiting) or is_more_due or self.untold > 0
        return self.template.room.is_full or not comes_more

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
        """Whether a page that was asked for gave something new; None where it could not be had."""
        if due.url in self.tried:
            self.tried.discard(due.url)
            self.traps.note(due.url, gave=gave)

    # ---------------------------------------------------------------------------------------- posts

    def posts_to_ask(self, limit: int | None) -> list[Due]:
        """The next pages of which a WordPress API knows more, taken from the queue until it has told; mostly none."""
        api = self._api_to_ask(self.queue[0]) if self.queue else None
        if api is None:
            return []
        most, window = WHOLE_POSTS, _LOOK_AHEAD
        if limit is not None:
            # What comes after so many pages is not asked for at all.
            window = limit - self.articles - self.known - self.in_flight - self.untold
        asked, others = list[Due](), deque[Due]()
        while self.queue and len(asked) < most and len(asked) + len(others) < window:
            due = self.queue.popleft()
            (asked if self._api_to_ask(due) == api else others).append(due)
        self.queue.extendleft(reversed(others))
        for due in asked:
            due.is_asked_for = True
        self.untold += len(asked)
        self.open_questions += 1
        return asked

    @property
    def must_wait_for_posts(self) -> bool:
        """Whether enough questions to the API are open."""
        return self.open_questions >= _OPEN_QUESTIONS and bool(self.queue and self._api_to_ask(self.queue[0]))

    def _api_to_ask(self, due: Due) -> str | None:
        return None if due.is_asked_for or self.api_failures >= _MAX_API_FAILURES else due.api

    def take_posts(self, asked: Sequence[Due], posts: Mapping[int, Post] | None) -> None:
        """Go on with pages of which the API told what it has; None where it could not be had for now."""
        self.untold -= len(asked)
        self.open_questions -= 1
        for due in asked:
            due.is_unanswered = posts is None
            if due.link is not None and posts and (post := posts.get(due.link.post or 0)):
                due.post = post
                due.link = replace(due.link, author=due.link.author or ", ".join(post.authors) or None)
        self.queue.extendleft(reversed(asked))

    def is_postponed(self, due: Due) -> bool:
        """Whether a known article is better read when the API answers again: without it its line would be another."""
        if due.page is None or due.page.article_id is None or due.api is None or due.page.failures >= _PATIENCE:
            return False
        return due.is_unanswered or (self.is_api_down and not due.is_asked_for)

    # --------------------------------------------------------------------------------------- pages

    def is_doubtful(self, due: Due) -> bool:
        """Whether a page is only due by the word of a source that was wrong too often; else its word is noted."""
        if due.reason != "modified" or due.link is None:
            return False
        source = due.link.source
        if self.false_alarms[source] >= _MAX_FALSE_ALARMS and not self.true_alarms[source]:
            return True
        self.alarms[due.url] = source
        return False

    def note_verdict(self, url: str, *, is_changed: bool) -> None:
        """Whether a page that a source called changed was."""
        source = self.alarms.pop(url, None)
        if source is not None:
            (self.true_alarms if is_changed else self.false_alarms)[source] += 1

    def seen(self, due: Due) -> PageState:
        """What to remember of a known page that is as it was."""
        return self._looked_at(due, "article", datetime.now(UTC))

    def _looked_at(self, due: Due, outcome: str, now: datetime) -> PageState:
        """The page as it was known, with what came of a look at it and nothing held against it."""
        page = due.page or PageState(due.url, self.site.name, outcome, now)
        modified = due.link.modified if due.link else None
        return replace(
            page,
            outcome=outcome,
            checked_at=now,
            link_modified=modified or page.link_modified,
            failures=0,
            missing_since=None,
            missing_crawl=None,
        )

    def outcome(self, due: Due, reason: str, *, is_moved: bool = False) -> PageState:
        """What to remember of a page that gave no article; `is_moved` where its address led elsewhere for now.

        An article that is gone stays due until the line that takes it back is delivered.
        """
        now = datetime.now(UTC)
        page = self._looked_at(due, reason, now)
        if page.article_id is None:
            page.extractor_version = __version__
        before = due.page or page
        if before.outcome == CANCELED or reason == "detour":
            page.outcome = before.outcome
        elif due.url in self.final:
            page.missing_since = now - self.memory.rules.missing_after
            page.missing_crawl = before.missing_crawl or self.memory.now
        elif page.article_id is not None and (reason in _MISSING or is_moved):
            page.missing_since = before.missing_since or now
            page.missing_crawl = before.missing_crawl or before.missing_since or self.memory.now
            if now - page.missing_since >= self.memory.rules.missing_after and before.missing_since is not None:
                why: RemovalReason = "redirected_away" if is_moved else "http_404_repeated"
                self.note_gone(page.article_id, Gone(due.url, why, since=page.missing_crawl))
        elif reason.startswith(_NOT_HAD) or (reason in _ASTRAY and page.article_id is not None):
            page.failures = before.failures + 1
            page.missing_since, page.missing_crawl = before.missing_since, before.missing_crawl
        return page

    def course(self, due: Due, url: str, hops: Iterable[int], report: PageReport) -> Course:
        """Where the address of a known article leads for now; for good, the article is taken back.

        `url` is the one that answered after `hops`, the status codes of redirects. Another article that the address
        leads to for now is asked for at its own (`take_detour`).
        """
        page, article = due.page, report.article
        if page is None or page.article_id is None or report.reason in _NO_WORD:
            return "stays"
        stays = article_key(url) == article_key(due.url) if article is None else article.id == page.article_id
        if stays:
            return "stays"
        if all(hop in _PERMANENT for hop in hops):
            self.note_final(due, "redirected_away", 200)
            return "stays"
        if article is None:
            return "stays" if report.reason == _OFF_SITE else "away"
        return "detour"

    def take_detour(self, url: str) -> None:
        """Ask for a page at the address that another one led to for now, unless it is known."""
        if not self.memory.storage.known_pages([url]):
            self.queue.append(Due(url, reason="new"))

    def note_final(self, due: Due, reason: RemovalReason, status: int) -> None:
        """The page says once and for all that its article is gone."""
        if due.page is not None and due.page.article_id is not None and due.page.outcome != CANCELED:
            self.final.add(due.url)
            self.note_gone(due.page.article_id, Gone(due.url, reason, status))

    # ------------------------------------------------------------------------------------ taken back

    def note_gone(self, article_id: str, gone: Gone) -> None:
        """Remember that the site took an article back; its line is written when all pages are read."""
        self.gone.setdefault(article_id, gone)

    def take_gone(self, delivered: Collection[str]) -> TakenBack:
        """The lines that take articles back: none where too many are gone at once.

        Nor is one taken back that another address `delivered` (ids) now.
        """
        gone, self.gone = self.gone, {}
        now = datetime.now(UTC)
        result = TakenBack()
        for article_id, why in gone.items():
            known = self.memory.storage.article(article_id)
            if known is None or known.pub_status != "usable":
                continue
            others = self._other_addresses(known, why)
            if why.reason != "noindex" and article_id in delivered:
                result.pages += self._no_more_its_own(why.url, now)
            elif why.reason != "noindex" and others:
                result.pages += others
            else:
                result.lines.append(self._line(known, why, now))
        taken = [gone[line.id] for line in result.lines]
        if len(taken) > _MASS and (too_many := self._too_many(taken)):
            result.lines, (result.held, result.of) = [], too_many
        return result

    def _too_many(self, gone: Sequence[Gone]) -> tuple[int, int] | None:
        """How many of how many articles are gone, where that tells of a site that fails; None where it may be so.

        What left the sources is weighed against all that they list or that was had since the crawl began that missed
        the first; what they still list is weighed against what was asked for.
        """
        since = min((why.since for why in gone if why.since), default=self.memory.now)
        pages = self.memory.storage.known_pages(why.url for why in gone)
        # What is gone is not alive, although the state may say so until its line is delivered.
        alive = self.memory.count_alive(since) - sum(self.memory.is_alive(page, since) for page in pages.values())
        listed = [
            why
            for why in gone
            if article_key(why.url) in self.plan.links
            or ((page := pages.get(why.url)) and self.memory.stands_unchanged(page))
        ]
        share = self.memory.rules.max_gone_share
        if len(listed) > _MASS and len(listed) > share * self.checked:
            return len(listed), self.checked
        of = max(self.checked + self.listed, len(gone) + alive)
        return (len(gone), of) if len(gone) > share * of else None

    def _line(self, known: ArticleState, why: Gone, now: datetime) -> Article:
        line = tombstone(known, why.reason, now, why.status)
        if why.url != known.url:
            line.requestedUrl = why.url
        return line

    def _other_addresses(self, known: ArticleState, why: Gone) -> list[PageState]:
        """Other pages of the article that were there when they were last asked for, to be asked again."""
        storage, key = self.memory.storage, article_key(why.url)
        pages = (storage.known_pages([known.url]).get(known.url), storage.own_page(known.id))
        return [
            replace(page, failures=1)
            for page in pages
            if page is not None and page.outcome == "article" and article_key(page.url) != key
        ]

    def _no_more_its_own(self, url: str, now: datetime) -> list[PageState]:
        """The page that is gone of an article that another one shows: nothing is to be asked there any more."""
        pages = self.memory.storage.known_pages([url]).values()
        return [
            replace(page, outcome=CANCELED, checked_at=now, missing_since=None, missing_crawl=None, failures=0)
            for page in pages
        ]

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
        is_done = (self.is_ranked and not self.queue) or (plan.limits.limit is not None and self.started)
        if is_done and not self.untold and not self.is_cut and not plan.counts.get("links_over_limit"):
            self.memory.settle(plan.links, plan.broken_lists - {"sitemap"})
