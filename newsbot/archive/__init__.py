"""WARC files to be read again: what they hold (`index`), whose it is (`sites`), how machines share them (`jobs`)."""
