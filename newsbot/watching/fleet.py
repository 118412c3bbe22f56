"""The work of many machines as jobs in the state's PostgreSQL, using procrastinate: whoever is free takes one.

A job is one crawl of one site, or the reading of one file of an archive. The jobs of a worker that falls silent are
retried by whoever comes first: a task in a queue of its own sees to that, so that no crawl delays it. `leases` makes
sure that only one process crawls a site at a time and that nothing is published late: a job may well be retried while
its first crawl continues unheard.
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
# How often a job is tried if its process dies: another machine may have what this one lacks.
_MOST_TRIES = 3
# After how many seconds a job that was given back is taken up again.
_GIVEN_BACK_S = 5
# How many seconds planning waits for the server's answer; the watch's loop stands still meanwhile.
_ANSWER_S = 6
_RESTART_S = 1.0
_HAS_TABLES = "SELECT 1 FROM pg_tables WHERE schemaname = %s AND tablename = 'procrastinate_jobs'"
_QUEUED = "SELECT lock FROM procrastinate_jobs WHERE queue_name = %(queue)s AND status IN ('todo', 'doing')"
_ENDED = """SELECT DISTINCT ON (lock) lock, status = 'succeeded' AS is_done FROM procrastinate_jobs
    WHERE queue_name = %(queue)s AND status NOT IN ('todo', 'doing') ORDER BY lock, id DESC"""
_HOW_ENDED = """SELECT status = 'succeeded' AS is_done FROM procrastinate_jobs WHERE queue_name = %(queue)s
    AND lock = %(name)s AND status NOT IN ('todo', 'doing') ORDER BY id DESC LIMIT 1"""
# Only whoever took up a job last decides how it ends: its attempts rise each time it is taken up again.
_FINISH = """SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s) FROM (
    SELECT id FROM procrastinate_jobs WHERE id = %(job_id)s AND status = 'doing' AND attempts = %(attempts)s FOR UPDATE
) AS own"""
_RETRY = """SELECT procrastinate_retry_job_v2(id, %(retry_at)s, NULL, NULL, NULL) FROM (
    SELECT id FROM procrastinate_jobs WHERE id = %(job_id)s AND status = 'doing' AND attempts = %(attempts)s FOR UPDATE
) AS own"""
# Other workers delete the row of one that was silent for long. If it comes back it gets a new row, and its jobs stay
# its own: without a row they would belong to nobody, and be taken up while it continues them.
_HEARTBEAT = """INSERT INTO procrastinate_workers (id) OVERRIDING SYSTEM VALUE VALUES (%(worker_id)s)
    ON CONFLICT (id) DO UPDATE SET last_heartbeat = NOW()"""
_PRUNE = """DELETE FROM procrastinate_workers AS worker
    WHERE last_heartbeat < NOW() - make_interval(secs => %(seconds)s) AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE worker_id = worker.id AND status = 'doing'
    ) RETURNING id"""
_LOCK = "SELECT pg_advisory_lock(hashtext('newsbot/jobs'))"


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of job, with a queue of its own. If jobs are kept, how they ended stays known."""

    task: str
    queue: str
    is_kept: bool = False


CRAWLS = Work("newsbot.crawl", "newsbot-crawls")


@dataclass(slots=True, eq=False)
class Job:
    """A job given to this worker: the site or file it is about, the instructions as text, and when it was planned."""

    name: str
    told: str
    planned: datetime
    _ended: "asyncio.Future[None]"
    _loop: asyncio.AbstractEventLoop

    def end(self, error: JobFailedError | JobGivenBackError | None = None) -> None:
        """Tell procrastinate that the job has ended, and how, if jobs are kept."""

        def tell() -> None:
            if not self._ended.done():
                if error is None:
                    self._ended.set_result(None)
                else:
                    self._ended.set_exception(error)

        _soon(self._loop, tell)


@dataclass(frozen=True, slots=True)
class FleetRules:
    """How many jobs run here at once, and after how many seconds of silence a worker counts as dead."""

    places: int
    stalled_s: float


