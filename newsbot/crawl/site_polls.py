"""Which sources of a site a crawl polls, and when the site is due again, which depends on what its sources bring.

The crawl reports what it requested and the results; at its end `conclude` returns the rows for the state.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newsbot.crawl.rhythm import Rhythm, decode_rhythm, encode_rhythm
from newsbot.items import Article
from newsbot.schedule import PollRules, RevisitRules, back_off, next_look
from newsbot.state.states import PageState, SiteSchedule, SourceSchedule, believed
from newsbot.state.storage import Storage

# A source that is nearly due is polled with those that are due: one crawl instead of two.
_EARLY = 0.25
_WITHIN = 0.95
# An article older than this, listed by a known source for the first time, is not news.
_LATE = timedelta(days=2)
# How far back the dates found by a first poll count.
_FIRST_REACH = timedelta(days=14)
# What does not exist is requested as seldom as possible.
_NOT_THERE = ("http_404", "http_410")
_SURE_AFTER = 2
# Tallies decay over this many articles, so that they show how well the site has been read lately.
_TALLIED = 200
# With this many articles it is known whether a site dates them, and this share of them counts as nearly all.
_TELLING = 10
_NEARLY_ALL = 0.98
# If more pages lack a date than this share of the articles, they are articles of another kind.
_FEW = 0.25
# The tally of how many seconds the last crawl spent on the site.
SECONDS = "seconds"
# Dates of these precisions say when an article appeared.
_PRECISE = ("second", "minute")


@dataclass(slots=True)
class SitePolls:
    """One crawl's part of a site's schedule; with `only_due`, sources that are not due are skipped.

    Every crawl skips those that never existed: newsbot guessed wrong, or the site names many that are gone.
    """

    storage: Storage
    site: str
    rules: PollRules
    now: datetime
    only_due: bool = False
    known: dict[str, SourceSchedule] = field(default_factory=dict)
    before: SiteSchedule | None = None
    asked: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    # By source: when the articles it brought were published, None if unknown.
    came: dict[str, list[float | None]] = field(default_factory=dict)
    tallies: dict[str, float] = field(default_factory=dict)
    # When the crawl last requested something from the site.
    last: datetime | None = None

    def load(self) -> None:
        """Load what earlier crawls decided."""
        self.known = believed(self.storage.source_schedules(self.site), self.now)
        self.before = self.storage.schedules([self.site]).get(self.site)

    def is_due(self, url: str) -> bool:
        """Whether a source is to be polled in this crawl."""
        known = self.known.get(url)
        if known is None or not (self.only_due or _is_long_gone(known)):
            return True
        early = known.next_due - (known.next_due - known.checked_at) * _EARLY
        # Never earlier than the operator allows.
        return min(max(early, known.checked_at + self.rules.shortest), known.next_due) <= self.now

    def absence(self, url: str) -> str | None:
        """Return why a source that is not due gave nothing at its last poll; None if it gave something."""
        known = self.known.get(url)
        return known.problem if known is not None else None

    def note_asked(self, url: str) -> None:
        """Record that a source is polled in this crawl."""
        self.asked.add(url)
        self._note_time()

    def note_failed(self, url: str, reason: str) -> None:
        """Record that a source could not be fetched."""
        self.failed[url] = reason

    def note_page(self) -> None:
        """Count a page that was read."""
        self._tally("pages")
        self._note_time()

    def note_article(self, article: Article, *, is_new: bool) -> None:
        """Record an article that was new or had changed, and which source brought it."""
        self._tally("articles")
        self._tally("bylines", bool(article.authors))
        self._tally("dates", article.datePublished is not None)
        source = article.discovery.source if article.discovery else None
        if source is None:
            return
        moment = None
        if not is_new:
            moment = _moment(article.dateModified, "second")
        elif article.datePublished:
            moment = _moment(article.datePublished, article.datePublishedPrecision)
        known = self.known.get(source)
        oldest = self.now - (_LATE if known is not None and known.rhythm else _FIRST_REACH)
        if moment is None or moment >= oldest.timestamp():
            self.came.setdefault(source, []).append(moment)

    def note_undated(self) -> None:
        """Record a page that was rejected as no article because it had no date."""
        self._tally("undated")

    @property
    def dates_articles(self) -> bool:
        """Whether nearly all articles of the site have a date, provided that enough of them were seen.

        Only a few pages may have been rejected for lacking one; otherwise this would hold for every site whose
        first pages were news.
        """
        before = self.before.tallies if self.before else {}
        names = ("articles", "dates", "undated")
        articles, dated, undated = (before.get(name, 0) + self.tallies.get(name, 0) for name in names)
        return articles >= _TELLING and dated >= _NEARLY_ALL * articles and undated <= _FEW * articles

    def _note_time(self) -> None:
        self.last = datetime.now(UTC)

    def _tally(self, name: str, by: float = 1) -> None:
        self.tallies[name] = self.tallies.get(name, 0) + by

    # ----------------------------------------------------------------------------------------- end

    def conclude(
        self, ended: datetime, problem: str | None, aging: Iterable[PageState], revisits: RevisitRules
    ) -> tuple[SiteSchedule, list[SourceSchedule]]:
        """Return when the site and the polled sources are due again, after a crawl that ran to its end.

        `problem` is why the site gave nothing, `aging` are its pages that are checked again as they age.
        """
        sources = [self._source(url, ended) for url in sorted(self.asked)]
        moments = [source.next_due for source in sources]
        # Sources that this crawl did not poll count too, unless they were due before it: the site no longer has those.
        moments += [known.next_due for url, known in self.known.items() if url not in self.asked]
        moments += [look for page in aging if (look := next_look(page, revisits)) is not None]
        moments = [moment for moment in moments if moment > self.now]
        failures = 0 if problem is None else (self.before.failures if self.before else 0) + 1
        next_due = min(moments, default=ended + self._latest)
        if problem is not None:
            next_due = ended + back_off(failures, self.rules)
        schedule = SiteSchedule(
            self.site,
            ended,
            max(min(next_due, ended + self._latest), ended + self.rules.shortest),
            self.now,
            failures,
            problem,
            self._all_tallies(),
        )
        return schedule, sources

    def cut_off(self, ended: datetime, problem: str | None) -> SiteSchedule:
        """Return the schedule after a crawl cut short: due as soon as allowed if it was stopped without a problem."""
        failures = (self.before.failures if self.before else 0) + (problem is not None)
        wait = self.rules.shortest if problem is None else back_off(failures, self.rules)
        return SiteSchedule(self.site, ended, ended + wait, self.now, failures, problem, self._all_tallies())

    @property
    def _latest(self) -> timedelta:
        """The longest wait: slightly shorter than the bound, so that a crawl that has to queue is still in time."""
        return self.rules.longest * _WITHIN

    def _source(self, url: str, ended: datetime) -> SourceSchedule:
        known = self.known.get(url)
        rhythm = decode_rhythm(known.rhythm) if known is not None else Rhythm()
        reason = self.failed.get(url)
        failures = 0 if reason is None else (known.failures if known else 0) + 1
        if reason is None:
            self._learn(rhythm, self.came.get(url, []))
        longest = self._latest
        if reason in _NOT_THERE:
            wait = longest
        else:
            rhythm.seen_until = rhythm.seen_until or self.now.timestamp()
            usual = timedelta(seconds=rhythm.wait(self.rules.cost.total_seconds(), longest.total_seconds()))
            wait = max(usual, back_off(failures, self.rules)) if failures else usual
        wait = max(min(wait, longest), self.rules.shortest)
        return SourceSchedule(
            url, self.site, ended, self.now + wait, rhythm.per_day(), failures, encode_rhythm(rhythm), reason
        )

    def _learn(self, rhythm: Rhythm, came: list[float | None]) -> None:
        now = self.now.timestamp()
        if rhythm.seen_until:
            rhythm.see(came, now)
            return
        # What a first poll finds came since the oldest of it did; if undated, within one day.
        dated = [moment for moment in came if moment is not None]
        since = min(dated, default=now - 86_400.0 if came else now - 3_600.0)
        rhythm.see(came, now, min(since, now - 3_600.0))

    def _all_tallies(self) -> dict[str, float]:
        """Return the tallies of this crawl and earlier ones, which count ever less."""
        before = self.before.tallies if self.before else {}
        articles = self.tallies.get("articles", 0)
        left = max(0.0, 1 - articles / _TALLIED)
        names = {*before, *self.tallies}
        found = {name: round(before.get(name, 0) * left + self.tallies.get(name, 0), 3) for name in sorted(names)}
        return {**found, SECONDS: round((self.last - self.now).total_seconds(), 1) if self.last else 0.0}


def _is_long_gone(source: SourceSchedule) -> bool:
    """Whether a source never brought anything and was missing twice in a row: no crawl polls it before it is due."""
    return (
        source.problem in _NOT_THERE and source.failures >= _SURE_AFTER and not decode_rhythm(source.rhythm).seen_until
    )


def _moment(date: str | None, precision: str | None) -> float | None:
    if not date or precision not in _PRECISE:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else None
