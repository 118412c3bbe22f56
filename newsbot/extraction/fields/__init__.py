"""The other fields of a line: headline, images, sections and keywords, genre, and the original of a copy."""
