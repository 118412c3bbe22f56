"""The first template: markup as classic WordPress themes and their usual plugins write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from newsbot.sample_site import markup
from newsbot.sample_site.content import Story
from newsbot.sample_site.markup import Press, author_path, inline, tag_path, template

_FORMS = {
    "paragraph": "<p>$text</p>",
    "heading": '<h2 class="wp-block-heading">$text</h2>',
    "list": '<ul class="wp-block-list">\n$items\n</ul>',
    "list item": "<li>$text</li>",
    "numbered": '<ol class="wp-block-list">\n$items\n</ol>',
    "numbered item": "<li>$text</li>",
    "quote": '<blockquote class="wp-block-quote">$items</blockquote>',
    "quote item": "<p>$text</p>",
    "table": '<figure class="wp-block-table"><table><tbody>\n$rows\n</tbody></table></figure>',
    "row": "<tr>$text</tr>",
    "cell": "<td>$text</td>",
    "note": "<p><em>$text</em></p>",
    "post": '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">$text</p>$sender</blockquote>',
    "figure": '<figure class="wp-caption aligncenter"><img decoding="async" src="$base/media/harbour.svg" alt="">'
    '<figcaption class="wp-caption-text">$caption <span class="credit">$credit</span></figcaption></figure>',
    "byline": "<p><strong>$text</strong></p>",
    "sign-off": "<p>$text</p>",
    "newsletter": '<div class="mc4wp-form newsletter-box"><h4>$newsletter</h4><p>$newsletter_text</p>'
    '<form action="$base/contact/"><input type="email" name="EMAIL"><button>$subscribe</button></form></div>',
    "source-link": '<p><a href="$text" target="_blank" rel="nofollow noopener">$source_link</a></p>',
    # Four ways in which plugins and editors put the same insert between two paragraphs.
    "see-also.plain": '<p>$see_also&nbsp; <a href="$base$href">$text</a></p>',
    "see-also.bare": "<p>$see_also&nbsp; $text</p>",
    "see-also.label": '<p><strong>$see_also</strong>&nbsp; <a href="$base$href" target="_blank">$text</a></p>',
    "see-also.box": '<div class="inline-related-post"><a href="$base$href"><span class="ctaText">$see_also</span>'
    '&nbsp; <span class="postTitle">$text</span></a></div>',
}


@dataclass(frozen=True, slots=True)
class _Head:
    """What the frame of a page says of it."""

    title: str
    language: str
    body_class: str
    metadata: str = ""


def story_page(story: Story, press: Press) -> str:
    """The story as a whole page of HTML."""
    words, url = press.words(story.language), press.base + story.path
    section = press.edition.sections[story.section]
    values = words | {
        "number": str(story.number),
        "section": story.section,
        "section_path": section["path"],
        "section_name": section["name"],
        "headline": inline(story.headline),
        "url": url,
        "times": _times(story),
        "byline": _byline(story, press),
        "content": markup.render_blocks(story.blocks, _FORMS, press, story.language),
        "tag_links": _tag_links(story, press),
        "author_box": "\n".join(_author_box(name, press) for name in story.shown_names),
        "neighbours": _neighbours(story, press),
        "related_posts": "\n".join(_related(mate, press) for mate in press.edition.related(story)),
        "comment_list": _comments(story, words["comments"]),
    }
    main = template("wordpress_story.html").substitute(values)
    body_class = (
        f"post-template-default single single-post postid-{story.number} single-format-standard wp-embed-responsive"
    )
    return _frame(_Head(story.headline, story.language, body_class, _metadata(story, url)), main, press)


def list_page(title: str, stories: list[Story], press: Press, language: str = "en", note: str = "") -> str:
    """A section, tag or author page: its title, a note, and a teaser of each story."""
    teasers = "\n".join(_teaser(story, press) for story in stories)
    description = f'<div class="archive-description"><p>{inline(note)}</p></div>' if note else ""
    main = f'<header class="page-header"><h1 class="page-title">{inline(title)}</h1>{description}</header>\n{teasers}'
    return _frame(_Head(title, language, "archive category hfeed"), main, press)


def text_page(page: Mapping[str, str], press: Press) -> str:
    """A page that is no article: its title, its paragraphs and perhaps a form."""
    title = inline(page["title"])
    text = "\n".join(f"<p>{inline(line)}</p>" for line in page["text"].strip().split("\n"))
    main = (
        '<article class="page type-page hentry"><header class="entry-header">'
        f'<h1 class="entry-title">{title}</h1></header>'
        f'<div class="entry-content">{text}\n{page.get("form", "")}</div></article>'
    )
    return _frame(_Head(page["title"], "en", "page-template-default page"), main, press)


def _frame(head: _Head, main: str, press: Press) -> str:
    sections = press.edition.sections.values()
    newest = [s for s in press.edition.stories if s.language == head.language][:4]
    values = press.words(head.language) | {
        "lang": "en-GB" if head.language == "en" else head.language,
        "dir": markup.direction(head.language),
        "title": inline(head.title),
        "head": head.metadata,
        "body_class": head.body_class,
        "menu": "\n".join(
            f'<li class="menu-item"><a href="{press.base}{s["path"]}">{s["name"]}</a></li>' for s in sections
        ),
        "main": main,
        "recent_posts": "\n".join(f'<li><a href="{press.base}{s.path}">{inline(s.headline)}</a></li>' for s in newest),
    }
    return template("wordpress.html").substitute(values)


def _metadata(story: Story, url: str) -> str:
    lines = [
        f'<link rel="canonical" href="{url}" />',
        '<meta property="og:type" content="article" />',
        f'<meta property="og:title" content="{escape(story.headline)}" />',
        f'<meta property="og:url" content="{url}" />',
        f'<meta property="article:published_time" content="{story.published}" />',
    ]
    if story.modified:
        lines.append(f'<meta property="article:modified_time" content="{story.modified}" />')
    return "\n".join(lines)


def _times(story: Story) -> str:
    shown = markup.day(story.published, story.language)
    html = f'<time class="entry-date published" datetime="{story.published}">{shown}</time>'
    if story.modified:
        shown = markup.day(story.modified, story.language)
        html += f'<time class="updated" datetime="{story.modified}">{shown}</time>'
    return html


def _byline(story: Story, press: Press) -> str:
    if not story.shown_names:
        return ""
    words = press.words(story.language)
    if len(story.shown_names) > 1 or story.byline != "":
        names = inline(story.byline)
    else:
        name = story.shown_names[0]
        names = f'<a class="url fn n" href="{press.base}{author_path(name)}">{inline(name)}</a>'
    return f'<span class="byline"> {words["by"]} <span class="author vcard">{names}</span></span>'


def _tag_links(story: Story, press: Press) -> str:
    links = ", ".join(f'<a href="{press.base}{tag_path(story, tag)}" rel="tag">{tag}</a>' for tag in story.tags)
    return f'<span class="tags-links">{press.words(story.language)["tags"]} {links}</span>'


def _author_box(name: str, press: Press) -> str:
    biography = press.edition.people.get(name)
    if biography is None:
        return ""
    return (
        f'<div class="saboxplugin-wrap"><div class="saboxplugin-authorname"><a href="{press.base}{author_path(name)}" '
        f'class="vcard author" rel="author"><span class="fn">{inline(name)}</span></a></div>'
        f'<div class="saboxplugin-desc"><p>{inline(biography)}</p></div></div>'
    )


def _neighbours(story: Story, press: Press) -> str:
    words, mates = press.words(story.language), press.edition.related(story)
    links = zip(("previous", "next"), (mates[-1], mates[0]), strict=True)
    return "".join(
        f'<div class="nav-{name}"><a href="{press.base}{mate.path}" rel="{name[:4]}"><span class="meta-nav">'
        f"{words[name]}</span> {inline(mate.headline)}</a></div>"
        for name, mate in links
    )


def _related(story: Story, press: Press) -> str:
    return (
        f'<div class="jp-relatedposts-post"><h4><a href="{press.base}{story.path}">{inline(story.headline)}</a></h4>'
        f'<p class="jp-relatedposts-post-date">{markup.day(story.published, story.language)}</p></div>'
    )


def _comments(story: Story, label: str) -> str:
    if not story.comments:
        return ""
    items = "\n".join(
        f'<li class="comment even depth-1"><div class="comment-author vcard"><b class="fn">{who}</b></div>'
        f'<div class="comment-content"><p>{inline(what)}</p></div></li>'
        for who, what in story.comments
    )
    title = f"{len(story.comments)} {label} “{inline(story.headline)}”"
    return f'<h2 class="comments-title">{title}</h2><ol class="comment-list">\n{items}\n</ol>'


def _teaser(story: Story, press: Press) -> str:
    return (
        f'<article class="post hentry"><h2 class="entry-title"><a href="{press.base}{story.path}" rel="bookmark">'
        f'{inline(story.headline)}</a></h2><div class="entry-summary"><p>{inline(story.excerpt)}</p></div></article>'
    )
