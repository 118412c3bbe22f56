"""The words of bylines, per language: leads, roles, desks, agencies, particles, noise.

Data only; `bylines` says what the words do. All words are folded (`str.casefold`), and without what
`names.EDGES` takes off a word, unless a comment says otherwise.
"""

import re

# --- What stands before a name ------------------------------------------------------------------

# Words that mean "by" and can be nothing else.
_BY = {
    "en": "by",
    "fr": "par",
    "es": "por",
    "id": "oleh",
    "nl": "door",
    "ar": "بقلم|كتب|كتبت|حوار|إعداد",
    "ur": "تحریر|رپورٹ",
    "fa": "به قلم|نوشته",
    "hi": "द्वारा",
    "uk": "від",
    "ru": "от",
    "el": "γράφει|του|της",
}
# Words that mean "by" and also open names (Von Miller, Di Stefano): leads only at the start of a line.
_BY_OR_NAME = {
    "de": "von|vom|durch",
    "it": "di|da",
    "sv": "av",
    "no": "av",
    "da": "af",
    "pl": "od",
    "cs": "od",
    "ro": "de",
    "ur": "از",
}
# Participles and nouns before one of them.
_WRITTEN = {
    "en": "written|posted|published|words|story|article|text|report|created|submitted|authored|post author|more"
    "|opinion|review|interview"
    "|commentary|analysis|contributed|compiled|prepared|last updated|updated",
    "de": "geschrieben|gespeichert|veröffentlicht|eingestellt|gepostet|erstellt|verfasst|text|artikel|beitrag"
    "|gastbeitrag|ein beitrag|ein gastbeitrag"
    "|kommentar|ein kommentar|eine kolumne|kolumne|ein interview|interview|essay|eine analyse|analyse|bericht"
    "|reportage|rede|glosse"
    "|ein essay|eine reportage",
    "fr": "écrit|publié|rédigé|texte|propos recueillis|article|une chronique|tribune|recueilli|posté|proposé",
    "es": "escrito|publicado|redactado|texto|elaborado|escribe|un artículo|una columna",
    "pt": "escrito|publicado|postado|texto|redigido",
    "it": "scritto|pubblicato|a cura|articolo|testo|intervista",
    "nl": "geschreven|geplaatst|tekst|gepubliceerd",
    "sv": "skriven|skrivet|publicerad|publicerat|text",
    "no": "skrevet|publisert|tekst",
    "da": "skrevet|offentliggjort|tekst",
    "id": "ditulis|diposting|laporan",
}
# Nouns that announce the author, mostly with a colon.
_AUTHOR_NOUNS = (
    "post author|author|authors|author(s)|byline|writer|contributor|autor|autorin|autoren|auteur|auteurs"
    "|auteure|autrice|autor(es)"
    "|autores|autora|autore|autori|auteur(s)|författare|skribent|forfatter|skribent|kirjoittaja|autorzy"
    "|autorka|autoři|szerző|yazar|yazan"
    "|автор|авторы|автори|автор статті|συντάκτης|penulis|الكاتب|الكاتبة|المؤلف|نویسنده|مصنف|लेखक|लेखिका"
    "|tác giả|escribe"
)
# Nouns that announce the author only with a colon; alone they are a role or a label.
_COLON_NOUNS = (
    "text|texte|texto|testo|tekst|text und fotos|text & fotos|text und bilder|text and photos|words|story"
    "|reporter|rapporteur|journalist"
    "|opracował|opracowała|oprac|tekst|rozmawiał|rozmawiała|zdroj|zdroje|haber|muhabir|haberi hazırlayan"
    "|текст|текст и фото|беседовал"
    "|беседовала|корреспондент|журналист|журналіст|κείμενο|خبرنگار|مترجم|المصدر|مراسل|تحرير|تحریر|تقرير"
    "|رپورٹر|رپورٹ|रिपोर्ट|संवाददाता"
    "|laporan|redakcja|redactie|redactor|redattore|source|quelle|fuente|fonte|bron"
)
_SENTENCES = (
    "das gespräch führte|das interview führte|das gespräch führten|aufgezeichnet von|die fragen stellten"
    "|die fragen stellte|propos recueillis par|reporting by"
    "|view all posts by|posts by|articles by|more from|article by|stories by|more articles by|see all posts by"
)
# Han and Hangul leads and closings have no spaces.
_CJK_BEFORE = (
    "取材・文|取材/文|文・写真|文／写真|文・構成|著者名|著者|執筆者|執筆|作者|撰文|撰稿人|撰稿|记者|記者"
    "|本报记者|本報記者|本刊记者|新华社记者"
    "|新華社記者|中央社記者|中新网记者|通讯员|通訊員|实习记者|實習記者|特约记者|特派員|采写|採訪撰文|文字|文"
    "|報導|报道|글|기자|작성자|글쓴이|著"
)
_CJK_AFTER = (
    "선임기자|전문기자|수습기자|인턴기자|객원기자|특파원|기자|논설위원|칼럼니스트|에디터|編集委員|論説委員"
    "|特派員|記者|记者|報導|报道|報道|撰"
    "|著|氏|綜合報導|综合报道|編集長"
)


