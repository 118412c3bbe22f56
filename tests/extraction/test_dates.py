"""Dates as pages write them."""

from datetime import date, datetime, time

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.dates.parsing import ImpossibleDateError, parse_date, read_date
from newsbot.extraction.vocabulary.date_words import MONTH_FORMS, SOLAR_MONTHS

# Naive on purpose: the tests write zones themselves.
DATETIMES = st.datetimes(datetime(1985, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001
DAY = "2026-11-23T00:00:00+00:00"

MOMENTS = [
    ("2026-11-23T10:00:00Z", None, "2026-11-23T10:00:00+00:00", "second"),
    ("2026-11-23T10:00:00+05:00", None, "2026-11-23T10:00:00+05:00", "second"),
    ("2026-11-23T10:00:00+0530", None, "2026-11-23T10:00:00+05:30", "second"),
    ("2026-11-23T10:00:00-08", None, "2026-11-23T10:00:00-08:00", "second"),
    ("2026-11-23 10:00:00 +0500", None, "2026-11-23T10:00:00+05:00", "second"),
    ("2026-11-23T10:00:00 05:00", None, "2026-11-23T10:00:00+05:00", "second"),
    ("2026-11-23T10:00:00.123Z", None, "2026-11-23T10:00:00.123000+00:00", "second"),
    ("2026-11-23T10:00:00.1234567Z", None, "2026-11-23T10:00:00.123456+00:00", "second"),
    ("2026-11-23T10:00Z", None, "2026-11-23T10:00:00+00:00", "minute"),
    ("23 de noviembre de 2026 - 06:00 a. m. COT", "es", "2026-11-23T06:00:00-05:00", "minute"),
    ("2026-11-23 10:00:00 UTC", None, "2026-11-23T10:00:00+00:00", "second"),
    ("2026-11-23T10:00:00+01:00[Europe/Berlin]", None, "2026-11-23T10:00:00+01:00", "second"),
    ("20261123T101010Z", None, "2026-11-23T10:10:10+00:00", "second"),
    ("1795000000", None, "2026-11-18T11:06:40+00:00", "second"),
    ("1795000000000", None, "2026-11-18T11:06:40+00:00", "second"),
    ("Mon, 23 Nov 2026 10:15:00 +0100", None, "2026-11-23T10:15:00+01:00", "second"),
    ("Mon, 23 Nov 2026 10:15:00 GMT", None, "2026-11-23T10:15:00+00:00", "second"),
    ("23 Nov 2026 10:15 EST", None, "2026-11-23T10:15:00-05:00", "minute"),
    ("Tue Nov 24 2026 01:30:00 GMT+0100 (Central European Time)", None, "2026-11-24T01:30:00+01:00", "second"),
    ("Published: Nov 23, 2026 9:15am PKT", "en", "2026-11-23T09:15:00+05:00", "minute"),
    ("Nov. 23, 2026, 3:05 p.m. EST", "en", "2026-11-23T15:05:00-05:00", "minute"),
    ("November 23, 2026 12:05 AM UTC", "en", "2026-11-23T00:05:00+00:00", "minute"),
    ("November 23, 2026 at 3 p.m. GMT", "en", "2026-11-23T15:00:00+00:00", "minute"),
    ("July 4, 2026 10:00 ET", "en", "2026-07-04T10:00:00-04:00", "minute"),
    ("January 4, 2026 10:00 ET", "en", "2026-01-04T10:00:00-05:00", "minute"),
    ("GMT+7 10:30 23/11/2026", "vi", "2026-11-23T10:30:00+07:00", "minute"),
    ("2569-11-23T10:30:00+07:00", "th", "2026-11-23T10:30:00+07:00", "second"),
    ("23 noyabr 2026 10:30", "az", "2026-11-23T00:00:00+00:00", "day"),
    ("23 Nëntor 2026, 10:30", "sq", "2026-11-23T00:00:00+00:00", "day"),
    ("23 ნოემბერი, 2026 10:30", "ka", "2026-11-23T00:00:00+00:00", "day"),
    ("23 նոյեմբերի, 2026", "hy", "2026-11-23T00:00:00+00:00", "day"),
    ("16 Mac 2026, 9:30 pagi", "ms", "2026-03-16T00:00:00+00:00", "day"),
    ("2026ko azaroaren 23a", "eu", "2026-11-23T00:00:00+00:00", "day"),
    ("23 de xuño de 2026", "gl", "2026-06-23T00:00:00+00:00", "day"),
    ("23.11.2026, 10:30 Uhr MEZ", "de", "2026-11-23T10:30:00+01:00", "minute"),
    ("23 ноября 2026 г. 12:40 МСК", "ru", "2026-11-23T12:40:00+03:00", "minute"),
    ("23 ноября 2026 года, 12:40 мск", "ru", "2026-11-23T12:40:00+03:00", "minute"),
    ("2026년 11월 23일 오후 3시 5분 KST", "ko", "2026-11-23T15:05:00+09:00", "minute"),
    ("2026年11月23日 晚上8:05 CST", "zh", "2026-11-23T20:05:00+08:00", "minute"),
    ("23 Nov 2026 10:15 CST", "en-US", "2026-11-23T10:15:00-06:00", "minute"),
    ("23 Jul 2026 10:15 IST", "en-IE", "2026-07-23T10:15:00+01:00", "minute"),
    ("23 नवंबर 2026 रात 2:05 IST", "hi", "2026-11-23T02:05:00+05:30", "minute"),
    ("23 नवंबर 2026 रात 9:05 IST", "hi", "2026-11-23T21:05:00+05:30", "minute"),
    ("23 نوفمبر 2026 03:05 م GMT", "ar", "2026-11-23T15:05:00+00:00", "minute"),
    ("Nov 23, 2026 10:15 +03", "en", "2026-11-23T10:15:00+03:00", "minute"),
    ("23/11/2026 14:20 WIB", "id", "2026-11-23T14:20:00+07:00", "minute"),
]
DAYS = [
    ("2026-11-23", None),
    ("2026-11-23T10:00", None),
    ("令和8年11月23日", "ja"),
    ("2026年十一月二十三日", "zh"),
    ("23-Nov-26", "en"),
    ("23 KASIM 2026", "tr"),
    ("民國115年11月23日", "zh"),
    ("115年11月23日", "zh-TW"),
    ("二〇二六年十一月二十三日", "ja"),
    ("den 23:e november 2026", "sv"),
    ("1405-09-02", "fa"),
    ("2026-11-23 10:00:00", None),
    # Midnight sharp is how systems write a day they know no time for.
    ("2026-11-23T00:00:00+01:00", None),
    ("20261123", None),
    ("23 November 2026", None),
    ("Nov 23 2026", None),
    ("Fri Nov 23 10:27:24 2026", None),
    ("23-Nov-2026", None),
    ("November 23rd, 2026", "en"),
    ("Monday, November 23, 2026, 9:15 am", "en"),
    ("10:30 November 23 2026", "en"),
    ("23.11.2026", "de"),
    ("23.11.26", "de"),
    ("Montag, 23. November 2026, 10:30 Uhr", "de"),
    ("23 novembre 2026 à 10h30", "fr"),
    ("Publié le 23/11/2026", "fr"),
    ("23 de noviembre de 2026", "es"),
    ("23 de novembro de 2026", "pt"),
    ("Lunedì 23 Novembre 2026", "it"),
    ("23 november 2026", "nl"),
    ("23. november 2026", "da"),
    ("23. marraskuuta 2026", "fi"),
    ("23 listopada 2026", "pl"),
    ("23. listopadu 2026", "cs"),
    ("2026. november 23.", "hu"),
    ("2026. 11. 23.", "hu"),
    ("23 noiembrie 2026", "ro"),
    ("23 Kasım 2026", "tr"),
    ("23 ноября 2026", "ru"),
    ("23 листопада 2026, 10:30", "uk"),
    ("23 Νοεμβρίου 2026", "el"),
    ("23. studenoga 2026.", "hr"),
    ("23 نوفمبر 2026", "ar"),
    ("٢٣ نوفمبر ٢٠٢٦", "ar"),
    ("23 تشرين الثاني 2026", "ar"),
    ("23 نومبر 2026", "ur"),
    ("۲۳ نوامبر ۲۰۲۶", "fa"),
    ("۲ آذر ۱۴۰۵", "fa"),
    ("دوشنبه 2 آذر 1405 - 12:09:08 ب.ظ", "fa"),
    ("1405/09/02", "fa"),
    ("23 नवंबर 2026", "hi"),
    ("२३ नवंबर २०२६", "hi"),
    ("23 November 2026 10.30", "id"),
    ("23 tháng 11, 2026", "vi"),
    ("2026年11月23日 10:30", "ja"),
    ("2026년 11월 23일 오후 3:20", "ko"),
    ("2026/11/23", "zh"),
    ("23 พฤศจิกายน 2569", "th"),
    ("วันที่ 23 พฤศจิกายน พ.ศ. 2569 เวลา 10:30 น.", "th"),
    ("23 พ.ย. 69", "th"),
    ("๒๓ พ.ย. ๒๕๖๙", "th"),
    ("23 พฤศจิกายน ค.ศ. 2026", "th"),
    ("23/11/2569", "th"),
    ("2569-11-23", "th"),
    ("Ngày 23 tháng 11 năm 2026", "vi"),
    ("23 Tháng Mười Một, 2026", "vi"),
    ("২৩ নভেম্বর ২০২৬", "bn"),
    ("23 בנובמבר 2026", "he"),
    ("2026 m. lapkričio 23 d.", "lt"),
    ("2026. gada 23. novembrī", "lv"),
    ("23 ноември 2026", "bg"),
    ("11/23/2026", "en"),
    ("11/23/2026", "en-US"),
]


@pytest.mark.parametrize(("raw", "language", "expected", "precision"), MOMENTS)
def test_a_time_with_its_zone_is_a_moment(raw, language, expected, precision):
    parsed = parse_date(raw, language)
    assert (parsed.value.isoformat(), parsed.precision) == (expected, precision)


@pytest.mark.parametrize(("raw", "language"), DAYS)
def test_a_day_or_a_time_without_a_zone_is_that_day(raw, language):
    parsed = parse_date(raw, language)
    assert (parsed.value.isoformat(), parsed.precision) == (DAY, "day")


@pytest.mark.parametrize("language", MONTH_FORMS)
def test_each_language_has_twelve_months(language):
    assert len(MONTH_FORMS[language].split()) == 12


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-GB", 4), ("de", 4), ("fr", 4), ("pt-BR", 4), ("ar", 4), ("en-US", 3), ("en_CA", 3), ("en-PH", 3)],
)
def test_the_language_decides_which_figure_is_the_month(language, expected):
    assert parse_date("03/04/2026", language).value.month == expected


def test_figures_with_dots_are_the_day_first_unless_the_page_shows_otherwise():
    parsed = read_date("3.4.2026", "en")
    assert (parsed.value.date(), parsed.other, parsed.is_open) == (date(2026, 4, 3), date(2026, 3, 4), False)
    assert read_date("3.4.2026", "de").other is None


@pytest.mark.parametrize("language", [None, "", "en"])
def test_figures_that_nothing_decides_are_refused(language):
    assert parse_date("03/04/2026", language) is None
    assert parse_date("03.04.2026", language).value.month == 4
    assert parse_date("04/04/2026", language).value.month == 4
    assert parse_date("03/14/2026", language).value.month == 3
    assert parse_date("14/03/2026", language).value.month == 3
    open_ = read_date("03/04/2026", language)
    assert (open_.value.date(), open_.other, open_.is_open) == (date(2026, 4, 3), date(2026, 3, 4), True)


@pytest.mark.parametrize(
    ("raw", "language", "clock"),
    [
        ("2026-11-23 10:15:30", None, time(10, 15, 30)),
        ("2026-11-23T00:00:00", None, None),
        ("2026-11-23T25:00:00", None, None),
        ("23.11.2026, 10:15 Uhr", "de", time(10, 15)),
        ("Nov 23, 2026 at 3:05 p.m.", "en", time(15, 5)),
        ("5. nov. 2026 15.07.00", "da", time(15, 7)),
        ("23 November 2026", "en", None),
    ],
)
def test_a_time_without_a_zone_is_kept_beside_the_day(raw, language, clock):
    parsed = read_date(raw, language)
    assert (parsed.precision, parsed.clock) == ("day", clock)


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        # Tuesday looks like March, and a time with dots like a day.
        ("mar. 5 dic. 2023", "es", date(2023, 12, 5)),
        ("mar 5 déc. 2023", "fr", date(2023, 12, 5)),
        ("5. jan. 2023 15.07.00", "da", date(2023, 1, 5)),
        ("5 juill. 2023", "fr-CA", date(2023, 7, 5)),
        ("5 Jan 2023 15.07.00", "id", date(2023, 1, 5)),
        ("24.03.05 10:30", "ko", date(2024, 3, 5)),
        ("5 يوليوز 2023", "ar-MA", date(2023, 7, 5)),
        ("5 अक्टू॰ 2023", "hi", date(2023, 10, 5)),
        ("26 | 01 | 2022", "de", date(2022, 1, 26)),
        ("5. lipnja 2023.", "hr", date(2023, 6, 5)),
        ("5 lip 2023", "pl", date(2023, 7, 5)),
        ("5. marts 2023", "da", date(2023, 3, 5)),
        ("2 تير 1399", "fa", date(2020, 6, 22)),
        # Of two figures about the month, the one that stands closer.
        ("7 min read·Sep 29, 2026", "en", date(2026, 9, 29)),
        ("By Ward 7 on May 12, 2026", "en", date(2026, 5, 12)),
        ("3 comments · 12 May 2026", "en", date(2026, 5, 12)),
    ],
)
def test_what_looks_like_another_day(raw, language, expected):
    assert parse_date(raw, language).value.date() == expected


