"""A watch that shares its work: a due site becomes a job once, and a finished job is not repeated."""

from datetime import UTC, datetime

import psycopg
import pytest
from known_pages import start
from postgres_server import run_postgres
from watched_crawls import MINUTE, RULES, SECOND, Crawls

from newsbot.exceptions import StorageError
from newsbot.state.states import SiteSchedule
from newsbot.state.storage import open_storage
from newsbot.watching.agenda import Agenda
from newsbot.watching.children import EXIT_LEFT
from newsbot.watching.fleet import FleetRules, shared_work
from newsbot.watching.shared_watch import SharedWatch
from newsbot.watching.watch import SitesFile

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


class Job:
    def __init__(self, site, sites, planned):
        self.name, self.told, self.planned, self.has_ended = site, sites, planned, False

    def end(self):
        self.has_ended = True


class Jobs:
    """A fleet of which this watch is all."""

    def __init__(self):
        self.jobs, self.given, self.is_stopped, self.is_away = [], 0, False, False

    def queued(self):
        if self.is_away:
            raise StorageError("The server is away.")
        return {job.name for job in self.jobs if not job.has_ended}

    def defer(self, jobs):
        self.jobs += [Job(site, sites, NOON) for site, sites in jobs]

    def asked(self):
        new, self.given = self.jobs[self.given :], len(self.jobs)
        return new

    def stop(self):
        self.is_stopped = True


@pytest.fixture
def jobs():
    return Jobs()


@pytest.fixture
def watch(storage, tmp_path, jobs):
    path = tmp_path / "sites.toml"
    path.write_text("".join(f'[[sites]]\nurl = "https://{name}.example/"\n' for name in "ab"))
    watch = SharedWatch(SitesFile(str(path)), Agenda(RULES, 4, 10), storage, Crawls(), fleet=jobs)
    watch.open(NOON)
    return watch


def say(storage, name, at, **values):
    storage.note_schedule(SiteSchedule(f"{name}.example", at, at + 10 * MINUTE, at, **values))


def started(watch):
    return [site.name for crawl in watch.launcher.started for site in crawl.sites]


def test_what_is_due_is_planned_once_and_crawled(watch, jobs, storage):
    watch.step(NOON)
    assert sorted(started(watch)) == ["a.example", "b.example"]
    watch.step(NOON + 3 * SECOND)
    assert len(jobs.jobs) == 2
    for crawl in watch.launcher.started:
        say(storage, crawl.sites[0].name[0], NOON + 4 * SECOND)
        crawl.code = 0
    watch.step(NOON + 6 * SECOND)
    assert all(job.has_ended for job in jobs.jobs)
    assert len(jobs.jobs) == 2
    assert watch.status(NOON + 6 * SECOND).crawls == 2


def test_what_another_machine_has_crawled_since_is_not_planned(watch, jobs, storage):
    say(storage, "a", NOON + SECOND)
    watch.step(NOON + 2 * SECOND)
    assert [job.name for job in jobs.jobs] == ["b.example"]


def test_a_job_that_was_done_is_not_done_again(watch, jobs, storage):
    say(storage, "a", NOON)
    say(storage, "b", NOON)
    jobs.defer([("a.example", '[[sites]]\nurl = "https://a.example/"\n')])
    watch.step(NOON + SECOND)
    assert started(watch) == []
    assert jobs.jobs[0].has_ended


def test_the_site_of_a_crawl_that_goes_on_unheard_is_left_alone_and_stays_due(watch, jobs, storage, state_address):
    other = open_storage(state_address)
    lock = other.lock_site("a.example")
    watch.step(NOON)
    assert started(watch) == ["b.example"]
    assert [job.has_ended for job in jobs.jobs] == [True, False]
    watch.step(NOON + 2 * SECOND)
    assert len(jobs.jobs) == 2
    lock.release()
    other.close()
    watch.step(NOON + 5 * SECOND)
    watch.step(NOON + 5 * SECOND)
    assert started(watch) == ["b.example", "a.example"]


