"""The text of pages that are built in the reader's browser, read from the data of their scripts."""

import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import extract
from newsbot.extraction.article import extract_article
from newsbot.extraction.body.page_data import article_in_data
from newsbot.markup import parse_html

URL = "https://paper.example/news/2026/11/harbour-reopens-after-storm"
TITLE = "Harbour reopens after the storm"
DESCRIPTION = "The harbour of Westport reopened on Monday after a storm had closed it for nine days."
PARAGRAPHS = [
    "The harbour of Westport reopened on Monday after a storm had closed it for nine days, the port authority said.",
    'Two cranes were still being repaired in the afternoon, and "small boats" were asked to wait for the evening tide.',
    "Fishermen said that the losses of the week were larger than those of the whole winter before; one of them spoke of"
    " forty thousand crowns for his crew alone.",
    "The council will decide in December whether the old breakwater is raised by a metre & a half or built anew.",
]
OTHERS = [
    "The museum on the square shows the paintings of two sisters who left the town in 1911 and never came back to it.",
    "Tickets are sold at the door, and on Thursdays nobody pays, said the director, who found them in an attic.",
    "A second room has the letters that both wrote to their mother, read aloud by actors of the town's own theatre.",
    "The exhibition is open until the end of March and then travels to the capital and to three towns in the north.",
]
HTML = "".join(f"<p>{text.replace('&', '&amp;')}</p>" for text in PARAGRAPHS)
OTHER_HTML = "".join(f"<p>{text}</p>" for text in OTHERS)
BODY = "\n\n".join(PARAGRAPHS)


def page(*scripts: str, head: str = "", title: str = TITLE, description: str = DESCRIPTION) -> str:
    about = f'<meta name="description" content="{description}">' if description else ""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{about}"
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">{head}</head>'
        f'<body><div id="root"></div>{"".join(scripts)}</body></html>'
    )


def written(value: object) -> str:
    return json.dumps(value).replace("</", "<\\/")


def state(value: object, attributes: str = 'type="application/json" id="__NEXT_DATA__"') -> str:
    return f"<script {attributes}>{written(value)}</script>"


def body_of(html: str) -> str | None:
    found = extract(html, URL)
    return None if found is None else found.articleBody


def story(text: object, key: str = "body") -> dict[str, object]:
    return {"props": {"pageProps": {"article": {"id": 4, "headline": TITLE, key: text, "tags": ["harbour"]}}}}


def stream(*pieces: str) -> str:
    return "".join(f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in pieces)


ARC = [
    {"type": "text", "content": PARAGRAPHS[0], "_id": "A1"},
    {"type": "image", "caption": "A crane lies in the water of the old harbour basin.", "url": "/1.jpg"},
    {"type": "text", "content": PARAGRAPHS[1]},
    {"type": "interstitial_link", "content": "Read more: what the storm did to the woods of the island last week."},
    {"type": "text", "content": PARAGRAPHS[2]},
    {"type": "text", "content": PARAGRAPHS[3].replace("&", "&amp;")},
]
SPANS = [
    {
        "_type": "block",
        "style": "normal",
        "children": [
            {"_type": "span", "text": text[:20], "marks": []},
            {"_type": "span", "text": text[20:41], "marks": ["strong"]},
            {"_type": "span", "text": text[41:], "marks": []},
        ],
    }
    for text in PARAGRAPHS
]
BLOCKS = [{"name": "core/paragraph", "attributes": {"content": text.replace("&", "&amp;")}} for text in PARAGRAPHS]
RENDERED = [
    {"__typename": "CoreParagraph", "renderedHtml": f"<p>{text.replace('&', '&amp;')}</p>"} for text in PARAGRAPHS
]
NODES = [
    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text, "marks": []}], "data": {}}
    for text in PARAGRAPHS
]


