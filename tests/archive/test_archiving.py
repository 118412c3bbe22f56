"""A crawl that archives its pages: what it stores, what lines refer to, and what happens if it can store nothing."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from crawl_host import CrawlHost
from loopback import ROOT
from made_site import STORIES, MadeSite, made_site, new, told

from newsbot.warc.exchanges import PageEvidence
from newsbot.warc.reading import Record, WarcFile


def records_in(folder: Path) -> list[Record]:
    found = [record for path in sorted(folder.glob("*.warc.gz")) for record in WarcFile(path).records()]
    assert all(isinstance(record, Record) for record in found)
    return found  # type: ignore[return-value]


def names(records: list[Record], kind: str) -> list[str]:
    return sorted(record.url.rpartition("/")[2] for record in records if record.kind == kind)


@pytest.fixture(name="fresh")
def fresh_fixture(crawl_host: CrawlHost, tmp_path: Path):
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        yield site


def test_pages_and_the_rules_of_their_use_are_kept_and_each_line_says_where(fresh: MadeSite, tmp_path: Path) -> None:
    lines = fresh.crawl({"NEWSBOT_WARC": str(tmp_path / "warc")})
    assert told(lines) == new(*STORIES)
    records = records_in(tmp_path / "warc")
    assert names(records, "response") == sorted([*STORIES, "robots.txt", "tdmrep.json"])
    assert len([record for record in records if record.kind == "request"]) == 5
    for line in lines:
        (path,) = (tmp_path / "warc").glob(line["warc"]["file"])
        record = next(record for record in records if record.place.offset == line["warc"]["offset"])
        assert (record.kind, record.url, record.record_id) == ("response", line["url"], line["warc"]["recordId"])
        assert record.get("warc-payload-digest") == line["warc"]["payloadDigest"]
        assert record.get("warc-date") == line["metadata"]["dateDownloaded"]
        assert record.get("warc-ip-address") == "127.0.0.1"
        assert path.exists()
    assert fresh.stats["warc/records"] == 5 + 5 + 3 + 1  # the last says with which profiles the pages were cleaned
    assert fresh.stats["warc/files"] == 1


def test_heads_are_kept_as_they_were_sent(fresh: MadeSite, tmp_path: Path) -> None:
    fresh.crawl({"NEWSBOT_WARC": str(tmp_path / "warc")})
    records = records_in(tmp_path / "warc")
    asked = next(record for record in records if record.kind == "request" and record.url.endswith(STORIES[0]))
    lines = asked.block.split(b"\r\n")
    assert lines[0] == b"GET /2026/11/harbour-strike HTTP/1.1"
    assert any(line.startswith(b"User-Agent: newsbot/") for line in lines)
    assert any(line.lower().startswith(b"host: 127.0.0.1:") for line in lines)
    answer = next(record for record in records if record.kind == "response" and record.url.endswith(STORIES[0]))
    status, server, *_ = answer.block.split(b"\r\n")
    assert status == b"HTTP/1.0 200 OK"
    assert server.startswith(b"Server: ")


def test_what_the_source_said_is_kept_beside_the_page(fresh: MadeSite, tmp_path: Path) -> None:
    fresh.crawl({"NEWSBOT_WARC": str(tmp_path / "warc")})
    records = [record for record in records_in(tmp_path / "warc") if record.kind == "metadata"]
    beside = [record for record in records if not record.url.startswith("urn:newsbot:cleaning:")]
    evidence = [PageEvidence.decode(record.block) for record in beside]
    assert {found.link.method for found in evidence if found} == {"sitemap"}
    assert sorted(found.requestedUrl for found in evidence if found) == sorted(record.url for record in beside)


def test_a_page_that_is_as_it_was_is_a_revisit(fresh: MadeSite, tmp_path: Path) -> None:
    settings = {"NEWSBOT_WARC": str(tmp_path / "warc"), "NEWSBOT_REVISIT_AGES": "1h"}
    fresh.publish("harbour-strike", headers={"ETag": '"1"'})
    fresh.crawl(settings)
    for name in STORIES:
        fresh.enlist(name, "2030-01-01T00:00:00Z")
    assert fresh.crawl(settings) == []
    revisits = [record for record in records_in(tmp_path / "warc") if record.kind == "revisit"]
    profiles = {record.url.rpartition("/")[2]: record.get("warc-profile").rpartition("/")[2] for record in revisits}
    assert profiles["harbour-strike"] == "server-not-modified"
    assert profiles["valley-road"] == "identical-payload-digest"
    assert all(record.get("warc-refers-to") for record in revisits)


def test_redirects_on_the_way_to_a_page_are_kept(fresh: MadeSite, tmp_path: Path) -> None:
    fresh.redirect("old-name", "/2026/11/valley-road", 302)
    fresh.enlist("old-name")
    fresh.crawl({"NEWSBOT_WARC": str(tmp_path / "warc")})
    records = records_in(tmp_path / "warc")
    assert "old-name" in names(records, "response")
    block = next(record for record in records if record.url.endswith("old-name")).block
    assert block.startswith(b"HTTP/1.0 302")


def test_what_a_dead_crawl_left_is_finished_by_the_next(fresh: MadeSite, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "warc"  # also where the parts of dead feeds are removed
    fresh.crawl({"NEWSBOT_WARC": str(folder)})
    (whole,) = folder.glob("*.warc.gz")
    torn = folder / "newsbot-20200101000000-00000.warc.gz.part"
    torn.write_bytes(whole.read_bytes()[:-30])
    fresh.publish("night-bus")
    fresh.crawl({"NEWSBOT_WARC": str(folder)})
    assert fresh.stats["warc/salvaged"] == 1
    assert fresh.stats["warc/torn_bytes"] > 0
    assert not list(folder.glob("*.part"))
    records_in(folder)


def test_without_the_setting_nothing_is_kept(fresh: MadeSite) -> None:
    lines = fresh.crawl()
    assert not any("warc" in line for line in lines)
    assert not list(fresh.folder.rglob("*.warc*"))


@pytest.mark.soak
def test_a_full_disk_ends_the_crawl_and_loses_nothing(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with made_site(crawl_host, tmp_path) as site:
        stories = [f"story-{number}" for number in range(12)]
        for name in stories:
            site.publish(name, head=f"<!-- {os.urandom(200_000).hex()} -->")
        folder, out = tmp_path / "warc", tmp_path / "out.jsonl"
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"site={site.server.url}", "-O", str(out)],
            cwd=ROOT,
            env={
                **os.environ,
                "NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db",
                "NEWSBOT_DATA": str(tmp_path / "data"),
                "NEWSBOT_WARC": str(folder),
                "NEWSBOT_WORKERS": "1",
                "NEWSBOT_PROFILE_PAGES": "0",
            },
            capture_output=True,
            timeout=100,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
        )
        assert done.returncode == 1, done.stderr
        assert b"cannot be written: File too large" in done.stderr
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        kept = names(records_in(folder), "response")
        delivered = list(told([json.loads(line) for line in out.read_text().splitlines()]))
        assert set(delivered) <= set(kept)
        assert len(delivered) < len(stories)
        rest = site.crawl({"NEWSBOT_WARC": str(folder)})
        assert sorted([*delivered, *told(rest)]) == sorted(stories)
