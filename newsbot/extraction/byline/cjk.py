"""Bylines in Han, kana and Hangul, where names have no capitals and often no spaces around them.

`clear_cjk` inserts the separators that such lines omit; `read_cjk` tells names from roles, organisations and places.
"""

import re
from typing import NamedTuple

from newsbot.extraction.byline import sources
from newsbot.extraction.byline.kinds import Kind, word_kind
from newsbot.extraction.names.spelling import EDGES, HAN_NAME, is_name
from newsbot.extraction.vocabulary import byline_words as words
from newsbot.extraction.vocabulary.noise import CJK_POINTER
from newsbot.extraction.vocabulary.person_names import FAMILY, person_names

CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_FILED = re.compile(
    r"([\u3400-\u9fff]{2,10})\s*(?:\d{1,2}月)?\d{1,2}日(?:专|專|综合|綜合)?[电電讯訊]|([\u3400-\u9fff]{1,6}[社网網报報台])(?:讯|訊)(?=\s|\Z|[（(])"
)
_SENT_FROM = re.compile(r"\s*(?:发自|發自)\s*([\u3400-\u9fff]{2,4})")
_BEFORE_REPORTER = re.compile(
    r"([\u3400-\u9fff]{2,8}?)\s?(?:见习|見習|实习|實習|特约|首席)?(?:记者|記者)\s*(?=[\u3400-\u9fff])"
)
# "李伟是本报驻北京记者", "李伟，本报驻北京记者": the post follows the name, which it usually precedes.
_PAPER = r"(?:本[报報刊网網台社]|[\u3400-\u9fff]{2,4}[社报報网網])"
_POST = (
    rf"{_PAPER}[\u3400-\u9fff]{{0,10}}?"
    "(?:记者|記者|特派员|特派員|编辑|編輯|评论员|評論員|撰稿人|专栏作家|專欄作家)"
)
_IS_OF_POST = re.compile(rf"(?<![\u3400-\u9fff])([\u3400-\u9fff]{{2,4}}?)[是系係]({_POST})(?![\u3400-\u9fff])")
_STATION = rf"{_PAPER}?[驻駐][\u3400-\u9fff]{{2,6}}?(?:记者|記者|特派员|特派員)"
_BEHIND_NAME = re.compile(
    rf"(?<![\u3400-\u9fff])([\u3400-\u9fff]{{2,4}})(?:\s*[，,]\s*|\s+)({_STATION})(?=\s*(?:\Z|[|,，;；。]))"
)
_STATIONED = re.compile(rf"(?<![\u3400-\u9fff])({_STATION})(?=[\u3400-\u9fff]{{2,4}}(?![\u3400-\u9fff]))")
_AUTHOR_IS = re.compile(rf"作者[是系係](?=本[报報刊网網台社]|{_POST})")
# "体育讯 本报记者 王小明": sports news.
_NEWS_OF = re.compile(
    r"\A(?:体育|财经|娱乐|科技|本地|社会|国际|国内|體育|財經|娛樂|社會|國際|國內)[讯訊](?=\s|[（(])\s*"
)
# "作者系文学评论家王小明": a name after a job; without a name the sentence is about somebody named elsewhere.
_AUTHOR_TOLD = re.compile(
    r"作者[是系係为為](?:[\u3400-\u9fff]{2,12}?(?:家|教授|记者|記者|编辑|編輯|研究员|研究員|学者|學者|律师|律師|博士|导演|導演|诗人|詩人|评论员|評論員)(?P<name>[\u3400-\u9fff]{2,3}(?=\W*\Z)))?"
    r"(?P<rest>[\u3400-\u9fff]{5,}(?:[、，,]\s?[\u3400-\u9fff]{4,})*)?"
)
# "수문 위에서 본 항구.": a sentence, as in captions, has a word for from, at or to, or an object ("김가을" has none).
_SENTENCE_IN_HANGUL = re.compile(
    "(?!.*(?:기자|특파원|위원|작가|교수|앵커))(?=.*[\uac00-\ud7af](?:에서|에게|으로|까지|부터|(?<!가)을|를)\\s).*[\uac00-\ud7af]\\.\\Z"
)
# "김철수 씨": somebody whom a text is about.
_MISTER = re.compile("[\uac00-\ud7af]{2,4}\\s씨(?![\uac00-\ud7af])(?:\\s?제공)?")
_OWN = ("本报", "本報", "本刊", "本网", "本網", "本台", "本社", "实习", "實習", "特约", "见习", "見習", "首席")
_LABELS = (
    "作者|记者|記者|文字|撰文|采写|文|图文|编辑|編輯|責任編輯|责任编辑|责编|責編|来源|來源|稿源|通讯员|通訊員|摄影|攝影|写真|撮影|사진|글|取材"
    "|構成|翻訳|翻译|翻譯|聞き手|执笔|執筆|编审|审核|校对|图片|图|供图|策划|監修|그림|편집|정리"
)
_BARRED_LABEL = re.compile(
    rf"(?<![\u3400-\u9fff])({_LABELS})\s*[|｜丨│=＝/／]\s*(?![图圖])(?=[\u3040-\u9fff\uac00-\ud7af])"
)
_INNER_LABEL = re.compile(
    r"(?<=[\u3400-\u9fff]{3})(?<!本文)(?<!原)(?=(?:作者|责任编辑|責任編輯|责编|責編)\s?[:：])"
    rf"|(?<=[\u3040-\u9fff\uac00-\ud7af])\s+(?=(?:{_LABELS}|責任編輯|责任编辑)\s*[:：/／=＝])"
    r"|\s+(?=(?:编辑|編輯|责编|責編|通讯员|通訊員|实习生|實習生|见习记者|摄影|攝影|사진|写真|撮影|イラスト|構成|編集|편집)\s+[\u3040-\u9fff\uac00-\ud7af])"
)
_ORAL = re.compile(
    r"(?:文\s?[・／/]\s?写真|写真\s?[・／/]\s?文|글\s*[·ㆍ・/,]\s*사진|사진\s*[·ㆍ・/,]\s*글|聞き手|語り手|话题|構成|構成・文|取材・構成|企画・取材|文・構成|取材・文・撮影|取材・文・写真|文・撮影|文と写真)\s*[:：/／=＝・]?\s*"
)
# "文・山田太郎 写真・三枝健"
_DOTTED_CREDIT = re.compile(
    r"(?<=[\s（(])(写真|撮影|イラスト|構成|取材|編集|翻訳)・(?=[\u3040-\u9fff]{2,6}(?:\s|[）)]|\Z))"
)
# Work other than writing, stated after the name: translated, drew, checked.
_HELPED = re.compile(r"[\s\u3040-\u9fff](?:\s(?:監訳|共訳|訳|翻訳|撮影|写真|監修|イラスト|絵|画|摄影|翻译))\Z")
_PAPER_SUFFIX = re.compile(r"(?:报道|報道|報導|报导)\Z")
_HOW_REPORTED = re.compile(r"(?:综合|綜合|即時|专题|現場|现场|摄影|攝影)\Z")
_ROLE = re.compile(
    r"(?:記者|记者|기자|특파원|特派員|論説委員|論説副委員長|論説委員長|編集委員|解説委員|ジャーナリスト|ライター|エディター|ディレクター|アナリスト|コラムニスト"
    r"|エコノミスト|カメラマン|アナウンサー|プロデューサー|研究者|准教授|名誉教授|特任教授|副教授|教授|講師|讲师|弁護士|医師|医生|醫師|評論家|作家|漫画家|研究員"
    r"|研究员|主任研究員|主筆|主笔|评论员|評論員|撰稿人|实习生|實習生|通讯员|通訊員|专栏作家|專欄作家|律师|律師|学者|學者|所长|所長|主任|院长|院長|校长|总编辑|總編輯"
    r"|编辑|編輯|主编|主編|編集者|編集長|支局長|部長|社長|代表取締役|代表|会長|理事長|董事长|经理|总裁|秘书长|分析师|分析師|经济学家|經濟學家|理事|委員|委员|議員|监制|制作人|主持人"
    r"|博士|院士|導演|导演|詩人|诗人|導師|講座教授"
    r"|교수|박사|명예교수|변호사|대표|소장|연구위원|연구원|의원|위원|논설위원|논설위원장|논설실장|논설고문|논설주간|평론가|서평가|비평가|번역가|연출가|사진가|작가|시인|칼럼니스트|에디터|PD|팀장|부장|차장|국장|실장|편집장|편집국장"
    r"|앵커|아나운서|대기자|전문위원|회장|이사장|이사|원장|센터장|의사|셰프|감독|통신원|리포터|편집위원|편집인|발행인|본부장|총장|강사|전문의|건축가|수석연구원|세무사|약사|활동가|사무국장|사장|선임기자)\Z"
)
_REPORTERS = re.compile(r"(?:기자|특파원|논설위원|칼럼니스트|에디터|앵커|아나운서|리포터|PD)\Z")
_RANKS = re.compile(
    r"(?:本报|本報|本刊|特约|特聘|首席|高级|高級|资深|資深|副|助理|著名|知名|実習|実|元|前|新任|経済|政治|社会)\Z"
)
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예나라"
)
_HAN_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧"
    "姜崔钟鐘谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞颜倪庄莊聂章鲁岳翟殷詹申欧歐耿关關兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕單季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房巫"
)
# Frequent Japanese family names, without those that are also names of cities or prefectures.
_JAPANESE_FAMILIES = frozenset(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 松本 井上 木村 斎藤 斉藤"
    " 齋藤 齊藤 清水 山崎 阿部 池田 橋本 山下 石井 中島 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木"
    " 坂本 藤井 西村 太田 三浦 藤原 岡本 松田 中川 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井"
    " 工藤 宮本 高木 内田 安藤 谷口 大野 丸山 今井 高田 藤本 武田 村田 杉山 増田 平野 大塚 小島 菅原 久保 松井"
    " 岩崎 桜井 櫻井 木下 野口 松尾 野村 菊地 菊池 佐野 大西 杉本 新井 浜田 濱田 古川 水野 島田 小山 山内 西田"
    " 西川 菊田 北村 五十嵐 服部 樋口 辻本 飯田 安田 久保田 本田 東野 岩田 中田 松岡 川上 永井 吉川 川村 荒木"
    " 望月 大橋 中尾 小池 浅野 荒井 大谷 野田 関口 黒田 松原 堀内 尾崎 永田 熊田 大久保 川島 奥村 横山 星野"
    " 吉村 矢野 内藤 早川 上村 田口 川端 松下 石原 片山 河野 馬場 平田 横田 土屋 須藤 小西 沢田 澤田 松村 広瀬"
    " 廣瀬 榎本 高野 三宅 山中 岩本 八木 中原 高山 富田 栗原 西野 伊東 大森 平井 田辺 田邊 河合 白石 北川 今村"
    " 青山 鎌田 石橋 宮田 村山 吉岡 吉野 関根 坂口 飯塚 小笠原 篠原 植田 大川 浅井 岸本 天野 根本 藤川 藤村"
    " 小泉 土井 植村 甲斐 川田 下田 古田 堀江 稲垣 落合 竹田 松浦 宮川 戸田 大石 神田 梅田 長田 柳沢 柳澤 児玉"
    " 寺田 森下 津田 松永 本間 榊原 石塚 黒川 梶原 村井 岡村 滝沢 滝澤 細川 金田 佐伯 川原 中西 徳永".split()
)
_BARE_SUFFIXES = frozenset(("著", "さん", "報導", "报导", "报道", "報道", "氏", "撰", "文"))