def test_a_site_that_only_another_machines_file_lists_is_crawled_as_that_says(watch, jobs):
    watch.step(NOON)
    jobs.defer([("c.example", '[[sites]]\nurl = "https://c.example/"\nlabel = "C"\n')])
    watch.step(NOON + SECOND)
    assert watch.launcher.last.sites[0].label == "C"
    watch.launcher.last.code = -9
    watch.step(NOON + 2 * SECOND)
    assert watch.storage.schedules(["c.example"])["c.example"].failures == 1
    assert jobs.jobs[-1].has_ended


@pytest.mark.parametrize("text", ["", "[[sites]]\n", 'url = "x"', '[[sites]]\nurl = "https://a.example/"\nnew = 1\n'])
def test_a_job_that_can_not_be_read_is_no_crawl(watch, jobs, text, caplog):
    watch.step(NOON)
    jobs.defer([("c.example", text)])
    watch.step(NOON + SECOND)
    assert len(started(watch)) == 2
    assert jobs.jobs[-1].has_ended
    assert "cannot be started" in caplog.text


def test_a_server_that_is_away_ends_nothing(watch, jobs, caplog):
    jobs.is_away = True
    watch.step(NOON)
    assert "The sites that are due cannot be planned" in caplog.text
    jobs.is_away = False
    watch.step(NOON + 3 * SECOND)
    assert len(started(watch)) == 2


def test_a_machine_that_can_start_no_process_gives_its_jobs_back(watch, jobs):
    watch.launcher.refuses = OSError("no memory")
    watch.step(NOON)
    assert all(job.has_ended for job in jobs.jobs)


def test_a_watch_that_stops_takes_no_more_jobs(watch, jobs):
    watch.step(NOON)
    watch.stop(NOON)
    assert jobs.is_stopped
    jobs.defer([("c.example", '[[sites]]\nurl = "https://c.example/"\n')])
    for crawl in watch.launcher.started:
        crawl.code = 0
    watch.step(NOON + SECOND)
    assert jobs.jobs[-1].has_ended
    assert watch.is_done
    assert len(started(watch)) == 2


def test_once_ends_when_what_was_due_is_done_by_whomever(watch, jobs, storage):
    watch.crawl_once(NOON)
    watch.step(NOON)
    assert not watch.is_done
    first, second = watch.launcher.started
    say(storage, first.sites[0].name[0], NOON + SECOND)
    first.code = 0
    watch.step(NOON + 2 * SECOND)
    assert not watch.is_done
    say(storage, second.sites[0].name[0], NOON + 3 * SECOND)
    second.code = 0
    watch.step(NOON + 4 * SECOND)
    assert watch.is_done


def test_once_crawls_all_that_is_due_where_it_is_more_than_is_planned_at_once(watch, jobs, storage, monkeypatch):
    monkeypatch.setattr("newsbot.watching.shared_watch._MOST_PLANNED", 1)
    watch.crawl_once(NOON)
    for minute in range(2):
        watch.step(NOON + minute * MINUTE)
        assert len(started(watch)) == minute + 1
        say(storage, started(watch)[-1][0], NOON + minute * MINUTE + SECOND)
        watch.launcher.last.code = 0
        watch.step(NOON + minute * MINUTE + 2 * SECOND)
    assert watch.is_done


def test_once_waits_for_a_site_that_is_another_crawls_for_now(watch, jobs, storage, state_address):
    other = open_storage(state_address)
    lock = other.lock_site("a.example")
    watch.crawl_once(NOON)
    watch.step(NOON)
    assert started(watch) == ["b.example"]
    say(storage, "b", NOON + SECOND)
    watch.launcher.last.code = 0
    watch.step(NOON + 2 * SECOND)
    assert not watch.is_done
    lock.release()
    other.close()
    watch.step(NOON + 5 * SECOND)
    watch.step(NOON + 5 * SECOND)
    assert started(watch) == ["b.example", "a.example"]
    say(storage, "a", NOON + 6 * SECOND)
    watch.launcher.last.code = 0
    watch.step(NOON + 7 * SECOND)
    assert watch.is_done