class Fleet:
    """This machine's part, with a thread for procrastinate; all public methods are called by one other thread."""

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
        """Create the tables if they are missing, and take jobs from now on; raises StorageError."""
        try:
            import procrastinate  # noqa: F401 - an extra
        except ImportError:
            raise StorageError(
                "NEWSBOT_STATE names PostgreSQL, but procrastinate is not installed: pip install 'newsbot[postgresql]'."
            ) from None
        # It would log a line or two for each job.
        logging.getLogger("procrastinate").setLevel(logging.ERROR)
        logging.getLogger("procrastinate.worker").addFilter(_is_no_outcome)
        self._thread.start()
        self._ready.result()

    def asked(self) -> list[Job]:
        """Return the jobs that have come since the last call."""
        jobs = []
        while not self._asked.empty():
            jobs.append(self._asked.get())
        return jobs

    def queued(self) -> set[str]:
        """Return the names that have a job, waiting or running anywhere; raises StorageError."""
        return self._answer(self._queued())

    def ended(self) -> dict[str, bool]:
        """Return, for kept jobs by name, whether the last one that ended has succeeded; raises StorageError."""
        return self._answer(self._how_ended())

    def has_done(self, name: str) -> bool:
        """Return the same for one name; False if none has ended."""
        return self._answer(self._has_done(name))

    def defer(self, jobs: Iterable[tuple[str, str]]) -> None:
        """Queue jobs, each given by its name and its instructions; raises StorageError."""
        self._answer(self._defer(list(jobs)))

    def stop(self) -> None:
        """Take no more jobs; the caller has to end those that run here."""
        self._is_stopping = True
        _soon(self._loop, self._cancel)

    def close(self) -> None:
        """Stop, and give back jobs that have not ended."""
        self._is_closing = True
        if not self._is_stopping:
            self.stop()
        _soon(self._loop, self._give_back)
        self._thread.join()

    # ---------------------------------------------------------------------------- in the other thread

    def _answer(self, question: Coroutine[Any, Any, T]) -> T:
        if self._loop.is_closed():
            question.close()
            raise StorageError("The work on jobs has stopped.")
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
                logger.exception("The work on jobs has stopped")
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

        # Of many processes starting at once, one creates the tables.
        async with await psycopg.AsyncConnection.connect(**self._parameters, autocommit=True) as db:
            await db.execute(_LOCK)
            if not await (await db.execute(_HAS_TABLES, (SCHEMA,))).fetchone():
                await self._app.schema_manager.apply_schema_async()

    async def _work(self, queue: str, places: int) -> None:
        """Work until stopped; start again if the server was away."""
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
                logger.warning("The work on jobs starts again: %s", type(error).__name__)
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
            # Another machine may have been faster.
            try:
                await deferrer.defer_async(name=name, told=told, planned=planned)
            except AlreadyEnqueued:
                logger.debug("%s already has a job", name)

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
        """Have the jobs of silent workers retried."""
        from procrastinate.exceptions import UniqueViolation
        from procrastinate.jobs import Status

        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._rules.stalled_s):
            if job.task_name == _RESCUE:
                # The next periodic run makes another.
                await manager.finish_job(job, Status.FAILED, delete_job=True)
                continue
            logger.warning("The job of %s is started again: its worker no longer responds.", job.lock)
            try:
                await manager.retry_job(job)
            except UniqueViolation:
                # There is another job of that name.
                await manager.finish_job(job, Status.FAILED, delete_job=True)


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    # The loop's own thread may close it at any moment.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)


def _app(parameters: dict[str, Any]) -> "App":
    from procrastinate import App, PsycopgConnector

    # While the server is away, retry every five seconds without backing off.
    pool: dict[str, Any] = {"min_size": 1, "max_size": 6, "timeout": 5, "reconnect_timeout": 5}
    app = App(connector=PsycopgConnector(kwargs=parameters, **pool))
    app.job_manager = _own_jobs(app.connector)
    return app


def _own_jobs(connector: Any) -> "JobManager":
    """Return procrastinate's job manager, ignoring jobs that another worker has since taken up or ended.

    A worker that was stopped for long continues as it was.
    """
    from procrastinate.exceptions import ConnectorException
    from procrastinate.manager import JobManager
    from psycopg.errors import ForeignKeyViolation

    class OwnJobs(JobManager):
        async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> "ProcrastinateJob | None":
            await self.update_heartbeat(worker_id)
            try:
                return await JobManager.fetch_job(self, queues, worker_id)
            except ConnectorException as error:
                if not isinstance(error.__cause__, ForeignKeyViolation):
                    raise
            # Its row was deleted in between, as when the machine slept.
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
    """Return when a job is retried: always if it was given back, and a few times if its process died."""
    from procrastinate import BaseRetryStrategy, RetryDecision

    class Tries(BaseRetryStrategy):
        def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
            died = isinstance(exception, JobDiedError) and job.attempts + 1 < _MOST_TRIES
            if died or isinstance(exception, JobGivenBackError):
                return RetryDecision(retry_in={"seconds": _GIVEN_BACK_S})
            return None

    return Tries()


def _is_no_outcome(record: logging.LogRecord) -> bool:
    """Whether a log record of procrastinate is not about how a job ended, which whoever ran it logs."""
    return not str(getattr(record, "action", "")).startswith("job_error")


@contextmanager
def shared_work(state: str, rules: FleetRules, work: Work = CRAWLS) -> Iterator[Fleet | None]:
    """Yield the jobs stored next to the state at this address; None if the state is not on a server."""
    if state.partition("://")[0] not in SCHEMES:
        yield None
        return
    fleet = Fleet(state, rules, work)
    fleet.open()
    try:
        yield fleet
    finally:
        fleet.close()
