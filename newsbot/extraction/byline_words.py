"""The words of bylines, per language: leads, roles, desks, agencies, particles, noise.

Data only; `bylines` says what the words do. All words are folded (`str.casefold`), and without what
`names.EDGES` takes off a word, unless a comment says otherwise.
"""

import re
from os.path import commonprefix

# --- What stands before a name ------------------------------------------------------------------

# Words that mean "by" and can be nothing else.
_BY = {
    "en": "by",
    "fr": "par",
    "es": "por",
    "id": "oleh",
    "nl": "door",
    "pl": "przez",
    "hu": "írta",
    "ar": "إعداد وتحرير|تحرير وإعداد|حوار وتصوير|إعداد وتقديم|تقرير وتصوير|كتب وصور|بقلم|كتب|كتبت|كتبه|كتبها|حوار|إعداد"
    "|اعداد|بواسطة",
    "ur": "تحریر و تحقیق|تحقیق و تحریر|تحریر|رپورٹ|از قلم",
    "fa": "گزارش از|گفت‌وگو از|گفتگو از|مصاحبه از|یادداشت از|یادداشتی از|نوشته‌ای از|به قلم|نوشته|نوشتهٔ|نوشته‌ی|به گزارش",
    "hi": "द्वारा लिखित|द्वारा",
    "uk": "від",
    "ru": "от",
    "el": "γράφει η|γράφει ο|γράφει|του|της",
    "th": "โดย",
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
    "vi": "theo",
    "ca": "per",
    "ur": "از",
}
# Participles and nouns before one of them.
_WRITTEN = {
    "en": "written|posted|published|words|story|article|text|report|created|submitted|authored|post author|more"
    "|opinion|review|interview|exclusive|perspective|column|guest column|guest post|guest essay|essay|feature"
    "|curated|filed|blog|blog post|profile|added|first published|produced and written|researched and written|a column"
    "|commentary|analysis|contributed|compiled|prepared|last updated|updated|an opinion piece|guest opinion|editorial",
    "de": "geschrieben|eingesandt|eingereicht|zugesandt|gespeichert"
    "|veröffentlicht|eingestellt|gepostet|erstellt|verfasst|text|artikel|beitrag"
    "|gastbeitrag|ein beitrag|ein gastbeitrag|interview geführt|das interview wurde geführt|protokoll|aufgezeichnet"
    "|kommentar|ein kommentar|eine kolumne|kolumne|ein interview|interview|essay|eine analyse|analyse|bericht"
    "|ein bericht|gastkommentar|ein gastkommentar|leitartikel|ein leitartikel|rezension|eine rezension|kritik"
    "|eine kritik|porträt|ein porträt|zusammengestellt|recherche|autor|ein protokoll|ein artikel|notiert"
    "|reportage|zuletzt aktualisiert|zuletzt bearbeitet|leserbrief|ein leserbrief|nachruf|gastartikel|ein porträt"
    "|ein portrait|rede|glosse|eine glosse|ein essay|eine reportage|ein standpunkt|meinung|ein überblick",
    "fr": "écrit|publié|rédigé|texte|propos recueillis|article|une chronique|tribune|recueilli|recueillis|posté|proposé"
    "|article rédigé|signé|chronique|une analyse|analyse|enquête|une enquête|entretien|éditorial|édito|critique"
    "|reportage|un reportage|une tribune|un article|mis en ligne|ajouté|billet|interview réalisée|entretien réalisé"
    "|l'édito|l'éditorial|l'analyse|l'enquête|l'interview|l'entretien|la tribune|la chronique|le billet|le portrait",
    "es": "escrito|publicado|redactado|texto|elaborado|escribe|un artículo|una columna|columna|artículo|reportaje"
    "|un reportaje|crónica|una crónica|entrevista|una entrevista|análisis|un análisis|creado|enviado|opinión"
    "|entrevista realizada|entrevista a cargo|a cargo|un texto|investigación|una tribuna",
    "pt": "escrito|publicado|postado|texto|redigido|reportagem|coluna|crônica|crónica|artigo|um artigo|análise"
    "|entrevista|entrevista a cargo|opinião|criado|enviado|inserido|uma crónica|um texto|uma reportagem",
    "it": "scritto|pubblicato|a cura|articolo|testo|intervista|reportage|analisi|commento|il commento|l'intervista"
    "|l'analisi|editoriale|recensione|inserito|postato|un articolo"
    "|intervento|l'intervento|contributo|riflessione|testo raccolto|testi|l'editoriale|il racconto",
    "nl": "geschreven|geplaatst|tekst|gepubliceerd|column|een column|analyse|recensie|commentaar|opinie|interview"
    "|reportage|toegevoegd|gepost|samengesteld|verhaal|een analyse",
    "sv": "skriven|skrivet|publicerad|publicerat|text|krönika|ledare|debatt|recension|reportage|kommentar|analys"
    "|intervju|gästkrönika|inlagd|postad|upplagd|en krönika",
    "no": "skrevet|publisert|tekst|kommentar|leder|kronikk|debatt|anmeldelse|reportasje|intervju|lagt inn|postet"
    "|analyse|debattinnlegg|meninger",
    "da": "skrevet|offentliggjort|tekst|kommentar|leder|kronik|debat|debatindlæg|anmeldelse|interview|analyse"
    "|klumme|anmeldt|oversigt"
    "|indlæg|læserbrev|lagt op|udgivet|blogindlæg",
    "pl": "napisane|opublikowane|dodane|wysłane|przygotowane|napisany|opublikowany",
    "hu": "közzétette",
    "ro": "scris|publicat|postat|redactat",
    "id": "ditulis|diposting|laporan|dipublikasikan|diterbitkan|dibuat|opini|liputan",
    "ar": "نشر|نشرت|تقرير",
    "hi": "लिखित|प्रकाशित",
}
# Nouns and verbs that announce the author, mostly with a colon.
_AUTHOR_NOUNS = (
    "autor/-in|autor/in|autor:in|autor*in|autor_in|autor(in)|autorin/autor|post author|author|authors"
    "|author(s)|byline|writer|contributor|autor|autorin|autoren|auteur|auteurs"
    "|auteure|autrice|autor(es)|autorzy tekstu|autor tekstu|autor textu|autor článku|autor del artículo"
    "|autores|autora|autore|autori|auteur(s)|författare|skribent|forfatter|skribent|kirjoittaja|autorzy"
    "|autorka|autoři|szerző|yazar|köşe yazarı|yazan|hazırlayan|derleyen|kaleme alan|röportaj"
    "|автор|авторы|автори|автор статті|автор статьи|автор текста|автор материала|автор публикации|автор тексту"
    "|автор матеріалу|συντάκτης|penulis|الكاتب|الكاتبة|المؤلف|نویسنده|نویسندگان|مصنف|مصنفہ|लेखक|लेखिका"
    "|tác giả|escribe|escriben|escribió|scrive|schrijft|skriver|écrit|schreibt"
    # Verbs with the name as their subject.
    "|napsal|napsala|napsali|připravil|připravila|připravili|zpracoval|zpracovala|rozhovor vedl|rozhovor vedla"
    "|publikoval|publikovala|vložil|vložila|napísal|napísala|pripravil|pripravila|spracoval|spracovala"
    "|napisał|napisała|opracował|opracowała|oprac.|opr.|przygotował|przygotowała|rozmawiał|rozmawiała|rozmawiali|rozmawia|беседует"
    "|dodał|dodała|opublikował|opublikowała|zebrał|zebrała|wysłał|wysłała|rozm.|not."
    "|подготовил|подготовила|подготовили|беседовал|беседовала|беседовали|записал|записала|опубликовал|опубликовала"
    "|написал|написала|материал подготовил|материал подготовила|текст подготовил|текст подготовила|добавил|добавила"
    "|интервью взял|интервью взяла|интервью провел|интервью провела|автор-составитель|составил|составила"
    "|підготував|підготувала|підготували|розмову вела|розмову вів|беседу вела|беседу вёл|беседу провёл"
    "|беседу провела|розмовляв|розмовляла|спілкувався|спілкувалася|спілкувалась|записав|записала"
    "|опублікував|опублікувала|написав|написала|матеріал підготував|матеріал підготувала|інтерв'ю взяв|інтерв'ю взяла"
    "|colaborou|colaboraram|colaboró|colaboraron|ha collaborato|hanno collaborato|compiled from"
    "|أجرى الحوار|أجرت الحوار|حاوره|حاورها|حاورته|كتب الصحفي|كتبت الصحفية|نشر بواسطة"
    "|kirjoittanut|piše|napisao|razgovarala|razgovarao|пише|разговарала|разговарао"
)
# Nouns that announce the author only with a colon; alone they are a role or a label.
_COLON_NOUNS = (
    "text|texte|texto|testo|tekst|text und fotos|text & fotos|text und bilder|text and photos|words|story"
    "|textes|textos|testi|teksten|texter|tekster"
    "|guest author|guest post|guest writer|guest blogger|guest columnist|columnist|opinion|analysis|commentary"
    "|interview|kommentar|bericht|protokoll|gastautor|gastautorin|gastbeitrag|korrespondent|kolumne|aufzeichnung"
    "|mitarbeit|recherche|chronique|entretien|reportage|entrevista|reportagem|columna|reportaje|intervista"
    "|report|reporter|rapporteur|journalist|journaliste|periodista|jornalista|giornalista|journalisten|dziennikarz"
    "|opracowanie|oprac|oprac.|rozmowa|wywiad|zdroj|zdroje|haber|muhabir|haberi hazırlayan|editör-muhabir|foto-haber"
    "|haber-foto|haber - foto|haber ve fotoğraf|yazı|söyleşi"
    "|текст|текст и фото|текст і фото|корреспондент|журналист|журналіст|интервью|інтерв'ю|кореспондент|беседа"
    "|κείμενο|خبرنگار|مراسل|تقرير|گزارش|گزارشگر|گفت‌وگو|گفتگو|مصاحبه|تهیه و تنظیم|تنظیم|یادداشت|متابعة|تحقيق"
    "|رپورٹر|رپورٹ|انٹرویو|ترتیب|کالم نگار|रिपोर्ट|रिपोर्टर|संवाददाता|प्रस्तुति|संकलन|लेखन"
    "|laporan|pewarta|jurnalis|wartawan|kontributor|naskah|teks|redakcja|redactie|redactor|redattore"
)
# Labels of the source: what follows is an agency, a paper, seldom a person.
SOURCE_LABELS = (
    "source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|fontes|bron|bronnen|källa|kilde|kilder|źródło|źródła"
    "|zdroj|zdroje|forrás|sursa|kaynak|источник|джерело|المصدر|مصدر|منبع|ماخذ|ذریعہ|स्रोत|सोर्स|sumber|来源|來源"
    "|稿源|出典|提供|출처|via"
)
# Before the name of whom a line is about: of an author page, of a company below its news. A pattern.
ABOUT = r"(?:About|Über|À propos d(?:e |u |es |[’'])|Acerca de|Sobre|Informazioni su|Over|Om|O firmie|О компании)"
_SENTENCES = (
    "das gespräch führte|das interview führte|das gespräch führten|das interview führten|aufgezeichnet von"
    "|die fragen stellten|die fragen stellte|propos recueillis par|reporting by|as told to|told to|notiert von"
    "|view all posts by|posts by|articles by|more from|article by|stories by|more articles by|see all posts by"
    "|alle beiträge von|alle artikel von|voir tous les articles de|ver todas las entradas de|ver todos os posts de"
    "|een column van|column van|opinie van|een opinie van|een analyse van|een bijdrage van|tekst van"
    "|verhaal van|een verhaal van"
    "|latest posts by|alles von|alle von|artículos de|artículos|más artículos de|más de|mehr beiträge von"
    "|mehr artikel von"
    "|mehr von|weitere artikel von"
    "|zeige alle beiträge von|about|über|orcid record for|weitere informationen zu|plus d'articles de"
    "|plus de|tous les articles de"
    "|altri articoli di|tutti gli articoli di|mais artigos de|more posts by|more by|all articles by"
    "|all posts by|view all articles by"
    "|alle artikelen van|meer van|meer artikelen van|fler artiklar av|flere artikler av|więcej artykułów"
    "|все статьи автора"
    "|avec la collaboration de|avec la participation de|en collaboration avec|con la colaboración de"
    "|com a colaboração de|con la collaborazione di|unter mitarbeit von|mit beiträgen von|with contributions from"
    "|with contributions by|in collaboration with"
    "|a cura della|a cura del|vedi tutti gli articoli di|alle berichten van|bekijk alle berichten van"
)
# Han and Hangul leads and closings have no spaces.
_CJK_BEFORE = (
    "文、图|文、圖|文/图|文／图|文／圖|图文|圖文|取材・文|取材/文|文・写真|文／写真|文・構成|著者名|著者|執筆者|執筆|作者|撰文|撰稿人|撰稿|记者|記者"
    "|本报记者|本報記者|編譯|编译|本刊记者|新华社记者"
    "|新華社記者|中央社記者|中新网记者|通讯员|通訊員|实习记者|實習記者|特约记者|特約記者|特约撰稿人|特约撰稿|特約撰述|本報特派員|特派員|采写|採訪撰文|文字|文"
    "|報導|报道|글|취재|취재기자|기자|작성자|글쓴이|著"
)
_CJK_AFTER = (
    "선임기자|전문기자|수습기자|인턴기자|객원기자|특파원|기자|논설위원|칼럼니스트|에디터|編集委員|論説委員"
    "|特派員|記者|记者|報導|报导|报道|報道|撰"
    "|著|さん|氏|綜合報導|综合报道|編集長"
)


