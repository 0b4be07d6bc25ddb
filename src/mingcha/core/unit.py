"""Units, their sites, and the register that holds both."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

_ZONE = re.compile(r"[a-z0-9-]+\.gov\.cn")
_PLACE = re.compile(r"[一-鿿]{2,6}?[市县区州盟旗]")
_ORGAN = re.compile(r"[一-鿿]{2,20}(?:局|委员会|委|办公室|办)(?:门户)?(?:官方)?(?:网站|网)?")
_OTHERS = re.compile(
    r"税务|气象|地震|海关|烟草|邮政|银行|银保监|银监|证监|保监|通信管理|调查队|出入境|海事|"
    r"人大|人民代表|政协|法院|检察|纪委|纪律检查|监察委|市委|县委|区委|州委|党委|共青团|妇联|工会|残联"
)
"""Organs of the state's own lines, of the party and of other powers: no departments of the government's."""
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

    @cached_property
    def places(self) -> frozenset[str]:
        """Names of the places whose portals are registered, as their units' names begin: 云川市."""
        codes = {site.unit_code for site in self.sites if site.kind is SiteKind.PORTAL}
        found = (_PLACE.match(unit.name) for unit in self.units if unit.code in codes)
        return frozenset(match[0] for match in found if match)

    def lacks(self, host: str, called: str = "") -> bool:
        """Whether a host is a government's of the register and neither registered nor below a registered one.

        It is so under one of the zones, or directly under gov.cn where a link calls it by a department of one
        of the places: 云川市旅游发展委员会. Hosts that only serve files, mail, search or another face of a
        site are parts of it.
        """
        labels = host.lower().split(".")
        above = [".".join(labels[place:]) for place in range(len(labels))]
        within = bool(self.zones.intersection(above[1:])) or self._is_departments(host, called)
        if not within or labels[labels[0] == "www"] in _FACES.split():
            return False
        return not any(name in self.by_host for name in above if name not in self.zones)

    def _is_departments(self, host: str, called: str) -> bool:
        """Whether a domain of its own under gov.cn is called by a department of one of the places."""
        words = "".join(called.split())
        place = next((name for name in self.places if words.startswith(name)), None)
        if place is None or _ZONE.fullmatch(host.lower().removeprefix("www.")) is None:
            return False
        organ = words.removeprefix(place)
        return _ORGAN.fullmatch(organ) is not None and _OTHERS.search(words) is None

    def sites_of(self, unit: Unit) -> tuple[Site, ...]:
        """All sites of a unit, closed ones too, in register order."""
        return tuple(site for site in self.sites if site.unit_code == unit.code)
