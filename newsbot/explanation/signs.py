"""Explains why the block model judges a block as it does: its strongest evidence, in words.

The weight of a feature group is the change in log odds when the block's values in that group are swapped for those of
a block of the other kind: for a block that is out, one of the page's body; for a kept block, one that is out.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from newsbot.explanation.story import Sign
from newsbot.extraction.blocks.model import BlockModel, Looks
from newsbot.extraction.blocks.table import Flags, Floats, Integers
from newsbot.extraction.blocks.trees import FeatureTable, Trees
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.vocabulary.word_groups import text_words, word_groups
from newsbot.text import counted

# At most this many blocks of each kind serve as references.
_REFERENCES = 3
_MIN_SHIFT = 0.25
_MOST_SIGNS = 4
_MAX_SIGNED = 1_000
_MAX_WORDS = 4
_MOST_CAPITALS = 0.3
_MANY_DIGITS = 0.25
_NEARLY_ALL = 0.9
_FAR = 20
_MAX_LABEL_CHARS = 60
_NO_HEADLINE = -900

# The features of a block, and under "shift" the weight of the group.
Values = dict[str, float]
_Describe = Callable[[TextBlock, Values], str]


def _ending(block: TextBlock, values: Values) -> str:
    return "it ends like a sentence" if values.get("last_char") == 2 else "it does not end like a sentence"


def _length(block: TextBlock, values: Values) -> str:
    count = len(block.text.split())
    said = f"its length, {counted(count, 'word')}"
    if values.get("capitals", 0) > _MOST_CAPITALS:
        return f"{said}, many capitals"
    return f"{said}, many digits" if values.get("digits", 0) > _MANY_DIGITS else said


def _links(block: TextBlock, values: Values) -> str:
    if block.link_density > 0:
        return f"{block.link_density:.0%} of it is link text"
    linked = max(values.get("link_density-1", 0), values.get("link_density+1", 0))
    return "there are links right next to it" if linked > 0 else "no links in it"


def _emphasis(block: TextBlock, values: Values) -> str:
    bold, italic = values.get("strong", 0), values.get("italic", 0)
    if max(bold, italic) <= 0:
        return "plain type"
    share = "all" if max(bold, italic) >= _NEARLY_ALL else "partly"
    return f"it is {share} {'bold' if bold >= italic else 'italic'}"


def _wording(block: TextBlock, values: Values) -> str:
    if values["shift"] > 0:
        return "few or no words typical of page furniture"
    found = dict.fromkeys(word for word in text_words(block.text) if word_groups(word))
    if not found:
        return "no words typical of page furniture"
    return "words typical of page furniture: " + ", ".join(f"“{word}”" for word in list(found)[:_MAX_WORDS])


def _names(block: TextBlock, values: Values) -> str:
    if values.get("person", 0) > 0:
        return "it names the author"
    return (
        "it names the site itself"
        if values.get("site", 0) > 0
        else "the people named in it and in the lines next to it"
    )


def _title(block: TextBlock, values: Values) -> str:
    if values.get("title", 0) >= 1:
        return "it is a title of the page, or part of one"
    if values.get("description", 0) >= 1:
        return "it is the page's description"
    return "its distance from the title and its overlap with it"


def _copies(block: TextBlock, values: Values) -> str:
    count = int(values.get("copies", 1))
    if count > 1:
        return f"it appears {count} times on the page"
    return "another text contains it" if values.get("held_elsewhere", 0) else "it appears once on the page"


def _classes(block: TextBlock, values: Values) -> str:
    names: list[str] = []
    element = block.element
    while element.parent is not None and len(names) < 2:
        if element.attribute:
            names.append(element.attribute[:_MAX_LABEL_CHARS])
        element = element.parent
    return "the names of its elements: " + " in ".join(f"“{name}”" for name in names) if names else "no class names"


def _elements(block: TextBlock, values: Values) -> str:
    return f"its elements: {' in '.join(f'<{tag}>' for tag in _tags_above(block))}"


def _tags_above(block: TextBlock) -> list[str]:
    tags, element = [block.element.tag], block.element.parent
    while element is not None and len(tags) < 3:
        if element.tag not in ("div", "body", "html"):
            tags.append(element.tag)
        element = element.parent
    return tags


def _place(block: TextBlock, values: Values) -> str:
    distance = values.get("after_headline", _NO_HEADLINE)
    if distance <= _NO_HEADLINE:
        return "its position on the page"
    if distance == 0:
        return "it is the headline"
    return f"it is {abs(int(distance))} blocks {'below' if distance > 0 else 'above'} the headline"


def _likeness(block: TextBlock, values: Values) -> str:
    share = values.get("same_parent_share", 0)
    alike = values.get("same_label_share", 0)
    return f"{share:.0%} of the likely text is in the same element, {alike:.0%} has the same markup"


def _neighbours(block: TextBlock, values: Values) -> str:
    if "body_within_3" in values:
        return f"{values['body_within_3']:.0%} of the text around it looks like the article"
    before, after = values.get("likely_after_first", 0), values.get("likely_after_last", 0)
    if after > 0:
        return f"it is {int(after)} blocks below the likely text"
    return f"it is {int(-before)} blocks above the likely text" if before < 0 else "what is around it"


def _lines(block: TextBlock, values: Values) -> str:
    for name, word in (("has_byline", "byline"), ("has_date", "date")):
        if values.get(name, 0):
            return f"its element is named as a {word}"
    near = min(values.get(name, _FAR) for name in ("byline_before", "date_before"))
    return f"a byline or a date is {int(near)} blocks above" if near < _FAR else "no byline or date is near"


def _media(block: TextBlock, values: Values) -> str:
    for name, words in (
        ("images_before", "a picture is right before it"),
        ("controls_before", "a form control is right before it"),
        ("controls_after", "a form control is right after it"),
        ("images_after", "a picture is right after it"),
        ("rules_before", "a horizontal rule is right before it"),
    ):
        if values.get(name, 0) > 0:
            return words
    return "no picture or control is next to it"


# Every feature of the model belongs to the first group whose pattern it matches.
GROUPS: tuple[tuple[str, re.Pattern[str], _Describe], ...] = tuple(
    (name, re.compile(pattern), describe)
    for name, pattern, describe in (
        ("ending", r"(?:first|last)_char|likes_sentences|has_(?:question|colon|bar)\Z", _ending),
        ("length", r"length|words\Z|spaces|digits|capitals|word_length", _length),
        ("links", r"link|foreign_|file_|element_links|likes_link|has_(?:address|at)\Z", _links),
        ("emphasis", r"strong|italic", _emphasis),
        ("wording", r"words_|first_|furniture|has_copyright", _wording),
        ("names", r"people|person|site\Z", _names),
        ("title", r"title|holds_title|description|after_title", _title),
        ("copies", r"copies|held_", _copies),
        ("classes", r"class_|labels|in_itemprop", _classes),
        ("elements", r"tag_|in_|heading_level|hidden|depth", _elements),
        ("lines", r"has_(?:byline|date)|byline_|date_", _lines),
        ("media", r"images_|controls_|rules_", _media),
        ("likeness", r"likes|alike|same_", _likeness),
        ("neighbours", r"prose_|likely_|odds|most_of|body_|sure_", _neighbours),
        ("place", r"position|text|blocks|heading_|after_headline|headline_|element_|step_|page_", _place),
    )
)


def group_of(feature: str) -> str | None:
    """Return the group of a model feature, None if it is not known here."""
    return next((name for name, pattern, _ in GROUPS if pattern.match(feature)), None)


def block_signs(walk: Walk, looks: Looks, model: BlockModel, is_body: Flags) -> list[list[Sign]]:
    """Return for each block of the walk the strongest evidence for and against its verdict (`is_body`)."""
    found: list[list[Sign]] = [[] for _ in walk.blocks]
    kept = looks.kept
    if looks.second is not None:
        said = _signs(walk, kept, looks.second, _shifts(looks.second, model.second, is_body[kept]))
        for place, signs in zip(kept.tolist(), said, strict=True):
            found[place] = signs
    others = np.setdiff1d(np.arange(len(walk.blocks)), kept)
    # Blocks that the first look ruled out are compared with the body as the first look saw it.
    places = np.concatenate((others, np.flatnonzero(is_body)))
    first = FeatureTable(looks.first.names, looks.first.values[:, places])
    said = _signs(walk, others, first, _shifts(first, model.first, np.arange(len(places)) >= len(others)))
    for place, signs in zip(others.tolist(), said, strict=True):
        found[place] = signs
    return found


def _signs(walk: Walk, places: Integers, features: FeatureTable, shifts: Floats | None) -> list[list[Sign]]:
    """Return the strongest signs of the blocks at these places, which are the first columns of the tables."""
    if shifts is None:
        return [[] for _ in places]
    found = []
    for column, place in enumerate(places.tolist()):
        values = dict(zip(features.names, features.values[:, column].tolist(), strict=True))
        ranked = sorted(enumerate(shifts[:, column].tolist()), key=lambda pair: -abs(pair[1]))
        found.append(
            [
                Sign(GROUPS[group][2](walk.blocks[place], values | {"shift": shift}), round(shift, 2))
                for group, shift in ranked[:_MOST_SIGNS]
                if abs(shift) >= _MIN_SHIFT
            ]
        )
    return found


def _shifts(features: FeatureTable, trees: Trees, is_body: Flags) -> Floats | None:
    """Return what each group (a row) says about each block (a column); None if the page has blocks of one kind only."""
    odds = trees.odds(features)
    references = {kind: _typical(odds, np.flatnonzero(is_body == kind)) for kind in (True, False)}
    if not all(map(len, references.values())):
        return None
    groups = [group_of(name) for name in features.names]
    found = np.zeros((len(GROUPS), len(odds)))
    for row, (group, _, _) in enumerate(GROUPS):
        rows = [at for at, name in enumerate(groups) if name == group]
        if not rows:
            continue
        for kind, others in references.items():
            own = np.flatnonzero(is_body != kind)
            if len(own) > _MAX_SIGNED:
                # On a page of thousands of blocks, only those nearest to the other verdict.
                own = np.sort(own[np.argsort(-odds[own] if kind else odds[own])[:_MAX_SIGNED]])
            total = np.zeros(len(own))
            for other in others:
                values = features.values[:, own].copy()
                values[rows] = features.values[rows, other][:, None]
                total += trees.odds(FeatureTable(features.names, values))
            found[row, own] = odds[own] - total / len(others)
    return found


def _typical(odds: Floats, places: Sequence[int] | Integers) -> list[int]:
    """Return blocks that represent all at these places: those at the quartiles of their odds."""
    ranked = [int(place) for place in np.asarray(places)[np.argsort(odds[places])]]
    if len(ranked) <= _REFERENCES:
        return ranked
    return [ranked[len(ranked) * part // (_REFERENCES + 1)] for part in range(1, _REFERENCES + 1)]
