"""Appeals below a text in which the paper asks its readers for money or membership, in ordinary paragraphs.

One paragraph makes the request. Those beside it lead up to it, and each could be a sentence of the news, so they are
removed only together with it, at the end of the body.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY

# The most of the body's last blocks, and the largest share of its text, that may be the appeal.
_LAST = 8
_ABOVE = 2
_MAX_SHARE = 0.5
# The most blocks of a box between the paragraphs.
_MAX_BOX = 6
_MAX_CHARS = 900
_MAX_LABEL = 60
# "Donate today": in a column about the press, a sentence about it is longer.
_MAX_BUTTON = 40
# The most paragraphs that lead up to the one that asks.
_MAX_ABOVE = 3
DONATION = "donation"
# Text in quotation marks is said by somebody in the article, or is the name of a paper.
_QUOTED = re.compile('["“”„«»][^"“”„«»]*["“”„«»]')
_LONGEST_NAME = 30
# So is "…, says the poster": an appeal has no speaker. The list differs from `notices.SAID`: there, words of ordinary
# sentences ("asked", the French and Norwegian "sa", "demande") would leave notices in the text; here, words of ordinary
# appeals (the Hindi and Urdu for "that") would leave appeals.
_TOLD = re.compile(
    r"\b(?:says?|said|told|writes|wrote|schreibt|schrieb|bittet|baten?|sagt|sagten?|heißt es|écrit|écrivent|dicen?"
    r"|piden?|escriben?|pedem?|diz|dizem|escreve|scrive|chiede|chiedono|zegt|schrijft|säger|sier|siger|sanoo|apeluj[eą]"
    r"|mówi|říká|žádá|hovorí|kérik?|mondj[aá]k?|spune|spun|просят|просит|пишет|говорит|просять|просить|пише|каже|diyor"
    r"|bildirdi|asks|asked|rief|riefen|forderte|appelliert\w*|demande|réclame|dijo|pidió|pide|pediu|disse|l['’]appello"
    r"|riep|roept|vroeg|zei|apelował\w*|powiedział\w*|prosił\w*|vyzval\w*|vyzývá|vyzval|řekl\w*|povedal\w*|mondt[aá]k?"
    r"|kérte|sade|uppmanade|sa|sagde|sanottiin|sanoi|kertoi|pyysi|pyytää|ceru|cere|dedi|söyledi|сказал\w*|говорил\w*"
    r"|призвал\w*|призывает|просил\w*|заявил\w*|сказа\w+|каза\w+|закликал\w*|закликає|lit-on|peut-on lire"
    r"|se lee|lê-se|si legge|steht auf|stand auf|staat op|står på)\b"
    # In many languages a dash opens direct speech.
    r"|\A[–—]\s"
)


class _Appeal(NamedTuple):
    """How the papers of a language ask: stems of which one must occur, whom they ask for what, and for what of theirs.

    Clubs and libraries have readers and months, too; `journalism` has what only papers have.
    """

    stems: tuple[str, ...]
    asks: re.Pattern[str]
    press: re.Pattern[str]
    ours: re.Pattern[str]
    journalism: re.Pattern[str]


def _appeal(stems: str, asks: str, press: str, ours: str, journalism: str) -> _Appeal:
    words = (asks, press, ours, journalism)
    return _Appeal(tuple(stems.split()), *(re.compile(rf"\b(?:{pattern})") for pattern in words))


_LANGUAGES = {
    "en": _appeal(
        "support donat member subscri chip contribut gift coffee",
        r"please (?:consider|donate|support|subscribe)\b|(?:support|fund) (?:us|our)\b|(?:donate|subscribe) (?:today"
        r"|now)\b"
        r"|consider (?:supporting|donating|becoming|making|giving|subscribing)\b|chip in\b|join us\b"
        r"|become an? (?:\w+ )?(?:member|supporter|subscriber|patron)\b|make an? (?:\w+ )?(?:donation|contribution"
        r"|gift)\b",
        r"journalis|report(?:ing|ers?)\b|newsroom|news\b|newspaper|magazine|paywall|readers?\b|read(?:ing)? "
        r"|articles?\b"
        r"|stor(?:y|ies)\b|coffee|month\b|watch",
        r"we(?:'re|'ve)?\b|us\b|our\b",
        r"\w*journalis|newsrooms?\b|paywall|(?:our|independent) (?:\w+ )?(?:report(?:ers|ing)|news|readers)\b"
        r"|reporting like",
    ),
    "de": _appeal(
        "unterstütz spende mitglied abo förder hilf helfen",
        r"(?:unterstützen|fördern) sie (?:uns|unser|unabh)|unterstütz(?:e|t)? (?:uns|unser|unabh)|hilf mit\b"
        r"|helfen sie (?:mit|uns)\b"
        r"|helfen sie,? \w+|(?:ihrer|deiner|eurer) (?:spende|unterstützung)\b|jetzt (?:mitglied werden|spenden"
        r"|unterstützen)\b"
        r"|(?:werden sie|werde|werdet) (?:\w+ )?(?:mitglied|förder|unterstützer|abonnent)"
        r"|schließ\w* [^.!?]{0,40}\babo\b",
        r"\w*journalis|redaktion|recherchen?\b|\w*magazin\b|\w*zeitung\b|leser|artikel|inhalte|werbe|bezahlschranke"
        r"|milliardär|konzern"
        r"|monat\b",
        r"wir\b|uns\b|unser",
        r"\w*journalis|redaktion|recherchen?\b|bezahlschranke|unser\w* (?:\w+ )?(?:leser|artikel|\w*magazin"
        r"|\w*zeitung)",
    ),
    "fr": _appeal(
        "soutien soutenez don adhér abonn aidez",
        r"soutenez\b|faites un don\b|devenez (?:adhérent|membre|abonné)|abonnez-vous\b|aidez-nous\b"
        r"|nous avons besoin de v(?:ous|otre)\b",
        r"journalis|presse\b|rédaction|lect(?:eur|rice)|articles?\b|média|enquêt|information|par mois\b",
        r"nous\b|notre\b|nos\b",
        r"journalis|rédaction|enquêt|nos (?:lect|articles)|notre (?:média|journal)\b",
    ),
    "es": _appeal(
        "apoy soci suscr dona aport ayúd colabor",
        r"apóyanos\b|apoya (?:nuestr|el period|a \w+)|hazte (?:soci|suscri|miembr)|haz (?:una donación|tu aport)"
        r"|suscríbete\b"
        r"|ayúdanos\b|colabora con\b|necesitamos (?:de )?tu (?:ayuda|apoyo)|considera (?:hacer|apoyar|donar)",
        r"periodis|redacción|lector|medio\b|prensa\b|noticias?\b|reportajes?\b|artículos?\b|al mes\b",
        r"nos\b|nuestr|\w+[aei]mos\b",
        r"periodis|redacción|este reportaje|nuestr\w+ (?:lector|medio|reportaje|noticias)",
    ),
    "pt": _appeal(
        "apoi assin doa contribu membro",
        r"apoie\b|faça uma doação\b|seja (?:um |uma )?(?:assinante|apoiador|membro)|contribua\b|assine\b"
        r"|considere (?:apoiar|fazer|doar|contribuir)",
        r"jornal|redação|leitor|reportag|notícias?\b|por mês\b",
        r"nós\b|nos\b|noss[ao]|\w+[aei]mos\b",
        r"jornalis|redação|esta reportagem|noss\w+ (?:leitor|reportag|jornal)",
    ),
    "it": _appeal(
        "sost abbon dona aiut",
        r"sostienici\b|sostieni\b|diventa (?:sostenitor|soci|abbonat)|sostenete"
        r"|abbonati\b|fai una donazione\b|aiutaci\b|dona (?:ora|anche)\b"
        r"|abbiamo bisogno (?:di te|del tuo)\b",
        r"giornal|lettor|redazion|inchiest|informazione\b|articol|al mese\b",
        r"ci\b|noi\b|nostr|\w+iamo\b",
        r"giornalis|redazion|inchiest|nostr\w+ (?:giornal|lettor|articol)",
    ),
    "nl": _appeal(
        "steun don lid abonn",
        r"steun (?:ons|onze)\b|doneer\b|word (?:\w+ )?(?:lid|vriend|donateur|abonnee)\b|overweeg (?:een|om)\b"
        r"|help ons\b",
        r"journalis|lezer|redactie|artikel|verhalen\b|per maand\b",
        r"wij\b|we\b|ons\b|onze\b",
        r"\w*journalis|redactie|onze (?:\w+ )?(?:lezers|verhalen|artikelen)",
    ),
    "sv no da": _appeal(
        "stö støt medlem pren abonn bidra",
        r"stöd (?:oss|vår)\b|bli (?:\w+ )?(?:medlem|prenumerant|abonnent|støtte)|støtt? (?:oss|os|vår|vores)\b"
        r"|bliv (?:\w+ )?(?:medlem|abonnent|støtte)"
        r"|bidra (?:med|til)\b",
        r"\w*journalis|läsar|lesere|læser|redaktion|redaksjon|tidning|avis|i måna|om måneden|i måneden",
        r"vi\b|oss\b|os\b|vår|vores\b",
        r"\w*journalis|redaktion|redaksjon|vår\w* (?:läsar|tidning|lesere|avis)|vores (?:læser|avis)",
    ),
    "fi": _appeal(
        "tuke tue tilaa",
        r"tue (?:meitä|työtämme|riippumatonta|lehteä)\b|tilaa (?:lehti|meidät)\b|liity (?:tukijaksi|jäseneksi)\b",
        r"journalis|lukij|lehte|lehti|toimitu|juttu|kuukaude",
        r"me\b|meidän\b|meitä\b|\w+mme\b",
        r"journalis|toimitu|luki\w+mme\b|lehtemme\b",
    ),
    "pl": _appeal(
        "wspar wsp wesp wpła abon darow",
        r"wesprzyj\w*\b|wspieraj\w*\b|wpłać|przekaż (?:nam )?(?:darowiznę|1,5)",
        r"dziennikar|redakc|czyteln|tekst|portal|artykuł|medi(?:a|ów)\b|miesięcznie",
        r"nas\b|nam\b|nasz|my\b|\w+[aei]my\b",
        r"dziennikar|redakc|(?:nas|nasz\w*) czyteln",
    ),
    "cs sk": _appeal(
        "podpo přisp prisp předplat",
        r"podpořte\b|přispějte\b|podporte\b|prispejte\b|předplaťte\b",
        r"novinář|redakc|čtenář|člán|žurnal|novinár|čitateľ|noviny\b|médi|měsíčně|mesačne",
        r"nás\b|nám\b|naš|my\b|\w+[ae]me\b|\w+íme\b",
        r"novinář|novinár|redakc|žurnal|naš\w* (?:čtenář|člán|noviny|čitateľ)",
    ),
    "hu": _appeal(
        "támog előfiz adomán",
        r"támogass|támogasd\b|fizessen elő|fizess elő|legyen (?:\w+ ){0,2}(?:támogat|előfizet)",
        r"újság|lap(?:unk|ot|ja)|cikk|olvas|szerkeszt|havonta|havi",
        r"mi\b|tovább tud\w+|minket\b|nekünk\b|\w+nk\b|\w*lapunk|\w+j[uü]k\b",
        r"újságír|szerkeszt|hírlap|\w*lapunk|cikkünk|olvasóink",
    ),
    "ro": _appeal(
        "susți donea redirec abon",
        r"susține(?:ți)?(?:-ne| \w+)|donează\b|donați\b|redirecțion",
        r"jurnalis|pres[aă]\b|citito|articol|redacți|pe lună",
        r"noi\b|ne\b|nostru\b|noastr",
        r"jurnalis|presă (?:liberă|independentă)|redacți|cititor",
    ),
    "ru": _appeal(
        "поддерж пожертв подпи",
        r"поддержите\b|поддержи\b|оформите\b|станьте\b",
        r"журнал|редакц|читател|издани|материал|газет|в месяц",
        r"мы\b|нас\b|нам\b|наш",
        r"журналис|редакц|читател|наш\w* (?:издани|газет)",
    ),
    "uk": _appeal(
        "підтрим донат перед",
        r"підтримайте\b|підтримай\b|оформіть\b|станьте\b",
        r"журнал|редакц|читач|видання|матеріал|газет|на місяць",
        r"ми\b|нас\b|нам\b|наш",
        r"журналіс|редакц|читач|наш\w* (?:видання|газет)",
    ),
    "tr": _appeal(
        "destek abone",
        r"destek ol|abone ol|destekleyin\b|bağış yap",
        r"gazetec|okur|haber|ayda\b",
        r"biz\w*|\w+[iıuü]m[iıuü]z",
        r"gazetec|okur",
    ),
}


def drop_appeals(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out the body's last paragraphs if one of them asks readers for money and all speak for the paper.

    The one that asks may already be out because of its wording.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    if len(body) <= _ABOVE:
        return
    _drop_boxes(blocks, verdicts, body)
    body = [index for index in body if verdicts[index] == BODY]
    first = body[max(_ABOVE, len(body) - _LAST)]
    last = [
        index for index in range(first, body[-1] + 1 + _LAST) if verdicts[index : index + 1] in ([BODY], [DONATION])
    ]
    for words, said in _in_languages(blocks, last):
        found = [index for index in _appeal_of(words, blocks, verdicts, said) if verdicts[index] == BODY]
        out = sum(len(blocks[index].text) for index in found)
        if found and out <= _MAX_SHARE * sum(len(blocks[index].text) for index in body):
            for index in found:
                verdicts[index] = DONATION
            return


def _drop_boxes(blocks: Sequence[TextBlock], verdicts: list[str], body: Sequence[int]) -> None:
    """Take out appeals in small boxes between the paragraphs whose markup differs from the rest of the text."""
    boxes = {box.order: box for index in body if (box := blocks[index].element.parent) is not None}
    makes = Counter(box.make for box in boxes.values())
    for box in boxes.values():
        is_within = body[0] < box.first_block and box.end_block <= body[-1]
        if not is_within or len(box.blocks) > _MAX_BOX or makes[box.make] > 1 or not box.attribute:
            continue
        lines = [index for index in box.blocks if verdicts[index] in (BODY, DONATION)]
        if any(_is_appeal(words, list(said.values())) for words, said in _in_languages(blocks, lines)):
            for index in lines:
                verdicts[index] = DONATION


def _in_languages(blocks: Sequence[TextBlock], lines: Sequence[int]) -> Iterator[tuple[_Appeal, dict[int, str]]]:
    """For each language that an appeal among the lines may be in, its words and the lines folded for comparison."""
    said = {index: blocks[index].text[: _MAX_CHARS + 1].casefold().replace("’", "'") for index in lines}
    whole = "\n".join(said.values())
    return ((words, said) for words in _LANGUAGES.values() if any(stem in whole for stem in words.stems))


def _is_appeal(words: _Appeal, said: Sequence[str]) -> bool:
    """Whether the lines of a box ask for something, mention a paper's work and are not attributed to anyone."""
    whole = "\n".join(said)
    if len(whole) > _MAX_CHARS or any(_TOLD.search(line) for line in said) or _QUOTED.search(whole):
        return False
    return all(pattern.search(whole) is not None for pattern in (words.asks, words.ours, words.journalism))


