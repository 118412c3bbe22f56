"""WARC files, written and read (ISO 28500): pages as they were fetched, kept to be read again without the network.

`records` renders one record, `exchanges` the records of one request and its response, `writing` writes a crawl's files,
`salvage` finishes those of a dead crawl, `captures` remembers earlier responses. `codecs` and `reading` read the
records of a file, whatever is broken in it, and `messages` parses the HTTP in a record.
"""
