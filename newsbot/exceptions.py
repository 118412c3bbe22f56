"""Errors that newsbot raises on purpose; everything else is a defect.

A bad page is never an exception: extraction answers with a reason, and a stat counts it.
"""


class NewsbotError(Exception):
    """Base of all errors below: the message is one sentence that a user can act on."""


class ArgumentError(NewsbotError):
    """Raised before the first request when a command argument or a setting is wrong (exit code 2)."""


class StorageError(NewsbotError):
    """Raised by storage when the state cannot be opened or was written by a newer newsbot."""


class SiteBusyError(NewsbotError):
    """Raised by storage when another crawl of the same site is running."""


class SiteLostError(NewsbotError):
    """Raised by storage when a crawl has not been heard of for so long that another may hold its site by now."""

    UNHEARD = "The crawl's lease of its site expired: another crawl may have taken the site over."


class WorkerError(NewsbotError):
    """Raised by the worker pool for a page that could not be read; the message is a stat's reason."""


class ArchiveError(NewsbotError):
    """Raised for a page that cannot be archived; the crawl ends, and the page stays due."""


class TargetError(NewsbotError):
    """Raised by `targets` for what a crawl must not connect to: the message is a stat's reason, `detail` a clause."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason)
        self.detail = detail


class LineError(NewsbotError):
    """Raised by `indexes.lines` for a line that no index can take: the message is a clause, "it is not JSON"."""


class IndexUnavailableError(NewsbotError):
    """Raised by an index that cannot be reached, read or written now; what was committed is safe."""


class FetchError(NewsbotError):
    """Raised when a response exceeds a limit or is incomplete: the message is a stat's reason."""


class DamagedBatchError(NewsbotError):
    """Raised by `batches` when a file cannot be read further: the message is a clause, "it is truncated"."""


class JobFailedError(NewsbotError):
    """Raised to `fleet` for a job that has failed and is not to be retried automatically."""


class JobDiedError(JobFailedError):
    """Raised to `fleet` for a job whose process has died; another machine may have what this one lacks."""


class JobGivenBackError(NewsbotError):
    """Raised to `fleet` for a job that was not done, and is free for whoever comes next."""
