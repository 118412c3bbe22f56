"""`scrapy index` and `scrapy search` as users run them."""

import json
import os
import pty
import select
import signal
import subprocess
import time
from contextlib import closing

import pytest
from command_server import Command, run_command
from made_lines import as_bytes, made_line, made_tombstone, write_batch

from newsbot.indexes import open_index


class Shell:
    """A data folder, and commands that use it."""

    def __init__(self, data):
        self.data = data
        self.environment = {**os.environ, "NEWSBOT_DATA": str(data), "NEWSBOT_INDEX": "", "COLUMNS": "80"}

    def __call__(self, *arguments):
        done = run_command([*arguments], self.environment, b"")
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def batch(self, name, *lines):
        return write_batch(self.data / "articles", name, *lines)


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def test_batches_become_an_index_that_can_be_searched(shell):
    shell.batch("day/a-0001.jsonl.zst", made_line(), made_line("wahl", headline="Wahl in München", inLanguage="de"))
    code, out, errors = shell("index")
    assert (code, out) == (0, "")
    assert errors.startswith(f"newsbot: 2 lines of 1 batch delivered to sqlite:///{shell.data}/index.db in ")
    code, out, errors = shell("search", "muenchen")
    assert code == 0
    assert out.splitlines()[:3] == [
        "Wahl in München",
        "  Ali Raza · 2026-11-23 · de",
        "  https://www.example.com/wahl",
    ]
    assert errors == "newsbot: 1 article found.\n"
    assert "\x1b" not in out
    shell.batch("day/b-0001.jsonl.zst", made_tombstone("wahl"))
    assert shell("index")[0] == 0
    assert shell("search", "muenchen") == (1, "", "newsbot: Nothing was found.\n")


def test_what_stands_beside_the_batches_is_delivered_no_more_before_the_first_than_after(shell):
    write_batch(shell.data / "reports/history", "example.com.jsonl", {"run": "1", "lines": 0})
    code, _, errors = shell("index")
    assert code == 0
    assert errors.startswith("newsbot: 0 lines of 0 batches delivered")
    assert "refused" not in errors
    code, out, _ = shell("index", "--check")
    assert (code, out.split(",")[0]) == (0, "0 batches")


def test_json_gives_an_object_a_line(shell):
    shell.batch("a.jsonl", made_line(), made_line("b", clusterId="c"), made_line("c", clusterId="c"))
    shell("index")
    code, out, errors = shell("search", "--json", "main road", "--limit", "1")
    (hit,) = map(json.loads, out.splitlines())
    assert (code, errors) == (0, "")
    assert hit["snippet"].startswith("The «main» «road» closed")
    assert hit["authors"] == ["Ali Raza"]
    assert len(hit["others"]) == 1
    assert len(shell("search", "--json", "--all", "road")[1].splitlines()) == 3
    assert len(shell("search", "--json", "--all", "--offset", "1", "road")[1].splitlines()) == 2


@pytest.mark.parametrize(
    "words",
    [["road", "-sport"], ["-sport road"], ["-sport", "--json", "road"], ["--", "-sport", "road"], ["main road", "-x"],
     ["-x", "author:ali raza"], ["road", "-s", "LOG_LEVEL=ERROR"], ["-sNEWSBOT_WORKERS=1", "road", "-Lx"]],
)  # fmt: skip
def test_a_minus_is_part_of_the_query(shell, words):
    shell.batch("a.jsonl", made_line())
    shell("index")
    code, out, errors = shell("search", *words)
    assert (code, "example.com/floods" in out) == (0, True), errors
    assert shell("search", "-floods", "road")[0] == 1


def test_refused_lines_and_damaged_batches_are_reported(shell):
    path = shell.batch("a.jsonl.zst", *(made_line(f"n{number}", articleBody="x " * number) for number in range(200)))
    path.write_bytes(path.read_bytes()[:-9])
    poisoned = shell.batch("b.jsonl", made_line(), b"poison")
    code, _, errors = shell("index")
    assert code == 1
    assert (
        "newsbot: The batch a.jsonl.zst is damaged: it is truncated. The lines before the damage are delivered."
        in errors
    )
    assert f"newsbot: Lines refused: 1. They are kept in {shell.data}/dead-letters/" in errors
    code, out, errors = shell("index", "--check")
    assert code == 1
    assert "b.jsonl:2: it is not JSON" in out
    assert "a.jsonl.zst: after " in out
    path.unlink()
    code, _, errors = shell("index", "--dead-letters")
    assert code == 0
    assert "newsbot: 0 lines of 1 batch delivered" in errors
    poisoned.write_bytes(as_bytes(made_line()) + b"\n")
    assert shell("index", "--replay")[0] == 0
    assert not list(shell.data.rglob("*.refused.jsonl"))
    assert shell("index", "--check")[:2] == (0, f"1 batch, 1 line (1 usable) in {shell.data}/articles.\n")


