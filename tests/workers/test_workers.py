"""The worker pool with pages that freeze, crash and fill the memory. The limits are enforced by Linux."""

import asyncio
import os
import signal
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pools import LINK, has_ended, reason_for, started_fixture, tasks_fixture, use_pool  # noqa: F401 - fixtures

import newsbot.workers.pool
from newsbot.exceptions import NewsbotError, WorkerError
from newsbot.extraction.page_report import PageRequest
from newsbot.items import Link, Url
from newsbot.workers.pool import WorkerLimits, WorkerPool
from newsbot.workers.requests import TextRequest, is_heavy


@dataclass
class HttpLink:
    """A result type that asks more of its URL than a task did."""

    url: Url


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_a_result_comes_back_as_its_type(processes):
    async def work(pool):
        return await pool.run("echo", LINK, Link), pool.tasks_done, pool.children_started

    assert use_pool(work, processes=processes) == (LINK, 1, min(processes, 1))


@pytest.mark.parametrize("processes", [0, 1])
def test_what_a_request_asks_may_change_until_a_child_is_found(processes):
    known = []

    async def work(pool):
        link = replace(LINK)

        def prepare():
            link.title = f"{len(known)} known"

        busy = asyncio.create_task(pool.run("sleep", 0.2, float))
        waiting = asyncio.create_task(pool.run("echo", link, Link, prepare))
        await asyncio.sleep(0.05)
        known.append("what came meanwhile")
        await busy
        return (await waiting).title

    assert use_pool(work, processes=processes) == ("1 known" if processes else "0 known")


def test_one_child_is_enough_where_no_task_waits():
    async def work(pool):
        for _ in range(3):
            await pool.run("echo", LINK, Link)
        return pool.children_started

    assert use_pool(work, processes=3) == 1


def test_while_tasks_wait_children_are_started_up_to_their_number():
    async def work(pool):
        for _ in range(20):
            await asyncio.gather(*(pool.run("sleep", 0.1, float) for _ in range(8)))
            if pool.children_started == 3:
                break
        await asyncio.gather(*(pool.run("sleep", 0.1, float) for _ in range(8)))
        return pool.children_started

    assert use_pool(work, processes=3) == 3


@pytest.mark.usefixtures("_however_started")
@pytest.mark.parametrize(
    ("task", "request_", "reason", "said"),
    [
        ("sleep", 1e6, "timeout", ""),
        ("loop", None, "timeout", ""),
        ("backtrack", None, "timeout", ""),
        ("hash", None, "timeout", ""),
        ("allocate", 2_000, "memory", ""),
        ("allocate at once", 2_000, "memory", ""),
        ("exit", 3, "crashed", "exit code 3"),
        ("killed", None, "crashed", "exit code -9"),
        ("segfault", None, "crashed", "Segmentation fault"),
        ("say", "no such luck", "error", "ValueError: no such luck"),
        ("say surrogate", None, "error", "ValueError"),
        ("recurse", 0, "error", "RecursionError"),
        ("object", None, "error", "TypeError"),
        ("surrogate", None, "error", "UnicodeEncodeError"),
        ("text", 40_000_000, "error", "40000005 bytes"),
        ("size", "not bytes", "error", "ValidationError"),
        ("unknown", None, "error", "KeyError"),
    ],
)
def test_a_bad_page_gives_its_reason_and_the_next_page_is_read(task, request_, reason, said):
    async def work(pool):
        found, note = await reason_for(pool.run(task, request_, int))
        assert found == reason
        assert said in note
        assert pool.failures == {reason: 1}
        assert await pool.run("echo", LINK, Link) == LINK
        assert pool.children_started == (1 if reason == "error" else 2)

    use_pool(work, timeout_s=0.3 if reason == "timeout" else 10, memory_mb=200)


