"""What every index does with lines and queries, whatever stores it."""

from contextlib import closing
from dataclasses import replace
from itertools import permutations

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from made_lines import made_line, made_tombstone, read

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import open_index
from newsbot.indexes.protocol import BatchMark, IndexCounts, SearchWish
from newsbot.indexes.queries import parse_query


@pytest.fixture
def index(index_places):
    with closing(open_index(next(index_places))) as index:
        yield index


def feed(index, *lines):
    index.apply(read(*lines))
    index.commit(None)


def found(index, text, **wish):
    """The names of the articles that a query finds, in order."""
    answer = index.search(parse_query(text), SearchWish(**wish))
    return [hit.article["url"].rpartition("/")[2] for hit in answer.hits]


def shown(segments):
    return "".join(f"[{segment.text}]" if segment.is_match else segment.text for segment in segments)


def test_words_find_articles_that_hold_all_of_them(index):
    feed(index, made_line(), made_line("other", headline="Road opens", articleBody="All is well."))
    assert found(index, "road floods") == ["floods"]
    assert found(index, "ROAD well") == ["other"]
    assert found(index, "nothing") == []


def test_each_part_of_a_query_narrows_what_is_found(index):
    feed(
        index,
        made_line(),
        made_line("wahl", headline="Wahl in Wien", inLanguage="de-AT", authors=[{"name": "Jane Doe"}]),
        made_line("old", url="https://news.example.org/old", datePublished="2020-01-01T00:00:00Z"),
    )
    assert found(index, "author:raza road") == ["floods", "old"]
    assert found(index, 'author:"jane doe"') == ["wahl"]
    assert found(index, "site:example.org") == ["old"]
    assert set(found(index, "site:example.com")) == {"floods", "wahl"}
    assert found(index, "language:de") == ["wahl"]
    assert found(index, "road -wien since:2021-01-01") == ["floods"]
    assert found(index, '"main road" -author:raza') == ["wahl"]
    assert found(index, "-road") == []
    assert set(found(index, "-wien")) == {"floods", "old"}
    assert found(index, "until:2021-01-01") == ["old"]
    assert len(found(index, "")) == 3


def test_a_newer_version_takes_the_place_of_an_older_in_any_order_and_repetition(index):
    orders = list(permutations(range(4)))
    articles = [
        [
            made_line(f"a{number}"),
            made_line(f"a{number}", version=2, headline="Floods recede", changed=["headline"]),
            made_tombstone(f"a{number}", version=3),
            made_line(f"a{number}", version=4, headline="Road opens again"),
        ]
        for number in range(len(orders))
    ]
    for _ in range(2):
        for step in range(4):
            feed(index, *(versions[order[step]] for versions, order in zip(articles, orders, strict=True)))
    newest = [versions[3] for versions in articles]
    assert list(index.lines()) == sorted(newest, key=lambda line: line["id"])
    assert found(index, "recede") == []
    assert len(found(index, "opens", limit=50)) == len(orders)
    for versions in articles:
        kept = index.article(versions[0]["id"]).versions
        assert [version.version for version in kept] == [4, 3, 2, 1]
        assert kept[2].changed == ("headline",)


def test_a_newer_version_takes_the_place_of_an_older_within_one_delivery(index):
    versions = [made_line(version=number, headline=f"Report number{number}") for number in (3, 1, 4, 2)]
    feed(index, *versions)
    assert list(index.lines()) == [versions[2]]
    assert found(index, "number4") == ["floods"]
    assert found(index, "number3") == []
    assert [version.version for version in index.article(versions[0]["id"]).versions] == [4, 3, 2, 1]


def test_lines_of_one_id_and_version_give_the_same_index_in_either_order(index):
    newest = []
    for number, order in enumerate(permutations(range(3))):
        lines = [
            made_line(f"a{number}"),
            made_line(f"a{number}", headline="Other words"),
            made_line(f"a{number}", metadata={"dateDownloaded": "2026-11-24T05:00:00Z"}),
        ]
        feed(index, *(lines[at] for at in order))
        newest.append(lines[2])
    assert list(index.lines()) == sorted(newest, key=lambda line: line["id"])


def test_an_article_that_was_taken_back_is_kept_and_not_found(index):
    feed(index, made_line())
    feed(index, made_tombstone())
    feed(index, made_line())
    assert found(index, "road") == []
    assert index.counts() == IndexCounts(usable=0, canceled=1)
    assert index.article(made_line()["id"]).line == made_tombstone()
    assert index.article("0" * 32) is None


def test_what_was_not_committed_is_gone_or_known_to_be_undelivered(index_places):
    address = next(index_places)
    mark = BatchMark("2026-11-23/run-0001.jsonl", "12-34", 1, is_whole=False)
    with closing(open_index(address)) as index:
        index.apply(read(made_line()))
        index.commit(mark)
        index.apply(read(made_line("other")))
    with closing(open_index(address, create=False)) as index:
        assert "floods" in found(index, "road")
        assert index.marks([mark.name, "unknown"]) == {mark.name: mark}
        index.forget_marks()
        assert index.marks([mark.name]) == {}
        assert "floods" in found(index, "road")


