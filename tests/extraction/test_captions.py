"""Captions that are recognised by the credit at their end."""

import pytest

from newsbot.extraction.blocks.captions import ends_with_credit, is_numbered_caption


@pytest.mark.parametrize(
    "text",
    [
        "The tram as it looked in 1963. Photo: Jane Doe/Northern Pool",
        "La piscine telle qu'elle était en 2012 (photo Inès Vidal)",
        "Die Brücke am Montag [Foto: Anna Schmidt]",
        "The bus in May. Credit: Jane Doe",
        "Photo: AP",
        "رصيف العبارات القديم. تصوير: سامي ناصر",
        "朝の渡し場（撮影：森 一郎）",
        "La chiatta al molo (foto: Ugo Neri)",
        "Prom w Zatwarnicy zimą. Fot. Igor Lis",
        "▲ 김만수 씨가 마지막 호미를 두드리고 있다. ⓒ강변일보",
        "La passerelle, hier soir. © AFP",
        "图为青山村屋顶光伏。苏雨桐 摄",
        "Remiza, w której uczyły się dzieci / fot. archiwum OSP",
        "Đoạn đường bê tông ở ấp 4. Ảnh: An Bình",
        "הקרון החדש בתחנה (צילום: גיל נחושתן)",
        "ภาพ: กลุ่มประมงพื้นบ้านพัทลุง",
        "A vidra a tónál. Fotó: Nagy Péter",
        "강변의 새 다리 (사진제공=강변일보)",
    ],
)
def test_credit_at_the_end_makes_a_caption(text):
    assert ends_with_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "他们到山上拍摄",
        "The sign © is as old as the law of 1909.",
        "Photo albums lay open on the table.",
        "Gemeint war das Kürzel fot. und nichts anderes.",
        "She asked for one thing in her last photo: a smile.",
        "He had one word for the last photo: no",
        "They took a photo (the image was later deleted) of the bridge.",
        "Ảnh hưởng của bão kéo dài đến thứ ba.",
        "A képviselő szerint a fotó: hamis.",
        "A bridge in the fog (photo rights are with the museum)",
        "Nobody had seen the picture (photo rights belong to the museum).",
        f"{'word ' * 80}(Photo: Jane Doe)",
        "দেয়ালে ঝুলছে একটি ছবি: নদীর ধারে দাঁড়িয়ে আছে এক শিশু।",
        "दीवार पर टंगी है एक फोटो: नदी के किनारे खड़ा बच्चा।",
        "墙上挂着一张写真：一个孩子站在河边。",
        "Ο δήμος βάζει στις στέγες πηγές ενέργειας (φωτοβολταϊκά).",
        "В музее остались старые вещи (фотоаппараты и плёнка).",
        "เทศกาลเปิดตัวงานศิลปะสามแขนง (ภาพยนตร์ ดนตรี และละคร)",
    ],
)
def test_other_texts_are_none(text):
    assert not ends_with_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Figure 1: the files in the box",
        "Fig. 12. The tower, seen from the quay.",
        "Figura 3 – Mapa do porto",
        "Abb. 2: Der Turm am Abend",
        "Рис. 4. Башня",
        "图3：港口",
        "図1.2：港の地図",
        "그림 5. 항구",
    ],
)
def test_the_number_of_a_figure_makes_a_caption(text):
    assert is_numbered_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Figure 1 shows the files in the box.",
        "Figures: 12 dead, 3 hurt",
        "Abb. 1.2 zeigt, wie die Wellen schlagen.",
        "Resim 2. kez sergileniyor.",
        "Figure 8",
        "Figuren 3: so heißt der Film nicht.",
        "图书馆3：00开门",
        "Figure 1: " + "what the picture shows and much more " * 10,
    ],
)
def test_a_sentence_about_a_figure_is_no_caption(text):
    assert not is_numbered_caption(text)
