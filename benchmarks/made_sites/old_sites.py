"""Sites as they were written by hand or by old systems: layout tables, div soup, no names at all, half a redesign."""

from made_sites.prose import Habits, Part, Story
from made_sites.site import MadeSite, Sheet


class LayoutTables(MadeSite):
    """A newspaper of 2005: nested tables, font elements, paragraphs that only line breaks part, in windows-1252."""

    name = "layout-tables"
    title = "The Penrow Chronicle"
    domain = "www.penrowchronicle.example"
    habits = Habits(heading=0.2, quote=0.05, bullets=0.05, table=0.03, post=0, figure=0.25)

    def url(self, story: Story) -> str:
        return f"http://{self.domain}/story.asp?id={10400 + story.number}&section={story.section.lower()}"

    def page(self, sheet: Sheet, story: Story) -> bytes:
        j = sheet.junk
        menu = "".join(
            f'<TR><TD BGCOLOR="#003366"><A HREF="/section.asp?s={word}"><FONT COLOR="#FFFFFF" SIZE="2" FACE="Arial">'
            f"{j('navigation', word)}</FONT></A></TD></TR>\n"
            for word in ("Front Page", "Local News", "Obituaries", "Sports", "Classifieds", "Weather", "Archives")
        )
        headlines = "<BR>\n".join(
            f'<IMG SRC="/img/bullet.gif" WIDTH="6" HEIGHT="6"> <A HREF="{self.url(other)}">{j("related", other.headline)}</A>'
            for other in self.others(sheet, 7)
        )
        byline = " and ".join(author.name for author in story.authors).upper()
        text = "\n<BR><BR>\n".join(self.body(sheet))
        picture = self.side_picture(sheet) if story.number % 3 else ""
        page = f"""<HTML><HEAD><TITLE>{self.title}: {story.headline}</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"></HEAD>
<BODY BGCOLOR="#FFFFFF" TOPMARGIN="0" LEFTMARGIN="0" LINK="#003366">
<TABLE WIDTH="780" BORDER="0" CELLPADDING="0" CELLSPACING="0"><TR><TD COLSPAN="3"><IMG SRC="/img/masthead.gif" ALT="{self.title}">
<FONT SIZE="1" FACE="Verdana">{j("date", f"{story.published:%A, %B %d, %Y}")}</FONT></TD></TR>
<TR><TD WIDTH="130" VALIGN="TOP"><TABLE WIDTH="100%" CELLPADDING="3">{menu}</TABLE>
<BR><FONT SIZE="1">{j("newsletter", "Subscribe today and get 13 weeks for $19.95. Call 555-0142.")}</FONT></TD>
<TD WIDTH="470" VALIGN="TOP"><TABLE WIDTH="100%" CELLPADDING="8"><TR><TD>
<FONT FACE="Times New Roman" SIZE="5"><B>{j("headline", story.headline)}</B></FONT><BR>
<FONT FACE="Arial" SIZE="2"><I>{j("byline", "By " + byline)}<BR>{j("byline", "Chronicle Staff Writer")}</I></FONT><BR><BR>
{picture}<FONT FACE="Times New Roman" SIZE="3">
{text}
</FONT><BR><BR>
<FONT SIZE="2" FACE="Arial">{self.signed(sheet)}</FONT><HR>
<TABLE WIDTH="100%"><TR><TD><A HREF="/print.asp?id={story.number}"><FONT SIZE="1">{j("share", "Printer-friendly version")}</FONT></A></TD>
<TD><A HREF="/mail.asp"><FONT SIZE="1">{j("share", "E-mail this story to a friend")}</FONT></A></TD></TR></TABLE>
</TD></TR></TABLE></TD>
<TD WIDTH="180" VALIGN="TOP" BGCOLOR="#EEEEEE"><FONT SIZE="2" FACE="Arial"><B>{j("related", "Other headlines")}</B><BR>
{headlines}</FONT><BR><BR><IMG SRC="/ads/170.gif"><BR><FONT SIZE="1">{j("ad label", "Advertisement")}</FONT></TD></TR>
<TR><TD COLSPAN="3" ALIGN="CENTER"><FONT SIZE="1">{j("footer", "Copyright © 2005 Penrow Chronicle Publishing Co. All rights reserved.")}
<A HREF="/contact.asp">{j("footer", "Contact us")}</A> | <A HREF="/privacy.asp">{j("footer", "Privacy")}</A></FONT></TD></TR></TABLE></BODY></HTML>"""
        return page.encode("cp1252", "xmlcharrefreplace")

    def signed(self, sheet: Sheet) -> str:
        """The line below a story: how to reach who wrote it."""
        author = sheet.story.authors[0]
        address = f"{author.name.split()[0][0].lower()}{author.name.split()[-1].lower()}@penrowchronicle.example"
        return f"<I>{sheet.junk('author contact', f'{author.name} can be reached at {address} or 555-0147.')}</I>"

    def side_picture(self, sheet: Sheet) -> str:
        """The picture of a story in a small table on its right."""
        caption, credit = sheet.story.picture.texts
        return (
            '<TABLE ALIGN="RIGHT" WIDTH="210" CELLPADDING="4"><TR><TD><IMG SRC="/photos/s.jpg" WIDTH="200"><BR><FONT SIZE="1"'
            f' FACE="Arial">{sheet.junk("caption", caption)}<BR><I>{sheet.junk("credit", "Photo by " + credit)}</I></FONT></TD></TR></TABLE>\n'
        )

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == 3 and len(parts) > 6:
            return [
                f'<CENTER><FONT SIZE="1">{sheet.junk("ad label", "- Advertisement -")}</FONT><BR><IMG SRC="/ads/468.gif"></CENTER>'
            ]
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return self.prose(sheet, part.texts[0])

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<B>{sheet.body(part.texts[0], 'heading')}</B>"

    def quote(self, sheet: Sheet, part: Part) -> str:
        return f"<BLOCKQUOTE><I>{sheet.body(part.texts[0], 'quote')}</I></BLOCKQUOTE>"

    def figure(self, sheet: Sheet, part: Part) -> str:
        return ""

    def inline(self, sheet: Sheet, words: str) -> str:
        return f"<I>{words}</I>"


