"""A state on a server: errors are one sentence, a lost connection loses nothing, a lost site is noticed."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import quote

import psycopg
import pytest
from known_pages import ARTICLE, PAGE, URL, start
from postgres_server import run_postgres

from newsbot.exceptions import SiteBusyError, SiteLostError, StorageError
from newsbot.state import database_postgres, leases
from newsbot.state.schema import SCHEMA_VERSION
from newsbot.state.states import Delivery
from newsbot.state.storage import open_storage

SITE = "news.example.com"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def server_runs(url, *statements):
    """Statements by an operator, and the rows of the last."""
    with psycopg.connect(url, autocommit=True, options="-c search_path=newsbot") as db:
        for statement in statements:
            found = db.execute(statement)
        return found.fetchall() if found.description else None


@pytest.fixture
def storage(database_url):
    with closing(open_storage(database_url)) as storage:
        yield storage


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "wrong"}, 'password authentication failed for user "newsbot"'),
        ({"dbname": "nowhere"}, 'database "nowhere" does not exist'),
        ({"port": "1"}, "Connection refused"),
        ({"host": "no-such-host.invalid"}, "failed to resolve host"),
    ],
)
def test_what_is_wrong_with_the_server_is_one_sentence_without_the_password(database_url, change, said):
    given = psycopg.conninfo.conninfo_to_dict(database_url) | change
    quoted = {name: quote(value) for name, value in given.items()}
    address = "postgresql://{user}:{password}@{host}:{port}/{dbname}".format(**quoted)
    with pytest.raises(StorageError) as error:
        open_storage(address)
    assert said in str(error.value)
    assert given["password"] not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setitem(sys.modules, "psycopg.conninfo", None)
    with pytest.raises(StorageError, match=r"pip install 'newsbot\[postgresql\]'"):
        open_storage("postgresql://localhost/newsbot")


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["CREATE SCHEMA newsbot", "CREATE TABLE newsbot.pages (number INTEGER)"], "another program"),
        (
            ["CREATE SCHEMA newsbot", "CREATE TABLE newsbot.state_version AS SELECT 99 AS version"],
            rf"newer newsbot \(schema 99, this one knows {SCHEMA_VERSION}\)",
        ),
    ],
)
def test_a_schema_that_is_no_state_is_refused_and_left_alone(database_url, statements, said):
    server_runs(database_url, *statements)
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'newsbot'"
    before = server_runs(database_url, tables)
    with pytest.raises(StorageError, match=said):
        open_storage(database_url)
    assert server_runs(database_url, tables) == before


def test_a_database_of_another_encoding_is_refused(postgres, database_url):
    server_runs(database_url, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    try:
        with pytest.raises(StorageError, match="must have the encoding UTF8, not LATIN1"):
            open_storage(postgres.url("latin"))
    finally:
        server_runs(database_url, "DROP DATABASE latin WITH (FORCE)")


def test_a_state_of_an_older_version_is_brought_up_to_date(database_url, monkeypatch):
    migrations = database_postgres.MIGRATIONS
    with monkeypatch.context() as older:
        older.setattr(database_postgres, "MIGRATIONS", migrations[:1])
        older.setattr(database_postgres, "SCHEMA_VERSION", 1)
        database_postgres.PostgresDatabase(database_url).close()
    page = f"('\\x{'00' * 16}', 'https://a.example/', 'a.example', 'article', 1000, 'a')"
    server_runs(
        database_url,
        f"INSERT INTO pages (key, url, site, outcome, checked_at, article_id) VALUES {page}",
        """INSERT INTO articles VALUES ('a', 'a.example', 'https://a.example/', 1, 'ff', '{}', 500, 'usable')""",
    )
    for _ in range(2):
        open_storage(database_url).close()
        assert server_runs(database_url, "SELECT published_at, failures FROM pages") == [(500, 0)]
        assert server_runs(database_url, "SELECT version FROM state_version") == [(SCHEMA_VERSION,)]


def test_a_text_with_a_nul_is_kept_without_it(storage):
    page = type(PAGE)(URL + "-2", SITE, "article", NOON, etag='"a\0b"')
    storage.note_pages([page])
    assert storage.known_pages([page.url])[page.url].etag == '"ab"'


# Lost connections

END_ALL = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def test_a_lost_connection_is_made_again(storage, database_url):
    storage.lock_site(SITE)
    storage.note_pages([PAGE])
    server_runs(database_url, END_ALL)
    storage.record(Delivery([ARTICLE], batch="b"))
    assert storage.known_pages([URL]) == {URL: PAGE}
    server_runs(database_url, END_ALL)
    assert storage.article(ARTICLE.id) == ARTICLE
    appeared = []
    storage.publish(lambda: appeared.append(1))
    assert appeared == [1]
    assert storage.holds_sites()


def test_a_transaction_that_loses_its_connection_is_done_again_whole(storage, database_url):
    ends = iter([True])

    def work():
        storage._db.run("INSERT INTO batches (name) VALUES (?)", ("first",))
        if next(ends, False):
            server_runs(database_url, END_ALL)
        storage._db.run("INSERT INTO batches (name) VALUES (?)", ("second",))

    storage._db.transact(work)
    assert storage.recorded_batches(["first", "second"]) == {"first", "second"}


def test_a_server_that_is_started_again_meanwhile_is_waited_for():
    with run_postgres() as server, server.new_database() as url, closing(open_storage(url)) as storage:
        storage.lock_site(SITE)
        storage.record(Delivery([ARTICLE], [PAGE], batch="b"))
        server.stop("immediate")
        writer = threading.Thread(target=storage.record, args=[Delivery(pages=[PAGE], batch="c")])
        writer.start()
        server.start()
        writer.join()
        assert storage.article(ARTICLE.id) == ARTICLE
        assert storage.recorded_batches(["b", "c"]) == {"b", "c"}
        storage.publish(lambda: None)


def test_a_server_that_is_away_at_first_is_waited_for_where_that_is_asked():
    with run_postgres() as server, server.new_database() as url, ThreadPoolExecutor(1) as thread:
        open_storage(url).close()
        server.stop("fast")
        with pytest.raises(StorageError, match="Connection refused"):
            open_storage(url)
        opened = thread.submit(open_storage, url, waits=True)
        server.start()
        opened.result().close()


def test_a_server_that_stays_away_is_given_up(monkeypatch):
    monkeypatch.setattr(database_postgres, "PATIENCE_S", 0)
    with run_postgres() as server, server.new_database() as url, closing(open_storage(url)) as storage:
        server.stop("fast")
        for reason in ("terminating connection", "Connection refused"):
            with pytest.raises(StorageError, match=reason):
                storage.record(Delivery([ARTICLE]))


# Many writers

WRITE = """
import sys
from datetime import timedelta
from copied_news import COPIES, Newsroom, words
newsroom = Newsroom(sys.argv[1])
sys.stdin.read()
for number in range(12):
    for name, body in COPIES.items():
        newsroom.read(f"{name}-{number % 3}", body, timedelta(minutes=number), version=number + 1)
    newsroom.read(f"own-{sys.argv[2]}-{number}", " ".join(words(120, f"{sys.argv[2]}-{number}")))
    newsroom.deliver()
