"""Near-duplicates in generated texts: recall, false matches and cost. `python benchmarks/duplicates.py`.

Stories in several scripts are edited as sites edit an agency's text, and sent through a state as in a crawl; so are
unrelated stories and texts made from templates (weather, results). Exit code 1 if a floor is missed.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median

from newsbot.duplicates import choose_cluster, sketch_line, sketch_text
from newsbot.state.states import Delivery
from newsbot.state.storage import Storage, open_storage
from newsbot.urls import article_id

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
MIN_RECALL, MAX_UNRELATED, MAX_TEMPLATED = 0.97, 0.01, 0.06
_BATCH = 100

# The letters of each script, and what separates words.
SCRIPTS = {
    "latin": ("b c d f g h k l m n p r s t v w st tr", "a e i o u ea ou", " "),
    "cyrillic": ("б в г д ж з к л м н п р с т х ч ш", "а е и о у я ю", " "),
    "arabic": ("ب ت ث ج ح خ د ر س ش ص ط ع ف ق ك ل م ن ه", "ا و ي", " "),
    "devanagari": ("क ख ग घ च ज ट ड त द न प ब म र ल व स ह", "ा ि ी ु े ो", " "),
    "thai": ("ก ข ค ง จ ช ต ท น บ ป พ ม ย ร ล ว ส ห", "า ะ ิ ี ุ เ", ""),
}
Paragraphs = list[list[str]]


class Language:
    """Words of one script, by Zipf's law; each topic has additional words."""

    def __init__(self, script: str, rng: random.Random) -> None:
        self.rng = rng
        self.separator = "" if script == "han" else SCRIPTS[script][2]
        made: dict[str, None] = {}
        while len(made) < 9_000:
            made[self._word(script)] = None
        self.words = list(made)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def _word(self, script: str) -> str:
        rng = self.rng
        if script == "han":
            return "".join(chr(0x4E00 + int(2_500 * rng.random() ** 2)) for _ in range(rng.choice((1, 1, 2, 2, 2, 3))))
        consonants, vowels, _ = SCRIPTS[script]
        syllables = rng.choice((1, 2, 2, 3))
        return "".join(rng.choice(consonants.split()) + rng.choice(vowels.split()) for _ in range(syllables))

    def topic(self) -> list[str]:
        """The words that only a few stories use: names, places, things."""
        return self.rng.sample(self.words, 80)

    def text(self, count: int, topic: Sequence[str]) -> list[str]:
        """This many words, a sixth of them from the topic."""
        rng = self.rng
        common = rng.choices(self.words, cum_weights=self._weights, k=count)
        return [rng.choice(topic) if rng.random() < 1 / 6 else word for word in common]

    def story(self, count: int, topic: Sequence[str]) -> Paragraphs:
        """A story of about this many words, in paragraphs."""
        paragraphs = []
        while count > 0:
            paragraphs.append(self.text(self.rng.randint(20, 70), topic))
            count -= len(paragraphs[-1])
        return paragraphs

    def write(self, paragraphs: Iterable[Sequence[str]]) -> str:
        """The text as in a line."""
        return "\n\n".join(self.separator.join(words) + "." for words in paragraphs)


def _edited(story: Paragraphs, language: Language, share: float) -> Paragraphs:
    """The story with this share of its words replaced, left out, or preceded by a new word."""
    rng = language.rng
    edited: Paragraphs = []
    for paragraph in story:
        edited.append([])
        for word in paragraph:
            if rng.random() >= share:
                edited[-1].append(word)
            elif (kind := rng.random()) < 0.6:
                edited[-1].append(rng.choice(language.words))
            elif kind < 0.8:
                edited[-1] += [rng.choice(language.words), word]
    return edited


def _cut(story: Paragraphs, language: Language) -> Paragraphs:
    """The first 60 % of the words."""
    left = int(0.6 * sum(map(len, story)))
    kept = []
    for paragraph in story:
        kept.append(paragraph[:left])
        left -= len(kept[-1])
    return [paragraph for paragraph in kept if paragraph]