# Jobs of a Chinese paper's own people, whom it names after its reporters.
OWN_PEOPLE = frozenset(("实习生", "實習生", "通讯员", "通訊員", "特约撰稿人", "摄影记者"))


def words_of(text: str) -> frozenset[str]:
    """The words, folded: what that makes of Greek's final sigma nobody writes."""
    return frozenset(text.casefold().split())


def phrases(text: str) -> list[str]:
    """The phrases between bars, over as many lines as it takes."""
    return [" ".join(phrase.split()) for phrase in text.split("|")]


def alternatives(*groups: str) -> str:
    """Regular expression of the words, of several that fit the longest, each space as any run of spaces.

    Those of one first character are a branch: of hundreds of words a search then tries a few. Finer branches find
    nothing faster and take longer to compile.
    """
    words = {word for group in groups for word in group.split("|")}
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        branches.setdefault(word[:1], []).append(word)
    return "|".join(map(_branch, branches.values()))


def _branch(words: list[str]) -> str:
    if len(words) == 1:
        return _written(words[0])
    start = commonprefix(words)  # noqa: RUF071 - of characters, as is meant here
    return f"{_written(start)}(?:{'|'.join(_written(word.removeprefix(start)) for word in words)})"


def _written(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s+").replace("'", "['’]")