@pytest.mark.parametrize(
    "scripts",
    [
        state(story(HTML)),
        state(story(ARC, "content_elements")),
        state(story(SPANS)),
        state(story({"nodeType": "document", "content": NODES})),
        state(story(BLOCKS, "blocks")),
        state(story(RENDERED, "editorBlocks")),
        state(story("\n\n".join(PARAGRAPHS))),
        state(story(HTML.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))),
        f"<script>window.__STATE__ = {written(story(HTML))};window.more = 1</script>",
        f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(story(HTML)))})</script>",
        # An object of JavaScript is no JSON.
        f"<script>N=(function(a){{return {{id:a,title:{json.dumps(TITLE)},body:{json.dumps(HTML)}}}}}(4))</script>",
        # Flat, with the numbers of its values, as devalue writes it.
        state([["Reactive", 1], {"title": 2, "body": 3}, TITLE, HTML], 'type="application/json" id="__NUXT_DATA__"'),
        # WordPress without its themes, Arc, Inertia, and JSON in the text of a call.
        state({"post": {"id": 4, "title": {"rendered": TITLE}, "content": {"rendered": HTML, "protected": False}}}),
        state({"_id": "A", "headlines": {"basic": TITLE, "native": ""}, "content_elements": ARC}),
        f'<div id=app data-page="{escape(json.dumps(story(HTML)))}"></div>',
        f"<script>stream.enqueue({json.dumps(json.dumps(story(HTML)))})</script>",
        # React's stream: the text in a row of JSON, or in one of its own to which that refers; cut anywhere.
        stream("1:I[4,[]]\n", f'5:["$","$L6",null,{json.dumps(story(HTML))}]\n'),
        stream(
            f"1a:T{len(HTML.encode()):x},", HTML[:99], HTML[99:], f'5:["$","$L6",null,{json.dumps(story("$1a"))}]\n'
        ),
    ],
    ids=(
        "html list spans nodes blocks rendered plain escaped assigned parsed javascript flat wordpress arc inertia call"
        " stream reference"
    ).split(),
)
def test_text_of_a_page_that_scripts_build_is_read_from_their_data(scripts: str):
    assert body_of(page('<script>var a = {b: "<p"}</script>', scripts)) == BODY


def test_the_title_of_the_page_may_have_a_section_behind():
    assert body_of(page(state(story(HTML)), title=f"{TITLE}-Coast", description="")) == BODY
    assert (
        body_of(page(state(story(HTML)), title=f"{TITLE} and all of the islands get their ferries", description=""))
        is None
    )


def test_captions_and_advertisements_in_the_data_are_no_body():
    html = (
        '<div class="img-box"><img src="/1.jpg"><div class="caption"><p>A crane lies in the water. Photo: Ann Lee</p>'
        f"</div></div>$$AD$${HTML}"
    )
    assert body_of(page(state(story(html)))) == BODY


def test_of_several_stories_the_one_beside_the_title_is_read():
    others = [{"headline": "Two sisters come home", "body": OTHER_HTML * 3}]
    value = story(HTML)
    value["props"]["pageProps"]["article"]["related"] = others  # type: ignore[index]
    assert body_of(page(state({"latest": others, **value}))) == BODY


def test_of_stories_without_titles_the_one_with_the_description_is_read():
    value = {"a": {"html": OTHER_HTML * 2}, "b": {"html": HTML}}
    assert body_of(page(state(value))) == BODY


@pytest.mark.parametrize(
    "value",
    [
        {"a": {"html": OTHER_HTML}, "b": {"html": HTML}},
        {"comments": [{"author": f"Reader {at}", "text": text} for at, text in enumerate(PARAGRAPHS)]},
        {"latest": [{"headline": "Two sisters come home", "body": OTHER_HTML}]},
        {"services": [{"text": text} for text in PARAGRAPHS]},
        {"headline": TITLE, "body": f"<p>{PARAGRAPHS[0]}</p>"},
        [TITLE, *PARAGRAPHS, *OTHERS],
    ],
    ids="which comments latest services short mixed".split(),
)
def test_a_text_that_may_be_anothers_is_not_taken(value: object):
    assert body_of(page(state(value), description="")) is None


COMMENTS = [{"id": at, "nickname": "bob", "text": text} for at, text in enumerate(OTHERS)]
FLAT = " ".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "beside",
    [
        {"comments": COMMENTS},
        {"commentData": {"items": COMMENTS}},
        {"author": {"name": "Ann Lee", "bio": OTHER_HTML}},
        {"newsletterBox": {"html": OTHER_HTML}},
        {"related_items": [{"name": "Two sisters", "content": OTHER_HTML}]},
        {"below": [{"name": "Two sisters", "slug": "two-sisters", "content": OTHER_HTML}]},
        {"below": [{"heading": f"Story {at}", "url": f"/{at}", "body": text} for at, text in enumerate(OTHERS)]},
        {"description": FLAT},
        {"articleSummary": FLAT},
    ],
    ids="comments nested author newsletter related named teasers description summary".split(),
)
def test_what_stands_beside_the_text_is_not_taken_for_it(beside: dict[str, object]):
    assert body_of(page(state({"article": {"headline": TITLE, **beside}}))) is None
    assert body_of(page(state({"article": {"headline": TITLE, "text": HTML, **beside}}))) == BODY


