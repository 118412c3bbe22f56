"""Date words: months, weekdays, zones and labels, in all languages that newsbot reads without dateparser.

Mostly data; `dates.parsing` and `bylines` interpret it.
"""

import re
from unicodedata import normalize

# Month names, twelve per language, in order; "|" separates the forms of one month. Folded and without dots.
MONTH_FORMS: dict[str, str] = {
    "en": (
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
        "october|oct november|nov december|dec"
    ),
    "de": (
        "januar|jänner|jän februar|feber märz|mär|maerz|mrz april mai juni juli august september oktober|okt "
        "november dezember|dez"
    ),
    "fr": (
        "janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil|juill août|aout septembre "
        "octobre novembre décembre|decembre|déc"
    ),
    "es": (
        "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre "
        "noviembre diciembre|dic"
    ),
    "pt": (
        "janeiro fevereiro|fev março|marco abril|abr maio|mai junho "
        "julho agosto setembro|set outubro|out novembro dezembro|dez"
    ),
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "it": (
        "gennaio|gen febbraio|febbr marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|sett "
        "ottobre|ott novembre dicembre|dic"
    ),
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai|maj juni juli august september oktober november desember|des|december",
    "fi": (
        "tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu "
        "toukokuuta|toukokuu kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu "
        "lokakuuta|lokakuu marraskuuta|marraskuu joulukuuta|joulukuu"
    ),
    "pl": (
        "stycznia|styczeń|sty lutego|luty|lut marca|marzec kwietnia|kwiecień|kwi maja|maj "
        "czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz "
        "października|październik|paź listopada|listopad|lis grudnia|grudzień|gru"
    ),
    "cs": (
        "ledna|leden|led února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě června|červen|čvn "
        "července|červenec|čvc srpna|srpen|srp září|zář října|říjen|říj listopadu prosince|prosinec|pro"
    ),
    "hu": (
        "január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus|aug "
        "szeptember|szept október|okt november|nov december|dec"
    ),
    "ro": (
        "ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie "
        "noiembrie|noi decembrie"
    ),
    "tr": (
        "ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki "
        "kasım|kas aralık|ara"
    ),
    "ru": (
        "января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май июня|июнь|июн "
        "июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент октября|октябрь|окт "
        "ноября|ноябрь|ноя|нояб декабря|декабрь|дек"
    ),
    "uk": (
        "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт|кві травня|травень|трав|тра "
        "червня|червень|черв|чер липня|липень|лип серпня|серпень|серп|сер вересня|вересень|вер жовтня|жовтень|жовт|жов "
        "листопада|листопад|лист|лис грудня|грудень|груд|гру"
    ),
    "el": (
        "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ "
        "μαΐου|μαΐ|μάιος|μάϊος|μαι ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ "
        "σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε "
        "δεκεμβρίου|δεκέμβριος|δεκ"
    ),
    "ar": (
        "يناير|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ماي "
        "يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية|يوليوز أغسطس|اغسطس|آب|أوت|غشت "
        "سبتمبر|أيلول|شتنبر أكتوبر|اكتوبر نوفمبر|نونبر ديسمبر|دجنبر"
    ),
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه فوریه مارس آوریل|اوریل مه|می ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "hi": (
        "जनवरी|जन फरवरी|फ़रवरी|फर|फ़र मार्च अप्रैल मई जून जुलाई|जुल अगस्त|अग सितंबर|सितम्बर|सित "
        "अक्टूबर|अक्तूबर|अक्टू नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस"
    ),
    "id": ("januari februari|peb maret april mei juni juli agustus|agu|agt september oktober november desember|des"),
    "sk": (
        "januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august "
        "septembra|september októbra|október novembra|november decembra|december"
    ),
    "sl": (
        "januar|januarja februar|februarja marec|marca april|aprila maj|maja junij|junija julij|julija "
        "avgust|avgusta|avg september|septembra oktober|oktobra november|novembra december|decembra"
    ),
    "lt": (
        "sausio|sausis vasario|vasaris kovo|kovas balandžio|balandis gegužės|gegužė birželio|birželis "
        "liepos|liepa rugpjūčio|rugpjūtis rugsėjo|rugsėjis spalio|spalis lapkričio|lapkritis gruodžio|gruodis"
    ),
    "lv": (
        "janvāris|janvārī|janvāra februāris|februārī|februāra marts|martā|marta aprīlis|aprīlī|aprīļa "
        "maijs|maijā|maija jūnijs|jūnijā|jūnija jūlijs|jūlijā|jūlija augusts|augustā|augusta "
        "septembris|septembrī|septembra oktobris|oktobrī|oktobra "
        "novembris|novembrī|novembra decembris|decembrī|decembra"
    ),
    "et": (
        "jaanuar|jaan veebruar|veebr märts aprill mai juuni juuli august september oktoober november detsember|dets"
    ),
    "is": ("janúar febrúar mars apríl maí júní júlí ágúst september október nóvember|nóv desember|des"),
    "bg": (
        "януари|яну февруари|фев март|мар април|апр май юни юли август|авг септември|сеп|септ "
        "октомври|окт ноември|ное|ноем декември|дек"
    ),
    "sr": (
        "јануар|јануара|јан фебруар|фебруара|феб март|марта|мар април|априла|апр мај|маја јун|јуна јул|јула "
        "август|августа|авг септембар|септембра|сеп октобар|октобра|окт новембар|новембра|нов децембар|децембра|дец"
    ),
    "mk": (
        "јануари|јан февруари|фев март|мар април|апр мај јуни|јун јули|јул август|авг септември|сеп|септ "
        "октомври|окт ноември|ное|ноем декември|дек"
    ),
    "he": (
        "ינואר|בינואר|ינו פברואר|בפברואר|פבר מרץ|במרץ|מרס|במרס אפריל|באפריל|אפר מאי|במאי יוני|ביוני|יונ "
        "יולי|ביולי|יול אוגוסט|באוגוסט|אוג ספטמבר|בספטמבר|ספט אוקטובר|באוקטובר|אוק נובמבר|בנובמבר|נוב דצמבר|בדצמבר|דצמ"
    ),
    "bn": ("জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"),
    "mr": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "gu": "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ|ઓગસ્ટ સપ્ટેમ્બર ઑક્ટોબર|ઓક્ટોબર નવેમ્બર ડિસેમ્બર",
    "ta": "ஜனவரி|ஜன பிப்ரவரி|பிப் மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "te": "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై|జూలై ఆగస్టు సెప్టెంబర్|సెప్టెంబరు అక్టోబర్|అక్టోబరు నవంబర్|నవంబరు డిసెంబర్|డిసెంబరు",
    "kn": "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ml": "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ്|മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ആഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "az": (
        "yanvar|yan fevral|fev mart aprel|apr may iyun iyul avqust|avq sentyabr|sen oktyabr|okt noyabr|noy dekabr|dek"
    ),
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor|nentor dhjetor",
    "ka": "იანვარი|იანვარს თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
    "hy": (
        "հունվարի|հունվար փետրվարի|փետրվար մարտի|մարտ ապրիլի|ապրիլ մայիսի|մայիս հունիսի|հունիս հուլիսի|հուլիս"
        " օգոստոսի|օգոստոս սեպտեմբերի|սեպտեմբեր հոկտեմբերի|հոկտեմբեր նոյեմբերի|նոյեմբեր դեկտեմբերի|դեկտեմբեր"
    ),
    "eu": (
        "urtarrilaren|urtarrilak|urtarrila otsailaren|otsailak|otsaila martxoaren|martxoak|martxoa"
        " apirilaren|apirilak|apirila maiatzaren|maiatzak|maiatza ekainaren|ekainak|ekaina"
        " uztailaren|uztailak|uztaila abuztuaren|abuztuak|abuztua"
        " irailaren|irailak|iraila urriaren|urriak|urria azaroaren|azaroak|azaroa abenduaren|abenduak|abendua"
    ),
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "tl": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "hr": (
        "siječanj|siječnja|sij|januar veljača|veljače|velj|februar ožujak|ožujka|ožu travanj|travnja|tra "
        "svibanj|svibnja|svi lipanj|lipnja|lip srpanj|srpnja|srp kolovoz|kolovoza|kol rujan|rujna|ruj "
        "listopad|listopada|lis studeni|studenoga|studenog|stu prosinac|prosinca|pro"
    ),
}
# Weekdays, told from names only when they stand beside a number.
_WEEKDAY_WORDS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles
lun mié mie jue vie sáb sab dom jeu ven dim
jueves viernes sábado sabado domingo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta
lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
måndag tisdag onsdag torsdag fredag lördag söndag
mandag tirsdag lørdag søndag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle
hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri sâmbătă duminică
pazartesi salı çarşamba perşembe cuma cumartesi pazar понедельник вторник среда четверг пятница суббота воскресенье
понеділок вівторок середа четвер п'ятниця субота неділя δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار
شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
senin selasa rabu kamis jumat sabtu minggu
"""
# Persian solar months; their year numbers are 621 or 622 lower.
_SOLAR_NAMES = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
SOLAR_MONTHS = {name: month for month, name in enumerate(_SOLAR_NAMES.split(), 1)}
# Many keyboards have only the Arabic letter for the Persian one.
SOLAR_MONTHS |= {name.replace("ی", "ي"): month for name, month in SOLAR_MONTHS.items()}
# Levantine months of two words, as one.
TWO_WORDS = {
    "كانون الثاني": "يناير",
    "كانون الأول": "ديسمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
}
# Hours east of UTC; an ambiguous abbreviation has the meaning that most news sites give it.
ZONE_HOURS: dict[str, float] = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "wat": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "sast": 2, "cat": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "eat": 3, "ist": 5.5, "pkt": 5, "npt": 5.75,
    "wib": 7, "ict": 7, "wita": 8, "sgt": 8, "hkt": 8, "myt": 8, "pht": 8, "awst": 8, "wit": 9, "jst": 9, "kst": 9,
    "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "adt": -3, "brt": -3, "ast": -4,
    "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
}  # fmt: skip
# Meanings of ambiguous abbreviations, by the page's language, or language and region.
ZONE_HOURS_OF: dict[str, dict[str, float]] = {
    "zh": {"cst": 8}, "en-cn": {"cst": 8}, "en-tw": {"cst": 8}, "ar": {"ast": 3}, "bn": {"bst": 6}, "en-bd": {"bst": 6},
    "en-ie": {"ist": 1}, "en-il": {"ist": 2}, "he": {"ist": 2},
    "en-ph": {"pst": 8}, "en-pk": {"pst": 5}, "ur": {"pst": 5},
    "en-au": {"est": 10, "edt": 11, "cst": 9.5, "cdt": 10.5, "wst": 8}, "en-sg": {"sst": 8}, "es-cu": {"cst": -5},
    "es": {"cot": -5, "pet": -5, "ect": -5, "bot": -4, "vet": -4, "clt": -4, "clst": -3, "art": -3, "uyt": -3},
}  # fmt: skip
# Zones whose abbreviation does not say whether summer time applies.
ZONE_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
# Locales that write the month first. Plain "en" may be either: sites that give no thought to regions declare it.
MONTH_FIRST = {"en-us", "en-ca", "en-ph"}

# Languages that write the year first even when it has two digits.
YEAR_FIRST = {"ja", "ko", "zh"}

UPDATED = re.compile(
    r"(?:last\s+)?(?:updated?|modified|edited|revised|revision)\b|(?:zuletzt\s+)?(?:aktualisiert|geändert|bearbeitet)\b"
    r"|mise? à jour|modifiée?\b|actualisée?\b"
    r"|actualizad[oa]\b|atualizad[oa]\b|aggiornat[oa]\b|bijgewerkt\b|gewijzigd\b|uppdatera[dt]\b|oppdatert\b|opdateret\b|päivitetty\b"
    r"|aktualizacja\b|akt\.(?=\s?:?\s?\d)|zaktualizowano\b|aktualizováno\b|frissítve\b|actualizat\b|güncelleme\b|güncellendi\b|обновлен[оа]?\b|оновлено\b"
    r"|(?<=[\d|•,;.)–-]\s)stand\s?:|(?:letzte\s+)?(?:änderung|aktualisierung)\b|änderungsdatum\b|(?:dernière\s+)?modification\b|modificad[oa]\b"
    r"|(?:última\s+)?(?:actualización|atualização|alteração)\b|(?:ultimo\s+)?aggiornamento\b|ultima\s+modifica\b|modificat[oa]\b"
    r"|(?<=\()modifica\b|aangepast\b|(?:data\s+)?modyfikacji\b|laatste\s+(?:wijziging|update)\b|ändra[dt]\b|[eæ]ndret\b|(?:ostatnia\s+)?modyfikacja\b|zmodyfikowano\b"
    r"|(?:poslední\s+)?aktualizace\b|upraveno\b|změněno\b|güncellenme\b|обновл[её]н[оа]?\b|обновление\b|изменен[оа]?\b"
    r"|оновлення\b|оновлен[оа]\b|змінено\b|آخر تعديل|اپڈیٹ|بروزرسانی|به ?روز ?رسانی|به ?روز شده|संशोधित"
    r"|diperbaharui\b|pemba(?:ru|haru)an\b"
    r"|\Astand\s?:(?=.{6,60}veröffentlich)|(?:data\s+)?aktualizacji\b|aktualizované\b|ažuriran[oa]?\b|posodobljeno\b"
    r"|ажуриран[оа]?\b|обновен[оа]?\b|актуализиран[оа]?\b|atnaujint[ai]s?\b|atjaunin\w+\b|uuendatud\b|muudetud\b"
    r"|actualitza[dt]a?\b|dikemas\s?kini\b|yenilən\w+\b|përditësuar\b|uppfært\b"
    r"|עודכן|עדכון|আপডেট|হালনাগাদ|განახლ\w+|ปรับปรุงล่าสุด|อัปเดต|புதுப்பிக்க"
    r"|改訂|改定|修改|编辑于|編輯於"
    r"|ενημερώθηκε\b|ενημέρωση\b|ΕΝΗΜΕΡΩΣΗ\b"
    r"|آخر تحديث|تحديث|اپ ڈیٹ|به‌روزرسانی|अपडेट|अद्यतन|diperbarui\b|cập nhật|更新|수정|업데이트",
    re.IGNORECASE,
)
# Update labels that follow their date.
LABEL_AFTER = re.compile(r"更新|수정|업데이트|अपडेट|अद्यतन|güncellendi|اپ ڈیٹ", re.IGNORECASE)

ISSUED = re.compile(
    r"\b(?:publish(?:ed)?|posted|written|created|issued|(?:erst)?veröffentlicht|publiziert|erstellt|erschienen|pressemitteilung|meldung"
    r"|erstveröffentlichung|publié|paru"
    r"|mis en ligne|publicad[oa]|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|udgivet|opublikowan[oa]"
    r"|vydáno|publikováno|yayınlan\w+|giriş|опубликован[оа]?|опубліковано|diterbitkan)\b"
    r"|نشر|شائع|منتشر|تاریخ انتشار|प्रकाशित|公開|掲載|投稿|配信|입력|등록|发布|發布|发表|發表",
    re.IGNORECASE,
)
# Words before the date on which something ends or takes place.
APPOINTED = re.compile(
    r"\b(?:closing date|deadline|apply by|expir(?:es|y|ation)|valid until|bewerbungsschluss|einsendeschluss"
    r"|anmeldeschluss|gültig bis|date limite|clôture|fecha límite|plazo|vencimiento|prazo|scadenza|entro il"
    r"|sluitingsdatum|uiterlijk|ansøgningsfrist|søknadsfrist"
    r"|sista ansökningsdag|termin(?: składania)?|date of meeting|meeting date|event date|eröffnung|vernissage"
    r"|beginn|veranstaltung(?:sdatum)?|sitzung(?:stermin|sdatum)?|séance du|fecha del evento"
    r"|data do evento|data evento|aanvang"
    r"|son başvuru|крайний срок|кінцевий термін)\b|締切|截止|(?<![가-힣])마감|آخر موعد",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\bago\b|\byesterday\b|\btoday\b|\bjust now\b|\bvor \d|\bgestern\b|\bheute\b|\bil y a\b|\bhier\b"
    r"|\bhace\b|\bayer\b|\bhá\b|\bfa\b|\bgeleden\b"
    r"|\bönce\b|назад|тому|منذ|قبل|پہلے|پیش|पहले|\blalu\b|前|전\b",
    re.IGNORECASE,
)
# Two days joined by a hyphen or a word: an event's dates, not an article's. A "month" group may match any word.
_DAY = r"(?<![\w:.])(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|through|until|bis|au|al|a|à|tot|t/m|til|till|até|do|по|до)\s)"
_NAME = r"\s?(?:de\s)?(?P<{}>[^\W\d_]{{3,}})\.?"
_FIGURES = r"(?<![\w:.])(?:\d{1,2}(?P<sign>[./])\s?\d{1,2}(?:(?P=sign)(?:\s?\d{4})?)?)"
_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        _DAY.format("first") + _TO + _DAY.format("last") + _NAME.format("month"),
        _NAME.format("month") + r"\s" + _DAY.format("first") + _TO + _DAY.format("last") + r",?\s\d{4}",
        _DAY.format("first")
        + _NAME.format("month")
        + r"(?:\s\d{4})?"
        + _TO
        + _DAY.format("last")
        + _NAME.format("end"),
        _NAME.format("month")
        + r"\s"
        + _DAY.format("first")
        + r"(?:,?\s\d{4})?"
        + _TO
        + _NAME.format("end")
        + r"\s"
        + _DAY.format("last"),
        r"(?<![\w:.])(?P<first>\d{1,2})\." + _TO + r"(?P<last>\d{1,2})\.\s?\d{1,2}\.\s?\d{4}",
        _FIGURES + _TO + r"\d{1,2}(?P=sign)\s?\d{1,2}(?P=sign)\s?\d{4}",
        r"\d{4}-\d\d-\d\d" + _TO + r"\d{4}-\d\d-\d\d",
    )
)
_MAY_BE_RANGE = re.compile(r"\d\D{0,12}?(?:[-–—]|\s[a-zàéобдп/]{1,7}\s)\s?(?:\d|[^\W\d_]{3,}\.?\s\d)")
# Beginnings of the words above: most lines have none, and searching for these costs a tenth of running the patterns.
_UPDATED_STEMS = (
    "updat stand: modif edit revis aktualis geändert bearbeitet jour actuali atuali aggiorn bijgewerkt gewijzigd"
    " aktualiz nderung alteraç wijzig ändra endret ændret modyfik uprav změn обновл измен змінен оновлен تعديل اپڈیٹ"
    " بروز به संशोधित diperba pemba 改訂 改定 修改 编辑 編輯"
    " uppdatera oppdatert opdateret päivitetty frissítve güncelle обновлен оновлено ενημερώθηκε تحديث اپ روزرسانی अपडेट"
    " ažurir posodob ажурир обновен актуализ atnaujin atjaun uuend muudet actualitz dikemas yenilən përditës uppfært"
    " עודכן עדכון আপডেট হালনাগাদ განახლ ปรับปรุง อัปเดต புதுப்பிக்க"
    " aangepast modifica akt. actualis ενημέρωση ενημερωση अद्यतन diperbarui cập 更新 수정 업데이트"
).split()
_ASCII_STEMS = [stem for stem in _UPDATED_STEMS if stem.isascii()]


def find_update_label(text: str) -> re.Match[str] | None:
    """The label that marks what follows as the date of an update."""
    lowered = text.lower()
    stems = _ASCII_STEMS if text.isascii() else _UPDATED_STEMS
    return UPDATED.search(text) if any(stem in lowered for stem in stems) else None


def find_issue_behind(text: str) -> re.Match[str] | None:
    """Where a text that opens with the date of an update goes on to the date of publication."""
    issued = ISSUED.search(text)
    if issued is None:
        return None
    both = (text[: issued.start()], text[issued.end() :])
    return issued if all(any(map(str.isdigit, part)) for part in both) else None


def is_range(text: str) -> bool:
    """Whether a line gives the first and last day of something: "3–5 May 2026", "du 3 au 5 mai"."""
    if not _MAY_BE_RANGE.search(text):
        return False
    for pattern in _RANGES:
        for match in pattern.finditer(text):
            found = match.groupdict()
            months = [MONTHS.get(name.casefold()) for key in ("month", "end") if (name := found.get(key))]
            is_within_month = "first" in found and "end" not in found
            if all(months) and (not is_within_month or int(found["first"]) < int(found["last"])):
                return True
    return False


def _month_table(line: str) -> dict[str, int]:
    return {
        normalize("NFC", form).casefold(): month
        for month, forms in enumerate(line.split(), 1)
        for form in forms.split("|")
    }


# A word may name different months in two languages: look in the language's own table first.
MONTHS_OF = {language: _month_table(line) for language, line in MONTH_FORMS.items()}
MONTHS: dict[str, int] = {}
_SHORT = 4
# Month names that are personal names in other languages: "Mette Julie, 12. maj", "Aldo Agosti", "Tawara Machi".
_NAMES_ELSEWHERE = frozenset("agosti aprili janar julie junie machi marso shkurt".split())
# Languages of which only the months are listed here; dateparser knows more of the rest.
_MONTHS_ALONE = frozenset("af az eu gl hy ka kk ms sq sw tl uz".split())
for _language, _table in MONTHS_OF.items():
    # Short Croatian and Malay forms are names elsewhere (Stu, Kol, Mac).
    _is_own = _language == "hr" or _language in _MONTHS_ALONE
    _common = {
        form: month
        for form, month in _table.items()
        if not _is_own or (len(form) > _SHORT and form not in _NAMES_ELSEWHERE)
    }
    MONTHS = {**_common, **MONTHS}
# Languages in which dateparser knows no more than these tables.
MONTHS_OF["bs"] = MONTHS_OF["hr"]
WELL_KNOWN = (frozenset(MONTH_FORMS) - _MONTHS_ALONE) | {"nb", "nn", "ja", "ko", "zh"}
WEEKDAYS = frozenset(word.casefold() for word in _WEEKDAY_WORDS.split())
ZONES = frozenset(ZONE_HOURS) | frozenset(ZONE_PLACES)
