"""Processes forked from a prepared one: they run what is requested, and end with the process that requested it."""

import os
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsbot.forks import ForkServer

ROOT = Path(__file__).parents[2]


@pytest.fixture(name="module")
def module_fixture(tmp_path, monkeypatch):
    """Writes what a process is to run where it can be imported, and gives its name."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(ROOT)

    def write(code, name="asked_for"):
        (tmp_path / f"{name}.py").write_text(code)
        return name

    return write


@pytest.fixture(name="server")
def server_fixture(module):
    del module  # its folder is on the path by now
    with closing(ForkServer("json.tool")) as server:
        yield server


@pytest.fixture(name="said")
def said_fixture(tmp_path):
    # To its end, where several processes write at once.
    with (tmp_path / "said").open("a+b") as file:
        yield file


@pytest.fixture(name="streams")
def streams_fixture(said):
    with open(os.devnull, "r+b") as nothing:
        yield nothing.fileno(), nothing.fileno(), said.fileno()


def text_of(file):
    file.seek(0)
    return file.read().decode()


def test_a_module_runs_with_its_arguments_and_its_exit_code_is_told(module, server, said, streams):
    code = "import sys\nprint(sys.argv[1:], __name__, sys.stdin.read(), file=sys.stderr)\nprint('unheard')\nsys.exit(7)"
    fork = server.start(module(code), ["a b", "ü"], streams)
    assert fork.wait(60) == 7
    assert fork.poll() == 7
    assert text_of(said) == "['a b', 'ü'] __main__ \n"
    assert server.start(module("import sys\nsys.exit('no')", "another"), [], streams).wait(60) == 1
    assert server.start(module("", "nothing"), [], streams).wait(60) == 0
    assert text_of(said).endswith("no\n")


def test_a_process_ends_in_order(module, server, said, streams):
    code = """