# "Hot news", "related news": the heading of a list.
_NEWS_LABEL = re.compile(
    "(?:热点|熱點|热门|熱門|最新|相关|相關|推荐|推薦|即时|即時|今日|头条|頭條|図解|関連|主要)(?:新闻|新聞|资讯|資訊|文章|ニュース)"
)
# Words of buttons and sections; text that consists only of these names nobody ("無断転載禁止", "联系方式").
_BUTTON = re.compile(
    "(?:無断|転載|禁止|转载|轉載|拡大|縮小|する|今日の|紙面|新規|登録|会員|社会|国際|政治|経済|天気|予報|ビューアー|高校|野球|著作権|連載"
    "|小説|編集|手帳|印刷|記事|保存|一覧|未经|未經|许可|許可|国际|國際|时政|時政|要闻|要聞|关于|關於|我们|我們|联系|聯繫|方式|新闻|新聞|热线|熱線"
    "|加入|举报|舉報|會員|会员|字級|字号|設定|设置|版权|版權|所有|责任|責任|声明|聲明|服务|服務|法律|广告|廣告|面|오늘의|운세|정치|사회|경제|국제|문화|일반|\\s)+"
)
# Half a name, where a line has spaces within names: "佐藤 花子 鈴木 太郎".
_SPACED_HALF = re.compile("[\u3400-\u9fff々]{1,3}\\Z")
# Names in Han joined by the dot that separates the parts of a foreign name in kana.
_DOTTED_PEOPLE = re.compile("[\u3400-\u9fff々]{3,5}(?:・[\u3400-\u9fff々]{3,5})+")


