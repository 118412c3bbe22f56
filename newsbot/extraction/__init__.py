"""From the bytes of a page to the fields of a line.

`page` reads one page into a report, `decisions` makes fields of it, `article` does both for a single page, and
`plaintext` reads text without markup. The packages hold what they decide from (`docs/architecture.md`).
"""
