"""What the actions on stored bulletins share: the store, the person, how disagreements are told."""

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mingcha.cli.home import add_home, home_folder
from mingcha.cli.store import open_store as open_store_of
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.reports.disagreement import Disagreement

if TYPE_CHECKING:
    from mingcha.web.services.bulletin_life import Who


def add_id(parser: argparse.ArgumentParser) -> None:
    """Add the bulletin's id."""
    parser.add_argument(
        "id", type=int, metavar=say("编号", "ID"), help=say("通报编号，见 bulletin list", "see bulletin list")
    )


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add `--format` and `--home`."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("输出格式", "output format")
    )
    add_home(parser)


def add_person(parser: argparse.ArgumentParser) -> None:
    """Add `--by` and `--reason`."""
    parser.add_argument("--by", default="", metavar=say("姓名", "PERSON"), help=say("经办人", "who does it"))
    parser.add_argument("--reason", default="", metavar=say("原因", "TEXT"), help=say("原因", "why"))


def who_of(args: argparse.Namespace) -> "Who":
    """The person, the time and the reason."""
    from mingcha.web.services.bulletin_life import Who

    return Who(args.by.strip(), datetime.now(CHINA), args.reason.strip())


def open_store(args: argparse.Namespace) -> Path:
    """Open the home's store, and say where it is."""
    home = home_folder(args)
    open_store_of(home)
    return home


def tell(args: argparse.Namespace, sentence: str, figures: dict[str, object]) -> None:
    """The result, for a person or for a program."""
    print(json.dumps(figures, ensure_ascii=False, indent=1) if args.format == "json" else sentence)


def plain(one: Disagreement, explained: bool = False) -> dict[str, object]:
    """A disagreement for a program."""
    return {
        "key": one.key,
        "what": one.what.value,
        "place": one.place,
        "line": one.line,
        "written": one.written,
        "data": one.data,
        "remedy": one.remedy,
        "blocks": one.blocks,
        "explained": explained,
    }


def lines(found: Sequence[Disagreement], explained: Sequence[str] = ()) -> list[str]:
    """Disagreements for a person: what blocks first, then advice."""
    blocking = [one for one in found if one.blocks]
    advice = [one for one in found if not one.blocks]
    told = []
    if blocking:
        told.append(f"与数据不符{len(blocking)}处（改正或说明理由后才能签发）：")
        told += [f"  {one}{'（已说明）' if one.key in explained else ''}" for one in blocking]
    if advice:
        told.append(f"文字建议{len(advice)}处（不影响签发）：")
        told += [f"  {one}" for one in advice]
    return told or ["文稿与数据一致。"]
