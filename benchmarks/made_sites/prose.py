"""News prose from small grammars: stories of any number whose every sentence is made by the seed.

A grammar is `words/<language>.txt`: a `[name]` line, then what may stand for that name, a line (or "|") each, with
other names in braces. What a story is about is drawn once for the story, so that its sentences speak of one matter.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

_WORDS = Path(__file__).with_name("words")
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBERS = {"n9": (2, 9), "n40": (11, 48), "n90": (12, 97), "n900": (102, 989), "year": (1961, 2019)}
_DEPTH = 12
# What the sentences of one story have in common.
_SHARED = ("town", "town2", "town3", "thing", "matter", "region")
_ALIASES = {"town2": "town", "town3": "town", "tag2": "tag", "p1role": "role", "p2role": "role", "Pron": "pron"}
_PEOPLE = ("p1", "p2")
_FIRST_DAY = datetime(2025, 2, 3, 6, 10)  # noqa: DTZ001 - in the time of the site


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who writes for a site, with a biography of the site's and one in their own words."""

    name: str
    about: str
    own_words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a story; a figure's texts are its caption and credit, a post's its text and who wrote it.

    The cells of a table are its texts, in rows of `columns`.
    """

    kind: str
    texts: tuple[str, ...]
    columns: int = 0


@dataclass(slots=True)
class Story:
    """An article before any site has printed it."""

    number: int
    headline: str
    deck: str
    section: str
    tags: list[str]
    authors: list[Author]
    published: datetime
    parts: list[Part]
    picture: Part
    comments: list[tuple[str, str]] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The headline as part of an address; the number where its script has no such form."""
        plain = unicodedata.normalize("NFKD", self.headline).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", plain.lower())
        return "-".join(words[:9]) or f"story{self.number}"


@dataclass(frozen=True, slots=True)
class Habits:
    """How often the stories of a site have what, and how long they are."""

    paragraphs: tuple[int, int] = (3, 25)
    heading: float = 0.35
    quote: float = 0.12
    bullets: float = 0.15
    table: float = 0.06
    post: float = 0.12
    figure: float = 0.3
    sentences: tuple[int, int] = (1, 4)
    opinion: float = 0.0
    two_authors: float = 0.12


