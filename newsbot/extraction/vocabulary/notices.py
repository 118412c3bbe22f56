"""Notices a paper prints below an article: where it was filed, who paid for it, how to get more of the paper.

Each is a whole sentence, compared after the folding that `phrases.py` does. Most kinds must be neither quoted nor
attributed to a speaker.
"""

import re
from typing import Literal

from newsbot.extraction.vocabulary.invitations import QUOTED

NoticeKind = Literal["origin", "date", "comments", "disclaimer", "newsletter"]

_LONGEST = 300
_LONGEST_BY_MACHINE = 220
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
    r"|이 (?:글|엔트리|항목)은.{0,80}?카테고리|이 기사는 언론사에서 .{1,30}섹션으로 분류)"
)
# Prizes have categories, too, and news articles report on them.
_PRIZE = re.compile(
    r"award|prize|\bwon\b|\bwin(?:s|ning)?\b|nomin(?:at|ad|é|ie)|finalist|preis|gewann|gewonnen|ausgezeichnet|\bprix\b"
    r"|récompens|premi(?:o|ad|at)|ganó|galard|prêmi|\bvence|\bvint[oa]\b|ödül|birinci|賞|수상"
)
# "Dit bericht is geplaatst in Nieuws …": what follows must be a section name, not a social network.
_POSTED = re.compile(
    r"(?i:dit bericht (?:werd|is) geplaatst in|(?:detta|det här) inlägg(?:et)? (?:publicerades|postades) i"
    r"|dette innlegget ble (?:publisert|lagt inn) i|dette indlæg (?:blev|er) udgivet i|este post foi publicado em"
    r"|dieser eintrag wurde veröffentlicht in|эта запись была (?:опубликована|размещена) в"
    r"|цей запис (?:оприлюднено|був опублікований) (?:в|у))\s"
    r"(?!(?i:facebook|instagram|telegram|twitter|tiktok|youtube|whatsapp|linkedin|x\b|вконтакте|теле|фейс|твит))"
    r"(?:(?i:rubri|categor|kategor|рубри|катего)\w*|[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ])"
)
# Cheap pre-checks: most lines contain none of these, so the patterns below need not run.
_PAY = ("commis", "cut", "percentage", "share of", "provision", "comisi", "comiss", "provisjon", "prowizj", "komisi")
_LETTERS_TO_READERS = (
    "newsletter", "email", "reader-", "unsubscribe", "lettre", "bolet", "nieuwsbrief", "sbrev", "рассылк", "розсилк",
    "نشرتنا",
)  # fmt: skip
# "If you buy through our links, we may earn a commission": `_PAID` says who is paid, `_BUYING`
# that the money comes from what readers buy.
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
# "Then sign up for our newsletter": an imperative and the paper's own newsletter.
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
# Verbs of attribution: someone in the article is speaking, not the paper. (`appeals` has its own list, and says why.)
SAID = re.compile(
    r"\b(?:(?<!\bwe )(?:said|told|wrote)|warn(?:s|ed)|urge[sd]|asks|(?<=\w )says|recalled"
    r"|sagt(?:e|en)?|erklärten?|räumten?|gestand|h(?:ei|ie)ßt? es|rät|riet|warnte?n?|schrieb(?:en)?|lautete"
    r"|fragt|fragte"
    r"|(?:a|ont) (?:dit|déclaré|expliqué|reconnu)|demandai(?:t|ent)|indiquait|ironise|prévient"
    r"|dijo|explicó|admitió|reconoció|decían?|pedían?|indicaba|advirtió|preguntó|escribió"
    r"|disse|afirmou|explicou|dizia|pedia|alertou|perguntou|escreveu"
    r"|ha (?:detto|spiegato|ammesso|scritto|chiesto)|chiedeva|diceva|avverte"
    r"|zegt|zei|vroeg|schreef|waarschuw(?:t|de)|säger|sade|frågade|varna(?:r|de)"
    r"|sier|siger|sagde|skrev|spurte|spurgte"
    r"|advarer|sanoi|kertoi|kysyi|varoitt(?:aa|i)"
    r"|mówi|powiedział\w*|tłumaczył\w*|prosił\w*|pytał\w*|wołał\w*|ostrzega|napisał\w*"
    r"|říká|řekl\w*|zeptal\w*|vyzýval\w*|varuje|rekao|rekla|savjetoval\w*|рекао|рекла"
    r"|a (?:spus|scris|declarat|avertizat)|cerea|közölte|mondta|kérte|kéri|mondja|hirdeti"
    r"|заявил\w*|сказал\w*|спросил\w*|просил\w*|писал\w*|предупредил\w*|призвал\w*|каза|призова"
    r"|είπε|λέει|λένε|ρώτησε|ανέφερε|δήλωσε|προειδοποί\w+"
    r"|dedi|söyledi|uyardi|alisema|ulisema|aliwaambia|aliagiza|pataria|pisalo|наредил|kể lại|nói rằng)\b"
    r"|, (?:kata|ujar|tutur)\s|말했다|밝혔다|전했다|と(?:述べ|話し|語[るっ])|[说說](?:[，。]|\Z)"
    # In Hindi and Urdu, "that" as in "told them that …" may be the only mark of reported speech.
    r"|(?<!\S)(?:कि|کہ)(?!\S)|বলে(?:ন|ছে|ছেন|,)|জানিয়েছে|กล่าว(?:\s|\Z)|אמר(?:ה|ו)?\b|נמסר"
)
# "This text was written with the help of artificial intelligence": the paper about its own text. Articles about others
# say "the text" or "the story", or speak of posts and pictures.
_BY_MACHINE = re.compile(
    r"(?:[^\W\d_][\w' ]{2,25}:\s)?"
    r"(?:this (?:article|story|summary|translation|text)\b[^.!?]{0,40}"
    r"\b(?:generated|written|produced|created|translated|drafted|prepared)\b[^.!?]{0,20}\b(?:by|with|using"
    r"|through)\b[^.!?]{0,40}\b(?:ai\b|artificial intelligence|chatgpt)"
    r"|diese[rs]? (?:artikel|text|beitrag|zusammenfassung|übersetzung) (?:wurde|entstand|ist)\b[^.!?]{0,60}"
    r"\b(?:ki\b|künstliche\w* intelligenz|maschinelle\w* (?:übersetzung|(?:hilfe|unterstützung)\b[^.!?]*"
    r"(?:übersetz|erstellt|generiert|verfasst|geschrieben)))"
    r"|(?:cet article|ce texte|cette traduction|ce résumé) a été (?:généré|rédigé|traduit|écrit|produit|créé)e?\b"
    r"[^.!?]{0,60}\b(?:ia\b|intelligence artificielle)"
    r"|est[ae] (?:noticia|artículo|texto|nota|resumen|matéria|artigo|resumo) (?:ha sido|fue|foi)"
    r" (?:\w+ )?\w+[aoi]d[oa]s?\b[^.!?]{0,60}\b(?:ia\b|inteligencia artificial|inteligência artificial)"
    r"|quest[oa] (?:articolo|testo|traduzione) è stat[oa] \w+[^.!?]{0,60}\b(?:ia\b|intelligenza artificiale))"
)
# "The Courier's health reporting is supported by a grant from …": who pays for the paper's work. Something
# funded by a lottery, or long ago, is news.
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
_MACHINES = ("intelli", "maschinell", "inteli", "chatgpt", " ai ", " ai.", " ki ", " ia ")
_WORDS_OF_SENTENCES = ("comment", *_PAYERS, *_MACHINES, *_PAY, *_LETTERS_TO_READERS)
# "《 江岸日报 》（ 2026年06月11日 07 版）": the print page of the article.
# Books have editions named by year alone: "《城市道路设计规范》（2016年版）".
_IN_PRINT = re.compile(r"[^《》]{2,20}》\s?[（(][^（）()]{0,30}#[^（）()#]{1,20}#\s?版[^（）()]{0,10}[）)]?\s*\Z")
# WordPress appends this to each feed entry, and some themes show it on the page: "The post … appeared first on …".
_FIRST_SHOWN = re.compile(
    r"(?:the post|der beitrag|l'article|la entrada|o post|l'articolo|het bericht|artykuł|сообщение)\s.{1,250}?\s"
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareceu primeiro em"
    r"|proviene da|verscheen eerst op|pochodzi z serwisu|появились сначала на)\b"
)


