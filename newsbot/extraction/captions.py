"""Captions of pictures and the credits within them."""

import re

MAX_CREDIT = 120
# What begins a credit at the end of a caption, as in "… an der Brücke | Foto: dpa" or "… au pont © AFP".
_CREDIT = re.compile(
    r"(?:^|[\s(\[|/–—.-])(?:(?:photo(?:graph)?|picture|image|foto|bild|imagen|imagem|immagine|afbeelding|fotografía"
    r"|crédito?|credit|bildquelle|quelle|zdjęcie|kép|фото|zdj|fot|写真|사진|تصویر|صورة)"
    r"(?:\s?(?:credits?|by|courtesy(?: of)?|photo|source|de|di|von))?\s?[:/：]\s?"
    r"|(?:photo(?:graph)?|picture|image) by\s"
    r"|(?:\(c\)|©)\s?(?:\d{4}\s)?)",
    re.IGNORECASE,
)


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without the credit at its end, and that credit; "" where there is none.

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
