"""How many examples a property test tries: a fifth in `make test`, all of them in `make soak`, which sets SOAK=1."""

import os

from hypothesis import settings

IS_SOAK = os.environ.get("SOAK") == "1"


def examples(number: int) -> settings:
    """Settings for a test with this many examples. They have no deadline: the first also pays for what it loads."""
    return settings(max_examples=number if IS_SOAK else max(number // 5, 10), deadline=None)
