"""`benchmarks/speed.py crawl` and `growth`: what is measured and how it is combined; never how long it takes."""

import gzip
import importlib
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest

from newsbot.state.storage import open_storage

crawl = importlib.import_module("crawl")
speed = importlib.import_module("speed")
speed_crawl = importlib.import_module("speed_crawl")
speed_growth = importlib.import_module("speed_growth")
speed_site = importlib.import_module("speed_site")


def run(cpu_s, elapsed_s=10.0, pages=100):
    return speed_crawl.Run(pages, crawl.Cost(elapsed_s, cpu_s, 90.0))


@pytest.fixture
def site(tmp_path):
    port = speed_site.free_port()
    made = speed_site.build(tmp_path, 3, port)
    with speed_site.serving(tmp_path, port):
        yield made, f"http://127.0.0.1:{port}/"


def test_nginx_serves_pages_of_real_weight_compressed_and_with_what_a_second_crawl_needs(site):
    made, url = site
    with urlopen(f"{url}map-0.xml") as answer:
        sitemap = answer.read().decode()
    for story in made.stories:
        address = made.url(story).replace("https:", "http:", 1)
        assert f"<loc>{address}</loc>" in sitemap
        with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
            assert answer.headers["ETag"]
            assert answer.headers["Last-Modified"]
            page = gzip.decompress(answer.read())
        assert 40_000 < len(page) < 125_000
        assert story.headline in page.decode()


def test_crawls_are_compared_round_by_round():
    rounds = [
        {"bare spider": run(1.0), "newsbot": run(2.0, 20.0)},
        {"bare spider": run(2.0), "newsbot": run(6.0, 20.0)},
        {"bare spider": run(1.0), "newsbot": run(2.2, 20.0)},
    ]
    assert speed_crawl.ratio(rounds, "newsbot", "bare spider") == pytest.approx(2.2)
    assert speed_crawl.ratio(rounds, "newsbot", "trafilatura in it") is None
    assert speed_crawl.floors(rounds) == [
        "CPU of newsbot / bare spider: 2.200, at most 2.5: yes",
        "pages a second of newsbot / bare spider: 0.50, at least 0.6: NO",
    ]
    assert speed_crawl.table(rounds).splitlines()[3] == "| newsbot | 100 | 22.00 | 2.20 | 5 | 0.50 | 90 | 1.00 |"


def test_a_crawl_is_measured_with_its_children(tmp_path):
    command = ["sh", "-c", "sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'"]
    assert crawl.run_measured(command, {}, tmp_path).cpu_s > 0


def test_a_filled_state_knows_its_articles_and_compares_with_the_recent_ones(tmp_path):
    storage = open_storage(f"sqlite:///{tmp_path}/state.db")
    now = datetime.now(UTC)
    speed_growth.fill(storage, 0, 60, now)
    assert sum(summary.articles for summary in storage.site_summaries()) == 60
    storage.close()


def test_the_command_says_which_measures_there_are(capsys):
    assert speed.main(["--help"]) == 0
    assert "growth" in capsys.readouterr().out
    assert speed.main(["everything"]) == 2
    assert "growth" in capsys.readouterr().err