def test_links_within_paragraphs_are_of_them():
    parts = [
        [
            {"text": text[:20]},
            {"type": "link", "url": "/a", "title": "More", "children": [{"text": text[20:41]}]},
            {"text": text[41:]},
        ]
        for text in PARAGRAPHS
    ]
    assert body_of(page(state(story([{"type": "paragraph", "children": part} for part in parts])))) == BODY


def test_a_section_that_articles_name_is_no_title_of_theirs():
    others = [{"headline": "Two sisters come home", "section": "Culture", "body": OTHER_HTML * 3}]
    assert article_in_data(parse_html(page(state({"articles": others}))), ["Culture"], "") is None


def test_a_page_of_a_film_or_of_titles_has_no_text_in_its_data():
    data = state(story(HTML))
    film = {"@context": "https://schema.org", "@type": "VideoObject", "name": TITLE}
    assert body_of(page(data).replace('"article"', '"video.other"')) is None
    assert body_of(page(data, state(film, 'type="application/ld+json"'))) is None
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "video": film}
    assert body_of(page(data, state(article, 'type="application/ld+json"'))) == BODY
    titles = "".join(f'<h3><a href="/news/{at}">Story {at} of the coast is told</a></h3>' for at in range(9))
    assert body_of(page(data).replace('<div id="root">', f'<div id="root">{titles}')) is None


@pytest.mark.parametrize(
    "flag",
    [
        {"isPremium": True},
        {"is_accessible_for_free": False},
        {"access": "subscribers"},
        {"content_restrictions": {"content_code": "premium"}},
    ],
)
def test_what_is_paid_for_by_the_data_stays_paid_for(flag: dict[str, object]):
    value = story(HTML)
    value["props"]["pageProps"]["article"] |= flag  # type: ignore[index,operator]
    assert extract_article(page(state(value)), URL).reason == "paywall"


def test_what_is_locked_beside_the_text_is_not_the_text():
    value = story(HTML)
    value["props"]["pageProps"]["article"] |= {"discussion": {"locked": True}, "isPremium": False}  # type: ignore[index,operator]
    assert body_of(page(state(value))) == BODY


@pytest.mark.parametrize(
    "shown",
    [
        "<article><div class=paywall></div></article>",
        "<article><p>Subscribe to continue reading this article.</p></article>",
    ],
)
def test_what_the_page_sells_is_not_taken_from_its_data(shown: str):
    assert body_of(page(state(story(HTML))).replace('<div id="root">', f'<div id="root">{shown}')) is None


def test_what_is_paid_for_stays_paid_for():
    paid = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False}
    assert body_of(page(state(paid, 'type="application/ld+json"'), state(story(HTML)))) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-02T08:30:00Z", "2026-11-02"),
        (1_793_607_000, "2026-11-02"),
        (1_793_607_000_000, "2026-11-02"),
        (10**400, "None"),
        (True, "None"),
    ],
)
def test_dates_beside_the_text_are_read_where_the_page_has_none(moment: object, day: str):
    value = story(HTML)
    value["props"]["pageProps"]["article"] |= {"publishedAt": moment, "updated_at": "soon"}  # type: ignore[index,operator]
    found = extract(page(state(value)), URL)
    assert found is not None
    assert str(found.datePublished)[:10] == day
    stated = page(state(value), head='<meta property="article:published_time" content="2026-11-01T08:00:00Z">')
    found = extract(stated, URL)
    assert found is not None
    assert str(found.datePublished)[:10] == "2026-11-01"


@pytest.mark.parametrize(
    ("beside", "moment"),
    [
        ({"date": "2026-11-02T09:30:00", "date_gmt": "2026-11-02T08:30:00"}, "2026-11-02T08:30:00+00:00"),
        ({"date": "2026-11-02T09:30:00"}, "2026-11-02T00:00:00+00:00"),
        ({"date": "2026-11-01T09:30:00Z", "publishedAt": "2026-11-02T08:30:00Z"}, "2026-11-02T08:30:00+00:00"),
        ({"dateGmt": "2026-11-02T08:30:00Z"}, "2026-11-02T08:30:00+00:00"),
    ],
)
def test_dates_of_wordpress_are_those_in_utc(beside: dict[str, object], moment: str):
    found = extract(page(state({"post": {"title": {"rendered": TITLE}, "content": {"rendered": HTML}, **beside}})), URL)
    assert found is not None
    assert found.datePublished == moment


