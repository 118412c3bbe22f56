"""The text of an article that its page does not show: from JSON-LD, the site's API, its feed, or its scripts' data."""

from dataclasses import dataclass
from html import escape

from newsbot.extraction.blocks.model import BlockModel
from newsbot.extraction.blocks.walk import Walk, walk_blocks
from newsbot.extraction.body.classifier import judge_blocks
from newsbot.extraction.body.page_data import article_in_data
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.document import Document
from newsbot.extraction.kinds.pagekind import needs_no_text
from newsbot.extraction.page_report import PageRequest
from newsbot.extraction.page_view import PageView
from newsbot.items import BODY, Block, Candidate, Origin
from newsbot.markup import parse_html

# Characters: text this long in JSON-LD or a feed counts as an article if the page itself shows less than a line.
_MIN_DECLARED = 300


@dataclass(slots=True)
class UnshownText:
    """An article's text that its page does not show, and the source it was taken from."""

    walk: Walk
    blocks: list[Block]
    origin: Origin


def find_unshown_text(
    document: Document, view: PageView, request: PageRequest, model: BlockModel | None
) -> UnshownText | None:
    """The text of a page that shows none, from the first source that has it; None if none has.

    A page whose data says that its text is paid for is noted as such in what it declares.
    """
    return _from_sources(view.declared, request) or _from_script_data(document, view, model)


def _all_of(walk: Walk) -> list[Block]:
    return [Block(block.text, block.element.tag, BODY) for block in walk.blocks]


def _from_sources(declared: Declared, request: PageRequest) -> UnshownText | None:
    """The text of a page that scripts would fill, taken from JSON-LD, the API or the feed."""
    if len(declared.body) >= _MIN_DECLARED:
        walk = _walk_declared(declared.body)
        return UnshownText(walk, _all_of(walk), "json-ld")
    contents: list[tuple[str | None, Origin]] = [
        (request.post.content if request.post is not None else None, "wp-rest"),
        (request.link.content if request.link is not None else None, "feed"),
    ]
    for content, origin in contents:
        walk = _walk_declared(content) if content and request.number == 1 else Walk()
        if sum(len(block.text) for block in walk.blocks) >= _MIN_DECLARED:
            return UnshownText(walk, _all_of(walk), origin)
    return None


def _from_script_data(document: Document, view: PageView, model: BlockModel | None) -> UnshownText | None:
    """The text of such a page taken from its scripts' data, which includes captions and the like."""
    if needs_no_text(document.tree, view.walk, view.declared):
        return None
    data = article_in_data(document.tree, view.hints.titles, view.hints.description)
    if data is None:
        return None
    if data.is_paid:
        view.declared.is_free = False
        return None
    for dates, moment in ((view.declared.published, data.published), (view.declared.modified, data.modified)):
        if moment and not dates:
            dates.append(Candidate(moment, "meta"))
    # Build the markup as the scripts would.
    byline = escape(", ".join(data.authors))
    shown = f'<div class="byline author">{byline}</div>{data.markup}' if byline else data.markup
    walk = walk_blocks(parse_html(f"<body><article>{shown}</article></body>"))
    return UnshownText(walk, judge_blocks(walk, view.hints, model).blocks, "visible")


def _walk_declared(body: str) -> Walk:
    """Such a text as blocks: one per element if it holds markup, else one per line."""
    markup = body if "<p" in body or "<br" in body else "".join(f"<p>{escape(line)}</p>" for line in body.splitlines())
    return walk_blocks(parse_html(f"<body>{markup}</body>"))
