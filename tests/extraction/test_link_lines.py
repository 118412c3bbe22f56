"""Lines whose links lead elsewhere are not part of the text around them."""

import pytest
from body_pages import PROSE, P, article, body_of

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.link_lines import drop_link_lines
from newsbot.items import BODY
from newsbot.markup import parse_html

URL = "https://example.com/2026/floods"


def left(html: str, verdicts: str) -> str:
    """What is body in the end, "b", of blocks that are ("b") or are not."""
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    given = [BODY if verdict == "b" else "outside" for verdict in verdicts]
    assert len(given) == len(blocks)
    drop_link_lines(blocks, given, URL)
    return "".join("b" if verdict == BODY else "o" for verdict in given)


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/signup",
        "/newsletter/",
        "/de/abo.html",
        "https://example.com/#/portal/signup",
        "https://x.example/en/sign-up",
    ],
)
def test_a_line_that_opens_with_a_link_to_subscribe_is_an_offer(address):
    offer = f"<p><strong><a href='{address}'>The valley at seven</a></strong> Every weekday, before breakfast.</p>"
    assert body_of(article("".join([*P[:3], offer, *P[3:]]))) == PROSE


@pytest.mark.parametrize(
    "line",
    [
        # A sentence that only mentions where readers subscribe.
        "<p>The mayor said in <a href=/newsletter>her newsletter</a> that she would not stand again.</p>",
        "<p><a href=/politics/subscribers-law>The law</a> was passed in May.</p>",
        "<p><a href=https://brew.example/newsletter>The Morning Valley Brew</a> has a million readers, he said.</p>",
        "<p><a href=https://rail.example/abonnement>L'abonnement Max Jeune</a> coûte 79 euros par mois.</p>",
        "<p><a href=/topics/subscriptions>Subscriptions to streaming services</a> have become dearer by a fifth.</p>",
        f"<p><a href=/newsletter>The county</a> {'has seen worse, but never this early in the year, ' * 5}.</p>",
    ],
)
def test_a_sentence_with_a_link_is_text(line):
    assert left("".join([*P[:2], line, *P[2:]]), "b" * 6) == "b" * 6


@pytest.mark.parametrize(
    "link",
    [
        "<a href=https://brew.example/subscribe>Subscribe to the Valley Brew</a> to get our stories each morning.",
        "<a href=/newsletter>Get the Valley at Seven</a> in your inbox each morning, free.",
        "<a href=/news/newsletter>Hier den Talbrief bestellen</a> und jeden Morgen wissen, was geschieht.",
        "<a href=https://brev.example/abonnez-vous>Inscrivez-vous à la Lettre</a> pour recevoir nos articles.",
    ],
)
def test_a_link_that_asks_readers_to_subscribe_is_an_offer_however_its_line_goes_on(link):
    assert left("".join([*P[:2], f"<p>{link}</p>", *P[2:]]), "b" * 6) == "bbobbb"


@pytest.mark.parametrize("item", ["<p>{} – long essays.</p>", "<h3>{}</h3>", "<ul><li>{}: essays</ul>"])
def test_an_article_about_newsletters_names_more_than_one_offers(item):
    links = (f"<a href=https://brew{number}.example/subscribe>The Valley Brew</a>" for number in range(3))
    assert left("".join([*P[:2], *map(item.format, links)]), "b" * 5) == "b" * 5


@pytest.mark.parametrize("part", ["<ul><li>{}: essays</ul>", "<table><tr><td>{}</table>"])
def test_an_item_or_a_cell_offers_nothing(part):
    link = "<a href=https://brew.example/subscribe>The Valley Brew</a>"
    assert left("".join([*P[:2], part.format(link), *P[2:]]), "b" * 6) == "b" * 6


@pytest.mark.parametrize(
    "title", ["Council votes on the new bridge", "Who pays for the new bridge?", "من يدفع ثمن الجسر؟"]
)
def test_a_title_of_another_article_on_a_line_of_its_own_is_a_pointer(title):
    pointer = f"<p><a href=/2026/bridge>{title}</a></p>"
    assert left("".join([*P[:2], pointer, *P[2:]]), "b" * 6) == "bbobbb"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Vezani članak: <a href=/2026/bridge>Tri mosta na prodaju</a></p>",
        "<p><b>Läs vidare –</b> <a href=/2026/bridge>Bron öppnas på måndag</a></p>",
        "<p>อ่านต่อ: <a href=/2026/bridge>สะพานใหม่เปิดวันจันทร์</a></p>",
    ],
)
def test_a_title_behind_a_label_is_a_pointer(line):
    assert left("".join([*P[:2], line, *P[2:]]), "b" * 6) == "bbobbb"


