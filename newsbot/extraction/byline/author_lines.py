"""Parts of a text that may name the author, by wording alone: after "by", under a credit, as a bare name.

Where on the page the text is, and what its elements say, is up to `authors.visible`.
"""

import re

from newsbot.extraction.byline.credits import CREDIT
from newsbot.extraction.byline.kinds import is_role_word, word_kind
from newsbot.extraction.byline.sources import AGENCIES, AGENCY_OPENINGS, AGENCY_WORDS, DESK_WORDS, PLACES
from newsbot.extraction.names.spelling import EDGES, folded, list_key
from newsbot.extraction.vocabulary.byline_words import CJK_SUFFIX, INNER_LEAD, LEAD
from newsbot.extraction.vocabulary.lists import alternatives
from newsbot.extraction.vocabulary.name_words import PARTICLES
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names
from newsbot.text import WORD_MARKS

# A longer text without any mark names nobody.
MAX_PLAIN_CHARS = 110
_MAX_STOPPED_CHARS = 40
_MAX_SPACES = 14
# An account or an agency is a line of one word, no longer than this.
_MAX_ACCOUNT_CHARS = 20
_MAX_LED_CHARS = 120
_MAX_BARE_CHARS = 60
_MAX_BARE_WORDS = 9
_MAX_JOB_CHARS = 110
_MAX_JOB_WORDS = 4
_MAX_SUBJECT_CHARS = 60
_MAX_INTRODUCTION_CHARS = 100
_MAX_CREDIT_CHARS = 40
_MAX_LABEL_CHARS = 24
_MAX_LEAD_CHARS = 20
_MAX_LABEL_WORDS = 4
_MAX_CJK_CHARS = 60
# Signs after a label; in Han, kana and Hangul also others than the colon: "取材・文／山田太郎".
_LABEL_SIGNS = frozenset(":：/／=＝|｜")
# Vowel signs belong to the letter before them: without them "विकास" would not have two letters in a row.
_WORD = re.compile(rf"(?:[^\W\d_][{WORD_MARKS}]*){{2,}}")
# A possible agency, before a date or another part of the line.
_OPENING_WORD = re.compile(r"\W*([^\s\d,|/·–—]{2,20})\s*(?:[,|/·–—]|-\s|\d)")
_MAILBOX = re.compile(r"\s*[(\[<]?[\w.+-]+@[\w-]*[\w.-]*[)\]>]?\s*\Z")
_BY = "by|von|vom|par|por|di|door|av|af|od|oleh|przez|от|від|από"
# What precedes "by" if a line goes on after a date, a counter or a section.
_LED_WITHIN = re.compile(
    rf"(?:[\d|•·,;)>–—-]|\bUhr|\b[AaPp]\.?[Mm]\.?)\s*"
    r"(?P<line>(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Gg]eschrieben|[Vv]eröffentlicht|[Pp]ublicado|[Ee]scrito|[Éé]crit)\s)?"
    rf"(?:{_BY}|{_BY.upper()}|By|Von|Par|Por|Di|Door|Av|Af|Od)\s+[^\W\d_]"
    r"|(?:كتبت?|بقلم|إعداد|تحریر|رپورٹ|نویسنده|خبرنگار|लेखक|रिपोर्ट|Автор|Текст|Author|Autor|Auteur)\s?[:：]\s?[^\W\d_])"
    # The last line of many blogs: "Posted in News by Ada Moran".
    r"|\A(?:[Pp]osted|[Ff]iled|[Pp]ublished)\s+(?:in|under)\s+\S.{1,60}?\s(?P<filed>[Bb]y\s+[^\W\d_])"
    # In Han, kana and Hangul the label is joined to what precedes it.
    r"|(?:[\d|•·日\s]|\A[A-Za-z]+)\s*(?P<label>(?:原?作者|记者|記者|撰文|撰稿|采写|执笔|執筆|取材・文|文|글쓴이|글|취재)\s?[:：/／]\s?[^\W\d_])"
    # Thai has no spaces around words; "น." ends a time of day.
    r"|(?:\d|น\.)\s*(?P<thai>(?:เขียน|รายงาน)?โดย\s?[:：]?\s?[^\W\d_])"
)
# "홍길동 기자 2026.05.03": the date after the word that says who wrote.
_DATE_END = re.compile(
    r"[\s|·,(]*(?:입력|등록|승인|수정|発行|掲載)?[\s:]*(?:19|20)\d\d[\d\s.,:/()년월일시분年月日時时分-]*\Z"
)
# A standfirst that ends with its author.
_LED_END = re.compile(
    r"(?:[.!?…”\"»]\s+(?P<line>(?:By|Von|Par|Por|Di|Door|Av|Af|Od)(?:\s[^\W\d_][\w.’'-]*){2,4})"
    # "Z wiceburmistrzem rozmawia Ada Moran", "…, writes Ada Moran".
    r"|(?:\S\s(?=r)|[,”\"]\s)(?P<asks>(?:rozmawiał?a?|writes)(?:\s[A-ZÀ-ÞŁŚŻ][\w.’'-]*){2,3}))\s*\.?\s*\Z"
)
_CAPITALISED = re.compile(r"(?:[^\W\d_]\.)+\Z|[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*\.?\Z")
_JOINING = frozenset("and und et y e og och en i & / ,".split())
_PARTS = re.compile(r"[/,&|]")
_BARS = re.compile(r"\s[-–—/•·]\s|\s?[|｜]\s?")
_MAX_PARTS = 4
_NAME_AND_PAPER = 2
_VERBS = alternatives(
    "is|was|has been|ist|war|est|es|è|is een|är|er|jest|writes|covers|works|reports|joined|schreibt|arbeitet|studierte"
    "|teaches|lectures|directs|chairs|edits|lehrt|enseigne|enseña|insegna|leciona|doceert"
)
_SUBJECT = re.compile(
    rf"[\s*—–-]*(?:About\s+|Über\s+)?(?P<name>[^\W\d_][\w.’'-]+(?:\s[^\W\d_][\w.’'-]*){{1,3}}?),?\s+(?:{_VERBS})\s"
)
# What a footnote says about the text's subject: "*Ada Moran is ill", "* Ada Moran is not her real name".
_NO_INTRODUCTION = re.compile(
    r"(?:\s|,)*(?:is|ist|has been)\s(?!(?:an?|the|one|eine?|der|die|een|de|het)\s)"
    r"|.*\b(?:not|nicht|niet|pas|non|não|inte|ikke|nie)\b|.*(?:pseud[oóô]n|fictici|fictíci|fittizi|geändert)",
    re.IGNORECASE,
)
_REACHABLE = re.compile(
    r"(?:(?:Contact|Reach|E-?mail)\s+)?(?P<name>[^\W\d_][\w.’'-]+(?:\s[^\W\d_][\w.’'-]*){1,3}?)\s+(?:at\s(?=\S+@|\S+\s?\d)|(?:can|may)\s+be\s+(?:reached|contacted)|ist\s+erreichbar|est\s+joignable)\s"
)
_ACCOUNT = re.compile(r"([\w.+-]+)@")
_MAX_WRITES_CHARS = 250
_MAX_SAID_WORDS = 8
_WRITING = frozenset("writes covers reports schreibt berichtet schrijft skriver pisze".split())
# Beginnings of words for writing, and for what is written, in labels of any language; Han, kana and Hangul say it in
# a sign or two.
_WRITING_STEMS = re.compile(
    # Who writes, by what they are called: in Finnish, Polish, Hungarian, Vietnamese, Arabic …
    r"verfass|korrespond|correspons|corresponda|envi[ao]d|envoyé|inviat|servizio\Z|toimitt|dzienni|noviná|újság|szöveg"
    r"|phóng viên|thực hiện|biên|собкор|спецкор|обозрев|оглядач|материал|матеріал|ведущ|ведуч|صحف|رأي|مقال|محرر"
    r"|collabor|kollabor|colabor"
    # What they have written: opinions, letters, sermons, notes.
    r"|standpunkt|zwischenruf|gedank|brief\b|\bwort\b|letter|lettre|carta|insänd|insend|mielipid|juttu|pakina|feli?eton"
    r"|feuillet|fejeton|glos[as]|jegyzet|riport|cikk\b|köşe|kolom|billet|humeur|enquête\b|propos\b|tribun[ea]\b|mirada"
    r"|view|thought|musing|dispatch|diary|poem|poes|gedicht|sermon|pulpit|bài\b|колон|мнен|думк|погляд|стать|статт|очерк|нарис|άποψ|γνώμ"
    r"|άρθρ|επιμέλ|veröff|eingest|publicer|publicad|publié|publica\b|opublik|vydán|\A(?:from|aus|aan|desde)\b"
    r"|text|tekst|testo|texto|kriti|arvost|comment|komment|portr|testim|protok|aufge|rubri|beitr|contrib"
    r"|interv|haastatt|kirjoit|recen[sz]|reseñ"
    r"|rezens|anmeld|criti|críti|review|kroni|krôni|krön|chroni|cróni"
    r"|colum|kolumn|auto[rř]|autho|auteu|skriv|skrib|schreib|écrit"
    r"|récit|escri|scri[tv]|semneaz|sign[éa]|firma|pisz|pisa|psal|repor"
    r"|r[eé]da[ckç]|journ|giorn|period|writ|words|stor[yi]|opini|anal[iy]"
    r"|essa[iy]|blog|guest|gast|gäst|gjest|gæst|szerző|írta|yaz|haber"
    r"|muhabir|röport|söyleş|tác giả|penul|tulis|oleh|liput|автор|реценз|критик|коммент|комент"
    r"|текст|пис|интерв|інтерв|бесед|розмов|репорт|корресп|кореспонд|журнал"
    r"|συντά|κριτικ|κείμ|γράφ|ρεπορ|συνέντ|كتب|كاتب|بقلم|تقرير|تحقيق|حوار|إعداد|نویس|گزارش|گفت|یادداشت|تحریر|رپورٹ|लेख|रिपोर्ट|संवाद"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]",
    re.IGNORECASE,
)
_WRITERS = frozenset(
    (
        "reporter journalist columnist correspondent editor writer redakteur redakteurin journalistin korrespondent"
        " korrespondentin autorin journaliste periodista jornalista giornalista redacteur journaliste reporterin"
        " verslaggever dziennikarz dziennikarka freelance freelancer novelist author"
    ).split()
)
# Closing lines use the past tense for the dead and for the subject of the text, the present tense for its writer.
_PAST = re.compile(r"(?:\s|\A)(?:was|war|has been)\s")
_LETTER_CODE = re.compile(r"(?P<codes>[a-zß-ÿ]{2,4}(?:\s?[,/]\s?[a-zß-ÿ]{2,4}){0,2})\s*[;|]")
# How a Chinese agency opens: its town, the day and, in brackets, the reporter.
_WIRED = re.compile(r"\d日(?:电|電|讯|訊)\s?[（(](?:记者|記者)\s?[\u3400-\u9fff]")
# Picture credits that follow the name in a byline.
_PICTURES = re.compile(
    r"[\s,|/(–-]*(fotos?|photos?|bild(?:er)?|kuvat?|zdjęci[ae]|fotoğraf|фото|写真|摄影|사진)\W*", re.IGNORECASE
)
_SENTENCE_ENDS = ".!?…:;)]\"”“»’'*。！？」』）।؟"
_BEHIND_SIGNATURE = re.compile(r"\s*(?:[,;(–—-]|[A-ZÀ-Þ])")
# Places, organisations and subjects that are written in the same way, and stand beside dates as sections.
_SECTION_LETTERS = "|".join(
    r"\.\s?".join(letters)
    for letters in (
        "US UK EU UN DC LA NY SF UAE USA AM PM AI EEUU NZ NJ NC ND NH NM SC SD RI PR BC NB NS PNG DRC GB USSR СССР США"
        " ЕС TV IT HR VR AR PS RIP GOP NBA NFL NHL MLB UFC BBC CEO NHS LGBT"
    ).split()
)
# "F.M.", "A. M. R."; "U.S." is a section.
INITIALS = re.compile(rf"(?!(?:{_SECTION_LETTERS})\.\s?\Z)(?:[A-ZÀ-ÞŁŚŻČŠŽА-ЯΑ-Ω]\.[\s-]?){{2,4}}")
# Headings of readers' comments: "3 comments", "Kommentare (2)".
_COMMENTS = re.compile(
    r"\W*(?:\d+\s)?(?:(?:your|readers?['’]?|les|vos|los|tus|sus|ihre|eure|deine)\s)?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti?|reacties|kommentarer"
    r"|komentarze|komentáře|yorumlar|комментари[ий]|коментарі|コメント|评论|評論|댓글|التعليقات|تعليقات|komentar)\W*\d*\W*\Z",
    re.IGNORECASE,
)


