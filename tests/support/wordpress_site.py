"""An imitation of WordPress: theme, feed, sitemaps and API as in WordPress, and rounds of changes.

As in the real one, pages and sitemaps have no validators, the sitemap has no modification dates, the feed answers 304
even after a deletion, and each page shows what is new elsewhere on the site.
"""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loopback import Answer, Server, serve

from newsbot.sample_site import wordpress
from newsbot.sample_site.content import Block, Byline, Story, read_edition
from newsbot.sample_site.markup import Press

_PER_FEED = 10
_PER_PAGE = 15  # of a sitemap's part, and of a section's list
_HTML = "text/html; charset=UTF-8"
_XML = "application/xml; charset=UTF-8"
_API = {"Link": '<{base}/wp-json/>; rel="https://api.w.org/"'}
_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_AUTHORS = ("Ali Raza", "Ingrid Solberg", "Maya Okafor", "Tom Lindqvist")
_WHO = "council fishermen harbour-master pilots residents teachers shopkeepers engineers drivers nurses".split()
_DOES = "rejected welcomed discussed postponed measured repaired counted questioned described reopened".split()
_WHAT = "bridge timetable budget warehouse lighthouse crossing survey contract ferry pension library quay".split()
_WHERE = "Saltmere Nordhaven Copperhill Lakeview Eastfield Westmere Bayside Harrow".split()
_WHEN = "on Monday, after the storm, in the evening, before the vote, last winter, without a word".split(", ")


def _sentence(rng: random.Random) -> str:
    who, does, what = rng.choice(_WHO), rng.choice(_DOES), rng.choice(_WHAT)
    other, where, when = rng.choice(_WHAT), rng.choice(_WHERE), rng.choice(_WHEN)
    number = rng.randint(3, 900)
    return f"The {who.replace('-', ' ')} of {where} {does} the {what} and the {other} {when}, {number} people said."


def _story(number: int, published: datetime) -> Story:
    rng = random.Random(number)
    paragraphs = [" ".join(_sentence(rng) for _ in range(3)) for _ in range(rng.randint(5, 8))]
    what, where = rng.choice(_WHAT), rng.choice(_WHERE)
    return Story(
        number=number,
        template="wordpress",
        path=f"/{published:%Y/%m/%d}/{what}-of-{where.lower()}-in-question-{number}/",
        section=rng.choice(("harbour", "town")),
        headline=f"The {what} of {where} is in question, number {number}",
        published=published.isoformat(timespec="seconds"),
        pages=(tuple(Block("paragraph", (text,)) for text in paragraphs),),
        authors=(Byline(rng.choice(_AUTHORS)),),
        tags=(what.title(),),
    )


