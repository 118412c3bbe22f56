"""Addresses of a wiki other than its pages, and a wiki's feed of recent changes."""

import pytest

from newsbot.discovery import SourceRef, read_source
from newsbot.discovery.wiki_tools import is_wiki_list, is_wiki_tool

SITE = "http://wiki.example:8080"


@pytest.mark.parametrize(
    "address",
    [
        "/index.php?title=Floods&diff=51&oldid=0",
        "/index.php?title=Floods&action=edit&section=1",
        "/index.php/Special:Version",
        "/wiki/Spezial:Version",
        "/w/index.php?title=Special%3AListFiles",
        "/wiki/User_talk:Ada",
        "/wiki/%D0%A1%D0%BB%D1%83%D0%B6%D0%B5%D0%B1%D0%BD%D0%B0%D1%8F:Version",
        "/doku.php?id=news:floods&do=diff",
        "/doku.php?id=news:floods&do=media",
        "/doku.php?id=user:ada",
        "/index.php?diff=51&oldid=50",
        "/wiki/Floods?oldid=50",
        "/wiki/Floods?action=history",
        "/wiki/MediaWiki:Sidebar",
        "/wiki/Special:RecentChanges",
    ],
)
def test_versions_forms_and_what_the_software_lists_are_no_pages(address):
    assert is_wiki_tool(SITE + address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/news/floods",
        "/wiki/Review:_a_second_act",
        "/wiki/Category:News",
        "/doku.php?id=news:floods",
        "/help:-how-to-vote",
        "/?action=news&id=3",
        "/wiki/Talk_of_the_town",
        "/news?b_start:int=12",
        # What these words mean to a wiki they do not mean to others.
        "/news.php?action=info&id=5123",
        "/index.php?action=watch&id=5123",
        "/index.php?action=history&id=5123",
        "/index.php?do=media&id=55",
        "/index.php?do=recent",
        "/story.php?id=5&oldid=3",
        "/compare.php?id=5&diff=3",
        "/2026/11/floods?ref=user:123",
        "/2026/11/special:the-floods-of-november",
        "/2026/11/archivo:las-fotos-del-dia",
        "/news/mall:of-the-world-opens",
    ],
)
def test_pages_of_wikis_and_of_others_are_none(address):
    assert not is_wiki_tool(SITE + address)


def test_lists_of_pages_lead_to_pages():
    assert is_wiki_list(f"{SITE}/wiki/Special:RecentChanges")
    assert is_wiki_list(f"{SITE}/index.php?title=Spezial:Neue_Seiten&limit=50")
    assert not is_wiki_list(f"{SITE}/wiki/Special:Version")
    assert not is_wiki_list(f"{SITE}/news/floods")


def test_a_feed_of_recent_changes_gives_pages_and_no_differences():
    paths = ["/index.php?title=Floods&amp;diff=51&amp;oldid=0", "/index.php/Floods_close_the_valley_road"]
    entries = "".join(f"<item><title>Floods</title><link>{SITE}{path}</link></item>" for path in paths)
    feed = f"<rss version='2.0'><channel>{entries}</channel></rss>".encode()
    contents = read_source(SourceRef(f"{SITE}/feed", "feed"), feed, f"{SITE}/feed", "application/rss+xml")
    assert [link.url for link in contents.links] == [f"{SITE}/index.php/Floods_close_the_valley_road"]
