"""The words and class names of `made_pages`: what sites write around articles, by language.

All of it is invented. The module holds data only; `made_pages` decides what a page consists of and what is its body.
"""


def _by_language(lines: str) -> dict[str, tuple[str, ...]]:
    """Phrases by language: `en: one | two ¦ de: eins`; those of one language are combined."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines.replace(" ¦ ", "\n").strip().splitlines():
        language, _, rest = line.strip().partition(": ")
        found[language] = found.get(language, ()) + tuple(part.strip() for part in rest.split(" | "))
    return found


# Words that distinguish languages in the Latin script; other scripts identify theirs.
FUNCTION_WORDS = {
    "en": frozenset("the of and to in that is was for with his from by have were which has".split()),
    "de": frozenset("der die und das den von mit ist des dem nicht auf eine sich auch wird".split()),
    "fr": frozenset("le les des et une est dans que pour sur du qui pas au avec ont cette".split()),
    "es": frozenset("el los las que una por con del se para como más pero sus fue este y".split()),
    "pt": frozenset("o os as um uma do da dos não com em são mais foi pelo pela ao e".split()),
    "it": frozenset("il di che un per della con sono dei nel alla gli non è anche si del".split()),
    "nl": frozenset("het een van en dat op te zijn voor met niet aan er ook door maar".split()),
    "sv": frozenset("och att det som en på är av för med till den har inte om ett".split()),
    "da": frozenset("og at det er en af på til der ikke med har for som blev også".split()),
    "pl": frozenset("w i na z się do nie że jest to przez od oraz po jak dla".split()),
    "tr": frozenset("ve bir bu için ile da de olarak olan çok daha ise gibi kadar".split()),
}

RELATED = _by_language("""
    en: Read more | Read also | See also | Related | More on this story | You might also like | Recommended | MORE
    en: Don't miss | Editor's picks | More from this section | What to read next | Related articles | Trending now
    de: Lesen Sie auch | Mehr zum Thema | Auch interessant | Das könnte Sie auch interessieren | Weitere Artikel
    de: Lesetipp | Hintergrund | Siehe auch | Empfehlungen der Redaktion | Verwandte Beiträge | Meistgelesen
    fr: Lire aussi | À lire aussi | Sur le même sujet | Voir aussi | Articles liés | Nos sélections | À la une
    es: Lea también | Te puede interesar | Más información | Noticias relacionadas | Ver también | Lo más leído
    pt: Leia também | Saiba mais | Veja também | Notícias relacionadas | Mais lidas | Pode interessar
    it: Leggi anche | Potrebbe interessarti | Approfondisci | Articoli correlati | Vedi anche | I più letti
    nl: Lees ook | Meer over dit onderwerp | Zie ook | Gerelateerde artikelen | Meest gelezen ¦ sv: Läs också
    sv: Läs mer | Mer om ämnet | Relaterade artiklar | Mest läst ¦ da: Læs også | Mere om emnet | Se også | Mest læste
    pl: Czytaj też | Zobacz także | Przeczytaj również | Powiązane artykuły | Najczęściej czytane ¦ ru: Читайте также
    ru: По теме | Смотрите также | Материалы по теме | Популярное ¦ tr: İlgili haberler | Bunları da okuyun
    tr: Ayrıca bakınız | Çok okunanlar ¦ ar: اقرأ أيضا | مواضيع ذات صلة | الأكثر قراءة | شاهد أيضا ¦ hi: यह भी पढ़ें
    hi: संबंधित खबरें | और पढ़ें | सबसे ज्यादा पढ़ी गई
    ja: あわせて読みたい | 関連記事 | おすすめ記事 | アクセスランキング | 続きはこちら
    th: อ่านเพิ่มเติม | ข่าวที่เกี่ยวข้อง | ข่าวยอดนิยม ¦ ko: 관련기사 | 함께 보면 좋은 기사 | 많이 본 뉴스 | 추천 기사
    zh: 相关阅读 | 延伸阅读
    zh: 推荐阅读 | 热门文章 | 更多新闻
""")
COMMENTS = _by_language("""
    en: Comments | Join the conversation | {n} comments | Discussion | What readers say | {n} thoughts on this
    de: Kommentare | {n} Kommentare | Leserkommentare | Diskussion | Leserbriefe ¦ fr: Commentaires | {n} réactions
    fr: Vos réactions ¦ es: Comentarios | {n} comentarios | Opiniones de los lectores ¦ pt: Comentários
    pt: {n} comentários ¦ it: Commenti | {n} commenti ¦ nl: Reacties | {n} reacties ¦ sv: Kommentarer
    sv: {n} kommentarer ¦ da: Kommentarer | {n} kommentarer ¦ pl: Komentarze | Komentarze ({n}) ¦ ru: Комментарии
    ru: Комментариев: {n} | Обсуждение ¦ tr: Yorumlar | {n} yorum ¦ ar: التعليقات | {n} تعليقات ¦ hi: टिप्पणियाँ
    hi: {n} टिप्पणियां ¦ ja: コメント | みんなのコメント（{n}件） ¦ th: ความคิดเห็น | {n} ความคิดเห็น ¦ ko: 댓글 | 댓글 {n}
    zh: 评论
    zh: 全部评论（{n}）
