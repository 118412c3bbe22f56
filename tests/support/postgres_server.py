"""A real PostgreSQL for the tests: Debian's own, in a temporary folder, on a free port of loopback.

PostgreSQL refuses to run as root, so root starts it as another user. It ends with the process that started it,
however that ends.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import glob
from itertools import count
from pathlib import Path

import pytest

USER = "newsbot"
PASSWORD = "made up for tests"
_URL_PASSWORD = PASSWORD.replace(" ", "%20")
_START_S = 60
_STOP_S = 10
_PR_SET_PDEATHSIG = 1
# Turn off protection against power loss, which no test needs, and what costs a small machine too much.
_OPTIONS = (
    "fsync=off full_page_writes=off shared_buffers=16MB max_connections=200"
    " unix_socket_directories= listen_addresses=127.0.0.1 log_min_messages=error max_wal_size=128MB jit=off"
).split()
# Other sessions of a database, and the objects created in it.
_OTHERS = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_SCHEMAS = (
    "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
)


class PostgresServer:
    """The server, as a context manager. It may be stopped and started again, on the same port and with its data."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._user = _other_user() if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="newsbot-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._empty: list[str] = []
        self.port = _free_port()

    def __enter__(self) -> "PostgresServer":
        password = self._folder / "password"
        password.write_text(PASSWORD)
        if self._user:
            for path in (self._folder, password):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        self._run("initdb", "-D", "data", "-U", USER, "--pwfile", "password", "-A", "scram-sha-256", "-E", "UTF8")
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server; return when it answers."""
        options = [part for option in _OPTIONS for part in ("-c", option)]
        self._process = self._open("postgres", "-D", "data", "-p", str(self.port), *options)
        self._run("pg_isready", "-h", "127.0.0.1", "-p", str(self.port), tries=_START_S * 20)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: "fast" ends all connections, "immediate" is a crash."""
        if self._process is not None:
            self._process.send_signal({"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[mode])
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                # A process that rejects a client during shutdown waits for it, and the server waits for the process.
                for child in _children(self._process.pid):
                    os.kill(child, signal.SIGKILL)
                self._process.wait(_STOP_S)
            self._process = None

    def url(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://{USER}:{_URL_PASSWORD}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """Yield the URL of an empty database, afterwards emptied for reuse, or dropped with any open sessions."""
        import psycopg

        if self._empty:
            name = self._empty.pop()
        else:
            name = f"test_{next(self._numbers)}"
            with psycopg.connect(self.url("postgres"), autocommit=True) as db:
                db.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield self.url(name)
        finally:
            if self._process is None:
                self.start()
            with psycopg.connect(self.url(name), autocommit=True) as db:
                is_left = db.execute(_OTHERS).fetchone() == (0,)
                if is_left:
                    db.execute("; ".join(f"DROP SCHEMA {schema} CASCADE" for (schema,) in db.execute(_SCHEMAS)))
                    db.execute("CREATE SCHEMA public")
            if is_left:
                self._empty.append(name)
            else:
                with psycopg.connect(self.url("postgres"), autocommit=True) as db:
                    db.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _open(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        user = self._user
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self._programs / program, *arguments],
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests, which then stop it
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=[] if user else None,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one call, which takes no lock
            )

    def _run(self, program: str, *arguments: str, tries: int = 1) -> None:
        for _ in range(tries):
            with self._open(program, *arguments) as process:
                process.wait(120)
            if process.returncode == 0:
                return
            if self._process is not None:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.05)
                    break
        raise RuntimeError(f"{program} failed: {(self._folder / 'log').read_text()}")


def _end_with_parent() -> None:
    # The user was changed before, which would undo this.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _other_user() -> "pwd.struct_passwd":
    with suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_postgres() -> Iterator[PostgresServer]:
    """Start a separate server, for tests that stop it; skip the test if PostgreSQL is not installed."""
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    program = found[-1] if found else shutil.which("initdb")
    if program is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    pytest.importorskip("psycopg", reason="the extra postgresql is not installed", exc_type=ImportError)
    with PostgresServer(Path(program).parent) as server:
        yield server


@pytest.fixture(scope="session", name="postgres")
def postgres_fixture() -> Iterator[PostgresServer]:
    """The shared server of this test process: do not stop it."""
    with run_postgres() as server:
        yield server


@pytest.fixture(name="database_url")
def database_fixture(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a database for this test alone."""
    with postgres.new_database() as url:
        yield url
