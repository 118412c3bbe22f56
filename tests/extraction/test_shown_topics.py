"""Sections and tags that only the page shows: the article's, not those of menu, tag cloud or other articles."""

import pytest

from newsbot.extraction.article import extract_article
from newsbot.items import Article

URL = "https://example.com/2026/floods-close-the-valley-road"
TITLE = "Floods close the valley road for a second day"
TEXT = "".join(
    f"<p>The river rose by two metres in night number {number}, and the road to the valley was closed until noon on"
    " Tuesday, as the office of the county said in the morning.</p>"
    for number in range(5)
)
TAGS = "<ul><li><a href=/tag/floods/>Floods</a></li><li><a href=/tag/roads/>roads (12)</a></li></ul>"


def article_of(above: str = "", below: str = "", outside: str = "", head: str = "", frame: str = "article") -> Article:
    page = f"<html lang=en><head><title>{TITLE}</title>{head}</head><body><{frame}><h1>{TITLE}</h1>{above}"
    report = extract_article(f"{page}<div>{TEXT}</div>{below}</{frame}>{outside}</body></html>", URL)
    assert report.article is not None, report.reason
    return report.article


@pytest.mark.parametrize(
    ("above", "below", "sections", "keywords"),
    [
        ("<p>3 May 2026 | <a href=/category/world.html>World</a></p>", "", ["World"], []),
        ("<dl><dt>Rubrik</dt><dd><a href=/rubrik/welt/>Welt</a></dd></dl>", "", ["Welt"], []),
        ("", f"<footer>Tags: {TAGS}</footer>", [], ["Floods", "roads"]),
        ("", "<p><a href='/?cat=3'>World</a>, <a href='/?tag=rain'>#rain</a></p>", ["World"], ["rain"]),
        (
            "",
            "<p><a href=/c/valley rel='category tag'>Valley</a> <a href=/t/rain rel=tag>› rain</a></p>",
            ["Valley"],
            ["rain"],
        ),
        ("", f"<h3>Tags</h3>{TAGS}", [], ["Floods", "roads"]),
        ("", "<p><a href=/c/valley>Valley</a> <a href=/t/rain>rain</a></p>", [], []),
        ("", "<h3>More from us</h3><p><a href=/t/rain rel=tag>rain</a></p>", [], []),
        (
            "",
            "<div><h3>More from us</h3><a href=/x rel=tag>x</a></div><p><a href=/t/rain rel=tag>rain</a>",
            [],
            ["rain"],
        ),
        ("<p><a href=/category/valley/ rel=tag>Valley</a></p>", "", ["Valley"], []),
        ("", "<div class=keywords><a href='/@@search?Subject=rain'><span>rain</span></a></div>", [], ["rain"]),
        # An address that begins the article's, where it ends as the link says.
        ("<p><a href=/2026/>All</a> <a href=/2026/>2026</a> | 3 May</p>", "", [], []),
        ("", f"<nav aria-label=tags>{TAGS}</nav>", [], ["Floods", "roads"]),
        ("", f"<nav class=post-tags>{TAGS}</nav>", [], ["Floods", "roads"]),
        # Names of elements that mostly hold other things, and headings in other languages.
        ("", f"<div class=related-topics>{TAGS}</div>", [], ["Floods", "roads"]),
        ("", f"<div class=nav>{TAGS}</div>", [], ["Floods", "roads"]),
        ("", f"<h2>キーワード</h2>{TAGS}", [], ["Floods", "roads"]),
        # Pages on a subject, which lie deep below it.
        (
            "",
            "<div class=related><h2>Zum Thema</h2><ul><li><a href=/themen/wasser/hochwasser/was/node.html>Was ist"
            " Hochwasser?</a></li></ul></div>",
            [],
            [],
        ),
        ("", "<div class=related><a href=/t/rain rel=tag>rain</a></div>", [], []),
        ("<p>By <a href=/author/ann-lee/>Ann Lee</a> on <a href=/2026/05/>3 May</a></p>", "", [], []),
    ],
)
@pytest.mark.parametrize("frame", ["article", "div"])
def test_links_to_lists_about_the_article_are_its_topics(above, below, sections, keywords, frame):
    article = article_of(above, below, frame=frame)
    assert (article.articleSection, article.keywords) == (sections, keywords)
    assert article.provenance.get("articleSection", "visible") == "visible"


