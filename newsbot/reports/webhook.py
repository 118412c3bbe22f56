"""Reports that a monitor failed: one POST of JSON to an address that the operator names.

The operator chose the address, so it may be private; but redirects are not followed, since whoever answers there could
then direct newsbot into the operator's network. The response is not read.
"""

import urllib.error
import urllib.request
from typing import Any

import msgspec

from newsbot.reports.figures import RunReport

_TIMEOUT_S = 10
_MAX_CHECKS = 50


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def message_of(report: RunReport) -> bytes:
    """Return what is sent: the run, its figures, and the monitors that failed."""
    failed = report.failed
    said = {
        "run": report.run,
        "finished": report.finished,
        "ended": report.ended,
        "sites": len(report.sites),
        "lines": report.total("lines"),
        "removed": report.total("removed"),
        "failed": [
            {"monitor": check.name, "site": check.site, "said": check.said, "advice": check.advice}
            for check in failed[:_MAX_CHECKS]
        ],
        "more": max(0, len(failed) - _MAX_CHECKS),
    }
    return msgspec.json.encode(said)


def post(url: str, message: bytes) -> str | None:
    """Send the message; return why it did not arrive, None if it did. Each step takes at most ten seconds."""
    request = urllib.request.Request(url, message, {"Content-Type": "application/json"})  # noqa: S310 - http(s) alone
    try:
        with urllib.request.build_opener(_NoRedirects()).open(request, timeout=_TIMEOUT_S):
            return None
    except urllib.error.HTTPError as error:
        error.close()
        return f"it answers with status {error.code}"
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return str(reason) or type(error).__name__
