"""The processes that read pages: the crawl's end (`pool`, `child`), theirs (`worker`), and what is asked of them.

`requests` are the questions and `tasks` the functions that answer them.
"""