def test_details_below_the_headline_are_the_articles_whatever_their_box_is_called():
    details = f"<div class=info-box><div class=post-meta>3 May <a href=/category/world/>World</a>{TAGS}</div></div>"
    article = article_of(details)
    assert (article.articleSection, article.keywords) == (["World"], ["Floods", "roads"])
    assert article_of(f"<div class=sidebar>{TAGS}</div>").keywords == []


def test_date_author_and_comments_in_the_element_of_the_tags_are_none():
    below = (
        f"<footer class=entry-tags><a href={URL}>3 May 2026</a> by <span class=author><a href=/u/ann>Ann Lee</a></span>"
        f" <a href=/t/rain>rain</a> <a href={URL}#respond>2 comments</a></footer>"
    )
    assert article_of(below=below).keywords == ["rain"]


def test_section_above_the_headlines_of_others_is_not_the_articles():
    box = (
        "<div><div><a class=heading href=/section/{0}>{0}</a></div>"
        "<div><a href=/2026/{0}>Another story of the {0} that is long enough for a headline</a></div></div>"
    )
    below = f"<div>{box.format('police')}{box.format('county')}</div>"
    assert article_of(below=below).articleSection == []
    assert article_of(below=f"<p><a href=/section/valley>Valley</a></p>{below}").articleSection == ["Valley"]


@pytest.mark.parametrize(
    "outside",
    [
        f"<aside class=sidebar>{TAGS}</aside>",
        f"<nav>{TAGS}</nav>",
        f"<div class=related><h3>Rain ends</h3>{TAGS}</div>",
        f"<footer><a href=/category/world/>World</a>{TAGS}</footer>",
    ],
)
def test_other_parts_of_the_page_name_no_topics_of_the_article(outside):
    article = article_of(outside=outside)
    assert (article.articleSection, article.keywords) == ([], [])


@pytest.mark.parametrize(
    ("outside", "keywords"),
    [
        (f"<div><div>{TAGS}</div></div><p>Next: <a href=/tag/rain/>Rain</a></p>", ["Floods", "roads"]),
        ("<p class=post-tag>Tags <a href=/t/floods rel=tag>Floods</a> <a href=/t/b rel=tag>B</a></p>", ["Floods", "B"]),
        ("<p><a href=/t/floods rel=tag>Floods</a> and other things that happened</p>", []),
        (f"<p>Written by Ann Lee</p><div>{TAGS}</div>", []),
        ("<p><a href=/tag/rain/>Rain</a> falls on the hills and in the town</p>", []),
    ],
)
def test_tags_may_follow_right_after_the_article(outside, keywords):
    assert article_of(outside=outside).keywords == keywords


def test_tags_follow_after_pointers_that_end_the_text_in_its_own_element():
    pointers = "<h3>Related stories</h3><ul><li><a href=/2026/rain>Rain stops play for a second day</a></li></ul>"
    page = f"<html lang=en><title>{TITLE}</title><body><article><h1>{TITLE}</h1><div>{TEXT}{pointers}</div>"
    page += f"<div>Tags: {TAGS}</div></article></body></html>"
    report = extract_article(page, URL)
    assert report.article.keywords == ["Floods", "roads"]
    # Topics below the pointers, in the element of the text, may be those of what they lead to.
    page = page.replace(f"<div>Tags: {TAGS}", "<div>").replace(f"{pointers}", f"{pointers}{TAGS}")
    report = extract_article(page, URL)
    assert report.article.keywords == []


def test_section_may_stand_right_above_the_article():
    kicker = '<ul class=meta-single><li><a href=/c/county rel="category tag">County</a></li></ul>'
    page = f"<title>{TITLE}</title><main>{{}}<article><h1>{TITLE}</h1>{TEXT}</article></main>"
    assert extract_article(page.format(kicker), URL).article.articleSection == ["County"]
    assert extract_article(page.format(f"<nav>{kicker}</nav>"), URL).article.articleSection == []


