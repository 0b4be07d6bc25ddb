"""From facts to the document: the order and the sentences of the bulletin.

Every number and list in a sentence is computed here from `BulletinData`, never written by hand, so a count
always is the length of its list.
"""

from __future__ import annotations

from mingcha.reports.annexes import annexes
from mingcha.reports.bulletin import AnnualReportDuty, BulletinData, OrderFacts
from mingcha.reports.document import (
    Addressee,
    AttachmentNote,
    Block,
    Document,
    Heading,
    Imprint,
    Masthead,
    Paragraph,
    Signature,
    Title,
    with_texts,
)
from mingcha.reports.problems import problem_sections
from mingcha.reports.requirements import requirement_blocks
from mingcha.reports.sections import Section, numbered
from mingcha.reports.wording import (
    REGULATIONS,
    Mentions,
    area_text,
    counted_units,
    date_text,
    enumeration,
    hexagonal,
    one_line,
    own_name,
    percentage,
    period_text,
    report_name,
    short_date_text,
    title_lines,
    without_stop,
)


def compose(data: BulletinData) -> Document:
    """The bulletin of `data`: opening, situation, problems, requirements, signature, annexes."""
    mentions = Mentions.of_day(data.as_of)
    title = data.title or f"{data.issuer}关于{period_text(data.year, data.quarter)}政务公开工作情况的通报"
    annexed = annexes(data)
    blocks: list[Block] = []
    if data.number:
        blocks.append(Masthead.of(data.issuer, hexagonal(data.number), data.format))
    blocks.append(Title(title_lines(title, data.issuer)))
    blocks.append(Addressee(without_stop(data.addressees or "各有关单位").rstrip("：:") + "："))
    blocks.append(Paragraph(_opening(data, mentions)))
    blocks.append(Heading(1, "一、基本情况"))
    blocks += _situation(data, mentions)
    blocks.append(Heading(1, "二、存在的主要问题"))
    blocks += _problems(data, mentions, [annex.title for annex in annexed])
    blocks.append(Heading(1, "三、下一步工作要求"))
    blocks += requirement_blocks(data)
    if annexed:
        blocks.append(AttachmentNote(tuple(annex.title for annex in annexed)))
    blocks.append(Signature(data.issuer, date_text(data.issued_on)))
    for annex in annexed:
        blocks += annex.blocks(len(annexed))
    blocks += _imprint(data)
    document = Document("".join(title.split()), data.issuer, data.issued_on, tuple(blocks))
    return with_texts(document, one_line)


def _imprint(data: BulletinData) -> list[Block]:
    """Copies, printer and date of printing; a letter has copies only, a draft without number nothing."""
    if not data.number:
        return []
    if Masthead.of(data.issuer, hexagonal(data.number), data.format).letter:
        return [Imprint(data.copies_to)] if data.copies_to else []
    return [Imprint(data.copies_to, data.issuer, date_text(data.issued_on))]


def _opening(data: BulletinData, mentions: Mentions) -> str:
    bases = [mentions.cite(entry.number) for entry in REGULATIONS if entry.in_force(data.as_of)]
    area, period = area_text(data.issuer), period_text(data.year, data.quarter)
    return (
        f"为进一步推进{area}政务公开工作，按照{enumeration(bases)}等要求，{own_name(data.issuer)}对{period}{area}"
        "政务公开工作情况进行了检查，现将有关情况通报如下："
    )


def _situation(data: BulletinData, mentions: Mentions) -> list[Block]:
    blocks: list[Block] = []
    if data.overall is not None:
        blocks.append(Paragraph(_overall(data)))
    sections: list[Section] = []
    if data.good_practice:
        sections.append(Section("主动公开情况", (_good_practice(data, mentions),)))
    if data.orders:
        sections.append(
            Section("整改落实情况", tuple(_order_situation(data, o, mentions) for o in data.orders))
        )
    if data.annual_report is not None:
        duty = data.annual_report
        heading = f"{duty.year}年政府信息公开年度报告公布情况"
        sections.append(Section(heading, (_annual_situation(data, duty, mentions),)))
    if not blocks and not sections:
        day = date_text(data.as_of)
        return [Paragraph(f"截至{day}，本期没有需要通报的检查数据、交办事项和年度报告公布情况。")]
    return blocks + numbered(sections)


