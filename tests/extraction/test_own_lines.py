"""The publisher's own lines at the end of a text are recognised by its name, its address and the networks."""

import pytest
from body_pages import P

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.own_lines import drop_own_lines
from newsbot.items import BODY
from newsbot.markup import parse_html

URL = "https://www.abladet.se/lokalt/1"
NAMES = ["Åbladet", "The Tide", "Le Courrier du Loir", "Jokilehti", "Marlow Valley Courier", "abladet.se"]


def last_verdict(line: str) -> str:
    blocks = walk_blocks(parse_html(f"<body>{''.join(P)}{line}</body>")).blocks
    verdicts = [BODY] * len(blocks)
    drop_own_lines(blocks, verdicts, URL, NAMES)
    assert set(verdicts[:-1]) == {BODY}
    return verdicts[-1]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Håll kontakten med Åbladet: nu också på Instagram!", "share"),
        ("Ne manquez rien grâce à l'appli du Courrier du Loir", "share"),
        ("Get more from the Courier: on Instagram", "share"),
        ("Enterate de todo en nuestras redes", "share"),
        ("Jokilehteä voi lukea myös Facebookissa", "share"),
        ("Μπείτε στην ομάδα μας στο Viber και δείτε όλες τις ειδήσεις", "share"),
        ("Legyen ott hírlevelünk olvasói között!", "share"),
        ("Resta informato: attiva le notifiche di The Tide, Åbladet", "share"),
        ("Следете новините ни и във Facebook", "share"),
        ("Jeśli widziałeś coś ważnego, wyślij zdjęcia: alarm@abladet.se", "contact"),
    ],
)
def test_a_line_of_the_papers_own_is_no_text(line, verdict):
    assert last_verdict(f"<p>{line}</p>") == verdict


@pytest.mark.parametrize(
    "line",
    [
        "She announced it on Facebook, where 2,000 people saw it within the hour.",
        "“We never wrote to the Åbladet, and whoever says so on Instagram is lying,” she said.",
        "Whoever saw the driver may write to the police: harbour@police.example",
        "Läuft bei uns! Er hat verlängert und spielt weiter. #hahohe pic.twitter.com/abc",
        "Meta, which owns Facebook and Instagram, has until May to answer the US court",
        "We have taught our children to live on Instagram and not in the street.",
        "She did not answer a message that the Åbladet sent her on Facebook.",
        "A empresa não se manifestou nas suas contas no Facebook até a noite de domingo.",
        "Ни в Telegram-канале губернатора, ни на сайте ведомства сообщений об этом не было.",
        "Belediye başkanı Facebook'ta şehrimizin suyunun temiz olduğunu yazdı.",
        "Zeugen werden gebeten, sich unter hinweise@abladet.se bei der Wache zu melden.",
        "Trois noyades en une semaine, et la mairie l'a écrit sur Facebook",
        "Unser Dorf bleibt stehen! pic.twitter.com/GpnT4GvoXd",
        "Policie našla na Facebooku fotografie ukradených obrazů",
        "Видео, снятое соседями, нашли в телеграм-канале бывшего чиновника",
        "A cantora tem uns 200 mil seguidores no Instagram",
        "– Vi är glada över att Facebook finns, säger hon till oss på plats",
        f"Our man on Facebook has {'a very long tale to tell of the harbour and ' * 5}its cranes.",
    ],
)
def test_other_last_lines_are_text(line):
    assert last_verdict(f"<p>{line}</p>") == BODY


def test_an_item_is_text():
    assert last_verdict("<ul><li>Our Facebook account</li></ul>") == BODY


def test_a_line_of_a_quoted_post_is_text():
    assert last_verdict("<blockquote><p>See you on Facebook, says our mayor.</p></blockquote>") == BODY


@pytest.mark.parametrize(
    "line",
    [
        "<a href=https://whatsapp.com/channel/0029>Jiunge nasi kwenye WhatsApp</a> upate habari za punde.",
        "সব খবর পড়ুন <a href=https://news.google.com/publications/CAA>গুগল নিউজে</a>।",
        "Ακολουθήστε μας: <a href=https://www.facebook.com/Abladet.se/>Facebook</a>.",
        "ติดตามข่าวได้ที่ <a href=https://www.instagram.com/the_tide/>Instagram</a>",
        "<a href=https://t.me/abladet_news>Mer om detta i kanalen</a>",
        "Soma habari zaidi kwenye <a href=https://t.me/abladet_news>chaneli yetu ya Telegram</a>.",
    ],
)
def test_a_line_that_leads_to_the_papers_channel_is_no_text(line):
    assert last_verdict(f"<p>{line}</p>") == "share"


@pytest.mark.parametrize(
    "line",
    [
        "The club answers on <a href=https://www.facebook.com/harbourclub>its own page</a>.",
        "He wrote so <a href=https://x.com/abladet/status/12>in a post to the Åbladet</a>.",
        "<a href=https://t.me/harbourpolice>The police</a> count two hundred boats.",
        "The film is <a href=https://www.youtube.com/watch?v=abladet>here</a>.",
        "The match will be shown on <a href=https://www.youtube.com/@abladet>the club's channel</a> on Saturday.",
        "The footage first appeared on <a href=https://t.me/+abcdef>a Telegram channel</a> close to the army.",
        "The county has opened <a href=https://t.me/+bc>a channel</a> that warns 40,000 people of floods and of fires.",
    ],
)
def test_a_line_that_leads_to_others_is_text(line):
    assert last_verdict(f"<p>{line}</p>") == BODY


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("<a href=https://whatsapp.com/channel/0029>Följ kanalen</a>", "share"),
        ("Inspelningen ligger på <a href=https://www.youtube.com/@abladet>vår kanal</a>.", BODY),
    ],
)
def test_only_statements_stay_among_the_paragraphs(line, verdict):
    html = "".join((*P[:3], f"<p>{line}</p>", *P[3:], "<p>One more.</p><p>And one.</p>"))
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    verdicts = [BODY] * len(blocks)
    drop_own_lines(blocks, verdicts, URL, NAMES)
    assert verdicts[3] == verdict
    assert set(verdicts[:3] + verdicts[4:]) == {BODY}
