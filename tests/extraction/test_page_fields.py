"""Fields of a line other than text, authors and dates: whole pages, each with a difficulty of one field."""

import pytest
from examples import examples
from field_pages import TEXT, TITLE, URL, VALID, article_of, ld, origin, script
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.article import extract_article
from newsbot.extraction.fields.page_fields import choose_description
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageRequest
from newsbot.items import Candidate, to_line

# ------------------------------------------------------------------------------------------- texts


def test_alternative_headline_is_the_declared_one_or_another_title():
    assert article_of(ld(alternativeHeadline="Water everywhere")).alternativeHeadline == "Water everywhere"
    article = article_of('<meta property="og:title" content="Valley: road shut">')
    assert (article.alternativeHeadline, origin(article, "alternativeHeadline")) == ("Valley: road shut", "meta")
    assert article_of(ld(alternativeHeadline=TITLE.upper())).alternativeHeadline is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["The road is closed until noon.", "Another one that is longer."], "The road is closed until noon."),
        ([TITLE, "The road is closed until noon."], "The road is closed until noon."),
        (["News", "The road is closed until noon."], "The road is closed until noon."),
        (["The road is closed…", "The road is closed until noon."], "The road is closed until noon."),
        (["The road is closed...", "Something else that was said."], "The road is closed..."),
        (["市议会周二通过重建人行桥的决议"], "市议会周二通过重建人行桥的决议"),
        (["市议会网"], None),
        ([TITLE], None),
        ([], None),
    ],
)
def test_description_says_more_than_the_title_and_is_whole(values, expected):
    chosen = choose_description([Candidate(value, "meta") for value in values], [TITLE])
    assert (chosen and chosen.value) == expected


# ------------------------------------------------------------------------------------------ topics


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(keywords=["floods", "roads"]), ["floods", "roads"]),
        (ld(keywords="floods, roads , floods"), ["floods", "roads"]),
        (ld(keywords="floods; roads"), ["floods", "roads"]),
        (ld(keywords="洪水、道路"), ["洪水", "道路"]),
        (ld(keywords=[{"@type": "DefinedTerm", "name": "floods"}]), ["floods"]),
        (ld(keywords=["Lahore, Pakistan", "roads"]), ["Lahore, Pakistan", "roads"]),
        ('<meta name=news_keywords content="floods, roads"><meta name=keywords content="Floods,bridge">', None),
        ('<meta property="article:tag" content="Lahore, Pakistan"><meta property="article:tag" content=roads>', None),
        (ld(keywords=["null", "", "https://example.com/x", "x" * 200, "#floods"]), ["floods"]),
    ],
)
def test_keywords_are_a_list_however_they_are_written(head, expected):
    wanted = expected or (["Lahore, Pakistan", "roads"] if "article:tag" in head else ["floods", "roads", "bridge"])
    article = article_of(head)
    assert article.keywords == wanted
    assert origin(article, "keywords") == ("meta" if expected is None else "json-ld")


CRUMBS = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 3, "name": TITLE},
        {"@type": "ListItem", "position": 2, "item": {"@id": "https://example.com/world/", "name": "World"}},
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.com/"},
    ],
}


def test_breadcrumbs_are_in_the_order_of_their_positions_without_the_article():
    article = article_of(script(CRUMBS))
    assert [(step.name, step.url) for step in article.breadcrumbs] == [
        ("Home", "https://example.com/"),
        ("World", "https://example.com/world/"),
    ]
    assert origin(article, "breadcrumbs") == "json-ld"


def test_section_that_is_not_declared_is_a_step_of_the_way():
    article = article_of(script(CRUMBS))
    assert (article.articleSection, origin(article, "articleSection")) == (["World"], "json-ld")
    article = article_of(script(CRUMBS) + '<meta property="article:section" content="Valley">')
    assert (article.articleSection, origin(article, "articleSection")) == (["Valley"], "meta")


