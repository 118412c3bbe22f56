"""Which articles tell the same story in the same words: sketches of texts, how much two share, and a text's cluster.

A sketch is a sample of the hashes of all runs of three words (of characters, in scripts without spaces): those
divisible by a power of two, so that the samples of two texts can be compared whatever their lengths. Pure: what is
known about other texts is passed in, from `sketches`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsbot.text import clean_line, clean_text, comparison_key

if TYPE_CHECKING:
    from newsbot.shingles import Hashes

# Stored with the sketches: other versions cannot be compared. Raise it with any change of `sketch_text`.
SKETCH_VERSION = 1
# For how long after its last line a text is compared with new ones.
WINDOW = timedelta(days=30)
# A run of words that this many texts share identifies no story: it is a phrase of the site, the law or the language.
MAX_SHARED_BY = 60

# With fewer shingles (34 words) a text is too short for similarity: it is identical or different.
_MIN_SHINGLES = 32
# What a live blog has beyond this adds nothing about which story it tells.
_MAX_CHARS = 200_000
# A text with fewer shingles keeps all of them, one with fewer than twice as many keeps half, and so on: 600 words, 150.
_FULL_SAMPLE = 256
# Every eighth hash of a sample is a key for finding texts to compare; every fourth where the sample is complete.
_KEY_BITS, _SMALL_KEY_BITS = 3, 2

# Shares of the smaller text. A copy with a tenth of its words edited retains .74 (σ .04 at 600 words, .08 at 60); two
# texts of one template that differ in 18 % of the words share .55 (σ .03, .04): benchmarks/duplicates.py. Nearly
# identical words make a copy regardless of other texts; fewer do only if few other texts come close.
_COPY = 0.62
# Chance has more weight in a short text, which needs up to this much more.
_SHORT_EXTRA = 0.05
_SHORT_SIZE = 128
_SURE_COPY = 0.8
_CLOSE = 0.45
_MIN_COPIES_OF_CLOSE = 0.25
_COPY_BY_KEYS = 0.5
# A text three times as long contains the story, but tells another.
_MAX_TIMES = 3


@dataclass(frozen=True)
class Sketch:
    """How many different shingles a text has, and a sorted sample of their hashes: those that end in `bits` zeros."""

    size: int
    data: bytes

    @cached_property
    def bits(self) -> int:
        return (self.size // _FULL_SAMPLE).bit_length()

    @cached_property
    def hashes(self) -> "Hashes":
        import numpy as np

        return np.frombuffer(self.data, "<u4")

    @property
    def keys(self) -> list[int]:
        """The part of the sample by which texts to compare are found, as signed 32-bit integers."""
        keys: list[int] = self.at(self.key_bits).view("<i4").tolist()
        return keys

    @property
    def key_bits(self) -> int:
        """How many zero bits a key ends in."""
        return self.bits + (_KEY_BITS if self.bits else _SMALL_KEY_BITS)

    @property
    def is_short(self) -> bool:
        """Whether the text is too short for similarity."""
        return self.size == 1

    def at(self, bits: int) -> "Hashes":
        """Return the hashes that a coarser sample would hold."""
        return self.hashes if bits <= self.bits else self.hashes[self.hashes & ((1 << bits) - 1) == 0]


@lru_cache(maxsize=32)  # The pipelines and the exporter ask for the same sketch.
def sketch_text(headline: str, body: str) -> Sketch:
    """Return the sketch of an article; the headline, which copies change, counts only if the body is very short."""
    from newsbot.shingles import shingle_hashes

    hashes = shingle_hashes(clean_text(body)[:_MAX_CHARS])
    size = len(hashes)
    if size < _MIN_SHINGLES:
        return _short_sketch(headline, body)
    bits = (size // _FULL_SAMPLE).bit_length()
    sample = hashes[hashes & ((1 << bits) - 1) == 0]
    return Sketch(size, sample.astype("<u4").tobytes())


def _short_sketch(headline: str, body: str) -> Sketch:
    """Return a sketch with one hash of all the letters, which is in every sample."""
    letters = f"{comparison_key(clean_line(headline))}\n{comparison_key(clean_text(body))}"
    digest = hashlib.blake2b(letters.encode(), digest_size=3).digest()
    return Sketch(1, b"\0" + digest)


class Overlap(NamedTuple):
    """The part of the smaller text that the other one shares, and the shared part of the first text."""

    containment: float
    share: float


def compare(own: Sketch, other: Sketch) -> Overlap:
    """Return what two texts share, by the coarser of their samples."""
    bits = max(own.bits, other.bits)
    ours, theirs = own.at(bits), other.at(bits)
    # The sampling rate is estimated from both texts, which leaves less to chance than the smaller one's own.
    rate = (len(ours) + len(theirs)) / (own.size + other.size)
    if not rate:
        return Overlap(0.0, 0.0)
    shared = _count_shared(ours, theirs) / rate
    return Overlap(min(1.0, shared / min(own.size, other.size)), min(1.0, shared / own.size))


def _count_shared(ours: "Hashes", theirs: "Hashes") -> int:
    """Return how many hashes two samples share; both are sorted and without duplicates."""
    import numpy as np

    if not len(ours) or not len(theirs):
        return 0
    # A hash above all of theirs is compared with their last one, which it does not equal.
    return int(np.count_nonzero(theirs.take(theirs.searchsorted(ours), mode="clip") == ours))


@dataclass(slots=True)
class Text:
    """A known text: its article, its cluster and its sketch, None if the article is gone.

    `group` is a number shared only by texts of nearly the same words.
    """

    id: str
    cluster: str
    published: datetime
    first_seen: datetime
    sketch: Sketch | None
    group: int = 0

    @property
    def rank(self) -> tuple[datetime, datetime, str]:
        """The key that orders copies from the earliest to the latest, the same in every run."""
        return self.published, self.first_seen, self.id


@dataclass(slots=True)
class Neighbours:
    """The texts that may be copies of one, its own last version, and the keys that too many texts share to count."""

    texts: list[Text] = field(default_factory=list)
    previous: Text | None = None
    common: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Choice:
    """A text's cluster, the earliest known copy if it is earlier than the text, and clusters to merge into its own."""

    cluster: str
    duplicate_of: str | None = None
    joined: set[str] = field(default_factory=set)
    # What to count: "copy" (others are known) or "single"; "joined", "left".
    events: list[str] = field(default_factory=list)


