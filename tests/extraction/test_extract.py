"""`newsbot.extract`: whole pages, each with one difficulty, and arbitrary input."""

import json
from pathlib import Path

import fastjsonschema
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot import extract
from newsbot.extraction.article import extract_article
from newsbot.items import Article, article_schema, to_line

URL = "https://valleypost.example/2026/11/floods-close-the-valley-road/"
WORDPRESS = (Path(__file__).parents[1] / "support" / "pages" / "wordpress_classic.html").read_bytes()
TITLE = "Floods close the valley road for a second day"
PROSE = [
    "The river rose by two metres in the night, and the road to the valley was closed until noon on Tuesday.",
    "“We have seen worse, but never this early in the year,” said the mayor, who spent the night at the town hall.",
    "Engineers inspected the old bridge in the morning and said that its pillars had not moved, unlike in 2013.",
    "The weather service expects more rain from Thursday on, though less than what fell at the start of the week.",
]
TEXT = "".join(f"<p>{text}</p>" for text in PROSE)
validate = fastjsonschema.compile(article_schema())


def article_of(html: bytes | str, url: str = URL) -> Article:
    article = extract(html, url)
    assert article is not None
    return article


def body_of(html: bytes | str, url: str = URL) -> list[str]:
    return (article_of(html, url).articleBody or "").split("\n\n")


def page(inside: str, head: str = "", attributes: str = "lang=en") -> str:
    meta = '<meta property="article:published_time" content="2026-11-02T09:30:00Z">'
    return (
        f"<!doctype html><html {attributes}><head><title>{TITLE}</title>{meta}{head}</head>"
        f"<body><article><h1>{TITLE}</h1>{inside}</article></body></html>"
    )


def check_line(article: Article) -> None:
    line = to_line(article)
    validate(line)
    assert json.loads(json.dumps(line, ensure_ascii=False, allow_nan=False).encode("utf-8")) == line


def test_classic_wordpress_page_comes_out_clean():
    article = article_of(WORDPRESS)
    assert (article.articleBody or "").split("\n\n") == [
        "The river rose by two metres in the night, and the road to the valley was closed until noon on Tuesday, the"
        " county’s office said.",
        "“We have seen worse, but never this early in the year,” said the mayor, who spent the night at the town hall"
        " with the fire brigade.",
        "What happens next",
        "Engineers inspected the old bridge in the morning and said that its pillars had not moved.",
        "The road stays shut until Thursday.",
        "Two schools stay shut, too.",
        "Please stay at home tonight, and keep the road free for the fire brigade.",
        "The weather service expects more rain from Thursday on, though less than what fell at the start of the week.",
    ]
    assert article.headline == TITLE
    assert [(author.name, author.type, author.url) for author in article.authors] == [
        ("Jane Doe", "Person", "https://valleypost.example/author/jdoe/")
    ]
    assert article.datePublished == "2026-11-02T09:30:00+00:00"
    assert article.dateModified == "2026-11-02T14:05:00+00:00"
    assert article.inLanguage == "en-GB"
    assert article.canonicalUrl == article.url == URL
    assert article.isBasedOn == "https://agency.example/news/floods-valley"
    assert (article.articleSection, article.keywords) == (["Valley", "Weather"], ["flood", "bridge"])
    assert article.publisher is not None
    assert (article.publisher.name, article.publisher.domain) == ("Valley Post", "valleypost.example")
    assert article.mainImage is not None
    assert article.mainImage.url == "https://valleypost.example/wp-content/uploads/2026/11/bridge.jpg"
    assert article.rights.robots == ["index", "follow", "max-image-preview:large"]
    assert article.provenance["headline"] == "visible"
    assert article.provenance["authors"] == "json-ld"
    check_line(article)


def test_text_in_a_table_cell_with_line_breaks():
    cell = f"<h2><font size=5>{TITLE}</font></h2>By Jane Doe<br>2 November 2026<br><br>" + "<br><br>".join(PROSE)
    html = (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td><a href=/>Home</a><br><a href=/w>World</a></td>"
        f"<td>{cell}</td><td><b>Weather</b><br>Rain</td></tr></table><center>Copyright 2026</center></body></html>"
    )
    article = article_of(html, "https://example.com/news/2026/floods.html")
    assert (article.articleBody or "").split("\n\n") == PROSE
    assert article.headline == TITLE
    assert [author.name for author in article.authors] == ["Jane Doe"]
    assert (article.datePublished or "").startswith("2026-11-02")


