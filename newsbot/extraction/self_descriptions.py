"""What an organisation says of itself below its news: "About Example Ltd", then "Example Ltd is …", to the end."""

import re
from collections.abc import Sequence

from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.byline_words import ABOUT
from newsbot.items import BODY

# The label stands among the last blocks of the body, below at least so many others, and most of the text.
_LAST = 7
_ABOVE = 2
_MAX_SHARE = 0.5
_LABEL = re.compile(rf"{ABOUT}\s*(?P<name>\S[^\n]{{1,60}}?):?\Z")
_ARTICLE = re.compile(r"(?:the|die|der|das|la|le|les|l['’]|el|o|a|il|lo|de|het)\s+", re.IGNORECASE)


def drop_self_description(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Take out all body from the label on, where the next block begins with the name that the label has."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    for at in range(max(_ABOVE, len(body) - _LAST), len(body)):
        # The label may be out already: by its words it can be a biography's.
        if not any(_introduces(blocks[place : place + 2]) for place in (body[at], body[at] - 1)):
            continue
        out = sum(len(blocks[index].text) for index in body[at:])
        if out <= _MAX_SHARE * sum(len(blocks[index].text) for index in body):
            for index in body[at:]:
                verdicts[index] = "biography"
            return


def _introduces(pair: Sequence[TextBlock]) -> bool:
    """Whether a label is followed by a text that begins with the first word of its proper name, articles aside."""
    label = _LABEL.match(pair[0].text)
    if label is None or len(pair) == 1:
        return False
    name, text = (_ARTICLE.sub("", part, count=1) for part in (label["name"], pair[1].text))
    first, *_ = name.split() or [""]
    return first[:1].isupper() and text.casefold().startswith(first.casefold())
