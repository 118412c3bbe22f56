"""What a line says beside text, authors and dates: whole pages, each with the trouble of one field."""

import json

import fastjsonschema
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.article import extract_article
from newsbot.extraction.page import read_page
from newsbot.extraction.page_fields import choose_description, media_key, merge_media
from newsbot.extraction.page_report import PageRequest
from newsbot.items import Article, Candidate, Media, article_schema, to_line

URL = "https://example.com/world/2026/floods-close-the-valley-road"
TITLE = "Floods close the valley road for a second day"
TEXT = "".join(
    f"<p>The river rose by two metres in night number {number}, and the road to the valley was closed until noon on"
    " Tuesday, as the office of the county said in the morning.</p>"
    for number in range(5)
)
VALID = fastjsonschema.compile(article_schema())


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return script(node)


def script(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def article_of(head: str = "", inside: str = "", text: str = TEXT, url: str = URL, before: str = "") -> Article:
    html = (
        f"<html lang=en><head><title>{TITLE}</title>{head}</head><body>{before}"
        f"<article><h1>{TITLE}</h1>{inside}{text}</article></body></html>"
    )
    report = extract_article(html, url)
    assert report.article is not None, report.reason
    VALID(to_line(report.article))
    return report.article


def origin(article: Article, name: str) -> str | None:
    return article.provenance.get(name)


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


# ------------------------------------------------------------------------------------------- media

FIGURE = (
    '<figure><img src="data:image/gif;base64,R0" data-srcset="/img/bridge-600.jpg 600w, /img/bridge-1800.jpg 1800w"'
    " width=600 height=400><figcaption>The bridge on Monday. (Photo: Ann Lee)</figcaption></figure>"
)


def test_image_of_a_figure_has_its_largest_form_caption_and_credit():
    article = article_of(inside=FIGURE)
    image = Media("https://example.com/img/bridge-1800.jpg", "The bridge on Monday.", "Ann Lee", 1800, 1200)
    assert article.images == [image]
    assert article.mainImage == image
    assert origin(article, "images") == origin(article, "mainImage") == "visible"


def test_pictures_among_the_paragraphs_are_the_articles_where_no_element_says_so():
    """As on the pages of Mezzanine, and of papers that were made by hand."""
    portrait, own = "<img src=/people/lee.jpg>", '<p><img class="img-responsive" src="/img/bridge.jpg"></p>'
    html = (
        f"<html lang=en><head><title>{TITLE}</title></head><body><div class=row><div class=left>{portrait}</div>"
        f"<div class=middle><h1>{TITLE}</h1>{own}{TEXT}</div><div class=right>{portrait}</div></div></body></html>"
    )
    article = extract_article(html, URL).article
    assert article is not None
    assert [image.url for image in article.images] == ["https://example.com/img/bridge.jpg"]


@pytest.mark.parametrize("box", ["<div id=left>{}</div>", "{}"])
def test_a_picture_between_headline_and_text_is_the_articles_where_no_element_says_so(box):
    other = "<div class=c1><img src=/img/other.jpg></div>"
    own = f"<h2>{TITLE}</h2><div class=pic><img src=/img/bridge.jpg></div><div id=txt>{TEXT}</div>"
    page = f"<title>{TITLE}</title><body>{other}{box.format(own)}{other}"
    article = extract_article(page, URL).article
    assert article is not None
    assert [image.url for image in article.images] == ["https://example.com/img/bridge.jpg"]


@pytest.mark.parametrize("order", ["{teaser}{own}", "{own}{teaser}"])
@pytest.mark.parametrize("place", [0, -1])
def test_a_teaser_that_repeats_a_paragraph_shows_another_articles_picture(order, place):
    paragraph = [f"{text}</p>" for text in TEXT.split("</p>")[:-1]][place]
    teaser = f"<div class=c3><img src=/img/teaser.jpg>{paragraph}</div>"
    own = f"<div class=c9><h1>{TITLE}</h1><img src=/img/bridge.jpg>{TEXT}</div>"
    page = f"<title>{TITLE}</title><body><div id=page>{order.format(teaser=teaser, own=own)}</div>"
    article = extract_article(page, URL).article
    assert article is not None
    assert [image.url for image in article.images] == ["https://example.com/img/bridge.jpg"]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/pixel.gif" data-src="/img/bridge.jpg">',
        '<img src="data:image/svg+xml,x" data-original="/img/bridge.jpg">',
        '<picture><source srcset="/img/bridge.jpg 1x, /img/bridge.jpg 2x"><img src="data:,"></picture>',
        '<img src="/img/bridge.jpg" loading=lazy>',
        '<a href="/img/bridge-full.jpg"><img src="/img/bridge.jpg"></a>',
        '<img src="/blank.gif" data-lazy-src="/img/bridge.jpg" width="800px">',
    ],
)
def test_lazy_pictures_are_found(image):
    assert [found.url for found in article_of(inside=image).images] == ["https://example.com/img/bridge.jpg"]


