"""`mingcha bulletin slips PERIOD --out DIR`: a notice to every unit, and all findings as one table."""

import argparse
import json
from datetime import datetime
from functools import cache
from pathlib import Path

from mingcha import rules
from mingcha.cli.bulletin_draft import heading_of
from mingcha.cli.home import add_home, home_folder, instant, writable_folder
from mingcha.cli.progress import tell
from mingcha.cli.score import known_period
from mingcha.cli.store import evidence_folder, open_store
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.verdict import Finding
from mingcha.engine.archive import Archive
from mingcha.engine.picture import browser, picture
from mingcha.jobs.slip_facts import PictureOf, slip_data
from mingcha.reports.slips import write_slips


def configure(parser: argparse.ArgumentParser, action: str = "slips") -> None:
    """Add the arguments of `bulletin slips`."""
    parser.add_argument("period", metavar="PERIOD", help=say("时段，如 2018Q1 或 2018", "2018Q1 or 2018"))
    parser.add_argument("--out", required=True, metavar="DIR", help=say("存放目录", "folder for the files"))
    parser.add_argument(
        "--as-of",
        metavar="TIME",
        help=say("只用到该时刻为止已记录的内容", "only what was recorded by that time"),
    )
    parser.add_argument("--issuer", metavar=say("机关", "NAME"), help=say("发文机关", "issuing office"))
    parser.add_argument(
        "--rectify-by",
        metavar="DATE",
        help=say("整改情况的报送期限", "when the units must have put things right"),
    )
    parser.add_argument(
        "--no-pictures", action="store_true", help=say("不附网页图片", "without pictures of pages")
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(number=None, issued_on=None)
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Write the slips; exit 0 when the files are there."""
    from mingcha import web

    period = known_period(args.period)
    now = datetime.now(CHINA)
    known = instant(args.as_of) if args.as_of else now
    home = home_folder(args)
    open_store(home)
    out = writable_folder(Path(args.out).absolute())
    from mingcha.web.selectors.quarters import quarter_at, run_of_period

    with web.store_errors():
        heading = heading_of(period, known, now, args)
        quarter = quarter_at(run_of_period(period, known), known, period)
    archive = Archive(evidence_folder(home))
    try:
        pictures = None if args.no_pictures else _pictures(archive)
        data = slip_data(
            quarter, heading, rules.catalogue(), rectify_by=heading.rectify_by, picture_of=pictures
        )
    finally:
        archive.close()
    files = write_slips(data, out)
    if args.format == "json":
        told = {"notices": [str(path) for path in files.notices], "table": str(files.table)}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(
        say(f"整改通知 {len(files.notices)} 份：", f"{len(files.notices)} notices: ")
        + str(files.table.parent)
    )
    print(say("问题总表：", "all findings: ") + str(files.table))
    return 0


def _pictures(archive: Archive) -> PictureOf:
    """One picture a page; without chromium only those that people handed in."""
    program = browser()
    if program is None:
        tell(
            "没有 chromium，只附人工提交的图片；可运行 mingcha doctor --install 安装。",
            "No chromium: only pictures that people handed in. `mingcha doctor --install` installs it.",
        )

    @cache
    def taken(evidence: str) -> bytes | None:
        return picture(archive, evidence, program)

    def picture_of(finding: Finding) -> bytes | None:
        return taken(finding.evidence) if finding.evidence else None

    return picture_of
