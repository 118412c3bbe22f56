"""How pages are fetched: within limits, only from where a crawl may connect, and no faster than a host bears it."""