class DivSoup(MadeSite):
    """A Latin American daily whose editor writes divs: no p element anywhere, blank divs for distance."""

    name = "div-soup"
    title = "El Correo de la Ribera"
    domain = "elcorreoribera.example"
    language = "es"
    habits = Habits(heading=0.3, bullets=0.1, sentences=(1, 3))

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/nota/{story.number + 88000}-{story.slug}"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        menu = "".join(
            f"<div class=m1><a href='/sec/{n}'>{j('navigation', word)}</a></div>"
            for n, word in enumerate(("Portada", "Locales", "Policiales", "Deportes", "Espectáculos", "Clasificados"))
        )
        more = "".join(
            f"<div class=n2><a href='{self.url(other)}'><img src=/t/{other.number}.jpg><div class=t2>{j('related', other.headline)}"
            f"</div><div class=d2>{j('related', other.deck)}</div></a></div>"
            for other in self.others(sheet, 5)
        )
        text = "\n<div>&nbsp;</div>\n".join(self.body(sheet))
        opinions = "".join(
            f"<div class=op><div><b>{j('comments', user)}</b> {j('comments', 'dijo:')}</div><div>{j('comments', text_)}</div></div>"
            for user, text_ in story.comments
        )
        return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{story.headline} :: {self.title}</title><meta name="keywords" content="{", ".join(story.tags)}"></head><body>
