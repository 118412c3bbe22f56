"""`scrapy state --copy-to` copies everything that is known to another database, and changes nothing there."""

from contextlib import closing

import pytest
from known_pages import NOON
from loopback import scrapy
from made_site import STORIES, made_site, new, told

from newsbot.state.copying import TABLES
from newsbot.state.states import TemplateState
from newsbot.state.storage import open_storage


@pytest.fixture
def site(crawl_host, tmp_path):
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        assert told(site.crawl()) == new(*STORIES)
        yield site


def test_what_a_crawl_knows_is_known_on_the_server_and_back(site, database_url, tmp_path):
    with closing(open_storage(f"sqlite:///{tmp_path}/state.db")) as storage:
        for number in range(3):
            storage.note_template(TemplateState("a.example", b"learner", f"{number}-x", b"\0profile"), NOON)
    done = scrapy("state", "--copy-to", database_url, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{'articles':16}  {len(STORIES):9}" in done.stdout
    assert told(site.crawl({"NEWSBOT_STATE": database_url})) == {}
    with closing(open_storage(database_url)) as storage:
        assert list(storage.site_profiles("a.example")) == ["0-x", "1-x", "2-x"]
    back = tmp_path / "back.db"
    done = scrapy("state", "-s", f"NEWSBOT_STATE={database_url}", "--copy-to", f"sqlite:///{back}", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    site.publish("harbour-strike", changed="2099-01-01T00:00:00Z", headline="The strike ends")
    assert told(site.crawl({"NEWSBOT_STATE": f"sqlite:///{back}"})) == {
        "harbour-strike": (2, "usable", ["articleBody", "headline"])
    }


def test_a_state_that_is_not_empty_is_left_alone(site, tmp_path):
    other = tmp_path / "other" / "state.db"
    for said, code in (("", 0), ("is not empty: its table pages has rows", 2)):
        done = scrapy("state", "--copy-to", f"sqlite:///{other}", folder=tmp_path)
        assert done.returncode == code
        assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "No target given. Example: scrapy state --copy-to"),
        (["x"], "No target given"),
        (["--copy-to", "mysql://x"], "sqlite:///PATH or postgresql://"),
        (["--copy"], "expected one argument"),
        (["--copy-to", "postgresql://127.0.0.1:1/x"], "Connection refused"),
    ],
)
def test_a_wrong_argument_is_one_sentence(arguments, said, tmp_path):
    done = scrapy("state", *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_every_table_is_copied_whole(tmp_path, database_url):
    with closing(open_storage(f"sqlite:///{tmp_path}/state.db")) as one, closing(open_storage(database_url)) as other:
        tables = [name for (name,) in one.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        # The answers of crawls that run belong to no other state.
        assert {*TABLES, "answers", "sketch_version"} == set(tables)
        for table in TABLES:
            assert one.database.columns(table) == other.database.columns(table) != []
