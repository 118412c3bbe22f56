"""Tasks such as hostile pages would cause, for `test_workers`."""

import ctypes
import hashlib
import os
import re
import resource
import signal
import time
from pathlib import Path

from newsbot.items import Link


def _echo(link):
    return link


def _pid(_):
    return os.getpid()


def _sleep(seconds):
    time.sleep(seconds)
    return seconds


def _announce(fifo):
    """Tell the test waiting at the FIFO, if there is one, that this process is running."""
    if fifo is not None:
        Path(fifo).write_text(str(os.getpid()))


def _loop_in_python(fifo):
    _announce(fifo)
    while True:
        pass


def _backtrack(fifo):
    """Spend years inside one C call that never releases the interpreter."""
    _announce(fifo)
    return bool(re.match(r"(a|a)*b", "a" * 60))


def _hash(fifo):
    """Spend hours inside one C call."""
    _announce(fifo)
    return hashlib.pbkdf2_hmac("sha256", b"a", b"b", 2**31 - 1)


def _outlive(fifo):
    """Stay busy and ignore the signal that ends a child with its parent."""
    ctypes.CDLL(None).prctl(1, 0)
    return _backtrack(fifo)


def _sleep_loudly(fifo):
    _announce(fifo)
    return _sleep(0.3)


def _allocate(megabytes):
    return len([b"x" * 1_000_000 + str(i).encode() for i in range(megabytes)])


def _allocate_at_once(megabytes):
    return len(bytearray(megabytes * 1_000_000))


def _pieces_cleared(blocks):
    """How many pieces of memory the system had to provide while this many blocks of 20 KB were filled."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    _ = [bytes([number % 256]) * 20_000 for number in range(blocks)]
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _recurse(depth):
    return _recurse(depth + 1)


def _text(characters):
    return "x" * characters


def _size(body):
    return len(body)


def _say(words):
    raise ValueError(words)


def _say_surrogate(_):
    raise ValueError("\ud83d")


def _print(words):
    print(words, flush=True)


# A request after a page that took too long is not such a page, even if the machine has no time for it.
PATIENCE = {"sleep long": 100.0, "echo": 100.0, "size": 100.0}

TASKS = {
    "allocate": (int, _allocate),
    "allocate at once": (int, _allocate_at_once),
    "backtrack": (str | None, _backtrack),
    "echo": (Link, _echo),
    "exit": (int, os._exit),
    "hash": (str | None, _hash),
    "killed": (None, lambda _: os.kill(os.getpid(), signal.SIGKILL)),
    "loop": (str | None, _loop_in_python),
    "object": (None, lambda _: object()),
    "outlive": (str | None, _outlive),
    "pid": (None, _pid),
    "pieces cleared": (int, _pieces_cleared),
    "print": (str, _print),
    "recurse": (int, _recurse),
    "say": (str, _say),
    "say surrogate": (None, _say_surrogate),
    "segfault": (None, lambda _: ctypes.string_at(0)),
    "size": (bytes, _size),
    "sleep": (float, _sleep),
    "sleep long": (float, _sleep),
    "sleep loudly": (str, _sleep_loudly),
    "stop": (None, lambda _: os.kill(os.getpid(), signal.SIGSTOP)),
    "surrogate": (None, lambda _: "\ud83d"),
    "text": (int, _text),
}
