"""The words that announce an author, per language: "by", "written by", "Autor:", "記者".

Data only; `bylines` interprets them. Unless a comment says otherwise, all words are folded (`str.casefold`) and lack
the edge characters of `names.spelling.EDGES`. Jobs are in `vocabulary.jobs`, parts of names in `name_words`.
"""

import re

from newsbot.extraction.vocabulary.lists import alternatives, words_of

# --- Words before a name ------------------------------------------------------------------------

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
    "th": "เขียนโดย|รายงานโดย|โดย",
    "he": "מאת|נכתב על ידי|כתבה וצילמה|כתב וצילם",
    "af": "geskryf deur|deur",
    "tl": "isinulat ni|ulat ni",
    "sw": "imeandikwa na|imeandaliwa na",
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
    "sq": "nga",
}
# Participles and nouns before one of them.
_WRITTEN = {
    "en": "written|posted|published|words|story|article|text|report|created|submitted|authored|post author|more"
    "|opinion|review|interview|exclusive|perspective|column|guest column|guest post|guest essay|essay|feature"
    "|curated|filed|blog|blog post|profile|added|first published"
    "|produced and written|reported and written|written and reported|researched and written|a column"
    "|commentary|analysis|contributed|compiled|prepared|last updated|updated|an opinion piece|guest opinion|editorial",
    "de": "geschrieben|eingesandt|eingereicht|zugesandt|gespeichert"
    "|veröffentlicht|eingestellt|gepostet|erstellt|verfasst|text|artikel|beitrag"
    "|gastbeitrag|ein beitrag|ein gastbeitrag|interview geführt|das interview wurde geführt|protokoll|aufgezeichnet"
    "|kommentar|ein kommentar|eine kolumne|kolumne|ein interview|interview|essay|eine analyse|analyse|bericht"
    "|ein bericht|gastkommentar|ein gastkommentar|leitartikel|ein leitartikel|rezension|eine rezension|kritik"
    "|eine kritik|porträt|ein porträt|zusammengestellt|recherche|autor|ein protokoll|ein artikel|notiert"
    "|im wortlaut|rezensiert|besprochen|protokolliert|kommentiert"
    "|reportage|zuletzt aktualisiert|zuletzt bearbeitet|leserbrief|ein leserbrief|nachruf|gastartikel|ein porträt"
    "|ein portrait|rede|glosse|eine glosse|ein essay|eine reportage|ein standpunkt|meinung|ein überblick",
    "fr": "récit|un récit"
    "|écrit|publié|rédigé|texte|propos recueillis|article|une chronique|tribune|recueilli|recueillis|posté|proposé"
    "|article rédigé|signé|chronique|une analyse|analyse|enquête|une enquête|entretien|éditorial|édito|critique"
    "|reportage|un reportage|une tribune|un article|mis en ligne|ajouté|billet|interview réalisée|entretien réalisé"
    "|l'édito|l'éditorial|l'analyse|l'enquête|l'interview|l'entretien|la tribune|la chronique|le billet|le portrait",
    "es": "escrito|publicado|redactado|texto|elaborado|escribe|un artículo|una columna|columna|artículo|reportaje"
    "|un reportaje|crónica|una crónica|entrevista|una entrevista|una investigación"
    "|análisis|un análisis|creado|enviado|opinión"
    "|reseña|una reseña|crítica|una crítica"
    "|entrevista realizada|entrevista a cargo|a cargo|un texto|investigación|una tribuna",
    "pt": "escrito|publicado|postado|texto|redigido|reportagem|coluna|crônica|crónica|artigo|um artigo|análise"
    "|resenha|crítica"
    "|entrevista|entrevista a cargo|opinião|criado|enviado|inserido|uma crónica|um texto|uma reportagem",
    "it": "scritto|pubblicato|a cura|articolo|testo|intervista|reportage|analisi|commento|il commento|l'intervista"
    "|l'analisi|editoriale|recensione|inserito|postato|un articolo"
    "|servizio|recensito|inchiesta|un'inchiesta"
    "|intervento|l'intervento|contributo|riflessione|testo raccolto|testi|l'editoriale|il racconto",
    "nl": "geschreven|geplaatst|tekst|gepubliceerd|column|een column|analyse|recensie|commentaar|opinie|interview"
    "|gerecenseerd|reportage|toegevoegd|gepost|samengesteld|verhaal|een analyse",
    "sv": "skriven|skrivet|recenserad|recenserat"
    "|publicerad|publicerat|text|krönika|ledare|debatt|recension|reportage|kommentar|analys"
    "|intervju|gästkrönika|inlagd|postad|upplagd|en krönika",
    "no": "skrevet|publisert|tekst|kommentar|leder|kronikk|debatt|anmeldelse|reportasje|intervju|lagt inn|postet"
    "|analyse|debattinnlegg|meninger",
    "da": "skrevet|offentliggjort|tekst|kommentar|leder|kronik|debat|debatindlæg|anmeldelse|interview|analyse"
    "|klumme|anmeldt|oversigt"
    "|indlæg|læserbrev|lagt op|udgivet|blogindlæg",
    "pl": "napisane|opublikowane|dodane|wysłane|przygotowane|napisany|opublikowany",
    "hu": "közzétette",
    "ro": "interviu|un interviu|reportaj|un reportaj|articol|un articol|scris|publicat|postat|redactat",
    "id": "ditulis|diposting|laporan|dipublikasikan|diterbitkan|dibuat|opini|liputan",
    "ar": "نشر|نشرت|تقرير",
    "hi": "लिखित|प्रकाशित",
}
# Nouns and verbs that announce the author, mostly with a colon.
_AUTHOR_NOUNS = (
    "autor/-in|autor/in|autor:in|autor*in|autor_in|autor(in)|autorin/autor|post author|author|authors"
    "|author(s)|byline|writer|contributor|autor|autorin|autorinnen|autoren|auteur|auteurs"
    "|auteure|autrice|autor(es)|autorzy tekstu|autor tekstu|autor textu|autor článku|autor del artículo"
    "|autores|autora|autore|autori|auteur(s)|författare|skribent|forfatter|skribent|kirjoittaja|autorzy"
    "|autorka|autoři|szerző|yazar|köşe yazarı|yazan|hazırlayan|derleyen|kaleme alan|röportaj"
    "|автор|авторка|авторки|автори тексту|авторка тексту|авторка статті"
    "|авторы|автори|автор статті|автор статьи|автор текста|автор материала|автор публикации|автор тексту"
    "|автор матеріалу|συντάκτης|penulis|الكاتب|الكاتبة|المؤلف|نویسنده|نویسندگان|مصنف|مصنفہ|लेखक|लेखिका"
    "|ผู้เขียน|লিখেছেন|எழுதியவர்|എഴുതിയത്|ដោយ|ຜູ້ຂຽນ"
    "|tác giả|tác giả bài viết|escribe|escriben|escribió|scrive|schrijft|skriver|écrit|schreibt"
    # Verbs with the name as their subject.
    "|glosu napsal|glosu napsala|komentář napsal|komentář napsala|text napsal|text napsala"
    "|článek napsal|článek napsala"
    "|pisze|piszą"
    "|napsal|napsala|napsali|připravil|připravila|připravili|zpracoval|zpracovala|rozhovor vedl|rozhovor vedla"
    "|publikoval|publikovala|vložil|vložila|napísal|napísala|pripravil|pripravila|spracoval|spracovala"
    "|napisał|napisała|opracował|opracowała|oprac.|opr.|przygotował|przygotowała|rozmawiał|rozmawiała|rozmawiali|rozmawia|беседует"
    "|dodał|dodała|opublikował|opublikowała|zebrał|zebrała|wysłał|wysłała|rozm.|not."
    "|подготовил|подготовила|подготовили|беседовал|беседовала|беседовали|записал|записала|опубликовал|опубликовала"
    "|написал|написала|материал подготовил|материал подготовила|материал подготовили|матеріал підготували"
    "|текст подготовил|текст подготовила|добавил|добавила"
    "|интервью взял|интервью взяла|интервью провел|интервью провела|автор-составитель|составил|составила"
    "|підготував|підготувала|підготували|розмову вела|розмову вів|беседу вела|беседу вёл|беседу провёл"
    "|беседу провела|розмовляв|розмовляла|спілкувався|спілкувалася|спілкувалась|записав|записала"
    "|опублікував|опублікувала|написав|написала|матеріал підготував|матеріал підготувала|інтерв'ю взяв|інтерв'ю взяла"
    "|colaborou|colaboraram|colaboró|colaboraron|ha collaborato|hanno collaborato|compiled from"
    "|أجرى الحوار|أجرت الحوار|حاوره|حاورها|حاورته|كتب الصحفي|كتبت الصحفية|نشر بواسطة"
    "|kirjoittanut|piše|napisao|razgovarala|razgovarao|пише|разговарала|разговарао"
)
# Verbs and nouns that also begin headlines ("Avtor knjige …", "লেখক সমাবেশ …"): before a colon, a bar or two capitals.
_AUTHOR_OR_SUBJECT = (
    "müəllif|muallif|autorius|autorė|parengė|autors|egilea|höfundur|awtur|shkruan|shkroi|avtor|avtorica|аутор|пишува|напиша"
    "|ავტორი|հեղինակ|מחבר|מחברת|লেখক|লেখিকা|লেখা|લેખક|ਲੇਖਕ|எழுத்து|రచయిత|లేఖకుడు|ಲೇಖಕ|ಲೇಖಕರು|രചയിതാവ്|ලේඛක|စာရေးသူ"
)
# Nouns that announce the author only with a colon; alone they are a role or a label.
_COLON_NOUNS = (
    "text|texte|texto|testo|tekst|teksti|szöveg|teksts|tekstas|texti|besedilo"
    "|text und fotos|text & fotos|text und bilder|text and photos|words|story"
    "|textes|textos|testi|teksten|texter|tekster"
    "|guest author|guest post|guest writer|guest blogger|guest columnist|columnist|opinion|analysis|commentary"
    "|interview|kommentar|bericht|protokoll|gastautor|gastautorin|gastbeitrag|korrespondent|kolumne|aufzeichnung"
    "|mitarbeit|recherche|chronique|entretien|reportage|entrevista|reportagem|columna|reportaje|intervista"
    "|report|reporter|rapporteur|journalist|journaliste|periodista|jornalista|giornalista|journalisten|dziennikarz"
    "|opracowanie|oprac|oprac.|rozmowa|wywiad|zdroj|zdroje|haber|muhabir|haberi hazırlayan|editör-muhabir|foto-haber"
    "|haber-foto|haber - foto|haber ve fotoğraf|yazı|söyleşi"
    "|текст|текст и фото|текст і фото|корреспондент|журналист|журналіст|интервью|інтерв'ю|кореспондент|беседа"
    "|κείμενο|خبرنگار|مراسل|تقرير|گزارش|گزارشگر|گفت‌وگو|گفتگو|مصاحبه|تهیه و تنظیم|تنظیم|یادداشت|متابعة|تحقيق"
    "|رپورٹر|رپورٹ|انٹرویو|ترتیب|کالم نگار|साक्षात्कार|इंटरव्यू|समीक्षक|समीक्षा|रिपोर्ट|रिपोर्टर|संवाददाता|प्रस्तुति|संकलन|लेखन"
    "|kritik|kritika|arvostelu|рецензент|рецензентка|рецензия|рецензія|κριτική|critique|crítica"
    "|onderzoek|apuração e texto|apuração|investigação|investigación|inchiesta|récit|interviu"
    "|laporan|liputan|pewarta|jurnalis|wartawan|kontributor|naskah|teks|redakcja|redactie|redactor|redattore"
)
# Source labels: an agency or a paper follows, seldom a person.
SOURCE_LABELS = (
    "source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|fontes|bron|bronnen|källa|kilde|kilder|źródło|źródła"
    "|zdroj|zdroje|forrás|sursa|kaynak|источник|джерело|المصدر|مصدر|منبع|ماخذ|ذریعہ|स्रोत|सोर्स|sumber|来源|來源"
    "|извор|източник|izvor|allikas|avots|šaltinis|burimi|mənbə|lähde|lähteet|πηγή|πηγές|heimild"
    "|nguồn|nguồn tin|ที่มา|সূত্র|წყარო|աղբյուր|מקור"
    "|稿源|来自|來自|出典|提供|출처|via"
)
# A pattern for what precedes the subject of a line, such as a person on an author page or a company below its news.
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
    "|interview ved|de notre|avec notre|avec nos|von unserem|von unserer"
    "|a cura della|a cura del|vedi tutti gli articoli di|alle berichten van|bekijk alle berichten van"
)
# Leads and closings in Han and Hangul are written without spaces.
_CJK_BEFORE = (
    "採訪/撰文|采访/撰文|採訪／撰文|采访／撰文|采访撰文|評者|聞き手|文、图|文、圖|文/图|文／图|文／圖|图文|圖文|取材・文|取材/文|文・写真|文と写真|写真と文|写真・文|文／写真|文・構成|著者名|著者|執筆者|執筆|作者|撰文|撰稿人|撰稿|记者|記者"
    "|原作者|本报记者|本報記者|編譯|编译|本刊记者|新华社记者"
    "|新華社記者|中央社記者|中新网记者|通讯员|通訊員|实习记者|實習記者|特约记者|特約記者|特约撰稿人|特约撰稿|特約撰述|本報特派員|特派員|采写|採訪撰文|文字|文"
    "|報導|报道|글|취재|취재기자|기자|작성자|글쓴이|著"
)
_CJK_AFTER = (
    "선임기자|전문기자|수습기자|인턴기자|객원기자|특파원|기자|논설위원|칼럼니스트|에디터|編集委員|論説委員"
    "|特派員|記者|记者|報導|报导|报道|報道|撰"
    "|著|さん|氏|綜合報導|综合报道|編集長"
)


