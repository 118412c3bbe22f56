"""What an element's class and id say about its content, as the bits of an integer.

`class_mask` is cached across pages: a site repeats the same few hundred class attributes over and over.
"""

import re
from functools import lru_cache
from itertools import pairwise

BODY = 1 << 0
RELATED = 1 << 1
SHARE = 1 << 2
COMMENTS = 1 << 3
AUTHOR = 1 << 4
BYLINE = 1 << 5
META = 1 << 6
CAPTION = 1 << 7
TAGS = 1 << 8
NEWSLETTER = 1 << 9
ADVERTISEMENT = 1 << 10
NAVIGATION = 1 << 11
SIDEBAR = 1 << 12
FOOTER = 1 << 13
HEADER = 1 << 14
COOKIE = 1 << 15
MODAL = 1 << 16
DECK = 1 << 17
TEASER = 1 << 18
TITLE = 1 << 19
DATE = 1 << 20
HIDDEN = 1 << 21
PULL_QUOTE = 1 << 22
BIOGRAPHY = 1 << 23
PAYWALL = 1 << 24
PLAYER = 1 << 25
PROTECTED = 1 << 26
MODIFIED = 1 << 27
PUBLISHED = 1 << 28
UPDATED = 1 << 29

# One word is enough for these; two adjacent words also count as one ("entry-content" as "entrycontent").
_WORDS: dict[int, str] = {
    BODY: "articlebody articletext articlecontent storybody storytext bodytext postcontent entrycontent bodycopy"
    " storycontent maincontent",
    RELATED: "related relatedposts relatedarticles recommended recommendation recommendations recommend"
    " readmore seealso morestories taboola outbrain recirc recirculation trending popular mostread mostpopular latest"
    " recent readnext nextup upnext yarpp crp similar suggested suggestions also mehr weiterlesen onward",
    SHARE: "share sharing shares social socials sharebar addtoany sharedaddy addthis sharethis follow followus",
    COMMENTS: "comment comments commentlist disqus respond reply commentform kommentare comentarios commentaires"
    " discussion replies viafoura coral livefyre",
    AUTHOR: "author authors contributor vcard autor auteur autore avatar autori autores autoren autorzy autora auteurs"
    " verfasser forfatter skribent szerzo szerzok yazar muhabir penulis toimittaja kirjoittaja periodista giornalista"
    " journaliste",
    BYLINE: "byline bylines writer reporter journalist dateline submitted",
    META: "meta metadata postmeta postmetadata entrymeta postinfo readingtime timeread viewcount views infobar kicker"
    " eyebrow topper label flag",
    CAPTION: "caption captions figcaption credit credits imgcaption photocredit bildunterschrift legend copyright",
    TAGS: "tags taglist tagcloud taglinks keywords topics tagged schlagworte etiquetas topiclist",
    NEWSLETTER: "newsletter newsletters subscribe subscription subscriptions signup mailchimp optin mailinglist abo"
    " abonnement donate donation",
    ADVERTISEMENT: "ad ads adv advert adverts advertisement advertising anzeige werbung publicidad sponsor sponsored"
    " e3lan promo promotion promobox promoted dfp adslot adsense affiliate commercial banner adunit outbrain",
    NAVIGATION: "nav navigation navbar menu submenu breadcrumb breadcrumbs pagination pager pagelinks prevnext postnav"
    " skip toolbar toc sitemap subnav megamenu postnavigation jumplinks",
    SIDEBAR: "sidebar rail aside rightcol rightrail leftcol leftrail widget widgets secondary infobox factbox",
    FOOTER: "footer foot colophon pagefooter sitefooter imprint impressum",
    HEADER: "masthead siteheader pageheader topbar",
    COOKIE: "cookie cookies consent gdpr cookiebar cookiebanner onetrust didomi usercentrics ccpa cookielaw",
    MODAL: "modal popup overlay lightbox dialog drawer offcanvas tooltip toast popover interstitial",
    DECK: "deck dek standfirst subhead subheadline subtitle lede lead teaser-text sottotitolo summary excerpt intro"
    " vorspann chapo entradilla subheading bajada abstract strapline ingress",
    TEASER: "teaser teasers card cards promo tease recommendeditem listing feed-item",
    TITLE: "title headline entrytitle posttitle",
    DATE: "date time timestamp datetime published pubdate updated posted datum fecha",
    HIDDEN: "hidden visuallyhidden sronly hide invisible screenreader displaynone mw-editsection",
    PULL_QUOTE: "pullquote quotebox",
    BIOGRAPHY: "bio biography authorbio authorbox aboutauthor sabox saboxplugin authorinfo authorprofile m-a-box abh"
    " authorcard authordescription",
    PAYWALL: "paywall paywalled regwall meteringwall piano premiumwall",
    PLAYER: "player videoplayer audioplayer jwplayer audio podcast powerpress listen transcript",
    PROTECTED: "post-password-form postpasswordform",
    PUBLISHED: "published datepublished pubdate publishdate",
    MODIFIED: "modified datemodified lastmodified",
    UPDATED: "updated",
}
# Pairs of adjacent words that nobody writes as one ("author-name", "authorName", "author_name").
_PAIRS: dict[int, str] = {
    BODY: "post-body entry-body body-content content-body content-text article-copy article-main single-content"
    " node-content field-body article-section news-content news-body news-text text-body rich-text"
    " content-article content-main post-entry article-inner page-content article-paragraph text-block"
    " paragraph-block",
    RELATED: "you-may more-news more-from most-viewed further-reading next-article in-case more-on keep-reading"
    " lesen-sie other-news editors-picks top-stories internal-link link-list linked-articles link-box",
    BYLINE: "author-name author-line written-by article-author post-author entry-author",
    META: "read-time article-info min-read article-details post-details",
    TAGS: "cat-links category-links post-categories",
    NEWSLETTER: "paywall-barrier paywall-message paywall-prompt paywall-overlay paywall-banner paywall-box"
    " paywall-offer subscribe-wall call-to to-action cta-box app-download support-us download-app mc-4",
    NAVIGATION: "page-numbers jump-to table-of back-to",
    HEADER: "global-header site-branding",
    HIDDEN: "is-hidden reader-text print-only only-print u-hidden",
    BIOGRAPHY: "author-desc author-details author-block author-about m-a author-section",
    CAPTION: "image-source media-description",
    PROTECTED: "password-form password-protected",
    PLAYER: "text-to",
}
# The meaning of microdata's `itemprop` values, in lower case.
ITEMPROPS = {
    "author": AUTHOR,
    "creator": AUTHOR,
    "datepublished": DATE | PUBLISHED,
    "datecreated": DATE,
    "datemodified": DATE | MODIFIED,
}
# Microformat tokens with another meaning than their words: an h-card is not a teaser's card.
_MICROFORMATS = {"h-card": AUTHOR, "p-author": AUTHOR, "u-author": AUTHOR}
_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# "hidden md:block": hidden on small screens only.
_SHOWN_SOMEWHERE = re.compile(r":(?:block|inline|flex|grid|table|contents)\b")
# "author-badge" is an author's standing with readers or the site: it holds no name.
_STANDING = frozenset("badge badges level rank ranking followers karma points reputation".split())
# What page builders call every part of a page, whatever it holds: not a sidebar widget or an advertisement.
_BUILDERS = ("elementor-widget", "siteorigin-widget", "so-widget", "kt-adv-heading")
_BUILT = "so-panel"
# Ghost's editor calls everything but plain text a card; only these are teasers: link cards and product cards.
_EDITORS_CARD = "kg-"
_TEASING_CARDS = ("kg-bookmark", "kg-cta")
_SAID_OF_LAYOUT = frozenset(("no", "has", "with"))
# "anchorTargetStickyNavbar": to what the navigation leads; a "js-menu-target" is a menu that a button opens.
_LED_TO = "target"
MAX_CHARS = 400

