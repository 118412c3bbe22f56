"""Pages generated for training: the texts of annotated pages in markup of our own, for which the truth is known.

Annotated pages are few, so a model meets markup that it has hardly seen. `make_pages` puts their stories into new
pages, with what sites place around and inside a body. `made_stories` makes the parts of a body, `made_troubles` what
surrounds it, `made_skins` elements and names, `made_markup` words. No text of a page is stored.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from made_stories import Item, Story, build_body, read_story
from made_troubles import Troubles

if TYPE_CHECKING:
    from corpus import Page

# What may be between two parts of the body, below the last of them in the same element, below that element, after the
# article and next to it. What is listed more often is drawn more often.
_BETWEEN = (
    "link_line link_line link_line link_list link_list cards one_card one_card ad ad ad promo promo figure figure"
    " figure pull_quote pull_quote side_box disclaimer share gallery biography"
).split()
_BELOW_INSIDE = (
    "link_line link_list link_list cards promo promo ending ending ending biography biography_line biography_line"
    " disclaimer share tags ad contact figure one_card comments"
).split()
_BELOW = (
    "tags tags share biography biography biography_line link_list cards cards comments comments form promo ad pager"
    " ending disclaimer one_card most_read byline"
).split()
_AFTER = "cards cards comments comments form pager link_list promo ad most_read teaser_wall ending".split()
_BESIDE = "most_read cards teaser_wall promo ad tags one_card link_list side_box".split()
_ABOVE = "link_line ad share promo one_card disclaimer link_list side_box".split()


# The name of the data set of these pages.
MADE = "made"


@dataclass(frozen=True, slots=True)
class MadePage:
    """A generated page with its truth: the part of `corpus.Page` that training reads.

    `publisher` is that of the page whose story it uses, so that folds by publisher stay separate.
    """

    dataset: str
    id: str
    url: str
    publisher: str
    text: str
    markup: str

    def html(self) -> str:
        """The page's markup."""
        return self.markup


def make_pages(pages: "Sequence[Page]", count: int, seed: int = 1) -> list[MadePage]:
    """The requested number of pages, which use in turn the stories of those pages whose text has some paragraphs.

    The same pages, count and seed give the same result. Without a suitable page there is none.
    """
    stories = [story for page in pages if (story := read_story(page)) is not None]
    order = list(range(len(stories)))
    Random(seed).shuffle(order)
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(story.language, []).append(story)
    made = []
    for number in range(count if stories else 0):
        story = stories[order[number % len(order)]]
        rng = Random(f"made page {seed} {number}")
        others = _others(rng, story, groups[story.language]) or _others(rng, story, stories)
        text, markup = PageMaker(rng, story, others or [story]).page()
        name = f"made-{seed}-{number}"
        url = f"https://{story.publisher}/{rng.choice(('', 'news/', '2023/04/'))}{name}"
        made.append(MadePage(MADE, name, url, story.publisher, text, markup))
    return made


def _others(rng: Random, story: Story, stories: Sequence[Story]) -> list[Story]:
    """Some other stories for teasers and comments, none of which shares a paragraph or the headline."""
    own = set(story.paragraphs)
    some = rng.sample(stories, min(len(stories), 14))
    return [other for other in some if other.headline != story.headline and own.isdisjoint(other.paragraphs)]


