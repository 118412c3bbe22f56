"""The log as JSON: one object per line, whatever is logged."""

import json
import logging
import sys

from newsbot.json_logs import JsonFormatter


def told(message, *args, exc_info=None):
    record = logging.LogRecord("newsbot.watch", logging.WARNING, __file__, 1, message, args, exc_info)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_says_when_how_grave_who_and_what():
    found = told("%s failed, %d in a row", "a.example", 2)
    assert found["message"] == "a.example failed, 2 in a row"
    assert (found["level"], found["logger"]) == ("WARNING", "newsbot.watch")
    assert found["time"].endswith("+00:00")
    assert set(found) == {"time", "level", "logger", "message", "process"}


def test_a_traceback_and_half_a_character_take_no_second_line():
    try:
        raise ValueError("no\nway")
    except ValueError:
        found = told("It broke:\n%s", "\ud83d", exc_info=sys.exc_info())
    assert found["message"] == "It broke:\n?"
    assert "ValueError: no\nway" in found["traceback"]
