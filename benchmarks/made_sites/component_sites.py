"""Sites built of components: utility classes, hashed class names, and hashes that each deployment changes."""

import hashlib
import json

from made_sites.prose import Habits, Part, Story
from made_sites.site import MadeSite, Sheet

_PROSE = "mb-6 text-lg leading-8 text-slate-800 dark:text-slate-200"


class Utility(MadeSite):
    """A Next.js site: every element has utility classes and nothing says what it is; the data comes once more as JSON."""

    name = "utility-classes"
    title = "The Harbour Ledger"
    domain = "www.harbourledger.example"
    habits = Habits(heading=0.45, figure=0.35)

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        links = "".join(
            f'<a class="px-3 py-2 text-sm font-medium text-white hover:bg-slate-700 rounded-md" href="/{name.lower()}">'
            f"{j('navigation', name)}</a>"
            for name in ("Politics", "Business", "Culture", "Local", "Opinion", "Sport")
        )
        cards = "".join(
            f'<a href="{self.url(other)}" class="group flex gap-4 py-4 border-b border-slate-100">'
            f'<img class="w-24 h-16 object-cover rounded" src="/_next/image?url={other.number}&amp;w=256" alt="">'
            f'<div class="flex-1"><span class="text-xs uppercase tracking-wide text-rose-700">{other.section}</span>'
            f'<p class="text-base font-semibold leading-snug group-hover:underline">{j("related", other.headline)}</p>'
            f'<span class="text-xs text-slate-500">{sheet.rng.randint(2, 9)} min read</span></div></a>'
            for other in self.others(sheet, 4)
        )
        paragraphs = "\n".join(self.body(sheet))
        author = story.authors[0]
        about = "".join(
            '<div class="flex items-start gap-4 mt-10 p-6 bg-slate-50 rounded-xl"><img class="w-14 h-14 rounded-full" '
            f'src="/avatars/{person.name.split()[0].lower()}.jpg" alt=""><div><p class="font-bold">{j("byline", person.name)}'
            f'</p><p class="text-sm text-slate-600">{j("biography", person.about)}</p></div></div>'
            for person in story.authors
        )
        tags = "".join(
            f'<a class="inline-block px-3 py-1 mr-2 text-xs bg-slate-200 rounded-full" href="/topic/{tag}">{j("tags", tag)}</a>'
            for tag in story.tags
        )
        data = {"props": {"pageProps": {"slug": story.slug, "words": len(paragraphs), "author": author.name}}}
        return f"""<!DOCTYPE html><html lang="en" class="scroll-smooth antialiased"><head><meta charSet="utf-8"/>
<title>{story.headline} | {self.title}</title><meta name="viewport" content="width=device-width"/>
<meta property="og:title" content="{story.headline}"/><meta property="og:type" content="article"/>
<meta name="description" content="{story.deck}"/><meta property="og:site_name" content="{self.title}"/>
<meta property="article:published_time" content="{story.published.isoformat()}Z"/>
<link rel="preload" as="style" href="/_next/static/css/8d1f.css"/></head><body class="bg-white text-slate-900"><div id="__next">
<div class="sticky top-0 z-50 bg-slate-900"><div class="mx-auto flex h-14 max-w-7xl items-center justify-between px-4">
<a href="/" class="text-xl font-black text-white">{j("navigation", self.title)}</a><div class="hidden md:flex">{links}</div>
<button class="rounded bg-rose-600 px-4 py-1.5 text-sm text-white">{j("navigation", "Subscribe")}</button></div></div>
<div class="mx-auto grid max-w-7xl grid-cols-12 gap-8 px-4 py-10"><div class="col-span-12 lg:col-span-8">
<div class="mb-3 text-sm font-semibold uppercase text-rose-700">{j("kicker", story.section)}</div>
<h1 class="mb-4 text-4xl font-extrabold tracking-tight">{j("headline", story.headline)}</h1>
<p class="mb-6 text-xl text-slate-600">{j("deck", story.deck)}</p>
<div class="mb-8 flex items-center gap-3 text-sm text-slate-500"><span>{j("byline", "By")} <a class="font-medium text-slate-900"
 href="/authors/x">{self.people(sheet)}</a></span><span>·</span><span>{j("date", f"{story.published:%B %-d, %Y}")}</span>
<span>·</span><span>{j("date", f"{sheet.rng.randint(2, 9)} min read")}</span></div>
<div class="mb-8 flex gap-2"><button class="rounded-full border p-2">{j("share", "Share")}</button>
<button class="rounded-full border p-2">{j("share", "Save")}</button></div>
{self.figure(sheet, story.picture)}
<div class="max-w-prose">
{paragraphs}
</div>
<div class="mt-8">{tags}</div>{about}
<div class="mt-12 rounded-2xl bg-rose-50 p-8 text-center"><p class="text-2xl font-bold">{j("newsletter", "The Tide, every morning")}</p>
<p class="mt-2 text-slate-600">{j("newsletter", "Five stories from the waterfront, in your inbox before breakfast.")}</p>
<form class="mt-4"><input class="w-64 rounded border px-3 py-2" placeholder="Email"/><button>{j("newsletter", "Sign up")}</button></form></div>
</div><div class="col-span-12 lg:col-span-4"><p class="mb-2 text-lg font-bold">{j("related", "Most read")}</p>{cards}</div></div>
<div class="bg-slate-900 px-4 py-10 text-sm text-slate-400"><div class="mx-auto max-w-7xl"><p>{j("footer", "© 2026 Harbour Media Ltd.")}
</p><div class="mt-4 flex gap-6"><a href="/about">{j("footer", "About us")}</a><a href="/privacy">{j("footer", "Privacy")}</a>
<a href="/contact">{j("footer", "Contact")}</a></div></div></div></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        j = sheet.junk
        if at == 2 and len(parts) > 5:
            other = self.others(sheet, 1)[0]
            return [
                '<div class="my-8 border-l-4 border-rose-600 pl-4"><p class="text-xs uppercase text-slate-500">'
                f'{j("read also", "Keep reading")}</p><a class="text-lg font-semibold" href="{self.url(other)}">'
                f"{j('read also', other.headline)}</a></div>"
            ]
        if at == 4:
            label = j("ad label", "Advertisement")
            return [f'<div class="my-8 flex justify-center"><span class="text-xs text-slate-400">{label}</span></div>']
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="{_PROSE}">{self.prose(sheet, part.texts[0])}</p>'

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f'<h2 class="mb-4 mt-10 text-2xl font-bold">{sheet.body(part.texts[0], "heading")}</h2>'

    def quote(self, sheet: Sheet, part: Part) -> str:
        said = sheet.body(part.texts[0], "quote")
        return f'<blockquote class="my-8 border-l-2 pl-6 text-xl italic"><p>{said}</p></blockquote>'

    def bullets(self, sheet: Sheet, part: Part) -> str:
        lines = "".join(f'<li class="mb-2 flex gap-2">{sheet.body(text, "list item")}</li>' for text in part.texts)
        return f'<ul class="mb-6 space-y-2 text-lg">{lines}</ul>'

    def figure(self, sheet: Sheet, part: Part) -> str:
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", part.texts[1])
        return (
            f'<div class="my-8"><img class="w-full rounded-lg" src="{self.image(sheet)}" alt=""/>'
            f'<div class="mt-2 text-sm text-slate-500">{caption} <span class="text-slate-400">{credit}</span></div></div>'
        )


class Hashed(MadeSite):
    """A React site with styled components: each component's class is a hash, the same on all pages."""

    name = "hashed-classes"
    title = "Metro Standard"
    domain = "metrostandard.example"
    habits = Habits(heading=0.25, post=0.25, bullets=0.2)
    deployments = 1

    def hashed(self, sheet: Sheet, component: str) -> str:
        """The class of a component as the deployment of that time calls it."""
        deployment = (sheet.story.number - 1) * self.deployments // max(len(self.stories), 1)
        digest = hashlib.sha256(f"{self.name} {component} {deployment}".encode()).hexdigest()
        return (
            f"css-{int(digest[:9], 16):x}-{digest[9]}" if self.deployments == 1 else f"sc-{digest[:8]} {digest[8:14]}"
        )

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk

        def of(component: str) -> str:
            return f'class="{self.hashed(sheet, component)}"'

        texts = self.words()
        promos = "".join(
            f'<li {of("promo")}><a href="{self.url(other)}"><h3 {of("promo-title")}>{j("related", other.headline)}</h3>'
            f"<p {of('promo-text')}>{j('related', other.deck)}</p></a></li>"
            for other in self.others(sheet, 6)
        )
        graph = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.headline,
            "datePublished": f"{story.published.isoformat()}+00:00",
            "author": [{"@type": "Person", "name": author.name} for author in story.authors],
            "publisher": {"@type": "Organization", "name": self.title},
        }
        comments = "".join(
            f"<div {of('comment')}><span {of('user')}>{j('comments', user)}</span><div {of('said')}>{j('comments', text)}"
            f"</div><button>{j('comments', texts['reply'])}</button></div>"
            for user, text in story.comments
        )
        parts = "".join(f"<div {of('block')}>{line}</div>" for line in self.body(sheet))
        footer = "".join(f"<a {of('foot')} href=/f>{j('footer', word)}</a>" for word in texts["footer"].split("|"))
        return f"""<!doctype html><html lang={self.language}><head><meta charset=utf-8><title>{story.headline} - {
            self.title
        }</title>
<meta property="og:title" content="{story.headline}"><meta property="og:description" content="{story.deck}">
<script type="application/ld+json">{
            json.dumps(graph, ensure_ascii=False)
        }</script><style data-emotion="css">.a{{}}</style></head>
<body><div id="root"><div {of("shell")}><header {of("masthead")}><a href="/" {of("logo")}>{
            j("navigation", self.title)
        }</a>
<nav {of("nav")}>{"".join(f"<a href=/s>{j('navigation', word)}</a>" for word in texts["nav"].split("|"))}</nav></header>
<main {of("main")}><div {of("story")}><div {of("top")}><h1 {of("title")}>{j("headline", story.headline)}</h1>
<div {of("summary")}>{j("deck", story.deck)}</div></div>
<div {of("who")}><span {of("name")}>{texts["by"]} {self.people(sheet, texts["and"])}</span><time {of("when")}
 dateTime="{story.published.isoformat()}">{j("date", f"{story.published:%d.%m.%Y, %H:%M}")}</time></div>
<div {of("lead-picture")}>{self.figure(sheet, story.picture)}</div>
<div {of("content")}>{parts}</div>
<div {of("end")}><div {of("tools")}>{j("share", texts["share"])}</div><div {of("tags")}>{
            "".join(f"<a href=/t>{j('tags', tag)}</a>" for tag in story.tags)
        }</div></div></div>
<div {of("bottom")}><h2 {of("rail-title")}>{j("related", texts["more"])}</h2><ul {of("rail")}>{promos}</ul></div>
<div {of("talk")}><h2>{j("comments", f"{len(story.comments)} {texts['comments']}")}</h2>{comments}</div></main>
<footer {of("footer")}>{footer}<p>{j("footer", f"© {self.title} 2026")}</p></footer></div></div>
<div {of("cmp")}><p>{j("cookies", texts["cookies"])}</p><button>{
            j("cookies", texts["ok"])
        }</button></div></body></html>"""

    def words(self) -> dict[str, str]:
        """The site's own words."""
        return {
            "by": "By",
            "and": " and ",
            "nav": "Home|City|Nation|World|Money|Life",
            "share": "Share this story",
            "more": "More from Metro Standard",
            "comments": "comments",
            "reply": "Reply",
            "footer": "Terms|Privacy|Ethics|Corrections|Advertise with us",
            "cookies": "We use cookies to understand how you use our site and to improve your experience.",
            "ok": "Accept",
            "also": "Related",
            "app": "Get the Metro Standard app: breaking news from your street, first.",
        }

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        texts, j = self.words(), sheet.junk
        if at == 1 and sheet.chance(0.6):
            links = "".join(
                f'<a href="{self.url(other)}" class="{self.hashed(sheet, "inline-link")}">{j("read also", other.headline)}</a>'
                for other in self.others(sheet, 2)
            )
            label = j("read also", texts["also"])
            return [f'<div class="{self.hashed(sheet, "inline")}"><span>{label}</span>{links}</div>']
        if at == 3:
            return [f'<div class="{self.hashed(sheet, "app")}"><p>{j("newsletter", texts["app"])}</p></div>']
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="{self.hashed(sheet, "p")}">{self.prose(sheet, part.texts[0])}</p>'

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f'<h3 class="{self.hashed(sheet, "h")}">{sheet.body(part.texts[0], "heading")}</h3>'

    def figure(self, sheet: Sheet, part: Part) -> str:
        caption, credit = sheet.junk("caption", part.texts[0]), sheet.junk("credit", part.texts[1])
        names = [self.hashed(sheet, name) for name in ("picture", "caption", "credit")]
        return (
            f'<div class="{names[0]}"><picture><img src="{self.image(sheet)}"></picture><div class="{names[1]}">'
            f'<span>{caption}</span><span class="{names[2]}">{credit}</span></div></div>'
        )


class Deployments(Hashed):
    """A German site whose hashes change with each of its deployments."""

    name = "deployments"
    title = "Norddeutsche Rundschau"
    domain = "www.nd-rundschau.example"
    language = "de"
    deployments = 6
    in_time = True

    def words(self) -> dict[str, str]:
        return {
            "by": "Von",
            "and": " und ",
            "nav": "Start|Stadt|Region|Politik|Sport|Ratgeber",
            "share": "Artikel teilen",
            "more": "Das könnte Sie auch interessieren",
            "comments": "Kommentare",
            "reply": "Antworten",
            "footer": "Impressum|Datenschutz|AGB|Mediadaten|Abo kündigen",
            "cookies": "Mit Ihrer Zustimmung verwenden wir Cookies, um unser Angebot zu verbessern.",
            "ok": "Alle akzeptieren",
            "also": "Mehr zum Thema",
            "app": "Die Rundschau als E-Paper: jetzt vier Wochen kostenlos testen.",
        }
