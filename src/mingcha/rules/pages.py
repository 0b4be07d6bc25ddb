"""What a rule's docstring says, section by section, and the rule's page for people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date

from mingcha.core.codec import to_plain
from mingcha.core.rule import Basis, Method, Rule, Subject
from mingcha.core.scheme import UNCERTAIN, RuleTerms, Scheme
from mingcha.core.verdict import Severity

ENGLISH = ("What it checks", "Why", "How to fix", "Known limits")
CHINESE = ("查什么", "为什么", "怎么改", "局限")

SUBJECTS = {Subject.SITE: "网站", Subject.UNIT: "单位"}
METHODS = {Method.MACHINE: "机器认定", Method.SUSPECT: "机器发现，人工认定"}
SEVERITIES = {
    Severity.CRITICAL: "严重",
    Severity.MAJOR: "较重",
    Severity.MINOR: "一般",
    Severity.ADVICE: "建议",
}
FAMILIES = {
    "availability": "可用性",
    "update": "更新",
    "identity": "标识",
    "disclosure": "公开与报送",
    "interaction": "互动",
    "service": "办事服务",
    "content": "内容",
    "security": "安全",
    "structure": "开设整合",
    "account": "新媒体",
}
_HEAD = re.compile(rf"^({'|'.join((*ENGLISH, *CHINESE))})[:：]\s*", re.MULTILINE)


def sections(doc: str) -> dict[str, str]:
    """The headed sections of a rule's docstring, in their order; wrapped lines become one."""
    heads = list(_HEAD.finditer(doc))
    ends = [head.start() for head in heads[1:]] + [len(doc)]
    return {head[1]: _joined(doc[head.end() : end]) for head, end in zip(heads, ends, strict=True)}


def _joined(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(lines)


def page(rule: Rule, schemes: Iterable[Scheme]) -> str:
    """The rule's page: Markdown, Chinese first."""
    told = sections(rule.doc)
    lines = [f"# {rule.title.zh}（{rule.id}）", "", rule.title.en, ""]
    facts = {
        "类别": FAMILIES[rule.family],
        "对象": SUBJECTS[rule.subject],
        "认定": METHODS[rule.method],
        "程度": SEVERITIES[rule.severity],
    }
    lines += [" · ".join(f"{name}：{value}" for name, value in facts.items()), ""]
    for name in CHINESE:
        lines += [f"**{name}** {told[name]}", ""]
    lines += ["## 依据", "", *(f"- {_basis(basis)}" for basis in rule.basis), ""]
    lines += ["## 参数和分值", "", *_terms(rule, schemes), ""]
    lines += ["## In English", "", rule.doc.splitlines()[0], ""]
    for name in ENGLISH:
        lines += [f"**{name}:** {told[name]}", ""]
    lines += [f"判例（测试）：[tests/rules/{rule.id}.md](../../../tests/rules/{rule.id}.md)", ""]
    return "\n".join(lines)


def index(rules: Sequence[Rule], schemes: Sequence[Scheme]) -> str:
    """The table of all rules."""
    lines = ["# 规则目录", "", "由 `python -m tools.rule_docs` 从规则生成，不要手工修改。", ""]
    lines += ["| 规则 | 问题 | 类别 | 对象 | 认定 | 程度 | 方案 |", "|---|---|---|---|---|---|---|"]
    for rule in rules:
        used = "、".join(scheme.id for scheme in schemes if rule.id in scheme.rules) or "试行"
        cells = (
            f"[{rule.id}]({rule.id}.md)",
            rule.title.zh,
            FAMILIES[rule.family],
            SUBJECTS[rule.subject],
            METHODS[rule.method],
            SEVERITIES[rule.severity],
            used,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _basis(basis: Basis) -> str:
    since = "" if basis.since == date.min else f"{basis.since} 起"
    until = "" if basis.until == date.max else f"至 {basis.until}"
    held = f"（{since}{until}）" if since or until else ""
    only = f"（限类别 {'、'.join(basis.kinds)}）" if basis.kinds else ""
    return " ".join(part for part in (basis.document, basis.clause) if part) + held + only


def _terms(rule: Rule, schemes: Iterable[Scheme]) -> list[str]:
    using = [(scheme, scheme.rules[rule.id]) for scheme in schemes if rule.id in scheme.rules]
    if not using:
        return ["试行：尚未列入任何考核方案，不扣分。"]
    return [f"- {scheme.id}：{terms_zh(terms)}{_params(scheme.params_for(rule))}" for scheme, terms in using]


def terms_zh(terms: RuleTerms) -> str:
    """Points, cap, veto and certainty of a rule in a scheme, in Chinese."""
    said = ["单项否决"] if terms.veto else []
    if terms.veto_kinds:
        said = [f"单项否决（{'、'.join(terms.veto_kinds)}）"]
    if terms.points:
        cap = "" if terms.cap is None else f"，最多扣{terms.cap:g}分"
        said.append(f"每项扣{terms.points:g}分{cap}")
    kinds = [f"{kind} {one.points:g}分{_mark(one.certainty)}" for kind, one in terms.kinds.items()]
    if kinds:
        said.append(f"其中{'、'.join(kinds)}")
    said = said or ["不扣分"]
    indicators = [terms.indicator, *(one.indicator for one in terms.kinds.values())]
    if any(indicators):
        said.append(f"计入指标{'、'.join(dict.fromkeys(filter(None, indicators)))}")
    return "；".join(said) + (_mark(terms.certainty) if terms.points else "")


def _mark(certainty: str) -> str:
    """What is said of points that are from memory or ours."""
    return "（分值为本系统默认，不是上级规定）" if certainty in UNCERTAIN else ""


def _params(params: object) -> str:
    values = {entry.name: getattr(params, entry.name) for entry in fields(params)}  # type: ignore[arg-type]
    said = "；".join(f"`{name}` = {value_text(to_plain(value))}" for name, value in values.items())
    return f"。参数：{said}" if said else ""


def value_text(value: object) -> str:
    """A parameter as text; a table as “name value” pairs."""
    if isinstance(value, Mapping):
        return "、".join(f"{name} {held}" for name, held in value.items())
    return str(value)
