"""A page as blocks of text: `walk` makes them, `features` describe each, `model` says how likely each is body."""
