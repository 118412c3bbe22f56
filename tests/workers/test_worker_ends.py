"""How a pool of workers and its children end: with the crawl, before it, or when it is killed."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap

import pytest
from command_server import ROOT
from pools import LINK, SUPPORT, has_ended, reason_for, started_fixture, tasks_fixture, use_pool  # noqa: F401 - fixtures

from newsbot.items import Link


def test_close_waits_for_the_running_task_and_turns_away_the_waiting_one():
    async def work(pool):
        await pool.run("pid", None, int)
        running = asyncio.create_task(pool.run("sleep", 0.2, float))
        waiting = asyncio.create_task(reason_for(pool.run("sleep", 0.2, float)))
        also_waiting = asyncio.create_task(reason_for(pool.run("sleep", 0.2, float)))
        await asyncio.sleep(0)
        await pool.close()
        assert await running == 0.2
        assert (await waiting)[0] == (await also_waiting)[0] == "closed"
        assert (await reason_for(pool.run("pid", None, int)))[0] == "closed"
        assert pool.failures == {"closed": 3}

    use_pool(work)


@pytest.mark.usefixtures("_however_started")
def test_close_kills_what_runs_after_the_grace_time():
    async def work(pool):
        pid = await pool.run("pid", None, int)
        running = asyncio.create_task(reason_for(pool.run("backtrack", None, bool)))
        await asyncio.sleep(0)
        await pool.close()
        assert (await running)[0] == "closed"
        assert has_ended(pid, within_s=0)

    use_pool(work, grace_s=0.1)


def test_close_before_a_child_is_ready_leaves_nothing_behind():
    async def work(pool):
        await asyncio.sleep(0)

    before = os.listdir("/proc/self/fd")
    use_pool(work, processes=3)
    assert os.listdir("/proc/self/fd") == before


@pytest.mark.usefixtures("_however_started")
def test_no_file_stays_open_after_children_that_died():
    async def work(pool):
        for task in ("segfault", "echo", "segfault"):
            await asyncio.gather(pool.run(task, LINK, Link), return_exceptions=True)

    use_pool(work, processes=2)  # what children are forked from has a channel that stays
    before = os.listdir("/proc/self/fd")
    use_pool(work, processes=2)
    assert os.listdir("/proc/self/fd") == before


PARENT = """
    import asyncio, signal, sys
    from newsbot.workers.pool import WorkerLimits, WorkerPool

    async def main(task, fifo, timeout_s):
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, print, "interrupted")
        limits = WorkerLimits(processes=2, timeout_s=float(timeout_s), max_tasks=1_000_000)
        pool = WorkerPool(limits, "worker_tasks")
        await pool.start()
        pids = set()
        while len(pids) < 2:
            pids |= set(await asyncio.gather(*(pool.run("pid", None, int) for _ in range(8))))
        print(*pids, flush=True)
        print(await pool.run(task, fifo, float), flush=True)
        await pool.close()

    asyncio.run(main(*sys.argv[1:]))
"""


def start_parent(task, folder, timeout_s):
    """A process that has two children, the ids of both, and that of the one that is at work by now."""
    fifo = folder / "begun"
    os.mkfifo(fifo)
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), task, fifo, str(timeout_s)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SUPPORT), str(ROOT)])},
    )
    children = {int(pid) for pid in parent.stdout.readline().split()}
    return parent, children, int(fifo.read_text())


@pytest.mark.parametrize(("task", "timeout_s"), [("backtrack", 60), ("hash", 60), ("loop", 60), ("outlive", 1)])
def test_a_killed_parent_leaves_no_child_idle_or_busy(task, timeout_s, tmp_path):
    parent, children, busy = start_parent(task, tmp_path, timeout_s)
    with parent:
        parent.kill()
    assert len(children - {busy}) == 1
    assert all(has_ended(pid) for pid in children)


def test_ctrl_c_and_a_stopping_service_leave_the_children_working(tmp_path):
    parent, children, _ = start_parent("sleep loudly", tmp_path, 10)
    with parent:
        os.killpg(parent.pid, signal.SIGINT)
        for pid in children:
            os.kill(pid, signal.SIGTERM)
        output = parent.stdout.read()
    assert output == "interrupted\n0.3\n"
    assert parent.returncode == 0


def test_a_child_whose_parent_is_gone_before_it_has_started_loads_nothing():
    ours, theirs = socket.socketpair()
    ours.close()
    command = [sys.executable, "-m", "newsbot.workers.worker", "no.such.module", "1", "512"]
    with theirs:
        done = subprocess.run(command, stdin=theirs, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
