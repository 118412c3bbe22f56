"""The words of dates: months, weekdays, zones and labels, over all languages that newsbot reads without dateparser.

Data only; `dates` and `bylines` say what they mean.
"""

import re

# Month names, twelve a language, in order; "|" parts the forms of one month. Folded and without dots.
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
        "janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre "
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
    "it": (
        "gennaio|gen febbraio|febbr marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|sett "
        "ottobre|ott novembre dicembre|dic"
    ),
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
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
        "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт травня|травень|трав "
        "червня|червень|черв липня|липень|лип серпня|серпень|серп вересня|вересень|вер жовтня|жовтень|жовт "
        "листопада|листопад|лист грудня|грудень|груд"
    ),
    "el": (
        "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ "
        "μαΐου|μαΐ|μάιος|μάϊος|μαι ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ "
        "σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε "
        "δεκεμβρίου|δεκέμβριος|δεκ"
    ),
    "ar": (
        "يناير|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ماي "
        "يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول|شتنبر أكتوبر|اكتوبر "
        "نوفمبر|نونبر ديسمبر|دجنبر"
    ),
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه فوریه مارس آوریل|اوریل مه|می ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "hi": ("जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर"),
    "id": ("januari februari|peb maret april mei juni juli agustus|agu|agt september oktober november desember|des"),
    "hr": (
        "januar februar ožujak|ožujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja "
        "kolovoz|kolovoza rujan|rujna listopad|listopada studeni|studenoga|studenog prosinac|prosinca"
    ),
}
# Weekdays, told from names only when they stand beside a number.
_WEEKDAY_WORDS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles
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
# Persian solar months; their years are 621 or 622 behind.
SOLAR_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
# Levantine months of two words, as one.
TWO_WORDS = {
    "كانون الثاني": "يناير",
    "كانون الأول": "ديسمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
}
# Month names that another language uses for another month: November in Polish and Czech.
MONTHS_OF: dict[str, dict[str, int]] = {
    "hr": {"listopad": 10, "listopada": 10},
    "bs": {"listopad": 10, "listopada": 10},
}

# Hours east of UTC; the ambiguous ones as most news sites mean them.
ZONE_HOURS: dict[str, float] = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "wat": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "sast": 2, "cat": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "eat": 3, "ist": 5.5, "pkt": 5, "npt": 5.75,
    "wib": 7, "ict": 7, "wita": 8, "sgt": 8, "hkt": 8, "myt": 8, "pht": 8, "awst": 8, "wit": 9, "jst": 9, "kst": 9,
    "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "adt": -3, "brt": -3, "ast": -4,
    "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
}  # fmt: skip
# Zones whose letters leave summer time open.
ZONE_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
# Regions that write the month first; plain "en" is read day first, as most English editions in the world write it.
MONTH_FIRST = {"en-us", "en-ca", "en-ph"}

UPDATED = re.compile(
    r"(?:last\s+)?(?:updated?|modified|edited|revised)\b|(?:zuletzt\s+)?(?:aktualisiert|geändert|bearbeitet)\b"
    r"|mise? à jour|modifié\b"
    r"|actualizad[oa]\b|atualizad[oa]\b|aggiornat[oa]\b|bijgewerkt\b|gewijzigd\b|uppdatera[dt]\b|oppdatert\b|opdateret\b|päivitetty\b"
    r"|aktualizacja\b|zaktualizowano\b|aktualizováno\b|frissítve\b|actualizat\b|güncelleme\b|güncellendi\b|обновлен[оа]?\b|оновлено\b"
    r"|ενημερώθηκε\b|آخر تحديث|تحديث|اپ ڈیٹ|به‌روزرسانی|अपडेट|अद्यतन|diperbarui\b|cập nhật|更新|수정|업데이트",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\bago\b|\byesterday\b|\btoday\b|\bjust now\b|\bvor \d|\bgestern\b|\bheute\b|\bil y a\b|\bhier\b"
    r"|\bhace\b|\bayer\b|\bhá\b|\bfa\b|\bgeleden\b"
    r"|\bönce\b|назад|тому|منذ|قبل|پہلے|پیش|पहले|\blalu\b|前|전\b",
    re.IGNORECASE,
)


def _word_table() -> dict[str, int]:
    table: dict[str, int] = {}
    for line in MONTH_FORMS.values():
        for number, forms in enumerate(line.split(), 1):
            for form in forms.split("|"):
                table.setdefault(form.casefold(), number)
    return table


MONTHS = _word_table()
WEEKDAYS = frozenset(word.casefold() for word in _WEEKDAY_WORDS.split())
ZONES = frozenset(ZONE_HOURS) | frozenset(ZONE_PLACES)
