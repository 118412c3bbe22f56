"""WARC files to be read again: their contents (`index`), their sites (`sites`), and sharing the work (`jobs`)."""
