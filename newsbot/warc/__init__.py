"""WARC files, out and in (ISO 28500): pages as they were fetched, kept to be read again without the network.

`records` writes one record, `exchanges` the records of one request and its answer, `writing` the files of a crawl,
`salvage` what a dead crawl left, `captures` remembers what was answered before. `codecs` and `reading` give back the
records of a file, whatever is broken in it, and `messages` what of a record is HTTP.
"""
