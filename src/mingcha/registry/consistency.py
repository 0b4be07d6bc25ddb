"""Rows of a register file set against each other: units that disagree, things twice, parents that lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.core.unit import Register, Site, UnitKind
from mingcha.registry import columns as c
from mingcha.registry.fields import Reject, address_key
from mingcha.registry.matching import match_sites


@dataclass
class Draft:
    """One row as read; it is good while `rejects` is empty."""

    number: int
    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str
    order: int
    site: Site | None
    has_contact: bool
    valid_from: date | None
    valid_to: date | None
    rejects: list[Reject]

    def reject(self, field: str, value: str, right: str) -> None:
        """Note a fault of this row."""
        self.rejects.append(Reject(self.number, field, value, right))


def reject_contradictions(drafts: Sequence[Draft], known: Register) -> None:
    """Note every contradiction at the later of two rows, or at the row that contradicts the known register.

    Parents come last, since they depend on all the rest.
    """
    _reject_disagreeing_rows(drafts)
    _reject_shared_names(drafts, known)
    _reject_repeated_sites(drafts)
    _reject_taken_addresses(drafts, known)
    _reject_missing_parents(drafts, known)
    _reject_circles(drafts, known)


def _reject_disagreeing_rows(drafts: Sequence[Draft]) -> None:
    """A unit on several rows has one name, kind, short name and parent; an empty cell agrees with any."""
    said: dict[tuple[str, str], tuple[str, int]] = {}
    for draft in drafts:
        cells = (
            (c.UNIT_NAME, draft.name),
            (c.UNIT_KIND, draft.kind.value if not _wrong(draft, c.UNIT_KIND) else ""),
            (c.SHORT_NAME, draft.short_name),
            (c.PARENT, draft.parent),
        )
        for column, value in cells:
            if not draft.code or not value:
                continue
            first, number = said.setdefault((draft.code, column), (value, draft.number))
            if first != value:
                right = f"“{first}”：第 {number} 行的 {draft.code} 这样写；若是另一单位，请改单位编码"
                draft.reject(column, value, right)


def _wrong(draft: Draft, column: str) -> bool:
    return any(reject.field == column for reject in draft.rejects)


def _reject_shared_names(drafts: Sequence[Draft], known: Register) -> None:
    """Two units never share a name or a short name: lists that name units would not say which is meant."""
    written = {draft.code for draft in drafts}
    owner: dict[str, tuple[str, str]] = {}
    for unit in known.units:
        if unit.code not in written:
            owner[unit.name] = owner[unit.short_name] = (unit.code, "登记中")
    for draft in drafts:
        for column, value in ((c.UNIT_NAME, draft.name), (c.SHORT_NAME, draft.short_name)):
            if not draft.code or not value or _wrong(draft, column):
                continue
            code, where = owner.setdefault(value, (draft.code, f"第 {draft.number} 行"))
            if code != draft.code:
                draft.reject(column, value, f"不与{where}的 {code} 相同的名称，如前面加地名")


def _reject_repeated_sites(drafts: Sequence[Draft]) -> None:
    addresses: dict[str, int] = {}
    codes: dict[str, int] = {}
    for draft in drafts:
        site = draft.site
        if site is None:
            continue
        if site.home_url:
            number = addresses.setdefault(address_key(site.home_url), draft.number)
            if number != draft.number:
                draft.reject(c.HOME_URL, site.home_url, f"未登记过的网址；第 {number} 行已有，请删去一行")
        if site.site_code:
            number = codes.setdefault(site.site_code, draft.number)
            if number != draft.number:
                right = f"这个网站自己的标识码；第 {number} 行已用此码，一码只能对应一个网站"
                draft.reject(c.SITE_CODE, site.site_code, right)


def _reject_taken_addresses(drafts: Sequence[Draft], known: Register) -> None:
    """The code says one known site, the address another that stays where it is."""
    sited = [(draft, draft.site) for draft in drafts if draft.site is not None and draft.site.home_url]
    matches = match_sites(known.sites, [site for _, site in sited])
    staying = {
        address_key(site.home_url): site
        for place, site in enumerate(known.sites)
        if place not in set(matches) and site.home_url
    }
    for draft, site in sited:
        other = staying.get(address_key(site.home_url))
        if other is not None:
            owner = f"{other.name or '另一网站'}（网站标识码 {other.site_code or '空'}）"
            right = f"另一网址：登记中此网址属于{owner}"
            draft.reject(c.HOME_URL, site.home_url, right)


def _reject_missing_parents(drafts: Sequence[Draft], register: Register) -> None:
    """A parent stands in a good row or is known; a row rejected for it can be the parent of others."""
    known = set(register.by_code)
    written = {draft.code: draft.number for draft in reversed(drafts) if draft.code}
    lost = [d for d in drafts if d.parent and d.parent not in known and d.parent not in written]
    while True:
        for draft in lost:
            if draft.parent in written:
                right = f"可导入的单位；第 {written[draft.parent]} 行有误，改正后一并导入"
            else:
                right = "本文件或登记中已有的单位编码；没有上级的空着"
            draft.reject(c.PARENT, draft.parent, right)
        there = known.union(draft.code for draft in drafts if not draft.rejects)
        lost = [d for d in drafts if not d.rejects and d.parent and d.parent not in there]
        if not lost:
            return


def _reject_circles(drafts: Sequence[Draft], known: Register) -> None:
    """No unit stands below itself. Whoever hangs on a circle goes with it, for its parent is missing then."""
    above = {unit.code: unit.parent or "" for unit in known.units}
    above |= {draft.code: "" for draft in drafts}
    above |= {draft.code: draft.parent for draft in drafts if not draft.rejects and draft.parent}
    for draft in drafts:
        if draft.rejects or not draft.parent:
            continue
        seen = {draft.code}
        code = draft.parent
        while code and code not in seen:
            seen.add(code)
            code = above.get(code, "")
        if code:
            draft.reject(c.PARENT, draft.parent, "另一单位：现在的上级关系绕成了圈")
