"""What a short block of boilerplate says: "Read more: …", "Source link", "Leave a Reply", in many languages.

The words are data, `phrases.toml` beside this module; here is only how they are compared. One block is judged
by its own wording, whatever element or page it stood in.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from newsbot.extraction.invitations import QUOTED, is_invitation, is_signpost

BoilerplateKind = Literal[
    "related",
    "source",
    "comments",
    "newsletter",
    "share",
    "tags",
    "copyright",
    "credit",
    "byline",
    "biography",
    "contact",
    "advertisement",
    "login",
    "cookie",
    "reporting",
    "navigation",
    "print",
    "date",
    "donation",
    "origin",
    "disclaimer",
]
Form = Literal["whole", "label", "teaser", "opening", "ending"]

PHRASES_FILE = Path(__file__).with_name("phrases.toml")
KINDS: tuple[BoilerplateKind, ...] = get_args(BoilerplateKind)

# A longer block is a paragraph, whatever it begins with.
_LIMITS: dict[Form, int] = {"whole": 200, "label": 220, "teaser": 220, "opening": 400, "ending": 300}
_LONGEST = max(_LIMITS.values())
_LONGEST_BYLINE = 160
# What follows these labels is names, a date, a title or words, no sentence.
_SHORT_LABELS = frozenset(("byline", "date"))
_NO_SENTENCES = _SHORT_LABELS | {"related", "tags"}
_LONGEST_LABEL = 160
# A source in more words that begin small tells something: "Source: according to the judge …".
_LONGEST_SOURCE = 60
_LONGEST_REPORTING = 300
_LONGEST_BAR = 120
_LONGEST_REQUEST = 160

# One character for one, so that the folded line and the line keep step: İ and ı as i, Arabic forms as Urdu's.
_LETTERS = str.maketrans("İıيىك’‘ʼ\u00a0", "iiییک''' ")
_DROPPED_CHARS = "\u0300-\u036f\u0640\u064b-\u0652\u200b-\u200f"
_DROPPED = re.compile(f"[{_DROPPED_CHARS}]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_COPYRIGHT_SIGN = re.compile(r"©\s*")
# What most lines hold nothing of, so that they need no shaping.
_RESPELT_CHARS = "©" + "".join(map(chr, _LETTERS)) + _DROPPED_CHARS
_RESPELT = re.compile(f"[{_RESPELT_CHARS}]")
_UNSHAPED = re.compile(rf"[\d{_RESPELT_CHARS}\t-\r\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_LEADING = re.compile(r"[^\w©(#@]+")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)?\Z")
_TRAILING = " \t:：.…»›>→⟶↓▼|)）]】］〕〉》*!?。、।۔！？-–—"
_SEPARATOR = re.compile(r"\s*(?:[:：|»›→▶►>】\]]|\s[-–—•·]\s)")
_FULL_STOPS = tuple(".。।۔．")
_QUOTES = ('"', "“", "„", "«", "»", "'", "‘")
_CLOSING = "\"'”’»)"
# Scripts that put no space between words, so that no boundary follows a phrase.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w’'.-]*"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|bin|ibn|al|el|le|la)"
_JOINER = rf"(?:,\s*|\s+(?:(?:and|und|et|y|e|i|a|og|och|en|ve|и|та|&|{_PARTICLE})\s+)?)"
# Two to ten names, and what stands behind them: a mark and more, a section, a day. Days and months stand after "By" in
# deadlines, not in bylines.
_NAMES = (
    r"(?!(?:The|Any|All|Your|[A-Z][a-z]+day|January|February|March|April|June|July|August|September|October|November"
    r"|December)\b)"
    rf"{_NAME}\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME}(?:{_JOINER}{_NAME}){{0,9}}"
    r"\s*(?:[|,•·–—/(-].*|(?:in|on|under|unter|am)\s.{1,60})?\Z"
)
_BYLINE = re.compile(rf"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|AV|Af|AF|Od|Oleh|De)\s+{_NAMES}")
# "# October # by Ada Moran in Science", "#-#-# | Von Ada Moran": the day first.
_DATED_BYLINE = re.compile(
    r"(?:[^\W\d_]+,?\s+)?(?:#\.?\w{0,2}\s+[^\W\d_]+\.?,?\s+#|[^\W\d_]+\.?\s+#\w{0,2},?\s+#|#(?:[-/]#){0,2})"
    r"(?:,?\s+(?:(?:at|um|à)\s+)?#(?:\s?(?:[ap]m|Uhr))?)?\s*[|,•·–—-]?\s*"
    rf"(?i:by|von|par|por|di|door|av|af|od|oleh)\s+{_NAMES}"
)
# "Reporting by A in Paris; Editing by B": the agencies' last line, with a full stop or without.
_REPORTING = re.compile(
    r"\(?(?:\w+ )?(?:reporting|writing|compiled|edited) by\s[^.;]{3,120};\s*"
    r"(?:\w+ ){0,3}(?:reporting|writing|editing) by\s"
    r"|\(?(?:bericht|mitarbeit|informaci[oó]n|reporte|reportaje|reportagem)\s(?:von|de|por)\s[^.;]{3,120};\s*"
    r"(?:redigiert|bearbeitet|edici[oó]n|editado|edi[cç][aã]o)\b",
    re.IGNORECASE,
)
# "AP tennis: https://apnews.com/hub/tennis": where the agency has more of it.
_MORE_OF_AGENCY = re.compile(r"(?:More )?(?:AP|Reuters|AFP)\s[\w ]{2,40}:\s*(?:https?://|www\.)\S+(?: and \S+)?\Z")
# "Jane Doe in Harbour, and Ali Raza in Wexhaven contributed.": two names at least.
_CONTRIBUTED = re.compile(
    rf"(?:Associated Press|AP|Reuters|AFP|Bloomberg)?\s?(?:(?:staff )?(?:writers?|reporters?|journalists?)\s)?"
    rf"{_NAME}\s{_NAME}(?:,|\s{_NAME}|\s(?:and|in|{_PARTICLE})\b)*\s(?:also\s)?contributed\.?\Z"
)
# "Do you know more? Write to us at tips@example.org": whom readers may write to, in a line of its own.
_REQUEST = re.compile(
    r"\b(?:(?:write|e-?mail|contact|reach|tell)(?: to)? us|get in touch|schreiben sie(?: uns)?|schreibt? uns"
    r"|melden sie sich|escr[ií]ba?nos|cont[aá]ctanos|écrivez[ -](?:nous|à)|contactez[ -](?:nous|la rédaction)"
    r"|escreva (?:para|a)|envie (?:para|um)|entre em contato|scrivi(?:ci|teci)?|schrijf ons|mail (?:ons|naar)"
    r"|skriv til+ oss|napisz do nas|napište nám|пишите|напишите|راسلنا|راسلونا|bize yazin|kirim ke|javite nam se"
    r"|pišite nam|пишете ни|napíšte nám"
    r"|γράψτε μας|scrieți-ne|scrie-ne|írjon nekünk|írj nekünk|כתבו לנו)\b"
    r"|\bnapisz:|お寄せください|お知らせください|ご連絡ください"
)
_POLICE = re.compile(
    r"polizei|\bkripo|\bpolice\b|polic[íi]a|polícia|polizia|\bpoliti(?:e|et)?\b|полици|поліці|police|警察|경찰"
)
# "Found a misprint? Select it and press Ctrl+Enter": below the texts of half the Russian papers.
_MISPRINT = re.compile(
    r"(?=.*(?:ошиб|опечат|помил|грешк|error|typo|mistake|misprint|błąd|hata|фрагмент)).*\bctrl\s?\+\s?enter\b"
)
# Who may print a text again. A line that is all in brackets, or begins with this or with whose the text is, says it for
# the paper; between other sentences somebody in the article does.
_RIGHTS = re.compile(
    r"all rights reserved(?!\s[a-z])|may not be (?:published|reproduced|copied|reprinted|rewritten)\b[^.]{0,80}?"
    r"\b(?:broadcast|rewritten|redistributed|without|in whole)|alle rechte vorbehalten"
    r"|nachdruck(?! de[rs]\b)[^.]{0,60}"
    r"(?:verboten|untersagt|honorarfrei|nur mit[^.]{0,40}(?:genehmigung|erlaubnis|quelle))"
    r"|tous droits (?:réservés|de reproduction)|reproduction[^.]{0,40}(?:interdite|réservée)|derechos reservados"
    r"|prohibida (?:su|la) reproducción|direitos reservados|proibida a reprodução|diritti riservati"
    r"|riproduzione (?:riservata|vietata)|rechten voorbehouden|prawa zastrzeżone|права защищены|права захищені"
    r"|перепечатка[^.]{0,60}(?:запрещ|только|разреш)|haklari saklidir|(?:جمیع|کافة) الحقوق محفوظة"
    r"|تمام حقوق[^.]{0,60}محفوظ|حقوق محفوظ ہیں|सर्वाधिकार सुरक्षित"
    r"|(?:不得|禁止|严禁|嚴禁|请勿|請勿)[^。]{0,10}(?:转载|轉載|摘编|摘編|复制|複製|转发)"
    r"|(?:转载|轉載)(?:请|請|须|須)(?:注明|註明)"
    r"|無断(?:転載|複写|複製|引用)|무단\s?(?:전재|복제|배포)"
    r"|hak cipta dilindungi|dilarang (?:mengutip|menyalin|memperbanyak)|bản quyền thuộc"
)
_RIGHTS_BEGIN = re.compile(
    r"©|\(c\)|copyright\b|(?:veröffentlichung und )?nachdruck\b"
    r"|未[经經][^。，,]{0,12}(?:授权|授權|许可|許可|允许|允許|同意)"
)
_BRACKETED = re.compile(r"[(\[（【［〔<＜].{10,}[)\]）】］〕>＞][.。]?", re.DOTALL)
# "The article “…” was published on # in the category …": what a blog's software writes below an entry.
_FILED = re.compile(
    r"(?:(?:this|the) (?:entry|post|article)\b.{0,150}?\b(?:was|is|has been) (?:posted|published|filed|written)\b"
    r".{0,150}?(?:\b(?:in|under) (?:the )?categor(?:y|ies)\b|\band is filed under\b)"
    r"|this (?:entry|post|article) (?:was|is) (?:posted|filed) (?:in|under)\b.{0,150}?\band tagged\b"
    r"|(?:dies\w{1,2}|der|die) (?:beitrag|artikel|eintrag|meldung)\b"
    r"(?=.*(?:veröffentlicht|gepostet|abgelegt|stichw|schlagw))"
    r".{0,150}?\b(?:wurde|ist)\b.{0,150}?\b(?:in der (?:kategorie|rubrik)|abgelegt|und (?:wurde|ist) unter)\b"
    r"|(?:cet?|cette|l') ?(?:article|contenu|entrée|billet)\b.{0,150}?\b(?:a été|est) (?:publi|post|class)ée?\b"
    r".{0,100}?\bdans la (?:catégorie|rubrique)\b"
    r"|(?:est[ae]|o|el|la|quest[oa]) (?:entrada|artículo|artigo|post|articolo|nota)\b.{0,150}?"
    r"\b(?:publicad[oa]|pubblicato)\b.{0,100}?\b(?:(?:en|na|nella) (?:la )?categor[ií]a)\b"
    r"|bu (?:yazi|haber)\b.{0,150}?\bkategorisi|この(?:投稿|記事|エントリー?)は.{0,80}?カテゴリー?"
    r"|이 (?:글|엔트리|항목)은.{0,80}?카테고리)"
)
# Prizes have categories, too, and are in the news.
_PRIZE = re.compile(
    r"award|prize|\bwon\b|\bwin(?:s|ning)?\b|nomin(?:at|ad|é|ie)|finalist|preis|gewann|gewonnen|ausgezeichnet|\bprix\b"
    r"|récompens|premi(?:o|ad|at)|ganó|galard|prêmi|\bvence|\bvint[oa]\b|ödül|birinci|賞|수상"
)
# "Dit bericht is geplaatst in Nieuws …": a section's name, and not the network that an article tells of.
_POSTED = re.compile(
    r"(?i:dit bericht (?:werd|is) geplaatst in|(?:detta|det här) inlägg(?:et)? (?:publicerades|postades) i"
    r"|dette innlegget ble (?:publisert|lagt inn) i|dette indlæg (?:blev|er) udgivet i|este post foi publicado em"
    r"|dieser eintrag wurde veröffentlicht in|эта запись была (?:опубликована|размещена) в"
    r"|цей запис (?:оприлюднено|був опублікований) (?:в|у))\s"
    r"(?!(?i:facebook|instagram|telegram|twitter|tiktok|youtube|whatsapp|linkedin|x\b|вконтакте|теле|фейс|твит))"
    r"(?:(?i:rubri|categor|kategor|рубри|катего)\w*|[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ])"
)
# What most lines have nothing of, so that the patterns below need not be tried.
_PAY = ("commis", "cut", "percentage", "share of", "provision", "comisi", "comiss", "provisjon", "prowizj", "komisi")
_LETTERS_TO_READERS = (
    "newsletter", "email", "reader-", "unsubscribe", "lettre", "bolet", "nieuwsbrief", "sbrev", "рассылк", "розсилк",
    "نشرتنا",
)  # fmt: skip
# "If you buy through our links, we may earn a commission": who is paid, and that it is by what readers buy.
_PAID = re.compile(
    r"\b(?:we|i|(?:help|let|allow)s? us|[\w-]+\.(?:com|net|org|co\.uk))\b[^.!?]{0,60}"
    r"\b(?:earn|receive|get|make|collect)\b[^.!?]{0,20}\b(?:an?|some|any|affiliate)\s(?:\w+\s){0,2}(?:commissions?"
    r"|cut|percentage|share)\b"
    r"|\b(?:wir|ich|uns)\b[^.!?]{0,90}\bprovision\b|\bnous\b[^.!?]{0,60}\bcommission\b"
    r"|\b(?:recibi|ganar|obtener|percibi|llev)\w*[^.!?]{0,40}\bcomisi[oó]n\b"
    r"|\b(?:receb|ganh)\w*[^.!?]{0,40}\bcomiss(?:ão|ões)\b"
    r"|\b(?:ricev|guadagn|otten|percep)\w*[^.!?]{0,40}\bcommission[ei]\b|\b(?:we|wij)\b[^.!?]{0,60}\bcommissie\b"
    r"|\bvi\b[^.!?]{0,60}\b(?:provision|provisjon)\b|\b(?:nam|otrzym\w*|dostan\w*)\b[^.!?]{0,40}\bprowizj"
    r"|\bkami\b[^.!?]{0,60}\bkomisi\b"
)
_BUYING = re.compile(
    r"(?:\b|-)(?:links?|liens?|enlaces?|länk\w*|lenke\w*|tautan)\b"
    r"|\byou (?:\w+ ){0,3}(?:buy|purchase|shop|click|order)\b"
)
# "Then sign up for our newsletter": a verb that bids and a newsletter that is the paper's own.
_OWN_NEWSLETTER = re.compile(
    r"\bsign up (?:for|to)\b[^.!?]{0,40}\bour (?:\w+,? ){0,2}(?:daily|weekly|morning|evening) e?-?mail\b"
    r"|\bis a reader-supported publication\b[^!?]{0,80}\b(?:receive|subscri|support)"
    r"|\byou(?: will|'ll) also (?:join|receive|get)\b[^.!?]{0,40}\bnewsletter"
    r"|\byou can unsubscribe (?:at )?any ?time\b"
    r"|\b(?:(?:sign up|subscribe)\b[^.!?]{0,30}\b(?:our|my)"
    r"|(?:abonnier(?:e|en sie|t)?|melden? (?:sie|dich)|bestellen? sie|hole?n? (?:sie|dir)|tragen? (?:sie|dich))\b"
    r"[^.!?]{0,40}\b(?:unsere[nm]?|meine[nm]?)"
    r"|(?:abonnez-vous|inscrivez-vous|recevez)\b[^.!?]{0,40}\b(?:notre|nos|ma)"
    r"|(?:suscr[ií]b[ea](?:te|se)|ap[uú]ntate|reg[ií]strate)\b[^.!?]{0,40}\b(?:nuestr[oa]s?|mi)"
    r"|(?:assine|inscreva-se|receba|cadastre-se)\b[^.!?]{0,40}\b(?:noss[ao]|minha)"
    r"|(?:iscriviti|iscrivetevi|ricevi)\b[^.!?]{0,40}\b(?:nostra|mia)"
    r"|(?:schrijf je|meld je|abonneer je|ontvang)\b[^.!?]{0,40}\b(?:onze|mijn)"
    r"|(?:prenumerera|anmäl dig|meld deg|tilmeld dig|abonn[eé]r)\b[^.!?]{0,40}\b(?:vårt|mitt|vores|mit)"
    r"|(?:zapisz się|subskrybuj)\b[^.!?]{0,40}\b(?:nasz|naszego|mój|mojego)"
    r"|(?:подпишитесь|подписывайтесь|підпишіться|підписуйтесь)\b[^.!?]{0,40}\b(?:наш|мо)\w*)\b[^.!?,;]{0,40}"
    r"(?:newsletter|infolettre|lettre|bolet[ií]m|bolet[ií]n|nieuwsbrief|nyhe(?:ts|ds)?brev|рассылк|розсилк)"
    r"|(?:اشترک|اشترکوا|سجل)\b[^.!?]{0,40}نشرتنا"
)
# Somebody in the article says so, and papers do not speak so of themselves.
_SAID = re.compile(
    r"\b(?:said|told|sagt(?:e|en)?|erklärten?|räumten?|gestand|h(?:ei|ie)ßt? es"
    r"|(?:a|ont) (?:dit|déclaré|expliqué|reconnu)|dijo|explicó|admitió|reconoció|disse|afirmou|explicou"
    r"|ha (?:detto|spiegato|ammesso)|powiedział\w*|tłumaczył\w*"
    r"|заявил\w*|сказал\w*|säger|sier|siger|zegt|mówi|říká)\b"
)
# "Found a mistake? Tell us": whom readers may tell of it, and how. "Found a mistake? So did the judge." asks nobody.
_BIDS = re.compile(
    r"@|mail|ctrl|reda[kcz]|réda|редак|formul|\b(?:us|uns|ons|nos|nous|oss|nás|nám|nam|нам|here|hier|ici|aqu[ií]|qui|her|här"
    r"|tu|tutaj|zde)\b|meld|zgłoś|avis|signal|repor|comuni|schreib|send|skriv|pros[ií]|выдел|виділ|сообщ|повідом|напиш"
)
# "#flood #valley": all that a line says.
_HASHTAGS = re.compile(r"(?:[#＃][^\s#＃,，·|]+[\s,，·|]*){2,}")
# "[Gambas:Video 20detik]", "[Video: …]": where the software sets something in.
_PLACEHOLDER = re.compile(
    r"\[\s?(?:gambas|video|photo|foto|image|gallery|embed|iklan|advertisement)\b[^\]]{0,120}\]", re.IGNORECASE
)
# "This text was written with the help of artificial intelligence": what the paper says of the text. Others tell of "the
# text" or "the story", and of posts and pictures.
_BY_MACHINE = re.compile(
    r"(?:[^\W\d_][\w' ]{2,25}:\s)?"
    r"(?:this (?:article|story|summary|translation|text)\b[^.!?]{0,40}"
    r"\b(?:generated|written|produced|created|translated|drafted|prepared)\b[^.!?]{0,20}\b(?:by|with|using"
    r"|through)\b[^.!?]{0,40}\b(?:ai\b|artificial intelligence|chatgpt)"
    r"|diese[rs]? (?:artikel|text|beitrag|zusammenfassung|übersetzung) (?:wurde|entstand|ist)\b[^.!?]{0,60}"
    r"\b(?:ki\b|künstliche\w* intelligenz)"
    r"|(?:cet article|ce texte|cette traduction|ce résumé) a été (?:généré|rédigé|traduit|écrit|produit|créé)e?\b"
    r"[^.!?]{0,60}\b(?:ia\b|intelligence artificielle)"
    r"|est[ae] (?:noticia|artículo|texto|nota|resumen|matéria|artigo|resumo) (?:ha sido|fue|foi)"
    r" (?:\w+ )?\w+[aoi]d[oa]s?\b[^.!?]{0,60}\b(?:ia\b|inteligencia artificial|inteligência artificial)"
    r"|quest[oa] (?:articolo|testo|traduzione) è stat[oa] \w+[^.!?]{0,60}\b(?:ia\b|intelligenza artificiale))"
)
# "The Courier's health reporting is supported by a grant from …": who pays for the paper's work. What was paid for by a
# lottery, or long ago, is in the news.
_SUPPORTED = r"(?:supported|funded|underwritten|made possible|produced with support)(?: in part)? (?:by|from)\b"
_SPONSORED = re.compile(
    rf"(?:(?:'s (?:\w+ ){{0,3}}(?:reporting|journalism|coverage) is"
    r"|\b(?:our|this) (?:\w+ ){0,3}(?:reporting|journalism|coverage) (?:is|was)"
    rf"|\bthis (?:story|article|series) (?:is|was)) {_SUPPORTED}"
    r"(?=[^.!?]*\b(?:grants?|foundation|fund|fellowships?|trust|readers?|donors?|members?|journalis\w+|sponsors?)\b)"
    rf"|\bthis project (?:is|was) {_SUPPORTED}(?=[^.!?]*\b(?:readers?|journalis\w+|reporting)\b))"
)
_ASKS_FOR_COMMENTS = re.compile(
    r"\b(?:tell us|let us know|share your (?:thoughts|views?|opinions?|experiences?))\b[^.!?]{0,80}"
    r"\b(?:in (?:the|our) comments?\b|comments? (?:below|section|box)\b)"
)
_PAYERS = ("supported", "funded", "underwritten", "made possible", "with support")
_MACHINES = ("intelli", "inteli", "chatgpt", " ai ", " ai.", " ki ", " ia ")
_WORDS_OF_SENTENCES = ("comment", *_PAYERS, *_MACHINES, *_PAY, *_LETTERS_TO_READERS)
# "《 江岸日报 》（ 2026年06月11日 07 版）": where a text stood in print.
_IN_PRINT = re.compile(r"[^《》]{2,20}》\s?[（(][^（）()]{0,40}#\s?版[^（）()]{0,10}[）)]?\s*\Z")
# What WordPress puts below a text in its feed, and some themes on the page: "The post … appeared first on …".
_FIRST_SHOWN = re.compile(
    r"(?:the post|der beitrag|l'article|la entrada|o post|l'articolo|het bericht|artykuł|сообщение)\s.{1,250}?\s"
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareceu primeiro em"
    r"|proviene da|verscheen eerst op|pochodzi z serwisu|появились сначала на)\b"
)


class _Phrases(NamedTuple):
    """The table, turned for look-up.

    `openings` are all that a line may begin with, the longest first, by the line's first two characters; `rules` say
    what each of them is. `endings` go by their last two characters.
    """

    whole: dict[str, BoilerplateKind]
    rules: dict[str, list[tuple[BoilerplateKind, Form]]]
    openings: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[tuple[str, BoilerplateKind], ...]]


def boilerplate_kind(text: str) -> BoilerplateKind | None:
    """What kind of boilerplate a block is by its wording; None for everything that may be an article's text."""
    return _kind_of(text) if len(text) <= _LONGEST else None


