"""The lines of a crawl are exactly the site's changes: versions, removals, returns."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from crawl_host import CrawlHost
from loopback import Answer, article_page
from made_site import JUST_NOW, NOINDEX, NOW, SOON, STORIES, MadeSite, made_site, name_of, new, path_of, told

HARBOUR = STORIES[0]
SIXTY = [f"story-number-{number}" for number in range(60)]
AT_ONCE = {"NEWSBOT_MISSING_AFTER": "0m"}
REST = "<p>One lane was open again by noon, said the council on Sunday.</p>"


def gone(reason: str, version: int = 2) -> dict[str, tuple[int, str, str]]:
    """What the line tells that takes the harbour strike back."""
    return {HARBOUR: (version, "canceled", reason)}


@pytest.fixture(name="crawled_60", scope="module")
def crawled_60_fixture(crawl_host: CrawlHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeSite]:
    with made_site(crawl_host, tmp_path_factory.mktemp("sixty"), *SIXTY) as site:
        assert len(site.crawl()) == 60
        yield site


@pytest.fixture(name="sixty")
def sixty_fixture(crawled_60: MadeSite, tmp_path: Path) -> Iterator[MadeSite]:
    """Sixty old articles, crawled once."""
    with crawled_60.as_it_is(tmp_path):
        yield crawled_60


# Versions


def test_a_version_says_what_changed(crawl_host: CrawlHost, tmp_path: Path) -> None:
    """Each article of this site changes in one way; what no reader of the text sees is no change."""
    author, other = {"author": "Mira Kovač"}, {"author": "Dan Oakley"}
    stamp = '<meta property="article:modified_time" content="2026-11-2%dT08:00:00+00:00">'
    before_after = {
        "headline": ({}, {"headline": "Another headline altogether"}),
        "body": ({}, {"body": REST}),
        "writer": (author, other),
        "date": ({}, {"published": "2026-11-20T09:00:00+00:00"}),
        "two": (author, {**other, "body": REST}),
        "stamped-anew": ({"head": stamp % 1}, {"head": stamp % 2}),
        "stamped-edit": ({"head": stamp % 1}, {"head": stamp % 2, "body": REST}),
        "same-moment": ({}, {"published": "2026-11-20T10:00:00+02:00"}),
        "advert": ({}, {"body": '<aside class="advert"><p>Buy a boat today</p></aside>'}),
        "description": (
            {},
            {"head": '<meta name="description" content="A standfirst"><meta name="keywords" content="a">'},
        ),
        "picture": ({}, {"head": '<meta property="og:image" content="/new.jpg">'}),
        "as-it-was": ({}, {}),
    }
    with made_site(crawl_host, tmp_path) as site:
        for name, (before, _) in before_after.items():
            site.publish(name, **before)
        # The page of this one is laid out anew around the same words, with other spaces and entities.
        site.publish("layout")
        assert told(site.crawl()) == new(*before_after, "layout")
        for name, (_, after) in before_after.items():
            site.publish(name, changed=SOON, **after)
        page = article_page("Layout").replace("<p>", "\n  <p class='x'>\n ").replace(" report", "&#32; \n report")
        menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news/'>News</a></li></ul></nav>"
        footer = "<footer><p>Copyright 2026 The Valley Times</p></footer>"
        page = page.replace("<body>", f"<body class='new'>{menu}<main>").replace("</body>", f"</main>{footer}</body>")
        site.answer("layout", Answer(page))
        site.enlist("layout", SOON)
        assert told(site.crawl()) == {
            "headline": (2, "usable", ["articleBody", "headline"]),  # its text tells of the headline
            "body": (2, "usable", ["articleBody"]),
            "writer": (2, "usable", ["authors"]),
            "date": (2, "usable", ["datePublished"]),
            "two": (2, "usable", ["articleBody", "authors"]),
            "stamped-edit": (2, "usable", ["articleBody"]),
        }
        assert site.asked == {*before_after, "layout"}
        site.publish("body", changed="2099-01-01T00:00:00+00:00")
        assert told(site.crawl()) == {"body": (3, "usable", ["articleBody"])}


# What is gone


def test_an_article_that_is_gone_for_good_is_taken_back_at_once(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        first = {line["url"]: line for line in site.crawl()}
        site.remove(HARBOUR, status=410)
        (line,) = site.crawl()
        assert told([line]) == gone("http_410")
        assert line["id"] == first[line["url"]]["id"]
        assert set(line) <= {"schemaVersion", "id", "version", "pubStatus", "reason", "url", "metadata"}
        assert line["metadata"]["httpStatus"] == 410
        for _ in range(2):
            site.pass_time(days=2)
            assert site.crawl() == []
            assert site.asked == set()


@pytest.mark.parametrize(
    "page", [Answer("", status=404), Answer("<title>404 Not Found</title><h1>Page not found</h1>")]
)
def test_an_article_that_is_missing_is_taken_back_when_it_still_is_an_hour_later(page: Answer, site: MadeSite) -> None:
    site.remove(HARBOUR)
    site.answer(HARBOUR, page)
    assert site.crawl() == []
    site.pass_time(minutes=50)
    assert site.crawl() == []
    assert site.asked == set(), "an hour has not passed"
    site.pass_time(minutes=10)
    assert told(site.crawl()) == gone("http_404_repeated")
    assert site.crawl(AT_ONCE) == []
    assert site.asked == set()


def test_an_article_that_is_back_with_a_new_date_is_had_before_the_hour_is_over(site: MadeSite) -> None:
    site.remove(HARBOUR)
    assert site.crawl() == []
    site.publish(HARBOUR, changed=SOON, body=REST)
    assert told(site.crawl()) == {HARBOUR: (2, "usable", ["articleBody"])}


def test_an_article_that_was_missing_once_is_as_it_was(site: MadeSite) -> None:
    page = site.server.answers[path_of(HARBOUR)]
    site.remove(HARBOUR)
    assert site.crawl() == []
    site.answer(HARBOUR, page)
    site.pass_time(hours=1)
    assert site.crawl() == []
    assert site.asked == {HARBOUR}
    site.answer(HARBOUR, Answer("", status=404))
    site.pass_time(hours=1)
    assert site.crawl() == [], "the two absences are not one"


def test_how_long_an_article_must_be_missing_is_a_setting(site: MadeSite) -> None:
    site.remove(HARBOUR)
    assert site.crawl() == []
    assert told(site.crawl(AT_ONCE)) == gone("http_404_repeated")


@pytest.mark.parametrize(("status", "hours"), [(500, 1), (503, 30), (403, 1), (429, 1)])
def test_an_article_that_can_not_be_had_is_not_gone(status: int, hours: int, site: MadeSite) -> None:
    site.remove(HARBOUR)
    site.answer(HARBOUR, Answer("busy", status=status))
    for _ in range(3):
        assert site.crawl({"NEWSBOT_MAX_RETRY_AFTER_S": 0}) == []
        assert site.asked == {HARBOUR}
        site.pass_time(hours=hours)


def test_an_article_that_left_the_sitemap_and_is_there_still_is_asked_for_once(site: MadeSite) -> None:
    site.unlist(HARBOUR)
    assert site.crawl() == []
    assert site.asked == {HARBOUR}
    assert site.crawl() == []
    assert site.asked == set()


def test_an_article_that_is_deleted_without_a_word_is_found_by_its_age(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with made_site(crawl_host, tmp_path, *STORIES, published=JUST_NOW) as site:
        site.crawl()
        site.remove(HARBOUR, status=410, is_listed=True)
        site.pass_time(hours=1)
        assert told(site.crawl()) == gone("http_410")


@pytest.mark.parametrize("status", [301, 308])
def test_an_address_that_leads_elsewhere_for_good_takes_its_article_back(status: int, site: MadeSite) -> None:
    site.redirect(HARBOUR, "/", status)
    site.unlist(HARBOUR)
    assert told(site.crawl()) == gone("redirected_away")


def test_an_address_that_leads_to_no_article_for_now_takes_it_back_when_it_still_does_later(site: MadeSite) -> None:
    site.redirect(HARBOUR, "/", 302)
    site.unlist(HARBOUR)
    assert site.crawl() == []
    site.pass_time(hours=1)
    assert told(site.crawl()) == gone("redirected_away")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_an_address_that_leads_to_another_article_for_now_is_still_its_own(status: int, site: MadeSite) -> None:
    page = site.server.answers[path_of(HARBOUR)]
    site.redirect(HARBOUR, path_of("valley-road"), status)
    site.enlist(HARBOUR, SOON)
    for _ in range(3):
        assert site.crawl() == []
        site.pass_time(hours=2)
    site.answer(HARBOUR, page)
    site.publish(HARBOUR, changed="2099-01-01T00:00:00+00:00", body=REST)
    assert told(site.crawl()) == {HARBOUR: (2, "usable", ["articleBody"])}
    site.remove(HARBOUR, status=410)
    assert told(site.crawl()) == gone("http_410", version=3)


def test_an_article_that_only_a_detour_shows_is_read_at_its_own_address(site: MadeSite) -> None:
    site.publish("night-bus", headline="Night bus runs to the harbour")
    site.unlist("night-bus")
    site.redirect(HARBOUR, path_of("night-bus"), 302)
    site.enlist(HARBOUR, SOON)
    (line,) = site.crawl()
    assert told([line]) == new("night-bus")
    assert "requestedUrl" not in line
    assert "discovery" not in line
    assert site.crawl() == []


@pytest.mark.parametrize("wall", ["consent", "login", "off site"])
def test_a_wall_before_an_article_takes_nothing_back(wall: str, site: MadeSite) -> None:
    walls = {
        "consent": "<h1>We value your privacy</h1><p>We and our partners use cookies. Accept all cookies to go on.</p>"
        "<button>Accept all</button>",
        "login": "<h1>Log in</h1><form><input type=email><input type=password><button>Log in</button></form>",
    }
    to = "/wall" if wall in walls else site.server.url.replace("127.0.0.1", "localhost")
    site.server.answers["/wall"] = Answer(walls.get(wall, ""))
    site.redirect(HARBOUR, to, 302)
    site.enlist(HARBOUR, SOON)
    for _ in range(3):
        assert site.crawl({**AT_ONCE, "NEWSBOT_ALLOW_PRIVATE": to.split("/")[2]} if "//" in to else AT_ONCE) == []
        site.pass_time(hours=2)


def test_an_article_that_moved_is_taken_back_and_written_under_its_new_address(site: MadeSite) -> None:
    site.publish("dock-strike", headline="Harbour strike")
    site.redirect(HARBOUR, path_of("dock-strike"), 301)
    site.unlist(HARBOUR)
    assert told(site.crawl()) == {**gone("redirected_away"), **new("dock-strike")}
    assert site.crawl() == []
    assert site.asked == set()


def test_an_article_of_several_pages_that_moved_is_taken_back_too(site: MadeSite) -> None:
    following = '<nav class="pagination"><a rel="next" href="/2026/11/dock-strike?page=2">Next</a></nav>'
    site.publish("dock-strike", headline="Harbour strike", body=following)
    site.answer("dock-strike?page=2", Answer(article_page("Harbour strike", body=REST)))
    site.redirect(HARBOUR, path_of("dock-strike"), 301)
    site.unlist(HARBOUR)
    lines = site.crawl()
    assert told(lines) == {**gone("redirected_away"), **new("dock-strike")}
    assert {len(line.get("pages", ())) for line in lines} == {0, 2}


def test_an_article_that_asks_to_be_left_out_from_now_on_is_taken_back(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        site.publish("town-budget", head=NOINDEX)
        assert told(site.crawl()) == new(*STORIES), "one that always asked is an article"
        site.publish(HARBOUR, head=NOINDEX, changed=SOON)
        site.publish("valley-road", headers={"X-Robots-Tag": "noindex"}, changed=SOON)
        site.enlist("town-budget", SOON)
        assert told(site.crawl()) == {**gone("noindex"), "valley-road": (2, "canceled", "noindex")}
        assert site.crawl() == []
        site.pass_time(days=1)
        assert site.crawl() == [], "it is listed still in a sitemap as it was, and asks so still"
        assert ("/sitemap.xml", 304) in site.server.statuses
        assert {HARBOUR, "valley-road"} <= site.asked
        site.publish(HARBOUR, changed="2099-01-01T00:00:00+00:00")
        assert told(site.crawl()) == {HARBOUR: (3, "usable", ["pubStatus"])}


def test_an_alias_that_is_gone_takes_nothing_back(site: MadeSite) -> None:
    """An article that was read at another address than its own stays as long as that shows it."""
    own = f"{site.server.url.rstrip('/')}{path_of('night-bus')}"
    site.publish("transport/night-bus", "night-bus", headline="Night bus", head=f'<link rel="canonical" href="{own}">')
    site.unlist("night-bus")
    (line,) = site.crawl()
    assert line["url"].endswith("/transport/night-bus")
    site.remove("transport/night-bus", status=410)
    assert site.crawl() == []
    assert site.crawl() == [], "its own address was asked and has it"
    assert {path_of("night-bus"), path_of("transport/night-bus")} <= set(site.server.requests)
    assert site.crawl() == []
    assert site.asked == set()
    site.publish("night-bus", changed=SOON, headline="Night bus", body=REST)
    assert told(site.crawl()) == {"night-bus": (2, "usable", ["articleBody"])}
    site.remove("night-bus", status=410)
    assert told(site.crawl()) == {"night-bus": (3, "canceled", "http_410")}


# Addresses that pages name as their own


def naming(site: MadeSite, name: str) -> str:
    return f'<link rel="canonical" href="{site.server.url.rstrip("/")}{path_of(name)}">'


def test_a_page_that_names_the_address_of_an_article_with_another_text_is_one_of_its_own(site: MadeSite) -> None:
    text = (
        "<p>Eight oars lay on the pontoon all afternoon while their owners argued about a bill for varnish.</p>"
        "<p>Nobody trained, and the coach went home at four to cook soup for a dozen guests instead.</p>"
        "<p>The regatta in June may go ahead with borrowed boats, or else with none at all.</p>"
    )
    head = f'<title>Rowers on strike</title><meta property="og:type" content="article">{naming(site, HARBOUR)}'
    page = f"<html><head>{head}</head><body><article><h1>Rowers on strike</h1>{text}</article></body></html>"
    site.answer("sports/harbour-strike", Answer(page))
    site.enlist("sports/harbour-strike", SOON)
    (line,) = site.crawl()
    assert (line["version"], line["headline"]) == (1, "Rowers on strike")
    assert "canonicalUrl" not in line
    site.enlist("sports/harbour-strike", "2099-01-01T00:00:00+00:00")
    site.enlist(HARBOUR, "2099-01-01T00:00:00+00:00")
    assert site.crawl() == [], "neither takes the other's place"
    assert {HARBOUR, "harbour-strike"} <= site.asked
    site.remove("sports/harbour-strike", status=410)
    (line,) = site.crawl()
    assert (line["pubStatus"], line["url"].rsplit("/", 2)[1]) == ("canceled", "sports")


def test_an_article_under_another_section_is_the_same(site: MadeSite) -> None:
    site.publish("port/harbour-strike", headline="Harbour strike", head=naming(site, HARBOUR), changed=SOON)
    assert site.crawl() == []
    assert site.stats["dropped/unchanged"] == 1


def test_a_page_that_names_another_address_from_one_day_to_the_next_stays_what_it_is(site: MadeSite) -> None:
    site.publish(HARBOUR, head=naming(site, "port/harbour-strike"), changed=SOON)
    assert site.crawl() == []
    site.publish(HARBOUR, head=naming(site, "port/harbour-strike"), body=REST, changed="2099-01-01T00:00:00+00:00")
    assert told(site.crawl()) == {HARBOUR: (2, "usable", ["articleBody"])}


# What comes back


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_comes_back_is_its_next_version(status: int, site: MadeSite) -> None:
    site.remove(HARBOUR, status=status)
    lines = site.crawl(AT_ONCE) + site.crawl(AT_ONCE)
    assert len(lines) == 1
    site.publish(HARBOUR, changed=SOON)
    (line,) = site.crawl()
    assert told([line]) == {HARBOUR: (3, "usable", ["pubStatus"])}
    assert line["articleBody"]
    assert site.crawl() == []
    site.remove(HARBOUR, status=410)
    assert told(site.crawl()) == gone("http_410", version=4)


def test_an_article_that_comes_back_without_a_date_of_change_is_seen_when_it_is_listed_again(site: MadeSite) -> None:
    site.remove(HARBOUR, status=410)
    assert told(site.crawl()) == gone("http_410")
    site.publish(HARBOUR, body=REST)
    assert told(site.crawl()) == {HARBOUR: (3, "usable", ["articleBody", "pubStatus"])}


# Too much at once


def test_a_site_that_loses_many_of_its_articles_at_once_loses_none(sixty: MadeSite) -> None:
    names = SIXTY[:20]
    pages = {name: sixty.server.answers[path_of(name)] for name in names}
    sixty.remove(*names, status=410)
    assert sixty.crawl() == []
    assert "20 of 60 known articles of 127.0.0.1" in sixty.log
    assert sixty.stats["guard/mass_deletion"] == 20
    for name, page in pages.items():
        sixty.answer(name, page)
        sixty.enlist(name)
    assert sixty.crawl() == [], "it was the site that failed"
    assert sixty.crawl() == []
    assert sixty.asked == set()


@pytest.mark.parametrize(("count", "is_held"), [(5, False), (6, True)])
def test_of_a_small_site_five_articles_may_be_gone_at_once(
    count: int, is_held: bool, crawl_host: CrawlHost, tmp_path: Path
) -> None:
    names = SIXTY[:12]
    with made_site(crawl_host, tmp_path, *names) as site:
        site.crawl()
        site.remove(*names[:count], status=410)
        assert len(site.crawl()) == (0 if is_held else count)


def test_what_was_held_is_taken_back_by_who_has_looked_at_the_site(sixty: MadeSite) -> None:
    sixty.remove(*SIXTY[:20], status=410)
    assert sixty.crawl() == []
    assert sixty.crawl() == [], "it is held as long as nobody has"
    taken = told(sixty.crawl({"NEWSBOT_MAX_GONE_SHARE": "1"}))
    assert taken == dict.fromkeys(SIXTY[:20], (2, "canceled", "http_410"))


def test_a_site_may_lose_a_fifth_of_its_articles_though_its_sitemap_is_as_it_was_at_the_second_look(
    sixty: MadeSite,
) -> None:
    sixty.remove(*SIXTY[:12])
    assert sixty.crawl() == []
    sixty.pass_time(hours=1)
    taken = told(sixty.crawl())
    assert ("/sitemap.xml", 304) in sixty.server.statuses
    assert taken == dict.fromkeys(SIXTY[:12], (2, "canceled", "http_404_repeated"))


def test_articles_that_are_listed_still_are_weighed_against_those_that_were_asked_for(sixty: MadeSite) -> None:
    """The site is sick, its sitemap is not: what fails is all that was asked for, though little of the site."""
    sixty.remove(*SIXTY[:12], status=410, is_listed=True)
    for name in SIXTY[:12]:
        sixty.enlist(name, SOON)
    assert sixty.crawl() == []
    assert "12 of 12 known articles" in sixty.log


def test_articles_found_missing_by_their_age_are_weighed_against_what_was_had_since(
    crawl_host: CrawlHost, tmp_path: Path
) -> None:
    """Without a sitemap that could tell: a fifth of what was looked at was missing, and is so still.

    In which order that crawl looked decides nothing.
    """

    def feed(*names: str) -> Answer:
        links = "".join(f"<item><link>{{base}}{path_of(name)}</link></item>" for name in names)
        return Answer(f"<rss version='2.0'><channel>{links}</channel></rss>", "application/rss+xml")

    with made_site(crawl_host, tmp_path, *SIXTY, published=JUST_NOW) as site:
        site.server.answers["/feed.xml"] = feed(*SIXTY)
        head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        site.server.answers["/"] = Answer(f"<html><head>{head}</head><h1>Front</h1></html>")
        del site.server.answers["/sitemap.xml"]
        assert len(site.crawl()) == 60
        for name in SIXTY[:12]:
            site.answer(name, Answer("", status=404))
        site.pass_time(hours=1)
        assert site.crawl() == []
        site.draw_out(minutes=20)
        site.server.answers["/feed.xml"] = feed(SIXTY[59])
        site.pass_time(hours=1)
        taken = told(site.crawl({"NEWSBOT_REVISIT_AGES": ""}))
        assert taken == dict.fromkeys(SIXTY[:12], (2, "canceled", "http_404_repeated"))
        assert site.asked == set(SIXTY[:12])


# All of it at once


@pytest.mark.parametrize("seed", [1, 2])
def test_lines_add_up_to_what_the_site_has_whatever_happens_to_it(
    seed: int, crawl_host: CrawlHost, tmp_path: Path
) -> None:
    """Articles are published, edited, deleted, led away, withdrawn and brought back; each change is one line."""
    rng = random.Random(seed)
    names = [f"story-number-{number}" for number in range(10)]
    fate = dict.fromkeys(names, "")  # "": not there
    known: dict[str, tuple[int, str, str]] = {}
    with made_site(crawl_host, tmp_path) as site:
        for step in range(6):
            changed = (NOW + timedelta(hours=1 + step)).isoformat(timespec="seconds")
            touched = set()
            for name in rng.sample(names, 4):
                before, fate[name] = fate[name], _happen(site, name, fate[name], changed, rng)
                if fate[name] != before and not (before in _GONE and fate[name] in _GONE):
                    touched.add(name)
            lines = site.crawl(AT_ONCE) + site.crawl(AT_ONCE)
            assert set(told(lines)) == touched, (step, fate)
            for line in lines:
                name = name_of(line["url"])
                assert line["version"] == known.get(name, (0, "", ""))[0] + 1
                known[name] = line["version"], line["pubStatus"], line.get("articleBody", "")
            assert site.crawl(AT_ONCE) == []
            there = {name: what for name, what in fate.items() if what not in _GONE}
            assert {name for name, (_, status, _) in known.items() if status == "usable"} == set(there)
            ends = {name: known[name][2].rpartition(" ")[2] for name in there}
            assert ends == {name: f"{what}." for name, what in there.items()}


_GONE = ("", "404", "410", "301", "noindex")


def _happen(site: MadeSite, name: str, fate: str, changed: str, rng: random.Random) -> str:
    """Do something to an article; what it is then: why it is gone, or how its text ends."""
    text = changed[11:13]
    what = rng.choice(("edit", "edit", *_GONE[1:])) if fate not in _GONE else "edit"
    if what == "edit":
        # In words of its own: what stands on many pages is no article's text.
        site.publish(
            name, changed=changed, body=f"<p>{name} of the council was counted once more, and gave {text}.</p>"
        )
        return text
    if what == "noindex":
        site.publish(name, changed=changed, head=NOINDEX)
    elif what == "301":
        site.redirect(name, "/", 301)
        site.unlist(name)
    else:
        site.remove(name, status=int(what))
    return what
