"""The pipelines as the project's settings wire them: evidence comes in, a valid line goes out, a drop says why."""

import asyncio
import logging
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from scrapy.utils.test import get_crawler

from newsbot import settings as project
from newsbot.exceptions import StorageError
from newsbot.extraction.byline.author_signs import BYLINE_BLOCK, IN_HEAD, LEAD
from newsbot.items import Article, Block, Candidate, Discovery, Evidence, Metadata, Rights
from newsbot.options import crawl_options
from newsbot.revisions import states_of
from newsbot.state.states import Delivery
from newsbot.state.storage import open_storage
from newsbot.urls import article_id

URL = "https://example.com/2026/11/21/floods-close-the-coast-road"
UNDATED = "https://example.com/floods-close-the-coast-road"
BODY = [
    "Heavy rain closed the coast road between the harbour and the old mill on Friday night, the council said.",
    "Engineers expect to open one lane on Sunday, once the water has gone down and the bridge has been checked.",
]


class Newsroom(Spider):
    """What the pipelines ask of the spider of a crawl, without anything to fetch."""

    name = "newsroom"

    def __init__(self, storage, **arguments):
        super().__init__()
        self.options = crawl_options({"site": "https://example.com/", **arguments})
        self.storage = storage
        self.deployment = SimpleNamespace(respect_rights="record")
        self.noted = []

        self.verdicts = []
        self.gone = []
        self.refusals = []
        self.dating, self.undated = set(), []

    def dates_articles(self, site):
        return site in self.dating

    def note_undated(self, site):
        self.undated.append(site)

    def give_up(self, error):
        self.refusals.append(str(error))

    def note_article(self, article, outcome):
        self.noted.append((article.requestedUrl or article.url, outcome, article.id))

    def note_verdict(self, article, verdict):
        self.verdicts.append((article.url, verdict))

    def note_gone(self, url, known, reason, status):
        self.gone.append((url, known.id, reason, status))


@pytest.fixture
def newsroom(tmp_path):
    """A crawl's pipelines as the project wires them; a call puts one article through them."""
    storage = open_storage(f"sqlite:///{tmp_path}/state.db")
    settings = {name: getattr(project, name) for name in dir(project) if name.isupper()}

    class Crawl:
        def __init__(self, **arguments):
            self.crawler = get_crawler(Newsroom, {**settings, "FEEDS": {}})
            self.crawler.spider = self.spider = Newsroom(storage, **arguments)
            self.pipelines = ItemPipelineManager.from_crawler(self.crawler)

        def __call__(self, article):
            return asyncio.run(self.pipelines.process_item_async(article))

        @property
        def stats(self):
            return {
                name.removeprefix("newsbot/"): value
                for name, value in self.crawler.stats.get_stats().items()
                if name.startswith("newsbot/")
            }

        def deliver(self, line):
            """Let the state know the line, as the feed exporter does once it is stored."""
            state = states_of(line, datetime.now(UTC))
            storage.record(Delivery([state.article], state.pages, [state.sketch]))

    yield Crawl
    storage.close()


def article(body=BODY, published="2026-11-21T18:30:00+05:00", **fields):
    """An article as a worker hands it over: identified, its other fields still evidence."""
    evidence = Evidence(
        blocks=[Block("Floods close the coast road", "h1", "headline")]
        + [Block(text, "p", "body") for text in body]
        + [Block("Read more: the harbour", "p", "related")],
        authors=[Candidate("By Ann Lee", "visible", signs=LEAD | IN_HEAD | BYLINE_BLOCK, place=-1, below_title=1)],
        published=[Candidate(published, "json-ld")],
        languages=[Candidate("en", "meta")],
    )
    values = {"id": article_id(URL), "url": URL, "headline": "Floods close the coast road", "evidence": evidence}
    return Article(**{**values, "metadata": Metadata(dateDownloaded="2026-11-21T14:00:00Z"), **fields})


def drop(crawl, item):
    """The message with which the article is dropped."""
    with pytest.raises(DropItem) as caught:
        crawl(item)
    return str(caught.value)


def test_an_article_leaves_as_a_finished_line(newsroom):
    crawl = newsroom()
    line = crawl(article())
    assert line["articleBody"] == "\n\n".join(BODY)
    assert line["wordCount"] == 39
    assert line["inLanguage"] == "en"
    assert [author["name"] for author in line["authors"]] == ["Ann Lee"]
    assert line["datePublished"] == "2026-11-21T18:30:00+05:00"
    assert (line["version"], line["pubStatus"]) == (1, "usable")
    assert line["contentHash"]
    assert line["dateFirstSeen"]
    assert "evidence" not in line
    assert crawl.stats == {"byline/found": 1, "revision/new": 1, "duplicates/single": 1, "lines": 1}


def test_every_pipeline_is_wired_in_the_order_in_which_fields_need_each_other(newsroom):
    names = [type(pipeline).__name__ for pipeline in newsroom().pipelines.middlewares]
    assert names == [
        f"{name}Pipeline" for name in "Boilerplate Language Byline Dates Rights Revision Duplicates Validation".split()
    ]


