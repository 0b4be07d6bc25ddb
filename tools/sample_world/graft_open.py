"""Sample world: work reports, sections, explanations and items with a promised period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tools.sample_world.graft import Graft
from tools.sample_world.model import Column, Item
from tools.sample_world.sample_build import Fault
from tools.sample_world.usual import work_report


def sections() -> Iterator[Graft]:
    """`late_work_report`, `missing_section`."""
    yield Graft("市体育局", (Fault("late_work_report", None),), change={"gzbb": {"drop": True}})
    late = work_report("云川市环境保护局", 26, 2017, date(2018, 2, 1)).items
    yield Graft("市环保局", (Fault("late_work_report", None),), change={"gzbb": {"items": late}})
    on_the_day = work_report("云川市发展和改革委员会", 7, 2017, date(2018, 1, 31)).items
    yield Graft("市发改委", change={"gzbb": {"items": on_the_day}})
    without = {"jgzn": {"drop": True}, "xxgkzn": {"drop": True}}
    yield Graft("市外事办", (Fault("missing_section", None),), change=without)
    guide = (
        '<p>云川市园林管理局政府信息公开指南：本局<a href="{col:jgzn}">机构职能</a>另见专页。</p>\n'
        "<p>受理机构：云川市园林管理局办公室。办公时间：工作日上午8:30至12:00，下午2:00至6:00。</p>"
    )
    yield Graft("市园林局", change={"jgzn": {"in_nav": False}, "xxgkzn": {"body": guide}})


def explanations() -> Iterator[Graft]:
    """`missing_explanation`, `unlinked_explanation`, `late_explanation`.

    Each document and its explanation stand at the end of their columns, after the two that every site has.
    """
    for short, title in (
        ("市科技局", "云川市科学技术局科技计划项目管理办法"),
        ("市交通局", "云川市交通运输局出租汽车经营服务管理实施细则"),
    ):
        yield Graft(
            short,
            suspects=(Fault("missing_explanation", None),),
            items={"zcwj": (Item(title, date(2017, 12, 5)),)},
        )
    yield pair("市卫计委", "云川市医疗机构监督管理办法", date(2017, 12, 6), there=False, back=False)
    yield pair("市水利局", "云川市小型水库安全管理规定", date(2017, 12, 6), back=False)
    yield pair(
        "市商务局", "云川市促进电子商务发展若干意见", date(2017, 11, 22), date(2017, 11, 28), late=True
    )
    yield pair("市粮食局", "云川市粮食收购资格审核管理办法", date(2017, 11, 8), date(2017, 12, 12), late=True)
    # Wednesday to Monday are three working days; a picture in the place of words is an explanation too.
    yield pair("市审计局", "云川市政府投资项目审计监督办法", date(2017, 12, 6), date(2017, 12, 11))
    yield pair("市食药监局", "云川市食品摊点备案管理办法", date(2017, 12, 6), head="一图读懂")


def pair(
    short: str,
    title: str,
    issued: date,
    noted: date | None = None,
    *,
    there: bool = True,
    back: bool = True,
    late: bool = False,
    head: str = "",
) -> Graft:
    """A document and its explanation, the third of their columns: linked `there` and `back`, or not."""
    words = f"<p>{title}经研究通过，现予印发，请认真贯彻执行。</p>"
    if there:
        words += '\n<p>相关解读：<a href="{art:zcjd:2}">政策解读</a></p>'
    source = f'<a href="{{art:zcwj:2}}">《{title}》</a>' if back else f"《{title}》"
    note = (
        f'<p>{source}的主要内容如下。</p><p><img src="/images/dot.gif" alt="{head}">分工明确，流程清楚。</p>'
    )
    heading = f"{head}《{title}》" if head else f"《{title}》政策解读"
    faults = [] if there and back else [Fault("unlinked_explanation", None)]
    faults += [Fault("late_explanation", None)] if late else []
    return Graft(
        short,
        tuple(faults),
        items={
            "zcwj": (Item(title, issued, text=words),),
            "zcjd": (Item(heading, noted or issued, text=note),),
        },
    )


def periods() -> Iterator[Graft]:
    """`lapsed_disclosure`: classes of items that come every month, kept up, skipped, or given up."""
    air = "云川市环境空气质量状况（{}年{}月）"
    last = ((2018, 1, date(2018, 2, 6)), (2017, 12, date(2018, 1, 8)), (2017, 11, date(2017, 12, 7)))
    older = ((2017, 10, date(2017, 11, 8)), (2017, 9, date(2017, 10, 12)))
    yield Graft(
        "市环保局",
        (Fault("lapsed_disclosure", None),),
        columns=(Column("环境质量", "hjzl", "其他", monthly(air, (*last, *older))),),
    )
    skipped = (
        *((2018, 3, date(2018, 4, 9)), (2018, 1, date(2018, 2, 5)), (2017, 12, date(2018, 1, 5))),
        *((2017, 11, date(2017, 12, 6)), (2017, 10, date(2017, 11, 7))),
    )
    yield Graft(
        "市发改委",
        (Fault("lapsed_disclosure", None),),
        columns=(Column("重点项目", "zdxm", "其他", monthly("云川市{}年{}月市级重点项目进展情况", skipped)),),
    )
    kept = ((2018, 3, date(2018, 4, 9)), (2018, 2, date(2018, 3, 8)), *last)
    yield Graft(
        "青岚区",
        columns=(Column("环境质量", "hjzl", "其他", monthly("青岚区环境空气质量状况（{}年{}月）", kept)),),
    )
    yield Graft(  # March is not owed yet in the middle of April
        "市安监局",
        columns=(
            Column("行政处罚", "xzcf", "其他", monthly("云川市行政处罚信息公示（{}年{}月）", kept[1:])),
        ),
    )


def monthly(title: str, months: Sequence[tuple[int, int, date]]) -> tuple[Item, ...]:
    """Items of one series, each of a year's month, with the day it came out."""
    return tuple(Item(title.format(year, month), day) for year, month, day in months)
