"""A wrong setting is named in one sentence, before anything is fetched; a right one means what it says."""

from datetime import timedelta

import pytest
from refusals import refusal
from scrapy.settings import Settings

from newsbot import settings as project
from newsbot.deployment import Deployment, FetchLimits, read_deployment
from newsbot.schedule import PollRules, RevisitRules

DEPLOYMENT = {
    "NEWSBOT_STATE": "sqlite:///data/state.db",
    "NEWSBOT_LEASE_S": "60",
    "NEWSBOT_DATA": "data",
    "NEWSBOT_WORKERS": "2",
    "NEWSBOT_PAGE_TIMEOUT_S": "10",
    "NEWSBOT_PAGE_MEMORY_MB": 384,
    "NEWSBOT_BODY_HTML": "False",
    "NEWSBOT_PROFILE_PAGES": "8",
    "NEWSBOT_RESPECT_RIGHTS": "record",
    "NEWSBOT_MAX_CRAWL_DELAY_S": 60,
    "NEWSBOT_REVISIT_AGES": "7d, 1h",
    "NEWSBOT_MISSING_AFTER": "30m",
    "NEWSBOT_MAX_GONE_SHARE": "0.25",
    "NEWSBOT_MAX_CODINGS": "2",
    "NEWSBOT_MAX_HEADER_KB": "256",
    "NEWSBOT_MAX_ROBOTS_KB": "512",
    "NEWSBOT_MAX_RETRY_AFTER_S": "60",
    "NEWSBOT_MAX_SOURCE_MB": "50",
    "NEWSBOT_MAX_SITEMAP_INDEXES": "30",
    "NEWSBOT_MAX_PATTERN_PAGES": "100",
    "NEWSBOT_MAX_SITE_PAGES": "100000",
    "NEWSBOT_TLS_UNVERIFIED": "old.example:443",
    "NEWSBOT_OTHER_HOSTS": "blog.example.net, WWW.example.org:8080",
    "NEWSBOT_ALLOW_PRIVATE": "Intranet.example:8080, [::1]:80",
    "NEWSBOT_POLL_SHORTEST": "2m",
    "NEWSBOT_POLL_LONGEST": "1d",
    "NEWSBOT_POLL_COST_M": "10",
}


def test_settings_may_be_text_or_numbers():
    revisits = RevisitRules((timedelta(hours=1), timedelta(days=7)), timedelta(minutes=30), 0.25)
    others = {"body_html": False, "profile_pages": 8, "respect_rights": "record"}
    hosts = frozenset(("blog.example.net", "example.org:8080"))
    private = frozenset((("intranet.example", 8080), ("::1", 80)))
    limits = FetchLimits(
        2, 262_144, 524_288, 60.0, 60.0, 50_000_000, 30, 100, 100_000, frozenset((("old.example", 443),))
    )
    polls = PollRules(timedelta(minutes=10), timedelta(minutes=2), timedelta(days=1))
    others |= {
        "hosts": hosts,
        "private": private,
        "revisits": revisits,
        "limits": limits,
        "polls": polls,
        "webhook": "",
    }
    expected = Deployment("sqlite:///data/state.db", 60.0, "data", 2, 10.0, 384, **others)
    assert read_deployment(DEPLOYMENT) == expected
    assert read_deployment({**DEPLOYMENT, "NEWSBOT_WORKERS": 2, "NEWSBOT_PAGE_TIMEOUT_S": 10.0}) == expected
    assert read_deployment({**DEPLOYMENT, "NEWSBOT_WORKERS": "0", "NEWSBOT_PAGE_TIMEOUT_S": "0.5"}).workers == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("True", True),
        ("true ", True),
        (True, True),
        ("1", True),
        (1, True),
        ("False", False),
        (False, False),
        ("0", False),
        ("", False),
        (None, False),
    ],
)
def test_a_switch_is_on_or_off(value, expected):
    assert read_deployment({**DEPLOYMENT, "NEWSBOT_BODY_HTML": value}).body_html is expected


def test_the_settings_that_newsbot_ships_are_right():
    shipped = Settings()
    shipped.setmodule(project)
    assert read_deployment(shipped).workers >= 1


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("NEWSBOT_WORKERS", "two", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "-1", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "1.5", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", None, "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "9" * 400, "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "9" * 5000, "a whole number, 0 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "0", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "ten", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "nan", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "inf", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_MEMORY_MB", "64", "a whole number, 128 or more"),
        ("NEWSBOT_PAGE_MEMORY_MB", "512M", "a whole number, 128 or more"),
        ("NEWSBOT_STATE", "", "an address such as sqlite:///"),
        ("NEWSBOT_DATA", " ", "a folder"),
        ("NEWSBOT_BODY_HTML", "yes", "True or False"),
        ("NEWSBOT_RESPECT_RIGHTS", "ignore", "record or obey"),
        ("NEWSBOT_BODY_HTML", "2", "True or False"),
        ("NEWSBOT_MAX_GONE_SHARE", "20", "a share from 0 to 1"),
    ],
)
def test_a_setting_of_the_wrong_kind_is_named_with_what_it_must_be(name, value, expected):
    sentence = refusal(read_deployment, {**DEPLOYMENT, name: value})
    assert f"The setting {name} " in sentence
    assert expected in sentence


@pytest.mark.parametrize("name", ["NEWSBOT_DATA", "NEWSBOT_WARC"])
def test_a_folder_that_is_a_file_is_named(name):
    sentence = refusal(read_deployment, {**DEPLOYMENT, name: __file__})
    assert sentence == f"The setting {name} is {__file__!r}, but must be a folder."


@pytest.mark.parametrize("text", ["https://example.org/", "a b", "example.org/news", "host:port"])
def test_what_is_no_host_is_named_with_what_one_is_like(text):
    sentence = refusal(read_deployment, {**DEPLOYMENT, "NEWSBOT_OTHER_HOSTS": text})
    assert "NEWSBOT_OTHER_HOSTS" in sentence
    assert "blog.example.net" in sentence


@pytest.mark.parametrize(
    "text", ["10.0.0.5", "http://10.0.0.5:80", "host:port", "host:99999", "a b:80", "10.0.0.0/8", ":80"]
)
def test_an_origin_that_may_be_private_has_a_host_and_a_port(text):
    sentence = refusal(read_deployment, {**DEPLOYMENT, "NEWSBOT_ALLOW_PRIVATE": f"localhost:8000,{text}"})
    assert "NEWSBOT_ALLOW_PRIVATE" in sentence
    assert "10.0.0.5:80" in sentence
