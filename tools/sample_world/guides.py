"""Guides to services: tables with all the elements that a guide is to show, or with some left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tools.sample_world.model import Column, Item

ELEMENTS = (
    ("事项名称", "{}"),
    ("设定依据", "国家和省有关管理规定，以及本市实施细则。"),
    ("申请条件", "在本市行政区域内从事相关活动的单位和个人。"),
    ("办理材料", "身份证明原件和复印件，{}"),
    ("办理地点", "市政务服务中心二楼综合窗口。"),
    ("办理机构", "{}"),
    ("收费标准", "不收费。"),
    ("办理时间", "工作日上午8:30至12:00，下午2:00至6:00。"),
    ("联系电话", "0990-6600999"),
    ("办理流程", "受理、审核、决定、送达。"),
)
"""The ten classes of elements (regulations 1.2), each with its words."""

LAW, CONDITIONS, ORGAN, FEES, PROCESS = "设定依据", "申请条件", "办理机构", "收费标准", "办理流程"


def guide(
    name: str, day: date, organ: str, without: Sequence[str] = (), materials: str = "现场填表。"
) -> Item:
    """One guide; `materials` ends the line of what is to be brought along."""
    own = {"事项名称": name, "办理材料": materials, "办理机构": organ}
    rows = "\n".join(
        f"<tr><th>{head}</th><td>{text.format(own.get(head, ''))}</td></tr>"
        for head, text in ELEMENTS
        if head not in without
    )
    return Item(f"{name}办事指南", day, text=f'<table border="1" width="90%">\n{rows}\n</table>')


def guides(organ: str, newest: date, services: Sequence[str], gaps: Sequence[Sequence[str]]) -> Column:
    """The column of guides, one a service, each without the elements of its gap."""
    items = tuple(
        guide(name, newest - timedelta(days=6 * n), organ, gap)
        for n, (name, gap) in enumerate(zip(services, gaps, strict=True))
    )
    return Column("办事指南", "bszn", "办事服务", items)