# The pages of a site have most of their boilerplate in common.
@lru_cache(maxsize=4_096)
def _kind_of(text: str) -> BoilerplateKind | None:
    if (mark := _marked_kind(text)) is not None:
        return mark
    line = _unmarked(_shaped(text))
    kind = _line_kind(line)
    if kind == "donation" and text.lstrip().startswith(_QUOTES):
        return None  # somebody in the article asks for it
    if kind in ("contact", "share") and _SAID.search(line.lower()):
        return None
    if kind == "contact" and _POLICE.search(line.lower()):
        return None  # who saw something is asked by the police, not by the paper
    if kind is None and _states_rights(text.strip(), line.lower()):
        return "copyright"
    if kind is None and line.startswith("(") and (inside := _IN_PARENTHESES.match(line)):
        return _line_kind(inside[1])
    if kind is None and "|" in line and len(line) <= _LONGEST_BAR:
        # A bar of commands: "Send to a friend | Print".
        kinds = [_line_kind(part.strip()) for part in line.split("|")]
        return kinds[0] if all(kinds) else None
    return kind


def _marked_kind(text: str) -> BoilerplateKind | None:
    """What a line is that begins with a bracket or a hash and holds little else."""
    first = text[:1]
    if first in ("#", "＃") and _HASHTAGS.fullmatch(text):
        return "tags"
    return "advertisement" if first == "[" and _PLACEHOLDER.fullmatch(text) else None