_ANY_BY = alternatives(*_BY.values(), *_BY_OR_NAME.values())
_COLON = r"\s*[:：]+\s*"
# "Por su parte, …": how sentences begin.
_IDIOMS = (
    r"(?:por\s+(?:su|sus|sua|seu|eso|isso|lo|ejemplo|exemplo|otro|otra|outro|outra|tanto|supuesto|enquanto|ahora)"
    r"|par\s+(?:ailleurs|exemple|conséquent|contre|la\s+suite))\b"
)
LEAD = re.compile(
    rf"[\s\-–—~*•.,/|:：]*(?!{_IDIOMS})(?:(?:(?:{alternatives(*_WRITTEN.values())})(?:\s+(?:am|um|on)\s*)?[\s"
    rf"|]+)?(?:{_ANY_BY})(?:{_COLON}|\.?\s+|\.(?=\w))"
    rf"|(?:{alternatives(*_WRITTEN.values())})\s+(?:{_ANY_BY})(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ]))"
    rf"|(?:{alternatives(_WRITTEN['fr'])})\s+d['’](?-i:(?=[A-ZÀ-Þ]))"
    rf"|(?:{alternatives(_SENTENCES)})(?:{_COLON}|\s+)"
    rf"|(?:{alternatives(_AUTHOR_NOUNS)})(?:{_COLON}|\s+(?=\S))"
    rf"|(?:{alternatives(_COLON_NOUNS, SOURCE_LABELS)}){_COLON}"
    # "Tekst Ada Moran": a bare noun before two capitals.
    rf"|(?:kommentar|kolumne|opinion|analysis|analyse|essay|columna|chronique|tribune|krönika|kronik|gastbeitrag|gastkommentar"
    rf"|opinie|ledare|opinião|editorial)\s+(?!News\b|Media\b|Content\b|Staff\b)(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ]+\s+[A-ZÀ-Þ][a-zß-ÿ]+\s*\Z))"
    rf"|(?:texte?|tekst|texto|testo|teksti|words|текст|text\s+(?:och|og)\s+foto|tekst\s+og\s+foto)\s+(?-i:(?=[A-ZÀ-ÞА-ЯЁІЇЄҐ]\S+\s+[^\W\d_]))"
    # "تقرير سامي الخطيب"
    r"|laporan\s+(?!wartawan|tim|jurnalis|koresponden|kontributor)(?-i:(?=[A-Z]))|تقرير\s+(?=\S+\s+\S+\s*\Z)"
    r"|(?:كتبت?|بقلم|حوار|تقرير|إعداد)\s*[-–/]\s*(?=\S)"
    rf"|(?:with|from)\s+(?=[^\W\d_]+\s+[^\W\d_]+\s*(?:,|\Z|(?-i:in\s[A-Z])))"
    rf"|(?:{alternatives(_CJK_BEFORE)})(?:{_COLON}|\s*[/／=＝・|｜丨︱│]\s*|\s+|(?-i:(?=[\u3400-\u9fff])|(?<=기자)(?=[\uac00-\ud7af])))"
    rf")\s*",
    re.IGNORECASE,
)
# Leads that are glued to the name they announce, as text nodes without a space between give them.
GLUED_LEAD = re.compile(
    r"By(?=[A-Z]{2,}\s[A-Z])|(?:[Bb]y|BY|Por|Par|von|Von|di|from)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:\s|\Z))(?!ByU)"
)
# A lead in the middle of a segment: what stands before it is a section, a headline, a label.
INNER_LEAD = re.compile(
    rf"(?:\A|[\s|/(])(?:(?:{alternatives(*_WRITTEN.values())})\s+(?:{_ANY_BY})|by|par|por|oleh|door"
    rf"|بقلم)(?:{_COLON}|\s+)"
    r"|[^\W\d_]{2}[.!?:]+\s+(?:Von|Par|Por|By|Di)\s+",
    re.IGNORECASE,
)
# Leads that the page's language decides: "Von Miller" is a name on an English page.
NAME_LIKE_LEADS = {
    "von": "de",
    "theo": "vi",
    "per": "ca",
    "vom": "de",
    "durch": "de",
    "di": "it",
    "da": "it",
    "de": "ro",
    "av": "sv no nb nn",
    "af": "da",
}

