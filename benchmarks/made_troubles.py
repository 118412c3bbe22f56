"""What is around and inside the bodies of generated pages without being body: teasers, comments, boxes, legal prose.

Each method of `Troubles` returns the markup of one such part; `made_pages` decides where it goes.
"""

import html
from collections.abc import Mapping, Sequence
from random import Random

import made_markup as words
from made_skins import Skin
from made_stories import Story, say, split_sentences


class Troubles:
    """The parts of one page that are not its body, in its language; their texts come from other stories."""

    def __init__(self, rng: Random, story: Story, others: Sequence[Story]) -> None:
        self.rng = rng
        self.story = story
        self.others = others
        self.skin = Skin(rng)
        self.order = rng.randrange(5)
        self.emphasis = rng.choice(("strong", "b", "em", "strong"))
        self.small = rng.random() < (0.6 if self.skin.build == "bare" else 0.07)
        self.whole = rng.random() < 0.2
        self.year = story.published[:4]
        self.site = story.publisher.split(".")[0].title() if rng.random() < 0.6 else story.publisher
        self.author = story.authors[0] if story.authors else rng.choice(words.PEOPLE)
        self.story_text = "\n".join(story.paragraphs)

    # -------------------------------------------------------------------------------- words

    def chance(self, share: float) -> bool:
        """True for this share of calls."""
        return self.rng.random() < share

    def several(self, names: Sequence[str], count: int) -> list[str]:
        """The markup of some of the parts with these names."""
        return [str(getattr(self, name)()) for name in self.rng.sample(names, count)]

    def say(self, phrases: Mapping[str, tuple[str, ...]]) -> str:
        """A phrase in the page's language, filled in and escaped."""
        phrase = say(self.rng, phrases, self.story.language)
        filled = phrase.format(
            author=self.author,
            other=self.rng.choice(words.PEOPLE),
            site=self.site,
            year=self.year,
            n=self.rng.randint(2, 60),
            tag=say(self.rng, words.TAG_WORDS, self.story.language),
        )
        return html.escape(filled, quote=False)

    def topic(self) -> str:
        """A word for a subject, escaped."""
        return self.say(words.TAG_WORDS)

    def topics(self, count: int) -> list[str]:
        """Names of sections and subjects, as navigation lists them."""
        known = [*words.SECTIONS.get(self.story.language, ()), *words.TAG_WORDS.get(self.story.language, ())]
        known = known or [*words.SECTIONS["en"], *words.TAG_WORDS["en"]]
        return self.rng.sample(known, min(count, len(known)))

    def footer_links(self) -> list[str]:
        """The links of a site's footer."""
        known = words.FOOTER.get(self.story.language) or words.FOOTER["en"]
        return self.rng.sample(known, self.rng.randint(2, len(known)))

    def title(self) -> str:
        """The headline of another story."""
        return self.rng.choice(self.others).headline

    def titles(self, count: int) -> list[str]:
        """The headlines of as many other stories, or of all there are."""
        return [other.headline for other in self.rng.sample(self.others, min(count, len(self.others)))]

    def extract(self, low: int, high: int) -> str:
        """Some sentences of another story, of about as many characters."""
        other = self.rng.choice(self.others)
        at = self.rng.randrange(len(other.paragraphs))
        wanted = self.rng.randint(low, high)
        found: list[str] = []
        for paragraph in other.paragraphs[at:]:
            for sentence in split_sentences(paragraph):
                if sentence not in self.story_text:
                    found.append(sentence)
                if sum(map(len, found)) >= wanted:
                    return " ".join(found)
        return " ".join(found) or other.headline

    def sentence_of(self, story: Story) -> str:
        """A sentence of a story's body, or a paragraph without its ends; empty if there is none.

        If it were the first or last sentence of a paragraph, labels could not tell it from that paragraph next to it.
        """
        many = [sentences for text in story.paragraphs[:12] if len(sentences := split_sentences(text)) > 1]
        if not many:
            return ""
        sentences = self.rng.choice(many)
        if len(sentences) > 2:
            return self.rng.choice(sentences[1:-1])
        return " ".join(self.rng.choice(sentences).split()[1:-1])

    def date(self) -> str:
        """A date or a time, in one of several formats."""
        day, month, hour = self.rng.randint(1, 28), self.rng.randint(1, 12), self.rng.randint(6, 22)
        name = "January March April May June July August October November".split()[month % 9]
        return self.rng.choice(
            (
                f"{day} {name} {self.year}",
                f"{name} {day}, {self.year} {hour}:05",
                f"{day:02}.{month:02}.{self.year}",
                f"{self.year}-{month:02}-{day:02}",
                f"{hour} hours ago",
                f"{day:02}/{month:02}/{self.year} {hour}:30",
            )
        )

    def links_to(self, names: Sequence[str]) -> str:
        """A list of links."""
        links = [self.skin.link(name) for name in names]
        if self.order == 4:
            return " ".join(f"<span>{link}</span>" for link in links)
        return f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"

    # ------------------------------------------------------------------------- by the headline

    def meta(self, story: Story) -> str:
        """Byline, date and reading time of a story."""
        skin = self.skin
        name = ", ".join(story.authors) or (self.rng.choice(words.PEOPLE) if self.chance(0.4) else "")
        before = say(self.rng, words.BYLINES, story.language).format(author="\0")
        named = self.skin.link(name) if self.chance(0.4) else html.escape(name)
        byline = html.escape(before).replace("\0", named) if name else ""
        date = f"{self.say(words.DATE_LABELS)} {self.date()}" if self.chance(0.5) else self.date()
        if self.chance(0.15):
            return f"<div{skin.attributes('meta')}>{byline}<br>{date}</div>"
        reading = skin.line("reading", self.say(words.READING)) if self.chance(0.25) else ""
        return skin.box("meta", skin.line("byline", byline), skin.line("date", date), reading)

    def byline(self) -> str:
        """Only the byline, as at the end of some articles."""
        return self.skin.line("byline", self.say(words.BYLINES))

    def share(self) -> str:
        """Buttons to share the story with."""
        names = words.SHARE.get(self.story.language) or words.SHARE["en"]
        return self.skin.box("share", self.links_to(self.rng.sample(names, min(len(names), self.rng.randint(2, 6)))))

    def figure(self) -> str:
        """A picture with its caption and, sometimes, a credit."""
        skin = self.skin
        said = self.extract(30, 180)[:300] if self.chance(0.7) else self.title()
        credit = self.say(words.PHOTO) if self.chance(0.6) else ""
        if self.chance(0.4):
            tag = skin.tag("caption")
            lines = [f"<{tag}{skin.attributes('caption')}>{html.escape(said)} {credit}</{tag}>"]
        else:
            lines = [skin.box("caption", html.escape(said)), skin.line("credit", credit)]
        return skin.box("figure", f'<img src="/i/{skin.hex()}.jpg" alt="">', *lines)

    def gallery(self) -> str:
        """Some pictures with captions."""
        return "\n".join(self.figure() for _ in range(self.rng.randint(2, 4)))

    # --------------------------------------------------------------------------- other stories

    def link_line(self) -> str:
        """A line with the body's markup that links to another story."""
        skin, label = self.skin, self.say(words.RELATED)
        link = skin.link(self.title())
        way = self.rng.randrange(6)
        if way == 0:
            return skin.paragraph(f"<strong>{label}: {link}</strong>")
        if way == 1:
            return skin.paragraph(f"<em>{label}: {link}</em>")
        if way == 2:
            return skin.box("related", skin.paragraph(f"<b>{label}</b>"), skin.paragraph(link))
        if way == 3:
            return skin.paragraph(f"<strong>{link}</strong>")
        if way == 4:
            return skin.paragraph(f"» {link}")
        return skin.paragraph(f"{label}: {link}")

    def link_list(self) -> str:
        """A heading with links to other stories."""
        heading = self.skin.line("related_heading", self.say(words.RELATED)) if self.chance(0.8) else ""
        links = self.links_to(self.titles(self.rng.randint(2, 7)))
        return self.skin.box("related", heading, links) if self.chance(0.75) else f"{heading}<div>{links}</div>"

    def most_read(self) -> str:
        """A numbered list of links."""
        links = "".join(f"<li>{self.skin.link(title)}</li>" for title in self.titles(self.rng.randint(3, 10)))
        return self.skin.line("related_heading", self.say(words.RELATED)) + f"<ol>{links}</ol>"

    def one_card(self) -> str:
        """One teaser with a long extract."""
        return self._card(self.rng.choice((100, 250, 600)))

    def cards(self) -> str:
        """Teasers of other stories under a heading."""
        heading = self.skin.line("related_heading", self.say(words.RELATED)) if self.chance(0.8) else ""
        length = self.rng.choice((0, 60, 150, 150, 300))
        return self.skin.box("cards", heading, *(self._card(length) for _ in range(self.rng.randint(2, 6))))

    def teaser_wall(self) -> str:
        """Teasers with as much text as an article."""
        length = self.rng.choice((250, 400, 700))
        return self.skin.box("cards", *(self._card(length) for _ in range(self.rng.randint(3, 8))))

    def _card(self, length: int) -> str:
        skin, title = self.skin, self.title()
        text = skin.line("card_text", html.escape(self.extract(length // 2, length))) if length else ""
        image = f'<img src="/t/{skin.hex()}.jpg">' if self.chance(0.5) else ""
        date = skin.line("date", self.date()) if self.chance(0.3) else ""
        if self.order == 1:
            whole = skin.box("card", image, skin.line("card_title", html.escape(title)), text)
            return f'<a href="/{skin.hex()}">{whole}</a>'
        more = skin.link(self.say(words.RELATED)) if text and self.chance(0.3) else ""
        return skin.box("card", image, skin.line("card_title", skin.link(title)), date, text, more)

    def side_box(self) -> str:
        """A box next to the text about another subject."""
        skin = self.skin
        texts = (html.escape(self.extract(100, 400)) for _ in range(self.rng.randint(1, 2)))
        lines = "".join(f"<p>{text}</p>" for text in texts)
        heading = skin.line("related_heading", skin.link(self.title()))
        return f"<aside{skin.attributes('widget')}>{heading}{lines}</aside>"

    def pull_quote(self) -> str:
        """A sentence of the body, shown again."""
        sentence = self.sentence_of(self.story)
        if not sentence:
            return self.ad()
        said = html.escape(sentence)
        return self.skin.box("pull", f"<p>{said}</p>" if self.order % 2 else f"<blockquote>{said}</blockquote>")

    # --------------------------------------------------------------------------------- readers

    def comments(self) -> str:
        """A comment thread with the commenters' names and times."""
        skin = self.skin
        many = self.rng.choice((1, 3, 5, 8, 14))
        length = self.rng.choice((80, 200, 500))
        heading = skin.line("related_heading", self.say(words.COMMENTS))
        thread = [self._comment(length) for _ in range(many)]
        form = self.form() if self.chance(0.5) else ""
        if self.order == 3:
            listed = "".join(f"<li>{comment}</li>" for comment in thread)
            return skin.box("comments", heading, f"<ol>{listed}</ol>", form)
        return skin.box("comments", heading, *thread, form)

    def _comment(self, length: int) -> str:
        skin = self.skin
        texts = [html.escape(self.extract(length // 4, length)) for _ in range(self.rng.choice((1, 1, 1, 2)))]
        lines = [f"<p>{text}</p>" if self.order else f"<div>{text}</div>" for text in texts]
        said = skin.box("comment_text", *lines) if self.order != 2 else "".join(lines)
        reply = f"<div>{skin.link(self.say(words.REPLY), '#r')}</div>" if self.chance(0.7) else ""
        return skin.box(
            "comment", skin.line("user", self.rng.choice(words.USERS)), skin.line("date", self.date()), said, reply
        )

    def form(self) -> str:
        """The text around the comment form."""
        lines = [f"<p>{self.say(words.FORM)}</p>" for _ in range(self.rng.randint(1, 3))]
        controls = "<form><label>Name</label><input name=n><textarea></textarea><button>OK</button></form>"
        return self.skin.box("form", *dict.fromkeys(lines), controls)

    # ------------------------------------------------------------------------ boxes and notices

    def ad(self) -> str:
        """An advertisement: its label, its text, or both."""
        label = self.say(words.AD_LABELS)
        text = self.say(words.AD_TEXTS) if self.chance(0.4) else ""
        if self.chance(0.2):
            return self.skin.paragraph(label)
        return self.skin.box(
            "ad", f"<span>{label}</span>", f"<p>{self.skin.link(html.unescape(text))}</p>" * bool(text)
        )

    def promo(self) -> str:
        """A box, or one line, that asks for an address, a donation or a subscription."""
        text = self.say(words.PROMOS)
        way = self.rng.randrange(5)
        if way == 0:
            return self.skin.paragraph(f"<em>{text}</em>")
        if way == 1:
            return self.skin.paragraph(self.skin.link(html.unescape(text)))
        more = f"<p>{self.say(words.PROMOS)}</p>" if self.chance(0.4) else ""
        field = "<form><input type=email><button>OK</button></form>" if self.chance(0.4) else ""
        heading = self.skin.line("related_heading", self.topic()) if self.chance(0.3) else ""
        return self.skin.box("promo", heading, f"<p>{text}</p>", more, field)

    def biography(self) -> str:
        """A box about the author."""
        skin = self.skin
        about = skin.line("related_heading", self.say(words.ABOUT)) if self.chance(0.5) else ""
        image = '<img src="/a.jpg" alt="">' if self.chance(0.4) else ""
        name = skin.line("user", skin.link(self.author)) if self.chance(0.5) else ""
        return skin.box("bio", about, image, name, f"<p>{self.say(words.BIOGRAPHIES)}</p>")

    def biography_line(self) -> str:
        """A last paragraph that says who wrote the story."""
        text = self.say(words.BIOGRAPHIES)
        return self.skin.paragraph(f"<em>{text}</em>" if self.chance(0.7) else text)

    def tags(self) -> str:
        """The story's subjects as links."""
        label = f"<span>{self.say(words.TAGS)}:</span> " if self.chance(0.6) else ""
        return self.skin.box("tags", label + self.links_to(self.topics(self.rng.randint(2, 7))))

    def ending(self) -> str:
        """A line about source, rights or desk."""
        text = self.say(words.ENDINGS)
        if self.chance(0.5):
            return self.skin.paragraph(f"<em>{text}</em>" if self.chance(0.4) else text)
        return self.skin.line("ending", text)

    def contact(self) -> str:
        """Contact details, line by line."""
        lines = (self.author, self.site, "+1 555 0100", "press@example.com", "www.example.com")
        return f"<div{self.skin.attributes('ending')}>{'<br>'.join(map(html.escape, lines))}</div>"

    def disclaimer(self) -> str:
        """A notice by the publisher."""
        text = self.say(words.DISCLAIMERS)
        return self.skin.paragraph(f"<em>{text}</em>") if self.chance(0.5) else self.skin.line("disclaimer", text)

    def pager(self) -> str:
        """Links to the previous and the next story."""
        links = [f"<div>{self.say(words.PAGER)} {self.skin.link(self.title())}</div>" for _ in range(2)]
        return self.skin.box("pager", *links)

    def consent(self) -> str:
        """A cookie dialog; half of them have no names that say so."""
        known = words.CONSENT.get(self.story.language, ())
        dialog = self.rng.choice(known if known and self.chance(0.8) else words.CONSENT["en"])
        lines = [html.escape(line) for line in dialog]
        way = self.rng.choice(("p", "div", "p", "li"))
        content = "".join(f"<{way}>{line}</{way}>" if len(line) > 60 else f"<div><b>{line}</b></div>" for line in lines)
        content = f"<ul>{content}</ul>" if way == "li" else content
        return self.skin.box("consent", content) if self.chance(0.5) else f"<div><div>{content}</div></div>"

    def modal(self) -> str:
        """An open dialog over the page that asks for something."""
        lines = [f"<p>{self.say(words.PROMOS)}</p>" for _ in range(self.rng.randint(1, 3))]
        return self.skin.box("modal", self.skin.line("related_heading", self.topic()), *lines)
