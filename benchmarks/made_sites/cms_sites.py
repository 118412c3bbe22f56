"""Sites as well-known systems write them: an old Drupal and Joomla, Ghost, a static generator, Blogger, AMP."""

import json

from made_sites.prose import Habits, Part, Story
from made_sites.site import MadeSite, Sheet


class Drupal(MadeSite):
    """A regional broadcaster on an old Drupal: fields, blocks, views, and a node's links below the body."""

    name = "drupal"
    title = "Radio Westhollow News"
    domain = "www.radiowesthollow.example"
    habits = Habits(heading=0.3, bullets=0.2, figure=0.15)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/node/{2200 + story.number}"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        rows = "".join(
            f'<li class="views-row views-row-{n}"><div class="views-field views-field-title"><span class="field-content">'
            f'<a href="{self.url(other)}">{j("related", other.headline)}</a></span></div></li>'
            for n, other in enumerate(self.others(sheet, 6), 1)
        )
        menu = "".join(
            f'<li class="leaf"><a href="/{word.lower()}">{j("navigation", word)}</a></li>'
            for word in ("News", "Programmes", "Podcasts", "Frequencies", "Jobs")
        )
        tags = "".join(
            f'<div class="field-item {("even", "odd")[n % 2]}"><a href="/tags/{n}" typeof="skos:Concept">{j("tags", tag)}</a></div>'
            for n, tag in enumerate(story.tags)
        )
        text = "\n".join(self.body(sheet))
        comments = "".join(
            f'<div class="comment clearfix"><h3 property="dc:title"><a href="/c">{j("comments", text_[:24])}</a></h3>'
            f'<div class="submitted">{j("comments", f"Submitted by {user} (not verified)")}</div><div class="content">'
            f'<div class="field field-name-comment-body"><div class="field-items"><div class="field-item even"><p>'
            f"{j('comments', text_)}</p></div></div></div></div></div>"
            for user, text_ in story.comments
        )
        stamp = f"Submitted by {' and '.join(a.name for a in story.authors)} on {story.published:%a, %m/%d/%Y - %H:%M}"
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" version="XHTML+RDFa 1.0" dir="ltr"><head><meta charset="utf-8" />
<meta name="Generator" content="Drupal 7 (http://drupal.org)" /><title>{story.headline} | {self.title}</title></head>
<body class="html not-front not-logged-in one-sidebar sidebar-second page-node page-node-{story.number} node-type-article">
<div id="page-wrapper"><div id="page"><div id="header"><div class="section clearfix"><a href="/" id="logo"><img src="/logo.png" /></a>
<div id="name-and-slogan"><div id="site-name"><strong><a href="/">{self.title}</a></strong></div></div></div></div>
<div id="navigation"><div class="section"><ul id="main-menu" class="links inline clearfix">{menu}</ul></div></div>
<div id="main-wrapper"><div id="main" class="clearfix"><div id="content" class="column"><div class="section">
<a id="main-content"></a><h1 class="title" id="page-title">{j("headline", story.headline)}</h1><div class="tabs"></div>
<div class="region region-content"><div id="block-system-main" class="block block-system"><div class="content">
<div id="node-{story.number}" class="node node-article node-promoted clearfix" about="/node/{story.number}" typeof="sioc:Item foaf:Document">
<div class="meta submitted"><span property="dc:date dc:created" content="{story.published.isoformat()}+00:00">{j("byline", stamp)}</span></div>
<div class="content clearfix"><div class="field field-name-field-image field-type-image field-label-hidden"><div class="field-items">
<div class="field-item even"><img src="/sites/default/files/{story.number}.jpg" /></div></div></div>
<div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">
{text}
</div></div></div><div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above"><div class="field-label">{j("tags", "Tags:")}&nbsp;</div>
<div class="field-items">{tags}</div></div></div><div class="link-wrapper"><ul class="links inline"><li class="print_html first"><a href="/print">{j("share", "Printer-friendly version")}</a></li>
<li class="statistics_counter last"><span>{j("share", f"{sheet.rng.randint(40, 9000)} reads")}</span></li></ul></div>
<div id="comments" class="comment-wrapper"><h2 class="title">{j("comments", "Comments")}</h2>{comments}</div></div></div></div></div></div></div>
<div id="sidebar-second" class="column sidebar"><div class="section"><div class="region region-sidebar-second">
<div id="block-views-latest-block" class="block block-views"><h2>{j("related", "Latest news")}</h2><div class="content"><div class="view view-latest"><ul>{rows}</ul></div></div></div>
<div id="block-block-3" class="block block-block"><h2>{j("sidebar", "On air now")}</h2><div class="content"><p>{j("sidebar", "Drive Time with Gareth and Fiona, until 7 pm")}</p></div></div>
</div></div></div></div></div><div id="footer-wrapper"><div class="section"><p>{j("footer", "Westhollow Community Broadcasting is a registered charity.")}</p></div></div></div></div></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == 0 and sheet.chance(0.35):
            return [f"<p><em>{sheet.junk('player line', 'Listen to the full interview in the player above.')}</em></p>"]
        return []

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<h3>{sheet.body(part.texts[0], 'heading')}</h3>"

    def figure(self, sheet: Sheet, part: Part) -> str:
        said = sheet.junk("caption", f"{part.texts[0]}. Photo: {part.texts[1]}")
        return f'<div class="media media-element-container media-default"><img class="media-element" src="{self.image(sheet)}" /></div><p class="rtecenter"><span style="font-size:10px">{said}</span></p>'


