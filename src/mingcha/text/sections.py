"""Words of the columns that a site must have, and of the five kinds of openness."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Section:
    """A required column: its name, whether governments alone must have it, and what shows it."""

    name: str
    governments_only: bool
    kinds: frozenset[str]
    words: re.Pattern[str]
    titled: re.Pattern[str]


OPENNESS: Final = {
    "决策": re.compile(r"决策|征求意见|意见征集|征集|听证|草案|规划|计划|工作要点|常务会议|政策|文件"),
    "执行": re.compile(r"执行|落实|进展|实施|推进情况|督查|督办|重点(?:项目|工作)|建设项目|审计|整改"),
    "管理": re.compile(r"管理|监管|许可|处罚|强制|权责|权力清单|责任清单|执法|双随机|抽查|检查"),
    "服务": re.compile(r"服务|办事|便民|下载|咨询|指南"),
    "结果": re.compile(r"结果|年报|年度报告|决算|总结|完成情况|公示|公报|验收"),
}
"""The five kinds of openness (决策、执行、管理、服务、结果公开) by words that show each."""


@cache
def sections() -> tuple[Section, ...]:
    """All required columns, in the order of their file."""
    text = files("mingcha.text").joinpath("data", "sections.toml").read_text("utf-8")
    return tuple(
        Section(
            name=row["name"],
            governments_only=row["who"] == "governments",
            kinds=frozenset(row["kinds"]),
            words=re.compile(row["words"]),
            titled=re.compile(row["titled"]),
        )
        for row in tomllib.loads(text)["section"]
    )
