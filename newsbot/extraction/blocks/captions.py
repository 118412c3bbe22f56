"""Captions of pictures and the credits within them."""

import re

MAX_CREDIT = 120
# The beginning of a credit at the end of a caption, as in "… an der Brücke | Foto: dpa" or "… au pont © AFP".
_CREDIT = re.compile(
    r"(?:^|[\s(\[|/–—.-])(?:(?:photo(?:graph)?|picture|image|foto|bild|imagen|imagem|immagine|afbeelding|fotografía"
    r"|crédito?|credit|bildquelle|quelle|zdjęcie|kép|фото|zdj|fot|写真|사진|تصویر|صورة)"
    r"(?:\s?(?:credits?|by|courtesy(?: of)?|photo|source|de|di|von))?\s?[:/：]\s?"
    r"|(?:photo(?:graph)?|picture|image) by\s"
    r"|(?:\(c\)|©)\s?(?:\d{4}\s)?)",
    re.IGNORECASE,
)
# Captions that end with their credit: "(Photo: A B)", "[foto A B/Agency]", "Credit: A B".
_CREDIT_WORDS = tuple(
    "photo foto fot. zdj. zdjęcie pictur image bild credit crédit kuva фото"
    " ⓒ © 摄 攝 圖 图 写真 撮影 사진 تصوير عدسة عکس फोटो ảnh ภาพ ছবি צילום φωτ fotó kép picha снимка nuotr".split()
)
_CREDIT_WORD = (
    r"(?:photo(?:graph(?:y|er)?)?s?|foto(?:s|grafie|grafía|grafo)?|pictures?|images?|imagen|bild(?:er|nachweis)?"
    r"|crédits?|credits?|kuva|zdjęcie|фото|写真|撮影|摄影|攝影|사진|تصوير|عدسة|عکس|फोटो|ảnh|ภาพ|ছবি|צילום|φωτογραφία"
    r"|φωτ[οό]|fotó|kép|picha|снимка|nuotr\.)"
)
_CREDITED = re.compile(
    # Not part of a longer word: "(φωτοβολταϊκά)" and "(ภาพยนตร์)" begin with one.
    rf"(?:[(\[（]\s?(?i:{_CREDIT_WORD}(?:提供|제공|จาก|โดย|\s(?:by|von|de|di|da|par|av)|(?!\w)))\s?+"
    rf"[:：©]?+\s?+(?![a-zß-ÿ])[^()\[\]（）]{{2,70}}[)\]）]\.?"
    rf"|(?:\A|[\s.,;|–—-])(?i:{_CREDIT_WORD}(?:\s(?:by|von|de|par|di))?)\s?+[:：]\s?+(?![a-zß-ÿ])[^.!?:।۔。]{{2,70}}"
    # "Zatwarnica w styczniu. Fot. Igor Lis", "/ fot. archiwum"
    r"|(?:\A|[\s.,;|/–—(-])(?i:fot|zdj)\.\s?[:/]?\s?(?:archiwum|[^\Wa-zß-ÿ])[^.!?:]{1,70}"
    # "▲ The smith on his last day. ⓒHarbour News", "图为…。苏雨桐 摄"
    r"|\S\s*[ⓒ©]\s?(?:\d{4}\s)?(?![a-zß-ÿ])[^.!?:ⓒ©]{2,40}|[\s。，（(][\u3400-\u9fff·]{2,8}\s*[/／]?\s*[摄攝][）)]?"
    # "（圖／翻攝自臉書）"
    r"|[(（][圖图]\s?[/／:：][^()（）]{2,40}[)）])\Z"
)
# "Figure 3: …", "Abb. 2 – …": the caption of a figure that the text refers to by number.
_NUMBERED = re.compile(
    r"(?:fig(?:ure|ura|uur|\.)?|abb(?:ildung|\.)?|obr(?:ázek|\.)?|рис(?:унок|\.)|мал(?:юнок|\.)|şekil|resim|gambar|hình|kuva"
    r"|rys(?:unek|\.)|الشكل|شكل|चित्र|图|圖|図|그림)\s?[(（]?\d{1,3}(?:[.-]\d{1,3})?[a-z]?[)）]?\s?"
    # Not "Resim 2. kez …" ("the second time"), and not the sentence "Abb. 1.2 zeigt …".
    r"(?:[:：．|]|\.(?!\d|\s?(?-i:[a-zß-ÿа-яёığşçöü]))|[–—-]\s)\s?\S",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 300
_CREDIT_CHARS = 110


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without the credit at its end, and that credit; "" if there is none.

    "The bridge on Monday. (Photo: Ann Lee)" → "The bridge on Monday.", "Ann Lee".
    """
    found = None
    for found in _CREDIT.finditer(caption):  # noqa: B007
        pass
    if found is None:
        return caption, ""
    credit = caption[found.end() :].strip(" .)]|/–—-")
    if not credit or len(credit) > MAX_CREDIT:
        return caption, ""
    start = found.start() + (found.group()[0] == ".")
    return caption[:start].rstrip(" ([|/–—-"), credit


def ends_with_credit(text: str) -> bool:
    """Whether a text ends with a picture credit, which makes it a caption."""
    if len(text) > _LONGEST_CAPTION:
        return False
    end = text[-_CREDIT_CHARS:].rstrip()
    folded = end.lower()
    return any(word in folded for word in _CREDIT_WORDS) and _CREDITED.search(end) is not None


def is_numbered_caption(text: str) -> bool:
    """Whether a text gives a figure's number and then says what it shows."""
    return len(text) <= _LONGEST_CAPTION and _NUMBERED.match(text) is not None
