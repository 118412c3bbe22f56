"""The language of a text (`detection`), and the statistical model for texts that nothing else decides (`model`)."""
