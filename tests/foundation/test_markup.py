"""From bytes to a tree: encodings, and markup designed to cost time; from markup to a plain line."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.markup import MAX_PAGE_BYTES, decode_html, parse_html, plain_line

TEXT = "Überfall in Köln – “schwer” verletzt"

# Python knows them, and no page is in them.
NO_CHARSETS = ["hex", "idna", "punycode", "utf-32", "utf-7", "unicode_escape", "undefined", "rot13"]


def shown(body: bytes | str, content_type: str | None = None) -> str:
    body_node = parse_html(body, content_type).body
    return " ".join(body_node.text().split()) if body_node is not None else ""


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html"),
        (TEXT.encode(), None),
        (TEXT.encode("windows-1252"), "text/html; charset=windows-1252"),
        (TEXT.encode("windows-1252"), "text/html"),
        # What is called Latin-1 on the web is windows-1252: the quotes and the dash do not exist in the former.
        (TEXT.encode("windows-1252"), "text/html; charset=iso-8859-1"),
        (b'<meta charset="windows-1252">' + TEXT.encode("windows-1252"), "text/html"),
        (b'<meta charset="utf-8">' + TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "text/html; charset=utf-16"),
        # The byte order mark wins over a header and a meta tag that lie.
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=iso-8859-1"),
        (b"\xef\xbb\xbf<meta charset=latin1>" + TEXT.encode(), None),
        # The header wins over the meta tag: a proxy that transcodes changes only the header.
        (b'<meta charset="windows-1252">' + TEXT.encode(), "text/html; charset=utf-8"),
        # Pages that were moved to UTF-8 and still declare what they were in before.
        (TEXT.encode(), "text/html; charset=gb18030"),
        (b'<meta charset="iso-8859-2">' + TEXT.encode(), "text/html"),
        # The other way round: declared UTF-8, and is not.
        (TEXT.encode("windows-1252"), "text/html; charset=utf-8"),
        (b'<meta charset="utf-8">' + TEXT.encode("windows-1252"), None),
        (b'<meta charset="windows-1252">' + TEXT.encode("windows-1252"), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html; charset=no-such-encoding"),
        *((TEXT.encode("windows-1252"), f"text/html; charset={name}") for name in NO_CHARSETS),
        *((f'<meta charset="{name}">'.encode() + TEXT.encode("windows-1252"), "text/html") for name in NO_CHARSETS),
        (TEXT.encode(), "text/html; charset="),
        (TEXT.encode(), "nonsense; ;;"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(body, content_type):
    assert shown(body, content_type) == TEXT


@pytest.mark.parametrize("name", NO_CHARSETS)
def test_where_a_server_names_no_encoding_of_pages_the_page_is_believed(name):
    text = "Новости дня"
    assert shown(b'<meta charset="koi8-r">' + text.encode("koi8-r"), f"text/html; charset={name}") == text


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "windows-1251", "koi8-r"])
def test_declared_encodings_of_other_scripts_are_read(encoding):
    text = {"windows-1251": "Новости дня", "koi8-r": "Новости дня", "euc-kr": "오늘의 뉴스"}.get(encoding, "今日")
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'.encode()
    assert shown(head + text.encode(encoding)) == text


def test_bytes_that_fit_no_encoding_still_give_text():
    assert "before" in decode_html(b"before \x81\xff\xc3\x28 after", None)
    assert "after" in decode_html(b"before \x81\xff\xc3\x28 after", "text/html; charset=utf-8")


def test_one_broken_byte_does_not_change_the_encoding():
    assert (
        shown(b"caf\xc3\xa9 \xc3\xa0 la carte \xe2\x80\xa6 \xff", "text/html; charset=utf-8")
        == "café à la carte … \ufffd"
    )


SOUND = "Der Rat tagt in Zürich, „bis spät“, sagt Ößgür."


@pytest.mark.parametrize("broken", [b"\xff", b"\xe2\x80", b"\xc3 ", b"\x96"])
@pytest.mark.parametrize("header", [None, "text/html; charset=windows-1252"])
def test_broken_character_in_a_page_of_utf_8_leaves_the_others_as_they_are(broken, header):
    assert shown(SOUND.encode() + broken + b" x " + SOUND.encode(), header).startswith(SOUND)


@pytest.mark.parametrize("cut", [1, 2])
def test_character_cut_off_at_the_end_does_not_change_the_encoding(cut):
    assert decode_html("Grüße …".encode()[:-cut], None) == "Grüße \ufffd"


def test_page_cut_at_the_limit_is_still_utf_8():
    body = "<p>é".encode() + "…".encode() * (MAX_PAGE_BYTES // 3)
    assert decode_html(body, None).startswith("<p>é……")


def test_page_of_two_encodings_is_read_as_it_declares():
    body = "é".encode() * 5 + "é".encode("windows-1252") * 5
    assert decode_html(body, "text/html; charset=windows-1252") == "Ã©" * 5 + "é" * 5


@pytest.mark.parametrize(
    "encoding", ["shift_jis", "euc-jp", "gb18030", "windows-1251", "cp866", "cp874", "windows-1252"]
)
def test_text_of_no_declared_encoding_is_not_taken_for_utf_8(encoding):
    texts = {"cp874": "สภาเมืองมีมติเมื่อคืนวันจันทร์", "windows-1252": "Größe über Öl"}
    text = texts.get(
        encoding, "Городской совет решил" if encoding in ("windows-1251", "cp866") else "市議会は月曜日の夜"
    )
    assert "\ufffd" not in decode_html(text.encode(encoding) * 3, "text/html; charset=windows-1252")


def test_text_that_is_already_decoded_is_taken_as_it_is():
    assert shown('<meta charset="windows-1252"><p>Škoda</p>') == "Škoda"


def test_nul_bytes_do_not_cut_the_page_or_its_tags():
    assert shown(b"<p>one\0two</p><\0p>three</p>") == "onetwothree"


def test_pages_beyond_the_limit_are_read_up_to_it(monkeypatch):
    monkeypatch.setattr("newsbot.markup.MAX_PAGE_BYTES", 20)
    assert shown(b"<p>" + b"a" * 100) == "a" * 17
    assert shown("<p>" + "a" * 100) == "a" * 17


def overloaded(attribute: str, join: str = " ", count: int = 200_000) -> str:
    return "<p " + join.join(attribute.format(number) for number in range(count)) + ">"


@pytest.mark.parametrize(
    "make_tag",
    [
        lambda: overloaded("a{}=1"),
        lambda: overloaded("a{}"),
        lambda: overloaded('a{}="<"'),
        lambda: overloaded("a{}='>'"),
        lambda: overloaded('a{}=""', join=""),
        lambda: overloaded("a{}", join="/"),
        lambda: overloaded("a{} = 1", join="\n"),
        lambda: overloaded("a{}<b", count=90_000),
        lambda: overloaded("=a{}"),
        lambda: overloaded("a{}='<b>'", count=90_000),
    ],
    ids=[
        "plain",
        "bare",
        "quoted <",
        "quoted >",
        "unspaced",
        "slashes",
        "spaced",
        "bare <",
        "leading =",
        "quoted tags",
    ],
)
def test_element_of_very_many_attributes_loses_them_and_keeps_its_text(make_tag):
    tree = parse_html(f"<h1>Before</h1>{make_tag()}text</p><p class=next>after</p>")
    assert [(node.text(), node.attributes) for node in tree.css("p")] == [("text", {}), ("after", {"class": "next"})]


@pytest.mark.parametrize(
    "page",
    [
        "<title><script></title><p {}>",
        "<textarea><!--</textarea><p {}>",
        '<a title="<script>">x</a><p {}>',
        "<style><script></style><p {}>",
        "<!-- x --!><p {}>",
        "<!--><p {}>",
        "<svg><title><p {}>",
        "<p>x</p {}>",
        "<script {}>",
        "<p" + "x" * 200 + " {}>",
    ],
)
def test_nothing_hides_an_element_of_very_many_attributes(page):
    tree = parse_html(page.format(" ".join(f"a{number}" for number in range(100_000))) + "text")
    assert max(len(node.attributes) for node in tree.root.traverse()) < 1_000


def test_page_ends_where_its_elements_have_more_attributes_than_memory_is_for():
    tree = parse_html("<p a b='1' c=\"2\" d>text</p>" * 60_000)
    nodes = tree.css("p")
    assert sum(len(node.attributes) for node in nodes[:10]) == 40
    assert len(nodes) == 50_000


def test_short_page_may_have_thousands_of_attributes():
    body = f"<!doctype html>{overloaded('a{}', count=5_000)}text".encode()
    assert len(parse_html(body).css_first("p").attributes) == 5_000


@pytest.mark.parametrize(
    "attributes",
    [
        ' class="one two" data-x="a > b" hidden',
        ' title="' + "word " * 2_000 + '"',
        ' src="data:image/png;base64,' + "QUJD" * 5_000 + '"',
        " " + " ".join(f"data-a{number}='{number}'" for number in range(200)),
        ' data-json=\'{"html": "<p class=x>", "n": [' + ", ".join(map(str, range(3_000))) + "]}'",
    ],
    ids=["ordinary", "long title", "data URL", "200 attributes", "JSON value"],
)
def test_long_tags_of_real_pages_stay_as_they_are(attributes):
    node = parse_html(f"<p{attributes}>text</p>").css_first("p")
    expected = attributes.strip().split("=")[0].split(" ")[0]
    assert node.text() == "text"
    assert expected in node.attributes
    assert node.attributes == parse_html(f"<!doctype html><p{attributes}>text").css_first("p").attributes


def test_comparisons_in_scripts_are_no_tags():
    script = "for (i=0;i<n ;i++) " + "var x = y; " * 500
    tree = parse_html(f"<script>{script}</script><p>text</p>")
    assert tree.css_first("script").text() == script
    assert tree.css_first("p").text() == "text"


@pytest.mark.parametrize("around", ["<script>{}</script>", "<SCRIPT>{}</SCRIPT>", "<!--{}-->"])
def test_what_looks_like_a_tag_in_a_long_script_or_comment_does_not_swallow_its_end(around):
    script = "for (i=0;i<n ;i++) " + "var x = y; " * 20_000
    tree = parse_html(f"<p>before</p>{around.format(script)}<p>after</p>")
    assert [node.text() for node in tree.css("body > p")] == ["before", "after"]


def depth(body: str) -> int:
    """How deep the elements are nested, counted no further than 3,000."""
    level, deepest = [parse_html(body).body], 0
    while level and deepest <= 3_000:
        deepest += 1
        level = [child for node in level for child in node.iter(include_text=True)]
    return deepest


@pytest.mark.parametrize(
    "markup",
    [
        "<div>text",
        "<div>text</x>",
        "<div a='<'>text",
        "<span>text",
        "<b>text",
        "<div></b>text",
        "<table><tr><td>text",
        "<ul><li>text",
    ],
)
def test_nesting_beyond_all_measure_is_flattened_and_no_text_is_lost(markup):
    body = markup * 21_000
    assert depth(body) < 2_500
    assert shown(body).replace(" ", "") == "text" * 21_000


@pytest.mark.parametrize(
    "bomb",
    [
        "<p>" + "".join(f"<b id={number}>" for number in range(400)) + "<p>x</p>" * 20_000,
        "".join(f"<div><font color={number}>x</div>" for number in range(10_000)),
        "".join(f"<p><i id={number}>x" for number in range(9_000)),
        "<p>" + "".join(f"<b id={number}></i>" for number in range(400)) + "<p>x</p>" * 20_000,
        "<p>" + "".join(f"<b id={number}><object></b></object>" for number in range(400)) + "<p>x</p>" * 20_000,
        "<p>" + "".join(f"<B id='>{number}'>" for number in range(400)) + "<p>x</p>" * 20_000,
    ],
    ids=["many paragraphs", "in divisions", "in paragraphs", "wrong ends", "hidden ends", "quoted >"],
)
def test_unclosed_formatting_does_not_multiply(bomb):
    nodes = sum(1 for _ in parse_html(bomb).body.traverse())
    assert nodes < 400_000


def test_formatting_of_a_large_page_stays_as_it_is():
    tree = parse_html("<p>one <b class=x>two</b> <i class=y>three</i></p>" * 5_000)
    assert len(tree.css("b.x")) == len(tree.css("i.y")) == 5_000


def test_options_are_never_text_of_a_large_page():
    body = "<select><optgroup label=a><option>one</select><p>two</p>" * 3_000
    tree = parse_html(body)
    assert len(tree.css("select > optgroup > option")) == 3_000
    assert len(tree.css("body > p")) == 3_000


def test_page_of_endless_tags_is_read_up_to_a_limit():
    assert 100_000 < len(parse_html("<p>x" * 300_000).css("p")) <= 150_000


def test_page_of_many_tags_that_never_closes_its_paragraphs_keeps_their_structure():
    body = "<div class=story>" + "<p>one <b>two</b><br>" * 3_000 + "</div><p class=last>end"
    tree = parse_html(body)
    assert len(tree.css("div.story > p")) == 3_000
    assert tree.css_first("body > p.last").text() == "end"


def test_wrongly_nested_tags_of_a_large_page_do_not_add_up():
    row = "<div><span><b>one</div></i></section><p>two</p>"
    tree = parse_html(row * 3_000 + "<div class=last><p>end</p></div>")
    assert tree.css_first("div.last > p").text() == "end"


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 1_000_000,
        "<a" * 400_000,
        "<a " * 400_000,
        '<a b="' * 200_000,
        "</" * 400_000,
        "<!--" * 200_000,
        "<select>" + "<option>x" * 100_000,
        "<style>" + "a{}" * 200_000,
        "&amp;" * 200_000,
        "<svg><title>" * 50_000,
        ("<a " * 200 + ">") * 10_000,
        "<select><button><selectedcontent></button>" + "<option selected>x" * 40_000,
        "<div>" * 600 + "</x>" * 400_000,
        "<x>" + "<div>" * 600 + "</x>" * 400_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_megabytes_of_broken_markup_give_a_tree(markup):
    assert parse_html(markup).body is not None


@examples(150)
@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "x/y; charset=\xff"]))
def test_any_bytes_give_a_tree(body, content_type):
    assert parse_html(body, content_type).root is not None


@examples(150)
@given(st.text(max_size=200))
def test_any_text_gives_a_tree(text):
    assert parse_html(text).root is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Floods &amp; storms", "Floods & storms"),
        ("<b>Floods</b><br/>close <!-- the --> road", "Floods close road"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("I <3 rivers", "I <3 rivers"),
        ("one\n two\u200b ", "one two"),
        ("long " * 100, "long long long long"),
        ("&#8203;", ""),
        ("", ""),
    ],
)
def test_a_marked_up_string_becomes_a_plain_line(text, line):
    assert plain_line(text, 20) == line


@examples(150)
@given(st.text(alphabet=st.sampled_from("<>/!ab &;#8\n\u200b"), max_size=60), st.integers(0, 30))
def test_any_string_gives_one_line_within_the_limit(text, limit):
    line = plain_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
