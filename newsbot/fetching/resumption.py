"""Resumes what a killed crawl has begun, on Scrapy's side: see `kept_answers`.

A response counts as a request in flight until it is kept, so that no more are lost than are requested at once. What is
archived is requested again: a line names the record of the very response that it was made from.
"""

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes
from scrapy.utils.asyncio import run_in_thread

from newsbot.fetching.archiving import PageArchive
from newsbot.fetching.wire import BROKEN_OFF
from newsbot.state.kept_answers import ANSWERED_AT, KeptAnswers, SiteAnswer
from newsbot.urls import key_digest

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_CONDITIONS = ("If-None-Match", "If-Modified-Since")
# Statuses that stay the same when requested again soon; for any other, partial content included, another is hoped for.
_LASTING = {*range(200, 400), HTTPStatus.NOT_FOUND, HTTPStatus.GONE} - {HTTPStatus.PARTIAL_CONTENT}
# No page waits longer than this for its response to be kept.
_WRITTEN_S = 1.0


class KeptAnswersMiddleware:
    """Answers requests with what a killed crawl had received, instead of sending them again."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    async def process_request(self, request: "Request") -> "Response | None":
        # It may have been copied by a redirect.
        request.meta.pop(ANSWERED_AT, None)
        kept, key = _kept_for(request, self._crawler), _question_key(request)
        found = await run_in_thread(kept.take, key) if kept is not None and kept.has(key) else None
        if found is None:
            return None
        answer, request.meta[ANSWERED_AT] = found
        self._crawler.stats.inc_value("newsbot/answers_kept")
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=answer.url, body=answer.body)
        return kind(answer.url, answer.status, headers, answer.body, answer.flags, request)


async def keep_answer(crawler: "Crawler", request: "Request", response: "Response") -> None:
    """Keep a response that has just come; returns when it is kept, or after a timeout."""
    kept = _kept_for(request, crawler)
    if kept is None or response.status not in _LASTING or BROKEN_OFF in response.flags:
        return
    headers = {bytes(name): response.headers.getlist(name) for name in response.headers}
    answer = SiteAnswer(response.url, response.status, headers, response.body, response.flags)
    spider: Any = crawler.spider
    written = kept.keep(spider.site_of(response.url), _question_key(request), answer)
    if written is not None:
        await asyncio.wait((asyncio.wrap_future(written),), timeout=_WRITTEN_S)


def _kept_for(request: "Request", crawler: "Crawler") -> KeptAnswers | None:
    if PageArchive.wants(request) and crawler.get_extension(PageArchive) is not None:
        return None
    kept: KeptAnswers | None = getattr(crawler.spider, "kept_answers", None)
    return kept


def _question_key(request: "Request") -> bytes:
    """Return what distinguishes this request from others, including the conditions in its headers."""
    conditions = [(request.headers.get(name) or b"").decode("latin-1") for name in _CONDITIONS]
    return key_digest("\n".join([request.method, request.url, *conditions]))
