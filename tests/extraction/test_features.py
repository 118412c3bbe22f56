"""`newsbot.extraction.blocks.features`: every page has the same features, and their values are right."""

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.blocks.class_lexicon import HASHES, PLACES, ClassLexicon, label_hashes
from newsbot.extraction.blocks.features import find_headline, first_features, second_features
from newsbot.extraction.blocks.table import block_table
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document
from newsbot.extraction.vocabulary.word_groups import GROUPS, text_words, word_groups

URL = "https://www.news.example/story"
TITLE = "Floods close the valley road"
LEAD = "The river rose by two metres in one night and stood in the streets of the old town."
PAGE = f"""<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<article class="story"><h1>{TITLE}</h1><div class="byline">By <b>Jane Doe</b></div>
<img src="x.jpg"><p>Sandbags in Mill Lane. Photo: Archive</p>
<div itemprop="articleBody"><p>{LEAD}</p><h2>What comes next</h2>
<p><i>Nobody was hurt, the mayor said on Monday.</i></p>
<p>Read more at <a href="https://other.example/report.pdf">the report</a></p></div>
<hr><p>Subscribe to our newsletter and follow us on Facebook. <input type="email"></p><p>{LEAD}</p></article></body>"""


def lexicon(**weights):
    """A lexicon in which a class has a weight at every place."""
    table = np.zeros((PLACES, HASHES), np.float32)
    for name, weight in weights.items():
        only = set(label_hashes(("div", name, ""))) - set(label_hashes(("div", "", "")))
        table[:, sorted(only)] = weight
    return ClassLexicon(table)


def looked_at(walk, hints, known=None):
    """All features of all blocks, as if the first look had found each as likely as not."""
    table = block_table(walk)
    first = first_features(table, hints, known or lexicon())
    return second_features(table, first, np.zeros(len(table)), np.arange(len(table)), hints)


def features_of(html, hints=None, known=None):
    """A function that gives a feature of the block that begins with some words."""
    walk = walk_blocks(parse_document(html, URL).tree)
    table = looked_at(walk, hints or PageHints([TITLE], LEAD, URL, ["Jane Doe"], ["News Example"]), known)

    def value(start, name):
        order = next(block.order for block in walk.blocks if block.text.startswith(start))
        return float(table.values[table.names.index(name), order])

    return value


@pytest.mark.parametrize(
    ("start", "name", "value"),
    [
        (TITLE, "title", 2),
        (TITLE, "heading_level", 1),
        ("What comes", "heading_level", 2),
        (LEAD, "heading_level", 0),
        (LEAD, "description", 2),
        (LEAD, "last_char", 2),
        (LEAD, "copies", 2),
        (LEAD, "copies_before", 0),
        ("Home", "link_density", 1),
        ("Home", "in_li", 1),
        (LEAD, "in_article", 3),
        (LEAD, "in_li", 0),
        (LEAD, "in_itemprop_body", 2),
        ("By Jane", "person", 1),
        ("By Jane", "has_byline", 1),
        ("Sandbags", "byline_before", 1),
        ("Sandbags", "images_before", 1),
        ("By Jane", "images_after", 1),
        ("Subscribe", "rules_before", 1),
        ("Nobody", "italic", 1),
        ("Read more", "file_links", 1),
        ("Read more", "foreign_links", 1),
        ("Home", "foreign_links", 0),
        (LEAD, "foreign_links", -1),
        ("What comes", "heading_before", 0),
        ("Nobody", "heading_before", 1),
        ("Subscribe", "first_subscribe", 1),
        ("Home", "alike_0", 2),
        (TITLE, "after_headline", 0),
        ("By Jane", "after_headline", 1),
        ("By Jane", "headline_height", 2),
        (LEAD, "headline_height", 3),
        ("Home", "headline_height", 5),
        (LEAD, "odds", 0),
        ("Home", "odds-1", -9),
    ],
)
def test_a_feature_says_what_its_name_says(start, name, value):
    assert features_of(PAGE)(start, name) == pytest.approx(value, abs=1e-5)


def test_what_a_class_is_worth_counts_where_it_stands():
    html = '<body><div class="teaserbox"><div><p>One of the texts here.</p></div></div><p>And another one.</p></body>'
    value = features_of(html, known=lexicon(teaserbox=-1.0))
    assert value("One", "labels") < 0
    assert value("One", "labels_own") == 0
    assert value("And", "labels") == 0


def test_neighbours_are_asked_and_beyond_the_page_there_is_nobody():
    value = features_of(PAGE)
    assert value("Home", "link_density-1") == -9
    assert value("News", "link_density-1") == 1


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("newsletter", "subscribe"),
        ("abonnieren", "subscribe"),
        ("facebook", "social"),
        ("foto", "photo"),
        ("redakteurin", "role"),
        ("weiterlesen", "read_more"),
        ("подписывайтесь", "social"),
        ("kontakt", "contact"),
    ],
)
def test_furniture_words_of_many_languages_are_known(word, group):
    assert word_groups(word) >> GROUPS.index(group) & 1