# Capitals of scripts that have them.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿāčēėęąįųūģķļņšžğışőűəđćа-яѐ-џա-և\u0590-\u10ff\u1780-\u17ff]"
_ANY_BY = alternatives(*_BY.values(), *_BY_OR_NAME.values())
_COLON = r"\s*[:：]+\s*"
# "Por su parte, …": how sentences begin.
_IDIOMS = (
    r"(?:por\s+(?:su|sus|sua|seu|eso|isso|lo|ejemplo|exemplo|otro|otra|outro|outra|tanto|supuesto|enquanto|ahora)"
    r"|par\s+(?:ailleurs|exemple|conséquent|contre|la\s+suite))\b"
)
# Who writes letters to a paper: "Skrevet af læser Ada Moran".
_READER = "læser|leser|leserin|läsaren|lezer|lezeres|lecteur|lectrice|lector|lectora|leitor|leitora|lettore|lettrice"
LEAD = re.compile(
    rf"[\s\-–—~*•.,/|:：]*(?!{_IDIOMS})(?:(?:(?:{alternatives(*_WRITTEN.values())})(?:\s+(?:am|um|on)\s*)?[\s"
    rf"|]+)?(?:{_ANY_BY})(?:{_COLON}|\.?\s+|\.(?=\w))(?:(?:{_READER})\s+(?-i:(?=[A-ZÀ-Þ])))?"
    rf"|(?:{alternatives(*_WRITTEN.values())})\s+(?:{_ANY_BY})(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ]))"
    rf"|(?:{alternatives(_WRITTEN['fr'])})\s+d['’](?-i:(?=[A-ZÀ-Þ]))"
    rf"|(?:{alternatives(_SENTENCES)})(?:{_COLON}|\s+)"
    r"|(?:dal nostro|dalla nostra)\s+(?=inviat|corrispondent|redattor|redattric|collaborator|collaboratric)"
    r"|συνέντευξη\s+στ(?:η|ην|ον)\s+(?-i:(?=[Α-ΩΆ-Ώ][ά-ώ]+\s[Α-ΩΆ-Ώ][ά-ώ]+\s*\Z))"
    rf"|(?:{alternatives(_AUTHOR_NOUNS)})(?:{_COLON}|\s+(?=\S))"
    rf"|(?:{alternatives(_AUTHOR_OR_SUBJECT)})(?:{_COLON}|\s*(?=\|)|\s+(?-i:(?={_CAPITAL}\S*\s+{_CAPITAL})))"
    rf"|(?:{alternatives(_COLON_NOUNS, SOURCE_LABELS)}){_COLON}"
    # "Tekst Ada Moran": a bare noun before two capitals.
    rf"|(?:kommentar|kolumne|opinion|analysis|analyse|essay|columna|chronique|tribune|krönika|kronik|gastbeitrag|gastkommentar"
    rf"|opinie|ledare|opinião|editorial)\s+(?!News\b|Media\b|Content\b|Staff\b)(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ]+\s+[A-ZÀ-Þ][a-zß-ÿ]+\s*\Z))"
    rf"|(?:texte?|tekst|texto|testo|teksti|words|текст|interview|text\s+(?:och|og)\s+foto|tekst\s+og\s+foto)\s+(?-i:(?=[A-ZÀ-ÞА-ЯЁІЇЄҐ]\S+\s+[^\W\d_]))"
    # "تقرير سامي الخطيب"
    r"|laporan\s+(?!wartawan|tim|jurnalis|koresponden|kontributor)(?-i:(?=[A-Z]))|تقرير\s+(?=\S+\s+\S+\s*\Z)"
    r"|(?:كتبت?|بقلم|حوار|تقرير|إعداد)\s*[-–/]\s*(?=\S)"
    r"|writes\s+(?-i:(?=[A-Z][a-z]+\s+[A-Z][^\s,]+(?:\s[A-Z]\S+)?\s*\Z))"
    # "江岸日报记者 王小明"
    r"|(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,8}[报報刊网網台社](?:见习|見習|实习|實習|特约|首席)?(?:记者|記者)\s+(?=[\u3400-\u9fff])"
    rf"|(?:with|from)\s+(?=[^\W\d_][\w’'-]*\s+[^\W\d_][\w’'-]*\s*(?:,|\Z|(?-i:in\s[A-Z])))"
    rf"|(?:{alternatives(_CJK_BEFORE)})(?:{_COLON}|\s*[/／=＝・|｜丨︱│]\s*|\s+|(?-i:(?=[\u3400-\u9fff])|(?<=기자)(?=[\uac00-\ud7af])))"
    rf")\s*",
    re.IGNORECASE,
)
# Leads that are glued to the name they announce, as adjacent text nodes without a space produce.
GLUED_LEAD = re.compile(
    r"(?:By|Від)(?=(?:admin|administrator|editor|webmaster)\Z)"
    r"|By(?=[A-Z]{2,}\s[A-Z])|(?:[Bb]y|BY|Por|Par|von|Von|di|from)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:\s|\Z))(?!ByU)"
)
# A lead in the middle of a segment; a section, a headline or a label precedes it.
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
    "nga": "sq",
    "deur": "af",
    "av": "sv no nb nn",
    "af": "da",
}

