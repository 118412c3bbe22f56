"""The request and the report for reading a page, and how the pages of one article are joined.

A crawl's own process needs nothing else of page reading: `page` itself and the models belong to the workers.
"""

from dataclasses import dataclass, field
from datetime import datetime

from newsbot.extraction.byline.credits import is_credits
from newsbot.extraction.overrides import Overrides
from newsbot.extraction.template.lesson import Lesson
from newsbot.items import BODY, Article, Candidate, Evidence, Link, Origin, Post

_REPEATED = 60
_MAX_PAGES = 30
# Only these: a sitemap's lastmod is that of the whole page, with everything around the article.
_TELL_CHANGES = ("feed", "wp-rest")


@dataclass(slots=True)
class BlockScores:
    """The block model's output for a page, kept for its second reading: it took a third of the first one's time.

    `input_digest` is a digest of the blocks and the model's other input; `chances` are those of all blocks from
    the page alone, as doubles.
    """

    input_digest: bytes
    chances: bytes


@dataclass(slots=True)
class PageRequest:
    """What a worker needs to read a page; `url` is the address that answered, `link` what its source said about it.

    `number` counts the pages of an article that is split over several; `with_html` asks for articleBodyHtml;
    `usual_shape` is the result of `ShapeProfile.fits` for the link; `headers` are the response's `RIGHTS_HEADERS`.
    `profile` is the site's, as `template.profile.encode_profile` writes it; `teaches` asks for the page's lesson;
    `post` is the article from a WordPress API, `overrides` are the operator's for the site. `downloaded` is when the
    page was fetched, set if its fields are to be decided at once. `scores` is what an earlier reading of the page gave.
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
    scores: BlockScores | None = None


@dataclass(slots=True)
class PageReport:
    """The result of reading a page: an article, or the reason why not; `next_page` continues the article.

    `lesson` is what an article page teaches about its site's template, if requested; `scores` comes with it.
    `refresh` is the address that a page without an article redirects to (`<meta http-equiv=refresh>`).
    """

    article: Article | None = None
    reason: str | None = None
    probability: float = 0.0
    next_page: str | None = None
    lesson: Lesson | None = None
    refresh: str | None = None
    scores: BlockScores | None = None


def origin_of(link: Link) -> Origin:
    """The origin of what a source said about its link: "wp-rest" for the WordPress API, "feed" for all others."""
    return "wp-rest" if link.method == "wp-rest" else "feed"


def add_source_evidence(article: Article, link: Link) -> None:
    """Add the date and author given by the source that listed the article to what the page itself says."""
    if link.method == "section":
        return
    if link.published:
        article.evidence.published.append(Candidate(link.published, origin_of(link)))
    if link.modified and (link.modified_by or link.method) in _TELL_CHANGES:
        article.evidence.modified.append(Candidate(link.modified, origin_of(link)))
    if link.author:
        article.evidence.authors.append(Candidate(link.author, origin_of(link)))


def page_to_add(article: Article, report: PageReport) -> str | None:
    """The address of the page that continues the article; None if there is none that has not been read yet."""
    url = report.next_page
    is_new = url is not None and url not in article.pages and url != article.url and len(article.pages) < _MAX_PAGES
    return url if is_new else None


def append_page(article: Article, report: PageReport) -> None:
    """Append an article's next page: blocks, a byline at the end, credits; a page without an article adds nothing.

    Paragraphs that every page repeats (a summary box) are added once. A page without any new text ends the article and
    is not part of it: some sites answer with it whatever the page number.
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
