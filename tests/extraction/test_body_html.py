"""articleBodyHtml: the words of articleBody, with no markup except what the contract allows."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from loopback import scrapy

from newsbot import extract
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.html import add_markup, body_html
from newsbot.extraction.decisions import body_text, decide_body
from newsbot.extraction.document import parse_document
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageRequest, append_page
from newsbot.items import Article, Block, Evidence, to_line
from newsbot.markup import parse_html
from newsbot.sample_site.server import SampleSite
from newsbot.text import clean_text

URL = "https://example.com/2026/11/floods"
ALLOWED = set("p h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tr th td br strong em a code sub sup".split())
PROSE = [
    "The river rose by two metres in the night, and the road to the valley was closed until noon on Tuesday.",
    "Engineers inspected the old bridge in the morning and said that its pillars had not moved, unlike in 2013.",
    "The weather service expects more rain from Thursday on, though less than what fell at the start of the week.",
]


def marked_blocks(html: str, verdicts: list[str] | None = None) -> list[Block]:
    """The blocks of a page with their markup; all of them are body unless verdicts say otherwise."""
    document = parse_document(html, URL)
    walk = walk_blocks(document.tree)
    given_verdicts = (verdicts or []) + ["body"] * len(walk.blocks)
    blocks = [Block(b.text, b.element.tag, v) for b, v in zip(walk.blocks, given_verdicts, strict=False)]
    add_markup(document, walk, blocks)
    return blocks


def html_of(html: str, verdicts: list[str] | None = None) -> str:
    """The body without its line breaks between elements."""
    return body_html(marked_blocks(html, verdicts)).replace("\n", "")


class _Strict(HTMLParser):
    """Notes everything in a text that is no allowed element, no allowed attribute and no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if tag not in ALLOWED or names != (["href"] if tag == "a" else []):
            self.wrong.append(self.get_starttag_text() or tag)
        self.wrong += [value or "" for _, value in attrs if not (value or "").startswith(("http://", "https://"))]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(html: str, text: str) -> None:
    """The HTML holds the words of the text, nothing but what is allowed, and a browser reads it as it was meant."""
    strict = _Strict()
    strict.feed(html)
    strict.close()
    assert (strict.wrong, strict.open) == ([], [])
    assert strict.text.split() == text.split()
    body = parse_html(f"<body>{html}").body
    assert body is not None
    nodes = [node for node in body.css("*") if node is not body and node.tag != "body"]
    assert {node.tag for node in nodes} <= ALLOWED
    assert all(set(node.attributes) == ({"href"} if node.tag == "a" else set()) for node in nodes)
    assert body.text().split() == text.split()


# -------------------------------------------------------------------------------------------- markup


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p class=x style=y onclick=z>One</p>", "<p>One</p>"),
        ("<div>One<br><br>Two</div>", "<p>One</p><p>Two</p>"),
        ("<p>One <b>two</b> <i>three</i></p>", "<p>One <strong>two</strong> <em>three</em></p>"),
        ("<p><b><strong>One</strong> two</b></p>", "<p><strong>One two</strong></p>"),
        ("<p><b>One <em>two</em></b> three</p>", "<p><strong>One <em>two</em></strong> three</p>"),
        ("<p>One<b> two </b>three</p>", "<p>One <strong>two</strong> three</p>"),
        ("<p>H<sub>2</sub>O, m<sup>2</sup></p>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        ("<p><code>a</code> <kbd>b</kbd></p>", "<p><code>a</code> <code>b</code></p>"),
        ("<p><span>One</span> <u>two</u> <font size=7>three</font></p>", "<p>One two three</p>"),
        ("<p>One<b></b><i> </i> two</p>", "<p>One two</p>"),
        ("<p>One, and<br>two.</p>", "<p>One, and <br>two.</p>"),
        ("<p>One, <b>and<br>two</b>.</p>", "<p>One, <strong>and <br>two</strong>.</p>"),
        ("<p><br>One two, and three.<br></p>", "<p>One two, and three.</p>"),
        ("<p>1 <b>2<br><br>3</b> 4</p>", "<p>1 <strong>2</strong></p><p><strong>3</strong> 4</p>"),
        ("<h1>One</h1><h3>Two</h3>", "<h2>One</h2><h3>Two</h3>"),
        ("<ul><li>One<li>Two</ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ol><li><p>One</p><p>Two</p></ol>", "<ol><li><p>One</p><p>Two</p></li></ol>"),
        ("<ul><li>One<ol><li>Two</ol></ul>", "<ul><li>One<ol><li>Two</li></ol></li></ul>"),
        ("<ul><div><li>One</div></ul>", "<ul><li>One</li></ul>"),
        ("<blockquote>One<cite>Two</cite></blockquote>", "<blockquote><p>OneTwo</p></blockquote>"),
        ("<dl><dt>One<dd>Two</dl>", "<p>One</p><p>Two</p>"),
        ("<pre>a = 1\n\nb = 2</pre>", "<pre>a = 1 b = 2</pre>"),
        ("<p>a &lt;tag&gt; &amp;amp; \"b\"</p>", '<p>a &lt;tag&gt; &amp;amp; "b"</p>'),
    ],
)  # fmt: skip
def test_elements_become_the_allowed_ones(html, expected):
    assert html_of(html) == expected


