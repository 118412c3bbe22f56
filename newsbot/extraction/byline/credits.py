"""The credits of a byline: who edited, who took the pictures, who translated.

Data only; `byline.lines` cuts lines at them.
"""

import re

from newsbot.extraction.vocabulary.lists import alternatives
from newsbot.text import clean_line

_PICTURES = (
    "photographer|photographers|photographe|fotograf|fotografin|fotógrafo|fotógrafa|fotografo|fotograaf|фотограф"
    "|photo|photos|photograph|photographs|photography|picture|pictures|pics|image|images|video|videos|footage"
    "|graphic|graphics|infographic|illustration|illustrations|illustrated|artwork|art|cover|animation|audio"
    "|foto|fotos|bild|bilder|illustrationen|grafik|grafiken|fotografie|fotografien|symbolbild|titelbild|karte"
    "|foto & video|foto/video|fotograf|photographe|vidéo|crédit|crédits|crédit photo|crédits photo|crédit photos"
    "|photo crédit|photo credit|photo credits|image credit|image credits|credit|credits|bildquelle|bildnachweis"
    "|fotocredit|titelfoto|infographie|dessin"
    "|imagen|imágenes|fotografía|fotografías|ilustración|ilustraciones|ilustração|imagem|fotografia|vídeo|infografía"
    "|immagine|immagini|illustrazione|illustrazioni|beeld|fotografi|illustrasjon|illustrationer|billede|foto's|foto’s"
    "|zdjęcie|zdjęcia|fot|fot.|grafika|ilustracja|ilustrace|snímek|fotó|kép|fotoğraf|fotoğraflar|kamera|görsel"
    "|фото|фотограф|фотографии|фотографія|видео|відео|иллюстрация|ілюстрація|світлина|съемка"
    "|main photo|main image|main picture|lead photo|lead image|featured image|feature image|header image|cover photo"
    "|cover image|top photo|top image|banner image|hero image|file photo|staff photo|ap photo|afp photo"
    "|reuters photo|handout photo|photo illustration|submitted photo|fotograaf|fotografer|stock photo|profile photo"
    "|cartoon|caricature|portrait|portraits"
    "|chart|charts|map|maps|camera|styling|stylist|hair|make-up|makeup|drawn|sketch|karikatur|caricatura|vignetta|karykatura|karikatura|карикатура|كاريكاتير|رسم|کارٹون|کاریکاتور|चित्र|कार्टून"
    "|cameraman|cameramen|camerawoman|videographer|videography|צילום|צילומים|kuva|kuvat|ảnh"
    "|autor zdjęcia|autor fot|autor fotografie|autor de la foto|auteur photo|bildautor|foto de portada"
    "|foto di copertina"
    "|φωτογραφία|φωτογραφίες|φωτό|φωτο|illustratie|illustraties|infográfico|çizim|çizer|رسوم|رسوم توضيحية"
    "|تصوير|تصویر|عکس|عدسة|صور|الصورة|صورة|فوٹو|तस्वीर|फोटो|छाया|gambar|ilustrasi|juru kamera|juru foto|juru potret"
)
_TRANSLATION = (
    "translated|translation|übersetzung|übersetzt|diterjemahkan|aus dem englischen"
    "|traducido|traducción|tradução|traduzido"
    "|traduzione|tradotto|traduction|traduit|adaptation|vertaling|vertaald|översättning|översatt|oversettelse|oversat|oversatt"
    "|oversættelse|tłumaczenie|tłum|tłum.|przekład|překlad|překlad|přeložil|přeložila|fordította|çeviri|çeviren"
    "|перевод|перевел|перевела|перевёл|переклав|переклад|переклала|ترجمة|ترجمه|مترجم|ترجمہ|अनुवाद|penerjemah|terjemahan"
)
# Other work that a colon or "by" credits and that is not writing.
_OTHER_WORK = (
    "brought to you|promoted|supported|paid for|paid post|gesponsert|sponsorisé|patrocinado|patrocinada"
    "|sponsorizzato|gesponsord|sponsrad"
    "|sponset|sponsoreret|produced|producer|producers|sponsored|presented|powered|hosted|reviewed|fact-checked"
    "|fact checked"
    "|fact-check|fact check"
    "|medically reviewed|design|designed|layout|development|narrated|read|voiced|photo editing|video editing"
    "|copy edited|proofread|approved|verified|maintained|recorded|filmed|directed|interviewee|data|music"
    "|owned|recommended|empfohlen|generated|narration|verantwortlich|ansvarig utgivare|ansvarlig redaktør"
    "|ansvarshavende chefredaktør|v.i.s.d.p."
    "|checagem|supervisão|współpraca|współpr.|recommandé|recomendado|präsentiert"
    "|schnitt|kamera|ton|sprecher|sprecherin|moderation|gestaltung|satz|faktacheck|faktencheck|lektorat|redigering"
    "|produktion|regie|umsetzung|grafisk form|réalisation|montage"
    "|ansprechpartner|ansprechpartnerin|ansprechpartner:innen|ansprechpartnerinnen|pressekontakt|pressekontakte"
    "|medienkontakt|medienkontakte|presskontakt|media contact|media contacts|press contact|press contacts"
    "|press enquiries|media enquiries|contact presse|contacts presse|contacto de prensa|contactos de prensa"
    "|contato de imprensa|contatti stampa|perscontact"
    "|contact presse|contatto stampa|contacto de prensa|ufficio stampa|per informazioni|för mer information"
    "|för mer info|mer information|presskontakt|perscontact|kontakt pro média|kontakt dla mediów|dodatkowe informacje"
    "|yderligere oplysninger|for further information|further information|for more information|more information"
    "|media enquiries|press enquiries|rückfragen|medienanfragen|pour plus d'informations|renseignements"
    "|para más información|más información|mais informações|persoană de contact|kontaktperson"
    "|voor meer informatie|meer informatie|narahubung"
    "|kontak media|basın irtibat|контактное лицо|контакт|контакты|контакти|للتواصل|联系人|聯絡人"
    "|お問い合わせ|問い合わせ先|문의|담당자"
    "|producción|edición de vídeo|diseño|montaje"
    "|produção|montagem|montaggio|regia|korekta|montaż|kurgu|yapım|корректор|монтаж|режиссер|оператор|مونتاج|تدقيق|مراجعة|إخراج"
)
_EDITING = (
    "compiled and edited|edited|editing|additional editing|editado|editada|redigerad|bearbeitet|disunting|édité"
    "|onder redactie|redigeret|redigert"
)
_EDITORS = (
    "editor|editors|story editor|edited|editing|penyunting|редактор|редакторы|редагував|edição|edición|édition"
    "|editado|editör"
    "|editor/redaktor|redaktor prowadzący|redaktör|ansvarig redaktör|schlussredaktion|bearbeitung|eindredactie"
    "|redigerare|redaktør"
    "|محرر|المحرر|تحرير|редакторка|ویراستار|دبیر|संपादक|संपादित|संपादन|सम्पादन|मॉडरेटर"
    "|edited by|editor naskah|redaktur|redaktur pelaksana"
)
_BY = r"(?:by|from|von|vom|durch|par|por|pela|pelo|de|da|di|do|door|av|af|przez|oleh|od)"
# The end of "by", or the start of a name that is glued to it.
_GLUED = r"(?:\b|(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ])))"
_CJK_SKIPPED = (
    "写真・動画|写真/動画|写真・映像|写真|撮影|攝影|摄影|攝影記者|摄影记者|图片来源|图片|圖片|图源|圖源|攝|摄|圖|图|供图|制图|製圖|绘图|繪圖|漫画|视频|影片|视觉"
    "|译者|譯者|翻译|翻譯|翻訳者|翻訳|訳者|訳|監修|イラスト|デザイン|動画|映像|作画|ヘアメイク|スタイリスト|取材協力|編集協力|制作協力|協力|编译自|校对|校對|审校|监制|監製|出品|策划|設計|设计|运营"
    "|排版|制作|製作|사진제공|사진출처|사진|영상취재|영상편집|영상|그래픽|번역|자료사진|촬영|일러스트|삽화|디자인"
)
_CJK_EDITORS = "責任編輯|责任编辑|責編|责编|值班编辑|本文编辑|编辑|編輯|編審|编审|审核|編集者|編集|主编"
"|主編|網編|网编|核稿編輯|核稿|编审|本期编辑|편집"
_MARKS = r"[:：/／=＝]"
# In a case-insensitive pattern a large range takes milliseconds to compile; Han and Hangul have no case.
# Group name → the role it gives; "skip" is a credit that makes no author, "text" announces one.
CREDIT = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?P<reporter>(?:additional\s+|further\s+|with\s+additional\s+|with\s+)?report(?:ing|ed)\s+by|mit\s+berichten\s+von"
    r"|(?:additional|further)\s+reporting\s*[:：]?)"
    r"|(?P<writer>writing\s+by)"
    rf"|(?P<text>(?:text|texte|texto|testo|tekst|words|story)\s+{_BY}(?=\s+(?-i:[A-ZÀ-Þ]))"
    r"|(?:text|texte|texto|testo|tekst|words|текст)\s*[:：])"
    rf"|(?P<editor>(?:{alternatives(_EDITING)})\s+{_BY}{_GLUED}|(?:{alternatives(_EDITORS)})\s*[:：]"
    rf"|(?:{alternatives(_CJK_EDITORS)})(?:\s*{_MARKS}|\s+(?-i:(?=[\u3400-\u9fff]{{2,4}}(?:\s|\Z))))|(?:편집자|편집)\s+(?-i:(?=[가-힣]{{2,4}}(?:\s|\Z))))"
    rf"|(?P<skip>(?:{alternatives(_PICTURES, _TRANSLATION, _OTHER_WORK)})(?:\s+{_BY}{_GLUED}|\s*[:：/／=＝])|arte\s?:"
    r"|(?:photo|foto|bild|image|picture)\s?-?(?:credit|kredit)s?(?:\s[\w.&-]+){1,3}\s*:|übersetzung\s+aus\s+dem\s+\w+\s*(?::|von)"
    r"|(?:번역|영상|그래픽)\s+(?-i:(?=[가-힣]{2,4}(?:\s|\Z)))|(?:fotos?|fot\.|photos?|illustrations?|bilde|bild|zdjęcia|zdj\.|fotó|beeld|kuvat|kuva|перев[её]ла?|переклала|переклав|přeložila?|przełożyła?|фото|사진|写真|撮影|攝影|摄影)\s+(?=[^\W\d_][^\s,;|]+\s*[^\W\d_])"
    rf"|(?:{alternatives(_CJK_SKIPPED)})\s*{_MARKS})"
    rf"|(?-i:(?<=[\u3040-\u9fff\uac00-\ud7af\s]))(?P<skip2>(?:{alternatives(_CJK_SKIPPED)})\s*{_MARKS})"
    r")\s*[:：]?\s*",
    re.IGNORECASE,
)
# "Ada Moran, with reporting by Ali Raza": the author precedes the credit.
ADDED = re.compile(r"with|additional|further|mit", re.IGNORECASE)
TEXT_AND_PHOTO = re.compile(
    r"\b(?:text|texte|textes|texto|textos|testo|testi|tekst|tekster|words|story|stories|naskah|teks|bài|текст|yazı|haber|reportage"
    r"|reportaje|reportagem|bericht)\s*(?:&|und|and|et|y|e|og|och|en|i|ve|и|і|dan|và|a|\+|/|-)\s*(?:fotoğraf|fotos?|bilder|bild|beeld"
    r"|photographs|photography|photos?|pictures|video|images|foto's|zdjęcia|fotografías|fotografie|imágenes|фото|ảnh)"
    r"\s*[:：]?\s*(?:by\s+|von\s+|de\s+|di\s+|av\s+|af\s+|par\s+|por\s+|door\s+)?",
    re.IGNORECASE,
)
# "Ada Moran (photos)": a bracket credits the name with the pictures; "(text)" follows the writer's.
_PICTURED = alternatives(
    _PICTURES, "fotók|fotot|kuvat|zdjęcia|фотографии|写真|撮影|摄影|攝影|사진|übersetzung|translation|grafik"
)
PICTURED = re.compile(
    rf"(?:(?<=[),;|&/、，）])|\A|(?<=\s[yei]\s)|(?<=\s(?:et|og|en|ve)\s)|(?<=\s(?:and|und|och)\s))"
    rf"(?:(?!\s(?:[yei]|et|og|en|ve|and|und|och)\s)[^,;|&/()、，（）]){{2,60}}[(（](?:{_PICTURED})[)）]",
    re.IGNORECASE,
)
WROTE = re.compile(
    r"\s*\((?:texte?|texto|testo|tekst|words|текст|text und bild|story|文|글|bericht|interview)\)", re.IGNORECASE
)
# "Ada Moran/Getty Images": a picture agency never writes, and the name beside it is the photographer's.
PICTURE_HOUSE = re.compile(
    r"(?<!\w)(?:getty(?:\s+images)?|shutterstock|istock(?:photo)?|alamy|unsplash|pexels|pixabay|adobe\s*stock|depositphotos"
    r"|dreamstime|123rf|fotolia|flickr|imago(?:\s+images|\s+sport)?|picture[\s-]alliance|stock\.adobe\.com|wikimedia|epa-efe"
    r"|zuma(?:\s+press)?)(?!\w)",
    re.IGNORECASE,
)
# "Photo: (AP)", "Foto: Ada Moran (dpa)": the bracket belongs to the picture credit, too.
PICTURE_IN_BRACKETS = re.compile(
    rf"(?:\A(?:{alternatives(_PICTURES)})\s?|(?<![^\W\d_])(?:{alternatives(_PICTURES)})\s?[:：][^()（）\[\]|;:]{{0,40}})"
    r"[(（\[][^()（）\[\]]{1,40}[)）\]]",
    re.IGNORECASE,
)
_SHARED_HOUSE = rf"[^|;()•,:]*(?:/\s*|\bvia\s+){PICTURE_HOUSE.pattern}[^|;()•,]*|{PICTURE_HOUSE.pattern}\s*/[^|;()•,]*"
# A name before the agency that sold the picture: "par Ada Moran • Crédits : Getty".
_CREDITED_HOUSE = rf"[^|;()/]*(?:crédits?|credits?|photos?|fotos?|bild)\s*:\s*{PICTURE_HOUSE.pattern}[^|;()]*"
SOLD_PICTURE = re.compile(f"{_CREDITED_HOUSE}|{_SHARED_HOUSE}", re.IGNORECASE)
# "with files from The Canadian Press", "mit Material der dpa": the credited source, after a comma.
CREDITED_WITH = re.compile(
    r"(?:\A|,?\s+)(?:with|mit|avec|con|com|med|met|и|z|s|ile)\s+(?:(?:additional|weiteren|further|agency|editing|some)\s+)?"
    r"(?:files|material|materialien|inputs?|informationen|information|informations|información|informaciones"
    r"|informações|informazioni|reports?|contributions?|agenturmaterial|wires|dépêches|bidrag|bijdragen)"
    r"(?:\s+(?:from|by|der|von|des|d[e']|da|do|di|of|van|av|af|agency))*\s+",
    re.IGNORECASE,
)
# "по материалам ТАСС", "за матеріалами Укрінформу": the source, after the name of whoever wrote from it.
FROM_MATERIAL = re.compile(
    r",?\s+(?:по\s+материалам|за\s+матеріалами)\s+(?=\S)(?!(?:СМИ|ЗМІ|сайта|сайту)\b)", re.IGNORECASE
)
# "Текст — Ada Moran, фото — Ali Raza": a dash where others write a colon.
DASHED_LABEL = re.compile(
    r"(?<![^\W\d_])(текст|фото|автор|авторка|видео|відео|интервью|інтерв'ю|texte?|texto|testo|tekst|words|photos?|fotos?|bild)"
    r"\s[—–]\s(?=(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ]))",
    re.IGNORECASE,
)
# "Ada Moran yazdı": the verb follows its subject.
WROTE_LAST = re.compile(
    r"\A([A-ZÇĞİÖŞÜÂÎ][\w.'’-]*(?:\s[A-ZÇĞİÖŞÜÂÎ][\w.'’-]*){1,4})\s(?:yazdı|kaleme aldı|hazırladı)\W*\Z"
)
# "with PTI inputs"
WITH_INPUTS = re.compile(r",?\s+with\s+(\S{2,20}(?:\s\S{2,20})?)\s+(?:inputs?|reports?)\b", re.IGNORECASE)


def is_credits(line: str) -> bool:
    """Whether the line is an agency's credits, which say who worked on the text beside its author."""
    return any(match.lastgroup in ("reporter", "editor", "writer") for match in CREDIT.finditer(clean_line(line)))
