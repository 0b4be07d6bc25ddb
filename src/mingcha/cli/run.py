"""`mingcha run start|list|stop`: begins an inspection that workers carry out, and says how far it is."""

import argparse
import json
from datetime import UTC, datetime

from mingcha import rules, schemes
from mingcha.cli.calendars import home_calendar
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.progress import tell
from mingcha.cli.store import open_store
from mingcha.cli.words import say
from mingcha.core.clock import CHINA, china_day
from mingcha.core.errors import UsageError
from mingcha.core.unit import SiteKind
from mingcha.jobs.engine import Queue
from mingcha.jobs.inspection import running_sites


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    start = actions.add_parser("start", help=say("开始一轮检查", "begin an inspection"))
    start.add_argument(
        "--period", default="", metavar="PERIOD", help=say("计入哪一期，如 2018Q1", "period it counts for")
    )
    start.add_argument("--scheme", metavar="ID", help=say("考核方案（默认当日有效的）", "scheme"))
    start.add_argument(
        "--site", action="append", default=[], metavar="HOST", help=say("只查这些网站", "these sites only")
    )
    start.add_argument(
        "--report-year",
        type=int,
        metavar="YEAR",
        help=say("查哪年年报（默认上一年）", "annual report of"),
    )
    shown = actions.add_parser("list", help=say("列出各轮检查", "list the runs"))
    shown.add_argument("--format", choices=("text", "json"), default="text")
    stop = actions.add_parser("stop", help=say("提前结束一轮检查", "end a run early"))
    stop.add_argument("run", type=int, metavar="RUN", help=say("检查编号", "the run's number"))
    for action in (start, shown, stop):
        add_home(action)


def run(args: argparse.Namespace) -> int:
    """Do the action."""
    open_store(home_folder(args))
    now = datetime.now(UTC)
    if args.action == "start":
        return _start(args, now)
    if args.action == "stop":
        from mingcha.web.services.claims import stop_run

        stop_run(run_id=args.run, at=now)
        print(say(f"第 {args.run} 次检查已提前结束。", f"run {args.run} ended early."))
        return 0
    return _list(args)


def _start(args: argparse.Namespace, now: datetime) -> int:
    from mingcha.web.engines import job_engine
    from mingcha.web.selectors.register import register_on
    from mingcha.web.selectors.schemes import open_scheme
    from mingcha.web.services.claims import begin_run
    from mingcha.web.services.runs import Purpose

    day = china_day(now)
    register = register_on(day)
    sites = list(running_sites(register, now))
    wanted = {host.lower() for host in args.site}
    if wanted:
        unknown = wanted - {site.host for site in sites}
        if unknown:
            raise UsageError(f"登记表中没有在运行的网站 {'、'.join(sorted(unknown))}：请核对域名")
        sites = [site for site in sites if site.host in wanted]
    if not sites:
        raise UsageError("登记表中没有在运行的网站：请先用 mingcha register import 导入")
    portal = next((site.host for site in register.sites if site.kind is SiteKind.PORTAL), "")
    scheme = args.scheme or schemes.in_force(day, rules.by_id()).id
    number = begin_run(
        engine=job_engine(),
        scheme=open_scheme(scheme),
        sites=sites,
        at=now,
        purpose=Purpose(args.period, portal, args.report_year or day.year - 1),
        calendar=home_calendar(home_folder(args)),
        queue=Queue.RECHECKS if wanted else Queue.INSPECTIONS,
    )
    print(
        say(
            f"第 {number} 次检查已开始：网站 {len(sites)} 个，方案 {scheme}。",
            f"run {number} begun: {len(sites)} sites, scheme {scheme}.",
        )
    )
    tell("由 mingcha worker 执行；mingcha run list 看进度。", "mingcha worker carries it out; see run list.")
    return 0


def _list(args: argparse.Namespace) -> int:
    from mingcha.web.selectors.progress import runs_in_brief

    rows = runs_in_brief()
    if args.format == "json":
        print(
            json.dumps(
                [
                    {
                        "run": row.id,
                        "period": row.period,
                        "state": row.state,
                        "scheme": row.scheme,
                        "sites": row.sites,
                        "done": row.done,
                        "started": row.started.isoformat(),
                        "finished": row.finished.isoformat() if row.finished else None,
                    }
                    for row in rows
                ],
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    words = {"running": "进行中", "done": "已完成", "stopped": "提前结束", "abandoned": "已放弃"}
    for row in rows:
        started = f"{row.started.astimezone(CHINA):%Y-%m-%d %H:%M}"
        print(
            say(
                f"第 {row.id} 次　{words.get(row.state, row.state)}　网站 {row.done}/{row.sites}　"
                f"{row.period or '（不计期）'}　{row.scheme}　{started} 开始",
                f"run {row.id}  {row.state}  sites {row.done}/{row.sites}  {row.period or '-'}  "
                f"{row.scheme}  begun {started}",
            )
        )
    if not rows:
        tell("还没有检查过。", "no runs yet.")
    return 0
