"""What bylines name besides people: agencies, papers, desks and places.

Data, and which names belong to the same agency; `byline.kinds` interprets it. All words are folded, as in the
vocabulary.
"""

import re

from newsbot.extraction.names.spelling import folded, list_key
from newsbot.extraction.vocabulary.lists import phrases, words_of

# --- Organisations ------------------------------------------------------------------------------

# News agencies and services: folded names without "the", and the spelling to show whatever case the page uses.
AGENCIES: dict[str, str] = {
    name.casefold().removeprefix("the "): name
    for name in phrases("""
        Reuters|Thomson Reuters|dpa|AFP|Agence France-Presse|AP|Associated Press|UPI|United Press International
        |CNN Wire|CNN Newsource|CNN|Bloomberg|Bloomberg News|Xinhua|Xinhua News Agency|ANI|PTI|IANS|UNI
        |Press Trust of India|EFE|Agencia EFE|Europa Press|ANSA|Adnkronos|AGI|LaPresse|Askanews|TASS|RIA Novosti
        |Interfax|Interfax-Ukraine|Ukrinform|UNIAN|PAP|ČTK|CTK|TASR|SITA|MTI|Agerpres|Mediafax|BTA|Tanjug|Beta
        |HINA|STA|FENA|SRNA|Kyodo|Kyodo News|Jiji|Jiji Press|Yonhap|Yonhap News|KCNA|CNA|Central News Agency|CNS
        |VNA|Antara|Bernama|APP|PPI|INP|BSS|UNB|WAM|SPA|MENA|Petra|SANA|IRNA|ISNA|Fars|Mehr|Tasnim|Anadolu
        |Anadolu Agency|Anadolu Ajansı|AA|DHA|IHA|İHA|Demirören|APA|SDA|Keystone-SDA|Keystone|SID|epd|KNA|AFX
        |dpa-AFX|dpa-infocom|dts|dts Nachrichtenagentur|Belga|ANP|Novum|TT|NTB|Ritzau|STT|Lehtikuva|BNS|ELTA
        |LETA|ETA|AAP|PA|PA Media|Press Association|Canadian Press|La Presse Canadienne|QMI
        |NZPA|PNA|Lusa|Agência Brasil|Agência Estado|Estadão Conteúdo|Folhapress|Notimex|Télam|Telam|ANDINA
        |Prensa Latina|GNA|NAN|SAPA|PR Newswire|Business Wire|GlobeNewswire|Accesswire|EIN Presswire|Newswire
        |ots|news aktuell|The Conversation|Tribune News Service|TNS|Stacker|StatePoint|Inter Press Service|IPS
        |Религија.ру|РИА Новости|ТАСС|Интерфакс|Укринформ|Укрінформ|УНІАН|Интерфакс-Украина|Інтерфакс-Україна
        |БЕЛТА|Танјуг|ФоНет|БТА|МИА|СРНА|新华社|新華社|新华网|中新社|中新网|中國新聞社|中央社|共同通信|共同通信社|時事通信|時事通信社|時事
        |ロイター|AFP通信|AP通信|聯合報|연합뉴스|뉴시스|뉴스1|로이터|رويترز|أ ف ب|فرانس برس|وكالات|الأناضول
        |د ب أ|ایسنا|ایرنا|فارس|مهر|تسنیم|اے ایف پی|رائٹرز|एएनआई|पीटीआई|भाषा|आईएएनएस|एजेंसी|Agencies
        |News Agencies|Agences|Agencias|Agencia|Agenturen|Agências|Agenzie|Wire Reports|Wire Services|Wire
        |News Wire|Staff and Wire Reports|Staff and Agencies|Monitoring|Wires
        |TNN|HT|dpa/tmn|dpa-tmn|tmn|lsw|lno|afp-kna|pressetext|ddp|dapd|dts|KNA|Sputnik|RIA|Agence Belga
        |TTXVN|SINC|Agencia SINC|AGERPRES|HotNews|SNA|ΑΠΕ-ΜΠΕ|ΑΠΕ|AMNA|DHNS
        |EP|TT-AFP|TT-Reuters|AFP-TT|NTB-AFP|Infostrada|GPD|BPD|Zuma Press|Cision
        |MarketWatch|Zacks
        |Investing.com|ProPublica|The Marshall Project|KHN|KFF Health News|Kaiser Health News|Stateline|States Newsroom
        |CalMatters|Texas Tribune|Religion News Service|RNS|EPA|Catholic News Service|JTA|Baptist Press|Deutsche
        Welle|DW
        |Nexstar Media Wire|Gray News|Newsource|Globe Newswire|AllAfrica|PANA|SABC|CAJ News|GroundUp|Xinhuanet
        |Thomson Reuters Foundation|Mongabay|RFE/RL|RFI|VOA|Voice of America|Radio Free Asia|RFA|Dow Jones
        |Dow Jones Newswires
        |ANSA-AFP|AdnKronos|Italpress|Dire|Nova|AGI|AGC|9Colonne|Colpisa|Servimedia|EFEverde|AFP Español
        |Notimérica|Sputnik Mundo
        |Agencia Reforma|El Universal|Infobae|Agência O Globo|Agência Senado|Agência Câmara|Agência Lusa
        |Agence Ecofin
        |APS|MAP|TAP|Le Figaro|Libération|Ouest-France|BELGA|KEYSTONE-ATS|ATS|AWP|Keystone-ATS|Anadolu Agency
        |Demirören Haber Ajansı
        |İhlas Haber Ajansı|ANKA|BYEGM|РБК|Коммерсантъ|Прайм|Росбалт|РИА|ИТАР-ТАСС|Регнум|REGNUM
        |Росинформбюро|Спутник
        |УНН|РБК-Україна|РБК-Украина|Українська правда|Радіо Свобода|Радио Свобода|Суспільне
        |Русская служба Би-би-си|Би-би-си
        |BBC Русская служба|Главком|ЛІГА.net|Детектор медіа
        |الأناضول|واس|وام|سانا|وفا|بترا|كونا|قنا|شينخوا|أسوشيتد برس|رويترز عربي|ا ف ب|أ.ف.ب|د.ب.أ|سبوتنيك
        |أ ش أ|وكالات الأنباء
        |الشرق الأوسط|الخليج|الحياة|البيان|الأهرام|اليوم السابع|المصري اليوم|الشروق|عكاظ|القبس|النهار
        |الخليج أونلاين|الجزيرة|الجزيرة نت|العربية|العربية نت|سكاي نيوز عربية|بي بي سي|بي بي سي عربي
        |العربي الجديد|القدس العربي
        |سی این این|اے پی|اے پی پی|رائٹر|روئٹرز|آن لائن|صباح نیوز|این این آئی|آئی این پی|بی بی سی
        |بی بی سی اردو|بی بی سی اردو ڈاٹ کام
        |وائس آف امریکہ|وی او اے|ڈی ڈبلیو|ڈوئچے ویلے|انڈیپنڈنٹ اردو|جیو نیوز|ایکسپریس نیوز|سماء|بی‌بی‌سی
        |بی‌بی‌سی فارسی|بی بی سی فارسی
        |ایلنا|ایکنا|رادیو فردا|صدای آمریکا|دویچه وله|ایران اینترنشنال|یورونیوز|خبرآنلاین
        |باشگاه خبرنگاران جوان|رویترز|خبرگزاری فرانسه
        |आईएएनएस|यूएनआई|वार्ता|एएफपी|रॉयटर्स|रायटर|एपी|पीटीआई-भाषा|पीटीआई/भाषा|बीबीसी|बीबीसी हिंदी|बीबीसी हिन्दी
        |नवभारत टाइम्स|अमर उजाला
        |दैनिक जागरण|दैनिक भास्कर|हिन्दुस्तान|लाइव हिन्दुस्तान|आज तक|एबीपी न्यूज|जनसत्ता|संवाद न्यूज
        एजेंसी|एजेंसियां|एजेंसिया|ایجنسیاں|ایجنسیز|Polska Agencja Prasowa|Česká tisková kancelář|Deutsche
        Presse-Agentur|Austria Presse Agentur
        |Norsk Telegrambyrå|Tidningarnas Telegrambyrå|Algemeen Nederlands Persbureau|Finska Notisbyrån|Ritzau Scanpix
        |Agence Télégraphique Suisse|Agenzia Nova|Agência Angola Press|Българска телеграфна агенция
        |ANTARA|Antara News|detikNews|detikcom|detikFinance|detikSport|Kompas.com|Tempo.co|Tempo|Liputan6.com
        |CNN Indonesia
        |CNBC Indonesia|Republika|Tribunnews.com|Okezone|BBC Indonesia|BBC News Indonesia|Suara.com|Merdeka.com|VOI|JPNN
        |共同|時事|ＡＦＰ時事|AFP時事|AFPBB|聯合報|自由時報|中國時報|联合早报|澎湃新闻|财新|财新网|新京报|界面新闻|人民网|人民日报|光明日报|央视新闻|央视网
        |新浪|新浪财经|环球时报|环球网|参考消息|每日经济新闻|第一财经|21世纪经济报道|南方都市报|南方周末|法新社|路透社|美联社|彭博社|韩联社|路透|法新
        |뉴스핌|이데일리|머니투데이|조선일보|중앙일보|동아일보|한겨레|경향신문|한국일보|연합뉴스TV|노컷뉴스|오마이뉴스|헤럴드경제|매일경제|한국경제|블룸버그
        """)
}
# Names in capitals without accents, as some pages write them: "LIBERATION".
AGENCIES |= {
    folded(key): name for key, name in AGENCIES.items() if folded(key).isascii() and folded(key) not in AGENCIES
}
# The names of each agency: its abbreviation, its full name, and the spellings in other scripts.
_ONE_AGENCY = [
    phrases(line)
    for line in """
    AP|Associated Press|AP通信|أسوشيتد برس
    AFP|Agence France-Presse|AFP通信|法新社|فرانس برس|أ ف ب|ا ف ب|أ.ف.ب|اے ایف پی
    Reuters|Thomson Reuters|ロイター|로이터|路透社|رويترز|رائٹرز
    dpa|Deutsche Presse-Agentur|د ب أ|د.ب.أ
    UPI|United Press International
    PTI|Press Trust of India|पीटीआई
    ANI|Asian News International|एएनआई
    IANS|आईएएनएस
    PA|PA Media|Press Association
    EFE|Agencia EFE
    Lusa|Agência Lusa
    Belga|Agence Belga
    SID|Sport-Informations-Dienst
    epd|Evangelischer Pressedienst
    KNA|Katholische Nachrichten-Agentur
    SDA|Keystone-SDA
    ATS|Keystone-ATS
    ČTK|CTK
    Xinhua|Xinhua News Agency|新华社|新華社|شينخوا
    CNA|Central News Agency|中央社
    Kyodo|Kyodo News|共同通信|共同通信社
    Jiji|Jiji Press|時事通信|時事通信社|時事
    Yonhap|Yonhap News|연합뉴스
    Anadolu|Anadolu Agency|Anadolu Ajansı|AA|الأناضول
    İHA|IHA|İhlas Haber Ajansı
    DHA|Demirören Haber Ajansı
    TASS|ТАСС|ИТАР-ТАСС
    RIA Novosti|РИА Новости
    Tanjug|Танјуг
    BTA|БТА
    Interfax|Интерфакс
    Interfax-Ukraine|Интерфакс-Украина|Інтерфакс-Україна
    Ukrinform|Укринформ|Укрінформ
    UNIAN|УНІАН
    TNS|Tribune News Service
    RNS|Religion News Service
    IPS|Inter Press Service
    DW|Deutsche Welle
    VOA|Voice of America
    RFA|Radio Free Asia
    KHN|KFF Health News|Kaiser Health News
""".strip().splitlines()
]
_AGENCY_KEYS = {list_key(name): list_key(names[0]) for names in _ONE_AGENCY for name in names}