def _states_rights(text: str, folded: str) -> bool:
    is_notice = _RIGHTS_BEGIN.match(folded) or _BRACKETED.fullmatch(text)
    return is_notice is not None and _RIGHTS.search(folded) is not None


def is_bare_phrase(text: str) -> bool:
    """Whether the block is a phrase of boilerplate and nothing else, as the heading of a list is."""
    if len(text) > _LIMITS["whole"]:
        return False
    bare = _unmarked(_shaped(text)).lower().rstrip(_TRAILING)
    return bare in _phrases().whole or _uncounted(bare) in _phrases().whole


def _uncounted(bare: str) -> str:
    """A label without the number behind it: "comments (#" is what is left of "Comments (12)"."""
    return bare.removesuffix(" (#").removesuffix("(#")


def _line_kind(line: str) -> BoilerplateKind | None:
    folded = line.lower()
    bare = folded.rstrip(_TRAILING)
    if not bare:
        return None
    phrases = _phrases()
    found = (
        phrases.whole.get(bare)
        or phrases.whole.get(_uncounted(bare))
        or _by_opening(folded, line, phrases)
        or _by_ending(bare, phrases)
        or _by_names(line)
    )
    if found is None and is_invitation(folded):
        return "share"
    if found is None and is_signpost(folded):
        return "navigation"
    if found is None and "ctrl" in folded and len(folded) <= _LONGEST_REQUEST and _MISPRINT.match(folded):
        return "contact"
    if found is None and "@" in folded and len(folded) <= _LONGEST_REQUEST and _REQUEST.search(folded):
        return "contact"
    return found or ("date" if _POSTED.match(line) else _by_sentence(folded))