def test_body_spread_over_sibling_containers():
    parts = "<div class=ad>Advertisement</div>".join(f"<div class=body-part><p>{text}</p></div>" for text in PROSE)
    assert body_of(page(f"<div><div>{parts}</div></div>")) == PROSE


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        (
            "ar",
            "فيضانات تغلق طريق الوادي",
            "ارتفع منسوب النهر مترين خلال الليل وأُغلق الطريق المؤدي إلى الوادي حتى ظهر الثلاثاء.",
        ),
        (
            "fa",
            "سیل جادهٔ دره را بست",
            "آب رودخانه در شب دو متر بالا آمد و جاده‌ای که به دره می‌رود تا ظهر سه‌شنبه بسته ماند.",
        ),
        ("he", "שיטפון סגר את כביש העמק", "הנהר עלה בשני מטרים במהלך הלילה והכביש לעמק נסגר עד הצהריים ביום שלישי."),
        (
            "ja",
            "洪水で谷の道路が閉鎖",
            "大雨の影響で谷へ向かう道路が二日続けて通行止めとなり、四十世帯が体育館に避難した。",
        ),
        ("zh", "洪水致山谷公路关闭", "昨夜河水上涨两米，通往山谷的道路关闭至周二中午，约四十户居民被转移到体育馆。"),
        (
            "ko",
            "홍수로 계곡 도로 통제",
            "밤사이 강물이 2미터 불어나 계곡으로 가는 도로가 화요일 정오까지 통제되었다고 시가 밝혔다.",
        ),
        ("hi", "बाढ़ से घाटी की सड़क बंद", "रात में नदी का जलस्तर दो मीटर बढ़ गया और घाटी की सड़क मंगलवार दोपहर तक बंद रही।"),
    ],
)
def test_scripts_other_than_latin(language, title, sentence):
    sentences = [f"{number}. {sentence}" for number in range(1, 6)]
    html = page("".join(f"<p>{text}</p>" for text in sentences), attributes=f"lang={language} dir=auto")
    article = article_of(html.replace(TITLE, title))
    assert (article.articleBody or "").split("\n\n") == sentences
    assert (article.headline, article.inLanguage) == (title, language)


@pytest.mark.parametrize(
    "encode",
    [
        lambda html: html.encode(),
        lambda html: b"\xef\xbb\xbf" + html.encode(),
        lambda html: b"\xff\xfe" + html.encode("utf-16-le"),
        lambda html: html.encode("windows-1252"),
        lambda html: html.replace("<head>", "<head><meta charset=windows-1252>").encode("windows-1252"),
        lambda html: html.replace("<head>", "<head><meta charset=utf-8>").encode("windows-1252"),
        lambda html: html.replace("<head>", "<head><meta charset=iso-8859-1>").encode(),
        lambda html: html.encode().replace(b"river", b"ri\0ver"),
        lambda html: html,
    ],
)
def test_one_text_in_every_encoding(encode):
    assert body_of(encode(page(TEXT))) == PROSE


def test_quoted_posts_stay_and_their_frames_go():
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">The road is under water, please stay at home tonight.</p>'
        '&mdash; Valley Police (@valleypolice) <a href="https://x.example/1">November 2, 2026</a></blockquote>'
        "<script async src=https://x.example/widgets.js></script><iframe>frame</iframe>"
    )
    body = body_of(page(TEXT + post + f"<p>{PROSE[0]} Again.</p>"))
    assert "The road is under water, please stay at home tonight." in body
    assert "frame" not in body


def test_entities_and_inline_markup_become_plain_text():
    html = page(TEXT + "<p>AT&amp;T&nbsp;said &lt;no&gt;, H<sub>2</sub>O &quot;rose&quot; by&shy; 5&thinsp;%.</p>")
    assert body_of(html)[-1] == 'AT&T said <no>, H2O "rose" by 5 %.'


def test_controls_and_overrides_do_not_reach_the_line():
    article = article_of(page(TEXT + "<p>The\u202e road \u200bis&#8238; shut&#1;, \x07said\ufeff the mayor.</p>"))
    assert (article.articleBody or "").endswith("The road is shut, said the mayor.")