class _Match(NamedTuple):
    text: Text
    overlap: Overlap


def choose_cluster(text: Text, near: Neighbours) -> Choice:
    """Return where a text belongs; `text.cluster` is the name of its cluster if it is the first.

    A new version stays in its last version's cluster while its words still match that version or that cluster. Two
    clusters are merged only by a text most of which is in both: quoting two stories in full does not join them.
    """
    matches = _copies(text, near)
    mostly = [match for match in matches if match.overlap.share > 0.5]
    copies = sorted((match.text for match in mostly or matches), key=lambda copy: copy.rank)
    stays = near.previous is not None and _stays(text, near.previous, copies)
    if stays and near.previous is not None:
        cluster = near.previous.cluster
    else:
        cluster = copies[0].cluster if copies else text.cluster
    joined = {match.text.cluster for match in mostly} - {cluster}
    return Choice(
        cluster,
        duplicate_of=copies[0].id if copies and copies[0].rank < text.rank else None,
        joined=joined,
        events=_events(copies, joined, has_left=near.previous is not None and not stays),
    )


def _events(copies: Sequence[Text], joined: set[str], *, has_left: bool) -> list[str]:
    facts = {"copy": copies, "single": not copies, "joined": joined, "left": has_left}
    return [event for event, is_so in facts.items() if is_so]


def _stays(text: Text, previous: Text, copies: Sequence[Text]) -> bool:
    if previous.sketch is None or text.sketch is None:
        return True
    if any(copy.cluster == previous.cluster for copy in copies):
        return True
    if previous.sketch.is_short or text.sketch.is_short:
        return not copies
    return compare(text.sketch, previous.sketch).containment >= _COPY


