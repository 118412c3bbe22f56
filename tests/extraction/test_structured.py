"""What head and JSON-LD of a page declare, however malformed they are."""

import json

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.byline.author_signs import META_HANDLE
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.declared.structured import declared_url, read_declared
from newsbot.extraction.document import parse_document

URL = "https://example.com/2026/11/floods"


def read(head: str) -> Declared:
    return read_declared(parse_document(f"<html><head>{head}</head><body><p>x</p></body></html>", URL).tree, URL)


def script(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def read_ld(data: object) -> Declared:
    return read(script(data))


def node(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Floods", **fields}


def values(candidates) -> list[str]:
    return [candidate.value for candidate in candidates]


@pytest.mark.parametrize(
    "data",
    [
        node(),
        [node()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, node()]},
        [[{"@graph": [node()]}]],
        {"@type": "WebPage", "mainEntity": node()},
        node(**{"@type": ["Thing", "NewsArticle"]}),
        node(**{"@type": "http://schema.org/NewsArticle"}),
        node(**{"@type": "newsarticle"}),
        json.dumps(node()) + ";",
        json.dumps(node()).replace("}", ",}"),
        json.dumps({"@graph": [node()]}).replace("]", " , ]"),
        "<!-- " + json.dumps(node()) + " -->",
        "//<![CDATA[\n" + json.dumps(node()) + "\n//]]>",
        "/* <![CDATA[ */" + json.dumps(node()) + "/* ]]> */",
        "\ufeff" + json.dumps(node()),
        json.dumps(node(articleBody="one\ttwo")).replace("\\t", "\t\n"),
        json.dumps(node()).replace("{", "{ // what this page is\n", 1),
        json.dumps(node()) + json.dumps({"@type": "WebSite", "name": "Example"}),
        json.dumps(node(text="// no /* comment, ]", url="//example.com/a,}")).removesuffix("}") + ", /* last */ }",
    ],
    ids=lambda data: str(data)[:40],
)
def test_article_is_found_in_every_shape_of_json_ld(data):
    assert values(read_ld(data).headlines) == ["Floods"]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "null",
        "12",
        '"text"',
        "[]",
        "{}",
        '{"@type": "NewsArticle", "headline": "Floods"',
        "[" * 2_000,
        "[" * 2_000 + "]" * 2_000,
        '{"a":' * 2_000 + "1" + "}" * 2_000,
        '{"@type": "NewsArticle", "headline": ' + "9" * 5_000 + "}",
        "\x00\x01",
    ],
    ids=lambda broken: broken[:20],
)
def test_broken_script_says_nothing_and_does_not_hide_the_next(broken):
    declared = read(script(broken) + script(node(headline="Second")))
    assert values(declared.headlines) == ["Second"]


def test_script_of_a_megabyte_is_passed_over():
    declared = read(script(node(headline="Huge", articleBody="x" * 1_000_000)) + script(node()))
    assert values(declared.headlines) == ["Floods"]


@pytest.mark.parametrize(
    "author", ["Jane Doe", ["Jane Doe"], {"name": "Jane Doe"}, [{"@type": "Person", "name": "Jane Doe"}]]
)
def test_author_may_be_a_string_a_list_or_an_object(author):
    assert values(read_ld(node(author=author)).authors) == ["Jane Doe"]


def test_author_is_followed_through_its_id():
    person = {"@type": "Person", "@id": "#jane", "name": "Jane Doe", "url": "/authors/jane"}
    (author,) = read_ld({"@graph": [person, node(author={"@id": "#jane"})]}).authors
    assert (author.value, author.url, author.organization) == ("Jane Doe", "https://example.com/authors/jane", False)


def test_author_that_is_an_organization_says_so():
    assert read_ld(node(author={"@type": "Organization", "name": "Example Desk"})).authors[0].organization
    assert read_ld(node(author={"@type": "NewsMediaOrganization", "name": "Example Desk"})).authors[0].organization
    assert not read_ld(node(author={"name": "Jane Doe"})).authors[0].organization


def test_creator_is_asked_only_without_an_author():
    assert values(read_ld(node(author="Jane Doe", creator="John Roe")).authors) == ["Jane Doe"]
    assert values(read_ld(node(creator=["John Roe"])).authors) == ["John Roe"]


def test_given_and_family_name_make_a_name():
    assert values(read_ld(node(author={"givenName": "Jane", "familyName": "Doe"})).authors) == ["Jane Doe"]


