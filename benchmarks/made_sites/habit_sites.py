"""Sites whose editors have habits that mislead: two templates, boilerplate in the body, texts that rightly recur."""

from dataclasses import replace
from random import Random

from made_sites.prose import Author, Habits, Part, Story
from made_sites.site import PAGES, MadeSite, Sheet


class TwoTemplates(MadeSite):
    """A paper with one template for news and another for opinion, where the portrait and the biography come first."""

    name = "two-templates"
    title = "The Aldport Observer"
    domain = "www.aldportobserver.example"
    habits = Habits(heading=0.3)

    def is_opinion(self, story: Story) -> bool:
        """Whether a story is opinion: every third."""
        return story.number % 3 == 0

    def url(self, story: Story) -> str:
        section = "opinion" if self.is_opinion(story) else story.section.lower()
        return f"https://{self.domain}/{section}/{story.published:%Y/%b/%d}/{story.slug}-{story.number}".lower()

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        inner = self.opinion(sheet, story) if self.is_opinion(story) else self.news(sheet, story)
        menu = "".join(
            f'<li class="pillar"><a href="/{w.lower()}">{j("navigation", w)}</a></li>'
            for w in ("News", "Opinion", "Sport", "Culture", "Lifestyle")
        )
        return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{story.headline} | {story.section} | {self.title}</title>
<meta property="og:title" content="{story.headline}"><meta property="og:site_name" content="{self.title}">
<meta name="author" content="{", ".join(a.name for a in story.authors)}"></head><body>
<header class="o-header"><div class="o-header__top"><a class="o-logo" href="/">{self.title}</a><a href="/support">{j("donation", "Support us")}</a></div><ul class="pillars">{menu}</ul></header>
{inner}
<div class="contribution"><h3>{j("donation", "We have a small favour to ask")}</h3><p>{j("donation", "Millions are turning to the Aldport Observer for open, independent news every day. Readers in 40 countries now support us.")}</p></div>
<footer class="o-footer"><ul><li>{j("footer", "Complaints and corrections")}</li><li>{j("footer", "SecureDrop")}</li><li>{j("footer", "Work for us")}</li></ul><p>{j("footer", "© 2026 Aldport Observer Trust. All rights reserved.")}</p></footer></body></html>"""

    def news(self, sheet: Sheet, story: Story) -> str:
        """A news page."""
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        rich = "".join(
            f'<li><a href="{self.url(o)}">{j("related", o.headline)}</a></li>' for o in self.others(sheet, 5)
        )
        return f"""<main class="l-news"><div class="l-news__label">{j("kicker", story.section)}</div><h1 class="h-news">{j("headline", story.headline)}</h1>
<div class="standfirst"><p>{j("deck", story.deck)}</p></div>
<figure class="lead-fig"><img src="{self.image(sheet)}"><figcaption><span>{j("caption", story.picture.texts[0])}</span> <span>{j("credit", "Photograph: " + story.picture.texts[1])}</span></figcaption></figure>
<address><a rel="author" href="/profile/x">{self.people(sheet)}</a></address><p class="dateline-x">{j("date", f"{story.published:%a %-d %b %Y %H.%M} GMT")}</p>
<div class="text-col">{text}</div>
<div class="submeta"><span>{j("tags", "Explore more on these topics")}</span><ul>{"".join(f'<li><a href="/t">{j("tags", t)}</a></li>' for t in story.tags)}</ul><button>{j("share", "Share")}</button><a href="#">{j("share", "Reuse this content")}</a></div></main>
<section class="onwards"><h2>{j("related", "More on this story")}</h2><ul>{rich}</ul></section>"""

    def opinion(self, sheet: Sheet, story: Story) -> str:
        """An opinion page."""
        j = sheet.junk
        who = "".join(
            f'<div class="columnist"><img src="/p/{a.name.split()[-1].lower()}.png" alt=""><span class="columnist__name">{j("byline", a.name)}</span><p class="columnist__about">{j("biography", a.about)}</p></div>'
            for a in story.authors
        )
        text = "\n".join(self.body(sheet))
        end = "Do you have an opinion on the issues raised in this article? If you would like to submit a letter of up to 250 words, write to letters@aldportobserver.example."
        return f"""<main class="l-op"><div class="l-op__side">{who}<p class="l-op__date">{j("date", f"{story.published:%A %-d %B %Y}")}</p></div>
