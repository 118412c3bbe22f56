"""Rewrite dates in figures: Japanese and Taiwanese eras, Han numerals, Thai and Vietnamese months.

`dates.parsing` reads the result. A year that its era never had is rewritten so that it is not read as a date.
"""

import re

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
# The last year of each era that has ended.
_LAST = {"平成": 31, "昭和": 64, "大正": 15}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
# Taiwanese pages omit the name of the era (the Republic): no other year written today has three digits.
_REPUBLIC = re.compile(r"(?<!\d)(1\d\d)\s?年(?=\s?\d{1,2}\s?月)")
_NUMERALS = re.compile(
    r"(?P<year>[〇○零一二三四五六七八九]{4}|\d{4})年(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,3})[日號号]"
)
_DIGITS = {numeral: digit for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_THAI_MONTHS = (
    "มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย "
    "กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค"
)
_THAI_MONTH = {form: month for month, forms in enumerate(_THAI_MONTHS.split(), 1) for form in forms.split("|")}
_LONGEST_SHORT = 3
# Abbreviated months have a dot after each letter: "พ.ย.". The era, Buddhist or Christian, may be named.
_THAI_FORMS = "|".join(
    form if len(form) > _LONGEST_SHORT else rf"{form[:-1]}\.?\s?{form[-1]}\.?" for form in _THAI_MONTH
)
_THAI = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s*(?P<month>{_THAI_FORMS})\s*(?:พ\.?\s?ศ\.?|(?P<christian>ค\.?\s?ศ\.?))?"
    r"\s*(?P<year>\d{4}|\d\d)(?!\d)"
)
_DOTS = re.compile(r"[.\s]+")
_VIETNAMESE_MONTHS = "một hai ba tư năm sáu bảy tám chín mười mười.một mười.hai"
_VIETNAMESE_MONTH = {name.replace(".", " "): month for month, name in enumerate(_VIETNAMESE_MONTHS.split(), 1)}
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s+(?:tháng|thg)\s+"
    rf"(?P<month>\d{{1,2}}|{'|'.join(sorted(_VIETNAMESE_MONTH, key=len, reverse=True))})"
    r"(?:\s*,?\s*năm\s*|[\s,/-]+)(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_MAY_BE_THAI = re.compile("[\u0e01-\u0e4e]")


def in_figures(text: str) -> str:
    """The text with era years converted to the common era and dates in figures; other texts unchanged."""
    if _MAY_BE_THAI.search(text):
        return _THAI.sub(_read_thai, text)
    if "th" in text.lower() and _VIETNAMESE.search(text):
        return _VIETNAMESE.sub(_read_vietnamese, text)
    if "年" not in text:
        return text
    text = _NUMERALS.sub(_read_numerals, text)
    return _REPUBLIC.sub(lambda match: f"{int(match[1]) + 1911}年", _ERA.sub(_read_era, text))


def _read_thai(match: re.Match[str]) -> str:
    year = int(match["year"])
    if year < 100:
        # Two-digit years are of the Buddhist era, 543 years ahead, unless the Christian one is named.
        year += 2000 if match["christian"] else 2500 - 543
    month = _THAI_MONTH[_DOTS.sub("", match["month"])]
    return f" {year}-{month}-{match['day']} "


def _read_vietnamese(match: re.Match[str]) -> str:
    name = match["month"].casefold()
    return f"{match['year']}-{_VIETNAMESE_MONTH.get(name, name)}-{match['day']}"


def _read_era(match: re.Match[str]) -> str:
    era, count = match[1], 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[era] + count}年" if 0 < count <= _LAST.get(era, 150) else "—"


def _read_numerals(match: re.Match[str]) -> str:
    year = "".join(str(_DIGITS.get(numeral, numeral)) for numeral in match["year"])
    return f"{year}年{_count(match['month'])}月{_count(match['day'])}日"


def _count(numerals: str) -> int:
    """A number below one hundred: 十 is ten, 二十一 twenty-one."""
    tens, ten, ones = numerals.rpartition("十")
    if not ten:
        return _DIGITS.get(numerals, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
