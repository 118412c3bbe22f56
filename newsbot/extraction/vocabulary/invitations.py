"""Lines in which a paper invites its readers: follow us on a network, join our channel, read on below the picture.

They are compared after the folding that `phrases.py` does. What somebody in the article says is in quotation marks.
"""

import re

_LONGEST_INVITATION = 120
_LONGEST_TO_FOLLOW = 200
_LONGEST_SIGNPOST = 90
QUOTED = re.compile('["“”„«»]')
# "Join our WhatsApp channel", "Folgen Sie uns auf Google News": an imperative and a channel, in either order.
_CHANNELS = (
    "google (?:news|haberler|noticias|notícias|nachrichten|actualités|новости|новини)|whatsapp|telegram|viber|zalo"
    "|телеграм|вайбер|טלגרם|וואטסאפ|أخبار جوجل|واتساب|تلغرام|تلیجرام|تیلیجرام|تلگرام|गूगल न्यूज|व्हाट्सएप|व्हाट्सऐप|टेलीग्राम"
    "|व्हाट्सअप|वॉट्सऐप|वाट्सएप|গুগল নিউজ|হোয়াটসঅ্যাপ|টেলিগ্রাম|واٹس ایپ|ٹیلی گرام|גוגל ניוז|ווטסאפ"
)
# The paper's own name may contain a full stop: "24.hu", "digi24.ro".
_TO_CHANNEL = r"(?:[^.!?,;]|\.(?=\w))*?"
_REST = r"(?:[^.!?]|\.(?=\w))*"
_INVITATION = re.compile(
    r"(?:[^.!?]{3,60}\?\s+)?(?:(?:(?:follow|join)(?! (?:an?|him|her|them|it)\b)|folgen? sie"
    r"|folge(?!.*\b(?:war|waren|ist|sind)\b)|folgt(?! man\b)"
    r"|abonnieren? sie|abonniere|s[ií]guenos|s[ií]ganos|[uú]nete|[uú]nase"
    r"|suscr[ií]bete|siga|sigam|entre (?:agora )?(?:no|na|em|para)|participe"
    r"|acompanhe|inscreva-se|clique|suivez|rejoignez|seguici|volg|följ|følg"
    r"|seuraa|liity|obserwuj|zaobserwuj|śledź|dołącz|sledujte|přidejte se|kövess\w*|csatlakozz\w*"
    r"|urmăr(?:iți|iţi|ește|eşte)(?:-ne)?"
    r"|abon(?:ați|ează)\w*-\w+"
    r"|ακολουθ[ήη]στε|подпис(?:ывайтесь|ывайся|шитесь|шись|ись)|присоединяйтесь|следите за|підпис(?:уйтесь|уйтеся|уйся)"
    r"|підпишіться|приєднуйтесь|приєднуйтеся|долучайтесь|стежте за|слідкуйте за"
    r"|theo dõi(?=.*\b(?:trên|kênh)\b)|mời (?:bạn đọc|quý độc giả)"
    r"|последвайте|придружете|pratite|zapratite|pridružite se|segueix-nos|segueix (?:el nostre|el canal)"
    r"|spremljajte|sledite|пратите|придружите се|следете|sekite"
    r"|sekojiet|seko (?:mums|līdzi|mūsu)|jälgi(?!.*\blei[td])|ndiqni|na ndiqni|bashkohuni"
    r"|jiunge|tufuate|tufuatilie|fuatilia|endelea kutufuatilia|jisajili"
    r"|הצטרפו (?:אלינו|ל(?:ערוץ|קבוצת)(?=.*שלנו))|עקבו אחרינו"
    # These verbs also mean that somebody joined, took part or watched.
    r"|انضم(?:وا)?(?=\s(?:إلی|إلین|الی|الآن|معنا|لقنا))|تابع(?=.*\s(?:علی|عبر)\s)"
    r"|تابعوا(?=.*(?:قنا|نا\b|صفح|حساب|أخبار|آخر))|تابعنا|تابعونا|اشترک(?:وا)?(?=.*(?:قنا|نا\b|الآن))"
    r"|ikuti|gabung|bergabung|cek berita|simak berita|baca berita)"
    rf"\b{_TO_CHANNEL}(?:{_CHANNELS})(?:[\s-]{_REST}|\w*)?"
    # Not a murderer ("katil zanlısı"), nor somebody who has joined or followed ("katıldı").
    rf"|{_REST}(?:{_CHANNELS})[^.!?।]*?"
    r"(?:katil(?! zanl)|katilin|takip edin|takip et|abone ol|abone olun|जुड़ें|फॉलो करें|دنبال کنید|بپیوندید"
    r"|(?:ज्वाइन|जॉइन|ज्वॉइन|सब्सक्राइब) करें|ফলো করুন|যুক্ত হোন|যুক্ত থাকুন|যোগ দিন|সাবস্ক্রাইব করুন|অনুসরণ করুন|فالو کریں|جوائن کریں)"
    # A message with these words is news.
    r"(?!.*(?:mesaji|yazan|yazili|संदेश|मैसेज|লেখা|پیغام))"
    r"(?:[\s-][^.!?।]*|(?:[ae]bilirsiniz|in[iu]z|un[iu]z|m[ae]yi(?: unutmayin)?))?)[.!।۔]*"
)
_CHANNEL = re.compile(_CHANNELS)
# The same within a longer line, where only the paper itself can say it: "Get the latest by joining our WhatsApp …".
_OWN_CHANNEL = re.compile(
    r"\b(?:join(?:ing)? our|follow(?:ing)? our|iscriviti al canale|iscrivetevi al canale|segui il nostro canale"
    r"|[uú]nete a nuestro canal|suscr[ií]bete a nuestro canal|rejoignez notre cha[iî]ne|abonnieren sie unseren"
    r"|folgen sie unserem|siga o canal|entre no canal|seguir o canal|більше новин[^.!?]{0,20} у наш\w+"
    r"|больше новостей[^.!?]{0,20} в наш\w+)"
    rf"\b[^.!?]{{0,40}}?(?:{_CHANNELS})"
    # "Join it" ends the sentence; "'Follow our channel', fraudsters wrote" is told.
    r"|(?:whatsapp|telegram) (?:kanal|grub)imiz\w*\b[^.!?,]{0,30}"
    r"\b(?:takip ed|katil|abone ol)(?:in|un|iniz|unuz|abilirsiniz|ebilirsiniz)\s*(?:[.!…]|\Z)"
    # Fraud warnings say it of any message: "Si recibe un código en tu WhatsApp".
    r"|\A(?:recibe (?:las?|los?|tod[ao]s|gratis|nuestr\w+|noticias)|receba (?:[ao]s?|tod[ao]s|grátis|noss\w+|notícias))"
    rf"\b[^.!?]{{0,40}} (?:en tu|no seu)\b[^.!?]{{0,40}}?(?:{_CHANNELS})"
)
# "Watch it on our YouTube channel."
_OWN_VIDEOS = re.compile(
    r"\b(?:our|unser\w*|notre|nuestro|nosso|nostro|onze|vår|vores)\s(?:youtube[ -](?:channel|kanal|kanaal)"
    r"|(?:chaîne|canale?) (?:(?:de|do|no|su) )?youtube)\W*\Z"
)
# "… and follow us on Facebook": the paper itself, and a network of any kind. "People who follow us" and
# "where you find us" are no invitations: the verb must open a sentence or a clause joined to one.
_FOLLOW_US = re.compile(
    r"(?:\A|[^\w\s'-]\s*"
    r"|\b(?:please|forget to|sure to|and|or|und|oder|et|y|e|i|og|och|en|ja|és|si|și|a|и|или|та|і|και)\s)"
    r"(?:(?:follow|join|like|find) us on|folg(?:en sie|e|t) uns|suivez[ -]nous|rejoignez[ -]nous|retrouvez[ -]nous"
    r"|s[ií]g[ua]e?nos|siga-nos|seguici|volg ons|följ oss|følg oss|seuraa meitä|(?:za)?obserwuj(?:cie)? nas"
    r"|śledź(?:cie)? nas|polub nas|sledujte nás|sledujte nas|kövess(?:en|e|enek)? (?:minket|bennünket)"
    r"|urmăr(?:iți|iţi|ește|eşte)-ne|ακολουθ[ήη]στε μας|читайте нас (?:в|на)|следите за нами|стежте за нами"
    r"|слідкуйте за нами|הצטרפו אלינו|עקבו אחרינו|последвайте ни|следвайте ни|pratite nas|zapratite nas|segueix-nos"
    r"|تابعونا|تابعنا|theo dõi chúng tôi|ikuti kami|tufuate|endelea kutufuatilia|spremljajte nas|пратите нас)\b"
    r"|\bbizi [^.!?]{0,30}takip (?:et|edin|edebilirsiniz)(?=\s*(?:[.!]|\Z))"
    r"|हमें [^.!?।]{0,20}फॉलो करें|ما را [^.!?]{0,40}دنبال کنید"
    r"|\A(?:อย่าลืม)?(?:กด)?ติดตาม(?:[^.!?]{0,40}ของเรา|ข่าว[^.!?]{0,30}ได้ที่|เรา(?:ได้)?ที่)"
    r"|আমাদের [^.!?।]{0,40}(?:ফলো করুন|লাইক দিন|যুক্ত হোন|সাবস্ক্রাইব করুন)|ہمیں [^.!?۔]{0,30}فالو کریں"
)
# "Follow Courier Wessex on Facebook and X": a name and nothing else.
_FOLLOW_NAME = re.compile(
    r"follow (?:[@\w'’.-]+ ){1,6}on (?:facebook|instagram|twitter|x|threads|tiktok|youtube|linkedin|bluesky)\b"
    r"(?:[\s,&]|:\s(?=@)|and|or|on|at|facebook|instagram|twitter|x\b|threads|tiktok|youtube|linkedin|bluesky|@[\w.]+)*"
    r"(?:[.!]\s.{0,100})?[.:!]?"
)
_NETWORK = re.compile(
    rf"{_CHANNELS}|facebook|instagram|twitter|tiktok|youtube|linkedin|threads|bluesky|mastodon|фейсбук|инстаграм"
    r"|інстаграм|вконтакте|ютуб|فیسبوک|فیس‌?بوک|تویتر|انستغرام|اینستاگرام|فیس بک|ফেসবুক|ইউটিউব|เฟซบุ๊ก|ยูทูบ|ไลน์|line @"
    r"|\b(?:on|auf|en|sur|su|op|på|na|no|în) x\b"
)
# Accounts on networks specific to a language: "更多精彩内容，请关注“…”微信公众号".
# A line that says who owns the account, or who reads it, is about others.
_ACCOUNT = re.compile(
    r"\A[^。はが]{0,30}公式(?:アカウント|line|チャンネル)[^。はが]{0,30}"
    r"(?:配信中|配信しています|フォロー(?!ワー)|登録(?!者)|お届け)"
    r"|(?:\A|[，,。！!；;：:|\s])(?:敬?请|敬?請|欢迎|歡迎|搜索|扫码)?(?:关注|關注|订阅|訂閱)"
    r"[^，。！？]{0,40}(?:公众号|公眾號|微信|微博|粉絲專頁|粉丝专页)[^。！？]{0,20}[。！]?\Z"
    # Victims of fraud joined, too: "加入LINE好友後遭詐騙300萬元".
    r"|(?:\A|[，,。！!？?；;：:|\s])(?:快點?|立即|馬上|趕快|歡迎|請|按此|點此|點我|點擊|記得)?加入"
    r"[^，。！？她他它對对]{0,20}(?:line好友|好友|粉絲團)[^，。！？後后遭被騙骗詐诈]{0,20}"
    r"(?:，[^，。！？後后遭被騙骗匯汇]{0,15})?！?\Z"
)
# Groups whom the news tells where to look something up; they are not the paper's readers.
_OTHERS = re.compile("市民|居民|旅客|乘客|游客|考生|患者|家长|参保|车主|纳税人|民眾|用戶")
# "Juttu jatkuu kuvan alla": the article continues below.
_SIGNPOST = re.compile(
    r"\W*(?:(?:the )?(?:article|story) continues (?:below|after)(?: \S+){0,4}"
    r"|(?:der |dieser )?(?:artikel|text|beitrag) (?:geht|läuft|wird) (?:unter|nach)\w*(?: \S+){0,4} (?:weiter"
    r"|fortgesetzt)"
    r"|(?:la suite(?: de l'article)?|l'article (?:continue|se poursuit)) (?:après|sous|ci-dessous)(?: \S+){0,4}"
    r"|(?:la nota|la noticia|el artículo|el texto) (?:continúa|sigue) (?:después|debajo|tras|abajo)(?: \S+){0,4}"
    r"|(?:(?:a matéria|o texto|a notícia|a reportagem) )?continua (?:após|depois d|abaixo)\S*(?: \S+){0,3}"
    r"|(?:l'articolo|il testo) (?:continua|prosegue) (?:dopo|sotto|qui sotto)(?: \S+){0,4}"
    r"|(?:het |dit |de )?(?:artikel|tekst|verhaal) (?:gaat verder|loopt door) (?:onder|na)(?: \S+){0,4}"
    r"|(?:artikeln|texten|artikkelen|teksten|artiklen|historien) (?:fortsätter|fortsetter|fortsætter)"
    r" (?:efter|etter|under|nedan|nedenfor)(?: \S+){0,4}"
    r"|saken fortsetter (?:under|nedenfor)(?: \S+){0,3}"
    r"|(?:juttu|artikkeli|teksti) jatkuu \w+ (?:alla|alapuolella|jälkeen)"
    r"|(?:dalsza część|dalszy ciąg|ciąg dalszy|reszta)(?: artykułu| tekstu)? (?:pod|poniżej|znajduje się)(?: \S+){0,4}"
    r"|(?:článek|text|článok) pokračuje (?:pod|po|za|níže)(?: \S+){0,4}|(?:tekst|članak) se nastavlja (?:ispod|nakon"
    r"|u nastavku)(?: \S+){0,4}"
    r"|a cikk .{0,40}(?:után|alatt|lejjebb) folytatódik|(?:articolul|textul|știrea) continuă (?:după|mai jos"
    r"|sub)(?: \S+){0,4}"
    r"|(?:το άρθρο|το κείμενο|η είδηση) συνεχίζεται (?:μετά|παρακάτω|κάτω)(?: \S+){0,4}"
    r"|(?:продолжение|продовження)(?: \w+)? (?:после|под|ниже|після|під|нижче)(?: \S+){0,4}"
    r"|haberin devami (?:reklam|video|foto)\S*(?: \S+){0,3}|(?:artikel|berita) (?:ini )?(?:berlanjut"
    r"|dilanjutkan) (?:setelah|di bawah)(?: \S+){0,4}"
    r")\W*"
)
# What the article continues below. Without this check "the story continues after the war" would match, too.
_INTERRUPTION = re.compile(
    r"\b(?:ads?\b|advert|anzeige|werb|annonc?e?|annun|publi[ck]|pubbli|reklam|mainok|mainos|ogłosz|oglas|hirdet|διαφήμ"
    r"|iklan|ilan|anuncio|anúncio|v[ií]deo|videa|vidéo|wideo|βίντεο|видео|відео|photo|foto|fotó|φωτογραφ|фото|bild|billed"
    r"|beeld|image|imag[ei]|immag|kuva|kép|zdjęci|slik|obráz|gambar|grafi|infogr|map\b|kart|galer|gall[ée]r|podcast|post"
    r"|tweet|newsletter|nieuwsbrief|promo|break\b|box\b|реклам|опрос|опитув|materiał)"
    r"|(?:below|ci-dessous|debajo|abajo|abaixo|sotto|nedan|nedenfor|poniżej|níže|nastavku|lejjebb|mai jos|παρακάτω|κάτω"
    r"|ниже|нижче)\W*\Z"
)


