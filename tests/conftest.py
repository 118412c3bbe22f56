"""Shared test setup: fixtures, the known gaps, and the order of the tests."""

import gc
import os
import signal
from pathlib import Path

import pytest
from crawl_host import CrawlHost
from delivery import crawl_fixture, data_fixture, state_fixture, storage_fixture  # noqa: F401 - fixtures
from examples import examples
from hypothesis import settings
from index_places import database_fixture as index_database_fixture  # noqa: F401 - a fixture
from index_places import places_fixture  # noqa: F401 - a fixture
from made_site import crawled_fixture, site_fixture  # noqa: F401 - fixtures
from news_pages import markup_fixture  # noqa: F401 - a fixture
from opensearch_server import opensearch_fixture, server_fixture  # noqa: F401 - fixtures
from postgres_server import database_fixture, postgres_fixture  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def crawl_host():
    """A process in which many tests crawl, one after another."""
    with CrawlHost() as host:
        yield host


settings.register_profile("newsbot", examples(100))
settings.load_profile("newsbot")

# A shell makes background jobs ignore SIGINT, and the programs that tests interrupt would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How many processes the tests are distributed over.
PROCESSES = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))

# Known gaps of the block model (issue 3): blocks in markup without names, classes or paragraphs, judged by their
# words alone. Each is to be closed by training on more pages of its kind, not by a rule for the test.
GAPS = {
    "test_pull_quote_that_repeats_nothing_is_kept",
    "test_body_ends_with_its_last_paragraph[old-all at once]",
    "test_body_ends_before_what_shares_its_container[soup-newsletter]",
    "test_body_ends_before_what_shares_its_container[old-biography]",
    "test_lead_inside_the_body_stays[soup-<p><em>{}</em></p>]",
    "test_entries_of_a_live_blog_stay_in_order[old]",
    "test_article_without_class_id_or_semantic_element[bare text beside paragraphs]",
    "test_entries_that_the_page_shows_are_found[-li]",
}


# The slowest test files, slowest first: started late, one would still be running after all others are done.
LONGEST = (
    "test_documentation test_archive_jobs test_hostile_site test_wordpress_rounds test_recovery test_crawl test_chaos"
    " test_crawl_command test_watch_command test_demo_command test_scrapyd test_opensearch_index"
).split()


def pytest_configure(config):
    """Start collecting at a different file in each process, so that they share the compiling, the slowest part."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if number and config.args == config.getini("testpaths"):
        files = sorted(map(str, Path(__file__).parent.rglob("test_*.py")))
        begin = len(files) * number // PROCESSES
        config.args = files[begin:] + files[:begin]


def pytest_collection_modifyitems(items):
    """Mark the known gaps (one that passes fails the run, and comes off the list), and put the slowest tests first."""
    items.sort(key=lambda item: item.path)
    for item in items:
        if item.name in GAPS:
            item.add_marker(pytest.mark.xfail(reason="a known gap of the block model", strict=True))
    items[:] = _in_shares(items, PROCESSES)
    # The collected tests are never freed, so the garbage collector need not scan them repeatedly.
    gc.collect()
    gc.freeze()


def _in_shares(items, count):
    """Order the tests so that each of `count` processes, given one equal part in turn, starts with slow ones."""
    long = {name: [item for item in items if item.path.stem == name] for name in LONGEST}
    rest = [item for item in items if item.path.stem not in long]
    size = -(-len(items) // count)
    shares = [[item for name in LONGEST[number::count] for item in long[name]] for number in range(count)]
    for share in shares:
        room = max(0, size - len(share))
        share += rest[:room]
        del rest[:room]
    return [item for share in shares for item in share] + rest