def _overall(data: BulletinData) -> str:
    assert data.overall is not None
    figures = data.overall
    passed = figures.checked - figures.failing
    text = f"截至{date_text(data.as_of)}，{area_text(data.issuer)}在册运行政府网站{figures.sites}个，"
    if figures.closed:
        text += f"本期关停{figures.closed}个，"
    text += f"本次检查{figures.checked}个"
    if passed == 0 and figures.checked:
        text += "，均发现问题"
    elif figures.failing:
        share = percentage(passed, figures.checked)
        text += f"，其中未发现问题的{passed}个，占{share}；发现问题的{figures.failing}个"
    elif figures.checked:
        text += "，均未发现问题"
    if figures.not_checked:
        text += f"；另有{figures.not_checked}个未能完成检查，不计入问题"
    return text + "。"


def _good_practice(data: BulletinData, mentions: Mentions) -> str:
    texts: dict[str, list[str]] = {}
    for practice in data.good_practice:
        text = without_stop(practice.text)
        text = text.removeprefix(practice.unit).lstrip("：:，,")
        texts.setdefault(practice.unit, []).append(text)
    period = period_text(data.year, data.quarter)
    shared: dict[str, list[str]] = {}
    for unit in data.in_order(texts):
        shared.setdefault("，".join(texts[unit]), []).append(unit)
    parts = [enumeration(units) + text for text, units in shared.items()]
    return mentions.expand(f"{period}，下列单位主动公开工作做得较好：{'；'.join(parts)}。")


def _order_situation(data: BulletinData, order: OrderFacts, mentions: Mentions) -> str:
    due = short_date_text(order.due, data.year)
    source = mentions.cite(hexagonal(order.number), order.title)
    text = f"{source}要求有关单位于{due}前报送{report_name(order.about)}。"
    if data.as_of < order.due:
        text += "报送期限尚未届满。"
    else:
        text += _share(
            data, len(order.on_time), len(order.late), len(order.missing), len(order.cant_tell), "报送"
        )
    praised = data.in_order(order.praised)
    if praised:
        text += f"其中，{counted_units(praised)}行动迅速，整改落实情况反馈及时、内容详实。"
    return text


def _annual_situation(data: BulletinData, duty: AnnualReportDuty, mentions: Mentions) -> str:
    text = f"按照{without_stop(mentions.expand(duty.basis))}规定，" if duty.basis else ""
    due = short_date_text(duty.due, data.year)
    text += f"各单位应当于{due}前在本单位网站公布{duty.year}年政府信息公开年度报告"
    if duty.mirror_columns:
        columns = "".join(f"“{name.strip('“”')}”" for name in duty.mirror_columns)
        text += f"，并在{data.portal_name or '政府门户网站'}{columns}栏目同步更新"
    text += "。"
    if data.as_of < duty.due:
        return text + "公布期限尚未届满。"
    return text + _share(
        data, len(duty.on_time), len(duty.late), len(duty.missing), len(duty.cant_tell), "公布"
    )


def _share(data: BulletinData, on_time: int, late: int, missing: int, cant_tell: int, verb: str) -> str:
    """How many did in time; in figures where the bulletin prints figures over all units, in words
    otherwise."""
    total = on_time + late + missing + cant_tell
    if total == 0:
        return ""
    if on_time == total:
        return f"有关单位均按期{verb}。" if total > 1 else f"有关单位按期{verb}。"
    if data.overall is None:
        return f"多数单位按期{verb}。" if 2 * on_time > total else ""
    if late + missing == total:
        return f"应{verb}的{total}个单位{'均' if total > 1 else ''}未按期{verb}。"
    text = f"应{verb}的{total}个单位中，按期{verb}的{on_time}个"
    text += f"，逾期{verb}的{late}个" if late else ""
    text += f"，未{verb}的{missing}个" if missing else ""
    text += f"，未能查明、不作认定的{cant_tell}个" if cant_tell else ""
    return text + "。"


def _problems(data: BulletinData, mentions: Mentions, annex_titles: list[str]) -> list[Block]:
    sections = problem_sections(data, mentions)
    unchecked = _unchecked_sentence(data, annex_titles)
    if not sections:
        period = "本季度" if data.quarter else "本年度"
        return [Paragraph(f"{period}已完成检查的网站和事项中，未发现需要通报的问题。{unchecked}")]
    closing = f"以上情况纳入{data.year}年政务公开工作日常考核。{unchecked}"
    return [*numbered(sections), Paragraph(closing)]


def _unchecked_sentence(data: BulletinData, annex_titles: list[str]) -> str:
    if not data.not_checked:
        return ""
    place = next(n for n, title in enumerate(annex_titles, 1) if title.startswith("未能完成检查"))
    label = f"附件{place}" if len(annex_titles) > 1 else "附件"
    return f"未能完成检查的网站和事项不作为问题通报，见{label}。"