def test_shown_breadcrumbs_count_where_none_are_declared():
    nav = '<nav aria-label=Breadcrumb><a href="/">Startseite</a> › <a href="/welt/">\n Welt\n</a> ›</nav>'
    article = article_of(before=nav)
    assert [(step.name, step.url) for step in article.breadcrumbs] == [
        ("Startseite", "https://example.com/"),
        ("Welt", "https://example.com/welt/"),
    ]
    assert origin(article, "breadcrumbs") == "visible"
    assert article.articleSection == ["Welt"]


def test_the_kind_of_a_page_is_no_section_beside_another():
    kind = '<meta name="articleSection" content="news">'
    assert article_of(ld(articleSection="Yerel") + kind).articleSection == ["Yerel"]
    assert article_of(kind).articleSection == ["news"]
    assert article_of(ld(articleSection=["World", "News"])).articleSection == ["World", "News"]


@pytest.mark.parametrize("name", ["Example Times", "https://example.com/world", "null", "Uncategorized", "x" * 100])
def test_what_is_no_section(name):
    head = ld(articleSection=[name], publisher={"name": "Example Times"})
    assert article_of(head).articleSection == []


# ------------------------------------------------------------------------------------------ claims


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(isAccessibleForFree=True), True),
        (ld(isAccessibleForFree="False"), False),
        (ld(isAccessibleForFree="https://schema.org/False"), False),
        (ld(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}), False),
        (ld(isAccessibleForFree=True, hasPart=[{"isAccessibleForFree": "False"}]), True),
        (ld(isAccessibleForFree="perhaps"), None),
        (ld(isAccessibleForFree=1), None),
        ('<meta property="article:content_tier" content="free">', True),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="metered">', None),
        ("", None),
    ],
)
def test_whether_all_may_read_is_what_the_publisher_claims(head, expected):
    article = article_of(head)
    assert article.isAccessibleForFree is expected
    assert origin(article, "isAccessibleForFree") == (
        None if expected is None else "meta" if "tier" in head else "json-ld"
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (ld(publisher={"@type": "Organization", "name": "Example Times"}), "Example Times"),
        (ld(publisher=[{"name": "Example Times"}]), "Example Times"),
        (ld(publisher="Example Times"), "Example Times"),
        (
            ld(publisher={"@id": "#org"}) + script({"@type": "Organization", "@id": "#org", "name": "Example Times"}),
            "Example Times",
        ),
        ('<meta property="og:site_name" content="Example Times">', "Example Times"),
        (script({"@type": "Organization", "name": "Agency", "url": "https://agency.example/"}), None),
        ("", None),
    ],
)
def test_publisher_is_the_one_whose_page_it_is(head, name):
    publisher = article_of(head).publisher
    assert publisher is not None
    assert (publisher.name, publisher.domain) == (name, "example.com")


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (URL, URL),
        ("/world/2026/floods-close-the-valley-road", URL),
        ("/World/2026/Floods-Close-the-Valley-Road", "https://example.com/World/2026/Floods-Close-the-Valley-Road"),
        (
            "https://www.example.com/floods-close-the-valley-road/",
            "https://www.example.com/floods-close-the-valley-road/",
        ),
        ("https://example.com/", None),
        ("https://other.example/world/2026/floods-close-the-valley-road", None),
        ("https://example.com/another-story", None),
        ("javascript:void(0)", None),
    ],
)
def test_canonical_address_is_of_the_same_site_and_story(canonical, expected):
    article = article_of(f'<link rel=canonical href="{canonical}">')
    assert article.canonicalUrl == expected
    assert origin(article, "canonicalUrl") == ("meta" if expected else None)


