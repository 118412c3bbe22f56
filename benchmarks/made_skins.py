"""The markup of a generated page: the elements, class names and nesting of one randomly drawn build ("skin").

A skin uses the same markup for the same role throughout its page, as a site's templates do. `made_pages` decides what a
page says.
"""

import html
from random import Random

BUILDS = (
    "named named named semantic semantic bare block_theme classic_theme bem bem modules hashed hashed utility"
    " utility builder builder builder tables divs divs custom"
).split()
# How paragraphs are marked up; one way is drawn for each page.
_PARAGRAPHS = {
    "semantic": "p",
    "bare": "p p br div",
    "builder": "builder builder grouped p",
    "tables": "br br font p",
    "divs": "div div br section",
    "custom": "custom custom p",
    "hashed": "p p div span section",
    "modules": "p p div section",
    "utility": "p p div",
}
# The words of class names for each part of a page; a hyphen separates the words of a name.
_NAMES = {
    role: names.split()
    for role, names in {
        "page": "page site wrapper site-wrap container layout app seite",
        "header": "header site-header masthead topbar kopfzeile entete cabecera",
        "nav": "nav main-nav navigation menu menue barre-navigation menu-principal",
        "crumbs": "breadcrumb breadcrumbs crumbs brotkrumen fil-ariane migas",
        "main": "main content main-content primary inhalt contenu contenido center-column",
        "article": "article post story entry news-item artikel beitrag meldung noticia nota detail",
        "head": "article-header post-header head story-head artikel-kopf entete-article encabezado",
        "kicker": "kicker eyebrow overline category dachzeile surtitre antetitulo rubrik section-label",
        "headline": "headline title post-title entry-title article-title ueberschrift titre titular titolo",
        "deck": "deck standfirst subtitle summary intro lead vorspann chapo entradilla teaser-text excerpt lede",
        "meta": "meta post-meta article-info info infos byline-wrap metadaten details",
        "byline": "byline author by writer autor auteur signature autorenzeile firma",
        "date": "date time timestamp published datum fecha date-publication posted-on",
        "reading": "reading-time read-time lesezeit duration views listen stats",
        "share": "share social share-buttons sharing social-links teilen partage compartir tools",
        "figure": "figure image picture media photo bild article-image lead-image foto embed",
        "caption": "caption image-caption figcaption bildunterschrift legende pie-foto photo-text",
        "credit": "credit copyright photo-credit bildnachweis source-photo",
        "body": "body article-body story-text entry-content content text post-content artikeltext texte cuerpo copy",
        "group": "section block row text-block content-block chunk abschnitt inner column wrapper",
        "paragraph": "paragraph text par absatz article-text p body-text parrafo",
        "lead": "first lead-paragraph opening text-lead intro-text first-par",
        "heading": "subheading heading section-title zwischentitel intertitre ladillo h2 crosshead",
        "list": "list bullets items liste key-points",
        "table": "table data table-wrap tabelle",
        "quote": "quote blockquote zitat citation cita",
        "infobox": "infobox box fact-box factbox info-box kasten encadre recuadro highlight",
        "footnotes": "footnotes notes references fussnoten",
        "correction": "correction editors-note note anmerkung update clarification",
        "question": "question frage q interview-question",
        "answer": "answer antwort a interview-answer",
        "entry": "entry update live-entry post-item ticker-entry liveblog-item event",
        "slide": "slide item list-item gallery-item listicle-item product step tip ranking-item eintrag",
        "entry_time": "time timestamp entry-time uhrzeit",
        "pull": "pullquote pull-quote highlight quote-box big-quote zitat-box",
        "related": "related read-more more see-also related-links mehr-zum-thema lire-aussi inline-related",
        "related_heading": "related-title section-heading box-title widget-title heading label",
        "cards": "cards teasers grid list related-grid recommended feed teaser-list recirculation",
        "card": "card teaser item promo feed-item tile article-card meldung post",
        "card_title": "title card-title teaser-title headline heading titel",
        "card_text": "text excerpt teaser-text description summary card-body copy",
        "comments": "comments discussion comment-list kommentare commentaires thread responses user-posts",
        "comment": "comment post reply kommentar message response thread-item",
        "user": "user author comment-author name nickname fn",
        "comment_text": "comment-body text message body content comment-content",
        "form": "comment-form respond form reply-form kommentarformular",
        "promo": "newsletter promo signup subscribe cta donation box abo-box banner app-promo support-us",
        "ad": "ad advertisement ads banner anzeige sponsored werbung publicite ad-slot dfp commercial",
        "bio": "bio author-bio about-author author-box autoren-box author-card profile contributor author-info",
        "tags": "tags topics keywords tag-list schlagworte mots-cles etiquetas",
        "ending": "source copyright footer-note credits quelle fuente imprint-line end-note tagline",
        "pager": "pager prev-next post-navigation pagination nav-links article-nav",
        "consent": "consent cookie-banner cmp gdpr privacy cookie-notice overlay cookies-hinweis",
        "modal": "modal popup overlay dialog lightbox layer",
        "disclaimer": "disclaimer notice hinweis legal note affiliate-note",
        "sidebar": "sidebar aside secondary rail right-column seitenleiste barre-laterale rightcol",
        "widget": "widget box module block panel modul",
        "footer": "footer site-footer bottom fusszeile pied-page pie colophon",
        "print": "print print-version text-version copy druckversion plain",
    }.items()
}
_BLOCK_THEME = {
    "article": "wp-block-group has-global-padding is-layout-constrained",
    "headline": "wp-block-post-title",
    "body": "entry-content wp-block-post-content has-global-padding is-layout-constrained",
    "deck": "wp-block-post-excerpt__excerpt",
    "byline": "wp-block-post-author-name",
    "date": "wp-block-post-date",
    "figure": "wp-block-image size-large",
    "caption": "wp-element-caption",
    "heading": "wp-block-heading",
    "list": "wp-block-list",
    "table": "wp-block-table",
    "quote": "wp-block-quote is-layout-flow",
    "pull": "wp-block-pullquote",
    "cards": "wp-block-query wp-block-post-template is-layout-grid",
    "card": "wp-block-post post type-post status-publish hentry",
    "card_title": "wp-block-post-title",
    "card_text": "wp-block-post-excerpt",
    "comments": "wp-block-comments",
    "form": "wp-block-post-comments-form",
    "group": "wp-block-group is-layout-flow",
    "bio": "wp-block-post-author-biography",
    "tags": "wp-block-post-terms",
    "pager": "wp-block-post-navigation-link",
    "header": "wp-block-template-part",
    "footer": "wp-block-template-part",
    "promo": "wp-block-group has-background",
    "related": "wp-block-group",
    "nav": "wp-block-navigation",
}
_CLASSIC_THEME = {
    "page": "site hfeed",
    "header": "site-header",
    "nav": "main-navigation",
    "main": "content-area",
    "article": "post type-post status-publish format-standard hentry category-news",
    "head": "entry-header",
    "headline": "entry-title",
    "meta": "entry-meta",
    "byline": "author vcard",
    "date": "entry-date published",
    "body": "entry-content clearfix",
    "figure": "wp-caption aligncenter",
    "caption": "wp-caption-text",
    "share": "sharedaddy sd-sharing-enabled",
    "related": "jp-relatedposts",
    "comments": "comments-area",
    "comment": "comment even thread-even depth-1",
    "user": "comment-author vcard",
    "comment_text": "comment-content",
    "form": "comment-respond",
    "sidebar": "widget-area sidebar",
    "widget": "widget widget_recent_entries",
    "tags": "tags-links",
    "pager": "navigation post-navigation",
    "footer": "site-footer",
}
_UTILITIES = (
    "flex grid relative block mx-auto mt-4 mb-6 py-8 px-4 gap-4 space-y-4 max-w-3xl max-w-prose w-full text-lg text-sm"
    " text-base leading-7 leading-relaxed font-serif font-semibold text-gray-700 text-neutral-500 bg-white bg-gray-50"
    " rounded-lg border border-t border-gray-200 shadow-sm md:px-8 lg:col-span-8 sm:text-xl col-span-4 tracking-tight"
    " dark:text-gray-300 items-center justify-between prose lg:prose-xl overflow-hidden"
).split()
_TAGS = {
    "header": "header",
    "nav": "nav",
    "crumbs": "nav",
    "main": "main",
    "article": "article",
    "head": "header",
    "sidebar": "aside",
    "footer": "footer",
    "figure": "figure",
    "caption": "figcaption",
    "related": "aside",
    "bio": "aside",
    "card": "article",
    "cards": "section",
    "comments": "section",
    "comment": "article",
    "promo": "section",
    "infobox": "aside",
    "group": "section",
    "body": "section",
    "entry": "article",
    "slide": "section",
    "pager": "nav",
    "consent": "dialog",
}
# The elements that a line of text may be in; a page keeps the first one drawn.
_LINE_TAGS = {
    "headline": "h1 h1 h1 h1 h1 h2 div",
    "deck": "p p div h2 div",
    "heading": "h2 h2 h3 h3 h4 strong div",
    "related_heading": "h2 h3 h4 h5 p div strong div",
    "card_title": "h2 h3 h4 div p strong",
    "byline": "p div div address",
    "date": "p div time",
    "question": "strong strong h3 p div",
    "user": "div p strong cite",
}
_ITEMPROPS = {
    "body": "articleBody",
    "headline": "headline",
    "byline": "author",
    "deck": "description",
    "date": "datePublished",
}
_BUILDERS = ("elementor", "divi", "bakery", "components", "plain", "hooks")
_HEX = "0123456789abcdef"
_BASE = "abcdefghijkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ0123456789"


