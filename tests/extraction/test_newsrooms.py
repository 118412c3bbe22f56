"""Authors of what a newsroom account published, and the choice among several of whom none is likely."""

import numpy as np
import pytest
from chosen_authors import SITES, Chances, candidates, chosen

from newsbot.extraction.authors.choice import choose_authors
from newsbot.extraction.authors.claims import find_claims, hear
from newsbot.extraction.authors.credits import doubted_people
from newsbot.extraction.authors.newsrooms import people_behind
from newsbot.extraction.byline import author_signs as signs
from newsbot.items import Candidate


def test_people_behind_an_account_of_the_newsroom_are_the_authors():
    people = [("json-ld", "Ada Moran"), ("json-ld", "Ben Lund")]
    assert chosen([0.2, 0.2, 0.6], *people, ("visible", "Web Desk"))[0] == ["Ada Moran", "Ben Lund"]
    assert chosen([0.6, 0.3], ("visible", "Example Times"), ("plain", "Ada Moran"))[0] == ["Ada Moran"]
    assert chosen([0.6, 0.05], ("visible", "Example Times"), ("plain", "Ada Moran"))[0] == ["Example Times"]
    assert chosen([0.6, 0.2], ("visible", "Example Times"), ("plain", "ADA MORAN"))[0] == ["Ada Moran"]
    dated = ("plain", "Ada Moran, 3 November 2026")
    assert chosen([0.6, 0.2], ("visible", "Example Times"), dated)[0] == ["Ada Moran"]
    assert chosen([0.6, 0.05], ("visible", "Example Times"), dated)[0] == ["Example Times"]
    told = ("plain", "Ada Moran, who keeps the lighthouse")
    assert chosen([0.6, 0.2], ("visible", "Example Times"), told)[0] == ["Example Times"]


@pytest.mark.parametrize(
    ("account", "url"),
    [("Example Times", None), ("TIMESTEAM", None), ("Ben Example", "https://example.com/author/admin/")],
)
def test_a_text_that_opens_with_by_and_a_name_says_who_wrote_behind_an_account(account, url):
    bits = signs.MARKED | signs.AUTHOR_LINK | signs.IN_HEAD
    said = [
        Candidate(account, "visible", url, signs=bits),
        Candidate("By Ada Moran", "text", signs=signs.IN_BODY | signs.LEAD),
    ]
    found = choose_authors(said, SITES, "en", model=Chances(0.9, 0.02)).authors
    assert [author.name for author in found] == ["Ada Moran"]
    said[1].signs |= signs.BELOW_BODY
    assert choose_authors(said, SITES, "en", model=Chances(0.9, 0.02)).authors[0].name == account


@pytest.mark.parametrize("line", ["Ada Moran, Harbour correspondent", "Lahore - Ada Moran", "AFP / Ada Moran"])
def test_a_line_of_a_name_with_job_place_or_agency_tells_who_wrote_behind_an_account(line):
    claims = find_claims(hear(candidates(("plain", line)), "en"))
    assert [claim.name for claim in people_behind(claims, np.full(len(claims), 0.3), set())] == ["Ada Moran"]


@pytest.mark.parametrize(
    ("account", "names"),
    [
        ("Guest Contributor", ["Ada Moran"]),
        ("Gastautor", ["Ada Moran"]),
        ("Web Desk", ["Web Desk"]),
        ("External Affairs Desk", ["External Affairs Desk"]),
        ("Gastro Redaktion", ["Gastro Redaktion"]),
    ],
)
def test_who_a_guest_is_stands_right_below_the_text(account, names):
    told = signs.PLAIN | signs.SUBJECT | signs.BELOW_BODY
    said = [
        Candidate(account, "visible", signs=signs.MARKED | signs.IN_BYLINE | signs.IN_HEAD),
        Candidate("Ada Moran", "visible", place=1, signs=told),
    ]
    found = choose_authors(said, SITES, "en", model=Chances(0.9, 0.05)).authors
    assert [author.name for author in found] == names


@pytest.mark.parametrize(("bits", "names"), [(0, ["Ada Moran"]), (signs.HEADING, ["Example Times"])])
def test_a_heading_names_whom_the_text_is_about_and_not_who_wrote_behind_an_account(bits, names):
    said = [
        Candidate("Example Times", "visible", signs=signs.MARKED | signs.IN_HEAD),
        Candidate("Ada Moran", "visible", signs=signs.PLAIN | signs.IN_HEAD | bits),
    ]
    found = choose_authors(said, SITES, "en", model=Chances(0.9, 0.2)).authors
    assert [author.name for author in found] == names


