"""Names of people: whether a text can be one and how it is written (`spelling`), and their order (`order`)."""
