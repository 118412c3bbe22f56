"""The crawl of one site: the spider talks to `site_crawl`, which is made of the other modules."""
