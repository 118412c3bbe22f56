"""Which authors are chosen when the page, its metadata and its sources disagree."""

import numpy as np
import pytest
from chosen_authors import SITES, Chances, candidates, chosen
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.authors.choice import choose_authors
from newsbot.extraction.byline import author_signs as signs
from newsbot.items import Candidate


def names(*said, sites=SITES, language="en"):
    return [author.name for author in choose_authors(candidates(*said), sites, language).authors]


def test_an_agencys_letters_as_a_word_in_the_name_of_something_are_no_source():
    said = candidates(("visible", "By Ada Moran"), ("text", "NPC Map"))
    assert choose_authors(said, SITES, "en").organizations == []


def test_a_given_name_that_means_the_source_elsewhere_makes_nobody_a_source():
    assert names(("json-ld", "Theo Baker"), ("json-ld", "Ada Moran")) == ["Theo Baker", "Ada Moran"]
    assert names(("visible", "Theo Baker"), ("visible", "Ada Moran")) == ["Theo Baker", "Ada Moran"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("json-ld", "Example Times"), ("visible", "By Ali Raza")], ["Ali Raza"]),
        ([("json-ld-org", "Reuters"), ("visible", "By Ali Raza")], ["Ali Raza"]),
        ([("json-ld", "Web Desk"), ("text", "By Ali Raza")], ["Ali Raza"]),
        ([("json-ld", "Jane Doe"), ("text", "By Ali Raza")], ["Ali Raza"]),
        ([("meta", "jdoe99"), ("visible", "Ali Raza")], ["Ali Raza"]),
        ([("feed", "admin"), ("visible", "By Ali Raza")], ["Ali Raza"]),
        ([("json-ld", "CNN Wire"), ("visible", "Jane Doe and Ali Raza, CNN")], ["Jane Doe", "Ali Raza"]),
        ([("meta", "https://www.facebook.com/exampletimes"), ("visible", "By Ali Raza")], ["Ali Raza"]),
        ([("visible", "By"), ("visible", "Ali Raza"), ("json-ld", "Jane Doe")], ["Ali Raza"]),
        ([("json-ld", "Jane Doe"), ("visible", "By Ali Raza")], ["Ali Raza"]),
    ],
)
def test_a_shown_byline_beats_desks_sites_agencies_and_accounts(said, expected):
    assert names(*said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("json-ld", "Jane Doe"), ("plain", "Politics")], ["Jane Doe"]),
        ([("json-ld", "Jane Doe"), ("plain", "Most Read")], ["Jane Doe"]),
        ([("json-ld", "Jane Doe"), ("plain", "5 min read")], ["Jane Doe"]),
        ([("json-ld", "Jane Doe"), ("below", "Reporting by Ali Raza; editing by Tom Kirby")], ["Jane Doe"]),
    ],
)
def test_a_person_in_the_metadata_beats_a_doubtful_line(said, expected):
    assert names(*said) == expected


@pytest.mark.parametrize(
    "said",
    [
        [("json-ld", "Example Times")],
        [("meta", "The Example Times")],
        [("json-ld-org", "Example.com")],
        [("meta", "admin")],
        [("visible", "By admin")],
        [("json-ld", "wpadmin2"), ("visible", "By wpadmin2")],
        [("visible", "Posted by Site Admin")],
        [("meta", "editor@example.com")],
        [("meta", "https://example.com/author/jane")],
        [("meta", "Published 3 May 2026")],
        [],
    ],
)
def test_the_site_accounts_and_addresses_are_nobody(said):
    chosen = choose_authors(candidates(*said), SITES, "en")
    assert (chosen.authors, chosen.byline, chosen.origin) == ([], None, None)


def test_a_site_with_an_ampersand_in_its_name_is_not_two_people():
    assert names(("meta", "Jobs & Hire"), sites=["Jobs & Hire"]) == []


def test_several_candidates_of_one_origin_are_several_authors():
    assert names(("json-ld", "Jane Doe"), ("json-ld", "Ali Raza")) == ["Jane Doe", "Ali Raza"]


def test_several_shown_names_are_several_authors_where_the_metadata_has_none():
    assert names(("visible", "Jane Doe"), ("visible", "Ali Raza")) == ["Jane Doe", "Ali Raza"]


def test_metadata_of_a_later_origin_does_not_add_authors():
    assert names(("json-ld", "Jane Doe"), ("feed", "Ali Raza")) == ["Jane Doe"]