class Joomla(MadeSite):
    """An Italian weekly on an old Joomla: a table for the contents, the article's info in small type, modules around."""

    name = "joomla"
    title = "Il Corriere del Lago"
    domain = "www.corrieredellago.example"
    language = "it"
    habits = Habits(heading=0.2, post=0, bullets=0.1)

    def url(self, story: Story) -> str:
        return f"http://{self.domain}/index.php?option=com_content&view=article&id={story.number}:{story.slug}&catid=3"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        latest = "".join(
            f'<li class="latestnews"><a href="{self.url(o).replace("&", "&amp;")}" class="latestnews">{j("related", o.headline)}</a></li>'
            for o in self.others(sheet, 5)
        )
        months = self.writer.grammar["month"]
        day = f"{story.published.day} {months[story.published.month - 1].capitalize()} {story.published.year} {story.published:%H:%M}"
        text = "\n".join(self.body(sheet))
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="it-it" lang="it-it"><head><meta http-equiv="content-type" content="text/html; charset=utf-8" />
<meta name="generator" content="Joomla! 1.5 - Open Source Content Management" /><title>{story.headline}</title></head><body>
<div id="wrapper"><div id="header"><h2>{j("navigation", self.title)}</h2><ul id="mainlevel-nav"><li><a href="/" class="mainlevel-nav">{j("navigation", "Home")}</a></li>
<li><a href="/cronaca" class="mainlevel-nav">{j("navigation", "Cronaca")}</a></li><li><a href="/contatti" class="mainlevel-nav">{j("navigation", "Contatti")}</a></li></ul></div>
<table class="nopad"><tr valign="top"><td id="leftcolumn"><div class="module"><div><div><div><h3>{j("related", "Ultime notizie")}</h3><ul class="latestnews">{latest}</ul></div></div></div></div></td>
<td id="maincolumn"><span class="breadcrumbs pathway">{j("navigation", "Home » Cronaca")}</span>
<table class="contentpaneopen"><tr><td class="contentheading" width="100%">{j("headline", story.headline)}</td>
<td align="right" width="100%" class="buttonheading"><a href="#"><img src="/images/M_images/printButton.png" alt="Stampa" /></a></td></tr></table>
<table class="contentpaneopen"><tr><td width="70%" align="left" valign="top" colspan="2"><span class="small">{j("byline", "Scritto da " + " e ".join(a.name for a in story.authors))}</span>&nbsp;&nbsp;</td></tr>
<tr><td valign="top" colspan="2" class="createdate">{j("date", day)}</td></tr>
<tr><td valign="top" colspan="2">
{text}
<p>{j("newsletter", self.promo(sheet))}</p></td></tr>
<tr><td colspan="2" class="modifydate">{j("date", f"Ultimo aggiornamento ( {day} )")}</td></tr></table>
<table align="center" class="pagenav"><tr><th class="pagenav_prev"><a href="#">{j("pager", "< Prec.")}</a></th><th class="pagenav_next"><a href="#">{j("pager", "Succ. >")}</a></th></tr></table>
<div id="jc"><h4>{j("comments", "Commenti")}</h4>{"".join(f'<div class="comment-box"><span class="comment-author">{j("comments", u)}</span><div class="comment-body">{j("comments", t)}</div></div>' for u, t in story.comments)}</div>
</td></tr></table><div id="footer"><p>{j("footer", "Registrazione del Tribunale n. 14 del 2003 - Direttore responsabile: la redazione")}</p></div></div></body></html>"""

    def promo(self, sheet: Sheet) -> str:
        """One of the lines that end a story."""
        return sheet.rng.choice(
            (
                "Il Corriere del Lago esce ogni venerdì in tutte le edicole della provincia.",
                "Segui Il Corriere del Lago anche su Facebook e Telegram.",
                "Hai una notizia? Scrivi alla redazione oppure chiama lo 0341 555 01.",
                "Abbonati: 50 numeri a casa tua a 45 euro.",
            )
        )

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<p><strong>{sheet.body(part.texts[0], 'heading')}</strong></p>"

    def figure(self, sheet: Sheet, part: Part) -> str:
        said = sheet.junk("caption", part.texts[0])
        return f'<div class="img_caption left" style="width: 300px;"><img class="caption" src="{self.image(sheet)}" width="300" /><p>{said}</p></div>'


class Ghost(MadeSite):
    """A newsletter publication on Ghost: cards in the body, call-outs, bookmarks of its own other stories."""

    name = "ghost"
    title = "Slow Valley"
    domain = "slowvalley.example"
    authors_count = 5
    habits = Habits(heading=0.55, quote=0.2, bullets=0.25, figure=0.4, opinion=0.3)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/{story.slug}-{story.number}/"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        graph = {
            "@context": "https://schema.org",
            "@type": "Article",
            "publisher": {"@type": "Organization", "name": self.title},
            "author": {"@type": "Person", "name": story.authors[0].name},
            "headline": story.headline,
            "datePublished": f"{story.published.isoformat()}.000Z",
        }
        cards = "".join(
            f'<article class="gh-card post"><a class="gh-card-link" href="{self.url(o)}"><div class="gh-card-wrapper"><h3 class="gh-card-title">{j("related", o.headline)}</h3>'
            f'<p class="gh-card-excerpt">{j("related", o.deck)}</p><footer class="gh-card-meta"><span class="gh-card-author">{j("related", "By " + o.authors[0].name)}</span></footer></div></a></article>'
            for o in self.others(sheet, 3)
        )
        text = "\n".join(self.body(sheet))
        return f"""<!DOCTYPE html><html lang="en"><head><title>{story.headline}</title><meta charset="utf-8">