def is_signature(before: str, inner: str) -> bool:
    """Whether brackets at the end of a text hold its author, not the source of a quotation: a sentence ends before."""
    return not before.strip() or " " not in inner or before.rstrip()[-1] in _SENTENCE_ENDS


def signed_name(text: str, end: int) -> str | None:
    """The name up to `end` that opens a line, if what follows says whose it is, and is no score or verb."""
    name = text[:end].strip(" ,")
    return name if is_bare_name(name) and _BEHIND_SIGNATURE.match(text, len(text[:end].rstrip(" ,"))) else None


def opens_comments(text: str) -> bool:
    """Whether a heading is that of the readers' comments."""
    return len(text) < _MAX_LABEL_CHARS and _COMMENTS.match(text) is not None


def led_within(text: str) -> str | None:
    """The rest of a line from its "by" on, if a date, a counter or a section precedes it."""
    match = _LED_WITHIN.search(text)
    if match is None:
        return led_at_end(text)
    return text[match.start(match.lastgroup or "line") :][:_MAX_LED_CHARS]


def led_at_end(text: str) -> str | None:
    """The "By …" that ends a standfirst, after its last sentence."""
    match = _LED_END.search(text)
    if match is None or match["line"]:
        return match and match["line"]
    # Papers write, too: "The bridge is to reopen, writes Harbour Weekly".
    return match["asks"] if word_kind(match["asks"].partition(" ")[2]) in (None, "person") else None


