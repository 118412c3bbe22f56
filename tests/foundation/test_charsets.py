"""Pages in an encoding that is not declared, or declared wrongly."""

import pytest

from newsbot.charsets import guess_encoding
from newsbot.markup import decode_html

TEXTS = {
    "windows-1251": "Забастовка в порту продолжается вторую неделю подряд, сообщили в среду докеры.",
    "koi8-r": "Забастовка в порту продолжается вторую неделю подряд, сообщили в среду докеры.",
    "windows-1253": "Η απεργία στο λιμάνι συνεχίζεται για δεύτερη εβδομάδα, δήλωσαν την Τετάρτη.",
    "windows-1255": "השביתה בנמל נמשכת זה השבוע השני ברציפות, אמרו ביום רביעי נציגי האיגוד.",
    "windows-1256": "يستمر الإضراب في الميناء للأسبوع الثاني على التوالي حسبما قال ممثلو النقابة.",
    "tis-620": "การนัดหยุดงานที่ท่าเรือดำเนินต่อไปเป็นสัปดาห์ที่สอง ตัวแทนสหภาพกล่าวเมื่อวันพุธ",
    "shift_jis": "港湾労働者のストライキは二週目に入り、交渉は水曜日に再開されると組合の代表が述べた。",
    "euc-jp": "港湾労働者のストライキは二週目に入り、交渉は水曜日に再開されると組合の代表が述べた。",
    "gb18030": "港口罢工进入第二周，工会代表周三表示谈判将继续进行，码头上仍有三百名工人。",
    "big5": "港口罷工進入第二週，工會代表週三表示談判將繼續進行，碼頭上仍有三百名工人。",
    "euc-kr": "항만 파업이 이주째 이어지고 있다고 노조 대표가 수요일 밝혔다. 협상은 계속된다.",
}


def page(text):
    return f"<html><head><title>{text[:20]}</title></head><body>{f'<p>{text}</p>' * 8}</body></html>"


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("declared", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_page_of_another_script_is_read_right_whatever_is_said_of_it(encoding, declared):
    text = page(TEXTS[encoding])
    assert decode_html(text.encode(encoding), declared) == text


@pytest.mark.parametrize(
    "text",
    [
        "La grève du port entre dans sa deuxième semaine, où les élus répètent qu'ils ne céderont pas à l'été.",
        "Der Streik im Hafen geht in die zweite Woche, sagten die Sprecher am Mittwoch; für Äpfel heißt das Größere.",
        "Verkföllin halda áfram aðra vikuna í röð, sögðu talsmenn á miðvikudag, þrátt fyrir að ríkið hafi gripið inn.",
        "“Quotes” – and a dash … and 20 € of it",
    ],
)
def test_latin_text_is_western_as_ever(text):
    body = page(text).encode("windows-1252")
    assert guess_encoding(body) is None
    assert decode_html(body, "text/html; charset=utf-8") == page(text)


def test_what_a_page_declares_rightly_is_believed():
    text = page(TEXTS["windows-1251"])
    assert decode_html(text.encode("iso-8859-5"), "text/html; charset=iso-8859-5") == text


@pytest.mark.parametrize("body", [b"", b"abc", bytes(range(128, 256)) * 50, b"\xff" * 10_000, b"\xe2\x80" * 999])
def test_any_bytes_give_a_guess_or_none(body):
    guess = guess_encoding(body)
    assert guess is None or isinstance(body.decode(guess, "replace"), str)