# "By" in the languages where it is a preposition of many other uses.
PREPOSITIONS = words_of("par por di da door von vom durch av af od przez de")

# "Theo" says so in Vietnamese; before a name without a colon it may be the first half of one.
SOURCE_LABEL = re.compile(rf"\W*(?:(?:{alternatives(SOURCE_LABELS)})\b|theo(?=\s*(?:[:：]|\Z)))", re.IGNORECASE)
# The same behind a name: "Ada Moran Bron: ANP".
SOURCE_WITHIN = re.compile(rf"(?<=\w)\s+(?=(?:{alternatives(SOURCE_LABELS)})\s?[:：])", re.IGNORECASE)
CJK_SUFFIX = re.compile(rf"\s*(?:{alternatives(_CJK_AFTER)})\Z")

# Leads that say who put the text on the site, weaker than any that says who wrote it.
POSTED = re.compile(
    r"posted|published|veröffentlicht|gepostet|eingestellt|publicado|publié|pubblicato|geplaatst", re.IGNORECASE
)
# After an interviewer's name and one of these words comes the person who was asked.
INTERVIEW = re.compile(r"interview|gespräch|entrevista|intervista|entretien", re.IGNORECASE)
INTERVIEWED = re.compile(r"\s+(?:mit|with|con|avec|à|a(?=\s(?-i:[A-ZÀ-Þ])))\s+.*", re.IGNORECASE)
# --- Roles ---

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
    redaktionsmitglied redaktionsmitarbeiter redaktionsmitarbeiterin
    politikredakteur sportredakteur gastautor gastautorin leiter leiterin nachrichtenredakteur
    onlineredakteur online-redakteur online-redakteurin wirtschaftsredakteur journaliste rédacteur
    rédactrice correspondant correspondante chroniqueur chroniqueuse éditorialiste envoyé envoyée
    grand-reporter redactor redactora periodista corresponsal columnista enviado enviada editora jefe jefa
    colaborador colaboradora articulista jornalista repórter colunista correspondente redator redatora
    giornalista redattore redattrice caporedattrice spécialiste
    corrispondente inviato inviata direttore direttrice caporedattore
    editorialista redacteur redactrice verslaggever verslaggeefster hoofdredacteur columniste reportern
    journalisten krönikör korrespondenten chefredaktör ledarskribent redaktør kommentator chefredaktør
    toimittaja päätoimittaja dziennikarz dziennikarka redaktorka publicysta publicystka korespondent
    כתב כתבת עורך עורכת פרשן פרשנית
    reporterka novinář novinářka šéfredaktor komentátor zpravodaj szerkesztő újságíró főszerkesztő
    redactor-șef muhabir muhabiri editör editörü yazarı gazeteci журналист журналистка корреспондент
    корреспондентка обозреватель редактор колумнист спецкор репортер репортёр журналіст журналістка
    кореспондент кореспондентка оглядач редакторка репортерка δημοσιογράφος ανταποκριτής αρθρογράφος مراسل
    مراسلة صحفي صحفية صحافي محرر كاتب كاتبة نامہ نگار صحافی خبرنگار روزنامه‌نگار سردبیر رپورٹر संवाददाता
    copyeditor sub-editor showrunner videographer filmmaker cartoonist podcaster moderator newsreader newscaster
    sportswriter speechwriter screenwriter novelist historian sociologist psychologist psychotherapist
    political-scientist
    co-host host curator advisor adviser consultant activist campaigner solicitor barrister chef nutritionist
    manager executive officer head secretary treasurer principal trustee co-chair chair student
    senator-elect stringer newsman newswoman correspondent-at-large mitarbeiter mitarbeiterin
    korrespondenten reportern redakteuren praktikant praktikantin ressortleitung chefkorrespondent chefkorrespondentin
    chefreporter chefreporterin politikchef politikchefin sportchef wirtschaftskorrespondent gerichtsreporter
    rezensent rezensentin schriftsteller schriftstellerin publizist publizistin historiker historikerin politologe
    politologin soziologe soziologin ökonom ökonomin ärztin arzt psychologin psychologe meteorologin wetterexperte
    dozent dozentin professorin geschäftsführende herausgeber herausgeberin moderatorin sportreporter newsredakteur
    économiste professeur professeure historien historienne sociologue politologue philosophe écrivain écrivaine
    avocat avocate médecin psychologue directeur directrice président présidente député députée sénateur maire
    chercheur chercheuse essayiste romancier romancière pigiste stagiaire envoyés correspondants rédacteurs journalistes
    présentateur présentatrice chef cheffe journaliste-reporter éditeur éditrice dessinateur
    redactores periodistas editor-jefe abogado abogada economista profesor profesora escritor escritora historiador
    historiadora politólogo politóloga analista director directora presidente presidenta investigador investigadora
    catedrático catedrática diputado diputada corresponsales enviados jefa-de-sección articulistas filósofo sociólogo
    socióloga médico psicólogo psicóloga psicoanalista cronista reportero reportera comunicador ensayista poeta
    jornalistas repórteres editor-chefe estagiário estagiária advogado advogada professor-adjunto escritor escritora
    deputado deputada pesquisador pesquisadora cientista sociólogo psicólogo médica cronista comentador comentadora
    critico giornalisti professionista avvocato avvocata economista scrittore scrittrice professore
    professoressa docente
    saggista storico storica vicedirettore caposervizio responsabile ricercatore ricercatrice psicologa psicologo
    verslaggevers correspondenten redacteuren politiek-redacteur hoogleraar econoom schrijver schrijfster columnisten
    presentator misdaadverslaggever sportverslaggever techredacteur onderzoeksjournalist freelancejournalist
    eindredacteur
    reportrar redaktörer politisk-reporter utrikeskorrespondent sportreporter programledare nyhetschef kulturskribent
    frilansjournalist journaliststudent ekonomireporter debattör ledamot riksdagsledamot författare ordförande
    journalister kommentatorer korrespondent utenrikskorrespondent sjefredaktør debattredaktør nyhetsredaktør
    programleder forsker førsteamanuensis stortingsrepresentant leserinnlegg debattleder sportsjournalist
    frilanser fotojournalist nyhedsredaktør udlandskorrespondent sportsredaktør lektor studievært folketingsmedlem
    formand næstformand
    redaktorzy dziennikarze felietonista felietonistka komentatorka reporterzy wydawca adwokat ekonomista ekonomistka
    politolog historyk socjolog prawnik prawniczka fotoreporter stażysta stażystka socjolożka
    redaktoři zpravodajka komentátorka analytik analytička ekonom ekonomka historik politoložka publicista publicistka
    spisovatel spisovatelka fotograf editorka novináři vedoucí moderátorka šéfredaktorka
    muhabirler temsilcisi köşe yazarı yönetmeni gazetecisi avukat ekonomist akademisyen foto-muhabiri
    корреспонденты редакторы обозревательница шеф-редактор главред политолог экономист историк юрист адвокат социолог
    писатель писательница публицист эксперт аналитик спецкорреспондент фотокорреспондент журналисты блогер психолог
    политический депутат профессор ведущий ведущая руководитель директор продюсер
    кореспонденти редактори політолог економіст історик юрист адвокат соціолог письменник письменниця
    публіцист експертка
    експерт аналітик аналітикиня оглядачка ведучий ведуча блогер журналісти головред шеф-редактор
    الصحفي الصحافي الصحفية الصحافية الكاتب الكاتبة باحث باحثة محلل خبير رئيس مدير أستاذ محام محرّر مراسلنا إعلامي إعلامية
    ناقد روائي شاعر محررة أكاديمي
    نمائندہ تجزیہ نگار کالم نگار رپورٹر ایڈیٹر صحافیہ نامہ‌نگار مصنف ماہر استاد وکیل مدیر
    oberbürgermeister oberbürgermeisterin bürgermeister bürgermeisterin ministerin docent doktorand doktorandin ministre
    ministro ministra burgemeester borgmästare burmistrz prezydent starosta
    تحلیلگر پژوهشگر کارشناس نویسنده استاد وکیل مدیرمسئول گزارشگر اقتصاددان جامعه‌شناس
    संवाददाताओं एडिटर लेखक लेखिका विश्लेषक प्रोफेसर वरिष्ठ विशेष ब्यूरो-चीफ
    reporter-foto editor-bahasa dosen pengamat penulis peneliti mahasiswa ekonom pewarta
    पत्रकार संपादक रिपोर्टर wartawan redaktur kontributor jurnalis koresponden
