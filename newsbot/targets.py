"""Where a crawl may connect: public addresses and the web's ports, and what the operator named.

Only names, numbers and strings in, a reason out; `fetching.downloads` resolves and connects.
"""

import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from newsbot.exceptions import TargetError

# A host as a URL writes it, in lower case and without brackets, with its port.
Origin = tuple[str, int]

_DEFAULT_PORTS = {"http": 80, "https": 443}
# The "bad ports" of the Fetch standard: other services listen there, and some take a request for a command.
_OTHER_SERVICES = frozenset(
    map(
        int,
        (
            "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 "
            "117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 "
            "587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 "
            "6668 6669 6679 6697 10080"
        ).split(),
    )
)
# What some Python's `ipaddress` calls global but is not (IANA's special-purpose registries), or only nominally.
_SPECIAL_V4 = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, and the metadata service of one cloud
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, given up
    IPv4Network("168.63.129.16/32"),  # the metadata service of another cloud, at a public address
)
_SPECIAL_V6 = (IPv6Network("3fff::/20"),)  # documentation
# All other IPv6 addresses are local, or not a host's, or an IPv4 address in disguise.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# The lower half of an ISATAP address begins with one of these, and ends with an IPv4 address.
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public(address: str) -> bool:
    """Whether the numeric address belongs to the public Internet; False for anything that is not an address.

    An IPv6 address that embeds an IPv4 one (mapped, NAT64, 6to4, ISATAP) is only as public as that.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved) and not any(ip in net for net in _SPECIAL_V4)


def _is_public_v6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    if ip.ipv4_mapped is not None:
        return _is_public_v4(ip.ipv4_mapped)
    low = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if ip in _NAT64:
        return _is_public_v4(low)
    if ip not in _GLOBAL_UNICAST or not ip.is_global or ip.teredo is not None:
        return False
    if ip.sixtofour is not None and not _is_public_v4(ip.sixtofour):
        return False
    if int(ip) >> 32 & 0xFFFF_FFFF in _ISATAP and not _is_public_v4(low):
        return False
    return not any(ip in net for net in _SPECIAL_V6)


def origin(host: str, port: int) -> Origin:
    """Return the origin in its canonical spelling, for comparison."""
    return host.lower().strip("[]").rstrip("."), port


def origin_of(url: str) -> Origin | None:
    """Return the origin of an http(s) URL; None for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return origin(parts.hostname, _DEFAULT_PORTS[parts.scheme] if port is None else port)


@dataclass(slots=True)
class Targets:
    """What one crawl may connect to; `allowed` origins may be private and have any port."""

    allowed: frozenset[Origin] = frozenset()
    # Allowed origins that were public: one that later resolves to a private address was not meant (DNS rebinding).
    _public: set[Origin] = field(default_factory=set)

    @classmethod
    def named(cls, urls: Iterable[str], allowed: Collection[Origin] = ()) -> "Targets":
        """Return the targets of a crawl whose operator named these addresses and allowed these origins."""
        return cls(frozenset(allowed) | {found for url in urls if (found := origin_of(url)) is not None})

    def check_port(self, target: Origin) -> None:
        """Raise TargetError if the port belongs to another service."""
        if target[1] in _OTHER_SERVICES and target not in self.allowed:
            raise TargetError("bad_port", f"port {target[1]} is not used for the web")

    def check_addresses(self, target: Origin, addresses: Collection[str]) -> None:
        """Raise TargetError unless all addresses that the target's name resolves to may be connected to."""
        private = next((address for address in addresses if not is_public(address)), None)
        if target not in self.allowed:
            if private is not None:
                raise TargetError("private_address", f"{private} is not a public address")
        elif private is None:
            self._public.update([target] if addresses else [])
        elif target in self._public:
            raise TargetError("private_address", f"it was public before and is {private} now")

    def check_name(self, target: Origin) -> None:
        """Raise TargetError if the name itself, in any spelling, denotes a private address.

        For names that a proxy resolves: only the proxy sees what other names lead to.
        """
        host = target[0]
        if host == "localhost" or host.endswith(".localhost"):
            self.check_addresses(target, ["127.0.0.1"])
        address = numeric_address(host)
        if address is not None:
            self.check_addresses(target, [address])


def numeric_address(host: str) -> str | None:
    """Return a numeric host's address in its usual spelling ("0x7f.1" → "127.0.0.1"); None for a name."""
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError, UnicodeError):
        return None
