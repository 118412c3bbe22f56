"""Copies of one story on two sites, end to end: each crawl writes its line, and the lines belong together."""

import json
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, article_page, scrapy, serve

STORY = [
    "Fishermen on the eastern quay tied up their boats on Monday and said they would not sail until the price of diesel"
    " falls, the third stoppage in the harbour since spring.",
    "The cooperative that runs the fuel pump blames the new levy, which was meant to pay for dredging and has added a"
    " fifth to the bill of a trawler that burns nine hundred litres on a night at sea.",
    "Restaurants along the promenade bought frozen hake from the north, and one of them took the catch of the day off"
    " the slate where it had stood for forty years.",
    "A spokeswoman for the port authority said talks would be held on Wednesday with skippers, the cooperative and the"
    " two banks that hold most of the loans on the fleet.",
]


def site(path: str, headline: str, texts: list[str], hour: int) -> dict[str, Answer]:
    """One with this story, published at this hour: of two that one second sees the earlier would be left to chance."""
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = article_page(headline, body=body, published=f"2026-11-20T{hour:02}:00:00+00:00")
    sitemap = (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{{base}}{path}</loc></url></urlset>'
    )
    return {"/": Answer("<h1>Front</h1>"), "/sitemap.xml": Answer(sitemap, "application/xml"), path: Answer(page)}


def original(hour: int) -> dict[str, Answer]:
    return site("/2026/11/boats-stay-in-the-harbour/", "Boats stay in the harbour", STORY, hour)


def copy(hour: int) -> dict[str, Answer]:
    return site("/news/4711-fuel-price-stops-the-fleet/", "Fuel price stops the fleet", STORY[:3], hour)


def crawl(url: str, folder: Path) -> dict[str, Any]:
    """The one line of a crawl of the site."""
    done = scrapy("crawl", "news", "-a", f"site={url}", "-O", str(folder / "out.jsonl"), folder=folder)
    assert done.returncode == 0, done.stderr
    (line,) = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(line)


@pytest.mark.parametrize(
    "sites", [(original(8), copy(9)), (copy(8), original(9))], ids=["original first", "copy first"]
)
def test_two_sites_copies_are_one_cluster_in_whatever_order_they_are_crawled(
    tmp_path: Path, sites: tuple[dict[str, Answer], dict[str, Answer]]
) -> None:
    with serve(sites[0]) as one, serve(sites[1]) as other:
        first, second = crawl(one.url, tmp_path), crawl(other.url, tmp_path)
    assert "duplicateOf" not in first
    assert (second["clusterId"], second["duplicateOf"]) == (first["clusterId"], first["id"])
