"""What a page declares about itself in its head, JSON-LD and microdata: candidates, each with its origin."""
