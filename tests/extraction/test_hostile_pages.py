"""Whole pages that are broken, truncated or meant to cost time: a result or a reason in bounded time, also in a worker.

Hostile markup for the parser is in test_markup, wrong types in JSON-LD and junk in a page are in test_extract.
"""

import asyncio
import json
import random
import time

import fastjsonschema
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from news_pages import MARKUPS, PROSE, SEMANTIC, URL, body_of, page, paragraphs, part, story

from newsbot import extract
from newsbot.extraction.page_report import PageReport, PageRequest
from newsbot.items import BODY, article_schema, to_line
from newsbot.workers.pool import WorkerLimits, WorkerPool

# Of processor time, so that other work on the machine counts for nothing; no page below needs a third of it.
LIMIT_S = 5.0
validate = fastjsonschema.compile(article_schema())


def read_in_time(html, url=URL):
    """The article, or None; its line is valid and the time it took is bounded."""
    start = time.process_time()
    article = extract(html, url)
    assert time.process_time() - start < LIMIT_S
    if article is not None:
        line = to_line(article)
        validate(line)
        assert json.loads(json.dumps(line, ensure_ascii=False, allow_nan=False).encode()) == line
    return article


BOMBS = (
    *(
        "a ",
        "By ",
        "by and ",
        "von ",
        ",",
        ".",
        "1",
        "-",
        "|",
        "/",
        "(",
        "[",
        "{",
        '"',
        "'",
        "“",
        "’",
        "–",
        "©",
        "#",
        "%",
    ),
    *("2026-11-02 ", "12:", "1/", "2 hours ago ", "Jan ", "Updated ", "T00:00:00", "+", "404 ", "9" * 30 + " "),
    *(
        "@",
        "a@a.",
        "a.a",
        "http://a/",
        "www.",
        "A. ",
        "Mc",
        "Dr. ",
        "O'",
        "JANE ",
        "Jane Doe, ",
        " | Jane",
        "\u00a0",
        "\n",
    ),
    *("&amp;", "&#", "\u0301", "\u200d", "👨\u200d", "İ", "ß", "海", "ก", "ا", "\u202e", "\ud800", "\0", "\\", "\\u"),
    *(
        "Photo: ",
        "Read more: ",
        "See also ",
        "Reporting by ",
        "Reuters ",
        "Source: ",
        "Q: ",
        "Tags: ",
        "Share ",
        "cookie ",
    ),
    *(
        "display:",
        "width:1;",
        "none ",
        "_",
        "__",
        "a-b_",
        "title",
        "</p",
        "]]>",
        "--",
        "\t \n",
        "word\u2028",
        "!important",
    ),
)


@pytest.mark.parametrize("bomb", BOMBS, ids=ascii)
def test_long_run_of_anything_in_every_place_costs_no_time(bomb):
    text = (bomb * 30_000)[:30_000]
    safe = text.replace('"', "'").replace("<", "")
    entry = json.dumps(
        {"@type": "NewsArticle", "headline": text, "author": text, "datePublished": text, "keywords": text}
    )
    metas = ("author", "date", "robots", "description", "keywords")
    head = (
        "".join(f'<meta name={name} content="{safe}">' for name in metas)
        + f'<meta property="og:title" content="{safe}"><meta property="og:site_name" content="{safe}">'
        f'<link rel=canonical href="{safe}"><script type="application/ld+json">{entry}</script>'
    )
    above = (
        f'<p class=byline>By {text}</p><time datetime="{safe}">{text}</time><a rel=author href="{safe}">{text}</a>'
        f'<div class="{safe}" id="{safe}" style="{safe}">A short line.</div><img srcset="{safe}" alt="{safe}">'
    )
    body = f"{paragraphs(SEMANTIC, PROSE[:4])}<p>{text}</p>{paragraphs(SEMANTIC, PROSE[4:])}<p>Author: {text}</p>"
    read_in_time(page(SEMANTIC, story(SEMANTIC, body, above), head=head, title=text))


@pytest.mark.parametrize(
    "url",
    [
        URL + "/a" * 50_000,
        URL + "?" + "a=b&" * 30_000,
        URL + "-" * 100_000,
        URL + "/2026" * 20_000,
        URL + "%" * 100_000,
        URL + "#" * 100_000,
        "https://" + "a." * 50_000 + "example/x",
        "https://" + "a@" * 50_000 + "example/x",
        "https://harbourcourier.example:" + "9" * 50_000 + "/x",
        "https://" + "ü" * 10_000 + ".example/x",
        "https://harbourcourier.example/\ud800\u202e\0",
    ],
    ids=[
        "folders",
        "query",
        "hyphens",
        "years",
        "percent",
        "hashes",
        "labels",
        "users",
        "port",
        "umlauts",
        "surrogate",
    ],
)
def test_address_made_to_cost_time_gives_a_result(url):
    read_in_time(page(SEMANTIC, story(SEMANTIC, PROSE)), url)


