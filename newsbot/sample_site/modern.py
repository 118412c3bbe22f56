"""The second template: semantic HTML5 with generated class names, JSON-LD as one @graph, and pagination."""

import json
from html import escape
from typing import Any

from newsbot.sample_site import markup
from newsbot.sample_site.content import Story
from newsbot.sample_site.markup import Press, author_path, inline, tag_path, template

_FORMS = {
    "paragraph": '<p class="Text_p__f4Gsd">$text</p>',
    "heading": '<h2 class="Text_h2__w8Xca">$text</h2>',
    "list": '<ul class="Text_list__n3Kfe">$items</ul>',
    "list item": "<li>$text</li>",
    "quote": '<blockquote class="Text_quote__r5Bhu">$items</blockquote>',
    "quote item": "<p>$text</p>",
    "note": '<p class="Text_note__l0Pza"><em>$text</em></p>',
    "figure": '<figure class="Image_root__v7Yxk"><img loading="lazy" src="/media/harbour.svg" alt="">'
    "<figcaption>$caption <cite>$credit</cite></figcaption></figure>",
    "newsletter": '<section class="Newsletter_box__s2Qvm"><h3>$newsletter</h3><p>$newsletter_text</p>'
    '<form><input type="email" placeholder="name@mail.example"><button>$subscribe</button></form></section>',
    "advert": '<div class="Ad_slot__u6Jwe"><span>$advert</span><div id="ad-mid"></div></div>',
    "pull-quote": '<aside class="PullQuote_root__i1Fgy"><p>$text</p></aside>',
    "read-more": '<a class="Teaser_inline__o9Cvb" href="$href"><span>$read_more</span> <strong>$text</strong></a>',
}


def story_page(story: Story, press: Press, page: int = 0) -> str:
    """One page of the story as a whole page of HTML; pages are counted from 0."""
    section = press.edition.sections[story.section]
    values = press.words(story.language) | {
        "number": str(story.number),
        "section_path": section["path"],
        "section_name": section["name"],
        "headline": inline(story.headline),
        "standfirst": f'<p class="Article_standfirst__B3nQd">{inline(story.standfirst)}</p>'
        if story.standfirst
        else "",
        "byline": _byline(story, press),
        "iso": story.published,
        "shown_date": f"{markup.day(story.published, story.language)}, {story.published[11:16]}",
        "updated_time": _updated(story, press),
        "content": markup.render_blocks(story.pages[page], _FORMS, press, story.language),
        "pagination": _pagination(story, page),
        "tag_links": "".join(f'<li><a href="{tag_path(story, tag)}">{tag}</a></li>' for tag in story.tags),
        "author_box": "\n".join(_author_box(name, story, press) for name in story.shown_names),
        "related_cards": "".join(_card(mate) for mate in press.edition.related(story)),
    }
    main = template("modern_story.html").substitute(values)
    return _frame(story.headline, main, press, story.language, _head(story, press, page))


def list_page(title: str, stories: list[Story], press: Press, language: str = "en") -> str:
    """A section or topic page: its title and a card of each story."""
    cards = "".join(_card(story) for story in stories)
    main = f'<h1 class="List_title__q0Wnm">{inline(title)}</h1><div class="List_grid__y4Rtz">{cards}</div>'
    return _frame(title, main, press, language, "")


def page_path(story: Story, page: int) -> str:
    """The path and query of a page of the story, counted from 0."""
    return f"{story.path}?page={page + 1}" if page else story.path


def _frame(title: str, main: str, press: Press, language: str, head: str) -> str:
    sections = press.edition.sections.values()
    values = press.words(language) | {
        "lang": language,
        "dir": markup.direction(language),
        "title": inline(title),
        "head": head,
        "menu": "".join(f'<li><a href="{s["path"]}">{s["name"]}</a></li>' for s in sections),
        "main": main,
    }
    return template("modern.html").substitute(values)


