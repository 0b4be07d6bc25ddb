"""`mingcha register import FILE [--dry-run]` and `mingcha register export FILE`."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mingcha.cli.home import add_home, home_folder
from mingcha.cli.progress import tell
from mingcha.cli.words import say
from mingcha.core.clock import CHINA, china_day
from mingcha.core.codec import to_plain
from mingcha.core.errors import UsageError
from mingcha.core.unit import Register
from mingcha.registry import RegisterFile, note_rejects, read_register, rejects_path, write_register
from mingcha.registry.changes import ImportReport, plan_import, report_of

_SHOWN = 30
"""Changes and row errors listed on the screen; all errors are in the file beside the register."""
_ENCODINGS = ("utf-8-sig", "gb18030")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    zh = "导入登记表（CSV 或 XLSX）：好的行一次写入，有误的行写到 文件.rejected.csv"
    en = "import CSV or XLSX: good rows at once, bad ones to FILE.rejected.csv"
    take = actions.add_parser("import", help=say(zh, en), description=say(zh, en))
    take.add_argument("file", metavar=say("文件", "FILE"))
    take.add_argument(
        "--dry-run", action="store_true", help=say("只预览，什么都不写", "preview, write nothing")
    )
    take.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("输出格式", "output format")
    )
    add_home(take)
    zh, en = "导出登记表，按后缀写成 CSV 或 XLSX", "export as CSV or XLSX, by suffix"
    give = actions.add_parser("export", help=say(zh, en), description=say(zh, en))
    give.add_argument("file", metavar=say("文件", "FILE"))
    give.add_argument(
        "--encoding",
        choices=_ENCODINGS,
        default=_ENCODINGS[0],
        help=say("CSV 的编码（默认 UTF-8 带标记）", "encoding of CSV (default UTF-8 with a mark)"),
    )
    add_home(give)


def run(args: argparse.Namespace) -> int:
    """Import or export; exit 2 when rows were rejected."""
    return _import(args) if args.action == "import" else _export(args)


def _import(args: argparse.Namespace) -> int:
    path = Path(args.file)
    now = datetime.now(CHINA)
    file, report = (_preview if args.dry_run else _apply)(path, home_folder(args), now)
    rejected = rejects_path(path) if file.rejects and not args.dry_run else None
    for remark in file.remarks:
        tell(remark, remark)
    if args.format == "json":
        print(json.dumps(_json(args, file, report, rejected), ensure_ascii=False, indent=2))
    else:
        _show(args, file, report)
    _tell_rejects(file, rejected)
    return 2 if file.rejects else 0


def _read(path: Path, known: Register | None = None) -> RegisterFile:
    file = read_register(path, known)
    if not file.register.units and not file.rejects:
        raise UsageError(f"{path} 除表头外没有任何行：请填写后再导入")
    return file


def _apply(path: Path, home: Path, now: datetime) -> tuple[RegisterFile, ImportReport]:
    _read(path)  # an unreadable file leaves not even an empty database behind
    from mingcha import web

    web.setup(home)
    web.migrate()
    from mingcha.web.selectors.register import current_register
    from mingcha.web.services.register import apply_register

    with web.store_errors():
        file = _read(path, current_register().register)
        note_rejects(path, file.rejects)
        return file, apply_register(register_file=file, at=now)


def _preview(path: Path, home: Path, now: datetime) -> tuple[RegisterFile, ImportReport]:
    from mingcha import web

    if not web.has_store(home):
        file = _read(path)
        return file, report_of(plan_import(file, Register()), Register(), china_day(now))
    _read(path)
    web.setup(home)
    web.require_schema()
    from mingcha.web.selectors.register import current_register

    with web.store_errors():
        stored = current_register()
    file = _read(path, stored.register)
    plan = plan_import(file, stored.register, stored.lifetimes)
    return file, report_of(plan, stored.register, china_day(now))


def _show(args: argparse.Namespace, file: RegisterFile, report: ImportReport) -> None:
    done = say("预览（未写入）", "preview, nothing written") if args.dry_run else say("已导入", "imported")
    units, sites = len(report.new_units), len(report.new_sites)
    changed = len({(change.row, change.name) for change in report.changes})
    print(
        say(
            f"{file.path} {done}：新增单位 {units} 个、网站 {sites} 个，修改 {changed} 项，"
            f"其中关停网站 {len(report.closed)} 个，未变 {report.unchanged} 项，有误 {_bad_rows(file)} 行",
            f"{file.path} {done}: {units} new units, {sites} new sites, {changed} changed, "
            f"{len(report.closed)} sites closed, {report.unchanged} unchanged, {_bad_rows(file)} rows bad",
        )
    )
    empty = say("空", "empty")
    for change in report.changes[:_SHOWN]:
        row = say(f"  第 {change.row} 行", f"  row {change.row}")
        print(f"{row} {change.name} {change.field}：{change.old or empty} → {change.new or empty}")
    _more(len(report.changes), sys.stdout.write)
    for name in report.closed:
        print(say(f"  关停：{name}", f"  closed: {name}"))
    if report.absent_units or report.absent_sites:
        print(
            say(
                f"登记中另有 {report.absent_units} 个单位、{report.absent_sites} 个网站不在文件中，保持不变；"
                "要关停的，请把状态写为 永久下线",
                f"{report.absent_units} units and {report.absent_sites} sites are not in the file and stay",
            )
        )


def _tell_rejects(file: RegisterFile, rejected: Path | None) -> None:
    for reject in file.rejects[:_SHOWN]:
        tell(str(reject), str(reject))
    _more(len(file.rejects), sys.stderr.write)
    if rejected is not None:
        tell(
            f"有误的 {_bad_rows(file)} 行未导入，已写到 {rejected}：请改正后重新导入",
            f"{_bad_rows(file)} rows were not imported, see {rejected}: correct them and import again",
        )


def _more(count: int, write: Callable[[str], int]) -> None:
    if count > _SHOWN:
        write(say(f"  ……另有 {count - _SHOWN} 条\n", f"  … and {count - _SHOWN} more\n"))


def _bad_rows(file: RegisterFile) -> int:
    return len({reject.row for reject in file.rejects})


def _json(
    args: argparse.Namespace, file: RegisterFile, report: ImportReport, rejected: Path | None
) -> dict[str, object]:
    return {
        "file": str(file.path.absolute()),
        "dry_run": args.dry_run,
        "new_units": list(report.new_units),
        "new_sites": list(report.new_sites),
        "changes": [to_plain(change) for change in report.changes],
        "closed": list(report.closed),
        "unchanged": report.unchanged,
        "absent_units": report.absent_units,
        "absent_sites": report.absent_sites,
        "rejected": [to_plain(reject) for reject in file.rejects],
        "rejected_file": str(rejected.absolute()) if rejected else None,
    }


def _export(args: argparse.Namespace) -> int:
    from mingcha import web

    home, path = home_folder(args), Path(args.file)
    if not web.has_store(home):
        raise UsageError(f"{home} 里还没有登记：请先用 mingcha register import 导入，或用 --home 指明目录")
    web.setup(home)
    web.require_schema()
    from mingcha.web.selectors.register import current_register

    with web.store_errors():
        stored = current_register()
    write_register(stored.register, path, encoding=args.encoding, lifetimes=stored.lifetimes)
    units, sites = len(stored.register.units), len(stored.register.sites)
    tell(
        f"已导出 {units} 个单位、{sites} 个网站：{path}", f"exported {units} units and {sites} sites: {path}"
    )
    return 0
