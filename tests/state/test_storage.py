"""The state survives its process, never goes backwards, and says in one sentence why it cannot be used."""

import dataclasses
import sqlite3
from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
from known_pages import ARTICLE, NOON, PAGE, URL, start

from newsbot.exceptions import SiteBusyError, StorageError
from newsbot.state.rows import page_key
from newsbot.state.states import Delivery, PageState
from newsbot.state.storage import open_storage


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return "sqlite:///data/state.db" if request.param == "sqlite" else request.getfixturevalue("database_url")


@pytest.fixture
def storage(address):
    storage = open_storage(address)
    yield storage
    storage.close()


def rows(address, query):
    """What a person sees who asks the database itself."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as db:
            return db.execute(query).fetchall()
    with psycopg.connect(address, options="-c search_path=newsbot") as db:
        return db.execute(query).fetchall()


def reopened(storage, address):
    storage.close()
    return open_storage(address)


def test_what_was_recorded_is_there_after_reopening(storage, address):
    storage.record(Delivery([ARTICLE], [PAGE], batch="2026-11-02/run-0001.jsonl.zst"))
    storage = reopened(storage, address)
    assert storage.article(ARTICLE.id) == ARTICLE
    assert storage.known_pages([URL]) == {URL: PAGE}
    assert storage.recorded_batches(["2026-11-02/run-0001.jsonl.zst", "other"]) == {"2026-11-02/run-0001.jsonl.zst"}
    storage.close()


def test_a_page_is_known_under_every_spelling_of_its_address(storage):
    storage.note_pages([PAGE])
    spellings = [URL.replace("https:", "http:"), URL + "/", URL + "?utm_source=x#top"]
    unknown = "https://news.example.com/politics/other"
    assert storage.known_pages([*spellings, unknown]) == dict.fromkeys(spellings, PAGE)


def test_thousands_of_pages_are_looked_up_at_once(storage):
    pages = [dataclasses.replace(PAGE, url=f"{URL}-{number}") for number in range(2_345)]
    storage.note_pages(pages)
    assert storage.known_pages(page.url for page in pages) == {page.url: page for page in pages}
    assert storage.known_pages([]) == {}


def test_an_unknown_article_is_none(storage):
    assert storage.article("f" * 32) is None


def test_an_older_version_or_check_never_replaces_a_newer_one(storage):
    storage.record(Delivery([ARTICLE], [PAGE]))
    older = dataclasses.replace(ARTICLE, version=1, content_hash="old")
    earlier = dataclasses.replace(PAGE, outcome="timeout", checked_at=NOON - timedelta(minutes=1))
    storage.record(Delivery([older], [earlier]))
    assert storage.article(ARTICLE.id) == ARTICLE
    assert storage.known_pages([URL]) == {URL: PAGE}


def test_a_newer_version_and_check_replace_the_older_ones(storage):
    storage.record(Delivery([ARTICLE], [PAGE]))
    newer = dataclasses.replace(ARTICLE, version=3, content_hash="new", fingerprints={"headline": "bb"})
    later = dataclasses.replace(PAGE, checked_at=NOON + timedelta(hours=1), etag=None)
    storage.record(Delivery([newer], [later]))
    assert storage.article(ARTICLE.id) == newer
    assert storage.known_pages([URL]) == {URL: later}


def test_what_an_article_was_before_it_was_taken_back_is_kept(storage):
    storage.record(Delivery([ARTICLE], [PAGE]))
    canceled = dataclasses.replace(ARTICLE, version=3, content_hash="", fingerprints={}, pub_status="canceled")
    storage.record(Delivery([canceled]))
    assert storage.article(ARTICLE.id) == dataclasses.replace(ARTICLE, version=3, pub_status="canceled")


def test_a_failing_page_is_still_the_page_of_its_article(storage):
    storage.note_pages([PAGE])
    later = NOON + timedelta(hours=1)
    storage.note_pages([PageState(URL, "news.example.com", "http_404", later)])
    page = storage.known_pages([URL])[URL]
    assert (page.outcome, page.article_id, page.etag) == ("http_404", ARTICLE.id, None)


def test_a_delivery_is_recorded_whole_or_not_at_all(storage):
    broken = dataclasses.replace(ARTICLE, url=None)
    with pytest.raises(StorageError, match=r"(?i)not[ -]null"):
        storage.record(Delivery([broken], [PAGE], batch="b"))
    assert storage.known_pages([URL]) == {}
    assert storage.recorded_batches(["b"]) == set()
    storage.record(Delivery([ARTICLE], [PAGE], batch="b"))
    assert storage.recorded_batches(["b"]) == {"b"}


def test_a_run_is_kept_with_its_counters(storage, address):
    storage.start_run("r1", ["news.example.com"], NOON)
    storage.finish_run("r1", NOON + timedelta(seconds=9), {"lines": 3, "reason": "finished"})
    storage.close()
    (row,) = rows(address, "SELECT id, sites, finished - started, counters FROM runs")
    assert row == ("r1", '["news.example.com"]', 9, '{"lines": 3, "reason": "finished"}')


def test_two_storages_write_the_same_state(storage, address):
    other = open_storage(address)
    storage.record(Delivery([ARTICLE]))
    other.note_pages([PAGE])
    assert storage.known_pages([URL]) == {URL: PAGE}
    assert other.article(ARTICLE.id) == ARTICLE
    other.close()


def test_processes_may_make_the_state_at_the_same_time(address):
    code = (
        "import sys; from newsbot.state.storage import open_storage; sys.stdin.read();"
        f"storage = open_storage({address!r}); storage.lock_site(sys.argv[1]); storage.close()"
    )
    crowd = [start(code, f"site-{number}") for number in range(4)]
    for process in crowd:
        process.stdin.close()
    for process in crowd:
        with process:
            process.wait(60)
    assert [process.returncode for process in crowd] == [0] * len(crowd)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://user:secret@/", "postgresql://user:password@host"),
        ("postgresql://user:secret@127.0.0.1:1/newsbot", "postgresql://127.0.0.1:1/newsbot cannot be used"),
        ("postgres://user:secret@[db/newsbot", "postgresql://user:password@host"),
        ("mongodb:///x", "'mongodb'"),
        ("data/state.db", "'data/state.db'"),
        ("sqlite://", "sqlite:///PATH"),
        ("sqlite:///", "sqlite:///PATH"),
        ("sqlite:///:memory:", "without three slashes and a file"),
        ("sqlite:data/state.db", "without three slashes and a file"),
        ("", "sqlite:///PATH"),
    ],
)
def test_an_address_that_can_not_be_used_is_refused(address, said):
    with pytest.raises(StorageError) as error:
        open_storage(address)
    assert said in str(error.value)
    assert "secret" not in str(error.value)


def as_text(path):
    path.write_text("not a database, but long enough to hold a header of one\n" * 40)


def as_folder(path):
    path.mkdir()


def as_newer_schema(path):
    open_storage(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()


def as_database_of_another(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.close()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (as_text, "file is not a database"),
        (as_folder, "unable to open"),
        (as_newer_schema, "newer newsbot"),
        (as_database_of_another, "another program"),
    ],
)
def test_a_file_that_is_no_state_is_refused_and_left_alone(tmp_path, made, said):
    path = tmp_path / "state.db"
    made(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StorageError, match=said) as error:
        open_storage(f"sqlite:///{path}")
    assert str(path) in str(error.value)
    assert (path.read_bytes() if path.is_file() else None) == before


# What newsbot 0.1 wrote before it knew of revisits: schema 1.
SCHEMA_1 = """
CREATE TABLE pages (
    key BLOB PRIMARY KEY, url TEXT NOT NULL, site TEXT NOT NULL, outcome TEXT NOT NULL,
    checked_at BIGINT NOT NULL, article_id TEXT, link_modified TEXT, etag TEXT, last_modified TEXT,
    extractor_version TEXT
) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, site TEXT NOT NULL, url TEXT NOT NULL, version INTEGER NOT NULL, content_hash TEXT NOT NULL,
    fingerprints TEXT NOT NULL, first_seen BIGINT NOT NULL, pub_status TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE batches (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE runs (id TEXT PRIMARY KEY, sites TEXT NOT NULL, started BIGINT NOT NULL, finished BIGINT, counters TEXT);
PRAGMA user_version=1;
"""


def test_a_state_of_an_older_version_is_brought_up_to_date_with_all_that_it_knows(tmp_path):
    noon = int(NOON.timestamp())
    gone = dataclasses.replace(PAGE, url=f"{URL}-2", outcome="http_404", missing_since=NOON)
    with closing(sqlite3.connect(tmp_path / "state.db")) as db:
        db.executescript(SCHEMA_1)
        for page in (PAGE, gone):
            row = (page.outcome, noon, page.article_id, page.link_modified, page.etag, page.last_modified, "1")
            values = (page_key(page.url), page.url, page.site, *row)
            db.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        seen = int(ARTICLE.first_seen.timestamp())
        values = (ARTICLE.id, ARTICLE.site, URL, 2, "ff", '{"headline": "aa", "authors": ""}', seen, "usable")
        db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        db.execute("INSERT INTO batches VALUES ('b.jsonl')")
        db.commit()
    for _ in range(2):
        storage = open_storage(f"sqlite:///{tmp_path}/state.db")
        assert storage.article(ARTICLE.id) == ARTICLE
        known = dataclasses.replace(PAGE, published_at=ARTICLE.first_seen)
        assert storage.known_pages([URL, gone.url]) == {URL: known, gone.url: gone}
        assert storage.recorded_batches(["b.jsonl"]) == {"b.jsonl"}
        assert storage.sources("news.example.com") == {}
        storage.close()


def as_cut(path, size):
    path.write_bytes(path.read_bytes()[: size // 2])


def as_zeros(path, size):
    path.write_bytes(path.read_bytes()[:100] + bytes(size - 100))


def as_noise(path, size):
    path.write_bytes(path.read_bytes()[:4096] + b"noise" * ((size - 4096) // 5))


@pytest.mark.parametrize("damage", [as_cut, as_zeros, as_noise])
def test_a_damaged_state_is_said_to_be_one_and_left_alone(tmp_path, damage):
    path = tmp_path / "state.db"
    storage = open_storage(f"sqlite:///{path}")
    pages = [dataclasses.replace(PAGE, url=f"{URL}-{number}") for number in range(500)]
    storage.record(Delivery([ARTICLE], pages))
    storage.close()
    damage(path, path.stat().st_size)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"state\.db cannot be used"):
        use(f"sqlite:///{path}", pages)
    assert path.read_bytes() == before


def use(address, pages):
    """Ask what a crawl asks before its first request and after it."""
    storage = open_storage(address)
    try:
        storage.known_pages(page.url for page in pages)
        storage.start_run("run", ["news.example.com"], NOON)
    finally:
        storage.close()


def test_a_folder_that_can_not_be_made_is_named(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match=r"state\.db cannot be used"):
        open_storage(f"sqlite:///{tmp_path}/data/state.db")


def test_a_site_is_locked_until_it_is_released(storage, address):
    other = open_storage(address)
    with storage.lock_site("news.example.com"):
        with pytest.raises(SiteBusyError, match=r"news\.example\.com is running \(process \d+\)"):
            other.lock_site("news.example.com")
        other.lock_site("other.example.com")
    other.lock_site("news.example.com")
    other.close()


def test_closing_the_storage_releases_its_sites(storage, address):
    storage.lock_site("news.example.com")
    storage.close()
    other = open_storage(address)
    other.lock_site("news.example.com").release()
    other.close()


def test_a_site_locked_by_another_process_is_free_when_that_is_killed(storage, address):
    code = (
        "import sys; from newsbot.state.storage import open_storage;"
        f"storage = open_storage({address!r}); storage.lock_site('example.com');"
        "print('locked', flush=True); sys.stdin.read()"
    )
    with start(code) as holder:
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(SiteBusyError, match=f"process {holder.pid}"):
            storage.lock_site("example.com")
        holder.kill()
        holder.wait(30)
        storage.lock_site("example.com")


def test_a_site_with_a_name_unfit_for_a_path_is_locked_inside_the_folder(tmp_path):
    with closing(open_storage(f"sqlite:///{tmp_path}/data/state.db")) as storage:
        storage.lock_site("../../example.com:8080/x")
    (lock,) = (tmp_path / "data" / "locks").iterdir()
    assert lock.suffix == ".lock"