def _by_sentence(folded: str) -> BoilerplateKind | None:
    """What a whole sentence says of the entry, who pays for it, or how to have more of the paper."""
    if _FIRST_SHOWN.match(folded) or ("版" in folded and _IN_PRINT.match(folded)):
        return "origin"
    if _FILED.match(folded) and not _PRIZE.search(folded):
        return "date"
    if not any(word in folded for word in _WORDS_OF_SENTENCES) or QUOTED.search(folded) or _SAID.search(folded):
        return None
    if "comment" in folded and _ASKS_FOR_COMMENTS.search(folded):
        return "comments"
    if any(word in folded for word in _PAYERS) and len(folded) <= _LIMITS["ending"] and _SPONSORED.search(folded):
        return "disclaimer"
    if len(folded) <= _LIMITS["label"] and any(word in folded for word in _MACHINES) and _BY_MACHINE.match(folded):
        return "disclaimer"
    if any(word in folded for word in _PAY) and _PAID.search(folded) and _BUYING.search(folded):
        return "disclaimer"
    if any(word in folded for word in _LETTERS_TO_READERS) and _OWN_NEWSLETTER.search(folded):
        return "newsletter"
    return None


def _shaped(text: str) -> str:
    """The text as phrases are compared, but for case: numbers as "#", vowel points and double spaces gone."""
    if "  " not in text and not _UNSHAPED.search(text):
        return text.strip()
    if not text.isascii() and _RESPELT.search(text):
        text = _COPYRIGHT_SIGN.sub("© ", _DROPPED.sub("", text.translate(_LETTERS)))
    return " ".join(_NUMBER.sub("#", text).split())


