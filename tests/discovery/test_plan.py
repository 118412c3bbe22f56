"""A site's plan: which sources are worth reading, in which order, when to stop, and which links come first."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from site_plans import FEEDS, SINCE, SITE, WELL_KNOWN, at, lists, paths, plan_of, run, story, wanted

from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery import plan as planning
from newsbot.discovery.plan import PlanLimits, SitePlan
from newsbot.items import Link
from newsbot.sites import SOURCES
from newsbot.urls import same_site

# ------------------------------------------------------------------------------------------- stages


def test_the_front_page_and_the_sitemaps_of_robots_come_first():
    plan = plan_of()
    plan.add_robots(["/news.xml", at("/archive.xml")])
    assert paths(plan.take_sources()) == ["/", "/news.xml"]
    assert plan.take_sources() == []
    assert not plan.is_complete


def test_a_site_whose_robots_names_its_sitemaps_is_asked_for_nothing_else():
    answers = {"robots": ["/news.xml"], "/": lists(hubs=["/sport"]), "/news.xml": lists(story(1, "news-sitemap"))}
    assert run(plan_of(), answers) == ["/", "/news.xml"]


@pytest.mark.parametrize("robots", [[], ["/dead.xml"], ["/empty.xml"]])
def test_without_a_sitemap_that_lists_anything_well_known_ones_are_tried(robots):
    answers = {"robots": robots, "/empty.xml": lists(reason="empty"), "/wp-sitemap.xml": lists(story(1))}
    assert run(plan_of(), answers) == ["/", *robots, *WELL_KNOWN]


def test_without_any_sitemap_well_known_feeds_are_tried_then_sections():
    asked = run(plan_of(), {"/": lists(hubs=["/world", "/sport"])})
    assert asked == ["/", *WELL_KNOWN, *FEEDS, "/world", "/sport"]


def test_a_feed_that_the_front_page_names_makes_guesses_needless_but_lists_too_little_to_do_without_sections():
    answers = {"/": lists(sources=[("/all.rss", "feed")], hubs=["/world"]), "/all.rss": lists(story(1, "feed"))}
    assert run(plan_of(), answers) == ["/", "/all.rss", *WELL_KNOWN, "/world"]


@pytest.mark.parametrize("method", ["news-sitemap", "sitemap", "wp-rest"])
def test_sections_are_not_asked_where_a_list_of_the_articles_is(method):
    answers = {"/": lists(sources=[("/list", "wp-rest")], hubs=["/world"]), "/list": lists(story(1, method))}
    assert "/world" not in run(plan_of(), answers)


@pytest.mark.parametrize("method", ["news-sitemap", "sitemap", "wp-rest"])
def test_sections_are_asked_where_a_list_has_few_of_the_articles_that_the_front_page_shows(method):
    shown = [story(number, "section") for number in range(1, 7)]
    for count, is_whole in ((2, False), (3, True)):
        listed = [story(number, method) for number in range(1, count + 1)]
        answers = {"/": lists(*shown, sources=[("/list", "wp-rest")], hubs=["/world"]), "/list": lists(*listed)}
        assert ("/world" in run(plan_of(), answers)) is not is_whole


@pytest.mark.parametrize("dates", [("2026-11-02", None), (None, "2026-11-02")])
def test_old_articles_of_the_front_page_open_no_sections_where_only_new_ones_are_asked_for(dates):
    of_part, of_story = dates
    shown = [story(number, "section", published=of_story) for number in range(1, 7)]
    index = lists(sources=[("/new.xml", "sitemap"), ("/old.xml", "sitemap", 1, of_part)])
    answers = {"robots": ["/index.xml"], "/": lists(*shown, hubs=["/world"]), "/index.xml": index}
    answers["/new.xml"] = lists(story(9, published="2026-11-21"))
    assert "/world" not in run(plan_of(since=SINCE), answers)
    assert "/world" in run(plan_of(), {**answers, "/old.xml": lists(story(10))}), "all is asked for"


def test_the_decision_to_read_sections_stays_until_there_is_new_evidence():
    for has_read_sections in (True, False):
        plan = plan_of()
        plan.has_read_sections = has_read_sections
        plan.add_robots(["/list.xml"])
        front, sitemap = plan.take_sources()
        plan.add_unchanged(sitemap, "sitemap", 20, [])
        plan.add_contents(front, lists(*(story(number, "section") for number in range(9)), hubs=["/world"]))
        assert paths(plan.take_sources()) == (["/world"] if has_read_sections else [])


def test_a_known_article_is_no_section():
    plan = plan_of()
    plan.known_articles = [at("/harbour/")]
    assert run(plan, {"/": lists(hubs=["/harbour", "/world"])}) == ["/", *WELL_KNOWN, *FEEDS, "/world"]


def test_archives_are_asked_where_no_list_goes_on():
    front = {"archives": ["/2026/10/", "/tags/"]}
    answers = {
        "/": lists(story(1, "section"), hubs=["/world"], **front),
        "/tags/": lists(archives=["/tags/harbour/"]),
        "/tags/harbour/": lists(sources=[("/tags/harbour/2", "section", 1)]),
    }
    assert run(plan_of(), answers)[-5:] == ["/world", "/2026/10/", "/tags/", "/tags/harbour/", "/tags/harbour/2"]
    paged = lists(story(1, "section"), sources=[("/page/2", "section", 1)], **front)
    assert run(plan_of(), {"/": paged})[-1] == "/page/2"
    listed = lists(story(1), **front)
    assert run(plan_of(), {"/": listed}) == ["/"]


def test_an_archive_that_was_read_to_its_end_is_not_asked_again():
    plan = plan_of()
    plan.knows_list = lambda url: url == at("/2026/10/")
    asked = run(plan, {"/": lists(archives=["/2026/10/", "/2026/11/"])})
    assert asked == ["/", *WELL_KNOWN, *FEEDS, "/2026/11/"]


def test_a_site_of_countless_tags_is_asked_for_some():
    tags = [f"/tag/{number}" for number in range(planning.MAX_ARCHIVES * 2)]
    asked = run(plan_of(), {"/": lists(archives=tags)})
    assert sum(path.startswith("/tag/") for path in asked) < planning.MAX_ARCHIVES + planning.MAX_SOURCES["section"]


def test_pages_of_a_section_are_followed_once_sections_are_open():
    answers = {
        "/": lists(sources=[("/page/2", "section", 1)], hubs=["/world"]),
        "/world": lists(story(1, "section"), sources=[("/world/2", "section", 1)]),
    }
    assert run(plan_of(), answers)[-3:] == ["/page/2", "/world", "/world/2"]


def test_a_front_page_that_sends_its_readers_on_is_one_there():
    moved = lists(sources=[("/home.html", "section", 0)])
    home = lists(story(1, "section"), hubs=["/world"])
    answers = {"/": moved, "/home.html": home, "/world": lists(sources=[("/home.html", "section", 0)])}
    assert run(plan_of(), answers) == ["/", "/home.html", *WELL_KNOWN, *FEEDS, "/world"]
    plan = plan_of()
    (front,) = plan.take_sources()
    plan.add_unchanged(front, "section", 0, moved.sources)
    assert paths(plan.take_sources()) == ["/home.html"]


def test_a_front_page_that_loads_itself_under_ever_new_addresses_is_left():
    answers = {"/": lists(sources=[("/?t=0", "section", 0)])}
    answers |= {f"/?t={n}": lists(story(1, "section"), sources=[(f"/?t={n + 1}", "section", 0)]) for n in range(99)}
    asked = [path for path in run(plan_of(), answers) if path.startswith("/?t=")]
    assert asked == [f"/?t={n}" for n in range(5)]


def test_sections_inside_sections_do_not_spread():
    answers = {"/": lists(hubs=["/world"]), "/world": lists(hubs=["/world/tags"])}
    assert "/world/tags" not in run(plan_of(), answers)


def test_an_index_leads_to_its_sitemaps_the_newest_first():
    index = lists(
        sources=[
            ("/undated.xml", "sitemap", 1),
            ("/old.xml", "sitemap", 1, "2026-01-01"),
            ("/new.xml", "sitemap", 1, "2026-11-20"),
        ]
    )
    asked = run(plan_of(), {"robots": ["/index.xml"], "/index.xml": index, "/new.xml": lists(story(1))})
    assert asked == ["/", "/index.xml", "/new.xml", "/old.xml", "/undated.xml"]


def test_a_plan_ends_though_every_source_fails():
    plan = plan_of()
    assert run(plan, {"/": "http_500"}) == ["/", *WELL_KNOWN, *FEEDS]
    assert wanted(plan) == []
    assert plan.counts == {"section_http_500": 1, "sitemap_http_404": 4, "feed_http_404": 6}


@pytest.mark.parametrize("reason", ["unreachable", "timeout"])
def test_a_host_that_does_not_answer_is_not_asked_again(reason):
    assert run(plan_of(), {"/": reason}) == ["/"]


def test_a_source_is_asked_once_however_often_it_is_named():
    front = lists(
        sources=[("/a.xml", "sitemap"), ("/a.xml", "sitemap"), ("/", "section")], hubs=["/", "/world", "/world"]
    )
    asked = run(
        plan_of(), {"robots": ["/a.xml", "/a.xml"], "/": front, "/a.xml": lists(sources=[("/a.xml", "sitemap")])}
    )
    assert sorted(asked) == sorted(set(asked))


def test_sitemaps_of_another_site_are_refused_and_counted():
    plan = plan_of()
    asked = run(plan, {"robots": ["https://other.example/sitemap.xml", "https://[bad", "http://www.example.com/s.xml"]})
    assert asked[:2] == ["/", "http://www.example.com/s.xml"]
    assert plan.counts["sources_refused"] == 2


# ------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("method", "limit"),
    [(method, planning.MAX_SOURCES[method]) for method in ("sitemap", "feed", "wp-rest")],
)
def test_a_site_has_no_more_sources_of_a_kind_than_the_limit(method, limit):
    many = lists(sources=[(f"/{number}", method) for number in range(limit + 5)])
    plan = plan_of()
    asked = run(plan, {"/": many, "/0": lists(story(1, "news-sitemap"))})
    assert len(asked) == 1 + limit
    assert plan.counts[f"{method}_over_limit"] == 5


def test_sections_count_with_the_front_page():
    plan = plan_of({"section"})
    hubs = [f"/{number}" for number in range(planning.MAX_SOURCES["section"] + 5)]
    assert len(run(plan, {"/": lists(hubs=hubs)})) == planning.MAX_SOURCES["section"]
    assert plan.counts["section_over_limit"] == 6


def test_sitemaps_in_sitemaps_end_at_a_depth():
    answers = {f"/{n}.xml": lists(sources=[(f"/{n + 1}.xml", "sitemap", n + 1)]) for n in range(9)}
    asked = run(plan_of({"sitemap"}), {"robots": ["/0.xml"], **answers})
    assert "/3.xml" in asked
    assert "/4.xml" not in asked


def test_a_site_that_lists_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(planning, "MAX_LINKS", 3)
    plan = plan_of()
    run(plan, {"robots": ["/s.xml"], "/s.xml": lists(*map(story, range(1, 6)), story(1))})
    assert len(wanted(plan)) == 3
    assert plan.counts["links_over_limit"] == 2


# ------------------------------------------------------------------------------- what the user wants


@pytest.mark.parametrize(
    ("sources", "asked"),
    [
        ({"feed"}, ["/", "/all.rss"]),
        ({"wp-rest"}, ["/", "/wp-json/"]),
        ({"news-sitemap"}, ["/", "/s.xml", *WELL_KNOWN]),
        ({"sitemap"}, ["/", "/s.xml"]),
        ({"section"}, ["/", "/world"]),
        ({"section", "sitemap"}, ["/", "/s.xml"]),
    ],
)
def test_only_the_sources_that_the_user_names_are_asked_and_believed(sources, asked):
    plan = plan_of(sources)
    front = lists(story(1, "section"), sources=[("/all.rss", "feed"), ("/wp-json/", "wp-rest")], hubs=["/world"])
    answers = {
        "robots": ["/s.xml"],
        "/": front,
        "/s.xml": lists(story(2, "sitemap")),
        "/all.rss": lists(story(3, "feed")),
        "/wp-json/": lists(story(4, "wp-rest")),
        "/world": lists(story(5, "section")),
    }
    assert run(plan, answers) == asked
    assert {found.method for found in wanted(plan)} <= sources


@pytest.mark.parametrize(
    ("published", "modified", "is_wanted"),
    [
        ("2026-11-21T10:00:00+00:00", None, True),
        ("2026-11-19T10:00:00+00:00", None, False),
        ("2026-11-19T10:00:00+00:00", "2026-11-21T10:00:00+00:00", True),
        ("2026-11-21T10:00:00+00:00", "2026-11-19T10:00:00+00:00", True),
        (None, "2026-11-19T23:59:59+00:00", False),
        ("2026-11-20", None, True),
        ("2026-11-19", None, False),
        ("2026-11-20T01:00:00+05:00", None, False),
        (None, None, True),
        ("soon", None, True),
    ],
)
def test_since_leaves_out_what_was_neither_published_nor_modified_since(published, modified, is_wanted):
    plan = plan_of(since=SINCE)
    run(plan, {"robots": ["/s.xml"], "/s.xml": lists(story(1, published=published, modified=modified))})
    assert bool(wanted(plan)) == is_wanted
    assert plan.counts.get("links_too_old", 0) == (not is_wanted)


def test_since_spares_the_sitemaps_that_an_index_says_are_old():
    index = lists(sources=[("/old.xml", "sitemap", 1, "2026-11-19"), ("/new.xml", "sitemap", 1, "2026-11-20")])
    answers = {"robots": ["/index.xml"], "/index.xml": index, "/new.xml": lists(story(1))}
    assert run(plan_of(since=SINCE), answers) == ["/", "/index.xml", "/new.xml"]


@pytest.mark.parametrize("method", ["feed", "wp-rest"])
def test_since_ends_a_list_at_its_first_page_of_old_entries(method):
    def page(number, *days):
        dated = [story(day, method, published=f"2026-11-{day:02}") for day in days]
        return lists(*dated, sources=[(f"/{number + 1}", method, number)])

    answers = {
        "/": lists(sources=[("/1", method)]),
        "/1": page(1, 23, 22),
        "/2": page(2, 21, 18),
        "/3": page(3, 17, 16),
    }
    asked = run(plan_of({method}, SINCE), answers)
    assert asked == ["/", "/1", "/2", "/3"]


def feed_page(number, size=2):
    stories = [story(number * size + place, "feed") for place in range(1, size + 1)]
    return lists(*stories, sources=[(f"/feed?paged={number + 1}", "feed", number)])


def feed_site(**more):
    pages = {f"/feed?paged={number}": feed_page(number) for number in range(2, 5)}
    return {"/": lists(sources=[("/feed", "feed")]), "/feed": feed_page(1), **pages, **more}


def test_older_feeds_are_asked_for_where_nothing_else_lists_the_articles():
    older = [f"/feed?paged={number}" for number in range(2, 6)]
    assert run(plan_of({"feed"}), feed_site()) == ["/", "/feed", *older]
    assert run(plan_of(), feed_site()) == ["/", "/feed", *WELL_KNOWN, *older]
    assert run(plan_of(), {**feed_site(), "/wp-sitemap.xml": lists(story(1))}) == ["/", "/feed", *WELL_KNOWN]


def endless(path, method, *links, count=30):
    """A list of pages without end that show the same."""
    pages = [path, *(f"{path}{page}" for page in range(2, count))]
    following = enumerate(pages[1:], 1)
    return {pages[depth - 1]: lists(*links, sources=[(page, method, depth)]) for depth, page in following}


def test_a_list_that_shows_its_first_page_for_ever_is_left_and_others_are_asked():
    posts, entries = [story(1, "wp-rest", post=1), story(2, "wp-rest", post=2)], [story(1, "feed"), story(3, "feed")]
    answers = {
        "/": lists(sources=[("/api", "wp-rest"), ("/feed", "feed")], hubs=["/news"]),
        **endless("/api", "wp-rest", *posts),
        **endless("/feed", "feed", *entries),
        "/news": lists(story(4, "section")),
    }
    plan = plan_of()
    assert run(plan, answers) == ["/", "/api", "/feed", "/api2", *WELL_KNOWN, "/feed2", "/news"]
    assert (plan.counts["wp-rest_repeated"], plan.counts["feed_repeated"]) == (1, 1)


def test_an_api_goes_on_though_a_sitemap_lists_its_posts_and_needs_no_sections_though_another_repeats_it():
    pages = {
        f"/{api}{page}": lists(story(page, "wp-rest", post=page), sources=[(f"/{api}{page + 1}", "wp-rest", page)])
        for api in "ab"
        for page in (1, 2, 3)
    }
    answers = {
        "robots": ["/map"],
        "/map": lists(*map(story, (1, 2, 3))),
        "/": lists(sources=[("/a1", "wp-rest")], hubs=["/news"]),
        **pages,
        "/a3": lists(story(3, "wp-rest", post=3), sources=[("/b1", "wp-rest")]),
    }
    assert run(plan_of(), answers) == ["/", "/map", "/a1", "/a2", "/a3", "/b1", "/b2"]


@pytest.mark.parametrize("method", ["feed", "wp-rest"])
def test_a_limit_ends_a_list_when_its_pages_have_enough(method):
    answers = {"/": lists(sources=[("/1", method)])}
    for number in range(1, 9):
        links = [story(number * 2, method), story(number * 2 + 1, method)]
        answers[f"/{number}"] = lists(*links, sources=[(f"/{number + 1}", method, number)])
    plan = SitePlan(SITE, PlanLimits(frozenset({method}), limit=5))
    assert run(plan, answers) == ["/", "/1", "/2", "/3"]


API = "/wp-json/wp/v2/posts?per_page=100&orderby=modified"


def test_a_limit_asks_the_api_for_the_newest_and_no_limit_for_what_was_changed_last():
    answers = {"/": lists(sources=[(API, "wp-rest")])}
    assert run(plan_of({"wp-rest"}), answers) == ["/", API]
    limited = SitePlan(SITE, PlanLimits(frozenset({"wp-rest"}), limit=5))
    assert run(limited, answers) == ["/", API.removesuffix("&orderby=modified")]


def test_an_api_that_can_not_sort_by_change_is_asked_for_the_newest():
    answers = {"/": lists(sources=[(API, "wp-rest")]), API: "http_400"}
    plain = API.removesuffix("&orderby=modified")
    answers[plain] = lists(story(1, "wp-rest"))
    plan = plan_of({"wp-rest"})
    assert run(plan, answers) == ["/", API, plain]
    assert len(wanted(plan)) == 1


def test_what_a_list_goes_on_with_is_left_alone_when_all_of_it_is_known():
    plan = plan_of({"wp-rest"})
    plan.take_sources()
    plan.add_contents(SourceRef(SITE, "section"), lists(sources=[("/1", "wp-rest")]))
    (first,) = plan.take_sources()
    plan.add_contents(first, lists(story(1, "wp-rest"), sources=[("/2", "wp-rest", 1)]), is_known=True)
    assert plan.take_sources() == []


def test_an_unchanged_list_leads_to_other_kinds_of_sources_alone_and_an_unchanged_index_to_its_parts():
    plan = plan_of()
    plan.take_sources()
    front, feed = SourceRef(SITE, "section"), SourceRef(at("/feed"), "feed")
    plan.add_unchanged(front, "section", 9, [feed, SourceRef(at("/page/2"), "section", 1)])
    assert paths(plan.take_sources()) == ["/feed"]
    plan.add_unchanged(feed, "feed", 9, [SourceRef(at("/feed?paged=2"), "feed", 1)])
    (index, *_) = plan.take_sources()
    plan.add_unchanged(index, "sitemap", 0, [SourceRef(at("/part.xml"), "sitemap", 1)])
    asked = []
    while refs := plan.take_sources():
        asked += paths(refs)
        for ref in refs:
            plan.add_failure(ref, "http_404")
    assert "/part.xml" in asked


# ------------------------------------------------------------------------------------------ any site

METHODS = st.sampled_from(["sitemap", "feed", "wp-rest", "section"])
URLS = st.one_of(
    st.sampled_from([SITE, at("/a"), at("/b"), at("/c/2026/11/a-long-title-here"), "http://www.example.com/a", "x"]),
    st.sampled_from(["https://other.example/a", "https://example.com.evil.example/a", "https://[bad", "", "data:,x"]),
    st.integers(0, 30).map(lambda number: at(f"/{number}")),
)
DATES = st.sampled_from(
    [None, "", "soon", "2026-11-21", "2026-11-19", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
REFS = st.builds(SourceRef, URLS, METHODS, st.integers(0, 5), DATES)
LINKS = st.builds(Link, URLS, st.sampled_from(SOURCES), st.just(at("/source")), DATES, DATES)
CONTENTS = st.builds(
    SourceContents,
    st.lists(LINKS, max_size=6),
    st.lists(REFS, max_size=6),
    st.lists(REFS, max_size=4),
    st.sampled_from([None, "empty", "off_site"]),
    st.integers(0, 3),
)
ANSWERS = st.one_of(CONTENTS, st.sampled_from(["http_404", "timeout", "unreachable", "robots"]))


@examples(150)
@given(
    st.data(),
    st.sets(st.sampled_from(SOURCES), min_size=1),
    st.sampled_from([None, SINCE]),
    st.lists(st.one_of(URLS, st.text(max_size=20)), max_size=4),
)
def test_any_plan_ends_asks_nothing_twice_and_stays_on_its_site(data, sources, since, robots):
    plan = plan_of(sources, since)
    plan.add_robots(robots)
    waiting, asked = [], []
    while waiting or not plan.is_complete:
        waiting += plan.take_sources()
        assert waiting, "the plan is not complete and asks for nothing"
        # Answers come in any order.
        ref = waiting.pop(data.draw(st.integers(0, len(waiting) - 1)))
        asked.append(ref.url)
        answer = data.draw(ANSWERS) if len(asked) < 40 else "http_404"
        if isinstance(answer, str):
            plan.add_failure(ref, answer)
        else:
            plan.add_contents(ref, answer)
    links = wanted(plan)
    assert plan.take_sources() == []
    assert len(asked) == len(set(asked))
    assert all(same_site(url, SITE) for url in [*asked, *(found.url for found in links)])
    assert {found.method for found in links} <= sources
    assert wanted(plan) == links
    assert all(count > 0 for count in plan.counts.values())


def test_small_sitemaps_are_asked_for_together_and_large_ones_alone(monkeypatch):
    monkeypatch.setattr(planning, "_SMALL_SITEMAP_LINKS", 2)
    plan = plan_of()
    plan.add_robots(["/index.xml"])
    front, index = plan.take_sources()
    plan.add_contents(index, lists(sources=[(f"/{number}.xml", "sitemap", 1) for number in range(9)]))
    (first,) = plan.take_sources()
    plan.add_contents(front, lists(sources=[("/all.rss", "feed")]))
    assert paths(plan.take_sources()) == ["/all.rss"]
    plan.add_contents(first, lists(story(1)))
    second, *others = plan.take_sources()
    assert paths([second, *others]) == [f"/{number}.xml" for number in range(1, 5)]
    plan.add_contents(second, lists(*map(story, range(1, 5))))
    for other in others:
        assert plan.take_sources() == []
        plan.add_failure(other, "timeout")
    assert paths(plan.take_sources()) == ["/5.xml"]
