"""Whether a paragraph is a biography of the author: "Ali Raza is a staff writer who covers …", in many languages.

Only its first sentence counts: the author's name with a job, or "I am" with a journalist's job. A single text is
judged; callers know where a biography may be.
"""

import re
from collections.abc import Sequence

_MAX_CHARS = 2_000
# An introduction comes early in its sentence.
_OPENING_CHARS = 260
_BEFORE_NAME = 60
_MIN_NAME = 4

# Jobs in journalism, by language, in lower case.
_JOBS = {
    "en": (
        r"(?:\w+-)?(?:writer|journalist|reporter|editor|correspondent|columnist|blogger|author|freelancer|contributor"
        r"|photographer|storyteller|broadcaster|commentator)s?|bureau chief|newsreader|content creator"
    ),
    "de": (
        r"\w*(?:redakteur|journalist|reporter|autor|korrespondent|volontär|kolumnist|blogger|schriftsteller|fotograf)"
        r"(?:in)?"
    ),
    "fr": (
        r"journaliste|rédact(?:eur|rice)|correspondante?|reporter|aut(?:eure?|rice)|chroniqueu(?:r|se)|écrivaine?|pigiste"
    ),
    "es": r"periodistas?|redactora?|reporter[oa]|corresponsal|editora?|columnista|escritora?|colaboradora?",
    "pt": r"jornalista|repórter|redatora?|editora?|colunista|escritora?|correspondente|colaboradora?",
    "it": r"giornalista|(?:redat|scrit|collabora)(?:tore|trice)|caporedattore|cronista|corrispondente",
    "nl": r"journaliste?|(?:\w+)?redacte?u(?:r|rice)|verslagge(?:ver|efster)|correspondente?|schrijver|schrijfster",
    "sv no da": (r"\w*(?:journalist|reporter|redaktör|redaktør|skribent|krönikör|korrespondent|forfatter|författare)"),
    "pl": r"dziennikar(?:z|ka|zem|ką)|redaktor(?:ka|em|ką)?|reporter(?:ka|em|ką)?|publicyst(?:a|ka|ą)",
    "tr": (
        r"(?:gazeteci|muhabir|editör|yazar|köşe yazar|haberci)(?:i|ı|u|ü|si|sı)?"
        r"(?:dir|dır|dur|dür|yim|yım|im|ım|um|üm|iyim|ıyım|siyim)?"
    ),
    "ru uk": (
        r"(?:журналист|журналіст|корреспондент|кореспондент|редактор|оглядач|репорт[её]р|колумнист)(?:ка)?"
        r"|обозреватель"
    ),
    "ar": r"صحفية?|صحافية?|كاتبة?|مراسلة?|محررة?|إعلامية?",
    "fa": r"خبرنگار|روزنامه\u200c?نگار|نویسنده|سردبیر|دبیر",
    "ur": r"صحافی|رپورٹر|نامہ نگار|کالم نگار|مصنفہ?|ایڈیٹر|بلاگر|لکھاری|قلم کار",
    "hi": r"पत्रकार|लेखक|लेखिका|संवाददाता|रिपोर्टर|संपादक|स्तंभकार",
    "bn": r"সাংবাদিক|লেখক|প্রতিবেদক|সম্পাদক",
    "id": r"jurnalis|wartawan|penulis|redaktur|kontributor",
    "vi": r"nhà báo|phóng viên|biên tập viên",
}
# Languages without spaces between words, where a job may be anywhere.
_DENSE_JOBS = (
    "记者|記者|编辑|編輯|撰稿人|专栏作家|專欄作家|主笔|主筆|作家|媒体人|媒體人|自由撰稿|编剧|編集者|編集長|ライター"
    "|ジャーナリスト|기자|에디터|칼럼니스트|작가|특파원"
)
_JOB = re.compile(rf"(?<!\w)(?:{'|'.join(_JOBS.values())})(?!\w)|{_DENSE_JOBS}")

