"""Reads the case files: Markdown in which every section is one case, `## outcome: why`, facts, expectations.

A finding is expected by a line `- 问题 ADDRESS | 栏目 … | 对象 … | 类别 … | 共 N | 含 words`, a suspect by
`- 疑点 …`, an early warning by `- 预警 …`, the reason of a verdict by `- 原因 words`.
What a section does not list must not be found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_SECTION = re.compile(r"^## (failed|passed|cant_tell|inapplicable)[:：] *(.+)$", re.MULTILINE)
_FACTS = re.compile(r"^```facts\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"^- (问题|疑点|预警|原因) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Expected:
    """One expected finding; what is None is not compared."""

    path: str
    suspect: bool
    column: str | None = None
    target: str | None = None
    kind: str | None = None
    count: int | None = None
    words: str | None = None


@dataclass(frozen=True)
class Case:
    rule: str
    number: int
    outcome: str
    why: str
    facts: str
    expected: tuple[Expected, ...]
    reason: str | None
    warnings: tuple[Expected, ...] = ()


@cache
def cases_of(rule: str) -> tuple[Case, ...]:
    """The cases of one rule's file."""
    return tuple(_cases(rule, (FOLDER / f"{rule}.md").read_text(encoding="utf-8")))


def all_cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.md")):
        yield from cases_of(path.stem)


def _cases(rule: str, text: str) -> Iterator[Case]:
    heads = list(_SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1):
        body = text[head.end() : end]
        blocks = _FACTS.findall(body)
        assert len(blocks) == 1, f"{rule}.md “{head[2]}”: one ```facts block, not {len(blocks)}"
        lines = _EXPECTED.findall(body)
        bullets = re.findall(r"^- ", body, re.MULTILINE)
        assert len(bullets) == len(lines), f"{rule}.md “{head[2]}”: a line that is no expectation"
        found = tuple(_expected(word, rest) for word, rest in lines if word in ("问题", "疑点"))
        near = tuple(_expected(word, rest) for word, rest in lines if word == "预警")
        reasons = [rest for word, rest in lines if word == "原因"]
        yield Case(rule, number, head[1], head[2], blocks[0], found, reasons[0] if reasons else None, near)


def _expected(word: str, rest: str) -> Expected:
    path, *options = (part.strip() for part in rest.split(" | "))
    given = dict(option.partition(" ")[::2] for option in options)
    assert set(given) <= {"栏目", "对象", "类别", "共", "含"}, rest
    return Expected(
        path=path,
        suspect=word == "疑点",
        column=given.get("栏目"),
        target=given.get("对象"),
        kind=given.get("类别"),
        count=int(given["共"]) if "共" in given else None,
        words=given.get("含"),
    )
