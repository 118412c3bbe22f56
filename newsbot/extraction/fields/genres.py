"""The genre of a page: opinion, video, gallery, brief, or an ordinary article.

The publisher decides it: by the type in JSON-LD, the section, or a part of the address. `body.liveblog` recognises live
blogs.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from newsbot.items import Genre, Origin
from newsbot.text import comparison_key


def _keys(names: str) -> frozenset[str]:
    return frozenset(comparison_key(name) for name in names.split())


# Names of sections, and segments of addresses.
_OPINION = _keys(
    "opinion opinions comment comments commentary commentaries commentisfree columnist columnists column columns"
    " editorial editorials oped opeds letters letterstotheeditor perspective perspectives viewpoint viewpoints views"
    " meinung meinungen kommentar kommentare kommentaren kolumne kolumnen leitartikel gastbeitrag gastkommentar"
    " gastbeiträge leserbriefe debatte standpunkt glosse debattenbeitrag"
    " tribune tribunes chronique chroniques éditorial éditoriaux edito edito éditos débats idées opinión opinion"
    " columna columnas columnistas tribuna tribunas editoriales cartasaldirector opinião"
    " opiniao colunas coluna colunistas"
    " opinione opinioni commenti commento editoriale editoriali opinie opinies columnisten commentaar"
    " ledare debatt debattinlägg krönika krönikor insändare ledere leder kronikk kronikker meninger meininger"
    " kronik kronikker debat debatindlæg synspunkt opinia opinie komentarz komentarze felieton felietony publicystyka"
    " komentář komentáře názory názor glosa yorum yorumlar köşeyazıları yazarlar köşeyazısı görüş мнение мнения колонка"
    " колонки колумнисты думка думки погляд погляди رأي آراء رای کالم کالمز اداریہ یادداشت دیدگاه विचार"
    " संपादकीय राय opini kolom tajukrencana editorialopini 社説 オピニオン コラム 論説 論評 評論 社論 言論 评论 社评"
    " 观点 觀點 사설 칼럼 오피니언 기고"
)
_VIDEO = _keys(
    "video videos vídeo vídeos vidéo vidéos mediathek filmpje wideo видео відео فيديو ویدیو ویڈیو वीडियो 動画"
    " 视频 視頻 影音 동영상"
)
_GALLERY = _keys(
    "gallery galleries photogallery photogalleries pictures photos photo slideshow slideshows inpictures galerie"
    " galerien bildergalerie bildergalerien fotostrecke fotostrecken bilderstrecke diaporama diaporamas"
    " galería galerías"
    " fotogalería fotogalerías galeria galerias fotogaleria galleria gallerie fotogallery fotogallerie fotoreeks"
    " bildspel billedserie billedserier bildegalleri fotogaleri galeri fotogalerie fotoreportaż фото фотогалерея"
    " фоторепортаж صور تصاویر عکس फोटो foto 写真 图片 圖片 图集 포토"
)
_OPINION_TYPES = frozenset(("opinionnewsarticle",))
_GALLERY_TYPES = frozenset(("imagegallery", "mediagallery"))
_VIDEO_TYPE = "videoobject"
# In words: the text around a video or pictures is shorter than an article; a brief is a paragraph or two.
_FEW_WORDS = 200
_BRIEF_WORDS = 80
_GALLERY_IMAGES = 4


@dataclass(frozen=True, slots=True)
class GenreSigns:
    """A page's signs of its genre: `types` are JSON-LD's in lower case, `names` are its sections and stated genre."""

    types: Set[str]
    og_type: str
    names: Iterable[str]
    url: str
    images: int
    videos: int
    has_article: bool


def declared_genre(signs: GenreSigns) -> tuple[Genre, Origin | None]:
    """The genre as far as it is known without the text, and its origin; None if nothing states it."""
    names = {comparison_key(name) for name in signs.names}
    # The last segment of an address is the article's own name.
    path = urlsplit(signs.url).path.rstrip("/")
    segments = {comparison_key(unquote(part)) for part in path.split("/")[1:-1]}
    if _OPINION_TYPES & signs.types or names & _OPINION:
        return "opinion", "json-ld"
    if segments & _OPINION:
        return "opinion", "url"
    if _GALLERY_TYPES & signs.types:
        return "gallery", "json-ld"
    if (names | segments) & _GALLERY and signs.images >= _GALLERY_IMAGES:
        return "gallery", "json-ld" if names & _GALLERY else "url"
    if signs.og_type.startswith("video"):
        return "video", "meta"
    if _VIDEO_TYPE in signs.types and not signs.has_article:
        return "video", "json-ld"
    if (names | segments) & _VIDEO and signs.videos:
        return "video", "json-ld" if names & _VIDEO else "url"
    return "article", None


def genre_of_text(genre: Genre | None, words: int) -> Genre:
    """The genre, given the length of the text: with many words a page is neither a video page nor a gallery."""
    if genre in ("video", "gallery") and words > _FEW_WORDS:
        return "article"
    return "brief" if genre in (None, "article") and words < _BRIEF_WORDS else genre or "article"