def _shuffled(story: Paragraphs, language: Language) -> Paragraphs:
    return language.rng.sample(story, len(story))


def _wrapped(story: Paragraphs, language: Language) -> Paragraphs:
    """The story between a site's own lines."""
    return [language.text(15, language.words), *story, language.text(25, language.words)]


def _extended(story: Paragraphs, language: Language) -> Paragraphs:
    return story + language.story(sum(map(len, story)) // 2, language.topic())


EDITS: dict[str, Callable[[Paragraphs, Language], Paragraphs]] = {
    "exact + boilerplate": _wrapped,
    "3 % edits": lambda story, language: _edited(story, language, 0.03),
    "10 % edits": lambda story, language: _edited(story, language, 0.10),
    "cut to 60 %": _cut,
    "+50 % text": _extended,
    "reordered": _shuffled,
}


def templated(language: Language, words: int, changed: float) -> Callable[[], str]:
    """A different text of one template at each call: this share of its words, always in the same places, is new."""
    rng = language.rng
    template = language.text(words, language.topic())
    slots = rng.sample(range(words), round(changed * words))

    def text() -> str:
        filled = list(template)
        for slot in slots:
            filled[slot] = rng.choice(language.words)
        return language.write([filled])

    return text


@dataclass(slots=True)
class Crawl:
    """Texts sent through a state as the pipelines and the exporter do, in batches; by name, cluster and copy named."""

    storage: Storage
    clusters: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str | None] = field(default_factory=dict)
    cpu_ms: list[float] = field(default_factory=list)
    record_ms: float = 0.0
    _batch: Delivery = field(default_factory=Delivery)

    def add(self, name: str, body: str, published: datetime = NOON) -> None:
        """Read one article."""
        line = {"id": name_id(name), "headline": name, "articleBody": body, "datePublished": published.isoformat()}
        started = time.process_time()
        state = sketch_line(line, NOON + timedelta(minutes=len(self.clusters)))
        choice = choose_cluster(state.text, self.storage.neighbours(state.text.id, state.text.sketch, state.seen))
        state.text.cluster, state.duplicate_of = choice.cluster, choice.duplicate_of
        self.storage.expect(state, choice.joined)
        self.cpu_ms.append(1_000 * (time.process_time() - started))
        self.clusters[name], self.copies[name] = choice.cluster, choice.duplicate_of
        self._batch.sketches.append(state)
        if len(self._batch.sketches) == _BATCH:
            self.deliver()

    def deliver(self) -> None:
        """Close the batch."""
        started = time.process_time()
        self.storage.record(self._batch)
        self.record_ms += 1_000 * (time.process_time() - started)
        self._batch = Delivery()


def name_id(name: str) -> str:
    """The id of a generated article."""
    return article_id(f"https://example.com/{name}")


@dataclass(slots=True)
class Figures:
    """Shares: of pairs found, by edit; of unrelated stories and of templated texts that are mistaken for copies."""

    recall: dict[str, float] = field(default_factory=dict)
    unrelated: float = 0.0
    templated: dict[str, float] = field(default_factory=dict)
    cpu_ms: list[float] = field(default_factory=list)
    record_ms: float = 0.0

    def is_good(self) -> bool:
        """Whether all floors hold."""
        return (
            min(self.recall.values()) >= MIN_RECALL
            and self.unrelated <= MAX_UNRELATED
            and max(self.templated.values()) <= MAX_TEMPLATED
        )


