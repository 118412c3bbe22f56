"""A crawl with `-a due=only` reads the sources that are due; every crawl records when they are due again."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from loopback import Answer
from made_site import MadeSite, new, path_of, told

from newsbot.state.states import SiteSchedule
from newsbot.state.storage import open_storage
from newsbot.urls import site_name


def schedule(site: MadeSite) -> SiteSchedule:
    with closing(open_storage(f"sqlite:///{site.folder}/state.db")) as storage:
        return storage.schedules()[site_name(site.server.url)]


def let_be_due(site: MadeSite, *paths: str) -> None:
    """Let the schedule say that of all sources these are due."""
    now = datetime.now(UTC)
    with closing(open_storage(f"sqlite:///{site.folder}/state.db")) as storage:
        name = site_name(site.server.url)
        sources = storage.source_schedules(name).values()
        for source in sources:
            is_due = source.url.removeprefix(site.server.url.rstrip("/")) in paths
            source.next_due = now - timedelta(hours=1) if is_due else now + timedelta(days=1)
            source.checked_at = now
        storage.note_schedule(storage.schedules()[name], sources)


def asked_sources(site: MadeSite) -> set[str]:
    paths = {"/robots.txt", "/.well-known/tdmrep.json"}
    return {path for path in site.server.requests if not path.startswith("/2026/")} - paths


def test_a_crawl_notes_when_its_site_is_due(site: MadeSite) -> None:
    known = schedule(site)
    assert known.failures == 0
    assert known.problem is None
    assert known.started_at <= known.checked_at < known.next_due
    assert known.tallies["articles"] == 3
    assert known.tallies["pages"] == 3


def test_only_the_sources_that_are_due_are_asked(site: MadeSite) -> None:
    assert {"/", "/sitemap.xml"} <= set(site.server.answers)
    site.publish("bridge-opens")
    let_be_due(site)
    assert site.crawl(due="only") == []
    assert asked_sources(site) == set()
    let_be_due(site, "/sitemap.xml")
    assert told(site.crawl(due="only")) == new("bridge-opens")
    assert asked_sources(site) == {"/sitemap.xml"}


def test_a_user_who_crawls_a_site_has_all_its_sources_asked(site: MadeSite) -> None:
    let_be_due(site)
    assert site.crawl() == []
    assert asked_sources(site) >= {"/", "/sitemap.xml"}


def test_articles_are_looked_at_as_they_age_although_no_source_is_due(site: MadeSite) -> None:
    let_be_due(site)
    at = (datetime.now(UTC) - timedelta(minutes=5)).isoformat(timespec="seconds")
    site.publish("bridge-opens", published=at)
    assert told(site.crawl()) == new("bridge-opens")
    site.pass_time(hours=2)
    let_be_due(site)
    site.crawl(due="only")
    assert site.asked == {"bridge-opens"}
    assert asked_sources(site) == set()


def test_a_site_that_is_away_is_noted_as_such_and_rests(site: MadeSite) -> None:
    for path in ("/", "/sitemap.xml"):
        site.server.answers[path] = Answer("<h1>Busy</h1>", status=503)
    let_be_due(site)
    site.crawl(due="only")
    assert schedule(site).failures == 0, "nothing was due, so nothing failed"
    let_be_due(site, "/", "/sitemap.xml")
    site.crawl(due="only")
    known = schedule(site)
    assert known.failures == 1
    assert "status 503" in (known.problem or "")
    assert known.next_due - known.checked_at >= timedelta(minutes=5)


def test_an_article_in_another_language_gives_no_line_where_the_file_of_sites_asks_for_one(site: MadeSite) -> None:
    file = site.folder / "sites.toml"
    for name in ("bridge-opens", "bridge-closes"):
        site.publish(name)
    assert path_of("bridge-opens") in site.server.answers
    file.write_text(f'[[sites]]\nurl = "{site.server.url}"\nlanguages = ["fr"]\n')
    arguments = {"sites": str(file)}
    host, folder = site.host, site.folder
    crawled = host.crawl(folder, arguments)
    assert crawled.refusal is None
    assert crawled.stats["newsbot/dropped/other_language"] == 2
    assert "newsbot/lines" not in crawled.stats
