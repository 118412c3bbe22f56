"""`newsbot.extraction.features` and its parts: every page gives the same features, and they say what they should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extraction.block_table import block_table
from newsbot.extraction.blocks import walk_blocks
from newsbot.extraction.class_lexicon import HASHES, PLACES, ClassLexicon, label_hashes
from newsbot.extraction.document import parse_document
from newsbot.extraction.features import block_features
from newsbot.extraction.text_features import PageHints
from newsbot.extraction.word_groups import GROUPS, word_groups

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
        only = set(label_hashes("div", name, "")) - set(label_hashes("div", "", ""))
        table[:, sorted(only)] = weight
    return ClassLexicon(table)


def features_of(html, hints=None, known=None):
    """A function that gives a feature of the block that begins with some words."""
    walk = walk_blocks(parse_document(html, URL).tree)
    table = block_features(
        walk, hints or PageHints([TITLE], LEAD, URL, ["Jane Doe"], ["News Example"]), known or lexicon()
    )

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
        ("Home", "in_nav", 3),
        (LEAD, "in_nav", 0),
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
        (LEAD, "same_parent+1", 1),
        (LEAD, "same_parent-1", 0),
        ("Subscribe", "first_subscribe", 1),
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


def test_elements_above_a_block_are_in_order():
    walk = walk_blocks(parse_document("<body><main><div><p>Text of a block.</p></div></main></body>", URL).tree)
    table = block_table(walk)
    tags = [walk.elements[order].tag for order in table.ancestors[0] if order >= 0]
    assert tags == ["p", "div", "main", "body"]


NAMES = block_features(walk_blocks(parse_document(PAGE, URL).tree), PageHints(), lexicon()).names
text = st.text(max_size=40)
element = st.sampled_from("p div h2 li a span td blockquote figure nav br table".split())
pieces = st.lists(st.tuples(element, text, text), max_size=25)


@settings(deadline=None, max_examples=150)
@given(pieces, text, st.lists(text, max_size=3))
def test_any_page_gives_the_same_finite_features(parts, title, people):
    html = "".join(
        f"<{tag} class='{name}' title='{content}'>{content}" + f"</{tag}>" * (number % 3 > 0)
        for number, (tag, name, content) in enumerate(parts)
    )
    walk = walk_blocks(parse_document(f"<body>{html} end", URL).tree)
    found = block_features(walk, PageHints([title], title, title, people, people), lexicon())
    assert found.names == NAMES
    assert found.values.shape == (len(NAMES), len(walk.blocks))
    assert np.isfinite(found.values).all()