def noise(size):
    return random.Random(7).randbytes(size)


UNDECLARED = page(SEMANTIC, story(SEMANTIC, PROSE), head="").encode()
WHOLE = page(SEMANTIC, story(SEMANTIC, PROSE)).encode()
# Made when they are asked for: they take a second.
HUGE = {
    "2 MB of noise": lambda: noise(2_000_000),
    "10 MB of noise in a page": lambda: WHOLE.replace(b"</section>", b"<p>" + noise(10_000_000) + b"</section>", 1),
    "12 MB in a paragraph": lambda: WHOLE.replace(
        b"</section>", b"<p>" + b"The ice is thin. " * 700_000 + b"</section>", 1
    ),
    "12 MB of paragraphs": lambda: WHOLE.replace(
        b"</section>", paragraphs(SEMANTIC, PROSE * 7_000).encode() + b"</section>", 1
    ),
    "12 MB of comment": lambda: WHOLE.replace(b"</section>", b"<!--" + b"- " * 6_000_000 + b"--></section>", 1),
    "8 MB of script": lambda: WHOLE.replace(b"</head>", b"<script>" + b"a=b;" * 2_000_000 + b"</script></head>", 1),
    "12 MB of spaces": lambda: WHOLE.replace(b"</section>", b" \n" * 6_000_000 + b"</section>", 1),
    "5 MB of class names": lambda: WHOLE.replace(
        b"<section>", ('<section class="' + " ".join(f"c{number}" for number in range(700_000)) + '">').encode(), 1
    ),
    "20,000 elements of their own class": lambda: WHOLE.replace(
        b"</section>", "".join(f"<p class='a{n} b-{n} c_{n}'>x" for n in range(20_000)).encode() + b"</section>", 1
    ),
    "5,000 notices on cookies": lambda: WHOLE.replace(
        b"</section>",
        b"<p>We and our partners ask for your consent to cookies and privacy, whatever it may be worth to you.</p>"
        * 5_000
        + b"</section>",
        1,
    ),
    "5,000 forms": lambda: WHOLE.replace(
        b"</section>", b"<div><h3>Sign up</h3><p>News.</p><input></div>" * 5_000 + b"</section>", 1
    ),
    "threads of comments, 400 deep": lambda: WHOLE.replace(
        b"</section>", b"<div class=comments>A comment on what was said before. " * 400 + b"</section>", 1
    ),
    "5,000 cards": lambda: WHOLE.replace(
        b"</section>",
        b"<div><h3><a href=/a>A title of a teaser</a></h3><p>And what it says of the page that it leads to.</p></div>"
        * 5_000
        + b"</section>",
        1,
    ),
    "JSON-LD nested 100,000 deep": lambda: WHOLE.replace(
        b"</head>", b'<script type="application/ld+json">' + b'{"a":[' * 100_000 + b"</script></head>", 1
    ),
    "2,000 JSON-LD scripts": lambda: WHOLE.replace(
        b"</head>",
        b'<script type="application/ld+json">{"@graph": [{"@type": "Thing"}]}</script>' * 2_000 + b"</head>",
        1,
    ),
    "5,000 next articles": lambda: WHOLE.replace(
        b"</main>", b"<article><h1>Another one</h1><p>One line.</p></article>" * 5_000, 1
    ),
    "20,000 dates": lambda: WHOLE.replace(
        b"</section>", b"<p><time>2 November 2026</time> By Jane Doe</p>" * 20_000, 1
    ),
    "20,000 cells": lambda: WHOLE.replace(
        b"</section>", b"<table>" + b"<tr><td>1<td>2" * 10_000 + b"</table></section>", 1
    ),
    "3,000 nested tables": lambda: WHOLE.replace(b"</section>", b"<table><tr><td>cell" * 3_000 + b"</section>", 1),
}


# Pages of which the body must come through as well.
WEIGHTS = ["12 MB of comment", "8 MB of script", "12 MB of spaces", "5 MB of class names"]


@pytest.mark.parametrize("name", [name for name in HUGE if name not in WEIGHTS])
def test_very_large_page_gives_a_result(name):
    read_in_time(HUGE[name]())


