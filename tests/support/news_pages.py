"""A site of ours for body tests: one story, what surrounds it, and five kinds of markup for both."""

import pytest

from newsbot import extract

URL = "https://harbourcourier.example/2026/11/council-votes-to-move-the-fish-market"
HEADLINE = "Council votes to move the fish market away from the old harbour"
BIO = "Mila Torn has covered the harbour and the town hall for the Harbour Courier since 2014. She lives in Wexhaven."
DECK = "Traders fear for their customers, and the fishermen for an hour of sleep, while the town hopes for new flats."
PROSE = [
    "The town council of Wexhaven decided on Monday night that the fish market will leave the old harbour after more"
    " than a century. Eleven members voted for the plan and eight against it.",
    "The market is to reopen in the spring of 2028 in a hall beside the ring road, where lorries can reach it without"
    " crossing the town. The hall will cost about 14 million crowns, a third of it paid by the county.",
    "“Nobody likes to close a door that his grandfather opened,” said Piet Maarten, who has sold herring on the quay"
    " since 1987. “But the roof leaks, and the ice machine is older than I am.”",
    "Not everybody agrees. A petition against the move was signed by four thousand people within a week, and twenty"
    " traders came to the meeting in their aprons.",
    "Engineers had warned last year that the quay wall was sinking by two centimetres a year. Repairing it would close"
    " the market for three winters anyway, their report said.",
    "What becomes of the old hall is open. One proposal is a museum of the sea, another would turn it into flats, and"
    " a third would leave it to the gulls until there is money.",
    "Councillor Anneke Brandt, who voted against, called the decision hasty. She wants the county to examine whether"
    " the wall could be repaired in sections while the trade goes on.",
    "The first piles for the new hall are to be driven in April. Until then the auction bell will ring at five every"
    " morning, as it has since 1911.",
]
SHORT = [
    "A lorry lost a load of herring on the ring road on Tuesday morning. Nobody was hurt.",
    "The road was open again by noon, the police said.",
]
NEXT_HEADLINE = "Night ferry to the islands stops for the winter"
NEXT_PROSE = [
    "The shipping company Norvik will not run its night ferry to the outer islands between December and March, it told"
    " its passengers in a letter this week.",
    "Fewer than thirty people a night used the connection last winter, the company wrote, and the ship needs a new"
    " engine before it can be trusted with the January storms.",
    "On the islands the news was met with anger. The school in Skarholm depends on teachers who arrive with the early"
    " boat, and the bakery on flour that comes with it.",
    "“They tell us by letter, and the letter came by the ferry,” said the island’s mayor, Ingrid Sollen, who is to meet"
    " the company’s managers on Friday.",
    "The county pays two million crowns a year for the connection. A spokesman said that the contract would be read"
    " again before anyone signed the next one.",
    "Until 1974 a mail boat sailed on every day of the year, whatever the weather. Its last captain, who is 91, said he"
    " remembered four days on which it had stayed in port.",
    "A petition asks for a smaller boat, which three fishermen have offered to sail for the price of the fuel and a hot"
    " breakfast, at least on school days.",
    "The last night ferry is to leave the mainland on the thirtieth of November, an hour before midnight.",
]
COMMENTS = [
    "I have bought my Friday fish on that quay for forty years, and I can tell you that the roof has leaked for thirty"
    " of them. Nobody repaired it because somebody always had a plan. Now the plan is a hall beside a car park.",
    "My brother drives one of those lorries. He gets stuck at the bridge every single morning, and then people complain"
    " about the noise at five. Move it, build the flats, and let the rest of us sleep for once.",
    "Has anyone on the council ever carried a crate of ice? The new site has no water front at all. How do the boats"
    " get there, on wheels? I would really like to see the drawing before I am asked to pay for it.",
    "The museum is a lovely idea, but we have had a museum of the sea since 1998 and I have never met a visitor who was"
    " not a school class on a rainy day. Flats would at least pay taxes, and someone might even live in them.",
    "What I miss in all of this is a word about the gulls. Where there is a fish market there are gulls, and they will"
    " not read the council’s minutes. In five years we will have them on the ring road, mark my words.",
]
LEGAL = [
    "We and our 842 partners store and access information on your device, such as cookies and unique identifiers, and"
    " process personal data for personalised advertising, measurement of content and audience research.",
    "With your permission we and our partners may use precise geolocation data and identification through device"
    " scanning. You may click to consent to the processing as described above, or refuse to consent.",
    "Some processing of your personal data may not require your consent, but you have a right to object to such"
    " processing. Your preferences will apply to this website only and can be changed at any time.",
    "Cookies, device identifiers and similar online identifiers together with other information, such as the type of"
    " browser, the language and the size of the screen, can be stored on or read from your device.",
    "Information about your activity on this service, like the forms you submit and the content you look at, can be"
    " stored and combined with other information about you or with that of similar users.",
]
TITLES = [
    "Lighthouse keeper retires after fifty years",
    "Why the herring came back to the northern bay",
    "Storm damages the promenade for the third time",
    "School in Skarholm wins a prize for its boat",
    "Old cinema opens again with a silent film",
]
EXTRACTS = [
    "For half a century he climbed two hundred and eleven steps every evening, first to light the lamp and later to see"
    " that the computer had lit it. On Sunday he climbed them for the last time, and his daughter came along.",
    "Biologists had given the stock up for lost when the catch fell to a tenth in the nineties. Warmer winters, a ban"
    " on nets and a good deal of luck have brought it back, and with it the whales and the tourists.",
    "Waves of six metres tore up the paving that had been laid only in September. The town now wonders whether stone is"
    " the right material at all, and has asked an office in the capital for its opinion.",
    "Twelve pupils and one teacher built it from a plan of 1890 in the gymnasium, and then had to take out a wall to"
    " get it to the water. It sails, they say, better than the teacher’s own boat does.",
    "The seats come from a theatre, the screen from a sail maker and the piano from the mayor’s aunt. The first film"
    " was shown to a full house on Saturday, and the power failed only once, at the saddest place.",
]


