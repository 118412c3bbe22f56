"""The order of a plan's links, what sources say about them, and links that are not the site's articles."""

from datetime import datetime

import pytest
from site_plans import at, link, lists, paths, plan_of, run, story, wanted

from newsbot.discovery.links import link_moment
from newsbot.items import Link


def test_links_come_newest_first_and_undated_ones_last_as_their_source_has_them():
    plan = plan_of()
    dated = [
        story(1),
        story(2, published="2026-11-21"),
        story(3, modified="2026-11-23T08:00:00+00:00"),
        story(4),
        story(5, published="2026-11-23T09:30:00+05:00"),
        story(6, published="2026-11-22", modified="2026-11-24"),
    ]
    run(plan, {"robots": ["/s.xml"], "/s.xml": lists(*dated)})
    order = [paths([story(number)])[0] for number in (3, 5, 6, 2, 1, 4)]
    assert paths(wanted(plan)) == order
    assert paths(wanted(plan)) == order


def test_what_two_sources_say_of_one_article_is_one_link():
    plan = plan_of()
    plain = Link("http://www.example.com/2026/11/a-long-title-of-story/?utm_source=rss", "feed", at("/rss"))
    plain.title, plain.author, plain.modified = "From the feed", "Ann Lee", "2026-11-22"
    exact = Link("https://example.com/2026/11/a-long-title-of-story", "news-sitemap", at("/news.xml"))
    exact.title, exact.published = "From the sitemap", "2026-11-21"
    run(plan, {"robots": ["/news.xml"], "/": lists(plain), "/news.xml": lists(exact)})
    assert wanted(plan) == [
        Link(
            exact.url,
            "news-sitemap",
            at("/news.xml"),
            "2026-11-21",
            "2026-11-22",
            "From the sitemap",
            "Ann Lee",
            modified_by="feed",
        )
    ]


def test_the_more_trusted_source_speaks_first_in_whatever_order_they_come():
    methods = ["section", "sitemap", "feed", "news-sitemap", "wp-rest"]
    for order in (methods, methods[::-1]):
        plan = plan_of()
        run(plan, {"/": lists(*(story(1, method, title=method) for method in order))})
        assert [(found.method, found.title) for found in wanted(plan)] == [("wp-rest", "wp-rest")]


def test_addresses_unlike_articles_are_left_out_unless_a_sure_source_lists_them():
    plan = plan_of()
    doubtful = [link("/about", "sitemap"), link("/tag/sport", "sitemap"), link("/contact", "section")]
    sure = [link("/p-a", "feed"), link("/p-b", "news-sitemap"), link("/p-c", "wp-rest")]
    run(plan, {"/": lists(*doubtful, *sure)})
    assert sorted(paths(wanted(plan))) == ["/p-a", "/p-b", "/p-c"]
    assert plan.counts["links_unlike_articles"] == 3


def test_a_section_page_tells_articles_by_more_than_their_address():
    plan = plan_of()
    run(plan, {"/": lists(link("/harbour", "section"), link("/4012", "section"), link("/?p=12", "section"))})
    assert sorted(paths(wanted(plan))) == ["/4012", "/?p=12", "/harbour"]


def test_a_sitemap_whose_addresses_tell_nothing_lists_articles_all_the_same():
    words = ("harbour", "ferry", "council", "market", "bridge", "school", "storm", "winter", "museum", "river")
    plain = [link(f"/{word}") for word in words]
    few, alone, among = plan_of(), plan_of(), plan_of()
    run(few, {"/": lists(*plain[:9])})
    run(alone, {"/": lists(*plain, link("/contact"))})
    run(among, {"/": lists(*plain, *(story(number) for number in range(1, 9)))})
    assert wanted(few) == []
    assert wanted(alone) == plain
    assert len(wanted(among)) == 8


def test_what_a_feed_lists_teaches_which_other_addresses_are_articles():
    taught = [link(f"/x/a{number}", "feed") for number in (101, 102, 103)]
    other = link("/x/a99", "sitemap")
    alone, together = plan_of(), plan_of()
    run(alone, {"/": lists(other)})
    run(together, {"/": lists(*taught, other)})
    assert other not in wanted(alone)
    assert other in wanted(together)


def test_the_front_page_is_no_article():
    plan = plan_of()
    run(plan, {"/": lists(link("/", "feed"), link("/?utm_source=feed", "feed"))})
    assert wanted(plan) == []


def test_links_of_another_site_are_refused_and_counted():
    plan = plan_of()
    run(plan, {"/": lists(Link("https://other.example/story", "feed", at("/rss")), refused=3)})
    assert wanted(plan) == []
    assert plan.counts["links_refused"] == 4


@pytest.mark.parametrize(
    ("date", "moment", "latest"),
    [
        ("2026-11-23T10:00:00+05:00", "2026-11-23T05:00:00+00:00", "2026-11-23T05:00:00+00:00"),
        ("2026-11-23T10:00:00", "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00+00:00"),
        ("2026-11-23", "2026-11-23T00:00:00+00:00", "2026-11-23T23:59:59.999999+00:00"),
    ],
)
def test_a_day_is_its_midnight_or_its_end(date, moment, latest):
    assert link_moment(date) == datetime.fromisoformat(moment)
    assert link_moment(date, latest=True) == datetime.fromisoformat(latest)


@pytest.mark.parametrize("date", [None, "", "soon", "2026-02-30", "2026-11-23T25:00:00Z"])
def test_what_is_no_date_is_no_moment(date):
    assert link_moment(date) is None


def test_later_pages_of_a_listed_article_come_with_its_first():
    plan = plan_of()
    first = story(1)
    later = [link(f"/2026/11/01/a-long-title-of-story-1{end}") for end in ("/2/", "/page/3/", "-2.html", "?page=2")]
    other = link("/2026/11/02/a-long-title-of-story-1-2/")
    run(plan, {"/": lists(), "robots": ["/map.xml"], "/map.xml": lists(first, *later, other)})
    assert paths(wanted(plan)) == paths([first, other])
    assert plan.counts["links_to_later_pages"] == len(later)


def test_numbered_stories_below_a_section_are_no_later_pages_of_it():
    plan = plan_of()
    stories = [link(f"/news/{number}") for number in range(1, 13)]
    run(plan, {"/": lists(), "robots": ["/map.xml"], "/map.xml": lists(link("/news"), *stories)})
    assert paths(wanted(plan)) == paths(stories)


def test_a_story_that_a_section_dates_is_wanted_whatever_its_address():
    plan = plan_of()
    found = lists(link("/posts/archive/", "section", published="2026-11-05"), link("/posts/tags/", "section"))
    run(plan, {"/": found})
    assert paths(wanted(plan)) == ["/posts/archive/"]
