"""`mingcha migrate [--to URL]`: creates or upgrades a database, or moves all that is in it to another."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from mingcha.cli.home import add_home, home_folder
from mingcha.cli.progress import tell
from mingcha.cli.store import open_store
from mingcha.cli.words import say
from mingcha.core.errors import UsageError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add `--home` and `--to`."""
    add_home(parser)
    parser.add_argument(
        "--to",
        metavar="URL",
        help=say(
            "把全部数据搬到另一个数据库，如 postgresql://用户:密码@主机/库名",
            "move everything to another database, e.g. postgresql://user:password@host/name",
        ),
    )


def run(args: argparse.Namespace) -> int:
    """Create, upgrade or move; exit 3 when a database cannot be opened."""
    home = home_folder(args)
    if args.to:
        return _move(home, args.to)
    from mingcha import web

    web.setup(home)
    applied = web.migrate()
    if applied:
        print(say(f"数据库已更新（{'、'.join(applied)}）：{home}", f"applied {', '.join(applied)} in {home}"))
    else:
        print(say(f"数据库已是最新：{home}", f"up to date: {home}"))
    return 0


def _move(home: Path, url: str) -> int:
    open_store(home)
    from mingcha.web import moving
    from mingcha.web.environment import database_address

    with moving.other_database(database_address(url, "--to")) as other:
        moving.bring_up(other)
        if not moving.is_blank(other):
            raise UsageError("--to 所指的数据库里已有数据：请换一个空的数据库，免得互相混杂")
        seals = moving.copy_store("default", other, at=datetime.now(UTC))
    rows = sum(seal.rows for seal in seals)
    print(
        say(
            f"已搬移 {len(seals)} 张表、{rows} 行，逐表核对行数和内容一致。",
            f"moved {len(seals)} tables, {rows} rows; counts and contents compared, all alike.",
        )
    )
    tell(
        "请把 MINGCHA_DATABASE 设为新地址后再启动；原数据库没有改动，证据仍在原处。",
        "Set MINGCHA_DATABASE to the new address; the old database is unchanged, evidence stays where it is.",
    )
    return 0