def links(template: str) -> str:
    return "".join(template.format(f"/2026/10/{title.lower().replace(' ', '-')}", title) for title in TITLES)


SECTIONS = ("Local", "Politics", "Business", "Culture", "Sport")


def sections(template: str) -> str:
    return "".join(template.format(f"/{name.lower()}", name) for name in SECTIONS)


PUBLISHED = '<meta property="article:published_time" content="2026-11-03T06:15:00+01:00">'
# How each kind of markup writes the parts of a page. "page": what comes first, the site's own parts, what comes last;
# "head": what it declares about an article; "article": headline, above the body, body, below it.
SEMANTIC = {
    "head": PUBLISHED,
    "page": (
        f"<body>{{0}}<header><a href=/>Harbour Courier</a><nav><ul>{sections('<li><a href={}>{}</a>')}"
        "</ul></nav></header><main>{1}</main><aside><h2>Most read</h2><ol>"
        f"{links('<li><a href={}>{}</a>')}</ol></aside><footer><p>© 2026 Harbour Courier. All rights reserved.</p>"
        "<nav><a href=/about>About us</a> <a href=/privacy>Privacy</a></nav></footer>{2}</body>"
    ),
    "article": "<article><header><h1>{0}</h1>{1}</header><section>{2}</section><footer>{3}</footer></article>",
    "p": "<p>{}</p>",
    "h": "<h2>{}</h2>",
    "deck": "<p>{}</p>",
    "byline": "<address>By <a rel=author href=/authors/mila-torn>Mila Torn</a></address>",
    "date": "<p><time datetime=2026-11-03T06:15:00+01:00>3 November 2026, 06:15</time></p>",
    "share": "<ul aria-label=Share><li><a href=https://a.example/share>Post</a><li><a href=mailto:>Mail</a></ul>",
    "caption": "<figure><img src=/quay.jpg alt=''><figcaption>{}</figcaption></figure>",
    "tags": "<ul><li><a href=/tags/harbour rel=tag>Harbour</a><li><a href=/tags/council rel=tag>Council</a></ul>",
    "bio": "<aside><h3>Mila Torn</h3><p>{}</p></aside>",
    "newsletter": "<aside><h3>The morning tide</h3><p>{}</p><form><input type=email></form></aside>",
    "related": f"<nav><h2>Read more</h2><ul>{links('<li><a href={}>{}</a>')}</ul></nav>",
    "card": "<article><h3><a href={0}>{1}</a></h3><p>{2}</p></article>",
    "comments": "<section id=comments><h2>5 comments</h2>{}</section>",
    "comment": "<article><h4>{0}</h4><time>3 November 2026</time><p>{1}</p><a href=#reply>Reply</a></article>",
    "ad": "<aside><small>Advertisement</small><p>{}</p></aside>",
    "pull": "<aside><blockquote><p>{}</p></blockquote></aside>",
    "entry": "<article><header><time>{0}</time><h2>{1}</h2></header>{2}</article>",
}
WORDPRESS = {
    "head": PUBLISHED,
    "page": (
        "<body class='wp-singular single single-post'>{0}<div class=wp-site-blocks>"
        "<header class=wp-block-template-part><p class=wp-block-site-title><a href=/>Harbour Courier</a></p><nav class="
        f"wp-block-navigation><ul>{sections('<li class=wp-block-navigation-item><a href={}>{}</a></li>')}</ul></nav>"
        "</header><main class=wp-block-group>{1}</main><footer class=wp-block-template-part>"
        f"<div class=wp-block-group><h2 class=wp-block-heading>Recent posts</h2><ul class=wp-block-latest-posts>"
        f"{links('<li><a class=wp-block-latest-posts__post-title href={}>{}</a></li>')}</ul><p class="
        "has-small-font-size>© 2026 Harbour Courier. Proudly powered by WordPress</p></div></footer></div>{2}</body>"
    ),
    "article": (
        "<div class='wp-block-group has-global-padding'><h1 class=wp-block-post-title>{0}</h1>{1}<div class="
        "'entry-content wp-block-post-content is-layout-constrained'>{2}</div>{3}</div>"
    ),
    "p": "<p class=wp-block-paragraph>{}</p>\n",
    "h": "<h2 class=wp-block-heading>{}</h2>",
    "deck": "<div class=wp-block-post-excerpt><p class=wp-block-post-excerpt__excerpt>{}</p></div>",
    "byline": (
        "<div class=wp-block-post-author><div class=wp-block-post-author__content><p class=wp-block-post-author__name>"
        "Mila Torn</p></div></div>"
    ),
    "date": "<div class=wp-block-post-date><time datetime=2026-11-03T06:15:00+01:00>November 3, 2026</time></div>",
    "share": "<ul class=wp-block-social-links><li class=wp-social-link><a href=https://a.example/share>Post</a></ul>",
    "caption": "<figure class=wp-block-image><img><figcaption class=wp-element-caption>{}</figcaption></figure>",
    "tags": "<div class='taxonomy-post_tag wp-block-post-terms'><a href=/tag/harbour rel=tag>Harbour</a></div>",
    "bio": "<div class=wp-block-post-author-biography>{}</div>",
    "newsletter": "<div class=wp-block-jetpack-subscriptions><p>{}</p><form><input type=email></form></div>",
    "related": (
        "<div id=jp-relatedposts class=jp-relatedposts><h3 class=jp-relatedposts-headline>Related</h3>"
        f"{links('<div class=jp-relatedposts-post><h4><a href={}>{}</a></h4></div>')}</div>"
    ),
    "card": "<li class=wp-block-post><h2 class=wp-block-post-title><a href={0}>{1}</a></h2><p>{2}</p></li>",
    "comments": "<div class=wp-block-comments><h2>5 responses</h2><ol class=wp-block-comment-template>{}</ol></div>",
    "comment": (
        "<li class='comment even'><div class=wp-block-comment-author-name>{0}</div><div class=wp-block-comment-content>"
        "<p>{1}</p></div><a class=comment-reply-link href=#respond>Reply</a></li>"
    ),
    "ad": "<div class='widget adsense'><p>Advertisement</p><p>{}</p></div>",
    "pull": "<figure class=wp-block-pullquote><blockquote><p>{}</p></blockquote></figure>",
    "entry": "<div class=wp-block-group><p class=live-time>{0}</p><h2 class=wp-block-heading>{1}</h2>{2}</div>",
}
CLASSES = {
    "head": f"<meta property=og:type content=article>{PUBLISHED}",
    "page": (
        "<body>{0}<div id=header><div class=logo>Harbour Courier"
        f"</div><div class=main-menu>{sections('<div class=menu-item><a href={}>{}</a></div>')}</div></div><div class="
        "breadcrumbs><a href=/>Home</a> › <a href=/local>Local</a></div><div class=content-wrapper><div class="
        "main-column>{1}</div><div class=sidebar><div class=widget-title>Most read</div>"
        f"{links('<div class=most-read-item><a href={}>{}</a></div>')}</div></div><div id=footer><div class=copyright>"
        "© 2026 Harbour Courier</div></div>{2}</body>"
    ),
    "article": (
        "<div class=article><h1 class=article-title>{0}</h1><div class=article-meta>{1}</div><div class=article-body>"
        "{2}</div><div class=article-bottom>{3}</div></div>"
    ),
    "p": "<p>{}</p>",
    "h": "<h3>{}</h3>",
    "deck": "<div class=article-intro>{}</div>",
    "byline": "<div class=byline>By <span class=author>Mila Torn</span></div>",
    "date": "<span class=date>03.11.2026 | 06:15</span>",
    "share": "<div class=share-bar><span>Share</span> <a href=//a.example/share>Post</a> <a href=#>Mail</a></div>",
    "caption": "<div class=article-image><img src=/quay.jpg><div class=image-caption>{}</div></div>",
    "tags": "<div class=tags>Tags: <a href=/tag/harbour>harbour</a>, <a href=/tag/council>council</a></div>",
    "bio": "<div class=author-box><div class=author-name>Mila Torn</div><div class=author-bio>{}</div></div>",
    "newsletter": "<div class=newsletter-box><div>The morning tide</div><div>{}</div><input type=email></div>",
    "related": (
        "<div class=related-articles><div class=related-title>Read more</div>"
        f"{links('<div class=related-item><a href={}>{}</a></div>')}</div>"
    ),
    "card": "<div class=teaser><a class=teaser-title href={0}>{1}</a><div class=teaser-text>{2}</div></div>",
    "comments": "<div class=comments-area><div class=comments-title>5 comments</div>{}</div>",
    "comment": "<div class=comment><b class=user>{0}</b> <i>2 hours ago</i><div class=comment-text>{1}</div></div>",
    "ad": "<div class=ad-container><div class=ad-label>Advertisement</div><div>{}</div></div>",
    "pull": "<div class=pull-quote>{}</div>",
    "entry": "<div class=liveblog-entry><div class=entry-time>{0}</div><h3>{1}</h3>{2}</div>",
}
SOUP = {
    "head": (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}", "datePublished":'
        ' "2026-11-03T06:15:00+01:00"}</script>'
    ),
    "page": (
        "<body class=antialiased>{0}<div id=__next><div class='sc-k1f flex px-4'><a class=css-9z href=/>Harbour Courier"
        f"</a>{sections('<a class=css-7q href={}>{}</a>')}</div><div class='css-1x mx-auto grid'>"
        "<div class=css-2b>{1}</div><div class=css-3c><div class='text-xl font-bold'>Most read</div>"
        f"{links('<div class=css-4d><a href={}>{}</a></div>')}</div></div><div class='css-5e text-xs'><span>© 2026"
        " Harbour Courier</span> <a href=/privacy>Privacy</a></div></div>{2}</body>"
    ),
    "article": (
        "<div class=css-a1><h1 class='css-b2 text-4xl'>{0}</h1><div class=css-c3>{1}</div><div class=css-d4>{2}</div>"
        "<div class=css-e5>{3}</div></div>"
    ),
    "p": "<p class='css-f6 mb-4 leading-7'>{}</p>",
    "h": "<h2 class='css-g7 mt-8 text-2xl'>{}</h2>",
    "deck": "<div class='css-h8 text-xl'>{}</div>",
    "byline": "<div class='css-i9 flex'><span>By</span> <a class=underline href=/profile/mila-torn>Mila Torn</a></div>",
    "date": "<div class='css-j1 text-sm'>3 November 2026</div>",
    "share": "<div class='css-k2 flex gap-2'><a href=https://a.example/share>Share</a><a href=#>Copy link</a></div>",
    "caption": "<figure class=css-l3><img src=/quay.jpg><figcaption class=text-xs>{}</figcaption></figure>",
    "tags": "<div class='css-m4 flex'><a href=/topic/harbour>Harbour</a><a href=/topic/council>Council</a></div>",
    "bio": "<div class='css-n5 flex'><a href=/profile/mila-torn>Mila Torn</a><div class=text-sm>{}</div></div>",
    "newsletter": "<div class='css-o6 p-6'><div>The morning tide</div><div>{}</div><input type=email></div>",
    "related": f"<div class=css-p7><h2>Read more</h2>{links('<div><a href={}>{}</a></div>')}</div>",
    "card": "<div class=css-q8><a href={0}><h3 class=text-lg>{1}</h3><p class=text-sm>{2}</p></a></div>",
    "comments": "<div class='css-r9 mt-10'><h2 class=text-2xl>5 comments</h2>{}</div>",
    "comment": (
        "<div class='css-s1 flex'><div class=font-bold>{0}</div><div class=text-xs>3 hours ago</div><p>{1}</p>"
        "<button>Reply</button></div>"
    ),
    "ad": "<div class='css-t2 my-8'><div class=uppercase>Advertisement</div><div>{}</div></div>",
    "pull": "<blockquote class='css-u3 text-3xl italic'>{}</blockquote>",
    "entry": "<div class='css-v4 border-l'><div class=text-xs>{0}</div><h2 class=text-xl>{1}</h2>{2}</div>",
}
OLD = {
    "head": "",
    "page": (
        "<body bgcolor=white>{0}<table width=100%><tr><td colspan=3><font size=6>Harbour Courier</font></td></tr><tr>"
        f"<td width=120 valign=top>{sections('<a href={}><font size=1>{}</font></a><br>')}</td><td>{{1}}</td>"
        f"<td width=160><b>Most read</b><br>{links('<a href={}>{}</a><br>')}</td></tr></table><hr><center>"
        "<font size=1>Copyright © 2026 Harbour Courier</font></center>{2}</body>"
    ),
    "article": (
        "<table width=100%><tr><td><h1><font face=Times>{0}</font></h1></td></tr><tr><td>{1}</td></tr><tr><td>{2}</td>"
        "</tr><tr><td>{3}</td></tr></table>"
    ),
    "p": "<p><font face=Verdana size=2>{}</font></p>",
    "h": "<p><b><font face=Verdana>{}</font></b></p>",
    "deck": "<font size=3><b>{}</b></font><br><br>",
    "byline": "<font size=1>By Mila Torn</font><br>",
    "date": "<font size=1>3 November 2026</font><br>",
    "share": "<a href=mailto:?subject=x><font size=1>Send to a friend</font></a> | <a href=/print>Print</a><br>",
    "caption": "<table align=right><tr><td><img></td></tr><tr><td><font size=1>{}</font></td></tr></table>",
    "tags": "<font size=1>Tags: <a href=/tag/harbour>harbour</a>, <a href=/tag/council>council</a></font><br>",
    "bio": "<hr><p><i>{}</i></p>",
    "newsletter": "<form><table><tr><td><b>The morning tide</b><br>{}<br><input name=mail></td></tr></table></form>",
    "related": f"<b>Read more</b><ul>{links('<li><a href={}>{}</a>')}</ul>",
    "card": "<table><tr><td><a href={0}><b>{1}</b></a><br><font size=2>{2}</font></td></tr></table>",
    "comments": "<a name=comments></a><h3>5 comments</h3><table>{}</table>",
    "comment": "<tr><td><b>{0}</b> wrote on 3 November 2026:<br><font size=2>{1}</font></td></tr>",
    "ad": "<center><font size=1>Advertisement</font><br>{}</center>",
    "pull": "<table align=right width=150><tr><td><font size=5><i>{}</i></font></td></tr></table>",
    "entry": "<table><tr><td><font size=1>{0}</font></td></tr><tr><td><b>{1}</b>{2}</td></tr></table>",
}
MARKUPS = {"semantic": SEMANTIC, "wordpress": WORDPRESS, "classes": CLASSES, "soup": SOUP, "old": OLD}


