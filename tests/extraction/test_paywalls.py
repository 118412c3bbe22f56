"""Articles of which only the beginning is public, with an offer to pay for the rest."""

import pytest
from kind_pages import NOT_FREE, PROSE, PUBLISHED, TITLE, page, read

from newsbot import extract

# How papers offer the rest of an article to those who pay, in the words that they use.
OFFERS = {
    "English": "Read on with a subscription. First month free, then 9 crowns a month.",
    "English, verb": "Subscribe to continue reading",
    "English, full": "To read the full story, start your subscription today.",
    "English, whom": "This article is for paying subscribers only",
    "German": "Weiterlesen mit dem Digitalabo. Der erste Monat ist kostenlos.",
    "German, plus": "Jetzt weiterlesen mit Tal+",
    "German, whom": "Dieser Artikel ist nur für Abonnenten lesbar.",
    "French": "Abonnez-vous pour lire la suite",
    "French, rest": "Il vous reste 80.5% de cet article à lire.",
    "French, whom": "Cet article est réservé aux abonnés",
    "Spanish": "Suscríbete para seguir leyendo",
    "Spanish, whom": "Contenido exclusivo para suscriptores",
    "Italian": "Abbonati per continuare a leggere",
    "Italian, verb": "Continua a leggere con un abbonamento",
    "Italian, whom": "Contenuto riservato agli abbonati",
    "Dutch": "Lees verder met een abonnement",
    "Dutch, whom": "Dit artikel is alleen voor abonnees",
    "Swedish": "Läs vidare med en prenumeration",
    "Swedish, verb": "Fortsätt läsa – bli prenumerant",
    "Norwegian": "Les videre med abonnement",
    "Norwegian, whom": "Denne saken er kun for abonnenter",
    "Danish": "Læs videre med et abonnement",
    "Danish, whom": "Artiklen er forbeholdt abonnenter",
    "Polish": "Czytaj dalej z prenumeratą cyfrową",
    "Polish, whom": "Artykuł tylko dla subskrybentów",
    "Czech": "Pokračovat ve čtení s předplatným",
    "Czech, whom": "Článek je jen pro předplatitele",
    "Finnish": "Jatka lukemista tilaamalla lehti",
    "Finnish, whom": "Artikkeli on vain tilaajille",
    "Portuguese": "Assine para continuar lendo",
    "Portuguese, whom": "Conteúdo exclusivo para assinantes",
    "Turkish": "Okumaya devam etmek için abone olun",
    "Russian": "Чтобы читать дальше, оформите подписку",
    "Russian, whom": "Статья доступна только подписчикам",
    "Japanese": "続きを読むには有料会員の登録が必要です",
    "Japanese, whom": "この記事は有料会員限定です。残り1200文字",
    "Chinese": "订阅后继续阅读全文",
    "Chinese, traditional": "訂閱以閱讀全文，首月免費",
    "Chinese, whom": "本文为付费用户专享内容",
    "Korean": "구독하고 이 기사를 계속 읽으세요",
}


@pytest.mark.parametrize("name", OFFERS)
@pytest.mark.parametrize(
    "place", ["<h3>{}</h3><p>Buy</p>", "<div><a href=/buy>{}</a></div>", "<footer><p>{}</p></footer>"]
)
def test_teaser_with_an_offer_of_the_rest_is_no_article(name, place):
    offer = place.format(OFFERS[name])
    report = read(page(f"<article><h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p>{offer}</article>", PUBLISHED))
    assert (report.article, report.reason) == (None, "paywall")


def test_teaser_that_its_publisher_declares_to_be_paid_for_is_an_article_that_says_so():
    offer = "<div class=paywall>Read on with a subscription.</div>"
    shown = "".join(f"<p>{text}</p>" for text in PROSE)
    html = page(f"<article><h1>{TITLE}</h1>{shown}{offer}</article>", NOT_FREE)
    article = extract(html, "https://example.com/2026/11/road-closed-after-the-storm")
    assert article is not None
    assert (article.articleBody, article.isAccessibleForFree) == ("\n\n".join(PROSE), False)
    assert read(html.replace(NOT_FREE, PUBLISHED)).reason == "paywall"
    assert read(html.replace(shown, f"<p>{PROSE[0]}</p>")).reason == "paywall"


def test_an_offer_that_most_of_the_text_follows_is_an_advertisement():
    offer = "<div class=paywall><p>This content is for subscribers only. Subscribe to read on.</p></div>"
    above, below = f"<p>{PROSE[0]}</p>", "".join(f"<p>{text}</p>" for text in PROSE[1:4])
    assert read(page(f"<h1>{TITLE}</h1>{above}{offer}{below}", PUBLISHED)).reason is None
    assert read(page(f"<h1>{TITLE}</h1>{below}{offer}{above}", PUBLISHED)).reason == "paywall"


def test_class_that_says_paywall_makes_few_words_an_offer():
    html = page(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><div class=paywall>Subscribe now.</div>", PUBLISHED)
    assert read(html).reason == "paywall"
    assert read(html.replace("class=paywall", "class=box")).reason is None
