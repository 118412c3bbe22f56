"""Posts of social networks that an article quotes: their text is body, as short and as oddly worded as it may be.

The networks' own code, which editors paste, names them; the page's scripts turn it into a frame.
"""

from collections.abc import Iterator, Sequence

from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.elements import Element
from newsbot.items import BODY

_POSTS = frozenset(("twitter-tweet", "twitter-video", "bluesky-embed", "mastodon-embed"))
# On AMP pages the element itself says so; what it holds is shown until the post has come.
_ELEMENTS = frozenset(("amp-twitter", "amp-instagram", "amp-facebook", "amp-reddit", "amp-tiktok", "amp-embedly-card"))
# More blocks are a page's own quotation, or an element that was never closed.
_MAX_BLOCKS = 8


def keep_posts(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take every quoted post between the first and the last text of the body, or right below it, as body."""
    body = [order for order, verdict in enumerate(verdicts) if verdict == BODY]
    if not body:
        return
    first, last = body[0], body[-1]
    for post in _posts(blocks, first, last):
        for order in post.blocks:
            verdicts[order] = BODY


def _posts(blocks: Sequence[TextBlock], first: int, last: int) -> Iterator[Element]:
    known: Element | None = None
    for block in blocks[first : last + 2]:
        if "blockquote" not in block.element.tags:
            continue
        post = post_around(block.element)
        if post is not None and post is not known and post.first_block >= first:
            known = post
            yield post


def post_around(element: Element | None) -> Element | None:
    """The quotation of a post in which an element stands, or None."""
    while element is not None:
        if element.tag == "blockquote":
            parent = element.parent
            is_post = not _POSTS.isdisjoint(element.attribute.split()) or (
                parent is not None and parent.tag in _ELEMENTS
            )
            return element if is_post and len(element.blocks) <= _MAX_BLOCKS else None
        element = element.parent
    return None
