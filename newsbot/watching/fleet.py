"""The work of many machines as jobs in the state's PostgreSQL, by procrastinate: who is there takes one.

A job is one crawl of one site, or the reading of one file of an archive. Of a worker that is not heard of the jobs are
taken up again by whoever is there first: a task of its own queue sees to it, so that no crawl is before it. That a site
is crawled by one at a time, and that nothing is published late, is for `leases`: a job may well be taken up while its
first crawl goes on unheard.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from newsbot.exceptions import JobDiedError, JobFailedError, JobGivenBackError, StorageError
from newsbot.state.database_postgres import SCHEMA, SCHEMES, connection_parameters

if TYPE_CHECKING:
    from procrastinate import App, JobContext
    from procrastinate.jobs import Job as ProcrastinateJob
    from procrastinate.jobs import Status
    from procrastinate.manager import JobManager

logger = logging.getLogger(__name__)

T = TypeVar("T")

_RESCUES, _RESCUE = "newsbot-rescues", "newsbot.rescue"
_RESCUE_PRIORITY = 100
# How often a job is tried whose process dies: another machine may have what this one lacks.
_MOST_TRIES = 3
# After how long what was given back is taken up again.
_GIVEN_BACK_S = 5
# How long an answer of the server is waited for by who plans; the loop of the watch stands still meanwhile.
_ANSWER_S = 6
_RESTART_S = 1.0
_HAS_TABLES = "SELECT 1 FROM pg_tables WHERE schemaname = %s AND tablename = 'procrastinate_jobs'"
_QUEUED = "SELECT lock FROM procrastinate_jobs WHERE queue_name = %(queue)s AND status IN ('todo', 'doing')"
_ENDED = """SELECT DISTINCT ON (lock) lock, status = 'succeeded' AS is_done FROM procrastinate_jobs
    WHERE queue_name = %(queue)s AND status NOT IN ('todo', 'doing') ORDER BY lock, id DESC"""
_HOW_ENDED = """SELECT status = 'succeeded' AS is_done FROM procrastinate_jobs WHERE queue_name = %(queue)s
    AND lock = %(name)s AND status NOT IN ('todo', 'doing') ORDER BY id DESC LIMIT 1"""
# What becomes of a job is for whoever took it up last: each time it is taken up again its attempts rise.
_FINISH = """SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s) FROM (
    SELECT id FROM procrastinate_jobs WHERE id = %(job_id)s AND status = 'doing' AND attempts = %(attempts)s FOR UPDATE
) AS own"""
_RETRY = """SELECT procrastinate_retry_job_v2(id, %(retry_at)s, NULL, NULL, NULL) FROM (
    SELECT id FROM procrastinate_jobs WHERE id = %(job_id)s AND status = 'doing' AND attempts = %(attempts)s FOR UPDATE
) AS own"""
# The row of a worker that was unheard for long is taken away by others. One that comes back has it anew, and what it is
# in the middle of stays its own: without a row its jobs would be nobody's, and be taken up while it goes on.
_HEARTBEAT = """INSERT INTO procrastinate_workers (id) OVERRIDING SYSTEM VALUE VALUES (%(worker_id)s)
    ON CONFLICT (id) DO UPDATE SET last_heartbeat = NOW()"""
_PRUNE = """DELETE FROM procrastinate_workers AS worker
    WHERE last_heartbeat < NOW() - make_interval(secs => %(seconds)s) AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE worker_id = worker.id AND status = 'doing'
    ) RETURNING id"""
_LOCK = "SELECT pg_advisory_lock(hashtext('newsbot/jobs'))"


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of jobs, in a queue of its own. Of jobs that are kept it stays known how they ended."""

    task: str
    queue: str
    is_kept: bool = False


CRAWLS = Work("newsbot.crawl", "newsbot-crawls")


@dataclass(slots=True, eq=False)
class Job:
    """What this worker was given: the site or file it is about, what is to be done as text, and when it was planned."""

    name: str
    told: str
    planned: datetime
    _ended: "asyncio.Future[None]"
    _loop: asyncio.AbstractEventLoop

    def end(self, error: JobFailedError | JobGivenBackError | None = None) -> None:
        """Tell procrastinate that the job has ended, and how where its work is kept."""

        def tell() -> None:
            if not self._ended.done():
                if error is None:
                    self._ended.set_result(None)
                else:
                    self._ended.set_exception(error)

        _soon(self._loop, tell)


@dataclass(frozen=True, slots=True)
class FleetRules:
    """How many jobs run here at once, and after how many seconds without a word a worker counts as dead."""

    places: int
    stalled_s: float