def test_section_is_the_list_that_the_address_stands_in():
    page = f"<title>{TITLE}</title><main><a href=/county/>County</a><h1>{TITLE}</h1><article>{TEXT}</article></main>"
    report = extract_article(page, "https://example.com/county/2026/floods-close-the-valley-road")
    assert report.article.articleSection == ["County"]


@pytest.mark.parametrize(
    ("kicker", "sections"),
    [
        ("<a href=/county>COUNTY</a>", ["COUNTY"]),
        ("<a href=/county>County</a> by <a href=/ann-lee>Ann Lee</a>", ["County"]),
        ("COUNTY", ["COUNTY"]),
        ("Valley", []),
        ("Subscribe", []),
        ("Jane Doe", []),
        ("<a href=/floods-close-the-valley-road>Floods close the valley road</a>", []),
        ("<a href=/valley>Valley</a>", []),
        ("<a href=/county>County</a> <a href=/sport>Sport</a>", []),
        ("<a href=/subscribe>Subscribe</a>", []),
        ("<a href=/county>More</a>", []),
    ],
)
def test_section_is_the_one_name_above_the_text_that_the_menu_has_too(kicker, sections):
    menu = "<header><a href=/county>County</a><a href=/sport>Sport</a><a href=/subscribe>Subscribe</a>"
    menu += (
        "<a href=/jane-doe>Jane Doe</a><a href=/floods-close-the-valley-road>Floods close the valley road</a></header>"
    )
    page = f"<title>{TITLE}</title>{menu}<main><p>{kicker}</p><h1>{TITLE}</h1><div>{TEXT}</div></main>"
    report = extract_article(page, "https://example.com/floods-close-the-valley-road")
    assert report.article.articleSection == sections


@pytest.mark.parametrize(
    ("kicker", "sections"),
    [
        ("Город", ["Город"]),
        ("<a href=/city/>Город</a>", ["Город"]),
        ("<a href=/park/>Парк</a>", []),
        ("<a href=/city/>Город</a> <a href=/kultura/>Культура</a>", []),
        ("<a href=/economie/>Économie</a>", ["Économie"]),
        ("Главное", []),
        ("Подписка", []),
        ("<a href=/subscribe/>Подписка</a>", []),
        ("Войти", []),
        ("<a href=/voiti/>Войти</a>", []),
    ],
)
def test_an_address_need_not_spell_a_section_of_another_script(kicker, sections):
    menu = "<header><a href=/city/>Город</a><a href=/news/main/>Главное</a><a href=/subscribe/>Подписка</a>"
    menu += "<a href=/voiti/>Войти</a><a href=/kultura/>Культура</a><a href=/economie/>Économie</a></header>"
    page = f"<title>{TITLE}</title>{menu}<main><p>{kicker}</p><h1>{TITLE}</h1><div>{TEXT}</div></main>"
    report = extract_article(page, "https://example.com/floods-close-the-valley-road")
    assert report.article.articleSection == sections


@pytest.mark.parametrize(
    ("kicker", "sections"),
    [
        ("<a href=/mestni/>Местни</a>", ["Местни"]),
        ("<a href=/mestni/2026/>16 юни 2026</a>", []),
        ("<a href=/mestni/>Jane Doe</a>", []),
        ("<a href=/novini/>Новини</a>", []),
        ("<a href=/mestni/>Назад</a>", []),
        ("<a href=/mestni/>All news</a>", []),
        ("<a href=/mestni/>« Back to overview</a>", []),
        ("<a href=/mestni/>Městní</a>", ["Městní"]),
        ("<a href=/mestni/>Regional</a>", []),
        ("<a href=/mestni/>Regional</a></p><nav><a href=/mestni/>Regional</a></nav><p>", ["Regional"]),
    ],
)
def test_a_link_to_the_list_in_which_the_article_lies_names_its_section(kicker, sections):
    page = f"<title>{TITLE}</title><main><p>{kicker}</p><h1>{TITLE}</h1><div>{TEXT}</div></main>"
    report = extract_article(page, "https://example.com/mestni/2026/floods-close-the-valley-road")
    assert report.article.articleSection == sections


TAG = "<a href=/tag/valley-life/>Valley life</a>"