""")
# Words that only stand in a role beside one of ROLES; also what may open a role glued to a name.
ROLE_MODIFIERS = words_of("""
    sr خصوصی onze unser unsere our staff senior chief deputy managing executive associate assistant special foreign
    political politics sports sport business news digital online web national international local lead
    principal guest freelance contributing opinion features investigative diplomatic crime court education
    health science technology tech environment climate economics culture entertainment lifestyle white house
    european middle east asia africa washington royal football city data breaking money audience former
    unserem unserer unseren nostro nostra nostri notre nos nuestro nuestra nosso nossa vår vor our own
    laporan liputan landespolitischer landespolitische hub features newsletter growth team
    content multimedia video audio photo social community engagement weekend morning evening regional metro state
    statehouse capitol transport transportation property religion arts film music tv theatre food travel wine style
    beauty gaming motoring wildlife nature energy oil markets market equity banking finance financial personal housing
    labor labour workplace retail consumer affairs security defence defense military intelligence justice legal courts
    police parliamentary westminster northern southern eastern western north south east west central uk us eu un
    asia-pacific south-east southeast multi-media enterprise trending planning design copy production night
    general-assignment
    breaking-news executive group global world agriculture aviation cyber royal nation nations page front sub
    founding acting interim vice joint award-winning veteran independent student medical consumer women's rights
    religious indigenous rural county council local-democracy democracy correspondence
    sonder auslands politischer politische wirtschafts freie leitende verantwortlicher verantwortliche digitaler
    politique grand grande principal judiciaire économique spécial spéciale
    político política especial deportivo jefe redactor editorial adjunto adjunta
    politico sportivo
    politiek onze sport
    politisk utrikes ekonomi ansvarig
    starszy starsza główny
    zahraniční hlavní domácí sportovní politický politická
    специальный специальная собственный собственная главный главная политический военный старший спортивный научный
    спеціальний спеціальна власний власна головний головна політичний військовий
    بی‌بی‌سی बीबीसी वरिष्ठ विशेष
    live senior-staff junior general assignment stellvertretender stellvertretende leitender leitende freier freie