def test_an_agreeing_line_adds_the_colleagues_that_the_metadata_leaves_out():
    chosen = choose_authors(
        candidates(("json-ld", "Jane Doe"), ("visible", "By J. Doe and Ali Raza in Lahore")), SITES, "en"
    )
    assert [author.name for author in chosen.authors] == ["Jane Doe", "Ali Raza"]
    assert chosen.byline == "By J. Doe and Ali Raza in Lahore"
    assert chosen.origin == "json-ld"
    assert chosen.dateline == "Lahore"


def test_addresses_and_roles_go_to_the_author_they_belong_to():
    chosen = choose_authors(
        candidates(
            ("json-ld", "Jane Doe", "https://example.com/jane"),
            ("json-ld", "Ali Raza"),
            ("visible", "By Jane Doe and Ali Raza, Staff Writer | jane.doe@example.com", "https://example.com/x"),
        ),
        SITES,
        "en",
    )
    jane, ali = chosen.authors
    assert (jane.url, jane.email, jane.role) == ("https://example.com/jane", "jane.doe@example.com", None)
    assert (ali.url, ali.email, ali.role) == (None, None, "Staff Writer")


def test_an_address_that_is_none_of_the_web_is_left_out():
    chosen = choose_authors(candidates(("json-ld", "Jane Doe", "mailto:jane@example.com")), SITES)
    assert chosen.authors[0].url is None


def test_agencies_beside_a_person_are_sources():
    chosen = choose_authors(candidates(("json-ld-org", "CNN Wire"), ("visible", "By Jane Doe, Reuters")), SITES, "en")
    assert [(o.name, o.evidence) for o in chosen.organizations] == [("CNN Wire", "byline"), ("Reuters", "byline")]


def test_the_site_itself_is_no_source():
    chosen = choose_authors(candidates(("visible", "By Jane Doe, The Example Times")), SITES, "en")
    assert chosen.organizations == []


@pytest.mark.parametrize("agency", ["Reuters", "The Associated Press", "The Conversation"])
def test_an_agency_alone_is_the_author_and_the_source(agency):
    chosen = choose_authors(candidates(("json-ld-org", agency), ("visible", agency)), SITES, "en")
    assert [(author.name, author.type) for author in chosen.authors] == [(agency, "Organization")]
    assert [(source.name, source.evidence) for source in chosen.organizations] == [(agency, "byline")]
    assert chosen.byline == agency


def test_a_desk_alone_is_the_author_and_no_source():
    chosen = choose_authors(candidates(("visible", "By Web Desk")), SITES, "en")
    assert [(author.name, author.type) for author in chosen.authors] == [("Web Desk", "Organization")]
    assert chosen.organizations == []


def test_credits_name_authors_where_nobody_else_does():
    said = ("json-ld", "Web Desk"), ("below", "Reporting by Ali Raza; editing by Tom Kirby")
    chosen = choose_authors(candidates(*said), SITES, "en")
    assert [(author.name, author.role) for author in chosen.authors] == [
        ("Ali Raza", "reporter"),
        ("Tom Kirby", "editor"),
    ]


def test_a_site_name_typed_as_person_is_an_organization_when_it_is_shown():
    chosen = choose_authors(candidates(("visible", "By Example Times")), SITES, "en")
    assert [(author.name, author.type) for author in chosen.authors] == [("Example Times", "Organization")]


class Same:
    """A model that gives all claims one chance."""

    def __init__(self, chance):
        self.chance = chance

    def probabilities(self, features, companions):
        return np.full(len(features.values.T), self.chance)


def test_people_of_one_json_ld_list_share_what_speaks_for_one():
    said = [("json-ld", "Ada Moran"), ("json-ld", "Ben Lund"), ("json-ld", "Cleo Hart"), ("meta", "Dan West")]
    assert chosen([0.8, 0.2, 0.05, 0.2], *said)[0] == ["Ada Moran", "Ben Lund"]
    assert chosen([0.3, 0.2, 0.2, 0.8], *said)[0] == ["Dan West"]