def test_a_task_that_needs_more_time_than_a_page_has_it():
    async def work(pool):
        assert await pool.run("sleep long", 0.6, float) == 0.6
        assert (await reason_for(pool.run("sleep", 0.6, float)))[0] == "timeout"

    use_pool(work, timeout_s=0.1)


def test_time_by_the_clock_is_longer_than_processor_time():
    async def work(pool):
        assert await pool.run("sleep", 1.2, float) == 1.2
        assert (await reason_for(pool.run("loop", None, int)))[0] == "timeout"
        _, note = await reason_for(pool.run("sleep", 1e6, float))
        assert f"exit code -{signal.SIGALRM.value}" in note

    use_pool(work, timeout_s=1.0)


@pytest.mark.parametrize("processes", [0, 1])
@pytest.mark.parametrize(
    ("request_", "result", "said"),
    [
        (Link("https://example.com/a", "feed", "", title="\ud83d"), Link, "surrogates not allowed"),
        (LINK, list, "Expected `array`"),
        (Link("not a URL", "feed", ""), HttpLink, "regex"),
    ],
)
def test_what_does_not_fit_its_type_is_an_error_of_that_page(request_, result, said, processes):
    async def work(pool):
        reason, note = await reason_for(pool.run("echo", request_, result))
        assert reason == "error"
        assert said in note
        assert await pool.run("echo", LINK, Link) == LINK

    use_pool(work, processes=processes)


@pytest.mark.usefixtures("_however_started")
def test_a_worker_tells_the_language_of_a_text_that_declares_none():
    text = "Der Hund ging heute in den tiefen Wald, weil er dort den anderen Hund gesehen hatte. " * 3

    async def work(pool):
        request = TextRequest("\n\n".join([text] * 5).encode(), "https://example.com/2026/hund")
        return (await pool.run("clean_text", request, Any))["article"]["inLanguage"]

    assert use_pool(work, "newsbot.workers.tasks") == "de"


@pytest.mark.usefixtures("_however_started")
def test_a_crash_is_reported_with_its_exit_code():
    async def work(pool):
        return await reason_for(pool.run("exit", 3, Link))

    assert use_pool(work) == ("crashed", "exit code 3\n")


@pytest.mark.usefixtures("_however_started")
def test_other_pages_are_read_while_one_hangs():
    async def work(pool):
        hanging = asyncio.create_task(reason_for(pool.run("backtrack", None, bool)))
        sizes = [await pool.run("size", b"x" * size, int) for size in range(50)]
        assert not hanging.done()
        assert sizes == list(range(50))
        hanging.cancel()

    use_pool(work, processes=2, timeout_s=60)


def test_a_body_and_a_result_of_megabytes_pass():
    async def work(pool):
        assert await pool.run("size", b"x" * 12_000_000, int) == 12_000_000
        assert await pool.run("text", 20_000_000, str) == "x" * 20_000_000

    use_pool(work)


def test_heavy_requests_are_answered_one_at_a_time_and_others_meanwhile():
    async def work():
        pool = WorkerPool(WorkerLimits(processes=3), "worker_tasks", is_heavy=lambda request: request == b"heavy")
        run_in_child, running, most = pool._run_in_child, Counter(), Counter()

        async def counted(task, request, prepare):
            running[request] += 1
            most[request] = max(most[request], running[request])
            try:
                return await run_in_child(task, request, prepare)
            finally:
                running[request] -= 1

        pool._run_in_child = counted
        await pool.start()
        sizes = await asyncio.gather(*(pool.run("size", body, int) for body in [b"heavy", b"light"] * 3))
        await pool.close()
        return sizes, most

    assert asyncio.run(work()) == ([5] * 6, {b"heavy": 1, b"light": 3})


@pytest.mark.parametrize(
    ("body", "is_so"),
    [(b"<p>x" * 10_000, False), (b"<p>x" * 10_001, True), (b"x" * 1_500_000, False), (b"x" * 1_500_001, True)],
)
def test_a_page_is_heavy_by_its_tags_or_its_bytes(body, is_so):
    assert is_heavy(PageRequest(body, "https://example.com/a")) == is_so


