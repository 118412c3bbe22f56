"""A plain article with something in its head or in its text, and the resulting line."""

import json

import fastjsonschema

from newsbot.extraction.article import extract_article
from newsbot.items import Article, article_schema, to_line

URL = "https://example.com/world/2026/floods-close-the-valley-road"
TITLE = "Floods close the valley road for a second day"
TEXT = "".join(
    f"<p>The river rose by two metres in night number {number}, and the road to the valley was closed until noon on"
    " Tuesday, as the office of the county said in the morning.</p>"
    for number in range(5)
)
VALID = fastjsonschema.compile(article_schema())


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return script(node)


def script(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def article_of(head: str = "", inside: str = "", text: str = TEXT, url: str = URL, before: str = "") -> Article:
    html = (
        f"<html lang=en><head><title>{TITLE}</title>{head}</head><body>{before}"
        f"<article><h1>{TITLE}</h1>{inside}{text}</article></body></html>"
    )
    report = extract_article(html, url)
    assert report.article is not None, report.reason
    VALID(to_line(report.article))
    return report.article


def origin(article: Article, name: str) -> str | None:
    return article.provenance.get(name)