@pytest.mark.parametrize("html", ["", b"", b"\0", "plain text", "<html>", "<p>Short.</p>", b"%PDF-1.7 \xff\xfe", "{}"])
def test_what_is_no_article_gives_none(html):
    assert extract(html, URL) is None


@pytest.mark.parametrize(
    "url", ["", "floods.html", "/2026/floods", "http://", "http://[::1", "ftp://a.example/x", "\0", "mailto:a@b"]
)
def test_page_without_a_web_address_gives_none_unless_it_has_its_own(url):
    html = page(TEXT, '<link rel=canonical href="{}">')
    own = article_of(html.format("https://example.com/2026/11/floods-close-road"), url)
    assert own.url == "https://example.com/2026/11/floods-close-road"
    assert extract(html.format("/2026/11/floods-close-road"), url) is None


def test_address_is_written_in_one_way():
    article = article_of(page(TEXT), "HTTPS://Example.COM:443/2026/11/floods-close-road#comments")
    assert article.url == "https://example.com/2026/11/floods-close-road"
    assert article.id == article_of(page(TEXT), "https://www.example.com/2026/11/floods-close-road/").id
    check_line(article)


def test_canonical_address_of_another_site_or_page_is_not_believed():
    for href in (
        "https://other.example/floods-close-the-valley-road",
        "/",
        "https://valleypost.example/2026/10/drought",
    ):
        assert article_of(page(TEXT, f"<link rel=canonical href={href}>")).canonicalUrl is None
    amp = article_of(page(TEXT, f"<link rel=canonical href={URL}>"), URL + "amp/")
    assert amp.canonicalUrl == URL
    assert amp.id == article_of(page(TEXT)).id


@pytest.mark.parametrize(
    ("kind", "genre"),
    [("NewsArticle", "article"), ("OpinionNewsArticle", "opinion"), ("LiveBlogPosting", "liveblog")],
)
def test_genre_is_what_the_page_declares(kind, genre):
    head = f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "{TITLE}"}}</script>'
    assert article_of(page(TEXT, head)).genre == genre


HOSTILE = {
    "200,000 attributes": page(
        TEXT + "<p " + " ".join(f"a{n}='>'" for n in range(200_000)) + ">Still here, at the end.</p>"
    ),
    "100,000 nested divisions": page(TEXT + "<div>text" * 100_000),
    "nested just below the limit": page(TEXT + "<div>text of some length " * 2_900),
    "unclosed formatting": page(TEXT + "".join(f"<p><b id={n}>x" for n in range(8_000))),
    "3 MB of <": page(TEXT + "<" * 3_000_000),
    "200,000 line breaks": page(TEXT + "<br>" * 200_000),
    "30,000 links": page(TEXT + "<a href=/x>x</a> " * 30_000),
    "30,000 paragraphs": page(TEXT * 7_500),
    "a title of separators": page(TEXT).replace(f"<title>{TITLE}", "<title>" + "a | " * 100_000),
    "a thousand headings": page(TEXT + f"<h1>{TITLE} | Valley Post</h1>" * 1_000),
    "50,000 meta elements": page(TEXT, "<meta name=author content='Jane Doe'>" * 50_000),
    "50 large scripts": page(TEXT, ('<script type="application/ld+json">' + "[[]," * 10_000 + "</script>") * 50),
    "a script of quotes": page(TEXT, '<script type="application/ld+json">{' + '"\\' * 200_000 + "</script>"),
    "a script of comments": page(TEXT, '<script type="application/ld+json">{' + "/*" * 200_000 + "</script>"),
    "100,000 options": page(TEXT + "<select>" + "<option>x" * 100_000),
    "a megabyte without a space": page(TEXT + "<p>" + "x" * 1_000_000),
    "a megabyte of marks": page(TEXT + "<p>a" + "\u0301" * 500_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_gives_a_result(name):
    article = extract(HOSTILE[name], URL)
    if article is not None:
        check_line(article)


def test_attributes_by_the_thousand_do_not_cost_the_text():
    assert body_of(HOSTILE["200,000 attributes"]) == [*PROSE, "Still here, at the end."]


def test_lone_surrogates_in_text_do_not_break_the_line():
    check_line(article_of(page(TEXT + "<p>The road \ud83c is shut, said the mayor of the valley on Tuesday.</p>")))


WRONG = [
    None,
    True,
    -1,
    1e300,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    {"@id": 1},
    {"name": {}},
    {"@value": "x"},
    "\ud800",
    "9" * 400,
]
FIELDS = (
    "@type @id headline name author creator datePublished dateModified inLanguage description articleSection keywords"
    " image video publisher license isAccessibleForFree url mainEntityOfPage"
).split()


@pytest.mark.parametrize("field", FIELDS)
def test_wrong_types_in_json_ld_never_reach_the_line(field):
    for wrong in WRONG:
        node = {"@type": "NewsArticle", "headline": TITLE, field: wrong}
        crumbs = {"@type": "BreadcrumbList", "itemListElement": [wrong, {"name": wrong, "item": wrong}]}
        head = f'<script type="application/ld+json">{json.dumps([node, crumbs])}</script>'
        check_line(article_of(page(TEXT, head)))


@examples(200)
@given(st.binary(max_size=300), st.sampled_from([URL, "http://a.example/?p=1", "https://例え.example/記事"]))
def test_any_bytes_give_an_article_or_none(body, url):
    article = extract(body, url)
    assert article is None or article.articleBody


CUTS = st.integers(0, len(WORDPRESS))


@examples(80)
@given(CUTS, CUTS)
def test_a_page_with_a_piece_missing_still_gives_a_valid_line(start, end):
    article = extract(WORDPRESS[: min(start, end)] + WORDPRESS[max(start, end) :], URL)
    if article is not None:
        check_line(article)


JUNK = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"<", b">", b'"', b"</div>", b"<table>", b"<script>", b"<!--", b"\0", b"&#xd800;", b"&#0;", b"<br><br>"]
    ),
)