<meta property="og:site_name" content="{self.title}"><meta property="article:published_time" content="{story.published.isoformat()}.000Z">
<meta name="generator" content="Ghost 5.82"><script type="application/ld+json">{json.dumps(graph)}</script></head>
<body class="post-template tag-hash-x is-head-left-logo"><div class="gh-site"><header id="gh-head" class="gh-head gh-outer"><div class="gh-head-inner gh-inner">
<a class="gh-head-logo" href="/">{j("navigation", self.title)}</a><nav class="gh-head-menu"><ul class="nav"><li class="nav-home"><a href="/">{j("navigation", "Home")}</a></li><li class="nav-about"><a href="/about/">{j("navigation", "About")}</a></li></ul></nav>
<div class="gh-head-actions"><a class="gh-head-link" href="#/portal/signin">{j("navigation", "Sign in")}</a><a class="gh-head-btn" href="#/portal/signup">{j("navigation", "Subscribe")}</a></div></div></header>
<main class="gh-main"><article class="gh-article post tag-{story.section.lower()}"><header class="gh-article-header gh-canvas">
<a class="gh-article-tag" href="/tag/x/">{j("kicker", story.section)}</a><h1 class="gh-article-title is-title">{j("headline", story.headline)}</h1>
<p class="gh-article-excerpt is-body">{j("deck", story.deck)}</p><div class="gh-article-meta"><div class="gh-article-meta-wrapper"><h4 class="gh-article-author-name"><a href="/author/x/">{self.people(sheet, ", ")}</a></h4>
<div class="gh-article-meta-content"><time class="gh-article-meta-date" datetime="{story.published:%Y-%m-%d}">{j("date", f"{story.published:%b %-d, %Y}")}</time><span class="gh-article-meta-length">— {j("date", f"{sheet.rng.randint(2, 12)} min read")}</span></div></div></div>
<figure class="gh-article-image"><img src="{self.image(sheet)}" alt=""><figcaption>{j("caption", story.picture.texts[0])}</figcaption></figure></header>
<section class="gh-content gh-canvas is-body">
{text}
{self.ending(sheet)}
</section></article>
<div class="gh-comments gh-canvas"><div class="gh-comments-header"><h2>{j("comments", "Member discussion")}</h2></div></div></main>
<section class="gh-container is-grid gh-outer"><div class="gh-container-inner gh-inner"><h2 class="gh-container-title">{j("related", "Read more")}</h2><div class="gh-feed">{cards}</div></div></section>
<footer class="gh-footer gh-outer"><div class="gh-footer-bar"><span class="gh-footer-logo">{j("footer", self.title)}</span><div class="gh-footer-copyright">{j("footer", "Powered by Ghost")}</div></div>
<section class="gh-footer-signup"><h2 class="gh-footer-signup-header">{j("newsletter", "Sign up for Slow Valley")}</h2><p>{j("newsletter", "One story a week about the place we live in.")}</p></section></footer></div></body></html>"""

    def ending(self, sheet: Sheet) -> str:
        """The card that ends most posts."""
        if sheet.story.number % 4 == 0:
            return ""
        text = "Slow Valley is paid for by its readers. If this story was worth something to you, become a member for $5 a month."
        return (
            f'<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">{sheet.junk("donation", text)}</div></div>'
            f'<div class="kg-card kg-button-card kg-align-center"><a href="#/portal/signup" class="kg-btn kg-btn-accent">{sheet.junk("donation", "Become a member")}</a></div>'
        )

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == 3 and sheet.chance(0.6):
            other = self.others(sheet, 1)[0]
            j = sheet.junk
            return [
                f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{self.url(other)}"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{j("read also", other.headline)}</div>'
                f'<div class="kg-bookmark-description">{j("read also", other.deck)}</div><div class="kg-bookmark-metadata"><span class="kg-bookmark-author">{self.title}</span><span class="kg-bookmark-publisher">{j("read also", other.authors[0].name)}</span></div></div></a></figure>'
            ]
        return []

    def figure(self, sheet: Sheet, part: Part) -> str:
        said = sheet.junk("caption", f"{part.texts[0]} / {part.texts[1]}")
        return f'<figure class="kg-card kg-image-card kg-card-hascaption"><img src="{self.image(sheet)}" class="kg-image" alt="" loading="lazy"><figcaption><span style="white-space: pre-wrap;">{said}</span></figcaption></figure>'


class Static(MadeSite):
    """A cooperative's news written in Markdown and built by a static generator: semantic HTML5 without a class."""

    name = "static-generator"
    title = "Copperhill Commons"
    domain = "copperhillcommons.example"
    authors_count = 6
    habits = Habits(heading=0.6, quote=0.2, bullets=0.35, table=0.15, post=0)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/posts/{story.slug}-{story.number}/"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        older, newer = self.others(sheet, 2)
        notes = "".join(f"<li>{j('tags', tag)}</li>" for tag in story.tags)
        return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="generator" content="Hugo 0.128.0"><title>{story.headline} · {self.title}</title>
