"""`mingcha score PERIOD`: the scores of a period, every point with its proof."""

import argparse
import json
import re
from datetime import date, datetime

from mingcha.cli.home import add_home, home_folder, instant
from mingcha.cli.store import open_store, usable_scheme
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.reports.score_sheet import ScoreSheet, of_units, sheet_json, sheet_text

PERIOD = re.compile(r"\d{4}(?:Q[1-4])?", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the period and what narrows it."""
    parser.add_argument("period", metavar="PERIOD", help=say("时段，如 2018Q1 或 2018", "2018Q1 or 2018"))
    parser.add_argument(
        "--as-of",
        metavar="TIME",
        help=say("只用到该时刻为止已记录的内容", "only what was recorded by that time"),
    )
    parser.add_argument(
        "--scheme",
        metavar="ID",
        help=say(
            "考核方案，或方案文件 .toml（默认为检查当时所用）",
            "scheme or a .toml file (default: the one that the inspection used)",
        ),
    )
    parser.add_argument(
        "--unit", action="append", default=[], metavar=say("单位", "UNIT"), help=say("只列该单位", "only it")
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Print the scores; exit 0 when they were computed, whatever they are."""
    period = known_period(args.period)
    known = instant(args.as_of) if args.as_of else datetime.now(CHINA)
    open_store(home_folder(args))
    sheet = _sheet(period, known, args.scheme)
    units = [score.unit for score in sheet.scores]
    if unknown := [name for name in args.unit if name not in units]:
        raise UsageError(f"没有单位“{unknown[0]}”：请用单位简称，如 {'、'.join(units[:3])}")
    shown = ScoreSheet(
        sheet.period, sheet.run, sheet.as_of, sheet.known, sheet.scheme, of_units(sheet.scores, args.unit)
    )
    if args.format == "json":
        print(json.dumps(sheet_json(shown), ensure_ascii=False, indent=1))
    else:
        print(sheet_text(shown), end="")
    return 0


def known_period(text: str) -> str:
    """A PERIOD as the contract writes it; UsageError for another word."""
    if not PERIOD.fullmatch(text):
        raise UsageError(f"时段“{text}”无法识别，请写成 2018Q1 或 2018")
    return text


def period_end(period: str) -> date:
    """The last day of a period."""
    month = int(period[5]) * 3 if len(period) > 4 else 12
    return date(int(period[:4]), month, 30 if month in (6, 9) else 31)


def _sheet(period: str, known: datetime, scheme_id: str | None) -> ScoreSheet:
    from mingcha import web
    from mingcha.web.selectors.quarters import quarter_at, rejudged_at, run_of_period

    with web.store_errors():
        found = run_of_period(period, known)
        if scheme_id is None or scheme_id == found.scheme:
            quarter = quarter_at(found, known, period, views=())
        else:
            quarter = rejudged_at(found, usable_scheme(scheme_id), known)
    return ScoreSheet(period, found.id, found.as_of, known, quarter.scheme, quarter.scores)
