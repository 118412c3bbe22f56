"""Plain text of article pages: complete dumps in `plaintext/`, then one difficulty at a time."""

import json
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.body.biographies import is_biography
from newsbot.extraction.plaintext import clean_plain_text
from newsbot.items import to_line
from newsbot.text import clean_text

DUMPS = sorted(path.parent for path in Path(__file__).with_name("plaintext").glob("*/page.txt"))

HEADLINE = "A river rises over the old bridge again"
FIRST = "The first paragraph of this story says that the river rose again on Monday night."
SECOND = "The second paragraph says that no one was hurt, and that the bridge stays closed."
THIRD = "The third paragraph says what the mayor thinks of it, which is not very much at all."
BODY = "\n\n".join([FIRST, SECOND, THIRD])
ALI, JANE = "Ali Raza", "Jane Doe"


@pytest.mark.parametrize("folder", DUMPS, ids=lambda folder: folder.name)
def test_dump_gives_the_article_that_a_reader_sees(folder):
    # Bytes, for some dumps have Windows newlines.
    report = clean_plain_text((folder / "page.txt").read_bytes().decode())
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert report.article is not None
    line = to_line(report.article)
    found = {
        "headline": line.get("headline"),
        "byline": line.get("byline"),
        "authors": [author["name"] for author in line.get("authors", [])],
        "inLanguage": line.get("inLanguage"),
        "articleBody": line["articleBody"].split("\n\n"),
    }
    assert found == {name: expected[name] for name in found}
    assert line.get("description") == expected.get("description")
    assert line["wordCount"] > 0


def test_dumps_are_many():
    assert len(DUMPS) >= 13


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (f"{HEADLINE}\n\n{BODY}", []),
        (f"{HEADLINE}\n\nBY ALI RAZA\n\n{BODY}", [ALI]),
        (f"{HEADLINE}\n\nBy Ali Raza and Jane Doe\n\n{BODY}", [ALI, JANE]),
        (f"{HEADLINE}\n\nBy Ali Raza\nBy Jane Doe\n\n{BODY}", [ALI, JANE]),
        (f"{HEADLINE}\n\nBy Ali Raza\nStaff Writer\nMarch 3, 2026\n\n{BODY}", [ALI]),
        (f"{HEADLINE}\n\nPosted by Ali Raza on March 3, 2026\n\n{BODY}", [ALI]),
        (f"{HEADLINE}\n\nAli Raza | March 3, 2026 | 5 min read\n\n{BODY}", [ALI]),
        (f"{HEADLINE}\n\nUpdated March 3, 2026 9:15 PM\n\nAli Raza\n\n{BODY}", [ALI]),
        (f"By Ali Raza\n\n{HEADLINE}\n\n{BODY}", [ALI]),
        (f"{HEADLINE}\n\n{BODY}\n\nAli Raza\n\nAli Raza is a staff writer who covers rivers.", [ALI]),
        (f"{HEADLINE}\n\n{BODY}\n\nBy Ali Raza\n\nRaza covers rivers for us.\n\nHe has won three awards.", [ALI]),
        (
            f"{HEADLINE}\n\nBy Ali Raza\n\n{BODY}\n\nAbout the Author\n\nAli Raza\n\nHe likes rivers and dogs a lot.",
            [ALI],
        ),
        (f"{HEADLINE}\n\n{BODY}\n\nFollow Ali Raza on Twitter @example\n\nNext article\nSun is back", []),
    ],
)
def test_author_lines_are_read_and_leave_the_body(text, authors):
    article = clean_plain_text(text).article
    assert article is not None
    assert [author.name for author in article.authors] == authors
    assert article.headline == HEADLINE
    assert article.articleBody == BODY