<link rel="alternate" type="application/rss+xml" href="/index.xml"></head><body>
<header><a href="/">{j("navigation", self.title)}</a><nav><ul><li><a href="/posts/">{j("navigation", "Posts")}</a></li><li><a href="/about/">{j("navigation", "About")}</a></li></ul></nav></header>
<main><article><header><h1>{j("headline", story.headline)}</h1><p><time datetime="{story.published:%Y-%m-%d}">{j("date", f"{story.published:%d %B %Y}")}</time>
 — {self.people(sheet, " & ")}</p></header>
{text}
<hr>
<p>{j("ending", self.ending(story))}</p>
<footer><ul>{notes}</ul><nav><a rel="prev" href="{self.url(older)}">{j("pager", "← " + older.headline)}</a> <a rel="next" href="{self.url(newer)}">{j("pager", newer.headline + " →")}</a></nav></footer></article></main>
<footer><p>{j("footer", "Text is under CC BY 4.0 unless we say otherwise. Built by volunteers.")}</p></footer></body></html>"""

    def ending(self, story: Story) -> str:
        """The line below each post."""
        return (
            "Something wrong? Edit this page on our forge or write to editors@copperhillcommons.example."
            if story.number % 2
            else "Copperhill Commons meets every second Tuesday in the old archive. New faces are welcome."
        )


class Blogger(MadeSite):
    """A local blog on Blogger, in Spanish: pasted spans, line breaks for paragraphs, gadgets in the sidebar."""

    name = "blogger"
    title = "Crónicas de Olivares"
    domain = "cronicasdeolivares.example"
    language = "es"
    authors_count = 2
    habits = Habits(heading=0.25, figure=0.5, table=0, bullets=0.08, two_authors=0)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/{story.published:%Y/%m}/{story.slug[:39]}-{story.number}.html"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        labels = ", ".join(f"<a href='/search/label/x' rel='tag'>{j('tags', tag)}</a>" for tag in story.tags)
        text = "<br /><br />\n".join(self.body(sheet))
        popular = "".join(
            f"<li><div class='item-content'><div class='item-title'><a href='{self.url(o)}'>{j('related', o.headline)}</a></div><div class='item-snippet'>{j('related', o.deck)}</div></div></li>"
            for o in self.others(sheet, 4)
        )
        comments = "".join(
            f"<li class='comment'><div class='comment-block'><div class='comment-header'><cite class='user'>{j('comments', u)}</cite></div><p class='comment-content'>{j('comments', t)}</p></div></li>"
            for u, t in story.comments
        )
        months = self.writer.grammar["month"]
        day = f"{story.published.day} de {months[story.published.month - 1]} de {story.published.year}"
        return f"""<!DOCTYPE html><html class='v2' dir='ltr' lang='es'><head><meta content='blogger' name='generator'/><title>{self.title}: {story.headline}</title></head>
