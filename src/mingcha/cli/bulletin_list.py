"""`mingcha bulletin list [PERIOD]`: every version with where it stands."""

import argparse

from mingcha.cli.bulletin_store import add_common, open_store, tell
from mingcha.cli.words import say
from mingcha.core.clock import CHINA


def configure(parser: argparse.ArgumentParser, _action: str = "list") -> None:
    """Add the arguments of `bulletin list`."""
    parser.add_argument("period", nargs="?", default="", metavar=say("时段", "PERIOD"), help="2018Q1, 2018")
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """List them, the latest first."""
    open_store(args)
    from mingcha import web
    from mingcha.web.selectors.bulletin_life import bulletins

    with web.store_errors():
        rows = bulletins(args.period)
    lines = [
        f"{row.id}  {row.period} 第 {row.version} 版  {row.stage.zh}  {row.number or '（未编号）'}  "
        f"{(row.issued or row.drafted).astimezone(CHINA):%Y-%m-%d %H:%M}  {row.title}"
        for row in rows
    ]
    figures: list[dict[str, object]] = [
        {
            "id": row.id,
            "period": row.period,
            "version": row.version,
            "stage": row.stage.value,
            "number": row.number,
            "title": row.title,
            "drafted": row.drafted.astimezone(CHINA).isoformat(),
            "issued": row.issued.astimezone(CHINA).isoformat() if row.issued else None,
        }
        for row in rows
    ]
    tell(args, "\n".join(lines) or "还没有通报。", {"bulletins": figures})
    return 0
