"""The page-level part of the whole chain for one page: read, then decide every field.

`newsbot.extract` and the commands that work on single pages use it; a crawl runs the same steps as pipelines.
"""

from newsbot import __version__
from newsbot.extraction.block_model import BlockModel
from newsbot.extraction.classifier import BODY
from newsbot.extraction.decisions import (
    decide_authors,
    decide_body,
    decide_dates,
    decide_language,
)
from newsbot.extraction.document import parse_document
from newsbot.extraction.page import PageReport, PageRequest, origin_of, read_document
from newsbot.items import Article, Candidate, Link
from newsbot.urls import absolute_url

_REPEATED = 60
# A sitemap's lastmod is that of the page with all that stands around the article.
_TELL_CHANGES = ("feed", "wp-rest")


def extract_article(
    html: bytes | str,
    url: str,
    content_type: str | None = None,
    *,
    with_html: bool = False,
    model: BlockModel | None = None,
) -> PageReport:
    """The report on a page with its article finished, or with the reason why there is none.

    `with_html` asks for articleBodyHtml; `model` is newsbot's own block model unless another is given.
    "bad_url" is one: without the http(s) address of the page, neither its links nor its id can be told.
    """
    address = absolute_url(url, url)
    if address is None:
        return PageReport(reason="bad_url")
    request = PageRequest(b"", address, content_type, with_html=with_html)
    report = read_document(parse_document(html, address, content_type), request, model)
    if report.article is not None:
        report.reason = decide_fields(report.article)
        if report.reason is not None:
            report.article = None
    return report


def decide_fields(article: Article) -> str | None:
    """Set every field from the article's evidence; the reason when it turns out to be no article."""
    reason = decide_body(article)
    if reason is not None:
        return reason
    decide_language(article)
    decide_authors(article)
    decide_dates(article)
    article.metadata.extractorVersion = __version__
    return None


def add_source_evidence(article: Article, link: Link) -> None:
    """Add what the source that listed the article says of its date and author to what the page says."""
    if link.method == "section":
        return
    if link.published:
        article.evidence.published.append(Candidate(link.published, origin_of(link)))
    if link.modified and link.method in _TELL_CHANGES:
        article.evidence.modified.append(Candidate(link.modified, origin_of(link)))
    if link.author:
        article.evidence.authors.append(Candidate(link.author, origin_of(link)))


def append_page(article: Article, report: PageReport) -> None:
    """Carry an article on with its next page: blocks and a byline at the end; a page without an article adds nothing.

    Paragraphs that every page repeats (a summary box) are taken once.
    """
    if report.article is None:
        return
    if not article.pages:
        article.pages.append(article.url)
    article.pages.append(report.article.url)
    entries = {(entry.headline, entry.articleBody) for entry in article.liveBlogUpdate}
    article.liveBlogUpdate += [
        entry for entry in report.article.liveBlogUpdate if (entry.headline, entry.articleBody) not in entries
    ]
    evidence, following = article.evidence, report.article.evidence
    known = {block.text for block in evidence.blocks if block.verdict == BODY and len(block.text) > _REPEATED}
    evidence.blocks += [block for block in following.blocks if block.verdict != BODY or block.text not in known]
    evidence.authors += [author for author in following.authors if author.origin == "text"]
