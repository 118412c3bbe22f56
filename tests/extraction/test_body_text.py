"""What is in the body, and how its text is written: kept parts, shapes of paragraphs, characters, encodings.

The stories and kinds of markup are those of test_body_structure.
"""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from news_pages import (
    BIO,
    EXTRACTS,
    HEADLINE,
    LEGAL,
    PROSE,
    SEMANTIC,
    TITLES,
    URL,
    body_of,
    cards,
    links,
    page,
    paragraphs,
    part,
    sections,
    story,
)

from newsbot import extract
from newsbot.extraction.article import extract_article

LEAD = "After nine hours of debate the decision fell shortly before midnight, and nobody in the hall was quite happy."


@pytest.mark.parametrize("repeat", ["<h2>{}</h2>", "<p><strong>{}</strong></p>", "<p>{}</p>", "<div>{}</div>"])
def test_headline_that_the_body_repeats_goes(markup, repeat):
    body = repeat.format(HEADLINE) + paragraphs(markup, PROSE)
    assert body_of(page(markup, story(markup, body))) == PROSE


@pytest.mark.parametrize("lead", ["<p><strong>{}</strong></p>", "<p><b>{}</b></p>", "<p>{}</p>", "<p><em>{}</em></p>"])
def test_lead_inside_the_body_stays(markup, lead):
    body = lead.format(LEAD) + paragraphs(markup, PROSE)
    assert body_of(page(markup, story(markup, body))) == [LEAD, *PROSE]


def test_first_paragraph_that_the_head_describes_the_page_with_stays(markup):
    head = f'<meta name=description content="{PROSE[0]}"><meta property=og:description content="{PROSE[0]}">'
    assert body_of(page(markup, story(markup, PROSE)).replace("</title>", f"</title>{head}")) == PROSE


def test_entries_of_a_live_blog_stay_in_order(markup):
    titles = ["Lorries wait at the gate", "A petition is handed over", "The vote begins", "The market will move"]
    pairs = [PROSE[at : at + 2] for at in range(0, 8, 2)]
    entries = "".join(
        part(markup, "entry", f"{22 - at}:{15 + at}", title, paragraphs(markup, texts))
        for at, (title, texts) in enumerate(zip(titles, pairs, strict=True))
    )
    headline = "Live: the council votes on the fish market"
    body = body_of(page(markup, story(markup, entries, headline=headline), title=headline))
    expected = [text for title, texts in zip(titles, pairs, strict=True) for text in (title, *texts)]
    assert [text for text in body if text in expected] == expected
    assert len(body) <= len(expected) + len(titles), "nothing but the time of each entry may stand beside its text"


FURNITURE = {
    "heading": ("<h2>What happens to the hall</h2>", ["What happens to the hall"]),
    "bold heading": ("<p><strong>What happens to the hall</strong></p>", ["What happens to the hall"]),
    "list": ("<ul><li>Eleven in favour</li><li>Eight against</li></ul>", ["Eleven in favour", "Eight against"]),
    "numbered list": ("<ol><li>The piles.</li><li>The roof.</li></ol>", ["The piles.", "The roof."]),
    "list of links": (
        "<ul><li>The <a href=https://county.example/report>report of the engineers</a> has 80 pages.</li><li>The <a"
        " href=https://town.example/plan>plan of the hall</a> has four.</li></ul>",
        ["The report of the engineers has 80 pages.", "The plan of the hall has four."],
    ),
    "quote": (
        "<blockquote><p>I shall not sell a single fish beside a car park.</p></blockquote>",
        ["I shall not sell a single fish beside a car park."],
    ),
    "quoted post": (
        "<blockquote class=twitter-tweet><p lang=en>The hall is full and the windows are open.</p></blockquote>",
        ["The hall is full and the windows are open."],
    ),
    "table": (
        "<table><thead><tr><th>Year<th>Tonnes<tbody><tr><td>1987<td>5,210<tr><td>2025<td>840</table>",
        ["Year", "Tonnes", "1987", "5,210", "2025", "840"],
    ),
    "definitions": (
        "<dl><dt>Quay</dt><dd>A wall to which boats are tied.</dd></dl>",
        ["Quay", "A wall to which boats are tied."],
    ),
    "code": ("<pre><code>depth = 2.1</code></pre>", ["depth = 2.1"]),
    "box of facts": (
        "<div><h3>The market in figures</h3><p>It has 64 stalls, two scales and one cat.</p></div>",
        ["The market in figures", "It has 64 stalls, two scales and one cat."],
    ),
    "short lines": ("<p>No.</p><p>Not yet.</p>", ["No.", "Not yet."]),
    "correction": (
        "<p><em>Correction: an earlier version of this article gave the wrong year for the auction bell.</em></p>",
        ["Correction: an earlier version of this article gave the wrong year for the auction bell."],
    ),
    "folded answer": (
        "<details><summary>Who pays for the hall?</summary><p>The town, and a third is the county’s.</p></details>",
        ["Who pays for the hall?", "The town, and a third is the county’s."],
    ),
}


