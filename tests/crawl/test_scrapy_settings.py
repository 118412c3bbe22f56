"""An invalid value of a Scrapy setting is named in one sentence, before anything is done."""

import os
import subprocess
import sys

import pytest
from loopback import ROOT, scrapy
from scrapy.settings import Settings

from newsbot import settings as project
from newsbot.exceptions import ArgumentError
from newsbot.scrapy_settings import check_scrapy_settings


def settings_with(**said):
    settings = Settings()
    settings.setmodule(project, priority="project")
    settings.setdict(said, priority="cmdline")
    return settings


def test_the_settings_of_the_project_are_right():
    check_scrapy_settings(settings_with())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_TIMEOUT", "2.5"),
        ("DOWNLOAD_DELAY", "0.1"),
        ("RETRY_TIMES", " 3 "),
        ("RETRY_PRIORITY_ADJUST", "-1"),
        ("COOKIES_ENABLED", "true"),
        ("COOKIES_DEBUG", "2"),
        ("TELNETCONSOLE_ENABLED", "False"),
        ("AUTOTHROTTLE_TARGET_CONCURRENCY", "1e1"),
        ("LOG_LEVEL", "ERROR"),
        ("LOG_FILE", ""),
        ("USER_AGENT", "x"),
    ],
)
def test_a_right_one_is_taken(name, value):
    check_scrapy_settings(settings_with(**{name: value}))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CONCURRENT_REQUESTS", "x", "The setting CONCURRENT_REQUESTS is 'x', but must be a whole number."),
        ("RETRY_TIMES", "1.5", "The setting RETRY_TIMES is '1.5', but must be a whole number."),
        ("DOWNLOAD_TIMEOUT", "20s", "The setting DOWNLOAD_TIMEOUT is '20s', but must be a number."),
        ("DOWNLOAD_DELAY", "", "The setting DOWNLOAD_DELAY is '', but must be a number."),
        ("AUTOTHROTTLE_MAX_DELAY", "1,5", "The setting AUTOTHROTTLE_MAX_DELAY is '1,5', but must be a number."),
        ("ROBOTSTXT_OBEY", "maybe", "The setting ROBOTSTXT_OBEY is 'maybe', but must be True or False."),
        ("COOKIES_ENABLED", "TRUE", "The setting COOKIES_ENABLED is 'TRUE', but must be True or False."),
        ("TELNETCONSOLE_ENABLED", "on", "The setting TELNETCONSOLE_ENABLED is 'on', but must be True or False."),
    ],
)
def test_a_wrong_one_is_named(name, value, sentence):
    with pytest.raises(ArgumentError, match=rf"^The setting {name} ") as caught:
        check_scrapy_settings(settings_with(**{name: value}))
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-s", "DOWNLOAD_TIMEOUT=x"], "The setting DOWNLOAD_TIMEOUT is 'x', but must be a number."),
        (["-L", "LOUD"], "The setting LOG_LEVEL is 'LOUD', but must be one of "),
        (["--logfile", "."], "The log cannot be written to '.': Is a directory."),
        (["--pidfile", "none/pid"], "--pidfile none/pid: No such file or directory."),
    ],
)
@pytest.mark.parametrize(
    "command", [["crawl", "news", "-a", "site=http://127.0.0.1:1/"], ["watch", "-a", "sites=s.toml"], ["sites"]]
)
def test_a_command_says_so_and_does_nothing(command, arguments, sentence, tmp_path):
    run = scrapy(*command, *arguments, folder=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"newsbot: {sentence}")
    assert run.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("has_cookies", [False, True])
def test_what_keeps_cookies_is_loaded_only_where_there_are_any(has_cookies, tmp_path):
    code = (
        "import atexit, sys\nfrom scrapy.cmdline import execute\n"
        "atexit.register(lambda: print('tldextract' in sys.modules))\nexecute()"
    )
    said = {"COOKIES_ENABLED": has_cookies, "NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db", "NEWSBOT_DATA": tmp_path}
    settings = [part for name, value in said.items() for part in ("-s", f"{name}={value}")]
    crawl = [sys.executable, "-c", code, "crawl", "news", "-a", "site=http://127.0.0.1:1/", *settings]
    run = subprocess.run(crawl, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1] == str(has_cookies)