def _unmarked(line: str) -> str:
    """The line without the bullets and arrows in front of it."""
    leading = _LEADING.match(line)
    return line[leading.end() :] if leading else line


def _by_opening(folded: str, line: str, phrases: _Phrases) -> BoilerplateKind | None:
    openings = phrases.openings.get(folded[:2]) or phrases.openings.get(folded[:1], ())
    if not folded.startswith(openings):
        return None
    for opening in openings:
        if folded.startswith(opening) and _is_whole(opening, following := line[len(opening) :]):
            for kind, form in phrases.rules[opening]:
                if _fits(kind, form, following, line):
                    return kind
    return None


def _is_whole(opening: str, following: str) -> bool:
    """Whether the opening's last word ends where the opening does."""
    return not (following[:1].isalnum() and opening[-1].isalnum()) or _UNSPACED.match(opening[-1]) is not None


def _fits(kind: BoilerplateKind, form: Form, following: str, line: str) -> bool:
    """Whether what follows an opening phrase is what its form allows."""
    if len(line) > _LIMITS[form] or (kind in _SHORT_LABELS and len(line) > _LONGEST_LABEL):
        return False
    ends = _is_sentence(line)
    if form == "opening":
        is_question = kind == "contact" and line.removesuffix(following).endswith("?")
        return not (is_question and ends and _BIDS.search(following.lower()) is None)
    if mark := _SEPARATOR.match(following):
        is_told = kind == "source" and len(line) > _LONGEST_SOURCE and following[mark.end() :].lstrip()[:1].islower()
        return not (ends and (is_told or kind in _NO_SENTENCES))
    first = following.lstrip()[:1]
    return form == "teaser" and bool(first) and not first.islower() and not ends