def test_a_folder_is_checked_against_the_manifests_of_its_runs(shell):
    from newsbot.manifests import RunManifest

    manifest = RunManifest(shell.data, "run")
    for name in ("whole.jsonl", "other.jsonl", "gone.jsonl"):
        manifest.add(name, shell.batch(name, made_line()), {"usable": 1})
    assert shell("index", "--check", str(shell.data))[0] == 0
    (shell.data / "articles" / "gone.jsonl").unlink()
    shell.batch("other.jsonl", made_line("b"))
    (shell.data / "manifests" / "broken.manifest.json").write_text("[]")
    code, out, _ = shell("index", "--check", str(shell.data))
    assert code == 1
    assert "other.jsonl: it is not the file that its run's manifest lists" in out
    assert "gone.jsonl: its run's manifest lists it, but it is missing" in out
    assert "broken.manifest.json: it is not a manifest" in out
    assert "3 problems" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["index", "nonsense"], 2, "No kind of index has an address that starts with 'nonsense'"),
        (["index", "mysql://root:secret@host/x"], 2, "No kind of index has an address that starts with 'mysql'"),
        (["index", "sqlite:///a", "b"], 2, "Name one target"),
        (["index", "--froom", "x"], 2, "Unknown option --froom"),
        (["index", "--from", "/no/folder"], 2, "There is no folder /no/folder."),
        (["index", "--dead-letters", "--replay"], 2, "--dead-letters delivers only the lines that were refused"),
        (["index", "--check", "--follow"], 2, "--check takes one folder and no other option"),
        (["index", "sqlite:////proc/none/index.db"], 1, "The index /proc/none/index.db cannot be used"),
        (["search"], 2, "No query given."),
        (["search", "--limt", "3", "x"], 2, "Unknown option --limt"),
        (["search", "x", "--limit", "0"], 2, "--limit 0 must be a whole number from 1 to 1000."),
        (["search", "x", "--offset", "many"], 2, "--offset many must be a whole number from 0 to 1000."),
        (["search", "x"], 1, "There is no index at "),
        (["search", "x", "--index", "nonsense"], 2, "No kind of index has an address"),
    ],
)  # fmt: skip
def test_a_mistake_gets_one_sentence(shell, arguments, code, sentence):
    done = shell(*arguments)
    assert (done[0], done[1]) == (code, "")
    assert done[2].startswith(f"newsbot: {sentence}")
    assert done[2].count("\n") == 1
    assert "secret" not in done[2]


def test_a_data_folder_without_batches_is_no_mistake(shell):
    code, _, errors = shell("index")
    assert code == 0
    assert errors.startswith("newsbot: 0 lines of 0 batches delivered")


def _wait_until(is_so, process):
    ends = time.monotonic() + 60
    while not is_so():
        assert process.poll() is None
        assert time.monotonic() < ends
        select.select([], [], [], 0.05)


def test_following_delivers_what_comes_and_ends_when_told(shell):
    address = f"sqlite:///{shell.data}/index.db"
    shell.batch("a.jsonl.zst", made_line("a"))

    def count():
        try:
            with closing(open_index(address, create=False)) as index:
                return index.counts().usable
        except Exception:  # noqa: BLE001 - it is being made
            return 0

    with Command(["index", "--follow"], shell.environment, stderr=subprocess.PIPE) as process:
        _wait_until(lambda: count() == 1, process)
        shell.batch("0-from-another-machine.jsonl.zst", made_line("b"))
        _wait_until(lambda: count() == 2, process)
        assert "Another scrapy index is delivering to this index" in shell("index")[2]
        process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert errors.count("1 line of 1 batch delivered") == 2
    assert errors.count(f"newsbot: Waiting for new batches in {shell.data}/articles, until Ctrl-C.") == 1
    assert errors.endswith("newsbot: Stopped; the next scrapy index continues from here.\n")


def test_a_terminal_gets_a_bar_and_bold_matches(shell):
    shell.batch("a.jsonl.zst", made_line(articleBody="The road. " * 60))
    environment = {**shell.environment, "TERM": "xterm"}

    def on_terminal(*arguments):
        ours, theirs = pty.openpty()
        with Command([*arguments], environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            said = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:
                    break
                if not piece:
                    break
                said += piece
        os.close(ours)
        return process.returncode, said.decode()

    code, said = on_terminal("index")
    assert code == 0
    assert "1 line, " in said
    code, said = on_terminal("search", "road")
    assert code == 0
    assert "\x1b[1mroad\x1b[0m" in said