newsroom.storage.close()
"""


def test_many_processes_write_the_same_texts(database_url):
    crowd = [start(WRITE, database_url, str(number)) for number in range(3)]
    for process in crowd:
        process.stdin.close()
    for process in crowd:
        with process:
            process.wait(120)
    assert [process.returncode for process in crowd] == [0] * len(crowd)
    count = "SELECT COUNT(*) FROM sketches"
    assert server_runs(database_url, count) == [(3 * 4 + 3 * 12,)]
    lone = "SELECT COUNT(*) FROM text_groups WHERE number NOT IN (SELECT text_group FROM sketches)"
    assert server_runs(database_url, lone) == [(0,)]
    lost = "SELECT COUNT(*) FROM shingles WHERE text_group NOT IN (SELECT text_group FROM sketches)"
    assert server_runs(database_url, lost) == [(0,)]


# Leases


class Clock:
    """Stands for the clock of this machine, as it goes on while the process is stopped."""

    def __init__(self, monkeypatch):
        self.passed = 0.0
        real = leases._clock
        monkeypatch.setattr(leases, "_clock", lambda: real() + self.passed)


def end_lease(url):
    """Let the time of a lease pass for the server."""
    server_runs(url, "UPDATE site_leases SET expires_at = 0")


def test_a_lease_ends_for_the_others_with_its_time(database_url):
    with closing(open_storage(database_url, 600)) as one, closing(open_storage(database_url)) as other:
        one.lock_site(SITE)
        with pytest.raises(SiteBusyError):
            other.lock_site(SITE)
        end_lease(database_url)
        other.lock_site(SITE)
        assert server_runs(database_url, "SELECT token FROM site_leases") == [(2,)]


def test_who_comes_back_after_its_lease_publishes_nothing(database_url, monkeypatch):
    clock = Clock(monkeypatch)
    with closing(open_storage(database_url, 600)) as one, closing(open_storage(database_url, 6000)) as other:
        one.lock_site(SITE)
        assert one.holds_sites()
        clock.passed = 601
        # Without a word of the server's.
        assert not one.holds_sites()
        end_lease(database_url)
        other.lock_site(SITE)
        with pytest.raises(SiteLostError, match=r"Another crawl may have taken over news\.example\.com"):
            one.publish(lambda: pytest.fail("it was published"))
        assert not one.holds_sites()
        other.publish(lambda: None)
        # The old lease is not released in the name of the new one.
        one.close()
        with closing(open_storage(database_url)) as third, pytest.raises(SiteBusyError):
            third.lock_site(SITE)


def test_who_is_late_but_not_replaced_goes_on(database_url, monkeypatch):
    clock = Clock(monkeypatch)
    with closing(open_storage(database_url, 600)) as one:
        one.lock_site(SITE)
        clock.passed = 601
        end_lease(database_url)
        done = []
        one.publish(lambda: done.append(1))
        assert done == [1]
        assert one.holds_sites()


def test_a_lease_is_renewed_while_its_process_lives(database_url, monkeypatch):
    monkeypatch.setattr(leases, "_RENEWALS_A_LEASE", 600)
    with closing(open_storage(database_url, 60)) as one, closing(open_storage(database_url)) as other:
        one.lock_site(SITE)
        (first,) = server_runs(database_url, "SELECT expires_at FROM site_leases")
        renewed = threading.Event()
        real = one._leases._renew
        count = []

        def renew():
            real()
            count.append(1)
            if len(count) > 6:
                renewed.set()

        one._leases._renew = renew
        assert renewed.wait(60)
        (later,) = server_runs(database_url, "SELECT expires_at FROM site_leases")
        assert later > first
        with pytest.raises(SiteBusyError):
            other.lock_site(SITE)


def test_no_site_passes_to_another_while_one_publishes(database_url):
    with closing(open_storage(database_url, 600)) as one, closing(open_storage(database_url, 600)) as other:
        one.lock_site(SITE)
        refusals = []

        def take():
            try:
                other.lock_site(SITE)
            except SiteBusyError as error:
                refusals.append(error)

        thread = threading.Thread(target=take)

        def appear():
            thread.start()
            # It waits for the row, and finds a lease that was renewed.
            while not server_runs(database_url, "SELECT 1 FROM pg_locks WHERE NOT granted"):
                pass

        one.publish(appear)
        thread.join()
        assert len(refusals) == 1


def test_what_can_not_appear_is_no_loss_of_the_site(storage):
    storage.lock_site(SITE)

    def appear():
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        storage.publish(appear)
    storage.publish(lambda: None)


STOPPED = """
import os, signal, sys
from newsbot.exceptions import SiteLostError
from newsbot.state.storage import open_storage
storage = open_storage(sys.argv[1], 1.5)
storage.lock_site("news.example.com")
print("locked", flush=True)
sys.stdin.readline()
print(storage.holds_sites(), flush=True)
try:
    storage.publish(lambda: print("published", flush=True))
