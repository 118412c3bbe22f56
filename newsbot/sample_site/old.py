"""The third template: tables for layout, font tags, text between <BR>s or unclosed <P>s, no metadata at all.

Its pages are windows-1252 and say so only in a META tag.
"""

from datetime import date

from newsbot.sample_site import markup
from newsbot.sample_site.content import Story
from newsbot.sample_site.markup import Press, inline, template

ENCODING = "windows-1252"

_BREAKS = {
    "paragraph": "$text\n<BR><BR>",
    "contact": "<I>$text</I>\n<BR><BR>",
}
_OPEN_PARAGRAPHS = {
    "paragraph": "<P>$text",
    "contact": "<P><I>$text</I>",
}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def story_page(story: Story, press: Press) -> str:
    """The story as a whole page of HTML."""
    forms = _OPEN_PARAGRAPHS if story.markup == "p" else _BREAKS
    text = markup.render_blocks(story.blocks, forms, press, story.language)
    byline = f'<FONT SIZE="2"><B>{inline(story.byline)}</B></FONT><BR>\n' if story.byline else ""
    main = (
        f'<FONT FACE="Arial" SIZE="5"><B>{inline(story.headline)}</B></FONT><BR>\n'
        f'<FONT SIZE="2" COLOR="#666666">{_long_day(story.published)}</FONT><BR>\n{byline}'
        '<FONT SIZE="1"><A HREF="javascript:window.print()">Print this story</A> | '
        '<A HREF="mailto:?subject=The+Harbour+Post">E-mail this story to a friend</A></FONT><BR><BR>\n'
        f"{text}\n"
        '<CENTER><FONT SIZE="1"><A HREF="/archive/index.htm">Back to the County Desk</A></FONT></CENTER>'
    )
    return _frame(f"The Harbour Post - {inline(story.headline)}", main, press)


def list_page(title: str, stories: list[Story], press: Press) -> str:
    """The index of the section: a line for each story."""
    lines = "\n".join(
        f'<LI><A HREF="{story.path}">{inline(story.headline)}</A> <FONT SIZE="1">({_long_day(story.published)})</FONT>'
        for story in stories
    )
    return _frame(f"The Harbour Post - {title}", f"<H2>{title}</H2>\n<UL>\n{lines}\n</UL>", press)


def _frame(title: str, main: str, press: Press) -> str:
    return template("old.html").substitute(title=title, site=press.edition.name, main=main)


def _long_day(published: str) -> str:
    shown = date.fromisoformat(published)
    return f"{_DAYS[shown.weekday()]}, {shown.day} {shown:%B %Y}"
