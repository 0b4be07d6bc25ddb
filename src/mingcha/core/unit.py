"""Units, their sites, and the register that holds both."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

_ZONE = re.compile(r"[a-z0-9-]+\.gov\.cn")
_FACES = (
    "search so mail email smtp pop sso login auth oauth user uc id oa api app m wap mobile 3g en english ft "
    "big5 img image images pic static res cdn file files upload down download ftp video tv live vod stat map "
    "gis vpn ssl dns ns ns1 ns2"
)
"""First labels of hosts that are parts of a site (own list)."""


class UnitKind(StrEnum):
    """单位类别 of the register file."""

    COUNTY = "县区"
    DEPARTMENT = "市政府部门"
    DIRECT = "直属机构"
    ZONE = "开发区"
    OTHER = "其他"


class SiteKind(StrEnum):
    """网站类型 of the register file."""

    PORTAL = "门户"
    DEPARTMENT = "部门"


class SiteStatus(StrEnum):
    """状态 of the register file."""

    RUNNING = "正常"
    OFFLINE = "临时下线"
    CLOSED = "永久下线"


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: who answers for sites and duties. `order` is the place in every list that names units."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """联系人, 联系电话, 邮箱 of a site's keeper."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """网站 as the register has it; numbers are as registered, empty when unknown."""

    unit_code: str
    home_url: str
    name: str = ""
    site_code: str = ""
    kind: SiteKind = SiteKind.DEPARTMENT
    icp_number: str = ""
    police_number: str = ""
    status: SiteStatus = SiteStatus.RUNNING
    contact: Contact = field(default_factory=Contact)
    alias_hosts: tuple[str, ...] = ()
    allow_private: bool = False
    ignore_robots: bool = False
    offline_from: date | None = None
    offline_to: date | None = None
    merge_by: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def host(self) -> str:
        """Lower-case host of the home page, without port; the whole address when there is none."""
        return host_of(self.home_url) or self.home_url

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that counts as this site: the home's, its www twin, the registered aliases."""
        host = self.host
        twin = host[4:] if host.startswith("www.") else "www." + host
        return frozenset((host, twin, *self.alias_hosts))

    def valid_on(self, day: date) -> bool:
        """Whether this row of the register holds on a day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def offline_on(self, day: date) -> bool:
        """Whether the site is filed as temporarily offline on a day (both ends included)."""
        if self.status is SiteStatus.OFFLINE and self.offline_from is None and self.offline_to is None:
            return True
        if self.offline_from is None and self.offline_to is None:
            return False
        return (self.offline_from is None or self.offline_from <= day) and (
            self.offline_to is None or day <= self.offline_to
        )


@dataclass(frozen=True, slots=True)
class Account:
    """政务新媒体账号: a new-media account; `updated` is the day of its latest post, None when unknown."""

    platform: str
    name: str
    unit_code: str
    updated: date | None = None
    status: str = ""


@lru_cache(maxsize=16_384)  # asked some ten times of every address
def host_of(url: str) -> str:
    """Lower-case host of a URL without port; "" when there is none or the URL is malformed."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@dataclass(frozen=True)
class Register:
    """登记: units in list order, and sites in the order of their rows."""

    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        """Units by 单位编码."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def by_short_name(self) -> dict[str, Unit]:
        """Units by 单位简称, and by full name where no short name takes it."""
        return {unit.name: unit for unit in self.units} | {unit.short_name: unit for unit in self.units}

    @cached_property
    def by_host(self) -> dict[str, Site]:
        """Sites by every host that counts as theirs; a registered home wins over an alias."""
        found: dict[str, Site] = {}
        for site in self.sites:
            for host in site.hosts:
                found.setdefault(host, site)
        return found | {site.host: site for site in self.sites}

    @cached_property
    def zones(self) -> frozenset[str]:
        """Domains of the governments whose portals are registered: www.yunchuan.gov.cn → yunchuan.gov.cn."""
        portals = (site.host.removeprefix("www.") for site in self.sites if site.kind is SiteKind.PORTAL)
        return frozenset(host for host in portals if _ZONE.fullmatch(host))

    def lacks(self, host: str) -> bool:
        """Whether a host under one of the zones is neither registered nor below a registered one.

        Hosts that only serve files, mail, search or another face of a site are parts of it.
        """
        labels = host.lower().split(".")
        above = [".".join(labels[place:]) for place in range(len(labels))]
        if not self.zones.intersection(above[1:]) or labels[labels[0] == "www"] in _FACES.split():
            return False
        return not any(name in self.by_host for name in above if name not in self.zones)

    def sites_of(self, unit: Unit) -> tuple[Site, ...]:
        """All sites of a unit, closed ones too, in register order."""
        return tuple(site for site in self.sites if site.unit_code == unit.code)