@pytest.mark.parametrize(
    "text",
    [
        f"We use cookies to give you the best experience on our website.\n\nAccept\n\n{HEADLINE}\n\n{BODY}",
        f"{HEADLINE} | Example Times\n\nHome\nNews\nSport\nCulture\n\n{HEADLINE}\n\n{BODY}",
        f"Example Times\n\n{HEADLINE}\n\n{BODY}",
        f"{HEADLINE}\n\n{HEADLINE}\n\n{BODY}",
        f"{HEADLINE}\n\n2 Comments\n\n{BODY}\n\n2 Comments\n\nBob says:\nI never liked that bridge at all.",
        f"{HEADLINE}\n\n{BODY}\n\nTags\nriver\nbridge\n\nShare\nFacebook\nTwitter",
        f"{HEADLINE}\n\n{BODY}\n\nRelated Articles\n\nFog hits airport\n\nFog was so thick that no plane could land."
        "\n\nSun is back\n\nThe sun came back on Tuesday and people went out to look at it.",
        f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}\n\nRead more\n\nFog hits airport\n\nSun is back in town\n\n{THIRD}",
        f"{HEADLINE}\n\n{FIRST}\n\nSign up for our newsletter and never miss a story.\n\n{SECOND}\n\n{THIRD}",
        f"{HEADLINE}\n\nThe bridge on Monday. (Photo by Jane Doe/Getty Images)\n\n{BODY}",
        f"{HEADLINE}\n\n{BODY}\n\n© 2026 Example Times\n\nExample Times was founded in 1880 by a man.",
        f"{HEADLINE}\n\n{BODY}\n\nSource: Example News\n\nhttps://example.com/river",
    ],
)
def test_what_stands_around_the_body_goes(text):
    article = clean_plain_text(text).article
    assert article is not None
    assert article.headline == HEADLINE
    assert article.articleBody == BODY


@pytest.mark.parametrize(
    "kept",
    ["“No,” he said.", "What happens next", "- a new bridge", "1. The old pillars", "Was it the rain?"],
)
def test_short_lines_between_paragraphs_stay(kept):
    article = clean_plain_text(f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}\n\n{kept}\n\n{THIRD}").article
    assert article is not None
    assert article.articleBody is not None
    assert kept in article.articleBody.split("\n\n")


@pytest.mark.parametrize(
    ("bylines", "sources"),
    [
        ("By Ali Raza, Reuters\nBy Jane Doe, Reuters", ["Reuters"]),
        ("By Reuters", ["Reuters"]),
        ("By Ali Raza", []),
    ],
)
def test_agencies_of_the_author_lines_are_sources_once_each(bylines, sources):
    article = clean_plain_text(f"{HEADLINE}\n\n{bylines}\n\n{BODY}").article
    assert [source.name for source in article.sourceOrganization] == sources


@pytest.mark.parametrize(
    "date", ["Monday, 23 November 2026", "सोमवार, 23 नवंबर 2026", "segunda-feira, 23 de novembro de 2026"]
)
def test_a_date_above_the_headline_is_no_headline(date):
    assert clean_plain_text(f"{date}\n\n{HEADLINE}\n\n{BODY}").article.headline == HEADLINE


def test_an_opinion_in_the_first_person_is_no_biography():
    lead = "I am tired of this river and I will say why in the lines below."
    article = clean_plain_text(f"{HEADLINE}\n\nBy Ali Raza\n\n{lead}\n\n{BODY}").article
    assert article is not None
    assert article.articleBody == f"{lead}\n\n{BODY}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\n\u200b", "empty"),
        ("Home\nNews\nSport", "no_text"),
        ("Storm hits the coast\n\nRain floods two villages\n\nMinister leaves office", "no_text"),
        ("Too short.", "no_text"),
    ],
)
def test_a_text_without_an_article_has_a_reason(text, reason):
    report = clean_plain_text(text)
    assert report.article is None
    assert report.reason == reason


