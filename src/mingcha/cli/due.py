"""`mingcha due DATE N`: the due day of N working days, with every day counted or not, and why."""

import argparse
import json
from datetime import date

from mingcha.cli.calendars import home_calendar
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.words import chinese, say
from mingcha.core.clock import CountedDay
from mingcha.core.errors import UsageError

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument(
        "date", metavar=say("日期", "DATE"), help=say("收到之日，如 2018-04-27", "day of receipt")
    )
    parser.add_argument("n", metavar="N", help=say("工作日数", "number of working days"))
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Print the count; a year without a holiday table, a bad date or number is refused (exit code 2)."""
    start, number = _day(args.date), _number(args.n)
    days = home_calendar(home_folder(args)).count(start, number)
    due = days[-1].date
    if args.format == "json":
        rows = [{"date": str(day.date), "counted": day.counted, "reason": day.reason} for day in days]
        told = {"from": str(start), "n": number, "due": str(due), "days": rows}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    counted = 0
    for day in days:
        counted += day.counted
        print(_line(day, counted))
    print(f"到期 {due}")  # in every language: scripts read this line
    return 0


def _line(day: CountedDay, counted: int) -> str:
    if chinese():
        mark = f"第{counted}个工作日" if day.counted else "不计"
        return f"{day.date} 周{_WEEKDAYS_ZH[day.date.weekday()]} {mark} {day.reason}"
    mark = f"working day {counted}" if day.counted else "not counted"
    return f"{day.date} {_WEEKDAYS_EN[day.date.weekday()]} {mark} {day.reason}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"日期“{text}”无法识别，应如 2018-04-27") from None


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1000:
        raise UsageError(f"工作日数“{text}”应为 1 到 1000 的整数")
    return int(text)