@pytest.mark.parametrize("name", WEIGHTS)
def test_weight_without_text_does_not_cost_the_body(name):
    article = read_in_time(HUGE[name]())
    assert article is not None
    assert (article.articleBody or "").split("\n\n")[:4] == PROSE[:4]


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
def test_tags_that_are_never_closed_do_not_cost_the_body(markup):
    html = page(markup, story(markup, PROSE))
    start = html.index(PROSE[-1]) + len(PROSE[-1])
    assert body_of(html[:start]) == PROSE


@examples(60)
@given(st.sampled_from(sorted(MARKUPS)), st.floats(0, 1))
def test_page_cut_off_anywhere_gives_the_beginning_of_its_text_or_nothing(name, share):
    markup = MARKUPS[name]
    html = page(markup, story(markup, PROSE, part(markup, "byline")), head="<meta charset=utf-8>").encode()
    article = read_in_time(html[: int(len(html) * share)])
    if article is not None:
        *whole, last = (article.articleBody or "").split("\n\n")
        assert whole == PROSE[: len(whole)]
        # A tag that is cut off after its first signs is text by the standard.
        assert PROSE[len(whole)].startswith(last.rstrip("</\ufffd"))


@pytest.mark.parametrize(
    "broken",
    [
        UNDECLARED.replace(b"</footer>", b"\xe2\x80</footer>"),
        UNDECLARED.replace(b"<footer>", b"<footer>\xff"),
        UNDECLARED[: UNDECLARED.rindex("©".encode()) + 1],
    ],
    ids=["half a character", "stray byte", "cut off inside a character"],
)
def test_broken_character_does_not_change_the_encoding_of_a_page_that_declares_none(broken):
    assert body_of(broken) == PROSE


@examples(60)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=200))
def test_page_with_wrong_bytes_gives_a_valid_line_or_nothing(changes):
    body = bytearray(WHOLE)
    for at, byte in changes:
        body[at] = byte
    read_in_time(bytes(body))


SURROGATES = ["\ud800", "\udfff", "\ud83d", "\udc80\ud800", "a\ud800b"]


@pytest.mark.parametrize("lone", SURROGATES, ids=ascii)
def test_lone_surrogates_in_any_place_give_a_valid_line(lone):
    entry = f'{{"@type": "NewsArticle", "headline": "{lone}", "author": {{"name": "{lone} Doe", "url": "/{lone}"}}}}'
    head = (
        f'<script type="application/ld+json">{entry}</script><meta name=author content="{lone}"><meta name=keywords'
        f' content="{lone},{lone}"><link rel=canonical href="/{lone}"><meta property="og:image" content="/{lone}.jpg">'
    )
    above = f"<p class='byline {lone}'>By <a rel=author href=/{lone}>{lone} Doe</a></p><img src=/{lone}.jpg alt={lone}>"
    html = page(SEMANTIC, story(SEMANTIC, [*PROSE, f"The bell {lone} rang."], above), head=head, title=lone)
    article = read_in_time(html)
    assert article is not None
    assert (article.articleBody or "").split("\n\n")[:-1] == PROSE


@pytest.mark.parametrize(
    "encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-7", "shift_jis", "cp037", "iso-2022-jp"]
)
@pytest.mark.parametrize(
    "declared", ["utf-8", "utf-16", "iso-2022-jp", "utf-7", "hz-gb-2312", "x-user-defined", "\xff"]
)
def test_wrong_declaration_of_the_encoding_gives_a_result(encoding, declared):
    html = page(SEMANTIC, story(SEMANTIC, PROSE)).replace("<head>", f"<head><meta charset='{declared}'>")
    read_in_time(html.encode(encoding, "replace"))
    read_in_time(html.encode("utf-8"))


def test_worker_answers_every_hostile_page_and_then_a_good_one():
    pages = [
        *(HUGE[name]() for name in ("2 MB of noise", "10 MB of noise in a page", "12 MB in a paragraph")),
        *(HUGE[name]() for name in ("8 MB of script", "JSON-LD nested 100,000 deep", "3,000 nested tables")),
        *(b"", b"\0", b"\xff\xfe", WHOLE[:-1000], WHOLE[1::2], noise(5_000), WHOLE.decode().encode("utf-16-le")),
    ]

    async def session():
        pool = WorkerPool(WorkerLimits(processes=1, timeout_s=60.0), "newsbot.workers.tasks")
        await pool.start()
        try:
            requests = [PageRequest(body, URL, "text/html") for body in (*pages, WHOLE)]
            return [await pool.run("read_page", request, PageReport) for request in requests], pool.children_started
        finally:
            await pool.close()

    reports, children = asyncio.run(session())
    assert all((report.article is None) != (report.reason is None) for report in reports)
    assert reports[-1].article is not None
    assert {block.verdict for block in reports[-1].article.evidence.blocks} == {BODY}  # the rest is not sent
    assert children == 1
