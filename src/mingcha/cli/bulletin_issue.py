"""`mingcha bulletin issue ID`: number, final files, frozen data."""

import argparse
import shutil
from datetime import date
from pathlib import Path

from mingcha.cli.bulletin_store import add_common, add_id, add_person, open_store, tell, who_of
from mingcha.cli.home import writable_folder
from mingcha.cli.words import say
from mingcha.core.errors import UsageError


def configure(parser: argparse.ArgumentParser, _action: str = "issue") -> None:
    """Add the arguments of `bulletin issue`."""
    add_id(parser)
    number = parser.add_mutually_exclusive_group()
    number.add_argument(
        "--word",
        default="",
        metavar=say("机关代字", "WORD"),
        help=say("按该代字编下一个文号，如 临政办函", "take the next number of this word"),
    )
    number.add_argument("--number", default="", metavar=say("文号", "NUMBER"), help="临政办函〔2018〕83号")
    parser.add_argument(
        "--skipped",
        default="",
        metavar=say("去向", "TEXT"),
        help=say("中间空出的文号用于什么文件", "what the numbers in between were used for"),
    )
    parser.add_argument(
        "--on", metavar=say("日期", "DATE"), help=say("成文日期（默认草稿上的）", "the document's date")
    )
    parser.add_argument("--out", metavar=say("目录", "DIR"), help=say("另存一份", "copy the files there"))
    add_person(parser)
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """Issue; UsageError lists what is neither corrected nor explained."""
    home = open_store(args)
    from mingcha import web
    from mingcha.web.services.bulletin_life import Numbering, issue

    out = writable_folder(Path(args.out).absolute()) if args.out else None
    with web.store_errors():
        done = issue(
            bulletin_id=args.id,
            who=who_of(args),
            folder=home / "bulletins",
            numbering=Numbering(args.word.strip(), args.number.strip(), args.skipped.strip()),
            issued_on=_day(args.on),
        )
    files = done.files if out is None else tuple(Path(shutil.copy(path, out)) for path in done.files)
    told = [f"已签发通报 {args.id}{f'：{done.number}' if done.number else '（未编号）'}"]
    told += [f"  {path}" for path in files]
    figures: dict[str, object] = {
        "id": args.id,
        "stage": "issued",
        "number": done.number,
        "files": [str(path) for path in files],
    }
    tell(args, "\n".join(told), figures)
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--on 的日期“{text}”无法识别，请写成 2018-04-18") from None