class Fleet:
    """This machine's part, with a thread in which procrastinate works; all else is called by one other thread."""

    def __init__(self, address: str, rules: FleetRules, work: Work = CRAWLS) -> None:
        self._parameters = connection_parameters(address)
        self._rules = rules
        self._work_of = work
        self._asked: SimpleQueue[Job] = SimpleQueue()
        self._ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="newsbot-fleet", daemon=True)
        self._loop = asyncio.new_event_loop()
        self._is_stopping = False
        self._workers: list[asyncio.Task[None]] = []
        self._running: set[asyncio.Future[None]] = set()
        self._is_closing = False

    def open(self) -> None:
        """Make the tables where they are missing, and take jobs from now on; raises StorageError."""
        try:
            import procrastinate  # noqa: F401 - an extra
        except ImportError:
            raise StorageError(
                "NEWSBOT_STATE names PostgreSQL, for which procrastinate is missing: pip install 'newsbot[postgresql]'."
            ) from None
        # Each job would be a line or two.
        logging.getLogger("procrastinate").setLevel(logging.ERROR)
        logging.getLogger("procrastinate.worker").addFilter(_is_no_outcome)
        self._thread.start()
        self._ready.result()

    def asked(self) -> list[Job]:
        """The jobs that have come since the last call."""
        jobs = []
        while not self._asked.empty():
            jobs.append(self._asked.get())
        return jobs

    def queued(self) -> set[str]:
        """The names that have a job, waiting or running anywhere; raises StorageError."""
        return self._answer(self._queued())

    def ended(self) -> dict[str, bool]:
        """Of jobs that are kept, by name, whether the newest that has ended did what it was to; raises StorageError."""
        return self._answer(self._how_ended())

    def has_done(self, name: str) -> bool:
        """The same of one name; False where none has ended."""
        return self._answer(self._has_done(name))

    def defer(self, jobs: Iterable[tuple[str, str]]) -> None:
        """Let this be done: each name, and what is to be done; raises StorageError."""
        self._answer(self._defer(list(jobs)))

    def stop(self) -> None:
        """Take no more jobs; those that run here are to be ended."""
        self._is_stopping = True
        _soon(self._loop, self._cancel)

    def close(self) -> None:
        """Stop. Jobs that have not ended are given back."""
        self._is_closing = True
        if not self._is_stopping:
            self.stop()
        _soon(self._loop, self._give_back)
        self._thread.join()

    # ---------------------------------------------------------------------------- in the other thread

    def _answer(self, question: Coroutine[Any, Any, T]) -> T:
        if self._loop.is_closed():
            question.close()
            raise StorageError("The work on jobs has ended.")
        answer = asyncio.run_coroutine_threadsafe(question, self._loop)
        try:
            return answer.result(_ANSWER_S)
        except Exception as error:
            answer.cancel()
            raise StorageError(f"The jobs in PostgreSQL cannot be reached: {type(error).__name__}.") from error

    def _cancel(self) -> None:
        for worker in self._workers:
            worker.cancel()

    def _give_back(self) -> None:
        for ended in self._running:
            if not ended.done():
                ended.set_exception(JobGivenBackError)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._main())
        except Exception as error:
            if self._ready.done():
                logger.exception("The work on jobs has ended")
            else:
                self._ready.set_exception(StorageError(f"The jobs in PostgreSQL cannot be used: {error}."))
        finally:
            self._loop.close()

    async def _main(self) -> None:
        self._app = app = _app(self._parameters)
        work = self._work_of
        app.task(name=work.task, queue=work.queue, retry=_tries())(self._hand_over)
        rescue = app.task(
            name=_RESCUE, queue=_RESCUES, queueing_lock=_RESCUE, priority=_RESCUE_PRIORITY, pass_context=True
        )(self._rescue)
        # Fields: minute, hour, day, month, weekday, second.
        every = max(1, min(30, int(self._rules.stalled_s / 2)))
        app.periodic(cron=f"* * * * * */{every}")(rescue)
        async with app.open_async():
            await self._prepare()
            self._workers = [
                asyncio.create_task(self._work(work.queue, self._rules.places)),
                asyncio.create_task(self._work(_RESCUES, 1)),
            ]
            self._ready.set_result(None)
            await asyncio.gather(*self._workers, return_exceptions=True)

    async def _prepare(self) -> None:
        import psycopg

        # Of many that start at once one makes the tables.
        async with await psycopg.AsyncConnection.connect(**self._parameters, autocommit=True) as db:
            await db.execute(_LOCK)
            if not await (await db.execute(_HAS_TABLES, (SCHEMA,))).fetchone():
                await self._app.schema_manager.apply_schema_async()

    async def _work(self, queue: str, places: int) -> None:
        """Work until stopped; begun again when the server was away."""
        while not self._is_stopping:
            try:
                await self._app.run_worker_async(
                    queues=[queue],
                    concurrency=places,
                    fetch_job_polling_interval=min(5.0, self._rules.stalled_s),
                    update_heartbeat_interval=self._rules.stalled_s / 4,
                    stalled_worker_timeout=self._rules.stalled_s,
                    delete_jobs="never" if self._work_of.is_kept and queue != _RESCUES else "always",
                    install_signal_handlers=False,
                )
            except Exception as error:  # noqa: BLE001 - whatever it is, the work goes on
                logger.warning("The work on jobs begins again: %s", type(error).__name__)
            await asyncio.sleep(_RESTART_S)

    async def _queued(self) -> set[str]:
        rows = await self._app.connector.execute_query_all_async(_QUEUED, queue=self._work_of.queue)
        return {row["lock"] for row in rows}

    async def _how_ended(self) -> dict[str, bool]:
        rows = await self._app.connector.execute_query_all_async(_ENDED, queue=self._work_of.queue)
        return {row["lock"]: row["is_done"] for row in rows}

    async def _has_done(self, name: str) -> bool:
        values = {"queue": self._work_of.queue, "name": name}
        rows = await self._app.connector.execute_query_all_async(_HOW_ENDED, **values)
        return any(row["is_done"] for row in rows)

    async def _defer(self, jobs: list[tuple[str, str]]) -> None:
        from procrastinate.exceptions import AlreadyEnqueued

        planned = datetime.now(UTC).isoformat()
        work = self._work_of
        for name, told in jobs:
            deferrer = self._app.configure_task(work.task, lock=name, queueing_lock=name, queue=work.queue)
            # Another machine was faster.
            try:
                await deferrer.defer_async(name=name, told=told, planned=planned)
            except AlreadyEnqueued:
                logger.debug("%s has a job already", name)

    async def _hand_over(self, name: str, told: str, planned: str) -> None:
        """Hand the job to the thread that starts processes, and wait until it has ended."""
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._is_closing:
            raise JobGivenBackError
        self._running.add(ended)
        self._asked.put(Job(name, told, datetime.fromisoformat(planned), ended, self._loop))
        try:
            await ended
        finally:
            self._running.discard(ended)

    async def _rescue(self, context: "JobContext", timestamp: int) -> None:
        """Let the jobs of workers that are not heard of be taken up again."""
        from procrastinate.exceptions import UniqueViolation
        from procrastinate.jobs import Status

        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._rules.stalled_s):
            if job.task_name == _RESCUE:
                # There is another each time.
                await manager.finish_job(job, Status.FAILED, delete_job=True)
                continue
            logger.warning("The job of %s is taken up again: its worker is not heard of.", job.lock)
            try:
                await manager.retry_job(job)
            except UniqueViolation:
                # There is another of that name.
                await manager.finish_job(job, Status.FAILED, delete_job=True)


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    # Its thread may close the loop at any moment.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)


