"""Copies are found whatever sites do to them, other stories are not, and a text's cluster is the same in every run."""

import hashlib
import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.duplicates import (
    SKETCH_VERSION,
    Neighbours,
    Sketch,
    Text,
    choose_cluster,
    compare,
    sketch_line,
    sketch_text,
)

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SCRIPTS = {
    "latin": ("abcdefghij", " "),
    "cyrillic": ("абвгдежзик", " "),
    "arabic": ("ابتثجحخدذر", " "),
    "hangul": ("가나다라마바사아자차", " "),
    "hindi": ("कखगघचिजीटु", " "),
    "thai": ("กขคงจาชเติท", ""),
    "han": ("的一是不了人我在有他这中大来上国", ""),
    "kana": ("あいうえおカキクケコ漢字", ""),
}


def words(script="latin", count=200, seed=1):
    letters, _ = SCRIPTS[script]
    rng = random.Random(f"{script} {seed}")
    return ["".join(rng.choice(letters) for _ in range(rng.randint(2, 6))) for _ in range(count)]


def write(script, parts):
    return SCRIPTS[script][1].join(parts) + "."


def story(count=200, seed=1):
    return write("latin", words(count=count, seed=seed))


def share(one, other):
    return compare(sketch_text("", one), sketch_text("", other)).containment


