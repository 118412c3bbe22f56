"""`scrapy sites` as a user runs it, on the state of a crawl of a site with its own template."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_server import run_command
from crawl_host import CrawlHost
from loopback import Answer, serve
from made_site import MadeSite
from template_pages import PLEA, page, story

from newsbot.site_table import site_row, sites_page
from newsbot.state.states import SiteSummary
from newsbot.urls import site_name


def page_with_plea(number: int) -> bytes:
    said = story(number)
    return page(number, said=[*said[:3], PLEA, *said[3:]])


@pytest.fixture(scope="module", name="valley")
def valley_fixture(crawl_host: CrawlHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeSite]:
    with serve({"/": Answer("<h1>Valley Post</h1>")}) as server:
        site = MadeSite(server, crawl_host, tmp_path_factory.mktemp("sites"))
        for number in range(9):
            site.answer(f"day-{number}", Answer(page_with_plea(number)))
            site.enlist(f"day-{number}")
        assert len(site.crawl()) == 9
        yield site


def command(folder: Path, *arguments: str) -> tuple[int, str, str]:
    environment = {**os.environ, "NEWSBOT_STATE": f"sqlite:///{folder}/state.db"}
    done = run_command([*arguments], environment, b"")
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_site_is_shown_with_what_is_known_of_it(valley: MadeSite) -> None:
    code, out, _ = command(valley.folder, "sites")
    assert code == 0
    head, row = out.splitlines()
    assert head.split()[:4] == ["site", "articles", "a", "day"]
    assert row.split()[:2] == [site_name(valley.server.url), "9"]
    assert " 1-" in row
    assert " in " in row
    code, out, _ = command(valley.folder, "sites", "--json", site_name(valley.server.url))
    assert json.loads(out)["articles"] == 9


def test_the_table_can_be_a_page(valley: MadeSite) -> None:
    code, out, err = command(valley.folder, "sites", "--html", str(valley.folder / "sites.html"))
    assert (code, out, err) == (0, "", "")
    page = (valley.folder / "sites.html").read_text(encoding="utf-8")
    assert f"<td>{site_name(valley.server.url)}</td>" in page
    code, _, err = command(valley.folder, "sites", "--html", "/no/such/folder/x.html")
    assert code == 2
    assert "cannot be written: No such file or directory." in err


def test_what_is_not_known_or_not_well_is_shown_as_such() -> None:
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    tallies = {"pages": 40.0, "articles": 38.0, "bylines": 19.0, "dates": 38.0}
    busy = SiteSummary("busy.example", 120, now, now, "2-ab", now + timedelta(minutes=12), 24.5, tallies=tallies)
    broken = SiteSummary("broken.example", 0, now, None, next_due=now, failures=3, problem="http_503")
    assert site_row(busy, now)[1:9] == ("120", "24.5", "95%", "50%", "100%", "2026-11-29 12:00", "in 12 min", "2-ab")
    assert site_row(broken, now)[6:] == ("2026-11-29 12:00 (did not finish)", "now", "-", "http_503, 3 times in a row")
    broken.failures, broken.problem = 1, "its front page is unreachable."
    assert site_row(broken, now)[-1] == "its front page is unreachable, once"
    page = sites_page([busy, broken], now)
    assert page.index("broken.example") < page.index("busy.example")
    assert "1 has a problem" in page


def test_a_profile_can_be_read(valley: MadeSite) -> None:
    code, out, _ = command(valley.folder, "sites", "--profile", valley.server.url)
    assert code == 0
    assert "taught by 8 articles" in out
    assert PLEA[:80] in out
    assert "div.text > p" in out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--profile"], 2, "Name one site"),
        (["a.example", "b.example"], 2, "Name one site"),
        (["--wrong"], 2, "--wrong"),
        (["other.example"], 1, "other.example has never been crawled."),
        (["https://?"], 2, "is not a web address"),
    ],
)
def test_a_wrong_question_gets_one_sentence(valley: MadeSite, arguments: list[str], code: int, sentence: str) -> None:
    answered, out, said = command(valley.folder, "sites", *arguments)
    assert answered == code
    assert out == ""
    assert sentence in said
    assert "Traceback" not in said


def test_a_page_is_extracted_with_the_profile_of_its_site(valley: MadeSite, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page_with_plea(50))
    url = f"{valley.server.url.rstrip('/')}/2026/11/day-50"
    _, alone, _ = command(valley.folder, "extract", str(file), "--url", url)
    _, known, said = command(valley.folder, "extract", str(file), "--url", url, "--profile")
    assert PLEA in json.loads(alone)["articleBody"]
    assert PLEA not in json.loads(known)["articleBody"], said
    assert json.loads(known)["metadata"]["siteProfile"].startswith("1-")