<div id=c0><div id=c1><div class=logo><a href="/"><img src=/logo.png alt="{self.title}"></a></div>{menu}</div>
<div id=c2><div class=vol>{j("kicker", story.section)}</div><div class=tit>{j("headline", story.headline)}</div>
<div class=baj>{j("deck", story.deck)}</div>
<div class=dat><span>{j("date", self.day(story))}</span> | <span>{j("byline", "Por")} {self.people(sheet, " y ")}</span></div>
<div class=fot><img src="/f/{story.number}.jpg"><div class=epi>{j("caption", story.picture.texts[0])}</div></div>
<div class=red><div>{j("share", "Compartir en Facebook")}</div><div>{j("share", "Enviar por WhatsApp")}</div></div>
<div class=txt>
{text}
<div>&nbsp;</div>
<div><b>{j("source line", self.source(story))}</b></div>
</div>
<div class=sep></div><div class=vol>{j("related", "Te puede interesar")}</div>{more}
<div class=vol>{j("comments", "Opiniones de los lectores")}</div>{opinions}
<div class=com>{j("comments", "Los comentarios son responsabilidad de sus autores y no reflejan la opinión del diario.")}</div></div>
<div id=c3><div class=pub>{j("ad label", "Publicidad")}</div><div class=pub><img src=/b/300x250.gif></div>
<div class=clima>{j("sidebar", "Clima: 24° parcialmente nublado")}</div><div class=dol>{j("sidebar", "Dólar oficial: 987,50")}</div></div>
<div id=c4>{j("footer", "Editorial La Ribera S.A. - Todos los derechos reservados - Redacción: San Martín 455")}</div></div></body></html>"""

    def day(self, story: Story) -> str:
        """The day as the site writes it."""
        months = self.writer.grammar["month"]
        return f"{story.published.day} de {months[story.published.month - 1]} de {story.published.year}"

    def source(self, story: Story) -> str:
        """The line that says where a story comes from."""
        return ("Fuente: El Correo", "Fuente: Agencia Sur", "Fuente: Prensa municipal")[story.number % 3]

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == 1 and sheet.chance(0.7):
            other = self.others(sheet, 1)[0]
            said = sheet.junk("read also", f"Leé también: {other.headline}")
            return [f"<div><b><a href='{self.url(other)}'>{said}</a></b></div>"]
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f"<div>{self.prose(sheet, part.texts[0])}</div>"

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<div><b>{sheet.body(part.texts[0], 'heading')}</b></div>"

    def quote(self, sheet: Sheet, part: Part) -> str:
        return f"<div style='margin-left:40px'><i>{sheet.body(part.texts[0], 'quote')}</i></div>"

    def bullets(self, sheet: Sheet, part: Part) -> str:
        return "\n".join(f"<div>{sheet.body(f'- {text}', 'list item')}</div>" for text in part.texts)

    def figure(self, sheet: Sheet, part: Part) -> str:
        return f"<div><img src='{self.image(sheet)}'></div><div class=epi>{sheet.junk('caption', part.texts[0])}</div>"


class Bare(MadeSite):
    """A French local paper written by hand: no class and no id on any page."""

    name = "no-names"
    title = "La Gazette de Montclar"
    domain = "gazette-montclar.example"
    language = "fr"
    habits = Habits(heading=0.35, post=0.03, table=0.08)

    def url(self, story: Story) -> str:
        return f"http://{self.domain}/{story.published:%Y%m%d}-{story.number}.html"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        menu = " - ".join(
            f"<a href={n}.html>{j('navigation', word)}</a>"
            for n, word in enumerate(("Accueil", "Communes", "Sports", "Agenda", "Petites annonces", "Nous écrire"))
        )
        months = self.writer.grammar["month"]
        day = f"{story.published.day} {months[story.published.month - 1]} {story.published.year}"
        last = "".join(
            f"<li><a href={self.url(other)}>{j('related', other.headline)}</a>" for other in self.others(sheet, 8)
        )
        # It is made as the paragraphs are and stands among them, so it is the body's first.
        lead = sheet.body(story.deck, "lead")
        text = "\n".join(self.body(sheet))
        return f"""<html lang=fr><head><title>{story.headline}</title><meta charset=utf-8></head><body>