def words_of(text: str) -> frozenset[str]:
    """The words, folded: what that makes of Greek's final sigma nobody writes."""
    return frozenset(text.casefold().split())


def phrases(text: str) -> list[str]:
    """The phrases between bars, over as many lines as it takes."""
    return [" ".join(phrase.split()) for phrase in text.split("|")]


def _alternatives(*groups: str) -> str:
    """Regular expression of the words, the longest first, each space as any run of spaces."""
    words = {word for group in groups for word in group.split("|")}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_ANY_BY = _alternatives(*_BY.values(), *_BY_OR_NAME.values())
_COLON = r"\s*[:：]+\s*"
LEAD = re.compile(
    rf"[\s\-–—~*•.,/|:：]*(?:(?:(?:{_alternatives(*_WRITTEN.values())})(?:\s+(?:am|um|on)\s*)?[\s"
    rf"|]+)?(?:{_ANY_BY})(?:{_COLON}|\.?\s+|\.(?=\w))"
    rf"|(?:{_alternatives(*_WRITTEN.values())})\s+(?:{_ANY_BY})(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ]))"
    rf"|(?:{_alternatives(_SENTENCES)})(?:{_COLON}|\s+)"
    rf"|(?:{_alternatives(_AUTHOR_NOUNS)})(?:{_COLON}|\s+(?=\S))"
    rf"|(?:{_alternatives(_COLON_NOUNS)}){_COLON}"
    rf"|(?:with|from)\s+(?=[^\W\d_]+\s+[^\W\d_]+\s*\Z)"
    rf"|(?:{_alternatives(_CJK_BEFORE)})(?:{_COLON}|\s*[/／=＝・]\s*|\s+|(?=[\u3400-\u9fff\uac00-\ud7af]))"
    rf")\s*",
    re.IGNORECASE,
)
# Leads that are glued to the name they announce, as text nodes without a space between give them.
GLUED_LEAD = re.compile(r"(?:[Bb]y|BY|Por|Par|von|Von|di|from)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:\s|\Z))(?!ByU)")
# A lead in the middle of a segment: what stands before it is a section, a headline, a label.
INNER_LEAD = re.compile(
    rf"(?:\A|[\s|/(])(?:(?:{_alternatives(*_WRITTEN.values())})\s+(?:{_ANY_BY})|by|par|por|oleh|door"
    rf"|بقلم)(?:{_COLON}|\s+)"
    r"|[^\W\d_]{2}[.!?:]+\s+(?:Von|Par|Por|By|Di)\s+",
    re.IGNORECASE,
)
# Leads that the page's language decides: "Von Miller" is a name on an English page.
NAME_LIKE_LEADS = {
    "von": "de",
    "vom": "de",
    "durch": "de",
    "di": "it",
    "da": "it",
    "de": "ro",
    "av": "sv no nb nn",
    "af": "da",
}

CJK_SUFFIX = re.compile(rf"\s*(?:{_alternatives(_CJK_AFTER)})\Z")

