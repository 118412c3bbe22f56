"""Elements of a label that only the site's style separates."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.blocks.seams import is_seam, parts_of
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document


def blocks(html):
    return walk_blocks(parse_document(html, "https://example.com/a").tree).blocks


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("<div><span>Ada Moran</span><span>Data editor</span></div>", ("Ada Moran", "Data editor")),
        ("<div><span>Ada Moran, MD</span><span>May 12, 2026</span></div>", ("Ada Moran, MD", "May 12, 2026")),
        ("<div><span>Ada Moran</span><span>12.5.2026</span></div>", ("Ada Moran", "12.5.2026")),
        ("<div><a href=/a>Ada Moran</a>Bilbao</div>", ("Ada Moran", "Bilbao")),
        ("<div><span>Ada Moran</span><span>ada@example.com</span></div>", ("Ada Moran", "ada@example.com")),
        ("<div><span>Tim de Groot</span><span>di 5 mei 2026</span></div>", ("Tim de Groot", "di 5 mei 2026")),
        ("<div><span>redakce</span><span>dnes 9:12</span></div>", ("redakce", "dnes 9:12")),
        ("<div><span>कीर्ति अरोड़ा</span><span>17 जून 2026</span></div>", ("कीर्ति अरोड़ा", "17 जून 2026")),
        ("<div><span>来源:江岸日报</span><span>作者:王小明</span></div>", ("来源:江岸日报", "作者:王小明")),
        ("<p>Ada<b>di</b> corre</p>", ()),
        ("<p>The <b>ghost</b><i>writer</i> came</p>", ()),
        ("<div><span>Ada Moran</span> <span>Bilbao</span></div>", ()),
        ("<p>The <span>Mac</span><span>Donald</span> family</p>", ()),
        ("<p><span>T</span>he bridge</p>", ()),
        ("<p>It covers 100 m<sup>2</sup> of land</p>", ()),
        ("<p>Ada Moran</p><p>Bilbao</p>", ()),
    ],
)
def test_elements_of_a_label_that_meet_without_a_space_are_parts(html, parts):
    (block, *_) = blocks(html)
    assert block.parts == parts
    if parts:
        assert block.text == "".join(parts)


@given(st.lists(st.text("aB. 1\u00e9", min_size=1, max_size=9), min_size=1, max_size=9), st.text("aB. 1", min_size=1))
@examples(200)
def test_any_pieces_are_answered(pieces, text):
    assert is_seam(pieces, text) in (True, False)
    assert parts_of(pieces) == ()
