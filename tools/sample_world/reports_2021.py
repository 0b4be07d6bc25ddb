"""Annual reports in the six sections and tables of the form of 2021 (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Six = tuple[int, int, int, int, int, int]
"""Persons, then five kinds of organisations: firms, research, charities, law, others."""

NONE: Six = (0, 0, 0, 0, 0, 0)

_RESULTS = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            *("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”"),
            *("4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息"),
            *("7.属于行政执法案卷", "8.属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            *("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请"),
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
)
GIVEN, PARTLY = "（一）予以公开", _RESULTS[1][0]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report counts: applications `new`, `carried` over from last year, settled by way, and `left`.

    `reviews` and `suits` are the five numbers of reviews and of lawsuits without one before, the last of each
    being the total. `totals` replaces the total of a row by its label, `blank` leaves zeros unwritten.
    """

    new: Six
    carried: Six = NONE
    settled: Mapping[str, Six] = field(default_factory=dict)
    left: Six = NONE
    reviews: Sequence[int] = (0, 0, 0, 0, 0)
    suits: Sequence[int] = (0, 0, 0, 0, 0)
    totals: Mapping[str, int] = field(default_factory=dict)
    blank: bool = False


def quiet(number: int, left: int = 0, carried: int = 0) -> Figures:
    """A year with a few applications, all granted but `left`."""
    new = (3 + number % 4, number % 2, 0, 0, 0, 0)
    granted = (new[0] + carried - left, *new[1:])
    return Figures(new, (carried, 0, 0, 0, 0, 0), {GIVEN: granted}, (left, 0, 0, 0, 0, 0))


def report_2021(name: str, year: int, figures: Figures) -> str:
    """The text of a report."""
    return "\n".join(
        (
            (
                f"<p>本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{year}年1月1日起，"
                f"至{year}年12月31日止。如有疑问，请与{name}办公室联系。</p>"
            ),
            "<p>一、总体情况</p>",
            (
                f"<p>{year}年，{name}健全工作机制，规范公开程序，及时更新网站内容，认真办理公开申请，主动接受监督。"
                "全年没有发生因公开不当引起的投诉。澜江市为虚构城市，以上文字纯属演示。</p>"
            ),
            "<p>二、主动公开政府信息情况</p>",
            _active(),
            "<p>三、收到和处理政府信息公开申请情况</p>",
            _applications(figures),
            "<p>四、因政府信息公开工作被申请行政复议、提起行政诉讼情况</p>",
            _disputes(figures),
            "<p>五、存在的主要问题及改进情况</p>",
            "<p>公开内容还不够全面，解读形式比较单一。下一步将加强培训，丰富解读形式，方便公众查询。</p>",
            "<p>六、其他需要报告的事项</p>",
            "<p>本年度没有收取信息处理费，没有其他需要报告的事项。</p>",
        )
    )


def _active() -> str:
    rows = (
        '<tr><td colspan="4">第二十条第（一）项</td></tr>',
        _row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        _row("规章", 0, 0, 0),
        _row("行政规范性文件", 2, 1, 9),
        '<tr><td colspan="4">第二十条第（五）项</td></tr>',
        '<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>',
        '<tr><td>行政许可</td><td colspan="3">36</td></tr>',
        '<tr><td colspan="4">第二十条第（六）项</td></tr>',
        '<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>',
        '<tr><td>行政处罚</td><td colspan="3">4</td></tr>',
        '<tr><td>行政强制</td><td colspan="3">0</td></tr>',
        '<tr><td colspan="4">第二十条第（八）项</td></tr>',
        '<tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr>',
        '<tr><td>行政事业性收费</td><td colspan="3">0</td></tr>',
    )
    return _table(rows)


def _applications(figures: Figures) -> str:
    def row(head: str, label: str, numbers: Six) -> str:
        told = figures.totals.get(label, sum(numbers))
        cells = (*numbers, told)
        words = ("" if figures.blank and cell == 0 else str(cell) for cell in cells)
        return f"<tr>{head}{''.join(f'<td>{word}</td>' for word in words)}</tr>"

    rows = [
        (
            '<tr><td rowspan="3" colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，'
            '等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>'
        ),
        '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>',
        _row("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    ]
    for label, numbers in (
        ("一、本年新收政府信息公开申请数量", figures.new),
        ("二、上年结转政府信息公开申请数量", figures.carried),
    ):
        rows.append(row(f'<td colspan="3">{label}</td>', label, numbers))
    span = sum(max(1, len(ways)) for _, ways in _RESULTS) + 1
    first = f'<td rowspan="{span}">三、本年度办理结果</td>'
    settled: Six = NONE
    for label, ways in _RESULTS:
        for n, way in enumerate(ways or (label,)):
            numbers = figures.settled.get(way, NONE)
            settled = _sum(settled, numbers)
            head = f'<td rowspan="{len(ways)}">{label}</td>' if ways and n == 0 else ""
            rows.append(
                row(
                    f"{first}{head}<td>{way}</td>" if ways else f'{first}<td colspan="2">{way}</td>',
                    way,
                    numbers,
                )
            )
            first = ""
    rows.append(row('<td colspan="2">（七）总计</td>', "（七）总计", settled))
    rows.append(row('<td colspan="3">四、结转下年度继续办理</td>', "四、结转下年度继续办理", figures.left))
    return _table(rows)


def _sum(one: Six, other: Six) -> Six:
    a, b, c, d, e, f = (x + y for x, y in zip(one, other, strict=True))
    return a, b, c, d, e, f


def _disputes(figures: Figures) -> str:
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return _table(
        (
            '<tr><td colspan="5" rowspan="2">行政复议</td><td colspan="10">行政诉讼</td></tr>',
            '<tr><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>',
            _row(*heads * 3),
            _row(*figures.reviews, *figures.suits, *(0,) * 5),
        )
    )


def _row(*cells: object) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _table(rows: Sequence[str]) -> str:
    return '<table border="1" cellspacing="0">\n' + "\n".join(rows) + "\n</table>"
