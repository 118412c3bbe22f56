"""The summary line at the end of a crawl: its results in plain words, made only from the stats."""

import pytest

from newsbot.report import dropped, is_no_archive, problem_sentence, summary_line

FULL = {
    "newsbot/lines": 37,
    "newsbot/pages": 52,
    "newsbot/revision/new": 35,
    "newsbot/revision/updated": 2,
    "newsbot/discovery/known": 120,
    "newsbot/dropped/listing": 3,
    "newsbot/dropped/unchanged": 12,
    "newsbot/dropped/http_404": 3,
    "downloader/response_count": 60,
    "finish_reason": "finished",
}


@pytest.mark.parametrize(
    ("stats", "line"),
    [
        ({}, "0 articles; 0 pages read; 2.5 s"),
        ({"newsbot/lines": 1, "newsbot/pages": 1}, "1 article; 1 page read; 2.5 s"),
        ({"newsbot/pages": 2, "newsbot/dropped/login": 2}, "0 articles; 2 pages read; 2 dropped: 2 login; 2.5 s"),
        (
            {"newsbot/feed/recovered": 12, "newsbot/feed/torn_parts": 1},
            "0 articles; 0 pages read; 12 lines of an earlier crawl recorded;"
            " 1 unfinished file of an earlier crawl removed; 2.5 s",
        ),
        (
            FULL,
            "37 articles (2 updated); 52 pages read; 120 known already;"
            " 18 dropped: 12 unchanged, 3 http_404, 3 listing; 2.5 s",
        ),
    ],
)
def test_the_summary_counts_articles_pages_and_what_was_dropped(stats, line):
    assert summary_line(stats, 2.4999) == line


def test_reasons_come_the_most_frequent_first_then_by_name():
    assert list(dropped(FULL).items()) == [("unchanged", 12), ("http_404", 3), ("listing", 3)]
    assert dropped({"newsbot/lines": 3, "item_dropped_reasons_count/x": 1}) == {}


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        ("http_503", "its front page answers with status 503"),
        ("robots", "its robots.txt forbids its front page"),
        ("redirected to https://other.example/", "its front page is redirected to https://other.example/"),
    ],
)
def test_a_problem_of_the_front_page_is_a_sentence(problem, sentence):
    assert problem_sentence(problem) == sentence


def test_a_page_is_named_in_its_own_sentence():
    assert problem_sentence("robots", "the page") == "its robots.txt forbids the page"
    assert problem_sentence("http_404", "the page") == "the page answers with status 404"


def test_the_line_of_an_archive_says_what_its_files_held():
    stats = {
        "newsbot/lines": 3,
        "newsbot/pages": 4,
        "newsbot/archive/files": 2,
        "newsbot/archive/records": 5,
        "newsbot/archive/skipped/status": 1,
        "newsbot/archive/skipped/media_type": 7,
        "newsbot/archive/damaged/digest": 1,
    }
    said = "5 records in 2 files; 8 records passed over: 7 media_type, 1 status; 1 damaged place: 1 digest"
    assert summary_line(stats, 1.0) == f"3 articles; 4 pages read; {said}; 1.0 s"
    assert not is_no_archive(stats)
    assert is_no_archive({"newsbot/archive/files": 1, "newsbot/archive/damaged/head": 1})
    assert not is_no_archive({"newsbot/archive/files": 1})
