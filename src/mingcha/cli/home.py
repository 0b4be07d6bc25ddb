"""Where a verb finds and leaves things: the home folder, times, periods."""

import argparse
import os
from datetime import date, datetime
from pathlib import Path

from mingcha import __version__
from mingcha.cli.words import say
from mingcha.core.clock import CHINA, end_of_day
from mingcha.core.errors import CannotDo, UsageError
from mingcha.engine.manners import FetchSettings


def add_home(parser: argparse.ArgumentParser) -> None:
    """Add `--home DIR`."""
    parser.add_argument(
        "--home",
        metavar=say("目录", "DIR"),
        help=say(
            "登记表、数据库、证据所在目录（默认 MINGCHA_HOME，再默认 ./data）",
            "folder of register, database and evidence (default MINGCHA_HOME, else ./data)",
        ),
    )


def home_folder(args: argparse.Namespace) -> Path:
    """The home folder that the arguments or the environment name; absolute, not made here."""
    named = getattr(args, "home", None) or os.environ.get("MINGCHA_HOME") or "data"
    return Path(named).expanduser().absolute()


def instant(text: str) -> datetime:
    """An `--as-of TIME`: a date means the end of that day in China; a time without zone is China's."""
    try:
        if len(text) == len("2018-04-18"):
            return end_of_day(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--as-of 的时间“{text}”无法识别，请写成 2018-04-18 或 2018-04-18T23:59:59+08:00"
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


def user_agent() -> str:
    """The name that inspected sites see, with the office's contact from MINGCHA_CONTACT (ASCII)."""
    contact = os.environ.get("MINGCHA_CONTACT", "").strip()
    if not contact:
        return FetchSettings().user_agent
    if not contact.isascii() or not contact.isprintable():
        raise UsageError(f"MINGCHA_CONTACT“{contact}”只能用英文、数字和符号，如 inspection@example.gov.cn")
    return f"mingcha/{__version__} (+website inspection; contact: {contact})"


def writable_folder(path: Path) -> Path:
    """The folder, made if need be; CannotDo names it when that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotDo(
            f"目录 {path} 不能写入（{error.strerror}）；请换一个目录，或检查权限和磁盘空间"
        ) from error
    return path
