"""Sitemaps: indexes, URL sets with or without news data, and plain lists with one address per line.

Feeds served as sitemaps are read by `feeds`; gzip, XML and text have been told apart before.
Limiting the nesting and the number of sitemaps is up to the crawl plan.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from newsbot.discovery.formats import MAX_BYTES, Document
from newsbot.discovery.links import link_moment
from newsbot.discovery.records import Record, RecordReader
from newsbot.discovery.sources import MAX_LINKS, MAX_SOURCES, Collector, SourceContents
from newsbot.items import Link

_MAX_LINES = 2 * MAX_LINKS
_MAX_LINE_CHARS = 4_000
# The last of these words in a sitemap's address says what it lists. Several languages; singular and plural.
_ARTICLE_WORDS = frozenset(
    "post posts news article articles story stories blog blogs googlenews latest archive archives artikel"
    " nachrichten nieuws nyheter nyheder uutiset noticia noticias nota notas notizie notizia articolo articoli"
    " actualite actualites actu materia materias haber haberler yazi yazilar artykul artykuly wiadomosci clanky"
    " zpravy novosti statyi vesti berita artikelen content".split()
)
_LIST_WORDS = frozenset(
    "category categories categorie categoria categorias categorii kategorie kategorien kategori kategoriler"
    " kategoria kategorije tag tags etiqueta etiquetas etiketler etiketter schlagwort schlagworte stichwort tagovi"
    " tagi topic topics thema themen tema temas temi sujet sujets section sections seccion secciones sezioni"
    " rubrik rubriken rubrique rubriques rubrika author authors autor autores autoren auteur auteurs autori"
    " autorzy yazar yazarlar user users profile profiles people person persons taxonomy taxonomies taxonomia"
    " taxonomias term terms page pages pagina paginas pagine seite seiten sayfa strony image images photo photos"
    " picture pictures bilder imagen imagenes fotos foto galerie gallery galleries video videos product products"
    " produkt produkte shop event events attachment attachments static misc hub hubs keyword keywords location"
    " locations place places company companies organization organizations organisation organisations job jobs"
    " forum forums recipe recipes format formats series".split()
)
_HOST = re.compile(r"\A\s*(?:[a-z]+:)?//[^/]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SITEMAP_WORD = re.compile(r"site-?(?:maps?|index)|index|\.xml|\.gz|\.txt|\.php|\.aspx?")
# "page-3" and "page=3" count the parts of one long list; WordPress's own "posts-page-1" lists static pages.
_PART_NUMBER = re.compile(r"(?<!posts-)\bpage[-_=/]?\d+")
# No newsroom changes this many articles in the same minute or two.
_MIN_CHANGES = 10
_TO_THE_MINUTE = len("2026-11-29T10:00")
# Clocks differ, and responses are cached for a while.
_JUST_NOW = timedelta(minutes=5)


def read_sitemap(document: Document, collector: Collector) -> SourceContents:
    """The links of a URL set, or the sitemaps of an index, in the order of the file."""
    reader = RecordReader(("url", "sitemap"), MAX_LINKS)
    children: list[Record] = []
    for record in reader.read(document.pieces):
        if "loc" not in record.fields:
            continue
        if record.name == "sitemap":
            children.append(record)
        else:
            collector.add_link(_link(record, collector.ref.url))
        if len(children) >= MAX_SOURCES:
            break
    for child in without_lists(children):
        collector.add_source(
            child.fields["loc"],
            "sitemap",
            depth=collector.ref.depth + 1,
            modified=child.fields.get("lastmod"),
        )
    _forget_time_of_making(collector.contents.links)
    return collector.finish("too_many_entries" if reader.is_cut else None)


def _forget_time_of_making(links: list[Link]) -> None:
    """Drop modification dates that are all from right now: the sitemap was generated for this request."""
    changes = [link.modified for link in links if link.modified]
    if len(changes) < _MIN_CHANGES or len({change[:_TO_THE_MINUTE] for change in changes}) > 2:
        return
    moments = [moment for change in changes if len(change) > _TO_THE_MINUTE and (moment := link_moment(change))]
    now = datetime.now(UTC)
    if len(moments) == len(changes) and now - _JUST_NOW <= min(moments) and max(moments) <= now + _JUST_NOW:
        for link in links:
            link.modified = None


def _link(record: Record, source: str) -> Link:
    fields = record.fields
    published = fields.get("news/publication_date")
    is_news = published is not None or "news/title" in fields or "news" in fields
    return Link(
        url=fields["loc"],
        method="news-sitemap" if is_news else "sitemap",
        source=source,
        published=published,
        modified=fields.get("lastmod"),
        title=fields.get("news/title"),
        language=fields.get("news/publication/language") or fields.get("news/language"),
    )


def without_lists(children: list[Record]) -> list[Record]:
    """The sitemaps that may hold articles; those whose address names a list of something else are left out.

    If all of them are named like that, all are kept: the names then mean something else.
    """
    kept = [child for child in children if not names_a_list(child.fields["loc"])]
    return kept or children


def names_a_list(url: str) -> bool:
    """Whether a sitemap's address says that it lists tags, authors, images and the like rather than articles.

    The last telling word decides: "wp-sitemap-posts-page-1.xml" lists pages, "tag-news-sitemap.xml" news.
    """
    path = _HOST.sub("", url[:2_000])
    path = _SITEMAP_WORD.sub(" ", _CAMEL.sub(" ", path).lower().replace("_", "-"))
    words = _WORD.findall(_PART_NUMBER.sub(" ", path))
    telling = [word for word in words if word in _LIST_WORDS or word in _ARTICLE_WORDS]
    return bool(telling) and telling[-1] in _LIST_WORDS


def read_address_lines(document: Document, collector: Collector) -> SourceContents:
    """The links of a plain text sitemap: one address per line; all other lines are ignored."""
    for line in islice(_lines(document.pieces), _MAX_LINES):
        text = line.decode("utf-8", "replace").strip()
        if text.startswith(("http://", "https://")) and " " not in text:
            collector.add_link(Link(url=text, method="sitemap", source=collector.ref.url))
        if collector.contents.reason:
            break
    return collector.finish()


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of a stream; a line too long to be an address is truncated."""
    size = 0
    open_line = b""
    for piece in pieces:
        size += len(piece)
        if size > MAX_BYTES:
            return
        *lines, last = (open_line + piece).splitlines(keepends=True) or [b""]
        yield from lines
        if last.endswith((b"\n", b"\r")):
            yield last
            last = b""
        open_line = last[:_MAX_LINE_CHARS]
    yield open_line
