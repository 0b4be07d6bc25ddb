"""`mingcha bulletin draft PERIOD --out DIR`: the bulletin of a period, drafted from the store."""

import argparse
import hashlib
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mingcha import rules
from mingcha.cli.home import add_home, home_folder, instant, writable_folder
from mingcha.cli.progress import tell
from mingcha.cli.score import known_period
from mingcha.cli.store import open_store
from mingcha.cli.words import say
from mingcha.core.clock import CHINA, china_day
from mingcha.core.errors import UsageError
from mingcha.jobs.bulletin_facts import Heading, bulletin_data
from mingcha.reports.bulletin import BulletinData
from mingcha.reports.files import BulletinFiles, write_bulletin

if TYPE_CHECKING:
    from mingcha.web.services.bulletins import BulletinVersion


def configure(parser: argparse.ArgumentParser, action: str = "draft") -> None:
    """Add the arguments of `bulletin draft`."""
    parser.add_argument("period", metavar="PERIOD", help=say("时段，如 2018Q1 或 2018", "2018Q1 or 2018"))
    parser.add_argument("--out", required=True, metavar="DIR", help=say("存放目录", "folder for the files"))
    parser.add_argument(
        "--as-of",
        metavar="TIME",
        help=say("只用到该时刻为止已记录的内容", "only what was recorded by that time"),
    )
    parser.add_argument("--issuer", metavar=say("机关", "NAME"), help=say("发文机关", "issuing office"))
    parser.add_argument("--number", metavar=say("文号", "NUMBER"), help=say("发文字号", "document number"))
    parser.add_argument("--issued-on", metavar="DATE", help=say("成文日期，如 2018-04-18", "date of issue"))
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Draft; exit 0 when the files are there."""
    period = known_period(args.period)
    now = datetime.now(CHINA)
    known = instant(args.as_of) if args.as_of else now
    open_store(home_folder(args))
    data = _data(period, known, now, args)
    files = write_bulletin(data, writable_folder(Path(args.out).absolute()))
    version, fresh = _keep(period, data, files, now, known)
    _tell(args.format, version, fresh, files)
    return 0


def _data(period: str, known: datetime, now: datetime, args: argparse.Namespace) -> BulletinData:
    """The frozen data of the draft that was made as of this very instant, else the facts as known then."""
    from mingcha import web
    from mingcha.web.selectors.bulletins import frozen_data
    from mingcha.web.selectors.quarters import quarter_at, run_of_period

    with web.store_errors():
        given = args.issuer or args.number or args.issued_on
        kept = None if given else frozen_data(period, known)
        if kept is not None:
            return BulletinData.from_json(kept)
        heading = _heading(period, known, now, args)
        quarter = quarter_at(run_of_period(period, known), known, period)
        return bulletin_data(quarter, heading, rules.catalogue())


def _heading(period: str, known: datetime, now: datetime, args: argparse.Namespace) -> Heading:
    """What the office said of this bulletin, with what is said now; the issuer is that of the last one."""
    from mingcha.web.selectors.bulletins import heading_until, last_issuer
    from mingcha.web.services.bulletins import record_heading

    kept = heading_until(period, known)
    issuer = args.issuer or (kept.issuer if kept else last_issuer(known))
    if not issuer:
        raise UsageError(f"{period} 的通报还没有发文机关：请加 --issuer，如 --issuer 某市人民政府办公室")
    heading = kept or Heading(issuer, period, china_day(known))
    heading = replace(
        heading,
        issuer=issuer,
        number=args.number or heading.number,
        issued_on=_day(args.issued_on) if args.issued_on else heading.issued_on,
    )
    if args.issuer or args.number or args.issued_on:
        record_heading(heading=heading, at=now)
    return heading


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--issued-on 的日期“{text}”无法识别，请写成 2018-04-18") from None


def _keep(
    period: str, data: BulletinData, files: BulletinFiles, now: datetime, known: datetime
) -> "tuple[BulletinVersion, bool]":
    """The version that holds this draft, and whether it is a new one: the same data is kept once."""
    from mingcha import web
    from mingcha.web.selectors.bulletins import version_of
    from mingcha.web.services.bulletins import save_bulletin

    text = files.json.read_text(encoding="utf-8")
    with web.store_errors():
        kept = version_of(period, text, known)
        if kept is not None:
            return kept, False
        fresh = save_bulletin(
            period=period,
            title=data.title,
            number=data.number or "",
            data=text,
            docx_sha256=hashlib.sha256(files.docx.read_bytes()).hexdigest(),
            pdf_sha256=hashlib.sha256(files.pdf.read_bytes()).hexdigest(),
            at=now,
            as_of=known,
        )
    return fresh, True


def _tell(form: str, version: "BulletinVersion", fresh: bool, files: BulletinFiles) -> None:
    conflicts = [one.unit for one in files.conflicts]
    if form == "json":
        paths = {"docx": str(files.docx), "pdf": str(files.pdf), "json": str(files.json)}
        told = {"id": version.id, "period": version.period, "version": version.version, "new": fresh}
        print(json.dumps(told | paths | {"conflicts": conflicts}, ensure_ascii=False, indent=1))
        return
    said = "草稿" if fresh else "与已存的相同"
    print(f"{version.period} 通报第 {version.version} 版（编号 {version.id}），{said}：")
    print(f"  {files.docx}\n  {files.pdf}")
    for unit in conflicts:
        tell(f"既表扬又点名：{unit}，请核对", f"praised and named: {unit}")