@pytest.mark.parametrize(
    ("kicker", "head", "below", "sections", "keywords"),
    [
        (TAG, "", "", ["Valley life"], []),
        (TAG, "", "<p>Tags: <a href=/tag/floods/>Floods</a></p>", ["Valley life"], ["Floods"]),
        # Where something else says the section the tag is one among the others.
        (TAG, "<meta property=article:section content=County>", "", ["County"], ["Valley life"]),
        (f"<p>Sport</p>{TAG}", "", "", ["Sport"], ["Valley life"]),
        (TAG, "", "<p><a href=/category/county>County</a></p>", ["County"], ["Valley life"]),
        ("<a href=/tag/jane-doe/>Jane Doe</a>", "", "", [], ["Jane Doe"]),
        ("<a href=/tag/2026/>2026</a>", "", "", [], ["2026"]),
    ],
)
def test_one_tag_right_above_the_headline_is_the_section_where_nothing_else_is(kicker, head, below, sections, keywords):
    page = (
        f"<title>{TITLE}</title>{head}<nav><a href=/sport/>Sport</a></nav><main><article><div>{kicker}<h1>{TITLE}</h1>"
        f"</div><div>{TEXT}</div>{below}</article></main>"
    )
    article = extract_article(page, "https://example.com/floods-close-the-valley-road").article
    assert (article.articleSection, article.keywords) == (sections, keywords)


def test_a_tag_is_no_section_where_the_menu_leads_to_the_list_the_address_stands_in():
    page = (
        f"<title>{TITLE}</title><nav><a href=/world/>All the world</a></nav><main><article><div>{TAG}<h1>{TITLE}</h1>"
        f"</div><div>{TEXT}</div></article></main>"
    )
    article = extract_article(page, "https://example.com/world/2026/floods-close-the-valley-road").article
    assert (article.articleSection, article.keywords) == ([], ["Valley life"])


def test_author_whose_list_the_address_begins_with_is_no_section():
    page = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><a href=/jane-doe>Jane Doe</a><div>{TEXT}</div></main>"
    report = extract_article(page, "https://example.com/jane-doe/2026/floods-close-the-valley-road")
    assert report.article.articleSection == []


def test_the_folder_of_all_articles_is_no_section():
    head = "<meta property=article:section content=posts>"
    assert article_of(head=head).articleSection == []
    assert article_of("<p><a href=/categories/world/>World</a></p>", head=head).articleSection == ["World"]
    crumbs = "<div class=breadcrumbs><a href=/>Home</a> » <a href=/posts/>Posts</a></div>"
    assert article_of(crumbs).articleSection == []


def test_years_and_months_among_the_steps_are_no_sections():
    line = "<p><a href=/>Home</a> <a href=/county/>County</a> <a href=/county/2026/>2026</a></p>"
    page = f"<title>{TITLE}</title><main>{line}<h1>{TITLE}</h1><div>{TEXT}</div></main>"
    report = extract_article(page, "https://example.com/county/2026/floods-close-the-valley-road")
    assert report.article.articleSection == ["County"]


def test_a_cloud_of_tags_and_a_menu_of_sections_are_not_the_articles():
    cloud = "".join(f"<a href=/tag/{number}/>topic {number}</a> " for number in range(30))
    menu = "".join(f"<a href=/category/{number}/>section {number}</a> " for number in range(9))
    article = article_of(below=f"<p>{cloud}</p><p>{menu}</p>")
    assert (article.articleSection, article.keywords) == ([], [])


def test_what_the_page_declares_or_its_breadcrumbs_say_goes_first():
    head = "<meta name=keywords content='rain'><meta property=article:section content=County>"
    article = article_of("<a href=/category/world/>World</a>", TAGS, head=head)
    assert (article.articleSection, article.keywords) == (["County"], ["rain"])
    crumbs = "<div class=breadcrumbs><a href=/>Home</a> <a href=/county/>County</a></div>"
    assert article_of(f"{crumbs}<p><a href=/category/world/>World</a></p>").articleSection == ["County"]


