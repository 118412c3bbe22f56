"""`scrapy clean` as a user runs it: a process, its output and its exit code."""

import codecs
import json
import os
from pathlib import Path

import pytest
from command_server import ROOT, run_command

DUMP = Path(__file__).parents[1] / "extraction" / "plaintext" / "seed-like" / "page.txt"
TEXT = """Café reopens on the square after the fire

By Zoë Núñez

The café on the square opened again on Monday, a year after the fire that had closed it.

Its owner, José Marín, said that the old coffee machine had survived under the rubble.
"""


def clean(*args, stdin=b""):
    return run_command(["clean", *map(str, args)], dict(os.environ), stdin)


def only_line(done):
    assert done.returncode == 0, done.stderr.decode()
    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) == 1
    return json.loads(lines[0])


def test_a_file_becomes_one_line():
    line = only_line(clean(DUMP))
    expected = json.loads(DUMP.with_name("expected.json").read_text(encoding="utf-8"))
    assert line["headline"] == expected["headline"]
    assert line["articleBody"].split("\n\n") == expected["articleBody"]
    assert [author["name"] for author in line["authors"]] == ["Ali Raza"]
    assert line["byline"] == "By Ali Raza"
    assert {"id", "url"}.isdisjoint(line)


@pytest.mark.parametrize("args", [(), ("-",)])
def test_standard_input_is_read(args):
    assert only_line(clean(*args, stdin=TEXT.encode()))["headline"] == "Café reopens on the square after the fire"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8 with mark", "utf-16 little", "utf-16 big", "windows-1252"],
)
def test_encodings_are_told_apart(data):
    line = only_line(clean(stdin=data))
    assert line["headline"] == "Café reopens on the square after the fire"
    assert [author["name"] for author in line["authors"]] == ["Zoë Núñez"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["no-such-file.txt"], "no-such-file.txt cannot be read"),
        ([ROOT], "cannot be read"),
        ([DUMP, "second.txt"], "reads only one file"),
        (["--fancy"], "Unknown option --fancy"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_code_2(args, words):
    done = clean(*args)
    assert done.returncode == 2
    assert done.stdout == b""
    sentences = done.stderr.decode().splitlines()
    assert len(sentences) == 1
    assert sentences[0].startswith("newsbot: ")
    assert words in sentences[0]


@pytest.mark.parametrize("data", [b"", b"Home\nNews\nSport\n", b"\x00\xff\xfe\x81" * 50])
def test_a_text_without_an_article_is_one_sentence_and_exit_code_1(data):
    done = clean(stdin=data)
    assert done.returncode == 1
    assert done.stdout == b""
    sentences = done.stderr.decode().splitlines()
    assert len(sentences) == 1
    assert sentences[0].startswith("newsbot: standard input: no article")
