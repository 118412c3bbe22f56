"""The registrable domain of a host, by the public suffix list that tldextract ships."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tldextract import TLDExtract

from newsbot.suffixes import registrable_domain

reference = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
RULES = sorted(reference.tlds)
LABELS = st.sampled_from(["www", "news", "a", "xn--bcher-kva", "bücher", "1", "127"])


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("example.com", "example.com"),
        ("co.uk", None),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"),
        ("diary.blogspot.com", "diary.blogspot.com"),
        ("www.пример.рф", "пример.рф"),
        ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("localhost", None),
        ("127.0.0.1", None),
        ("::1", None),
        ("example.nosuchsuffix", None),
        (".com", None),
        ("", None),
        ("a" * 300 + ".com", None),
    ],
)
def test_the_domain_is_what_was_registered(host, domain):
    assert registrable_domain(host) == domain


@given(st.lists(LABELS, max_size=4), st.sampled_from(RULES))
def test_it_is_the_one_that_tldextract_finds(labels, rule):
    host = ".".join([*labels, rule.lstrip("!").replace("*", "any")])
    assert (registrable_domain(host) or "") == reference(host).top_domain_under_public_suffix


@given(st.text(max_size=40))
def test_no_host_breaks_it(host):
    assert registrable_domain(host) is None or host.endswith(registrable_domain(host))
