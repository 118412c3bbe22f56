"""`benchmarks/made_pages.py`: a generated page's truth matches the walk of its body, and depends only on the seed."""

import importlib
import re
from pathlib import Path

import pytest

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document

block_labels = importlib.import_module("block_labels")
corpus = importlib.import_module("corpus")
made_pages = importlib.import_module("made_pages")
made_stories = importlib.import_module("made_stories")

ENGLISH = [
    "The ferry to Harn stopped on Tuesday after a crack was found in its hull. Divers look at it now.",
    "About 400 people live on the island. Most of them work in the quarry, and some raise sheep on the slopes.",
    "“We have food for two weeks,” said Ruth Adler, who runs the only shop. She has asked her suppliers for patience.",
    "The council hired two fishing boats. They carry mail, medicine and up to twelve passengers in each direction.",
    "A new ferry was promised in 2019. It has been built, but the harbour is not deep enough for it to land.",
]
OTHER_ENGLISH = [
    "Bakers in the valley have raised their prices again. A loaf now costs a third more than it did three years ago.",
    "Flour is not the reason, says the guild. Its members pay more for power, for rent and for apprentices.",
    "Some bakeries close on Mondays. Others have given up cakes, which need hours of work by hand.",
    "Customers grumble but they stay. “Bread is the last thing I would save on,” one of them says.",
]
THIRD_ENGLISH = [
    "The museum of clocks reopens in May. Its roof was repaired, and every clock was taken apart and oiled.",
    "Nobody knows how many of them will strike at noon. The curator hopes for ninety and would be glad of sixty.",
    "Visitors can book a night tour, when the halls are dark. Tickets cost eleven dollars and children pay half.",
]
GERMAN = [
    "Die Brücke über die Elbe bleibt bis Oktober gesperrt. Das hat der Landkreis am Montag nach einer Prüfung gesagt.",
    "Für Fußgänger wird ein Steg gebaut, der schon im Juli fertig sein soll. Autos müssen einen Umweg fahren.",
    "Die Händler in der Altstadt sind verärgert. „Uns fehlt die Hälfte der Kunden“, sagt der Wirt am Markt.",
    "Der Bürgermeister kündigte Hilfen an. Wie hoch sie sind, ist noch offen, denn der Rat muss zustimmen.",
]
FRENCH = [
    "La gare de Verneuil ferme ses guichets en septembre. Les voyageurs devront acheter leurs billets en ligne.",
    "Une pétition a réuni deux mille signatures. Elle demande le maintien de deux agents pendant les heures de pointe.",
    "La région promet une borne nouvelle et un numéro gratuit. Les élus de la ville jugent que ce n'est pas assez.",
]
RUSSIAN = [
    "Библиотека на улице Мира откроется осенью. Ремонт длился три года и стоил дороже, чем ожидали.",
    "В новом здании будет зал для детей. Там можно читать, рисовать и слушать рассказы.",
    "Жители собрали для библиотеки пять тысяч книг. Часть из них передадут в сельские школы.",
]
JAPANESE = [
    "北の港町で春の祭りが始まった。三日間で二万人が訪れる見込みだという。",
    "今年は雨の予報が出ている。主催者は屋台の場所を広場から倉庫に移した。",
    "祭りは百年前に漁師たちが始めた。今も船の上で太鼓が打ち鳴らされる。",
]
SPANISH = [
    "El mercado de la plaza abrirá los domingos por la mañana. Los vendedores lo pedían desde hace años.",
    "El ayuntamiento pondrá más autobuses y cerrará dos calles al tráfico. La prueba dura hasta el final del verano.",
    "Los vecinos temen el ruido. Una comisión se reunirá cada mes para hablar con ellos y con los comerciantes.",
]
TEXTS = [ENGLISH, OTHER_ENGLISH, THIRD_ENGLISH, GERMAN, FRENCH, RUSSIAN, JAPANESE, SPANISH]
LANGUAGES = ["en", "en", "en", "de", "fr", "ru", "ja", "es"]


def page_of(number, texts):
    return corpus.Page(
        dataset="gold",
        id=str(number),
        url=f"https://paper{number}.example/story",
        publisher=f"paper{number}.example",
        file=Path("none"),
        headline=f"Story {number} <told> & told again",
        authors=["Ann Bee"] if number % 2 else [],
        published="2024-02-03",
        text="\n\n".join(texts),
    )


@pytest.fixture(scope="module")
def pages():
    return [page_of(number, texts) for number, texts in enumerate(TEXTS)]


def words(text):
    return re.findall(r"\w+", text)


def test_what_the_walk_sees_of_a_body_is_its_truth_word_for_word(pages):
    wrong = []
    for page in made_pages.make_pages(pages, 60):
        texts = [block.text for block in walk_blocks(parse_document(page.html(), page.url).tree).blocks]
        labels = block_labels.body_labels(texts, page.text)
        body = [word for text, label in zip(texts, labels, strict=True) if label for word in words(text)]
        if body != words(page.text):
            wrong.append(page.id)
    # A short line beside one that says the same may be taken for it.
    assert len(wrong) <= 1


def test_the_same_seed_gives_the_same_pages(pages):
    first = made_pages.make_pages(pages, 12, seed=4)
    assert first == made_pages.make_pages(pages, 12, seed=4)
    assert first[:5] == made_pages.make_pages(pages, 5, seed=4)
    assert first != made_pages.make_pages(pages, 12, seed=5)


def test_pages_belong_to_the_publisher_of_their_story_and_all_stories_are_told(pages):
    made = made_pages.make_pages(pages, len(pages))
    assert {page.publisher for page in made} == {page.publisher for page in pages}
    assert {page.dataset for page in made} == {"made"}
    assert len({page.id for page in made}) == len(pages)


def test_no_text_is_taken_for_markup(pages):
    assert not any(
        "<told>" in page.html().replace("application/ld+json", "") for page in made_pages.make_pages(pages, 30)
    )


def test_pages_without_a_text_of_three_paragraphs_are_not_told():
    assert made_pages.make_pages([page_of(1, ENGLISH[:2]), page_of(2, [])], 5) == []


def test_languages_are_told_by_script_and_short_words():
    assert [made_stories.language_of(" ".join(texts)) for texts in TEXTS] == LANGUAGES


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is here. Two is there!", ["One is here.", "Two is there!"]),
        ("“Stay,” he said. “Go.” They went.", ["“Stay,” he said.", "“Go.”", "They went."]),
        ("春が来た。雨が降る。", ["春が来た。", "雨が降る。"]),
        ("No end", ["No end"]),
    ],
)
def test_sentences_hold_the_words_of_their_text(text, sentences):
    assert list(made_stories.split_sentences(text)) == sentences
