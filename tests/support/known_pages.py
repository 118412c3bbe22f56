"""An article and a page to remember, and a crawl that has begun."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from command_server import Command

from newsbot.state.states import ArticleState, PageState

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
URL = "https://news.example.com/politics/budget-passes"
PAGE = PageState(
    url=URL,
    site="news.example.com",
    outcome="article",
    checked_at=NOON,
    article_id="0" * 32,
    link_modified="2026-11-02T11:58:00+05:00",
    etag='W/"abc"',
    last_modified="Mon, 02 Nov 2026 06:58:00 GMT",
    extractor_version="1",
)
ARTICLE = ArticleState(
    id="0" * 32,
    site="news.example.com",
    url=URL,
    version=2,
    content_hash="ff",
    fingerprints={"headline": "aa", "authors": ""},
    first_seen=NOON - timedelta(days=1),
)


def start(code, *arguments):
    """The program in a process of its own, in the folder of this one."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return Command([*arguments], dict(os.environ), code=code, folder=Path.cwd(), **pipes)
