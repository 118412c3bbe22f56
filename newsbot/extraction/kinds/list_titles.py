"""Whether a page calls itself a list: "Posts tagged roads", "Category: Sport", or just "Roads" at "/tag/roads".

The titles are those that blog software and its translations give to archives of a tag, a section, an author or a month.
"""

import re
from collections.abc import Iterable

from newsbot.extraction.fields.site_names import title_parts
from newsbot.text import comparison_key
from newsbot.url_shapes import article_likeness, is_page_of_list, listed_name, path_segments

_MAX_TITLE_CHARS = 200
# An address with a slug, and one with a date or a number besides.
_LIKE_STORY, _SURELY_STORY = 0.5, 0.8
_POSTS = (
    r"(?:\A|: )(?:\d{1,5} |all |alle |tou(?:s|tes) les |tod[ao]s (?:[ao]|los|las) |tutt[ei] (?:gli |le |i ))?"
    r"(?:blog )?(?:posts?|entries|entry|articles?|stories|items)"
)
# "8 posts tagged with", "Entries tagged", "Items from June 2026", "Beiträge mit dem Schlagwort".
_TAGGED = re.compile(
    rf"{_POSTS} (?:(?:are )?tagged\b|filed under\b|(?:(?:in|from) (?:the )?(?:category|tag)\b)|categori[sz]ed\b"
    r"|from [a-z]{3,9} (?:19|20)\d\d\W*\Z)"
    r"|(?:beiträge|artikel|einträge) (?:mit (?:dem )?(?:schlagwort|tag)\b|in (?:der )?kategorie\b)"
    r"|(?:beiträge|artikel|einträge) (?:getaggt|verschlagwortet) mit\b"
    r"|articles (?:étiquetés|avec (?:l['’]étiquette|le tag)|dans (?:la )?catégorie)\b"
    r"|(?:artículos|entradas|publicaciones) (?:etiquetad[ao]s|con (?:la )?etiqueta|(?:de|en) (?:la )?categoría)\b"
    r"|(?:artigos|posts|publicações) (?:com (?:a )?(?:tag|etiqueta)|marcad[ao]s com|[dn]a categoria)\b"
    r"|(?:articoli|post) (?:con (?:il )?tag|(?:n|d)ella categoria|taggati)\b"
    r"|(?:artikelen|berichten) (?:met (?:de )?tag|getagd|in (?:de )?categorie)\b"
    r"|(?:wpisy|artykuły) (?:z (?:tagiem|kategorii)|w kategorii|otagowane)\b"
    r"|(?:inlägg|artiklar) (?:taggade|med etikett|i kategorin?)\b|(?:записи|статьи) (?:с меткой|по тегу|в рубрике)\b",
    re.IGNORECASE,
)
# "Articles by Jane Doe", "Posts in Metro": a headline may begin so, too.
_BY_OR_IN = re.compile(rf"{_POSTS} (?:(?:written )?by|in) [^.!?]{{2,40}}\Z", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:categor(?:y|ies|ie|ía|ia)|catégorie|kategori(?:e|a|en)?|kategorija|rubrik|рубрика|категори[яі]я?|tags?|étiquette"
    r"|etiqueta|etiket|etikett?|schlagwort|stikkord|avainsana|kategorie|štítek|метка|тег|позначка|archives?|archiv|archivo"
    r"|arquivo|archivio|archief|arkiv|arşiv|архив|архів|author archives?|autor|auteur|автор"
    r"|カテゴリー?|タグ|分类|分類|标签|標籤|카테고리|태그|التصنيف|الوسم)\s{0,2}[:：]\s{0,2}\S",
    re.IGNORECASE,
)


def names_list(titles: Iterable[str], url: str) -> bool:
    """Whether one of a page's titles, or a part of it beside the site's name, or its address, is that of a list."""
    if is_page_of_list(url):
        return True
    name = comparison_key(listed_name(url))
    parts = {part for title in titles for part in title_parts(title[:_MAX_TITLE_CHARS])}
    if any(_TAGGED.search(part) or _LABELLED.match(part) for part in parts):
        return not _is_of_story(url, parts)
    return bool(name) and any(_BY_OR_IN.search(part) or comparison_key(part) == name for part in parts)


def _is_of_story(url: str, titles: Iterable[str]) -> bool:
    """Whether the address is a story's, whatever label its titles have: "Floods close the road | Category: News"."""
    likeness = article_likeness(url)
    slug = comparison_key(["", *path_segments(url)][-1].partition(".")[0]) if likeness >= _LIKE_STORY else ""
    return likeness >= _SURELY_STORY or (slug != "" and any(comparison_key(title) == slug for title in titles))
