"""An annual report's page as the form of 2021 lays it out, with numbers that a test may change."""

from collections.abc import Mapping, Sequence

COLUMNS = 7
_RELATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_LEAVES = (
    ("（一）予以公开", 1),
    ("（二）部分公开", 1),
    ("（三）不予公开", 8),
    ("（四）无法提供", 3),
    ("（五）不予处理", 5),
    ("（六）其他处理", 3),
)


def numbers(new: int = 6, carried: int = 1, granted: int = 5, left: int = 2) -> dict[str, list[int]]:
    """Rows of the table of applications by label: natural persons' numbers, and the same as total."""

    def row(value: int) -> list[int]:
        return [value, 0, 0, 0, 0, 0, value]

    rows = {"新收": row(new), "上年": row(carried), "下年": row(left), "总计": row(granted)}
    return rows | {"予以公开": row(granted)}


def report_page(
    rows: Mapping[str, Sequence[int | None]] | None = None,
    appeals: Sequence[int | None] | None = None,
    title: str = "云川市水利局2021年政府信息公开工作年度报告",
) -> str:
    """The page: 28 rows of applications, 15 numbers of appeals, the table of what was published."""
    rows = rows or numbers()
    lines = [
        f"<tr><td colspan=3 rowspan=3>{_RELATION}</td><td colspan=7>申请人情况</td></tr>",
        "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>",
        "<tr>" + _cells(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]) + "</tr>",
        "<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>" + _cells(rows["新收"]) + "</tr>",
        "<tr><td colspan=3>二、上年结转政府信息公开申请数量</td>" + _cells(rows["上年"]) + "</tr>",
    ]
    first = "<td rowspan=22>三、本年度办理结果</td>"
    for name, number in _LEAVES:
        for k in range(number):
            head = f"<td rowspan={number}>{name}</td>" if k == 0 else ""
            head += f"<td>{k + 1}.情形</td>"
            if number == 1:
                head = f"<td colspan=2>{name}</td>"
            values = rows.get(name[3:] if k == 0 else "", [0] * COLUMNS)
            lines.append(f"<tr>{first}{head}{_cells(values)}</tr>")
            first = ""
    lines.append("<tr><td colspan=2>（七）总计</td>" + _cells(rows["总计"]) + "</tr>")
    lines.append("<tr><td colspan=3>四、结转下年度继续办理</td>" + _cells(rows["下年"]) + "</tr>")
    return (
        f"<html><head><title>{title}</title><meta name='ArticleTitle' content='{title}'></head><body>"
        f"<h1>{title}</h1><p>一、总体情况</p><p>{'本机关认真贯彻条例，依法主动公开。' * 60}</p>"
        f"<p>二、主动公开政府信息情况</p>{_published()}<p>三、收到和处理政府信息公开申请情况</p>"
        f"<table>{''.join(lines)}</table><p>四、行政复议、行政诉讼情况</p>{_appeals(appeals)}</body></html>"
    )


def _cells(values: Sequence[str | int | None]) -> str:
    return "".join(f"<td>{'' if value is None else value}</td>" for value in values)


def _published() -> str:
    lines = ["<tr><td colspan=4>第二十条第（一）项</td></tr>"]
    lines.append("<tr>" + _cells(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]) + "</tr>")
    lines += [f"<tr>{_cells([name, '0', '0', '3'])}</tr>" for name in ("规章", "行政规范性文件")]
    lines += [f"<tr><td colspan=4>第二十条第（{item}）项</td></tr>" for item in "五六八"]
    lines += [f"<tr><td>{name}</td><td colspan=3>0</td></tr>" for name in ("许可", "处罚", "强制", "收费")]
    return f"<table>{''.join(lines)}</table>"


def _appeals(values: Sequence[int | None] | None) -> str:
    values = values or [0, 1, 0, 0, 1, *[0] * 10]
    kinds = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return (
        "<table><tr><td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td></tr>"
        "<tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        f"<tr>{_cells(kinds * 3)}</tr><tr>{_cells(values)}</tr></table>"
    )
