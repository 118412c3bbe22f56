"""Children that get a task before they have finished another: each task still has its own limits and result.

Also children that are started before there is a task.
"""

import asyncio
from collections import Counter

import pytest
from pools import tasks_fixture, use_pool  # noqa: F401 - a fixture

import newsbot.workers.pool
from newsbot.exceptions import WorkerError
from newsbot.workers.pool import WorkerLimits, WorkerPool


async def outcomes(pool, *asked):
    """What came of tasks that are asked for at once: results, and the reasons of those without."""
    found = await asyncio.gather(*(pool.run(*task) for task in asked), return_exceptions=True)
    return [str(one) if isinstance(one, WorkerError) else one for one in found]


@pytest.mark.parametrize("processes", [1, 2])
def test_each_task_has_its_own_answer(processes):
    async def work(pool):
        assert await outcomes(pool, *(("size", b"x" * size, int) for size in range(60))) == list(range(60))

    use_pool(work, ahead=2, processes=processes)


def test_a_page_that_ends_its_child_takes_no_other_with_it():
    async def work(pool):
        asked = [("size", b"a", int), ("exit", 3, None), ("size", b"bc", int), ("size", b"def", int)]
        assert await outcomes(pool, *asked) == [1, "crashed", 2, 3]
        assert pool.failures == Counter(crashed=1)

    use_pool(work, ahead=2)


def test_a_page_that_hangs_takes_no_other_with_it():
    async def work(pool):
        asked = [("backtrack", None, bool), ("size", b"a", int), ("backtrack", None, bool), ("size", b"bc", int)]
        assert await outcomes(pool, *asked) == ["timeout", 1, "timeout", 2]

    use_pool(work, ahead=2, timeout_s=0.3)


def test_a_tasks_time_begins_when_those_before_it_are_answered(monkeypatch):
    monkeypatch.setattr(newsbot.workers.pool, "_PATIENCE_S", 0.0)

    async def work(pool):
        assert await outcomes(pool, *[("sleep", 0.1, float)] * 20) == [0.1] * 20

    use_pool(work, timeout_s=0.5, ahead=19)


def test_a_worn_child_is_replaced_when_it_has_answered_all():
    async def work(pool):
        pids = Counter(await outcomes(pool, *[("pid", None, int)] * 9))
        assert sum(pids.values()) == 9
        assert len(pids) >= 3
        assert not pool.failures

    use_pool(work, ahead=2, max_tasks=3)


def test_large_bodies_and_results_pass_one_another():
    async def work(pool):
        asked = [("text", 15_000_000, str), ("size", b"x" * 12_000_000, int)] * 2
        assert [len(one) if isinstance(one, str) else one for one in await outcomes(pool, *asked)] == [
            15_000_000,
            12_000_000,
        ] * 2

    use_pool(work, ahead=2)


def test_one_who_waits_no_more_takes_no_answer_from_the_others():
    async def work(pool):
        first = asyncio.create_task(pool.run("sleep", 0.3, float))
        second = asyncio.create_task(pool.run("size", b"x" * 7, int))
        third = asyncio.create_task(pool.run("size", b"x" * 3, int))
        while pool._running < 3:
            await asyncio.sleep(0)
        second.cancel()
        assert [await first, await third, await pool.run("size", b"", int)] == [0.3, 3, 0]
        assert not pool.failures

    use_pool(work, ahead=2)


def test_those_who_wait_at_the_end_are_told_that_it_is_closed():
    async def work(pool):
        asked = asyncio.create_task(outcomes(pool, *[("backtrack", None, bool)] * 3, ("size", b"a", int)))
        while pool._running < 3:
            await asyncio.sleep(0)
        await pool.close()
        assert await asked == ["closed"] * 4

    use_pool(work, ahead=2, grace_s=0.1, timeout_s=60)


def test_children_are_started_before_tasks_wait_for_them_where_that_is_asked_for():
    async def main():
        pool = WorkerPool(WorkerLimits(processes=2), "worker_tasks")
        await pool.start(5)
        try:
            assert await pool.run("size", b"a", int) == 1
            return pool.children_started
        finally:
            await pool.close()

    assert asyncio.run(main()) == 2