@pytest.mark.parametrize(
    ("line", "place", "names"),
    [
        ("Karim Saunier et Baptiste Aubry", 1, ["Karim Saunier", "Baptiste Aubry"]),
        ("Karim Saunier et Baptiste Aubry", 9, ["Baptiste Aubry"]),
    ],
)
def test_who_signs_below_the_text_beside_another_is_believed_with_them(line, place, names):
    signed = Candidate(line, "plain", signs=signs.PLAIN | signs.BELOW_BODY, place=place)
    found = choose_authors([signed], SITES, "fr", model=Chances(0.3, 0.5))
    assert [author.name for author in found.authors] == names


def test_the_site_is_an_author_only_where_the_page_shows_it():
    assert chosen([0.6], ("json-ld-org", "Example Times"))[0] == []
    assert chosen([0.6], ("json-ld-org", "Example Times"), ("visible", "By Example Times"))[0] == ["Example Times"]
    assert chosen([0.6], ("json-ld", "Ada Moran"), sites=["Ada Moran"])[0] == ["Ada Moran"]


def test_an_organisation_beside_a_person_is_a_source_however_likely():
    assert chosen([0.9, 0.8], ("visible", "Ada Moran, Reuters")) == (["Ada Moran"], ["Reuters"])
    assert chosen([0.2, 0.8], ("visible", "Ada Moran, Reuters")) == (["Reuters"], ["Reuters"])


def test_an_organisation_in_a_line_of_its_own_is_no_author_beside_a_person():
    assert chosen([0.9, 0.8], ("visible", "By Ada Moran"), ("json-ld-org", "Valley Post"))[0] == ["Ada Moran"]
    assert chosen([0.2, 0.8], ("visible", "By Ada Moran"), ("json-ld-org", "Valley Post"))[0] == ["Valley Post"]


def test_the_site_that_only_teasers_name_is_no_author():
    said = [
        Candidate("Example Times", "microdata"),
        Candidate("Example Times", "visible", signs=signs.MARKED | signs.TEASER),
    ]
    assert choose_authors(said, SITES, "en", model=Chances(0.8)).authors == []
    said[1].signs = signs.MARKED | signs.IN_HEAD
    assert len(choose_authors(said, SITES, "en", model=Chances(0.8)).authors) == 1


def test_a_name_only_in_metadata_yields_to_a_marked_line_at_the_headline():
    line = Candidate("By Ada Moran", "visible", signs=signs.LEAD | signs.IN_HEAD)
    told = Candidate("Ben Lund", "meta", signs=signs.META_AUTHOR)
    listed = [Candidate(name, "json-ld") for name in ("Ada Moran", "Ben Lund")]
    assert [a.name for a in choose_authors([told, line], SITES, "en", model=Chances(0.6, 0.9)).authors] == ["Ada Moran"]
    assert len(choose_authors([*listed, line], SITES, "en", model=Chances(0.9, 0.6)).authors) == 2


def test_people_of_one_kind_of_meta_element_share_what_speaks_for_one():
    said = [Candidate(name, "meta", signs=signs.META_OTHER) for name in ("Ada Moran", "Ben Lund")]
    other = Candidate("Cleo Hart", "meta", signs=signs.META_AUTHOR)
    found = choose_authors([*said, other], SITES, "en", model=Chances(0.7, 0.3, 0.3)).authors
    assert [author.name for author in found] == ["Ada Moran", "Ben Lund"]


def test_a_long_list_of_one_kind_of_meta_element_is_believed_as_a_whole():
    names = ["Ada Moran", "Ben Lund", "Cleo Hart", "Dan West", "Eva Stone"]
    said = [Candidate(name, "meta", signs=signs.META_OTHER) for name in names]
    for kept, chances in ((names, [0.01, 0.01, 0.8, 0.01, 0.01]), ([], [0.2] * 5)):
        found = choose_authors(said, SITES, "en", model=Chances(*chances)).authors
        assert [author.name for author in found] == kept
    # Also where the line at the headline names the first of them only.
    line = Candidate("By Ada Moran", "visible", signs=signs.LEAD | signs.IN_HEAD)
    assert len(choose_authors([*said, line], SITES, "en", model=Chances(0.9, *[0.1] * 4)).authors) == 5


def test_a_single_word_without_any_mark_and_part_of_a_full_name_are_nobody():
    assert chosen([0.7], ("plain", "Forum"))[0] == []
    assert chosen([0.7], ("visible", "Forum"))[0] == ["Forum"]
    assert chosen([0.9, 0.6], ("visible", "Ada Moran"), ("json-ld", "Ada"))[0] == ["Ada Moran"]


