"""`scrapy watch`: many sites, each crawled by a child process when it is due; `watch` is the loop."""
