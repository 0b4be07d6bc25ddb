"""The problems of the bulletin, class by class, each unit by name and each count from its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingcha.reports.bulletin import BulletinData, LateUnit, OrderFacts, Place, ProblemClass
from mingcha.reports.sections import Section
from mingcha.reports.wording import (
    Mentions,
    collective,
    enumeration,
    from_page,
    hexagonal,
    report_name,
    short_date_text,
    some_units,
    without_stop,
)


def problem_sections(data: BulletinData, mentions: Mentions) -> list[Section]:
    """Annual reports, orders, site problems, messages: only the classes that have someone to name."""
    sections: list[Section] = []
    duty = data.annual_report
    if duty is not None and (duty.late or duty.missing):
        sections.append(_annual_section(data))
    sections += [_order_section(data, order) for order in data.orders if order.late or order.missing]
    sections += [_site_section(data, problem, mentions) for problem in data.problems if problem.places]
    if any(row.late or row.overdue for row in data.messages):
        sections.append(_message_section(data))
    return sections


def _annual_section(data: BulletinData) -> Section:
    duty = data.annual_report
    assert duty is not None
    failed = data.in_order([*(item.unit for item in duty.late), *duty.missing])
    report = f"{duty.year}年政府信息公开年度报告"
    due = short_date_text(duty.due, data.year)
    text = f"截至{due}，{enumeration(failed)}{collective(failed)}未公布本单位{report}"
    text += _since_then(data, duty.late, "公布")
    return Section(f"{some_units(failed)}未及时公布{report}", (text,))


def _order_section(data: BulletinData, order: OrderFacts) -> Section:
    failed = data.in_order([*(item.unit for item in order.late), *order.missing])
    name = report_name(order.about)
    due = short_date_text(order.due, data.year)
    text = f"{hexagonal(order.number)}文件印发后，截至{due}，"
    text += f"{enumeration(failed)}{collective(failed)}未报送{name}"
    text += _since_then(data, order.late, "报送")
    return Section(f"{some_units(failed)}未按时报送{name}", (text,))


def _since_then(data: BulletinData, late: Sequence[LateUnit], verb: str) -> str:
    """The end of the sentence: who made up for it after the due day, and when.

    Of the others nothing more is said than what was on the due day, which is what the duty is about.
    """
    days = {item.unit: short_date_text(item.on, data.year) for item in late}
    made_up = [f"{unit}于{days[unit]}{verb}" for unit in data.in_order(days)]
    return f"。其中，{enumeration(made_up)}。" if made_up else "。"


def _site_section(data: BulletinData, problem: ProblemClass, mentions: Mentions) -> Section:
    by_unit: dict[str, list[Place]] = {}
    for place in problem.places:
        by_unit.setdefault(place.unit, []).append(place)
    units = data.in_order(by_unit)
    sites = {(place.unit, place.site) for place in problem.places}
    count = (
        f"{len(units)}个单位的{len(sites)}个网站" if len(sites) != len(units) else f"{len(units)}个单位的网站"
    )
    details = [unit + _places_text(by_unit[unit]) for unit in units]
    joiner = "；" if any("；" in detail or "，" in detail for detail in details) else "、"
    text = f"涉及{count}：{joiner.join(details)}。"
    if problem.basis:
        text += f"以上情况不符合{_clause(mentions.expand(problem.basis))}的要求。"
    return Section(without_stop(problem.title), (text,))


def _clause(basis: str) -> str:
    """A basis as the middle of a sentence: “规范：底部功能区” becomes “规范关于底部功能区”."""
    return re.sub("[：:]", "关于", re.sub(r"\s+", "", without_stop(basis)))


def _places_text(places: Sequence[Place]) -> str:
    """“（“通知公告”“工作动态”栏目）”, by site where the unit has several; empty for one fault of its only
    site."""
    by_site: dict[str, list[Place]] = {}
    for place in places:
        by_site.setdefault(place.site, []).append(place)
    if len(by_site) == 1:
        detail = _site_detail(places)
        return f"（{detail}）" if detail else ""
    return f"（{'；'.join(site + _site_detail(items) for site, items in by_site.items())}）"


def _site_detail(places: Sequence[Place]) -> str:
    columns = list(dict.fromkeys(from_page(place.column) for place in places if place.column))
    others = sum(place.count for place in places if not place.column)
    parts = []
    if columns:
        names = "".join(f"“{name}”" for name in columns)
        parts.append(f"{names}{f'等{len(columns)}个' if len(columns) > 2 else ''}栏目")
    if others > 1 or (others and columns):
        parts.append(f"{'其他' if columns else ''}{others}处")
    return "，".join(parts)


def _message_section(data: BulletinData) -> Section:
    rows = {row.unit: row for row in data.messages}
    named = data.in_order(row.unit for row in data.messages if row.late or row.overdue)
    received, on_time = sum(r.received for r in rows.values()), sum(r.on_time for r in rows.values())
    late, overdue = sum(r.late for r in rows.values()), sum(r.overdue for r in rows.values())
    pending = sum(r.open for r in rows.values())
    text = f"截至{short_date_text(data.as_of, data.year)}，共收到网民留言{received}件，按期办结{on_time}件"
    text += f"，逾期办结{late}件" if late else ""
    text += f"，逾期未办结{overdue}件" if overdue else ""
    text += f"，尚在办理期限内{pending}件" if pending else ""
    details = []
    for unit in named:
        row = rows[unit]
        parts = [f"逾期办结{row.late}件"] if row.late else []
        parts += [f"逾期未办结{row.overdue}件"] if row.overdue else []
        details.append(f"{unit}{'、'.join(parts)}")
    return Section(f"{some_units(named)}未按期办理网民留言", (f"{text}。其中，{'；'.join(details)}。",))
