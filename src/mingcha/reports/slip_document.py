"""The notice to one unit: what was found, by when it is to be put right, list and form for the answer."""

from __future__ import annotations

from mingcha.reports.document import (
    Addressee,
    Align,
    Annex,
    AttachmentNote,
    Block,
    Document,
    Heading,
    Masthead,
    Paragraph,
    Picture,
    Signature,
    Table,
    TableColumn,
    Title,
)
from mingcha.reports.slip_facts import SlipData, SlipFinding, UnitSlip
from mingcha.reports.wording import (
    chinese_number,
    date_text,
    enumeration,
    from_page,
    own_name,
    period_text,
    title_lines,
    without_stop,
)

LIST_TITLE = "存在问题清单"
FORM_TITLE = "整改情况反馈表"
# Filled in by hand: wide blanks that nothing closes up.
_BLANK_DAY = "\u3000\u3000年\u3000月\u3000日"
_BLANK_NUMBER = "\u3000\u3000\u3000\u3000〔{year}〕\u3000\u3000号"


def slip_document(data: SlipData, slip: UnitSlip) -> Document:
    """The notice in the letter format; a number that is not yet given is left blank."""
    period = period_text(*data.period_parts)
    title = f"{data.issuer}关于限期整改{period}检查发现问题的通知"
    number = slip.number or _BLANK_NUMBER.format(year=data.issued_on.year)
    blocks: list[Block] = [
        Masthead(data.issuer, number, letter=True),
        Title(title_lines(title, data.issuer)),
        Addressee(f"{slip.name}："),
        Paragraph(_opening(data, slip, period)),
        Heading(1, "一、存在的问题"),
        *_problems(slip),
        Heading(1, "二、整改要求"),
        *_requirements(data),
        AttachmentNote((LIST_TITLE, FORM_TITLE)),
        Signature(data.issuer, date_text(data.issued_on)),
        Annex("附件1", LIST_TITLE),
        _list_table(slip),
        *_pictures(slip),
        Annex("附件2", FORM_TITLE),
        *_form(slip),
    ]
    return Document(title, data.issuer, data.issued_on, tuple(blocks))


def _opening(data: SlipData, slip: UnitSlip, period: str) -> str:
    total = sum(finding.count for finding in slip.findings)
    return (
        f"{own_name(data.issuer)}对{period}政府网站和政务公开工作情况进行了检查。截至{date_text(data.as_of)}，"
        f"你单位存在问题{total}处，现将有关事项通知如下："
    )


def _by_class(slip: UnitSlip) -> dict[str, list[SlipFinding]]:
    classes: dict[str, list[SlipFinding]] = {}
    for finding in slip.findings:
        classes.setdefault(without_stop(finding.title), []).append(finding)
    return classes


def _problems(slip: UnitSlip) -> list[Block]:
    """A paragraph for each class: how many places, in which columns, against which basis."""
    blocks: list[Block] = []
    for number, (title, findings) in enumerate(_by_class(slip).items(), 1):
        count = sum(finding.count for finding in findings)
        text = f"共{count}处"
        sites = list(dict.fromkeys(from_page(finding.site) for finding in findings if finding.site))
        if sites:
            text += f"，涉及{enumeration(sites)}"
        columns = list(dict.fromkeys(from_page(finding.column) for finding in findings if finding.column))
        if columns:
            text += f"的{enumeration([f'“{name}”' for name in columns])}栏目"
        bases = list(dict.fromkeys(without_stop(finding.basis) for finding in findings if finding.basis))
        text += f"。依据：{enumeration(bases)}。" if bases else "。"
        label = chinese_number(number) if number < 100 else str(number)
        blocks.append(Heading(2, f"（{label}）{title}。", text))
    return blocks


def _requirements(data: SlipData) -> list[Block]:
    office = own_name(data.issuer)
    day = date_text(data.rectify_by) if data.rectify_by else _BLANK_DAY
    said = [
        ("抓紧整改。", "请对照附件1逐项整改，查明原因，举一反三，防止同类问题再次发生。"),
        (
            "按时反馈。",
            f"请于{day}前将附件2填写完整、加盖公章后报送{office}；暂时不能完成的，写明原因和完成时限。",
        ),
        ("如有异议。", f"对所列问题有异议的，请在上述期限内书面说明理由并附证明材料，由{office}复核。"),
    ]
    blocks: list[Block] = [
        Heading(2, f"（{chinese_number(number)}）{head}", text) for number, (head, text) in enumerate(said, 1)
    ]
    if data.contact:
        blocks.append(Paragraph(f"联系人：{without_stop(data.contact)}。"))
    return blocks


def _list_table(slip: UnitSlip) -> Table:
    columns = (
        TableColumn("序号", 10.0, Align.CENTER),
        TableColumn("问题", 46.0),
        TableColumn("位置", 46.0),
        TableColumn("原文摘录", 30.0),
        TableColumn("发现时间和证据", 24.0),
    )
    rows = [
        (str(number), _what(finding), _where(finding), from_page(finding.excerpt), _proof(finding))
        for number, finding in enumerate(slip.findings, 1)
    ]
    return Table(columns, tuple(rows))


def _what(finding: SlipFinding) -> str:
    column = f"“{from_page(finding.column)}”栏目：" if finding.column else ""
    count = f"（{finding.count}处）" if finding.count > 1 else ""
    return f"{without_stop(finding.title)}。{column}{without_stop(from_page(finding.message))}{count}"


def _where(finding: SlipFinding) -> str:
    parts = [from_page(finding.site), finding.url]
    if finding.target and finding.target != finding.url:
        parts.append(f"链接：{finding.target}")
    return " ".join(part for part in parts if part)


def _proof(finding: SlipFinding) -> str:
    parts = []
    if finding.seen_at is not None:
        parts.append(f"{finding.seen_at:%Y-%m-%d %H:%M}")
    if finding.evidence:
        parts.append(f"证据{finding.evidence.removeprefix('sha256:')[:12]}")
    return " ".join(parts)


def _pictures(slip: UnitSlip) -> list[Block]:
    return [
        Picture(finding.picture, f"第{number}项：{without_stop(from_page(finding.message))}")
        for number, finding in enumerate(slip.findings, 1)
        if finding.picture is not None
    ]


def _form(slip: UnitSlip) -> list[Block]:
    """One row a finding, to be filled in, and the lines for seal, names and day."""
    columns = (
        TableColumn("序号", 10.0, Align.CENTER),
        TableColumn("问题", 58.0),
        TableColumn("整改情况", 44.0),
        TableColumn("完成时间", 24.0),
        TableColumn("责任人", 20.0),
    )
    rows = tuple((str(n), _what(finding), "", "", "") for n, finding in enumerate(slip.findings, 1))
    blank = "\u3000" * 8
    return [
        Paragraph(f"单位（盖章）：{slip.name}"),
        Table(columns, rows),
        Paragraph(f"主要负责人（签字）：{blank}填报人：{blank}"),
        Paragraph(f"联系电话：{blank}{blank}填报日期：{_BLANK_DAY}"),
    ]
