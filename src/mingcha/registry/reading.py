"""A register file as a register, the rows that cannot be taken, and what was left aside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mingcha.core.unit import Contact, Register, Site, SiteKind, SiteStatus, Unit, UnitKind
from mingcha.registry import columns as c
from mingcha.registry import fields as f
from mingcha.registry.cells import folded
from mingcha.registry.consistency import Draft, reject_contradictions
from mingcha.registry.fields import Reject, RowReader
from mingcha.registry.table import Row, Table, read_table


@dataclass(frozen=True, slots=True)
class Lifetime:
    """有效起, 有效止 of a unit that has no site (a site keeps its own)."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a register file holds.

    `register` has the good rows only: units by 排序 then row, sites grouped by unit in the order of rows.
    `unit_rows` and `site_rows` are the row numbers beside `register.units` and `register.sites`; `remarks`
    say what was left aside although no row is wrong.
    """

    path: Path
    register: Register
    rejects: tuple[Reject, ...] = ()
    unit_rows: tuple[int, ...] = ()
    site_rows: tuple[int, ...] = ()
    lifetimes: Mapping[str, Lifetime] | None = None
    remarks: tuple[str, ...] = ()


def read_register(path: Path, known: Register | None = None) -> RegisterFile:
    """Read a register file, against the register that is known already (its units may be parents).

    Raises UsageError when the file as a whole cannot be read; a bad row becomes a Reject.
    """
    table = read_table(path, c.NEEDED_COLUMNS, c.OPTIONAL_COLUMNS)
    drafts = [_draft(row) for row in table.rows]
    reject_contradictions(drafts, known or Register())
    good = [draft for draft in drafts if not draft.rejects]
    units = _units(good)
    place = {unit.code: number for number, (unit, _) in enumerate(units)}
    sited = [draft for draft in good if draft.site is not None]
    sited.sort(key=lambda draft: place[draft.code])
    return RegisterFile(
        path=path,
        register=Register(
            tuple(unit for unit, _ in units), tuple(draft.site for draft in sited if draft.site is not None)
        ),
        rejects=tuple(reject for draft in drafts for reject in draft.rejects),
        unit_rows=tuple(number for _, number in units),
        site_rows=tuple(draft.number for draft in sited),
        lifetimes=_lifetimes(good),
        remarks=_remarks(table, drafts),
    )


def _units(good: Iterable[Draft]) -> list[tuple[Unit, int]]:
    """The units of good rows with their first row: smallest 排序, first short name and parent given."""
    found: dict[str, tuple[Unit, int]] = {}
    for draft in good:
        own = Unit(draft.code, draft.name, draft.short_name, draft.kind, draft.parent or None, draft.order)
        unit, number = found.get(draft.code, (own, draft.number))
        joined = replace(
            unit,
            short_name=unit.short_name or own.short_name,
            parent=unit.parent or own.parent,
            order=min(unit.order, own.order),
        )
        found[draft.code] = (joined, number)
    named = [(replace(unit, short_name=unit.short_name or unit.name), row) for unit, row in found.values()]
    return sorted(named, key=lambda pair: (pair[0].order, pair[1]))


def _lifetimes(good: Iterable[Draft]) -> dict[str, Lifetime]:
    with_site = {draft.code for draft in good if draft.site is not None}
    return {
        draft.code: Lifetime(draft.valid_from, draft.valid_to)
        for draft in good
        if draft.code not in with_site and (draft.valid_from or draft.valid_to)
    }


def _remarks(table: Table, drafts: Iterable[Draft]) -> tuple[str, ...]:
    remarks = []
    if table.unknown:
        remarks.append(f"{table.path} 有登记表没有的列，未导入：{'、'.join(table.unknown)}")
    keeper = [str(draft.number) for draft in drafts if draft.site is None and draft.has_contact]
    if keeper:
        remarks.append(f"{table.path} 第 {'、'.join(keeper)} 行没有网站，其联系人、电话、邮箱未导入")
    return tuple(remarks)


def _draft(row: Row) -> Draft:
    reader = RowReader(row)
    code = folded(reader.needed(c.UNIT_CODE, "371300001"))
    name = reader.needed(c.UNIT_NAME, "临沂市科学技术局")
    reader.needed(c.UNIT_KIND, UnitKind.DEPARTMENT)
    kind = reader.read(c.UNIT_KIND, f.choice_of(UnitKind), UnitKind.OTHER)
    start, end = _span(reader, c.VALID_FROM, c.VALID_TO)
    return Draft(
        number=row.number,
        code=code,
        name=name,
        short_name=reader.text(c.SHORT_NAME),
        kind=kind,
        parent=folded(reader.text(c.PARENT)),
        order=reader.read(c.ORDER, f.whole_number, c.UNORDERED),
        site=_site(reader, code, start, end),
        has_contact=any(reader.text(column) for column in (c.CONTACT, c.PHONE, c.EMAIL)),
        valid_from=start,
        valid_to=end,
        rejects=reader.rejects,
    )


def _site(reader: RowReader, code: str, start: date | None, end: date | None) -> Site | None:
    url = reader.text(c.HOME_URL)
    if not url:
        telling = (c.SITE_NAME, c.SITE_CODE, c.ICP_NUMBER, c.POLICE_NUMBER, c.ALIASES)
        filled = [column for column in telling if reader.text(column)]
        if filled:
            reader.reject(
                c.HOME_URL, "", f"该网站的网址（已填{'、'.join(filled)}）；没有网站的，网站各列都空着"
            )
        return None
    offline_from, offline_to = _span(reader, c.OFFLINE_FROM, c.OFFLINE_TO)
    return Site(
        unit_code=code,
        home_url=reader.read(c.HOME_URL, f.home_url, ""),
        name=reader.text(c.SITE_NAME),
        site_code=reader.read(c.SITE_CODE, f.site_code, ""),
        kind=reader.read(c.SITE_KIND, f.choice_of(SiteKind), SiteKind.DEPARTMENT),
        icp_number=reader.read(c.ICP_NUMBER, f.icp_number, ""),
        police_number=reader.read(c.POLICE_NUMBER, f.police_number, ""),
        status=reader.read(c.STATUS, f.choice_of(SiteStatus), SiteStatus.RUNNING),
        contact=Contact(reader.text(c.CONTACT), reader.text(c.PHONE), reader.text(c.EMAIL)),
        alias_hosts=reader.read(c.ALIASES, f.hosts, ()),
        allow_private=reader.read(c.ALLOW_PRIVATE, f.flag, False),
        ignore_robots=reader.read(c.IGNORE_ROBOTS, f.flag, False),
        offline_from=offline_from,
        offline_to=offline_to,
        merge_by=reader.read(c.MERGE_BY, f.day, None),
        valid_from=start,
        valid_to=end,
    )


def _span(reader: RowReader, first: str, last: str) -> tuple[date | None, date | None]:
    start, end = reader.read(first, f.day, None), reader.read(last, f.day, None)
    if start and end and end < start:
        reader.reject(last, end.isoformat(), f"不早于{first}（{start}）的日期")
    return start, end
