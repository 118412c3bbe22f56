"""Whether a page is an article: `signs` are counted, `pagekind` weighs them."""
