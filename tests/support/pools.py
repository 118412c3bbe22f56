"""Pools of worker processes for tests, with the tasks of `worker_tasks`."""

import asyncio
import os
import select
from contextlib import closing
from pathlib import Path

import pytest

from newsbot import forks
from newsbot.exceptions import WorkerError
from newsbot.forks import ForkServer
from newsbot.items import Link
from newsbot.workers.pool import WorkerLimits, WorkerPool

SUPPORT = Path(__file__).parent
LINK = Link("https://example.com/a", "feed", "https://example.com/feed", title="Größe ۱۲")


@pytest.fixture(name="_tasks_can_be_imported", autouse=True)
def tasks_fixture(monkeypatch):
    monkeypatch.syspath_prepend(str(SUPPORT))


@pytest.fixture(name="_however_started", params=["started", "forked"])
def started_fixture(request, monkeypatch):
    """Children are started, or forked as in the crawls of a watch."""
    if request.param == "started":
        yield
        return
    with closing(ForkServer("newsbot.workers.worker")) as server:
        monkeypatch.setattr(forks, "own_server", server)
        yield


def use_pool(work, module="worker_tasks", **limits):
    """The result of `work(pool)`, with a pool that is closed afterwards."""

    async def session():
        pool = WorkerPool(WorkerLimits(**{"processes": 1, "timeout_s": 5.0, **limits}), module)
        await pool.start()
        try:
            return await work(pool)
        finally:
            await pool.close()

    return asyncio.run(session())


async def reason_for(run):
    """Why the run failed, and what the child said."""
    with pytest.raises(WorkerError) as caught:
        await run
    return str(caught.value), "\n".join(getattr(caught.value, "__notes__", []))


def has_ended(pid, within_s=10):
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], within_s)[0])
    finally:
        os.close(watch)
