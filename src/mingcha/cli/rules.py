"""`mingcha rules [list | explain ID | new ID FAMILY]`: the catalogue, one rule's page, a new rule's files."""

import argparse
import json
import re
from pathlib import Path

import mingcha.rules
from mingcha import schemes
from mingcha.cli.words import say
from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.rule import Rule
from mingcha.core.scheme import Scheme
from mingcha.rules import by_id, catalogue
from mingcha.rules.pages import CHINESE, ENGLISH, FAMILIES, page, sections

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_WISHES = ("check_", "no_", "is_", "has_")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    verbs = parser.add_subparsers(dest="what", metavar="list | explain | new")
    listing = verbs.add_parser("list", help=say("列出全部规则", "all rules"))
    explain = verbs.add_parser("explain", help=say("说明一条规则", "explain one rule"))
    explain.add_argument("id", metavar="ID")
    new = verbs.add_parser("new", help=say("新建规则模块和判例文件", "module and case file of a new rule"))
    new.add_argument("id", metavar="ID")
    new.add_argument("family", metavar="FAMILY")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    for one in (listing, explain):  # before or after the word; SUPPRESS keeps what stood before it
        one.add_argument("--format", choices=("text", "json"), default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; an unknown rule or family, or a bad name, is refused (exit code 2)."""
    if args.what == "explain":
        _explain(args.id, args.format)
    elif args.what == "new":
        for path in create(args.id, args.family, Path(mingcha.rules.__file__).parent):
            print(say(f"已建立 {path}", f"created {path}"))
    else:
        _list(args.format)
    return 0


def _list(form: str) -> None:
    every = schemes.all_schemes(by_id())
    if form == "json":
        print(json.dumps([row(rule, every) for rule in catalogue()], ensure_ascii=False, indent=1))
        return
    family = ""
    for rule in catalogue():
        if rule.family != family:
            family = rule.family
            print(say(FAMILIES[family], family))
        trial = say("（试行）", " (on trial)") if on_trial(rule, every) else ""
        print(f"  {rule.id:<26}{say(rule.title.zh, rule.title.en)}{trial}")


def row(rule: Rule, every: tuple[Scheme, ...]) -> dict[str, str | bool]:
    """One rule as the contract lists it."""
    return {
        "id": rule.id,
        "family": rule.family,
        "title_zh": rule.title.zh,
        "title_en": rule.title.en,
        "severity": rule.severity.value,
        "method": rule.method.value,
        "subject": rule.subject.value,
        "on_trial": on_trial(rule, every),
    }


def on_trial(rule: Rule, every: tuple[Scheme, ...]) -> bool:
    """Whether no scheme lists the rule yet."""
    return all(rule.id not in scheme.rules for scheme in every)


def _explain(rule_id: str, form: str) -> None:
    rule = by_id().get(rule_id)
    if rule is None:
        raise UsageError(f"没有规则 {rule_id}；全部规则见 mingcha rules list")
    every = schemes.all_schemes(by_id())
    if form == "text":
        print(page(rule, every), end="")
        return
    basis = [
        {"document": one.document, "clause": one.clause, "since": str(one.since), "until": str(one.until)}
        for one in rule.basis
    ]
    told = row(rule, every) | {"doc": sections(rule.doc), "basis": basis}
    print(json.dumps(told, ensure_ascii=False, indent=1))


def create(rule_id: str, family: str, package: Path) -> tuple[Path, ...]:
    """Write the module, and the case file where the repository is at hand; returns their paths.

    The new rule says of every site that it cannot tell, until somebody writes what it checks.
    """
    if not _NAME.fullmatch(rule_id) or rule_id.startswith(_WISHES):
        raise UsageError(f"规则名“{rule_id}”应为小写英文下划线，并以问题命名，如 stale_column")
    if family not in FAMILIES:
        raise UsageError(f"没有类别 {family}；可用：{'、'.join(FAMILIES)}")
    module = package / family / f"{rule_id}.py"
    cases = package.parents[2] / "tests" / "rules" / f"{rule_id}.md"
    if rule_id in by_id() or module.exists() or cases.exists():
        raise UsageError(f"规则 {rule_id} 已经存在：{module}")
    files = {module: _module(rule_id)}
    if not (package / family / "__init__.py").exists():
        files[package / family / "__init__.py"] = f'"""Rules of the family {family}."""\n'
    if cases.parent.is_dir():
        files[cases] = _cases(rule_id)
    try:
        for path, text in files.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotDo(f"{path} 写不进去（{error.strerror}）：请在可写的源码目录中新建规则") from error
    return tuple(files)


def _module(rule_id: str) -> str:
    title = rule_id.replace("_", " ").capitalize()
    english = "\n".join(f"{head}: say it in one sentence." for head in ENGLISH)
    zh = "\n".join(f"{head}：用一句话写明。" for head in CHINESE)
    return f'''"""{title}.

{english}

{zh}
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell
from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView


@rule(
    title=Text(zh="{rule_id}", en="{title}"),
    severity=Severity.MINOR,
    basis=(Basis("依据文件", "条款", since=date(2018, 1, 1)),),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    if site.home is None or not site.home.title:
        raise CantTell("首页没有标题")
    text = Text("写明哪里不对、怎么改", "what is wrong and what to do")
    yield Finding(site.home.url, text, excerpt=site.home.title, suspect=True)
'''


def _cases(rule_id: str) -> str:
    parts = [f"# {rule_id} {rule_id}\n"]
    for outcome in ("failed", "passed", "cant_tell", "inapplicable"):
        parts.append(f"## {outcome}: 写明为什么\n\n```facts\n网站 http://www.example.gov.cn/\n```\n")
    return "\n".join(parts)
