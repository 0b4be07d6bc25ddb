"""An inspection as a workbook and as one page that needs nothing else."""

import io
from collections.abc import Iterator, Sequence
from html import escape

import xlsxwriter

from mingcha.core.rule import Rule
from mingcha.core.verdict import Finding, Outcome
from mingcha.reports.inspection import OUTCOME_ZH, InspectionReport, SiteReport

HEADER = (
    "单位",
    "网站",
    "标识码",
    "规则",
    "结论",
    "栏目",
    "问题",
    "所在页面",
    "问题链接",
    "处数",
    "原文",
    "发现时间",
    "证据",
)
WIDTHS = (16, 24, 13, 24, 10, 16, 48, 40, 40, 6, 30, 20, 20)
Row = tuple[str | int, ...]


def _rows(report: InspectionReport, catalogue: Sequence[Rule]) -> Iterator[Row]:
    """One row a finding or an early warning, and one a verdict that could not be reached."""
    titles = {rule.id: rule.title.zh for rule in catalogue}
    for site in report.sites:
        for verdict in site.verdicts:
            title = titles[verdict.rule]
            if verdict.outcome is Outcome.CANT_TELL and verdict.reason is not None:
                yield (*_site(site), title, "未能判定", "", verdict.reason, "", "", "", "", "", "")
            for finding in verdict.findings:
                yield (*_site(site), title, _standing(finding), *_found(finding))
            for finding in verdict.warnings:
                yield (*_site(site), title, "预警", *_found(finding))


def _site(report: SiteReport) -> tuple[str, str, str]:
    view = report.view
    unit = view.unit.short_name if view.unit else ""
    return unit, view.site.name or view.site.host, view.site.site_code


def _standing(finding: Finding) -> str:
    if finding.settled is not None:
        return finding.settled
    return "待复核" if finding.suspect else OUTCOME_ZH[Outcome.FAILED]


def _found(finding: Finding) -> Row:
    return (
        finding.column or "",
        finding.message.zh,
        finding.url,
        finding.target or "",
        finding.count,
        finding.excerpt,
        finding.seen_at.isoformat(sep=" ", timespec="seconds") if finding.seen_at else "",
        finding.evidence or "",
    )


def inspection_xlsx(report: InspectionReport, catalogue: Sequence[Rule]) -> bytes:
    """A workbook with one row a finding; cells are text, never formulas or links."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("检查结果")
        head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "valign": "vcenter"})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (title, width) in enumerate(zip(HEADER, WIDTHS, strict=True)):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, width)
        last = 0
        for last, row in enumerate(_rows(report, catalogue), 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(last, column, value, cell)
                else:
                    sheet.write_string(last, column, value[:32000], cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(HEADER) - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


_STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:76rem;
padding:0 1rem;color:#1a1a1a}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;
border-bottom:2px solid #b3261e;padding-bottom:.3rem}
table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{border:1px solid #999;padding:.35rem .5rem;
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eef2f6}
.不合格{color:#b3261e;font-weight:600}.未能判定,.待复核,.预警{color:#7a5300}
@media print{body{margin:0}tr{break-inside:avoid}thead{display:table-header-group}}
"""


def inspection_html(report: InspectionReport, catalogue: Sequence[Rule]) -> bytes:
    """One self-contained page; what came from a site is escaped, addresses are shown and not linked."""
    instant = report.as_of.isoformat(sep=" ", timespec="minutes")
    parts = [
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>网站检查结果</title>',
        f"<style>{_STYLE}</style></head><body><h1>网站检查结果</h1>",
        f"<p>按 {instant} 判断，考核方案 {escape(report.scheme)}。</p>",
    ]
    for site in report.sites:
        one = InspectionReport(report.as_of, report.scheme, (site,))
        parts.append(_section(site, list(_rows(one, catalogue))))
    parts.append("</body></html>\n")
    return "\n".join(parts).encode()


def _section(site: SiteReport, rows: list[Row]) -> str:
    view = site.view
    name = escape(view.site.name or (view.home.title if view.home else "") or view.site.host)
    passed = sum(verdict.outcome is Outcome.PASSED for verdict in site.verdicts)
    address = escape(view.site.home_url)
    read = f"读取 {len(view.pages)} 页，栏目 {len(view.columns)} 个，合格 {passed} 项。"
    lines = [f"<h2>{name}</h2><p>{address}：{read}</p>"]
    if not rows:
        return "".join((*lines, "<p>没有发现问题。</p>"))
    lines.append("<table><thead><tr>")
    shown = (3, 4, 5, 6, 7, 8, 10)
    lines.extend(f"<th scope='col'>{HEADER[column]}</th>" for column in shown)
    lines.append("</tr></thead><tbody>")
    for row in rows:
        cells = "".join(f"<td>{escape(str(row[column]))}</td>" for column in shown[2:])
        lines.append(
            f"<tr><td>{escape(str(row[3]))}</td><td class='{escape(str(row[4]))}'>{row[4]}</td>{cells}</tr>"
        )
    lines.append("</tbody></table>")
    return "".join(lines)
