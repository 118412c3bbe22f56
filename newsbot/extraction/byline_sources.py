"""Who and what stands in bylines beside people: agencies, papers, desks and places.

Data only; `byline_kinds` says what they mean. All words are folded, as in `byline_words`.
"""

import re

from newsbot.extraction.byline_words import phrases, words_of

# --- Organisations ------------------------------------------------------------------------------

# News agencies and services, by their folded names without "the": the spelling shown when a page shouts or whispers it.
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
        |БЕЛТА|新华社|新華社|新华网|中新社|中新网|中國新聞社|中央社|共同通信|共同通信社|時事通信|時事通信社|時事
        |ロイター|AFP通信|AP通信|聯合報|연합뉴스|뉴시스|뉴스1|로이터|رويترز|أ ف ب|فرانس برس|وكالات|الأناضول
        |د ب أ|ایسنا|ایرنا|فارس|مهر|تسنیم|اے ایف پی|رائٹرز|एएनआई|पीटीआई|भाषा|आईएएनएस|एजेंसी|Agencies
        |News Agencies|Agences|Agencias|Agencia|Agenturen|Agências|Agenzie|Wire Reports|Wire Services|Wire
        |News Wire|Staff and Wire Reports|Staff and Agencies|Monitoring
        """)
}
# Papers and broadcasters that read like people or single words.
OUTLETS = frozenset(
    phrases(
        """
        bbc|bbc news|sky news|cnn|cnbc|npr|pbs|nbc|nbc news|abc news|cbs news|fox news|al jazeera|guardian
        |washington post|new york times|los angeles times|financial times|wall street journal|usa today|buzzfeed
        |buzzfeed news|huffpost|huffington post|politico|propublica|le monde|le figaro|la repubblica|el país
        |el mundo|spiegel|zeit online|faz|tagesschau|ndr|wdr|mdr|swr|rbb|zdf|ard|deutschlandfunk|rnz|time
        """
    )
)
# Words that make a name an organisation's.
ORGANIZATION_WORDS = words_of("""
    agency agencies agence agencia agência agenzia agentur nachrichtenagentur press presse university
    universität universidad université università universiteit institute institut instituto newspaper
    newspapers magazine magazin times herald tribune gazette chronicle journal guardian observer telegraph
    news newswire wire media newsroom network radio television tv fm group foundation association ministry
    ministerium polizei police zeitung nachrichten rundfunk tageblatt rundschau anzeiger kurier verlag
    zeitschrift diario periódico noticias jornal gazeta giornale corriere notizie krant dagblad tidning avis
    aftonbladet haber haberler gazetesi новости газета агентство вісті новини kommunikation newsletter
    departement zentrum stiftung portal verein verband fraktion bundestagsfraktion bundesministerium
    abteilung feuerwehr kirche gemeinde fundación fundação fondation fondazione ministerio ministério
    ministère committee department office centre center society union inc ltd gmbh corp llc plc kompas detik
    nachrichtenportal redaktionsnetzwerk netzwerk bureau company club partei council commission وكالة صحيفة
    جريدة الأخبار قناة ایجنسی نیوز روزنامہ خبرگزاری روزنامه समाचार न्यूज़ न्यूज कार्यालय pressemitteilung
    presseportal submissions kitchens blogs marketing
""")
CJK_ORGANIZATION = re.compile(
    r"(?:通信|通信社|新聞|新聞社|新闻|新闻网|日报|日報|晚报|晚報|編集部|编辑部|編輯部|編集局|报社|報社|电视台"
    r"|電視台|新闻社|官网|ニュース|뉴스|신문|일보|방송|편집부|온라인뉴스팀|뉴스팀|취재팀|センター|中心|快訊"
    r"|快讯|網|网|部|社|局|ドットコム)\Z"
)
# Words that make a part a desk: the newsroom itself, not a person and not another organisation.
DESK_WORDS = words_of("""
    desk newsdesk webdesk staff team ομάδα ομαδα συντακτικη admin administrator webmaster editorial editors
    redaktion redaktionsteam onlineredaktion online-redaktion redaktionen newsteam redacción redaccion
    redação redacao redazione redactie redaktionens redakcja redakce redakcia redakció redacția toimitus
    redaksjonen redaksi редакция редакція σύνταξη haber-merkezi التحرير تحریریه ڈیسک डेस्क ब्यूरो टीम
    rédaction newsroom zespół redakcije redakcija uredništvo ekibi servisi board webteam
