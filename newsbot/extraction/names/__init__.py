"""Personal names: whether a text can be one and how to write it (`spelling`), and the order of its parts (`order`)."""
