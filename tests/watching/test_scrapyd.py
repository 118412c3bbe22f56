"""newsbot on a Scrapyd, as any Scrapy project: deployed with its own tool, scheduled over HTTP, finished with lines."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from loopback import ROOT, Answer, article_page, serve

pytest.importorskip("scrapyd")
pytest.importorskip("scrapyd_client")

BIN = Path(sys.executable).parent
DEADLINE_S = 120
Ask = Callable[..., dict[str, Any]]


def until(found: Callable[[], Any]) -> Any:
    """What is found in time; Scrapyd tells nobody when it is ready."""
    started, pause = time.monotonic(), threading.Event()
    while time.monotonic() - started < DEADLINE_S:
        if value := found():
            return value
        pause.wait(0.2)
    raise AssertionError("it took too long")


@pytest.fixture(name="ask")
def ask_fixture(tmp_path: Path) -> Iterator[Ask]:
    """A Scrapyd on loopback, with the project of `deploy/scrapyd` on it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "scrapyd.conf").write_text(f"[scrapyd]\nhttp_port = {port}\npoll_interval = 0.2\n")
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db",
        "NEWSBOT_DATA": str(tmp_path / "data"),
        "NEWSBOT_WORKERS": "0",
    }

    def ask(path: str, **form: str) -> dict[str, Any]:
        data = urlencode(form).encode() if form else None
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", data, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def is_up() -> bool:
        try:
            return ask("daemonstatus.json")["status"] == "ok"
        except OSError:
            return False

    command = [sys.executable, "-m", "scrapyd"]
    with (
        (tmp_path / "scrapyd.log").open("wb") as log,
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            until(is_up)
            folder = shutil.copytree(ROOT / "deploy" / "scrapyd", tmp_path / "project")
            config = folder / "scrapy.cfg"
            config.write_text(config.read_text().replace(":6800/", f":{port}/"))
            deployed = subprocess.run(
                [BIN / "scrapyd-deploy"], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            assert '"status": "ok"' in deployed.stdout, deployed.stderr
            yield ask
        finally:
            process.terminate()


def test_a_crawl_is_scheduled_and_finishes_with_lines(ask: Ask, tmp_path: Path) -> None:
    assert "news" in ask("listspiders.json?project=newsbot")["spiders"]
    feed = '<rss version="2.0"><channel><item><link>{base}/2026/11/harbour-strike</link></item></channel></rss>'
    answers = {
        "/": Answer('<link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>Front</h1>'),
        "/feed.xml": Answer(feed, "application/rss+xml"),
        "/2026/11/harbour-strike": Answer(article_page("Harbour strike ends")),
    }
    with serve(answers) as server:
        job = ask("schedule.json", project="newsbot", spider="news", site=server.url)["jobid"]
        finished = until(lambda: ask("listjobs.json?project=newsbot")["finished"])
    assert [entry["id"] for entry in finished] == [job]
    log = (tmp_path / "logs" / "newsbot" / "news" / f"{job}.log").read_text()
    assert "Spider closed (finished)" in log
    assert "'newsbot/lines': 1" in log
    assert len(list((tmp_path / "data" / "articles").rglob("*.jsonl.zst"))) == 1
