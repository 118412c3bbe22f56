"""Which pages of a site wait for their content from its WordPress API, and whether that is still queried."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsbot.crawl.site_memory import Due
from newsbot.discovery.wordpress import WHOLE_POSTS
from newsbot.items import Post

# How many queries may be open at once, and how many in a row may fail before the API is left alone.
_MAX_OPEN = 2
_MAX_FAILURES = 2
# For how many crawls a known article waits for the API.
_PATIENCE = 2
# Failures of an API that exists, and will answer another time.
_FOR_NOW = ("timeout", "unreachable", "cut_off", "http_429", "http_5")


@dataclass(slots=True)
class PostQuestions:
    """The queries to the API in one site's crawl; `waiting` is how many pages wait for an answer."""

    waiting: int = 0
    _open: int = 0
    _failures: int = 0
    _is_down: bool = False

    def take(self, queue: deque[Due], window: int) -> list[Due]:
        """Take the pages for the next query out of the queue until it is answered; usually none.

        They are among the first `window` of the queue.
        """
        api = self._api_to_ask(queue[0]) if queue else None
        if api is None:
            return []
        asked, others = list[Due](), deque[Due]()
        while queue and len(asked) < WHOLE_POSTS and len(asked) + len(others) < window:
            due = queue.popleft()
            (asked if self._api_to_ask(due) == api else others).append(due)
        queue.extendleft(reversed(others))
        for due in asked:
            due.is_asked_for = True
        self.waiting += len(asked)
        self._open += 1
        return asked

    def must_wait(self, queue: deque[Due]) -> bool:
        """Whether the next page needs the API, and enough queries are open already."""
        return self._open >= _MAX_OPEN and bool(queue and self._api_to_ask(queue[0]))

    def _api_to_ask(self, due: Due) -> str | None:
        return None if due.is_asked_for or self._failures >= _MAX_FAILURES else due.api

    def note_answer(self, asked: Sequence[Due], posts: Mapping[int, Post]) -> None:
        """Give the pages what the API returned for them; an answer without any post counts as a failure."""
        self._failures = 0 if posts else self._failures + 1
        self._close(asked)
        for due in asked:
            due.is_unanswered = False
            if due.link is not None and posts and (post := posts.get(due.link.post or 0)):
                due.post = post
                due.link = replace(due.link, author=due.link.author or ", ".join(post.authors) or None)

    def note_failure(self, asked: Sequence[Due], reason: str) -> None:
        """Go on without an answer: another crawl may get one, unless the API does not exist at all."""
        self._failures += 1
        self._is_down = reason.startswith(_FOR_NOW)
        self._close(asked)
        for due in asked:
            due.is_unanswered = self._is_down

    def _close(self, asked: Sequence[Due]) -> None:
        self.waiting -= len(asked)
        self._open -= 1

    def is_postponed(self, due: Due) -> bool:
        """Whether a known article should wait until the API answers again: without it, its line would change."""
        if due.page is None or due.page.article_id is None or due.api is None or due.page.failures >= _PATIENCE:
            return False
        return due.is_unanswered or (self._is_down and not due.is_asked_for)
