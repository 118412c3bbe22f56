"""The site profile: learned from a site's article pages one by one, and frozen into versions used to judge pages.

`extraction.teaching` decides what a page teaches, `extraction.template` what a version changes. Learning keeps counts
only: it costs little per page and takes bounded space, however many pages there are.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from hashlib import blake2b
from math import log, sqrt
from struct import pack, unpack

import msgspec

from newsbot.extraction.dates.zones import SeasonOffset, learn_zone, write_zone
from newsbot.extraction.template.lesson import (
    CAPTION,
    CLASSED,
    END,
    FIRST,
    LABEL,
    LAST,
    LEVELS,
    LINE,
    LONG,
    NAMED,
    PROSE,
    SPEAKER,
    START,
    TAIL,
    Lesson,
    Tally,
)
from newsbot.extraction.template.profile import ENDING, KEPT, ONCE, TEMPLATE, SiteProfile, Votes, encode_profile
from newsbot.profile_counts import Count, NameCount, TextCount, aged_all, forget, most_counted
from newsbot.site_habits import Habits, find_habits, is_insert

# The layout of the counts as stored in the state: counts written in another layout are discarded and learned again.
_LAYOUT = 3
# A name found on this many pages is voted on; on fewer it may be chance.
_MIN_PAGES = 3
# How much the site's other pages count beside the page itself: tuned on made sites and WordPress, see docs/profile.md.
_WEIGHT = 1.0
_TEXT_WEIGHT = 2.2
# That a text was kept elsewhere says little for it: the page model sees the same text there.
_MOST_FOR_TEXT = 0.5
# In log odds: names on which the pages agree no better than this say nothing about any one page.
_DISPUTED = 1.0
# With this many pages, half of that threshold applies.
_MANY_PAGES = 30
_HALF_TRUST = 2.0
# Names most of whose texts were on earlier pages belong to the template, unless one text alone accounts for that.
_MIN_PROSE = 4
_REPEATED = 0.6
_RETURNED = 0.4
_SURELY_BODY = 0.8
_AGAINST = -4.0
# Log odds against texts below pictures that are not sentences, if many pages have them in one place: they are
# captions, unless the page model is sure of the opposite; more if the template has a class for them. The same goes for
# names below quotations, which readers know are not part of the text.
_DOUBTS = {CAPTION: 1.8, CAPTION | CLASSED: 3.0, SPEAKER: 5.0, SPEAKER | CLASSED: 5.0}
_MIN_DOUBTED = 3
# Even a mere label that this share of the pages has is the template's, not the reporter's.
_COMMON_SHARE = 0.5
_KEPT_SHARE = 0.6
_LINE_SHARE = 0.2
# Log odds against a sentence found in several stories, scaled by the square root of its share of the site's pages:
# reporters repeat background paragraphs, but not in many of the site's stories.
_DOUBT = 10.0
_MOST_DOUBT = 2.8
_NAMED_DOUBT = 3.5
_SURE_DOUBT = 7.0
# The same for a text of a kind that the site has on nearly all of its pages.
_HABIT_DOUBT = 4.0
# Up to this many pages, a version also lists texts that only one page had, if the site inserts texts of its own among
# the paragraphs.
_FEW_PAGES = 100
_ALONE = 1.2
_HALF = 50
_MIN_MARKED = 5
_MIN_SHARE_MARKED = 0.98
_MARKER_SHARE = 0.3
# A signer of more than this share of the pages is nobody: a desk, or a word.
_USUAL = 0.4
# A new version is due when there are this many times the pages that the last one knew.
_GROWTH = 2
# From this many pages on, old ones count less, so that a site may change gradually.
_MAX_PAGES = 2_000
_MAX_NAMES = 4_000
_MAX_TEXTS = 8_000
_MAX_SIGNERS = 4_000
_MAX_WORDS = 1_000
# How many pairs of clock time and moment are kept, and how many show the site's time zone: a wrong one is wrong on
# every page.
_MAX_CLOCKS = 200
_MIN_CLOCKS = 6
# What this many pages, and this share of them, have at one end of their titles is the site's name.
_MIN_NAMED = 5
_NAME_SHARE = 0.4
_MAX_TITLE_PARTS = 1_000
# Two pages that share more than this part of their long texts tell one story, which teaches only once.
_SHARED = 0.5
# If this many of the recent pages look unlike all that is known, the site was redesigned.
_RECENT = 12
_STRANGE = 8
_FAMILIAR = 0.3
_AGED = 0.25


# The marks that say what kind of text it is.
_OF_TEXTS = PROSE | LABEL | LINE | NAMED


class ProfileLearner(msgspec.Struct):
    """The counts of one site. `number` is how many versions were frozen, `frozen_pages` how many pages the last knew.

    `pages` is how many pages count, `seen` how many there were; `recent` says for each of the last ones whether its
    template occurs only on pages as recent. `labels` and `said` hold names and texts in words, for people. `repeating`
    is how many pages had sentences of other pages among the paragraphs, and `repeated` how many such sentences.
    `zone_until` is the last second, since 1970, at which the last version knows the site's zone; 0 if it always does.
    """

    layout: int = _LAYOUT
    pages: int = 0
    seen: int = 0
    number: int = 0
    frozen_pages: int = 0
    is_redesigned: bool = False
    names: list[dict[int, NameCount]] = msgspec.field(default_factory=lambda: [{} for _ in range(LEVELS)])
    texts: dict[int, TextCount] = msgspec.field(default_factory=dict)
    signers: dict[int, int] = msgspec.field(default_factory=dict)
    recent: list[bool] = msgspec.field(default_factory=list)
    labels: dict[int, str] = msgspec.field(default_factory=dict)
    said: dict[int, str] = msgspec.field(default_factory=dict)
    clocks: list[tuple[int, int]] = msgspec.field(default_factory=list)
    title_parts: dict[str, int] = msgspec.field(default_factory=dict)
    repeating: int = 0
    repeated: int = 0
    zone_until: int = 0

    # ------------------------------------------------------------------------------------ learning

    def learn(self, lesson: Lesson | None) -> bool:
        """Take a page's lesson; return False if there is none or it tells a story that is known already."""
        if lesson is None or self._is_known_story(lesson.texts):
            return False
        self.pages += 1
        self.seen += 1
        self._watch_design(lesson)
        for counts, tally in zip(self.names, lesson.blocks, strict=True):
            for key, vote, marks in _entries(tally):
                count = counts.get(key)
                if count is None:
                    count = counts[key] = NameCount(first=self.seen, marks=marks)
                count.pages += 1
                count.votes += vote
                count.marks &= marks
        self._count_repeats(lesson)
        for signer in lesson.signers:
            self.signers[signer] = self.signers.get(signer, 0) + 1
        signers = frozenset(lesson.signers)
        repeated = 0
        for key, vote, marks in _entries(lesson.texts):
            if vote >= _HALF and marks & PROSE and not marks & (FIRST | LAST):
                repeated += key in self.texts
            self._count_text(key, vote, marks, signers)
        self.repeating += repeated > 0
        self.repeated += repeated
        for part in lesson.names:
            self.title_parts[part] = self.title_parts.get(part, 0) + 1
        self._keep_words(lesson)
        self.clocks = [*self.clocks, *lesson.clocks][-_MAX_CLOCKS:]
        self._stay_small()
        return True

    def _keep_words(self, lesson: Lesson) -> None:
        """Keep the wording of what several pages share."""
        for words, kept, counts in ((lesson.labels, self.labels, self.names[0]), (lesson.said, self.said, self.texts)):
            for key, text in words.items():
                if key not in kept and (count := counts.get(key)) is not None and count.pages > 1:
                    kept[key] = text

    def _is_known_story(self, texts: Tally) -> bool:
        long = [key for key, _, marks in _entries(texts) if marks & LONG]
        known = sum(key in self.texts for key in long)
        return len(long) > 1 and known > _SHARED * len(long)

    def _watch_design(self, lesson: Lesson) -> None:
        """Notice when the last pages share no names with those before."""
        before = self.seen - _RECENT
        strange = before > _RECENT and all(
            _is_strange(names, tally, before) for names, tally in zip(self.names, lesson.blocks, strict=True)
        )
        self.recent = [*self.recent, strange][-_RECENT:]
        if sum(self.recent) >= _STRANGE:
            self._age(_AGED)
            self.recent = []
            self.is_redesigned = self.number > 0

    def _count_repeats(self, lesson: Lesson) -> None:
        """Count for each name how many of its texts had been on a page before."""
        before = [0 if (known := self.texts.get(key)) is None else known.pages for key in _numbers(lesson.prose_texts)]
        for counts, row in zip(self.names, lesson.prose, strict=True):
            for key, pages in zip(_numbers(row), before, strict=True):
                count = counts[key]
                count.prose += 1
                count.repeats += pages > 0
                count.returned += pages == 1

    def _count_text(self, key: int, vote: int, marks: int, signers: frozenset[int]) -> None:
        count = self.texts.get(key)
        if count is None:
            count = self.texts[key] = TextCount()
        count.kinds |= marks & _OF_TEXTS
        count.pages += 1
        count.votes += vote
        if marks & TAIL:
            count.tails += 1
            count.signers = signers if count.signers is None else count.signers & signers
        if marks & (END | START | FIRST):
            count.ends += bool(marks & END)
            count.starts += bool(marks & START)
            count.firsts += bool(marks & FIRST)
        count.lasts += bool(marks & LAST)

    def _stay_small(self) -> None:
        if self.pages > _MAX_PAGES:
            self._age(0.5)
        for counts in self.names:
            if len(counts) > _MAX_NAMES:
                forget(counts, _MAX_NAMES // 2)
        if len(self.labels) > _MAX_WORDS or len(self.said) > _MAX_WORDS:
            self.labels = _latest(self.labels, self.names[0])
            self.said = _latest(self.said, self.texts)
        if len(self.texts) > _MAX_TEXTS:
            forget(self.texts, _MAX_TEXTS // 2)
        if len(self.signers) > _MAX_SIGNERS:
            self.signers = most_counted(self.signers, _MAX_SIGNERS // 2)
        if len(self.title_parts) > _MAX_TITLE_PARTS:
            self.title_parts = most_counted(self.title_parts, _MAX_TITLE_PARTS // 2)

    def _age(self, factor: float) -> None:
        """Reduce the weight of everything known."""
        self.pages = int(self.pages * factor)
        self.repeating, self.repeated = int(self.repeating * factor), int(self.repeated * factor)
        self.frozen_pages = int(self.frozen_pages * factor)
        self.names = [aged_all(names, factor) for names in self.names]
        self.texts = aged_all(self.texts, factor)
        self.signers = {key: int(count * factor) for key, count in self.signers.items() if count * factor >= 1}
        self.title_parts = {key: int(count * factor) for key, count in self.title_parts.items() if count * factor >= 1}

    # ------------------------------------------------------------------------------------ freezing

    def is_due(self, least: int) -> bool:
        """Whether enough was learned for a new version; `least` is the number of pages that the first one needs."""
        enough = _GROWTH * self.frozen_pages if self.number else least
        return self.pages >= enough or self.is_redesigned or self._is_zone_over()

    def _is_zone_over(self) -> bool:
        """Whether pages have taught that are newer than the season of which the last version knows the zone."""
        return self.zone_until > 0 and any(moment > self.zone_until for _, moment in self.clocks)

    def freeze(self, host: str = "") -> SiteProfile:
        """Return the next version; its name contains a digest of its content, so that no other version shares it.

        `host` is the site's: its clocks may show the time of its country.
        """
        self.number += 1
        self.frozen_pages = self.pages
        self.is_redesigned = False
        blocks = [_freeze_names(names) for names in self.names]
        habits = self.habits()
        texts = self._freeze_texts(habits)
        zone = self._zone(host)
        self.zone_until = int(zone.until.timestamp()) if isinstance(zone, SeasonOffset) else 0
        written = None if zone is None else write_zone(zone)
        profile = SiteProfile("", self.pages, blocks, texts, written, self._names(), habits.new_endings)
        digest = blake2b(encode_profile(profile), digest_size=4).hexdigest()
        profile.version = f"{self.number}-{digest}"
        return profile

    def _names(self) -> list[str]:
        """Return the site's names as they appear in titles."""
        enough = max(_MIN_NAMED, _NAME_SHARE * self.pages)
        return sorted(part for part, count in self.title_parts.items() if count >= enough)

    def _zone(self, host: str) -> tzinfo | None:
        """Return the time zone of the site's clocks, if its pages agree on one."""
        if len(self.clocks) < _MIN_CLOCKS:
            return None
        pairs = [
            (datetime.fromtimestamp(clock, UTC).replace(tzinfo=None), datetime.fromtimestamp(moment, UTC))
            for clock, moment in self.clocks
        ]
        return learn_zone(pairs, host)

    def habits(self) -> Habits:
        """Return what the site does on its pages again and again."""
        # A site inserts one of its texts into a page; sentences that reporters repeat come several to a page.
        is_alone = self.repeated <= _ALONE * self.repeating
        inserted = (count for count in self.texts.values() if is_alone and self._may_be_insert(count))
        return find_habits(self.texts.values(), inserted, self.signers, _USUAL * self.pages, self.pages)

    def _freeze_texts(self, habits: Habits) -> Votes:
        found = {}
        for key, count in self.texts.items():
            if count.pages > 1:
                marks = self.marks_of(count)
                shift = min(_shift(count, _TEXT_WEIGHT, _HALF_TRUST / 2), _MOST_FOR_TEXT)
                if habits.inserts == 1.0 and self._may_be_insert(count):
                    marks |= TEMPLATE
                if marks & TEMPLATE or (habits.endings and _is_ending(count)):
                    shift = min(shift, 0.0) - self.doubted(count, habits)
                found[key] = shift, marks
            elif habits.endings == 1.0 and _is_ending(count):
                found[key] = -_SURE_DOUBT, ENDING
            elif habits.inserts == 1.0 and self.pages <= _FEW_PAGES and self._may_be_insert(count):
                found[key] = -_HABIT_DOUBT, ONCE
        return _votes(found)

    def _may_be_insert(self, count: TextCount) -> bool:
        return bool(count.kinds & PROSE) and not self._is_common(count) and is_insert(count)

    def doubted(self, count: TextCount, habits: Habits) -> float:
        """Return how much, in log odds, speaks against a text found on so many pages."""
        if self._is_common(count) or count.kinds & LINE:
            return _SURE_DOUBT
        trust = count.pages / (count.pages + _HALF_TRUST)
        doubt = min(_MOST_DOUBT, trust * _DOUBT * sqrt(count.pages / self.pages))
        if count.kinds & NAMED:
            doubt += _NAMED_DOUBT
        return doubt + _HABIT_DOUBT * max(habits.inserts, habits.endings if _is_ending(count) else 0.0)

    def _is_common(self, count: Count, share: float = _COMMON_SHARE) -> bool:
        """Whether at least this share of the pages has it, after allowing for chance."""
        chance = sqrt(count.pages * max(1 - count.pages / self.pages, 0.0))
        return count.pages - chance >= share * self.pages

    def marks_of(self, count: TextCount) -> int:
        """Return the marks that a text's places on all its pages give it."""
        found = 0
        if count.pages >= max(_MIN_MARKED, _MARKER_SHARE * self.pages):
            enough = _MIN_SHARE_MARKED * count.pages
            found |= END * (count.ends >= enough) | START * (count.starts >= enough)
        if count.tails >= count.pages and any(self._is_one_person(signer) for signer in count.signers or ()):
            found |= TAIL
        if self._is_template_label(count) if count.kinds & LINE else self._is_template_text(count):
            found |= TEMPLATE
        return found

    def _is_template_label(self, count: TextCount) -> bool:
        """Whether a label in a line of its own is on many pages, or on some and always at an edge of the body."""
        is_edge = count.pages >= _MIN_PAGES and count.firsts + count.lasts >= _MIN_SHARE_MARKED * count.pages
        return is_edge or self._is_common(count, _LINE_SHARE)

    def _is_template_text(self, count: TextCount) -> bool:
        """Whether a sentence is on several pages, or a label in a cell on most; a column's opening does not count."""
        if count.firsts >= _MIN_SHARE_MARKED * count.pages:
            return False
        is_prose = bool(count.kinds & PROSE) and count.pages >= _MIN_PAGES
        return is_prose or (bool(count.kinds & LABEL) and self._is_common(count))

    def _is_one_person(self, signer: int) -> bool:
        return self.signers.get(signer, 0) < _USUAL * self.pages


def _is_ending(count: TextCount) -> bool:
    """Whether every page with this text ended with it, wherever it was."""
    return count.lasts > 0 and count.tails == count.pages


def _latest(words: Mapping[int, str], counts: Mapping[int, object]) -> dict[int, str]:
    """Return the latest words of names or texts that are still counted."""
    return dict([entry for entry in words.items() if entry[0] in counts][-_MAX_WORDS // 2 :])


def encode_learner(learner: ProfileLearner) -> bytes:
    """Encode the learner for the state."""
    return msgspec.msgpack.encode(learner)


def decode_learner(data: bytes | None) -> ProfileLearner:
    """Decode the bytes of `encode_learner`; a new learner if there are none, or another newsbot wrote them."""
    if data is not None:
        try:
            learner = msgspec.msgpack.decode(data, type=ProfileLearner)
            if learner.layout == _LAYOUT and len(learner.names) == LEVELS:
                return learner
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass  # It is learned again.
    return ProfileLearner()


def observe(html: bytes | str, url: str, content_type: str | None = None) -> Lesson | None:
    """Return what a page teaches about its site; None if it is not clearly an article."""
    # Only workers load the models: a crawl's own process does without them.
    from newsbot.extraction.document import parse_document
    from newsbot.extraction.page import read_document
    from newsbot.extraction.page_report import PageRequest

    document = parse_document(html, url, content_type)
    return read_document(document, PageRequest(b"", url, content_type, teaches=True)).lesson


def _numbers(keys: bytes) -> list[int]:
    return list(unpack(f"<{len(keys) // 4}I", keys))


def _entries(tally: Tally) -> Iterator[tuple[int, int, int]]:
    """Return key, vote in per cent and marks of each entry."""
    keys = _numbers(tally.keys)
    marks = unpack(f"<{len(keys)}H", tally.marks) if tally.marks else bytes(len(keys))
    return zip(keys, tally.votes, marks, strict=True)


def _is_strange(names: Mapping[int, NameCount], tally: Tally, before: int) -> bool:
    """Whether only few names of the page's body were known that many pages ago."""
    body = [key for key, vote, _ in _entries(tally) if vote >= _HALF]
    known = sum((count := names.get(key)) is not None and count.first <= before for key in body)
    return known < _FAMILIAR * len(body)


def _shift(count: Count, weight: float, half_trust: float = _HALF_TRUST) -> float:
    """Return what the votes of the pages add to the log odds on one of them."""
    odds = log(count.share / (1 - count.share))
    clear = max(abs(odds) - _DISPUTED / (1 + count.pages / _MANY_PAGES), 0.0) * (1 if odds > 0 else -1)
    return weight * clear * count.pages / (count.pages + half_trust)


def _freeze_names(names: Mapping[int, NameCount]) -> Votes:
    found = {}
    for key, count in names.items():
        doubt = _DOUBTS.get(count.marks)
        # Captions and speakers are few; what a coarser name says about more of them counts.
        if count.pages < (_MIN_PAGES if doubt is None else _MIN_DOUBTED):
            continue
        shift = _shift(count, _WEIGHT)
        if doubt is not None:
            shift = min(shift, 0.0) - doubt * count.pages / (count.pages + _HALF_TRUST)
        is_template = _is_template_name(count)
        is_kept = count.share >= _KEPT_SHARE and count.pages >= _MIN_MARKED and not is_template
        found[key] = min(shift, _AGAINST) if is_template else shift, KEPT * is_kept
    return _votes(found)


def _is_template_name(count: NameCount) -> bool:
    """Whether most texts of a name were known before, and not because one of them recurs among body paragraphs."""
    if count.prose < _MIN_PROSE or count.repeats < _REPEATED * count.prose:
        return False
    return count.returned >= _RETURNED * count.distinct or count.share < _SURELY_BODY


def _votes(found: Mapping[int, tuple[float, int]]) -> Votes:
    keys = sorted(found)
    shifts = pack(f"<{len(keys)}e", *(found[key][0] for key in keys))
    return Votes(pack(f"<{len(keys)}I", *keys), shifts, bytes(found[key][1] for key in keys))
