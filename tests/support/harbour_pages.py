"""One story of a harbour council, to be put into the templates of publishing systems."""

from newsbot import extract

URL = "https://harbour.example/news/412-mole"
TITLE = "Harbour council votes for a second mole"
TEXT = (
    "The harbour council voted on Tuesday for a second mole of 400 metres, after three winters in which storms broke"
    " over the old one.",
    "Work is to begin in April and to last until the autumn of next year, the chair of the council said.",
    "Fishermen had asked for the mole since the storm of 2019, which sank eleven boats at their moorings.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)


def read(body, *, head="", lang="en", title=f"{TITLE} | Harbour Post"):
    """The article of a page with this body, None if newsbot finds none."""
    html = f"<html lang={lang}><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return extract(html, URL)
