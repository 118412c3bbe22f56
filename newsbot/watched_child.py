"""The first lines of a crawl that `scrapy watch` started: it ends with the process that started it, whatever ends that.

Run as `python -m newsbot.watched_child PARENT MEMORY_MB ARGUMENTS…`; the rest is what `scrapy ARGUMENTS…` does. Linux
kills the process in the moment in which its parent ends; elsewhere a thread looks every second.
"""

import ctypes
import os
import runpy
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1
_LOOK_S = 1.0


def end_with(parent: int) -> None:
    """Let this process end when the one with this number, which started it, does."""
    if sys.platform == "linux":
        # Of the thread that started this process: it must be one that lasts, as the main thread does.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        # It ended before this one could say so.
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def bound_memory(memory_mb: int) -> None:
    """Let what asks for much more than it may have be refused, before the machine has none left."""
    if sys.platform == "linux":
        import resource

        limit = 2 * memory_mb * 1_000_000
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def main() -> None:
    """Become the crawl."""
    parent, memory_mb, *arguments = sys.argv[1:]
    end_with(int(parent))
    bound_memory(int(memory_mb))
    sys.argv = ["scrapy", *arguments]
    runpy.run_module("scrapy", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
