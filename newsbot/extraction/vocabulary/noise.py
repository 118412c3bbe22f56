"""Noise in bylines, neither a name nor information about one: counters, buttons, labels, sections.

Data only; `byline.lines` removes it from lines, `names.spelling` and `byline.kinds` reject it as names.
"""

import re

from newsbot.extraction.vocabulary.lists import words_of

OTHERS = re.compile(
    r"(?:,?\s+(?:and|und|et|y|e|i|og|och|en|ve|и|і|та|a|dan|ja|plus|και|و|اور|और)|\s*[+&,、，،])\s*(?:ещё\s+|еще\s+|ще\s+)?و?(?:\d+|two|three|four"
    r"|five|several|zwei|drei|deux|trois|dos|tres|due|tre|twee|två|to|dwie|dva|dwóch|mehrere|plusieurs|varios|diversi)"
    r"\s+(?:others?|more|weitere[nr]?|autres?|otros|otras|más|mas|outros|outras|mais|altri|altre|andere[n]?|andra|till|andre|flere|inne|innych"
    r"|další|dalších|diğer|kişi|других|автора|автор|авторов|інших|آخرون|آخرين|دیگر|نفر|अन्य|lainnya|orang)(?!\w).*"
    r"|[、，,・\s]*(?:ほか|他|등|외|等)\s*\d*\s*(?:人|名|명|位)?\s*\Z"
    r"|,?\s+(?:and|&)\s+others\Z|,?\s+(?:und|et|y|e|en|och|og|i|a|ve|и|та|і|dan|&)\s+(?:weitere[nr]?|andere[nr]?|d['’]autres"
    r"|autres|otr[oa]s|altri|altre|outr[oa]s|andra|andre|inni|inne|další|diğerleri|другие|інші|lainnya|lain-lain)"
    r"(?:\s+(?:autor\w*|auteur\w*|autore\w*|författare|forfattere))?\Z"
    r"|,?\s+(?:और|एवं)\s+अन्य\Z|,?\s+اور\s+دیگر\Z|,?\s+(?:et\s+al\.?|u\.\s?a\.|m\.\s?fl\.|i\s+in\.|a\s+kol\.|и\s+др\.|та\s+ін\.|dkk\.?|ve\s+ark\.|وآخرون|ووكالات|والوكالات|و\s+دیگران|و\s+همکاران)\s*\Z",
    re.IGNORECASE,
)
# The subject of an obituary: "Ada Moran, 1940–2026", "Ada Moran (1940–2026)".
LIFE_SPAN = re.compile(
    r"[\s,(]\s?1[6-9]\d\d\s?[–-]\s?(?:1[7-9]|20)\d\d\)?\s*\Z"
    r"|\b(?:born|geboren|née?|nacid[oa]|nascid[oa]|nat[oa]|född|født|geb\.)\s[^|]{0,40}?\b1[6-9]\d\d\b[^|]{0,40}?\b(?:died|gestorben|morte?|décédée?|fallecid[oa]"
    r"|falecid[oa]|mort[oa]|overleden|död|død|gest\.)\s",
    re.IGNORECASE,
)
# "Sel, 16 Jun 2026": abbreviated weekdays that are names in other languages.
SHORT_WEEKDAY = re.compile(
    r"(?:(?<=\|\s)|\A)(?:Sen|Sel|Rab|Kam|Jum|Sab|Ming?),\s(?=\d{1,2}\s[^\W\d_]{3,9}\s(?:19|20)\d\d)"
)
# "Ada Moran, mayor, at the bridge (photo Ali Raza)": the person in a picture is not the writer.
CAPTION = re.compile(
    r"(?:\S+\s+){5,}(?:[(\[](?:photos?|fotos?|bild|foto|pictures?|zdj\.|fot\.|фото|photo\s+credit)(?:\s+by|\s*:)?\s[^()]{3,40}[)\]]\W*"
    r"|(?:photos?|fotos?|bild|pictures?|image|fot\.|фото|crédits?)(?:\s+credit)?\s?:\s[^:]{3,40})\Z",
    re.IGNORECASE,
)
# "Ada Moran / 03.05.2026 / 10:15 / Foto: Ali Raza": a time of day or separated parts; captions have neither.
IN_PARTS = re.compile(r"\b\d{1,2}:\d\d\b|\s[|/•·]\s[^|/•·]*\s[|/•·]\s")
# "By Harbour Weather's Ada Moran": the employer before the name.
OWN = re.compile(r"\A([Bb]y\s+|BY\s+)(?:[A-Z][\w.&-]*\s){0,3}[A-Z][\w.&-]*['’]s\s+(?=(?P<given>[A-Z][\w.-]+)\s[A-Z])")
# How long ago it was, in one unit or two: "5 months, 3 weeks ago".
AGO = re.compile(
    r"(?<!\w)(?:(?:,?\s?(?:and\s)?\b(?:an?|\d{1,3})\s(?:year|month|week|day|hour|minute|min)s?){1,2}\sago"
    r"|(?:vor|hace|il\sy\sa|há)(?:,?\s(?:(?:und|y|et|e)\s)?\d{1,3}\s(?:jahr|monat|woche|tag|stunde|minute|año|ano|mes"
    r"|mois|semana|semaine|día|dia|jour|hora|heure|minuto)(?:e?n|e?s)?){1,2})\b",
    re.IGNORECASE,
)
NOISE = re.compile(
    # Each of these begins a word.
    r"(?<!\w)(?:(?:ai|ia|ki|ии|ші)[\s-]?(?:generated|generiert|assisted|written|生成)\b(?:\s(?:by|von|par)\s[^|,;.]+)?"
    r"|(?:generated|created|written|made|produced|généré|créé|rédigé|generado|creado|escrito|gerado|criado|generato|creato|erstellt"
    r"|gegenereerd)e?\s+(?:with|by|using|par|avec|con|por|com|mit|von|da|door|met)\s+(?:(?:the\s+)?(?:help|aid|use)\s+of\s+)?(?:ai|ia|ki)\b(?:\s+(?:assistance|tools?))?"
    r"|no author\b|view orcid profile|(?:no|leave a|add|post a)\s+comments?\b|comments?\s+(?:off|closed)\b"
    r"|(?:keine|schreibe einen|hinterlasse einen)\s+kommentare?\b|email (?:the )?author\b"
    r"|follow(?:\s+(?:me|us|on|him|her|them|this|the|@|[A-Z]).{0,60}|\s*\||\Z)"
    r"|(?:view|see|read)\s+(?:profile|bio|all(?! posts by)|more|full|comments)\b.{0,60}"
    r"|share\s+(?:this|on|with|article)\b.*|listen\s+(?:to|now)\b.*"
    r"|contact\s+(?:the|me|us|author)\b.*|lesen sie\b.*|all posts\b"
    r"|(?:temps de lecture|tiempo de lectura|lesedauer|lesezeit)\b[^|•·]*"
    r"|(?:min|minutes?)\.?\s+(?:read|lesezeit|lesen|de lectura)\b"
    r"|(?:twitter|facebook|instagram|linkedin)\s*(?:account.*)?|more (?:by|from) this author\b"
    r"|this author\b|(?:kategorien?|category|categories|tags|tagged|schlagworte|filed under)\b.*"
    r"|about (?:the )?(?:author|writer)s?\b[:]?|über (?:den autor|die autorin|die autoren)\b.*"
    r"|sobre (?:el|la|o|a) autora?\b.*|sull['’]autore\b.*|over de auteur\b.*"
    r"|om (?:forfatteren|författaren)\b.*|o (?:autorze|autorce|autorovi)\b.*|tentang penulis\b.*"
    r"|(?:all )?rights reserved\b.*|copyright\b.*|symbol(?:bild|foto)\b.*|artikelübersicht\b"
    r"|sendung:.*|\w+\(\d+\)|(?:kommentare|drucken|teilen|merken|vorlesen)\b(?:\s+\w+)*\Z"
    r"|(?:for immediate|zur sofortigen|pour diffusion|para (?:publicación|divulgação)|per la pubblicazione)\s"
    r"(?:release|distribution|publication|veröffentlichung|immédiate|inmediata|imediata|immediata)\b"
    r"|google news\b.*|(?:tamil|hindi) version\b.*"
    r"|(?:min|minutes?|minuter|minuti|minutos|minuten|minut|мин|хв|dakika|menit)\.?\s+(?:read|lesezeit|lesen"
    r"|de lectura|de leitura|de lecture|di lettura|lezen|leestijd|läsning|lesetid|læsetid|czytania|čtení"
    r"|okuma|чтения|читання|baca)\b"
    r"|(?:lesezeit|lästid|lesetid|læsetid|leestijd|czas czytania|doba čtení|okuma süresi|время чтения"
    r"|час читання|tempo di lettura|tempo de leitura|waktu baca|reading time)\b[^|•·]*)"
    # These may stand anywhere.
    r"|kommentare geschlossen|hinterlasse eine antwort"
    r"|(?:阅读时[间长]|閱讀時[間長]|読了時間|読了目安|읽는\s?시간)[\s:：][^|•·]*"
    r"|(?:カテゴリー?|タグ|人氣|人气|留言|留言板|阅读|閱讀)[\s:：].*|配信|編集$"
    r"|(?:点击|點擊|浏览|瀏覽|评论|評論|访问|訪問|热度|熱度)(?:量|数|數|次数|次數)?\s?[:：]\s?\d*\s?次?"
    r"|(?:조회|입력|등록|수정|승인|최종수정|업데이트)[\s:：][\s:：\d.,/\-년월일시분초오전후]*"
    r"|à propos de l['’]auteur.*|(?<=\w)\s(?:verified\s(?:author|account|user|journalist)|on\sbehalf\sof\b.*)"
    r"|(?<=\w)\s(?:gold|silver|bronze|platinum|diamond)\s(?:member|contributor|user|reviewer)\b"
    r"|(?<!\w)(?:lvl?|level)\.?\s?\d{1,3}(?!\w)"
    # "1 of 12": the picture counter of a gallery.
    r"|(?<!\w)\d{1,3}\s(?:of|von|de|di|van|av|af|из|з)\s\d{1,3}(?!\w)"
    # What precedes the page's date, left over when the date is blanked.
    r"|(?<=\w\w)\s+(?:publicerad|publisert|publiceret|vydáno|publikováno|zveřejněno|опубликован[оа]|опубліковано|veröffentlicht"
    r"|opublikowano|dodano|gepubliceerd|pubblicato|publicado|publié|diterbitkan|yayınlan\w+|published|posted|updated|oppdatert"
    r"|uppdaterad|opdateret|aktualizováno|aktualisiert|bijgewerkt)\s*[:：]?\s*(?=\||\Z|(?:i\sdag|i\sgår|idag|heute|today|yesterday|dnes)\b)"
    r"|об авторе.*|про автора.*|عن الكاتب.*|درباره نویسنده.*"
    r"|\((?:she|he|they|her|him|ret\.?|retd\.?|pictured|above|left|right|pseudonym)(?:[/,] ?\w+)*\)"
    r"|\([DRI]-[A-Z]\w*\.?\)|,\s+[DRI]-[A-Z]\w*\.?|[©ⓒ]\s?(?:19|20)\d\d.*|무단\s?전재.*|\s#\w.*"
    r"|\s+yazdı\Z|\s+tarafından\b.*|\s+के लिए\Z|\s+द्वारा\Z|\s+کے لیے\Z",
    re.IGNORECASE,
)
# The rank and the readers of a member that forums and blogs show below the name: "Lv4", "Gold Member",
# "1.2K followers".
BADGE = re.compile(
    r"\W*(?:(?:lvl?|level|niveau|nivel|livello|stufe|rang|rank)\.?\s?\d+"
    r"|[\d.,]+\s?[kmk]?\s(?:followers?|following|subscribers?|fans|karma|points?|abonnés|seguidores|abonnenten)"
    r"|(?:gold|silver|bronze|platinum|diamond|top|trusted|verified|premium|vip|elite|active|honou?rary|legendary|well-known"
    r"|super|power|rising|star|new|full|junior|senior|founding|registered|moderat(?:or|ing))\s"
    r"(?:member|contributor|user|reviewer|writer|commenter|blogger|fan|author|poster|creator|voice)s?"
    r"|verified(?:\s(?:author|account|user|member|writer|journalist))?)\W*\Z",
    re.IGNORECASE,
)
# A stretch that opens with one of these is a button or a pointer, whatever follows.
POINTER = re.compile(
    r"(?:share|letters?\s+to\s+the|подписаться|підписатися|s'inscrire|inscrivez|suscribirse|teilen|partager|partagez|compartir|comparte|compartilhar|compartilhe|condividi|delen|udostępnij|sdílet|sdílejte|paylaş"
    r"|deel\s+(?:dit|op|via|artikel)|dela\s+(?:på|via|artikeln)|dela\Z|del\Z|del\s+(?:på|artikkel|denne)|поделиться|поділитися|bagikan|subscribe"
    r"|sign\s+(?:up|in)|log\s+in|click|download|continue|advertisement|related|recommended|trending|latest(?!\s+posts\s+by)|zurück|back\s+to|zur|jetzt|hier|klicken"
    r"|save\s|print\s|join\s+(?:us|our|the)|get\s+(?:the|our|more)|watch\s|tap\s|most\s|top\s+(?:stories|news|story|posts|\d)"
    r"|read\s+(?:more|also|next|the|full|our|this|all|it)|photos?\Z|(?:ap|afp|reuters|epa)\s+(?:photos?|images?)\Z|images?\Z|photo\s+gallery|lesen|lire|leer|leggi|devamını|читайте|читать"
    r"|leia\s+(?:mais|também)|lea\s+(?:más|también)|lees\s+(?:ook|meer|verder)|läs\s+(?:också|mer|även)|les\s+(?:også|mer)|læs\s+(?:også|mere)"
    r"|czytaj|przeczytaj|čtěte|baca\s+(?:juga|selengkapnya)|selengkapnya|mehr\s+zum|voir\s|ver\s+(?:más|mais|todos|todo)|vedi\s|bekijk|zobacz"
    r"|abonnez|abonnieren|suscríbete|assine|iscriviti|réservé|abonnés|última|últimas|ultime|dernières?|siste|senaste|seneste|senest|laatste"
    r"|najnowsze|son\s+dakika|son\s+haberler|последние|останні|facebook['’]ta|twitter['’]da|все\s+новости|всі\s+новини|à\s+lire|temps\s+de"
    r"|newsletter|s['’]abonner|actualizado|atualizado|aktualisiert|mis\s+à|mise\s+à|ultimo|ultimi"
    r"|شارك|اقرأ|إقرأ|المزيد|تابع|آخر|أخبار\s+ذات|مشاركة|انشر|نسخ|طباعة|مزید|شیئر|فیس\s+بک|ٹوئٹر|متعلقہ|یہ\s+بھی|شائع"
    r"|اشتراک|بیشتر|کد\s+خبر|تاریخ|لینک|چاپ|ارسال|مطالب|خبرهای|بازدید|انتشار|शेयर|यह\s+भी|ये\s+भी|और\s+पढ़ें|पढ़ें|फॉलो|हमें|ताज़ा|ताजा)"
    r"(?:\s|\Z)",
    re.IGNORECASE,
)
# A reader's comment: the name in it is the commenter's, not the author's.
COMMENT = re.compile(
    r"(?:\bsaid,?\s+on\b.*|\b(?:says|said|wrote|commented|replied|sagt|sagte|meint|schreibt|schrieb|dice|dit|dijo|disse|diz|skriver|zegt|pisze|пишет)"
    r"\s*(?:am\b.*|on\b.*)?[:：])\s*\Z",
    re.IGNORECASE,
)
# Han, kana and Hangul that name buttons, counters and labels wherever they stand.
CJK_POINTER = re.compile(
    r"追記|補足|訂正|分享|关注|關注|收藏|点赞|點讚|评论\Z|評論\Z|转发|轉發|相关|相關|推荐|推薦|更多|阅读|閱讀|发布|發布|發佈|更新|时间|時間|日期|首页|首頁|登录|登入|注册|广告|廣告"
    r"|返回|热点|熱點|排行|打印|下载|下載|字号|字號|纠错|版权|版權|声明|聲明|原标题|原標題|点击|點擊|导读|摘要|关键词|标签|標籤|分类|分類|浏览|瀏覽|未知\Z|佚名|匿名|不详\Z|人氣|次数|听新闻"
    r"|写真も|撮影も|関連|おすすめ|人気|記事|シェア|ツイート|ログイン|会員|無料|有料|公開|配信|コメント|印刷|保存|一覧|ランキング|お気に入り|続きを|読む|もっと|最新|特集|新着|フォロー|トップ|速報|広告"
    r"|좋아요|자평|맨 위|위로|답글|추천|その他|スポンサ|リンク|メニュー|検索|購読|ホーム|ページ|무단|전재"
    r"|재배포|금지|공유|댓글|입력|승인|최종|수정|등록|기사|구독|관련|로그인|회원|스크랩|인쇄|글자|페이스북|카카오|트위터|네이버|바로가기|더보기|목록|전체|크기|변경|(?:하|보)기\Z"
)
FILED = re.compile(r"(?<=[\w,])\s+(?:in|unter|under)\s+(?:(?!\s(?:by|von|par|por|di)\s)[^|])*", re.IGNORECASE)
# The same at the end of a line without a date; only section words are certain not to be a place.
FILED_LAST = re.compile(r"(?<=[\w,])\s+(?:in|unter|under|en|em|dans|sous)\s+(?P<sections>[^|]{1,60})\Z", re.IGNORECASE)
# What follows one of these words after a name is not a name, but whom the text was written for or what it is about.
CUT = re.compile(
    r"(?<=\w)\s+(?:beim|bei|am|auf|aus|für|for|at|on|pour|colaboração\s+para|colaboración\s+para|especial\s+para|para|special\s+to|is|ist|es|est|è|är|über|для|(?-i:per(?=\s[A-Z])))\s+(?P<rest>.*)",
    re.IGNORECASE,
)


