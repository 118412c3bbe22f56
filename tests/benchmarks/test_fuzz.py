"""A short run of the fuzzer of `make soak`: each target accepts generated input, and past findings are kept here."""

from dataclasses import replace
from importlib import import_module

import pytest

fuzz = import_module("fuzz")


@pytest.mark.parametrize(
    ("name", "examples"), [("extract", 15), ("byline", 60), ("sitemap", 60), ("feed", 60), ("robots", 60)]
)
def test_what_reads_bytes_from_the_web_keeps_its_promises(name: str, examples: int) -> None:
    fuzz.fuzz(name, examples, start=20261129)


def test_the_fuzzer_finds_what_raises_and_what_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(body: bytes) -> None:
        assert b"Sitemap" not in body

    def hang(body: bytes) -> None:
        while body:
            pass

    for defect, error in ((fail, AssertionError), (hang, TimeoutError)):
        monkeypatch.setitem(fuzz.TARGETS, "robots", replace(fuzz.TARGETS["robots"], try_one=defect))
        monkeypatch.setattr(fuzz, "LIMIT_S", 0.01)
        with pytest.raises(error):
            fuzz.fuzz("robots", 50, start=1)


@pytest.mark.parametrize("name", ["sitemap", "feed"])
@pytest.mark.parametrize(
    "body",
    [
        b'<urlset xmlns="&#xD800;"><url><loc>https://news.example/a</loc></url></urlset>',
        b"<rss&#xD800; version='2.0'><channel><item><link>https://news.example/a</link></item></channel></rss>",
        b"<rss><channel><item><title>&#55296;</title><link>https://news.example/a</link></item></channel></rss>",
    ],
)
def test_half_a_character_ends_no_source(name: str, body: bytes) -> None:
    fuzz.TARGETS[name].try_one(body)
