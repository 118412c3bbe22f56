"""Which sites are crawled next: those that have waited longest; quick ones together; no site waits for ever."""

from datetime import UTC, datetime, timedelta

from newsbot.schedule import PollRules
from newsbot.sites import Bounds, Site
from newsbot.state.states import SiteSchedule
from newsbot.watching.agenda import Agenda

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RULES = PollRules(10 * MINUTE, 2 * MINUTE, DAY)


def site(name, **values):
    return Site(f"https://{name}.example/", name, **values)


def known(name, due, *, failures=0, seconds=1.0):
    return SiteSchedule(name, NOON - HOUR, due, NOON - HOUR, failures, tallies={"seconds": seconds})


def agenda(*schedules, places=4, together=3, new=()):
    found = Agenda(RULES, places, together)
    names = [schedule.site for schedule in schedules]
    found.take_sites([site(name) for name in (*names, *new)], {entry.site: entry for entry in schedules}, NOON)
    return found


def names(sites):
    return [site.name for site in sites]


def test_quick_sites_go_together_those_first_that_have_waited_longest():
    found = agenda(*(known(name, NOON - ago * MINUTE) for name, ago in (("a", 1), ("b", 4), ("c", 3), ("d", 2))))
    assert names(found.take(NOON, [])) == ["b", "c", "d"]
    assert names(found.take(NOON, [])) == ["a"]
    assert found.take(NOON, []) == []


def test_a_site_waits_a_moment_for_others_to_go_with():
    found = agenda(known("a", NOON), known("b", NOON + 10 * SECOND), known("c", NOON + HOUR))
    assert found.take(NOON + 5 * SECOND, []) == []
    assert names(found.take(NOON + 15 * SECOND, [])) == ["a", "b"]
    assert found.next_due() == NOON + HOUR


def test_new_slow_and_failing_sites_go_alone():
    found = agenda(
        known("failing", NOON - 3 * HOUR, failures=1),
        known("slow", NOON - 2 * HOUR, seconds=90.0),
        new=["new"],
        places=9,
    )
    taken = []
    while sites := found.take(NOON, taken):
        taken.append(sites)
    assert sorted(names(sites) for sites in taken) == [["failing"], ["new"], ["slow"]]


def test_no_more_crawls_run_at_once_than_there_are_places():
    found = agenda(*(known(f"s{number}", NOON - HOUR) for number in range(9)), places=2)
    taken = []
    while sites := found.take(NOON, taken):
        taken.append(sites)
    assert [len(sites) for sites in taken] == [3, 3]


def test_crawls_that_may_take_long_leave_a_place_to_the_others():
    slow = [known(f"slow{number}", NOON - 9 * HOUR, seconds=99.0) for number in range(9)]
    found = agenda(*slow, known("quick", NOON + MINUTE))
    taken = []
    while sites := found.take(NOON, taken):
        taken.append(sites)
    assert len(taken) == 3
    assert names(found.take(NOON + 2 * MINUTE, taken)) == ["quick"]


def test_with_one_place_both_kinds_have_their_turn():
    found = agenda(
        *(known(f"quick{number}", NOON - HOUR) for number in range(9)),
        *(known(f"slow{number}", NOON - DAY, failures=2) for number in range(3)),
        places=1,
    )
    kinds = []
    while sites := found.take(NOON, []):
        kinds.append(sites[0].name.rstrip("0123456789"))
    assert kinds == ["slow", "quick", "slow", "quick", "slow", "quick"]


def test_a_bound_that_was_made_narrower_holds_at_once():
    found = agenda(known("a", NOON + 20 * HOUR))
    assert found.next_due() == NOON + 20 * HOUR
    found.take_sites([site("a", bounds=Bounds(longest=2 * HOUR))], {}, NOON)
    assert found.next_due() == NOON + HOUR


def test_a_file_that_was_read_again_keeps_what_is_known_and_forgets_what_is_gone():
    found = agenda(known("a", NOON - HOUR), known("b", NOON - HOUR))
    assert len(found.take(NOON, [])) == 2
    found.take_sites([site("b", label="B"), site("c")], {}, NOON)
    assert found.entries["b"].is_running
    assert found.entries["b"].site.label == "B"
    assert names([entry.site for entry in found.due(NOON)]) == ["c"]
    found.finished(site("a"), None)
    found.postpone(site("a"), NOON)
    assert set(found.entries) == {"b", "c"}


def test_a_site_whose_crawl_said_nothing_rests_longer_each_time():
    found = agenda(known("a", NOON, failures=1))
    failed = found.failed(site("a"), NOON, NOON + MINUTE, "It died.")
    assert (failed.failures, failed.problem, failed.started_at) == (2, "It died.", NOON)
    assert failed.next_due == NOON + 11 * MINUTE
    found.finished(site("a"), failed)
    assert found.failed(site("a"), NOON, NOON, "It died.").next_due == NOON + 20 * MINUTE
    assert found.failed(site("none"), NOON, NOON, "It died.").failures == 1


def test_a_site_that_somebody_else_crawls_is_asked_for_later():
    found = agenda(known("a", NOON - HOUR))
    (taken,) = found.take(NOON, [])
    found.postpone(taken, NOON)
    assert found.due(NOON) == []
    assert found.next_due() == NOON + MINUTE


def test_ten_thousand_sites_are_no_burden():
    found = agenda(*(known(f"s{number}", NOON + number * SECOND) for number in range(10_000)), together=10)
    assert len(found.due(NOON + 100 * SECOND)) == 101
    assert len(found.take(NOON + 100 * SECOND, [])) == 10
