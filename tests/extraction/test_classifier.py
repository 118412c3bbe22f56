"""Which blocks are the body, and why the others are not. Each case adds one trouble to a plain article."""

import re

import numpy as np
import pytest
from body_pages import PROSE, TITLE, P, article, blocks_of, body_of, verdict_of

from newsbot.extraction.blocks.signatures import text_key
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import SiteKnowledge, judge_blocks, keep_last_heading
from newsbot.extraction.document import parse_document
from newsbot.extraction.template.correction import adjust
from newsbot.extraction.template.lesson import END, LEVELS
from newsbot.extraction.template.profile import SiteProfile, Votes
from newsbot.items import BODY, Block
from newsbot.text import text_weight


def test_a_cell_of_the_articles_table_is_no_label():
    table = "<table><tr><th>Share<th>Date<th>Area<tr><td>12<td>1971<td>Valley<tr><td>31<td>1984<td>Coast</table>"
    assert (
        body_of(article("".join((*P[:3], table, *P[3:]))))[3:12]
        == "Share Date Area 12 1971 Valley 31 1984 Coast".split()
    )


@pytest.mark.parametrize(
    "line",
    [
        "<span class=caption>HARBOUR</span> — The council met on Monday to hear what the works on the quay will cost.",
        "The bank raised the rates of its <a class=credit-card href=/t/cards>credit cards</a> by two points on Monday.",
        "The map shows <span class=legend>flooded streets</span> in blue and <i class=legend>dry ones</i> in grey.",
        "The judge held that <em class=copyright>copyright</em> in the song had passed to the widow in 1971.",
        f"<img src=a><span class=caption>{' '.join(PROSE)}</span>",
    ],
)
def test_a_word_of_the_text_that_is_named_as_captions_are_stays(line):
    words = " ".join(re.sub("<[^>]+>", "", line).split())
    assert words in body_of(article("".join(f"<p>{text}</p>" for text in (*PROSE[:2], line, *PROSE[2:]))))


@pytest.mark.parametrize("name", ["caption", "img_desc", "photo-description"])
def test_an_inline_element_named_a_caption_is_none_of_the_text(name):
    picture = f"<img src=a><span class={name}>The smithy in the last week of May, before the rain</span>"
    html = "<br><br>".join((*PROSE[:3], picture + PROSE[3], PROSE[4]))
    assert body_of(article(f"<div>{html}</div>")) == PROSE


def test_a_cell_that_says_what_a_button_of_all_pages_says_stays_with_its_table():
    table = "<table><tr><th>Area<th>Families<th>Share<tr><td>Valley<td>12<td>4 %<tr><td>Coast<td>31<td>9 %</table>"
    walk = walk_blocks(parse_document(article("".join((*P[:3], table, *P[3:]))), "https://example.com/a").tree)
    (button,) = (block for block in walk.blocks if block.text == "Share")
    texts = Votes(np.array([text_key(button)], "<u4").tobytes(), np.array([-6], "<f2").tobytes())
    profile = SiteProfile("1", 30, [Votes()] * LEVELS, texts)
    hints = PageHints((TITLE,), "", "https://example.com/a")
    blocks = judge_blocks(walk, hints, beside=SiteKnowledge(profile)).blocks
    assert [block.verdict for block in blocks if block.tag in ("th", "td")] == [BODY] * 9


def test_a_label_in_the_text_does_not_end_it_though_it_is_the_heading_below_all_articles():
    label = "<p><strong>Read more</strong></p><ul><li><a href=/2026/a>Council votes on new bridge</a></ul>"
    teasers = "<section><h2>Read more</h2><p><a href=/2026/b>The mayor visits the school</a></p></section>"
    page = article("".join((*P[:4], label, *P[4:]))).replace("</main>", f"</main>{teasers}")
    walk = walk_blocks(parse_document(page, "https://example.com/a").tree)
    key = np.array([text_key(next(block for block in walk.blocks if block.text == "Read more"))], "<u4").tobytes()
    texts = Votes(key, np.array([-6], "<f2").tobytes(), bytes([END]))
    hints = PageHints((TITLE,), "", "https://example.com/a")
    profile = SiteProfile("1", 30, [Votes()] * LEVELS, texts)
    blocks = judge_blocks(walk, hints, beside=SiteKnowledge(profile)).blocks
    assert [block.text for block in blocks if block.verdict == BODY] == PROSE


