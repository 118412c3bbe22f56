"""A process that has loaded what `scrapy` needs, and forks for each command: to load it takes longer than most of them.

Run as a program it reads jobs, one JSON object a line, and answers each with the exit code. A forked child is the
command, or the program of a test, from there on: its arguments, environment and files, its reactor and its exit.
"""

import gc
import importlib.metadata
import json
import os
import select
import signal
import subprocess
import sys
import warnings
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).parent.parent
_TIMEOUT_S = 120
# What a command may load of Scrapy, without its reactor, and of newsbot, without its settings.
_PACKAGES = (
    "scrapy.commands scrapy.downloadermiddlewares scrapy.extensions scrapy.spidermiddlewares newsbot.commands"
    " newsbot.discovery newsbot.explanation newsbot.extraction newsbot.indexes newsbot.reports newsbot.spiders"
    " newsbot.warc"
).split()
_MODULES = (
    "scrapy.cmdline scrapy.core.downloader.handlers.http11 scrapy.core.downloader.handlers.datauri scrapy.core.engine"
    " scrapy.core.scheduler scrapy.dupefilters scrapy.exporters scrapy.logformatter scrapy.pqueues scrapy.spiderloader"
    " scrapy.squeues scrapy.statscollectors twisted.internet.asyncioreactor twisted.web.client fastjsonschema numpy.ma"
    " newsbot.pipelines newsbot.middlewares newsbot.feeds newsbot.worker_tasks newsbot.shingles newsbot.downloads"
    " newsbot.throttle newsbot.archive_index newsbot.archive_sites newsbot.archive_storage"
).split()


@cache
def _server() -> "subprocess.Popen[str]":
    """The one of this test process; it ends with it, when its input does."""
    return subprocess.Popen(
        [sys.executable, "-P", __file__],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run_command(
    arguments: list[str], environment: dict[str, str], stdin: bytes | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """What `scrapy` with these arguments says, and its exit code, as `subprocess.run` gives them."""
    return _run({"arguments": arguments, "environment": environment}, stdin)


def run_code(code: str, stdin: bytes) -> "subprocess.CompletedProcess[bytes]":
    """What this code, which sees the helpers of the tests, says as a program of its own, and its exit code."""
    return _run({"arguments": ["-c"], "environment": dict(os.environ), "code": code}, stdin)


def _run(job: dict[str, Any], stdin: bytes | None) -> "subprocess.CompletedProcess[bytes]":
    server = _server()
    assert server.stdin
    assert server.stdout
    with ExitStack() as stack:
        given, out, errors = (stack.enter_context(TemporaryFile()) for _ in range(3))
        given.write(stdin or b"")
        given.seek(0)
        files = [f"/proc/{os.getpid()}/fd/{file.fileno()}" for file in (given, out, errors)]
        server.stdin.write(json.dumps({**job, "files": files}) + "\n")
        server.stdin.flush()
        if not select.select([server.stdout], [], [], _TIMEOUT_S)[0]:
            os.killpg(server.pid, signal.SIGKILL)  # the command, too
            _server.cache_clear()
        answer = server.stdout.readline()
        assert answer, f"scrapy {' '.join(job['arguments'])} did not end, or the command server has died"
        out.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(["scrapy", *job["arguments"]], json.loads(answer), out.read(), errors.read())


def _become(job: dict[str, Any]) -> None:
    """Run the command in this process, which ends with it."""
    for number, path in enumerate(job["files"]):
        descriptor = os.open(path, os.O_RDONLY if number == 0 else os.O_RDWR | os.O_APPEND)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(job["environment"])
    warnings.resetwarnings()
    warnings.simplefilter("default")
    if "code" in job:
        sys.path.insert(0, str(Path(__file__).parent))
        exec(job["code"], {"__name__": "__main__"})
    else:
        from scrapy.cmdline import execute

        execute(["scrapy", *job["arguments"]])


def _load_models() -> None:
    """Load what is loaded, and make what is made, with the first article and its line."""
    from newsbot import extract
    from newsbot.extraction.language_model import language_model
    from newsbot.items import schema_problem

    language_model()
    schema_problem({})
    paragraphs = "<p>A paragraph of the page, which is long enough to be one of the text.</p>" * 3
    byline = '<p class="byline">By <a rel="author" href="/jane/">Jane Doe</a>, 3 November 2026</p>'
    extract(f"<title>A page</title><h1>A page</h1>{byline}{paragraphs}<p>Read more</p>", "https://example.com/a-page")


def main() -> None:
    """Fork for each job until the input ends."""
    from scrapy.utils.misc import walk_modules_iter

    # Scrapy asks each installed package for commands; none is installed while tests run.
    importlib.metadata.entry_points = cache(importlib.metadata.entry_points)  # type: ignore[assignment]
    for name in _PACKAGES:
        list(walk_modules_iter(name))
    for name in _MODULES:
        __import__(name)
    _load_models()
    gc.collect()
    gc.freeze()
    assert not {"twisted.internet.reactor", "newsbot.settings"} & set(sys.modules)
    job = None
    with os.fdopen(os.dup(0)) as jobs, os.fdopen(os.dup(1), "w") as answers:
        for line in jobs:
            child = os.fork()
            if not child:
                job = json.loads(line)
                break
            _, status = os.waitpid(child, 0)
            answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
            answers.flush()
    if job is not None:
        _become(job)


if __name__ == "__main__":
    main()
