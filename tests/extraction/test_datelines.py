"""The dateline at the start of a text: where it was reported, and by which agencies."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from visible_pages import URL, page

from newsbot import extract
from newsbot.extraction.byline.datelines import Dateline, read_dateline
from newsbot.extraction.plaintext import clean_plain_text


@pytest.mark.parametrize(
    ("text", "place", "agencies"),
    [
        ("LAHORE: The court adjourned", "LAHORE", []),
        ("Berlin (DPA). The court adjourned", "Berlin", ["dpa"]),
        ("BRACKWATER (AP). The court adjourned", "BRACKWATER", ["AP"]),
        ("Ein Sprecher sagte der Agentur (dpa). Danach kam", None, []),
        ("She told us (Reuters). The court adjourned", None, []),
        ("CHENNAI: The court adjourned", "CHENNAI", []),
        ("KARACHI - The port was closed", "KARACHI", []),
        ("LONDON — The minister said", "LONDON", []),
        ("BRACKWATER — The council voted", "BRACKWATER", []),
        ("BRACKWATER (AP) — The council voted", "BRACKWATER", ["AP"]),
        ("SPRINGFIELD, Ill. — A jury", "SPRINGFIELD, Ill.", []),
        ("SPRINGFIELD, Ill. (AP) — A jury", "SPRINGFIELD, Ill.", ["AP"]),
        ("WASHINGTON, Nov 27 (Reuters) - The Senate", "WASHINGTON", ["Reuters"]),
        ("JAKARTA, SURATKABAR.com - Menteri", "JAKARTA", []),
        ("Berlin (dpa/lby) - Die Polizei", "Berlin", ["dpa"]),
        ("Paris (AFP) – Le ministre", "Paris", ["AFP"]),
        ("Madrid, 27 nov (EFE).- El presidente", "Madrid", ["EFE"]),
        ("(ANSA) - ROMA, 27 NOV - Il ministro", "ROMA", ["ANSA"]),
        ("(ANSA) - Il ministro ha detto", None, ["ANSA"]),
        ("МОСКВА, 27 ноября. /ТАСС/. Поезда", "МОСКВА", ["ТАСС"]),
        ("МОСКВА, 27 ноя — РИА Новости. Поезда", "МОСКВА", ["РИА Новости"]),
        ("МОСКВА, 27 ноя — Поезда. Мэр", "МОСКВА", []),
        ("دبي 27 نوفمبر (رويترز) - قال الوزير", "دبي", ["رويترز"]),
        ("新华社北京11月27日电 国务院", "北京", ["新华社"]),
        ("(서울=연합뉴스) 기자 = 정부는", "서울", ["연합뉴스"]),
        ("【ロンドン共同】英政府は", "ロンドン", ["共同"]),
        ("New Delhi: The court adjourned", "New Delhi", []),
        ("Kigali – Four people have won", "Kigali", []),
        ("Bern, 17.08.2007 - Rede der Ministerin", "Bern", []),
        ("London/Paris - Die Minister", "London/Paris", []),
        ("नई दिल्ली: अदालत ने कहा", "नई दिल्ली", []),
        ("Paris – a city of bridges", None, []),
        ("Paris - Moskau ist weit", None, []),
        ("Bari - Lecce 2-1", None, []),
        ("Barcelona - Real Madrid 2:1", None, []),
        ("Bari - La polizia cerca 3 uomini", "Bari", []),
        ("Houston, we have a problem: The bridge", None, []),
        ("Berlin, Germany: The court adjourned", "Berlin, Germany", []),
        ("Brackwater: The court adjourned", None, []),
        ("Bern, 17.08.2007", None, []),
        ("", None, []),
        ("WATCH: The moment the bridge fell", None, []),
        ("BREAKING — The bridge fell", None, []),
        ("EXCLUSIVE — The bridge fell", None, []),
        ("NASA — The agency said", None, []),
        ("COVID-19 — The numbers", None, []),
        ("WHAT WE KNOW SO FAR — The numbers", None, []),
        ("ZEITUNG.DE - Die Zahlen", None, []),
        ("In a word — nobody came", None, []),
        ("The mayor (Labour) — who was there — said", None, []),
        ("The bridge at night. Photo (Reuters)", None, []),
        ("NOTHING: this is a list", None, []),
    ],
)
def test_dateline_is_read(text, place, agencies):
    assert read_dateline(text) == Dateline(place, agencies)


@examples(300)
@given(st.text(max_size=80), st.sampled_from(["", "LAHORE: ", "BERLIN (dpa) - ", "(ANSA) - ROMA, 3 NOV - "]))
def test_any_text_has_one_or_none(text, head):
    found = read_dateline(head + text)
    assert found.place is None or found.place in head + text
    assert all(found.agencies)


def test_a_page_tells_it_and_keeps_it_in_the_text():
    html = page(before="<p class=byline>By Jane Doe</p>").replace("<p>", "<p>BRACKWATER (AP) — ", 1)
    article = extract(html, URL)
    assert article.dateline == "BRACKWATER"
    assert [(source.name, source.evidence) for source in article.sourceOrganization] == [("AP", "dateline")]
    assert "BRACKWATER (AP) — " in article.articleBody


@pytest.mark.parametrize("name", ["AP", "Associated Press"])
def test_an_agency_that_the_byline_credits_too_is_named_once(name):
    html = page(before=f"<p class=byline>By Jane Doe, {name}</p>").replace("<p>", "<p>BRACKWATER (AP) — ", 1)
    article = extract(html, URL)
    assert [(source.name, source.evidence) for source in article.sourceOrganization] == [(name, "byline")]


def test_a_mere_text_tells_it_too():
    text = "Bridge closed for a year\n\n" + "BERLIN (dpa) - " + "The bridge at the harbour stays closed. " * 12
    article = clean_plain_text(text).article
    assert (article.dateline, [source.name for source in article.sourceOrganization]) == ("BERLIN", ["dpa"])
