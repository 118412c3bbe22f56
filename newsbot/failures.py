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
    # Ends as what ends with a crawl does: the page is not at fault.
    "ArchiveError": "archive_closed",
}


def failure_reason(failure: "Failure") -> str:
    """The reason: "http_404", "robots", "timeout", "private_address", …; "error" for one that has no name."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, (TargetError, FetchError)):
        return str(error)
    if isinstance(error, IgnoreRequest) and "redirect" in str(error):
        # Scrapy has one exception for what robots.txt forbids and for redirects without end.
        return "redirect_loop"
    name = type(error).__name__
    return _FAILURES.get(name, "unreachable" if isinstance(error, OSError) else "error")


def with_detail(error: WorkerError) -> str:
    """The reason with the last line of what the worker said of it: "error (KeyError: 'name')"."""
    lines = "\n".join(getattr(error, "__notes__", ())).strip().splitlines()
    return f"{error} ({lines[-1].strip()})" if lines else str(error)
