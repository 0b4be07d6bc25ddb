"""Which network addresses may be contacted, and the detours of `--connect-to`."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from mingcha.core.errors import UsageError

_NAT64 = ip_network("64:ff9b::/96")
_RELAYS = ip_network("192.88.99.0/24")


@lru_cache(maxsize=8192)
def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet.

    Not public: private, loopback, link-local, carrier NAT, multicast, documentation, reserved, unspecified;
    an IPv6 address that carries an IPv4 address inside is as public as that one.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.teredo is not None or found.is_site_local:
            return False
    elif found in _RELAYS:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


@dataclass(frozen=True, slots=True)
class Detour:
    """curl's HOST1:PORT1:HOST2:PORT2: who asks for the first reaches the second; "" is any, or the same."""

    host: str
    port: str
    to_host: str
    to_port: str

    def leads(self, host: str, port: int) -> bool:
        """Whether connections to this host and port take the detour."""
        return self.host in ("", host) and self.port in ("", str(port))

    def names(self, address: str, port: int) -> bool:
        """Whether this numeric address is the one that the detour names.

        A name instead of numbers (localhost) stands for whatever it resolves to.
        """
        if not self.to_host or self.to_port not in ("", str(port)):
            return False
        try:
            return ip_address(self.to_host.strip("[]")) == ip_address(address)
        except ValueError:
            return True


def parse_detour(text: str) -> Detour:
    """Read HOST1:PORT1:HOST2:PORT2 (IPv6 in brackets); UsageError says what is wrong with another form."""
    pieces = _pieces(text)
    wrong = UsageError(f"--connect-to {text!r} 无法识别，应为 HOST1:PORT1:HOST2:PORT2，如 ::127.0.0.1:8080")
    if len(pieces) != 4:
        raise wrong
    host, port, to_host, to_port = pieces
    for number in (port, to_port):
        if number and not (number.isascii() and number.isdigit() and 0 < int(number) < 65_536):
            raise wrong
    return Detour(host.lower(), port, to_host.lower(), to_port)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    inside = False
    for letter in text.strip():
        inside = letter == "[" or (inside and letter != "]")
        if letter == ":" and not inside:
            pieces.append("")
        else:
            pieces[-1] += letter
    return pieces


def may_connect(detours: tuple[Detour, ...], host: str, port: int, address: str, at_port: int) -> bool:
    """Whether a request for host:port may connect to this numeric address and port."""
    if is_public(address):
        return True
    first = next((detour for detour in detours if detour.leads(host, port)), None)
    return first is not None and first.names(address, at_port)