def test_a_story_that_its_site_told_with_other_parameters_in_the_address_gives_no_second_line(newsroom):
    crawl = newsroom()

    def told(url, site="example.com", body=BODY * 8, seen="2026-11-22T09:00:00Z"):
        return article(body, id=article_id(url), url=url, site=site, metadata=Metadata(dateDownloaded=seen))

    crawl.deliver(crawl(told(URL, seen="2026-11-21T14:00:00Z")))
    assert drop(crawl, told(f"{URL}?pos=3")).startswith("same_content")
    assert crawl.spider.noted[-1][:2] == (f"{URL}?pos=3", "same_content")
    others = [
        told(URL.replace("/2026/11/21", "/moved-to")),
        told(f"{URL}?pos=4", body=[*BODY * 8, "The road was opened again on Sunday, as the engineers had expected."]),
        told(URL.replace("example.com", "other.example"), "other.example"),
    ]
    assert all(crawl(other)["duplicateOf"] == article_id(URL) for other in others)


def test_a_page_without_date_and_author_is_no_article_of_a_site_that_dates_its_own(newsroom):
    crawl = newsroom()

    def undated(method="sitemap", probability=0.7, authors=()):
        found = article(
            id=article_id(UNDATED),
            url=UNDATED,
            site="example.com",
            discovery=Discovery(method, "https://example.com/map"),
        )
        found.evidence.published, found.evidence.authors = [], list(authors)
        found.metadata.probability = probability
        return found

    byline = article().evidence.authors
    assert crawl(undated())["url"] == UNDATED
    crawl.spider.dating.add("example.com")
    assert drop(crawl, undated()).startswith("not_article")
    assert crawl.spider.undated == ["example.com"]
    kept = [undated("feed"), undated(probability=0.96), undated(authors=byline)]
    assert [crawl(found)["url"] for found in kept] == [UNDATED] * 3
    crawl.deliver(crawl(undated("feed")))
    assert drop(crawl, undated()).startswith("unchanged")


@pytest.mark.parametrize(
    ("error", "reason", "refusal"),
    [
        (ValueError("a defect"), "error", None),
        (OSError(28, "No space left"), "disk", "Articles cannot be read: [Errno 28] No space left."),
        (StorageError("The state is gone."), "state", "The state is gone."),
    ],
)
def test_an_article_that_can_not_be_decided_stays_due(newsroom, monkeypatch, caplog, error, reason, refusal):
    def fail(article):
        raise error

    ended = []

    async def close(*, reason):
        ended.append(reason)

    crawl = newsroom()
    monkeypatch.setattr("newsbot.extraction.decisions.decide_language", fail)
    crawl.crawler.engine = SimpleNamespace(close_spider_async=close)
    assert drop(crawl, article()) == f"{reason}: {URL}"
    assert ended == ([reason] if refusal else [])
    assert crawl.spider.refusals == ([refusal] if refusal else [])
    assert crawl.spider.noted == []
    assert ("could not be processed" in caplog.text) is (refusal is None)


def test_an_article_without_an_author_is_a_line_too(newsroom):
    crawl, item = newsroom(), article()
    item.evidence.authors = []
    assert "authors" not in crawl(item)
    assert crawl.stats["byline/none"] == 1


def test_what_a_site_reserves_is_recorded_or_obeyed(newsroom):
    reserved = {"rights": Rights(tdmReservation=1)}
    assert newsroom()(article(**reserved))["rights"] == {"tdmReservation": 1}
    crawl = newsroom()
    crawl.spider.deployment.respect_rights = "obey"
    assert drop(crawl, article(**reserved)) == f"reserved_tdm: {URL}"
    assert crawl.stats["dropped/reserved_tdm"] == 1
    assert crawl.spider.noted == [(URL, "reserved_tdm", article_id(URL))]
    assert crawl(article(rights=Rights(robots=["nofollow"])))["rights"] == {"robots": ["nofollow"]}


def test_a_delivered_article_that_is_reserved_now_is_taken_back(newsroom):
    crawl = newsroom()
    crawl.spider.deployment.respect_rights = "obey"
    crawl.deliver(crawl(article()))
    assert drop(crawl, article(rights=Rights(robots=["noindex"]))) == f"noindex: {URL}"
    assert [reason for _, _, reason, _ in crawl.spider.gone] == ["noindex"]


def test_a_page_without_a_body_is_dropped(newsroom):
    crawl = newsroom()
    assert drop(crawl, article(body=[])) == f"no_text: {URL}"
    assert crawl.stats == {"dropped/no_text": 1}


def test_a_refused_date_is_counted_and_never_written(newsroom):
    crawl = newsroom()
    assert "datePublished" not in crawl(article(published="2999-01-01T00:00:00Z", url=UNDATED))
    assert crawl.stats["dates/refused/future"] == 1


def test_what_a_worker_has_decided_is_taken_as_it_is(newsroom, monkeypatch):
    for name in ("decide_body", "decide_language", "decide_authors", "decide_dates"):
        monkeypatch.delattr(f"newsbot.extraction.decisions.{name}")
    crawl = newsroom()
    evidence = Evidence([Block(text, "p", "body") for text in BODY], isDecided=True, refusedDates=["future"])
    fields = {"articleBody": "\n\n".join(BODY), "inLanguage": "en", "provenance": {"articleBody": "visible"}}
    assert crawl(article(evidence=evidence, **fields))["articleBody"] == "\n\n".join(BODY)
    assert crawl.stats["dates/refused/future"] == crawl.stats["byline/none"] == 1


