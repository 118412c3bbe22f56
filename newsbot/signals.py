"""Signals that newsbot's spiders send in addition to Scrapy's; receivers only count, and change nothing."""

# A page gave no article: sent with `url`, `reason` and `site` (the site's name).
page_skipped = object()
