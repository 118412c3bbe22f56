"""Posts of social networks that an article quotes: their text is body, however short or oddly worded.

They are recognised by the networks' embed code, which editors paste and the page's scripts turn into a frame.
Instagram's code contains the words of a post only if its author wants that; otherwise only whose picture it is.
"""

import re
from collections.abc import Iterator, Sequence

from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY

_POSTS = frozenset(("twitter-tweet", "twitter-video", "bluesky-embed", "mastodon-embed"))
_PICTURE_POSTS = frozenset(("instagram-media",))
_ALL_POSTS = _POSTS | _PICTURE_POSTS
# The network in its labels in any language: "View this post on Instagram", "A post shared by Jane Doe (@janedoe)".
_NETWORK = "Instagram"
# Longer texts are about the network.
_LONGEST_LABEL = 60
_SIGNED = re.compile(r"\(@[\w.]{1,60}\)")
# On AMP pages the element itself says so; its content is shown until the post has loaded.
_ELEMENTS = frozenset(("amp-twitter", "amp-instagram", "amp-facebook", "amp-reddit", "amp-tiktok", "amp-embedly-card"))
# An element with more blocks is a quotation of the page's own, or was never closed.
_MAX_BLOCKS = 8


def keep_posts(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Make every quoted post within the body or right below it body.

    The placeholder of a picture without words is removed.
    """
    body = [order for order, verdict in enumerate(verdicts) if verdict == BODY]
    if not body:
        return
    first, last = body[0], body[-1]
    for post in _posts(blocks, first, last):
        said = _said(blocks, post)
        for order in post.blocks:
            if order in said:
                verdicts[order] = BODY
            elif verdicts[order] == BODY:
                verdicts[order] = "caption"


def _said(blocks: Sequence[TextBlock], post: Element) -> Sequence[int]:
    """The blocks of a post that contain its words; empty for a picture without words."""
    if _PICTURE_POSTS.isdisjoint(post.attribute.split()):
        return post.blocks
    said = [order for order in post.blocks if not _leads_there(blocks[order].text)]
    return [] if all(_SIGNED.search(blocks[order].text) for order in said) else said


def _leads_there(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and _NETWORK in text


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
    """The quotation of a post that contains an element, or None."""
    while element is not None:
        if element.tag == "blockquote":
            parent = element.parent
            is_post = not _ALL_POSTS.isdisjoint(element.attribute.split()) or (
                parent is not None and parent.tag in _ELEMENTS
            )
            return element if is_post and len(element.blocks) <= _MAX_BLOCKS else None
        element = element.parent
    return None
