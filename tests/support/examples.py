"""How many examples a property test tries: a fifth in `make test`, all of them in `make soak`, which sets SOAK=1."""

import os

from hypothesis import settings

IS_SOAK = os.environ.get("SOAK") == "1"


def examples(number: int) -> settings:
    """For a test that is worth so many examples. None is timed: what loads with the first is no fault of its own."""
    return settings(max_examples=number if IS_SOAK else max(number // 5, 10), deadline=None)
