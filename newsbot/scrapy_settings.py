"""Checks Scrapy's own settings at the start: Scrapy reads each when it needs it, and would fail in the middle.

The type of a setting is inferred from its default.
"""

import logging
from collections.abc import Mapping

from scrapy.settings import default_settings

from newsbot.exceptions import ArgumentError

# Settings in seconds that may be fractions, although their defaults are whole.
_FRACTIONS = {"DNS_TIMEOUT", "DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT"}
_SWITCHES = {"True", "true", "False", "false"}


def check_scrapy_settings(settings: Mapping[str, object]) -> None:
    """Raise ArgumentError with one sentence for an invalid number, switch, level or log file."""
    for name, default in vars(default_settings).items():
        if name.isupper() and isinstance(default, int | float) and isinstance(value := settings.get(name), str):
            _check_kind(name, value, default)
    _check_log(settings)


def _check_kind(name: str, text: str, default: float) -> None:
    if isinstance(default, bool) or name.endswith("_ENABLED"):
        if text not in _SWITCHES and not text.strip().isdecimal():
            raise ArgumentError(f"The setting {name} is {text!r}, but must be True or False.")
        return
    is_whole = isinstance(default, int) and name not in _FRACTIONS
    try:
        int(text) if is_whole else float(text)
    except ValueError:
        kind = "a whole number" if is_whole else "a number"
        raise ArgumentError(f"The setting {name} is {text!r}, but must be {kind}.") from None


def _check_log(settings: Mapping[str, object]) -> None:
    level, file = settings.get("LOG_LEVEL"), settings.get("LOG_FILE")
    levels = [name for name in logging.getLevelNamesMapping() if name != "NOTSET"]
    if isinstance(level, str) and level not in levels:
        raise ArgumentError(f"The setting LOG_LEVEL is {level!r}, but must be one of {', '.join(levels)}.")
    if file:
        try:
            with open(str(file), "ab"):
                pass
        except OSError as error:
            raise ArgumentError(f"The log cannot be written to {str(file)!r}: {error.strerror}.") from None