<h3><a href=/>{j("navigation", self.title)}</a></h3><p>{menu}</p><hr>
<h1>{j("headline", story.headline)}</h1>
<p><i>{j("date", f"Publié le {day}")}</i></p>
<p><b>{lead}</b></p>
{self.figure(sheet, story.picture)}
{text}
<p>{self.people(sheet, " et ")}</p>
<hr>
<h3>{j("related", "Derniers articles")}</h3><ul>{last}</ul>
<p>{j("newsletter", "Pour recevoir la Gazette chaque vendredi dans votre boîte aux lettres, renvoyez le bulletin d'abonnement.")}</p>
<hr><p><small>{j("footer", "La Gazette de Montclar, association loi 1901, 4 rue du Four. Reproduction interdite.")}</small></p></body></html>"""

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<h4>{sheet.body(part.texts[0], 'heading')}</h4>"

    def figure(self, sheet: Sheet, part: Part) -> str:
        said = sheet.junk("caption", f"{part.texts[0]} (photo {part.texts[1]})")
        return f"<p align=center><img src={self.image(sheet)}><br><small>{said}</small></p>"


class Redesign(MadeSite):
    """A German daily that was redesigned when half of its pages were out: XHTML of 2009, then HTML5 of 2025.

    The old pages were not converted. Pages are learned in the order in which they came out.
    """

    name = "redesign"
    title = "Bergfurter Anzeiger"
    domain = "www.bergfurter-anzeiger.example"
    language = "de"
    habits = Habits(heading=0.4)
    in_time = True
    # Which part of the pages is old.
    share = 0.5

    def is_old(self, story: Story) -> bool:
        """Whether a story came out before the redesign."""
        return story.number <= len(self.stories) * self.share

    def page(self, sheet: Sheet, story: Story) -> str:
        return self.old_page(sheet, story) if self.is_old(story) else self.new_page(sheet, story)

    def old_page(self, sheet: Sheet, story: Story) -> str:
        """A page of 2009."""
        j = sheet.junk
        menu = "".join(
            f'<li><a href="/{w.lower()}">{j("navigation", w)}</a></li>'
            for w in ("Lokales", "Sport", "Welt", "Anzeigen")
        )
        box = "".join(f'<li><a href="{self.url(o)}">{j("related", o.headline)}</a></li>' for o in self.others(sheet, 5))
        text = "\n".join(self.body(sheet))
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de" lang="de"><head><title>{story.headline} - {self.title}</title>
<meta http-equiv="content-type" content="text/html; charset=utf-8" /></head><body>
<div id="wrapper"><div id="kopf"><a href="/">{self.title}</a><ul id="navi">{menu}</ul></div>
<div id="spalte-links"><div class="kasten"><h4>{j("related", "Meistgelesen")}</h4><ul>{box}</ul></div>
<div class="kasten"><h4>{j("newsletter", "Leserservice")}</h4><p>{j("newsletter", "Telefon 04321/555-0, montags bis freitags von 6 bis 17 Uhr")}</p></div></div>
<div id="spalte-mitte"><div class="ort">{j("kicker", sheet.story.tags[0])}</div><h2 class="ueberschrift">{j("headline", story.headline)}</h2>
<div class="vorspann">{j("deck", story.deck)}</div>
<div class="autorzeile">{j("byline", "Von")} {self.people(sheet, " und ")} <span>{j("date", f"{story.published:%d.%m.%Y %H:%M} Uhr")}</span></div>
<div id="mengentext">{text}</div>
<div class="werkzeuge"><a href="#">{j("share", "Drucken")}</a> | <a href="#">{j("share", "Versenden")}</a> | <a href="#">{j("share", "Leserbrief schreiben")}</a></div>
<p class="quelle">{j("source line", f"Erschienen in der Ausgabe vom {story.published:%d.%m.%Y}")}</p></div>
<div id="fuss">{j("footer", "© Verlag Bergfurter Anzeiger GmbH")} <a href="/impressum">{j("footer", "Impressum")}</a></div></div></body></html>"""

    def new_page(self, sheet: Sheet, story: Story) -> str:
        """A page of 2025."""
        j = sheet.junk
        cards = "".join(
            f'<article class="ba-teaser ba-teaser--s"><a href="{self.url(o)}"><span class="ba-teaser__kicker">{o.section}</span>'
            f'<h3 class="ba-teaser__title">{j("related", o.headline)}</h3></a></article>'
            for o in self.others(sheet, 4)
        )
        text = "\n".join(self.body(sheet))
        people = "".join(
            f'<aside class="ba-author"><strong>{j("byline", a.name)}</strong><p>{j("biography", a.about)}</p></aside>'
            for a in story.authors
        )
        return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{story.headline} | BA</title>