def test_lines_of_preformatted_text_stay_apart():
    assert body_html(marked_blocks("<pre>a = 1\nb = 2\n\nc = 3</pre>")).replace(" \n", "\n") == (
        "<pre>a = 1\nb = 2\n\nc = 3</pre>"
    )


def test_a_table_keeps_its_columns():
    html = "<table><thead><tr><th>A<th>B<th>C</thead><tbody><tr><td>1<td><td>3<tr><td><td>2</tbody></table>"
    assert html_of(html) == (
        "<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
        "<tbody><tr><td>1</td><td></td><td>3</td></tr><tr><td></td><td>2</td></tr></tbody></table>"
    )


def test_a_table_that_lays_out_the_page_is_none():
    html = "<table><tr><td>Menu<td><p>One</p><table><tr><td>a<td>b</table><tr><td>More<td><p>Two</p></table>"
    verdicts = ["navigation", "body", "body", "body", "navigation", "body"]
    assert html_of(html, verdicts) == (
        "<p>One</p><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table><p>Two</p>"
    )


def test_only_the_body_is_there_and_lists_close_around_what_is_not():
    html = "<ul><li>One<li>Share<li>Two</ul><p>Tags</p><ul><li>Three</ul>"
    assert html_of(html, ["body", "share", "body", "tags", "body"]) == (
        "<ul><li>One</li><li>Two</li></ul><ul><li>Three</li></ul>"
    )
    assert body_html(marked_blocks("<p>One</p>", ["share"])) == ""


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/a", "https://example.com/a"),
        ("b?x=1&amp;y=2", "https://example.com/2026/11/b?x=1&amp;y=2"),
        ("//other.example/", "https://other.example/"),
        ("http://other.example/'a'", "http://other.example/&#x27;a&#x27;"),
        ("&quot;onclick=&quot;x", "https://example.com/2026/11/%22onclick=%22x"),
        ("  https://other.example/a#b ", "https://other.example/a"),
        ("#note", None),
        ("", None),
        ("mailto:a@example.com", None),
        ("tel:112", None),
        ("javascript:alert(1)", None),
        (" JaVaScRiPt:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("vbscript:x", None),
        ("http://[broken", None),
    ],
)
def test_links_lead_to_pages_of_the_web_or_are_none(href, target):
    expected = f'<a href="{target}">two</a>' if target else "two"
    written = href.replace("'", "&#39;")
    html = f"<p>One <a class=x target=_blank rel=y onclick=z href='{written}'>two</a></p>"
    assert html_of(html) == f"<p>One {expected}</p>"


# ------------------------------------------------------------------------------------------- safety


@pytest.mark.parametrize(
    "html",
    [
        "<p>One<script>alert(1)</script> two</p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<p>&lt;<b>script</b>&gt;alert(1)</p>",
        "<p><img src=x onerror=alert(1)>One<svg onload=x><p>Two",
        "<p>One<iframe srcdoc='<script>x</script>'></iframe><!-- --><b>two</b></p>",
        "<noscript><p>One</noscript><p title='</p><script>'>Two</p>",
        "<p>\u0338One <b>\u0338two</b><i>\u0301three</i></p>",  # joins with the ">" of a tag
        "<p>می<b>\u200cخواهم</b> <i>\u200d</i>x</p>",
        "<p>e<b>\u0301</b> and \u0065\u0301 and <b>e\u0301</b></p>",
        "<p>so\u00adft <a href=/x>hy\u00adphens</a> \u200b \u202e<b>x</b></p>",
        "<p>\U00100000One <b>two\U0010fff0</b> <a href=/x>\U00105000three</a></p>",  # our own marks
        "<p>" + "<b><i><sub>x" * 40 + "</p>",
        "<table><tr><td>" + "<td>" * 300 + "x<tr><td>y</table>",
        "<blockquote>" * 60 + "<ul><li>x" + "</blockquote>" * 60,
        "<li>One<td>Two<tr>Three<p>Four",
        "<a href=/x><p>One</p><ul><li>Two</ul></a><p>Three</p>",
    ],
)
def test_hostile_markup_is_only_text(html):
    blocks = marked_blocks(html)
    body = body_html(blocks)
    check(body, body_text(blocks))
    # What every string of a line goes through, once more.
    check(clean_text(body), body_text(blocks))