""")
REPLY = _by_language("""
    en: Reply | Report | Like | Share | Permalink | Quote ¦ de: Antworten | Melden | Gefällt mir | Zitieren
    fr: Répondre | Signaler | J'aime ¦ es: Responder | Denunciar | Me gusta ¦ pt: Responder | Denunciar ¦ it: Rispondi
    it: Segnala ¦ nl: Beantwoorden | Rapporteren ¦ sv: Svara | Anmäl ¦ pl: Odpowiedz | Zgłoś ¦ ru: Ответить
    ru: Пожаловаться ¦ tr: Yanıtla | Şikayet et ¦ ar: رد | إبلاغ ¦ ja: 返信 | 通報 ¦ ko: 답글 | 신고 ¦ zh: 回复 | 举报
""")
FORM = _by_language("""
    en: Leave a reply | Your email address will not be published. Required fields are marked * | Name | Website
    en: Please log in to comment | Comments are moderated and appear once an editor has read them.
    en: Save my name and email in this browser for the next time I comment. ¦ de: Schreiben Sie einen Kommentar
    de: Ihre E-Mail-Adresse wird nicht veröffentlicht. | Bitte melden Sie sich an.
    de: Wir bitten um einen freundlichen Ton; Beiträge mit Beleidigungen löschen wir ohne Rückfrage.
    fr: Laisser un commentaire | Votre adresse e-mail ne sera pas publiée. | Connectez-vous pour réagir
    es: Deja una respuesta | Tu dirección de correo electrónico no será publicada. | Inicia sesión para comentar
    pt: Deixe um comentário | O seu endereço de email não será publicado. ¦ it: Lascia un commento
    it: Il tuo indirizzo email non sarà pubblicato. ¦ nl: Geef een reactie | Je e-mailadres wordt niet gepubliceerd.
    sv: Lämna en kommentar | Din e-postadress kommer inte publiceras. ¦ pl: Dodaj komentarz
    pl: Twój adres e-mail nie zostanie opublikowany. ¦ ru: Добавить комментарий
    ru: Ваш адрес email не будет опубликован. ¦ tr: Bir yorum yazın | E-posta adresiniz yayınlanmayacak.
    ja: コメントを残す
    ja: メールアドレスが公開されることはありません。 ¦ ko: 댓글을 남겨주세요 | 로그인 후 이용 가능합니다.
    zh: 发表评论 | 您的邮箱地址不会被公开。
""")
# Boxes that ask for something: the first phrase is the heading, if the box has one.
PROMOS = _by_language("""
    en: Sign up for our morning newsletter and get the day's most important stories in your inbox before breakfast.
    en: Independent reporting costs money. If you value what we do, please consider supporting us with a small gift.
    en: Get our app: breaking news, live scores and offline reading, free for iPhone and Android.
    en: Subscribe now and read every story for just one dollar a week. You can cancel at any time.
    en: We rely on readers like you. A monthly donation keeps this newsroom free for everybody. Donate today.
    en: Follow us on Facebook, Instagram and WhatsApp to be the first to know. | Enjoying this story? Tell a friend.
    en: By signing up you agree to our terms and to receive offers from our partners. You can unsubscribe any time.
    en: Have a story? Send us a tip at tips@example.com or call our desk, day or night. We protect our sources.
    en: This article first appeared in our weekend edition. Subscribers receive it two days earlier, in print or online.
    en: Unlimited access awaits. Create a free account to save articles, follow writers and comment on stories.
    de: Melden Sie sich für unseren Newsletter an und erhalten Sie jeden Morgen alle Meldungen aus Ihrer Region.
    de: Guter Journalismus kostet Geld. Unterstützen Sie unsere Arbeit mit einem Abo, schon ab zwei Euro in der Woche.
    de: Laden Sie unsere App: Nachrichten per Push, E-Paper und Archiv, kostenlos für alle Abonnenten.
    de: Wir sind auch bei WhatsApp. Folgen Sie unserem Kanal und verpassen Sie keine Nachricht mehr.
    de: Haben Sie einen Fehler entdeckt? Schreiben Sie uns, wir freuen uns über Ihren Hinweis.
    de: Ihre Spende hilft: Mit 25 Euro im Monat sichern Sie die Arbeit vor Ort. Jetzt spenden.
    fr: Inscrivez-vous à notre lettre d'information et recevez chaque matin l'essentiel de l'actualité.
    fr: Cet article vous a plu ? Soutenez une presse libre en vous abonnant dès un euro par mois, sans engagement.
    fr: Téléchargez notre application et suivez l'actualité en temps réel, où que vous soyez.
    es: Suscríbete a nuestro boletín y recibe cada mañana las noticias más importantes en tu correo.
    es: Apoya el periodismo independiente: hazte socio desde cinco euros al mes y lee sin publicidad.
    es: Síguenos en nuestro canal de WhatsApp para no perderte ninguna noticia.
    pt: Assine a nossa newsletter e receba as principais notícias do dia no seu e-mail.
    pt: Apoie o jornalismo independente. Assine por apenas um euro no primeiro mês.
    it: Iscriviti alla nostra newsletter per ricevere ogni mattina le notizie più importanti.
    it: Seguici anche su Telegram
    it: Sostieni il giornalismo indipendente: abbonati a un euro al mese e leggi tutti gli articoli.
    nl: Schrijf je in voor onze nieuwsbrief en ontvang elke ochtend het belangrijkste nieuws in je mailbox.
    sv: Prenumerera på vårt nyhetsbrev och få dagens viktigaste nyheter direkt i inkorgen.
    da: Tilmeld dig vores nyhedsbrev og få dagens vigtigste historier i din indbakke.
    pl: Zapisz się na nasz newsletter i otrzymuj codziennie rano najważniejsze wiadomości.
    ru: Подпишитесь на нашу рассылку и получайте главные новости каждое утро. | Подписывайтесь на наш Telegram-канал
    tr: Bültenimize abone olun, günün en önemli haberleri her sabah e-postanıza gelsin.
    ar: اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح.
    hi: हमारे न्यूज़लेटर की सदस्यता लें और हर सुबह ताज़ा खबरें पाएं।
    ja: メールマガジンに登録すると、毎朝主要なニュースをお届けします。
    ja: 公式アプリをダウンロード ¦ th: สมัครรับจดหมายข่าวของเราเพื่อรับข่าวสำคัญทุกเช้า
    ko: 뉴스레터를 구독하고 매일 아침 주요 뉴스를 받아보세요.
    zh: 订阅我们的电子报，每天早晨获取最重要的新闻。 | 下载客户端，随时随地看新闻
