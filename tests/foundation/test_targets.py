"""Only addresses of the public Internet pass, however they are written, unless the operator named others."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.exceptions import TargetError
from newsbot.targets import Targets, is_public, numeric_address, origin_of

NAMED = "http://intranet.example:8080/news/"
INTRANET = ("intranet.example", 8080)


def refused(check, *arguments):
    """The reason of the TargetError that the check raises; None when it lets the target pass."""
    try:
        check(*arguments)
    except TargetError as error:
        return str(error) if error.detail else "no detail"
    return None


# ---------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "93.184.216.34", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0"),
        *("2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"),
    ],
)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1"),
        *("198.51.100.7", "203.0.113.9", "192.88.99.1", "168.63.129.16", "224.0.0.1", "239.1.2.3", "240.0.0.1"),
        "255.255.255.255",
        *("::", "::1", "::127.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1"),
        *("ff02::1", "2001:db8::1", "3fff::1", "2001::1", "100::1", "5f00::1", "64:ff9b:1::1", "::ffff:0:8.8.8.8"),
        *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::10.0.0.1", "2002:7f00:1::1", "2002:a9fe:a9fe::"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2600::5efe:127.0.0.1", "2600::200:5efe:10.0.0.1", "2600::1%1"),
        *("", "localhost", "127.1", "2130706433", "0x7f.1", "8.8.8.8/32", "example.com"),
    ],
)
def test_no_other_address_is_public(address):
    assert not is_public(address)


NOT_GLOBAL = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
    *("::/3", "2001::/23", "2001:db8::/32", "3fff::/20", "4000::/2", "8000::/1"),
]


@st.composite
def local_addresses(draw, version=None):
    """Addresses of networks that are not the public Internet's."""
    nets = [net for net in map(ip_network, NOT_GLOBAL) if version in (None, net.version)]
    net = draw(st.sampled_from(nets))
    return net[draw(st.integers(0, net.num_addresses - 1))]


@given(local_addresses())
def test_no_address_of_another_network_is_public(ip):
    dressed = ip.version == 6 and (ip.ipv4_mapped or ip in ip_network("64:ff9b::/96"))
    assert dressed or not is_public(str(ip))


@given(local_addresses(version=4), st.integers(0, 2**64 - 1))
def test_no_dress_makes_an_address_public(ip, rest):
    low = int(ip)
    for dressed in (
        IPv6Address(0xFFFF << 32 | low),
        IPv6Address(0x64_FF9B << 96 | low),
        IPv6Address(0x2002 << 112 | low << 80 | rest),
        IPv6Address(0x2600 << 112 | 0x5EFE << 32 | low),
    ):
        assert not is_public(str(dressed))


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_python_calls_local_is_never_public(ip):
    assert not is_public(str(ip)) or ip.is_global or ip in ip_network("::/3")


@given(st.text())
def test_what_is_no_address_is_not_public(text):
    if is_public(text):
        assert IPv4Address(text) if "." in text and ":" not in text else IPv6Address(text)


# ------------------------------------------------------------------------------------------ targets


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Example.com/a", ("example.com", 80)),
        ("https://example.com./", ("example.com", 443)),
        ("https://example.com:8443/", ("example.com", 8443)),
        ("http://[::1]:8000/", ("::1", 8000)),
        ("http://user:word@example.com/", ("example.com", 80)),
        ("http://example.com:0/", ("example.com", 0)),
        *[(url, None) for url in ("ftp://example.com/", "file:///etc/passwd", "data:,", "http://", "http://[::1/")],
        *[(url, None) for url in ("http://example.com:99999/", "http://example.com:+25/", "//example.com/", "")],
    ],
)
def test_an_origin_is_host_and_port(url, expected):
    assert origin_of(url) == expected


def test_every_address_of_a_name_must_be_public():
    targets = Targets.named([NAMED])
    check = targets.check_addresses
    other = ("news.example", 80)
    assert refused(check, other, ["8.8.8.8", "2606:4700::1"]) is None
    assert refused(check, other, ["8.8.8.8", "10.0.0.1"]) == "private_address"
    assert refused(check, other, ["::1", "8.8.8.8"]) == "private_address"
    assert refused(check, other, []) is None


def test_only_the_exact_origin_that_was_named_may_be_private():
    targets = Targets.named([NAMED], {("10.0.0.5", 80)})
    check = targets.check_addresses
    assert refused(check, INTRANET, ["10.0.0.7", "fd00::7"]) is None
    assert refused(check, ("10.0.0.5", 80), ["10.0.0.5"]) is None
    for other in (("intranet.example", 80), ("www.intranet.example", 8080), ("10.0.0.7", 8080), ("10.0.0.5", 8080)):
        assert refused(check, other, ["10.0.0.7"]) == "private_address"


def test_a_named_site_that_was_public_does_not_become_private():
    targets = Targets.named([NAMED])
    assert refused(targets.check_addresses, INTRANET, ["8.8.8.8"]) is None
    assert refused(targets.check_addresses, INTRANET, ["8.8.8.8", "127.0.0.1"]) == "private_address"
    assert refused(targets.check_addresses, INTRANET, ["8.8.4.4"]) is None


@pytest.mark.parametrize("port", [0, 22, 25, 6667])
def test_ports_of_other_services_are_refused(port):
    targets = Targets(frozenset((("mail.example", 25),)))
    assert refused(targets.check_port, ("news.example", port)) == "bad_port"
    assert refused(targets.check_port, ("mail.example", 25)) is None
    assert refused(targets.check_port, ("news.example", 8080)) is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *[(host, "127.0.0.1") for host in ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0x7f000001")],
        ("::1", "::1"),
        *[(host, None) for host in ("example.com", "127.0.0.1.example.com", "", "0x", "4294967296", "é", "a\0b")],
    ],
)
def test_a_numeric_host_says_its_address(host, expected):
    assert numeric_address(host) == expected


def test_a_name_that_says_a_private_address_is_refused_without_looking_it_up():
    targets = Targets.named(["http://127.0.0.1:8000/"])
    for host in ("localhost", "app.localhost", "127.1", "2130706433", "::1", "::ffff:127.0.0.1", "169.254.169.254"):
        assert refused(targets.check_name, (host, 8000)) == "private_address"
    for target in (("127.0.0.1", 8000), ("8.8.8.8", 80), ("news.example", 80), ("localhost.example", 80)):
        assert refused(targets.check_name, target) is None