def test_tasks_are_done_in_the_order_of_asking():
    async def work(pool):
        done = []

        async def ask(number):
            await pool.run("sleep", 0.0, float)
            done.append(number)

        await asyncio.gather(*(ask(number) for number in range(20)))
        return done

    assert use_pool(work) == list(range(20))


@pytest.mark.usefixtures("_however_started")
def test_while_little_is_to_do_one_child_does_it():
    async def work(pool):
        pids = set()
        while len(pids) < 2:
            pids |= set(await asyncio.gather(*(pool.run("pid", None, int) for _ in range(8))))
        return {await pool.run("pid", None, int) for _ in range(4)}

    assert len(use_pool(work, processes=2)) == 1


def test_a_child_is_replaced_after_its_number_of_tasks():
    async def work(pool):
        return [await pool.run("pid", None, int) for _ in range(4)]

    first, second, third, fourth = use_pool(work, max_tasks=2)
    assert first == second != third == fourth
    assert has_ended(first, within_s=0)


@pytest.mark.usefixtures("_however_started")
def test_the_memory_of_a_page_is_there_for_the_next():
    async def work(pool):
        return [await pool.run("pieces cleared", 200, int) for _ in range(3)]

    first, _, third = use_pool(work)
    assert first > 500
    assert third < 50


@pytest.mark.usefixtures("_however_started")
def test_a_child_that_was_killed_while_idle_costs_no_page():
    async def work(pool):
        pid = await pool.run("pid", None, int)
        os.kill(pid, signal.SIGKILL)
        assert has_ended(pid)
        assert await pool.run("pid", None, int) != pid
        assert not pool.failures

    use_pool(work)


@pytest.mark.usefixtures("_however_started")
def test_a_stopped_child_does_not_stop_the_pool(monkeypatch):
    monkeypatch.setattr(newsbot.workers.pool, "_PATIENCE_S", 0.1)

    async def work(pool):
        assert (await reason_for(pool.run("stop", None, None)))[0] == "timeout"
        assert await pool.run("echo", LINK, Link) == LINK

    use_pool(work, timeout_s=0.3)


def test_a_cancelled_task_leaves_no_answer_for_the_next():
    async def work(pool):
        pid = await pool.run("pid", None, int)
        cancelled = asyncio.create_task(pool.run("sleep", 0.5, float))
        await asyncio.sleep(0)
        cancelled.cancel()
        assert await pool.run("echo", LINK, Link) == LINK
        assert cancelled.cancelled()
        assert has_ended(pid, within_s=0)

    use_pool(work)


@pytest.mark.usefixtures("_however_started")
def test_a_child_that_can_not_import_its_tasks_is_reported_once_and_not_started_for_ever(caplog):
    async def work(pool):
        for _ in range(3):
            with pytest.raises(NewsbotError, match="No module named 'no_such_module'") as caught:
                await pool.run("echo", LINK, Link)
            assert not isinstance(caught.value, WorkerError)
        return pool.children_started

    assert use_pool(work, module="no_such_module") == 3


def test_too_little_memory_to_start_is_reported():
    async def work(pool):
        await pool.run("echo", LINK, Link)

    with pytest.raises(NewsbotError, match="1 MB of memory are not enough"):
        use_pool(work, memory_mb=1)


@pytest.mark.usefixtures("_however_started")
def test_what_a_task_prints_stays_out_of_our_output(capfd):
    async def work(pool):
        await pool.run("print", "words", None)

    use_pool(work)
    assert capfd.readouterr() == ("", "")


def test_in_process_a_task_that_fails_gives_its_reason_too():
    async def work(pool):
        assert (await reason_for(pool.run("say", "no", int)))[0] == "error"
        assert (await reason_for(pool.run("allocate at once", 2**40, int)))[0] == "memory"

    use_pool(work, processes=0)
