"""Which article a page is: the one of its canonical address, unless that belongs to another article.

Some templates name one canonical address on several pages, or name a different one from one day to the next.
"""

from datetime import UTC, datetime

from newsbot.duplicates import compare, sketch_text
from newsbot.items import BODY, Article
from newsbot.state.states import PageState
from newsbot.state.storage import Storage
from newsbot.urls import article_id, article_key

# Two versions of one article share at least this much, however thoroughly it was rewritten.
_SAME_ARTICLE = 0.45


def names_another(article: Article) -> bool:
    """Whether the page names a canonical address other than its own."""
    return article.canonicalUrl is not None and article.id != article_id(article.url)


def keep_own_id(article: Article, page: PageState | None, storage: Storage) -> None:
    """Identify the page by its own address if its canonical address belongs to an article with another text.

    The same goes for a page that was delivered under its own address, while nothing is known about the canonical one.
    `page` is what the state knows about the page.
    """
    if not names_another(article):
        return
    own = article_id(article.url)
    known_as = None if page is None else page.article_id
    if known_as == article.id:
        return
    other = storage.article(article.id)
    if other is None:
        is_own = known_as == own
    else:
        is_own = article_key(other.url) != article_key(article.url) and not _is_version_of(article, storage)
    if is_own:
        article.id, article.canonicalUrl = own, None
        article.provenance.pop("canonicalUrl", None)


def _is_version_of(article: Article, storage: Storage) -> bool:
    """Whether the text may be a version of the article with this ID; yes if its last text is no longer known."""
    previous = storage.neighbours(article.id, None, datetime.now(UTC)).previous
    body = "\n\n".join(block.text for block in article.evidence.blocks if block.verdict == BODY)
    if previous is None or previous.sketch is None or not body:
        return True
    return compare(sketch_text(article.headline or "", body), previous.sketch).containment >= _SAME_ARTICLE