def test_a_label_of_the_source_names_no_author_but_an_agency():
    assert chosen([0.9], ("visible", "Source: Ada Moran"))[0] == []
    assert chosen([0.9], ("visible", "Quelle: Reuters"))[0] == ["Reuters"]
    assert chosen([0.9], ("visible", "Quelle: Moran OCL et al.: A study of harbours"))[0] == []
    assert chosen([0.9], ("visible", "Quelle: Ada Moran"), ("visible", "By Ada Moran"))[0] == ["Ada Moran"]


def test_who_reported_comes_before_the_desk_or_agency_that_published():
    reporting = ("below", "Reporting by Ada Moran; editing by Ben Lund")
    assert chosen([0.9, 0.1, 0.1], ("visible", "by Web Desk"), reporting)[0][0] == "Ada Moran"
    assert chosen([0.9], ("visible", "by Web Desk"))[0] == ["Web Desk"]


def test_who_reported_for_an_agency_is_the_author_and_joins_a_person_of_the_byline():
    reporting = ("below", "(Reporting by Ada Moran and Cleo Hart; editing by Ben Lund)")
    told = candidates(("visible", "by Reuters"), reporting)
    found = choose_authors(told, SITES, "en", model=Chances(0.9, 0.1, 0.1, 0.1))
    assert [(author.name, author.role) for author in found.authors] == [
        ("Ada Moran", "reporter"),
        ("Cleo Hart", "reporter"),
        ("Ben Lund", "editor"),
    ]
    # Who reported joins whom the byline names, once; who edited a text of theirs does not.
    shown = ("visible", "By Ada Moran")
    assert chosen([0.9, 0.1, 0.01], shown, reporting)[0] == ["Ada Moran", "Cleo Hart"]
    assert chosen([0.9, 0.1], ("visible", "By Dan West"), ("below", "Editing by Ben Lund"))[0] == ["Dan West"]
    assert chosen([0.9, 0.1], shown, ("below", "With reporting by Cleo Hart"))[0] == ["Ada Moran"]


def test_an_agency_that_json_ld_names_and_the_headline_shows_is_the_author_where_nobody_else_is():
    shown = Candidate("dpa", "json-ld", None, True, signs=signs.LD_TYPED | signs.SHOWN_HEAD)
    assert [a.name for a in choose_authors([shown], SITES, "de", model=Chances(0.21)).authors] == ["dpa"]
    shown.signs = signs.LD_TYPED | signs.SHOWN_BODY
    assert choose_authors([shown], SITES, "de", model=Chances(0.21)).authors == []


def test_a_byline_that_the_model_doubts_names_the_author_where_nobody_else_is():
    found = choose_authors(candidates(("visible", "Ada Moran")), SITES, "en", model=Chances(0.2))
    assert ([a.name for a in found.authors], found.weighed.rule) == (["Ada Moran"], "byline")
    assert chosen([0.3, 0.2], ("visible", "By Ada Moran and Ali Raza"))[0] == ["Ada Moran", "Ali Raza"]
    assert chosen([0.3, 0.2], ("visible", "Ada Moran"), ("visible", "Ali Raza"))[0] == ["Ada Moran"]
    assert chosen([0.1], ("visible", "Ada Moran"))[0] == []
    assert chosen([0.4], ("visible", "Source: Ada Moran"))[0] == []


def test_people_of_a_line_of_names_beside_a_date_are_authors_where_nobody_else_is():
    line = Candidate("Ada Moran, Ben Lund", "visible", signs=signs.PLAIN | signs.IN_HEAD | signs.BESIDE_DATE)
    assert len(choose_authors([line], SITES, "en", model=Chances(0.35, 0.2)).authors) == 2
    assert choose_authors([line], SITES, "en", model=Chances(0.08, 0.08)).authors == []
    line.signs |= signs.ALL_LINK
    assert choose_authors([line], SITES, "en", model=Chances(0.35, 0.2)).authors == []


