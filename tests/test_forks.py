"""Processes forked from a prepared one: they run what is asked for, and end with whoever asked."""

import os
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsbot.forks import ForkServer

ROOT = Path(__file__).parent.parent


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


def test_a_module_runs_with_its_arguments_and_its_exit_code_is_told(module, server, tmp_path):
    out = tmp_path / "out"
    code = "import sys\nprint(sys.argv[1:], __name__, sys.stdin.read(), file=sys.stderr)\nprint('unheard')\nsys.exit(7)"
    fork = server.start(module(code), ["a b", "ü"], 512, str(out))
    assert fork.wait(60) == 7
    assert fork.poll() == 7
    assert out.read_text() == "['a b', 'ü'] __main__ \n"
    assert server.start(module("import sys\nsys.exit('no')", "another"), [], 512, str(out)).wait(60) == 1
    assert out.read_text().endswith("no\n")


def test_what_was_to_be_imported_is_there_before_a_process_begins(module, server):
    code = "import sys\nassert 'json.tool' in sys.modules and 'scrapy' not in sys.modules"
    assert server.start(module(code), [], 512).wait(60) == 0


def test_forks_are_not_alike_where_they_must_not_be(module, server, tmp_path):
    code = "import os, random, sys\nprint(random.random(), os.getpid(), os.getpgrp(), file=sys.stderr)"
    out = tmp_path / "out"
    name = module(code)
    forks = [server.start(name, [], 512, str(out)) for _ in range(3)]
    assert [fork.wait(60) for fork in forks] == [0, 0, 0]
    drawn, pids, groups = zip(*(line.split() for line in out.read_text().splitlines()), strict=True)
    assert len(set(drawn)) == 3
    assert set(pids) == set(groups) == {str(fork.pid) for fork in forks}


def test_a_process_that_can_not_be_started_is_told(server, tmp_path):
    with pytest.raises(OSError, match="no such folder"):
        server.start("json.tool", [], 512, str(tmp_path / "no such folder" / "log"))
    with closing(ForkServer("no_such_module")) as other, pytest.raises(OSError, match="does not start"):
        other.start("json.tool", [], 512)


def test_signals_reach_who_is_meant(module, server, tmp_path):
    told = tmp_path / "told"
    code = f"import pathlib, signal\npathlib.Path({str(told)!r}).write_text('up')\nsignal.pause()"
    name = module(code)
    asked, killed = (server.start(name, [], 512) for _ in range(2))
    asked.terminate()
    assert asked.wait(60) == -signal.SIGTERM
    assert killed.poll() is None
    with pytest.raises(TimeoutError):
        killed.wait(0)
    killed.kill_group()
    assert killed.wait(60) == -signal.SIGKILL
    killed.terminate()  # long gone: nobody is signalled


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_what_a_process_leaves_behind_ends_with_it(module, server, tmp_path):
    file = tmp_path / "left"
    code = (
        "import os, pathlib, signal\n"
        "pid = os.fork()\n"
        "if pid == 0:\n    signal.pause()\n"
        f"pathlib.Path({str(file)!r}).write_text(str(pid))\n"
    )
    fork = server.start(module(code), [], 512)
    assert fork.wait(60) == 0
    try:
        descriptor = os.pidfd_open(int(file.read_text()))
    except ProcessLookupError:
        return  # it has ended already
    assert select.select([descriptor], [], [], 60)[0]
    os.close(descriptor)


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_a_server_that_is_killed_takes_its_processes_along_and_has_a_successor(module, server):
    fork = server.start(module("import signal\nsignal.pause()"), [], 512)
    descriptor = os.pidfd_open(fork.pid)
    os.kill(int(Path(f"/proc/{fork.pid}/stat").read_text().split()[3]), signal.SIGKILL)
    assert fork.wait(60) == -signal.SIGKILL
    assert select.select([descriptor], [], [], 60)[0]
    os.close(descriptor)
    fork.terminate()
    assert server.start(module("", "nothing"), [], 512).wait(60) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_processes_end_with_the_one_that_asked_for_them(module, tmp_path):
    module("import signal\nsignal.pause()")
    script = (
        "import sys, signal\n"
        "from newsbot.forks import ForkServer\n"
        "print(ForkServer().start('asked_for', [], 512).pid, flush=True)\n"
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