<meta property="og:title" content="{story.headline}"><meta property="og:site_name" content="{self.title}">
<meta name="date" content="{story.published.isoformat()}+01:00"></head><body class="ba ba-article">
<header class="ba-header"><a href="/">{self.title}</a><button>{j("navigation", "Menü")}</button><a class="ba-cta" href="/abo">{j("newsletter", "BA+ testen")}</a></header>
<main class="ba-main"><div class="ba-stage"><p class="ba-stage__kicker">{j("kicker", story.section)}</p>
<h1 class="ba-stage__title">{j("headline", story.headline)}</h1><p class="ba-stage__intro">{j("deck", story.deck)}</p>
<div class="ba-meta"><span class="ba-meta__author">{self.people(sheet, " und ")}</span> <time datetime="{story.published.isoformat()}">
{j("date", f"{story.published:%d.%m.%Y, %H:%M} Uhr")}</time><span>{j("date", f"Lesezeit: {sheet.rng.randint(1, 7)} Min.")}</span></div></div>
<div class="ba-copy">{text}</div>
<div class="ba-copy__end">{people}<div class="ba-tags">{"".join(f'<a href="/t">{j("tags", tag)}</a>' for tag in story.tags)}</div></div>
<section class="ba-more"><h2>{j("related", "Weitere Artikel")}</h2>{cards}</section></main>
<footer class="ba-footer"><nav>{j("footer", "Kontakt")} {j("footer", "Datenschutz")}</nav><p>{j("footer", "© 2026 BA Medien")}</p></footer></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        j = sheet.junk
        other = self.others(sheet, 1)[0]
        if self.is_old(sheet.story):
            if at == 2 and sheet.chance(0.5):
                return [
                    f'<p><a href="{self.url(other)}"><b>{j("read also", "Lesen Sie dazu: " + other.headline)}</b></a></p>'
                ]
            return []
        if at == 1:
            return [f'<div class="ba-ad"><span>{j("ad label", "Anzeige")}</span></div>']
        if at == 4:
            promo = "Jeden Morgen um sechs: unser Newsletter „Bergfurt früh“. Hier anmelden."
            return [f'<div class="ba-newsletter"><p>{j("newsletter", promo)}</p></div>']
        return []

    def heading(self, sheet: Sheet, part: Part) -> str:
        said = sheet.body(part.texts[0], "heading")
        return f"<p><strong>{said}</strong></p>" if self.is_old(sheet.story) else f'<h2 class="ba-h2">{said}</h2>'

    def figure(self, sheet: Sheet, part: Part) -> str:
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", f"Foto: {part.texts[1]}")
        if self.is_old(sheet.story):
            return f'<div class="bild"><img src="{self.image(sheet)}" alt="" /><p class="bildtext">{caption} {credit}</p></div>'
        return f'<figure class="ba-fig"><img src="{self.image(sheet)}"><figcaption>{caption} <i>{credit}</i></figcaption></figure>'