# How papers of each language write a day; "{m}" is any form of the month's name.
FORMS = {
    "de": "{d}. {m} {y}",
    "es": "{d} de {m} de {y}",
    "pt": "{d} de {m} de {y}",
    "da": "{d}. {m} {y}",
    "no": "{d}. {m} {y}",
    "fi": "{d}. {m} {y}",
    "cs": "{d}. {m} {y}",
    "hr": "{d}. {m} {y}.",
    "hu": "{y}. {m} {d}.",
    "ar": "{d} {m}، {y}",
}
SCRIPTS = [
    "".join(chr(zero + digit) for digit in range(10)) for zero in (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
]
WRITTEN = st.builds(
    lambda language, day, form, script: (language, day, form, script),
    st.sampled_from(sorted(MONTH_FORMS)),
    st.dates(date(1995, 1, 1), date(2035, 1, 1)),
    st.integers(0, 5),
    st.sampled_from(SCRIPTS),
)


@examples(500)
@given(WRITTEN)
def test_days_in_words_survive_in_every_language_and_script(written):
    language, day, form, digits = written
    names = MONTH_FORMS[language].split()[day.month - 1].split("|")
    text = FORMS.get(language, "{d} {m} {y}").format(d=day.day, m=names[form % len(names)], y=day.year)
    text = text.translate({0x30 + digit: digits[digit] for digit in range(10)})
    assert parse_date(text, language).value.date() == day


@examples(300)
@given(day=st.dates(date(1995, 1, 1), date(2035, 1, 1)), digits=st.sampled_from(SCRIPTS))
def test_days_in_figures_survive_in_every_script(day, digits):
    spelled = {0x30 + digit: digits[digit] for digit in range(10)}
    forms = (
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}/{day.month:02}/{day.day:02}",
    )
    for form in forms:
        assert parse_date(form.translate(spelled)).value.date() == day


