"""Articles for which a site's WordPress API has more than the page: how it is used, and what happens if it fails."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from crawl_host import CrawlHost
from loopback import Answer
from made_site import JUST_NOW, SOON, MadeSite, made_site, new, path_of, told

FIRST, SECOND = (
    tuple(f"{who} {place}, and {what} that nobody had asked them about it before." for who in group)
    for place, what, group in (
        ("met on the quay", "said", ("The pilots", "Three teachers", "A shopkeeper", "The residents")),
        ("wrote to the town hall", "complained", ("Two nurses", "The drivers", "Some engineers", "A harbour master")),
    )
)
BANNER = "Read the Harbour Post on paper as well, every Saturday, with twelve pages on the town and its people."


def first(name: str) -> tuple[str, ...]:
    """The texts of an article's first page."""
    return (f"A first paragraph on the {name.replace('-', ' ')}, long enough to be one and no longer.", *FIRST)


def page_of(name: str, *texts: str) -> Answer:
    """A page of an article with these texts, and what stands on every page of the site."""
    headline = name.replace("-", " ").capitalize()
    head = (
        f'<title>{headline}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{JUST_NOW}">'
    )
    body = f"<article><h1>{headline}</h1>{paragraphs(*texts)}{paragraphs(BANNER)}</article>"
    return Answer(f'<html lang="en"><head>{head}</head><body>{body}</body></html>')


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@dataclass
class Api:
    """What the site's API answers: a list of its posts, and all that it has of some of them, or a status."""

    numbers: dict[str, int]
    contents: dict[str, str] = field(default_factory=dict)
    status: int = 200
    asked: list[list[int]] = field(default_factory=list)

    def answer(self, target: str) -> Answer | None:
        parts = urlsplit(target)
        if parts.path != "/wp-json/wp/v2/posts":
            return None
        query = parse_qs(parts.query)
        if "include" not in query:
            return self._posts(
                {"id": number, "link": f"{{base}}{path_of(name)}", "date_gmt": JUST_NOW[:19], "title": {"rendered": ""}}
                for name, number in self.numbers.items()
            )
        self.asked.append([int(number) for number in query["include"][0].split(",")])
        if self.status != 200:
            return Answer("no", status=self.status)
        return self._posts(
            {
                "id": number,
                "link": f"{{base}}{path_of(name)}",
                "content": {"rendered": self.contents.get(name, ""), "protected": False},
                "_embedded": {
                    "author": [{"name": "Maya Okafor"}],
                    "wp:term": [
                        [{"taxonomy": "category", "name": "Harbour"}],
                        [{"taxonomy": "post_tag", "name": "ferry"}],
                    ],
                },
            }
            for name, number in self.numbers.items()
            if number in self.asked[-1]
        )

    def _posts(self, posts: Iterator[dict[str, Any]]) -> Answer:
        return Answer(json.dumps(list(posts)), "application/json")


@pytest.fixture(name="api")
def api_fixture() -> Api:
    return Api({"harbour-strike": 3, "valley-road": 7})


