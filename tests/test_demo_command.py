"""`scrapy demo`: what a newcomer sees first."""

import re
import shutil
from pathlib import Path

from loopback import ROOT, scrapy


def test_the_demo_crawls_twice_and_shows_lines(tmp_path: Path) -> None:
    shutil.rmtree(ROOT / "data" / "demo", ignore_errors=True)
    done = scrapy("demo", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"newsbot: (\d+) articles", done.stderr) == ["37", "0"]
    assert "37 lines lie in:" in done.stdout
    assert "data/demo/articles/" in done.stdout
    assert '"schemaVersion":"1.0"' in done.stdout
    assert "Traceback" not in done.stderr


def test_the_demo_takes_no_argument(tmp_path: Path) -> None:
    done = scrapy("demo", "now", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "newsbot: scrapy demo takes no argument 'now'.\n"