""")
AD_LABELS = _by_language("""
    en: Advertisement | Sponsored | ADVERTISEMENT | Ad | Story continues below advertisement | Paid content
    de: Anzeige | Werbung | ANZEIGE | Der Artikel geht nach der Anzeige weiter ¦ fr: Publicité
    fr: La suite après cette publicité ¦ es: Publicidad | PUBLICIDAD | Anuncio ¦ pt: Publicidade
    pt: Continua após a publicidade ¦ it: Pubblicità | Continua a leggere dopo la pubblicità ¦ nl: Advertentie
    nl: sv: Annons ¦ da: Annonce ¦ sv: Annons ¦ pl: Reklama | Reklama | Dalsza część artykułu pod reklamą
    ru: Реклама ¦ tr: Reklam ¦ ar: إعلان ¦ hi: विज्ञापन ¦ ja: 広告 | スポンサーリンク ¦ th: โฆษณา ¦ ko: 광고 ¦ zh: 广告
""")
AD_TEXTS = _by_language("""
    en: Save up to 40% on garden furniture this week only. | Compare car insurance in two minutes. | Hotels from $39
    en: The shoes that everyone over 50 is talking about. Free shipping and thirty days to change your mind.
    de: Jetzt Heizkosten senken: Wärmepumpe vergleichen und bis zu 70 % Förderung sichern. | Immobilie bewerten lassen
    fr: Économisez jusqu'à 300 euros sur votre assurance. Comparez maintenant. | Vacances à petit prix
    es: Ahorra en tu factura de la luz. Compara ofertas en dos minutos. | Viajes desde 99 euros
    it: Risparmia sulla bolletta: confronta le offerte in due minuti.
    pt: Poupe na fatura da luz. Compare ofertas em dois minutos.
    nl: Bespaar op je energierekening. Vergelijk nu in twee minuten.
    ru: Скидки до 50% на бытовую технику только на этой неделе. ¦ ja: 今週限定、家具が最大40％オフ。
    zh: 本周限时优惠，家具低至六折。
""")
# Lines below a text: {author}, {year} and {site} are filled in.
ENDINGS = _by_language("""
    en: Source: {site} | Reporting by {author}; editing by {other} | © {year} {site}. All rights reserved.
    en: Contact: {author}, press office, press@example.com, +1 555 0100 | Filed under: {tag}
    en: First published on {site} | This material may not be published, broadcast, rewritten or redistributed.
    en: Email: desk@example.com | {author} can be reached at desk@example.com or on X at @desk.
    en: With files from {other} ¦ de: Quelle: {site} | © {year} {site} | Text: {author}
    de: Pressekontakt: {author}, presse@example.com, 030 5550100 | Alle Rechte vorbehalten. | (dpa)
    de: Redaktion: {other} ¦ fr: Source : {site} | © {year} {site}. Tous droits réservés. | (Avec AFP)
    fr: Contact presse : {author} ¦ es: Fuente: {site} | © {year} {site}. Todos los derechos reservados.
    es: Redacción: {author} | Con información de EFE ¦ pt: Fonte: {site}
    pt: © {year} {site}. Todos os direitos reservados. ¦ it: Fonte: {site} | © {year} {site} - Riproduzione riservata
    it: (ANSA) ¦ nl: Bron: {site} | © {year} {site} ¦ sv: Källa: {site} | © {year} {site} ¦ da: Kilde: {site}
    pl: Źródło: {site} | © {year} {site}. Wszelkie prawa zastrzeżone. ¦ ru: Источник: {site}
    ru: © {year} {site}. Все права защищены. ¦ tr: Kaynak: {site} | © {year} {site}. Tüm hakları saklıdır.
    ar: المصدر: {site} | جميع الحقوق محفوظة {year} ¦ hi: स्रोत: {site} ¦ ja: 出典：{site} | （C）{year} {site}
    ja: 取材・文／{author} ¦ th: ที่มา: {site} ¦ ko: 출처: {site} | 저작권자 © {site} 무단전재 및 재배포 금지
    zh: 来源：{site}
    zh: 责任编辑：{author} | 版权所有 {site}
