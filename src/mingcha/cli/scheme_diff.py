"""What differs between two schemes, by rule and in their frame; and whom it would lift or lower."""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mingcha.cli.home import home_folder
from mingcha.cli.words import say
from mingcha.core.change import changes
from mingcha.core.clock import CHINA
from mingcha.core.codec import to_plain
from mingcha.core.errors import UsageError
from mingcha.core.scheme import RuleTerms, Scheme
from mingcha.jobs.quarter import Quarter
from mingcha.reports.whatif import change_json, changes_text
from mingcha.rules import by_id
from mingcha.rules.pages import terms_zh, value_text

_OWN = frozenset(("id", "title", "sha256", "rules", "family", "local"))
"""Fields that always differ, or that are told by rule."""
FRAME = {
    "since": "生效",
    "until": "失效",
    "full_marks": "满分",
    "scope": "计分范围",
    "pass_line": "合格线",
    "pass_line_certainty": "合格线的可靠程度",
    "min_checked": "评等次所需的核查比例",
    "unexamined": "可不检查的部分",
    "parts": "部分",
    "indicators": "指标",
    "rows": "人工条目",
    "vetoes": "合并否决",
    "same_fault": "不重复扣分",
    "bonus": "加分",
    "repeat": "重复出现",
}


def show(a: Scheme, b: Scheme, args: argparse.Namespace) -> None:
    """Print the differences; on a home with a run also the units that would rise and fall."""
    one, other = (Path(named).name for named in (args.a, args.b))
    rules = {name: (a.rules.get(name), b.rules.get(name)) for name in by_id()}
    rules = {name: pair for name, pair in rules.items() if pair[0] != pair[1]}
    frame = dict(_frame(a, b))
    tried = None if args.no_run else _tried(a, b, args)
    moved = changes(tried[0].scores, tried[1].scores) if tried else ()
    if args.format == "json":
        told: dict[str, Any] = {
            "rules": {name: {one: _or_none(old), other: _or_none(new)} for name, (old, new) in rules.items()},
            "frame": {name: {one: to_plain(old), other: to_plain(new)} for name, (old, new) in frame.items()},
            "changes": [change_json(change) for change in moved] if tried else None,
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if not rules and not frame:
        print(say(f"{one} 与 {other} 没有不同", f"{one} and {other} do not differ"))
    for name, pair in rules.items():
        print(f"{name}  {by_id()[name].title.zh}")
        for label, terms in zip((one, other), pair, strict=True):
            print(f"  {label}：{said(terms)}")
    for name, (old, new) in frame.items():
        head, _, key = name.partition(".")
        print(f"{FRAME[head]}{f' {key}' if key else ''}")
        for label, value in ((one, old), (other, new)):
            print(f"  {label}：{_words(value)}")
    if tried:
        print(f"\n以 {tried[0].evidence.period} 的检查试算：{one} → {other}")
        print("\n".join(changes_text(moved, len(tried[1].scores))))


def _frame(a: Scheme, b: Scheme) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """What differs beside the rules: a value, or one entry of a table, by its name."""
    for entry in fields(Scheme):
        if entry.name in _OWN:
            continue
        old, new = getattr(a, entry.name), getattr(b, entry.name)
        if entry.name == "vetoes":
            old, new = ({veto.id: veto for veto in value} for value in (old, new))
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in dict.fromkeys((*old, *new)):
                if old.get(key) != new.get(key):
                    yield f"{entry.name}.{key}", (old.get(key), new.get(key))
        elif old != new:
            yield entry.name, (old, new)


_SAID = {
    "points": "{}分",
    "cap": "最多{}分",
    "at_least": "{}处起否决",
    "warn_at": "{}处起预警",
    "above": "高于{}分才加",
    "days": "{}天内",
    "factor": "按{}倍扣分",
    "indicator": "计入指标{}",
    "part": "属于{}",
    "certainty": "[{}]",
}
_FLAGS = {"bonus": "加分", "veto": "单项否决", "open": "由人给分"}


def _words(value: Any) -> str:
    """A value of the frame in Chinese."""
    if value is None or value == "" or value == ():
        return "无"
    if is_dataclass(value):
        parts = []
        for entry in fields(value):
            held = getattr(value, entry.name)
            if entry.name in _FLAGS:
                parts.append(_FLAGS[entry.name] if held else "")
            elif entry.name in _SAID and held not in (None, "", 0):
                parts.append(_SAID[entry.name].format(f"{held:g}" if isinstance(held, float) else held))
            elif entry.name == "but" and held:
                parts.append(f"不含{_words(held)}")
            elif entry.name in ("title", "rule", "counts", "rules", "kinds"):
                parts.append(_words(held))
        return "，".join(part for part in parts if part not in ("", "无"))
    if isinstance(value, tuple):
        return "、".join(_words(held) for held in value)
    if isinstance(value, date):
        return "至今" if value == date.max else str(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _tried(a: Scheme, b: Scheme, args: argparse.Namespace) -> tuple[Quarter, Quarter] | None:
    """A stored run judged under both; None on a home without one."""
    from mingcha import web
    from mingcha.cli.store import open_store

    home = home_folder(args)
    if not web.has_store(home):
        if args.run:
            raise UsageError(f"{home} 里没有数据库，不能用第 {args.run} 次检查试算：请核对 --home")
        return None
    open_store(home)
    from mingcha.web.selectors.quarters import latest_run, rejudged_at, run_by_id
    from mingcha.web.selectors.runs import views_of

    with web.store_errors():
        if args.run and not args.run.isdigit():
            raise UsageError(f"检查编号“{args.run}”应为数字")
        run = run_by_id(int(args.run)) if args.run else latest_run()
        if run is None:
            return None
        now = datetime.now(CHINA)
        views = tuple(views_of(run.id))
        return rejudged_at(run, a, now, views), rejudged_at(run, b, now, views)


def terms_json(terms: RuleTerms) -> dict[str, object]:
    """What a scheme says of a rule, as plain data."""
    return {
        "points": terms.points,
        "cap": terms.cap,
        "veto": terms.veto,
        "veto_kinds": list(terms.veto_kinds),
        "kinds": to_plain(dict(terms.kinds)),
        "indicator": terms.indicator,
        "certainty": terms.certainty,
        "params_certainty": terms.params_certainty or terms.certainty,
        "params": to_plain(dict(terms.params)),
    }


def _or_none(terms: RuleTerms | None) -> dict[str, object] | None:
    return None if terms is None else terms_json(terms)


def said(terms: RuleTerms | None) -> str:
    """What a scheme says of a rule, in a line."""
    if terms is None:
        return say("未列入", "not listed")
    params = "；".join(f"{name} = {value_text(to_plain(value))}" for name, value in terms.params.items())
    return f"{terms_zh(terms)} [{terms.certainty}]{f' {params}' if params else ''}"
