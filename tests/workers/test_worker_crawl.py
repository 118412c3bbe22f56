"""A crawl whose pages are parsed by the worker pool continues after pages that kill its children."""

import http.server
import json
import os
import subprocess
import sys
import textwrap
import threading

from command_server import ROOT
from pools import SUPPORT

CRAWL = """
    import sys
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from newsbot.exceptions import WorkerError
    from newsbot.workers.pool import WorkerLimits, WorkerPool

    class PagesSpider(scrapy.Spider):
        name = "pages"
        start_urls = [f"{sys.argv[1]}/{task}" for task in ("size", "backtrack", "segfault")]

        @classmethod
        def from_crawler(cls, crawler):
            spider = super().from_crawler(crawler)
            spider.pool = WorkerPool(WorkerLimits(2, timeout_s=0.5), "worker_tasks")
            crawler.signals.connect(spider.pool.start, scrapy.signals.spider_opened)
            crawler.signals.connect(spider.pool.close, scrapy.signals.spider_closed)
            return spider

        async def parse(self, response):
            task = response.url.rpartition("/")[2]
            try:
                size = await self.pool.run(task, response.body if task == "size" else None, int)
            except WorkerError as error:
                yield {"task": task, "reason": str(error)}
            else:
                yield {"task": task, "size": size}

    process = AsyncCrawlerProcess({"FEEDS": {sys.argv[2]: {"format": "jsonlines"}}, "LOG_LEVEL": "WARNING"})
    process.crawl(PagesSpider)
    process.start()
"""


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x" * 1000)

    def log_message(self, *_):
        """Nothing on the terminal of the tests."""


def test_a_crawl_goes_on_past_pages_that_freeze_and_crash(tmp_path):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}"
        crawl = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(CRAWL), site, tmp_path / "out.jsonl"],
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SUPPORT), str(ROOT)])},
            check=False,
        )
        server.shutdown()
    assert (crawl.returncode, crawl.stderr) == (0, "")
    items = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert sorted(items, key=lambda item: item["task"]) == [
        {"task": "backtrack", "reason": "timeout"},
        {"task": "segfault", "reason": "crashed"},
        {"task": "size", "size": 1000},
    ]