@pytest.mark.parametrize(
    ("line", "bits", "names"),
    [
        ("F.M.", signs.BESIDE_DATE, ["F.M."]),
        ("F.M.", 0, []),
        ("mk/PAP", signs.BESIDE_DATE, ["mk"]),
        ("U.S.", signs.BESIDE_DATE, []),
        ("N.Z.", signs.BESIDE_DATE, []),
        ("T. V.", signs.BESIDE_DATE, []),
        ("N.Z.K.", signs.BESIDE_DATE, ["N.Z.K."]),
    ],
)
def test_initials_beside_a_date_name_the_author_where_nobody_else_is(line, bits, names):
    said = [Candidate(line, "visible", signs=signs.PLAIN | signs.IN_HEAD | bits)]
    count = len(find_claims(hear(said, None)))
    found = choose_authors(said, SITES, None, model=Chances(*[0.18] * count)).authors
    assert [author.name for author in found] == names


@pytest.mark.parametrize(("bits", "names"), [(signs.BESIDE_DATE, ["Qhobo Babić"]), (0, [])])
def test_a_name_that_ends_in_a_known_familys_is_one_beside_a_date(bits, names):
    said = [Candidate("Qhobo Babić", "visible", signs=signs.PLAIN | signs.BARE | signs.IN_HEAD | bits)]
    found = choose_authors(said, SITES, "hr", model=Chances(0.2)).authors
    assert [author.name for author in found] == names


def test_a_job_in_small_letters_is_an_account_and_nobody():
    assert chosen([0.7], ("visible", "editor"))[0] == []
    assert chosen([0.7], ("visible", "Editor"))[0] == ["Editor"]


@pytest.mark.parametrize(("bits", "names"), [(signs.MARKED | signs.IN_AUTHOR, ["Vuyo Hằng"]), (signs.MARKED, [])])
def test_an_authors_element_below_the_text_says_who_signs_it_known_or_not(bits, names):
    said = [Candidate("Vuyo Hằng", "visible", place=1, signs=bits | signs.BELOW_BODY)]
    found = choose_authors(said, SITES, "vi", model=Chances(0.4)).authors
    assert [author.name for author in found] == names


@pytest.mark.parametrize(
    ("line", "bits", "names"),
    [
        ("记者 伊斯明 通讯员 潘岚", signs.MARKED | signs.INLINE | signs.IN_META, ["伊斯明", "潘岚"]),
        ("中原拓也 | 2026年11月3日 9時30分", signs.PLAIN | signs.DATED, ["中原拓也"]),
        ("地域交通 | 2026年11月3日 9時30分", signs.PLAIN | signs.DATED, []),
    ],
)
def test_the_only_line_at_the_headline_names_people_of_china_and_japan(line, bits, names):
    said = [Candidate(line, "visible", signs=bits | signs.IN_HEAD)]
    count = len(find_claims(hear(said, None)))
    found = choose_authors(said, SITES, None, model=Chances(*[0.14] * count)).authors
    assert [author.name for author in found] == names


def test_brackets_with_place_and_name_before_a_japanese_text_are_its_byline():
    bits = signs.IN_BODY | signs.BRACKETED
    claims = find_claims(hear([Candidate("ロンドン＝岡田浩幸", "text", signs=bits)], "ja"))
    assert [claim.name for claim in doubted_people(claims, np.full(1, 0.1))] == ["岡田浩幸"]
    claims = find_claims(hear([Candidate("ロンドン＝岡田浩幸", "text", signs=bits | signs.BELOW_BODY)], "ja"))
    assert doubted_people(claims, np.full(1, 0.1)) == []


def test_doubted_people_with_lines_of_their_own_in_an_authors_element_wrote_together():
    bits = signs.IN_AUTHOR | signs.IN_HEAD | signs.ALL_LINK | signs.PLAIN
    said = [Candidate(name, "visible", signs=bits) for name in ("Ada Moran", "Ali Raza")]
    claims = find_claims(hear(said, "en"))
    assert [claim.name for claim in doubted_people(claims, np.array([0.3, 0.2]))] == ["Ada Moran", "Ali Raza"]
    assert doubted_people(claims, np.array([0.2, 0.2])) == []