def measure(stories: int, texts_of_template: int = 30, seed: int = 1) -> Figures:
    """The figures for this many stories with each edit, and for families of templated texts; each in its own state."""
    rng = random.Random(seed)
    languages = {script: Language(script, rng) for script in (*SCRIPTS, "han")}
    figures = Figures()
    for edit, apply in EDITS.items():
        texts = {}
        for number in range(stories):
            language = languages[rng.choice(list(languages))]
            story = language.story(int(min(2_000, max(60, rng.lognormvariate(5.9, 0.7)))), language.topic())
            texts[f"{number}/original"] = language.write(story)
            texts[f"{number}/edited"] = language.write(apply(story, language))
        crawl = _crawl(texts, rng, figures)
        pairs = [
            (crawl.clusters[f"{number}/original"], crawl.clusters[f"{number}/edited"]) for number in range(stories)
        ]
        figures.recall[edit] = sum(original == edited for original, edited in pairs) / stories
        others = Counter(cluster for pair in pairs for cluster in set(pair))
        wrong = sum(max(others[cluster] for cluster in pair) > 1 for pair in pairs) / stories
        figures.unrelated = max(figures.unrelated, wrong)
    for words, changed, templates in ((60, 0.18, 20), (150, 0.18, 20), (150, 0.3, 20), (400, 0.18, 20), (150, 0.18, 1)):
        texts = {}
        # One template stands for a site that lists every result.
        count = texts_of_template * 20 // templates
        for template in range(templates):
            text = templated(languages[rng.choice(list(languages))], words, changed)
            texts |= {f"{template}/{number}": text() for number in range(count)}
        crawl = _crawl(texts, rng, figures)
        sizes = Counter(crawl.clusters.values())
        kind = f"{templates} x {count} texts of {words} words, {changed:.0%} changed"
        figures.templated[kind] = sum(sizes[cluster] > 1 for cluster in crawl.clusters.values()) / len(texts)
    return figures


def _crawl(texts: dict[str, str], rng: random.Random, figures: Figures) -> Crawl:
    """Send the texts through a new state, in random order."""
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(f"sqlite:///{folder}/state.db")
        crawl = Crawl(storage)
        for name in rng.sample(sorted(texts), len(texts)):
            crawl.add(name, texts[name])
        crawl.deliver()
        storage.close()
    figures.cpu_ms += crawl.cpu_ms
    figures.record_ms += crawl.record_ms
    return crawl


def sketch_ms(words: int) -> float:
    """The median CPU time of the sketch of a text of this many words."""
    rng = random.Random(2)
    language = Language("latin", rng)
    texts = [language.write(language.story(words, language.topic())) for _ in range(100)]
    times = []
    for text in texts:
        started = time.process_time()
        sketch_text("", text)
        times.append(1_000 * (time.process_time() - started))
    return median(times)


def fill(storage: Storage, count: int) -> Crawl:
    """A crawl of this many unrelated texts of 600 words."""
    rng = random.Random(3)
    language = Language("latin", rng)
    crawl = Crawl(storage)
    for number in range(count):
        crawl.add(f"fill-{number}", " ".join(language.text(600, language.topic())))
    crawl.deliver()
    return crawl


def main() -> int:
    """Print the tables; exit code 1 if a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--fill", type=int, default=0, metavar="N", help="also time N unrelated texts of 600 words")
    options = parser.parse_args()
    figures = measure(options.stories)
    print("\n".join(f"recall     {share:.3f}  {edit}" for edit, share in figures.recall.items()))
    print(f"unrelated  {figures.unrelated:.3f}  stories in a cluster with another")
    print("\n".join(f"templated  {share:.3f}  {kind}" for kind, share in figures.templated.items()))
    print(f"cpu        {sketch_ms(600):.2f} ms for a sketch of 600 words")
    _print_cost(figures.cpu_ms, figures.record_ms)
    if options.fill:
        with tempfile.TemporaryDirectory() as folder:
            storage = open_storage(f"sqlite:///{folder}/state.db")
            crawl = fill(storage, options.fill)
            _print_cost(crawl.cpu_ms, crawl.record_ms)
            storage.close()
            size = sum(path.stat().st_size for path in Path(folder).glob("state.db"))
            print(f"state      {size / options.fill:.0f} bytes a text of 600 words")
    return 0 if figures.is_good() else 1


def _print_cost(cpu_ms: list[float], record_ms: float) -> None:
    slowest = sorted(cpu_ms)[int(0.99 * len(cpu_ms))]
    print(
        f"cpu        {median(cpu_ms):.2f} ms median, {slowest:.2f} ms 99th percentile for each of {len(cpu_ms)} texts,"
        f" and {record_ms / len(cpu_ms):.2f} ms to record it"
    )


if __name__ == "__main__":
    raise SystemExit(main())
