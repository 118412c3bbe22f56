"""Lines in the templates of common publishing systems: authors, breadcrumbs, picture credits."""

import pytest
from harbour_pages import PARAGRAPHS, TEXT, TITLE, read


def names_of(article):
    return [author.name for author in article.authors]


def test_date_behind_a_preposition_leaves_the_author():
    date = "<a href='/2026/03/05/'>5-03-2026, 13:40</a>"
    line = f"<div class=bhinfo>Автор: <a href='/user/irina/'>Ирина Салтыкова</a> от {date}</div>"
    assert names_of(read(f"<div><h3>{TITLE}</h3>{line}<div>{PARAGRAPHS}</div></div>", lang="ru")) == ["Ирина Салтыкова"]


def test_counter_of_clicks_leaves_the_author():
    line = (
        "<div class=info><small>时间:</small>2026-03-18 09:26<small>来源:</small>江城日报 <small>作者:</small>{}"
        " <small>点击:</small>次</div>"
    )
    page = f"<div class=viewbox><h2>{TITLE}</h2>{line}<div class=content>{PARAGRAPHS}</div></div>"
    assert names_of(read(page.replace("{}", "陈晓岚"), lang="zh")) == ["陈晓岚"]
    assert "未知" not in names_of(read(page.replace("{}", "未知"), lang="zh"))


def test_reader_who_comments_is_no_author():
    comment = "<p><strong>Enfin !</strong> <small>Le 3 avril à 09:12, par Yann</small></p><p>Il était temps.</p>"
    thread = f"<h2>Vos commentaires</h2><ul class=forum><li>{comment}</li></ul>"
    body = f"<div class=hentry><h1>{TITLE}</h1><div class=texte>{PARAGRAPHS}</div>{thread}</div>"
    assert names_of(read(body, lang="fr")) == []


def test_arrows_make_a_line_of_links_the_way_to_the_article():
    steps = "<a href='/'>Start</a> &gt; <a href='/list/7/'>Harbour</a> &gt; {}"
    way = f"<div class=place><strong>You are here:</strong> {steps}</div>"
    page = f"{way}<div class=box><h2>{TITLE}</h2>{PARAGRAPHS}</div>"
    assert read(page.replace("{}", "")).articleSection == ["Harbour"]
    assert read(page.replace("{}", TITLE)).articleSection == ["Harbour"]
    house = page.replace(">Start<", "><i class=house></i><")
    assert read(house.replace("{}", TITLE)).articleSection == ["Harbour"]
    assert not read(page.replace("{}", "more of it on the next page")).articleSection
    assert not read(page.replace("&gt;", "|").replace("{}", "")).articleSection


def test_picture_above_the_headline_is_the_articles():
    picture = "<div class=news-picture><img src='/upload/mole.jpg' width=300 height=200></div>"
    detail = f"<div class=news-detail>{picture}<h3>{TITLE}</h3><div class=text>{PARAGRAPHS}</div></div>"
    body = f"<div class=head><img src='/top.jpg'></div>{detail}"
    assert [image.url for image in read(body).images] == ["https://harbour.example/upload/mole.jpg"]
    nobody = body.replace("/upload/mole.jpg", "/img/no_profile.gif")
    assert not read(nobody).images


def test_the_original_author_is_chosen_over_the_person_who_posted_it():
    line = (
        "<p class=xg1>2026-4-27 08:15<span>|</span>发布者: <a href='/u/2'>editor01</a><span>|</span>查看: <em>1204</em>"
    )
    line += "<span>|</span>评论: 0<span>|</span>原作者: 周立<span>|</span>来自: 临港日报</p>"
    page = f"<div class=bm><div class=h><h1>{TITLE}</h1>{line}</div><div class=d>{PARAGRAPHS}</div></div>"
    assert names_of(read(page, lang="zh")) == ["周立"]


def test_user_whom_nobody_knows_is_no_author():
    who = "<span>Door <span>Anoniem (niet gecontroleerd)</span>, </span>"
    line = f"<div class=node__meta>{who}<time>22 januari 2026</time></div>"
    assert names_of(read(f"<main><article><h1>{TITLE}</h1>{line}{PARAGRAPHS}</article></main>", lang="nl")) == []


def test_link_that_is_the_section_by_its_microdata_is_no_keyword():
    line = "<ul><li>Filed: <a rel=tag itemprop=articleSection href='/archives/cat3/'>Harbour</a></li></ul>"
    article = read(f"<article><h1>{TITLE}</h1>{line}<div itemprop=articleBody>{PARAGRAPHS}</div></article>")
    assert (article.articleSection, article.keywords or []) == (["Harbour"], [])


def test_drawer_that_holds_the_whole_page_is_none_about_its_pictures():
    picture = "<div class=primary-image><img src='/files/mole.jpg' width=1200 height=800></div>"
    article = f"<main><article><h1>{TITLE}</h1>{picture}<div class=text-content>{PARAGRAPHS}</div></article></main>"
    page = f"<div class=dialog-off-canvas-main-canvas>{article}</div>"
    assert [image.url for image in read(page).images] == ["https://harbour.example/files/mole.jpg"]
    assert not read(f"<div>{article.replace(picture, '')}</div><div class=dialog>{picture}</div>").images


