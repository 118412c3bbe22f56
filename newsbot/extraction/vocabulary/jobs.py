"""Jobs as bylines name them, per language: "Senior Politics Editor", "Chefredakteur", "中国特派員".

Data only; `byline.roles` and `byline.kinds` ask for them. Words are folded as in `byline_words`.
"""

import re

from newsbot.extraction.vocabulary.lists import words_of

# Any of these words makes a part a role ("Senior Politics Editor", "Chefredakteur").
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
    rédactrice critique correspondant correspondante chroniqueur chroniqueuse éditorialiste envoyé envoyée
    grand-reporter redactor redactora periodista corresponsal columnista enviado enviada editora jefe jefa
    colaborador colaboradora articulista jornalista repórter colunista correspondente redator redatora
    giornalista redattore redattrice caporedattrice spécialiste
    corrispondente inviato inviata direttore direttrice caporedattore
    editorialista redacteur redactrice verslaggever verslaggeefster hoofdredacteur columniste reportern
    journalisten krönikör korrespondenten chefredaktör ledarskribent redaktør kommentator chefredaktør
    toimittaja päätoimittaja kolumnisti kirjeenvaihtaja dziennikarz dziennikarka redaktorka publicysta publicystka
    korespondent כתב כתבת עורך עורכת פרשן פרשנית
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
# Words that belong to a role only beside one of ROLES; they may also open a role that is glued to a name.
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
# Endings of jobs in languages that write them as compounds.
COMPOUND_ROLE = re.compile(
    r"(?<=\w{3})(?:redakteur(?:in)?|redaktør|redaktör|redacteur|redaktor(?:in|ka)?|korrespondent(?:in)?|journalist(?:in|en)?|reporter(?:in)?"
    r"|verslaggever|correspondent|kommentator|skribent|fotograf(?:in)?|experte|expertin|anwalt|anwältin|forscher(?:in)?|professor(?:in)?"
    r"|wissenschaftler(?:in)?|ingenieur(?:in)?|historiker(?:in)?|architekt(?:in)?|unternehmer(?:in)?|lehrer(?:in)?|forsker|forskare|rådgiver|ekspert|expert|vorsitzende[r]?|berater(?:in)?|kolumnist(?:in)?"
    r"|toimittaja|kirjeenvaihtaja|szerkesztő|újságíró)\Z"
)
# Words that are titles before a name and jobs after it.
TITLES_AFTER = words_of("professor prof professorin hoogleraar profesor professore professeur")
# Roles that on their own are the label of a list.
LABELS = words_of("""
    author authors writer writers contributor contributors autor autora autores autorin autoren auteur auteurs autore
    autori forfatter författare skribent yazar yazarlar penulis автор авторы автори autoři autorzy redakteur editor
    editors reporter journalist journaliste periodista jornalista giornalista
""") - words_of("editor redakteur reporter")
# Role modifiers that are also surnames: "Jane West Reporter".
SURNAMES_TOO = words_of("north south east west young page royal green house grand food wine page front law")
# Job endings that are given names when they come first.
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
# Words that can open a role but never a name, so that "Lena Vogel Leiterin Kultur" is split.
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
# Jobs of a Chinese paper's own staff, named after its reporters.
OWN_PEOPLE = frozenset(("实习生", "實習生", "通讯员", "通訊員", "特约撰稿人", "摄影记者"))
# People who take or draw pictures and do not write: "Staff Photographer", "Fotograf".
PICTURE_JOB = re.compile(
    r"(?:\w+[\s-]){0,2}(?:(?:presse|foto)?photographers?|photojournalist|illustrator|cartoonist|photographe|photoreporter"
    r"|illustrat(?:eur|rice)|\w*fotograf(?:in|ka)?|fotógraf[oa]|fotografo|fotojournalist|fotoperiodista|fotorepórter"
    r"|fotoreporter|fotoreportero|fotoğrafçı|foto muhabiri|fotograaf|illustratör|illustratør|ilustrador[a]?"
    r"|valokuvaaja|kuvaaja|фотограф|фотокорреспондент|фотокореспондент|фоторепортер|φωτογράφος|مصور|عکاس|写真|摄影|攝影"
    r"|摄影记者|攝影記者|사진기자)",
    re.IGNORECASE,
)
