"""Appeals below a text in which a publisher asks its readers for money are not part of the text."""

import pytest
from visible_pages import URL, page

from newsbot import extract

LAST = "in the valley that night."


@pytest.mark.parametrize(
    "below",
    [
        "<p>Thank you for reading to the end. The Courier has no owner and no paywall. "
        "Our four reporters are paid by 2,114 people like you.</p>"
        "<p>If you think that boards should be watched, please consider giving us the price of a coffee a month.</p>",
        "<p>We could not have published this story without our readers.</p>"
        "<p>Reporting like this takes months. If you can, please consider becoming a member: from £4 a month.</p>",
        "<h3>Ein Wort noch</h3><p>Wir berichten ohne Konzern im Rücken. Dafür brauchen wir Sie, Leser.</p>"
        "<p>Mit fünf Euro im Monat helfen Sie mit, Recherchen wie diese zu bezahlen. Jetzt Mitglied werden!</p>",
        "<p>Este reportaje ha sido posible gracias a nuestros 4.100 socios.</p>"
        "<p>Si crees que hace falta un periodismo así, hazte socia por 6 euros al mes.</p>",
        "<p>Precisamos falar de dinheiro.</p><p>O jornalismo que você leu custa caro, e nós não aceitamos anúncios.</p>"
        "<p>Apoie a redação com o valor que puder e ajude a manter esta reportagem aberta.</p>",
        "<p>Il nostro giornale vive solo dei suoi lettori, e noi ci teniamo.</p>"
        "<p>Sostienici: bastano 4 euro al mese per darci la libertà di scrivere.</p>",
        "<p>Sostieni il Corriere: mai come in questo momento abbiamo bisogno di te.</p>"
        "<p>In queste settimane noi giornalisti svolgiamo un servizio pubblico, se lavoriamo con coscienza.</p>"
        "<p>Diventa sostenitore</p>",
        "<p>Ten tekst czytasz za darmo. Nie mamy właściciela, utrzymują nas czytelnicy.</p>"
        "<p>Wesprzyj naszą redakcję już od 20 zł miesięcznie.</p>",
        "<p>Ha tetszett a cikk, támogassa lapunkat! Az előfizetők nélkül nem tudnánk működni.</p>",
        "<p>Редакция «Вестей» существует на ваши пожертвования. Поддержите нас, чтобы мы писали дальше.</p>",
        "<p>A Hírlapot az olvasói tartják fenn. Legyen Ön is támogatónk, hogy tovább tudjunk írni.</p>",
        "<p>Ak majú takéto príbehy zmysel, podporte nás. Naša redakcia stojí na predplatiteľoch.</p>",
    ],
)
def test_an_appeal_below_the_text_is_taken_out(below):
    assert extract(page(after=below), URL).articleBody.endswith(LAST)


@pytest.mark.parametrize(
    "below",
    [
        "<p>She hopes that readers of the parish magazine will join as well, and give what they can.</p>"
        "<p>Those who want to support the food bank can bring tins to the town hall, or give by its site.</p>",
        "<p>“Please support our newspaper,” wrote the editor of the parish magazine, who has three readers left.</p>",
        "<p>Wer den Sender unterstützen will, kann für 60 Euro im Jahr Mitglied werden, auch in der Redaktion.</p>",
        "<p>We walked back to the station, and our driver asked for the price of a coffee and a newspaper.</p>",
        "<p>Readers who want to help the family can donate now: <a href=https://gifts.example/>here</a>.</p>",
        "<p>They can support us by coming to the shop. We sell books, and every story we sell pays for coffee.</p>",
        "<p>The club wants 500 supporters. To become a member fans pay 10 pounds a month on our town’s own app.</p>",
        "<p>Werden Sie Mitglied in unserer Feuerwehr, heißt es auf einem Plakat, das im Magazin der Stadt war.</p>",
        "<p>Dona ora il tuo sangue, è l’appello dell’Avis: ci servono cento donatori al mese.</p>",
        "<p>Seja um membro do clube por 30 reais por mês, é o convite nas ruas da nossa cidade.</p>",
        "<p>Nous avons besoin de journalistes qui restent jusqu'au bout des séances, et nous devons les payer.</p>"
        "<p>Abonnez-vous à un journal, n'importe lequel, et lisez-le.</p>",
        "<p>Necesitamos periodistas que se queden hasta el final de las sesiones, y tenemos que pagarlos.</p>"
        "<p>Suscríbete a un periódico, el que sea, y léelo.</p>",
        "<p>Word lid van de bibliotheek voor 4 euro per maand, wij hebben ons dorp nodig.</p>",
        "<p>Підтримайте бригаду: нам потрібні матеріали для дронів.</p>",
        "<p>Sostenete i giornalisti licenziati, è l'appello che il sindacato ci ha fatto arrivare.</p>",
        "<p>Word lid van de bond, riep hij de journalisten toe, anders verliezen we ons werk.</p>",
        "<p>Wspierajmy dziennikarzy, mamy tylko ich, apelował poseł podczas protestu pod redakcją.</p>",
        "<p>Podpořte novináře, vyzval prezident, bez nich nám nikdo neřekne pravdu.</p>",
        "<p>Станьте журналистом, говорили нам, и мы поверили: газета закрылась через год.</p>",
        "<p>Поддержите наших журналистов, сказал депутат, и редакция зааплодировала.</p>",
        "<p>Belediye gazetecilere destek oldu, haberlerimiz değişmedi, dedi yayın yönetmeni.</p>",
        "<p>Kirjoitimme lehteen, mutta toimitus ei vastannut: tilaa lehti, sanottiin.</p>",
        "<p>Aidez-nous à informer, lit-on sur la banderole de la rédaction en grève.</p>",
        "<p>– Vi vil bidra til god journalistikk, og vi håper at flere blir med.</p>",
        "<p>The US edition asks readers to become a member for $5 a month; half of its newsroom is paid from that.</p>",
    ],
)
def test_news_of_gifts_and_members_stay(below):
    assert not extract(page(after=below), URL).articleBody.endswith(LAST)


def test_an_appeal_that_is_most_of_the_text_is_the_text():
    below = "<p>Our reporters and readers watched the harbour for years, and we wrote down what they saw.</p>"
    below += f"<p>Please support our journalism: a newspaper is what we want, and we say why. {'We do. ' * 120}</p>"
    assert "we say why" in extract(page(after=below), URL).articleBody


BOX = "<div class=n7><p>Vous lisez un article du Fleuve, un média sans actionnaire.</p>{}</div>"


def said_with(box: str) -> str:
    below = "".join(f"<p>The {name} was closed from Monday until the water had gone.</p>" for name in ("quay", "lock"))
    return extract(page(after=box + below), URL).articleBody


def test_a_box_between_the_paragraphs_is_an_appeal_as_a_whole():
    asks = "<p>Nos enquêtes sont financées par 4 200 lecteurs. Faites un don, à partir d’un euro.</p>"
    assert "Fleuve" not in said_with(BOX.format(asks))
    assert "lock" in said_with(BOX.format(asks))


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Nos enquêtes sont longues, faites un don, écrit le journal dans son appel aux lecteurs.</p>",
        "<p>« Nos enquêtes sont financées par 4 200 lecteurs. Faites un don », dit l’affiche.</p>",
        "<p>Les pêcheurs de la baie ont compté 4 200 casiers depuis le mois de mars.</p>",
    ],
)
def test_other_boxes_between_the_paragraphs_stay(inside):
    assert "Fleuve" in said_with(BOX.format(inside))