@given(year=st.integers(1340, 1470), month=st.integers(1, 12), day=st.integers(1, 29))
def test_days_of_the_persian_calendar_follow_each_other(year, month, day):
    first, second = (parse_date(f"{year}/{month}/{number}", "fa").value for number in (day, min(day + 1, 29)))
    assert (second - first).days == min(day + 1, 29) - day
    assert first.year - year in (621, 622)
    name = list(SOLAR_MONTHS)[month - 1]
    assert parse_date(f"{day} {name} {year}", "fa").value == first


@examples(300)
@given(
    raw=st.text(max_size=200) | st.text("0123456789-/.: |TZ+,年月日Novmberمهر", max_size=60),
    language=st.sampled_from([None, "en", "en-US", "de", "fa", "ja", "bg", "x"]),
)
def test_no_text_gives_a_date_out_of_range(raw, language):
    try:
        parsed = read_date(raw, language)
    except ImpossibleDateError:
        return
    if parsed is not None:
        assert 1 <= parsed.value.year <= 9999
        assert parsed.precision == "day" or parsed.clock is None
        assert parsed.other is None or parsed.other != parsed.value.date()


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "-",
        "today",
        "2 hours ago",
        "vor 3 Stunden",
        "10:30",
        "May",
        "2026",
        "Feb 30, 2026",
        "2026-02-30",
        "30/02/2026",
        "2026-11-23T25:00:00Z",
        "12345",
        "Ali Raza",
        "99.99.2026",
        "Malcolm X, 5 to 7, 2026",
        "1405/13/40",
        "29 Feb 2025",
    ],
)
def test_what_is_no_date_gives_none(raw):
    assert parse_date(raw, "en") is None


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        # An era that had ended, one that never began, the leap day of a common year.
        ("平成38年1月6日", "ja"),
        ("令和0年1月6日", "ja"),
        ("昭和65年1月6日", "ja"),
        ("30 اسفند 1402", "fa"),
        ("1402-12-30", "fa"),
        ("二〇二五年十三月六日", "zh"),
        # What Go and MySQL write for a date that is not set.
        ("Mon, 01 Jan 0001 00:00:00 +0000", "en"),
        ("0000-00-00 00:00:00", "en"),
    ],
)
def test_days_that_no_calendar_had_give_none(raw, language):
    assert parse_date(raw, language) is None


@examples(300)
@given(
    raw=st.text(max_size=60) | st.text("0123456789-/.: TZ+,年月日Novmber", max_size=40),
    language=st.sampled_from([None, "en", "en-US", "fa", "ko"]),
)
def test_any_text_gives_an_aware_date_or_none(raw, language):
    parsed = parse_date(raw, language)
    assert parsed is None or parsed.value.utcoffset() is not None


@given(moment=DATETIMES, hours=st.integers(-12, 14))
def test_iso_dates_survive(moment, hours):
    text = moment.isoformat() + f"{hours:+03}:00"
    parsed = parse_date(text)
    assert parsed.value == datetime.fromisoformat(text) or parsed.precision == "day"


@given(day=st.dates(date(1995, 1, 1), date(2035, 1, 1)))
def test_written_days_survive(day):
    for form in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%B %d, %Y}", f"{day:%d %b %Y}"):
        assert parse_date(form, "de").value.date() == day


def test_a_clock_behind_a_day_without_a_year_is_no_year():
    assert parse_date("16.6. 18:22", "fi") is None


def test_the_number_of_an_issue_is_no_day():
    assert parse_date("Heft 3/11 2026", "de") is None
    assert parse_date("Publicerad 3/11 2026", "sv") is not None