""")
DISCLAIMERS = _by_language("""
    en: The views expressed here are the author's own and do not necessarily reflect those of this publication.
    en: This article is for information only and is not medical, legal or financial advice. Talk to a professional.
    en: We may earn a commission when you buy through links on our site. It does not influence what we write.
    de: Dieser Beitrag gibt die Meinung des Verfassers wieder und nicht die der Redaktion.
    de: Mit einem Sternchen markierte Links sind Affiliate-Links: Wir erhalten bei einem Kauf eine Provision.
    fr: Les opinions exprimées ici n'engagent que leur auteur et non la rédaction.
    es: Las opiniones expresadas son responsabilidad exclusiva del autor y no representan a este medio.
    it: Le opinioni espresse in questo articolo sono dell'autore e non rispecchiano la posizione della testata.
    pt: As opiniões expressas neste artigo são da responsabilidade do autor.
    ru: Мнение автора может не совпадать с позицией редакции.
    ja: 本記事は筆者個人の見解であり、当編集部の見解を示すものではありません。
    zh: 本文仅代表作者个人观点，不代表本站立场。
""")
BIOGRAPHIES = _by_language("""
    en: {author} is a reporter covering courts and politics. Before joining {site} in 2016, they worked for radio.
    en: {author} is a freelance writer based in Leeds. | {author} has written about science and health for ten years.
    en: {author} is senior correspondent at {site} and the author of two books. Follow them on X.
    de: {author} ist Redakteur im Ressort Wirtschaft und schreibt seit 2014 für {site}.
    de: {author} arbeitet als Volontär.
    de: {author}, Jahrgang 1981, studierte Geschichte in Leipzig und berichtet für {site} aus Sachsen.
    fr: {author} est journaliste au service économie de {site} depuis 2015. | {author} couvre la politique locale.
    es: {author} es periodista especializada en economía. Trabaja en {site} desde 2012 y colabora con la radio.
    pt: {author} é jornalista e escreve sobre política e cultura para {site}.
    it: {author} è giornalista professionista e scrive di politica per {site} dal 2011.
    nl: {author} is verslaggever bij {site} en schrijft over gezondheid en zorg.
    sv: {author} är reporter på {site} och bevakar inrikespolitik.
    pl: {author} jest dziennikarzem i od 2013 roku pisze dla {site}.
    ru: {author} — журналист, пишет для {site} о политике и обществе с 2012 года.
    tr: {author}, {site} için 2010 yılından beri ekonomi haberleri yazıyor.
    ja: {author}（ライター）2010年より{site}で執筆。専門は経済と暮らし。
    ko: {author} 기자는 2010년부터 {site}에서 경제를 취재하고 있다.
    zh: {author}，{site}记者，长期关注经济与社会。
""")
ABOUT = _by_language("""
    en: About the author | Written by | Author | Meet the writer ¦ de: Über den Autor | Zur Person | Autor
    fr: À propos de l'auteur | L'auteur ¦ es: Sobre el autor | Acerca de ¦ it: L'autore ¦ pt: Sobre o autor
    ja: この記事を書いた人
""")
BYLINES = _by_language("""
    en: By {author} | by {author} | {author} | Written by {author} | {author}, staff writer | Posted by {author}
    de: Von {author} | {author} | von {author} | Autor: {author} ¦ fr: Par {author} | {author} | Publié par {author}
    es: Por {author} | {author} | Redacción {author} ¦ pt: Por {author} ¦ it: di {author} | di {author} | {author}
    nl: Door {author} | {author} ¦ sv: Av {author} | {author} ¦ da: Af {author} | {author} ¦ pl: {author}
    pl: Autor: {author} ¦ ru: {author} | Автор: {author} ¦ ja: 文＝{author} | {author}
    zh: 记者 {author} | 作者：{author}
    ko: {author} 기자
""")
DATE_LABELS = _by_language("""
    en: Published | Updated | Posted on | Last modified ¦ de: Veröffentlicht am | Stand: | Aktualisiert
    fr: Publié le | Mis à jour le ¦ es: Publicado el | Actualizado ¦ pt: Publicado em ¦ it: Pubblicato il
    it: Pubblicato il ¦ nl: Gepubliceerd op ¦ sv: Publicerad ¦ pl: Opublikowano ¦ ru: Опубликовано ¦ ja: 公開日
    zh: 发布时间
""")
READING = _by_language("""
    en: {n} min read | Reading time: {n} minutes | {n} minute read | Listen to this article | {n} views
    de: Lesezeit: {n} Min. | {n} Minuten | Artikel anhören | {n} Aufrufe ¦ fr: Temps de lecture : {n} min
    fr: Écouter l'article ¦ es: {n} min de lectura | Escuchar artículo ¦ it: Tempo di lettura: {n} minuti
    pt: {n} min de leitura ¦ nl: Leestijd {n} minuten ¦ ru: Время чтения: {n} мин ¦ ja: 読了時間 {n}分 ¦ zh: 阅读 {n}
