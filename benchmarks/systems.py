"""The extractors compared, each called as its documentation shows, with all the fields it supports."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata

from scores import Prediction, squeeze

import newsbot

OURS = "newsbot"
_BLOCK_ELEMENTS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table td th tr ul".split()
)
_SNIPPET = 70

Html = str | bytes


def snippet(text: str) -> str:
    """The beginning of a text, on one line."""
    line = squeeze(text)
    return line if len(line) <= _SNIPPET else f"{line[:_SNIPPET]}… ({len(line)} characters)"


@dataclass(frozen=True, slots=True)
class System:
    """An extractor, its package and the fields it does not support."""

    package: str
    predict: Callable[[Html, str], Prediction]
    lacks: tuple[str, ...] = ()

    def version(self) -> str | None:
        """The installed version, None if it is not installed."""
        if self.package == OURS:
            return newsbot.__version__  # also for a source tree that is not installed
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return None


def with_newsbot(html: Html, url: str) -> Prediction:
    """newsbot as a library; authors with the role of editor are left out: they did not write the article."""
    article = newsbot.extract(html, url)
    if article is None:
        return Prediction()
    authors = [author.name for author in article.authors if author.role != "editor"]
    return Prediction(
        article.articleBody, article.headline, authors, article.datePublished, alternative=article.alternativeHeadline
    )


def with_trafilatura(html: Html, url: str) -> Prediction:
    """trafilatura with its default settings, comments left out."""
    return _trafilatura(html, url)


def with_trafilatura_precision(html: Html, url: str) -> Prediction:
    """trafilatura with `favor_precision`."""
    return _trafilatura(html, url, favor_precision=True)


def _trafilatura(html: Html, url: str, **options: bool) -> Prediction:
    found = import_module("trafilatura").bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, **options
    )
    if found is None:
        return Prediction()
    authors = (found.author or "").split("; ")
    return Prediction(found.text, found.title, [name for name in authors if name], found.date)


def with_newspaper4k(html: Html, url: str) -> Prediction:
    """newspaper4k; it must not fetch the pages' images."""
    newspaper = import_module("newspaper")
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date
    published = date.isoformat() if hasattr(date, "isoformat") else date
    return Prediction(article.text or None, article.title or None, list(article.authors), published or None)


def with_readability(html: Html, url: str) -> Prediction:
    """readability-lxml, which has no authors and dates; blocks of its HTML are lines of the text."""
    document = import_module("readability").Document(html, url=url)
    tree = import_module("lxml.html").fromstring(document.summary())
    for element in tree.iter():
        if element.tag in _BLOCK_ELEMENTS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    return Prediction(tree.text_content().strip() or None, document.short_title() or None)


SYSTEMS = {
    OURS: System("newsbot", with_newsbot),
    "trafilatura": System("trafilatura", with_trafilatura),
    "trafilatura precision": System("trafilatura", with_trafilatura_precision),
    "newspaper4k": System("newspaper4k", with_newspaper4k),
    "readability-lxml": System("readability-lxml", with_readability, lacks=("authors", "published")),
}


def predict(system: str, html: Html, url: str) -> Prediction:
    """Return a system's prediction, its error and the CPU time; any exception makes it a failed page."""
    started = time.process_time()
    try:
        prediction = SYSTEMS[system].predict(html, url)
    except Exception as error:  # noqa: BLE001
        prediction = Prediction(error=snippet(f"{type(error).__name__}: {error}"))
    prediction.cpu_s = round(time.process_time() - started, 4)
    return prediction