def test_of_a_cluster_one_article_is_shown_unless_all_are_asked_for(index):
    feed(index, *(made_line(f"copy{number}", clusterId="c") for number in range(30)), made_line("own"))
    answer = index.search(parse_query("road"), SearchWish(limit=5))
    assert answer.total == 31
    assert sorted(len(hit.others) for hit in answer.hits) == [0, 29]
    assert len(found(index, "road", limit=40, collapse=False)) == 31
    assert found(index, "road", limit=1, offset=1) != found(index, "road", limit=1)


def test_facets_count_what_was_found(index):
    feed(index, made_line(), made_line("b", inLanguage="de"), made_line("c", headline="x", articleBody="y"))
    facets = index.search(parse_query("road"), SearchWish(facets=True)).facets
    assert facets == {
        "site": [("example.com", 2)],
        "author": [("Ali Raza", 2)],
        "language": [("de", 1), ("en", 1)],
        "day": [("2026-11-23", 2)],
    }


def test_the_headline_weighs_more_and_of_equals_the_newer_comes_first(index):
    feed(
        index,
        made_line("body", headline="Weather", articleBody="Much talk of a dam and other things of the day."),
        made_line("head", headline="Dam breaks", articleBody="Much talk of a wall and other things of the day."),
        made_line("newer", headline="Dam breaks", articleBody="Much talk of a wall and other things of the day.",
                  datePublished="2026-11-24T00:00:00Z"),
    )  # fmt: skip
    assert found(index, "dam") == ["newer", "head", "body"]


def test_a_hit_shows_what_was_found(index):
    body = "First words. " * 60 + "\n\nThen the Mayor spoke of <b>the</b> floods & the road."
    feed(index, made_line(articleBody=body))
    (hit,) = index.search(parse_query('mayor "floods the road" -x'), SearchWish()).hits
    assert shown(hit.headline) == "Floods close main road"
    lead = "…First words. First words. First words."
    assert shown(hit.snippet) == f"{lead} Then the [Mayor] spoke of <b>the</b> [floods & the road]."


@pytest.mark.parametrize(
    ("headline", "queries", "misses"),
    [
        ("地震速報：東京で大雨", ["東京", "大雨", "雨", "地震 速報", '"地震 速報"', "京"], ["東雨", "京都", "報東"]),
        ("中国总理访问柏林", ["总理", "柏林", "访问柏林"], ["理总"]),
        ("รัฐบาลไทยประกาศ", ["รัฐบาล", "ไทย", "ประกาศ"], ["ไทยแลนด์"]),
        ("서울에서 시장이 발표", ["서울", "시장", '"서울에서 시장"', "발표"], ["부산"]),
        ("الانتخابات في لُبنان", ["انتخابات", "الانتخابات", "والانتخابات", "لبنان"], ["مصر"]),
        ("انتخابات کی خبر", ["کی", "خبر"], ["شہر"]),
        ("Straße in München gesperrt", ["strasse", "STRASSE", "münchen", "munchen", "muenchen"], ["münch"]),
        ("Mueller gewinnt", ["Müller", "mueller"], ["Möller"]),
        ("İstanbul'da ılık IŞIK", ["istanbul", "İSTANBUL", "ılık", "ilik", "ışık", "isik"], ["ankara"]),
        ("Ελλάδα: ΕΚΛΟΓΈΣ", ["ελλαδα", "εκλογές", "εκλογεσ"], []),
        ("Ёлка в Киеве", ["елка", "ЁЛКА"], []),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"], ["हिन्द"]),
        ("L’avion d'Air France à Orléans", ["avion", "orleans", "l'avion", '"d’air france"'], []),
        ("iPhone発表会 in Tokyo", ["iphone", "発表", '"iphone発表"', "発表会 tokyo"], []),
        ("ＡＢＣ ｶﾞｽ 50％", ["abc", "ガス", "50"], []),
        ("Çelik: “GÜZEL” bir gün", ["celik", "güzel", "guzel", "gün"], []),
        ("Kyiv’s COVID-19 rule_book", ["covid-19", "covid", "kyiv", "rule", "book"], []),
    ],
)  # fmt: skip
def test_words_are_found_however_their_language_writes_them(index, headline, queries, misses):
    feed(index, made_line(headline=headline, articleBody="x"))
    assert [query for query in queries if not found(index, query)] == []
    assert [query for query in misses if found(index, query)] == []
    for query in queries:
        (hit,) = index.search(parse_query(query), SearchWish()).hits
        assert any(segment.is_match for segment in hit.headline), query
        assert "".join(segment.text for segment in hit.headline) == headline


def test_words_of_one_author_are_not_mixed_with_those_of_the_next(index):
    feed(index, made_line(authors=[{"name": "Ali Raza"}, {"name": "Jane Doe"}]))
    assert found(index, 'author:"Raza Jane"') == []
    assert found(index, 'author:"jane doe" author:ali') == ["floods"]


