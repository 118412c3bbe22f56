"""Put the given name first where the parts of a name show that the page writes the family name first.

Capitals and commas show it, too; `byline.shapes` and `byline.parts` handle those.
"""

import re

from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.lists import words_of
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names

# "Соколов Пётр Ильич": family name, given name, patronymic. Given names with the ending of a family name are excluded.
_PATRONYMIC_LAST = re.compile(
    r"(?!(?:константин|валентин|вениамин|августин|мартин|марин)\s)"
    r"(\w+(?:[оеё]ва?|[иы]на?|[сц]кий|[сц]кая|ая|енко|[ую]к|дзе)) (\w+) (\w+(?:[оеё]вич|ьич|[оеё]вна|ична|івна"
    r"|ївна))\Z",
    re.IGNORECASE,
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Languages in Latin script whose pages may put the family name first, by habit or by mistake. Hungarian always does.
_LATIN = frozenset(("pl", "cs", "sk", "hr", "sr", "sl"))
_SLAVIC_FAMILY = re.compile(r"(?:[sc]k[iaý]|[sc]ká|czyk|wicz|[cč]ek|owa|ov[áa]|czak|ński|ńska)\Z")
# Languages in which a person has two family names.
_TWO_FAMILY_NAMES = frozenset(("es", "pt", "ca", "gl"))
# Russian and Ukrainian given names that are not family names.
_CYRILLIC_GIVEN = words_of("""
    александр александра алексей алёна алена алина алиса алла альберт анастасия анатолий ангелина андрей анжела анна
    антон антонина аркадий арсений артём артем артур богдан борис вадим валентин валентина валерий валерия варвара
    василий василиса вера вероника виктор виктория виталий владимир владислав владислава всеволод вячеслав галина
    геннадий георгий герман глеб григорий дарина дарья денис диана дмитрий евгений евгения егор екатерина елена
    елизавета жанна зарина захар зинаида зоя иван игорь илья инна ирина карина кирилл клавдия константин кристина ксения
    лариса лев леонид лидия лилия любовь людмила макар максим маргарита марина мария марк матвей михаил надежда наталия
    наталья никита николай нина оксана олег олеся ольга павел петр пётр полина раиса ренат римма родион роман ростислав
    руслан рустам савелий светлана семён семен сергей снежана софия софья станислав степан таисия тамара тарас татьяна
    тимофей тимур фёдор федор эдуард элина эльвира эмма юлия юрий яна ярослав ярослава
    олександр олександра олексій олена анастасія анатолій андрій антоніна валентин валерій валерія василь віктор
    вікторія
    віталій володимир всеволод вячеслав в'ячеслав галина геннадій георгій гліб григорій ганна дар'я дарина дмитро
    євген євгенія єгор єлизавета зоряна іван ігор інна ірина катерина кирило костянтин леонід лілія людмила лідія
    марія максим маргарита маркіян мар'яна микола михайло надія назар наталія наталка нікіта оксана олесь олеся
    олег ольга
    остап павло петро поліна роксолана роман руслан світлана сергій соломія софія станіслав степан тарас тетяна
    тимофій христина юлія юрій юлиан яна ярослав ярослава ярина дзвенислава любомир зіновій орест мирослав мирослава
""")


def usual_order(name: str, language: str) -> str:
    """The name with the given name moved to the front if it certainly stands last; else the name unchanged."""
    if _CYRILLIC.search(name):
        return _usual_cyrillic(name)
    words = name.split()
    if language in _LATIN and len(words) == 2 and _is_family(words[0]) and _kind(words[1]) == GIVEN:
        return f"{words[1]} {words[0]}"
    return name


def are_two(words: list[str], language: str) -> bool:
    """Whether four words are two names that only a space separates: "Ada Moran Olaf Berg"."""
    if len(words) != 4 or language in _TWO_FAMILY_NAMES or not all(word.istitle() for word in words):
        return False
    first, second, third, fourth = map(_kind, words)
    return bool(first & GIVEN and second == FAMILY and third == GIVEN and fourth & FAMILY)


def _usual_cyrillic(name: str) -> str:
    if patronymic := _PATRONYMIC_LAST.match(name):
        return f"{patronymic[2]} {patronymic[3]} {patronymic[1]}"
    words = name.split()
    if len(words) != 2 or any(len(word) < 3 for word in words):
        return name
    first, second = (word.casefold().replace("’", "'") for word in words)
    return f"{words[1]} {words[0]}" if second in _CYRILLIC_GIVEN and first not in _CYRILLIC_GIVEN else name


def _is_family(word: str) -> bool:
    kind = _kind(word)
    return kind == FAMILY or (not kind and bool(_SLAVIC_FAMILY.search(word)))


def _kind(word: str) -> int:
    return person_names().get(folded(word), 0)