except SiteLostError:
    print("lost", flush=True)
storage.close()
"""


def test_a_process_that_was_stopped_for_longer_than_its_lease_has_lost_its_site(storage, database_url):
    with start(STOPPED, database_url) as process:
        assert process.stdout.readline() == "locked\n"
        os.kill(process.pid, signal.SIGSTOP)
        while True:
            try:
                storage.lock_site(SITE)
                break
            except SiteBusyError:
                continue
        process.stdin.write("\n")
        process.stdin.flush()
        os.kill(process.pid, signal.SIGCONT)
        assert process.stdout.read() == "False\nlost\n"


@pytest.mark.parametrize(
    "holder",
    ["", "elsewhere|boot|pid:[1]|12|34", "|||99999999|1", "x" * 300, "|".join(["a"] * 9), "пять|boot|ns|-1|0"],
)
def test_only_a_dead_process_of_this_machine_is_known_to_be_dead(holder):
    assert not leases._is_dead(holder)


def test_processes_are_told_apart_by_their_start():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        name = leases._process_name(process.pid)
        assert not leases._is_dead(name)
        *rest, start_time = name.split("|")
        assert leases._is_dead("|".join([*rest, f"{start_time}1"]))
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert leases._is_dead(name)
        process.wait()
        assert leases._is_dead(name)