def is_labelled(text: str) -> bool:
    """Whether a text begins with an author label: "Autorin: …", "文／…"."""
    if _LABEL_SIGNS.isdisjoint(text[:_MAX_LABEL_CHARS]):
        return False
    lead = LEAD.match(text)
    return lead is not None and not _LABEL_SIGNS.isdisjoint(lead[0])


def is_other_label(text: str) -> bool:
    """Whether a label says something other than authorship about the name after it: "Case officer", "Referee".

    Sections, places and papers also precede names, and so do the words for writers.
    """
    if not 0 < len(text.split()) <= _MAX_LABEL_WORDS or any(map(str.isdigit, text)) or _WRITING_STEMS.search(text):
        return False
    if word_kind(text) not in (None, "role"):
        return False
    label = f"{text}: "
    return LEAD.match(label) is None and CREDIT.match(label) is None and INNER_LEAD.search(label) is None


def is_office_label(text: str) -> bool:
    """Whether a label of several words names a contact or an office, not the writer: "For questions:"."""
    said = text.rstrip(": ")
    if not text.endswith(":") or " " not in said or is_lead_alone(said) or _WRITING_STEMS.search(said):
        return False
    return not any(map(is_role_word, said.casefold().split()))


def is_led(text: str) -> bool:
    """Whether words before or after a name say that it is the author's: "By …", "記者王小明／台北報導", "… 기자"."""
    if LEAD.match(text):
        return True
    if text.isascii():
        return False
    start = _DATE_END.sub("", _MAILBOX.sub("", text[:_MAX_CJK_CHARS]))
    return CJK_SUFFIX.search(start) is not None or _WIRED.search(start) is not None


