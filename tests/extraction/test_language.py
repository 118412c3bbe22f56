"""The language of a text, compared with what the page declares."""

import tempfile

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from newsbot.extraction.language import detection as language_module
from newsbot.extraction.language.detection import choose_language, detect_language, normalise_tag, same_language
from newsbot.extraction.language.model import _FileRows, language_model
from newsbot.items import Candidate

TEXTS = {
    "en": "The council said on Monday that the main road would stay closed until the river has fallen again.",
    "de": "Der Stadtrat teilte am Montag mit, dass die Straße gesperrt bleibt, bis der Fluss wieder gefallen ist.",
    "fr": "Le conseil municipal a annoncé lundi que la route resterait fermée jusqu'à la baisse de la rivière.",
    "es": "El ayuntamiento dijo el lunes que la carretera seguirá cerrada hasta que baje el nivel del río.",
    "pl": "Rada miasta poinformowała w poniedziałek, że droga pozostanie zamknięta, dopóki rzeka nie opadnie.",
    "tr": "Belediye pazartesi günü yaptığı açıklamada nehir çekilene kadar yolun kapalı kalacağını bildirdi.",
    "ru": "Городской совет сообщил в понедельник, что дорога останется закрытой, пока не спадёт вода в реке.",
    "uk": "Міська рада повідомила в понеділок, що дорога залишиться закритою, доки не спаде вода в річці.",
    "ar": "أعلن المجلس البلدي يوم الاثنين أن الطريق سيبقى مغلقا حتى ينخفض منسوب النهر من جديد.",
    "ur": "کونسل نے پیر کو کہا کہ دریا کا پانی کم ہونے تک مرکزی سڑک بند رہے گی اور ٹریفک متبادل راستے سے گزرے گی۔",
    "fa": "شورای شهر روز دوشنبه اعلام کرد که جاده اصلی تا پایین آمدن سطح آب رودخانه بسته می‌ماند.",
    "hi": "परिषद ने सोमवार को कहा कि नदी का पानी उतरने तक मुख्य सड़क बंद रहेगी और यातायात दूसरे रास्ते से जाएगा।",
    "el": "Το δημοτικό συμβούλιο ανακοίνωσε τη Δευτέρα ότι ο δρόμος θα μείνει κλειστός.",
    "he": "מועצת העיר הודיעה ביום שני כי הכביש הראשי יישאר סגור עד שהנהר ירד.",
    "th": "สภาเมืองกล่าวเมื่อวันจันทร์ว่าถนนสายหลักจะยังคงปิดจนกว่าระดับน้ำจะลดลง",
    "ja": "市議会は月曜日、川の水位が下がるまで道路を閉鎖すると発表した。",
    "ko": "시의회는 월요일에 강물이 줄어들 때까지 도로를 폐쇄한다고 밝혔다.",
    "zh": "市议会周一表示，在河水退去之前，主要道路将继续关闭。",
}


def declared(*said):
    return [Candidate(tag, origin) for tag, origin in said]


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_shows_its_language(language):
    detected = detect_language(TEXTS[language])
    assert detected is not None
    assert detected[0] == language
    assert 0.5 < detected[1] <= 1


@pytest.mark.parametrize(
    "text", ["", "News", "12345 67890 12345 67890 12345", "https://example.com/a/very/long/address"]
)
def test_too_little_text_shows_nothing(text):
    assert detect_language(text) is None


def test_a_quoted_word_does_not_make_a_text_japanese():
    assert detect_language(TEXTS["zh"] * 3 + "さ")[0] == "zh"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("en_us", "en-US"),
        ("en_US.UTF-8", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("iw", "he"),
        ("de-x-private", "de"),
        ("english", None),
        ("und", None),
        ("", None),
        ("123", None),
    ],
)
def test_tags_are_written_as_bcp_47_says(tag, expected):
    assert normalise_tag(tag) == expected


@pytest.mark.parametrize(
    ("tag", "other"), [("nb", "no"), ("nn-NO", "nb"), ("hr", "sr"), ("id", "ms"), ("zh-Hant", "yue"), ("en-GB", "en")]
)
def test_kindred_languages_count_as_one(tag, other):
    assert same_language(tag, other)


def test_other_languages_do_not():
    assert not same_language("de", "nl")


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ([("en-GB", "meta")], "en", ("en-GB", "meta")),
        ([("en", "meta"), ("en_us", "json-ld")], "en", ("en-US", "json-ld")),
        ([("en", "meta"), ("de-AT", "json-ld")], "de", ("de-AT", "json-ld")),
        ([("en-US", "meta")], "de", ("de", "detected")),
        ([("english", "meta")], "en", ("en", "detected")),
        ([], "ja", ("ja", "detected")),
        ([("ms", "meta")], "en", ("en", "detected")),
    ],
)
def test_the_text_decides_whom_to_believe(said, text, expected):
    assert choose_language(declared(*said), TEXTS[text]) == expected


