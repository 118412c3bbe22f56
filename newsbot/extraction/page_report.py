"""What is asked of a page's reading and what comes back, and how its parts are put together.

A crawl's own process needs no more of the reading of pages: `page` itself, with the models, is the workers'.
"""

from dataclasses import dataclass, field
from datetime import datetime

from newsbot.extraction.byline_credits import is_credits
from newsbot.extraction.lesson import Lesson
from newsbot.extraction.overrides import Overrides
from newsbot.items import BODY, Article, Candidate, Evidence, Link, Origin, Post

_REPEATED = 60
_MAX_PAGES = 30
# A sitemap's lastmod is that of the page with all that stands around the article.
_TELL_CHANGES = ("feed", "wp-rest")


@dataclass(slots=True)
class Looked:
    """What the block model said of a page, for the page's second reading: a third of the first was to find that out.

    `asked` is a digest of the blocks and of what it was told beside them; `chances` are those of all blocks by the page
    alone, as doubles.
    """

    asked: bytes
    chances: bytes


@dataclass(slots=True)
class PageRequest:
    """What a worker needs to read a page; `url` is the one that answered, `link` what its source said.

    `number` counts the pages of an article that is spread over several; `with_html` asks for articleBodyHtml;
    `usual_shape` is what `ShapeProfile.fits` says of the link; `headers` are the response's `RIGHTS_HEADERS`.
    `profile` is what is known of the site's template, as `site_profile.encode_profile` writes it; `teaches` asks for
    the page's lesson; `post` is the article as a WordPress API has it, `overrides` are what the operator says of the
    site. `downloaded` is when the page was fetched, where what it tells is to be decided at once. `looked` is what came
    of the page when it was read before.
    """

    body: bytes
    url: str
    content_type: str | None = None
    link: Link | None = None
    number: int = 1
    with_html: bool = False
    usual_shape: bool | None = None
    headers: dict[str, list[str]] = field(default_factory=dict)
    profile: bytes | None = None
    teaches: bool = False
    post: Post | None = None
    overrides: Overrides | None = None
    downloaded: datetime | None = None
    looked: Looked | None = None


@dataclass(slots=True)
class PageReport:
    """What became of a page: an article, or the reason why not; `next_page` carries the article on.

    `lesson` is what an article page teaches of its site's template, where that was asked for; `looked` comes with it.
    `refresh` is the address that a page without an article leads on to (`<meta http-equiv=refresh>`).
    """

    article: Article | None = None
    reason: str | None = None
    probability: float = 0.0
    next_page: str | None = None
    lesson: Lesson | None = None
    refresh: str | None = None
    looked: Looked | None = None


def origin_of(link: Link) -> Origin:
    """The origin of what a source said with its link: "wp-rest" for the WordPress API, "feed" for all others."""
    return "wp-rest" if link.method == "wp-rest" else "feed"


def add_source_evidence(article: Article, link: Link) -> None:
    """Add what the source that listed the article says of its date and author to what the page says."""
    if link.method == "section":
        return
    if link.published:
        article.evidence.published.append(Candidate(link.published, origin_of(link)))
    if link.modified and (link.modified_by or link.method) in _TELL_CHANGES:
        article.evidence.modified.append(Candidate(link.modified, origin_of(link)))
    if link.author:
        article.evidence.authors.append(Candidate(link.author, origin_of(link)))


def page_to_add(article: Article, report: PageReport) -> str | None:
    """The address of the page that carries the article on, None where there is none that was not read yet."""
    url = report.next_page
    is_new = url is not None and url not in article.pages and url != article.url and len(article.pages) < _MAX_PAGES
    return url if is_new else None


def append_page(article: Article, report: PageReport) -> None:
    """Carry an article on with its next page: blocks, a byline at the end, credits; without an article it adds nothing.

    Paragraphs that every page repeats (a summary box) are taken once. A page without any other text ends the article
    and is no part of it: some sites answer with it whatever the number of the page.
    """
    if report.article is None:
        return
    entries = {(entry.headline, entry.articleBody) for entry in article.liveBlogUpdate}
    new_entries = [
        entry for entry in report.article.liveBlogUpdate if (entry.headline, entry.articleBody) not in entries
    ]
    article.liveBlogUpdate += new_entries
    evidence, following = article.evidence, report.article.evidence
    known, text = _text_of(evidence), _text_of(following)
    if text and text <= known and not new_entries:
        report.next_page = None
    else:
        article.pages += [*([] if article.pages else [article.url]), report.article.url]
        evidence.blocks += [
            block
            for block in following.blocks
            if block.verdict != BODY or len(block.text) <= _REPEATED or block.text not in known
        ]
    evidence.authors += [
        author
        for author in following.authors
        if author.origin == "text" or (author.origin == "visible" and is_credits(author.value))
    ]


def _text_of(evidence: Evidence) -> set[str]:
    return {block.text for block in evidence.blocks if block.verdict == BODY}