def test_reference_to_itself_ends():
    loop = {"@id": "#a", "@type": "Person", "name": {"@id": "#a"}}
    assert values(read_ld({"@graph": [loop, node(author={"@id": "#a"})]}).headlines) == ["Floods"]


def test_article_that_names_this_page_wins_over_those_it_links_to():
    other = node(headline="Drought", url="https://example.com/2026/10/drought")
    this = node(mainEntityOfPage={"@type": "WebPage", "@id": URL})
    assert values(read_ld([other, this]).headlines) == ["Floods"]
    assert read_ld([other, this]).article_nodes == 2


def test_first_article_with_a_headline_wins_when_none_names_the_page():
    assert values(read_ld([{"@type": "Article"}, node(), node(headline="Drought")]).headlines) == ["Floods"]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Floods &amp; fire", ["Floods & fire"]),
        ("Floods &#8211; day two", ["Floods – day two"]),
        ("<b>Floods</b> again", ["Floods again"]),
        ("  Floods\n\tagain ", ["Floods again"]),
        (["Floods", "Drought"], ["Floods"]),
        ({"@value": "Floods"}, []),
        ("Fl\u200boods\u202e", ["Floods"]),
        (2026, ["2026"]),
        (True, []),
        (None, []),
        ([], []),
        ("", []),
        ({}, []),
    ],
)
def test_values_are_plain_safe_lines(headline, expected):
    assert values(read_ld(node(headline=headline)).headlines) == expected


def test_escaped_surrogates_are_joined_or_dropped():
    text = '{"@type": "NewsArticle", "headline": "Floods \\ud83c\\udf0a rise \\ud83c now"}'
    (headline,) = values(read_ld(text).headlines)
    assert headline.encode()
    assert headline.startswith("Floods 🌊 rise")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_an_invalid_number_is_no_text(number):
    declared = read_ld(f'{{"@type": "NewsArticle", "headline": {number}, "keywords": [{number}], "author": {number}}}')
    assert (declared.headlines, declared.keywords, declared.authors) == ([], [], [])


def test_fields_of_the_article_are_read():
    declared = read_ld(
        node(
            datePublished="2026-11-02T10:00:00Z",
            dateModified="2026-11-03",
            inLanguage="en-GB",
            description="Water everywhere.",
            articleSection=["World", "Weather"],
            keywords="rain, floods,, valley ",
            image=[{"@type": "ImageObject", "url": "/a.jpg", "width": "800px", "height": 600, "caption": "The bridge"}],
            video={"contentUrl": "https://cdn.example/v.mp4"},
            publisher={"@type": "Organization", "name": "Example Times", "url": "https://example.com/"},
            license="https://creativecommons.org/licenses/by/4.0/",
            isAccessibleForFree="False",
        )
    )
    assert values(declared.published) == ["2026-11-02T10:00:00Z"]
    assert values(declared.modified) == ["2026-11-03"]
    assert values(declared.languages) == ["en-GB"]
    assert values(declared.descriptions) == ["Water everywhere."]
    assert values(declared.sections) == ["World", "Weather"]
    assert values(declared.keywords) == ["rain", "floods", "valley"]
    (image,) = declared.images
    assert (image.url, image.width, image.height, image.caption) == (
        "https://example.com/a.jpg",
        800,
        600,
        "The bridge",
    )
    assert declared.videos[0].url == "https://cdn.example/v.mp4"
    assert (declared.publisher.name, declared.publisher.url) == ("Example Times", "https://example.com/")
    assert declared.rights.license == "https://creativecommons.org/licenses/by/4.0/"
    assert declared.is_free is False


def test_breadcrumbs_are_read():
    steps = [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.com/"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/world", "name": "World"}},
        {"@type": "ListItem", "position": 3, "name": "Floods"},
        "nonsense",
        {"item": "javascript:x"},
    ]
    crumbs = read_ld({"@type": "BreadcrumbList", "itemListElement": steps}).breadcrumbs
    assert [(crumb.name, crumb.url) for crumb in crumbs] == [
        ("Home", "https://example.com/"),
        ("World", "https://example.com/world"),
        ("Floods", None),
    ]


@pytest.mark.parametrize("publisher", [7, 4.5, {"name": 1234}, {"name": [99, "x"]}, [12], {"@type": "Organization"}])
def test_a_number_is_no_publisher(publisher):
    assert read_ld(node(publisher=publisher)).publisher.name is None


