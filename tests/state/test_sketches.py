"""The state finds copies of all sites, delivered or waiting, in whatever order they arrived, for 30 days."""

import sys
from collections import Counter
from datetime import timedelta
from itertools import permutations

import pytest
from copied_news import COPIES, STORY, Newsroom, words
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.duplicates import MAX_SHARED_BY
from newsbot.urls import article_id

OTHER = " ".join(words(300, 2))

ORDERS = [
    pytest.param(names, marks=[pytest.mark.soak] if place % 5 else [], id="-".join(names))
    for place, names in enumerate(permutations(COPIES))
]


@pytest.fixture
def newsroom(state_address):
    newsroom = Newsroom(state_address)
    yield newsroom
    newsroom.storage.close()


@pytest.mark.parametrize("delivers", [True, False])
@pytest.mark.parametrize("names", ORDERS)
def test_copies_are_in_one_cluster_in_whatever_order_they_come(newsroom, names, delivers):
    lines = []
    for number, name in enumerate(names):
        newsroom.read(f"unrelated-{number}", " ".join(words(300, f"u{number}")))
        lines.append(newsroom.read(name, COPIES[name]))
        if delivers:
            newsroom.deliver()
    assert len({line["clusterId"] for line in lines}) == 1
    assert lines[0]["clusterId"] != newsroom.read("other", OTHER)["clusterId"]


@pytest.mark.parametrize("names", ORDERS)
def test_the_copy_that_was_published_first_is_named_in_whatever_order_they_come(newsroom, names):
    published = {name: f"2026-11-01T0{number}:00:00Z" for number, name in enumerate(COPIES)}
    lines = {name: newsroom.read(name, COPIES[name], datePublished=published[name]) for name in names}
    assert lines["whole"]["duplicateOf"] is None
    for name in names[names.index("whole") + 1 :]:
        assert lines[name]["duplicateOf"] == lines["whole"]["id"]


def test_two_articles_of_one_unfinished_batch_see_one_another(newsroom):
    first = newsroom.read("a", COPIES["whole"])
    second = newsroom.read("b", COPIES["whole"], timedelta(minutes=1))
    assert (second["clusterId"], second["duplicateOf"]) == (first["clusterId"], first["id"])


def test_what_was_never_delivered_is_forgotten_with_the_process(newsroom):
    newsroom.read("a", COPIES["whole"])
    newsroom.restart()
    assert newsroom.read("b", COPIES["whole"])["duplicateOf"] is None
    newsroom.deliver()
    newsroom.restart()
    assert newsroom.read("c", COPIES["whole"], timedelta(minutes=1))["duplicateOf"] == article_id("https://b/")


def test_another_process_sees_what_is_delivered_and_nothing_else(newsroom):
    other = Newsroom(newsroom.address)
    newsroom.read("a", COPIES["whole"])
    assert other.read("b", COPIES["whole"])["duplicateOf"] is None
    newsroom.deliver()
    assert other.read("c", COPIES["cut"], timedelta(minutes=1))["duplicateOf"] == article_id("https://a/")
    other.storage.close()


@pytest.mark.parametrize("delivers", [True, False])
def test_an_article_is_no_copy_of_its_own_last_version(newsroom, delivers):
    first = newsroom.read("a", COPIES["whole"])
    if delivers:
        newsroom.deliver()
    update = newsroom.read("a", COPIES["extended"], timedelta(hours=1), version=2)
    assert (update["clusterId"], update["duplicateOf"]) == (first["clusterId"], None)
    newsroom.deliver()
    assert newsroom.rows()["sketches"] == 1


@pytest.mark.parametrize("delivers", [True, False])
def test_a_version_in_other_words_leaves_and_its_old_words_are_nobodys(newsroom, delivers):
    first = newsroom.read("a", COPIES["whole"])
    newsroom.deliver()
    update = newsroom.read("a", OTHER, version=2)
    if delivers:
        newsroom.deliver()
    assert update["clusterId"] != first["clusterId"]
    assert newsroom.read("b", COPIES["whole"])["duplicateOf"] is None
    assert newsroom.read("c", OTHER, timedelta(minutes=1))["duplicateOf"] == first["id"]


