"""What every ordinary generated site also has, so that only what is planted on it is a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tools.sample_world.model import Column, Item

CONSULT_FORM = (
    '<form action="/zxtj" method="post" class="ly"><p>姓名 <input type="text" name="xm"> 联系方式 '
    '<input type="text" name="lxfs"></p><p>咨询内容 <textarea name="nr"></textarea> '
    '<input type="submit" value="我要咨询"></p></form>\n'
)
"""The channel of a column of published replies."""

_ASKED = (
    ("业务办理时限", "该项业务自受理之日起五个工作日内办结，可到服务窗口或者通过网站办理。"),
    ("年检所需材料", "请携带年检报告书和身份证明原件，材料清单已在网站公布，窗口可以代为复印。"),
    ("证件补办手续", "证件遗失的，请先登记声明，再持身份证明到窗口补办，三个工作日内领取。"),
)


def reply(sponsor: str, number: int, asked: date, answered: date) -> Item:
    """A published consultation with its answer: when it came, who answered it, when, and what."""
    what, answer = _ASKED[number % len(_ASKED)]
    text = (
        f"<p>留言内容：请问{what}是怎么规定的？</p>\n<p>留言时间：{asked} 10:20</p>\n"
        f"<p>答复单位：{sponsor}</p>\n<p>答复时间：{answered} 15:40</p>\n"
        f"<p>答复内容：您好！{answer}</p>"
    )
    return Item(f"关于{what}的咨询（已答复）", answered, text=text)


def replies(sponsor: str, number: int, newest: date) -> Column:
    """The column of published replies, with the channel to ask."""
    name = ("领导信箱", "网上咨询", "咨询答复")[number % 3]
    item = reply(sponsor, number, newest - timedelta(days=2), newest)
    return Column(name, "zxhf", "互动交流", (item,), intro=CONSULT_FORM)


def work_report(name: str, number: int, year: int, published: date, *, on_list: bool = False) -> Column:
    """The yearly table of the site's work: on the home page only, or in a column of its own."""
    titles = (
        f"{name}政府网站工作年度报表（{year}年度）",
        f"{year}年政府网站工作年度报表",
        f"政府网站工作年度报表（{year}年）",
    )
    cells = "".join(
        f"<tr><td>{what}</td><td>{number + n}</td></tr>"
        for n, what in enumerate(
            ("信息发布总数", "专题专栏数量", "解读信息发布", "收到留言数量", "办结留言数量")
        )
    )
    text = (
        f"<p>填报单位：{name}</p>\n<table border='1'><tr><td>项目</td><td>数量</td></tr>{cells}</table>\n"
        f"<p>填报时间：{year + 1}年1月</p>"
    )
    own = on_list or number % 2 == 0
    return Column(
        "政府网站工作年度报表",
        "gzbb",
        "其他",
        (Item(titles[number % 3], published, text=text),),
        on_home=True,
        page=own,
        in_nav=own,
    )


def disclosure(short: str, name: str, number: int, as_of: date, note: str) -> tuple[Column, ...]:
    """Plan, budget, catalogue and guide."""
    shift = timedelta(days=number % 7)
    year = as_of.year
    return (
        Column(
            ("规划计划", "工作计划")[number % 2],
            "ghjh",
            "规划计划",
            (Item(f"{short}{year}年工作计划", date(year, 1, 22) + shift),),
        ),
        Column(
            ("财政信息", "预决算公开", "财政预决算")[number % 3],
            "czxx",
            "财政信息",
            (Item(f"{name}{year}年部门预算", date(year, 2, 5) + shift),),
        ),
        Column("信息公开目录", "xxgkml", "信息公开目录", catalogue(short, number, as_of)),
        Column(
            "信息公开指南",
            "xxgkzn",
            "信息公开指南",
            body=f"<p>{name}政府信息公开指南：公开范围、公开方式、依申请公开的受理机构和办公时间见下。</p>\n"
            f"<p>受理机构：{name}办公室。办公时间：工作日上午8:30至12:00，下午2:00至6:00。{note}。</p>",
        ),
    )


def catalogue(short: str, number: int, as_of: date) -> tuple[Item, ...]:
    """What a catalogue lists that names all five kinds of openness."""
    text = "<p>决策、执行、管理、服务、结果公开的事项、时限和责任科室，按照目录逐项公开，并在网站发布。</p>"
    title = f"{short}决策、执行、管理、服务、结果公开事项目录"
    return (Item(title, as_of - timedelta(days=50 + number % 17), text=text),)


def explained(
    documents: Sequence[Item], *, column: str = "zcwj", explanations: str = "zcjd", first: int = 0
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The documents with a link to their explanation, and the explanations, of the same day, that link back.

    `first` is the place of the first explanation in its column.
    """
    linked, notes = [], []
    for n, document in enumerate(documents):
        lead = document.text or f"<p>{document.title}。本页内容为演示用文字。</p>"
        there = f"{{art:{explanations}:{first + n}}}"
        linked.append(replace(document, text=f'{lead}\n<p>相关解读：<a href="{there}">政策解读</a></p>'))
        title = (f"《{document.title}》解读", f"关于《{document.title}》的政策解读")[n % 2]
        back = f'<a href="{{art:{column}:{n}}}">《{document.title}》</a>'
        text = (
            f"<p>现就{back}的出台背景和主要内容说明如下。</p>"
            "\n<p>一是明确责任分工，二是细化工作流程，三是方便群众查询办理。</p>"
        )
        notes.append(Item(title, document.article_day or document.day, text=text))
    return tuple(linked), tuple(notes)
