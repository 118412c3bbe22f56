"""Archive files as jobs: each is read once, by a worker that may read it, and stays recorded as done."""

import json
import os
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from archived import exchange, write_archive
from command_server import ROOT, Command, run_command
from loopback import article_page

from newsbot.appearances import Appearance
from newsbot.archive.jobs import ArchiveJobs, ArchiveWork
from newsbot.archive.storage import ArchiveStorage, FileLedger, job_key
from newsbot.batches import read_lines
from newsbot.exceptions import JobDiedError, JobFailedError, JobGivenBackError, SiteLostError, StorageError
from newsbot.locks import try_lock
from newsbot.state.storage import open_storage
from newsbot.watching.fleet import FleetRules, shared_work

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
STEP = timedelta(seconds=6)


class Job:
    def __init__(self, name, told):
        self.name, self.told, self.end_of = name, told, []

    def end(self, error=None):
        self.end_of.append(type(error))


class Jobs:
    """A fleet of which this machine is all."""

    def __init__(self):
        self.jobs, self.given, self.done, self.is_away, self.is_stopped = [], 0, {}, False, False

    def queued(self):
        if self.is_away:
            raise StorageError("The server is away.")
        return {job.name for job in self.jobs if not job.end_of}

    def ended(self):
        ended = {job.name: job.end_of[-1] is type(None) for job in self.jobs if job.end_of}
        return self.done | ended

    def has_done(self, name):
        return self.ended().get(name, False)

    def defer(self, jobs):
        self.jobs += [Job(*job) for job in jobs]

    def asked(self):
        new, self.given = self.jobs[self.given :], len(self.jobs)
        return new

    def stop(self):
        self.is_stopped = True


class Away:
    """A state whose server is away."""

    def conclude(self, job, token):
        raise StorageError("The server is away.")


class Reading:
    def __init__(self, arguments):
        self.arguments, self.code, self.problem, self.stops = arguments, None, None, []

    def check(self, now):
        pass

    def stop(self, now, why=None):
        self.stops.append("stop")

    def kill(self):
        self.stops.append("kill")


class Readings:
    def __init__(self):
        self.started, self.refuses = [], None

    def start(self, arguments, now):
        if self.refuses:
            raise self.refuses
        self.started.append(Reading(arguments))
        return self.started[-1]


@pytest.fixture
def storage(tmp_path):
    with closing(open_storage(f"sqlite:///{tmp_path}/state.db")) as storage:
        yield storage


@pytest.fixture
def jobs(storage, tmp_path):
    wanted = ArchiveWork("again", [Path("/archive/a.warc.gz"), Path("/archive/b.warc.gz")], ["-a", "profile=none"])
    return ArchiveJobs(wanted, Jobs(), storage, Readings(), tmp_path)


def test_each_file_is_read_by_a_process_with_the_arguments(jobs):
    jobs.step(NOON)
    first, second = jobs.launcher.started
    assert first.arguments[:4] == ["-a", "warc=/archive/a.warc.gz", "-a", "profile=none"]
    assert first.arguments[-1].startswith("lease=newsbot-archive-again-")
    first.code = 0
    jobs.step(NOON + STEP)
    assert not jobs.is_done
    assert jobs.running == ["/archive/b.warc.gz"]
    second.code = 0
    jobs.step(NOON + 2 * STEP)
    assert jobs.is_done
    assert jobs.failures() == []


def test_what_was_done_is_not_done_again_and_what_failed_is(jobs):
    jobs.fleet.done = {"/archive/a.warc.gz": True, "/archive/b.warc.gz": False}
    jobs.step(NOON)
    assert [job.name for job in jobs.fleet.jobs] == ["/archive/b.warc.gz"]


@pytest.mark.parametrize(
    ("code", "problem", "error"),
    [(1, None, JobFailedError), (-9, None, JobDiedError), (0, None, type(None)), (1, "Too much memory.", JobDiedError)],
)
def test_how_a_reading_ended_is_told(jobs, code, problem, error):
    jobs.step(NOON)
    jobs.launcher.started[0].code, jobs.launcher.started[0].problem = code, problem
    jobs.step(NOON + STEP)
    assert jobs.fleet.jobs[0].end_of == [error]
    assert jobs.failures() == ([] if error is type(None) else ["/archive/a.warc.gz"])