# Leads that say who put the text on the site, weaker than any that says who wrote it.
POSTED = re.compile(
    r"posted|published|veröffentlicht|gepostet|eingestellt|publicado|publié|pubblicato|geplaatst", re.IGNORECASE
)
# After an interviewer's name and one of these words comes the person who was asked.
INTERVIEW = re.compile(r"interview|gespräch|entrevista|intervista|entretien", re.IGNORECASE)
INTERVIEWED = re.compile(r"\s+(?:mit|with|con|avec|à)\s+.*", re.IGNORECASE)
TEXT_AND_PHOTO = re.compile(
    r"\b(?:text|texte|texto|testo|tekst|words|story)\s*(?:&|und|and|et|y|e|og|och|\+|/)\s*(?:fotos?|bilder"
    r"|bild|photos?|photographs|pictures|video)"
    r"\s*[:：]?\s*(?:by\s+|von\s+)?",
    re.IGNORECASE,
)

# --- What is neither a name nor about one ---------------------------------------------------------

OTHERS = re.compile(
    r"(?:,?\s+(?:and|und|et|y|e|i|og|och|en|ve|и)|\s*[+&,])\s*\d+\s+(?:others?|more|weitere|autres?|otros|más"
    r"|outros|altri|andere|inne|других)\b.*",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"\bno author\b|\bview orcid profile|\b(?:no|leave a|add|post a)\s+comments?\b|\b(?:keine|schreibe einen"
    r"|hinterlasse einen)\s+kommentare?\b"
    r"|kommentare geschlossen|hinterlasse eine antwort|\bemail (?:the )?author\b|\bfollow(?:\s+(?:me|us|on|him"
    r"|her|them|this|the|@|[A-Z]).{0,60}|\Z)"
    r"|\b(?:view|see|read)\s+(?:profile|bio|all(?! posts by)|more|full|comments)\b.{0,60}|\bshare\s+(?:this|on"
    r"|with|article)\b.*|\blisten\s+(?:to|now)\b.*"
    r"|\bcontact\s+(?:the|me|us|author)\b.*|\blesen sie\b.*|\ball posts\b|\b(?:temps de lecture"
    r"|tiempo de lectura|lesedauer|lesezeit)\b.*"
    r"|\b(?:min|minutes?)\.?\s+(?:read|lesezeit|lesen|de lectura)\b|\b(?:twitter|facebook|instagram"
    r"|linkedin)\s*(?:account.*)?"
    r"|\bmore (?:by|from) this author\b|\bthis author\b|\b(?:kategorien?|category|categories|tags|tagged"
    r"|schlagworte|filed under)\b.*"
    r"|(?:カテゴリー?|タグ|人氣|人气|留言|留言板|阅读|閱讀|조회|입력|등록|최종수정)[\s:：].*|配信|編集$",
    re.IGNORECASE,
)
FILED = re.compile(r"(?<=\w)\s+(?:in|unter|under)\s+[^|]*", re.IGNORECASE)
# After a name, what follows one of these words is no name: whom it was written for, what it was about.
CUT = re.compile(
    r"(?<=\w)\s+(?:beim|bei|am|auf|aus|für|for|at|on|pour|para|special\s+to|is|ist|über|zum|zur)\s+(?P<rest>.*)",
    re.IGNORECASE,
)

# --- Who did what -------------------------------------------------------------------------------

