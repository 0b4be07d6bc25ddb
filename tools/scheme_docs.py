"""Writes docs/reference/schemes.md, which compares the schemes by rule; `--check`: exit 1 if it is stale."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from mingcha import rules, schemes
from mingcha.core.codec import to_plain
from mingcha.core.scheme import UNCERTAIN, Row, RuleTerms, Scheme
from mingcha.rules.pages import FAMILIES, value_text

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "schemes.md"
OURS = "＊"
"""Marks a value from memory or of our own."""


def wanted() -> str:
    """The whole page."""
    every = sorted(schemes.all_schemes(rules.by_id()), key=lambda scheme: scheme.since)
    return "\n".join([*_head(every), *_frame(every), *_rules(every), *_ages(every), *_rows(every)])


def _head(every: Sequence[Scheme]) -> Iterator[str]:
    yield from ("# 考核方案对照", "", "由 `python -m tools.scheme_docs` 从方案文件生成，不要手工修改。", "")
    yield f"带 {OURS} 的数值可靠程度为 M（凭记忆）或 L（本系统默认）：可以改，不是上级规定，"
    yield "通报中不写作国务院办公厅规定。"
    yield "怎样由这些数值算出得分，见[计分说明](../explanation/scoring.md)。"
    yield ""


def _table(every: Sequence[Scheme], first: str, lines: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    yield f"| {first} | {' | '.join(scheme.id for scheme in every)} |"
    yield "|---" * (len(every) + 1) + "|"
    for name, cells in lines:
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""


def _frame(every: Sequence[Scheme]) -> Iterator[str]:
    yield from ("## 总体", "")
    lines = [
        ("名称", [scheme.title for scheme in every]),
        ("有效期", [_validity(scheme) for scheme in every]),
        ("满分", [f"{scheme.full_marks:g}" for scheme in every]),
        ("计分范围", ["只对门户计分" if scheme.scope == "portal" else "全部网站" for scheme in every]),
        ("合格线", [f"{scheme.pass_line:g}{_mark(scheme.pass_line_certainty)}" for scheme in every]),
        ("评等次的最低核查比例", [f"{scheme.min_checked:.0%}{OURS}" for scheme in every]),
        ("加分", [_bonus(scheme) for scheme in every]),
        ("90天内重复", [_repeat(scheme) for scheme in every]),
        ("不检查时其余按比例折算", [_unexamined(scheme) for scheme in every]),
    ]
    yield from _table(every, "", lines)
    yield from ("### 合并否决", "")
    ids = dict.fromkeys(veto.id for scheme in every for veto in scheme.vetoes)
    told = []
    for name in ids:
        of = [next((veto for veto in scheme.vetoes if veto.id == name), None) for scheme in every]
        title = next(veto.title for veto in of if veto)
        cells = [
            f"{veto.at_least}处起{_mark(veto.certainty)}，{veto.warn_at}处起预警" if veto else "—"
            for veto in of
        ]
        told.append((title, cells))
    yield from _table(every, "否决项", told)
    yield from ("### 部分和指标", "")
    for scheme in every:
        if scheme.parts:
            parts = [
                f"{part.title} {part.points:g}{_mark(part.certainty)}（"
                + "、".join(
                    f"{name} {one.title} {one.points:g}{_mark(one.certainty)}"
                    for name, one in scheme.indicators.items()
                    if one.part == key
                )
                + "）"
                for key, part in scheme.parts.items()
            ]
            yield f"- {scheme.id}：{'；'.join(parts)}"
        else:
            yield f"- {scheme.id}：不分部分"
    yield ""


def _validity(scheme: Scheme) -> str:
    return f"{scheme.since} 至 {'今' if scheme.until == date.max else scheme.until}"


def _bonus(scheme: Scheme) -> str:
    if scheme.bonus is None:
        return "无"
    return f"高于{scheme.bonus.above:g}分才加，最多{scheme.bonus.cap:g}分{_mark(scheme.bonus.certainty)}"


def _repeat(scheme: Scheme) -> str:
    repeat = scheme.repeat
    return f"按{repeat.factor:g}倍扣{_mark(repeat.certainty)}" if repeat.factor != 1 else "只标明，不加重"


def _unexamined(scheme: Scheme) -> str:
    part = scheme.parts.get(scheme.unexamined)
    return f"{part.title}（{part.points:g}分）" if part else "无"


def _mark(certainty: str) -> str:
    return OURS if certainty in UNCERTAIN else ""


def _rules(every: Sequence[Scheme]) -> Iterator[str]:
    yield from ("## 各规则的分值", "")
    yield "“—”为方案未列入；“0”为查而不扣分。分值后括号内为封顶，方括号内为计入的指标。"
    yield ""
    lines = [
        (
            f"[{rule.id}](rules/{rule.id}.md) {rule.title.zh}",
            [cell(scheme.rules.get(rule.id)) for scheme in every],
        )
        for rule in sorted(rules.catalogue(), key=lambda rule: list(FAMILIES).index(rule.family))
    ]
    yield from _table(every, "规则", lines)


def cell(terms: RuleTerms | None) -> str:
    """What one scheme says of one rule, short enough for a table."""
    if terms is None:
        return "—"
    said = []
    if terms.veto:
        kinds = f"（{'、'.join(terms.veto_kinds)}）" if terms.veto_kinds else ""
        said.append(f"否决{kinds}{_mark(terms.certainty)}")
    if terms.points:
        said.append(_price("", terms.points, terms.cap, terms.indicator, terms.certainty))
    for kind, one in terms.kinds.items():
        said.append(_price(kind, one.points, one.cap, one.indicator, one.certainty))
    params = {name: value for name, value in terms.params.items() if name != "ages"}
    if params:
        words = "，".join(f"{name} {value_text(to_plain(value))}" for name, value in params.items())
        said.append(f"`{words}`{_mark(terms.params_certainty or terms.certainty)}")
    return "；".join(said) or "0"


def _price(kind: str, points: float, cap: float | None, indicator: str, certainty: str) -> str:
    most = "" if cap is None else f"（{cap:g}）"
    of = f"[{indicator}]" if indicator else ""
    return f"{f'{kind} ' if kind else ''}{points:g}{_mark(certainty) if points else ''}{most}{of}"


def _ages(every: Sequence[Scheme]) -> Iterator[str]:
    yield from ("## 栏目更新期限", "", "`stale_column` 的参数：最新一条早于期限即为更新不及时。", "")
    ages = [scheme.rules["stale_column"].params.get("ages", {}) for scheme in every]
    kinds = dict.fromkeys(kind for of in ages for kind in of)
    marks = [_mark(scheme.rules["stale_column"].params_certainty) for scheme in every]
    lines = [
        (kind, [f"{of[kind]}{mark}" if kind in of else "—" for of, mark in zip(ages, marks, strict=True)])
        for kind in kinds
    ]
    yield from _table(every, "栏目类别", lines)


def _rows(every: Sequence[Scheme]) -> Iterator[str]:
    yield from ("## 只能由人认定的条目", "", "用 `mingcha finding add --rule 条目` 记录。", "")
    lines = []
    for name in dict.fromkeys(name for scheme in every for name in scheme.rows):
        of = [scheme.rows.get(name) for scheme in every]
        title = next(row.title for row in of if row)
        lines.append((f"`{name}` {title}", [_row(row) for row in of]))
    yield from _table(every, "条目", lines)


def _row(row: Row | None) -> str:
    if row is None:
        return "—"
    of = f"[{row.indicator}]" if row.indicator else ""
    if row.veto:
        return f"否决{_mark(row.certainty)}{of}"
    price = "由人给分" if row.open else f"{row.points:g}{_mark(row.certainty) if row.points else ''}"
    most = "" if row.cap is None else f"（{row.cap:g}）"
    return f"{'加' if row.bonus else '扣'} {price}{most}{of}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    text = wanted()
    current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
    if not parser.parse_args().check:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        return 0
    print("current" if current else f"{PAGE.name} is not current: python -m tools.scheme_docs")
    return int(not current)


if __name__ == "__main__":
    sys.exit(main())