@pytest.mark.parametrize(
    "image",
    [
        "<img src=/img/arrow.png width=16 height=16>",
        "<div class=author-box><img src=/img/ann.jpg></div>",
        "<a href=/other-story><img src=/img/other.jpg></a>",
        "<aside><img src=/img/ad.jpg></aside>",
        "<div class=related-posts><figure><img src=/img/other.jpg></figure></div>",
        "<img src=/img/icon.svg>",
        "<img>",
        "<img src='javascript:x'>",
    ],
)
def test_pictures_of_something_else_are_none_of_the_article(image):
    assert article_of(inside=image).images == []


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        ("<figcaption>Die Brücke | Foto: dpa</figcaption>", "Die Brücke", "dpa"),
        ("<figcaption>Le pont © AFP</figcaption>", "Le pont", "AFP"),
        ("<figcaption>El puente. (Crédito: Ana Ruiz)</figcaption>", "El puente.", "Ana Ruiz"),
        ("<figcaption>Мост. Фото: ТАСС</figcaption>", "Мост.", "ТАСС"),
        (
            "<figcaption>The bridge <span class=photo-credit>Ann Lee/Agency</span></figcaption>",
            "The bridge",
            "Ann Lee/Agency",
        ),
        ("<figcaption>The bridge</figcaption><small class=copyright>© Ann Lee</small>", "The bridge", "Ann Lee"),
        ("<figcaption>A photo book lay on the bridge</figcaption>", "A photo book lay on the bridge", None),
        ("<figcaption>Photo: Ann Lee</figcaption>", None, "Ann Lee"),
        ("", None, None),
    ],
)
def test_credit_stands_beside_or_within_the_caption(figure, caption, credit):
    image = article_of(inside=f"<figure><img src=/img/bridge.jpg>{figure}</figure>").images[0]
    assert (image.caption, image.credit) == (caption, credit)


def test_wordpress_caption_without_a_figure():
    inside = '<div class="wp-caption"><img src=/a/bridge.jpg><p class="wp-caption-text">The bridge</p></div>'
    assert article_of(inside=inside).images[0].caption == "The bridge"


@pytest.mark.parametrize(
    "image",
    [
        "https://example.com/a.jpg",
        ["https://example.com/a.jpg"],
        {"@type": "ImageObject", "url": "/a.jpg"},
        {"@type": "ImageObject", "contentUrl": ["/a.jpg"]},
        {"@id": "https://example.com/a.jpg"},
        {"@id": "#picture"},
    ],
)
def test_json_ld_image_in_every_form(image):
    head = script({"@graph": [{"@type": "NewsArticle", "headline": TITLE, "image": image}, PICTURE]})
    assert [found.url for found in article_of(head).images] == ["https://example.com/a.jpg"]


PICTURE = {
    "@type": "ImageObject",
    "@id": "#picture",
    "url": "https://example.com/a.jpg",
    "caption": "The bridge",
    "creator": [{"@type": "Person", "name": "Ann Lee"}],
    "width": "1200px",
    "height": {"@type": "QuantitativeValue", "value": 800},
}


def test_json_ld_image_says_what_it_shows_and_who_took_it():
    (image,) = article_of(ld(image=PICTURE)).images
    assert image == Media("https://example.com/a.jpg", "The bridge", "Ann Lee", 1200, 800)


def test_open_graph_image_has_the_sizes_that_follow_it():
    article = article_of(
        '<meta property="og:image" content="/one.jpg"><meta property="og:image:width" content="600">'
        '<meta property="og:image" content="/two.jpg"><meta property="og:image:width" content="x">'
        '<meta property="og:image:height" content="300">'
    )
    assert [(i.url[-7:], i.width, i.height) for i in article.images] == [("one.jpg", 600, None), ("two.jpg", None, 300)]