# What authors do, right after the name.
_DEEDS = re.compile(
    r"(?:(?:also|currently|regularly|often) )?(?:covers|writes (?:about|on|for)|reports (?:on|for|from)|contributes to"
    r"|edits|blogs|tweets|has (?:written|covered|reported|worked)|joined|can be reached|is based in|holds an?)\b"
    r"|(?:schreibt|berichtet)(?: seit[^.]{0,30})? (?:über|für|aus)\b|arbeitet (?:als|für|bei|seit)\b"
    r"|(?:écrit|couvre|travaille|escribe|cubre|trabaja|escreve|cobre|trabalha|scrive|si occupa)\b"
    r"|(?:schrijft|werkt) (?:over|voor|als|bij)\b"
)
# The verb that must connect the name with the job; scripts without case do without.
_LINK = re.compile(
    r"\b(?:is|was|has been|works|worked|serves|ist|war|arbeitet|est|travaille|es|trabaja|é|trabalha|è|lavora|werkt|är"
    r"|er|jest|adalah|là)\b|[—–-]\s"
)
# "is a …" right after the author's name: only an introduction says so.
_DESCRIBED = re.compile(
    r",? (?:is|was|has been|ist|war|est|es|é|è|er|är|jest|adalah) (?:(?:currently|also|seit \d{4}|derzeit|freier?) )?"
    r"(?:an?|the|our|one|eine?|der|die|une?|el|la|una|uma?|en|seorang|\w+-)\b"
)
_THE_AUTHOR = re.compile(
    r"(?:the (?:author|writer)s? (?:is|are|was|has|works|teaches|can)|(?:der autor|die autorin) (?:ist|war|lehrt|lebt)"
    r"|l'aut(?:eur|rice) est|(?:el autor|la autora) es|[oa] autora? é|l'aut(?:ore|rice) è|de auteur is)\b"
)
_NO_CASE = re.compile("[\u0590-\u08ff\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_VERB = re.compile(rf"[Ѐ-ӿ]|(?<!\w)(?:{_JOBS['tr']})(?!\w)")

# "I am", per language, with the most words before the job and, in languages with final verbs, the ending.
_GREETING = r"(?:(?:hi|hello|hey)\b[^.?]{0,30}?)?(?:my name is [^.,]{2,40}?(?:,| and)? )?"
_SELF = {
    "en": (rf"{_GREETING}(?:i am|i'm|i work as) (?:an?|the|currently|working as)\s", 8, r""),
    "de": (r"ich (?:bin|arbeite als)\s", 4, r""),
    "fr": (r"je suis\s", 4, r""),
    "es": (r"(?:yo )?soy (?!de )", 3, r""),
    "pt": (r"(?:eu )?sou\s", 3, r""),
    "it": (r"sono un[ao']?\s?", 3, r""),
    "nl": (r"ik ben\s", 4, r""),
    "sv no da": (r"(?:jag är|jeg er)\s", 4, r""),
    "pl": (r"jestem\s", 3, r""),
    "tr": (r"(?:ben )?", 8, r"(?<=[ıiuü]m)(?!\w)"),
    "ru uk": (r"я\s[—–-]?\s?", 1, r""),
    "ar": (r"أنا\s", 1, r""),
    "fa": (r"(?:من )?", 4, r"(?=.*\s(?:هستم|ام)\b)"),
    "ur": (r"میں\s", 6, r"(?=.*\sہوں)"),
    "hi": (r"मैं\s", 5, r"(?=.*\sह(?:ूँ|ूं))"),
    "id": (r"saya (?:adalah )?(?:seorang )?", 3, r""),
    "vi": (r"tôi là\s", 3, r""),
}
_FIRST_PERSON = re.compile(
    "|".join(
        rf"{opener}(?:\S+\s){{0,{gap}}}?(?:{_JOBS[language]})(?!\w){ending}"
        for language, (opener, gap, ending) in _SELF.items()
    )
    + rf"|(?:我是|本人是|私は|저는|나는)[^，。、]{{0,20}}(?:{_DENSE_JOBS})"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s|\Z)(?<!\b\w\.)|[。！？।۔؟]")


def is_biography(text: str, names: Sequence[str]) -> bool:
    """Whether the paragraph introduces one of these authors, or its own writer in the first person.

    High precision: a text that only names an author, or gives the job in a later sentence, does not count.
    """
    if not text or len(text) > _MAX_CHARS:
        return False
    opening = " ".join(text[: _OPENING_CHARS * 2].split()).replace("’", "'").casefold()
    opening = opening.lstrip("\"'“”«„–—-•* ")[:_OPENING_CHARS]
    end = _SENTENCE_END.search(opening, 12)
    sentence = opening[: end.start()] if end else opening
    if _FIRST_PERSON.match(sentence) or _THE_AUTHOR.match(sentence):
        return True
    return any(_introduces(sentence, name) for name in _forms(names))


def _forms(names: Sequence[str]) -> list[str]:
    """The forms in which each name may open a sentence: in full, and its last and first words unless they are short."""
    forms = []
    for name in names:
        whole = " ".join(name.replace("’", "'").casefold().split())
        words = whole.split(" ")
        forms += [
            form
            for form in dict.fromkeys((whole, words[-1], words[0]))
            if len(form) >= _MIN_NAME or (form and _NO_CASE.match(form))
        ]
    return forms


def _introduces(sentence: str, name: str) -> bool:
    """Whether the sentence has the author's name near its start, and a job or a field."""
    at = sentence.find(name)
    if at < 0 or at > _BEFORE_NAME:
        return False
    before, after = sentence[:at], sentence[at + len(name) :]
    if (before[-1:].isalnum() or after[:1].isalnum()) and not _NO_CASE.match(name):
        return False
    if before.strip() and not _is_introduction(before):
        return False
    if _DEEDS.match(after.lstrip()) or (" " in name and _DESCRIBED.match(after)):
        return True
    job = _JOB.search(after)
    if job is None:
        return False
    linked = _LINK.search(after, 0, job.start()) is not None
    return linked or _NO_CASE.search(name) is not None or _NO_VERB.search(job.group()) is not None


def _is_introduction(before: str) -> bool:
    """Whether the words before a name are a label ("About the author:") or a job ("Staff writer")."""
    return before.rstrip().endswith((":", "：")) or _JOB.search(before) is not None