# Sketches


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("count", [120, 400])
def test_in_every_script_a_cut_copy_is_contained_and_another_story_is_not(script, count):
    parts = words(script, count)
    text = write(script, parts)
    assert share(text, text) == 1
    assert share(text, write(script, parts[: 2 * count // 3])) > 0.85
    assert share(text, write(script, words(script, count, seed=2))) < 0.1


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_word_in_twelve_changed_leaves_a_copy(script):
    parts, other = words(script, 400), words(script, 400, seed=2)
    changed = [other[place] if place % 12 == 5 else word for place, word in enumerate(parts)]
    assert 0.62 < share(write(script, parts), write(script, changed)) < 0.9


def test_marks_case_and_white_space_are_not_part_of_a_text():
    text = "“Don’t,” she said – and left. " + story()
    plain = "'DON'T' SHE SAID\n\nAND  LEFT\t" + story().upper()
    assert sketch_text("", text) == sketch_text("", plain)
    assert sketch_text("", "Ünder " + text) == sketch_text("", "U\u0308NDER " + plain)


@pytest.mark.parametrize("script", SCRIPTS)
def test_typographic_marks_part_words_as_spaces_do(script):
    parts = words(script, 96)
    typeset = "".join(f"{word}{mark}" for word, mark in zip(parts, "‘’“”–—… " * 12, strict=True))
    assert sketch_text("", typeset) == sketch_text("", " ".join(parts))


def test_a_headline_that_a_site_changes_is_not_part_of_a_text():
    assert sketch_text("Floods", story()) == sketch_text("Rain", story())


@pytest.mark.parametrize(
    "body", ["", "Watch the video.", "短い。", " ".join(["goal"] * 500), "a b c d e f g h i j" * 2]
)
def test_a_very_short_text_is_the_same_or_is_not(body):
    sketch = sketch_text("Floods", body)
    assert sketch.is_short
    assert len(sketch.keys) == 1
    assert sketch == sketch_text(" FLOODS ", body.upper())
    assert sketch != sketch_text("Rain", body)
    assert compare(sketch, sketch_text("Floods", story())).containment < 0.1


@pytest.mark.parametrize("size", [60, 255, 300, 600, 5_000, 20_000])
def test_the_sample_of_a_text_has_a_size_whatever_the_text_has(size):
    sketch = sketch_text("", story(size))
    assert abs(sketch.size - size) < 30
    assert min(size - 30, 90) < len(sketch.hashes) < 310
    assert 5 < len(sketch.keys) < 90


def test_a_text_without_end_is_sketched_by_its_beginning():
    text = story(60_000)
    assert len(text) > 220_000
    assert sketch_text("", text) == sketch_text("", text[:200_000])


def test_a_sketch_is_the_same_in_every_run():
    """A change here needs another SKETCH_VERSION: the state holds sketches of the last 30 days."""
    texts = [write(script, words(script)) for script in SCRIPTS] + ["short", story(3_000)]
    sketches = [sketch_text("", text) for text in texts]
    digest = hashlib.sha256(b"".join(b"%d %s" % (sketch.size, sketch.data) for sketch in sketches)).hexdigest()
    assert (SKETCH_VERSION, digest[:16]) == (1, "e3af03b371350ac6")


texts = st.text(max_size=300) | st.lists(st.sampled_from(words()), max_size=400).map(" ".join)


@given(texts, texts)
def test_any_two_texts_can_be_compared(one, other):
    first, second = sketch_text("h", one), sketch_text("h", other)
    assert compare(first, first).containment == 1
    there, back = compare(first, second), compare(second, first)
    assert there.containment == back.containment
    assert 0 <= there.share <= there.containment <= 1
    assert set(first.keys) <= set(first.hashes.view("<i4").tolist())


@pytest.mark.parametrize(
    "body", ["\ud800", "\ud800 " + story(), "\x00\u202e" + story(), "ก\udfff" * 90, "\U0010ffff" * 90]
)
def test_broken_characters_have_a_sketch_too(body):
    sketch = sketch_text(body, body)
    assert sketch.size >= 1
    assert compare(sketch, sketch).containment == 1


# Choosing a cluster


def known(name, body, minutes=0, **fields):
    moment = NOON + timedelta(minutes=minutes)
    sketch = None if body is None else sketch_text(name, body)
    return Text(
        **{"id": name, "cluster": f"c-{name}", "published": moment, "first_seen": moment, "sketch": sketch, **fields}
    )


def test_the_first_text_of_a_story_is_its_own_cluster():
    choice = choose_cluster(known("new", story()), Neighbours([known("other", story(seed=2), group=1)]))
    assert (choice.cluster, choice.duplicate_of, choice.joined, choice.events) == ("c-new", None, set(), ["single"])


def test_a_copy_is_in_the_cluster_of_the_others_and_names_the_earliest():
    others = [known("b", story(), -5, cluster="c", group=1), known("a", story(), -10, cluster="c", group=2)]
    choice = choose_cluster(known("new", story()), Neighbours(others))
    assert (choice.cluster, choice.duplicate_of, choice.events) == ("c", "a", ["copy"])


def test_what_was_published_first_is_no_copy_though_it_is_read_last():
    choice = choose_cluster(known("new", story(), -1), Neighbours([known("a", story(), group=1)]))
    assert (choice.cluster, choice.duplicate_of) == ("c-a", None)


def test_of_two_published_at_once_the_one_read_first_is_the_earlier_then_the_id_decides():
    other = known("b", story(), group=1)
    seen_later = known("a", story(), first_seen=NOON + timedelta(hours=1))
    assert choose_cluster(seen_later, Neighbours([other])).duplicate_of == "b"
    assert choose_cluster(known("a", story()), Neighbours([other])).duplicate_of is None
    assert choose_cluster(known("c", story()), Neighbours([other])).duplicate_of == "b"


@given(st.permutations(range(5)))
def test_the_order_of_the_neighbours_does_not_matter(order):
    others = [known(str(number), story(200 - 10 * number), -number, group=number) for number in order]
    choice = choose_cluster(known("new", story()), Neighbours(others))
    assert (choice.cluster, choice.duplicate_of) == ("c-4", "4")
    assert choice.joined == {"c-0", "c-1", "c-2", "c-3"}


def test_a_text_that_most_of_two_clusters_is_joins_them():
    parts = words(count=300)
    halves = [
        known("a", write("latin", parts[:190]), -2, group=1),
        known("b", write("latin", parts[110:]), -1, group=2),
    ]
    choice = choose_cluster(known("new", write("latin", parts)), Neighbours(halves))
    assert (choice.cluster, choice.duplicate_of, choice.joined) == ("c-a", "a", {"c-b"})
    assert choice.events == ["copy", "joined"]


def test_a_text_that_holds_two_stories_does_not_join_them():
    others = [known("a", story(seed=1), -2, group=1), known("b", story(seed=2), -1, group=2)]
    choice = choose_cluster(known("new", story(seed=1) + " " + story(seed=2)), Neighbours(others))
    assert choice.joined == set()


def test_a_long_text_that_quotes_a_short_one_is_no_copy_of_it():
    other = known("a", story(100), group=1)
    assert choose_cluster(known("new", story(100) + " " + story(400, seed=2)), Neighbours([other])).duplicate_of is None


def result(number, like=None, of=4):
    """A text of one template: every seventh word is its own, or of so many of them one is another text's."""
    parts, own = words(count=350), words(count=350, seed=number)
    slots = range(0, 350, 7)
    for index, slot in enumerate(slots):
        parts[slot] = words(count=350, seed=like)[slot] if like and index % of == 0 else own[slot]
    return write("latin", parts)


def test_where_most_of_what_is_close_is_no_copy_what_is_barely_one_is_none_either():
    results = [known(str(number), result(number), group=number) for number in range(2, 9)]
    assert 0.5 < share(result(2), result(3)) < 0.62 < share(result(2), result(99, like=2)) < 0.75
    barely, surely = known("new", result(99, like=2), 9), known("new", result(99, like=2, of=1), 9)
    assert choose_cluster(barely, Neighbours(results[:1])).duplicate_of == "2"
    assert choose_cluster(barely, Neighbours(results)).duplicate_of is None
    assert choose_cluster(surely, Neighbours(results)).duplicate_of == "2"


def test_texts_that_share_only_phrases_are_no_copies():
    phrases = words(count=150)
    one, other = (write("latin", phrases + words(count=60, seed=seed)) for seed in (2, 3))
    assert share(one, other) > 0.62
    common = set(sketch_text("", write("latin", phrases)).keys)
    near = Neighbours([known("a", other, group=1)], common=common)
    assert choose_cluster(known("new", one), near).duplicate_of is None
    near.common = set()
    assert choose_cluster(known("new", one, 9), near).duplicate_of == "a"


def test_a_new_version_keeps_its_cluster_while_its_words_are_still_those():
    previous = known("new", story(200), cluster="c")
    longer = known("new", story(200) + " " + story(300, seed=2))
    choice = choose_cluster(longer, Neighbours(previous=previous))
    assert (choice.cluster, choice.duplicate_of, choice.events) == ("c", None, ["single"])


def test_a_new_version_in_other_words_leaves_its_cluster():
    previous = known("new", story(seed=1), cluster="c")
    choice = choose_cluster(known("new", story(seed=2)), Neighbours(previous=previous))
    assert (choice.cluster, choice.events) == ("c-new", ["single", "left"])
    other = known("b", story(seed=2), -1, group=1)
    choice = choose_cluster(known("new", story(seed=2)), Neighbours([other], previous))
    assert (choice.cluster, choice.duplicate_of, choice.events) == ("c-b", "b", ["copy", "left"])


def test_a_new_version_that_is_like_a_member_of_its_cluster_stays():
    previous = known("new", story(seed=1), cluster="c")
    near = Neighbours([known("b", story(seed=2), -1, cluster="c", group=1)], previous)
    assert choose_cluster(known("new", story(seed=2)), near).cluster == "c"


@pytest.mark.parametrize("body", [None, "Rain."])
def test_what_is_gone_or_too_short_to_compare_keeps_its_cluster(body):
    previous = known("new", body, cluster="c")
    assert choose_cluster(known("new", story()), Neighbours(previous=previous)).cluster == "c"
    assert choose_cluster(known("new", "Rain, again."), Neighbours(previous=previous)).cluster == "c"


# Lines


def line(**fields):
    return {"id": "0" * 32, "articleBody": story(), "metadata": {"dateDownloaded": "2026-11-02T10:00:00Z"}, **fields}


def test_a_line_gives_its_sketch_again():
    state = sketch_line(line(headline="Floods", clusterId="c", duplicateOf="1" * 32, version=3), NOON)
    assert (state.text.cluster, state.duplicate_of, state.version) == ("c", "1" * 32, 3)
    assert state.text.sketch == sketch_text("Floods", story())
    assert state.seen == state.text.first_seen == state.text.published == NOON - timedelta(hours=2)


def test_a_cluster_is_named_by_the_content_of_its_first_text():
    assert sketch_line(line(contentHash="ab" * 32), NOON).text.cluster == "ab" * 16
    bare = sketch_line(line(), NOON).text.cluster
    assert len(bare) == 32
    assert (
        bare == sketch_line(line(id="1" * 32), NOON).text.cluster != sketch_line(line(headline="x"), NOON).text.cluster
    )


def test_a_tombstone_has_no_sketch():
    assert sketch_line({"id": "0" * 32, "pubStatus": "canceled"}, NOON).text.sketch is None


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"datePublished": "2026-11-01T08:00:00+01:00"}, "2026-11-01T07:00:00+00:00"),
        ({"datePublished": "2026-11-01T07:00:00.9Z"}, "2026-11-01T07:00:00+00:00"),
        ({"datePublished": "2026-11-01T00:00:00Z", "datePublishedPrecision": "day"}, "2026-11-02T00:00:00+00:00"),
        ({"datePublished": "2026-11-02T00:00:00Z", "datePublishedPrecision": "day"}, "2026-11-02T09:00:00+00:00"),
        ({"datePublished": "2026-12-24T00:00:00Z"}, "2026-11-02T09:00:00+00:00"),
        ({"datePublished": "9999-12-31T23:00:00Z", "datePublishedPrecision": "day"}, "2026-11-02T09:00:00+00:00"),
        ({"datePublished": "0001-01-01T00:00:00+14:00"}, "2026-11-02T09:00:00+00:00"),
        ({"datePublished": "yesterday"}, "2026-11-02T09:00:00+00:00"),
        ({}, "2026-11-02T09:00:00+00:00"),
    ],
)
def test_a_text_was_out_at_the_latest_when_it_was_seen_and_a_day_counts_from_its_end(fields, published):
    state = sketch_line(line(dateFirstSeen="2026-11-02T09:00:00Z", **fields), NOON)
    assert state.text.published.isoformat() == published


@given(st.sets(st.integers(0, 400), max_size=90), st.sets(st.integers(0, 400), max_size=90))
def test_overlap_is_the_share_of_the_hashes_that_both_have(one, other):
    sketches = [Sketch(max(len(some), 1), np.array(sorted(some), "<u4").tobytes()) for some in (one, other)]
    found = compare(*sketches)
    sizes = [sketch.size for sketch in sketches]
    rate = (len(one) + len(other)) / sum(sizes)
    shared = len(one & other) / rate if rate else 0.0
    assert found == (min(1.0, shared / min(sizes)), min(1.0, shared / sizes[0]))