def test_the_one_line_at_the_headline_that_is_a_known_name_or_tells_a_job_names_the_author_where_nobody_else_is():
    assert chosen([0.15], ("plain", "Ada Moran"))[0] == ["Ada Moran"]
    assert chosen([0.07], ("plain", "Ada Moran"))[0] == []
    assert chosen([0.07], ("plain", "Ada Moran, harbour reporter"))[0] == ["Ada Moran"]
    # There are two, or no list knows the name: a label, as likely.
    assert chosen([0.15, 0.15], ("plain", "Ada Moran"), ("plain", "Ben Lund"))[0] == []
    assert chosen([0.15], ("plain", "Vikram Nepomuceno"))[0] == []
    line = Candidate("رحلة مستمرة", "visible", signs=signs.PLAIN | signs.IN_HEAD)
    assert choose_authors([line], SITES, "ar", model=Chances(0.2)).authors == []
    assert chosen([0.3], ("plain", "Ada Times"), sites=["Ada Times"])[0] == []
    line = Candidate("Ada Moran", "visible", signs=signs.PLAIN | signs.IN_HEAD | signs.HEADING)
    assert choose_authors([line], SITES, "en", model=Chances(0.35)).authors == []


def test_an_agency_alone_on_a_line_at_the_headline_is_the_author_where_nobody_else_is():
    line = Candidate("dpa", "visible", signs=signs.PLAIN | signs.IN_HEAD)
    assert [a.name for a in choose_authors([line], SITES, "de", model=Chances(0.15)).authors] == ["dpa"]
    for bits in (signs.ABOVE_TITLE, signs.ALL_LINK, signs.CAPTION):
        line.signs = signs.PLAIN | signs.IN_HEAD | bits
        assert choose_authors([line], SITES, "de", model=Chances(0.15)).authors == []


def test_a_name_with_capitals_is_written_where_one_line_has_them():
    assert chosen([0.9], ("json-ld", "ada moran"), ("visible", "Ada Moran"))[0] == ["Ada Moran"]


def test_brackets_with_a_name_of_han_at_the_end_sign_a_text_that_has_no_other_author():
    line = Candidate("佐藤花子", "text", signs=signs.BRACKETED | signs.IN_BODY | signs.BELOW_BODY)
    assert [a.name for a in choose_authors([line], SITES, "ja", model=Chances(0.26)).authors] == ["佐藤花子"]
    assert choose_authors([line], SITES, "ja", model=Chances(0.2)).authors == []


def test_an_agency_beside_its_date_is_the_author_where_nobody_else_is():
    line = Candidate("Anadolu Ajansı", "visible", signs=signs.PLAIN | signs.IN_HEAD | signs.BESIDE_DATE)
    assert [a.name for a in choose_authors([line], SITES, "tr", model=Chances(0.1)).authors] == ["Anadolu Ajansı"]
    line.value = "AA"
    assert choose_authors([line], SITES, "tr", model=Chances(0.1)).authors == []


def test_two_letters_alone_are_a_button_and_no_source():
    button = Candidate("AA", "visible", signs=signs.PLAIN | signs.IN_HEAD | signs.BESIDE_DATE)
    shown = candidates(("visible", "By Ada Moran"))
    assert choose_authors([*shown, button], SITES, "en", model=Chances(0.9, 0.1)).organizations == []
    signed = Candidate("AA", "text", signs=signs.BRACKETED | signs.IN_BODY | signs.BELOW_BODY)
    assert len(choose_authors([*shown, signed], SITES, "en", model=Chances(0.9, 0.1)).organizations) == 1


def test_an_author_named_behind_a_label_of_the_source_is_one():
    line = Candidate("来源：新华网 作者：温若兰", "visible", signs=signs.LEAD | signs.IN_HEAD)
    assert [a.name for a in choose_authors([line], SITES, "zh", model=Same(0.9)).authors] == ["温若兰"]


def test_where_the_text_is_from_is_said_though_it_has_no_author():
    source = Candidate("Источник: РИА Новости", "visible", signs=signs.LEAD | signs.BELOW_BODY)
    signed = Candidate("PAP", "text", signs=signs.BRACKETED | signs.IN_BODY | signs.BELOW_BODY)
    pictured = Candidate("The mayor / AFP", "visible", signs=signs.PLAIN | signs.IN_HEAD | signs.CAPTION)
    for line, language, names in ((source, "ru", ["РИА Новости"]), (signed, "pl", ["PAP"]), (pictured, "en", [])):
        found = choose_authors([line], SITES, language, model=Same(0.0))
        assert (found.authors, [source.name for source in found.organizations]) == ([], names)


def test_who_edited_is_not_the_only_author_where_a_byline_names_another():
    said = ("visible", "Editor: Ben Lund"), ("visible", "Ada Moran")
    found = choose_authors(candidates(*said), SITES, "en", model=Chances(0.9, 0.2)).authors
    assert [(author.name, author.role) for author in found] == [("Ada Moran", None), ("Ben Lund", "editor")]