import atexit, sys, threading
atexit.register(lambda: print("at last", file=sys.stderr))
threading.Timer(0.01, lambda: print("a thread", file=sys.stderr)).start()
sys.stderr.reconfigure(line_buffering=False)
raise ValueError("uncaught")
"""
    assert server.start(module(code), [], streams).wait(60) == 1
    *traceback, error, thread, last = text_of(said).splitlines()
    assert traceback[0].startswith("Traceback")
    assert (error, thread, last) == ("ValueError: uncaught", "a thread", "at last")


def test_what_was_to_be_imported_is_there_before_a_process_begins(module, server, streams):
    code = "import sys\nassert 'json.tool' in sys.modules and 'scrapy' not in sys.modules"
    assert server.start(module(code), [], streams).wait(60) == 0


def test_forks_are_not_alike_where_they_must_not_be(module, server, said, streams):
    name = module("import os, random, sys\nprint(random.random(), os.getpid(), os.getpgrp(), file=sys.stderr)")
    forks = [server.start(name, [], streams, leader=True) for _ in range(3)]
    assert [fork.wait(60) for fork in forks] == [0, 0, 0]
    drawn, pids, groups = zip(*(line.split() for line in text_of(said).splitlines()), strict=True)
    assert len(set(drawn)) == 3
    assert set(pids) == set(groups) == {str(fork.pid) for fork in forks}


def test_a_leader_forks_processes_of_its_group_from_what_it_has_imported(module, server, said, streams):
    module("import os, sys\nprint('json.tool' in sys.modules, os.getpgrp(), sys.argv[1:], file=sys.stderr)", "member")
    code = (
        "import os, sys\n"
        "from newsbot import forks\n"
        "started = [forks.own_server.start('member', [str(n)], (0, 1, 2)) for n in range(2)]\n"
        "sys.exit(sum(fork.wait(60) for fork in started))\n"
    )
    leader = server.start(module(code), [], streams, leader=True)
    assert leader.wait(60) == 0
    assert sorted(text_of(said).splitlines()) == [f"True {leader.pid} ['{n}']" for n in range(2)]


def test_a_process_may_have_no_more_memory_than_it_is_given(module, server, said, streams):
    name = module("held = bytearray(b'x') * 400_000_000")
    assert server.start(name, [], streams, memory_mb=100).wait(60) == 1
    assert "MemoryError" in text_of(said)
    assert server.start(name, [], streams, memory_mb=1_000).wait(60) == 0


def test_a_fork_server_that_cannot_start_is_reported(streams):
    with closing(ForkServer("no_such_module")) as other, pytest.raises(OSError, match="does not start"):
        other.start("json.tool", [], streams)


def test_what_a_server_that_was_stopped_has_forked_is_ended_with_it(module, server, streams, monkeypatch):
    name = module("import signal\nsignal.pause()")
    forks = [server.start(name, [], streams, leader=True) for _ in range(2)]
    os.kill(server._running.pid, signal.SIGSTOP)
    forks[0].kill()
    with monkeypatch.context() as short:
        short.setattr("newsbot.forks._QUIET_S", 0.1)
        short.setattr("newsbot.forks._SILENT_S", 2.0)
        assert [fork.wait(60) for fork in forks] == [-signal.SIGKILL] * 2
    # The next one has a new server.
    assert server.start(module("", "nothing"), [], streams).wait(60) == 0


def test_one_that_has_nothing_to_tell_is_asked_and_goes_on(module, server, streams, monkeypatch):
    monkeypatch.setattr("newsbot.forks._QUIET_S", 0.0)
    monkeypatch.setattr("newsbot.forks._LOOK_COUNTS_S", 0.01)
    fork = server.start(module("import signal\nsignal.pause()"), [], streams)
    asked = []
    ask = server._ask
    monkeypatch.setattr(server, "_ask", lambda *what, **more: (asked.append(what[0]), ask(*what, **more)))
    while asked.count("answer") < 3:
        assert fork.poll() is None
    fork.kill()
    assert fork.wait(60) == -signal.SIGKILL


def test_signals_reach_who_is_meant(module, server, streams):
    name = module("import signal\nsignal.pause()")
    asked, killed, whole = (server.start(name, [], streams, leader=True) for _ in range(3))
    asked.terminate()
    assert asked.wait(60) == -signal.SIGTERM
    assert killed.poll() is None
    with pytest.raises(TimeoutError):
        killed.wait(0)
    killed.kill()
    assert killed.wait(60) == -signal.SIGKILL
    whole.kill_group()
    assert whole.wait(60) == -signal.SIGKILL
    killed.terminate()  # long gone: nobody is signalled


def is_gone(pid):
    """Waits for a process of another one to end."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended = select.select([descriptor], [], [], 60)[0]
    os.close(descriptor)
    return bool(ended)


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_what_a_leader_leaves_behind_ends_with_it(module, server, said, streams):
    code = "import os, signal, sys\npid = os.fork()\nif pid == 0:\n    signal.pause()\nprint(pid, file=sys.stderr)\n"
    assert server.start(module(code), [], streams, leader=True).wait(60) == 0
    assert is_gone(int(text_of(said)))


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
@pytest.mark.parametrize("leader", [False, True])
def test_a_server_that_is_killed_takes_its_processes_along_and_has_a_successor(module, server, streams, leader):
    fork = server.start(module("import signal\nsignal.pause()"), [], streams, leader=leader)
    os.kill(int(Path(f"/proc/{fork.pid}/stat").read_text().split()[3]), signal.SIGKILL)
    assert fork.wait(60) == -signal.SIGKILL
    assert is_gone(fork.pid)
    fork.terminate()
    assert server.start(module("", "nothing"), [], streams).wait(60) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_a_leader_that_is_killed_takes_along_what_was_forked_for_it(module, server, said, streams):
    module(
        "import os, sys, signal\nprint(os.getpid(), os.getppid(), file=sys.stderr, flush=True)\nsignal.pause()",
        "member",
    )
    code = "from newsbot import forks\nforks.own_server.start('member', [], (0, 1, 2)).wait()"
    leader = server.start(module(code), [], streams, leader=True)
    while not (members := text_of(said).split()):
        assert leader.poll() is None
    leader.kill()
    assert leader.wait(60) == -signal.SIGKILL
    assert all(is_gone(int(pid)) for pid in members)


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_processes_end_with_the_one_that_asked_for_them(module, tmp_path):
    module("import signal\nsignal.pause()")
    script = (
        "import sys, signal\n"
        "from newsbot.forks import ForkServer\n"
        "print(ForkServer().start('asked_for', [], (0, 1, 2)).pid, flush=True)\n"
        "signal.pause()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, cwd=ROOT) as asker:
        descriptor = os.pidfd_open(int(asker.stdout.readline()))
        asker.kill()
    assert select.select([descriptor], [], [], 60)[0]
    os.close(descriptor)


def test_a_server_whose_starter_is_gone_does_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "newsbot.fork_server", "1"],
        input="",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout) == (1, "")
