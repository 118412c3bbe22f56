"""Fuzz by coverage the code that reads bytes from the web: `python benchmarks/fuzz_coverage.py robots --minutes 10`.

The same checks as in `fuzz`, run by atheris (`pip install atheris`), which looks for input that reaches new code. One
target per run; libFuzzer writes a failing input to a file in the working directory, and the exit code is not 0.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["newsbot"]):
    import fuzz

_MAX_BYTES = 60_000
_MAX_MEMORY_MB = 2_000
# libFuzzer's own limit is wall-clock time, which a busy machine exceeds: `fuzz` limits CPU time.
_HANG_S = 300


def main() -> None:
    """Fuzz until the time is up; atheris ends the process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=list(fuzz.TARGETS))
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args()
    target = fuzz.TARGETS[options.target]

    def try_one(data: bytes) -> None:
        example = data.decode("utf-8", "replace") if target.is_text else data
        with fuzz.in_time():
            target.try_one(example)

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(target.seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        limits = (
            *(f"-max_total_time={int(60 * options.minutes)}", f"-max_len={_MAX_BYTES}"),
            *(f"-rss_limit_mb={_MAX_MEMORY_MB}", f"-timeout={_HANG_S}"),
        )
        atheris.Setup([sys.argv[0], *limits, folder], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