@pytest.mark.parametrize("name", FURNITURE)
def test_what_the_author_put_between_paragraphs_stays_in_place(markup, name):
    inserted, texts = FURNITURE[name]
    body = paragraphs(markup, PROSE[:5]) + inserted + paragraphs(markup, PROSE[5:])
    assert body_of(page(markup, story(markup, body))) == [*PROSE[:5], *texts, *PROSE[5:]]


def test_footnotes_stay_at_the_end(markup):
    note = "The minutes of the meeting of 1911 are kept in the county’s archive."
    last = f"<ol><li id=fn1>{note} <a href=#ref1>↩</a></li></ol>"
    body = body_of(page(markup, story(markup, paragraphs(markup, PROSE) + last)))
    assert body[:-1] == PROSE
    assert body[-1].startswith(note)


POINTERS = (
    "See also:, Also read:, READ MORE:, Related:, Read more |, Lesen Sie auch:, À lire aussi :, Lea también:,"
    " Leggi anche:, Читайте также:, 関連記事：, ये भी पढ़ें:, อ่านเพิ่มเติม:, اقرأ أيضا:, ".split(", ")
)


@pytest.mark.parametrize("pointer", POINTERS)
def test_pointer_to_another_article_goes_and_what_is_round_it_stays(markup, pointer):
    line = part(markup, "p", f"{pointer} <a href=/2026/10/lighthouse-keeper-retires>{TITLES[0]}</a>")
    body = paragraphs(markup, PROSE[:3]) + line + paragraphs(markup, PROSE[3:])
    assert body_of(page(markup, story(markup, body))) == PROSE


def test_pull_quote_that_repeats_a_sentence_goes(markup):
    body = (
        paragraphs(markup, PROSE[:4])
        + part(markup, "pull", "“Nobody likes to close a door that his grandfather opened”")
        + paragraphs(markup, PROSE[4:])
    )
    assert body_of(page(markup, story(markup, body))) == PROSE


FORMS = {
    "two line breaks": "<br><br>".join(PROSE),
    "line breaks and spaces": "<br />\n&nbsp;<br />".join(PROSE),
    "divisions": "".join(f"<div>{text}</div>" for text in PROSE),
    "nested divisions": "".join(f"<div><div><span>{text}</span></div></div>" for text in PROSE),
    "list items": "<ul>" + "".join(f"<li>{text}</li>" for text in PROSE) + "</ul>",
    "spans as blocks": "".join(f"<span style='display:block'>{text}</span>" for text in PROSE),
    "sections": "".join(f"<section><p>{text}</p></section>" for text in PROSE),
    "elements of one's own": "".join(f"<x-paragraph>{text}</x-paragraph>" for text in PROSE),
    "bare text beside paragraphs": PROSE[0] + "".join(f"<p>{text}</p>" for text in PROSE[1:7]) + PROSE[7],
    "unclosed paragraphs": "<p>" + "<p>".join(PROSE),
}


@pytest.mark.parametrize("form", FORMS)
def test_paragraphs_are_what_a_reader_sees_as_such(markup, form):
    assert body_of(page(markup, story(markup, FORMS[form]))) == PROSE


@pytest.mark.parametrize("form", FORMS)
def test_article_without_class_id_or_semantic_element(form):
    menu = sections("<div><a href={}>{}</a></div>")
    most_read = "<div>Most read</div>" + links("<div><a href={}>{}</a></div>")
    html = (
        f"<title>{HEADLINE}</title><div>{menu}</div><div><div>{HEADLINE}</div><div>By Mila Torn</div><div>{FORMS[form]}"
        f"</div></div><div>{most_read}</div><div>© 2026 Harbour Courier</div>"
    )
    assert body_of(html) == PROSE