class Skin:
    """The build of one page; `rng` belongs to the page, so that the same number gives the same page."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.build = rng.choice(BUILDS)
        self.paragraphs = rng.choice(_PARAGRAPHS.get(self.build, "p p p p div").split())
        self.builder = rng.choice(_BUILDERS)
        self.prefix = "".join(rng.sample("abcdefghklmnoprstuvw", rng.choice((1, 2, 3))))
        self.joint = rng.choice(("-", "-", "_", "camel", ""))
        self.block = rng.choice("article story post news-detail c-article artikel noticia o-content m-story".split())
        self.prefixed = rng.random() < 0.3
        self.semantic = {"semantic": 0.95, "tables": 0.0, "divs": 0.0, "builder": 0.3}.get(self.build, rng.random())
        # The share of roles without a name although the build names them.
        self.silent = rng.choice((0, 0, 0.1, 0.3, 0.6))
        self.microdata = rng.random() < 0.15
        self.depth = {"builder": 3, "utility": 2, "hashed": 2, "semantic": 0, "bare": 0}.get(self.build, 1)
        self._attributes: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._wrappers: dict[str, list[str]] = {}
        self._lines: dict[str, str] = {}

    # ------------------------------------------------------------------------------- names

    def attributes(self, role: str) -> str:
        """What follows the tag name of an element of this role: a class attribute, or nothing."""
        if role not in self._attributes:
            name = "" if self.rng.random() < self.silent else self._class(role)
            self._attributes[role] = f' class="{name}"' if name else ""
            if self.microdata and role in _ITEMPROPS:
                self._attributes[role] += f' itemprop="{_ITEMPROPS[role]}"'
            if name and self.rng.random() < 0.06:
                self._attributes[role] += f' id="{self._spell(self.rng.choice(_NAMES[role]))}"'
            if self.build in ("hashed", "modules", "utility") and self.rng.random() < 0.12:
                self._attributes[role] += f' data-testid="{self.rng.choice(_NAMES[role])}"'
        return self._attributes[role]

    def _class(self, role: str) -> str:
        build, name = self.build, self.rng.choice(_NAMES[role])
        if build in ("semantic", "bare"):
            return ""
        if build == "utility":
            return " ".join(self.rng.sample(_UTILITIES, self.rng.randint(1, 6)))
        if build == "hashed":
            return self._hashed()
        if build == "builder":
            return f"{self.builder[:2]}-{name}" if self.rng.random() < 0.3 else ""
        if build == "block_theme":
            return _BLOCK_THEME.get(role, self._spell(name))
        if build == "classic_theme":
            return _CLASSIC_THEME.get(role, self._spell(name))
        if build == "modules":
            parts = [part.capitalize() for part in self.block.split("-")]
            return f"{''.join(parts)}_{self._camel(name)}__{self._letters(5)}"
        if build == "bem":
            return self._bem(name)
        if build in ("tables", "divs", "custom") and self.rng.random() < 0.5:
            return self.rng.choice(("", "text", "small", "box", "style3", "main", "c1"))
        return self._spell(name)

    def _bem(self, name: str) -> str:
        full = f"{self.block}__{name}" if self.rng.random() < 0.7 else f"{self.prefix}-{name}"
        return (
            f"{full} {full}--{self.rng.choice('wide large default dark inline'.split())}" * (self.rng.random() < 0.3)
            or full
        )

    def _spell(self, name: str) -> str:
        """A name in the style of this site."""
        if self.prefixed:
            name = f"{self.prefix}-{name}"
        return self._camel(name) if self.joint == "camel" else name.replace("-", self.joint)

    @staticmethod
    def _camel(name: str) -> str:
        first, *rest = name.split("-")
        return first + "".join(word.capitalize() for word in rest)

    def _letters(self, count: int, letters: str = _BASE) -> str:
        return "".join(self.rng.choices(letters, k=count))

    def _hashed(self) -> str:
        kind = self.rng.choice(("css", "css", "sc", "bare"))
        if kind == "css":
            return f"css-{self._letters(6, _BASE.lower())}"
        return f"sc-{self._letters(6)} {self._letters(5)}" if kind == "sc" else f"_{self._letters(6)}"

    def hex(self, count: int = 7) -> str:
        """Random hexadecimal digits, as builders number their elements."""
        return self._letters(count, _HEX)

    # ---------------------------------------------------------------------------- elements

    def tag(self, role: str) -> str:
        """The element that a part of this role is."""
        if role not in self._tags:
            found = _TAGS.get(role, "div") if self.rng.random() < self.semantic else "div"
            if self.build == "custom" and self.rng.random() < 0.6:
                found = f"{self.prefix}x-{role.replace('_', '-')}"
            self._tags[role] = found
        return self._tags[role]

    def box(self, role: str, *inner: str) -> str:
        """An element that contains others, in as many nameless wrappers as this build uses."""
        tag, attributes = self.tag(role), self.attributes(role)
        if tag == "dialog":
            attributes += " open"
        content = "\n".join(part for part in inner if part)
        if not content:
            return ""
        for wrapper in reversed(self._wrappers.setdefault(role, self._new_wrappers(role))):
            content = f"<div{wrapper}>{content}</div>"
        if self.build == "tables" and role in ("page", "main", "article", "body", "related", "sidebar", "promo"):
            return f'<table width="100%" cellpadding="4"><tr><td{attributes}>{content}</td></tr></table>'
        return f"<{tag}{attributes}>{content}</{tag}>"

    def _new_wrappers(self, role: str) -> list[str]:
        if role in ("paragraph", "caption", "entry_time", "user"):
            return []
        if self.build == "builder":
            return [self._builder_attributes("container") for _ in range(self.rng.randint(0, self.depth))]
        return ["" if self.rng.random() < 0.5 else self.attributes("group")] * self.rng.randint(0, self.depth)

    def line(self, role: str, markup: str) -> str:
        """A line of text that stands alone, such as a headline or a date."""
        if not markup:
            return ""
        if role not in self._lines:
            self._lines[role] = self.rng.choice(_LINE_TAGS.get(role, "div p").split())
        tag, attributes = self._lines[role], self.attributes(role)
        if tag in ("strong", "time", "cite") or (self.build == "tables" and tag in ("p", "div")):
            inner = f'<font size="2">{markup}</font>' if self.build == "tables" else markup
            inner = f"<{tag}>{inner}</{tag}>" if tag in ("strong", "time", "cite") else inner
            return f"<p{attributes}>{inner}</p>" if self.paragraphs == "p" else f"<div{attributes}>{inner}</div>"
        line = f"<{tag}{attributes}>{markup}</{tag}>"
        return self._built(line, "heading") if role == "heading" and self.paragraphs == "builder" else line

    def paragraph(self, markup: str, role: str = "paragraph") -> str:
        """A paragraph in the body markup of this build."""
        way = self.paragraphs
        if way == "br":
            return f"{markup}{'<br><br>' if self.prefixed else '<br />' + chr(10) + '<br />'}"
        attributes = self.attributes(role)
        if way == "div":
            return f"<div{attributes}>{markup}</div>"
        if way == "section":
            return f"<section{attributes}><p>{markup}</p></section>"
        if way == "custom":
            return f"<{self.prefix}x-text{attributes}>{markup}</{self.prefix}x-text>"
        if way == "span":
            markup = f'<span style="font-weight: 400">{markup}</span>'
        if way == "font":
            markup = f'<font face="Verdana" size="2">{markup}</font>'
        line = f"<p{attributes}>{markup}</p>"
        return self._built(line, "text-editor") if way == "builder" else line

    def _builder_attributes(self, widget: str) -> str:
        number = self.rng.randint(0, 30)
        return {
            "elementor": f' class="elementor-element elementor-element-{self.hex()} elementor-widget'
            f' elementor-widget-{widget}" data-element_type="widget" data-widget_type="{widget}.default"',
            "divi": f' class="et_pb_module et_pb_text et_pb_text_{number} et_pb_bg_layout_light"',
            "bakery": ' class="wpb_column vc_column_container vc_col-sm-12"',
            "components": f' class="c-block c-block--{widget}"',
            "plain": "",
            "hooks": f' data-hook="rcv-block-{number}" id="viewer-{self.hex(5)}"',
        }[self.builder]

    def _built(self, line: str, widget: str) -> str:
        inner = {
            "elementor": ' class="elementor-widget-container"',
            "divi": ' class="et_pb_text_inner"',
            "bakery": ' class="wpb_wrapper"',
            "components": ' class="c-block__inner"',
        }.get(self.builder, "")
        return f"<div{self._builder_attributes(widget)}><div{inner}>{line}</div></div>"

    def built(self, markup: str) -> str:
        """A list, table or the like among paragraphs, wrapped if the build wraps everything there."""
        return self._built(markup, "text-editor") if self.paragraphs == "builder" else markup

    # --------------------------------------------------------------------------- in a line

    def link(self, text: str, place: str = "") -> str:
        """A text that is a link, to the same site or another."""
        slug = f"{self.hex(6)}-{self.hex(4)}"
        places = (f"/{slug}", f"/news/{slug}.html", f"https://example.org/{slug}/", f"/?p={slug}")
        more = self.rng.choice(("", "", " rel=nofollow", " target=_blank"))
        return f'<a href="{place or self.rng.choice(places)}"{more}>{html.escape(text)}</a>'

    def prose(self, text: str) -> str:
        """The text of a paragraph, sometimes with a link or a word in bold or italics."""
        words = text.split(" ")
        if len(words) < 8 or self.rng.random() > 0.3:
            return html.escape(text)
        start = self.rng.randrange(len(words) - 4)
        end = start + self.rng.randint(1, 4)
        parts = [" ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:])]
        before, marked, after = (html.escape(part) for part in parts)
        tag = self.rng.choice(("a", "a", "a", "b", "em", "strong"))
        opening = f'<a href="/topic/{self.hex(5)}">' if tag == "a" else f"<{tag}>"
        return f"{before} {opening}{marked}</{tag}> {after}".strip()
