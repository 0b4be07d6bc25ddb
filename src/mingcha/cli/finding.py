"""`mingcha finding add …`: a person's finding, deduction or bonus, with its proof: page, picture, words."""

import argparse
import asyncio
import getpass
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from mingcha.cli.home import add_home, home_folder, user_agent
from mingcha.cli.progress import tell
from mingcha.cli.score import known_period, period_end
from mingcha.cli.store import evidence_folder, open_store
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.codec import to_plain
from mingcha.core.errors import UsageError
from mingcha.core.ledger import PersonFinding
from mingcha.core.scheme import Scheme
from mingcha.engine.archive import Archive
from mingcha.engine.manners import FetchSettings
from mingcha.jobs.own_evidence import keep_page, keep_picture

OPEN_DEDUCTION, OPEN_BONUS = "other_deduction", "other_bonus"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the action and its arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    add = actions.add_parser("add", help=say("记录一条人工发现", "record one finding"))
    text = {
        "--unit": ("单位简称、全称或编码", "the unit"),
        "--rule": ("规则或方案条目（见 schemes show）", "a rule, or a row of the scheme"),
        "--title": ("问题或事迹的名称；不写 --rule 时归入“其他”", "what it is; without --rule under 'other'"),
        "--url": ("所在网页，会取回封存", "the page; it is fetched and sealed"),
        "--words": ("原文或说明", "the words that prove it"),
        "--picture": ("截图文件", "a picture file"),
        "--column": ("栏目", "the column"),
        "--kind": ("规则中单独计分的类别", "a kind of the rule's with a price of its own"),
        "--host": ("网站域名（默认由网址得出）", "the site's host (default: of the page)"),
        "--period": ("计入的时段（默认为最近一次检查的）", "period (default: of the last inspection)"),
        "--scheme": ("考核方案（默认为该时段所用）", "scheme (default: the period's)"),
        "--by": ("记录人（默认为登录名）", "who found it (default: the login name)"),
    }
    for name, (zh, en) in text.items():
        add.add_argument(name, default="", metavar=name[2:].upper(), help=say(zh, en))
    add.add_argument("--points", type=float, metavar="N", help=say("分值（仅由人给分的条目）", "points"))
    add.add_argument("--bonus", action="store_true", help=say("是加分", "it is a bonus"))
    add.add_argument("--no-fetch", action="store_true", help=say("不取网页", "do not fetch the page"))
    add.add_argument(
        "--connect-to", action="append", default=[], metavar="H1:P1:H2:P2", help=say("同 curl", "as in curl")
    )
    add.add_argument("--format", choices=("text", "json"), default="text")
    add_home(add)


def run(args: argparse.Namespace) -> int:
    """Record it; exit 2 where something is not right, and nothing is written then."""
    if not args.unit:
        raise UsageError("请用 --unit 写明单位")
    if not (args.rule or args.title):
        raise UsageError("请用 --rule 写明规则或方案条目，或用 --title 写明是什么")
    home = home_folder(args)
    open_store(home)
    now = datetime.now(CHINA)
    period, scheme = _period_and_scheme(args)
    entry = PersonFinding(
        at=now,
        unit=args.unit,
        rule=args.rule or (OPEN_BONUS if args.bonus else OPEN_DEDUCTION),
        period=period,
        url=args.url,
        words=args.words,
        title=args.title,
        host=args.host.lower(),
        column=args.column,
        kind=args.kind,
        points=args.points,
        by=args.by or getpass.getuser(),
    )
    entry = _entered(entry, scheme, args, home)
    _tell(entry, scheme, args.format)
    return 0


def _period_and_scheme(args: argparse.Namespace) -> tuple[str, Scheme]:
    """The period that the finding counts for, and the scheme that it is held against."""
    from mingcha import rules, schemes, web
    from mingcha.web.selectors.quarters import latest_run, run_of_period
    from mingcha.web.selectors.schemes import open_scheme, scheme_as_used

    with web.store_errors():
        last = latest_run()
        period = known_period(args.period) if args.period else (last.period if last else "")
        if not period:
            raise UsageError("还没有检查过，不知道计入哪个时段：请加 --period，如 --period 2018Q1")
        if args.scheme:
            return period, open_scheme(args.scheme)
        try:
            return period, scheme_as_used(run_of_period(period, datetime.now(CHINA)).scheme)
        except UsageError:  # not inspected yet: the scheme in force when the period ends
            return period, schemes.in_force(period_end(period), rules.by_id())


def _entered(entry: PersonFinding, scheme: Scheme, args: argparse.Namespace, home: Path) -> PersonFinding:
    """Check first, then seal the proof, then enter: a refused finding leaves no evidence behind."""
    from mingcha import web
    from mingcha.web.services.people import add_finding, checked_finding

    with web.store_errors():
        checked_finding(replace(entry, words=entry.words or ("图" if args.picture else "")), scheme)
        run_name = f"finding {entry.at:%Y%m%dT%H%M%S%f}"
        archive = Archive(evidence_folder(home))
        try:
            if args.picture:
                picture = keep_picture(archive, run_name, Path(args.picture), entry.at)
                entry = replace(entry, picture=picture)
            if entry.url and not args.no_fetch:
                entry = replace(entry, page=_page(archive, run_name, entry.url, args))
        finally:
            archive.close()
        return add_finding(entry=entry, scheme=scheme)


def _page(archive: Archive, run_name: str, url: str, args: argparse.Namespace) -> str:
    settings = FetchSettings(user_agent=user_agent(), rate=0, connect_to=tuple(args.connect_to))
    page, failure = asyncio.run(keep_page(archive, run_name, url, settings, lambda: datetime.now(CHINA)))
    if failure is not None:
        tell(
            f"网页 {url} 未能取得（{failure.detail}），未封存网页；建议附上截图（--picture）",
            f"{url} could not be fetched ({failure.kind}); better add a picture",
        )
    return page


def _tell(entry: PersonFinding, scheme: Scheme, form: str) -> None:
    if form == "json":
        print(json.dumps(to_plain(entry) | {"scheme": scheme.id}, ensure_ascii=False, indent=1))
        return
    row = scheme.rows.get(entry.rule)
    terms = scheme.rules.get(entry.rule)
    worth = terms.of(entry.kind).points if terms else entry.points or (row.points if row else 0.0)
    veto = bool((row and row.veto) or (terms and terms.vetoes(entry.kind)))
    effect = "单项否决" if veto else f"{'加' if row and row.bonus else '扣'} {worth:g} 分"
    proof = "、".join(part for part in (entry.picture, entry.page) if part) or "（只有文字）"
    print(
        f"已记录：{entry.unit} {entry.title or (row.title if row else entry.rule)}，计入 {entry.period}，"
        f"方案 {scheme.id} {effect}（另受封顶限制）\n证据：{proof}"
    )