def test_a_name_after_by_next_to_an_author_is_one_however_unlikely():
    line = Candidate("By Ada Moran and Ben Lund", "visible", signs=signs.LEAD | signs.SIBLING | signs.BELOW_BODY)
    assert len(choose_authors([line], SITES, "en", model=Chances(0.01, 0.6)).authors) == 2
    # A teaser of another of the author's texts is no byline of this one.
    line.signs = signs.LEAD | signs.BELOW_BODY
    assert len(choose_authors([line], SITES, "en", model=Chances(0.01, 0.6)).authors) == 1


def test_who_only_added_to_a_text_is_not_its_author():
    assert chosen([0.1], ("below", "Additional reporting by Ada Moran"))[0] == []
    assert chosen([0.1], ("below", "Reporting by Ada Moran"))[0] == ["Ada Moran"]


def test_a_desk_that_a_bylines_element_names_is_believed_where_nobody_else_is():
    assert chosen([0.3], ("visible", "Web Desk"))[0] == ["Web Desk"]
    assert chosen([0.3], ("plain", "Web Desk"))[0] == []
    assert chosen([0.3], ("visible", "Source: Reuters"))[0] == []
    assert chosen([0.3, 0.9], ("visible", "Web Desk"), ("json-ld", "Ada Moran"))[0] == ["Ada Moran"]


def test_a_line_of_many_of_whom_half_are_likely_names_all():
    line = ("visible", "By Benno, Adam, Danika, Cleo")
    assert len(chosen([0.9, 0.1, 0.9, 0.1], line)[0]) == 4
    assert chosen([0.9, 0.1, 0.1, 0.1], line)[0] == ["Benno"]


def test_an_agency_that_json_ld_lists_beside_a_person_is_an_author_where_readers_see_it():
    said = [("json-ld", "Ada Moran"), ("json-ld-org", "Reuters")]
    assert chosen([0.9, 0.2], *said, ("visible", "Ada Moran and Reuters")) == (["Ada Moran", "Reuters"], ["Reuters"])
    assert chosen([0.9, 0.6], *said)[0] == ["Ada Moran"]
    desk = [("json-ld", "Ada Moran"), ("json-ld-org", "Web Desk"), ("visible", "Ada Moran"), ("plain", "Web Desk")]
    assert chosen([0.9, 0.6], *desk)[0] == ["Ada Moran"]


def test_names_without_anything_between_them_are_known_by_the_metadata():
    people = [("json-ld", "Ada Moran"), ("json-ld", "Ben van Lund"), ("json-ld", "Cleo Hart")]
    assert names(*people, ("visible", "Ada Moran Ben van Lund Cleo Hart")) == ["Ada Moran", "Ben van Lund", "Cleo Hart"]


def test_people_of_lines_of_their_own_come_in_the_order_of_the_page():
    said = [("json-ld", "Ada Moran"), ("json-ld", "Ben Lund"), ("visible", "By Ben Lund"), ("plain", "Ada Moran")]
    assert chosen([0.9, 0.9], *said)[0] == ["Ada Moran", "Ben Lund"]


def test_a_meta_element_of_no_kind_is_in_no_list():
    handle = Candidate("@adamoran", "meta", signs=signs.META_HANDLE)
    said = [handle, Candidate("Ada Moran", "meta"), Candidate("Ben Lund", "json-ld"), Candidate("Cleo Hart", "json-ld")]
    found = choose_authors(said, SITES, "en", model=Chances(0.9, 0.3, 0.3)).authors
    assert [author.name for author in found] == ["Ada Moran"]


@examples(150)
@given(
    said=st.lists(
        st.builds(
            Candidate,
            st.text(max_size=30)
            | st.sampled_from(["By Ali Raza", "Jane Doe", "Web Desk", "Reuters", "Example Times", "By"]),
            st.sampled_from(["json-ld", "meta", "microdata", "visible", "feed", "wp-rest", "text"]),
            st.none() | st.text(max_size=10),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_any_candidates_give_persons_or_organizations_once_each(said):
    chosen = choose_authors(said, SITES)
    shown = [author.name for author in chosen.authors]
    assert len(shown) == len(set(shown))
    assert all(shown)
    assert (chosen.origin is None) == (not shown)
