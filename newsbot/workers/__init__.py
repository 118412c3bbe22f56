"""The processes that read pages: the crawl's side (`pool`, `child`), theirs (`worker`), and what passes between them.

`requests` are the messages and `tasks` the functions that answer them.
"""