def test_rights_come_from_head_and_headers():
    html = (
        f'<html><head><title>{TITLE}</title><meta name=robots content="noarchive"><meta name=tdm-reservation content=1>'
        f'<link rel=license href="/terms"></head><body><article><h1>{TITLE}</h1>{TEXT}</article></body></html>'
    )
    headers = {"x-robots-tag": ["noindex, otherbot: none"], "content-usage": ["train-ai=n"]}
    article = read_page(PageRequest(html.encode(), URL, headers=headers)).article
    assert article is not None
    assert article.rights is not None
    assert article.rights.robots == ["noindex", "noarchive"]
    assert (article.rights.tdmReservation, article.rights.contentUsage) == (1, "train-ai=n")
    assert article.rights.license == "https://example.com/terms"
    assert origin(article, "rights") == "meta"


# ------------------------------------------------------------------------------------------- genre


@pytest.mark.parametrize(
    ("head", "url", "genre"),
    [
        ("", URL, "article"),
        (ld(**{"@type": "OpinionNewsArticle"}), URL, "opinion"),
        (ld(articleSection="Meinung"), URL, "opinion"),
        (ld(articleSection=["Política", "Opinión"]), URL, "opinion"),
        (ld(articleSection="मत"), URL, "article"),
        (ld(articleSection="विचार"), URL, "opinion"),
        (ld(articleSection="社説"), URL, "opinion"),
        (ld(articleSection="Мнения"), URL, "opinion"),
        (ld(genre="Kommentar"), URL, "opinion"),
        ("", "https://example.com/opinion/2026/why-floods-come", "opinion"),
        # The story's own name says nothing.
        ("", "https://example.com/world/opinion", "article"),
        (ld(articleSection="Opinion polls"), URL, "article"),
        ('<meta property="og:type" content="video.other">', URL, "article"),
    ],
)
def test_genre_is_what_the_publisher_calls_it(head, url, genre):
    assert article_of(head, url=url, text=TEXT + TEXT.replace("river", "lake")).genre == genre


def test_page_of_few_words_around_a_video_is_one():
    video = "<video src=/v.mp4></video>"
    assert article_of('<meta property="og:type" content="video.other">', video).genre == "video"
    assert article_of(inside=video, url="https://example.com/video/floods-close-the-valley-road").genre == "video"


def test_paragraph_or_two_are_a_brief():
    assert article_of(text=TEXT[: TEXT.index("</p>") + 4] * 2).genre == "brief"


# -------------------------------------------------------------------------------------- all of them

VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 99_999)
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["https://example.com/a.jpg", "//x", "#a", "http://[", "NewsArticle", "ImageObject", "1200px"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@id", "@type", "name", "url", "item", "position", "caption", "width"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
PROPERTIES = (
    "image video publisher keywords articleSection isAccessibleForFree hasPart description alternativeHeadline license"
    " genre inLanguage itemListElement name"
).split()
NAMES = (
    "og:image og:image:width og:video og:type robots newsbot tdm-reservation tdm-policy keywords article:tag og:locale"
    " article:content_tier article:section twitter:image description"
).split()
TAGS = [
    "<figure>",
    "</figure>",
    "<img src=/a.jpg>",
    "<img srcset='a 1w, b'>",
    "<figcaption>Photo: x",
    "<aside>",
    "<a href=x>",
]


@examples(60)
@given(
    st.lists(st.dictionaries(st.sampled_from(PROPERTIES), VALUE, max_size=5), max_size=2),
    st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=20)), max_size=6),
    st.lists(st.sampled_from(TAGS), max_size=6),
)
def test_whatever_a_page_declares_its_line_is_valid(nodes, metas, tags):
    head = script(
        *({"@type": ["NewsArticle", "BreadcrumbList"][n % 2], "@id": "#a", **node} for n, node in enumerate(nodes))
    )
    attributes = (value.replace('"', "").replace("<", "") for _, value in metas)
    head += "".join(
        f'<meta property="{name}" content="{value}">' for (name, _), value in zip(metas, attributes, strict=True)
    )
    article = extract_article(
        f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{''.join(tags)}{TEXT}</article>",
        URL,
    ).article
    if article is not None:
        VALID(to_line(article))
