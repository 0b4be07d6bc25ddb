"""The third part: the office's own paragraphs, or tasks that follow from the problems found."""

from __future__ import annotations

import re

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.document import Block, Heading, Paragraph
from mingcha.reports.sections import Section, numbered
from mingcha.reports.wording import date_text, own_name

_SECOND_LEVEL = re.compile(
    r"[（(](?P<number>[一二三四五六七八九十]+)[）)]\s*(?P<heading>[^。；：]{1,40}。)(?P<body>.*)", re.S
)
_THIRD_LEVEL = re.compile(r"(?P<heading>\d{1,2}[.．]\s*[^。；：]{1,40}。)(?P<body>.*)", re.S)


def requirement_blocks(data: BulletinData) -> list[Block]:
    """The given requirements word for word; composed ones where none are given."""
    if data.requirements:
        return [_given(text.strip()) for text in data.requirements if text.strip()]
    return numbered(_composed(data))


def _given(text: str) -> Block:
    """A paragraph as the office wrote it, its leading sentence set as a heading where it is numbered as
    one."""
    if match := _SECOND_LEVEL.fullmatch(text):
        return Heading(2, f"（{match['number']}）{match['heading']}", match["body"].strip())
    if match := _THIRD_LEVEL.fullmatch(text):
        return Heading(3, match["heading"], match["body"].strip())
    return Paragraph(text)


def _composed(data: BulletinData) -> list[Section]:
    office = own_name(data.issuer)
    sections: list[Section] = []
    duty = data.annual_report
    if _has_problems(data):
        deadline = f"，于{date_text(data.rectify_by)}前将整改情况报送{office}" if data.rectify_by else ""
        text = f"各有关单位要对照通报的问题逐项整改，查明原因，举一反三，防止同类问题再次发生{deadline}。"
        sections.append(Section("抓好问题整改", (text,)))
    if duty is not None and duty.missing:
        text = f"尚未公布{duty.year}年政府信息公开年度报告的单位要立即公布，并在政府门户网站同步更新。"
        sections.append(Section("落实年度报告公布要求", (text,)))
    if any(order.missing for order in data.orders):
        text = "尚未报送反馈情况的单位要立即补报，并说明逾期原因；今后要明确专人负责，严格按照规定时限报送。"
        sections.append(Section("按时反馈交办事项", (text,)))
    if any(problem.places for problem in data.problems):
        text = "各单位要切实承担起本单位网站日常监管责任，定期开展自查，及时更新栏目内容，发现问题立即整改。"
        sections.append(Section("加强网站日常检查", (text,)))
    if any(row.late or row.overdue for row in data.messages):
        text = (
            "各单位要按照规定的答复期限办理和回复网民留言，尚未办结的要尽快办结，做到件件有落实、事事有回音。"
        )
        sections.append(Section("及时办理网民留言", (text,)))
    if not sections:
        text = "各单位要继续做好网站内容更新、年度报告公布、交办事项反馈和网民留言办理，保持良好工作状态。"
        sections.append(Section("继续做好日常工作", (text,)))
    if data.not_checked:
        text = f"本次未能完成检查的网站和事项，由{office}另行复查，请有关单位予以配合。"
        sections.append(Section("配合做好复查", (text,)))
    return sections


def _has_problems(data: BulletinData) -> bool:
    duty = data.annual_report
    return (
        (duty is not None and bool(duty.late or duty.missing))
        or any(order.late or order.missing for order in data.orders)
        or any(problem.places for problem in data.problems)
        or any(row.late or row.overdue for row in data.messages)
    )
