"""`mingcha migrate`: creates the database of a home, or brings it up to this program."""

import argparse

from mingcha.cli.home import add_home, home_folder
from mingcha.cli.words import say


def configure(parser: argparse.ArgumentParser) -> None:
    """Add `--home`."""
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Create or upgrade; exit 3 when the database cannot be opened."""
    from mingcha import web

    home = home_folder(args)
    web.setup(home)
    applied = web.migrate()
    if applied:
        print(say(f"数据库已更新（{'、'.join(applied)}）：{home}", f"applied {', '.join(applied)} in {home}"))
    else:
        print(say(f"数据库已是最新：{home}", f"up to date: {home}"))
    return 0