def test_who_stops_gives_back_what_is_not_done(jobs):
    jobs.step(NOON)
    jobs.stop(NOON)
    jobs.fleet.defer([("/archive/c.warc.gz", "[]")])
    jobs.launcher.started[0].code = 0
    jobs.launcher.started[1].code = 1
    jobs.stop(NOON)
    jobs.step(NOON)
    assert jobs.launcher.started[1].stops == ["stop", "kill"]
    assert [job.end_of for job in jobs.fleet.jobs] == [[type(None)], [JobGivenBackError], [JobGivenBackError]]
    assert jobs.is_done
    assert jobs.fleet.is_stopped


def test_a_file_that_is_read_unheard_is_given_back(jobs, tmp_path):
    with closing(open_storage(f"sqlite:///{tmp_path}/state.db")) as other:
        lock = other.lock_site(f"{jobs.wanted.work.queue} /archive/a.warc.gz")
        jobs.step(NOON)
        lock.release()
    assert [job.end_of for job in jobs.fleet.jobs] == [[JobGivenBackError], []]


def test_a_file_whose_reader_died_before_it_could_say_that_it_was_done_is_not_read_again(jobs):
    jobs.storage.conclude(job_key(f"{jobs.wanted.work.queue} /archive/a.warc.gz"), "0" * 16)
    jobs.step(NOON)
    assert [job.end_of for job in jobs.fleet.jobs] == [[type(None)], []]


def left_waiting(jobs):
    """What a reading leaves that dies when the state decides: its target and its token."""
    target = jobs.data / "articles" / "2026-11-03" / "run-1.jsonl.zst"
    target.parent.mkdir(parents=True)
    made = Appearance(target.with_suffix(".part"), target)
    made.part.write_text("line\n")
    return target, made.wait("f" * 16)


def test_lines_that_a_dead_reading_left_appear_where_they_count(jobs):
    target, token = left_waiting(jobs)
    jobs.settle()
    assert not target.exists()  # nobody has said whose lines do
    jobs.storage.conclude("f" * 16, token)
    jobs.step(NOON)
    jobs.launcher.started[0].code = -9
    jobs.step(NOON + STEP)
    assert [path.name for path in target.parent.iterdir()] == ["run-1.jsonl.zst"]


def test_lines_that_a_dead_reading_left_go_where_those_of_another_count(jobs):
    target, _ = left_waiting(jobs)
    jobs.storage.conclude("f" * 16, "0" * 16)
    (target.parent / "x.waiting").touch()  # of whomever
    jobs.settle()
    assert [path.name for path in target.parent.iterdir()] == ["x.waiting"]


def test_lines_of_a_living_reading_are_left_to_it(jobs):
    target = jobs.data / "articles" / "2026-11-03" / "run-1.jsonl.zst"
    target.parent.mkdir(parents=True)
    made = Appearance(target.with_suffix(".part"), target)
    with made.part.open("wb") as file:
        assert try_lock(file)
        jobs.storage.conclude("f" * 16, made.wait("f" * 16))
        jobs.settle()
        assert made.part.exists()
    jobs.settle()
    assert target.exists()


def test_of_two_readings_of_one_file_the_lines_of_one_appear(storage, tmp_path):
    places = [tmp_path / name / "run-1.jsonl" for name in ("a", "b", "c")]
    for place in places:
        place.parent.mkdir()
        place.with_suffix(".part").write_text("line\n")
    first, second = (ArchiveStorage(storage, FileLedger(print), storage, "again a.warc.gz") for _ in range(2))
    first.publish(Appearance(places[0].with_suffix(".part"), places[0]))
    with pytest.raises(SiteLostError, match="Another machine has read this file"):
        second.publish(Appearance(places[1].with_suffix(".part"), places[1]))
    away = ArchiveStorage(storage, FileLedger(print), Away(), "again a.warc.gz")
    with pytest.raises(StorageError, match="away"):
        away.publish(Appearance(places[2].with_suffix(".part"), places[2]))
    # What the server has decided is not known to the last: its lines wait.
    assert [len(list(place.parent.iterdir())) for place in places] == [1, 0, 1]
    assert places[0].exists()
    assert not places[2].exists()


@pytest.mark.parametrize("told", ["", "{}", "[1]"])
def test_a_job_that_can_not_be_read_starts_nothing(jobs, told, caplog):
    jobs.step(NOON)
    jobs.fleet.defer([("/archive/c.warc.gz", told)])
    jobs.step(NOON)
    assert jobs.fleet.jobs[-1].end_of == [JobDiedError]
    assert "could not be started on this machine" in caplog.text


