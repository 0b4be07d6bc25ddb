"""Named queries: what a bulletin's sentences may say, each name with its value out of `BulletinData`.

Every name is there in every quarter (a list that is empty, a number that is 0), so that a template can be
checked without data. `docs/reference/bulletin-queries.md` lists them for who writes templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from mingcha.reports.bulletin import AnnualReportDuty, BulletinData, LateUnit, MessageFigures, OrderFacts
from mingcha.reports.phrases import Scope, Value
from mingcha.reports.queries_of_sites import class_rows, failing_site_rows, site_values
from mingcha.reports.wording import (
    REGULATIONS,
    Mentions,
    area_text,
    counted_units,
    date_text,
    decimal_text,
    enumeration,
    hexagonal,
    own_name,
    percentage,
    period_text,
    report_name,
    short_date_text,
    without_stop,
)

Values = dict[str, Value]
_SITUATION = ("figures", "praise", "orders", "reports", "messages.in_order")
NO_ORDER = OrderFacts("", "", "", date.max)
NO_REPORTS = AnnualReportDuty(1, date.max, "")


def units(name: str, names: Sequence[str], rows: Sequence[Mapping[str, Value]] = ()) -> Values:
    """A list of units under `name`: `.units` 甲、乙; `.counted` with its count; `.count`; `.many`."""
    scopes = tuple(Scope(row) for row in rows) or tuple(Scope({"unit": Value.words(unit)}) for unit in names)
    model = Scope({"unit": Value.words(""), **({key: Value.words("") for key in rows[0]} if rows else {})})
    return {
        name: Value(enumeration(names), bool(names), scopes, model),
        f"{name}.units": Value.words(enumeration(names)),
        f"{name}.counted": Value.words(counted_units(names)),
        f"{name}.count": Value.count(len(names)),
        f"{name}.many": Value.flag(len(names) > 1),
    }


def scope_of(data: BulletinData, annex_labels: Mapping[str, str] | None = None) -> Scope:
    """Every query over the data. `annex_labels`: how the text points to each annex, by its title."""
    mentions = Mentions.of_day(data.as_of)
    labels = annex_labels or {}
    values = _general(data, mentions)
    values |= site_values(data)
    values |= {
        "failing_sites": _rows([Scope(row) for row in failing_site_rows(data)], "site"),
        "classes": _rows([Scope(row) for row in class_rows(data, mentions)], "class"),
    }
    values |= _praise(data, mentions)
    values |= _duty("reports", data, data.annual_report or NO_REPORTS, data.annual_report is not None)
    values |= _reports(data, data.annual_report or NO_REPORTS, mentions)
    orders = [Scope(_order(data, order, mentions)) for order in data.orders]
    values["orders"] = Value("", bool(orders), tuple(orders), Scope(_order(data, NO_ORDER, mentions)))
    values |= _messages(data)
    named = any(
        values[name].true for name in ("reports.failed", "messages.named", "classes", "failing_sites")
    ) or any(order.late or order.missing for order in data.orders)
    values |= {
        "problems": Value.flag(named),
        "situation": Value.flag(any(values[name].true for name in _SITUATION)),
        "orders.missing": Value.flag(any(order.missing for order in data.orders)),
        "unchecked": Value.count(len(data.not_checked)),
        "annex.unchecked": Value.words(_label(labels, "未能完成检查")),
        "annex.failing": Value.words(_label(labels, "不合格")),
        "annex.problems": Value.words(_label(labels, "各单位问题")),
        "annex.scores": Value.words(_label(labels, "各单位得分")),
    }
    return Scope(values)


def blank_scope() -> Scope:
    """All names without any facts: what a template is checked against."""
    return scope_of(BulletinData("某市人民政府办公室", "2018Q1", date(2018, 4, 1), date(2018, 4, 1), ()))


def _rows(scopes: list[Scope], kind: str) -> Value:
    models = {"site": failing_site_rows(None), "class": class_rows(None, Mentions({}))}
    return Value("", bool(scopes), tuple(scopes), Scope(models[kind][0]))


def _label(labels: Mapping[str, str], title: str) -> str:
    return next((label for name, label in labels.items() if name.startswith(title)), "")


def _general(data: BulletinData, mentions: Mentions) -> Values:
    bases = [entry.number for entry in REGULATIONS if entry.in_force(data.as_of)]
    return {
        "issuer": Value.words(data.issuer),
        "office": Value.words(own_name(data.issuer)),
        "area": Value.words(area_text(data.issuer)),
        "portal": Value.words(data.portal_name or "政府门户网站"),
        "period": Value.words(period_text(data.year, data.quarter)),
        "this_period": Value.words("本季度" if data.quarter else "本年度"),
        "year": Value.words(str(data.year)),
        "as_of": Value.words(date_text(data.as_of)),
        "as_of.short": Value.words(short_date_text(data.as_of, data.year)),
        "issued_on": Value.words(date_text(data.issued_on)),
        "rectify_by": Value.words(date_text(data.rectify_by) if data.rectify_by else ""),
        "bases": Value.words(lambda: enumeration([mentions.cite(number) for number in bases]), bool(bases)),
        "title": Value.words(data.title),
        "addressees": Value.words(without_stop(data.addressees or "各有关单位").rstrip("：:")),
        "figures": Value.flag(data.overall is not None),
        "quarterly": Value.flag(data.quarter is not None),
    }


def _praise(data: BulletinData, mentions: Mentions) -> Values:
    """Good practice; units praised in the same words stand together."""
    texts: dict[str, list[str]] = {}
    for practice in data.good_practice:
        text = without_stop(practice.text).removeprefix(practice.unit).lstrip("：:，,")
        texts.setdefault(practice.unit, []).append(text)
    shared: dict[str, list[str]] = {}
    for unit in data.in_order(texts):
        shared.setdefault("，".join(texts[unit]), []).append(unit)
    rows = [
        {
            "praise.units": Value.words(enumeration(names)),
            "praise.text": Value.words(_expanded(mentions, text)),
        }
        for text, names in shared.items()
    ]
    model = Scope({"praise.units": Value.words(""), "praise.text": Value.words("")})
    return {"praise": Value("", bool(rows), tuple(map(Scope, rows)), model)}


def _expanded(mentions: Mentions, text: str) -> Callable[[], str]:
    return lambda: mentions.expand(text)


def _duty(prefix: str, data: BulletinData, duty: AnnualReportDuty | OrderFacts, known: bool) -> Values:
    """What an order and the annual reports have in common: who did it in time, who did not."""
    late = {item.unit: item for item in duty.late}
    on_time, missing = data.in_order(duty.on_time), data.in_order(duty.missing)
    unknown = data.in_order(duty.cant_tell)
    failed = data.in_order([*late, *duty.missing])
    total = len(on_time) + len(failed) + len(unknown)
    not_due = known and data.as_of < duty.due
    values = {
        prefix: Value.flag(known),
        f"{prefix}.due": Value.words(short_date_text(duty.due, data.year)),
        f"{prefix}.due.full": Value.words(date_text(duty.due)),
        f"{prefix}.not_due": Value.flag(not_due),
        f"{prefix}.total": Value.count(total),
        f"{prefix}.all_on_time": Value.flag(total > 0 and len(on_time) == total),
        f"{prefix}.most_on_time": Value.flag(2 * len(on_time) > total),
        f"{prefix}.none_on_time": Value.flag(0 < total == len(failed)),
        f"{prefix}.total.many": Value.flag(total > 1),
    }
    late_rows = [_late_row(data, late[unit]) for unit in data.in_order(late)]
    values |= units(f"{prefix}.on_time", on_time)
    values |= units(f"{prefix}.late", data.in_order(late), late_rows or [_late_row(data, None)][:0])
    values |= units(f"{prefix}.missing", missing)
    values |= units(f"{prefix}.failed", failed)
    values |= units(f"{prefix}.cant_tell", unknown)
    late_value = values[f"{prefix}.late"]
    model = Scope(_late_row(data, None))
    values[f"{prefix}.late"] = Value(late_value.text, late_value.true, late_value.rows, model)
    return values


def _late_row(data: BulletinData, item: LateUnit | None) -> Values:
    if item is None:
        return {"unit": Value.words(""), "on": Value.words("")}
    return {"unit": Value.words(item.unit), "on": Value.words(short_date_text(item.on, data.year))}


def _reports(data: BulletinData, duty: AnnualReportDuty, mentions: Mentions) -> Values:
    columns = "".join(f"“{name.strip('“”')}”" for name in duty.mirror_columns)
    basis = without_stop(duty.basis)
    failed = data.in_order([*(item.unit for item in duty.late), *duty.missing])
    return {
        "reports.year": Value.words(str(duty.year)),
        "reports.basis": Value.words(_expanded(mentions, basis), bool(basis)),
        "reports.mirror": Value.words(columns),
        "reports.other.due": Value.words(short_date_text(duty.other_due or duty.due, data.year)),
        **units("reports.other", data.in_order(duty.other_units)),
        **units("reports.failed.first", [unit for unit in failed if unit not in duty.other_units]),
        **units("reports.failed.other", [unit for unit in failed if unit in duty.other_units]),
    }


def _order(data: BulletinData, order: OrderFacts, mentions: Mentions) -> Values:
    number = hexagonal(order.number)
    values = _duty("order", data, order, order is not NO_ORDER)
    values |= units("order.praised", data.in_order(order.praised))
    return values | {
        "order.number": Value.words(number),
        "order.cite": Value.words(lambda: mentions.cite(number, order.title), True),
        "order.report": Value.words(report_name(order.about)),
    }


def _messages(data: BulletinData) -> Values:
    rows = {row.unit: row for row in data.messages}
    ordered = [rows[unit] for unit in data.in_order(rows)]
    named = [row for row in ordered if row.late or row.overdue]
    totals = {
        key: sum(getattr(row, key) for row in ordered)
        for key in ("received", "on_time", "late", "open", "overdue")
    }
    values = {f"messages.{key}": Value.count(number) for key, number in totals.items()}
    mean = mean_workdays(ordered)
    due = totals["received"] - totals["open"]
    model = Scope(_message_row(MessageFigures("", 0, 0, 0, 0, 0)))
    named_units = units("messages.named", [row.unit for row in named])
    named_rows = tuple(Scope(_message_row(row)) for row in named)
    named_units["messages.named"] = Value("", bool(named), named_rows, model)
    return (
        values
        | named_units
        | {
            "messages": Value(
                "", bool(totals["received"]), tuple(Scope(_message_row(row)) for row in ordered), model
            ),
            "messages.mean": Value.words("" if mean is None else decimal_text(mean)),
            "messages.in_order": Value.flag(bool(totals["received"]) and not named),
            "messages.on_time_rate": Value.words(percentage(totals["on_time"], due) if due else ""),
            "messages.units.count": Value.count(len(ordered)),
        }
    )


def _message_row(row: MessageFigures) -> Values:
    mean = mean_workdays([row])
    return {
        "unit": Value.words(row.unit),
        "message.received": Value.count(row.received),
        "message.on_time": Value.count(row.on_time),
        "message.late": Value.count(row.late),
        "message.open": Value.count(row.open),
        "message.overdue": Value.count(row.overdue),
        "message.both": Value.flag(bool(row.late and row.overdue)),
        "message.mean": Value.words("" if mean is None else decimal_text(mean)),
    }


def mean_workdays(rows: Iterable[MessageFigures]) -> float | None:
    """Working days from receipt to answer, over all answered messages; None where one is not known."""
    answered = [row for row in rows if row.on_time + row.late]
    if not answered or any(row.answer_workdays is None for row in answered):
        return None
    days = sum(row.answer_workdays or 0 for row in answered)
    return days / sum(row.on_time + row.late for row in answered)