class CjkPart(NamedTuple):
    """A judged token: its kind, its text, the person's role, and whether a suffix announced it."""

    kind: Kind
    text: str
    role: str | None = None
    marked: bool = False


def opens_with_family(name: str) -> bool:
    """Whether a name without spaces begins with a family name of Korea, China or Japan."""
    if not HAN_NAME.match(name):
        return False
    return name[0] in _SURNAMES or name[0] in _HAN_SURNAMES or opens_with_long_family(name)


def opens_with_long_family(name: str) -> bool:
    """Whether a name without spaces begins with a family name of two or three ideographs, as most of Japan have."""
    if not HAN_NAME.match(name):
        return False
    return person_names().get(name[:2], 0) & FAMILY > 0 or not _JAPANESE_FAMILIES.isdisjoint((name[:2], name[:3]))


def clear_cjk(line: str) -> str:
    """The line with separators before labels and around the agency and place it was filed from."""
    line = _NEWS_OF.sub("", line)
    line = _FILED.sub(_filed_parts, _SENT_FROM.sub(r" | \1", line))
    line = _IS_OF_POST.sub(r"\2 \1", _AUTHOR_IS.sub("作者：", line))
    line = _MISTER.sub(" | ", _AUTHOR_TOLD.sub(_told_author, line))
    line = _STATIONED.sub(r"\1 ", _BEHIND_NAME.sub(r"\2 \1", line))
    line = _DOTTED_CREDIT.sub(r"\1：", _ORAL.sub("文：", line))
    line = _BARRED_LABEL.sub(r"\1：", line)
    line = _BEFORE_REPORTER.sub(_reporter_parts, line)
    return _INNER_LABEL.sub(" | ", line)


