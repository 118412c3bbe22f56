"""`scrapy demo`: what a newcomer sees first."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from loopback import ROOT, scrapy


def test_the_demo_crawls_twice_shows_lines_and_searches_them(tmp_path: Path) -> None:
    shutil.rmtree(ROOT / "data" / "demo", ignore_errors=True)
    done = scrapy("demo", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"newsbot: (\d+) articles", done.stderr) == ["37", "0"]
    assert "37 lines were written to:" in done.stdout
    assert "data/demo/articles/" in done.stdout
    assert '"schemaVersion":"1.0"' in done.stdout
    found = done.stdout.partition("scrapy search 'ferry strike author:raza' --limit 2\n")[2].splitlines()
    assert found[0] == "Ferry crews vote to end ten-day strike on the Gull Island route"
    assert (
        "  $ scrapy search 'faehre streik' --limit 2\nNach dem Streik fährt die Fähre nach Nordhaven wieder\n"
        in done.stdout
    )
    assert "Traceback" not in done.stderr


def test_the_demo_takes_no_argument(tmp_path: Path) -> None:
    done = scrapy("demo", "now", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "newsbot: scrapy demo takes no argument 'now'.\n"


def test_the_sample_site_is_served_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scrapy", "demo", "--serve", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        url = re.search(r"http://127\.0\.0\.1:\d+/", serving.stdout.readline())[0]
        with urlopen(url) as answer:
            assert answer.status == 200
        serving.send_signal(signal.SIGINT)
        assert serving.communicate()[1] == ""
    assert serving.returncode == 0


def test_a_port_that_is_none_is_said(tmp_path: Path) -> None:
    done = scrapy("demo", "--serve", "80000", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("newsbot: The sample site cannot be served on port 80000: ")