def _copies(text: Text, near: Neighbours) -> list[_Match]:
    """Return the copies among the neighbours.

    If most of what comes close is not a copy, the texts come from one template (weather, results), and a text barely
    close enough is just another result by chance.
    """
    close: set[int] = set()
    copies: list[_Match] = []
    for other in near.texts:
        if text.sketch is None or other.sketch is None:
            continue
        overlap = compare(text.sketch, other.sketch)
        smaller, larger = sorted((text.sketch.size, other.sketch.size))
        if overlap.containment < _CLOSE or larger > _MAX_TIMES * smaller:
            continue
        close.add(other.group)
        if overlap.containment >= _needed(smaller) and _is_more_than_phrases(text.sketch, other.sketch, near.common):
            copies.append(_Match(other, overlap))
    if len({match.text.group for match in copies}) >= _MIN_COPIES_OF_CLOSE * len(close):
        return copies
    return [match for match in copies if match.overlap.containment >= _SURE_COPY]


def _needed(size: int) -> float:
    """Return the containment that makes a text a copy, for a text with this many shingles."""
    return _COPY + _SHORT_EXTRA * max(0.0, 1 - size / _SHORT_SIZE)


def _is_more_than_phrases(own: Sketch, other: Sketch, common: Iterable[int]) -> bool:
    """Whether two texts are still alike without the keys that too many texts share."""
    import numpy as np

    phrases = np.fromiter(common, np.int32).view(np.uint32)
    if not len(phrases):
        return True
    bits = max(own.key_bits, other.key_bits)
    ours, theirs = (np.setdiff1d(sketch.at(bits), phrases, assume_unique=True) for sketch in (own, other))
    smaller = min(len(ours), len(theirs))
    return 0 < _COPY_BY_KEYS * smaller <= len(np.intersect1d(ours, theirs, assume_unique=True))


def is_sure_copy(one: Sketch, other: Sketch) -> bool:
    """Whether two texts have nearly the same words, over the length of the shorter one."""
    return compare(one, other).containment >= _SURE_COPY


# The fields of a line that `sketch_line` uses.
SKETCHED_FIELDS = (
    *("id", "version", "headline", "articleBody", "metadata", "contentHash", "clusterId", "duplicateOf"),
    *("dateFirstSeen", "datePublished", "datePublishedPrecision"),
)


@dataclass(slots=True)
class SketchState:
    """What the state keeps of a line for comparison with later ones; `seen` is when the page was fetched."""

    text: Text
    version: int
    seen: datetime
    duplicate_of: str | None = None


def sketch_line(line: Mapping[str, Any], now: datetime) -> SketchState:
    """Return the sketch of a line, finished or still without its cluster; `now` replaces missing times.

    A new cluster is named by the content of its first text, so that it has the same name in every run.
    """
    headline, body = line.get("headline") or "", line.get("articleBody") or ""
    seen = _moment((line.get("metadata") or {}).get("dateDownloaded")) or now.replace(microsecond=0)
    first_seen = _moment(line.get("dateFirstSeen")) or seen
    name = line.get("contentHash") or hashlib.sha256(f"{headline}\n{body}".encode("utf-8", "replace")).hexdigest()
    return SketchState(
        Text(
            id=line["id"],
            cluster=line.get("clusterId") or name[:32],
            published=_published(line, first_seen),
            first_seen=first_seen,
            sketch=sketch_text(headline, body) if body else None,
        ),
        version=line.get("version") or 1,
        seen=seen,
        duplicate_of=line.get("duplicateOf"),
    )


def _published(line: Mapping[str, Any], first_seen: datetime) -> datetime:
    """Return when the text was out at the latest: a mere day counts as its end."""
    published = _moment(line.get("datePublished"))
    if published is None:
        return first_seen
    try:
        if line.get("datePublishedPrecision") == "day":
            published += timedelta(days=1)
    except OverflowError:
        return first_seen
    return min(published, first_seen)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
        # The state keeps whole seconds.
        return moment.astimezone(UTC).replace(microsecond=0) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