def test_labels_that_end_articles_are_looked_for_once_however_many_they_are():
    class Counted(list):
        read = 0

        def __getitem__(self, place):
            found = super().__getitem__(place)
            self.read += len(found) if isinstance(place, slice) else 1
            return found

    labels = "<p>Read more</p>" * 300
    walk = walk_blocks(parse_document(article("".join((*P, labels, *P))), "https://example.com/a").tree)
    key = np.array([text_key(next(block for block in walk.blocks if block.text == "Read more"))], "<u4").tobytes()
    texts = Votes(key, np.array([0], "<f2").tobytes(), bytes([END]))
    walk.blocks = Counted(walk.blocks)
    adjust(np.full(len(walk.blocks), 0.9), walk, SiteProfile("1", 30, [Votes()] * LEVELS, texts), 0.45)
    assert walk.blocks.read < 10 * len(walk.blocks)


@pytest.mark.parametrize("label", ["More news from Milltown", "From our archive:"])
def test_a_bold_line_above_links_goes_with_them(label):
    links = (
        "<ul><li><a href=/2026/a>Council votes on new bridge</a><li><a href=/2026/b>Mayor visits the school</a></ul>"
    )
    inserted = f"<p><strong>{label}</strong></p>{links}"
    assert body_of(article("".join((*P[:3], inserted, *P[3:])))) == PROSE


def test_a_bold_line_above_a_list_of_the_article_stays():
    steps = "<ul><li>Two schools shut, one of them <a href=/x>for good</a></li><li>Forty families moved</li></ul>"
    body = body_of(article("".join((*P[:3], f"<p><strong>What was decided</strong></p>{steps}", *P[3:]))))
    assert "What was decided" in body


def test_plain_article_is_its_paragraphs():
    assert body_of(article("".join(P))) == PROSE


@pytest.mark.parametrize(
    ("insert", "kept"),
    [
        ("<h2>What happens next</h2>", "What happens next"),
        ("<h3>“Never this early”</h3>", "“Never this early”"),
        ("<ul><li>Two schools shut</li><li>Forty families moved</li></ul>", "Two schools shut"),
        ("<ol><li>Boil the water.</li><li>Wait.</li></ol>", "Wait."),
        ("<blockquote><p>It came over the wall at three.</p></blockquote>", "It came over the wall at three."),
        ("<table><tr><th>Place<th>Metres<tr><td>Bridge<td>2.1</table>", "2.1"),
        ("<p>No.</p>", "No."),
        ("<p><strong>Was anybody hurt?</strong></p>", "Was anybody hurt?"),
        ("<p><em>This story was corrected on Tuesday: the bridge was built in 1961.</em></p>", None),
        ("<p>It is on the <a href=/map>map of the valley, which shows it</a>.</p>", None),
        ("<p>The council has published <a href=/r>its report on the floods of 2013</a> and a map.</p>", None),
        ("<dl><dt>Depth</dt><dd>Two metres</dd></dl>", "Two metres"),
        ("<pre>Level 2.1 m</pre>", "Level 2.1 m"),
        (
            "<blockquote class=twitter-tweet><p>The road is under water, please stay at home tonight.</p>"
            "&mdash; Valley Police (@valleypolice) <a href=https://twitter.example/1>November 2, 2026</a></blockquote>",
            "The road is under water, please stay at home tonight.",
        ),
        ("<div class=wp-block-group><p>A paragraph in a box of the editor's own.</p></div>", None),
        ("<section class=faq><h2>Is the bridge safe?</h2><p>The engineers say that it is.</p></section>", None),
    ],
)
def test_what_belongs_to_the_text_is_kept(insert, kept):
    body = body_of(article("".join(P[:3]) + insert + "".join(P[3:])))
    assert [text for text in body if text in PROSE] == PROSE
    assert len(body) > len(PROSE)
    assert kept is None or kept in body