def test_soft_hyphens_and_other_invisible_characters_cost_no_markup():
    assert (
        html_of("<p>so\u00adft <a href=/x>hy\u00adphen</a></p>")
        == '<p>soft <a href="https://example.com/x">hyphen</a></p>'
    )


def test_a_block_that_cannot_be_marked_up_is_plain_and_the_next_one_is_not():
    first, second = marked_blocks("<p><b>e</b><i>\u0301</i> <b>one</b></p><p><b>two</b></p>")
    assert body_html([first, second]) == "<p>\u00e9 one</p>\n<p><strong>two</strong></p>"


def test_a_block_whose_text_was_changed_later_has_its_words():
    blocks = marked_blocks("<p>One <b>two</b></p><p>Three <b>four</b></p>")
    blocks[0].text = "One & only"
    assert body_html(blocks) == "<p>One &amp; only</p>\n<p>Three <strong>four</strong></p>"


_TAGS = "p div b i a span ul ol li table tr td th blockquote pre h1 h3 br strong code sub script style article".split()
_TEXTS = st.one_of(
    st.sampled_from(
        ("One two", " three ", "\n", "&lt;b&gt;", "&amp;", "<", ">", "\u0338", "\u200c", "e\u0301", "\u00ad")
    ),
    st.text(max_size=8),
)
_PIECES = st.one_of(
    _TEXTS,
    st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(("/x", "http://a.example/?a=1&b='2'", "javascript:x", '"><script>', "#x")).map(
        lambda href: f'<a onclick=x href="{href}">'
    ),
)
_VERDICTS = st.lists(st.sampled_from(("body", "share")), max_size=20)


@given(st.lists(_PIECES, max_size=40).map("".join), _VERDICTS)
def test_any_markup_gives_allowed_elements_and_the_words_of_the_body(html, verdicts):
    blocks = marked_blocks(html, verdicts)
    body = body_html(blocks)
    check(body, body_text(blocks))
    check(clean_text(body), body_text(blocks))


@examples(40)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_page_gives_a_line_with_the_words_of_its_body(inside):
    text = "".join(f"<p>{text}</p>" for text in PROSE)
    article = extract(f"<article><h1>Floods close the road</h1>{text}{inside}</article>", URL, with_html=True)
    if article is not None:
        line = to_line(article)
        check(line["articleBodyHtml"], line["articleBody"])


# ---------------------------------------------------------------------------------------- the chain

PAGE = (
    "<title>Floods close the valley road</title><meta property=article:published_time content=2026-11-02T09:30:00Z>"
    "<article><h1>Floods close the valley road</h1>" + "".join(f"<p>{t} <b>Bold</b></p>" for t in PROSE) + "</article>"
)


def test_without_the_setting_there_is_no_body_html():
    article = extract(PAGE, URL)
    assert article is not None
    assert article.articleBodyHtml is None
    assert all(block.markup is None for block in article.evidence.blocks)


def test_when_asked_for_it_is_in_the_line():
    article = extract(PAGE, URL, with_html=True)
    assert article is not None
    line = to_line(article)
    assert line["articleBodyHtml"].split("\n") == [f"<p>{text} <strong>Bold</strong></p>" for text in PROSE]


LAST = ("The road to the valley stays closed until the weekend.", "The schools open again on Thursday morning.")


def test_pages_of_an_article_join_without_joining_their_lists():
    parts = [PAGE.replace("</article>", f"<ul class=text><li>{text}</ul></article>") for text in LAST]
    requests = [PageRequest(part.encode(), URL, number=at, with_html=True) for at, part in enumerate(parts, 1)]
    reports = [read_page(request) for request in requests]
    article = reports[0].article
    assert article is not None
    append_page(article, reports[1])
    assert decide_body(article) is None
    assert (article.articleBodyHtml or "").endswith(f"<ul>\n<li>{LAST[0]}</li>\n</ul>\n<ul>\n<li>{LAST[1]}</li>\n</ul>")
    check(article.articleBodyHtml or "", article.articleBody or "")


def test_blocks_that_come_from_elsewhere_have_none():
    article = Article(evidence=Evidence(blocks=[Block("One", "p", "body")]))
    assert decide_body(article) is None
    assert article.articleBodyHtml is None


def test_a_crawl_writes_it_when_the_setting_says_so(tmp_path: Path) -> None:
    with SampleSite() as site:
        file = tmp_path / "lines.jsonl"
        arguments = ("-a", f"site={site.url}", "-O", str(file), "-s", "NEWSBOT_BODY_HTML=True")
        done = scrapy("crawl", "news", *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        check(line["articleBodyHtml"], line["articleBody"])
    everything = "".join(line["articleBodyHtml"] for line in lines)
    assert {tag for tag in ALLOWED if f"<{tag}>" in everything} >= {"p", "h2", "ul", "li", "blockquote"}
    assert any("pages" in line for line in lines)