""")
# Ends of jobs in languages that write them in one word.
COMPOUND_ROLE = re.compile(
    r"(?<=\w{3})(?:redakteur(?:in)?|redaktør|redaktör|redacteur|redaktor(?:in|ka)?|korrespondent(?:in)?|journalist(?:in|en)?|reporter(?:in)?"
    r"|verslaggever|correspondent|kommentator|skribent|fotograf(?:in)?|experte|expertin|anwalt|anwältin|forscher(?:in)?|professor(?:in)?"
    r"|wissenschaftler(?:in)?|forsker|forskare|rådgiver|ekspert|expert|vorsitzende[r]?|berater(?:in)?|kolumnist(?:in)?)\Z"
)
# Titles before a name that are jobs after it.
TITLES_AFTER = words_of("professor prof professorin hoogleraar profesor professore professeur")
# Roles that alone are the label of a list.
LABELS = words_of("""
    author authors writer writers contributor contributors autor autora autores autorin autoren auteur auteurs autore
    autori forfatter författare skribent yazar yazarlar penulis автор авторы автори autoři autorzy redakteur editor
    editors reporter journalist journaliste periodista jornalista giornalista
""") - words_of("editor redakteur reporter")
# Modifiers of roles that are surnames too: "Jane West Reporter".
SURNAMES_TOO = words_of("north south east west young page royal green house grand food wine page front law")
# Ends of jobs that are given names where they stand first.
GIVEN_NAMES_TOO = words_of("نگار")
# Roles of several people at once.
PLURAL_ROLE = re.compile(
    r"\b(?:\w*writers|reporters|editors|correspondents|contributors|journalists|envoyés|envoyées|correspondants"
    r"|rédacteurs|journalistes|enviados|enviadas|corresponsales|periodistas|redactores|correspondentes|jornalistas"
    r"|repórteres|inviati|corrispondenti|giornalisti|redattori|verslaggevers|correspondenten|redacteuren|reportrar"
    r"|journalister|korrespondenter|redaktører|redaktörer|reportere|dziennikarze|reporterzy|redaktoři|novináři|muhabirler"
    r"|корреспонденты|журналисты|редакторы|кореспонденти|журналісти|редактори)\b",
    re.IGNORECASE,
)
# Words that can open a role and never a name, so that "Lena Vogel Leiterin Kultur" is parted.
GLUED_ROLE = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:Reporter|Editor|Correspondent|Senior|Staff|Contributor|Columnist|Journalist|CEO|CTO"
    r"|CFO|Writer|Sponsored|Follow|Folgen|Seguir|Suivre|Segui|Volg|View|Published|Updated|Posted|Deputy|Political|Redakteur"
    r"|Redakteurin|Publié|Veröffentlicht|Aktualisiert|Publicado|Actualizado|Atualizado|Pubblicato|Aggiornato"
    r"|Publicerad|Uppdaterad|Publisert|Oppdatert|Udgivet|Opdateret|Gepubliceerd|Bijgewerkt|Opublikowano|Aktualizacja|Lesezeit|Chefredakteur|Journaliste|Periodista|Jornalista|Giornalista|Redaktør|Journalisten|Keine|Kommentare)\b"
    r"|(?:Photograph(?:y|s|ed)?|Photos?|Pictures|Illustrat(?:ion|ions|ed)|Video|Edited|Reviewed|Translated|Additional\sreporting)\sby\s"
    r"|(?:Fotos?|Bilder|Text|Foto|Fotografie|Übersetzung)(?:\s(?:von|av|af|door|di)\s|:)|Photos?(?:\s:|:)"
    r"|Twitter|Facebook|Instagram|LinkedIn|The\s[A-Z])"
)
# A run of capitalised words that ends in a job; glued to a name when its first word is a role's.
GLUED_TITLE = re.compile(
    r"(?<=[a-zß-ÿ])(?P<first>[A-Z][a-z]+)(?=(?:\s[A-Z][a-z]+){0,3}\s(?:[Rr]eporter|[Ee]ditor|[Ww]riter|[Cc]orrespondent|[Jj]ournalist"
    r"|[Pp]roducer|[Cc]olumnist|[Cc]ontributor|[Dd]irector|[Aa]nalyst|[Cc]ritic)\b)"
)

# --- Names --------------------------------------------------------------------------------------

# Lower-case parts of names.
PARTICLES = words_of("""
    van v. der den de la las los del della delle dello degli di da dos das do du des le von vom zu zum zur und
    ten ter te tot op 't ’t ‘t y e i bin ibn bint binti al el ul ur un ud as ad at ar af av ap abu ben bar bat san
    's ’s ‘s بن ابن آل بنت ولد ibni
    santa st. o' d' l' dal dalla dai wa ole mac ní nic uí
