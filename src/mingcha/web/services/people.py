"""What people find themselves: held against the register and the scheme, then entered into the ledger."""

from dataclasses import replace

from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import PersonFinding
from mingcha.core.scheme import Row, Scheme
from mingcha.core.unit import Register, Unit, host_of
from mingcha.web.selectors.register import register_on
from mingcha.web.services.ledger import record


def add_finding(*, entry: PersonFinding, scheme: Scheme) -> PersonFinding:
    """Enter a person's finding under a rule or a row of the scheme; returns what was entered.

    UsageError where unit, site, row, points or proof are not right, or where it is entered already.
    """
    checked = checked_finding(entry, scheme)
    if not record(entries=[checked], at=checked.at).new:
        raise UsageError(f"{checked.unit} 的这条问题已经记录过：同一时间、同一内容只记一次")
    return checked


def checked_finding(entry: PersonFinding, scheme: Scheme) -> PersonFinding:
    """The finding with the unit's short name and the site's host; UsageError says what is not right."""
    register = register_on(china_day(entry.at))
    unit = _unit(entry.unit, register)
    row = scheme.rows.get(entry.rule)
    if row is None and entry.rule not in scheme.rules:
        rows = "、".join(f"{key}（{one.title}）" for key, one in scheme.rows.items())
        raise UsageError(
            f"方案 {scheme.id} 没有规则或条目 {entry.rule}：可用规则见 mingcha rules list，人工条目有 {rows}"
        )
    _check_points(entry, scheme, row)
    _check_kind(entry, scheme)
    if not (entry.url or entry.picture or entry.words):
        raise UsageError("没有凭据：请用 --url、--picture 或 --words 至少写明一项")
    return replace(entry, unit=unit.short_name, host=_host(entry, unit, register))


def _unit(name: str, register: Register) -> Unit:
    for unit in register.units:
        if name in (unit.short_name, unit.name, unit.code):
            return unit
    some = "、".join(unit.short_name for unit in register.units[:3]) or "（登记表为空）"
    raise UsageError(f"登记中没有单位“{name}”：请写单位简称、全称或编码，如 {some}")


def _host(entry: PersonFinding, unit: Unit, register: Register) -> str:
    """The unit's site that the finding is about; "" where it is about none of its sites."""
    host = (entry.host or host_of(entry.url)).lower()
    site = register.by_host.get(host)
    if site is not None and site.unit_code == unit.code:
        return site.host
    if entry.host or site is not None:
        raise UsageError(f"网站 {host} 不是 {unit.short_name} 的：请核对 --unit 和网址")
    return ""


def _check_points(entry: PersonFinding, scheme: Scheme, row: Row | None) -> None:
    if row is None or not row.open:
        if entry.points is not None:
            fixed = scheme.rules[entry.rule].points if row is None else row.points
            raise UsageError(
                f"方案 {scheme.id} 的 {entry.rule} 分值已定（{fixed:g} 分），不能另给 --points："
                "分值由人定的是 other_deduction、other_bonus 一类条目"
            )
        return
    if entry.points is None:
        raise UsageError(f"“{row.title}”由人给分：请加 --points")
    if not 0 < entry.points <= (row.cap or scheme.full_marks):
        raise UsageError(
            f"--points {entry.points:g} 应大于 0，且不超过 {row.cap or scheme.full_marks:g}（{row.title}）"
        )


def _check_kind(entry: PersonFinding, scheme: Scheme) -> None:
    """A rule that has a price by kind only needs one: else the finding would cost nothing unseen."""
    terms = scheme.rules.get(entry.rule)
    known = (*terms.kinds, *terms.veto_kinds) if terms else ()
    if entry.kind and entry.kind not in known:
        raise UsageError(
            f"{entry.rule} 没有类别“{entry.kind}”：可用 {'、'.join(dict.fromkeys(known)) or '（无）'}"
        )
    if terms and terms.kinds and not terms.points and not entry.kind:
        raise UsageError(f"{entry.rule} 按类别计分：请用 --kind 写明 {'、'.join(dict.fromkeys(known))} 之一")
