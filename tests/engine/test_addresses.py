"""Only the public internet is contacted, and what a detour names."""

import pytest

from mingcha.core.errors import UsageError
from mingcha.engine.addresses import is_public, may_connect, parse_detour


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1",
        "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "192.88.99.1",
        "::", "::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:0a00:0001::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "no address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["114.114.114.114", "223.5.5.5", "240e::1", "2400:3200::1", "::ffff:223.5.5.5"]
)
def test_public_addresses_are_admitted(address: str) -> None:
    assert is_public(address)


def test_a_detour_allows_its_own_address_for_its_own_host_alone() -> None:
    detours = (parse_detour("www.a.cn:80:127.0.0.1:8080"),)
    assert may_connect(detours, "www.a.cn", 80, "127.0.0.1", 8080)
    assert not may_connect(detours, "www.a.cn", 443, "127.0.0.1", 8080)
    assert not may_connect(detours, "www.b.cn", 80, "127.0.0.1", 8080)
    assert not may_connect(detours, "www.a.cn", 80, "127.0.0.1", 22)
    assert not may_connect(detours, "www.a.cn", 80, "10.0.0.1", 8080)


def test_a_detour_without_host_and_port_is_for_all() -> None:
    detours = (parse_detour("::127.0.0.1:8080"),)
    assert may_connect(detours, "www.a.cn", 443, "127.0.0.1", 8080)


def test_a_detour_by_name_or_in_ipv6_is_understood() -> None:
    assert may_connect((parse_detour("::localhost:8080"),), "www.a.cn", 80, "127.0.0.1", 8080)
    assert may_connect((parse_detour("[2400::1]:80:[::1]:8080"),), "[2400::1]", 80, "::1", 8080)


def test_a_detour_without_a_target_allows_nothing_private() -> None:
    assert not may_connect((parse_detour("www.a.cn:80::8080"),), "www.a.cn", 80, "127.0.0.1", 8080)


@pytest.mark.parametrize("text", ["", "a:b", "a:80:b", "a:x:b:80", "a:80:b:70000", "a:80:b:80:c"])
def test_a_detour_of_another_form_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(UsageError, match="HOST1:PORT1:HOST2:PORT2"):
        parse_detour(text)
