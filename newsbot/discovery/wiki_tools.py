"""Recognize a wiki's tool pages by address: differences and versions, forms, lists made by its software.

A newspaper may be a wiki. Its feed of recent changes lists differences between versions, each with a story's text.
"""

import re
from urllib.parse import unquote

# MediaWiki namespaces that hold no content; the address of each page in them contains the name.
_NAMESPACES = (
    "special spezial especial spécial speciale speciaal specjalna speciální speciális toiminnot özel istimewa"
    " đặc_biệt spesial служебная спеціальна специални 特別 特殊 특수 ویژه خاص विशेष מיוחד"
    " user benutzer benutzerin usuario usuária utilisateur utente gebruiker användare bruker wikipedysta uživatel"
    " участник ユーザー 用户 talk diskussion discusión discussão discussion discussione overleg dyskusja обсуждение"
    " template vorlage plantilla predefinição modèle sjabloon mall szablon шаблон"
    " file datei archivo ficheiro fichier bestand plik файл MediaWiki help hilfe ayuda ajuda aide"
)
_SCHEME = len("https://")
_OF_TALK = "talk|diskussion|discusión|discussão|discussion|overleg|dyskusja"
_CAPITALISED = "|".join(name[0].upper() + name[1:] for name in _NAMESPACES.split())
# MediaWiki writes namespaces with a capital letter, DokuWiki without: "/special:floods" is a paper's headline.
_PAGE = re.compile(
    rf"(?:/|[?&]title=)(?:{_CAPITALISED}|(?![a-zà-ÿа-я])[^\W\d_]+_(?i:{_OF_TALK})):(?=[^/_\s-])"
    rf"|/doku\.php(?:\?id=|/)(?:user|talk|benutzer|diskussion):"
)
# What no page of any site is asked for with.
_QUERY = re.compile(
    r"[?&](?:veaction=|redlink=|diff=(?:\d+|prev|next|cur)&oldid=|oldid=\d+&diff="
    r"|action=(?:edit|delete|protect|unwatch|purge|rollback)\b"
    r"|do=(?:edit|diff|revisions|login|register|backlink|subscribe|resendpwd)\b)",
    re.IGNORECASE,
)
# What other sites ask for articles with, too: "news.php?action=info&id=12".
_WIKI = re.compile(r"/wiki/|/index\.php\?(?:[^#]*&)?title=|/doku\.php\b|[?&]ns=", re.IGNORECASE)
_QUERY_OF_WIKIS = re.compile(
    r"[?&](?:oldid=|diff=(?:\d|prev|next|cur)|action=(?:history|info|raw|watch)\b|do=(?:recent|media|profile)\b)",
    re.IGNORECASE,
)
# Lists made by the software that lead to content.
_LIST = re.compile(
    r":(?:newpages|recentchanges|allpages|neue_seiten|letzte_änderungen|alle_seiten|páginas_?nuevas|cambios_?recientes"
    r"|todas(?:_las_páginas)?|nouvelles_pages|modifications_récentes|toutes_les_pages)(?=[/&]|\Z)",
    re.IGNORECASE,
)


def is_wiki_list(url: str) -> bool:
    """Whether an address is that of a wiki's list of new, changed or all pages."""
    return ":" in url[_SCHEME:] and _LIST.search(unquote(url)) is not None


def is_wiki_tool(url: str) -> bool:
    """Whether an address asks a wiki for something else than a page: a version, a form, what its software lists."""
    if "?" in url and (_QUERY.search(url) or (_QUERY_OF_WIKIS.search(url) and _WIKI.search(url))):
        return True
    # Few addresses have a colon besides those of the scheme and the port.
    if ":" not in url[_SCHEME:] and "%3a" not in url.lower():
        return False
    return _PAGE.search(unquote(url)) is not None
