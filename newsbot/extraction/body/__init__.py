"""The article's text: `classifier` decides which blocks are body, with the help of the rules in the other modules."""
