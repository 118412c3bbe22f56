"""Pages read from an archive instead of the network: the same lines, whoever wrote it and whatever is damaged."""

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from archived import NOON, exchange, write_archive
from crawl_host import CrawlHost
from loopback import article_page, scrapy
from made_site import STORIES, made_site, name_of

from newsbot.archive.options import archive_options
from newsbot.batches import read_lines
from newsbot.exceptions import ArgumentError
from newsbot.warc.records import new_record_id, render
from newsbot.warc.writing import WarcRules, WarcWriter

SITE = "https://gazette.example"
DATE = ("WARC-Date", "2026-11-05T00:00:00Z")


def story(name, address="", **page):
    """The capture of an article."""
    found = exchange(body=article_page(name.replace("-", " ").capitalize(), **page).encode())
    found.url = address or f"{SITE}/2026/11/{name}"
    found.evidence = None
    return found


@pytest.fixture(name="read")
def read_fixture(crawl_host: CrawlHost, tmp_path: Path):
    """Reads an archive as `scrapy crawl archive` does, in a folder of its own: the lines, and what was counted."""

    def read(pattern, **arguments):
        out = tmp_path / "out.jsonl"
        settings = {"FEEDS": {str(out): {"format": "jsonlines", "overwrite": True}}}
        crawled = crawl_host.crawl(tmp_path / "state", {"warc": str(pattern), **arguments}, settings, "archive")
        assert crawled.refusal is None, crawled.refusal
        lines = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
        return lines, {name.removeprefix("newsbot/"): value for name, value in crawled.stats.items()}

    return read


def without(line, *names):
    return {name: value for name, value in line.items() if name not in names}


# ----------------------------------------------------------------------------------- its own archives


@pytest.fixture(name="archived", scope="module")
def archived_fixture(crawl_host: CrawlHost, tmp_path_factory):
    """A site of twelve articles, one of them on two pages, crawled with its archive on: its lines and the folder."""
    folder = tmp_path_factory.mktemp("archived")
    stories = [*STORIES, *(f"council-meeting-{number}" for number in range(9))]
    with made_site(crawl_host, folder, *stories) as site:
        following = '<a href="/2026/11/valley-road/2">Next page</a>'
        site.publish("valley-road", body=f"<p>Work goes on for a year, says the council.</p>{following}")
        site.answer("valley-road/2", site.server.answers["/2026/11/town-budget"])
        site.server.answers["/2026/11/valley-road/2"] = type(site.server.answers["/"])(
            article_page("Valley road", body="<p>The second page tells what the road has cost so far.</p>")
        )
        lines = site.crawl({"NEWSBOT_WARC": str(folder / "warc")})
        assert len(lines) == len(stories)
    return lines, folder / "warc"


def test_the_archive_of_a_crawl_gives_the_lines_of_the_crawl(archived, read):
    lines, warc = archived
    again, stats = read(warc)
    assert len(again) == len(lines)
    expected = {line["id"]: without(line, "clusterId", "duplicateOf") for line in lines}
    assert {line["id"]: without(line, "clusterId", "duplicateOf") for line in again} == expected
    assert any(len(line.get("pages", [])) == 2 for line in again)
    assert stats["archive/skipped/later_page"] == 1


def test_a_template_is_learned_from_the_archive_when_that_is_asked_for(archived, read):
    lines, warc = archived
    again, _ = read(warc, profile="learn")
    assert {line["id"] for line in again} == {line["id"] for line in lines}
    plain, _ = read(warc, profile="none")
    assert not any("siteProfile" in line["metadata"] for line in plain)


