"""`scrapy explain` as a user runs it: in a pipe, as a page, for one sentence, and with wrong arguments."""

import json
import os
from pathlib import Path

import pytest
from command_server import run_command

PAGE = Path(__file__).parents[1] / "support" / "pages" / "wordpress_classic.html"


def explain(*arguments, folder, stdin=None):
    environment = {**os.environ, "NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": str(folder)}
    done = run_command(["explain", *map(str, arguments)], environment, stdin)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_file_is_explained_on_the_terminal(tmp_path):
    code, out, err = explain(PAGE, folder=tmp_path)
    assert (code, err) == (0, "")
    assert "── Blocks: 8 of 46 are the text ──" in out
    assert "authors: Jane Doe (json-ld)" in out


def test_one_sentence_is_explained(tmp_path):
    code, out, _ = explain(PAGE, "--find", "big dry of 2018", folder=tmp_path)
    assert code == 0
    assert out.count("✗") == 1
    assert "Its wording shows that it is a link to other articles." in out


def test_a_page_is_written(tmp_path):
    code, out, err = explain(PAGE, "--html", tmp_path / "why.html", folder=tmp_path)
    assert (code, out) == (0, "")
    assert "why.html shows why" in err
    assert "Content-Security-Policy" in (tmp_path / "why.html").read_text(encoding="utf-8")


def test_json_has_the_whole_account(tmp_path):
    code, out, _ = explain("-", "--json", "--url", "https://news.example/a", folder=tmp_path, stdin=PAGE.read_bytes())
    assert code == 0
    told = json.loads(out)
    assert len(told["blocks"]) == 46
    assert told["line"]["url"] == "https://news.example/a"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name one file or address to explain"),
        ([PAGE, PAGE], "Name one file or address to explain"),
        ([PAGE, "--json", "--html", "x.html"], "Choose one of --html, --find and --json."),
        ([PAGE, "--find", " "], "--find needs words"),
        ([PAGE, "--html", "no/such/folder/x.html"], "there is no such folder"),
        (["no-such-file.html"], "no-such-file.html cannot be read"),
        ([PAGE, "--nonsense"], "Unknown option --nonsense"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_code_2(arguments, sentence, tmp_path):
    code, out, err = explain(*arguments, folder=tmp_path)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err
