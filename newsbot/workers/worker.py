"""The child process of the worker pool: runs one task after another until its socket closes.

The pool starts or forks it as `python -m newsbot.workers.worker TASKS_MODULE TIMEOUT_S MEMORY_MB` with one end of a
socket pair as standard input. The kernel enforces every limit, so limits hold inside C code too. It knows nothing of
asyncio or Scrapy; the tasks are defined by the module it is given.
"""

import contextlib
import ctypes
import faulthandler
import gc
import importlib
import os
import resource
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

# A request type, and the function that takes such a request and returns what msgspec can encode.
Task = tuple[type, Callable[[Any], Any]]

FRAME_HEADER = struct.Struct(">I")
# A longer result would freeze the reactor while it is decoded; the largest real page's evidence is far smaller.
MAX_RESULT_BYTES = 32_000_000
# The exit code of a child that ran out of memory: sending a reply might need memory that it cannot get.
EXIT_OUT_OF_MEMORY = 75
# Ctrl-C and a service manager's stop reach every process of the group; what they mean for a running task is
# the parent's decision, so children never see them.
PARENTS_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})

# How many times its processor time a task may take by the wall clock.
CLOCK_TIMES = 3
_MAX_DETAIL_CHARS = 2_000
_LARGE_REQUEST_BYTES = 1_000_000
# The language model is unpacked into a file of 68 MB.
_MAX_FILE_BYTES = 100_000_000
_PR_SET_PDEATHSIG = 1
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_LARGE_BLOCK_BYTES = 1_000_000
# A page of usual size is read in four megabytes.
_ROOM_BYTES = 16_000_000
# Lower priority than the fetching process: downloads must not wait for the CPU while pages are read.
_NICENESS = 5
# As many as a few pages make.
_OBJECTS_A_COLLECTION = 50_000
# If the kernel must kill something to get memory back, a page is the cheapest loss.
_OOM_SCORE = 500


@dataclass(slots=True)
class Reply:
    """The answer to one request: the result in msgpack, or the reason why there is none."""

    result: bytes = b""
    reason: str | None = None
    detail: str = ""


def encode_frame(message: Any) -> bytearray:
    """Return the message as one frame: its length in four bytes, then msgpack."""
    frame = bytearray(FRAME_HEADER.size)
    msgspec.msgpack.Encoder().encode_into(message, frame, FRAME_HEADER.size)
    FRAME_HEADER.pack_into(frame, 0, len(frame) - FRAME_HEADER.size)
    return frame


def serve(
    channel: socket.socket, tasks: dict[str, Task], timeout_s: float, patience: Mapping[str, float] | None = None
) -> None:
    """Answer requests from the channel, in order, until the other end closes it.

    A task has `timeout_s` of processor time, times its factor in `patience`, and `CLOCK_TIMES` that by the wall
    clock: on a busy machine no page is lost by a child that was in time.
    """
    patience = patience or {}
    stream = channel.makefile("rb")
    channel.sendall(encode_frame(Reply()))  # Imported and ready.
    while message := _read_frame(stream):
        # A task still running then ends this process: SIGPROF and SIGALRM have no handler. The parent need not be alive
        # for this, so a busy orphan ends as well.
        seconds = timeout_s * patience.get(_task_name(message), 1)
        size, request = len(message), [message]
        del message  # `answer` holds it only as long as needed
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, CLOCK_TIMES * seconds)
        frame = encode_frame(answer(request.pop(), tasks))
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        channel.sendall(frame)
        if size > _LARGE_REQUEST_BYTES:
            del frame
            give_back_memory()


def keep_large_blocks_apart() -> None:
    """Have the C library return blocks of a megabyte or more to the system when freed, whatever came before.

    By default it considers such blocks normal after the first one, and keeps the memory of the largest page for good.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)


def keep_room() -> None:
    """Have the C library keep the memory in which a page was read for the next one.

    Once `keep_large_blocks_apart` has set one threshold, the C library no longer adapts the other, and returns all but
    128 KB after each page: the system then maps and clears hundreds of pages of memory anew, which is a thirtieth of
    the time that a page takes.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_TRIM_THRESHOLD, _ROOM_BYTES)


def give_back_memory() -> None:
    """Return freed memory to the system, if the C library can: after a large source some 20 MB."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _task_name(message: bytes) -> str:
    try:
        return msgspec.msgpack.decode(message, type=tuple[str, msgspec.Raw])[0]
    except msgspec.MsgspecError:
        return ""


def _read_frame(stream: BinaryIO) -> bytes:
    """Return the next frame's message, empty at the end of the stream."""
    header = stream.read(FRAME_HEADER.size)
    if len(header) < FRAME_HEADER.size:
        return b""
    (size,) = FRAME_HEADER.unpack(header)
    message = stream.read(size)
    return message if len(message) == size else b""


def answer(message: bytes | bytearray, tasks: dict[str, Task]) -> Reply:
    """Return a task's reply to its request; the one place where any error that a page causes is caught."""
    try:
        name, request = msgspec.msgpack.decode(message, type=tuple[str, msgspec.Raw])
        request_type, function = tasks[name]
        decoded: list[Any] = [msgspec.msgpack.decode(request, type=request_type)]
        del message, request
        result = function(decoded.pop())
        encoded = msgspec.msgpack.encode(result)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a page breaks, the next page is read
        detail = traceback.format_exc(limit=-3)[-_MAX_DETAIL_CHARS:]
        return Reply(reason="error", detail=detail.encode("utf-8", "replace").decode())
    if len(encoded) > MAX_RESULT_BYTES:
        return Reply(reason="error", detail=f"The result of {name} has {len(encoded)} bytes.")
    return Reply(encoded)


def _die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends; on Linux only, elsewhere the alarm has to suffice.

    The kernel means the thread that started this process: the reactor's, which lasts as long as the crawl, or the one
    of the fork server, which ends with the crawl.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def is_closed(channel: socket.socket) -> bool:
    """Whether the other end of a channel, on which no data is expected, has closed."""
    try:
        return not channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True


def _restrain(memory_mb: int) -> None:
    """Apply the limits on this process as a whole; limits that a system lacks are skipped."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, PARENTS_SIGNALS)
    os.nice(_NICENESS)
    limits = {
        # Private memory only: an address space limit would count the libraries' files too.
        resource.RLIMIT_DATA: memory_mb * 1_000_000,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _MAX_FILE_BYTES,
    }
    for limit, value in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(_OOM_SCORE))


def main() -> None:
    """Serve the tasks of the module named on the command line on standard input."""
    tasks_module, timeout_s, memory_mb = sys.argv[1:]
    channel = socket.socket(fileno=sys.stdin.fileno())
    _die_with_parent()
    if is_closed(channel):
        return  # The parent died before the kernel was told.
    _restrain(int(memory_mb))
    keep_large_blocks_apart()
    keep_room()
    faulthandler.enable()
    module = importlib.import_module(tasks_module)
    # What the imports created stays for good: the collector need not scan it again after each page.
    gc.freeze()
    # Parsed pages are freed by reference counting: while one is read there is nothing to collect.
    gc.set_threshold(_OBJECTS_A_COLLECTION)
    with contextlib.suppress(ConnectionError):
        serve(channel, module.TASKS, float(timeout_s), getattr(module, "PATIENCE", None))


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        os._exit(EXIT_OUT_OF_MEMORY)
