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
from mingcha.reports.template import Template, load_template

if TYPE_CHECKING:
    from mingcha.web.selectors.bulletin_life import StoredBulletin
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
    parser.add_argument(
        "--rectify-by",
        metavar="DATE",
        help=say("整改情况的报送期限", "when the units must have put things right"),
    )
    parser.add_argument(
        "--template", metavar=say("目录", "DIR"), help=say("模板目录，见模板说明", "a folder with a template")
    )
    parser.add_argument("--by", default="", metavar=say("姓名", "PERSON"), help=say("起草人", "the drafter"))
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Draft; exit 0 when the files are there."""
    period = known_period(args.period)
    now = datetime.now(CHINA)
    known = instant(args.as_of) if args.as_of else now
    open_store(home_folder(args))
    out = writable_folder(Path(args.out).absolute())
    template = load_template(Path(args.template)) if args.template else None
    data = _data(period, known, now, args)
    kept = None if template else _kept(period, data, known)
    if kept is not None:  # with the text as it was edited meanwhile
        files = write_bulletin(kept.data, out, template=kept.template, manuscript=kept.manuscript)
        _tell(args.format, kept, False, files)
    else:
        files = write_bulletin(data, out, template=template)
        _tell(args.format, _save(period, data, files, now, known, template, args.by), True, files)
    return 0


def _data(period: str, known: datetime, now: datetime, args: argparse.Namespace) -> BulletinData:
    """The frozen data of the draft that was made as of this very instant, else the facts as known then."""
    from mingcha import web
    from mingcha.web.selectors.bulletin_life import figures_before, register_before
    from mingcha.web.selectors.bulletins import frozen_data
    from mingcha.web.selectors.quarters import quarter_at, run_of_period

    with web.store_errors():
        given = args.issuer or args.number or args.issued_on or args.rectify_by
        kept = None if given else frozen_data(period, known)
        if kept is not None:
            return BulletinData.from_json(kept)
        heading = heading_of(period, known, now, args)
        quarter = quarter_at(run_of_period(period, known), known, period)
        return bulletin_data(
            quarter,
            heading,
            rules.catalogue(),
            earlier=figures_before(period, known),
            before=register_before(period),
        )


def heading_of(period: str, known: datetime, now: datetime, args: argparse.Namespace) -> Heading:
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
        issued_on=_day(args.issued_on, "--issued-on") if args.issued_on else heading.issued_on,
        rectify_by=_day(args.rectify_by, "--rectify-by") if args.rectify_by else heading.rectify_by,
    )
    if args.issuer or args.number or args.issued_on or args.rectify_by:
        record_heading(heading=heading, at=now)
    return heading


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} 的日期“{text}”无法识别，请写成 2018-04-18") from None


def _kept(period: str, data: BulletinData, known: datetime) -> "StoredBulletin | None":
    """The version that holds these data already."""
    from mingcha import web
    from mingcha.web.selectors.bulletin_life import bulletin
    from mingcha.web.selectors.bulletins import version_of

    with web.store_errors():
        version = version_of(period, data.to_json(), known)
        return None if version is None else bulletin(version.id)


def _save(
    period: str,
    data: BulletinData,
    files: BulletinFiles,
    now: datetime,
    known: datetime,
    template: Template | None,
    person: str,
) -> "BulletinVersion":
    """The new version that holds this draft."""
    from mingcha import web
    from mingcha.web.services.bulletins import save_bulletin

    with web.store_errors():
        return save_bulletin(
            period=period,
            title=data.title,
            number=data.number or "",
            data=files.json.read_text(encoding="utf-8"),
            docx_sha256=hashlib.sha256(files.docx.read_bytes()).hexdigest(),
            pdf_sha256=hashlib.sha256(files.pdf.read_bytes()).hexdigest(),
            at=now,
            as_of=known,
            text=files.text.read_text(encoding="utf-8"),
            template=dict(template.sources) if template else None,
            person=person.strip(),
        )


def _tell(form: str, version: "StoredBulletin | BulletinVersion", fresh: bool, files: BulletinFiles) -> None:
    conflicts = [one.unit for one in files.conflicts]
    if form == "json":
        paths = {
            "docx": str(files.docx),
            "pdf": str(files.pdf),
            "json": str(files.json),
            "text": str(files.text),
        }
        told = {"id": version.id, "period": version.period, "version": version.version, "new": fresh}
        print(json.dumps(told | paths | {"conflicts": conflicts}, ensure_ascii=False, indent=1))
        return
    said = "草稿" if fresh else "与已存的相同"
    print(f"{version.period} 通报第 {version.version} 版（编号 {version.id}），{said}：")
    print(f"  {files.docx}\n  {files.pdf}\n  {files.text}")
    for unit in conflicts:
        tell(f"既表扬又点名：{unit}，请核对", f"praised and named: {unit}")
