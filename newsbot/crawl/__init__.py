"""One site of a crawl: `site_crawl` is what the spider asks, the other modules are what it is made of."""
