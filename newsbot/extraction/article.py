"""Extract one page on its own: read it, then decide every field.

`newsbot.extract` and the commands that work on single pages use this; a crawl runs the same steps as pipelines.
"""

from dataclasses import dataclass, field

from newsbot import __version__
from newsbot.extraction.account import PageAccount
from newsbot.extraction.blocks.model import BlockModel
from newsbot.extraction.decisions import (
    decide_authors,
    decide_body,
    decide_dates,
    decide_language,
)
from newsbot.extraction.declared.rights import SiteRights, add_site_rights
from newsbot.extraction.declared.structured import declared_url
from newsbot.extraction.document import parse_document
from newsbot.extraction.overrides import Overrides
from newsbot.extraction.page import read_document
from newsbot.extraction.page_report import PageReport, PageRequest
from newsbot.items import Article
from newsbot.urls import absolute_url


@dataclass(slots=True)
class ExtractOptions:
    """Options for reading a page: whether to build articleBodyHtml, and a block model to use instead of newsbot's own.

    `profile` is the site's, as `template.profile.encode_profile` writes it; `overrides` are the operator's rules.
    `account` is filled with how the page was read. `headers` are the response's headers, which `rights` reads; `rights`
    is what the site's own files say.
    """

    with_html: bool = False
    model: BlockModel | None = None
    profile: bytes | None = None
    overrides: Overrides | None = None
    account: PageAccount | None = None
    headers: dict[str, list[str]] = field(default_factory=dict)
    rights: SiteRights | None = None


def extract_article(
    html: bytes | str, url: str, content_type: str | None = None, options: ExtractOptions | None = None
) -> PageReport:
    """The report on a page: its finished article, or the reason why there is none.

    One reason is "bad_url": if `url` is not an http(s) address and the page declares none of its own, neither its
    links nor its id can be computed.
    """
    options = options or ExtractOptions()
    document = parse_document(html, url, content_type, options.headers)
    address = absolute_url(url, url) or declared_url(document.tree)
    if address is None:
        return PageReport(reason="bad_url")
    document.url = address
    request = PageRequest(b"", address, content_type, with_html=options.with_html, profile=options.profile)
    request.overrides = options.overrides
    report = read_document(document, request, options.model, options.account)
    if report.article is not None:
        report.reason = decide_fields(report.article)
        if report.reason is not None:
            report.article = None
        elif options.rights is not None and report.article.rights is not None:
            add_site_rights(report.article.rights, report.article.url, options.rights)
    return report


def decide_fields(article: Article) -> str | None:
    """Set every field from the article's evidence; return the reason if the page turns out not to be an article."""
    reason = decide_body(article)
    if reason is not None:
        return reason
    decide_language(article)
    decide_authors(article)
    decide_dates(article)
    article.metadata.extractorVersion = __version__
    return None
