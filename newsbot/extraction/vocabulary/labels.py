"""Words of menus, buttons and lists, per language: a stretch made of nothing else is a label and names nobody.

Data only; `byline.kinds` uses them together with the section words of `vocabulary.noise`. A word that is also a name
does no harm here, since the other words of the name are not on the list.
"""

from newsbot.extraction.vocabulary.lists import words_of

LABEL_WORDS = words_of("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
    quick links link all new old top more other others site map index pages number total full hot how by a your our use
    we us you they this that what when where why who is are not no yes or with from at into about contact
    apps app android iphone ipad ios windows google apple microsoft hardware software mobile phones laptops tablets
    cameras services service products product shop store buy order cart basket checkout account accounts login logout
    password username email forgot remember settings preferences notifications notification alert dashboard
    members member membership subscribe subscription subscriptions subscriber donate donations support help faq faqs
    feedback advertise advertising advertisers sponsor sponsors partners partner sponsored promoted classified notices
    obituaries puzzles puzzle crossword crosswords sudoku quiz quizzes horoscope horoscopes comics cartoons recipes
    recipe
    restaurants restaurant bars events event calendar tickets competitions competition contests contest offers offer
    discounts vouchers coupons archive archives sitemap search results result browse categories category topics topic
    tags tag authors author writers contributors staff team teams people person contact contacts careers press awards
    privacy policy policies terms conditions condition disclaimer disclosure copyright cookie cookies legal notice
    accessibility statement standards ethics masthead imprint ownership guidelines
    print edition editions digital e-paper epaper paper replica issue issues magazines supplements series episodes
    episode shows show programmes programs schedule listings radio tv channels channel stream streaming
    transcript transcripts captions caption credits credit references reference notes note citations sources source
    contents table summary overview introduction conclusion background methods methodology results discussion
    related similar recommended popular trending latest recent newest oldest previous next back forward first last
    page home homepage main menu navigation skip content close open show hide expand collapse toggle zoom
    play pause mute volume download upload share save print copy link embed report flag reply like follow unfollow
    sign log join register registration free trial upgrade premium plus pro basic
    weather traffic travel maps map local neighborhoods suburbs county state states national nation international
    world africa asia europe america australia oceania antarctica canada mexico brazil india china japan korea germany
    france italy spain russia ukraine britain england scotland wales ireland pakistan bangladesh
    afghanistan iran iraq syria turkey egypt nigeria kenya indonesia malaysia philippines vietnam thailand
    california texas florida massachusetts saskatchewan
    family relationships kids children teens students parents parenting women men seniors pets dogs cats animals
    garden gardening diy decor interiors shopping deals reviews review guides guide tips tip advice how-to tutorials
    jobs job vacancies homes real estate rentals apartments cars motors boats bikes
    investing stocks bonds funds currencies commodities crypto bitcoin taxes insurance loans mortgages banking
    economy budget trade jobs inflation companies startups leadership management marketing
    research science space physics chemistry biology genetics ecology medicine nutrition wellness fitness mental
    vaccine vaccines virus pandemic covid
    politics elections election parties party campaign policy law laws courts justice crime police safety defence
    immigration welfare housing education schools colleges universities academics alumni courses course
    literature poetry fiction classics theatre dance opera design architecture photography
    fixtures scores tables standings results players clubs club leagues league transfers fantasy
    language languages english español français deutsch italiano português polski русский українська türkçe العربية
    فارسی اردو हिन्दी 日本語 한국어 中文 indonesia nederlands svenska norsk dansk čeština
    advertorial advertorials promo promotion prime minister ministers ad ads reprints permissions reading thanks
    thank welcome
    key points point takeaways highlights
    small medium large line size sizes aa increase decrease reset default normal
    standfirst byline caption headline subhead blurb strapline dateline endnote footnote paragraph
    photographer photographers filed under via update updates updated published posted modified corrected correction
    clarification exclusive analysis opinion editorial column letters explainer fact check live blog long read
    picks pick editor editor's choice best worst week day today yesterday tomorrow tonight now month year

    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember
    übersicht hilfe kontakt kontakte impressum datenschutz agb über service services shop abo abos abonnement
    anzeigen anzeige werbung mediadaten jobs karriere stellenmarkt immobilien trauer veranstaltungen termine tickets
    gewinnspiele gewinnspiel rätsel sudoku horoskop wetter verkehr tv-programm fernsehen mediathek archiv suche
    startseite
    rubriken themen thema autoren autor redaktion team presse newsletter rss app apps mobil ausgabe ausgaben e-paper
    heft magazin sonderhefte bücher buch rezepte rezept küche garten haushalt familie kinder frauen männer senioren
    tiere hunde katzen reisen urlaub hotels freizeit mode beauty wohnen bauen energie umwelt klima verbraucher
    finanzen börse aktien versicherung steuern recht arbeit rente wirtschaft unternehmen industrie handel handwerk
    landwirtschaft forschung wissenschaft technik digital computer handy handys software hardware spiele
    geschichte religion glaube gesellschaft bildung schule schulen studium universität ausbildung
    gesundheit medizin ernährung fitness psychologie kunst literatur theater musik kino film filme
    fußball handball eishockey tennis ergebnisse tabelle tabellen spielplan vereine verein liga
    mehr weitere alle neue neueste aktuelle aktuell beliebte beliebt meistgelesen empfehlungen empfehlung
    kommentar kommentare leserbriefe leserbrief meinung meinungen analyse interview reportage porträt glosse kolumne
    bilderstrecke bilderstrecken fotostrecke bildergalerie bilder bild fotos foto galerie galerien video videos
    podcast podcasts liveticker ticker
    vielen dank danke herzlich willkommen
    anmelden abmelden registrieren passwort benutzername merkzettel warenkorb einstellungen
    vorherige nächste weiter zurück nach oben seite schließen öffnen drucken teilen speichern lesen hören ansehen
    zum zur im am vom das die der den dem des ein eine und oder für mit von bei
    deutschland österreich schweiz europa welt ausland inland bund länder land kreis stadt städte gemeinde region
    griechenland spanien italien frankreich schweden portugal türkei russland ukraine

    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août septembre octobre
    novembre décembre
    accueil rubriques rubrique dossiers dossier thématiques enquêtes enquête reportages reportage entretiens portraits
    portrait chroniques chronique éditoriaux éditorial tribunes tribune débats courrier essais essai
    services service boutique abonnements abonnement annonces annonce emploi emplois carrières immobilier annuaire
    agenda sorties restaurants recettes recette gastronomie vin vins jardinage maison déco
    météo jeux jeu mots-croisés sudoku horoscope programme programmes émissions télévision radio cinéma
    contact contactez-nous aide mentions légales confidentialité conditions cookies plan équipe rédaction publicité
    annonceurs newsletters newsletter infolettre applications application archives recherche
    connexion inscription compte mot passe panier
    histoire mémoire patrimoine philosophie religion littérature théâtre danse peinture photographie
    afrique amérique amériques asie europe océanie moyen-orient états-unis canada québec chine brésil mexique
    bourse entreprises entreprise finance finances impôts travail logement transports transport urbanisme agriculture
    écologie énergie alimentation nutrition sexualité beauté psychologie
    jour jours semaine mois an ans nuit matin soir tous toutes tout plus moins autres suivant précédent retour
    voir lire écouter regarder partager imprimer envoyer publier répondre consulter
    merci bienvenue
    exclusif direct insolite vidéo vidéos photo photos infographies caricatures diaporama
    les et à pour par sur

    lunes martes miércoles jueves viernes sábado domingo enero febrero marzo junio julio agosto septiembre octubre
    noviembre diciembre
    inicio portada secciones sección especiales especial reportajes entrevistas entrevista crónicas crónica columnas
    columnistas editorial editoriales cartas análisis firmas blogs
    servicios servicio tienda suscripciones suscripción clasificados anuncios empleo inmobiliaria
    horóscopo crucigramas sudoku pasatiempos juegos loterías lotería meteorología clima tiempo cartelera programación
    televisión radio podcast
    contacto contactos ayuda aviso legal privacidad condiciones cookies publicidad quiénes somos equipo redacción
    boletines boletín hemeroteca archivo buscar búsqueda ediciones impresa
    conéctate regístrate iniciar sesión cuenta contraseña usuario
    historia religión literatura teatro danza arte
    congreso senado gobierno justicia tribunales seguridad migración migrantes corrupción
    bolsa mercados finanzas vivienda consumo turismo agricultura energía
    recetas gastronomía moda belleza estilo bienestar nutrición mujer hombre niños familia mascotas
    goles partidos resultados clasificación mundial liga béisbol baloncesto ciclismo atletismo
    todos todas todo más menos otros otras siguiente anterior volver ver leer escuchar compartir enviar
    comentar comentario comentarios populares recientes recomendados tendencias titulares provincias
    áfrica américa asia europa alemania francia italia japón andalucía canarias asturias cataluña
    gracias bienvenido bienvenidos
    los las del por para con

    segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março maio junho julho setembro outubro
    novembro dezembro
    categorias editorias secções assinaturas assinatura assine classificados imóveis empregos veículos
    horóscopo palavras cruzadas sudoku jogos loterias tempo previsão
    contato contactos ajuda termos condições privacidade anuncie publicidade expediente ficha técnica equipe
    boletim arquivo pesquisar busca edição edições impressa
    entrar cadastrar cadastre-se conta senha usuário
    história literatura teatro dança polícia justiça república senado segurança
    turismo receitas gastronomia moda beleza bem-estar mulher família animais
    basquete campeonato resultados tabela agenda
    todos todas tudo mais outros outras próxima anterior voltar ver ler ouvir compartilhar enviar
    comentar populares recentes exclusivos seleções variedades multimédia iniciativas serviços

    lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio settembre
    ottobre dicembre
    abbonamenti abbonamento annunci necrologie oroscopo meteo giochi cruciverba programmi
    contatti aiuto pubblicità redazione archivio cerca ricerca edicola edizioni edizione locali
    accedi registrati esci profilo password
    storia storie lettere opinioni interviste inchieste personaggi speciali speciale dossier iniziative
    ricette ingredienti antipasti primi secondi dolci ristoranti vino casa arredamento giardino
    borsa finanza imprese pensioni tasse turismo agricoltura energia
    bellezza benessere nutrizione donna uomo bambini animali
    risultati classifica calciomercato serie partite
    tutti tutte tutto più altro altri prossimo precedente indietro vedi leggi ascolta condividi stampa invia
    commenta commenti popolari recenti consigliati sondaggi guide notifiche

    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei juni juli augustus
    oktober abonnementen abonneren advertenties adverteren vacatures contact hulp privacy voorwaarden
    gesponsord zoeken archief puzzels puzzel horoscoop weer verkeer agenda recepten recept wonen tuin reizen
    inloggen registreren account geschiedenis religie literatuur onderwijs gezin dieren klimaat
    uitslagen stand standen alle meer overige volgende vorige terug bekijk luister reageer reacties
    populair aanbevolen thema dossier dossiers brieven columnisten fotoserie

    måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars maj juni juli augusti prenumerera
    prenumeration annonsera annonser jobb kontakt hjälp villkor integritet sök arkiv korsord horoskop väder trafik
    relaterat relaterade annonssamarbete sponsrat innehåll recept resor bostad trädgård historia litteratur skola
    utbildning familj djur
    klimat resultat tabeller
    alla fler nästa föregående tillbaka lyssna kommentera populärt kolumner krönikor insändare poddar nyhetsbrev
    mandag tirsdag lørdag søndag desember december abonnement annonser annoncer stillinger hjelp hjælp vilkår personvern
    søk søg arkiv kryssord krydsord horoskop vær vejr oppskrifter opskrifter reise rejser bolig hage have historie
    litteratur skole utdanning uddannelse familie dyr klima resultater tabell tabeller
    alle flere neste næste forrige tilbake tilbage lytt lyt ytring ytringer leserbrev læserbrev læserbreve
    udgivet offentliggjort publiceret publisert publicerad opdateret oppdatert uppdaterad
    annonsørinnhold reklame sponsoreret indhold podkast podcast nyhetsbrev nyhedsbrev nyhetsbrever tjenester
    informasjon information program sendeplan danmark norge
    sverige forsiden verden

    poniedziałek wtorek środa czwartek piątek sobota niedziela styczeń luty marzec kwiecień maj czerwiec lipiec
    sierpień wrzesień październik listopad grudzień
    strona główna prenumerata ogłoszenia reklama praca nieruchomości kontakt pomoc regulamin prywatność szukaj
    wyszukiwarka archiwum krzyżówki horoskop pogoda program telewizja
    przepisy podróże dom ogród historia literatura teatr muzyka edukacja szkoła rodzina dzieci zwierzęta klimat
    wyniki tabela motoryzacja podatki finanse pieniądze prawo firmy przemysł rolnictwo energia
    powiązane wszystkie więcej inne następny poprzedni wstecz słuchaj komentarze popularne polecane analizy
    publicystyka felietony
    wywiady reportaże zdjęcia galeria galerie wideo
    pondělí úterý čtvrtek pátek neděle leden únor březen duben květen červen červenec srpen září říjen listopad
    prosinec
    předplatné inzerce kariéra kontakty nápověda podmínky soukromí hledat archiv křížovky horoskop počasí program
    televize
    recepty cestování bydlení zahrada historie literatura divadlo hudba vzdělání škola rodina děti zvířata
    výsledky tabulka auto finance peníze právo firmy průmysl doprava zdravotnictví
    související všechny více další předchozí zpět poslouchat doporučujeme nejnovější rozhovory komentáře autoři
    fotogalerie volby
    kauzy rádce jídlo obrana

    pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül
    ekim kasım aralık
    anasayfa abonelik ilanlar reklam kariyer iletişim yardım künye gizlilik arama arşiv bulmaca burçlar hava durumu
    trafik yemek tarifler seyahat ev tarih edebiyat tiyatro müzik okul aile çocuk kadın hayvanlar iklim çevre
    sonuçlar puan tümü tüm daha diğer sonraki önceki geri dinle izle yorumlar yazarlar köşe foto galeri video
    otomobil emlak borsa finans şirketler kurumsal mobil

    понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август
    сентябрь октябрь ноябрь декабрь
    главная подписка объявления реклама вакансии контакты помощь правила поиск архив погода гороскоп кроссворды
    программа рецепты путешествия дом сад история литература театр музыка образование школа семья дети животные
    результаты таблица деньги бизнес финансы право компании промышленность транспорт
    все всё ещё другие следующая предыдущая назад слушать смотреть читать комментарии популярное рекомендуем
    аналитика интервью репортажи репортаж колонки мнения авторы фоторепортажи видео партнеры издания блоги
    анонсы мультимедиа публикации
    понеділок вівторок середа четвер п'ятниця субота неділя січень лютий березень квітень травень червень липень серпень
    вересень жовтень листопад грудень
    головна підписка оголошення реклама вакансії контакти допомога правила пошук архів погода гороскоп
    рецепти подорожі дім історія література театр музика освіта школа родина діти тварини
    результати таблиця гроші бізнес фінанси право компанії промисловість транспорт
    усі всі ще інші наступна попередня слухати дивитися читати популярне рекомендуємо
    аналітика інтерв'ю репортажі колонки думки автори фоторепортажі відео партнери блоги

    الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر
    نوفمبر ديسمبر
    الأقسام المزيد التالي السابق الأحدث الأكثر قراءة مشاهدة تعليقا اشترك تسجيل دخول حسابي إعلانات وظائف اتصل بنا من نحن
    الخصوصية سياسة الشروط الأرشيف بحث الأبراج الطقس مواقيت الصلاة وصفات سفر سياحة تاريخ أدب مسرح موسيقى تعليم أسرة
    أطفال المرأة نتائج جدول ملاعب كتب كتاب مدونات ملفات ملف تحقيقات حوارات كاريكاتير بودكاست فيديوهات صور بث مباشر
    البرامج الصفحة الأولى الأخيرة الاقتصاد السياسة الثقافة الرياضة المجتمع العالم العرب شركات أعمال أسواق المال
    خاص محتوى مدفوع ممول آراء ذات صلة مقالات متعلقة حجم الخط تكبير تصغير النص نسخ الرابط استمع طباعة

    پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
    ہوم صفحۂ اول سرورق مزید اگلا پچھلا رابطہ ہمارے بارے تلاش آرکائیو موسم تصاویر ویڈیوز ویڈیو آڈیو ادب مذہب خواتین
    بچے سیاحت معیشت کالمز بلاگز انٹرویوز ای پیپر
    شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن
    اسفند
    صفحه اصلی نخست درباره ما تماس با جستجو آرشیو پیوندها عضویت ورود خروج تبلیغات آگهی موسیقی سینما تئاتر ادبیات
    تاریخ آموزش فناوری کشاورزی انرژی بازار بورس خودرو مسکن خانواده کودکان زنان گردشگری نتایج جدول عکس فیلم صوت
    چندرسانه‌ای پربازدیدترین پربازدید مرتبط بعدی قبلی همه ویدئو گزارش‌ها استان‌ها

    सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर
    नवंबर दिसंबर
    लॉग इन लॉगइन होम मुख्य पृष्ठ खबरें खबर ताज़ा ताजा और अन्य सभी अगला पिछला संपर्क हमारे बारे में खोज मौसम राशिफल वीडियो फोटो
    तस्वीरें गैलरी रेसिपी यात्रा साहित्य धर्म आस्था नौकरी करियर ऑटो विज्ञान शहर प्रदेश ई-पेपर विचार ब्लॉग

    senin selasa rabu kamis jumat sabtu minggu januari februari maret mei juni juli agustus oktober desember
    beranda halaman utama indeks terbaru terpopuler terkini lainnya selengkapnya berikutnya sebelumnya kembali masuk
    daftar akun iklan karier kontak tentang kami bantuan kebijakan privasi pedoman siber redaksi cari arsip cuaca zodiak
    resep jelajah rumah sejarah sastra musik sekolah keluarga anak wanita hewan iklim lingkungan hasil klasemen
    kolom opini wawancara foto galeri video infografis semua

    long read picture gallery breaking listen article copy link add favorites
    market data depth reads big paid full coverage dark mode premier league royal crisis artificial intelligence black
    white house supreme court super bowl world cup champions key takeaways case study paper developing
    personal finance wall street

    überblick leser rechte linke spalte deutsche bahn erste zweite bundesliga guten morgen abend schöner grüne rotes
    woche kreuz kleine große anfrage neues
    coupe du monde do grand prix côte azur côte d'azur angle
    desde twitter facebook edición día real madrid copa américa gran hermano tercera edad vida sana estilo de y primera
    división puntos vista
    meio ambiente copa bom dia boa noite primeiro plano grande reportagem casa branca primeira liga em foco
    primo piano prima di pagina buona gran premio stili vita evidenza nuova venezia
    rode kruis oranje leeuwen eerste tweede kamer goede morgen beste lezer
    svenska akademien röda korset direkt just nu mer läsning
    wybory prezydenckie liga mistrzów puls biznesu materiał partnera dzień dobry
    česká televize bílý dům dobré ráno další články
    takip et tüm hakları saklıdır süper lig günün beyaz saray resmi ilan haberleri i̇lan
    белый дом красная площадь білий дім верховна рада найпопулярніше
    أخبار عاجلة محلية عالمية استمع للمقال إلى المقال خاص بالموقع تقارير خاصة قصة مصورة
    جميع الحقوق محفوظة كأس العالم البيت الأبيض رأي حر الدوري الممتاز
    ورود به حساب پربازدیدترین‌ها آخرین اخبار کاخ سفید جام جهانی
    جملہ حقوق محفوظ ہیں وائٹ ہاؤس
    बड़ी खबर खबरें सुनें समाचार सर्वाधिकार सुरक्षित वेब स्टोरी होम पेज विश्व कप व्हाइट हाउस
    akun saya hak cipta dilindungi piala dunia gedung putih liga inggris
""")