QUESTIONS = ["Mr Maarten, will you move with the market?", "What would keep you here?", "And the cat?"]
ANSWERS = [
    "I have to. A man without a stall is a man with a hobby, and I have never been any good at hobbies.",
    "A roof, to begin with. And somebody who tells me why there is money for a hall but none for a wall.",
    "No.",
]
STEPS = ["Clean the herring and dry it.", "Fry the onions until they are golden.", "Bake for twenty minutes at 180 °C."]
STOCK = ["four herrings", "two onions", "200 ml cream"]
GENRES = {
    "interview": (
        "".join(
            f"<p><strong>{question}</strong></p><p>{answer}</p>"
            for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
        ),
        [text for pair in zip(QUESTIONS, ANSWERS, strict=True) for text in pair],
    ),
    "recipe": (
        "<h2>Ingredients</h2><ul>"
        + "".join(f"<li>{text}</li>" for text in STOCK)
        + "</ul><h2>Method</h2><ol>"
        + "".join(f"<li>{text}</li>" for text in STEPS)
        + "</ol>",
        ["Ingredients", *STOCK, "Method", *STEPS],
    ),
    "listicle": (
        "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in zip(TITLES, EXTRACTS, strict=True)),
        [line for pair in zip(TITLES, EXTRACTS, strict=True) for line in pair],
    ),
    "answers to readers": (
        "".join(f"<h3>{question}</h3><div>{answer}</div>" for question, answer in zip(QUESTIONS, ANSWERS, strict=True)),
        [text for pair in zip(QUESTIONS, ANSWERS, strict=True) for text in pair],
    ),
}


@pytest.mark.parametrize("name", GENRES)
def test_genres_keep_their_parts(markup, name):
    inside, texts = GENRES[name]
    assert body_of(page(markup, story(markup, paragraphs(markup, PROSE[:2]) + inside))) == [*PROSE[:2], *texts]


SITE = "https://harbourcourier.example"
LOGIN = "<form><label>Mail</label><input name=mail><input type=password><button>Log in</button></form>"
OFFER = (
    "<div><h3>Read on with a subscription</h3><p>First month free, then 9 crowns a month.</p><a href=/buy>Buy</a></div>"
)
LISTS = {
    "front page": ("/", "News from the coast", cards),
    "section": ("/local", "Local", cards),
    "tag": ("/tag/harbour", "Harbour", cards),
    "search": ("/search?q=fish", "Search results for “fish”", cards),
    "author": ("/authors/mila-torn", "Mila Torn", lambda markup: f"<p>{BIO}</p>{cards(markup)}"),
    "login": ("/account/login", "Log in", lambda markup: LOGIN),
    "missing": (
        "/2026/11/no-such-story",
        "Page not found",
        lambda markup: f"<p>The page you are looking for does not exist or has been moved.</p>{cards(markup)}",
    ),
    "consent": ("/2026/11/fish", "We value your privacy", lambda markup: paragraphs(markup, LEGAL)),
}


@pytest.mark.parametrize("name", LISTS)
def test_page_that_is_no_article_gives_none(markup, name):
    path, title, inside = LISTS[name]
    html = page(markup, f"<h1>{title}</h1>{inside(markup)}", title=title, head="")
    assert extract(html.replace("single single-post", "archive"), SITE + path) is None


@pytest.mark.parametrize(
    ("path", "body", "below"),
    [
        ("/2026/11/fish-market-moves", [PROSE[0]], OFFER),
        (
            "/gallery/fish-market",
            "".join(part(SEMANTIC, "caption", f"The quay at {hour} o’clock.") for hour in "56789"),
            "",
        ),
    ],
    ids=["teaser of a paid article", "pictures"],
)
def test_article_without_its_text_gives_none(markup, path, body, below):
    assert extract(page(markup, story(markup, body, below=below)), SITE + path) is None