""")
SHARE = _by_language("""
    en: Share | Facebook | Twitter | WhatsApp | Email | Print | Copy link | LinkedIn | Save | Comment ¦ de: Teilen
    de: Drucken | Merken | Facebook | WhatsApp | E-Mail | Link kopieren ¦ fr: Partager | Imprimer | Facebook
    fr: WhatsApp | Copier le lien ¦ es: Compartir | Facebook | WhatsApp | Imprimir | Guardar | Copiar enlace
    it: Condividi | Stampa | Facebook ¦ pt: Partilhar | Facebook | WhatsApp ¦ ru: Поделиться | ВКонтакте | Telegram
    ja: シェア | ツイート | 保存 ¦ zh: 分享 | 微信 | 微博 | 收藏
""")
TAGS = _by_language("""
    en: Tags | Topics | In this article | Filed under | Keywords ¦ de: Schlagworte | Themen | Mehr zu ¦ fr: Mots-clés
    fr: Thèmes ¦ es: Etiquetas | Temas ¦ it: Argomenti ¦ pt: Tópicos ¦ ru: Теги ¦ ja: タグ ¦ zh: 标签
""")
TAG_WORDS = _by_language("""
    en: Politics | Health | Climate | Courts | Housing | Energy | Schools | Trade | Football | Travel | Elections
    de: Politik | Gesundheit | Klima | Justiz | Wohnen | Energie | Bildung | Handel | Fußball | Reise | Wahlen
    fr: Politique | Santé | Climat | Justice | Logement | Énergie | École | Commerce | Football | Voyage
    es: Política | Salud | Clima | Tribunales | Vivienda | Energía | Educación | Comercio | Fútbol | Viajes
    it: Politica | Salute | Clima | Giustizia | Casa | Energia | Scuola | Calcio ¦ pt: Política | Saúde | Clima
    pt: Justiça | Habitação | Energia | Escola | Futebol ¦ nl: Politiek | Gezondheid | Klimaat | Wonen | Energie
    nl: Onderwijs | Voetbal ¦ sv: Politik | Hälsa | Klimat | Bostäder | Energi | Skola | Fotboll ¦ pl: Polityka
    pl: Zdrowie | Klimat | Sądy | Energia | Edukacja | Piłka nożna ¦ ru: Политика | Здоровье | Климат | Экономика
    ru: Общество | Спорт | Культура ¦ tr: Siyaset | Sağlık | Ekonomi | Eğitim | Futbol ¦ ar: سياسة | صحة | اقتصاد
    ar: رياضة | ثقافة ¦ hi: राजनीति | स्वास्थ्य | खेल | शिक्षा ¦ ja: 政治 | 経済 | 健康 | 社会 | スポーツ | 教育
    th: การเมือง
    th: สุขภาพ | กีฬา ¦ ko: 정치 | 경제 | 사회 | 문화 | 스포츠 ¦ zh: 政治 | 经济 | 社会 | 体育 | 文化 | 教育
""")
SECTIONS = _by_language("""
    en: News | Sport | Business | Opinion | Culture | Weather | Local | World | Life | Video | Jobs | Obituaries
    en: Shop ¦ de: Nachrichten | Sport | Wirtschaft | Meinung | Kultur | Wetter | Lokales | Welt | Leben | Anzeigen
    de: Trauer | Abo ¦ fr: Actualités | Sport | Économie | Opinions | Culture | Météo | Régions | Monde | Vidéos
    fr: Annonces ¦ es: Noticias | Deportes | Economía | Opinión | Cultura | Tiempo | Local | Mundo | Vídeos
    it: Notizie | Sport | Economia | Opinioni | Cultura | Meteo | Mondo ¦ pt: Notícias | Desporto | Economia | Opinião
    pt: Cultura | Mundo ¦ nl: Nieuws | Sport | Economie | Opinie | Cultuur | Weer ¦ sv: Nyheter | Sport | Ekonomi
    sv: Ledare | Kultur | Väder ¦ pl: Wiadomości | Sport | Biznes | Opinie | Kultura | Pogoda ¦ ru: Новости | Спорт
    ru: Бизнес | Мнения | Культура | Погода ¦ tr: Haberler | Spor | Ekonomi | Yazarlar | Kültür ¦ ar: أخبار | رياضة
    ar: اقتصاد | آراء | ثقافة ¦ hi: समाचार | खेल | व्यापार | मनोरंजन ¦ ja: ニュース | スポーツ | ビジネス | 特集 | 天気
    th: ข่าว
    th: กีฬา | ธุรกิจ ¦ ko: 뉴스 | 스포츠 | 경제 | 오피니언 ¦ zh: 新闻 | 体育 | 财经 | 评论 | 视频