def _by_ending(bare: str, phrases: _Phrases) -> BoilerplateKind | None:
    if len(bare) > _LIMITS["ending"]:
        return None
    for ending, kind in phrases.endings.get(bare[-2:], ()):
        if bare.endswith(ending):
            return kind
    return None


def _by_names(line: str) -> BoilerplateKind | None:
    """ "byline" or "reporting" for the words that announce names, and names after them."""
    names = _BYLINE.match(line) or ("#" in line and _DATED_BYLINE.match(line)) if len(line) <= _LONGEST_BYLINE else None
    if names and not _is_sentence(line):
        return "byline"
    if len(line) > _LONGEST_REPORTING:
        return None
    if _MORE_OF_AGENCY.match(line):
        return "related"
    return "reporting" if (";" in line and _REPORTING.match(line)) or _CONTRIBUTED.match(line) else None


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_FULL_STOPS)


@cache
def _phrases() -> _Phrases:
    whole: dict[str, BoilerplateKind] = {}
    rules: dict[str, list[tuple[BoilerplateKind, Form]]] = {}
    endings: dict[str, list[tuple[str, BoilerplateKind]]] = {}
    for kind, form, phrase in _entries():
        bare = phrase.rstrip(_TRAILING)
        if form == "whole":
            whole.setdefault(bare, kind)
        elif form == "ending":
            endings.setdefault(bare[-2:], []).append((bare, kind))
        else:
            rules.setdefault(phrase, []).append((kind, form))
    return _Phrases(whole, rules, _by_start(rules), {end: tuple(found) for end, found in endings.items()})


def _by_start(openings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The openings by the first two characters of a line that may begin with them, or by one that is one itself."""
    starts: dict[str, list[str]] = {}
    for opening in sorted(openings, key=len, reverse=True):
        starts.setdefault(opening[:2], []).append(opening)
    return {start: (*found, *starts.get(start[:-1], ())) for start, found in starts.items()}


def _entries() -> list[tuple[BoilerplateKind, Form, str]]:
    """The phrases of the file with their kind and form, folded as lines are."""
    table: dict[BoilerplateKind, dict[Form, dict[str, list[str]]]] = tomllib.loads(PHRASES_FILE.read_text("utf-8"))  # type: ignore[assignment]
    return [
        (kind, form, _shaped(phrase).lower() if form == "ending" else _unmarked(_shaped(phrase)).lower())
        for kind, forms in table.items()
        for form, languages in forms.items()
        for phrases in languages.values()
        for phrase in phrases
    ]