@pytest.mark.parametrize(
    ("beside", "names"),
    [
        ({"author": "Nora Whitcombe"}, ["Nora Whitcombe"]),
        ({"byline": "By Nora Whitcombe and Ali Raza"}, ["Nora Whitcombe", "Ali Raza"]),
        (
            {"authors": [{"name": "Nora Whitcombe", "slug": "nora"}, {"displayName": "Ali Raza"}]},
            ["Nora Whitcombe", "Ali Raza"],
        ),
        ({"credits": {"by": [{"type": "author", "name": "Nora Whitcombe"}]}}, ["Nora Whitcombe"]),
        ({"author": 12, "_embedded": {"author": [{"id": 12, "name": "Nora Whitcombe"}]}}, ["Nora Whitcombe"]),
        ({"author": {"node": {"name": "Nora Whitcombe"}}}, ["Nora Whitcombe"]),
        ({"author": {"data": {"id": 1, "attributes": {"name": "Nora Whitcombe"}}}}, ["Nora Whitcombe"]),
        ({"author": 12, "authorId": 12}, []),
        ({"author": {"name": "admin"}}, []),
        ({"authors": [{"name": "Tjark Lohmann"}, {"name": "Wiebke Onken"}]}, ["Tjark Lohmann", "Wiebke Onken"]),
        ({"author": "5f3a9c"}, []),
        ({"author": "nora-whitcombe"}, []),
        ({"author": {"name": "Whitcombe", "firstName": "Nora", "lastName": "Whitcombe"}}, ["Nora Whitcombe"]),
        ({"writer": "Nora Whitcombe", "creator": "Ali Raza"}, ["Nora Whitcombe"]),
        ({"creator": "Nora Whitcombe"}, ["Nora Whitcombe"]),
        ({"authors": [{"name": "Nora Whitcombe"}, {"name": "Ali Raza", "role": "Photographer"}]}, ["Nora Whitcombe"]),
        ({"authors": [[None, {"name": None}, 7, [["Nora Whitcombe"]]]], "byline": True}, ["Nora Whitcombe"]),
    ],
)
def test_authors_beside_the_text_are_read_where_the_page_has_none(beside: dict[str, object], names: list[str]):
    found = extract(page(state({"article": {"title": TITLE, "body": HTML, **beside}})), URL)
    assert found is not None
    assert [author.name for author in found.authors] == names


def test_the_text_that_the_page_shows_comes_first():
    shown = "".join(f"<p>{text}</p>" for text in OTHERS)
    html = page(state(story(HTML))).replace('<div id="root"></div>', f"<article><h1>{TITLE}</h1>{shown}</article>")
    assert body_of(html) == "\n\n".join(OTHERS)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=40) | st.just(HTML) | st.just(TITLE) | st.just("$1a"),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["title", "body", "text"]), inner),
)


@given(_JSON, st.text(max_size=60))
def test_no_data_breaks_the_reading(value: object, noise: str):
    written = json.dumps(value)
    scripts = [
        state(value),
        f"<script>x={written}{noise}</script>",
        stream(written, "1a:T3,abc", noise, f"2:{written}\n"),
    ]
    article_in_data(parse_html(page(*scripts)), [TITLE], DESCRIPTION)


@pytest.mark.parametrize(
    "script",
    [
        '{"a":' * 50_000,
        "x=" + "[" * 50_000,
        '"' * 100_001,
        "1:T" * 50_000,
        '"\\' * 50_000 + "<p",
        "self.__next_f.push(" * 9_000,
        '<p"' + '"a\\n",' * 500_000,
    ],
)
def test_broken_data_is_no_text(script: str):
    for kind in ('type="application/json"', ""):
        assert body_of(page(f"<script {kind}>{script}</script>")) is None
    assert body_of(page(stream(script))) is None


def test_texts_that_are_referred_to_often_are_put_in_as_often_as_there_is_room():
    text = "<p>" + "word and more. " * 4_000
    row = f"1a:T{len(text):x},{text}5:{written({'title': TITLE, 'parts': ['$1a'] * 20_000})}\n"
    found = article_in_data(parse_html(page(stream(row))), [TITLE], "")
    assert found is not None
    assert len(found.markup) < 5_000_000
