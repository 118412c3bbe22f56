"""The file of sites: each site's entries are read, and errors are reported with their line."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.exceptions import ArgumentError
from newsbot.options import crawl_options
from newsbot.sites import Bounds, Site
from newsbot.sites_file import choose_sites, read_sites, write_sites

WHOLE = """
# Two sites.
[[sites]]
url = "https://www.example.com/"
label = "Example  Times"
sources = ["news-sitemap", "feed"]
since = "7d"
languages = ["en", "PT-br"]
interval = { min = "5m", max = "1d" }
overrides = "overrides/example.toml"
tags = ["pilot", "daily"]

[[sites]]
url = "https://other.example/news/"
since = 2026-11-01
"""


@pytest.fixture(name="file")
def file_fixture(tmp_path):
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "example.toml").write_text('drop = ["div.promo"]\n')
    path = tmp_path / "sites.toml"

    def write(text):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def refusal(path):
    with pytest.raises(ArgumentError) as caught:
        read_sites(path)
    sentence = str(caught.value)
    assert sentence.startswith(path)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence[len(path) :]


def test_what_is_said_of_each_site_is_read(file, tmp_path):
    first, second = read_sites(file(WHOLE))
    assert first == Site(
        "https://www.example.com/",
        "example.com",
        label="Example Times",
        sources=frozenset(("news-sitemap", "feed")),
        since="7d",
        languages=("en", "pt-BR"),
        overrides=str(tmp_path / "overrides" / "example.toml"),
        bounds=Bounds(timedelta(minutes=5), timedelta(days=1)),
        tags=("pilot", "daily"),
    )
    assert second == Site("https://other.example/news/", "other.example", since="2026-11-01")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ["lists no site"]),
        ("sites = []", ["lists no site"]),
        ("sites = 5", ["line 1", "[[sites]]"]),
        ('\nsite = "https://a.example/"', ["line 2", "site is not allowed here"]),
        ("[[sites]]\n", ["line 1", "url is missing"]),
        ("[[sites]]\nurl = 5\n", ["line 2", "quotation marks"]),
        ('\n\n[[sites]]\nurl = "a.example"\n', ["line 4", "Did you mean https://a.example?"]),
        ('[[sites]]\nurl = "ftp://a.example/"\n', ["line 2", "is not a web address"]),
        (
            '[[sites]]\nurl = "https://a.example/"\nintervall = 5\n',
            ["line 3", "intervall is not a key", "interval"],
        ),
        ('[[sites]]\nurl = "https://a.example/"\nlabel = ""\n', ["line 3", "label must be a string"]),
        ('[[sites]]\nurl = "https://a.example/"\nsources = "feed"\n', ["line 3", "list of strings"]),
        ('[[sites]]\nurl = "https://a.example/"\nsources = ["rss"]\n', ["line 3", "'rss'", "news-sitemap"]),
        ('[[sites]]\nurl = "https://a.example/"\nsince = "soon"\n', ["line 3", "'soon'", "7d"]),
        ('[[sites]]\nurl = "https://a.example/"\nsince = true\n', ["line 3", "since must be"]),
        ('[[sites]]\nurl = "https://a.example/"\nlanguages = ["english!"]\n', ["line 3", "'english!'", "pt-BR"]),
        ('[[sites]]\nurl = "https://a.example/"\ninterval = "5m"\n', ["line 3", "bounds", "min"]),
        ('[[sites]]\nurl = "https://a.example/"\ninterval = { min = 5 }\n', ["line 3", "min = 5"]),
        ('[[sites]]\nurl = "https://a.example/"\ninterval = { min = "0m" }\n', ["line 3", "between"]),
        ('[[sites]]\nurl = "https://a.example/"\ninterval = { min = "2h", max = "1h" }\n', ["line 3", "longer"]),
        ('[[sites]]\nurl = "https://a.example/"\n[sites.interval]\nleast = "5m"\n', ["line 3", "bounds"]),
        ('[[sites]]\nurl = "https://a.example/"\noverrides = "none.toml"\n', ["line 3", "none.toml", "No such file"]),
        ('[[sites]]\nurl = "https://a.example/"\ntags = ["a b"]\n', ["line 3", "'a b'"]),
        ('[[sites]]\nurl = "https://a.example/"\n[[sites]]\nurl = "https://www.a.example/x"\n', ["line 4", "already"]),
        ('sites = [{ url = "https://a.example/" }, { url = "b" }]', ["site 2", "url"]),
        ('[[sites]]\nurl = "https://a.example/\n', ["is not valid TOML", "line 2"]),
        (b"\xff\xfe", ["not UTF-8 text"]),
        ("a = " + "[" * 5_000, ["is not valid TOML"]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file, text, parts):
    sentence = refusal(file(text))
    assert [part for part in parts if part not in sentence] == [], sentence


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path):
    assert "No such file" in refusal(str(tmp_path / "none.toml"))
    assert "directory" in refusal(str(tmp_path))
    with pytest.raises(ArgumentError, match="is not a file"):
        read_sites("a\0b")


def test_an_error_in_overrides_is_told_with_both_lines(file, tmp_path):
    (tmp_path / "overrides" / "example.toml").write_text("\ndrops = []\n")
    sentence = refusal(file(WHOLE))
    assert "line 10: overrides" in sentence
    assert "example.toml, line 2: drops" in sentence


def test_sites_are_chosen_by_name_and_tag(file):
    path = file(WHOLE)
    sites = read_sites(path)
    assert choose_sites(sites, path, [], None) == sites
    assert choose_sites(sites, path, ["other.example"], None) == sites[1:]
    assert choose_sites(sites, path, [], "x, pilot") == sites[:1]
    with pytest.raises(ArgumentError, match=r"lists no site none\.example"):
        choose_sites(sites, path, ["none.example"], None)
    with pytest.raises(ArgumentError, match="with the tag weekly"):
        choose_sites(sites, path, [], "weekly")


def test_a_crawl_takes_what_its_file_says_of_each_site_but_the_command_line_goes_first(file):
    path = file(WHOLE)
    options = crawl_options({"sites": path})
    first, second = (options.of(name) for name in ("example.com", "other.example"))
    assert first.languages == ("en", "pt-BR")
    assert first.sources == {"news-sitemap", "feed"}
    assert first.overrides.drop == ["div.promo"]
    assert first.since > second.since
    assert second.overrides is None
    chosen = crawl_options({"sites": path, "site": "https://example.com/", "sources": "section", "since": "2026-01-01"})
    assert [site.name for site in chosen.sites] == ["example.com"]
    assert chosen.of("example.com").sources == {"section"}
    assert chosen.of("example.com").since.year == 2026
    assert chosen.of("example.com").since < first.since
    with pytest.raises(ArgumentError, match="one site"):
        crawl_options({"sites": path, "overrides": "x.toml"})
    with pytest.raises(ArgumentError, match="-a sites="):
        crawl_options({"site": "https://example.com/", "tags": "pilot"})
    with pytest.raises(ArgumentError, match="due=only"):
        crawl_options({"sites": path, "due": "yes"})


TEXTS = st.text(min_size=1, max_size=30).map(str.strip).filter(lambda text: text and text.isprintable())


@given(
    st.lists(
        st.builds(
            Site,
            url=st.integers(0, 10**6).map(lambda number: f"https://s{number}.example/"),
            name=st.just(""),
            label=st.none() | TEXTS.map(lambda text: " ".join(text.split())),
            sources=st.none() | st.frozensets(st.sampled_from(["feed", "section"]), min_size=1),
            since=st.none() | st.sampled_from(["7d", "2026-11-01"]),
            languages=st.just(()) | st.just(("de", "en")),
            bounds=st.builds(Bounds, st.just(timedelta(minutes=5)), st.none() | st.just(timedelta(days=400) / 2)),
            tags=st.just(()) | st.just(("a", "b.c")),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda site: site.url,
    )
)
def test_what_is_written_reads_as_it_was(tmp_path_factory, sites):
    path = tmp_path_factory.getbasetemp() / "written.toml"
    path.write_text(write_sites(sites), encoding="utf-8")
    found = read_sites(str(path))
    assert [(s.url, s.label, s.sources, s.since, s.languages, s.bounds, s.tags) for s in found] == [
        (s.url, s.label, s.sources, s.since, s.languages, s.bounds, s.tags) for s in sites
    ]


@given(st.text(alphabet='[]sites.url="htp:/ \n#{}\\\x7f', max_size=80) | st.binary(max_size=40))
def test_any_file_gives_sites_or_one_sentence(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with suppress(ArgumentError):
        read_sites(str(path))