@examples(100)
@given(st.lists(st.tuples(CUTS, JUNK), min_size=1, max_size=12))
def test_a_page_with_junk_in_it_still_gives_a_valid_line(insertions):
    body = WORDPRESS
    for at, junk in insertions:
        body = body[:at] + junk + body[at:]
    article = extract(body, URL)
    if article is not None:
        check_line(article)


@examples(100)
@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_text_in_any_place_gives_a_valid_line(text, headline, author):
    head = f"<meta property='og:title' content='{headline}'><meta name=author content='{author}'>"
    article = extract(page(f"{TEXT}<p class=byline>{author}</p><p>{text}</p>", head), URL)
    if article is not None:
        check_line(article)


DECLARED = "\n\n".join(f"{text} “And so on,” she said." for text in PROSE)


def scripted(body=DECLARED, **more):
    """A page that scripts fill: what readers see is in JSON-LD only."""
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body, "datePublished": "2026-11-02", **more}
    return f"<title>{TITLE}</title><script type='application/ld+json'>{json.dumps(node)}</script><div id=root></div>"


def test_text_that_only_json_ld_has_is_the_body_of_a_page_that_scripts_fill():
    article = article_of(scripted(), "https://example.com/2026/11/floods-close-the-valley-road")
    assert (article.articleBody or "") == DECLARED
    assert article.provenance["articleBody"] == "json-ld"


def test_markup_in_json_ld_parts_its_paragraphs():
    body = "".join(f"<p>{text} <b>Really.</b></p>" for text in PROSE)
    article = article_of(scripted(body), "https://example.com/2026/11/floods-close-the-valley-road")
    assert (article.articleBody or "").split("\n\n") == [f"{text} Really." for text in PROSE]


def test_what_a_page_shows_comes_before_what_json_ld_says():
    shown = "".join(f"<p>{text}</p>" for text in PROSE)
    html = scripted(body="Another text. " * 100).replace(
        "<div id=root>", f"<article><h1>{TITLE}</h1>{shown}</article><div>"
    )
    assert (article_of(html, "https://example.com/2026/11/a").articleBody or "").split("\n\n") == PROSE


def test_text_that_is_to_be_paid_for_is_not_taken_from_json_ld():
    report = extract_article(scripted(isAccessibleForFree=False), "https://example.com/2026/11/floods-close-the-road")
    assert (report.article, report.reason) == (None, "paywall")