class PageMaker(Troubles):
    """One page: its article, with every part of the body in its truth, and everything around it."""

    def page(self) -> tuple[str, str]:
        """The truth and the markup."""
        truth: list[str] = []
        article = self.article(self.story, truth)
        main = self.skin.box("main", article, *self._after())
        parts = [self._chrome_top(), self._hero(), main, self._beside(), self._chrome_bottom()]
        consent = self.consent() if self.chance(0.22) else ""
        modal = self.modal() if self.chance(0.08) else ""
        if self.chance(0.5):
            parts = [self.skin.box("page", *parts)]
        first, last = (consent, modal) if self.chance(0.5) else (modal, consent)
        body = "\n".join(part for part in (first, *parts, last) if part)
        page = f"<!DOCTYPE html><html lang={self.story.language}><head>{self._head()}</head><body>{body}</body></html>"
        return "\n\n".join(truth), page

    # ------------------------------------------------------------------------------------ head

    def _head(self) -> str:
        story, title = self.story, html.escape(self.story.headline)
        about = html.escape(" ".join((story.deck or story.paragraphs)[0].split()[:30]))
        parts = [f"<meta charset=utf-8><title>{title}{self.rng.choice(('', ' | ', ' - ')) + self.site}</title>"]
        if self.chance(0.6):
            parts.append(f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">')
            parts.append(f'<meta property="og:site_name" content="{html.escape(self.site)}">')
        if self.chance(0.6):
            parts.append(f'<meta name="description" content="{about}">')
        if self.chance(0.4):
            people = [{"@type": "Person", "name": name} for name in story.authors]
            data: dict[str, object] = {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": story.headline,
            }
            data |= {"datePublished": story.published, "author": people}
            said = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
            parts.append(f'<script type="application/ld+json">{said}</script>')
        return "\n".join(parts)

    # --------------------------------------------------------------------------------- article

    def article(self, story: Story, truth: list[str]) -> str:
        """An article from headline to end matter; the parts of its body are added to the truth."""
        items = build_body(self.rng, story)
        body = self._body(items, story, truth)
        below = self.several(_BELOW, self.rng.choice((0, 1, 1, 2, 3)))
        parts = [*self._top(story), *self.several(_ABOVE, self.rng.choice((0, 0, 0, 0, 1, 2))), *body, *below]
        return self.skin.box("article", *parts)

    def _top(self, story: Story) -> list[str]:
        """The parts above a body: headline, deck, byline, picture, in the order of this page."""
        skin = self.skin
        headline = skin.line("headline", html.escape(story.headline))
        deck = skin.line("deck", html.escape(self._deck(story)))
        kicker = skin.line("kicker", self.topic()) if self.chance(0.3) else ""
        meta = self.meta(story)
        picture = self.figure() if self.chance(0.6) else ""
        share = self.share() if self.chance(0.4) else ""
        order = self.order
        if order == 0:
            return [skin.box("head", kicker, headline, deck, meta), share, picture]
        if order == 1:
            return [picture, kicker, headline, meta, deck, share]
        if order == 2:
            return [skin.box("head", kicker, headline), deck, picture, meta, share]
        if order == 3:
            return [meta, headline, picture, deck]
        return [kicker, headline, share, picture, deck, meta]

    def _deck(self, story: Story) -> str:
        """The page's own deck; sometimes a sentence of the body or two bullet points instead."""
        if story.deck and self.chance(0.85):
            return " ".join(story.deck)
        return self.sentence_of(story) if self.chance(0.12) else ""

    def _body(self, items: list[Item], story: Story, truth: list[str]) -> list[str]:
        """The body's container, or several, with what is between its parts."""
        skin = self.skin
        parts = []
        for item in items:
            parts.append(self.part(item))
            truth += item.texts
        many = len(parts)
        inserts = {self.rng.randint(1, max(many - 1, 1)) for _ in range(self.rng.choice((0, 0, 1, 2, 2, 3, 5)))}
        wrapped = self.chance(0.3)
        for at in sorted(inserts, reverse=True):
            if at < many:
                one = "\n".join(self.several(_BETWEEN, self.rng.choice((1, 1, 1, 2))))
                parts.insert(at, f"<div{skin.attributes('group')}>{one}</div>" if wrapped else one)
        parts += self.several(_BELOW_INSIDE, self.rng.choice((0, 0, 1, 1, 2, 3)))
        # A copy in one piece below a body in several pieces would be mistaken for the body when labels are aligned.
        if self.whole and story is self.story and not inserts and items[-1].kind not in ("entry", "slide"):
            parts.append(self._second_copy(items))
        if skin.paragraphs == "grouped" or self.chance(0.15):
            return self._groups(parts)
        if self.chance(0.08):
            return parts
        if self.chance(0.1) and story is self.story:
            parts = [*self._top_inside(), *parts]
        return [skin.box("body", *parts)]

    def _top_inside(self) -> list[str]:
        """Lines above the first paragraph that look like part of the body."""
        return [self.skin.paragraph(html.escape(f"{self.author}, {self.date()}")), self.link_line()][
            : self.rng.choice((1, 2))
        ]

    def _groups(self, parts: list[str]) -> list[str]:
        """The parts in sibling containers, sometimes with a card or an advertisement between two."""
        size = self.rng.choice((1, 2, 3, 5))
        groups = []
        for at in range(0, len(parts), size):
            if at and self.chance(0.15):
                groups += self.several(_BETWEEN, 1)
            groups.append(self.skin.box("group", *parts[at : at + size]))
        return [self.skin.box("body", *groups)] if self.chance(0.7) else groups

    def _second_copy(self, items: list[Item]) -> str:
        """The same body again, as a print version; it is not in the truth, which already has the first one."""
        texts = [text for item in items for text in item.texts][: self.rng.choice((4, 99))]
        plain = "\n".join(f"<p>{html.escape(text)}</p>" for text in texts)
        return f"<div>{plain}</div>" if self.chance(0.5) else self.skin.box("print", plain)

    # ---------------------------------------------------------------------------- parts of a body

    def part(self, item: Item) -> str:
        """The markup of a part of a body: it shows the part's texts and, in an entry, the time."""
        kind, *more = item.kind.split()
        texts, skin = item.texts, self.skin
        if kind in ("paragraph", "answer"):
            return skin.paragraph(skin.prose(texts[0]))
        if kind == "heading":
            return skin.line("heading", html.escape(texts[0]))
        if kind == "question":
            return self.question(texts[0])
        if kind == "table":
            return skin.built(self.table(texts, int(more[0])))
        if kind in ("bullets", "numbers"):
            return skin.built(self.bullets(texts, "ul" if kind == "bullets" else "ol"))
        if kind == "linked":
            return skin.paragraph(skin.link(texts[0]))
        if kind == "lead":
            return self.lead(texts[0])
        if kind == "entry":
            return self.entry(texts)
        if kind == "slide":
            return self.slide(texts)
        if kind == "definitions":
            pairs = "".join(f"<dt>{html.escape(one)}</dt><dd>{html.escape(two)}</dd>" for one, two in pairs_of(texts))
            return skin.built(f"<dl>{pairs}</dl>")
        return self.set_apart(kind, texts)

    def question(self, text: str) -> str:
        said = html.escape(text)
        if self.order % 2:
            return self.skin.paragraph(f"<{self.emphasis}>{said}</{self.emphasis}>")
        return self.skin.line("question", said)

    def table(self, cells: list[str], columns: int) -> str:
        rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
        tag = "th" if self.order % 2 else "td"
        head = "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in rows[0])
        lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows[1:])
        return f"<table{self.skin.attributes('table')}><tr>{head}</tr>{lines}</table>"

    def bullets(self, texts: list[str], tag: str) -> str:
        inner = "<li><p>{}</p></li>" if self.order == 2 else "<li>{}</li>"
        lines = "".join(inner.format(self.skin.prose(text)) for text in texts)
        return f"<{tag}{self.skin.attributes('list')}>{lines}</{tag}>"

    def lead(self, text: str) -> str:
        said = html.escape(text)
        if self.order < 2:
            return self.skin.paragraph(f"<{self.emphasis}>{said}</{self.emphasis}>")
        return (
            self.skin.paragraph(said, "lead") if self.order < 4 else f"<div{self.skin.attributes('lead')}>{said}</div>"
        )

    def entry(self, texts: list[str]) -> str:
        skin = self.skin
        time = skin.line("entry_time", f"{self.rng.randint(6, 23)}:{self.rng.randint(10, 59)}")
        return skin.box(
            "entry", time, skin.line("heading", html.escape(texts[0])), *map(skin.paragraph, map(skin.prose, texts[1:]))
        )

    def slide(self, texts: list[str]) -> str:
        """An entry of a list with its title and, on most pages, a picture."""
        skin = self.skin
        title = skin.line("heading", html.escape(texts[0]))
        picture = [self.figure()] if self.order % 2 else [f'<img src="/i/{skin.hex()}.jpg">'] * (self.order > 1)
        parts = [title, *picture, *map(skin.paragraph, map(skin.prose, texts[1:]))]
        return skin.box("slide", *parts) if self.order != 4 else "\n".join(parts)

    def set_apart(self, kind: str, texts: list[str]) -> str:
        """A blockquote, an info box, footnotes or a correction."""
        skin = self.skin
        said = [html.escape(text) for text in texts]
        if kind == "quote":
            inner = said[0] if self.order % 2 else f"<p>{said[0]}</p>"
            return skin.built(f"<blockquote{skin.attributes('quote')}>{inner}</blockquote>")
        if kind == "infobox":
            return skin.box("infobox", skin.line("heading", said[0]), *map(skin.paragraph, said[1:]))
        if kind == "correction":
            line = skin.paragraph(f"<em>{said[0]}</em>")
            return line if self.order % 2 else skin.box("correction", line)
        return skin.box("footnotes", *map(skin.paragraph, said))

    # ------------------------------------------------------------------------------- around it

    def _chrome_top(self) -> str:
        skin = self.skin
        if self.small:
            return self.skin.link(self.site, "/") if self.chance(0.3) else ""
        nav = skin.box("nav", self.links_to(self.topics(self.rng.randint(4, 24))))
        crumbs = skin.box("crumbs", " &gt; ".join(map(skin.link, self.topics(2)))) if self.chance(0.4) else ""
        logo = f"<div>{skin.link(self.site, '/')}</div>"
        return skin.box("header", logo, nav, f"<div>{self.date()}</div>" if self.chance(0.2) else "") + crumbs

    def _hero(self) -> str:
        return self.teaser_wall() if self.chance(0.06) else ""

    def _after(self) -> list[str]:
        parts = self.several(_AFTER, self.rng.choice((0, 0, 1) if self.small else (0, 1, 2, 3)))
        if self.chance(0.09):
            parts.append(self.article(self.rng.choice(self.others), []))
        if self.whole and self.chance(0.5):
            parts.append(self.promo())
        return parts

    def _beside(self) -> str:
        if self.small or self.chance(0.35):
            return ""
        return self.skin.box(
            "sidebar", *(self.skin.box("widget", one) for one in self.several(_BESIDE, self.rng.randint(1, 4)))
        )

    def _chrome_bottom(self) -> str:
        if self.small:
            return f"<p>© {self.year} {self.site}</p>" if self.chance(0.5) else ""
        links = self.links_to(self.footer_links())
        return self.skin.box(
            "footer", links, f"<p>© {self.year} {html.escape(self.site)}</p>", self.promo() * self.chance(0.2)
        )


def pairs_of(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The texts in pairs."""
    return list(zip(texts[::2], texts[1::2], strict=True))