def is_lead_alone(text: str) -> bool:
    """Whether a text consists only of words that announce an author: "By", "Author:"."""
    if not 1 < len(text) < _MAX_LEAD_CHARS:
        return False
    leads = (LEAD.match(text + mark) for mark in (" ", ": "))
    return any(lead is not None and lead.end() > len(text) for lead in leads)


def may_name(text: str) -> bool:
    """Whether a short unmarked line may hold a name: few words, no sentence, one of the words a name's.

    Parsing a line costs more than everything else about it, so most labels must be rejected here.
    """
    if not 1 < len(text) <= MAX_PLAIN_CHARS or text[-1] in "?!…:。？！":
        return False
    is_long = len(text) > _MAX_STOPPED_CHARS or (text.count(" ") > 2 and text.upper() == text.lower())
    if (text[-1] == "." and is_long) or text.count(" ") >= _MAX_SPACES:
        return False
    parts = [word for word in _WORD.findall(text) if not word[0].islower() or len(text) <= _MAX_ACCOUNT_CHARS]
    if not parts:
        return False
    if len(text) <= _MAX_ACCOUNT_CHARS and len(parts) == 1:
        return True
    if (
        any(part.casefold() in AGENCY_WORDS or part.casefold() in DESK_WORDS for part in parts)
        or parts[0].casefold() in AGENCY_OPENINGS
    ):
        return True
    if "/" in text and len(text) <= _MAX_ACCOUNT_CHARS:  # "abc/dpa": a reporter's sign, and the agency
        return any(list_key(part) in AGENCIES for part in text.split("/"))
    opening = _OPENING_WORD.match(text)
    if opening and list_key(opening[1]) in AGENCIES:
        return True
    names = person_names()
    return any(part.isupper() or names.get(folded(part), 0) & GIVEN or part.upper() == part.lower() for part in parts)