""")
DESK_PHRASES = re.compile(
    r"(?:our|special|staff|web|city|news|own|court|sports|political|agency|district|national|the"
    r"|a)\s+(?:own\s+)?(?:correspondents?|reporters?|writers?|representatives?|bureau)\b"
    r"|staff\s+reports?\b|(?:news|web|sports|online|editorial|national|city|monitoring|digital|foreign"
    r"|business)\s+(?:desk|team|staff|service|editors?|report)\b"
    r"|haber\s+merkezi|la\s+rédaction|die\s+redaktion|od\s+redakcji|هيئة\s+التحرير|ویب\s+ڈیسک|نیوز\s+ڈیسک"
    r"|ہمارے\s+نامہ\s+نگار|وقائع\s+نگار"
    r"|वेब\s+डेस्क|न्यूज़\s+डेस्क|our\s+foreign\s+desk|guest\s+(?:author|contributor|writer|post)"
    r"|de\s+nuestra\s+redacción",
    re.IGNORECASE,
)
# "From wire reports" and its kin, whole.
WIRE_REPORTS = re.compile(
    r"(?:from\s+)?(?:(?:our|the)\s+)?(?:(?:staff|local|news|web)\s+(?:and|&)\s+)?(?:(?:wire|agency"
    r"|news\s+agency|media|staff)\s+(?:reports?|services?)|wires)\b",
    re.IGNORECASE,
)

# --- Places ---

# Cities that datelines name, for a place beside a single person; places of one word need no list.
PLACES = frozenset(
    phrases("""
        new york|new york city|new delhi|los angeles|san francisco|washington|washington dc|washington d.c.
        |united nations|hong kong|tel aviv|são paulo|sao paulo|rio de janeiro|buenos aires|mexico city
        |ciudad de méxico|cape town|kuala lumpur|addis ababa|abu dhabi|saudi arabia|ho chi minh city|phnom penh
        |sri lanka|la paz|san juan|santiago de chile|st. petersburg|frankfurt am main|den haag|hague
        |नई दिल्ली|نئی دہلی|نیویارک|اسلام آباد|united states|united kingdom|south africa|las vegas|san diego
        |new orleans|st. louis|islamabad|lahore|karachi|peshawar|quetta|delhi|mumbai|london|paris|berlin|moscow
        |kyiv|beijing|tokyo|seoul|jakarta|bangkok|hanoi|dubai|doha|cairo|jerusalem|gaza|beirut|baghdad|tehran
        |kabul|dhaka|colombo|kathmandu|nairobi|lagos|johannesburg|madrid|barcelona|rome|milan|vienna|wien|zürich
        |zurich|genf|geneva|brussels|brüssel|bruxelles|amsterdam|lisbon|lisboa|stockholm|oslo|copenhagen
        |københavn|helsinki|warsaw|warszawa|prague|praha|budapest|bucharest|sofia|athens|ankara|istanbul
        |i̇stanbul|hamburg|münchen|köln|frankfurt|boston|chicago|houston|miami|dallas|atlanta|seattle|toronto
        |ottawa|montreal|sydney|melbourne|canberra|singapore|manila|taipei|shanghai|caracas|bogotá|lima|santiago
        |quito|medellín|munich|أبوظبي|brasília|москва|киев|київ|лондон|القاهرة|بيروت|دمشق|بغداد|الرياض|دبي|تہران
        |تهران|لاہور|کراچی|دہلی|लंदन|मुंबई|दिल्ली|लखनऊ|पटना|जयपुर|भोपाल|北京|上海|台北|東京|大阪|香港|台中|高雄
        |台南|서울|부산|대구|인천|대전|광주
        """)
)