def test_an_older_version_that_is_recorded_late_changes_nothing(newsroom):
    old, new = newsroom.read("a", OTHER), newsroom.read("a", COPIES["whole"], version=2)
    newsroom.deliver()
    rows = newsroom.rows()
    newsroom.record([old])
    newsroom.record([new])
    newsroom.record([new, old])
    assert newsroom.rows() == rows
    assert newsroom.read("b", COPIES["whole"], timedelta(minutes=1))["duplicateOf"] == new["id"]


def test_a_clusters_name_outlives_its_first_text(newsroom):
    first = newsroom.read("a", COPIES["whole"])
    newsroom.read("b", COPIES["edited"])
    newsroom.deliver()
    newsroom.read("a", OTHER, version=2)
    newsroom.deliver()
    assert newsroom.read("c", COPIES["whole"])["clusterId"] == first["clusterId"]


def test_an_article_that_is_gone_is_nobodys_original_and_has_its_cluster_when_it_comes_back(newsroom):
    first = newsroom.read("a", COPIES["whole"])
    newsroom.deliver()
    newsroom.record([{"id": first["id"], "pubStatus": "canceled", "version": 2}])
    assert newsroom.read("b", COPIES["whole"])["duplicateOf"] is None
    newsroom.restart()
    assert newsroom.read("a", COPIES["whole"], version=3)["clusterId"] == first["clusterId"]


def test_each_of_many_questions_has_a_limit_of_its_own(newsroom):
    database = newsroom.storage.database
    database.run_many("INSERT INTO text_groups (number, cluster) VALUES (?, ?)", [(n, "cluster") for n in range(1, 10)])
    query = "SELECT number FROM text_groups WHERE number >= ? AND cluster = ? ORDER BY number LIMIT ?"
    assert sorted(database.rows_of_each(query, [1, 5, 9, 20], ("cluster", 2))) == [(1,), (2,), (5,), (6,), (9,)]
    assert database.rows_of_each(query, [], ("cluster", 2)) == []


def test_a_story_that_very_many_sites_print_is_still_one(newsroom):
    """Its words are in more texts than make a phrase; the texts are one group."""
    for number in range(2 * MAX_SHARED_BY):
        last = newsroom.read(f"site-{number}", COPIES["whole"], timedelta(minutes=number))
        if number % 50 == 49:
            newsroom.deliver()
    assert last["duplicateOf"] == article_id("https://site-0/")
    newsroom.deliver()
    assert newsroom.rows()["text_groups"] == 1


def test_one_more_copy_of_a_story_costs_as_much_as_the_first_ones(newsroom):
    def calls(number):
        events = Counter()
        sys.setprofile(lambda frame, event, argument: events.update((event,)))
        try:
            newsroom.read(f"site-{number}", COPIES["whole"], timedelta(minutes=number))
        finally:
            sys.setprofile(None)
        return events["call"] + events["c_call"]

    counts = [calls(number) for number in range(420)]
    assert counts[-1] < counts[20] * 1.5


def test_what_very_many_texts_have_in_common_makes_no_copies(newsroom):
    notice = " ".join(words(200, "notice"))
    lines = [newsroom.read(f"n{number}", f"{notice} {' '.join(words(160, number))}") for number in range(70)]
    newsroom.deliver()
    assert {line["duplicateOf"] for line in lines} == {None}
    short = newsroom.read("short", f"{notice} {' '.join(words(60, 'short'))}")
    shorter = newsroom.read("shorter", f"{notice} {' '.join(words(60, 'shorter'))}")
    assert short["duplicateOf"] is shorter["duplicateOf"] is None


def joined(newsroom, names=("first", "last")):
    """The line that shows two clusters to be one, and the lines before it."""
    parts = {"first": STORY[:190], "last": STORY[110:]}
    lines = [newsroom.read(name, " ".join(parts[name]), timedelta(minutes=place)) for place, name in enumerate(names)]
    assert lines[0]["clusterId"] != lines[1]["clusterId"]
    return newsroom.read("whole", COPIES["whole"], timedelta(minutes=5)), lines