""")
FOOTER = _by_language("""
    en: About us | Contact | Privacy policy | Terms of use | Advertise | Careers | Cookie settings | Accessibility
    en: RSS ¦ de: Impressum | Datenschutz | Kontakt | AGB | Mediadaten | Karriere | Cookie-Einstellungen
    de: Abo kündigen ¦ fr: Mentions légales | Contact | Confidentialité | CGU | Publicité | Gestion des cookies
    es: Aviso legal | Contacto | Política de privacidad | Publicidad | Quiénes somos ¦ it: Note legali | Contatti
    it: Privacy | Pubblicità ¦ pt: Termos | Contactos | Privacidade | Publicidade ¦ nl: Contact | Privacy
    nl: Voorwaarden | Adverteren ¦ ru: О редакции | Контакты | Реклама | Правила
    ja: 会社概要 | お問い合わせ | 利用規約
    ja: プライバシーポリシー ¦ zh: 关于我们 | 联系我们 | 隐私政策 | 广告服务
""")
PAGER = _by_language("""
    en: Previous article | Next article | ← Previous | Next → | Older post | Newer post | Previous: | Next:
    de: Vorheriger Artikel | Nächster Artikel | Zurück | Weiter | Älterer Beitrag ¦ fr: Article précédent
    fr: Article suivant ¦ es: Artículo anterior | Artículo siguiente ¦ it: Articolo precedente | Articolo successivo
    pt: Artigo anterior | Próximo artigo ¦ nl: Vorig artikel | Volgend artikel ¦ pl: Poprzedni artykuł
    pl: Następny artykuł ¦ ru: Предыдущая статья | Следующая статья ¦ ja: 前の記事 | 次の記事 ¦ zh: 上一篇 | 下一篇
""")
PHOTO = _by_language("""
    en: Photo: {other} | (Photo by {other}/Getty Images) | Credit: {other} | {other} / AP | Image: {site} | File photo
    de: Foto: {other} | Bild: {other}/dpa | © {other} | Symbolbild ¦ fr: Photo : {other} | © {other} / AFP
    fr: Crédit photo : {other} ¦ es: Foto: {other} | {other} / EFE | Imagen de archivo ¦ it: Foto: {other}
    pt: Foto: {other} ¦ ru: Фото: {other} ¦ ja: 写真：{other} ¦ zh: 图：{other}
""")
# The following are body wherever they occur.
SUBHEADS = _by_language("""
    en: What happens next | Why it matters | The background | A long road | Hard questions | "Nobody told us"
    en: How it works | The numbers | A new start | 1. Prepare early | Key points | What we know so far | Conclusion
    de: Wie es weitergeht | Die Vorgeschichte | Kritik von allen Seiten | Zahlen und Fakten | Fazit | „Ein guter Tag“
    fr: Et maintenant ? | Un long chemin | Les chiffres | Des critiques | Conclusion ¦ es: Qué pasará ahora
    es: Los antecedentes | Las cifras | Un largo camino | Conclusión ¦ it: Cosa succede ora | I numeri | Le reazioni
    it: Conclusione ¦ pt: O que se segue | Os números | As reações ¦ nl: Hoe nu verder? | De cijfers | Kritiek
    sv: Vad händer nu? | Siffrorna | Kritik ¦ pl: Co dalej? | Liczby | Krytyka ¦ ru: Что дальше | Цифры | Критика
    tr: Şimdi ne olacak? | Rakamlar ¦ ar: ماذا بعد؟ | الأرقام ¦ hi: आगे क्या होगा | आंकड़े
    ja: 今後の見通し | 背景 | まとめ
    th: สรุป ¦ ko: 향후 전망 | 배경 ¦ zh: 下一步 | 背景 | 结语
""")
QUESTIONS = _by_language("""
    en: What happened that day? | How did you start? | Is that enough? | What would you change? | Were you surprised?
    en: Many people say that it cannot work. What do you tell them? | And now? | Q: Do you regret it?
    de: Wie fing es an? | Reicht das aus? | Was muss sich ändern? | Hat Sie das überrascht? | Und jetzt?
    fr: Comment cela a-t-il commencé ? | Est-ce suffisant ? | Que faut-il changer ? | Et maintenant ?
    es: ¿Cómo empezó todo? | ¿Es suficiente? | ¿Qué habría que cambiar? | ¿Y ahora? ¦ it: Com'è iniziato?
    it: È sufficiente? | Che cosa cambierebbe? ¦ pt: Como começou? | É suficiente? | E agora? ¦ nl: Hoe begon het?
    nl: Is dat genoeg? | En nu? ¦ ru: Как всё начиналось? | Этого достаточно? | А теперь? ¦ ja: きっかけは何でしたか。
    ja: それで十分ですか。 ¦ zh: 当时发生了什么？ | 这样够吗？
""")
ANSWERS = _by_language("""
    en: No. | Yes, of course. | Not at all. | I think so. | Absolutely. | We will see. ¦ de: Nein. | Ja, natürlich.
    de: Überhaupt nicht. | Ich glaube schon. | Mal sehen. ¦ fr: Non. | Oui, bien sûr. | Pas du tout. ¦ es: No.
    es: Sí, claro. | En absoluto. ¦ it: No. | Sì, certo. ¦ pt: Não. | Sim, claro. ¦ nl: Nee. | Ja, natuurlijk.
    ru: Нет. | Да, конечно. ¦ ja: いいえ。 | はい、もちろんです。 ¦ zh: 不。 | 当然。