""")
# Those that open a family name and are written large.
IRISH_PARTICLES = words_of("ní nic uí mac")
# Titles of a person that are shown with the name.
HONORIFICS = words_of("""
    dr dr. prof prof. professor sir dame lord lady rev rev. fr. sr. mr mr. mrs mrs. ms ms. col. gen. capt. lt. maj. sgt.
    justice dipl.-ing. phd mag. drs. ir. ing. mudr. bc. mgr. mgr
    judr. phdr. rndr. mvdr. paeddr. thdr. ing. arch. doc. csc. bca. mga.
    med. med jur. jur phil. phil rer. nat. rer pol. habil. h.c. iur. oec. dr.-ing. dr.med. prof.dr.
    dipl.-psych. dipl.-kfm. dipl. dipl.-biol.
    priv.-doz. univ.-prof. ao. em. dkfm. mmag. mag.a dr.in
    lic. mtro. mtra. arq. dra. dra lcdo. lcda. mons. pbro. d. dña. dna. exmo. eng. engº enf. profa. profª
    dott. dott.ssa avv. prof.ssa on. sen. suor mons.
    mme mme. mlle maître pr. père
    rep. sen. gov. maj.-gen. lt.-col. lieut. cpl. cmdr. adm. brig. pvt. supt. insp. det. const. pres. hon. hon
    rabbi imam
    pastor  archbishop cardinal mx. mx pfc. amb. lt.-gen. brig.-gen.
    drs mr.drs. ds. ir bc.drs. em.prof. bacc. jhr. jkvr.
    hab. inż. lek. ks. abp. bp. gen. płk. mjr. kpt. red.
    doç. yrd. öğr. üyesi av. uzm. op. gör. arş. dyt. psk.
    к.м.н. д.м.н. акад. доц. канд. проф. свящ. прот. о.
    проф. акад. о.
    الدكتور الدكتورة دكتور دكتورة أ.د. أ. م. المهندس الأستاذ اللواء العميد
    ڈاکٹر مفتی حافظ علامہ بیگم قاضی جسٹس میجر کرنل جنرل بریگیڈیئر
    دکتر مهندس حجت‌الاسلام آیت‌الله
    डॉ डा. डॉक्टर प्रो. प्रो श्री श्रीमती पं. पंडित आचार्य
    h. hj. kh. kh ustaz ustadz dr.h. prof.dr. ir. drg. dra. tgk.
    judr. доктор проф. डॉ. ڈاکٹر پروفیسر مولانا دکتر الدكتور د.
