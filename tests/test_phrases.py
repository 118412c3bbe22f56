"""What short lines of boilerplate say, in many languages, and which lines of articles only look like them."""

import tomllib
from typing import get_args

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.phrases import KINDS, PHRASES_FILE, Form, boilerplate_kind, is_bare_phrase

TABLE = tomllib.loads(PHRASES_FILE.read_text(encoding="utf-8"))
WHOLE = [(kind, phrase) for kind in TABLE for phrases in TABLE[kind].get("whole", {}).values() for phrase in phrases]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Get the news of Wexhaven by joining our WhatsApp community here. You can leave at any time.", "share"),
        ("Notizia in aggiornamento: iscriviti al canale WhatsApp del giornale per le novità.", "share"),
        ("Did you see the flood? Let us know in the comments below.", "comments"),
        ("【関連記事】橋の通行止め、来週まで続く見通しと県が発表した", "related"),
        ("منبع: ایسنا", "source"),
        ("De tekst loopt door onder de foto.", "navigation"),
        ("Advertisement 2", "advertisement"),
        ("Что было за день — рассказываем на нашем YouTube-канале. Подпишись!", "newsletter"),
        ("ताजा खबरों के लिए हमारा ऐप डाउनलोड करें", "newsletter"),
        ("제보는 카카오톡 @한밭제보, 이메일 jebo@example.com 로 보내주세요", "contact"),
        ("Meld je hier aan voor onze nieuwsbrief en ontvang elke ochtend het nieuws.", "newsletter"),
        ("See also  Mayor joins police raids", "related"),
        ("READ MORE: Storm hits the coast", "related"),
        ("» Lesen Sie auch: Warum der Radweg gesperrt bleibt", "related"),
        ("Diese Artikel könnten dich auch interessieren:", "related"),
        ("Lire aussi : La fanfare cherche des musiciens", "related"),
        ("Te puede interesar", "related"),
        ("Leia também: Chuva volta no domingo", "related"),
        ("Leggi anche > Il ponte riapre", "related"),
        ("Lees ook: Trein rijdt weer", "related"),
        ("İlgili Haberler", "related"),
        ("Читайте также: Ледокол вернулся", "related"),
        ("اقرأ أيضاً: عودة القطار", "related"),
        ("یہ بھی پڑھیں: گندم کی نئی قیمت", "related"),
        ("ये भी पढ़ें: बारिश की चेतावनी", "related"),
        ("相关阅读：市图书馆延长开放时间", "related"),
        ("関連記事", "related"),
        ("관련기사", "related"),
        ("Baca juga: Hujan deras", "related"),
        ("Source link", "source"),
        ("Source: Example News", "source"),
        ("Quelle: dpa", "source"),
        ("来源：新华网", "source"),
        ("Leave a Reply", "comments"),
        ("Leave a Reply Cancel reply", "comments"),
        ("12 Comments", "comments"),
        ("1,204 comments", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("Deja una respuesta", "comments"),
        ("Bir yanıt yazın", "comments"),
        ("E-POSTA ADRESİNİZ YAYINLANMAYACAK.", "comments"),
        ("جواب دیں", "comments"),
        ("发表评论", "comments"),
        ("Sign up for our newsletter and never miss a story.", "newsletter"),
        ("Share on Facebook", "share"),
        ("Teilen", "share"),
        ("شیئر کریں", "share"),
        ("Tags: trains, travel", "tags"),
        ("Schlagwörter: Verkehr", "tags"),
        ("© 2026 Example Times", "copyright"),
        ("Copyright 2026 Example Times. All rights reserved.", "copyright"),
        ("Photo: A sleeping car", "credit"),
        ("Know how the tram was lost? Write to us at tips@ferry-news.example.", "contact"),
        ("Wissen Sie mehr? Schreiben Sie uns: redaktion@ferry-news.example", "contact"),
        ("Vous y étiez ? Écrivez-nous à la.redaction@ferry-news.example", "contact"),
        ("هل كنت هناك؟ راسلنا على news@ferry-news.example", "contact"),
        ("情報は news@ferry-news.example までお寄せください。", "contact"),
        ("This post is also available in: Deutsch Español", "navigation"),
        ("Cet article est aussi disponible en : English", "navigation"),
        ("This entry was posted on May 3, 2026 and is filed under Ferries. Tags: tram", "date"),
        ("(Foto: dpa)", "credit"),
        ("The bridge on Monday. (Photo by Jane Doe/Getty Images)", "credit"),
        ("A street in the old town /AFP", "credit"),
        ("图：市政府", "credit"),
        ("By Ali Raza", "byline"),
        ("BY ALI RAZA AND JANE DOE", "byline"),
        ("By Ali Raza | March 3, 2026", "byline"),
        ("Von Anna Schmidt und Peter Müller", "byline"),
        ("Par Jeanne de la Tour", "byline"),
        ("Por Lucía Torres", "byline"),
        ("Written by Sara Khan", "byline"),
        ("تحریر: علی رضا", "byline"),
        ("作者：李明", "byline"),
        ("Автор: Иван Петров", "byline"),
        ("About the Author", "biography"),
        ("View all posts by Ali Raza", "biography"),
        ("Do you have a story? Write to us.", "contact"),
        ("- Advertisement -", "advertisement"),
        ("Anzeige", "advertisement"),
        ("Log in", "login"),
        ("We use cookies to improve this site.", "cookie"),
        ("(Reporting by Jane Doe in Milltown; Editing by Peter Ames)", "reporting"),
        ("Reporting by Jane Doe; editing by Peter Ames.", "reporting"),
        ("Reporting by Jane Doe in Milltown", "reporting"),
        ("Skip to content", "navigation"),
        ("صفحہ اول", "navigation"),
        ("5 min read", "print"),
        ("Lesezeit: 4 Minuten", "print"),
        ("Published: 14 January 2026", "date"),
        ("2 hours ago", "date"),
        ("Stand: 12. Februar 2026, 14:30 Uhr", "date"),
        ("Article continues after this advertisement", "advertisement"),
        ("This audio is auto-generated. Please let us know if you have feedback.", "print"),
        ("This report by The Canadian Press was first published Nov. 27, 2026.", "origin"),
        ("Do you have an opinion on the issues raised here? Write to us.", "contact"),
        ("Subscribe to our Telegram channel to get the news first", "newsletter"),
        ("Support our journalism from 2 a month", "donation"),
        ("We need your support. If you like what we do, give what you can.", "donation"),
        ("Guter Journalismus kostet Geld: Schon drei Euro helfen.", "donation"),
        ("Si valoras nuestro periodismo, hazte miembro.", "donation"),
        ("“We need your support,” the mayor told the crowd.", None),
        ("This article was originally published in the Valley Post.", "origin"),
        ("The post Bridge to close appeared first on Valley Post.", "origin"),
        ("La entrada El puente cierra se publicó primero en El Valle.", "origin"),
        ("【関連記事】", "related"),
        ("Bericht von Jana Müller; redigiert von Ole Petersen", "reporting"),
        ("(Información de Lucía Torres; editado por Juan Ruiz)", "reporting"),
        ("Follow the Valley Post on Google News.", "share"),
        ("Abonnieren Sie unseren WhatsApp-Kanal!", "share"),
        ("WhatsApp kanalımıza katılın", "share"),
        ("गूगल न्यूज़ पर हमें फॉलो करें", "share"),
        ("انضم إلى قناتنا على واتساب", "share"),
        ("Join the talks, said the minister, or leave. WhatsApp has no say in it.", None),
        ("5/5 - (1 vote)", "share"),
        ("Gefällt mir Wird geladen …", "share"),
        ("Comparte esto:", "share"),
        ("Discover more from Valley Post", "newsletter"),
        ("Nach der Anzeige geht es weiter", "advertisement"),
        ("Lanjutkan membaca setelah iklan", "advertisement"),
        ("Artikel ini pertama kali terbit di Kabar Lembah.", "origin"),
        ("¿Tienes información para nuestra redacción? Escríbenos.", "contact"),
        ("Disclaimer: This story is auto-generated from a syndicated feed.", "disclaimer"),
        ("Die in diesem Artikel geäußerten Ansichten sind die der Autorin.", "disclaimer"),
        ("This post may contain affiliate links.", "disclaimer"),
        ("[Advertisement]", "advertisement"),
        ("18 October 2026 by Jane Doe in Harbour", "byline"),
        ("Sunday, October 18, 2026 at 10:30 am by Jane Doe and Ali Raza", "byline"),
        ("18. Oktober 2026 von Jana Müller", "byline"),
        ("2026-10-18 | Jane Doe", None),
        ("2026-10-18 | by Jane Doe", "byline"),
        ("By Jane Doe in Harbour", "byline"),
        ("(Copyright (c) 2026 Harbour Television. All Rights Reserved. This may not be rewritten.)", "copyright"),
        ("【本文中文版权归海港日报独家所有。未经授权，不得转载、摘编。】", "copyright"),
        ("未经授权不得转载、摘编或以其他方式使用。", "copyright"),
        ("(無断転載を禁じます。配信元の記事です。)", "copyright"),
        ("Veröffentlichung und Nachdruck honorarfrei; ein Beleg wird erbeten.", "copyright"),
        ("[Nachdruck und Vervielfältigung nur mit Erlaubnis des Verlags]", "copyright"),
        ('Der Artikel "Fähre auf Grund" wurde am 5.11.2026 in der Kategorie Hafen von J. Doe veröffentlicht.', "date"),
        ("Der Beitrag wurde am Montag, den 4. Mai 2026 veröffentlicht und wurde unter Hafen abgelegt.", "date"),
        ("The article “Ferry aground” was published on May 5, 2026 in the category Harbour.", "date"),
        ("Esta entrada fue publicada en Puerto por redacción.", "date"),
        ("この投稿は2026年5月5日に港カテゴリーに投稿されました。", "date"),
        ("If you buy something from a link in this story, we may receive a small cut.", "disclaimer"),
        ("Kaufen Sie über einen Link ein, erhalten wir eine Provision.", "disclaimer"),
        ("Si vous achetez par l'un de ces liens, nous touchons une commission.", "disclaimer"),
        ("Then sign up for our email newsletter to get the latest from the harbour.", "newsletter"),
        ("Mehr vom Hafen? Dann abonniere meinen Newsletter!", "newsletter"),
        ("Vous aimez le port ? Recevez chaque matin notre infolettre.", "newsletter"),
        ("Watch the whole talk on our YouTube channel.", "share"),
        ("¡Mira lo que tiene nuestro canal de YouTube!", "share"),
        ("David Roe in Harbour, and Elaine Doe in Wexhaven contributed.", "reporting"),
        ("Associated Press writers David Roe and Elaine Doe contributed.", "reporting"),
        ("Header image: The ferry has lain there for years, as this picture of it shows. Its owner is lost.", "credit"),
        ("原标题：渡轮搁浅三天后才有人发现", "origin"),
        ("この記事は会員限定です。登録は無料です。", "login"),
        ("Skip twitter post by Ferry News", "navigation"),
        ("This entry was posted in Uncategorized and tagged foo, bar by admin. Bookmark the permalink.", "date"),
        ("This entry was posted on Monday, May 3rd, 2010 at 10:00 am and is filed under News.", "date"),
        ("The article “Harbour” was published on 3 May 2026 in the category News.", "date"),
        ("Der Artikel „Hafen“ wurde am 3. Mai 2026 in der Kategorie Nachrichten veröffentlicht.", "date"),
        ("Dieser Beitrag wurde unter Allgemein abgelegt und mit Hafen verschlagwortet.", "date"),
        ("Ten wpis został opublikowany w kategorii Aktualności i oznaczony tagami port.", "date"),
        ("Эта запись была опубликована в рубрике Новости.", "date"),
        ("Эта запись была размещена в Новости 3 мая 2026 автором admin.", "date"),
        ("Dit bericht werd geplaatst in Nieuws op 3 mei 2026 door admin.", "date"),
        ("Dit bericht is geplaatst in Nieuws met de tags haven. Bookmark de permalink.", "date"),
        ("Det här inlägget postades i Nyheter och märktes hamn av admin. Bokmärk permalänken.", "date"),
        ("Detta inlägg publicerades i Nyheter av admin den 3 maj 2026.", "date"),
        ("Dette innlegget ble publisert i Nyheter den 3. mai 2026 av admin.", "date"),
        ("Este post foi publicado em Notícias e marcado com porto por admin.", "date"),
        ("Cet article a été publié dans la catégorie Actualités.", "origin"),
        ("Esta entrada fue publicada en Noticias por admin.", "date"),
        ("Um kommentieren zu können, müssen Sie angemeldet sein.", "comments"),
        ("Чтобы оставить комментарий, войдите или зарегистрируйтесь.", "comments"),
        ("Чтобы оставить комментарий, необходимо авторизоваться.", "comments"),
        ("댓글을 작성하려면 로그인 해주세요", "comments"),
        ("コメントを投稿するにはログインしてください", "comments"),
        ("会員登録すると続きをお読みいただけます。", "login"),
        ("有料会員になると、すべての記事をお読みいただけます。", "login"),
        ("有料会員になると続きをお読みいただけます", "login"),
        ("If you buy through our links, we may earn a commission.", "disclaimer"),
        ("When you purchase through links on our site, we may get a small share of the sale.", "disclaimer"),
        ("Buying through these links helps us earn a commission.", "disclaimer"),
        ("You can unsubscribe at any time.", "newsletter"),
        ("未经本网许可，禁止转载、摘编。", "copyright"),
        (
            "(All rights reserved. This material may not be published, broadcast, rewritten or redistributed.)",
            "copyright",
        ),
    ],
)
def test_boilerplate_is_named(line, kind):
    assert boilerplate_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   \n\t ",
        "…",
        "The source of the river was found by two hikers in June.",
        "Source code of the program was published on Monday.",
        "Related cases were found in three other towns.",
        "“They write to us every week,” said the keeper of the light, whose address is light@isles.example, and laughed"
        " at the pile of letters on the table that he had not answered yet.",
        "This post is also available to a widow of the former keeper.",
        "Read more books, the minister told the pupils.",
        "See also the opinion of Judge Marsh, which was written a year later.",
        "Share prices fell by four percent on Tuesday.",
        "Comments by the minister caused a stir in parliament.",
        "Newsletter writers earn more than editors, a survey says.",
        "By Monday, the water had reached the second floor.",
        "By Monday Night",
        "18 people were hit by Jane Doe in a car",
        "3 books by Jane Doe",
        "On 18 October 2026 by Jane Doe in Leeds a bridge was opened, and on 20 October another.",
        "By the time the train arrived, everyone had left.",
        "Von Risiken und Nebenwirkungen",
        "Reporting by the Valley Post has shown that the money was lost.",
        "Photo albums lay open on the table.",
        "Tag der offenen Tür",
        "Tags darauf kam der Regen.",
        "Bilder einer Ausstellung",
        "I've been drawing people whose profiles I like, and he was one of them, Tastas told AFP.",
        "13 avril 2018 : Dépêche AFP",
        "Author and journalist Jane Doe was released on Friday.",
        "Copyright law has not changed since 1965.",
        "Print is not dead, said the publisher.",
        "La fuente de la plaza vuelve a tener agua.",
        "La entrada costará 27 euros y los menores de cuatro años no pagarán.",
        "O post oficial da prefeitura foi apagado na terça-feira.",
        "Vor zwei Stunden war die Straße noch frei.",
        "图书馆周六重新开放，吸引了很多读者。",
        "文化部门表示，今后每个周末开放。",
        "日期:1月21日，主队以139-107大胜客队。",
        "写真は昭和の時代に撮られたものだ。",
        "ماخذ کے مطابق نہر کی صفائی مکمل ہو گئی ہے۔",
        "The views expressed by the minister in the debate caused a stir.",
        "Las opiniones expresadas por el ministro causaron revuelo.",
        "Discover how the miners of the valley lived.",
        "Follow the money, the prosecutors told her, and Telegram will give it up.",
        "Read more: " + "word " * 60,
        "The law says that no text may be reproduced without leave, and the court agreed with the publisher.",
        "(The report on the ferry may not be published before May, the court said.)",
        "未经授权进入港口的人员将被处以罚款，警方周二表示。",
        "他表示，平台不得转载报纸的文章，法院支持这一说法。",
        "The article that caused the stir was published in May, and the paper took it back in June.",
        "Der Artikel wurde am 5. Mai unter dem Titel „Grund“ veröffentlicht, und die Zeitung nahm ihn zurück.",
        "Shops receive a commission of three percent on each purchase, the ministry says.",
        "“If you buy through the link, we receive a commission,” said Ada Moran, who runs such a site.",
        "Readers who sign up for its newsletter get it at six, the paper says.",
        "Der Verlag bat seine Leser, den Newsletter zu abonnieren.",
        "（平台不得收费，法院周二说。）",
        "We get 20 percent of links cut by storms each year.",
        "The museum is on our street, and we receive a cut of the price of each purchase.",
        "Wir haben die Provision beim Kauf gestrichen, sagt der Makler.",
        "Der Beitrag wurde am Montag in der Rubrik Politik gesendet.",
        "Our YouTube channel was closed by the state, the editors said on Monday.",
        "Nachdruck nur mit Mühe verlegte er die Zeitung.",
        "YouTube took the channel down on Monday.",
        "All of Harbour and the Isles contributed.",
        "She asked what the minister had contributed.",
        "Everyone at the table in Harbour contributed.",
        "x" * 5000,
        "“They ask me to join our WhatsApp group,” said Ada Moran, who lives there.",
        "The post was published on Instagram and tagged the president of the club, who replied within minutes.",
        "The article was published in 2019 and won a Pulitzer Prize in the category of explanatory reporting.",
        "The article, which was written by two interns, took first place in the investigative category.",
        "Der Beitrag wurde 2019 im Spiegel veröffentlicht und gewann in der Kategorie Reportage den Reporterpreis.",
        "L'article a été publié en mai et a reçu le prix Albert-Londres dans la catégorie presse écrite.",
        "El artículo fue publicado en 2019 y ganó el premio Ortega y Gasset en la categoría de mejor investigación.",
        "O artigo foi publicado em maio e venceu o prêmio Esso na categoria de reportagem.",
        "Bu haber, gazetecilik ödüllerinde yılın haberi kategorisinde birincilik aldı.",
        "Ten wpis został opublikowany na platformie X w poniedziałek i wywołał burzę w rządzie.",
        "Эта запись была опубликована в телеграм-канале губернатора, но вскоре исчезла.",
        "Este post foi publicado em 2019 pelo então ministro e apagado horas depois.",
        "Det här inlägget publicerades på Facebook av kommunalrådet och delades tusen gånger.",
        "Dit bericht is geplaatst door de president en werd binnen een uur verwijderd.",
        "Dette innlegget ble publisert på Facebook av statsråden mandag kveld.",
        "Цей запис був опублікований у фейсбуці мера міста.",
        "Dieser Eintrag wurde veröffentlicht in der Hoffnung, Zeugen zu finden, sagte die Polizei.",
        "Um kommentieren zu können, müssen Nutzer künftig ihren Klarnamen angeben, heißt es in dem Gesetz.",
        "Чтобы оставить комментарий, пользователи должны будут подтвердить возраст через госуслуги.",
        "댓글을 작성하려면 본인 확인을 거쳐야 하는 제도가 내년부터 시행된다.",
        "댓글을 쓰려면 실명을 공개해야 한다는 법안이 국회를 통과했다.",
        "コメントを投稿するには電話番号の登録が必要になるとヤフーは発表した。",
        "会員登録するとポイントが付与されるキャンペーンを県が始めた。",
        "有料会員になると広告が表示されなくなるという。",
        "続きを読むには勇気がいる一冊だと選考委員は話した。",
        "The US will receive a ten per cent share of the port that links the two canals.",
        "The US will get a 15 percent cut of sales of chips, a deal that links trade to security.",
        "You can unsubscribe from most lists by clicking the link at the bottom of the message.",
        "Resim 2. kez sergileniyor ve yoğun ilgi görüyor.",
        "¿Te gusta lo que ves? Esa es la pregunta que el artista lanza al público en cada sala.",
        "¿Te gusta nuestro país? preguntó el ministro a los turistas que esperaban en el puerto.",
        "Do you value our rivers? That was the question on the ballot in four counties on Tuesday.",
        "Our work is only possible because of the volunteers, said Mr Moran, who runs the food bank.",
        "Copyright law must change, the minister said on Monday.",
        "Nachdruck der Zeitung von 1945 ist verboten, entschied das Gericht.",
        "未经授权的无人机不得飞越机场，民航局表示，违者将被罚款。",
        "未经许可转载新闻的网站不得再享有豁免，法院裁定。",
        "著作权法修订草案周一提交全国人大常委会审议。",
        "著作權法修正案三讀通過，最高可處五年徒刑。",
        "Gefällt Ihnen unser Land? Diese Frage stellte der Minister den Gästen am Montag.",
        "This article is available only in Danish, the court noted.",
        "このサイトの続きを読むには会員登録が必要です",
        "“The article was published on Monday before the suit, which was filed under seal,” she said.",
        "We get a cut of every sale, the dealer said, and if you buy two links of the chain, we get a bigger share.",
        "Wir bekommen für jeden Link eine Provision, räumte der Influencer vor Gericht ein.",
        "Then subscribe to our newsletter, she told the hall.",
    ],
)
def test_text_of_an_article_is_left_alone(line):
    assert boilerplate_kind(line) is None


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_phrases(kind):
    assert any(TABLE[kind].values())


