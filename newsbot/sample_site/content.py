"""What the sample site says: its stories, people and phrases, and the truth about each story.

A story is one file of `articles/`: a TOML header between two `+++` lines, then blocks apart by blank lines
(`parse_blocks` tells the marks). The truth comes from these files alone, never from newsbot's extraction;
`python -m newsbot.sample_site` writes it to `expected.jsonl`.
"""

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
EXPECTED_FILE = FOLDER / "expected.jsonl"

# Kinds of block that belong to the body; every other kind is an insert the reader skips.
BODY_KINDS = {"paragraph", "heading", "list", "numbered", "quote", "table", "post", "note"}
_MARKS = {
    "## ": "heading",
    "- ": "list",
    "# ": "numbered",
    "> ": "quote",
    "| ": "table",
    "@ ": "post",
    "= ": "note",
}
_PAGE_BREAK = "==="
_BLANK_LINES = re.compile(r"\n\s*\n")
_BETWEEN_WORDS = re.compile(r"\W+")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_EMPHASIS = re.compile(r"\*{1,2}([^*]+)\*{1,2}")


@dataclass(frozen=True, slots=True)
class Block:
    """One run of the text: its kind, its lines, and for inserts the form in which it is shown."""

    kind: str
    lines: tuple[str, ...]
    form: str = ""

    def texts(self) -> list[str]:
        """The paragraphs a reader would count here, without inline marks; each table cell is one."""
        if self.kind == "table":
            return [plain(cell) for line in self.lines for cell in cells(line)]
        if self.kind in ("paragraph", "heading", "note"):
            return [plain(" ".join(self.lines))]
        return [plain(line) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Byline:
    """One name of the truth; type is "Person" or "Organization"."""

    name: str
    type: str = "Person"
    role: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One article: the header's fields as shown on its page, and its blocks page by page."""

    number: int
    template: str
    path: str
    section: str
    headline: str
    published: str
    pages: tuple[tuple[Block, ...], ...]
    language: str = "en"
    modified: str = ""
    standfirst: str = ""
    byline: str = ""  # as printed; empty: the names alone
    account: str = ""  # what the theme prints where the writer's name stands in the text
    markup: str = ""  # a variant of the template
    genre: str = "article"
    authors: tuple[Byline, ...] = ()
    sources: tuple[str, ...] = ()  # agencies the byline names
    tags: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def blocks(self) -> list[Block]:
        """All blocks of all pages, in reading order."""
        return [block for page in self.pages for block in page]

    @property
    def body(self) -> str:
        """The clean text: what `articleBody` must be."""
        kept = (block for block in self.blocks if block.kind in BODY_KINDS)
        return "\n\n".join(text for block in kept for text in block.texts())

    @property
    def shown_names(self) -> list[str]:
        """The names the template prints: the account where there is one, else the authors."""
        return [self.account] if self.account else [author.name for author in self.authors]

    @property
    def excerpt(self) -> str:
        """What lists and the feed say of the story."""
        first = next(block.texts()[0] for block in self.blocks if block.kind == "paragraph")
        return self.standfirst or first[:140].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything the publication says, without an address."""

    name: str
    sections: dict[str, dict[str, str]]
    people: dict[str, str]
    phrases: dict[str, dict[str, str]]
    pages: dict[str, dict[str, str]]
    stories: list[Story] = field(default_factory=list)

    def of_section(self, section: str) -> list[Story]:
        """The section's stories, newest first."""
        return [story for story in self.stories if story.section == section]

    def of_author(self, name: str) -> list[Story]:
        """The stories that name this author, newest first."""
        return [story for story in self.stories if name in (a.name for a in story.authors)]

    def title_of(self, target: str) -> str:
        """The headline of the story at this path; the target itself where it is no path."""
        return next((s.headline for s in self.stories if s.path == target), target)

    def related(self, story: Story) -> list[Story]:
        """Three other stories of the same template and language."""
        mates = [s for s in self.stories if s.template == story.template and s.language == story.language]
        at = mates.index(story)
        return [mates[(at + step) % len(mates)] for step in range(1, min(4, len(mates)))]


def plain(text: str) -> str:
    """The text as read: links and emphasis without their marks."""
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", text))


def cells(line: str) -> list[str]:
    """The cells of a table line such as `Pier | Depth`."""
    return [cell.strip() for cell in line.split("|")]


def slug(name: str) -> str:
    """The name as it stands in an address; letters of any script are kept."""
    return _BETWEEN_WORDS.sub("-", name.lower()).strip("-")


def parse_blocks(text: str) -> tuple[tuple[Block, ...], ...]:
    """The blocks of each page of a story's text.

    Marks at the start of each line: `## ` subheading, `- ` list item, `# ` numbered item, `> ` quote, `| ` table
    row, `@ ` quoted post, `= ` correction or editor's note, `!kind.form text` an insert that is not body,
    `===` alone a page break; anything else is a paragraph.
    """
    pages: list[list[Block]] = [[]]
    for chunk in _BLANK_LINES.split(text.strip()):
        if chunk == _PAGE_BREAK:
            pages.append([])
        else:
            pages[-1].append(_parse_block(chunk))
    return tuple(tuple(page) for page in pages)


def _parse_block(chunk: str) -> Block:
    lines = chunk.split("\n")
    if chunk.startswith("!"):
        name, _, rest = chunk[1:].partition(" ")
        kind, _, form = name.partition(".")
        return Block(kind, tuple(part.strip() for part in rest.split("|") if part.strip()), form)
    for mark, kind in _MARKS.items():
        if all(line.startswith(mark) for line in lines):
            return Block(kind, tuple(line.removeprefix(mark) for line in lines))
    return Block("paragraph", (" ".join(lines),))


def parse_story(text: str) -> Story:
    """The story of one file of `articles/`."""
    _, header, body = text.split("+++\n", 2)
    fields: dict[str, Any] = tomllib.loads(header)
    fields["authors"] = tuple(Byline(**author) for author in fields.get("authors", ()))
    fields["comments"] = tuple((who, what) for who, what in fields.get("comments", ()))
    for name in ("sources", "tags"):
        fields[name] = tuple(fields.get(name, ()))
    return Story(pages=parse_blocks(body), **fields)


@cache
def read_edition() -> Edition:
    """The publication as the files of this folder have it, stories newest first."""
    fields = tomllib.loads((FOLDER / "edition.toml").read_text(encoding="utf-8"))
    files = sorted((FOLDER / "articles").glob("*.txt"))
    stories = [parse_story(file.read_text(encoding="utf-8")) for file in files]
    stories.sort(key=lambda story: datetime.fromisoformat(rfc3339(story.published)), reverse=True)
    return Edition(**fields, stories=stories)


def precision(published: str) -> str:
    """How exactly a date as shown is known: "day", "minute" or "second"."""
    if "T" not in published:
        return "day"
    return "second" if published.count(":") == (2 if published.endswith("Z") else 3) else "minute"


def rfc3339(published: str) -> str:
    """The date as shown, in full: a day alone is its midnight in UTC."""
    if precision(published) == "day":
        return f"{published}T00:00:00+00:00"
    return datetime.fromisoformat(published).isoformat()


def noise(story: Story, edition: Edition) -> list[str]:
    """Phrases that stand on the story's page and must not be in its body."""
    phrases = [story.standfirst] if story.standfirst else []
    for block in story.blocks:
        if block.kind not in BODY_KINDS:
            phrases += _insert_texts(block, story.language, edition)
    if story.template != "old":
        phrases += [edition.people[name] for name in story.shown_names if name in edition.people]
        phrases += [mate.headline for mate in edition.related(story)]
    return phrases + [text for _, text in story.comments]


def _insert_texts(block: Block, language: str, edition: Edition) -> list[str]:
    """What a reader sees of an insert."""
    words = edition.phrases[language]
    match block.kind:
        case "see-also" | "read-more":
            title = edition.title_of(block.lines[0])
            return [f"{words[block.kind.replace('-', '_')]} {title}"]
        case "newsletter":
            return [words["newsletter"], words["newsletter_text"]]
        case "advert":
            return [words["advert"]]
        case "source-link":
            return [words["source_link"]]
        case "pull-quote":  # repeats the body word for word
            return []
        case _:
            return block.texts()


def expected(story: Story) -> dict[str, Any]:
    """The truth about one story, with `{base}` for the site's origin; what the page does not show is left out.

    Instants count, not their spelling. `sourceOrganization` is given where the byline names an agency.
    """
    line: dict[str, Any] = {
        "url": "{base}" + story.path,
        "headline": story.headline,
        "articleBody": story.body,
        "authors": [
            {key: getattr(author, key) for key in ("name", "type", "role") if getattr(author, key)}
            for author in story.authors
        ],
        "datePublished": rfc3339(story.published),
        "datePublishedPrecision": precision(story.published),
        "inLanguage": story.language,
    }
    if story.modified:
        line["dateModified"] = rfc3339(story.modified)
    if story.sources:
        line["sourceOrganization"] = list(story.sources)
    if len(story.pages) > 1:
        line["pageCount"] = len(story.pages)
    return line


def expected_text() -> str:
    """`expected.jsonl` as it ships, newest story first."""
    lines = (json.dumps(expected(story), ensure_ascii=False) for story in read_edition().stories)
    return "".join(f"{line}\n" for line in lines)