def agency_key(name: str) -> str:
    """A key that all names of an agency share; for any other name, its spelling in the lists."""
    key = list_key(name)
    return _AGENCY_KEYS.get(key, key)


# Papers and broadcasters that look like people or single words.
OUTLETS = frozenset(
    phrases(
        """
        bbc|bbc news|sky news|cnn|cnbc|npr|pbs|nbc|nbc news|abc news|cbs news|fox news|al jazeera|guardian
        |washington post|new york times|los angeles times|financial times|wall street journal|usa today|buzzfeed
        |buzzfeed news|huffpost|huffington post|politico|propublica|le monde|le figaro|la repubblica|el país
        |el mundo|spiegel|zeit online|faz|tagesschau|ndr|wdr|mdr|swr|rbb|zdf|ard|deutschlandfunk|rnz|time
        |report for america|bbc sport|bbc world service|bbc persian|bbc arabic|bbc urdu|bbc hindi|bbc mundo
        |bbc brasil|bbc verify
        |itv news|cbc|cbc news
        |ctv news|global news|abc|cbs|nbc|msnbc|espn|athletic|axios|vox|vice|slate|salon|wired|bloomberg opinion
        |bloomberg businessweek|forbes|fortune|business insider|insider|mailonline|daily mail|daily mirror
        |mirror|independent
        |times|sunday times|sun|telegraph|economist|ap news|ap|tass|rt|dw|dw news|euronews|france 24
        |france info|franceinfo|rfi|tf1
        |bfmtv|bfm|lci|l'express|le point|le parisien|l'obs|mediapart|les echos|la croix|l'équipe|l'humanité
        |orf|srf|rts|rtbf|vrt
        |vrt nws|nos|nu.nl|rtl|rtl nieuws|nrc|trouw|de volkskrant|volkskrant|het parool|de telegraaf
        |der standard|die presse
        |kurier|kleine zeitung|sz|süddeutsche|taz|bild|welt|focus|stern|t-online|n-tv|ntv|br|br24|hr|sr|rbb24
        |br.de|sat.1|pro7
        |krone|abc|la vanguardia|el periódico|20 minutos|rtve|ser|cadena ser|cope|la razón|público|eldiario.es
        |el confidencial
        |clarín|la nación|página 12|infobae|el tiempo|el universal|milenio|reforma|televisa|univision
        |telemundo|bbc news mundo
        |uol|g1|globo|o globo|o estado de s.paulo|o estado de s. paulo|o público|la nacion|novinky|novinky.cz
        |aktualne.cz|tv globo|globonews|estadão|folha|folha de s.paulo|r7|cnn brasil|cnn portugal|sic notícias
        |tvi|rtp|público|observador|expresso|jn|dn|veja|metrópoles|poder360|band|sbt|jovem pan|cbn
        |corriere della sera|il sole 24 ore|la stampa|il fatto quotidiano|rai|rainews|rai news|sky tg24
        |tgcom24|fanpage|fanpage.it|huffpost italia
        |svt|svt nyheter|sr|dn|svd|aftonbladet|expressen|gp|sydsvenskan|nrk|vg|tv 2|tv2|dagbladet|aftenposten
        |e24|dr nyheder
        |politiken|berlingske|jyllands-posten|ekstra bladet|b.t.|yle|hs|iltalehti|gazeta wyborcza
        |rzeczpospolita|onet|tvn24|tvp
        |tvp info|interia|wp|polsat news|rmf fm|polskie radio|idnes.cz|seznam zprávy|aktuálně.cz|čt24|čt
        |irozhlas|novinky.cz|deník n
        |hürriyet|milliyet|sabah|sözcü|cumhuriyet|ntv|trt|trt haber|cnn türk|habertürk|bbc türkçe|dw türkçe
        |t24|bianet|evrensel|birgün
        |rbc|meduza|медуза|новая газета|moscow times|kyiv independent|kyiv post|dawn|dawn.com|geo news|ary news
        |express tribune|ndtv|india today|hindustan times|indian express|indian express|times of india
        |scroll.in
        |firstpost|zee news|news18|deccan herald|business standard|moneycontrol|livemint|theprint
        |wion
        |scmp|south china morning post|nikkei|nikkei asia|japan times|nhk|tbs|cctv|cgtn|global times
        |straits times|cna|abs-cbn
        |rappler|inquirer|gma news|malay mail|bernama|kompas|detik|kbs|mbc|sbs|jtbc|ytn|mbn
        """
    )
)
# Words that make a name an organisation's.
# Words from which the names of merged papers are made.
PAPER_WORDS = words_of("""
    advance advertiser advocate american argus banner beacon bee bulletin capital chronicle citizen courier democrat
    dispatch eagle echo enquirer enterprise examiner express free gazette globe guardian herald independent inquirer
    intelligencer journal leader ledger mail mercury messenger mirror news observer picayune plain post press record
    reflector register reporter republic republican review sentinel standard star sun telegram telegraph times tribune
    union voice world
""")
ORGANIZATION_WORDS = words_of("""
    agency agencies agence agencia agência agenzia agentur nachrichtenagentur press presse university
    universität universidad université università universiteit institute institut instituto newspaper
    newspapers magazine magazin times herald tribune gazette chronicle journal guardian observer telegraph
    news newswire wire media newsroom network radio television tv fm group foundation association ministry
    ministerium polizei police zeitung nachrichten rundfunk tageblatt rundschau anzeiger kurier verlag
    zeitschrift diario periódico noticias jornal gazeta giornale corriere notizie krant dagblad tidning avis
    aftonbladet haber haberler gazetesi новости газета агентство вісті новини kommunikation
    departement zentrum stiftung portal verein verband fraktion bundestagsfraktion bundesministerium
    abteilung feuerwehr kirche gemeinde fundación fundação fondation fondazione ministerio ministério
    ministère committee department office centre center society union inc ltd gmbh corp llc llp pllc plc kompas detik
    partners holdings
    lab labs army navy project fc afc cf council stadt landkreis landeshauptstadt bezirk kanton nyhetsbyrået nyhetsbyrån
    nyhedsbureauet persbureau presseagentur tygodnik miesięcznik kwartalnik dziennik gazeta týdeník deník noviny
    известия ведомости вестник еженедельник журнал тижневик вісник bladet tidningen avisen tidende gazzetta quotidiano
    rivista settimanale semanario revista semanário folha correio revue hebdomadaire gazette weekblad tijdschrift
    courant
    nieuwsblad dergisi gazetesi harian مجلة مجله هفته‌نامه ماہنامہ साप्ताहिक insight insights consulting analytics
    ventures solutions agencja agentura ajans telegrambyrå
    today online organization organisation universities academy akademie museum theater stadtwerke klinikum
    college school hospital bank weekly daily news24 herald-tribune publishing productions studios fund
    universitetet högskolan uniwersytet univerzita üniversitesi университет университета університет институт институт
    пресс-служба прес-служба департамент министерство міністерство полиция телеканал радио издание ag ltd
    oy srl spa bv nv verlagsgesellschaft mediengruppe medien-gruppe pressestelle polizeipräsidium
    polizeiinspektion stadtverwaltung landratsamt universiteit hogeschool ziekenhuis politie gemeente fundacja
    stowarzyszenie urząd policja nadace sdružení vakfı derneği belediyesi başkanlığı bakanlığı ajansı gazete
    ayuntamiento gobierno policía colegio instituto prefeitura polícia governo universidade comune comando
    questura polizia dipartimento mairie préfecture gendarmerie collectif syndicat colectivo coletivo collettivo
    وزارة جامعة مؤسسة مركز شبكة موقع إذاعة تلفزيون ٹی وی ریڈیو یونیورسٹی ٹائمز دانشگاه رادیو شبکه पत्रिका टाइम्स टीवी
    न्यूज चैनल विश्वविद्यालय universitas kementerian polri televisi koran majalah yayasan
    nachrichtenportal redaktionsnetzwerk netzwerk bureau company club partei council commission وكالة صحيفة
    جريدة الأخبار قناة ایجنسی نیوز روزنامہ خبرگزاری روزنامه समाचार न्यूज़ न्यूज कार्यालय presseportal submissions
    kitchens blogs marketing télévision télévisions televisión televisão televisione televisions broadcasting
""")
# Editions: words that follow a brand in capitals.
EDITIONS = words_of("""
    japan india china korea taiwan asia africa europe france germany italy spain brazil brasil turkey türkiye
    türkçe arabia
    australia canada mexico méxico uk us usa deutschland italia españa polska indonesia russia ukraine online digital
    sport sports tv news international world live
""")
# Japanese family names end like desks, but most have two characters ("阿部"); a desk has at least three.
CJK_ORGANIZATION = re.compile(
    r"(?:通信|通信社|新聞|新聞社|新闻|新闻网|日报|日報|晚报|晚報|編集部|编辑部|編輯部|編集局|报社|報社|电视台"
    r"|電視台|新闻社|官网|ニュース|뉴스|신문|일보|방송|편집부|온라인뉴스팀|뉴스팀|취재팀|センター|中心|快訊"
    r"|快讯|網|网|(?<=..)(?<!\A長谷)(?<!\A日下)(?<!\A曽我)部|\A[本支]部|社|局|ドットコム|デジタル|オンライン|テレビ|放送|ラジオ|編集室|取材班|メディア|マガジン|タイムズ|ジャパン|通信|支局|総局|総研"
    r"|客户端|客戶端|在线|周刊|週刊|月刊|雜誌|杂志|电台|頻道|频道|卫视|财经|時報|时报|商報|早報|晚報|青年报|青年報|委员会|大学|大學|学院|學院"
    r"|研究所|研究院|協会|协会|協會|公司|株式会社|TV|방송국|연구소|대학교|협회|재단|위원회|데일리|타임스|투데이|저널|미디어|닷컴|편집국|보도국|사회부|정치부"
    r"|경제부|문화부|국제부|스포츠부|디지털뉴스부|뉴스부|디지털팀|콘텐츠팀|경제신문|(?<=[가-힣]{2})경제)\Z"
)
# Codes beside an agency that only name its desk.
DESK_CODES = frozenset("red tmn lno lni lby lsw lnw lhe lrs lth lsn lah lbn lmv lbs bb pm ots fmk".split())
# Lower-case words within the names of organisations.
JOINING_WORDS = words_of("""
    and of the for at in on de la le les du des et pour y e el los las del en para da do das dos di della
    delle dei degli
    per il lo i gli und für der die das des von vom zu zur im am beim och för i på og af av w z na do a v pro
    ve ile и по
    van het voor
""")
# The first words of agency names of several words.
AGENCY_OPENINGS = frozenset(name.split()[0] for name in AGENCIES if " " in name) - {"the"}
# Words that are part of agency names.
AGENCY_WORDS = words_of("""
    agency agencia agência agence agenzia agentur nachrichtenagentur persbureau nyhetsbyrå agencja agentura ajansı wire
    newswire агентство агенство агенція وكالة خبرگزاری एजेंसी
""")
# Words in the names of papers, programmes and desks that are never part of a person's name.
TITLE_WORDS = words_of("""
    post posts mail story stories live today guest special our own unsere unser onze nuestra nuestro notre
    this week photo photos
    video videos image news the more first now home free open search report reports this own user anonymous
    premium exclusive
    print newsletter new what how why
""")
# Last words of paper titles that are hardly ever surnames.
TITLE_ENDINGS = words_of("""
    star mail echo argus examiner enquirer inquirer sentinel register dispatch courier bulletin leader citizen
    advertiser republic
    globe mirror mercury express standard record democrat republican advocate statesman beacon monitor reflector
    recorder patriot intelligencer picayune
""")
# Words for units: after a name, one of these begins the unit in which the person works.
UNITS = (
    "Abteilung|Institut|Universität|Hochschule|University|Department|Fakultät|Gesellschaft|Pressestelle|Lehrstuhl|Redaktion|Verein"
    "|Faculty|Institute|Centre|Center|School|College|Université|Universidad|Universidade|Università|Universiteit|Institut|Ministerium"
)
# Words that make a part a desk: the newsroom itself, not a person and not another organisation.
DESK_WORDS = words_of("""
    bot desk newsdesk webdesk staff team ομάδα ομαδα συντακτικη admin administrator webmaster editorial editors
    redacció redakcija redaksia redaksioni redaksie uredništvo uredništva uredništvu
    redaktion redaktionsteam onlineredaktion online-redaktion redaktionen newsteam redacción redaccion
    redação redacao redazione redactie redaktionens redakcja redakce redakcia redakció redacția toimitus
    redaksjonen redaksi редакция редакція σύνταξη haber-merkezi التحرير تحریریه ڈیسک डेस्क ब्यूरो टीम
    nyhetsredaktionen sportredaktionen nyhetsredaksjonen sportsredaktionen
    sportredaktion lokalredaktion zentralredaktion nachrichtenredaktion chefredaktion gesamtredaktion
    webredaktion sportredactie webredactie nieuwsredactie eindredactie newsteam editorial-board webmaster
    المحرر المحررون فريق هيئة تحریریه سرویس گروه ڈیسک ٹیم
    rédaction equipe équipe assessoria newsroom zespół redakcije redakcija uredništvo ekibi servisi board webteam
""")
# "Ledarredaktionen": endings of desks in languages that write compounds.
DESK_ENDINGS = ("redaktion", "redaktionen", "redaksjonen", "redactie")
DESK_PHRASES = re.compile(
    r"(?:our|special|staff|web|city|own|court|sports|political|agency|district|national|the"
    r"|a)\s+(?:own\s+)?(?:correspondents?|reporters?|writers?|representatives?|bureau)\b"
    r"|staff\s+reports?\b|(?:news|web|sports|online|editorial|national|city|monitoring|digital|foreign"
    r"|business)\s+(?:desk|team|staff|service|editors?|report)\b"
    r"|tim\s+redaksi|(?-i:[Tt]im\s+[a-z]\w+)\Z|tim\s+liputan|staf\s+redaksi|dış\s+haberler|spor\s+servisi|internet\s+servisi|نمائندہ\s+خصوصی|سٹاف\s+رپورٹر|اسٹاف\s+رپورٹر"
    r"|نمائندہ\s+\w+|خبر\s+نگار\s+خصوصی|مانیٹرنگ\s+ڈیسک|(?:\w+\s+)?(?:संवाददाता|ब्यूरो)\Z(?<!बीबीसी संवाददाता)"
    r"|فريق\s+التحرير|أسرة\s+التحرير"
    r"|de\s+notre\s+rédaction|van\s+onze\s+(?:redactie|verslaggevers?|correspondent)\Z|von\s+unserer\s+redaktion"
    r"|zespół\s+redakcyjny|dział\s+\w+|служба\s+новостей|редакция\s+\w+|отдел\s+\w+|служба\s+новин|відділ\s+\w+"
    r"|haber\s+merkezi|la\s+rédaction|die\s+redaktion|od\s+redakcji|هيئة\s+التحرير|ویب\s+ڈیسک|نیوز\s+ڈیسک"
    r"|ہمارے\s+نامہ\s+نگار|وقائع\s+نگار"
    r"|वेब\s+डेस्क|न्यूज़\s+डेस्क|our\s+foreign\s+desk|guest\s+(?:author|contributor|writer|post)"
    r"|নিজস্ব\s+(?:প্রতিবেদক|প্রতিনিধি|সংবাদদাতা)|স্টাফ\s+রিপোর্টার|de\s+nuestra\s+redacción|service\s+(?:politique|sports?|économie|monde|société|culture|étranger|international|web|photo|infographie|enquêtes?|sciences?|santé)\b",
    re.IGNORECASE,
)
# "From wire reports" and similar, as a whole segment.
WIRE_REPORTS = re.compile(
    r"(?:from\s+)?(?:(?:our|the)\s+)?(?:(?:staff|local|web)\s+(?:and|&)\s+)?(?:(?:wire|agency"
    r"|news\s+agency|media|staff)\s+(?:reports?|services?)|wires)\b",
    re.IGNORECASE,
)

