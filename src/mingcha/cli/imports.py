"""`mingcha import KIND FILE`: what else an office brings in."""

import argparse
from datetime import datetime
from pathlib import Path

from mingcha import calendars
from mingcha.cli.calendars import keep_calendar
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.progress import tell
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.registry import rejects_path, write_rejects
from mingcha.registry.messages import read_messages
from mingcha.registry.table import text_lines


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the kind and the file."""
    kinds = "、".join(_KINDS)
    parser.add_argument("kind", metavar=say("种类", "KIND"), help=say(f"可导入：{kinds}", f"one of: {kinds}"))
    parser.add_argument("file", metavar=say("文件", "FILE"))
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Import; exit 2 when rows were rejected."""
    take = _KINDS.get(args.kind)
    if take is None:
        raise UsageError(f"不能导入“{args.kind}”：可导入的是 {'、'.join(_KINDS)}")
    return take(Path(args.file), home_folder(args))


def _calendar(path: Path, home: Path) -> int:
    table = calendars.read_table(text_lines(path), str(path))
    folder = keep_calendar(home, table)
    years = "、".join(str(year) for year in sorted(table.years))
    print(
        say(
            f"已导入 {years} 年：放假 {len(table.off)} 天，调休 {len(table.work)} 天；存于 {folder}",
            f"imported {years}: {len(table.off)} days off, {len(table.work)} make-up days; kept in {folder}",
        )
    )
    return 0


def _messages(path: Path, home: Path) -> int:
    from mingcha import web

    if not web.has_store(home):
        raise UsageError(f"{home} 里还没有登记，留言无从对应单位：请先用 mingcha register import 导入登记表")
    web.setup(home)
    web.migrate()
    from mingcha.web.selectors.ledger import ledger_until
    from mingcha.web.selectors.register import current_register
    from mingcha.web.services.ledger import record

    with web.store_errors():
        now = datetime.now(CHINA)
        recorded = ledger_until(now, probes_from=now).messages
        file = read_messages(path, current_register().register, now, recorded)
        done = record(entries=file.entries)
    if file.rejects:
        rejected = write_rejects(path, file.rejects)
        for reject in file.rejects[:30]:
            tell(str(reject), str(reject))
        tell(
            f"有误的行未导入，全部写到 {rejected}：请改正后重新导入",
            f"rejected rows were not imported, see {rejected}",
        )
    else:
        rejects_path(path).unlink(missing_ok=True)
    print(
        say(
            f"{path}：留言和答复 {done.entries} 条，新增 {done.new} 条，其余已有",
            f"{path}: {done.entries} messages and replies, {done.new} of them new",
        )
    )
    return 2 if file.rejects else 0


_KINDS = {"calendar": _calendar, "messages": _messages}