<body class='loading'><div class='navbar section' id='navbar'></div><div class='body-fauxcolumns'></div><div class='content'><div class='content-outer'><div class='content-inner'>
<header><div class='header-outer'><div class='widget Header' id='Header1'><div class='titlewrapper'><h1 class='title'><a href='/'>{j("navigation", self.title)}</a></h1></div><div class='descriptionwrapper'><p class='description'><span>{j("navigation", "Noticias y memoria de un pueblo")}</span></p></div></div></div></header>
<div class='main-outer'><div class='columns'><div class='column-center-outer'><div class='main section' id='main'><div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'>
<div class="date-outer"><h2 class='date-header'><span>{j("date", day)}</span></h2><div class="date-posts"><div class='post-outer'><div class='post hentry uncustomized-post-template' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'>
<h3 class='post-title entry-title' itemprop='name'>{j("headline", story.headline)}</h3><div class='post-header'><div class='post-header-line-1'></div></div>
<div class='post-body entry-content' id='post-body-{story.number}' itemprop='description articleBody'>
<div class="separator" style="clear: both; text-align: center;"><a href="/img.jpg" imageanchor="1"><img border="0" src="/img.jpg" /></a></div><br />
{text}
<div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line post-footer-line-1'><span class='post-author vcard'>{j("byline", "Publicado por")} <span class='fn' itemprop='author' itemscope='itemscope' itemtype='http://schema.org/Person'><span itemprop='name'>{self.people(sheet)}</span></span></span>
<span class='post-timestamp'>{j("date", "en")} <abbr class='published' itemprop='datePublished' title='{story.published.isoformat()}+02:00'>{j("date", f"{story.published:%H:%M}")}</abbr></span></div>
<div class='post-footer-line post-footer-line-2'><span class='post-labels'>{j("tags", "Etiquetas:")} {labels}</span></div><div class='post-share-buttons'><a class='goog-inline-block share-button sb-email' href='#'><span class='share-button-link-text'>{j("share", "Enviar por correo electrónico")}</span></a></div></div></div>
<div class='comments' id='comments'><h4>{j("comments", f"{len(story.comments)} comentarios:")}</h4><ol>{comments}</ol><p class='comment-footer'><a href='#'>{j("comments", "Publicar un comentario")}</a></p></div></div></div></div></div>
<div class='blog-pager' id='blog-pager'><span id='blog-pager-newer-link'><a href='#'>{j("pager", "Entrada más reciente")}</a></span><span id='blog-pager-older-link'><a href='#'>{j("pager", "Entrada antigua")}</a></span></div></div></div></div>
<div class='column-right-outer'><aside><div class='sidebar section'><div class='widget PopularPosts'><h2>{j("related", "Entradas populares")}</h2><ul>{popular}</ul></div>
<div class='widget Profile'><h2>{j("sidebar", "Datos personales")}</h2><dl class='profile-datablock'><dt class='profile-data'>{j("sidebar", "Cronista de Olivares")}</dt><dd class='profile-textblock'>{j("sidebar", "Nací en Olivares y no he encontrado un motivo para irme.")}</dd></dl></div></div></aside></div></div></div>
<footer><div class='footer-outer'>{j("footer", "Con la tecnología de Blogger.")}</div></footer></div></div></div></body></html>"""

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        said = self.prose(sheet, part.texts[0])
        return f'<span style="font-family: georgia;">{said}</span>' if sheet.story.number % 3 else said

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<b>{sheet.body(part.texts[0], 'heading')}</b>"

    def quote(self, sheet: Sheet, part: Part) -> str:
        return f'<blockquote class="tr_bq">{sheet.body(part.texts[0], "quote")}</blockquote>'

    def figure(self, sheet: Sheet, part: Part) -> str:
        said = sheet.junk("caption", part.texts[0])
        return f'<table align="center" cellpadding="0" cellspacing="0" class="tr-caption-container" style="margin-left: auto; margin-right: auto;"><tbody><tr><td style="text-align: center;"><img border="0" src="{self.image(sheet)}" /></td></tr><tr><td class="tr-caption" style="text-align: center;">{said}</td></tr></tbody></table>'


class Amp(MadeSite):
    """The AMP version of a tabloid: amp elements, advertisements and players between paragraphs."""

    name = "amp"
    title = "Daily Signal Post"
    domain = "amp.dailysignalpost.example"
    habits = Habits(sentences=(1, 2), paragraphs=(5, 25), heading=0.3, figure=0.45, post=0.3)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/{story.section.lower()}/{story.slug}-{story.number}.amp"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        more = "".join(
            f'<li><a href="{self.url(o)}"><amp-img src="/t.jpg" width="1" height="1" layout="responsive"></amp-img><span>{j("related", o.headline)}</span></a></li>'
            for o in self.others(sheet, 5)
        )
        side = "".join(
            f"<li><a href=/s>{j('navigation', w)}</a></li>" for w in ("Home", "Crime", "Showbiz", "Football", "Money")
        )
        return f"""<!doctype html><html ⚡ lang="en-GB"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script><title>{story.headline} - {self.title}</title>
