"""Sites in Japanese and Arabic, with the habits of their press."""

from made_sites.prose import Habits, Part, Story
from made_sites.site import MadeSite, Sheet


class Japanese(MadeSite):
    """A Japanese regional paper: the writer in brackets at the end of the body or above it, full-width spaces."""

    name = "japanese"
    title = "東浜新報"
    domain = "www.higashihama-shimpo.example"
    language = "ja"
    authors_count = 12
    habits = Habits(paragraphs=(3, 14), heading=0.4, quote=0.04, bullets=0.1, post=0.05, two_authors=0)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/articles/{story.published:%Y%m%d}-OYT1T5{story.number:04}/"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        text = "\n".join(self.body(sheet))
        rank = "".join(
            f'<li><a href="{self.url(o)}"><p class="ttl">{j("related", o.headline)}</p></a></li>'
            for o in self.others(sheet, 5)
        )
        stamp = f"{story.published.year}年{story.published.month}月{story.published.day}日 {story.published:%H時%M分}"
        return f"""<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>{story.headline} : {self.title}オンライン</title><meta property="og:site_name" content="{self.title}オンライン">
<meta property="og:title" content="{story.headline}"><meta name="keywords" content="{",".join(story.tags)}"></head><body><div id="wrap"><header class="gHead"><p class="logo"><a href="/">{self.title}</a></p><p class="login">{j("navigation", "ログイン")}</p></header>
<ul class="gNav"><li><a href="/national">{j("navigation", "社会")}</a></li><li><a href="/politics">{j("navigation", "政治")}</a></li><li><a href="/sports">{j("navigation", "スポーツ")}</a></li></ul>
<div class="layout-contents"><div class="layout-contents__main"><article class="article-content"><h1 class="title-article">{j("headline", story.headline)}</h1><div class="c-article-info"><time datetime="{story.published.isoformat()}+09:00">{j("date", stamp)}</time><span>{j("byline", f"{story.authors[0].name}記者")}</span></div>
<div class="uni-sns"><a href="#">{j("share", "ツイート")}</a><a href="#">{j("share", "シェア")}</a></div>
<div class="p-main-contents">
{text}
<p class="par">{j("read also", "【関連記事】")}</p><ul class="par-link">{"".join(f'<li><a href="{self.url(o)}">{j("read also", "・" + o.headline)}</a></li>' for o in self.others(sheet, 3))}</ul>
</div><p class="mujun">{j("copyright", "無断転載・複製を禁じます")}</p><div class="p-tags">{"".join(f'<a href="/t">{j("tags", t)}</a>' for t in story.tags)}</div></article></div>
<div class="layout-contents__sidebar"><section class="p-ranking"><h2>{j("related", "アクセスランキング")}</h2><ol>{rank}</ol></section><div class="ad">{j("ad label", "広告")}</div><section class="bn"><p>{j("newsletter", "読者会員限定　ニュースをメールでお届けします")}</p></section></div></div>
<footer class="gFoot"><p>{j("footer", "個人情報の取り扱い　利用規約　著作権　お問い合わせ")}</p><small>{j("footer", "© 東浜新報社")}</small></footer></div></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == 1 and sheet.chance(0.5):
            return [f'<p class="ad-txt">{sheet.junk("ad label", "スポンサーリンク")}</p>']
        if at == 3:
            return [
                f'<p class="par">{sheet.junk("newsletter", "記事の続きやほかの特集は会員登録をすると月5本まで無料で読めます。")}</p>'
            ]
        return []

    def paragraph(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="par">　{self.prose(sheet, part.texts[0])}</p>'

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="par sub">{sheet.body(f"■{part.texts[0]}", "heading")}</p>'

    def figure(self, sheet: Sheet, part: Part) -> str:
        said = sheet.junk("caption", f"{part.texts[0]}＝{part.texts[1]}")
        return f'<figure><a href="/photo/"><img src="{self.image(sheet)}"></a><figcaption>{said}</figcaption></figure>'


class Arabic(MadeSite):
    """An Arabic news portal: right to left, the source above the text, read-also boxes within it."""

    name = "arabic"
    title = "صدى الساحل"
    domain = "sadaalsahel.example"
    language = "ar"
    authors_count = 9
    habits = Habits(paragraphs=(3, 14), sentences=(1, 3), heading=0.25, table=0.02, two_authors=0.05)

    def url(self, story: Story) -> str:
        return f"https://{self.domain}/news/{story.published.year}/{story.published.month}/{story.published.day}/{story.number + 51000}"

    def page(self, sheet: Sheet, story: Story) -> str:
        j = sheet.junk
        # It stands in the body's container, so it is the body's first paragraph.
        lead = sheet.body(story.deck, "lead")
        text = "\n".join(self.body(sheet))
        months = self.writer.grammar["month"]
        day = f"{story.published.day} {months[story.published.month - 1]} {story.published.year}"
        more = "".join(
            f'<div class="post-box"><a href="{self.url(o)}"><img src="/t.jpg"><h5>{j("related", o.headline)}</h5></a><span>{o.section}</span></div>'
            for o in self.others(sheet, 6)
        )
        return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{story.headline} | {self.title}</title><meta property="og:title" content="{story.headline}"><meta property="og:locale" content="ar_AR"></head><body>
<header><div class="top"><a href="/" class="brand">{self.title}</a><span>{j("date", "آخر تحديث: قبل ساعة")}</span></div><nav class="menu"><a href="/p">{j("navigation", "سياسة")}</a><a href="/e">{j("navigation", "اقتصاد")}</a><a href="/s">{j("navigation", "رياضة")}</a></nav></header>
<div class="holder"><div class="single"><h1>{j("headline", story.headline)}</h1><div class="info"><span class="cat">{j("kicker", story.section)}</span><span class="dt">{j("date", day)}</span><span class="wr">{j("byline", "كتب:")} {self.people(sheet, " و")}</span></div>
<div class="img"><img src="{self.image(sheet)}"><span>{j("caption", story.picture.texts[0])}</span></div><div class="fontsize"><a>{j("share", "حجم الخط")}</a></div>
<div class="the-content"><p><strong>{lead}</strong></p>
{text}
<p>{j("source line", "المصدر: " + ("وكالات", "صدى الساحل", "وكالة الأنباء")[story.number % 3])}</p></div>
<div class="follow"><p>{j("newsletter", "تابعوا صدى الساحل على تلغرام ليصلكم كل جديد")}</p></div><div class="tags">{"".join(f'<a href="/t">{j("tags", t)}</a>' for t in story.tags)}</div></div>
<div class="related"><h3>{j("related", "أخبار ذات صلة")}</h3>{more}</div></div><footer><p>{j("footer", "جميع الحقوق محفوظة © صدى الساحل 2026")}</p></footer></body></html>"""

    def between(self, sheet: Sheet, at: int, parts: list[Part]) -> list[str]:
        if at == 2 and sheet.chance(0.7):
            other = self.others(sheet, 1)[0]
            said = sheet.junk("read also", f"اقرأ أيضا: {other.headline}")
            return [f'<p><a href="{self.url(other)}"><strong>{said}</strong></a></p>']
        return []

    def heading(self, sheet: Sheet, part: Part) -> str:
        return f"<p><strong>{sheet.body(part.texts[0], 'heading')}</strong></p>"

    def figure(self, sheet: Sheet, part: Part) -> str:
        return f'<p class="pic"><img src="{self.image(sheet)}"></p><p class="pic-cap">{sheet.junk("caption", part.texts[0])}</p>'