""")
CORRECTIONS = _by_language("""
    en: Correction: An earlier version of this article misstated the year of the vote. It was 2019, not 2018.
    en: Editor's note: This story has been updated to include a statement that the ministry sent after publication.
    en: This article was amended on 4 May to clarify how the figures were calculated.
    de: Anmerkung der Redaktion: In einer früheren Fassung stand eine falsche Jahreszahl. Wir haben sie berichtigt.
    fr: Note de la rédaction : une version précédente de cet article comportait une erreur de date.
    es: Nota del editor: una versión anterior de este artículo contenía un error en la fecha.
    it: Nota della redazione: una versione precedente riportava una data errata.
    nl: Correctie: in een eerdere versie stond een verkeerd jaartal.
    ru: Уточнение: в первой версии текста была неверно указана дата.
    ja: 【訂正】初出時、年号に誤りがありました。お詫びして訂正します。
    zh: 更正：本文早前版本的年份有误，现已更正。
""")
LAST_LINES = _by_language("""
    en: It worked. | Time will tell. | He smiled. | They are still waiting. | The hearing continues.
    en: Admission is free. ¦ de: Das reicht. | Der Prozess wird fortgesetzt. | Der Eintritt ist frei. | Sie lacht.
    fr: Affaire à suivre. | L'entrée est libre. ¦ es: La entrada es libre. | La entrada es libre. | Habrá que esperar.
    it: L'ingresso è libero. ¦ nl: De toegang is gratis. ¦ ru: Вход свободный. ¦ ja: 入場無料。 ¦ zh: 免费入场。
""")
INGREDIENTS = _by_language("""
    en: 200 g flour | 2 eggs | a pinch of salt | 1 tbsp olive oil | 3 cloves of garlic | 500 ml stock | fresh parsley
    de: 200 g Mehl | 2 Eier | 1 Prise Salz | 1 EL Olivenöl | 3 Zehen Knoblauch | 500 ml Brühe ¦ fr: 200 g de farine
    fr: 2 œufs | 1 pincée de sel | 3 gousses d'ail ¦ es: 200 g de harina | 2 huevos | una pizca de sal
    es: 3 dientes de ajo ¦ it: 200 g di farina | 2 uova | un pizzico di sale ¦ ja: 小麦粉 200g | 卵 2個 | 塩 少々
""")
CELLS = _by_language("""
    en: Year | Total | Change | Region | North | South | Team | Points | Monday | Closed ¦ de: Jahr | Gesamt
    de: Veränderung | Region | Nord | Süd | Verein | Punkte ¦ fr: Année | Total | Évolution | Région | Nord | Sud
    es: Año | Total | Variación | Región | Norte | Sur ¦ ja: 年 | 合計 | 地域 ¦ zh: 年份 | 总计 | 地区
""")
USERS = (
    "Anna K. | mike_72 | GardenGnome | Old Timer | JJ | Sofia | Peter Brandt | nomad | k.lee | Marie-Claude | Rolf"
    " | Realist | user48213 | Elena V. | bluebird | Guest | Dr. Watt | TomTom | Grace O'Neil | Yusuf | 山田 | Иван"
).split(" | ")
PEOPLE = (
    "Clara Whitmore | Daniel Osei | Jonas Brückner | Camille Aubert | Lucía Herrán | Marta Bianchi | Ruth Adler"
    " | Piet de Graaf | Linnea Ström | Ewa Zielińska | Sam Okafor | Priya Raman | Mehmet Aydın | Henry Lund"
).split(" | ")

# Prose of consent dialogs and legal notes: the language, then one line per paragraph; indented lines continue it.
_CONSENT_TEXT = """
en
We value your privacy
We and our 842 partners store and access information on your device, such as cookies, and process personal data,
  such as unique identifiers, for the purposes described below. You may click to consent to our and our partners'
  processing or to refuse it.
Precise location data and identification through device scanning may be used. Some vendors process your data on the
  basis of a legitimate interest, to which you can object at any time in the settings.
Your choices apply to this website only. You can change your preferences or withdraw your consent at any time by
  returning to this site and clicking the privacy button at the bottom of the page.
Store and access information on a device; personalised advertising and content, advertising and content measurement,
  audience research and services development.
Accept all
Manage options
===
en
This site uses cookies. Some of them are essential, while others help us to improve this website and to show you
  advertising that matters to you.
Essential cookies enable basic functions and are necessary for the proper function of the website. They remember
  whether you are logged in and what you have put into your basket.
Statistics cookies collect information anonymously. This information helps us to understand how our visitors use our
  website and which pages they leave early.
Content from video platforms and social media platforms is blocked by default. If external media cookies are
  accepted, access to those contents no longer requires manual consent.
If you are under sixteen and wish to give consent to optional services, you must ask your legal guardians for
  permission.
Save and close
===
en
Before you continue
Data about your visit is used to keep the service running, to measure how often stories are read, and to find out
  which advertisements were shown. We keep it for thirteen months and share it with companies that work for us.
If you agree, we also use it to show you stories that fit what you have read before. If you reject this, you will
  see the same stories as everybody else in your region.
More information is available in our privacy notice, which also explains how you can ask for a copy of your data,
  have it corrected or deleted, and complain to a supervisory authority.
