"""Real servers and real commands for the tests that crawl."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from command_server import ROOT, run_command

__all__ = ["ROOT", "Answer", "Server", "article_page", "free_port", "scrapy", "scrapy_process", "serve"]


def free_port() -> int:
    """Return a free loopback port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Answer:
    """The response for a path; a conditional request with its `ETag` or `Last-Modified` gets 304.

    With status 0 the connection is closed without a response.
    """

    body: bytes | str
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """A site of canned responses; `requests` lists the requested paths in order, `statuses` adds their status.

    `referrers` holds the Referer headers of the requests.
    `find` may answer paths that are not in `answers`. With `refuses_conditions`, conditional requests get 403. A client
    without the cookies the server `wants` is redirected in a loop, which sets them one by one.
    """

    url: str
    answers: dict[str, Answer]
    requests: list[str] = field(default_factory=list)
    statuses: list[tuple[str, int]] = field(default_factory=list)
    referrers: list[str] = field(default_factory=list)
    find: Callable[[str], Answer | None] = lambda path: None
    refuses_conditions: bool = False
    wants: tuple[str, ...] = ()
    cookies: list[str] = field(default_factory=list)


@contextmanager
def serve(answers: Mapping[str, Answer]) -> Iterator[Server]:
    """A site on loopback; every other path answers 404. "{base}" in a body or a header is the site's address."""
    site = Server("", dict(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append(self.path)
            site.referrers += self.headers.get_all("Referer", [])
            answer = site.answers.get(self.path) or site.find(self.path) or Answer("<h1>Not found</h1>", status=404)
            tag, date = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
            sent = self.headers.get("Cookie", "")
            site.cookies.append(sent)
            missing = next((cookie for cookie in site.wants if cookie not in sent), None)
            if missing is not None:
                answer = Answer("", status=302, headers={"Location": self.path, "Set-Cookie": f"{missing}; Path=/"})
            is_known = bool(tag) and self.headers.get("If-None-Match") == tag
            if site.refuses_conditions and {"If-None-Match", "If-Modified-Since"} & set(self.headers):
                answer = Answer("<h1>Forbidden</h1>", status=403)
            elif is_known or (date and self.headers.get("If-Modified-Since") == date):
                answer = Answer("", status=304, headers=answer.headers)
            site.statuses.append((self.path, answer.status))
            if not answer.status:
                self.close_connection = True
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            body = body.replace(b"{base}", site.url.rstrip("/").encode())
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in answer.headers.items():
                self.send_header(name, value.replace("{base}", site.url.rstrip("/")))
            self.end_headers()
            # The client may be gone: it was killed, or has read enough.
            with suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Log nothing: the output belongs to the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    site.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def scrapy(*arguments: str, folder: Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Run `scrapy` as a user would, with its data in `folder`; its imports are loaded once and shared.

    Pages are read in its own process: they are few and trusted.
    """
    return _decoded(run_command(list(arguments), {**_environment(folder), "NEWSBOT_WORKERS": "0"}, stdin))


def scrapy_process(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `scrapy` in a new interpreter, with a worker process: it takes seconds to start."""
    return python_process("-m", "scrapy", *arguments, folder=folder)


def python_process(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a new interpreter in the same environment."""
    return _decoded(
        subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**_environment(folder), "NEWSBOT_WORKERS": "1"},
            capture_output=True,
            timeout=120,
            check=False,
        )
    )


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "NEWSBOT_STATE": f"sqlite:///{folder}/state.db",
        "NEWSBOT_DATA": str(folder / "data"),
        "PYTHONWARNINGS": "default",
    }


def _decoded(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")
    )


def article_page(
    headline: str, *, author: str = "", body: str = "", head: str = "", published: str = "2026-11-20T08:00:00+00:00"
) -> str:
    """A plain article page with three paragraphs of its own."""
    paragraphs = [
        f"{headline} is what this page reports, in a first paragraph that is long enough to be one.",
        f"A second paragraph goes on about {headline.lower()}, with a detail or two that nobody else has.",
        "A third one ends the report, as third paragraphs do, with what is expected to happen next week.",
    ]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    byline = f'<p class="byline">By <a rel="author" href="/staff/">{author}</a></p>' if author else ""
    return (
        f'<html lang="en"><head><title>{headline}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{published}">{head}</head>'
        f"<body><article><h1>{headline}</h1>{byline}{text}{body}</article></body></html>"
    )
