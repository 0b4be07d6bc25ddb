"""`mingcha replay RUN`: the stored views of a run judged again, under another scheme or by today's rules."""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from mingcha.cli.home import add_home, home_folder, instant
from mingcha.cli.progress import Progress
from mingcha.cli.store import open_store, usable_scheme
from mingcha.cli.words import say
from mingcha.core.change import Change, changes
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.core.verdict import Outcome
from mingcha.core.view import SiteView
from mingcha.jobs.quarter import Quarter
from mingcha.jobs.whatif import Turned, turned
from mingcha.reports.score_sheet import score_json
from mingcha.reports.whatif import change_json, changes_text

OUTCOMES = {
    Outcome.PASSED: "通过",
    Outcome.FAILED: "有问题",
    Outcome.CANT_TELL: "不能判断",
    Outcome.INAPPLICABLE: "不适用",
    None: "没有",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the run, the scheme, and what is to be compared."""
    parser.add_argument("run", metavar="RUN", help=say("检查编号（score 会打印它）", "the run's number"))
    parser.add_argument(
        "--scheme",
        metavar="ID",
        help=say("改用的方案或 .toml 文件（默认仍为原方案）", "scheme or .toml file (default: the run's)"),
    )
    parser.add_argument(
        "--as-of",
        metavar="TIME",
        help=say("只用到该时刻为止已记录的内容", "only what was recorded by that time"),
    )
    parser.add_argument(
        "--compare",
        action="store_true",
        help=say(
            "列出与当时结论不同的判断（规则改动的影响）", "list verdicts that differ from the stored ones"
        ),
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Judge again and print who rises and falls; exit 0 when it was done, whatever came out."""
    if not (args.run.isascii() and args.run.isdigit()):
        raise UsageError(f"检查编号“{args.run}”应为数字：mingcha score 2018Q1 会打印它")
    known = instant(args.as_of) if args.as_of else datetime.now(CHINA)
    open_store(home_folder(args))
    before, after, again = _judged(int(args.run), args.scheme, known, compare=args.compare)
    moved = changes(before.scores, after.scores)
    told = turned(before.judged, again.judged) if again else None
    if args.format == "json":
        print(json.dumps(_plain(args.run, before, after, moved, told), ensure_ascii=False, indent=1))
    else:
        print(_text(args.run, before, after, moved, told), end="")
    return 0


def _judged(
    run_id: int, scheme_id: str | None, known: datetime, *, compare: bool
) -> tuple[Quarter, Quarter, Quarter | None]:
    """A run as it was judged; judged again under a scheme (its own where none is named); and, to compare,
    judged again under its own.
    """
    from mingcha import web
    from mingcha.web.selectors.quarters import quarter_at, rejudged_at, run_by_id
    from mingcha.web.selectors.runs import sites_of, views_of
    from mingcha.web.selectors.schemes import scheme_as_used

    with web.store_errors():
        run = run_by_id(run_id)
        if run.finished is None or run.finished > known:
            raise UsageError(
                f"第 {run_id} 次检查以 {run.as_of.astimezone(CHINA):%Y-%m-%d %H:%M} 为准，"
                "晚于 --as-of 的时刻：请改用更晚的时刻"
            )
        used = scheme_as_used(run.scheme)
        other = used if scheme_id in (None, run.scheme) else usable_scheme(str(scheme_id))
        views = tuple(_shown(views_of(run.id), sites_of(run.id)))
        before = quarter_at(run, known, views=views)
        after = rejudged_at(run, other, known, views)
        if not compare:
            return before, after, None
        return before, after, after if other is used else rejudged_at(run, used, known, views)


def _shown(views: Iterable[SiteView], sites: int) -> Iterator[SiteView]:
    """The views as they are read, with the progress of it."""
    progress, pages = Progress(), 0
    try:
        for done, view in enumerate(views, 1):
            pages += len(view.pages)
            progress(done, sites, pages)
            yield view
    finally:
        progress.close()


def _plain(
    run_id: str, before: Quarter, after: Quarter, moved: Sequence[Change], told: Sequence[Turned] | None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "run": int(run_id),
        "period": before.evidence.period,
        "sites": len(before.evidence.sites),
        "from": {"scheme": before.scheme.id, "sha256": before.scheme.sha256},
        "to": {"scheme": after.scheme.id, "sha256": after.scheme.sha256},
        "scores": [score_json(score) for score in after.scores],
        "changes": [change_json(one) for one in moved],
    }
    if told is not None:
        found["verdicts"] = [
            {
                "unit": one.unit,
                "host": one.host,
                "rule": one.rule,
                "before": one.before.value if one.before else None,
                "after": one.after.value if one.after else None,
                "gone": list(one.gone),
                "come": list(one.come),
            }
            for one in told
        ]
    return found


def _text(
    run_id: str, before: Quarter, after: Quarter, moved: Sequence[Change], told: Sequence[Turned] | None
) -> str:
    pages = sum(len(view.pages) for view in before.evidence.sites)
    lines = [
        f"第 {run_id} 次检查（{before.evidence.period}）重新判断：{before.scheme.id} → {after.scheme.id}",
        f"网站 {len(before.evidence.sites)} 个，页面 {pages} 个，都是当时存下的，没有访问任何网站。",
        *changes_text(moved, len(after.scores)),
    ]
    if told is not None:
        lines += ["", *_turned_text(told)]
    return "\n".join(lines) + "\n"


def _turned_text(told: Sequence[Turned]) -> list[str]:
    if not told:
        return ["现行规则对这些页面的判断与当时完全一致。"]
    by_rule = Counter(one.rule for one in told)
    lines = [f"现行规则的判断与当时不同 {len(told)} 处："]
    for rule, count in by_rule.most_common():
        lines.append(f"  {rule}：{count} 处")
        for one in told:
            if one.rule == rule:
                lines.append(
                    f"    {one.unit} {one.host or ''}  {OUTCOMES[one.before]} → {OUTCOMES[one.after]}"
                )
                lines += [f"      不再认定 {place}" for place in one.gone]
                lines += [f"      新认定 {place}" for place in one.come]
    return lines