def test_a_space_after_a_name_is_typed_easily():
    assert parse_query("author: raza site: Example.com -language: de") == replace(
        parse_query("author:raza site:Example.com -language:de"), text="author: raza site: Example.com -language: de"
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "since:banana",
            "'banana' is neither a day such as 2026-11-01 nor an age such as 7d: it was searched as a word.",
        ),
        ("floods author:", "'author:' has nothing after it: it was searched as a word."),
        ("-Since: ", "'Since:' has nothing after it: it was searched as a word."),
    ],
)
def test_a_query_part_that_cannot_be_meant_as_written_gets_a_note(text, note):
    assert parse_query(text).notes == (note,)


@examples(300)
@given(st.text(st.one_of(st.sampled_from("\"-:*()^+{}[]\\'“»%_ .,\0雨ぁก"), st.characters()), max_size=60))
def test_no_query_is_an_error(text):
    index = open_index_for_queries()
    for query in (text, f"author:{text}", f'-"{text}', f"site:{text} since:{text} -language:{text}"):
        answer = index.search(parse_query(query), SearchWish(facets=True))
        for hit in answer.hits:
            assert "".join(segment.text for segment in hit.headline) == hit.article["headline"]


@pytest.fixture(scope="module", autouse=True)
def queried(tmp_path_factory):
    """One index for all the queries of the property test."""
    with closing(open_index(f"sqlite:///{tmp_path_factory.mktemp('index')}/index.db")) as index:
        feed(index, made_line(), made_line("cjk", headline="地震 and OR near NOT", articleBody='A "quoted" * word'))
        open_index_for_queries.index = index
        yield


def open_index_for_queries():
    return open_index_for_queries.index


@pytest.mark.parametrize("address", ["", "index.db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://x/y"])
def test_an_address_that_names_no_index_is_refused(address):
    with pytest.raises(ArgumentError):
        open_index(address)


def test_a_file_that_is_no_index_is_left_alone(tmp_path):
    import sqlite3

    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("no database at all, but long enough to be looked at by SQLite" * 30)
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE pages (x)")
    for path in (text, other):
        for create in (True, False):
            with pytest.raises(IndexUnavailableError):
                open_index(f"sqlite:///{path}", create=create)
    assert text.read_text().startswith("no database")
    with pytest.raises(IndexUnavailableError, match="scrapy index"):
        open_index(f"sqlite:///{tmp_path}/none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_an_index_whose_words_were_cut_otherwise_is_read_anew(tmp_path):
    import sqlite3

    address = f"sqlite:///{tmp_path}/index.db"
    with closing(open_index(address)) as index:
        feed(index, made_line(), made_tombstone("gone"))
    with closing(sqlite3.connect(tmp_path / "index.db")) as database:
        database.execute("UPDATE facts SET value = 'other'")
        database.execute("INSERT INTO words (words) VALUES ('delete-all')")
        database.commit()
    with closing(open_index(address)) as index:
        assert found(index, "road") == ["floods"]


def test_an_index_of_an_older_newsbot_is_searched_as_it_is_and_brought_up_to_date(tmp_path):
    import sqlite3

    address = f"sqlite:///{tmp_path}/index.db"
    with closing(open_index(address)) as index:
        feed(index, made_line(), made_tombstone("gone"), *(made_line(f"{n}", headline=f"News {n}") for n in range(600)))
    with closing(sqlite3.connect(tmp_path / "index.db")) as database:
        database.execute("DROP TABLE heads")
        database.execute("PRAGMA user_version = 1")
    with closing(open_index(address, create=False)) as index:
        before = index.search(parse_query("news"), SearchWish())
        assert before.total == 600
    with closing(open_index(address)) as index:
        assert index.search(parse_query("news"), SearchWish()) == before
        feed(index, made_line("599", 2, headline="Others", articleBody="What follows."))
        assert index.search(parse_query("news"), SearchWish()).total == 599
        assert found(index, "others") == ["599"]


def test_words_that_all_articles_hold_decide_nothing_beside_rare_ones(index):
    body = "The council met. " * 3
    feed(index, *(made_line(f"{n}", headline=f"Evening {n}", articleBody=body) for n in range(700)))
    feed(
        index,
        *(made_line(f"r{n}", headline=f"Noon {n}", articleBody=f"{body} {'Heron. ' * (n + 1)}") for n in range(3)),
    )
    assert found(index, "council heron")[:3] == ["r2", "r1", "r0"]
    assert found(index, "council evening -heron")[:1] != []
    assert index.search(parse_query("council"), SearchWish()).total == 703
    assert index.search(parse_query("council -evening"), SearchWish()).total == 3


@pytest.mark.parametrize(
    ("headline", "query", "marked"),
    [
        ("Aroad a road, off-road roads road", "road", "Aroad a [road], off-[road] roads [road]"),
        ("xa a a b", '"a a"', "xa [a a] b"),
        ("Éa a-a, a", '"a a"', "Éa [a-a], a"),
        ("Road", "road", "[Road]"),
    ],
)
def test_only_whole_words_are_marked(index, headline, query, marked):
    feed(index, made_line(headline=headline))
    (hit,) = index.search(parse_query(query), SearchWish()).hits
    assert shown(hit.headline) == marked