@pytest.mark.parametrize(
    ("insert", "text", "verdict"),
    [
        ("<p>See also: <a href=/b>Bridge shut in 2013</a></p>", "See also: Bridge shut in 2013", "related"),
        ("<p>Read more: Bridge shut in 2013</p>", "Read more: Bridge shut in 2013", "related"),
        ("<p><a href=/b>Bridge over the valley shut in 2013</a></p>", "Bridge over the valley shut in 2013", None),
        ("<div class=related><p>Bridge shut in 2013</p></div>", "Bridge shut in 2013", None),
        ("<div class=newsletter-box><p>News every day, for you.</p></div>", "News every day, for you.", None),
        ("<p>Sign up for our newsletter</p>", "Sign up for our newsletter", "newsletter"),
        ("<div class=share-buttons><span>On three networks</span></div>", "On three networks", None),
        ("<figure><img><figcaption>The bridge.</figcaption></figure>", "The bridge.", None),
        ("<div class=wp-caption><p class=wp-caption-text>The bridge.</p></div>", "The bridge.", None),
        ("<aside><p>A river is water that runs.</p></aside>", "A river is water that runs.", None),
        ("<div class=ad-slot><p>Buy boots now.</p></div>", "Buy boots now.", None),
        ("<p>Advertisement</p>", "Advertisement", "advertisement"),
        ("<p hidden>Text for machines.</p>", "Text for machines.", "hidden"),
        ("<p style='display:none'>Text for machines.</p>", "Text for machines.", "hidden"),
        ("<div class=sr-only>Opens in a new window</div>", "Opens in a new window", None),
        ("<span class=sr-only>Opens in a new window</span>", "Opens in a new window", None),
        ("<form><p>Give us your address, please.</p></form>", "Give us your address, please.", None),
        ("<div class=cookie-consent><p>We bake.</p></div>", "We bake.", None),
        ("<nav><p>Part two of three</p></nav>", "Part two of three", None),
        (f"<p>{TITLE}</p>", TITLE, "headline"),
        (P[0], PROSE[0], None),
    ],
)
def test_what_does_not_is_left_out_with_its_reason(insert, text, verdict):
    html = article("".join(P[:3]) + insert + "".join(P[3:]))
    assert body_of(html) == PROSE
    if verdict is not None:
        assert verdict_of(text, html) == verdict


@pytest.mark.parametrize(
    "before",
    [
        "<p class=byline>By <a href=/jane>Jane Doe</a></p>",
        "<p>By Jane Doe</p>",
        "<div class=meta><time datetime=2026-11-02>2 November 2026</time> <span>4 min read</span></div>",
        "<p class=standfirst>Forty families had to leave their homes in the night, and more rain is on its way.</p>",
        "<div class=kicker>Weather</div>",
        "<div>Valley</div><div>2 November 2026, 10:00</div>",
        f"<h2>{TITLE}</h2>",
        "<div class=share>Share</div><ul class=social><li><a href=#>One</a><li><a href=#>Two</a></ul>",
        "<figure><img><figcaption>The river in the morning. Photograph: J. Doe</figcaption></figure>",
        "<ul class=breadcrumb><li>Home</li><li>Valley</li></ul>",
    ],
)
def test_body_begins_with_its_first_paragraph(before):
    assert body_of(article(before + "".join(P))) == PROSE


@pytest.mark.parametrize(
    "after",
    [
        "<div class=author-box><p>Jane Doe has written about rivers for ten years and lives in the valley.</p></div>",
        "<p class=tags>Tags: <a href=/t/flood>flood</a>, <a href=/t/valley>valley</a></p>",
        "<h3>Related stories</h3><ul><li><a href=/b>Bridge shut in 2013</a><li><a href=/c>The big dry</a></ul>",
        "<h3>You may also like</h3><div class=card><p>Bridge shut in 2013, and for how long is not known.</p></div>",
        "<p><a href=https://agency.example/floods>Source link</a></p>",
        "<div id=comments><h3>2 comments</h3><p>I live there, and the water was at my door by three o'clock.</p></div>",
        "<h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form>",
        "<p>Reporting by Jane Doe; Editing by John Roe</p>",
        "<p>© 2026 Example Times</p>",
        "<p>Follow us on our channels</p>",
        "<h2>More from the valley</h2>",
        "<div>Last updated</div>",
        "<nav class=post-navigation><a href=/b>Bridge shut in 2013</a> <a href=/c>The big dry</a></nav>",
    ],
)
def test_body_ends_with_its_last_paragraph(after):
    assert body_of(article("".join(P) + after)) == PROSE


def test_last_short_sentence_is_body():
    assert body_of(article("".join(P) + "<p>The road stays shut.</p>"))[-1] == "The road stays shut."


def test_comments_longer_than_the_article_are_not_the_body():
    comment = "<li class=comment><p>I live there, and the water was at my door by three o'clock, as it was in 2013.</p>"
    html = article("".join(P[:3])) + f"<ol class=comment-list>{comment * 30}</ol>"
    assert body_of(html) == PROSE[:3]