<div class="l-op__main"><p class="l-op__tone">{j("kicker", "The Observer view")}</p><h1 class="h-op">“{j("headline", story.headline)}”</h1>
<div class="op-text">{text}<ul class="op-end"><li><p>{j("contact", end)}</p></li></ul></div></div></main>"""

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<h2><strong>{sheet.body(part.texts[0], 'heading')}</strong></h2>"

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        name = ' class="op-p"' if self.is_opinion(sheet.story) else ""
        return f"<p{name}>{self.prose(sheet, part.texts[0])}</p>"

    def figure(self, sheet: Sheet, part: Part) -> str:
        if self.is_opinion(sheet.story):
            return ""
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", "Photograph: " + part.texts[1])
        return f'<figure class="in-fig"><img src="{self.image(sheet)}"><figcaption>{caption} {credit}</figcaption></figure>'


_INSERTS = (
    "Sign up to our daily briefing and never miss a story",
    "Like us on Facebook to see similar stories",
    "Join our WhatsApp channel for breaking news from across the region",
    "For more stories where you live, visit InYourArea",
    "Have you been affected? Let us know in the comments below",
)


class Inserts(MadeSite):
    """A regional tabloid whose editors and ad server put lines of their own between paragraphs, as paragraphs."""

    name = "inserts"
    title = "Brayford Live"
    domain = "www.brayfordlive.example"
    habits = Habits(sentences=(1, 2), paragraphs=(6, 25), post=0.2, figure=0.5)

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        cards = "".join(
            f'<div class="teaser" data-element-uid="{o.number}"><figure><a href="{self.url(o)}"><img src="/t.jpg"></a></figure><div class="inner"><strong><a class="headline" href="{self.url(o)}">{j("related", o.headline)}</a></strong><div class="description"><a href="{self.url(o)}">{j("related", o.deck)}</a></div></div></div>'
            for o in self.others(sheet, 6)
        )
        return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{story.headline} - {self.title}</title><meta property="og:title" content="{story.headline}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"{story.published.isoformat()}Z","author":[{", ".join(f'{{"@type":"Person","name":"{a.name}"}}' for a in story.authors)}]}}</script></head>
<body class="article-type-news"><header class="mod-header"><a href="/" class="logo">{self.title}</a><nav><section><ul><li><a href="/news">{j("navigation", "News")}</a></li><li><a href="/sport">{j("navigation", "Sport")}</a></li><li><a href="/whats-on">{j("navigation", "What's On")}</a></li></ul></section></nav></header>
<article class="article-main channel-{story.section.lower()}"><h1 class="section-theme-background-indicator publication-font">{j("headline", story.headline)}</h1><p class="sub-title">{j("deck", story.deck)}</p>
<div class="byline"><div class="author-information-container"><div class="author"><span>{j("byline", "By")}</span> <a class="publication-theme" href="/authors/x">{self.people(sheet)}</a> <span class="author-label">{j("byline", "Senior Reporter")}</span></div></div>
<ul class="time-info"><li><time class="date-published" datetime="{story.published.isoformat()}Z">{j("date", f"{story.published:%H:%M, %-d %b %Y}")}</time></li></ul></div>
<div class="article-body" itemprop="articleBody">
{text}
</div></article><aside class="related-column"><h3>{j("related", "Top Stories")}</h3>{cards}</aside>
<div class="comments-container"><button>{j("comments", "Show comments")}</button></div>
<footer class="mod-footer"><ul><li>{j("footer", "Advertise with us")}</li><li>{j("footer", "Cookie Notice")}</li></ul><p>{j("footer", "© 2026 Local World")}</p></footer></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        j, found = sheet.junk, []
        other = self.others(sheet, 1)[0]
        if at == 1:
            found.append(f'<p><b>READ MORE: <a href="{self.url(other)}">{j("read also", other.headline)}</a></b></p>')
            j("read also", f"READ MORE: {other.headline}")
        if at == 3:
            found.append(f"<p><em>{j('newsletter', _INSERTS[(sheet.story.number + at) % len(_INSERTS)])}</em></p>")
        if at % 5 == 2:
            found.append(f'<div class="ad-placeholder"><p>{j("ad label", "Article continues below")}</p></div>')
        if at == 6 and sheet.chance(0.6):
            links = "".join(
                f'<li><a href="{self.url(o)}">{j("read also", o.headline)}</a></li>' for o in self.others(sheet, 3)
            )
            found.append(f"<p><strong>{j('read also', 'More news from Brayford')}</strong></p><ul>{links}</ul>")
        return found

    def figure(self, sheet: Sheet, part: Part) -> str:
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", f"(Image: {part.texts[1]})")
        return f'<figure class="in-article-image"><img src="{self.image(sheet)}"><figcaption><span class="caption">{caption}</span> <span class="credit">{credit}</span></figcaption></figure>'


class OwnWords(MadeSite):
    """A magazine that ends each story with who wrote it, in their own words, as the last paragraphs of the body."""

    name = "own-words"
    title = "Lower Reach"
    domain = "lowerreach.example"
    authors_count = 18
    habits = Habits(paragraphs=(6, 25), heading=0.5, opinion=0.4, table=0.03)

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        ends = "".join(f"<p>{j('own biography', a.own_words)}</p>" for a in story.authors)
        more = "".join(
            f'<div class="lr-item"><a href="{self.url(o)}">{j("related", o.headline)}</a><span>{j("related", o.authors[0].name)}</span></div>'
            for o in self.others(sheet, 4)
        )
        return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{story.headline} — {self.title}</title><meta property="og:type" content="article"></head><body class="lr">
<div class="lr-bar"><a href="/">{self.title}</a><span>{j("navigation", "Issue")} {1 + story.number // 20}</span><a href="/shop">{j("navigation", "Shop")}</a></div>
<div class="lr-opener"><div class="lr-type">{j("kicker", story.section)}</div><h1>{j("headline", story.headline)}</h1><div class="lr-sub">{j("deck", story.deck)}</div><div class="lr-by">{j("byline", "Words")} {self.people(sheet)} <span>{j("date", f"{story.published:%-d.%-m.%y}")}</span></div></div>
<div class="lr-text">
{text}
{ends}
</div><div class="lr-next"><span>{j("related", "Next in this issue")}</span>{more}</div>
<div class="lr-foot"><span>{j("footer", "Lower Reach is printed four times a year on recycled paper.")}</span></div></body></html>"""

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f"<p>{self.prose(sheet, part.texts[0])}</p>"

    def quote(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="lr-q">{sheet.body(part.texts[0], "quote")}</p>'


_LETTERS = (
    "Recevez chaque matin l'essentiel de l'actualité locale dans votre boîte mail",
    "« La Lettre du littoral » : tous les mardis, nos enquêtes sur la côte",
    "Nos journalistes répondent à vos questions chaque jeudi. Inscrivez-vous !",
    "Élections : la lettre qui décrypte la campagne, sans bruit",
    "Envie de sortir ? Découvrez nos bons plans du week-end par courriel",
    "La météo des champs, chaque dimanche, par notre correspondant agricole",
    "« Tribune libre » : le meilleur du courrier des lecteurs",
    "Une histoire, une photo, une archive : abonnez-vous à « Mémoire vive »",
    "Le journal des écoles : ce qui change dans les classes",
    "Suivez les matchs du week-end avec la lettre des sports",
)


class Letters(MadeSite):
    """A French daily that offers one of ten newsletters in each story, now here, now there, in classes of its text."""

    name = "rotating-newsletters"
    title = "L'Écho du Littoral"
    domain = "www.echodulittoral.example"
    language = "fr"
    habits = Habits(paragraphs=(4, 20), heading=0.4)

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        more = "".join(
            f'<li class="liste__item"><a href="{self.url(o)}">{j("related", o.headline)}</a></li>'
            for o in self.others(sheet, 5)
        )
        return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{story.headline}</title><meta property="og:site_name" content="{self.title}">
<meta property="og:title" content="{story.headline}"><meta property="og:article:author" content="{story.authors[0].name}"></head><body>
<header class="entete"><a class="entete__logo" href="/">{self.title}</a><a class="bouton" href="/abo">{j("navigation", "S'abonner")}</a><a href="/compte">{j("navigation", "Se connecter")}</a></header>
<section class="page"><div class="chapeau"><span class="rubrique">{j("kicker", story.section)}</span><h1 class="titre">{j("headline", story.headline)}</h1><p class="accroche">{j("deck", story.deck)}</p>
<p class="infos">{j("byline", "Par")} {self.people(sheet, " et ")}<br>{j("date", f"Publié le {story.published:%d/%m/%Y à %Hh%M}")}<br>{j("date", f"Temps de lecture : {sheet.rng.randint(1, 8)} min")}</p></div>
<div class="texte">{text}</div>
<div class="commentaires"><p>{j("comments", "Cet article est ouvert aux abonnés. Connectez-vous pour réagir.")}</p></div></section>
<aside class="colonne"><h2>{j("related", "Les plus lus")}</h2><ol class="liste">{more}</ol></aside>
<footer class="pied"><p>{j("footer", "© L'Écho du Littoral - Mentions légales - Gérer mes cookies")}</p></footer></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == sheet.story.number % max(1, len(parts) - 1):
            said = sheet.junk("newsletter", sheet.rng.choice(_LETTERS))
            return [
                f'<p class="paragraphe"><strong>{said}</strong></p>'
                if sheet.story.number % 2
                else f'<p class="paragraphe">{said}</p>'
            ]
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="paragraphe">{self.prose(sheet, part.texts[0])}</p>'

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f'<h2 class="intertitre">{sheet.body(part.texts[0], "heading")}</h2>'


_PRESUMED = "“All defendants are presumed innocent until a court has found otherwise,” the prosecutor's office said in a statement."
_ADVICE = (
    "Anyone with information is asked to call the harbour police on 555 0188 or to speak to an officer at any station."
)


class RecurringQuote(MadeSite):
    """A court reporter's site where a quoted sentence, and a call for witnesses, rightly stand in many stories."""

    name = "recurring-quote"
    title = "Kingsferry Court News"
    domain = "kingsferrycourts.example"
    habits = Habits(paragraphs=(5, 16), sentences=(1, 3), heading=0.15, post=0.05)

    def __init__(self, pages: int = PAGES) -> None:
        super().__init__(pages)
        for story in self.stories:
            rng = Random(f"{self.name} {story.number}")
            places = [at for at, part in enumerate(story.parts) if part.kind == "paragraph"]
            if rng.random() < 0.4:
                story.parts.insert(rng.choice(places[2:]), Part("paragraph", (_PRESUMED,)))
            if rng.random() < 0.25:
                story.parts.append(Part("paragraph", (_ADVICE,)))

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        more = "".join(
            f'<div class="col-sm-4"><div class="thumbnail"><div class="caption"><h4><a href="{self.url(o)}">{j("related", o.headline)}</a></h4><p>{j("related", o.deck)}</p></div></div></div>'
            for o in self.others(sheet, 3)
        )
        return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{self.title} - {story.headline}</title><link href="/css/bootstrap.min.css" rel="stylesheet"></head><body>
<nav class="navbar navbar-default navbar-fixed-top"><div class="container"><div class="navbar-header"><a class="navbar-brand" href="/">{self.title}</a></div><ul class="nav navbar-nav"><li><a href="/crown">{j("navigation", "Crown Court")}</a></li><li><a href="/civil">{j("navigation", "Civil")}</a></li></ul></div></nav>
<div class="container"><div class="row"><div class="col-md-8"><div class="page-header"><h1>{j("headline", story.headline)} <small>{j("date", f"{story.published:%d/%m/%Y}")}</small></h1></div>
<p class="lead">{j("deck", story.deck)}</p><p class="text-muted">{j("byline", "Report:")} {self.people(sheet)}</p>
{text}
<p class="text-muted">{j("copyright", "Reports may be quoted with a link to this page.")}</p><div class="row">{more}</div></div>
<div class="col-md-4"><div class="panel panel-default"><div class="panel-heading">{j("sidebar", "Today in court")}</div><div class="panel-body"><p>{j("sidebar", "Courtroom 4: three matters, from 10 am")}</p></div></div>
<div class="well"><p>{j("newsletter", "Get the daily list by e-mail")}</p><button class="btn btn-primary">{j("newsletter", "Subscribe")}</button></div></div></div>
<hr><footer><p>{j("footer", "Not a publication of any court.")}</p></footer></div></body></html>"""


class Column(MadeSite):
    """A site of columns, each of which begins in the same words, which are body; it ends in the same words, too."""

    name = "column"
    title = "Ask the Gardeners"
    domain = "askthegardeners.example"
    authors_count = 4
    habits = Habits(paragraphs=(4, 12), heading=0.2, opinion=0.7, post=0, table=0, two_authors=0)

    def __init__(self, pages: int = PAGES) -> None:
        super().__init__(pages)
        for story in self.stories:
            start = (
                "Every week we answer one letter from a reader. This week's letter is about something that many of you have asked.",
                "Dear readers, the postbag is full again, and we have picked one letter from it.",
            )[story.number % 2]
            story.parts.insert(0, Part("paragraph", (start,)))
            if story.number % 5 == 0:
                story.parts.append(
                    Part("paragraph", ("And as we say every week: water in the evening, and never on the leaves.",))
                )

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "".join(
            f'<div class="et_pb_row et_pb_row_{n}"><div class="et_pb_text_inner">{line}</div></div>'
            for n, line in enumerate(self.body(sheet))
        )
        return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{story.headline} - {self.title}</title><meta name="generator" content="Divi v.4.9"></head><body class="post-template-default single single-post et_pb_pagebuilder_layout">
<div id="page-container"><header id="main-header"><div class="container clearfix et_menu_container"><a href="/">{self.title}</a><ul id="top-menu" class="nav"><li><a href="/">{j("navigation", "Letters")}</a></li><li><a href="/shop">{j("navigation", "Seeds")}</a></li></ul></div></header>
<div id="et-main-area"><div id="main-content"><div class="et_pb_section et_pb_section_0"><div class="et_pb_module et_pb_post_title"><div class="et_pb_title_container"><h1 class="entry-title">{j("headline", story.headline)}</h1><p class="et_pb_title_meta_container">{j("byline", "by")} <span class="author vcard"><a href="/author/x" rel="author">{self.people(sheet)}</a></span> | <span class="published">{j("date", f"{story.published:%b %-d, %Y}")}</span> | <a href="/c" rel="category tag">{j("kicker", story.section)}</a></p></div></div>
{text}
<div class="et_pb_row et_pb_row_99"><div class="et_pb_module et_pb_cta_0 et_pb_promo"><div class="et_pb_promo_description"><h2 class="et_pb_module_header">{j("newsletter", "Have a question about your garden?")}</h2><div><p>{j("newsletter", "Send it to us with a photograph. We answer one letter a week.")}</p></div></div></div></div></div></div>
<footer id="main-footer"><div id="footer-bottom"><div id="footer-info">{j("footer", "Designed by Elegant Themes")}</div></div></footer></div></div></body></html>"""


class Agency(MadeSite):
    """A portal that prints an agency's stories: many come twice or three times, a little changed, under new headlines."""

    name = "agency"
    title = "Fenwick Today"
    domain = "fenwicktoday.example"
    authors_count = 3
    habits = Habits(paragraphs=(4, 14), heading=0, quote=0.03, bullets=0.03, table=0.02, post=0.05, two_authors=0)
    agencies = ("Northern Press Agency", "Coastal Wire")

    def __init__(self, pages: int = PAGES) -> None:
        super().__init__(pages)
        before: list[Story] = []
        for at, story in enumerate(self.stories):
            rng = Random(f"{self.name} {story.number}")
            if before and rng.random() < 0.4:
                self.stories[at] = story = self.again(story, rng.choice(before[-6:]), rng)
            if rng.random() < 0.8:
                agency = self.agencies[story.number % 2]
                story.authors = [Author(agency, "", "")]
            before.append(story)

    def again(self, story: Story, first: Story, rng: Random) -> Story:
        """A story of before as a new one: a paragraph more, one less, now and then another headline."""
        parts = list(first.parts)
        if len(parts) > 4 and rng.random() < 0.6:
            del parts[rng.randrange(2, len(parts) - 1)]
        if rng.random() < 0.7:
            parts.insert(rng.randrange(1, len(parts)), rng.choice([p for p in story.parts if p.kind == "paragraph"]))
        headline = story.headline if rng.random() < 0.5 else f"Update: {first.headline}"
        return replace(story, parts=parts, headline=headline, deck=first.deck, tags=first.tags, picture=first.picture)

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        author = story.authors[0].name
        text = "\n".join(self.body(sheet))
        more = "".join(
            f'<a class="list-group-item" href="{self.url(o)}"><span>{j("related", o.headline)}</span><em>{o.published:%H:%M}</em></a>'
            for o in self.others(sheet, 8)
        )
        credit = (
            f"<p>{j('copyright', f'© {story.published.year} {author}. This material may not be published, broadcast, rewritten or redistributed.')}</p>"
            if author in self.agencies
            else ""
        )
        return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{story.headline} - {self.title}</title><meta property="og:title" content="{story.headline}"><meta name="description" content="{story.deck}"></head><body>
<div class="topline"><a href="/">{self.title}</a> <span class="clock">{j("navigation", "Fenwick 12°")}</span></div><div class="cols"><div class="col-a"><div class="ticker"><b>{j("related", "Latest")}</b>{more}</div></div>
<div class="col-b"><h1 class="ftitle">{j("headline", story.headline)}</h1><div class="fmeta"><span class="fsource">{j("byline", author)}</span> <span class="fdate">{j("date", f"{story.published:%Y-%m-%d %H:%M}")}</span></div>
<div class="fimg"><img src="{self.image(sheet)}"><div class="fcap">{j("caption", story.picture.texts[0])} ({j("credit", story.picture.texts[1])})</div></div>
<div class="ftext">{text}{credit}</div><div class="ftags">{" ".join(f'<a href="/tag">#{j("tags", t)}</a>' for t in story.tags)}</div><div class="fshare">{j("share", "Tweet")} {j("share", "Share")} {j("share", "Email")}</div></div></div>
<div class="bottom"><p>{j("footer", "Fenwick Today is a member of the Regional Portals Network.")}</p></div></body></html>"""
