"""The process that crawls are forked from: it has all that parsing a page needs, and nothing a fork must not have."""

import json
import subprocess
import sys

from loopback import ROOT, article_page

CODE = """
import json, sys, threading
from datetime import UTC, datetime
import newsbot.crawl_parts
from newsbot import extract
from newsbot.duplicates import sketch_line
from newsbot.items import schema_problem, to_line
opened = []
sys.addaudithook(lambda event, values: opened.append(str(values[0])) if event == "open" else None)
line = to_line(extract(sys.stdin.read(), "https://paper.example/2026/11/valley-road-is-closed"))
print(json.dumps({
    "language": line["inLanguage"],
    "problem": schema_problem(line),
    "sketch": sketch_line(line, datetime.now(UTC)).text.sketch.size,
    "opened": opened,
    "threads": threading.active_count(),
    "reactor": "twisted.internet.reactor" in sys.modules,
}))
"""


def test_a_page_loads_nothing_more_and_no_thread_or_reactor_is_there():
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        input=article_page("Valley road is closed").replace(' lang="en"', ""),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found.pop("sketch") > 1
    assert found == {"language": "en", "problem": None, "opened": [], "threads": 1, "reactor": False}