def test_long_page_notices_are_not_the_body():
    notice = "<p>We and our partners store and read data on a device to show personal ads and to measure them.</p>"
    assert body_of(f"<div class=cookie-consent>{notice * 12}</div>" + article("".join(P))) == PROSE


def test_text_in_a_table_cell_parted_by_line_breaks():
    cell = f"<h1>{TITLE}</h1>" + "<br><br>".join(PROSE)
    html = f"<table><tr><td><a href=/>Home</a><br><a href=/world>World</a></td><td>{cell}</td></tr></table>"
    assert body_of(html) == PROSE


def test_link_that_is_broken_into_lines_is_no_sentence():
    html = article("".join(P) + "<p><a href=/b>Bridge over the valley<br>shut in 2013</a></p>")
    assert body_of(html) == PROSE


def test_sibling_containers_of_one_kind_are_one_body():
    html = article("".join(f"<div class=content-chunk>{part}</div><div class=ad>Ad</div>" for part in P))
    assert body_of(html) == PROSE
    html = article(f"<div class='text row'>{P[0] + P[1] + P[2]}</div><div class='text row'>{P[3]}{P[4]}</div>")
    assert body_of(html) == PROSE


def test_sibling_that_is_called_body_carries_on():
    html = article(f"<div class=article-body>{''.join(P[:4])}</div><div class='x article-body'>{P[4]}</div>")
    assert body_of(html) == PROSE


def test_deep_layout_does_not_hide_the_body():
    html = article("<div>" * 40 + "".join(P) + "</div>" * 40)
    assert body_of(html) == PROSE


def test_wrapper_with_a_bad_name_keeps_the_whole_article():
    for name in ("subscriber-only", "promo", "sidebar-layout", "widget", "teaser", "modal", "share"):
        assert body_of(article(f"<div class={name}>{''.join(P)}</div>")) == PROSE, name


def test_second_copy_of_a_paragraph_is_dropped():
    html = article("".join(P) + f"<div class=print-version>{P[1]}</div>")
    assert body_of(html) == PROSE


def test_pull_quote_that_repeats_a_sentence_is_dropped():
    quote = "We have seen worse, but never this early in the year"
    html = article(P[0] + P[1] + f"<aside class=pull-quote>{quote}</aside>" + "".join(P[2:]))
    assert body_of(html) == PROSE


def test_pull_quote_that_repeats_nothing_is_kept():
    other = "Nobody warned us, and nobody came before the morning"
    html = article(P[0] + P[1] + f"<div class=pullquote>{other}</div>" + "".join(P[2:]))
    assert body_of(html) == [*PROSE[:2], other, *PROSE[2:]]


def test_heading_of_a_removed_list_goes_and_one_above_text_stays():
    links = "<ul><li><a href=/b>Bridge shut in 2013</a></li><li><a href=/c>The big dry of 2018</a></li></ul>"
    html = article(P[0] + P[1] + "<h3>From the archive</h3>" + links + "<h3>The morning after</h3>" + "".join(P[2:]))
    assert body_of(html) == [*PROSE[:2], "The morning after", *PROSE[2:]]


def test_lead_that_repeats_the_description_above_the_text_is_the_deck():
    deck = "Forty families had to leave their homes in the night, and more rain is on its way."
    html = article(f"<h2>{deck}</h2>" + "".join(P))
    assert body_of(html, description=deck) == PROSE


def test_first_paragraph_that_the_description_repeats_stays():
    assert body_of(article("".join(P)), description=PROSE[0]) == PROSE


@pytest.mark.parametrize("rows", [["Floods | Example", "Home", "Login"], [""], ["<a href=/x>A link</a>"]])
def test_page_without_prose_has_no_body(rows):
    assert body_of("".join(f"<div>{row}</div>" for row in rows)) == []


def test_ideographs_weigh_more_than_letters():
    assert text_weight("road") == 4
    assert text_weight("道路") == 5
    assert text_weight("도로") == 5


@pytest.mark.parametrize(
    "sentence",
    [
        "大雨の影響で谷へ向かう道路が二日続けて通行止めとなり、四十世帯が体育館に避難した。",
        "昨夜河水上涨两米，通往山谷的道路关闭至周二中午，约四十户居民被转移到体育馆。",
        "밤사이 강물이 2미터 불어나 계곡으로 가는 도로가 화요일 정오까지 통제되었다고 시가 밝혔다.",
        "ارتفع منسوب النهر مترين خلال الليل وأُغلق الطريق المؤدي إلى الوادي حتى ظهر الثلاثاء.",
        "הנהר עלה בשני מטרים במהלך הלילה והכביש לעמק נסגר עד הצהריים ביום שלישי.",
        "रात में नदी का जलस्तर दो मीटर बढ़ गया और घाटी की सड़क मंगलवार दोपहर तक बंद रही।",
    ],
)
def test_scripts_of_all_directions_and_widths_have_bodies(sentence):
    sentences = [f"{number} {sentence}" for number in range(4)]
    assert body_of(article("".join(f"<p>{text}</p>" for text in sentences))) == sentences


