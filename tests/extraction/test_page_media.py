"""The images and videos of a line: where a page shows or declares them, and which of them are the article's."""

import pytest
from field_pages import TEXT, TITLE, URL, article_of, ld, origin, script

from newsbot.extraction.article import extract_article
from newsbot.extraction.fields.page_fields import media_key, merge_media
from newsbot.items import Media

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