# Headline, paragraphs, title of the list below, byline above.
LANGUAGES = {
    "de": (
        "Fischmarkt verlässt den alten Hafen",
        "Der Rat der Stadt hat am Montagabend beschlossen, den Fischmarkt nach mehr als hundert Jahren zu verlegen.",
        "Die neue Halle soll im Frühjahr 2028 an der Umgehungsstraße öffnen, wo Lastwagen sie leicht erreichen.",
        "„Niemand schließt gern eine Tür, die der Großvater öffnete“, sagte Jan Maarten. „Aber es regnet herein.“",
        "Mehr zum Thema",
        "Von Mila Torn",
    ),
    "ja": (
        "魚市場、旧港から移転へ",
        "町議会は月曜日の夜、百年以上続いた魚市場を旧港から郊外へ移転する計画を賛成多数で可決した。",
        "新しい市場は環状道路沿いに建設され、二〇二八年春に開業する予定で、費用の三分の一は県が負担する。",
        "「祖父が開けた扉を閉めたい者はいない」と、一九八七年から店を構える男性は話した。「だが屋根は雨漏りする」",
        "関連記事",
        "文・鳥羽美良",
    ),
    "zh": (
        "鱼市将迁出老港",
        "镇议会周一晚间以十一票对八票通过决议，有一百多年历史的鱼市将从老港迁往城外的环城公路旁。",
        "新市场预计二〇二八年春季开业，造价约一千四百万，其中三分之一由县政府承担，货车不必再穿过市区。",
        "“没有人愿意关上祖父打开的那扇门，”一位从一九八七年起在码头卖鱼的商贩说，“可是屋顶一直在漏水。”",
        "相关新闻",
        "记者 陈海",
    ),
    "th": (
        "ตลาดปลาจะย้ายออกจากท่าเรือเก่า",
        "สภาเมืองมีมติเมื่อคืนวันจันทร์ให้ย้ายตลาดปลาออกจากท่าเรือเก่าหลังจากเปิดมานานกว่าหนึ่งร้อยปี",
        "ตลาดแห่งใหม่จะเปิดในฤดูใบไม้ผลิปี 2571 ริมถนนวงแหวน ซึ่งรถบรรทุกเข้าถึงได้โดยไม่ต้องผ่านตัวเมือง",
        "“ไม่มีใครอยากปิดประตูที่ปู่ของตนเปิดไว้” พ่อค้าคนหนึ่งกล่าว “แต่หลังคารั่ว และเครื่องทำน้ำแข็งก็เก่ากว่าผม”",
        "ข่าวที่เกี่ยวข้อง",
        "โดย มิลา ธรณ์",
    ),
    "ar": (
        "سوق السمك يغادر الميناء القديم",
        "قرر مجلس المدينة مساء الاثنين نقل سوق السمك من الميناء القديم بعد أكثر من قرن على افتتاحه.",
        "ومن المقرر أن تفتح القاعة الجديدة في ربيع عام 2028 قرب الطريق الدائري حيث تصل الشاحنات بسهولة.",
        "وقال أحد الباعة: «لا أحد يحب أن يغلق بابًا فتحه جده، لكن السقف يسرّب الماء منذ سنوات».",
        "اقرأ أيضا",
        "كتبت ميلا تورن",
    ),
    "he": (
        "שוק הדגים עוזב את הנמל הישן",
        "מועצת העיר החליטה ביום שני בערב להעביר את שוק הדגים מן הנמל הישן אחרי יותר ממאה שנים.",
        "האולם החדש ייפתח באביב 2028 ליד הכביש העוקף, ומשאיות יוכלו להגיע אליו בלי לחצות את העיר.",
        "„איש אינו אוהב לסגור דלת שסבו פתח,” אמר אחד הסוחרים. „אבל הגג דולף ומכונת הקרח ישנה ממני.”",
        "כתבות נוספות",
        "מאת מילה תורן",
    ),
    "hi": (
        "मछली बाज़ार पुराने बंदरगाह से हटेगा",
        "नगर परिषद ने सोमवार रात फैसला किया कि मछली बाज़ार सौ साल से अधिक समय बाद पुराने बंदरगाह से हटाया जाएगा।",
        "नया भवन 2028 के वसंत में रिंग रोड के पास खुलेगा, जहाँ ट्रक शहर से गुज़रे बिना पहुँच सकेंगे।",
        "एक दुकानदार ने कहा, “कोई भी वह दरवाज़ा बंद नहीं करना चाहता जो उसके दादा ने खोला था, पर छत टपकती है।”",
        "यह भी पढ़ें",
        "मिला तोरण",
    ),
    "ru": (
        "Рыбный рынок покинет старую гавань",
        "Городской совет в понедельник вечером решил перенести рыбный рынок из старой гавани после ста лет работы.",
        "Новый павильон откроется весной 2028 года у окружной дороги, куда грузовики доедут, не пересекая город.",
        "«Никто не любит закрывать дверь, которую открыл его дед, — сказал один из торговцев. — Но крыша течёт».",
        "Читайте также",
        "Мила Торн",
    ),
    "tr": (
        "Balık pazarı eski limandan taşınıyor",
        "Belediye meclisi pazartesi akşamı, yüz yılı aşkın süredir açık olan balık pazarının taşınmasına karar verdi.",
        "Yeni yapı 2028 ilkbaharında çevre yolunun yanında açılacak ve kamyonlar kente girmeden ulaşabilecek.",
        "“Kimse dedesinin açtığı kapıyı kapatmak istemez,” dedi balıkçılardan biri. “Ama çatı yıllardır akıyor.”",
        "İlgili haberler",
        "Mila Torn",
    ),
}


