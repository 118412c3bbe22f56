"""The state stores when sites and sources are due, never goes backwards, and forgets what is no longer used."""

from datetime import UTC, datetime, timedelta

from newsbot.state.states import SiteSchedule, SourceSchedule

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://a.example/feed/"


def site(name="a.example", at=NOON, **values):
    return SiteSchedule(name, at, at + HOUR, **values)


def source(url=FEED, name="a.example", at=NOON, **values):
    return SourceSchedule(url, name, at, at + HOUR, **values)


def test_nothing_is_known_of_a_site_that_was_never_scheduled(storage):
    assert storage.schedules() == {}
    assert storage.schedules(["a.example"]) == {}
    assert storage.source_schedules("a.example") == {}


def test_what_is_noted_is_found_as_it_was(storage):
    whole = site(started_at=NOON - HOUR, failures=2, problem="It is away.", tallies={"pages": 2.5})
    feed = source(per_day=12.5, failures=1, rhythm='{"a":1}', problem="http_404")
    storage.note_schedule(whole, [feed])
    storage.note_schedule(site("b.example"))
    assert storage.schedules() == {"a.example": whole, "b.example": site("b.example")}
    assert storage.schedules(["b.example", "c.example"]) == {"b.example": site("b.example")}
    assert storage.source_schedules("a.example") == {FEED: feed}
    assert storage.source_schedules("b.example") == {}


def test_two_sites_may_have_one_source(storage):
    storage.note_schedule(site(), [source()])
    storage.note_schedule(site("b.example"), [source(name="b.example", per_day=3.0)])
    assert storage.source_schedules("a.example")[FEED].per_day == 0
    assert storage.source_schedules("b.example")[FEED].per_day == 3


def test_an_older_word_changes_nothing(storage):
    storage.note_schedule(site(failures=1), [source(failures=1)])
    storage.note_schedule(site(at=NOON - HOUR), [source(at=NOON - HOUR)])
    assert storage.schedules()["a.example"].failures == 1
    assert storage.source_schedules("a.example")[FEED].failures == 1
    storage.note_schedule(site(at=NOON + HOUR), [source(at=NOON + HOUR)])
    assert storage.schedules()["a.example"].failures == 0


def test_a_source_that_is_asked_no_more_is_forgotten(storage):
    storage.note_schedule(site(), [source(), source("https://a.example/old/")])
    later = NOON + timedelta(days=61)
    storage.note_schedule(site(at=later), [source(at=later)])
    assert set(storage.source_schedules("a.example")) == {FEED}


def test_many_sites_can_be_asked_for_at_once(storage):
    names = [f"site-{number}.example" for number in range(2_100)]
    for name in names[::700]:
        storage.note_schedule(site(name))
    assert sorted(storage.schedules(names)) == sorted(names[::700])


def test_a_summary_says_when_a_site_is_due_and_how_much_it_brings(storage):
    storage.note_schedule(
        site(started_at=NOON - HOUR, failures=3, problem="It is away.", tallies={"pages": 1.0}),
        [source(per_day=2.0), source("https://a.example/sitemap.xml", per_day=0.5)],
    )
    (summary,) = storage.site_summaries()
    assert (summary.site, summary.next_due, summary.per_day) == ("a.example", NOON + HOUR, 2.5)
    assert (summary.failures, summary.problem, summary.tallies) == (3, "It is away.", {"pages": 1.0})
    assert (summary.started, summary.finished) == (NOON - HOUR, NOON)


def test_runs_of_long_ago_are_forgotten(storage, monkeypatch):
    monkeypatch.setattr("newsbot.state.storage_sql.KEPT_RUNS", 3)
    for number in range(8):
        storage.start_run(f"run-{number}", [f"site-{number}.example"], NOON + number * HOUR)
        storage.finish_run(f"run-{number}", NOON + number * HOUR, {})
    sites = [summary.site for summary in storage.site_summaries()]
    assert sites == [f"site-{number}.example" for number in range(4, 8)]
