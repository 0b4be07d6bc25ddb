"""Orders, feedback, messages and praise of the sample world, and what they come to at as_of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tools.sample_world.sample_build import Fault, Plan
from tools.sample_world.writer import event

ALL = "云政办函〔2018〕15号"
SPOT_CHECK = "云政办函〔2018〕21号"
NOT_YET_DUE = "云政办函〔2018〕30号"

# Feedback on the order to everyone that is not simply in time and plain.
DETAILED = ("青岚区", "望河县", "市财政局")
AT_THE_LAST_MINUTE = "市交通局"
LATE = "市水利局"
NEVER = ("市审计局",)
AFTER_AS_OF = "市粮食局"
TWICE = "市环保局"

MESSAGES: Mapping[str, Any] = {
    "received": 14,
    "on_time": 6,
    "late": 2,
    "open": 2,
    "overdue": ["m13", "m14", "m03", "m10"],
}
CONFLICTS = [
    {"unit": "望河县", "kind": "praised_and_named"},
    {"unit": "市科技局", "kind": "praised_and_named"},
]
_FAULTS = {
    LATE: "late_feedback",
    NEVER[0]: "late_feedback",
    AFTER_AS_OF: "late_feedback",
    "市体育局": "late_feedback late_error_reply",
    "市商务局": "late_feedback late_error_reply",
    "市科技局": "late_error_reply",
    "市农业局": "late_reply",
    "市住建局": "late_reply",
    "市交通局": "late_reply",
}


def faults(plan: Plan) -> list[Fault]:
    """The faults of a unit that stand in the ledger."""
    return [Fault(rule) for rule in _FAULTS.get(plan.short, "").split()]


def orders(plans: Sequence[Plan]) -> Mapping[str, Any]:
    """What must come out for each order."""
    asked = [plan.short for plan in plans[1:]]
    failing = (LATE, *NEVER, AFTER_AS_OF)
    return {
        ALL: {
            "on_time": [short for short in asked if short not in failing],
            "late": [LATE],
            "missing": [short for short in asked if short in (*NEVER, AFTER_AS_OF)],
            "praised": [short for short in asked if short in DETAILED],
        },
        SPOT_CHECK: {"on_time": ["市科技局"], "late": ["市体育局"], "missing": ["市商务局"], "praised": []},
        NOT_YET_DUE: {"on_time": ["市财政局"], "late": [], "missing": [], "praised": []},
    }


def events(plans: Sequence[Plan]) -> list[Mapping[str, Any]]:
    """Everything but the probes."""
    codes = {plan.short: plan.sites[0].code for plan in plans if plan.sites}
    hosts = {plan.short: plan.sites[0].host for plan in plans if plan.sites}
    return [
        *_orders(),
        *_feedback(plans),
        *_messages(codes, hosts),
        event(
            "2018-04-09 10:00", "offline", host=hosts["市供销社"], until="2018-04-30", reason="系统升级改造"
        ),
        event("2018-04-11 10:00", "praise", unit="市科技局", text="按月公开科技项目申报和评审信息", url=""),
        event("2018-04-11 10:05", "praise", unit="市教育局", text="及时公开招生入学政策", url=""),
        event(
            "2018-02-26 10:00",
            "merger",
            host=hosts["市减灾中心"],
            into="www.yunchuan.gov.cn",
            by="2018-04-10",
        ),
        event(
            "2018-02-26 10:00",
            "merger",
            host=hosts["市公积金中心"],
            into="www.yunchuan.gov.cn",
            by="2018-04-18",
        ),
        # Recorded after as_of, so without effect on the quarter; and an appeal that was turned down.
        event(
            "2018-04-17 10:00",
            "appeal",
            unit="市统计局",
            rule="stale_column",
            url="",
            reason="数据尚未审定",
            decision="rejected",
        ),
        event("2018-04-19 10:00", "praise", unit="市商务局", text="公开了商贸流通数据", url=""),
        event(
            "2018-04-19 11:00",
            "exemption",
            unit="市教育局",
            rule="stale_column",
            column="",
            reason="换版",
            until="2018-12-31",
        ),
        event("2018-04-19 12:00", "offline", host=hosts["市粮食局"], until="2018-05-31", reason="改版"),
        event(
            "2018-04-19 13:00",
            "merger",
            host="dag.yunchuan.gov.cn",
            into="daj.yunchuan.gov.cn",
            by="2018-06-30",
        ),
    ]


def _orders() -> list[Mapping[str, Any]]:
    return [
        event(
            "2018-03-02 09:00",
            "order",
            number=ALL,
            title="关于做好2017年度政务公开考核反馈问题整改工作的通知",
            to=["*"],
            due="2018-03-20",
            about="2017年度政务公开考核整改反馈情况",
        ),
        event(
            "2018-03-27 09:00",
            "order",
            number=SPOT_CHECK,
            title="关于一季度政府网站抽查情况的通报",
            to=["市科技局", "市商务局", "市体育局"],
            due="2018-04-10",
            about="一季度政府网站抽查整改反馈情况",
        ),
        event(
            "2018-04-12 09:00",
            "order",
            number=NOT_YET_DUE,
            title="关于报送重点领域信息公开情况的通知",
            to=["市财政局", "市统计局"],
            due="2018-04-25",
            about="重点领域信息公开情况",
        ),
    ]


def _feedback(plans: Sequence[Plan]) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    for number, plan in enumerate(plans[1:]):
        short = plan.short
        if short in NEVER:
            continue
        day = date(2018, 3, 9) + timedelta(days=number % 11)
        at = f"{day} {9 + number % 8:02d}:{number % 60:02d}"
        at = {
            LATE: "2018-03-21 08:30",
            AT_THE_LAST_MINUTE: "2018-03-20 23:59",
            AFTER_AS_OF: "2018-04-19 09:00",
        }.get(short, at)
        quality = "detailed" if short in (*DETAILED, LATE) else "plain"
        rows.append(event(at, "feedback", order=ALL, unit=short, text="已按要求整改。", quality=quality))
    rows.append(
        event("2018-03-26 09:00", "feedback", order=ALL, unit=TWICE, text="补充报送。", quality="detailed")
    )
    rows += [
        event(at, "feedback", order=order, unit=unit, text="已完成整改。", quality=quality)
        for at, order, unit, quality in (
            ("2018-04-10 17:30", SPOT_CHECK, "市科技局", "plain"),
            ("2018-04-11 09:10", SPOT_CHECK, "市体育局", "plain"),
            ("2018-04-16 15:00", NOT_YET_DUE, "市财政局", "plain"),
        )
    ]
    return rows


def _messages(codes: Mapping[str, str], hosts: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Received and answered around the 清明 holiday (5 to 7 April; Sunday the 8th is a working day)."""
    rows: list[Mapping[str, Any]] = []
    for number, unit, at, reply, more in (
        ("m01", "市教育局", "2018-04-04 16:00", "2018-04-09 23:50", {}),
        ("m02", "市科技局", "2018-04-04 10:00", "2018-04-10 09:00", {}),
        ("m03", "市商务局", "2018-04-10 11:00", "", {}),
        ("m04", "市政府办公室", "2018-04-16 09:00", "", {}),
        ("m05", "市林业局", "2018-04-17 15:00", "", {}),
        ("m06", "市财政局", "2018-04-06 14:00", "2018-04-08 10:00", {}),
        ("m07", "市人社局", "2018-04-03 10:00", "2018-04-13 17:00", {"about": "consultation"}),
        (
            "m08",
            "市国土局",
            "2018-03-26 10:00",
            "2018-04-17 10:00",
            {"about": "consultation", "complex": True},
        ),
        ("m09", "市卫计委", "2018-04-12 08:00", "2018-04-13 10:00", {}),
        ("m10", "市体育局", "2018-04-11 10:00", "2018-04-20 09:00", {}),
        ("m11", "市农业局", "2018-04-19 08:00", "", {}),
        # Consultations: late by a day; unanswered for longer than three months; for three months to the day;
        # and answered on the last of fifteen working days.
        ("m12", "市农业局", "2018-03-05 10:00", "2018-03-15 09:00", {"about": "consultation"}),
        ("m13", "市住建局", "2018-01-17 10:00", "", {"about": "consultation"}),
        ("m14", "市交通局", "2018-01-18 10:00", "", {"about": "consultation", "complex": True}),
        (
            "m15",
            "市财政局",
            "2018-03-12 10:00",
            "2018-04-02 20:00",
            {"about": "consultation", "complex": True},
        ),
    ):
        url = f"http://{hosts[unit]}/"
        text = "请问如何办理？" if more else "网页内容有误，请核实。"
        rows.append(event(at, "message", id=number, site_code=codes[unit], url=url, text=text, **more))
        if reply:
            rows.append(event(reply, "reply", message=number, text="您好，来信反映的问题已核实处理。"))
    return rows
