"""The authors that a page declares."""

import pytest

from newsbot.extraction.declared.authors import meta_authors


@pytest.mark.parametrize("name", ["author", "parsely-author", "mrf:authors", "cse_author", "dable:author", "authors"])
def test_meta_elements_of_many_makers_name_the_author(name):
    assert [candidate.value for candidate in meta_authors({name: ["Ada Moran"]})] == ["Ada Moran"]


@pytest.mark.parametrize("name", ["smartbanner:author", "web_author", "author-avatar", "author_id", "book:author"])
def test_other_meta_elements_are_of_somebody_else(name):
    assert meta_authors({name: ["Ada Moran"]}) == []