# "Feld & Co.", "Moran and Sons": a firm, not its partners.
PARTNERS = re.compile(
    r"\s(?:&|and|et|und|y|en)\s(?:Co|Cie|Sons|Partners|Associates|Söhne|Hijos|Hermanos|Figli|Fils|Zonen|Company)\.?"
    r"(?:\s(?:KG|Ltd|Inc|GmbH|LLP|LLC|LLP)\.?)*\Z"
)

# --- Places ---

# Agency abbreviations of the US states after a town.
STATES = words_of("""
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore
    pa tenn tex
    vt va wash wis wyo n.c n.d n.h n.j n.m n.y r.i s.c s.d w.va d.c
""")
# Cities that datelines name, for a place beside a single person; places of one word need no list.
PLACES = frozenset(
    phrases("""
        new york|new york city|new delhi|los angeles|san francisco|washington|washington dc|washington d.c.
        |united nations|hong kong|tel aviv|são paulo|sao paulo|rio de janeiro|buenos aires|mexico city
        |ciudad de méxico|cape town|kuala lumpur|addis ababa|abu dhabi|saudi arabia|ho chi minh city|phnom penh
        |sri lanka|casa bianca|la paz|san juan|santiago de chile|st. petersburg|frankfurt am main|den haag|hague
        |नई दिल्ली|نئی دہلی|نیویارک|اسلام آباد|united states|united kingdom|south africa|las vegas|san diego
        |new orleans|st. louis|islamabad|lahore|karachi|peshawar|quetta|delhi|mumbai|london|paris|berlin|moscow
        |kyiv|beijing|tokyo|seoul|jakarta|bangkok|hanoi|dubai|doha|cairo|jerusalem|gaza|beirut|baghdad|tehran
        |kabul|dhaka|colombo|kathmandu|chennai|kolkata|bengaluru|bangalore|hyderabad|ahmedabad|pune|kochi
        |thiruvananthapuram|kozhikode|coimbatore|madurai|mysuru|mangaluru|visakhapatnam|vijayawada|bhubaneswar
        |guwahati|patna|ranchi|lucknow|kanpur|varanasi|jaipur|jodhpur|chandigarh|amritsar|ludhiana|shimla|dehradun
        |srinagar|jammu|bhopal|indore|nagpur|vadodara|panaji|gurugram|noida|raipur|imphal|shillong|agartala
        |rawalpindi|faisalabad|multan|sialkot|gujranwala|sukkur|gilgit|muzaffarabad|chittagong|chattogram
        |sylhet|rajshahi|khulna|thimphu|yangon|vientiane|cebu|davao|penang|johor bahru|kuching|kota kinabalu
        |abuja|kano|ibadan|enugu|port harcourt|accra|kumasi|kampala|dar es salaam|dodoma|kigali|harare|bulawayo|lusaka
        |lilongwe|windhoek|gaborone|pretoria|durban|mombasa|kisumu|khartoum|mogadishu|freetown|monrovia|nairobi|lagos|johannesburg|madrid|barcelona|rome|milan|vienna|wien|zürich
        |zurich|genf|geneva|brussels|brüssel|bruxelles|amsterdam|lisbon|lisboa|stockholm|oslo|copenhagen
        |københavn|helsinki|warsaw|warszawa|prague|praha|budapest|bucharest|sofia|athens|ankara|istanbul
        |i̇stanbul|hamburg|münchen|köln|frankfurt|boston|chicago|houston|miami|dallas|atlanta|seattle|toronto
        |ottawa|montreal|sydney|melbourne|canberra|singapore|manila|taipei|shanghai|caracas|bogotá|lima|santiago
        |quito|medellín|munich|أبوظبي|brasília|москва|киев|київ|лондон|القاهرة|بيروت|دمشق|بغداد|الرياض|دبي|تہران
        |تهران|لاہور|کراچی|دہلی|लंदन|मुंबई|दिल्ली|लखनऊ|पटना|जयपुर|भोपाल|北京|上海|台北|東京|大阪|香港|台中|高雄
        |台南|서울|부산|대구|인천|대전|광주|수원|울산|세종|제주|창원|청주|전주|춘천|평양|워싱턴|뉴욕|도쿄|베이징|상하이|런던|파리|베를린|모스크바|홍콩
        |로스앤젤레스|브뤼셀|제네바|카이로|하노이|방콕|뉴델리|자카르타|시드니
        |ワシントン|ニューヨーク|ロンドン|パリ|ベルリン|モスクワ|ソウル|ジュネーブ|ブリュッセル|カイロ|バンコク|ニューデリー|ロサンゼルス|シドニー|ローマ|ウィーン
        |エルサレム|テヘラン|イスタンブール|シンガポール|ハノイ|ジャカルタ|マニラ|サンパウロ|京都|名古屋|札幌|福岡|仙台|広島|神戸|横浜|那覇|新潟|長野
        |广州|深圳|天津|重庆|成都|武汉|西安|南京|杭州|沈阳|长春|哈尔滨|济南|郑州|长沙|昆明|贵阳|南宁|福州|厦门|合肥|南昌|太原|兰州|乌鲁木齐|拉萨|海口|石家庄|呼和浩特
        |新北|桃園|新竹|基隆|嘉義|屏東|花蓮|台東|宜蘭|苗栗|彰化|南投|雲林|臺北|臺中|臺南|澳门|澳門|华盛顿|華盛頓|纽约|紐約|伦敦|倫敦|巴黎|柏林|莫斯科|首尔|首爾
        |东京|日内瓦|布鲁塞尔|新德里|联合国|堪培拉|悉尼|曼谷|新加坡|吉隆坡|开罗|耶路撒冷
        |غزة|رام الله|القدس|عمان|عمّان|صنعاء|عدن|طرابلس|تونس|الجزائر|الرباط|الدار البيضاء|الخرطوم|الدوحة|الكويت
        |المنامة|مسقط|جدة|مكة|حلب|أربيل
        |لندن|باريس|واشنطن|نيويورك|موسكو|برلين|بروكسل|جنيف|طهران|أنقرة|إسطنبول|اسطنبول|كييف|بكين|طوكيو|نيودلهي|الإسكندرية|الناصرة|حيفا|نواكشوط
        |راولپنڈی|پشاور|کوئٹہ|فیصل آباد|ملتان|حیدرآباد|سیالکوٹ|گوجرانوالہ|مظفر آباد|گلگت|لندن|واشنگٹن|دبئی
        |ریاض|کابل|ماسکو|بیجنگ|ممبئی|سرینگر|ڈھاکہ
        |مشهد|اصفهان|شیراز|تبریز|اهواز|قم|کرمان|رشت|پاریس|برلین|واشنگتن|نیویورک|مسکو|پکن|وین|ژنو|بروکسل|استانبول|آنکارا|بغداد|دوشنبه|هرات
        |नोएडा|गुरुग्राम|गाजियाबाद|कानपुर|वाराणसी|प्रयागराज|आगरा|मेरठ|रांची|रायपुर|देहरादून|शिमला|चंडीगढ़|अहमदाबाद|सूरत|कोलकाता|चेन्नई|बेंगलुरु|हैदराबाद|इंदौर
        |ग्वालियर|जबलपुर|गोरखपुर|अयोध्या|श्रीनगर|जम्मू|अमृतसर|लुधियाना|पुणे|नागपुर|गुवाहाटी|वॉशिंगटन|इस्लामाबाद|काठमांडू|ढाका
        |санкт-петербург|минск|париж|берлин|вашингтон|нью-йорк|брюссель|тбилиси|ереван|баку|астана|алматы|ташкент|екатеринбург|казань|новосибирск|варшава
        |харків|львів|одеса|дніпро|варшава|брюссель|вашингтон|берлін|париж|запоріжжя|ізмір|izmir|i̇zmir|bursa|antalya|adana|konya|gaziantep|diyarbakır|trabzon|samsun|kayseri|eskişehir|mersin
        |bandung|surabaya|yogyakarta|medan|semarang|makassar|denpasar|bogor|bekasi|depok|tangerang|solo|malang
        |palembang|banda aceh
        |kiev|kiew|bern|basel|düsseldorf|stuttgart|leipzig|dresden|hannover|bremen|nürnberg|graz|salzburg|innsbruck|linz|rom|mailand|moskau|peking|tokio
        |washington, d.c.|moscou|londres|genève|pékin|varsovie|bruxelles|jérusalem|beyrouth|téhéran|alger
        |tunis|rabat|dakar|abidjan|kinshasa|ouagadougou
        |roma|milano|napoli|torino|palermo|firenze|bologna|venezia|genova|bari|londra|parigi|berlino|mosca
        |new york|bruxelles
        |sevilla|valencia|bilbao|zaragoza|málaga|ciudad de guatemala|tegucigalpa|managua|san josé|san salvador
        |guatemala|montevideo|asunción|la habana|bruselas|moscú|ginebra
        |porto alegre|belo horizonte|curitiba|recife|salvador|fortaleza|manaus|brasilia|porto|coimbra|braga
        |genebra|bruxelas|moscovo|luanda|maputo
        |rotterdam|utrecht|eindhoven|groningen|maastricht|antwerpen|gent|brussel|göteborg|malmö|uppsala|bergen|trondheim|stavanger|aarhus|odense|aalborg
        |kraków|łódź|wrocław|poznań|gdańsk|katowice|lublin|brno|ostrava|plzeň|olomouc|bratislava
        """)
)