def test_what_changed_of_earlier_lines_is_told_field_by_field(archived, tmp_path):
    lines, warc = archived
    before = [dict(line) for line in lines]
    before[0]["headline"] = "Another headline"
    del before[1]["articleBody"]
    gone = {**before.pop(), "id": "0" * 32}
    earlier = tmp_path / "earlier"
    earlier.mkdir()
    (earlier / "lines.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in [*before, gone]))
    command = ["crawl", "archive", "-a", f"warc={warc}", "--diff", str(earlier), "-O", f"{tmp_path}/now.jsonl"]
    done = scrapy(*command, "-L", "ERROR", "-s", "NEWSBOT_WORKERS=0", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    count = len(before)
    told = f"{count} articles compared: {count - 2} as before, 2 changed; 1 only before, 1 only now"
    assert told in done.stdout
    table = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if line[:1].isalpha() and "%" in line)
    assert table["headline"].split()[:3] == ["1", "0", "0"]
    assert table["articleBody"].split()[:3] == ["0", "1", "0"]
    (report,) = (tmp_path / "data").rglob("*.diff.json")
    assert json.loads(report.read_bytes())["fields"]["headline"]["examples"][0]["before"] == "Another headline"


# ------------------------------------------------------------------------------------- other archives


def test_captures_of_one_address_are_versions_in_the_order_of_time(tmp_path, read):
    one, two = story("night-bus"), story("night-bus", body="<p>From Monday on it stops at the school as well.</p>")
    write_archive(tmp_path / "b", [one])
    write_archive(tmp_path / "a", [story("school-roof"), two])
    lines, stats = read(tmp_path)
    of_bus = [line for line in lines if name_of(line["url"]) == "night-bus"]
    assert [(line["version"], "school" in line["articleBody"]) for line in of_bus] == [(1, False), (2, True)]
    assert of_bus[0]["metadata"]["dateDownloaded"] == "2026-11-01T12:00:00Z"
    assert stats["revision/updated"] == 1


def test_captures_that_stand_in_another_order_are_put_in_that_of_time(tmp_path, read):
    writer = WarcWriter(WarcRules(tmp_path / "w"), [("software", "x")])
    for day, more in ((3, "third"), (1, "first"), (2, "second")):
        changed = story("night-bus", body=f"<p>This is what the {more} look at it tells its readers.</p>")
        writer.write(changed, NOON.replace(day=day))
    writer.close()
    lines, _ = read(tmp_path)
    told = [(line["version"], line["metadata"]["dateDownloaded"][8:10]) for line in lines]
    assert told == [(1, "01"), (2, "02"), (3, "03")]
    assert ["the first look" in line["articleBody"] for line in lines] == [True, False, False]


def test_a_second_reading_gives_all_lines_again(tmp_path, read):
    write_archive(tmp_path / "w", [story("night-bus"), story("old-mill")])
    assert len(read(tmp_path)[0]) == len(read(tmp_path)[0]) == 2
    assert not list((tmp_path / "state").rglob("index.db"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"site": "gazette.example"}, {"night-bus", "old-mill"}),
        ({"site": "https://other.example/"}, {"harvest"}),
        ({"since": "2026-11-01T12:01:00Z"}, {"old-mill", "harvest"}),
        ({"until": "2026-11-01T12:01:00Z"}, {"night-bus"}),
        ({"status": "203"}, {"kept"}),
        ({"status": "200,203"}, {"night-bus", "old-mill", "harvest", "kept"}),
        ({"mime": "application/xhtml+xml"}, set()),
    ],
)
def test_filters_say_which_pages_are_read(tmp_path, read, arguments, expected):
    kept = story("kept")
    kept.status, kept.response_head = 203, [b"HTTP/1.1 203 Fine", b"Content-Type: text/html"]
    harvest = story("harvest", address="https://www.other.example/2026/harvest")
    write_archive(tmp_path / "w", [story("night-bus"), story("old-mill"), harvest, kept])
    lines, _ = read(tmp_path, **arguments)
    assert {name_of(line["url"]) for line in lines} == expected


def test_bodies_are_read_however_they_are_packed(tmp_path, read):
    body = article_page("Night bus").encode()
    pages = {
        "packed": ([b"Content-Encoding: deflate"], zlib.compress(body)),
        "chunked": ([b"Transfer-encoding: chunked"], b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)),
        "unpacked-already": ([b"Content-Encoding: gzip", b"Transfer-Encoding: chunked"], body),
        "broken": ([b"Content-Encoding: br"], b"\x00\x01\x02"),
    }
    records = []
    for name, (head, data) in pages.items():
        block = b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html", *head, b"", data])
        fields = [
            ("WARC-Target-URI", f"{SITE}/2026/11/{name}"),
            DATE,
            ("Content-Type", "application/http; msgtype=response"),
        ]
        records.append(render("response", new_record_id(), fields, block))
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records))
    lines, stats = read(tmp_path / "a.warc.gz")
    assert {name_of(line["url"]) for line in lines} == set(pages) - {"broken"}
    assert stats["archive/skipped/cut_off"] == 1


def test_a_revisit_of_another_address_has_the_page_that_it_refers_to(tmp_path, read):
    (location,) = write_archive(tmp_path / "w", [story("night-bus")])
    kind = ("Content-Type", "application/http; msgtype=response")
    refers = ("WARC-Refers-To", f"<{location.record_id}>")
    other, same = (("WARC-Target-URI", f"{SITE}/2026/11/{name}") for name in ("bus-at-night", "night-bus"))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    told = ([other, DATE, refers, kind], [same, DATE, refers, kind], [other, DATE, ("WARC-Refers-To", "<urn:x>"), kind])
    (tmp_path / "w" / "z.warc.gz").write_bytes(
        b"".join(render("revisit", new_record_id(), fields, head) for fields in told)
    )
    lines, stats = read(tmp_path)
    assert sorted(name_of(line["url"]) for line in lines) == ["bus-at-night", "night-bus"]
    assert stats["archive/skipped/revisit"] == 1
    assert stats["archive/skipped/revisit_lost"] == 1


def test_damage_is_counted_and_all_else_comes_out(tmp_path, read):
    locations = write_archive(tmp_path / "w", [story(f"story-{number}") for number in range(5)])
    path = tmp_path / "w" / locations[0].file
    data = bytearray(path.read_bytes())
    data[locations[2].offset + 200] ^= 255
    path.write_bytes(data[: len(data) - 20])
    lines, stats = read(tmp_path)
    assert sorted(name_of(line["url"]) for line in lines) == ["story-0", "story-1", "story-3", "story-4"]
    assert stats["archive/damaged/broken"] + stats.get("archive/damaged/cut", 0) == 2


