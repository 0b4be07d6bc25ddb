"""`mingcha inspect`: sites without any database."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from mingcha import rules, schemes
from mingcha.cli.calendars import home_calendar
from mingcha.cli.home import add_home, home_folder, instant, user_agent, writable_folder
from mingcha.cli.progress import Progress, tell
from mingcha.cli.words import say
from mingcha.core.clock import CHINA, china_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Ledger
from mingcha.core.scheme import Scheme
from mingcha.core.unit import Register, Site
from mingcha.core.verdict import Outcome
from mingcha.core.view import SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.memory import Memory
from mingcha.engine.source import Source
from mingcha.engine.url import normalise
from mingcha.jobs.inspection import InspectionPlan, inspect_sites, running_sites
from mingcha.jobs.judging import Evidence, Judged, judge_all
from mingcha.jobs.loop import run_to_end
from mingcha.jobs.run_state import RunState
from mingcha.registry import read_register
from mingcha.reports.inspection import InspectionReport, SiteReport, inspection_json, inspection_text
from mingcha.reports.inspection_tables import inspection_html, inspection_xlsx
from mingcha.reports.storage import write_whole
from mingcha.text.reports import report_questions

FORMATS = ("text", "json", "xlsx", "html")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the contract, section 1."""
    parser.add_argument("urls", nargs="*", metavar="URL", help=say("网站首页地址", "home page addresses"))
    parser.add_argument(
        "--register",
        metavar="FILE",
        help=say(
            "登记表；不写 URL 时检查其中全部在运行网站", "register file; without URL all its running sites"
        ),
    )
    parser.add_argument(
        "--scheme", metavar="ID", help=say("考核方案（默认当日有效的）", "scheme (default: in force)")
    )
    parser.add_argument(
        "--as-of", metavar="TIME", help=say("按哪一天判断（默认现在）", "the 'today' of judging")
    )
    parser.add_argument(
        "--connect-to",
        action="append",
        default=[],
        metavar="H1:P1:H2:P2",
        help=say("同 curl；所写内网地址允许访问", "as in curl; allows the private address it names"),
    )
    parser.add_argument(
        "--max-pages",
        type=positive,
        default=500,
        metavar="N",
        help=say("每站最多读取页数（默认 500）", "pages read of a site (default 500)"),
    )
    parser.add_argument(
        "--rate",
        type=rate,
        default=1.0,
        metavar="R",
        help=say("每站每秒请求数（默认 1，0 为不限）", "requests a second and host (0 = unlimited)"),
    )
    parser.add_argument(
        "--concurrency",
        type=positive,
        default=2,
        metavar="N",
        help=say("每站同时连接数（默认 2）", "connections a host (default 2)"),
    )
    parser.add_argument(
        "--out", metavar="DIR", help=say("结果与证据存放目录", "folder for results and evidence")
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help=say("输出格式", "output format"))
    add_home(parser)


def positive(text: str) -> int:
    """An argument that is a whole number of 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(say(f"“{text}”应为不小于 1 的整数", f"{text!r} must be 1 or more"))
    return int(text)


def rate(text: str) -> float:
    """An argument that is a number of 0 or more."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(say(f"“{text}”应为不小于 0 的数", f"{text!r} must be 0 or more"))
    return number


def run(args: argparse.Namespace) -> int:
    """Inspect; exit 0 when nothing failed, 1 when something did, 3 when no site could be checked."""
    now = datetime.now(CHINA)
    as_of = instant(args.as_of) if args.as_of else now
    register, sites = _sites(args, as_of)
    scheme = _scheme(args, as_of)
    folder = Path(args.out).absolute() if args.out else home_folder(args) / "inspect"
    if args.format == "xlsx" and not args.out and sys.stdout.isatty():
        raise UsageError("--format xlsx 是二进制文件：请加 --out 目录，或把输出重定向到文件")
    state = RunState.begin(writable_folder(folder), [site.home_url for site in sites], now)
    if state.resumed:
        tell("接着上次中断的检查继续。", "Going on with the run that was stopped.")
    try:
        report = run_to_end(_inspect(args, register, sites, scheme, as_of, state))
    except KeyboardInterrupt:
        tell("已中断。再次运行同一命令，从断点继续。", "Stopped. Run the same command again to go on.")
        return 130
    state.finish()
    _write(args, report, folder)
    return _exit_code(report)