def _told_author(match: re.Match[str]) -> str:
    if match["name"] and opens_with_family(match["name"]):
        return f"作者：{match['name']}"
    return " | " if match["name"] or match["rest"] else match.group()


def _filed_parts(match: re.Match[str]) -> str:
    text = match[1] or match[2]
    for length in (4, 3, 2):
        if len(text) >= length and text[-length:] in sources.PLACES:
            return f"{text[:-length]} | {text[-length:]} | "
    # A town that no list knows may follow an agency.
    agencies = (text[:length] for length in range(2, len(text) - 1) if text[:length] in sources.AGENCIES)
    return f"{next(agencies, text)} | "


def _reporter_parts(match: re.Match[str]) -> str:
    text = match[1]
    known = text in sources.AGENCIES or sources.CJK_ORGANIZATION.search(text)
    return f" | {text} | 记者 " if known and not text.startswith(_OWN) else match.group()


def read_cjk(text: str, language: str) -> list[CjkPart]:
    """The judged tokens of a piece, in order."""
    if _SENTENCE_IN_HANGUL.match(text):
        return []
    text = text.strip(EDGES)
    if _HELPED.search(text) or _NEWS_LABEL.fullmatch(text) or _BUTTON.fullmatch(text):
        return []
    if agency := _agency_parts(text):
        return agency
    text, found = _without_filing(text)
    suffix = words.CJK_SUFFIX.search(text)
    role = suffix.group().strip() if suffix else None
    if suffix and suffix.start():
        text = text[: suffix.start()]
    elif suffix:
        return [*found, CjkPart("role", suffix.group())]
    if not CJK.search(text):
        return (
            [*found, CjkPart("person", text.strip(EDGES), marked=True)]
            if is_name(text.strip(EDGES), alone=True)
            else found
        )
    if language != "zh" and _DOTTED_PEOPLE.fullmatch(text):
        people = text.split("・")
        if not any(word_kind(name) or _ROLE.search(name) for name in people):
            return found + _people(people, None if role in _BARE_SUFFIXES else role, marked=suffix is not None)
    tokens = _tokens(text)
    if _HANGUL.search(text):
        return found + _read_hangul(tokens, role)
    return found + _read_han(tokens, role, language)


