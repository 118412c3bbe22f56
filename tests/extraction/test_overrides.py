"""An operator's overrides for a site: the file is checked in full, and applied to pages and crawls."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from crawl_host import CrawlHost
from hypothesis import given
from hypothesis import strategies as st
from loopback import article_page, scrapy
from made_site import made_site, told

from newsbot.exceptions import ArgumentError
from newsbot.extraction.article import ExtractOptions, extract_article
from newsbot.extraction.overrides import Overrides, read_overrides
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageReport, PageRequest
from newsbot.items import Article
from newsbot.options import crawl_options
from newsbot.urls import fits_pattern, is_pattern

URL = "https://example.com/2026/11/ferry-crews"
HEADLINE = "Ferry crews vote to end their strike"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "example.toml"


def article(body: str = "", *, signed: str = "", with_html: bool = False, **said: Any) -> Article:
    """The article of a page with this after its paragraphs, read with these overrides."""
    page = article_page(HEADLINE, body=body, author=signed)
    found = extract_article(page, URL, options=ExtractOptions(with_html, overrides=Overrides(**said))).article
    assert found is not None
    return found


# --------------------------------------------------------------------------------------- the file


def test_a_file_says_what_is_to_be_different(file: Path) -> None:
    file.write_text(
        'drop = ["div.promo", "aside > p"]\nkeep = ["section#facts"]\nauthor = ".sign b"\ndate = "time.first"\n'
        'language = "pt_br"\ntime_zone = "America/Sao_Paulo"\nignore = ["/sponsored/*", "https://ads.example.com/*"]\n',
        encoding="utf-8",
    )
    assert read_overrides(str(file)) == Overrides(
        drop=["div.promo", "aside > p"],
        keep=["section#facts"],
        author=".sign b",
        date="time.first",
        language="pt-BR",
        time_zone="America/Sao_Paulo",
        ignore=["/sponsored/*", "https://ads.example.com/*"],
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "drop = []\n", "\ufeff" * 0 + "ignore = []"])
def test_a_file_that_says_nothing_changes_nothing(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_overrides(str(file)) == Overrides()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\ndorp = ["p"]', 2, "dorp is not an override: the keys are drop, keep, author, author_name, date, language"),
        ('[drop]\ncss = "p"', 1, "drop must be a list of strings"),
        ('drop = "p"', 1, 'drop must be a list of strings, such as drop = ["…"]'),
        ("keep = [1]", 1, "keep must be a list of strings"),
        ("language = 3", 1, "language must be a string in quotation marks"),
        ('author = ["b"]', 1, "author must be a string in quotation marks"),
        ('drop = [\n  "p",\n  "div[",\n]', 3, "drop cannot be 'div[': it must be a CSS selector"),
        ('keep = ["p:contains(x)"]', 1, "it must be a CSS selector"),
        ('keep = [""]', 1, "keep cannot be '': it must be a CSS selector"),
        ('date = "//time"', 1, "date cannot be '//time': it must be a CSS selector"),
        ('author_name = "2026"', 1, "author_name cannot be '2026': it must be a name"),
        ('author = "b"\nauthor_name = "Ada Moran"', 2, "author_name and author cannot be used together"),
        ('language = "English"', 1, "language cannot be 'English': it must be a language tag"),
        ('time_zone = "Europe/Nowhere"', 1, "time_zone cannot be 'Europe/Nowhere': it must be a zone"),
        ('time_zone = "../etc/passwd"', 1, "it must be a zone such as"),
        ('language = "en"\ntime_zone = "CEST"', 2, "it must be a zone such as"),
        ('ignore = ["sponsored"]', 1, "ignore cannot be 'sponsored': it must be a path such as '/sponsored/*'"),
        ('ignore = ["/*"]', 1, "it must be a path such as"),
        ('ignore = ["/a b"]', 1, "it must be a path such as"),
        (f'drop = ["{"p" * 501}"]', 1, "drop is longer than 500 characters"),
        (f"drop = {['p'] * 101}", 1, "drop has more than 100 entries"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_the_file_the_line_and_the_key(
    text: str, line: int, said: str, file: Path
) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ArgumentError) as caught:
        read_overrides(str(file))
    sentence = str(caught.value)
    assert sentence.startswith(f"{file}, line {line}: ")
    assert said in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"drop = [", "is not valid TOML: "),
        (b'drop = ["p"]\ndrop = ["b"]\n', "is not valid TOML: Cannot overwrite a value (at "),
        (b"language = \xff", "is not UTF-8 text."),
        (b"a = " + b"[" * 20_000, "is not valid TOML: "),
        (b"#" * 100_001, "is larger than 100000 bytes."),
    ],
)
def test_a_file_that_is_no_toml_is_named(data: bytes, said: str, file: Path) -> None:
    file.write_bytes(data)
    with pytest.raises(ArgumentError) as caught:
        read_overrides(str(file))
    assert f"{file} {said}" in str(caught.value)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(ArgumentError, match=r"cannot be read: No such file or directory\."):
        read_overrides(str(file))
    with pytest.raises(ArgumentError, match="cannot be read: Is a directory"):
        read_overrides(str(file.parent))
    with pytest.raises(ArgumentError, match="is not a file"):
        read_overrides("a\0b")


@given(said=st.dictionaries(st.sampled_from(["drop", "keep", "author", "date", "ignore", "x"]), st.text(), max_size=3))
def test_any_file_is_right_or_refused(said: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    rows = (
        f"{key} = [{value!r}]" if key in ("drop", "keep", "ignore") else f"{key} = {value!r}"
        for key, value in said.items()
    )
    file.write_bytes("\n".join(rows).encode("utf-8", "surrogatepass"))
    found = Overrides()
    with suppress(ArgumentError):
        found = read_overrides(str(file))
    assert isinstance(extract_article(article_page(HEADLINE), URL, options=ExtractOptions(overrides=found)), PageReport)


# ------------------------------------------------------------------------------------- the pages

PROMO = (
    '<div class="appeal"><p>Every week our readers get the best of the harbour in one long letter, and so can you.</p>'
    "<p>It is written by people who live there, and it costs nothing at all for the first three months.</p></div>"
    "<p>The crews return to work on Monday, and the first ferry leaves at six in the morning.</p>"
)


def test_what_is_dropped_is_no_body() -> None:
    plain = article(PROMO)
    dropped = article(PROMO, drop=["div.appeal"])
    assert "costs nothing" in (plain.articleBody or "")
    assert dropped.articleBody == "\n\n".join(
        part for part in (plain.articleBody or "").split("\n\n") if "letter" not in part and "costs" not in part
    )
    assert [block.verdict for block in dropped.evidence.blocks if "costs nothing" in block.text] == ["override"]
    assert (plain.provenance["articleBody"], dropped.provenance["articleBody"]) == ("visible", "site-profile")


def test_what_stands_in_a_paragraph_is_dropped_without_the_paragraph() -> None:
    body = (
        '<p>The mayor <span class="card"><b class="card">Ada Moran, 52, has led the town since 2019.</b></span> said '
        "that the harbour would stay open all winter, whatever the weather brings.</p>"
    )
    text = article(body, drop=[".card"], with_html=True)
    assert "The mayor said that the harbour would stay open" in (text.articleBody or "")
    assert "<p>The mayor said that the harbour" in (text.articleBodyHtml or "")
    assert "has led the town" not in (text.articleBodyHtml or "")


KEPT = (
    '<footer class="related"><ul><li><a href="/a">What the crews were promised</a></li>'
    '<li><a href="/b">What the port says</a></li></ul></footer>'
)


def test_what_is_kept_is_body() -> None:
    plain = article(KEPT)
    kept = article(KEPT, keep=["footer.related"])
    assert "promised" not in (plain.articleBody or "")
    assert (kept.articleBody or "").endswith("What the crews were promised\n\nWhat the port says")
    assert kept.provenance["articleBody"] == "site-profile"


def test_the_innermost_word_counts_and_to_keep_is_the_last_one() -> None:
    kept = article(KEPT, drop=["footer"], keep=["li:first-child"])
    assert (kept.articleBody or "").endswith("What the crews were promised")
    kept = article(KEPT, drop=["li + li", "li"], keep=["footer", "li"])
    assert (kept.articleBody or "").endswith("What the port says")
    kept = article(KEPT, keep=["footer"], drop=["li + li"])
    assert (kept.articleBody or "").endswith("What the crews were promised")


def test_what_is_kept_in_a_line_keeps_the_line() -> None:
    kept = article(KEPT, keep=["a[href='/b']"])
    assert (kept.articleBody or "").endswith("What the port says")
    assert "promised" not in (kept.articleBody or "")


def test_a_selector_that_finds_nothing_changes_nothing() -> None:
    said = {"drop": ["div.none"], "keep": ["#none"], "author": ".none", "date": ".none"}
    plain, overruled = article(PROMO, signed="Ada Moran"), article(PROMO, signed="Ada Moran", **said)
    assert plain == overruled


SIGNED = '<p class="end">Text: <a href="/staff/kim">Kim Okafor</a></p><div class="box">Jo Lindqvist</div>'


def test_the_author_is_who_stands_where_the_operator_says() -> None:
    assert [author.name for author in article(SIGNED, signed="Ada Moran").authors] == ["Ada Moran"]
    overruled = article(SIGNED, signed="Ada Moran", author="p.end a, .box")
    assert [(author.name, author.url) for author in overruled.authors] == [
        ("Kim Okafor", "https://example.com/staff/kim"),
        ("Jo Lindqvist", None),
    ]
    assert (overruled.byline, overruled.provenance["authors"]) == ("Kim Okafor", "site-profile")


def test_one_author_writes_all_pages_where_the_operator_says_so() -> None:
    overruled = article(signed="Kim Okafor", author_name="Ada Moran")
    assert [(author.name, author.type) for author in overruled.authors] == [("Ada Moran", "Person")]
    assert (overruled.byline, overruled.provenance["authors"]) == (None, "site-profile")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ('<p class="on">3 November 2026</p>', "2026-11-03T00:00:00+00:00"),
        ('<p class="on"><time datetime="2026-11-04T10:00:00+01:00">x</time></p>', "2026-11-04T10:00:00+01:00"),
        ('<time class="on" datetime="2026-11-04T10:00:00+01:00">yesterday</time>', "2026-11-04T10:00:00+01:00"),
        ('<span class="on">not a date</span>', None),
    ],
)
def test_the_date_is_the_one_where_the_operator_says(body: str, published: str | None) -> None:
    found = article(body, date=".on")
    assert found.datePublished == (published or "2026-11-20T08:00:00+00:00")
    assert found.provenance["datePublished"] == ("site-profile" if published else "meta")


def test_a_clock_without_a_zone_is_one_of_the_zone_that_the_operator_says() -> None:
    body = '<p class="on">3 July 2026, 18:30</p>'
    assert article(body, date=".on").datePublished == "2026-07-03T00:00:00+00:00"
    found = article(body, date=".on", time_zone="America/Sao_Paulo")
    assert (found.datePublished, found.datePublishedPrecision) == ("2026-07-03T18:30:00-03:00", "minute")


def test_the_language_is_what_the_operator_says() -> None:
    assert article().inLanguage == "en"
    found = article(language="sco")
    assert (found.inLanguage, found.provenance["inLanguage"]) == ("sco", "site-profile")
    assert article('<p class="on">03/04/2026</p>', date=".on", language="en-GB").datePublished == (
        "2026-04-03T00:00:00+00:00"
    )


def test_a_worker_gets_them_with_the_page() -> None:
    request = PageRequest(article_page(HEADLINE, body=PROMO).encode(), URL, overrides=Overrides(drop=["div.appeal"]))
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(request), type=PageRequest)
    report = msgspec.msgpack.decode(msgspec.msgpack.encode(read_page(sent)), type=PageReport)
    assert report.article is not None
    assert "override" in {block.verdict for block in report.article.evidence.blocks}


@pytest.mark.parametrize("page", ["", "<p>x", "<frameset><frame>", "<div><a><div><a>" * 600 + "x"])
def test_no_page_breaks_them(page: str) -> None:
    said = Overrides(["*", "a", "body"], ["html", "div div"], "*", None, "*", "en", "UTC")
    assert extract_article(page, URL, options=ExtractOptions(overrides=said)).article is None


# ------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("pattern", "url", "fits"),
    [
        ("/sponsored/*", "https://example.com/sponsored/a", True),
        ("/sponsored/*", "https://example.com/news/sponsored/a", False),
        ("*://example.com/*", "https://example.com/news/a", True),
        ("/*/ads/*.html", "https://example.com/news/ads/a.html", True),
        ("/*/ads/*.html", "https://example.com/news/ads/a.htm", False),
        ("/news", "https://example.com/news", True),
        ("/news", "https://example.com/news/a", False),
        ("/*?id=7", "https://example.com/news?id=7", True),
        ("/*?id=7", "https://example.com/newsXid=7", False),
        ("https://example.com/a*", "https://example.org/a", False),
        ("/ab*ba", "https://example.com/aba", False),
        ("/ab*ba", "https://example.com/abba", True),
    ],
)
def test_a_pattern_means_addresses(pattern: str, url: str, fits: bool) -> None:
    assert is_pattern(pattern)
    assert fits_pattern(url, pattern) is fits


# ---------------------------------------------------------------------------------------- crawls


@pytest.fixture(scope="module")
def host() -> Iterator[CrawlHost]:
    with CrawlHost() as running:
        yield running


def test_a_crawl_reads_its_pages_with_them_and_does_not_ask_for_what_is_ignored(
    host: CrawlHost, tmp_path: Path
) -> None:
    file = tmp_path / "example.toml"
    file.write_text('ignore = ["/2026/11/advert-*"]\ndrop = ["div.appeal"]\n', encoding="utf-8")
    names = ("ferry-crews-vote-again", "harbour-opens-in-spring", "advert-for-new-boats")
    with made_site(host, tmp_path, *names, body=PROMO) as site:
        lines = site.crawl(overrides=str(file))
        assert set(told(lines)) == set(names[:2]) == site.asked
        assert site.stats["discovery/ignored"] == 1
        assert all("costs nothing" not in line["articleBody"] for line in lines)
        assert all(line["provenance"]["articleBody"] == "site-profile" for line in lines)
        # With the same file an unchanged source is passed over, with another one it is read again.
        assert site.crawl(overrides=str(file)) == []
        assert site.stats["discovery/sitemap_unchanged"] == 1
        # Without them the ignored page is like any other; what was read with them is not read again for that.
        assert set(told(site.crawl())) == {"advert-for-new-boats"}
        # A known page that is ignored from now on is not asked for, and not taken back.
        site.remove("advert-for-new-boats", status=410)
        assert site.crawl(overrides=str(file)) == []
        assert "advert-for-new-boats" not in site.asked


def test_a_further_page_that_is_ignored_is_not_added(host: CrawlHost, tmp_path: Path) -> None:
    file = tmp_path / "example.toml"
    file.write_text('ignore = ["/2026/11/*/2/"]', encoding="utf-8")
    name = "ferry-crews-vote-again"
    with made_site(host, tmp_path, name, body=f'<a rel="next" href="/2026/11/{name}/2/">2</a>') as site:
        (line,) = site.crawl(overrides=str(file))
        assert "pages" not in line
        assert f"/2026/11/{name}/2/" not in site.server.requests
    with made_site(host, tmp_path / "other", name, body=f'<a rel="next" href="/2026/11/{name}/2/">2</a>') as site:
        site.crawl()
        assert f"/2026/11/{name}/2/" in site.server.requests


def test_overrides_are_of_one_site(file: Path) -> None:
    file.write_text('language = "en"', encoding="utf-8")
    with pytest.raises(ArgumentError, match="applies to one site"):
        crawl_options({"site": "https://a.example/,https://b.example/", "overrides": str(file)})
    found = crawl_options({"site": "https://a.example/", "overrides": str(file)})
    assert found.overrides == Overrides(language="en")


def test_a_wrong_file_ends_the_commands_before_anything_is_fetched(file: Path, tmp_path: Path) -> None:
    file.write_text('drop = ["div["]', encoding="utf-8")
    done = scrapy("crawl", "news", "-a", "site=http://127.0.0.1:1/", "-a", f"overrides={file}", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"newsbot: {file}, line 1: drop cannot be 'div['" in done.stderr
    done = scrapy("extract", "http://127.0.0.1:1/", "--overrides", str(file), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"newsbot: {file}, line 1: drop cannot be 'div['" in done.stderr


def test_a_single_page_is_extracted_with_them(file: Path, tmp_path: Path) -> None:
    file.write_text('author_name = "Ada Moran"', encoding="utf-8")
    page = article_page(HEADLINE).encode()
    done = scrapy("extract", "-", "--url", URL, "--overrides", str(file), folder=tmp_path, stdin=page)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"authors":[{"name":"Ada Moran"' in done.stdout