def test_sites_and_publishers_name_the_site():
    declared = read(
        script([{"@type": "WebSite", "name": "Example Times"}, {"@type": "Organization", "name": "Example Ltd"}])
        + '<meta property="og:site_name" content="The Times">'
    )
    assert declared.site_names == ["Example Times", "Example Ltd", "The Times"]


def test_an_agency_that_wrote_is_not_the_site():
    agency = {"@type": "Organization", "name": "dpa"}
    article = {"@type": "NewsArticle", "headline": "Floods close road", "author": [agency]}
    assert read(script([article])).site_names == []


@pytest.mark.parametrize("attribute", ["itemprop", "property"])
def test_section_may_be_microdata_or_rdfa(attribute):
    assert values(read(f'<p><meta {attribute}="articleSection" content="World"></p>').sections) == ["World"]


def test_meta_elements_are_read_by_property_name_and_itemprop_in_any_case():
    declared = read(
        """<title>Floods | Example</title><html lang=en>
        <meta property="og:title" content="Floods"><meta name="Twitter:Title" content="Road shut">
        <meta name=AUTHOR content="Jane Doe"><meta property="article:published_time" content="2026-11-02">
        <meta itemprop=dateModified content="2026-11-03"><meta name=description content="Water.">
        <meta property="article:section" content="World"><meta property="article:tag" content="rain">
        <meta property="article:tag" content="valley"><meta property="og:type" content="Article">
        <meta property="og:image" content="/a.jpg"><meta property="og:image" content="data:x">
        <meta property="og:locale" content="en_GB"><meta name=robots content="index, max-image-preview:large">
        <meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://example.com/tdm.json">
        <link rel="CANONICAL" href="/2026/11/floods/"><link rel=license href="https://example.com/terms">"""
    )
    assert values(declared.headlines) == ["Floods", "Road shut"]
    assert values(declared.authors) == ["Jane Doe"]
    assert values(declared.published) == ["2026-11-02"]
    assert values(declared.modified) == ["2026-11-03"]
    assert values(declared.descriptions) == ["Water."]
    assert values(declared.sections) == ["World"]
    assert values(declared.keywords) == ["rain", "valley"]
    assert values(declared.languages) == ["en_GB", "en"]
    assert [image.url for image in declared.meta_images] == ["https://example.com/a.jpg"]
    assert (declared.title, declared.og_type) == ("Floods | Example", "article")
    assert declared.canonical == "https://example.com/2026/11/floods/"
    assert declared.rights.robots == ["index", "max-image-preview:large"]
    assert (declared.rights.tdmReservation, declared.rights.tdmPolicy) == (1, "https://example.com/tdm.json")
    assert declared.rights.license == "https://example.com/terms"


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        ("The year was wrong.", ["The year was wrong."]),
        ("https://example.com/corrections#7", ["https://example.com/corrections#7"]),
        ({"@type": "CorrectionComment", "text": "The <b>year</b> was wrong."}, ["The year was wrong."]),
        ([{"@id": "#c"}, "The year was wrong."], ["The year was wrong."]),
        ([None, 3, {}, [], ""], ["3"]),
        ({"text": {"text": "x"}}, []),
    ],
)
def test_declared_corrections_are_texts(correction, expected):
    assert read_ld(node(correction=correction)).corrections == expected


def test_json_ld_comes_before_meta():
    declared = read('<meta property="og:title" content="Short">' + script(node(headline="Long")))
    assert [(item.value, item.origin) for item in declared.headlines] == [("Long", "json-ld"), ("Short", "meta")]


@pytest.mark.parametrize("value", ["2", "", "yes", "01"])
def test_reservation_that_is_none_is_not_declared(value):
    assert read(f'<meta name="tdm-reservation" content="{value}">').rights.tdmReservation is None


def test_title_of_a_drawing_is_not_the_pages():
    tree = parse_document("<body><svg><title>Logo</title></svg><p>x</p></body>", URL).tree
    assert read_declared(tree, URL).title == ""
    tree = parse_document("<body><svg><title>Logo</title></svg><title>Floods</title></body>", URL).tree
    assert read_declared(tree, URL).title == "Floods"