def test_line_has_no_id_and_no_url():
    article = clean_plain_text(f"{HEADLINE}\n\n{BODY}").article
    assert article is not None
    assert {"id", "url"}.isdisjoint(to_line(article))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ali Raza is a staff writer who covers politics.", [ALI]),
        ("Raza covers courts for the Example Times.", [ALI]),
        ("Ali Raza is the founder of a school for divers.", [ALI]),
        ("Staff writer Jane Doe covers courts for the paper.", [JANE]),
        ("About the author: Jane Doe is an award-winning journalist.", [JANE]),
        ("I am a dedicated and skilled News Content Writer with a passion for stories.", []),
        ("Hi, my name is Jane and I am a reporter.", []),
        ("Anna Schmidt ist Redakteurin im Ressort Wirtschaft.", ["Anna Schmidt"]),
        ("Ich bin freie Journalistin und lebe in Hamburg.", []),
        ("Die Autorin ist Ärztin in Bremen.", []),
        ("Camille Petit est journaliste au service politique.", ["Camille Petit"]),
        ("Lucía Torres es periodista especializada en economía.", ["Lucía Torres"]),
        ("Ayşe Demir, 2015 yılından bu yana ekonomi muhabiridir.", ["Ayşe Demir"]),
        ("Иван Петров — журналист, пишет о науке.", ["Иван Петров"]),
        ("علی رضا ایک سینئر صحافی ہیں جو سیاست پر لکھتے ہیں۔", ["علی رضا"]),
        ("میں ایک صحافی ہوں اور گزشتہ دس سال سے لکھ رہا ہوں۔", []),
        ("李明，本报记者，长期关注科技产业。", ["李明"]),
    ],
)
def test_biographies(text, names):
    assert is_biography(text, names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", [ALI]),
        ("Ali Raza told the court that the writer had left.", [ALI]),
        ("The minister is a former journalist.", [ALI]),
        ("I am tired of this government.", []),
        ("I was a reporter when the wall fell.", []),
        ("Ben Smith, the former editor, was arrested on Monday.", []),
        ("Sono passati dieci anni da quando lo scrittore ha lasciato il paese.", []),
        ("Soy de los que piensan que el escritor tiene razón.", []),
        ("میں نے ایک صحافی سے بات کی", []),
        ("As the authors explain, much of it is chance.", [ALI]),
        ("Meinung ist frei.", ["Anna Schmidt"]),
        ("Ali Raza is a staff writer. " * 200, [ALI]),
    ],
)
def test_texts_that_are_no_biographies(text, names):
    assert not is_biography(text, names)


@examples(150)
@given(st.text(max_size=800), st.lists(st.text(max_size=20), max_size=3))
def test_biography_answers_for_any_text(text, names):
    assert is_biography(text, names) in (True, False)


PIECES = st.sampled_from(
    [
        HEADLINE, FIRST, SECOND, THIRD, "By Ali Raza", "Leave a Reply", "Related", "Read more: Fog", "12 Comments",
        "Tags",
        "Home > News", "March 3, 2026", "About the author", "I am a journalist.", "©", "1. One", "“", ">",
        "Ali Raza is a writer.",
    ]
)  # fmt: skip


@examples(300)
@given(st.lists(st.tuples(PIECES | st.text(max_size=80), st.sampled_from(["\n", "\n\n", "\r\n", " "])), max_size=25))
def test_every_paragraph_of_the_body_is_one_of_the_text(pieces):
    text = "".join(piece + end for piece, end in pieces)
    report = clean_plain_text(text)
    assert (report.article is None) == (report.reason is not None)
    if report.article is not None:
        source = " ".join(clean_text(text).split())
        for paragraph in (report.article.articleBody or "").split("\n\n"):
            assert paragraph
            assert " ".join(paragraph.split()) in source


def test_a_huge_text_is_read_in_bounded_time():
    report = clean_plain_text((f"{FIRST}\n" + "a" * 200 + "\n") * 3_000 + "By " + "A b " * 300_000)
    assert report.article is not None