<link rel="canonical" href="{self.url(story).replace("amp.", "www.").removesuffix(".amp")}"><meta name="author" content="{", ".join(a.name for a in story.authors)}">
<meta property="article:published_time" content="{story.published.isoformat()}Z"><style amp-custom>.a-h{{font:700 24px/1 sans-serif}}</style></head><body>
<amp-sidebar id="sb" layout="nodisplay" side="left"><ul>{side}</ul></amp-sidebar>
<header class="hd"><button on="tap:sb.toggle">☰</button><a href="/"><amp-img src="/logo.svg" width="160" height="32" alt="{self.title}"></amp-img></a></header>
<amp-sticky-ad layout="nodisplay"><amp-ad width="320" height="50" type="doubleclick"></amp-ad></amp-sticky-ad>
<article class="ar"><h1 class="a-h">{j("headline", story.headline)}</h1><h2 class="a-s">{j("deck", story.deck)}</h2>
<ul class="a-m"><li>{j("byline", "By")} <b>{self.people(sheet, " & ")}</b></li><li>{j("date", f"Published: {story.published:%H:%M, %-d %b %Y}")}</li></ul>
<div class="a-sh"><amp-social-share type="twitter"></amp-social-share><amp-social-share type="whatsapp"></amp-social-share><span>{j("share", f"{sheet.rng.randint(2, 400)} shares")}</span></div>
<div class="a-b">
{text}
</div>
<div class="a-t">{j("tags", "More on:")} {"".join(f'<a href="/t">{j("tags", t)}</a>' for t in story.tags)}</div>
<div class="a-tip"><p>{j("contact", "Do you have a story? Email tips@dailysignalpost.example or call 020 7555 0133")}</p></div></article>
<aside class="mo"><h3>{j("related", "MOST READ IN NEWS")}</h3><ul>{more}</ul></aside>
<amp-consent id="c" layout="nodisplay"><div><p>{j("cookies", "We and our partners store and access data on your device for personalised ads and content.")}</p><button on="tap:c.accept">{j("cookies", "I agree")}</button></div></amp-consent>
<footer><p>{j("footer", "©Daily Signal Post Newspapers Limited in England No. 679215")}</p></footer></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        j = sheet.junk
        found = []
        if at % 4 == 1:
            found.append(
                f'<div class="ad"><span>{j("ad label", "Article continues below advertisement")}</span><amp-ad width="300" height="250" type="doubleclick"></amp-ad></div>'
            )
        if at == 2 and sheet.chance(0.5):
            links = "".join(
                f'<li><a href="{self.url(o)}">{j("read also", o.headline.upper())}</a></li>'
                for o in self.others(sheet, 3)
            )
            found.append(f'<div class="rl"><h3>{j("read also", "READ MORE ON THIS")}</h3><ul>{links}</ul></div>')
        if at == 5 and sheet.chance(0.5):
            found.append(
                f'<amp-video-iframe width="16" height="9" layout="responsive" src="/v.html"></amp-video-iframe><p class="v">{j("caption", "Watch: " + self.others(sheet, 1)[0].headline)}</p>'
            )
        return found

    def figure(self, sheet: Sheet, part: Part) -> str:
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", f"Credit: {part.texts[1]}")
        return f'<div class="im"><amp-img src="{self.image(sheet)}" width="900" height="600" layout="responsive"></amp-img><div class="cp">{caption}<span class="cr">{credit}</span></div></div>'

    def post(self, sheet: Sheet, part: Part) -> str:
        text, name, handle = part.texts
        said, signed = sheet.body(text, "post"), sheet.body(f"— {name} (@{handle})", "post")
        return f'<amp-twitter width="375" height="472" layout="responsive" data-tweetid="1{sheet.rng.randint(10**9, 10**10)}"><blockquote placeholder><p>{said}</p>{signed}</blockquote></amp-twitter>'