_WORD_MASKS: dict[str, int] = {}
_PAIR_MASKS: dict[str, int] = {}
for _table, _masks in ((_WORDS, _WORD_MASKS), (_PAIRS, _PAIR_MASKS)):
    for _bit, _entries in _table.items():
        for _entry in _entries.split():
            _masks[_entry] = _masks.get(_entry, 0) | _bit
# The words that a pair may begin with: few words of a token are among them.
_FIRST_WORDS = {_pair.partition("-")[0] for _pair in _PAIR_MASKS}
_FIRST_WORDS |= {_word[:_end] for _word in _WORD_MASKS for _end in range(1, len(_word))}


@lru_cache(maxsize=50_000)
def class_mask(attribute: str) -> int:
    """The bits for a class attribute and id, joined by a space; 0 if they contain no known word.

    Words count singly and in pairs, so that a "footnote" is no footer; a token with "no", "has" or "with" describes
    the page's layout and not the element, and "label-hidden" hides a label.
    """
    mask = 0
    for token in attribute[:MAX_CHARS].split():
        mask |= _token_mask(token)
    if mask & HIDDEN and _SHOWN_SOMEWHERE.search(attribute[:MAX_CHARS]):
        mask &= ~HIDDEN
    if mask & SIDEBAR and _BUILT in attribute:
        mask &= ~SIDEBAR
    return mask


@lru_cache(maxsize=50_000)
def _token_mask(token: str) -> int:
    if token in _MICROFORMATS:
        return _MICROFORMATS[token]
    for builder in _BUILDERS:
        token = token.removeprefix(builder)
    mask = _WORD_MASKS.get(token, 0)
    words = _SPLIT.findall(token)
    if not token.islower():
        words = [word.lower() for word in words]
    if not _SAID_OF_LAYOUT.isdisjoint(words):
        return mask
    for word in words:
        mask |= _WORD_MASKS.get(word, 0) & ~HIDDEN
    for first, second in pairwise(words):
        if first in _FIRST_WORDS:
            mask |= _PAIR_MASKS.get(f"{first}-{second}", 0) | _WORD_MASKS.get(first + second, 0)
    if _LED_TO in words and not any(_WORD_MASKS.get(word, 0) & NAVIGATION for word in words[: words.index(_LED_TO)]):
        mask &= ~NAVIGATION
    if token.startswith(_EDITORS_CARD) and not token.startswith(_TEASING_CARDS):
        mask &= ~TEASER
    return mask if _STANDING.isdisjoint(words) else mask & ~(AUTHOR | BYLINE)