def test_a_crawl_that_leaves_its_site_to_another_is_no_failure(watch, jobs, storage):
    watch.crawl_once(NOON)
    watch.step(NOON)
    first, second = watch.launcher.started
    first.code = EXIT_LEFT
    watch.step(NOON + SECOND)
    name = first.sites[0].name
    assert storage.schedules([name]) == {}
    assert [job.has_ended for job in jobs.jobs] == [True, False]
    say(storage, second.sites[0].name[0], NOON + 2 * SECOND)
    second.code = 0
    watch.step(NOON + 3 * SECOND)
    # Whoever it was left to has crawled it meanwhile.
    say(storage, name[0], NOON + 3 * SECOND)
    watch.step(NOON + 6 * SECOND)
    assert watch.is_done
    assert len(started(watch)) == 2


# Jobs in PostgreSQL


def wait_for_jobs(fleet, count=1):
    found = []
    while len(found) < count:
        found += fleet.asked()
    return found


def end_jobs(*fleets):
    """Until there are none. A worker that had no time for its word is given what it has once more."""
    while fleets[0].queued():
        for fleet in fleets:
            for job in fleet.asked():
                job.end()


def test_a_job_is_given_once_and_is_gone_when_it_has_ended(database_url):
    open_storage(database_url).close()
    rules = FleetRules(2, 30)
    with shared_work(database_url, rules) as one, shared_work(database_url, rules) as other:
        assert one.queued() == set()
        one.defer([("a.example", "A"), ("a.example", "A")])
        other.defer([("b.example", "B")])
        jobs = []
        while len(jobs) < 2:
            jobs += one.asked() + other.asked()
        assert sorted((job.name, job.told) for job in jobs) == [("a.example", "A"), ("b.example", "B")]
        assert other.queued() == {"a.example", "b.example"}
        for job in jobs:
            job.end()
        # Where the first was taken before the second was told, that one comes now, too.
        end_jobs(one, other)


def test_a_state_in_a_file_has_no_jobs(tmp_path):
    with shared_work(f"sqlite:///{tmp_path}/state.db", FleetRules(2, 30)) as fleet:
        assert fleet is None


TAKE_A_JOB = """
import sys
from newsbot.watching.fleet import FleetRules, shared_work
with shared_work(sys.argv[1], FleetRules(1, 1)) as fleet:
    fleet.defer([("a.example", "A")])
    while not (jobs := fleet.asked()):
        pass
    print(jobs[0].name, flush=True)
    sys.stdin.read()
"""


def test_a_job_whose_worker_is_not_heard_of_is_taken_up_by_another(database_url):
    open_storage(database_url).close()
    with start(TAKE_A_JOB, database_url) as lost:
        assert lost.stdout.readline() == "a.example\n"
        lost.kill()
    with shared_work(database_url, FleetRules(1, 1)) as other:
        job = wait_for_jobs(other)[0]
        assert job.name == "a.example"
        job.end()
        end_jobs(other)


def test_a_worker_that_comes_late_leaves_the_job_to_who_has_it_now(database_url):
    open_storage(database_url).close()
    with shared_work(database_url, FleetRules(1, 30)) as late, psycopg.connect(database_url, autocommit=True) as server:
        late.defer([("a.example", "A")])
        (first,) = wait_for_jobs(late)
        # As its rescue does.
        server.execute("SET search_path TO newsbot")
        retry = "SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM procrastinate_jobs WHERE lock = %s"
        server.execute(retry, ("a.example",))
        with shared_work(database_url, FleetRules(1, 30)) as other:
            late.defer([("b.example", "B")])
            (second,) = wait_for_jobs(other)
            first.end()
            (third,) = wait_for_jobs(late)  # the end of the first has been told by now
            left = other.queued()
            second.end()
            third.end()
            end_jobs(late, other)
    assert "a.example" in left
    with pytest.raises(StorageError, match="has stopped"):
        late.queued()