# Words that are never part of a name: the rest of a sentence, a menu or a counter.
NOT_NAME = words_of("""
    dispatch dispatches
    ihr ihre ansprechpartner ansprechpartnerin
    our own special onze unsere unser unserem unserer unseren nuestro nuestra notre nos nostro nostra vår
    the this that these those was were is are has have had will would can what when where why how about your
    you we they he she it its their not but if follow share email e-mail mail print contact subscribe
    comment comments off closed read min mins minute minutes view views more posts post article articles story stories
    photo photos video videos file image images getty shutterstock unsplash download save listen loading
    login sign newsletter twitter facebook instagram linkedin whatsapp telegram youtube pinterest website
    rubriche rubrica rubriques rubrique secciones sección sezioni sezione sommaire sommario
    homepage profile profil bio ago hours days today yesterday tweet published updated modified posted
    uploaded created last latest all none null undefined nan n/a na test http https www com html php der das
    dem ist sind war wird wurde nicht auf für mit bei uhr lesezeit kommentare kommentar keine noch dieser
    diese dieses artikel beitrag beiträge veröffentlicht aktualisiert teilen drucken merken mehr est sont
    pas pour avec dans sur cet cette publié lecture partager temps está son para con una este esta lectura
    compartir publicado actualizado é são não uma leitura sono per questo tempo lettura condividi het een
    dit niet met voor bij leestijd jest są nie dla przeczytaj czytaj это для не все ещё время чтения
    копировать من على في هذا هذه التي الذي یہ ہے میں سے کے کا کی کو نے اور است این که را برای है के में की
    का को ने यह meldung meldungen agenturmaterial agenturmeldung
    pressemitteilung pressemeldung presseinformation medienmitteilung medieninformation
    answers zvg cortesía archivo uppdaterad publicerad oppdatert publisert opdateret
    offentliggjort bijgewerkt aktualizacja archiv archives unknown anonymous user guest 配信
    未知 佚名 匿名 不详 本站 原创 本站原创 转载 anoniem anonyme anónimo anonimo anônimo анонім аноним
    gast invité invitado visitante ospite гость гість copyright rights reserved
    advertisement sponsored premium exclusive live breaking
    must size wants need needs
    into onto upon within without before after against between during until while because although through
    been being does did doing could should might must shall there here again ever never every each both few many much
    such which whose get gets getting make makes making take takes taking say says said tells calls announces warns
    kills killed dies wins win loses arrested charged signs find finds found amid despite among whether top best worst
    edited reviewed reserved loading subscriber subscribers only free trial cookies cookie privacy policy terms
    search menu home skip content related trending recommended advertising advertise sponsored reply replies likes like
    registered required breaking alert alerts update updates topic topics section sections tag tags category categories
    lesen alle abonnieren anmelden registrieren suche bildergalerie werbung anzeige quelle quellen zuletzt
    speichern vorlesen
    crédit crédits abonné abonnés commentaires commenter imprimer envoyer modifié actualités source sources
    comentarios imprimir noticias suscríbete suscriptores contribuido
    comentários notícias fonte assinantes publicidade compartilhe
    commenti notizie aggiornato stampa
    reacties bijgewerkt gepubliceerd
    kommentarer källa
    kilde
    komentarze źródło aktualności wiadomości czytania
    komentáře zdroj zprávy aktualizováno komentář rozhovor glosa
    yorum yorumlar kaynak haberler yayınlanma yayınlandı güncelleme güncellendi giriş paylaş yayın tarihi
    also via next prev previous chapter uns us mich photography info infos hashtag tel fax tempo publiziert
    erscheint pubblicato
    zurück weiter weitere ältere neuere einträge weiterlesen ausdrucken gmt html pdf rss xml faq
    contributed submitted courtesy supplied handout undated
    почему когда где потому после перед против между без его её быть был была комментарии комментариев источник
    новости опубликовано обновлено поделиться просмотров фото
    чому коли де після перед проти між без його її бути був була коментарі коментарів джерело новини опубліковано
    оновлено поділитися переглядів
    عاجل متابعات نشر نشرت تحديث آخر منذ بعد قبل ضد بين عند المصدر تعليق تعليقات مشاهدة اقرأ شارك
    شائع اپ ڈیٹ مزید پڑھیں شیئر کریں تبصرے ماخذ
    شؤون كأس صلاة تغطية أخبار
    मंदिर नदी योजना पुराण ग्रहण चांदी राशिफल अपडेट लाइव खबर खबरें ताजा ताज़ा पंचांग व्रत उपाय बाजार बाज़ार खेल क्रिकेट चुनाव
    राजनीति मनोरंजन बॉलीवुड स्वास्थ्य ज्योतिष परीक्षा परिणाम नौकरी विदेश राज्य प्रदेश कार्यकर्ता
    منتشر انتشار تاریخ نظر نظرات منبع بازدید کد خبر اشتراک گذاری بیشتر بخوانید
    प्रकाशित अपडेट अपडेटेड शेयर करें पढ़ें पढ़े टिप्पणी स्रोत यह भी
    dipublikasikan diterbitkan diperbarui komentar sumber bagikan baca juga selengkapnya berita terkait
    colleagues or letter dispatch postcard chatgpt popular viewed shared emailed discussed
    standfirst byline thema пресс-релиз прес-реліз пресс-служба_сообщает felieton wywiad rozmowa from written
    inside meet subscribing clicking signing picks bestseller behind around beyond across
    explained explainer watch upcoming spotlight featured popular discover explore browse submit donate join about
    contents overview summary highlights background analysis transcript correction corrections clarification
    reageer delen meest gelezen deel bekijk aanmelden inloggen abonneer
    dela logga prenumerera mest läst kommentera rättelse
    logg abonner mest lest kommenter rettelse
    kommentér abonnér læst tilmeld
    polecane najczęściej udostępnij skomentuj zaloguj subskrybuj sprostowanie
    vydáno publikováno sdílet přihlásit předplatné nejčtenější diskutovat
    abone beğen kaydet oku yorumla gönder
    мнение мнения колонка рубрика подробнее реклама войти подписка популярное интересное главное видеосюжет
    думка колонка рубрика докладніше увійти підписка популярне головне
    inloggen registreren anmelden teilen verantwortlich impressum kontakt
    accueil connexion partager imprimer réagir abonnement
    inicio compartir comentar suscripción
    início entrar assinar comentar compartilhar
    accedi condividi commenta abbonati stampa
    masuk daftar terpopuler terkini bagikan langganan
    كاريكاتير مقال حوارات فيديو صور
""")
# Words that follow "by" in set phrases; alone they name nobody.
SAYINGS = words_of("""
    ai ia ki ии ші design now then far default accident mistake law contrast comparison numbers hand heart me sea
    land air night
    train car plane boat ferry phone email post text video candlelight invitation appointment request number month
    year week hour region category topic date author title
    day proxy nature degrees rail bus bike foot chance choice definition force
    wegen allem allen hier dort heute gestern sinnen anfang
    ailleurs contre conséquent exemple ici hasard
    ahora fin qué favor ejemplo supuesto ello eso
    enquanto quê isso exemplo aqui agora acaso favor
    più meno nuovo fronte solito sopra notte
    toeval gang elkaar
    slump sted til natur
    автора редакции автору редакції redakcji redakce
""")
# Words of NOT_NAME that may nevertheless open or close a name.
GIVEN_NAMES_TOO = words_of("can will sem most van hasta son per use")
SURNAMES_TOO = words_of("said post story will best fuente live read till moment over most lang kann gast guest")
# Section and topic words: a stretch made of nothing else is a label, not a name. Words that are common personal names
# (Art, Ray, Law, Grant) are left out.
SECTION_WORDS = words_of("""
    news world politics political business economy economics economic money markets market finance financial sport
    sports football soccer cricket tennis golf rugby baseball basketball hockey olympics racing boxing motorsport
    vídeos vidéos bildergalerien fotostrecken photos fotogalerie galerie
    agriculture forestry trade industry commerce sciences engineering medicine research applied
    entertainment culture cultural arts music movies film films television tv radio books theatre theater celebrity
    celebrities lifestyle style fashion beauty food drink recipes travel tourism health wellness fitness science
    technology tech gadgets internet gaming games environment climate change weather energy nature wildlife animals
    education schools local national international global regional region metro city crime courts court
    police justice legal law-and-order opinion opinions editorial editorials comment commentary columns column analysis
    features feature special specials investigation investigations interview interviews review reviews obituaries
    obituary letters blog blogs podcasts podcast video videos photos pictures gallery galleries live latest breaking
    headlines stories headline top story election elections government parliament congress senate society community
    communities religion faith history military defense defence security immigration property housing real-estate
    transport cars motoring automotive auto jobs careers classifieds home homepage uncategorized general misc
    miscellaneous press releases release events calendar and & of the for in on uk us usa eu asia africa europe
    america americas middle east pakistan india china russia ukraine israel coronavirus covid covid-19 startups
    cryptocurrency crypto bitcoin war conflict human rights investing banking insurance retail shopping deals magazine
    newsletter newsletters weekend daily today premium exclusive
    politik wirtschaft sport kultur panorama wissen wissenschaft gesundheit reise auto digital netzwelt meinung
    gesellschaft lokales regional regionales nachrichten ausland inland feuilleton medien technik bildung karriere
    unterhaltung leben leute ratgeber geld finanzen börse immobilien fußball bundesliga ressort schlagzeilen aktuelles
    recht gesetz justiz steuern verkehr mobilität klima forschung
    allgemein startseite thema themen international deutschland österreich schweiz europa welt stadt umwelt
    politique économie société monde culture sports santé sciences planète idées débats opinions tribunes actualité
    actualités faits divers accueil éco région régions économique technologie technologies environnement éducation
    voyages cuisine mode médias médecine justice cinéma musique télé people
    política economía sociedad mundo cultura deportes salud ciencia tecnología opinión internacional nacional españa
    méxico argentina sucesos noticias noticia educación medio ambiente gente televisión cine música fútbol viajes motor
    negocios empresas mercados portada inicio locales provincia actualidad espectáculos
    economia sociedade desporto esportes esporte futebol saúde ciência tecnologia opinião brasil portugal notícias
    cotidiano educação entretenimento famosos viagens carros negócios cidades região lazer início
    politica cronaca esteri interni spettacoli spettacolo salute scienza scienze tecnologia motori viaggi cucina moda
    calcio cultura mondo italia attualità notizie ambiente scuola lavoro
    nieuws binnenland buitenland economie politiek wetenschap opinie regio gezondheid achterklap cultuur media voetbal
    nyheter nyhet inrikes utrikes ekonomi nöje kultur debatt ledare åsikter vetenskap hälsa resor fotboll
    innenriks utenriks økonomi kultur debatt meninger sporten fotball helse nyheder indland udland politik debat
    kultur sundhed videnskab erhverv forbrug underholdning rejser
    wiadomości polska świat sport gospodarka kultura nauka zdrowie polityka biznes rozrywka opinie społeczeństwo
    zprávy domácí svět zahraničí ekonomika kultura věda názory krimi byznys zdraví politika
    haberler gündem dünya ekonomi spor siyaset kültür sanat sağlık teknoloji yaşam magazin eğitim güncel
    новости политика экономика общество мир спорт культура наука технологии происшествия здоровье мнения авто россия
    новини політика економіка суспільство світ спорт культура наука технології події здоров'я думки україна
    أخبار سياسة اقتصاد رياضة ثقافة فن صحة علوم تكنولوجيا منوعات عالم مجتمع تقارير محليات عربي دولي مقالات
    الرئيسية رأي آراء
    خبریں سیاست کھیل صحت کاروبار دنیا پاکستان انٹرٹینمنٹ ٹیکنالوجی سائنس تعلیم شوبز بلاگ کالم تازہ ترین
    اخبار سیاسی اقتصادی ورزشی فرهنگی اجتماعی جهان ایران بین‌الملل حوادث علمی پزشکی سلامت ورزش اقتصاد
    राजनीति खेल मनोरंजन देश विदेश दुनिया व्यापार बिजनेस स्वास्थ्य शिक्षा धर्म राज्य समाचार लाइफस्टाइल टेक्नोलॉजी क्रिकेट
    berita politik ekonomi olahraga hiburan teknologi kesehatan nasional internasional bisnis gaya hidup pendidikan
    hukum kriminal daerah dunia bola otomotif wisata
    政治 经济 經濟 经济学 社会 社會 国际 國際 国内 體育 体育 娱乐 娛樂 科技 财经 財經 文化 健康 教育 军事 房产
    汽车 生活 旅游 旅遊
    評論 评论 观点 時事 新闻 新聞 要闻 地方 兩岸 娯楽 経済 国内 海外 スポーツ エンタメ ニュース 事件 暮らし
    芸能 科学 主要 社説 文芸
    정치 경제 사회 국제 문화 스포츠 연예 생활 세계 사설 오피니언 칼럼 전국 지역 뉴스 종합 부동산 증권 과학
""")
# A segment that opens with one of these is about something else (category, place of posting).
ASIDES = words_of(
    "in unter im under filed tagged tags kategorien kategorie category categories dans en sous na w ve u posted"
)