""")
# Degrees and suffixes after a name and its comma.
DEGREES = words_of("""
    phd ph.d ph.d. md m.d m.d. mba ma m.a. ba b.a. msc m.sc. bsc b.sc. rn jd j.d. esq esq. llm ll.m. dds dvm
    cfa cpa mph rd edd ed.d dphil d.phil dnp bsn msn rnc np pa-c mfa m.f.a mpa mpp msw lcsw lmft psyd psy.d
    pharmd mpharm frcp
    frcs obe mbe cbe obe kc qc mp msp mep cissp pmp cfp ea rdn ldn facp facs facc faap facog faan do dc od cnm fnp aprn
    csc dsc drsc mgr prof mba bba bcom mcom llb ll.b dr m.sc b.tech m.tech mbbs ms m.ed b.ed s.pd m.pd s.h m.h s.sos
    s.kom s.ip m.si m.ag s.ag s.e m.m s.t m.t s.i.kom m.i.kom s.hum lc m.a sp sp.og sp.pd sp.a amd a.md se sh st mm
    m.sc.(econ) ret retired
""")
# Degrees that no name ends in, where a page leaves out the comma before them.
PLAIN_DEGREES = words_of("""
    m.a m.a. b.a b.a. ma. mp mep msp phd ph.d ph.d. md m.d m.d. mph mba msc m.sc. dds dvm jd j.d. esq
    esq. lcsw rdn pharmd frs fba frse frcp frcs
""")
# Degrees that only stand after another where no comma parts them from the name.
LATER_DEGREES = PLAIN_DEGREES | words_of(
    "rn bsn msn mpp ma m.a ba b.a bsc msc ms cpa cfa facs facp faan frcp obe mbe cbe"
)
NAME_SUFFIXES = words_of("jr jr. sr sr. ii iii iv")