@pytest.fixture(name="posts")
def posts_fixture(api: Api, crawl_host: CrawlHost, tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(crawl_host, tmp_path) as site:
        announced = {"Link": '<{base}/wp-json/>; rel="https://api.w.org/"'}
        site.server.answers["/"] = Answer("<h1>Front</h1>", headers=announced)
        site.server.answers.pop("/sitemap.xml", None)
        site.server.find = api.answer
        for name in api.numbers:
            api.contents[name] = paragraphs(*first(name)) + "<!--nextpage-->" + paragraphs(*SECOND)
            site.answer(name, page_of(name, *first(name)))
            site.server.answers[f"{path_of(name)}/2"] = page_of(name, *SECOND)
        yield site


def test_an_article_has_what_the_api_knows_of_it(posts: MadeSite, api: Api) -> None:
    lines = posts.crawl()
    assert told(lines) == new(*api.numbers)
    for line in lines:
        texts = (*first(line["url"].rsplit("/", 1)[1]), *SECOND)
        assert line["articleBody"] == "\n\n".join(texts), "the theme links to no second page"
        assert [author["name"] for author in line["authors"]] == ["Maya Okafor"]
        assert (line["articleSection"], line["keywords"]) == (["Harbour"], ["ferry"])
        assert line["discovery"]["postId"] in api.numbers.values()
        assert {line["provenance"][name] for name in ("authors", "articleSection", "keywords")} == {"wp-rest"}
    assert [sorted(asked) for asked in api.asked] == [[3, 7]], "all posts at once"


def test_the_archive_keeps_what_the_api_knows(posts: MadeSite, crawl_host: CrawlHost, tmp_path: Path) -> None:
    lines = posts.crawl({"NEWSBOT_WARC": str(tmp_path / "warc")})
    out = tmp_path / "again.jsonl"
    feeds = {"FEEDS": {str(out): {"format": "jsonlines", "overwrite": True}}}
    crawl_host.crawl(tmp_path / "archive", {"warc": str(tmp_path / "warc")}, feeds, "archive")
    again = [json.loads(line) for line in out.read_text().splitlines()]
    unlike = {"clusterId", "duplicateOf"}  # these go by the order of articles
    kept = [
        {line["id"]: {name: line[name] for name in line.keys() - unlike} for line in some} for some in (lines, again)
    ]
    assert kept[0] == kept[1]


def test_an_article_that_is_looked_at_again_is_read_with_the_same_knowledge(posts: MadeSite, api: Api) -> None:
    posts.crawl()
    posts.pass_time(hours=2)
    api.asked.clear()
    assert posts.crawl() == []
    assert posts.stats["due/age"] == 2
    assert [sorted(asked) for asked in api.asked] == [[3, 7]]


def test_a_post_that_is_not_due_is_not_asked_for(posts: MadeSite, api: Api) -> None:
    posts.crawl()
    api.asked.clear()
    assert posts.crawl() == []
    assert api.asked == []


def test_a_known_article_waits_while_the_api_is_down(posts: MadeSite, api: Api) -> None:
    posts.crawl({"RETRY_ENABLED": False})
    posts.pass_time(hours=2)
    api.status = 503
    assert posts.crawl({"RETRY_ENABLED": False}) == []
    assert posts.stats["dropped/api_unavailable"] == 2
    api.status = 200
    api.contents["valley-road"] = paragraphs(*first("valley-road"))
    posts.pass_time(hours=2)
    assert told(posts.crawl()) == {"valley-road": (2, "usable", ["articleBody"])}


@pytest.mark.parametrize("status", [401, 404, 503])
def test_without_the_api_new_articles_are_read_as_their_pages_are(status: int, posts: MadeSite, api: Api) -> None:
    api.status = status
    lines = posts.crawl({"RETRY_ENABLED": False})
    assert told(lines) == new(*api.numbers)
    assert all("authors" not in line and "postId" not in line["discovery"] for line in lines)
    assert posts.stats[f"discovery/posts_http_{status}"] == 1
    # The API answers now: that makes no other article of one that has not changed.
    api.status = 200
    posts.pass_time(hours=2)
    assert posts.crawl() == []


def test_a_limit_asks_for_no_more_posts_than_it_takes(posts: MadeSite, api: Api) -> None:
    assert len(posts.crawl(limit="1")) == 1
    assert [len(asked) for asked in api.asked] == [1]


def test_a_limit_takes_the_newest_whoever_lists_them(posts: MadeSite, api: Api) -> None:
    """A sitemap lists what the API does not, between its posts."""
    posts.answer("town-budget", page_of("town-budget", *first("town-budget")))
    posts.enlist("town-budget", SOON)
    assert told(posts.crawl(limit="2")).keys() == {"town-budget", "harbour-strike"}
    assert api.asked == [[3]]
