"""Why a request gave no page, as the name of a stat."""

from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from newsbot.exceptions import FetchError, TargetError, WorkerError

if TYPE_CHECKING:
    from twisted.python.failure import Failure

# By the name of the exception: Scrapy's own, which its download handlers raise, and the standard library's.
_FAILURES = {
    "IgnoreRequest": "robots",
    "RobotsUnavailableError": "robots_unavailable",
    "DownloadTimeoutError": "timeout",
    "TimeoutError": "timeout",
    "DownloadCancelledError": "too_large",
    "ResponseDataLossError": "cut_off",
    "DownloadConnectionRefusedError": "unreachable",
    "CannotResolveHostError": "unreachable",
    "DownloadFailedError": "unreachable",
    "UnsupportedURLSchemeError": "not_http",
    "NotSupported": "not_http",
    # Ends in "closed" like the other reasons at the end of a crawl: the page is not at fault.
    "ArchiveError": "archive_closed",
}


def failure_reason(failure: "Failure") -> str:
    """Return the reason: "http_404", "robots", "timeout", "private_address", …; "error" if it has no name."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, (TargetError, FetchError)):
        return str(error)
    if isinstance(error, IgnoreRequest) and "redirect" in str(error):
        # Scrapy raises one exception for what robots.txt forbids and for endless redirects.
        return "redirect_loop"
    name = type(error).__name__
    return _FAILURES.get(name, "unreachable" if isinstance(error, OSError) else "error")


def with_detail(error: WorkerError) -> str:
    """Return the reason with the last line of the worker's details: "error (KeyError: 'name')"."""
    lines = "\n".join(getattr(error, "__notes__", ())).strip().splitlines()
    return f"{error} ({lines[-1].strip()})" if lines else str(error)