def is_bare_name(text: str) -> bool:
    """Whether a text is nothing but two or more capitalised words, like names that no list knows."""
    if not 3 < len(text) <= _MAX_BARE_CHARS:
        return False
    tokens = _PARTS.sub(lambda match: f" {match[0]} ", text).split()
    if not 1 < len(tokens) <= _MAX_BARE_WORDS:
        return False
    names = [token for token in tokens if token not in _JOINING]
    capitals = [token for token in names if token.casefold() not in PARTICLES]
    return len(capitals) > 1 and all(token[0].isupper() and _CAPITALISED.match(token) for token in capitals)


def is_name_with_job(text: str) -> bool:
    """Whether a text is a bare name and its job or paper: "Ada Moran, reporter", "Onze correspondent Ada Moran"."""
    if len(text) > _MAX_JOB_CHARS or text[-1:] in ".?!":
        return False
    parts = _BARS.split(text)
    if len(parts) == _NAME_AND_PAPER and is_bare_name(parts[0]) and word_kind(parts[1]) == "organization":
        return word_kind(parts[0]) is None and list_key(parts[0]) not in PLACES  # "Crime News - Daily Mail"
    name, comma, job = text.partition(",")
    if comma and is_bare_name(name.strip()):
        return any(is_role_word(word.strip(EDGES)) for word in job.casefold().split()[:_MAX_JOB_WORDS])
    words = text.split()
    for at, word in enumerate(words[:_MAX_JOB_WORDS]):
        if is_role_word(word.casefold().strip(EDGES)):
            return word[0].islower() and is_bare_name(" ".join(words[at + 1 :]))
    return False