def test_heading_at_the_end_is_kept_when_the_article_goes_on_elsewhere():
    blocks = blocks_of(article("".join(P) + "<h2>What happens next</h2><p>Tags: flood</p>"))
    assert blocks[-3].verdict != BODY
    keep_last_heading(blocks)
    assert [block.text for block in blocks if block.verdict == BODY] == [*PROSE, "What happens next"]


def test_keeping_the_last_heading_of_nothing_is_nothing():
    keep_last_heading([])
    blocks = [Block("Weather", "p", "outside")]
    keep_last_heading(blocks)
    assert blocks[0].verdict == "outside"


def test_each_block_is_answered_in_the_order_of_the_page():
    blocks = blocks_of(article("".join(P)))
    assert [block.text for block in blocks][2:8] == [TITLE, *PROSE]


def with_pull_quote(quote: str) -> str:
    figure = f'<figure class="wp-block-pullquote"><blockquote><p>{quote}</p></blockquote></figure>'
    return f"<article><h1>{TITLE}</h1><div class='entry'>{''.join(P[:3])}{figure}{''.join(P[3:])}</div></article>"


def test_a_pull_quote_that_repeats_no_paragraph_is_a_quotation_of_its_own():
    own = "A river is the only neighbour who never knocks before coming in."
    assert own in body_of(with_pull_quote(own))


def test_a_pull_quote_that_repeats_a_paragraph_is_none():
    assert body_of(with_pull_quote("We have seen worse, but never this early in the year")) == PROSE


@pytest.mark.parametrize(
    ("between", "heading", "is_kept"),
    [
        ([], "after", True),
        ([], "outside", True),
        (["caption"], "after", True),
        (["related", "related"], "after", True),
        (["related"], "outside", False),
        (["related"] * 3, "after", False),
        ([], "related", False),
    ],
)
def test_heading_of_the_next_page_is_kept_below_a_box_too(between, heading, is_kept):
    blocks = [Block("A paragraph.", "p", "body"), *(Block("A box", "div", verdict) for verdict in between)]
    blocks.append(Block("What comes next", "h3", heading))
    keep_last_heading(blocks)
    assert (blocks[-1].verdict == "body") is is_kept


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_subheading_that_quotes_a_sentence_of_the_text_is_body(tag):
    quote = "“We have seen worse, but never this early in the year”"
    html = article(P[0] + P[1] + f"<{tag}>{quote}</{tag}>" + "".join(P[2:]))
    assert body_of(html) == [*PROSE[:2], quote, *PROSE[2:]]


@pytest.mark.parametrize("name", ["nav_the_morning_after", "the-morning-after-related"])
def test_a_heading_with_an_id_of_its_own_words_is_no_navigation(name):
    html = article(P[0] + P[1] + f'<h3 class=subheading id="{name}">The morning after</h3>' + "".join(P[2:]))
    assert body_of(html) == [*PROSE[:2], "The morning after", *PROSE[2:]]


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ("<li>1 Nisan 2026</li><li>7</li>", []),
        ("<li class=byline>By Ada Moran</li><li>Reporting from Milltown</li>", []),
        ("<li>Two schools are shut</li><li>The bridge stands</li>", ["Two schools are shut", "The bridge stands"]),
        ("<li>4</li><li>17</li><li>23</li><li>38</li><li>41</li>", ["4", "17", "23", "38", "41"]),
    ],
)
def test_items_above_a_text_that_are_a_date_a_count_or_said_of_the_author_are_none_of_it(items, kept):
    walk = walk_blocks(parse_document(f"<h1>{TITLE}</h1><ul>{items}</ul>{''.join(P)}", "https://example.com/a").tree)
    beside = SiteKnowledge(chances=np.full(len(walk.blocks), 0.7))
    judged = judge_blocks(walk, PageHints((TITLE,)), beside=beside)
    assert [block.text for block in judged.blocks if block.verdict == BODY] == [*kept, *PROSE]
