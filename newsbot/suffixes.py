"""Under which part of a host's name anybody may register: the public suffix list, as tldextract ships it.

tldextract itself loads code to fetch newer lists, and builds a tree of the list: 20 MB and a fifth of a second in each
process, just to answer the one question asked here.
"""

import re
from functools import cache
from importlib.util import find_spec
from ipaddress import AddressValueError, IPv4Address
from pathlib import Path

_LIST_FILE = ".tld_set_snapshot"
_RULE = re.compile(r"^[.*!]*\w\S*", re.MULTILINE)
# A name has at most 253 characters, and so at most 127 labels; anything longer is not a name.
_MAX_HOST_CHARS = 253


def registrable_domain(host: str) -> str | None:
    """Return the registered part of a host's name ("news.bbc.co.uk" → "bbc.co.uk"); None for other hosts.

    `host` is in lower case. The list's private part counts: a blog on a platform is a site of its own.
    """
    if len(host) > _MAX_HOST_CHARS or _is_address(host):
        return None
    labels = host.split(".")
    start = _suffix_start([_decode(label) for label in labels], _rules())
    return ".".join(labels[start - 1 :]) if start and labels[start - 1] else None


def _suffix_start(labels: list[str], rules: frozenset[str]) -> int | None:
    """Return the label at which the suffix starts, by the longest matching rule; None if none matches."""
    for start in range(len(labels)):
        name = ".".join(labels[start:])
        if f"!{name}" in rules:
            return start + 1
        if name in rules or (start + 1 < len(labels) and f"*.{'.'.join(labels[start + 1 :])}" in rules):
            return start
    return None


@cache
def _rules() -> frozenset[str]:
    spec = find_spec("tldextract")  # which does not load it
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("tldextract, which has the public suffix list, is not installed")
    return frozenset(_RULE.findall(Path(spec.origin).with_name(_LIST_FILE).read_text("utf-8")))


def _decode(label: str) -> str:
    """Return the label in Unicode, as in the list."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _is_address(host: str) -> bool:
    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True
