"""Dates: `parsing` reads one, `lines` finds those that a page shows, `choice` decides which are the article's."""
