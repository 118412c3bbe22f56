"""The documentation: its pages build and match the code, and every command of README and tutorial runs."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from chromium import LOOKS, browser_fixture, look, open_page  # noqa: F401 - a fixture
from loopback import ROOT, article_page, free_port

DOCS = ROOT / "docs"
_FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page):
    """The command blocks of a page, in order."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    assert found
    return found


@pytest.fixture
def project(tmp_path):
    """A folder that looks like the project's, with data of its own."""
    for path in ROOT.iterdir():
        if path.name not in ("data", "build") and not path.name.startswith("."):
            (tmp_path / path.name).symlink_to(path)
    return tmp_path


def run(script, folder):
    """The blocks as a newcomer types them, in one shell that ends at the first failure."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "VENV": sys.prefix, "PATH": path, "NEWSBOT_WORKERS": "0"}
    return subprocess.run(
        ["bash", "-e", "-u", "-o", "pipefail", "-m"],
        input=script,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",  # `head -c` may part a letter
        timeout=300,
        check=False,
    )


def test_every_command_of_the_tutorial_runs(project):
    port = str(free_port())
    script = "\n".join(blocks(DOCS / "tutorial.md")).replace("8765", port).replace(". .venv/bin/activate\n", "")
    script = script.replace("make demo\n", "")  # has tests of its own
    done = run(f"trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{script}", project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "three.jsonl").read_text(encoding="utf-8").count("\n") == 3


def commands(page):
    """What the blocks of a page have a newcomer run, whatever the site."""
    lines = "\n".join(blocks(page)).replace(" && ", "\n").splitlines()
    found = [re.sub(r"site=\S+", "site=", line.partition("    #")[0]).strip() for line in lines]
    return [line for line in found if line]


def test_the_commands_of_the_readme_are_those_of_the_tutorial():
    assert set(commands(ROOT / "README.md")) <= set(commands(DOCS / "tutorial.md"))


def test_the_python_of_the_readme_runs():
    (code,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    names = {"html": article_page("A report from the harbour")}
    exec(code, names)
    assert names["article"].headline == "A report from the harbour"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of the built pages, and what the building said."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return folder, subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_pages_build_without_a_warning(built):
    folder, done = built
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (folder / "tutorial.html").exists()


def test_no_page_asks_for_what_only_a_server_has(built):
    names = {path.name for path in built[0].iterdir()}
    assert "index.html" in names
    assert "404.html" not in names


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_are_read_by_keyboard_on_a_phone_and_in_the_dark(built, browser, width, scheme):
    folder = built[0]
    for name in ("tutorial", "comparison"):
        found = look(browser, (folder / f"{name}.html").as_uri(), width=width, scheme=scheme)
        found.requests = [url for url in found.requests if not url.startswith(folder.as_uri())]
        assert found.problems == {}, name


def test_the_pages_are_searched_where_they_are_opened_as_files(built, browser):
    with open_page(browser, (built[0] / "index.html").as_uri()) as (page, found):
        page.keyboard.press("/")
        page.keyboard.type("webhook")
        page.locator(".md-search-result__item").first.wait_for()
        asked = list(found.requests)
    assert found.messages == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_the_page_of_commands_is_what_the_commands_say():
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run python docs/reference.py"
