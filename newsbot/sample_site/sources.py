"""The site's lists for machines: robots.txt, sitemaps, Google News sitemap and feed."""

from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from newsbot.sample_site.content import Story, rfc3339
from newsbot.sample_site.markup import Press

SOFT_404 = "/2026/11/winter-ferry-timetable/"
_SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
_NEWS_SINCE = "2026-11-20"
_FEED_LENGTH = 15


def robots(press: Press) -> str:
    """robots.txt: one forbidden folder, and two sitemaps."""
    return (
        "User-agent: *\nDisallow: /private/\nAllow: /\n\n"
        f"Sitemap: {press.base}/sitemap_index.xml\nSitemap: {press.base}/news-sitemap.xml\n"
    )


def sitemap_index(press: Press) -> str:
    """The index: stories, then sections and pages, which are no articles."""
    entries = "".join(
        f"<sitemap><loc>{press.base}/{name}-sitemap.xml</loc></sitemap>" for name in ("post", "category", "page")
    )
    return _document(f'<sitemapindex xmlns="{_SITEMAP_NS}">{entries}</sitemapindex>')


def post_sitemap(press: Press) -> str:
    """All stories, and one address that has no story any more."""
    entries = [
        f"<url><loc>{press.base}{story.path}</loc><lastmod>{_changed(story)}</lastmod></url>"
        for story in press.edition.stories
    ]
    entries.append(f"<url><loc>{press.base}{SOFT_404}</loc></url>")
    return _urlset(entries)


def paths_sitemap(press: Press, paths: list[str]) -> str:
    """A sitemap of these paths, without dates."""
    return _urlset([f"<url><loc>{press.base}{path}</loc></url>" for path in paths])


def news_sitemap(press: Press) -> str:
    """The Google News sitemap: the stories of the last three days."""
    entries = [
        f"<url><loc>{press.base}{story.path}</loc><news:news><news:publication>"
        f"<news:name>{press.edition.name}</news:name><news:language>{story.language}</news:language>"
        f"</news:publication><news:publication_date>{story.published}</news:publication_date>"
        f"<news:title>{escape(story.headline)}</news:title></news:news></url>"
        for story in press.edition.stories
        if story.published >= _NEWS_SINCE
    ]
    return _urlset(entries, f' xmlns:news="{_NEWS_NS}"')


def feed(press: Press) -> str:
    """The RSS feed of the newest stories; its addresses carry tracking parameters, as many do."""
    items = "".join(_item(story, press) for story in press.edition.stories[:_FEED_LENGTH])
    return _document(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{press.edition.name}</title><link>{press.base}/</link>"
        f"<description>News from the quay since 1874</description>{items}</channel></rss>"
    )


def _item(story: Story, press: Press) -> str:
    url = press.base + story.path
    names = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in story.shown_names)
    return (
        f"<item><title>{escape(story.headline)}</title>"
        f"<link>{url}?utm_source=rss&amp;utm_medium=feed</link>"
        f'<guid isPermaLink="false">harbour-post-{story.number}</guid>{names}'
        f"<pubDate>{format_datetime(datetime.fromisoformat(rfc3339(story.published)))}</pubDate>"
        f"<description>{escape(story.excerpt)}</description></item>"
    )


def _changed(story: Story) -> str:
    return story.modified or story.published


def _urlset(entries: list[str], namespaces: str = "") -> str:
    return _document(f'<urlset xmlns="{_SITEMAP_NS}"{namespaces}>{"".join(entries)}</urlset>')


def _document(root: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'