def _head(story: Story, press: Press, page: int) -> str:
    url = press.base + page_path(story, page)
    lines = [f'<link rel="canonical" href="{url}">']
    if page:
        lines.append(f'<link rel="prev" href="{press.base}{page_path(story, page - 1)}">')
    if page + 1 < len(story.pages):
        lines.append(f'<link rel="next" href="{press.base}{page_path(story, page + 1)}">')
    properties = {
        "og:type": "article",
        "og:site_name": press.edition.name,
        "og:title": story.headline,
        "og:description": story.excerpt,
        "og:url": url,
        "og:image": f"{press.base}/media/harbour.svg",
        "article:published_time": story.published,
        "article:modified_time": story.modified,
        "article:section": press.edition.sections[story.section]["name"],
    }
    lines += [f'<meta property="{key}" content="{escape(value)}">' for key, value in properties.items() if value]
    graph = json.dumps(_graph(story, press), ensure_ascii=False)
    lines.append(f'<script type="application/ld+json">{graph}</script>')
    return "\n".join(lines)


def _graph(story: Story, press: Press) -> dict[str, Any]:
    """The JSON-LD: publisher, site, way to the article, and the article, which points to the others."""
    base, url = press.base, press.base + story.path
    section = press.edition.sections[story.section]
    article = {
        "@type": "OpinionNewsArticle" if story.genre == "opinion" else "NewsArticle",
        "@id": f"{url}#article",
        "headline": story.headline,
        "mainEntityOfPage": url,
        "datePublished": story.published,
        "dateModified": story.modified or story.published,
        "inLanguage": story.language,
        "articleSection": section["name"],
        "keywords": list(story.tags),
        "author": [_author(author.type, author.name, press) for author in story.authors],
        "publisher": {"@id": f"{base}/#organization"},
        "isPartOf": {"@id": f"{base}/#website"},
        "isAccessibleForFree": True,
    }
    crumbs = [("Home", f"{base}/"), (section["name"], base + section["path"])]
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsMediaOrganization",
                "@id": f"{base}/#organization",
                "name": press.edition.name,
                "url": f"{base}/",
            },
            {"@type": "WebSite", "@id": f"{base}/#website", "name": press.edition.name, "url": f"{base}/"},
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": at, "name": name, "item": item}
                    for at, (name, item) in enumerate(crumbs, 1)
                ],
            },
            article,
        ],
    }


def _author(kind: str, name: str, press: Press) -> dict[str, str]:
    author = {"@type": kind, "name": name}
    return author | ({"url": press.base + author_path(name)} if kind == "Person" else {})


def _byline(story: Story, press: Press) -> str:
    by = press.words(story.language)["by"]
    return f'<span class="Byline_root__G6hTr">{by} {inline(story.byline)}</span>' if story.byline else ""


def _updated(story: Story, press: Press) -> str:
    if not story.modified:
        return ""
    label = press.words(story.language)["updated"]
    shown = f"{markup.day(story.modified, story.language)}, {story.modified[11:16]}"
    return f'<span class="Article_updated__n5Vce">{label} <time datetime="{story.modified}">{shown}</time></span>'


def _pagination(story: Story, page: int) -> str:
    if len(story.pages) == 1:
        return ""
    numbers = "".join(
        f"<span>{at + 1}</span>" if at == page else f'<a href="{page_path(story, at)}">{at + 1}</a>'
        for at in range(len(story.pages))
    )
    return f'<nav class="Pagination_root__E2wRk" aria-label="Pagination">{numbers}</nav>'


def _author_box(name: str, story: Story, press: Press) -> str:
    biography = press.edition.people.get(name)
    if biography is None:
        return ""
    return (
        f'<section class="Author_box__K4jWx"><h3>{press.words(story.language)["about_author"]}</h3>'
        f'<a href="{author_path(name)}">{inline(name)}</a><p>{inline(biography)}</p></section>'
    )


def _card(story: Story) -> str:
    return (
        f'<div class="Card_root__p8Sdf"><a href="{story.path}">'
        f'<h3 class="Card_title__D1xZa">{inline(story.headline)}</h3></a>'
        f'<p class="Card_text__m6Hgj">{inline(story.excerpt)}</p></div>'
    )