@pytest.mark.parametrize("names", [("first", "last"), ("last", "first")])
@pytest.mark.parametrize("restarts", [True, False])
def test_two_clusters_that_a_text_joins_are_one_from_then_on(newsroom, names, restarts):
    whole, lines = joined(newsroom, names)
    assert (whole["clusterId"], whole["duplicateOf"]) == (lines[0]["clusterId"], lines[0]["id"])
    if restarts:
        newsroom.deliver()
        newsroom.restart()
    for number, half in enumerate((STORY[:180], STORY[120:])):
        assert newsroom.read(f"half-{number}", " ".join(half))["clusterId"] == whole["clusterId"]


def test_joined_clusters_are_one_though_one_was_delivered_before(newsroom):
    first = newsroom.read("first", " ".join(STORY[:190]))
    newsroom.read("last", " ".join(STORY[110:]), timedelta(minutes=1))
    newsroom.deliver()
    newsroom.read("whole", COPIES["whole"], timedelta(minutes=2))
    assert newsroom.read("half", " ".join(STORY[120:]), timedelta(minutes=3))["clusterId"] == first["clusterId"]


def test_after_30_days_a_text_is_compared_with_no_more_and_then_removed(newsroom):
    newsroom.read("a", COPIES["whole"])
    newsroom.deliver()
    assert newsroom.read("b", COPIES["whole"], timedelta(days=30))["duplicateOf"]
    newsroom.restart()
    assert newsroom.read("b", COPIES["whole"], timedelta(days=30, minutes=1))["duplicateOf"] is None
    newsroom.restart()
    newsroom.read("c", OTHER, timedelta(days=31))
    newsroom.deliver()
    assert newsroom.read("d", COPIES["whole"], timedelta(days=31))["duplicateOf"] is None
    rows = newsroom.rows()
    assert (rows["sketches"], rows["text_groups"]) == (1, 1)


@examples(30)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from([*COPIES.values(), OTHER, "Short.", None]), st.booleans()),
        max_size=20,
    )
)
def test_when_all_is_forgotten_nothing_is_left(tmp_path_factory, steps):
    """Whatever was read, updated, gone and delivered before, in whatever order."""
    newsroom = Newsroom(f"sqlite:///{tmp_path_factory.mktemp('state')}/state.db")
    for version, (number, body, delivers) in enumerate(steps, 1):
        newsroom.read(f"site-{number}", body, version=version)
        if delivers:
            newsroom.deliver()
    newsroom.deliver()
    assert newsroom.rows()["sketches"] == len({number for number, _, _ in steps})
    newsroom.read("last", "Unlike.", timedelta(days=40))
    newsroom.deliver()
    assert newsroom.rows() == {"sketches": 1, "text_groups": 1, "shingles": 1}
    newsroom.storage.close()


def test_sketches_of_another_version_are_forgotten(newsroom, monkeypatch):
    newsroom.read("a", COPIES["whole"])
    newsroom.deliver()
    monkeypatch.setattr("newsbot.state.sketches.SKETCH_VERSION", 2)
    newsroom.restart()
    assert newsroom.rows() == {"sketches": 0, "text_groups": 0, "shingles": 0}
    newsroom.read("a", COPIES["whole"])
    newsroom.deliver()
    newsroom.restart()
    assert newsroom.rows()["sketches"] == 1


def test_two_runs_over_the_same_pages_say_the_same(tmp_path):
    said = []
    for run in range(2):
        newsroom = Newsroom(f"sqlite:///{tmp_path}/{run}.db")
        for number in range(60):
            body = " ".join(words(200, number % 7)[: 120 + number])
            newsroom.read(f"site-{number}", body, timedelta(minutes=number % 5))
            if number % 13 == 0:
                newsroom.deliver()
        said.append([(line["clusterId"], line["duplicateOf"]) for line in newsroom.waiting])
        newsroom.storage.close()
    assert said[0] == said[1]