def sentence_kind(folded: str) -> NoticeKind | None:
    """The kind of notice that a sentence is; None if it is no notice."""
    if _FIRST_SHOWN.match(folded) or ("版" in folded and _IN_PRINT.match(folded)):
        return "origin"
    if _FILED.match(folded) and not _PRIZE.search(folded):
        return "date"
    if not any(word in folded for word in _WORDS_OF_SENTENCES) or QUOTED.search(folded) or SAID.search(folded):
        return None
    if "comment" in folded and _ASKS_FOR_COMMENTS.search(folded):
        return "comments"
    if any(word in folded for word in _PAYERS) and len(folded) <= _LONGEST and _SPONSORED.search(folded):
        return "disclaimer"
    if len(folded) <= _LONGEST_BY_MACHINE and any(word in folded for word in _MACHINES) and _BY_MACHINE.match(folded):
        return "disclaimer"
    if any(word in folded for word in _PAY) and _PAID.search(folded) and _BUYING.search(folded):
        return "disclaimer"
    if any(word in folded for word in _LETTERS_TO_READERS) and _OWN_NEWSLETTER.search(folded):
        return "newsletter"
    return None


def is_posted(line: str) -> bool:
    """Whether a line opens by saying in which section a blog entry was posted; section names are capitalised."""
    return _POSTED.match(line) is not None
