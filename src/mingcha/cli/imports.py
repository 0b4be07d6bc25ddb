"""`mingcha import KIND FILE`: what else an office brings in."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mingcha import calendars
from mingcha.cli.calendars import keep_calendar
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.progress import tell
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.codec import to_plain
from mingcha.core.errors import UsageError
from mingcha.registry import Reject, note_rejects, rejects_path
from mingcha.registry.accounts import read_accounts
from mingcha.registry.activities import read_activities
from mingcha.registry.messages import read_messages
from mingcha.registry.table import text_lines

_SHOWN = 30
"""Row errors listed on the screen; all of them are in the file beside the imported one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: a sentence, the figures for programs, the rows that were not taken."""

    sentence: str
    figures: dict[str, object]
    rejects: tuple[Reject, ...] = ()


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the kind and the file."""
    kinds = "、".join(_KINDS)
    parser.add_argument("kind", metavar=say("种类", "KIND"), help=say(f"可导入：{kinds}", f"one of: {kinds}"))
    parser.add_argument("file", metavar=say("文件", "FILE"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("输出格式", "output format")
    )
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Import; exit 2 when rows were rejected."""
    take = _KINDS.get(args.kind)
    if take is None:
        raise UsageError(f"不能导入“{args.kind}”：可导入的是 {'、'.join(_KINDS)}")
    path = Path(args.file)
    taken = take(path, home_folder(args))
    if args.format == "json":
        rejected = [to_plain(reject) for reject in taken.rejects]
        print(json.dumps(taken.figures | {"rejected": rejected}, ensure_ascii=False, indent=2))
    else:
        print(taken.sentence)
    _tell_rejects(path, taken.rejects)
    return 2 if taken.rejects else 0


def _tell_rejects(path: Path, rejects: Sequence[Reject]) -> None:
    for reject in rejects[:_SHOWN]:
        tell(str(reject), str(reject))
    if rejects:
        where = rejects_path(path)
        tell(
            f"有误的行未导入，全部写到 {where}：请改正后重新导入",
            f"the bad rows were not imported, see {where}: correct them and import again",
        )


def _calendar(path: Path, home: Path) -> Taken:
    table = calendars.read_table(text_lines(path), str(path))
    folder = keep_calendar(home, table)
    years = sorted(table.years)
    off, work = len(table.off), len(table.work)
    return Taken(
        say(
            f"已导入 {'、'.join(map(str, years))} 年：放假 {off} 天，调休上班 {work} 天；存于 {folder}",
            f"imported {', '.join(map(str, years))}: {off} days off, {work} make-up days; kept in {folder}",
        ),
        {"years": years, "off": off, "work": work},
    )


def _open_store(home: Path, what: str) -> None:
    """Open the store of an office that has a register; without one nothing can be told whose it is."""
    from mingcha import web

    if not web.has_store(home):
        raise UsageError(
            f"{home} 里还没有登记，{what}无从对应单位：请先用 mingcha register import 导入登记表"
        )
    web.setup(home)
    web.migrate()


def _accounts(path: Path, home: Path) -> Taken:
    _open_store(home, "账号")
    from mingcha import web
    from mingcha.web.selectors.register import current_register
    from mingcha.web.services.accounts import record_accounts

    with web.store_errors():
        now = datetime.now(CHINA)
        file = read_accounts(path, current_register().register, now)
        note_rejects(path, file.rejects)
        done = record_accounts(accounts=file.accounts, at=now)
    return Taken(
        say(
            f"{path}：新媒体账号 {done.accounts} 个，其中新增或有变化 {done.new} 个",
            f"{path}: {done.accounts} accounts, {done.new} of them new or changed",
        ),
        {"accounts": done.accounts, "new": done.new},
        file.rejects,
    )


def _messages(path: Path, home: Path) -> Taken:
    _open_store(home, "留言")
    from mingcha import web
    from mingcha.web.selectors.ledger import ledger_until
    from mingcha.web.selectors.register import current_register
    from mingcha.web.services.ledger import record

    with web.store_errors():
        now = datetime.now(CHINA)
        recorded = ledger_until(now, probes_from=now).messages
        file = read_messages(path, current_register().register, now, recorded)
        note_rejects(path, file.rejects)
        done = record(entries=file.entries, at=now)
    return Taken(
        say(
            f"{path}：留言和答复 {done.entries} 条，新增 {done.new} 条，其余已有",
            f"{path}: {done.entries} messages and replies, {done.new} of them new",
        ),
        {"entries": done.entries, "new": done.new},
        file.rejects,
    )


def _activities(path: Path, home: Path) -> Taken:
    _open_store(home, "活动")
    from mingcha import web
    from mingcha.web.selectors.register import current_register
    from mingcha.web.services.activities import record_activities

    with web.store_errors():
        now = datetime.now(CHINA)
        file = read_activities(path, current_register().register, now)
        note_rejects(path, file.rejects)
        done = record_activities(activities=file.activities, at=now)
    return Taken(
        say(
            f"{path}：活动 {done.activities} 项，新增 {done.new} 项，其余已有",
            f"{path}: {done.activities} activities, {done.new} of them new",
        ),
        {"activities": done.activities, "new": done.new},
        file.rejects,
    )


_KINDS = {"accounts": _accounts, "activities": _activities, "calendar": _calendar, "messages": _messages}