@dataclass
class WordPress:
    """The site: its posts, the newest first."""

    server: Server
    now: datetime
    posts: list[Story] = field(default_factory=list)
    asked_posts: list[int] = field(default_factory=list)
    _rounds: int = 0
    _last: int = 1000

    def add(self, count: int, every: timedelta, until: datetime) -> None:
        """Publish this many posts, the last one at `until`."""
        for step in range(count):
            self._last += 1
            self.posts.append(_story(self._last, until - every * (count - 1 - step)))
        self.posts.sort(key=lambda story: story.published, reverse=True)

    def mutate(self) -> None:
        """A round: five posts edited, each in a different way, three deleted, four published."""
        self._rounds += 1
        self.now += timedelta(hours=1)
        rng = random.Random(self._rounds)
        candidates = [story for story in self.posts if not story.modified]
        chosen = rng.sample(candidates, 8)
        edits = (_replace_paragraph, _append_update, _retitle, _fix_word, _remove_paragraph)
        for story, edit in zip(chosen[:5], edits, strict=True):
            edited = replace(edit(story), modified=self.now.isoformat(timespec="seconds"))
            self.posts[self.posts.index(story)] = edited
        for story in chosen[5:]:
            self.posts.remove(story)
        self.add(4, timedelta(minutes=5), self.now)

    def truth(self) -> list[dict[str, Any]]:
        """What a crawl must find, as `benchmarks/crawl.py` reads it."""
        return [
            {
                "url": self.server.url.rstrip("/") + story.path,
                "title": story.headline,
                "authors": [author.name for author in story.authors],
                "text": [text for block in story.blocks for text in block.texts()],
            }
            for story in self.posts
        ]

    def answer(self, target: str) -> Answer | None:
        """The site's response at a path and query."""
        parts = urlsplit(target)
        path, query = parts.path, {name: values[-1] for name, values in parse_qs(parts.query).items()}
        press = Press(replace(read_edition(), stories=self.posts), "{base}")
        if path == "/wp-json/wp/v2/posts":
            return self._api(query)
        if path.startswith("/category/"):
            return self._section(path, press)
        if path in ("/feed/", "/wp-sitemap.xml", "/robots.txt") or path.startswith("/wp-sitemap-"):
            return self._list(path)
        if path == "/":
            page = wordpress.list_page(press.edition.name, self.posts[:_PER_FEED], press)
            feed = '<link rel="alternate" type="application/rss+xml" href="{base}/feed/">'
            return Answer(page.replace("</head>", f"{feed}</head>"), _HTML, headers=_API)
        story = next((story for story in self.posts if story.path == path), None)
        return Answer(wordpress.story_page(story, press), _HTML, headers=_API) if story else None

    def _api(self, query: dict[str, str]) -> Answer:
        by_change = query.get("orderby") == "modified"
        posts = sorted(self.posts, key=lambda post: (by_change and post.modified) or post.published, reverse=True)
        if "include" in query:
            return self._whole_posts({int(number) for number in query["include"].split(",")})
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        entries = [
            {
                "id": story.number,
                "link": f"{{base}}{story.path}",
                "date_gmt": _utc(story.published),
                "modified_gmt": _utc(story.modified or story.published),
                "title": {"rendered": story.headline},
            }
            for story in posts[(page - 1) * size : page * size]
        ]
        return Answer(json.dumps(entries), "application/json; charset=UTF-8")

    def _whole_posts(self, numbers: set[int]) -> Answer:
        """The content of `_embed`, and the text: all pages of an article in one."""
        self.asked_posts += [number for number in sorted(numbers) if any(post.number == number for post in self.posts)]
        entries = [
            {
                "id": story.number,
                "link": f"{{base}}{story.path}",
                "content": {"rendered": "<!--nextpage-->".join(map(_rendered, story.pages)), "protected": False},
                "_embedded": {
                    "author": [{"name": author.name} for author in story.authors],
                    "wp:term": [
                        [{"taxonomy": "category", "name": story.section.title()}],
                        [{"taxonomy": "post_tag", "name": tag} for tag in story.tags],
                    ],
                },
            }
            for story in self.posts
            if story.number in numbers
        ]
        return Answer(json.dumps(entries), "application/json; charset=UTF-8")

    def _section(self, path: str, press: Press) -> Answer | None:
        _, key, *rest = path.strip("/").split("/")
        number = int(rest[-1]) if rest else 1
        stories = press.edition.of_section(key)
        shown = stories[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        if not shown:
            return None
        page = wordpress.list_page(key.title(), shown, press)
        if len(stories) > number * _PER_PAGE:
            more = f'<a class="next page-numbers" href="{{base}}/category/{key}/page/{number + 1}/">Older posts</a>'
            page = page.replace("</main>", f'<nav class="pagination">{more}</nav></main>')
        return Answer(page, _HTML, headers=_API)

    def _list(self, path: str) -> Answer | None:
        if path == "/robots.txt":
            rules = "User-agent: *\nDisallow: /wp-admin/\n\nSitemap: {base}/wp-sitemap.xml\n"
            return Answer(rules, "text/plain; charset=UTF-8")
        if path == "/feed/":
            return self._feed()
        parts = -(-len(self.posts) // _PER_PAGE)
        if path == "/wp-sitemap.xml":
            names = [f"posts-post-{number}" for number in range(1, parts + 1)]
            entries = (f"<sitemap><loc>{{base}}/wp-sitemap-{name}.xml</loc></sitemap>" for name in names)
            return Answer(f'<sitemapindex xmlns="{_NS}">{"".join(entries)}</sitemapindex>', _XML)
        number = int(path.removesuffix(".xml").rpartition("-")[2])
        # The oldest come first, and a deletion moves all later ones.
        posts = self.posts[::-1][(number - 1) * _PER_PAGE : number * _PER_PAGE]
        entries = (f"<url><loc>{{base}}{story.path}</loc></url>" for story in posts)
        return Answer(f'<urlset xmlns="{_NS}">{"".join(entries)}</urlset>', _XML) if posts else None

    def _feed(self) -> Answer:
        changed = max(datetime.fromisoformat(story.modified or story.published) for story in self.posts)
        items = "".join(
            f"<item><title>{story.headline}</title><link>{{base}}{story.path}</link>"
            f"<pubDate>{format_datetime(datetime.fromisoformat(story.published))}</pubDate></item>"
            for story in self.posts[:_PER_FEED]
        )
        head = f"<title>The Harbour Post</title><lastBuildDate>{format_datetime(changed)}</lastBuildDate>"
        body = f'<rss version="2.0"><channel>{head}{items}</channel></rss>'
        headers = {"Last-Modified": format_datetime(changed), "ETag": f'"{changed:%s}"'}
        return Answer(body, "application/rss+xml; charset=UTF-8", headers=headers)


def _rendered(blocks: tuple[Block, ...]) -> str:
    return "".join(f"<p>{text}</p>" for block in blocks for text in block.texts())


def _utc(date: str) -> str:
    return date[:19]  # the posts are dated in UTC


def _replace_paragraph(story: Story) -> Story:
    return _with(story, 2, "Officials withdrew the figures that were given first, and ordered a fresh count in spring.")


def _append_update(story: Story) -> Story:
    update = (
        "Update: after this article was published, a spokesman confirmed that the meeting had been moved by 4 days."
    )
    return replace(story, pages=((*story.pages[0], Block("paragraph", (update,))),))


def _retitle(story: Story) -> Story:
    return replace(story, headline=f"{story.headline} – officials respond")


def _fix_word(story: Story) -> Story:
    return _with(story, 1, story.pages[0][1].lines[0].replace(" the ", " that ", 1))


def _remove_paragraph(story: Story) -> Story:
    return replace(story, pages=(story.pages[0][:-1],))


def _with(story: Story, at: int, text: str) -> Story:
    blocks = list(story.pages[0])
    blocks[at] = Block("paragraph", (text,))
    return replace(story, pages=(tuple(blocks),))


@contextmanager
def serve_wordpress(posts: int, now: datetime) -> Iterator[WordPress]:
    """The site with this many posts, one every ten hours until ten days before `now`."""
    with serve({}) as server:
        site = WordPress(server, now)
        site.add(posts, timedelta(hours=10), now - timedelta(days=10))
        server.find = site.answer
        yield site