def test_page_without_head_declares_nothing():
    declared = read_declared(parse_document("", URL).tree, URL)
    assert (declared.headlines, declared.canonical, declared.title) == ([], None, "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<link rel=canonical href="https://example.com/a">', "https://example.com/a"),
        ('<meta property="og:url" content="https://example.com/a">', "https://example.com/a"),
        (
            '<link rel=canonical href="/a"><meta property="og:url" content="https://example.com/b">',
            "https://example.com/b",
        ),
        ('<link rel=canonical href="/a">', None),
        ('<link rel=canonical href="http://[broken">', None),
        (
            '<link rel=canonical href="https://"><meta property="og:url" content="https://example.com/b">',
            "https://example.com/b",
        ),
        ("<link rel=canonical>", None),
        ("", None),
    ],
)
def test_address_that_a_page_gives_itself(html, expected):
    assert declared_url(parse_document(html, "http://localhost/").tree) == expected


def test_counts_are_bounded():
    many = ["Jane Doe"] * 20
    declared = read(
        script(
            node(author=[[many] * 40] * 40, keywords=[f"k{number}" for number in range(4_000)], image=["/a.jpg"] * 400)
        )
        + "<meta name=author content='Jane Doe'>" * 400
    )
    assert len(declared.authors) <= 200
    assert len(declared.keywords) <= 100
    assert len(declared.images) <= 100


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["#a", URL, "/x", "2026"]),
)
KEYS = st.sampled_from(
    "@type @id @graph headline name author creator url datePublished inLanguage image video publisher keywords width"
    " articleSection mainEntityOfPage isAccessibleForFree itemListElement item license givenName caption".split()
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20
)
TYPES = st.sampled_from(["NewsArticle", "BreadcrumbList", "Organization", ["Person"], None])


@examples(300)
@given(
    st.lists(
        st.dictionaries(KEYS, TREES, max_size=8).flatmap(lambda d: TYPES.map(lambda t: {**d, "@type": t}) | st.just(d)),
        max_size=3,
    )
)
def test_wrong_types_in_any_field_break_nothing(nodes):
    declared = read_ld(nodes)
    for candidates in (declared.headlines, declared.authors, declared.published, declared.keywords, declared.sections):
        assert all(candidate.value == candidate.value.strip() != "" for candidate in candidates)
        assert all(candidate.value.encode() for candidate in candidates)
    assert all(media.url.startswith("http") for media in declared.images + declared.videos)


@examples(100)
@given(st.text(alphabet='{}[]",:\\@typeNws/*<!-> 0123', max_size=60))
def test_any_script_breaks_nothing(text):
    assert values(read(script(text) + script(node())).headlines)[-1:] in (["Floods"], [])


def test_microdata_name_the_author_of_the_article_with_an_origin_of_its_own():
    html = """<meta itemprop=author content="Bea Lund">
    <article itemscope itemtype="https://schema.org/NewsArticle">
    <span itemprop=author itemscope itemtype="https://schema.org/Person"><meta itemprop=name content="Ada Moran">
    <a itemprop=url href=/ada>all articles</a></span>
    <div itemscope itemtype="https://schema.org/Comment"><b itemprop=author>Somebody</b></div></article>"""
    found = read(html).authors
    assert [(author.value, author.origin) for author in found] == [("Bea Lund", "microdata")]
    found = read(html.partition("\n")[2]).authors
    assert [(a.value, a.origin, a.url) for a in found] == [("Ada Moran", "microdata", "https://example.com/ada")]


@pytest.mark.parametrize(
    ("creator", "site", "expected"),
    [
        ("@adamoran", "@exampletimes", [("@adamoran", True)]),
        ("Ada Moran", "@exampletimes", [("Ada Moran", False)]),
        ("@ExampleTimes", "@exampletimes", []),
    ],
)
def test_a_creators_handle_only_backs_a_name(creator, site, expected):
    html = f'<meta name="twitter:creator" content="{creator}"><meta name="twitter:site" content="{site}">'
    found = read(html).authors
    assert [(author.value, bool(author.signs & META_HANDLE)) for author in found] == expected


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="articleAuthor" content="Jane Doe">',
        '<meta property="article:author_name" content="Jane Doe">',
        # Pages that Mercury's parser has saved.
        '<meta name="author" value="Jane Doe">',
    ],
)
def test_meta_elements_of_authors_have_several_names(meta):
    assert [author.value for author in read(meta).authors] == ["Jane Doe"]


def test_other_attributes_of_meta_elements_tell_no_headline():
    assert [author.value for author in read('<meta name="author" content="" value="Jane Doe">').authors] == []
    assert read('<meta property="og:title" value="Floods">').headlines == []
