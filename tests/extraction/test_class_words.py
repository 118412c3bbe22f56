"""What class and id attributes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.class_words import class_mask


@pytest.mark.parametrize(
    ("attribute", "bit"),
    [
        ("entry-content", words.BODY),
        ("article__body", words.BODY),
        ("articleBody", words.BODY),
        ("ArticleBody-module--x3f", words.BODY),
        ("td-post-content tagdiv-type", words.BODY),
        ("related", words.RELATED),
        ("jp-relatedposts", words.RELATED),
        ("c-read-more", words.RELATED),
        ("RelatedArticles_list__9aZ", words.RELATED),
        ("post-share-buttons", words.SHARE),
        ("comments-area", words.COMMENTS),
        ("respond", words.COMMENTS),
        ("wp-caption-text", words.CAPTION),
        ("content-media__description", words.CAPTION),
        ("newsletter-signup", words.NEWSLETTER),
        ("mc4wp-form", words.NEWSLETTER),
        ("sr-only", words.HIDDEN),
        ("screen-reader-text", words.HIDDEN),
        ("hidden", words.HIDDEN),
        ("author-bio", words.BIOGRAPHY),
        ("saboxplugin-wrap", words.BIOGRAPHY),
        ("post-password-form", words.PROTECTED),
        ("entry-title", words.TITLE),
        ("node__submitted", words.BYLINE),
        ("dateModified", words.MODIFIED),
        ("entry-date published", words.PUBLISHED),
        ("tag-links", words.TAGS),
        ("standfirst", words.DECK),
        ("kg-card kg-signup-card", words.NEWSLETTER),
        ("kg-bookmark-card", words.TEASER),
        ("kg-card kg-cta-card kg-cta-bg-grey", words.TEASER),
        ("pull-quote", words.PULL_QUOTE),
        ("breadcrumbs", words.NAVIGATION),
        ("js-menu-target", words.NAVIGATION),
        # The link to editing that a wiki has in each heading.
        ("mw-editsection", words.HIDDEN),
    ],
)
def test_word_or_pair_of_words_sets_its_bit(attribute, bit):
    assert class_mask(attribute) & bit


@pytest.mark.parametrize(
    ("attribute", "bit"),
    [
        ("footnote", words.FOOTER),
        ("footnotes-list", words.FOOTER),
        ("download", words.ADVERTISEMENT),
        ("header-shadow", words.ADVERTISEMENT),
        ("reader", words.ADVERTISEMENT),
        ("authority", words.AUTHOR),
        ("no-sidebar", words.SIDEBAR),
        ("has-sidebar", words.SIDEBAR),
        ("content-with-sidebar", words.SIDEBAR),
        ("anchor anchorTargetStickyNavbar_Vzrq", words.NAVIGATION),
        ("label-hidden", words.HIDDEN),
        ("hidden md:block", words.HIDDEN),
        ("lg:inline-flex hidden", words.HIDDEN),
        ("overflow-hidden", words.HIDDEN),
        ("author-badge", words.AUTHOR),
        ("byline__followers", words.BYLINE),
        ("shareholder", words.SHARE),
        ("commentary", words.COMMENTS),
        ("xyz-1234", -1),
        ("", -1),
        ("elementor-widget elementor-widget-text-editor", words.SIDEBAR),
        ("so-panel widget widget_sow-editor panel-first-child", words.SIDEBAR),
        ("so-widget-sow-editor siteorigin-widget-tinymce", words.SIDEBAR),
        ("wp-block-kadence-advancedheading kt-adv-heading12", words.ADVERTISEMENT),
        ("kg-card kg-callout-card kg-callout-card-blue", words.TEASER),
    ],
)
def test_word_inside_another_or_said_of_the_layout_sets_none(attribute, bit):
    assert not class_mask(attribute) & bit


@pytest.mark.parametrize("table", [words._WORDS, words._PAIRS])
def test_each_entry_of_the_tables_can_match(table):
    dead = [entry for bit, entries in table.items() for entry in entries.split() if not class_mask(entry) & bit]
    assert dead == []


def test_classes_after_one_that_says_no_still_count():
    assert class_mask("no-sidebar related") & words.RELATED


def test_only_the_start_of_an_endless_attribute_is_looked_at():
    assert class_mask("x " * 100_000 + "related") == 0


@given(st.text(max_size=80))
def test_any_text_gives_a_mask_of_known_bits(text):
    assert 0 <= class_mask(text) < words.PUBLISHED << 1


@given(st.lists(st.sampled_from(["related", "entry-content", "sr-only", "no-share", "x1"]), max_size=5))
def test_the_order_of_the_classes_does_not_matter(tokens):
    assert class_mask(" ".join(tokens)) == class_mask(" ".join(reversed(tokens)))


def test_an_h_card_is_a_person_and_no_teaser():
    assert class_mask("p-author h-card") == words.AUTHOR
    assert class_mask("news-card") & words.TEASER