def test_a_declared_kindred_language_stays():
    text = "Statsministeren sa mandag at regjeringen vil åpne veien igjen når vannet i elven har sunket."
    assert choose_language(declared(("nb-NO", "meta")), text) == ("nb-NO", "meta")


def test_without_text_the_declared_language_stands():
    assert choose_language(declared(("fr_ca", "meta")), "Oui") == ("fr-CA", "meta")
    assert choose_language([], "Oui") == (None, None)


@examples(100)
@given(text=st.text(max_size=200), tag=st.text(max_size=20))
def test_any_text_and_any_tag_give_a_tag_or_nothing(text, tag):
    language, origin = choose_language(declared((tag, "meta")), text)
    assert (language is None) == (origin is None)
    assert language is None or normalise_tag(language) == language


LONG = {
    "en": TEXTS["en"] + " It was the third time this year, and people who have lived there for years are worried.",
    "de": TEXTS["de"] + " Das ist nicht das erste Mal, und die Leute haben sich auch auf eine Flut vorbereitet.",
    "fr": TEXTS["fr"] + " Les habitants sont inquiets pour la saison, et une réunion est prévue avec le maire.",
    "es": TEXTS["es"] + " Los vecinos se reunieron con el alcalde para pedir más ayuda, y las obras se aplazaron.",
    "pt": "A câmara disse que a estrada não abre para os carros, e uma ponte foi fechada por causa dos danos.",
    "it": "Il comune ha detto che la strada non riapre per ora, e una parte della città è chiusa con il ponte e altre.",
}


@pytest.mark.parametrize("language", LONG)
def test_a_declared_language_is_confirmed_without_the_model(language, monkeypatch):
    monkeypatch.setattr(language_module, "language_model", None)
    text = "\n\n".join([LONG[language]] * 8)
    assert choose_language(declared((f"{language}-XX", "meta")), text) == (f"{language}-XX", "meta")


@pytest.mark.parametrize("language", [*LONG, "ja", "ko", "zh", "el", "he", "th"])
@pytest.mark.parametrize("said", [None, "nl"])
def test_a_language_that_nobody_declares_is_seen_without_the_model(said, language, monkeypatch):
    monkeypatch.setattr(language_module, "language_model", None)
    text = "\n\n".join([{**TEXTS, **LONG}[language]] * 8)
    tags = declared((said, "meta")) if said else []
    assert choose_language(tags, text) == (language, "detected")


def test_a_script_that_is_a_languages_own_confirms_it_without_the_model(monkeypatch):
    monkeypatch.setattr(language_module, "language_model", None)
    assert choose_language(declared(("en", "meta"), ("ja-JP", "meta")), TEXTS["ja"] * 8) == ("ja-JP", "meta")


def test_names_at_a_glance_do_not_load_the_model(monkeypatch):
    monkeypatch.setattr(language_module, "language_model", None)
    names = "Ortrun Kallweit, Petra Voss, Jan Ebeling, Mira Halloran, Tom Sedgwick, Ida Brandvold, Luc Perrin. "
    text = f"{names * 2}{LONG['en'] * 2}{names * 2}{LONG['en'] * 2}{names * 2}"
    assert choose_language(declared(("en-GB", "meta")), text) == ("en-GB", "meta")


@pytest.mark.parametrize("written", [*LONG, "pl", "tr", "ru", "ur", "ja"])
@pytest.mark.parametrize("said", LONG)
def test_another_language_is_not_confirmed(said, written):
    text = "\n\n".join([{**TEXTS, **LONG}[written]] * 12)
    expected = (said, "meta") if said == written else (written, "detected")
    assert choose_language(declared((said, "meta")), text) == expected


def test_a_long_quotation_at_the_start_is_not_the_text():
    text = LONG["en"] + ("\n\n" + LONG["de"]) * 12
    assert choose_language(declared(("de", "meta")), text) == ("de", "meta")
    assert detect_language(text)[0] == "de"


def test_addresses_say_nothing_of_the_language():
    text = "https://example.com/the-council-said-that-the-road-is-closed desk@example.com " * 20 + LONG["fr"]
    assert detect_language(text)[0] == "fr"


def test_the_model_in_a_file_says_what_the_model_in_memory_says() -> None:
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    ours = language_model()
    assert isinstance(ours.nb_ptc, _FileRows)
    texts = [*TEXTS.values(), "xyz", ""]
    assert [ours.classify(text) for text in texts] == [whole.classify(text) for text in texts]


def test_a_model_that_is_written_in_another_way_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr("newsbot.extraction.language.model._rows_of", refuse)
    assert language_model.__wrapped__().classify(TEXTS["en"])[0] == "en"


def test_without_room_for_the_model_what_is_declared_counts(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    monkeypatch.setattr(language_module, "language_model", language_model.__wrapped__)
    assert detect_language(TEXTS["en"]) is None
    assert choose_language([Candidate("fr", "html_lang")], TEXTS["en"]) == ("fr", "html_lang")
    assert choose_language([], TEXTS["en"]) == (None, None)
    assert detect_language(TEXTS["ja"])[0] == "ja"
