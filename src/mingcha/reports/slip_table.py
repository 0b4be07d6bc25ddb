"""All findings of a period as a workbook: one row a finding, columns for the answer behind it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter

from mingcha.reports.slip_facts import SlipData, SlipFinding, UnitSlip

COLUMNS = (
    ("序号", 6),
    ("单位", 18),
    ("网站名称", 24),
    ("网站标识码", 14),
    ("问题类别", 26),
    ("栏目", 16),
    ("问题描述", 44),
    ("所在页面", 40),
    ("问题链接", 36),
    ("数量", 6),
    ("原文摘录", 30),
    ("依据", 26),
    ("发现时间", 17),
    ("证据", 24),
    ("整改期限", 12),
    ("整改情况", 26),
    ("完成时间", 12),
    ("责任人", 10),
)
"""Heads and widths in characters."""
_MAX_CELL = 32_000
_WRAPPED = frozenset({"网站名称", "问题类别", "栏目", "问题描述", "所在页面", "问题链接", "原文摘录", "依据"})


def findings_xlsx(data: SlipData) -> bytes:
    """The workbook; every text is a string cell, so nothing from a website is ever a formula or a link.

    Created at the slips' own date, so the same data gives the same bytes.
    """
    buffer = io.BytesIO()
    dated = datetime(data.issued_on.year, data.issued_on.month, data.issued_on.day, tzinfo=UTC)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "问题清单", "author": data.issuer, "created": dated})
        sheet = book.add_worksheet("问题清单")
        head = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#D9D9D9", "align": "center", "valign": "vcenter"}
        )
        plain = book.add_format({"border": 1, "valign": "top"})
        wrapped = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        count = 0
        for slip in data.units:
            for finding in slip.findings:
                count += 1
                for column, value in enumerate(_row(data, slip, finding, count)):
                    look = wrapped if COLUMNS[column][0] in _WRAPPED else plain
                    if isinstance(value, int):
                        sheet.write_number(count, column, value, look)
                    elif value:
                        sheet.write_string(count, column, value[:_MAX_CELL], look)
                    else:
                        sheet.write_blank(count, column, None, look)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _row(data: SlipData, slip: UnitSlip, finding: SlipFinding, number: int) -> tuple[str | int, ...]:
    return (
        number,
        slip.short_name,
        finding.site,
        finding.site_code,
        finding.title,
        finding.column,
        finding.message,
        finding.url,
        finding.target,
        finding.count,
        finding.excerpt,
        finding.basis,
        f"{finding.seen_at:%Y-%m-%d %H:%M}" if finding.seen_at else "",
        finding.evidence,
        data.rectify_by.isoformat() if data.rectify_by else "",
        "",
        "",
        "",
    )