def foreign_page(markup, language, declaration=""):
    headline, *texts, related, byline = LANGUAGES[language]
    above = f"<div>{byline}</div><div>2026-11-03 06:15</div>"
    below = f"<h3>{related}</h3><ul>" + f"<li><a href=/2026/10/a>{headline} 2</a></li>" * 3 + "</ul>"
    html = page(markup, story(markup, texts, above, below, headline), title=headline)
    html = html.replace("<html lang=en><head>", f"<html lang={language}><head>{declaration}")
    return html.replace(HEADLINE, headline)


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_their_whole_body(markup, language):
    assert body_of(foreign_page(markup, language)) == list(LANGUAGES[language][1:4])


ENCODINGS = [
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso-2022-jp"),
    ("zh", "gb18030"),
    ("zh", "gb2312"),
    ("zh", "big5"),
    ("ru", "windows-1251"),
    ("ru", "koi8-r"),
    ("ru", "iso-8859-5"),
    ("tr", "iso-8859-9"),
    ("tr", "windows-1254"),
    ("de", "iso-8859-1"),
    ("th", "windows-874"),
    ("he", "windows-1255"),
    ("ar", "windows-1256"),
]
PYTHON_NAMES = {"windows-874": "cp874", "iso-8859-1": "cp1252", "iso-8859-9": "cp1254"}


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
@pytest.mark.parametrize("where", ["meta", "http-equiv", "header", "header against meta"])
def test_body_is_read_in_the_encoding_the_page_declares(language, encoding, where):
    declaration = {
        "meta": f"<meta charset={encoding}>",
        "http-equiv": f"<meta http-equiv=Content-Type content='text/html; charset={encoding}'>",
        "header": "",
        "header against meta": "<meta charset=utf-8>",
    }[where]
    header = f"text/html; charset={encoding}" if where.startswith("header") else None
    # What an encoding lacks is left out of the page and of what is expected.
    encodable = PYTHON_NAMES.get(encoding, encoding)
    texts = [text.encode(encodable, "ignore").decode(encodable) for text in LANGUAGES[language][1:4]]
    body = foreign_page(SEMANTIC, language, declaration).encode(encodable, "ignore")
    article = extract_article(body, URL, header).article
    assert article is not None
    assert (article.articleBody or "").split("\n\n") == [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_believed_before_all(encoding):
    body = foreign_page(SEMANTIC, "ja", "<meta charset=shift_jis>").encode(encoding)
    assert body_of(body) == list(LANGUAGES["ja"][1:4])


def rendered(inside):
    """The paragraphs that come of a piece of markup in the middle of a body."""
    body = body_of(
        page(SEMANTIC, story(SEMANTIC, paragraphs(SEMANTIC, PROSE[:4]) + inside + paragraphs(SEMANTIC, PROSE[4:])))
    )
    assert body[:4] == PROSE[:4]
    assert body[-4:] == PROSE[4:]
    return body[4:-4]


LINES = [
    ("The <b>har</b>bour was shut on Tuesday.", "The harbour was shut on Tuesday."),
    ("<span>Two</span> <span>words</span> stay apart.", "Two words stay apart."),
    ("Fish<span>market</span> closed at noon.", "Fishmarket closed at noon."),
    ("He told the <a href=/x>council</a>, then the <a href=/y>county</a>.", "He told the council, then the county."),
    ("Then<b> the bell </b>rang at five.", "Then the bell rang at five."),
    ("Then <b> the bell </b> rang at five.", "Then the bell rang at five."),
    ("\n  <em>Never</em>\n  <strong>again</strong>, he said.\n", "Never again, he said."),
    ("The har<!-- x -->bour was shut.", "The harbour was shut."),
    ("A line that ends<br>and goes on.", "A line that ends and goes on."),
    ("A line that ends <br />\n and goes on.", "A line that ends and goes on."),
    ("The fish&shy;mar&shy;ket was shut.", "The fishmarket was shut."),
    ("The fish<wbr>market was shut.", "The fishmarket was shut."),
    ("The fish&#8203;market\u2060 was\ufeff shut.", "The fishmarket was shut."),
    ("Some 14&nbsp;million&#8239;crowns,&thinsp;or&emsp;more.", "Some 14 million crowns, or more."),
    ("Holm &amp; Sons&rsquo; caf&eacute; &hellip; &#x2014; &#8220;shut&#8221;.", "Holm & Sons’ café … — “shut”."),
    ("Write &lt;b&gt; for bold, and &amp;amp; for an ampersand.", "Write <b> for bold, and &amp; for an ampersand."),
    ("From 5&#150;7, &#147;sharp&#148;.", "From 5–7, “sharp”."),
    ("The <code>a &lt; b</code> of CO<sub>2</sub>.", "The a < b of CO2."),
    ("The cafe\u0301 in Vie\u0323\u0302t Street.", "The café in Việt Street."),
    ("The \u1112\u1161\u11ab ferry came late.", "The 한 ferry came late."),
    ("魚市場は<b>旧港</b>から<a href=/x>移転</a>する。", "魚市場は旧港から移転する。"),
    ("\u3000魚市場は\n      旧港から移転する。", "魚市場は旧港から移転する。"),
    ("鱼市将从\n老港迁往城外。", "鱼市将从老港迁往城外。"),
    ("어시장은\n옛 항구를 떠난다.", "어시장은 옛 항구를 떠난다."),
    ("ตลาด<b>ปลา</b>จะย้าย", "ตลาดปลาจะย้าย"),
    ("\u200fالسوق\u200f انتقل \u202bأمس\u202c.", "السوق انتقل أمس."),
    ("המועצה \u2067Wexhaven\u2069 החליטה\u200e.", "המועצה Wexhaven החליטה."),
    ("او می\u200cخواهد به بندر برود.", "او می\u200cخواهد به بندر برود."),
    ("क्\u200dष और श्\u200dर अलग हैं।", "क्\u200dष और श्\u200dर अलग हैं।"),
    ("The fish\u200dmarket was shut.", "The fishmarket was shut."),
    (
        "A family 👨\u200d👩\u200d👧 and a ❤\ufe0f for 🇳🇴, 👍🏽, 1\ufe0f\u20e3.",
        "A family 👨\u200d👩\u200d👧 and a ❤\ufe0f for 🇳🇴, 👍🏽, 1\ufe0f\u20e3.",
    ),
    ("The report <span style='display:none'>(PDF, 2 MB)</span> is out.", "The report is out."),
]


@pytest.mark.parametrize(("inside", "line"), LINES)
def test_paragraph_reads_as_it_is_shown(inside, line):
    assert rendered(f"<p>{inside}</p>") == [line]


@pytest.mark.parametrize(
    "inside",
    [
        "<p>The boats are in,<br>the ice is thin,<br>and nobody knows why.</p>",
        "<pre>The boats are in,\n  the ice is thin,\n    and nobody knows why.</pre>",
        "<p style='white-space: pre'>The boats are in,\nthe ice is thin,\nand nobody knows why.</p>",
        "<div>The boats are in,<br/>\nthe ice is thin,<br/>\nand nobody knows why.</div>",
    ],
)
def test_lines_of_a_verse_keep_their_order_and_stay_apart(inside):
    (verse,) = rendered(inside)
    assert verse.split() == "The boats are in, the ice is thin, and nobody knows why.".split()


PIECES = st.sampled_from(
    [
        ("harbour", "harbour"),
        (" ", " "),
        ("\n\t ", " "),
        ("<b>bell</b>", "bell"),
        ("<a href=/x>quay</a>", "quay"),
        ("<i> ice </i>", " ice "),
        ("<span></span>", ""),
        ("<!-- x -->", ""),
        ("&amp;", "&"),
        ("&nbsp;", " "),
        (".", "."),
        ("é", "é"),
        ("я", "я"),
    ]
)


@examples(120)
@given(st.lists(PIECES, max_size=15))
def test_no_character_of_a_paragraph_is_lost_or_doubled(pieces):
    inside = "".join(markup for markup, _ in pieces)
    text = "".join(text for _, text in pieces)
    (shown,) = rendered(f"<p>The boats went out at dawn {inside} and came home with the tide, he said.</p>")
    assert shown == " ".join(f"The boats went out at dawn {text} and came home with the tide, he said.".split())