def _agency_parts(text: str) -> list[CjkPart]:
    """The agency, if the text is only an agency, "according to" one, or a place and one; else nothing."""
    if text[:1] in ("据", "據") and text[1:] in sources.AGENCIES:
        text = text[1:]
    if text in sources.AGENCIES:
        return [CjkPart("organization", text)]
    for length in range(4, 8):
        if text[:length] in sources.PLACES and text[length:] in sources.AGENCIES:
            return [CjkPart("organization", text[length:]), CjkPart("place", text[:length])]
    return []


def _without_filing(text: str) -> tuple[str, list[CjkPart]]:
    """The text without the words that say it was reported and from where; and that place."""
    filed = bool(_PAPER_SUFFIX.search(text))
    if not filed and not (len(text) > 2 and text[-1] in "电電"):
        return text, []
    text = _PAPER_SUFFIX.sub("", text) if filed else text[:-1]
    text = _HOW_REPORTED.sub("", text.strip()).strip()
    for length in (4, 3, 2):
        if text[-length:] in sources.PLACES and len(text) >= length:
            return text[:-length].strip(), [CjkPart("place", text[-length:])]
    return text, []


def _tokens(text: str) -> list[str]:
    """The words between spaces; "編集委員・山田太郎" is two."""
    tokens: list[str] = []
    for token in text.split():
        head, mark, tail = token.partition("・")
        if mark and any(word_kind(part) in ("organization", "desk") or _ROLE.search(part) for part in (head, tail)):
            tokens += [head, tail]
        else:
            tokens.append(token)
    return [token for token in tokens if token.strip(EDGES)]


def _read_hangul(tokens: list[str], suffix: str | None) -> list[CjkPart]:
    """The parts of words in Hangul; `suffix` is the job that ended the text ("기자")."""
    titled = _ROLE.search(tokens[-1]) and not _REPORTERS.search(tokens[-1])
    if titled and not suffix and len(tokens) > 1 and _is_hangul_name(tokens[0]):
        return [CjkPart("person", tokens[0], " ".join(tokens[1:]))]
    found: list[CjkPart] = []
    names: list[str] = []
    said: list[str] = []
    for token in tokens:
        kind = word_kind(token)
        if suffix and kind in ("organization", "desk") and token[-1] == "부":
            suffix = f"{token} {suffix}"  # a section of the paper's own
        elif kind in ("organization", "place", "desk") and not (names and not suffix):
            found.append(CjkPart(kind, token))
        elif kind != "section":
            (said if _is_said(token, names, suffix) else names).append(token)
    if said and not _ROLE.search(said[-1]):
        found += [CjkPart("organization", token) for token in said if word_kind(token) == "organization"]
        said = []
    names = _hangul_names(names, suffix)
    if suffix and len(names) == 1:
        after = tokens[tokens.index(names[0]) + 1 :]
        said += [token for token in after if token not in said and word_kind(token) != "place"]
    role = " ".join([*said, suffix] if suffix and names else said) or suffix
    return found + _people(names, role, marked=suffix is not None)


