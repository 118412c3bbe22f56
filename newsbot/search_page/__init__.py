"""The page that `scrapy search --serve` shows to people: views of an index, and the server on loopback.

`elements` writes HTML that is escaped by construction, `views` are the pages, `server` answers requests. All of it is
written on the server, without scripts: what a crawled page says cannot run, and a reader needs nothing but a browser.
"""
