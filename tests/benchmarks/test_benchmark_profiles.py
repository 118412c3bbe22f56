"""`benchmarks/profiles.py` with generated sites: pages match their truth, figures show errors, tables are complete."""

import importlib
import json
import re
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsbot.sample_site import SampleSite

made_sites = importlib.import_module("made_sites")
profiles = importlib.import_module("profiles")
save_pages = importlib.import_module("save_pages")
site_groups = importlib.import_module("site_groups")
site_scores = importlib.import_module("site_scores")


def letters(text):
    return re.sub(r"\W+", "", text)


@pytest.mark.parametrize("name", made_sites.SITES)
def test_a_made_page_shows_its_truth_in_order_and_its_authors(name):
    pages = made_sites.SITES[name](3).pages()
    assert pages == made_sites.SITES[name](3).pages()
    for page in pages:
        body = LexborHTMLParser(page.html).body
        assert body is not None
        shown = letters(body.text())
        at = 0
        for block in page.blocks:
            at = shown.find(letters(block), at)
            assert at >= 0, block
        assert len(page.kinds) == len(page.blocks)
        assert all(letters(author).casefold() in shown.casefold() for author in page.authors)
        assert not set(page.junk) & set(page.blocks)


def test_wrong_blocks_are_put_down_to_what_they_are():
    blocks = ["Number one is there.", "Two is there, twice over.", "A", "Two is there, twice over."]
    junk = {"Read on": "link"}
    page = site_groups.GroupPage("http://a.example/", b"", blocks, None, [], ["p", "p", "cell", "p"], junk)
    text = "Number one is there.\n\nRead on\n\nTwo is there, twice over.\n\nB"
    assert site_scores.wrong_blocks(page, blocks, text) == (["link", "unknown"], ["cell", "p"])
    joined = "Number one is there. Two is there,\n\ntwice over.\n\nA\n\nTwo is there, twice over."
    assert site_scores.wrong_blocks(page, blocks, joined) == ([], [])


def test_pages_kept_apart_are_not_learned():
    pages = [site_groups.GroupPage(str(number), b"", [], None) for number in range(20)]
    for in_time in (False, True):
        group = site_groups.split("x", pages, 4, in_time=in_time)
        assert len(group.scored) == 4
        assert sorted(int(page.url) for page in (*group.scored, *group.learned)) == list(range(20))
    assert [page.url for page in group.scored] == ["0", "5", "10", "15"]


def test_the_command_prints_and_writes_the_figures(tmp_path, capsys):
    out = tmp_path / "figures.json"
    arguments = ["--sites", "column,japanese", "--made-pages", "8", "--scored", "2", "--seen", "3", "--quiet"]
    assert profiles.main([*arguments, "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "| column | " in printed
    found = json.loads(out.read_text())
    assert [outcome["name"] for outcome in found] == ["column", "japanese"]
    assert found[0]["seen"]["0"]["pages"] == 2
    with pytest.raises(SystemExit):
        profiles.main(["--sites", "nowhere"])


def test_saved_pages_are_a_data_set_of_groups(tmp_path):
    folder, truth = tmp_path / "saved", tmp_path / "truth.jsonl"
    with SampleSite() as site:
        paths = [path for path, page in site.pages.items() if path.startswith("/2026/") and "html" in page.content_type]
        lines = [
            {"url": site.url.rstrip("/") + quote(path), "title": "T", "authors": [], "text": ["One.", "Two."]}
            for path in paths[:5]
        ]
        lines += [{**lines[0], "pages": 2}, {**lines[0], "expect": "list"}]
        truth.write_text("".join(json.dumps(line) + "\n" for line in lines))
        assert save_pages.save("sample", truth, folder) == 5
        assert save_pages.save("sample", truth, folder) == 5
        assert save_pages.save("again", truth, folder) == 5
    groups = site_groups.saved_groups(folder, scored=2)
    assert [(group.name, len(group.learned), len(group.scored)) for group in groups] == [
        ("again", 3, 2),
        ("sample", 3, 2),
    ]
    assert groups[0].scored[0].blocks == ["One.", "Two."]
    assert b"<html" in groups[0].scored[0].html
