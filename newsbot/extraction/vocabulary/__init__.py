"""Words and phrases, per language, and patterns made of them: data that the other packages read, all of it folded."""