@pytest.mark.parametrize("word", ["river", "bürgermeister", "", "x", "川"])
def test_other_words_are_in_no_group(word):
    assert word_groups(word) == 0


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<h1>The Valley News</h1><h2>{TITLE}</h2><p>{LEAD}</p>", TITLE),
        (f"<h2>More news</h2><h1>Another headline</h1><p>{LEAD}</p>", "Another headline"),
        (f"<h1 hidden>{TITLE}</h1><h1>Another headline</h1><p>{LEAD}</p>", "Another headline"),
        (f"<h2>More news</h2><p>{TITLE}</p>", None),
    ],
)
def test_headline_is_the_heading_that_is_the_title_or_the_first_of_the_page(body, text):
    walk = walk_blocks(parse_document(f"<body>{body}</body>", URL).tree)
    found = find_headline(block_table(walk), PageHints([TITLE]))
    assert (None if found is None else walk.blocks[found].text) == text


def test_a_card_in_a_list_of_like_ones_is_told_from_a_paragraph():
    cards = "".join(
        f'<div class="card"><h3><a href="/{n}">A title number {n}</a></h3><p>{n} {LEAD}</p></div>' for n in range(4)
    )
    value = features_of(f"<body><h1>{TITLE}</h1><div><p>{LEAD}</p></div><div>{cards}</div></body>")
    assert (value("2 The", "alike_1"), value("2 The", "linked_titles_1")) == (4, 1)
    assert (value(LEAD, "alike_1"), value(LEAD, "linked_titles_1")) == (2, 0)


def test_blocks_that_are_not_kept_are_asked_nothing():
    walk = walk_blocks(parse_document(PAGE, URL).tree)
    table = block_table(walk)
    hints = PageHints([TITLE], LEAD, URL)
    first = first_features(table, hints, lexicon())
    kept = np.array([3, 6])
    found = second_features(table, first, np.zeros(len(table)), kept, hints)
    assert found.values.shape == (len(NAMES), 2)
    assert (found.values[: len(first.names)] == first.values[:, kept]).all()
    assert (found.values[found.names.index("last_char-1")] == -9).all()


def test_elements_above_a_block_are_in_order():
    walk = walk_blocks(parse_document("<body><main><div><p>Text of a block.</p></div></main></body>", URL).tree)
    table = block_table(walk)
    tags = [walk.elements[order].tag for order in table.ancestors[0] if order >= 0]
    assert tags == ["p", "div", "main", "body"]


NAMES = looked_at(walk_blocks(parse_document(PAGE, URL).tree), PageHints()).names
text = st.text(max_size=40)
element = st.sampled_from("p div h2 li a span td blockquote figure nav br table".split())
pieces = st.lists(st.tuples(element, text, text), max_size=25)


@examples(150)
@given(pieces, text, st.lists(text, max_size=3))
def test_any_page_gives_the_same_finite_features(parts, title, people):
    html = "".join(
        f"<{tag} class='{name}' title='{content}'>{content}" + f"</{tag}>" * (number % 3 > 0)
        for number, (tag, name, content) in enumerate(parts)
    )
    walk = walk_blocks(parse_document(f"<body>{html} end", URL).tree)
    found = looked_at(walk, PageHints([title], title, title, people, people))
    assert found.names == NAMES
    assert found.values.shape == (len(NAMES), len(walk.blocks))
    assert np.isfinite(found.values).all()


LABELS = st.lists(st.tuples(st.sampled_from(["div", "p"]), st.text("ab-A ", max_size=6), st.just("")), max_size=8)


@given(st.lists(LABELS, max_size=5))
@examples(100)
def test_labels_that_are_known_from_other_pages_score_the_same(pages):
    weights = np.random.default_rng(0).normal(size=(PLACES, HASHES)).astype(np.float32)
    known = ClassLexicon(weights)
    for labels in pages:
        assert known.scores(labels).tolist() == ClassLexicon(weights).scores(labels).tolist()


def test_what_is_known_of_labels_is_bounded(monkeypatch):
    monkeypatch.setattr("newsbot.extraction.blocks.class_lexicon._MAX_REMEMBERED", 3)
    known = ClassLexicon(np.ones((PLACES, HASHES), np.float32))
    for number in range(20):
        assert len(known.scores([("p", f"name{letter}", "") for letter in "abcdefg"[: number % 6]])) == number % 6
        assert len(known._places) <= 3
    assert known.scores([("p", "x" * 60_000, "")]).shape == (1, PLACES)
    assert not known._places


@given(st.text("abZ1_'-@ .\x1c", max_size=12))
@examples(200)
def test_ascii_has_the_words_that_it_has_beside_other_letters(text):
    assert [*text_words(text), "é"] == text_words(f"{text} é")