@pytest.mark.parametrize(
    ("declared", "below", "sections"),
    [
        ("County, Floods, roads", TAGS, ["County"]),
        ("County, Floods, roads", "", ["County", "Floods", "roads"]),
        ("Floods, roads", TAGS, ["Floods", "roads"]),
        ("County, Floods", f"<a href=/category/f/>Floods</a>{TAGS}", ["County", "Floods"]),
        ("County, World", "<p class=cat-links><a href=/world/>World</a></p>", ["County", "World"]),
    ],
)
def test_what_is_declared_as_sections_and_shown_as_tags_is_tags(declared, below, sections):
    node = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "articleSection": "{declared}"}}'
    article = article_of(below=below, head=f"<script type=application/ld+json>{node}</script>")
    assert article.articleSection == sections
    assert article.keywords == (["Floods", "roads"] if TAGS in below and "category" not in below else article.keywords)


def test_what_a_menu_leads_to_is_a_section_though_a_tag_has_its_name_too():
    node = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "articleSection": ["County", "Floods", "roads"]}}'
    menu = "<nav><a href=/county>County</a> <a href=/floods>Floods</a> <a href=/sport>Sport</a></nav>"
    article = article_of(below=TAGS, outside=menu, head=f"<script type=application/ld+json>{node}</script>")
    assert article.articleSection == ["County", "Floods"]


@pytest.mark.parametrize(
    ("above", "sections"),
    [
        ("<a href=/sport>Sport</a>", ["Sport"]),
        ("<a href=/politica>Política</a>", ["Política"]),
        ("<b>County</b>", ["County"]),
        ("<a href=/rowing>Rowing</a>", []),
        ("", []),
    ],
)
def test_the_line_above_the_headline_is_a_section_if_the_first_row_of_lists_has_it(above, sections):
    row = "".join(
        f"<li><a href=/{address}>{name}</a>"
        for address, name in [("county", "County"), ("politica", "Política"), ("sport", "Sport"), ("world", "World")]
    )
    page = f"<div class=x1><ul>{row}</ul></div><div class=x2><span class=x3>{above}</span><h1>{TITLE}</h1>{TEXT}</div>"
    report = extract_article(f"<html><body>{page}</body></html>", URL)
    assert report.article is not None
    assert report.article.articleSection == sections


def test_a_line_that_leads_from_the_front_page_to_the_article_names_its_section():
    def sections(line: str) -> list[str]:
        page = f"<html><body><div>{line}</div><div><h1>{TITLE}</h1>{TEXT}</div></body></html>"
        report = extract_article(page, "https://example.com/society/2026/floods.htm")
        assert report.article is not None
        return report.article.articleSection

    assert sections("当前位置：<a href=/>首页</a> &gt; <a href=/society/>社会</a> &gt; 正文") == ["社会"]
    assert sections("<a href=/>Home</a> <a href=/society/>Society</a> <a href=/sport/>Sport</a>") == []


@pytest.mark.parametrize(
    ("kicker", "below", "sections", "keywords"),
    [
        # As Ghost's themes have it.
        ("<a class=gh-article-tag href=/tag/sport/>Sport</a>", "", ["Sport"], []),
        (
            "<div class=post-card-tags><span><a href=/tag/sport/>Sport</a></span> <span>Featured</span></div>",
            f"<p>{TAGS}</p>",
            ["Sport"],
            ["Floods", "roads"],
        ),
        # Several are tags, and so is the one of an article that has a category.
        ("<p><a href=/tag/floods/>Floods</a>, <a href=/tag/rain/>rain</a></p>", "", [], ["Floods", "rain"]),
        ("<a href=/tag/rain/>rain</a>", "<p>In <a href=/category/valley/>Valley</a></p>", ["Valley"], ["rain"]),
    ],
)
def test_the_one_tag_right_above_the_headline_is_the_section(kicker, below, sections, keywords):
    page = (
        f"<html lang=en><head><title>{TITLE}</title></head><body><nav><a href=/>Home</a></nav><article><header>{kicker}"
        f"<h1>{TITLE}</h1></header><section>{TEXT}</section>{below}</article></body></html>"
    )
    article = extract_article(page, URL).article
    assert (article.articleSection, article.keywords) == (sections, keywords)
