"""The block model's features for each block of a page: first its place, then its text and surroundings.

Training and extraction both call these two functions.
"""

import numpy as np

from newsbot.extraction.blocks.class_lexicon import ClassLexicon
from newsbot.extraction.blocks.context_features import context_features
from newsbot.extraction.blocks.place_features import place_features
from newsbot.extraction.blocks.table import BlockTable, Columns, Floats, Integers
from newsbot.extraction.blocks.text_features import PageHints, text_features
from newsbot.extraction.blocks.trees import FeatureTable
from newsbot.text import comparison_key

_MAX_HEADLINE = 300
_NO_HEADLINE = -999.0


def first_features(table: BlockTable, hints: PageHints, lexicon: ClassLexicon) -> FeatureTable:
    """The features of every block's place."""
    columns = place_features(table, lexicon.scores(table.labels)[table.element_labels], find_headline(table, hints))
    return FeatureTable(tuple(columns), np.array(list(columns.values()), np.float32))


def second_features(
    table: BlockTable, first: FeatureTable, odds: Floats, kept: Integers, hints: PageHints
) -> FeatureTable:
    """All features of the blocks `kept` (their indexes, ascending): place, context and text.

    `odds` are the first trees' results for all blocks.
    """
    columns = {name: column[kept] for name, column in context_features(table, odds).items()}
    columns |= text_features(table, kept, hints)
    columns |= _title_places(columns, first, kept)
    values = np.array(list(columns.values()), np.float32)
    return FeatureTable((*first.names, *columns), np.vstack((first.values[:, kept], values)))


def find_headline(table: BlockTable, hints: PageHints) -> int | None:
    """The block that shows the headline: a heading that repeats one of the page's titles, else the first h1."""
    titles = {key for key in map(comparison_key, hints.titles) if key}
    main = None
    for place in np.flatnonzero(table.headings & ~table.hidden):
        block = table.walk.blocks[place]
        if len(block.text) < _MAX_HEADLINE and comparison_key(block.text) in titles:
            return int(place)
        if main is None and block.element.tag == "h1":
            main = int(place)
    return main


def _title_places(columns: Columns, first: FeatureTable, kept: Integers) -> Columns:
    """Each block's distance from a title: the last one before the likely body, else the first."""
    titles = kept[columns["title"] == 2]
    after_first = first.values[first.names.index("likely_after_first")]
    start = -int(after_first[0])
    above = titles[titles <= start]
    place = int(above[-1]) if len(above) else int(titles[0]) if len(titles) else None
    return {"after_title": np.full(len(kept), _NO_HEADLINE) if place is None else kept - place}