def _is_said(token: str, names: list[str], suffix: str | None) -> bool:
    """Whether a word in Hangul says something about a name before it."""
    if word_kind(token) is not None or (_ROLE.search(token) and (names or len(token) < 6)):
        return True
    return bool(names) and not suffix and not _is_hangul_name(token)


def _hangul_names(texts: list[str], suffix: str | None) -> list[str]:
    """The names among words: before a reporter's suffix the last name stands for all, else the first."""
    names = [word for word in texts if suffix or len(word) != 2 or word[0] in _SURNAMES]
    names = [name for name in names if not (len(name) == 4 and name[-1] == "의")]
    if len(names) < 2 or all(map(_is_hangul_name, names)):
        return names
    people = [name for name in names if _is_hangul_name(name) and name[-1] not in "부팀"]
    return (people or names)[-1:] if suffix else people[:1]


def _is_hangul_name(token: str) -> bool:
    if token[-1] == "의" and len(token) == 4:
        return False
    return 2 <= len(token) <= 4 and token[0] in _SURNAMES and bool(_HANGUL.match(token)) and word_kind(token) is None


def _read_han(tokens: list[str], suffix: str | None, language: str) -> list[CjkPart]:
    """The parts of words in Han and kana; `suffix` is the job that ended the text ("記者")."""
    found: list[CjkPart] = []
    names: list[str] = []
    said: str | None = None
    for token in tokens:
        kind = word_kind(token)
        title = _ROLE.search(token)
        head = token[: title.start()] if title else ""
        own = kind == "organization" and token[-1] == "部" and not token.endswith("編集部")
        if own and (suffix or len(tokens) > 1):
            said = token + (suffix or "")  # a section of the paper's own
        elif kind == "place" or (kind in ("organization", "desk") and not title):
            found.append(CjkPart(kind, token))
        elif title and not names and _is_titled(head):
            names, said = [head], title.group()
        elif title:
            said = token
        elif kind != "section":
            names.append(token)
    if len(names) in (4, 6) and language == "ja" and all(_SPACED_HALF.match(name) for name in names):
        names = [" ".join(names[at : at + 2]) for at in range(0, len(names), 2)]
        return found + _people(names, said, marked=suffix is not None)
    if len(names) > 1 and not (language == "zh" and all(HAN_NAME.match(name) for name in names)):
        short = len(names) == 2 and all(CJK.search(name) and len(name) < 9 for name in names)
        names = [" ".join(names)] if short else []
    role = said or (None if suffix in _BARE_SUFFIXES else suffix)
    return found + _people(names, role, marked=suffix is not None)


def _is_titled(head: str) -> bool:
    """Whether what precedes a job within the same word is a name, not a rank or an institution."""
    return 2 <= len(head) <= 4 and bool(HAN_NAME.match(head)) and not word_kind(head) and not _RANKS.search(head)


def _people(names: list[str], role: str | None, *, marked: bool) -> list[CjkPart]:
    """The people, the last with the role; only the role if none of the names is valid."""
    people = [name for name in map(_person, names) if name]
    if not people:
        return [CjkPart("role", role)] if role else []
    last = len(people) - 1
    return [CjkPart("person", name, role if at == last else None, marked) for at, name in enumerate(people)]


def _person(text: str) -> str | None:
    """The name without a place glued to its end ("王小明台北"); None if it is not a name."""
    if CJK_POINTER.search(text):
        return None
    text = text.strip("・")
    if text[-2:] in sources.PLACES and 4 <= len(text) <= 6:
        return text[:-2]
    compact = text.replace(" ", "")
    return text if HAN_NAME.match(compact) or (len(compact) <= 12 and is_name(compact, alone=True)) else None