@cache
def read_grammar(language: str) -> dict[str, tuple[str, ...]]:
    """What may stand for each name in a language."""
    rules: dict[str, list[str]] = {}
    name = ""
    for line in (_WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line[1:-1]
        else:
            rules.setdefault(name, []).extend(line.split("|"))
    return {name: tuple(options) for name, options in rules.items()}


class Writer:
    """Tells stories in one language."""

    def __init__(self, language: str, rng: Random) -> None:
        self.language = language
        self.rng = rng
        self.grammar = read_grammar(language)
        self.bound: dict[str, str] = {}
        self.told: set[str] = set()

    def say(self, name: str, **bound: str) -> str:
        """One expansion of a name, with a capital where the language has them."""
        text = self._expand(f"{{{name}}}", bound, _DEPTH)
        return self._capital(text)

    def _capital(self, text: str) -> str:
        # Also after an opening quote, a full stop and a colon with a quote; CJK and Arabic have no case.
        return re.sub(r"(^[“„«‘\"\s]*|[.!?][”“»]? [“„«]?\s?)([^\W\d_])", lambda hit: hit[1] + hit[2].upper(), text)

    def _expand(self, text: str, bound: dict[str, str], depth: int) -> str:
        def fill(slot: re.Match[str]) -> str:
            name = slot[1]
            if name in bound:
                return bound[name]
            if name in self.bound:
                return self.bound[name]
            if name in _NUMBERS:
                return str(self.rng.randint(*_NUMBERS[name]))
            options = self.grammar.get(_ALIASES.get(name, name))
            if not options or not depth:
                return name
            said = self._expand(self.rng.choice(options), bound, depth - 1)
            return said.capitalize() if name == "Pron" else said

        return _SLOT.sub(fill, text)

    def authors(self, count: int, site: str) -> list[Author]:
        """As many authors as asked for, none twice."""
        found: dict[str, Author] = {}
        joint = "" if self.language == "ja" else " "
        while len(found) < count:
            first, last = self.say("first"), self.say("last")
            name = f"{last}{joint}{first}" if self.language == "ja" else f"{first}{joint}{last}"
            said = {"author": name, "site": site}
            found.setdefault(name, Author(name, self.say("bio", **said), self.say("ownbio", **said)))
        return list(found.values())

    def stories(self, count: int, authors: list[Author], habits: Habits) -> list[Story]:
        """Stories in the order of their publication."""
        moment, told = _FIRST_DAY, []
        for number in range(1, count + 1):
            moment += timedelta(minutes=self.rng.randint(95, 2600))
            told.append(self.story(number, moment, authors, habits))
        return told

    def story(self, number: int, moment: datetime, authors: list[Author], habits: Habits) -> Story:
        """One story; what its sentences share is drawn anew."""
        rng = self.rng
        self.bound = {}
        self.bound |= {name: self.say(name) if name == "town" else self._plain(name) for name in _SHARED}
        for person in _PEOPLE:
            self.bound[person] = self._plain("name")
            self.bound[f"{person}role"] = self._plain("role")
        tags = list(dict.fromkeys(self.say("tag") for _ in range(rng.randint(1, 5))))
        self.bound["tag"] = tags[0].replace(" ", "")
        many = 2 if len(authors) > 1 and rng.random() < habits.two_authors else 1
        headline = self.say("head")
        return Story(
            number=number,
            headline=headline,
            deck=self.say("deck"),
            section=self.say("section"),
            tags=tags,
            authors=rng.sample(authors, many),
            published=moment,
            parts=without_repeats(self.parts(habits), headline),
            picture=self.figure(),
            comments=[(self.say("user"), self.say("comment")) for _ in range(rng.choice((0, 0, 1, 2, 3, 6)))],
        )

    def _plain(self, name: str) -> str:
        return self._expand(f"{{{name}}}", {}, _DEPTH)

    def parts(self, habits: Habits) -> list[Part]:
        """What a story consists of: paragraphs, and among them what the habits call for."""
        rng = self.rng
        low, high = habits.paragraphs
        count = min(high, low + int(rng.expovariate(1 / (1 + (high - low) / 3))))
        parts = [self.paragraph("lead", habits)]
        headings = count >= 6 and rng.random() < habits.heading
        for at in range(1, count):
            if headings and at % rng.randint(3, 5) == 0 and parts[-1].kind != "heading":
                parts.append(Part("heading", (self.say("subhead"),)))
            parts.append(self.paragraph("closing" if at == count - 1 else "", habits))
            if at < count - 1:
                parts += self.extras(habits)
        return parts

    def extras(self, habits: Habits) -> list[Part]:
        """What may follow a paragraph in the middle; a share is that of stories, of some eight paragraphs."""
        rng = self.rng
        kinds = ("quote", "bullets", "table", "post", "figure")
        found = [kind for kind in kinds if rng.random() < getattr(habits, kind) / 6]
        return [getattr(self, kind)() for kind in found[:1]]

    def paragraph(self, start: str, habits: Habits) -> Part:
        """A paragraph of some sentences."""
        rng = self.rng
        kinds = ["fact", "fact", "said", "said", "background", "scene"]
        if rng.random() < habits.opinion:
            kinds = ["opinion", "opinion", "fact", "background"]
        names = [start] if start else []
        names += rng.choices(kinds, k=rng.randint(*habits.sentences) - len(names))
        joint = "" if self.language == "ja" else " "
        said = list(dict.fromkeys(self.say(name) for name in names or kinds[:1]))
        # A paragraph that another story has, word for word, is rare in news.
        while joint.join(said) in self.told:
            said.append(self.say(rng.choice(kinds)))
        text = joint.join(said)
        self.told.add(text)
        return Part("paragraph", (text,))

    def quote(self) -> Part:
        end = "。" if self.language == "ja" else "."
        return Part("quote", (f"{self.say('quote')}{end}",))

    def bullets(self) -> Part:
        return Part("bullets", tuple(dict.fromkeys(self.say("item") for _ in range(self.rng.randint(2, 6)))))

    def table(self) -> Part:
        rng = self.rng
        columns = rng.sample(self.grammar["column"], rng.randint(2, 4))
        cells = list(columns)
        for _ in range(rng.randint(2, 5)):
            cells.append(self.say("town"))
            cells += [str(rng.randint(3, 9800)) for _ in columns[1:]]
        return Part("table", tuple(cells), len(columns))

    def post(self) -> Part:
        handle = f"{self.say('last').replace(' ', '')}{self.rng.randint(1, 99)}"
        return Part("post", (self.say("tweet"), self._plain("name"), handle))

    def figure(self) -> Part:
        return Part("figure", (self.say("caption"), self.say("photographer")))


def without_repeats(parts: list[Part], headline: str) -> list[Part]:
    """The parts without those quotes and posts that say what the headline or a paragraph says, too.

    A quote set apart that repeats a sentence would be none of the body.
    """
    told = " ".join([headline, *(part.texts[0] for part in parts if part.kind == "paragraph")]).casefold()
    return [
        part
        for part in parts
        if part.kind not in ("quote", "post") or part.texts[0].rstrip(".。").casefold() not in told
    ]
