"""What only the drafter reads: conflicts, what could not be checked, what the text left out. Never part of
the bulletin."""

from __future__ import annotations

from collections.abc import Sequence

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.wording import date_text, enumeration


def drafting_notes(data: BulletinData, substitutes: Sequence[str] = ()) -> str:
    """Markdown in Chinese; `substitutes` are sentences about fonts."""
    parts = [f"# 起草说明：{data.issuer}{data.period}通报", "", "本说明供起草人核对，不随通报印发。", ""]
    parts += _part("一、既受表扬又被点名的单位", _conflicts(data), "没有。")
    parts += _part("二、未能查明、没有写入问题的事项", _open_points(data), "没有。")
    parts += _part("三、需要起草人决定的事项", _decisions(data), "没有。")
    parts += _part("四、PDF 中替代使用的字体", list(substitutes), "没有，全部使用规定字体。")
    return "\n".join(parts)


def _part(heading: str, lines: list[str], empty: str) -> list[str]:
    return [f"## {heading}", "", *([f"- {line}" for line in lines] or [empty]), ""]


def _conflicts(data: BulletinData) -> list[str]:
    return [
        f"{conflict.unit}：表扬于“{'”、“'.join(conflict.praised)}”；点名于“{'”、“'.join(conflict.named)}”。"
        "正文两处均已写入，请核实后决定保留哪一处，或说明理由。"
        for conflict in data.conflicts
    ]


def _open_points(data: BulletinData) -> list[str]:
    lines = []
    duty = data.annual_report
    if duty is not None and duty.cant_tell:
        lines.append(f"{duty.year}年年度报告是否公布未能查明：{enumeration(data.in_order(duty.cant_tell))}。")
    for order in data.orders:
        if order.cant_tell:
            lines.append(f"{order.number}是否反馈未能查明：{enumeration(data.in_order(order.cant_tell))}。")
    for entry in data.not_checked:
        lines.append(
            f"{entry.unit}{f'（{entry.site}）' if entry.site else ''}，{entry.subject}：{entry.reason}"
        )
    return lines


def _decisions(data: BulletinData) -> list[str]:
    lines = []
    if not data.number:
        lines.append("没有发文字号，按无红头的普通标题排版；编号后请重新生成。")
    if data.overall is None:
        lines.append("没有写入网站检查总体数字。")
    if data.scores is None:
        lines.append("没有写入各单位得分。")
    if not data.requirements:
        lines.append("“下一步工作要求”由程序按问题类别生成，请审改。")
    if data.issued_on < data.as_of:
        lines.append(f"成文日期{date_text(data.issued_on)}早于统计截至日期{date_text(data.as_of)}，请核对。")
    return lines
