"""What all made sites share: stories, pages that keep the truth while they are written, and plain forms of each part.

A site is a subclass: it sets names and habits, and writes `page`. Its markup is its own; nothing here is said twice
by two sites. All that a page shows goes through `Sheet.body` (part of the truth) or `Sheet.junk` (none, with what
it is), so that each wrong block can be put down to a cause.
"""

import html
import re
from dataclasses import dataclass, field
from random import Random

from made_sites.prose import Habits, Part, Story, Writer

PAGES = 320


@dataclass(slots=True)
class SitePage:
    """A page with its truth; `junk` says what each text is that is no part of the body, `kinds` what each block is."""

    url: str
    html: bytes
    blocks: list[str]
    authors: list[str]
    published: str
    headline: str
    kinds: list[str] = field(default_factory=list)
    junk: dict[str, str] = field(default_factory=dict)


class Sheet:
    """A page while it is written."""

    def __init__(self, story: Story, rng: Random) -> None:
        self.story = story
        self.rng = rng
        self.blocks: list[str] = []
        self.kinds: list[str] = []
        self.shown: dict[str, str] = {}

    def body(self, text: str, kind: str = "paragraph") -> str:
        """The text as markup; it is a block of the truth."""
        self.blocks.append(text)
        self.kinds.append(kind)
        return html.escape(text, quote=False)

    def junk(self, cause: str, text: str) -> str:
        """The text as markup; it is none of the truth."""
        self.shown.setdefault(" ".join(text.split()), cause)
        return html.escape(text, quote=False)

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.rng.random() < share


class MadeSite:
    """A site: set the attributes, write `page` and what differs of the parts' forms."""

    name = ""
    title = ""
    domain = ""
    language = "en"
    seed = 1
    authors_count = 14
    habits = Habits()
    # Whether its pages are learned and scored in the order in which they came out, not in any.
    in_time = False

    def __init__(self, pages: int = PAGES) -> None:
        self.rng = Random(f"{self.name} {self.seed}")
        self.writer = Writer(self.language, self.rng)
        self.authors = self.writer.authors(self.authors_count, self.title)
        self.stories = self.writer.stories(pages, self.authors, self.habits)

    def pages(self) -> list[SitePage]:
        """All pages, in the order of their publication."""
        return [self.made(story) for story in self.stories]

    def made(self, story: Story) -> SitePage:
        """The page of a story."""
        sheet = Sheet(story, Random(f"{self.name} {self.seed} page {story.number}"))
        markup = self.page(sheet, story)
        if not isinstance(markup, bytes):
            markup = markup.encode()
        return SitePage(
            url=self.url(story),
            html=markup,
            blocks=sheet.blocks,
            authors=self.true_authors(story),
            published=story.published.date().isoformat(),
            headline=story.headline,
            kinds=sheet.kinds,
            junk={text: cause for text, cause in sheet.shown.items() if text},
        )

    def page(self, sheet: Sheet, story: Story) -> str | bytes:
        """The whole markup of a page."""
        raise NotImplementedError

    def url(self, story: Story) -> str:
        """The address of a story."""
        return f"https://{self.domain}/{story.published:%Y/%m}/{story.slug}-{story.number}"

    def true_authors(self, story: Story) -> list[str]:
        """Who the page says wrote the story."""
        return [author.name for author in story.authors]

    # ------------------------------------------------------------------------------- around

    def others(self, sheet: Sheet, count: int) -> list[Story]:
        """Other stories for links, most of them of the days around."""
        at = sheet.story.number - 1
        near = [story for story in self.stories[max(0, at - 40) : at + 40] if story.number != at + 1]
        return sheet.rng.sample(near, min(count, len(near)))

    def people(self, sheet: Sheet, joint: str = " and ") -> str:
        """The names of a story's authors."""
        return joint.join(sheet.junk("byline", author.name) for author in sheet.story.authors)

    # --------------------------------------------------------------------------------- body

    def body(self, sheet: Sheet, parts: list[Part] | None = None) -> list[str]:
        """The markup of each part of the body, with what the site puts between two."""
        parts = sheet.story.parts if parts is None else parts
        lines = []
        for at, part in enumerate(parts):
            lines.append(getattr(self, part.kind)(sheet, part))
            if at < len(parts) - 1:
                lines += self.between(sheet, at, parts)
        return [line for line in lines if line]

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        """What stands below the part of that number, when it is not the last."""
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f"<p>{self.prose(sheet, part.texts[0])}</p>"

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<h2>{sheet.body(part.texts[0], 'heading')}</h2>"

    def quote(self, sheet: Sheet, part: Part) -> str:
        return f"<blockquote><p>{sheet.body(part.texts[0], 'quote')}</p></blockquote>"

    def bullets(self, sheet: Sheet, part: Part) -> str:
        lines = "".join(f"<li>{sheet.body(text, 'list item')}</li>" for text in part.texts)
        return f"<ul>{lines}</ul>"

    def table(self, sheet: Sheet, part: Part) -> str:
        return f"<table>{self.rows(sheet, part)}</table>"

    def rows(self, sheet: Sheet, part: Part) -> str:
        """The rows of a table; the first is its head."""
        cells = [sheet.body(text, "table cell") for text in part.texts]
        rows = [cells[at : at + part.columns] for at in range(0, len(cells), part.columns)]
        head = "".join(f"<th>{cell}</th>" for cell in rows[0])
        lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
        return f"<tr>{head}</tr>{lines}"

    def post(self, sheet: Sheet, part: Part) -> str:
        """A post as the network's own code shows it, with the line of who wrote it and when."""
        text, name, handle = part.texts
        said = sheet.body(text, "post")
        address = f"https://twitter.com/{handle}/status/1{sheet.rng.randint(10**15, 10**16)}"
        signed, day = f"— {name} (@{handle})", f"{sheet.story.published:%B %-d, %Y}"
        sheet.body(f"{signed} {day}", "post")
        return (
            f'<blockquote class="twitter-tweet"><p lang="{self.language}" dir="ltr">{said}</p>{signed} '
            f'<a href="{address}?ref_src=twsrc%5Etfw">{day}</a></blockquote>'
            '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
        )

    def figure(self, sheet: Sheet, part: Part) -> str:
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", part.texts[1])
        picture = f'<img src="{self.image(sheet)}" alt="">'
        return f"<figure>{picture}<figcaption>{caption} <small>{credit}</small></figcaption></figure>"

    def image(self, sheet: Sheet) -> str:
        """The address of a picture."""
        return f"/images/{sheet.story.number}-{sheet.rng.randint(100, 999)}.jpg"

    def prose(self, sheet: Sheet, text: str) -> str:
        """A paragraph of the body, now and then with a link or an emphasis in it."""
        said = sheet.body(text)
        if sheet.chance(0.2):
            words = list(re.finditer(r"[^\W\d_]{4,}(?: [^\W\d_]{3,}){0,2}", said))
            clear = [word for word in words if "&" not in word[0]]
            if clear:
                word = sheet.rng.choice(clear)
                found = self.inline(sheet, word[0])
                return said[: word.start()] + found + said[word.end() :]
        return said

    def inline(self, sheet: Sheet, words: str) -> str:
        """Some words within a paragraph, as a link or set off."""
        if sheet.chance(0.7):
            target = sheet.rng.choice(self.stories)
            return f'<a href="{self.url(target)}">{words}</a>'
        return f"<em>{words}</em>"
