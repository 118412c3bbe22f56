"""What is known of the place where a line names an author, as bits of a candidate's `signs`.

`declared.authors` and `authors.visible` set them, the author model weighs them.
"""

# Where metadata says it.
META_AUTHOR = 1 << 0
META_ARTICLE = 1 << 1
META_OTHER = 1 << 2
# What the element says: its own class or itemprop, a byline's or an author's element around it, a link to an author.
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
# Where it stands.
IN_HEAD = 1 << 13
ABOVE_TITLE = 1 << 14
IN_BODY = 1 << 15
BELOW_BODY = 1 << 16
BIOGRAPHY = 1 << 17
HEADING = 1 << 18
# What the block classifier took it for.
BYLINE_BLOCK = 1 << 19
REPORTING_BLOCK = 1 << 20
# Where the page shows a name that metadata declares.
SHOWN_HEAD = 1 << 21
SHOWN_BODY = 1 << 22
SHOWN_BELOW = 1 << 23
SHOWN_OUTSIDE = 1 << 24
# Nothing says it any more, but the model that was trained last has a row for it: each sign here is a feature.
SHOWN_ALONE = 1 << 25
# Whether "By" stands alone in the block before.
ANNOUNCED = 1 << 26
BRACKETED = 1 << 27
PLAIN = 1 << 28
# What part of the page it belongs to by its class words, if the body is no part of that.
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
# What its words are: "by" after something else, two capitalised words and no more, whom a biography is about.
WITHIN = 1 << 47
BARE = 1 << 48
SUBJECT = 1 << 49
# A meta element's handle of an account.
META_HANDLE = 1 << 50
# How it is set, and whether it stands in the same element as the body's first or last block.
STRONG = 1 << 51
ITALIC = 1 << 52
SIBLING = 1 << 53
# The parts of a page that are not the article.
OTHER_PARTS = SIDEBAR | FOOTER | TEASER | CAPTION | NAVIGATION | MODAL | COMMENTS | HIDDEN | ADVERTISEMENT | ASIDE
