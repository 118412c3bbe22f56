"""Evidence about a line that names an author: where and how it does so, as bits of a candidate's `signs`.

`declared.authors` and `authors.visible` set the bits; the author model weighs them.
"""

# Where metadata says it.
META_AUTHOR = 1 << 0
META_ARTICLE = 1 << 1
META_OTHER = 1 << 2
# Said by the element: its class or itemprop, an enclosing byline or author element, a link to an author.
MARKED = 1 << 3
IN_BYLINE = 1 << 4
IN_AUTHOR = 1 << 5
AUTHOR_LINK = 1 << 6
INLINE = 1 << 7
IN_META = 1 << 8
# What the text says.
LEAD = 1 << 9
DATED = 1 << 10
BESIDE_DATE = 1 << 11
ALL_LINK = 1 << 12
# The position on the page.
IN_HEAD = 1 << 13
ABOVE_TITLE = 1 << 14
IN_BODY = 1 << 15
BELOW_BODY = 1 << 16
BIOGRAPHY = 1 << 17
HEADING = 1 << 18
# The label that the block classifier gave it.
BYLINE_BLOCK = 1 << 19
REPORTING_BLOCK = 1 << 20
# Where the page shows a name that metadata declares.
SHOWN_HEAD = 1 << 21
SHOWN_BODY = 1 << 22
SHOWN_BELOW = 1 << 23
SHOWN_OUTSIDE = 1 << 24
# No longer set, but each sign is a feature and the shipped model still has a row for this one.
SHOWN_ALONE = 1 << 25
# Whether "By" stands alone in the block before.
ANNOUNCED = 1 << 26
BRACKETED = 1 << 27
PLAIN = 1 << 28
# The part of the page that class words assign it to, unless the body is in that part, too.
SIDEBAR = 1 << 29
FOOTER = 1 << 30
TEASER = 1 << 31
CAPTION = 1 << 32
NAVIGATION = 1 << 33
MODAL = 1 << 34
COMMENTS = 1 << 35
HIDDEN = 1 << 36
ADVERTISEMENT = 1 << 37
ASIDE = 1 << 38
LIST = 1 << 39
# What JSON-LD says of the article and of its author.
LD_NEWS = 1 << 40
LD_BLOG = 1 << 41
LD_REFERENCE = 1 << 42
LD_ACCOUNT = 1 << 43
LD_JOB = 1 << 44
LD_TYPED = 1 << 45
LD_SAME_AS = 1 << 46
# The wording: "by" after something else, only two capitalised words, the subject of a biography.
WITHIN = 1 << 47
BARE = 1 << 48
SUBJECT = 1 << 49
# An account handle from a meta element.
META_HANDLE = 1 << 50
# How it is typeset, and whether it shares an element with the body's first or last block.
STRONG = 1 << 51
ITALIC = 1 << 52
SIBLING = 1 << 53
# The parts of a page that are not the article.
OTHER_PARTS = SIDEBAR | FOOTER | TEASER | CAPTION | NAVIGATION | MODAL | COMMENTS | HIDDEN | ADVERTISEMENT | ASIDE
