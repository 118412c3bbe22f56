"""newsbot: a Scrapy project that crawls news sites and writes clean articles as JSON Lines.

The path of an article: `discovery` finds links, `spiders` fetch pages, `extraction` (in `workers`) turns HTML into
evidence and fields, `pipelines` decide the rest, `feeds` write one JSON line, `state` remembers what was delivered.

    from newsbot import extract
    article = extract(html, "https://example.com/2026/11/floods")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbot.extraction.template.profile import SiteProfile
    from newsbot.items import Article

__all__ = ["extract"]
__version__ = "0.1.0"


def extract(
    html: bytes | str, url: str, *, profile: "SiteProfile | None" = None, with_html: bool = False
) -> "Article | None":
    """Return the article on a page with all its fields, or None if the page is not an article.

    If `url` is not an http(s) address, the one that the page declares as its own is used; without either, None.
    No network, no state, no Scrapy: safe in any process. `profile` is the site's (`newsbot.boilerplate`); without it
    the page is judged by itself. `with_html` asks for articleBodyHtml. Bad markup, encodings and dates never raise.
    """
    from newsbot.extraction.article import ExtractOptions, extract_article
    from newsbot.extraction.template.profile import encode_profile

    known = None if profile is None else encode_profile(profile)
    return extract_article(html, url, options=ExtractOptions(with_html, profile=known)).article
