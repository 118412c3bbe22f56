"""What a site's pages reveal of its template, and how its profile changes the extraction of one of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from template_pages import ANTHEM, PLEA, address, page, story

from newsbot import extract
from newsbot.boilerplate import ProfileLearner, decode_learner, encode_learner, observe
from newsbot.extraction.blocks.model import BlockModel
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageRequest
from newsbot.extraction.template.profile import SiteProfile, decode_profile, encode_profile
from newsbot.items import Link


def learned(pages: dict[int, bytes]) -> ProfileLearner:
    learner = ProfileLearner()
    for number, html in pages.items():
        learner.learn(observe(html, address(number)))
    return learner


def body_of(number: int, html: bytes, profile: SiteProfile | None) -> list[str]:
    article = extract(html, address(number), profile=profile)
    assert article is not None
    assert article.articleBody is not None
    return article.articleBody.split("\n\n")


def with_plea(number: int) -> bytes:
    said = story(number)
    return page(number, said=[*said[:3], PLEA, *said[3:]])


def test_a_page_that_is_read_again_with_the_profile_is_not_shown_to_the_model_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def request(**more: Any) -> PageRequest:
        return PageRequest(with_plea(0), address(0), "text/html", **more)

    profile = encode_profile(learned({number: with_plea(number) for number in range(20)}).freeze())
    first, wanted = read_page(request(teaches=True)), read_page(request(profile=profile))
    assert first.article != wanted.article
    shown: list[object] = []
    look = BlockModel.look
    monkeypatch.setattr(BlockModel, "look", lambda model, *page: shown.append(page) or look(model, *page))
    assert read_page(request(profile=profile, scores=first.scores)) == wanted
    assert shown == []
    link = Link(address(0), "feed", "https://valley.example/feed", title="What else the day brought")
    told = read_page(request(profile=profile, link=link))
    assert read_page(request(profile=profile, link=link, scores=first.scores)) == told
    assert len(shown) == 2, "the model is to look for another title"
    changed = PageRequest(with_plea(0).replace(b"</p>", b" Later more.</p>", 1), address(0), "text/html")
    again = read_page(replace(changed, scores=first.scores))
    assert again == read_page(changed)
    assert len(shown) == 4, "and on another text"


def test_a_sentence_that_most_stories_have_is_the_template_s() -> None:
    profile = learned({number: with_plea(number) for number in range(20)}).freeze()
    assert PLEA in body_of(99, with_plea(99), None), "the page alone cannot tell"
    article = extract(with_plea(99), address(99), profile=profile)
    assert article is not None
    assert article.articleBody == "\n\n".join(story(99))
    assert article.provenance["articleBody"] == "site-profile"
    assert article.metadata.siteProfile == profile.version


def test_a_page_that_the_profile_leaves_as_it_is_says_so() -> None:
    profile = learned({number: page(number) for number in range(20)}).freeze()
    article = extract(page(99), address(99), profile=profile)
    assert article is not None
    assert article.articleBody == "\n\n".join(story(99))
    assert article.provenance["articleBody"] == "visible"
    assert article.metadata.siteProfile == profile.version


def test_a_quotation_that_recurs_stays() -> None:
    pages = {number: page(number, said=[*story(number), ANTHEM]) for number in range(20)}
    profile = learned(pages).freeze()
    assert body_of(99, page(99, said=[*story(99)[:4], ANTHEM]), profile)[-1] == ANTHEM


def test_a_column_that_begins_alike_keeps_its_beginning() -> None:
    greeting = "Good morning from the valley, where the kettle is on and the week has been a long one for all of us."
    pages = {number: page(number, said=[greeting, *story(number)]) for number in range(20)}
    assert body_of(99, page(99, said=[greeting, *story(99)]), learned(pages).freeze())[0] == greeting


def test_what_an_author_says_of_herself_is_known_from_her_other_articles() -> None:
    own = "I grew up two streets from the mill, and I still cannot pass it without counting the broken windows."
    pages = {number: page(number, author=f"Writer Number{number}") for number in range(12)}
    pages |= {number: page(number, said=[*story(number), own], author="Ada Quist") for number in range(20, 23)}
    profile = learned(pages).freeze()
    mine = page(99, said=[*story(99), own], author="Ada Quist")
    assert own in body_of(99, mine, None)
    assert body_of(99, mine, profile) == story(99)


def test_one_article_teaches_how_its_author_ends_where_every_author_has_an_ending() -> None:
    def own(number: int) -> str:
        return (
            f"I keep {number + 3} hens behind the mill, and I still write every word of this with the same blue pencil."
        )

    def signed(number: int, author: int) -> bytes:
        return page(number, said=[*story(number), own(author)], author=f"Ada Quist{'abcdefghij'[author]}")

    profile = learned({number: signed(number, number // 2) for number in range(19)}).freeze()
    for author in (9, 10):
        html = page(99, said=[*story(99), own(author)], author=f"Ada Quist{'abcdefghijk'[author]}")
        assert own(author) in body_of(99, html, None)
        assert body_of(99, html, profile) == story(99)


def test_a_call_that_some_stories_end_with_stays() -> None:
    call = "Anyone who saw the accident is asked to call the police of the valley on 555 0117 or to come to a station."
    pages = {number: page(number) for number in range(15)}
    pages |= {number: page(number, said=[*story(number), call]) for number in range(15, 20)}
    assert body_of(99, page(99, said=[*story(99), call]), learned(pages).freeze())[-1] == call


def with_offer(number: int) -> bytes:
    offers = [
        f"“The {word}” : every {day}, the letter on what the valley speaks of"
        for word, day in zip(
            ("Kettle", "Mill", "Ferry", "Orchard"), ("Monday", "Friday", "Sunday", "month"), strict=True
        )
    ]
    said = story(number)
    at = 1 + number % 5
    return page(number, said=[*said[:at], offers[number * 7 % 4], *said[at:]])


def test_offers_that_take_turns_are_the_template_s() -> None:
    profile = learned({number: with_offer(number) for number in range(16)}).freeze()
    for number in (96, 97, 98, 99):
        assert body_of(number, with_offer(number), profile) == story(number)


def test_a_copy_of_a_page_keeps_the_paragraphs_that_it_shares() -> None:
    profile = learned({number: with_offer(number) for number in range(16)}).freeze()
    said = [*story(3), *story(99)]
    assert body_of(99, page(99, said=said), profile) == said


def test_sentences_that_reporters_say_again_and_again_come_in_numbers_and_stay() -> None:
    formulas = [
        f"The police of the valley said that {what}, and that the road to the mill was open again within the hour."
        for what in ("nobody was hurt", "one person was hurt", "the cause is not known", "a report will follow")
    ]

    def reported(number: int) -> list[str]:
        said = story(number, 8)
        return [*said[:2], formulas[number % 4], *said[2:5], formulas[(number + 1 + number % 3) % 4], *said[5:]]

    profile = learned({number: page(number, said=reported(number)) for number in range(16)}).freeze()
    assert body_of(99, page(99, said=[*story(99, 3), formulas[0], *story(98, 5)]), profile)[3] == formulas[0]


def quoting(number: int) -> bytes:
    said = story(number, 8)
    quote = (
        f"<blockquote><p>{said[6]}</p><cite>{'Ada Bob Eve Ina'.split()[number % 4]} Quist{number}</cite></blockquote>"
    )
    return page(number, said=said[:6], end=f"{quote}<p>{said[7]}</p>")


def test_a_site_teaches_that_names_below_its_quotations_are_none_of_its_text() -> None:
    profile = learned({number: quoting(number) for number in range(12)}).freeze()
    assert body_of(99, quoting(99), profile) == story(99, 8)


def test_a_paragraph_that_two_stories_share_stays() -> None:
    background = "The mill closed in 1998 after a fire that nobody has ever explained, and 240 people lost their work."
    pages = {number: page(number) for number in range(20)}
    pages |= {number: page(number, said=[*story(number)[:3], background]) for number in (30, 31)}
    assert background in body_of(99, page(99, said=[background, *story(99)]), learned(pages).freeze())


def test_copies_of_a_story_teach_once() -> None:
    learner = learned({1: page(1)})
    assert not learner.learn(observe(page(1, author="Somebody Else"), address(2)))
    assert learner.pages == 1


def test_a_page_that_is_no_article_teaches_nothing() -> None:
    assert observe(b"<h1>Contact</h1><p>Call us.</p>", address(1)) is None
    assert not ProfileLearner().learn(None)


def test_a_page_of_another_template_is_read_as_if_there_were_no_profile() -> None:
    profile = learned({number: with_plea(number) for number in range(20)}).freeze()
    other = "".join(f"<section><span>{paragraph}</span></section>" for paragraph in story(99))
    html = f"<html><body><main><h2>What day 99 brought</h2>{other}</main></body></html>".encode()
    assert body_of(99, html, profile) == body_of(99, html, None)


def test_no_profile_empties_an_article() -> None:
    said = [PLEA, *story(1)[:1]]
    profile = learned({number: with_plea(number) for number in range(20)}).freeze()
    short = page(99, said=[PLEA, PLEA.replace("two", "ten"), "It rained."])
    assert body_of(99, short, profile)
    assert body_of(99, page(99, said=said), profile)


@pytest.mark.parametrize("seed", range(5))
def test_one_version_gives_one_text_in_whatever_order_its_pages_came(seed: int) -> None:
    pages = {number: with_plea(number) for number in range(10)}
    numbers = list(pages)
    Random(seed).shuffle(numbers)
    profile = learned({number: pages[number] for number in numbers}).freeze()
    assert body_of(99, with_plea(99), profile) == body_of(99, with_plea(99), decode_profile(encode_profile(profile)))
    again = learned(pages).freeze()
    assert (again.version == profile.version) == (encode_profile(again) == encode_profile(profile))


def test_a_new_version_is_due_when_much_more_is_known() -> None:
    learner = learned({number: page(number) for number in range(7)})
    assert not learner.is_due(8)
    learner.learn(observe(page(7), address(7)))
    assert learner.is_due(8)
    first = learner.freeze()
    assert not learner.is_due(8)
    for number in range(8, 16):
        assert not learner.is_due(8)
        learner.learn(observe(page(number), address(number)))
    assert learner.is_due(8)
    assert first.version.startswith("1-")
    assert learner.freeze().version.startswith("2-")


def clocks(first: datetime, count: int, hours: int) -> list[tuple[int, int]]:
    """As many pairs of clock and moment, a day apart, of a site whose clocks are so many hours ahead of UTC."""
    moments = [int((first + timedelta(days=day)).timestamp()) for day in range(count)]
    return [(moment + 3600 * hours, moment) for moment in moments]


def test_a_new_version_is_due_when_the_season_of_its_zone_is_over() -> None:
    learner = learned({number: page(number) for number in range(8)})
    learner.clocks = clocks(datetime(2026, 1, 10, tzinfo=UTC), 10, hours=1)
    assert learner.freeze("example.com").zone == "+01:00 2025-12-11/2026-02-18"
    learner.clocks += clocks(datetime(2026, 2, 10, tzinfo=UTC), 5, hours=1)
    assert not learner.is_due(8)
    learner.clocks += clocks(datetime(2026, 4, 20, tzinfo=UTC), 10, hours=2)
    assert learner.is_due(8)
    assert learner.freeze("example.com").zone == "Europe/Vienna"
    assert not learner.is_due(8)


def redesigned(number: int) -> bytes:
    text = "".join(f"<div class='prose'><p class='prose-p'>{paragraph}</p></div>" for paragraph in story(number))
    return (
        f"<html><body><section class='shell'><header><h1>What day {number} brought</h1></header>"
        f"<article class='story'>{text}</article></section></body></html>"
    ).encode()


def test_a_redesign_is_noticed_and_taught_anew() -> None:
    learner = learned({number: with_plea(number) for number in range(40)})
    learner.freeze()
    for number in range(50, 58):
        learner.learn(observe(redesigned(number), address(number)))
    assert learner.is_redesigned
    assert learner.is_due(8)
    profile = learner.freeze()
    assert body_of(99, redesigned(99), profile) == story(99)


def test_what_was_learned_survives_the_state() -> None:
    learner = learned({number: with_plea(number) for number in range(10)})
    again = decode_learner(encode_learner(learner))
    assert again == learner
    assert again.freeze() == learner.freeze()


@given(st.one_of(st.none(), st.binary(max_size=200)))
def test_any_other_bytes_are_a_new_beginning(data: bytes | None) -> None:
    assert decode_learner(data) == ProfileLearner()


def test_learning_takes_bounded_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsbot.boilerplate._MAX_TEXTS", 60)
    monkeypatch.setattr("newsbot.boilerplate._MAX_NAMES", 20)
    learner = learned({number: with_plea(number) for number in range(30)})
    assert len(learner.texts) <= 60
    assert all(len(names) <= 20 for names in learner.names)
    assert body_of(99, with_plea(99), learner.freeze()) == story(99)


def test_a_notice_in_an_element_of_its_own_goes_though_the_model_keeps_it() -> None:
    notice = "Listen to the full interview with the editors of the Post in the player above this text."
    pages = {
        number: page(number, said=[f"<em>{notice}</em>", *story(number)] if number % 2 else None)
        for number in range(24)
    }
    profile = learned(pages).freeze()
    html = page(99, said=[f"<em>{notice}</em>", *story(99)])
    assert notice in body_of(99, html, None)
    assert body_of(99, html, profile) == story(99)


@pytest.mark.parametrize("form", ["{} (Valley Post)", "Valley Post: {}", "{} - News - Valley Post", "Valley Post | {}"])
def test_the_name_of_the_site_in_titles_is_learned(form: str) -> None:
    def untitled(number: int) -> bytes:
        said = f"What day {number} brought"
        return (
            page(number)
            .replace(f"<h1>{said}</h1>".encode(), b"")
            .replace(f"{said} | Valley Post".encode(), form.format(said).encode())
        )

    profile = learned({number: untitled(number) for number in range(12)}).freeze()
    alone, now = extract(untitled(99), address(99)), extract(untitled(99), address(99), profile=profile)
    assert alone is not None
    assert now is not None
    assert "Valley Post" in (alone.headline or ""), "the page alone cannot tell"
    assert now.headline == "What day 99 brought"


def test_a_title_of_few_pages_teaches_no_name() -> None:
    pages = {number: page(number) for number in range(4)}
    assert learned(pages).freeze().names == []


def test_captions_that_look_like_labels_of_the_text_are_learned() -> None:
    def pictured(number: int) -> bytes:
        said = story(number)
        caption = f"<img src='/{number}.jpg'><div class='under'>The mill of day {number}, as it was in the war</div>"
        return page(number, said=said).replace(f"<p>{said[2]}</p>".encode(), f"{caption}<p>{said[2]}</p>".encode())

    profile = learned({number: pictured(number) for number in range(20)}).freeze()
    assert body_of(99, pictured(99), profile) == story(99)


def in_japanese(number: int) -> bytes:
    """A story with an offer among paragraphs of the same make, two of which are short sentences."""
    places = "市役所 図書館 水道局 消防署 博物館 病院 港湾局 小学校".split()
    things = "橋 道路 駅舎 市場 公園 堤防 体育館 時計台".split()
    long = [
        f"{places[(number + at) % 8]}は{at + number + 3}日、{things[(number * 3 + at) % 8]}の工事について"
        f"住民{number * 7 + at}人に説明し、来年の{1 + (number + at) % 12}月までに終わらせると話した。"
        for at in range(6)
    ]
    short = [f"{things[number % 8]}の採決は{number}日に行われる。", f"{places[number % 8]}は{number + 40}日に開く。"]
    offers = ["記事の続きは会員登録をすると月五本まで無料で読めます。"] if number % 3 else []
    return page(number, said=[*long[:3], short[0], *offers, *long[3:], short[1]])


def test_short_sentences_in_ideographs_are_no_labels_and_offers_are_told_from_them() -> None:
    profile = learned({number: in_japanese(number) for number in range(24)}).freeze()
    said = body_of(98, in_japanese(98), None)
    assert "記事の続きは会員登録をすると月五本まで無料で読めます。" in said, "the page alone cannot tell"
    assert body_of(98, in_japanese(98), profile) == [text for text in said if not text.startswith("記事")]


def test_a_text_on_two_thirds_of_the_pages_is_the_template_s_though_few_are_known() -> None:
    pages = {number: with_plea(number) if number % 3 else page(number) for number in range(9)}
    assert body_of(99, with_plea(99), learned(pages).freeze()) == story(99)


def test_a_notice_on_few_pages_goes_where_nothing_else_is_made_as_it_is() -> None:
    notice = "Listen to the full interview with the editors of the Post in the player above this text."

    def noted(number: int) -> bytes:
        return page(number, said=[story(number)[0], f"<em>{notice}</em>", *story(number)[1:]])

    pages = {number: noted(number) if number % 5 == 0 else page(number) for number in range(24)}
    assert body_of(99, noted(99), learned(pages).freeze()) == story(99)


def test_a_sentence_in_italics_that_many_stories_have_takes_no_other_with_it() -> None:
    notice = "All the figures in this story are those of the council, and none of them has been checked by others."

    def noted(number: int, others: int) -> list[str]:
        said = story(number)
        own = [f"The {word} was shut on day {number}, she wrote." for word in ("mill", "ferry")[:others]]
        return [*said[:3], *(f"<em>{text}</em>" for text in (notice, *own)), *said[3:]]

    pages = {number: page(number, said=noted(number, number % 2)) for number in range(24)}
    html = page(99, said=noted(99, 2))
    kept = [text for text in body_of(99, html, None) if text != notice]
    assert len(kept) == len(story(99)) + 2, "the page alone has both"
    assert body_of(99, html, learned(pages).freeze()) == kept


def test_a_heading_that_some_stories_have_near_their_end_stays() -> None:
    def headed(number: int) -> list[str]:
        return [*story(number)[:4], "<strong>What follows now</strong>", *story(number)[4:]]

    pages = {number: page(number, said=headed(number) if number % 6 == 0 else None) for number in range(24)}
    assert body_of(99, page(99, said=headed(99)), learned(pages).freeze())[4] == "What follows now"


def test_an_ending_that_stands_twice_on_a_page_is_known_as_one() -> None:
    def signed(number: int, author: int, times: int = 1) -> bytes:
        own = f"I keep {author + 3} hens behind the mill, and I still write every word of this with a blue pencil."
        return page(number, said=[*story(number), *[own] * times], author=f"Ada Quist{'abcdefghij'[author]}")

    pages = {number: signed(number, number // 2, 1 + (number % 2 and number < 14)) for number in range(19)}
    profile = learned(pages).freeze()
    assert body_of(99, signed(99, 9), profile) == story(99)


def test_names_below_quotations_are_known_wherever_the_quotations_stand() -> None:
    def framed(number: int) -> bytes:
        return quoting(number).replace(b"<blockquote>", f"<figure class='q{'abcd'[number % 4]}'><blockquote>".encode())

    profile = learned({number: framed(number) for number in range(4)}).freeze()
    assert body_of(99, quoting(99), profile) == story(99, 8)


def test_tables_on_all_pages_keep_their_heads_and_figures() -> None:
    def with_table(number: int) -> bytes:
        random = Random(number)
        rows = "".join(
            f"<tr><td>{random.choice(('Bridge', 'Ferry'))}</td><td>{random.randrange(100, 990) / 10}</td></tr>"
            for _ in range(4)
        )
        table = f"<table><tr><th>Way</th><th>Share</th></tr>{rows}</table>"
        first, *rest = story(number)
        return page(number, said=[f"{first}</p>{table}<p>{rest[0]}", *rest[1:]])

    profile = learned({number: with_table(number) for number in range(12)}).freeze()
    for number in (0, 5, 99):
        alone = body_of(number, with_table(number), None)
        assert len(alone) > 14, "the page model takes the table for a part of the text"
        assert body_of(number, with_table(number), profile) == alone
