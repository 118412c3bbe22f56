"""OpenSearch's bulk API as servers and networks really respond: what is repeated, split up, or refused.

Every action may be repeated: it carries its version, and a server that has it already, or a newer one, says so.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError as NoAnswerError,
)
from opensearchpy.exceptions import (
    SerializationError,
    SSLError,
    TransportError,
)

from newsbot.exceptions import IndexUnavailableError

T = TypeVar("T")

# Servers digest requests of 5 MB best, and this is far from their limit of 100 MB.
_MAX_BYTES = 5_000_000
_MAX_ACTIONS = 1_000
_MAX_PAUSE_S = 30.0
_CONFLICT, _BUSY, _TOO_LARGE = 409, 429, 413
_UNREADABLE = 400
_DENIED = (401, 403)
_MISSING = 404
_SERVER_ERRORS = range(500, 600)


@dataclass(frozen=True, slots=True)
class Action:
    """A document to index under an ID unless the one there has a higher version."""

    index: str
    id: str
    version: int
    document: bytes

    def lines(self) -> bytes:
        """Return the action as the bulk API reads it."""
        target = {"_index": self.index, "_id": self.id, "version": self.version, "version_type": "external_gte"}
        return msgspec.json.encode({"index": target}) + b"\n" + self.document + b"\n"


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a busy or absent server is tried, and the first pause between tries; each is twice as long."""

    tries: int = 8
    pause_s: float = 0.5

    def pauses(self) -> Iterator[float]:
        """Yield the pauses between tries, randomised a little so that many clients do not come back at once."""
        for number in range(self.tries - 1):
            yield min(self.pause_s * 2**number, _MAX_PAUSE_S) * random.uniform(0.75, 1.25)


Refused = list[tuple[Action, str]]


def deliver(client: OpenSearch, actions: Sequence[Action], patience: Patience) -> Refused:
    """Perform all actions; return those that the server will never accept, each with the reason.

    Raises `IndexUnavailableError` or the client's error if the server stays busy or away, or denies access.
    """
    refused: Refused = []
    for some in _portions(actions):
        refused += _deliver(client, some, patience)
    return refused


def _portions(actions: Iterable[Action]) -> Iterator[list[Action]]:
    portion: list[Action] = []
    size = 0
    for action in actions:
        length = len(action.document) + 200
        if portion and (size + length > _MAX_BYTES or len(portion) == _MAX_ACTIONS):
            yield portion
            portion, size = [], 0
        portion.append(action)
        size += length
    if portion:
        yield portion


def _deliver(client: OpenSearch, actions: list[Action], patience: Patience) -> Refused:
    refused: Refused = []
    pauses = patience.pauses()
    while True:
        try:
            answer = client.bulk(body=b"".join(action.lines() for action in actions))
            actions, busy = _sort_out(actions, answer, refused)
            if not actions:
                return refused
        except TransportError as error:
            if error.status_code in (_TOO_LARGE, _UNREADABLE):
                return refused + _deliver_halves(client, actions, patience, error)
            if not _may_pass(error):
                raise
            busy = said(error)
        except (SerializationError, UnicodeDecodeError):
            busy = "its response is not JSON"
        _pause(pauses, busy)


def _deliver_halves(client: OpenSearch, actions: list[Action], patience: Patience, error: TransportError) -> Refused:
    """Retry in halves: what is too large together may pass in parts, and a single action may be the unreadable one."""
    if len(actions) == 1:
        return [(actions[0], said(error))]
    half = len(actions) // 2
    return _deliver(client, actions[:half], patience) + _deliver(client, actions[half:], patience)


def _sort_out(actions: list[Action], answer: Any, refused: Refused) -> tuple[list[Action], str]:
    """Return the actions to repeat, with the server's reason; those it will never accept go to `refused`."""
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list) or len(items) != len(actions):
        return actions, "its response is not that of a bulk request"
    again, reason = [], ""
    for action, item in zip(actions, items, strict=True):
        result = next(iter(item.values()))
        status, error = int(result.get("status", 500)), result.get("error") or {}
        if status < 300 or status == _CONFLICT:
            continue
        said_of_it = _reason(error) or f"status {status}"
        if status == _BUSY or status in _SERVER_ERRORS:
            again.append(action)
            reason = said_of_it
        elif status in (*_DENIED, _MISSING):
            # The index is gone or closed to writers, as on a full disk: the document is not at fault.
            raise IndexUnavailableError(f"The index {action.index} cannot be written: {said_of_it}.")
        else:
            refused.append((action, said_of_it))
    return again, reason


def persist(patience: Patience, call: Callable[[], T]) -> T:
    """Return the result of a call, which is repeated while the server is busy or away."""
    pauses = patience.pauses()
    while True:
        try:
            return call()
        except TransportError as error:
            if not _may_pass(error):
                raise
            reason = said(error)
        except (SerializationError, UnicodeDecodeError):
            reason = "its response is not JSON"
        _pause(pauses, reason)


def _may_pass(error: TransportError) -> bool:
    if isinstance(error, SSLError):
        return False
    return isinstance(error, NoAnswerError) or error.status_code == _BUSY or error.status_code in _SERVER_ERRORS


def _pause(pauses: Iterator[float], reason: str) -> None:
    for pause_s in pauses:
        time.sleep(pause_s)
        return
    raise IndexUnavailableError(f"The index could not be reached after all tries: {reason}.")


def said(error: Exception) -> str:
    """Return what the client's error says, as a clause for a person."""
    if isinstance(error, SSLError):
        return f"its certificate is not trusted ({_cause(error)})"
    if isinstance(error, NoAnswerError):
        return f"it does not answer ({_cause(error)})"
    if isinstance(error, TransportError):
        status = error.status_code
        if status in _DENIED:
            return f"it denies access (status {status}): check the user name and the password"
        return _reason(_body_error(error.info)) or f"it answers with status {status}"
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__


def _cause(error: TransportError) -> str:
    return " ".join(str(error.info or error.error).split())[:300].rstrip(".")


def _body_error(info: Any) -> Any:
    return info.get("error") if isinstance(info, dict) else None


def _reason(error: Any) -> str:
    """Return type and reason of a server's error, and of its cause, on one line."""
    if not isinstance(error, dict):
        return " ".join(str(error).split())[:300] if error else ""
    parts = [error.get("reason") or error.get("type"), (error.get("caused_by") or {}).get("reason")]
    return " ".join(": ".join(str(part) for part in parts if part).split())[:300].rstrip(".;")