def _app(parameters: dict[str, Any]) -> "App":
    from procrastinate import App, PsycopgConnector

    # Who waits for a server that is away asks again after five seconds, and not ever more seldom.
    pool: dict[str, Any] = {"min_size": 1, "max_size": 6, "timeout": 5, "reconnect_timeout": 5}
    app = App(connector=PsycopgConnector(kwargs=parameters, **pool))
    app.job_manager = _own_jobs(app.connector)
    return app


def _own_jobs(connector: Any) -> "JobManager":
    """What procrastinate says of jobs, but nothing of those that another worker has taken up, or ended, since.

    A worker that was stopped for long goes on as it was.
    """
    from procrastinate.manager import JobManager

    class OwnJobs(JobManager):
        async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> "ProcrastinateJob | None":
            await self.update_heartbeat(worker_id)
            return await JobManager.fetch_job(self, queues, worker_id)

        async def update_heartbeat(self, worker_id: int) -> None:
            await self.connector.execute_query_async(_HEARTBEAT, worker_id=worker_id)

        async def prune_stalled_workers(self, seconds_since_heartbeat: float) -> list[int]:
            rows = await self.connector.execute_query_all_async(_PRUNE, seconds=seconds_since_heartbeat)
            return [row["id"] for row in rows]

        async def finish_job(self, job: "ProcrastinateJob", status: "Status", delete_job: bool) -> None:
            values = {"job_id": job.id, "attempts": job.attempts, "status": status.value, "delete_job": delete_job}
            await self.connector.execute_query_async(_FINISH, **values)

        async def retry_job(self, job: "ProcrastinateJob", retry_at: datetime | None = None, **others: Any) -> None:  # type: ignore[override]
            values = {"job_id": job.id, "attempts": job.attempts, "retry_at": retry_at or datetime.now(UTC)}
            await self.connector.execute_query_async(_RETRY, **values)

    return OwnJobs(connector)


def _tries() -> Any:
    """When a job is done once more: always where it was given back, and some times where its process died."""
    from procrastinate import BaseRetryStrategy, RetryDecision

    class Tries(BaseRetryStrategy):
        def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
            died = isinstance(exception, JobDiedError) and job.attempts + 1 < _MOST_TRIES
            if died or isinstance(exception, JobGivenBackError):
                return RetryDecision(retry_in={"seconds": _GIVEN_BACK_S})
            return None

    return Tries()


def _is_no_outcome(record: logging.LogRecord) -> bool:
    """Whether a message of procrastinate's is none on how a job ended: who ran it says that."""
    return not str(getattr(record, "action", "")).startswith("job_error")


@contextmanager
def shared_work(state: str, rules: FleetRules, work: Work = CRAWLS) -> Iterator[Fleet | None]:
    """The jobs beside the state at this address, until the block ends; None where the state is not on a server."""
    if state.partition("://")[0] not in SCHEMES:
        yield None
        return
    fleet = Fleet(state, rules, work)
    fleet.open()
    try:
        yield fleet
    finally:
        fleet.close()