def test_texts_without_markup_go_the_way_of_scrapy_clean(tmp_path, read):
    text = "\n\n".join(
        (
            "Home\nNews",
            "Night bus comes back",
            "By Jane Doe",
            "The night bus runs again from Monday on, the council says, after a break of two years that nobody wanted.",
            "It stops at the school, at the mill and at the harbour, and a ticket costs as much as it does by day.",
            "Drivers were found in the towns around, said the mayor on Tuesday.",
        )
    )
    fields = [("WARC-Target-URI", f"{SITE}/night-bus"), DATE, ("Content-Type", "text/plain")]
    (tmp_path / "a.wet.gz").write_bytes(render("conversion", new_record_id(), fields, text.encode()))
    (line,), _ = read(tmp_path / "a.wet.gz")
    (tmp_path / "page.txt").write_text(text)
    cleaned = json.loads(scrapy("clean", str(tmp_path / "page.txt"), folder=tmp_path).stdout)
    assert {name: line[name] for name in cleaned if name != "metadata"} == without(cleaned, "metadata")
    assert line["url"] == f"{SITE}/night-bus"


# --------------------------------------------------------------------------------------------- resuming


def test_a_reading_that_ended_early_goes_on_where_lines_were_delivered(crawl_host, tmp_path):
    for number in range(3):
        write_archive(tmp_path / "w", [story(f"part-{number}-story-{at}") for at in range(8)])
    arguments = {"warc": str(tmp_path / "w")}
    settings = {"NEWSBOT_BATCH_ITEMS": "4"}
    early = crawl_host.crawl(tmp_path, arguments, {**settings, "CLOSESPIDER_ITEMCOUNT": 10}, "archive")
    assert early.stats["finish_reason"] == "closespider_itemcount"
    before = _delivered(tmp_path)
    assert 8 <= len(before) < 24
    rest = crawl_host.crawl(tmp_path, arguments, settings, "archive")
    assert rest.stats["newsbot/archive/files_done_before"] >= 1
    lines = _delivered(tmp_path)
    assert len(lines) == len({line["id"] for line in lines}) == 24
    assert not list(tmp_path.rglob("index.db"))


def _delivered(folder):
    files = (folder / "data").rglob("*.jsonl.zst")
    return [json.loads(line) for file in sorted(files) for line in read_lines(file)]


def test_lines_that_were_stored_and_not_recorded_are_not_written_again(crawl_host, tmp_path):
    names = [f"story-{at:02}" for at in range(20)]
    write_archive(tmp_path / "w", [story(name) for name in names])
    arguments = {"warc": str(tmp_path / "w")}
    settings = {"NEWSBOT_BATCH_ITEMS": "4", "CLOSESPIDER_ITEMCOUNT": 5}
    crawl_host.crawl(tmp_path, arguments, settings, "archive")
    before = len(_delivered(tmp_path))
    (state,) = (tmp_path / "data").rglob("state.db")
    with closing(sqlite3.connect(state)) as database, database:
        for table in ("batches", "articles", "pages"):
            database.execute(f"DELETE FROM {table}")
    crawl_host.crawl(tmp_path, arguments, {"NEWSBOT_BATCH_ITEMS": "4"}, "archive")
    assert before < len(names)
    assert sorted(name_of(line["url"]) for line in _delivered(tmp_path)) == names


# -------------------------------------------------------------------------------------------- arguments


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "No files named"),
        ({"warc": "/nowhere/*.gz"}, "matches no file"),
        ({"warc": "."}, "matches no file that ends in"),
        ({"warc": "a.warc", "limit": "3"}, "Unknown option -a limit"),
        ({"warc": "a.warc", "since": "soon"}, "is neither an age nor a date"),
        ({"warc": "a.warc", "status": "ok"}, "must be HTTP statuses"),
        ({"warc": "a.warc", "mime": "html"}, "must be media types"),
        ({"warc": "a.warc", "profile": "best"}, "must be archive"),
        ({"warc": "a.warc", "diff": "/nowhere"}, "does not exist"),
        ({"warc": "a.warc", "site": "no site"}, "is not a web address"),
    ],
)
def test_a_wrong_argument_is_told_in_one_sentence(arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    if arguments.get("warc") == "a.warc":
        (tmp_path / "a.warc").touch()
    with pytest.raises(ArgumentError, match=sentence):
        archive_options(arguments)


def test_files_are_named_by_path_folder_or_pattern_each_once(tmp_path):
    for name in ("a.warc.gz", "sub/b.warc", "sub/c.wet.gz", "sub/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    options = archive_options({"warc": f"{tmp_path},{tmp_path}/*.gz,{tmp_path}/sub/notes.txt"})
    assert [path.name for path in options.files] == ["a.warc.gz", "b.warc", "c.wet.gz", "notes.txt"]
    assert options.job != archive_options({"warc": str(tmp_path), "profile": "learn"}).job