# Words beside the figures of a date, a time or a counter.
DATE_WORDS = frozenset(
    """
        at on am pm a.m p.m um uhr à a le el la den the kl klo of de del du d r року г года в o i ist gmt h hrs
        hours hour hora horas ora ore published updated posted modified last stand veröffentlicht aktualisiert
        publié mis jour publicado actualizado atualizado pubblicato edited edit created an alle tarihi tarih
        dipublikasikan опубликовано обновлено às as min mins minute minutes minuten minuti minutos read lesezeit
        ب.ظ ق.ظ ago days day comment comments kommentar kommentare meinungen commenti commentaires comentarios views
        shares st nd rd th before since vor tagen stunden m words ca circa antwort antworten uppdaterad
        publicerad oppdatert publisert opdateret bijgewerkt dnia dne dia ob hs wib wita kst jst pkt gmt+1
        utc yayın yayınlandı آخری آخر بروزرسانی
        publication modification modifié modificado ultima ultimo última atualização actualización aggiornamento
        yayınlanma güncelleme giriş تاریخ ساعت الساعة في نشر بتاریخ شائع اپ ڈیٹ وقت बजे को दिनांक
        julkaistu päivitetty muokattu publicat actualizat megjelent közzétéve frissítve objavljeno ažurirano avaldatud
        muudetud publikuota atnaujinta
        น
        δημοσιεύτηκε δημοσίευση ενημέρωση публикувано објављено увечері переглядів просмотров wyświetleń
        """.split()
)
# "12 mei 2026 om 09:15", "dnes 9:12": date words that are names when capitalised.
SMALL_DATE_WORDS = frozenset(
    "om ore ora godz saat pukul lúc jam στις ώρα ώρας dnes včera dziś wczoraj bugün dün сегодня вчера сьогодні вчора"
    " heute gestern idag igår oggi ieri hoy ayer hoje ontem vandaag gisteren today yesterday".split()
)