def _sites(args: argparse.Namespace, as_of: datetime) -> tuple[Register, list[Site]]:
    register = Register()
    if args.register:
        read = read_register(Path(args.register))
        for reject in read.rejects:
            tell(
                f"登记表第 {reject.row} 行 {reject.field}“{reject.value}”有误，已跳过：{reject.right}",
                f"register row {reject.row}, {reject.field} {reject.value!r} skipped: {reject.right}",
            )
        register = read.register
    if not args.urls:
        sites = list(running_sites(register, as_of))
        if not sites:
            raise UsageError("没有可检查的网站：请写出网站地址，或用 --register 指定有在运行网站的登记表")
        return register, sites
    return register, [_site(url, register) for url in dict.fromkeys(args.urls)]


def _site(text: str, register: Register) -> Site:
    """The registered site of an address, else a site that is known by its address alone."""
    url = normalise(text if "//" in text else f"http://{text}")
    if url is None:
        raise UsageError(f"网址“{text}”无法识别，请写成 http://www.example.gov.cn/")
    site = Site(unit_code="", home_url=url)
    known = register.by_host.get(site.host)
    return replace(known, home_url=url) if known else site


def _scheme(args: argparse.Namespace, as_of: datetime) -> Scheme:
    catalogue = rules.by_id()
    if args.scheme:
        return schemes.load(args.scheme, catalogue)
    return schemes.in_force(china_day(as_of), catalogue)


async def _inspect(
    args: argparse.Namespace,
    register: Register,
    sites: list[Site],
    scheme: Scheme,
    as_of: datetime,
    state: RunState,
) -> InspectionReport:
    settings = FetchSettings(
        user_agent=user_agent(), rate=args.rate, per_host=args.concurrency, connect_to=tuple(args.connect_to)
    )
    progress = Progress()
    archive = Archive(state.folder / "evidence")
    memory = Memory(state.folder / "evidence", archive, state.run)
    try:
        async with Fetcher(settings, lambda: datetime.now(CHINA)) as fetcher:
            plan = InspectionPlan(
                register,
                sites,
                as_of,
                CrawlSettings(
                    args.max_pages,
                    workers=max(2, args.concurrency),
                    questions=report_questions(china_day(as_of).year - 1) if register.units else (),
                ),
            )
            source = Source(fetcher, archive, state.run)
            views = await inspect_sites(plan, source, {}, progress, memory)
    finally:
        progress.close()
        memory.close()
        archive.close()
    evidence = Evidence(
        as_of,
        register,
        Ledger(),
        home_calendar(home_folder(args)),
        views,
        report_year=china_day(as_of).year - 1,
    )
    judged = judge_all(evidence, scheme, rules.catalogue())
    return InspectionReport(as_of, scheme.id, tuple(_site_reports(views, judged)))


def _site_reports(views: Sequence[SiteView], judged: Sequence[Judged]) -> Iterator[SiteReport]:
    """Each site with the verdicts on it; those on its unit stand with the unit's first inspected site.

    Of a unit only faults and what could not be told are shown: without a ledger its other rules pass idly.
    """
    told: set[str] = set()
    for view in views:
        code = view.site.unit_code
        verdicts = [row.verdict for row in judged if row.host == view.site.host]
        if code and code not in told:
            told.add(code)
            verdicts += [row.verdict for row in judged if row.host is None and _speaks(row, code)]
        yield SiteReport(view, tuple(verdicts))


def _speaks(row: Judged, unit_code: str) -> bool:
    mine = row.unit is not None and row.unit.code == unit_code
    return mine and row.verdict.outcome in (Outcome.FAILED, Outcome.CANT_TELL)


def _write(args: argparse.Namespace, report: InspectionReport, folder: Path) -> None:
    """The result on stdout, or beside the evidence where a folder was asked for."""
    content = _rendered(args.format, report)
    if args.out:
        path = folder / f"inspection.{'txt' if args.format == 'text' else args.format}"
        write_whole(path, content)
        tell(f"结果：{path}", f"result: {path}")
    if not args.out or args.format in ("text", "json"):
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    tell(f"证据：{folder / 'evidence'}", f"evidence: {folder / 'evidence'}")


def _rendered(form: str, report: InspectionReport) -> bytes:
    if form == "json":
        return (json.dumps(inspection_json(report), ensure_ascii=False, indent=1) + "\n").encode()
    if form == "text":
        return inspection_text(report, rules.catalogue()).encode()
    if form == "html":
        return inspection_html(report, rules.catalogue())
    return inspection_xlsx(report, rules.catalogue())


def _exit_code(report: InspectionReport) -> int:
    if all(site.view.home is None for site in report.sites):
        tell("没有一个网站能够检查，原因见上。", "No site could be checked; see the reasons above.")
        return 3
    failed = any(v.outcome is Outcome.FAILED for site in report.sites for v in site.verdicts)
    return 1 if failed else 0