===
de
Wir brauchen Ihre Zustimmung
Mit Ihrer Zustimmung verwenden wir und unsere bis zu 210 Partner Cookies und ähnliche Technologien, um Informationen
  auf Ihrem Gerät zu speichern und abzurufen und personenbezogene Daten zu verarbeiten.
Dazu gehören Ihre IP-Adresse, Kennungen Ihres Geräts und Angaben darüber, welche Seiten Sie wie lange gelesen haben.
  Die Daten werden für Anzeigen, zur Messung der Reichweite und zur Verbesserung unserer Angebote genutzt.
Ihre Einwilligung ist freiwillig und kann jederzeit mit Wirkung für die Zukunft widerrufen werden. Den Link dazu
  finden Sie am Ende jeder Seite unter „Datenschutz“.
Einige Partner verarbeiten Daten auch in Ländern außerhalb der Europäischen Union, in denen kein vergleichbares
  Schutzniveau besteht. Mit Ihrer Zustimmung willigen Sie auch in diese Übermittlung ein.
Alle akzeptieren
Nur notwendige Cookies
===
de
Lesen Sie mit Werbung oder im Abo
Sie können unser Angebot mit Werbung und üblichem Tracking kostenlos nutzen. Details finden Sie in der
  Datenschutzerklärung und in der Liste unserer Partner, die Sie jederzeit aufrufen können.
Alternativ lesen Sie ohne Werbetracking für 3,99 Euro im Monat. Das Abo ist jederzeit kündbar und gilt auf allen
  Ihren Geräten. Für bestehende Abonnenten der Zeitung kostet es die Hälfte.
Sind Sie bereits Kunde, melden Sie sich bitte an, damit dieser Hinweis nicht mehr erscheint.
===
fr
Le respect de votre vie privée est notre priorité
Avec votre accord, nos partenaires et nous utilisons des cookies ou des technologies similaires pour stocker et
  accéder à des informations personnelles comme votre visite sur ce site.
Vous pouvez retirer votre consentement ou vous opposer aux traitements fondés sur l'intérêt légitime à tout moment
  en cliquant sur « En savoir plus » ou dans notre politique de confidentialité.
Les données servent à vous proposer des publicités et des contenus personnalisés, à mesurer leur performance et à
  mieux connaître les audiences de nos services.
Tout accepter
===
es
Tu privacidad es importante
Nosotros y nuestros socios utilizamos cookies y tecnologías similares para almacenar información en tu dispositivo y
  tratar datos personales, como identificadores únicos y datos de navegación.
Puedes aceptar todas las cookies, rechazarlas o configurar tus preferencias. El consentimiento puede retirarse en
  cualquier momento desde el enlace situado al pie de la página.
Algunos proveedores pueden tratar tus datos sobre la base de un interés legítimo, al que puedes oponerte gestionando
  tus opciones en la lista de proveedores.
Aceptar y continuar
===
it
Informativa
Noi e i nostri fornitori archiviamo informazioni su un dispositivo, accediamo a esse e trattiamo dati personali,
  quali gli identificativi unici, per annunci e contenuti personalizzati.
Puoi liberamente prestare, rifiutare o revocare il tuo consenso, in qualsiasi momento, accedendo al pannello delle
  preferenze in fondo alla pagina.
In caso di rifiuto vedrai comunque annunci pubblicitari, che però non terranno conto dei tuoi interessi.
===
pt
A sua privacidade
Nós e os nossos parceiros armazenamos e acedemos a informações do seu dispositivo e tratamos dados pessoais para
  anúncios e conteúdos personalizados e para conhecer melhor a audiência.
Pode aceitar, recusar ou alterar as suas preferências a qualquer momento através da ligação no fim de cada página.
===
nl
Wij vragen je toestemming
Wij en onze partners gebruiken cookies om informatie op je apparaat op te slaan en te lezen, om advertenties te
  tonen die bij je passen en om te meten hoe onze site wordt gebruikt.
Je kunt je keuze op elk moment wijzigen via de privacy-instellingen onderaan de pagina. Weiger je, dan zie je nog
  steeds advertenties, maar zijn ze minder relevant.
===
ru
Мы используем файлы cookie, чтобы сайт работал правильно, чтобы измерять посещаемость и показывать вам рекламу,
  которая может быть вам интересна.
Продолжая пользоваться сайтом, вы соглашаетесь с обработкой персональных данных в соответствии с нашей политикой. Вы
  можете отключить файлы cookie в настройках браузера.
===
ja
当サイトでは、サービスの向上と利用状況の分析、広告の配信のためにクッキーを使用しています。引き続きご利用になる場合は、クッキーの使用に同意したものとみなします。
同意はいつでも撤回できます。詳しくはプライバシーポリシーをご覧ください。設定によっては一部の機能がご利用いただけない場合があります。
===
zh
本网站使用Cookie来改善您的浏览体验、分析网站流量并提供个性化广告。继续使用本网站即表示您同意我们的隐私政策。
您可以随时在页面底部的设置中更改您的选择或撤回同意。
"""


def _dialogs(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for dialog in text.replace("\n  ", " ").strip().split("\n===\n"):
        language, *lines = dialog.split("\n")
        found[language] = (*found.get(language, ()), tuple(lines))
    return found


CONSENT = _dialogs(_CONSENT_TEXT)
