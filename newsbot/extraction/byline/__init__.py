"""A byline in steps: `lines` cuts it, `parts` and `pieces` judge its segments; `extraction.bylines` takes them all."""