# Group name → the role it gives; "skip" is a credit that makes no author.
CREDIT = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?P<reporter>(?:additional\s+|further\s+)?report(?:ing|ed)\s+by|mit\s+berichten\s+von)"
    r"|(?P<writer>writing\s+by)"
    r"|(?P<editor>(?:compiled\s+and\s+)?edit(?:ing|ed)\s+by|editor\s*[:：]|editado\s+por|redigerad\s+av"
    r"|penyunting\s*[:：]|редактор\s*[:：]"
    r"|責任編輯\s*[:：／/]?|责任编辑\s*[:：／/]?|責編\s*[:：]?|编辑\s*[:：／/]|編輯\s*[:：／/])"
    r"|(?P<skip>(?:photo(?:s|graph|graphs|graphy)?|pictures?|video|graphics?|illustrations?|artwork|art|image"
    r"|images|cover|produced|sponsored"
    r"|presented|powered|hosted|translated|translation|reviewed|fact[- ]checked|medically\s+reviewed)\s+(?:by|from)\b"
    r"|(?:photos?|pictures?|images?|video|fotos?|bild(?:er)?|illustrations?|illustration(?:en)?|zdjęcia"
    r"|foto\s*[&/]\s*video|фото|фотограф"
    r"|grafik|grafiken|fotografie|fotografía|fotografi|fotoğraf|zdjęcie|credits?|crédits?|imagen|image"
    r"|photographe|写真|撮影|攝影|摄影|사진|तस्वीर"
    r"|عکس|تصوير|تصویر|traducción|tradução|traduzione|traduction|tłumaczenie|перевод|переклад|penerjemah|翻譯|翻译"
    r"|redigering|kilde|faktacheck)\s*[:：/／]|übersetzung:?\s"
    r"|(?:fotos?|bilder|illustration(?:en)?|übersetzt|übersetzung|traducido|traducción|traduit|traduction"
    r"|tradotto|vertaald|vertaling"
    r"|ilustración|ilustraciones|fotografías?|photos?)\s+(?:von|por|par|de|da|di|door)[\s:])"
    r")\s*[:：]?\s*",
    re.IGNORECASE,
)

# Words that make a part a role ("Senior Politics Editor", "Chefredakteur").
ROLES = words_of("""
    editor editor-in-chief editor-at-large subeditor co-editor reporter correspondent writer columnist
    journalist producer contributor analyst anchor presenter photographer photojournalist ceo cto cfo coo
    founder co-founder director president chairman chairwoman critic commentator blogger strategist
    researcher economist fellow lecturer intern freelancer broadcaster meteorologist author co-author
    staffer publisher reporters writers editors correspondents contributors staffwriter spokesperson
    attorney lawyer redakteur redakteurin redakteure redaktor redaktorin chefredakteur chefredakteurin
    chefredaktor ressortleiter ressortleiterin reporterin korrespondent korrespondentin
    auslandskorrespondent wissenschaftsjournalist journalistin kolumnist kolumnistin volontär volontärin
    rechtsanwalt rechtsanwältin fachanwalt experte expertin projektleiter projektleiterin geschäftsführer
    geschäftsführerin autor autorin medizinredakteurin medizinredakteur wissenschaftsredakteur
    politikredakteur sportredakteur gastautor gastautorin leiter leiterin nachrichtenredakteur
    onlineredakteur online-redakteur online-redakteurin wirtschaftsredakteur journaliste rédacteur
    rédactrice correspondant correspondante chroniqueur chroniqueuse éditorialiste envoyé envoyée
    grand-reporter redactor redactora periodista corresponsal columnista enviado enviada editora jefe jefa
    colaborador colaboradora articulista jornalista repórter colunista correspondente redator redatora
    giornalista redattore redattrice corrispondente inviato inviata direttore direttrice caporedattore
    editorialista redacteur redactrice verslaggever verslaggeefster hoofdredacteur columniste reportern
    journalisten krönikör korrespondenten chefredaktör ledarskribent redaktør kommentator chefredaktør
    toimittaja päätoimittaja dziennikarz dziennikarka redaktorka publicysta publicystka korespondent
    reporterka novinář novinářka šéfredaktor komentátor zpravodaj szerkesztő újságíró főszerkesztő
    redactor-șef muhabir muhabiri editör editörü yazarı gazeteci журналист журналистка корреспондент
    корреспондентка обозреватель редактор колумнист спецкор репортер репортёр журналіст журналістка
    кореспондент кореспондентка оглядач редакторка репортерка δημοσιογράφος ανταποκριτής αρθρογράφος مراسل
    مراسلة صحفي صحفية صحافي محرر كاتب كاتبة نامہ نگار صحافی خبرنگار روزنامه‌نگار سردبیر رپورٹر संवाददाता
    पत्रकार संपादक रिपोर्टर wartawan redaktur kontributor jurnalis koresponden
""")
# Words that only stand in a role beside one of ROLES; also what may open a role glued to a name.
ROLE_MODIFIERS = words_of("""
    onze unser unsere our staff senior chief deputy managing executive associate assistant special foreign
    political politics sports sport business news digital online web national international local lead
    principal guest freelance contributing opinion features investigative diplomatic crime court education
    health science technology tech environment climate economics culture entertainment lifestyle white house
    european middle east asia africa washington royal football city data breaking money audience former
    junior general assignment stellvertretender stellvertretende leitender leitende freier freie
""")
# Roles of several people at once.
PLURAL_ROLE = re.compile(r"(?:writers|reporters|editors|correspondents|contributors|journalists)\b", re.IGNORECASE)
# Words that can open a role and never a name, so that "Lena Vogel Leiterin Kultur" is parted.
GLUED_ROLE = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:Reporter|Editor|Correspondent|Senior|Staff|Contributor|Columnist|Journalist|CEO|CTO"
    r"|CFO|Writer"
    r"|Sponsored|Follow|View|Published|Updated|Posted|Deputy|Political|Redakteur|Redakteurin|Chefredakteur"
    r"|Keine|Kommentare)\b|Twitter|Facebook|Instagram|LinkedIn|The\s[A-Z])"
)

