"""The watch's loop with a simulated clock and crawls: who is crawled when, and what is recorded of a crawl."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from watched_crawls import HOUR, MINUTE, RULES, SECOND, Crawls

from newsbot.exceptions import ArgumentError, StorageError
from newsbot.state.states import SiteSchedule
from newsbot.watching.agenda import Agenda
from newsbot.watching.display import Table, status_line
from newsbot.watching.watch import SitesFile, Watch, ending

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


class Room:
    """A watch with its file and state."""

    def __init__(self, storage, path):
        self.storage, self.path, self.crawls = storage, path, Crawls()
        self.finished = []
        self.list_sites("a", "b")
        self.watch = Watch(
            SitesFile(str(path)),
            Agenda(RULES, 4, 10),
            storage,
            self.crawls,
            lambda schedule, said: self.finished.append((schedule.site, said)),
        )

    def list_sites(self, *names, text=""):
        tables = [f'[[sites]]\nurl = "https://{name}.example/"\n' for name in names]
        self.path.write_text("\n".join(tables) + text)
        # Two writes within a tick of the clock of the file system are still two.
        self.version = getattr(self, "version", 0) + 1
        os.utime(self.path, (self.version, self.version))

    def say(self, name, at, **values):
        """What a crawl notes of its site."""
        due = values.pop("due", at + HOUR)
        self.storage.note_schedule(SiteSchedule(f"{name}.example", at, due, at, **values))

    @property
    def running(self):
        return sorted(site.name for child in self.watch.children.values() for site in child.sites)


@pytest.fixture(name="room")
def room_fixture(storage, tmp_path):
    return Room(storage, tmp_path / "sites.toml")


def test_sites_are_crawled_when_they_are_due_and_again(room):
    room.say("a", NOON, due=NOON + 10 * MINUTE)
    room.say("b", NOON, due=NOON + 20 * MINUTE)
    room.watch.open(NOON)
    room.watch.step(NOON)
    assert room.running == []
    room.watch.step(NOON + 11 * MINUTE)
    assert room.running == ["a.example"]
    room.say("a", NOON + 12 * MINUTE, due=NOON + HOUR)
    room.crawls.last.code = 0
    room.watch.step(NOON + 12 * MINUTE)
    assert room.running == []
    assert room.finished == [("a.example", True)]
    room.watch.step(NOON + 61 * MINUTE)
    assert room.running == ["a.example", "b.example"]


@pytest.mark.parametrize(("code", "words"), [(-9, "signal 9"), (1, "exit code 1")])
def test_of_a_crawl_that_died_without_a_word_it_is_noted_that_it_failed(room, code, words, caplog):
    room.watch.open(NOON)
    room.watch.step(NOON)
    assert len(room.crawls.started) == 2
    for crawl in room.crawls.started:
        crawl.code = code
    room.watch.step(NOON + MINUTE)
    noted = room.storage.schedules()
    assert {schedule.failures for schedule in noted.values()} == {1}
    assert words in noted["a.example"].problem
    assert noted["a.example"].next_due == NOON + 6 * MINUTE
    assert ("a.example", False) in room.finished
    assert "a.example failed, 1 in a row" in caplog.text
    room.watch.step(NOON + 5 * MINUTE)
    assert room.running == []
    room.watch.step(NOON + 7 * MINUTE)
    assert len(room.running) == 2


def test_what_an_earlier_crawl_said_is_no_word_of_this_one(room):
    room.say("a", NOON - HOUR, due=NOON - MINUTE)
    room.list_sites("a")
    room.watch.open(NOON)
    room.watch.step(NOON)
    room.crawls.last.code = 0
    room.watch.step(NOON + MINUTE)
    assert room.storage.schedules()["a.example"].failures == 1


def test_a_crawl_that_took_too_much_failed_unless_it_has_read_something(room):
    room.list_sites("a")
    for pages, failures in ((0.0, 1), (12.0, 0)):
        now = NOON + (HOUR if pages else timedelta(0))
        room.watch.open(now)
        room.watch.step(now)
        room.crawls.last.problem = "The crawl took longer than 5 s and was stopped."
        room.say("a", now + MINUTE, tallies={"pages": pages})
        room.crawls.last.code = 0
        room.watch.step(now + 2 * MINUTE)
        assert room.storage.schedules()["a.example"].failures == failures


def test_children_are_held_to_their_limits(room):
    room.watch.open(NOON)
    room.watch.step(NOON)
    room.watch.step(NOON + SECOND)
    assert all(crawl.told == ["check"] for crawl in room.crawls.started)


def test_a_file_that_has_changed_is_read_again_and_one_that_is_wrong_is_told(room, caplog):
    room.watch.open(NOON)
    room.watch.step(NOON)
    room.list_sites("a", "b", "c")
    room.watch.step(NOON + SECOND)
    assert "c.example" not in room.running
    room.watch.step(NOON + 6 * SECOND)
    assert "c.example" in room.running
    room.list_sites("a", text="url = 5")
    room.watch.step(NOON + 20 * SECOND)
    assert "The watch continues with the sites it knows" in caplog.text
    assert "sites.toml" in caplog.text
    assert set(room.watch.agenda.entries) == {"a.example", "b.example", "c.example"}
    caplog.clear()
    room.path.unlink()
    room.watch.step(NOON + 40 * SECOND)
    assert "No such file" in caplog.text
    caplog.clear()
    room.watch.step(NOON + 60 * SECOND)
    assert caplog.text == ""


def test_once_crawls_what_is_due_and_ends(room):
    room.say("b", NOON, due=NOON + MINUTE)
    room.watch.open(NOON)
    room.watch.crawl_once(NOON)
    room.watch.step(NOON)
    assert room.running == ["a.example"]
    assert not room.watch.is_done
    room.say("a", NOON + 2 * MINUTE, due=NOON + 2 * MINUTE)
    room.crawls.last.code = 0
    room.watch.step(NOON + 3 * MINUTE)
    assert room.running == []
    assert room.watch.is_done


def test_a_watch_that_is_stopped_lets_its_crawls_end_and_the_second_time_ends_them(room):
    room.watch.open(NOON)
    room.watch.step(NOON)
    room.watch.stop(NOON)
    assert all(crawl.told[-1] == "stop" for crawl in room.crawls.started)
    room.list_sites("c")
    room.watch.step(NOON + MINUTE)
    assert len(room.crawls.started) == 2
    assert not room.watch.is_done
    room.watch.stop(NOON + MINUTE)
    room.watch.step(NOON + MINUTE)
    assert room.watch.is_done
    assert room.storage.schedules() == {}, "they were ended, they did not fail"


def test_a_site_that_somebody_else_crawls_is_left_alone_for_a_while(room):
    room.list_sites("a")
    with room.storage.lock_site("a.example"):
        room.watch.open(NOON)
        room.watch.step(NOON)
        assert room.running == []
    room.watch.step(NOON + 59 * SECOND)
    assert room.running == []
    room.watch.step(NOON + 61 * SECOND)
    assert room.running == ["a.example"]
    assert room.storage.schedules() == {}


def test_a_machine_that_can_start_nothing_is_told_and_tried_again(room, caplog):
    room.crawls.refuses = OSError("Cannot allocate memory")
    room.watch.open(NOON)
    room.watch.step(NOON)
    assert "No crawl can be started: Cannot allocate memory" in caplog.text
    room.crawls.refuses = None
    room.watch.step(NOON + 10 * SECOND)
    assert room.running == []
    room.watch.step(NOON + 31 * SECOND)
    assert len(room.running) == 2


def test_a_state_that_can_not_be_written_is_told_and_nothing_is_forgotten(room, caplog, monkeypatch):
    room.list_sites("a")
    room.watch.open(NOON)
    room.watch.step(NOON)
    room.crawls.last.code = -11

    def refuse(*arguments):
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(type(room.storage), "note_schedule", refuse)
        room.watch.step(NOON + SECOND)
    assert "The disk is full." in caplog.text
    room.watch.step(NOON + 2 * SECOND)
    assert room.storage.schedules()["a.example"].failures == 1


def test_what_was_decided_by_a_clock_that_was_years_ahead_is_not_believed(room):
    ahead = NOON.replace(year=2040)
    for site in ("a", "b"):
        room.say(site, ahead)
    room.watch.open(NOON)
    room.watch.step(NOON)
    assert room.running == ["a.example", "b.example"]
    # One says when its site is due, the other dies.
    room.say("a", NOON + MINUTE, due=NOON + HOUR)
    for crawl in room.crawls.started:
        crawl.code = 0 if crawl.sites[0].name == "a.example" else -9
    room.watch.step(NOON + MINUTE)
    known = room.storage.schedules()
    assert {name: (found.checked_at, found.failures) for name, found in known.items()} == {
        "a.example": (NOON + MINUTE, 0),
        "b.example": (NOON + MINUTE, 1),
    }
    room.watch.step(NOON + 61 * MINUTE)
    assert room.running == ["a.example", "b.example"]


@pytest.mark.parametrize("moved", [timedelta(days=400), -timedelta(days=400)])
def test_a_clock_that_is_put_ends_no_crawl_and_lets_no_site_wait(room, moved):
    room.say("a", NOON - HOUR, due=NOON + HOUR)
    room.watch.open(NOON)
    room.watch.step(NOON)
    assert room.running == ["b.example"]
    crawl = room.crawls.last
    now = NOON + moved
    room.watch.clock_moved(moved)
    assert crawl.started == now.timestamp()
    room.list_sites("a", "b", "c")
    room.watch.step(now + MINUTE)
    assert "c.example" in room.running
    room.say("b", now + 2 * MINUTE, due=now + 3 * HOUR)
    crawl.code = 0
    room.watch.step(now + 2 * MINUTE)
    assert ("b.example", True) in room.finished
    room.watch.step(now + HOUR + MINUTE)
    assert "a.example" in room.running


def test_a_watch_without_sites_does_not_begin(room):
    room.path.write_text("")
    with pytest.raises(ArgumentError, match="lists no site"):
        room.watch.open(NOON)


def test_the_status_is_one_line_of_named_figures_and_a_table(room):
    room.say("b", NOON, due=NOON + MINUTE)
    room.watch.open(NOON)
    status = room.watch.status(NOON + 30 * SECOND)
    assert status_line(status) == ("sites=2 due=1 running=0 crawls=0 failed=0 failing=0 behind_s=30 next_s=0")
    room.watch.step(NOON + 30 * SECOND)
    status = room.watch.status(NOON + 40 * SECOND)
    assert status_line(status) == "sites=2 due=0 running=1 crawls=0 failed=0 failing=0 behind_s=0 next_s=20"
    from rich.console import Console

    table = Table()
    table.note(SiteSchedule("[b]c.example", NOON, NOON + HOUR, problem="It is [red]away."))
    console = Console(width=100, record=True, file=open(os.devnull, "w"))  # noqa: SIM115 - closed below
    with console.file:
        console.print(table.render(status))
    said = console.export_text()
    assert "2 sites" in said
    assert "a.example" in said
    assert "[b]c.example" in said
    assert "It is [red]away." in said
    alone = table.render(replace(status, sites=1, crawls=1)).renderables[0]
    assert alone.plain == "1 site · 0 due · 1 crawl, 0 failed"


def test_an_ending_is_named():
    assert (ending(0), ending(-15)) == ("exit code 0", "signal 15")