def test_table_holds_only_known_kinds_and_forms():
    assert set(TABLE) <= set(KINDS)
    assert {form for forms in TABLE.values() for form in forms} <= set(get_args(Form))


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in WHOLE}))
def test_whole_phrases_fire_with_a_bullet_and_a_colon(kind):
    phrases = [phrase for of, phrase in WHOLE if of == kind]
    lines = [f"• {phrase.replace('#', '12')}:" for phrase in phrases]
    assert [line for line in lines if boilerplate_kind(line) != kind or not is_bare_phrase(line)] == []
    assert [phrase for phrase in phrases if is_bare_phrase(f"{phrase} x1 of the town is here")] == []


@pytest.mark.parametrize("form", ["label", "teaser", "opening"])
def test_each_opening_fires_at_the_start_of_a_line(form):
    phrases = [phrase for kind in TABLE for found in TABLE[kind].get(form, {}).values() for phrase in found]
    lines = [f"• {phrase.replace('#', '12')}: Ada" for phrase in phrases]
    assert phrases
    assert [line for line in lines if boilerplate_kind(line) is None] == []


@examples(300)
@given(st.text(max_size=500))
def test_any_text_gets_an_answer(text):
    assert boilerplate_kind(text) in (None, *KINDS)


PHRASE = st.sampled_from([phrase for _, phrase in WHOLE])


@examples(300)
@given(st.text(max_size=5), PHRASE, st.text(max_size=300), st.text(max_size=5))
def test_any_text_around_a_phrase_gets_an_answer(before, phrase, after, end):
    assert boilerplate_kind(f"{before}{phrase}{after}{end}") in (None, *KINDS)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Send to a friend | Print", "share"), ("Print | The mayor", None), ("|", None)],
)
def test_a_bar_of_commands_is_what_its_first_is(line, kind):
    assert boilerplate_kind(line) == kind
