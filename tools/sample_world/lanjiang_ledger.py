"""World sample-2019: orders, feedback, messages and praise of 澜江市, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tools.sample_world.sample_build import Fault, Plan
from tools.sample_world.writer import event

ALL = "澜政办函〔2022〕6号"
LATE, NEVER = "市商务局", "市住建局"
AT_THE_LAST_MINUTE = "市水利局"
DETAILED = ("栖云区", "市教育局")

MESSAGES: Mapping[str, Any] = {
    "received": 8,
    "on_time": 3,
    "late": 2,
    "open": 1,
    "overdue": ["m7", "m4"],
}
CONFLICTS = [{"unit": "市教育局", "kind": "praised_and_named"}]
OWED: Mapping[str, Sequence[Fault]] = {
    LATE: (Fault("late_feedback"), Fault("late_reply")),
    NEVER: (Fault("late_feedback"), Fault("late_error_reply")),
    "市教育局": (Fault("late_error_reply"),),
    "市自然资源局": (Fault("late_reply"),),
}
ACCOUNTS = (
    ("微信", "澜江科技", "市科技局", "2022-04-05", "正常"),
    ("微博", "澜江教育", "市教育局", "2021-06-01", "正常"),
    ("微信", "澜江人社", "市人社局", "2020-11-01", "停更"),
    ("微信", "澜江发改", "市发改委", "2022-04-06", "正常"),
    ("微博", "澜江商务", "市商务局", "2020-01-06", "已注销"),
    ("微信", "澜江发布", "市政府办公室", "2022-04-20", "正常"),
)


def orders(plans: Sequence[Plan]) -> Mapping[str, Any]:
    """What must come out for the order."""
    asked = [plan.short for plan in plans[1:]]
    return {
        ALL: {
            "on_time": [short for short in asked if short not in (LATE, NEVER)],
            "late": [LATE],
            "missing": [NEVER],
            "praised": [short for short in asked if short in DETAILED],
        }
    }


def events(plans: Sequence[Plan]) -> list[Mapping[str, Any]]:
    """Everything but the probes."""
    sites = {plan.short: plan.sites[0] for plan in plans if plan.sites}
    rows: list[Mapping[str, Any]] = [
        event(
            "2022-02-09 09:00",
            "order",
            number=ALL,
            title="关于做好2021年度政务公开第三方评估反馈问题整改工作的通知",
            to=["*"],
            due="2022-02-28",
            about="2021年度政务公开第三方评估问题整改情况",
        ),
        event("2022-04-11 10:00", "praise", unit="市水利局", text="按月公开水质监测信息", url=""),
        event("2022-04-21 10:00", "praise", unit="市住建局", text="公开了工程质量信息", url=""),
    ]
    for number, plan in enumerate(plans[1:]):
        if plan.short == NEVER:
            continue
        day = date(2022, 2, 14) + timedelta(days=number % 12)
        at = {LATE: "2022-03-01 08:40", AT_THE_LAST_MINUTE: "2022-02-28 23:58"}.get(
            plan.short, f"{day} {9 + number % 8:02d}:{number:02d}"
        )
        quality = "detailed" if plan.short in DETAILED else "plain"
        rows.append(event(at, "feedback", order=ALL, unit=plan.short, text="已按要求整改。", quality=quality))
    for message, unit, at, answered, more in _MESSAGES:
        where = sites[unit]
        text = "请问如何办理？" if more else "网页内容有误，请核实。"
        url = f"http://{where.host}/"
        rows.append(event(at, "message", id=message, site_code=where.code, url=url, text=text, **more))
        if answered:
            rows.append(event(answered, "reply", message=message, text="您好，来信反映的问题已核实处理。"))
    return rows


_ASKED: Mapping[str, Any] = {"about": "consultation"}
_MESSAGES: Sequence[tuple[str, str, str, str, Mapping[str, Any]]] = (
    # Saturday 2 April is a working day, 3 to 5 April are not; three working days for error reports.
    ("m1", "市发改委", "2022-04-01 16:00", "2022-04-07 22:00", {}),
    ("m2", "市教育局", "2022-04-01 10:00", "2022-04-08 09:00", {}),
    ("m3", "市水利局", "2022-04-18 10:00", "", {}),
    ("m4", "市住建局", "2022-04-14 10:00", "", {}),
    # Seven working days for consultations, fifteen for those that are not simple.
    ("m5", "市人社局", "2022-03-24 09:00", "2022-04-02 17:00", _ASKED),
    ("m6", "市自然资源局", "2022-03-24 11:00", "2022-04-06 09:00", _ASKED),
    ("m7", "市商务局", "2022-01-19 10:00", "", _ASKED),
    ("m8", "栖云区", "2022-03-15 10:00", "2022-04-06 20:00", {**_ASKED, "complex": True}),
    ("m9", "市水利局", "2022-04-21 09:00", "", {}),
)
