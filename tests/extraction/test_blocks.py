"""The runs of text of a page and the elements that hold them."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.walk import Walk, walk_blocks
from newsbot.extraction.document import parse_document


def walk(html: str) -> Walk:
    return walk_blocks(parse_document(html, "https://example.com/a").tree)


def texts(html: str) -> list[str]:
    return [block.text for block in walk(html).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One <b>bold</b> and <a href=/x>linked</a>.</p>", ["One bold and linked."]),
        ("<p>A line broken to<br>a width.</p>", ["A line broken to a width."]),
        (
            "<table><td>Floods close road<br>By Jane Doe<br>2 November 2026<td>x</table>",
            ["Floods close road", "By Jane Doe", "2 November 2026", "x"],
        ),
        ("<p>One<br></p><p><br>Two</p>", ["One", "Two"]),
        ("<td>One.<br><br>Two.<br> <br>Three.</td>", ["One.", "Two.", "Three."]),
        ("<table><tr><td>One.<br /><br />Two.<td>Three.</table>", ["One.", "Two.", "Three."]),
        ("<div>One.<br><br><br><br>Two.</div>", ["One.", "Two."]),
        ("<div>One.<span class='x br'></span><span class='x br'></span>Two.</div>", ["One.", "Two."]),
        (
            "<p>A line broken to<span class=br></span>a <i class='bold brown br-1'>width</i>.</p>",
            ["A line broken to a width."],
        ),
        ("<h3><button>Who pays?</button></h3><div>All do.<button>Share</button></div>", ["Who pays?", "All do."]),
        ("<div>Bare one.<p>Two.</p>Bare three.</div>", ["Bare one.", "Two.", "Bare three."]),
        ("<div>Bare <i>one</i>.<div>Two.</div> <b>Three</b></div>", ["Bare one.", "Two.", "Three"]),
        ("<ul><li>One<li>Two<ul><li>Three</ul></ul>", ["One", "Two", "Three"]),
        ("<h2>Head</h2>text<blockquote>Said.<p>More.</blockquote>", ["Head", "text", "Said.", "More."]),
        ("<p>  many \n\t spaces\xa0here </p>", ["many spaces here"]),
        ("<p>H<sub>2</sub>O and E=mc<sup>2</sup></p>", ["H2O and E=mc2"]),
        ("<p>one<span> two</span> <em>three</em></p>", ["one two three"]),
        ("<p>漢字<ruby>東京<rt>とうきょう</rt></ruby></p>", ["漢字東京とうきょう"]),
        ("<p>韓国の<ruby><rb>尹錫悦<rp>(<rt>ユン<rp>)</ruby>大統領", ["韓国の尹錫悦(ユン)大統領"]),
        ("<p>One<wbr>two,<br>three<i> four</i><b> </b>five.", ["Onetwo, three four five."]),
        ("<p>दिल्ली में <b>बाढ़</b> से <a href=/x>सड़क</a> बंद</p>", ["दिल्ली में बाढ़ से सड़क बंद"]),
        ("<p>กรุงเทพ<b>มหานคร</b>น้ำท่วม</p>", ["กรุงเทพมหานครน้ำท่วม"]),
        ("<p dir=rtl>אמר <bdi>Jane</bdi> אתמול</p>", ["אמר Jane אתמול"]),
        ("<p>The <x-stock>ABC, <b>1%</b></x-stock> fell<link href=/x>.</p>", ["The ABC, 1% fell."]),
        ("<p>By <span><meta itemprop=url content=/jane>Jane</span>", ["By Jane"]),
        ("<x-card><x-title>One</x-title><x-text>Two</x-text></x-card>", ["One", "Two"]),
        ("<p>One<table><td>Two</table>Three", ["One", "Two", "Three"]),
        ("<p>unclosed <b>bold<p>next", ["unclosed bold", "next"]),
        (
            "<div>One.<br><em class=img_desc>The smith.</em>Two.<span class='photo-caption'>Fire.</span></div>",
            ["One.", "The smith.", "Two.", "Fire."],
        ),
        ("<p></p><div> \n </div><p>&nbsp;</p>", []),
        ("<pre>a\n  b</pre>", ["a b"]),
        ("", []),
        ("plain text", ["plain text"]),
        ("<html><frameset><frame></frameset></html>", []),
    ],
)
def test_block_is_what_a_reader_sees_as_one_paragraph(html, expected):
    assert texts(html) == expected


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var x</script>",
        "<style>p {}</style>",
        "<noscript><p>Switch it on</p></noscript>",
        "<template><p>row</p></template>",
        "<svg><title>Icon</title><text>x</text></svg>",
        "<select><option>One</option></select>",
        "<button>Share</button>",
        "<textarea>draft</textarea>",
        "<video>no video<p>here</p></video>",
        "<iframe>old</iframe>",
        "<!-- <p>comment</p> -->",
    ],
)
def test_what_is_never_text_of_the_page_is_left_out(unseen):
    assert texts(f"<p>Before</p>{unseen}<p>After</p>") == ["Before", "After"]


def test_unseen_element_inside_a_paragraph_does_not_break_it():
    assert texts("<p>one <script>x()</script>two <svg><path/></svg>three</p>") == ["one two three"]


def test_hidden_is_marked_not_removed():
    found = walk(
        "<p>seen</p><p hidden>a</p><div style='color: red; DISPLAY: none'><p>b</p></div>"
        "<p style='visibility:hidden'>c</p><p hidden=until-found>folded</p><p style='display :none'>d</p>"
    )
    assert {block.text: block.element.hidden for block in found.blocks} == {
        "seen": False,
        "a": True,
        "b": True,
        "c": True,
        "folded": False,
        "d": True,
    }


@pytest.mark.parametrize(
    "unseen",
    [
        "<span class=sr-only>(opens in a new window)</span>",
        "<span hidden>(opens in a new window)</span>",
        "<i style='display: none'>(opens <b>in a</b> <a href=/x>new window</a>)</i>",
    ],
)
def test_hidden_words_in_a_line_are_left_out(unseen):
    (block,) = walk(f"<p>The report {unseen} came out.</p>").blocks
    assert (block.text, block.links) == ("The report came out.", [])


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ("role=dialog aria-hidden=true", True),
        ("role=alertdialog aria-hidden=true", True),
        ("class=modal aria-hidden=true", True),
        ("role=dialog aria-hidden=false", False),
        ("role=dialog", False),
        ("aria-hidden=true", False),
        ("aria-hidden", False),
    ],
)
def test_dialog_that_is_not_open_is_hidden(attributes, hidden):
    (block,) = walk(f"<div {attributes}><p>text</p></div>").blocks
    assert block.element.hidden is hidden


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # Themes set these apart by their style only.
        (
            "<p><span class=byline>by <span class='author vcard'><a href=/x>Jane Doe</a></span></span>"
            "<span class=posted-on>May 2, 2026</span><span class=reading-time>2 min read</span>"
            "<span class=comments-link>1 Comment</span></p>",
            ["by Jane Doe May 2, 2026 2 min read 1 Comment"],
        ),
        ("<p>By <span class=author>Jane Doe</span>, Reuters</p>", ["By Jane Doe, Reuters"]),
        ("<p>(<span class=date>May 2</span>)</p>", ["(May 2)"]),
        # Any other element may hold a part of a word.
        ("<p><span class=dropcap>T</span>he <span>wat</span><span>er</span> rose.</p>", ["The water rose."]),
        ("<p>3<time>日</time>に</p>", ["3日に"]),
    ],
)
def test_inline_elements_of_a_byline_are_apart(html, expected):
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<span style='display:block'>One.</span><span style='display:block'>Two.</span>", ["One.", "Two."]),
        ("<p>One <b style='color: red; DISPLAY : Flex'>two</b> three</p>", ["One", "two", "three"]),
        ("<p>One <b style='display: inline-block'>two</b> three</p>", ["One two three"]),
        ("<p>One <b style='display:table-cell'>two</b> three</p>", ["One two three"]),
        ("<p>One <b style='display:'>two</b> three</p>", ["One two three"]),
        ("<p>One <b style>two</b> three</p>", ["One two three"]),
    ],
)
def test_inline_element_that_is_shown_as_a_block_is_one(html, expected):
    assert texts(html) == expected


def test_element_shown_as_a_block_keeps_what_it_says():
    link, bold, last = walk("<a href=/x style='display:block'>Link</a><b style='display:block'>Bold</b>text").blocks
    assert (link.links, link.link_density) == ([("/x", "Link")], 1.0)
    assert (bold.strong_chars, bold.link_density) == (4, 0.0)
    assert (last.strong_chars, last.link_density) == (0, 0.0)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>鱼市将从\n  老港迁往城外。</p>", "鱼市将从老港迁往城外。"),
        ("<p>魚市場は\r\n<b>旧港</b>から、\n移転する。</p>", "魚市場は旧港から、移転する。"),
        ("<p>어시장은\n옛 항구를 떠난다.</p>", "어시장은 옛 항구를 떠난다."),
        ("<p>旧港 移転</p>", "旧港 移転"),
        ("<p>旧港\nHarbour\n移転</p>", "旧港 Harbour 移転"),
        ("<p><a href=/a>田中</a>\n<a href=/b>鈴木</a></p>", "田中 鈴木"),
        ("<p>旧港から。<br>\n移転する。</p>", "旧港から。 移転する。"),
        ("<pre>旧港\n移転</pre>", "旧港 移転"),
    ],
)
def test_line_break_of_the_source_is_no_space_between_ideographs(html, expected):
    assert texts(html) == [expected]


LONG = (
    "The town council of Wexhaven decided on Monday night that the fish market will leave the old harbour, and that the"
    " new hall is to have a roof."
)
NARROW = ["The town council of Wexhaven", "decided on Monday night that", "Monday is a good day for it,", "he said"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<td><a href=/x><b>The market moves.</b></a><br>It will reopen.", ["The market moves.", "It will reopen."]),
        (f"<td><b>Tom B.</b> wrote on 3 November:<br>{LONG}", ["Tom B. wrote on 3 November:", LONG]),
        (f"<p><strong>And the hall?</strong><br>{LONG}</p>", ["And the hall?", LONG]),
        (f"<div>Floods close road<br>By Jane Doe<br>{LONG}<br>{LONG}", ["Floods close road", "By Jane Doe", LONG * 2]),
        (
            "<td>魚市場が移転<br>町議会は月曜日の夜、魚市場を旧港から移転する。",
            ["魚市場が移転", "町議会は月曜日の夜、魚市場を旧港から移転する。"],
        ),
        (f"<p>The council decided.<br>{LONG}</p>", [f"The council decided. {LONG}"]),
        (f"<p><b>The council of</b><br>the old town. {LONG}</p>", [f"The council of the old town. {LONG}"]),
        (f"<p><b>The Council.<br>Its Mayor. {LONG}</b></p>", [f"The Council. Its Mayor. {LONG}"]),
        (f"<p>Roses are red,<br>{LONG}</p>", [f"Roses are red, {LONG}"]),
        (f"<p>{'<br>'.join(NARROW)}</p>", [" ".join(NARROW)]),
        (f"<p>{LONG} He said<br>Monday</p>", [f"{LONG} He said Monday"]),
    ],
)
def test_first_line_that_is_set_off_is_a_block_and_prose_is_not_torn(html, expected):
    assert [text.replace(f"{LONG} {LONG}", LONG * 2) for text in texts(html)] == expected


def test_text_below_a_label_keeps_what_was_counted():
    label, text = walk(
        f"<img><b>Floods</b><br>The <i class=author>Jane</i> {LONG}<br><a href=/x>Read</a> on <time>2 Nov</time>."
    ).blocks
    assert (label.strong_chars, label.italic_chars, label.links, label.marks) == (6, 0, [], 0)
    assert (text.strong_chars, text.italic_chars, text.link_chars, text.links) == (0, 4, 4, [("/x", "Read")])
    assert text.marks & words.AUTHOR
    assert text.marks & words.DATE
    assert (label.passed, text.passed) == ((1, 0, 0, 0), (0, 0, 0, 0))


def test_mentions_below_a_label_know_their_block():
    found = walk(f"<p>zero</p><td><b>Title</b><br>By <i class=author>Jane</i> {LONG}<br>on <time>2 Nov</time></td>")
    assert [found.blocks[mention.order].order for mention in found.mentions] == [2, 2]


def test_date_in_the_attributes_of_a_hidden_element_counts():
    (mention,) = walk("<p>Today <time class=updated style='display:none' datetime=2026-11-02>2/11</time></p>").mentions
    assert (mention.text, mention.shown, mention.mask & words.UPDATED) == ("2026-11-02", "", words.UPDATED)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Floods<a class=headerlink href='#floods' title='Link to this heading'>¶</a></h2>", ["Floods"]),
        ("<h2><a href='#floods'>#</a> Floods</h2>", ["Floods"]),
        ("<h2>Floods <a href='#floods'><i>\uf0c1</i></a></h2>", ["Floods"]),
        ("<h2><a href='#floods'>Floods</a></h2>", ["Floods"]),
        ("<p>The dam held.<a href='#note'>1</a></p>", ["The dam held.1"]),
        ("<p>A note. <a href='#back'>↩</a></p>", ["A note. ↩"]),
        ("<p>A reward of <a href=/money>€</a></p>", ["A reward of €"]),
    ],
)
def test_signs_that_link_within_the_page_are_no_text(html, expected):
    assert [block.text for block in walk(html).blocks] == expected


def test_link_density_counts_links_to_elsewhere_only():
    linked, half, anchored = walk(
        "<p><a href=/a>all of it</a></p><p>four<a href=/b>five</a></p><p><a name=x>marked</a> <a href='#n'>1</a></p>"
    ).blocks
    assert linked.link_density == 1.0
    assert half.link_density == 0.5
    assert anchored.link_density == 0.0
    assert linked.links == [("/a", "all of it")]


def test_text_of_each_link_is_its_own():
    (block,) = walk("<p><a href=/a>One <b>two</b></a>, <a href=/b><img></a> <a href=/c>three</a></p>").blocks
    assert block.links == [("/a", "One two"), ("/b", ""), ("/c", "three")]


def test_words_of_a_link_stay_apart_and_end_somewhere():
    spaced, long = walk(f"<p><a href=/a><b>One</b> <i>two</i></a></p><p><a href=/b>{'word ' * 100}</a>").blocks
    assert spaced.links == [("/a", "One two")]
    assert len(long.links[0][1]) == 300


def test_link_around_blocks_is_known_in_each():
    found = walk("<a href=/jane><div class=author>Jane Doe</div><p>Reporter</p></a>")
    assert [block.links for block in found.blocks] == [[("/jane", "Jane Doe")], [("/jane", "Reporter")]]


def test_lines_of_labels_keep_apart_what_was_counted():
    title, byline, date = walk(
        "<b>Floods</b><br><a class=author href=/jane>Jane</a><br><span class=date>2 Nov <time>2026</time></span>"
    ).blocks
    assert (title.strong_chars, byline.strong_chars, date.strong_chars) == (6, 0, 0)
    assert (title.link_density, byline.link_density, date.link_density) == (0.0, 1.0, 0.0)
    assert (title.marks, byline.marks & words.AUTHOR, date.marks & words.DATE) == (0, words.AUTHOR, words.DATE)
    assert (title.links, byline.links, date.links) == ([], [("/jane", "Jane")], [])


def test_link_around_paragraphs_counts_in_each():
    found = walk("<a href=/a><h3>Title</h3><p>Teaser text</p></a><p>free</p>")
    assert [(block.text, block.link_density) for block in found.blocks] == [
        ("Title", 1.0),
        ("Teaser text", 1.0),
        ("free", 0.0),
    ]


def test_elements_count_the_text_below_them():
    found = walk("<div id=a><p>12345</p><p><a href=/x>123</a></p></div>")
    outer = next(element for element in found.elements if element.tag == "div")
    assert (outer.text_chars, outer.link_chars) == (8, 3)


def test_class_words_are_inherited_and_telling_tags_known():
    (block,) = walk("<article><div class=related><ul><li><p class=x>text</ul></div></article>").blocks
    assert block.element.inherited & words.RELATED
    assert not block.element.mask
    assert {"article", "ul", "li"} <= block.element.tags


def test_classes_of_the_whole_page_are_not_asked():
    (block,) = walk("<body class='single sidebar comments'><main class=sidebar><article class=related><p>text").blocks
    assert block.element.inherited == 0


def test_blocks_and_elements_are_numbered_in_the_order_of_the_page():
    found = walk("<div>a<p>b</p>c</div><p>d")
    assert [block.order for block in found.blocks] == [0, 1, 2, 3]
    assert [element.order for element in found.elements] == list(range(len(found.elements)))


@pytest.mark.parametrize(
    ("html", "text", "shown", "url"),
    [
        ("<p>By <a rel=author href=/jane>Jane Doe</a></p>", "Jane Doe", "Jane Doe", "/jane"),
        ("<p>By <span class=author-name>Jane Doe</span></p>", "Jane Doe", "Jane Doe", None),
        ("<p>By <span itemprop=author>Jane <b>Doe</b></span></p>", "Jane Doe", "Jane Doe", None),
        ("<p><time datetime=2026-11-02>2 Nov</time></p>", "2026-11-02", "2 Nov", None),
        ("<p>On <time>2 Nov 2026</time></p>", "2 Nov 2026", "2 Nov 2026", None),
        ("<p>x <span itemprop=datePublished content=2026-11-02>2 Nov</span></p>", "2026-11-02", "2 Nov", None),
    ],
)
def test_inline_elements_that_name_authors_and_dates_are_mentions(html, text, shown, url):
    (mention,) = walk(html).mentions
    assert (mention.text, mention.shown, mention.url, mention.order) == (text, shown, url, 0)


def test_mention_knows_its_block():
    found = walk("<p>zero</p><div>one<br><br>two <time>today</time></div><p>three</p>")
    assert [found.blocks[mention.order].text for mention in found.mentions] == ["two today"]


def test_mention_in_a_line_of_labels_knows_its_line():
    found = walk("<p>zero</p><td>Title<br><i class=author>Jane</i><br>on <time>2 Nov</time></td>")
    assert [(mention.text, found.blocks[mention.order].text) for mention in found.mentions] == [
        ("Jane", "Jane"),
        ("2 Nov", "on 2 Nov"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<meta itemprop=datePublished content=2026-11-02>",
        "<p>text</p><time datetime=2026-11-02></time>",
    ],
)
def test_machine_readable_mention_without_text_breaks_nothing(html):
    assert all(mention.text for mention in walk(f"<p>one</p>{html}<p>two</p>").mentions)


def test_links_to_the_next_page_are_noted():
    assert walk("<p>x</p><a rel='nofollow next' href=/a/2>2</a>").next_links == ["/a/2"]


def test_page_of_endless_blocks_is_read_up_to_a_limit():
    found = walk("<p>x" * 30_000)
    assert 20_000 <= len(found.blocks) < 20_010


def test_elements_nested_without_end_are_known_to_a_depth_and_no_text_is_lost():
    found = walk("<div>word " * 2_000)
    assert max(element.depth for element in found.elements) == 500
    assert sum(block.text.count("word") for block in found.blocks) == 2_000


@pytest.mark.parametrize(
    "html",
    ["<a href=/x>" + "t<i></i>" * 90_000, "<p>" + ("<b class=date>" * 450 + "x " * 9_000 + "</b>" * 450 + "<p>") * 50],
    ids=["link", "dates"],
)
def test_text_in_very_many_pieces_is_read_once(html):
    found = walk(html)
    assert found.blocks
    assert all(len(mention.shown) <= 1_200 for mention in found.mentions)


def test_endless_paragraph_is_cut():
    (block,) = walk("<p>" + "word " * 100_000).blocks
    assert len(block.text) == 100_000


TAGS = "<p> </p> <div> </div> <ul><li> </ul> <b> </b> <br> <table><td> </table> <script> </script> <i> </i> </p".split()
TAGS += ["<a href=/x>", "</a>", "<time datetime=x>", "</time>", "<span itemprop=author>", "</span>"]


@examples(300)
@given(st.lists(st.sampled_from([*TAGS, "word ", "word", " "]), max_size=40))
def test_any_markup_gives_no_word_twice(pieces):
    html = "".join(piece.replace("word", f"w{number}") for number, piece in enumerate(pieces))
    found = walk(html)
    numbers = [int(word) for block in found.blocks for word in block.text.replace("w", " ").split()]
    assert len(numbers) == len(set(numbers))
    assert all(0.0 <= block.link_density <= 1.0 for block in found.blocks)
    assert all(block.text == block.text.strip() != "" for block in found.blocks)
    assert [block.order for block in found.blocks] == list(range(len(found.blocks)))


@examples(200)
@given(st.lists(st.sampled_from(["<p>", "<br>", "<b>word</b> ", "word ", "<a href=/x>word</a>", "<div>"]), max_size=30))
def test_no_word_of_well_formed_text_is_lost(pieces):
    numbered = [piece.replace("word", f"w{number}") for number, piece in enumerate(pieces)]
    expected = [number for number, piece in enumerate(pieces) if "word" in piece]
    shown = " ".join(texts("".join(numbered))).replace("w", " ").split()
    assert [int(word) for word in shown] == expected


def test_an_article_for_readers_without_scripts_is_read_where_scripts_would_show_it():
    story = "<br><br>".join(f"In chapter {number} the river rises to the old bridge again." for number in range(20))
    script = f"<script type=text/template>{story}</script>"
    found = walk(f"<div>{script}<noscript>{story}</noscript></div><p>End.</p>").blocks
    assert len(found) == 21
    assert found[0].text == "In chapter 0 the river rises to the old bridge again."
    assert found[0].element.tag == "noscript"


@pytest.mark.parametrize(
    ("looks", "named"),
    [
        ("has-drop-cap", ""),
        ("lead has-text-align-center has-large-font-size", "lead"),
        ("has-text-align-left has-background", "has-background"),
        ("has-teaser has-colorful", "has-teaser has-colorful"),
    ],
)
def test_looks_of_one_paragraph_do_not_name_it(looks, named):
    assert walk(f"<p class='{looks}'>One.</p>").blocks[0].element.name == named


@pytest.mark.parametrize(
    ("called", "named"),
    [
        ("module text text_0", "module text"),
        ("gb-headline-3f2a1b gb-headline-text", "gb-headline- gb-headline-text"),
        ("heading12_3f4a5b-9c", "heading12_"),
        ("title__2kX9a", "title__"),
        ("box-1204-related", "box--related"),
        ("col-md-8 h2", "col-md-8 h2"),
        ("cafe-facade", "cafe-facade"),
    ],
)
def test_numbers_of_one_element_do_not_name_it(called, named):
    assert walk(f"<p class='{called}'>One.</p>").blocks[0].element.name == named


def test_a_random_name_says_nothing_of_what_is_in_it():
    assert walk("<div class=el-ad12f3><p>One.</p></div>").blocks[0].element.inherited == 0
    assert walk("<div class='ad ad-12'><p>One.</p></div>").blocks[0].element.inherited != 0
