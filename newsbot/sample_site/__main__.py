"""Writes `expected.jsonl` from the stories: run it after every change of `articles/`, and read the difference."""

from newsbot.sample_site.content import EXPECTED_FILE, expected_text

EXPECTED_FILE.write_text(expected_text(), encoding="utf-8")