@pytest.mark.parametrize(
    "line",
    [
        "<p>The law says: <a href=https://other.example/law>No bridge without a plan</a></p>",
        "<p>One thing was said by all of them in the hall: <a href=/2026/bridge>the bridge must come</a></p>",
        "<p>The mayor: <a href=/2026/bridge>bridge</a></p>",
        "<p>Man of the match: <a href=/players/jack-hale>Jack Hale</a></p>",
        "<p>The winner – <a href=/tag/harbour-school>Harbour School</a></p>",
        "<p><a href=https://other.example/report>Read the county's report in full</a></p>",
        "<p><a href=/files/2026/report.pdf>The report of the county office</a></p>",
        "<p><a href=/2026/bridge>The council has voted on the new bridge.</a></p>",
        "<h2><a href=/2026/bridge>What the council voted on</a></h2>",
        "<p><a href=/2026/speech>“We will build the new bridge before the next spring.”</a></p>",
        "<p><a href=/2026/rede>„Wir bauen die neue Brücke noch in diesem Jahr!“</a></p>",
        "<p><a href=/2026/dam>Residents had asked for a dam since the flood of 2013 (see the map below.)</a></p>",
        f"<p><a href=/2026/dam>{'Residents had asked for a dam since the flood, ' * 6}said the mayor</a></p>",
    ],
)
def test_a_link_that_is_a_sentence_a_document_or_a_heading_is_text(line):
    assert left("".join([*P[:2], line, *P[2:]]), "b" * 6) == "b" * 6


def test_a_link_that_the_paragraph_above_announces_is_text():
    letter = (
        "<p>Here is the letter of the mayor to the families:</p><p><a href=/2026/letter>Letter of the mayor</a></p>"
    )
    assert left("".join([*P[:2], letter, *P[2:]]), "b" * 7) == "b" * 7


def test_many_titles_are_the_article():
    titles = "".join(f"<p><a href=/2026/{number}>Story number {number} of the year</a></p>" for number in range(9))
    assert left("".join([*P[:2], titles]), "b" * 11) == "b" * 11


def test_the_last_item_of_a_list_of_links_goes_with_the_others():
    links = "".join(f"<li><a href=/2026/{number}>Story number {number}</a>" for number in range(3))
    assert left(f"{P[0]}<ul>{links}</ul>{P[1]}", "boobb") == "booob"
    assert left(f"{P[0]}<ul>{links}</ul>{P[1]}", "bbbbb") == "bbbbb"


class Counted(list):
    """Verdicts that count how often one is asked for."""

    asked = 0

    def __getitem__(self, place):
        self.asked += 1
        return super().__getitem__(place)


def test_a_list_is_looked_at_once_however_many_items_it_has():
    links = "".join(f"<li><a href=/2026/{number}>Story number {number}</a>" for number in range(300))
    blocks = walk_blocks(parse_html(f"<body>{P[0]}<ul>{links}</ul></body>")).blocks
    verdicts = Counted([BODY] * 100 + ["outside"] * 201)
    drop_link_lines(blocks, verdicts, URL)
    assert verdicts.count(BODY) == 1
    assert verdicts.asked < 3 * len(blocks)


def test_a_page_of_nothing_else_is_left_as_it_is():
    assert left("<p><a href=/newsletter>Our newsletter</a></p>", "b") == "b"


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        (
            "<a href='https://vimeo.com/1'>Harbour lights</a> from <a href='https://vimeo.com/ada'>Ada Moran</a> on"
            " <a href='https://vimeo.com'>Vimeo</a>.",
            "bob",
        ),
        ("The film was taken from the cinemas and put on <a href='https://vimeo.com'>Vimeo</a>.", "bbb"),
        ("<a href='https://vimeo.com/1'>The film</a> is seen by more people than any other film on the site.", "bbb"),
    ],
)
def test_the_line_below_a_player_of_vimeo_is_a_credit(line, is_left):
    assert left(f"<p>{PROSE[:80]}</p><p>{line}</p><p>{PROSE[80:160]}</p>", "bbb") == is_left