def test_one_picture_in_several_sizes_is_one_image_with_all_that_is_known():
    head = ld(image="https://cdn.example.com/2026/valley-bridge.jpg")
    article = article_of(
        head, FIGURE.replace("/img/bridge-1800", "/x/valley-bridge-1200x800").replace("-600.jpg", ".jpg")
    )
    (image,) = article.images
    assert (image.url, image.caption) == ("https://cdn.example.com/2026/valley-bridge.jpg", "The bridge on Monday.")


def test_what_may_be_an_emblem_is_the_main_image_only_without_another():
    logo = '<meta property="og:image" content="/img/quarry-logo.png">'
    assert [i.url[-10:] for i in article_of(logo, FIGURE).images] == ["e-1800.jpg", "y-logo.png"]
    assert article_of(logo).mainImage == Media("https://example.com/img/quarry-logo.png")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/img/logo.png", False),
        ("/img/example-logo-1200x630.png", False),
        ("/static/default-share.png", False),
        ("/img/og-default_fb.jpg", False),
        ("/images/no-image.jpg", False),
        ("/img/b/U2hvZWJveA/AVvXsEgf/w1200/", False),
        ("/img/quarry-logo.png", True),
        ("/news/61/51/default.jpg", True),
        ("/img/og-image.png", True),
    ],
)
def test_the_emblem_of_the_site_is_no_image_of_the_article(path, kept):
    head = f'<meta property="og:image" content="{path}">'
    assert [image.url for image in article_of(head).images] == [f"https://example.com{path}"] * kept
    shown = article_of(head, f"<figure><img src={path} width=800 height=500></figure>")
    assert [image.url for image in shown.images] in ([f"https://example.com{path}"], [])


@pytest.mark.parametrize(
    ("path", "headline", "kept"),
    [
        ("/img/facebook-logo.png", "Facebook is fined again", True),
        ("/img/facebook-logo.png", "Bridge over the valley closed", False),
        ("/img/new-logo.jpg", "Chess club shows its new logo", True),
        ("/img/new-logo.jpg", "Chess club shows its new hall", False),
        ("/img/icon.jpg", "A fashion icon has died", True),
    ],
)
def test_an_emblem_of_which_the_headline_speaks_is_the_articles_image(path, headline, kept):
    head = f'<meta property="og:image" content="{path}">'
    html = (
        f"<html lang=en><head><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>{TEXT}</article>"
    )
    article = extract_article(html, URL).article
    assert [image.url for image in article.images] == [f"https://example.com{path}"] * kept


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://e.com/a/valley-bridge.jpg", "https://e.com/b/valley-bridge-1024x683.jpg?w=3", True),
        ("https://e.com/a/valley-bridge-1.jpg", "https://e.com/a/valley-bridge-2.jpg", False),
        ("https://e.com/1/image.jpg", "https://e.com/2/image.jpg", False),
        ("https://e.com/i?id=1", "https://e.com/i?id=2", False),
        ("https://e.com/QWE.jpg", "https://e.com/QWE.jpg?auth=1f&width=1200", True),
        ("https://e.com/i?id=1", "https://e.com/i?id=1&w=300", True),
        ("https://e.com/i?h=ab12", "https://e.com/i?h=cd34", False),
    ],
)
def test_when_two_addresses_are_of_one_picture(one, other, same):
    assert (media_key(one) == media_key(other)) is same


def test_merging_leaves_what_it_was_given():
    given_ = [Media("https://e.com/1.jpg")]
    merge_media([("json-ld", given_), ("visible", [Media("https://e.com/1.jpg", "caption")])])
    assert given_ == [Media("https://e.com/1.jpg")]


@pytest.mark.parametrize(
    ("head", "inside", "expected"),
    [
        (ld(video={"@type": "VideoObject", "contentUrl": "/v.mp4"}), "", "json-ld"),
        ('<meta property="og:video:url" content="/v.mp4">', "", "meta"),
        ("", "<video><source src=/v.mp4></video>", "visible"),
        ("", '<video src="blob:x"></video>', None),
        ("", "<aside><video src=/v.mp4></video></aside>", None),
    ],
)
def test_videos_of_a_page(head, inside, expected):
    article = article_of(head, inside)
    assert [video.url for video in article.videos] == (["https://example.com/v.mp4"] if expected else [])
    assert origin(article, "videos") == expected


def test_embedded_player_is_a_video_and_another_frame_is_none():
    inside = '<iframe src="https://www.youtube.com/embed/abc"></iframe><iframe src="https://ads.example/x"></iframe>'
    assert [video.url for video in article_of(inside=inside).videos] == ["https://www.youtube.com/embed/abc"]


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