@pytest.mark.parametrize(
    ("since", "modified", "is_dropped"),
    [
        ("2026-11-21", None, False),
        ("2026-11-22", None, True),
        ("2026-11-21T13:30:00Z", None, False),
        ("2026-11-21T13:30:01Z", None, True),
        ("2026-11-22", "2026-11-22T08:00:00Z", False),
    ],
)
def test_with_since_what_is_neither_published_nor_modified_since_is_dropped(newsroom, since, modified, is_dropped):
    crawl, item = newsroom(since=since), article()
    if modified:
        item.evidence.modified = [Candidate(modified, "json-ld")]
    if is_dropped:
        assert drop(crawl, item) == f"before_since: {URL}"
        assert crawl.stats["dropped/before_since"] == 1
        assert "lines" not in crawl.stats
    else:
        assert crawl(item)["url"] == URL


def test_with_since_an_article_known_by_its_day_alone_is_kept_on_that_day(newsroom):
    assert newsroom(since="2026-11-21T12:00:00Z")(article(published="2026-11-21"))["datePublishedPrecision"] == "day"


def test_with_since_an_article_without_a_date_is_kept(newsroom):
    assert "datePublished" not in newsroom(since="2026-11-22")(article(published="soon", url=UNDATED))


def test_what_is_as_it_was_is_dropped_and_remembered_as_seen(newsroom):
    first, second = newsroom(), newsroom()
    first.deliver(first(article()))
    again = article(requestedUrl=URL + "?utm_source=feed")
    assert drop(second, again) == f"unchanged: {URL}"
    assert second.stats == {"byline/found": 1, "revision/unchanged": 1, "dropped/unchanged": 1}
    assert second.spider.noted == [(URL + "?utm_source=feed", "article", again.id)]


def test_a_changed_article_is_its_next_version(newsroom):
    first, second = newsroom(), newsroom()
    line = first(article())
    first.deliver(line)
    update = second(article(body=[*BODY, "One lane was open again by Sunday noon, the council said."]))
    assert (update["id"], update["version"], update["changed"]) == (line["id"], 2, ["articleBody"])
    assert update["dateFirstSeen"] == line["dateFirstSeen"]
    assert second.stats["revision/updated"] == 1


def test_what_was_written_but_never_delivered_is_new_again(newsroom):
    first, second = newsroom(), newsroom()
    first(article())
    assert second(article())["version"] == 1
    assert second.stats["revision/new"] == 1


@pytest.mark.parametrize("delivers", [True, False])
def test_a_copy_on_another_site_names_the_first_one(newsroom, delivers):
    crawl = newsroom()
    first = crawl(article())
    assert "duplicateOf" not in first
    assert first["clusterId"] == first["contentHash"][:32]
    if delivers:
        crawl.deliver(first)
        crawl = newsroom()
    url = "https://example.org/coast-road"
    copy = crawl(
        article(id=article_id(url), url=url, headline="Coast road under water", published="2026-11-21T19:00:00Z")
    )
    assert (copy["clusterId"], copy["duplicateOf"]) == (first["clusterId"], first["id"])
    assert crawl.stats["duplicates/copy"] == 1


def test_an_update_keeps_its_cluster_and_is_no_copy_of_itself(newsroom):
    crawl = newsroom()
    line = crawl(article())
    crawl.deliver(line)
    update = crawl(article(body=[*BODY, "One lane was open again by Sunday noon, the council said."]))
    assert update["clusterId"] == line["clusterId"]
    assert "duplicateOf" not in update


def test_an_article_that_is_gone_has_no_cluster(newsroom):
    crawl = newsroom()
    pipeline = next(one for one in crawl.pipelines.middlewares if type(one).__name__ == "DuplicatesPipeline")
    gone = pipeline.process_item(Article(id=article_id(URL), url=URL, pubStatus="canceled", reason="http_410"))
    assert (gone.clusterId, gone.duplicateOf) == (None, None)


def test_a_line_that_breaks_the_schema_is_dropped_and_someone_must_act(newsroom, caplog):
    crawl = newsroom()
    with caplog.at_level(logging.ERROR, "newsbot"):
        assert drop(crawl, article(id="no id")) == f"invalid: {URL}"
    assert crawl.stats["dropped/invalid"] == 1
    assert "lines" not in crawl.stats
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert URL in caplog.text


def test_one_pipeline_serves_many_articles(newsroom):
    crawl = newsroom()
    urls = [f"{URL}-{number}" for number in range(3)]
    lines = [crawl(article(id=article_id(url), url=url)) for url in urls]
    assert [line["url"] for line in lines] == urls
    assert crawl.stats == {
        "byline/found": 3,
        "revision/new": 3,
        "duplicates/copy": 2,
        "duplicates/single": 1,
        "lines": 3,
    }
