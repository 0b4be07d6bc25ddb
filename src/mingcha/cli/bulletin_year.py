"""`mingcha bulletin year 2018 --out DIR`: the yearly tables of supervision and of each site's work."""

import argparse
import re
from datetime import datetime
from pathlib import Path

from mingcha.cli.bulletin_store import add_common, open_store, tell
from mingcha.cli.home import writable_folder
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.core.unit import SiteStatus
from mingcha.jobs.year_facts import supervision_table, work_table
from mingcha.reports.storage import write_whole
from mingcha.reports.year_tables import YearTable, supervision_xlsx, work_xlsx, year_docx


def configure(parser: argparse.ArgumentParser, _action: str = "year") -> None:
    """Add the arguments of `bulletin year`."""
    parser.add_argument("year", metavar=say("年份", "YEAR"), help="2018")
    parser.add_argument(
        "--out",
        required=True,
        metavar=say("目录", "DIR"),
        help=say("报表的存放目录", "folder for the tables"),
    )
    parser.add_argument(
        "--issuer", default="", metavar=say("单位", "NAME"), help=say("填报单位全称", "who fills them in")
    )
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """Write the tables; say how many entries wait for a person."""
    if not re.fullmatch(r"\d{4}", args.year):
        raise UsageError(f"年份“{args.year}”无法识别，请写成 2018")
    year = int(args.year)
    open_store(args)
    out = writable_folder(Path(args.out).absolute())
    from mingcha import web
    from mingcha.web.selectors.years import stored_year

    with web.store_errors():
        stored = stored_year(year, datetime.now(CHINA))
        if not stored.evidence.register.sites:
            raise UsageError(f"{year} 年的登记里没有网站：请先用 mingcha register import 导入登记表")
        views = {view.site.host: view for view in stored.views()}
    evidence = stored.evidence
    supervision = supervision_table(evidence, args.issuer or stored.issuer)
    running = [site for site in evidence.register.sites if site.status is not SiteStatus.CLOSED]
    tables = [work_table(evidence, site, views.get(site.host)) for site in running]
    base = out / f"supervision-{year}"
    write_whole(base.with_suffix(".docx"), year_docx(supervision))
    write_whole(base.with_suffix(".xlsx"), supervision_xlsx(supervision))
    write_whole(out / f"work-{year}.xlsx", work_xlsx(tables, year, evidence.dated))
    for site, table in zip(running, tables, strict=True):
        name = re.sub(r"[^\w.-]", "-", site.site_code or site.host, flags=re.ASCII)
        write_whole(out / f"work-{year}" / f"{name}.docx", year_docx(table))
    _tell(args, out, supervision, tables)
    return 0


def _tell(args: argparse.Namespace, out: Path, supervision: YearTable, tables: list[YearTable]) -> None:
    year, gaps = supervision.year, sum(len(table.gaps) for table in tables)
    told = [
        f"{out / f'supervision-{year}.docx'}（另有 .xlsx）：监管年度报表，待填{len(supervision.gaps)}项",
        f"{out / f'work-{year}'}：工作年度报表{len(tables)}份（汇总 work-{year}.xlsx），待填{gaps}项",
    ]
    told += [f"  {entry.label}：{entry.source}" for entry in supervision.gaps]
    told.append("活动、留言、账号可用 mingcha import activities、messages、accounts 导入后重新生成。")
    figures: dict[str, object] = {
        "supervision": str(out / f"supervision-{year}.docx"),
        "work": str(out / f"work-{year}.xlsx"),
        "sites": len(tables),
        "gaps": [
            {"table": table.name, "entry": entry.label, "why": entry.source}
            for table in (supervision, *tables)
            for entry in table.gaps
        ],
    }
    tell(args, "\n".join(told), figures)