# "By" in languages where the preposition has many other uses.
PREPOSITIONS = words_of("par por di da door von vom durch av af od przez de")

# In Vietnamese "theo" is a source label; without a colon it may be the first half of a name.
SOURCE_LABEL = re.compile(rf"\W*(?:(?:{alternatives(SOURCE_LABELS)})\b|theo(?=\s*(?:[:：]|\Z)))", re.IGNORECASE)
SOURCE_COLON = re.compile(rf"\b(?:{alternatives(SOURCE_LABELS)})\s?[:：]\s*", re.IGNORECASE)
# The same behind a name: "Ada Moran Bron: ANP".
SOURCE_WITHIN = re.compile(rf"(?<=\w)\s+(?=(?:{alternatives(SOURCE_LABELS)})\s?[:：])", re.IGNORECASE)
CJK_SUFFIX = re.compile(rf"\s*(?:{alternatives(_CJK_AFTER)})\Z")

# Leads that say who posted the text, weaker than any that says who wrote it.
POSTED = re.compile(
    r"posted|published|veröffentlicht|gepostet|eingestellt|publicado|publié|pubblicato|geplaatst", re.IGNORECASE
)
# After the interviewer's name and one of these words comes the interviewee.
INTERVIEW = re.compile(r"interview|gespräch|entrevista|intervista|entretien", re.IGNORECASE)
INTERVIEWED = re.compile(r"\s+(?:mit|with|con|avec|à|a(?=\s(?-i:[A-ZÀ-Þ])))\s+.*", re.IGNORECASE)