def test_a_worker_that_was_unheard_for_long_keeps_its_job_and_takes_others(database_url, caplog):
    open_storage(database_url).close()
    with (
        shared_work(database_url, FleetRules(1, 3600)) as late,
        psycopg.connect(database_url, autocommit=True) as server,
    ):
        server.execute("SET search_path TO newsbot")
        late.defer([("a.example", "A")])
        (first,) = wait_for_jobs(late)
        # As after a pause of a minute, in which another machine begins.
        server.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
        with shared_work(database_url, FleetRules(1, 30)) as other:
            other.defer([("b.example", "B")])
            wait_for_jobs(other)[0].end()
        whose = "SELECT worker_id IN (SELECT id FROM procrastinate_workers) FROM procrastinate_jobs WHERE lock = %s"
        assert server.execute(whose, ("a.example",)).fetchall() == [(True,)]
        first.end()
        end_jobs(late)
        # One that has no job is taken away, and there again as soon as it takes one.
        server.execute("DELETE FROM procrastinate_workers")
        late.defer([("c.example", "C")])
        (second,) = wait_for_jobs(late)
        assert server.execute(whose, ("c.example",)).fetchall() == [(True,)]
        second.end()
        end_jobs(late)
    assert "starts again" not in caplog.text


# A worker that has said that it lives is forgotten at once, as if its machine had slept before its next statement.
FORGETTING = """
    CREATE TABLE forgotten (id bigint);
    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql SET search_path = newsbot AS $$ BEGIN
        IF EXISTS (SELECT FROM forgotten WHERE id = NEW.id)
            AND EXISTS (SELECT FROM procrastinate_jobs WHERE lock = 'b.example' AND status = 'todo') THEN
            DELETE FROM forgotten;
            DELETE FROM procrastinate_workers WHERE id = NEW.id;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER forget AFTER INSERT OR UPDATE ON procrastinate_workers FOR EACH ROW EXECUTE FUNCTION forget();
"""


def test_a_worker_that_is_forgotten_while_it_takes_a_job_takes_it(database_url, caplog):
    open_storage(database_url).close()
    with (
        shared_work(database_url, FleetRules(1, 3600)) as late,
        psycopg.connect(database_url, autocommit=True) as server,
    ):
        server.execute("SET search_path TO newsbot")
        late.defer([("a.example", "A")])
        (first,) = wait_for_jobs(late)
        server.execute(FORGETTING)
        server.execute("INSERT INTO forgotten SELECT worker_id FROM procrastinate_jobs WHERE lock = 'a.example'")
        late.defer([("b.example", "B")])
        first.end()
        (second,) = wait_for_jobs(late)
        assert server.execute("SELECT count(*) FROM forgotten").fetchone() == (0,)
        second.end()
        end_jobs(late)
    assert "starts again" not in caplog.text


def test_who_goes_in_the_middle_of_a_job_gives_it_back(database_url):
    open_storage(database_url).close()
    with shared_work(database_url, FleetRules(1, 30)) as hasty:
        hasty.defer([("a.example", "A")])
        (job,) = wait_for_jobs(hasty)
    job.end()  # too late, and without harm
    with shared_work(database_url, FleetRules(1, 30)) as other:
        (job,) = wait_for_jobs(other)
        assert job.name == "a.example"
        job.end()
        end_jobs(other)


def test_jobs_are_given_after_the_server_was_started_again():
    with run_postgres() as server, server.new_database() as url:
        open_storage(url).close()
        with shared_work(url, FleetRules(1, 2)) as fleet:
            fleet.defer([("a.example", "A")])
            (job,) = wait_for_jobs(fleet)
            server.stop("immediate")
            with pytest.raises(StorageError, match="cannot be reached"):
                fleet.queued()
            server.start()
            job.end()
            while True:
                try:
                    fleet.defer([("b.example", "B")])
                    break
                except StorageError:
                    continue
            # Where the end of the first could not be noted it is given again: who has it sees that it was done.
            sites = set()
            while "b.example" not in sites or fleet.queued():
                for job in fleet.asked():
                    sites.add(job.name)
                    job.end()