# --- Names --------------------------------------------------------------------------------------

# Lower-case parts of names.
PARTICLES = words_of("""
    van der den de la las los del della delle dello degli di da dos das do du des le von vom zu zum zur und
    ten ter te tot op 't y e i bin ibn bint binti al el ul ur un ud as ad at ar af av ap abu ben bar bat san
    santa st. o' d' l' dal dalla dai
""")
# Titles of a person that are shown with the name.
HONORIFICS = words_of("""
    dr dr. prof prof. professor sir dame lord lady rev rev. fr. sr. mr mr. mrs mrs. ms ms. col. gen. capt. lt. maj. sgt.
    justice dipl.-ing. phd mag. drs. ir. ing. mudr. bc. mgr. judr. доктор проф. डॉ. ڈاکٹر پروفیسر مولانا دکتر الدكتور د.
""")
# Degrees and suffixes after a name and its comma.
DEGREES = words_of("""
    phd ph.d ph.d. md m.d m.d. mba ma m.a. ba b.a. msc m.sc. bsc b.sc. rn jd j.d. esq esq. llm ll.m. dds dvm
    cfa cpa mph rd
""")
NAME_SUFFIXES = words_of("jr jr. sr sr. ii iii iv")
# Words no name holds: the rest of a sentence, of a menu or of a counter.
NOT_NAME = words_of("""
    our own special onze unsere unser unserem unserer unseren nuestro nuestra notre nos nostro nostra vår
    the this that these those was were is are has have had will would can what when where why how about your
    you we they he she it its their not but if follow share email e-mail mail print contact subscribe
    comment comments read min mins minute minutes view views more posts post article articles story stories
    photo photos video videos file image images getty shutterstock unsplash download save listen loading
    login sign newsletter twitter facebook instagram linkedin whatsapp telegram youtube pinterest website
    homepage profile profil bio ago hours days today yesterday tweet published updated modified posted
    uploaded created last latest all none null undefined nan n/a na test http https www com html php der das
    dem ist sind war wird wurde nicht auf für mit bei uhr lesezeit kommentare kommentar keine noch dieser
    diese dieses artikel beitrag beiträge veröffentlicht aktualisiert teilen drucken merken mehr est sont
    pas pour avec dans sur cet cette publié lecture partager temps está son para con una este esta lectura
    compartir publicado actualizado é são não uma leitura sono per questo tempo lettura condividi het een
    dit niet met voor bij leestijd jest są nie dla przeczytaj czytaj это для не все ещё время чтения
    копировать من على في هذا هذه التي الذي یہ ہے میں سے کے کا کی کو نے اور است این که را برای है के में की
    का को ने यह meldung meldungen answers zvg cortesía archivo uppdaterad publicerad oppdatert publisert opdateret
    offentliggjort bijgewerkt aktualizacja unknown anonymous user guest 配信 copyright rights reserved
    advertisement sponsored premium exclusive live breaking
""")
# A segment that opens with one of these goes on about something else (category, place of posting).
ASIDES = words_of(
    "in unter im under filed tagged tags kategorien kategorie category categories dans en sous na w ve u posted"
)