@pytest.fixture(params=MARKUPS, name="markup")
def markup_fixture(request):
    """The page is built in each of these markups."""
    return MARKUPS[request.param]


def part(markup, kind, *values):
    return markup[kind].format(*values)


def paragraphs(markup, texts):
    return "".join(part(markup, "p", text) for text in texts)


def page(markup, main, before="", after="", title=HEADLINE, head=None):
    head = markup["head"] if head is None else head
    title = f"<title>{title} | Harbour Courier</title>"
    return f"<!doctype html><html lang=en><head>{title}{head}</head>{part(markup, 'page', before, main, after)}</html>"


def story(markup, body, above="", below="", headline=HEADLINE):
    """The article alone; `body` is markup or a list of paragraphs."""
    inside = body if isinstance(body, str) else paragraphs(markup, body)
    return part(markup, "article", headline, above, inside, below)


def cards(markup):
    link = "/2026/10/story-{}-of-the-month"
    return "".join(
        part(markup, "card", link.format(number), title, text)
        for number, (title, text) in enumerate(zip(TITLES, EXTRACTS, strict=True))
    )


def thread(markup):
    names = ("gullwatcher", "Tom B.", "ice_cold", "Rosa from the quay", "H. Lind")
    return part(
        markup,
        "comments",
        "".join(part(markup, "comment", name, text) for name, text in zip(names, COMMENTS, strict=True)),
    )


def body_of(html, url=URL):
    article = extract(html, url)
    assert article is not None, "no article was found"
    return (article.articleBody or "").split("\n\n")