# Cheap pre-check: most lines contain none of these, so the patterns need not run. A line in ASCII needs only the first.
_ASCII_NETWORK_WORDS = (
    "google", "whatsapp", "telegram", "facebook", "instagram", "twitter", "youtube", "tiktok", "linkedin", "threads",
    "bluesky", "mastodon", "viber", "zalo", " x",
)  # fmt: skip
_NETWORK_WORDS = (
    *_ASCII_NETWORK_WORDS,
    "телеграм", "вайбер", "фейсбук", "инстаграм", "інстаграм", "вконтакте", "ютуб", "טלגרם", "וואטסאפ",
    "جوجل", "واتساب", "تلغرام", "تلیجرام", "تیلیجرام", "تلگرام", "فیسبوک",
    "بوک", "تویتر", "انستغرام", "اینستاگرام", "गूगल", "व्हाट्स", "टेलीग्राम",
    "वॉट्स", "वाट्स", "গুগল", "হোয়াটস", "টেলিগ্রাম", "ফেসবুক", "ইউটিউব", "واٹس", "ٹیلی", "فیس", "ווטסאפ", "גוגל",
    "เฟซบุ๊ก", "ยูทูบ", "ไลน์", "line @",
)  # fmt: skip


def is_invitation(folded: str) -> bool:
    """Whether a line invites readers to follow the paper on another platform."""
    if not any(word in folded for word in (_ASCII_NETWORK_WORDS if folded.isascii() else _NETWORK_WORDS)):
        return _is_account(folded)
    if "youtube" in folded and len(folded) <= _LONGEST_INVITATION and _OWN_VIDEOS.search(folded):
        return QUOTED.search(folded) is None
    if len(folded) <= _LONGEST_TO_FOLLOW and _NETWORK.search(folded) and _FOLLOW_US.search(folded):
        return QUOTED.search(folded) is None
    if _is_account(folded) or (folded.startswith("follow ") and _FOLLOW_NAME.fullmatch(folded)):
        return True
    if _CHANNEL.search(folded) is None:
        return False
    is_short = len(folded) <= _LONGEST_INVITATION
    if is_short and _INVITATION.fullmatch(folded):
        return True
    return QUOTED.search(folded) is None and _OWN_CHANNEL.search(folded) is not None


def _is_account(folded: str) -> bool:
    if not any(sign in folded for sign in "公微粉友"):
        return False
    if len(folded) > _LONGEST_INVITATION or _OTHERS.search(folded):
        return False
    return _ACCOUNT.search(folded) is not None


def is_signpost(folded: str) -> bool:
    """Whether a line only says that the article continues below an advertisement or a picture."""
    if len(folded) > _LONGEST_SIGNPOST or _SIGNPOST.fullmatch(folded) is None:
        return False
    return _INTERRUPTION.search(folded) is not None