def is_dated_name(text: str) -> bool:
    """Whether one part of a line is a bare name, and another one has digits, as dates do."""
    if len(text) > _MAX_JOB_CHARS or not any(map(str.isdecimal, text)):
        return False
    parts = [part.strip() for part in _BARS.split(text)]
    return 1 < len(parts) <= _MAX_PARTS and sum(map(is_bare_name, parts)) == 1


def subject(text: str) -> str | None:
    """The subject of a biography: "Ada Moran" of "Ada Moran is a reporter …"."""
    match = _SUBJECT.match(text[: 2 * _MAX_SUBJECT_CHARS])
    if match is None or len(match["name"]) > _MAX_SUBJECT_CHARS:
        return None
    return match["name"] if is_bare_name(match["name"]) else None


def living_subject(text: str) -> str | None:
    """The same, if the line says what the person is, not what he or she was."""
    name = subject(text)
    return None if name is None or _PAST.match(text[text.find(name) + len(name) :].lstrip(",")) else name


def introduced(text: str) -> str | None:
    """The same after an asterisk, if the first words about the person say what he or she does."""
    name = living_subject(text) if text.startswith("*") else None
    if name is None:
        return None
    said = text[text.find(name) + len(name) :][:_MAX_INTRODUCTION_CHARS]
    has_job = any(is_role_word(word.strip(EDGES)) for word in said.casefold().split()[:_MAX_SAID_WORDS])
    return name if has_job or not _NO_INTRODUCTION.match(said) else None


def reachable(text: str) -> str | None:
    """The person whom a sentence says how to reach: "Ada Moran can be reached at …".

    Helplines and officers can be reached, too: an address must be made from the name, or else the given name must
    be known.
    """
    match = _REACHABLE.match(text[: 2 * _MAX_SUBJECT_CHARS])
    if match is None or not is_bare_name(match["name"]):
        return None
    words = folded(match["name"]).split()
    account = _ACCOUNT.search(text, match.end("name"))
    if account is None:
        is_person = bool(person_names().get(words[0], 0) & GIVEN)
    else:
        said = account[1].casefold()
        is_person = words[-1] in said or said == "".join(word[0] for word in words)
    return match["name"] if is_person else None


def writes(text: str) -> bool:
    """Whether a short paragraph begins by saying that somebody is a journalist: "Ada Moran writes for …"."""
    name = living_subject(text) if len(text) <= _MAX_WRITES_CHARS else None
    if name is None:
        return False
    said = text[text.find(name) + len(name) :].casefold().split()[:_MAX_SAID_WORDS]
    return any(word.strip(EDGES) in _WRITING or word.strip(EDGES) in _WRITERS for word in said)


def letter_codes(text: str) -> str | None:
    """The reporters' initials that open a line of credits: "abc, de; Foto: …"."""
    match = _LETTER_CODE.match(text)
    return match["codes"] if match else None


def credit_behind(text: str, name: str) -> str | None:
    """The credit in a text that is only a name and the word for pictures: "Foto: Ada Moran" of "Ada Moran Foto"."""
    pictures = _PICTURES.fullmatch(text[len(name) :]) if text.startswith(name) else None
    return f"{pictures[1]}: {name}" if pictures else None


def credit_before(text: str, name: str) -> str | None:
    """The end of a text with its name, if a credit directly precedes the name: "Übersetzt von: Ada Moran"."""
    at = text.find(name)
    if at < 1:
        return None
    start = max(0, at - _MAX_CREDIT_CHARS)
    for match in CREDIT.finditer(text, start, at + 2):
        if match.lastgroup in ("editor", "skip", "skip2") and match.end() == at:
            return text[match.start() : at + len(name)]
    return None
