"""A site's template: the `lesson` of one page, the `profile` of all, the `correction` of a page's verdicts."""