def _appeal_of(
    words: _Appeal, blocks: Sequence[TextBlock], verdicts: Sequence[str], said: Mapping[int, str]
) -> list[int]:
    """The last lines that form the appeal: those that ask, and those above them about the paper's work."""
    found: list[int] = []
    has_asked = speaks_of_own = is_of_journalism = False
    above = 0
    for index in reversed(list(said)):
        text = said[index]
        if blocks[index].element.tag in HEADINGS:
            if found:
                found.append(index)  # everything below it is already out
            break
        if len(text) > _MAX_CHARS or _TOLD.search(text):
            break
        if any(len(quoted) > _LONGEST_NAME for quoted in _QUOTED.findall(text)):
            break
        text = _QUOTED.sub("", text)
        is_of_press = words.press.search(text) is not None
        is_ours = words.ours.search(text) is not None
        asks = words.asks.search(text) is not None
        is_out = verdicts[index] == DONATION
        is_short = len(text) <= _MAX_LABEL
        is_request = is_out or (asks and (is_of_press or is_ours or len(text) <= _MAX_BUTTON))
        if not (is_request or (is_ours and (is_of_press or is_short))):
            break
        above = 0 if is_request else above + 1
        if has_asked and above > _MAX_ABOVE:
            break
        has_asked = has_asked or not above
        speaks_of_own = speaks_of_own or is_out or is_ours or bool(blocks[index].links)
        is_of_journalism = is_of_journalism or is_out or words.journalism.search(text) is not None
        found.append(index)
    return found if has_asked and speaks_of_own and is_of_journalism else []
