"""All pages of the sample site: which path answers with what."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import unquote

from newsbot.sample_site import modern, old, sources, wordpress
from newsbot.sample_site.content import Story, read_edition, rfc3339
from newsbot.sample_site.markup import Press, author_path, tag_path

_HTML = "text/html; charset=UTF-8"
_XML = "application/xml; charset=UTF-8"
# A picture is asked for by readers only; one serves all.
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#368" d="M0 5h16v4H0z"/></svg>'
_WRITTEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
_FRONT_PAGE_LENGTH = 20
_PRIVATE = "/private/"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its bytes, how they are declared, and when they were last changed."""

    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """A strong validator, the same as long as the bytes are."""
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'

    @property
    def last_modified(self) -> str:
        """The change as an HTTP date."""
        return format_datetime(self.modified, usegmt=True)


def build_pages(base: str) -> dict[str, Page]:
    """Every page by its decoded path (and query, where it matters), for a site served at this origin."""
    press = Press(read_edition(), base)
    pages = dict(_story_pages(press))
    for path, html in (*_list_pages(press), *_other_pages(press)):
        pages[unquote(path)] = _page(html, _HTML)
    pages["/archive/index.htm"] = _old_page(
        old.list_page("County Desk", press.edition.of_section("archive"), press), _WRITTEN
    )
    pages |= {path: _page(text, kind) for path, text, kind in _machine_pages(press)}
    return pages


def _page(text: str, content_type: str, modified: datetime = _WRITTEN) -> Page:
    return Page(text.encode(), content_type, modified)


def _old_page(text: str, modified: datetime) -> Page:
    return Page(text.encode(old.ENCODING), "text/html", modified)


def _story_pages(press: Press) -> Iterator[tuple[str, Page]]:
    for story in press.edition.stories:
        changed = datetime.fromisoformat(rfc3339(story.modified or story.published)).astimezone(UTC)
        match story.template:
            case "wordpress":
                yield story.path, _page(wordpress.story_page(story, press), _HTML, changed)
            case "old":
                yield story.path, _old_page(old.story_page(story, press), changed)
            case _:
                for at in range(len(story.pages)):
                    html = modern.story_page(story, press, at)
                    yield modern.page_path(story, at), _page(html, _HTML, changed)


def _list_pages(press: Press) -> Iterator[tuple[str, str]]:
    """Front page, sections, tags and authors."""
    edition = press.edition
    front = edition.stories[:_FRONT_PAGE_LENGTH]
    note = f"Staff: [next week’s front page]({press.base}{_PRIVATE}next-weeks-front-page/). "
    note += f"Travellers: [winter ferry timetable]({press.base}{sources.SOFT_404})."
    yield "/", wordpress.list_page(edition.name, front, press, note=note)
    for key, section in edition.sections.items():
        stories, name = edition.of_section(key), section["name"]
        if section["template"] == "wordpress":
            yield section["path"], wordpress.list_page(name, stories, press, section["language"])
        elif section["template"] == "modern":
            yield section["path"], modern.list_page(name, stories, press, section["language"])
    for path, (tag, stories) in _tags(press).items():
        template = wordpress if stories[0].template == "wordpress" else modern
        yield path, template.list_page(tag, stories, press, stories[0].language)
    for name in _writers(press):
        stories = edition.of_author(name)
        language = stories[0].language if stories else "en"
        note = edition.people.get(name, "")
        yield author_path(name), wordpress.list_page(name, stories, press, language, note)


def _tags(press: Press) -> dict[str, tuple[str, list[Story]]]:
    """The tag and its stories by the path of its list."""
    tags: dict[str, tuple[str, list[Story]]] = {}
    for story in press.edition.stories:
        for tag in story.tags:
            tags.setdefault(tag_path(story, tag), (tag, []))[1].append(story)
    return tags


def _writers(press: Press) -> list[str]:
    """Everyone the two newer templates link to."""
    return list(
        dict.fromkeys(
            name
            for story in press.edition.stories
            if story.template != "old"
            for name in (*story.shown_names, *(author.name for author in story.authors))
        )
    )


def _other_pages(press: Press) -> Iterator[tuple[str, str]]:
    for path, page in press.edition.pages.items():
        yield path, wordpress.text_page(page, press)


def _machine_pages(press: Press) -> Iterator[tuple[str, str, str]]:
    edition = press.edition
    sections = ["/", *(section["path"] for section in edition.sections.values())]
    others = [p for p in edition.pages if p != sources.SOFT_404 and not p.startswith(_PRIVATE)]
    yield "/robots.txt", sources.robots(press), "text/plain; charset=UTF-8"
    yield "/sitemap_index.xml", sources.sitemap_index(press), _XML
    yield "/post-sitemap.xml", sources.post_sitemap(press), _XML
    yield "/category-sitemap.xml", sources.paths_sitemap(press, sections), _XML
    yield "/page-sitemap.xml", sources.paths_sitemap(press, others), _XML
    yield "/news-sitemap.xml", sources.news_sitemap(press), _XML
    yield "/feed/", sources.feed(press), "application/rss+xml; charset=UTF-8"
    yield "/media/harbour.svg", _PICTURE, "image/svg+xml"
