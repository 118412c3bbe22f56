"""The messages for wrong arguments and settings."""

import pytest

from newsbot.exceptions import ArgumentError


def refusal(call, *args):
    """The one sentence of the ArgumentError that the call must raise."""
    with pytest.raises(ArgumentError) as caught:
        call(*args)
    return str(caught.value)
