"""What is known of a site's template: `lesson` from one page, `profile` from all, `correction` of a page's verdicts."""
