"""Live blogs: their entries, declared in JSON-LD or visible to a reader, and pages that only look like one."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot import extract
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageRequest, append_page
from newsbot.items import Article, LiveBlogEntry, to_line

URL = "https://example.com/2026/11/floods-live"
TITLE = "Floods in the valley: all that happened on Tuesday"
EVENTS = [
    ("The road is open again", "The county opened the valley road at noon, two days after the river had covered it."),
    (
        "Schools stay shut",
        "Both schools of the valley stay shut until Thursday, as their cellars are still under water.",
    ),
    ("The mayor speaks", "“We have seen worse, but never this early in the year,” the mayor said at the town hall."),
    ("More rain to come", "The weather service expects more rain from Thursday on, though less than on Monday."),
    ("The bridge holds", "Engineers inspected the old bridge in the morning and said that its pillars had not moved."),
]
NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
TIMES = [(NOON - timedelta(minutes=17 * at)).isoformat() for at in range(len(EVENTS))]


def page(inside: str, declared: object = None, title: str = TITLE) -> str:
    written = json.dumps(declared).replace("</", "<\\/")
    script = f'<script type="application/ld+json">{written}</script>' if declared else ""
    meta = '<meta property="article:published_time" content="2026-11-03T08:00:00Z">'
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{meta}{script}</head>"
        f"<body><article><h1>{title}</h1><div class=body>{inside}</div></article></body></html>"
    )


def shown(
    attributes: str = "class=entry id={id}", tag: str = "div", time: str = "<time datetime={time}>{clock}</time>"
) -> str:
    """The entries as a page shows them."""
    return "".join(
        f"<{tag} {attributes.format(id=f'post-{at}')}>{time.format(time=TIMES[at], clock=TIMES[at][11:16])}"
        f"<h3>{headline}</h3><p>{text}</p><p>More on this follows in the next hour, said the county.</p></{tag}>"
        for at, (headline, text) in enumerate(EVENTS)
    )


def article_of(html: str, url: str = URL) -> Article:
    article = extract(html, url)
    assert article is not None
    return article


def entry(at: int, **properties: object) -> dict[str, object]:
    headline, text = EVENTS[at]
    return {"@type": "BlogPosting", "headline": headline, "articleBody": text, "datePublished": TIMES[at], **properties}


def live_blog(updates: object, **properties: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "datePublished": "2026-11-03T08:00:00Z",
        "liveBlogUpdate": updates,
        **properties,
    }


ENTRIES = [entry(at) for at in range(len(EVENTS))]
REFERRED = [{"@id": f"urn:{at}", **entry} for at, entry in enumerate(ENTRIES)]
EXPECTED = [LiveBlogEntry(headline, text, TIMES[at]) for at, (headline, text) in enumerate(EVENTS)]
BODY = "".join(f"<p>{text}</p>" for _, text in EVENTS)


# ------------------------------------------------------------------------------------------- JSON-LD


@pytest.mark.parametrize(
    "declared",
    [
        live_blog(ENTRIES),
        [live_blog(ENTRIES)],
        {"@graph": [{"@type": "WebPage", "url": URL}, live_blog(ENTRIES)]},
        live_blog({"@list": ENTRIES}),
        live_blog({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": e} for e in ENTRIES]}),
        {"@graph": [live_blog([{"@id": f"urn:{at}"} for at in range(5)]), *REFERRED]},
        {"@type": "NewsArticle", "headline": TITLE, "hasPart": live_blog(ENTRIES)},
        live_blog(ENTRIES, **{"@type": ["NewsArticle", "https://schema.org/LiveBlogPosting"]}),
    ],
)
def test_every_form_of_a_declared_live_blog_is_read(declared):
    article = article_of(page(BODY, declared))
    assert article.liveBlogUpdate == EXPECTED
    assert (article.genre, article.provenance["liveBlogUpdate"]) == ("liveblog", "json-ld")
    assert (article.headline, article.datePublished) == (TITLE, "2026-11-03T08:00:00+00:00")


def test_a_single_entry_needs_no_list():
    assert article_of(page(BODY, live_blog(ENTRIES[0]))).liveBlogUpdate == EXPECTED[:1]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"articleBody": "<p>One &amp; two</p><script>x</script><ul><li>Three</ul>"}, "One & two\n\nThree"),
        ({"articleBody": "&lt;p&gt;One&lt;/p&gt;Two"}, "One\n\nTwo"),
        ({"articleBody": "One\r\n\r\n  Two \n"}, "One\n\nTwo"),
        ({"articleBody": ["One", "Two"]}, "One\n\nTwo"),
        ({"articleBody": "1 &lt; 2 and 3 > 2"}, "1 < 2 and 3 > 2"),
        ({"articleBody": None, "text": "One"}, "One"),
        ({"articleBody": " ", "description": "One\u200b"}, "One"),
    ],
)
def test_text_of_an_entry_is_plain(properties, expected):
    updates = [entry(0, **properties), ENTRIES[1], ENTRIES[2]]
    assert article_of(page(BODY, live_blog(updates))).liveBlogUpdate[0].articleBody == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"datePublished": "2026-11-03T14:05:00.123+02:00"}, "2026-11-03T14:05:00.123000+02:00"),
        ({"datePublished": "2026-11-03T14:05Z"}, "2026-11-03T14:05:00+00:00"),
        ({"datePublished": "2026-11-03 14:05"}, "2026-11-03T00:00:00+00:00"),  # without a zone it is a day
        ({"datePublished": None, "dateCreated": "2026-11-03T14:05:00Z"}, "2026-11-03T14:05:00+00:00"),
        ({"datePublished": None, "dateModified": "2026-11-03T14:05:00Z"}, None),  # no date stands for another
        ({"datePublished": "2126-11-03T14:05:00Z"}, None),
        ({"datePublished": "14:05"}, None),
        ({"datePublished": 7}, None),
    ],
)
def test_date_of_an_entry_is_judged_as_all_dates_are(properties, expected):
    updates = [entry(0, **properties), ENTRIES[1]]
    assert article_of(page(BODY, live_blog(updates))).liveBlogUpdate[0].datePublished == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"url": f"{URL}#post-1"}, f"{URL}#post-1"),
        ({"url": "#post-1"}, f"{URL}#post-1"),
        ({"url": "/2026/11/other"}, "https://example.com/2026/11/other"),
        ({"mainEntityOfPage": {"@id": f"{URL}#post-1"}}, f"{URL}#post-1"),
        ({"@id": "#post-1", "name": "x"}, f"{URL}#post-1"),
        ({"url": "javascript:x"}, None),
        ({"url": ["x"]}, None),
    ],
)
def test_address_of_an_entry_keeps_its_fragment(properties, expected):
    updates = [entry(0, **properties), ENTRIES[1]]
    assert article_of(page(BODY, live_blog(updates))).liveBlogUpdate[0].url == expected


def test_an_entry_is_never_taken_for_the_article():
    updates = [entry(at, url=f"{URL}#post-{at}", author={"@type": "Person", "name": "Eve Other"}) for at in range(5)]
    declared = live_blog(updates, author={"@type": "Person", "name": "Jane Doe"})
    article = article_of(page(BODY, declared))
    assert (article.headline, [author.name for author in article.authors]) == (TITLE, ["Jane Doe"])


def test_what_is_no_entry_is_left_out():
    updates = ["x", 7, None, {}, {"@type": "BlogPosting"}, {"@id": "#nowhere"}, [[[[[ENTRIES[2]]]]]], ENTRIES[0]]
    assert article_of(page(BODY, live_blog(updates))).liveBlogUpdate == EXPECTED[:1]


# ----------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize(
    ("attributes", "tag"),
    [
        ("class=entry id={id}", "div"),
        ("id={id}", "article"),
        ('class="{id} liveblog-post-{id}"', "section"),
        ("", "li"),
        ("itemprop=liveBlogUpdate itemscope", "div"),
    ],
)
def test_entries_that_the_page_shows_are_found(attributes, tag):
    inside = shown(attributes, tag)
    article = article_of(page(f"<ul>{inside}</ul>" if tag == "li" else inside))
    assert [(e.headline, e.datePublished) for e in article.liveBlogUpdate] == [
        (headline, TIMES[at]) for at, (headline, _) in enumerate(EVENTS)
    ]
    assert [(e.articleBody or "").split("\n\n")[0] for e in article.liveBlogUpdate] == [text for _, text in EVENTS]
    assert article.genre == "liveblog"
    assert article.provenance["liveBlogUpdate"] == ("microdata" if "itemprop" in attributes else "visible")


def test_the_body_of_a_live_blog_keeps_all_entries():
    body = article_of(page(shown(), live_blog(ENTRIES))).articleBody or ""
    assert all(text in body for event in EVENTS for text in event)
    assert "11:43" not in body


def test_a_clock_without_a_day_shows_an_entry_but_is_no_date():
    article = article_of(page(shown(time="<time>{clock}</time>")))
    assert len(article.liveBlogUpdate) == 5
    assert all(e.datePublished is None for e in article.liveBlogUpdate)


def test_entries_of_one_bold_line_are_found():
    inside = "".join(
        f"<div class=post><time datetime={TIMES[at]}>{TIMES[at][11:16]}</time><p><b>{text}</b></p></div>"
        for at, (_, text) in enumerate(EVENTS)
    )
    assert article_of(page(inside)).liveBlogUpdate == [
        LiveBlogEntry(None, text, TIMES[at]) for at, (_, text) in enumerate(EVENTS)
    ]


def test_a_link_to_its_place_on_the_page_is_an_entrys_address():
    inside = shown(time=f"<time datetime={{time}}>{{clock}}</time> <a href='{URL}#post'>Link</a>")
    assert {e.url for e in article_of(page(inside)).liveBlogUpdate} == {f"{URL}#post"}


def test_declared_entries_without_texts_leave_the_word_to_the_page():
    article = article_of(page(shown(), live_blog([entry(at, articleBody="") for at in range(5)])))
    assert (len(article.liveBlogUpdate), article.provenance["liveBlogUpdate"]) == (5, "visible")
    article = article_of(page(BODY, live_blog([entry(at, articleBody="") for at in range(5)])))
    assert [e.headline for e in article.liveBlogUpdate] == [headline for headline, _ in EVENTS]


def listed(template: str) -> str:
    """The events in like containers, as a list of anything shows them."""
    parts = (
        template.format(at=at + 1, time=TIMES[at], headline=event[0], text=event[1]) for at, event in enumerate(EVENTS)
    )
    return "".join(f"<div class=item>{part}</div>" for part in parts)


@pytest.mark.parametrize(
    "inside",
    [
        BODY,
        BODY.replace("</p>", "</p><time datetime=2026-11-03T10:00:00Z>10:00</time>", 2),
        # Lists of posts: days, not times; weeks, not hours; headlines that lead to pages of their own.
        listed("<time datetime=2026-11-0{at}>November {at}</time><p>{text}</p>"),
        listed("<time datetime=2026-0{at}-03T10:0{at}:00Z>10:0{at}</time><p>{text}</p>"),
        listed("<time datetime={time}>today</time><h3><a href=/news/{at}>{headline}</a></h3><p>{text}</p>"),
        # Comments, each with its time.
        f"{BODY}<div class=comments>{listed('<time datetime={time}>today</time><p>I say: {text}</p>')}</div>",
        # A timetable in an article.
        BODY
        + BODY.replace(".", ", too.")
        + BODY.replace(".", ", once more.")
        + listed("<time datetime={time}>today</time><p>{headline}: the doors open at this hour.</p>"),
    ],
)
def test_other_pages_are_no_live_blogs(inside):
    title = "Floods close the valley road"
    article = article_of(page(inside, {"@type": "NewsArticle", "headline": title}, title))
    assert (article.genre, article.liveBlogUpdate) == ("article", [])
    assert "liveBlogUpdate" not in article.provenance


def test_pages_of_a_live_blog_join_and_repeat_no_entry():
    reports = [
        read_page(PageRequest(page(BODY, live_blog(updates)).encode(), URL, number=number))
        for number, updates in ((1, ENTRIES[:3]), (2, ENTRIES[2:]))
    ]
    article = reports[0].article
    assert article is not None
    append_page(article, reports[1])
    assert article.liveBlogUpdate == EXPECTED


# ------------------------------------------------------------------------------------------ anything

_JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.sampled_from((URL, "<p>x"))
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                "@id @list item itemListElement headline articleBody datePublished url liveBlogUpdate".split()
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@examples(60)
@given(_JSON)
def test_anything_may_be_declared(updates):
    article = article_of(page(BODY, live_blog(updates)))
    assert all(isinstance(e, LiveBlogEntry) and (e.headline or e.articleBody) for e in article.liveBlogUpdate)
    assert json.dumps(to_line(article), allow_nan=False)