def test_account_glued_to_by_is_no_author():
    line = "<h4 class=media-heading><span>By</span><a href='/author/admin/'>admin</a></h4><span>Mar 3, 2026</span>"
    page = f"<main><h1>{TITLE}</h1>{line}<article>{PARAGRAPHS}</article></main>"
    assert names_of(read(page)) == []
    assert names_of(read(page.replace(">admin<", ">Ada Moran<"))) == ["Ada Moran"]


def test_picture_that_is_called_an_advertisement_in_arabic_letters_of_the_latin_kind_is_none():
    picture = "<div class='e3lan e3lan-post'><img src='/a/banner-full.jpg' width=660 height=300></div>"
    assert not read(f"<main><h1>{TITLE}</h1>{picture}{PARAGRAPHS}</main>", lang="ar").images


def test_tags_in_a_line_name_nobody():
    tags = " ".join(
        f"<a class='label p-category' href='/blog/tag:{tag}'>{tag}</a>" for tag in ("history", "lighthouses")
    )
    date = "<span class=blog-date><time datetime='2026-04-18T08:00'>18 April 2026</time></span>"
    line = f"{date}<span class=tags>{tags}</span>{{}}"
    head = f"<div class=content-title><h2>{TITLE}</h2><h3>The borough reads its own.</h3>{line}</div>"
    page = f"<div class=content-item>{head}<div class=e-content>{PARAGRAPHS}</div></div>"
    assert names_of(read(page.format(""))) == []
    assert names_of(read(page.format(" <span>by <a href='/who/ada'>Ada Moran</a></span>"))) == ["Ada Moran"]


def test_writer_with_a_label_below_the_text_comes_before_the_newsroom_that_published_it():
    author = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Redaksi"}}'
    who = "<span class='author vcard'><a class='url fn n' href='/author/redaksi/'>Redaksi</a></span>"
    head = f"<header><h1>{TITLE}</h1><div class=meta>{who}</div></header>"
    foot = "<footer class=entry-footer><div class='cf-meta meta-content'>{}</div></footer>"
    page = f"<main><article>{head}<div class=entry-content>{PARAGRAPHS}{foot}</div></article></main>"

    def authors(*lines):
        named = "".join(f"<span>{line}</span>" for line in lines)
        article = read(page.format(named), head=f"<script type=application/ld+json>{author}</script>", lang="id")
        return names_of(article)

    assert authors("Penulis: Rizky Pratama", "Editor: Dewi Lestari") == ["Rizky Pratama", "Dewi Lestari"]
    assert authors("Editor: Dewi Lestari") == ["Redaksi"]
    assert authors("Foto: Rizky Pratama") == ["Redaksi"]
    assert authors("Sumber: (Rizky Pratama) (Medical News Today)") == ["Redaksi"]
    assert authors() == ["Redaksi"]


def linked(kind, *names):
    return " ".join(f"<a href='/{kind}/{name.casefold().replace(' ', '-')}'>{name}</a>" for name in names)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # The name before the tags holds the word of one.
        (f"By Ada Harbour | 20 November 2026 | {linked('tag', 'Harbour', 'Bridge')}", ["Ada Harbour"]),
        (f"20 November 2026 by Mary Bridges in {linked('tag', 'Bridge', 'Harbour')}", ["Mary Bridges"]),
        # Some sites keep what an author wrote under a tag.
        (f"{linked('tag', 'Ada Moran')} | 20 November 2026 | {linked('tag', 'Bridge')}", ["Ada Moran"]),
        (f"By {linked('tag', 'Ada Moran')} | {linked('tag', 'Ben Hale')} | 20 May 2026", ["Ada Moran", "Ben Hale"]),
    ],
)
def test_tags_leave_the_names_beside_them(line, expected):
    assert names_of(read(f"<main><h1>{TITLE}</h1><p class=byline>{line}</p>{PARAGRAPHS}</main>")) == expected


def test_menu_with_arrows_is_no_way_to_the_article():
    links = " &gt; ".join(f"<a href='/{at}'>{name}</a>" for at, name in enumerate(["Sport", "Weather"]))
    menu = f"<div><a href='/'>Home</a> &gt; {links}</div>"
    assert not read(f"{menu}<main><h1>{TITLE}</h1>{PARAGRAPHS}</main>").articleSection


def test_author_signs_the_last_of_several_reviews():
    def page(*ends):
        parts = "".join(
            f"<h2>Book {at}</h2><p>{TEXT[at]}</p><p><strong>{end}</strong></p>" for at, end in enumerate(ends)
        )
        return read(f"<main><article><h1>{TITLE}</h1><div class=entry-content>{parts}</div></article></main>")

    assert names_of(page("Four stars", "Two stars", "Ada Moran")) == ["Ada Moran"]
    assert names_of(page("Ada Moran", "Ada Moran", "Ada Moran")) == ["Ada Moran"]
    assert "Ada Moran" not in names_of(page("Ben Hale, Upton", "Cara Stone, Milltown", "Ada Moran, Harbour"))