def test_a_machine_without_processes_or_server_goes_on(jobs, caplog):
    jobs.fleet.is_away = True
    jobs.step(NOON)
    assert "Cannot find out which files of the archive are left" in caplog.text
    assert not jobs.is_done
    jobs.fleet.is_away, jobs.launcher.refuses = False, OSError("no memory")
    jobs.step(NOON + STEP)
    assert [job.end_of for job in jobs.fleet.jobs] == [[JobDiedError]] * 2


def test_other_arguments_or_another_name_are_other_work():
    files = [Path("a.warc.gz")]
    queues = {ArchiveWork(name, files, told).work.queue for name in "xy" for told in ([], ["-a", "profile=none"])}
    assert len(queues) == 4
    assert ArchiveWork("x", files, ()).names == [os.path.abspath("a.warc.gz")]


# With PostgreSQL


def wait_for_job(fleet):
    while not (jobs := fleet.asked()):
        time.sleep(0.02)
    return jobs[0]


def test_how_jobs_ended_stays_known_and_what_was_given_back_comes_again(database_url, monkeypatch):
    monkeypatch.setattr("newsbot.watching.fleet._GIVEN_BACK_S", 0)
    open_storage(database_url).close()
    work = ArchiveWork("x", [], ()).work
    with shared_work(database_url, FleetRules(1, 120), work) as fleet:
        fleet.defer([("a", "A")])
        wait_for_job(fleet).end(JobGivenBackError())
        for _ in range(2):  # the third try is the last
            wait_for_job(fleet).end(JobDiedError())
        while fleet.queued():
            time.sleep(0.02)
        assert fleet.ended() == {"a": False}
        fleet.defer([("a", "A")])
        wait_for_job(fleet).end()
        while fleet.queued():
            time.sleep(0.02)
        assert fleet.ended() == {"a": True}


@pytest.fixture(name="archive")
def archive_fixture(tmp_path):
    """Three files of two stories each."""
    for at in range(3):
        pages = [exchange(at * 2 + n, article_page(f"Story {at * 2 + n} of the bridge").encode()) for n in range(2)]
        write_archive(tmp_path / f"warc-{at}", pages)
    return f"{tmp_path}/warc-*/*.warc.gz"


def lines_of(folder):
    files = sorted(folder.glob("articles/*/*.jsonl.zst"))
    return [json.loads(line) for file in files for line in read_lines(file)]


def environment(folder, url):
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "NEWSBOT_STATE": url,
        "NEWSBOT_DATA": str(folder),
        "NEWSBOT_WORKERS": "0",
    }


def test_two_machines_read_each_file_once_and_a_third_finds_nothing_to_do(archive, tmp_path, database_url):
    command = ["crawl", "archive", "-a", f"warc={archive}", "-a", "profile=none", "--jobs", "again"]
    places = [environment(tmp_path / name, database_url) for name in ("one", "other")]
    with Command(command, places[0]) as first:
        second = run_command(command, places[1])
    assert second.returncode == first.returncode == 0, second.stderr.decode()
    lines = lines_of(tmp_path / "one") + lines_of(tmp_path / "other")
    assert sorted(line["headline"] for line in lines) == [f"Story {number} of the bridge" for number in range(6)]
    third = run_command(command, environment(tmp_path / "third", database_url))
    assert b"3 files: 0 read here, 3 elsewhere or before, 0 failed, 0 left" in third.stderr
    assert lines_of(tmp_path / "third") == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["news", "-a", "site=https://example.com/", "--jobs", "x"], "--jobs works only with scrapy crawl archive"),
        (["archive", "-a", "warc={files}", "--jobs", "a b"], "must be a name"),
        (["archive", "-a", "warc={files}", "--jobs", ""], "must be a name"),
        (["archive", "-a", "warc={files}", "--jobs", "x", "-O", "y.jsonl"], "leave out -o, -O and --diff"),
        (["archive", "-a", "warc={files}", "--jobs", "x", "--diff", "."], "leave out -o, -O and --diff"),
        (["archive", "-a", "warc={files}", "--jobs", "x"], "set NEWSBOT_STATE=postgresql://"),
    ],
)
def test_a_mistake_is_one_sentence(arguments, sentence, archive, tmp_path):
    place = environment(tmp_path, f"sqlite:///{tmp_path}/state.db")
    run = run_command(["crawl", *(argument.format(files=archive) for argument in arguments)], place)
    assert run.returncode == 2
    assert sentence in run.stderr.decode()
    assert run.stderr.count(b"\n") == 1
