"""What an address says about the page behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.url_shapes import (
    ShapeProfile,
    article_likeness,
    is_archive,
    is_service,
    is_thread,
    names_service,
    url_shape,
)

ARTICLES = [
    "https://example.com/2026/11/02/minister-resigns-after-vote/",
    "https://example.com/world/minister-resigns-after-long-vote-on-budget",
    "https://example.com/world/europe/storm-hits-coast-123456.html",
    "https://example.com/news/123456",
    "https://example.com/news/world-europe-12345678",
    "https://example.com/news/articles/c5yq8j3k2lno",
    "https://example.com/index.php?id=48213",
    "https://example.com/index.php?option=com_content&view=article&id=812:floods&catid=3",
    "https://example.com/story.asp?newsid=48213",
    "https://example.com/?p=48213",
    "https://example.com/archives/48213",
    "https://example.com/politik/haushalt-im-bundestag-beschlossen-a-1234567.html",
    "https://example.com/en/storm-hits-the-northern-coast/a-71234567",
    "https://example.com/2026/nov/02/storm-hits-coast",
    "https://example.com/2026/11/02/resigned/",
    "https://example.com/news/119843/storm-again",
    "https://example.com/show.php?serial=83141",
    "https://example.com/storm-hits-northern-coast/index.html",
    "https://example.com/weather/help-arrives-after-storm-cuts-power-on-coast",
    "https://example.com/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/"
    "%D0%BC%D0%B8%D0%BD%D0%B8%D1%81%D1%82%D1%80-%D1%83%D1%88%D1%91%D0%BB-%D0%B2-%D0%BE%D1%82%D1%81%D1%82%D0%B0%D0%B2%D0%BA%D1%83",
    "https://example.com/news/部長在預算投票後辭職引發抗議",
    "https://example.com/story/6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "https://example.com/world/minister-resigns-after-long-vote-on-budget/amp",
]
OTHERS = [
    "https://example.com/",
    "https://example.com/world",
    "https://example.com/world/asia-pacific/",
    "https://example.com/tag/budget-vote-2026",
    "https://example.com/category/politics/",
    "https://example.com/author/ann-lee-of-the-desk/",
    "https://example.com/autor/eva-maria-lopez-garcia",
    "https://example.com/world/page/2/",
    "https://example.com/world?page=2",
    "https://example.com/?s=budget",
    "https://example.com/search?q=long-slug-of-many-words",
    "https://example.com/2026/11/",
    "https://example.com/2026/11/02/",
    "https://example.com/archive",
    "https://example.com/wp-login.php",
    "https://example.com/world/feed/",
    "https://example.com/privacy-policy",
    "https://example.com/terms-of-service",
    "https://example.com/kontakt.html",
    "https://example.com/uploads/2026/11/minister-resigns-after-long-vote.jpg",
    "https://example.com/files/annual-report-of-the-budget-office-2026.pdf",
    "https://example.com/video/long-title-of-a-film-12345.mp4",
]


@pytest.mark.parametrize("url", ARTICLES)
def test_addresses_of_articles_look_like_it(url):
    assert article_likeness(url) >= 0.5


@pytest.mark.parametrize("url", OTHERS)
def test_addresses_of_lists_services_and_media_do_not(url):
    assert article_likeness(url) < 0.35


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/forum/boats-2/topic/which-pump-for-an-old-boat-36/", True),
        ("/forums/topic/which-pump/page/2/", True),
        ("/forum/topic/36/which-pump?sort=newest", True),
        ("/phpbb/viewtopic.php?f=3&t=48213", True),
        ("/showthread.php?t=48213", True),
        ("/forum/topics/", False),
        # A paper has columns that are called so.
        ("/thread/great-storm-1234", False),
        ("/topic/123", False),
        ("/forum/why-we-vote-12", False),
        ("/opinion/forum/topic/economy/minister-resigns-123", False),
        ("/boards/topics/education/school-board-votes", False),
        ("/forum/topic/2026/11/02/minister-resigns", False),
        ("/news/showtopic.php?id=123", False),
        ("/share?of=/forum/boats/topic/old-pumps", False),
    ],
)
def test_threads_are_told_from_sections_of_a_paper(path, expected):
    assert is_thread(f"https://example.com{path}") is expected


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://www.example.com/world/2026/11/02/minister-resigns-after-vote.html", "example.com/world/N/N/N/S.html"),
        ("https://example.com/world/asia-pacific", "example.com/world/asia-pacific"),
        ("https://example.com/sport/storm-hits-the-coast-123456", "example.com/sport/S-N"),
        ("https://example.com/a/123456-storm-hits-the-coast/", "example.com/a/N-S"),
        ("https://example.com/article12345.ece", "example.com/articleN.ece"),
        ("https://example.com/story/6f9619ff-8b86-d011-b42d-00c04fc964ff", "example.com/story/H"),
        ("https://example.com/index.php?lang=en&id=42", "example.com/index.php?id=N&lang=W"),
        ("https://example.com/", "example.com/"),
    ],
)
def test_shape_is_what_one_template_makes(url, shape):
    assert url_shape(url) == shape


def test_a_site_teaches_its_own_shapes():
    odd = ["https://example.com/n/abx", "https://example.com/r/17", "https://example.com/r/18"]
    assert article_likeness("https://example.com/r/19") < 0.5
    profile = ShapeProfile()
    profile.learn(odd)
    assert profile.likeness("https://example.com/r/19") > 0.9
    # One entry is no template, and a fixed address teaches nothing about others.
    assert profile.likeness("https://example.com/n/abx") < 0.5
    assert profile.likeness("https://example.com/n") < 0.5


def test_shapes_of_one_section_help_in_another():
    profile = ShapeProfile()
    profile.learn([f"https://example.com/world/budget-vote-delayed-{n}" for n in "abc"])
    url = "https://example.com/sport/cup-final-tonight"
    assert profile.likeness(url) > article_likeness(url)
    assert profile.likeness("https://example.com/about/terms-and-conditions") < 0.5


def test_addresses_fit_a_site_that_showed_enough_of_its_own():
    profile = ShapeProfile()
    profile.learn([f"https://example.com/world/budget-vote-delayed-{n}" for n in "abcde"])
    assert profile.fits("https://example.com/world/cup-final-is-tonight") is None
    profile.learn([f"https://example.com/world/minister-goes-home-{n}" for n in "abcde"])
    assert profile.fits("https://example.com/world/cup-final-is-tonight") is True
    assert profile.fits("https://example.com/sport/cup-final-is-tonight") is True
    assert profile.fits("https://example.com/our-paper-and-its-history") is False
    assert profile.fits("https://example.com/world") is False


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("About us", True),
        ("Über uns", True),
        ("Qui sommes-nous", True),
        ("Privacy Policy", True),
        ("О нас", True),
        ("Support grows for the strike", False),
        ("Games", True),
        ("Games begin", False),
        ("Code of conduct", True),
        ("Charte éditoriale", True),
        ("", False),
    ],
)
def test_titles_of_service_are_known(title, expected):
    assert names_service(title) is expected


def test_memory_of_shapes_is_bounded():
    profile = ShapeProfile()
    profile.learn(f"https://example.com/{n:x}x/z" for n in range(3_000))
    assert len(profile.counts) <= 1_000


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (["login"], True),
        (["Impressum.html"], True),
        (["contact-us"], True),
        (["world"], False),
        (["shop-owner-wins-prize"], False),
        (["advertise-with-us"], True),
        (["our-team"], True),
        (["our-team-wins-the-cup"], False),
    ],
)
def test_service_pages_are_told_from_sections(segments, expected):
    assert is_service(segments) is expected


@given(st.text(max_size=200))
def test_any_text_has_a_shape_and_a_likeness(text):
    for url in (text, f"https://example.com/{text}"):
        assert 0.0 <= article_likeness(url, {"example.com/S"}) <= 1.0
        assert isinstance(url_shape(url), str)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/301",
        "https://example.com/node/12",
        "https://example.com/archives/48",
        "https://example.com/haber/7.html",
        "https://example.com/spip.php?article12",
        "https://example.com/index.php?id=7",
        "https://example.com/show.php?newsid=41",
        "https://example.com/view.asp?cat=sport&sid=41",
    ],
)
def test_a_short_number_may_be_a_storys(url):
    assert article_likeness(url) >= 0.2


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/2026/11/06",
        "https://example.com/news/2026",
        "https://example.com/news/page/2",
        "https://example.com/tag/12",
        "https://example.com/7",
        "https://example.com/spip.php?rubrique3",
        "https://example.com/?p=2",
    ],
)
def test_a_day_a_year_and_a_page_of_a_list_are_no_numbers_of_stories(url):
    assert article_likeness(url) < 0.2


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/2026/11/",
        "https://example.com/archive/2026/11/index.html",
        "https://example.com/2025/november",
        "https://example.com/archives/2026-11.html",
        "https://example.com/2025/",
        "https://example.com/?m=202611",
        "https://example.com/tags/",
        "https://example.com/tags/harbour/",
        "https://example.com/blog/tag/harbour",
        "https://example.com/thema/hafen.html",
        "https://example.com/issues/1502",
        "https://example.com/ausgabe/2026-45/",
        "https://example.com/magazine/issue/vol-3-2",
    ],
)
def test_months_years_and_tags_list_older_articles(url):
    assert is_archive(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://example.com/issues/why-the-harbour-closes",
        "https://example.com/issues/4012345",
        "https://example.com/2026/11/harbour",
        "https://example.com/2026/11/06/",
        "https://example.com/calendar/2026/11/",
        "https://example.com/events/2026",
        "https://example.com/author/ann-lee",
        "https://example.com/?m=1",
        "https://example.com/news/2026/strike",
        "https://example.com/2026/11/?sort=asc",
        "https://[broken/2026/11",
    ],
)
def test_stories_days_calendars_and_people_are_no_archives(url):
    assert not is_archive(url)
