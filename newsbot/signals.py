"""Signals that newsbot's spiders send beside Scrapy's own; who listens counts, and changes nothing."""

# A page gave no article: `url`, `reason` and `site` (its name) come with it.
page_skipped = object()
