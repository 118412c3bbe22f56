"""The choice among the dates that a page offers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.dates.choice import DateHints, choose_date, clock_pairs, weigh_address, weigh_dates
from newsbot.extraction.dates.zones import SeasonOffset, zone_of_country
from newsbot.items import Candidate

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = "2026-11-20T00:00:00+00:00"
# Naive on purpose: the tests write zones themselves.
DATETIMES = st.datetimes(datetime(1985, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001


def choose(*said, field="published", language="en"):
    return choose_date([Candidate(value, origin) for origin, value in said], NOW, language, field)


def value_of(*said, **options):
    choice, _ = choose(*said, **options)
    return choice and (choice.value, choice.precision, choice.origin)


def test_the_order_of_trust_decides():
    said = ("visible", "2026-11-20T08:00:00Z"), ("meta", "2026-11-20T09:00:00Z"), ("json-ld", "2026-11-20T10:00:00Z")
    assert value_of(*said) == ("2026-11-20T10:00:00+00:00", "second", "json-ld")


def test_a_date_with_a_time_beats_the_same_day_without():
    said = ("json-ld", "2026-11-20"), ("feed", "Fri, 20 Nov 2026 10:00:00 +0100")
    assert value_of(*said) == ("2026-11-20T10:00:00+01:00", "second", "feed")


def test_a_time_of_another_day_does_not_beat_it():
    assert value_of(("json-ld", "2026-11-20"), ("feed", "2026-11-18T10:00:00Z")) == (
        "2026-11-20T00:00:00+00:00",
        "day",
        "json-ld",
    )


def test_most_origins_decide_when_days_differ():
    said = ("json-ld", "2026-11-01"), ("meta", "2026-11-20"), ("visible", "20 November 2026")
    assert value_of(*said)[0] == "2026-11-20T00:00:00+00:00"


def test_one_origin_that_repeats_itself_is_one_voice():
    said = ("json-ld", "2026-11-20"), ("visible", "1 November 2026"), ("visible", "1 November 2026")
    assert value_of(*said)[2] == "json-ld"


def test_days_on_both_sides_of_midnight_agree():
    said = ("json-ld", "2026-11-20T23:30:00Z"), ("meta", "2026-11-21"), ("visible", "21 November 2026")
    assert value_of(*said)[2] == "json-ld"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2026-11-26T12:00:00Z", "future"),
        ("1970-01-01T00:00:01Z", "epoch"),
        ("0001-01-01T00:00:00Z", "epoch"),
        ("1989-12-31", "epoch"),
        ("2026-02-30", "impossible"),
        ("31.04.2026", "impossible"),
        ("Ali Raza", "unreadable"),
        ("2 hours ago", "unreadable"),
        ("Updated 20 November 2026", "modified"),
        ("Zuletzt aktualisiert: 20.11.2026", "modified"),
    ],
)
def test_bad_dates_are_refused_with_the_reason(raw, reason):
    assert choose(("json-ld", raw)) == (None, [reason])


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Updated November 20, 2026 | Published November 18, 2026", "en"),
        ("Mis à jour le 20 novembre 2026, publié le 18 novembre 2026", "fr"),
        ("Aktualisiert am 20.11.2026 – Veröffentlicht am 18.11.2026", "de"),
        ("Diperbarui 20/11/2026, Diterbitkan 18/11/2026", "id"),
    ],
)
def test_a_change_may_stand_before_the_publication(line, language):
    assert value_of(("visible", line), language=language)[0].startswith("2026-11-18")
    assert value_of(("visible", line), field="modified", language=language)[0].startswith("2026-11-20")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Letzte Änderung: 20.11.2026", "de"),
        ("Letzte Aktualisierung am 20. November 2026", "de"),
        ("Dernière modification : 20/11/2026", "fr"),
        ("Última actualización: 20 de noviembre de 2026", "es"),
        ("Última atualização em 20/11/2026", "pt"),
        ("Ultimo aggiornamento: 20 novembre 2026", "it"),
        ("Laatste wijziging: 20 november 2026", "nl"),
        ("Senast ändrad 20 november 2026", "sv"),
        ("Sist endret 20. november 2026", "no"),
        ("Ændret 20. november 2026", "da"),
        ("Ostatnia modyfikacja: 20.11.2026", "pl"),
        ("Poslední aktualizace 20. 11. 2026", "cs"),
        ("Güncellenme tarihi: 20.11.2026", "tr"),
        ("Последнее обновление: 20.11.2026", "ru"),
        ("Останнє оновлення: 20.11.2026", "uk"),
        ("آخر تعديل 20 نوفمبر 2026", "ar"),
        ("اپڈیٹ: 20 نومبر 2026", "ur"),
        ("آخرین به روز رسانی: ۲۹ آبان ۱۴۰۵", "fa"),
        ("संशोधित: 20 नवंबर 2026", "hi"),
        ("Diperbaharui: 20 November 2026", "id"),
        ("改訂 2026年11月20日", "ja"),
        ("修改 2026年11月20日", "zh"),
    ],
)
def test_a_label_of_a_change_makes_no_day_of_publication_in_any_language(line, language):
    assert value_of(("visible", line), language=language) is None
    assert value_of(("visible", line), field="modified", language=language)[0].startswith("2026-11-20")


def test_tomorrow_in_another_zone_is_no_future():
    assert choose(("json-ld", "2026-11-25"))[0] is not None


def test_a_refused_candidate_leaves_the_others():
    choice, reasons = choose(("json-ld", "2099-01-01"), ("meta", "2026-11-20"))
    assert (choice.origin, choice.raw, reasons) == ("meta", "2026-11-20", ["future"])


def test_published_and_updated_on_one_line_are_told_apart():
    line = ("visible", "Published 18 November 2026, updated 20 November 2026")
    assert value_of(line)[0] == "2026-11-18T00:00:00+00:00"
    assert value_of(line, field="modified")[0] == "2026-11-20T00:00:00+00:00"


def test_an_update_label_is_welcome_on_a_modified_date():
    assert value_of(("visible", "Updated 20 November 2026"), field="modified")[2] == "visible"


@pytest.mark.parametrize("shown", ["2026-11-19T18:09:55-07:00", "2026-11-19 18:09:55"])
def test_the_newsrooms_own_zone_is_kept_where_the_page_shows_it(shown):
    said = ("json-ld", "2026-11-20T01:09:55Z"), ("microdata", shown)
    assert value_of(*said)[0] == "2026-11-19T18:09:55-07:00"


def test_a_wall_clock_of_another_moment_shows_no_zone():
    said = ("json-ld", "2026-11-20T01:09:55Z"), ("microdata", "2026-11-19 18:12:07")
    assert value_of(*said)[0] == "2026-11-20T01:09:55+00:00"


@pytest.mark.parametrize("clock", ["25:00:00", "12:61:00", "00:00:00"])
def test_a_wall_clock_that_shows_no_time_of_day_shows_no_zone(clock):
    said = ("json-ld", "2026-11-23T08:09:55Z"), ("meta", f"2026-11-23T{clock}")
    assert value_of(*said)[0] == "2026-11-23T08:09:55+00:00"


def seen(value, chance, origin="visible"):
    return Candidate(value, origin, chance=chance)


def chosen(*candidates, language="en", **hints):
    choice, reasons = choose_date(candidates, NOW, language, hints=DateHints(**hints))
    return choice and choice.value, reasons


def test_clock_that_the_page_shows_tells_the_zone_by_the_minute():
    declared = Candidate("2026-11-20T01:09:55Z", "json-ld")
    line = seen("November 19, 2026 at 6:09 p.m.", 0.97)
    assert chosen(declared, line) == ("2026-11-19T18:09:55-07:00", [])
    # A line that may be of something else tells nothing.
    assert chosen(declared, seen(line.value, 0.5)) == ("2026-11-20T01:09:55+00:00", [])


@pytest.mark.parametrize(
    ("url", "language", "expected"),
    [
        ("https://www.example.it/a", "it", "2026-11-20T00:15:00+01:00"),
        ("https://www.example.com/a", "it-IT", "2026-11-20T00:15:00+01:00"),
        # No zone is known: the day that readers saw is right, and the day in UTC is nobody's.
        ("https://www.example.com/a", "it", DAY),
        # There it is still the day before, so it is not that zone that the page is written in.
        ("https://www.example.br/a", "pt", DAY),
    ],
)
def test_day_that_readers_see_tells_the_zone_of_the_country(url, language, expected):
    declared = Candidate("2026-11-19T23:15:00Z", "json-ld")
    assert chosen(declared, seen("20/11/2026", 0.95), language=language, url=url) == (expected, [])


@pytest.mark.parametrize(
    ("declared", "shown", "chance", "expected"),
    [
        ("2026-11-19T23:15:00Z", "20 November 2026", 0.95, DAY),
        ("2026-11-20T03:10:00Z", "Nov 19, 2026", 0.95, "2026-11-19T00:00:00+00:00"),
        # A moment that tells its zone is right.
        ("2026-11-19T23:15:00-05:00", "20 November 2026", 0.95, "2026-11-19T23:15:00-05:00"),
        ("2026-11-19T23:15:00Z", "20 November 2026", 0.5, "2026-11-19T23:15:00+00:00"),
        # Today's day and those of teasers.
        ("2026-11-19T23:15:00Z", "20 November 2026", 0.92, "2026-11-19T23:15:00+00:00"),
    ],
)
def test_the_day_that_readers_see_is_that_of_a_moment_in_utc_around_midnight(declared, shown, chance, expected):
    assert chosen(Candidate(declared, "json-ld"), seen(shown, chance))[0] == expected


@pytest.mark.parametrize(
    ("declared", "shown", "language", "is_there"),
    [
        ("2026-11-19T17:30:00Z", "20.11.2026", "de", False),  # of the printed paper, or of a change
        ("2026-11-19T22:30:00Z", "20.11.2026", "de", True),
        ("2026-11-20T03:30:00Z", "19.11.2026", "de", False),
        ("2026-11-19T17:30:00Z", "2026年11月20日", "ja", True),
        ("2026-11-19T10:30:00Z", "2026年11月20日", "ja", False),
        ("2026-11-20T04:30:00Z", "19/11/2026", "es-MX", True),
    ],
)
def test_a_day_that_it_is_nowhere_where_the_language_is_written_is_not_that_of_a_moment(
    declared, shown, language, is_there
):
    value = chosen(Candidate(declared, "json-ld"), seen(shown, 0.95), language=language, url="https://example.com/a")[0]
    assert (not value.startswith(declared[:10])) == is_there


def test_the_day_in_utc_that_the_address_has_too_is_not_given_up():
    declared = Candidate("2026-11-19T23:15:00Z", "json-ld")
    said = chosen(declared, seen("20 November 2026", 0.95), url="https://example.com/2026/11/19/floods")
    assert said[0] == "2026-11-19T23:15:00+00:00"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("20.11.2026 09:15, akt. 22.11.2026", "pl"),
        ("20/11/2026 | ΕΝΗΜΕΡΩΣΗ 22/11/2026", "el"),
        ("20 novembre 2026, actualisé le 22 novembre 2026", "fr"),
    ],
)
def test_a_line_may_say_after_the_date_when_it_was_changed(line, language):
    assert value_of(("visible", line), language=language)[0] == DAY
    assert value_of(("visible", line), language=language, field="modified")[0] == "2026-11-22T00:00:00+00:00"


def test_a_date_that_is_surely_the_articles_beats_one_origin_but_not_two():
    made, shown = Candidate("2026-11-02", "meta"), seen("20 November 2026", 0.95)
    assert chosen(made, shown)[0] == DAY
    assert chosen(made, Candidate("2026-11-02", "json-ld"), shown)[0] == "2026-11-02T00:00:00+00:00"
    assert chosen(made, seen("20 November 2026", 0.6))[0] == "2026-11-02T00:00:00+00:00"


def test_dates_of_something_else_have_no_voice():
    shown = [seen("20 November 2026", 0.95), seen("2026-11-02T10:00:00Z", 0.85, "microdata")]
    assert chosen(Candidate("2026-11-02", "meta"), *shown)[0] == DAY


def test_what_is_shown_on_the_day_of_the_change_is_not_published_then():
    changed = datetime(2026, 11, 20, 8, tzinfo=UTC)
    declared, shown = Candidate("2026-11-02", "json-ld"), seen("20 November 2026", 0.95)
    assert chosen(declared, shown, changed=changed) == ("2026-11-02T00:00:00+00:00", ["modified"])
    assert chosen(shown, changed=changed) == (DAY, [])


def test_the_address_speaks_for_its_day_and_is_no_date_itself():
    said = Candidate("2026-11-02", "json-ld"), Candidate("2026-11-20", "meta")
    assert chosen(*said, url="https://example.com/2026/11/20/floods")[0] == DAY
    assert chosen(*said, url="https://example.com/floods")[0] == "2026-11-02T00:00:00+00:00"
    assert chosen(url="https://example.com/2026/11/20/floods") == (None, [])


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2026/11/2/floods", "2026-11-02T00:00:00+00:00"),
        ("2026-11-02-floods.html", "2026-11-02T00:00:00+00:00"),
        ("news/20261102/floods", "2026-11-02T00:00:00+00:00"),
        ("news/20261102-floods.html", "2026-11-02T00:00:00+00:00"),
        ("news/article20261102", None),
        ("news/20461399", None),
        ("2026/11/floods", None),
        ("2026/11/3-reasons", None),
        ("2026/02/31/floods", None),
        ("2027/11/02/floods", None),
        ("1976/11/02/floods", None),
    ],
)
def test_the_day_of_the_address_is_taken_where_nothing_else_says_one(path, day):
    hints = DateHints(f"https://example.com/{path}")
    found = weigh_address(weigh_dates([], NOW, hints=hints), NOW, hints).choice
    assert (found and (found.value, found.precision, found.origin)) == (day and (day, "day", "url"))


def test_the_day_of_the_address_yields_to_a_date_and_to_an_earlier_change():
    hints = DateHints("https://example.com/2026/11/02/floods")
    said = weigh_dates([Candidate("2026-11-20", "json-ld")], NOW, hints=hints)
    assert weigh_address(said, NOW, hints) is said
    unclear = weigh_dates([Candidate("soon", "json-ld")], NOW, hints=hints)
    assert [reason for _, reason in weigh_address(unclear, NOW, hints).refused] == ["unreadable"]
    hints.changed = datetime(2026, 10, 20, tzinfo=UTC)
    assert weigh_address(weigh_dates([], NOW, hints=hints), NOW, hints).choice is None


def test_of_two_shown_dates_the_one_that_the_address_has_is_that_of_publication():
    said = seen("2026-11-02T10:00:00Z", 0.8, "microdata"), seen("2026-11-20T08:00:00Z", 0.97, "microdata")
    assert chosen(*said, url="https://example.com/2026/11/02/floods")[0] == "2026-11-02T10:00:00+00:00"
    assert chosen(*said, url="https://example.com/floods")[0] == "2026-11-20T08:00:00+00:00"


@pytest.mark.parametrize(
    ("month_first", "expected"), [(None, "2026-04-03"), (False, "2026-04-03"), (True, "2026-03-04")]
)
def test_figures_with_dots_follow_the_other_days_of_the_page(month_first, expected):
    choice, reasons = chosen(seen("3.4.2026", 0.9), month_first=month_first)
    assert (choice[:10], reasons) == (expected, [])


@pytest.mark.parametrize(
    ("others", "hints", "expected"),
    [
        ([], {}, (None, ["ambiguous"])),
        ([], {"month_first": True}, ("2026-03-04T00:00:00+00:00", [])),
        ([], {"month_first": False}, ("2026-04-03T00:00:00+00:00", [])),
        ([Candidate("2026-03-04", "json-ld")], {}, ("2026-03-04T00:00:00+00:00", [])),
        ([], {"url": "https://example.com/2026/04/03/a"}, ("2026-04-03T00:00:00+00:00", [])),
        ([], {"url": "https://example.com/2026/13/03/a"}, (None, ["ambiguous"])),
        ([], {"url": "https://example.com/2026/02/31/a"}, (None, ["ambiguous"])),
    ],
)
def test_figures_that_may_be_two_days_are_settled_by_others_or_refused(others, hints, expected):
    assert chosen(seen("03/04/2026", 0.9), *others, **hints) == expected


def test_figures_in_the_other_order_than_the_language_has_are_told_by_metadata():
    said = seen("05/08/2026", 0.95), Candidate("2026-05-08T05:30:23Z", "json-ld")
    assert chosen(*said, language="de")[0] == "2026-05-08T05:30:23+00:00"


def test_zone_of_the_site_makes_a_moment_of_a_clock():
    zone = zone_of_country("de")
    assert chosen(Candidate("2026-11-20 10:30:00", "meta"), zone=zone)[0] == "2026-11-20T10:30:00+01:00"
    assert chosen(Candidate("2026-07-20 10:30", "meta"), zone=zone)[0] == "2026-07-20T10:30:00+02:00"
    assert chosen(Candidate("2026-07-20", "meta"), zone=zone)[0] == "2026-07-20T00:00:00+00:00"
    choice, _ = choose_date([Candidate("2026-07-20 10:30", "meta")], NOW, hints=DateHints(zone=zone))
    assert choice.precision == "minute"


def test_offset_of_one_season_makes_a_moment_on_its_days_only():
    zone = SeasonOffset(timedelta(hours=1), date(2026, 10, 26), date(2026, 12, 20))
    assert chosen(Candidate("2026-11-20 10:30", "meta"), zone=zone)[0] == "2026-11-20T10:30:00+01:00"
    choice, _ = choose_date([Candidate("2026-07-20 10:30", "meta")], NOW, hints=DateHints(zone=zone))
    assert choice is not None
    assert (choice.value, choice.precision) == ("2026-07-20T00:00:00+00:00", "day")


def test_a_page_that_gives_a_date_both_ways_teaches_the_zone_of_its_site():
    said = Candidate("2026-11-20T09:30:00Z", "json-ld"), seen("20.11.2026, 10:30 Uhr", 0.9)
    assert clock_pairs(said, "de") == [
        (datetime(2026, 11, 20, 10, 30), datetime(2026, 11, 20, 9, 30, tzinfo=UTC))  # noqa: DTZ001
    ]
    assert clock_pairs([seen("20.11.2026, 10:37 Uhr", 0.9), said[0], Candidate("30.02.2026", "meta")], "de") == []


def test_no_candidates_no_date():
    assert choose() == (None, [])


@examples(100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["json-ld", "meta", "visible", "feed", "url"]),
            DATETIMES.map(str) | st.text(max_size=20),
        ),
        max_size=5,
    )
)
def test_a_chosen_date_is_never_refused_stuff(said):
    choice, reasons = choose(*said)
    assert len(reasons) + (choice is not None) <= len(said)
    if choice is not None:
        assert datetime(1990, 1, 1, tzinfo=UTC) <= datetime.fromisoformat(choice.value) <= NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("raw", "language", "reasons"),
    [
        ("2026年11月20日更新", "ja", ["modified"]),
        ("2026년 11월 20일 수정", "ko", ["modified"]),
        ("20 Kasım 2026 güncellendi", "tr", ["modified"]),
        ("2026年11月20日 公開 2026年11月21日更新", "ja", []),
    ],
)
def test_a_label_behind_its_date_is_one(raw, language, reasons):
    choice, refused = chosen(seen(raw, 0.9), language=language)
    assert (choice, refused) == (None if reasons else DAY, reasons)


def test_the_month_of_the_address_settles_figures():
    line = seen("10/04/2026 05:07 AM", 0.9)
    assert chosen(line, url="https://example.com/story/2026/10/floods-1")[0] == "2026-10-04T00:00:00+00:00"
    assert chosen(line, url="https://example.com/story/2026/09/floods-1") == (None, ["ambiguous"])


def test_a_publication_that_is_the_change_loses_to_an_earlier_one():
    changed = datetime(2026, 11, 20, 8, 15, 30, tzinfo=UTC)
    said = Candidate("2026-11-20T08:15:30Z", "meta"), Candidate("2026-11-19T07:00:00Z", "microdata")
    assert chosen(*said, changed=changed)[0] == "2026-11-19T07:00:00+00:00"
    assert chosen(said[0], changed=changed)[0] == "2026-11-20T08:15:30+00:00"
